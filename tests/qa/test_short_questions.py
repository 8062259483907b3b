"""Questions that leave out what every clerk would supply: of which index, in which form, over which years."""

import pytest

from qa.assistant import Assistant

TABLE = """ỦY BAN NHÂN DÂN
TỈNH ĐÔNG LĨNH
Số: 15/QĐ-UBND
Đông Lĩnh, ngày 20 tháng 01 năm 2025

QUYẾT ĐỊNH
Công bố Chỉ số cải cách hành chính các huyện năm 2024

| STT | Đơn vị | Điểm | Xếp hạng |
| --- | --- | --- | --- |
| 1 | Huyện Gò Muồng | 90,12 | 1 |
| 2 | Huyện Sông Đào | 88,45 | 2 |
| 3 | Huyện Bến Lội | 87,03 | 3 |
"""
OWN = """ỦY BAN NHÂN DÂN
HUYỆN SÔNG ĐÀO
Số: 198/BC-UBND
Sông Đào, ngày 14 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023

Năm 2023, Chỉ số CCHC của huyện đạt 85,25 điểm, xếp thứ 3/3 huyện. Năm 2022 đạt 83,90 điểm, xếp thứ 2/3 huyện.
"""


REPORTS = {"bang.txt": TABLE, "rieng.txt": OWN}


@pytest.mark.parametrize(
    "question",
    [
        "Chỉ số CCHC huyện Sông Đào các năm",
        "So sánh chỉ số CCHC huyện Sông Đào các năm",
        "Vẽ biểu đồ chỉ số CCHC huyện Sông Đào",
    ],
)
def test_all_years_are_shown_as_a_trend(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "trend"
    assert all(score in answer.answer for score in ("83,90", "85,25", "88,45"))


@pytest.mark.parametrize(
    "question", ["Chỉ số CCHC của các huyện năm 2024", "lập bảng hạng chỉ số CCHC của các huyện năm 2024"]
)
def test_all_districts_are_shown_as_a_ranking(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "ranking"
    assert answer.answer.index("Gò Muồng") < answer.answer.index("Sông Đào") < answer.answer.index("Bến Lội")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("huyện nào cao nhất 2024", "Huyện Gò Muồng cao nhất về Chỉ số CCHC năm 2024"),
        ("huyện nào thấp nhất tỉnh Đông Lĩnh năm 2024?", "Huyện Bến Lội thấp nhất"),
        ("Sông Đào và Bến Lội ai hơn về chỉ số CCHC năm 2024?", "huyện Sông Đào cao hơn 1,42 điểm"),
        ("Huyện Sông Đào năm 2023 tăng hay giảm?", "tăng 1,35 điểm"),
        ("Chỉ số CCHC của Sông Đào năm 2023 xếp thứ mấy so với các huyện?", "xếp hạng 3/3"),
        ("Chỉ số CCHC huyện Sông Đào năm 2023 là 83,90 đúng không?", "huyện Sông Đào đạt 85,25"),
    ],
)
def test_what_is_left_out_is_supplied(assistant: Assistant, question: str, said: str) -> None:
    assert said in assistant.ask(question).answer

"""The parts that an index is scored by are answered of as indexes of their own."""

import pytest

from qa.assistant import Assistant

DISTRICT = """ỦY BAN NHÂN DÂN
HUYỆN LÂM TRẠCH
Số: 212/BC-UBND                    Lâm Trạch, ngày 12 tháng 12 năm 2024

BÁO CÁO
Kết quả công tác cải cách hành chính năm 2024 của huyện Lâm Trạch

Chỉ số CCHC năm 2024 của huyện đạt 84,36/100 điểm, xếp thứ 5/11. Kết quả theo từng lĩnh vực: công tác chỉ đạo, \
điều hành đạt 8,9/10 điểm; cải cách thể chế 9,2/10 điểm; cải cách tổ chức bộ máy 9,75/10 điểm; cải cách chế độ \
công vụ 8,1/10 điểm; cải cách tài chính công 7,4/12 điểm.

Chỉ số chuyển đổi số (DTI) năm 2024 đạt 0,6215 điểm, xếp thứ 4/11, trong đó chính quyền số 0,7012 (thứ 3), kinh \
tế số 0,5521 (thứ 8), xã hội số 0,6112 (thứ 5).

Tỷ lệ thanh toán trực tuyến đạt 61,4%. Bộ chỉ số 766 đạt 71,4/100 điểm; điểm thành phần: tiến độ giải quyết \
17,6/20; thanh toán trực tuyến 4,4/10; số hóa hồ sơ 11,9/22.
"""

COMMUNE = """ỦY BAN NHÂN DÂN
XÃ ĐẠI HƯNG
Số: 31/BC-UBND                    Đại Hưng, ngày 05 tháng 12 năm 2025

BÁO CÁO
Tự đánh giá, chấm điểm Chỉ số cải cách hành chính năm 2025

UBND xã Đại Hưng tự chấm điểm Chỉ số CCHC năm 2025 đạt 92,5/100 điểm; Hội đồng thẩm định công nhận 88,75 điểm.

| TT | Lĩnh vực, tiêu chí | Điểm tối đa | Điểm tự chấm | Điểm thẩm định |
|---|---|---|---|---|
| 1 | Công tác chỉ đạo, điều hành CCHC | 12 | 11,5 | 11,25 |
| 2 | Cải cách thể chế | 8 | 8 | 7,5 |
| 3 | Xây dựng chính quyền số | 18 | 16 | 15 |
| 4 | Sáng kiến cải cách | 5 | 5 | 3,5 |
| | Tổng cộng | 100 | 92,5 | 88,75 |
"""

PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH HẢI SƠN
Số: 310/BC-UBND                    Hải Sơn, ngày 18 tháng 5 năm 2025

BÁO CÁO
Phân tích kết quả các chỉ số năm 2024 của tỉnh Hải Sơn

1. Chỉ số cải cách hành chính (PAR INDEX)
Năm 2024, PAR INDEX của tỉnh đạt 87,12%, xếp thứ 29/63.
- Lĩnh vực Công tác chỉ đạo, điều hành CCHC: đạt 92,31%, xếp thứ 18/63, tăng 3 bậc.
- Lĩnh vực Cải cách thể chế: đạt 88,05%, xếp thứ 33/63, giảm 6 bậc.
- Lĩnh vực Cải cách tài chính công: đạt 79,90%, xếp thứ 51/63, giảm 22 bậc.
2. Chỉ số hài lòng (SIPAS)
SIPAS năm 2024 của tỉnh đạt 84,12%. Yếu tố “tiếp cận dịch vụ” chỉ đạt 79,03%, thấp nhất trong 05 yếu tố; yếu tố \
“công chức” cao nhất, 86,90%.
3. Điểm thành phần Chỉ số CCHC năm 2024 của các huyện

| TT | Đơn vị | Thể chế (10) | Tài chính công (12) | Tổng điểm | Xếp hạng |
|---|---|---|---|---|---|
| 1 | Huyện Nam Kỳ | 9,0 | 10,5 | 90,12 | 1 |
| 2 | Huyện Bắc Lương | 9,4 | 11,0 | 85,90 | 2 |
| 3 | Huyện Tây Hà | 8,7 | 9,6 | 84,15 | 3 |
"""


REPORTS = {"district.txt": DISTRICT, "commune.md": COMMUNE, "province.md": PROVINCE}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Điểm cải cách thể chế của huyện Lâm Trạch năm 2024 là bao nhiêu?", "đạt 9,2/10 điểm"),
        ("Lâm Trạch điểm tài chính công?", "đạt 7,4/12 điểm"),
        ("Lĩnh vực tổ chức bộ máy của huyện Lâm Trạch được mấy điểm, tối đa bao nhiêu?", "9,75/10 điểm"),
        ("Trụ cột kinh tế số của huyện Lâm Trạch năm 2024 đạt bao nhiêu?", "đạt 0,5521, xếp hạng 8"),
        ("Điểm số hóa hồ sơ trong bộ chỉ số 766 của Lâm Trạch là bao nhiêu?", "đạt 11,9/22"),
        ("Điểm thẩm định cải cách thể chế của xã Đại Hưng?", "đạt 7,5"),
        ("Điểm tối đa của lĩnh vực chính quyền số xã Đại Hưng?", "điểm tối đa 18"),
        ("Tiêu chí sáng kiến cải cách của xã Đại Hưng được mấy điểm?", "đạt 3,5"),
        ("Lĩnh vực cải cách thể chế của Hải Sơn năm 2024 xếp thứ mấy?", "xếp hạng 33/63"),
        ("Điểm tài chính công của Bắc Lương hơn Nam Kỳ bao nhiêu?", "huyện Bắc Lương cao hơn 0,5 điểm"),
        ("Huyện nào có điểm tài chính công cao nhất năm 2024?", "Huyện Bắc Lương cao nhất"),
    ],
)
def test_the_score_or_rank_of_a_part_is_that_of_no_other_part(assistant: Assistant, question: str, said: str) -> None:
    assert said in assistant.ask(question).answer


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Lĩnh vực nào của huyện Lâm Trạch mất điểm nhiều nhất năm 2024?", "Cải cách tài chính công mất"),
        ("Lĩnh vực nào của huyện Lâm Trạch đạt tỷ lệ điểm cao nhất?", "Cải cách tổ chức bộ máy"),
        ("DTI của huyện Lâm Trạch trụ cột nào thấp nhất?", "Kinh tế số thấp nhất trong 3 phần"),
        ("Xã Đại Hưng bị trừ nhiều điểm nhất ở lĩnh vực nào?", "Xây dựng chính quyền số"),
        ("Hội đồng thẩm định trừ xã Đại Hưng nhiều điểm nhất ở tiêu chí nào?", "Sáng kiến cải cách"),
        ("PAR INDEX 2024 của Hải Sơn lĩnh vực nào tụt hạng nhiều nhất?", "Cải cách tài chính công giảm"),
        ("PAR INDEX 2024 của Hải Sơn lĩnh vực nào cao nhất?", "Công tác chỉ đạo, điều hành CCHC"),
    ],
)
def test_which_part_is_first_or_lost_most_is_reckoned_from_all_that_are_told(
    assistant: Assistant, question: str, first: str
) -> None:
    assert assistant.ask(question).answer.startswith(first)


def test_the_score_of_a_part_is_never_that_of_the_index(assistant: Assistant) -> None:
    answer = assistant.ask("Chỉ số CCHC của huyện Lâm Trạch năm 2024 đạt bao nhiêu điểm?")
    assert "84,36/100 điểm" in answer.answer
    assert "9,2" not in answer.answer


def test_a_part_that_no_report_tells_is_not_answered_with_another(assistant: Assistant) -> None:
    answer = assistant.ask("Điểm hiện đại hóa hành chính của huyện Nam Kỳ năm 2024?")
    assert answer.status != "answered"


def test_a_rate_that_shares_the_name_of_a_part_is_answered_as_a_rate(assistant: Assistant) -> None:
    assert "61,4%" in assistant.ask("Tỷ lệ thanh toán trực tuyến của huyện Lâm Trạch đạt bao nhiêu?").answer


def test_every_name_of_a_part_is_found_in_a_sentence() -> None:
    from corpus.vocabulary import component_phrases

    found = component_phrases().find("Kiểm soát tham nhũng đạt 6,9 điểm; cải cách tài chính công 7,4/12 điểm")
    assert [f.name for f in found] == ["papi.corruption", "par_index.finance"]


def test_the_part_that_a_report_says_is_last_is_last(assistant: Assistant) -> None:
    answer = assistant.ask("Yếu tố nào của SIPAS 2024 tỉnh Hải Sơn thấp nhất?").answer
    assert "79,03%" in answer
    assert "86,90%" not in answer

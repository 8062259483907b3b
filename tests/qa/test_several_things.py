"""Of several things asked in one breath each is answered, or said to be missing: half an answer is none."""

import pytest

from qa.assistant import Assistant
from qa.model import Turn

FIRST = """ỦY BAN NHÂN DÂN
HUYỆN SÔNG ĐÀO
Số: 210/BC-UBND
Sông Đào, ngày 12 tháng 12 năm 2024
BÁO CÁO
Công tác cải cách hành chính năm 2024

Năm 2024, Chỉ số CCHC của huyện đạt 86,40 điểm, xếp thứ 4/11 huyện, thị xã.
Toàn huyện tiếp nhận 32.415 hồ sơ; quá hạn 513 hồ sơ, tập trung ở lĩnh vực đất đai.
Huyện có 31 dịch vụ công trực tuyến một phần. Tổng kinh phí cho cải cách hành chính là 1.250 triệu đồng.
"""
EARLIER = """ỦY BAN NHÂN DÂN
HUYỆN SÔNG ĐÀO
Số: 198/BC-UBND
Sông Đào, ngày 14 tháng 12 năm 2023
BÁO CÁO
Công tác cải cách hành chính năm 2023

Năm 2023, Chỉ số CCHC của huyện đạt 85,25 điểm, xếp thứ 6/11 huyện, thị xã.
Toàn huyện tiếp nhận 29.870 hồ sơ; quá hạn 640 hồ sơ.
"""
SECOND = """ỦY BAN NHÂN DÂN
HUYỆN GÒ MUỒNG
Số: 77/BC-UBND
Gò Muồng, ngày 10 tháng 12 năm 2024
BÁO CÁO
Công tác cải cách hành chính năm 2024

Năm 2024, Chỉ số CCHC của huyện đạt 79,66 điểm, xếp thứ 9/11 huyện, thị xã.
Toàn huyện tiếp nhận 18.240 hồ sơ; quá hạn 95 hồ sơ.
"""


REPORTS = {"mot.txt": FIRST, "truoc.txt": EARLIER, "hai.txt": SECOND}


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("Số hồ sơ quá hạn của Sông Đào, Gò Muồng năm 2024?", ["513", "95"]),
        ("Huyện Sông Đào có bao nhiêu hồ sơ quá hạn năm 2023 và năm 2024?", ["640", "513"]),
        ("Chỉ số CCHC của Sông Đào năm 2023, năm 2024 là bao nhiêu?", ["85,25", "86,40"]),
        ("Năm 2024 Sông Đào được mấy điểm CCHC và có bao nhiêu hồ sơ quá hạn?", ["86,40", "513"]),
        ("Sông Đào có bao nhiêu dịch vụ công một phần, kinh phí cải cách hành chính bao nhiêu tiền?", ["31", "1.250"]),
    ],
    ids=["units", "years of a count", "years of an index", "an index and a count", "a count and money"],
)
def test_all_that_is_asked_is_answered(assistant: Assistant, question: str, figures: list[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert all(figure in answer.answer for figure in figures), answer.answer


@pytest.mark.parametrize(
    ("question", "figure", "missing"),
    [
        ("Chỉ số CCHC của Sông Đào và Gò Muồng năm 2023 là bao nhiêu?", "85,25", "của huyện Gò Muồng năm 2023"),
        ("Chỉ số CCHC của Sông Đào năm 2021 và 2024 là bao nhiêu?", "86,40", "của huyện Sông Đào năm 2021"),
        ("Năm 2024 Sông Đào và Bến Lội có bao nhiêu hồ sơ quá hạn?", "513", "nói về huyện Bến Lội"),
    ],
    ids=["a unit without that year", "a year", "a unit nobody knows"],
)
def test_what_is_missing_of_several_things_is_said(
    assistant: Assistant, question: str, figure: str, missing: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert figure in answer.answer
    assert any(missing in line and "[" not in line for line in answer.answer.splitlines()), answer.answer


def test_the_year_is_told_of_each_of_several_figures(assistant: Assistant) -> None:
    lines = assistant.ask("Huyện Sông Đào có bao nhiêu hồ sơ quá hạn năm 2023 và năm 2024?").answer.splitlines()
    assert [line[:8] for line in lines] == ["Năm 2023", "Năm 2024"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Huyện Sông Đào năm 2022 có bao nhiêu hồ sơ quá hạn?", "số hồ sơ quá hạn của huyện Sông Đào năm 2022"),
        ("Huyện Sông Đào năm 2022 có bao nhiêu hồ sơ quá hạn?", "Gần nhất có: năm 2023 640 hồ sơ; năm 2024 513 hồ sơ"),
        ("Tỷ lệ số hóa hồ sơ của huyện Gò Muồng là bao nhiêu?", "tỷ lệ số hóa hồ sơ của huyện Gò Muồng"),
        ("Kinh phí mua máy tính của huyện Gò Muồng năm 2024 là bao nhiêu?", "kinh phí mua máy tính"),
        ("Chỉ số SIPAS của huyện Gò Muồng năm 2024?", "Chỉ số hài lòng (SIPAS)"),
        ("Mục tiêu SIPAS năm 2025 của huyện Sông Đào?", "mục tiêu Chỉ số hài lòng (SIPAS)"),
        ("8 tháng năm 2024 huyện Sông Đào tiếp nhận bao nhiêu hồ sơ?", "8 tháng đầu năm 2024"),
    ],
)
def test_a_refusal_names_what_was_sought_and_when(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert said in answer.answer


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("hai huyện này tiếp nhận bao nhiêu hồ sơ?", ["32.415", "18.240"]),
        ("hai huyện chênh nhau bao nhiêu điểm CCHC?", ["86,40", "79,66", "6,74"]),
    ],
)
def test_both_units_talked_of_are_meant_by_both(assistant: Assistant, question: str, figures: list[str]) -> None:
    history: list[Turn] = []
    for message in ("Huyện Sông Đào năm 2024 có bao nhiêu hồ sơ quá hạn?", "Còn Gò Muồng?", question):
        answer = assistant.ask(message, history)
        history.append(Turn(question=message, answer=answer.answer))
    assert all(figure in answer.answer for figure in figures), answer.answer

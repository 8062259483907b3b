"""How many units have a grade is a count, however it is said, and of the year of the ranking it is told with."""

# ruff: noqa: E501 - a sentence of a story stays on one line

import pytest

from qa.assistant import Assistant

REPORTS = {
    "phu-yen.txt": """Kết quả xếp hạng cải cách hành chính năm 2021

Cập nhật ngày: 11/3/2022

Ngày 10/3, UBND tỉnh Phú Yên công bố Chỉ số cải cách hành chính của các sở, ngành và các huyện năm 2021. Theo đó, có 21/30 cơ quan, đơn vị xếp hạng Tốt, còn 3 đơn vị xếp hạng Trung bình.
""",
    "kon-tum.txt": """Công bố Chỉ số cải cách hành chính năm 2022

Cập nhật ngày: 15/12/2022

UBND tỉnh Kon Tum công bố Chỉ số cải cách hành chính các huyện năm 2022. Có 6 địa phương xếp loại tốt, 2 địa phương xếp loại trung bình.
""",
}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Năm 2021 Phú Yên có mấy đơn vị xếp hạng Trung bình?", "3 đơn vị xếp hạng Trung bình"),
        ("Có bao nhiêu đơn vị của Phú Yên xếp hạng trung bình?", "3 đơn vị xếp hạng Trung bình"),
        ("Phú Yên năm 2021 có bao nhiêu cơ quan, đơn vị xếp hạng Tốt?", "21/30"),
        ("Kon Tum năm 2022 có mấy địa phương xếp loại trung bình?", "2 địa phương"),
    ],
)
def test_units_of_a_grade_are_counted(assistant: Assistant, question: str, told: str) -> None:
    assert told in assistant.ask(question).answer


def test_a_count_of_grades_is_of_the_year_the_ranking_is_of(assistant: Assistant) -> None:
    assert assistant.ask("Năm 2019 có mấy địa phương xếp loại trung bình?").status == "not_found"

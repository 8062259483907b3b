"""Satisfaction told factor by factor: in a table with a column a year, and in a sentence."""

import pytest

from qa.assistant import Assistant

HEAD = """UBND TỈNH {shouted}
Số: 88/BC-UBND
{name}, ngày 20 tháng 10 năm 2024

BÁO CÁO
Kết quả đo lường sự hài lòng của người dân, tổ chức 9 tháng năm 2024

Mức độ hài lòng của người dân, tổ chức đối với sự phục vụ của cơ quan hành chính (%)

"""
ROWS = """Nội dung | Năm 2022 | Năm 2023 | 9 tháng 2024
Tiếp cận dịch vụ | 80,12 | 82,40 | 84,05
Thủ tục hành chính | 77,91 | 79,36 | 82,58
Công chức trực tiếp giải quyết công việc | 81,55 | 83,10 | 85,77
Kết quả cung ứng dịch vụ | 83,02 | 84,71 | 86,30
Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị | 70,18 | 74,25 | 78,94
Chung | 79,05 | 81,22 | 83,90
"""
TOLD = """UBND TỈNH ĐÔNG GIANG
Số: 12/BC-UBND
Đông Giang, ngày 20 tháng 3 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2023

Mức độ hài lòng (SIPAS) toàn tỉnh đạt 88,10%.
Theo 5 yếu tố: tiếp cận dịch vụ 89,10%; thủ tục hành chính 88,20%; công chức 91,40%; kết quả 80,05%; góp ý 82,33%.
"""


REPORTS = {
    "bang.txt": HEAD.format(shouted="HÀ LÂM", name="Hà Lâm") + ROWS,
    "mot-o-mot-dong.txt": HEAD.format(shouted="NAM TRẠCH", name="Nam Trạch") + ROWS.replace(" | ", "\n"),
    "trong-cau.txt": TOLD,
}


@pytest.mark.parametrize("name", ["Hà Lâm", "Nam Trạch"])
@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Mức độ hài lòng về thủ tục hành chính của tỉnh {} năm 2022?", "77,91"),
        ("Mức độ hài lòng của người dân tỉnh {} về công chức năm 2023?", "83,10"),
        ("Mức độ hài lòng về tiếp cận dịch vụ của tỉnh {} 9 tháng năm 2024?", "84,05"),
        ("Mức độ hài lòng chung của tỉnh {} năm 2023?", "81,22"),
        ("Yếu tố nào có mức độ hài lòng thấp nhất năm 2023 của tỉnh {}?", "74,25"),
    ],
)
def test_a_factor_is_told_for_the_year_of_its_column(
    assistant: Assistant, name: str, question: str, shown: str
) -> None:
    answer = assistant.ask(question.format(name))
    assert answer.status == "answered", answer.answer
    assert shown in answer.answer


def test_the_lowest_of_the_factors_in_a_row_may_be_one_that_no_list_knows(assistant: Assistant) -> None:
    answer = assistant.ask("Yếu tố nào có mức độ hài lòng thấp nhất ở tỉnh Đông Giang năm 2023?")
    assert "Kết quả" in answer.answer
    assert "80,05%" in answer.answer


def test_how_to_raise_satisfaction_is_no_question_of_its_value(assistant: Assistant) -> None:
    answer = assistant.ask("Giải pháp nâng cao chỉ số hài lòng về thủ tục hành chính của tỉnh Hà Lâm?")
    assert answer.kind not in ("figure", "clarify")

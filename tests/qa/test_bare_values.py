"""A value asked without its index: of a unit whose figures are all of one index it is that index, in the unit asked for."""

# ruff: noqa: E501 - a sentence of a story stays on one line
from decimal import Decimal

import pytest

from qa.assistant import Assistant
from qa.wording import plain

STORY = """Công bố chỉ số cải cách hành chính năm 2021 của các sở và huyện

Cập nhật ngày: 18/02/2022

Ngày 16/02/2022, UBND tỉnh Phú Thọ công bố Chỉ số cải cách hành chính của các sở, ban, ngành và UBND các huyện năm 2021.

Sở Tư pháp có tổng số điểm đạt được 86.40 điểm, chỉ số cải cách hành chính đạt 91.02% đứng vị trí thứ nhất; Ban Dân tộc tỉnh có tổng số điểm đạt được 61.2 điểm, chỉ số cải cách hành chính đạt 80.5% đứng vị trí thứ bảy.

Huyện Thanh Ba có tổng số điểm đạt được 90.25 điểm, đứng vị trí thứ nhất; huyện Yên Lập có tổng số điểm đạt được 84.19 điểm, đứng vị trí cuối bảng trong tổng số 13 huyện.
"""


REPORTS = {"tin.txt": STORY}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Huyện Thanh Ba đạt bao nhiêu?", "90.25 điểm"),
        ("huyện Yên Lập được mấy điểm", "84.19 điểm"),
        ("Ban Dân tộc tỉnh Phú Thọ được bao nhiêu điểm?", "61.2 điểm"),
        ("Sở Tư pháp đạt mấy điểm năm 2021?", "86.40 điểm"),
        ("Chỉ số CCHC của Sở Tư pháp năm 2021 đạt bao nhiêu phần trăm?", "91.02%"),
        ("Huyện Thanh Ba hơn huyện Yên Lập bao nhiêu điểm?", "6,06 điểm"),
    ],
)
def test_a_bare_value_is_of_the_only_index_told_and_in_the_unit_asked_for(
    assistant: Assistant, question: str, told: str
) -> None:
    assert told in assistant.ask(question).answer


@pytest.mark.parametrize("question", ["Huyện Thanh Ba trễ hạn bao nhiêu?", "Huyện Yên Lập chi bao nhiêu tiền?"])
def test_what_is_asked_by_its_name_is_no_bare_value(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


def test_decimals_behind_a_point_are_kept_in_what_is_computed() -> None:
    assert plain(Decimal("6.06"), "92.15 điểm 86.09 điểm") == "6,06"
    assert plain(Decimal("1250"), "12.345 hồ sơ") == "1.250"

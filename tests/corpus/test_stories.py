"""A press story of a ranking: the unit that ranks is its own, and each name has the points, share and place told for it."""

# ruff: noqa: E501 - a sentence of a story stays on one line
from __future__ import annotations

import pytest

from corpus.model import Status
from tests.corpus.facts import Facts, Read, year_of

HEADLINE = """Công bố chỉ số cải cách hành chính năm 2021 của các sở và huyện

Cập nhật ngày: 18/02/2022

Ngày 16/02/2022, UBND tỉnh Phú Thọ công bố Chỉ số cải cách hành chính của các sở, ban, ngành và UBND các huyện, thị xã năm 2021.

"""


@pytest.fixture
def story(read: Facts) -> Facts:
    def told(body: str, head: str = HEADLINE) -> Read:
        return read(body, head=head)

    return told


def told_of(facts: Read, subject: str) -> set[tuple[str, str]]:
    return {(f.measure, " ".join(f.text.split())) for f in facts.all if f.subject == subject and f.indicator}


def test_points_share_and_place_of_each_in_a_row_are_its_own(story: Facts) -> None:
    facts = story(
        "Sở Tư pháp có tổng số điểm đạt được 90.15 điểm, chỉ số cải cách hành chính đạt 91.02% đứng vị trí thứ nhất; "
        "Ban Dân tộc tỉnh có tổng số điểm đạt được 66.4 điểm, chỉ số cải cách hành chính đạt 80.5% đứng vị trí thứ bảy."
    )
    assert told_of(facts, "Sở Tư pháp") == {("score", "90.15 điểm"), ("score", "91.02%"), ("rank", "đứng vị trí thứ nhất")}  # fmt: skip
    assert told_of(facts, "Ban Dân tộc tỉnh") == {("score", "66.4 điểm"), ("score", "80.5%"), ("rank", "thứ bảy")}
    assert facts["thứ bảy"].value == 7


def test_offices_told_in_turn_get_their_points_in_turn(story: Facts) -> None:
    facts = story(
        "Sở Tài chính đứng đầu bảng với 89,20 điểm, xếp thứ hai là Sở Công Thương, xếp thứ ba là Sở Y tế với số điểm "
        "lần lượt là 88,07 và 85,31, xếp cuối cùng là Ban Quản lý các Khu công nghiệp tỉnh với 71,45 điểm."
    )
    of = {f.text: (f.subject, f.measure, f.indicator) for f in facts.all}
    assert of["88,07"] == ("Sở Công Thương", "score", "par_index")
    assert of["85,31"] == ("Sở Y tế", "score", "par_index")
    assert of["71,45 điểm"] == ("Ban Quản lý các Khu công nghiệp tỉnh", "score", "par_index")


def test_a_share_of_the_points_is_a_score_but_the_line_of_a_grade_is_nobodys(story: Facts) -> None:
    facts = story(
        "Huyện Thanh Ba là địa phương dẫn đầu với tỷ lệ điểm số đạt 92,11%. UBND huyện Yên Lập đứng cuối bảng với tỷ lệ "
        "điểm 74,80%. Có 11 huyện được loại tốt, tỷ lệ điểm số đạt trên 80%."
    )
    assert told_of(facts, "huyện Thanh Ba") == {("rank", "dẫn đầu"), ("score", "92,11%")}
    assert told_of(facts, "huyện Yên Lập") == {("rank", "đứng cuối bảng"), ("score", "74,80%")}
    assert facts["80%"].indicator == ""
    assert year_of(facts["92,11%"]) == "2021"


def test_a_headline_that_names_who_is_first_leaves_the_story_to_the_province(story: Facts) -> None:
    head = HEADLINE.replace("Công bố chỉ số", "UBND huyện Thanh Ba đứng đầu chỉ số")
    unit = story("Có 13 đơn vị trên địa bàn tỉnh Phú Thọ tham gia.", head).document.unit
    assert unit is not None
    assert unit.name == "tỉnh Phú Thọ"


def test_a_name_inside_an_offices_name_does_not_make_the_story_its(story: Facts) -> None:
    head = """Thanh Hóa: Xếp hạng cải cách hành chính năm 2022

UBND tỉnh vừa ban hành quyết định công bố kết quả cải cách hành chính.

"""
    unit = story("Ban Quản lý Khu kinh tế Nghi Sơn xếp thứ sáu, ảnh chụp tại thành phố Thanh Hóa.", head).document.unit
    assert unit is not None
    assert unit.name == "tỉnh Thanh Hóa"


def test_a_story_of_the_whole_country_is_nobodys_own(story: Facts) -> None:
    head = "Chỉ số cải cách hành chính 2021 (PAR INDEX 2021)\n\nHà Nội (TTXVN 25/5/2022) "
    facts = story(
        "Năm 2021, Hải Phòng xuất sắc tiếp tục đoạt vị trí quán quân PAR INDEX. Quảng Ninh đạt 90,02%. Hà Nội đứng thứ "
        "mười với 87,11%. Hải Phòng dẫn đầu. Quảng Ninh xếp thứ hai.",
        head,
    )
    assert facts.document.unit is None
    assert facts["quán quân"].subject == "thành phố Hải Phòng"
    assert facts["90,02%"].subject == "tỉnh Quảng Ninh"


def test_the_last_of_a_ranking_has_its_score_as_the_first_has(story: Facts) -> None:
    facts = story("Chỉ số CCHC năm 2021 cao nhất là Sở Tài chính đạt 92,4%, thấp nhất là Sở Xây dựng đạt 76,1%.")
    assert told_of(facts, "Sở Tài chính") == {("score", "92,4%")}
    assert told_of(facts, "Sở Xây dựng") == {("score", "76,1%")}


@pytest.mark.parametrize("lead", ["IV. PHƯƠNG HƯỚNG NĂM 2022:", "3. Nhiệm vụ năm 2022:", "II. Kế hoạch năm 2022:"])
def test_aims_behind_a_heading_in_one_line_are_no_results(story: Facts, lead: str) -> None:
    facts = story(f"{lead} Chỉ số CCHC năm 2021 xếp thứ 4/63; tỷ lệ hài lòng đạt 91%.")
    assert {facts["4/63"].status, facts["91%"].status} == {Status.TARGET}

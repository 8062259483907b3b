"""A figure is given to the one it speaks of: not to the one it is measured against, nor to the one who publishes it."""

# ruff: noqa: E501 - a sentence of a report stays on one line
from decimal import Decimal

import pytest

from tests.corpus.facts import Facts


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("Chỉ số CCHC đạt 79,12 điểm, kém huyện dẫn đầu là huyện Hồng Ngự 5,4 điểm.", "5,4 điểm"),
        ("Chỉ số CCHC đạt 88,10 điểm, hơn huyện đứng thứ hai (huyện Hồng Ngự) 1,25 điểm.", "1,25 điểm"),
        ("Chỉ số CCHC đạt 84,1%, thua huyện Hồng Ngự 3,6%.", "3,6%"),
        ("Chỉ số CCHC đạt 84,1 điểm, kém 3,6 điểm so với huyện Hồng Ngự.", "3,6 điểm"),
        ("Chỉ số CCHC đạt 84,1 điểm, cao hơn bình quân cả tỉnh 0,7 điểm.", "0,7 điểm"),
        ("Chỉ số CCHC: huyện Hồng Ngự bỏ xa huyện Tháp Mười tới 6,7 điểm.", "6,7 điểm"),
    ],
)
def test_how_far_apart_two_units_are_is_the_score_of_neither(read: Facts, body: str, printed: str) -> None:
    assert (read(body)[printed].measure, read(body)[printed].indicator) == ("change", "")


@pytest.mark.parametrize("words", ["cao hơn năm trước", "thấp hơn cùng kỳ", "hơn năm 2022", "kém năm 2022 là"])
def test_how_far_a_year_is_from_another_is_a_change(read: Facts, words: str) -> None:
    fact = read(f"SIPAS năm 2023 đạt 87,4%, {words} 1,3%.")["1,3%"]
    assert (fact.measure, fact.indicator) == ("change", "sipas")
    assert fact.base is not None
    assert fact.base.label == "2022"


def test_a_level_passed_is_a_score_however_it_is_said(read: Facts) -> None:
    facts = read("Phấn đấu Chỉ số CCHC năm 2024 vượt 92 điểm; tăng vượt 3 điểm.")
    assert (facts["92 điểm"].measure, facts["3 điểm"].measure) == ("score", "change")


@pytest.mark.parametrize(
    "body",
    [
        "Chỉ số CCHC của huyện đạt 79,12 điểm, xếp sau huyện Hồng Ngự, đứng thứ 6/12.",
        "Chỉ số CCHC của huyện thấp hơn huyện Hồng Ngự (85,10 điểm), đứng thứ 6/12.",
        "Chỉ số CCHC của huyện kém huyện đứng thứ 2 là huyện Hồng Ngự 3,1 điểm, đứng thứ 6/12.",
    ],
)
def test_who_is_only_measured_against_does_not_get_the_rank_that_follows(read: Facts, body: str) -> None:
    assert read(body)["6/12"].subject == "huyện Tân Hồng"


def test_a_leader_without_a_name_leaves_its_place_to_nobody(read: Facts) -> None:
    facts = read("Chỉ số CCHC của huyện đạt 79,12 điểm, kém huyện dẫn đầu 5,4 điểm.")
    assert [f.text for f in facts.all] == ["79,12 điểm", "5,4 điểm"]


def test_a_unit_told_without_its_kind_keeps_its_figures_from_the_reports_own(read: Facts) -> None:
    facts = read("Về Chỉ số CCHC: Lâm Thao tiếp tục dẫn đầu với 93,41 điểm; huyện Tân Hồng đạt 88,02 điểm.")
    assert [f.text for f in facts.all] == ["88,02 điểm"]


def test_what_each_of_several_has_is_of_no_one(read: Facts) -> None:
    facts = read("Xã Tân Phong trễ 06 hồ sơ, xã An Hòa và xã Bình Thuận mỗi nơi 02 hồ sơ.")
    assert [(f.text, f.subject) for f in facts.all] == [("06", "xã Tân Phong")]


@pytest.mark.parametrize(
    ("body", "printed", "subject"),
    [
        ("Đứng đầu cấp xã về Chỉ số CCHC là xã Thông Bình với 93,0 điểm.", "Đứng đầu", "xã Thông Bình"),
        ("Chỉ số CCHC: xếp cuối bảng khối huyện là huyện Hồng Ngự.", "xếp cuối bảng", "huyện Hồng Ngự"),
        ("Vị trí thứ nhất về Chỉ số CCHC thuộc về huyện Hồng Ngự.", "thứ nhất", "huyện Hồng Ngự"),
    ],
)
def test_who_holds_a_place_may_be_told_after_it(read: Facts, body: str, printed: str, subject: str) -> None:
    assert read(body)[printed].subject == subject


@pytest.mark.parametrize("score", ["92,5 điểm", "91,7 điểm", "88 điểm"])
def test_the_scores_of_offices_are_not_the_units(read: Facts, score: str) -> None:
    facts = read(
        "Chỉ số CCHC năm 2022 của các sở: Sở Tư pháp 92,5 điểm, Sở Nội vụ 91,7 điểm, đứng đầu khối ban là Ban Dân tộc 88 điểm."
    )
    assert facts[score].unit_key.startswith("office:")
    assert facts[score].indicator == "par_index"


def test_the_number_of_a_footnote_that_lost_its_place_counts_nothing(read: Facts) -> None:
    facts = read("1 Hồ sơ quá hạn gồm đất đai 150 hồ sơ, hộ tịch 50\nhồ sơ.\n\n12 hồ sơ bị trả lại.")
    assert [f.text for f in facts.all] == ["150", "50", "12"]


@pytest.mark.parametrize(
    ("body", "printed", "value"),
    [
        ("Tiếp nhận 6 .482 hồ sơ.", "6 .482", "6482"),
        ("Đúng hạn 98 ,5% hồ sơ.", "98 ,5%", "98.5"),
        ("Chỉ số CCHC đạt 80 , 4 điểm.", "80 , 4 điểm", "80.4"),
    ],
)
def test_a_number_that_a_scan_tore_apart_at_its_mark_is_one(read: Facts, body: str, printed: str, value: str) -> None:
    assert read(body)[printed].value == Decimal(value)


@pytest.mark.parametrize(
    ("body", "printed", "value"),
    [
        ("Chỉ số CCHC năm 2023 của huyện đứng chót bảng.", "đứng chót bảng", None),
        ("Chỉ số CCHC năm 2023 của huyện xếp cuối trong số 12 huyện.", "xếp cuối", 12),
        ("Chỉ số CCHC năm 2023 của huyện đứng cuối bảng 9/9.", "9/9", 9),
    ],
)
def test_a_last_place_has_a_number_only_where_it_is_known_of_how_many(
    read: Facts, body: str, printed: str, value: int | None
) -> None:
    fact = read(body)[printed]
    assert (fact.measure, fact.value) == ("rank", value)

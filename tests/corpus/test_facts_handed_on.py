"""What a sentence tells once holds for the next: the year, the index; and a row of places is one for each."""

import pytest

from corpus.model import Fact
from tests.corpus.facts import Facts, year_of


def told(fact: Fact) -> tuple[str, str, str]:
    return fact.indicator, fact.subject, year_of(fact)


def test_the_year_of_a_sentence_holds_for_the_indexes_told_after_it(read: Facts) -> None:
    report = read(
        "Năm 2021 (công bố tháng 5/2022), PAR INDEX của huyện đạt 81,25%. SIPAS đạt 84,12%, xếp thứ 4/12. "
        "Điểm các lĩnh vực: thể chế 7,5/10; tài chính công 8,2/12.\n"
    )
    assert {year_of(report[figure]) for figure in ("81,25%", "84,12%", "4/12", "8,2/12")} == {"2021"}


def test_a_sentence_that_announces_an_index_says_its_year(read: Facts) -> None:
    report = read(
        "Sở Nội vụ vừa công bố Chỉ số CCHC năm 2021 của các huyện. Huyện Tân Hồng đạt 82,44%, xếp thứ 9/12.\n"
    )
    assert told(report["82,44%"]) == ("par_index", "huyện Tân Hồng", "2021")


def test_what_is_told_of_the_report_s_own_year_keeps_it(read: Facts) -> None:
    report = read(
        "Năm 2021, PAR INDEX của huyện đạt 81,25%. Trong năm nay SIPAS đạt 86,1%. Huyện tiếp nhận 12.345 hồ sơ.\n"
    )
    assert year_of(report["86,1%"]) == "2023"
    assert year_of(report["12.345"]) == "2023"


def test_a_series_of_years_hands_on_none(read: Facts) -> None:
    report = read("PAR INDEX năm 2020 đạt 80,1%, năm 2021 đạt 81,25%. SIPAS đạt 84,12%.\n")
    assert year_of(report["84,12%"]) == "2023"


def test_points_go_on_with_the_index_that_is_told_in_points(read: Facts) -> None:
    report = read(
        "Kết quả xếp hạng CCHC năm 2022, huyện đạt 88,15 điểm, hạng 3/9; chỉ số hài lòng đạt 90,22%, hạng 5/9. "
        "Năm 2021, huyện đạt 86,31 điểm, hạng 4/9; năm 2020 đạt 84,92 điểm, hạng 6/9.\n"
    )
    assert {report[figure].indicator for figure in ("86,31 điểm", "4/9", "84,92 điểm", "6/9")} == {"par_index"}
    assert [year_of(report[figure]) for figure in ("86,31 điểm", "6/9")] == ["2021", "2020"]


@pytest.mark.parametrize(
    ("sentence", "ranks"),
    [
        (
            "Chỉ số CCHC năm 2023: huyện Mường Bằng và huyện Lạc Thủy Hạ xếp thứ 6 và thứ 7 với số điểm lần lượt là "
            "80,15 và 79,4 điểm.",
            {"6": "huyện Mường Bằng", "7": "huyện Lạc Thủy Hạ"},
        ),
        (
            "Chỉ số CCHC năm 2023: đứng đầu là huyện Mường Bằng (94,12 điểm), xếp thứ nhì huyện Lạc Thủy Hạ "
            "(93,05 điểm), xếp thứ ba là huyện Sông Rinh (92,88 điểm).",
            {"đứng đầu": "huyện Mường Bằng", "xếp thứ nhì": "huyện Lạc Thủy Hạ", "thứ ba": "huyện Sông Rinh"},
        ),
        (
            "Chỉ số CCHC năm 2023: huyện Mường Bằng 90,15 điểm, huyện Lạc Thủy Hạ 88,2 điểm, huyện Sông Rinh 87,45 "
            "điểm lần lượt xếp thứ nhất, nhì, ba.",
            {"xếp thứ nhất": "huyện Mường Bằng", "nhì": "huyện Lạc Thủy Hạ", "ba": "huyện Sông Rinh"},
        ),
    ],
)
def test_each_place_of_a_row_is_one_unit_s(read: Facts, sentence: str, ranks: dict[str, str]) -> None:
    report = read(sentence + "\n")
    assert {printed: report[printed].subject for printed in ranks} == ranks


def test_the_unit_behind_the_last_score_of_a_row_is_that_of_all(read: Facts) -> None:
    report = read("Điểm CCHC của xã Hòa Lộc, xã Tân Phú và xã Phước Hậu lần lượt đạt 91,25; 90,4 và 89,85 điểm.\n")
    assert [(f.subject, f.measure) for f in report.all] == [
        ("xã Hòa Lộc", "score"), ("xã Tân Phú", "score"), ("xã Phước Hậu", "score"),
    ]  # fmt: skip


@pytest.mark.parametrize("lead", ["IV. Nhiệm vụ 2025:", "Phương hướng năm 2024:", "2. Chỉ tiêu chủ yếu:"])
def test_what_a_paragraph_announces_as_aims_is_no_result(read: Facts, lead: str) -> None:
    report = read(f"{lead} Chỉ số CCHC năm 2023 xếp thứ 5/12; hồ sơ trực tuyến đạt 100%.\n")
    assert {f.status.value for f in report.all} == {"target"}

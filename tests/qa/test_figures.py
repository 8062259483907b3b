"""Which figure a question means: by the words bound to it, its period, its level and its status."""

from collections.abc import Iterator

import pytest

from corpus.model import Period, Status
from qa.matching.figures import ENOUGH, counted_facts
from qa.matching.timing import earlier_end, period_fits
from qa.reports import Reports
from qa.scoping.scope import settle
from qa.understand import understand
from tests.parts import index_over

REPORT = """ỦY BAN NHÂN DÂN
HUYỆN RẠCH DỪA NƯỚC
Số: 9/BC-UBND                    Rạch Dừa Nước, ngày 22 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023 của huyện Rạch Dừa Nước

Toàn huyện tiếp nhận 8.420 hồ sơ (trong đó nộp trực tuyến 5.115 hồ sơ). Quý I tiếp nhận 1.930 hồ sơ. Hồ sơ trễ hạn giảm từ 77 hồ sơ năm 2022 xuống còn 31 hồ sơ. Có 12 thủ tục mức độ 3 và 45 thủ tục mức độ 4.

Năm 2024 phấn đấu tỷ lệ thanh toán trực tuyến đạt 55%.
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reports]:
    with index_over({"rach-dua-nuoc.txt": REPORT}, tmp_path_factory.mktemp("figures")) as index:
        yield Reports(index)


def best(reports: Reports, text: str) -> str:
    question = understand(text)
    matches = counted_facts(question, settle(question, reports), reports)
    return matches[0].fact.text if matches and matches[0].score >= ENOUGH else ""


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Năm 2023 huyện Rạch Dừa Nước tiếp nhận bao nhiêu hồ sơ?", "8.420"),
        ("Năm 2023 huyện Rạch Dừa Nước có bao nhiêu hồ sơ nộp trực tuyến?", "5.115"),
        ("Huyện Rạch Dừa Nước có bao nhiêu thủ tục mức độ 4?", "45"),
        ("Huyện Rạch Dừa Nước có bao nhiêu hồ sơ trễ hạn?", "31"),
        ("Huyện Rạch Dừa Nước có bao nhiêu trạm y tế?", ""),
    ],
)
def test_the_words_bound_to_a_figure_choose_it(reports: Reports, question: str, figure: str) -> None:
    assert best(reports, question) == figure


def test_a_target_is_no_match_for_a_question_about_a_result(reports: Reports) -> None:
    question = understand("Tỷ lệ thanh toán trực tuyến năm 2024 của huyện Rạch Dừa Nước đạt bao nhiêu?")
    found = counted_facts(question, settle(question, reports), reports)
    assert all(match.fact.status is not Status.TARGET for match in found)


def test_only_the_start_of_a_move_is_its_earlier_end(reports: Reports) -> None:
    facts = [f for key in reports.documents for f in reports.facts(key)]
    assert [f.text for f in facts if earlier_end(f, reports)] == ["77"]


def test_a_quarter_is_not_the_year(reports: Reports) -> None:
    document = next(iter(reports.documents.values()))
    quarter = next(f for f in reports.facts(document.id) if f.text == "1.930")
    year = next(f for f in reports.facts(document.id) if f.text == "8.420")
    asked = [Period.of_year(2023)]
    assert period_fits(year, asked, document) == 1.0
    if quarter.period != year.period:
        assert period_fits(quarter, asked, document) < ENOUGH


def test_words_of_the_figure_before_are_not_bound_to_the_next(reports: Reports) -> None:
    facts = {f.text: f for key in reports.documents for f in reports.facts(key)}
    assert "muc do 3" not in reports.words(facts["45"]).bound
    assert "muc do 4" in reports.words(facts["45"]).bound

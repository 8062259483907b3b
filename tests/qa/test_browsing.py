"""Looking through reports and facts."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.model import Status
from qa.settings import SAMPLES
from qa.shelves.browsing import (
    FactFilter,
    ReportFilter,
    fact_choices,
    find_facts,
    find_reports,
    not_read,
    report_choices,
)
from qa.shelves.library import list_facts
from tests.parts import LightApp, settings_in


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LightApp]:
    folder = tmp_path_factory.mktemp("browsing")
    (folder / "reports").mkdir()
    for name in ("tan-hong-bao-cao-2023.txt", "tan-hong-ke-hoach-2024.txt", "dong-thap-cong-bo-chi-so-2023.md"):
        shutil.copy(SAMPLES / name, folder / "reports")
    with LightApp(settings_in(folder)) as app:
        app.update()
        yield app


def sources(app: LightApp, **wanted: object) -> set[str]:
    return {row["source"] for row in find_reports(app, ReportFilter(**wanted), 0, 50).rows}  # type: ignore[arg-type]


def test_reports_are_found_by_words_unit_year_and_kind(app):
    assert len(sources(app)) == 3
    assert sources(app, words="dong thap") == {"dong-thap-cong-bo-chi-so-2023.md"}
    assert sources(app, words="126/BC") == {"tan-hong-bao-cao-2023.txt"}
    assert sources(app, unit="huyện Tân Hồng", year=2024) == {"tan-hong-ke-hoach-2024.txt"}
    assert sources(app, kind="Báo cáo") == {"tan-hong-bao-cao-2023.txt"}
    assert sources(app, words="không đâu có") == set()


def test_each_report_tells_how_many_facts_were_read_from_it(app):
    counted = sum(row["facts"] for row in find_reports(app, ReportFilter(), 0, 50).rows)
    assert counted == len(list_facts(app)) > 0


def test_what_is_offered_to_choose_from_finds_something(app):
    for field, values in report_choices(app).items():
        for value in values:
            assert sources(app, **{field: int(value) if field == "year" else value}), (field, value)
    for label in fact_choices(app)["label"]:
        assert find_facts(app, FactFilter(label=label), 0, 1).total, label


def test_facts_come_some_at_a_time_and_none_twice(app):
    total = find_facts(app, FactFilter(), 0, 1).total
    seen = [
        (row["document_id"], row["start"], row["text"], row["label"], row["measure"], row["subject"], row["period"])
        for start in range(0, total, 20)
        for row in find_facts(app, FactFilter(), start, 20).rows
    ]
    assert len(seen) == total == len(list_facts(app))


@pytest.mark.parametrize(
    "wanted",
    [
        FactFilter(unit="tan hong"),
        FactFilter(label="Chỉ số CCHC"),
        FactFilter(label="hồ sơ"),
        FactFilter(year=2022),
        FactFilter(status=Status.TARGET),
        FactFilter(unit="Tân Hồng", label="chỉ số cchc", year=2023),
    ],
)
def test_facts_that_are_found_are_those_asked_for(app, wanted):
    found = find_facts(app, wanted, 0, 500)
    assert 0 < found.total == len(found.rows) < len(list_facts(app))
    for row in found.rows:
        assert wanted.status in (None, row["status"])
        assert wanted.label.lower() in row["label"].lower()


def test_a_file_that_was_not_read_is_named(app):
    late = app.settings.reports_dir / "moi-den.txt"
    late.write_text("Năm 2024 đạt 3 điểm.", encoding="utf-8")
    try:
        assert not_read(app) == ["moi-den.txt"]
    finally:
        Path(late).unlink()
    assert not_read(app) == []

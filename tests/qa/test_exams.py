"""The exams: reports nobody tuned for, with gold questions, answered by the whole product."""

import tomllib
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from qa.app import App, open_app
from qa.judging.evaluate import evaluate
from qa.judging.gold import read_questions
from qa.judging.scorecard import Scorecard
from qa.settings import load_settings

ROOT = Path(__file__).resolve().parents[2]
MARKS: dict[str, dict[str, Any]] = tomllib.loads((ROOT / "tests/questions/marks.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def cards() -> dict[str, Scorecard]:
    """Return every exam's card; two sets of reports are read and asked at a time, each in a process of its own."""
    folders = {mark["reports"] for mark in MARKS.values()}
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        return {name: card for told in pool.map(cards_of, sorted(folders)) for name, card in told.items()}


def cards_of(folder: str) -> dict[str, Scorecard]:
    """Return the cards of the exams over these reports, indexed with the default model."""
    with TemporaryDirectory() as data:
        settings = load_settings(data_dir=Path(data), reports_dir=ROOT / folder, database_url="")
        with open_app(settings) as app:
            app.update([ROOT / folder])
            return {name: card(name, app) for name, mark in MARKS.items() if mark["reports"] == folder}


def card(name: str, app: App) -> Scorecard:
    sources = {row.source: row.id for row in app.index.documents()}

    @cache
    def text_of(source: str) -> str | None:
        document = app.index.document(sources[source]) if source in sources else None
        return document.text if document else None

    return evaluate(read_questions(ROOT / f"tests/questions/{name}.jsonl"), app.assistant.ask, text_of)


@pytest.mark.parametrize("name", MARKS)
def test_every_citation_stands_at_its_place(name: str, cards: dict[str, Scorecard]) -> None:
    assert cards[name].citations_valid == 1.0


@pytest.mark.parametrize("name", MARKS)
def test_an_exam_is_passed_as_well_as_before(name: str, cards: dict[str, Scorecard]) -> None:
    assert cards[name].score >= MARKS[name]["score"]
    assert cards[name].count("wrong") <= MARKS[name]["wrong"]


@pytest.mark.parametrize("name", [name for name in MARKS if "textual" not in name])
def test_what_no_report_says_is_not_answered(name: str, cards: dict[str, Scorecard]) -> None:
    right, asked = cards[name].refusals_right
    assert asked > 0
    assert right / asked >= 0.8

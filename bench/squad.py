"""A question set in SQuAD's JSON format, its paragraphs indexed as if each were a report."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.vietnamese import nfc
from index.reader import Index
from qa.app import open_app
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.settings import load_settings
from qa.texts.ranking import Candidate, rank
from qa.texts.wanted import Wanted, wanted
from qa.understand import understand


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the number of the paragraph that answers it, and the answers that count."""

    text: str
    paragraph: int
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    paragraphs: tuple[str, ...]
    articles: tuple[int, ...]  # the article of each paragraph
    questions: tuple[Asked, ...]


def read(path: Path) -> QuestionSet:
    """Read a SQuAD file; its answers are trusted, its offsets are not."""
    paragraphs: list[str] = []
    articles: list[int] = []
    questions: list[Asked] = []
    for number, article in enumerate(json.loads(path.read_text(encoding="utf-8"))["data"]):
        for paragraph in article["paragraphs"]:
            for asked in paragraph["qas"]:
                answers = tuple(nfc(answer["text"]) for answer in asked["answers"])
                questions.append(Asked(nfc(asked["question"]), len(paragraphs), answers))
            paragraphs.append(nfc(paragraph["context"]))
            articles.append(number)
    return QuestionSet(tuple(paragraphs), tuple(articles), tuple(questions))


@dataclass(frozen=True, slots=True)
class Library:
    """The paragraphs in an index; `ids` are their documents, by number."""

    index: Index
    reports: Reports
    ids: tuple[str, ...]

    def numbers(self) -> dict[str, int]:
        return {document: number for number, document in enumerate(self.ids)}

    def answers(self, text: str, without: frozenset[int] = frozenset()) -> tuple[Wanted, Scope, list[Candidate]]:
        """Rank sentences just as the assistant does, as if some paragraphs were not there."""
        scope = Scope(tuple(document for number, document in enumerate(self.ids) if number not in without))
        asked = understand(self.index.repair(text))
        want = wanted(asked, scope)
        return want, scope, rank(want, scope, self.index, self.reports)


@contextmanager
def indexed(found: QuestionSet, model: str = "") -> Iterator[Library]:
    """Index every paragraph as a report of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reports = folder / "reports"
        reports.mkdir()
        for number, paragraph in enumerate(found.paragraphs):
            (reports / f"{number:05}.txt").write_text(paragraph, encoding="utf-8")
        settings = load_settings(reports_dir=reports, data_dir=folder / "data", embedding_model=model, database_url="")
        with open_app(settings) as app:
            app.update([reports])
            sources = {row.source: row.id for row in app.index.documents()}
            yield Library(app.index, Reports(app.index), tuple(sources[s] for s in sorted(sources)))

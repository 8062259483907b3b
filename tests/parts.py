"""The product wired for tests: real database, real FAISS, real reports; a stand-in only for what is heavy."""

import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from hypothesis import HealthCheck, settings
from pydantic import SecretStr

from index.database import open_database
from index.reader import Index, open_index
from index.report import File, Report, Unreadable
from qa.app import App
from qa.cite import new_id
from qa.model import Answer, Citation, CitedFact, Filters, Searched, Turn
from qa.reference import reference
from qa.settings import Settings
from qa.shelves.listing import report_url
from tests.fakes import HashingEmbedder, read_here, update

ADMIN_KEY = "khóa-thử"
#: Set to more, the tests that make up requests make so many times as many, other ones in each run (`make fuzz`).
TIMES = int(os.environ.get("CCHC_TEST_TIMES", "1"))

REPORT = """ỦY BAN NHÂN DÂN
HUYỆN TÂN HỒNG
-------
Số: 114/BC-UBND

Tân Hồng, ngày 25 tháng 3 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2023

I. KẾT QUẢ

Năm 2023, Chỉ số CCHC của huyện đạt 80,41 điểm, xếp hạng 11/12 huyện, thành phố.

Ghi chú của văn thư: <script>alert("x")</script> & "ngoặc".
"""


def tried(examples: int) -> settings:
    """Return how many examples hypothesis makes up: that many, or as many times that as the run was told."""
    every = list(HealthCheck)
    return settings(max_examples=examples * TIMES, derandomize=TIMES == 1, suppress_health_check=every, deadline=None)


class FakeAssistant:
    """Quotes the sentence with the score of the first report, whatever is asked; breaks when told to."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.asked: list[tuple[str, Sequence[Turn], Filters | None]] = []

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        self.asked.append((question, history, filters))
        if question == "hỏng":
            raise RuntimeError("bí mật của máy chủ")
        if question == "không có":
            return Answer(
                question=question, status="not_found", kind="not_found", answer="Không tìm thấy.",
                suggestions=("Chỉ số CCHC năm 2023?",),
            )  # fmt: skip
        row = self._index.documents()[0]
        document = self._index.document(row.id)
        assert document is not None
        fact = next(f for f in self._index.facts() if f.document_id == row.id and f.measure == "score")
        citation = Citation(
            n=1,
            document_id=document.id,
            source=document.source,
            title=document.title,
            start=fact.sentence.start,
            end=fact.sentence.end,
            quote=fact.sentence.of(document.text),
            reference=reference(document, fact.sentence, fact.heading),
            url=report_url(document.id, fact.sentence.start, fact.sentence.end),
        )
        cited = CitedFact(
            subject=fact.subject, indicator=fact.indicator, label=fact.label, period="2023", measure="score",
            value=str(fact.value), unit=fact.unit, of=None, text=fact.text, status="result", citation=1,
        )  # fmt: skip
        return Answer(
            id=new_id(),
            question=question,
            status="answered",
            kind="figure",
            answer=f"Năm 2023 đạt {fact.text} [1].\nHết.",
            citations=(citation,),
            facts=(cited,),
            suggestions=("Xếp thứ mấy?",),
            searched=Searched(documents=1),
        )


class LightApp(App):
    """The whole product without a model: hashed words for vectors, the fake for the assistant."""

    @cached_property
    def embedder(self) -> HashingEmbedder:
        return HashingEmbedder()

    def read(self, files: Sequence[File]) -> Generator[Report | Unreadable]:
        return read_here(files)

    @cached_property
    def _assistant(self) -> FakeAssistant:  # type: ignore[override]
        return FakeAssistant(self._opened)


@contextmanager
def index_over(texts: Mapping[str, str], folder: Path) -> Iterator[Index]:
    """An index over these reports, written to the folder under their file names."""
    reports = folder / "reports"
    reports.mkdir()
    for name, text in texts.items():
        (reports / name).write_text(text, encoding="utf-8")
    embedder = HashingEmbedder()
    database = open_database("", folder / "data")
    update(database, lambda: embedder, [reports])
    yield open_index(database, lambda: embedder)
    database.close()


def light_app(folder: Path, **chosen: object) -> LightApp:
    """The product without a model, over the one report, which is in its index already."""
    app = LightApp(settings_in(folder, **chosen))
    app.update()
    return app


def settings_in(folder: Path, **chosen: object) -> Settings:
    """Return settings that touch nothing outside the folder, with one report in it."""
    reports = folder / "reports"
    if not reports.exists():
        reports.mkdir()
        (reports / "tan-hong-2023.txt").write_text(REPORT, encoding="utf-8")
    given = {
        "reports_dir": reports, "data_dir": folder / "data", "admin_key": SecretStr(ADMIN_KEY),
        "allowed_hosts": ("testserver", "127.0.0.1"), **chosen,
    }  # fmt: skip
    return Settings(_env_file=None, **given)  # type: ignore[call-arg, arg-type]

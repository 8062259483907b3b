"""The reports and facts at hand, as rows for lists, for the API and for those who keep the reports."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.model import Fact, Period, Stated, Status
from corpus.vietnamese import folded_words, nfc
from corpus.vocabulary import indicator_phrases, indicators
from prompts import say
from qa.reference import reference
from qa.settings import SAMPLES
from qa.shelves.lineage import lineage
from qa.shelves.listing import fact_row, report_url
from qa.shelves.shelf import put, safe_name, take_away

if TYPE_CHECKING:
    from index.rows import DocumentRow
    from index.update import Progress
    from qa.app import App

Row = dict[str, Any]
UPLOADS = "uploads"
_STATED = ("number", "issuer", "place", "issued_on", "posted_on", "kind", "title", "signer", "signer_role", "author")
#: Seconds that an upload waits for another indexer to end.
WAIT = 60.0


class LibraryError(Exception):
    """A report cannot be found, added or removed; `kind` is for programs, the message for people."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


# --- facts ----------------------------------------------------------------------------------------------


def list_facts(app: App, *, unit: str = "", indicator: str = "", year: int | None = None) -> list[Row]:
    """Return the stored facts that fit, oldest report first, each with its source."""
    from index.facts import FactQuery

    query = FactQuery(indicators=_indicator_ids(indicator), period=Period.of_year(year) if year is not None else None)
    index = app.index
    reports = {row.id: row for row in index.documents()}
    named = folded_words(nfc(unit))
    if unit.strip() and not named:
        return []  # "%" is no name, and so no unit's
    # A newer generation may be published between two looks; a report seen by one of them only is left out.
    found = [(fact, reports.get(fact.document_id)) for fact in index.facts(query)]
    kept = [fact for fact, report in found if report and is_of(fact, named, report)]
    texts = {key: index.document(key) for key in {fact.document_id for fact in kept}}
    return [fact_row(fact, document) for fact in kept if (document := texts[fact.document_id])]


def list_ranking(app: App, indicator: str, year: int | None = None) -> list[Row]:
    """Return who ranks where on an indicator in a year (by default the latest), each row with its source.

    Ranks are as the reports print them; a unit whose report gives only a score stands after the ranked ones.
    """
    rows = [
        row
        for row in list_facts(app, indicator=indicator)
        if row["status"] in (Status.RESULT, Status.CORRECTED)
        and row["measure"] in ("rank", "score", "grade")
        and not row["part"]
        and str(row["period"]).isdigit()
    ]
    if year is None and rows:
        year = max(int(row["period"]) for row in rows)
    lines: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        if row["period"] != str(year):
            continue
        key = (row["unit_key"], row["subject"], row["document_id"])
        line = lines.setdefault(key, {"year": year, "rank": None, "of": None, "score": None, "grade": None})
        # The rank's own place is the one to show; the other two stand beside it.
        if row["measure"] == "rank" or "document_id" not in line:
            line |= {k: v for k, v in row.items() if k not in ("measure", "value", "of", "text", "unit")}
        line[row["measure"]] = row["value"] if row["measure"] == "score" else row["text"]
        if row["measure"] == "rank":
            line |= {"rank": row["value"], "of": row["of"]}
    return sorted(lines.values(), key=_by_rank)


def _by_rank(line: Row) -> tuple[float, float, str, str]:
    rank = float(line["rank"]) if line["rank"] is not None else float("inf")
    score = -float(line["score"]) if line["score"] is not None else float("inf")
    return rank, score, line["subject"], line["source"]


def _indicator_ids(named: str) -> tuple[str, ...]:
    """Return the catalogue ids meant by an id or by any name the catalogue knows."""
    named = nfc(named).strip()
    if not named or named in indicators():
        return (named,) if named else ()
    found = tuple(dict.fromkeys(f.name for f in indicator_phrases().find(named)))
    if not found:
        raise LibraryError("indicator", say("cli.no_indicator", given=named, known=", ".join(indicators())))
    return found


def is_of(fact: Fact, named: list[str], report: DocumentRow) -> bool:
    """Tell whether a fact is said of a unit with these words in its name."""
    if not named:
        return True
    said = [fact.subject, fact.unit_key.partition(":")[2]]
    # "toàn huyện" in a report of huyện A is said of huyện A.
    if report.unit and fact.unit_key == report.unit.key:
        said.append(report.unit.name)
    return any(_within(named, folded_words(nfc(name))) for name in said)


def _within(part: list[str], whole: list[str]) -> bool:
    return any(whole[n : n + len(part)] == part for n in range(len(whole) - len(part) + 1))


# --- passages -------------------------------------------------------------------------------------------


def search(app: App, question: str, limit: int) -> list[Row]:
    """Return the passages nearest to a question, each with its score and place."""
    found = []
    for hit in app.index.search(question, limit):
        document = app.index.document(hit.passage.document_id)
        if document is None:
            continue
        span = hit.passage.span
        found.append(
            {
                "score": round(float(hit.score), 6),
                "document_id": document.id,
                "source": document.source,
                "title": document.title,
                "heading": list(hit.passage.headings),
                "start": span.start,
                "end": span.end,
                "text": hit.passage.text,
                "page": document.page_of(span.start),
                "reference": reference(document, span, hit.passage.headings),
                "url": report_url(document.id, span.start, span.end),
            }
        )
    return found


# --- reports --------------------------------------------------------------------------------------------


def list_reports(app: App) -> list[Row]:
    """Return every report without its text, the latest first, with what it hangs together with."""
    rows = app.index.listed()
    together = lineage(rows)
    return [_about(row) | asdict(together[row.id]) for row in rows]


def one_report(app: App, document_id: str) -> Row:
    """Return one report with its text, on which all offsets count."""
    document = app.index.document(document_id)
    if document is None:
        raise _absent(document_id)
    pages = [{"number": p.number, "start": p.span.start, "end": p.span.end} for p in document.pages]
    return {**listed_report(app, document_id), "pages": pages, "text": document.text}


def add_report(app: App, name: str, content: bytes, progress: Callable[[Progress], None] = lambda _: None) -> Row:
    """Keep a report that was sent, index it as `cchc index` would, and return it as lists show it.

    Of a zip the first of its reports is returned, with the ids of all (`packed`), and why others were not read.
    """
    from corpus.load import ARCHIVE, SUPPORTED, document_id_of

    name = safe_name(name)
    if not name:
        raise LibraryError("unnamed", say("api.upload_unnamed"))
    suffix = Path(name).suffix.lower()
    if suffix not in (*SUPPORTED, ARCHIVE):
        reason = say("api.upload_suffix", supported=", ".join((*SUPPORTED, ARCHIVE)))
        raise LibraryError("suffix", say("api.upload_failed", file=name, reason=reason))
    if (same := _held(app, document_id_of(content))) and Path(same.path).exists():
        raise LibraryError("exists", say("api.upload_same", file=name, source=same.source))
    try:
        path = put(kept_in(app), name, content)
    except FileExistsError as error:
        raise LibraryError("exists", say("api.upload_exists", file=name)) from error
    except OSError as error:
        raise LibraryError("unwritable", say("api.upload_unwritable", file=name, cause=error.strerror)) from error
    try:
        summary = app.update([path], progress=progress, wait=WAIT)
        added = _packed_in(app, path) if suffix == ARCHIVE else [document_id_of(content)]
        if not added or (summary.unreadable and suffix != ARCHIVE):
            reason = summary.unreadable[0].reason if summary.unreadable else say("api.upload_empty_zip")
            raise LibraryError("unreadable", say("api.upload_failed", file=name, reason=reason))
    except BaseException:
        take_away(path)
        raise
    row = listed_report(app, added[0])
    if suffix == ARCHIVE:
        row |= {"packed": added, "unreadable": [one.reason for one in summary.unreadable]}
    return row


def _packed_in(app: App, archive: Path) -> list[str]:
    """Return the ids of the reports that the index holds of a zip, those held under another name too."""
    from corpus.load import document_id_of, read_bytes, reports_in
    from corpus.model import CorpusError

    held = {row.id for row in app.index.listed()}
    found: dict[str, None] = {}
    with suppress(CorpusError):  # what cannot be opened was told by the update
        for path in reports_in(archive):
            with suppress(CorpusError):
                found[document_id_of(read_bytes(path))] = None
    return [document_id for document_id in found if document_id in held]


def remove_report(app: App, document_id: str) -> None:
    """Delete a report's file, all with the same bytes, and take it out of the index."""
    held: DocumentRow | None = held_report(app, document_id)
    folder = kept_in(app).resolve()
    while held is not None:
        path = Path(held.path)
        if folder not in path.parents:
            raise LibraryError("bundled", say("api.bundled", source=held.source))
        try:
            take_away(path)
        except OSError as error:
            raise LibraryError("unwritable", say("api.unwritable", file=path.name, cause=error.strerror)) from error
        app.update([folder], wait=WAIT)
        held = _held(app, document_id)


def kept_in(app: App) -> Path:
    """Return the folder that may be written to: the reports folder, but never the bundled samples."""
    reports = app.settings.reports_dir
    return app.settings.data_dir / UPLOADS if reports.resolve() == SAMPLES.resolve() else reports


def listed_report(app: App, document_id: str) -> Row:
    """Return the report of that id as lists show it, or raise where there is none."""
    for row in list_reports(app):
        if row["id"] == document_id:
            return row
    raise _absent(document_id)


def held_report(app: App, document_id: str) -> DocumentRow:
    """Return the report of that id as the index holds it, or raise where there is none."""
    held = _held(app, document_id)
    if held is None:
        raise _absent(document_id)
    return held


def _absent(document_id: str) -> LibraryError:
    return LibraryError("absent", say("api.no_document", document_id=document_id[:80]))


def _held(app: App, document_id: str) -> DocumentRow | None:
    from index.rows import IndexMissing

    try:
        return next((row for row in app.index.listed() if row.id == document_id), None)
    except IndexMissing:
        return None


def _about(report: DocumentRow) -> Row:
    header = report.header
    stated: dict[str, Stated | None] = {name: getattr(header, name) for name in _STATED}
    return {
        "id": report.id,
        "source": report.source,
        "unit": report.unit.name if report.unit else None,
        "period": header.period.label if header.period else None,
        **{name: value.value if value else None for name, value in stated.items()},
        "recipients": [one.value for one in header.recipients],
        "url": f"/documents/{report.id}",
    }

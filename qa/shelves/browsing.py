"""Reports and facts as a person looks through them: filtered by what he types, some at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus.model import Fact, Period, Status
from corpus.vietnamese import folded_words, nfc
from corpus.vocabulary import indicators
from qa.shelves.library import Row, is_of, list_reports
from qa.shelves.listing import fact_row

if TYPE_CHECKING:
    from index.rows import DocumentRow
    from qa.app import App


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports to show; an empty field asks for nothing."""

    words: str = ""
    unit: str = ""
    year: int | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class FactFilter:
    """Which facts to show; `unit` and `label` are words that must stand in those of the fact."""

    unit: str = ""
    label: str = ""
    year: int | None = None
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Some of what fits, and how much there is in all."""

    rows: list[Row]
    total: int


# --- reports ----------------------------------------------------------------------------------------------


def find_reports(app: App, wanted: ReportFilter, start: int, limit: int) -> Found:
    """Return reports that fit, the latest first, with how many facts each has and the names of what replaces it."""
    fitting = {row.id for row in app.index.listed() if _fits(row, wanted)}
    counts = app.index.count_facts()
    listed = list_reports(app)
    names = {row["id"]: row["number"] or row["source"] for row in listed}
    rows = [row for row in listed if row["id"] in fitting]
    shown = [
        row
        | {
            "facts": counts.get(row["id"], 0),
            "copy_of": names.get(row["copy_of"], ""),
            "corrected_by": [names[other] for other in row["corrected_by"]],
        }
        for row in rows[start : start + limit]
    ]
    return Found(shown, len(rows))


def report_choices(app: App) -> dict[str, list[str]]:
    """Return the units, years and kinds of document there are to choose from."""
    rows = app.index.listed()
    return {
        "unit": sorted({row.unit.name for row in rows if row.unit}),
        "year": sorted({str(year) for row in rows for year in row.header.years}, reverse=True),
        "kind": sorted({_kind(row) for row in rows} - {""}),
    }


def not_read(app: App) -> list[str]:
    """Return the names of report files in the folder of reports that the index does not hold."""
    from corpus.load import SUPPORTED

    known = app.database.known_files()
    folder = app.settings.reports_dir.resolve()
    files = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUPPORTED)
    return [path.name for path in files if not path.name.startswith((".", "~$")) and not _is_held(path, known)]


def _is_held(path: Path, known: Iterable[str]) -> bool:
    """Tell whether a file is indexed, or what is packed in it."""
    return str(path) in known or (path.suffix.lower() == ".zip" and any(k.startswith(str(path)) for k in known))


def _fits(row: DocumentRow, wanted: ReportFilter) -> bool:
    if wanted.unit and (row.unit is None or row.unit.name != wanted.unit):
        return False
    if wanted.year is not None and wanted.year not in row.header.years:
        return False
    if wanted.kind and _kind(row) != wanted.kind:
        return False
    said = [row.title, row.source, _kind(row), row.unit.name if row.unit else ""]
    said += [stated.value for stated in (row.header.number, row.header.issuer) if stated]
    held = set(folded_words(nfc(" ".join(said))))
    return all(any(word in other for other in held) for word in folded_words(nfc(wanted.words)))


def _kind(row: DocumentRow) -> str:
    return row.header.kind.value.strip().capitalize() if row.header.kind else ""


# --- facts ------------------------------------------------------------------------------------------------


def find_facts(app: App, wanted: FactFilter, start: int, limit: int) -> Found:
    """Return facts that fit, oldest report first, each with its source."""
    from index.facts import FactQuery

    label = " ".join(folded_words(nfc(wanted.label)))
    named = tuple(i for i, known in indicators().items() if " ".join(folded_words(nfc(known.label))) == label)
    query = FactQuery(
        indicators=named if label else (),
        statuses=(wanted.status,) if wanted.status else (),
        period=Period.of_year(wanted.year) if wanted.year is not None else None,
    )
    if wanted.unit or (label and not named):
        # Words are looked for in what the facts say of themselves, which the database does not search.
        reports = {row.id: row for row in app.index.documents()}
        unit = folded_words(nfc(wanted.unit))
        fitting = [
            fact
            for fact in app.index.facts(query)
            if is_of(fact, unit, reports[fact.document_id]) and (named or _speaks_of(fact, label))
        ]
        return Found(_rows(app, fitting[start : start + limit]), len(fitting))
    total = sum(app.index.count_facts(query).values())
    return Found(_rows(app, app.index.facts(replace(query, limit=limit, offset=start))), total)


def fact_choices(app: App) -> dict[str, list[str]]:
    """Return the units, indicators and years that facts may be chosen by."""
    known, years = app.index.spoken_of()
    return {
        "unit": report_choices(app)["unit"],
        "label": sorted(indicators()[name].label for name in known if name in indicators()),
        "year": [str(year) for year in sorted(years, reverse=True)],
    }


def _speaks_of(fact: Fact, label: str) -> bool:
    return label in " ".join(folded_words(nfc(fact.label)))


def _rows(app: App, facts: Iterable[Fact]) -> list[dict[str, Any]]:
    found = ((fact, app.index.document(fact.document_id)) for fact in facts)
    return [fact_row(fact, document) for fact, document in found if document]

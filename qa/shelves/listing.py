"""Facts as rows: for the screen, for Excel and for other programs."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from corpus.model import Document, Fact
from prompts import say
from qa.reference import reference

Row = Mapping[str, str | int | None]
FACT_COLUMNS = (
    "subject", "label", "period", "measure", "text", "value", "unit", "of", "status",
    "quote", "reference", "source", "start", "end",
)  # fmt: skip
RANKING_COLUMNS = ("rank", "subject", "score", "grade", "reference", "source")
#: Excel takes a cell that begins so for a formula, and runs it.
_FORMULA = re.compile(r"^[=+\-@＝＋－＠]")  # full-width signs count too in some versions
_PLAIN_NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)*\s*%?$")
#: Excel takes "11/12" for the eleventh of December, and "10-12" too.
_LIKE_A_DATE = re.compile(r"^\d{1,4}\s*[/-]\s*\d{1,4}")
_WIDEST = 60


def fact_row(fact: Fact, document: Document) -> dict[str, str | int | None]:
    """Return one fact with its place; `value` is a decimal string with a point."""
    return {
        "subject": fact.subject,
        "unit_key": fact.unit_key,
        "part": fact.part,
        "indicator": fact.indicator,
        "label": fact.label,
        "period": fact.period.label if fact.period else None,
        "measure": fact.measure,
        "value": None if fact.value is None else f"{fact.value:f}",
        "unit": fact.unit,
        "of": None if fact.of is None else f"{fact.of:f}",
        "text": fact.text,
        "status": fact.status.value,
        "qualifier": fact.qualifier,
        "base": fact.base.label if fact.base else None,
        "document_id": document.id,
        "source": document.source,
        "reference": reference(document, fact.sentence, fact.heading),
        "start": fact.sentence.start,
        "end": fact.sentence.end,
        "quote": fact.sentence.of(document.text),
        "url": report_url(document.id, fact.sentence.start, fact.sentence.end),
    }


def report_url(document_id: str, start: int, end: int) -> str:
    """Return the address of the page that shows the report with that span marked."""
    return f"/documents/{document_id}?start={start}&end={end}"


def as_csv(rows: Iterable[Row], columns: Sequence[str]) -> str:
    """Return the rows as a Vietnamese Excel opens them, with decimal commas."""
    shown = ([_with_comma(column, _shown(column, row.get(column))) for column in columns] for row in rows)
    return csv_text([heading(c) for c in columns], shown)


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV in UTF-8 with BOM and semicolons, its cells safe from what Excel makes of them."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    for row in [headings, *rows]:
        writer.writerow(map(_excel_cell, row))
    return "\ufeff" + written.getvalue()


def as_table(rows: Iterable[Row], columns: Sequence[str]) -> str:
    """Return the rows as a table for the screen."""
    return plain_table([heading(c) for c in columns], [[_shown(c, row.get(c)) for c in columns] for row in rows])


def plain_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in characters; long cells are cut, for the screen only."""
    cells = [[_fit(cell) for cell in row] for row in [columns, *rows]]
    widths = [max(len(row[n]) for row in cells if n < len(row)) for n in range(len(columns))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=False)).rstrip() for row in cells]
    return "\n".join([lines[0], "  ".join("─" * w for w in widths), *lines[1:]])


def heading(column: str) -> str:
    return say(f"cli.column_{column}")


def number(value: object) -> str:
    """Return a number as Vietnamese writes it: "12.345", "0,5"."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def _shown(column: str, value: str | int | None) -> str:
    if value is None or value == "":
        return ""
    if column in ("measure", "status"):
        return say(f"cli.{column}_{value}")
    return str(value)


def _with_comma(column: str, text: str) -> str:
    return text.replace(".", ",") if column in ("value", "of", "score") else text


def _excel_cell(text: str) -> str:
    text = " ".join(text.split())
    if _LIKE_A_DATE.match(text):
        return "\t" + text  # a leading tab keeps it text, and is not seen
    if _FORMULA.match(text) and not _PLAIN_NUMBER.match(text):
        return "'" + text
    return text


def _fit(cell: str) -> str:
    cell = " ".join(cell.split())
    return cell if len(cell) <= _WIDEST else cell[: _WIDEST - 1] + "…"

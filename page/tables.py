"""The table of an answer as the page shows it: no empty columns, and each row with the sources of its own line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from page.figures import markers, without_markers
from prompts import say
from qa.model import Answer, TableData
from qa.shelves.listing import csv_text


@dataclass(frozen=True, slots=True)
class Shown:
    """A table to draw. `sources` has the citations of each row, or is empty where the rows name none."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: tuple[int, ...]
    sources: tuple[tuple[int, ...], ...]

    def as_csv(self) -> str:
        return csv_text(self.columns, self.rows)


def shown_table(answer: Answer) -> Shown | None:
    """Return the answer's table, or None where it has none to show."""
    table = answer.table
    if table is None or not table.rows:
        return None
    kept = [n for n in range(len(table.columns)) if any(row[n : n + 1] != ("",) for row in table.rows)]
    rows = tuple(tuple(row[n] if n < len(row) else "" for n in kept) for row in table.rows)
    sources = tuple(_sources(row, answer) for row in rows)
    return Shown(
        columns=tuple(table.columns[n] for n in kept),
        rows=rows,
        marked=_asked(table, answer),
        sources=sources if any(sources) else (),
    )


def without_rows(text: str, table: Shown) -> str:
    """Return the answer without the lines that say nothing but what a row of the table says."""
    lines = text.split("\n")
    kept = [line for line in lines if not any(_says_only(line, row) for row in table.rows)]
    return "\n".join(kept or lines[:1])


def _asked(table: TableData, answer: Answer) -> tuple[int, ...]:
    """Return the rows asked about: those marked, else those of a unit that was searched for by name."""
    named = {unit.casefold() for unit in answer.searched.units}
    found = tuple(n for n, row in enumerate(table.rows) if row and row[0].casefold() in named)
    return table.marked or (found if len(found) < len(table.rows) else ())


def _sources(row: tuple[str, ...], answer: Answer) -> tuple[int, ...]:
    known = {citation.n for citation in answer.citations}
    for line in answer.answer.split("\n"):
        if _says_only(line, row):
            return tuple(n for n in markers(line) if n in known)
    return ()


def _says_only(line: str, row: tuple[str, ...]) -> bool:
    """Tell whether a line of the answer is this row in words: all its cells, and nothing a reader would miss."""
    rest = re.sub(r"^\d+\. ", "", without_markers(line).strip())
    for cell in sorted(row, key=len, reverse=True):
        if not cell:
            continue
        match = re.search(rf"(?<![\w,/]){re.escape(cell)}(?![\w/]|,\d)", rest, re.IGNORECASE)
        if match is None:
            return False
        rest = rest[: match.start()] + " " + rest[match.end() :]
    fillers = set(say("page.row_words").split())
    return all(word.lower() in fillers for word in re.findall(r"\w+", rest))

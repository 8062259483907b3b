"""Tables that a report shows one cell a line."""

from __future__ import annotations

import re

from corpus.facts.cells import is_figure
from corpus.model import Document, Span, Table
from corpus.vietnamese import fold

#: Cells of a table that was pasted one to a line are no longer than this.
_LONGEST_CELL = 80


def flat_tables(document: Document) -> list[Table]:
    """Return the tables of which a report shows one cell a line: heads, then rows numbered 1, 2, 3 … or by year."""
    found: list[Table] = []
    run: list[Span] = []
    place = 0
    for line in [*document.text.splitlines(keepends=True), ""]:
        cell = line.strip()
        if cell and len(cell) <= _LONGEST_CELL and "|" not in cell:
            start = place + line.index(cell[0])
            run.append(Span(start, start + len(cell)))
        else:
            if len(run) >= 8 and (table := _unflatten(document, run)):
                found.append(table)
            run = []
        place += len(line)
    return found


def _unflatten(document: Document, run: list[Span]) -> Table | None:
    """Return the table that a run of short lines is, if one of its first lines begins the heads."""
    texts = [cell.of(document.text).strip(" .") for cell in run]
    for first in range(min(3, len(run))):
        if not _FIRST_HEAD.match(fold(texts[first])):
            continue
        for width in range(2, min(13, len(run) - first)):
            leads = [texts[at] for at in range(first + width, len(run), width)]
            rows = _counting_up(leads)
            if rows < 2 or any(is_figure(t) for t in texts[first + 1 : first + width]):
                continue
            cells = run[first : first + width * (rows + 1)]
            shaped = tuple(tuple(cells[at : at + width]) for at in range(0, len(cells) - width + 1, width))
            if not any(is_figure(c.of(document.text)) for row in shaped[1:] for c in row[1:]):
                continue
            if any(document_table.span.overlaps(cells[0]) for document_table in document.tables):
                return None
            return Table(Span(cells[0].start, cells[-1].end), shaped)
    return None


_FIRST_HEAD = re.compile(r"^(?:tt|stt|so tt|nam)$")


def _counting_up(leads: list[str]) -> int:
    """Return how many of the first cells count 1, 2, 3 … or name one year after the other."""
    count = 0
    for lead in leads:
        if not lead.isdecimal() or len(lead) > 4:
            break
        expected = 1 if count == 0 else int(leads[count - 1]) + 1
        if int(lead) != expected and not (count == 0 and 1990 < int(lead) < 2100):
            break
        count += 1
    return count

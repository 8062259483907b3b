"""Where the heads of a table stand, and which of them stand over each of its columns."""

from __future__ import annotations

import itertools
import re

from corpus.facts.cells import is_figure
from corpus.model import Span, Table

YEAR_CELL = re.compile(r"[\s*_]*(?:năm\s+)?(?:19|20)\d\d[\s*_]*", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?(?:\s*=[\s\d()+\-*/x:%.]+)?|\(?[A-Ha-h]\)?|\([\d=+\-*/x:%\s]+\)")


def column_heads(text: str, table: Table) -> list[list[str]]:
    """Return for each column the heads above it, the highest first; those of the first row where none are told."""
    table = without_empty_rows(table)
    top, bottom = head_rows(text, table)
    return heads_of(text, table, top, bottom) if bottom > top else heads_of(text, table, 0, 1)


def without_empty_rows(table: Table) -> Table:
    kept = tuple(row for row in table.rows if any(row))
    return table if len(kept) == len(table.rows) else Table(table.span, kept, table.caption)


def cells_of(text: str, row: tuple[Span | None, ...]) -> tuple[str, ...]:
    return tuple(cell.of(text) if cell else "" for cell in row)


def head_rows(text: str, table: Table) -> tuple[int, int]:
    """Return where the heads begin, below a title inside the table, and where they end; (0, 0) without any."""
    width = max((len(row) for row in table.rows), default=0)
    top = 0
    for order, row in enumerate(table.rows[:7]):
        filled = [place for place, cell in enumerate(row) if cell]
        if order == top and len(filled) == 1 and width > 2 and not _covers_less(table, order, filled[0], width):
            top = order + 1
            continue
        if numbers_columns(text, row):
            return (top, order) if order > top else (0, 0)
        figures = [c for c in row[1:] if c is not None and is_figure(c.of(text))]
        years = [c for c in row[1:] if c is not None and YEAR_CELL.fullmatch(c.of(text))]
        if len(figures) > len(years):
            return top, order
        group = order > top and width > 2 and bool(filled) and max(filled) <= 1 and len(filled) < width - 1
        if group and all(place < len(table.rows[top]) and table.rows[top][place] for place in filled):
            return top, order
    # Results told in words: one row of heads above them.
    first = table.rows[top] if top < len(table.rows) else ()
    worded = len([cell for cell in first if cell]) >= 2 and not any(
        c and re.search(r"\d{3}|\d,\d", c.of(text)) for c in first
    )
    return (top, top + 1) if worded else (0, 0)


_WORD = re.compile(r"[^\W\d_]{2,}")


def names_values(text: str, table: Table) -> bool:
    """Tell whether a table without heads names a thing and its value in each row: "Tỷ lệ đúng hạn | 98%"."""
    rows = [cells_of(text, row) for row in table.rows]
    if len(rows) < 2 or any(len(row) != 2 for row in rows):
        return False
    valued = [
        re.match(r"\W*(?!(?:19|20)\d\d\W*$)\d", value) is not None and bool(_WORD.search(name)) for name, value in rows
    ]
    return valued[0] and all(valued)


def _covers_less(table: Table, row: int, column: int, width: int) -> bool:
    """Tell whether a cell alone in its row is known to cover only a part of it: a head over a few columns."""
    area = next((a for a in table.merged if (a.row, a.column) == (row, column)), None)
    return area.width < width if area else bool(table.merged) or column > 0


def numbers_columns(text: str, row: tuple[Span | None, ...]) -> bool:
    """Tell whether a row only numbers the columns: "A | B | 1 | 2 | 3=2/1"."""
    words = [cell.of(text).strip() for cell in row if cell]
    if len(words) < 3 or not all(_COLUMN_NUMBER.fullmatch(word) for word in words):
        return False
    numbers = [int(match.group(1)) for word in words if (match := re.match(r"\(?(\d{1,2})\b", word))]
    return len(numbers) >= 2 and numbers[0] <= 3 and all(b - a == 1 for a, b in itertools.pairwise(numbers))


def heads_of(text: str, table: Table, top: int, bottom: int) -> list[list[str]]:
    """Return for each column the heads above it, the highest first; one that covers several counts for each."""
    width = max(len(row) for row in table.rows)
    found = []
    for column in range(width):
        cells = [_head_over(table, row, column, bottom) for row in range(top, bottom)]
        levels = [" ".join(cell.of(text).replace("**", "").split()) for cell in cells if cell]
        found.append(list(dict.fromkeys(levels)))
    return found


def _head_over(table: Table, row: int, column: int, bottom: int) -> Span | None:
    cell = table.cell(row, column)
    if cell or table.merged or row == bottom - 1:
        return cell
    # Drawn in plain text, a head over several columns stands in the first and leaves the others empty.
    if any(table.cell(below, column) for below in range(row + 1, bottom)):
        for left in range(column - 1, 0, -1):
            if cell := table.cell(row, left):
                return cell if table.cell(bottom - 1, left) else None
    return None

"""Tables of Word files: grids of data as rows, tables that only lay out the page as the lines in their cells."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from corpus.model import Area
from corpus.readers.docx_numbering import W, value_of
from corpus.readers.reading import Line, is_layout
from corpus.vietnamese import fold

_WIDEST = 200
#: A cell that holds more is a column of a page.
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and how many grid columns it takes; `joined` continues the cell above it."""

    lines: tuple[Line, ...]
    width: int = 1
    joined: bool = False

    @property
    def text(self) -> str:
        said = (line.text or " ".join(filter(None, line.cells)) for line in self.lines)
        return " ".join(piece.replace("\n", " ") for piece in said if piece).replace("**", "").strip()


def table_lines(table: Any, read: Callable[[Any], Cell]) -> Iterator[Line]:
    """Yield the rows of a table, or what stands in the cells of one that only lays out the page."""
    rows = [list(_row_cells(row, read)) for row in _rows(table)]
    # A signature set right below a table of data has become a part of it.
    for layout, part in groupby(filter(None, rows), lambda row: is_layout(cell.text for cell in row)):
        block = list(part)
        if layout or not _is_data(table, block):
            for row in block:
                for cell in row:
                    yield from cell.lines
        else:
            yield from _grid_lines(block)
            yield Line()


def _rows(table: Any) -> Iterator[Any]:
    for row in table.iter(f"{W}tr"):
        nested = next((a for a in row.iterancestors(f"{W}tbl")), None) is not table
        gone = any(row.find(f"{W}trPr/{W}{name}") is not None for name in ("del", "hidden"))
        if not nested and not gone:
            yield row


def _row_cells(row: Any, read: Callable[[Any], Cell]) -> Iterator[Cell]:
    before = value_of(row, "w:trPr/w:gridBefore")
    if before and before.isdecimal():
        yield Cell((), min(int(before), _WIDEST))
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is not row:
            continue
        span = value_of(cell, "w:tcPr/w:gridSpan")
        width = min(int(span), _WIDEST) if span and span.isdecimal() and int(span) > 0 else 1
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        joined = merge is not None and merge.get(f"{W}val") != "restart"
        yield Cell(read(cell).lines, width, joined)


def _is_data(table: Any, rows: list[list[Cell]]) -> bool:
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    cells = [cell.text for row in rows for cell in row]
    large = len(rows) >= 3 and max(len(row) for row in rows) >= 3
    if any(len(text) > _LONGEST for text in cells):
        return False
    if next(table.iterfind(f".//{W}tc//{W}tbl"), None) is not None and not large:
        return False
    return large or _has_borders(table)


def _has_borders(table: Any) -> bool:
    """Tell whether lines are drawn between the cells; a style other than the plain one draws them too."""
    inner = [b for name in ("insideH", "insideV") for b in table.iter(f"{W}{name}")]
    inner += [b for edges in table.iter(f"{W}tcBorders") for b in edges]
    if inner:
        return any(b.get(f"{W}val") not in (None, "nil", "none") for b in inner)
    style = fold(value_of(table, "w:tblPr/w:tblStyle") or "")
    return style not in ("", "tablenormal", "normaltable", "thtable")


def _grid_lines(rows: list[list[Cell]]) -> Iterator[Line]:
    # Where every row has as many cells, borders dragged by hand must not shift the columns.
    even = len({len(row) for row in rows}) == 1
    placed: list[list[tuple[int, int, Cell]]] = []
    for row in rows:
        column, here = 0, []
        for cell in row:
            width = 1 if even else cell.width
            here.append((column, width, cell))
            column += width
        placed.append(here)
    used = sorted({column for here in placed for column, _, cell in here if cell.text} | {0})
    for order, here in enumerate(placed):
        texts = {column: cell.text for column, _, cell in here if not cell.joined}
        areas = []
        for column, span, cell in here:
            height = 1
            while (
                not cell.joined
                and order + height < len(placed)
                and any(at == column and below.joined for at, _, below in placed[order + height])
            ):
                height += 1
            covered = sum(column <= at < column + span for at in used)
            if column in used and (height > 1 or covered > 1):
                areas.append(Area(0, used.index(column), height, covered))
        yield Line(cells=tuple(texts.get(column, "") for column in used), merged=tuple(areas))

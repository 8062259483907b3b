"""Tables of a PDF page: those drawn with lines, and rows of short pieces that stand in columns without any."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.model import Area
from corpus.readers.reading import is_layout
from corpus.readers.sheet import Glyph, Rule
from corpus.readers.strips import Strip

_LEAST_ROWS = 3
_NARROWEST = 0.7  # of the size of the letters: the gap between two columns
_LONGEST_CELL = 45  # letters, at the median: longer ones are columns of text
_FIGURE = re.compile(r"[-–+]?\s?\d[\d.,/%\s]*(?:%|điểm|đồng)?|-|–")
_Line = list[Strip]


def open_grids(page: Sequence[Strip]) -> list[Grid]:
    """Return the tables of a page that no lines draw, from top to bottom."""
    found: list[Grid] = []
    run: list[_Line] = []
    for line in [*_lines(page), []]:
        if line and _goes_on(run, line):
            run.append(line)
            continue
        if grid := _grid(run):
            found.append(grid)
        run = [line] if len(line) > 1 else []
    return found


def _lines(page: Sequence[Strip]) -> list[_Line]:
    lines: list[_Line] = []
    for strip in sorted(page, key=lambda s: s.y):
        if lines and lines[-1][0].overlaps_row(strip):
            lines[-1].append(strip)
        else:
            lines.append([strip])
    return [sorted(line, key=lambda s: s.x0) for line in lines]


def _goes_on(run: list[_Line], line: _Line) -> bool:
    """Tell whether a line belongs to the table above: it has columns too, or is the rest of a cell."""
    if not run:
        return len(line) > 1
    step = line[0].y - run[-1][0].y
    if len(line) > 1:
        return step < 3.5 * line[0].size and _columns([*run, line]) is not None
    return step < 1.5 * line[0].size and any(_within(line[0], other) for above in run[-2:] for other in above[1:])


def _within(strip: Strip, other: Strip) -> bool:
    """Tell whether two strips may be lines of one cell: one above the other, neither much wider."""
    shared = min(strip.x1, other.x1) - max(strip.x0, other.x0)
    return shared > 0.6 * min(strip.x1 - strip.x0, other.x1 - other.x0) and strip.x1 - strip.x0 < 20 * strip.size


def _columns(lines: Sequence[_Line]) -> list[tuple[float, float]] | None:
    """Return where the columns of these lines begin and end, or nothing where they share no gap."""
    size = lines[0][0].size
    found: list[tuple[float, float]] = []
    for x0, x1 in sorted((strip.x0, strip.x1) for line in lines for strip in line):
        if found and x0 - found[-1][1] < _NARROWEST * size:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found if len(found) > 1 else None


def _grid(run: list[_Line]) -> Grid | None:
    full = [line for line in run if len(line) > 1]
    columns = _columns(run) if len(full) >= _LEAST_ROWS else None
    texts = [strip.text for line in run for strip in line]
    if columns is None or is_layout(texts) or median(map(len, texts)) > _LONGEST_CELL:
        return None
    last = [line[-1].text for line in full if line[-1].x0 >= columns[-1][0]]
    figures = sum(_FIGURE.fullmatch(text) is not None for text in last)
    if len(columns) == 2 and (figures < _LEAST_ROWS - 1 or figures < 0.6 * len(full)):
        return None
    if len(columns) > 2 and sum(len(line) > 2 for line in full) * 2 < len(full):
        return None
    edges = [columns[0][0] - 1, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1] + 1]
    tops = _tops(run, edges[1])
    foot = run[-1][0].y + 0.4 * run[-1][0].size
    rows = tuple(
        tuple(Cell(left, top, right, bottom) for left, right in pairwise(edges))
        for top, bottom in pairwise([*tops, foot])
    )
    return Grid(rows, Cell(edges[0], tops[0], edges[-1], foot)) if len(rows) >= _LEAST_ROWS else None


def _tops(run: list[_Line], second: float) -> list[float]:
    """Return where the rows begin: a line with nothing in the first column goes on with the row above it."""
    tops: list[float] = []
    for order, line in enumerate(run):
        if order < 2 or line[0].x0 < second:
            above = run[order - 1][0] if order else None
            top = line[0].y - line[0].size
            tops.append(max(top, above.y + 0.25 * above.size) if above else top)
    return tops


_SNAP = 3.0  # points within which two strokes are one line
_MOST_RULES = 4000


@dataclass(frozen=True, slots=True)
class Cell:
    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, glyph: Glyph) -> bool:
        return self.x0 <= (glyph.x0 + glyph.x1) / 2 <= self.x1 and self.y0 <= glyph.y - glyph.size * 0.3 <= self.y1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells by column; None where a cell reaches in from the left or from above."""

    rows: tuple[tuple[Cell | None, ...], ...]
    box: Cell
    merged: tuple[Area, ...] = ()

    @property
    def columns(self) -> tuple[float, ...]:
        """Return where the columns begin, to tell whether a table goes on over the page."""
        return tuple(sorted({cell.x0 for row in self.rows for cell in row if cell}))


def ruled_grids(rules: Sequence[Rule]) -> list[Grid]:
    """Return the tables that the rules draw, from top to bottom: at least two rows and two columns."""
    if len(rules) < 4 or len(rules) > _MOST_RULES:
        return []
    from pdfplumber import table  # slow to load, and most pages draw nothing

    edges = table.merge_edges([_edge(rule) for rule in rules], _SNAP, _SNAP, _SNAP, _SNAP)
    edges = [edge for edge in edges if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) > _SNAP]
    cells = table.intersections_to_cells(table.edges_to_intersections(edges, _SNAP, _SNAP))
    grids = [_ruled_grid([Cell(*map(float, box)) for box in boxes]) for boxes in table.cells_to_tables(cells)]
    return sorted((grid for grid in grids if grid), key=lambda grid: grid.box.y0)


def _edge(rule: Rule) -> dict[str, object]:
    level = rule.x1 - rule.x0 > rule.y1 - rule.y0
    middle_x, middle_y = (rule.x0 + rule.x1) / 2, (rule.y0 + rule.y1) / 2
    x0, x1 = (rule.x0, rule.x1) if level else (middle_x, middle_x)
    top, bottom = (middle_y, middle_y) if level else (rule.y0, rule.y1)
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
        "orientation": "h" if level else "v", "object_type": "line", "doctop": top,
    }  # fmt: skip


def _ruled_grid(cells: list[Cell]) -> Grid | None:
    # The narrow gap between two strokes of one border is no cell.
    cells = [cell for cell in cells if cell.x1 - cell.x0 > _SNAP * 1.5 and cell.y1 - cell.y0 > _SNAP * 1.5]
    tops = _distinct(cell.y0 for cell in cells)
    lefts = _distinct(cell.x0 for cell in cells)
    if len(tops) < 2 or len(lefts) < 2:
        return None
    rows: list[list[Cell | None]] = [[None] * len(lefts) for _ in tops]
    merged: list[Area] = []
    for cell in cells:
        row, column = _last_below(tops, cell.y0 + _SNAP), _last_below(lefts, cell.x0 + _SNAP)
        rows[row][column] = cell
        height = _last_below(tops, cell.y1 - _SNAP) - row + 1
        width = _last_below(lefts, cell.x1 - _SNAP) - column + 1
        if height > 1 or width > 1:
            merged.append(Area(row, column, height, width))
    box = Cell(min(c.x0 for c in cells), tops[0], max(c.x1 for c in cells), max(c.y1 for c in cells))
    return Grid(tuple(map(tuple, rows)), box, tuple(sorted(merged, key=lambda area: (area.row, area.column))))


def _last_below(values: Sequence[float], limit: float) -> int:
    return max(bisect_right(values, limit) - 1, 0)


def _distinct(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return found

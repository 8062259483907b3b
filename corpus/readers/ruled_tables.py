"""Tables of a PDF page that are drawn with lines: where their cells are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.model import Area
from corpus.readers.sheet import Glyph, Rule

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
    grids = [_grid([Cell(*map(float, box)) for box in boxes]) for boxes in table.cells_to_tables(cells)]
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


def _grid(cells: list[Cell]) -> Grid | None:
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

"""Tables of a page that are set without lines: rows of short pieces that stand in columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.readers.reading import is_layout
from corpus.readers.ruled_tables import Cell, Grid
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

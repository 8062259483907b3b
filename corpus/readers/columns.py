"""The order in which a page is read: what stands in two columns is read column by column."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from corpus.lines import marker
from corpus.readers.strips import Strip, one_line

_NARROWEST = 0.8  # of the size of the letters: the gap between two columns


def regions(page: Sequence[Strip]) -> list[list[Strip]]:
    """Return the lines of a page in stretches that are read one after the other, each from top to bottom."""
    ordered = sorted(page, key=lambda s: (s.y, s.x0))
    found: list[list[Strip]] = []
    flow: list[Strip] = []
    place = 0
    while place < len(ordered):
        band = _columns(ordered, place)
        if band is None:
            flow.append(ordered[place])
            place += 1
            continue
        if flow:
            found.append(_lines(flow))
            flow = []
        left, right = band
        found.append(_lines(left))
        found.extend(regions(right))
        place += len(left) + len(right)
    if flow:
        found.append(_lines(flow))
    return found


def _columns(ordered: Sequence[Strip], place: int) -> tuple[list[Strip], list[Strip]] | None:
    """Return the two columns that begin with this strip, if it has one beside it."""
    first = ordered[place]
    row = [s for s in ordered[place : place + 8] if s.overlaps_row(first)]
    row.sort(key=lambda s: s.x0)
    if len(row) < 2 or _is_mark(row[0]):
        return None
    low, high = row[0].x1, row[1].x0
    band: list[Strip] = []
    for strip in ordered[place:]:
        narrowest = _NARROWEST * strip.size
        if strip.x1 <= high - narrowest:
            low = max(low, strip.x1)
        elif strip.x0 >= low + narrowest:
            high = min(high, strip.x0)
        else:
            break
        if high - low < narrowest:
            break
        band.append(strip)
    left = [s for s in band if s.x1 <= low]
    right = [s for s in band if s.x0 >= high]
    if len(left) < 2 or len(right) < 2 or len(left) + len(right) != len(band):
        return None
    together = sum(any(s.overlaps_row(other) for other in right) for s in left)
    if together < 2 and median(len(s.text) for s in left) < 25:
        return None
    if sum(_is_mark(s) for s in left) * 2 > len(left):
        return None
    return left, right


def _is_mark(strip: Strip) -> bool:
    """Tell whether the strip is only the mark of a list, its text set off by a tab."""
    sign = marker(f"{strip.text} Xa")
    return len(strip.text) <= 8 and sign is not None and sign.length >= len(strip.text)


def _lines(strips: Sequence[Strip]) -> list[Strip]:
    """Return the strips with those of one line put together."""
    rows: list[list[Strip]] = []
    for strip in strips:
        if rows and rows[-1][-1].overlaps_row(strip):
            rows[-1].append(strip)
        else:
            rows.append([strip])
    return [one_line(sorted(row, key=lambda s: s.x0)) for row in rows]

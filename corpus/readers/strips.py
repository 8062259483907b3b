"""Glyphs put together to stretches of text: words, the lines they stand in, and the gaps between columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.readers.sheet import DOUBTFUL, SCANNED, Glyph

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch of one line without a wide gap in it; `places` holds the glyph of each character of `text`."""

    text: str
    places: tuple[Glyph | None, ...]
    x0: float
    x1: float
    y: float
    size: float

    def overlaps_row(self, other: Strip) -> bool:
        return abs(self.y - other.y) < 0.6 * min(self.size, other.size)


def strips(glyphs: Iterable[Glyph]) -> list[Strip]:
    """Return the stretches of text on a page, or in a cell, from top to bottom and left to right."""
    found: list[Strip] = []
    for row in _rows(glyphs):
        found.extend(_cut(row))
    return found


def one_line(parts: Sequence[Strip]) -> Strip:
    """Return strips that stand beside each other as one."""
    text, places = parts[0].text, parts[0].places
    for part in parts[1:]:
        text, places = f"{text} {part.text}", (*places, None, *part.places)
    biggest = max(parts, key=lambda part: len(part.text))
    return Strip(text, places, min(p.x0 for p in parts), max(p.x1 for p in parts), biggest.y, biggest.size)


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the glyphs that share a base line; raised marks, and the 2 of CO₂, stand with the line they belong to."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.y):
        if rows and glyph.y - rows[-1][0].y <= 0.2 * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    rows = [row for row in rows if any(g.char != " " for g in row)]
    joined: list[list[Glyph]] = []
    for row in rows:
        if joined and (_are_marks_of(joined[-1], row) or _are_marks_of(row, joined[-1])):
            joined[-1] = [*joined[-1], *row]
        else:
            joined.append(row)
    return joined


def _are_marks_of(marks: list[Glyph], row: list[Glyph]) -> bool:
    largest, size = max(g.size for g in marks), max(g.size for g in row)
    return largest < 0.85 * size and abs(row[0].y - marks[0].y) < 0.65 * size


def _cut(row: list[Glyph]) -> list[Strip]:
    """Cut a row at its wide gaps, and put spaces where words end."""
    letters: list[Glyph] = []
    spaced: set[int] = set()  # the letters before which a space is written
    for glyph in sorted(row, key=lambda g: (g.x0, g.x1)):
        if glyph.char == " ":
            spaced.add(len(letters))
        else:
            letters.append(glyph)
    size = _usual(g.size for g in letters)
    gaps = [after.x0 - before.x1 for before, after in pairwise(letters)]
    near = [gap for gap in gaps if gap < size]
    tracking = median(near) if len(near) >= 5 else 0.0
    is_tracked = tracking > 0.09 * size
    words: list[int] = []  # where words begin
    for place, gap in enumerate(gaps, start=1):
        if is_tracked:
            begins = gap > tracking + 0.17 * size
        else:
            begins = gap > 0.16 * size or (place in spaced and gap > -0.1 * size)
        if begins:
            words.append(place)
    word_gaps = [gaps[place - 1] for place in words]
    # A line stretched to both margins has wide gaps too, but all alike.
    stretched = len(word_gaps) >= 3 and max(word_gaps) < 1.6 * min(word_gaps)
    cuts = [place for place in words if gaps[place - 1] > 1.2 * size and not stretched]
    found: list[Strip] = []
    for start, end in pairwise([0, *cuts, len(letters)]):
        found.append(_strip(letters[start:end], {w - start for w in words if start < w < end}))
    return found


def _strip(letters: list[Glyph], words: set[int]) -> Strip:
    size = _usual(g.size for g in letters)
    base = _usual(g.y for g in letters if g.size > 0.85 * size)
    text: list[str] = []
    places: list[Glyph | None] = []
    for order, glyph in enumerate(letters):
        if order in words:
            text.append(" ")
            places.append(None)
        raised = glyph.size < 0.85 * size and glyph.y < base - 0.12 * size and glyph.font not in (SCANNED, DOUBTFUL)
        text.append(glyph.char.translate(_RAISED) if raised else glyph.char)
        places.append(glyph)
    return Strip("".join(text), tuple(places), letters[0].x0, max(g.x1 for g in letters), base, size)


def _usual(values: Iterable[float]) -> float:
    """Return the commonest value, the largest of equals."""
    counted = Counter(round(value, 1) for value in values)
    most = max(counted.values())
    return max(value for value, count in counted.items() if count == most)

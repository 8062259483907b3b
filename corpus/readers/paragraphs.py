"""Lines of a page in columns and paragraphs: one that reaches the margin goes on in the next, a short one does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.lines import is_finished, is_hanging, marker
from corpus.readers.reading import looks_like_caption
from corpus.readers.sheet import Glyph
from corpus.readers.strips import Strip, one_line
from corpus.vietnamese import fold

_RAISED_NOTE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+\s?\S")
# The motto, and the line of place and day, stand alone however wide they are.
_OF_A_LETTERHEAD = re.compile(r"hanh phuc\n|^so\s?:.*\n|\n[\w .]{2,30}, ngay .{1,12} thang .{1,8} nam")
# "2021-" + "2025", "11/" + "12", "114/BC-" + "UBND": the line was broken inside a word.
_BROKEN = re.compile(r"(?:\d\s?[-–/]|\d[.,]|/[A-ZĐ]+-)$")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; `places` says for each character on which page it stands, and its glyph."""

    text: str
    places: list[tuple[int, Glyph | None]]
    size: float
    is_full: bool  # its last line reaches the margin: it may go on over the page
    is_fresh: bool  # it begins as paragraphs begin: set in, or with a mark

    def join(self, other: Paragraph, page: int) -> None:
        between = "" if _BROKEN.search(self.text) and other.text[:1].isalnum() else " "
        self.text += between + other.text
        self.places += [(page, None)] * len(between) + other.places
        self.is_full = other.is_full


def may_go_on(above: Paragraph, below: Paragraph) -> bool:
    """Tell whether a paragraph at the foot of a page goes on at the top of the next."""
    if is_finished(above.text) or abs(above.size - below.size) > 0.1 * above.size:
        return False
    if marker(below.text) is not None and not is_hanging(above.text):
        return False
    first = below.text.lstrip("“\"'(")[:1]
    return above.is_full and (first.islower() or is_hanging(above.text) or not below.is_fresh)


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a column begin and end, and how far they stand apart."""

    left: float
    right: float
    pitch: float

    @classmethod
    def of(cls, lines: Sequence[Strip]) -> Margins:
        size = median(line.size for line in lines)
        steps = [b.y - a.y for a, b in pairwise(lines) if 0 < b.y - a.y < 2.5 * size]
        return cls(min(s.x0 for s in lines), max(s.x1 for s in lines), median(steps) if steps else 1.3 * size)

    def has_in_the_middle(self, line: Strip) -> bool:
        """Tell whether the line stands in the middle of the column, clear of both margins."""
        left, right = line.x0 - self.left, self.right - line.x1
        return min(left, right) > 1.5 * line.size and abs(left - right) < line.size


def paragraphs(lines: Sequence[Strip], page: int) -> list[Paragraph]:
    """Return the paragraphs of one column; lines set apart on purpose, as in a title, keep a line break."""
    if not lines:
        return []
    margins = Margins.of(lines)
    found: list[Paragraph] = []
    before: Strip | None = None
    for line in lines:
        piece = Paragraph(
            line.text,
            [(page, glyph) for glyph in line.places],
            line.size,
            margins.right - line.x1 < 4 * line.size,
            line.x0 > margins.left + 0.8 * line.size or marker(line.text) is not None,
        )
        how = "apart" if before is None else _between(before, line, margins)
        if how == "apart":
            found.append(piece)
        elif how == "below":
            found[-1].text += "\n" + piece.text
            found[-1].places += [(page, None), *piece.places]
            found[-1].is_full = piece.is_full
        else:
            found[-1].join(piece, page)
        before = line
    return found


def _between(above: Strip, line: Strip, margins: Margins) -> str:
    """Return "joined", "below" (a line of its own) or "apart" (a paragraph of its own)."""
    size = above.size
    if line.y - above.y > 1.3 * margins.pitch + 1 or abs(size - line.size) > 0.15 * size:
        return "apart"
    if _RAISED_NOTE.match(line.text):
        return "apart"
    word = line.text.split(" ", 1)[0]
    room = margins.right - above.x1
    fits = _width(line, len(word)) + 0.5 * size < room
    set_in = line.x0 > margins.left + 0.8 * line.size and line.x0 > above.x0 + 0.8 * line.size
    sign = marker(line.text)
    if sign is not None and not (is_hanging(above.text) and not set_in and not fits):
        return "apart"
    if _centred(above, line) or above.text.isupper() or _OF_A_LETTERHEAD.search(fold(f"{above.text}\n{line.text}")):
        return "below"
    if margins.has_in_the_middle(above) and not margins.has_in_the_middle(line):
        return "apart"
    if line.text[:1].islower() and not is_finished(above.text):
        return "joined"
    if fits:
        ended = is_finished(above.text) or marker(above.text) is not None or looks_like_caption(line.text)
        return "apart" if ended else "below"
    if set_in and marker(above.text) is None:
        return "apart"
    return "joined"


def _centred(above: Strip, line: Strip) -> bool:
    """Tell whether two lines of unlike length stand upon the same middle, as in a letterhead or a title."""
    apart = abs(above.x0 + above.x1 - line.x0 - line.x1) / 2
    return apart < 0.3 * line.size and abs(above.x0 - line.x0) > max(0.4 * line.size, 2 * apart)


def _width(line: Strip, count: int) -> float:
    last = line.places[min(count, len(line.places)) - 1]
    return (last.x1 if last else line.x1) - line.x0


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

"""The notes at the foot of a page: in smaller letters, each beginning with the mark that is raised in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.lines import UPPER
from corpus.readers.sheet import Sheet
from corpus.readers.strips import Strip

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = re.compile(rf"[{_RAISED}]+")
_GLUED = re.compile(rf"\d{{1,2}}[{UPPER}]")
_NOTE = re.compile(rf"([{_RAISED}]+|\d{{1,3}})(?=[\s.)]|[^\W\d_])")


def raised_marks(pages: Iterable[Iterable[Strip]]) -> set[str]:
    """Return the numbers that are raised somewhere in the text."""
    return {m.group(0) for page in pages for strip in page for m in _MARK.finditer(strip.text) if m.start() > 0}


def split_notes(sheet: Sheet, page: Sequence[Strip], usual: float, marks: set[str]) -> tuple[list[Strip], list[Strip]]:
    """Return the strips of the text and those of the notes; `usual` is the size of the report's letters."""
    ordered = sorted(page, key=lambda s: s.y)
    rule = _separator(sheet)
    small = len(ordered)
    while small and (ordered[small - 1].size < 0.93 * usual or ordered[small - 1].y > rule):
        small -= 1
    # Where nothing else sets them off, notes begin with their number against a capital: "1Theo Quyết định".
    foot = range(len(ordered) // 2, small)
    small = next((n for n in foot if _GLUED.match(ordered[n].text) and _note_number(ordered[n], marks)), small)
    text = ordered[:small]
    first = next((n for n in range(small, len(ordered)) if _note_number(ordered[n], marks)), None)
    if first is None:
        return list(page), []
    notes = [_with_raised_number(strip, marks) for strip in ordered[first:]]
    return text + ordered[small:first], notes


def _separator(sheet: Sheet) -> float:
    """Return where the short rule is drawn that sets the notes off, or a place below the page."""
    width, height = sheet.frame.width, sheet.frame.height
    level = [r for r in sheet.rules if r.y1 - r.y0 < 1 and 0.1 * width < r.x1 - r.x0 < 0.45 * width]
    places = [r.y0 for r in level if r.y0 > 0.3 * height and r.x0 < 0.25 * width]
    alone = [y for y in places if sum(abs(y - other) < 60 for other in places) <= 2]  # no rules of a table
    return max(alone, default=2 * height)


def _note_number(strip: Strip, marks: set[str]) -> str:
    """Return the number that the note begins with, as it is raised in the text, or nothing."""
    match = _NOTE.match(strip.text)
    if match is None:
        return ""
    number = match.group(1).translate(str.maketrans("0123456789", _RAISED))
    return number if match.group(1)[0] in _RAISED or number in marks else ""


def _with_raised_number(strip: Strip, marks: set[str]) -> Strip:
    number = _note_number(strip, marks)
    if not number:
        return strip
    text = number + strip.text[len(number) :]
    return Strip(text, strip.places, strip.x0, strip.x1, strip.y, strip.size)

"""Footnotes: the marks in the body, and which mark a note at the foot of a page belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from corpus.model import Span

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED, "0123456789")
# "m²", "km²" and "m³" are units; a mark stands on the word or figure it explains.
_RAISED_MARK = re.compile(rf"(?<!\bm)(?<!\bkm)(?<!\bcm)(?<!\bdm)(?<!\bha)[{_RAISED}]+")
_BRACKET_MARK = re.compile(r"\[\^?(\d{1,3})\]")
_ROUND_MARK = re.compile(r"(?<=[^\s(.;:,])\((\d{1,2})\)")
_GLUED_MARK = re.compile(r"(?:(?<=[a-zà-ỹđ]{2})|(?<=\d[%”)])|(?<=[a-z]”))(\d{1,2})(?=[\s,.;:)]|$)", re.MULTILINE)
_RAISED_NOTE = re.compile(rf"([{_RAISED}]+)\s?\S")
_BRACKET_NOTE = re.compile(r"\[\^?(\d{1,3})\]:?\s+\S")
_ROUND_NOTE = re.compile(r"\((\d{1,2})\)\s*:?\s*\S")
_PLAIN_NOTE = re.compile(r"(\d{1,2})\s+[^\W\d_a-zà-ỹđ]")


@dataclass(frozen=True, slots=True)
class Marks:
    """The footnote marks of the body by style and number; a note takes the nearest one above it."""

    places: dict[tuple[str, str], list[Span]] = field(default_factory=dict)
    taken: set[Span] = field(default_factory=set)

    def has(self, style: str, number: str, other_than: int) -> bool:
        return any(span.start != other_than for span in self.places.get((style, number), ()))

    def anchor(self, number: str, note: Span) -> Span | None:
        """Return the mark a note belongs to, and take it: numbers may begin anew on each page."""
        best: Span | None = None
        for style in ("raised", "bracket", "round", "glued"):
            spans = self.places.get((style, number), [])
            position = bisect_left(spans, note)
            above = [s for s in spans[max(0, position - 8) : position] if s not in self.taken and s.end <= note.start]
            below = [s for s in spans[position : position + 8] if s not in self.taken and s.start >= note.end]
            best = above[-1] if above else (below[0] if below else None)
            if best:
                self.taken.add(best)
                break
        return best


def find_marks(text: str) -> Marks:
    """Find the marks in the text; those that begin a line are notes, not marks."""
    marks = Marks()
    for style, pattern in (
        ("raised", _RAISED_MARK), ("bracket", _BRACKET_MARK), ("round", _ROUND_MARK), ("glued", _GLUED_MARK),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            line = text[max(0, match.start() - 3) : match.start()].rsplit("\n", 1)
            if match.start() == 0 or (len(line) > 1 and not line[1].strip(" -*_")):
                continue
            number = match.group(match.lastindex or 0).translate(_PLAIN)
            marks.places.setdefault((style, number), []).append(Span(match.start(), match.end()))
    return marks


def footnote_number(line: str, start: int, marks: Marks) -> str:
    """Return the number of the footnote that begins on this line, or ""."""
    if match := _RAISED_NOTE.match(line):
        return match.group(1).translate(_PLAIN)
    for style, pattern in (("bracket", _BRACKET_NOTE), ("round", _ROUND_NOTE), ("glued", _PLAIN_NOTE)):
        if (match := pattern.match(line)) and marks.has(style, match.group(1), start):
            return match.group(1)
    return ""

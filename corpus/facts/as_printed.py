"""What print, scan and slips of typing do to figures.

Marks of bold and slanted letters are read over: "đạt **80,12** điểm" says what it says without them. Of a number torn
apart so that nobody can tell what it was, no fact is made.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from corpus.model import Fact, Span

_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)([^*_\n|]+)(?<=\S)\1(?![\w*])")
#: Characters around a mark that are looked at to tell whether it stands alone in its line.
_NEAR = 8


def without_emphasis(text: str) -> str:
    """Return the text with spaces for the marks, so that every place stays; a line all in bold is a heading."""
    if "*" not in text and "_" not in text:
        return text

    def spaced(match: re.Match[str]) -> str:
        before = match.string[max(0, match.start() - _NEAR) : match.start()].rstrip(" ")
        after = match.string[match.end() : match.end() + _NEAR].lstrip(" ")
        gap = " " * len(match[1])
        whole = before[-1:] in ("", "\n") and after[:1] in ("", "\n")
        return match[0] if whole else f"{gap}{match[2]}{gap}"

    return _EMPHASIS.sub(spaced, text)


def as_printed(fact: Fact, text: str) -> Fact:
    """Return a fact read without the marks with its figure as it stands in the text, up to a mark inside it."""
    figure = re.split(r"\s*[*_]", fact.span.of(text))[0]
    span = Span(fact.span.start, fact.span.start + len(figure))
    return replace(fact, span=span, text=figure, label=" ".join(fact.label.split()))


_UNIT = r"\s?(?:%|điểm(?![^\W\d_]))"
_TORN = re.compile(
    # "8 1,26 điểm", "(1 3¹)": a short number that counts nothing, right before another.
    rf"(?:(?<=[^\W\d_] )|(?<=\())\d{{1,2}} \d{{1,3}}(?:[.,]\d+)?(?={_UNIT}|[¹²³⁰⁴⁵⁶⁷⁸⁹)])"
    rf"|(?<![\w.,/])(?<![,;] )(?<!lượt )(?<!lượt đạt )(?<!lượt là )\d{{1,3}}, \d{{1,2}}(?={_UNIT})"  # "81, 26 điểm"
    rf"|(?<![\w.,/])\d{{1,3}}[.,]\d*[A-Za-z]{{1,2}}\d*(?={_UNIT})"  # "99,S%"
)


def without_torn(facts: Iterable[Fact], text: str) -> list[Fact]:
    """Leave out the figures that are a part of one that was torn; what was put together again is kept."""
    torn = [Span(*match.span()) for match in _TORN.finditer(text)]
    starts = [span.start for span in torn]

    def is_whole(fact: Fact) -> bool:
        near = torn[max(bisect_right(starts, fact.span.end) - 1, 0) :][:1]
        return not any(span.overlaps(fact.span) and not fact.span.contains(span) for span in near)

    return [fact for fact in facts if is_whole(fact)]

"""Marks of bold and slanted letters in the midst of a sentence: "đạt **80,12** điểm" says what it says without them."""

from __future__ import annotations

import re
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

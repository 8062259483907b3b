"""Figures that a scan or a slip of typing tore apart so that nobody can tell what they were: no facts are made of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from corpus.model import Fact, Span

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

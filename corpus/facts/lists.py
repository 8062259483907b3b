"""Lists told "lần lượt": names on one side, as many figures on the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Period, Quantity, QuantityKind, Span
from corpus.quantities import periods
from corpus.units import gazetteer
from corpus.vocabulary import Found, indicator_phrases

Kind = QuantityKind


def respective(text: str, sentence: Span, figures: Sequence[Quantity]) -> dict[Span, dict[str, object]]:
    """Bind lists told "lần lượt": years, units or indexes to as many like figures behind them."""
    match = re.search(r"lần\s+lượt|theo\s+thứ\s+tự", sentence.of(text), re.IGNORECASE)
    if not match:
        return {}
    middle = sentence.start + match.start()
    right = [f for f in figures if f.span.start > middle]
    bound: dict[Span, dict[str, object]] = {}
    for kind in dict.fromkeys(f.kind for f in right if f.kind is not Kind.COUNT or f.unit):
        run = [f for f in right if f.kind is kind or (f.kind is Kind.COUNT and not f.unit)]
        # The names stand before "lần lượt", or between it and the first figure: "lần lượt các năm 2019, 2020 là …".
        bound |= _told(text, Span(max(sentence.start, middle - 300), right[0].span.start), run)
    return bound


def _told(text: str, left: Span, run: Sequence[Quantity]) -> dict[Span, dict[str, object]]:
    """Return what the names on the left say of each figure of the run, where there are as many of both."""
    years = [m.period for m in periods(text, left) if m.period.is_year]
    ranges = [m.period for m in periods(text, left) if len(m.period.years) > 1]
    if not years and len(ranges) == 1:
        years = [Period.of_year(y) for y in ranges[0].years]
    units = [m.unit for m in gazetteer().find(left.of(text))]
    indexes = indicator_phrases().find(left.of(text))
    result: dict[Span, dict[str, object]] = {}
    for place, figure in enumerate(run if len(run) > 1 else ()):
        told: dict[str, object] = {}
        if len(years) == len(run):
            told |= {"period": years[place], "compared": None, "stated": True}
        if len(units) == len(run):
            told["unit"] = units[place]
        if len(indexes) == len(run) == len({f.name for f in indexes}):
            span = indexes[place].span
            told["indicator"] = Found(indexes[place].name, Span(left.start + span.start, left.start + span.end))
        if told:
            result[figure.span] = told
    return result

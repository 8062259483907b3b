"""What one sentence hands on to the next: the year of the index it told, and which index is told in points."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.facts.at_figure import Reading
from corpus.facts.components import named_before
from corpus.facts.times import before
from corpus.model import Document, Fact, Period, Span, Status
from corpus.periods import periods
from corpus.vocabulary import Found, indicator_phrases

_VALUES = ("score", "rank", "grade")
#: "Trong năm", "đến nay": what follows is of the report's own time again.
_NOW = re.compile(
    r"\b(?:trong\s+(?:năm|kỳ|quý|tháng)(?!\s+\d)|năm\s+nay|hiện\s+nay|(?:tính\s+)?đến\s+nay|kỳ\s+này|hiện\s+(?:đang|còn|có))\b",
    re.IGNORECASE,
)
_MEASURED_IN = re.compile(r"\d+(?:,\d+)?\s*(%|điểm)(?!\s*(?:%|phần|trăm))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HandedOn:
    """What the sentences before tell: `period` is the year of their index, `kinds` what each index is told in."""

    period: Period | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)


_THAT_INDEX = re.compile(
    r"\b(?:chỉ\s+số|bảng\s+xếp\s+hạng)\s+(?:này|nói\s+trên|trên)(?=\s*[,;:.]|\s+\w)", re.IGNORECASE
)
_LEADS_INDICES = re.compile(r"\bcác\s+chỉ\s+số\b.*:\s*$", re.IGNORECASE)


def of_that_index(words: str) -> bool:
    """Tell whether a sentence points back at the index named last: "Ở chỉ số này, tỉnh xếp thứ 21"."""
    return _THAT_INDEX.search(words) is not None and not indicator_phrases().find(words)


def index_years(text: str) -> set[Period]:
    """Return the years that stand right behind the name of an index: "công bố Chỉ số CCHC năm 2023"."""
    told = set()
    for found in indicator_phrases().find(text):
        # "… của các sở, ban, ngành và UBND các huyện năm 2023": commas of the list of whom it judges are passed.
        following = re.split(
            r"[.;(]|\d{1,2}/|,\s+(?!ban\b|ngành\b|thị\b|thành\b|UBND\b)", text[found.span.end : found.span.end + 160]
        )[0]
        told |= {m.period for m in periods(following)[:1] if m.period.is_year}
    return told


def hand_on(document: Document, sentence: Span, facts: Sequence[Fact], told: HandedOn) -> HandedOn:
    """Return what holds after a sentence."""
    values = [f for f in facts if f.indicator and f.measure in _VALUES and f.status is not Status.TARGET and f.period]
    kinds = dict(told.kinds)
    for fact in values:
        if fact.measure == "score" and (unit := _MEASURED_IN.search(fact.text)):
            kinds.setdefault(fact.indicator, unit.group(1))
    if not values:
        words = sentence.of(document.text)
        years = index_years(words)
        if _LEADS_INDICES.search(words):  # "Về các chỉ số (kết quả năm 2024):"
            years |= {m.period for m in periods(words) if m.period.is_year and not m.as_of}
        return HandedOn(years.pop() if len(years) == 1 and not facts else told.period, kinds)
    first = values[0]
    if first.confidence < 1:
        return HandedOn(told.period, kinds)
    # A series of years hands on none of them.
    series = any(f.period and first.period and f.period > first.period for f in facts)
    return HandedOn(None if series or first.period is None or not first.period.is_year else first.period, kinds)


def as_told(fact: Fact, told: HandedOn, default: Period | None, text: str) -> Fact:
    """Return a figure of an index, told without its year, in the year of the sentences before."""
    if told.period is None or fact.confidence == 1 or fact.status is Status.TARGET or default == told.period:
        return fact
    ahead = text[fact.sentence.start : fact.span.start]
    decimal = fact.measure == "count" and not fact.unit and "," in fact.text  # "kinh tế số 0,45"
    part = not fact.indicator and (decimal or fact.measure in ("score", "rank") or fact.of is not None)
    if not fact.indicator and not (part and named_before(text, fact.sentence.start, fact.span.start)):
        return fact
    if _NOW.search(ahead):
        return fact
    if fact.period == default:
        return replace(
            fact, period=told.period, base=before(told.period) if fact.base == before(default) else fact.base
        )
    return replace(fact, period=before(told.period)) if fact.period == before(default) else fact


def as_measured(carried: Reading | None, told: HandedOn, words: str) -> Reading | None:
    """Return the index that a sentence without one goes on with: the one told in what its figures are told in."""
    if carried is None or carried.indicator is None or indicator_phrases().find(words):
        return carried
    unit = _MEASURED_IN.search(words)
    if unit is None or told.kinds.get(carried.indicator.name, unit.group(1)) == unit.group(1):
        return carried
    alike = [name for name, kind in told.kinds.items() if kind == unit.group(1)]
    return replace(carried, indicator=Found(alike[0], carried.indicator.span)) if len(alike) == 1 else carried

"""Vietnamese periods, each with its place: "quý I/2024", "6 tháng đầu năm 2025", "từ 01/01 đến 15/6/2024"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from corpus.figure_patterns import ADDRESS, ISO_DAY, NO_FIGURES, STANDARD, YEAR
from corpus.model import Period, QuantityKind, Span
from corpus.taken import Taken
from corpus.vietnamese import fold


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period as a text names it. `as_of` marks a single day counted up to."""

    period: Period
    span: Span
    as_of: bool = False


_DAY = r"(?:ngày\s+)?(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}))?"
_LONG_DAY = r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})"
_MONTHS = {"ba": 3, "sau": 6, "chin": 9}
_SCANNED = str.maketrans({"l": "1", "i": "1", "o": "0"})
# Read without tone marks: questions are often typed so ("9 thang nam 2024").
_PERIODS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(fold(pattern), re.IGNORECASE))
    for name, pattern in (
        ("days", rf"(?:từ\s+)?{_DAY}\s*(?:đến|tới|-|–)\s*(?:hết\s+)?{_DAY}(?!\d)"),
        ("long_days", rf"từ\s+{_LONG_DAY}\s*(?:đến|tới)\s*(?:hết\s+)?{_LONG_DAY}"),
        ("since_day", rf"(?:từ|kể\s+từ|sau)\s+(?:{_LONG_DAY}|(?:ngày\s+)?(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}))\s+(?:đến|tới)\s+(?:nay|thời\s+điểm)"),
        ("long_day", _LONG_DAY),
        ("day", r"(?<![\d/])(?:ngày\s+)?(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?((?:19|20)\d{2})(?!\d)"),
        ("quarter", rf"quý\s+(iv|i{{1,3}}|[1-4])\s*(?:[/-]|,?\s*năm|\s)\s*({YEAR})"),
        ("months", rf"\b(0?[1-9]|1[0-2]|ba\b|sáu\b|chín\b)\s*(?:tháng|t)\s*(đầu|cuối)?(?:\s*năm\s*|\s*[/-]\s*|\s*)({YEAR})"),
        ("month_range", rf"(?:từ\s+)?tháng\s+(\d{{1,2}})\s*(?:đến|tới|-|–)\s*(?:hết\s+)?tháng\s+(\d{{1,2}})(?:\s*[/-]\s*|\s+năm\s+)({YEAR})"),
        ("month", rf"tháng\s+(\d{{1,2}})(?:\s*[/-]\s*|\s+năm\s+)({YEAR})"),
        ("years", rf"(?<![\d.,/])({YEAR})\s*(?:[-–]|đến(?:\s+năm)?|tới(?:\s+năm)?)\s*({YEAR})(?![\d%]|[.,]\d)"),
        ("since", rf"(?:từ|kể\s+từ|sau)\s+(?:năm\s+)?({YEAR})\s+(?:đến|tới)\s+nay"),
        ("year", rf"(?<![\d.,/:])({YEAR})(?![\d%]|[.,]\d|/\d)"),
        ("year", r"\bnăm\s+(2[0o][li12][\dlio])(?!\w)"),  # a scan's year
    )
)  # fmt: skip


# A year inside a document number ("34/2016/NĐ-CP", "ISO 9001:2015") names no period.
_NO_PERIODS = [
    pattern
    for kind, pattern in NO_FIGURES
    if kind is QuantityKind.DOCUMENT_NUMBER or pattern.pattern in (STANDARD, ADDRESS, ISO_DAY)
]


@lru_cache(64)  # the same question is read in several places
def periods(text: str, within: Span | None = None, today: date | None = None) -> tuple[PeriodMention, ...]:
    """Return the periods that stretch names, in order. `today` closes "đến nay" (default: end of that year)."""
    piece = within.of(text) if within else text
    offset = within.start if within else 0
    taken = Taken()
    for pattern in _NO_PERIODS:
        for match in pattern.finditer(piece):
            taken.take(match.start(), match.end())
    found: list[PeriodMention] = []
    piece = fold(piece)
    for name, pattern in _PERIODS:
        for match in pattern.finditer(piece):
            try:
                made = _period(name, match, today)
            except ValueError:
                continue
            if made is None or not taken.take(match.start(), match.end()):
                continue
            span = Span(offset + match.start(), offset + match.end())
            found.append(PeriodMention(made, span, as_of=name in ("day", "long_day")))
    return tuple(sorted(found, key=lambda m: m.span))


def _period(name: str, match: re.Match[str], today: date | None) -> Period | None:
    parts = match.groups()
    if name == "days":
        last_year = parts[5] or parts[2]
        if not last_year:
            return None
        first_year = parts[2] or last_year
        return Period(
            date(int(first_year), int(parts[1]), int(parts[0])), date(int(last_year), int(parts[4]), int(parts[3]))
        )
    if name == "long_days":
        numbers = [int(p) for p in parts]
        return Period(date(numbers[2], numbers[1], numbers[0]), date(numbers[5], numbers[4], numbers[3]))
    if name == "since_day":
        first, month, year = (int(p) for p in parts if p)
        return Period(date(year, month, first), today if today and today.year >= year else date(year, 12, 31))
    if name in ("day", "long_day"):
        day = date(int(parts[2]), int(parts[1]), int(parts[0]))
        return Period(day, day)
    if name == "quarter":
        return Period.of_quarter(int(parts[1]), parts[0])
    if name == "months":
        count, year = _MONTHS.get(parts[0].lower()) or int(parts[0]), int(parts[2])
        if parts[1] and parts[1] == "cuoi":
            return Period.of_months(year, 13 - count, 12)
        return Period.of_months(year, 1, count)
    if name == "month_range" and int(parts[0]) <= int(parts[1]):
        return Period.of_months(int(parts[2]), int(parts[0]), int(parts[1]))
    if name == "month_range":
        return None
    if name == "month":
        return Period.of_months(int(parts[1]), int(parts[0]), int(parts[0]))
    if name == "years":
        return Period(date(int(parts[0]), 1, 1), date(int(parts[1]), 12, 31))
    if name == "since":
        year = int(parts[0])
        return Period(date(year, 1, 1), today if today and today.year >= year else date(year, 12, 31))
    return Period.of_year(int(parts[0].translate(_SCANNED)))

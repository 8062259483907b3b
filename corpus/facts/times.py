"""The time before a period, sums run up since a day, single weeks."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.model import Period, Span
from corpus.periods import parse_date


def before(period: Period | None, words: str = "") -> Period | None:
    """Return the same stretch of the year before, or the month or quarter before where the words say so."""
    if period is None:
        return None
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    if re.search(r"\b(?:tháng|quý|kỳ)\s+(?:trước|liền)", words, re.IGNORECASE) and months in (1, 3):
        last = period.start.replace(day=1) - timedelta(days=1)
        first = last.month - months + 1
        if first >= 1:
            return Period.of_months(last.year, first, last.month)
    return in_year(period, period.start.year - 1)


def in_year(period: Period, year: int) -> Period:
    def moved(day: date) -> date:
        return date(day.year + year - period.start.year, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)

    return Period(moved(period.start), moved(period.end))


# Running totals: "Lũy kế từ 01/7/2025 đến nay tiếp nhận 2.270 hồ sơ" is no figure of the month reported.
_RUN_UP = re.compile(
    r"\b(?:l(?:ũy|uỹ)\s+kế|cộng\s+dồn)\b(?!\s+(?:0?[1-9]|1[0-2])\s+tháng)"
    r"(?:\s+(?:số|hồ\s+sơ|kết\s+quả|tiếp\s+nhận|giải\s+quyết))*"
    r"(?:\s*,?\s*(?:tính\s+)?(?P<since>từ\s+(?:đầu\s+[^\W\d]+(?:\s+kỳ|\s+đoạn)?|khi\s+[^,;.\d]{0,40}|(?:ngày\s+|năm\s+)?[\d/]+)))?(?:\s+(?:đến|tới)\s+nay)?"
    r"|\btừ\s+đầu\s+(?P<begin>năm|nhiệm\s+kỳ|giai\s+đoạn)(?:\s+(?:đến|tới)\s+nay)?(?!\s+\d)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\s*,?\s*(?:tính\s+)?(?:đến|tới)\s+(?:hết\s+)?(?:ngày\s+|tháng\s+|quý\s+)?[\dIV]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RunUp:
    """Where a running total begins, with its period: None where its beginning is not to be known."""

    span: Span
    period: Period | None
    told: bool  # the beginning is told; a bare "lũy kế" is taken to begin with the year


def run_up(piece: str, default: Period | None) -> list[RunUp]:
    """Return where running totals are spoken of."""
    found = []
    for match in _RUN_UP.finditer(piece):
        told = match.group("since") or match.group("begin")
        if told is None and _UNTIL.match(piece, match.end()):
            continue  # "lũy kế đến hết ngày 31/3/2023": the day that is named dates it
        since = (told or "đầu năm").lower()
        start: date | None = parse_date(since)
        if start is None and (year := re.search(r"\b((?:19|20)\d\d)\b", since)):
            start = date(int(year.group(1)), 1, 1)
        if start is None and re.search(r"\bnăm$", since) and default is not None:
            start = date(default.end.year, 1, 1)
        period = Period(start, default.end) if start and default and start <= default.end else None
        if period == default and default is not None and default.is_year:
            continue  # a year's report run up since the year began is the year's
        found.append(RunUp(Span(match.start(), match.end()), period, told is not None))
    return found


#: "riêng tuần 2 đạt 95%": a week of a report on more than one is no period that anything else names.
_WEEK = re.compile(r"\btuần\s+(?:đầu|cuối|(?:thứ\s+)?(?:\d|nhất|hai|ba|tư)\b|I{1,3}\b|IV\b)", re.IGNORECASE)


def weeks(piece: str, default: Period | None) -> list[Span]:
    """Return where single weeks of a longer period are spoken of."""
    if default is not None and (default.end - default.start).days < 10:
        return []
    return [Span(m.start(), m.end()) for m in _WEEK.finditer(piece)]

"""Dates and reporting periods as offices write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from corpus.model import Period, Span
from corpus.vietnamese import fold

# All patterns run on folded text, which has the same length as the text itself.
# Scans write l for 1 and o for 0.
_SPELT = re.compile(r"ngay\s*([\dlo]{1,2})\s*thang\s*([\dlo]{1,2})\s*nam\s*([\dlo]{4})(?!\w)")
_SCANNED = str.maketrans("lo", "10")
_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?![\d/-])")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2200 else None
    except ValueError:
        return None


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[date, Span]]:
    """Yield the full dates in that stretch of the text, in order."""
    folded = fold(text[start:end])
    found: list[tuple[date, Span]] = []
    for pattern, order in ((_SPELT, (3, 2, 1)), (_SLASHED, (4, 3, 1)), (_ISO, (1, 2, 3))):
        for match in pattern.finditer(folded):
            day = _day(*(int(match.group(part).translate(_SCANNED)) for part in order))
            if day:
                found.append((day, Span(start + match.start(), start + match.end())))
    yield from sorted(found, key=lambda item: item[1])


def parse_date(text: str) -> date | None:
    """Return the first date of the text."""
    return next((day for day, _ in find_dates(text)), None)


_QUARTERS = {"mot": "1", "nhat": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4"}
_MONTHS = {"6": 6, "06": 6, "sau": 6, "9": 9, "09": 9, "chin": 9, "3": 3, "03": 3, "ba": 3}
_YEAR = r"((?:19|20)\d\d)"
_RANGE = re.compile(
    r"(?:tu\s+(?:ngay\s+)?)?(?<!\d)(\d{1,2})\s?/\s?(\d{1,2})(?:\s?/\s?(\d{4}))?\s*"
    r"(?:-|–|den|cho den|toi)\s*(?:het\s+)?(?:ngay\s+)?(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?(\d{4})"
)
_SPELT_RANGE = re.compile(
    r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})(?:\s*nam\s*(\d{4}))?\s*den\s*(?:het\s+)?"
    r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})"
)
_QUARTER = re.compile(
    r"\bquy\s+(iv|iii|ii|i|[1-4]|mot|nhat|hai|ba|bon|tu)\b(?:\s*(?:/|-|nam|,)?\s*(?:nam\s*)?" + _YEAR + ")?"
)
_HALF = re.compile(
    r"\b(0?[369]|sau|chin|ba)\s*(?:thang|t\b)\s*(dau|cuoi)?\s*(?:cua\s+)?(?:nam\b)?\s*[/-]?\s*" + _YEAR + "?"
)
_MONTH_RANGE = re.compile(r"\bthang\s*(\d{1,2})\s*(?:-|den(?:\s+thang)?)\s*(\d{1,2})\s*(?:/|nam)\s*" + _YEAR)
_MONTH = re.compile(r"\bthang\s*(\d{1,2})\b(?:\s*(?:/|-|nam)\s*" + _YEAR + ")?")
_YEARS = re.compile(r"\b" + _YEAR + r"\s*(?:-|–|den(?:\s+nam)?)\s*" + _YEAR + r"\b")
_ONE_YEAR = re.compile(r"\bnam\s*" + _YEAR + r"\b(?!\s*(?:-|–)\s*(?:19|20)\d\d)")
_BARE_YEAR = re.compile(r"(?<![\d/.,-])" + _YEAR + r"(?![\d/.,]\d)")
_AHEAD = re.compile(r"(?:nhiem vu|phuong huong|giai phap|chuong trinh cong tac|ke hoach)[^;.]{0,60}$")


def parse_period(text: str, year: int | None = None) -> Period | None:
    """Return the period a title or clerk means: the finest one that does not speak of what lies ahead.

    `year` stands in where the text writes "quý III" or "6 tháng đầu năm" and leaves the year out.
    """
    folded = fold(text)
    later = [int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", folded)]
    year = later[0] if later else year
    finer = [
        (match.start(), period)
        for pattern, read in _FINER
        for match in pattern.finditer(folded)
        if (period := _safely(read, match, year))
    ]
    if finer:
        present = [item for item in finer if not _AHEAD.search(folded[: item[0]])]
        return min(present or finer, key=lambda item: item[0])[1]
    single = [m for m in _ONE_YEAR.finditer(folded) if not _AHEAD.search(folded[: m.start()])]
    if single:
        return Period.of_year(int(single[0].group(1)))
    for match in _YEARS.finditer(folded):
        first, last = int(match.group(1)), int(match.group(2))
        if first <= last <= first + 30:
            return Period(date(first, 1, 1), date(last, 12, 31))
    bare = _ONE_YEAR.search(folded) or _BARE_YEAR.search(folded)
    return Period.of_year(int(bare.group(1))) if bare else None


def _safely(
    read: Callable[[re.Match[str], int | None], Period | None], match: re.Match[str], year: int | None
) -> Period | None:
    try:
        return read(match, year)
    except ValueError:
        return None


def _read_range(match: re.Match[str], _: int | None) -> Period:
    day, month, year, last_day, last_month, last_year = match.groups()
    end = date(int(last_year), int(last_month), int(last_day))
    start = date(int(year or last_year), int(month), int(day))
    if not year and start > end:
        start = start.replace(year=start.year - 1)
    return Period(start, end)


def _read_quarter(match: re.Match[str], year: int | None) -> Period | None:
    said = int(match.group(2)) if match.group(2) else year
    return Period.of_quarter(said, _QUARTERS.get(match.group(1), match.group(1))) if said else None


def _read_half(match: re.Match[str], year: int | None) -> Period | None:
    said = int(match.group(3)) if match.group(3) else year
    months = _MONTHS[match.group(1)]
    if not said or not (match.group(2) or match.group(3)):
        return None
    return Period.of_months(said, 13 - months, 12) if match.group(2) == "cuoi" else Period.of_months(said, 1, months)


def _read_months(match: re.Match[str], _: int | None) -> Period:
    return Period.of_months(int(match.group(3)), int(match.group(1)), int(match.group(2)))


def _read_month(match: re.Match[str], year: int | None) -> Period | None:
    said = int(match.group(2)) if match.group(2) else year
    before = match.string[max(0, match.start() - 12) : match.start()]
    if not said or not 1 <= int(match.group(1)) <= 12 or re.search(r"ngay\s*\d{1,2}\s*$", before):
        return None
    return Period.of_months(said, int(match.group(1)), int(match.group(1)))


_FINER: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int | None], Period | None]], ...] = (
    (_RANGE, _read_range),
    (_SPELT_RANGE, _read_range),
    (_QUARTER, _read_quarter),
    (_HALF, _read_half),
    (_MONTH_RANGE, _read_months),
    (_MONTH, _read_month),
)

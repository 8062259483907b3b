"""Days and periods as offices write them, each with its place; the time before one, sums run up, single weeks."""

import bisect
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from corpus.figure_patterns import ADDRESS, DAYS, ISO_DAY, NO_FIGURES, STANDARD, YEAR
from corpus.model import Period, QuantityKind, Span
from corpus.vietnamese import fold

# Days are read in folded text, which has the same length as the text itself. Scans write l for 1 and o for 0.
_SPELT_DAY = re.compile(r"ngay\s*([\dlo]{1,2})\s*thang\s*([\dlo]{1,2})\s*nam\s*([\dlo]{4})(?!\w)")
_SCANNED_DAY = str.maketrans("lo", "10")
_SLASHED_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?![\d/-])")
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
    for pattern, order in ((_SPELT_DAY, (3, 2, 1)), (_SLASHED_DAY, (4, 3, 1)), (_ISO, (1, 2, 3))):
        for match in pattern.finditer(folded):
            day = _day(*(int(match.group(part).translate(_SCANNED_DAY)) for part in order))
            if day:
                found.append((day, Span(start + match.start(), start + match.end())))
    yield from sorted(found, key=lambda item: item[1])


def parse_date(text: str) -> date | None:
    """Return the first date of the text."""
    return next((day for day, _ in find_dates(text)), None)


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
        ("since_day", rf"(?:từ|kể\s+từ|sau)\s+(?:{_LONG_DAY}|(?:ngày\s+)?(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}})),?\s+(?:đến|tới)\s+(?:nay|thời\s+điểm)"),
        ("long_day", _LONG_DAY),
        ("day", r"(?<![\d/])(?:ngày\s+)?(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?((?:19|20)\d{2})(?!\d)"),
        ("quarter", rf"quý\s+(iv|i{{1,3}}|[1-4])\s*(?:[/-]|,?\s*năm|\s)\s*({YEAR})"),
        ("months", rf"\b(0?[1-9]|1[0-2]|ba\b|sáu\b|chín\b)\s*(?:tháng|t)\s*(đầu|cuối)?(?:\s*năm\s*|\s*[/-]\s*|\s*)({YEAR})"),
        ("month_range", rf"(?:từ\s+)?tháng\s+(\d{{1,2}})\s*(?:đến|tới|-|–)\s*(?:hết\s+)?tháng\s+(\d{{1,2}})(?:\s*[/-]\s*|\s+năm\s+)({YEAR})"),
        ("month", rf"tháng\s+(\d{{1,2}})(?:\s*[/-]\s*|\s+năm\s+)({YEAR})"),
        ("years", rf"(?<![\d.,/])({YEAR})\s*(?:[-–]|đến(?:\s+năm)?|tới(?:\s+năm)?)\s*({YEAR})(?![\d%]|[.,]\d)"),
        ("since", rf"(?:từ|kể\s+từ|sau)\s+(?:năm\s+)?({YEAR}),?\s+(?:đến|tới)\s+nay"),
        ("year", rf"(?<![\d.,/:])({YEAR})(?![\d%]|[.,]\d|/\d)"),
        ("year", r"\bnăm\s+(2[0o][li12][\dlio])(?!\w)"),  # a scan's year
    )
)  # fmt: skip


class Taken:
    """The stretches of a text that a pattern has read: no other reads them again."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, start: int, end: int) -> bool:
        """Take the stretch, unless part of it is taken already."""
        place = bisect.bisect_left(self._starts, end)
        if place and self._ends[place - 1] > start:
            return False
        self._starts.insert(place, start)
        self._ends.insert(place, end)
        return True


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
            if name == "days" and not (match[3] or match[6]):
                continue  # no year is told
            with suppress(ValueError):
                made = _READ[name](match.groups(), today)
                if taken.take(match.start(), match.end()):
                    span = Span(offset + match.start(), offset + match.end())
                    found.append(PeriodMention(made, span, as_of=name in ("day", "long_day")))
    return tuple(sorted(found, key=lambda m: m.span))


def _on(day: str, month: str, year: str) -> date:
    return date(int(year), int(month), int(day))


def _until(first: date, today: date | None) -> Period:
    return Period(first, today if today and today.year >= first.year else date(first.year, 12, 31))


def _months(count: str, half: str | None, year: str) -> Period:
    number = _MONTHS.get(count.lower()) or int(count)
    return Period.of_months(int(year), *((13 - number, 12) if half == "cuoi" else (1, number)))


#: How the groups of each pattern are read; what is no day, or ends before it begins, is a ValueError.
_READ: dict[str, Callable[[Sequence[str], date | None], Period]] = {
    "days": lambda p, _: Period(_on(p[0], p[1], p[2] or p[5]), _on(p[3], p[4], p[5] or p[2])),
    "long_days": lambda p, _: Period(_on(*p[:3]), _on(*p[3:])),
    "since_day": lambda p, today: _until(_on(*filter(None, p)), today),
    "long_day": lambda p, _: Period(_on(*p), _on(*p)),
    "day": lambda p, _: Period(_on(*p), _on(*p)),
    "quarter": lambda p, _: Period.of_quarter(int(p[1]), p[0]),
    "months": lambda p, _: _months(*p),
    "month_range": lambda p, _: Period.of_months(int(p[2]), int(p[0]), int(p[1])),
    "month": lambda p, _: Period.of_months(int(p[1]), int(p[0]), int(p[0])),
    "years": lambda p, _: Period(date(int(p[0]), 1, 1), date(int(p[1]), 12, 31)),
    "since": lambda p, today: _until(date(int(p[0]), 1, 1), today),
    "year": lambda p, _: Period.of_year(int(p[0].translate(_SCANNED))),
}

_YEAR_NEXT = r"\s*[/-]\s*\d|\s+(?:năm\s+)?(?:19|20)\d\d(?![\d.,%])"
_YEARLESS = re.compile(
    rf"\bquý\s+(?P<quarter>IV|I{{1,3}})\b(?!{_YEAR_NEXT}|\s*[/-])"
    r"|\b(?:trong\s+(?=0?[69]\s)|l(?:ũy|uỹ)\s+kế\s+|cộng\s+dồn\s+|tính\s+chung\s+)(?P<months>0?[1-9]|1[0-2])\s+tháng(?:\s+đầu\s+năm)?(?!\s*[/-]|\s+(?:(?:năm\s+)?\d|cuối|qua))"
    r"|(?<!vòng\s)(?<!sau\s)(?<!\d\s)\b(?P<nine>0?[69])\s+tháng(?=\s*(?:(?:ước\s+)?đạt|ước|là|có|tiếp\s+nhận|giải\s+quyết|thu|chi\b|:))"
    rf"|\b(?P<half>0?[369]|ba|sáu|chín)\s+tháng\s+(?P<which>đầu|cuối)\s+năm\b(?!{_YEAR_NEXT})"
    rf"|{DAYS}"
    rf"|(?<!(?<!76)\d\s)(?<!/)\btháng\s+(?P<month>0?[1-9]|1[0-2])\b(?!{_YEAR_NEXT}|[.,]\d)",
    re.IGNORECASE,
)

_IN_WORDS = {"ba": 3, "sáu": 6, "chín": 9}


def without_year(
    piece: str, origin: int, default: Period | None, named: Sequence[PeriodMention]
) -> list[PeriodMention]:
    """Return the parts of a year told without it ("quý I", "lũy kế 6 tháng"), in the year of the report."""
    if default is None or len(default.years) > 1:
        return []
    year, found = default.start.year, []
    for match in _YEARLESS.finditer(piece):
        span = Span(origin + match.start(), origin + match.end())
        if any(m.span.overlaps(span) for m in named):
            continue
        if match.group("day"):
            day, since, end, until = (int(match.group(name)) for name in ("day", "since", "last", "until"))
            with suppress(ValueError):  # no such day
                found.append(PeriodMention(Period(date(year, since, day), date(year, until, end)), span))
            continue
        if match.group("quarter"):
            period = Period.of_quarter(year, match.group("quarter"))
        elif match.group("month"):
            period = Period.of_months(year, int(match.group("month")), int(match.group("month")))
        else:
            told = match.group("months") or match.group("nine") or match.group("half")
            count = _IN_WORDS.get(told.lower()) or int(told)
            first = (match.group("which") or "đầu").lower() == "đầu"
            period = Period.of_months(year, 1, count) if first else Period.of_months(year, 13 - count, 12)
        found.append(PeriodMention(period, span))
    return found


#: The year of a day that a title gives, where it names no period.
_BARE_YEAR = re.compile(r"(?<![\d/.,-])(?:19|20)\d\d(?![\d/.,]\d)")
#: What lies ahead when a report is written.
_AHEAD = re.compile(r"(?:nhiem vu|phuong huong|giai phap|chuong trinh cong tac|ke hoach)[^;.]{0,60}$")


def parse_period(text: str, year: int | None = None) -> Period | None:
    """Return the period a title or clerk means: the finest one that does not speak of what lies ahead.

    `year` stands in where the text writes "quý III" or "6 tháng đầu năm" and leaves the year out.
    """
    named = periods(text)
    year = named[0].period.start.year if named else year
    told = [m for m in named if not m.as_of]
    told += without_year(text, 0, Period.of_year(year), named) if year else []
    folded = fold(text)

    def order(mention: PeriodMention) -> tuple[int, bool, Span]:
        ahead = _AHEAD.search(folded[: mention.span.start]) is not None
        if not mention.period.is_years:
            return 0, ahead, mention.span
        return (3 if ahead else 1) if mention.period.is_year else 2, ahead, mention.span

    if told:
        return min(told, key=order).period
    bare = _BARE_YEAR.search(text)
    return Period.of_year(int(bare.group())) if bare else None


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

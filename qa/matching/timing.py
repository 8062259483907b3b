"""Whether the time of a figure is the time asked for."""

import re
from collections.abc import Sequence

from corpus.model import Document, Fact, Period, Status
from corpus.vietnamese import fold
from qa.matching.words import whole_of
from qa.question import Operation, Question
from qa.reports import Reports, said_before

#: How well the figure a change began at answers a question about how things are.
EARLIER = 0.6


def in_year(period: Period | None, year: int) -> bool:
    """Tell whether a period is that year's: the year itself, or about twelve months mostly in it."""
    if period is None:
        return False
    if period.is_year:
        return period.start.year == year
    days = (period.end - period.start).days
    middle = period.start.toordinal() + days // 2
    return 330 <= days <= 400 and period.start.fromordinal(middle).year == year


#: What has come together over a term of office, or since nobody says when, is no figure of any year.
_OVER_MORE = re.compile(r"\b(?:luy ke|cong don|(?:tu dau|ca|toan) (?:nhiem ky|giai doan)|tu khi)\b")


def period_fits(fact: Fact, asked: Sequence[Period], document: Document) -> float:
    """Return how well a fact's period answers the periods asked: 0 not at all, 1 exactly."""
    if not asked:
        return 1.0
    if fact.period is None:
        if _OVER_MORE.search(fold(fact.clause.of(document.text))):
            return 0.5
        dated = document.date
        return 0.9 if dated and any(dated.year in p.years for p in asked) else 0.7
    best = 0.0
    for period in asked:
        if fact.period == period or (period.is_year and in_year(fact.period, period.start.year)):
            best = max(best, 1.0)
        elif _mostly_same(fact.period, period):
            best = max(best, 0.87)
        elif period.start <= fact.period.start and fact.period.end <= period.end:
            # A quarter or six months is not the year's figure; a day or year inside a range asked is.
            day = fact.period.start == fact.period.end
            best = max(best, 0.95 if day and not period.is_year else 0.55)
        elif fact.period.start <= period.start and period.end <= fact.period.end:
            # The year's figure is not that of nine months; a period taken from the report's heading may hold a year's.
            inferred = fact.confidence < 1 and (period.is_year or period.start == period.end)
            if document.date and period.start > document.date and fact.status is not Status.TARGET:
                inferred = False  # a review written in 2023 of 2021-2025 tells nothing of 2024
            # What is told of several years together ("cả giai đoạn chi …") is the figure of none of them, nor is a
            # report's that of one of its months, unless the question's words say otherwise ("từ năm 2019 đến nay").
            one = len(fact.period.years) == 1 and period.is_year
            loose = fact.confidence < 1 or len(fact.period.years) > 1
            best = max(best, 0.85 if inferred else 0.6 if one else 0.52 if loose else 0.5)
        elif period.start == period.end and fact.period.start <= period.start <= fact.period.end:
            best = max(best, 0.9)
    return best


def _mostly_same(one: Period, other: Period) -> bool:
    """Tell whether two stretches of days are about the same: a reporting period and the half year it stands for."""
    common = min(one.end, other.end).toordinal() - max(one.start, other.start).toordinal() + 1
    whole = max(one.end, other.end).toordinal() - min(one.start, other.start).toordinal() + 1
    return whole > 20 and common / whole >= 0.8


def earlier_end(fact: Fact, reports: Reports) -> bool:
    """Tell whether a figure is where a change began: "giảm từ 512 hồ sơ … xuống còn 187 hồ sơ"."""
    text = reports.documents[fact.document_id].text
    before = text[max(fact.sentence.start, fact.span.start - 30) : fact.span.start]
    if not re.search(r"\btừ\s+(?:mức\s+|gần\s+|hơn\s+|trên\s+|khoảng\s+)?$", before, re.IGNORECASE):
        return False
    later = text[fact.span.end : fact.sentence.end]
    moved = re.match(r"[^;.]{0,120}?\b(?:lên|xuống|còn|đến|thành)\b[^\d;]{0,25}\d", later, re.IGNORECASE)
    changed = re.search(
        r"\b(?:tăng|giảm)(?:\s+[^\s\d]+){0,6}\s+từ\s+", text[fact.sentence.start : fact.span.start], re.IGNORECASE
    )
    return bool(moved or changed)


def when_fits(question: Question, fact: Fact, document: Document, reports: Reports, folded: str) -> float:
    """Return how well a fact's time answers the question's, the start of a move apart from its end."""
    asked = question.periods
    if fact.base is not None and "so voi" in folded:  # "so với tháng 7 giảm bao nhiêu": the time it is measured from
        asked = tuple(p for p in asked if p != fact.base)
    fit = period_fits(fact, asked, document)
    if _SINCE.search(folded) and (since := fact.period) and any(_began(since, period) for period in asked):
        fit = 1.0
    if (
        _UP_TO.search(folded)
        and not _SPAN.search(folded)
        and fact.period
        and any(p.start <= fact.period.end <= p.end for p in question.periods)
    ):
        fit = max(fit, 0.9)
    if "cung ky" in folded and _told_then(fact, document):
        fit = max(
            fit, float(fact.period is not None and fact.period.start.year in (question.years or fact.period.years))
        )
    elif (
        (_THEN.search(folded) or YEAR_BEFORE.search(folded))
        and question.operation is Operation.LOOKUP
        and fact.base is None
    ):
        return 0.0  # what is told of now is no figure of the same time a year before
    if not question.periods and fact.period:
        fit *= _still_so(fact.period, document)
    if question.periods and _is_divided(fact, question.periods, reports):
        fit = min(fit, _ALL_TOGETHER)
    told_apart = bool(question.periods) and fit >= _SAME and _is_told_apart(fact, reports)
    if _AT_FIRST.search(folded) and not _AT_FIRST.search(fold(document.text[fact.clause.start : fact.span.end])):
        fit *= EARLIER / 2
    if earlier_end(fact, reports) and not told_apart:
        fit *= EARLIER
    return fit


#: "Trong 03 năm tinh giản 287 người, trong đó năm 2022: 96 người": all together are none of that year's.
_ALL_TOGETHER = 0.5


def _is_divided(fact: Fact, asked: Sequence[Period], reports: Reports) -> bool:
    """Tell whether the sentence divides a figure by times, one of which is asked for."""
    behind = [f for f in reports.in_sentence(fact) if f.span.start > fact.span.end and f.confidence == 1]
    if fact.measure not in ("count", "amount") or not any(f.period in asked for f in behind):
        return False
    text = reports.documents[fact.document_id].text
    return len({f.period for f in behind if whole_of(f, reports.beside(f), text) is fact}) > 1


def _began(told: Period, asked: Period) -> bool:
    """Tell whether a figure is of the time since the one asked for: "từ năm 2019 đến nay", "từ ngày 15/12/2022"."""
    return told.start == asked.start and told.end > asked.end


def _told_then(fact: Fact, document: Document) -> bool:
    """Tell whether a figure is said to be of the same time a year before."""
    behind = fold(document.text[fact.span.end : fact.span.end + 30])
    return bool(_THEN.search(said_before(fact, document.text, 40)) or _OF_THEN.match(behind))


#: "so với mức 9,8% của cùng kỳ năm 2023"
_OF_THEN = re.compile(r"[^,;.()]{0,12}\b(?:cua|trong|vao) cung ky\b")
#: "Cùng kỳ năm 2022 tiếp nhận bao nhiêu hồ sơ", "(cùng kỳ 64,35%)"; but "hơn cùng kỳ 4 điểm" tells a change.
#: "Năm trước tổng đài tiếp nhận bao nhiêu cuộc gọi".
YEAR_BEFORE = re.compile(
    r"(?<!voi )(?<!cac )(?<!nhung )(?<!hon )(?<!ky )(?<!tu )\bnam (?:truoc|ngoai)\b(?! (?:chuyen|do|day))"
)
_THEN = re.compile(
    r"(?<!voi )(?<!hon )(?<!so )(?<!bang )(?<!vuot )(?<!kem )(?<!sanh )(?<!tang )(?<!giam )(?<!% )(?<!tram )"
    r"\bcung ky\b[^;]*$"
    r"|\bcung ky(?: nam(?: truoc| \d{4}))? ?\([^()]*$"
)
#: Before all of what a report tells: "đầu nhiệm kỳ có bao nhiêu đơn vị".
_AT_FIRST = re.compile(r"(?<!thang )(?<!tu )\b(?:dau (?:nhiem ky|giai doan|ky|nam(?! \d))|ban dau|luc dau)\b(?! den)")
#: A period that answers as well as the one asked.
_SAME = 0.95
#: "từ tháng 7 đến tháng 9": all of it is asked.
_SPAN = re.compile(r"\btu (?:thang|quy|ngay) .*\bden\b")
#: "đến giữa tháng 6/2024 đạt bao nhiêu": all that came together until then.
_UP_TO = re.compile(r"\bden (?:het |cuoi |giua |nay |thoi diem )*(?:thang|quy) [\div]")
#: "Từ năm 2019 (đến nay)", "từ ngày 15/12/2022": since then, and no stretch that ends at a time named.
_SINCE = re.compile(
    r"(?<!tang )(?<!giam )\btu (?:ngay |thang |nam |dau )*\d[\d/]*(?! ?(?:den|-|–) ?(?:het |ngay |thang |nam |cuoi )*\d)(?![\d/])"
)


def _still_so(period: Period, document: Document) -> float:
    """Return how well a figure of a period says how things are when its report is written."""
    own = document.header.period
    if own is None:
        return 1.0
    if period.end < own.start:
        return 0.8
    within = own.start <= period.start and period.end <= own.end and period != own and period.start != period.end
    if within and len(own.years) == 1:
        return 0.9  # "Riêng tháng 12": a part of the time that the report tells of
    return 0.65 if len(own.years) > 2 and period.is_year and period.end.year < own.end.year - 1 else 1.0


def _is_told_apart(fact: Fact, reports: Reports) -> bool:
    """Tell whether the end of the move that a figure began has another period than it."""
    return any(
        f.period != fact.period
        for f in reports.in_sentence(fact)
        if f.measure == fact.measure and f.span.start > fact.span.start
    )


_DONE_TO_UNITS = "sap nhap|sat nhap|giai the|xoa|bai bo|cat giam|giam|bot|chuyen doi|tinh gian|thay the"
_EVENT = re.compile(rf"\b(?:{_DONE_TO_UNITS})\s*$")
_ONCE_DONE = re.compile(rf"\bsau (?:khi )?(?:{_DONE_TO_UNITS})\b")
_STOCK = re.compile(r"\b(?:hien|hien co|hien nay|dang co|con|tong so|con lai)\b|\bco (?:bao nhieu|may)\b")


def event_only(fact: Fact, document: Document, folded: str) -> bool:
    """Tell whether a figure counts what was merged or cut, where the question asks how many there are."""
    before = said_before(fact, document.text, 15)
    event = _EVENT.search(before)
    return bool(event and _STOCK.search(folded) and event.group(0).strip() not in _ONCE_DONE.sub("", folded))


_RUNNING = re.compile(r"\b(?:luy ke|cong don)\b")


def _is_running_total(fact: Fact, document: Document) -> bool:
    """Tell whether a figure adds up since some day: "lũy kế từ 01/7 đến nay tiếp nhận 2.270 hồ sơ"."""
    return bool(_RUNNING.match(fold(document.text[fact.clause.start : fact.span.start]).lstrip(" -+•*(")))


#: "đến hết 31/3/2023 có bao nhiêu": what has come together until that day, whether called a running total or not.
_UNTIL = re.compile(
    r"\bden (?:het |cuoi |thoi diem )?(?:ngay |thang |quy |nam )?\d|\b(?:tinh )?den nay\b|\btu dau nhiem ky\b"
)


def sums_up_as_asked(fact: Fact, document: Document, asked: Sequence[Period], folded: str) -> bool:
    """Tell whether a running total is asked for where the figure is one, and no other where it is none.

    "8 tháng năm 2025" is asked for what came together in them.
    """
    if fact.period and fact.period in asked and fact.period.start.month < fact.period.end.month:
        return True
    if _RUNNING.search(folded):
        return _is_running_total(fact, document)
    return bool(_UNTIL.search(folded)) or not _is_running_total(fact, document)

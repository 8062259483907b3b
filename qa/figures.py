"""Find the facts a question asks for: values of indicators by their names, any other figure by its words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.figure_patterns import REGION
from corpus.lines import UPPER
from corpus.model import Document, Fact, Level, Period, QuantityKind, Span, Status, Unit
from corpus.quantities import periods, quantities
from corpus.units import gazetteer
from corpus.vietnamese import fold
from corpus.vocabulary import Found, asking, terms
from qa.reports import Reports, Words
from qa.scope import KINDS, Scope
from qa.small_words import agreement
from qa.understand import Operation, Question
from qa.wording import is_regional

#: A figure answers when its words cover this much of the question, by weight.
ENOUGH = 0.6
#: How well the figure a change began at answers a question about how things are.
EARLIER = 0.6
#: Two candidates nearer than this are not told apart by words.
CLOSE = 0.08

_PEOPLE = frozenset({"nguoi", "can bo, cong chuc, vien chuc", "can bo, cong chuc", "cong chuc", "vien chuc", "can", "nhan", "luot", "can bo quan ly", "nguoi lao dong"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """A fact with how well its words cover the question's, 0 to 1."""

    fact: Fact
    document: Document
    score: float


def subject_key(fact: Fact, document: Document) -> str:
    """Return whom a fact speaks of; a report that names no unit is a subject of its own.

    Communes of the same name in two districts are told apart by the district whose report speaks.
    """
    own = document.unit.key if document.unit else ""
    if fact.unit_key.startswith(Level.COMMUNE.value) and own.startswith(Level.DISTRICT.value):
        return f"{fact.unit_key}@{own}"
    return fact.unit_key or f"document:{fact.document_id}"


def is_last(fact: Fact) -> bool:
    """Tell whether a place is the last one: "9/9", or told in words, with no number where nobody says of how many."""
    return fact.measure == "rank" and fact.value == fact.of


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
            best = max(best, 0.95 if day and not period.is_year else 0.6 if len(period.years) > 1 else 0.55)
        elif fact.period.start <= period.start and period.end <= fact.period.end:
            # The year's figure is not that of nine months; a period taken from the report's heading may hold a year's.
            inferred = fact.confidence < 1 and (
                period.is_year or period.start == period.end or not in_year(fact.period, period.start.year)
            )
            best = max(best, 0.85 if inferred or len(fact.period.years) > 1 else 0.6 if period.is_year else 0.5)
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
        r"\b(?:tăng|giảm)(?:\s+[^\s\d]+){0,6}\s+từ\s+",
        text[fact.sentence.start : fact.span.start],
        re.IGNORECASE,
    )
    return bool(moved or changed)


_PLANNED = re.compile(r"\b(?:du toan|du kien|ke hoach|kh|bo tri|nguon)\b")


#: "dự kiến tiết kiệm 69 triệu đồng": no aim, but a figure expected all the same.
_EXPECTED = re.compile(r"\b(?:du kien|du tinh|uoc tinh)\b")


def wanted_status(question: Question, fact: Fact) -> bool:
    """Tell whether a figure is a result or a plan, as asked; money that a plan sets aside is asked for as planned."""
    if fact.status is Status.TARGET and fact.measure == "amount" and _PLANNED.search(fold(question.text)):
        return True
    if question.target:
        return fact.status is Status.TARGET or bool(_EXPECTED.search(fold(fact.label)))
    if question.self_assessed:
        return fact.status is Status.SELF_ASSESSED
    return fact.status not in (Status.TARGET, Status.SUPERSEDED)


def facts_in(scope: Scope, reports: Reports) -> Iterable[tuple[Fact, Document]]:
    """Yield the facts that may speak of the scope's units, report by report."""
    keys = {u.key for u in scope.units}
    own_level = {u.level for u in scope.units}
    for document_id in scope.documents:
        document = reports.documents[document_id]
        own = document.unit.key if document.unit else ""
        for fact in reports.facts(document_id):
            if scope.offices:
                if fact.unit_key in scope.offices:
                    yield fact, document
            elif not keys or fact.unit_key in keys:
                yield fact, document
            elif own in keys and Level.COMMUNE not in own_level and fact.unit_key != own:
                # A commune inside the district asked for: part of its report, not its own figure.
                if fact.unit_key.startswith(Level.COMMUNE.value):
                    yield fact, document
            elif (not fact.unit_key and scope.pointed) or (Level.COMMUNE in own_level and own in keys):
                yield fact, document


def index_facts(question: Question, scope: Scope, reports: Reports, measures: Sequence[str]) -> list[Fact]:
    """Return the values of the question's indicators in its scope; periods and statuses are not filtered."""
    keys = {u.key for u in scope.units}
    communes = {u.key for u in scope.units if u.level is Level.COMMUNE}
    if communes and len(communes) < len(keys):
        keys = communes  # "xã A của huyện B": the district only says where
    inside = container(question, scope)
    regional = _REGIONAL.search(question.text) is not None
    found: list[Fact] = []
    for document_id in scope.documents:
        for fact in reports.facts(document_id):
            if fact.measure not in measures or not fact.indicator:
                continue
            if question.indicators and fact.indicator not in question.indicators:
                continue
            if scope.offices and fact.unit_key not in scope.offices:
                continue
            if fact.measure == "rank" and regional != is_regional(fact):
                continue  # the place in a region is another than the one in the country
            if inside is not None:
                if fact.unit_key in keys or not _below(fact.unit_key, inside):
                    continue
            elif keys and fact.unit_key not in keys and not (scope.pointed and not fact.unit_key):
                continue
            found.append(fact)
    return _without_restatements(found)


_REGIONAL = re.compile(rf"\b{REGION}", re.IGNORECASE)


def container(question: Question, scope: Scope) -> Level | None:
    """Return the level of the one unit named when the question asks about the units inside it."""
    if question.operation not in _AMONG or len(scope.units) != 1:
        return None
    level = scope.units[0].level
    return None if level is Level.COMMUNE else level


_AMONG = (Operation.SUPERLATIVE_UNIT, Operation.UNITS_WHERE, Operation.RANKING, Operation.AVERAGE)


def _below(unit_key: str, level: Level) -> bool:
    levels = [each.value for each in Level]
    kind = unit_key.split(":")[0]
    return kind in levels and levels.index(kind) > levels.index(level.value)


def _without_restatements(facts: list[Fact]) -> list[Fact]:
    """Leave out a fact that another of the same report says again, keeping the fuller one."""
    kept: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        key = (
            fact.document_id, fact.unit_key, fact.indicator, fact.measure, fact.period, fact.status, fact.value,
            fold(fact.text) if fact.value is None else "",
        )  # fmt: skip
        known = kept.get(key)
        if known is None or (known.of is None and fact.of is not None):
            kept[key] = fact
    return list(kept.values())


def content_terms(question: Question, scope: Scope, communes: bool = True) -> list[Found]:
    """Return the question's terms that say what is asked, without units, periods, figures and asking words."""
    text = question.text
    asks = asking(text)
    said = [
        *(m.span for m in periods(text)),
        *(q.span for q in quantities(text) if q.kind is not QuantityKind.OTHER),
    ]
    said += [m.span for m in gazetteer().find(text, bare=True) if m.unit.level is not Level.COMMUNE]
    for unit in scope.units:
        if communes and unit.level is Level.COMMUNE and not scope.owned:
            continue  # a commune inside a district's report tells its figures from the others
        said += [Span(*m.span()) for m in re.finditer(_written(unit), fold(text))]
    if scope.pointed:
        said += _describing(question, scope)
    levels = any(t.name.startswith("muc do ") for t in question.terms)
    return [
        t for t in question.terms
        if not (levels and t.name in ("do", "dich vu cong"))
        and len(t.name) > 1 and not t.name[0].isdigit() and not any(s.overlaps(t.span) for s in said)
        and not any(s.contains(t.span) for s in asks)
    ]  # fmt: skip


_NAMING = re.compile(
    r"[“\"][^”\"]{3,}[”\"]|"
    r"\b(?:theo|trong|ở|tại|qua)\s+(?:bài|tài liệu|bản tin|hội nghị|buổi|báo cáo|tham luận)\b(?:(?!\s(?:có|đã|đạt|trả|nhận|còn|là|tinh|bao|mấy|giải)\s)[^,?“])*",
    re.IGNORECASE,
)
_POSTS = r"(?:[Bb]í thư|(?:[Pp]hó )?[Cc]hủ tịch|[Gg]iám đốc|[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Hh]uyện ủy|[Tt]ỉnh ủy)"
_PERSON = re.compile(rf"(?:\b{_POSTS}\s+)+(?:[{UPPER}][^\W\d_]*(?:\s+|\b)){{1,4}}")
_AFTER_ANCHOR = re.compile(
    r"[^,?;]*?(?=\s(?:hiện|còn|có|đã|thì|được|trả|giải quyết|tiếp nhận|bao nhiêu|mấy)\s|[,?;]|$)"
)


def _describing(question: Question, scope: Scope) -> list[Span]:
    """Return the stretches of a question that only say which report is meant."""
    text = question.text
    spans = [Span(*m.span()) for m in _NAMING.finditer(text)]
    spans += [Span(*m.span()) for m in _PERSON.finditer(text)]
    for figure in scope.anchors:
        tail = _AFTER_ANCHOR.match(text, figure.span.end)
        spans.append(Span(figure.span.start, max(figure.span.end, tail.end() if tail else 0)))
    return spans


def _written(unit: Unit) -> str:
    """Return a pattern of the unit's name with its kind, as questions write it, folded."""
    kinds = {*KINDS, *KINDS.values(), fold(unit.kind)}
    return rf"(?:\b(?:{'|'.join(sorted(map(re.escape, kinds), key=len, reverse=True))})\.?\s*)?\b{re.escape(fold(unit.bare))}\b"


def _periods_asked(question: Question, scope: Scope) -> Question:
    """Leave out the periods that only say which report is meant: "huyện đạt 84,05 điểm năm 2019"."""
    if not scope.anchors or not question.periods:
        return question
    described = _describing(question, scope)
    kept = [
        m.period for m in periods(question.text) if not any(s.contains(m.span) for s in described)
    ]  # fmt: skip
    return replace(question, periods=tuple(p for p in question.periods if p in kept))


def _when_fits(question: Question, fact: Fact, document: Document, reports: Reports, folded: str = "") -> float:
    """Return how well a fact's time answers the question's, the start of a move apart from its end."""
    fit = period_fits(fact, question.periods, document)
    folded = folded or fold(question.text)
    opened = _SINCE.search(folded)
    if opened and fact.period and fact.period.start.year == int(opened.group(1)) and not fact.period.is_year:
        fit = 1.0
    if "cung ky" in folded and fact.period and fact.period.start.year in question.years:
        near = fold(document.text[max(fact.sentence.start, fact.span.start - 40) : fact.span.end + 30])
        fit = max(fit, 1.0 if "cung ky" in near else 0.0)
    if not question.periods and fact.period:
        fit *= _still_so(fact.period, document)
    told_apart = bool(question.periods) and fit >= _SAME and _told_apart(fact, reports)
    if earlier_end(fact, reports) and not told_apart:
        fit *= EARLIER
    return fit


#: A period that answers as well as the one asked.
_SAME = 0.95


_SINCE = re.compile(r"\btu (?:nam )?(\d{4}) den (?:nay|hien|thoi diem)")


def _still_so(period: Period, document: Document) -> float:
    """Return how well a figure of a period says how things are when its report is written."""
    own = document.header.period
    if own is None:
        return 1.0
    if period.end < own.start:
        return 0.8
    return 0.65 if len(own.years) > 2 and period.is_year and period.end.year < own.end.year - 1 else 1.0


def _told_apart(fact: Fact, reports: Reports) -> bool:
    """Tell whether the end of the move that a figure began has another period than it."""
    return any(
        f.period != fact.period for f in reports.facts(fact.document_id)
        if f.sentence == fact.sentence and f.measure == fact.measure and f.span.start > fact.span.start
    )  # fmt: skip


def counted_facts(question: Question, scope: Scope, reports: Reports, measure: str = "") -> list[Match]:
    """Return the figures whose words cover the question's, best first."""
    measure = measure or question.measure
    question = _periods_asked(question, scope)
    asked = list(dict.fromkeys(t.name for t in content_terms(question, scope)))
    if measure == "count":
        asked += [t.name for g in question.grades for t in terms(g)]
    if not asked:
        return []
    aside = _aside(question)
    asked = [t for t in asked if t not in aside] or asked
    if measure == "amount":  # every amount is money: what it was for, or done with, tells amounts apart
        asked = [t for t in asked if t not in _MONEY] or asked
    heads = _counted_head(question)
    if heads and heads[0] in _UNIT_NOUNS:
        asked = [t for t in asked if t not in _UNIT_TAILS] or asked
    # A figure that the question gives is not the one it asks for.
    given = set() if question.operation is Operation.CHECK else {q.value for q in question.figures}
    whole = bool(re.search(r"\b(?:tong|toan (?:huyen|tinh|xa|thanh pho|thi xa))\b", fold(question.text)))
    part = _part_asked(question, scope)
    whole = whole and part in ("", "toàn")
    pool = [
        (fact, document)
        for fact, document in facts_in(scope, reports)
        if measure_fits(measure, fact) and wanted_status(question, fact) and fact.value not in given
    ]
    weights = _weights(asked, [reports.words(f) for f, _ in pool])
    folded = fold(question.text)
    limit = _LIMITED.search(folded)
    share = _SHARE_OF.search(folded)
    shared = share.group(1) if share else ""
    matches: list[Match] = []
    for fact, document in pool:
        words = reports.words(fact)
        score = _coverage(asked, weights, words)
        if score < 0.3:
            continue
        score *= _when_fits(question, fact, document, reports, folded)
        if heads:
            score *= _head_fits(heads, fact, words)
        if question.grades and not all(fold(g) in f"{fold(fact.unit)} {fold(fact.label)}" for g in question.grades):
            score *= 0.5
        score *= _part_fits(part, fact, whole, words)
        if _of_a_part(asked, fact, document):
            score *= 0.75
        if shared and fact.measure == "rate":
            score *= _share_fits(shared, fact, reports)
        if _event_only(fact, document, folded) or not _sums_up_as_asked(fact, document, folded):
            score *= _ANOTHER
        if limit and fact.qualifier:
            score *= 1.0 if fold(fact.qualifier) == limit.group(1) else 0.7
        if whole:
            score *= _whole_fits(fact, words, document)
        if fact.unit_key.startswith("commune") and document.unit and document.unit.key != fact.unit_key:
            score *= 0.9 if not any(u.level is Level.COMMUNE for u in scope.units) else 1.0
        if score >= _WORTH_WEIGHING:
            score *= agreement(question.text, fact, reports)
        if score > 0:
            matches.append(Match(fact, document, score))
    return sorted(matches, key=lambda m: (-m.score, m.document.source, m.fact.span))


_EVENT = re.compile(r"\b(?:sap nhap|sat nhap|giai the|xoa|bai bo|cat giam|giam|bot|chuyen doi|tinh gian|thay the)\s*$")
_STOCK = re.compile(r"\b(?:hien|hien co|hien nay|dang co|con|tong so|con lai)\b|\bco (?:bao nhieu|may)\b")


def _event_only(fact: Fact, document: Document, folded: str) -> bool:
    """Tell whether a figure counts what was merged or cut, where the question asks how many there are."""
    before = fold(document.text[max(fact.sentence.start, fact.span.start - 15) : fact.span.start])
    event = _EVENT.search(before)
    return bool(event and _STOCK.search(folded) and event.group(0).strip() not in folded)


_RUNNING = re.compile(r"\b(?:luy ke|cong don)\b")


def _is_running_total(fact: Fact, document: Document) -> bool:
    """Tell whether a figure adds up since some day: "lũy kế từ 01/7 đến nay tiếp nhận 2.270 hồ sơ"."""
    return bool(_RUNNING.match(fold(document.text[fact.clause.start : fact.span.start]).lstrip(" -+•*(")))


#: "đến hết 31/3/2023 có bao nhiêu": what has come together until that day, whether called a running total or not.
_UNTIL = re.compile(
    r"\bden (?:het |cuoi |thoi diem )?(?:ngay |thang |quy |nam )?\d|\b(?:tinh )?den nay\b|\btu dau nhiem ky\b"
)


def _sums_up_as_asked(fact: Fact, document: Document, folded: str) -> bool:
    """Tell whether a running total is asked for where the figure is one, and no other where it is none."""
    if _RUNNING.search(folded):
        return _is_running_total(fact, document)
    return bool(_UNTIL.search(folded)) or not _is_running_total(fact, document)


_WORTH_WEIGHING = 0.4
_LIMITS = ("gan", "hon", "tren", "duoi", "khoang", "rieng")
_DIVIDES = re.compile(r"\b(?:trong\s+đó|bao\s+gồm|gồm|cụ\s+thể)\b[^;.]*$", re.IGNORECASE)


def _of_a_part(asked: Sequence[str], fact: Fact, document: Document) -> bool:
    """Tell whether a figure is one of a list's parts, and the part is not asked for: "gồm đất đai 150, hộ tịch 50"."""
    listed = _DIVIDES.search(document.text[fact.sentence.start : fact.span.start])
    if not listed or fact.measure != "count":
        return False
    named = re.split(r"[,:(]\s|\bgồm\b|\bđó\b|\bthể\b", listed.group(0))[-1]
    words = [t.name for t in terms(named) if len(t.name) > 2 and not t.name[0].isdigit() and t.name not in _LIMITS]
    return bool(words) and not set(words) & set(asked)


_SHARE_OF = re.compile(r"\b(?:bao nhieu|may) ?(?:phan tram|%) (?:so |cac )?(\w+)")
_SHARED = re.compile(r"(?:\s*%)?\s+(?:số |các |so |cac )?(\w+)")

_NO_NOUN = ("cua", "nam", "trong", "so", "va", "la", "cung", "den", "len", "xuong", "thi", "do", "o", "tai", "da", "duoc")  # fmt: skip


def _share_fits(noun: str, fact: Fact, reports: Reports) -> float:
    """Return how well a share is one of the noun asked for, where the sentence shares out several things.

    "100% phòng, ban và 60% xã, thị trấn": only the second is a share of the communes.
    """
    text = reports.documents[fact.document_id].text

    def of(other: Fact) -> str:
        printed = _SHARED.match(text, other.span.end)
        return fold(printed[1]) if printed else ""

    if of(fact) in ("", noun, *_NO_NOUN):
        return 1.0
    beside = [f for f in reports.facts(fact.document_id) if f.sentence == fact.sentence and f.measure == "rate"]
    return 0.55 if any(of(f) == noun for f in beside) else 1.0


_MONEY = ("kinh phi", "tien", "so tien", "dong")
_LIMITED = re.compile(r"\b(gan|hon|tren|duoi|khoang) (?:bao nhieu|may)\b")
_ASIDE = re.compile(
    r"^(?:sau khi|khi|trước khi|nhờ|qua|sau|sau khi chuẩn bị|sau khi sắp xếp)\s[^,]{3,40},", re.IGNORECASE
)
_TOTALS = re.compile(r"\b(?:tong cong|tong so|tong|toan (?:huyen|tinh|xa|thanh pho|thi xa)|ca hai cap|tinh chung)\b")


def _aside(question: Question) -> list[str]:
    """Return the terms of a clause that opens the question and only says when: "Sau khi sắp xếp, …"."""
    opening = _ASIDE.match(question.text)
    return [t.name for t in question.terms if opening and t.span.end <= opening.end()]


def _whole_fits(fact: Fact, words: Words, document: Document) -> float:
    """Return how well a figure is that of the whole: one office's figure is a part."""
    before = fold(document.text[max(fact.sentence.start, fact.span.start - 60) : fact.span.start])
    if _TOTALS.search(before):
        return 1.12
    return 0.75 if words.bound & {"trung tam hanh chinh cong"} else 1.0


def measure_fits(measure: str, fact: Fact) -> bool:
    """Tell whether a fact is a figure of the kind asked for."""
    if measure in ("any", ""):
        return fact.measure in ("count", "rate", "amount") or (fact.measure == "score" and not fact.indicator)
    if measure == "count":
        return fact.measure == "count"
    if measure == "amount":
        return fact.measure == "amount" or (fact.measure == "count" and "đồng" in fact.unit)
    if measure == "rate":
        return fact.measure == "rate" or (fact.measure == "score" and fact.unit == "%")
    if measure == "change":
        return fact.measure == "change"
    return fact.measure == measure and not fact.indicator


def _weights(asked: Sequence[str], pool: Sequence[Words]) -> dict[str, float]:
    """Weigh a term by how few of the figures at hand have it near; one that none has weighs most."""
    total = len(pool) + 1
    return {
        term: math.log(1 + total / (0.5 + sum(term in w.sentence or term in w.clause for w in pool)))
        * (0.3 if term in _BACKGROUND else 1.0)
        for term in asked
    }


#: What a question's term is worth where it stands: the nearer to the figure, the more.
_OWN, _BEFORE, _CONTEXT, _SEGMENT, _SENTENCE, _HEADING = 1.0, 0.95, 0.8, 0.75, 0.55, 0.4
#: What is left of a figure of another thing: too little for the sentence it stands in to answer, either.
_ANOTHER = 0.29
#: A term that stands nowhere near makes it another figure.
_MISSING = 0.86


def _coverage(asked: Sequence[str], weights: dict[str, float], words: Words) -> float:
    gained, missing = 0.0, 0
    before = frozenset(words.before)
    for term in asked:
        if term in words.bound:
            credit = _OWN
        elif term in before:
            credit = _BEFORE
        elif term in words.context or (term == "nop" and "tiep nhan" in words.bound):
            credit = _CONTEXT
        elif term in words.clause or term in words.segment:
            credit = _SEGMENT
        elif term in words.sentence:
            credit = _SENTENCE
        else:
            credit = max(_nearly(term, words.clause), _HEADING if term in words.heading else 0.0)
        missing += credit == 0 and term not in _BACKGROUND
        gained += credit * weights[term]
    # Words of the figure's own that the question does not say make it a figure of something else.
    content = {t for t in words.bound if not t[0].isdigit()}
    precision = sum(t in weights for t in content) / len(content) if content else 0.5
    share: float = gained / sum(weights.values()) * (0.88 + 0.12 * precision) * _MISSING**missing
    return share * _qualified(asked, words)


#: Words that make another figure of the same noun: files received online are not the files received.
_QUALIFIERS = frozenset(("truc tuyen", "tre han", "dung han", "truoc han", "thanh toan truc tuyen", "tiep nhan moi", "dang giai quyet", "toan trinh", "mot phan", "so hoa", "hanh chinh", "su nghiep", "buu chinh cong ich", "muc do 2", "muc do 3", "muc do 4"))  # fmt: skip
#: Words that most sentences of such reports imply.
_BACKGROUND = frozenset(("cai cach hanh chinh", "uy ban nhan dan", "linh", "vuc", "bao cao", "don vi", "ty le", "trung tam hanh chinh cong", "bo phan tiep nhan va tra ket qua", "mot cua", "trinh do", "nguoi"))  # fmt: skip


def _qualified(asked: Sequence[str], words: Words) -> float:
    """Return how well the qualifying words of a question and of a figure agree."""
    fit = 1.0
    said = words.bound | words.context
    for term in _QUALIFIERS:
        if term in asked and term not in said:
            fit *= 0.93 if term in words.before or term in words.heading else 0.65
        elif term not in asked and term in words.bound:
            fit *= 0.82
    if "ho so" in asked and not {"giai quyet", "tiep nhan", "tra"} & set(asked) and "tiep nhan" not in words.bound:
        fit *= 0.9 if "giai quyet" in words.bound else 1.0
    return fit


def _nearly(term: str, clause: frozenset[str]) -> float:
    """Return how much of a phrase a clause has: "can bo, cong chuc" of "can bo" and "cong chuc"."""
    parts = set(term.replace(",", "").split())
    if len(parts) < 2:
        return 0.5 if any(term in other.replace(",", "").split() for other in clause if " " in other) else 0.0
    inside = {w for other in clause for w in other.replace(",", "").split()}
    share = len(parts & inside) / len(parts)
    return 0.7 * share if share > 0.6 else 0.0


def _counted_head(question: Question) -> tuple[str, ...]:
    """Return the first terms of what is counted: "bao nhiêu văn bản QPPL" -> its canonical noun."""
    if question.measure != "count" or not question.counted:
        return ()
    first = fold(question.counted).split(" ")[0]
    if first in DURATIONS or (
        first in _UNIT_NOUNS and not re.match(r"thanh toan|tinh (?!thanh)", fold(question.counted))
    ):
        return (first,)
    found = terms(question.counted)
    return tuple(t.name for t in found[:2])


def _head_fits(heads: tuple[str, ...], fact: Fact, words: Words) -> float:
    """Return how well the thing counted is the thing asked for."""
    head = heads[0]
    if head in DURATIONS:
        return 1.0 if fold(fact.unit).startswith(head) else 0.3
    if fold(fact.unit).split()[:1] and fold(fact.unit).split()[0] in DURATIONS:
        return 0.3
    if head in _UNIT_NOUNS:
        noun = fold(fact.unit).split()
        return 1.0 if noun[:1] == [head] or noun[:2] in (["dia", "phuong"],) or noun == [] or _graded(noun) else 0.45
    counted = frozenset(words.counted[:3])
    if fact.unit and head in {t.name for t in terms(fact.unit)}:
        return 1.0  # in a table the noun stands in a head or above the rows
    if head in counted or _nearly(head, counted) >= 0.5:
        return 1.0
    if head in ("nguoi", "can") and counted & _PEOPLE:
        return 1.0
    if any(head == c.split()[0] or c == head.split()[0] for c in words.counted[:1]):
        return 1.0
    # "số văn bản đến … là 170.538": the noun stands before the figure; "cấp xã 15.220": in the sentence.
    before = frozenset(words.before)
    if head in before or _nearly(head, before) >= 0.5 or (not fact.unit and head in words.segment):
        noun = fold(fact.unit).split()
        return 1.0 if not noun or noun[0] in _ANY_NOUN else 0.75
    if (not fact.unit or fold(fact.unit).split()[0] in ("nguoi", "don", "truong")) and head in words.sentence:
        return 0.9
    return 0.45


#: Administrative units are counted under their own noun, or as "đơn vị", "địa phương".
_UNIT_NOUNS = ("xa", "phuong", "huyen", "thi", "quan", "tinh")


def _graded(noun: Sequence[str]) -> bool:
    """Tell whether units are counted by their grade: "08 đơn vị xếp loại Tốt"."""
    return noun[:2] == ["don", "vi"] and (len(noun) == 2 or noun[2] in ("xep", "loai", "dat", "hanh"))


#: What is left of "xã, thị trấn", "phường, đặc khu" when the kinds are read as nothing.
_UNIT_TAILS = frozenset(("tran", "phuong", "dac", "khu"))
DURATIONS = ("nam", "thang", "ngay", "lan", "gio", "phut", "tuan")
_ANY_NOUN = frozenset(("nguoi", "truong", "don", "bo", "luot", "xuat", "tot", "kha", "cap"))


def _part_asked(question: Question, scope: Scope) -> str:
    """Return the level asked for; a commune has a centre of its own, which is no level inside it."""
    named = re.search(r"\bcap (?:huyen|xa|tinh)\b|\bcac xa\b", fold(question.text))
    if question.part in _LEVEL_OF.values() and named:
        return question.part
    if named and named.group(0) in _LEVEL_OF:
        return _LEVEL_OF[named.group(0)]
    commune = bool(scope.units) and all(u.level is Level.COMMUNE for u in scope.units)
    return "" if commune and not named else question.part


_LEVEL_OF = {"cap huyen": "cấp huyện", "cap xa": "cấp xã", "cap tinh": "cấp tỉnh"}
_LEVEL_NAMED = {"cấp xã": r"\bcap xa\b|\bxa, (?:phuong, )?thi tran\b|\bxa, phuong\b", "cấp huyện": r"\bcap huyen\b|\btrung tam (?:phuc vu )?hanh chinh cong\b", "cấp tỉnh": r"\bcap tinh\b"}  # fmt: skip


def _part_fits(asked: str, fact: Fact, whole: bool, words: Words) -> float:
    if asked and asked != "toàn":
        if fact.part == asked:
            return 1.0
        if not fact.part and re.search(
            _LEVEL_NAMED.get(asked, "$^"), " ".join([*map(fold, fact.heading), fold(fact.unit)])
        ):
            return 0.95
        return 0.55 if not fact.part else 0.45
    return 1.0 if not fact.part else 0.75 if whole else 0.9

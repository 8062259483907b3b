"""Find the facts a question asks for: values of indicators by their names, any other figure by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.facts.cells import is_cell
from corpus.facts.offices import OFFICE, is_central
from corpus.facts.wider import REGION_KEY
from corpus.figure_patterns import REGION
from corpus.lines import UPPER
from corpus.mentions import find_units
from corpus.model import Document, Fact, Level, QuantityKind, Span, Status, Unit
from corpus.periods import periods
from corpus.quantities import quantities
from corpus.vietnamese import fold
from corpus.vocabulary import Found, asking, terms
from qa.matching.cells import says_just
from qa.matching.filling import fit_of, gap_of, left_beside
from qa.matching.small_words import agreement
from qa.matching.timing import event_only, sums_up_as_asked, when_fits
from qa.matching.weighing import (
    ANOTHER,
    LIMITED,
    MONEY,
    SHARE_OF,
    UNIT_NOUNS,
    UNIT_TAILS,
    counted_head,
    coverage,
    head_fits,
    measure_fits,
    named_aside,
    of_a_part,
    part_asked,
    part_fits,
    rarity,
    share_fits,
    whole_fits,
)
from qa.office_names import office_spans
from qa.question import Operation, Question
from qa.reports import Reports
from qa.scoping.scope import KINDS, Scope
from qa.wording import is_regional

#: A figure answers when its words cover this much of the question, by weight.
ENOUGH = 0.6
#: Two candidates nearer than this are not told apart by words.
CLOSE = 0.08


@dataclass(frozen=True, slots=True)
class Match:
    """A fact with how well its words cover the question's, 0 to 1."""

    fact: Fact
    document: Document
    score: float


def subject_key(fact: Fact, document: Document) -> str:
    """Return whom a fact speaks of; a report that names no unit is a subject of its own.

    Communes of the same name in two districts are told apart by the district whose report speaks, and so are
    departments of two provinces.
    """
    own = document.unit.key if document.unit else ""
    if fact.unit_key.startswith(Level.COMMUNE.value) and own.startswith(Level.DISTRICT.value):
        return f"{fact.unit_key}@{own}"
    if fact.unit_key.startswith(OFFICE) and own and not is_central(fact.unit_key):
        return f"{fact.unit_key}@{own}"
    return fact.unit_key or f"document:{fact.document_id}"


def is_last(fact: Fact) -> bool:
    """Tell whether a place is the last one: "9/9", or told in words, with no number where nobody says of how many."""
    return fact.measure == "rank" and fact.value == fact.of


_PLANNED = re.compile(r"\b(?:du toan|du kien|ke hoach|kh|bo tri|nguon)\b")


#: "dự kiến tiết kiệm 69 triệu đồng": no aim, but a figure expected all the same.
_EXPECTED = re.compile(r"\b(?:du kien|du tinh|uoc tinh)\b")


#: "Kế hoạch năm có 62 nhiệm vụ": no aim, but what the plan holds.
_PLAN_HOLDS = re.compile(r"\b(?:ke hoach|chuong trinh)\b[^,;.]*\b(?:co|gom|giao|de ra|dat ra|xac dinh)\s*$")


def wanted_status(question: Question, fact: Fact, document: Document | None = None) -> bool:
    """Tell whether a figure is a result or a plan, as asked; money that a plan sets aside is asked for as planned."""
    if question.target and document is not None and fact.measure == "count":
        if _PLAN_HOLDS.search(fold(document.text[fact.clause.start : fact.span.start])):
            return True
    if fact.status is Status.TARGET and fact.measure == "amount" and _PLANNED.search(fold(question.text)):
        return True
    if fact.status is Status.TARGET and document is not None and _is_request(question, fact, document):
        return True
    if question.target:
        return fact.status is Status.TARGET or bool(_EXPECTED.search(fold(fact.label)))
    if question.self_assessed:
        return fact.status is Status.SELF_ASSESSED
    return fact.status not in (Status.TARGET, Status.SUPERSEDED)


#: "đề nghị bổ sung bao nhiêu biên chế": what is asked for stands among the tasks to come.
_REQUESTED = re.compile(r"\b(?:de nghi|kien nghi|de xuat|xin)\b")


def _is_request(question: Question, fact: Fact, document: Document) -> bool:
    return _REQUESTED.search(fold(question.text)) is not None and (
        _REQUESTED.search(fold(fact.sentence.of(document.text))) is not None
    )


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
            if fact.measure == "rank" and regional != is_regional(fact) and not fact.unit_key.startswith(REGION_KEY):
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
    mentions = find_units(text, bare=True)
    said += [m.span for m in mentions if not communes or m.unit.level is not Level.COMMUNE]
    for unit in scope.units:
        if communes and unit.level is Level.COMMUNE and not scope.owned:
            continue  # a commune inside a district's report tells its figures from the others
        said += [Span(*m.span()) for m in re.finditer(_written(unit), fold(text))]
    said += office_spans(text, scope.offices)
    if scope.pointed:
        said += _describing(question, scope)
    levels = any(t.name.startswith("muc do ") for t in question.terms)
    return [
        Found(_AS_REPORTED.get(t.name, t.name), t.span) if not _COMPOUND.search(fold(text[: t.span.start])) else t
        for t in question.terms
        if not (levels and t.name in ("do", "dich vu cong"))
        and len(t.name) > 1 and not t.name[0].isdigit() and not any(s.overlaps(t.span) for s in said)
        and not any(s.contains(t.span) for s in asks)
    ]  # fmt: skip


#: What questions on counts say in one everyday word; reports take two.
_AS_REPORTED = {"nhan": "tiep nhan", "rong": "dien tich"}
#: "xác nhận", "mở rộng" are other words.
_COMPOUND = re.compile(r"\b(?:xac|cong|chung|ghi|don|thua|chap|thu|mo|sau|dien)\s+$")
_NAMING = re.compile(
    r"[“\"][^”\"]{3,}[”\"]|"
    r"\b(?:theo|trong|ở|tại|qua)\s+(?:bài|tài liệu|bản tin|hội nghị|buổi|báo cáo|tham luận)\b(?:(?!\s(?:có|đã|đạt|trả|nhận|còn|là|tinh|bao|mấy|giải|thì)\s)[^,?“])*",
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


def counted_facts(question: Question, scope: Scope, reports: Reports, measure: str = "") -> list[Match]:
    """Return the figures whose words cover the question's, best first."""
    measure = measure or question.measure
    question = _periods_asked(question, scope)
    asked = list(dict.fromkeys(t.name for t in content_terms(question, scope)))
    if measure == "count":
        asked += [t.name for g in question.grades for t in terms(g)]
    heads = counted_head(question)
    units_only = not asked and bool(heads) and heads[0] in UNIT_NOUNS  # "có bao nhiêu xã"
    if not asked and not units_only:
        return []
    aside = named_aside(question)
    asked = [t for t in asked if t not in aside] or asked
    if question.target:
        asked = [t for t in asked if t != "du kien"] or asked
    if measure == "amount":  # every amount is money: what it was for, or done with, tells amounts apart
        asked = [t for t in asked if t not in MONEY] or asked
    if heads and heads[0] in UNIT_NOUNS:
        asked = [t for t in asked if t not in UNIT_TAILS] or asked
    # A figure that the question gives is not the one it asks for.
    given = set() if question.operation is Operation.CHECK else {q.value for q in question.figures}
    whole = bool(re.search(r"\b(?:tong|toan (?:huyen|tinh|xa|thanh pho|thi xa))\b", fold(question.text)))
    part = part_asked(question, scope)
    whole = whole and part in ("", "toàn")
    pool = [
        (fact, document)
        for fact, document in facts_in(scope, reports)
        if measure_fits(measure, fact) and wanted_status(question, fact, document) and fact.value not in given
    ]
    cells = any(is_cell(fact) for fact, _ in pool)
    exact = [t.name for t in content_terms(question, scope, communes=False)] if cells else []
    communes = {u.key for u in scope.units if u.level is Level.COMMUNE}
    keys = communes or {u.key for u in scope.units}
    weights = rarity(asked, [reports.words(f) for f, _ in pool])
    folded = fold(question.text)
    limit = LIMITED.search(folded)
    share = SHARE_OF.search(folded)
    shared = share.group(1) if share else ""
    matches: list[Match] = []
    for fact, document in pool:
        words = reports.words(fact)
        covered = coverage(asked, weights, words) if asked else float(fold(fact.unit).split()[:1] == [heads[0]])
        own = not keys or fact.unit_key in keys  # a row of another unit is none of the one asked for
        cell = own and _as_long(fact, question) and says_just(exact, fact, document)
        if covered < _FAR_OFF and not cell:
            continue  # most facts are: their time need not be looked at
        fit = when_fits(question, fact, document, reports, folded)
        cell = cell and fit >= _JUST_THEN
        if covered < _FAR_OFF and not cell:
            continue
        score = fit if cell else covered * fit
        if heads and not cell:
            score *= head_fits(heads, fact, words)
        if question.grades and not all(fold(g) in f"{fold(fact.unit)} {fold(fact.label)}" for g in question.grades):
            score *= 0.5
        score *= part_fits(part, fact, whole)
        if of_a_part(asked, fact, document):
            score *= 0.75
        if shared and fact.measure == "rate":
            score *= share_fits(shared, fact, reports)
        if event_only(fact, document, folded) or not sums_up_as_asked(fact, document, question.periods, folded):
            score *= ANOTHER
        if limit and fact.qualifier:
            score *= 1.0 if fold(fact.qualifier) == limit.group(1) else 0.7
        if whole:
            score *= whole_fits(fact, words, document)
        if fact.unit_key.startswith("commune") and document.unit and document.unit.key != fact.unit_key:
            another = fact.unit_key not in communes and is_cell(fact)  # of the row of another commune
            score *= 0.9 if not communes else ANOTHER if another else 1.0
        if score >= _WORTH_WEIGHING:
            score *= agreement(question.text, fact, reports)
        if score > 0:
            matches.append(Match(fact, document, score))
    matches = _filling(question.text, matches, reports)
    return sorted(matches, key=lambda m: (-m.score, m.document.source, m.fact.span))


def _filling(text: str, matches: list[Match], reports: Reports) -> list[Match]:
    """Return the matches, less of those whose place in the question another of the same report fills better."""
    gap = gap_of(text)
    best = max((m.score for m in matches), default=0.0)
    if gap is None or best < _WORTH_WEIGHING:
        return matches
    fits = [fit_of(gap, m.fact, reports) if m.score >= best * _RIVAL and not is_cell(m.fact) else None for m in matches]
    kept: list[Match] = []
    for match, fit in zip(matches, fits, strict=True):
        beside = [f for m, f in zip(matches, fits, strict=True) if f and m.document.id == match.document.id]
        kept.append(replace(match, score=match.score * left_beside(fit, beside)) if fit else match)
    return kept


#: A figure whose words cover less than this share of what the best one's do is no rival of it.
_RIVAL = 0.5
#: Words that cover less of a question are of something else.
_FAR_OFF = 0.3
_WORTH_WEIGHING = 0.4


def _as_long(fact: Fact, question: Question) -> bool:
    """Tell whether a figure is of as many years as are asked for: that of one is none of three together."""
    asked = [len(period.years) for period in question.periods]
    return not asked or fact.period is None or len(fact.period.years) in asked


#: A cell answers for the time that it is of, no other.
_JUST_THEN = 0.85

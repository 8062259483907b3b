"""The facts that may answer: of the units and of the standing that a question speaks of."""

import re
from collections.abc import Iterable, Sequence

from corpus.facts.at_figure import BLOCK
from corpus.facts.offices import OFFICE, REGION_KEY, is_central
from corpus.figure_patterns import REGION
from corpus.model import Document, Fact, Level, Status
from corpus.vietnamese import fold
from qa.question import Operation, Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.wording import is_regional


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


def is_held_by_plan(fact: Fact, document: Document) -> bool:
    """Tell whether the words right before a count say that a plan has so many."""
    return _PLAN_HOLDS.search(fold(document.text[fact.clause.start : fact.span.start])) is not None


def wanted_status(question: Question, fact: Fact, document: Document | None = None) -> bool:
    """Tell whether a figure is a result or a plan, as asked; money that a plan sets aside is asked for as planned."""
    if question.target and document is not None and fact.measure == "count":
        if is_held_by_plan(fact, document):
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
            placed = (fact.measure == "rank" or fact.unit == "bậc") and not fact.unit_key.startswith(REGION_KEY)
            if placed and regional != is_regional(fact):
                continue  # the place in a region is another than the one in the country
            if inside is not None:
                if fact.unit_key in keys or not _below(fact.unit_key, inside):
                    continue
            elif keys and fact.unit_key not in keys and not (scope.pointed and not fact.unit_key):
                continue
            found.append(fact)
    return _without_restatements(found if inside is not None else _of_part(question, found))


def _of_part(question: Question, facts: list[Fact]) -> list[Fact]:
    """Return the values of the block or level that a question names; where it names none, those of the whole unit."""
    folded = fold(question.text)
    inner = [f for f in facts if is_of_part(f)]
    named = [f for f in inner if fold(f.part).split(",")[0] in folded.replace("khoi huyen", "cap huyen")]
    return named or [f for f in facts if f not in inner]


def is_of_part(fact: Fact) -> bool:
    """Tell whether a value of an index is told of a block or a level inside a unit: "khối sở đạt 90,2%"."""
    inside = fact.unit_key.startswith((Level.PROVINCE.value, Level.DISTRICT.value))
    return inside and fact.measure != "rank" and fact.part.startswith((BLOCK, "cấp"))


_REGIONAL = re.compile(rf"\b{REGION}", re.IGNORECASE)


def container(question: Question, scope: Scope) -> Level | None:
    """Return the level of the one unit named when the question asks about the units inside it."""
    if question.operation not in _AMONG or len(scope.units) != 1:
        return None
    level = scope.units[0].level
    return None if level is Level.COMMUNE else level


_AMONG = (Operation.SUPERLATIVE_UNIT, Operation.UNITS_WHERE, Operation.RANKING, Operation.AVERAGE)


def _below(unit_key: str, level: Level) -> bool:
    kind = unit_key.split(":")[0]
    return kind in list(Level) and Level(kind).depth > level.depth


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

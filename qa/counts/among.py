"""Who is first or last by a figure that a report lists unit by unit: "giải ngân: huyện A 61,2%; huyện B 83,4%"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.model import Document, Fact, Span, Status
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.draft import Draft, Line
from qa.matching.asked_words import content_terms
from qa.matching.timing import earlier_end, period_fits
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.standing import HIGHEST, LOWEST, WHICH_UNIT
from qa.wording import same_evidence, with_qualifier

#: Words of such a question that name no figure.
_ASKING = frozenset(
    ("dung", "dau", "dung dau", "dan dau", "cao", "thap", "nhieu", "it", "nhat", "huyen", "dia phuong", "don vi",
     "xa", "phuong", "so", "cap", "nganh", "ket qua", "ty le", "toan tinh", "tinh", "cuoi", "bang", "nao", "dia", "cac")
)  # fmt: skip
_FEWEST = 3
_SAME_PERIOD = 0.85
_LEVELS = {"huyen": "district:", "xa": "commune:", "phuong": "commune:", "so": "office:", "nganh": "office:"}


def first_of_list(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Return the unit with the highest or lowest figure of the one list that is of the thing asked."""
    folded = fold(question.text)
    which, high, low = WHICH_UNIT.search(folded), HIGHEST.search(folded), LOWEST.search(folded)
    of_levels = _WHICH_LEVEL.search(folded) is not None
    if question.indicators or question.target or not (which or of_levels) or bool(high) == bool(low):
        return None
    asked = {t.name for t in content_terms(question, scope)} - _ASKING
    told = (
        _levels(scope, reports) if of_levels or which is None
        else _lists(scope, reports, _LEVELS.get(which.group("kind") or "", ""))
    )  # fmt: skip
    lists = [
        facts for facts in told
        if asked and asked <= reports.words(facts[0]).sentence | reports.words(facts[0]).heading
        and _when(question, facts, reports.documents[facts[0].document_id])
    ]  # fmt: skip
    if len(lists) != 1:
        return None
    facts = lists[0]
    values = [f.value for f in facts if f.value is not None]
    extreme = min(values) if low else max(values)
    top = [(f.part if of_levels else f.subject, f) for f in facts if f.value == extreme]
    named = [t.span.of(question.text) for t in content_terms(question, scope) if t.name in asked]
    lines = [
        Line(
            say(
                "answers.extreme_unit", subject=upper_first(name), label=" ".join(named), when="",
                which=say("answers.lowest" if low else "answers.highest"), value=with_qualifier(fact),
            ),
            same_evidence(facts, reports), (fact,), True,
        )
        for name, fact in top
    ]  # fmt: skip
    return Draft("ranking", tuple(lines))


_WHICH_LEVEL = re.compile(r"\bcap nao\b")


def _levels(scope: Scope, reports: Reports) -> list[list[Fact]]:
    """Return the rows of one sentence each that tell a figure level by level: "cấp tỉnh 70%; cấp huyện 55%"."""
    return _rows(((f.part, f) for f in _figures(scope, reports) if f.part), 2)


def _figures(scope: Scope, reports: Reports) -> Iterator[Fact]:
    for document_id in scope.documents:
        for fact in reports.facts(document_id):
            if fact.value is not None and fact.status not in (Status.TARGET, Status.SUPERSEDED):
                if fact.measure in ("rate", "count", "amount"):
                    yield fact


def _rows(named: Iterable[tuple[str, Fact]], fewest: int) -> list[list[Fact]]:
    """Return the rows of one sentence each: the same kind of figure, one for each name, of so many names or more."""
    grouped: dict[tuple[str, Span, str, str], dict[str, Fact]] = {}
    for name, fact in named:
        grouped.setdefault((fact.document_id, fact.sentence, fact.measure, fact.unit), {}).setdefault(name, fact)
    return [list(row.values()) for row in grouped.values() if len(row) >= fewest]


def asks_first_of_units(question: Question) -> bool:
    """Tell whether a question asks which unit is first or last."""
    folded = fold(question.text)
    return bool(WHICH_UNIT.search(folded) and (HIGHEST.search(folded) or LOWEST.search(folded)))


def _lists(scope: Scope, reports: Reports, level: str) -> list[list[Fact]]:
    """Return the lists of one sentence each: the same kind of figure for three units or more."""

    def listed(fact: Fact) -> bool:
        own = reports.documents[fact.document_id].unit
        if fact.indicator or not fact.unit_key.startswith(level or _ANY) or (own and fact.unit_key == own.key):
            return False
        return not earlier_end(fact, reports)  # "huyện A giảm từ 10,85% xuống còn 1,31%": where it stood before

    return _rows(((f.unit_key, f) for f in _figures(scope, reports) if listed(f)), _FEWEST)


_ANY = ("district:", "commune:", "province:")


def _when(question: Question, facts: list[Fact], document: Document) -> bool:
    return not question.periods or period_fits(facts[0], question.periods, document) >= _SAME_PERIOD

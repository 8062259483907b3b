"""Scores and ranks of a part of an index: "tổng điểm thẩm định", "phần điều tra xã hội học"."""

from __future__ import annotations

from collections.abc import Collection

from corpus.model import Fact, Status
from corpus.vietnamese import upper_first
from prompts import say
from qa.draft import Draft, Line
from qa.indicators.means import is_mean
from qa.indicators.profiles import asked_measure
from qa.matching.timing import period_fits
from qa.question import Operation, Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.wording import clause_words, evidence_of, with_qualifier


def about_part(question: Question, scope: Scope, reports: Reports, words: Collection[str]) -> Draft | None:
    """Answer with the one figure whose own words are those that name the part; None for none or several."""
    measure = asked_measure(question)
    if not words or measure not in ("score", "rank") or question.operation is not Operation.LOOKUP or not scope.units:
        return None
    keys = {u.key for u in scope.units}
    found: list[Fact] = []
    for document_id in scope.documents:
        document = reports.documents[document_id]
        facts = reports.facts(document_id)
        if not {f.indicator for f in facts} & set(question.indicators):
            continue
        for fact in facts:
            if fact.indicator or fact.measure != measure or fact.unit_key not in keys or is_mean(fact, reports):
                continue
            if (fact.status is Status.TARGET) != question.target or fact.status is Status.SUPERSEDED:
                continue
            if period_fits(fact, question.periods, document) < 0.9:
                continue
            if set(words) <= reports.words(fact).own | reports.words(fact).bound:
                found.append(fact)
    if len({f.value for f in found}) != 1:
        return None
    fact = found[0]
    text = say(
        "answers.figure_of", subject=upper_first(fact.subject), figure=with_qualifier(fact),
        clause=clause_words(fact, reports),
    )  # fmt: skip
    return Draft("figure", (Line(text, (evidence_of(fact, reports),), (fact,)),))

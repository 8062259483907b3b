"""Tell how a row of one table, or of one sentence, went on, period by period."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.facts.cells import is_cell, row_words
from corpus.model import Fact, Status
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.draft import Draft, Line
from qa.matching.asked_words import content_terms
from qa.matching.cells import says_just
from qa.matching.weighing import measure_fits
from qa.question import Operation, Question
from qa.reports import Reports, noun_of
from qa.scoping.scope import Scope
from qa.wording import counted_words, period_name, same_evidence, subject_of

_OVER_TIME = re.compile(
    r"\b(?:qua|theo|trong) (?:cac|tung) (?:nam|quy|thang|ky)\b|\btung (?:nam|quy|thang)\b|\bdien bien\b"
)
#: Words of such a question that name no row.
_ASKING = frozenset(("qua", "tung", "the", "nao", "dien", "bien", "xu", "huong", "tang", "giam", "cac"))


def course(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer how a thing went on from the one row that is of just it; None where none is."""
    over_time = question.operation is Operation.TREND or _OVER_TIME.search(fold(question.text))
    if question.indicators or question.target or not over_time:
        return None
    named = [t for t in content_terms(question, scope, communes=False) if t.name not in _ASKING]
    asked = {t.name for t in named}
    keys = {u.key for u in scope.units}
    rows: dict[tuple[str, str, str], list[Fact]] = {}
    for document_id in scope.documents:
        document = reports.documents[document_id]
        for fact in reports.facts(document_id):
            if fact.period is None or fact.value is None or fact.status is not Status.RESULT:
                continue
            if keys and fact.unit_key not in keys:
                continue
            if says_just(asked, fact, document):
                rows.setdefault((document_id, fact.subject, row_words(fact)), []).append(fact)
            elif not is_cell(fact) and measure_fits(question.measure, fact) and _all_said(asked, fact, reports):
                place = f"{fact.sentence.start} {fact.measure} {noun_of(fact)} {fact.part}"
                rows.setdefault((document_id, fact.subject, place), []).append(fact)
    told = [_in_time(question, facts) for facts in rows.values()]
    told = [facts for facts in told if len(facts) > 1]
    if len(told) != 1:
        return None
    facts = told[0]
    subject = subject_of(facts[0], reports.documents[facts[0].document_id])
    label = row_words(facts[0]) if is_cell(facts[0]) else " ".join(t.span.of(question.text) for t in named)
    head = Line(say("answers.trend", label=upper_first(label), subject=subject), same_evidence(facts, reports), ())
    lines = []
    for fact in facts:
        value = counted_words(fact, reports.documents[fact.document_id])
        text = say("answers.trend_line", period=period_name(fact.period) if fact.period else "", values=value)
        lines.append(Line(upper_first(text), same_evidence([fact], reports), (fact,)))
    return Draft("trend", (head, *lines))


def _all_said(asked: set[str], fact: Fact, reports: Reports) -> bool:
    words = reports.words(fact)
    return bool(asked) and asked <= words.sentence | words.heading


def _in_time(question: Question, facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts of the periods asked for, in their order; none where two are of one period."""
    first = min((p.start for p in question.periods), default=None)
    last = max((p.end for p in question.periods), default=None)
    kept = [f for f in facts if f.period and (not first or not last or first <= f.period.start <= f.period.end <= last)]
    kept.sort(key=lambda f: f.period.start if f.period else 0)
    return kept if len({f.period for f in kept}) == len(kept) else []

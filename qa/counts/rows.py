"""Tell how a row of one table, or of one sentence, went on, period by period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.facts.cells import is_cell, row_words
from corpus.model import Fact, Period, Span, Status
from corpus.vietnamese import blanked, fold, upper_first
from corpus.vocabulary import Found, terms
from prompts import say
from qa.draft import Draft, Line
from qa.matching.asked_words import content_terms
from qa.matching.cells import says_just
from qa.matching.figures import CLOSE, ENOUGH, Match, counted_facts
from qa.matching.weighing import measure_fits
from qa.question import Operation, Question
from qa.reports import Reports, noun_of
from qa.scoping.scope import Scope
from qa.wording import counted_words, period_name, same_evidence, subject_of

_OVER_TIME = re.compile(
    r"\b(?:qua|theo|trong) (?:cac|tung) (?:nam|quy|thang|ky)\b|\btung (?:nam|quy|thang)\b|\bcac nam qua\b|\bdien bien\b"
)
_ASKS_TIMES = re.compile(
    rf"{_OVER_TIME.pattern}|\b(?:nam|quy|thang|ky) nao\b|\b(?:(?:cao|thap|lon|nho|tot|kem) )?nhat\b|\b(?:nhieu|it)\b"
    r"|\b(?:tang giam|thay doi|bien dong)?(?: nhu)? ?(?:the nao|ra sao)\b"
)
#: Words of such a question that name no row.
_ASKING = frozenset(
    ("nhieu", "it", "nhat", "qua", "tung", "the", "nao", "dien", "bien", "xu", "huong", "tang", "giam", "cac")
)


def course(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer how a thing went on, or in which year it was most or least.

    It is told by the one row, or the one sentence, that is of just it, else by a report of each of several years.
    """
    extreme = question.operation is Operation.SUPERLATIVE_YEAR
    over_time = extreme or question.operation is Operation.TREND or _OVER_TIME.search(fold(question.text))
    if question.indicators or question.target or not over_time:
        return None
    named = [t for t in content_terms(question, scope, communes=False) if t.name not in _ASKING]
    rows = _rows({t.name for t in named}, question, scope, reports)
    facts = rows[0] if len(rows) == 1 else _of_each_report(question, scope, reports)
    if not facts:
        return None
    subject = subject_of(facts[0], reports.documents[facts[0].document_id])
    label = upper_first(row_words(facts[0]) if is_cell(facts[0]) else _named_so(named, question.text))
    head = Line(say("answers.trend", label=label, subject=subject), same_evidence(facts, reports), ())
    if extreme:
        values = [f.value for f in facts if f.value is not None]
        first = [f for f in facts if f.value == (min(values) if question.lowest else max(values))]
        if len(first) != 1 or first[0].period is None:
            return None
        which = say("answers.lowest" if question.lowest else "answers.highest")
        when, value = upper_first(period_name(first[0].period)), _printed(first[0], reports)
        text = say("answers.extreme_year", period=when, label=_lower(label), subject=subject, which=which, value=value)
        head = Line(text, same_evidence(first, reports), tuple(first))
    lines = []
    for fact in facts:
        when = period_name(fact.period) if fact.period else ""
        text = say("answers.trend_line", period=when, values=_printed(fact, reports))
        lines.append(Line(upper_first(text), same_evidence([fact], reports), (fact,)))
    return Draft("trend", (head, *lines))


def _printed(fact: Fact, reports: Reports) -> str:
    return counted_words(fact, reports.documents[fact.document_id])


def _named_so(named: Sequence[Found], text: str) -> str:
    """Return what a question calls the thing it names, with the "số" or "tỷ lệ" before it."""
    if not named:
        return ""
    head = _HEAD.search(text[: named[0].span.start])
    units = "của" in (said := Span(named[0].span.start, named[-1].span.end).of(text)).split()
    return (head.group(0) if head else "") + (" ".join(t.span.of(text) for t in named) if units else said)


_HEAD = re.compile(r"(?:(?:tổng )?số(?: lượng)?|t[ỷỉ] lệ|mức|kinh phí) $", re.IGNORECASE)


def _lower(label: str) -> str:
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _rows(asked: set[str], question: Question, scope: Scope, reports: Reports) -> list[list[Fact]]:
    """Return the figures, in time, of each row and each sentence that is of just what is asked."""
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
    return [facts for facts in told if len(facts) > 1]


def _of_each_report(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return the figure asked for of each time that some report tells it of; none where two tell it otherwise."""
    text = blanked(question.text, (Span(*m.span()) for m in _ASKS_TIMES.finditer(fold(question.text))))
    plain = replace(question, text=text, terms=terms(text), operation=Operation.LOOKUP)
    matches = [m for m in counted_facts(plain, scope, reports) if m.score >= ENOUGH and m.fact.period]
    matches = [m for m in matches if m.score >= matches[0].score * _AS_MUCH and _alike(m.fact, matches[0].fact)]
    best: dict[Period | None, Match] = {}
    for match in matches:
        first = best.setdefault(match.fact.period, match)
        told_else = first.document.id != match.document.id and first.fact.value != match.fact.value
        if told_else and first.score - match.score <= CLOSE:
            return []
    told = _in_time(question, [m.fact for m in best.values()])
    return told if len({f.document_id for f in told}) > 1 else []


def _alike(fact: Fact, other: Fact) -> bool:
    """Tell whether two figures may be the same thing's at two times."""
    return (fact.unit_key, fact.measure, fact.part, fact.unit) == (
        other.unit_key, other.measure, other.part, other.unit,
    )  # fmt: skip


#: A report of another year may say the same with fewer of the words.
_AS_MUCH = 0.8


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

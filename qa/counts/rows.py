"""Questions that a column or a row of one table answers: which row is first, which has none, how a row went on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.facts.cells import is_cell, is_of_all, row_words
from corpus.facts.head_rows import column_heads
from corpus.model import Document, Fact, Quantity, Status, Table
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.draft import Draft, Line
from qa.indicators.conditions import compares, meets
from qa.matching.asked_words import content_terms
from qa.matching.cells import cell_name, says_just
from qa.matching.timing import period_fits
from qa.question import Operation, Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.standing import HIGHEST, LOWEST
from qa.wording import counted_words, period_name, same_evidence, subject_of

_WHICH = re.compile(
    r"\b(?P<kind>linh vuc|chi tieu|xa|phuong|thi tran|huyen|don vi|dia phuong|so|phong|co quan|nhom|khoi|loai|thon|nam)"
    r"\b[^,?;]{0,40}?\bnao\b"
)
_NONE = re.compile(r"\bkhong (?:co|phat sinh|de xay ra|con)\b")
_OVER_TIME = re.compile(
    r"\b(?:qua|theo|trong) (?:cac|tung) (?:nam|quy|thang|ky)\b|\btung (?:nam|quy|thang)\b|\bdien bien\b"
)
_LEVELS = {"xa": "commune:", "phuong": "commune:", "thi tran": "commune:", "huyen": "district:"}
#: Words of such a question that name no column.
_ASKING = frozenset(
    ("dung", "dau", "dung dau", "dan dau", "cao", "thap", "nhieu", "it", "nhat", "cuoi", "bang", "nao", "khong", "co",
     "lon", "be", "kem", "tot", "tat", "ca", "qua", "tung", "the", "dien", "bien", "xu", "huong", "phat", "sinh")
)  # fmt: skip
_FEWEST = 2
_SAME_PERIOD = 0.85


def from_table(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer from the one table that has a column, or a row, of just the thing asked; None where none has."""
    if question.indicators or question.target:
        return None
    if question.operation is Operation.TREND or _OVER_TIME.search(fold(question.text)):
        return _course(question, scope, reports)
    return _which_row(question, scope, reports)


def _which_row(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    folded = fold(question.text)
    which, high, low, none = (p.search(folded) for p in (_WHICH, HIGHEST, LOWEST, _NONE))
    limits = [q for q in question.figures if compares(q, question.text)]
    if which is None or [bool(high), bool(low), bool(none), len(limits) == 1].count(True) != 1:
        return None
    kind = which.group("kind")
    asked = _asked(question, scope) - frozenset(kind.split()) - {kind}
    columns = _columns(question, asked, kind, scope, reports)
    measure = limits[0].kind.value if limits else question.measure
    if len(columns) > 1:  # "Đúng hạn" and "Tỷ lệ đúng hạn (%)"
        columns = [facts for facts in columns if facts[0].measure == measure]
    if len(columns) != 1:
        return None
    facts = columns[0]
    if limits:
        return _meeting(facts, limits[0], question, reports)
    if none:
        chosen = [f for f in facts if f.value == 0]
    else:
        values = [f.value for f in facts if f.value is not None]
        extreme = min(values) if low else max(values)
        chosen = [f for f in facts if f.value == extreme]
    if not chosen or len(chosen) == len(facts):
        return None
    head = cell_name(facts[0], row=False)
    when = f" {period_name(facts[0].period)}" if facts[0].period else ""
    if none:
        rows = ", ".join(row_words(f) for f in chosen)
        text = say("answers.rows_none", rows=upper_first(rows), label=head, when=when)
        return Draft("ranking", (Line(text, same_evidence(facts, reports), tuple(chosen), True),))
    document = reports.documents[facts[0].document_id]
    which_end = say("answers.lowest" if low else "answers.highest")
    lines = []
    for fact in chosen:
        row, value = upper_first(row_words(fact)), counted_words(fact, document)
        text = say("answers.extreme_unit", subject=row, label=head, when=when, which=which_end, value=value)
        lines.append(Line(text, same_evidence(facts, reports), (fact,), True))
    return Draft("ranking", tuple(lines))


def _meeting(facts: Sequence[Fact], limit: Quantity, question: Question, reports: Reports) -> Draft | None:
    """Return the rows whose figure is above or below what the question says: "những xã nào dưới 50%"."""
    told = [f for f in facts if f.value is not None and meets(f.value, limit, question.text)]
    if not told or facts[0].measure != limit.kind.value:
        return None
    document = reports.documents[facts[0].document_id]
    rows = ", ".join(f"{upper_first(row_words(f))} ({counted_words(f, document)})" for f in told)
    when = f" {period_name(facts[0].period)}" if facts[0].period else ""
    text = say("answers.rows_where", label=cell_name(facts[0], row=False), when=when, rows=rows)
    return Draft("ranking", (Line(text, same_evidence(told, reports), tuple(told)),))


def _columns(question: Question, asked: frozenset[str], kind: str, scope: Scope, reports: Reports) -> list[list[Fact]]:
    """Return the columns of just that name whose rows are of that kind, without their sums."""
    found: dict[tuple[str, int, str], list[Fact]] = {}
    for document_id in scope.documents:
        document = reports.documents[document_id]
        for fact in reports.facts(document_id):
            if fact.value is None or fact.status is not Status.RESULT or not is_cell(fact) or is_of_all(fact):
                continue
            if question.periods and period_fits(fact, question.periods, document) < _SAME_PERIOD:
                continue
            table = document.table_at(fact.span)
            if (
                table is None
                or not says_just(asked, fact, document, row=False)
                or not _of_kind(fact, kind, table, document)
            ):
                continue
            found.setdefault((document_id, table.span.start, fact.heading[0]), []).append(fact)
    return [facts for facts in found.values() if len(facts) >= _FEWEST]


def _of_kind(fact: Fact, kind: str, table: Table, document: Document) -> bool:
    if kind in _LEVELS:
        return fact.unit_key.startswith(_LEVELS[kind])
    heads = [fold(" ".join(levels)) for levels in column_heads(document.text, table)[:3]]
    return any(re.search(rf"\b{kind}\b", head) for head in heads)


def _course(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Return a row of one table, period by period."""
    asked = _asked(question, scope)
    keys = {u.key for u in scope.units}
    rows: dict[tuple[str, str, str], list[Fact]] = {}
    for document_id in scope.documents:
        document = reports.documents[document_id]
        for fact in reports.facts(document_id):
            if fact.period is None or fact.value is None or fact.status is not Status.RESULT:
                continue
            if (keys and fact.unit_key not in keys) or not says_just(asked, fact, document):
                continue
            rows.setdefault((document_id, fact.subject, fact.label.removesuffix(fact.heading[0])), []).append(fact)
    told = [_in_time(question, facts) for facts in rows.values()]
    told = [facts for facts in told if len(facts) > 1]
    if len(told) != 1:
        return None
    facts = told[0]
    subject = subject_of(facts[0], reports.documents[facts[0].document_id])
    head = Line(
        say("answers.trend", label=upper_first(row_words(facts[0])), subject=subject), same_evidence(facts, reports), ()
    )
    lines = []
    for fact in facts:
        value = counted_words(fact, reports.documents[fact.document_id])
        text = say("answers.trend_line", period=period_name(fact.period) if fact.period else "", values=value)
        lines.append(Line(upper_first(text), same_evidence([fact], reports), (fact,)))
    return Draft("trend", (head, *lines))


def _in_time(question: Question, facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts of the periods asked for, in their order; none where two are of one period."""
    first = min((p.start for p in question.periods), default=None)
    last = max((p.end for p in question.periods), default=None)
    kept = [f for f in facts if f.period and (not first or not last or first <= f.period.start <= f.period.end <= last)]
    kept.sort(key=lambda f: f.period.start if f.period else 0)
    return kept if len({f.period for f in kept}) == len(kept) else []


def _asked(question: Question, scope: Scope) -> frozenset[str]:
    return frozenset(t.name for t in content_terms(question, scope, communes=False)) - _ASKING

"""Add figures up: parts of a total, things asked together, years, levels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.model import Fact, Period, Span, Status
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from prompts import say
from qa.counts.checking import check_sum
from qa.counts.looking import figure_line
from qa.draft import Draft, Line
from qa.figures import ENOUGH, Match, counted_facts, facts_in
from qa.reports import Reports
from qa.scope import Scope
from qa.timing import period_fits
from qa.understand import Operation, Question
from qa.wording import (
    clause_words,
    plain,
    same_evidence,
)


def total(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Add figures up: the parts of a stated total, the things joined by "và", or the two levels."""
    if question.yes_no or question.figures:
        checked = check_sum(question, scope, reports)
        if checked:
            return checked
    parts = (
        _yearly(question, scope, reports)
        or _printed_beside(question, scope, reports)
        or _joined(question, scope, reports)
        or _done_together(question, scope, reports)
        or _levels(question, scope, reports)
    )
    if not parts:
        return None
    return _sum_draft(parts, reports)


def _sum_draft(facts: Sequence[Fact], reports: Reports) -> Draft:
    total = sum((f.value for f in facts if f.value is not None), Decimal(0))
    parts = " + ".join(f.text for f in facts)
    lines = [figure_line(f, reports) for f in facts]
    unit = facts[0].unit if len({f.unit for f in facts}) == 1 else ""
    text = (
        say("answers.total", parts=parts, total=plain(total, parts), unit=unit).replace("  ", " ").replace(" (", " (")
    )
    lines.append(Line(text, same_evidence(facts, reports), tuple(facts), True))
    return Draft("comparison", tuple(reversed(lines)))


def _joined(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return a figure for each of the things asked together: "công chức và viên chức"."""
    noun = re.sub(r"^(?:bao nhiêu|bao nhieu|mấy)\s+", "", question.counted, flags=re.IGNORECASE)
    pieces = [p.strip() for p in re.split(r"\s+(?:và|va|với|cộng)\s+|,\s*", noun) if p.strip()]
    if len(pieces) < 2 or not all(terms(p) for p in pieces):
        return []
    candidates: list[list[Match]] = []
    for piece in pieces[:4]:
        others = [fold(o) for o in pieces if o != piece]
        text = question.text.replace(question.counted, piece)
        asked = replace(question, text=text, counted=piece, terms=tuple(terms(text)), measure="count")
        matches = [m for m in counted_facts(asked, scope, reports) if not _names_other(m.fact, others)]
        if not matches or matches[0].score < ENOUGH:
            return []
        candidates.append(matches[:12])
    # The things added up stand in one sentence: take the sentence that has them all and fits best.
    best: tuple[float, list[Fact]] = (0.0, [])
    for lead in candidates[0]:
        row = [lead]
        for group in candidates[1:]:
            beside = next(
                (
                    m
                    for m in group
                    if m.fact.sentence == lead.fact.sentence
                    and m.fact.document_id == lead.fact.document_id
                    and all(m.fact.span != r.fact.span for r in row)
                ),
                None,
            )
            if beside:
                row.append(beside)
        score = sum(m.score for m in row)
        if len(row) == len(candidates) and score > best[0]:
            best = (score, [m.fact for m in row])
    return _all_alike(best[1], pieces, reports)


_TOGETHER = re.compile(
    r"(?P<one>.+?)\s+(?:và|với|cùng)\s+(?P<other>[^,?]+?)\s+(?:tổng cộng|cộng lại|cả thảy|tất cả|gộp lại)\b",
    re.IGNORECASE,
)


def joined_asked(question: Question) -> bool:
    """Tell whether two things are to be added: neither of them alone answers."""
    return bool(_TOGETHER.search(question.text))


def _printed_beside(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return the figures that stand right at the two things named, both in one sentence: "đại học 47, cao đẳng 2"."""
    asked = _TOGETHER.search(question.text)
    if not asked:
        return []
    other = re.split(r"\s+(?:ở|tại|của|trong|năm|là)\s+", asked["other"])[0].strip()
    before = asked["one"].split()
    found: dict[tuple[str, Span], list[Fact]] = {}
    for size in range(min(6, len(before)), 0, -1):
        pieces = [fold(" ".join(before[-size:])), fold(other)]
        found = {}
        for fact, document in facts_in(scope, reports):
            if fact.measure != "count" or fact.of is not None or fact.status in (Status.TARGET, Status.SUPERSEDED):
                continue
            if question.periods and period_fits(fact, question.periods, document) < _SAME_PERIOD:
                continue
            row = found.setdefault((fact.document_id, fact.sentence), [])
            if len(row) < len(pieces) and _is_of(fact, pieces[len(row)], reports):
                row.append(fact)
        found = {key: row for key, row in found.items() if len(row) == len(pieces)}
        if found:
            break
    return next(iter(found.values())) if len(found) == 1 else []


_SAME_PERIOD = 0.85


def _is_of(fact: Fact, piece: str, reports: Reports) -> bool:
    """Tell whether the words right before a figure, or the noun right after it, are just these."""
    text = reports.documents[fact.document_id].text
    ahead = fold(text[max(fact.sentence.start, fact.span.start - 60) : fact.span.start])
    ahead = re.sub(r"(?:\s+(?:la|co|dat|duoc)|\s*:)?\s*$", "", re.split(r"[,;(]\s", ahead)[-1])
    after = fold(re.split(r"[,;.)(]|\s-\s", text[fact.span.end : fact.span.end + 80])[0]).strip()
    led = re.fullmatch(rf"(?:.*\W)?{re.escape(piece)}", ahead.strip()) is not None
    noun = re.fullmatch(rf"(?:[a-z]+ ){{0,3}}{re.escape(piece)}", after) is not None
    return led or noun


def _done_together(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return a figure for each of two things done: "bổ nhiệm mới và bổ nhiệm lại tổng cộng bao nhiêu người"."""
    asked = _TOGETHER.search(question.text)
    if not asked:
        return []
    before, other = asked["one"].split(), asked["other"].split()
    alike = [place for place, word in enumerate(before) if word.lower() == other[0].lower()]
    one = " ".join(before[alike[-1] :] if alike else before[-len(other) :])
    row: list[Fact] = []
    for piece in (one, " ".join(other)):
        text = question.text[: asked.end("one") - len(one)] + piece + question.text[asked.end("other") :]
        told = [
            m.fact for m in counted_facts(replace(question, text=text, terms=tuple(terms(text))), scope, reports)
            if m.score >= ENOUGH and fold(piece) in fold(clause_words(m.fact, reports)) and m.fact not in row
        ]  # fmt: skip
        # "giải quyết 10.000: trước hạn 7.000": where a figure is labelled with the thing itself, no other will do.
        told = [f for f in told if fold(piece) in fold(f"{f.label} {f.unit}")] or told
        if not told:
            return []
        row.append(next((f for f in told if row and f.sentence == row[0].sentence), told[0]))
    return row


def _all_alike(row: list[Fact], pieces: Sequence[str], reports: Reports) -> list[Fact]:
    """Return with each figure of a row the others of its sentence that count the same thing."""
    if not row:
        return row
    names = [fold(p) for p in pieces]
    return [
        f for f in reports.facts(row[0].document_id)
        if f.sentence == row[0].sentence and f.measure == "count" and f.of is None
        and row[0].span.start <= f.span.start <= row[-1].span.end
        and (f.span in [r.span for r in row] or any(fold(f.unit).startswith(n) for n in names))
    ]  # fmt: skip


def _yearly(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return one figure for each of the years a question adds up: "trong hai năm 2022 và 2023"."""
    years = [p for p in question.periods if p.is_year]
    if not years and len(question.periods) == 1 and question.periods[0].is_years:
        years = [Period.of_year(year) for year in question.periods[0].years]
    if len(years) < 2 or not scope.units:
        return []
    found: list[Fact] = []
    for year in years:
        matches = counted_facts(replace(question, periods=(year,), operation=Operation.LOOKUP), scope, reports)
        if not matches or matches[0].score < ENOUGH:
            return []
        found.append(matches[0].fact)
    return found if len({(f.document_id, f.span) for f in found}) == len(found) else []


def _names_other(fact: Fact, others: Sequence[str]) -> bool:
    unit = fold(fact.unit)
    return any(unit.startswith(o) for o in others)


def _levels(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return the figures of both levels when a question adds them up: "cấp huyện và cấp xã cộng lại"."""
    folded = fold(question.text)
    levels = [
        p for p, word in (("cấp huyện", "cap huyen"), ("cấp xã", "cap xa"), ("cấp tỉnh", "cap tinh")) if word in folded
    ]
    if len(levels) < 2:
        return []
    found: list[Fact] = []
    for level in levels:
        asked = replace(question, part=level, measure="count")
        matches = [m for m in counted_facts(asked, scope, reports) if m.fact.part == level]
        if not matches or matches[0].score < ENOUGH * 0.8:
            return []
        found.append(matches[0].fact)
    return found if len({f.sentence for f in found}) == 1 or len({f.heading for f in found}) == 1 else []

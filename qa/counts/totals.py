"""Add figures up: parts of a total, things asked together, years, levels."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from corpus.model import Fact, Period, Span, Status
from corpus.periods import periods
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from prompts import say
from qa.counts.checking import check_sum
from qa.counts.looking import figure_line, of_each_level, thing_counted
from qa.draft import Draft, Line
from qa.matching.candidates import facts_in
from qa.matching.figures import ENOUGH, Match, counted_facts
from qa.matching.timing import period_fits
from qa.question import Operation, Question
from qa.reports import Reports, said_before
from qa.scoping.scope import SEVERAL_MONTHS, Scope
from qa.wording import clause_words, computed_words, same_evidence


def total(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Add figures up: the parts of a stated total, the things joined by "và", or the two levels."""
    if question.yes_no or question.figures:
        checked = check_sum(question, scope, reports)
        if checked:
            return checked
    parts = (
        _over_periods(question, scope, reports)
        or _printed_beside(question, scope, reports)
        or _joined(question, scope, reports)
        or _done_together(question, scope, reports)
        or of_levels(question, scope, reports)
        or _all_levels(question, scope, reports)
    )
    return _sum_draft(parts, reports) if parts else None


def over_months(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Add up the figures of the months that a question names: "từ tháng 7 đến tháng 9", "tháng 7 và tháng 11"."""
    text = SEVERAL_MONTHS.sub(" ", question.text)
    asked = replace(question, text=text, terms=terms(text), measure=question.measure or "count")
    parts = _over_periods(asked, scope, reports)
    return _sum_draft(parts, reports) if parts else None


def _sum_draft(facts: Sequence[Fact], reports: Reports) -> Draft:
    total = sum((f.value for f in facts if f.value is not None), Decimal(0))
    parts = " + ".join(f.text for f in facts)
    lines = [figure_line(f, reports) for f in facts]
    summed, unit = computed_words(total, facts)
    unit = unit if len({f.unit for f in facts}) == 1 else ""
    text = " ".join(say("answers.total", parts=parts, total=summed, unit=unit).split())
    lines.append(Line(text, same_evidence(facts, reports), tuple(facts), True))
    return Draft("comparison", tuple(reversed(lines)))


def _joined(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return a figure for each of the things asked together: "công chức và viên chức"."""
    pieces = [p.strip() for p in re.split(r"\s+(?:và|va|với|cộng)\s+|,\s*", thing_counted(question)) if p.strip()]
    if len(pieces) < 2 or not all(terms(p) for p in pieces):
        return []
    candidates: list[list[Match]] = []
    for piece in pieces[:4]:
        others = [fold(o) for o in pieces if o != piece]
        text = question.text.replace(question.counted, piece)
        asked = replace(question, text=text, counted=piece, terms=terms(text), measure="count")
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
    ahead = said_before(fact, text, 60)
    ahead = re.sub(r"(?:\s+(?:la|co|dat|duoc)|\s*:)?\s*$", "", re.split(r"[,;(]\s", ahead)[-1])
    after = fold(re.split(r"[,;.)(]|\s-\s", text[fact.span.end : fact.span.end + 80])[0]).strip()
    led = re.fullmatch(rf"(?:.*\W)?{re.escape(piece)}", ahead.strip()) is not None
    noun = re.fullmatch(rf"(?:[a-z]+ ){{0,9}}{re.escape(piece)}", after) is not None
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
            m.fact for m in counted_facts(replace(question, text=text, terms=terms(text)), scope, reports)
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
        f for f in reports.in_sentence(row[0])
        if f.measure == "count" and f.of is None
        and row[0].span.start <= f.span.start <= row[-1].span.end
        and (f.span in [r.span for r in row] or any(fold(f.unit).startswith(n) for n in names))
    ]  # fmt: skip


def _over_periods(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return one figure for each of the periods a question adds up: "trong hai năm 2022 và 2023", "quý I và quý II"."""
    when = sorted(set(question.periods))
    if len(when) == 1 and when[0].is_years:
        when = [Period.of_year(year) for year in when[0].years]
    apart = all(one.end < other.start for one, other in itertools.pairwise(when))
    if len(when) < 2 or not apart or not (scope.units or scope.offices or scope.pointed):
        return []
    found: list[Fact] = []
    for period in when:
        asked = replace(question, periods=(period,), operation=Operation.LOOKUP, counted=_noun(question))
        matches = counted_facts(asked, scope, reports)
        matches = [m for m in matches if period_fits(m.fact, (period,), m.document) >= _SAME_PERIOD]
        if not matches or matches[0].score < ENOUGH:
            return []
        found.append(matches[0].fact)
    return found if _addable(found) and len({(f.document_id, f.span) for f in found}) == len(found) else []


def _noun(question: Question) -> str:
    """Return what is counted; "tổng cộng quý I và quý II" counts no quarters."""
    asked = re.search(r"\b(?:bao nhiêu|bao nhieu|mấy)\s+([^?.,;:]+)", question.text, re.IGNORECASE)
    return asked.group(1).strip() if asked else "" if periods(question.counted[:20]) else question.counted


def _addable(facts: Sequence[Fact]) -> bool:
    """Tell whether figures count the same thing, so that a sum of them says something; shares never do."""
    nouns = {fold(f.unit).split()[0] for f in facts if f.unit}
    return len({f.measure for f in facts}) == 1 and facts[0].measure in ("count", "amount") and len(nouns) < 2


def parts_of_period(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Add up the months that a sentence tells of the period asked: "tháng 10: 5.120 lượt; tháng 11: 4.876 lượt; …"."""
    if len(question.periods) != 1 or not _WHOLE.search(fold(question.text)):
        return None
    period = question.periods[0]
    for match in counted_facts(replace(question, periods=()), scope, reports)[:6]:
        if match.score < ENOUGH * 0.75:
            break
        first = match.fact
        alike = [f for f in reports.in_sentence(first) if f.period and f.period != period and _kind(f) == _kind(first)]
        row = sorted(alike, key=lambda f: f.period or period)
        ends = [f.period for f in row if f.period]
        meet = all(one.end + timedelta(days=1) == other.start for one, other in itertools.pairwise(ends))
        if len(row) > 1 and meet and (ends[0].start, ends[-1].end) == (period.start, period.end) and _addable(row):
            return _sum_draft(row, reports)
    return None


def _kind(fact: Fact) -> tuple[str, ...]:
    return (fact.measure, fact.unit, fact.status.value, fact.part, fact.unit_key)


#: Only a question for all of a period is answered by adding its parts.
_WHOLE = re.compile(r"\b(?:tong|ca|tat ca|toan bo|cong)\b")


def _names_other(fact: Fact, others: Sequence[str]) -> bool:
    unit = fold(fact.unit)
    return any(unit.startswith(o) for o in others)


#: "cả huyện và xã": the word before the second level may be left out, and so may that before both.
_LEVELS = re.compile(r"\b(?P<one>tinh|huyen|xa)(?: va| lan|,) (?:cap )?(?P<other>tinh|huyen|xa)\b")


_BOTH_LEVELS = re.compile(r"\bhai cap\b(?! chinh quyen)")


def of_levels(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return the figures of the levels that a question names together: "cấp huyện và cấp xã cộng lại"."""
    folded = fold(question.text)
    side_by_side = {m.group(side) for m in _LEVELS.finditer(folded) for side in ("one", "other")}
    levels = [
        part
        for part, level in (("cấp huyện", "huyen"), ("cấp xã", "xa"), ("cấp tỉnh", "tinh"))
        if f"cap {level}" in folded or level in side_by_side
    ]
    if not levels and _BOTH_LEVELS.search(folded):
        levels = ["cấp huyện", "cấp xã"]
    if len(levels) < 2:
        return []
    found: list[list[Fact]] = []
    for level in levels:
        asked = replace(question, part=level, measure="rate" if question.measure == "rate" else "count")
        matches = [m for m in counted_facts(asked, scope, reports) if m.fact.part == level]
        matches = [m for m in matches if m.score >= ENOUGH * 0.8]
        if not matches:
            return []
        # A cell and a sentence may tell the same.
        found.append([m.fact for m in matches if m.fact.value == matches[0].fact.value])
    for told in itertools.product(*found):
        if len({f.sentence for f in told}) == 1 or len({f.heading for f in told}) == 1:
            return list(told)
    return []


def _all_levels(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return the figures of all levels where nothing but they tell of the whole."""
    matches = counted_facts(question, scope, reports)
    if not matches or matches[0].score < ENOUGH or matches[0].fact.measure != "count":
        return []
    told = of_each_level(question, scope, matches, reports) or []
    return [match.fact for match in told] if len(told) > 1 else []

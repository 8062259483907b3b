"""Answers about any other figure of the reports: counts, rates and amounts, found by the words around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.model import Fact, Period, Status
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from prompts import say
from qa.before import before_asked, before_change
from qa.checking import adds_up_asked, check_figure, check_sum
from qa.draft import Draft, Evidence, Line, clarify, not_found
from qa.figures import (
    CLOSE,
    ENOUGH,
    Match,
    counted_facts,
    measure_fits,
    period_fits,
    wanted_status,
)
from qa.pairs import asked_together, given_and_present
from qa.reports import Reports
from qa.scope import Scope
from qa.subjects import report_subject, which_subject
from qa.understand import Operation, Question
from qa.wording import (
    clause_words,
    counted_words,
    evidence_of,
    excerpt,
    plain,
    same_evidence,
    subject_of,
    upper_first,
)


def about_figures(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer a question about a counted thing; None when no figure's words cover the question."""
    if question.operation is Operation.TEXT:
        together = given_and_present(question, scope, reports)
        return Draft("figure", (_line_of(together, reports),)) if together else None
    before = before_change(question, scope, reports) if before_asked(question) else None
    if before or question.operation is Operation.BEFORE_CHANGE:
        return before
    return _asked_plainly(question, scope, reports) or before_change(question, scope, reports)


def _asked_plainly(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    if question.operation is Operation.TOTAL or (question.yes_no and adds_up_asked(question)):
        return _total(question, scope, reports) or _look_up(question, scope, reports)
    if question.operation is Operation.CHECK:
        return check_figure(question, scope, reports)
    if question.operation in (Operation.COMPARE, Operation.CHANGE):
        return _compare(question, scope, reports)
    return _look_up(question, scope, reports)


# --- one figure --------------------------------------------------------------------------------------------------


def _look_up(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    together = asked_together(question, scope, reports)
    if together:
        return Draft("figure", (_line_of(together, reports),))
    chosen = _chosen(question, scope, reports)
    if isinstance(chosen, Draft):
        return chosen
    if not chosen:
        return None
    return Draft("figure", tuple(_line(m.fact, reports) for m in chosen))


def _line(fact: Fact, reports: Reports) -> Line:
    document = reports.documents[fact.document_id]
    clause = excerpt(fact, reports)
    figure = counted_words(fact, document)
    if fact.status is Status.TARGET:
        text = say("answers.target_figure", figure=figure, clause=clause)
    else:
        subject = upper_first(subject_of(fact, document))
        text = say("answers.figure_of", subject=subject, figure=figure, clause=clause)
    return Line(text, (evidence_of(fact, reports),), (fact,))


def _line_of(facts: Sequence[Fact], reports: Reports) -> Line:
    """Return one line for figures asked together; a plan among them is called one."""
    first = facts[0]
    document = reports.documents[first.document_id]
    figures = [
        say("answers.planned", figure=counted_words(f, reports.documents[f.document_id]))
        if f.status is Status.TARGET
        else counted_words(f, reports.documents[f.document_id])
        for f in facts
    ]
    apart = [f for f in facts if f.sentence != first.sentence]
    clause = excerpt(first, reports, facts)
    clause += "”; “".join(["", *(excerpt(f, reports) for f in apart)])
    text = say(
        "answers.figure_of",
        subject=upper_first(subject_of(first, document)),
        figure=", ".join(figures),
        clause=clause,
    )
    return Line(text, same_evidence(facts, reports), tuple(facts))


def _chosen(question: Question, scope: Scope, reports: Reports) -> list[Match] | Draft | None:
    """Return the best matches that answer together, the question back, or None."""
    matches = counted_facts(question, scope, reports)
    if not matches or matches[0].score < ENOUGH:
        return None
    if question.operation in _EXTREMES:
        matches = [m for m in matches if _says_extreme(question, m, reports)]
        if not matches:
            return None
    matches = _corrections_first(matches, reports)
    best = matches[0]
    close = [m for m in matches if best.score - m.score <= CLOSE]
    subjects: dict[str, Match] = {}
    for match in close:
        subjects.setdefault(report_subject(match), match)
    if len(subjects) > 1 and not scope.units:
        return which_subject(question, list(subjects.values()))
    same = [m for m in close if report_subject(m) == report_subject(best)]
    if not question.periods:
        when = dict.fromkeys(m.document.id for m in same)
        if len(when) > 1:
            asked = _which_period(question, [next(m for m in same if m.document.id == d) for d in when])
            if asked:
                return asked
    return _distinct(same, best)


_EXTREMES = (Operation.SUPERLATIVE_YEAR, Operation.SUPERLATIVE_UNIT)


def _says_extreme(question: Question, match: Match, reports: Reports) -> bool:
    """Tell whether the words at the figure call it the highest, or the lowest, as asked."""
    fact = match.fact
    near = fold(match.document.text[max(fact.sentence.start, fact.span.start - 60) : fact.span.end + 30])
    low, high = r"thap nhat|it nhat|kem nhat|nho nhat", r"cao nhat|nhieu nhat|lon nhat|tot nhat"
    said = [m for m in re.finditer(rf"{low}|{high}", near) if m.end() <= 60 + 30]
    before = [m for m in said if m.end() <= min(60, fact.span.start - fact.sentence.start)]
    chosen = before[-1] if before else said[0] if said else None
    return chosen is not None and bool(re.match(low, chosen.group(0))) == question.lowest


def _corrections_first(matches: list[Match], reports: Reports) -> list[Match]:
    """Put a corrected figure before the one it corrects, which a later report quotes to take back."""
    best = matches[0]
    if best.fact.status is Status.CORRECTED:
        return matches
    for match in matches[1:]:
        if match.fact.status is not Status.CORRECTED or match.score < ENOUGH * 0.9:
            continue
        taken_back = [
            f for f in reports.facts(match.fact.document_id)
            if f.sentence == match.fact.sentence and f.status is Status.SUPERSEDED and f.value == best.fact.value
        ]  # fmt: skip
        if taken_back and match.document.id != best.document.id:
            raised = Match(match.fact, match.document, best.score + CLOSE / 2)
            return [raised, *(m for m in matches if m is not match)]
    return matches


def _distinct(matches: Sequence[Match], best: Match) -> list[Match]:
    """Return the best match, and a rival only where it is another figure of another report."""
    kept = [best]
    for match in matches:
        if match.document.id != best.document.id and match.fact.value != best.fact.value:
            if match.fact.period == best.fact.period and best.score - match.score <= CLOSE / 2:
                kept.append(match)
                break
    return kept


def _which_period(question: Question, matches: Sequence[Match]) -> Draft | None:
    labels = dict.fromkeys(m.fact.period.label for m in matches if m.fact.period)
    if len(labels) < 2 or len({m.fact.value for m in matches}) < 2:
        return None
    bare = question.text.rstrip(" ?.")
    names = [f"năm {label}" if label.isdigit() else label for label in sorted(labels)]
    return clarify(
        say("answers.which_period"), [say("answers.choice_period", question=bare, period=n) for n in names]
    )


# --- totals ------------------------------------------------------------------------------------------------------


def _total(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Add figures up: the parts of a stated total, the things joined by "và", or the two levels."""
    if question.yes_no or question.figures:
        checked = check_sum(question, scope, reports)
        if checked:
            return checked
    parts = (
        _yearly(question, scope, reports)
        or _joined(question, scope, reports)
        or _levels(question, scope, reports)
    )
    if not parts:
        return None
    return _sum_draft(parts, reports)


def _sum_draft(facts: Sequence[Fact], reports: Reports) -> Draft:
    total = sum((f.value for f in facts if f.value is not None), Decimal(0))
    parts = " + ".join(f.text for f in facts)
    lines = [_line(f, reports) for f in facts]
    unit = facts[0].unit if len({f.unit for f in facts}) == 1 else ""
    text = (
        say("answers.total", parts=parts, total=plain(total, parts), unit=unit)
        .replace("  ", " ")
        .replace(" (", " (")
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
    if len(years) < 2 or not scope.units:
        return []
    found: list[Fact] = []
    for year in years:
        matches = counted_facts(
            replace(question, periods=(year,), operation=Operation.LOOKUP), scope, reports
        )
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
        p
        for p, word in (("cấp huyện", "cap huyen"), ("cấp xã", "cap xa"), ("cấp tỉnh", "cap tinh"))
        if word in folded
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


# --- changes and comparisons -------------------------------------------------------------------------------------


def _compare(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Compare one figure over two units, two years, or with a figure the question gives."""
    asked = replace(
        question, measure="" if question.measure == "change" else question.measure, operation=Operation.LOOKUP
    )
    if scope.units and question.figures:
        pair = _with_described(asked, scope, reports)
        if pair:
            return pair
    if len(scope.units) > 1:
        return _over_units(asked, scope, reports)
    if len(question.years) > 1 or len(question.periods) > 1:
        over = _over_years(asked, scope, reports)
        if over:
            return over
    short = _shortfall(question, scope, reports)
    if short:
        return short
    stated = _stated_change(question, scope, reports)
    return stated or _look_up(asked, scope, reports)


def _difference_line(first: Fact, second: Fact, names: tuple[str, str], reports: Reports) -> Line:
    assert first.value is not None
    assert second.value is not None
    difference = second.value - first.value
    unit = "điểm %" if first.unit == "%" else (first.unit.split(" được")[0] or first.unit)
    direction = (
        say("answers.same") if difference == 0
        else say("answers.up" if difference > 0 else "answers.down", amount=plain(abs(difference), f"{first.text} {second.text}"), unit=unit)
    )  # fmt: skip
    if names[0][:3].lower() != "năm" and difference != 0:
        more = names[1] if difference > 0 else names[0]
        direction = say(
            "answers.units_more",
            name=more,
            amount=plain(abs(difference), f"{first.text} {second.text}"),
            unit=unit,
        )
    return Line(
        say("answers.compared", result=direction),
        same_evidence([first, second], reports),
        (first, second),
        True,
    )


def _over_units(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    found: list[tuple[str, Fact]] = []
    for unit in scope.units:
        documents = tuple(
            d for d in scope.documents
            if (own := reports.documents[d].unit) is not None and own.key == unit.key
        ) or scope.documents  # fmt: skip
        matches = counted_facts(question, Scope(documents, (unit,)), reports)
        if matches and matches[0].score >= ENOUGH:
            found.append((unit.name, matches[0].fact))
    if len(found) < 2:
        return None
    lines = [_line(f, reports) for _, f in found]
    first, second = found[0], found[1]
    if first[1].value is not None and second[1].value is not None and first[1].measure == second[1].measure:
        lines.append(_difference_line(first[1], second[1], (first[0], second[0]), reports))
    return Draft("comparison", tuple(lines))


def _over_years(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    found: list[Fact] = []
    when = sorted(question.periods) if len(question.periods) > 1 else []
    if not when:
        when = [Period.of_year(y) for y in (min(question.years), max(question.years))]
    for period in (when[0], when[-1]):
        matches = counted_facts(replace(question, periods=(period,)), scope, reports)
        matches = [m for m in matches if m.score >= ENOUGH]
        if not matches:
            return None
        if (
            len({report_subject(m) for m in matches if matches[0].score - m.score <= CLOSE}) > 1
            and not scope.units
        ):
            return which_subject(question, matches[:4])
        found.append(matches[0].fact)
    if found[0].span == found[1].span and found[0].document_id == found[1].document_id:
        return None
    lines = [_line(f, reports) for f in found]
    if all(f.value is not None for f in found):
        names = tuple(f"năm {p.label}" for p in (when[0], when[-1]))
        lines.append(_difference_line(found[0], found[1], (names[0], names[1]), reports))
    return Draft("comparison", tuple(lines))


def _shortfall(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer "còn thiếu bao nhiêu biên chế so với số được giao" from those given and those present."""
    if not re.search(r"\bthieu\b", fold(question.text)):
        return None
    pair = given_and_present(replace(question, measure="count"), scope, reports, asked=True)
    if len(pair) != 2 or pair[0].value is None or pair[1].value is None:
        return None
    text = say(
        "answers.shortfall",
        given=pair[0].text,
        present=pair[1].text,
        difference=plain(pair[0].value - pair[1].value),
    )
    line = Line(text, same_evidence(pair, reports), tuple(pair), True)
    return Draft("comparison", (line, replace(_line_of(pair, reports), computed=True)))


def _with_described(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Compare a unit's figure with one the question describes: "so với huyện có 41.484 hồ sơ"."""
    given = max(question.figures, key=lambda q: q.value)
    keys = {u.key for u in scope.units}
    for document_id, document in reports.documents.items():
        if document.unit and document.unit.key in keys:
            continue
        for fact in reports.facts(document_id):
            if fact.value != given.value or fact.measure not in ("count", "rate", "amount"):
                continue
            asked = replace(question, measure=fact.measure, counted=given.unit or fact.unit, figures=())
            words = reports.words(fact)
            matches = sorted(
                (m for m in counted_facts(asked, scope, reports) if m.score >= ENOUGH * 0.75),
                key=lambda m: -(m.score + 0.3 * _likeness(words.clause, reports.words(m.fact).clause)),
            )
            if matches:
                own = matches[0].fact
                lines = [_line(own, reports), _line(fact, reports)]
                names = (subject_of(own, reports.documents[own.document_id]), subject_of(fact, document))
                lines.append(_difference_line(own, fact, names, reports))
                return Draft("comparison", tuple(lines))
    return None


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _stated_change(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer "tăng thế nào" from a sentence that states both ends of the move or the change itself."""
    # Both ends in one sentence: "từ 211 dịch vụ vào năm 2018, đến nay đã tăng lên 260 dịch vụ".
    open_period = replace(question, periods=(), measure="")
    for match in counted_facts(open_period, scope, reports)[:12]:
        if match.score < ENOUGH:
            break
        sentence = reports.text(match.fact, match.fact.sentence)
        if not re.search(r"\btừ\b.*\b(?:lên|xuống|còn)\b", sentence, re.IGNORECASE | re.DOTALL):
            continue
        ends = [
            f for f in reports.facts(match.fact.document_id)
            if f.sentence == match.fact.sentence and f.measure == match.fact.measure and fold(f.unit) == fold(match.fact.unit)
        ]  # fmt: skip
        moved = [
            f
            for f in ends
            if re.search(r"\btừ\s*$", sentence[: f.span.start - f.sentence.start], re.IGNORECASE)
        ]
        later = [f for f in ends if moved and f.span.start > moved[0].span.start]
        if moved and later:
            first, second = moved[0], later[0]
            clause = clause_words(second, reports)
            text = say(
                "answers.figure_of",
                subject=upper_first(subject_of(second, match.document)),
                figure=f"từ {first.text} đến {second.text} {second.unit}",
                clause=clause,
            )
            return Draft(
                "comparison",
                (
                    Line(text, same_evidence([first, second], reports), (first, second)),
                    _difference_line(first, second, ("năm", "năm"), reports),
                ),
            )
    changes = counted_facts(replace(question, measure="change"), scope, reports)
    if changes and changes[0].score >= ENOUGH:
        return Draft("comparison", (_line(changes[0].fact, reports),))
    return None


def holding_figures(draft: Draft, question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Keep the lines that hold a figure of the kind, period and status asked for; None when none does.

    A figure must be of the thing asked for, too: "hồ sơ trực tuyến" does not answer "thanh toán trực tuyến".
    """
    scores = {
        (m.document.id, m.fact.span): m.score
        for m in counted_facts(replace(question, operation=Operation.LOOKUP), scope, reports)
    }
    kept: list[Line] = []
    for line in draft.lines:
        held = [f for e in line.evidence for f in _answering(question, e, reports)]
        if any(scores.get((f.document_id, f.span), 0.0) >= _AKIN for f in held):
            kept.append(line)
    return replace(draft, lines=tuple(kept)) if kept else None


def several_have_it(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Ask back where no unit is named and the thing counted is counted in several units' reports."""
    if question.measure != "count" or scope.units or scope.pointed or not question.counted:
        return None
    found: dict[str, Match] = {}
    for match in counted_facts(question, scope, reports):
        if match.score >= _COUNTED_THERE:
            found.setdefault(report_subject(match), match)
    return which_subject(question, list(found.values())[:8]) if len(found) > 1 else None


#: A figure in a sentence found by its words must be this much like the one asked for.
_AKIN = 0.3


def _answering(question: Question, evidence: Evidence, reports: Reports) -> list[Fact]:
    document = evidence.document
    return [
        f
        for f in reports.facts(document.id)
        if evidence.span.contains(f.span)
        and measure_fits(question.measure, f)
        and wanted_status(question, f)
        and period_fits(f, question.periods, document) >= _SAME_PERIOD
    ]


#: From here on a figure counts the thing asked for, though perhaps not just as asked.
_COUNTED_THERE = 0.45
#: A sentence of another period than asked does not answer, however alike its words.
_SAME_PERIOD = 0.85


def missing_figure(question: Question, scope: Scope, reports: Reports) -> Draft:
    """Say that no report states the figure, with what was searched."""
    where = (
        " " + say("answers.where_unit", units=", ".join(u.name for u in scope.units)) if scope.units else ""
    )
    when = ", ".join(f"năm {p.label}" if p.is_year else p.label for p in question.periods)
    return not_found(
        say(
            "answers.no_figure", what=say("answers.measure_figure"), where=where,
            when=" " + say("answers.when_period", period=when) if when else "",
            count=len(scope.documents) or len(reports.documents), near="",
        )
    )  # fmt: skip

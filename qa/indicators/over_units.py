"""Answers over several units: the first and the last, rankings, who meets a condition, averages."""

import re
from decimal import ROUND_HALF_UP, Decimal

from corpus.figure_patterns import LAST
from corpus.kinds import PLAIN_BODIES
from corpus.model import Fact, Period, QuantityKind, Span, Status
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.draft import Draft, Line, not_found
from qa.indicators.conditions import compares, meeting_value, within
from qa.indicators.means import asks_mean, means_over_units, of_block
from qa.indicators.profiles import Profile, fits, of_time
from qa.indicators.sentences import coverage_line, evidence_with_period, in_order, ranking_table, when_said, when_words
from qa.indicators.unanswered import FEWEST, nothing_stated, of_year, one_body, which_period
from qa.matching.candidates import is_last
from qa.question import Operation, Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.standing import level_asked
from qa.wording import clause_words, line_on, plain, same_evidence, value_words


def first_or_last(question: Question) -> bool:
    """Tell whether the first or last unit is asked for, in words: "huyện nào dẫn đầu", "quán quân là ai"."""
    ranks = [q for q in question.figures if q.kind is QuantityKind.RANK and not q.text[:1].isdigit()]
    if within(question) or len(ranks) != 1 or len(question.figures) != 1 or question.grades or question.target:
        return False
    asks = question.operation is Operation.UNITS_WHERE or re.search(
        r"\bla (?:ai|don vi nao|huyen nao)\b", fold(question.text)
    )
    return ranks[0].value in (1, LAST) and bool(asks)


def extreme_unit(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    chosen = _of_one_body(question, scope, reports, profiles)
    if isinstance(chosen, Draft):
        return chosen
    by_score = bool(re.search(r"\bdiem\b", fold(question.text))) and question.measure != "rank"
    ranked = [(p, f) for p in chosen if (f := p.best("rank")) is not None]
    scored = [(p, f) for p in chosen if (f := p.best("score")) is not None and f.value is not None]
    top: list[tuple[Profile, Fact]] = []
    if len({f.of for _, f in scored if f.of}) > 1:
        scored = []  # points of different scales
    if question.lowest:
        top = [(p, f) for p, f in ranked if is_last(f)] if not by_score else []
    elif not by_score:
        top = [(p, f) for p, f in ranked if f.value == 1]
    if not top and scored and (by_score or len(scored) > 1):
        values = [f.value for _, f in scored if f.value is not None]
        extreme = min(values) if question.lowest else max(values)
        top = [(p, f) for p, f in scored if f.value == extreme]
    if not top and ranked and len(ranked) > 1:
        numbers = [f.value for _, f in ranked if f.value is not None]
        furthest = (max if question.lowest else min)(numbers, default=LAST)
        top = [(p, f) for p, f in ranked if f.value == furthest]
    named = [(p, f) for p, f in top if not p.key.startswith("document:")]
    if not named:
        return (
            nothing_stated(question, scope, reports, profiles)
            if not top
            else not_found(say("answers.not_stated_name", count=len(reports.documents)))
        )
    which = say("answers.lowest" if question.lowest else "answers.highest")
    if all(_ranked_otherwise(p, question.lowest, chosen) for p, _ in named):
        if len({p.key for p in chosen}) == 1:
            return _not_known(named[0][0], which, reports)
        which = say("answers.of_those_known", which=which)
    lines = []
    for profile, fact in named:
        facts = [fact, *(f for f in profile.facts if f is not fact)]
        text = say(
            "answers.extreme_unit", subject=upper_first(profile.subject), which=which,
            label=profile.label, when=when_words([profile]),
            value=", ".join(value_words(f) for f in facts),
        )  # fmt: skip
        evidence = evidence_with_period(facts, profile.period, reports)
        lines.append(Line(text, evidence, tuple(facts), True))
    lines.append(coverage_line(chosen, reports))
    return Draft("ranking", tuple(lines), table=ranking_table(chosen, {p.key for p, _ in named}))


def _ranked_otherwise(profile: Profile, lowest: bool, known: list[Profile]) -> bool:
    """Tell whether a unit's own rank says that another, of which nothing is known, is first or last."""
    rank = profile.best("rank")
    if rank is None:
        return False
    units = len({p.key for p in known})
    if rank.value is None:
        return not lowest and units < 2
    last = rank.value == (rank.of or units)
    extreme = last if lowest else rank.value == 1
    return not extreme and (rank.of or rank.value + 1) > units


def _not_known(only: Profile, which: str, reports: Reports) -> Draft:
    """Say that who is first or last is not stated: the one unit of which there are figures is not."""
    values = ", ".join(value_words(f) for f in only.facts)
    label = only.label
    return not_found(
        say(
            "answers.extreme_unknown", which=which, label=label, when=when_words([only]),
            known=f"{only.subject} {values}", count=len(reports.documents),
        )
    )  # fmt: skip


def _of_one_body(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> list[Profile] | Draft:
    """Return the profiles of the one year and of those ranked together that are meant, or ask which."""
    chosen = of_year(question, profiles)
    return chosen if isinstance(chosen, Draft) else one_body(question, scope, chosen, reports)


def ranking(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    chosen = _of_one_body(question, scope, reports, profiles)
    if isinstance(chosen, Draft):
        return chosen
    chosen = [p for p in chosen if not p.key.startswith("document:")]
    if not chosen:
        return nothing_stated(question, scope, reports, profiles)
    ordered = in_order(chosen)
    label = ordered[0].label
    lines = [
        Line(
            say("answers.ranking", label=label, when=when_words(ordered)),
            evidence_with_period(ordered[0].facts, ordered[0].period, reports),
        )
    ]
    placed = list(enumerate(ordered, 1))
    if bottom := within(question, last=True):
        placed = placed[-bottom:]
    for place, profile in placed[: within(question)]:
        text = say(
            "answers.ranking_line",
            place=place,
            subject=profile.subject,
            values=", ".join(value_words(f) for f in profile.facts),
        )
        lines.append(Line(text, same_evidence(profile.facts, reports), tuple(profile.facts)))
    lines.append(coverage_line(ordered, reports))
    return Draft("ranking", tuple(lines), table=ranking_table(ordered, {u.key for u in scope.units}))


def units_where(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    fitting = in_order([p for p in profiles if fits(p, question.periods)])
    chosen = [(p, f) for p in fitting if (f := meeting_value(question, p)) is not None]
    if (top := within(question)) and len(chosen) < top:
        chosen = _told_in_a_row(fitting, top, reports) or chosen
    if not chosen:
        return nothing_stated(question, scope, reports, profiles)
    named = [(p, f) for p, f in chosen if not p.key.startswith("document:")]
    if not named:
        return not_found(say("answers.not_stated_name", count=len(reports.documents)))
    lines = [_value_line(question, profile, fact, reports) for profile, fact in named]
    fewer = len(named) < (within(question) or 0)
    if question.grades or fewer or any(compares(q, question.text) for q in question.figures):
        return Draft("ranking", (*lines, coverage_line(fitting, reports)))
    return Draft("figure", tuple(lines))


_FIRST_ONES = re.compile(r"\b(?:top|dung dau|dan dau|cao nhat)\b[^.;]{0,50}\b(?:la|gom|lan luot|thu tu)\b[^.;\d]*$")


def _told_in_a_row(profiles: list[Profile], top: int, reports: Reports) -> list[tuple[Profile, Fact]]:
    """Return the first n where one sentence names them with their scores: "ba đơn vị đứng đầu lần lượt là …"."""
    rows: dict[tuple[str, Span], list[tuple[Profile, Fact]]] = {}
    for profile in profiles:
        for fact in profile.values.get("score", ())[:1]:
            rows.setdefault((fact.document_id, fact.sentence), []).append((profile, fact))
    for row in rows.values():
        row.sort(key=lambda told: told[1].span)
        first = row[0][1]
        before = fold(reports.text(first, first.sentence)[: first.span.start - first.sentence.start])
        if len(row) == top and _FIRST_ONES.search(before):
            return row
    return []


def _value_line(question: Question, profile: Profile, fact: Fact, reports: Reports) -> Line:
    """Return the values of a unit, the one that met the condition first."""
    facts = [fact, *(f for f in profile.facts if f is not fact)]
    evidence = evidence_with_period(facts, profile.period, reports)
    text = say(
        "answers.index_value", period=when_said(profile.period, question.text, evidence),
        label=profile.label, subject=profile.subject,
        values=", ".join(value_words(f) for f in facts), change="",
    )  # fmt: skip
    return Line(text, evidence, tuple(facts))


_COUNTED_UNITS = re.compile(rf"(?:{PLAIN_BODIES})\b(?! (?:phan|voi)\b)")


def counts_units(question: Question) -> bool:
    """Tell whether it is asked how many units meet a figure or a grade: "bao nhiêu huyện đạt trên 85 điểm"."""
    limits = [
        q for q in question.figures if compares(q, question.text) and q.kind in (QuantityKind.SCORE, QuantityKind.RATE)
    ]
    asks = question.measure in ("count", "any") and (limits or question.grades)
    return bool(asks) and _COUNTED_UNITS.match(fold(question.counted)) is not None


def count_where(question: Question, reports: Reports, profiles: list[Profile]) -> Draft | None:
    """Count and name the units that meet a figure or a grade, where one report lists all that it judges."""
    chosen = of_year(question, profiles)
    if isinstance(chosen, Draft):
        return chosen
    measure = "grade" if question.grades else "score"
    held = [(p, f) for p in chosen if (f := p.best(measure)) and not p.key.startswith("document:")]
    ranks = [f.of or f.value or Decimal(0) for p in chosen if (f := p.best("rank"))]
    listed = len({p.key for p, _ in held})
    told_in = [{f.document_id for f in p.values[measure]} for p, _ in held]
    if listed < FEWEST or not set.intersection(*told_in) or max(ranks, default=Decimal(0)) > listed:
        return None
    met = [(p, f) for p in in_order([p for p, _ in held]) if (f := meeting_value(question, p)) is not None]
    lines = [_value_line(question, profile, fact, reports) for profile, fact in met]
    everyone = tuple(f for _, f in held)
    count: dict[str, object] = {"count": len(met)} if met else {}
    text = say("answers.count_where" if met else "answers.count_none", known=listed, **count)
    return Draft("ranking", (Line(text, same_evidence(everyone, reports), everyone, True), *lines))


def over_time(question: Question) -> bool:
    """Tell whether the mean of several years of one unit is asked for, not that of several units."""
    return (
        asks_mean(question) and question.operation in (Operation.AVERAGE, Operation.LOOKUP)
        and len(question.years) > 1 and not level_asked(fold(question.text))
    )  # fmt: skip


#: "trung bình cả nước", "bình quân 63 tỉnh, thành phố": a mean over more than any report lists.
_ALL = r"(?:ca nuoc|toan quoc|63 tinh|34 tinh|cac tinh)"
_OF_MORE = re.compile(rf"\b(?:trung binh|binh quan)\b.*\b{_ALL}\b|\b{_ALL}\b.*\b(?:trung binh|binh quan)\b")


def average(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    """Return the mean that a report states, else the mean of the figures it gives."""
    chosen = [p for p in profiles if fits(p, question.periods)]
    stated = [] if over_time(question) else _stated_means(question, scope, reports)
    if stated:
        lines = [_mean_line(f, reports) for f in stated]
        return Draft("comparison", tuple(lines))
    if _OF_MORE.search(fold(question.text)):
        return nothing_stated(question, scope, reports, [])  # what the reports hold is not all of them
    if not question.periods and len({p.key for p in chosen}) > 1 and len({p.period for p in chosen}) > 1:
        return which_period(question, chosen)
    kept = one_body(question, scope, chosen, reports)
    if isinstance(kept, Draft):
        return kept
    own = [p for p in kept if p.key.split("@")[0] in {u.key for u in scope.units}]
    facts = [f for p in own or kept if (f := p.best("score")) and f.value is not None]
    if over_time(question) and (not own or [f.period for f in facts] != [Period.of_year(y) for y in question.years]):
        return nothing_stated(question, scope, reports, profiles)
    if len(facts) < 2 or len({f.of for f in facts if f.of}) > 1:
        return nothing_stated(question, scope, reports, profiles)
    values = [f.value for f in facts if f.value is not None]
    mean = (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    parts = " + ".join(m.group(0) for f in facts if (m := re.match(r"[\d.,]+", f.text)))
    unit = "%" if all("%" in f.text for f in facts) else "điểm"
    text = say("answers.average", parts=parts, count=len(facts), average=plain(mean, "0,00"), unit=unit)
    return Draft("comparison", (Line(text, same_evidence(facts, reports), tuple(facts), True),))


def _stated_means(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return the means over units that the reports state, of the period asked, the corrected ones alone."""
    found = [
        f for f in means_over_units(question, scope, reports)
        if (f.status is Status.TARGET) == question.target
        and of_block(question, f, reports)
        and of_time(f, question)
    ]  # fmt: skip
    corrected = [f for f in found if f.status is Status.CORRECTED]
    kept = corrected or [f for f in found if f.status is not Status.SUPERSEDED]
    if not question.periods and kept:
        last = max((f.period for f in kept if f.period), default=None)
        kept = [f for f in kept if f.period == last]
    return [f for i, f in enumerate(kept) if all(f.value != g.value for g in kept[:i])]


def _mean_line(fact: Fact, reports: Reports) -> Line:
    text = say("answers.mean_stated", text=value_words(fact), clause=clause_words(fact, reports))
    return line_on(fact, text, reports)

"""Answers over the years of one subject, or its indices: trends, the best and worst, those that meet a condition."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

from corpus.model import Fact, Period
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.draft import Draft, Evidence, Line
from qa.indicators.compare import change_line, direction_words
from qa.indicators.conditions import meeting_value
from qa.indicators.inference import streak
from qa.indicators.movers import Move, went
from qa.indicators.profiles import VALUES, Profile, asked_measure, by_time, fits, previous, profiles_of
from qa.indicators.sentences import evidence_of_each, evidence_with_period, when_words
from qa.indicators.unanswered import nothing_stated, one_subject
from qa.matching.candidates import index_facts
from qa.matching.filling import without_names
from qa.model import ChartData, TableData
from qa.question import Operation, Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.standing import HIGHEST
from qa.wording import period_name, same_evidence, value_words

_Points = list[tuple[Profile, Fact]]


def over_years(
    make: Callable[[Question, Reports, list[Profile]], Draft | None],
) -> Callable[[Question, Scope, Reports, list[Profile]], Draft]:
    """Return the answer made of the years of the one subject meant, those of the range asked."""

    def answer(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
        chosen = one_subject(question, scope, [p for p in profiles if p.period])
        if isinstance(chosen, Draft):
            return chosen
        ranged = [p for p in chosen if fits(p, question.periods)]
        if question.periods and len(question.periods) == 1 and question.periods[0].is_year:
            inside = {p.period for p in ranged}
            ranged = ranged if len(inside) > 1 else chosen
        if len(question.periods) < 2:
            ranged = _of_one_length(question, ranged)
        made = make(question, reports, ranged) if ranged else None
        return made or nothing_stated(question, scope, reports, profiles)

    return answer


def _of_one_length(question: Question, profiles: list[Profile]) -> list[Profile]:
    """Keep the years, or the quarters or months that are asked: a month is no step after a year."""
    lengths = [round(((p.period.end - p.period.start).days + 1) / 30.4) for p in profiles if p.period]
    folded = fold(question.text)
    asked = 1 if re.search(r"\bthang\b(?! (?:hang|bac|diem))", folded) else 3 if re.search(r"\bquy\b", folded) else 12
    several = [
        n
        for n in dict.fromkeys(lengths)
        if len({p.period for p, m in zip(profiles, lengths, strict=True) if m == n}) > 1
    ]
    chosen = asked if asked in several or not several else max(several, key=lengths.count)
    return [p for p, m in zip(profiles, lengths, strict=True) if m == chosen] if several else profiles


def _when(profile: Profile) -> str:
    return period_name(profile.period) if profile.period else ""


def _points(profiles: list[Profile], measure: str) -> _Points:
    return [(p, f) for p in profiles if (f := p.best(measure)) is not None and f.value is not None]


def trend(question: Question, reports: Reports, profiles: list[Profile]) -> Draft | None:
    """List the values year by year, with the change from first to last, a table and a chart."""
    measure = asked_measure(question)
    held = [p for p in profiles if (p.best(measure) if measure else p.facts)]
    if len(held) < 2:
        return None
    label = held[0].label
    years = all(p.period and p.period.is_year for p in held)
    opening = say("answers.trend" if years else "answers.trend_parts", label=label, subject=held[0].subject)
    lines = [Line(opening, evidence_with_period(held[0].facts, held[0].period, reports))]
    for profile in held:
        values = ", ".join(value_words(f) for f in profile.facts)
        text = upper_first(say("answers.trend_line", period=_when(profile), values=values))
        evidence = evidence_with_period(profile.facts, profile.period, reports)
        lines.append(Line(text, evidence, tuple(profile.facts)))
    drawn = measure if measure in ("score", "rank") else "score" if any(p.best("score") for p in held) else "rank"
    points = _points(held, drawn)
    if len(points) > 1:
        (one, first), (two, last) = points[0], points[-1]
        text = say("answers.trend_sum", first=_when(one), last=_when(two), direction=direction_words(first, last))
        lines.append(Line(text, same_evidence([first, last], reports), (), True))
    table = TableData(
        columns=("Năm" if years else "Kỳ", "Điểm", "Thứ hạng", "Xếp loại"),
        rows=tuple(
            (p.period.label if p.period else "", *((f.text if (f := p.best(m)) else "") for m in VALUES)) for p in held
        ),
    )
    chart = ChartData(
        kind="line", title=f"{label} – {held[0].subject}",
        labels=tuple(p.period.label if p.period else "" for p, _ in points),
        values=tuple(float(f.value or 0) for _, f in points),
        unit="hạng" if drawn == "rank" else "điểm", downwards=drawn == "rank",
    )  # fmt: skip
    return Draft("trend", tuple(lines), table=table, chart=chart)


def extreme_year(question: Question, reports: Reports, profiles: list[Profile]) -> Draft | None:
    """Return the year of the highest or lowest value, or of the largest step."""
    folded = fold(question.text)
    measure = "rank" if question.measure == "rank" and "diem" not in folded else "score"
    points = _points(profiles, measure)
    if not points:
        measure = "rank"
        points = _points(profiles, measure)
    moving = re.search(r"\b(tang|giam|tut)\b(?: [a-z]+){0,3} (?:nhieu|manh|cao|lon|sau) nhat\b", folded)
    if moving:
        return _largest_step(points, moving.group(1) != "tang", reports)
    if len(points) < 2:
        return None  # one year alone is neither the highest nor the lowest
    wants_small = question.lowest != (measure == "rank")
    values = [f.value for _, f in points if f.value is not None]
    extreme = min(values) if wants_small else max(values)
    which = ("worst", "best") if measure == "rank" else ("lowest", "highest")
    lines = []
    for profile, fact in points:
        if fact.value != extreme:
            continue
        companions = [fact, *(f for f in profile.facts if f is not fact)]
        text = say(
            "answers.extreme_year", period=upper_first(_when(profile)), label=profile.label,
            subject=profile.subject, which=say(f"answers.{which[not question.lowest]}"),
            value=", ".join(value_words(f) for f in companions),
        )  # fmt: skip
        evidence = (
            *evidence_with_period(companions, profile.period, reports),
            *same_evidence([f for _, f in points], reports),
        )
        lines.append(Line(text, tuple(dict.fromkeys(evidence)), tuple(companions), True))
    return Draft("trend", tuple(lines))


def _largest_step(points: _Points, down: bool, reports: Reports) -> Draft | None:
    """Return the year that rose or fell most against the year before it."""
    steps = [
        Move(two.subject, first, one.period, second, two.period)
        for (one, first), (two, second) in pairwise(points)
        if one.period and two.period and previous(two.period) == one.period
    ]
    lines = [move.line(reports) for move in went(steps, down, furthest=True)]
    return Draft("trend", tuple(lines)) if lines else None


def years_where(question: Question, reports: Reports, profiles: list[Profile]) -> Draft | None:
    """Return the years that meet a condition; a rank held for years running counts for each of them."""
    chosen = [(p, f) for p in profiles if (f := meeting_value(question, p)) is not None]
    if not chosen:
        return None
    known = {p.period for p in profiles}
    told_at: tuple[Evidence, ...] = ()
    told = [(p.period, f, p, "") for p, f in chosen]
    for profile, fact in chosen:
        running, places = streak(fact, reports)
        told_at += places
        for back in range(1, running):
            year = Period.of_year(fact.period.start.year - back) if fact.period else None
            if year not in known and fits(replace(profile, period=year), question.periods):
                known.add(year)
                told.append((year, fact, profile, say("answers.inferred_streak")))
    told.sort(key=lambda t: (t[0].start, t[0].end) if t[0] else (date.min, date.min))
    years = "; ".join(
        say(
            "answers.year_value",
            period=period_name(when) if when else "",
            value=f"{value_words(f)}{f', {why}' if why else ''}",
        )
        for when, f, _, why in told
    )
    facts = tuple(f for _, f in chosen)
    stated = evidence_of_each([(f, p.period) for p, f in chosen], reports)
    evidence = tuple(dict.fromkeys((*stated, *told_at)))
    text = say("answers.years_where", subject=upper_first(chosen[0][0].subject), years=years)
    inferred = any(why for *_, why in told)
    return Draft("trend" if inferred else "figure", (Line(text, evidence, facts, inferred),))


_WHICH_INDEX = re.compile(r"\b(?:nhung |cac )?chi so (?:nao|gi)\b")
_MOVED = re.compile(r"\b(?:tang|len|vuon)|(?P<down>\b(?:giam|tut|rot|xuong|lui))")


def which_index(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Return the index of the one unit named that is first or last by its place, or those that moved."""
    folded = " ".join(fold(without_names(question.text)).split())
    if question.indicators or len(scope.units) + len(scope.offices) != 1 or not _WHICH_INDEX.search(folded):
        return None
    found = index_facts(replace(question, operation=Operation.LOOKUP), scope, reports, (*VALUES, "change"))
    profiles = [p for p in profiles_of(found, reports, question, with_moves=True) if fits(p, question.periods)]
    if question.lowest or HIGHEST.search(folded):
        return _extreme(question, profiles, reports)
    if not (moved := _MOVED.search(folded)):
        return None
    sign = -1 if moved.group("down") else 1
    by_places = bool(re.search(r"\b(?:hang|bac|vi tri)\b", folded))
    lines = [
        change_line(question, profile, change, reports)
        for profile in profiles
        for change in profile.changes
        if change.value and change.value * sign > 0 and (change.unit == "bậc" or not by_places)
    ]
    return Draft("comparison", tuple(lines)) if lines else None


def _extreme(question: Question, profiles: list[Profile], reports: Reports) -> Draft | None:
    """Return the index with the best or worst place, of those that have one; scores are of different scales."""
    latest = {p.indicator: p for p in sorted(profiles, key=by_time) if (f := p.best("rank")) and f.value}
    ranked = [(p, f) for p in latest.values() if (f := p.best("rank")) and f.value]
    if len(ranked) < 2 or len({f.of for _, f in ranked if f.of}) > 1:
        return None
    extreme = (max if question.lowest else min)(f.value for _, f in ranked if f.value)
    lines = []
    for profile, fact in ranked:
        if fact.value == extreme:
            text = say(
                "answers.extreme_index", label=profile.label, subject=profile.subject, when=when_words([profile]),
                which=say("answers.component_rank_low" if question.lowest else "answers.component_rank_high"),
                count=len(ranked), value=value_words(fact),
            )  # fmt: skip
            everyone = tuple(f for _, f in ranked)
            places = evidence_of_each([(f, p.period) for p, f in ranked], reports)
            lines.append(Line(text, places, everyone, True))
    return Draft("ranking", tuple(lines))

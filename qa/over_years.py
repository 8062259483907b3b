"""Answers over the years of one subject: trends, the best and worst year, the years that meet a condition."""

from __future__ import annotations

from collections.abc import Callable

from corpus.vietnamese import fold
from corpus.vocabulary import indicators
from prompts import say
from qa.compare import direction_words
from qa.draft import Draft, Line
from qa.model import ChartData, TableData
from qa.profiles import VALUES, Profile, asked_measure, fits, meeting_value
from qa.reports import Reports
from qa.scope import Scope
from qa.unanswered import nothing_stated, one_subject
from qa.understand import Question
from qa.wording import same_evidence, upper_first, value_words


def over_years(
    make: Callable[[Question, Reports, list[Profile]], Draft | None],
) -> Callable[[Question, Scope, Reports, list[Profile]], Draft]:
    def answer(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
        chosen = one_subject(question, scope, [p for p in profiles if p.period])
        if isinstance(chosen, Draft):
            return chosen
        ranged = [p for p in chosen if fits(p, question.periods)]
        if question.periods and len(question.periods) == 1 and question.periods[0].is_year:
            ranged = chosen
        made = make(question, reports, ranged) if ranged else None
        return made or nothing_stated(question, scope, reports, profiles)

    return answer


def trend(question: Question, reports: Reports, profiles: list[Profile]) -> Draft | None:
    measure = asked_measure(question)
    held = [p for p in profiles if (p.best(measure) if measure else p.facts)]
    if len(held) < 2:
        return None
    label = indicators()[held[0].indicator].label
    lines = [
        Line(
            say("answers.trend", label=label, subject=held[0].subject), same_evidence(held[0].facts, reports)
        )
    ]
    for profile in held:
        facts = profile.facts
        lines.append(
            Line(
                say(
                    "answers.trend_line",
                    period=profile.period.label if profile.period else "",
                    values=", ".join(value_words(f) for f in facts),
                ),
                same_evidence(facts, reports),
                tuple(facts),
            )
        )
    drawn = (
        measure if measure in ("score", "rank") else "score" if any(p.best("score") for p in held) else "rank"
    )
    points = [(p, f) for p in held if (f := p.best(drawn)) is not None and f.value is not None]
    if len(points) > 1:
        first, last = points[0], points[-1]
        direction = direction_words(drawn, first[1], last[1])
        lines.append(
            Line(
                say("answers.trend_sum", first_year=first[0].period.label if first[0].period else "", last_year=last[0].period.label if last[0].period else "", direction=direction),
                same_evidence([first[1], last[1]], reports), (), True,
            )
        )  # fmt: skip
    table = TableData(
        columns=("Năm", "Điểm", "Thứ hạng", "Xếp loại"),
        rows=tuple(
            (p.period.label if p.period else "", *((f.text if (f := p.best(m)) else "") for m in VALUES))
            for p in held
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
    folded = fold(question.text)
    measure = "rank" if question.measure == "rank" and "diem" not in folded else "score"
    points = [(p, f) for p in profiles if (f := p.best(measure)) is not None and f.value is not None]
    if not points and (points := [(p, f) for p in profiles if (f := p.best("rank")) is not None and f.value]):
        measure = "rank"
    if not points:
        return None
    wants_small = question.lowest != (measure == "rank")
    values = [f.value for _, f in points if f.value is not None]
    extreme = min(values) if wants_small else max(values)
    lines = []
    for profile, fact in points:
        if fact.value == extreme:
            which = (
                ("worst" if question.lowest else "best")
                if measure == "rank"
                else ("lowest" if question.lowest else "highest")
            )
            companions = [fact, *(f for f in profile.facts if f is not fact)]
            lines.append(
                Line(
                    say("answers.extreme_year", period=profile.period.label if profile.period else "", label=indicators()[profile.indicator].label, subject=profile.subject, which=say(f"answers.{which}"), value=", ".join(value_words(f) for f in companions)),
                    same_evidence([fact, *(f for _, f in points)], reports), tuple(companions), True,
                )
            )  # fmt: skip
    return Draft("trend", tuple(lines))


def years_where(question: Question, reports: Reports, profiles: list[Profile]) -> Draft | None:
    chosen = [(p, f) for p in profiles if (f := meeting_value(question, p)) is not None]
    if not chosen:
        return None
    years = "; ".join(
        say("answers.year_value", period=p.period.label if p.period else "", value=value_words(f))
        for p, f in chosen
    )
    facts = [f for _, f in chosen]
    text = say("answers.years_where", subject=upper_first(chosen[0][0].subject), years=years)
    return Draft("figure", (Line(text, same_evidence(facts, reports), tuple(facts)),))

"""Answers over several units: the first and the last, rankings, who meets a condition, averages."""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.model import Fact
from corpus.quantities import LAST
from corpus.vietnamese import fold
from corpus.vocabulary import indicators
from prompts import say
from qa.draft import Draft, Line, not_found
from qa.profiles import Profile, fits, meeting_value
from qa.reports import Reports
from qa.scope import Scope
from qa.sentences import coverage_line, in_order, ranking_table, when_words
from qa.unanswered import nothing_stated, of_year
from qa.understand import Question
from qa.wording import period_words, plain, same_evidence, upper_first, value_words


def extreme_unit(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    chosen = of_year(question, profiles)
    if isinstance(chosen, Draft):
        return chosen
    by_score = bool(re.search(r"\bdiem\b", fold(question.text))) and question.measure != "rank"
    ranked = [(p, f) for p in chosen if (f := p.best("rank")) is not None and f.value is not None]
    scored = [(p, f) for p in chosen if (f := p.best("score")) is not None and f.value is not None]
    top: list[tuple[Profile, Fact]] = []
    if question.lowest:
        top = (
            [(p, f) for p, f in ranked if f.value == LAST or (f.of and f.value == f.of)]
            if not by_score
            else []
        )
    elif not by_score:
        top = [(p, f) for p, f in ranked if f.value == 1]
    if not top and scored and (by_score or len(scored) > 1):
        values = [f.value for _, f in scored if f.value is not None]
        extreme = min(values) if question.lowest else max(values)
        top = [(p, f) for p, f in scored if f.value == extreme]
    if not top and ranked and len(ranked) > 1:
        numbers = [f.value for _, f in ranked if f.value is not None]
        extreme = max(numbers) if question.lowest else min(numbers)
        top = [(p, f) for p, f in ranked if f.value == extreme]
    named = [(p, f) for p, f in top if not p.key.startswith("document:")]
    if not named:
        return (
            nothing_stated(question, scope, reports, profiles)
            if not top
            else not_found(say("answers.not_stated_name", count=len(reports.documents)))
        )
    lines = []
    for profile, fact in named:
        facts = [fact, *(f for f in profile.facts if f is not fact)]
        which = "lowest" if question.lowest else "highest"
        text = say(
            "answers.extreme_unit", subject=upper_first(profile.subject), which=say(f"answers.{which}"),
            label=indicators()[profile.indicator].label, when=when_words([profile]),
            value=", ".join(value_words(f) for f in facts),
        )  # fmt: skip
        lines.append(Line(text, same_evidence(facts, reports), tuple(facts), True))
    lines.append(coverage_line(chosen, reports))
    return Draft("ranking", tuple(lines), table=ranking_table(chosen, {p.key for p, _ in named}))


def ranking(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    chosen = of_year(question, profiles)
    if isinstance(chosen, Draft):
        return chosen
    if not chosen:
        return nothing_stated(question, scope, reports, profiles)
    ordered = in_order(chosen)
    label = indicators()[ordered[0].indicator].label
    lines = [
        Line(
            say("answers.ranking", label=label, when=when_words(ordered)),
            same_evidence(ordered[0].facts, reports),
        )
    ]
    for place, profile in enumerate(ordered, 1):
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
    chosen = [
        (p, f)
        for p in profiles
        if fits(p, question.periods) and (f := meeting_value(question, p)) is not None
    ]
    if not chosen:
        return nothing_stated(question, scope, reports, profiles)
    named = [(p, f) for p, f in chosen if not p.key.startswith("document:")]
    if not named:
        return not_found(say("answers.not_stated_name", count=len(reports.documents)))
    lines = []
    for profile, fact in named:
        facts = [fact, *(f for f in profile.facts if f is not fact)]
        evidence = same_evidence(facts, reports)
        text = say(
            "answers.index_value", period=period_words(profile.period, question.text, evidence),
            label=indicators()[profile.indicator].label, subject=profile.subject,
            values=", ".join(value_words(f) for f in facts), change="",
        )  # fmt: skip
        lines.append(Line(text, evidence, tuple(facts)))
    return Draft("figure", tuple(lines))


def average(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    chosen = [p for p in profiles if fits(p, question.periods)]
    if (scope.units and len(scope.units) == 1) or len({p.key for p in chosen}) > 1:
        chosen = [p for p in chosen if not scope.units or p.key.split("@")[0] in {u.key for u in scope.units}]
    facts = [f for p in chosen if (f := p.best("score")) and f.value is not None]
    if len(facts) < 2:
        return nothing_stated(question, scope, reports, profiles)
    values = [f.value for f in facts if f.value is not None]
    mean = (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.01"))
    parts = " + ".join(re.match(r"[\d.,]+", f.text).group(0) for f in facts if re.match(r"[\d.,]+", f.text))  # type: ignore[union-attr]
    text = say("answers.average", parts=parts, count=len(facts), average=plain(mean, "0,00"), unit="điểm")
    return Draft("comparison", (Line(text, same_evidence(facts, reports), tuple(facts), True),))

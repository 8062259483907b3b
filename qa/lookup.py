"""Look a value up, or infer last period's from this one's and the change the report states."""

from __future__ import annotations

import re

from corpus.model import QuantityKind
from corpus.vocabulary import indicators
from prompts import say
from qa.draft import Draft, Line
from qa.figures import in_year
from qa.model import Kind
from qa.profiles import Profile, asked_measure, fits, latest_asked, subject_level
from qa.reports import Reports
from qa.scope import Scope
from qa.sentences import disagreeing_facts, profile_lines
from qa.unanswered import nothing_stated, which_period, which_subject
from qa.understand import Question
from qa.wording import evidence_of, plain, upper_first


def look_up(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    measure = asked_measure(question)
    candidates = [p for p in profiles if not measure or p.best(measure)]
    fitting = subject_level(question, [p for p in candidates if fits(p, question.periods)])
    fitting = _not_given(question, _without_anchor_only(question, fitting), measure)
    if not fitting:
        inferred = infer(question, scope, reports, profiles, measure)
        return inferred or nothing_stated(question, scope, reports, profiles)
    subjects = {p.key: p for p in fitting}
    if len(subjects) > 1 and (not scope.units or len({k.split("@")[0] for k in subjects}) < len(subjects)):
        return which_subject(question, list(subjects.values()))
    if not question.periods and len({p.period for p in fitting}) > 1:
        fitting = latest_asked(question, fitting)
        if len({p.period for p in fitting}) > 1:
            return which_period(question, fitting)
    lines: list[Line] = []
    for profile in fitting:
        lines += profile_lines(question, profile, reports, measure)
    disagree = any(disagreeing_facts(p, measure or p.facts[0].measure) for p in fitting)
    kind: Kind = "comparison" if disagree else "figure"  # a conflict names its sources, numbers and all
    return Draft(kind, tuple(lines), suggestions=_next_questions(question, fitting, profiles))


def _without_anchor_only(question: Question, profiles: list[Profile]) -> list[Profile]:
    """Where the question gives one value and asks another ("đạt 82,71 điểm thì xếp thứ mấy"), keep who has it."""
    given = [
        q for q in question.figures if q.kind in (QuantityKind.SCORE, QuantityKind.RANK, QuantityKind.RATE)
    ]
    kept = [
        p for p in profiles
        if any(f.value == q.value for q in given for fs in p.values.values() for f in fs)
    ]  # fmt: skip
    return kept or profiles


def _not_given(question: Question, profiles: list[Profile], measure: str) -> list[Profile]:
    """Leave out a year whose value the question itself gives while asking for another year's."""
    if len(question.years) < 2 or not measure:
        return profiles
    given = {q.value for q in question.figures}
    return [p for p in profiles if (f := p.best(measure)) is None or f.value not in given]


def _next_questions(question: Question, shown: list[Profile], profiles: list[Profile]) -> tuple[str, ...]:
    """Offer what the reports can answer next: the other years, then the trend."""
    first = shown[0]
    label = indicators()[first.indicator].label
    if first.key.startswith("document:"):
        return ()
    others = [
        p
        for p in profiles
        if p.key == first.key and p.indicator == first.indicator and p.period != first.period
    ]
    asked = [
        f"{label} của {first.subject} năm {p.period.label}?" for p in others if p.period and p.period.is_year
    ]
    if len(others) > 1:
        asked.insert(0, f"{label} của {first.subject} thay đổi thế nào qua các năm?")
    return tuple(asked[:3])


def infer(
    question: Question, scope: Scope, reports: Reports, profiles: list[Profile], measure: str
) -> Draft | None:
    """Infer last period's value from this one's and the change the same sentence states; said to be inferred."""
    if measure not in ("score", "rank") or question.target:
        return None
    for profile in profiles:
        fact = profile.best(measure)
        if fact is None or fact.value is None:
            continue
        for change in profile.changes:
            same_kind = (change.unit == "bậc") == (measure == "rank")
            if (
                not same_kind
                or change.base is None
                or change.value is None
                or change.sentence != fact.sentence
            ):
                continue
            if not any(
                change.base == p or (p.is_year and in_year(change.base, p.start.year))
                for p in question.periods
            ):
                continue
            if measure == "rank":
                # To rise by two places is to come to a smaller number.
                before = fact.value + change.value
                printed = f"{plain(before)}/{plain(fact.of)}" if fact.of else plain(before)
                sign = "+" if change.value >= 0 else "-"
            else:
                before = fact.value - change.value
                unit = re.sub(r"^[\d.,\s]+(?:/\d+)?", "", fact.text).strip()
                printed = plain(before, f"{fact.text} {change.text}") + (
                    "%" if unit == "%" else f" {unit}" if unit else ""
                )
                sign = "-" if change.value >= 0 else "+"
            number = re.match(r"[\d.,]+", fact.text)
            step = re.match(r"[\d.,]+", change.text)
            text = say(
                "answers.inferred",
                period=say("answers.in_period", period=change.base.label) + " "
                if change.base.is_year
                else "",
                label=indicators()[profile.indicator].label,
                subject=profile.subject,
                value=printed,
                arithmetic=f"{number.group(0) if number else fact.text} {sign} {step.group(0) if step else change.text}",
            )
            return Draft(
                "comparison", (Line(upper_first(text), (evidence_of(fact, reports),), (fact, change), True),)
            )
    return None

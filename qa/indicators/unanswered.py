"""Ask back where several units or years could be meant; say what is nearest where nothing is stated."""

from __future__ import annotations

from corpus.model import Fact, Status
from corpus.vocabulary import indicators
from prompts import say
from qa.draft import Draft, not_found, which
from qa.indicators.profiles import VALUES, Profile, by_time, fits, latest_asked, subject_level
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.wording import period_name, value_words


def which_subject(question: Question, profiles: list[Profile]) -> Draft:
    return which("answers.which_unit", question.text, (_told_apart(p) for p in profiles))


def _told_apart(profile: Profile) -> str:
    if profile.key.startswith("document:"):
        return f"{profile.subject} – tệp {profile.document.source}"
    if "@" in profile.key and profile.document.unit:
        return f"{profile.subject} thuộc {profile.document.unit.name}"
    return profile.subject


def which_period(question: Question, profiles: list[Profile]) -> Draft:
    names = dict.fromkeys(period_name(p.period) for p in sorted(profiles, key=by_time) if p.period)
    return which("answers.which_period", question.text, list(names))


def nothing_stated(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    """Say that the reports do not state it, what was searched and what is nearest."""
    near = [p for p in profiles if not scope.units or p.key.split("@")[0] in {u.key for u in scope.units}]
    years = sorted({y for p in question.periods for y in p.years})

    def distance(profile: Profile) -> int:
        if not years or profile.period is None:
            return 0
        return min(abs(profile.period.start.year - y) for y in years)

    shown = []
    for profile in sorted(near, key=distance)[:2] if scope.units or len({p.key for p in near}) == 1 else []:
        when = f"năm {profile.period.label} " if profile.period and profile.period.is_year else ""
        other = set(question.indicators) != {profile.indicator} or profile.component
        named = f"{profile.label} của " if other else ""
        shown.append(f"{when}{named}{profile.subject} {', '.join(map(_said, profile.facts))}")
    label = ", ".join(indicators()[i].label for i in question.indicators)
    if len({p.component for p in profiles}) == 1 and profiles[0].component:
        label = profiles[0].label
    asked = question.measure if question.measure in (*VALUES, "change") else "any"
    measure = say(f"answers.measure_{'target' if question.target else asked}")
    return not_found(
        say(
            "answers.no_figure",
            what=say("answers.what_measure", measure=measure, label=label).strip(),
            where=" " + say("answers.where_unit", units=", ".join(u.name for u in scope.units)) if scope.units else "",
            when=" " + say("answers.when_period", period=_when(question)) if question.periods else "",
            count=len(scope.documents) or len(reports.documents),
            near=" " + say("answers.near", facts="; ".join(shown)) if shown else "",
        )
    )


def _said(fact: Fact) -> str:
    """Return a value with the word for what it is where it is no result."""
    if fact.status is Status.TARGET:
        return say("answers.as_target", value=value_words(fact))
    if fact.status is Status.SELF_ASSESSED:
        return say("answers.as_self_scored", value=value_words(fact))
    return value_words(fact)


def _when(question: Question) -> str:
    return ", ".join(period_name(p) for p in question.periods)


def one_subject(question: Question, scope: Scope, profiles: list[Profile]) -> Draft | list[Profile]:
    """Return the profiles of the one subject meant, by year, or the question back when several could be."""
    kept = subject_level(question, profiles)
    subjects = {p.key: p for p in kept}
    if len(subjects) > 1 and not scope.units:
        fitting = {p.key: p for p in kept if fits(p, question.periods)}
        if len(fitting) != 1:
            # A trend needs at least two years: who has but one cannot be meant.
            several = {
                k: p for k, p in fitting.items()
                if len({q.period for q in kept if q.key == k and fits(q, question.periods)}) > 1
            }  # fmt: skip
            fitting = several or fitting
        if len(fitting) > 1:
            return which_subject(question, list(fitting.values()))
        kept = [p for p in kept if p.key in fitting]
    return sorted(kept, key=by_time)


def of_year(question: Question, profiles: list[Profile]) -> Draft | list[Profile]:
    """Return the profiles of the year meant, or ask which."""
    fitting = [p for p in profiles if fits(p, question.periods)]
    when = {p.period for p in fitting}
    if not question.periods and len(when) > 1:
        fitting = latest_asked(question, fitting)
        if len({p.period for p in fitting}) > 1:
            return which_period(question, fitting)
    return fitting

"""Keep apart those not ranked together; ask back where several could be meant; say what is nearest."""

import re

from corpus.facts.offices import NO_UNIT
from corpus.mentions import find_units
from corpus.model import Fact, Level, Status
from corpus.vietnamese import fold
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


_PROVINCES = re.compile(r"\btinh(?:,? thanh pho)? (?:nao|thanh nao)\b")
#: So many units make a ranking of their own; fewer are single reports.
FEWEST = 3


def superior(profile: Profile) -> str:
    """Return whose units a unit is ranked among: its province, its district, or "" where nothing tells."""
    if "@" in profile.key:
        return profile.document.unit.name if profile.document.unit else ""
    own = profile.document.unit
    if own is not None and own.level is Level.PROVINCE:
        return own.name if not profile.key.startswith(Level.PROVINCE.value) else say("answers.country")
    if own is not None and own.key == profile.key and own.parent:
        return own.parent
    if profile.key.startswith(("document:", *NO_UNIT)):
        return ""
    parents = {m.unit.parent for m in find_units(profile.subject, bare=True) if m.unit.parent}
    return parents.pop() if len(parents) == 1 else ""


def body_of(profile: Profile, reports: Reports) -> str:
    """Return whose units a unit is ranked among, from its own pages or the one province that has figures of it."""
    return superior(profile) or _told_among(profile, reports)


def _told_among(profile: Profile, reports: Reports) -> str:
    told = {
        unit.name for fact in profile.facts
        if (unit := reports.documents[fact.document_id].unit) is not None and unit.level is Level.PROVINCE
    }  # fmt: skip
    return told.pop() if len(told) == 1 else ""


def one_body(question: Question, scope: Scope, profiles: list[Profile], reports: Reports) -> Draft | list[Profile]:
    """Return the profiles ranked together that are meant, or ask of which province or district."""
    if len(scope.units) == 1 or not profiles:
        return profiles
    if _PROVINCES.search(fold(question.text)):
        profiles = [p for p in profiles if p.key.startswith(Level.PROVINCE.value)] or profiles
    named = {p.key: s for p in profiles if (s := body_of(p, reports))}
    groups: dict[str, list[Profile]] = {}
    for profile in profiles:
        groups.setdefault(named.get(profile.key, ""), []).append(profile)
    known = {name: group for name, group in groups.items() if name}
    whole = [group for group in known.values() if _is_whole(group)]
    if len(known) == 1 and len(whole) == 1:
        return whole[0]  # all who are ranked there: one of whom nobody says where it belongs is none of them
    if len(known) < 2:
        return profiles
    large = {n: g for n, g in known.items() if len({p.key for p in g}) >= FEWEST}
    if len(large) == 1:
        told = next(iter(large.values()))
        kept = {p.key for p in told} | {p.key for p in groups.get("", ()) if not _is_whole(told)}
        return [p for p in profiles if p.key in kept]
    return which("answers.which_body", question.text, sorted(large or known))


def _is_whole(group: list[Profile]) -> bool:
    """Tell whether every place from the first on is held by one of a group, so that nobody is missing."""
    places = [fact.value for profile in group if (fact := profile.best("rank")) and fact.value is not None]
    units = len({p.key for p in group})
    return units >= FEWEST and sorted(places) == list(range(1, units + 1))

"""Keep units of different provinces or districts apart: a rank only means something among those ranked."""

from __future__ import annotations

import re

from corpus.facts.offices import NO_UNIT
from corpus.mentions import find_units
from corpus.model import Level
from corpus.vietnamese import fold
from prompts import say
from qa.draft import Draft, which
from qa.indicators.profiles import Profile
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope

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

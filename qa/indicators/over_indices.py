"""Which index of one unit stands highest or lowest, rose or fell: "Chỉ số nào của tỉnh A xếp thấp nhất?"."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.vietnamese import fold
from prompts import say
from qa.draft import Draft, Line
from qa.indicators.compare import change_line
from qa.indicators.profiles import VALUES, Profile, by_time, fits, profiles_of
from qa.indicators.sentences import evidence_of_each, when_words
from qa.matching.candidates import index_facts
from qa.matching.filling import without_names
from qa.question import Operation, Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.standing import HIGHEST
from qa.wording import value_words

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

"""Which of the units of one name is meant: the one talked of before, or the one in the district talked of."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Unit
from corpus.vietnamese import fold
from qa.dialogue.rewriting import Edit, apply, leading_report, lower_first
from qa.dialogue.slots import Parts, UnitPiece, take_apart


def homes(unit: UnitPiece, known: Sequence[Unit]) -> frozenset[str]:
    """Return the places, without marks, that units of this name lie in."""
    return frozenset(fold(u.parent) for u in known if u.name == unit.written and u.parent)


def placed(question: str, prior: Parts, known: Sequence[Unit]) -> str:
    """Return a question whose one unit is of a name that several have, with what the talk says of where it lies."""
    now = take_apart(question, known)
    if len(now.units) != 1 or now.reports:
        return question
    unit = now.units[0]
    places = homes(unit, known)
    if len(places) < 2:
        return question
    there = next((u for u in prior.units if fold(u.written) in places), None)
    if there is not None:
        return apply(question, [Edit(unit.span, f"{unit.span.of(question)} ({there.written})")])
    report = leading_report(prior).rstrip(" ,")
    same = any(u.written == unit.written for u in prior.units)
    return f"{report}, {lower_first(now)}" if report and same else question

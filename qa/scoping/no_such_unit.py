"""What is said of a unit that no report speaks of: which it may have been meant for, or what there is."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from corpus.gazetteer import toned_key
from corpus.model import Unit
from corpus.units import kind_and_name, parse_unit, units_named
from corpus.vietnamese import fold, upper_first
from index.slips import distance
from prompts import say
from qa.draft import Draft, not_found, which
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope

#: How many names a refusal lists, and how many a question back offers.
_LISTED, _OFFERED = 12, 4
_TWO_SLIPS = 2
_LONG_ENOUGH = 5


def no_such_unit(asked: Question, scope: Scope, reports: Reports) -> Draft:
    """Ask whether a unit of nearly that name is meant; where there is none, say whose reports there are."""
    meant = _misspelt(scope.unknown[0], reports) if len(scope.unknown) == 1 else []
    if meant:
        choices = [_instead(asked.text, scope.unknown[0], unit) for unit in meant]
        draft = which("answers.nearly_named", asked.text, [unit.name for unit in meant], unit=scope.unknown[0])
        return Draft("clarify", draft.lines, suggestions=tuple(choices))
    named = {d.unit.name for d in reports.documents.values() if d.unit}
    wanted = fold(", ".join(scope.unknown))
    nearest = sorted(sorted(named), key=lambda name: -SequenceMatcher(None, fold(name), wanted).ratio())
    having = say("answers.having_units", units=", ".join(nearest[:_LISTED])) if nearest else ""
    return not_found(
        say("answers.no_such_unit", units=", ".join(scope.unknown), count=len(reports.documents), having=having)
    )


def _misspelt(name: str, reports: Reports) -> list[Unit]:
    """Return the units of the reports that one slip makes into a name which is no unit's of the country."""
    unit = parse_unit(name)
    if unit is None or any(toned_key(u.bare) == toned_key(unit.bare) for u in units_named(name, unit.level)):
        return []
    typed = fold(kind_and_name(name)[1])
    same = [u for u in reports.units if u.level is unit.level and distance(typed, fold(u.bare)) < _TWO_SLIPS]
    return same if len(same) <= _OFFERED and len(typed) >= _LONG_ENOUGH else []


def _instead(question: str, name: str, unit: Unit) -> str:
    """Return the question with the unit in the place of the name that is none."""
    kind, bare = re.escape(fold(unit.kind)), re.escape(fold(name.removeprefix(f"{unit.kind} ")))
    place = re.search(rf"(?<!\w)(?:{kind} )?{bare}(?!\w)", fold(question))
    if place is None:
        return f"{upper_first(unit.name)}: {question}"
    return upper_first(question[: place.start()] + unit.name + question[place.end() :])

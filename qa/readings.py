"""A name without its kind may mean two units: "Tân Sơn" is a district here and a commune there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Unit
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.draft import Draft, clarify
from qa.scope import Library, Scope, speaking_of
from qa.understand import Question


def readings(scope: Scope, library: Library) -> list[tuple[Unit, Scope]]:
    """Return each unit that a name without its kind may mean, with its scope; none where no name is ambiguous."""
    found = []
    for unit in scope.ambiguous:
        units = tuple(u for u in scope.units if u == unit or u not in scope.ambiguous)
        documents = tuple(sorted(speaking_of(units, library) & set(scope.documents)))
        owned = any((own := library.documents[d].unit) is not None and own.key == unit.key for d in documents)
        found.append((unit, replace(scope, units=units, ambiguous=(), documents=documents, owned=owned)))
    return found


def speaks_of(unit: Unit, draft: Draft) -> bool:
    """Tell whether all that an answer stands on is of the unit or names it with its kind."""
    return all(
        (e.document.unit is not None and e.document.unit.key == unit.key)
        or any(f.unit_key == unit.key for f in line.facts)
        or fold(unit.name) in fold(e.quote)
        for line in draft.lines
        for e in line.evidence
    )


def which_reading(asked: Question, units: Sequence[Unit]) -> Draft:
    """Ask which of the units of one name is meant, offering the question with each in its place."""
    choices = []
    for unit in units:
        name = unit.name if len({u.kind for u in units}) == len(units) else f"{unit.name}, {unit.parent}".rstrip(", ")
        place = re.search(rf"(?<!\w){re.escape(fold(unit.bare))}(?!\w)", fold(asked.text))
        if place:
            choices.append(asked.text[: place.start()] + name + asked.text[place.end() :])
    return clarify(say("answers.which_unit"), [upper_first(choice) for choice in choices])

"""Names that mean two units ("Tân Sơn" is a district here and a commune there), or none that a report speaks of."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from corpus.gazetteer import toned_key
from corpus.model import Unit
from corpus.units import kind_and_name, parse_unit, units_named
from corpus.vietnamese import fold, upper_first
from index.syllables import distance
from prompts import say
from qa.draft import Draft, not_found, which
from qa.question import Question
from qa.reports import Reports
from qa.scoping.homes import elsewhere, one_by_one, without_homes
from qa.scoping.scope import Scope, speaking_of
from qa.understand import understand


def readings(scope: Scope, reports: Reports) -> list[tuple[Unit, Scope]]:
    """Return each unit that a name without its kind may mean, with its scope; none where no name is ambiguous."""
    found = []
    for unit in scope.ambiguous:
        units = tuple(u for u in scope.units if u == unit or u not in scope.ambiguous)
        away = elsewhere(unit, reports.homes)
        documents = tuple(sorted((speaking_of(units, reports) - away) & set(scope.documents)))
        owned = any((own := reports.documents[d].unit) is not None and own.key == unit.key for d in documents)
        found.append(
            (
                unit,
                replace(
                    scope,
                    units=units,
                    ambiguous=(),
                    documents=documents,
                    owned=owned,
                    pointed=scope.pointed or bool(away),
                    placed=scope.placed or ((unit,) if away else ()),
                ),
            )
        )
    return found


def told_apart(asked: Question, scope: Scope, reports: Reports) -> list[tuple[Question, Scope]]:
    """Return the question without the place that told units of one name apart; of each where several are named."""
    if len(scope.placed) > 1:
        one = understand(one_by_one(asked.text, scope.placed))
        return [(one, narrow) for _, narrow in readings(scope, reports)]
    if scope.placed:
        return [(understand(without_homes(asked.text, scope.placed)), scope)]
    files = [reports.documents[d].source for d in scope.documents] if len(scope.documents) == 1 else []
    text = _without_file(asked.text, files[0]) if files else asked.text
    return [(understand(text) if text != asked.text else asked, scope)]


def _without_file(text: str, source: str) -> str:
    """Return the question without the file that only says which report is meant: "… (huyện – tệp a.txt)"."""
    name = re.escape(source)
    stripped = re.sub(rf"\s*(?:\((?:[^()]|\([^()]*\))*\b{name}\)|(?:(?:theo|trong|ở|tại)\s+)?tệp\s+{name})", "", text)
    return stripped if re.search(r"\w", stripped) else text


def with_places(scope: Scope, draft: Draft) -> Draft:
    """Say of a unit that has namesakes where it lies; where the answer does not name it, whose answer it is."""
    if draft.kind in ("clarify", "not_found"):
        return draft
    for unit in scope.units if scope.placed else ():
        if unit in scope.placed:
            name = re.compile(rf"(?<!\w){re.escape(unit.name)}(?!\w)(?! \()", re.IGNORECASE)
            placed = f"{unit.name} ({unit.parent})"
            texts = [name.sub(rf"\g<0> ({unit.parent})", line.text, count=1) for line in draft.lines]
            if not any(fold(placed) in fold(text) for text in texts) and len(scope.placed) == 1:
                texts[0] = say("passages.side", name=upper_first(placed), text=texts[0])
            lines = [replace(line, text=text) for line, text in zip(draft.lines, texts, strict=True)]
            draft = replace(draft, lines=tuple(lines))
    return draft


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
    choices, names = [], []
    for unit in units:
        name = (
            unit.name
            if len({u.kind for u in units}) == len(units) or not unit.parent
            else f"{unit.name} ({unit.parent})"
        )
        kind = re.escape(fold(unit.kind))
        place = re.search(rf"(?<!\w)(?:{kind} )?{re.escape(fold(unit.bare))}(?!\w)", fold(asked.text))
        if place:
            choices.append(upper_first(asked.text[: place.start()] + name + asked.text[place.end() :]))
            names.append(name)
    return replace(which("answers.which_unit", asked.text, names), suggestions=tuple(choices))


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

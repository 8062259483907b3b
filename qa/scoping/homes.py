"""Two units of one name, told apart by the unit that each lies in, as their own reports write it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from corpus.kinds import PLAIN_UNITS
from corpus.lines import UPPER
from corpus.model import Document, Fact, Level, Unit
from corpus.vietnamese import fold

_LETTERHEAD = 500
_KINDS = rf"(?:{PLAIN_UNITS})"
_NAME = rf"[{UPPER}][^\W\d_]*(?:[ -]+[{UPPER}][^\W\d_]*){{0,3}}"
_ABOVE = re.compile(
    r"^[ |*]*(?i:(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+)?"
    rf"(?i:(huyện|thị\s+xã|thành\s+phố|quận|tỉnh))\s+({_NAME})[ *]*(?=$|[,|–-])",
    re.MULTILINE,
)
#: Cities that are provinces.
_CENTRAL = frozenset(["ha noi", "ho chi minh", "da nang", "hai phong", "can tho", "hue"])
#: Where each report puts a unit that it is of or has figures of: by unit key, by report.
Homes = Mapping[str, Mapping[str, str]]


def homes_of(documents: Mapping[str, Document], facts: Mapping[str, Iterable[Fact]]) -> Homes:
    """Return where reports put communes: their own by the letterhead, a district's by being the district's."""
    found: dict[str, dict[str, str]] = {}
    for key, document in documents.items():
        own = document.unit
        if own is not None and (home := _home(document)):
            found.setdefault(own.key, {})[key] = home
        if own is not None and own.level is Level.DISTRICT:
            for fact in facts.get(key, ()):
                if fact.unit_key.startswith(Level.COMMUNE.value):
                    found.setdefault(fact.unit_key, {})[key] = own.name
    return found


def _home(document: Document) -> str:
    """Return the district, else the province, that a commune's own report says it lies in; "" where it does not."""
    unit = document.unit
    if unit is None or unit.level is not Level.COMMUNE:
        return ""
    above = [
        f"{' '.join(kind.lower().split())} {bare.title() if bare.isupper() else bare}"
        for kind, name in _ABOVE.findall(document.text[:_LETTERHEAD])
        if (bare := " ".join(name.split()))
    ]
    above += [unit.parent] if unit.parent and fold(unit.parent) in fold(document.text) else []
    return next((home for home in above if not _is_province(home)), above[0] if above else "")


def _is_province(home: str) -> bool:
    return home.startswith("tỉnh") or _bare(home) in _CENTRAL


def _place(home: str) -> tuple[bool, str]:
    """Return what is the same for two writings of one home: whether it is a province, and its bare name."""
    return _is_province(home), _bare(home)


def twins(unit: Unit, homes: Homes) -> tuple[Unit, ...]:
    """Return the unit once for each place that reports put one of its name in; none where it is one.

    A district and a province are no two places: the commune may have lain in both.
    """
    told = {_place(home): home for home in sorted(set(homes.get(unit.key, {}).values()))}
    for province in (False, True):
        places = [home for (level, _), home in sorted(told.items()) if level is province]
        if len(places) > 1:
            return tuple(replace(unit, parent=home) for home in places)
    return ()


_LIES_IN = re.compile(rf"[\s,(–-]*(?:(?:cua|thuoc|o|tai)\s+)?(?:(?:{PLAIN_UNITS}|tp\.?)\s*)?")


def places_said(folded: str, named: Iterable[tuple[int, int, Unit]]) -> list[tuple[Unit, Unit]]:
    """Return the units named whose wider one, named behind them, only says where they lie, with that: "A Lưới, Huế"."""
    row = sorted(named, key=lambda one: one[:2])
    return [
        (unit[2], place[2])
        for unit, place in pairwise(row)
        if place[2].level.depth < unit[2].level.depth and _LIES_IN.fullmatch(folded[unit[1] : place[0]])
    ]


def named_homes(units: Iterable[Unit], text: str) -> tuple[Unit, ...]:
    """Return those of the twins whose place the question names: "xã Tân Tiến (Lâm Khê)"."""
    folded = fold(text)
    return tuple(u for u in units if re.search(rf"(?<!\w){re.escape(_bare(u.parent))}(?!\w)", folded))


def is_home(unit: Unit, of: Iterable[Unit]) -> bool:
    """Tell whether a unit is only named to say where another lies."""
    return any(fold(unit.bare) == _bare(other.parent) for other in of)


def elsewhere(unit: Unit, homes: Homes) -> set[str]:
    """Return the reports that speak of the unit's namesakes, which lie in other places."""
    province, place = _place(unit.parent)
    told = {key: _place(home) for key, home in homes.get(unit.key, {}).items()}
    return {key for key, (level, other) in told.items() if level is province and other != place}


def without_homes(text: str, units: Iterable[Unit]) -> str:
    """Return the question without the places that only told units of one name apart: "xã Tân Tiến (Lâm Khê)"."""
    for unit in units:
        place = re.compile(
            rf"[\s,(]*(?:\b(?:cua|o|tai|thuoc|ben) )?(?:{_KINDS} )?{re.escape(_bare(unit.parent))}\b\s*\)?"
        )
        after = re.compile(rf"(?<!\w){re.escape(fold(unit.bare))}")
        folded = fold(text)
        named = after.search(folded)
        found = place.search(folded, named.end() if named else 0)
        if found:
            text = text[: found.start()] + " " + text[found.end() :].lstrip()
    return " ".join(text.split())


def one_by_one(text: str, units: Iterable[Unit]) -> str:
    """Return what is asked of each of the units of one name that the question lists."""
    units = list(units)
    text = without_homes(text, units)
    name = rf"(?:{_KINDS} )?{re.escape(fold(units[0].bare))}"
    listed = re.search(rf"(?<!\w){name}(?:\s*(?:,|va|voi|hay)\s*{name})+", fold(text))
    if listed:
        text = text[: listed.start()] + units[0].name + text[listed.end() :]
    return re.sub(r"^(?:so sánh|so sanh)\s+", "", text, flags=re.IGNORECASE)


def _bare(home: str) -> str:
    return re.sub(rf"^(?:{PLAIN_UNITS}) ", "", fold(home))

"""Administrative units: look them up by name, tell whether two are one, name each as the index knows it."""

import re
from dataclasses import replace
from functools import cache

from corpus import gazetteer as data
from corpus.gazetteer import agrees, level_of_kind, plain_key, toned_key
from corpus.kinds import LEVELS, PLAIN_LEVELS, SHORT, UNITS
from corpus.mentions import find_units
from corpus.model import Level, Unit
from corpus.unit_names import rows_of_kind
from corpus.vietnamese import fold, has_marks, modern_tone, nfc

OFFICE = re.compile(
    r"^\s*(?:UBND|HĐND(?:[ ]?(?:-|&|và)[ ]?UBND)?|(?:[UỦ][YỶ]|UỶ) BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN)\s+", re.IGNORECASE
)
_KIND_BEFORE = re.compile(
    rf"^(?P<kind>{UNITS}"
    rf"|{'|'.join(PLAIN_LEVELS)}"
    r"|t\.?p|t\.?x|t\.?t|[hqxp](?=\.))\b\.?\s*(?=\S)",
    re.IGNORECASE,
)
_KINDS = {fold(kind): kind for kind in LEVELS} | SHORT


def kind_and_name(name: str) -> tuple[str, str]:
    """Split "h. Tân Hồng" into kind and bare name; the kind is "" where none is written."""
    name = OFFICE.sub("", " ".join(name.split()))
    if plain_key(name) in data.lists().aliases:
        return "", name
    match = _KIND_BEFORE.match(name)
    if match is None:
        return "", name
    return _KINDS[fold(match.group("kind").lower()).replace(".", "")], name[match.end() :]


def units_named(name: str, level: Level | None = None) -> list[Unit]:
    """Return all units of exactly that name, in any writing, with or without a kind before it."""
    kind, bare = kind_and_name(nfc(name))
    rows = data.names().rows(bare)
    if kind:
        rows = rows_of_kind(rows, kind)
    found = [row.unit for row in rows if level is None or row.level is level]
    return list(dict.fromkeys(found))


def parse_unit(name: str) -> Unit | None:
    """Read one unit from a name written in any way: "UBND TP Huế", "TX Hương Thủy", "tan hong"."""
    name = " ".join(nfc(name).split()).strip(" .,;:*_")
    found = find_units(name) or find_units(name, bare=True)
    if found:
        return found[0].unit
    kind, bare = kind_and_name(name)
    units = units_named(name)
    if units:
        best = min(units, key=lambda u: (u.level.depth, not agrees(bare, u.bare)))
        same = {u.parent for u in units if u.level is best.level and u.bare == best.bare}
        return best if len(same) == 1 else replace(best, parent="")
    if not kind or not re.search(r"[^\W\d_]", bare) or len(bare.split()) > 5:
        return None
    written = bare if bare != bare.lower() and bare != bare.upper() else bare.title()
    return Unit(kind, modern_tone(written), level_of_kind(kind, bare))


@cache
def unit_key(unit: Unit) -> str:
    """Return the unit's identity: "district:tân hồng", or "district:cao lãnh:huyện" where a town is named so too."""
    spellings = [row.bare for row in data.names().rows(unit.bare) if row.level is unit.level]
    listed = next((bare for bare in spellings if toned_key(bare) == toned_key(unit.bare)), unit.bare)
    name = f"{unit.level.value}:{modern_tone(listed.lower())}"
    return f"{name}:{unit.kind}" if has_twin(unit) else name


def same_unit(a: Unit, b: Unit) -> bool:
    """Tell whether two units can be one; marks and a parent may be missing, twins differ by kind."""
    both_hue = a.kind == b.kind == "thành phố" and plain_key(a.bare) == plain_key(b.bare) == "hue"
    if both_hue:  # a city of its province until 2024, of the country since
        return True
    if a.level is not b.level or plain_key(a.bare) != plain_key(b.bare):
        return False
    if has_marks(a.bare) and has_marks(b.bare) and toned_key(a.bare) != toned_key(b.bare):
        return False
    if a.kind != b.kind and has_twin(a) and has_twin(b):
        return False
    return not (a.parent and b.parent) or _same_parent(a.parent, b.parent)


def has_twin(unit: Unit) -> bool:
    """Tell whether a unit of another kind has the same name and parent: huyện and thành phố Cao Lãnh."""
    rows = [row for row in data.names().rows(unit.bare) if row.level is unit.level]
    twins = data.names().twins
    return any((r.level, r.bare, r.parent) in twins for r in rows if unit.parent in ("", r.parent))


def _same_parent(left: str, right: str) -> bool:
    """Compare parents; a commune's may be named by district in one place and by province in another."""
    if plain_key(left) == plain_key(right):
        return True
    renamed = {old: new for old, (new, _) in data.RENAMED_PROVINCES.items()}
    if renamed.get(left) == right or renamed.get(right) == left:
        return True
    (left_kind, _), (right_kind, _) = kind_and_name(left), kind_and_name(right)
    return (left_kind == "tỉnh") != (right_kind == "tỉnh")

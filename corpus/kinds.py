"""The kinds of units and offices, and the alternatives that patterns are made of (corpus/data/kinds.toml)."""

from collections.abc import Iterable

from corpus.data import entries
from corpus.model import Level
from corpus.vietnamese import fold

_DATA = entries("kinds")
#: kind -> level; "thành phố" is a district unless its name is that of a city which is a province.
LEVELS: dict[str, Level] = {kind: level for level in Level for kind in _DATA[level.value]}
#: The same without tone marks.
PLAIN_LEVELS = {fold(kind): level for kind, level in LEVELS.items()}
#: The kinds by how they are written without.
MARKED = {fold(kind): kind for kind in LEVELS}
#: How people shorten them: "tx" -> "thị xã".
SHORT: dict[str, str] = _DATA["short"]
PLAIN_SHORT = {short: fold(kind) for short, kind in SHORT.items()}


def _either(words: Iterable[str], space: str) -> str:
    return "|".join(_DATA["alike"].get(word, word.replace(" ", space)) for word in words)


def _both(*groups: str) -> tuple[str, str]:
    """Return the words of these groups as alternatives of a pattern, with tone marks and without."""
    words = [word for group in groups for word in _DATA[group]]
    return _either(words, r"\s+"), _either(map(fold, words), " ")


#: "tỉnh|thành\s+phố|…|đặc\s+khu"; without tone marks "tinh|thanh pho|…|dac khu".
UNITS, PLAIN_UNITS = _both(*Level)
#: Those and "đơn vị", "địa phương".
PLACES, PLAIN_PLACES = _both(*Level, "any_unit")
PLAIN_OFFICES = _both("office")[1]
#: Places and offices, and "cơ quan".
BODIES, PLAIN_BODIES = _both(*Level, "any_unit", "office", "any_office")
HAMLETS = _both("hamlet")[0]

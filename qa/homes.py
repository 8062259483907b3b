"""Two units of one name, told apart by the unit that each lies in, as their own reports write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from corpus.lines import UPPER
from corpus.model import Document, Level, Unit
from corpus.vietnamese import fold

_LETTERHEAD = 500
_KINDS = r"(?:huyen|thi xa|thanh pho|quan|tinh|xa|phuong|thi tran)"
_NAME = rf"[{UPPER}][^\W\d_]*(?:[ -]+[{UPPER}][^\W\d_]*){{0,3}}"
_ABOVE = re.compile(
    r"^[ |*]*(?i:(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+)?"
    rf"(?i:(huyện|thị\s+xã|thành\s+phố|quận))\s+({_NAME})[ *]*(?=$|[,|–-])",
    re.MULTILINE,
)
#: Cities that are provinces: in them lie other communes since 2025, of names that were known before.
_CENTRAL = frozenset(["ha noi", "ho chi minh", "da nang", "hai phong", "can tho", "hue"])


def home_of(document: Document) -> str:
    """Return the district that a commune's own report says it lies in; "" where it does not."""
    unit = document.unit
    if unit is None or unit.level is not Level.COMMUNE:
        return ""
    match = _ABOVE.search(document.text[:_LETTERHEAD])
    if match:
        kind, bare = " ".join(match.group(1).lower().split()), " ".join(match.group(2).split())
        home = f"{kind} {bare.title() if bare.isupper() else bare}"
    else:
        home = unit.parent if fold(unit.parent) in fold(document.text) else ""
    return "" if _bare(home) in _CENTRAL or home.startswith("tỉnh") else home


def twins(unit: Unit, documents: Mapping[str, Document]) -> tuple[Unit, ...]:
    """Return the unit once for each place that reports of its name put it in; none where it is one."""
    homes: dict[str, str] = {}
    for document in documents.values():
        if document.unit is not None and document.unit.key == unit.key and (home := home_of(document)):
            homes.setdefault(_bare(home), home)
    return tuple(replace(unit, parent=home) for _, home in sorted(homes.items())) if len(homes) > 1 else ()


def named_homes(units: Iterable[Unit], text: str) -> tuple[Unit, ...]:
    """Return those of the twins whose place the question names: "xã Tân Tiến (Lâm Khê)"."""
    folded = fold(text)
    return tuple(u for u in units if re.search(rf"(?<!\w){re.escape(_bare(u.parent))}(?!\w)", folded))


def is_home(unit: Unit, of: Iterable[Unit]) -> bool:
    """Tell whether a unit is only named to say where another lies."""
    return any(fold(unit.bare) == _bare(other.parent) for other in of)


def elsewhere(unit: Unit, documents: Mapping[str, Document]) -> set[str]:
    """Return the reports of the unit's namesakes, which lie in other places."""
    return {
        key for key, document in documents.items()
        if document.unit is not None and document.unit.key == unit.key
        and (home := home_of(document)) and _bare(home) != _bare(unit.parent)
    }  # fmt: skip


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
    return re.sub(r"^(?:huyen|thi xa|thanh pho|quan|tinh) ", "", fold(home))

"""How reports hang together: copies of one another, corrections, and other versions of the same document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corpus.vietnamese import fold

if TYPE_CHECKING:
    from corpus.model import Document
    from index.rows import DocumentRow


@dataclass(frozen=True, slots=True)
class Lineage:
    """The ids of the reports that one hangs together with.

    `versions` bear the same number but do not say the same, the latest first: a reader is to be warned.
    """

    copy_of: str = ""
    copies: tuple[str, ...] = ()
    corrects: tuple[str, ...] = ()
    corrected_by: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()


def lineage(rows: Iterable[DocumentRow]) -> Mapping[str, Lineage]:
    """Return for every report what it hangs together with."""
    listed = sorted(rows, key=lambda row: (row.date or date.min, row.id), reverse=True)
    cited = [row for row in listed if not row.copy_of]
    copies: dict[str, list[str]] = {}
    for row in listed:
        copies.setdefault(row.copy_of, []).append(row.id)
    corrects = {
        row.id: tuple(old.id for old in cited if old.id != row.id and corrects_it(row, old))
        for row in cited
        if row.header.corrects
    }
    numbered: dict[tuple[str, ...], list[str]] = {}
    for row in cited:
        if row.header.number and row.date and _issuer(row):
            key = (_plain(row.header.number.value), _issuer(row), str(row.date.year))
            numbered.setdefault(key, []).append(row.id)
    same_number = {one: group for group in numbered.values() if len(group) > 1 for one in group}
    return {
        row.id: Lineage(
            copy_of=row.copy_of,
            copies=tuple(copies.get(row.id, ())),
            corrects=corrects.get(row.id, ()),
            corrected_by=tuple(new for new, old in corrects.items() if row.id in old),
            versions=tuple(other for other in same_number.get(row.id, ()) if other != row.id),
        )
        for row in listed
    }


def corrects_it(row: DocumentRow | Document, old: DocumentRow | Document) -> bool:
    """Tell whether the report names the older one by its number, as one of the same office."""
    if not old.header.number or _plain(row.header.corrects) != _plain(old.header.number.value):
        return False
    if row.date and old.date and row.date < old.date:
        return False
    return not (row.unit and old.unit and row.unit.key != old.unit.key)


def _issuer(row: DocumentRow) -> str:
    if row.header.issuer:
        return _plain(row.header.issuer.value)
    return row.unit.key if row.unit else ""


def _plain(text: str) -> str:
    return "".join(fold(text).split()).removeprefix("so:")

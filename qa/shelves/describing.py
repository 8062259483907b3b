"""Let staff say of a report what it does not say itself, or says wrongly: in a sidecar file beside it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.sidecar import SIDECAR, read_sidecar
from prompts import say
from qa.reference import short_date
from qa.shelves.library import WAIT, LibraryError, Row, held_report, kept_in, listed_report

if TYPE_CHECKING:
    from index.rows import DocumentRow
    from qa.app import App

#: What may be said, in the order a form shows it; the names are those of the sidecar file.
FIELDS = ("unit", "province", "period", "number", "kind", "issuer", "issued_on", "title")


def description(app: App, document_id: str) -> dict[str, str]:
    """Return what is known of a report now, as a person would write it."""
    return _known(held_report(app, document_id))


def describe_report(app: App, document_id: str, said: Mapping[str, str]) -> Row:
    """Keep what differs from what is known already and read the report anew; what cannot be read changes nothing.

    An emptied field takes back what staff said before; what the report itself says then holds again.
    """
    held = held_report(app, document_id)
    path = Path(held.path)
    if kept_in(app).resolve() not in path.parents or not path.is_file():
        raise LibraryError("bundled", say("api.bundled_described", source=held.source))
    sidecar = path.with_name(path.name + SIDECAR)
    before = sidecar.read_bytes() if sidecar.is_file() else None
    kept, known = (read_sidecar(sidecar) if before else {}), _known(held)
    for field in FIELDS:
        given = " ".join(said.get(field, known[field]).split())
        if not given:
            kept.pop(field, None)
        elif given != known[field]:
            kept[field] = given
    try:
        _write(sidecar, kept)
        summary = app.update([path], wait=WAIT)
        if summary.unreadable:
            raise LibraryError("unreadable", summary.unreadable[0].reason)
    except OSError as error:
        raise LibraryError("unwritable", say("api.unwritable", file=sidecar.name, cause=error.strerror)) from error
    except LibraryError:
        _put_back(sidecar, before)
        app.update([path], wait=WAIT)
        raise
    return listed_report(app, document_id)


def _known(held: DocumentRow) -> dict[str, str]:
    header = held.header
    stated = {name: getattr(header, name) for name in ("number", "kind", "issuer", "issued_on", "title")}
    known = {name: value.value if value else "" for name, value in stated.items()}
    if known["issued_on"]:
        known["issued_on"] = short_date(date.fromisoformat(known["issued_on"]))
    known["unit"] = held.unit.name if held.unit else ""
    known["province"] = held.unit.parent if held.unit else ""
    known["period"] = header.period.label if header.period else ""
    return {field: " ".join(known[field].split()) for field in FIELDS}


def _write(sidecar: Path, said: Mapping[str, str]) -> None:
    import yaml

    if said:
        _put_back(sidecar, yaml.safe_dump(dict(said), allow_unicode=True, sort_keys=False).encode())
    else:
        sidecar.unlink(missing_ok=True)


def _put_back(sidecar: Path, content: bytes | None) -> None:
    """Make the file hold just that, whole or not at all; None is no file."""
    if content is None:
        sidecar.unlink(missing_ok=True)
        return
    handle, aside = tempfile.mkstemp(prefix=".", dir=sidecar.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(aside).chmod(0o644)
    Path(aside).replace(sidecar)

"""Look at what is configured and say what is missing: `cchc doctor`."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from prompts import say
from qa.errors import CommandError, in_words
from qa.settings import unknown_variables
from qa.shelves.lineage import lineage
from qa.shelves.listing import number

if TYPE_CHECKING:
    from qa.app import App


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: in order, not in order, or merely good to know."""

    state: Literal["ok", "bad", "note"]
    message: str


def examine(app: App) -> list[Finding]:
    """Return what was found, in the order in which things build on each other."""
    checks = (_program, _reports, _folder, _database, _embedding, _index, _language_model, _admin, _names)
    return [finding for check in checks for finding in check(app)]


def _program(app: App) -> Iterator[Finding]:
    yield Finding("ok", say("cli.doctor_python", version=platform.python_version(), program=app.version))


def _reports(app: App) -> Iterator[Finding]:
    from corpus.load import SUPPORTED

    folder = app.settings.reports_dir
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.X_OK):
        yield Finding("bad", say("cli.doctor_no_reports", path=folder))
        return
    count = sum(path.suffix.lower() in SUPPORTED for path in folder.rglob("*"))
    yield Finding("ok" if count else "bad", say("cli.doctor_reports", path=folder, count=count))


def _folder(app: App) -> Iterator[Finding]:
    try:
        app.check_folder()
    except CommandError as error:
        yield Finding("bad", str(error))
    else:
        yield Finding("ok", say("cli.doctor_data", path=app.settings.data_dir))


def _database(app: App) -> Iterator[Finding]:
    yield Finding("ok", say("cli.doctor_database" if app.settings.database_url else "cli.doctor_database_default"))


def _embedding(app: App) -> Iterator[Finding]:
    try:
        app.embedder.embed_query("cải cách hành chính")
    except Exception as error:
        yield Finding("bad", say("cli.doctor_embedding_bad", reason=in_words(error) or error))
        return
    chosen = app.settings.embedding_model
    yield Finding("ok", say("cli.doctor_embedding", model=chosen) if chosen else say("cli.doctor_embedding_default"))


def _index(app: App) -> Iterator[Finding]:
    try:
        stamp = app.index.stamp
    except Exception as error:
        yield Finding("bad", say("cli.doctor_index_bad", reason=in_words(error) or error))
        return
    if not stamp.documents:
        yield Finding("bad", say("cli.doctor_index_empty"))
        return
    counts = {name: number(getattr(stamp, name)) for name in ("documents", "passages", "facts")}
    yield Finding("ok", say("cli.doctor_index", **counts))
    rows = {row.id: row for row in app.index.listed()}
    for one, together in lineage(rows.values()).items():
        if together.copy_of:
            original = rows[together.copy_of].source
            yield Finding("note", say("cli.doctor_copy", source=rows[one].source, original=original))
        for other in together.versions:
            if one < other:
                found = {"source": rows[one].source, "other": rows[other].source}
                yield Finding("note", say("cli.doctor_versions", **found))
        for old in together.corrects:
            yield Finding("note", say("cli.doctor_corrects", source=rows[one].source, corrected=rows[old].source))


def _language_model(app: App) -> Iterator[Finding]:
    url = app.settings.llm_base_url
    if not url:
        yield Finding("note", say("cli.doctor_llm_none"))
        return
    import httpx

    key = app.settings.llm_api_key.get_secret_value()
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        httpx.get(f"{url}/models", headers=headers, timeout=5).raise_for_status()
    except httpx.HTTPError as error:
        yield Finding("bad", say("cli.doctor_llm_bad", url=url, reason=error))
    else:
        yield Finding("ok", say("cli.doctor_llm", model=app.settings.llm_model, url=url))


def _admin(app: App) -> Iterator[Finding]:
    has_key = bool(app.settings.admin_key.get_secret_value())
    yield Finding("note", say("cli.doctor_admin" if has_key else "cli.doctor_no_admin"))


def _names(_: App) -> Iterator[Finding]:
    if names := unknown_variables():
        yield Finding("bad", say("cli.doctor_unknown", names=", ".join(names)))

"""The commands of those who run the server: `cchc keys`, `audit`, `backup`, `restore`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from prompts import say
from qa.errors import CommandError
from qa.printing import print_json

if TYPE_CHECKING:
    from qa.app import App
    from qa.keeping.records import Key
    from qa.serving.caller import Role

#: Adds a command to `cchc`, named as the function that runs it.
Add = Callable[[Callable[[argparse.Namespace], int]], argparse.ArgumentParser]
_LONGEST_NAME = 60
_SHOWN = 100


def add_commands(command: Add) -> None:
    """Add these commands to the command line; help alone imports nothing of them."""
    one = command(keys)
    doings = one.add_subparsers(title=say("cli.commands"), metavar=say("cli.command"), required=True)

    def doing(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        about = say(f"cli.help_keys_{name}")
        added = doings.add_parser(name, help=about, description=about)
        added.set_defaults(command=run)
        added.add_argument("--json", action="store_true", help=say("cli.help_json"))
        return added

    new = doing("create", create_key)
    new.add_argument("name", metavar="TÊN", help=say("cli.help_keys_name"))
    new.add_argument("--role", choices=("ask", "admin"), default="ask", help=say("cli.help_keys_role"))
    new.add_argument("--days", type=int, metavar="SỐ", help=say("cli.help_keys_days"))
    doing("list", list_keys)
    doing("revoke", revoke_key).add_argument("id", metavar="MÃ", help=say("cli.help_keys_id"))
    one = command(audit)
    one.add_argument("--days", type=int, metavar="SỐ", help=say("cli.help_audit_days"))
    one.add_argument("--action", default="", metavar="VIỆC", help=say("cli.help_audit_action"))
    one.add_argument("--format", choices=("table", "json", "csv"), default="table", help=say("cli.help_facts_format"))
    one = command(backup)
    one.add_argument("file", metavar="TỆP", help=say("cli.help_backup_file"))
    one.add_argument("--no-reports", action="store_true", help=say("cli.help_backup_no_reports"))
    one = command(restore)
    one.add_argument("file", metavar="TỆP", help=say("cli.help_backup_file"))
    one.add_argument("--force", action="store_true", help=say("cli.help_restore_force"))


def keys(_: argparse.Namespace) -> int:
    raise AssertionError("argparse wants one of the doings")


def create_key(options: argparse.Namespace) -> int:
    name = options.name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise CommandError(say("cli.keys_bad_name", limit=_LONGEST_NAME))
    if options.days is not None and not 0 < options.days <= 36_500:
        raise CommandError(say("cli.keys_bad_days", value=options.days))
    with _app() as app:
        if any(key.name == name and key.is_live for key in app.keys.list()):
            raise CommandError(say("cli.keys_name_taken", name=name))
        key, secret = app.keys.create(name, cast("Role", options.role), options.days)
        app.audit.note("key_create", key.id, {"name": name, "role": key.role, "expires": key.expires})
    if options.json:
        print_json({**asdict(key), "key": secret})
    else:
        print(say("cli.keys_created", name=name, id=key.id, role=say(f"cli.role_{key.role}")))
        print(secret)
    return 0


def list_keys(options: argparse.Namespace) -> int:
    from qa.shelves.listing import plain_table

    with _app() as app:
        found = app.keys.list()
    if options.json:
        print_json([{**asdict(key), "live": key.is_live} for key in found])
    elif not found:
        print(say("cli.keys_none"))
    else:
        columns = [say(f"cli.keys_column_{c}") for c in ("id", "name", "role", "state", "expires", "last_used")]
        print(plain_table(columns, [_shown_key(key) for key in found]))
    return 0


def revoke_key(options: argparse.Namespace) -> int:
    with _app() as app:
        key = app.keys.revoke(options.id)
        if key is None:
            raise CommandError(say("cli.keys_unknown", id=options.id[:40]))
        app.audit.note("key_revoke", key.id, {"name": key.name})
    if options.json:
        print_json({"id": key.id, "name": key.name})
    else:
        print(say("cli.keys_revoked", name=key.name))
    return 0


def _shown_key(key: Key) -> list[str]:
    state = "live" if key.is_live else "revoked" if key.revoked else "expired"
    role, state = say(f"cli.role_{key.role}"), say(f"cli.keys_state_{state}")
    return [key.id, key.name, role, state, key.expires or say("cli.keys_never"), key.last_used or "–"]


def audit(options: argparse.Namespace) -> int:
    from qa.keeping.audit import ACTIONS
    from qa.shelves.listing import as_csv, plain_table

    if options.action and options.action not in ACTIONS:
        raise CommandError(say("cli.audit_no_action", given=options.action[:40], known=", ".join(ACTIONS)))
    with _app() as app:
        rows = list(_events(app, options))
    if options.format == "json":
        print_json(rows)
        return 0
    told = [{**row, "about": row["subject"], "detail": _in_short(row["detail"])} for row in rows]
    columns = ("at", "action", "key", "address", "about", "detail")
    if options.format == "csv":
        print(as_csv(told, columns), end="")
    elif not told:
        print(say("cli.audit_none"))
    else:
        shown = [[str(row[c]) for c in columns] for row in told[-_SHOWN:]]
        print(plain_table([say(f"cli.column_{c}") for c in columns], shown))
        print(say("cli.audit_count", shown=len(shown), count=len(told)))
    return 0


def _events(app: App, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    for event in app.audit.events(options.days, options.action):
        yield asdict(event)


def _in_short(detail: dict[str, Any]) -> str:
    return " · ".join(f"{k}: {v}" for k, v in detail.items() if v not in (None, "", [], ()))


def backup(options: argparse.Namespace) -> int:
    from qa.keeping.backup import backup as copy

    with _app() as app:
        done = copy(app.settings, Path(options.file).expanduser(), with_reports=not options.no_reports)
        app.audit.note("backup", "", {"files": done.files, "bytes": done.bytes})
    size = f"{done.bytes / 1e6:.1f}".replace(".", ",")
    print(say("cli.backup_done", path=done.path, files=done.files, size=size, documents=done.documents))
    return 0


def restore(options: argparse.Namespace) -> int:
    from qa.keeping.backup import restore as put_back

    with _app() as app:
        done = put_back(app.settings, Path(options.file).expanduser(), force=options.force)
        app.audit.note("restore", "", {"files": done.files, "bytes": done.bytes})
    print(say("cli.restore_done", path=done.path, files=done.files, documents=done.documents))
    if done.kept:
        print(say("cli.restore_kept", path=done.kept))
    if not done.whole:
        print(say("cli.restore_index"))
    return 0


def _app() -> App:
    from qa.app import open_app
    from qa.settings import load_settings

    return open_app(load_settings())

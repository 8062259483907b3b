"""The tables of the index behind one connection pool: made, stamped, checked, and set aside when damaged."""

import re
from contextlib import suppress
from dataclasses import fields
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DatabaseError

from index.rows import IndexDamaged, IndexFault, IndexMismatch, Stamp
from index.tables import SCHEMA, stamps, tables
from prompts import say


class Stamped:
    """The index's tables behind one connection pool; safe to share between threads."""

    def __init__(self, url: sql.URL, data_dir: Path) -> None:
        self.url = url
        self.data_dir = data_dir
        try:
            self.engine: Engine = sql.create_engine(url)
        except ModuleNotFoundError as error:
            raise IndexFault(say("index.no_driver", database=self._name, package=error.name)) from error
        if self.is_sqlite:
            sql.event.listen(self.engine, "connect", _prepare_sqlite)
            sql.event.listen(self.engine, "handle_error", self._tell_damage)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        self.engine.dispose()

    def _tell_damage(self, context: sql.engine.ExceptionContext) -> None:
        fault = self.fault(context.original_exception)
        if isinstance(fault, IndexDamaged):
            context.chained_exception = fault

    def set_aside(self) -> None:
        """Move a damaged SQLite file out of the way, so that a new one can be made; nothing is deleted."""
        self.close()
        path = Path(self.url.database or "")
        number = next(n for n in count(1) if not path.with_name(f"{path.name}.damaged-{n}").exists())
        for suffix in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + suffix).rename(path.with_name(f"{path.name}.damaged-{number}{suffix}"))

    def create(self) -> None:
        """Make the tables where there are none."""
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            with self.engine.begin() as connection:
                if not sql.inspect(connection).has_table(stamps.name):
                    if not self.is_sqlite:
                        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS vector")
                    tables.create_all(connection)
                    write_stamp(connection, Stamp())
        except (DatabaseError, OSError) as error:
            raise self.fault(error) from error

    def drop(self) -> None:
        """Drop all tables of the index, those of another schema too."""
        with self.engine.begin() as connection:
            for table in reversed(tables.sorted_tables):
                table.drop(connection, checkfirst=True)

    def stamp(self) -> Stamp | None:
        """Return the stamp of the published generation, or None where there is no index of ours."""
        if self.is_sqlite and not Path(self.url.database or "").exists():
            return None
        try:
            with self.engine.connect() as connection:
                if not sql.inspect(connection).has_table(stamps.name):
                    return None
                schema = connection.execute(sql.select(stamps.c.schema)).scalar_one()
                if schema != SCHEMA:
                    raise IndexMismatch(say("index.schema", found=schema, wanted=SCHEMA))
                row = connection.execute(sql.select(stamps)).one()
        except DatabaseError as error:
            raise self.fault(error) from error
        return Stamp(**{f.name: row._mapping[f.name] for f in fields(Stamp)})

    def check(self) -> None:
        """Raise IndexMismatch or IndexDamaged where this program cannot write to what is there."""
        if self.stamp() and self.is_sqlite:
            with self.engine.connect() as connection:
                if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one() != "ok":
                    raise IndexDamaged(say("index.damaged", database=self._name))

    def compact(self) -> None:
        """Fold SQLite's write-ahead file back, so that deleted text is nowhere on disk."""
        if self.is_sqlite:
            with self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def fault(self, error: BaseException) -> IndexFault:
        """Return what to tell when the database or its folder cannot be used."""
        if self.is_sqlite and re.search("malformed|not a database", str(error)):
            return IndexDamaged(say("index.damaged", database=self._name))
        if re.search('extension "vector" is not available', str(error)):
            return IndexFault(say("index.no_pgvector", database=self._name))
        return IndexFault(say("index.unreachable", database=self._name, cause=getattr(error, "orig", error)))

    @property
    def _name(self) -> str:
        return self.url.render_as_string(hide_password=True)


def write_stamp(connection: Connection, stamp: Stamp) -> None:
    """Put a stamp in place of the one there is."""
    connection.execute(sql.delete(stamps))
    connection.execute(sql.insert(stamps).values(id=1, **{f.name: getattr(stamp, f.name) for f in fields(Stamp)}))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    for pragma in (
        "journal_mode = WAL",
        "foreign_keys = ON",
        "busy_timeout = 10000",
        "synchronous = NORMAL",
        "secure_delete = ON",  # a removed report leaves no trace in the file either
    ):
        connection.execute(f"PRAGMA {pragma}")

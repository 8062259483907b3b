"""The tables of keys and of the audit trail: beside the index, never in it, so that rebuilding it loses nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sql
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from index.rows import IndexFault
from prompts import say

FILE = "records.sqlite3"
tables = sql.MetaData()

keys = sql.Table(
    "cchc_keys",
    tables,
    sql.Column("id", sql.String(16), primary_key=True),
    sql.Column("name", sql.String(100), nullable=False),
    sql.Column("role", sql.String(10), nullable=False),
    sql.Column("salt", sql.LargeBinary, nullable=False),
    sql.Column("digest", sql.LargeBinary, nullable=False),
    sql.Column("created", sql.String(32), nullable=False),
    sql.Column("expires", sql.String(32)),
    sql.Column("revoked", sql.String(32)),
    sql.Column("last_used", sql.String(32)),
)

events = sql.Table(
    "cchc_events",
    tables,
    sql.Column("id", sql.Integer, primary_key=True),
    sql.Column("at", sql.String(32), nullable=False, index=True),
    sql.Column("action", sql.String(20), nullable=False),
    sql.Column("request_id", sql.String(64), nullable=False),
    sql.Column("key", sql.String(100), nullable=False),
    sql.Column("address", sql.String(64), nullable=False),
    sql.Column("subject", sql.String(100), nullable=False, index=True),  # an answer, a report, a key
    sql.Column("detail", sql.JSON, nullable=False),
)


class Records:
    """The keys' and events' tables behind one connection pool; made when first written to."""

    def __init__(self, url: str, data_dir: Path) -> None:
        self.path = None if url else data_dir / FILE
        address = sql.make_url(url) if url else sql.URL.create("sqlite", database=str(self.path))
        # A server that does not answer must keep nobody waiting for long; SQLite's limit is set in `_prepare`.
        limits = {"connect_timeout": 10, "options": "-c statement_timeout=30000"} if url else {}
        self.engine: Engine = sql.create_engine(address, connect_args=limits)
        if self.path:
            sql.event.listen(self.engine, "connect", _prepare)

    @property
    def exist(self) -> bool:
        """Tell whether anything was ever kept; asking makes nothing."""
        if self.path:
            return self.path.exists()
        return sql.inspect(self.engine).has_table(keys.name)

    def create(self) -> None:
        """Make the tables where there are none."""
        try:
            if self.path:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            self._create_tables()
            if self.path:
                self.path.chmod(0o600)
        except (SQLAlchemyError, OSError) as error:
            where = self.engine.url.render_as_string(hide_password=True)
            raise IndexFault(say("index.unreachable", database=where, cause=getattr(error, "orig", error))) from error

    def _create_tables(self) -> None:
        try:
            tables.create_all(self.engine)
        except SQLAlchemyError:
            if not self.exist:  # it does where another process was faster
                raise

    def close(self) -> None:
        self.engine.dispose()


def _prepare(connection: Any, _record: Any) -> None:
    for pragma in ("journal_mode = WAL", "busy_timeout = 10000", "synchronous = NORMAL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")

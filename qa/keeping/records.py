"""Keys, and the tables of keys and audit trail: beside the index, so that rebuilding it loses nothing."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sql
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from index.rows import IndexFault
from prompts import say
from qa.serving.caller import Role

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


PREFIX = "cchc"
_LATELY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Key:
    """A key as lists show it; the secret itself is nowhere."""

    id: str
    name: str
    role: Role
    created: str
    expires: str | None
    revoked: str | None
    last_used: str | None

    @property
    def is_live(self) -> bool:
        return self.revoked is None and (self.expires is None or self.expires > _now())


class Keys:
    """The keys that were made, in the records."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def create(self, name: str, role: Role, days: int | None = None) -> tuple[Key, str]:
        """Make a key, valid for so many days (None: for ever); return it with its secret, which is not kept."""
        self._records.create()
        key_id, secret, salt = secrets.token_hex(6), secrets.token_urlsafe(32), secrets.token_bytes(16)
        expires = (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="seconds") if days else None
        row = {"id": key_id, "name": name, "role": role, "created": _now(), "expires": expires}
        with self._records.engine.begin() as connection:
            connection.execute(sql.insert(keys).values(**row, salt=salt, digest=_digest(salt, secret)))
        return Key(key_id, name, role, row["created"] or "", expires, None, None), f"{PREFIX}_{key_id}_{secret}"

    def list(self) -> list[Key]:
        if not self._records.exist:
            return []
        self._records.create()
        with self._records.engine.connect() as connection:
            return [_key(row) for row in connection.execute(sql.select(keys).order_by(keys.c.created, keys.c.id))]

    def revoke(self, key_id: str) -> Key | None:
        """Make a key useless from now on; return it, or None where there is none of that id."""
        for key in self.list():
            if key.id == key_id:
                with self._records.engine.begin() as connection:
                    revoked = sql.update(keys).where(keys.c.id == key_id, keys.c.revoked.is_(None))
                    connection.execute(revoked.values(revoked=_now()))
                return key
        return None

    def find(self, given: str) -> Key | None:
        """Return the live key that was given in full, or None; the time taken tells nothing of the secret."""
        prefix, _, rest = given.partition("_")
        key_id, _, secret = rest.partition("_")
        row = None
        if prefix == PREFIX and self._records.exist:
            with self._records.engine.connect() as connection:
                row = connection.execute(sql.select(keys).where(keys.c.id == key_id)).first()
        salt, digest = (row.salt, row.digest) if row else (b"0" * 16, b"0" * 32)
        same = hmac.compare_digest(_digest(salt, secret), digest)
        if row is None or not same:
            return None
        key = _key(row)
        if not key.is_live:
            return None
        self._note_use(key)
        return key

    def any_live(self) -> bool:
        return any(key.is_live for key in self.list())

    def _note_use(self, key: Key) -> None:
        lately = (datetime.now(UTC) - _LATELY).isoformat(timespec="seconds")
        if key.last_used is None or key.last_used < lately:
            with self._records.engine.begin() as connection:
                connection.execute(sql.update(keys).where(keys.c.id == key.id).values(last_used=_now()))


def _digest(salt: bytes, secret: str) -> bytes:
    # The secret is 256 random bits: nothing to guess, so nothing that a slow hash would protect.
    return hashlib.sha256(salt + secret.encode("utf-8", "surrogatepass")).digest()


def _key(row: sql.Row[tuple[str, ...]]) -> Key:
    return Key(row.id, row.name, cast(Role, row.role), row.created, row.expires, row.revoked, row.last_used)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

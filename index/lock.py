"""One indexer at a time: the operating system holds the lock, so that a killed process never leaves it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sql

from index.database import Database, IndexFault
from prompts import say

#: Any number that no other program of the same PostgreSQL database takes a lock on.
_ADVISORY = 0x43434843


@contextmanager
def only_one(database: Database) -> Iterator[None]:
    """Hold the index for one indexer, or say which process holds it."""
    database.data_dir.mkdir(parents=True, exist_ok=True)
    with (database.data_dir / "index.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            raise IndexFault(say("index.busy", process=file.read().strip() or "?")) from error
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        if database.is_sqlite:
            yield
            return
        # Indexers on other machines share the database but not the folder.
        with database.engine.connect() as connection:
            taken = connection.execute(sql.select(sql.func.pg_try_advisory_lock(_ADVISORY))).scalar_one()
            connection.commit()
            if not taken:
                raise IndexFault(say("index.busy", process="?"))
            try:
                yield
            finally:
                connection.execute(sql.select(sql.func.pg_advisory_unlock(_ADVISORY)))
                connection.commit()

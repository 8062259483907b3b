"""One indexer at a time: the operating system holds the lock, so that a killed process never leaves it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import sqlalchemy as sql

from index.database import Database
from index.rows import IndexFault
from prompts import say

#: Any number that no other program of the same PostgreSQL database takes a lock on.
_ADVISORY = 0x43434843
#: Seconds between two looks at whether the other indexer is done.
_LOOK_EVERY = 0.2


@contextmanager
def only_one(database: Database, wait: float = 0.0) -> Iterator[None]:
    """Hold the index for one indexer; say which process holds it where that has not ended after the wait."""
    until = time.monotonic() + wait
    database.data_dir.mkdir(parents=True, exist_ok=True)
    with (database.data_dir / "index.lock").open("a+") as file:
        while not locked(file):
            if time.monotonic() >= until:
                file.seek(0)
                raise IndexFault(say("index.busy", process=file.read().strip() or "?"))
            time.sleep(_LOOK_EVERY)
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        if database.is_sqlite:
            yield
            return
        # Indexers on other machines share the database but not the folder.
        with database.engine.connect() as connection:
            take = sql.select(sql.func.pg_try_advisory_lock(_ADVISORY))
            while not connection.execute(take).scalar_one():
                connection.commit()
                if time.monotonic() >= until:
                    raise IndexFault(say("index.busy", process="?"))
                time.sleep(_LOOK_EVERY)
            connection.commit()
            try:
                yield
            finally:
                connection.execute(sql.select(sql.func.pg_advisory_unlock(_ADVISORY)))
                connection.commit()


def locked(file: IO[str]) -> bool:
    """Take the lock on a file, and tell whether it was to be had."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

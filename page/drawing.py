"""Work on a report's pages in a process of its own: a file that hangs, crashes or swells harms no visitor."""

import multiprocessing
import resource
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.pool import Pool
from typing import TypeVar

from corpus.readers.reading import ReadingError

Result = TypeVar("Result")

_MEGABYTE = 1 << 20


class Drawer:
    """One process, started with the first picture and again after one that ended it; does one thing at a time."""

    def __init__(self, seconds: float = 20.0, megabytes: int = 2048) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._lock = threading.Lock()
        self._pool: Pool | None = None

    def draw(self, work: Callable[..., Result], *given: object) -> Result | None:
        """Return what the function makes of these values, or None where it cannot, within the limits."""
        with self._lock:
            pool = self._pool or self._start()
            try:
                return pool.apply_async(_attempt, (work, given)).get(self._seconds)
            except multiprocessing.TimeoutError:  # or it crashed: a pool does not tell the two apart
                self._end()
                return None

    def close(self) -> None:
        with self._lock:
            self._end()

    def _start(self) -> Pool:
        # Not forked: the server's threads hold locks that a copy would wait for.
        context = multiprocessing.get_context("spawn")
        self._pool = context.Pool(1, initializer=_limit, initargs=(self._megabytes,))
        return self._pool

    def _end(self) -> None:
        if self._pool:
            self._pool.terminate()
            self._pool.join()
            self._pool = None


def _limit(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * _MEGABYTE, megabytes * _MEGABYTE))


def _attempt(work: Callable[..., Result], given: tuple[object, ...]) -> Result | None:
    with suppress(IndexError, OSError, ReadingError, MemoryError):
        return work(*given)
    return None

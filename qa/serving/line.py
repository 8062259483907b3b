"""The waiting line before the assistant: so many questions are worked on, so many wait, others are sent away."""

from __future__ import annotations

import contextvars
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from prompts import say

Result = TypeVar("Result")
_log = logging.getLogger(__name__)
#: Threads that may hang before the process is worn out: each keeps some memory, and perhaps a lock.
_MOST_LOST = 8


class Overload(Exception):  # noqa: N818 - no fault of the program
    """A question is not answered now; after `retry_after` seconds it may be."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Abandoned(Exception):  # noqa: N818
    """Nobody waits for the answer any more."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is worked on at once, how many wait for how long, and how long an answer may take."""

    running: int = 2
    waiting: int = 100
    patience: float = 10.0
    seconds: float = 30.0


class Pending(Generic[Result]):
    """Work in the line: wait for it, or give it up."""

    def __init__(self, line: Line, work: Callable[[], Result]) -> None:
        limits = line.limits
        self.future: Future[Result] = Future()
        self.seconds = limits.patience + limits.seconds
        self.is_counted = True  # among those that the line holds
        self._line = line
        self._work = work
        self._unwanted = threading.Event()
        self._latest_begin = time.monotonic() + limits.patience
        self._latest_end: float | None = None  # known once it has begun
        self._context = contextvars.copy_context()

    def result(self) -> Result:
        try:
            return self.future.result(self.seconds)
        except NotYet as error:
            if self.future.done():  # the work itself ran out of time somewhere
                raise
            raise self.too_slow() from error
        except CancelledError as error:
            raise Abandoned from error

    def give_up(self) -> None:
        """Leave the line; work under way stops at its next step."""
        self._unwanted.set()
        if self.future.cancel():
            self._line.leave(self)

    def too_slow(self) -> Overload:
        """Give up, and return what to tell the one who waited."""
        self.give_up()
        self._line.replace_stuck()
        return Overload(say("api.too_slow", seconds=round(self.seconds)), retry_after=5)

    @property
    def is_stuck(self) -> bool:
        """Tell whether it has had its time and does not end."""
        return self._latest_end is not None and time.monotonic() > self._latest_end

    def run(self) -> None:
        """Do the work, in the context of the one who asked for it."""
        if not self.future.set_running_or_notify_cancel():
            return
        self._latest_end = time.monotonic() + self._line.limits.seconds
        try:
            result = self._context.run(self._wanted_work)
        except BaseException as error:
            self.future.set_exception(error)
        else:
            self.future.set_result(result)

    def _wanted_work(self) -> Result:
        _UNWANTED.set(self._unwanted)
        still_wanted()
        if time.monotonic() > self._latest_begin:
            raise self._line.busy()
        return self._work()


_UNWANTED: contextvars.ContextVar[threading.Event | None] = contextvars.ContextVar("unwanted", default=None)


def still_wanted() -> None:
    """Stop here when nobody waits for this work any more."""
    unwanted = _UNWANTED.get()
    if unwanted is not None and unwanted.is_set():
        raise Abandoned


class Line:
    """Threads that take one piece of work after the other; whoever comes when the line is full is sent away.

    A thread whose work has had its time and does not end (a step that hangs cannot be stopped from outside) loses its
    place to a new one and ends with its work, if ever. When many are lost, `worn_out` is called, once: the process
    should then make way for another.
    """

    def __init__(self, limits: Limits, worn_out: Callable[[], None] = lambda: None) -> None:
        self.limits = limits
        self.held = 0  # running and waiting
        self.lost = 0  # threads that hang
        self._worn_out = worn_out
        self._lock = threading.Lock()
        self._waiting: SimpleQueue[Pending[Any] | None] = SimpleQueue()
        self._threads: dict[threading.Thread, Pending[Any] | None] = {}
        for _ in range(limits.running):
            self._start_thread()

    def enter(self, work: Callable[[], Result]) -> Pending[Result]:
        """Take a place in the line, or raise Overload."""
        self.replace_stuck()
        with self._lock:
            if self.held >= self.limits.running + self.limits.waiting:
                raise self.busy()
            self.held += 1
        pending = Pending(self, work)
        self._waiting.put(pending)
        return pending

    def busy(self) -> Overload:
        return Overload(say("api.busy"), retry_after=max(1, round(self.limits.patience / 2)))

    def replace_stuck(self) -> None:
        """Put new threads in the places of those whose work has had its time and does not end."""
        with self._lock:
            stuck = [thread for thread, pending in self._threads.items() if pending and pending.is_stuck]
            for thread in stuck:
                self._drop(self._threads.pop(thread))
                self._start_thread()
            before, self.lost = self.lost, self.lost + len(stuck)
        if stuck:
            _log.error("a step hangs: %d threads given up so far", self.lost)
        if before < _MOST_LOST <= self.lost:
            self._worn_out()

    def leave(self, pending: Pending[Any]) -> None:
        """Count it no longer: its work has ended, or will never begin."""
        with self._lock:
            self._drop(pending)

    def _drop(self, pending: Pending[Any] | None) -> None:
        if pending and pending.is_counted:
            pending.is_counted = False
            self.held -= 1

    def close(self) -> None:
        """Let the work under way end within its time, and take no more."""
        with self._lock:
            threads = list(self._threads)
        with suppress(Empty):
            while pending := self._waiting.get_nowait():
                pending.give_up()
        for _ in threads:
            self._waiting.put(None)
        latest = time.monotonic() + self.limits.seconds
        for thread in threads:
            thread.join(max(0.0, latest - time.monotonic()))

    def _start_thread(self) -> None:
        thread = threading.Thread(target=self._take, name="answer", daemon=True)
        self._threads[thread] = None
        thread.start()

    def _take(self) -> None:
        """Do the work that comes, until there is no more or this thread has lost its place."""
        here = threading.current_thread()
        while pending := self._waiting.get():
            with self._lock:
                self._threads[here] = pending
            pending.run()
            with self._lock:
                self._drop(pending)
                if here not in self._threads:
                    return
                self._threads[here] = None

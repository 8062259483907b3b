"""The waiting line before the assistant: so many questions are worked on, so many wait, others are sent away."""

from __future__ import annotations

import contextvars
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from typing import Generic, TypeVar

from prompts import say

Result = TypeVar("Result")


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

    def __init__(self, future: Future[Result], unwanted: threading.Event, seconds: float) -> None:
        self.future = future
        self.seconds = seconds
        self._unwanted = unwanted

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
        self.future.cancel()

    def too_slow(self) -> Overload:
        """Give up, and return what to tell the one who waited."""
        self.give_up()
        return Overload(say("api.too_slow", seconds=round(self.seconds)), retry_after=5)


_UNWANTED: contextvars.ContextVar[threading.Event | None] = contextvars.ContextVar("unwanted", default=None)


def still_wanted() -> None:
    """Stop here when nobody waits for this work any more."""
    unwanted = _UNWANTED.get()
    if unwanted is not None and unwanted.is_set():
        raise Abandoned


class Line:
    """Threads that take one question after the other; whoever comes when the line is full is sent away."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.held = 0  # running and waiting
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(limits.running, thread_name_prefix="answer")

    def enter(self, work: Callable[[], Result]) -> Pending[Result]:
        """Take a place in the line, or raise Overload."""
        with self._lock:
            if self.held >= self.limits.running + self.limits.waiting:
                raise Overload(say("api.busy"), retry_after=self._retry_after())
            self.held += 1
        unwanted, context = threading.Event(), contextvars.copy_context()
        latest = time.monotonic() + self.limits.patience

        def run() -> Result:
            _UNWANTED.set(unwanted)
            still_wanted()
            if time.monotonic() > latest:
                raise Overload(say("api.busy"), retry_after=self._retry_after())
            return work()

        future: Future[Result] = self._threads.submit(context.run, run)
        future.add_done_callback(self._leave)
        return Pending(future, unwanted, self.limits.patience + self.limits.seconds)

    def close(self) -> None:
        """Let the work under way end, and take no more."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _leave(self, _: Future[Result]) -> None:
        with self._lock:
            self.held -= 1

    def _retry_after(self) -> int:
        return max(1, round(self.limits.patience / 2))

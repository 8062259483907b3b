"""Waiting for an answer on the event loop, as long as somebody waits at the other end."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextvars import copy_context
from dataclasses import asdict
from functools import wraps
from queue import Queue
from typing import Any, TypeVar

from fastapi import Request
from fastapi.responses import StreamingResponse

from index.update import Progress
from prompts import say
from qa.model import Answer
from qa.serving.line import Abandoned, Line, Pending
from web.problems import told

Result = TypeVar("Result")
#: Gives a route that looks things up its place and its time.
Timed = Callable[[Callable[..., Any]], Callable[..., Awaitable[Any]]]

#: A silent stream says every so often that it lives, so that no proxy closes it.
_SIGN_OF_LIFE = 10.0


async def answered(pending: Pending[Answer], request: Request) -> Answer:
    """Return the answer; when the one who asked has gone, the question leaves the line."""
    gone = asyncio.ensure_future(_disconnected(request))
    try:
        return await _done(pending, gone)
    finally:
        gone.cancel()


def in_time(line: Line) -> Timed:
    """Let a route that looks things up do so in that line: one that hangs is told so, and takes no thread for good."""

    def timed(look: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
        @wraps(look)
        async def route(*given: Any, **named: Any) -> Any:
            return await _done(line.enter(lambda: look(*given, **named)))

        return route

    return timed


async def _done(pending: Pending[Result], *reasons: asyncio.Future[Any]) -> Result:
    """Return what comes of the work, within its time, unless there is a reason to stop waiting."""
    work = asyncio.wrap_future(pending.future)
    try:
        waited: set[asyncio.Future[Any]] = {work, *reasons}
        await asyncio.wait(waited, timeout=pending.seconds, return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            return work.result()
        if any(reason.done() for reason in reasons):
            raise Abandoned
        raise pending.too_slow()
    finally:
        work.cancel()
        pending.give_up()


def streamed(
    pending: Pending[Answer],
    request: Request,
    pieces: Callable[[Answer], Iterator[str]],
    problem: Callable[[object], str],
    first: str = "",
) -> StreamingResponse:
    """Return the answer as a stream of events; a problem that comes too late for a status is its last event."""

    async def events() -> AsyncIterator[str]:
        if first:
            yield first
        work = asyncio.wrap_future(pending.future)
        latest = asyncio.get_running_loop().time() + pending.seconds
        try:
            while not work.done():
                left = latest - asyncio.get_running_loop().time()
                if left <= 0:
                    raise pending.too_slow()
                await asyncio.wait({work}, timeout=min(left, _SIGN_OF_LIFE))
                if not work.done():
                    yield f": {say('api.searching')}\n\n"
            for piece in pieces(work.result()):
                yield piece
        except Exception as error:
            yield problem(told(request, error))
        finally:
            pending.give_up()

    headers = {"X-Accel-Buffering": "no"}
    return StreamingResponse(events(), media_type="text/event-stream", headers=headers)


def followed(work: Callable[[Callable[[Progress], None]], dict[str, Any]], request: Request) -> StreamingResponse:
    """Do the work in a thread of its own, tell how far it is, then what came of it; it ends though nobody listens."""
    happened: Queue[str | None] = Queue()

    def run() -> None:
        try:
            report = work(lambda progress: happened.put(event("progress", asdict(progress))))
            happened.put(event("report", report))
        except Exception as error:
            happened.put(event("error", told(request, error)))
        happened.put(None)

    threading.Thread(target=copy_context().run, args=(run,)).start()
    return StreamingResponse(iter(happened.get, None), media_type="text/event-stream")


def event(name: str, value: object) -> str:
    return f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass

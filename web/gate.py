"""Every request passes here: it gets an id, is checked, measured, timed, and leaves with the headers browsers obey."""

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from uuid import uuid4

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from prompts import say
from qa.serving.caller import CALLER, Caller
from qa.settings import Settings
from web.problems import Problem, failed
from web.protocol import Endless

_log = logging.getLogger(__name__)

#: Looks at a request before anything is done for it, and raises a Problem to refuse it.
Check = Callable[[Request], Awaitable[None]]
#: Told of every answered request: method, status and seconds.
Answered = Callable[[str, int, float], None]

_MEGABYTE = 1024 * 1024
_UPLOAD_LIMIT = 64  # MB
_BODY_LIMIT = 2  # MB, for everything that is not an upload
_IN_FLIGHT = 600
#: Streams that a chat page holds open as long as it is shown.
_HELD_OPEN = ("/gradio_api/heartbeat", "/gradio_api/queue/data")
#: Seconds a sender may be silent, may take for a whole body, and a reader may take for one piece.
_SILENCE, _BODY_TIME, _UPLOAD_TIME, _WRITE_TIME = 15, 60, 900, 60

#: What is no page is never one, whoever opens it; pages bring a policy of their own.
_NO_PAGE = "default-src 'none'; frame-ancestors 'none'"
_DATA = ("application/json", "application/problem+json", "text/csv", "text/event-stream", "text/plain")


class Gate:
    """The outermost layer, around pages and API alike."""

    def __init__(self, app: ASGIApp, checks: Sequence[Check], answered: Answered, endless: Endless) -> None:
        self.app = app
        self._endless = endless
        self._checks = checks
        self._answered = answered
        self._in_flight = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        caller = Caller(_request_id(request), request.client.host if request.client else "")
        token = CALLER.set(caller)
        exchange = _Exchange(request, receive, send, caller.request_id)
        if request.scope["path"].startswith(_HELD_OPEN):
            self._endless.add_current()
        started = time.perf_counter()
        self._in_flight += 1
        try:
            if self._in_flight > _IN_FLIGHT:
                raise Problem(503, say("api.busy"), {"Retry-After": "2"})
            exchange.refuse_declared_size()
            for check in self._checks:
                await check(request)
            await self.app(scope, exchange.receive, exchange.send)
        except Exception as error:
            if isinstance(error, TimeoutError) and exchange.status:
                _log.warning("a reader took too long")
                return
            if exchange.status:
                raise
            await failed(request, error)(scope, exchange.receive, exchange.send)
        finally:
            self._in_flight -= 1
            self._note(request, exchange.status or 500, time.perf_counter() - started)
            CALLER.reset(token)

    def _note(self, request: Request, status: int, seconds: float) -> None:
        self._answered(request.method, status, seconds)
        told = {
            "event": "request", "method": request.method, "path": request.scope["path"], "status": status,
            "milliseconds": round(seconds * 1000, 1),
        }  # fmt: skip
        _log.info("request", extra={"fields": told})


class _Exchange:
    """One request and its response: the body measured and timed, the headers set."""

    def __init__(self, request: Request, receive: Receive, send: Send, request_id: str) -> None:
        uploads = request.scope["path"] == "/api/documents"
        self.status = 0
        self._request = request
        self._receive, self._send = receive, send
        self._request_id = request_id
        self._limit = _UPLOAD_LIMIT if uploads else _BODY_LIMIT
        self._received, self._whole = 0, False
        self._latest = asyncio.get_running_loop().time() + (_UPLOAD_TIME if uploads else _BODY_TIME)

    def refuse_declared_size(self) -> None:
        declared = self._request.headers.get("content-length", "0")
        if declared.isdigit() and int(declared) > self._limit * _MEGABYTE:
            raise self._too_large()

    async def receive(self) -> Message:
        """Return the next piece of the body; a body that comes too slowly or is too large is refused."""
        if self._whole:  # what comes now is the news that the sender has gone
            return await self._receive()
        now = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout_at(min(now + _SILENCE, self._latest)):
                message = await self._receive()
        except TimeoutError as error:
            raise Problem(408, say("api.too_slow_sender"), {"Connection": "close"}) from error
        self._whole = not message.get("more_body", False)
        self._received += len(message.get("body", b""))
        if self._received > self._limit * _MEGABYTE:
            raise self._too_large()
        return message

    async def send(self, message: Message) -> None:
        """Pass a piece of the response on; a reader that takes none is not waited for."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self._stamp(MutableHeaders(scope=message))
        async with asyncio.timeout(_WRITE_TIME):
            await self._send(message)

    def _too_large(self) -> Problem:
        return Problem(413, say("api.too_large", limit=self._limit), {"Connection": "close"})

    def _stamp(self, headers: MutableHeaders) -> None:
        data = headers.get("content-type", "").startswith(_DATA)
        headers.setdefault("x-request-id", self._request_id)
        headers.setdefault("x-content-type-options", "nosniff")
        headers.setdefault("x-frame-options", "SAMEORIGIN")
        headers.setdefault("referrer-policy", "same-origin")
        headers.setdefault("cross-origin-opener-policy", "same-origin")
        headers.setdefault("cross-origin-resource-policy", "same-origin")
        headers.setdefault("permissions-policy", "camera=(), microphone=(), geolocation=()")
        headers.setdefault("content-security-policy", _NO_PAGE)
        if data:
            headers.setdefault("cache-control", "no-store")
        if self._request.scope["scheme"] == "https":
            headers.setdefault("strict-transport-security", "max-age=31536000")


def _request_id(request: Request) -> str:
    """Return the id its sender gave a request, unless that is no id."""
    given = request.headers.get("x-request-id", "")
    return given if re.fullmatch(r"[\w.-]{1,64}", given, re.ASCII) else uuid4().hex


# --- where a request comes from -------------------------------------------------------------------------


def check_host(settings: Settings) -> Check:
    """Refuse requests meant for another host: a page elsewhere may have had its name turned to this machine."""
    known = {h.lower() for h in settings.allowed_hosts}
    if not known and settings.is_open and settings.is_private:
        known = {"localhost", "127.0.0.1", "::1", settings.host}

    async def check(request: Request) -> None:
        host = _host(request.headers.get("host", ""))
        if known and host not in known and request.scope["path"] not in ("/health", "/ready"):
            raise Problem(421, say("api.wrong_host", host=host[:100] or "?"))

    return check


def check_origin(settings: Settings) -> Check:
    """Refuse changes and questions that a page of another site sends with this site's own credentials."""

    async def check(request: Request) -> None:
        origin = request.headers.get("origin")
        if request.method in ("GET", "HEAD", "OPTIONS") or origin is None or origin in settings.cors_origins:
            return
        site = request.headers.get("sec-fetch-site")
        ours = site in ("same-origin", "none") if site else origin.partition("://")[2] == request.headers.get("host")
        if not ours:
            raise Problem(403, say("api.wrong_origin", origin=origin[:100]))

    return check


def _host(header: str) -> str:
    """Return the host of a Host header without its port."""
    name = header.rpartition(":")[0] if re.search(r":\d*$", header) else header
    return name.strip("[]").lower()

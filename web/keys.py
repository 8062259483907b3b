"""Who is asking, and may they? Keys come as a Bearer token, as X-Admin-Key, or as the password of a browser."""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import replace

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from prompts import say
from qa.app import App
from qa.serving.caller import CALLER, Role
from web.limits import Rates
from web.problems import Problem

#: Reachable without a key: whether the server lives, and what a page of another site loads before it can send one.
_OPEN = ("/health", "/ready", "/favicon.svg", "/embed.js")
_READING = ("GET", "HEAD", "OPTIONS")
#: The key of the settings has no name of its own.
SETTING = "CCHC_ADMIN_KEY"


class Doorkeeper:
    """Finds out whose key a request shows, and refuses what that key does not allow."""

    def __init__(self, app: App, rates: Rates) -> None:
        self._app = app
        self._rates = rates

    async def check(self, request: Request) -> None:
        """Note the caller's key and role, or refuse the request before its body is read."""
        needed = needs(request.method, request.scope["path"])
        given = given_key(request)
        address = CALLER.get().address
        role: Role | None = None
        if given:
            self._rates.refuse_guessing(address)
            found = await run_in_threadpool(self._whose, given)
            if found:
                name, role = found
                CALLER.set(replace(CALLER.get(), key=name, role=role))
        if needed is None or role == "admin" or (needed == "ask" and (role or self._app.settings.is_open)):
            return
        if given and not role:
            self._rates.note_wrong_key(address)
        if needed == "admin":
            await run_in_threadpool(self._refuse_change, role)
        raise Problem(401, say("api.key_wrong" if given else "api.key_needed"), _challenge(request))

    def _whose(self, given: bytes) -> tuple[str, Role] | None:
        configured = self._app.settings.admin_key.get_secret_value()
        if configured and hmac.compare_digest(given, configured.encode()):
            return SETTING, "admin"
        key = self._app.keys.find(given.decode("utf-8", "replace"))
        return (key.name, key.role) if key else None

    def _refuse_change(self, role: Role | None) -> None:
        if role == "ask":
            raise Problem(403, say("api.key_asks_only"))
        configured = self._app.settings.admin_key.get_secret_value()
        if not configured and not any(k.is_live and k.role == "admin" for k in self._app.keys.list()):
            raise Problem(403, say("api.admin_closed"))
        raise Problem(401, say("api.admin_needed"), {"WWW-Authenticate": "Bearer"})


def needs(method: str, path: str) -> Role | None:
    """Return the role that a request needs: reports are changed by admins alone."""
    if method == "OPTIONS" or path in _OPEN:
        return None
    return "admin" if path.startswith("/api/documents") and method not in _READING else "ask"


def given_key(request: Request) -> bytes:
    """Return the key a request shows, b"" for none."""
    # Header values come decoded as latin-1, whatever they were.
    if named := request.headers.get("x-admin-key"):
        return named.encode("latin-1")
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return value.strip().encode("latin-1")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value).partition(b":")[2]
        except binascii.Error:
            return value.encode("latin-1")
    return b""


def _challenge(request: Request) -> dict[str, str]:
    """Return what makes a browser ask for the key where a person opened a page; programs are told Bearer."""
    wants_page = request.method in _READING and "text/html" in request.headers.get("accept", "")
    return {"WWW-Authenticate": 'Basic realm="CCHC", charset="UTF-8"' if wants_page else "Bearer"}

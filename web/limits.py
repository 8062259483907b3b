"""Who is asking, may they, and how often: by key where there is one, by address where there is none."""

import base64
import binascii
import hmac
import ipaddress
import math
import sqlite3
import threading
import time
from dataclasses import replace
from pathlib import Path

from fastapi import Request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, Storage
from limits.strategies import FixedWindowRateLimiter
from starlette.concurrency import run_in_threadpool

from prompts import say
from qa.app import App
from qa.serving.caller import CALLER, Role
from qa.settings import Settings
from web.problems import Problem

#: Wrong keys that one address may try; whoever tries more waits, right or wrong.
_GUESSES = parse("20/minute")
#: What costs work; the files of a page cost none.
_COUNTED = (
    "/api/",
    "/v1/",
    "/documents/",
    "/page/cards",
    "/gradio_api/call/",
    "/gradio_api/run/",
    "/gradio_api/queue/",
)


class Rates:
    """Counts the requests of each caller, over all server processes."""

    def __init__(self, settings: Settings) -> None:
        self._by_key = _item(settings.rate_key)
        self._by_address = _item(settings.rate_address)
        storage = SharedCounts(settings.data_dir / "run" / "rates.sqlite3") if settings.workers > 1 else MemoryStorage()
        self._counter = FixedWindowRateLimiter(storage)

    async def check(self, request: Request) -> None:
        """Refuse a caller who asks too often; this machine itself may, unless it shows a key."""
        if not request.scope["path"].startswith(_COUNTED):
            return
        caller = CALLER.get()
        if caller.key:
            self._count(self._by_key, "key", caller.key)
        elif not is_loopback(caller.address):
            self._count(self._by_address, "address", network(caller.address))

    def refuse_guessing(self, address: str) -> None:
        """Refuse to look at any key from an address that has tried too many wrong ones."""
        who = ("guess", network(address))
        if not self._counter.test(_GUESSES, *who):
            raise self._too_many(_GUESSES, who)

    def note_wrong_key(self, address: str) -> None:
        self._counter.hit(_GUESSES, "guess", network(address))

    def _count(self, item: RateLimitItem | None, *who: str) -> None:
        if item and not self._counter.hit(item, *who):
            raise self._too_many(item, who)

    def _too_many(self, item: RateLimitItem, who: tuple[str, ...]) -> Problem:
        reset = self._counter.get_window_stats(item, *who).reset_time
        seconds = max(1, math.ceil(reset - time.time()))
        return Problem(429, say("api.too_often", seconds=seconds), {"Retry-After": str(seconds)})


class SharedCounts(Storage):
    """The counts in a small SQLite file, so that several processes count together."""

    STORAGE_SCHEME = None

    def __init__(self, path: Path) -> None:
        super().__init__()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._file = sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode = WAL")
        self._file.execute("PRAGMA synchronous = OFF")  # counts of a minute need not outlive a power cut
        self._file.execute("CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, count INTEGER, until REAL)")

    @property
    def base_exceptions(self) -> type[Exception]:
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        query = """
            INSERT INTO counts VALUES (:key, :amount, :until) ON CONFLICT (key) DO UPDATE SET
            count = CASE WHEN until <= :now THEN :amount ELSE count + :amount END,
            until = CASE WHEN until <= :now THEN :until ELSE until END RETURNING count"""
        values = {"key": key, "amount": amount, "until": now + expiry, "now": now}
        with self._lock:
            count: int = self._file.execute(query, values).fetchone()[0]
            if count == amount:  # a window begins: a good time to forget those that ended
                self._file.execute("DELETE FROM counts WHERE until <= ?", (now,))
        return count

    def get(self, key: str) -> int:
        row = self._row(key)
        return int(row[0]) if row else 0

    def get_expiry(self, key: str) -> float:
        row = self._row(key)
        return float(row[1]) if row else time.time()

    def check(self) -> bool:
        return self._row("") is None

    def reset(self) -> int | None:
        with self._lock:
            return self._file.execute("DELETE FROM counts").rowcount

    def clear(self, key: str) -> None:
        with self._lock:
            self._file.execute("DELETE FROM counts WHERE key = ?", (key,))

    def _row(self, key: str) -> tuple[int, float] | None:
        with self._lock:
            query = "SELECT count, until FROM counts WHERE key = ? AND until > ?"
            row: tuple[int, float] | None = self._file.execute(query, (key, time.time())).fetchone()
        return row


def _item(rate: str) -> RateLimitItem | None:
    return None if rate == "0" else parse(rate)


def is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def network(address: str) -> str:
    """Return what one subscriber holds: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)


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

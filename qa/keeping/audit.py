"""The audit trail: who asked what and was told what, and who changed the reports; kept for so many days."""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

import sqlalchemy as sql

from qa.keeping.records import Records, events
from qa.model import Answer
from qa.serving.caller import CALLER

Action = Literal[
    "ask", "feedback", "upload", "correct", "remove", "index", "key_create", "key_revoke", "backup", "restore"
]
ACTIONS: tuple[Action, ...] = get_args(Action)
_log = logging.getLogger(__name__)
_SWEEP_EVERY = 3600.0


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was done."""

    id: int
    at: str
    action: str
    request_id: str
    key: str
    address: str
    subject: str
    detail: dict[str, Any]


def said(answer: Answer, seconds: float) -> dict[str, Any]:
    """Return what is kept of a question and its answer."""
    return {
        "question": answer.question,
        "answer": answer.answer,
        "status": answer.status,
        "kind": answer.kind,
        "citations": [c.url for c in answer.citations],
        "seconds": round(seconds, 4),
    }


class Audit:
    """Notes events in the records; `days` 0 notes nothing."""

    def __init__(self, records: Records, days: int) -> None:
        self.days = days
        self._records = records
        self._ready = False
        self._swept = 0.0

    def note(self, action: Action, subject: str, detail: dict[str, Any]) -> bool:
        """Note that it was done, by the caller of the moment; what cannot be noted is logged, and stops nobody."""
        if not self.days:
            return True
        caller = CALLER.get()
        row = {
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "action": action,
            "request_id": caller.request_id,
            "key": caller.key,
            "address": caller.address,
            "subject": subject[:100],
            "detail": detail,
        }
        try:
            if not self._ready:
                self._records.create()
                self._ready = True
            with self._records.engine.begin() as connection:
                connection.execute(sql.insert(events).values(row))
            if time.monotonic() - self._swept > _SWEEP_EVERY or not self._swept:
                self._swept = time.monotonic()
                self.sweep()
        except Exception as error:
            _log.error("the audit trail cannot be written: %s", error)
            return False
        return True

    def note_answer(self, answer: Answer, seconds: float) -> bool:
        """Note a question with what it was answered."""
        return self.note("ask", answer.id or "", said(answer, seconds))

    def sweep(self) -> int:
        """Delete what is older than it may be kept; return how many events went."""
        oldest = (datetime.now(UTC) - timedelta(days=self.days)).isoformat(timespec="milliseconds")
        with self._records.engine.begin() as connection:
            return connection.execute(sql.delete(events).where(events.c.at < oldest)).rowcount

    def events(self, days: int | None = None, action: str = "", subject: str = "") -> Iterator[Event]:
        """Yield what was noted, the oldest first: of the last days, of one action, on one subject."""
        if not self._records.exist:
            return
        self._records.create()
        query = sql.select(events).order_by(events.c.id)
        if days is not None:
            since = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")
            query = query.where(events.c.at >= since)
        if action:
            query = query.where(events.c.action == action)
        if subject:
            query = query.where(events.c.subject == subject)
        with self._records.engine.connect() as connection:
            for row in connection.execution_options(yield_per=500).execute(query):
                yield Event(**row._mapping)

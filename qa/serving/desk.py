"""What stands between many people and the one assistant: a line to wait in, a count, and a trail of what was said."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import uuid4

from pydantic import BaseModel, StringConstraints

from prompts import say
from qa.keeping.audit import said
from qa.model import Answer, Filters, Turn
from qa.serving.line import Abandoned, Limits, Line, Overload, Pending
from qa.shelves.library import LibraryError

if TYPE_CHECKING:
    from qa.app import App

_log = logging.getLogger(__name__)
_REMEMBERED = 500
#: Look-ups at a time: they wait for the disk more than for a processor.
_LOOKING = 4
#: Told of every question: its kind, its status, and the seconds it took.
Heard = Callable[[str, str, float], None]


class Feedback(BaseModel):
    """What a person thinks of an answer."""

    answer_id: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    verdict: Literal["right", "wrong", "wrong_source"]
    comment: Annotated[str, StringConstraints(max_length=2000)] = ""


class Desk:
    """Asks the assistant on behalf of everyone, so many at a time."""

    def __init__(
        self, app: App, heard: Heard = lambda kind, status, seconds: None, worn_out: Callable[[], None] = lambda: None
    ) -> None:
        chosen = app.settings
        running = chosen.concurrency or os.cpu_count() or 1
        limits = Limits(running, chosen.queue, chosen.queue_seconds, chosen.answer_seconds)
        self.line = Line(limits, worn_out)
        self.looking = Line(replace(limits, running=max(running, _LOOKING)), worn_out)  # what is looked up, not asked
        self._app = app
        self._heard = heard
        self._recent: OrderedDict[str, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        """Wait in the line and return the answer under an id, by which feedback can name it."""
        return self.enter(question, history, filters).result()

    def enter(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Pending[Answer]:
        """Enter the line with a question, or be sent away."""
        return self.line.enter(lambda: self._answered(question, history, filters))

    def _answered(self, question: str, history: Sequence[Turn], filters: Filters | None) -> Answer:
        started = time.perf_counter()
        try:
            answer: Answer = self._app.assistant.ask(question, history, filters)
        except (Abandoned, Overload):
            self._heard("none", "abandoned", time.perf_counter() - started)
            raise
        except Exception:
            self._heard("none", "error", time.perf_counter() - started)
            raise
        name = answer.id or uuid4().hex
        answer = answer.model_copy(update={"id": name})
        seconds = time.perf_counter() - started
        self._heard(answer.kind, answer.status, seconds)
        with self._lock:
            self._recent[name] = answer
            if len(self._recent) > _REMEMBERED:
                self._recent.popitem(last=False)
        self._write_down(answer, seconds)
        return answer

    def _write_down(self, answer: Answer, seconds: float) -> None:
        self._app.audit.note_answer(answer, seconds)
        logged = {"event": "question", "answer_id": answer.id, **said(answer, seconds)}
        if not self._app.settings.log_questions:
            for private in ("question", "answer", "citations"):
                logged.pop(private)
        _log.info("question", extra={"fields": logged})

    def note(self, feedback: Feedback) -> None:
        """Keep the verdict, with the question and answer it is about; refuse one on an answer that nobody was given."""
        about = self._remembered(feedback.answer_id)
        noted = {"at": datetime.now(UTC).isoformat(timespec="seconds"), **feedback.model_dump(), **about}
        path = self._app.settings.data_dir / "feedback.jsonl"
        with self._lock:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(noted, ensure_ascii=False) + "\n")
        self._app.audit.note("feedback", feedback.answer_id, feedback.model_dump())

    def _remembered(self, answer_id: str) -> dict[str, Any]:
        """Return question, answer and sources of an answer, though another process may have given it."""
        answer = self._recent.get(answer_id)
        if answer:
            return {
                "question": answer.question, "answer": answer.answer, "citations": [c.url for c in answer.citations],
            }  # fmt: skip
        told = next((e.detail for e in self._app.audit.events(action="ask", subject=answer_id)), None)
        if told is None and self._app.audit.days:  # without a trail nobody knows what other processes have answered
            days = self._app.audit.days
            raise LibraryError("absent", say("api.no_answer", answer_id=answer_id[:80], days=days))
        told = told or {}
        return {"question": told.get("question"), "answer": told.get("answer"), "citations": told.get("citations", [])}

    def close(self) -> None:
        self.line.close()
        self.looking.close()

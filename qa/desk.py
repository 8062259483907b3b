"""What is kept between the questions of many people: counts, and answers that feedback may speak of."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import uuid4

from pydantic import BaseModel, StringConstraints

from qa.model import Answer, Filters, Turn

if TYPE_CHECKING:
    from qa.app import App

_REMEMBERED = 500


class Feedback(BaseModel):
    """What a person thinks of an answer."""

    answer_id: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    verdict: Literal["right", "wrong", "wrong_source"]
    comment: Annotated[str, StringConstraints(max_length=2000)] = ""


class Desk:
    """Asks the assistant on behalf of everyone, and counts."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._asked: Counter[tuple[str, str]] = Counter()
        self._seconds = 0.0
        self._recent: OrderedDict[str, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        """Return the answer under an id, by which feedback can name it."""
        started = time.perf_counter()
        try:
            answer: Answer = self._app.assistant.ask(question, history, filters)
        except Exception:
            self._count("none", "error", time.perf_counter() - started)
            raise
        name = answer.id or uuid4().hex
        answer = answer.model_copy(update={"id": name})
        self._count(answer.kind, answer.status, time.perf_counter() - started)
        with self._lock:
            self._recent[name] = answer
            if len(self._recent) > _REMEMBERED:
                self._recent.popitem(last=False)
        return answer

    def note(self, feedback: Feedback) -> None:
        """Keep the verdict, with the question and answer it is about where they are still known."""
        answer = self._recent.get(feedback.answer_id)
        noted = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            **feedback.model_dump(),
            "question": answer.question if answer else None,
            "answer": answer.answer if answer else None,
            "citations": [c.url for c in answer.citations] if answer else [],
        }
        path = self._app.settings.data_dir / "feedback.jsonl"
        with self._lock:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(noted, ensure_ascii=False) + "\n")

    def metrics(self) -> str:
        """Return the counts as Prometheus reads them."""
        with self._lock:
            counts, seconds = sorted(self._asked.items()), self._seconds
        lines = ["# HELP cchc_questions_total Questions asked.", "# TYPE cchc_questions_total counter"]
        lines += [
            f'cchc_questions_total{{kind="{kind}",status="{status}"}} {count}' for (kind, status), count in counts
        ]
        lines += ["# HELP cchc_answer_seconds Time to answer.", "# TYPE cchc_answer_seconds summary"]
        lines += [f"cchc_answer_seconds_sum {seconds:.6f}"]
        lines += [f"cchc_answer_seconds_count {sum(count for _, count in counts)}"]
        return "\n".join(lines) + "\n"

    def _count(self, kind: str, status: str, seconds: float) -> None:
        with self._lock:
            self._asked[kind, status] += 1
            self._seconds += seconds

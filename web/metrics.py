"""What is noted of requests: figures for Prometheus, over all server processes, and logs, one JSON object a line."""

import json
import logging
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TextIO

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from index.rows import IndexFault
from qa.app import App
from qa.serving.caller import CALLER
from qa.serving.serve import SHARED_METRICS

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_METHODS = ("GET", "POST", "DELETE", "HEAD", "OPTIONS", "PUT", "PATCH")


class Metrics:
    """The counters of one server process."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._own = own = CollectorRegistry()
        self._questions = Counter("cchc_questions", "Questions asked.", ["kind", "status"], registry=own)
        self._seconds = Histogram("cchc_answer_seconds", "Time to answer.", buckets=_BUCKETS, registry=own)
        self._requests = Counter("cchc_http_requests", "HTTP requests.", ["method", "status"], registry=own)
        self._request_seconds = Histogram("cchc_http_seconds", "Time of a request.", buckets=_BUCKETS, registry=own)
        self._line = Gauge("cchc_line", "Questions at work or waiting.", multiprocess_mode="livesum", registry=own)

    def heard(self, kind: str, status: str, seconds: float) -> None:
        """Count a question."""
        self._questions.labels(kind, status).inc()
        self._seconds.observe(seconds)

    def answered(self, method: str, status: int, seconds: float) -> None:
        """Count a request; a method nobody knows must not make a counter of its own."""
        self._requests.labels(method if method in _METHODS else "other", str(status)).inc()
        self._request_seconds.observe(seconds)

    def text(self, in_line: int) -> bytes:
        """Return all of it as Prometheus reads it."""
        self._line.set(in_line)
        shown = CollectorRegistry()
        if SHARED_METRICS in os.environ:
            MultiProcessCollector(shown)  # type: ignore[no-untyped-call]
        else:
            shown.register(self._own)
        shown.register(_IndexCollector(self._app))
        return generate_latest(shown)

    def close(self) -> None:
        if SHARED_METRICS in os.environ:
            mark_process_dead(os.getpid())  # type: ignore[no-untyped-call]


class _IndexCollector:
    """The published index, as it stands when asked."""

    def __init__(self, app: App) -> None:
        self._app = app

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            stamp = self._app.index.stamp
        except IndexFault:
            yield GaugeMetricFamily("cchc_index_ready", "1 when an index is published.", 0)
            return
        yield GaugeMetricFamily("cchc_index_ready", "1 when an index is published.", 1)
        yield GaugeMetricFamily("cchc_index_generation", "The generation that answers.", stamp.generation)
        age = datetime.now(UTC) - datetime.fromisoformat(stamp.published)
        yield GaugeMetricFamily("cchc_index_age_seconds", "Time since it was published.", age.total_seconds())
        for name in ("documents", "passages", "sentences", "facts"):
            yield GaugeMetricFamily(f"cchc_index_{name}", f"How many {name} it holds.", getattr(stamp, name))


class AsJson(logging.Formatter):
    """One line a record; whatever a caller sent stays inside its JSON string."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        caller = CALLER.get()
        if caller.request_id:
            line |= {"request_id": caller.request_id, "address": caller.address, "key": caller.key}
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up_logs(level: str | None, stream: TextIO = sys.stderr) -> None:
    """Write logs of that level and above; without one, a person at a terminal is shown warnings only."""
    chosen = level or ("warning" if stream.isatty() else "info")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(AsJson())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(chosen.upper())
    for noisy in ("httpx", "asyncio", "uvicorn"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, logging.getLevelName(chosen.upper())))

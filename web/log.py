"""Logs as one JSON object a line, each with the id of the request it belongs to."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

from qa.serving.caller import CALLER


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

"""Errors as the caller is told them: application/problem+json, in Vietnamese, and nothing of the inside."""

import json
import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from index.rows import IndexFault
from prompts import say, templates
from qa.errors import in_words
from qa.serving.caller import CALLER
from qa.serving.line import Abandoned, Overload
from qa.shelves.library import LibraryError

_log = logging.getLogger(__name__)

_LIBRARY_STATUS = {"absent": 404, "exists": 409, "bundled": 409, "suffix": 415, "unwritable": 503}
#: What nginx calls a request whose sender has gone; nobody reads it.
_GONE = 499


class Problem(HTTPException):
    """An error as the caller is told it: a status and a Vietnamese detail."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status, detail, dict(headers or {}))


def problem(request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return the problem; under /v1 it also says it where OpenAI's clients look."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": templates("api").get(f"problem_{status}", say("api.problem_400")),
        "status": status,
        "detail": detail,
        "instance": request.scope["path"],
        "request_id": CALLER.get().request_id,
    }
    if request.scope["path"].startswith("/v1/"):
        kind = "invalid_request_error" if status < 500 else "server_error"
        body["error"] = {"message": detail, "type": kind, "param": None, "code": None}
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return Response(text, status, dict(headers or {}), media_type="application/problem+json")


def failed(request: Request, error: Exception) -> Response:
    """Return the problem for any error; one that nobody foresaw is logged and not shown."""
    if isinstance(error, HTTPException):
        return _refused(request, error)
    if isinstance(error, Overload):
        return problem(request, 503, str(error), {"Retry-After": str(error.retry_after)})
    if isinstance(error, Abandoned):
        return Response(status_code=_GONE)
    if isinstance(error, LibraryError):
        return problem(request, _LIBRARY_STATUS.get(error.kind, 422), str(error))
    if message := in_words(error):
        return problem(request, 503, message, {"Retry-After": "30"})
    _log.error("request failed", exc_info=error)
    return problem(request, 500, say("api.unexpected", request_id=CALLER.get().request_id))


def told(request: Request, error: Exception) -> Any:
    """Return the problem as an object, for a stream that has already begun and has no status left to give."""
    body = bytes(failed(request, error).body)
    return json.loads(body) if body else {}


def add_problems(server: FastAPI) -> None:
    """Let every error leave as a problem."""

    async def as_problem(request: Request, error: Exception) -> Response:
        return failed(request, error)

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        sorts = {e["type"] for e in error.errors()}
        if sorts & {"model_attributes_type", "dataclass_type"} and not _says_json(request):
            return problem(request, 415, say("api.not_json"))
        said = dict.fromkeys(_field_problem(e) for e in error.errors())
        return problem(request, 422, " ".join(said))

    server.add_exception_handler(RequestValidationError, invalid)
    for kind in (HTTPException, LibraryError, IndexFault, Overload, Abandoned):
        server.add_exception_handler(kind, as_problem)


def _refused(request: Request, error: HTTPException) -> Response:
    if isinstance(error, Problem):
        return problem(request, error.status_code, str(error.detail), error.headers)
    known = {
        404: say("api.no_such_address", path=request.scope["path"][:200]),
        405: say("api.wrong_method", path=request.scope["path"][:200], method=request.method[:20]),
    }
    return problem(request, error.status_code, known.get(error.status_code, say("api.bad_request")), error.headers)


def _says_json(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def _field_problem(error: dict[str, Any]) -> str:
    place = [str(part) for part in error["loc"] if part not in ("body", "query", "path", "str")]
    kind, limits = error["type"], error.get("ctx", {})
    if place in (["question"], ["q"]) and kind == "string_too_long":
        return say("cli.long_question", length=len(str(error["input"])), limit=limits["max_length"])
    if place in (["question"], ["q"]) and kind in ("string_too_short", "string_pattern_mismatch"):
        return say("api.empty_question")
    if kind == "json_invalid":
        return say("api.bad_request")
    if kind == "missing":
        told = say("api.field_missing")
    elif kind.endswith("too_long"):
        told = say("api.field_long", limit=limits.get("max_length", ""))
    elif kind.endswith("too_short"):
        told = say("api.field_short")
    elif kind == "literal_error":
        told = say("api.field_choice", choices=limits.get("expected", "").replace(" or ", ", "))
    elif "than" in kind or kind.startswith(("int_", "float_")):
        told = say("api.field_number")
    elif kind == "extra_forbidden":
        told = say("api.field_unknown")
    else:
        told = say("api.field_type")
    return say("api.wrong_field", field=".".join(place)[:200] or "body", problem=told)

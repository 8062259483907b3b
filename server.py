"""The HTTP side: thin routes over `qa`, errors as problem+json, and the chat page at "/"."""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Annotated, Any, Literal
from uuid import uuid4

from fastapi import Depends, FastAPI, File, Header, Query, Request, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response, StreamingResponse
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, Field, StringConstraints
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.database import IndexFault
from prompts import say, templates
from qa import library
from qa.app import App, open_app
from qa.completion import MODEL, CompletionRequest, chunks, completion, conversation, pieces
from qa.desk import Desk, Feedback
from qa.errors import in_words
from qa.library import LibraryError
from qa.listing import FACT_COLUMNS, RANKING_COLUMNS, as_csv
from qa.model import Answer, Filters, Turn
from qa.settings import QUESTION_LIMIT, load_settings
from ui import ASSETS, missing_page, mount_page, report_page

_log = logging.getLogger(__name__)

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_MEGABYTE = 1024 * 1024
_UPLOAD_LIMIT = 64  # MB
_BODY_LIMIT = 2  # MB, for everything that is not an upload

#: Only this server is ever asked for anything, whatever a page or a library would like to load.
_PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; worker-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:"
)
#: The page of a report runs our few lines of script and nothing that a report may hold.
_REPORT_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)

Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=QUESTION_LIMIT)]


class Ask(BaseModel):
    question: Question
    history: list[Turn | str] = Field(default=[], max_length=100)
    filters: Filters | None = None

    @property
    def turns(self) -> list[Turn]:
        return [Turn(question=t) if isinstance(t, str) else t for t in self.history]


class Problem(HTTPException):
    """An error as the caller is told it: a status and a Vietnamese detail."""


def from_settings() -> FastAPI:
    """Build the server for `cchc serve`."""
    return create_app(open_app(load_settings()))


def create_app(app: App, *, with_page: bool = True) -> FastAPI:
    """Return the server over this app; without the chat page it is the API alone."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(_warm, app)
        yield
        app.close()

    server = FastAPI(
        title=say("api.title"),
        description=say("api.about"),
        version=app.version,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    server.add_middleware(Gate)
    desk = Desk(app)
    _add_errors(server)
    _add_asking(server, desk)
    _add_looking(server, app)
    _add_keeping(server, app)
    _add_completions(server, desk)
    _add_watching(server, app, desk)
    if with_page:
        mount_page(server, app)
    return server


def _warm(app: App) -> None:
    """Open index and model before the first question; what is missing is told by /ready, not by a crash."""
    try:
        app.assistant.ask("chỉ số CCHC")
    except Exception as error:
        _log.warning("not ready: %s", error)


# --- every request --------------------------------------------------------------------------------------


class Gate:
    """Give each request an id, refuse bodies that are too large, and set the headers a browser obeys."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        given = headers.get(b"x-request-id", b"").decode("latin-1")
        request_id = given if re.fullmatch(r"[\w.-]{1,64}", given, re.ASCII) else uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        limit = _UPLOAD_LIMIT if scope["path"] == "/api/documents" else _BODY_LIMIT
        received, started = 0, False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit * _MEGABYTE:
                raise Problem(413, say("api.too_large", limit=limit))
            return message

        async def stamped(message: Message) -> None:
            nonlocal started
            started = True
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                for name, value in (
                    (b"x-request-id", request_id.encode()),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"same-origin"),
                    (b"content-security-policy", _PAGE_POLICY.encode()),
                ):
                    if name not in present:
                        message["headers"].append((name, value))
            await send(message)

        declared = headers.get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > limit * _MEGABYTE:
            refusal = _problem(Request(scope), 413, say("api.too_large", limit=limit))
            await refusal(scope, receive, stamped)
            return
        try:
            await self.app(scope, counted, stamped)
        except Exception as error:
            if started:
                raise
            await _failed(Request(scope), error)(scope, receive, stamped)


def _problem(request: Request, status: int, detail: str) -> Response:
    title = templates("api").get(f"problem_{status}", say("api.problem_400"))
    body: dict[str, object] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        "request_id": request.scope["state"]["request_id"],
    }
    if request.url.path.startswith("/v1/"):  # where such clients look for it
        kind = "invalid_request_error" if status < 500 else "server_error"
        body["error"] = {"message": detail, "type": kind}
    return Response(json.dumps(body, ensure_ascii=False), status, media_type="application/problem+json")


_LIBRARY_STATUS = {"absent": 404, "exists": 409, "bundled": 409, "suffix": 415, "unwritable": 503}


def _failed(request: Request, error: Exception) -> Response:
    """Return the problem for an error from below; one that nobody foresaw is logged and not shown."""
    if isinstance(error, LibraryError):
        return _problem(request, _LIBRARY_STATUS.get(error.kind, 422), str(error))
    if message := in_words(error):
        return _problem(request, 503, message)
    request_id = request.scope["state"]["request_id"]
    _log.error("request %s failed", request_id, exc_info=error)
    return _problem(request, 500, say("api.unexpected", request_id=request_id))


def _add_errors(server: FastAPI) -> None:
    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if isinstance(error, Problem):
            return _problem(request, error.status_code, str(error.detail))
        known = {
            404: say("api.no_such_address", path=request.url.path),
            405: say("api.wrong_method", path=request.url.path, method=request.method),
        }
        return _problem(request, error.status_code, known.get(error.status_code, say("api.bad_request")))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        problems = dict.fromkeys(_field_problem(e) for e in error.errors())
        return _problem(request, 422, " ".join(problems))

    async def failed(request: Request, error: Exception) -> Response:
        return _failed(request, error)

    server.add_exception_handler(HTTPException, refused)
    server.add_exception_handler(RequestValidationError, invalid)
    for kind in (LibraryError, IndexFault):
        server.add_exception_handler(kind, failed)


def _field_problem(error: dict[str, Any]) -> str:
    place = [str(part) for part in error["loc"] if part not in ("body", "query", "path", "str")]
    kind, limits = error["type"], error.get("ctx", {})
    if place in (["question"], ["q"]) and kind == "string_too_long":
        return say("cli.long_question", length=len(str(error["input"])), limit=limits["max_length"])
    if place in (["question"], ["q"]) and kind == "string_too_short":
        return say("api.empty_question")
    if kind == "json_invalid":
        return say("api.bad_request")
    if kind == "missing":
        problem = say("api.field_missing")
    elif kind.endswith("too_long"):
        problem = say("api.field_long", limit=limits.get("max_length", ""))
    elif kind.endswith("too_short"):
        problem = say("api.field_short")
    elif kind == "literal_error":
        problem = say("api.field_choice", choices=limits.get("expected", "").replace(" or ", ", "))
    elif "than" in kind or kind.startswith(("int_", "float_")):
        problem = say("api.field_number")
    else:
        problem = say("api.field_type")
    return say("api.wrong_field", field=".".join(place) or "body", problem=problem)


# --- asking ---------------------------------------------------------------------------------------------


def _add_asking(server: FastAPI, desk: Desk) -> None:
    @server.post("/api/ask")
    def ask(body: Ask) -> Answer:
        return desk.ask(body.question, body.turns, body.filters)

    @server.post("/api/ask/stream", response_class=StreamingResponse)
    def ask_stream(body: Ask, request: Request) -> StreamingResponse:
        def events() -> Iterator[str]:
            yield _event("status", {"status": "searching", "message": say("api.searching")})
            try:
                answer = desk.ask(body.question, body.turns, body.filters)
            except Exception as error:
                yield _event("error", _told(request, error))
                return
            for piece in pieces(answer.answer):
                yield _event("delta", {"text": piece})
            yield _event("answer", answer.model_dump(mode="json"))

        return _stream(events())

    @server.post("/api/feedback", status_code=201)
    def feedback(body: Feedback) -> dict[str, str]:
        desk.note(body)
        return {"status": "noted"}


def _event(name: str, value: object) -> str:
    return f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"


def _stream(events: Iterator[str]) -> StreamingResponse:
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)


def _told(request: Request, error: Exception) -> Any:
    """Return the problem of a stream that has already begun, and so has no status left to give."""
    return json.loads(bytes(_failed(request, error).body))


def _add_completions(server: FastAPI, desk: Desk) -> None:
    @server.get("/v1/models")
    def models() -> dict[str, Any]:
        model = {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}
        return {"object": "list", "data": [model]}

    @server.post("/v1/chat/completions")
    def complete(body: CompletionRequest, request: Request) -> Response:
        question, history = conversation(body.messages)
        if not question:
            raise Problem(422, say("api.no_question"))
        if len(question) > QUESTION_LIMIT:
            raise Problem(422, say("cli.long_question", length=len(question), limit=QUESTION_LIMIT))

        def events() -> Iterator[str]:
            try:
                yield from chunks(desk.ask(question, history))
            except Exception as error:
                yield f"data: {json.dumps(_told(request, error), ensure_ascii=False)}\n\n"

        return _stream(events()) if body.stream else JSONResponse(completion(desk.ask(question, history)))


# --- looking up -----------------------------------------------------------------------------------------


def _add_looking(server: FastAPI, app: App) -> None:
    @server.get("/api/search")
    def search(q: Question, k: Annotated[int, Query(ge=1, le=50)] = 10) -> list[library.Row]:
        return library.search(app, q, k)

    @server.get("/api/facts")
    def facts(
        unit: str = "",
        indicator: str = "",
        year: Annotated[int | None, Query(ge=1900, le=2100)] = None,
        format: Literal["json", "csv"] = "json",
    ) -> Response:
        rows = library.list_facts(app, unit=unit, indicator=indicator, year=year)
        return _rows(rows, FACT_COLUMNS, format, "so-lieu")

    @server.get("/api/rankings")
    def rankings(
        indicator: str = "par_index",
        year: Annotated[int | None, Query(ge=1900, le=2100)] = None,
        format: Literal["json", "csv"] = "json",
    ) -> Response:
        return _rows(library.list_ranking(app, indicator, year), RANKING_COLUMNS, format, "xep-hang")

    @server.get("/api/documents")
    def documents() -> list[library.Row]:
        return library.list_reports(app)

    @server.get("/api/documents/{document_id}")
    def document(document_id: str) -> library.Row:
        return library.one_report(app, document_id)

    @server.get("/documents/{document_id}", response_class=HTMLResponse, include_in_schema=False)
    def page(document_id: str, start: str | None = None, end: str | None = None) -> HTMLResponse:
        found = app.index.document(document_id)
        html = report_page(found, start, end) if found else missing_page()
        return HTMLResponse(html, 200 if found else 404, {"Content-Security-Policy": _REPORT_POLICY})


def _rows(rows: list[library.Row], columns: tuple[str, ...], format: str, name: str) -> Response:
    if format == "json":
        return JSONResponse(rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(as_csv(rows, columns), media_type="text/csv; charset=utf-8", headers=headers)


# --- keeping the reports --------------------------------------------------------------------------------


def _add_keeping(server: FastAPI, app: App) -> None:
    def admin(x_admin_key: Annotated[str, Header()] = "", authorization: Annotated[str, Header()] = "") -> None:
        key = app.settings.admin_key.get_secret_value()
        if not key:
            raise Problem(403, say("api.admin_closed"))
        given = x_admin_key or authorization.removeprefix("Bearer ")
        # Header values come decoded as latin-1, whatever they were.
        if not secrets.compare_digest(given.encode("latin-1"), key.encode()):
            raise Problem(401, say("api.admin_needed"))

    @server.post("/api/documents", status_code=201, dependencies=[Depends(admin)])
    def upload(file: Annotated[UploadFile, File()]) -> library.Row:
        return library.add_report(app, file.filename or "", file.file.read())

    @server.delete("/api/documents/{document_id}", status_code=204, dependencies=[Depends(admin)])
    def remove(document_id: str) -> None:
        library.remove_report(app, document_id)


# --- watching -------------------------------------------------------------------------------------------


def _add_watching(server: FastAPI, app: App, desk: Desk) -> None:
    @server.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @server.get("/ready")
    def ready() -> JSONResponse:
        reasons = app.not_ready()
        return JSONResponse({"ready": not reasons, "reasons": reasons}, 503 if reasons else 200)

    @server.get("/metrics", include_in_schema=False)
    def metrics() -> Response:
        return Response(desk.metrics(), media_type="text/plain; version=0.0.4; charset=utf-8")

    @server.get("/favicon.svg", include_in_schema=False)
    def favicon() -> FileResponse:
        return FileResponse(ASSETS / "favicon.svg", media_type="image/svg+xml")

    server.mount("/page/assets", StaticFiles(directory=ASSETS), name="page-assets")
    # The package brings Swagger's files, so that the page needs nothing from outside.
    server.mount("/docs/files", StaticFiles(packages=[("fastapi_offline", "static")]), name="docs-files")

    @server.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="/openapi.json",
            title=say("api.docs_title"),
            swagger_js_url="/docs/files/swagger-ui-bundle.js",
            swagger_css_url="/docs/files/swagger-ui.css",
            swagger_favicon_url="/favicon.svg",
        )

    for prefix in ("api", "v1", "docs"):  # what is left under these is a mistake, not a page

        @server.api_route(f"/{prefix}/{{path:path}}", methods=list(_METHODS), include_in_schema=False)
        def nowhere(path: str) -> None:
            raise HTTPException(404)

"""The HTTP side: thin routes over `qa`; what surrounds every request is in `web`, the chat page in `ui`."""

import json
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import FastAPI, File, Query, Request, UploadFile
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, Response, StreamingResponse
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from index.update import Progress
from page.pictures import Pictures
from page.shell import documentation_page, embed_script
from prompts import say
from qa.app import App, open_app
from qa.completion import MODEL, Completion, CompletionRequest, chunks, completion, conversation, pieces
from qa.model import Answer
from qa.serving.desk import Desk, Feedback
from qa.serving.serve import make_way
from qa.settings import QUESTION_LIMIT, load_settings
from qa.shelves import describing, library
from qa.shelves.listing import FACT_COLUMNS, RANKING_COLUMNS, as_csv
from ui import ASSETS, missing_page, mount_page, report_page
from web import models
from web.describe import DESCRIPTION, describe
from web.gate import Gate, check_host, check_origin
from web.limits import Doorkeeper, Rates
from web.metrics import Metrics, set_up_logs
from web.problems import Problem, add_problems
from web.protocol import Endless
from web.waiting import Timed, answered, event, followed, in_time, streamed

_log = logging.getLogger(__name__)

#: Our own pages run our few files of script and nothing that a report may hold.
_OUR_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def from_settings() -> FastAPI:
    """Build the server for `cchc serve`."""
    settings = load_settings()
    set_up_logs(settings.log_level)
    return create_app(open_app(settings))


def create_app(app: App, *, with_page: bool = True) -> FastAPI:
    """Return the server over this app; without the chat page it is the API alone."""
    metrics, endless, rates = Metrics(app), Endless(), Rates(app.settings)
    desk = Desk(app, metrics.heard, partial(make_way, app.settings))
    timed, pictures = in_time(desk.looking), Pictures(app)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with endless.ended_by_signals():
            await run_in_threadpool(_warm, app)
            yield
        await run_in_threadpool(desk.close)
        await run_in_threadpool(pictures.close)
        metrics.close()
        app.close()

    server = FastAPI(
        title=say("api.title"),
        version=app.version,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # a redirect would be made of what the sender says is our name
        lifespan=lifespan,
        **DESCRIPTION,
    )
    checks = (check_host(app.settings), check_origin(app.settings), Doorkeeper(app, rates).check, rates.check)
    server.add_middleware(Gate, checks=checks, answered=metrics.answered, endless=endless)
    if app.settings.cors_origins:
        server.add_middleware(
            CORSMiddleware,
            allow_origins=app.settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "X-Request-ID"],
            expose_headers=["X-Request-ID", "Retry-After"],
        )
    add_problems(server)
    _add_asking(server, desk, timed)
    _add_looking(server, app, pictures, timed)
    _add_keeping(server, app)
    _add_completions(server, desk)
    _add_watching(server, app, desk, metrics, timed)
    describe(server)
    if with_page:
        mount_page(server, app, timed)
    return server


def _warm(app: App) -> None:
    """Open index and model before the first question; what is missing is told by /ready, not by a crash."""
    try:
        app.assistant.ask("chỉ số CCHC")
        app.index.search("cải cách hành chính", 1)  # a figure needs no model, what comes next may
    except Exception as error:
        _log.warning("not ready: %s", error)


# --- asking ---------------------------------------------------------------------------------------------


def _add_asking(server: FastAPI, desk: Desk, timed: Timed) -> None:
    @server.post("/api/ask")
    async def ask(body: models.Ask, request: Request) -> Answer:
        return await answered(desk.enter(body.question, body.turns, body.filters), request)

    @server.post("/api/ask/stream", response_class=StreamingResponse)
    async def ask_stream(body: models.Ask, request: Request) -> StreamingResponse:
        def told(answer: Answer) -> Iterator[str]:
            for piece in pieces(answer.answer):
                yield event("delta", {"text": piece})
            yield event("answer", answer.model_dump(mode="json"))

        searching = event("status", {"status": "searching", "message": say("api.searching")})
        pending = desk.enter(body.question, body.turns, body.filters)
        return streamed(pending, request, told, lambda problem: event("error", problem), first=searching)

    @server.post("/api/feedback", status_code=201)
    @timed
    def feedback(body: Feedback) -> models.Noted:
        desk.note(body)
        return models.Noted()


def _add_completions(server: FastAPI, desk: Desk) -> None:
    @server.get("/v1/models")
    def list_models() -> models.Models:
        return models.Models(data=[models.Model(id=MODEL)])

    @server.get("/v1/models/{model}")
    def one_model(model: str) -> models.Model:
        if model != MODEL:
            raise Problem(404, say("api.no_model", model=model[:100], known=MODEL))
        return models.Model(id=MODEL)

    @server.post("/v1/chat/completions", response_model=Completion)
    async def complete(body: CompletionRequest, request: Request) -> Response:
        question, history = conversation(body.messages)
        if not question:
            raise Problem(422, say("api.no_question"))
        if len(question) > QUESTION_LIMIT:
            raise Problem(422, say("cli.long_question", length=len(question), limit=QUESTION_LIMIT))
        pending = desk.enter(question, history)
        if not body.stream:
            return JSONResponse(completion(await answered(pending, request)))
        return streamed(
            pending, request, lambda answer: chunks(answer, body.wants_usage),
            lambda problem: f"data: {json.dumps(problem, ensure_ascii=False)}\n\n",
        )  # fmt: skip


# --- looking up -----------------------------------------------------------------------------------------


def _add_looking(server: FastAPI, app: App, pictures: Pictures, timed: Timed) -> None:
    @server.get("/api/search", response_model=list[models.Passage])
    @timed
    def search(q: models.Question, k: Annotated[int, Query(ge=1, le=50)] = 10) -> list[library.Row]:
        return library.search(app, q, k)

    @server.get("/api/facts", response_model=list[models.FactRow])
    @timed
    def facts(
        unit: Annotated[str, Query(max_length=200)] = "",
        indicator: Annotated[str, Query(max_length=200)] = "",
        year: models.Year | None = None,
        format: Literal["json", "csv"] = "json",
    ) -> Response:
        rows = library.list_facts(app, unit=unit, indicator=indicator, year=year)
        return _rows(rows, FACT_COLUMNS, format, "so-lieu")

    @server.get("/api/rankings", response_model=list[models.RankingRow])
    @timed
    def rankings(
        indicator: Annotated[str, Query(max_length=200)] = "par_index",
        year: models.Year | None = None,
        format: Literal["json", "csv"] = "json",
    ) -> Response:
        return _rows(library.list_ranking(app, indicator, year), RANKING_COLUMNS, format, "xep-hang")

    @server.get("/api/documents", response_model=list[models.Report])
    @timed
    def documents() -> list[library.Row]:
        return library.list_reports(app)

    @server.get("/api/documents/{document_id}", response_model=models.ReportText)
    @timed
    def document(document_id: str) -> library.Row:
        return library.one_report(app, document_id)

    @server.get("/documents/{document_id}/pages/{number}.png", include_in_schema=False)
    @timed
    def picture(document_id: str, number: int) -> Response:
        drawn = pictures.page(document_id, number)
        if drawn is None:
            raise HTTPException(404)
        return Response(drawn, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})

    @server.get("/documents/{document_id}", response_class=HTMLResponse, include_in_schema=False)
    @timed
    def page(document_id: str, start: str | None = None, end: str | None = None) -> HTMLResponse:
        found = app.index.document(document_id)
        html = report_page(found, start, end, pictures.sheets) if found else missing_page()
        return HTMLResponse(html, 200 if found else 404, {"Content-Security-Policy": _OUR_POLICY})


def _rows(rows: list[library.Row], columns: tuple[str, ...], format: str, name: str) -> Response:
    if format == "json":
        return JSONResponse(rows)
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(as_csv(rows, columns), media_type="text/csv; charset=utf-8", headers=headers)


# --- keeping the reports: the gate lets admins alone come here --------------------------------------------


def _add_keeping(server: FastAPI, app: App) -> None:
    @server.post("/api/documents", status_code=201, response_model=models.AddedReport)
    def upload(request: Request, file: Annotated[UploadFile, File()]) -> Any:
        name, content = file.filename or "", file.file.read()

        def add(progress: Callable[[Progress], None] = lambda _: None) -> library.Row:
            added = library.add_report(app, name, content, progress)
            for document_id in added.get("packed", [added["id"]]):
                app.audit.note("upload", document_id, {"source": library.held_report(app, document_id).source})
            return added

        wants_events = "text/event-stream" in request.headers.get("accept", "")
        return followed(add, request) if wants_events else add()

    @server.put("/api/documents/{document_id}", response_model=models.Report)
    def correct(document_id: str, body: models.Description) -> library.Row:
        corrected = describing.describe_report(app, document_id, body.model_dump(exclude_none=True))
        app.audit.note("correct", document_id, {"source": corrected["source"]})
        return corrected

    @server.delete("/api/documents/{document_id}", status_code=204)
    def remove(document_id: str) -> None:
        library.remove_report(app, document_id)
        app.audit.note("remove", document_id, {})


# --- watching -------------------------------------------------------------------------------------------


def _add_watching(server: FastAPI, app: App, desk: Desk, metrics: Metrics, timed: Timed) -> None:
    @server.get("/health")
    async def health() -> models.Health:
        return models.Health()

    @server.get("/ready", response_model=models.Readiness)
    @timed
    def ready() -> JSONResponse:
        reasons = app.not_ready()
        return JSONResponse({"ready": not reasons, "reasons": reasons}, 503 if reasons else 200)

    @server.get("/metrics", include_in_schema=False)
    @timed
    def told() -> Response:
        return Response(metrics.text(desk.line.held), media_type="text/plain; version=0.0.4; charset=utf-8")

    @server.get("/favicon.svg", include_in_schema=False)
    def favicon() -> FileResponse:
        return FileResponse(ASSETS / "favicon.svg", media_type="image/svg+xml")

    @server.get("/embed.js", include_in_schema=False)
    def embed() -> Response:
        headers = {"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "max-age=3600"}
        return Response(embed_script(), media_type="text/javascript; charset=utf-8", headers=headers)

    server.mount("/page/assets", StaticFiles(directory=ASSETS), name="page-assets")
    # The package brings Swagger's files, so that the page needs nothing from outside.
    server.mount("/docs/files", StaticFiles(packages=[("fastapi_offline", "static")]), name="docs-files")

    @server.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(documentation_page(), headers={"Content-Security-Policy": _OUR_POLICY})

    for prefix in ("api", "v1", "docs"):  # what is left under these is a mistake, not a page

        @server.api_route(f"/{prefix}/{{path:path}}", methods=list(_METHODS), include_in_schema=False)
        def nowhere(request: Request) -> None:
            allowed = _methods_of(server, request.scope["path"])
            raise HTTPException(405, headers={"Allow": ", ".join(allowed)}) if allowed else HTTPException(404)


def _methods_of(server: FastAPI, path: str) -> list[str]:
    """Return with which methods an address may be called."""
    known = [r for r in server.routes if isinstance(r, APIRoute) and not r.path.endswith("{path:path}")]
    return sorted({method for route in known if route.path_regex.match(path) for method in route.methods or ()})

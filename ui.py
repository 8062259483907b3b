"""The page people use, at "/": Gradio is its frame; what stands in it is drawn by `page`.

The visitor's browser holds his conversation and asks the API like any other client; the server keeps nothing of it,
so that no visitor can see another's, and any of several server processes may answer.
"""

from __future__ import annotations

import os
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BeforeValidator
from starlette.routing import Mount

from corpus.model import Status
from page import shelves
from page.cards import exchange_html
from page.exchange import Conversation
from page.report import ASSETS, missing_page, report_page
from page.shell import home_html, shell
from page.surroundings import surroundings
from prompts import say
from qa.shelves import browsing, describing
from qa.shelves.library import listed_report
from qa.shelves.listing import FACT_COLUMNS, as_csv
from web.strict import StrictPages

if TYPE_CHECKING:
    from fastapi import FastAPI

    from page.surroundings import Surroundings
    from qa.app import App
    from qa.model import Citation
    from web.waiting import Timed

__all__ = ["ASSETS", "missing_page", "mount_page", "report_page"]

Year = Annotated[int | None, Query(ge=1900, le=2100), BeforeValidator(lambda text: text or None)]
Start = Annotated[int, Query(ge=0)]

#: As many rows as a spreadsheet is good for.
_MOST_ROWS = 50_000
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _wanted(unit: str = "", label: str = "", year: Year = None, status: str = "") -> browsing.FactFilter:
    return browsing.FactFilter(unit, label, year, Status(status) if status in list(Status) else None)


Wanted = Annotated[browsing.FactFilter, Depends(_wanted)]


def mount_page(server: FastAPI, app: App, timed: Timed) -> None:
    """Put the page at "/", with what its scripts fetch under "/page"; nothing is loaded from outside."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio

    server.include_router(_parts(app, timed))
    gradio.mount_gradio_app(
        server,
        _frame(),
        path="/",
        favicon_path=str(ASSETS / "favicon.svg"),
        footer_links=[],
        show_error=True,
        max_file_size="1kb",  # Gradio takes no files here
    )
    mounted = server.routes[-1]
    assert isinstance(mounted, Mount)
    mounted.app = StrictPages(mounted.app, _head())


def _head() -> str:
    """Return the style sheets and scripts that bring the frame to life."""
    version = _version()
    styles = "".join(f'<link rel="stylesheet" href="/page/assets/{n}.css?v={version}">' for n in ("tokens", "page"))
    return f'{styles}<script type="module" src="/page/assets/main.js?v={version}"></script>'


def _frame() -> Any:
    """Return the Gradio blocks: a place for one piece of our own HTML."""
    import gradio

    with gradio.Blocks(title=say("page.title"), analytics_enabled=False) as blocks:
        gradio.Column(elem_id="frame")
    return blocks


def _parts(app: App, timed: Timed) -> APIRouter:
    """Return what the scripts fetch: pieces of the page as HTML, and files."""
    parts = APIRouter(prefix="/page", include_in_schema=False)

    def look(citation: Citation) -> Surroundings:
        return surroundings(app.index.document(citation.document_id), citation)

    @parts.get("/shell", response_class=HTMLResponse)
    def frame() -> str:
        return shell()

    @parts.get("/home", response_class=HTMLResponse)
    @timed
    def home() -> str:
        return home_html(app)

    @parts.post("/cards")
    @timed
    def cards(conversation: Conversation) -> list[str]:
        return [exchange_html(exchange, look) for exchange in conversation.read()]

    @parts.post("/export")
    @timed
    def export(conversation: Conversation) -> Response:
        from page.export import conversation_docx

        return Response(conversation_docx(conversation.read(), date.today()), media_type=_WORD)

    _add_shelves(parts, app, timed)
    return parts


def _add_shelves(parts: APIRouter, app: App, timed: Timed) -> None:
    """Add the library and the fact store, in pieces."""

    @parts.get("/library", response_class=HTMLResponse)
    @timed
    def library(q: str = "", unit: str = "", year: Year = None, kind: str = "", start: Start = 0) -> str:
        found = browsing.find_reports(app, browsing.ReportFilter(q, unit, year, kind), start, shelves.STEP)
        return shelves.report_table(found, start, app.index.stats(), browsing.not_read(app))

    @parts.get("/facts", response_class=HTMLResponse)
    @timed
    def facts(request: Request, wanted: Wanted, start: Start = 0) -> str:
        found = browsing.find_facts(app, wanted, start, shelves.STEP)
        return shelves.fact_table(found, start, f"/page/facts.csv?{request.url.query}")

    @parts.get("/facts.csv")
    @timed
    def facts_csv(wanted: Wanted) -> Response:
        rows = browsing.find_facts(app, wanted, 0, _MOST_ROWS).rows
        headers = {"Content-Disposition": 'attachment; filename="so-lieu.csv"'}
        return Response(as_csv(rows, FACT_COLUMNS), media_type="text/csv; charset=utf-8", headers=headers)

    @parts.get("/choices")
    @timed
    def choices() -> dict[str, dict[str, list[str]]]:
        return {"library": browsing.report_choices(app), "facts": browsing.fact_choices(app)}

    @parts.get("/describe/{document_id}", response_class=HTMLResponse)
    @timed
    def describe(document_id: str) -> str:
        known = describing.description(app, document_id)
        return shelves.description_form(listed_report(app, document_id), known)


def _version() -> str:
    """Return a name for scripts and styles as they are now, so that no browser keeps old ones."""
    return sha256(b"".join(p.read_bytes() for p in sorted(ASSETS.glob("*.[cj]s*")))).hexdigest()[:12]

"""The page people use, at "/": Gradio is its frame; what stands in it is drawn by `page`.

The visitor's browser holds his conversation and asks the API like any other client; the server keeps nothing of it,
so that no visitor can see another's, and any of several server processes may answer.
"""

from __future__ import annotations

import os
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from page.cards import exchange_html
from page.exchange import Conversation
from page.home import home_html
from page.report import ASSETS, missing_page, report_page
from page.shell import shell
from page.surroundings import surroundings
from prompts import say

if TYPE_CHECKING:
    from fastapi import FastAPI

    from page.surroundings import Surroundings
    from qa.app import App
    from qa.model import Citation

__all__ = ["ASSETS", "missing_page", "mount_page", "report_page"]

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def mount_page(server: FastAPI, app: App) -> None:
    """Put the page at "/", with what its scripts fetch under "/page"; nothing is loaded from outside."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio

    server.include_router(_parts(app))
    gradio.mount_gradio_app(
        server,
        _frame(),
        path="/",
        css="".join((ASSETS / name).read_text(encoding="utf-8") for name in ("tokens.css", "page.css")),
        head=f'<script type="module" src="/page/assets/main.js?v={_version()}"></script>',
        favicon_path=str(ASSETS / "favicon.svg"),
        footer_links=[],
        show_error=True,
        max_file_size="1kb",  # Gradio takes no files here
    )


def _frame() -> Any:
    """Return the Gradio blocks: one piece of HTML, which the scripts bring to life."""
    import gradio

    with gradio.Blocks(title=say("page.title"), analytics_enabled=False) as blocks:
        gradio.HTML(shell(), apply_default_css=False, js_on_load=None, elem_id="frame")
    return blocks


def _parts(app: App) -> APIRouter:
    """Return what the scripts fetch: pieces of the page as HTML, and files."""
    parts = APIRouter(prefix="/page", include_in_schema=False)

    def look(citation: Citation) -> Surroundings:
        return surroundings(app.index.document(citation.document_id), citation)

    @parts.get("/home", response_class=HTMLResponse)
    def home() -> str:
        return home_html(app)

    @parts.post("/cards")
    def cards(conversation: Conversation) -> list[str]:
        return [exchange_html(exchange, look) for exchange in conversation.read()]

    @parts.post("/export")
    def export(conversation: Conversation) -> Response:
        from page.export import conversation_docx

        return Response(conversation_docx(conversation.read(), date.today()), media_type=_WORD)

    return parts


def _version() -> str:
    """Return a name for the scripts as they are now, so that no browser runs old ones."""
    return sha256(b"".join(p.read_bytes() for p in sorted(ASSETS.glob("*.js")))).hexdigest()[:12]

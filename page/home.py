"""What an empty conversation shows: what is held, and questions that can be asked with one click."""

from __future__ import annotations

import logging
from html import escape
from typing import TYPE_CHECKING

from prompts import say
from qa.errors import in_words
from qa.shelves import library
from qa.shelves.listing import number

if TYPE_CHECKING:
    from qa.app import App

_log = logging.getLogger(__name__)


def home_html(app: App) -> str:
    """Return the welcome; an index that cannot be read is told there, not by a broken page."""
    try:
        held = app.index.stamp.documents
        about = say("page.holds", documents=number(held)) if held else say("page.holds_nothing")
        suggested = examples(app) if held else []
    except Exception as error:
        _log.exception("the index cannot be read")
        about, suggested = in_words(error) or say("page.failed_unexpected"), []
    buttons = "".join(
        f'<button type="button" class="choice" data-ask="{escape(question)}">{escape(question)}</button>'
        for question in suggested
    )
    title = escape(say("page.examples_title"))
    offered = f'<div class="next" role="group" aria-label="{title}"><h3>{title}</h3>{buttons}</div>' if buttons else ""
    return (
        f'<div class="welcome"><h2>{escape(say("page.welcome"))}</h2><p>{escape(say("page.welcome_how"))}</p>'
        f"<p>{escape(about)}</p>{offered}</div>"
    )


def examples(app: App) -> list[str]:
    """Return questions that the reports at hand can answer."""
    rows = library.list_ranking(app, "par_index")
    named = [row for row in rows if row["unit_key"] and row["rank"] is not None]
    asked = [say("page.example_rank", year=row["year"], unit=row["subject"]) for row in named[:1]]
    scored = [row for row in rows if row["unit_key"] and row["score"] is not None]
    asked += [say("page.example_score", year=row["year"], unit=row["subject"]) for row in scored[-1:]]
    return [*asked, say("page.example_plain_list"), say("page.example_plain_rate")]

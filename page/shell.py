"""The pages as they stand before anybody has done anything: frame, welcome, the API's, the script for portals."""

from __future__ import annotations

import json
import logging
from functools import cache
from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from prompts import say, templates
from qa.errors import in_words
from qa.settings import QUESTION_LIMIT
from qa.shelves import library
from qa.shelves.listing import heading, number

if TYPE_CHECKING:
    from qa.app import App

_log = logging.getLogger(__name__)
TABS = ("ask", "library", "facts")


def shell() -> str:
    """Return the page as it stands before a visitor has done anything."""
    panels = {"ask": _asking(), "library": _library(), "facts": _facts()}
    tabs = "".join(
        f'<button type="button" role="tab" id="tab-{name}" aria-controls="panel-{name}" '
        f'aria-selected="{"true" if name == "ask" else "false"}"{"" if name == "ask" else " tabindex=-1"}>'
        f"{_say(f'tab_{name}')}</button>"
        for name in TABS
    )
    shown = "".join(
        f'<section role="tabpanel" id="panel-{name}" aria-labelledby="tab-{name}" tabindex="-1"'
        f"{'' if name == 'ask' else ' hidden'}>{panels[name]}</section>"
        for name in TABS
    )
    words = escape(json.dumps(_words(), ensure_ascii=False))
    return (
        f'<div id="cchc" data-words="{words}"><a class="skip" href="#question">{_say("skip")}</a>'
        f'<header class="top"><div><h1>{_say("title")}</h1><p>{_say("subtitle")}</p></div>'
        f'<button type="button" class="quiet" id="theme">{_say("dark")}</button></header>'
        f'<div role="tablist" class="tabs" aria-label="{_say("tabs")}">{tabs}</div>'
        f'<div class="panels">{shown}</div>'
        '<div id="peek" role="tooltip" hidden></div>'
        '<p id="told" class="unseen" role="status" aria-live="polite"></p></div>'
    )


def _asking() -> str:
    return (
        f'<div class="desk"><aside class="past" aria-label="{_say("past")}">'
        f'<button type="button" id="fresh" class="wide-button">{_say("new_chat")}</button>'
        f'<details id="past" open><summary>{_say("past")}</summary><ul></ul><p class="note">{_say("past_note")}</p>'
        f'<button type="button" class="quiet" id="forget">{_say("forget")}</button></details></aside>'
        f'<div class="talking"><div id="talk" role="log" aria-live="off" aria-label="{_say("talk")}"></div>'
        f'<p class="doings" id="export-row" hidden><button type="button" id="export">{_say("export")}</button></p>'
        '<form id="asking"><p id="only" hidden></p>'
        f'<label class="unseen" for="question">{_say("question_label")}</label>'
        f'<div class="line"><textarea id="question" rows="1" maxlength="{QUESTION_LIMIT}" '
        f'placeholder="{_say("question_placeholder")}" enterkeyhint="send"></textarea>'
        f'<button type="submit" class="main" id="send">{_say("send")}</button>'
        f'<button type="button" class="main stop" id="stop" hidden>{_say("stop")}</button></div></form></div></div>'
    )


def _library() -> str:
    return (
        f"<h2>{_say('tab_library')}</h2>"
        f'<form class="filters" id="library-filters" role="search" data-all="{_say("all")}">'
        f'<label>{_say("library_search")}<input type="search" name="q"></label>'
        f'<label>{escape(heading("subject"))}<select name="unit"></select></label>'
        f'<label>{_say("library_year")}<select name="year"></select></label>'
        f'<label>{_say("library_kind")}<select name="kind"></select></label></form>'
        '<div id="library-rows" aria-live="polite"></div>'
        f'<details class="manage"><summary>{_say("upload_title")}</summary><form id="upload">'
        f"<p>{_say('upload_about')}</p>"
        f'<label>{_say("admin_key")}<input type="password" name="key" autocomplete="off"></label>'
        f'<label class="pick"><input type="file" name="files" multiple><span>{_say("upload_files")}</span></label>'
        '<p id="upload-chosen" aria-live="polite"></p>'
        f'<button type="submit" class="main">{_say("upload")}</button></form>'
        '<ul id="upload-state" aria-live="polite"></ul></details>'
        f'<dialog id="correct" aria-labelledby="correct-title"></dialog>'
    )


def _facts() -> str:
    statuses = "".join(
        f'<option value="{name.removeprefix("status_")}">{escape(text)}</option>'
        for name, text in templates("cli").items()
        if name.startswith("status_")
    )
    return (
        f"<h2>{_say('tab_facts')}</h2><p>{_say('facts_about')}</p>"
        f'<form class="filters" id="facts-filters" role="search" data-all="{_say("all")}">'
        f'<label>{escape(heading("subject"))}<input name="unit" list="facts-units"></label>'
        '<datalist id="facts-units"></datalist>'
        f'<label>{escape(heading("label"))}<input name="label" list="facts-labels"></label>'
        '<datalist id="facts-labels"></datalist>'
        f'<label>{_say("library_year")}<select name="year"></select></label>'
        f'<label>{escape(heading("status"))}<select name="status">'
        f'<option value="">{_say("all")}</option>{statuses}</select>'
        "</label></form>"
        '<div id="facts-rows" aria-live="polite"></div>'
    )


def _words() -> dict[str, str]:
    """Return what the scripts say; they fill in {fields} themselves."""
    return {key.removeprefix("js_"): text for key, text in templates("page").items() if key.startswith("js_")}


def _say(key: str) -> str:
    return escape(say(f"page.{key}"))


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


FILES = "/docs/files"


def documentation_page() -> str:
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(say("api.docs_title"))}</title><link rel="icon" href="/favicon.svg">'
        f'<link rel="stylesheet" href="{FILES}/swagger-ui.css"><script src="{FILES}/swagger-ui-bundle.js"></script>'
        '<script type="module" src="/page/assets/documentation.js"></script></head>'
        '<body><div id="swagger-ui"></div></body></html>'
    )


@cache
def embed_script() -> str:
    """Return the script with its Vietnamese words in it."""
    script = resources.files("web").joinpath("embed.js").read_text(encoding="utf-8")
    return script.replace("__WORDS__", json.dumps(templates("embed"), ensure_ascii=False))

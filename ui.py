"""What people see: the chat page (Gradio) and the page that shows a report with the cited span marked.

Whatever comes from a report or from a question is text here, never markup: every piece goes through `escape`.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from corpus.model import Document, Span
from prompts import say
from qa import library
from qa.errors import in_words
from qa.listing import number
from qa.model import Answer, ChartData, Citation, TableData, Turn
from qa.reference import reference
from qa.settings import QUESTION_LIMIT

if TYPE_CHECKING:
    from fastapi import FastAPI

    from qa.app import App
    from qa.desk import Desk

_log = logging.getLogger(__name__)

ASSETS = Path(__file__).parent / "prompts" / "page"
#: The place on a report's page that a link to a citation leads to.
MARK = "trich-dan"
_MARKER = re.compile(r"(?P<before> ?)\[(?P<n>\d{1,4})\](?P<after>[.,;:)]*)")
_BUTTONS = 10
_WIDTH = 600  # of a chart, in its own units
_REMEMBERED = 10
_REMEMBERED_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question of a conversation, with its answer, or why there is none."""

    question: str
    answer: Answer | None = None
    problem: str = ""


_EXCHANGES = TypeAdapter(list[Exchange])


# --- one answer as HTML ---------------------------------------------------------------------------------


def conversation(exchanges: Sequence[Exchange]) -> str:
    """Return the whole conversation as HTML, the latest exchange last."""
    if not exchanges:
        return f'<div class="welcome">{escape(say("page.welcome"))}</div>'
    return f'<div class="talk" aria-live="polite">{"".join(_exchange(e) for e in exchanges)}</div>'


def _exchange(exchange: Exchange) -> str:
    asked = f'<p class="asked"><span>{escape(say("page.you"))}</span>{escape(exchange.question)}</p>'
    if exchange.problem:
        said = f'<div class="said bad" role="alert">{escape(exchange.problem)}</div>'
    else:
        assert exchange.answer
        said = answer_card(exchange.answer) + source_panel(exchange.answer)
    return f'<section class="exchange">{asked}<div class="pair">{said}</div></section>'


def answer_card(answer: Answer) -> str:
    """Return the answer with its badge, its markers as links, its table and its chart."""
    badge = "small_talk" if answer.kind == "small_talk" else answer.status
    parts = [f'<span class="badge {badge}">{escape(say(f"page.badge_{badge}"))}</span>']
    if answer.resolved_question and answer.resolved_question != answer.question:
        understood = say("page.understood_as", question=answer.resolved_question)
        parts.append(f'<p class="understood">{escape(understood)}</p>')
    parts.append(f'<div class="words">{_with_links(answer.answer, answer)}</div>')
    if answer.table:
        parts.append(_table(answer.table, answer))
    if answer.chart:
        parts.append(_chart(answer.chart))
    if answer.id and answer.status != "clarify" and answer.kind != "small_talk":
        parts.append(_feedback(answer.id))
    return f'<article class="said">{"".join(parts)}</article>'


def source_panel(answer: Answer) -> str:
    """Return the cited places: reference, quote with its figures marked, a link and a copy button."""
    if not answer.citations:
        return ""
    cards = "".join(_source(citation, answer) for citation in answer.citations)
    return f'<aside class="sources"><h3>{escape(say("page.sources"))}</h3>{cards}</aside>'


def _with_links(text: str, answer: Answer) -> str:
    known = {citation.n: citation for citation in answer.citations}

    def chip(match: re.Match[str]) -> str:
        citation = known.get(int(match["n"]))
        if citation is None:
            return match[0]
        # The marker stays on the line of the word before it, and the full stop after it too.
        return (
            f'{"&nbsp;" if match["before"] else ""}<span class="keep"><a class="chip" '
            f'href="{escape(citation.url)}#{MARK}" target="_blank" rel="noopener" '
            f'title="{escape(citation.reference)}">{citation.n}</a>{match["after"]}</span>'
        )

    return _MARKER.sub(chip, escape(text))


def _source(citation: Citation, answer: Answer) -> str:
    figures = {f.text for f in answer.facts if f.citation == citation.n and f.text}
    copied = say("page.copy_text", quote=" ".join(citation.quote.split()), reference=citation.reference)
    return (
        f'<div class="source"><p class="reference"><b>{citation.n}</b> {escape(citation.reference)}</p>'
        f"<blockquote>{_marked(citation.quote, figures)}</blockquote>"
        f'<p class="doings"><a href="{escape(citation.url)}#{MARK}" target="_blank" rel="noopener">'
        f"{escape(say('page.open_report'))}</a>"
        f'<button type="button" data-copy="{escape(copied)}" data-done="{escape(say("page.copied"))}">'
        f"{escape(say('page.copy'))}</button></p></div>"
    )


def _marked(quote: str, figures: set[str]) -> str:
    """Return the quote as HTML with the figures the answer speaks of marked; the longest match wins."""
    if not figures:
        return escape(quote)
    longest_first = sorted(figures, key=len, reverse=True)
    pattern = re.compile(r"(?<!\d)(" + "|".join(re.escape(f) for f in longest_first) + r")(?!\d)")
    return "".join(
        f"<mark>{escape(piece)}</mark>" if odd % 2 else escape(piece) for odd, piece in enumerate(pattern.split(quote))
    )


def _table(table: TableData, answer: Answer) -> str:
    head = "".join(f'<th scope="col">{escape(c)}</th>' for c in table.columns)
    asked = ' class="asked-for"'
    rows = "".join(
        f"<tr{asked if n in table.marked else ''}>"
        + "".join(f"<td>{_with_links(cell, answer)}</td>" for cell in row)
        + "</tr>"
        for n, row in enumerate(table.rows)
    )
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _feedback(answer_id: str) -> str:
    buttons = "".join(
        f'<button type="button" data-verdict="{verdict}">{escape(say(f"page.feedback_{verdict}"))}</button>'
        for verdict in ("right", "wrong", "wrong_source")
    )
    thanks = escape(say("page.feedback_thanks"))
    return (
        f'<p class="feedback" data-answer="{escape(answer_id)}" data-done="{thanks}">'
        f"{escape(say('page.feedback_ask'))} {buttons}</p>"
    )


def _chart(chart: ChartData) -> str:
    """Return the points as a small drawing; years stand as text, and rank 1 on top."""
    if not chart.values:
        return ""
    unit = say("page.chart_rank") if chart.downwards else chart.unit
    height, drawn = (_bars if chart.kind == "bar" else _line)(chart)
    drawn = [
        f'<text class="name" x="20" y="18">{escape(chart.title)}</text>',
        f'<text class="unit" x="{_WIDTH - 20}" y="18">{escape(unit)}</text>',
        *drawn,
    ]
    frame = f'<svg class="chart" role="img" aria-label="{escape(chart.title)}" viewBox="0 0 {_WIDTH} {height}">'
    return f"{frame}{''.join(drawn)}</svg>"


def _line(chart: ChartData) -> tuple[int, list[str]]:
    top, drop = 60, 130
    step = (_WIDTH - 40) / len(chart.values)
    low, high = min(chart.values), max(chart.values)
    named = [wrap(label, max(4, int(step / 8.5)))[:3] or [""] for label in chart.labels]
    points = []
    for n, value in enumerate(chart.values):
        share = (value - low) / ((high - low) or 1.0)
        points.append((20 + step * (n + 0.5), top + drop * (share if chart.downwards else 1 - share)))
    drawn = [f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" />']
    for (x, y), value, lines in zip(points, chart.values, named, strict=False):
        drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" />')
        drawn.append(f'<text class="value" x="{x:.1f}" y="{y - 12:.1f}">{_figure(value)}</text>')
        for n, line in enumerate(lines):
            drawn.append(f'<text x="{x:.1f}" y="{top + drop + 30 + 18 * n}">{escape(line)}</text>')
    return top + drop + 22 + 18 * max(len(lines) for lines in named), drawn


def _bars(chart: ChartData) -> tuple[int, list[str]]:
    row, left = 34, 190
    longest = max(*map(abs, chart.values), 0.0) or 1.0
    drawn = []
    for n, (label, value) in enumerate(zip(chart.labels, chart.values, strict=False)):
        y, size = 34 + row * n, (_WIDTH - left - 110) * abs(value) / longest
        drawn.append(f'<text class="name" x="20" y="{y + 18}">{escape(shorten(label, 22, placeholder="…"))}</text>')
        drawn.append(f'<rect x="{left}" y="{y}" width="{max(size, 1):.1f}" height="{row - 10}" />')
        drawn.append(f'<text class="value start" x="{left + size + 8:.1f}" y="{y + 18}">{_figure(value)}</text>')
    return 34 + row * len(chart.values) + 6, drawn


def _figure(value: float) -> str:
    return number(int(value) if value == int(value) else value)


# --- the page that shows a report -----------------------------------------------------------------------


def report_page(document: Document, start: str | None, end: str | None, nonce: str) -> str:
    """Return the report as a page with that span marked; a span that is not in it is said to be missing."""
    span = _span(document.text, start, end)
    text = document.text
    if span:
        marked = f'<mark id="{MARK}" tabindex="-1">{escape(span.of(text))}</mark>'
        body = f"{escape(text[: span.start])}{marked}{escape(text[span.end :])}"
        note = f'<a href="#{MARK}">{escape(say("page.report_jump"))}</a> · {escape(say("page.report_marked"))}'
    else:
        body = escape(text)
        note = escape(say("page.report_no_span")) if start or end else ""
    cited = reference(document, span) if span else reference(document, Span(0, max(1, len(text))))
    about = f"<h1>{escape(document.title)}</h1><p>{escape(cited)}</p>"
    source = escape(say("page.report_source", source=document.source))
    content = (
        f'<header><a href="/">{escape(say("page.report_back"))}</a>{about}'
        f"<p>{source}</p><p>{note}</p></header><main>{body}</main>"
    )
    script = (_asset("report.js") if span else "").replace("{mark}", MARK)
    return _html(document.title, content, nonce, script)


def missing_page(nonce: str) -> str:
    """Return the page for a report that is not there."""
    title = say("page.report_missing_title")
    content = (
        f'<header><a href="/">{escape(say("page.report_back"))}</a><h1>{escape(title)}</h1>'
        f"<p>{escape(say('page.report_missing'))}</p></header>"
    )
    return _html(title, content, nonce, "")


def _html(title: str, content: str, nonce: str, script: str) -> str:
    scripted = f'<script nonce="{nonce}">{script}</script>' if script else ""
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="icon" href="/favicon.svg">'
        f'<style nonce="{nonce}">{_asset("report.css")}</style></head><body>{content}{scripted}</body></html>'
    )


def _span(text: str, start: str | None, end: str | None) -> Span | None:
    try:
        first, last = int(start or ""), int(end or "")
    except ValueError:
        return None
    if not 0 <= first < last or first >= len(text):
        return None
    return Span(first, min(last, len(text)))


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


# --- the chat page --------------------------------------------------------------------------------------


def examples(app: App) -> list[str]:
    """Return questions that the reports at hand can answer, for an empty chat."""
    rows = library.list_ranking(app, "par_index")
    named = [row for row in rows if row["unit_key"] and row["rank"] is not None]
    asked = [say("page.example_rank", year=row["year"], unit=row["subject"]) for row in named[:1]]
    scored = [row for row in rows if row["unit_key"] and row["score"] is not None]
    asked += [say("page.example_score", year=row["year"], unit=row["subject"]) for row in scored[-1:]]
    return [*asked, say("page.example_plain_list"), say("page.example_plain_rate")]


def answer_question(desk: Desk, question: str, exchanges: Sequence[Exchange]) -> Exchange:
    """Ask in the light of the conversation so far; what goes wrong is told in the conversation."""
    if len(question) > QUESTION_LIMIT:
        too_long = say("cli.long_question", length=len(question), limit=QUESTION_LIMIT)
        return Exchange(question[:200] + "…", problem=too_long)
    history = [
        Turn(question=e.answer.resolved_question or e.question, answer=e.answer.answer)
        for e in exchanges[-_REMEMBERED:]
        if e.answer
    ]
    try:
        return Exchange(question, desk.ask(question, history))
    except Exception as error:
        _log.exception("a question on the page failed")
        reason = in_words(error) or say("page.failed_unexpected")
        return Exchange(question, problem=say("page.failed", reason=reason))


def mount_page(server: FastAPI, app: App, desk: Desk) -> None:
    """Put the chat at "/": Gradio, with nothing loaded from outside."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio

    theme = gradio.themes.Soft(
        primary_hue="blue",
        neutral_hue="slate",
        text_size="lg",
        font=["system-ui", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"],
        font_mono=["ui-monospace", "Consolas", "monospace"],
    )
    gradio.mount_gradio_app(
        server,
        _blocks(app, desk),
        path="/",
        theme=theme,
        css=_asset("chat.css"),
        js=_asset("chat.js"),
        favicon_path=str(ASSETS / "favicon.svg"),
        footer_links=[],
        show_error=True,
        max_file_size="1kb",  # the page takes no files
    )


def _blocks(app: App, desk: Desk) -> Any:
    import gradio

    def buttons(title: str, questions: Sequence[str]) -> list[Any]:
        shown = [gradio.update(value=q, visible=True) for q in questions[:_BUTTONS]]
        hidden = [gradio.update(visible=False)] * (_BUTTONS - len(shown))
        heading = f"<h4>{escape(title)}</h4>" if shown else ""
        return [gradio.update(value=heading), *shown, *hidden]

    def opened() -> list[Any]:
        try:
            held = app.index.stamp.documents
            about = say("page.holds", documents=number(held)) if held else say("page.holds_nothing")
            suggested = examples(app) if held else []
        except Exception as error:
            _log.exception("the index cannot be read")
            about, suggested = in_words(error) or say("page.failed_unexpected"), []
        return [f"<p>{escape(about)}</p>", *buttons(say("page.examples_title"), suggested)]

    def asked(question: str, told: str) -> list[Any]:
        exchanges = _EXCHANGES.validate_json(told or "[]")
        question = question.strip()
        if not question:
            return [gradio.skip()] * (4 + _BUTTONS)
        exchange = answer_question(desk, question, exchanges)
        exchanges = [*exchanges[1 - _REMEMBERED_SHOWN :], exchange]
        answer = exchange.answer
        title = "choices" if answer and answer.status == "clarify" else "suggestions"
        following = buttons(say(f"page.{title}_title"), answer.suggestions if answer else [])
        return [conversation(exchanges), _EXCHANGES.dump_json(exchanges).decode(), "", *following]

    def restarted() -> list[Any]:
        return [conversation([]), "[]", "", *opened()[1:]]

    waiting = _asset("waiting.js").replace("{you}", say("page.you"))
    waiting = waiting.replace("{searching}", say("page.searching"))
    with gradio.Blocks(title=say("page.title"), analytics_enabled=False) as blocks:
        # The visitor's browser holds the conversation: several server processes may answer in turn.
        exchanges = gradio.Textbox("[]", visible="hidden", elem_id="told")
        gradio.HTML(f"<h1>{escape(say('page.title'))}</h1><p>{escape(say('page.subtitle'))}</p>", elem_id="top")
        held = gradio.HTML(elem_id="held")
        talk = gradio.HTML(conversation([]), elem_id="talk")
        with gradio.Column(elem_id="choices"):
            title = gradio.HTML()
            choices = [gradio.Button(visible=False, elem_classes="choice", size="md") for _ in range(_BUTTONS)]
        with gradio.Row(elem_id="asking"):
            question = gradio.Textbox(
                placeholder=say("page.question_placeholder"),
                label=say("page.question_label"),
                show_label=False,
                lines=1,
                max_lines=5,
                max_length=QUESTION_LIMIT,
                autofocus=True,
                scale=8,
                elem_id="question",
            )
            send = gradio.Button(say("page.send"), variant="primary", scale=1, min_width=90, elem_id="send")
            fresh = gradio.Button(say("page.new_chat"), scale=1, min_width=210, elem_id="fresh")
        shown = [talk, exchanges, question, title, *choices]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
        for ask in (question.submit, send.click):
            ask(asked, [question, exchanges], shown, js=waiting, **quiet)
        for choice in choices:
            choice.click(asked, [choice, exchanges], shown, js=waiting, **quiet)
        fresh.click(restarted, None, shown, **quiet)
        blocks.load(opened, None, [held, title, *choices], **quiet)
    return blocks

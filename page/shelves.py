"""The library and the fact store as tables, some rows at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, Any

from page.cards import MARK
from prompts import say
from qa.shelves.browsing import Found
from qa.shelves.listing import heading, number

if TYPE_CHECKING:
    from qa.shelves.library import Row

#: How many rows are shown at a time.
STEP = 50

_FACT_HEADS = ("subject", "label", "period", "text", "status", "reference")


def report_table(found: Found, start: int, stats: dict[str, Any], waiting: Sequence[str]) -> str:
    """Return reports as rows with what can be done with each; `waiting` are files not read yet."""
    if not found.total:
        return f'<p class="empty">{escape(say("page.library_none"))}</p>'
    heads = [say("page.library_report"), heading("subject"), heading("period"), say("page.library_kind")]
    heads += [say("page.library_facts"), say("page.library_state")]
    rows = "".join(_report_row(row, heads) for row in found.rows)
    about = [say("page.library_count", count=number(found.total))]
    about.append(say("page.library_index", facts=number(stats["facts"]), time=_time(stats["published"])))
    late = ""
    if waiting:
        names = ", ".join(waiting[:10]) + (" …" if len(waiting) > 10 else "")
        late = f'<p class="trouble">{escape(say("page.library_waiting", count=len(waiting), names=names))}</p>'
    told = f'<p class="count">{escape(" · ".join(about))}</p>{late}'
    return told + _table("tab_library", heads, rows) + _more(found, start)


def fact_table(found: Found, start: int, saved_at: str) -> str:
    """Return facts as rows, each with the sentence it stands in; `saved_at` is where all of them are as a file."""
    if not found.total:
        return f'<p class="empty">{escape(say("page.facts_none"))}</p>'
    heads = [heading(name) for name in _FACT_HEADS]
    rows = "".join(_fact_row(row, heads) for row in found.rows)
    count = escape(say("page.facts_count", count=number(found.total)))
    save = f'<a class="save" href="{escape(saved_at)}" download>{escape(say("page.save_csv"))}</a>'
    return f'<p class="count">{count} · {save}</p>{_table("tab_facts", heads, rows)}{_more(found, start)}'


def description_form(report: Row, known: dict[str, str]) -> str:
    """Return the form in which what is known of a report is corrected."""
    fields = "".join(
        f'<label>{escape(say(f"page.field_{name}"))}<input name="{name}" value="{escape(value)}"></label>'
        for name, value in known.items()
    )
    return (
        f'<form data-report="{escape(report["id"])}"><h2 id="correct-title">{escape(say("page.correct"))}</h2>'
        f"<p>{escape(report['source'])}</p><p>{escape(say('page.correct_about'))}</p>{fields}"
        f'<label>{escape(say("page.admin_key"))}<input type="password" name="key" autocomplete="off"></label>'
        f'<p class="told" role="status"></p><p class="doings">'
        f'<button type="submit">{escape(say("page.correct_save"))}</button>'
        f'<button type="button" data-do="close">{escape(say("page.js_cancel"))}</button></p></form>'
    )


def _table(label: str, heads: Sequence[str], rows: str) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    name = escape(say(f"page.{label}"))
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{name}"><table class="list">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _more(found: Found, start: int) -> str:
    shown = start + len(found.rows)
    if shown >= found.total:
        return ""
    words = escape(say("page.more", shown=number(shown), total=number(found.total)))
    return f'<p class="doings more"><button type="button" data-start="{shown}">{words}</button></p>'


def _report_row(row: Row, heads: Sequence[str]) -> str:
    title = f'<a href="{escape(row["url"])}" target="_blank" rel="noopener">{escape(row["title"] or row["source"])}</a>'
    about = " · ".join(part for part in (row["number"], row["source"]) if part)
    doings = (
        f'<p class="doings"><button type="button" data-only="{escape(row["id"])}">{escape(say("page.ask_only"))}'
        "</button>"
        f'<button type="button" data-correct="{escape(row["id"])}">{escape(say("page.correct"))}</button></p>'
    )
    state = [say("page.library_indexed")]
    state += [say("page.library_no_unit")] if not row["unit"] else []
    state += [say("page.library_copy", name=row["copy_of"])] if row["copy_of"] else []
    state += [say("page.library_corrected", name=name) for name in row["corrected_by"]]
    state += [say("page.library_no_facts")] if not row["facts"] and not row["copy_of"] else []
    cells = [
        f'{title}<br><span class="near">{escape(about)}</span>{doings}',
        escape(row["unit"] or "–"),
        escape(row["period"] or "–"),
        escape((row["kind"] or "–").capitalize()),
        number(row["facts"]),
        "<br>".join(map(escape, state)),
    ]
    return _row(cells, heads)


def _fact_row(row: Row, heads: Sequence[str]) -> str:
    address = escape(f"{row['url']}#{MARK}")
    source = (
        f'<a href="{address}" target="_blank" rel="noopener">{escape(row["reference"])}</a>'
        f"<details><summary>{escape(say('page.facts_quote'))}</summary><blockquote>{escape(row['quote'])}</blockquote></details>"
    )
    cells = [
        escape(row["subject"] or "–"),
        escape(row["label"]),
        escape(row["period"] or "–"),
        f"<strong>{escape(row['text'])}</strong>",
        escape(say(f"cli.status_{row['status']}")),
        source,
    ]
    return _row(cells, heads)


def _row(cells: Sequence[str], heads: Sequence[str]) -> str:
    drawn = "".join(
        f'<td data-head="{escape(head)}">{cell}</td>' for head, cell in zip(heads[1:], cells[1:], strict=True)
    )
    return f'<tr><th scope="row">{cells[0]}</th>{drawn}</tr>'


def _time(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone():%H:%M %d/%m/%Y}" if moment else "–"

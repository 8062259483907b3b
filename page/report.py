"""The page that shows one report, with the cited place marked."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from corpus.model import Document, Span
from page.cards import MARK
from prompts import say
from qa.reference import reference

ASSETS = Path(__file__).parent / "assets"


def report_page(
    document: Document,
    start: str | None,
    end: str | None,
    sheets: Callable[[Document, Span], str] = lambda document, span: "",
) -> str:
    """Return the report as a page with that span marked; a span that is not in it is said to be missing.

    `sheets` draws the pages that the span stands on, where the report has pages to look at.
    """
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
    copied = say("page.copy_text", quote=" ".join(span.of(text).split()), reference=cited) if span else cited
    copy = (
        f'<button type="button" data-copy="{escape(copied)}" data-done="{escape(say("page.copied"))}">'
        f"{escape(say('page.copy' if span else 'page.copy_reference'))}</button>"
    )
    only = f'<a href="/?report={escape(document.id)}">{escape(say("page.ask_only"))}</a>'
    content = (
        f'<header><nav><a href="/">{escape(say("page.report_back"))}</a>{only}</nav>'
        f"<h1>{escape(document.title)}</h1><p>{escape(cited)}</p>"
        f"<p>{escape(say('page.report_source', source=document.source))}</p><p>{note}</p><p>{copy}</p></header>"
        f"{sheets(document, span) if span else ''}<main>{body}</main>"
    )
    return _html(document.title, content)


def missing_page() -> str:
    """Return the page for a report that is not there."""
    title = say("page.report_missing_title")
    content = (
        f'<header><nav><a href="/">{escape(say("page.report_back"))}</a></nav><h1>{escape(title)}</h1></header>'
        f"<main><p>{escape(say('page.report_missing'))}</p></main>"
    )
    return _html(title, content)


def _html(title: str, content: str) -> str:
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="icon" href="/favicon.svg">'
        '<link rel="stylesheet" href="/page/assets/tokens.css"><link rel="stylesheet" href="/page/assets/report.css">'
        f'<script type="module" src="/page/assets/report.js"></script></head><body>{content}</body></html>'
    )


def _span(text: str, start: str | None, end: str | None) -> Span | None:
    try:
        first, last = int(start or ""), int(end or "")
    except ValueError:
        return None
    if not 0 <= first < last or first >= len(text):
        return None
    return Span(first, min(last, len(text)))

"""The pages of a report as pictures, with the cited place marked on them: where the report is a PDF or a scan."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.load import document_id_of
from corpus.model import Document, Span
from index.rows import IndexMissing
from page.drawing import Drawer
from prompts import say
from qa.shelves.library import LibraryError, held_report

if TYPE_CHECKING:
    from corpus.readers.page_images import Box
    from qa.app import App

#: Pictures kept in memory, of some 200 KB each.
_KEPT = 32


class _NoPicture(Exception):  # noqa: N818 - no fault of the program
    """There is no picture of that page."""


class Pictures:
    """Draws pages when they are asked for."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._drawer = Drawer()
        self._drawn = lru_cache(_KEPT)(self._draw)

    def page(self, document_id: str, number: int) -> bytes | None:
        """Return that page as PNG, or None where there is no such picture."""
        try:
            return self._drawn(document_id, number)
        except (_NoPicture, IndexMissing, LibraryError, OSError):
            return None

    def close(self) -> None:
        self._drawer.close()

    def sheets(self, document: Document, span: Span) -> str:
        """Return the pages that the span stands on as pictures with the place marked, "" for other reports."""
        numbers = list(dict.fromkeys(page.number for page in document.pages if page.span.overlaps(span)))
        try:
            path = self._path(document.id)
            if path is None or not numbers:
                return ""
            from corpus.readers.page_images import boxes

            places = self._drawer.draw(boxes, path, document, span)
        except (LibraryError, OSError):
            return ""
        if places is None:
            return ""
        return "".join(_sheet(document, number, [p for p in places if p.page == number]) for number in numbers)

    def _path(self, document_id: str) -> Path | None:
        """Return the file that the report was read from, if it has pages to look at and is still the same."""
        from corpus.readers.page_images import has_page_images

        path = Path(held_report(self._app, document_id).path)
        if not path.is_file() or not has_page_images(path) or document_id_of(path.read_bytes()) != document_id:
            return None
        return path

    def _draw(self, document_id: str, number: int) -> bytes:
        from corpus.readers.page_images import page_image

        path = self._path(document_id)
        picture = self._drawer.draw(page_image, path, number) if path else None
        if picture is None:
            raise _NoPicture  # not remembered: the next try may find one
        return picture


def _sheet(document: Document, number: int, places: list[Box]) -> str:
    marks = "".join(
        f'<rect class="place" x="{place.left}" y="{place.top}" '
        f'width="{place.right - place.left:.4f}" height="{place.bottom - place.top:.4f}" />'
        for place in places
    )
    drawn = f'<svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">{marks}</svg>' if marks else ""
    words = escape(say("page.report_page" if places else "page.report_page_unmarked", page=number))
    address = f"/documents/{escape(document.id)}/pages/{number}.png"
    return (
        f'<figure class="sheet"><figcaption>{words}</figcaption>'
        f'<div><img src="{address}" alt="{words}">{drawn}</div></figure>'
    )

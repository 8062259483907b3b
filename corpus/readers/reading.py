"""What every reader makes of a file: one text, and what is known of its places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import Page, Span, Table
from corpus.readers.encodings import normalise
from corpus.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a file; offsets count characters of `text`, which is NFC."""

    text: str
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One block of a file: a text, or the cells of a table row ("" for an empty or spanned cell)."""

    text: str = ""
    cells: tuple[str, ...] = ()
    is_caption: bool = False


def write_out(lines: Iterable[Line]) -> Reading:
    """Return the blocks as one text, a paragraph or a table row a line, with its tables."""
    parts: list[str] = []
    tables: list[Table] = []
    rows: list[tuple[Span | None, ...]] = []
    place = 0
    caption: Span | None = None

    def add(piece: str) -> Span | None:
        nonlocal place
        parts.append(piece)
        place += len(piece)
        return Span(place - len(piece), place) if piece else None

    def close() -> None:
        nonlocal caption
        filled = [cell for row in rows for cell in row if cell]
        if filled:
            tables.append(Table(Span(filled[0].start, filled[-1].end), tuple(rows), caption))
            add("\n")
        rows.clear()
        caption = None

    for line in lines:
        if line.cells:
            row: list[Span | None] = []
            for number, cell in enumerate(line.cells):
                if number:
                    add(" | ")
                row.append(add(_squeeze(cell)))
            rows.append(tuple(row))
            add("\n")
            continue
        close()
        kept = "\n".join(filter(None, (_squeeze(piece) for piece in line.text.split("\n"))))
        if kept:
            span = add(kept)
            caption = span if line.is_caption else None
            add("\n" if line.is_caption else "\n\n")
    close()
    text = "".join(parts)
    if not unicodedata.is_normalized("NFC", text):
        return Reading(nfc(text))  # cells that begin with a stray accent: the text matters more than the grid
    return Reading(text, tuple(tables))


def _squeeze(piece: str) -> str:
    return re.sub(r"\s+", " ", normalise(piece)).strip()

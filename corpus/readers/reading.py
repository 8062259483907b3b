"""What every reader makes of a file: one text, and what is known of its places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from corpus.model import Area, Page, Span, Table
from corpus.readers.encodings import normalise
from corpus.readers.legacy import repaired
from corpus.vietnamese import fold, nfc


class ReadingError(Exception):
    """A file that its reader has to refuse; `key` names the sentence in prompts/corpus.toml that says why."""

    def __init__(self, key: str, **fields: object) -> None:
        super().__init__(key)
        self.key = key
        self.fields = fields


#: What stands between the cells of a row.
CELL_GAP = " | "


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a file; offsets count characters of `text`, which is NFC."""

    text: str
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = ()
    doubts: tuple[Span, ...] = ()  # letters recognised in a picture without being sure of them
    left_out: tuple[tuple[str, int], ...] = ()  # why pages could not be read, as a key of ReadingError, and how many


@dataclass(frozen=True, slots=True)
class Line:
    """One block of a file: a text, or the cells of a table row ("" for an empty or spanned cell)."""

    text: str = ""
    cells: tuple[str, ...] = ()
    is_caption: bool = False
    merged: tuple[Area, ...] = ()  # the cells of the row that cover others; their `row` is set on writing out
    # Places count characters of what is written of it, which is `text` itself where it has no needless space.
    pages: tuple[tuple[int, int], ...] = ()  # a place, and the page that begins there
    doubts: tuple[tuple[int, int], ...] = ()  # where letters begin and end that may be misread


_CAPTION = re.compile(r"[*_#\s]*(?:bảng|biểu|phụ lục|mẫu)\b", re.IGNORECASE)
_MEASURE_NOTE = re.compile(r"[*_(\s]*(?:đơn vị(?: tính)?|đvt)\s*:", re.IGNORECASE)


def looks_like_caption(words: str) -> bool:
    """Tell whether a line right above a table says what is in it."""
    return len(words) <= 250 and (_CAPTION.match(words) is not None or words.rstrip("*_ ").endswith(":"))


def is_measure_note(words: str) -> bool:
    """Tell whether a line says in what its table counts: "ĐVT: hồ sơ"."""
    return len(words) <= 80 and _MEASURE_NOTE.match(words) is not None


_LAYOUT = re.compile(r"cong hoa xa hoi|doc lap\s*-\s*tu do|noi nhan\s*:|\btm\.\s*(?:uy ban|ubnd)|\bkt\.\s*\w")


def is_layout(cells: Iterable[str]) -> bool:
    """Tell whether the cells are a letterhead or a signature set in columns, and no table."""
    return _LAYOUT.search(fold(" ".join(cells))) is not None


def write_out(lines: Iterable[Line], sureness: Mapping[int, float] = MappingProxyType({})) -> Reading:
    """Return the blocks as one text, a paragraph or a table row a line, with its tables.

    A text right above a table that reads like a caption is its caption, with a note on measures below it.
    `sureness` is that of pages whose letters were recognised in a picture, by their numbers.
    """
    parts: list[str] = []
    tables: list[Table] = []
    rows: list[tuple[Span | None, ...]] = []
    turns: list[tuple[int, int]] = []
    doubts: list[Span] = []
    place = 0
    caption: Span | None = None
    merged: list[Area] = []

    def add(piece: str) -> Span | None:
        nonlocal place
        parts.append(piece)
        place += len(piece)
        return Span(place - len(piece), place) if piece else None

    def note(line: Line) -> None:
        turns.extend((place + offset, number) for offset, number in line.pages)
        doubts.extend(Span(place + start, place + end) for start, end in line.doubts)

    def close() -> None:
        nonlocal caption
        filled = [cell for row in rows for cell in row if cell]
        if filled:
            tables.append(Table(Span(filled[0].start, filled[-1].end), tuple(rows), caption, tuple(merged)))
            add("\n")
            caption = None
        rows.clear()
        merged.clear()

    for line in lines:
        if line.cells:
            note(line)
            row: list[Span | None] = []
            for number, cell in enumerate(line.cells):
                if number:
                    add(CELL_GAP)
                row.append(add(_squeeze(cell)))
            merged += (replace(area, row=len(rows)) for area in line.merged)
            rows.append(tuple(row))
            add("\n")
            continue
        close()
        pieces = [piece for piece in map(_squeeze_line, line.text.split("\n")) if piece]
        note(line)
        for piece in pieces:
            span = add(piece)
            if span and caption and is_measure_note(piece):
                caption = caption.cover(span)
            else:
                caption = span if line.is_caption or looks_like_caption(piece) or is_measure_note(piece) else None
            add("\n")
        if pieces and not line.is_caption:
            add("\n")
    close()
    text = "".join(parts)
    if not unicodedata.is_normalized("NFC", text):
        return Reading(nfc(text))  # cells that begin with a stray accent: the text matters more than the grid
    return Reading(text, tuple(tables), _pages(turns, len(text), sureness), tuple(doubts))


def _pages(turns: list[tuple[int, int]], end: int, sureness: Mapping[int, float]) -> tuple[Page, ...]:
    """Return the stretches of the pages in order; a note that a sentence goes on around parts its page in two."""
    pages: list[Page] = []
    for place, number in reversed(turns):
        if pages and pages[-1].number == number:
            end = pages.pop().span.end
        pages.append(Page(number, Span(place, end), sureness.get(number, 1.0)))
        end = place
    return tuple(reversed(pages))


def _squeeze(piece: str) -> str:
    return re.sub(r"\s+", " ", normalise(repaired(piece))).strip()


def _squeeze_line(piece: str) -> str:
    # Tabs set two columns of a letterhead apart.
    return "\t".join(filter(None, map(_squeeze, piece.split("\t"))))

"""What every reader makes of a file: one text, and what is known of its places."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from corpus.model import Area, Page, Span, Table
from corpus.readers.encodings import normalise, repaired
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
    writing = _Writing()
    for line in lines:
        if line.cells:
            writing.row(line)
        else:
            writing.paragraph(line)
    writing.end_table()
    text = "".join(writing.parts)
    if not unicodedata.is_normalized("NFC", text):
        return Reading(nfc(text))  # cells that begin with a stray accent: the text matters more than the grid
    pages = _pages(writing.turns, len(text), sureness)
    return Reading(text, tuple(writing.tables), pages, tuple(writing.doubts))


class _Writing:
    """The text written so far, with the table at hand and where pages turned."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.tables: list[Table] = []
        self.turns: list[tuple[int, int]] = []
        self.doubts: list[Span] = []
        self._place = 0
        self._caption: Span | None = None
        self._rows: list[tuple[Span | None, ...]] = []
        self._merged: list[Area] = []

    def row(self, line: Line) -> None:
        self._note(line)
        cells: list[Span | None] = []
        for number, cell in enumerate(line.cells):
            if number:
                self._add(CELL_GAP)
            cells.append(self._add(_squeeze(cell)))
        self._merged += (replace(area, row=len(self._rows)) for area in line.merged)
        self._rows.append(tuple(cells))
        self._add("\n")

    def paragraph(self, line: Line) -> None:
        self.end_table()
        self._note(line)
        pieces = [piece for piece in map(_squeeze_line, line.text.split("\n")) if piece]
        for piece in pieces:
            span = self._add(piece)
            heads = line.is_caption or looks_like_caption(piece) or is_measure_note(piece)
            if span and self._caption and is_measure_note(piece):
                self._caption = self._caption.cover(span)
            else:
                self._caption = span if heads else None
            self._add("\n")
        if pieces and not line.is_caption:
            self._add("\n")

    def end_table(self) -> None:
        filled = [cell for row in self._rows for cell in row if cell]
        if filled:
            span = Span(filled[0].start, filled[-1].end)
            self.tables.append(Table(span, tuple(self._rows), self._caption, tuple(self._merged)))
            self._add("\n")
            self._caption = None
        self._rows.clear()
        self._merged.clear()

    def _add(self, piece: str) -> Span | None:
        self.parts.append(piece)
        self._place += len(piece)
        return Span(self._place - len(piece), self._place) if piece else None

    def _note(self, line: Line) -> None:
        """Keep where pages turn in a line, and which of its letters may be misread."""
        self.turns.extend((self._place + offset, number) for offset, number in line.pages)
        self.doubts.extend(Span(self._place + start, self._place + end) for start, end in line.doubts)


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

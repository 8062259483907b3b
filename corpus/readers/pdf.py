"""PDF: the text of its pages in reading order, with its tables, its notes and where each page begins."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
from pypdfium2 import raw as pdfium_raw

from corpus.model import Area
from corpus.readers.columns import regions
from corpus.readers.page_notes import raised_marks, split_notes
from corpus.readers.paragraphs import Paragraph, may_go_on, paragraphs
from corpus.readers.reading import Line, Reading, ReadingError, looks_like_caption, write_out
from corpus.readers.ruled_tables import Cell, Grid, ruled_grids
from corpus.readers.running import without_running_lines
from corpus.readers.sheet import Glyph, Sheet, read_sheet
from corpus.readers.strips import Strip, strips

MOST_PAGES = 2000
LONGEST = 300.0  # seconds


@dataclass(slots=True)
class _Row:
    page: int
    cells: list[str]
    merged: list[Area]


@dataclass(slots=True)
class _Rows:
    """A table as it stands in the text; it may go on over the page."""

    grid: Grid
    rows: list[_Row] = field(default_factory=list)

    def add(self, other: _Rows) -> None:
        """Add the rows of the next page; the head is often printed again there."""
        same = 0
        while same < min(len(self.rows), len(other.rows)) and self.rows[same].cells == other.rows[same].cells:
            same += 1
        self.rows += other.rows[same:]


_Part = Paragraph | _Rows


def read_pdf(raw: bytes) -> Reading:
    """Read a PDF; raise ReadingError where it is locked, broken, too long or has no text."""
    deadline = time.monotonic() + LONGEST
    with _opened(raw) as document:
        sheets = list(_sheets(document, deadline))
    return write_out(_written(_parts(sheets)))


def _opened(raw: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(raw)
        pages = len(document)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium_raw.FPDF_ERR_PASSWORD
        raise ReadingError("locked" if locked else "pdf_broken") from error
    if not 0 < pages <= MOST_PAGES:
        document.close()
        raise ReadingError("pdf_long" if pages else "pdf_broken", pages=pages, limit=MOST_PAGES)
    return document


def _sheets(document: pdfium.PdfDocument, deadline: float) -> Iterator[Sheet]:
    for order in range(len(document)):
        if time.monotonic() > deadline:
            raise ReadingError("pdf_slow", pages=order, limit=round(LONGEST))
        try:
            page = document[order]
        except pdfium.PdfiumError:
            continue  # one broken page must not lose the others
        try:
            yield read_sheet(page, order + 1)
        finally:
            page.close()


# --- from pages to parts of one text -----------------------------------------------------------------------


def _parts(sheets: Sequence[Sheet]) -> list[_Part]:
    """Return paragraphs, notes and tables in reading order; what a page end cut in two is one again."""
    grids = [ruled_grids(sheet.rules) for sheet in sheets]
    pages = [strips(_outside(sheet.glyphs, found)) for sheet, found in zip(sheets, grids, strict=True)]
    pages = without_running_lines(sheets, pages)
    usual, marks = _usual_size(pages), raised_marks(pages)
    flow: list[_Part] = []
    last: _Part | None = None
    notes: list[Paragraph] = []
    for sheet, found, page in zip(sheets, grids, pages, strict=True):
        text, below = split_notes(page, usual, marks)
        body = _in_order(sheet, found, text)
        if last is not None:
            first = _taken_up(last, body, usual, sheet.number)
            flow += body[:first]
            last, body = (body[first - 1] if first else last), body[first:]
        # Notes stand behind what the page end cut in two.
        flow += [*notes, *body]
        last = body[-1] if body else last
        notes = paragraphs(sorted(below, key=lambda s: s.y), sheet.number)
    return flow + notes


def _outside(glyphs: Iterable[Glyph], grids: Sequence[Grid]) -> Iterator[Glyph]:
    return (glyph for glyph in glyphs if not any(grid.box.holds(glyph) for grid in grids))


def _usual_size(pages: Iterable[Iterable[Strip]]) -> float:
    counted: Counter[float] = Counter()
    for page in pages:
        for strip in page:
            counted[round(strip.size, 1)] += len(strip.text)
    return counted.most_common(1)[0][0] if counted else 0.0


def _in_order(sheet: Sheet, grids: Sequence[Grid], text: Sequence[Strip]) -> list[_Part]:
    """Return the parts of one page from top to bottom: the text above each table, then the table."""
    found: list[_Part] = []
    rest = list(text)
    for grid in grids:
        above = [strip for strip in rest if strip.y < grid.box.y0 + strip.size * 0.5]
        rest = [strip for strip in rest if strip not in above]
        found += _text_parts(above, sheet.number)
        found.append(_Rows(grid, _rows(sheet, grid)))
    return [*found, *_text_parts(rest, sheet.number)]


def _text_parts(text: Sequence[Strip], page: int) -> Iterator[Paragraph]:
    for region in regions(text):
        yield from paragraphs(region, page)


def _rows(sheet: Sheet, grid: Grid) -> list[_Row]:
    inside: dict[Cell, list[Glyph]] = {cell: [] for row in grid.rows for cell in row if cell}
    for glyph in sheet.glyphs:
        if grid.box.holds(glyph):
            home = next((cell for cell in inside if cell.holds(glyph)), None)
            if home:
                inside[home].append(glyph)
    rows = [[_cell_text(inside[cell]) if cell else "" for cell in row] for row in grid.rows]
    merged: list[list[Area]] = [[area for area in grid.merged if area.row == order] for order in range(len(rows))]
    found: list[_Row] = []
    for cells, areas in zip(rows, merged, strict=True):
        if any(cells):
            found.append(_Row(sheet.number, cells, areas))
    return found


def _cell_text(glyphs: list[Glyph]) -> str:
    return " ".join(strip.text for strip in strips(glyphs))


def _taken_up(last: _Part, body: list[_Part], usual: float, page: int) -> int:
    """Put what a page begins with to what the page before ended with; return how many parts belong above its notes."""
    second = body[1] if len(body) > 1 else None
    if isinstance(last, Paragraph) and isinstance(second, Paragraph):
        head = body[0]
        if isinstance(head, Paragraph) and head.size < 0.85 * usual and may_go_on(last, second):
            del body[0]  # a running head: the sentence goes on below it
    first = body[0] if body else None
    if isinstance(last, Paragraph) and isinstance(first, Paragraph) and may_go_on(last, first):
        last.join(first, page)
        del body[0]
    elif isinstance(last, _Rows) and isinstance(first, _Rows) and _same_columns(last.grid, first.grid):
        last.add(first)
        del body[0]
    elif isinstance(last, Paragraph) and isinstance(first, _Rows) and looks_like_caption(last.text):
        return 1
    return 0


def _same_columns(one: Grid, other: Grid) -> bool:
    pairs = list(zip(one.columns, other.columns, strict=False))
    return len(one.columns) == len(other.columns) and all(abs(a - b) < 6 for a, b in pairs)


# --- from parts to text ------------------------------------------------------------------------------------


def _written(parts: Sequence[_Part]) -> Iterator[Line]:
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        if isinstance(part, _Rows):
            for row in part.rows:
                yield Line(cells=tuple(row.cells), merged=tuple(row.merged), pages=((0, row.page),))
            yield Line()
            continue
        pages = tuple(
            (place, page)
            for place, (page, _) in enumerate(part.places)
            if place == 0 or part.places[place - 1][0] != page
        )
        yield Line(part.text, is_caption=isinstance(after, _Rows) and looks_like_caption(part.text), pages=pages)

"""Pages of a report as pictures, and where on them a stretch of its text stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import BytesIO
from itertools import islice
from pathlib import Path

import pypdfium2 as pdfium

from corpus.model import Document, Span
from corpus.readers.pages import placed_words
from corpus.readers.pdf import opened
from corpus.readers.sheet import Frame, Glyph, Sheet, read_sheet

_PIXELS = 1400  # of the longer side: sharp on a screen, 200 KB


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, in parts of its width and height from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


def has_page_images(path: Path) -> bool:
    """Tell whether the file is of a kind that has pages to look at."""
    return path.suffix.lower() in (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")


def page_image(path: Path, number: int) -> bytes:
    """Return that page of a PDF or image file as PNG; raise ReadingError or IndexError where there is none."""
    raw = path.read_bytes()
    if raw.startswith(b"%PDF-"):
        with opened(raw) as document:
            page = _page(document, number)
            longer = max(page.get_size())
            picture = page.render(scale=_PIXELS / max(longer, 1.0)).to_pil()
            page.close()
    else:
        from corpus.readers.scans import pictures

        found = next(islice(pictures(raw), number - 1, None), None) if number > 0 else None
        if found is None:
            raise IndexError(number)
        picture = found[0]
        picture.thumbnail((_PIXELS, _PIXELS))
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    if not 1 <= number <= len(document):
        raise IndexError(number)
    return document[number - 1]


def boxes(path: Path, document: Document, span: Span) -> tuple[Box, ...]:
    """Return where the stretch stands on the pages of the PDF it was read from, a box a line.

    Nothing for pages that were recognised in a picture, and for files that are no PDF.
    """
    raw = path.read_bytes()
    if not raw.startswith(b"%PDF-"):
        return ()
    numbers = dict.fromkeys(p.number for p in document.pages if p.sureness == 1 and p.span.overlaps(span))
    found: list[Box] = []
    with opened(raw) as file:
        for number in numbers:
            page = _page(file, number)
            left, bottom, right, top = page.get_bbox()
            shown = Frame(left, bottom, right, top, page.get_rotation())
            sheet = read_sheet(page, number)
            page.close()
            found += _on_page(sheet, shown, document, span)
    return tuple(found)


_Word = tuple[str, Sequence[Glyph]]


def _on_page(sheet: Sheet, shown: Frame, document: Document, span: Span) -> Iterator[Box]:
    """Yield the boxes of the words of the span that stand on this page, found by the words around them."""
    drawn = list(placed_words(sheet))
    said = [word for p in document.pages if p.number == sheet.number for word in _words(document.text, p.span)]
    matcher = SequenceMatcher(None, [document.text[w.start : w.end] for w in said], [w for w, _ in drawn], False)
    glyphs: list[Glyph] = []
    for block in matcher.get_matching_blocks():
        for order in range(block.size):
            if said[block.a + order].overlaps(span):
                glyphs += drawn[block.b + order][1]
    line: list[Glyph] = []
    for glyph in glyphs:
        if line and abs(glyph.y - line[0].y) > 0.6 * max(glyph.size, line[0].size):
            yield _box(line, sheet, shown)
            line = []
        line.append(glyph)
    if line:
        yield _box(line, sheet, shown)


def _words(text: str, within: Span) -> Iterator[Span]:
    start = within.start
    for piece in within.of(text).split():
        start = text.index(piece, start)
        if piece != "|":  # stands between cells
            yield Span(start, start + len(piece))
        start += len(piece)


def _box(line: list[Glyph], sheet: Sheet, shown: Frame) -> Box:
    size = max(glyph.size for glyph in line)
    corners = (
        (min(g.x0 for g in line), min(g.y for g in line) - 0.9 * size),
        (max(g.x1 for g in line), max(g.y for g in line) + 0.3 * size),
    )
    (x0, y0), (x1, y1) = (shown.turn(*sheet.frame.back(*corner)) for corner in corners)
    width, height = shown.width, shown.height
    left, right = sorted((x0 / width, x1 / width))
    top, bottom = sorted((y0 / height, y1 / height))
    return Box(sheet.number, *(min(1.0, max(0.0, round(place, 4))) for place in (left, top, right, bottom)))

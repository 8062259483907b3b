"""PDF: its pages as sheets, read by their letters or, where they are pictures, by their looks."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium
from pypdfium2 import raw as pdfium_raw

from corpus.readers.encodings import plausible
from corpus.readers.pages import reading_of
from corpus.readers.reading import Reading, ReadingError
from corpus.readers.sheet import Glyph, Sheet, read_sheet

MOST_PAGES = 2000
LONGEST = 240.0  # seconds
_SCANNERS_OWN = 0.8  # how sure a scanner's reading is, which does not say it
_FEW = 50  # letters: a page with fewer that bears a picture is a scan
_STAMPED = 400  # letters: so is a page that is all picture with no more than a signature stamped upon it


def read_pdf(raw: bytes) -> Reading:
    """Read a PDF; raise ReadingError where it is locked, broken, too long, or a scan that cannot be read."""
    deadline = time.monotonic() + LONGEST
    with opened(raw) as document:
        sheets, missed = _sheets(document, deadline)
    reading = reading_of(sheets)
    if missed and not reading.text.strip():
        raise ReadingError(max(missed, key=lambda key: missed[key]))
    return replace(reading, left_out=tuple(missed.items()))


def opened(raw: bytes) -> pdfium.PdfDocument:
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


def _sheets(document: pdfium.PdfDocument, deadline: float) -> tuple[list[Sheet], Counter[str]]:
    """Return the pages that can be read, and why how many others cannot: one page must not lose the rest."""
    found: list[Sheet] = []
    missed: Counter[str] = Counter()
    for order in range(len(document)):
        if time.monotonic() > deadline:
            missed["pdf_slow"] = len(document) - order
            break
        try:
            page = document[order]
        except pdfium.PdfiumError:
            missed["pdf_broken"] += 1
            continue
        try:
            found.append(sheet_of(page, order + 1))
        except ReadingError as error:
            missed[error.key] += 1
        finally:
            page.close()
    return found, missed


def sheet_of(page: pdfium.PdfPage, number: int) -> Sheet:
    """Return the letters of a page, recognised in its picture where it has almost none of its own."""
    sheet = read_sheet(page, number)
    letters = _letters(sheet.glyphs)
    is_picture = (sheet.pictured > 0.3 and letters < _FEW) or (sheet.pictured > 0.8 and letters < _STAMPED)
    is_garbled = sheet.unknown > max(letters, _FEW)
    if not is_picture and not is_garbled:
        return sheet
    # A scanner may have laid its own reading under the picture.
    if _letters(sheet.hidden) >= _FEW and plausible("".join(glyph.char for glyph in sheet.hidden)):
        return replace(sheet, glyphs=sheet.hidden, sureness=_SCANNERS_OWN)
    from corpus.readers.scans import DPI, MOST_PIXELS, scanned_sheet  # most reports are no scans

    width, height = page.get_size()
    dots = min(_resolution(page) or DPI, 72 * (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    scan = scanned_sheet(page.render(scale=dots / 72, grayscale=True).to_pil(), number, dots)
    return scan if _letters(scan.glyphs) > letters else sheet


def _letters(glyphs: Sequence[Glyph]) -> int:
    return sum(not glyph.char.isspace() for glyph in glyphs)


def _resolution(page: pdfium.PdfPage) -> int:
    """Return the dots per inch of the largest picture of the page: drawn finer or coarser it reads worse."""
    sizes: list[tuple[float, float]] = []
    for picture in page.get_objects(filter=[pdfium_raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        width = max(abs(right - left), abs(top - bottom))
        if width > 100:
            sizes.append((width, max(picture.get_px_size()) * 72 / width))
    return round(min(400, max(200, max(sizes)[1]))) if sizes else 0

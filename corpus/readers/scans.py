"""Pages that are pictures, read by Tesseract: its words are set as glyphs, so that all else is as for other pages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from statistics import median

import numpy as np
import pytesseract
from PIL import Image, ImageOps

from corpus.lines import UPPER
from corpus.readers.encodings import normalise
from corpus.readers.pages import reading_of
from corpus.readers.pictures import clean, take_rules
from corpus.readers.raised import RAISED, with_marks
from corpus.readers.reading import Reading, ReadingError
from corpus.readers.sheet import DOUBTFUL, SCANNED, Frame, Glyph, Rule, Sheet

DPI = 300
_LANGUAGE = "vie"
_UNSURE = 60.0  # below this mean confidence a page may lie on its side
_SURE = 70.0  # below this a word may be misread: a comma lost, an 8 for a 3
MOST_PIXELS = 60_000_000  # an A3 page at 400 dpi
_SECONDS = 120  # for one page
_OPTIONS = "--psm 3 -c preserve_interword_spaces=1"


#: What remains of drawn lines and of the edges of the paper; never in a report.
_DIRT = " |_¬~ˆ^`´=\\'‘"
#: Words run into one: "XãTânHòa". No Vietnamese word has a capital within, and "VNeID" has no small letter behind it.
_RUN_TOGETHER = re.compile(rf"(?<=[^\W\d_{UPPER}])(?=[{UPPER}][^\W\d_{UPPER}])")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    line: tuple[int, int, int]
    left: float
    top: float
    width: float
    height: float
    sureness: float


def scanned_sheet(image: Image.Image, number: int, dots: float = DPI) -> Sheet:
    """Read the picture of a page; raise ReadingError where Tesseract or its Vietnamese is not installed."""
    # Several threads make it slower on small machines, and take them from those who ask.
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    plain = clean(image)
    rules, letters = take_rules(plain, dots)
    words = _words(letters)
    if _sureness(words) < _UNSURE and (turned := _upright(plain)):
        turned_rules, turned_letters = take_rules(turned, dots)
        better = _words(turned_letters)
        if _sureness(better) > _sureness(words):
            plain, rules, words = turned, turned_rules, better
    points = 72 / dots
    frame = Frame(0.0, 0.0, plain.width * points, plain.height * points, 0)
    glyphs = tuple(_glyphs(words, points))
    drawn = tuple(Rule(*(place * points for place in rule)) for rule in rules)
    return Sheet(number, frame, glyphs, (), (), drawn, 1.0, 0, min(_sureness(words) / 100, 0.99))


def read_picture(raw: bytes) -> Reading:
    """Read an image file: a photograph or scan of a page, or of several."""
    sheets = [scanned_sheet(picture, number, dots) for number, (picture, dots) in enumerate(pictures(raw), start=1)]
    return reading_of(sheets)


def pictures(raw: bytes) -> Iterator[tuple[Image.Image, float]]:
    """Yield the pictures of an image file, upright as the camera held it, with their dots per inch."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(BytesIO(raw)) as file:
            for order in range(getattr(file, "n_frames", 1)):
                file.seek(order)
                said = file.info.get("dpi") or (0, 0)
                picture = ImageOps.exif_transpose(file)
                # What a camera or a screen says of its dots means nothing: letters decide.
                dots = float(said[0]) if 150 <= float(said[0]) <= 1200 else max(picture.size) / 11.7
                yield picture.convert("L"), max(dots, 50.0)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ReadingError("image_broken") from error


def _words(picture: Image.Image) -> list[_Word]:
    try:
        table = pytesseract.image_to_data(
            picture, lang=_LANGUAGE, config=_OPTIONS, timeout=_SECONDS, output_type=pytesseract.Output.DICT
        )
    except pytesseract.TesseractNotFoundError as error:
        raise ReadingError("no_ocr") from error
    except pytesseract.TesseractError as error:
        raise ReadingError("no_ocr" if "language" in str(error) else "image_broken") from error
    except RuntimeError as error:  # too slow
        raise ReadingError("image_broken") from error
    dark = np.asarray(picture) < 128
    found: list[_Word] = []
    for order, raw in enumerate(table["text"]):
        text = normalise(str(raw)).strip(_DIRT)
        sureness = float(table["conf"][order])
        if not text or sureness < (0 if re.search(r"\w", text) else 60):
            continue  # the dirt of a scan is read as dashes and dots
        line = (table["block_num"][order], table["par_num"][order], table["line_num"][order])
        top, height = table["top"][order], table["height"][order]
        letter = table["width"][order] / len(text)
        left = float(table["left"][order])
        if re.search(r"\d\W*$", text):
            ink = dark[top : top + height, table["left"][order] : table["left"][order] + table["width"][order]]
            marked = with_marks(text, ink)
            text, sureness = (text, 0.0) if marked is None else (marked, sureness)
        for piece in _RUN_TOGETHER.split(re.sub(r"^\.(?=\d)", "", text)):
            found.append(_Word(piece, line, left, top, letter * len(piece), height, sureness))
            left += letter * len(piece)
    return found


def _sureness(words: list[_Word]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word.sureness * len(word.text) for word in words) / letters if letters else 0.0


def _upright(picture: Image.Image) -> Image.Image | None:
    """Return the picture turned by a quarter or a half, if Tesseract can tell that it lies so."""
    try:
        said = pytesseract.image_to_osd(picture, timeout=_SECONDS, output_type=pytesseract.Output.DICT)
    except (pytesseract.TesseractError, RuntimeError):
        return None
    return clean(picture.rotate(-int(said["rotate"]), expand=True)) if said["rotate"] else None


def _glyphs(words: list[_Word], points: float) -> Iterator[Glyph]:
    """Yield the letters of the words, spread evenly; the words of a line stand on one base line."""
    usual = median(word.height for word in words) if words else 0.0
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        base = median(word.top + word.height for word in line)
        height = median(word.height for word in line)
        # Boxes are as high as the letters in them; only a clear difference is one of size.
        size = (usual if 0.6 * usual < height < 1.5 * usual else height) * 1.15
        end = -size
        for word in sorted(line, key=lambda w: w.left):
            # Boxes may reach into each other; the words are apart all the same.
            start, end = max(float(word.left), end + 0.3 * size), max(float(word.left + word.width), end + 0.3 * size)
            font = SCANNED if word.sureness >= _SURE else DOUBTFUL
            step = max(end - start, 1.0) / len(word.text)
            is_mark = word.top + word.height < base - 0.25 * height and word.height < 0.8 * height
            for order, char in enumerate(word.text.translate(RAISED) if is_mark else word.text):
                left = start + order * step
                yield Glyph(char, left * points, (left + step) * points, base * points, size * points, font)

"""Pages that are pictures: cleaned, read by Tesseract, its words set as glyphs, so that all else is as elsewhere."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby, pairwise
from statistics import median

import numpy as np
import pytesseract
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

from corpus.lines import UPPER
from corpus.readers.encodings import normalise
from corpus.readers.pages import reading_of
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


_Mask = NDArray[np.bool_]
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: What comes before the digits at the end of a word, those digits, and signs behind them, misread marks too.
_PARTS = re.compile(r"(\(?)(.*?)(\d+)([^\w%/]*)")
# All in parts of the height of a word: where a full stop begins, where a raised sign ends, how high it is at least
# (less is a speck), and by how much it stands above the digits.
_LOW, _HIGH, _LEAST, _ABOVE = 0.6, 0.75, 0.25, 0.12


def with_marks(text: str, ink: _Mask) -> str | None:
    """Return a recognised word with its raised digits as marks: "3/11¹" for "3/111".

    None where something is raised behind a figure and one cannot tell which of its digits. `ink` tells the dark
    pixels of the word.
    """
    parts = _PARTS.fullmatch(text)
    signs = _signs(ink)
    if parts is None or not signs:
        return text
    bracket, before, digits, behind = parts.groups()
    signs = signs[len(bracket) : -1 if ")" in behind else None]
    count = _raised_at_the_end(signs)
    if count == len(signs):
        return text
    if before and before[-1] not in ".,/":  # "xã1", "98,7%5": no digit of a figure
        count = len(digits) if count else 0
    elif len(signs) != len(before + digits):  # two signs touch, or one was not read
        return None if count or _is_lifted(ink, len(text), len(bracket)) else text
    if not count:
        return text
    mark = digits[-count:].translate(RAISED)
    return f"{bracket}{before}{digits[:-count]}{mark}{behind}"


def _signs(ink: _Mask) -> list[tuple[float, float]]:
    """Return top and bottom of the signs from left to right; full stops and commas at the end are left out."""
    edges = np.flatnonzero(np.diff(np.pad(ink.any(axis=0).astype(np.int8), 1)))
    found: list[tuple[float, float]] = []
    for start, end in list(pairwise(edges))[::2]:
        rows = np.flatnonzero(ink[:, start:end].any(axis=1))
        found.append((rows[0] / len(ink), (rows[-1] + 1) / len(ink)))
    while found and found[-1][0] > _LOW:
        found.pop()
    return found


def _raised_at_the_end(signs: list[tuple[float, float]]) -> int:
    count = 0
    for top, bottom in reversed(signs):
        if bottom > _HIGH or bottom - top < _LEAST:
            break
        count += 1
    return count


def _is_lifted(ink: _Mask, length: int, first: int) -> bool:
    """Tell whether anything stands above the first digit of a figure."""
    width = ink.shape[1] // length
    rows = np.flatnonzero(ink[:, first * width :].any(axis=1))
    own = np.flatnonzero(ink[:, first * width : (first + 1) * width].any(axis=1))
    return len(own) == 0 or (own[0] - rows[0]) / len(ink) > _ABOVE


_STEEPEST = 4.0  # degrees that a page may lie askew
_LINE = 0.45  # inches: a longer dark stroke is a drawn line, no letter
_THICKEST = 0.03  # inches


def clean(picture: Image.Image) -> Image.Image:
    """Return the picture in grey, evenly lit, without the specks of a bad scan, and straight."""
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=1)
    smooth = grey.filter(ImageFilter.MedianFilter(3))
    dark, kept = _dark(grey), _dark(smooth)
    specks = int((dark & ~kept).sum())
    if specks * 8 > int(dark.sum()):
        grey = smooth
    angle = _skew(grey)
    return grey.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255) if angle else grey


def _dark(picture: Image.Image) -> _Mask:
    dark: _Mask = np.asarray(picture) < 128
    return dark


def _skew(picture: Image.Image) -> float:
    """Return by how many degrees to turn the picture so that its lines are level: their rows then differ most."""
    small = picture.copy()
    small.thumbnail((900, 900))

    def contrast(angle: float) -> float:
        rows = np.asarray(small.rotate(angle, fillcolor=255), dtype=np.float32).mean(axis=1)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-_STEEPEST, _STEEPEST + 0.1, 0.5), key=contrast)
    fine = max(np.arange(coarse - 0.4, coarse + 0.45, 0.1), key=contrast)
    return 0.0 if abs(fine) < 0.1 or contrast(float(fine)) < 1.05 * contrast(0.0) else round(float(fine), 1)


def take_rules(picture: Image.Image, dots: float) -> tuple[list[Rule], Image.Image]:
    """Return the drawn lines of the picture, in its points, and the picture without them."""
    dark = _dark(picture)
    least, thick = int(_LINE * dots), max(3, int(_THICKEST * dots))
    level = _long_runs(dark, least)
    upright = _long_runs(dark.T, least).T
    rules = [Rule(x0, y, x1, y) for y, x0, x1 in _strokes(level, thick)]
    rules += [Rule(x, y0, x, y1) for x, y0, y1 in _strokes(upright.T, thick)]
    wiped = np.asarray(picture).copy()
    gone = level | upright
    gone[1:] |= gone[:-1].copy()  # the grey edge of a line
    gone[:-1] |= gone[1:].copy()
    wiped[gone] = 255
    return rules, Image.fromarray(wiped)


def _long_runs(dark: _Mask, least: int) -> _Mask:
    """Return the dark pixels that stand in a level run of at least that length; a gap of two pixels breaks none."""
    closed = dark.copy()
    closed[:, 1:-1] |= dark[:, :-2] & dark[:, 2:]
    edges = np.diff(np.pad(closed.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    found = np.zeros_like(dark)
    rows, starts = np.nonzero(edges == 1)
    _, ends = np.nonzero(edges == -1)
    for row, start, end in zip(rows, starts, ends, strict=True):
        if end - start >= least:
            found[row, start:end] = True
    return found


def _strokes(runs: _Mask, thick: int) -> Iterator[tuple[float, float, float]]:
    """Yield each drawn line once: its middle, and where it begins and ends."""
    row = 0
    filled = [bool(line.any()) for line in runs]
    while row < len(filled):
        if not filled[row]:
            row += 1
            continue
        last = row
        while last + 1 < len(filled) and filled[last + 1]:
            last += 1
        if last - row < thick:
            columns = np.flatnonzero(runs[row : last + 1].any(axis=0))
            for part in np.split(columns, np.flatnonzero(np.diff(columns) > 3) + 1):
                yield (row + last) / 2, float(part[0]), float(part[-1])
        row = last + 1

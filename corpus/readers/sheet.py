"""One page of a PDF as glyphs and ruled lines, turned so that its text runs from left to right, down the page."""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from corpus.readers.encodings import from_legacy, is_legacy, normalise

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_HYPHENS = ("\x02", "\ufffe")
_INVISIBLE_MODES = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_DEEPEST = 8
#: The fonts of letters recognised in a picture, surely or not: of their size and height only the line is known.
SCANNED, DOUBTFUL = "scanned", "scanned?"
#: More glyphs than this on one page is no page of a report.
_MOST = 60_000


class Glyph(NamedTuple):
    """A letter where it stands: `y` is its base line, counted downwards; `size` is that of its font as printed."""

    char: str
    x0: float
    x1: float
    y: float
    size: float
    font: str


class Rule(NamedTuple):
    """A drawn line, upright or level."""

    x0: float
    y0: float
    x1: float
    y1: float


Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is turned: text that runs at `angle` (0, 90, 180, 270 degrees) becomes upright."""

    left: float
    bottom: float
    right: float
    top: float
    angle: int

    @property
    def width(self) -> float:
        return self.right - self.left if self.angle % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.angle % 180 == 0 else self.right - self.left

    def turn(self, x: float, y: float) -> Point:
        match self.angle:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def back(self, u: float, v: float) -> Point:
        """Return the point of the page that was turned to this one."""
        match self.angle:
            case 90:
                return v + self.left, u + self.bottom
            case 180:
                return self.right - u, v + self.bottom
            case 270:
                return self.right - v, self.top - u
            case _:
                return u + self.left, self.top - v


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a page. `hidden` is text that nobody sees: a scanner's own reading of the image above it."""

    number: int
    frame: Frame
    glyphs: tuple[Glyph, ...]
    hidden: tuple[Glyph, ...]
    upended: tuple[Glyph, ...]  # what runs up or down the page: heads of narrow columns, laid level where they stand
    rules: tuple[Rule, ...]
    pictured: float  # the share of the page that pictures cover
    unknown: int  # letters whose font does not say what they are
    sureness: float = 1.0  # of the letters, where they were recognised in a picture


@dataclass(frozen=True, slots=True)
class _Style:
    """What all letters of one text object share."""

    angle: int
    is_slanted: bool
    size: float
    hidden: bool
    font: str
    is_legacy: bool


def read_sheet(page: pdfium.PdfPage, number: int) -> Sheet:
    """Return the glyphs and rules of a page; letters drawn twice are given once."""
    found: list[tuple[str, float, float, float, float, _Style]] = []
    unknown = 0
    text_page = page.get_textpage()
    try:
        for char, box, style in _letters(text_page):
            if char:
                found.append((char, *box, style))
            else:
                unknown += 1
    finally:
        text_page.close()
    angles = Counter(style.angle for *_, style in found if not style.is_slanted)
    left, bottom, right, top = page.get_bbox()
    frame = Frame(left, bottom, right, top, angles.most_common(1)[0][0] if angles else 0)
    shown: list[Glyph] = []
    hidden: list[Glyph] = []
    upended: list[tuple[str, float, float, _Style]] = []
    seen: dict[tuple[str, int, int], Point] = {}
    written = ""  # the letter before, where its font shows another
    for char, first, last, x, y, style in found:
        if style.is_slanted:
            continue  # a watermark, a stamp
        if style.angle != frame.angle:
            upended.append((char, *frame.turn(x, y), style))
            continue
        ends = ((first, y), (last, y)) if style.angle % 180 == 0 else ((x, first), (x, last))
        x0, x1 = sorted(frame.turn(*end)[0] for end in ends)
        base = frame.turn(x, y)[1]
        target = hidden if style.hidden else shown
        if unicodedata.combining(char[0]):
            _attach(target, char)
            continue
        if style.is_legacy and char != " ":
            whole = from_legacy(written + char, style.font) if written and target else ""
            if len(whole) == 1:
                target[-1] = target[-1]._replace(char=whole)  # a letter and its mark
                written = ""
                continue
            written, char = char, normalise(from_legacy(char, style.font))
        else:
            written = ""
        if char != " " and _drawn_before(seen, char, x0, base, style.size):
            continue
        glyph = Glyph(char, x0, x1, base, style.size, style.font)
        target.extend(_apart(glyph))
    rules, pictured = _drawings(page, frame)
    return Sheet(number, frame, tuple(shown), tuple(hidden), tuple(_laid_level(upended)), rules, pictured, unknown)


_Letter = tuple[str, tuple[float, float, float, float], _Style]


def _letters(text_page: pdfium.PdfTextPage) -> Iterator[_Letter]:
    """Yield each letter, "" where its font does not say what it is, with both its ends and its base point."""
    rect = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    styles: dict[int, _Style] = {}
    handle = text_page.raw
    for place in range(min(text_page.count_chars(), _MOST)):
        code = raw.FPDFText_GetUnicode(handle, place)
        if code in (10, 13) or raw.FPDFText_IsGenerated(handle, place) == 1:
            continue
        text_object = raw.FPDFText_GetTextObject(handle, place)
        key = ctypes.cast(text_object, ctypes.c_void_p).value or 0
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(handle, place, text_object)
        char = "" if not 0 < code < 0x110000 or code == 0xFFFF else chr(code)
        char = "-" if char in _HYPHENS else char
        if char:
            char = char if style.is_legacy else normalise(char)
            if not char:
                continue
            char = " " if char.isspace() else char
        raw.FPDFText_GetLooseCharBox(handle, place, rect)
        raw.FPDFText_GetCharOrigin(handle, place, x, y)
        ends = (rect.left, rect.right) if style.angle % 180 == 0 else (rect.bottom, rect.top)
        if all(math.isfinite(v) and abs(v) < 1e5 for v in (*ends, x.value, y.value)):
            yield char, (*ends, x.value, y.value), style


def _style(handle: Any, place: int, text_object: Any) -> _Style:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, place, matrix)
    degrees = math.degrees(math.atan2(matrix.b, matrix.a))
    angle = round(degrees / 90) * 90
    scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)) or 1.0
    size = raw.FPDFText_GetFontSize(handle, place) * scale
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(handle, place, None, 0, flags)
    name = ctypes.create_string_buffer(max(length, 1))
    raw.FPDFText_GetFontInfo(handle, place, name, length, flags)
    mode = raw.FPDFTextObj_GetTextRenderMode(text_object) if text_object else 0
    font = name.value.decode("utf-8", "replace")
    invisible = mode in _INVISIBLE_MODES
    return _Style(angle % 360, abs(degrees - angle) > 3, max(size, 0.1), invisible, font, is_legacy(font))


def _laid_level(letters: list[tuple[str, float, float, _Style]]) -> Iterator[Glyph]:
    """Yield letters that run up or down as if they ran level, so narrow that they stay in the cell they stand in."""
    runs: list[list[tuple[str, float, float, _Style]]] = []
    for letter in letters:
        last = runs[-1][-1] if runs else None
        if last and letter[3].angle == last[3].angle and abs(letter[1] - last[1]) < 0.3 * letter[3].size:
            runs[-1].append(letter)
        else:
            runs.append([letter])
    for run in runs:
        middle = sum(y for _, _, y, _ in run) / len(run)
        for order, (char, x, _, style) in enumerate(run):
            place = x - 0.3 * style.size + order * 0.01
            yield Glyph(normalise(char), place, place + 0.01, middle, style.size, style.font)


def _attach(glyphs: list[Glyph], mark: str) -> None:
    """Put an accent that is a letter of its own upon the letter before it."""
    if glyphs and glyphs[-1].char != " ":
        joined = unicodedata.normalize("NFC", glyphs[-1].char + mark)
        if len(joined) == 1:
            glyphs[-1] = glyphs[-1]._replace(char=joined)


def _drawn_before(seen: dict[tuple[str, int, int], Point], char: str, x: float, y: float, size: float) -> bool:
    """Tell whether the same letter stands at this place already, as in bold made by drawing twice."""
    near = size * 0.15
    cell_x, cell_y = int(x // 4), int(y // 4)
    for column in (cell_x - 1, cell_x, cell_x + 1):
        for row in (cell_y - 1, cell_y, cell_y + 1):
            other = seen.get((char, column, row))
            if other and abs(other[0] - x) < near and abs(other[1] - y) < near:
                return True
    seen[(char, cell_x, cell_y)] = (x, y)
    return False


def _apart(glyph: Glyph) -> Iterator[Glyph]:
    letters = _LIGATURES.get(glyph.char, glyph.char)
    width = (glyph.x1 - glyph.x0) / len(letters)
    for order, letter in enumerate(letters):
        yield glyph._replace(char=letter, x0=glyph.x0 + order * width, x1=glyph.x0 + (order + 1) * width)


# --- lines and pictures ------------------------------------------------------------------------------------

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _drawings(page: pdfium.PdfPage, frame: Frame) -> tuple[tuple[Rule, ...], float]:
    rules: list[Rule] = []
    area = 0.0
    handle = page.raw
    count: Callable[[Any], int] = raw.FPDFPage_CountObjects
    get: Callable[[Any, int], Any] = raw.FPDFPage_GetObject
    stack = [(get(handle, order), _SAME, 0) for order in range(min(count(handle), _MOST))]
    while stack:
        drawn, outer, depth = stack.pop()
        own = raw.FS_MATRIX()
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            continue
        raw.FPDFPageObj_GetMatrix(drawn, own)
        matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            if len(rules) < _MOST:
                rules.extend(_ruled(drawn, matrix, frame))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d, _, _ = matrix
            area += abs(a * d - b * c)
        elif depth < _DEEPEST:
            inside = raw.FPDFFormObj_CountObjects(drawn)
            stack.extend((raw.FPDFFormObj_GetObject(drawn, n), matrix, depth + 1) for n in range(min(inside, _MOST)))
    return tuple(rules), min(1.0, area / max(1.0, frame.width * frame.height))


def _ruled(path: Any, matrix: _Matrix, frame: Frame) -> Iterator[Rule]:
    """Yield the upright and level strokes of a path; a thin filled box is two strokes upon each other."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    first: Point | None = None
    last: Point | None = None
    for order in range(min(raw.FPDFPath_CountSegments(path), 5000)):
        segment = raw.FPDFPath_GetPathSegment(path, order)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame.turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield from _straight(last, point)
        if raw.FPDFPathSegment_GetClose(segment) and first is not None:
            yield from _straight(point, first)
        last = point


def _straight(one: Point, other: Point) -> Iterator[Rule]:
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if not all(map(math.isfinite, (x0, x1, y0, y1))):
        return
    if (x1 - x0 < 1 and y1 - y0 > 3) or (y1 - y0 < 1 and x1 - x0 > 3):
        yield Rule(x0, y0, x1, y1)

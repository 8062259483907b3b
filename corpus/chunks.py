"""Lines joined into blocks: a line break inside a sentence, title or row ends nothing; footnotes find their mark."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace

from corpus.lines import Line, Marker, has_predicate, is_capitals, is_finished, is_hanging, marker
from corpus.model import BlockKind, Document, Span
from corpus.vietnamese import fold
from corpus.zones import is_credit


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that make one block, before it is known what heads what."""

    span: Span
    text: str
    gap: bool
    kind: BlockKind
    marker: Marker | None = None
    footnote: str = ""

    @property
    def label(self) -> str:
        return self.text[self.marker.length :] if self.marker else self.text


@dataclass(slots=True)
class _Draft:
    """A chunk that may still grow; its text is cut only once."""

    start: int
    end: int
    last: str
    gap: bool
    kind: BlockKind
    marker: Marker | None = None
    footnote: str = ""

    def grow(self, line: Line) -> None:
        self.end, self.last = line.span.end, line.text

    def chunk(self, text: str) -> Chunk:
        span = Span(self.start, self.end)
        return Chunk(span, span.of(text), self.gap, self.kind, self.marker, self.footnote)


def join_lines(document: Document, lines: list[Line], zones: list[BlockKind], marks: Marks) -> list[Chunk]:
    """Return the chunks of the report in order."""
    text, rows = document.text, _row_ends(document)
    width = _wrap_width(lines, zones)
    drafts: list[_Draft] = []
    row_end = 0
    counting = ""  # the number of the last numbered line, to tell "12." in a list from a broken sentence
    for line, zone in zip(lines, zones, strict=True):
        if zone is BlockKind.PARAGRAPH and is_credit(line.text):
            zone = BlockKind.FOOTER
        before = drafts[-1] if drafts else None
        same_row = zone is BlockKind.TABLE_ROW and line.span.start < row_end
        if zone is BlockKind.TABLE_ROW and not same_row:
            row_end = _row_end(rows, line)
        if zone is not BlockKind.PARAGRAPH:
            if before and before.kind is zone and (same_row or _joins_header(zone, before, line)):
                before.grow(line)
            else:
                drafts.append(_Draft(line.span.start, line.span.end, line.text, line.gap, zone))
            continue
        footnote = footnote_number(line.text, line.span.start, marks)
        sign = None if footnote else marker(line.text)
        if before and not line.gap and not footnote and _goes_on(before, line, sign, width, counting):
            before.grow(line)
            continue
        if sign and not sign.is_bullet:
            counting = sign.number
        kind = BlockKind.FOOTNOTE if footnote else BlockKind.PARAGRAPH
        drafts.append(_Draft(line.span.start, line.span.end, line.text, line.gap, kind, sign, footnote))
    return [piece for draft in drafts for piece in _run_in(draft.chunk(text))]


def _row_end(rows: dict[int, int], line: Line) -> int:
    """Return where the row ends that begins on this line, behind a drawn border or not."""
    for offset, char in enumerate(line.text):
        if line.span.start + offset in rows or char not in "|+ \t":
            return rows.get(line.span.start + offset, line.span.end)
    return line.span.end


def _joins_header(zone: BlockKind, before: _Draft, line: Line) -> bool:
    """Tell whether a title or a letterhead goes on in the next line."""
    return zone is BlockKind.LETTERHEAD and not line.gap and before.end - before.start < 400


def _wrap_width(lines: list[Line], zones: list[BlockKind]) -> int:
    """Return the width at which lines are broken by hand, or 0 if they are not."""
    widths = sorted(
        len(a.text)
        for a, b, zone in zip(lines, lines[1:], zones, strict=False)
        if not b.gap and zone is BlockKind.PARAGRAPH and len(a.text) > 40
    )
    if len(widths) < 3:
        return 0
    widest = widths[len(widths) * 95 // 100]
    near = sum(width > widest * 0.8 for width in widths)
    return widest if widest <= 170 and near * 2 >= len(widths) else 0


def _goes_on(before: _Draft, line: Line, sign: Marker | None, width: int, counting: str) -> bool:
    """Tell whether the line goes on with the block above it: a line break inside a sentence."""
    if before.kind not in (BlockKind.PARAGRAPH, BlockKind.FOOTNOTE) or is_finished(before.last):
        return False
    last, hanging = before.last, is_hanging(before.last)
    if sign:
        return _is_false_marker(sign, last, line.text, counting, hanging)
    if before.marker and before.marker.style.startswith("#"):
        return False
    first = line.text.lstrip("“\"'(*_")[:1]
    if first.islower() or hanging:
        return True
    if is_capitals(line.text) != is_capitals(last):
        return False
    if first.isdigit() or not first.isalnum():
        return len(last) > 30
    if is_capitals(line.text):
        return bool(before.marker)
    return bool(width) and len(last) >= width * 0.75


_PAIRED = re.compile(
    r"(?:lao dong|kinh te|tai chinh|van hoa|quoc phong|the thao|xanh|sach|an ninh|giao duc|khoa hoc"
    r"|du lich|thu|thi dua|ke hoach|(?:19|20)\d\d)$"
)
_PAIR = re.compile(
    r"[-–] (?:thuong binh|xa hoi|ke hoach|thong tin|the thao|an ninh|du lich|sach|dep|dao tao"
    r"|cong nghe|thuong mai|truyen thong|ha tang|khen thuong|(?:19|20)\d\d)"
)


def _is_false_marker(sign: Marker, last: str, words: str, counting: str, hanging: bool) -> bool:
    """Tell whether what looks like a list mark is the middle of a sentence broken there."""
    if sign.is_bullet:
        return _PAIR.match(fold(words)) is not None and _PAIRED.search(fold(last)) is not None
    if hanging and sign.style in ("1", "1)", "1.1"):
        return True
    if sign.style == "1" and len(last) > 50 and not sign.opens:
        return counting != str(int(sign.number) - 1)
    return False


_RUN_IN = re.compile(r"[:.][*_]{0,3}\s+(?=[*_]{0,3}[^\W\d_])")


def _run_in(chunk: Chunk) -> list[Chunk]:
    """Cut "1. Cải cách thể chế: Trong năm, …" into its heading and its text."""
    sign = chunk.marker
    if chunk.kind is not BlockKind.PARAGRAPH or not sign or sign.rank > 3.4:
        return [chunk]
    match = _RUN_IN.search(chunk.text, sign.length)
    if not match or match.start() - sign.length > 110 or len(chunk.text) - match.end() < 120:
        return [chunk]
    label, rest = chunk.text[sign.length : match.start()], chunk.text[match.end() :]
    if has_predicate(label) or "," in label[-2:] or not rest.lstrip("*_")[:1].isupper() or re.search(r"\d", label):
        return [chunk]
    cut = match.start() + len(match.group(0).rstrip())
    start = chunk.span.start
    head = replace(chunk, span=Span(start, start + cut), text=chunk.text[:cut])
    body = Chunk(Span(start + match.end(), chunk.span.end), rest, False, BlockKind.PARAGRAPH)
    return [head, body]


def _row_ends(document: Document) -> dict[int, int]:
    """Return where each table row ends, by where it begins."""
    found: dict[int, int] = {}
    for table in document.tables:
        for row in table.rows:
            cells = [cell for cell in row if cell]
            if cells:
                found[min(cell.start for cell in cells)] = max(cell.end for cell in cells)
    return found


_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED, "0123456789")
# "m²", "km²" and "m³" are units; a mark stands on the word or figure it explains.
_RAISED_MARK = re.compile(rf"(?<!\bm)(?<!\bkm)(?<!\bcm)(?<!\bdm)(?<!\bha)[{_RAISED}]+")
_BRACKET_MARK = re.compile(r"\[\^?(\d{1,3})\]")
_ROUND_MARK = re.compile(r"(?<=[^\s(.;:,])\((\d{1,2})\)")
_GLUED_MARK = re.compile(r"(?:(?<=[a-zà-ỹđ]{2})|(?<=\d[%”)])|(?<=[a-z]”))(\d{1,2})(?=[\s,.;:)]|$)", re.MULTILINE)
_RAISED_NOTE = re.compile(rf"([{_RAISED}]+)\s?\S")
_BRACKET_NOTE = re.compile(r"\[\^?(\d{1,3})\]:?\s+\S")
_ROUND_NOTE = re.compile(r"\((\d{1,2})\)\s*:?\s*\S")
_PLAIN_NOTE = re.compile(r"(\d{1,2})\s+[^\W\d_a-zà-ỹđ]")


@dataclass(frozen=True, slots=True)
class Marks:
    """The footnote marks of the body by style and number; a note takes the nearest one above it."""

    places: dict[tuple[str, str], list[Span]] = field(default_factory=dict)
    taken: set[Span] = field(default_factory=set)

    def has(self, style: str, number: str, other_than: int) -> bool:
        return any(span.start != other_than for span in self.places.get((style, number), ()))

    def anchor(self, number: str, note: Span) -> Span | None:
        """Return the mark a note belongs to, and take it: numbers may begin anew on each page."""
        best: Span | None = None
        for style in ("raised", "bracket", "round", "glued"):
            spans = self.places.get((style, number), [])
            position = bisect_left(spans, note)
            above = [s for s in spans[max(0, position - 8) : position] if s not in self.taken and s.end <= note.start]
            below = [s for s in spans[position : position + 8] if s not in self.taken and s.start >= note.end]
            best = above[-1] if above else (below[0] if below else None)
            if best:
                self.taken.add(best)
                break
        return best


def find_marks(text: str) -> Marks:
    """Find the marks in the text; those that begin a line are notes, not marks."""
    marks = Marks()
    for style, pattern in (
        ("raised", _RAISED_MARK), ("bracket", _BRACKET_MARK), ("round", _ROUND_MARK), ("glued", _GLUED_MARK),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            line = text[max(0, match.start() - 3) : match.start()].rsplit("\n", 1)
            if match.start() == 0 or (len(line) > 1 and not line[1].strip(" -*_")):
                continue
            number = match.group(match.lastindex or 0).translate(_PLAIN)
            marks.places.setdefault((style, number), []).append(Span(match.start(), match.end()))
    return marks


def footnote_number(line: str, start: int, marks: Marks) -> str:
    """Return the number of the footnote that begins on this line, or ""."""
    if match := _RAISED_NOTE.match(line):
        return match.group(1).translate(_PLAIN)
    for style, pattern in (("bracket", _BRACKET_NOTE), ("round", _ROUND_NOTE), ("glued", _PLAIN_NOTE)):
        if (match := pattern.match(line)) and marks.has(style, match.group(1), start):
            return match.group(1)
    return ""

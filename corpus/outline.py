"""A report as blocks in order: letterhead, headings, paragraphs, items, footnotes, table rows, footer, site.

Nothing here depends on headings being there: a report without any is a row of paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from corpus.footnotes import Marks, find_marks, footnote_number
from corpus.header import body_start, read_header
from corpus.lines import (
    Line,
    Marker,
    has_predicate,
    is_capitals,
    is_finished,
    is_hanging,
    is_page_number,
    is_sentence,
    is_site_line,
    marker,
    opens_other_stories,
    text_lines,
)
from corpus.model import Block, BlockKind, Document, Header, Span, Stated
from corpus.vietnamese import fold


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
class _Open:
    """A heading that is still open while reading on."""

    style: str
    rank: float
    span: Span
    first_child: str | None = None


def outline(document: Document) -> tuple[Block, ...]:
    """Return the blocks of the document: in order, never overlapping, with all its words in them."""
    text = document.text
    lines = list(text_lines(text))
    zones = _zones(document, lines)
    marks = find_marks(text)
    chunks = _chunks(text, lines, zones, marks, _row_lines(document, lines))
    return _nest(text, chunks, marks)


def full_texts(blocks: tuple[Block, ...]) -> dict[Span, tuple[Span, ...]]:
    """Return for each block's span the spans of its whole text, halves cut by a page break together."""
    whole: dict[Span, list[Span]] = {}
    for block in blocks:
        parts = whole.get(block.continues) if block.continues else None
        parts = [] if parts is None else parts
        parts.append(block.span)
        whole[block.span] = parts
    shared = {id(parts): tuple(parts) for parts in whole.values()}
    return {span: shared[id(parts)] for span, parts in whole.items()}


def full_text(blocks: tuple[Block, ...], block: Block) -> list[Span]:
    """Return the spans that make up the block's whole text; for many blocks use `full_texts`."""
    return list(full_texts(blocks)[block.span])


# --- zones: what each line belongs to ----------------------------------------------------------------------


def _zones(document: Document, lines: list[Line]) -> list[BlockKind]:
    zones = [BlockKind.PARAGRAPH] * len(lines)
    _mark_tables(document, lines, zones)
    _mark_site(lines, zones)
    _mark_pages(lines, zones)
    header = document.header if document.header != Header() else read_header(document.text, document.source)
    _mark_letterhead(document.text, header, lines, zones)
    _mark_footer(lines, zones)
    _mark_signature(header, lines, zones)
    return zones


_RULE = re.compile(r"[\s|:+=_*~.\-–—]+")


def _mark_tables(document: Document, lines: list[Line], zones: list[BlockKind]) -> None:
    order = 0
    for table in sorted(document.tables, key=lambda t: t.span):
        while order < len(lines) and lines[order].span.end <= table.span.start:
            order += 1
        while order < len(lines) and lines[order].span.start < table.span.end:
            rule = _RULE.fullmatch(lines[order].text) and "|" in lines[order].text
            zones[order] = BlockKind.BOILERPLATE if rule else BlockKind.TABLE_ROW
            order += 1


def _row_lines(document: Document, lines: list[Line]) -> dict[int, int]:
    """Return, for lines that begin a table row of several lines, where that row ends."""
    found: dict[int, int] = {}
    for table in document.tables:
        for row in table.rows:
            cells = [cell for cell in row if cell]
            if cells:
                found[min(cell.start for cell in cells)] = max(cell.end for cell in cells)
    return found


def _mark_site(lines: list[Line], zones: list[BlockKind]) -> None:
    others = False
    for order, line in enumerate(lines):
        if zones[order] is not BlockKind.PARAGRAPH:
            others = False
            continue
        if opens_other_stories(line.text) and order * 3 >= len(lines):
            others = True
            zones[order] = BlockKind.BOILERPLATE
        elif is_site_line(line.text):
            zones[order] = BlockKind.BOILERPLATE
        elif others:
            # Headlines of other stories; a long or finished text is the report going on.
            others = len(line.text) < 250 and not (line.text.endswith(".") and len(line.text) > 120)
            if others:
                zones[order] = BlockKind.BOILERPLATE


def _mark_pages(lines: list[Line], zones: list[BlockKind]) -> None:
    bare: list[int] = []
    for order, line in enumerate(lines):
        if zones[order] is not BlockKind.PARAGRAPH:
            continue
        if is_page_number(line.text):
            zones[order] = BlockKind.BOILERPLATE
        elif re.fullmatch(r"\d{1,3}", line.text) and not _in_column(lines, order):
            bare.append(order)
    # Bare numbers are page numbers only where they count up; a lone one may be a figure of a broken table.
    numbers = [int(lines[order].text) for order in bare]
    if len(bare) >= 2 and all(b - a == 1 for a, b in zip(numbers, numbers[1:], strict=False)):
        for order in bare:
            zones[order] = BlockKind.BOILERPLATE
        return
    for order in bare:
        before = lines[order - 1].text if order else ""
        after = lines[order + 1].text if order + 1 < len(lines) else ""
        if len(before) > 40 and not is_finished(before) and not is_hanging(before) and after[:1].islower():
            zones[order] = BlockKind.BOILERPLATE


def _in_column(lines: list[Line], order: int) -> bool:
    """Tell whether a neighbour is a short cell too, as in a table that a PDF flattened into lines."""
    near = [lines[n].text for n in (order - 1, order + 1) if 0 <= n < len(lines)]
    return any(len(words) < 25 and not is_page_number(words) for words in near)


def _mark_letterhead(text: str, header: Header, lines: list[Line], zones: list[BlockKind]) -> None:
    body = body_start(text)
    stated: list[Stated | None] = [
        header.number, header.issuer, header.place, header.issued_on, header.posted_on, header.kind, header.title,
    ]  # fmt: skip
    ends = [s.span.end for s in stated if s and s.span and s.span.end <= body]
    if not ends:
        return
    last = max(ends)
    for order, line in enumerate(lines):
        if line.span.start >= body:
            break
        if line.span.start >= last and not _still_letterhead(line.text, zones[order - 1] if order else None):
            break
        says = len(line.text) > 80 and line.text.rstrip("*_ ").endswith(".")
        if zones[order] is BlockKind.PARAGRAPH and not says:
            zones[order] = BlockKind.LETTERHEAD


def _still_letterhead(words: str, before: BlockKind | None) -> bool:
    folded = fold(words)
    return before is BlockKind.LETTERHEAD and (
        _RULE.fullmatch(words) is not None
        or re.match(r"kinh gui|\(kem theo|\(phuc vu|\(tai lieu|\(du thao|- .{1,100}[;.]$", folded) is not None
    )


_SIGNING = re.compile(r"[*_\s]*(?:(?:tm|kt|tl|tuq|t/m|k/t)\s?\.\s*\S|noi nhan\s*:?|chu tich\W*$)")
_ANNEX = re.compile(r"[*_#\s]*(?:phu luc|bieu(?: mau)? so|danh muc|bang tong hop)\b")


def _mark_footer(lines: list[Line], zones: list[BlockKind]) -> None:
    """Mark recipients and signature: short lines from "Nơi nhận" or "TM." on, up to an annex or long text."""
    order = 0
    while order < len(lines):
        line = lines[order]
        folded = fold(line.text[:160])
        starts = len(line.text) < 160 and order * 3 >= len(lines) and _SIGNING.match(folded) is not None
        if starts and folded.startswith(("tm", "kt", "tl", "chu")):
            starts = line.text.strip("*_ ").isupper() or "  " in line.text or "|" in line.text
        if not starts or zones[order] in (BlockKind.LETTERHEAD, BlockKind.BOILERPLATE):
            order += 1
            continue
        while order < len(lines):
            line = lines[order]
            if len(line.text) > 200 or _ANNEX.match(fold(line.text[:60])) or _opens_part(line.text):
                break
            if zones[order] in (BlockKind.PARAGRAPH, BlockKind.TABLE_ROW):
                zones[order] = BlockKind.FOOTER
            order += 1


def _mark_signature(header: Header, lines: list[Line], zones: list[BlockKind]) -> None:
    """Mark the signature of a document that ends without "Nơi nhận"."""
    role, signer = header.signer_role, header.signer
    if not (role and role.span and signer and signer.span):
        return
    for order, line in enumerate(lines):
        within = role.span.start <= line.span.end and line.span.start <= signer.span.end
        if within and len(line.text) < 200 and zones[order] is BlockKind.PARAGRAPH:
            zones[order] = BlockKind.FOOTER


def _opens_part(words: str) -> bool:
    sign = marker(words)
    return sign is not None and not sign.is_bullet and sign.rank < 3.2


_CREDIT = re.compile(
    r"(?:theo|tac gia|tin,? (?:va )?anh|bai,? (?:va )?anh|nguon(?: tin)?|ngay dang|ngay cap nhat"
    r"|cap nhat)\s*:\s*\S"
)


# --- chunks: lines joined into blocks ----------------------------------------------------------------------


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


def _chunks(
    text: str, lines: list[Line], zones: list[BlockKind], marks: Marks, rows: dict[int, int]
) -> list[Chunk]:
    width = _wrap_width(lines, zones)
    drafts: list[_Draft] = []
    row_end = 0
    counting = ""  # the number of the last numbered line, to tell "12." in a list from a broken sentence
    for line, zone in zip(lines, zones, strict=True):
        if zone is BlockKind.PARAGRAPH and len(line.text) < 90 and _CREDIT.match(fold(line.text)):
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
    if (
        has_predicate(label)
        or "," in label[-2:]
        or not rest.lstrip("*_")[:1].isupper()
        or re.search(r"\d", label)
    ):
        return [chunk]
    cut = match.start() + len(match.group(0).rstrip())
    start = chunk.span.start
    head = replace(chunk, span=Span(start, start + cut), text=chunk.text[:cut])
    body = Chunk(Span(start + match.end(), chunk.span.end), rest, False, BlockKind.PARAGRAPH)
    return [head, body]


# --- nesting: what heads what ------------------------------------------------------------------------------


def _nest(text: str, chunks: list[Chunk], marks: Marks) -> tuple[Block, ...]:
    blocks: list[Block] = []
    stack: list[_Open] = []
    half: Block | None = None  # the last block of the body, if its sentence is not finished
    note: Block | None = None  # the footnote that lines may still belong to
    body: Block | None = None  # the last block of the body before that footnote
    between = False  # whether a page number or footnotes stand between the halves
    neighbours = _neighbours(chunks)
    for order, chunk in enumerate(chunks):
        if chunk.kind is BlockKind.FOOTNOTE:
            note = Block(
                chunk.span, chunk.kind, chunk.footnote, anchor=marks.anchor(chunk.footnote, chunk.span)
            )
            blocks.append(note)
            between = True
            continue
        if chunk.kind is not BlockKind.PARAGRAPH:
            blocks.append(Block(chunk.span, chunk.kind, headings=_headings(chunk.kind, stack)))
            between = between or chunk.kind is BlockKind.BOILERPLATE
            if chunk.kind is not BlockKind.BOILERPLATE:
                half, note = None, None
            continue
        if note and _belongs_to(note, body, chunk, text):
            blocks.append(Block(chunk.span, BlockKind.FOOTNOTE, note.number, anchor=note.anchor))
            continue
        note = None
        if half and _second_half(half.span.of(text), chunk, between):
            block = replace(half, span=chunk.span, continues=half.span)
        else:
            before, after = neighbours[order]
            block = _placed(text, chunk, before, after, stack, blocks)
        blocks.append(block)
        body, between = block, False
        unfinished = (
            block.kind is not BlockKind.HEADING and not is_finished(chunk.text) and len(chunk.text) > 40
        )
        half = block if unfinished else None
    return tuple(_with_anchored_headings(blocks))


def _neighbours(chunks: list[Chunk]) -> list[tuple[Chunk | None, Chunk | None]]:
    """Return for each chunk the parts of the body before and after it, page ends left out."""
    skipped = (BlockKind.FOOTNOTE, BlockKind.BOILERPLATE)
    before: list[Chunk | None] = []
    last: Chunk | None = None
    for chunk in chunks:
        before.append(last)
        last = last if chunk.kind in skipped else chunk
    after: list[Chunk | None] = []
    last = None
    for chunk in reversed(chunks):
        after.append(last)
        last = last if chunk.kind in skipped else chunk
    return list(zip(before, reversed(after), strict=True))


def _headings(kind: BlockKind, stack: list[_Open]) -> tuple[Span, ...]:
    if kind is BlockKind.TABLE_ROW:
        return tuple(entry.span for entry in stack)
    return ()


def _belongs_to(note: Block, body: Block | None, chunk: Chunk, text: str) -> bool:
    """Tell whether a line below a footnote is a part of it: a "+" the body has no list for."""
    said = note.span.of(text)
    if chunk.marker and chunk.marker.style in ("+", "-"):
        style = chunk.marker.style
        inside = re.match(r"[\[(]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+[\])]?[.:]?\s*" + re.escape(style), said) is not None
        if inside or said.rstrip().endswith(":"):
            return True
        listed = body is not None and (body.number == style or body.span.of(text).rstrip().endswith(":"))
        return style == "+" and not listed
    if chunk.marker:
        return False
    finished = body is None or is_finished(body.span.of(text))
    return finished and not is_finished(said) and chunk.text[:1].islower()


def _second_half(first: str, chunk: Chunk, between: bool) -> bool:
    if chunk.marker:
        return False
    opening = chunk.text.lstrip("“\"'(*_")[:1]
    if opening.islower():
        return True
    if is_hanging(first) and not is_capitals(chunk.text):
        return True
    return between and len(first) > 60 and not is_capitals(chunk.text) and len(chunk.text) > 40


_FAREWELL = re.compile(r"\W*tren day la\b|\W*noi nhan\b")


def _placed(
    text: str,
    chunk: Chunk,
    before: Chunk | None,
    after: Chunk | None,
    stack: list[_Open],
    blocks: list[Block],
) -> Block:
    """Return the block of a chunk, and open or close headings on the way."""
    sign = chunk.marker
    number = sign.number if sign else ""
    if _is_heading(chunk, before, after, stack):
        style, rank = _style(chunk)
        _close(stack, style, rank)
        above = tuple(entry.span for entry in stack)
        _note_child(stack, style)
        stack.append(_Open(style, rank, chunk.span))
        return Block(chunk.span, BlockKind.HEADING, number, above)
    if sign:
        entry = next((e for e in stack if e.style == sign.style), None)
        restarts = sign.opens and entry is not None and entry is stack[-1]
        child = (
            entry is not None
            and entry.first_child in (None, sign.style)
            and sign.is_bullet
            and entry is stack[-1]
        )
        if entry is None or not (restarts or child):
            _close(stack, sign.style, sign.rank)
    elif _FAREWELL.match(fold(chunk.text[:40])):
        stack.clear()
    _note_child(stack, sign.style if sign else "")
    kind = BlockKind.ITEM if sign else BlockKind.PARAGRAPH
    return Block(chunk.span, kind, number, tuple(entry.span for entry in stack))


def _style(chunk: Chunk) -> tuple[str, float]:
    if chunk.marker:
        return chunk.marker.style, chunk.marker.rank
    return ("capitals", 1.0) if is_capitals(chunk.text.strip("*_ ")) else ("plain", 8.5)


def _close(stack: list[_Open], style: str, rank: float) -> None:
    """Close the headings that the new one does not stand below."""
    for position, entry in enumerate(stack):
        if entry.style == style:
            del stack[position:]
            return
    while stack and stack[-1].rank > rank:
        stack.pop()


def _note_child(stack: list[_Open], style: str) -> None:
    if stack and stack[-1].first_child is None:
        stack[-1].first_child = style


def _is_heading(chunk: Chunk, before: Chunk | None, after: Chunk | None, stack: list[_Open]) -> bool:
    if chunk.kind is not BlockKind.PARAGRAPH or len(chunk.text) > 300:
        return False
    sign, label = chunk.marker, chunk.label
    if after and not after.marker and after.text[:1].islower() and not is_finished(chunk.text):
        return False  # the sentence goes on below a page end
    if not sign:
        return _is_plain_heading(chunk, before, after)
    if sign.style.startswith("#"):
        return True
    if sign.rank < 3:
        return not is_sentence(label)
    if is_sentence(label):
        return False
    if sign.is_bullet:
        return _is_bullet_heading(chunk, before, after)
    if is_capitals(label.strip("*_ ")):
        return True
    if after is None or after.kind is BlockKind.FOOTER:
        return False
    if after.kind is not BlockKind.PARAGRAPH:
        return True
    if after.marker is None:
        listed = before is not None and before.marker is not None and before.marker.style == sign.style
        return not (
            listed and (len(label) > 100 or label.endswith(".") or _FAREWELL.match(fold(after.text[:40])))
        )
    if after.marker.style == sign.style:
        return False
    return not any(entry.style == after.marker.style for entry in stack if entry.rank < sign.rank)


def _is_bullet_heading(chunk: Chunk, before: Chunk | None, after: Chunk | None) -> bool:
    sign, label = chunk.marker, chunk.label
    if sign is None or after is None or after.kind in (BlockKind.FOOTER, BlockKind.BOILERPLATE):
        return False
    if label.rstrip("*_ ").endswith(":"):
        return len(label) <= 260
    if sign.style == "*" and len(label) <= 120 and not is_finished(label):
        return after.marker is None or after.marker.style != "*"
    if (
        after.marker is not None
        or after.kind is not BlockKind.PARAGRAPH
        or has_predicate(label)
        or len(label) > 200
    ):
        return False
    if before is None or before.text.rstrip().endswith(":"):
        return before is not None and before.marker is not None and not before.marker.is_bullet
    return before.marker is None or before.marker.style != sign.style


_LEAD_WORDS = re.compile(r"(?:cu the|nhu sau|sau day|sau|trong do|gom|bao gom|nhu|anh)\s*(?:la)?\s*:")


def _is_plain_heading(chunk: Chunk, before: Chunk | None, after: Chunk | None) -> bool:
    words = chunk.text.strip("*_ ")
    if after is None or (after.kind is not BlockKind.PARAGRAPH and after.kind is not BlockKind.TABLE_ROW):
        return False
    if is_sentence(words) or (not words[:1].isupper() and words[:1] not in '“"'):
        return False
    if is_capitals(words):
        return True
    if chunk.text.startswith(("**", "__")) and chunk.text.endswith(("**", "__", ":")) and len(words) <= 200:
        return True
    if len(words) > 90 or words.endswith(".") or has_predicate(words) or re.search(r"\d", words):
        return False
    if before is not None and not before.marker and not is_finished(before.text):
        return False
    if after.kind is BlockKind.TABLE_ROW or len(words.split()) < 2:
        return False
    if words.endswith(":"):
        return not _LEAD_WORDS.search(fold(words))
    apart = chunk.gap or before is not None and len(before.text) > 100
    return apart and not is_finished(words) and len(after.text) > 100 and not after.marker


def _with_anchored_headings(blocks: list[Block]) -> list[Block]:
    """Give each footnote the headings of the text it belongs to."""
    body = sorted((b for b in blocks if b.kind is not BlockKind.FOOTNOTE), key=lambda b: b.span)
    placed: list[Block] = []
    starts = [b.span.start for b in body]
    for block in blocks:
        if block.kind is BlockKind.FOOTNOTE and block.anchor:
            position = bisect_right(starts, block.anchor.start) - 1
            if position >= 0 and body[position].span.contains(block.anchor):
                owner = body[position]
                above = owner.headings + ((owner.span,) if owner.kind is BlockKind.HEADING else ())
                block = replace(block, headings=above)
        placed.append(block)
    return placed

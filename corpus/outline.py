"""A report as blocks in order: letterhead, headings, paragraphs, items, footnotes, table rows, footer, site.

Nothing here depends on headings being there: a report without any is a row of paragraphs.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from corpus.chunks import Chunk, Marks, find_marks, join_lines
from corpus.lines import has_predicate, is_capitals, is_finished, is_hanging, is_sentence, text_lines
from corpus.model import Block, BlockKind, Document, Span
from corpus.vietnamese import fold
from corpus.zones import line_zones


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
    marks = find_marks(text)
    chunks = join_lines(document, lines, line_zones(document, lines), marks)
    return _nest(text, chunks, marks)


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
            note = Block(chunk.span, chunk.kind, chunk.footnote, anchor=marks.anchor(chunk.footnote, chunk.span))
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
            block = _placed(chunk, before, after, stack)
        blocks.append(block)
        body, between = block, False
        unfinished = block.kind is not BlockKind.HEADING and not is_finished(chunk.text) and len(chunk.text) > 40
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


def _placed(chunk: Chunk, before: Chunk | None, after: Chunk | None, stack: list[_Open]) -> Block:
    """Return the block of a chunk, and open or close headings on the way."""
    sign = chunk.marker
    number = sign.number if sign else ""
    if _is_heading(chunk, before, after, stack):
        style, rank = _style(chunk)
        led = chunk.text.rstrip("*_ ").endswith(":")  # what ends with a colon heads no more than its list
        if style == "plain" and not led and all(entry.style in _UNNUMBERED for entry in stack):
            rank = _ABOVE_LISTS
        _close(stack, style, rank)
        above = tuple(entry.span for entry in stack)
        _note_child(stack, style)
        stack.append(_Open(style, rank, chunk.span))
        return Block(chunk.span, BlockKind.HEADING, number, above)
    if sign:
        entry = next((e for e in stack if e.style == sign.style), None)
        restarts = sign.opens and entry is not None and entry is stack[-1]
        child = entry is not None and entry.first_child in (None, sign.style) and sign.is_bullet and entry is stack[-1]
        if entry is None or not (restarts or child):
            _close(stack, sign.style, sign.rank)
    elif _FAREWELL.match(fold(chunk.text[:40])):
        stack.clear()
    _note_child(stack, sign.style if sign else "")
    kind = BlockKind.ITEM if sign else BlockKind.PARAGRAPH
    return Block(chunk.span, kind, number, tuple(entry.span for entry in stack))


_UNNUMBERED = ("plain", "capitals", "question")
#: In a report without numbered parts the items of a list stand below a heading, however they are numbered.
_ABOVE_LISTS = 3.05


def _style(chunk: Chunk) -> tuple[str, float]:
    if chunk.marker:
        return chunk.marker.style, chunk.marker.rank
    if _INTERVIEWER.match(chunk.text):
        return "question", 0.95
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


#: Figures that are told, as no title tells them: "1. Tiếp nhận 987 hồ sơ, đúng hạn 98,5%."
_COUNTS = re.compile(r"\d\s?%|\d,\d|\d\.\d{3}|\d\s+(?:hồ sơ|văn bản|thủ tục|cuộc|lượt|điểm|người|nhiệm vụ)\b")
#: What an interviewer asks heads the answer: "P.V: …", "Thưa ông, …?".
_INTERVIEWER = re.compile(
    r"[\W_]*(?:(?:p\.?\s?v\b\.?|phóng\s+viên|nhà\s+báo|hỏi|mc|btv)\s*[:–-]|(?:xin\s+)?thưa\s+(?:ông|bà|đồng\s+chí)\b.*\?\W*$)",
    re.IGNORECASE | re.DOTALL,
)


def _is_heading(chunk: Chunk, before: Chunk | None, after: Chunk | None, stack: list[_Open]) -> bool:
    if chunk.kind is not BlockKind.PARAGRAPH or len(chunk.text) > 300:
        return False
    sign, label = chunk.marker, chunk.label
    if not sign and _INTERVIEWER.match(chunk.text):
        return True
    if after and not after.marker and after.text[:1].islower() and not is_finished(chunk.text):
        return False  # the sentence goes on below a page end
    if not sign:
        return _is_plain_heading(chunk, before, after)
    if sign.style.startswith("#"):
        return True
    if sign.rank < 3:
        opens_list = sign.style == "article" and label.endswith(":")
        return opens_list or not is_sentence(label)
    if is_sentence(label) or (is_finished(label) and _COUNTS.search(label)):
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
        return not (listed and (len(label) > 100 or label.endswith(".") or _FAREWELL.match(fold(after.text[:40]))))
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
    if after.marker is not None or after.kind is not BlockKind.PARAGRAPH or has_predicate(label) or len(label) > 200:
        return False
    if before is None or before.text.rstrip().endswith(":"):
        return before is not None and before.marker is not None and not before.marker.is_bullet
    return before.marker is None or before.marker.style != sign.style


_LEAD_WORDS = re.compile(r"(?:cu the|nhu sau|sau day|sau|trong do|gom|bao gom|nhu|anh)\s*(?:la)?\s*:")
_ROLE = (
    r"(?:uu diem|han che|ton tai|khuyet diem|diem (?:yeu|manh|nghen)|mat (?:manh|yeu)|kho khan|vuong mac|nguyen nhan"
    r"|giai phap|kien nghi|de xuat|de nghi|phuong huong|nhiem vu|muc tieu|bai hoc(?: kinh nghiem)?"
    r"|ket qua(?: dat duoc)?|mo hinh(?: hay)?|sang kien"
    r"|(?:viec|mat|dieu) (?:phai |can |se |da |chua |con )?(?:lam|duoc)(?: duoc)?)"
)
#: "Khó khăn", "Những việc phải làm trong năm 2024": a line that only names what a part of a report is for.
_ROLE_TITLE = re.compile(
    rf"(?:(?:nhung|cac|mot so) )?(?:mat )?{_ROLE}(?:(?:,|;| va) (?:nhung |cac )?{_ROLE})*"
    r"(?: chinh| chu yeu| trong tam| ton tai)?"
    r"(?: (?:trong |cua )?(?:nam|quy|thang|giai doan|ky|thoi gian toi)\b[ \w/-]{0,30})?\W?"
)


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
    if before is not None and not before.marker and not is_finished(before.text):
        return False
    if _ROLE_TITLE.fullmatch(" ".join(fold(words).split())):
        return after.kind is BlockKind.PARAGRAPH
    if len(words) > 90 or words.endswith(".") or has_predicate(words) or re.search(r"\d", words):
        return False
    if after.kind is BlockKind.TABLE_ROW or len(words.split()) < 2 or ":" in words[:-1] or words.istitle():
        return False  # a name or a picture's caption heads nothing
    if words.endswith(":"):
        return not _LEAD_WORDS.search(fold(words))
    apart = chunk.gap or (before is not None and len(before.text) > 100)
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

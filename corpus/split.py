"""Cut a report into the passages that search finds: slices of its text, never across a heading."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.facts.table_rows import column_heads
from corpus.model import Block, BlockKind, Document, Passage, Span, Table
from corpus.outline import outline
from corpus.vietnamese import sentences

SHORT, LONG, LONGEST_SENTENCE, LONGEST_ROW = 300, 900, 1500, 3000
#: Kinds that share passages; all other kinds keep to themselves.
_BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING})


@dataclass(frozen=True, slots=True)
class _Piece:
    """Whole sentences of one block, short enough for a passage."""

    span: Span
    kind: BlockKind
    number: str
    headings: tuple[str, ...]
    leads: bool  # "… cụ thể như sau:" belongs with what follows


def split(document: Document) -> list[Passage]:
    """Return the passages in order: they never overlap and hold all the words of the document."""
    passages: list[Passage] = []
    held: list[_Piece] = []
    for piece in _pieces(document):
        if held and not _together(held, piece):
            passages.append(_passage(document, held))
            held = []
        held.append(piece)
    if held:
        passages.append(_passage(document, held))
    return passages


def _passage(document: Document, pieces: list[_Piece]) -> Passage:
    # The last piece stands lowest: a heading at the top of the passage heads what comes after it.
    span = Span(pieces[0].span.start, pieces[-1].span.end)
    return Passage.cut(document, span, pieces[-1].headings)


def _together(held: list[_Piece], piece: _Piece) -> bool:
    last = held[-1]
    if last.kind is BlockKind.HEADING:
        # A heading stands with what it heads, and with a lower heading right below it.
        if piece.kind not in _BODY or last.span.end - held[0].span.start >= LONG:
            return False
        below = piece.headings[: len(last.headings)] == last.headings
        return below and (piece.kind is not BlockKind.HEADING or len(piece.headings) > len(last.headings))
    if piece.kind is BlockKind.HEADING:
        return False
    same = piece.kind is last.kind or (piece.kind in _BODY and last.kind in _BODY)
    if not same or piece.headings != last.headings:
        return False
    if piece.kind is BlockKind.FOOTNOTE and piece.number != last.number:
        return False
    size, longer = last.span.end - held[0].span.start, piece.span.end - held[0].span.start
    if longer > LONG:
        return False
    listed = piece.kind is BlockKind.ITEM and last.kind is BlockKind.ITEM
    return listed or last.leads or size < SHORT or piece.kind not in _BODY


def _pieces(document: Document) -> Iterator[_Piece]:
    text = document.text
    tables = sorted(document.tables, key=lambda table: table.span)
    starts = [table.span.start for table in tables]
    read: dict[int, str] = {}  # the heads of a table, read once for all of its rows
    for blocks in _joined(outline(document)):
        block = blocks[0]
        headings = tuple(_plain(span.of(text)) for span in block.headings)
        if block.kind is BlockKind.HEADING:
            headings = (*headings, _plain(block.span.of(text)))
        elif block.kind is BlockKind.TABLE_ROW:
            position = bisect_right(starts, block.span.end) - 1
            if position >= 0:
                if position not in read:
                    read[position] = _heads(text, tables[position])
                headings = (*headings, *_table_heads(text, tables[position], block.span, read[position]))
        for span in _cut(text, blocks):
            leads = span.end == blocks[-1].span.end and text[span.start : span.end].rstrip("*_ ").endswith(":")
            yield _Piece(span, block.kind, block.number, headings, leads)


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[*_#]{1,6}", " ", heading).split())[:300]


def _joined(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    """Yield each block alone, or with the half of its sentence that stands right below it."""
    run: list[Block] = []
    for block in blocks:
        if run and block.continues == run[-1].span:
            run.append(block)
            continue
        if run:
            yield run
        run = [block]
    if run:
        yield run


def _heads(text: str, table: Table) -> str:
    return _plain(" | ".join(" ".join(levels) for levels in column_heads(text, table) if levels))


def _table_heads(text: str, table: Table, row: Span, heads: str) -> tuple[str, ...]:
    """Return caption and heads, for a row that does not stand beside them."""
    told = [_plain(table.caption.of(text))] if table.caption else []
    first = [cell for cell in table.rows[0] if cell] if table.rows else []
    if first and first[0].start > 0 and not row.overlaps(first[0]):
        told.append(heads)
    return tuple(told)


def _cut(text: str, blocks: list[Block]) -> Iterator[Span]:
    """Yield the blocks' text in stretches of whole sentences, balanced so that no crumb is left over."""
    whole = Span(blocks[0].span.start, blocks[-1].span.end)
    length = whole.end - whole.start
    # A row says nothing without its first cell: only one that fills pages is cut.
    if length <= (LONGEST_ROW if blocks[0].kind is BlockKind.TABLE_ROW else LONG):
        yield whole
        return
    parts = -(-length // LONG)
    aim = max(SHORT, length // parts)
    start: int | None = None
    end = 0
    for sentence in _whole_sentences(text, blocks):
        if start is not None and (
            sentence.end - start > LONG or (end - start >= aim and sentence.end - start > aim + SHORT // 2)
        ):
            yield Span(start, end)
            start = None
        start = sentence.start if start is None else start
        end = sentence.end
    if start is not None:
        yield Span(start, end)


def _whole_sentences(text: str, blocks: list[Block]) -> Iterator[Span]:
    held: Span | None = None
    for block in blocks:
        for position, sentence in enumerate(sentences(text, block.span)):
            if held is not None and position == 0:
                held = held.cover(sentence)  # the two halves of one sentence
                continue
            if held is not None:
                yield from _shorter(text, held)
            held = sentence
    if held is not None:
        yield from _shorter(text, held)


_BREAKS = (re.compile(r";\s+"), re.compile(r",\s+"), re.compile(r"\s+"))


def _shorter(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the sentence, cut at a semicolon, a comma or a space only if it is longer than a reader bears."""
    start = sentence.start
    while sentence.end - start > LONGEST_SENTENCE:
        cut = start + LONG
        for pattern in _BREAKS:
            found = [m.end() for m in pattern.finditer(text, start + SHORT, start + LONG)]
            if found:
                cut = found[-1]
                break
        stop = start + len(text[start:cut].rstrip())
        if stop > start:
            yield Span(start, stop)
        start = cut + len(text[cut : sentence.end]) - len(text[cut : sentence.end].lstrip())
    if sentence.end > start:
        yield Span(start, sentence.end)

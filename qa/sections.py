"""A report as an answerer reads it: sentences in order, their sections, the lists they are part of."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.lines import UPPER, is_finished
from corpus.model import Block, BlockKind, Document, Span, Table
from corpus.outline import outline
from corpus.vietnamese import sentences
from qa.draft import Evidence
from qa.texts.marks import strip_marks

#: Kinds whose sentences may answer; headings and letterhead only say what the rest is about.
TELLING = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.FOOTNOTE, BlockKind.TABLE_ROW})
_LABEL = re.compile(r"[^:.;()]{3,90}:(?=\s)")
#: "7/ Mặt chưa được. Chỗ ngồi chờ chật, …": a numbered item whose first words are its title.
_SHORT_LABEL = re.compile(r"[^:.;(),\d]{3,40}\.(?=\s)")
#: Sentences that open or close a report and say nothing themselves.
_FRAME = re.compile(
    r"^\W*(?:kính )?thưa\b[^.?]*!\W*$|^\W*xin (?:kính )?(?:chúc|cảm ơn)\b|"
    r"^\W*trên đây là|\bbáo cáo\b.*\bnhư sau\s*:?\W*$|^\W*kính gửi\b|"
    # a caption in brackets, a link to another page with its date
    r"^\W*\((?:tham luận|kèm theo|ban hành kèm|kỳ báo cáo|số liệu|nguồn|ảnh)\b[^()]*\)\W*$|"
    r"^[^.;]{10,110}\(\d{1,2}[-/]\d{1,2}[-/]\d{4}\)\W*$",
    re.IGNORECASE,
)
#: The names below a paper: "Mai Thu Trang Vũ Đình Khang".
_NAMES = re.compile(rf"(?:[{UPPER}][^\W\d_]*\s*){{2,9}}")
#: Words that begin what a report has a section for.
_OPENINGS = (
    (
        "hạn chế",
        re.compile(r"\W*(?:tuy (?:nhiên|vậy|thế)|(?:mặc )?dù vậy|thế nhưng|song(?=,)|khó khăn|cái khó)\b", re.I),
    ),
    (
        "phương hướng",
        re.compile(r"\W*(?:trong )?(?:thời gian (?:sắp )?tới|sắp tới|tới đây|(?:những )?(?:năm|tháng) tới)\b", re.I),
    ),
)
_FEWEST_WORDS = 4
_CAPTION = 16
_SHORT = 40
_OPENING = 1500
_PLANS_FOR = re.compile(r"\b(?:phương hướng|nhiệm vụ|kế hoạch)\b[^.;]{0,60}?\bnăm (20\d\d)", re.IGNORECASE)
#: A title printed over several lines may stand among the first sentences.
_TITLE = re.compile(r"^\W*(?:kết quả|tình hình|báo cáo|về việc|công tác|tổng kết|sơ kết)\b[^.;:]*$", re.IGNORECASE)
_TITLES_WITHIN = 8


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: one span, or two where a page break cuts it. `block` is the place of its block."""

    order: int
    block: int
    spans: tuple[Span, ...]
    kind: BlockKind

    @property
    def start(self) -> int:
        return self.spans[0].start


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, or the label before a colon, with the sentences under it: `first` to `last`, exclusive."""

    number: str
    title: str
    span: Span
    first: int
    last: int
    parents: tuple[str, ...] = ()  # titles above, outermost first
    numbers: tuple[str, ...] = ()  # numbers above


class Layout:
    """The sentences and sections of one report, read once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.blocks = tuple(b for b in outline(document) if b.kind is not BlockKind.BOILERPLATE)
        self.sentences = tuple(_sentences(document.text, self.blocks))
        self._starts = [s.start for s in self.sentences]
        self._texts: dict[int, str] = {}
        self._telling: dict[int, bool] = {}
        self._above: dict[int, tuple[str, ...]] = {}

    @cached_property
    def ahead(self) -> frozenset[int]:
        """Return the years that the report's opening announces plans for."""
        opening = self.document.text[:_OPENING]
        return frozenset(int(m.group(1)) for m in _PLANS_FOR.finditer(opening))

    @cached_property
    def is_story(self) -> bool:
        """Tell whether the report is a story of a newspaper or a web site, told without numbered parts."""
        numbered = any(b.kind is BlockKind.HEADING and b.number for b in self.blocks)
        return self.document.header.issuer is None and not numbered

    @cached_property
    def is_short(self) -> bool:
        """Tell whether the report is so short that all of it is of the one matter in its title."""
        return sum(map(self.tells, self.sentences)) <= _SHORT

    @cached_property
    def _by_span_start(self) -> dict[int, Sentence]:
        return {span.start: s for s in self.sentences for span in s.spans}

    def at(self, span: Span) -> Sentence | None:
        """Return the sentence that stands at a span."""
        return self._by_span_start.get(span.start)

    def text(self, sentence: Sentence) -> str:
        """Return a sentence on one line, its halves joined, as printed otherwise."""
        known = self._texts.get(sentence.order)
        if known is None:
            known = " ".join(" ".join(span.of(self.document.text).split()) for span in sentence.spans)
            self._texts[sentence.order] = known
        return known

    def tells(self, sentence: Sentence) -> bool:
        """Tell whether a sentence says something: more than a cell, no opening or closing formula."""
        known = self._telling.get(sentence.order)
        if known is None:
            text = self.text(sentence)
            known = len(text.split()) >= _FEWEST_WORDS and not _FRAME.search(text) and not _NAMES.fullmatch(text)
            if known and self.is_story and sentence.kind is BlockKind.PARAGRAPH:
                # A line between paragraphs that ends without a stop is a caption or a title of what follows.
                known = len(text.split()) > _CAPTION or is_finished(text)
            if known and sentence.order < _TITLES_WITHIN:
                known = not _TITLE.search(text) and text.strip(" *#") != self.document.title
            if sentence.kind is BlockKind.TABLE_ROW:
                known = known and self._row_tells(sentence, text)
            self._telling[sentence.order] = known
        return known

    def _row_tells(self, row: Sentence, text: str) -> bool:
        """Tell whether a row answers in words: none of heads or figures, or that only names the rows below."""
        table, order = self.row(row)
        cells = [c.of(self.document.text) for c in table.rows[order] if c] if table else []
        names_others = table and len(table.rows[order]) > 2 and sum(any(map(str.isalpha, c)) for c in cells) < 2
        if table and (order == 0 or names_others):
            return False
        return sum(c.isalpha() for c in text) > 3 * sum(c.isdigit() for c in text)

    def row(self, sentence: Sentence) -> tuple[Table | None, int]:
        """Return the table a row stands in and which of its rows it is."""
        span = sentence.spans[0]
        for table in self.document.tables:
            for order, cells in enumerate(table.rows if table.span.overlaps(span) else ()):
                if any(cell is not None and cell.overlaps(span) for cell in cells):
                    return table, order
        return None, 0

    def heads(self, row: Sentence) -> list[Span]:
        """Return what stands over a row of a table: the heads of its columns, and the sentence before the table."""
        table = self.row(row)[0]
        if table is None:
            return []
        before = [s for s in self.sentences[: row.order] if s.spans[-1].end <= table.span.start]
        return [cell for cell in table.rows[0] if cell] + [span for s in before[-1:] for span in s.spans]

    def headings(self, sentence: Sentence) -> tuple[str, ...]:
        known = self._above.get(sentence.block)
        if known is None:
            known = tuple(self._title(span) for span in self.blocks[sentence.block].headings)
            self._above[sentence.block] = known
        return known

    def evidence(self, sentence: Sentence) -> tuple[Evidence, ...]:
        headings = self.headings(sentence)
        return tuple(Evidence(self.document, span, headings) for span in sentence.spans)

    def evidence_at(self, sentence: Sentence, part: Span) -> Evidence:
        """Return a part of a sentence as evidence."""
        return Evidence(self.document, part, self.headings(sentence))

    def of_block(self, block: int) -> list[Sentence]:
        """Return the sentences that begin in a block."""
        first = bisect_right(self._starts, self.blocks[block].span.start - 1)
        found = []
        for sentence in self.sentences[first:]:
            if sentence.block != block:
                break
            found.append(sentence)
        return found

    def before(self, sentence: Sentence) -> Sentence | None:
        """Return the sentence before, in the same paragraph or as the lead of the same list."""
        if sentence.order == 0:
            return None
        before = self.sentences[sentence.order - 1]
        same = before.block == sentence.block
        heads = self.blocks[before.block].headings == self.blocks[sentence.block].headings
        return before if same or (heads and sentence.kind is not BlockKind.FOOTNOTE) else None

    def footnotes(self, sentence: Sentence) -> list[Sentence]:
        """Return the sentences of the footnotes whose marks stand in a sentence."""
        return [
            other for other in self.sentences
            if other.kind is BlockKind.FOOTNOTE and (anchor := self.blocks[other.block].anchor)
            and any(span.contains(anchor) for span in sentence.spans)
        ]  # fmt: skip

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Return the sections, in order of place; labels before a colon count as headings."""
        found: list[Section] = []
        for order, block in enumerate(self.blocks):
            above = tuple(self._title(span) for span in block.headings)
            numbers = tuple(self._number(span) for span in block.headings)
            if block.kind is BlockKind.HEADING:
                first = bisect_right(self._starts, block.span.start)
                last = first
                while last < len(self.sentences) and self._under(self.sentences[last], block.span):
                    last += 1
                if last == first:  # a line that ends with a colon leads the list below it
                    last = self._lead_end(order, first)
                title = self._title(block.span)
                found.append(Section(block.number, title, block.span, first, last, above, numbers))
            elif block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH):
                own = self.of_block(order)
                words = strip_marks(block.span.of(self.document.text)[:140])
                label = _LABEL.match(words)
                if label is None and len(own) > 1 and block.number[:1].isalnum():
                    label = _SHORT_LABEL.match(words)
                if own and label is None and self.is_story:
                    found += self._opened(own, above, numbers)
                if own and label and not label.group(0).lower().startswith(("năm ", "http")):
                    last = self._lead_end(order, own[-1].order + 1)
                    title = " ".join(label.group(0)[:-1].split())
                    found.append(Section(block.number, title, block.span, own[0].order, last, above, numbers))
        return tuple(found)

    @cached_property
    def numbered_items(self) -> tuple[Section, ...]:
        """Return the numbered items that have no title, with what they lead: "Điều 2. Kết quả … là một căn cứ"."""
        found = []
        for order, block in enumerate(self.blocks):
            own = self.of_block(order) if block.kind is BlockKind.ITEM and block.number[:1].isalnum() else []
            if own:
                above, last = tuple(map(self._number, block.headings)), self._lead_end(order, own[-1].order + 1)
                found.append(Section(block.number, "", block.span, own[0].order, last, numbers=above))
        return tuple(found)

    def _opened(
        self, paragraph: Sequence[Sentence], above: tuple[str, ...], numbers: tuple[str, ...]
    ) -> Iterable[Section]:
        """Yield what a paragraph of a story says from the words on that begin another matter: "Tuy nhiên, …"."""
        last = paragraph[-1].order + 1
        for sentence in paragraph:
            for title, opening in _OPENINGS:
                if opening.match(self.text(sentence)):
                    yield Section("", title, sentence.spans[0], sentence.order, last, above, numbers)

    def _lead_end(self, order: int, last: int) -> int:
        """Return where the list ends that a block ending with a colon leads, else where the block ends."""
        block = self.blocks[order]
        if not block.span.of(self.document.text).rstrip("*_ ").endswith(":"):
            return last
        while last < len(self.sentences):
            other = self.blocks[self.sentences[last].block]
            if other.headings != block.headings or other.kind is not BlockKind.ITEM:
                break
            if block.kind is BlockKind.ITEM and other.number == block.number:
                break
            last += 1
        return last

    def _under(self, sentence: Sentence, heading: Span) -> bool:
        return sentence.kind is BlockKind.FOOTNOTE or heading in self.blocks[sentence.block].headings

    def _title(self, span: Span) -> str:
        return " ".join(strip_marks(span.of(self.document.text)).split()).rstrip(":")

    def _number(self, span: Span) -> str:
        return next((b.number for b in self.blocks if b.span == span), "")

    def is_label(self, section: Section) -> bool:
        """Tell whether a section's title is but the label of its first sentence."""
        return self.sentences[section.first].start <= section.span.start if section.last > section.first else False

    def in_section(self, section: Section) -> list[Sentence]:
        inside = self.sentences[section.first : section.last]
        return [s for s in inside if s.kind in TELLING and self._is_noted_in(section, s)]

    def _is_noted_in(self, section: Section, sentence: Sentence) -> bool:
        """Tell whether a sentence is no note, or one on what the section says: notes stand where their page ends."""
        anchor = self.blocks[sentence.block].anchor
        return anchor is None or anchor.start >= section.span.start

    def siblings(self, sentence: Sentence) -> list[list[Sentence]]:
        """Return the items of the list a sentence stands in, each as its sentences; nothing for no list."""
        block = self.blocks[sentence.block]
        if block.kind is not BlockKind.ITEM:
            return []
        first = last = sentence.block
        while first > 0 and self._listed(first - 1, block):
            first -= 1
        while last + 1 < len(self.blocks) and self._listed(last + 1, block):
            last += 1
        orders = [n for n in range(first, last + 1) if self.blocks[n].kind is BlockKind.ITEM]
        groups = [self.of_block(n) for n in orders]
        return [g for g in groups if g] if len(groups) > 1 else []

    def _listed(self, order: int, like: Block) -> bool:
        block = self.blocks[order]
        if block.kind is BlockKind.FOOTNOTE or block.continues:
            return True
        return (
            block.kind is BlockKind.ITEM
            and block.headings == like.headings
            and _style(block.number) == _style(like.number)
        )

    def led(self, lead: Sentence) -> list[Sentence]:
        """Return the items that a sentence ending with a colon leads: of a list, a table, or behind it."""
        if not self.text(lead).rstrip("*_ ").endswith(":"):
            return []
        after = self.sentences[lead.order + 1 : lead.order + 2]
        if not after:
            return []
        if after[0].block == lead.block:
            return [s for s in self.of_block(lead.block) if s.order > lead.order]
        if after[0].kind is BlockKind.TABLE_ROW:
            return self.rows(after[0])
        return [s for group in self.siblings(after[0]) for s in group if s.order > lead.order]

    def quoted(self, sentence: Sentence) -> list[Sentence]:
        """Return the sentences behind one that opens a quotation, up to the one that closes it."""
        found: list[Sentence] = []
        said = self.text(sentence)
        for after in self.of_block(sentence.block):
            if after.order > sentence.order and _open(said):
                found.append(after)
                said += self.text(after)
        return [] if _open(said) else found

    def rows(self, row: Sentence) -> list[Sentence]:
        """Return the rows of the table that a row stands in, its heads left out."""
        table = self.row(row)[0]
        return [s for s in self.sentences if table and table.span.overlaps(s.spans[0]) and self.tells(s)]

    def lead(self, items: Sequence[Sequence[Sentence]]) -> Sentence | None:
        """Return the sentence that leads into a list: the one before it, where it ends with a colon."""
        first = items[0][0]
        before = self.before(first)
        return before if before and self.text(before).rstrip("*_ ").endswith(":") else None


def _open(said: str) -> bool:
    """Tell whether a text ends inside a quotation."""
    return said.count("“") > said.count("”") or said.count('"') % 2 == 1


def _style(number: str) -> str:
    if number and number[0].isdigit():
        return "1." * (number.count(".") + 1)
    return "a" if number.isalpha() else number


def _sentences(text: str, blocks: Sequence[Block]) -> Iterable[Sentence]:
    held: list[Sentence] = []
    for order, block in enumerate(blocks):
        if block.kind not in TELLING:
            continue
        spans = [block.span] if block.kind is BlockKind.TABLE_ROW else sentences(text, block.span)
        for place, span in enumerate(spans):
            if place == 0 and block.continues:
                half = next(
                    (n for n in range(len(held) - 1, -1, -1) if held[n].spans[-1].end == block.continues.end), None
                )
                if half is not None:
                    held[half] = Sentence(half, held[half].block, (*held[half].spans, span), held[half].kind)
                    continue
            held.append(Sentence(len(held), order, (span,), block.kind))
    return held

"""The values everything else speaks in. Offsets count characters of `Document.text`, which is NFC."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters: never empty, never backwards."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def cover(self, other: Span) -> Span:
        """Return the smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of text on one page; `number` counts from 1.

    A page has several where a sentence goes on over its notes. `sureness` is below 1 where the letters were
    recognised in a picture of the page.
    """

    number: int
    span: Span
    sureness: float = 1.0


@dataclass(frozen=True, slots=True)
class Area:
    """A cell that covers others to its right and below; `row` and `column` are its place in the table."""

    row: int
    column: int
    height: int
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands in the text; an empty or covered cell is None. Rows may differ in length."""

    span: Span
    rows: tuple[tuple[Span | None, ...], ...]
    caption: Span | None = None
    merged: tuple[Area, ...] = ()

    def cell(self, row: int, column: int) -> Span | None:
        """Return what a reader sees at this place: the cell there, or the one that covers it."""
        for area in self.merged:
            inside = area.row <= row < area.row + area.height and area.column <= column < area.column + area.width
            if inside:
                row, column = area.row, area.column
                break
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else None


class Level(StrEnum):
    """The level of government a unit belongs to, or a figure speaks of."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"

    @property
    def depth(self) -> int:
        """Return how far below the country it stands: 0 for a province."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit as an office writes it: kind "huyện", bare name "Tân Hồng"."""

    kind: str
    bare: str
    level: Level
    parent: str = ""

    @property
    def name(self) -> str:
        return f"{self.kind} {self.bare}"

    @property
    def key(self) -> str:
        """Return the identity used for look-ups: level and bare name; the kind too where two units share both."""
        from corpus.units import unit_key

        return unit_key(self)


_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days a figure speaks of, both ends included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"not a period: {self.start}..{self.end}")

    @classmethod
    def of_year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def of_months(cls, year: int, first: int, last: int) -> Period:
        return cls(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))

    @classmethod
    def of_quarter(cls, year: int, written: str) -> Period:
        """Return a quarter by its number as written: "II" or "2"."""
        last = 3 * (int(written) if written.isdecimal() else _QUARTERS.index(written.upper()) + 1)
        return cls.of_months(year, last - 2, last)

    @property
    def is_year(self) -> bool:
        return self == Period.of_year(self.start.year)

    @property
    def is_years(self) -> bool:
        """Tell whether it is of whole years, one or several."""
        return self == Period(date(self.start.year, 1, 1), date(self.end.year, 12, 31))

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.start.year, self.end.year + 1))

    @property
    def label(self) -> str:
        """Return the period as reports write it: "2023", "2016-2020", "quý I/2024", "6 tháng đầu năm 2024"."""
        year, first, last = self.start.year, self.start.month, self.end.month
        if self.is_years:
            return str(year) if self.is_year else f"{year}-{self.end.year}"
        if year == self.end.year and self == Period.of_months(year, first, last):
            if last == first + 2 and first % 3 == 1:
                return f"quý {_QUARTERS[first // 3]}/{year}"
            if first == last:
                return f"tháng {first}/{year}"
            if first == 1:
                return f"{last} tháng đầu năm {year}"
            if (first, last) == (7, 12):
                return f"6 tháng cuối năm {year}"
        if self.start == self.end:
            return f"{self.start:%d/%m/%Y}"
        return f"{self.start:%d/%m/%Y}-{self.end:%d/%m/%Y}"


class QuantityKind(StrEnum):
    SCORE = "score"
    RANK = "rank"
    GRADE = "grade"
    COMPLETED = "completed"  # a/b that counts what is done: "42/43 nhiệm vụ"
    COUNT = "count"
    RATE = "rate"  # per cent
    AMOUNT = "amount"  # money
    CHANGE = "change"
    DATE = "date"
    YEAR = "year"
    DOCUMENT_NUMBER = "document_number"
    OTHER = "other"  # footnote marks, list numbers, versions of standards, phone numbers


#: Kinds that are never figures of a report.
NOT_DATA = frozenset({QuantityKind.DATE, QuantityKind.YEAR, QuantityKind.DOCUMENT_NUMBER, QuantityKind.OTHER})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as printed. `value` is in `unit`; "37 nghìn" is 37000; a rank or completed count has `of`."""

    kind: QuantityKind
    span: Span
    text: str
    value: Decimal
    unit: str = ""
    of: Decimal | None = None
    qualifier: str = ""


class Status(StrEnum):
    """What a figure is: a result, or something that only looks like one."""

    RESULT = "result"
    TARGET = "target"
    SELF_ASSESSED = "self_assessed"
    CORRECTED = "corrected"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of one report, bound to what it speaks of.

    `span` is the figure, `clause` the shortest stretch that can be read on its own and holds it, `sentence`
    the sentence (or table row, or list item). `indicator` is a catalogue id, or "" for any other counted
    thing, whose words are then `label`. `value` is None for a grade. `unit_key` is "" where the report never
    names its unit. `part` narrows the subject to a level inside the unit ("cấp xã").
    """

    document_id: str
    span: Span
    clause: Span
    sentence: Span
    text: str
    measure: str  # score | rank | grade | count | rate | amount | change
    value: Decimal | None
    unit: str
    of: Decimal | None
    indicator: str
    label: str
    subject: str
    unit_key: str
    part: str
    period: Period | None
    status: Status = Status.RESULT
    qualifier: str = ""
    heading: tuple[str, ...] = ()
    base: Period | None = None  # for a change: the period it is measured against
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Stated:
    """Something a report says about itself, and where; `span` is None when a sidecar file says it."""

    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """What an official document or a web story says of itself. All parts may be missing."""

    number: Stated | None = None  # "114/BC-UBND"
    issuer: Stated | None = None  # "UBND huyện Tân Hồng"
    place: Stated | None = None
    issued_on: Stated | None = None  # ISO date
    posted_on: Stated | None = None  # ISO date, for web stories
    kind: Stated | None = None  # "Báo cáo", "Kế hoạch", "Tin"
    title: Stated | None = None
    signer: Stated | None = None
    signer_role: Stated | None = None
    author: Stated | None = None
    recipients: tuple[Stated, ...] = ()
    period: Period | None = None
    corrects: str = ""  # number of the document this one corrects, "114/BC-UBND"

    @property
    def date(self) -> date | None:
        """Return the day it was issued, else posted."""
        stated = self.issued_on or self.posted_on
        return date.fromisoformat(stated.value) if stated else None

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years it speaks of, else that of its day."""
        return self.period.years if self.period else (self.date.year,) if self.date else ()


@dataclass(frozen=True, slots=True)
class Document:
    """One report as read. `id` is a digest of the file's bytes; `source` is the file name."""

    id: str
    source: str
    text: str
    header: Header = field(default_factory=Header)
    unit: Unit | None = None
    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    doubts: tuple[Span, ...] = ()  # letters of a scan that may be misread: no figure is taken from them
    left_out: tuple[str, ...] = ()  # what of the file could not be read and why, in Vietnamese

    @property
    def title(self) -> str:
        return self.header.title.value if self.header.title else self.source

    @property
    def date(self) -> date | None:
        return self.header.date

    def table_at(self, span: Span) -> Table | None:
        return next((table for table in self.tables if table.span.contains(span)), None)

    def page_of(self, position: int) -> int | None:
        return next((p.number for p in self.pages if p.span.start <= position < p.span.end), None)

    def is_scanned(self, span: Span) -> bool:
        """Tell whether letters of that stretch were recognised in a picture."""
        return any(page.sureness < 1 and page.span.overlaps(span) for page in self.pages)


class BlockKind(StrEnum):
    LETTERHEAD = "letterhead"  # everything above the first sentence of the body
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # "- …", "+ …", "• …"
    FOOTNOTE = "footnote"
    TABLE_ROW = "table_row"
    FOOTER = "footer"  # recipients and signature
    BOILERPLATE = "boilerplate"  # web menus, counters, page numbers


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that hangs together, at most one paragraph; white space around it excluded.

    `number` is "5.2", "a", "-", "+" or a footnote's digits. `headings` are the spans of the headings above
    it, outermost first. For a footnote, `anchor` is the mark in the body it belongs to. `continues` is set on
    the second half of a sentence that a page break cut in two, and points at the first half.
    """

    span: Span
    kind: BlockKind
    number: str = ""
    headings: tuple[Span, ...] = ()
    anchor: Span | None = None
    continues: Span | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """What search finds: `text == document.text[span.start:span.end]`, always."""

    document_id: str
    span: Span
    text: str
    headings: tuple[str, ...] = ()

    @classmethod
    def cut(cls, document: Document, span: Span, headings: tuple[str, ...] = ()) -> Passage:
        return cls(document.id, span, span.of(document.text), headings)


class CorpusError(Exception):
    """A report that cannot be read: `path` names it, `reason` says why and what to do, in Vietnamese."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

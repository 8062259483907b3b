"""What travels between the database and those who read and write it, and what can be wrong with an index."""

from dataclasses import dataclass
from datetime import date

from corpus.model import Header, Span, Unit
from index.tables import SCHEMA


class IndexFault(Exception):  # noqa: N818 - IndexError is taken
    """Something is wrong with the index: `message` says what and what to do, in Vietnamese."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class IndexMismatch(IndexFault):
    """The index was made by another model or schema than the one that wants to read it."""


class IndexDamaged(IndexFault):
    """The database file holds what no database writes: the disk or another program spoilt it."""


class IndexMissing(IndexFault):
    """No index has been published yet."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the published generation was made with and holds; generation 0 is an index never published."""

    schema: int = SCHEMA
    generation: int = 0
    model: str = ""
    choice: str = ""
    dimension: int = 0
    digest: str = ""
    documents: int = 0
    passages: int = 0
    sentences: int = 0
    facts: int = 0
    published: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A report as lists show it: all but its text. `copy_of` is the id of the report that it repeats, if any."""

    id: str
    source: str
    path: str
    header: Header
    unit: Unit | None
    row: int
    copy_of: str = ""

    @property
    def title(self) -> str:
        return self.header.title.value if self.header.title else self.source

    @property
    def date(self) -> date | None:
        return self.header.date


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A stored report as the updater compares it."""

    id: str
    fingerprint: str
    path: str
    source: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage or a sentence stands; `passage` is the passage's own id or that of the sentence's."""

    id: int
    document_id: str
    span: Span
    passage: int
    headings: tuple[str, ...]
    digest: str

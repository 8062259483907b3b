"""The tables of the index, and how the values of `corpus.model` stand in their rows."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sql
from pgvector.sqlalchemy import HALFVEC
from pydantic import TypeAdapter
from sqlalchemy.engine import Row

from corpus.model import Document, Fact, Header, Page, Passage, Span, Table, Unit

#: Raise whenever a table or a rule of `index.report` changes: an older index is refused, and rebuilt.
SCHEMA = 3
_key = sql.BigInteger().with_variant(sql.Integer, "sqlite")
tables = sql.MetaData()


def _number() -> sql.Column[Any]:
    return sql.Column("id", _key, primary_key=True, autoincrement=True)


def _parent(name: str, target: str) -> sql.Column[Any]:
    return sql.Column(name, _key, sql.ForeignKey(target, ondelete="CASCADE"), nullable=False, index=True)


def _whole(name: str) -> sql.Column[Any]:
    return sql.Column(name, sql.Integer, nullable=False)


def _text(name: str, index: bool = False) -> sql.Column[Any]:
    return sql.Column(name, sql.Text, nullable=False, index=index)


documents = sql.Table(
    "documents",
    tables,
    sql.Column("row", _key, primary_key=True, autoincrement=True),
    _text("id", index=True),
    _text("content"),  # digest of the file's bytes
    _text("fingerprint"),  # digest of the bytes, the sidecar file and the extraction version
    _text("likeness"),  # see index.copies
    _whole("since"),
    sql.Column("until", sql.Integer, index=True),
    _text("path"),
    _text("source"),
    sql.Column("date", sql.Date),
    _text("unit_key", index=True),
    _text("text"),
    _text("about"),  # header and unit, as JSON
    _text("layout"),  # pages and tables, as JSON
    sqlite_autoincrement=True,
)
sql.Index(
    "one_live_version",
    documents.c.id,
    unique=True,
    sqlite_where=documents.c.until.is_(None),
    postgresql_where=documents.c.until.is_(None),
)
#: Reports that repeat another one: they are listed, but neither searched nor cited.
copies = sql.Table(
    "copies",
    tables,
    _number(),
    _text("document", index=True),
    _text("original"),
    _whole("since"),
    sql.Column("until", sql.Integer),
    sqlite_autoincrement=True,
)
#: Every file that holds an indexed report: two files with the same bytes are one report.
files = sql.Table(
    "files", tables, sql.Column("path", sql.Text, primary_key=True), _text("content", index=True), _text("fingerprint")
)
passages = sql.Table(
    "passages",
    tables,
    _number(),
    _parent("document", "documents.row"),
    _whole("start"),
    _whole("end"),
    _text("headings"),
    _text("digest", index=True),  # of the text the encoder is given
    sqlite_autoincrement=True,
)
sentences = sql.Table(
    "sentences",
    tables,
    _number(),
    _parent("document", "documents.row"),
    _parent("passage", "passages.id"),
    _whole("start"),
    _whole("end"),
    _text("digest", index=True),
    sqlite_autoincrement=True,
)
#: Keyed by what was encoded, so that a report read anew keeps the vectors of all that did not change.
vectors = sql.Table(
    "vectors",
    tables,
    sql.Column("digest", sql.Text, primary_key=True),
    sql.Column("model", sql.Text, primary_key=True),
    sql.Column("vector", sql.LargeBinary().with_variant(HALFVEC(), "postgresql"), nullable=False),  # float16
)
#: The columns are what facts are found by; `fact` is the whole of it.
facts = sql.Table(
    "facts",
    tables,
    _number(),
    _parent("document", "documents.row"),
    _whole("start"),
    _whole("end"),
    _text("indicator", index=True),
    _text("measure"),
    _text("unit_key", index=True),
    _text("part"),
    sql.Column("period_start", sql.Date, index=True),
    sql.Column("period_end", sql.Date),
    _text("status"),
    _text("fact"),
    sqlite_autoincrement=True,
)
stamps = sql.Table(
    "stamps",
    tables,
    sql.Column("id", sql.Integer, primary_key=True),
    *(_whole(name) for name in ("schema", "generation", "dimension")),
    _text("model"),
    _text("digest"),  # of the keys and texts of what search finds
    _text("choice"),  # the model as configured: opening it to learn its name may take seconds
    *(_whole(name) for name in ("documents", "passages", "sentences", "facts")),
    _text("published"),
)


def from_server(vector: sql.ColumnElement[Any]) -> sql.ColumnElement[bytes]:
    """Return a stored vector as PostgreSQL sends it: four bytes about it, then its numbers, high byte first."""
    return sql.func.halfvec_send(vector, type_=sql.LargeBinary)


def live(generation: int | None = None, table: sql.Table = documents) -> sql.ColumnElement[bool]:
    """Return the condition that a report (or copy) is part of a generation, or with None of the next one."""
    if generation is None:
        return table.c.until.is_(None)
    return (table.c.since <= generation) & (table.c.until.is_(None) | (table.c.until > generation))


def cited(generation: int | None = None) -> sql.ColumnElement[bool]:
    """Return the condition that a report is part of a generation and repeats no other."""
    repeats = sql.select(copies.c.document).where(live(generation, copies))
    return live(generation) & documents.c.id.not_in(repeats)


def with_document(table: sql.Table) -> sql.Join:
    return table.join(documents, table.c.document == documents.c.row)


def in_place(table: sql.Table) -> tuple[sql.ColumnElement[Any], ...]:
    """Return what orders passages or sentences by report and place, so that the order of loading leaves no mark."""
    return documents.c.id, table.c.start, table.c.end, table.c.id


@dataclass(frozen=True, slots=True)
class _About:
    header: Header
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class _Layout:
    pages: tuple[Page, ...]
    tables: tuple[Table, ...]
    doubts: tuple[Span, ...] = ()
    left_out: tuple[str, ...] = ()


_ABOUT = TypeAdapter(_About)
_LAYOUT = TypeAdapter(_Layout)
_FACT = TypeAdapter(Fact)


def _words(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)


def passage_input(passage: Passage) -> str:
    """Return what the encoder is given for a passage: its nearest heading says what it speaks of."""
    heading = passage.headings[-1] if passage.headings else ""
    return passage.text if not heading or passage.text.startswith(heading) else f"{heading}\n{passage.text}"


def digest_of(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def document_values(document: Document) -> dict[str, Any]:
    layout = _Layout(document.pages, document.tables, document.doubts, document.left_out)
    return {
        "id": document.id,
        "source": document.source,
        "date": document.date,
        "unit_key": document.unit.key if document.unit else "",
        "text": document.text,
        "about": _ABOUT.dump_json(_About(document.header, document.unit)).decode(),
        "layout": _LAYOUT.dump_json(layout).decode(),
    }


def about_of(row: Row[Any]) -> tuple[Header, Unit | None]:
    """Return header and unit of a row of `documents`."""
    about = _ABOUT.validate_json(row.about)
    return about.header, about.unit


def document_of(row: Row[Any]) -> Document:
    """Return the report exactly as it was read."""
    header, unit = about_of(row)
    layout = _LAYOUT.validate_json(row.layout)
    return Document(
        row.id, row.source, row.text, header, unit, layout.pages, layout.tables, layout.doubts, layout.left_out
    )


def passage_values(passage: Passage, document: int) -> dict[str, Any]:
    return {
        "document": document,
        "start": passage.span.start,
        "end": passage.span.end,
        "headings": _words(passage.headings),
        "digest": digest_of(passage_input(passage)),
    }


def headings_of(row: Any) -> tuple[str, ...]:
    return tuple(json.loads(row.headings))


def fact_values(fact: Fact, document: int) -> dict[str, Any]:
    return {
        "document": document,
        "start": fact.span.start,
        "end": fact.span.end,
        "indicator": fact.indicator,
        "measure": fact.measure,
        "unit_key": fact.unit_key,
        "part": fact.part,
        "period_start": fact.period.start if fact.period else None,
        "period_end": fact.period.end if fact.period else None,
        "status": fact.status.value,
        "fact": _FACT.dump_json(fact).decode(),
    }


def fact_of(row: Row[Any]) -> Fact:
    return _FACT.validate_json(row.fact)

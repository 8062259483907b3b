"""Documents, passages, sentences and facts: the single truth, in SQLite or in PostgreSQL by URL.

Every version of a report is visible from the generation it came in with (`since`) up to the one that replaced
it (`until`), so a reader that asks for the published generation never sees a half-made one. Passage and
sentence ids are never reused; their text is not stored but cut from the report's text. The vectors beside them
are in generations.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sql
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError

from corpus.model import Document, Span
from index.copies import Known
from index.rows import DocumentRow, IndexFault, KnownDocument, Place, Stamp
from index.stamped import Stamped, write_stamp
from index.tables import (
    about_of,
    cited,
    copies,
    digest_of,
    document_of,
    document_values,
    documents,
    fact_values,
    facts,
    files,
    headings_of,
    in_place,
    live,
    passage_values,
    passages,
    sentences,
    stamps,
    vectors,
    with_document,
)
from prompts import say

if TYPE_CHECKING:
    from index.report import File, Report


class Database(Stamped):
    """What is stored of the reports, and how it is told again."""

    # -- writing -----------------------------------------------------------------------------------------

    def publish(self, generation: int, model: str, choice: str, dimension: int, digest: str) -> Stamp:
        """Let readers see that generation, and nothing of what it replaced, from now on."""
        with self.engine.begin() as connection:
            counted = {
                table.name: connection.execute(
                    sql.select(sql.func.count()).select_from(with_document(table)).where(cited())
                ).scalar_one()
                for table in (passages, sentences, facts)
            }
            alive = connection.execute(sql.select(sql.func.count()).select_from(documents).where(cited()))
            stamp = Stamp(
                generation=generation,
                model=model,
                choice=choice,
                dimension=dimension,
                digest=digest,
                documents=alive.scalar_one(),
                published=datetime.now(UTC).isoformat(timespec="seconds"),
                **counted,
            )
            write_stamp(connection, stamp)
        return stamp

    def add(self, report: Report, generation: int) -> None:
        """Store one report in one transaction, in place of the version stored before, if any."""
        document = report.document
        with self.engine.begin() as connection:
            _retire(connection, [document.id], generation)
            row = connection.execute(
                sql.insert(documents).values(
                    content=report.file.content,
                    fingerprint=report.file.fingerprint,
                    likeness=report.likeness,
                    since=generation,
                    path=report.file.path,
                    **document_values(document),
                )
            ).inserted_primary_key
            assert row is not None
            keys = _insert(connection, passages, [passage_values(p, row[0]) for p in report.passages])
            _insert(
                connection,
                sentences,
                [
                    {
                        "document": row[0],
                        "passage": keys[position],
                        "start": span.start,
                        "end": span.end,
                        "digest": digest_of(span.of(document.text)),
                    }
                    for position, span in report.sentences
                ],
            )
            _insert(connection, facts, [fact_values(f, row[0]) for f in report.facts])

    def move(self, document_id: str, path: str) -> None:
        """Note that a report now lies in another folder; nothing else of it changes."""
        with self.engine.begin() as connection:
            connection.execute(sql.update(documents).where(documents.c.id == document_id, live()).values(path=path))

    def settle(self, retired: Iterable[str], generation: int, gone: Iterable[str], present: Iterable[File]) -> None:
        """Hide reports, by id, from that generation on, and note which files hold reports now and which paths none."""
        found = [asdict(file) for file in present]
        with self.engine.begin() as connection:
            _retire(connection, list(retired), generation)
            for part in _parts([*gone, *(one["path"] for one in found)]):
                connection.execute(sql.delete(files).where(files.c.path.in_(part)))
            if found:
                connection.execute(sql.insert(files), found)

    def mark_copies(self, found: Mapping[str, str], generation: int) -> None:
        """Note from that generation on which reports (keys) repeat which others, and that no other does."""
        with self.engine.begin() as connection:
            held = {r.document: r.original for r in connection.execute(sql.select(copies).where(live(None, copies)))}
            for document_id in [key for key, original in held.items() if found.get(key) != original]:
                ended = (copies.c.document == document_id) & live(None, copies)
                connection.execute(sql.delete(copies).where(ended, copies.c.since >= generation))
                connection.execute(sql.update(copies).where(ended).values(until=generation))
            fresh = [
                {"document": key, "original": original, "since": generation}
                for key, original in found.items()
                if held.get(key) != original
            ]
            if fresh:
                connection.execute(sql.insert(copies), fresh)

    def purge(self, model: str) -> None:
        """Delete what the published generation no longer shows, and the vectors nothing points at."""
        with self.engine.begin() as connection:
            published = connection.execute(sql.select(stamps.c.generation)).scalar_one()
            stale = documents.c.until <= published
            other = sql.select(sql.literal(1)).select_from(vectors).where(vectors.c.model != model).exists()
            ended = sql.select(copies.c.id).where(copies.c.until <= published).exists()
            if not connection.execute(
                sql.select(sql.select(documents.c.row).where(stale).exists() | other | ended)
            ).scalar_one():
                return
            connection.execute(sql.delete(documents).where(stale))
            connection.execute(sql.delete(copies).where(copies.c.until <= published))
            used = sql.union(sql.select(passages.c.digest), sql.select(sentences.c.digest))
            connection.execute(sql.delete(vectors).where((vectors.c.model != model) | vectors.c.digest.not_in(used)))
        self.compact()

    # -- reading: what the updater compares ----------------------------------------------------------------

    def known_files(self) -> dict[str, File]:
        """Return every file indexed so far, by path."""
        from index.report import File

        with self.engine.connect() as connection:
            return {r.path: File(r.path, r.content, r.fingerprint) for r in connection.execute(sql.select(files))}

    def known_documents(self) -> dict[str, KnownDocument]:
        """Return every live report by the content of its file."""
        columns = [documents.c[f.name] for f in fields(KnownDocument)]
        with self.engine.connect() as connection:
            rows = connection.execute(sql.select(*columns, documents.c.content).where(live()))
            return {r.content: KnownDocument(r.id, r.fingerprint, r.path, r.source) for r in rows}

    def changed_since(self, generation: int) -> bool:
        """Tell whether anything was stored or retired after that generation."""
        later = (documents.c.since > generation) | (documents.c.until > generation)
        with self.engine.connect() as connection:
            return connection.execute(sql.select(documents.c.row).where(later).limit(1)).first() is not None

    def likenesses(self) -> list[Known]:
        """Return every live report as copies are looked for."""
        columns = [documents.c[name] for name in ("id", "source", "about", "likeness")]
        with self.engine.connect() as connection:
            rows = connection.execute(sql.select(*columns).where(live())).all()
        return [Known(r.id, r.source, *about_of(r), r.likeness) for r in rows]

    # -- reading: one generation ---------------------------------------------------------------------------

    def document_rows(self, generation: int | None = None) -> list[DocumentRow]:
        """Return the reports of a generation (None: all live ones), copies too, the latest first."""
        wanted = ("row", "id", "source", "path", "about")
        query = sql.select(*(documents.c[name] for name in wanted)).where(live(generation))
        repeats = sql.select(copies.c.document, copies.c.original).where(live(generation, copies))
        with self.engine.connect() as connection:
            rows = connection.execute(query).all()
            originals = {r.document: r.original for r in connection.execute(repeats)}
        found = [DocumentRow(r.id, r.source, r.path, *about_of(r), r.row, originals.get(r.id, "")) for r in rows]
        found.sort(key=lambda d: (d.source, d.id))
        found.sort(key=lambda d: d.date or date.min, reverse=True)
        return found

    def document(self, document_id: str, generation: int | None = None) -> Document | None:
        """Return the report exactly as it was read."""
        query = sql.select(documents).where(documents.c.id == document_id, live(generation))
        with self.engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else document_of(row)

    def places(self, table: sql.Table, generation: int | None = None) -> Iterator[Place]:
        """Yield the rows of `passages` or `sentences` of a generation (None: all live ones).

        They come by report and place, so that the order in which reports were loaded leaves no mark.
        """
        owner, headings = (table.c.id, table.c.headings) if table is passages else (table.c.passage, sql.literal("[]"))
        query = (
            sql.select(
                table.c.id,
                documents.c.id.label("document_id"),
                table.c.start,
                table.c.end,
                table.c.digest,
                owner.label("passage"),
                headings.label("headings"),
            )
            .select_from(with_document(table))
            .where(cited(generation))
            .order_by(*in_place(table))
        )
        with self.engine.connect() as connection:
            for row in connection.execution_options(yield_per=2048).execute(query):
                span = Span(row.start, row.end)
                yield Place(row.id, row.document_id, span, row.passage, headings_of(row), row.digest)

    def texts(self, generation: int | None = None) -> Iterator[tuple[str, str]]:
        """Yield id and text of every report of a generation (None: all live ones), by id."""
        query = sql.select(documents.c.id, documents.c.text).where(cited(generation)).order_by(documents.c.id)
        with self.engine.connect() as connection:
            for row in connection.execution_options(yield_per=16).execute(query):
                yield row.id, row.text


def open_database(url: str, data_dir: Path) -> Database:
    """Open the database at that URL, or the SQLite file of the data folder when the URL is empty.

    The search files of each generation lie in the data folder either way.
    """
    if url:
        try:
            return Database(sql.make_url(url), data_dir)
        except ArgumentError as error:
            raise IndexFault(say("index.unreachable", database="?", cause=error)) from error
    return Database(sql.URL.create("sqlite", database=str(data_dir / "index.sqlite3")), data_dir)


def _insert(connection: Connection, table: sql.Table, rows: list[dict[str, Any]]) -> list[int]:
    """Insert the rows and return their new ids in the same order."""
    if not rows:
        return []
    statement = sql.insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.execute(statement, rows).scalars())


def _retire(connection: Connection, ids: list[str], generation: int) -> None:
    for part in _parts(ids):
        chosen = documents.c.id.in_(part) & live()
        # A version that no generation ever showed can go at once.
        connection.execute(sql.delete(documents).where(chosen, documents.c.since >= generation))
        connection.execute(sql.update(documents).where(chosen).values(until=generation))


def _parts(ids: Sequence[str], size: int = 500) -> Iterator[Sequence[str]]:
    """Yield the ids in parts that any database takes as parameters."""
    return (ids[start : start + size] for start in range(0, len(ids), size))

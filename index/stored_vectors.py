"""The vectors in the database, each by the digest of what was encoded: equal texts share one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import sqlalchemy as sql
from sqlalchemy.engine import Connection, Row

from corpus.model import Passage, Span
from index.database import Database
from index.tables import (
    cited,
    documents,
    from_server,
    headings_of,
    in_place,
    passage_input,
    passages,
    sentences,
    vectors,
    with_document,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def add_vectors(database: Database, model: str, found: Iterable[tuple[str, NDArray[np.float16]]]) -> None:
    """Store vectors by the digest of what was encoded."""
    rows = [
        {"digest": digest, "model": model, "vector": vector.astype("<f2").tobytes() if database.is_sqlite else vector}
        for digest, vector in found
    ]
    with database.engine.begin() as connection:
        connection.execute(sql.insert(vectors), rows)


def forget_vectors(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(sql.delete(vectors))


def unembedded(database: Database, model: str) -> Iterator[tuple[str, str]]:
    """Yield digest and text of everything live that has no vector of that model, each once."""
    seen: set[str] = set()
    with database.engine.connect() as connection:
        for report in connection.execute(sql.select(documents.c.row, documents.c.id).where(cited())).all():
            lacking = {table: _lacking(connection, table, report.row, model) for table in (passages, sentences)}
            if not any(lacking.values()):
                continue
            text = connection.execute(sql.select(documents.c.text).where(documents.c.row == report.row)).scalar_one()
            connection.rollback()  # nothing stays open while the encoder works
            for table, row in ((table, row) for table, rows in lacking.items() for row in rows):
                if row.digest not in seen:
                    seen.add(row.digest)
                    span = Span(row.start, row.end)
                    passage = Passage(report.id, span, span.of(text), headings_of(row) if table is passages else ())
                    yield row.digest, passage_input(passage)


def _lacking(connection: Connection, table: sql.Table, report: int, model: str) -> list[Row[Any]]:
    """Return the passages or sentences of a report that have no vector of that model."""
    query = (
        sql.select(table)
        .outerjoin(vectors, (vectors.c.digest == table.c.digest) & (vectors.c.model == model))
        .where(table.c.document == report, vectors.c.digest.is_(None))
        .order_by(table.c.id)
    )
    return list(connection.execute(query))


def count_unembedded(database: Database, model: str) -> int:
    """Count what `unembedded` would yield."""
    held = sql.select(vectors.c.digest).where(vectors.c.model == model)
    wanted = sql.union(
        *(
            sql.select(t.c.digest).select_from(with_document(t)).where(cited(), t.c.digest.not_in(held))
            for t in (passages, sentences)
        )
    ).subquery()
    with database.engine.connect() as connection:
        return connection.execute(sql.select(sql.func.count()).select_from(wanted)).scalar_one()


def stored_vectors(
    database: Database, table: sql.Table, model: str, generation: int | None = None
) -> NDArray[np.float32]:
    """Return the vector of every row of `passages` or `sentences`, one a row, in the order of `Database.places`."""
    import numpy as np

    query = (
        sql.select(vectors.c.vector if database.is_sqlite else from_server(vectors.c.vector))
        .select_from(with_document(table))
        .join(vectors, (vectors.c.digest == table.c.digest) & (vectors.c.model == model))
        .where(cited(generation))
        .order_by(*in_place(table))
    )
    head, form = (0, "<f2") if database.is_sqlite else (4, ">f2")
    with database.engine.connect() as connection:
        rows = connection.execution_options(yield_per=2048).execute(query).scalars()
        found = [np.frombuffer(row[head:], form) for row in rows]
    return np.stack(found).astype(np.float32) if found else np.zeros((0, 0), np.float32)

"""What an index holds, written so that two can be compared: row numbers and times left out."""

from typing import Any

import sqlalchemy as sql

from index.database import Database
from index.facts import FactQuery, find_facts
from index.tables import documents, passages, sentences, tables, vectors


def state_of(database: Database) -> dict[str, Any]:
    """Return all that answers could depend on."""
    stamp = database.stamp()
    assert stamp is not None
    with database.engine.connect() as connection:
        digests = sorted(connection.execute(sql.select(vectors.c.digest, vectors.c.model)).all())
    return {
        "documents": [(row.path, database.document(row.id)) for row in database.document_rows()],
        "passages": [(p.document_id, p.span, p.headings, p.digest) for p in database.places(passages)],
        "sentences": [(s.document_id, s.span, s.digest) for s in database.places(sentences)],
        "facts": find_facts(database, FactQuery()),
        "vectors": digests,
        "files": database.known_files(),
        "stamp": (stamp.model, stamp.dimension, stamp.digest, stamp.documents, stamp.facts),
        "folders": len(list((database.data_dir / "generations").iterdir())) if database.is_sqlite else 1,
    }


def rows_of(database: Database) -> dict[str, list[Any]]:
    """Return every row of every table, as it stands."""
    with database.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(sql.select(table)).all())) for table in tables.sorted_tables
        }


def hidden_rows(database: Database) -> int:
    """Return how many versions of reports are stored that no reader will see again."""
    with database.engine.connect() as connection:
        query = sql.select(sql.func.count()).select_from(documents).where(documents.c.until.is_not(None))
        return connection.execute(query).scalar_one()

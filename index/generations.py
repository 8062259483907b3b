"""The vectors in the database, and the search files of one generation: written aside, then renamed into place."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sql
from sqlalchemy.engine import Connection, Row

from corpus.model import Passage, Span
from index.database import Database
from index.tables import (
    SCHEMA,
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

    from index.database import Database
    from index.rows import Place, Stamp
    from index.vectors import VectorIndex

PASSAGES = "passages.faiss"
SENTENCES = "sentences.faiss"
_MANIFEST = "manifest.json"
_FILES = ((passages, PASSAGES), (sentences, SENTENCES))


def generation_folder(data_dir: Path, generation: int) -> Path:
    return data_dir / "generations" / f"{generation:06}"


def build_generation(database: Database, generation: int, model: str, dimension: int) -> str:
    """Write the search files of all live reports; return the digest they are stamped with.

    Keys are positions in the order of `Database.places`: the same reports make the same files. PostgreSQL holds
    and searches the vectors itself, so that several machines can serve one index; nothing is written then.
    """
    from index.vectors import WHOLE_LIMIT

    digest = digest_of_places(*(database.places(table) for table, _ in _FILES))
    if database.is_sqlite:
        _write_files(database, generation, model, dimension, digest)
    elif sum(1 for _ in database.places(sentences)) > WHOLE_LIMIT:
        from index.server_vectors import index_vectors

        index_vectors(database.engine, model, dimension)
    return digest


def _write_files(database: Database, generation: int, model: str, dimension: int, digest: str) -> None:
    from index.vectors import Stamp as VectorsStamp
    from index.vectors import Vectors

    folder = generation_folder(database.data_dir, generation)
    aside = folder.with_suffix(".building")
    for leftover in (folder, aside):
        shutil.rmtree(leftover, ignore_errors=True)
    aside.mkdir(parents=True)
    for table, name in _FILES:
        matrix = stored_vectors(database, table, model).reshape(-1, dimension)
        Vectors.of_places(matrix).save(aside / name, VectorsStamp(model, dimension, SCHEMA, len(matrix), digest))
    digests = {path.name: _digest(path) for path in sorted(aside.iterdir())}
    (aside / _MANIFEST).write_text(json.dumps(digests), encoding="utf-8")
    aside.rename(folder)


def open_vectors(database: Database, stamp: Stamp, table: sql.Table, places: Sequence[Place]) -> VectorIndex | None:
    """Return the vectors of the published generation, or None where they are not as they were published."""
    from index.vectors import WHOLE_LIMIT, Vectors
    from index.vectors import Stamp as VectorsStamp

    if database.is_sqlite:
        name = next(name for one, name in _FILES if one is table)
        folder = generation_folder(database.data_dir, stamp.generation)
        wanted = VectorsStamp(stamp.model, stamp.dimension, stamp.schema, len(places), stamp.digest)
        return Vectors.load(folder / name, wanted) if is_whole(folder, [name]) else None
    if len(places) > WHOLE_LIMIT:
        from index.server_vectors import ServerVectors

        digests = [place.digest for place in places]
        return ServerVectors(database.engine, table, stamp.generation, stamp.model, digests)
    matrix = stored_vectors(database, table, stamp.model, stamp.generation)
    return Vectors.of_places(matrix.reshape(-1, stamp.dimension)) if len(matrix) == len(places) else None


def are_whole(database: Database, stamp: Stamp) -> bool:
    """Tell whether the published generation can be searched as it was written."""
    return not database.is_sqlite or is_whole(generation_folder(database.data_dir, stamp.generation))


def is_whole(folder: Path, names: Collection[str] = (PASSAGES, SENTENCES)) -> bool:
    """Tell whether these files of a generation are there just as they were written; disks lose bits."""
    try:
        digests = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return all(_digest(folder / name) == digests[name] for name in names)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()


def drop_generations(data_dir: Path, keep: int) -> None:
    """Remove the folders of all generations but one, half-built ones too."""
    kept = generation_folder(data_dir, keep)
    folders = kept.parent.iterdir() if kept.parent.is_dir() else iter(())
    for folder in folders:
        if folder != kept:
            shutil.rmtree(folder, ignore_errors=True)


def digest_of_places(*found: Iterable[Place]) -> str:
    """Return a digest of which texts stand where: whatever search finds depends on nothing else."""
    digest = hashlib.blake2b(digest_size=16)
    for places in found:
        for place in places:
            digest.update(f"{place.document_id} {place.span.start} {place.digest}\n".encode())
        digest.update(b"\n")
    return digest.hexdigest()


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

"""The search files of one generation: derived from the database, written aside, then renamed into place."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import sqlalchemy as sql

from index.stored_vectors import stored_vectors
from index.tables import SCHEMA, passages, sentences

if TYPE_CHECKING:
    from index.database import Database
    from index.rows import Place, Stamp
    from index.vectors import Stamp as VectorsStamp
    from index.vectors import VectorIndex

PASSAGES = "passages.faiss"
SENTENCES = "sentences.faiss"
_MANIFEST = "manifest.json"
_FILES = ((passages, PASSAGES), (sentences, SENTENCES))


class Encoding(Protocol):
    """What the stored vectors were made with."""

    @property
    def name(self) -> str: ...
    @property
    def dimension(self) -> int: ...


def generation_folder(data_dir: Path, generation: int) -> Path:
    return data_dir / "generations" / f"{generation:06}"


def build_generation(database: Database, generation: int, encoder: Encoding) -> str:
    """Write the search files of all live reports; return the digest they are stamped with.

    Keys are positions in the order of `Database.places`: the same reports make the same files. PostgreSQL holds
    and searches the vectors itself, so that several machines can serve one index; nothing is written then.
    """
    from index.vectors import WHOLE_LIMIT

    digest = digest_of_places(*(database.places(table) for table, _ in _FILES))
    if database.is_sqlite:
        _write_files(database, generation, encoder, digest)
    elif sum(1 for _ in database.places(sentences)) > WHOLE_LIMIT:
        from index.server_vectors import index_vectors

        index_vectors(database.engine, encoder.name, encoder.dimension)
    return digest


def _write_files(database: Database, generation: int, encoder: Encoding, digest: str) -> None:
    from index.vectors import Vectors

    folder = generation_folder(database.data_dir, generation)
    aside = folder.with_suffix(".building")
    for leftover in (folder, aside):
        shutil.rmtree(leftover, ignore_errors=True)
    aside.mkdir(parents=True)
    for table, name in _FILES:
        matrix = stored_vectors(database, table, encoder.name).reshape(-1, encoder.dimension)
        Vectors.of_places(matrix).save(
            aside / name, _vectors_stamp(encoder.name, encoder.dimension, SCHEMA, len(matrix), digest)
        )
    digests = {path.name: _digest(path) for path in sorted(aside.iterdir())}
    (aside / _MANIFEST).write_text(json.dumps(digests), encoding="utf-8")
    aside.rename(folder)


def open_vectors(database: Database, stamp: Stamp, table: sql.Table, places: Sequence[Place]) -> VectorIndex | None:
    """Return the vectors of the published generation, or None where they are not as they were published."""
    from index.vectors import WHOLE_LIMIT, Vectors

    if database.is_sqlite:
        name = next(name for one, name in _FILES if one is table)
        folder = generation_folder(database.data_dir, stamp.generation)
        return Vectors.load(folder / name, _wanted_stamp(stamp, name)) if is_whole(folder, [name]) else None
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


def _wanted_stamp(stamp: Stamp, name: str) -> VectorsStamp:
    """Return the stamp that file of the published generation must carry."""
    count = stamp.passages if name == PASSAGES else stamp.sentences
    return _vectors_stamp(stamp.model, stamp.dimension, stamp.schema, count, stamp.digest)


def _vectors_stamp(model: str, dimension: int, schema: int, count: int, digest: str) -> VectorsStamp:
    from index.vectors import Stamp as VectorsStamp

    return VectorsStamp(model, dimension, schema, count, digest)


def digest_of_places(*found: Iterable[Place]) -> str:
    """Return a digest of which texts stand where: whatever search finds depends on nothing else."""
    digest = hashlib.blake2b(digest_size=16)
    for places in found:
        for place in places:
            digest.update(f"{place.document_id} {place.span.start} {place.digest}\n".encode())
        digest.update(b"\n")
    return digest.hexdigest()

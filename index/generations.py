"""The search files of one generation: derived from the database, written aside, then renamed into place."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.tables import SCHEMA, passages, sentences

if TYPE_CHECKING:
    from index.database import Database
    from index.rows import Place, Stamp
    from index.vectors import Stamp as VectorsStamp

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

    Keys are positions in the order of `Database.places`: the same reports make the same files.
    """
    import numpy as np

    from index.vectors import Vectors

    folder = generation_folder(database.data_dir, generation)
    aside = folder.with_suffix(".building")
    for leftover in (folder, aside):
        shutil.rmtree(leftover, ignore_errors=True)
    aside.mkdir(parents=True)
    digest = digest_of_places(*(database.places(table) for table, _ in _FILES))
    for table, name in _FILES:
        found = np.frombuffer(b"".join(database.stored_vectors(table, encoder.name)), "<f2")
        matrix = found.astype(np.float32).reshape(-1, encoder.dimension)
        vectors = Vectors.build(np.arange(len(matrix), dtype=np.int64), matrix)
        vectors.save(aside / name, _vectors_stamp(encoder.name, encoder.dimension, SCHEMA, len(matrix), digest))
    digests = {path.name: _digest(path) for path in sorted(aside.iterdir())}
    (aside / _MANIFEST).write_text(json.dumps(digests), encoding="utf-8")
    aside.rename(folder)
    return digest


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


def wanted_stamp(stamp: Stamp, name: str) -> VectorsStamp:
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

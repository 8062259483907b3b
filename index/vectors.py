"""Vectors by key, in FAISS: derived from the database, stamped, never trusted when the stamp differs."""

from __future__ import annotations

import contextlib
import json
import os
import struct
import tempfile
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import faiss
import numpy as np
from numpy.typing import NDArray

from prompts import say

Keys = NDArray[np.int64]
Matrix = NDArray[np.float32]
#: Up to here vectors are kept whole (300 MB at 384 dimensions); above, one byte a number.
WHOLE_LIMIT = 200_000
_MAGIC = b"CCHCVEC1"
#: About the lowest score is known from so many vectors.
SAMPLE = 4096


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a saved index was made of; any difference makes it useless. `digest` is of the keys and texts."""

    model: str
    dimension: int
    schema: int
    count: int
    digest: str


class VectorsError(Exception):
    """A saved index that cannot be used; the message names the command that mends it."""

    def __init__(self, message: str, path: Path) -> None:
        super().__init__(message)
        self.path = path


class VectorIndex(Protocol):
    """What searching needs of vectors by key, wherever they are."""

    keys: Keys

    def __len__(self) -> int: ...
    @property
    def is_whole(self) -> bool: ...
    def rows_of(self, keys: Keys) -> NDArray[np.intp]: ...
    def search(self, query: Matrix, k: int, allowed: Keys | None = None) -> tuple[Keys, Matrix]: ...
    def scores(self, query: Matrix, keys: Keys | None = None) -> Matrix: ...
    def lowest(self, query: Matrix) -> float: ...
    def matrix(self, keys: Keys) -> Matrix: ...


class Vectors:
    """Exact inner products over keyed vectors. Keys ascend, so row and key translate by bisection."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._inner = faiss.downcast_index(index.index)
        self.dimension = int(index.d)
        self.keys: Keys = faiss.vector_to_array(index.id_map).astype(np.int64)
        self._whole: Matrix | None = None
        if isinstance(self._inner, faiss.IndexFlat) and len(self.keys):
            flat = faiss.rev_swig_ptr(self._inner.get_xb(), len(self.keys) * self.dimension)
            self._whole = flat.reshape(len(self.keys), self.dimension)

    @classmethod
    def build(cls, keys: Keys, matrix: Matrix, whole_limit: int = WHOLE_LIMIT) -> Vectors:
        """Index the rows of the matrix under their keys; keys must differ."""
        order = np.argsort(keys, kind="stable")
        keys = np.ascontiguousarray(keys[order], dtype=np.int64)
        if len(keys) != len(matrix) or np.any(keys[1:] == keys[:-1]):
            raise ValueError("every row needs a key of its own")
        rows = np.ascontiguousarray(matrix[order], dtype=np.float32)
        dimension = matrix.shape[1]
        if len(keys) <= whole_limit:
            inner: Any = faiss.IndexFlatIP(dimension)
        else:
            inner = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
            step = max(1, len(rows) // 100_000)
            inner.train(np.ascontiguousarray(rows[::step]))
        index = faiss.IndexIDMap2(inner)
        index.add_with_ids(rows, keys)
        # The wrapper must own what Python made.
        inner.this.disown()
        index.own_fields = True
        return cls(index)

    @classmethod
    def of_places(cls, matrix: Matrix) -> Vectors:
        """Index the rows of the matrix under their numbers."""
        return cls.build(np.arange(len(matrix), dtype=np.int64), matrix)

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def is_whole(self) -> bool:
        """Tell whether the vectors are kept as they came; scoring all of them is then cheap and exact."""
        return self._whole is not None or not len(self.keys)

    def rows_of(self, keys: Keys) -> NDArray[np.intp]:
        """Return the rows of these keys; every key must be known."""
        return rows_among(self.keys, keys)

    def search(self, query: Matrix, k: int, allowed: Keys | None = None) -> tuple[Keys, Matrix]:
        """Return the best keys and their scores, best first; equal scores by key."""
        if k <= 0 or not len(self.keys):
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        if allowed is None and not self.is_whole:
            scores, keys = self._index.search(query.reshape(1, -1).astype(np.float32), min(k, len(self.keys)))
            return keys[0], scores[0]
        keys = self.keys if allowed is None else np.unique(allowed)
        scores = self.scores(query, keys if allowed is not None else None)
        best = np.lexsort((keys, -scores))[:k]
        return keys[best], scores[best]

    def scores(self, query: Matrix, keys: Keys | None = None) -> Matrix:
        """Return the inner product with each of these keys, in the order given; all keys without."""
        rows = None if keys is None else self.rows_of(keys)
        return self._products(np.asarray(query, np.float32), rows)

    def lowest(self, query: Matrix) -> float:
        """Return about the lowest score of all; exact while the vectors are whole, else from a sample."""
        if not len(self.keys):
            return 0.0
        step = 1 if self.is_whole else max(1, len(self.keys) // SAMPLE)
        return float(self._products(np.asarray(query, np.float32), np.arange(0, len(self.keys), step)).min())

    def matrix(self, keys: Keys) -> Matrix:
        """Return the vectors of these keys, one a row."""
        rows = self.rows_of(keys)
        if self._whole is not None:
            return self._whole[rows]
        return np.asarray(self._inner.reconstruct_batch(rows.astype(np.int64)), np.float32)

    def _products(self, query: Matrix, rows: NDArray[np.intp] | None) -> Matrix:
        products: Matrix
        if self._whole is not None:
            products = (self._whole if rows is None else self._whole[rows]) @ query
        elif rows is None:
            products = self._products(query, np.arange(len(self.keys)))
        elif not len(rows):
            products = np.zeros(0, np.float32)
        else:
            products = self._inner.reconstruct_batch(rows.astype(np.int64)) @ query
        return products

    def save(self, path: Path, stamp: Stamp) -> None:
        """Write the index and its stamp as one file, put in place at once."""
        header = json.dumps(asdict(stamp)).encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_MAGIC + struct.pack("<I", len(header)) + header)
                writer = faiss.PyCallbackIOWriter(file.write)  # type: ignore[attr-defined]
                faiss.write_index(self._index, writer)
                file.flush()
                os.fsync(file.fileno())
            Path(aside).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(aside).unlink()
            raise

    @classmethod
    def load(cls, path: Path, wanted: Stamp) -> Vectors:
        """Read an index that was made of just what is wanted, or refuse it."""
        try:
            with path.open("rb") as file:
                _compare(read_stamp(file.read(12), file.read, path), wanted, path)
                reader = faiss.PyCallbackIOReader(file.read)  # type: ignore[attr-defined]
                vectors = cls(faiss.read_index(reader))
        except FileNotFoundError as error:
            raise VectorsError(say("search.vectors_missing", path=path), path) from error
        except (OSError, RuntimeError, AttributeError) as error:
            raise _broken(path, str(error).splitlines()[0][-120:] if str(error) else "?") from error
        if len(vectors) != wanted.count or vectors.dimension != wanted.dimension:
            raise _mismatch(path, "count", len(vectors), wanted.count)
        return vectors


def read_stamp(start: bytes, read: Any, path: Path) -> Stamp:
    """Return the stamp that follows the first twelve bytes of a saved index."""
    if len(start) < 12 or start[:8] != _MAGIC:
        raise _broken(path, "not an index")
    try:
        return Stamp(**json.loads(read(struct.unpack("<I", start[8:])[0])))
    except (ValueError, TypeError) as error:
        raise _broken(path, "no stamp") from error


def _compare(found: Stamp, wanted: Stamp, path: Path) -> None:
    for field, value in asdict(wanted).items():
        if getattr(found, field) != value:
            raise _mismatch(path, field, getattr(found, field), value)


def _mismatch(path: Path, field: str, found: object, wanted: object) -> VectorsError:
    return VectorsError(say("search.vectors_mismatch", path=path, field=field, found=found, wanted=wanted), path)


def _broken(path: Path, detail: str) -> VectorsError:
    return VectorsError(say("search.vectors_broken", path=path, detail=detail), path)


def rows_among(ascending: Keys, keys: Keys) -> NDArray[np.intp]:
    """Return where each of these keys stands among ascending ones."""
    rows = np.searchsorted(ascending, keys)
    if np.any(rows == len(ascending)) or np.any(ascending[rows] != keys):
        raise KeyError("a key without a vector")
    return rows


def keys_of(values: Collection[int]) -> Keys:
    """Return the distinct keys in ascending order."""
    return np.unique(np.fromiter(values, dtype=np.int64, count=len(values)))

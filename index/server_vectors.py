"""Vectors that stay in PostgreSQL and are searched there by pgvector: for more of them than a process should hold."""

import hashlib
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import sqlalchemy as sql
from numpy.typing import NDArray
from pgvector.sqlalchemy import HALFVEC
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Engine

from index.tables import cited, documents, from_server, vectors
from index.vectors import SAMPLE, Keys, Matrix, rows_among

#: So many places of its graph the server looks at; no more can be found in one search.
_LOOKED_AT = 1000


class ServerVectors:
    """The vectors of a generation's passages or sentences; key n is the n-th place."""

    is_whole = False

    def __init__(self, engine: Engine, table: sql.Table, generation: int, model: str, digests: Sequence[str]) -> None:
        """Take the digest of what was encoded at each place, in the order of `Database.places`."""
        self._engine = engine
        self._model = model
        self._searched = sql.select(table.c.digest).join(documents).where(cited(generation))
        self._digests = digests
        self._keys_of: dict[str, list[int]] = {}
        for key, digest in enumerate(digests):
            self._keys_of.setdefault(digest, []).append(key)
        self.keys: Keys = np.arange(len(digests), dtype=np.int64)

    def __len__(self) -> int:
        return len(self.keys)

    def rows_of(self, keys: Keys) -> NDArray[np.intp]:
        """Return the rows of these keys; every key must be known."""
        return rows_among(self.keys, keys)

    def search(self, query: Matrix, k: int, allowed: Keys | None = None) -> tuple[Keys, Matrix]:
        """Return about the best keys and their scores, best first; equal scores by key."""
        keys = np.unique(allowed) if allowed is not None else self._near(query, k)
        scores = self.scores(query, keys)
        best = np.lexsort((keys, -scores))[: max(k, 0)]
        return keys[best], scores[best]

    def scores(self, query: Matrix, keys: Keys | None = None) -> Matrix:
        """Return the inner product with each of these keys, in the order given; all keys without."""
        found: Matrix = self.matrix(self.keys if keys is None else keys) @ np.asarray(query, np.float32)
        return found

    def lowest(self, query: Matrix) -> float:
        """Return about the lowest score of all, from a sample."""
        return float((self._sample @ np.asarray(query, np.float32)).min()) if len(self) else 0.0

    def matrix(self, keys: Keys) -> Matrix:
        """Return the vectors of these keys, one a row."""
        wanted = [self._digests[row] for row in self.rows_of(keys)]
        among = sql.any_(sql.bindparam("wanted", wanted, postgresql.ARRAY(sql.Text)))
        statement = sql.select(vectors.c.digest, from_server(vectors.c.vector)).where(
            vectors.c.model == self._model, vectors.c.digest == among
        )
        with self._engine.connect() as connection:
            held = {row[0]: row[1] for row in connection.execute(statement)}
        rows = [np.frombuffer(held[digest][4:], ">f2") for digest in wanted]
        return np.stack(rows).astype(np.float32) if rows else np.zeros((0, 0), np.float32)

    @cached_property
    def _sample(self) -> Matrix:
        return self.matrix(self.keys[:: max(1, len(self) // SAMPLE)])

    def _near(self, query: Matrix, k: int) -> Keys:
        """Return the keys of about the k vectors nearest to the query: one vector may stand for several."""
        distance = sql.cast(vectors.c.vector, HALFVEC(len(query))).max_inner_product(np.asarray(query, np.float16))
        nearest = (
            sql.select(vectors.c.digest)
            .where(vectors.c.model == sql.literal_column(quoted(self._engine, self._model)))
            .where(vectors.c.digest.in_(self._searched))
            .order_by(distance)
            .limit(min(k, _LOOKED_AT))
        )
        with self._engine.begin() as connection:
            connection.exec_driver_sql(f"SET LOCAL hnsw.ef_search = {_LOOKED_AT}")
            connection.exec_driver_sql("SET LOCAL hnsw.iterative_scan = relaxed_order")
            digests = connection.execute(nearest).scalars().all()
        return np.array(sorted(key for digest in digests for key in self._keys_of[digest]), np.int64)


def index_vectors(engine: Engine, model: str, dimension: int) -> None:
    """Make the graph by which the server finds the near vectors of that model, where there is none."""
    name = f"near_{hashlib.blake2b(model.encode(), digest_size=8).hexdigest()}"
    with engine.begin() as connection:
        connection.exec_driver_sql(
            f"CREATE INDEX IF NOT EXISTS {name} ON vectors USING hnsw "
            f"((vector::halfvec({dimension})) halfvec_ip_ops) WHERE model = {quoted(engine, model)}"
        )


def quoted(engine: Engine, text: str) -> str:
    """Return the text as it is written in SQL: an index of a part of a table is used only where the part is written."""
    return str(sql.literal(text).compile(engine, compile_kwargs={"literal_binds": True})).replace("%", "%%")

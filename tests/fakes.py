"""Small stand-ins for what is heavy; named, so that a test says what it leaves out."""

import hashlib
from collections.abc import Generator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

import index.update
from corpus.model import CorpusError
from corpus.vietnamese import words
from index.report import File, Report, Unreadable, read_report


class HashingEmbedder:
    """A bag of words in hashed places: texts that share words are near, and nothing is loaded or learnt."""

    def __init__(self, dimension: int = 128) -> None:
        self.dimension = dimension
        self.name = f"hashing/1/{dimension}"
        self.questions_embedded = 0

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [self._vector(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        self.questions_embedded += 1
        return self._vector(text)

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(self.dimension, np.float32)
        for word in words(text):
            digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
            place = int.from_bytes(digest, "little")
            vector[place % self.dimension] += 1.0 if place >> 63 else -1.0
        length = float(np.linalg.norm(vector))
        if length == 0.0:
            vector[0] = length = 1.0
        return vector / np.float32(length)


def read_here(files: Sequence[File]) -> Generator[Report | Unreadable]:
    """Read files in this process: a worker takes a second to start, and what it guards against is tested apart."""
    for file in files:
        try:
            yield read_report(file)
        except CorpusError as error:
            yield Unreadable(file.path, error.reason)


update = partial(index.update.update, read=read_here)

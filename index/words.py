"""Words as written and without marks: BM25 over syllables and pairs of syllables, both ways, summed.

No segmenter: pairs do as well for Vietnamese, and nothing is lost. One-character tokens ("5", "Ở") count.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese import fold, words

Scores = NDArray[np.float32]
Rows = NDArray[np.int32]
K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class _Postings:
    """For each term, the rows that hold it and what it adds to their score."""

    starts: NDArray[np.int64]
    rows: Rows
    weights: Scores

    def of(self, term: int) -> tuple[Rows, Scores]:
        start, end = self.starts[term], self.starts[term + 1]
        return self.rows[start:end], self.weights[start:end]


@dataclass(frozen=True, slots=True)
class Numbered:
    """Texts as the numbers of their words in a vocabulary, one after the other; `lengths` says where each ends."""

    vocabulary: dict[str, int]
    flat: NDArray[np.int64]
    lengths: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[Sequence[str]]) -> Numbered:
        vocabulary: dict[str, int] = {}
        flat: list[int] = []
        lengths: list[int] = []
        for tokens in texts:
            flat += [vocabulary.setdefault(token, len(vocabulary)) for token in tokens]
            lengths.append(len(tokens))
        return cls(vocabulary, np.array(flat, np.int64), np.array(lengths, np.int64))

    def folded(self) -> Numbered:
        """Return the same texts without marks: each word is folded once, however often it stands somewhere."""
        vocabulary: dict[str, int] = {}
        numbers = [vocabulary.setdefault(fold(token), len(vocabulary)) for token in self.vocabulary]
        return Numbered(vocabulary, np.array(numbers, np.int64)[self.flat], self.lengths)


class Channel:
    """One BM25 index: a vocabulary, and the terms (syllables and known pairs) with their postings."""

    def __init__(self, texts: Numbered) -> None:
        self.vocabulary = texts.vocabulary
        flat, count = texts.flat, len(texts.lengths)
        owners = np.repeat(np.arange(count, dtype=np.int64), texts.lengths)
        # A pair gets the number first * vocabulary + second, moved behind the syllables.
        size = len(self.vocabulary)
        inside = owners[1:] == owners[:-1]
        pairs = flat[:-1][inside] * size + flat[1:][inside]
        self.pairs, pair_terms, self.pair_counts = np.unique(pairs, return_inverse=True, return_counts=True)
        self.counts = np.bincount(flat, minlength=size)
        terms = np.concatenate([flat, pair_terms.astype(np.int64) + size])
        owners = np.concatenate([owners, owners[1:][inside]])
        self.postings = _bm25(terms, owners, size + len(self.pairs), count)
        self.documents = np.diff(self.postings.starts)

    def terms_of(self, tokens: Sequence[str]) -> list[int]:
        """Return the terms of a question that some text holds."""
        numbers = [self.vocabulary.get(token, -1) for token in tokens]
        found = [number for number in numbers if number >= 0]
        size = len(self.vocabulary)
        asked = np.array([one * size + other for one, other in pairwise(numbers) if one >= 0 and other >= 0], np.int64)
        if not len(self.pairs):
            return found
        places = np.minimum(np.searchsorted(self.pairs, asked), len(self.pairs) - 1)
        known = places[self.pairs[places] == asked]
        return found + [size + int(place) for place in known]

    def different(self, texts: int) -> NDArray[np.int32]:
        """Return how many different syllables each text has."""
        syllables = self.postings.rows[: self.postings.starts[len(self.vocabulary)]]
        return np.bincount(syllables, minlength=texts).astype(np.int32)

    def add_scores(self, tokens: Sequence[str], scores: Scores) -> None:
        for term in self.terms_of(tokens):
            rows, weights = self.postings.of(term)
            scores[rows] += weights


def _bm25(terms: NDArray[np.int64], owners: NDArray[np.int64], count: int, texts: int) -> _Postings:
    """Weigh every term of every text once, so that a question only adds up."""
    cells, frequency = np.unique(terms * max(texts, 1) + owners, return_counts=True)
    rows = (cells % max(texts, 1)).astype(np.int32)
    columns = cells // max(texts, 1)
    documents = np.bincount(columns, minlength=count)
    starts = np.concatenate([[0], np.cumsum(documents)]).astype(np.int64)
    length = np.bincount(owners, minlength=texts).astype(np.float64)
    mean = float(length.mean()) if texts else 1.0
    idf = np.log1p((texts - documents + 0.5) / (documents + 0.5))
    norm = K1 * (1 - B + B * length / (mean or 1.0))
    weights = idf[columns] * frequency * (K1 + 1) / (frequency + norm[rows])
    return _Postings(starts, rows, weights.astype(np.float32))


class Words:
    """The lexical index over texts, by row: row n is the n-th text given."""

    def __init__(self, texts: Iterable[str]) -> None:
        numbered = Numbered.of(words(text) for text in texts)
        self.toned = Channel(numbered)
        self.folded = Channel(numbered.folded())
        self._count = len(numbered.lengths)
        #: How many different syllables each text has.
        self.lengths = self.toned.different(self._count)

    def __len__(self) -> int:
        return self._count

    def scores(self, question: str) -> Scores:
        """Return the score of every row; 0 where nothing is shared."""
        tokens = words(question)
        scores = np.zeros(self._count, np.float32)
        self.toned.add_scores(tokens, scores)
        self.folded.add_scores([fold(token) for token in tokens], scores)
        return scores

    def search(self, question: str, k: int) -> list[tuple[int, float]]:
        """Return the best rows that share anything with the question, best first; equal scores by row."""
        scores = self.scores(question)
        best = np.lexsort((np.arange(len(scores)), -scores))[:k]
        return [(int(row), float(scores[row])) for row in best if scores[row] > 0]

    def rarity(self, token: str) -> float:
        """Return how telling a syllable is (idf over texts, marks ignored); largest for an unknown one."""
        number = self.folded.vocabulary.get(fold(token), -1)
        documents = int(self.folded.documents[number]) if number >= 0 else 0
        return math.log1p((self._count - documents + 0.5) / (documents + 0.5))

    def holding(self, token: str, rows: NDArray[np.int64], marks: bool = False) -> NDArray[np.bool_]:
        """Tell for each of the rows whether its text holds the syllable; marks count only when told."""
        channel = self.toned if marks else self.folded
        number = channel.vocabulary.get(token if marks else fold(token), -1)
        if number < 0:
            return np.zeros(len(rows), np.bool_)
        holders, _ = channel.postings.of(number)
        places = np.minimum(np.searchsorted(holders, rows), len(holders) - 1)
        found: NDArray[np.bool_] = holders[places] == rows
        return found

"""Fused search: a mended question, its vector, and its words, over passages or sentences.

Scores of both kinds are stretched to 0..1 over what is searched and added half and half; that beat reciprocal
ranks on every set and every kind of damaged question tried (see bench/retrieval.py).
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese import fold, nfc, words
from index.repair import Repairer
from index.vectors import Keys, VectorIndex, keys_of
from index.words import Words

Scores = NDArray[np.float32]
DENSE_WEIGHT = 0.5
#: Above the size where all vectors are scored, this many of the best by vector and by words are.
CANDIDATES = 1000
#: With parts, this many of the best texts are ordered once more; the best part counts so much.
REFINED = 30
PART_WEIGHT = 0.25
#: More than any honest question has; the rest is not read.
LONGEST_QUESTION = 2000
# Syllables that make a sentence a question, or hold it together; marks left out.
_EMPTY = """
la gi nao ai dau may bao nhieu khi nhu the sao vi tai co khong phai cua va cac nhung mot cho toi biet hoi
xin hay duoc da dang se thi ma o trong ve voi den tu theo do bi boi nay kia ay neu duoi tren ra vao cung con
rang hon nhat xep thu dung ke ten liet
"""
_EMPTY_WORDS = frozenset(_EMPTY.split())


def is_content(word: str) -> bool:
    """Tell whether a syllable says what a question is about."""
    return fold(word) not in _EMPTY_WORDS


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready once, for any number of searches. Without a word in it there is no vector."""

    text: str
    repaired: str
    vector: NDArray[np.float32] | None

    @property
    def content_words(self) -> tuple[str, ...]:
        """Return the distinct syllables and numbers of the mended question that say what it is about."""
        return tuple(dict.fromkeys(w for w in words(self.repaired) if is_content(w)))


@dataclass(frozen=True, slots=True)
class Hit:
    """One find. `score` ranks; `dense`, the cosine, can be compared between questions."""

    key: int
    score: float
    dense: float


class Parts:
    """The vectors of what texts are made of: sentences, each owned by the key of its passage."""

    def __init__(self, vectors: VectorIndex, owners: Sequence[int]) -> None:
        """Take vectors and, in the order of their keys, the key of the text each is part of."""
        if len(owners) != len(vectors):
            raise ValueError("every part needs an owner")
        self.vectors = vectors
        by_owner = np.argsort(np.asarray(owners, np.int64), kind="stable")
        self._owners = np.asarray(owners, np.int64)[by_owner]
        self._keys = vectors.keys[by_owner]

    def of(self, owners: Keys) -> tuple[Keys, NDArray[np.intp]]:
        """Return the keys of all parts of these texts, and for each the place of its text among the owners."""
        starts, ends = np.searchsorted(self._owners, owners), np.searchsorted(self._owners, owners, side="right")
        counts = ends - starts
        first = np.repeat(starts - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
        return self._keys[first + np.arange(int(counts.sum()))], np.repeat(np.arange(len(owners)), counts)

    def best(self, query: NDArray[np.float32], keys: Keys, otherwise: Scores) -> Scores:
        """Return the score of the best part of each text, or what is given for a text without parts."""
        parts, places = self.of(keys)
        best = np.full(len(keys), -np.inf, np.float32)
        np.maximum.at(best, places, self.vectors.scores(query, parts))
        return np.where(np.isinf(best), otherwise, best)


class Searcher:
    """Searches texts by key; several threads may search at once."""

    def __init__(
        self,
        keys: Sequence[int],
        texts: Iterable[str],
        vectors: VectorIndex,
        embed: Callable[[str], Scores],
        repairer: Repairer | None = None,
    ) -> None:
        """Index texts under ascending keys, those of `vectors`; `embed` returns the vector of a question."""
        if not np.array_equal(np.asarray(keys, np.int64), vectors.keys):
            raise ValueError("texts and vectors need the same keys, ascending")
        self.vectors = vectors
        self.words = Words(texts)
        if len(self.words) != len(vectors):
            raise ValueError("every key needs one text")
        self._embed = embed
        self.repairer = repairer or Repairer(self.words.toned)

    def prepare(self, question: str, without: Iterable[str] = ()) -> Query:
        """Clean, mend and embed a question.

        Leave out `without`: names, such as a unit's, that already chose which reports are searched. Their
        passages hardly repeat them, so in the question they only lead astray.
        """
        text = " ".join(nfc(question[:LONGEST_QUESTION]).split())
        if text.isupper() and len(words(text)) > 1:
            text = text.lower()
        if not words(text):
            return Query(text, text, None)
        repaired = self.repairer.repair(text)
        names = sorted(without, key=len, reverse=True)
        text, repaired = leave_out(text, names), leave_out(repaired, names)
        return Query(text, repaired, self._embed(repaired))

    def search(
        self, query: Query | str, k: int, allowed: Collection[int] | None = None, parts: Parts | None = None
    ) -> list[Hit]:
        """Return the best texts, best first; only those among the allowed keys, when given.

        With `parts`, the first are put in order once more by the best sentence in each.
        """
        if isinstance(query, str):
            query = self.prepare(query)
        if query.vector is None or k <= 0 or not len(self.vectors):
            return []
        lexical_of_all = self.lexical(query)
        keys = self._candidates(query, lexical_of_all, allowed)
        if not len(keys):
            return []
        everything = len(keys) == len(self.vectors)
        rows = self.vectors.rows_of(keys)
        dense = self.vectors.scores(query.vector, None if everything else keys)
        lexical = lexical_of_all[rows]
        # Where only the best are looked at, the floor is still that of all.
        floor = float(dense.min())
        if allowed is None and not everything:
            floor = min(floor, self.vectors.lowest(query.vector))
        fused = DENSE_WEIGHT * stretch(dense, floor) + (1 - DENSE_WEIGHT) * stretch(lexical)
        spread = max(float(dense.max()) - floor, 1e-6)
        best = np.lexsort((keys, -fused))[: k if parts is None else max(k, REFINED)]
        keys, fused, dense = keys[best], fused[best], dense[best]
        if parts is not None:
            inside = parts.best(query.vector, keys, dense)
            fused = fused + PART_WEIGHT * (inside - inside.max()) / spread
            best = np.lexsort((keys, -fused))[:k]
            keys, fused, dense = keys[best], fused[best], dense[best]
        return hits(keys, fused, dense)

    def _candidates(self, query: Query, lexical: Scores, allowed: Collection[int] | None) -> Keys:
        if allowed is not None:
            wanted = keys_of(allowed)
            return wanted[np.isin(wanted, self.vectors.keys)]
        if self.vectors.is_whole or len(self.vectors) <= 2 * CANDIDATES or query.vector is None:
            return self.vectors.keys
        near, _ = self.vectors.search(query.vector, CANDIDATES)
        worded = self.vectors.keys[np.argpartition(-lexical, CANDIDATES)[:CANDIDATES]]
        return np.union1d(near, worded)

    def lexical(self, query: Query) -> Scores:
        """Return the lexical score of every row, the better of both writings."""
        scores = self.words.scores(query.repaired)
        if query.text != query.repaired:
            scores = np.maximum(scores, self.words.scores(query.text))
        return scores


def hits(keys: Keys, scores: Scores, dense: Scores) -> list[Hit]:
    """Return finds in the order given."""
    return [Hit(*found) for found in zip(keys.tolist(), scores.tolist(), dense.tolist(), strict=True)]


def leave_out(text: str, names: Sequence[str]) -> str:
    """Return the text without these names, or as it was if nothing that says anything would be left.

    Names are found without regard to case and marks, with the "của", "ở" or "tại" before them.
    """
    if not names:
        return text
    alternatives = "|".join(re.escape(fold(nfc(name))) for name in names)
    pattern = re.compile(rf"(?<!\w)(?:(?:cua|o|tai|cho|thuoc) )?(?:{alternatives})(?!\w)")
    pieces, place = [], 0
    for match in pattern.finditer(fold(text)):
        pieces.append(text[place : match.start()])
        place = match.end()
    left = " ".join("".join([*pieces, text[place:]]).split())
    return left if any(is_content(word) for word in words(left)) else text


def stretch(scores: Scores, floor: float | None = None) -> Scores:
    """Return the scores stretched to 0..1; all 1 where they are all alike."""
    low = float(scores.min()) if floor is None else min(floor, float(scores.min()))
    high = float(scores.max())
    return (scores - low) / (high - low) if high > low else np.ones_like(scores)

"""Fused search: a mended question, its vector, and its words, over passages or sentences.

Scores of both kinds are stretched to 0..1 over what is searched and added half and half; that beat reciprocal
ranks on every set and every kind of damaged question tried (see bench/retrieval.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese import fold, nfc, words
from index.embedding import Embedder
from index.repair import Repairer
from index.vectors import Keys, Vectors, keys_of
from index.words import Words

Scores = NDArray[np.float32]

DENSE_WEIGHT = 0.5
#: Above the size where all vectors are scored, this many of the best by vector and by words are.
CANDIDATES = 1000
#: More than any honest question has; the rest is not read.
LONGEST_QUESTION = 2000

# Syllables that make a sentence a question, or hold it together; marks left out.
_EMPTY = """
la gi nao ai dau may bao nhieu khi nhu the sao vi tai co khong phai cua va cac nhung mot cho toi biet hoi
xin hay duoc da dang se thi ma o trong ve voi den tu theo do bi boi nay kia ay neu duoi tren ra vao cung con
rang hon nhat xep thu dung ke ten liet
"""
_EMPTY_WORDS = frozenset(_EMPTY.split())


@dataclass(frozen=True, slots=True)
class Query:
    """A question made ready once, for any number of searches. Without a word in it there is no vector."""

    text: str
    repaired: str
    vector: NDArray[np.float32] | None

    @property
    def writings(self) -> tuple[str, ...]:
        """Return the question as typed and, where it differs, as mended."""
        return (self.text,) if self.text == self.repaired else (self.text, self.repaired)

    @property
    def content_words(self) -> tuple[str, ...]:
        """Return the distinct syllables and numbers of the mended question that say what it is about."""
        return tuple(dict.fromkeys(w for w in words(self.repaired) if fold(w) not in _EMPTY_WORDS))


@dataclass(frozen=True, slots=True)
class Hit:
    """One find. `score` ranks; the others can be compared between questions.

    `dense` is the cosine; `lexical` the share of the best BM25 score a text could have, 0..1; `coverage` the
    share of the question's content words the text holds, rare words counting more.
    """

    key: int
    score: float
    dense: float
    lexical: float
    coverage: float


class Searcher:
    """Searches texts by key; several threads may search at once."""

    def __init__(
        self,
        keys: Sequence[int],
        texts: Iterable[str],
        vectors: Vectors,
        embedder: Embedder,
        repairer: Repairer | None = None,
        vocabulary: Iterable[str] = (),
    ) -> None:
        """Index texts under ascending keys, those of `vectors`; `vocabulary` is more for the repairer."""
        if not np.array_equal(np.asarray(keys, np.int64), vectors.keys):
            raise ValueError("texts and vectors need the same keys, ascending")
        self.vectors = vectors
        self.words = Words(texts)
        if len(self.words) != len(vectors):
            raise ValueError("every key needs one text")
        self.embedder = embedder
        self.repairer = repairer or Repairer(self.words.toned, vocabulary)

    def prepare(self, question: str) -> Query:
        """Clean, mend and embed a question."""
        text = " ".join(nfc(question[:LONGEST_QUESTION]).split())
        if text.isupper() and len(words(text)) > 1:
            text = text.lower()
        if not words(text):
            return Query(text, text, None)
        repaired = self.repairer.repair(text)
        return Query(text, repaired, self.embedder.embed_query(repaired))

    def search(self, query: Query | str, k: int, allowed: Collection[int] | None = None) -> list[Hit]:
        """Return the best texts, best first; only those among the allowed keys, when given."""
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
        floor = None if allowed is not None or everything else self.vectors.lowest(query.vector)
        fused = DENSE_WEIGHT * stretch(dense, floor) + (1 - DENSE_WEIGHT) * stretch(lexical)
        best = np.lexsort((keys, -fused))[:k]
        return self.hits(query, keys[best], fused[best], dense[best], lexical[best])

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

    def hits(self, query: Query, keys: Keys, fused: Scores, dense: Scores, lexical: Scores) -> list[Hit]:
        """Return hits with what can be compared between questions."""
        content = query.content_words
        rarity = np.array([self.words.rarity(word) for word in content])
        whole = float(rarity.sum())
        ceiling = max(self.words.ceiling(writing) for writing in query.writings)
        found = []
        for n, row in enumerate(self.vectors.rows_of(keys).tolist()):
            held = sum(rarity[i] for i, word in enumerate(content) if self.words.holds(word, row))
            found.append(
                Hit(
                    key=int(keys[n]),
                    score=float(fused[n]),
                    dense=float(dense[n]),
                    lexical=min(1.0, float(lexical[n]) / ceiling) if ceiling else 0.0,
                    coverage=float(held) / whole if whole else 0.0,
                )
            )
        return found


def stretch(scores: Scores, floor: float | None = None) -> Scores:
    """Return the scores stretched to 0..1; all 1 where they are all alike."""
    low = float(scores.min()) if floor is None else min(floor, float(scores.min()))
    high = float(scores.max())
    return (scores - low) / (high - low) if high > low else np.ones_like(scores)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: its key among the sentences, and the find it stands in."""

    key: int
    text: str
    passage: int
    passage_score: float


CONTEXT_WEIGHT = 0.4
TYPE_WEIGHT = 0.3
PASSAGE_WEIGHT = 1.0


def answer_sentences(query: Query, candidates: Sequence[Candidate], sentences: Searcher) -> list[Hit]:
    """Rank the sentences of the passages found, best first; candidates stand in the order of their texts.

    A sentence counts with its vector, its words, the vector of it and the sentence before it in the same
    passage, whether it holds what was asked for (a number, a date …), and the score of its passage.
    """
    if query.vector is None or not candidates:
        return []
    keys = np.array([c.key for c in candidates], np.int64)
    vectors = sentences.vectors.matrix(keys)
    dense: Scores = vectors @ query.vector
    lexical = sentences.lexical(query)[sentences.vectors.rows_of(keys)]
    # The sum of two sentences' vectors stands in for the vector of both together.
    with_previous = vectors.copy()
    for n in range(1, len(candidates)):
        if candidates[n - 1].passage == candidates[n].passage:
            with_previous[n] += vectors[n - 1]
    length = np.linalg.norm(with_previous, axis=1)
    context: Scores = (with_previous @ query.vector) / np.maximum(length, 1e-6)
    wanted = asked_for(query.repaired)
    fits = np.array([wanted is None or wanted.holds(c.text) for c in candidates], np.float32)
    fused = (
        DENSE_WEIGHT * stretch(dense)
        + (1 - DENSE_WEIGHT) * stretch(lexical)
        + CONTEXT_WEIGHT * stretch(context)
        + TYPE_WEIGHT * fits
        + PASSAGE_WEIGHT * np.array([c.passage_score for c in candidates], np.float32)
    )
    best = np.lexsort((keys, -fused))
    return sentences.hits(query, keys[best], fused[best], dense[best], lexical[best])


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind of thing that questions ask for: words that ask for it, and what a text that has it shows."""

    name: str
    asks: re.Pattern[str]  # matched against the question without marks
    shows: re.Pattern[str]

    def holds(self, text: str) -> bool:
        return self.shows.search(text) is not None


_CAPITALS = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x1EFA)) if c.isupper())
_NUMERALS = "một hai ba bốn năm sáu bảy tám chín mười trăm nghìn ngàn triệu tỷ tỉ nhất nhì".replace(" ", "|")
_PEOPLE_AND_PLACES = (
    ("nguoi ong ba nuoc tinh huyen xa thi-xa thanh-pho co-quan don-vi noi dia-phuong cong-ty to-chuc")
    .replace(" ", "|")
    .replace("-", " ")
)
_ASKED = (
    Asked("per cent", re.compile(r"phan tram|ty le|ti le"), re.compile(r"%|phần trăm|t[ỷỉ] lệ|\d")),
    Asked(
        "date",
        re.compile(
            r"\b(?:nam|ngay|thang|quy|the ky|thoi gian) (?:nao|may)\b|\b(?:khi nao|bao gio|luc nao)\b"
        ),
        re.compile(r"\b(?:1\d|20)\d\d\b|\d{1,2}/\d{1,2}|\b(?:năm|ngày|tháng|quý) \S*\d|thế kỷ"),
    ),
    Asked(
        "number",
        re.compile(r"\bbao (?:nhieu|lau|xa)\b|\bmay\b|\bso luong\b"),
        re.compile(rf"\d|\b(?:{_NUMERALS})\b", re.IGNORECASE),
    ),
    Asked(
        "name",
        re.compile(
            r"^ai\b|\b(?:la|do|boi|cua|voi|cho|va) ai\b|\bai (?:la|da|dang|se|co|ky)\b|\bo dau\b"
            rf"|\bten (?:cua|la|gi)\b|\b(?:{_PEOPLE_AND_PLACES}) nao\b"
        ),
        # A capital that does not open the sentence, or two words with capitals that do.
        re.compile(rf"(?<=[\w,;:(“\"]\s)[{_CAPITALS}]|^[{_CAPITALS}][\w.-]*\s+[{_CAPITALS}]"),
    ),
)


def asked_for(question: str) -> Asked | None:
    """Return the kind of thing the question asks for, if it is one a text must visibly hold."""
    plain = fold(question)
    return next((kind for kind in _ASKED if kind.asks.search(plain)), None)

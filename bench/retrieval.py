"""Measure search, answer sentences and refusal on a question set in SQuAD's JSON format.

    python -m bench.retrieval FILE.json [--model NAME] [--typos SEED]

Questions are asked as they are and damaged: without marks, with slips in a fifth of the words, both, in
capitals, in decomposed letters, and with marks left out of half the words. Figures are shares of questions
whose paragraph comes first. Plain reciprocal rank fusion of BM25 and vectors runs beside as the yardstick.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.model import Span
from corpus.vietnamese import nfc, sentences, words
from index.embedding import Embedder, default_cache, open_embedder
from index.search import Candidate, Parts, Searcher, answer_sentences
from index.vectors import Vectors
from index.words import Words

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the row of the paragraph that answers it, and the answers that count."""

    text: str
    paragraph: int
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    paragraphs: tuple[str, ...]
    articles: tuple[int, ...]  # the article of each paragraph
    questions: tuple[Asked, ...]


def read(path: Path) -> QuestionSet:
    """Read a SQuAD file; its answers are trusted, its offsets are not."""
    paragraphs: list[str] = []
    articles: list[int] = []
    questions: list[Asked] = []
    for number, article in enumerate(json.loads(path.read_text(encoding="utf-8"))["data"]):
        for paragraph in article["paragraphs"]:
            for asked in paragraph["qas"]:
                answers = tuple(nfc(answer["text"]) for answer in asked["answers"])
                questions.append(Asked(nfc(asked["question"]), len(paragraphs), answers))
            paragraphs.append(nfc(paragraph["context"]))
            articles.append(number)
    return QuestionSet(tuple(paragraphs), tuple(articles), tuple(questions))


def strip_marks(text: str) -> str:
    plain = {"đ": "d", "Đ": "D"}
    return "".join(plain.get(c, unicodedata.normalize("NFD", c)[0]) for c in text)


def slip(word: str, chance: random.Random) -> str:
    """Return the word with a letter dropped, added, replaced, or exchanged with the next."""
    place, kind = chance.randrange(len(word)), chance.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + chance.choice(_LETTERS) + word[place:]
    if kind == 2:
        return word[:place] + chance.choice(_LETTERS) + word[place + 1 :]
    place = min(place, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def damages(seed: int) -> dict[str, Callable[[str], str]]:
    """Return what is done to a question, by name."""
    chance = random.Random(seed)

    def typos(text: str) -> str:
        def change(match: re.Match[str]) -> str:
            word = match.group(0)
            return slip(word, chance) if len(word) > 2 and chance.random() < 0.2 else word

        return _WORD.sub(change, text)

    def half(text: str) -> str:
        return _WORD.sub(lambda m: strip_marks(m[0]) if chance.random() < 0.5 else m[0], text)

    return {
        "clean": lambda text: text,
        "no marks": strip_marks,
        "typos": typos,
        "both": lambda text: strip_marks(typos(text)),
        "capitals": str.upper,
        "NFD": lambda text: unicodedata.normalize("NFD", text),
        "half marks": half,
    }


class Yardstick:
    """Plain reciprocal rank fusion (60) of toned BM25 and vectors, the question taken as typed."""

    def __init__(self, texts: Sequence[str], matrix: NDArray[np.float32], embedder: Embedder) -> None:
        self._words, self._matrix, self._embedder = Words(texts), matrix, embedder

    def best(self, question: str) -> int:
        lexical = np.zeros(len(self._matrix), np.float32)
        self._words.toned.add_scores(words(question), lexical)
        dense = self._matrix @ self._embedder.embed_query(question)
        fused = 1 / (60 + _ranks(lexical)) + 1 / (60 + _ranks(dense))
        return int(np.argmax(fused))


def _ranks(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    ranks = np.empty(len(scores))
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return ranks


def searcher_of(texts: Sequence[str], embedder: Embedder) -> Searcher:
    keys = np.arange(len(texts), dtype=np.int64)
    vectors = Vectors.build(keys, embedder.embed_passages(texts))
    return Searcher(keys.tolist(), texts, vectors, embedder)


def measure_passages(found: QuestionSet, searcher: Searcher, parts: Parts, seed: int) -> None:
    yardstick = Yardstick(found.paragraphs, searcher.vectors.matrix(searcher.vectors.keys), searcher.embedder)
    print(f"{'R@1':12}{'ours':>8}{'without parts':>15}{'RRF':>8}{'ours @5':>9}")
    for name, damage in damages(seed).items():
        first = five = whole = plain = 0
        for asked in found.questions:
            question = damage(asked.text)
            query = searcher.prepare(question)
            keys = [hit.key for hit in searcher.search(query, 5, parts=parts)]
            whole += searcher.search(query, 1)[0].key == asked.paragraph
            first += keys[:1] == [asked.paragraph]
            five += asked.paragraph in keys
            plain += yardstick.best(question) == asked.paragraph
        count = len(found.questions) / 100
        shares = f"{first / count:8.1f}{whole / count:15.1f}{plain / count:8.1f}{five / count:9.1f}"
        print(f"{name:12}{shares}", flush=True)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The sentences of all paragraphs, in order, searchable by their position."""

    texts: tuple[str, ...]
    owners: tuple[int, ...]
    searcher: Searcher

    def candidates(self, paragraph: int, score: float) -> list[Candidate]:
        keys = [key for key, owner in enumerate(self.owners) if owner == paragraph]
        return [Candidate(key, self.texts[key], paragraph, score) for key in keys]


def cut(paragraphs: Sequence[str], embedder: Embedder) -> Pieces:
    found = [(n, span.of(text)) for n, text in enumerate(paragraphs) for span in sentences(text, Span(0, len(text)))]
    texts = tuple(text for _, text in found)
    return Pieces(texts, tuple(n for n, _ in found), searcher_of(texts, embedder))


def measure_sentences(found: QuestionSet, searcher: Searcher, parts: Parts, pieces: Pieces) -> None:
    """Print how often the first, or one of the first two, sentences shown holds the answer."""
    right = {"given the paragraph": [0, 0, 0], "end to end": [0, 0, 0]}
    for asked in found.questions:
        query = searcher.prepare(asked.text)
        scored = [(hit.key, hit.score) for hit in searcher.search(query, 5, parts=parts)]
        for name, chosen in (("given the paragraph", [(asked.paragraph, 1.0)]), ("end to end", scored)):
            candidates = [c for paragraph, score in chosen for c in pieces.candidates(paragraph, score)]
            best = [hit.key for hit in answer_sentences(query, candidates, pieces.searcher)[:2]]
            holds = [any(answer in pieces.texts[key] for answer in asked.answers) for key in best]
            right[name][0] += holds[0]
            right[name][1] += any(holds)
            right[name][2] += holds[0] and pieces.owners[best[0]] == asked.paragraph
    for name, (one, two, own) in right.items():
        count = len(found.questions) / 100
        print(
            f"answer sentence, {name}: @1 {one / count:.1f}  @2 {two / count:.1f}"
            f"  (@1 in the right paragraph {own / count:.1f})",
            flush=True,
        )


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Measure search on a question set in SQuAD's format.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--model", default="", help="a sentence-transformers model; the default otherwise")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    found = read(given.file)
    searcher = searcher_of(found.paragraphs, open_embedder(given.model, default_cache()))
    print(f"{len(found.questions)} questions, {len(found.paragraphs)} paragraphs, {searcher.embedder.name}")
    pieces = cut(found.paragraphs, searcher.embedder)
    parts = Parts(pieces.searcher.vectors, pieces.owners)
    measure_sentences(found, searcher, parts, pieces)
    measure_passages(found, searcher, parts, given.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

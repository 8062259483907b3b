"""Measure search, answer sentences and refusal on a question set in SQuAD's JSON format.

    python -m bench.retrieval FILE.json [--model NAME] [--seed N] [--answers]

Every paragraph is indexed as a report, and the assistant is asked: what counts is the first sentence it shows, or
the first two, be they an answer or the sentence it quotes under a refusal as the nearest. They are told for every
other article apart, so that what is tuned on one half can be seen on the other. How refusals tell is measured by the
probability that an answer is given with, once with the article there and once with it removed.

Passages are searched for with questions as they are and damaged: without marks, with slips in a fifth of the words,
both, in capitals, in decomposed letters, and with marks left out of half the words. Figures are shares of questions
whose paragraph comes first. Plain reciprocal rank fusion of BM25 and vectors runs beside as the yardstick.
`--answers` leaves these searches out.
"""

import argparse
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from bench.calibrate import area
from bench.squad import Library, QuestionSet, indexed, read
from corpus.vietnamese import words
from index.embedding import Embedder, default_cache, open_embedder
from index.words import Words
from qa.assistant import Assistant
from qa.model import Kind
from qa.texts.trust import probability, signs

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[^\W\d_]+")


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

    def __init__(self, texts: Sequence[str], embedder: Embedder) -> None:
        self._words, self._embedder = Words(texts), embedder
        self._matrix = embedder.embed_passages(texts)

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


def measure_passages(found: QuestionSet, library: Library, yardstick: Yardstick, seed: int) -> None:
    numbers = library.numbers()
    print(f"{'R@1':12}{'ours':>8}{'RRF':>8}{'ours @5':>9}")
    for name, damage in damages(seed).items():
        first = five = plain = 0
        for asked in found.questions:
            question = damage(asked.text)
            keys = [numbers[hit.passage.document_id] for hit in library.index.search(question, 10)]
            first += keys[:1] == [asked.paragraph]
            five += asked.paragraph in list(dict.fromkeys(keys))[:5]
            plain += yardstick.best(question) == asked.paragraph
        count = len(found.questions) / 100
        print(f"{name:12}{first / count:8.1f}{plain / count:8.1f}{five / count:9.1f}", flush=True)


def measure_answers(found: QuestionSet, library: Library) -> None:
    """Print how often the first, or one of the first two, sentences shown holds the answer, and how often none is."""
    assistant = Assistant(library.index)
    parts: dict[str, Counter[str]] = {"even articles": Counter(), "odd articles": Counter(), "all": Counter()}
    for asked in found.questions:
        answer = assistant.ask(asked.text)
        refused = answer.status != "answered"
        lines = re.sub(r" \[\d+\]", "", answer.answer).split("\n")[refused:]  # a refusal itself is no sentence
        holds = [any(text in line for text in asked.answers) for line in lines]
        for name in ("odd articles" if found.articles[asked.paragraph] % 2 else "even articles", "all"):
            told = {"count": 1, "@1": any(holds[:1]), "@2": any(holds[:2]), "refused": refused,
                    "quoted": refused and bool(lines), answer.kind: 1}  # fmt: skip
            parts[name].update({key: int(value) for key, value in told.items()})
    for name, told in parts.items():
        share = {key: f"{100 * told[key] / told['count']:.1f}" for key in told}
        print(f"shown, {name}: @1 {share['@1']}  @2 {share['@2']}  refused {share['refused']}, ", end="")
        print(f"of them with the nearest sentence {share['quoted']}")
    kinds = [(kind, number) for kind, number in parts["all"].most_common() if kind in get_args(Kind)]
    print("kinds: " + ", ".join(f"{kind} {number}" for kind, number in kinds), flush=True)


def measure_refusals(found: QuestionSet, library: Library) -> None:
    """Print how well the probability of an answer tells questions whose article is there from those without it."""
    sure: dict[str, list[float]] = {"there": [], "article removed": [], "paragraph removed": []}
    for asked in found.questions:
        article = found.articles[asked.paragraph]
        absent = frozenset(n for n, a in enumerate(found.articles) if a == article)
        for name, without in (
            ("there", frozenset[int]()),
            ("article removed", absent),
            ("paragraph removed", frozenset({asked.paragraph})),
        ):
            want, _, candidates = library.answers(asked.text, without)
            sure[name].append(probability(signs(want, candidates, library.reports)) if candidates else 0.0)
    there = np.array(sure["there"])
    for name in ("article removed", "paragraph removed"):
        print(f"refusal, {name}: AUC {area(there, np.array(sure[name])):.4f}", flush=True)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Measure search on a question set in SQuAD's format.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--model", default="", help="a sentence-transformers model; the default otherwise")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--answers", action="store_true", help="answers and refusals alone")
    given = parser.parse_args(arguments)
    found = read(given.file)
    with indexed(found, given.model) as library:
        print(f"{len(found.questions)} questions, {len(found.paragraphs)} paragraphs")
        measure_answers(found, library)
        measure_refusals(found, library)
        if not given.answers:
            embedder = open_embedder(given.model, default_cache())
            measure_passages(found, library, Yardstick(found.paragraphs, embedder), given.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

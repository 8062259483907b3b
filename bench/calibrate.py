"""Fit how much each signal of support counts, on questions asked with and without the text that answers them.

    python -m bench.calibrate FILE.json [--write]

The file is in SQuAD's JSON format. Half of its articles fit, the other half test; a question is unanswerable
once its whole article is gone ("absent"), or only its paragraph ("near miss"). People ask in other words than
texts use, so every question is fitted three times: whole, and with half and most of the words that it shares
with its paragraph left out; tests are on whole questions. With --write the coefficients
are fitted on all articles and kept in index/support.toml.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.retrieval import Asked, QuestionSet, read
from corpus.vietnamese import words
from index.embedding import Embedder, default_cache, open_embedder
from index.search import Searcher, is_content
from index.support import NAMES, signals
from index.vectors import Vectors

Array = NDArray[np.float64]
TARGET = Path(__file__).parent.parent / "index" / "support.toml"
HITS = 10
THINNED = (0.0, 0.5, 0.8)
_HEADER = "# How much each signal of index/support.py counts. Written by: python -m bench.calibrate FILE --write\n"


def searcher_without(
    found: QuestionSet, matrix: NDArray[np.float32], left_out: set[int], embedder: Embedder
) -> Searcher:
    """Search the paragraphs as if those left out had never been indexed."""
    kept = [n for n in range(len(found.paragraphs)) if n not in left_out]
    vectors = Vectors.build(np.array(kept, np.int64), matrix[kept])
    return Searcher(kept, [found.paragraphs[n] for n in kept], vectors, embedder)


def gather(found: QuestionSet, embedder: Embedder) -> dict[str, Array]:
    """Return the signals of every question: answerable, topic absent, near miss."""
    matrix = embedder.embed_passages(found.paragraphs)
    whole = searcher_without(found, matrix, set(), embedder)
    values: dict[str, list[tuple[float, ...]]] = {"answerable": [], "absent": [], "near miss": []}
    for paragraph in range(len(found.paragraphs)):
        article = {n for n, a in enumerate(found.articles) if a == found.articles[paragraph]}
        searchers = {
            "answerable": whole,
            "absent": searcher_without(found, matrix, article, embedder),
            "near miss": searcher_without(found, matrix, {paragraph}, embedder),
        }
        for asked in (q for q in found.questions if q.paragraph == paragraph):
            for name, searcher in searchers.items():
                query = searcher.prepare(asked.text)
                values[name].append(signals(query, searcher.search(query, HITS)))
    return {name: np.array(rows) for name, rows in values.items()}


def thinned(found: QuestionSet, share: float, chance: random.Random) -> QuestionSet:
    """Return the questions without that share of the content words that stand in their paragraphs."""

    def thin(asked: Asked) -> Asked:
        held = set(words(found.paragraphs[asked.paragraph]))
        kept = [
            word
            for word in asked.text.split()
            if not is_content(word) or not held.issuperset(words(word)) or chance.random() >= share
        ]
        return replace(asked, text=" ".join(kept))

    return replace(found, questions=tuple(thin(asked) for asked in found.questions))


def fit(signs: Array, truth: Array, ridge: float = 1.0) -> Array:
    """Return the constant and the weights of a logistic regression, fitted by Newton's steps."""
    centre, scale = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    inputs = np.column_stack([np.ones(len(signs)), (signs - centre) / scale])
    weights = np.zeros(inputs.shape[1])
    penalty = ridge * np.eye(len(weights))
    penalty[0, 0] = 0.0
    for _ in range(30):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (truth - chance) - penalty @ weights
        bend = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + penalty
        weights = weights + np.linalg.solve(bend, slope)
    return np.concatenate([[weights[0] - (weights[1:] * centre / scale).sum()], weights[1:] / scale])


def area(positive: Array, negative: Array) -> float:
    """Return the area under the ROC curve: how often a positive scores above a negative."""
    above = (positive[:, None] > negative[None, :]).mean() + 0.5 * (positive[:, None] == negative[None, :]).mean()
    return float(above)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Fit the signals of support.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--write", action="store_true", help="keep the coefficients in index/support.toml")
    given = parser.parse_args(arguments)
    found = read(given.file)
    embedder, chance = open_embedder("", default_cache()), random.Random(3)
    gathered = [gather(thinned(found, share, chance), embedder) for share in THINNED]
    values = gathered[0]
    # `gather` goes by paragraph, and questions are in the order of their paragraphs.
    article = np.array([found.articles[q.paragraph] for q in found.questions])
    truth = np.tile(np.repeat([1.0, 0.0], len(article)), len(THINNED))
    signs = np.concatenate([rows[name] for rows in gathered for name in ("answerable", "absent")])
    tested: dict[str, list[float]] = {"absent": [], "near miss": [], "best cosine alone, absent": []}
    for part in (0, 1):
        fitting, testing = np.tile(article % 2 == part, 2 * len(THINNED)), article % 2 != part
        weights = fit(signs[fitting], truth[fitting])
        scores = {name: rows[testing] @ weights[1:] for name, rows in values.items()}
        for name in ("absent", "near miss"):
            tested[name].append(area(scores["answerable"], scores[name]))
        cosine = {name: rows[testing][:, 0] for name, rows in values.items()}
        tested["best cosine alone, absent"].append(area(cosine["answerable"], cosine["absent"]))
    for name, areas in tested.items():
        print(f"AUC, {name}: {np.mean(areas):.4f}  (halves {areas[0]:.4f} {areas[1]:.4f})")
    weights = fit(signs, truth)
    lines = [f"constant = {weights[0]:.4f}", "", "[weights]"]
    lines += [f"{name} = {weight:.4f}" for name, weight in zip(NAMES, weights[1:], strict=True)]
    print("\n".join(lines))
    for name, rows in values.items():
        chance = 1 / (1 + np.exp(-(weights[0] + rows @ weights[1:])))
        print(f"{name}: median {np.median(chance):.3f}, share above one half {(chance > 0.5).mean():.3f}")
    if given.write:
        TARGET.write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

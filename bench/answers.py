"""Fit and measure when an answer in words can be trusted.

    python -m bench.answers QUESTIONS.jsonl REPORTS [QUESTIONS.jsonl REPORTS ...]

Asks every gold question that wants words of its own reports and, with the unit's name taken out, of three
others that cannot answer it; then fits a logistic regression to the signs of `qa.texts.ranking.signs` and prints
its weights (`TRUST` in qa/texts/ranking.py), how well it tells the two apart on questions it was not fitted on,
and what each threshold keeps. Every question is asked twice, with and without the everyday wordings of
corpus/data/colloquial.toml: people find words that no list holds.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from corpus.vocabulary import Phrases, is_plain
from index.reader import Index
from qa.app import open_app
from qa.reports import Reports
from qa.scope import settle
from qa.settings import Settings
from qa.texts import support
from qa.texts.narrowing import narrowed
from qa.texts.passages import by_section
from qa.texts.ranking import TRUST, rank, signs
from qa.understand import understand

OTHERS = 3
THRESHOLDS = (0.1, 0.15, 0.17, 0.2, 0.25, 0.3, 0.4)
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One question asked of some reports: its signs, and whether the first or second sentence answers."""

    question: str
    signs: tuple[float, ...]
    answers: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="QUESTIONS REPORTS")
    paths: list[Path] = parser.parse_args().paths
    cases: list[Case] = []
    for questions, reports in zip(paths[::2], paths[1::2], strict=True):
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(_env_file=None, reports_dir=reports, data_dir=Path(folder))  # type: ignore[call-arg]
            with open_app(settings) as app:
                app.update()
                cases += ask_all(questions, app.index)
                with (
                    mock.patch.object(support, "everyday_wordings", dict),
                    mock.patch.object(support, "_everyday", return_value=Phrases([])),
                ):
                    cases += ask_all(questions, app.index)
    print_fit(cases)


def ask_all(path: Path, index: Index) -> Iterator[Case]:
    reports = Reports(index)
    chance = random.Random(1)
    for line in path.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        if gold["expect"] not in ("answer", "refuse") or gold.get("history"):
            continue
        text = index.repair(gold["question"]) if is_plain(gold["question"]) else gold["question"]
        asked = understand(text)
        asked, scope = narrowed(asked, settle(asked, reports), reports)
        want = support.wanted(asked, scope)
        if asked.measure or by_section(want, scope, reports):
            continue
        for other in (False, True):
            if other and gold["expect"] == "refuse":
                continue
            rest = [d for d in reports.documents if d not in scope.documents]
            scopes = [scope]
            if other:
                drawn = chance.sample(rest, min(OTHERS, len(rest)))
                scopes = [replace(scope, documents=(d,), units=(), pointed=True) for d in drawn]
            for tried in scopes:
                candidates = rank(want, tried, index, reports)
                if candidates:
                    found = signs(want, candidates, reports)
                    right = not other and any(_holds(gold, c.text) for c in candidates[:2])
                    yield Case(gold["question"], tuple(found[s] for s in TRUST), right)


def _holds(gold: dict[str, object], text: str) -> bool:
    """Tell whether a sentence is a gold quote or part of one, or shows something that it must contain."""
    flat = _flat(text)
    spans = gold.get("gold_spans")
    quotes = [_flat(s["quote"]) for s in spans] if isinstance(spans, list) else []
    must = gold.get("must_contain") if gold["expect"] == "answer" else None
    phrases = [_flat(p) for m in must for p in m.split("||")] if isinstance(must, list) else []
    return any(flat in q or q in flat for q in quotes) or any(p in flat for p in phrases)


def _flat(text: str) -> str:
    return re.sub(r"[\s|]+", " ", text).strip().lower()


def fit(signs_of: Numbers, right: Numbers, strength: float = 1.0) -> Numbers:
    """Return weights and constant of a logistic regression on standardised signs, held small."""
    columns = np.c_[signs_of, np.ones(len(signs_of))]
    weights = np.zeros(columns.shape[1])
    held = strength * np.r_[np.ones(signs_of.shape[1]), 1e-6]
    for _ in range(60):
        likely = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (likely - right) + held * weights
        bend = (columns * (likely * (1 - likely))[:, None]).T @ columns + np.diag(held)
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def print_fit(cases: Sequence[Case]) -> None:
    raw = np.array([c.signs for c in cases])
    right = np.array([c.answers for c in cases], np.float64)
    mean, spread = raw.mean(0), raw.std(0) + 1e-9
    standard = (raw - mean) / spread
    weights = fit(standard, right)
    plain = weights[:-1] / spread
    print("weights ", {s: round(float(w), 1) for s, w in zip(TRUST, plain, strict=True)})
    print("constant", round(float(weights[-1] - plain @ mean), 1))
    names = sorted({c.question for c in cases})
    fold_of = np.array([names.index(c.question) % 5 for c in cases])
    likely = np.zeros(len(cases))
    for part in range(5):
        left_out = fold_of == part
        part_weights = fit(standard[~left_out], right[~left_out])
        likely[left_out] = 1 / (1 + np.exp(-np.c_[standard[left_out], np.ones(left_out.sum())] @ part_weights))
    yes, no = likely[right == 1], likely[right == 0]
    above = (yes[:, None] > no[None, :]).mean() + 0.5 * (yes[:, None] == no[None, :]).mean()
    print(f"{len(yes)} that answer, {len(no)} that do not; told apart on questions left out: {above:.3f}")
    for threshold in THRESHOLDS:
        kept, let_through = (yes >= threshold).mean(), (no >= threshold).mean()
        print(f"threshold {threshold:.2f}: keeps {kept:.3f} of answers, lets {let_through:.3f} of others by")


if __name__ == "__main__":
    main()

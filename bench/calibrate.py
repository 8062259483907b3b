"""Fit how answer sentences are ranked, and when the best can be trusted to answer.

    python -m bench.calibrate [--squad FILE.json] QUESTIONS.jsonl REPORTS [QUESTIONS.jsonl REPORTS ...]

Asks every gold question that wants words of its own reports and, with the unit's name taken out, of three
others that cannot answer it; every question twice, with and without the everyday wordings of
corpus/data/colloquial.toml, since people find words that no list holds. A file in SQuAD's format adds general
questions, asked with and without the article that answers them. Prints

- the weights of the ranking signs (`WEIGHTS` in qa/texts/ranking.py), within one report and among many: first by a
  conditional logistic regression, the sentence that answers against the others found, then by small steps that
  show the answer first, or among the first two, more often; they are rounded by hand;
- the weights of the signs of trust (`TRUST` in qa/texts/trust.py), by a logistic regression, how well they tell
  the two apart on questions they were not fitted on, and what each threshold keeps.
"""

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

from bench.squad import indexed, read
from corpus.vocabulary import Phrases, is_plain
from index.reader import Index
from qa.app import open_app
from qa.reports import Reports
from qa.scoping.scope import settle
from qa.settings import load_settings
from qa.texts import content
from qa.texts.narrowing import narrowed
from qa.texts.passages import by_section
from qa.texts.ranking import FEW, MANY, WEIGHTS, Candidate, rank, weights_among
from qa.texts.trust import TRUST, signs
from qa.texts.wanted import wanted
from qa.understand import understand

OTHERS = 3
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
GENERAL = "general, article removed"
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One question asked of some texts: the signs of what was found first, and whether that answers.

    `ranked` holds the ranking signs of all candidates, which stand in so many `reports`, `right` which answer.
    """

    question: str
    source: str
    signs: tuple[float, ...]
    answers: bool
    ranked: Numbers
    right: NDArray[np.bool_]
    reports: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, metavar="QUESTIONS REPORTS")
    parser.add_argument("--squad", type=Path, help="general questions, in SQuAD's format")
    given = parser.parse_args()
    paths: list[Path] = given.paths
    cases: list[Case] = list(ask_general(given.squad)) if given.squad else []
    for questions, reports in zip(paths[::2], paths[1::2], strict=True):
        with tempfile.TemporaryDirectory() as folder:
            settings = load_settings(reports_dir=reports, data_dir=Path(folder), database_url="")
            with open_app(settings) as app:
                app.update()
                cases += ask_all(questions, app.index)
                with (
                    mock.patch.object(content, "everyday_wordings", dict),
                    mock.patch.object(content, "_everyday", return_value=Phrases([])),
                ):
                    cases += ask_all(questions, app.index)
    print_ranking(cases)
    print_trust(cases)


def ask_general(path: Path) -> Iterator[Case]:
    found = read(path)
    with indexed(found) as library:
        for asked in found.questions:
            article = found.articles[asked.paragraph]
            absent = frozenset(n for n, a in enumerate(found.articles) if a == article)
            for without in (frozenset[int](), absent):
                want, _, candidates = library.answers(asked.text, without)
                if candidates:
                    right = np.array([not without and any(a in c.text for a in asked.answers) for c in candidates])
                    source = GENERAL if without else path.name
                    yield case(asked.text, source, signs(want, candidates, library.reports), candidates, right)


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
        want = wanted(asked, scope)
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
                    right = np.array([not other and _holds(gold, c.text) for c in candidates])
                    yield case(gold["question"], path.name, signs(want, candidates, reports), candidates, right)


def case(
    question: str, source: str, found: dict[str, float], candidates: Sequence[Candidate], right: NDArray[np.bool_]
) -> Case:
    ranked = np.array([[c.signs[sign] for sign in WEIGHTS] for c in candidates])
    reports = len({c.layout.document.id for c in candidates})
    return Case(question, source, tuple(found[s] for s in TRUST), bool(right[:2].any()), ranked, right, reports)


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


# --- ranking ----------------------------------------------------------------------------------------------


def print_ranking(cases: Sequence[Case]) -> None:
    usable = [c for c in cases if c.right.any() and not c.right.all()]
    for name, reports in (("within one report", FEW), ("among many", MANY)):
        those = [c for c in usable if (c.reports <= FEW if reports == FEW else c.reports >= MANY)]
        if not those:
            continue
        sources = sorted({c.source for c in those})
        now = np.array(list(weights_among(reports).values()))
        print(f"first answers {name}, as weighted now: {_shares(those, now, sources)}")
        fitted = fit_ranking(those)
        print(f"  fitted: {_shares(those, fitted, sources)}")
        best = sharpened(those, now)
        print(f"  sharpened: {_shares(those, best, sources)}")
        for told, weights in (("fitted", fitted), ("sharpened", best)):
            print(f"  {told}", {s: round(float(w), 2) for s, w in zip(WEIGHTS, weights, strict=True)})


def sharpened(cases: Sequence[Case], weights: Numbers, steps: int = 400) -> Numbers:
    """Return weights nearby that put answers first, or among the first two, more often; every source counts alike."""
    counts = {source: sum(c.source == source for c in cases) for source in {c.source for c in cases}}
    chance = np.random.default_rng(1)
    best = _often(cases, weights, counts)
    for _ in range(steps):
        tried = weights.copy()
        some = chance.choice(len(weights), chance.integers(1, 4), replace=False)
        tried[some] = np.maximum(0, tried[some] + chance.normal(0, 0.1, len(some)))
        often = _often(cases, tried, counts)
        if often >= best:
            weights, best = tried, often
    return weights


def _often(cases: Sequence[Case], weights: Numbers, counts: dict[str, int]) -> float:
    often = 0.0
    for c in cases:
        best = c.right[np.argsort(-(c.ranked @ weights), kind="stable")[:2]]
        often += (bool(best[0]) + bool(best.any())) / counts[c.source]
    return often


def _shares(cases: Sequence[Case], weights: Numbers, sources: Sequence[str]) -> str:
    """Return for each source how often the best sentence, and one of the best two, answers."""
    parts = []
    for source in sources:
        best = [c.right[np.argsort(-(c.ranked @ weights), kind="stable")[:2]] for c in cases if c.source == source]
        first = sum(bool(b[0]) for b in best) / len(best)
        parts.append(f"{source} {first:.3f} / {sum(bool(b.any()) for b in best) / len(best):.3f} of {len(best)}")
    return "; ".join(parts)


def fit_ranking(cases: Sequence[Case], ridge: float = 2.0, steps: int = 400, rate: float = 1.0) -> Numbers:
    """Return the weights that make the answering sentences likeliest; every source counts alike."""
    weights = np.ones(len(WEIGHTS))
    counts = {source: sum(c.source == source for c in cases) for source in {c.source for c in cases}}
    for _ in range(steps):
        slope = -ridge * weights / 1000
        for c in cases:
            score = c.ranked @ weights
            likely = np.exp(score - score.max())
            likely /= likely.sum()
            wanted = likely * c.right
            slope += c.ranked.T @ (wanted / wanted.sum() - likely) / (counts[c.source] * len(counts))
        weights = weights + rate * slope
    return weights


# --- trust ------------------------------------------------------------------------------------------------


def fit(signs_of: Numbers, right: Numbers, weigh: Numbers, strength: float = 1.0) -> Numbers:
    """Return weights and constant of a logistic regression on standardised signs, held small."""
    columns = np.c_[signs_of, np.ones(len(signs_of))]
    weights = np.zeros(columns.shape[1])
    held = strength * np.r_[np.ones(signs_of.shape[1]), 1e-6]
    for _ in range(60):
        likely = 1 / (1 + np.exp(-columns @ weights))
        slope = columns.T @ (weigh * (likely - right)) + held * weights
        bend = (columns * (weigh * likely * (1 - likely))[:, None]).T @ columns + np.diag(held)
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def print_trust(cases: Sequence[Case]) -> None:
    raw = np.array([c.signs for c in cases])
    right = np.array([c.answers for c in cases], np.float64)
    general = np.array([c.source.endswith(".json") or c.source == GENERAL for c in cases])
    # General questions count as much, all together, as our own.
    weigh = np.where(general, (~general).sum() / max(1, general.sum()) if (~general).any() else 1.0, 1.0)
    mean, spread = raw.mean(0), raw.std(0) + 1e-9
    standard = (raw - mean) / spread
    weights = fit(standard, right, weigh)
    plain = weights[:-1] / spread
    print("trust", {s: round(float(w), 1) for s, w in zip(TRUST, plain, strict=True)})
    print("constant", round(float(weights[-1] - plain @ mean), 1))
    names = sorted({c.question for c in cases})
    numbers = {name: n for n, name in enumerate(names)}
    fold_of = np.array([numbers[c.question] % 5 for c in cases])
    likely = np.zeros(len(cases))
    for part in range(5):
        out = fold_of == part
        part_weights = fit(standard[~out], right[~out], weigh[~out])
        likely[out] = 1 / (1 + np.exp(-np.c_[standard[out], np.ones(out.sum())] @ part_weights))
    for name, those in (("general", general), ("our own", ~general)):
        yes, no = likely[those & (right == 1)], likely[those & (right == 0)]
        if not len(yes) or not len(no):
            continue
        print(f"{name}: {len(yes)} that answer, {len(no)} that do not; told apart when left out: {area(yes, no):.3f}")
        for threshold in THRESHOLDS:
            kept, passed = (yes >= threshold).mean(), (no >= threshold).mean()
            print(f"  threshold {threshold:.2f}: keeps {kept:.3f} of answers, lets {passed:.3f} of others by")
    absent = np.array([c.source == GENERAL for c in cases])
    if absent.any():
        print(f"general, article there or removed: {area(likely[general & ~absent], likely[absent]):.4f}")


def area(positive: Numbers, negative: Numbers) -> float:
    """Return the area under the ROC curve: how often a positive scores above a negative."""
    above = (positive[:, None] > negative[None, :]).mean() + 0.5 * (positive[:, None] == negative[None, :]).mean()
    return float(above)


if __name__ == "__main__":
    main()

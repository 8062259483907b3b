"""Rank the sentences that may answer a text question, and tell whether the best can be trusted to."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Document, Span
from corpus.vietnamese import fold
from index.reader import Index
from qa.reports import Reports
from qa.scope import Scope
from qa.sections import TELLING, Layout, Sentence
from qa.texts.support import TOPICS, Asked, Wanted, shows_kind, topics_in

#: So many sentences are looked at closely.
POOL = 80
#: What each sign counts towards the score (see bench/answers.py).
WEIGHTS = {
    "near": 0.8, "lexical": 0.45, "covered": 0.55, "around": 0.55, "syllables": 0.2, "kind": 0.45,
    "year": 0.45,
    "own": 0.3, "topic": 0.3,
}  # fmt: skip
CAUSE_FIRST = 0.6
_OF_THE_YEAR = 0.9


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with the signs for it, each 0 to 1. `dense` is the bare cosine."""

    layout: Layout
    sentence: Sentence
    text: str
    dense: float
    near: float  # the cosine stretched over the pool
    lexical: float
    syllables: float  # share of the question's syllables it holds, rare ones counting more
    covered: float  # share of what is asked that it holds, other wordings included
    around: float  # the same, with the sentence before and the headings
    kind: float  # shows the kind of thing asked for
    year: float  # speaks of the year asked
    own: float  # stands in a report of the unit asked, or names the unit
    topic: float  # stands in a section of the kind asked for
    score: float = 0.0


def rank(want: Wanted, scope: Scope, index: Index, reports: Reports) -> list[Candidate]:
    """Return the sentences in scope that may answer, best first."""
    query = index.prepare(want.text)
    documents = _speaking(scope, reports)
    found: dict[tuple[str, int], tuple[float, float, float]] = {}
    pool = POOL if len(documents) == len(scope.documents) else 2 * POOL
    for hit in index.sentences(query, pool, documents or tuple(reports.documents)):
        sentence = reports.layout(hit.document_id).at(hit.span)
        if sentence is None or sentence.kind not in TELLING:
            continue
        key = (hit.document_id, sentence.order)
        known = found.get(key, (0.0, 0.0, 0.0))
        found[key] = (max(hit.dense, known[0]), max(hit.lexical, known[1]), max(hit.coverage, known[2]))
    if not found:
        return []
    low, high = min(v[0] for v in found.values()), max(v[0] for v in found.values())
    most = max(v[1] for v in found.values()) or 1.0
    spoken = _Spoken(want, reports)
    held = {key: spoken.here(reports.layout(key[0]), key[1]) for key in found}
    asked = set(want.years)
    # The plans of an earlier report count only where no report of the year itself is at hand.
    reported = any(
        (period := reports.documents[d].header.period) and asked & set(period.years) for d in scope.documents
    )
    weights = _weights(want, list(held.values()))
    candidates = []
    for (document_id, order), (dense, lexical, syllables) in found.items():
        layout = reports.layout(document_id)
        sentence = layout.sentences[order]
        text = layout.text(sentence)
        own = _own(scope, layout, sentence, text) if layout.tells(sentence) else 0.0
        if not own:
            continue
        here = held[(document_id, order)]
        found_signs = {
            "near": (dense - low) / (high - low or 1.0),
            "lexical": lexical / most,
            "syllables": syllables,
            "covered": _coverage(weights, here),
            "around": _coverage(weights, here | spoken.context(layout, sentence)),
            "kind": _kind(want, layout, sentence, text),
            "year": _year(want, layout.document, text, frozenset() if reported else layout.ahead),
            "own": own,
            "topic": _topic(want, layout, sentence),
        }
        score = sum(weight * found_signs[sign] for sign, weight in WEIGHTS.items())
        candidates.append(Candidate(layout, sentence, text, dense, **found_signs, score=score))
    if any(c.year >= _OF_THE_YEAR for c in candidates):
        candidates = [c for c in candidates if c.year]
    candidates.sort(key=lambda c: (-c.score, c.layout.document.source, c.sentence.order))
    if want.kind in ("reason", "penalty") and candidates and not candidates[0].kind:
        # A sentence that gives a cause answers before a better match that gives none.
        causes = [c for c in candidates[:5] if c.kind and c.score > candidates[0].score - CAUSE_FIRST]
        candidates = [*causes, *(c for c in candidates if c not in causes)]
    return candidates


def _kind(want: Wanted, layout: Layout, sentence: Sentence, text: str) -> float:
    if shows_kind(want.kind, text):
        return 1.0
    return float(want.kind == "reason" and _among_causes(layout, sentence))


def _among_causes(layout: Layout, sentence: Sentence) -> bool:
    """Tell whether a sentence stands under "Nguyên nhân", where every sentence is a cause."""
    titles = [fold(title) for title in layout.headings(sentence)[-2:]]
    return any("nguyen nhan" in t or t.strip(" .:").endswith(("chu quan", "khach quan")) for t in titles)


def _speaking(scope: Scope, reports: Reports) -> tuple[str, ...]:
    """Return the reports in scope, and those of others that name the units asked."""
    if scope.pointed or not scope.units:
        return scope.documents
    naming = {d for unit in scope.units for d in reports.naming(unit.bare)}
    return tuple(sorted({*scope.documents, *naming}))


class _Spoken:
    """Which of the things asked for stand where; each place is looked at once."""

    def __init__(self, want: Wanted, reports: Reports) -> None:
        self._asked = tuple(enumerate(want.content))
        self._reports = reports
        self._known: dict[tuple[str, Span], frozenset[int]] = {}

    def at(self, layout: Layout, span: Span) -> frozenset[int]:
        key = (layout.document.id, span)
        known = self._known.get(key)
        if known is None:
            held = self._reports.held(*key)
            known = self._known[key] = frozenset(n for n, asked in self._asked if held.has(asked))
        return known

    def here(self, layout: Layout, order: int) -> frozenset[int]:
        return _NONE.union(*(self.at(layout, span) for span in layout.sentences[order].spans))

    def context(self, layout: Layout, sentence: Sentence) -> frozenset[int]:
        """Return what the sentence before and the headings hold."""
        before = layout.before(sentence)
        found = self.here(layout, before.order) if before else _NONE
        return found.union(*(self.at(layout, span) for span in layout.blocks[sentence.block].headings))


_NONE: frozenset[int] = frozenset()


def _weights(want: Wanted, pool: Sequence[frozenset[int]]) -> list[float]:
    """Weigh what is asked by how few of the sentences at hand hold it."""
    total = len(pool) + 1
    return [math.log(1 + total / (0.5 + sum(n in held for held in pool))) for n in range(len(want.content))]


def _coverage(weights: Sequence[float], held: frozenset[int]) -> float:
    whole = sum(weights)
    return sum(weights[n] for n in held) / whole if whole else 0.0


_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


def _year(want: Wanted, document: Document, text: str, ahead: frozenset[int]) -> float:
    """Return how well a sentence fits the years asked: 1 for the year itself, 0 for another."""
    if not want.years:
        return 1.0
    asked = set(want.years)
    said = {int(y) for y in _YEAR.findall(text)}
    if said & asked:
        return 1.0
    period = document.header.period
    if period and asked & set(period.years):
        return 0.5 if said else 0.9
    if asked & ahead and not said - ahead:
        return 0.6
    dated = document.date
    return 0.3 if dated and dated.year in asked and not said else 0.0


def _own(scope: Scope, layout: Layout, sentence: Sentence, text: str) -> float:
    """Return whether a sentence speaks of the units asked: in their own report, or by their names."""
    unit = layout.document.unit
    if not scope.units or scope.pointed or (unit and unit.key in {u.key for u in scope.units}):
        return 1.0
    if any(u.bare in text for u in scope.units):
        return 0.9
    before = layout.before(sentence)
    around = " ".join((*layout.headings(sentence), layout.text(before) if before else ""))
    return 0.6 if any(u.bare in around for u in scope.units) else 0.0


def signs(want: Wanted, candidates: Sequence[Candidate], reports: Reports) -> dict[str, float]:
    """Return the signs, 0 to 1, that the best candidate answers at all."""
    best = candidates[0]
    layout, sentence = best.layout, best.sentence
    spoken = _Spoken(want, reports)
    around = spoken.here(layout, sentence.order) | spoken.context(layout, sentence)
    after = layout.sentences[sentence.order + 1 : sentence.order + 2]
    if after and after[0].block == sentence.block:
        around = around | spoken.here(layout, after[0].order)
    domain = [n for n, asked in enumerate(want.content) if of_the_field(asked)]
    missing = [n for n in domain if n not in around]
    rest = candidates[2].score if len(candidates) > 2 else 0.0
    return {
        "lift": _lift(candidates),
        "around": best.around,
        "kind": best.kind,
        "year": best.year,
        "gap": best.score - rest,
        "domain": 1 - len(missing) / len(domain) if domain else 1.0,
        "content": min(1.0, len(want.content) / 4),
    }


def _lift(candidates: Sequence[Candidate]) -> float:
    """Return how far the best stands out: its cosine from the mean of all, as a share of the way to 1.

    Encoders differ in how near all texts lie to each other; this share differs less.
    """
    mean = sum(c.dense for c in candidates) / len(candidates)
    return (candidates[0].dense - mean) / max(1 - mean, 1e-6)


def of_the_field(asked: Asked) -> bool:
    """Tell whether what is asked is a term that reports use themselves, not an everyday way to say it."""
    return (
        not asked.toned
        and asked.spelt
        and len(asked.names) == 1
        and not asked.names & (TOPICS | _EVERYWHERE)
        and any(" " in n for n in asked.names)
    )


_EVERYWHERE = frozenset({"cai cach hanh chinh", "co quan", "nguoi dan", "uy ban nhan dan", "ho so", "cach lam"})


#: How much each sign speaks for an answer, and the constant: a logistic regression over our own questions,
#: asked of the right reports and of others (bench/answers.py prints them anew).
TRUST = {
    "lift": 5.3, "around": 3.5, "kind": 1.8, "year": 2.5, "gap": 1.0, "domain": 2.8, "content": 1.3,
}  # fmt: skip
TRUST_CONSTANT = -12.3
#: Below this probability no answer is given: seven of eight answers pass, and one in six of the
#: sentences that answer something else. A wrong answer is worse than none, but none is a failure too.
LEAST_TRUST = 0.15
#: Where no term of the reports' own is asked for in vain, a near miss is less likely: the question only uses
#: other words than the report.
LEAST_IN_PLAIN_WORDS = 0.105
_PLANS = frozenset({"phuong huong", "nhiem vu", "muc tieu", "ke hoach"})


_TROUBLES = frozenset({"ton tai, han che", "kho khan"})


def _topic(want: Wanted, layout: Layout, sentence: Sentence) -> float:
    """Return whether a sentence stands in a section of the kind asked for, such as "Khó khăn, vướng mắc"."""
    topics = set(want.topics)
    if not topics:
        return 0.0
    if topics & _TROUBLES:
        topics |= _TROUBLES
    return float(any(topics & set(topics_in(title)) for title in layout.headings(sentence)))


def trust(want: Wanted, candidates: Sequence[Candidate], scope: Scope, reports: Reports) -> float:
    """Return how probably the best candidate answers, 0 where it must not be trusted to."""
    best = candidates[0]
    texts = [fold(reports.documents[d].text) for d in scope.documents] if want.quoted else []
    if any(not any(_quoted_in(name, text) for text in texts) for name in want.quoted):
        return 0.0
    if want.content and not best.around:
        return 0.0
    if want.outcome and _of_a_plan(best, reports):
        return 0.0
    if want.kind in ("reason", "penalty") and not best.kind:
        return 0.0
    found = signs(want, candidates, reports)
    probability = _probability(found)
    least = LEAST_TRUST if found["domain"] < 1 else LEAST_IN_PLAIN_WORDS
    return probability if probability >= least else 0.0


def _probability(found: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-TRUST_CONSTANT - sum(weight * found[sign] for sign, weight in TRUST.items())))


def _quoted_in(name: str, text: str) -> bool:
    """Tell whether a quoted name stands in a folded text, or all but one of its words in a row."""
    asked = fold(name).split()
    if " ".join(asked) in " ".join(text.split()):
        return True
    flat = " ".join(text.split())
    return len(asked) > 3 and (" ".join(asked[1:]) in flat or " ".join(asked[:-1]) in flat)


def _of_a_plan(candidate: Candidate, reports: Reports) -> bool:
    kind = candidate.layout.document.header.kind
    if kind and fold(kind.value).startswith("ke hoach"):
        return True
    heads = reports_held(candidate, reports)
    return bool(heads & _PLANS)


def reports_held(candidate: Candidate, reports: Reports) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for span in candidate.layout.blocks[candidate.sentence.block].headings:
        found |= reports.held(candidate.layout.document.id, span).names
    return found

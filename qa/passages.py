"""Answer any question that asks for no figure with the reports' own sentences and lists, or say that none does."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.model import Document
from index.reader import Index
from prompts import say
from qa.about import about_document
from qa.draft import Draft, Line, not_found
from qa.reports import Reports
from qa.scope import Scope
from qa.sections import TELLING, Layout, Sentence, shown
from qa.support import Wanted, shows_kind, wanted
from qa.understand import Question

#: So many sentences are looked at closely.
POOL = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with the signs for it, each about 0 to 1."""

    layout: Layout
    sentence: Sentence
    dense: float
    near: float  # its vector's nearness stretched over the pool
    lexical: float
    syllables: float
    covered: float  # share of what is asked that the sentence holds
    around: float  # the same with the sentence before and the headings
    kind: float
    year: float
    score: float = 0.0

    @property
    def text(self) -> str:
        return self.layout.text(self.sentence)


def answer_text(question: Question, scope: Scope, index: Index, reports: Reports) -> Draft:
    """Answer with sentences of the reports in scope; a draft says it when none of them answers."""
    about = about_document(question, scope, reports)
    if about:
        return about
    want = wanted(question, scope)
    candidates = _candidates(want, scope, index, reports)
    if not candidates:
        return _nothing(question, scope, reports)
    best = candidates[0]
    chosen = _chosen(want, candidates)
    return Draft("list" if want.whole else "passage", _lines(chosen))


def _candidates(want: Wanted, scope: Scope, index: Index, reports: Reports) -> list[Candidate]:
    query = index.prepare(want.text)
    hits = index.sentences(query, POOL, scope.documents or None)
    found: dict[tuple[str, int], tuple[float, float, float]] = {}
    for hit in hits:
        sentence = reports.layout(hit.document_id).at(hit.span)
        if sentence is None or sentence.kind not in TELLING:
            continue
        key = (hit.document_id, sentence.order)
        known = found.get(key, (0.0, 0.0, 0.0))
        found[key] = (max(hit.dense, known[0]), max(hit.lexical, known[1]), max(hit.coverage, known[2]))
    if not found:
        return []
    low = min(d for d, _, _ in found.values())
    high = max(d for d, _, _ in found.values())
    best_words = max(w for _, w, _ in found.values()) or 1.0
    rows = []
    for (document_id, order), (dense, lexical, syllables) in found.items():
        layout = reports.layout(document_id)
        rows.append(
            (
                layout,
                layout.sentences[order],
                dense,
                (dense - low) / (high - low or 1),
                lexical / best_words,
                syllables,
            )
        )
    held = [_held(layout, sentence, reports) for layout, sentence, *_ in rows]
    weights = _weights(want, held)
    candidates = []
    for (layout, sentence, dense, near, lexical, syllables), words_here in zip(rows, held, strict=True):
        around = words_here | _context(layout, sentence, reports)
        text = layout.text(sentence)
        candidate = Candidate(
            layout, sentence, dense, near, lexical, syllables,
            covered=_coverage(want, weights, words_here),
            around=_coverage(want, weights, around),
            kind=float(shows_kind(want.kind, text)),
            year=_year(want, layout.document, text),
        )  # fmt: skip
        candidates.append(replace(candidate, score=_score(candidate)))
    return sorted(candidates, key=lambda c: (-c.score, c.layout.document.source, c.sentence.order))


def _score(c: Candidate) -> float:
    return (
        1.0 * c.near
        + 0.6 * c.lexical
        + 0.6 * c.covered
        + 0.5 * c.around
        + 0.3 * c.syllables
        + 0.4 * c.kind
        + 0.5 * c.year
    )


def _held(layout: Layout, sentence: Sentence, reports: Reports) -> frozenset[str]:
    return frozenset(n for span in sentence.spans for n in reports.held(layout.document.id, span))


def _context(layout: Layout, sentence: Sentence, reports: Reports) -> frozenset[str]:
    before = layout.before(sentence)
    found = _held(layout, before, reports) if before else frozenset()
    for span in layout.blocks[sentence.block].headings:
        found |= reports.held(layout.document.id, span)
    return found


def _weights(want: Wanted, held: Sequence[frozenset[str]]) -> list[float]:
    total = len(held) + 1
    return [math.log(1 + total / (0.5 + sum(bool(asked & h) for h in held))) for asked in want.content]


def _coverage(want: Wanted, weights: Sequence[float], held: frozenset[str]) -> float:
    whole = sum(weights)
    if not whole:
        return 0.0
    return sum(w for asked, w in zip(want.content, weights, strict=True) if asked & held) / whole


_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


def _year(want: Wanted, document: Document, text: str) -> float:
    """Return how well a sentence fits the years asked: 1 for the year itself, 0 for another."""
    if not want.years:
        return 1.0
    asked = set(want.years)
    said = {int(y) for y in _YEAR.findall(text)}
    if said & asked:
        return 1.0
    period = document.header.period
    covers = bool(period and asked & set(period.years))
    if not covers:
        dated = document.date
        return 0.3 if dated and dated.year in asked and not said else 0.0
    return 0.5 if said else 0.9


# --- what is shown -----------------------------------------------------------------------------------------------

_LEANS = re.compile(
    r"^(?:qua đó|trong đó|từ đó|nhờ đó|theo đó|do đó|vì vậy|mô hình (?:này|do)|cách làm này|điều này|việc này|đây là|đồng thời|ngoài ra|tuy nhiên|gồm)\b",
    re.IGNORECASE,
)


def _chosen(want: Wanted, candidates: Sequence[Candidate]) -> list[tuple[Layout, Sentence]]:
    best = candidates[0]
    chosen = [best]
    for other in candidates[1:3]:
        if best.score - other.score < 0.25 and other.layout is best.layout:
            chosen.append(other)
    return sorted(
        {(c.layout, c.sentence.order): (c.layout, c.sentence) for c in chosen}.values(),
        key=lambda p: p[1].order,
    )


def _lines(chosen: Sequence[tuple[Layout, Sentence]]) -> tuple[Line, ...]:
    return tuple(Line(shown(layout.text(s)), layout.evidence(s)) for layout, s in chosen)


def _nothing(question: Question, scope: Scope, reports: Reports) -> Draft:
    where = ", ".join(u.name for u in scope.units)
    return not_found(
        say("passages.nothing", count=len(scope.documents) or len(reports.documents), where=where)
    )

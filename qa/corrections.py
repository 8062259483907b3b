"""What a correction takes over from the report it corrects, and takes back in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.model import Document, Fact, Status
from corpus.vietnamese import fold
from qa.shelves.lineage import corrects_it

Facts = Mapping[str, tuple[Fact, ...]]


def with_corrections(facts: Facts, documents: Mapping[str, Document]) -> Facts:
    """Return the facts; those a correction takes back are superseded, and what replaces them is of the same thing.

    A correction names the figure it takes back ("đã in 71,30 điểm"), hardly ever in full what it is of.
    """
    mended = dict(facts)
    for key, document in documents.items():
        original = _corrected_by(document, documents) if document.header.corrects else None
        if original is None:
            continue
        told = _taken_back(facts.get(key, ()), mended.get(original.id, ()))
        mended[key] = tuple(_of_the_same(fact, facts[key], told) for fact in facts.get(key, ()))
        # An index's figure stays: it is shown beside the one that replaces it, with its own source.
        gone = {fact.span for known in told.values() for fact in known if not fact.indicator}
        mended[original.id] = tuple(
            replace(fact, status=Status.SUPERSEDED) if fact.span in gone else fact
            for fact in mended.get(original.id, ())
        )
    return mended


def _corrected_by(correction: Document, documents: Mapping[str, Document]) -> Document | None:
    """Return the one report that the correction names, else the one of its unit whose number nobody can read."""
    others = [d for d in documents.values() if d.id != correction.id]
    found = [d for d in others if corrects_it(correction, d)] or [
        d for d in others if d.unit and correction.unit and d.unit.key == correction.unit.key and not d.header.number
    ]
    return found[0] if len(found) == 1 else None


#: "tại cột Xếp hạng đã in 4": the figure alone does not say that it is a rank.
_RANKED = re.compile(r"\bhang\b")
_Told = Mapping[tuple[int, str], Sequence[Fact]]


def _taken_back(correction: Sequence[Fact], original: Sequence[Fact]) -> _Told:
    """Return, by sentence and measure, the facts of the original that a correction takes back: all of one thing."""
    found: dict[tuple[int, str], list[Fact]] = {}
    for old in correction:
        if old.status is not Status.SUPERSEDED or old.value is None:
            continue
        measure = "rank" if old.measure == "count" and _RANKED.search(fold(old.label)) else old.measure
        known = [
            fact for fact in original
            if (fact.value, fact.measure, fact.unit_key) == (old.value, measure, old.unit_key)
            and old.indicator in ("", fact.indicator) and (old.period is None or old.period == fact.period)
        ]  # fmt: skip
        if len({(fact.indicator, fact.label, fact.period, fact.part) for fact in known}) == 1:
            found.setdefault((old.sentence.start, old.measure), []).extend(known)
    return found


def _of_the_same(fact: Fact, beside: Sequence[Fact], told: _Told) -> Fact:
    """Return a fact of a correction as one of what the figure taken back in its sentence is of."""
    known = told.get((fact.sentence.start, fact.measure), ())
    alike = [f for f in beside if (f.sentence, f.measure, f.status) == (fact.sentence, fact.measure, fact.status)]
    if len(known) == 0 or len(alike) > 1 or fact.status not in (Status.CORRECTED, Status.SUPERSEDED):
        return fact
    named = known[0]
    if fact.indicator and fact.indicator != named.indicator:
        return fact
    label = fact.label if fact.indicator else named.label
    return replace(
        fact, measure=named.measure, indicator=named.indicator, label=label, period=named.period, part=named.part
    )

"""What a correction takes over from the report it corrects: the time its figures are of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.model import Document, Fact, Period, Status

Facts = Mapping[str, tuple[Fact, ...]]


def with_times(facts: Facts, documents: Mapping[str, Document]) -> Facts:
    """Return the facts; those of a correction that tell no time are of the time of the figure they take back."""
    mended = dict(facts)
    for key, document in documents.items():
        if document.header.corrects and any(f.period is None for f in facts.get(key, ())):
            original = _corrected_by(document, documents)
            if original is not None:
                mended[key] = tuple(_dated(f, facts[key], facts.get(original.id, ())) for f in facts[key])
    return mended


def _corrected_by(correction: Document, documents: Mapping[str, Document]) -> Document | None:
    """Return the one report of the same unit that has the number the correction names."""
    found = [
        d for d in documents.values()
        if d.header.number and d.header.number.value == correction.header.corrects and d.unit and correction.unit
        and d.unit.key == correction.unit.key
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _dated(fact: Fact, beside: Sequence[Fact], original: Sequence[Fact]) -> Fact:
    if fact.period is not None:
        return fact
    taken_back = [f for f in beside if f.sentence == fact.sentence and f.status is Status.SUPERSEDED]
    times: set[Period] = {
        known.period
        for old in taken_back
        for known in original
        if known.period and known.value == old.value and known.indicator == old.indicator
        and known.unit_key == old.unit_key and fact.indicator == old.indicator
    }  # fmt: skip
    return replace(fact, period=times.pop()) if len(times) == 1 else fact

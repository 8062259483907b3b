"""The words of administrative reform as data: indicators with their names, and ways to say the same thing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

from corpus.model import Span
from corpus.vietnamese import fold, word_spans


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase met in a text: `name` is the canonical name it stands for."""

    name: str
    span: Span


class Phrases:
    """Find known phrases in a text, longest first, whatever their case, tone marks and commas."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, name in phrases:
            folded = tuple(fold(phrase)[s.start : s.end] for s in word_spans(phrase))
            if folded:
                self._by_first.setdefault(folded[0], []).append((folded, name))
        for known in self._by_first.values():
            known.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str) -> list[Found]:
        """Return the phrases in order of place; none overlaps another."""
        spans = word_spans(text)
        folded = fold(text)
        words = [folded[s.start : s.end] for s in spans]
        found: list[Found] = []
        place = 0
        while place < len(words):
            for phrase, name in self._by_first.get(words[place], ()):
                end = place + len(phrase)
                if tuple(words[place:end]) == phrase and "\n\n" not in text[spans[place].start : spans[end - 1].end]:
                    found.append(Found(name, Span(spans[place].start, spans[end - 1].end)))
                    place = end
                    break
            else:
                place += 1
        return found


@dataclass(frozen=True, slots=True)
class Indicator:
    id: str
    label: str
    names: tuple[str, ...]
    scale: Decimal | None


def _read(file: str) -> dict[str, object]:
    return tomllib.loads(resources.files("corpus.data").joinpath(file).read_text(encoding="utf-8"))


@cache
def indicators() -> dict[str, Indicator]:
    """Return the catalogue of indicators (corpus/data/indicators.toml) by id."""
    return {
        key: Indicator(key, e["label"], tuple(e["names"]), Decimal(e["scale"]) if "scale" in e else None)
        for key, e in _read("indicators.toml").items()
        if isinstance(e, dict)
    }


@cache
def indicator_phrases() -> Phrases:
    return Phrases((name, i.id) for i in indicators().values() for name in i.names)


@cache
def _synonyms() -> tuple[Phrases, frozenset[str]]:
    content = _read("synonyms.toml")
    groups = content["groups"]
    stop = content["stop"]
    assert isinstance(groups, list)
    assert isinstance(stop, list)
    pairs = [(name, fold(group[0])) for group in groups for name in group]
    # A stop phrase gets the empty name: it is read, and counts for nothing.
    pairs += [(word, "") for word in stop]
    return Phrases(pairs), frozenset(fold(word) for word in stop)


def terms(text: str) -> list[Found]:
    """Return the text's words as canonical terms: synonyms joined, stop words left out, all folded.

    A phrase of the synonym list is one term ("tthc" and "thủ tục hành chính" give the same); any other word
    is a term of its own.
    """
    phrases, _ = _synonyms()
    folded = fold(text)
    result: list[Found] = []
    known = phrases.find(text)
    ends = iter([*known, None])
    upcoming = next(ends)
    for span in word_spans(text):
        while upcoming is not None and upcoming.span.end <= span.start:
            upcoming = next(ends)
        if upcoming is not None and upcoming.span.contains(span):
            if span.start == upcoming.span.start and upcoming.name:
                result.append(upcoming)
            continue
        result.append(Found(folded[span.start : span.end], span))
    return result

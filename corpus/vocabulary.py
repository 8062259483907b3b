"""The words of administrative reform as data: indicators with their names, and ways to say the same thing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from corpus.data import entries
from corpus.model import Span
from corpus.vietnamese import fold, modern_tone, word_spans


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase met in a text: `name` is the canonical name it stands for."""

    name: str
    span: Span


class Phrases:
    """Find known phrases in a text, longest first, whatever their case and commas.

    A text with tone marks is compared with them ("dụng" is not "đúng"), one typed without is compared without.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]], loose: bool = False) -> None:
        self._loose = loose
        self._toned: _ByFirst = {}
        self._folded: _ByFirst = {}
        for phrase, name in phrases:
            spans = word_spans(phrase)
            for table, text in ((self._toned, modern_tone(phrase.lower())), (self._folded, fold(phrase))):
                words = tuple(text[s.start : s.end] for s in spans)
                if words:
                    table.setdefault(words[0], []).append((words, name))
        for table in (self._toned, self._folded):
            for known in table.values():
                known.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str, spans: Sequence[Span] | None = None) -> list[Found]:
        """Return the phrases in order of place; none overlaps another."""
        spans = word_spans(text) if spans is None else spans
        plain = self._loose or is_plain(text)
        table, written = (self._folded, fold(text)) if plain else (self._toned, modern_tone(text.lower()))
        words = [written[s.start : s.end] for s in spans]
        found: list[Found] = []
        place = 0
        while place < len(words):
            for phrase, name in table.get(words[place], ()):
                end = place + len(phrase)
                if tuple(words[place:end]) == phrase:
                    found.append(Found(name, Span(spans[place].start, spans[end - 1].end)))
                    place = end
                    break
            else:
                place += 1
        return found


_ByFirst = dict[str, list[tuple[tuple[str, ...], str]]]


def is_plain(text: str) -> bool:
    """Tell whether a text is typed without tone marks."""
    return not any(c in _MARKED for c in text.lower())


_MARKED = frozenset(c for c in map(chr, range(0xC0, 0x1EFA)) if c.islower() and fold(c) != c)


@dataclass(frozen=True, slots=True)
class Indicator:
    id: str
    label: str
    names: tuple[str, ...]
    scale: Decimal | None


@cache
def indicators() -> dict[str, Indicator]:
    """Return the catalogue of indicators (corpus/data/indicators.toml) by id."""
    return {
        key: Indicator(key, e["label"], tuple(e["names"]), Decimal(e["scale"]) if "scale" in e else None)
        for key, e in entries("indicators").items()
        if isinstance(e, dict)
    }


@cache
def indicator_phrases() -> Phrases:
    return Phrases(((name, i.id) for i in indicators().values() for name in i.names), loose=True)


@cache
def component_phrases() -> Phrases:
    """Return the names of the parts that indexes are scored by (corpus/data/components.toml).

    What is found stands for "par_index.finance"; a name that parts of several indexes share for all of these, with
    blanks between them.
    """
    known: dict[str, list[str]] = {}
    for index, components in entries("components").items():
        for component, names in components.items():
            for name in names:
                known.setdefault(name, []).append(f"{index}.{component}")
    return Phrases(((name, " ".join(of)) for name, of in known.items()))


@cache
def _synonyms() -> Phrases:
    pairs = [(name, fold(group[0])) for group in entries("synonyms")["groups"] for name in group]
    # A stop phrase gets the empty name: it is read, and counts for nothing.
    return Phrases([*pairs, *((word, "") for word in entries("synonyms")["stop"])])


def synonyms() -> tuple[str, ...]:
    """Return every wording that has others meaning the same (corpus/data/synonyms.toml)."""
    return tuple(name for group in entries("synonyms")["groups"] for name in group)


@cache
def _asking() -> Phrases:
    return Phrases((word, "") for word in entries("synonyms")["asking"])


def asking(text: str) -> list[Span]:
    """Return where a question only asks ("bao nhiêu", "tỷ lệ", "xếp thứ"), without saying of what."""
    folded = fold(text)
    return [
        f.span for f in _asking().find(text)
        if not (folded[f.span.start :].startswith("ket qua") and _A_RESULT.search(folded, 0, f.span.start))
    ]  # fmt: skip


#: "số hóa kết quả", "trả kết quả": there the result is a thing.
_A_RESULT = re.compile(r"\b(?:hoa|tra|nhan) $")


@lru_cache(1 << 13)
def terms(text: str) -> tuple[Found, ...]:
    """Return the text's words as canonical terms: synonyms joined, stop words left out, all folded.

    A phrase of the synonym list is one term ("tthc" and "thủ tục hành chính" give the same); any other word
    is a term of its own.
    """
    folded = fold(text)
    result: list[Found] = []
    spans = word_spans(text)
    ends = iter([*_synonyms().find(text, spans), None])
    upcoming = next(ends)
    for span in spans:
        while upcoming is not None and upcoming.span.end <= span.start:
            upcoming = next(ends)
        if upcoming is not None and upcoming.span.contains(span):
            if span.start == upcoming.span.start and upcoming.name:
                result.append(upcoming)
            continue
        word = folded[span.start : span.end]
        # "mức độ 3" is one thing, and so is "mức độ 4" in "mức độ 3, 4".
        if word in _SERVICE_LEVELS and _LEVEL_BEFORE.search(folded, max(0, span.start - 40), span.start):
            result.append(Found(f"muc do {word}", span))
            continue
        result.append(Found(word, span))
    return tuple(result)


_SERVICE_LEVELS = frozenset("1234")
_LEVEL_BEFORE = re.compile(r"\bmuc(?: do)?\s*(?:[1-4]\s*(?:,|va|-)\s*(?:muc(?: do)?\s*)?)*$")


@cache
def everyday_wordings() -> dict[str, tuple[str, ...]]:
    """Return everyday phrases with the reports' ways to say them (corpus/data/colloquial.toml)."""
    return {group[0]: tuple(group[1:]) for group in entries("colloquial")["phrases"]}

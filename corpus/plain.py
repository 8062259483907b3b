"""Reports typed without tone marks: their common words read as if they had them, character for character."""

import re
from functools import cache
from importlib import resources

from corpus.vietnamese import fold, nfc

#: A Vietnamese text has a marked letter in every third or fourth; a web address or a name may be without.
_FEWEST_MARKS = 0.02
_ENOUGH = 200
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 7


def is_unmarked(text: str) -> bool:
    """Tell whether a text of some length is written without tone marks."""
    letters = [c for c in text[:20_000] if c.isalpha()]
    marked = sum(fold(c) != c.lower() for c in letters)
    return len(letters) >= _ENOUGH and marked <= len(letters) * _FEWEST_MARKS


def as_read(text: str) -> str:
    """Return the text as it is read: one typed without tone marks as if its common words had them."""
    return with_marks(text) if is_unmarked(text) else text


def with_marks(text: str) -> str:
    """Return a text without tone marks with those of the words that reports are made of; its length is the same.

    Names keep as they are: which marks they have, nobody can tell.
    """
    words = list(_WORD.finditer(text))
    written, place, number = [], 0, 0
    while number < len(words):
        size, toned = _phrase([w.group().lower() for w in words[number : number + _LONGEST]])
        if size == 1 and _in_a_name(words, number) and toned[0] not in _NEVER_NAMES:
            size = 0
        for word, marked in zip(words[number : number + size], toned, strict=False):
            written.append(text[place : word.start()] + _in_case(marked, word.group()))
            place = word.end()
        number += max(size, 1)
    return "".join([*written, text[place:]])


#: Beside a capital these are what they are; "Phong", "Dong" or "So" may be part of a name.
_NEVER_NAMES = frozenset(
    ("xã", "huyện", "tỉnh", "phường", "năm", "tháng", "quý", "ngày", "của", "và", "về", "được", "đạt")
)


def _in_a_name(words: list[re.Match[str]], number: int) -> bool:
    """Tell whether a word may be part of a name: it has a capital, and so has the one before or after it."""
    beside = [w for w in words[max(0, number - 1) : number + 2] if w is not words[number]]
    return words[number].group()[0].isupper() and any(w.group()[0].isupper() for w in beside)


def _phrase(words: list[str]) -> tuple[int, tuple[str, ...]]:
    """Return the longest known phrase that the words begin with."""
    for size in range(len(words), 0, -1):
        if toned := _phrases().get(tuple(words[:size])):
            return size, toned
    return 0, ()


def _in_case(marked: str, typed: str) -> str:
    return "".join(m.upper() if t.isupper() else m for m, t in zip(marked, typed, strict=True))


@cache
def _phrases() -> dict[tuple[str, ...], tuple[str, ...]]:
    written = nfc(resources.files("corpus.data").joinpath("report_words.txt").read_text("utf-8"))
    phrases = [tuple(phrase.split()) for line in written.splitlines() for phrase in line.split(", ")]
    return {tuple(fold(word) for word in phrase): phrase for phrase in phrases}

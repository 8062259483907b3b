"""How a finger slips: how far a typed syllable lies from the one that was meant."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from corpus.vietnamese import fold, has_marks, is_syllable

_DOUBLED = re.compile(r"(.)\1+")
_UNLIKELY = 1.6  # an exchange of far keys, a marked letter too many: no finger does that in one movement
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = frozenset(
    (row[at], other)
    for number, row in enumerate(_ROWS)
    for at in range(len(row))
    for other in (*row[max(0, at - 1) : at + 2], *(r[at : at + 1] for r in _ROWS[max(0, number - 1) : number + 2]))
)


def same_letters(typed: str, name: str) -> bool:
    """Tell whether one is the other with letters or marks in another order, or one of them struck twice."""
    if len(typed) < 3 or typed == name:
        return False
    if _DOUBLED.sub(r"\1", typed) == _DOUBLED.sub(r"\1", name):
        return True
    if has_marks(typed):
        return sorted(unicodedata.normalize("NFD", typed)) == sorted(unicodedata.normalize("NFD", name))
    plain = fold(name)  # typed without marks, another mark makes another word, but no other order does
    return typed != plain and sorted(typed) == sorted(plain)


_ILL_SPELT = re.compile(r"(?:k|gh|ngh)[aou]|(?:c|ng)[eiy]|g[ey]|[b-df-hj-np-tv-xz]+ye")


def may_be_a_word(plain: str) -> bool:
    """Tell whether a word without its marks is spelt as Vietnamese syllables are: "nghi", but not "ngi" or "chyen"."""
    return is_syllable(plain) and _ILL_SPELT.match(plain) is None


def struck_twice(typed: str) -> bool:
    """Tell whether a letter stands twice as in no Vietnamese name: "Tốốt", "Quuý", but not "Gloong"."""
    return any(m.group(1) != "o" or has_marks(m.group(0)) for m in _DOUBLED.finditer(typed.lower()))


def without_one(word: str) -> list[str]:
    return [word[:n] + word[n + 1 :] for n in range(len(word))] if len(word) > 1 else []


def slipped(typed: str, meant: str) -> bool:
    """Tell whether one letter after the first is missing, struck twice, or changed places with the next."""
    if typed[:1] != meant[:1]:
        return False
    if len(typed) == len(meant):
        apart = [n for n, (a, b) in enumerate(zip(typed, meant, strict=True)) if a != b]
        return len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(typed) == sorted(meant)
    if len(typed) > len(meant):
        return any(typed[n] == typed[n - 1] and typed[:n] + typed[n + 1 :] == meant for n in range(1, len(typed)))
    return typed in without_one(meant)


def distance(typed: str, meant: str) -> float:
    """Return how many slips lie between two syllables (exchanging neighbours is one); 3 stands for more."""
    if abs(len(typed) - len(meant)) > 2:
        return 3
    before: list[float] = []
    row = [float(n) for n in range(len(meant) + 1)]
    for i, a in enumerate(typed, 1):
        surplus = _surplus(typed, i - 1)
        after = [row[0] + surplus]
        for j, b in enumerate(meant, 1):
            best = min(row[j] + surplus, after[j - 1] + 1, row[j - 1] + _exchanged(a, b))
            if i > 1 and j > 1 and a == meant[j - 2] and typed[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            after.append(best)
        before, row = row, after
    return min(row[-1], 3)


def _surplus(typed: str, at: int) -> float:
    """Return what a letter too many costs; a marked one is only struck twice, never by the way."""
    twice = at > 0 and fold(typed[at]) == fold(typed[at - 1])
    return 1 if twice or not has_marks(typed[at]) else _UNLIKELY


@lru_cache(4096)
def _exchanged(typed: str, meant: str) -> float:
    one, other = fold(typed), fold(meant)
    if typed == meant:
        return 0
    return 1 if one == other or (one, other) in _NEIGHBOURS else _UNLIKELY

"""The syllables that the reports write, by which a question is mended, and how far a typed one lies from them."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese import fold, has_marks, is_syllable, words
from corpus.vocabulary import everyday_wordings, synonyms
from index.words import Channel

_ASKED = 6.0  # how many sightings a phrase of questions is worth: reports hardly ever ask
_COMMON = 2.0  # and a word of every day, which the reports at hand need not hold
_PLAIN = 0.12  # below this share of a syllable's sightings, writing it without marks is suspicious
_PRIOR = 10.0  # how many sightings it takes to believe how varied a syllable's neighbours are
#: What a token may stand for: the number of a syllable (-1: unknown), what choosing it costs, how it is written.
Choice = tuple[int, float, str]


@cache
def question_words() -> tuple[str, ...]:
    """Return the phrases that questions use and reports may not; one list a line."""
    return tuple(resources.files("index").joinpath("question_words.txt").read_text("utf-8").splitlines())


@cache
def common_words() -> tuple[str, ...]:
    """Return words of two or more syllables that people write of offices and of every day; one list a line."""
    return tuple(resources.files("index").joinpath("common_words.txt").read_text("utf-8").splitlines())


class Syllables:
    """Every syllable known, by number; made of the reports' own words, and of phrases they may lack."""

    def __init__(self, channel: Channel) -> None:
        self.numbers = dict(channel.vocabulary)
        self.counts = channel.counts.astype(np.float64)
        self._pairs = channel.pairs
        self._pair_counts: NDArray[np.float64] = channel.pair_counts.astype(np.float64)
        self._add([*everyday_wordings(), *synonyms()], 1.0)
        self._add(common_words(), _COMMON)
        self._add(question_words(), _ASKED)
        self.names = list(self.numbers)
        self.plain: dict[str, list[int]] = {}
        for name, number in self.numbers.items():
            if not name[0].isdigit():
                self.plain.setdefault(fold(name), []).append(number)
        for variants in self.plain.values():
            variants.sort(key=lambda n: (-self.counts[n], self.names[n]))
        #: Forms without marks that are hardly ever written so.
        self.marked = frozenset(plain for plain, variants in self.plain.items() if self._lacks_marks(plain, variants))
        self._shorter: dict[str, list[str]] = {}
        for plain in self.plain:
            for form in {plain, *without_one(plain)}:
                self._shorter.setdefault(form, []).append(plain)

    def _add(self, phrases: Sequence[str], sightings: float) -> None:
        """Count extra phrases in, as if each had been seen that often; then count what each stands beside."""
        token_lists = [words(part) for phrase in phrases for part in phrase.split(",")]
        old = max(len(self.numbers), 1)
        for token in (t for tokens in token_lists for t in tokens):
            self.numbers.setdefault(token, len(self.numbers))
        size = len(self.numbers)
        counts = np.zeros(size)
        counts[: len(self.counts)] = self.counts
        numbered = [[self.numbers[t] for t in tokens] for tokens in token_lists]
        for numbers in numbered:
            np.add.at(counts, numbers, sightings)
        more = np.array([a * size + b for n in numbered for a, b in pairwise(n)], np.int64)
        pairs = np.concatenate([self._pairs // old * size + self._pairs % old, more])
        weights = np.concatenate([self._pair_counts, np.full(len(more), sightings)])
        self._pairs, places = np.unique(pairs, return_inverse=True)
        self._pair_counts = np.bincount(places, weights=weights, minlength=len(self._pairs)).astype(np.float64)
        self.counts = counts
        # A syllable is the likelier beside an unseen neighbour the more different neighbours it has: "số" follows
        # many others, "sơ" only "hồ"; and "cơ" hardly stands before anything but "quan".
        self._followers = np.bincount(self._pairs // size, minlength=size).astype(np.float64)
        leaders = np.bincount(self._pairs % size, minlength=size).astype(np.float64)
        often = np.sqrt((counts + 0.1) * (leaders + 0.1))
        self._unseen = 0.1 / (float(often.sum()) + 1.0)
        self._alone = often / (float(often.sum()) + 1.0)

    def _lacks_marks(self, plain: str, variants: list[int]) -> bool:
        seen = sum(self.counts[n] for n in variants)
        own = self.counts[self.numbers[plain]] if plain in self.numbers else 0.0
        return bool(seen > own and own < _PLAIN * seen)

    def variants(self, word: str) -> list[int]:
        if has_marks(word):
            return [self.numbers[word]] if word in self.numbers else []
        return self.plain.get(word, [])

    def near(self, plain: str) -> set[str]:
        """Return the known forms one slip away: a letter more, less, other, or two exchanged."""
        if len(plain) < 3:
            return {f for f in self._shorter.get(plain, ()) if len(f) == len(plain) + 1}
        return {form for short in {plain, *without_one(plain)} for form in self._shorter.get(short, ())}

    def fits(self, before: list[int], number: int, after: list[int]) -> bool:
        """Tell whether the reports write the syllable beside one of these neighbours."""
        own = np.array([number])
        return any(self.pair_count(np.array([n]), own).any() for n in before if n >= 0) or any(
            self.pair_count(own, np.array([n])).any() for n in after if n >= 0
        )

    def pair_count(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        wanted = first[:, None] * len(self.numbers) + second[None, :]
        places = np.minimum(np.searchsorted(self._pairs, wanted), max(len(self._pairs) - 1, 0))
        if not len(self._pairs):
            return np.zeros(wanted.shape)
        seen = (self._pairs[places] == wanted) & (first[:, None] >= 0) & (second[None, :] >= 0)
        return np.where(seen, self._pair_counts[places], 0.0)

    def best(self, choices: list[list[Choice]]) -> list[str]:
        """Return the likeliest writing of each token, by pairs of neighbours (Viterbi)."""
        numbers = [np.array([c[0] for c in choice], np.int64) for choice in choices]
        costs = [np.array([c[1] for c in choice]) for choice in choices]
        alone = [np.where(n >= 0, self._alone[n], self._unseen) for n in numbers]
        score = costs[0] + np.log(alone[0])
        back: list[NDArray[np.intp]] = []
        for place in range(1, len(choices)):
            before = numbers[place - 1]
            seen = np.where(before >= 0, self.counts[before], 0.0)[:, None]
            variety = np.where(before >= 0, self._followers[before], 0.0)[:, None] + 0.1 * _PRIOR
            pairs = self.pair_count(before, numbers[place])
            follows = (pairs + variety * alone[place][None, :]) / (seen + variety + 0.9 * _PRIOR)
            total = score[:, None] + np.log(follows)
            back.append(total.argmax(axis=0))
            score = total.max(axis=0) + costs[place]
        path = [int(score.argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        return [choice[n][2] for choice, n in zip(choices, reversed(path), strict=True)]


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

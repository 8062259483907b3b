"""Mend a question from the indexed reports alone: put marks back, undo slips of one character.

A question is touched only where it needs it: it carries no mark at all, or holds a syllable the reports do
not know, or leaves out marks in most of the places where the reports write them. Numbers, document numbers
and abbreviations stay as typed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.model import Span
from corpus.vietnamese import fold, has_marks, is_syllable, modern_tone, nfc, words
from corpus.vocabulary import everyday_wordings
from index.words import Channel, Numbered

_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+", re.UNICODE)
_MOST_CANDIDATES = 24
_ASKED = 6.0  # how many sightings a phrase of questions is worth: reports hardly ever ask
_PRIOR = 10.0  # how many sightings it takes to believe how varied a syllable's neighbours are
_SLIP = 3.0  # what one mended character costs, in natural logarithms
_WORD_SLIP = 7.0  # the same where what was typed could be a Vietnamese syllable: then it may well be meant
_MOVED = 1.0  # what letters in another order, or one struck twice, cost
_BARE_WORD_SLIP = 5.0  # the same typed without marks
_MARK = 4.0  # what putting a mark on a syllable that the reports also write without one costs
_PLAIN = 0.12  # below this share of a syllable's sightings, writing it without marks is suspicious

#: Letters without a vowel are an abbreviation ("kcn", "tthc"), unless a vowel may have been left out ("thng").
_ABBREVIATION = re.compile(
    r"(?!(?:b|ch?|d|gh?|h|kh?|l|m|ngh?|nh?|ph|qu?|r|s|th?|tr|v|x)(?:ch?|m|ng?|nh|p|t)$)[bcdghklmnpqrstvx]{2,}"
)
#: Kinds of units without marks; the few syllables after one may be a name that no report holds.
_UNITS = frozenset(["tinh", "huyen", "xa", "phuong", "quan", "thon", "ap", "tran", "pho", "tp", "tx", "tt"])
_NAME_LENGTH = 3


@cache
def question_words() -> tuple[str, ...]:
    """Return the phrases that questions use and reports may not; one list a line."""
    return tuple(resources.files("index").joinpath("question_words.txt").read_text("utf-8").splitlines())


@dataclass(frozen=True, slots=True)
class _Token:
    """A syllable or number of the question; `fixed` ones stay as typed."""

    span: Span
    typed: str
    fixed: bool


class Repairer:
    """Knows the syllables of the reports, and which follow which."""

    def __init__(self, channel: Channel, extra: Iterable[str] = ()) -> None:
        self._numbers = dict(channel.vocabulary)
        self._counts = channel.counts.astype(np.float64)
        self._pairs = channel.pairs
        self._pair_counts: NDArray[np.float64] = channel.pair_counts.astype(np.float64)
        self._add([*everyday_wordings(), *extra], 1.0)
        self._add(question_words(), _ASKED)
        self._names = list(self._numbers)
        self._plain: dict[str, list[int]] = {}
        for name, number in self._numbers.items():
            if not name[0].isdigit():
                self._plain.setdefault(fold(name), []).append(number)
        for variants in self._plain.values():
            variants.sort(key=lambda n: (-self._counts[n], self._names[n]))
        self._shorter: dict[str, list[str]] = {}
        for plain in self._plain:
            for form in {plain, *_without_one(plain)}:
                self._shorter.setdefault(form, []).append(plain)

    @classmethod
    def from_texts(cls, texts: Iterable[str], extra: Iterable[str] = ()) -> Repairer:
        """Learn from texts; `extra` are further phrases worth knowing, such as unit names."""
        return cls(Channel(Numbered.of(words(text) for text in texts)), extra)

    def _add(self, phrases: Sequence[str], sightings: float) -> None:
        """Count extra phrases in, as if each had been seen that often; then count what each stands beside."""
        token_lists = [words(part) for phrase in phrases for part in phrase.split(",")]
        old = max(len(self._numbers), 1)
        for token in (t for tokens in token_lists for t in tokens):
            self._numbers.setdefault(token, len(self._numbers))
        size = len(self._numbers)
        counts = np.zeros(size)
        counts[: len(self._counts)] = self._counts
        numbered = [[self._numbers[t] for t in tokens] for tokens in token_lists]
        for numbers in numbered:
            np.add.at(counts, numbers, sightings)
        more = np.array([a * size + b for n in numbered for a, b in pairwise(n)], np.int64)
        pairs = np.concatenate([self._pairs // old * size + self._pairs % old, more])
        weights = np.concatenate([self._pair_counts, np.full(len(more), sightings)])
        self._pairs, places = np.unique(pairs, return_inverse=True)
        self._pair_counts = np.bincount(places, weights=weights, minlength=len(self._pairs)).astype(np.float64)
        self._counts = counts
        # A syllable is the likelier beside an unseen neighbour the more different neighbours it has: "số" follows
        # many others, "sơ" only "hồ"; and "cơ" hardly stands before anything but "quan".
        self._followers = np.bincount(self._pairs // size, minlength=size).astype(np.float64)
        leaders = np.bincount(self._pairs % size, minlength=size).astype(np.float64)
        often = np.sqrt((counts + 0.1) * (leaders + 0.1))
        self._unseen = 0.1 / (float(often.sum()) + 1.0)
        self._alone = often / (float(often.sum()) + 1.0)

    def knows(self, syllable: str) -> bool:
        """Tell whether the reports write this syllable just so."""
        return modern_tone(syllable.lower()) in self._numbers

    def repair(self, question: str) -> str:
        """Return the question mended, or as it was."""
        question = nfc(question)
        tokens = self._split_joined(question)
        syllables = [t for token in tokens for t in token if not t.fixed]
        if not syllables:
            return question
        bare = not any(has_marks(t.typed) for t in syllables)
        unknown = any(t.typed not in self._numbers for t in syllables) or any(len(t) > 1 for t in tokens)
        half = not bare and self._leaves_out_marks(syllables)
        if not (bare or unknown or half):
            return question
        flat = self._spare_names([t for token in tokens for t in token], question)
        chosen = self._best([self._candidates(t, bare, half) for t in flat])
        return self._put_back(question, [len(token) for token in tokens], flat, chosen)

    def _split_joined(self, question: str) -> list[list[_Token]]:
        """Return the words of the question, each as one token, or two where a space was left out."""
        found = []
        lowered = modern_tone(question.lower())
        if len(lowered) != len(question):  # a letter whose small form is two characters
            lowered = question
        for match in _TOKEN.finditer(question):
            span = Span(match.start(), match.end())
            typed = span.of(lowered)
            token = _Token(span, typed, self._is_fixed(question, span))
            found.append([token] if token.fixed else self._halves(token))
        return found

    def _is_fixed(self, question: str, span: Span) -> bool:
        word = span.of(question)
        if word[0].isdigit():
            return True
        around = question[max(0, span.start - 1) : span.start] + question[span.end : span.end + 1]
        if any(c.isdigit() or c in "/-_@" for c in around):
            return True
        if _ABBREVIATION.fullmatch(fold(word)):
            return True
        return len(word) > 1 and word.isupper() and not has_marks(word)

    def _spare_names(self, tokens: list[_Token], question: str) -> list[_Token]:
        """Fix unknown syllables that name somebody or some place: near is not the same unit."""
        spared, since_unit = [], _NAME_LENGTH
        for place, token in enumerate(tokens):
            since_unit = 0 if fold(token.typed) in _UNITS else since_unit + 1
            capital = place > 0 and token.span.of(question)[0].isupper()
            plain = fold(token.typed)
            known = token.typed in self._numbers or (not has_marks(token.typed) and plain in self._plain)
            may_name = capital or (0 < since_unit <= _NAME_LENGTH and not self._misspells(token.typed))
            named = may_name and not known and is_syllable(plain)
            spared.append(replace(token, fixed=True) if named else token)
        return spared

    def _misspells(self, typed: str) -> bool:
        """Tell whether a known syllable has the same letters in another order, or one of them not twice."""
        near = (self._names[n] for form in self._near(fold(typed)) for n in self._plain[form])
        return has_marks(typed) and any(_same_letters(typed, name) for name in near)

    def _halves(self, token: _Token) -> list[_Token]:
        word = token.typed
        if len(word) < 4 or word in self._numbers or fold(word) in self._plain:
            return [token]
        best, best_count = [token], 0.0
        for cut in range(1, len(word)):
            firsts, seconds = self._variants(word[:cut]), self._variants(word[cut:])
            if firsts and seconds:
                count = float(self._pair_count(np.array(firsts), np.array(seconds)).max())
                if count > best_count:
                    start, middle, end = token.span.start, token.span.start + cut, token.span.end
                    best_count = count
                    best = [
                        _Token(Span(start, middle), word[:cut], False),
                        _Token(Span(middle, end), word[cut:], False),
                    ]
        return best

    def _variants(self, word: str) -> list[int]:
        if has_marks(word):
            return [self._numbers[word]] if word in self._numbers else []
        return self._plain.get(word, [])

    def _leaves_out_marks(self, syllables: Sequence[_Token]) -> bool:
        """Tell whether two or more syllables lack marks that the reports hardly ever leave out there."""
        missing = 0
        for token in syllables:
            if not has_marks(token.typed) and (variants := self._plain.get(token.typed)):
                seen = sum(self._counts[n] for n in variants)
                own = self._counts[self._numbers[token.typed]] if token.typed in self._numbers else 0.0
                missing += seen > own and own < _PLAIN * seen
        return missing >= 2

    def _candidates(self, token: _Token, bare: bool, half: bool) -> list[tuple[int, float, str]]:
        """Return what the token may stand for: number (-1: unknown), cost, writing."""
        typed = token.typed
        number = self._numbers.get(typed, -1)
        plain = fold(typed)
        as_typed = (number, 0.0, typed)
        if token.fixed or (number >= 0 and has_marks(typed)):
            return [as_typed]
        variants = self._plain.get(plain, [])
        if not has_marks(typed) and variants:
            if number >= 0 and not (bare or half):
                return [as_typed]
            cost = 0.0 if bare else _MARK
            found = [(n, 0.0 if n == number else -cost, self._names[n]) for n in variants[:_MOST_CANDIDATES]]
            return found if bare or half or number >= 0 else [*found, as_typed]
        cost = _SLIP if not is_syllable(plain) else _BARE_WORD_SLIP if bare else _WORD_SLIP
        near = {n for form in self._near(plain) for n in self._plain[form]} | set(variants)
        if len(typed) < 2 or not near:
            return [as_typed]
        compare = plain if bare else typed
        scored = []
        for n in near:
            name = self._names[n]
            spelled = fold(name) if bare else name
            slips = _distance(compare, spelled)
            if slips <= 2:
                # "noà", "xếếp": the same letters in another order, or one struck twice, are no other word.
                scored.append((n, -(_MOVED if _same_letters(compare, spelled) else cost * slips), name))
        scored.sort(key=lambda c: (c[1] + math.log(self._counts[c[0]] + 1), c[2]), reverse=True)
        return [*scored[:_MOST_CANDIDATES], as_typed]

    def _near(self, plain: str) -> set[str]:
        """Return the known forms one slip away: a letter more, less, other, or two exchanged."""
        if len(plain) < 3:
            return {f for f in self._shorter.get(plain, ()) if len(f) == len(plain) + 1}
        return {form for short in {plain, *_without_one(plain)} for form in self._shorter.get(short, ())}

    def _pair_count(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        wanted = first[:, None] * len(self._numbers) + second[None, :]
        places = np.minimum(np.searchsorted(self._pairs, wanted), max(len(self._pairs) - 1, 0))
        if not len(self._pairs):
            return np.zeros(wanted.shape)
        seen = (self._pairs[places] == wanted) & (first[:, None] >= 0) & (second[None, :] >= 0)
        return np.where(seen, self._pair_counts[places], 0.0)

    def _best(self, choices: list[list[tuple[int, float, str]]]) -> list[str]:
        """Return the likeliest writing of each token, by pairs of neighbours (Viterbi)."""
        numbers = [np.array([c[0] for c in choice], np.int64) for choice in choices]
        costs = [np.array([c[1] for c in choice]) for choice in choices]
        alone = [np.where(n >= 0, self._alone[n], self._unseen) for n in numbers]
        score = costs[0] + np.log(alone[0])
        back: list[NDArray[np.intp]] = []
        for place in range(1, len(choices)):
            before = numbers[place - 1]
            seen = np.where(before >= 0, self._counts[before], 0.0)[:, None]
            variety = np.where(before >= 0, self._followers[before], 0.0)[:, None] + 0.1 * _PRIOR
            pairs = self._pair_count(before, numbers[place])
            follows = (pairs + variety * alone[place][None, :]) / (seen + variety + 0.9 * _PRIOR)
            total = score[:, None] + np.log(follows)
            back.append(total.argmax(axis=0))
            score = total.max(axis=0) + costs[place]
        path = [int(score.argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        return [choice[n][2] for choice, n in zip(choices, reversed(path), strict=True)]

    def _put_back(self, question: str, sizes: list[int], tokens: list[_Token], chosen: list[str]) -> str:
        """Return the question with each word (of so many tokens) in its chosen writing."""
        pieces, place, first = [], 0, 0
        for size in sizes:
            parts = range(first, first + size)
            pieces.append(question[place : tokens[first].span.start])
            pieces.append(" ".join(_written_like(tokens[n], chosen[n], question) for n in parts))
            place, first = tokens[parts[-1]].span.end, first + size
        return "".join(pieces) + question[place:]


def _written_like(token: _Token, chosen: str, question: str) -> str:
    """Return the chosen syllable in the letter case that was typed."""
    typed = token.span.of(question)
    if token.fixed or chosen == token.typed:
        return typed
    if typed.isupper() and len(typed) > 1:
        return chosen.upper()
    return chosen[0].upper() + chosen[1:] if typed[0].isupper() else chosen


def _same_letters(typed: str, name: str) -> bool:
    one, other = fold(typed), fold(name)
    if one == other or len(one) < 3:
        return False  # another mark makes another word
    return sorted(one) == sorted(other) or _DOUBLED.sub(r"\1", typed) == _DOUBLED.sub(r"\1", name)


_DOUBLED = re.compile(r"(.)\1+")


def _without_one(word: str) -> list[str]:
    return [word[:n] + word[n + 1 :] for n in range(len(word))] if len(word) > 1 else []


def _distance(first: str, second: str) -> int:
    """Return how many slips lie between two syllables (exchanging neighbours is one); 3 stands for more."""
    if abs(len(first) - len(second)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        after = [i]
        for j, b in enumerate(second, 1):
            best = min(row[j] + 1, after[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            after.append(best)
        before, row = row, after
    return min(row[-1], 3)

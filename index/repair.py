"""Mend a question from the indexed reports alone: put marks back, undo slips of one character.

A question is touched only where it needs it: it carries no mark at all, or holds a syllable the reports do
not know, or leaves out marks in most of the places where the reports write them. Numbers, document numbers
and abbreviations stay as typed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.model import Span
from corpus.vietnamese import fold, has_marks, modern_tone, nfc
from index.syllables import Choice, Syllables, distance, may_be_a_word, same_letters, slipped, struck_twice
from index.words import Channel

_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+", re.UNICODE)
#: "bai.txt", and what stands behind the stop of such a name: nobody's slips.
_FILE_NAME = re.compile(r"(?:[^\W_]+\.)?(?:txt|md|html?|pdf|docx?|xlsx?|odt|ods|csv|rtf|eml)\b", re.IGNORECASE)
_MOST_CANDIDATES = 24
_SLIP = 3.0  # what one mended character costs, in natural logarithms
_WORD_SLIP = 7.0  # the same where what was typed could be a Vietnamese syllable: then it may well be meant
_REAL_WORD = 6.0  # what it costs to take a known syllable for a slip
_MOVED = 1.0  # what letters in another order, or one struck twice, cost
_BARE_WORD_SLIP = 5.0  # the same typed without marks
_STRAY = 0.25  # so few syllables with marks are strays in a text typed without
_MARK = 4.0  # what putting a mark on a syllable that the reports also write without one costs
#: Letters without a vowel are an abbreviation ("kcn", "tthc"), unless a vowel may have been left out ("thng").
_ABBREVIATION = re.compile(
    r"(?!(?:b|ch?|d|gh?|h|kh?|l|m|ngh?|nh?|ph|qu?|r|s|th?|tr|v|x)(?:ch?|m|ng?|nh|p|t)$)[bcdghklmnpqrstvx]{2,}"
)
#: Foreign words that Vietnamese sentences hold as they are.
_LOANS = frozenset(
    ["app", "web", "wifi", "fax", "sms", "email", "scan", "photo", "robot", "camera", "blog", "link",
     "file", "pdf", "excel", "word", "smart", "clip", "video", "kiosk", "zalo", "facebook", "online", "offline",
     "index", "website", "chatbot", "max", "list", "data", "test", "check", "team", "cloud", "internet",
     "logo", "mail"]
)  # fmt: skip
#: Kinds of units without marks; the few syllables after one may be a name that no report holds.
_UNITS = frozenset(["tinh", "huyen", "xa", "phuong", "quan", "thon", "ap", "tran", "pho", "tp", "tx", "tt"])
_NAME_LENGTH = 3
_PERSONS = frozenset(["ong", "ba", "chi", "anh"])
#: What follows a unit in a question, and stands in no name.
_AFTER_NAMES = frozenset(
    ["có", "được", "đạt", "là", "năm", "đã", "về", "xếp", "đứng", "bao", "nào", "co", "duoc", "xep"]
)


@dataclass(frozen=True, slots=True)
class _Token:
    """A syllable or number of the question; `fixed` ones stay as typed.

    A `name` may be one of a unit or person: marks may be put back, but no letter is changed; only where two letters
    have changed places, so that no syllable is left ("Lcú"), they are put back (`exchanged`).
    `typed` has its tone mark in the modern place, `raw` where it stood: a slip may have moved it.
    """

    span: Span
    typed: str
    raw: str
    fixed: bool
    name: bool = False
    exchanged: bool = False


class Repairer:
    """Mends questions after the syllables of the reports, and which follow which."""

    def __init__(self, channel: Channel) -> None:
        self._known = Syllables(channel)

    def repair(self, question: str) -> str:
        """Return the question mended, or as it was."""
        question = nfc(question)
        tokens = self._split_joined(question)
        syllables = [t for token in tokens for t in token if not t.fixed]
        if not syllables:
            return question
        marked = sum(has_marks(t.typed) for t in syllables)
        half = marked > 0 and self._leaves_out_marks(syllables)
        bare = marked <= (len(syllables) * _STRAY if half else 0)
        unknown = any(t.typed not in self._known.numbers for t in syllables) or any(len(t) > 1 for t in tokens)
        if not (bare or unknown or half):
            return question
        flat = self._spare_names([t for token in tokens for t in token], question)
        choices = [self._candidates(t, bare, half) for t in flat]
        if not (bare or half) and any(self._is_careless(t) for t in flat):
            self._doubt(flat, choices, question)
        chosen = self._known.best(choices)
        return self._put_back(question, [len(token) for token in tokens], flat, chosen)

    def _split_joined(self, question: str) -> list[list[_Token]]:
        """Return the words of the question, each as one token, or two where a space was left out."""
        found = []
        lowered = question.lower()
        if len(lowered) != len(question):  # a letter whose small form is two characters
            lowered = question
        modern = modern_tone(lowered)
        for match in _TOKEN.finditer(question):
            span = Span(match.start(), match.end())
            token = _Token(span, span.of(modern), span.of(lowered), self._is_fixed(question, span))
            found.append([token] if token.fixed else self._halves(token))
        return found

    def _is_fixed(self, question: str, span: Span) -> bool:
        word = span.of(question)
        if word[0].isdigit():
            return True
        around = question[max(0, span.start - 1) : span.start] + question[span.end : span.end + 1]
        if any(c.isdigit() or c in "/-_@&" for c in around) or _FILE_NAME.match(question, span.start):
            return True
        if word.lower() in _LOANS:
            return True
        if _ABBREVIATION.fullmatch(fold(word)):
            return word.lower() in self._known.numbers
        return len(word) > 1 and word.isupper() and not has_marks(word)

    def _spare_names(self, tokens: list[_Token], question: str) -> list[_Token]:
        """Fix unknown syllables that name somebody or some place: near is not the same unit."""
        spared: list[_Token] = []
        since_unit = _NAME_LENGTH
        for place, token in enumerate(tokens):
            plain = fold(token.typed)
            capital = place > 0 and token.span.of(question)[0].isupper()
            since_unit = 0 if plain in _UNITS else since_unit + 1
            if place and since_unit and self._ends_name(tokens[place - 1], token, since_unit, question):
                since_unit = _NAME_LENGTH + 1
            known = token.typed in self._known.numbers or (not has_marks(token.typed) and plain in self._known.plain)
            of_unit = 0 < since_unit <= _NAME_LENGTH
            beside = tokens[max(0, place - 1) : place] + tokens[place + 1 : place + 2]
            of_person = capital and any(t.span.of(question)[0].isupper() or fold(t.typed) in _PERSONS for t in beside)
            may_name = (of_unit and (capital or not self._misspells(token.typed))) or of_person
            named = may_name and not known and (capital or may_be_a_word(plain)) and not struck_twice(token.raw)
            exchanged = named and capital and bool(self._exchanged(token))
            fixed = (named and not exchanged) or token.fixed
            spared.append(replace(token, fixed=fixed, name=may_name, exchanged=exchanged))
        return spared

    def _exchanged(self, token: _Token) -> list[int]:
        """Return the known syllables that two letters in each other's place made into what can be no syllable."""
        plain = fold(token.typed)
        if may_be_a_word(plain):
            return []
        near = {n for form in self._known.near(plain) if len(form) == len(plain) for n in self._known.plain[form]}
        if not has_marks(token.typed):
            return sorted(n for n in near if slipped(plain, fold(self._known.names[n])))
        return sorted(n for n in near if slipped(token.raw, self._known.names[n]))

    def _ends_name(self, before: _Token, token: _Token, since_unit: int, question: str) -> bool:
        """Tell whether a name that may have begun is over: a comma, a verb, or a small letter after a capital."""
        if re.search(r"[,.;:()?!]", question[before.span.end : token.span.start]):
            return True
        if token.typed in _AFTER_NAMES or before.typed in _AFTER_NAMES:
            return True
        return since_unit > 1 and before.span.of(question)[0].isupper() and token.span.of(question)[0].islower()

    def _misspells(self, typed: str) -> bool:
        """Tell whether a known syllable has the same letters in another order, or one of them not twice."""
        near = (self._known.names[n] for form in self._known.near(fold(typed)) for n in self._known.plain[form])
        return has_marks(typed) and any(same_letters(typed, name) for name in near)

    def _halves(self, token: _Token) -> list[_Token]:
        word = token.typed
        if len(word) < 4 or word in self._known.numbers or fold(word) in self._known.plain:
            return [token]
        best, best_count = [token], 0.0
        for cut in range(1, len(word)):
            firsts, seconds = self._known.variants(word[:cut]), self._known.variants(word[cut:])
            if firsts and seconds:
                count = float(self._known.pair_count(np.array(firsts), np.array(seconds)).max())
                if count > best_count:
                    start, middle, end = token.span.start, token.span.start + cut, token.span.end
                    best_count = count
                    best = [
                        _Token(Span(start, middle), word[:cut], word[:cut], False),
                        _Token(Span(middle, end), word[cut:], word[cut:], False),
                    ]
        return best

    def _leaves_out_marks(self, syllables: Sequence[_Token]) -> bool:
        """Tell whether two syllables lack marks that reports hardly ever leave out, or one where half have none."""
        lacking = sum(token.typed in self._known.marked for token in syllables)
        return lacking >= 2 or (lacking > 0 and sum(not has_marks(t.typed) for t in syllables) * 2 >= len(syllables))

    def _candidates(self, token: _Token, bare: bool, half: bool) -> list[Choice]:
        """Return what the token may stand for."""
        typed = token.typed
        number = self._known.numbers.get(typed, -1)
        plain = fold(typed)
        as_typed = (number, 0.0, typed)
        if token.fixed or (number >= 0 and has_marks(typed)):
            return [as_typed]
        if token.exchanged:
            return [(n, -_MOVED, self._known.names[n]) for n in self._exchanged(token)]
        variants = self._known.plain.get(plain, [])
        if not has_marks(typed) and variants:
            if number >= 0 and not (bare or half):
                return [as_typed]
            cost = 0.0 if bare else _MARK
            found = [(n, 0.0 if n == number else -cost, self._known.names[n]) for n in variants[:_MOST_CANDIDATES]]
            if bare or half or number >= 0:
                return found
            if token.name:
                return [*found, as_typed]
        # In a text with marks a syllable without any may have lost the letter that bore one: "ton" is "toán".
        unmarked = bare or not has_marks(typed)
        cost = _SLIP if not may_be_a_word(plain) else _BARE_WORD_SLIP if unmarked else _WORD_SLIP
        near = {n for form in self._known.near(plain) for n in self._known.plain[form]} | set(variants)
        if len(typed) < 2 or not near:
            return [as_typed]
        if _ABBREVIATION.fullmatch(plain):  # "hdnd" lacks a stroke, "ccch" has its letters in another order
            near = {n for n in near if _ABBREVIATION.fullmatch(fold(self._known.names[n]))}
            near = {n for n in near if sorted(fold(self._known.names[n])) == sorted(plain)}
            return [*((n, -_MOVED, self._known.names[n]) for n in near), as_typed]
        writings = {plain} if bare else {typed, token.raw}
        scored = []
        for n in near:
            name = self._known.names[n]
            spelled = fold(name) if bare else name
            slips = min(distance(writing, spelled) for writing in writings)
            if slips <= 2:
                # "noà", "xếếp": the same letters in another order, or one struck twice, are no other word.
                moved = any(same_letters(writing, spelled) for writing in writings)
                marked_only = not bare and fold(name) == plain and not has_marks(typed)
                scored.append((n, -(_MOVED if moved else _MARK if marked_only else cost * slips), name))
        scored.sort(key=lambda c: (c[1] + math.log(self._known.counts[c[0]] + 1), c[2]), reverse=True)
        return [*scored[:_MOST_CANDIDATES], as_typed]

    def _is_careless(self, token: _Token) -> bool:
        """Tell whether a slip made something that can be no word."""
        unknown = not token.fixed and token.typed not in self._known.numbers
        return unknown and (struck_twice(token.raw) or not may_be_a_word(fold(token.typed)))

    def _doubt(self, tokens: list[_Token], choices: list[list[Choice]], question: str) -> None:
        """Where one word shows a slip, let another that fits on neither side be one as well: "bên chế", "tay đổi"."""
        for place, token in enumerate(tokens):
            number = self._known.numbers.get(token.typed, -1)
            if number < 0 or token.fixed or len(token.typed) < 3 or token.span.of(question)[0].isupper():
                continue
            before = [self._known.numbers.get(t.typed, -1) for t in tokens[max(0, place - 1) : place]]
            after = [self._known.numbers.get(t.typed, -1) for t in tokens[place + 1 : place + 2]]
            if self._known.fits(before, number, after):
                continue
            near = {n for form in self._known.near(fold(token.typed)) for n in self._known.plain[form]}
            meant = [
                n for n in near if slipped(token.typed, self._known.names[n]) and self._known.fits(before, n, after)
            ]
            choices[place] += [(n, -_REAL_WORD, self._known.names[n]) for n in sorted(meant)]

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

"""Read what a Vietnamese keyboard left undone: "ddieemr" (Telex) and "d9ie6m3" (VNI) are "điểm"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from corpus.vietnamese import fold, has_marks, is_syllable

_WORD = re.compile(r"(?<![\w/.-])[A-Za-z]+\d*(?:[A-Za-z]+\d*)*(?![\w/.-])")
_TONES = {
    "s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323",
    "1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323",
}  # fmt: skip
_MARKED = re.compile(r"[ơăâêô]|ư(?!ơ)")
#: "thang16", "quy1": a number written without a space.
_NUMBERED = frozenset(
    ["ngay", "thang", "tuan", "quy", "nam", "muc", "cap", "khoa", "lop", "ap", "to", "khu", "quan", "phuong", "xa", "top"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Decoded:
    """What a word would be; a sure one is nothing else, others count beside a sure one only."""

    word: str
    sure: bool


def typed_out(text: str) -> str:
    """Return the text with the words put together that were typed with the keyboard's Vietnamese switched off."""
    found = [(match, _decoded(match.group(0))) for match in _WORD.finditer(text)]
    if not any(decoded and decoded.sure for _, decoded in found):
        return text
    for match, decoded in reversed(found):
        if decoded:
            typed = match.group(0)
            word = decoded.word.upper() if typed.isupper() else decoded.word
            word = word[0].upper() + word[1:] if typed[0].isupper() else word
            text = text[: match.start()] + word + text[match.end() :]
    return text


def _decoded(typed: str) -> _Decoded | None:
    word = typed.lower()
    if not re.search(r"\d", word):
        return None if is_syllable(word) else _from_telex(word)
    return _from_vni(word)


def _from_telex(word: str) -> _Decoded | None:
    stem = re.sub(r"^dd", "đ", word)
    for double, letter in (("aa", "â"), ("ee", "ê"), ("oo", "ô")):
        stem = stem.replace(double, letter, 1)
    horn = re.match(r"([^w]*[aou][^w]*)w(.*)$", stem)
    while horn:
        stem = _with_horn(horn.group(1)) + horn.group(2)
        horn = re.match(r"([^w]*[aou][^w]*)w(.*)$", stem)
    sure = stem != word and re.search(r"w$", word) is None  # "now", "show"
    tone = re.fullmatch(r"(.*[aeiouyâêôăơư][^\Wsfrxj]*)([sfrxj])([a-z]*)", stem)
    if tone:
        return _put_together(tone.group(1) + tone.group(3), tone.group(2), sure)
    return _put_together(stem, "", sure)


def _from_vni(word: str) -> _Decoded | None:
    letters, digits = re.sub(r"\d", "", word), re.sub(r"\D", "", word)
    tones = [d for d in digits if d in "12345"]
    if "0" in digits or len(tones) > 1 or len(digits) > 3 or len(set(digits)) < len(digits):
        return None
    if "9" in digits:
        if not letters.startswith("d"):
            return None
        letters = "đ" + letters[1:]
    if "6" in digits:
        letters = re.sub(
            r"(.*)([aeo])", lambda m: m.group(1) + {"a": "â", "e": "ê", "o": "ô"}[m.group(2)], letters, count=1
        )
    if "7" in digits:
        letters = (
            re.sub(r"uo", "ươ", letters)
            if "uo" in letters
            else re.sub(r"[uo]", lambda m: _HORNED[m.group()], letters, count=1)
        )
    if "8" in digits:
        letters = letters.replace("a", "ă", 1)
    inside = re.search(r"\d[a-z]", word) is not None
    sure = inside or (len(digits) > 1 and fold(letters) not in _NUMBERED)
    return _put_together(letters, tones[0] if tones else "", sure)


_HORNED = {"a": "ă", "o": "ơ", "u": "ư"}


def _with_horn(stem: str) -> str:
    """Return the stem with its vowel horned: the last one, but "ươ" and "ưa"."""
    for pair, horned in (("uo", "ươ"), ("ua", "ưa")):
        if pair in stem:
            return stem.replace(pair, horned, 1)
    at = max(stem.rfind(vowel) for vowel in "aou")
    return stem[:at] + _HORNED[stem[at]] + stem[at + 1 :]


def _put_together(letters: str, tone: str, sure: bool) -> _Decoded | None:
    """Return the syllable with its tone mark in place; None where Vietnamese has no such syllable."""
    if not is_syllable(fold(letters)) or re.search(r"[ăâ]$|[ăơư][iuy]?[êô]|â[io]|ă[iouy]", letters):
        return None
    if re.search(r"(?:p|t|ch?)$", letters) and tone not in ("s", "j", "1", "5"):
        return None
    if tone:
        at = _toned(letters)
        letters = unicodedata.normalize("NFC", letters[: at + 1] + _TONES[tone] + letters[at + 1 :])
    return _Decoded(letters, sure) if has_marks(letters) else None


def _toned(letters: str) -> int:
    """Return the place of the vowel that bears the tone."""
    marked = _MARKED.search(letters)
    if marked:
        return marked.start()
    glide = re.match(r"(?:qu|gi(?=[aeou]))", letters)
    start = glide.end() if glide else 0
    vowels = [n for n, c in enumerate(letters) if n >= start and c in "aeiouyư"]
    if letters[-1] not in "aeiouyư" or len(vowels) > 2:
        return vowels[min(1, len(vowels) - 1)]
    return vowels[0]

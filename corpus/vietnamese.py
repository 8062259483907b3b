"""Vietnamese writing: folding, syllables, sentences. Every function here keeps character positions."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from corpus.model import Span


class _Folding(dict[int, str]):
    """Map one character to one: lower case, without tone and vowel marks, đ as d."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in "đĐ":
            folded = "d"
        elif code < 0x80:
            folded = char.lower()
        else:
            base = unicodedata.normalize("NFD", char)[0].lower()
            folded = base if len(base) == 1 else char
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return the text of the same length without case, tone and vowel marks. The text must be NFC."""
    return text.translate(_FOLDING)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def writable(text: str) -> str:
    """Return the text with a "?" for half a character (a lone surrogate), which no file or answer can hold."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


# Old and new tone placement write the same syllable: "hoà" = "hòa", "uỷ" = "ủy" (but "quý" is q + uý).
_OLD_TONE = re.compile(r"(?<![qQ])(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])(?![\w])", re.IGNORECASE)
_MARKS = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def _swap_tone(match: re.Match[str]) -> str:
    first, second = match.group(0)[0], match.group(0)[1]
    parts = unicodedata.normalize("NFD", second)
    mark = next(c for c in parts if c in _MARKS)
    bare = unicodedata.normalize("NFC", parts.replace(mark, "", 1))
    return unicodedata.normalize("NFC", first + mark) + bare


def modern_tone(text: str) -> str:
    """Return the text of the same length with tone marks placed the modern way ("hòa", "ủy")."""
    return _OLD_TONE.sub(_swap_tone, text)


_WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_¹²³⁰⁴⁵⁶⁷⁸⁹]+")


def words(text: str) -> list[str]:
    """Return the syllables and numbers of the text, lower case, tone marks placed the modern way."""
    return _WORD.findall(modern_tone(text.lower()))


def folded_words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def blanked(text: str, spans: Iterable[Span]) -> str:
    """Return a text with blanks in the place of some of its stretches; what is left keeps its offsets."""
    letters = list(text)
    for span in spans:
        letters[span.start : span.end] = " " * (span.end - span.start)
    return "".join(letters)


def word_spans(text: str) -> list[Span]:
    return [Span(m.start(), m.end()) for m in _WORD.finditer(text)]


@lru_cache(maxsize=65536)
def has_marks(word: str) -> bool:
    """Tell whether the word carries any Vietnamese letter or tone mark."""
    return any(fold(c) != c.lower() for c in word)


class Spelt:
    """Words to be found as they are spelt, small letters with their marks; in a text without any mark, without.

    "kẹt" is no "kết", and "tiền" no "đầu tiên".
    """

    def __init__(self, pattern: str) -> None:
        bare = re.sub(r"\\.|[^\\]+", lambda m: m[0] if m[0][0] == "\\" else fold(m[0]), pattern)
        self._marked, self._bare = re.compile(pattern), re.compile(bare)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        text = modern_tone(text.lower())
        return (self._marked if has_marks(text) else self._bare).finditer(text)

    def search(self, text: str) -> re.Match[str] | None:
        return next(self.finditer(text), None)


# What a Vietnamese syllable looks like without its marks: a first consonant, vowels, a last consonant.
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
    r"(?:(?:a[iouy]?|e[ou]?|i[au]?|ieu|o(?:a[iouy]?|eo?|i)?|u(?:ay?|e|i|o[iu]|u|y[au]?)?|yeu|y)"
    r"|(?:a|e|i|ie|o|oa|oe|oo|u|ua|ue|uo|uye?|ye?)(?:ch?|m|ng?|nh|p|t))"
)


def is_syllable(plain: str) -> bool:
    """Tell whether a word without its marks could be a Vietnamese syllable, known or not."""
    return _SYLLABLE.fullmatch(plain) is not None


# A full stop after these does not end a sentence.
_ABBREVIATIONS = frozenset(
    ["tp", "tx", "tt", "h", "x", "p", "q", "tr", "ths", "ts", "pgs", "gs", "cn", "bs", "ks", "đ/c",
     "stt", "vd", "kt", "tm", "tl", "tuq", "dr", "mr", "mrs", "st", "jr"]
)  # fmt: skip
_CLOSING = '"”’»)\\]*_⁰¹²³⁴⁵⁶⁷⁸⁹'
_END = re.compile(rf"(?<![.!?…])[.!?…]++[{_CLOSING}]*+(?=\s|$)")
# The space after a full stop is often forgotten: "đúng quy định.Trong năm".
_GLUED = re.compile(r"(?<=[^\W\dA-ZĐ_][^\W\dA-ZĐ_])[.!?](?=[^\W\d_][^\W\d_])")
_BREAK = re.compile(r"\n[ \t\u00a0]*+\n")
#: In characters; the longest list that an office puts into one sentence stays whole.
_LONGEST_SENTENCE = 3000


def sentences(text: str, within: Span) -> list[Span]:
    """Return the sentences of that stretch, in order, without the white space between them.

    A full stop ends a sentence only before white space and a capital, a quotation mark, a digit or a list
    mark, or where the space was forgotten; so "1.872", "TP. Huế" and "34/2016/NĐ-CP" stay whole. A blank
    line always ends one, and what never ends is cut: no prose, and reading it would take the square of its length.
    """
    found: list[Span] = []
    start = within.start
    ends = [(match.end(), match) for match in _END.finditer(text, within.start, within.end)]
    ends += [(match.end(), match) for match in _GLUED.finditer(text, within.start, within.end)]
    ends += [(match.end(), match) for match in _BREAK.finditer(text, within.start, within.end)]
    for end, match in sorted(ends, key=lambda item: item[0]):
        if end > start and _ends_sentence(text, match, start, within.end):
            _append(found, text, start, end)
            start = end
    _append(found, text, start, within.end)
    return found


def _ends_sentence(text: str, match: re.Match[str], start: int, limit: int) -> bool:
    if match.re is _BREAK:
        return True
    before = text[max(start, match.start() - 16) : match.start()]
    word = re.split(r"[\s(“\"]", before)[-1].lower()
    if match.re is _GLUED:
        following = text[match.end() : match.end() + 2]
        address = "www" in word or "/" in word or "@" in word
        return following.istitle() and word not in _ABBREVIATIONS and not address
    following = text[match.end() : min(match.end() + 24, limit)].lstrip()
    if not following:
        return True
    if not (following[0].isupper() or following[0].isdigit() or following[0] in "“\"'(‘«-+•*–[¹²³⁴⁵⁶⁷⁸⁹"):
        return False
    if match.group(0) != ".":
        return True
    if word in _ABBREVIATIONS or _is_initial(before, following):
        return False
    # A scan may tear a number apart: "1. 872 hồ sơ".
    torn = re.search(r"(?<![\d/,])\d{1,3}$", before) and re.match(r"\d{3}(?![\d/])", following)
    if torn and "\n" not in before:
        return False
    # A list number ("1.", "a.", "IV.") at the start of a line is not a sentence of its own.
    line, at_start = before.rpartition("\n")[2].strip(), "\n" in before or match.start() - start <= 16
    return not (at_start and re.fullmatch(r"[*_#\s]*(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]+)", line))


_INITIAL = re.compile(r"(?:([^\W\d_]+) )?[A-ZĐ]$")


def _is_initial(before: str, following: str) -> bool:
    """Tell whether a full stop shortens a foreign name, "J. A. Mann"; "xã Tân Thành A." ends a sentence."""
    match = _INITIAL.search(before)
    after = _WORD.match(following)
    if match is None or after is None:
        return False
    name = match.group(1) or ""
    foreign = not is_syllable(fold(after.group(0))) or following[1:2] == "."
    return foreign or (name.istitle() and not is_syllable(fold(name)))


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    while end - start > _LONGEST_SENTENCE:
        latest = start + _LONGEST_SENTENCE
        cut = max(text.rfind(mark, start + 1, latest) for mark in ("; ", "\n")) + 1
        cut = cut or text.rfind(" ", start + 1, latest) + 1 or latest
        _append(found, text, start, cut)
        start = cut
    add_trimmed(found, text, start, end)


def add_trimmed(found: list[Span], text: str, start: int, end: int, edges: str | None = None) -> None:
    """Add a stretch without the white space, or other characters, at its edges; none where nothing is left."""
    piece = text[start:end]
    left, right = len(piece) - len(piece.lstrip(edges)), len(piece.rstrip(edges))
    if right > left:
        found.append(Span(start + left, start + right))


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]

"""Undo what staff do when they type: invisible characters, abbreviations, ALL CAPS, Telex and VNI left undone."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from corpus.data import entries
from corpus.mentions import find_units
from corpus.vietnamese import fold, has_marks, is_syllable, nfc

_SPACES = re.compile(r"[^\S\n]+")
_SHOUTED = re.compile(r"[^\W\d_]{2,}")
_DOCUMENT_NUMBER = re.compile(r"\d+[\w.]*/[\w/&.-]*[^\W\d_][\w&-]*|\b\w*\d\w*\b")
#: Before these, "k" and other single letters stand for something else: "k/c", "k.10".
_NOT_BEFORE = r"(?![\w/&.'’-]*\w)"
_NOT_AFTER = r"(?<![\w/&.'’-])"


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What `corpus/data/abbreviations.toml` holds."""

    words: dict[str, str]
    kinds: dict[str, str]
    capitals: frozenset[str]
    short_indicators: dict[str, str]


@cache
def abbreviations() -> Abbreviations:
    loaded = entries("abbreviations")
    words = {k.lower(): v for part in ("typed", "office") for k, v in loaded[part].items()}
    return Abbreviations(
        words=words,
        kinds={k.lower(): v for k, v in loaded["kinds"].items()},
        capitals=frozenset(loaded["capitals"]["keep"]),
        short_indicators={fold(k): v for k, v in loaded["short_indicators"].items()},
    )


@cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(abbreviations().words, key=len, reverse=True)
    joined = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in longest)
    return re.compile(rf"{_NOT_AFTER}(?:{joined}){_NOT_BEFORE}", re.IGNORECASE)


@cache
def _kind_pattern() -> re.Pattern[str]:
    longest = sorted(abbreviations().kinds, key=len, reverse=True)
    joined = "|".join(re.escape(w) for w in longest)
    return re.compile(rf"{_NOT_AFTER}({joined})(\s*)(?=[^\W\d_]{{2}}|[^\W\d_]\s[^\W\d_])", re.IGNORECASE)


def normalise(text: str, names: Iterable[str] = ()) -> str:
    """Return the text as a careful person would have typed it; `names` are unit names to keep capitalised."""
    text = nfc(text)
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cf", "Cc", "Co", "Cs"))
    text = "\n".join(_SPACES.sub(" ", line).strip() for line in text.splitlines()).strip()
    text = _lowered(typed_out(text), names)
    text = _kind_pattern().sub(_kind, text)
    return _pattern().sub(_expanded, text)


def _kind(match: re.Match[str]) -> str:
    written, space = match.group(1), match.group(2)
    following = match.string[match.end() :]
    name = re.match(r"[^\W\d_]+", following)
    word = name.group(0) if name else ""
    # "TP" and "TX" without a full stop count before a name only; "TP.HCM" is known as it stands.
    if not written.endswith(".") and (not space or (written.isupper() and not word[:1].isupper())):
        return match.group(0)
    if word.isupper() and len(word) > 1 and not match.string.isupper():
        return match.group(0)
    if written.endswith(".") and len(written) == 2 and written[0].isupper() and space and match.start() > 0:
        if not word[:1].isupper():  # "… nhóm H. còn lại"
            return match.group(0)
    return abbreviations().kinds[written.lower()] + " "


def _expanded(match: re.Match[str]) -> str:
    written = match.group(0)
    if written.lower() == "bn" and _SOMEBODY.search(fold(match.string), 0):
        return "bạn"
    full = abbreviations().words[" ".join(written.lower().split())]
    if written.isupper() and len(written) > 1 and written.lower() not in _ALWAYS and " " not in written:
        return written  # "TL", "NV", "KH" in capitals are document marks: "TL. CHỦ TỊCH"
    return full[:1].upper() + full[1:] if written[:1].isupper() else full


_SOMEBODY = re.compile(
    r"\b(?:cam on|chao|hi|hello|theo|nho|hoi|giup) bn\b|\bbn (?:la ai|oi|ten|co the|lam duoc|giup|biet)\b"
)
_ALWAYS = frozenset(["ko", "đc", "dc", "ntn"])
#: An office holder whose name no capital marks: "bí thư huyện ủy lê văn tám yêu cầu".
HOLDER = re.compile(
    r"\b(?:bi thu|chu tich)(?: (?:huyen|tinh|thi|thanh|dang) uy| ubnd \w+)?((?: \w+){2,3}?)"
    r"(?= (?:yeu cau|phat bieu|ket luan|chi dao|noi|de nghi|nhan manh|giao|cho biet|neu|danh gia|muon)\b)"
)
_NO_VOWEL = re.compile(r"[BCDĐGHKLMNPQRSTVX]{2,}")


def _lowered(text: str, names: Iterable[str]) -> str:
    """Lower a text typed in capitals throughout; known abbreviations, numbers and names keep theirs."""
    found = [w for w in _SHOUTED.findall(text) if w not in abbreviations().capitals]
    shouted = sum(w.isupper() for w in found)
    if shouted < 2 or shouted < 0.8 * len(found):
        return text
    if not any(has_marks(w) for w in found) and shouted < 3:
        return text
    kept = [(m.start(), m.end()) for m in _DOCUMENT_NUMBER.finditer(text)]
    kept += [
        (m.start(), m.end()) for m in re.finditer(r"\w+", text)
        if m.group() in abbreviations().capitals
        or (_NO_VOWEL.fullmatch(m.group()) and m.group().lower() not in abbreviations().words)
    ]  # fmt: skip
    letters = list(text.lower() if len(text.lower()) == len(text) else text)
    for start, end in kept:
        letters[start:end] = text[start:end]
    folded = fold(text)
    known = [m.span() for n in names for m in re.finditer(rf"(?<!\w){re.escape(fold(n))}(?!\w)", folded)]
    for start, end in known:
        letters[start:end] = text[start:end].title()
    for mention in find_units(text):
        start = mention.span.end - len(mention.unit.bare)
        if any(start <= a and b <= mention.span.end for a, b in known):
            continue  # where all is in capitals, a name seems to go on
        if fold(text[start : mention.span.end]) == fold(mention.unit.bare):
            letters[start : mention.span.end] = text[start : mention.span.end].title()
    for match in HOLDER.finditer(folded):
        letters[match.start(1) : match.end(1)] = text[match.start(1) : match.end(1)].title()
    lowered = "".join(letters)
    return lowered[:1].upper() + lowered[1:]


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

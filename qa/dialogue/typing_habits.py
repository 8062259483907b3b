"""Undo what staff do when they type: invisible characters, abbreviations of chat and office, ALL CAPS."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from corpus.data import entries
from corpus.mentions import find_units
from corpus.vietnamese import fold, has_marks, nfc
from qa.dialogue.keyboards import typed_out

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

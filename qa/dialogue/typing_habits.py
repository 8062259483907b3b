"""Undo what staff do when they type: invisible characters, abbreviations of chat and office, ALL CAPS."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.units import gazetteer
from corpus.vietnamese import fold, has_marks, modern_tone, nfc, words
from corpus.vocabulary import indicators
from index.repair import question_words

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
    loaded = tomllib.loads(resources.files("corpus.data").joinpath("abbreviations.toml").read_text("utf-8"))
    words = {nfc(k).lower(): nfc(v) for part in ("typed", "office") for k, v in loaded[part].items()}
    return Abbreviations(
        words=words,
        kinds={nfc(k).lower(): nfc(v) for k, v in loaded["kinds"].items()},
        capitals=frozenset(nfc(w) for w in loaded["capitals"]["keep"]),
        short_indicators={fold(nfc(k)): nfc(v) for k, v in loaded["short_indicators"].items()},
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


# What no Vietnamese syllable looks like, without its marks: "nma", "hyen", "cia", "hnag".
_SYLLABLE = re.compile(
    r"(?:(?:b|ch|d|gi?|h|kh|l|m|nh?|ph|qu?|r|s|th?|tr|v|x)(?=[aou])|(?:gh|k|ngh)(?=[iey])|(?:c|ng)(?=[aou])"
    r"|(?:b|ch|d|g|h|kh|l|m|nh?|ph|qu|r|s|th?|tr|v|x)(?=[ie])|(?:h|k|l|m|qu|s|t|v|d|n|th|x|kh)(?=y$)|)"
    r"(?:a[iouy]?|e[ou]?|i(?:a|eu?|u|e)?|o(?:a[iouy]?|eo?|i)?|u(?:a[y]?|e|i|o[iu]?|u|y(?:a|e|u)?)?|y(?:eu?)?)"
    r"(?:ch?|m|ng?|nh|p|t)?"
)
#: Slips that look like syllables but are none that a question would use.
_NO_WORDS = frozenset(["soa", "boa", "teh"])
#: "caủ": the tone of such a pair stands on its first vowel.
_TONE_TOO_LATE = re.compile(r"[aeo][ùúủũụìíỉĩịòóỏõọ]$", re.IGNORECASE)
#: Loan words that are no slips.
_FOREIGN = frozenset(
    ["app", "web", "wifi", "fax", "sms", "email", "scan", "photo", "robot", "camera", "chat", "blog", "link",
     "file", "pdf", "excel", "word", "smart", "clip", "video", "kiosk", "zalo", "online", "index", "website"]
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{3,}")


@cache
def _question_vocabulary() -> frozenset[str]:
    """Return the words that questions are made of, as they should be written."""
    phrases = [
        *question_words(),
        *(n for i in indicators().values() for n in i.names),
        *abbreviations().words.values(),
    ]
    phrases.append(_COMMON)
    return frozenset(w for phrase in phrases for w in words(phrase) if len(w) > 1 and not w.isdigit())


_COMMON = """
còn thế vậy rồi năm tháng quý huyện xã tỉnh phường thị trấn thành phố cấp toàn thì sao trước sau liền
ngoái đó này nguồn trích nguyên văn chi tiết hơn căn cứ cái đầu tiên riêng nhầm không phải tôi mình hỏi
chứ mới một phần nói rõ đầy đủ giải thích thêm xem sáng kiến mô hình hạn chế đơn vị hồ sơ trễ đúng quá tỷ
lệ thủ tục công chức viên chức cán bộ giải pháp tiếp nhận trực tuyến thanh toán số hóa biên chế tinh giản
kết luận báo cáo mục tiêu chỉ tiêu kết quả các những
"""


def mend(text: str, more: Iterable[str] = (), names: Iterable[str] = ()) -> str:
    """Undo slips of one letter in the words of a question; only what can be no syllable is a slip.

    `more` are further words to know, those of the question before; `names` are unit names: within a text a
    word with a capital is taken for part of one of these only.
    """
    text = _with_pairs(text)
    if not any(_is_slip(m.group(0)) for m in _WORD.finditer(text)):
        return text
    named = {w for name in names for w in words(name)}
    known = _question_vocabulary() | {w for phrase in more for w in words(phrase) if not _is_slip(w)} | named
    bare = not has_marks(text)

    def mended(match: re.Match[str]) -> str:
        typed = match.group(0)
        if not _is_slip(typed):
            return typed
        inside = match.start() > 0 and typed[:1].isupper()
        lowered = modern_tone(typed.lower())
        pool = named if inside else known
        if bare:
            lowered, near = fold(lowered), {fold(w) for w in pool}
        else:
            near = set(pool)
        if lowered in near:
            return typed
        found = sorted(w for w in near if _one_slip(lowered, w))
        swapped = [w for w in found if sorted(w) == sorted(lowered)]
        doubled = [w for w in found if len(w) < len(lowered) and _squeezed(w) == _squeezed(lowered)]
        longer = [w for w in found if len(w) > len(lowered)]
        best = swapped or doubled or longer or found
        if len(best) != 1:
            return typed
        return best[0][:1].upper() + best[0][1:] if typed[:1].isupper() else best[0]

    return _WORD.sub(mended, text)


def _squeezed(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


# Words that are slips only beside another: "bao niêu", "mấy đểm".
_PAIRED = (
    (re.compile(r"\b(bao) ([^\W\d_]{3,6})\b", re.IGNORECASE), "nhiêu"),
    (re.compile(r"\b(mấy|may|nhiêu|nhieu) ([^\W\d_]{3,5})\b", re.IGNORECASE), "điểm"),
)


def _with_pairs(text: str) -> str:
    for pattern, wanted in _PAIRED:
        for match in reversed(list(pattern.finditer(text))):
            typed = match.group(2)
            meant = wanted if has_marks(typed) else fold(wanted)
            if _one_slip(typed.lower(), meant):
                text = text[: match.start(2)] + meant + text[match.end(2) :]
    return text


def _is_slip(word: str) -> bool:
    plain = fold(word)
    if (word.isupper() and not has_marks(word)) or plain in _FOREIGN:
        return False
    if word.islower() and not re.search(r"[aeiouy]", plain):  # "tthc", "cđs": an abbreviation
        return False
    return plain in _NO_WORDS or bool(_TONE_TOO_LATE.search(word)) or _SYLLABLE.fullmatch(plain) is None


def _one_slip(typed: str, word: str) -> bool:
    """Tell whether one letter exchanged with its neighbour, doubled, added or left out parts the two."""
    if typed[:1] != word[:1]:
        return False
    if len(typed) == len(word):
        apart = [n for n, (a, b) in enumerate(zip(typed, word, strict=True)) if a != b]
        return (
            len(apart) == 2
            and apart[1] == apart[0] + 1
            and typed[apart[0]] == word[apart[1]]
            and typed[apart[1]] == word[apart[0]]
        )
    longer, shorter = (typed, word) if len(typed) > len(word) else (word, typed)
    return len(longer) == len(shorter) + 1 and any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))


def normalise(text: str, names: Iterable[str] = ()) -> str:
    """Return the text as a careful person would have typed it; `names` are unit names to keep capitalised."""
    text = nfc(text)
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cf", "Cc", "Co", "Cs"))
    text = "\n".join(_SPACES.sub(" ", line).strip() for line in text.splitlines()).strip()
    text = _lowered(text, names)
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
    for mention in gazetteer().find(text):
        start = mention.span.end - len(mention.unit.bare)
        if fold(text[start : mention.span.end]) == fold(mention.unit.bare):
            letters[start : mention.span.end] = text[start : mention.span.end].title()
    folded = fold(text)
    for name in names:
        for match in re.finditer(rf"(?<!\w){re.escape(fold(name))}(?!\w)", folded):
            letters[match.start() : match.end()] = text[match.start() : match.end()].title()
    for match in HOLDER.finditer(folded):
        letters[match.start(1) : match.end(1)] = text[match.start(1) : match.end(1)].title()
    lowered = "".join(letters)
    return lowered[:1].upper() + lowered[1:]

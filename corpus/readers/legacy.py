"""Vietnamese in the encodings of the years before Unicode, and UTF-8 that was read as something else.

TCVN3 (fonts .VnTime …) and VNI (fonts VNI-Times …) put Vietnamese letters where Western fonts have others, so a
text without its font reads "B¸o c¸o" or "Baùo caùo". Nothing is changed unless it then reads as Vietnamese.
"""

import re
import unicodedata
from collections.abc import Callable

_TCVN3_CODES = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦"
_TCVN3_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_TCVN3 = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)


def _vni_pairs() -> dict[str, str]:
    """Return what VNI writes as a letter and a mark: "aù" is á, "aá" is ấ, "ôø" is ờ."""
    tones = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
    roofed = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
    short = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
    bases = {"a": "a", "e": "e", "o": "o", "ô": "ơ", "ö": "ư", "u": "u", "y": "y"}
    pairs = {base + mark: letter + tone for base, letter in bases.items() for mark, tone in tones.items()}
    pairs |= {base + mark: f"{base}\u0302{tone}" for base in "aeo" for mark, tone in roofed.items()}
    pairs |= {"a" + mark: f"a\u0306{tone}" for mark, tone in short.items()}
    pairs |= {"ô": "ơ", "ö": "ư", "ñ": "đ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
    pairs = {written: unicodedata.normalize("NFC", letter) for written, letter in pairs.items()}
    capitals = {written.upper(): letter.upper() for written, letter in pairs.items()}
    mixed = {w[0].upper() + w[1:]: letter.upper() for w, letter in pairs.items() if len(w) == 2}
    return pairs | mixed | capitals


_VNI = _vni_pairs()
_VNI_PATTERN = re.compile("|".join(map(re.escape, sorted(_VNI, key=len, reverse=True))))
_TCVN3_FONT = re.compile(r"(?:.*\+)?\.?vn(?!i)[a-z]", re.IGNORECASE)  # a PDF puts "ABCDEF+" before the names
_VNI_FONT = re.compile(r"(?:.*\+)?vni\b", re.IGNORECASE)
_CAPITALS_FONT = re.compile(r"h(?:[ ,-].*)?$", re.IGNORECASE)  # ".VnTimeH" has capitals in the places of small letters


def is_legacy(font: str) -> bool:
    """Tell whether a font shows other letters than the text written in it says."""
    return _TCVN3_FONT.match(font) is not None or _VNI_FONT.match(font) is not None


def from_legacy(text: str, font: str) -> str:
    """Return the text of a run set in that font as it looks on paper; any other font's text as it is."""
    if _TCVN3_FONT.match(font):
        shown = _from_tcvn3(text)
        return shown.upper() if _CAPITALS_FONT.search(font) else shown
    return _from_vni(text) if _VNI_FONT.match(font) else text


#: Letters and signs that Vietnamese has no use for, and that the old encodings are full of.
_FOREIGN = re.compile("[\x80-\xa6\xa8-\xaa\xac-\xaf\xb5-\xba\xbc-\xbfÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïðñöøûüþÿŒœŠšŸŽž]")


def repaired(text: str) -> str:
    """Return the text with each line, or stretch between tags, brought to Unicode that is clearly not in it."""
    if text.isascii() or not _FOREIGN.search(text):
        return text
    return "".join(_repaired(piece) for piece in re.split(r"(<[^<>\n]*>|\n)", text))


def _repaired(piece: str) -> str:
    if piece.isascii() or piece.startswith("<"):
        return piece
    share = _share(piece)
    if share > 0.9:
        return piece
    ways: tuple[Callable[[str], str], ...] = (_from_misread, _from_tcvn3, _from_vni)
    shares = [(_share(other), other) for other in (way(piece) for way in ways) if other != piece]
    best, other = max(shares, key=lambda found: found[0], default=(0.0, piece))
    return other if best >= 0.8 and best >= share + 0.2 else piece


_WORD = re.compile(r"[^\W\d_]+")
#: What TCVN3 has capitals of.
_SMALL = re.compile("[a-zăâđêôơư]")


def _from_tcvn3(text: str) -> str:
    """Return the text in Unicode; TCVN3 has no capitals with a tone, so that "HUYệN Xã" is HUYỆN XÃ."""
    return "\n".join(map(_with_capitals, text.translate(_TCVN3).split("\n")))


def _with_capitals(line: str) -> str:
    capitals = {word for word in _WORD.findall(line) if not _SMALL.search(word) and any(map(str.isupper, word[1:]))}
    typed = any(char.islower() for word in capitals for char in word)  # "Số: 12/QĐ-UBND" is no line in capitals
    if typed and len(capitals) > 1 and not _SMALL.search(line):
        return line.upper()
    return _WORD.sub(lambda word: word[0].upper() if word[0] in capitals else word[0], line)


def _from_vni(text: str) -> str:
    return _VNI_PATTERN.sub(lambda match: _VNI[match.group(0)], text)


def _from_misread(text: str) -> str:
    """Return UTF-8 that was read as a Western code page ("Cáº£i cÃ¡ch"), once or twice, as it was written."""
    for _ in range(2):
        try:
            text = b"".join(map(_byte, text)).decode("utf-8")
        except UnicodeError:
            break
    return text


def _byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")


_VOWELS = re.compile(
    "[aăâeêioôơuưy]|a[iouy]|â[uy]|eo|êu|i[aêu]|o[aăeio]|ôi|ơi|u[aăâêioôơy]|ư[aiơu]|yê"
    "|iêu|oa[iyo]|oeo|ua[iyo]|uây|uôi|uy[aêu]|ươ[iu]|yêu|ueo"
)
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh?|gi|kh|ph|th|tr|ch|qu?|[bcdđhklmnprstvx])?([aăâeêioôơuưy]{1,3})(?:ch|nh|ng|[cmnpt])?"
    r"|[bcdđfghjklmnpqrstvwxz]{1,5}"
)
_PUNCTUATION = " \t\r.,;:!?…()[]{}\"'“”‘’«»-–—/|*_#+=•%&<>"
_TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def _share(text: str) -> float:
    """Return how much of the words that bear marks could be Vietnamese syllables."""
    pieces = (piece.strip(_PUNCTUATION) for piece in re.split(r"[\s\d]+", text))
    words = [word for word in pieces if not word.isascii() and (len(word) > 1 or word.isalpha())]
    return sum(map(_is_syllable, words)) / len(words) if words else 0.0


def _is_syllable(word: str) -> bool:
    apart = unicodedata.normalize("NFD", word.lower())
    if sum(map(apart.count, _TONES)) > 1:
        return False
    level = unicodedata.normalize("NFC", apart.translate(dict.fromkeys(map(ord, _TONES))))
    for part in re.split(r"[-/.]", level):
        match = _SYLLABLE.fullmatch(part)
        if part and (match is None or (match.group(1) and not _VOWELS.fullmatch(match.group(1)))):
            return False
    return True

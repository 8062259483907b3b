"""From the bytes of a file to clean text: encodings, those of the years before Unicode too, and what is no text."""

import re
import unicodedata
from collections.abc import Callable

from corpus.vietnamese import nfc


class NotTextError(Exception):
    """The bytes are not what the suffix says; `content` is the key of what they look like."""

    def __init__(self, content: str) -> None:
        super().__init__(content)
        self.content = content


class UnknownEncodingError(Exception):
    """No encoding makes plausible Vietnamese of these bytes."""


_MAGIC = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"Rar!", "zip"),
    (b"7z\xbc\xaf", "zip"),
    (b"\x1f\x8b", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"{\\rtf", "rtf"),
)


def decode(raw: bytes) -> str:
    """Return the bytes as text, or raise NotTextError or UnknownEncodingError."""
    for magic, content in _MAGIC:
        if raw.startswith(magic):
            raise NotTextError(content)
    text = _decode_utf16(raw)
    if text is None:
        _refuse_binary(raw)
        text = _decode_bytes(raw)
    return repaired(text)


def _decode_utf16(raw: bytes) -> str | None:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        # Without a mark: half of Vietnamese letters and all spaces have a zero high byte.
        sample = raw[:8192]
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if odd > len(sample) // 6 and even * 20 < odd:
            encoding = "utf-16-le"
        elif even > len(sample) // 6 and odd * 20 < even:
            encoding = "utf-16-be"
        else:
            return None
    try:
        text = raw.decode(encoding, errors="surrogatepass")
    except UnicodeDecodeError:
        text = raw[: len(raw) - len(raw) % 2].decode(encoding, errors="replace")
    letters = sum(c.isalpha() or c.isspace() or c.isdigit() for c in text[:4096])
    return text if letters * 2 > len(text[:4096]) and text.count("\x00") * 50 <= len(text) else None


def _refuse_binary(raw: bytes) -> None:
    sample = raw[:65536]
    strange = sum(sample.count(byte) for byte in range(32) if byte not in (9, 10, 12, 13))
    if strange > 2 and strange * 100 > len(sample):
        raise NotTextError("binary")


def _decode_bytes(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    text = raw.decode("cp1258", errors="replace")
    if text.count("\ufffd") * 200 <= len(text) and plausible(nfc(text)):
        return text
    # TCVN3 and VNI: the bytes of Western letters, which say something else.
    text = repaired(raw.decode("latin-1"))
    if plausible(text):
        return text
    # A few broken bytes in a long text (cut off on the way) must not lose the whole report.
    text = raw.decode("utf-8-sig", errors="replace")
    if text.count("\ufffd") * 1000 <= len(text) and plausible(text):
        return text
    raise UnknownEncodingError


_COMMON = frozenset(
    [
        "của",
        "và",
        "các",
        "được",
        "trong",
        "cho",
        "thực",
        "hiện",
        "công",
        "tác",
        "hành",
        "chính",
        "huyện",
        "xã",
        "tỉnh",
        "năm",
        "là",
        "có",
        "đã",
        "số",
        "theo",
        "cán",
        "bộ",
        "với",
        "tại",
        "về",
        "một",
        "đạt",
        "không",
        "kết",
        "quả",
        "giải",
        "quyết",
        "nhân",
        "dân",
        "ủy",
        "ban",
        "quy",
        "định",
        "cải",
        "cách",
        "thủ",
        "tục",
        "hồ",
        "sơ",
    ]
)


def plausible(text: str) -> bool:
    """Tell whether the text reads like Vietnamese: enough of its words are the commonest ones."""
    found = re.findall(r"[^\W\d_]+", text[:200_000].lower())
    marked = sum(not word.isascii() and word in _COMMON for word in found)
    return marked >= 1 and sum(word in _COMMON for word in found) * 12 >= len(found)


def _cleaning() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys((*range(32), *range(127, 160)))
    table[9], table[10] = "\t", "\n"
    table.update({11: "\n", 12: "\n", 13: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"})
    # Soft hyphens, zero-width characters and direction marks are seen by nobody and break every search.
    invisible = (0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
    table.update(dict.fromkeys(invisible))
    table.update(dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "))
    table.update(dict.fromkeys(range(0xD800, 0xE000)))
    return table


_CLEANING = _cleaning()


def normalise(text: str) -> str:
    """Return the text in NFC with plain line ends and spaces and nothing that cannot be seen."""
    return nfc(text.replace("\r\n", "\n").translate(_CLEANING))


# TCVN3 (fonts .VnTime …) and VNI (fonts VNI-Times …) put Vietnamese letters where Western fonts have others, so a
# text without its font reads "B¸o c¸o" or "Baùo caùo". Nothing is changed unless it then reads as Vietnamese.
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

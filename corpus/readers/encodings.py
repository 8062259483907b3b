"""From the bytes of a file to clean text: encodings, and bytes that are no text at all."""

import re

from corpus.readers.legacy import repaired
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

"""From a file's bytes to one clean text and its tables: one reader per format, no knowledge of reports."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.model import Page, Span, Table
from corpus.vietnamese import nfc


class NotTextError(Exception):
    """The bytes are not what the suffix says; `content` is the key of what they look like."""

    def __init__(self, content: str) -> None:
        super().__init__(content)
        self.content = content


class UnknownEncodingError(Exception):
    """No encoding makes plausible Vietnamese of these bytes."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a file; offsets count characters of `text`, which is NFC."""

    text: str
    tables: tuple[Table, ...] = ()
    pages: tuple[Page, ...] = field(default=())


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
    return text


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


def read_text(raw: bytes) -> Reading:
    """Read a plain-text file; one that holds a web page is read as such."""
    decoded = decode(raw)
    if re.match(r"\s*(?:<!doctype html|<html\b)", decoded[:1000], re.IGNORECASE):
        return read_page(decoded)
    text = normalise(decoded)
    return Reading(text, find_tables(text))


def read_markdown(raw: bytes) -> Reading:
    text = normalise(decode(raw))
    return Reading(text, find_tables(text))


def read_html(raw: bytes) -> Reading:
    return read_page(decode(raw))


def read_page(page: str) -> Reading:
    """Read a web page: what a visitor reads of it, one line per paragraph and per table row."""
    from corpus.webpage import page_lines  # lxml is only loaded for web pages

    parts: list[str] = []
    tables: list[Table] = []
    rows: list[tuple[Span | None, ...]] = []
    place = 0
    caption: Span | None = None

    def add(piece: str) -> Span | None:
        nonlocal place
        parts.append(piece)
        place += len(piece)
        return Span(place - len(piece), place) if piece else None

    def close() -> None:
        nonlocal caption
        filled = [cell for row in rows for cell in row if cell]
        if filled:
            tables.append(Table(Span(filled[0].start, filled[-1].end), tuple(rows), caption))
            add("\n")
        rows.clear()
        caption = None

    for line in page_lines(page):
        if line.cells:
            row: list[Span | None] = []
            for number, cell in enumerate(line.cells):
                if number:
                    add(" | ")
                row.append(add(_squeeze(cell)))
            rows.append(tuple(row))
            add("\n")
            continue
        close()
        kept = "\n".join(filter(None, (_squeeze(piece) for piece in line.text.split("\n"))))
        if kept:
            span = add(kept)
            caption = span if line.is_caption else None
            add("\n" if line.is_caption else "\n\n")
    close()
    text = "".join(parts)
    if not unicodedata.is_normalized("NFC", text):
        return Reading(nfc(text))  # cells that begin with a stray accent: the text matters more than the grid
    return Reading(text, tuple(tables))


def _squeeze(piece: str) -> str:
    return re.sub(r"\s+", " ", normalise(piece)).strip()


# --- tables in plain text and Markdown ---------------------------------------------------------------------

_GAPS = re.compile(r"[^\t ]+(?: [^\t ]+)*")
_CAPTION = re.compile(r"[*_#\s]*(?:bảng|biểu|phụ lục|mẫu)\b", re.IGNORECASE)
# Letterheads and signatures stand in two columns too, and are no tables.
_NOT_A_TABLE = re.compile(r"cộng h(?:òa|oà) xã hội|độc lập\s*-\s*tự do|nơi nhận\s*:|^\W*(?:tm|kt|tl)\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str


def find_tables(text: str) -> tuple[Table, ...]:
    """Return the tables drawn in the text with pipes, tabs or wide gaps."""
    found: list[Table] = []
    run: list[_Line] = []
    kind = ""
    before: list[_Line] = []
    for line in _lines(text):
        is_kind = _table_kind(line.text)
        if not line.text.strip() and kind == "pipe":
            continue  # a blank line between two rows drawn with pipes does not end the table
        if run and is_kind == kind:
            run.append(line)
            continue
        if table := _table(run, kind, before):
            found.append(table)
        before = [*before, *run][-2:]
        run, kind = ([line], is_kind) if is_kind else ([], "")
        if not is_kind and line.text.strip():
            before = [*before, line][-2:]
    if table := _table(run, kind, before):
        found.append(table)
    return tuple(found)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        yield _Line(start, line)
        start += len(line) + 1


def _table_kind(line: str) -> str:
    stripped = line.strip()
    if "|" in stripped or (stripped.startswith(("+-", "+=")) and _is_rule(stripped)):
        return "pipe"
    if "\t" in stripped:
        return "tab"
    return "gap" if "  " in stripped and len(stripped) < 400 else ""


def _is_rule(line: str) -> bool:
    """Tell a drawn rule ("|---|---|", "+====+") from a row."""
    return ("--" in line or "==" in line) and not line.strip("|:+=_- \t")


def _cells(line: _Line, kind: str) -> tuple[Span | None, ...]:
    if kind == "gap":
        return tuple(Span(line.start + m.start(), line.start + m.end()) for m in _GAPS.finditer(line.text))
    mark = "|" if kind == "pipe" else "\t"
    left = len(line.text) - len(line.text.lstrip())
    right = len(line.text.rstrip())
    if kind == "pipe":
        left += line.text[left:right].startswith("|")
        right -= line.text[left:right].endswith("|")
    cells: list[Span | None] = []
    place = left
    for piece in line.text[left:right].split(mark):
        inner = piece.strip()
        start = line.start + place + len(piece) - len(piece.lstrip())
        cells.append(Span(start, start + len(inner)) if inner else None)
        place += len(piece) + 1
    return tuple(cells)


def _table(run: list[_Line], kind: str, before: list[_Line]) -> Table | None:
    if len(run) < 2 or any(_NOT_A_TABLE.search(line.text) for line in run):
        return None
    lines = [line for line in run if not (kind == "pipe" and _is_rule(line.text))]
    rows = tuple(_cells(line, kind) for line in lines)
    widths = [len(row) for row in rows]
    if len(rows) < 2 or min(widths) < 2:
        return None
    usual = max(set(widths), key=widths.count)
    if kind == "pipe" and len(rows) == 2 and len(lines) == len(run) and widths[0] != widths[1]:
        return None  # two menus of a site
    if kind == "tab" and usual < 3 and len(rows) < 3:
        return None
    if kind == "gap" and (usual < 3 or len(rows) < 3) and (len(rows) < 4 or not _aligned(lines, rows)):
        return None
    if kind == "gap" and widths.count(usual) * 4 < len(widths) * 3:
        return None
    filled = [cell for row in rows for cell in row if cell]
    if not filled:
        return None
    return Table(Span(filled[0].start, filled[-1].end), rows, _caption(before))


def _aligned(lines: list[_Line], rows: tuple[tuple[Span | None, ...], ...]) -> bool:
    """Tell whether the second column begins at the same place in every line."""
    starts = {row[1].start - line.start for line, row in zip(lines, rows, strict=True) if row[1]}
    return len(starts) == 1


def _caption(before: list[_Line]) -> Span | None:
    if not before:
        return None
    line = before[-1]
    words = line.text.strip()
    if len(words) > 250 or not (_CAPTION.match(words) or words.endswith(":")):
        return None
    start = line.start + len(line.text) - len(line.text.lstrip())
    return Span(start, start + len(words))

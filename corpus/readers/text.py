"""Plain text and Markdown, and the tables drawn there with pipes, tabs, wide gaps, semicolons, or only spaces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Span, Table
from corpus.readers.encodings import decode, normalise
from corpus.readers.reading import Reading, looks_like_caption


def read_text(raw: bytes) -> Reading:
    """Read a file of text, plain or in Markdown; one that holds a web page is read as such."""
    decoded = decode(raw)
    if re.match(r"\s*(?:<!doctype html|<html\b)", decoded[:1000], re.IGNORECASE):
        from corpus.readers.html import read_page  # lxml is only loaded for web pages

        return read_page(decoded)
    text = normalise(decoded)
    return Reading(text, find_tables(text))


_GAPS = re.compile(r"[^\t ]+(?: [^\t ]+)*")
# Letterheads and signatures stand in two columns too, and are no tables.
_NOT_A_TABLE = re.compile(r"cộng h(?:òa|oà) xã hội|độc lập\s*-\s*tự do|nơi nhận\s*:|^\W*(?:tm|kt|tl)\.", re.IGNORECASE)
#: So many lines above a table are looked at: two of heads and a caption.
_ABOVE = 3


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str


def find_tables(text: str) -> tuple[Table, ...]:
    """Return the tables drawn in the text with pipes, tabs, wide gaps, semicolons, or nothing but spaces."""
    found: list[Table] = []
    run: list[_Line] = []
    kind = ""
    before: list[_Line] = []
    gap = 0  # how many rows stand above the last blank line
    for line in _lines(text):
        is_kind = _table_kind(line.text)
        if not line.text.strip() and kind == "pipe":
            gap = len(run)
            continue  # a blank line between two rows drawn with pipes does not end the table
        if (
            is_kind == kind == "pipe"
            and _is_rule(line.text)
            and 0 < gap == len(run) - 1
            and any(_is_rule(r.text) for r in run)
        ):
            # … unless what stands below it is another head with its rule.
            if table := _table(text, run[:gap], kind, before):
                found.append(table)
            before, run, gap = [*before, *run[:gap]][-_ABOVE:], run[gap:], 0
        if run and is_kind == kind:
            run.append(line)
            continue
        if table := _table(text, run, kind, before):
            found.append(table)
        before = [*before, *run][-_ABOVE:]
        run, kind, gap = ([line], is_kind, 0) if is_kind else ([], "", 0)
        if not is_kind and line.text.strip():
            before = [*before, line][-_ABOVE:]
    if table := _table(text, run, kind, before):
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
    if len(stripped) >= 400:
        return ""
    if _SEMICOLONS.fullmatch(stripped):
        return "semicolon"
    return "gap" if "  " in stripped else "row" if is_row(stripped) else ""


#: "7/2025; 4.812; 2.601": short cells; an item of a list in words ends with a stop.
_SEMICOLONS = re.compile(r"[^;]{1,40}(?:;[^;]{0,40}){2,}(?<![;.,:])")


def _is_rule(line: str) -> bool:
    """Tell a drawn rule ("|---|---|", "+====+") from a row."""
    return ("--" in line or "==" in line) and not line.strip("|:+=_- \t")


def _cells(line: _Line, kind: str, bordered: bool) -> tuple[Span | None, ...]:
    if kind == "gap":
        return tuple(Span(line.start + m.start(), line.start + m.end()) for m in _GAPS.finditer(line.text))
    mark = {"pipe": "|", "tab": "\t", "semicolon": ";"}[kind]
    left = len(line.text) - len(line.text.lstrip(" " if kind == "tab" else None))
    right = len(line.text.rstrip())
    if bordered:
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


def _table(text: str, run: list[_Line], kind: str, before: list[_Line]) -> Table | None:
    if kind == "row":
        return _spaced(text, run, before)
    if len(run) < 2 or any(_NOT_A_TABLE.search(line.text) for line in run):
        return None
    lines = [line for line in run if not (kind == "pipe" and _is_rule(line.text))]
    # A bar at the begin of few rows is no border: their first cell is empty.
    bordered = kind == "pipe" and sum(line.text.lstrip().startswith("|") for line in lines) * 2 > len(lines)
    rows = tuple(_cells(line, kind, bordered) for line in lines)
    widths = [len(row) for row in rows]
    if len(rows) < 2 or min(widths) < 2:
        return None
    usual = max(set(widths), key=widths.count)
    if kind == "pipe" and len(rows) == 2 and len(lines) == len(run) and widths[0] != widths[1]:
        return None  # two menus of a site
    figures = sum(any(cell and text[cell.start].isdigit() for cell in row[1:]) for row in rows)
    if kind == "semicolon" and (len(rows) < 3 or len(set(widths)) > 1 or figures < len(rows) - 1):
        return None  # a list in words
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


def _spaced(text: str, run: list[_Line], before: list[_Line]) -> Table | None:
    rows = spaced_rows(text, [_words(line) for line in before[-2:]], [_words(line) for line in run])
    if rows is None:
        return None
    filled = [cell for row in rows for cell in row if cell]
    heads = sum(line.start >= filled[0].start for line in before)
    return Table(Span(filled[0].start, filled[-1].end), rows, _caption(before[: len(before) - heads]))


def _words(line: _Line) -> Span:
    start = line.start + len(line.text) - len(line.text.lstrip())
    return Span(start, start + len(line.text.strip()))


def _aligned(lines: list[_Line], rows: tuple[tuple[Span | None, ...], ...]) -> bool:
    """Tell whether the second column begins at the same place in every line."""
    starts = {row[1].start - line.start for line, row in zip(lines, rows, strict=True) if row[1]}
    return len(starts) == 1


def _caption(before: list[_Line]) -> Span | None:
    if not before:
        return None
    line = before[-1]
    if not looks_like_caption(line.text.strip()):
        return None
    return _words(line)


Row = tuple[Span | None, ...]
_FIGURE = r"[+–-]?\d(?:[\d.,/]*\d)?%?|[–-]|(?:xuất sắc|(?:tương đối |rất )?(?:tốt|khá|thấp|cao)|trung bình|yếu|kém)"
_LAST = re.compile(rf"\s({_FIGURE})\s*$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDER = re.compile(r"(?:số\s+)?s?tt", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,3})[.)]?\s+(?=[^\d\s])")
_NAME = re.compile(r"[^\W\d_]{2,}")
#: Rows of which no head tells what their figures are: fewer are prose.
_LEAST_ROWS = 3
_LONGEST_HEAD = 300


def is_row(line: str) -> bool:
    """Tell whether a line is a name with two figures or more behind it."""
    label, figures = _parted(line, Span(0, len(line))) if line else (None, [])
    return len(figures) > 1 and label is not None and _NAME.search(label.of(line)) is not None


def spaced_rows(text: str, heads: Sequence[Span], rows: Sequence[Span]) -> tuple[Row, ...] | None:
    """Return the lines of heads and of rows as cells; None where they are no table.

    Rows under no line that tells all their columns apart come without heads: nobody knows what their figures are.
    """
    parted = [_parted(text, row) for row in rows]
    alike = len({len(figures) for _, figures in parted}) == 1
    if all(_YEAR.fullmatch(figure.of(text)) for figure in parted[0][1]):
        return tuple((label, *figures) for label, figures in parted) if alike and len(rows) > 1 else None
    for count in (2, 1):
        for told in _heads(text, heads[-count:]) if len(heads) >= count else ():
            if cells := _below(text, told, parted):
                return (*told, *cells)
    return tuple((label, *figures) for label, figures in parted) if len(rows) >= _LEAST_ROWS else None


def _parted(text: str, line: Span) -> tuple[Span | None, list[Span]]:
    """Return the words that a line begins with, and the figures behind them."""
    figures: list[Span] = []
    end = line.end
    while found := _LAST.search(text, line.start, end):
        figures.insert(0, Span(*found.span(1)))
        end = found.start()
    words = line.of(text)[: end - line.start].rstrip()
    return (Span(line.start, line.start + len(words)) if words else None), figures


def _heads(text: str, lines: Sequence[Span]) -> list[tuple[Row, ...]]:
    """Return the ways to read one or two lines as the heads of columns."""
    if len(lines) == 1:
        return [(tuple(pieces),) for pieces in _pieces(text, lines[0])]
    found = [_two_storeys(text, upper, lower) for upper in _pieces(text, lines[0]) for lower in _pieces(text, lines[1])]
    return [rows for rows in found if rows]


def _two_storeys(text: str, upper: list[Span], lower: list[Span]) -> tuple[Row, ...] | None:
    """Return two rows of heads, the last of the upper ones each over as many of the lower ones: "Tổng % Tổng %"."""
    words = [piece.of(text) for piece in lower]
    size = next((n for n in range(2, len(words)) if words[:n] * (len(words) // n) == words), 0)
    groups = len(words) // size if size else 0
    if not 1 < groups <= len(upper):
        return None
    alone: list[Span | None] = [*upper[: len(upper) - groups]] or [None]  # what names the rows may have no head
    wide = [cell for head in upper[len(upper) - groups :] for cell in (head, *[None] * (size - 1))]
    return (*alone, *wide), (*[None] * len(alone), *lower)


def _pieces(text: str, line: Span) -> list[list[Span]]:
    """Return the heads a line holds, each begun by a capital; a word all in capitals may begin one or go on with it."""
    if line.end - line.start > _LONGEST_HEAD or re.search(r"[.:;!?]\s*$", line.of(text)):
        return []
    ways: list[list[Span]] = []
    for apart in (False, True):
        pieces: list[Span] = []
        before = ""
        for word in re.finditer(r"\S+", line.of(text)):
            span, printed = Span(line.start + word.start(), line.start + word.end()), word.group(0)
            opens = printed[0].isupper() and (apart or before in ("", "%") or not printed.isupper() or len(printed) < 2)
            opens = opens and before[-1:] not in (",", "/")  # "Tỉnh, Thành phố"
            opens = opens or printed == "%" or (_YEAR.fullmatch(printed) is not None and before.lower() != "năm")
            if opens or not pieces:
                pieces.append(span)
            else:
                pieces[-1] = pieces[-1].cover(span)
            before = printed
        if pieces not in ways:
            ways.append(pieces)
    return ways


def _below(text: str, heads: tuple[Row, ...], parted: Sequence[tuple[Span | None, list[Span]]]) -> list[Row]:
    """Return the rows, each with a cell for every head; none where one has more or fewer, or a single row few."""
    first = heads[0][0]
    ordered = first is not None and _ORDER.fullmatch(first.of(text)) is not None
    width = len(heads[0]) - (2 if ordered else 1)
    rows: list[Row] = []
    for label, figures in parted:
        if label is None or width < 2:
            return []
        if len(figures) == width + 1 and re.fullmatch(r"\d{1,2}", figures[0].of(text)):
            label, figures = label.cover(figures[0]), figures[1:]  # "Mức 3 68.544 61.827"
        number = _NUMBERED.match(text, label.start, label.end) if ordered else None
        if len(figures) != width or (ordered and number is None):
            return []
        if number:
            rows.append((Span(*number.span(1)), Span(number.end(), label.end), *figures))
        else:
            rows.append((label, *figures))
    names = {re.sub(r"\s*\d+$", "", row[-width - 1].of(text)) for row in rows}  # type: ignore[union-attr]
    numbered = any(re.search(r"\s\d{1,2}$", row[-width - 1].of(text)) for row in rows)  # type: ignore[union-attr]
    if numbered and len(names) > 1:
        return []  # whether that number is part of the name or a figure without a head is not sure
    return rows if len(rows) > 1 or (len(heads) > 1 and width > 3) else []

"""Tables whose cells only single spaces part: "Sở Y tế 92,15 1 Tốt" below a line of heads, each with a capital."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Span

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

"""What is printed on every page: numbers of pages, running heads and feet. No part of the text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from corpus.lines import is_page_number
from corpus.readers.sheet import Sheet
from corpus.readers.strips import Strip, one_line

_EDGE = 3  # lines at the top and at the foot of a page that may be such


def without_running_lines(sheets: Sequence[Sheet], pages: Sequence[list[Strip]]) -> list[list[Strip]]:
    """Return the strips of each page without page numbers and without the lines repeated on most pages."""
    edges = [_edges(page) for page in pages]
    repeated: Counter[tuple[str, str]] = Counter()
    counted: Counter[int] = Counter()
    for sheet, rows in zip(sheets, edges, strict=True):
        repeated.update({(end, _words(row, sheet.number)) for end, row in rows})
        counted.update({n - sheet.number for _, row in rows if (n := _bare_number(row)) is not None})
    offsets = {step for step, times in counted.items() if times >= 2 or (step == 0 and len(pages) <= 2)}
    often = max(2, (len(pages) + 1) // 2)
    kept: list[list[Strip]] = []
    for sheet, page, rows in zip(sheets, pages, edges, strict=True):
        gone: set[int] = set()
        at_edge = {"top": True, "foot": True}
        for end, row in rows:
            number = _bare_number(row)
            is_number = (number is not None and number - sheet.number in offsets) or is_page_number(_text(row))
            is_repeated = repeated[(end, _words(row, sheet.number))] >= often and len(pages) > 2
            if at_edge[end] and (is_number or is_repeated):
                gone.update(id(strip) for strip in row)
            else:
                at_edge[end] = False
        kept.append([strip for strip in page if id(strip) not in gone])
    return kept


def _edges(page: list[Strip]) -> list[tuple[str, list[Strip]]]:
    """Return the outermost rows of a page, from its edges inwards."""
    rows: dict[int, list[Strip]] = defaultdict(list)
    for strip in sorted(page, key=lambda s: s.y):
        last = rows.get(len(rows) - 1)
        rows[len(rows) - 1 if last and last[-1].overlaps_row(strip) else len(rows)].append(strip)
    ordered = [rows[order] for order in sorted(rows)]
    half = min(_EDGE, len(ordered) // 2)
    top = [("top", row) for row in ordered[:half]]
    return top + [("foot", row) for row in ordered[len(ordered) - half :][::-1]]


def _text(row: list[Strip]) -> str:
    return one_line(sorted(row, key=lambda s: s.x0)).text


def _bare_number(row: list[Strip]) -> int | None:
    text = _text(row)
    return int(text) if re.fullmatch(r"\d{1,4}", text) else None


def _words(row: list[Strip], number: int) -> str:
    """Return the words of a row with the number of its page left out."""
    return re.sub(rf"(?<!\d)0?{number}(?!\d)", "#", _text(row))

"""What stands at the edges of a page: the notes at its foot, and what is printed on every page and no part of the text.

A note is set in smaller letters and begins with the mark that is raised in the text.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from corpus.lines import UPPER, is_page_number
from corpus.readers.sheet import Sheet
from corpus.readers.strips import Strip, one_line

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = re.compile(rf"[{_RAISED}]+")
_GLUED = re.compile(rf"\d{{1,2}}[{UPPER}]")
_NOTE = re.compile(rf"([{_RAISED}]+|\d{{1,3}})(?=[\s.)]|[^\W\d_])")


def raised_marks(pages: Iterable[Iterable[Strip]]) -> set[str]:
    """Return the numbers that are raised somewhere in the text."""
    return {m.group(0) for page in pages for strip in page for m in _MARK.finditer(strip.text) if m.start() > 0}


def split_notes(sheet: Sheet, page: Sequence[Strip], usual: float, marks: set[str]) -> tuple[list[Strip], list[Strip]]:
    """Return the strips of the text and those of the notes; `usual` is the size of the report's letters."""
    ordered = sorted(page, key=lambda s: s.y)
    rule = _separator(sheet)
    small = len(ordered)
    while small and (ordered[small - 1].size < 0.93 * usual or ordered[small - 1].y > rule):
        small -= 1
    # Where nothing else sets them off, notes begin with their number against a capital: "1Theo Quyết định".
    foot = range(len(ordered) // 2, small)
    small = next((n for n in foot if _GLUED.match(ordered[n].text) and _note_number(ordered[n], marks)), small)
    text = ordered[:small]
    first = next((n for n in range(small, len(ordered)) if _note_number(ordered[n], marks)), None)
    if first is None:
        return list(page), []
    notes = [_with_raised_number(strip, marks) for strip in ordered[first:]]
    return text + ordered[small:first], notes


def _separator(sheet: Sheet) -> float:
    """Return where the short rule is drawn that sets the notes off, or a place below the page."""
    width, height = sheet.frame.width, sheet.frame.height
    level = [r for r in sheet.rules if r.y1 - r.y0 < 1 and 0.1 * width < r.x1 - r.x0 < 0.45 * width]
    places = [r.y0 for r in level if r.y0 > 0.3 * height and r.x0 < 0.25 * width]
    alone = [y for y in places if sum(abs(y - other) < 60 for other in places) <= 2]  # no rules of a table
    return max(alone, default=2 * height)


def _note_number(strip: Strip, marks: set[str]) -> str:
    """Return the number that the note begins with, as it is raised in the text, or nothing."""
    match = _NOTE.match(strip.text)
    if match is None:
        return ""
    number = match.group(1).translate(str.maketrans("0123456789", _RAISED))
    return number if match.group(1)[0] in _RAISED or number in marks else ""


def _with_raised_number(strip: Strip, marks: set[str]) -> Strip:
    number = _note_number(strip, marks)
    if not number:
        return strip
    text = number + strip.text[len(number) :]
    return Strip(text, strip.places, strip.x0, strip.x1, strip.y, strip.size)


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

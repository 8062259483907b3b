"""Tables of Word files, data as rows and mere layout as lines; the automatic numbers of lists, which no text has."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from corpus.model import Area
from corpus.readers.reading import Line, is_layout
from corpus.vietnamese import fold

_WIDEST = 200
#: A cell that holds more is a column of a page.
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and how many grid columns it takes; `joined` continues the cell above it."""

    lines: tuple[Line, ...]
    width: int = 1
    joined: bool = False

    @property
    def text(self) -> str:
        said = (line.text or " ".join(filter(None, line.cells)) for line in self.lines)
        return " ".join(piece.replace("\n", " ") for piece in said if piece).replace("**", "").strip()


def table_lines(table: Any, read: Callable[[Any], Cell]) -> Iterator[Line]:
    """Yield the rows of a table, or what stands in the cells of one that only lays out the page."""
    rows = [list(_row_cells(row, read)) for row in _rows(table)]
    # A signature set right below a table of data has become a part of it.
    for layout, part in groupby(filter(None, rows), lambda row: is_layout(cell.text for cell in row)):
        block = list(part)
        if layout or not _is_data(table, block):
            for row in block:
                for cell in row:
                    yield from cell.lines
        else:
            yield from _grid_lines(block)
            yield Line()


def _rows(table: Any) -> Iterator[Any]:
    for row in table.iter(f"{W}tr"):
        nested = next((a for a in row.iterancestors(f"{W}tbl")), None) is not table
        gone = any(row.find(f"{W}trPr/{W}{name}") is not None for name in ("del", "hidden"))
        if not nested and not gone:
            yield row


def _row_cells(row: Any, read: Callable[[Any], Cell]) -> Iterator[Cell]:
    before = value_of(row, "w:trPr/w:gridBefore")
    if before and before.isdecimal():
        yield Cell((), min(int(before), _WIDEST))
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is not row:
            continue
        span = value_of(cell, "w:tcPr/w:gridSpan")
        width = min(int(span), _WIDEST) if span and span.isdecimal() and int(span) > 0 else 1
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        joined = merge is not None and merge.get(f"{W}val") != "restart"
        yield Cell(read(cell).lines, width, joined)


def _is_data(table: Any, rows: list[list[Cell]]) -> bool:
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    cells = [cell.text for row in rows for cell in row]
    large = len(rows) >= 3 and max(len(row) for row in rows) >= 3
    if any(len(text) > _LONGEST for text in cells):
        return False
    if next(table.iterfind(f".//{W}tc//{W}tbl"), None) is not None and not large:
        return False
    return large or _has_borders(table)


def _has_borders(table: Any) -> bool:
    """Tell whether lines are drawn between the cells; a style other than the plain one draws them too."""
    inner = [b for name in ("insideH", "insideV") for b in table.iter(f"{W}{name}")]
    inner += [b for edges in table.iter(f"{W}tcBorders") for b in edges]
    if inner:
        return any(b.get(f"{W}val") not in (None, "nil", "none") for b in inner)
    style = fold(value_of(table, "w:tblPr/w:tblStyle") or "")
    return style not in ("", "tablenormal", "normaltable", "thtable")


def _grid_lines(rows: list[list[Cell]]) -> Iterator[Line]:
    # Where every row has as many cells, borders dragged by hand must not shift the columns.
    even = len({len(row) for row in rows}) == 1
    placed: list[list[tuple[int, int, Cell]]] = []
    for row in rows:
        column, here = 0, []
        for cell in row:
            width = 1 if even else cell.width
            here.append((column, width, cell))
            column += width
        placed.append(here)
    used = sorted({column for here in placed for column, _, cell in here if cell.text} | {0})
    for order, here in enumerate(placed):
        texts = {column: cell.text for column, _, cell in here if not cell.joined}
        areas = []
        for column, span, cell in here:
            height = 1
            while (
                not cell.joined
                and order + height < len(placed)
                and any(at == column and below.joined for at, _, below in placed[order + height])
            ):
                height += 1
            covered = sum(column <= at < column + span for at in used)
            if column in used and (height > 1 or covered > 1):
                areas.append(Area(0, used.index(column), height, covered))
        yield Line(cells=tuple(texts.get(column, "") for column in used), merged=tuple(areas))


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value_of(element: Any | None, path: str) -> str | None:
    """Return the w:val of the element at the path below, or None."""
    found = element.find(path.replace("w:", W)) if element is not None else None
    return found.get(f"{W}val") if found is not None else None


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str  # "%1.%2."
    plain: bool  # all numbers in it are shown as 1, 2, 3


#: Bullets set in symbol fonts, by what a reader sees.
_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0fe": "✓",
    "\uf02d": "-",
    "\uf0be": "-",
    "o": "◦",
}


class Numbering:
    """Counts the lists of one document; ask `next` for each paragraph in order."""

    def __init__(self, root: Any | None, styles: dict[str, Any]) -> None:
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, str] = {}
        self._levels: dict[tuple[str, int], _Level] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()
        self._restarts: dict[str, dict[int, int]] = {}
        self._styles = styles
        if root is None:
            return
        for entry in root.iterfind(f"{W}abstractNum"):
            self._abstract[entry.get(f"{W}abstractNumId") or ""] = entry
        for entry in root.iterfind(f"{W}num"):
            name = entry.get(f"{W}numId") or ""
            self._lists[name] = value_of(entry, "w:abstractNumId") or ""
            for override in entry.iterfind(f"{W}lvlOverride"):
                depth = _whole(override.get(f"{W}ilvl"), 0)
                begin = value_of(override, "w:startOverride")
                if begin is not None:
                    self._restarts.setdefault(name, {})[depth] = _whole(begin, 1)
                if (changed := override.find(f"{W}lvl")) is not None:
                    self._levels[name, depth] = _level(changed)

    def next(self, list_name: str, depth: int) -> str:
        """Return what stands before the next paragraph of this list at this depth, "" for nothing."""
        abstract = self._resolved(self._lists.get(list_name, ""))
        if not abstract or not 0 <= depth <= 8:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if list_name not in self._started:
            self._started.add(list_name)
            for changed, begin in self._restarts.get(list_name, {}).items():
                counts[changed] = begin - 1
        level = self._level(list_name, abstract, depth)
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return _BULLETS.get(level.pattern, level.pattern if level.pattern.strip() else "-")

        def shown(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            part = self._level(list_name, abstract, place)
            return _numeral(counts.get(place, part.start), "decimal" if level.plain else part.form)

        return re.sub(r"%([1-9])", shown, level.pattern).strip()

    def _resolved(self, abstract: str) -> str:
        """Return the definition that really holds the levels: a list may be kept by a style."""
        for _ in range(4):
            style = value_of(self._abstract.get(abstract), "w:numStyleLink")
            target = value_of(self._styles.get(style or ""), "w:pPr/w:numPr/w:numId")
            if target is None or target not in self._lists:
                break
            abstract = self._lists[target]
        return abstract if abstract in self._abstract else ""

    def _level(self, list_name: str, abstract: str, depth: int) -> _Level:
        changed = self._levels.get((list_name, depth))
        if changed is not None:
            return changed
        key = (f"abstract {abstract}", depth)
        if key not in self._levels:
            entries = self._abstract[abstract].iterfind(f"{W}lvl")
            found = next((e for e in entries if _whole(e.get(f"{W}ilvl"), 0) == depth), None)
            self._levels[key] = _level(found) if found is not None else _Level(1, "none", "", False)
        return self._levels[key]


def _level(entry: Any) -> _Level:
    plain = entry.find(f"{W}isLgl")
    return _Level(
        _whole(value_of(entry, "w:start"), 1),
        value_of(entry, "w:numFmt") or "decimal",
        value_of(entry, "w:lvlText") or "",
        plain is not None and plain.get(f"{W}val") not in ("0", "false"),
    )


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else otherwise


def _numeral(number: int, form: str) -> str:
    match form:
        case "lowerRoman" | "upperRoman":
            roman = _roman(number)
            return roman.lower() if form == "lowerRoman" else roman
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 5 + 1) if number > 0 else ""
            return letter if form == "lowerLetter" else letter.upper()
        case "decimalZero":
            return f"{number:02d}"
        case "none":
            return ""
        case _:
            return str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
             (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    written = ""
    for value, sign in signs:
        written += sign * (number // value)
        number %= value
    return written

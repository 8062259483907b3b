"""Sheets put together to one text: paragraphs, notes and tables in reading order, over page ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from corpus.model import Area
from corpus.readers.grids import Cell, Grid, open_grids, ruled_grids
from corpus.readers.page_edges import raised_marks, split_notes, without_running_lines
from corpus.readers.paragraphs import Paragraph, may_go_on, paragraphs, regions
from corpus.readers.reading import CELL_GAP, Line, Reading, looks_like_caption, write_out
from corpus.readers.sheet import DOUBTFUL, SCANNED, Glyph, Sheet
from corpus.readers.strips import Strip, one_line, strips


@dataclass(slots=True)
class _Row:
    page: int
    cells: list[Strip | None]
    merged: list[Area]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text if cell else "" for cell in self.cells)

    def reads_like(self, other: _Row) -> bool:
        """Tell whether the rows say the same; the letters of a scan may be misread, its figures count."""
        one, two = " ".join(self.texts), " ".join(other.texts)
        if one == two or not _is_scanned(self.cells) or re.findall(r"\d", one) != re.findall(r"\d", two):
            return one == two
        return SequenceMatcher(None, one, two, False).ratio() > 0.8


@dataclass(slots=True)
class _Rows:
    """A table as it stands in the text; it may go on over the page."""

    grid: Grid
    rows: list[_Row] = field(default_factory=list)

    def add(self, other: _Rows) -> None:
        """Add the rows of the next page; the head is often printed again there."""
        same = 0
        while same < min(len(self.rows), len(other.rows)) and self.rows[same].reads_like(other.rows[same]):
            same += 1
        self.rows += other.rows[same:]


_Part = Paragraph | _Rows


def _is_scanned(cells: Iterable[Strip | None]) -> bool:
    return any(glyph and glyph.font in (SCANNED, DOUBTFUL) for cell in cells if cell for glyph in cell.places)


def reading_of(sheets: Sequence[Sheet]) -> Reading:
    """Return the pages as one text with its tables, and where each page stands in it."""
    return write_out(_written(_parts(sheets)), {sheet.number: sheet.sureness for sheet in sheets})


def placed_words(sheet: Sheet) -> Iterator[tuple[str, tuple[Glyph, ...]]]:
    """Yield the words of one page in reading order, running lines with them, each with its glyphs."""
    grids = ruled_grids(sheet.rules)
    for part in _in_order(sheet, *_with_open_grids(grids, strips(_outside(sheet.glyphs, grids)))):
        if isinstance(part, Paragraph):
            yield from _split_words(part.text, [glyph for _, glyph in part.places])
        else:
            for cell in (cell for row in part.rows for cell in row.cells if cell):
                yield from _split_words(cell.text, cell.places)


def _split_words(text: str, places: Sequence[Glyph | None]) -> Iterator[tuple[str, tuple[Glyph, ...]]]:
    for match in re.finditer(r"\S+", text):
        yield match.group(0), tuple(glyph for glyph in places[match.start() : match.end()] if glyph)


# --- from sheets to parts of one text ----------------------------------------------------------------------


def _parts(sheets: Sequence[Sheet]) -> list[_Part]:
    """Return paragraphs, notes and tables in reading order; what a page end cut in two is one again."""
    grids = [ruled_grids(sheet.rules) for sheet in sheets]
    pages = [strips(_outside(sheet.glyphs, found)) for sheet, found in zip(sheets, grids, strict=True)]
    pages = without_running_lines(sheets, pages)
    usual, marks = _usual_size(pages), raised_marks(pages)
    flow: list[_Part] = []
    last: _Part | None = None
    notes: list[Paragraph] = []
    for sheet, found, page in zip(sheets, grids, pages, strict=True):
        text, below = split_notes(sheet, page, usual, marks)
        body = _in_order(sheet, *_with_open_grids(found, text))
        if last is not None:
            first = _taken_up(last, body, usual, sheet.number)
            flow += body[:first]
            last, body = (body[first - 1] if first else last), body[first:]
        # Notes stand behind what the page end cut in two.
        flow += [*notes, *body]
        last = body[-1] if body else last
        notes = paragraphs(sorted(below, key=lambda s: s.y), sheet.number)
    return flow + notes


def _outside(glyphs: Iterable[Glyph], grids: Sequence[Grid]) -> Iterator[Glyph]:
    return (glyph for glyph in glyphs if not any(grid.box.holds(glyph) for grid in grids))


def _with_open_grids(grids: Sequence[Grid], text: Sequence[Strip]) -> tuple[list[Grid], list[Strip]]:
    """Return all tables of a page, those without lines too, and the strips outside of them."""
    more = open_grids(text)
    rest = [s for s in text if not any(g.box.y0 < s.y < g.box.y1 and g.box.x0 < s.x1 and s.x0 < g.box.x1 for g in more)]
    return sorted([*grids, *more], key=lambda grid: grid.box.y0), rest


def _usual_size(pages: Iterable[Iterable[Strip]]) -> float:
    counted: Counter[float] = Counter()
    for page in pages:
        for strip in page:
            counted[round(strip.size, 1)] += len(strip.text)
    return counted.most_common(1)[0][0] if counted else 0.0


def _in_order(sheet: Sheet, grids: Sequence[Grid], text: Sequence[Strip]) -> list[_Part]:
    """Return the parts of one page from top to bottom: the text above each table, then the table."""
    found: list[_Part] = []
    rest = list(text)
    for grid in grids:
        above = [strip for strip in rest if strip.y < grid.box.y0 + strip.size * 0.5]
        rest = [strip for strip in rest if strip not in above]
        found += _text_parts(above, sheet.number)
        found.append(_Rows(grid, _rows(sheet, grid)))
    return [*found, *_text_parts(rest, sheet.number)]


def _text_parts(text: Sequence[Strip], page: int) -> Iterator[Paragraph]:
    last: Paragraph | None = None
    for region in regions(text):
        for order, paragraph in enumerate(paragraphs(region, page)):
            # At the foot of one column a sentence may go on at the top of the next.
            if last and order == 0 and paragraph.text[:1].islower() and may_go_on(last, paragraph):
                last.join(paragraph, page)
                continue
            if last:
                yield last
            last = paragraph
    if last:
        yield last


def _rows(sheet: Sheet, grid: Grid) -> list[_Row]:
    inside: dict[Cell, list[Glyph]] = {cell: [] for row in grid.rows for cell in row if cell}
    for word in _kept_together(glyph for glyph in (*sheet.glyphs, *sheet.upended) if grid.box.holds(glyph)):
        middle = word[0]._replace(x1=word[-1].x1)
        home = next((cell for cell in inside if cell.holds(middle)), None)
        if home:
            inside[home].extend(word)
    rows = [[_cell(inside[cell]) if cell else None for cell in row] for row in grid.rows]
    merged: list[list[Area]] = [[area for area in grid.merged if area.row == order] for order in range(len(rows))]
    found: list[_Row] = []
    for cells, areas in zip(rows, merged, strict=True):
        if any(cells):
            found.append(_Row(sheet.number, cells, areas))
    return found


def _kept_together(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield letters one by one, but those of a recognised word together: its box may reach over a line."""
    word: list[Glyph] = []
    for glyph in glyphs:
        goes_on = (
            word and glyph.font in (SCANNED, DOUBTFUL) and abs(glyph.x0 - word[-1].x1) < 0.05 and glyph.y == word[-1].y
        )
        if word and not goes_on:
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _cell(glyphs: list[Glyph]) -> Strip | None:
    found = strips(glyphs)
    return one_line(found) if found else None


def _taken_up(last: _Part, body: list[_Part], usual: float, page: int) -> int:
    """Put what a page begins with to what the page before ended with; return how many parts belong above its notes."""
    second = body[1] if len(body) > 1 else None
    if isinstance(last, Paragraph) and isinstance(second, Paragraph):
        head = body[0]
        if isinstance(head, Paragraph) and head.size < 0.85 * usual and may_go_on(last, second):
            del body[0]  # a running head: the sentence goes on below it
    first = body[0] if body else None
    if isinstance(last, Paragraph) and isinstance(first, Paragraph) and may_go_on(last, first):
        last.join(first, page)
        del body[0]
    elif isinstance(last, _Rows) and isinstance(first, _Rows) and _same_columns(last.grid, first.grid):
        last.add(first)
        del body[0]
    elif isinstance(last, Paragraph) and isinstance(first, _Rows) and looks_like_caption(last.text):
        return 1
    return 0


def _same_columns(one: Grid, other: Grid) -> bool:
    pairs = list(zip(one.columns, other.columns, strict=False))
    return len(one.columns) == len(other.columns) and all(abs(a - b) < 6 for a, b in pairs)


# --- from parts to text ------------------------------------------------------------------------------------


def _written(parts: Sequence[_Part]) -> Iterator[Line]:
    for part, after in zip(parts, [*parts, None][1:], strict=True):
        if isinstance(part, Paragraph):
            pages = tuple(
                (place, page)
                for place, (page, _) in enumerate(part.places)
                if place == 0 or part.places[place - 1][0] != page
            )
            names = isinstance(after, _Rows) and looks_like_caption(part.text)
            doubts = _doubts([glyph for _, glyph in part.places])
            yield Line(part.text, is_caption=names, pages=pages, doubts=doubts)
            continue
        for row in part.rows:
            places: list[Glyph | None] = []
            for order, cell in enumerate(row.cells):
                places += [None] * len(CELL_GAP) if order else []
                places += cell.places if cell else ()
            yield Line(cells=row.texts, merged=tuple(row.merged), pages=((0, row.page),), doubts=_doubts(places))
        yield Line()


def _doubts(places: Sequence[Glyph | None]) -> tuple[tuple[int, int], ...]:
    """Return where letters stand that were recognised without being sure."""
    found: list[tuple[int, int]] = []
    for place, glyph in enumerate(places):
        if glyph is None or glyph.font != DOUBTFUL:
            continue
        start = found.pop()[0] if found and found[-1][1] == place else place
        found.append((start, place + 1))
    return tuple(found)

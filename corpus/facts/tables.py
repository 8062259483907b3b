"""Facts from tables: years, indicators and measures in the heads; units or things counted in the rows."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from corpus.facts.at_figure import parts
from corpus.facts.cells import Figure, cell_figures, is_change, is_figure, is_number
from corpus.facts.heads import (
    About,
    Column,
    about_table,
    beside,
    measure_of,
    only_topic,
    read_column,
    stated_noun,
    thing_counted,
    told_period,
)
from corpus.facts.offices import office_key, office_row
from corpus.mentions import find_units
from corpus.model import Document, Fact, Period, Span, Status, Table, Unit
from corpus.periods import periods
from corpus.vietnamese import fold
from corpus.vocabulary import indicator_phrases, indicators

_YEAR_CELL = re.compile(r"[\s*_]*(?:năm\s+)?(?:19|20)\d\d[\s*_]*", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]+[.)]?")
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?(?:\s*=[\s\d()+\-*/x:%.]+)?|\(?[A-Ha-h]\)?|\([\d=+\-*/x:%\s]+\)")
#: A row for all the others together speaks of the report's own unit.
_WHOLE = re.compile(
    r"\W*(?:[a-z]\W+)?(?:(?:tong|cong|toan)(?: (?:so|cong|diem|chung|huyen|tinh|xa|thanh pho|thi xa|phuong|nganh|dia ban))*"
    r"|diem tong|chung|ket qua chung)\W*(?:\([^()]*\))?\W*"
)
_UNITS_HEAD = re.compile(
    r"^\W*(?:tt |stt )?(?:ten )?(?:cac )?(?:don vi|co quan|dia phuong|dia ban|xa|phuong|huyen|so|phong)\b"
)
#: The mean of those listed is the figure of none of them, nor of the one above them all.
_MEAN = re.compile(r"\W*(?:diem |muc )?(?:trung binh|binh quan)\b")
#: Rows that are measures of what the caption names: "Điểm", "Xếp hạng", "Tăng/giảm so với năm trước".
_MEASURE_ROW = re.compile(
    r"\W*(?:(?:tong )?(?:so )?diem(?: so| dat| dat duoc| tham dinh| cong bo| tu cham| chi so)?|(?:ket qua )?(?:thu |xep )?hang"
    r"|vi (?:thu|tri)(?: xep hang)?|xep (?:thu|loai)|ket qua (?:xep loai|cham diem)|chi so"
    r"|(?:tang|giam|chenh lech|so voi)\b[\w\s/,()+-]{0,40})"
    r"(?: (?:cchc|cua (?:tinh|huyen|xa)|nam (?:19|20)\d\d|(?:trong|tren)(?: (?:so|tong so|toan|cac))* (?:\d+ )?(?:don vi|tinh|huyen|xa|dia phuong)[\w\s,]{0,30}))*\W*(?:\([^()]*\))?\W*"
)
#: "KHỐI HUYỆN", "Cụm thi đua số 1": many units, none of them named.
_GATHERS = re.compile(r"\W*(?:khoi|nhom|cum|cac|so,|ban,)\b")
_SUB_ROW = re.compile(r"\s*(?:[-–+•*]|trong đó\b|bao gồm\b|gồm\b)", re.IGNORECASE)
_STATUS_ROW = re.compile(
    r"\W*(?:(?P<target>(?:ke hoach|muc tieu|chi tieu)(?: (?:giao|duoc giao|de ra))?)|(?P<result>(?:ket qua )?(?:thuc hien|dat duoc)|ket qua))"
    r"(?: nam (?:19|20)\d\d)?\W*"
)


@dataclass(slots=True)
class _Context:
    """What rows above say for the rows below them: a group ("KHỐI HUYỆN") or a sum that parts follow."""

    group: str = ""
    unit: Unit | None = None
    indicator: str = ""
    period: Period | None = None
    parent: str = ""
    measured: str = ""  # the index of the row above, which "Xếp hạng" alone is the place by


@dataclass(frozen=True, slots=True)
class _Row:
    """What the words of one row say."""

    span: Span
    label: str
    unit: Unit | None
    indicator: str
    period: Period | None
    noun: str
    status: Status | None
    office: bool  # it is of one among several, though of no administrative unit
    places: frozenset[int] = field(default_factory=frozenset)  # the columns that its words stand in


def table_facts(document: Document, table: Table, default: Period | None, plan: bool) -> list[Fact]:
    """Return one fact a cell that holds a figure; "-" and empty cells hold none."""
    text = document.text
    table = _without_empty_rows(table)
    top, heads = _head_rows(text, table)
    if not table.rows or heads <= top:
        return []
    said = " ".join(cell.of(text) for row in table.rows[:top] for cell in row if cell)
    about = about_table(document, table, said, default)
    said_above = _heads(text, table, top, heads)
    about = only_topic(said_above, about)
    columns = beside([read_column(levels, about) for levels in said_above])
    columns = _with_labels(text, table, heads, columns)
    printed_heads = {_printed(text, row) for row in table.rows[:heads]}
    context = _Context()
    found: list[Fact] = []
    for order in range(heads, len(table.rows)):
        cells = table.rows[order]
        if _printed(text, cells) in printed_heads or _numbers_columns(text, cells):
            continue
        if columns[0].role == "order" and not table.merged and len(cells) == len(columns) - 1:
            if cells[0] and not is_figure(cells[0].of(text)):
                cells = (None, *cells)  # a sum has no number of its own
        found += _row_facts(document, table, order, cells, columns, about, context, plan)
    return found


def column_heads(text: str, table: Table) -> list[list[str]]:
    """Return for each column the heads above it, the highest first; those of the first row where none are told."""
    table = _without_empty_rows(table)
    top, bottom = _head_rows(text, table)
    return _heads(text, table, top, bottom) if bottom > top else _heads(text, table, 0, 1)


def _with_labels(text: str, table: Table, heads: int, columns: list[Column]) -> list[Column]:
    """Return the columns with those known that name the rows: words stand in them, ahead of all figures."""
    told = list(columns)
    for place, column in enumerate(columns):
        if column.role != "figures":
            continue
        cells = [row[place].of(text) for row in table.rows[heads:] if place < len(row) and row[place]]  # type: ignore[union-attr]
        # "Trung bình" may be a mean's row and a grade.
        cells = [cell for cell in cells if is_number(cell) or not is_figure(cell)]
        words = sum(bool(re.search(r"[^\W\d_]{2,}", c)) and not is_figure(c) and not is_change(c) for c in cells)
        named = any(c.role == "label" for c in told)
        if words * 2 <= len(cells) or (named and (column.measure or column.status is Status.RESULT)):
            break
        told[place] = replace(column, role="label")
    return told


def _without_empty_rows(table: Table) -> Table:
    kept = tuple(row for row in table.rows if any(row))
    return table if len(kept) == len(table.rows) else Table(table.span, kept, table.caption)


def _printed(text: str, row: tuple[Span | None, ...]) -> tuple[str, ...]:
    return tuple(cell.of(text) if cell else "" for cell in row)


def _head_rows(text: str, table: Table) -> tuple[int, int]:
    """Return where the heads begin, below a title inside the table, and where they end; (0, 0) without any."""
    width = max((len(row) for row in table.rows), default=0)
    top = 0
    for order, row in enumerate(table.rows[:7]):
        filled = [place for place, cell in enumerate(row) if cell]
        if order == top and len(filled) == 1 and width > 2 and not _covers_less(table, order, filled[0], width):
            top = order + 1
            continue
        if _numbers_columns(text, row):
            return (top, order) if order > top else (0, 0)
        figures = [c for c in row[1:] if c is not None and is_figure(c.of(text))]
        years = [c for c in row[1:] if c is not None and _YEAR_CELL.fullmatch(c.of(text))]
        if len(figures) > len(years):
            return top, order
        group = order > top and width > 2 and bool(filled) and max(filled) <= 1 and len(filled) < width - 1
        if group and all(place < len(table.rows[top]) and table.rows[top][place] for place in filled):
            return top, order
    # Results told in words: one row of heads above them.
    first = table.rows[top] if top < len(table.rows) else ()
    worded = len([cell for cell in first if cell]) >= 2 and not any(
        c and re.search(r"\d{3}|\d,\d", c.of(text)) for c in first
    )
    return (top, top + 1) if worded else (0, 0)


def _covers_less(table: Table, row: int, column: int, width: int) -> bool:
    """Tell whether a cell alone in its row is known to cover only a part of it: a head over a few columns."""
    area = next((a for a in table.merged if (a.row, a.column) == (row, column)), None)
    return area.width < width if area else bool(table.merged) or column > 0


def _numbers_columns(text: str, row: tuple[Span | None, ...]) -> bool:
    """Tell whether a row only numbers the columns: "A | B | 1 | 2 | 3=2/1"."""
    words = [cell.of(text).strip() for cell in row if cell]
    if len(words) < 3 or not all(_COLUMN_NUMBER.fullmatch(word) for word in words):
        return False
    numbers = [int(match.group(1)) for word in words if (match := re.match(r"\(?(\d{1,2})\b", word))]
    return len(numbers) >= 2 and numbers[0] <= 3 and all(b - a == 1 for a, b in itertools.pairwise(numbers))


def _heads(text: str, table: Table, top: int, bottom: int) -> list[list[str]]:
    """Return for each column the heads above it, the highest first; one that covers several counts for each."""
    width = max(len(row) for row in table.rows)
    found = []
    for column in range(width):
        cells = [_head(table, row, column, bottom) for row in range(top, bottom)]
        levels = [" ".join(cell.of(text).replace("**", "").split()) for cell in cells if cell]
        found.append(list(dict.fromkeys(levels)))
    return found


def _head(table: Table, row: int, column: int, bottom: int) -> Span | None:
    cell = table.cell(row, column)
    if cell or table.merged or row == bottom - 1:
        return cell
    # Drawn in plain text, a head over several columns stands in the first and leaves the others empty.
    if any(table.cell(below, column) for below in range(row + 1, bottom)):
        for left in range(column - 1, 0, -1):
            if cell := table.cell(row, left):
                return cell if table.cell(bottom - 1, left) else None
    return None


def _row_facts(
    document: Document,
    table: Table,
    order: int,
    cells: tuple[Span | None, ...],
    columns: list[Column],
    about: About,
    context: _Context,
    plan: bool,
) -> list[Fact]:
    text = document.text
    row = _read_row(text, table, order, cells, columns, about, context)
    if row is None or (row.office and not row.unit and _MEAN.match(fold(row.label))):
        return []
    found: list[Fact] = []
    if row.indicator or not _MEASURE_ROW.fullmatch(fold(row.label)):
        context.measured = row.indicator
    for place, cell in enumerate(cells[: len(columns)]):
        column = columns[place]
        if cell is None or column.role != "figures" or place in row.places or _is_shared(table, order, place, columns):
            continue
        column = _told_by_row(column, row)
        for figure in cell_figures(cell.of(text), cell, column):
            found.append(_fact(document, row, column, figure, context, plan))
    return found


def _read_row(
    text: str,
    table: Table,
    order: int,
    cells: tuple[Span | None, ...],
    columns: list[Column],
    about: About,
    context: _Context,
) -> _Row | None:
    """Return what a row says; None for one that only heads those below it."""
    filled = [cell for cell in cells if cell]
    figures = [i for i, c in enumerate(cells[: len(columns)]) if i and c and _holds_figure(c.of(text), columns[i])]
    first = figures[0] if figures else len(cells)
    words = list(_row_words(text, table, order, cells[:first], columns))
    if not figures:
        _open_group(" ".join(said for _, said in words), filled, context)
        return None
    year = next((i for i in (0, 1) if i < first and _is_year(text, cells, columns, i)), None)
    if not words and year is not None and (cell := cells[year]):
        words = [(year, cell.of(text).strip())]
    label = ": ".join(dict.fromkeys(said for _, said in words))
    mentions = [m for _, said in words for m in find_units(said)]
    bare = next((unit for _, said in words if (unit := _bare_unit(said))), None)
    if words and _SUB_ROW.match(words[-1][1]) and context.parent:
        label = f"{context.parent}: {label.lstrip(' -–+•*')}"
    elif words:
        context.parent = label
    named = indicator_phrases().find(label)
    spoken = [m.period for _, said in words for m in periods(said)]
    for cell, column in zip(cells, columns, strict=False):
        if column.role == "period" and cell and (told := told_period(f"{column.head} {cell.of(text)}", about.period)):
            spoken.insert(0, told)
    noun = next(
        (c.of(text).strip().lower() for i, c in enumerate(cells[: len(columns)]) if c and columns[i].role == "noun"), ""
    )
    status = _STATUS_ROW.fullmatch(fold(label))
    return _Row(
        Span(filled[0].start, filled[-1].end),
        label,
        mentions[0].unit if mentions else bare,
        named[0].name if named else "",
        spoken[0] if spoken else None,
        noun,
        (Status.TARGET if status.group("target") else Status.RESULT) if status else None,
        any(_UNITS_HEAD.search(fold(columns[place].head)) for place, _ in words[:1]) and "trong do" not in fold(label),
        frozenset(place for place, _ in words),
    )


def _row_words(
    text: str, table: Table, order: int, cells: tuple[Span | None, ...], columns: list[Column]
) -> Iterator[tuple[int, str]]:
    """Yield the words ahead of the figures of a row, each with its column."""
    for place, (cell, column) in enumerate(zip(cells, columns, strict=False)):
        seen = cell or (_from_above(table, order, place) if column.role == "label" else None)
        said = seen.of(text).replace("**", "").strip() if seen else ""
        if column.role not in ("figures", "label", "order") or not re.search(r"[^\W\d_]{2,}", said):
            continue
        if not _ROMAN.fullmatch(said) and (column.role == "label" or not is_figure(said)):
            yield place, said


def _from_above(table: Table, order: int, place: int) -> Span | None:
    """Return the cell of a row above that reaches down to this place."""
    area = next((a for a in table.merged if a.column == place and a.row < order < a.row + a.height), None)
    return table.rows[area.row][place] if area else None


def _holds_figure(printed: str, column: Column) -> bool:
    if column.role != "figures":
        return False
    return is_figure(printed) or is_change(printed) or bool(cell_figures(printed, Span(0, len(printed)), column))


def _is_year(text: str, cells: tuple[Span | None, ...], columns: list[Column], place: int) -> bool:
    cell = cells[place]
    return cell is not None and columns[place].role != "order" and _YEAR_CELL.fullmatch(cell.of(text)) is not None


def _open_group(said: str, filled: list[Span], context: _Context) -> None:
    """Let a row without figures head the rows below it."""
    if not said or len(filled) > 2:
        return
    units = [] if _GATHERS.match(fold(said)) else find_units(said)
    named = indicator_phrases().find(said)
    spoken = [m.period for m in periods(said)]
    context.group, context.parent = said, ""
    context.unit = units[0].unit if units else None
    context.indicator = named[0].name if named else ""
    context.period = spoken[0] if spoken else None


def _is_shared(table: Table, order: int, place: int, columns: list[Column]) -> bool:
    """Tell whether a figure stands for several rows or unlike columns at once: it is nobody's own."""
    area = next((a for a in table.merged if (a.row, a.column) == (order, place)), None)
    if area is None:
        return False
    heads = {column.head for column in columns[place : place + area.width]}
    first = [
        table.cell(row, 1) or table.cell(row, 0) for row in range(order, min(order + area.height, len(table.rows)))
    ]
    return len(heads) > 1 or len(set(first)) > 1


def _told_by_row(column: Column, row: _Row) -> Column:
    """Return the column as the words of the row change it: an indicator, a measure or a noun of its own."""
    if column.measure == "change" or (column.noun == "%" and "so voi" in fold(column.head)):
        return column
    last = fold(row.label.rsplit(": ", 1)[-1])
    told = "" if column.measure else measure_of(last, bool(row.indicator))
    if row.indicator and column.measure == "rate":
        told = "score"
    if _MEASURE_ROW.fullmatch(last):
        told = measure_of(last, False) or told
    if row.noun:
        told = ("score" if row.indicator and row.noun == "%" else _MEASURED_IN.get(row.noun)) or told or "count"
    noun = row.noun or ("%" if "%" in row.label else column.noun or stated_noun([row.label]))
    measure = told or column.measure
    if not noun and measure in ("", "count"):
        noun = thing_counted(column.head) or thing_counted(row.label)
    return replace(column, measure=measure, noun=noun)


_MEASURED_IN = {"%": "rate", "điểm": "score", "hạng": "rank", "thứ hạng": "rank", "bậc": "rank", "thứ bậc": "rank"}


def _fact(document: Document, row: _Row, column: Column, figure: Figure, context: _Context, plan: bool) -> Fact:
    unit = row.unit or context.unit or column.unit
    whole = _WHOLE.fullmatch(fold(row.label)) is not None
    measures = _MEASURE_ROW.fullmatch(fold(row.label)) is not None
    indicator = row.indicator
    if not indicator and (row.unit or not row.label or row.period or measures or (whole and figure.measure == "score")):
        indicator = column.indicator or context.indicator or (context.measured if measures else "")
    if figure.measure in ("count", "amount"):
        indicator = ""
    measure = figure.measure
    if measure == "score" and not indicator and figure.unit != "điểm" and column.measure != "score":
        measure = "count"
    office = "" if unit or figure.measure in ("count", "amount", "rate") else office_row(row.label)
    if office:
        indicator = indicator or column.indicator
    bound = unit or document.unit
    subject = row.label if row.office and not unit and not whole else bound.name if bound else ""
    levels = [level for level, _ in parts(f"{row.label} {column.head}")]
    part = levels[-1] if levels and not row.unit and not indicator else ""
    group = context.group if not context.unit and not (indicator and unit) else ""
    name = indicators()[indicator].label if indicator else ": ".join(p for p in (group, row.label, column.head) if p)
    status = column.status or row.status or (Status.TARGET if plan else Status.RESULT)
    if status is Status.RESULT and row.status is Status.TARGET:
        status = Status.TARGET
    key = bound.key if bound else ""
    if office and indicator:
        subject, key = office, office_key(office)
    return Fact(
        document_id=document.id, span=figure.span, clause=row.span, sentence=row.span,
        text=figure.span.of(document.text), measure=measure, value=figure.value, unit=figure.unit, of=figure.of,
        indicator=indicator, label=name, subject=subject, unit_key=key,
        part=part, period=row.period or context.period or column.period, status=status, heading=(column.head,),
        base=column.base if measure == "change" else None,
    )  # fmt: skip


def _bare_unit(label: str) -> Unit | None:
    """Return the unit a ranking table names without its kind: "Tân Hồng"."""
    known = find_units(label, bare=True)
    return known[0].unit if known and known[0].span.end - known[0].span.start >= len(label.strip()) - 2 else None

"""Which rows of a table are heads, what the words of a row say, and what a row without figures says of those below."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.facts.cells import cell_figures, is_change, is_figure, is_total
from corpus.facts.heads import About, Column, told_period
from corpus.figure_patterns import PLAN
from corpus.gazetteer import lists, names
from corpus.kinds import LEVELS, PLAIN_BODIES, PLAIN_LEVELS, PLAIN_UNITS
from corpus.lines import UPPER
from corpus.mentions import find_units
from corpus.model import Level, Period, Span, Status, Table, Unit
from corpus.periods import periods
from corpus.vietnamese import fold
from corpus.vocabulary import indicator_phrases

_ROMAN = re.compile(r"[IVX]+[.)]?")
_UNITS_HEAD = re.compile(rf"^\W*(?:tt |stt )?(?:ten )?(?:cac )?(?:{PLAIN_BODIES}|dia ban|phong)\b")
#: "KHỐI HUYỆN", "Cụm thi đua số 1": many units, none of them named.
_GATHERS = re.compile(r"\W*(?:khoi|nhom|cum|cac|so,|ban,)\b")
_SUB_ROW = re.compile(r"\s*(?:[-–+•*]|trong đó\b|bao gồm\b|gồm\b)", re.IGNORECASE)
_STATUS_ROW = re.compile(
    rf"\W*(?:(?P<target>(?:{PLAN})(?: (?:giao|duoc giao|de ra))?)|(?P<result>(?:ket qua )?(?:thuc hien|dat duoc)|ket qua))"
    r"(?: nam (?:19|20)\d\d)?\W*"
)


@dataclass(slots=True)
class Above:
    """What rows above say for the rows below them: a group ("KHỐI HUYỆN") or a sum that parts follow."""

    group: str = ""
    unit: Unit | None = None
    indicator: str = ""
    period: Period | None = None
    parent: str = ""
    measured: str = ""  # the index of the row above, which "Xếp hạng" alone is the place by


@dataclass(frozen=True, slots=True)
class Row:
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


def read_row(
    text: str,
    table: Table,
    order: int,
    cells: tuple[Span | None, ...],
    columns: list[Column],
    about: About,
    above: Above,
) -> Row | None:
    """Return what a row says; None for one that only heads those below it."""
    filled = [cell for cell in cells if cell]
    figures = [i for i, c in enumerate(cells[: len(columns)]) if i and c and _holds_figure(c.of(text), columns[i])]
    first = figures[0] if figures else len(cells)
    words = list(_row_words(text, table, order, cells[:first], columns))
    if not figures:
        _open_group(" ".join(said for _, said in words), filled, above)
        return None
    year = next((i for i in (0, 1) if i < first and _is_year(text, cells, columns, i)), None)
    if not words and year is not None and (cell := cells[year]):
        words = [(year, cell.of(text).strip())]
    words = [(place, _with_kind(said, columns[place].head)) for place, said in words]
    label = ": ".join(dict.fromkeys(said for _, said in words))
    mentions = [m for _, said in words for m in find_units(said)]
    bare = next((unit for place, said in words if (unit := _bare_unit(said, columns[place].head, about.own))), None)
    if words and _SUB_ROW.match(words[-1][1]) and above.parent:
        label = f"{above.parent}: {label.lstrip(' -–+•*')}"
    elif words:
        above.parent = label
    named = indicator_phrases().find(label)
    spoken = [m.period for _, said in words for m in periods(said)]
    for cell, column in zip(cells, columns, strict=False):
        if column.role == "period" and cell and (told := told_period(f"{column.head} {cell.of(text)}", about.period)):
            spoken.insert(0, told)
    noun = next(
        (c.of(text).strip().lower() for i, c in enumerate(cells[: len(columns)]) if c and columns[i].role == "noun"), ""
    )
    status = _STATUS_ROW.fullmatch(fold(label))
    return Row(
        Span(filled[0].start, filled[-1].end),
        label,
        mentions[0].unit if mentions else bare,
        named[0].name if named else "",
        spoken[0] if spoken else None,
        noun,
        (Status.TARGET if status.group("target") else Status.RESULT) if status else None,
        "trong do" not in fold(label)
        and any(_UNITS_HEAD.search(fold(columns[n].head)) for place, _ in words[:1] for n in _named_in(place, columns)),
        frozenset(place for place, _ in words),
    )


def _named_in(place: int, columns: list[Column]) -> range:
    """Return the columns whose head says what a row's name names: a sum may stand in the one of its number."""
    return range(place, min(place + 1 + (columns[place].role == "order"), len(columns)))


def _row_words(
    text: str, table: Table, order: int, cells: tuple[Span | None, ...], columns: list[Column]
) -> Iterator[tuple[int, str]]:
    """Yield the words ahead of the figures of a row, each with its column."""
    for place, (cell, column) in enumerate(zip(cells, columns, strict=False)):
        seen = cell or (_from_above(table, order, place) if column.role == "label" else None)
        said = seen.of(text).replace("**", "").strip() if seen else ""
        if column.role == "period" and is_total(said):
            yield place, said  # "Cộng" below the months
        if column.role not in ("figures", "label", "order") or not re.search(r"[^\W\d_]{2,}", said):
            continue
        if not _ROMAN.fullmatch(said) and (column.role in ("label", "order") or not is_figure(said)):
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
    return cell is not None and columns[place].role != "order" and YEAR_CELL.fullmatch(cell.of(text)) is not None


def _open_group(said: str, filled: list[Span], above: Above) -> None:
    """Let a row without figures head the rows below it."""
    if not said or len(filled) > 2:
        return
    units = [] if _GATHERS.match(fold(said)) else find_units(said)
    named = indicator_phrases().find(said)
    spoken = [m.period for m in periods(said)]
    above.group, above.parent = said, ""
    above.unit = units[0].unit if units else None
    above.indicator = named[0].name if named else ""
    above.period = spoken[0] if spoken else None


#: "Huyện", "Tên xã, phường": the rows below are of these kinds.
_KINDS_HEAD = re.compile(rf"\W*(?:ten )?(?:cac )?(?:ubnd )?((?:(?:{PLAIN_UNITS})(?:\W+(?:va )?|$))+)")
_NAME = re.compile(rf"(?:[{UPPER}][^\W\d_]*[ '’]?){{1,4}}")


def _with_kind(said: str, head: str) -> str:
    """Return the name in a row with the kind that its head gives: under "Chi nhánh" no "Cao B" is a unit."""
    no_unit = not lists().elsewhere.isdisjoint(head.lower().split()[-1:]) and not _KINDS_HEAD.fullmatch(fold(head))
    return f"{head} {said}" if no_unit and _NAME.fullmatch(said) and not is_total(said) else said


def _bare_unit(label: str, head: str, own: Unit | None) -> Unit | None:
    """Return the unit a table names without its kind, "Tân Hồng": the one within the report's own and of its column."""
    name, kinds = label.strip(), _KINDS_HEAD.fullmatch(fold(head))
    levels = {PLAIN_LEVELS[kind] for kind in re.findall(PLAIN_UNITS, kinds[1])} if kinds else set(Level)
    inside = [row.unit for row in names().rows(name) if own and own.name in (row.parent, row.grandparent)]
    known = [*inside, *(m.unit for m in find_units(label, bare=True) if len(m.span.of(label)) >= len(name) - 2)]
    fitting = [unit for unit in known if unit.level in levels]
    if fitting or not kinds or not _NAME.fullmatch(name):
        return fitting[0] if fitting else None
    kind = next(kind for kind in LEVELS if fold(kind) == re.findall(PLAIN_UNITS, kinds[1])[0])
    return Unit(kind, name, LEVELS[kind])


YEAR_CELL = re.compile(r"[\s*_]*(?:năm\s+)?(?:19|20)\d\d[\s*_]*", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?(?:\s*=[\s\d()+\-*/x:%.]+)?|\(?[A-Ha-h]\)?|\([\d=+\-*/x:%\s]+\)")


def column_heads(text: str, table: Table) -> list[list[str]]:
    """Return for each column the heads above it, the highest first; those of the first row where none are told."""
    table = without_empty_rows(table)
    top, bottom = head_rows(text, table)
    return heads_of(text, table, top, bottom) if bottom > top else heads_of(text, table, 0, 1)


def without_empty_rows(table: Table) -> Table:
    kept = tuple(row for row in table.rows if any(row))
    return table if len(kept) == len(table.rows) else Table(table.span, kept, table.caption)


def cells_of(text: str, row: tuple[Span | None, ...]) -> tuple[str, ...]:
    return tuple(cell.of(text) if cell else "" for cell in row)


def head_rows(text: str, table: Table) -> tuple[int, int]:
    """Return where the heads begin, below a title inside the table, and where they end; (0, 0) without any."""
    width = max((len(row) for row in table.rows), default=0)
    top = 0
    for order, row in enumerate(table.rows[:7]):
        filled = [place for place, cell in enumerate(row) if cell]
        if order == top and len(filled) == 1 and width > 2 and not _covers_less(table, order, filled[0], width):
            top = order + 1
            continue
        if numbers_columns(text, row):
            return (top, order) if order > top else (0, 0)
        figures = [c for c in row[1:] if c is not None and is_figure(c.of(text))]
        years = [c for c in row[1:] if c is not None and YEAR_CELL.fullmatch(c.of(text))]
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


_WORD = re.compile(r"[^\W\d_]{2,}")


def names_values(text: str, table: Table) -> bool:
    """Tell whether a table without heads names a thing and its value in each row: "Tỷ lệ đúng hạn | 98%"."""
    rows = [cells_of(text, row) for row in table.rows]
    if len(rows) < 2 or any(len(row) != 2 for row in rows):
        return False
    valued = [
        re.match(r"\W*(?!(?:19|20)\d\d\W*$)\d", value) is not None and bool(_WORD.search(name)) for name, value in rows
    ]
    return valued[0] and all(valued)


def _covers_less(table: Table, row: int, column: int, width: int) -> bool:
    """Tell whether a cell alone in its row is known to cover only a part of it: a head over a few columns."""
    area = next((a for a in table.merged if (a.row, a.column) == (row, column)), None)
    return area.width < width if area else bool(table.merged) or column > 0


def numbers_columns(text: str, row: tuple[Span | None, ...]) -> bool:
    """Tell whether a row only numbers the columns: "A | B | 1 | 2 | 3=2/1"."""
    words = [cell.of(text).strip() for cell in row if cell]
    if len(words) < 3 or not all(_COLUMN_NUMBER.fullmatch(word) for word in words):
        return False
    numbers = [int(match.group(1)) for word in words if (match := re.match(r"\(?(\d{1,2})\b", word))]
    return len(numbers) >= 2 and numbers[0] <= 3 and all(b - a == 1 for a, b in itertools.pairwise(numbers))


def heads_of(text: str, table: Table, top: int, bottom: int) -> list[list[str]]:
    """Return for each column the heads above it, the highest first; one that covers several counts for each."""
    width = max(len(row) for row in table.rows)
    found = []
    for column in range(width):
        cells = [_head_over(table, row, column, bottom) for row in range(top, bottom)]
        levels = [" ".join(cell.of(text).replace("**", "").split()) for cell in cells if cell]
        found.append(list(dict.fromkeys(levels)))
    return _under_groups(found)


#: "Đã giải quyết: Tổng số | Trước hạn | Quá hạn | Đang giải quyết: Tổng số | …": a group named at its first column.
_GROUP_OPENS = re.compile(r"([^:]{3,60}):\s*(?:tổng(?:\s+số)?|trong kỳ|số lượng)\W*", re.IGNORECASE)


def _under_groups(heads: list[list[str]]) -> list[list[str]]:
    """Return the heads with the group above each that the first of several columns names for all of them."""
    opening = [_GROUP_OPENS.fullmatch(" ".join(levels)) for levels in heads]
    if sum(map(bool, opening)) < _FEWEST_GROUPS:
        return heads
    found, group = [], ""
    for levels, opened in zip(heads, opening, strict=True):
        group = opened[1].strip() if opened else group
        found.append(levels if opened or not group else [group, *levels])
    return found


_FEWEST_GROUPS = 2


def _head_over(table: Table, row: int, column: int, bottom: int) -> Span | None:
    cell = table.cell(row, column)
    if cell or table.merged or row == bottom - 1:
        return cell
    # Drawn in plain text, a head over several columns stands in the first and leaves the others empty.
    if any(table.cell(below, column) for below in range(row + 1, bottom)):
        for left in range(column - 1, 0, -1):
            if cell := table.cell(row, left):
                return cell if table.cell(bottom - 1, left) else None
    return None

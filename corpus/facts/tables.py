"""Facts from tables: years, indicators and measures in the heads; units or things counted in the rows."""

import re
from dataclasses import replace

from corpus.facts.at_figure import parts
from corpus.facts.cells import Figure, cell_figures, is_change, is_figure, is_number, is_total
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
)
from corpus.facts.offices import office_key, office_row
from corpus.facts.table_rows import (
    Above,
    Row,
    cells_of,
    head_rows,
    heads_of,
    names_values,
    numbers_columns,
    read_row,
    without_empty_rows,
)
from corpus.model import Document, Fact, Level, Period, Span, Status, Table
from corpus.vietnamese import fold
from corpus.vocabulary import indicators

#: The mean of those listed is the figure of none of them, nor of the one above them all.
_MEAN = re.compile(r"\W*(?:diem |muc )?(?:trung binh|binh quan)\b")
#: Rows that are measures of what the caption names: "Điểm", "Xếp hạng", "Tăng/giảm so với năm trước".
_MEASURE_ROW = re.compile(
    r"\W*(?:(?:tong )?(?:so )?diem(?: so| dat| dat duoc| tham dinh| cong bo| tu cham| chi so)?|(?:ket qua )?(?:thu |xep )?hang"
    r"|vi (?:thu|tri)(?: xep hang)?|xep (?:thu|loai)|ket qua (?:xep loai|cham diem)|chi so"
    r"|(?:tang|giam|chenh lech|so voi)\b[\w\s/,()+-]{0,40})"
    r"(?: (?:cchc|cua (?:tinh|huyen|xa)|nam (?:19|20)\d\d|(?:trong|tren)(?: (?:so|tong so|toan|cac))* (?:\d+ )?(?:don vi|tinh|huyen|xa|dia phuong)[\w\s,]{0,30}))*\W*(?:\([^()]*\))?\W*"
)


def table_facts(document: Document, table: Table, default: Period | None, plan: bool) -> list[Fact]:
    """Return one fact a cell that holds a figure; "-" and empty cells hold none."""
    text = document.text
    table = without_empty_rows(table)
    valued = names_values(text, table)
    top, heads = (0, 0) if valued else head_rows(text, table)
    if not table.rows or (heads <= top and not valued):
        return []
    said = " ".join(cell.of(text) for row in table.rows[:top] for cell in row if cell)
    about = about_table(document, table, said, default)
    said_above = heads_of(text, table, top, heads)
    about = only_topic(said_above, about)
    columns = beside([read_column(levels, about) for levels in said_above])
    columns = [Column("", "label"), Column("")] if valued else _with_labels(text, table, heads, columns)
    printed_heads = {cells_of(text, row) for row in table.rows[:heads]}
    above = Above()
    found: list[Fact] = []
    for order in range(heads, len(table.rows)):
        cells = table.rows[order]
        if cells_of(text, cells) in printed_heads or numbers_columns(text, cells):
            continue
        if columns[0].role == "order" and not table.merged and len(cells) == len(columns) - 1:
            if cells[0] and not is_figure(cells[0].of(text)):
                cells = (None, *cells)  # a sum has no number of its own
        found += _row_facts(document, table, order, cells, columns, about, above, plan)
    return _of_one_level(document, found)


def _of_one_level(document: Document, facts: list[Fact]) -> list[Fact]:
    """Return the facts; the sum over units of one level, where the rows are nothing else, is that of their level."""
    own = document.unit
    rows = {f.unit_key for f in facts if own is None or f.unit_key != own.key}
    levels = {next((part for level, part in _PARTS.items() if key.startswith(level.value)), "") for key in rows}
    part = levels.pop() if len(levels) == 1 and len(rows) > 1 else ""
    if own is None or not part or part == _PARTS.get(own.level):
        return facts
    return [
        replace(f, part=part) if f.unit_key == own.key and not f.part and f.measure in ("count", "rate") else f
        for f in facts
    ]


_PARTS = {Level.DISTRICT: "cấp huyện", Level.COMMUNE: "cấp xã"}


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


def _row_facts(
    document: Document,
    table: Table,
    order: int,
    cells: tuple[Span | None, ...],
    columns: list[Column],
    about: About,
    above: Above,
    plan: bool,
) -> list[Fact]:
    text = document.text
    row = read_row(text, table, order, cells, columns, about, above)
    if row is None or (row.office and not row.unit and _MEAN.match(fold(row.label))):
        return []
    if "=" in row.noun:
        return []  # "Trực tuyến = 0; Phát phiếu = 1": the number is a code
    found: list[Fact] = []
    if row.indicator or not _MEASURE_ROW.fullmatch(fold(row.label)):
        above.measured = row.indicator
    for place, cell in enumerate(cells[: len(columns)]):
        column = columns[place]
        if cell is None or column.role != "figures" or place in row.places or _is_shared(table, order, place, columns):
            continue
        column = _told_by_row(column, row)
        for figure in cell_figures(cell.of(text), cell, column):
            found.append(_fact(document, row, column, figure, about, above, plan))
    return found


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


def _told_by_row(column: Column, row: Row) -> Column:
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


def _fact(document: Document, row: Row, column: Column, figure: Figure, about: About, above: Above, plan: bool) -> Fact:
    unit = row.unit or above.unit or column.unit
    whole = is_total(row.label)  # a row for all the others together speaks of the report's own unit
    measures = _MEASURE_ROW.fullmatch(fold(row.label)) is not None
    indicator = row.indicator
    if not indicator and (row.unit or not row.label or row.period or measures or (whole and figure.measure == "score")):
        indicator = column.indicator or above.indicator or (above.measured if measures else "")
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
    part = (levels[-1] if levels else about.part) if not unit and not indicator and not row.office else ""
    group = above.group if not above.unit and not (indicator and unit) else ""
    name = indicators()[indicator].label if indicator else ": ".join(p for p in (group, row.label, column.head) if p)
    status = column.status or row.status or (Status.TARGET if plan else Status.RESULT)
    if status is Status.RESULT and row.status is Status.TARGET:
        status = Status.TARGET
    key = bound.key if bound else ""
    if office:
        subject, key = office, office_key(office)
    return Fact(
        document_id=document.id, span=figure.span, clause=row.span, sentence=row.span,
        text=figure.span.of(document.text), measure=measure, value=figure.value, unit=figure.unit, of=figure.of,
        indicator=indicator, label=name, subject=subject, unit_key=key,
        part=part, period=row.period or above.period or column.period, status=status, heading=(column.head,),
        base=column.base if measure == "change" else None,
    )  # fmt: skip

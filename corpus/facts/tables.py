"""Facts from tables: years, indicators and measures in the heads; units or things counted in the rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.model import Document, Fact, Period, Quantity, QuantityKind, Span, Status, Table, Unit
from corpus.quantities import number, periods, quantities
from corpus.units import gazetteer
from corpus.vietnamese import fold
from corpus.vocabulary import indicator_phrases, indicators

_NUMBER = re.compile(r"^[\s*_]*(\d[\d.,]*)(?:\s*/\s*(\d[\d.,]*))?\s*(%|điểm|bậc)?[\s*_]*$", re.IGNORECASE)
_RANK_HEAD = re.compile(r"\bhang\b|vi thu|thu tu xep|xep thu|vi tri")
_GRADE_HEAD = re.compile(r"xep loai|loai")
_SCORE_HEAD = re.compile(r"diem|chi so|index|sipas|tong")
_ORDER_HEAD = re.compile(r"^\W*(?:tt|stt|so tt|so thu tu)\W*$")
_RESULT_HEAD = re.compile(r"ket qua|thuc hien|dat duoc|uoc")
_TARGET_HEAD = re.compile(r"muc tieu|chi tieu|ke hoach|phan dau|giao")
_YEAR_CELL = re.compile(r"^[\s*_]*(?:năm\s+)?(?:19|20)\d\d[\s*_]*$", re.IGNORECASE)
_GRADES = re.compile(r"^[\s*_]*(xuất sắc|tốt|khá|trung bình|yếu|kém)[\s*_]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Column:
    head: str
    indicator: str
    measure: str
    period: Period | None
    unit: Unit | None
    target: bool
    result: bool
    order: bool


def table_facts(document: Document, table: Table, default: Period | None, plan: bool) -> list[Fact]:
    """Return one fact a cell that holds a figure; "-" and empty cells hold none."""
    text = document.text
    rows = [r for r in table.rows if any(c is not None for c in r)]
    seen = table if len(rows) == len(table.rows) else Table(table.span, tuple(rows))
    heads = _head_rows(text, rows)
    if not rows or heads == 0:
        return []
    caption = _caption(document, table)
    named = [m.period for m in periods(caption) if not m.as_of]
    period = named[0] if named else default
    topic = indicator_phrases().find(caption)
    width = max(len(r) for r in rows)
    columns = [
        _column(
            " ".join(dict.fromkeys(cell.of(text) for r in range(heads) if (cell := seen.cell(r, i)))),
            period,
            topic[0].name if topic else "",
            bool(re.search(r"\bdiem\b", fold(caption))),
        )
        for i in range(width)
    ]
    found: list[Fact] = []
    for row in rows[heads:]:
        if columns[0].order and len(row) == width - 1 and row[0] and not _figure(row[0].of(text)):
            row = (None, *row)  # a sum has no number of its own
        found += _row_facts(document, table, columns, row, plan)
    return found


def _head_rows(text: str, rows: list[tuple[Span | None, ...]]) -> int:
    """Return how many rows come before the first that holds a figure in other than its first cell."""
    for place, row in enumerate(rows[:4]):
        figures = [c for c in row[1:] if c is not None and _figure(c.of(text))]
        years = [c for c in row[1:] if c is not None and re.fullmatch(r"\s*(?:Năm\s+)?(?:19|20)\d\d\s*", c.of(text))]
        if len(figures) > len(years):
            return place
    return 0


def _figure(cell: str) -> bool:
    return bool(_NUMBER.match(cell) or _GRADES.match(cell))


#: Cells of a table that was pasted one to a line are no longer than this.
_LONGEST_CELL = 80


def flat_tables(document: Document) -> list[Table]:
    """Return the tables of which a report shows one cell a line: heads, then rows numbered 1, 2, 3 … or by year."""
    found: list[Table] = []
    run: list[Span] = []
    place = 0
    for line in [*document.text.splitlines(keepends=True), ""]:
        cell = line.strip()
        if cell and len(cell) <= _LONGEST_CELL and "|" not in cell:
            start = place + line.index(cell[0])
            run.append(Span(start, start + len(cell)))
        else:
            if len(run) >= 8 and (table := _unflatten(document, run)):
                found.append(table)
            run = []
        place += len(line)
    return found


def _unflatten(document: Document, run: list[Span]) -> Table | None:
    """Return the table that a run of short lines is, if one of its first lines begins the heads."""
    texts = [cell.of(document.text).strip(" .") for cell in run]
    for first in range(min(3, len(run))):
        if not _FIRST_HEAD.match(fold(texts[first])):
            continue
        for width in range(2, min(13, len(run) - first)):
            leads = [texts[at] for at in range(first + width, len(run), width)]
            rows = _counting_up(leads)
            if rows < 2 or any(_figure(t) for t in texts[first + 1 : first + width]):
                continue
            cells = run[first : first + width * (rows + 1)]
            shaped = tuple(tuple(cells[at : at + width]) for at in range(0, len(cells) - width + 1, width))
            if not any(_figure(c.of(document.text)) for row in shaped[1:] for c in row[1:]):
                continue
            if any(document_table.span.overlaps(cells[0]) for document_table in document.tables):
                return None
            return Table(Span(cells[0].start, cells[-1].end), shaped)
    return None


_FIRST_HEAD = re.compile(r"^(?:tt|stt|so tt|nam)$")


def _counting_up(leads: list[str]) -> int:
    """Return how many of the first cells count 1, 2, 3 … or name one year after the other."""
    count = 0
    for lead in leads:
        if not lead.isdecimal() or len(lead) > 4:
            break
        expected = 1 if count == 0 else int(leads[count - 1]) + 1
        if int(lead) != expected and not (count == 0 and 1990 < int(lead) < 2100):
            break
        count += 1
    return count


def _caption(document: Document, table: Table) -> str:
    if table.caption:
        return table.caption.of(document.text)
    before = document.text[max(0, table.span.start - 400) : table.span.start].rstrip().split("\n")
    lines = [line for line in before if line.strip()][-2:]
    return " ".join(lines) + " " + (document.title if document.header.title else "")


def _column(head: str, default: Period | None, topic: str, scored: bool = False) -> _Column:
    folded = fold(head)
    named = [m.period for m in periods(head)] or _without_year(head, default)
    found = indicator_phrases().find(head)
    units = gazetteer().find(head)
    if _ORDER_HEAD.match(folded):
        return _Column(head, "", "", None, None, False, False, True)
    measure = _measure_of(folded, bool(found))
    indicator = found[0].name if found else ""
    if not indicator and topic and _plain_head(folded) and (measure in ("score", "rank", "grade") or not measure):
        indicator = topic
    if not measure and scored and not indicator:
        measure = "score"
    return _Column(
        " ".join(head.split()), indicator, measure, named[0] if named else default,
        units[0].unit if units else None, bool(_TARGET_HEAD.search(folded)), bool(_RESULT_HEAD.search(folded)), False,
    )  # fmt: skip


def _without_year(head: str, default: Period | None) -> list[Period]:
    """Return the month or quarter that a head names without its year: "Điểm tháng 8"."""
    match = re.search(r"\btháng\s+(\d{1,2})\b(?!\s*/)", head, re.IGNORECASE)
    if match and default and 1 <= int(match.group(1)) <= 12:
        return [Period.of_months(default.start.year, int(match.group(1)), int(match.group(1)))]
    match = re.search(r"\bquý\s+(IV|I{1,3})\b", head, re.IGNORECASE)
    if match and default:
        quarter = ("I", "II", "III", "IV").index(match.group(1).upper()) + 1
        return [Period.of_months(default.start.year, quarter * 3 - 2, quarter * 3)]
    return []


def _measure_of(folded: str, named: bool) -> str:
    """Return the kind of figure that the words of a head announce, or nothing."""
    if _RANK_HEAD.search(folded):
        return "rank"
    if _GRADE_HEAD.search(folded):
        return "grade"
    if "%" in folded or "ty le" in folded or "ti le" in folded:
        return "score" if named or re.search(r"\bdiem\b|\bchi so\b", folded) else "rate"
    return "score" if _SCORE_HEAD.search(folded) or named else ""


_PLAIN = re.compile(
    r"\b(?:nam|quy|thang|diem|so|tong|chi|ket|qua|thu|hang|xep|loai|vi|tri|dat|duoc|cong|bo|danh|gia|muc|tieu|ke|hoach|"
    r"thuc|hien|sau|dinh|chinh|tham|cham|tu|bac|tang|giam|cchc|par|index|cai|cach|hanh|chuyen)\b|[\d\W]+"
)


def _plain_head(folded: str) -> bool:
    """Tell whether a column head names nothing but year and measure, so that the caption says of what."""
    return not _PLAIN.sub("", folded).strip()


def _row_facts(
    document: Document, table: Table, columns: list[_Column], row: tuple[Span | None, ...], plan: bool
) -> list[Fact]:
    text = document.text
    cells = [c for c in row if c is not None]
    if not cells:
        return []
    span = Span(cells[0].start, cells[-1].end)
    labels = [
        (i, c) for i, c in enumerate(row)
        if c is not None and not _figure(c.of(text)) and re.search(r"[^\W\d_]{2,}", c.of(text))
    ]  # fmt: skip
    label = labels[0][1].of(text).strip() if labels else ""
    year = next(
        (
            (i, c)
            for i, c in enumerate(row[:2])
            if c is not None and _YEAR_CELL.match(c.of(text)) and not columns[i].order
        ),
        None,
    )
    if year is not None and not labels:
        labels, label = [year], year[1].of(text).strip()
    mentions = gazetteer().find(label) if label else []
    unit = mentions[0].unit if mentions else _bare_unit(label)
    row_indicator = indicator_phrases().find(label)
    row_periods = [m.period for m in periods(label)]
    found: list[Fact] = []
    for place, cell in enumerate(row):
        if cell is None or place >= len(columns) or columns[place].order:
            continue
        if labels and place == labels[0][0]:
            continue
        column = columns[place]
        told = _measure_of(fold(label), bool(row_indicator)) if row_indicator or not column.measure else ""
        if told:
            column = replace(column, measure=told, head=f"{column.head} %" if "%" in label else column.head)
        printed = cell.of(text)
        figures = _cell_figures(printed, cell, column)
        for measure, value, of, printed_unit, where in figures:
            indicator = row_indicator[0].name if row_indicator else column.indicator
            # Without a unit, an indicator or a head that says so, a plain number in a row counts the row's thing.
            if not unit and not row_indicator and not row_periods and measure not in ("rank", "grade") and label:
                indicator = column.indicator if column.measure in ("score", "rank") and not label else ""
            subject = unit or column.unit or document.unit
            if measure == "score" and not indicator and not row_indicator:
                measure = "score" if printed_unit == "điểm" or column.measure == "score" else "count"
            name = indicators()[indicator].label if indicator else ": ".join(p for p in (label, column.head) if p)
            found.append(
                Fact(
                    document_id=document.id, span=where, clause=span, sentence=span, text=where.of(text),
                    measure=measure, value=value, unit=printed_unit, of=of, indicator=indicator, label=name,
                    subject=subject.name if subject else "", unit_key=subject.key if subject else "", part="",
                    period=row_periods[0] if row_periods else column.period,
                    status=Status.TARGET if column.target or (plan and not column.result) else Status.RESULT,
                    heading=(column.head,),
                )
            )  # fmt: skip
    return found


def _bare_unit(label: str) -> Unit | None:
    """Return the unit a ranking table names without its kind: "Tân Hồng"."""
    known = gazetteer().find(label, bare=True)
    return known[0].unit if known and known[0].span.end - known[0].span.start >= len(label.strip()) - 2 else None


_Figure = tuple[str, "Decimal | None", "Decimal | None", str, Span]


def _cell_figures(printed: str, cell: Span, column: _Column) -> list[_Figure]:
    graded = _GRADES.match(printed)
    if graded:
        span = Span(cell.start + graded.start(1), cell.start + graded.end(1))
        return [("grade", None, None, "", span)]
    match = _NUMBER.match(printed)
    if match:
        unit = (match.group(3) or ("%" if "%" in column.head else "")).lower()
        measure = column.measure or (
            "rate" if unit == "%" else "score" if unit == "điểm" or column.indicator else "count"
        )
        if measure == "rank" and "," in match.group(1):
            measure = "score"
        scored = measure in ("score", "rate")
        of = number(match.group(2), counted=True) if match.group(2) else None
        if measure == "grade":
            measure = "count"
        end = match.end(3) if match.group(3) else match.end(2) if match.group(2) else match.end(1)
        span = Span(cell.start + match.start(1), cell.start + end)
        return [(measure, number(match.group(1), scored=scored, counted=not scored), of, unit, span)]
    return [_from_words(q, column) for q in quantities(printed) if _countable(q)] and [
        (m, v, o, u, Span(cell.start + s.start, cell.start + s.end))
        for m, v, o, u, s in (_from_words(q, column) for q in quantities(printed) if _countable(q))
    ]


def _countable(quantity: Quantity) -> bool:
    return quantity.kind in (
        QuantityKind.SCORE, QuantityKind.RANK, QuantityKind.RATE, QuantityKind.COUNT,
        QuantityKind.COMPLETED, QuantityKind.AMOUNT,
    )  # fmt: skip


def _from_words(quantity: Quantity, column: _Column) -> _Figure:
    names = {"score": "score", "rank": "rank", "rate": "rate", "amount": "amount"}
    measure = names.get(quantity.kind.value, "count")
    if column.measure == "rank" and measure == "count":
        measure = "rank"
    return measure, quantity.value, quantity.of, quantity.unit, quantity.span

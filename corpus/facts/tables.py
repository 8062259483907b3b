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
_CHANGE_HEAD = re.compile(
    r"^\W*(?:(?:muc|so bac|diem) )?(?:tang|giam)\b|\bchenh lech\b|^so voi (?:nam|quy|thang|ky|cung)|\+/-"
)
_SIGNED = re.compile(r"^[\s*_]*([-–−+])\s*(\d[\d.,]*)\s*(%|điểm|bậc)?[\s*_]*$", re.IGNORECASE)
_GRADE_HEAD = re.compile(r"xep loai|loai")
_SCORE_HEAD = re.compile(r"diem|chi so|index|sipas|tong")
_ORDER_HEAD = re.compile(r"^\W*(?:tt|stt|so tt|so thu tu)\W*$")
_RESULT_HEAD = re.compile(r"ket qua|thuc hien|dat duoc|uoc")
_TARGET_HEAD = re.compile(r"muc tieu|chi tieu|ke hoach|phan dau|giao")
_SELF_HEAD = re.compile(r"\btu (?:cham|danh gia)")
#: Words over a table of marks and places that names no index: in a report on the reform it is the reform's.
_JUDGING = re.compile(r"xep hang|thu hang|cham diem|xep loai|ket qua (?:danh gia|diem)")
_OTHER_CONTEST = re.compile(
    r"thi dua|the thao|hoc tap|dang vien|chi bo|to chuc dang|nong thon moi|do thi|hoi thi|cuoc thi|chuyen doi so|\bdiem cao\b"
)
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
    self_assessed: bool = False


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
    width = max(len(r) for r in rows)
    titles = [_head(text, seen, heads, place) for place in range(width)]
    topic = _meant(titles, _topic(document, caption))
    columns = [_column(title, period, topic, bool(re.search(r"\bdiem\b", fold(caption)))) for title in titles]
    found: list[Fact] = []
    for row in rows[heads:]:
        if columns[0].order and len(row) == width - 1 and row[0] and not is_figure(row[0].of(text)):
            row = (None, *row)  # a sum has no number of its own
        found += _row_facts(document, table, columns, row, plan)
    return found


def _head_rows(text: str, rows: list[tuple[Span | None, ...]]) -> int:
    """Return how many rows come before the first that holds a figure in other than its first cell."""
    for place, row in enumerate(rows[:4]):
        figures = [c for c in row[1:] if c is not None and is_figure(c.of(text))]
        years = [c for c in row[1:] if c is not None and re.fullmatch(r"\s*(?:Năm\s+)?(?:19|20)\d\d\s*", c.of(text))]
        if len(figures) > len(years):
            return place
    return 0


def is_figure(cell: str) -> bool:
    """Tell whether a cell holds a number or a grade and nothing else."""
    return bool(_NUMBER.match(cell) or _GRADES.match(cell) or _SIGNED.match(cell))


def _caption(document: Document, table: Table) -> str:
    if table.caption:
        return table.caption.of(document.text)
    above = max((t.span.end for t in document.tables if t.span.end <= table.span.start), default=0)
    before = document.text[max(above, table.span.start - 400) : table.span.start].rstrip().split("\n")
    lines = [line for line in before if line.strip()][-2:]
    return " ".join(lines) + " " + (document.title if document.header.title else "")


def _topic(document: Document, caption: str) -> str:
    """Return the index that the words over a table name, or mean in a report on the reform."""
    if named := indicator_phrases().find(caption):
        return named[0].name
    title = fold(document.title) if document.header.title else ""
    above = fold(caption).removesuffix(title)
    reform = re.search(r"cai cach hanh chinh|\bcchc\b", title)
    return "par_index" if reform and _JUDGING.search(above) and not _OTHER_CONTEST.search(above) else ""


def _head(text: str, table: Table, heads: int, column: int) -> str:
    """Return all that stands over a column; a cell left empty beside a head belongs to it ("Năm 2023 | | …")."""
    words: list[str] = []
    for row in range(heads):
        cell = table.cell(row, column)
        left = column
        while cell is None and left > 0 and row + 1 < heads and table.cell(heads - 1, column):
            left -= 1
            cell = table.cell(row, left)
        if cell is not None:
            words.append(cell.of(text))
    return " ".join(dict.fromkeys(words))


def _meant(heads: list[str], topic: str) -> str:
    """Return the index that "Xếp hạng" and "Điểm" are of: the one that the heads name, else the topic's."""
    named = {found[0].name for head in heads if (found := indicator_phrases().find(head))}
    marks = any(_plain_head(fold(head)) and _measure_of(fold(head), False) == "score" for head in heads)
    return named.pop() if len(named) == 1 and not marks else topic


def _column(head: str, default: Period | None, topic: str, scored: bool = False) -> _Column:
    folded = fold(head)
    named = [m.period for m in periods(head)] or _without_year(head, default)
    found = indicator_phrases().find(head)
    units = gazetteer().find(head)
    if _ORDER_HEAD.match(folded):
        return _Column(head, "", "", None, None, False, False, True)
    measure = _measure_of(folded, bool(found))
    indicator = found[0].name if found else ""
    if not indicator and topic and _plain_head(folded) and measure in ("score", "rank", "grade", "change", ""):
        indicator = topic
    if not measure and scored and not indicator:
        measure = "score"
    return _Column(
        " ".join(head.split()), indicator, measure, named[0] if named else default,
        units[0].unit if units else None, bool(_TARGET_HEAD.search(folded)), bool(_RESULT_HEAD.search(folded)), False,
        bool(_SELF_HEAD.search(folded)),
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
    if _CHANGE_HEAD.search(folded):
        return "change"
    if _RANK_HEAD.search(folded):
        return "rank"
    if _GRADE_HEAD.search(folded):
        return "grade"
    if "%" in folded or "ty le" in folded or "ti le" in folded:
        return "score" if named or re.search(r"\bdiem\b|\bchi so\b", folded) else "rate"
    return "score" if _SCORE_HEAD.search(folded) or named else ""


_PLAIN = re.compile(
    r"\b(?:nam|quy|thang|diem|so|tong|chi|ket|qua|thu|hang|xep|loai|vi|tri|dat|duoc|cong|bo|danh|gia|muc|tieu|ke|hoach|"
    r"thuc|hien|sau|tren|trong|toan|tinh|huyen|cap|dinh|chinh|tham|cham|tu|bac|tang|giam|cchc|par|index|cai|cach|hanh|chuyen)\b|[\d\W]+"
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
        if c is not None and not is_figure(c.of(text)) and re.search(r"[^\W\d_]{2,}", c.of(text))
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
        if told and column.measure not in ("rank", "grade", "change"):
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
                    status=_status(column, plan),
                    heading=(column.head,),
                )
            )  # fmt: skip
    return found


def _status(column: _Column, plan: bool) -> Status:
    if column.self_assessed:
        return Status.SELF_ASSESSED
    return Status.TARGET if column.target or (plan and not column.result) else Status.RESULT


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
    if signed := _SIGNED.match(printed):
        if column.measure != "change":
            return []
        span = Span(cell.start + signed.start(1), cell.start + signed.end(3 if signed.group(3) else 2))
        value = number(signed.group(2), scored=True) * (1 if signed.group(1) == "+" else -1)
        unit = (signed.group(3) or _unit_of(fold(column.head))).lower()
        return [("change", value, None, unit, span)] if unit else []
    match = _NUMBER.match(printed)
    if match and column.measure == "change":
        return []  # whether it rose or fell is not said
    if match:
        unit = (match.group(3) or ("%" if "%" in column.head else "")).lower()
        measure = column.measure or (
            "rate" if unit == "%" else "score" if unit == "điểm" or column.indicator else "count"
        )
        if measure == "rank" and "," in match.group(1):
            measure = "score"
        if measure == "rank":
            unit = ""  # the row's "%" is its score's
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


def _unit_of(head: str) -> str:
    """Return what a head of changes counts them in: "Tăng/giảm (bậc)"."""
    if re.search(r"\bbac\b|\bhang\b|vi tri", head):
        return "bậc"
    return "%" if "%" in head else "điểm" if re.search(r"\bdiem\b", head) else ""


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

"""The figures in one cell of a table, read as the head of its column says."""

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.facts.heads import Column
from corpus.figure_patterns import MULTIPLIERS
from corpus.kinds import PLAIN_UNITS
from corpus.model import Fact, Quantity, QuantityKind, Span
from corpus.quantities import number, quantities
from corpus.vietnamese import fold

#: Behind a figure may stand the mark of a footnote.
_MARK = r"[\s*_⁰¹²³⁴⁵⁶⁷⁸⁹]*"
#: "1 230": a space may part thousands.
_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?|\d[\d.,]*"
_NUMBER = re.compile(rf"^[\s*_]*({_DIGITS})(?:\s*/\s*({_DIGITS}))?\s*(%|điểm|bậc)?{_MARK}$", re.IGNORECASE)
_CHANGE = re.compile(
    rf"^[\s*_(]*(tăng|giảm|tụt|[+\-–−↑↓▲▼])?\s*(\d[\d.,]*)\s*(%|điểm %|điểm|bậc|hạng|vị trí)?[)]?{_MARK}$",
    re.IGNORECASE,
)
_GRADES = re.compile(rf"^[\s*_]*(xuất sắc|rất tốt|tương đối tốt|tốt|khá|trung bình|yếu|kém){_MARK}$", re.IGNORECASE)
_DOWN = ("giảm", "tụt", "-", "–", "−", "↓", "▼")


def is_number(cell: str) -> bool:
    return _NUMBER.match(cell) is not None


def is_figure(cell: str) -> bool:
    return is_number(cell) or _GRADES.match(cell) is not None


def is_change(cell: str) -> bool:
    """Tell whether a cell holds a figure with a sign: "+2,43", "giảm 2 bậc"."""
    match = _CHANGE.match(cell)
    return match is not None and match.group(1) is not None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a cell; a grade has no value."""

    measure: str
    value: Decimal | None
    of: Decimal | None
    unit: str
    span: Span


def cell_figures(printed: str, cell: Span, column: Column) -> list[Figure]:
    """Return the figures that a cell holds; "-" holds none."""
    if column.measure == "change":
        return _changes(printed, cell, column)
    if graded := _GRADES.match(printed):
        if column.measure not in ("", "grade"):
            return []
        return [Figure("grade", None, None, "", Span(cell.start + graded.start(1), cell.start + graded.end(1)))]
    if match := _NUMBER.match(printed):
        return [_plain(match, cell, column)]
    if printed[:1] in "+-–−":
        return []
    return [_from_words(q, cell, column) for q in quantities(printed) if q.kind in _COUNTABLE]


def _plain(match: re.Match[str], cell: Span, column: Column) -> Figure:
    unit = (match.group(3) or column.noun).lower()
    measure = column.measure or ("rate" if unit == "%" else "score" if unit == "điểm" or column.indicator else "count")
    if measure == "rank" and ("," in match.group(1) or match.group(3) == "%"):
        measure = "score"
    if measure == "count" and unit == "%":
        measure = "rate"
    scale = MULTIPLIERS.get(unit.removesuffix("đồng").strip(), 1)
    if unit.endswith("đồng") and measure == "count":
        measure, unit = "amount", "đồng"
    scored = measure in ("score", "rate")
    of = number(match.group(2), counted=True) if match.group(2) else None
    if measure == "grade":
        measure = "count"
    end = match.end(3) if match.group(3) else match.end(2) if match.group(2) else match.end(1)
    span = Span(cell.start + match.start(1), cell.start + end)
    unit = "" if measure == "rank" else unit
    # "1.250" under "triệu đồng" is 1,250 millions, "45,5" forty-five and a half.
    value = number(match.group(1), scored=scored, counted=not scored and scale == 1)
    value *= scale if measure == "amount" else 1
    return Figure(measure, value, of, unit, span)


def _changes(printed: str, cell: Span, column: Column) -> list[Figure]:
    match = _CHANGE.match(printed)
    if match is None or match.group(1) is None:
        return []  # whether it rose or fell is not said
    unit = (match.group(3) or column.noun or _measured_in(fold(column.head))).lower()
    if unit not in _CHANGED_BY:
        return []
    value = number(match.group(2), scored=True)
    span = Span(cell.start + match.start(1), cell.start + (match.end(3) if match.group(3) else match.end(2)))
    return [Figure("change", -value if match.group(1).lower() in _DOWN else value, None, _CHANGED_BY[unit], span)]


_CHANGED_BY = {
    "%": "%", "điểm %": "điểm %", "điểm": "điểm", "bậc": "bậc", "hạng": "bậc", "vị trí": "bậc", "hồ sơ": "hồ sơ",
    "người": "người",
}  # fmt: skip


def _measured_in(head: str) -> str:
    """Return what a head of changes counts them in: "Tăng/giảm (bậc)"."""
    if re.search(r"\bbac\b|\bhang\b|vi tri", head):
        return "bậc"
    return "%" if "%" in head else "điểm" if re.search(r"\bdiem\b", head) else ""


_COUNTABLE = (
    QuantityKind.SCORE, QuantityKind.RANK, QuantityKind.RATE, QuantityKind.COUNT, QuantityKind.COMPLETED,
    QuantityKind.AMOUNT,
)  # fmt: skip


def _from_words(quantity: Quantity, cell: Span, column: Column) -> Figure:
    names = {"score": "score", "rank": "rank", "rate": "rate", "amount": "amount"}
    measure = names.get(quantity.kind.value, "count")
    if column.measure == "rank" and measure == "count":
        measure = "rank"
    span = Span(cell.start + quantity.span.start, cell.start + quantity.span.end)
    return Figure(measure, quantity.value, quantity.of, quantity.unit, span)


def is_cell(fact: Fact) -> bool:
    """Tell whether a figure stands in a table and is of no index: its label is the words of row and column."""
    return (
        not fact.indicator
        and fact.clause == fact.sentence
        and len(fact.heading) == 1
        and fact.label.endswith(fact.heading[0])
    )


def row_words(fact: Fact) -> str:
    """Return what names the row of a cell: "Đất đai", "Xã Bum Nưa"."""
    return fact.label[: len(fact.label) - len(fact.heading[0])].rstrip(": ")


def names_subject(fact: Fact) -> bool:
    """Tell whether the words of a cell's row name whose it is, with or without the kind: "TP Tân An"."""
    return is_cell(fact) and bool(fact.subject) and _KIND.sub("", fold(fact.subject)) in fold(row_words(fact))


_KIND = re.compile(rf"^(?:{PLAIN_UNITS}) ")
_TOTAL = re.compile(
    r"\W*(?:[a-z]\W+)?(?:(?:tong|cong|toan|chung)"
    rf"(?: (?:so|cong|diem|chung|bo|{PLAIN_UNITS}|nganh|dia ban))*"
    r"|diem tong|ket qua chung)\W*(?:\([^()]*\))?\W*"
)


def is_of_all(fact: Fact) -> bool:
    """Tell whether a cell is of all rows together: "Tổng cộng"."""
    return is_total(row_words(fact))


def is_total(words: str) -> bool:
    """Tell whether the words of a row or column stand for all of them together."""
    return _TOTAL.fullmatch(fold(words)) is not None

"""Vietnamese figures and periods: "1.872", "99,2%", "11/12", "quý I/2024", each with its place.

Patterns run in order over the text; what an earlier one has taken, a later one cannot read again. So dates,
document numbers and years are out of the way before anything is called a figure.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from corpus.figure_patterns import (
    AFTER_NAM,
    AMONG_HOW_MANY,
    APART_BEFORE,
    CHANGE_BEFORE,
    CHANGED_BY_WORDS,
    COUNT,
    DOTTED,
    FRACTION,
    FROM_PLAN,
    GAP,
    GRADE,
    LETTER,
    MONEY_FIGURE,
    MONEY_FRACTION,
    MULTIPLIERS,
    NO_RANK_BEFORE,
    NOT_DATA,
    OR_MORE,
    ORDINAL_BEFORE,
    OUT_OF,
    PERCENT,
    QUALIFIER,
    RANK_BEFORE,
    RANK_WORDS,
    SCALE,
    SCANNED_DIGITS,
    SCORE,
    SCORE_BEFORE,
    SIGNED,
    SPACED,
    STEP_UNIT,
    TORN,
    TORN_DECIMAL,
    TORN_FRACTION,
    WIDEST_FROM_PLAN,
    WIDEST_GAP,
    WORD_NUMBERS,
    YEARS,
)
from corpus.model import Quantity, QuantityKind, Span
from corpus.taken import Taken

Kind = QuantityKind


def number(printed: str, *, scored: bool = False, counted: bool = False) -> Decimal:
    """Return the value of a printed number.

    A dot before exactly three digits separates thousands, unless the number is a score or per cent
    (`scored`) that would exceed any scale. A comma separates decimals, unless the number counts things
    (`counted`) and three digits follow.
    """
    digits = re.sub(r"\s", "", printed).translate(SCANNED_DIGITS)
    if "." in digits and "," in digits:
        decimal = max(digits.rfind("."), digits.rfind(","))
        whole = re.sub(r"[.,]", "", digits[:decimal])
        return Decimal(f"{whole}.{digits[decimal + 1 :]}")
    if "." in digits:
        groups = digits.split(".")
        thousands = all(len(g) == 3 for g in groups[1:]) and len(groups[0]) <= 3 and groups[0] != "0"
        if thousands and scored and len(groups) == 2 and groups[1] != "000":
            thousands = False
        if thousands:
            return Decimal("".join(groups))
        return Decimal(digits) if len(groups) == 2 else Decimal("".join(groups))
    if "," in digits:
        groups = digits.split(",")
        if len(groups) > 2 or (counted and len(groups[1]) == 3):
            return Decimal("".join(groups))
        return Decimal(f"{groups[0]}.{groups[1]}")
    return Decimal(digits)


_Add = Callable[..., None]
_PASSED = ("vượt", "kém", "thua")  # "vượt 92 điểm" names a level, "vượt 3 điểm" a distance


def quantities(text: str, within: Span | None = None, quoted: bool = False) -> list[Quantity]:
    """Return every figure, date, year and document number of that stretch, in order.

    What stands in quotation marks is a name, not a figure, unless `quoted` says that figures are quoted.
    """
    piece = within.of(text) if within else text
    offset = within.start if within else 0
    taken = Taken()
    found: list[Quantity] = []

    def add(kind: Kind, start: int, end: int, value: Decimal, unit: str = "", of: Decimal | None = None) -> None:
        before = piece[max(0, start - 30) : start]
        qualifier = QUALIFIER.search(before)
        words = " ".join(qualifier.group(1).lower().split()) if qualifier else ""
        if not words and OR_MORE.match(piece, end):
            words = "trở lên"
        span = Span(offset + start, offset + end)
        found.append(Quantity(kind, span, piece[start:end], value, unit, of, words))

    for kind, pattern in NOT_DATA:
        if quoted and pattern.pattern.lstrip("\\")[0] in '“"':
            continue
        for match in pattern.finditer(piece):
            if taken.take(match.start(), match.end()):
                add(kind, match.start(), match.end(), Decimal(0))
    for match in YEARS.finditer(piece):
        if taken.take(match.start(), match.end()):
            add(Kind.YEAR, match.start(), match.end(), Decimal(match.group(0)[:4]))
    for match in AFTER_NAM.finditer(piece):
        if taken.take(match.start(1), match.end(1)):
            add(Kind.YEAR, match.start(1), match.end(1), Decimal(match.group(1)))
    for match in TORN_FRACTION.finditer(piece):
        done, whole = number(match.group(1) + match.group(2)), number(match.group(3))
        if done <= whole and taken.take(match.start(), match.end()):
            add(Kind.COMPLETED, match.start(), match.end(), done, _counted(piece[match.end() :][:120]), whole)
    for match in TORN_DECIMAL.finditer(piece):
        value = number("".join(match.groups()[:3]), scored=True)
        if taken.take(match.start(), match.end()):
            level = Kind.RATE if match.group(4) == "%" else Kind.SCORE
            kind = Kind.CHANGE if _is_change(piece, match.start(), value) else level
            add(kind, match.start(), match.end(), value, match.group(4).lower())
    for match in SPACED.finditer(piece):
        if not ORDINAL_BEFORE.search(piece[: match.start()][-12:]) and taken.take(match.start(), match.end()):
            # A report that writes "14.210" tells no thousands apart by spaces: what these are is not sure.
            unsure = DOTTED.search(piece) is not None
            noun = _counted(piece[match.end() : match.end() + 120])
            value = number(re.sub(r"\D", "", match.group(1)))
            add(Kind.OTHER if unsure else Kind.COUNT, match.start(), match.end(), value, noun)
    for match in TORN.finditer(piece):
        joined = "".join(g for g in match.groups() if g)
        if not ORDINAL_BEFORE.search(piece[: match.start()][-12:]) and taken.take(match.start(), match.end()):
            noun = _counted(piece[match.end() : match.end() + 120])
            add(Kind.COUNT, match.start(), match.end(), number(joined, counted=True), noun)
    for match in PERCENT.finditer(piece):
        if taken.take(match.start(), match.end()):
            points = match.group(2).lower().startswith("điểm")
            value = number(match.group(1), scored=True)
            kind = Kind.CHANGE if points or _is_change(piece, match.start(), value) else Kind.RATE
            add(
                kind,
                match.start(),
                match.end(),
                value,
                "điểm %" if points else "%",
            )
    for match in MONEY_FRACTION.finditer(piece):
        if taken.take(match.start(), match.end()):
            times = MULTIPLIERS.get((match.group(3) or "").lower(), 1)
            spent, whole = number(match.group(1)) * times, number(match.group(2)) * times
            add(Kind.AMOUNT, match.start(), match.end(), spent, _currency(match.group(4)), whole)
    for match in FRACTION.finditer(piece):
        if taken.take(match.start(), match.end()):
            _add_fraction(piece, match, add, taken)
    for match in MONEY_FIGURE.finditer(piece):
        if match.group(5) == "đ" and not match.group(2) and "." not in match.group(1):
            continue
        if taken.take(match.start(), match.end()):
            value = number(match.group(1)) * MULTIPLIERS.get((match.group(2) or "").lower(), 1)
            if match.group(3):
                value += number(match.group(3)) * MULTIPLIERS[match.group(4).lower()]
            kind = Kind.CHANGE if _is_change(piece, match.start()) else Kind.AMOUNT
            add(kind, match.start(), match.end(), value, _currency(match.group(5)))
    for match in SCORE.finditer(piece):
        if taken.take(match.start(), match.end()):
            value = number(match.group(1), scored=True)
            kind = Kind.CHANGE if _is_change(piece, match.start(), value) else Kind.SCORE
            scale = SCALE.match(piece, match.end())
            of = number(scale.group(1)) if scale and taken.take(scale.start(1), scale.end()) else None
            add(kind, match.start(), match.end(), value, "điểm", of)
    for match in CHANGED_BY_WORDS.finditer(piece):
        if taken.take(match.start(1), match.end(1)):
            steps = WORD_NUMBERS[match.group(2).lower()]
            add(Kind.CHANGE, match.start(1), match.end(1), Decimal(steps), "bậc")
    for pattern, rank in RANK_WORDS:
        for match in pattern.finditer(piece):
            before = re.split(r"[;:]|,\s", piece[max(0, match.start() - 40) : match.start()])[-1]
            if NO_RANK_BEFORE.search(before):
                continue
            # "đứng cuối bảng 9/9": the figures say it exactly.
            if re.match(r"[\s(,]*(?:thứ\s+|hạng\s+)*\d+\s?/\s?\d+", piece[match.end() : match.end() + 20]):
                taken.take(match.start(), match.end())
            elif taken.take(match.start(), match.end()):
                among = AMONG_HOW_MANY.match(piece, match.end())
                units = number(among.group(1)) if among else None
                add(Kind.RANK, match.start(), match.end(), Decimal(rank), "", units)
    for match in GRADE.finditer(piece):
        if taken.take(match.start(1), match.end(1)):
            add(Kind.GRADE, match.start(1), match.end(1), Decimal(0))
    for match in COUNT.finditer(piece):
        if taken.take(match.start(), match.end()):
            _add_count(piece, match, add, taken)
    return _share_units(sorted(found, key=lambda q: q.span), text)


def _currency(printed: str) -> str:
    return "USD" if printed.lower().startswith(("usd", "đô")) else "đồng"


def is_apart(before: str, value: Decimal) -> bool:
    """Tell whether the words before a figure make it the distance between two ("kém huyện A 5,4 điểm")."""
    if value < WIDEST_FROM_PLAN and _FROM_PLAN.search(before):
        return True
    return value < WIDEST_GAP and APART_BEFORE.search(before) is not None


_FROM_PLAN = re.compile(FROM_PLAN, re.IGNORECASE)


def _is_change(piece: str, start: int, value: Decimal | None = None) -> bool:
    """Tell whether the words before make it a change or a distance; a score or rate gives its value."""
    before = piece[max(0, start - 40) : start]
    if SIGNED.search(before) or (value is not None and is_apart(piece[max(0, start - 120) : start], value)):
        return True
    match = CHANGE_BEFORE.search(before)
    if not match or (value is not None and value >= WIDEST_GAP and match.group(1).lower() in _PASSED):
        return False
    return not (match.group(1).lower() in ("lên", "xuống") or re.search(r"\b(?:lên|xuống|còn)\s*$", before))


def _add_fraction(piece: str, match: re.Match[str], add: _Add, taken: Taken) -> None:
    start, end = match.span()
    before, after = piece[max(0, start - 40) : start], piece[end : end + 120]
    if re.match(rf"{GAP}điểm\b", after, re.IGNORECASE):
        unit_end = end + re.match(rf"{GAP}điểm", after, re.IGNORECASE).end()  # type: ignore[union-attr]
        taken.take(end, unit_end)
        value, scale = number(match.group(1), scored=True), number(match.group(2))
        add(Kind.SCORE, start, unit_end, value, "điểm", scale)
        return
    first, second = number(match.group(1), counted=True), number(match.group(2), counted=True)
    if "," in match.group(1) and second in (Decimal(100), Decimal(80), Decimal(60), Decimal(1)):
        add(Kind.SCORE, start, end, number(match.group(1), scored=True), "điểm", second)
    elif RANK_BEFORE.search(before) and first <= second:
        add(Kind.RANK, start, end, first, "", second)
    else:
        add(Kind.COMPLETED, start, end, first, _counted(after), second)


def _add_count(piece: str, match: re.Match[str], add: _Add, taken: Taken) -> None:
    start, end = match.span()
    before, after = piece[max(0, start - 60) : start], piece[end : end + 120]
    scale = (match.group(2) or "").lower()
    multiplier = MULTIPLIERS.get(scale, 1)
    if not any(c.isdigit() for c in match.group(1)):
        return
    step = STEP_UNIT.match(after)
    if step and (_is_change(piece, start) or step.group(1).lower().startswith("bậc")):
        add(Kind.CHANGE, start, end + step.end(), number(match.group(1)), "bậc")
        return
    noun = _counted(after)
    if re.search(r"\b(?:năm|lần|tháng|quý|ngày|khóa|kỳ)\s+thứ\s*$", before, re.IGNORECASE):
        add(Kind.OTHER, start, end, number(match.group(1)))  # "năm thứ 3 liên tiếp"
        return
    if RANK_BEFORE.search(before) and not re.search(r"\b(?:số|xếp)\s*$", before, re.IGNORECASE):
        value = number(match.group(1))
        ordinal = re.search(r"\b(?:thứ|hạng|trí)\s*$", before, re.IGNORECASE)
        if value == value.to_integral_value() and 0 < value < 1000 and (ordinal or not _A_PLACE.match(noun)):
            among = AMONG_HOW_MANY.match(piece, end)
            add(Kind.RANK, start, end, value, "", number(among.group(1)) if among else None)
            return
    if multiplier == 1 and not noun and SCORE_BEFORE.search(before) and not _is_change(piece, start):
        of = OUT_OF.match(piece, end)
        if of and taken.take(of.start(1), of.end(1)):
            add(Kind.SCORE, start, end, number(match.group(1), scored=True), "", number(of.group(1)))
        else:
            add(Kind.SCORE, start, end, number(match.group(1), scored=True))
        return
    if multiplier >= 10**6 and not noun:
        add(Kind.AMOUNT, start, end, number(match.group(1)) * multiplier, "đồng")
        return
    kind = Kind.COUNT
    if _is_change(piece, start) and not re.search(r"\bthiếu\s*$", before, re.IGNORECASE):
        kind = Kind.CHANGE
    add(kind, start, end, number(match.group(1), counted=multiplier == 1) * multiplier, noun)


_A_PLACE = re.compile(r"(?:tỉnh|huyện|thị|thành|xã|phường|đơn\s+vị|địa\s+phương|sở|cơ\s+quan)\b", re.IGNORECASE)
_TIME = re.compile(
    r"\s*(ngày\s+làm\s+việc|ngày|giờ\s+làm\s+việc|giờ|phút|tháng|tuần|buổi|năm\s+(?:liên\s+tiếp|liên\s+tục|liền|qua)"
    rf"|năm(?!\s+\d)|(?:km|m)[2²]?(?!\w)|ha|lần|quý)(?!{LETTER})",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\b(?:được|đã|là|và|với|trong|của|theo|thuộc|để|có|do|về|(?<!tồn\s)tại|ở|đạt|chiếm|gồm|từ|đến|cho|trên|vào|bị|so|như|nhờ|vì|khi|"
    r"nhưng|mà|thì|không|chưa|còn|tăng|giảm|bằng|tương|lên|xuống|đang|sẽ|phải|nên|cũng|đều|chỉ(?!\s+(?:đạo|tiêu|số|thị))|vẫn|hoặc|nếu|qua|sang|giữa|"
    r"cùng|kể|nữa|tới|dưới|mỗi|thành(?!\s+(?:phố|viên|phần|tích|lập|công|niên))|trước(?=\s+(?:ngày|khi|\d))|"
    r"chuyển(?=\s+(?:năm|sang|tiếp|cho|qua|về))|mới(?=\s+(?:xử|đạt|chỉ|có|được)))\b|\bnăm\s+\d|[,;.:()\n|“”\"+–⁰¹²³⁴⁵⁶⁷⁸⁹*]|\s-\s|\d",
    re.IGNORECASE,
)


_GRADED_NOUN = re.compile(r".*?\b(?:loại|mức)\s+(?:xuất\s+sắc|tốt|khá|trung\s+bình|yếu|kém)\b", re.IGNORECASE)


def _counted(after: str) -> str:
    """Return the noun that follows a number: "hồ sơ", "văn bản quy phạm pháp luật"."""
    time = _TIME.match(after)
    if time:
        return " ".join(time.group(1).split())
    # A line break inside a noun is a break of the line only.
    noun = re.sub(r"(?<=\w)[ \t\u00a0]*\n[ \t\u00a0]*(?=[^\W\d])", " ", after)
    stop = _STOP.search(noun)
    noun = " ".join((noun[: stop.start()] if stop else noun).split()[:8])
    graded = _GRADED_NOUN.match(noun)
    return graded.group(0) if graded else noun


def _share_units(found: list[Quantity], text: str) -> list[Quantity]:
    """Give the first figure of "từ 3 đến 5 ngày", "từ 13 xuống 11 đơn vị", "từ 6,11 lên 7,02 điểm" the unit of the second."""
    for place, (first, second) in enumerate(itertools.pairwise(found)):
        if first.kind is not Kind.COUNT or first.unit or not second.unit:
            continue
        between = text[first.span.end : second.span.start]
        if second.kind in (Kind.COUNT, Kind.SCORE, Kind.RATE, Kind.AMOUNT) and _TO.fullmatch(between):
            value = first.value
            if second.kind in (Kind.SCORE, Kind.RATE):
                value = number(first.text, scored=True)
            found[place] = replace(first, kind=second.kind, unit=second.unit, value=value)
    return found


_TO = re.compile(r"\s*(?:đến|tới|lên|xuống|-|–|hoặc)(?:\s+(?:còn|thành|tới|đến|mức))?\s*", re.IGNORECASE)

"""Vietnamese figures: "1.872", "99,2%", "11/12", "thứ ba", each with its place; periods are in periods.py.

Patterns run in order over the text; what an earlier one has taken, a later one cannot read again. So dates,
document numbers and years are out of the way before anything is called a figure.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from corpus import figure_patterns as patterns
from corpus.figure_patterns import counted_noun
from corpus.kinds import BODIES
from corpus.lines import UPPER
from corpus.model import Quantity, QuantityKind, Span
from corpus.periods import Taken

Kind = QuantityKind


def number(printed: str, *, scored: bool = False, counted: bool = False) -> Decimal:
    """Return the value of a printed number.

    A dot before exactly three digits separates thousands, unless the number is a score or per cent
    (`scored`) that would exceed any scale. A comma separates decimals, unless the number counts things
    (`counted`) and three digits follow.
    """
    digits = re.sub(r"\s", "", printed).translate(patterns.SCANNED_DIGITS)
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


_PASSED = ("vượt", "kém", "thua")  # "vượt 92 điểm" names a level, "vượt 3 điểm" a distance


class _Piece:
    """A stretch of text, and the figures read in it so far."""

    def __init__(self, text: str, within: Span | None) -> None:
        self.text = within.of(text) if within else text
        self.found: list[Quantity] = []
        self._offset = within.start if within else 0
        self._taken = Taken()

    def take(self, start: int, end: int) -> bool:
        """Take a stretch, so that no later pattern reads it, unless part of it is taken already."""
        return self._taken.take(start, end)

    def untaken(self, pattern: re.Pattern[str], group: int = 0) -> Iterator[re.Match[str]]:
        """Yield what the pattern finds in what nothing has taken yet, and take it."""
        return (match for match in pattern.finditer(self.text) if self.take(*match.span(group)))

    def place(self, start: int) -> int:
        """Return where in the whole text a place of this piece is."""
        return self._offset + start

    def ahead(self, end: int) -> str:
        return self.text[end : end + 120]

    def add(self, kind: Kind, start: int, end: int, value: Decimal, unit: str = "", of: Decimal | None = None) -> None:
        before = self.text[max(0, start - 30) : start]
        qualifier = patterns.QUALIFIER.search(before)
        words = " ".join(qualifier.group(1).lower().split()) if qualifier else ""
        if not words and patterns.OR_MORE.match(self.text, end):
            words = "trở lên"
        span = Span(self._offset + start, self._offset + end)
        self.found.append(Quantity(kind, span, self.text[start:end], value, unit, of, words))


def quantities(text: str, within: Span | None = None, quoted: bool = False) -> list[Quantity]:
    """Return every figure, date, year and document number of that stretch, in order.

    What stands in quotation marks is a name, not a figure, unless `quoted` says that figures are quoted.
    """
    piece = _Piece(text, within)
    _read_numbered_places(piece)
    _read_no_figures(piece, quoted)
    _read_torn(piece)
    _read_rates(piece)
    for match in piece.untaken(patterns.MONEY_FRACTION):
        times = patterns.MULTIPLIERS.get((match.group(3) or "").lower(), 1)
        spent, whole = number(match.group(1)) * times, number(match.group(2)) * times
        piece.add(Kind.AMOUNT, *match.span(), spent, _currency(match.group(4)), whole)
    for match in piece.untaken(patterns.FRACTION):
        _read_fraction(piece, match)
    _read_money(piece)
    _read_scores(piece)
    _read_ranks_in_words(piece)
    _read_next_places(piece)
    for match in piece.untaken(patterns.GRADE, 1):
        piece.add(Kind.GRADE, *match.span(1), Decimal(0))
    for match in piece.untaken(patterns.COUNT):
        _read_count(piece, match)
    return _share_units(sorted(piece.found, key=lambda q: q.span), text)


def _read_no_figures(piece: _Piece, quoted: bool) -> None:
    """Read dates, years, numbers of documents and of lists, so that none of them is called a figure."""
    for kind, pattern in patterns.NO_FIGURES:
        for match in piece.untaken(pattern):
            piece.add(kind, *match.span(), Decimal(0))
    for pattern in () if quoted else patterns.QUOTED:
        for match in piece.untaken(pattern):
            piece.add(Kind.OTHER, *match.span(), Decimal(0))
    for match in piece.untaken(patterns.YEARS):
        piece.add(Kind.YEAR, *match.span(), Decimal(match.group(0)[:4]))
    for match in piece.untaken(patterns.AFTER_NAM, 1):
        piece.add(Kind.YEAR, *match.span(1), Decimal(match.group(1)))


#: "Các vị trí đầu lần lượt là: (1) Sở A đạt 91,2%, (2) Sở B đạt 90,4%": the numbers of such a list are places.
_PLACES_IN_TURN = re.compile(
    r"(?:vị\s+trí|thứ\s+hạng|xếp\s+hạng|dẫn\s+đầu|đứng\s+đầu|nhóm\s+đầu|đầu\s+bảng)\b[^.;:]*\b(?:lần\s+lượt|theo\s+thứ\s+tự)\b[^.;:]*:",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"(?<=\()\d{{1,2}}(?=\)\s*[{UPPER}h-x])")


def _read_numbered_places(piece: _Piece) -> None:
    told = _PLACES_IN_TURN.search(piece.text)
    for match in _NUMBERED.finditer(piece.text, told.end()) if told else ():
        if piece.take(*match.span()):
            piece.add(Kind.RANK, *match.span(), Decimal(match.group(0)))


def _read_torn(piece: _Piece) -> None:
    """Read numbers that a scan tore apart, and those whose thousands a space tells apart."""
    for match in patterns.TORN_FRACTION.finditer(piece.text):
        done, whole = number(match.group(1) + match.group(2)), number(match.group(3))
        if done <= whole and piece.take(*match.span()):
            piece.add(Kind.COMPLETED, *match.span(), done, counted_noun(piece.ahead(match.end())), whole)
    for match in piece.untaken(patterns.TORN_DECIMAL):
        value = number("".join(match.groups()[:3]), scored=True)
        level = Kind.RATE if match.group(4) == "%" else Kind.SCORE
        kind = Kind.CHANGE if _is_change(piece, match.start(), value) else level
        piece.add(kind, *match.span(), value, match.group(4).lower())
    for match in patterns.SPACED.finditer(piece.text):
        if not patterns.ORDINAL_BEFORE.search(piece.text[: match.start()][-12:]) and piece.take(*match.span()):
            # A report that writes "14.210" tells no thousands apart by spaces: what these are is not sure.
            kind = Kind.OTHER if patterns.DOTTED.search(piece.text) else Kind.COUNT
            value = number(re.sub(r"\D", "", match.group(1)))
            piece.add(kind, *match.span(), value, counted_noun(piece.ahead(match.end())))
    for match in patterns.TORN.finditer(piece.text):
        if not patterns.ORDINAL_BEFORE.search(piece.text[: match.start()][-12:]) and piece.take(*match.span()):
            value = number("".join(g for g in match.groups() if g), counted=True)
            piece.add(Kind.COUNT, *match.span(), value, counted_noun(piece.ahead(match.end())))


def _read_rates(piece: _Piece) -> None:
    for match in piece.untaken(patterns.PERCENT):
        points = match.group(2).lower().startswith("điểm")
        value = number(match.group(1), scored=True)
        kind = Kind.CHANGE if points or _is_change(piece, match.start(), value) else Kind.RATE
        piece.add(kind, *match.span(), value, "điểm %" if points else "%")


def _read_money(piece: _Piece) -> None:
    for match in patterns.MONEY_FIGURE.finditer(piece.text):
        if match.group(5) == "đ" and not match.group(2) and "." not in match.group(1):
            continue
        if piece.take(*match.span()):
            value = number(match.group(1)) * patterns.MULTIPLIERS.get((match.group(2) or "").lower(), 1)
            if match.group(3):
                value += number(match.group(3)) * patterns.MULTIPLIERS[match.group(4).lower()]
            kind = Kind.CHANGE if _is_change(piece, match.start()) else Kind.AMOUNT
            piece.add(kind, *match.span(), value, _currency(match.group(5)))


def _read_scores(piece: _Piece) -> None:
    for match in piece.untaken(patterns.SCORE):
        value = number(match.group(1), scored=True)
        kind = Kind.CHANGE if _is_change(piece, match.start(), value) else Kind.SCORE
        scale = patterns.SCALE.match(piece.text, match.end())
        of = number(scale.group(1)) if scale and piece.take(scale.start(1), scale.end()) else None
        piece.add(kind, *match.span(), value, "điểm", of)


def _read_ranks_in_words(piece: _Piece) -> None:
    for match in piece.untaken(patterns.CHANGED_BY_WORDS, 1):
        piece.add(Kind.CHANGE, *match.span(1), Decimal(patterns.WORD_NUMBERS[match.group(2).lower()]), "bậc")
    for pattern, rank in patterns.RANK_WORDS:
        for match in pattern.finditer(piece.text):
            before = re.split(
                r"[;:]|,\s(?!(?:thành|thị|ban|ngành|địa|cơ|xã|phường)\b)",
                piece.text[max(0, match.start() - 70) : match.start()],
            )[-1]
            if patterns.NO_RANK_BEFORE.search(before):
                continue
            # "đứng cuối bảng 9/9": the figures say it exactly.
            if re.match(r"[\s(,]*(?:thứ\s+|hạng\s+)*\d+\s?/\s?\d+", piece.text[match.end() : match.end() + 20]):
                piece.take(*match.span())
            elif piece.take(*match.span()):
                piece.add(Kind.RANK, *match.span(), Decimal(rank), "", _among(piece, match.end()))


def _read_next_places(piece: _Piece) -> None:
    """Read "tiếp theo là" as the place after the one told before it, as many further as scores stand between."""
    if patterns.TOGETHER.search(piece.text):
        return
    for match in patterns.NEXT_PLACE.finditer(piece.text):
        told = [q for q in piece.found if q.kind is Kind.RANK and q.value and q.span.end <= piece.place(match.start())]
        if not told:
            continue
        last = max(told, key=lambda q: q.span)
        between = piece.text[last.span.end - piece.place(0) : match.start()]
        scored = len(_SCORED.findall(between))
        if not scored and re.search(r",|\bvà\b", between.rstrip(" ,;").removesuffix(" và")):
            continue  # "dẫn đầu là A, B, tiếp theo là C": nobody says how many stand before C
        value = last.value + max(1, scored) if match.group(1) else patterns.LAST
        if piece.take(*match.span()):
            piece.add(Kind.RANK, *match.span(), value)


_SCORED = re.compile(r"\d+(?:[.,]\d+)?\s*(?:điểm|%)(?!\s*(?:%|phần))", re.IGNORECASE)


def _among(piece: _Piece, end: int) -> Decimal | None:
    """Return how many the rank is among: "thứ 3 trong 12 huyện"."""
    among = patterns.AMONG_HOW_MANY.match(piece.text, end)
    return number(among.group(1)) if among else None


def _currency(printed: str) -> str:
    return "USD" if printed.lower().startswith(("usd", "đô")) else "đồng"


def is_apart(before: str, value: Decimal) -> bool:
    """Tell whether the words before a figure make it the distance between two ("kém huyện A 5,4 điểm")."""
    if value < patterns.WIDEST_FROM_PLAN and _FROM_PLAN.search(before):
        return True
    return value < patterns.WIDEST_GAP and patterns.APART_BEFORE.search(before) is not None


_FROM_PLAN = re.compile(patterns.FROM_PLAN, re.IGNORECASE)


def _is_change(piece: _Piece, start: int, value: Decimal | None = None) -> bool:
    """Tell whether the words before make it a change or a distance; a score or rate gives its value."""
    before = piece.text[max(0, start - 40) : start]
    if value is None and patterns.SINCE_THEN.search(piece.text[max(0, start - 60) : start]):
        return True
    if patterns.SIGNED.search(before) or (
        value is not None and is_apart(piece.text[max(0, start - 120) : start], value)
    ):
        return True
    if value is not None and value < patterns.WIDEST_FROM_PLAN and patterns.MOST_MOVED.search(before):
        return True
    match = patterns.CHANGE_BEFORE.search(before)
    if not match or (value is not None and value >= patterns.WIDEST_GAP and match.group(1).lower() in _PASSED):
        return False
    return not (match.group(1).lower() in ("lên", "xuống") or re.search(r"\b(?:lên|xuống|còn)\s*$", before))


def _read_fraction(piece: _Piece, match: re.Match[str]) -> None:
    start, end = match.span()
    before, after = piece.text[max(0, start - 40) : start], piece.ahead(end)
    if points := _POINTS.match(after):
        piece.take(end, end + points.end())
        value, scale = number(match.group(1), scored=True), number(match.group(2))
        piece.add(Kind.SCORE, start, end + points.end(), value, "điểm", scale)
        return
    first, second = number(match.group(1), counted=True), number(match.group(2), counted=True)
    if "," in match.group(1) and second in (Decimal(100), Decimal(80), Decimal(60), Decimal(1)):
        piece.add(Kind.SCORE, start, end, number(match.group(1), scored=True), "điểm", second)
    elif patterns.RANK_BEFORE.search(before) and first <= second:
        piece.add(Kind.RANK, start, end, first, "", second)
    else:
        piece.add(Kind.COMPLETED, start, end, first, counted_noun(after), second)


#: "thêm 03 đơn vị so với năm 2021"
_MORE, _THAN = re.compile(r"\bthêm\s*$", re.IGNORECASE), re.compile(r"[^,;.()\d]{1,40}\bso\s+với\b", re.IGNORECASE)
_POINTS = re.compile(rf"{patterns.GAP}điểm\b", re.IGNORECASE)
_A_PLACE = re.compile(rf"(?:{BODIES}|thị|thành)\b", re.IGNORECASE)
#: A list of what rose or fell goes back no further than these characters.
_LISTED = 120


def _read_count(piece: _Piece, match: re.Match[str]) -> None:
    """Read a number of no written kind: a step, an ordinal, a rank or a score by the words before it, else a count."""
    start, end = match.span()
    before, after = piece.text[max(0, start - 60) : start], piece.ahead(end)
    multiplier = patterns.MULTIPLIERS.get((match.group(2) or "").lower(), 1)
    if not any(c.isdigit() for c in match.group(1)):
        return
    step = patterns.STEP_UNIT.match(after)
    if step and (_is_change(piece, start) or step.group(1).lower().startswith("bậc")):
        piece.add(Kind.CHANGE, start, end + step.end(), number(match.group(1)), "bậc")
        return
    noun = counted_noun(after)
    nth = re.search(r"\b(?:năm|lần|tháng|quý|ngày|khóa|kỳ)\s+thứ\s*$", before, re.IGNORECASE)
    if nth or re.match(r"\s*tuổi\b", after, re.IGNORECASE):
        piece.add(Kind.OTHER, start, end, number(match.group(1)))  # "năm thứ 3 liên tiếp", "từ 15 tuổi trở lên"
        return
    if patterns.RANK_BEFORE.search(before) and not re.search(r"\b(?:số|xếp)\s*$", before, re.IGNORECASE):
        value = number(match.group(1))
        ordinal = re.search(r"\b(?:thứ|hạng|trí)\s*$", before, re.IGNORECASE)
        if value == value.to_integral_value() and 0 < value < 1000 and (ordinal or not _A_PLACE.match(noun)):
            piece.add(Kind.RANK, start, end, value, "", _among(piece, end))
            return
    if multiplier == 1 and not noun and patterns.SCORE_BEFORE.search(before) and not _is_change(piece, start):
        of = patterns.OUT_OF.match(piece.text, end)
        scale = number(of.group(1)) if of and piece.take(of.start(1), of.end(1)) else None
        piece.add(Kind.SCORE, start, end, number(match.group(1), scored=True), "", scale)
        return
    if multiplier >= 10**6 and not noun:
        piece.add(Kind.AMOUNT, start, end, number(match.group(1)) * multiplier, "đồng")
        return
    kind = Kind.COUNT
    if _MORE.search(before) and _THAN.match(after):
        kind = Kind.CHANGE
    if noun and patterns.ALSO_CHANGED.search(piece.text[max(0, start - _LISTED) : start]):
        kind = Kind.CHANGE
    if _is_change(piece, start) and not re.search(r"\b(?:thiếu|cộng)\s*$", before, re.IGNORECASE):
        kind = Kind.CHANGE
    piece.add(kind, start, end, number(match.group(1), counted=multiplier == 1) * multiplier, noun)


def _share_units(found: list[Quantity], text: str) -> list[Quantity]:
    """Give the first figure of "từ 3 đến 5 ngày", "từ 13 xuống 11 đơn vị", "từ 6,11 lên 7,02 điểm" the unit of the second."""
    for place, (first, second) in enumerate(itertools.pairwise(found)):
        between = text[first.span.end : second.span.start]
        if first.kind is Kind.RANK and second.kind is Kind.COUNT and not second.unit and _ON_TO.fullmatch(between):
            found[place + 1] = replace(second, kind=Kind.RANK)  # "từ vị trí thứ 8 xuống 17"
        if first.kind is not Kind.COUNT or first.unit or not second.unit:
            continue
        if second.kind in (Kind.COUNT, Kind.SCORE, Kind.RATE, Kind.AMOUNT) and _TO.fullmatch(between):
            value = first.value
            if second.kind in (Kind.SCORE, Kind.RATE):
                value = number(first.text, scored=True)
            found[place] = replace(first, kind=second.kind, unit=second.unit, value=value)
    return found


_ON_TO = re.compile(r"\s*(?:lên|xuống|còn|thành)\s*", re.IGNORECASE)
_TO = re.compile(r"\s*(?:đến|tới|lên|xuống|-|–|hoặc)(?:\s+(?:còn|thành|tới|đến|mức))?\s*", re.IGNORECASE)

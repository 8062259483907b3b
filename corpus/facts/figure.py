"""Make the fact of one figure from what the words around it and its sentence say, with its figure as printed."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from corpus.facts.at_figure import BLOCK, Reading
from corpus.facts.offices import office_key
from corpus.facts.status import status_of
from corpus.facts.surroundings import Surroundings
from corpus.figure_patterns import ALSO_CHANGED, LAST, REGION
from corpus.kinds import PLACES
from corpus.model import Fact, Level, Period, Quantity, QuantityKind, Span
from corpus.periods import before, in_year, periods, without_year
from corpus.vocabulary import Found

Kind = QuantityKind
_PARTS_OF = {Level.PROVINCE: "cấp tỉnh", Level.DISTRICT: "cấp huyện", Level.COMMUNE: "cấp xã"}
_MEASURES = {
    Kind.SCORE: "score", Kind.RANK: "rank", Kind.GRADE: "grade", Kind.RATE: "rate", Kind.COUNT: "count",
    Kind.COMPLETED: "count", Kind.AMOUNT: "amount", Kind.CHANGE: "change",
}  # fmt: skip
#: "thấp hơn cùng kỳ năm 2023 là 4%": the way stands no further before the figure than these letters.
_LED = 45
#: "giảm 0,7 điểm nhưng tăng 01 bậc": the last word tells the way.
_WAY = re.compile(
    r"\b(?:(?P<up>tăng|vươn|nâng|(?<!giảm\s)thêm|(?:cao|nhiều)\s+hơn)|giảm|tụt|rớt|hạ|lùi|thấp\s+hơn|ít\s+hơn|cắt|thụt|xuống|kém)\b",
    re.IGNORECASE,
)

#: "mức độ hài lòng chung …%, cấp huyện", "trong đó cấp huyện".
_OF_A_WHOLE = re.compile(r"\b(?:trong đó|(?:tính )?chung)\b.*\bcấp \w+", re.IGNORECASE)


def fact_of(
    surroundings: Surroundings,
    sentence: Span,
    headings: tuple[str, ...],
    figure: Quantity,
    reading: Reading,
    clause: Span,
    indicator: Found | None,
    label: str,
    lead: str = "",
) -> Fact:
    document, text = surroundings.document, surroundings.document.text
    ahead = text[max(sentence.start, figure.span.start - 120) : figure.span.start]
    kind = figure.kind
    if kind is Kind.SCORE and indicator is None and figure.unit == "%":
        kind = Kind.RATE
    value = None if kind is Kind.GRADE else figure.value
    if kind is Kind.RANK and value == LAST:
        value = figure.of  # "chót bảng" of nobody knows how many has no number
    period, base = reading.period or (surroundings.lead if indicator or reading.indicator else None), None
    if kind is Kind.CHANGE:
        base = reading.compared or _base_after(text, sentence, figure, period, document.date) or reading.base
        listed = ALSO_CHANGED.search(ahead)
        led = listed.group(0) if listed else re.split(r"[,;(]\s", ahead)[-1][-_LED:]
        ways = list(_WAY.finditer(led))
        if ((ways and not ways[-1]["up"]) or ahead.rstrip()[-1:] in ("-", "–", "−")) and value is not None:
            value = -value
    elif reading.compared is not None:
        period = reading.compared
    elif indicator and period and not reading.stated and _from_before(ahead):
        period = before(period)
    unit, part = reading.unit or document.unit, reading.part
    if part.startswith(BLOCK) and (kind in (Kind.RANK, Kind.GRADE, Kind.AMOUNT) or figure.unit == "bậc"):
        part = ""
    end = moved.end() if (moved := _TO_PLACE.match(text, figure.span.end)) else figure.span.end
    region = _REGION.match(text, end) if kind is Kind.RANK or figure.unit == "bậc" else None
    if region is None and kind is Kind.RANK:
        region = _OPENS_REGION.match(text[sentence.start : figure.span.start].rpartition(";")[2])
    if region is None and figure.unit == "bậc":
        region = _IN_REGION.search(ahead)
    if region:
        part = " ".join(region.group(1).split())  # a place among neighbours is not the one in the country
    if unit is not None and part == _PARTS_OF[unit.level] and (indicator or unit.level is Level.COMMUNE):
        # "DTI cấp huyện" of a district is the district's own, but for one level of a whole told before it.
        part = part if _OF_A_WHOLE.search(ahead) else ""
    subject, key = unit.name if unit else "", unit.key if unit else ""
    office = reading.office or (surroundings.office if reading.unit is None else "")
    if office:
        subject, key, part = office, office_key(office), ""
    return Fact(
        document_id=document.id,
        span=figure.span,
        clause=clause,
        sentence=sentence,
        text=figure.span.of(text),
        measure=_MEASURES[kind],
        value=value,
        unit=figure.unit,
        of=figure.of,
        indicator=indicator.name if indicator else "",
        label=label,
        subject=subject,
        unit_key=key,
        part=part,
        period=period,
        status=status_of(surroundings.outlook, sentence, figure, headings, reading, lead),
        qualifier=figure.qualifier,
        heading=headings,
        base=base,
        confidence=1.0 if reading.stated else 0.8,
    )


#: "từ vị trí thứ 8 lên thứ 6", "tăng 2 bậc từ vị trí thứ 8 lên thứ 6": the neighbours named behind are those of all.
_PLACE = r"(?:(?:vị\s+trí|vị\s+thứ|thứ|hạng)\s+)*\d+(?:/\d+)?"
_TO_PLACE = re.compile(rf"(?:,?\s+từ\s+{_PLACE})?\s+(?:lên|xuống|còn)\s+{_PLACE}", re.IGNORECASE)
_REGION = re.compile(
    rf"\s*(?:(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?\d+\s+|các\s+)?(?:{PLACES})?(?:,?\s+thành(?:\s+phố)?)?"
    r"\s*(?:của|trong|ở|tại|thuộc)?\s*"
    rf"((?:toàn\s+)?{REGION}(?:\s+(?!(?:và|với|đạt|tăng|giảm|so)\s+(?!miền|trung|duyên))[^\W\d]+){{0,8}})",
    re.IGNORECASE,
)
#: "Trong khu vực miền Trung, tỉnh xếp thứ 4/14"
_OPENS_REGION = re.compile(
    rf"\W*(?:(?:và|còn|riêng)\s+)?(?:trong|ở|tại|so\s+với)\s+(?:số\s+)?(?:các\s+|\d+\s+)?(?:(?:{PLACES}),?\s+(?:thành(?:\s+phố)?\s+)?)?"
    rf"(?:của|trong|thuộc)?\s*({REGION}[^,;.\d]{{0,50}}?)"
    r"(?:,\s|\s+(?=(?:thì\s+)?(?:xếp|đứng|tỉnh|hạng|vươn|giữ)\b))",
    re.IGNORECASE,
)
#: "xếp thứ 3 của khu vực miền Trung (giảm": the move is among the same neighbours.
_IN_REGION = re.compile(rf"\d(?:/\d+)?{_REGION.pattern}\s*\(\s*(?:[^\W\d]+\s+){{1,3}}$", re.IGNORECASE)


def _from_before(ahead: str) -> bool:
    """Tell whether the figure is where a move began: "từ 10/12 lên 8/12"."""
    return bool(re.search(r"(?:tăng|giảm|tụt|nâng|cải\s+thiện|rớt|lùi|vươn|lên\s+(?:hạng|thứ)?)[^,;]{0,20}\btừ\s+(?:thứ\s+|hạng\s+|vị\s+trí\s+)*$", ahead, re.IGNORECASE))  # fmt: skip


def _base_after(
    text: str, sentence: Span, figure: Quantity, period: Period | None, today: date | None
) -> Period | None:
    following = text[figure.span.end : min(sentence.end, figure.span.end + 90)]
    match = re.search(r"so\s+với", following, re.IGNORECASE)
    if not match or ";" in following[: match.start()]:
        return None
    rest = following[match.end() : match.end() + 40]
    named = periods(rest, today=today) or without_year(rest, 0, period, [])
    if named and period and re.match(r"\s*cùng\s+kỳ", rest) and named[0].period.is_year:
        return in_year(period, named[0].period.start.year)
    if named:
        return named[0].period
    relative = re.match(r"\s*(?:cùng\s+kỳ|(?:năm|kỳ|tháng|quý)\s+(?:trước|ngoái|liền))", rest)
    return before(period, relative.group(0)) if relative else None


_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)([^*_\n|]+)(?<=\S)\1(?![\w*])")
#: Characters around a mark that are looked at to tell whether it stands alone in its line.
_NEAR = 8


def without_emphasis(text: str) -> str:
    """Return the text with spaces for the marks, so that every place stays; a line all in bold is a heading."""
    if "*" not in text and "_" not in text:
        return text

    def spaced(match: re.Match[str]) -> str:
        before = match.string[max(0, match.start() - _NEAR) : match.start()].rstrip(" ")
        after = match.string[match.end() : match.end() + _NEAR].lstrip(" ")
        gap = " " * len(match[1])
        whole = before[-1:] in ("", "\n") and after[:1] in ("", "\n")
        return match[0] if whole else f"{gap}{match[2]}{gap}"

    return _EMPHASIS.sub(spaced, text)


def as_printed(fact: Fact, text: str) -> Fact:
    """Return a fact read without the marks with its figure as it stands in the text, up to a mark inside it."""
    figure = re.split(r"\s*[*_]", fact.span.of(text))[0]
    span = Span(fact.span.start, fact.span.start + len(figure))
    return replace(fact, span=span, text=figure, label=" ".join(fact.label.split()))


_UNIT = r"\s?(?:%|điểm(?![^\W\d_]))"
_TORN = re.compile(
    # "8 1,26 điểm", "(1 3¹)": a short number that counts nothing, right before another.
    rf"(?:(?<=[^\W\d_] )|(?<=\())\d{{1,2}} \d{{1,3}}(?:[.,]\d+)?(?={_UNIT}|[¹²³⁰⁴⁵⁶⁷⁸⁹)])"
    rf"|(?<![\w.,/])(?<![,;] )(?<!lượt )(?<!lượt đạt )(?<!lượt là )\d{{1,3}}, \d{{1,2}}(?={_UNIT})"  # "81, 26 điểm"
    rf"|(?<![\w.,/])\d{{1,3}}[.,]\d*[A-Za-z]{{1,2}}\d*(?={_UNIT})"  # "99,S%"
)


def without_torn(facts: Iterable[Fact], text: str) -> list[Fact]:
    """Leave out the figures that are a part of one that was torn; what was put together again is kept."""
    torn = [Span(*match.span()) for match in _TORN.finditer(text)]
    starts = [span.start for span in torn]

    def is_whole(fact: Fact) -> bool:
        near = torn[max(bisect_right(starts, fact.span.end) - 1, 0) :][:1]
        return not any(span.overlaps(fact.span) and not fact.span.contains(span) for span in near)

    return [fact for fact in facts if is_whole(fact)]

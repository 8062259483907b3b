"""Settle the kind of a figure that only its sentence can tell: a rank, a score, or what it was read as."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.facts.at_figure import Reading, parts
from corpus.facts.indices import COMPONENT, REACH, Kind, speaks_of_whole
from corpus.facts.offices import OFFICE_NAME, wider_key
from corpus.figure_patterns import OTHER_RATE, YEAR
from corpus.kinds import BODIES
from corpus.mentions import find_units
from corpus.model import Quantity, Span

_IN_BRACKET = re.compile(r"\(\s*(?:(?:năm|cùng\s+kỳ)[^()%]{0,20}?[:,]?\s*(?:đạt|là)?)?\s*$", re.IGNORECASE)
# "19 đơn vị xếp hạng Tốt (đạt 70,4%)": how large a part they are.
_SHARE_OF_COUNT = re.compile(
    r"(?<![\d.,])\d{1,3}(?:/\d+)?(?:\s+[^\W\d]+,?){1,8}\s*\((?:(?:đạt|chiếm|tương\s+ứng|bằng|tỷ\s+lệ)\s+)*$",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(r"\b(?:lên|xuống|còn|thành)\s*$", re.IGNORECASE)  # "SIPAS tăng từ 80,15% (năm 2023) lên 83%"
_BOUND = re.compile(
    r"(?:đạt|là|:|với|từ|bằng|còn|lên|xuống|mức|được|điểm|=|\()(?:\s*(?:được|mức|tới|đến|hơn|gần|trên|khoảng|khá|cao|kỷ\s+lục)){0,4}\s*$",
    re.IGNORECASE,
)
_PLACES_RANKED = re.compile(rf"(?:{BODIES}|thị|thành|vùng|khu\s+vực)", re.IGNORECASE)
# "tỷ lệ điểm số đạt 93,08%", "91,77% điểm": the share of the points to be had is the score.
_OF_POINTS = re.compile(
    r"\btỷ\s+lệ\s+điểm(?:\s+(?:số|cao\s+nhất|thấp\s+nhất|đạt|là|được))*\s*:?\s*[\d.,]+\s*%|[\d.,]+\s*%\s+điểm\b",
    re.IGNORECASE,
)
# "với số điểm lần lượt là 81,5 và 80,2", "lần lượt đạt 91,2% và 80,4%"
_IN_TURN = r"lần\s+lượt(?:\s+[^\W\d]+){0,2}\s+[\d,;.%\svà]*$"
_POINTS_IN_TURN = re.compile(rf"\bđiểm(?:\s+số)?\s+{_IN_TURN}", re.IGNORECASE)
_RATES_IN_TURN = re.compile(rf"\b{_IN_TURN}", re.IGNORECASE)
# "cao nhất là Sở A đạt 92,4%, thấp nhất là Sở B đạt 76,1%": the last of a ranking has its score as the first has
_OTHER_END = re.compile(
    r"\b(?:cao|thấp)\s+nhất(?:\s+(?:là|thuộc\s+về)\s+[^,;.:\d]{3,60}|,?\s+(?:với|đạt)(?:\s+[^\W\d]+){0,4}\s*)$",
    re.IGNORECASE,
)
_RANKING = re.compile(r"thứ\s+hạng|xếp\s+hạng|\bhạng\b|\bbậc\b|vị\s+thứ|xếp\s+thứ", re.IGNORECASE)
_NOW_SAID = re.compile(
    r"\b(?:sửa(?:\s+lại)?|đính\s+chính|điều\s+chỉnh|đúng)(?:\s+(?:lại|thành|là))*\s*$", re.IGNORECASE
)
#: "đạt 92,3%, chưa đạt chỉ tiêu được giao là 95%": what the value is held against is of the same index.
_ITS_TARGET = re.compile(r"\b(?:chỉ\s+tiêu|mục\s+tiêu|kế\s+hoạch)\b[^;.:\d]*$", re.IGNORECASE)


def settle_kinds(
    text: str, sentence: Span, figures: Sequence[Quantity], readings: dict[Span, Reading]
) -> list[Quantity]:
    """Decide what only the sentence can tell: "10/12" as a rank, "69,37%" as a score, "87,32" without a unit."""
    settled: list[Quantity] = []
    ranked = any(f.kind is Kind.RANK for f in figures) or bool(_RANKING.search(sentence.of(text)))
    denominators = {f.of for f in figures if f.kind is Kind.RANK and f.of}
    valued: set[int] = set()  # where each index is named whose value was met
    for figure in figures:
        reading = readings[figure.span]
        if reading.indicator is None:
            settled.append(figure)
            continue
        mark = reading.indicator.span.start
        kind = figure.kind
        if kind is Kind.COMPLETED and ranked and _is_place(text, sentence, figure, denominators):
            kind = Kind.RANK
        elif kind is Kind.RATE and (
            _is_share_of_points(text, sentence, figure, reading) or _told_with_place(text, settled, figure)
        ):
            kind = Kind.SCORE
        elif kind is Kind.RATE and mark >= sentence.start:
            if _rate_of_named(text, sentence, figure, reading, mark in valued):
                kind = Kind.SCORE
        elif kind is Kind.RATE and not (settled and _goes_on(text, settled[-1], figure)):
            if _rate_of_carried(text, sentence, figure, reading, valued):
                kind = Kind.SCORE
        elif kind is Kind.COUNT and "," in figure.text and not figure.unit:
            if _bare_score(text, sentence, figure, reading, mark in valued) or _told_with_place(text, settled, figure):
                kind = Kind.SCORE
        if kind is Kind.SCORE:
            valued.add(mark)
        unit = "" if kind is Kind.RANK else figure.unit
        settled.append(figure if kind is figure.kind else replace(figure, kind=kind, unit=unit))
    return settled


def _ahead(text: str, sentence: Span, figure: Quantity) -> str:
    return text[max(sentence.start, figure.span.start - 60) : figure.span.start].rstrip("*")


def _since_name(text: str, figure: Quantity, reading: Reading) -> str:
    """Return the words between the name of the index and the figure."""
    assert reading.indicator is not None
    return text[max(reading.indicator.span.end, figure.span.start - REACH) : figure.span.start]


def _is_place(text: str, sentence: Span, figure: Quantity, denominators: set[Decimal]) -> bool:
    """Tell whether "10/12" in a sentence on ranks is one."""
    if not figure.of or figure.value > figure.of or (figure.unit and not _PLACES_RANKED.match(figure.unit)):
        return False
    led = re.search(r"(?:là|từ|lên|xuống|\(|:|còn|hạng|thứ|và)\s*$", _ahead(text, sentence, figure))
    return figure.of in denominators or led is not None


def _is_share_of_points(text: str, sentence: Span, figure: Quantity, reading: Reading) -> bool:
    """Tell whether a percentage is said to be of the points to be had, or is the mean of a body's units."""
    ahead = _ahead(text, sentence, figure)
    points = _OF_POINTS.search(ahead + figure.text + text[figure.span.end :][:6])
    return not figure.qualifier and (points is not None or _of_a_body(text, sentence, figure, reading))


#: Among whom a place is: "xếp thứ 3/63 tỉnh, thành phố trực thuộc Trung ương".
_AMONG_WHOM = (
    rf"(?:(?:trong|số|tổng|các|{BODIES}|ban"
    rf"|ngang\s+bộ|trực\s+thuộc|trung\s+ương|cả\s+nước|toàn\s+(?:tỉnh|quốc|huyện|thành\s+phố)|khối|của|,)\s*)*"
)
_TO_PLACE = re.compile(
    rf"\)?\s*(?:(?:là|với|đạt|được|mức|số\s+điểm|điểm\s+số|kết\s+quả|thuộc\s+về|khi|chỉ|có|bảng(?:\s+xếp\s+hạng)?|năm\s+\d{{4}}|:)\s*)*{_AMONG_WHOM}\(?(?:(?:với|đạt|được)\s+)*",
    re.IGNORECASE,
)


def _told_with_place(text: str, before: Sequence[Quantity], figure: Quantity) -> bool:
    """Tell whether a number is the value of whoever has the place told before it, or of the next in such a row."""
    return bool(before) and (_beside_place(text, before[-1], figure) or _next_in_row(text, before[-2:], figure))


def _beside_place(text: str, place: Quantity, figure: Quantity) -> bool:
    """Tell whether a number is told with a place: "xếp thứ ba là tỉnh A với 87,1%", "dẫn đầu với 92,4%"."""
    if place.kind is not Kind.RANK or _counts(text, figure):
        return False
    return _TO_PLACE.fullmatch(_without_name(text[place.span.end : figure.span.start])) is not None


#: "Sở A đạt 91,2%, (2) Sở B đạt 90,8% và Sở C 90,1%"
_TO_NEXT = re.compile(r"(?:[,;)]+|(?=\svà\s))\s*(?:(?:và|còn|tiếp\s+theo|là)\s+)*(?:\(\d+\)\s*)?#\s*(?:(?:đạt|được|là|với|có|:|\()\s*)*", re.IGNORECASE)  # fmt: skip
#: "năm 2022 đạt 80,1%, năm 2023 đạt 90,4% và năm 2024 là 95,2%"
_TO_NEXT_YEAR = re.compile(
    rf"[,;)]*\s*(?:(?:và|còn|đến|sang|tới)\s+)*(?:năm\s+)?{YEAR}\s*"
    r"(?:(?:đã|chỉ|mới|đạt|được|là|với|có|còn|tăng\s+lên|lên|giảm\s+còn|giảm\s+xuống|xuống|:|\()\s*)*",
    re.IGNORECASE,
)


_PLACE_BEHIND = re.compile(r"\s*[,(]\s*(?:và\s+)?(?:xếp|đứng|hạng|thứ)\b", re.IGNORECASE)


def _next_in_row(text: str, before: Sequence[Quantity], figure: Quantity) -> bool:
    """Tell whether a number is the next unit's, or year's, of a row, of which the one before was a score.

    Its place may stand between: "năm 2021 đạt 86,1% (hạng 3), năm 2022 đạt 84,8% (hạng 5)".
    """
    last, score = before[-1], before[0] if before[-1].kind is Kind.RANK else before[-1]
    if last.kind is Kind.RANK and score.kind is not Kind.SCORE:  # "năm 2021 xếp thứ 9; năm 2022 đạt 86,4%, xếp thứ 4"
        follows = _TO_NEXT_YEAR.fullmatch(text, last.span.end, figure.span.start)
        return follows is not None and _PLACE_BEHIND.match(text, figure.span.end) is not None
    if score.kind is not Kind.SCORE or score.unit != figure.unit or _counts(text, figure):
        return False
    if _TO_NEXT_YEAR.fullmatch(text, last.span.end, figure.span.start):
        return True
    return _TO_NEXT.fullmatch(_without_name(text[last.span.end : figure.span.start], "#")) is not None


def _goes_on(text: str, last: Quantity, figure: Quantity) -> bool:
    """Tell whether a percentage only goes on with a row of rates: "lần lượt là 88,4%; 91,2%; 95,6%"."""
    between = text[last.span.end : figure.span.start]
    return last.kind is Kind.RATE and re.fullmatch(r"\s*(?:[;,]|và)\s*(?:và\s+)?", between) is not None


def _without_name(words: str, mark: str = "") -> str:
    """Return words with a mark for the one unit or office they name."""
    if office := OFFICE_NAME.search(words):
        return words[: office.start()] + mark + words[office.end() :]
    for mention in find_units(words, bare=True)[:1]:
        return words[: mention.span.start] + mark + words[mention.span.end :]
    return words


def _rate_of_named(text: str, sentence: Span, figure: Quantity, reading: Reading, met: bool) -> bool:
    """Tell whether a percentage is the value of the index that its sentence names; `met`: it has one already."""
    ahead, between = _ahead(text, sentence, figure), _since_name(text, figure, reading)
    if not met:
        return _is_value_of(between)
    if _OTHER_END.search(ahead):
        return not _counts(text, figure)
    if reading.compared or reading.quoted or _IN_BRACKET.search(ahead) or _NOW_SAID.search(ahead):
        return True
    if _ITS_TARGET.search(ahead) and not OTHER_RATE.search(between):
        return True
    if _RATES_IN_TURN.search(ahead):
        return _is_value_of(re.split(r"\d", between)[0])
    if ";" in between:
        return not _counts(text, figure) and speaks_of_whole(text, sentence, figure)
    return _MOVED_TO.search(ahead) is not None


def _rate_of_carried(text: str, sentence: Span, figure: Quantity, reading: Reading, valued: set[int]) -> bool:
    """Tell whether a percentage is the value of an index that a sentence before named."""
    assert reading.indicator is not None
    if _counts(text, figure) or _of_a_count(_ahead(text, sentence, figure)):
        return False
    if reading.indicator.span.start in valued:
        if reading.compared or reading.quoted:
            return True
        if _OTHER_END.search(_ahead(text, sentence, figure)):
            return True
    opening = re.split(r"[,;(:]", text[max(sentence.start, figure.span.start - REACH) : figure.span.start])[-1]
    named = reading.indicator.span.end if reading.indicator.span.end <= sentence.start else 0
    told = text[max(named, text.rfind("\n", 0, sentence.start) + 1) : figure.span.start]
    if OTHER_RATE.search(told) or any(name.startswith("cấp") for name, _ in parts(opening)):
        return False  # "Tỷ lệ hồ sơ đúng hạn đạt 98%. Cấp xã đạt 99%": of the rate that was told last
    if opening.strip() and not re.search(r"\b(?:đạt|là)\b", opening, re.IGNORECASE):
        return False
    return speaks_of_whole(text, sentence, figure, 0) and (not valued or reading.stated or reading.part != "")


#: "Điểm số năm 2020 đạt 90,12": of the index told before.
_OPENS_WITH_POINTS = re.compile(
    r"\W*(?:điểm\s+số|tổng\s+(?:số\s+)?điểm|số\s+điểm)(?:\s+(?:năm\s+\d{4}|của\s+[^\d,;.]{2,40}?))*\s+(?:đạt|là|được)(?:\s+mức)?\s*$",
    re.IGNORECASE,
)


def _bare_score(text: str, sentence: Span, figure: Quantity, reading: Reading, met: bool) -> bool:
    """Tell whether a number without a unit is points: "Chỉ số CCHC là 87,32"."""
    assert reading.indicator is not None
    if _POINTS_IN_TURN.search(_ahead(text, sentence, figure)):
        return True
    if reading.indicator.span.start < sentence.start:
        return _OPENS_WITH_POINTS.match(text[sentence.start : figure.span.start]) is not None
    between = _since_name(text, figure, reading)
    again = met and ";" in between and speaks_of_whole(text, sentence, figure)
    return bool(_is_value_of(between) or reading.compared or again)


def _of_a_body(text: str, sentence: Span, figure: Quantity, reading: Reading) -> bool:
    """Tell whether a percentage is the mean of the country or a region: "bình quân cả nước là 83,4%".

    What is said to be a rate of something else since the index was named is that: "tỷ lệ hồ sơ của cả nước đạt 41%".
    """
    assert reading.indicator is not None
    ahead = _ahead(text, sentence, figure)
    if not wider_key(reading.office) or not (_BOUND.search(ahead) or _IN_BRACKET.search(ahead)):
        return False
    since = max(sentence.start, min(reading.indicator.span.end, figure.span.start), figure.span.start - REACH)
    return OTHER_RATE.search(text, since, figure.span.start) is None


_RANKED_AMONG = re.compile(r"\b(?:thứ|hạng|vị\s+trí)\s*$", re.IGNORECASE)


def _of_a_count(ahead: str) -> bool:
    counted = _SHARE_OF_COUNT.search(ahead)
    return counted is not None and not _RANKED_AMONG.search(ahead[: counted.start()])


def _counts(text: str, figure: Quantity) -> bool:
    """Tell whether a percentage is of something counted or named: "100% thủ tục", "12 tỉnh (19,05%)"."""
    return bool(
        re.match(
            r"\s+(?!(?:trở|so|năm|xếp|đứng|và|thuộc|là|trong|nhưng|song|điểm)\b)[^\W\d]",
            text[figure.span.end : figure.span.end + 20],
        )
    )


def _is_value_of(between: str) -> bool:
    """Tell whether the words between an indicator's name and a figure make the figure its value."""
    between = OFFICE_NAME.sub(" ", between.replace("*", ""))  # figures in bold
    if re.search(r"[;.]\s|\d%", between) or COMPONENT.search(between) or len(between) > 220 or _of_a_count(between):
        return False
    if re.search(r"\b(?:y\s+tế|bệnh\s+viện|khám\s+chữa|giáo\s+dục|điện\s+lực)\b", between, re.IGNORECASE):
        return False  # satisfaction with other services is not the index
    if re.search(r"tỷ\s+lệ|tỉ\s+lệ|hồ\s+sơ\s+(?:đúng|trực|nộp|số)", between, re.IGNORECASE):
        return False
    for mention in find_units(between)[-1:]:
        if not between[mention.span.end :].strip(" ("):
            between = between[: mention.span.start]  # "cao nhất là huyện A 91,2%"
    return bool(_BOUND.search(between)) or len(between.split()) <= 3

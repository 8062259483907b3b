"""What stands at a figure itself, before and behind it, and tells its unit, period and part."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpus.facts.offices import OFFICE_NAME, regions
from corpus.figure_patterns import MEASURED_AGAINST, OTHER_RATE
from corpus.kinds import UNITS
from corpus.lines import UPPER
from corpus.mentions import Mention, find_units
from corpus.model import Document, Level, Period, Quantity, Span, Unit
from corpus.model import QuantityKind as Kind
from corpus.periods import before, periods
from corpus.vocabulary import Found


@dataclass(slots=True)
class Reading:
    """What holds at one place of a sentence, read from left to right."""

    period: Period | None
    indicator: Found | None = None
    unit: Unit | None = None
    part: str = ""
    office: str = ""  # "Sở Công Thương": no administrative unit, but whose score it is, not the unit's
    compared: Period | None = None  # set inside "so với năm 2022 …"
    base: Period | None = None  # the last comparison of this segment: what changes are measured against
    stated: bool = False  # the period stands in this sentence
    quoted: bool = False  # inside the brackets of "so với năm 2022 (…)"
    others: bool = False  # of another that is not named: "kém tỉnh đứng đầu 5 điểm"
    run_up: bool = False  # a running total: "lũy kế từ đầu năm"
    untold: bool = False  # of a time that no period stands for: "riêng tuần 2"


#: A comma that ends what it stands in: not the one in "khối sở, ngành", "các huyện, thị xã".
_COMMA = r",(?:\s|$)(?!(?:ban|ngành|thị|thành|phường)\b)"
_PART = re.compile(
    rf"\b(?:cấp|khối(?:\s+(?:các|UBND))*(?=\s+(?:huyện|xã|phường)))\s+({UNITS}|sở)\b|\btoàn\s+({UNITS})\b"
    rf"|\b(?:các|UBND|tại|của|bộ\s+phận\s+một\s+cửa|một\s+cửa(?:\s+của)?(?:\s+\d+(?:/\d+)?)?)\s+(?:UBND\s+)?(?:các\s+|\d+\s+)?(xã|phường)\b(?!\s+(?-i:[{UPPER}]))(?!\s+hội)"
    rf"|\b(?:tại|thuộc\s+thẩm\s+quyền(?:\s+giải\s+quyết)?(?:\s+của)?)\s+UBND\s+(huyện|quận|thị\s+xã|thành\s+phố)\b(?!\s+(?-i:[{UPPER}]))"
    r"|\b(?:trung\s+tâm\s+(?:phục\s+vụ\s+)?hành\s+chính\s+công|bộ\s+phận\s+(?:một\s+cửa|(?:tiếp\s+nhận\s+và\s+)?trả\s+kết\s+quả|tiếp\s+nhận\s+và\s+trả\s+kết\s+quả))\s+(huyện)\b"
    r"|(?<!\d\s)(?<!cấp\s)\b((?:xã|phường),\s*(?:thị\s+trấn|phường|xã))(?=\s+(?:đạt|tiếp\s+nhận|giải|là|có|\d))"
    r"|\bkhối\s+(?:các\s+)?((?:cơ\s+quan|phòng|sở|ban|đơn\s+vị)\b[^,;:.()\d]{0,60}?)(?=\s*[,;:.()]|\s+(?:có|đạt|là|gồm|được|với|\d))"
    r"|(?:(?<=[(;])|(?<=\d,))\s?(tỉnh|huyện|xã)(?=\s+\d)",
    re.IGNORECASE,
)
#: What a part that is no level is called by.
BLOCK = "khối"
_LEVEL_WORDS = {
    "thành phố": "cấp huyện", "thị xã": "cấp huyện", "quận": "cấp huyện", "phường": "cấp xã", "thị trấn": "cấp xã",
}  # fmt: skip
_NO_PART_BEFORE = re.compile(r"(?:cạnh\s+tranh|đơn\s+vị\s+hành\s+chính|ĐVHC|chính\s+quyền)\s+$", re.IGNORECASE)
COMPARED = re.compile(
    r"\bso(?:\s+với)?(?:\s+(?:cùng\s+kỳ|kỳ\s+báo\s+cáo|kỳ|kết\s+quả|mức|điểm|thứ\s+hạng|chỉ\s+số|giai\s+đoạn|cuối|đầu|ngày|tháng|của|trong|(?-i:[A-Z]{2,})))*\s*$"
    r"|\bso\s+sánh\b[^.;:]*\bvới(?:\s+(?:kết\s+quả|chỉ\s+số|của))*\s*$"
    r"|\b(?:(?:cao|thấp|nhiều|ít|tốt|lớn)\s+)?(?:hơn|kém|thua)(?:\s+(?:so\s+với|mức|của))*\s*$|\b(?:cùng\s+kỳ(?:\s+của)?|(?:giữ|không\s+đổi|nguyên|tương\s+tự)\s+(?:nguyên\s+)?như)\s*$",
    re.IGNORECASE,
)
_MOVED_FROM = re.compile(r"\b(?:từ|so\s+với)(?:\s+(?:mức|khoảng|hơn|gần|chỉ|thứ|hạng|vị\s+trí|có))*\s*$", re.IGNORECASE)
MOVED_TO = re.compile(r"\b(?:lên|xuống|còn|thành)(?:\s+(?:còn|mức|tới|đến|thứ|hạng|vị\s+trí|gần|hơn|trên|dưới|là|chỉ))*\s*$", re.IGNORECASE)  # fmt: skip
_EQUALS = re.compile(r"\bbằng(?:\s+(?:gần|hơn|khoảng|mới|tới))*\s*$", re.IGNORECASE)
# "kém huyện A 5,4 điểm", "xếp sau xã B": the other is only measured against.
_MEASURED = re.compile(
    rf"{MEASURED_AGAINST}(?:(?!\b(?:đạt|được|có|với)\b)(?:[^.;:,()\d]|(?<=thứ\s)\d+)){{0,60}}$", re.IGNORECASE
)


def parts(text: str) -> list[tuple[str, Span]]:
    """Return the levels and blocks a text names, with their places: "cấp xã", "khối phòng", or "" for the whole."""
    return [
        (_part_name(m), Span(m.start(), m.end()))
        for m in _PART.finditer(text)
        if not _NO_PART_BEFORE.search(text[: m.start()][-25:])
    ]


def _part_name(match: re.Match[str]) -> str:
    if match.group(1):
        level = " ".join(match.group(1).lower().split())
        return _LEVEL_WORDS.get(level, f"cấp {level}")
    if match.group(8):
        return f"cấp {match.group(8).lower()}"
    if match.group(7):
        return " ".join([BLOCK, *match.group(7).lower().split()])
    if match.group(3) or match.group(6):
        return "cấp xã"
    return "cấp huyện" if match.group(4) or match.group(5) else ""


_NO_LINK = r"(?!so\b|và\b|từ\b|kể\b|trước\b|sau\b|đến\b|sang\b|theo\b|kế\b|còn\b|nhưng\b|riêng\b|lên\b|xuống\b|hơn\b|là\b|đạt\b|chuyển\b)"
_FOLLOWING_YEAR = re.compile(
    rf"^(?:\s+{_NO_LINK}[^\W\d]+){{0,6}}?\s+(?:vào\s+|trong\s+|của\s+|ở\s+|hồi\s+)?(?:cuối\s+|đầu\s+)?năm\s+((?:19|20)\d\d)\b(?!\s*[-–]\s*\d|\s*trở)"
    r"|^\s*\((?:năm\s+)?((?:19|20)\d\d)\)",
    re.IGNORECASE,
)
# "thứ 2 về Chỉ số CCHC năm 2021", "vị trí thứ 1 trên bảng xếp hạng của UBND các huyện, thị xã năm 2022"
_PLACE_IN_YEAR = re.compile(
    r"\s*(?:về|trên|trong|của|khối)\b(?:(?!\b(?:so|từ|đến|sang|tăng|giảm|đạt|với)\b)[^\d;.():,]|,\s+(?:thị|thành|ban|ngành|huyện|xã|phường)\b){0,150}?"
    r"\bnăm\s+((?:19|20)\d\d)\b(?!\s*[-–]\s*\d|\s*trở)",
    re.IGNORECASE,
)
_FOLLOWING_MONTH = re.compile(r"^(?:\s+[^\W\d]+)?\s*\(tháng\s+(0?[1-9]|1[0-2])\)", re.IGNORECASE)
_FOLLOWING_PREVIOUS = re.compile(
    rf"^(?:\s+{_NO_LINK}[^\W\d]+){{0,3}}?\s+(?:của\s+|ở\s+)?(?:năm\s+(?:trước|ngoái)|cùng\s+kỳ)(?!\s+năm\s+\d)",
    re.IGNORECASE,
)
_HERE = re.compile(r"(?:\s+[^\W\d]+){1,3}?\s+ở\s+(huyện|xã|tỉnh)\s*$", re.IGNORECASE)
_MOVES_ON = re.compile(r"\s*(?:lên|xuống|còn|thành)\b", re.IGNORECASE)
_CORRECTS = re.compile(r"đính\s+chính|điều\s+chỉnh|sửa", re.IGNORECASE)
_FOLLOWING_EQUAL = re.compile(r"^\s*(?:so\s+với\s+|của\s+)?(?:cùng\s+kỳ|năm\s+(?:trước|ngoái)|kế\s+hoạch|dự\s+toán|năm\s+\d)", re.IGNORECASE)  # fmt: skip


def at_figure(
    document: Document, sentence: Span, figure: Quantity, now: Reading, limit: int, known: Mapping[str, Unit]
) -> tuple[Reading, Span | None]:
    """Let the words around the figure speak; return also the stretch that spoke for this figure alone.

    `known` are the units that the report names anywhere, by bare name.
    """
    text = document.text
    ahead = text[max(sentence.start, figure.span.start - 40) : figure.span.start]
    following = text[figure.span.end : min(sentence.end, figure.span.end + 90)]
    if not following.lstrip().startswith("("):
        following = re.split(rf"{_COMMA}|[;.)(](?:\s|$)|\(|\d{{1,3}}[.,]\d", following)[0]
    consumed: Span | None = None
    if figure.kind is Kind.RATE and _EQUALS.search(ahead):
        # "bằng 113,4% so với cùng kỳ" is this period's, measured by the other.
        now.compared = None
        if _FOLLOWING_EQUAL.match(following):
            return now, None
    elif MOVED_TO.search(ahead):
        now.compared = None
    if figure.kind is not Kind.CHANGE and figure.unit != "lần":
        match = _FOLLOWING_YEAR.match(following)
        if match is None and figure.kind is Kind.RANK:
            match = _PLACE_IN_YEAR.match(text, figure.span.end, sentence.end)
        if match is not None:
            year = int(next(filter(None, match.groups())))
            now.period, now.compared, now.stated = Period.of_year(year), None, True
            if _MOVED_FROM.search(ahead) and not following.lstrip().startswith("("):
                consumed = Span(figure.span.end, figure.span.end + match.end())
        elif (match := _FOLLOWING_MONTH.match(text[figure.span.end : sentence.end][:60])) and now.period:
            month = int(match.group(1))  # "từ 27 phút (tháng 7) xuống còn 12 phút (tháng 9)"
            now.period, now.compared, now.stated = Period.of_months(now.period.end.year, month, month), None, True
        elif _FOLLOWING_PREVIOUS.match(following) and now.period:
            now.compared = before(now.period)
        elif re.search(r"\bso\s+với\s*$", ahead, re.IGNORECASE) and now.compared is None:
            now.compared = before(now.period)  # "(83,56 điểm so với 79,38 điểm)": the period before
        elif _of_an_index(text, sentence, figure, now) and _MOVED_FROM.search(ahead) and _MOVES_ON.match(following):
            if not _CORRECTS.search(text[max(sentence.start, figure.span.start - 80) : figure.span.start]):
                now.compared = now.base or before(now.period)  # "từ vị trí thứ 5 lên vị trí thứ 2": where it stood
    if figure.kind is Kind.RANK:
        if told := _told_after(following, known) or _told_right_after(text, sentence, figure, known):
            now.others = False
            now.unit, now.office, now.part = (*told, "")  # "á quân là huyện B", "đứng đầu cấp xã là phường C"
        else:
            now.others = now.others or is_measured(text, sentence, figure.span.start)
    if now.period is None:
        # "60 tin, bài (năm 2022: 45)": what stands in the bracket is of the figure there.
        named = [m for m in periods(re.split(r";|\([^)]*$", text[figure.span.end : limit])[0]) if not m.as_of]
        if named and not is_compared(text[figure.span.end :][: named[0].span.start]):
            now.period, now.stated = named[0].period, True
    named_parts = parts(following)
    if named_parts and named_parts[0][0] and not following.lstrip().startswith("("):
        name, span = named_parts[0]
        if not re.search(r"\d", following[: span.start]):
            now.part = name
    elif here := _HERE.match(following):
        now.part = f"cấp {here.group(1).lower()}"
    return now, consumed


def _of_an_index(text: str, sentence: Span, figure: Quantity, now: Reading) -> bool:
    """Tell whether a figure is a place or points, or a percentage of the index that its sentence names."""
    if figure.kind is not Kind.RATE:
        return figure.kind in (Kind.RANK, Kind.SCORE)
    named = now.indicator.span.end if now.indicator else 0
    between = text[named : figure.span.start]
    return sentence.start < named <= figure.span.start and ";" not in between and not OTHER_RATE.search(between)


def is_compared(ahead: str) -> bool:
    """Tell whether the words ahead of a period only measure against it: "so với năm"."""
    return COMPARED.search(re.sub(r"\bnăm\s*$", "", ahead)) is not None


def is_measured(text: str, sentence: Span, place: int) -> bool:
    return _MEASURED.search(text[max(sentence.start, place - 90) : place]) is not None


_NAMED_BEHIND = re.compile(
    r"(?:\s+(?!(?:thì|và|với|đạt|nhưng|do)\b)[^\W\d]+,?){0,8}?\s*(?:\blà|\bthuộc\s+về|:)\s+(?:UBND\s+)?", re.IGNORECASE
)
_OPENS_PLACE = re.compile(
    r"(?:^|[,;.:(]|\bvà)\s*(?:(?:tiếp\s+theo|kế\s+đến|còn|là|xếp|đứng|ở|vị\s+trí|thứ|hạng)\s*)*$", re.IGNORECASE
)
_VALUED = re.compile(
    r"\s*(?:\(\s*\d|(?:với|đạt|được)\s+(?:[^\W\d]+\s+){0,3}\d|,?\s*\d+,\d+\s*(?:điểm|%))", re.IGNORECASE
)


def _told_right_after(
    text: str, sentence: Span, figure: Quantity, known: Mapping[str, Unit]
) -> tuple[Unit | None, str] | None:
    """Return whom a place gives itself to that opens a statement: "…, xếp thứ nhì thị xã B (93,05 điểm)"."""
    if not _OPENS_PLACE.search(text[max(sentence.start, figure.span.start - 40) : figure.span.start]):
        return None
    following = text[figure.span.end : min(sentence.end, figure.span.end + 120)].lstrip(") ")
    for told in _first_unit(following, known):
        if not following[: told.span.start].strip() and _VALUED.match(following, told.span.end):
            return told.unit, ""
    if office := OFFICE_NAME.match(following):
        if _VALUED.match(following, office.end()):
            return None, " ".join(office.group(0).split())
    return None


def _first_unit(text: str, known: Mapping[str, Unit]) -> list[Mention]:
    """Return the first unit a text names, with its kind or, where it is sure which it is, without."""
    for mention in find_units(text, bare=True)[:1]:
        if mention.span.of(text) != mention.unit.bare:
            return [mention]
        unit = known.get(mention.unit.bare, mention.unit)
        return [replace(mention, unit=unit)] if unit.bare in known or unit.level is Level.PROVINCE else []
    return []


def _told_after(following: str, known: Mapping[str, Unit]) -> tuple[Unit | None, str] | None:
    """Return the unit or office that the words behind a rank give it to: "đứng đầu cấp xã là phường C"."""
    for told in _first_unit(following, known):
        if _NAMED_BEHIND.fullmatch(following[: told.span.start]):
            return told.unit, ""
    for body, span in regions(following)[:1]:
        if _NAMED_BEHIND.fullmatch(following[: span.start]):
            return None, body
    if (named := _NAMED_BEHIND.match(following)) and (office := OFFICE_NAME.match(following, named.end())):
        return None, " ".join(office.group(0).split())
    return None

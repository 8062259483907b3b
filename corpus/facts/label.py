"""Say in the report's own words what a figure counts."""

import re
from collections.abc import Sequence

from corpus.facts.indices import speaks_of_whole
from corpus.figure_patterns import GRADE_WORD, PARTS_FOLLOW
from corpus.kinds import HAMLETS, PLACES, UNITS
from corpus.lines import UPPER
from corpus.model import Quantity, QuantityKind, Span

Kind = QuantityKind
_COUNTS = (Kind.COUNT, Kind.COMPLETED, Kind.CHANGE)
# The noun goes on after a comma: "xã, thị trấn", "lượt cán bộ, công chức, viên chức".
_GOES_ON = re.compile(
    rf"(?:,\s*(?:{UNITS}|{HAMLETS}|công\s+chức|viên\s+chức|"
    r"người\s+lao\s+động|(?<=phản\sánh,\s)kiến\s+nghị|ban|ngành|đơn\s+vị|bài|địa\s+phương)\b(?!\s+(?-i:[A-ZĐ\d])))+(?:\s+(?:xếp\s+loại|xếp\s+hạng|loại|đạt\s+loại)\s+[^\W\d]+(?:\s+(?:sắc|bình))?)?",
    re.IGNORECASE,
)
_ENUMERATOR = re.compile(r"^[-+•*\s]*(?:(?:[a-zđ]|\d{1,2}(?:\.\d+)*|[IVX]+)[.)/]\s*)?")
_POINTERS = re.compile(
    rf"\b(?:trong\s+đó|gồm|cụ\s+thể|bao\s+gồm|là|đạt|chiếm|tỷ\s+lệ|tỉ\s+lệ|cấp\s+(?:{UNITS})|xã|phường|và|còn|có|được)\b|[\d\W_]+",
    re.IGNORECASE,
)
#: No further back than these characters, and these figures, stands what a figure counts.
_FAR = 600
_BACK = 20
#: The words that lead to an earlier figure are no longer than these characters.
_NEAR = 200
#: "…, trong đó", "Trong 60 hồ sơ trễ hạn có".
_DIVIDES = re.compile(
    rf"[,;(]?\s*{PARTS_FOLLOW}\b|(?<=\bTrong)\s+(?:(?:tổng\s+)?số\s+)?(?P<whole>\d[\d.]*\s+[^,;:.\d]{{3,60}}?),?\s+(?:có|thì)(?=\s+\d)",
    re.IGNORECASE,
)


def _divided(text: str, sentence: Span, figure: Quantity) -> str:
    """Return what a list divides: the words before its "trong đó", for shares and bare numbers of the list."""
    if figure.kind not in (Kind.RATE, Kind.COUNT):
        return ""
    heads = [
        m for m in _DIVIDES.finditer(text, max(sentence.start, figure.span.start - _FAR), figure.span.start)
        if not (m.group(0).startswith("(") and _is_closed(text[m.start() : figure.span.start]))
    ]  # fmt: skip
    if not heads:
        return ""
    whole = heads[0]["whole"]
    lead = re.split(r";\s", text[max(sentence.start, heads[0].start() - _NEAR) : heads[0].start()])[-1]
    rates = [m.start() for m in _A_RATE.finditer(lead)] if figure.kind is Kind.RATE and not whole else []
    # A rate's name goes on over commas, and its change stands behind it: "… đạt 81%, tăng 5 điểm phần trăm".
    piece = whole or (_RATE_TOLD.split(lead[rates[-1] :])[0] if rates else re.split(r"[,:(]\s", lead)[-1])
    noun = rf"{re.escape(figure.unit.split()[0])}\b" if whole and figure.unit else rf"{re.escape(figure.unit)}\s*$"
    if figure.unit and figure.kind is Kind.COUNT and not re.search(rf"\d\s+{noun}", piece):
        return ""  # "tiếp nhận 120 hồ sơ, trong đó … 15 cuộc họp": another noun
    if figure.unit and not whole:
        piece = re.sub(rf"\d[\d.,]*\s+{re.escape(figure.unit)}\s*$", "", piece)
    words = re.sub(r"[+•*]|\d[\d.,/%]*", " ", piece).split()
    return " ".join(words[:_LONGEST_RATE] if rates else words[-14:])


_A_RATE = re.compile(r"\b(?:tỷ|tỉ)\s+lệ\b", re.IGNORECASE)
_RATE_TOLD = re.compile(r"\d[\d.,]*\s*%")
_LONGEST_RATE = 24  # words


def _is_closed(listed: str) -> bool:
    return listed.count(")") >= listed.count("(")


def label_of(text: str, sentence: Span, clause: Span, figure: Quantity, earlier: Sequence[Quantity]) -> str:
    """Return the words that say what is counted, led by what they are a part of, or by the rate they are of."""
    words = _words_of(text, clause, figure, earlier)
    head = (
        _divided(text, sentence, figure)
        or _rate_before(text, sentence, clause, figure)
        or _listed(text, sentence, figure, words)
    )
    return words if not head or head in words else f"{head}: {words}"


_NAME_ALONE = re.compile(rf"(?:{UNITS}\s+)?(?:[{UPPER}][^\W\d_]*\s*){{1,5}}")


def _listed(text: str, sentence: Span, figure: Quantity, words: str) -> str:
    """Return what a list is of where its words are but names: "03 xã có tỷ lệ số hóa dưới 85%: Tiến Thắng 80,1%"."""
    opened = text.rfind(": ", sentence.start, figure.span.start)
    if opened < 0 or not _NAME_ALONE.fullmatch(words):
        return ""
    return " ".join(_ENUMERATOR.sub("", re.split(r"[;.]\s", text[sentence.start : opened])[-1]).split()[-14:])


_RATE = re.compile(
    r"\b(?:tỷ|tỉ)\s+lệ\s+(?!(?:này|đó|trên|trung|bình|chung|cao|thấp|đạt|là)\b)[^\d,;.:()]{3,80}?"
    r"(?=\s*(?:[\d,;.:(]|$|\b(?:của|đạt|là|tại|ở|trong|năm|tháng|quý|toàn|cả|giảm|tăng|chỉ|cao|thấp|còn)\b))",
    re.IGNORECASE,
)
#: "Cấp xã đạt 99,1%, cấp huyện đạt 96,4%": of the rate that the sentence before named.
_LEVEL_ALONE = re.compile(
    rf"\W*(?:(?:năm|quý|tháng|\d+\s+tháng|cùng\s+kỳ)[^:;,.]{{0,25}}[:,]\s*)?(?:(?:(?:trong\s+đó|riêng|còn|ở|tại|khối|và)\s+)*cấp\s+(?:{UNITS})\s+(?:(?:chỉ|mới|đạt|là)\s+)*(?:[\d.,]+\s*%[\s,;]*)?)+",
    re.IGNORECASE,
)
#: "Có 03 xã dưới 60%: xã A 58%, xã B 57%": of the rate that the sentence before named.
_SOME_PAST = re.compile(
    rf"\W*(?:(?:trong\s+đó|vẫn|hiện|còn|có)\s+)+\d+\s+(?:{PLACES})(?:(?!\bt[ỷỉ]\s+lệ\b)[^:;.\d]){{0,50}}\b(?:dưới|trên|từ|đạt|hơn)\s+(?:mức\s+)?\d[\d,]*\s*%",
    re.IGNORECASE,
)
_THIS_RATE = re.compile(r"\b(?:tỷ|tỉ)\s+lệ\s+(?:này|đó|trên)\b", re.IGNORECASE)


def _rate_before(text: str, sentence: Span, clause: Span, figure: Quantity) -> str:
    """Return the rate, named before, that a clause calls "tỷ lệ này", or tells of one more unit or level."""
    start, end = max(0, sentence.start - _FAR, text.rfind("\n", 0, sentence.start)), sentence.start
    if pointing := _THIS_RATE.search(text, clause.start, clause.end):
        end = pointing.start()
    elif not _SOME_PAST.match(text, sentence.start, sentence.end) and (
        figure.kind is not Kind.RATE or not _LEVEL_ALONE.fullmatch(text, sentence.start, figure.span.start)
    ):
        start, end = sentence.start, text.rfind(";", sentence.start, figure.span.start)
        if figure.kind not in (Kind.RATE, Kind.CHANGE) or end < 0 or not speaks_of_whole(text, sentence, figure, 0):
            return ""
    told = [m.group(0) for m in _RATE.finditer(text, start, end)]
    return " ".join(told[-1].split()) if told else ""


def _words_of(text: str, clause: Span, figure: Quantity, earlier: Sequence[Quantity]) -> str:
    """Return the noun after the number, else the words before it."""
    if _GRADE_ALONE.match(figure.unit):
        return f"{_graded_thing(text, figure, earlier)} xếp loại {figure.unit}"
    graded = _GRADE_AHEAD.search(text[clause.start : figure.span.start])
    if graded and figure.kind is Kind.COUNT and not figure.unit:
        return f"{_graded_thing(text, figure, earlier)} xếp loại {graded.group(1)}"
    if figure.unit and figure.kind in _COUNTS and figure.unit not in ("bậc", "điểm", "%", "điểm %"):
        return figure.unit + _rest_of_noun(text, figure)
    start = max(clause.start, figure.span.start - _FAR)
    ahead = _ENUMERATOR.sub("", " ".join(text[start : figure.span.start].split()))
    piece = re.split(r"[;,(]\s", ahead)[-1]
    if not _POINTERS.sub("", piece) and (head := _head(text, clause, earlier)):
        return f"{head} {piece}".strip(" :,(")
    words = re.sub(r"[\s,:(]+$", "", ahead)
    following = " ".join(re.split(r"[;.)](?:\s|$)", text[figure.span.end : clause.end])[0].split()[:12])
    if not _POINTERS.sub("", piece) and _POINTERS.sub("", following):
        return f"{words} {following}".strip() if _POINTERS.sub("", words) else following
    following = following.strip("() ")
    return words or following or figure.unit.strip("%")


_GRADE_ALONE = re.compile(rf"{GRADE_WORD}$", re.IGNORECASE)
_GRADE_AHEAD = re.compile(rf"\b({GRADE_WORD})\s*:?\s*$", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:xã(?:,\s*(?:phường|thị\s+trấn))*|phường|đơn\s+vị|cơ\s+quan|phòng|sở|địa\s+phương|huyện)\b", re.IGNORECASE
)


def _graded_thing(text: str, figure: Quantity, earlier: Sequence[Quantity]) -> str:
    """Return the noun whose grades are counted: "kết quả xếp loại xã, thị trấn: 03 Xuất sắc, 12 Tốt"."""
    for before in reversed(earlier):
        if before.unit and not _GRADE_ALONE.match(before.unit) and before.kind in _COUNTS:
            return before.unit + _rest_of_noun(text, before)
    told = list(_THING.finditer(text, max(0, figure.span.start - 160), figure.span.start))
    return " ".join(told[-1].group(0).split()) if told else "đơn vị"


def _rest_of_noun(text: str, figure: Quantity) -> str:
    """Return what follows the first noun of a list of nouns."""
    start = figure.span.end + len(text[figure.span.end :][:200]) - len(text[figure.span.end :][:200].lstrip())
    match = _GOES_ON.match(text, start + len(figure.unit))
    return " ".join(match.group(0).split()) if match and text.startswith(figure.unit, start) else ""


def _head(text: str, clause: Span, earlier: Sequence[Quantity]) -> str:
    """Return what the figure before the bracket counts: "tiếp nhận mới 18.125 (cấp huyện 2.905"."""
    for before in reversed(earlier[-_BACK:]):
        if before.kind not in _COUNTS or before.span.start < clause.start:
            continue
        start = max(clause.start, before.span.start - _NEAR)
        words = " ".join(re.split(r"[;,(:]\s", text[start : before.span.start])[-1].split())
        if _POINTERS.sub("", words):
            return f"{words} {before.unit}".strip()
    return ""

"""Decide which figures are the value of an index itself, and which only stand near its name."""

import re
from collections.abc import Sequence

from corpus.facts.at_figure import Reading
from corpus.facts.components import named_before
from corpus.facts.offices import OFFICE_NAME, wider_key
from corpus.figure_patterns import APART_BEFORE, EARLIER, OTHER_RATE, OTHERS, PART
from corpus.kinds import BODIES
from corpus.mentions import find_units
from corpus.model import Quantity, QuantityKind, Span
from corpus.quantities import is_apart
from corpus.vocabulary import Found, indicator_phrases

Kind = QuantityKind
#: How far back the words of a sentence may speak of a figure.
REACH = 600
INDEX_KINDS = (Kind.SCORE, Kind.RANK, Kind.GRADE)
#: Words of a part of an index: its score is not the index's.
COMPONENT = re.compile(
    rf"\b(?:{PART}|trục|chỉ\s+số\s+(?:con|thành\s+phần))\b"
    r"|\bnhóm(?=\s*[“\"])|\bđiểm\s+(?:nhóm|cộng|thưởng|trừ|thẩm\s+định|điều\s+tra|xã\s+hội\s+học|tối\s+đa|chuẩn|khuyến\s+khích|liệt)\b"
    r"|\btổng\s+(?:số\s+)?điểm\s+(?:thẩm|điều|đánh\s+giá\s+qua|tối)|\bgồm\s+\d+\s+(?:nhóm|phần|tiêu|nội)",
    re.IGNORECASE,
)
#: "(trên tổng điểm tối đa 100)": the scale of the index, no part of it.
_SCALE_ASIDE = re.compile(r"\((?:trên|trong|theo|với)?\s*(?:tổng|thang|tối\s+đa|điểm\s+tối)[^()]*\)", re.IGNORECASE)
_NAME_OF_PART = re.compile(rf"\b(?:{PART}|nhóm)\s+(?:về\s+)?$", re.IGNORECASE)
_IN_A_PART = re.compile(r"\s*(?:ở|về|trong|tại|đối\s+với)\s+(?:các\s+)?(?:tiêu\s+chí|lĩnh\s+vực|nội\s+dung|nhóm|trụ\s+cột)", re.IGNORECASE)  # fmt: skip
# “Kiểm soát tham nhũng” đạt 6,9218 điểm: a part in quotation marks, not the whole.
_QUOTED_PART = re.compile(
    r"[”\"]\s*(?:chỉ\s+|cũng\s+)?(?:đạt|được|cao|thấp|tăng|giảm|là|còn)[^”\"]{0,20}$", re.IGNORECASE
)
# "các đơn vị dưới 65 điểm", "vượt ngưỡng 84 điểm", "13 xã đạt trên 90 điểm": a line drawn, not anyone's score.
_ONLY_BOUNDS = ("trên", "dưới", "từ", "hơn")
_THRESHOLD = re.compile(
    r"\b(?:dưới|ngưỡng|mốc|mức\s+tối\s+thiểu|tính\s+điểm(?:\s+là)?)\s*$"
    rf"|\b(?:\d+(?:/\d+)?|\d+%|các|những|số|nhiều|mọi|không\s+còn)\s+(?:{BODIES})\b(?:[^,;.:]{{0,25}}|[^;.:\d]{{0,60}}\bđều\b[^;.:\d]{{0,80}})\b(?:từ|trên)\s*$",
    re.IGNORECASE,
)
# "Chỉ số từ 90% trở lên, gồm 2 tỉnh", "trên 90%, bao gồm các bộ: …": the line of a group.
_LINE_OF_GROUP = re.compile(
    r"(?:\s*trở\s+lên)?[\s,:]*(?:bao\s+gồm|gồm|có)\s+(?:các|\d+)\b|\s*đến\s+dưới\s+\d", re.IGNORECASE
)
# "giá trị trung bình của 63 tỉnh là 86,98%", "thấp hơn bình quân chung (82,3 điểm)": nobody's own value.
_AVERAGE = re.compile(
    r"\b(?:(?:giá\s+trị|điểm|mức|điểm\s+số|chỉ\s+số)\s+(?:trung\s+bình|bình\s+quân|trung\s+vị)|(?:trung\s+bình|bình\s+quân)\s+(?:chung|cả\s+nước|toàn|các|của|cấp|khối|nhóm))\b",
    re.IGNORECASE,
)
#: "thấp hơn điểm trung vị là 1,2 điểm": a mean only measured against.
_AGAINST_MEAN = re.compile(r"\b(?:hơn|kém|vượt|so\s+với|bằng)\s+(?:mức\s+)?(?:giá\s+trị|điểm|điểm\s+số|mức|chỉ\s+số)?\s*(?:trung\s+bình|bình\s+quân|trung\s+vị)", re.IGNORECASE)  # fmt: skip
_OF_CLASS = re.compile(
    rf"\b(?:đơn\s+vị|địa\s+phương|cá\s+nhân|tập\s+thể|cơ\s+quan|công\s+chức|cán\s+bộ|\d+(?:/\d+)?\s+(?:{BODIES}|phòng))"
    r"(?:,?\s+(?!là\b)[^\W\d]+){0,6}\s+$",
    re.IGNORECASE,
)
#: How content those were who came to one office, asked there, is no index of satisfaction.
_WITH_AN_OFFICE = re.compile(
    r"\b(?:Trung\s+tâm\s+(?:Phục\s+vụ\s+)?hành\s+chính\s+công|Trung\s+tâm\s+PVHCC|TTPVHCC|máy\s+tính\s+bảng|ki-?ốt|kiosk|mã\s+QR|màn\s+hình\s+cảm\s+ứng|phiếu\s+(?:khảo\s+sát|đánh\s+giá|lấy\s+ý\s+kiến))\b",
    re.IGNORECASE,
)
_SIPAS = re.compile(r"\bSIPAS\b|\bchỉ\s+số\s+(?:hài\s+lòng|đo\s+lường|mức\s+độ|đánh\s+giá)", re.IGNORECASE)
#: What others measure: a unit that scores itself scores its administrative reform.
_SURVEYS = frozenset(["sipas", "papi", "pci", "ddci", "pgi", "service_index"])
#: "tăng cao nhất là Sở A (+6,1%)": of the index that the report is on.
_MOST = re.compile(r"\b(?:tăng|giảm)\s+(?:cao|mạnh|nhiều|sâu|lớn|thấp|ít|nhẹ)\s+nhất\b", re.IGNORECASE)
_VALUE_AND_PLACE = re.compile(
    r"\d+(?:,\d+)?(?:/100)?\s*(?:điểm|%)\s*(?:,|và|\()\s*(?:đã\s+|được\s+)?(?:xếp|đứng|hạng|thứ|vị\s+trí|vị\s+thứ)\b"
    r"|\b(?:dẫn\s+đầu|(?:đứng|xếp)\s+(?:đầu|thứ|hạng)(?:\s+\S+)?)\s+(?:là\s+[^,;.\d]{3,40}\s+)?(?:với|đạt|\()\s*\d+(?:,\d+)?\s*điểm",
    re.IGNORECASE,
)
#: "Năm 2022 huyện tự chấm 87,5 điểm"
_SELF_SCORED = re.compile(r"\btự\s+(?:chấm|đánh\s+giá)(?:\s+(?:đạt|được|là))?\s+\d+(?:,\d+)?(?:/\d+)?\s*điểm", re.IGNORECASE)  # fmt: skip


def judged_bare(text: str, sentence: Span, figures: Sequence[Quantity]) -> list[Quantity]:
    """Return the values and places that a report on reform tells of its units alone: "Sở A đạt 91 điểm, xếp thứ 2/18"."""
    if not _VALUE_AND_PLACE.search(sentence.of(text)) and not _SELF_SCORED.search(sentence.of(text)):
        return []
    return [f for f in figures if f.kind in (*INDEX_KINDS, Kind.RATE) and speaks_of_whole(text, sentence, f, 0)]


def index_of(
    text: str, sentence: Span, figure: Quantity, reading: Reading, previous: Sequence[Quantity]
) -> Found | None:
    """Return the index that the figure is the value, rank, grade or change of, if it is of any."""
    if figure.kind is Kind.CHANGE and _from_another(text, sentence, figure):
        return None
    moved = figure.kind is Kind.CHANGE and figure.unit in ("điểm", "bậc", "%", "điểm %", "")
    if figure.kind not in INDEX_KINDS and not moved:
        return None
    indicator = reading.indicator
    if wider_key(reading.office):
        return (
            None if figure.qualifier in _ONLY_BOUNDS and not moved else indicator
        )  # a mean of all is theirs as a score is a unit's
    here = indicator is not None and indicator.span.start >= sentence.start
    if figure.kind in INDEX_KINDS and (not here or figure.kind is Kind.RANK):
        indicator = _named_after(text, sentence, figure, near=here) or indicator
    if indicator is None:
        return None
    here = sentence.start <= indicator.span.start < figure.span.start
    ahead = text[max(sentence.start, figure.span.start - REACH) : figure.span.start]
    segment = ahead[ahead.rfind(";") + 1 :]
    if _THRESHOLD.search(ahead[-200:]) and figure.kind is not Kind.CHANGE:
        return None
    if figure.qualifier and _LINE_OF_GROUP.match(text, figure.span.end):
        return None
    if figure.kind is not Kind.RANK and (_AVERAGE.search(segment) or _goes_on_with_mean(ahead, segment)):
        return None
    if indicator.name == "sipas" and _WITH_AN_OFFICE.search(sentence.of(text)) and not _SIPAS.search(sentence.of(text)):
        return None
    if moved and re.search(r"\b(?:bình\s+quân|trung\s+bình)\b", re.split(r",\s", segment)[-1], re.IGNORECASE):
        return None
    if any(_of_a_wider_scale(p, figure) and p.span.start > indicator.span.start for p in previous):
        return None
    if _IN_A_PART.match(text, figure.span.end) or named_before(text, sentence.start, figure.span.start):
        return None
    if figure.kind is Kind.GRADE and _OF_CLASS.search(_before_grade(text, sentence, figure)):
        return None
    if moved and figure.unit == "" and "," not in figure.text:
        return None
    if here:
        tail = _SCALE_ASIDE.sub(" ", text[max(indicator.span.end, figure.span.start - REACH) : figure.span.start])
        if COMPONENT.search(tail[tail.rfind(";") + 1 :]) or _QUOTED_PART.search(tail):
            return None
        if _NAME_OF_PART.search(text[max(sentence.start, indicator.span.start - 30) : indicator.span.start]):
            return None
        if re.search(
            r"\bgồm\s+\d+\s+(?:nhóm|phần|tiêu|nội)",
            text[max(sentence.start, indicator.span.start - REACH) : indicator.span.start],
        ):
            return None
        if moved and figure.unit in ("%", "điểm %") and OTHER_RATE.search(tail):
            return None
        if ";" in tail and not speaks_of_whole(text, sentence, figure):
            return None
        return indicator
    if indicator.span.start >= figure.span.end and indicator.span.end <= sentence.end:
        return None if COMPONENT.search(segment) else indicator
    if COMPONENT.search(segment) or _QUOTED_PART.search(segment):
        return None
    if moved and figure.unit in ("%", "điểm %", "") and not any(f.kind is Kind.SCORE for f in previous):
        if not _MOST.search(segment) or OTHER_RATE.search(segment):
            return None
    if re.search(r"\btự\s+(?:chấm|đánh\s+giá|thẩm\s+định)\b", segment, re.IGNORECASE) and indicator.name in _SURVEYS:
        indicator = Found("par_index", indicator.span)
    return indicator if speaks_of_whole(text, sentence, figure) else None


def _goes_on_with_mean(ahead: str, segment: str) -> bool:
    """Tell whether a segment is of the mean told before: "…; Hội đồng thẩm định là 60,1 điểm" names nobody and nothing."""
    before = ahead[: len(ahead) - len(segment)]
    if not _AVERAGE.search(before) or _AGAINST_MEAN.search(before):
        return False
    return not (find_units(segment) or OFFICE_NAME.search(segment) or indicator_phrases().find(segment))


def _of_a_wider_scale(earlier: Quantity, figure: Quantity) -> bool:
    """Tell whether a score before this one is out of more: "đạt 84,36/100 điểm; … 9,2/10 điểm" is of a part."""
    scores = earlier.kind is Kind.SCORE and figure.kind is Kind.SCORE
    return scores and earlier.of is not None and figure.of is not None and earlier.of > figure.of


_AGAINST_ANOTHER = re.compile(
    rf"\s*(?:so\s+)?với\s+(?!(?:năm|cùng|kỳ|quý|tháng|giai)\b)[^.;,()\d]{{0,40}}?{OTHERS}", re.IGNORECASE
)


def _from_another(text: str, sentence: Span, figure: Quantity) -> bool:
    """Tell whether a distance is one from another unit, and no change of the index over time."""
    ahead = text[max(sentence.start, figure.span.start - 120) : figure.span.start]
    following = text[figure.span.end : min(sentence.end, figure.span.end + 60)]
    apart = APART_BEFORE.search(ahead) if is_apart(ahead, abs(figure.value)) else None
    if apart and re.search(EARLIER, apart.group(0), re.IGNORECASE):
        return False
    return apart is not None or _AGAINST_ANOTHER.match(following) is not None


def _grading(text: str, sentence: Span, figure: Quantity) -> int:
    """Return where the words that announce a grade begin: "xếp loại", "được đánh giá loại"."""
    ahead = text[max(sentence.start, figure.span.start - 120) : figure.span.start]
    match = re.search(
        r"(?:(?:được|đạt|có)\s+)*(?:xếp\s+loại|đạt\s+loại|đánh\s+giá\s+loại|loại|mức|hạng)[^,;.]{0,20}$",
        ahead,
        re.IGNORECASE,
    )
    return figure.span.start - len(ahead) + (match.start() if match else len(ahead))


def _before_grade(text: str, sentence: Span, figure: Quantity) -> str:
    end = _grading(text, sentence, figure)
    return text[max(sentence.start, end - 70) : end]


def counted_grade(text: str, sentence: Span, figure: Quantity) -> bool:
    """Tell whether a grade belongs to things counted or named as a class ("11/11 xã được xếp loại Tốt")."""
    counted = re.match(r"\s*:?\s*\d{1,3}\b(?![.,/]\d|\s*(?:điểm|%))", text[figure.span.end : figure.span.end + 12])
    return bool(counted or _OF_CLASS.search(_before_grade(text, sentence, figure)))


def _named_after(text: str, sentence: Span, figure: Quantity, near: bool) -> Found | None:
    """Return an indicator that the same segment names after the figure: "quán quân về chỉ số CCHC"."""
    stops = r"[,;(]|\d" if near else r";|\d"
    following = re.split(stops, text[figure.span.end : min(sentence.end, figure.span.end + 160)])[0]
    named = indicator_phrases().find(following)
    if named:
        span = named[0].span
        if near and not re.search(r"\b(?:về|của|trong)\b", following[: span.start]):
            return None
        return Found(named[0].name, Span(figure.span.end + span.start, figure.span.end + span.end))
    match = re.match(
        r"\s*(?:tỉnh\s+|toàn\s+tỉnh\s+)?(?:về\s+|trong\s+|công\s+tác\s+)*(CCHC|cải\s+cách\s+hành\s+chính)\b", following
    )
    if match and figure.kind is Kind.RANK:
        return Found("par_index", Span(figure.span.end + match.start(1), figure.span.end + match.end(1)))
    return None


_GENERIC = re.compile(
    r"\b(?:năm|trong|của|tỉnh|huyện|quận|xã|phường|thị|trấn|thành|phố|toàn|đạt|là|được|các|trước|đó|kết|quả|chỉ|số|ở|mức|cả|khi|này|tiếp|tục|với|có|"
    r"đã|chung|điểm|xếp|loại|đứng|thứ|hạng|tăng|giảm|tụt|so|bậc|vị|trí|dẫn|đầu|vươn|lên|xuống|còn|nhảy|vọt|tiến|bộ|nhiều|nhất|cao|thấp|cũng|theo|"
    r"công|bố|do|như|vậy|sau|một|nhưng|song|và|thì|mà|tuy|nhiên|ngoài|ra|bứt|phá|cải|thiện|không|chưa|mới|giành|giữ|vững|ngôi|vẫn|liên|tiếp|trên|"
    r"đối|về|khối|bộ|ngành|địa|phương|ubnd|nguyên|không|đổi|lần|cuối|bảng|từ|riêng|theo|đây|thoát|khỏi|nhiệm|kỳ|nay|đến|tự|chấm|đánh|giá|thẩm|định|(?<!không\s)chính\s+thức|"
    r"đơn|vị|thuộc|nhóm|danh|sách|đều|phân|xuất|sắc|tốt|khá|trung|bình|yếu|kém|hay|tháng|quý|ngày|đầu|giai|đoạn|cùng|trở|hơn|kém|gần|nhì|ba|hai|tư|kế|lượt|thứ\s+tự|tốp|top|sở|ngành|quân|quán|á|sổ|đội|chót|bét|nhờ|"
    r"sang|trang|mục|phụ|lục|tại|ghi|nhầm|đúng|phải|xin|đọc|phấn|đấu|mục|tiêu|lại|mạnh|nhẹ|cấp|trung|kể|nâng|để|cụ|thể|sút|hạ|đính|điều|chỉnh|thay|sửa|hằng|hàng|cho|thấy|rằng|qua|ghi|nhận|đó|dưới|phúc|tra|cộng|thêm|thành|bổ|sung)\b|[\d\W_]+",
    re.IGNORECASE,
)

#: Who judges an index is not what is judged: "tự chấm 80 điểm; Sở Nội vụ thẩm định 78 điểm".
_JUDGES = re.compile(
    r"\b(?:(?:Sở|Bộ|Phòng)\s+Nội\s+vụ|Hội\s+đồng(?:\s+thẩm\s+định)?|Tổ\s+thẩm\s+định|Ban\s+Chỉ\s+đạo)\b", re.IGNORECASE
)
#: "khu vực miền núi phía Bắc", "vùng đồng bằng sông Hồng": among whom a place is.
_NEIGHBOURS = re.compile(
    r"\b(?:tiểu\s+vùng|vùng|khu\s+vực|cụm)(?:\s+(?:và|trung|du|miền|núi|phía|bắc|nam|đông|tây|bộ|duyên|hải|đồng|bằng|sông|hồng"
    r"|cửu|long|nguyên|thi|đua|số|\d+)\b)*",
    re.IGNORECASE,
)


def speaks_of_whole(text: str, sentence: Span, figure: Quantity, allowed: int = 2) -> bool:
    """Tell whether the words before a figure name nothing but whom and when, so that it may be the index's."""
    ahead = text[max(sentence.start, figure.span.start - REACH) : figure.span.start]
    opening = ahead[ahead.rfind(";") + 1 :]
    opening = OFFICE_NAME.sub(" ", _NEIGHBOURS.sub(" ", opening))
    for mention in reversed(find_units(opening, bare=True)):
        opening = opening[: mention.span.start] + " " + opening[mention.span.end :]
    for named in reversed(indicator_phrases().find(opening)):
        opening = opening[: named.span.start] + " " + opening[named.span.end :]
    opening = _JUDGES.sub(" ", re.sub(r"\((?:[^()]*)\)", " ", opening))
    return len(_GENERIC.sub(" ", opening).split()) <= allowed

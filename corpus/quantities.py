"""Vietnamese figures and periods: "1.872", "99,2%", "11/12", "quý I/2024", each with its place.

Patterns run in order over the text; what an earlier one has taken, a later one cannot read again. So dates,
document numbers and years are out of the way before anything is called a figure.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from corpus.model import Period, Quantity, QuantityKind, Span
from corpus.vietnamese import fold

Kind = QuantityKind

# A scan reads 1 as l or I and 0 as O; such a letter counts as a digit only between real ones.
_DIGIT = r"[\dlIO]"
_NUMBER = rf"(?:\d|[lIO](?=[\d.,/]*\d)){_DIGIT}*(?:[.,]{_DIGIT}+)*"
_START = r"(?<![\w.,/])"
_LETTER = r"[^\W¹²³⁰⁴⁵⁶⁷⁸⁹]"  # a footnote mark may stick to a number or word
_END = rf"(?!{_LETTER}|[.,]\d)"
_GAP = r"[ \t\u00a0]*\n?[ \t\u00a0]*"

_MULTIPLIERS = {
    "nghìn": 10**3, "ngàn": 10**3, "ngìn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
}  # fmt: skip
_MULTIPLIER = rf"(?:{'|'.join(_MULTIPLIERS)})"
_MONEY = r"(?:đồng|vnđ|vnd|đ|usd)"
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"

_DOCUMENT_WORDS = r"nghị\s+định|nghị\s+quyết|thông\s+tư|chỉ\s+thị|quyết\s+định|kết\s+luận|(?<!kỷ\s)(?<!kỉ\s)(?<!ky\s)luật|đề\s+án|pháp\s+lệnh|nđ|nq|qđ"
_NUMBERED_WORDS = (
    r"lần\s+thứ|năm\s+thứ|khóa|khoá|kỳ\s+họp\s+thứ|điều|khoản|mục|phụ\s+lục|biểu(?:\s+mẫu)?|bảng|tổng\s+đài"
    r"|đường\s+dây\s+nóng|điện\s+thoại|đt|fax|chương|(?<!một\s)phần|bước|trang|(?<!mô\s)hình|quận|phường"
    r"|khu\s+phố|tổ|xóm|khối"
    r"|bộ\s+chỉ\s+số|index|covid|công\s+nghiệp|cách\s+mạng|windows|thứ\s+tự|cụm\s+thi\s+đua\s+số|mẫu(?:\s+số)?"
    r"|hợp\s+đồng|cấp\s+độ|version|phiên\s+bản|số\s+hiệu|ngày\s+thứ|sáng\s+thứ|chiều\s+thứ|quốc\s+lộ"
)

# (kind, pattern): whatever is never a figure of a report.
_NOT_DATA: tuple[tuple[QuantityKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.DATE, r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"),
        (Kind.DATE, r"(?<![\d/])\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d{2}(?!\d)"),
        (Kind.DATE, r"\b(?:sáng|trưa|chiều|tối|hôm)\s+(?:ngày\s+)?\d{1,2}[/-]\d{1,2}(?![\d/])"),
        (Kind.DATE, r"ngày\s+(?:\d{1,2}\s*(?:,|và|-|–)\s*(?:ngày\s+)?)*\d{1,2}[/-]\d{1,2}(?![\d/])"),
        (Kind.DATE, r"(?<!mỗi\s)(?<!một\s)(?<!trong\s)ngày\s+\d{1,2}(?=\s*(?:hằng|hàng|của|tháng|[.;)]|$))"),
        (Kind.DATE, r"(?:tháng|quý)\s+(?:\d{1,2}|I{1,3}|IV)(?:\s*[-–]\s*\d{1,2})?(?:\s*[/-]\s*|\s+năm\s+)\d{4}"),
        (Kind.DATE, r"\b\d{1,2}\s*(?:tháng|t)(?:\s+(?:đầu|cuối))?(?:\s*[/-]\s*|\s+năm\s+|\s*)\d{4}(?!\d)"),
        (Kind.DATE, r"(?:từ\s+)?tháng\s+\d{1,2}\b(?!\s*(?:hồ|văn|cuộc))|quý\s+(?:[1-4]|IV|I{1,3})\b"),
        (Kind.DATE, r"\b(?:0?[369])\s+tháng(?:\s+(?:đầu|cuối)\s+năm)?\b"),
        (Kind.YEAR, r"\bnăm\s+2[0oO][l1I2][\dlIoO](?!\w|\s?[-–]\s?\d)"),
        (Kind.DATE, r"\b(?:lúc|vào\s+lúc|hồi)\s+\d{1,2}\s*(?:giờ|h)(?:\s*\d{1,2})?(?:\s*phút)?|\b\d{1,2}\s+giờ(?:\s+\d{1,2})?(?=\s+ngày\s+\d)"),
        (Kind.DATE, r"\b\d{1,2}h\d{0,2}\b|\b\d{1,2}:\d{2}(?::\d{2})?\b"),
        (
            Kind.DOCUMENT_NUMBER,
            rf"\b(?:{_DOCUMENT_WORDS})(?:\s+số)?\s*:?\s*\d+[a-z]?(?:[/-][\w./&-]*\w)?"
            r"(?:\s*(?:,|và)\s*\d+[a-z]?[/-][\w./&-]*\w)*",
        ),
        (
            Kind.DOCUMENT_NUMBER,
            r"(?<![\w/])\d{1,5}[a-z]?(?:/\d{4})?[/-](?-i:[A-ZĐ][A-ZĐa-z]*\d*)"
            r"(?:[-./&](?-i:[A-ZĐ])[\w&]*)*",
        ),
        (Kind.DOCUMENT_NUMBER, r"\bsố\s*:\s*\d+|\bvăn\s+bản\s+số\s+\d+|\b(?:kế\s+hoạch|công\s+văn|báo\s+cáo|thông\s+báo|tờ\s+trình|hướng\s+dẫn)\s+số\s+\d+"),
        (Kind.OTHER, r"\(766\)|\b(?:điểm|điểm\s+số|chỉ\s+số|index|theo|số)\s+766\b"),
        (Kind.OTHER, r"\b(?:ISO|TCVN)(?:\s*[A-Z]+)?[\s\d:./–-]*\d"),
        (Kind.OTHER, r"\b(?:9001|14001|27001)(?:\s*:\s*\d{4})?\b"),
        (
            Kind.OTHER,
            r"\bmức(?:\s+độ)?\s*[1-4](?![\d%]|[.,]\d|\s+%)(?:\s*(?:,|và|-|–|\+|&)\s*(?:mức(?:\s+độ)?\s*)?[1-4](?![\d%]|[.,]\d))*",
        ),
        (Kind.OTHER, rf"\b(?:{_NUMBERED_WORDS})\s*[-:]?\s*\d+(?:\.\d+)*\b(?!\s*(?:[%/]|người|hồ\s+sơ|thủ\s+tục|TTHC|văn\s+bản|lượt|thành\s+viên|công\s+chức))"),
        (Kind.OTHER, r"\b24\s*/\s*7\b|\b24\s*/\s*24(?=\s*(?:giờ|h)\b)|(?<=trực\s)24/24\b|(?<=động\s)24/24\b|\b\d\s+trong\s+\d\b|\b0?1\s+cửa\b|\b\d\s+lớp\b"),
        (Kind.OTHER, r"(?<![\d.,])0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}(?![\d%])|\b1[89]00[ .]?\d{4}\b"),
        (Kind.OTHER, r"(?<![\d/])\d+/\d+/\d+(?![\d/])"),
        (Kind.OTHER, r"(?:^|\n)[ \t]*\d{1,2}(?:\.\d{1,2})*(?:[.)]|/(?=\s+[^\W\d]))(?=\s)"),
        (Kind.OTHER, r"(?:^|[\n.;:])\s*\(\d{1,2}\)(?=\s)"),
        (Kind.OTHER, r"(?<!tổng\s)(?<!con\s)(?<!trong\s)(?<!trên\s)(?<!với\s)(?<!là\s)\bsố\s+\d{1,2}(?=\s*(?:[,.;):”\"](?!\d)|$))"),
        (Kind.OTHER, r"(?:^|\n)[ \t]*(?:\d{1,2}\.)+\d{1,2}(?=\s+[^\W\d_])"),
        (Kind.OTHER, r"“[^”\n%]{0,120}\d[^”\n%]{0,120}”"),
        (Kind.OTHER, r"\"[^\"\n%]{0,120}\d[^\"\n%]{0,120}\""),
    )
)  # fmt: skip

_YEARS = re.compile(
    rf"(?<![\d.,/]){_YEAR}(?:\s*[-–]\s*{_YEAR})?(?![\d%]|[.,]\d|/\d|\s*%|\s*(?:hồ\s+sơ|văn\s+bản|lượt|người|phiếu|TTHC|trường\s+hợp|thủ\s+tục|cuộc|đồng|triệu|tỷ))"
)
_AFTER_NAM = re.compile(rf"\bnăm\s+({_YEAR})", re.IGNORECASE)

_FRACTION = re.compile(rf"{_START}({_NUMBER})\s?/\s?({_NUMBER}){_END}")
_PERCENT = re.compile(
    rf"(?:{_START}|(?<=%/))({_NUMBER}){_GAP}(điểm\s*%|điểm\s+phần\s+trăm|%|phần\s+trăm)", re.IGNORECASE
)
_MONEY_FIGURE = re.compile(
    rf"{_START}({_NUMBER})(?:{_GAP}({_MULTIPLIER}))?(?:\s+({_NUMBER})\s+({_MULTIPLIER}))?{_GAP}({_MONEY})(?!{_LETTER})",
    re.IGNORECASE,
)
_MONEY_FRACTION = re.compile(
    rf"{_START}({_NUMBER})\s?/\s?({_NUMBER})(?:{_GAP}({_MULTIPLIER}))?{_GAP}({_MONEY})(?!{_LETTER})",
    re.IGNORECASE,
)
_SCORE = re.compile(
    rf"{_START}({_NUMBER}){_GAP}điểm(?!{_LETTER})(?!\s+(?:tiếp|cầu|giao|bưu|truy|nóng|trường|du|mới|hẹn|sáng|đến))",
    re.IGNORECASE,
)
_SCALE = re.compile(
    rf"\s*(?:trên|/)\s*(?:tổng\s+số\s+|thang\s+)?({_NUMBER})(?:\s*điểm)?{_END}", re.IGNORECASE
)
# A scan may tear a number apart: "4 1 nhiệm vụ", "1 5/22 xã", "20.8 10 hồ sơ". Only short pieces before a noun.
_NOUN_AHEAD = r"(?=\s+(?!điểm|bậc|hạng)[^\W\d_]{2,})"
_TORN = re.compile(
    rf"{_START}(?:([1-9]) (\d)(?:{_NOUN_AHEAD}|(?=\s?%))|(\d{{1,3}}\.\d) (\d\d){_NOUN_AHEAD}|(\d{{1,3}}\.\d\d) (\d){_NOUN_AHEAD}"
    rf"|(\d{{1,3}}\.) (\d{{3}}){_NOUN_AHEAD})"
)
_TORN_FRACTION = re.compile(rf"{_START}([1-9]) (\d)\s?/\s?(\d{{2}}){_NOUN_AHEAD}")
_ORDINAL_BEFORE = re.compile(r"\b(?:số|thứ|mức|độ|tháng|ngày|năm)\s+$", re.IGNORECASE)
_COUNT = re.compile(rf"{_START}({_NUMBER})(?:{_GAP}({_MULTIPLIER}))?{_END}", re.IGNORECASE)

_CHANGE_BEFORE = re.compile(
    r"(?:\b(tăng|giảm|tụt|rớt|hạ|cải\s+thiện|nhảy\s+vọt|nhảy|lùi|vượt|cao\s+hơn|thấp\s+hơn|nhiều\s+hơn|ít\s+hơn|lên|xuống|thiếu|bị\s+trừ|trừ|(?<!tổng\s)cộng|cộng\s+thêm|"
    r"cắt\s+giảm|tăng\s+thêm|giảm\s+bớt|giảm\s+được|tăng\s+được|giảm\s+đi|thăng|thụt))"
    r"(?:\s+(?:thêm|được|tới|đến|đi|gần|hơn|khoảng|trên|hạng|bậc|liền|những|mạnh|nhẹ|sâu|vọt|ròng))*\s*$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\(\s*[-–−+]\s?$")  # "(+3,4 điểm)", "(-1,75 điểm)"
# "tăng lên 260", "giảm xuống còn 88,7%", "từ 86,11 điểm": where it stands after the change, not the change.
_LEVEL_BEFORE = re.compile(
    r"\b(?:lên|xuống|còn|tới|đến|thành|từ|ở mức)(?:\s+(?:còn|thành|tới|đến|mức|thứ|hạng|trên|gần|khoảng))*\s*$", re.IGNORECASE
)  # fmt: skip
_CHANGED_BY_WORDS = re.compile(
    r"\b(?:tăng|giảm|lên|xuống|tụt|rớt|lùi|thăng|vươn\s+lên|hạ)(?:\s+thêm)?\s+"
    r"((một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:bậc|hạng|vị\s+trí|thứ\s+hạng))\b",
    re.IGNORECASE,
)
_WORD_NUMBERS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_STEP_UNIT = re.compile(r"\s*(bậc|hạng|vị\s+trí|bậc\s+xếp\s+hạng|thứ\s+hạng|vị\s+thứ)\b", re.IGNORECASE)
_RANK_BEFORE = re.compile(
    r"(?:\b(?:thứ|hạng|vị\s+thứ|vị\s+trí|thứ\s+hạng|đứng|xếp|xếp\s+thứ|đứng\s+ở|vị\s+trí\s+số)"
    r"(?:\s+(?:thứ|hạng|số|ở|là|đạt|vị\s+trí|toàn\s+tỉnh|mức))*\s*[:(]?\s*"
    r"|\b(?:(?:cuối|chót|bét|đầu)\s+bảng|đội\s+sổ|dẫn\s+đầu)\s*[,(]?\s*)$",
    re.IGNORECASE,
)
_QUALIFIER = re.compile(
    r"\b(hơn|gần|trên|dưới|khoảng|tối\s+thiểu|ít\s+nhất|tối\s+đa|xấp\s+xỉ|ước(?:\s+đạt)?|không\s+quá)\s*$",
    re.IGNORECASE,
)
_OR_MORE = re.compile(r"\s*trở\s+lên", re.IGNORECASE)

# "thứ ba" is a rank only where something is ranked: not in "sáng thứ ba", "năm thứ ba liên tiếp", "thứ nhất, …".
_RANKED = r"(?:(?<=đứng\s)|(?<=xếp\s)|(?<=vị\s)|(?<=trí\s)|(?<=hạng\s)|(?<=lên\s)|(?<=xuống\s)|(?<=về\s)|(?<=giữ\s)|(?<=ở\s))"
_AMONG = r"(?=\s+(?:toàn|trong\s+(?:số|tổng|\d)|của\s+(?:tỉnh|huyện)|cả\s+nước|trên\s+tổng|tỉnh\b|huyện\b))"
_RANK_WORDS: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), rank)
    for pattern, rank in (
        (r"\bá\s+quân\b", 2),
        (r"\bquán\s+quân\b|\bngôi\s+đầu\b|\bvị\s+trí\s+số\s+(?:một|1)\b", 1),
        (r"\b(?:đứng|xếp|giữ)\s+(?:ở\s+)?(?:vị\s+trí\s+)?(?:đầu(?:\s+bảng)?|thứ\s+nhất|nhất|hạng\s+nhất)\b(?!\s+(?:là|năm|tiên))", 1),
        (rf"\bthứ\s+nhất\b{_AMONG}|{_RANKED}thứ\s+nhất\b|\b(?:hạng|vị\s+trí)\s+nhất\b", 1),
        (r"\bdẫn\s+đầu\b", 1),
        (r"\b(?:đứng|xếp|về|hạng)\s+(?:thứ\s+)?(?:nhì|hai)\b(?!\s+(?:loại|lần|năm|đơn|xã))", 2),
        (rf"\bthứ\s+(?:nhì|hai)\b{_AMONG}|{_RANKED}thứ\s+(?:nhì|hai)\b|\bthứ\s+nhì\b", 2),
        (rf"\b(?:hạng|đứng)\s+ba\b|\bthứ\s+ba\b{_AMONG}|{_RANKED}thứ\s+ba\b", 3),
        (rf"\bhạng\s+tư\b|\bthứ\s+tư\b{_AMONG}|{_RANKED}thứ\s+tư\b", 4),
        (rf"\bhạng\s+năm\b(?!\s+\d)|\bthứ\s+năm\b{_AMONG}|{_RANKED}thứ\s+năm\b(?!\s+(?:\d|liên))", 5),
        (
            r"\b(?:(?:đứng|xếp)\s+(?:ở\s+)?)?(?:vị\s+trí\s+)?(?:cuối\s+bảng|chót\s+bảng|bét\s+bảng|cuối\s+cùng\s+(?:toàn\s+tỉnh|bảng))\b"
            r"|\bđội\s+sổ\b|\b(?:đứng|xếp)\s+(?:ở\s+)?(?:vị\s+trí\s+)?(?:cuối|chót|bét)(?:\s+cùng)?\b|\bvị\s+trí\s+cuối(?:\s+cùng)?\b",
            0,
        ),
    )
)  # fmt: skip
# "trong top dẫn đầu", "20 tỉnh dẫn đầu" are no exact rank; "ra khỏi vị trí dẫn đầu", "mất ngôi đầu" are none at all.
_NO_RANK_BEFORE = re.compile(
    r"\b(?:top|tốp|nhóm|người|nhất\s+là|đoàn|do\s+(?:đồng\s+chí|ông|bà))(?:\s+[^\W\d]+){0,4}\s+$"
    r"|(?:(?<!\d)\d{1,3}|\bhai|\bba|\bbốn|\bcác|\bnhững|\bmột\s+trong)\s+(?:tỉnh|huyện|xã|phường|đơn\s+vị|địa\s+phương|vị\s+trí|sở)\s+(?:[^\W\d]+,?\s+){0,3}$"
    r"|(?<!chưa\s)(?<!không\s)(?<!vẫn\s)\b(?:(?:thoát|ra|rời|tụt)\s+khỏi|để\s+mất|đánh\s+mất|mất)\s+(?:[^\W\d]+\s+){0,2}$",
    re.IGNORECASE,
)
_AMONG_HOW_MANY = re.compile(
    r"\s+(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?(\d{1,3})\s+(?:tỉnh|huyện|thị|thành|xã|phường|đơn\s+vị|địa\s+phương|sở)",
    re.IGNORECASE,
)
LAST = Decimal(0)  # the value of "cuối bảng": last of however many

GRADES = ("Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu", "Kém")
_GRADE = re.compile(
    r"\b(?:xếp\s+loại|đạt\s+loại|đánh\s+giá\s+loại|loại|mức|hạng)(?:\s+(?:là|loại|đạt|CCHC|CCHHC|mức))*\s*:?\s*[“\"]?"
    r"(hoàn\s+thành\s+xuất\s+sắc|xuất\s+sắc|tốt|khá|trung\s+bình|yếu|kém)\b",
    re.IGNORECASE,
)


# "điểm số đạt trên 92", "điểm điều tra xã hội học 27,14 trên 30": a score without its unit.
_SCORE_BEFORE = re.compile(
    r"(?<!thời\s)(?<!địa\s)(?<!quan\s)(?<!đặc\s)(?<!trọng\s)(?<!thí\s)(?<!ưu\s)(?<!khuyết\s)\bđiểm"
    r"(?:\s+(?:số|trung\s+bình|bình\s+quân|đạt|là|được|trên|từ|chỉ|tổng|chuẩn|thẩm\s+định|điều\s+tra|xã\s+hội\s+học|tự\s+chấm))*\s*:?\s*$",
    re.IGNORECASE,
)
_OUT_OF = re.compile(rf"\s+trên\s+(?:tổng\s+)?(?:số\s+)?({_NUMBER}){_END}(?!\s*(?:%|[^\W\d]))")


_SCANNED_DIGITS = str.maketrans("lIO", "110")


def number(printed: str, *, scored: bool = False, counted: bool = False) -> Decimal:
    """Return the value of a printed number.

    A dot before exactly three digits separates thousands, unless the number is a score or per cent
    (`scored`) that would exceed any scale. A comma separates decimals, unless the number counts things
    (`counted`) and three digits follow.
    """
    digits = printed.translate(_SCANNED_DIGITS)
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


class _Taken:
    """The stretches of text that a pattern has already read."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, start: int, end: int) -> bool:
        """Take the stretch, unless part of it is taken already."""
        place = bisect.bisect_left(self._starts, end)
        if place and self._ends[place - 1] > start:
            return False
        self._starts.insert(place, start)
        self._ends.insert(place, end)
        return True


def quantities(text: str, within: Span | None = None) -> list[Quantity]:
    """Return every figure, date, year and document number of that stretch, in order."""
    piece = within.of(text) if within else text
    offset = within.start if within else 0
    taken = _Taken()
    found: list[Quantity] = []

    def add(
        kind: Kind, start: int, end: int, value: Decimal, unit: str = "", of: Decimal | None = None
    ) -> None:
        before = piece[max(0, start - 30) : start]
        qualifier = _QUALIFIER.search(before)
        words = " ".join(qualifier.group(1).lower().split()) if qualifier else ""
        if not words and _OR_MORE.match(piece, end):
            words = "trở lên"
        span = Span(offset + start, offset + end)
        found.append(Quantity(kind, span, piece[start:end], value, unit, of, words))

    for kind, pattern in _NOT_DATA:
        for match in pattern.finditer(piece):
            if taken.take(match.start(), match.end()):
                add(kind, match.start(), match.end(), Decimal(0))
    for match in _YEARS.finditer(piece):
        if taken.take(match.start(), match.end()):
            add(Kind.YEAR, match.start(), match.end(), Decimal(match.group(0)[:4]))
    for match in _AFTER_NAM.finditer(piece):
        if taken.take(match.start(1), match.end(1)):
            add(Kind.YEAR, match.start(1), match.end(1), Decimal(match.group(1)))
    for match in _TORN_FRACTION.finditer(piece):
        done, whole = number(match.group(1) + match.group(2)), number(match.group(3))
        if done <= whole and taken.take(match.start(), match.end()):
            add(Kind.COMPLETED, match.start(), match.end(), done, _counted(piece[match.end() :][:120]), whole)
    for match in _TORN.finditer(piece):
        joined = "".join(g for g in match.groups() if g)
        if not _ORDINAL_BEFORE.search(piece[: match.start()][-12:]) and taken.take(
            match.start(), match.end()
        ):
            noun = _counted(piece[match.end() : match.end() + 120])
            add(Kind.COUNT, match.start(), match.end(), number(joined, counted=True), noun)
    for match in _PERCENT.finditer(piece):
        if taken.take(match.start(), match.end()):
            points = match.group(2).lower().startswith("điểm")
            kind = Kind.CHANGE if points or _is_change(piece, match.start()) else Kind.RATE
            add(
                kind,
                match.start(),
                match.end(),
                number(match.group(1), scored=True),
                "điểm %" if points else "%",
            )
    for match in _MONEY_FRACTION.finditer(piece):
        if taken.take(match.start(), match.end()):
            times = _MULTIPLIERS.get((match.group(3) or "").lower(), 1)
            spent, whole = number(match.group(1)) * times, number(match.group(2)) * times
            add(Kind.AMOUNT, match.start(), match.end(), spent, "đồng", whole)
    for match in _FRACTION.finditer(piece):
        if taken.take(match.start(), match.end()):
            _add_fraction(piece, match, add, taken)
    for match in _MONEY_FIGURE.finditer(piece):
        if match.group(5) == "đ" and not match.group(2) and "." not in match.group(1):
            continue
        if taken.take(match.start(), match.end()):
            value = number(match.group(1)) * _MULTIPLIERS.get((match.group(2) or "").lower(), 1)
            if match.group(3):
                value += number(match.group(3)) * _MULTIPLIERS[match.group(4).lower()]
            kind = Kind.CHANGE if _is_change(piece, match.start()) else Kind.AMOUNT
            add(kind, match.start(), match.end(), value, "đồng")
    for match in _SCORE.finditer(piece):
        if taken.take(match.start(), match.end()):
            kind = Kind.CHANGE if _is_change(piece, match.start()) else Kind.SCORE
            scale = _SCALE.match(piece, match.end())
            of = number(scale.group(1)) if scale and taken.take(scale.start(1), scale.end()) else None
            add(kind, match.start(), match.end(), number(match.group(1), scored=True), "điểm", of)
    for match in _CHANGED_BY_WORDS.finditer(piece):
        if taken.take(match.start(1), match.end(1)):
            steps = _WORD_NUMBERS[match.group(2).lower()]
            add(Kind.CHANGE, match.start(1), match.end(1), Decimal(steps), "bậc")
    for pattern, rank in _RANK_WORDS:
        for match in pattern.finditer(piece):
            before = re.split(r"[;:]|,\s", piece[max(0, match.start() - 40) : match.start()])[-1]
            if _NO_RANK_BEFORE.search(before):
                continue
            # "đứng cuối bảng 9/9": the figures say it exactly.
            if re.match(r"[\s(,]*(?:thứ\s+|hạng\s+)*\d+\s?/\s?\d+", piece[match.end() : match.end() + 20]):
                taken.take(match.start(), match.end())
            elif taken.take(match.start(), match.end()):
                among = _AMONG_HOW_MANY.match(piece, match.end())
                units = number(among.group(1)) if among else None
                add(Kind.RANK, match.start(), match.end(), Decimal(rank), "", units)
    for match in _GRADE.finditer(piece):
        if taken.take(match.start(1), match.end(1)):
            add(Kind.GRADE, match.start(1), match.end(1), Decimal(0))
    for match in _COUNT.finditer(piece):
        if taken.take(match.start(), match.end()):
            _add_count(piece, match, add, taken)
    return _share_units(sorted(found, key=lambda q: q.span), text)


def _is_change(piece: str, start: int) -> bool:
    before = piece[max(0, start - 40) : start]
    if _SIGNED.search(before):
        return True
    match = _CHANGE_BEFORE.search(before)
    if not match:
        return False
    return not (match.group(1).lower() in ("lên", "xuống") or re.search(r"\b(?:lên|xuống|còn)\s*$", before))


def _add_fraction(piece: str, match: re.Match[str], add: _Add, taken: _Taken) -> None:
    start, end = match.span()
    before, after = piece[max(0, start - 40) : start], piece[end : end + 120]
    if re.match(rf"{_GAP}điểm\b", after, re.IGNORECASE):
        unit_end = end + re.match(rf"{_GAP}điểm", after, re.IGNORECASE).end()  # type: ignore[union-attr]
        taken.take(end, unit_end)
        value, scale = number(match.group(1), scored=True), number(match.group(2))
        add(Kind.SCORE, start, unit_end, value, "điểm", scale)
        return
    first, second = number(match.group(1), counted=True), number(match.group(2), counted=True)
    if "," in match.group(1) and second in (Decimal(100), Decimal(80), Decimal(60), Decimal(1)):
        add(Kind.SCORE, start, end, number(match.group(1), scored=True), "điểm", second)
    elif _RANK_BEFORE.search(before) and first <= second:
        add(Kind.RANK, start, end, first, "", second)
    else:
        add(Kind.COMPLETED, start, end, first, _counted(after), second)


def _add_count(piece: str, match: re.Match[str], add: _Add, taken: _Taken) -> None:
    start, end = match.span()
    before, after = piece[max(0, start - 60) : start], piece[end : end + 120]
    scale = (match.group(2) or "").lower()
    multiplier = _MULTIPLIERS.get(scale, 1)
    if not any(c.isdigit() for c in match.group(1)):
        return
    step = _STEP_UNIT.match(after)
    if step and (_is_change(piece, start) or step.group(1).lower().startswith("bậc")):
        add(Kind.CHANGE, start, end + step.end(), number(match.group(1)), "bậc")
        return
    noun = _counted(after)
    if re.search(r"\b(?:năm|lần|tháng|quý|ngày|khóa|kỳ)\s+thứ\s*$", before, re.IGNORECASE):
        add(Kind.OTHER, start, end, number(match.group(1)))  # "năm thứ 3 liên tiếp"
        return
    if _RANK_BEFORE.search(before) and not re.search(r"\b(?:số|xếp)\s*$", before, re.IGNORECASE):
        value = number(match.group(1))
        ordinal = re.search(r"\b(?:thứ|hạng|trí)\s*$", before, re.IGNORECASE)
        if value == value.to_integral_value() and 0 < value < 1000 and (ordinal or not _A_PLACE.match(noun)):
            among = _AMONG_HOW_MANY.match(piece, end)
            add(Kind.RANK, start, end, value, "", number(among.group(1)) if among else None)
            return
    if multiplier == 1 and not noun and _SCORE_BEFORE.search(before) and not _is_change(piece, start):
        of = _OUT_OF.match(piece, end)
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


_A_PLACE = re.compile(
    r"(?:tỉnh|huyện|thị|thành|xã|phường|đơn\s+vị|địa\s+phương|sở|cơ\s+quan)\b", re.IGNORECASE
)
_TIME = re.compile(
    r"\s*(ngày\s+làm\s+việc|ngày|giờ\s+làm\s+việc|giờ|phút|tháng|tuần|buổi|năm\s+(?:liên\s+tiếp|liên\s+tục|liền|qua)"
    rf"|năm(?!\s+\d)|km2?|m2|ha|lần|quý)(?!{_LETTER})",
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


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period as a text names it. `open_end` marks "đến nay", `as_of` a single day counted up to."""

    period: Period
    span: Span
    open_end: bool = False
    as_of: bool = False


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DAY = r"(?:ngày\s+)?(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:\s?[/.-]\s?(\d{4}))?"
_LONG_DAY = r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})"
_SCANNED = str.maketrans({"l": "1", "i": "1", "o": "0"})
# Read without tone marks: questions are often typed so ("9 thang nam 2024").
_PERIODS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(fold(pattern), re.IGNORECASE))
    for name, pattern in (
        ("days", rf"(?:từ\s+)?{_DAY}\s*(?:đến|tới|-|–)\s*(?:hết\s+)?{_DAY}(?!\d)"),
        ("long_days", rf"từ\s+{_LONG_DAY}\s*(?:đến|tới)\s*(?:hết\s+)?{_LONG_DAY}"),
        ("long_day", _LONG_DAY),
        ("day", r"(?<![\d/])(?:ngày\s+)?(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?((?:19|20)\d{2})(?!\d)"),
        ("quarter", rf"quý\s+(iv|i{{1,3}}|[1-4])\s*(?:[/-]|,?\s*năm|\s)\s*({_YEAR})"),
        ("months", rf"\b(0?[1-9]|1[0-2])\s*(?:tháng|t)\s*(đầu|cuối)?(?:\s*năm\s*|\s*[/-]\s*|\s*)({_YEAR})"),
        ("month", rf"tháng\s+(\d{{1,2}})(?:\s*[/-]\s*|\s+năm\s+)({_YEAR})"),
        ("years", rf"(?<![\d.,/])({_YEAR})\s*(?:[-–]|đến(?:\s+năm)?|tới(?:\s+năm)?)\s*({_YEAR})(?![\d%]|[.,]\d)"),
        ("since", rf"(?:từ|kể\s+từ|sau)\s+(?:năm\s+)?({_YEAR})\s+(?:đến|tới)\s+nay"),
        ("year", rf"(?<![\d.,/:])({_YEAR})(?![\d%]|[.,]\d|/\d)"),
        ("year", r"\bnăm\s+(2[0o][li12][\dlio])(?!\w)"),  # a scan's year
    )
)  # fmt: skip


def periods(text: str, within: Span | None = None, today: date | None = None) -> list[PeriodMention]:
    """Return the periods that stretch names, in order. `today` closes "đến nay" (default: end of that year)."""
    piece = within.of(text) if within else text
    offset = within.start if within else 0
    taken = _Taken()
    # A year inside a document number ("34/2016/NĐ-CP", "ISO 9001:2015") names no period.
    for kind, pattern in _NOT_DATA:
        if kind is Kind.DOCUMENT_NUMBER or pattern.pattern.startswith(r"\b(?:ISO"):
            for match in pattern.finditer(piece):
                taken.take(match.start(), match.end())
    found: list[PeriodMention] = []
    piece = fold(piece)
    for name, pattern in _PERIODS:
        for match in pattern.finditer(piece):
            try:
                made = _period(name, match, today)
            except ValueError:
                continue
            if made is None or not taken.take(match.start(), match.end()):
                continue
            span = Span(offset + match.start(), offset + match.end())
            found.append(PeriodMention(made, span, name == "since", name in ("day", "long_day")))
    return sorted(found, key=lambda m: m.span)


def _period(name: str, match: re.Match[str], today: date | None) -> Period | None:
    parts = match.groups()
    if name == "days":
        last_year = parts[5] or parts[2]
        if not last_year:
            return None
        first_year = parts[2] or last_year
        return Period(
            date(int(first_year), int(parts[1]), int(parts[0])),
            date(int(last_year), int(parts[4]), int(parts[3])),
        )
    if name == "long_days":
        numbers = [int(p) for p in parts]
        return Period(date(numbers[2], numbers[1], numbers[0]), date(numbers[5], numbers[4], numbers[3]))
    if name in ("day", "long_day"):
        day = date(int(parts[2]), int(parts[1]), int(parts[0]))
        return Period(day, day)
    if name == "quarter":
        quarter = _ROMAN[parts[0].lower()]
        return Period.of_months(int(parts[1]), quarter * 3 - 2, quarter * 3)
    if name == "months":
        count, year = int(parts[0]), int(parts[2])
        if parts[1] and parts[1] == "cuoi":
            return Period.of_months(year, 13 - count, 12)
        return Period.of_months(year, 1, count)
    if name == "month":
        return Period.of_months(int(parts[1]), int(parts[0]), int(parts[0]))
    if name == "years":
        return Period(date(int(parts[0]), 1, 1), date(int(parts[1]), 12, 31))
    if name == "since":
        year = int(parts[0])
        return Period(date(year, 1, 1), today if today and today.year >= year else date(year, 12, 31))
    return Period.of_year(int(parts[0].translate(_SCANNED)))

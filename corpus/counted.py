"""What a number counts: the noun that follows it."""

from __future__ import annotations

import re

from corpus.figure_patterns import GRADE_WORD, LETTER

_TIME = re.compile(
    r"\s*(ngày\s+làm\s+việc|ngày|giờ\s+làm\s+việc|giờ|phút|tháng|tuần|buổi|năm\s+(?:liên\s+tiếp|liên\s+tục|liền|qua)"
    rf"|năm(?!\s+\d)|(?:km|m)[2²]?(?!\w)|ha|lần|quý)(?!{LETTER})",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\b(?:được|đã|là|và|với|trong|của|theo|thuộc|để|có|do|về|(?<!tồn\s)tại|ở|đạt|chiếm|gồm|từ|đến|cho|trên|vào|bị|so|như|nhờ|vì|khi|"
    r"nhưng|mà|thì|không(?!\s+chuyên\s+trách)|chưa|còn|tăng|giảm|bằng|tương|lên|xuống|đang|sẽ|phải|nên|cũng|đều|chỉ(?!\s+(?:đạo|tiêu|số|thị))|vẫn|hoặc|nếu|qua|sang|giữa|"
    r"cùng|kể|nữa|đứng|tới|dưới|mỗi|thành(?!\s+(?:phố|viên|phần|tích|lập|công|niên))|trước(?=\s+(?:ngày|khi|\d))|"
    r"(?:kỳ|năm)\s+trước|công\s+bố(?=\s+\d)|chuyển(?=\s+(?:năm|sang|tiếp|cho|qua|về))|mới(?=\s+(?:xử|đạt|chỉ|có|được))|đối(?=\s+với))\b|\bnăm\s+\d|[,;.:()\n|“”\"+–⁰¹²³⁴⁵⁶⁷⁸⁹*]|\s-\s|(?<!mức\sđộ\s)\d",
    re.IGNORECASE,
)
#: "1.388 (0,9%) hồ sơ": a share between a number and what it counts.
SHARE_BETWEEN = re.compile(r"\s*\(\s*\d[\d.,]*\s?%\s*\)(?=\s+[^\W\d])")
_GRADED_NOUN = re.compile(rf".*?\b(?:loại|hạng|mức)\s+{GRADE_WORD}\b", re.IGNORECASE)


def counted_noun(after: str) -> str:
    """Return the noun that follows a number: "hồ sơ", "văn bản quy phạm pháp luật"."""
    if share := SHARE_BETWEEN.match(after):
        after = after[share.end() :]
    time = _TIME.match(after)
    if time:
        return " ".join(time.group(1).split())
    # A line break inside a noun is a break of the line only.
    noun = re.sub(r"(?<=\w)[ \t\u00a0]*\n[ \t\u00a0]*(?=[^\W\d])", " ", after)
    stop = _STOP.search(noun)
    noun = " ".join((noun[: stop.start()] if stop else noun).split()[:8])
    graded = _GRADED_NOUN.match(noun)
    return graded.group(0) if graded else noun

"""Tell a result from what only looks like one: a target, a self-assessment, a figure corrected since."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.facts.binding import Reading
from corpus.facts.indices import REACH
from corpus.model import Document, Period, Quantity, QuantityKind, Span, Status
from corpus.vietnamese import fold

_TARGET = re.compile(
    r"(?:chưa|không|vượt|so\s+với|bằng)\s+(?:đạt\s+)?(?:kế\s+hoạch|chỉ\s+tiêu|mục\s+tiêu)|phấn\s+đấu|(?<!thực\s)mục\s+tiêu|chỉ\s+tiêu(?!\s+(?:biên\s+chế|được\s+giao\s+(?:năm|trong)))|"
    r"(?<!theo\s)(?<!hiện\s)(?<!hành\s)(?<!tại\s)kế\s+hoạch\s+(?:năm\s+\d{4}|đề\s+ra|giao|được\s+giao|\d)(?!\s+(?:đã|là\s+\d+/|có|gồm|với|giao\s+sau))|hướng\s+tới|tiến\s+tới|"
    r"quyết\s+tâm|đăng\s+ký\s+(?:đạt|phấn|xếp|hoàn)|\bnâng\b(?=[^.;]*\blên\s+(?:hạng|thứ|vị))",
    re.IGNORECASE,
)
_BY_YEAR = re.compile(r"đến\s+(?:hết\s+|cuối\s+)?năm\s+(20\d\d)", re.IGNORECASE)
_AT_LEAST = re.compile(r"(?:tối\s+thiểu|ít\s+nhất)\s*$", re.IGNORECASE)
# These make a target only right before the figure.
_NEAR = re.compile(
    r"(?:(?<!đáp ứng )(?<!theo )yêu\s+cầu|\bsẽ\b|lộ\s+trình|dự\s+kiến\s+(?:đạt|đến|năm|sẽ|giảm|tăng)|mức\s+tối\s+thiểu)[^,.;]{0,50}$",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(
    r"\b(?:được\s+|tỉnh\s+|trên\s+)?giao(?!\s+(?:thông|dịch|ban|lưu|tiếp|nhận))(?:\s+là)?[^,.;]{0,30}$", re.IGNORECASE
)
_ASSIGNED_AFTER = re.compile(
    r"\s*(?:do\s+)?(?:(?:UBND\s+)?(?:tỉnh|huyện|thị\s+xã|thành\s+phố)|cấp\s+trên|Trung\s+ương|được)\s+(?:đã\s+)?giao\b|\s*(?:theo\s+)?(?:chỉ\s+tiêu|mục\s+tiêu)\s+(?:đề\s+ra|được\s+giao|giao)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\bđã\b(?!\s+(?:đề\s+ra|giao))|hoàn\s+thành|(?:mới|chỉ)\s+đạt|kết\s+quả\s+(?:đạt|thực|là|đến)|đạt\s+được|thực\s+hiện\s+được|thực\s+tế|đến\s+nay",
    re.IGNORECASE,
)
_OPENS_TARGETS = re.compile(
    r"^\W*(?:\d{1,2}[.)/]\s*|[a-zđ][.)]\s*)?(?:phấn\s+đấu|mục\s+tiêu|chỉ\s+tiêu(?!\s+biên)|đặt\s+(?:mục|chỉ)\s+tiêu|"
    r"(?:phương\s+hướng|nhiệm\s+vụ|kế\s+hoạch)(?:,?\s+(?:nhiệm\s+vụ|phương\s+hướng|trọng\s+tâm))*\s+(?:năm|tháng|quý|\d+\s+tháng|thời\s+gian|kỳ)\b[^.;]{0,40}:)",
    re.IGNORECASE,
)
_SELF = re.compile(r"tự\s+(?:chấm|đánh\s+giá|thẩm\s+định)", re.IGNORECASE)
_APPRAISED = re.compile(r"thẩm\s+định|công\s+bố|phúc\s+tra|hội\s+đồng|chính\s+thức|phê\s+duyệt", re.IGNORECASE)
_CORRECTING = re.compile(r"(?:đính\s+chính|điều\s+chỉnh|sửa)(?:\s+\w+){0,4}?\s+từ\b", re.IGNORECASE)
_OLD_VALUE = re.compile(
    r"(?:đã\s+(?:công\s+bố|nêu|ghi|thông\s+báo|in)|trước\s+đây|ghi\s+nhầm|in\s+nhầm|nhầm)(?:\s+\w+){0,5}?\s+(?:là\s+)?$",
    re.IGNORECASE,
)
_MISTAKEN = re.compile(r"\b(?:ghi|in|nêu|nhập)\s+nhầm[^,;]{0,60}$", re.IGNORECASE)
_MENDED = re.compile(
    r"nhầm.*\b(?:sửa|đính\s+chính|điều\s+chỉnh)(?:\s+lại)?\s+(?:thành|là)[^,;]{0,20}$",
    re.IGNORECASE | re.DOTALL,
)
_ESTIMATED = re.compile(r"\bước\b[^,;]{0,60}$", re.IGNORECASE)
_TARGET_HEADING = re.compile(
    r"phuong huong|muc tieu|chi tieu|dinh huong|giai phap|nhiem vu (?:trong tam|nam|thoi gian|chu yeu|ke tiep|va giai|\d+ thang|thang|quy)|"
    r"^\W*(?:(?:[ivxlc\d.]+|[a-z])\W+)?(?:nhiem vu|ke hoach nam)|ke hoach nam|thoi gian toi|quy sau|nam sau"
)
_RESULT_HEADING = re.compile(r"ket qua|tinh hinh|da dat duoc|danh gia|ton tai|han che|thuc trang|hien trang")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a report is by its own account: a plan, a correction, when it was issued, for which period."""

    document: Document
    period: Period | None
    plan: bool
    corrected: bool


def status_of(
    outlook: Outlook, sentence: Span, figure: Quantity, headings: tuple[str, ...], reading: Reading
) -> Status:
    """Return what the figure is, by the words of its segment first, then by the headings above it."""
    text = outlook.document.text
    opening = text[sentence.start : min(figure.span.start, sentence.start + 200)]
    whole = text[max(sentence.start, figure.span.start - REACH) : figure.span.start]
    segment = whole[whole.rfind(";") + 1 :]
    if segment.rfind("(") > segment.rfind(")") and _past(outlook, reading):
        segment = segment[segment.rfind("(") + 1 :]  # "phấn đấu đạt 85 điểm (năm 2022 đạt 82 điểm)"
        opening = segment
    correcting = _CORRECTING.search(segment)
    if correcting:
        after = segment[correcting.end() :]
        return Status.CORRECTED if re.search(r"\b(?:thành|lên|xuống|còn|là)\b", after) else Status.SUPERSEDED
    if _MISTAKEN.search(segment):
        return Status.SUPERSEDED
    if _MENDED.search(segment):
        return Status.CORRECTED
    if outlook.corrected and _OLD_VALUE.search(segment):
        return Status.SUPERSEDED
    cues = [m.end() for m in _TARGET.finditer(segment)] + [m.start() + 5 for m in _NEAR.finditer(segment)]
    cues += [m.end() for m in _BY_YEAR.finditer(segment) if not _over(outlook, int(m.group(1)))]
    share = figure.kind is QuantityKind.RATE
    if share and (_ASSIGNED.search(segment) or _ASSIGNED_AFTER.match(text, figure.span.end)):
        cues.append(len(segment))
    if segment.endswith("%/"):
        return Status.TARGET  # "mới đạt 32,6%/45% kế hoạch"
    done = _DONE.search(segment)
    if cues and not _DONE.search(segment, max(cues)):
        return Status.TARGET
    if reading.indicator and figure.kind is QuantityKind.SCORE and _ESTIMATED.search(segment):
        return Status.SELF_ASSESSED  # nobody has published it yet
    claim = _SELF.search(segment)
    if claim and not _APPRAISED.search(segment, claim.end()):
        return Status.SELF_ASSESSED
    if done is None and _OPENS_TARGETS.match(opening):
        return Status.TARGET
    expects = _under_targets(headings)
    if _AT_LEAST.search(segment) and done is None and expects is not False:
        return Status.TARGET
    over = done is not None and not (expects and fold(done.group(0)).startswith("hoan"))
    if not over and not _past(outlook, reading) and (expects or (outlook.plan and expects is None)):
        return Status.TARGET
    issued = outlook.document.date
    if done is None and issued and reading.stated and reading.period and reading.period.start > issued:
        return Status.TARGET
    return Status.RESULT


def _over(outlook: Outlook, year: int) -> bool:
    """Tell whether that year was over when the report was written."""
    issued = outlook.document.date
    if issued is not None:
        return year < issued.year or (outlook.period is not None and year < outlook.period.start.year)
    return outlook.period is not None and year < outlook.period.end.year


def _under_targets(headings: Iterable[str]) -> bool | None:
    """Tell whether the headings announce targets (True) or results (False), or neither."""
    for heading in reversed(list(headings)):
        folded = fold(heading)
        if _RESULT_HEADING.search(folded):
            return False
        if _TARGET_HEADING.search(folded):
            return True
    return None


def _past(outlook: Outlook, reading: Reading) -> bool:
    """Tell whether a plan here speaks of a year that was over when it was issued."""
    issued = outlook.document.date
    begins = outlook.period.start if outlook.plan and outlook.period else issued
    return bool(reading.stated and reading.period and begins and reading.period.end < begins)

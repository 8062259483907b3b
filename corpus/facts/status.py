"""Tell a result from what only looks like one: a target, a self-assessment, a figure corrected since."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.facts.at_figure import Reading
from corpus.facts.indices import REACH
from corpus.figure_patterns import FROM_PLAN
from corpus.model import Document, Period, Quantity, QuantityKind, Span, Status
from corpus.vietnamese import fold

_TARGET = re.compile(
    r"(?:chưa|không|vượt|so\s+với|bằng)\s+(?:đạt\s+)?(?:kế\s+hoạch|chỉ\s+tiêu|mục\s+tiêu)|phấn\s+đấu|(?<!thực\s)mục\s+tiêu(?!\s+quốc\s+gia)|chỉ\s+tiêu(?!\s+(?:biên\s+chế|được\s+giao\s+(?:năm|trong)))|"
    r"(?<!theo\s)(?<!hiện\s)(?<!hành\s)(?<!tại\s)kế\s+hoạch\s+(?:năm\s+\d{4}|đề\s+ra|giao|được\s+giao|\d)(?!\s+(?:đã|là\s+\d+/|có|gồm|với|giao\s+sau))|hướng\s+tới|tiến\s+tới|"
    r"quyết\s+tâm|đăng\s+ký\s+(?:đạt|phấn|xếp|hoàn)|\bnâng\b(?=[^.;]*\blên\s+(?:hạng|thứ|vị))",
    re.IGNORECASE,
)
_BY_YEAR = re.compile(r"(?<!tính\s)đến\s+(?:hết\s+|cuối\s+)?năm\s+(20\d\d)", re.IGNORECASE)
_AT_LEAST = re.compile(r"(?:tối\s+thiểu|ít\s+nhất)\s*$", re.IGNORECASE)
_LACKING = re.compile(r"\bthiếu\s*$", re.IGNORECASE)
# These make a target only right before the figure.
_NEAR = re.compile(
    r"(?:(?<!đáp ứng )(?<!theo )yêu\s+cầu(?!\s+(?:bổ\s+sung|sửa|giải\s+trình))|\bsẽ\b|lộ\s+trình|dự\s+kiến\s+(?:đạt|đến|năm|sẽ|giảm|tăng)|mức\s+tối\s+thiểu)[^,.;]{0,50}$",
    re.IGNORECASE,
)
_ASSIGNED = re.compile(
    r"\b(?:được\s+|tỉnh\s+|trên\s+)?giao(?!\s+(?:thông|dịch|ban|lưu|tiếp|nhận))(?:\s+là)?[^,.;]{0,30}$", re.IGNORECASE
)
_ASSIGNED_AFTER = re.compile(
    r"\s*(?:do\s+)?(?:(?:UBND\s+)?(?:tỉnh|huyện|thị\s+xã|thành\s+phố)|cấp\s+trên|Trung\s+ương|được)\s+(?:đã\s+)?giao\b|\s*(?:theo\s+)?(?:chỉ\s+tiêu|mục\s+tiêu)\s+(?:đề\s+ra|được\s+giao|giao)",
    re.IGNORECASE,
)
# "vượt chỉ tiêu được giao 6,2 điểm phần trăm": how far a result is from its plan, no plan itself.
_FROM_PLAN = re.compile(rf"(?<!phấn đấu )(?<!quyết tâm ){FROM_PLAN}", re.IGNORECASE)
_DONE = re.compile(
    r"\bđã\b(?!\s+(?:đề\s+ra|giao))|hoàn\s+thành|(?:mới|chỉ)\s+đạt|(?<!hóa\s)(?<!trả\s)kết\s+quả\s+(?:đạt|thực|là|đến)|đạt\s+được|thực\s+hiện\s+được|thực\s+tế|đến\s+nay",
    re.IGNORECASE,
)
_OPENS_TARGETS = re.compile(
    r"^\W*(?:\d{1,2}[.)/]\s*|[ivxlc]{1,5}[.)]\s*|[a-zđ][.)]\s*)?(?:phấn\s+đấu|mục\s+tiêu|chỉ\s+tiêu(?!\s+biên)|đặt\s+(?:mục|chỉ)\s+tiêu|"
    r"(?:phương\s+hướng|nhiệm\s+vụ|kế\s+hoạch)(?:,?\s+(?:nhiệm\s+vụ|phương\s+hướng|trọng\s+tâm))*\s+(?:năm|tháng|quý|\d+\s+tháng|thời\s+gian|kỳ)\b[^.;]{0,40}:)",
    re.IGNORECASE,
)
_SELF = re.compile(r"tự\s+(?:chấm|đánh\s+giá|thẩm\s+định)", re.IGNORECASE)
_APPRAISED = re.compile(
    r"(?<!phần\s)(?<!nội\sdung\s)thẩm\s+định|công\s+bố|phúc\s+tra|hội\s+đồng|chính\s+thức|phê\s+duyệt", re.IGNORECASE
)
_MEND = r"(?:sửa(?:\s+(?:đổi|chữa))?|đính\s+chính|điều\s+chỉnh|chỉnh|viết|ghi|đọc)"
# What stands behind these words replaces, what stands behind those is replaced.
_NEW_VALUE = re.compile(
    rf"\bnay\s+(?:được\s+|xin\s+|phải\s+)?{_MEND}(?:\s+lại)?(?:\s+(?:là|thành|như\s+sau))?"
    rf"|\b(?:xin\s+đọc|sửa(?:\s+(?:đổi|chữa))?|đính\s+chính|điều\s+chỉnh|chỉnh)(?:\s+lại)?\s+(?:là|thành)\b|\b(?:số|nội\s+dung|kết\s+quả)\s+đúng\b|\bđúng\s+(?:là|phải\s+là)\b",
    re.IGNORECASE,
)
_OLD_VALUE = re.compile(
    r"\bđã\s+(?:công\s+bố|nêu|ghi|thông\s+báo|in|viết|báo\s+cáo|gửi)\b|\btrước\s+đây\b|\b(?:ghi|in|nêu|nhập|đánh\s+máy)\s+(?:nhầm|sai)\b"
    rf"|\b{_MEND}(?:\s+[^\W\d]+){{0,4}}?\s+từ\b|\b(?:số|nội\s+dung|kết\s+quả)\s+(?:cũ|sai)\b",
    re.IGNORECASE,
)
_REASON = re.compile(r"\d[^;.]*?[,(]\s*(?:lý\s+do\b|do|vì|bởi|nguyên\s+nhân)\b", re.IGNORECASE)
_TO = re.compile(r"\b(?:thành|lên|xuống|còn|là)\b", re.IGNORECASE)
_CORRECTION = re.compile(r"đính\s+chính|nhầm|(?:ghi|in|nhập)\s+sai|xin\s+đọc|\bnay\s+(?:được\s+)?sửa", re.IGNORECASE)
_ESTIMATED = re.compile(r"\bước\b[^,;]{0,60}$", re.IGNORECASE)
_TARGET_HEADING = re.compile(
    r"phuong huong|muc tieu|chi tieu|dinh huong|giai phap|nhiem vu (?:trong tam|nam|thoi gian|chu yeu|ke tiep|va giai|\d+ thang|thang|quy)|"
    r"^\W*(?:(?:[ivxlc\d.]+|[a-z])\W+)?(?:nhiem vu|ke hoach nam)|ke hoach nam|thoi gian toi|quy sau|nam sau"
)
_RESULT_HEADING = re.compile(r"ket qua|tinh hinh|da dat duoc|danh gia|ton tai|han che|thuc trang|hien trang")


#: What must stand right before a figure stands within so many characters of it.
_RIGHT_BEFORE = 120


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a report is by its own account: a plan, a correction, when it was issued, for which period."""

    document: Document
    period: Period | None
    plan: bool
    corrected: bool


def status_of(
    outlook: Outlook, sentence: Span, figure: Quantity, headings: tuple[str, ...], reading: Reading, lead: str
) -> Status:
    """Return what the figure is, by the words of its segment first, then by the headings above it.

    `lead` are the words that its paragraph opens with as with a heading: "Nhiệm vụ 2025: …".
    """
    text = outlook.document.text
    headings = (*headings, lead) if lead else headings
    opening = text[sentence.start : min(figure.span.start, sentence.start + 200)]
    whole = text[max(sentence.start, figure.span.start - REACH) : figure.span.start]
    segment = whole[whole.rfind(";") + 1 :]
    aside = segment.rfind("(") > segment.rfind(")")
    if aside and _past(outlook, reading):
        segment = segment[segment.rfind("(") + 1 :]  # "phấn đấu đạt 85 điểm (năm 2022 đạt 82 điểm)"
        opening = segment
    mended = _mended(outlook, sentence, figure)
    if mended is not None:
        return mended
    near = max(0, len(segment) - _RIGHT_BEFORE)
    if figure.kind is QuantityKind.CHANGE and _FROM_PLAN.search(segment, near) and not _under_targets(headings):
        return Status.RESULT
    if figure.kind is QuantityKind.COUNT and _LACKING.search(segment):
        return Status.RESULT  # "thiếu 07 biên chế so với chỉ tiêu, nhất là địa chính (thiếu 03 người)"
    cues = [m.end() for m in _TARGET.finditer(segment)] + [m.start() + 5 for m in _NEAR.finditer(segment, near)]
    cues += [m.end() for m in _BY_YEAR.finditer(segment) if not _over(outlook, int(m.group(1)))]
    share = figure.kind is QuantityKind.RATE
    if share and (_ASSIGNED.search(segment, near) or _ASSIGNED_AFTER.match(text, figure.span.end)):
        cues.append(len(segment))
    if segment.endswith("%/"):
        return Status.TARGET  # "mới đạt 32,6%/45% kế hoạch"
    done = _DONE.search(segment)
    if cues and not _DONE.search(segment, max(cues)):
        return Status.TARGET
    if reading.indicator and figure.kind is QuantityKind.SCORE and _ESTIMATED.search(segment, near):
        return Status.SELF_ASSESSED  # nobody has published it yet
    claim = _SELF.search(segment)
    if claim and not _APPRAISED.search(segment, claim.end()):
        return Status.SELF_ASSESSED
    if _REVIEWED.search(segment) and figure.kind in (QuantityKind.SCORE, QuantityKind.RANK):
        return Status.CORRECTED
    if done is None and _OPENS_TARGETS.match(opening):
        return Status.TARGET
    expects = _under_targets(headings)
    if _AT_LEAST.search(segment, near) and done is None and expects is not False:
        return Status.TARGET
    if expects and done is None and not aside and _is_next_index(outlook, figure, reading):
        return Status.TARGET
    over = done is not None and not (expects and fold(done.group(0)).startswith("hoan"))
    if not over and not _past(outlook, reading) and (expects or (outlook.plan and expects is None)):
        return Status.TARGET
    issued = outlook.document.date
    if done is None and issued and reading.stated and reading.period and reading.period.start > issued:
        return Status.TARGET
    return Status.RESULT


def _is_next_index(outlook: Outlook, figure: Quantity, reading: Reading) -> bool:
    """Tell whether targets aim at the index of the year before, which is measured and published in their own year."""
    issued = outlook.document.date
    own = outlook.period.start.year if outlook.period else issued.year if issued else 0
    if reading.indicator is None or reading.period is None or reading.period.start.year not in (own - 1, own):
        return False
    return figure.kind in (QuantityKind.SCORE, QuantityKind.RANK, QuantityKind.GRADE, QuantityKind.RATE)


#: "thẩm định 86,2 điểm; sau phúc tra được cộng thêm 0,55 điểm, thành 86,75 điểm": what stands in the end.
_REVIEWED = re.compile(r"\bsau\s+(?:khi\s+)?phúc\s+tra\b[^;.]*$", re.IGNORECASE)


def _mended(outlook: Outlook, sentence: Span, figure: Quantity) -> Status | None:
    """Return whether a correction takes the figure back or puts it in another's place."""
    text = outlook.document.text
    told = text[max(sentence.start, figure.span.start - REACH) : min(sentence.end, figure.span.end + REACH)]
    if not outlook.corrected and not _CORRECTION.search(told):
        return None
    ahead = text[max(sentence.start, figure.span.start - REACH) : figure.span.start]
    new = max((m.end() for m in _NEW_VALUE.finditer(ahead)), default=-1)
    old = max((m.end() for m in _OLD_VALUE.finditer(ahead)), default=-1)
    if new > old:
        # "nay sửa là 12 hồ sơ, do 01 hồ sơ tính trùng": the reason given is no figure corrected.
        return None if _REASON.search(ahead, new) else Status.CORRECTED
    if old >= 0:
        # "đính chính từ 84,15 điểm thành 86,15 điểm": the second of the two.
        return Status.CORRECTED if re.search(r"\d", ahead[old:]) and _TO.search(ahead, old) else Status.SUPERSEDED
    following = text[figure.span.end : sentence.end]
    # "Kỷ luật 9 người" nay sửa là "Kỷ luật 8 người".
    return Status.SUPERSEDED if (m := _NEW_VALUE.search(following)) and re.search(r"\d", following[m.end() :]) else None


_LEADS = re.compile(
    r"\W*(?:(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)/]\s*)?"
    r"((?:Phương\s+hướng|Nhiệm\s+vụ|Mục\s+tiêu|Chỉ\s+tiêu|Kế\s+hoạch|Định\s+hướng)(?!\s+(?:biên\s+chế|được\s+giao))[^.;:\d]{0,60}(?:\d[^.;:]{0,20})?:)"
)


def targets_lead(paragraph: str) -> str:
    """Return the words that announce targets at the head of a paragraph as a heading would; "" where none do."""
    match = _LEADS.match(paragraph)
    return match.group(1) if match else ""


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
    begins = outlook.period.start if (outlook.plan or issued is None) and outlook.period else issued
    return bool(reading.stated and reading.period and begins and reading.period.end < begins)

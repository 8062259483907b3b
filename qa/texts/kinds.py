"""What kind of thing a text question asks for (a cause, a name, a paper), and whether a text shows one.

Of finding a sentence among all, index/answering.py tells the few kinds that figures, dates and names show on their face;
these here are what reports are asked for.
"""

import re

from corpus.lines import UPPER
from corpus.vietnamese import Spelt

#: What the question asks for; the first that fits counts.
_WHOSE = (
    "cơ quan|đơn vị|phòng|sở|ban|tổ chức|bộ phận|ngành|đội|tổ|xã|huyện|phường|thị trấn|địa phương|thôn|ấp|nơi|người"
)
_PAPERS = "văn bản|quyết định|qđ|nghị định|nghị quyết|kế hoạch|công văn|thông tư|chỉ thị|đề án|căn cứ"
_KINDS = (
    ("meaning", (r"\bviết tắt\b", r"\bnghĩa là gì\b", r"\btên đầy đủ\b", r"\bđược hiểu là\b")),
    (
        "document",
        (
            rf"\b(?:{_PAPERS})(?: số)?(?: pháp lý)? nào\b",
            r"\bcăn cứ (?:vào )?(?:đâu|gì)\b",
            r"\bcơ sở pháp lý\b",
            r"\bquy định (?:ở|tại) đâu\b",
            r"\bsố (?:ký )?hiệu (?:nào|gì)\b",
            rf"\b(?:{_PAPERS})\b.*\bsố (?:mấy|bao nhiêu)\b",
        ),
    ),
    (
        "reason",
        (
            r"\b(?:(?:vì|tại|do|cớ) sao|(?:vì|do) đâu)\b",
            r"\bl[ýí] do\b",
            r"\bnguyên nhân\b",
            r"\bsao (?:lại|chưa|không|vẫn|hay|cứ|bị|mà|phải|còn|chẳng|hồ sơ|dân|người)\b",
            r"\blà sao\b",
            r"(?:^|[,.;?] )(?:thế )?(?:thì )?sao (?!thế|vậy|rồi|c[ùũ]ng)\w",
            r"\b(?:vì|do|bởi) (?:lẽ|cớ) (?:gì|nào)\b",
            r"\b(?:vì|do) (?:(?:việc|chuyện|l[ýí] do|nguyên nhân|lỗi|sai phạm|vi phạm|hành vi) )?(?:gì|nào)\b",
            r"\bbí quyết\b",
            r"\bnhờ (?:đâu|gì|những gì)\b",
            r"\brồi sao\b",
        ),
    ),
    (
        "penalty",
        (
            r"\bhình thức (?:k[ỷỉ] luật|xử l[ýí]|xử phạt)\b",
            r"\bbị (?:k[ỷỉ] luật|phạt|xử phạt|xử l[ýí] k[ỷỉ] luật)\b.*\b(?:gì|nào|sao|bao nhiêu)\b",
        ),
    ),
    (
        "matter",
        (
            r"\b(?:kiến nghị|phản ánh|phàn nàn|khiếu nại|tố cáo|góp ý|đối thoại|hỏi|bức xúc)\b.* về (?:những |các )?(?:việc|vấn đề|chuyện|điều|nội dung|cái|lĩnh vực) (?:gì|nào)\b",
        ),
    ),
    ("purpose", (r"\bđể làm gì\b", r"\bnhằm (?:mục đích )?(?:làm )?gì\b", r"\bmục đích (?:gì|là gì|của)\b")),
    (
        "time",
        (
            r"\b(?:khi|lúc|ngày|tháng|năm) nào\b",
            r"\bbao giờ\b",
            r"\bthời (?:gian|điểm|hạn) nào\b",
            r"\bhạn chót\b",
            r"\bbao lâu\b",
            r"\b(?:lúc|vào|từ|đến) mấy giờ\b",
        ),
    ),
    ("named", (rf"\b(?:{_WHOSE})(?: (?!(?:bằng|cho|với|được|bị|có|là|mở|theo|ở|tại|thế|như)\b)\w+){{0,3}} nào\b",)),
    ("who", (r"\bai\b", r"\btên gì\b", r"\btên (?:của )?.{3,60}\blà gì\b")),
    ("place", (r"\bở đâu\b", r"\bđâu\b", r"\bnơi nào\b", r"\bđịa điểm\b", r"\bchỗ nào\b")),
)
_ORGANS = "phòng|sở|ban|tổ|đội|trung tâm|văn phòng|đoàn|hội|công chức|cán bộ|tổng đài|người|ông|bà|đồng chí"
_SHOWS = {
    # "do UBND tỉnh công bố" names who did it, not why; "chưa xong do Bộ A hướng dẫn muộn" why.
    "reason": re.compile(
        r"(?i:\b(?:chưa|không|chậm|trễ|giảm|tụt|thấp|thiếu|vướng|khó)\b[^.;”]{0,60} do\b)|"
        r"\b[Dd]o\b(?!\s+(?:UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng|Sở|Văn phòng|Phòng|Ban|Bộ|Chính phủ|Mặt trận|Chủ tịch|Phó|"
        r"Bí thư|đồng chí|ông|bà|Hội|Đoàn|Trung tâm|Thủ tướng|Tổng đài|cấp có thẩm quyền)\b)|"
        r"(?i:\b(?:phê bình|nhắc nhở|khiển trách|cảnh cáo|kỷ luật)\b[^.;]{3,60}? (?:để|không|chưa|vì|do)\b)|"
        # that there is one tells none
        r"(?i:\b(?:nguyên nhân|l[ýíy] do)\b(?=[^.;]{0,80}?(?::|\b(?:là|do|vì|bởi|từ|thuộc)\b))|^\W*(?:về )?(?:chủ|khách) quan\b)|"
        r"(?i:\b(?:vì|bởi|nhờ|khiến|nên|xuất phát|bắt nguồn|vướng|dẫn đến|"
        r"để (?:không|tránh|khỏi|né|bà con|người dân|dân|đồng bào|doanh nghiệp)|nhằm)\b)"
    ),
    "matter": re.compile(
        r"\b(?:tập trung|chủ yếu|liên quan (?:đến|tới)|xoay quanh|nội dung|phần lớn|đa số|về (?:việc|lĩnh vực|thái độ|tình trạng|vấn đề))\b",
        re.IGNORECASE,
    ),
    "penalty": re.compile(
        r"\b(?:khiển trách|cảnh cáo|thôi việc|hạ bậc|giáng chức|cách chức|phê bình|phạt|đình chỉ|điều chuyển|"
        r"luân chuyển|nhắc nhở|không (?:được )?xét|trừ (?:\d+ )?(?:điểm|lương|thi đua)|thu hồi|bãi nhiệm|hạ (?:xếp )?loại)\b",
        re.IGNORECASE,
    ),
    "document": re.compile(
        r"\b\d+[a-z]?\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐ]{2}|\b\d+-[A-ZĐ]{2}|\b(?:Nghị quyết|Kết luận|Chỉ thị)\s+(?:số\s+)?\d"
    ),
    "time": re.compile(
        r"\b(?:năm|tháng|ngày|quý|tuần|giờ|kỳ|sau|trước|đến hết|định kỳ|hằng|hàng|nếu|khi|(?:sáng|chiều|tối) \d+|thứ (?:hai|ba|tư|năm|sáu|bảy)|"
        r"chủ nhật)\b|\d{1,2}/\d{1,2}",
        re.IGNORECASE,
    ),
    "purpose": re.compile(r"\b(?:để|nhằm|góp phần|giúp|phục vụ|tạo điều kiện|qua đó|từ đó)\b", re.IGNORECASE),
    "place": re.compile(r"\b(?:tại|ở|về|xuống|trên|qua|đến|từ|nơi|xã|phường|thôn|ấp|trụ sở|thị trấn)\b", re.IGNORECASE),
    "named": re.compile(
        rf"(?<=[^\W_]\s)(?!(?:Huyện|Tỉnh|Nhà|Đảng|Trung|Nghị|Quyết|Luật|Chính|Chỉ|Kế|Đề)\b)[{UPPER}][^\W\d_]+"
    ),
    "who": re.compile(rf"(?<=[\w,;:(“\"]\s)[{UPPER}]\w+|“|(?i:\b(?:{_ORGANS})\b)"),
}

_ANYTHING = re.compile("")
_ASKS = tuple((name, Spelt("|".join(asks))) for name, asks in _KINDS)


def shows_kind(kind: str, text: str) -> bool:
    """Tell whether a text shows the kind of thing asked for; anything does where nothing special is asked."""
    return _SHOWS.get(kind, _ANYTHING).search(text) is not None


_LACK = re.compile(r"\b(?:chua|khong|cham|tre|giam|tut|rot|thap|thieu|kem|yeu|qua han|ton dong)\b")
_FOR = re.compile(r"\b(?:nhằm|để)\b[^.;]*", re.IGNORECASE)


def gives_cause(asked: str, text: str) -> bool:
    """Tell whether a text tells why; what something is done for is no cause of a lack."""
    return shows_kind("reason", _FOR.sub("", text) if _LACK.search(asked) else text)


#: "Có … không, vì sao", "có ai … không": a sentence that affirms or denies answers, with or without its cause.
_WHETHER = Spelt(
    r"\b(?:có|đã)\b.{4,} (?:không|chưa)\W+(?:và )?(?:vì|tại) sao\b|"
    r"\b(?:có|đã)\b(?=.* (?:ai|nào)\b).{4,} (?:không|chưa)\W*$"
)


def kind_asked(text: str) -> str:
    """Return what kind of thing a question asks for, "" for nothing special."""
    if _WHETHER.search(text):
        return ""
    return next((name for name, asks in _ASKS if asks.search(text)), "")

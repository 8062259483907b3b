"""What kind of thing a text question asks for (a cause, a name, a paper), and whether a text shows one.

Of finding a sentence among all, index/asked.py tells the few kinds that figures, dates and names show on their face;
these here are what reports are asked for, matched without marks.
"""

from __future__ import annotations

import re

from corpus.lines import UPPER

#: What the question asks for; the first that fits counts. Matched on text without marks.
_WHOSE = (
    "co quan|don vi|phong|so|ban|to chuc|bo phan|nganh|doi|to|xa|huyen|phuong|thi tran|dia phuong|thon|ap|noi|nguoi"
)
_PAPERS = "van ban|quyet dinh|qd|nghi dinh|nghi quyet|ke hoach|cong van|thong tu|chi thi|de an|can cu"
_KINDS = (
    ("meaning", (r"\bviet tat\b", r"\bnghia la gi\b", r"\bten day du\b", r"\bduoc hieu la\b")),
    (
        "document",
        (
            rf"\b(?:{_PAPERS})(?: so)?(?: phap ly)? nao\b",
            r"\bcan cu (?:vao )?(?:dau|gi)\b",
            r"\bco so phap ly\b",
            r"\bquy dinh (?:o|tai) dau\b",
            r"\bso (?:ky )?hieu (?:nao|gi)\b",
        ),
    ),
    (
        "reason",
        (
            r"\b(?:vi|tai|do|co) (?:sao|dau)\b",
            r"\bly do\b",
            r"\bnguyen nhan\b",
            r"\bsao (?:lai|chua|khong|van|hay|cu|bi|ma|phai|con|chang|ho so|dan|nguoi)\b",
            r"\bla sao\b",
            r"(?:^|[,.;?] )(?:the )?(?:thi )?sao (?!the|vay|roi|cung)\w",
            r"\b(?:vi|do|boi) (?:le|co) (?:gi|nao)\b",
            r"\b(?:vi|do) (?:(?:viec|chuyen|ly do|nguyen nhan) )?gi\b",
            r"\bbi quyet\b",
            r"\bnho (?:dau|gi|nhung gi)\b",
            r"\broi sao\b",
        ),
    ),
    (
        "penalty",
        (
            r"\bhinh thuc (?:ky luat|xu ly|xu phat)\b",
            r"\bbi (?:ky luat|phat|xu phat|xu ly ky luat)\b.*\b(?:gi|nao|sao|bao nhieu)\b",
        ),
    ),
    ("purpose", (r"\bde lam gi\b", r"\bnham (?:muc dich )?(?:lam )?gi\b", r"\bmuc dich (?:gi|la gi|cua)\b")),
    (
        "time",
        (
            r"\b(?:khi|luc|ngay|thang|nam) nao\b",
            r"\bbao gio\b",
            r"\bthoi (?:gian|diem|han) nao\b",
            r"\bhan chot\b",
            r"\bbao lau\b",
        ),
    ),
    ("named", (rf"\b(?:{_WHOSE})(?: (?!(?:bang|cho|voi|duoc|bi|co|la|mo|theo)\b)\w+){{0,3}} nao\b",)),
    ("who", (r"\bai\b", r"\bten gi\b", r"\bten (?:cua )?.{3,60}\bla gi\b")),
    ("place", (r"\bo dau\b", r"\bdau\b", r"\bnoi nao\b", r"\bdia diem\b", r"\bcho nao\b")),
)
_ORGANS = "phòng|sở|ban|tổ|đội|trung tâm|văn phòng|đoàn|hội|công chức|cán bộ|tổng đài|người|ông|bà|đồng chí"
_SHOWS = {
    # "do UBND tỉnh công bố" names who did it, not why.
    "reason": re.compile(
        r"\b[Dd]o\b(?!\s+(?:UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng|Sở|Văn phòng|Phòng|Ban|Bộ|Chính phủ|Mặt trận|Chủ tịch|Phó|"
        r"Bí thư|đồng chí|ông|bà|Hội|Đoàn|Trung tâm|Thủ tướng|Tổng đài|cấp có thẩm quyền)\b)|"
        r"(?i:\b(?:vì|bởi|nhờ|nguyên nhân|lý do|lí do|ly do|khiến|nên|xuất phát|bắt nguồn|vướng|dẫn đến|"
        r"để (?:không|tránh|khỏi|né|bà con|người dân|dân|đồng bào|doanh nghiệp)|nhằm)\b)"
    ),
    "penalty": re.compile(
        r"\b(?:khiển trách|cảnh cáo|thôi việc|hạ bậc|giáng chức|cách chức|phê bình|phạt|đình chỉ|điều chuyển|"
        r"luân chuyển|nhắc nhở|không (?:được )?xét|trừ (?:điểm|lương|thi đua)|thu hồi|bãi nhiệm|hạ (?:xếp )?loại)\b",
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
_ASKS = tuple((name, re.compile("|".join(asks))) for name, asks in _KINDS)


def shows_kind(kind: str, text: str) -> bool:
    """Tell whether a text shows the kind of thing asked for; anything does where nothing special is asked."""
    return _SHOWS.get(kind, _ANYTHING).search(text) is not None


#: "Có … không, vì sao", "có ai … không": a sentence that affirms or denies answers, with or without its cause.
_WHETHER = re.compile(
    r"\b(?:co|da)\b.{4,} (?:khong|chua)\W+(?:va )?(?:vi|tai) sao\b|"
    r"\b(?:co|da)\b(?=.* (?:ai|nao)\b).{4,} (?:khong|chua)\W*$"
)


def kind_asked(plain: str) -> str:
    """Return what kind of thing a question without marks asks for, "" for nothing special."""
    if _WHETHER.search(plain):
        return ""
    return next((name for name, asks in _ASKS if asks.search(plain)), "")

"""What a follow-up wants of the thing just told: what it is good for, what came of it, who is in charge."""

from __future__ import annotations

import re
from typing import Literal

from qa.dialogue.message import Message
from qa.dialogue.slots import Parts

#: "ask" asks anew; "source", "more" and "quote" want the same answer otherwise shown; the others what stands behind it.
Request = Literal[
    "ask", "source", "more", "quote", "benefit", "difficulty", "result", "who", "when", "money", "next"
]  # fmt: skip

_THING = r"(?:viec|mo hinh|cach lam|sang kien|giai phap|hoat dong|de an|du an|chuong trinh|dieu|thi diem|cai)"
_OF_IT = (
    rf"(?: (?:cua|trong|khi|ve|khi lam|khi thuc hien|khi trien khai|lam|thuc hien))* {_THING} (?:do|nay|ay|tren|kia)"
)
_HOW = r"(?: (?:la|co|thi|the nao|ra sao|sao|gi|nhung gi|nao|dat duoc|mang lai|dem lai|gap phai|thuc te|a|vay|nhi))*"
_LEAD = r"(?:co |the |vay |nhung |cac |neu |cho biet |gap |mang lai |dem lai |dat )*"
_DOING = r"(?:(?:duoc |bat dau |da |se )*(?:lam|thuc hien|trien khai|ap dung|to chuc|co|mo|lap|thanh lap) )*"
_NAMES: tuple[tuple[Request, str], ...] = (
    ("benefit", r"(?:loi ich|tac dung|y nghia|uu diem|hieu qua|loi the)"),
    ("difficulty", r"(?:kho khan|vuong mac|vuong|nhuoc diem|bat cap|han che)"),
    ("result", r"(?:ket qua|thanh qua)"),
    (
        "who",
        r"(?:ai|(?:don vi|phong|co quan|bo phan|nguoi) nao)(?: (?:la|duoc|dung ra|se|da|dang))*"
        r" (?:chu tri|phu trach|lam|thuc hien|trien khai|chiu trach nhiem|dam nhan|dau moi|giao)",
    ),
    ("when", rf"{_DOING}(?:tu |vao |trong )?(?:nam nao|khi nao|bao gio|luc nao|thang nao|nam may)"),
    (
        "money",
        r"(?:(?:lay |dung )?(?:tien|kinh phi|von)(?: lay)? (?:o dau|tu dau|dau ra|tu nguon nao|nguon nao|cua ai)|ai (?:chi tien|tra tien|bo tien))",
    ),
    (
        "next",
        rf"(?:(?:sap toi|nam toi|nam sau|toi day|thoi gian toi),? )(?:co )?(?:{_DOING}|tiep tuc |nhan rong |mo rong |duy tri )+(?:nua |tiep )*(?:khong|gi|the nao|ra sao)?",
    ),
)
_OF_THE_THING = tuple((name, re.compile(rf"{_LEAD}{noun}{_HOW}{_OF_IT}{_HOW}\W*")) for name, noun in _NAMES)
#: "khó khăn?" alone asks for the section of that name.
_ALONE = tuple((n, re.compile(rf"{_LEAD}{noun}{_HOW}\W*")) for n, noun in _NAMES if n != "difficulty")
#: A question on a section has no thing that these could be asked of.
_NO_THING = re.compile(
    r"\b(?:han che|ton tai|kho khan|nguyen nhan|giai phap|nhiem vu|phuong huong|muc tieu|kien nghi|de xuat|de nghi|ket qua"
    r"|so sanh|tom tat)\b"
)


def aspect_of(message: Message, prior: Parts) -> Request:
    """Return what is wanted of the thing that the question before was about; "ask" where anything else is asked."""
    now = message.parts
    if now.units or now.periods or now.indicators or now.reports:
        return "ask"
    figures = prior.asking or prior.indicators
    patterns = _OF_THE_THING if figures or _NO_THING.search(prior.folded) else (*_OF_THE_THING, *_ALONE)
    return next((name for name, pattern in patterns if pattern.fullmatch(now.folded.strip())), "ask")

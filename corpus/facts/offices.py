"""Whose figures a report of an office tells: the department's own, unless they are said to be the province's."""

from __future__ import annotations

import re
from functools import cache

from corpus.data import entries
from corpus.facts.wider import WIDER, wider_key
from corpus.lines import UPPER
from corpus.model import Document, Level
from corpus.vietnamese import fold

#: The subject key of an office starts so; what follows is its name and place, folded.
OFFICE = "office:"
#: Subjects that are no administrative unit and are ranked with none.
NO_UNIT = (OFFICE, *WIDER)
_KINDS = (
    r"Sở|Bộ|Thanh\s+tra|Kho\s+bạc|Ban\s+(?:Dân\s+tộc|Quản\s+lý)|Văn\s+phòng|Công\s+an|Cục|Chi\s+cục|Ngân\s+hàng"
    r"|Bảo\s+hiểm|Phòng"
)
#: The words without a capital that names of offices are made of.
WORDS = (
    rf"(?:và(?!\s+(?:{_KINDS})\b)|tỉnh|nước|trường|thương|vụ|hội|tải|thông|nghệ|dựng|chính|tư|pháp|tế|nghiệp|phát|triển|nông|thôn|vận|thể|thao|du|lịch"
    r"|học|đào|tạo|giáo|dục|lao|động|binh|xã|tài|nguyên|môi|khoa|công|dân|tộc|tôn|hoạch|đầu|kế|truyền|văn|hóa|ngoại|quan|hải|thuế"
    r"|an|tra|bạc|tin|kê|quản|lý|khu|kinh|chế|xuất|các(?=\s+[Kk]hu\b))"
)
#: Names with words that elsewhere are verbs or nouns of their own.
_WHOLE = r"Ngoại\s+giao|Quốc\s+phòng|Chính\s+phủ|Kiến\s+trúc|An\s+toàn\s+thực\s+phẩm"
#: "Sở Nội vụ", "Ban Dân tộc", "Sở Lao động - Thương binh và Xã hội": capitals, and the words such names are made of.
OFFICE_NAME = re.compile(
    rf"\b(?:(?:Thanh\s+tra|Công\s+an)\s+tỉnh\b|(?<!Hải )(?:{_KINDS}|Ban|Trung\s+tâm)(?=\s+[{UPPER}])"
    rf"(?:(?:(?<=Văn\shóa),(?=\s+Thể\s+thao))?\s+(?:[-–&]\s+(?!{_KINDS}|Huyện|Tỉnh|Xã|Thành))?(?:{_WHOLE}|[{UPPER}]\w*(?:[-–&,](?!{_KINDS})[{UPPER}]\w*)*|{WORDS})\b)+)"
)
_ROW = re.compile(
    rf"\W*(?P<name>(?:Ủy\s+ban\s+Dân\s+tộc|(?:{_KINDS}|Viện|Đài|Trung\s+tâm)(?!\s+phận)\s+[{UPPER}][^\W\d_]*(?:\s+(?:và|-|–|&)?\s*[^\W\d_]+|,\s+[{UPPER}][^\W\d_]*){{0,9}}|Thanh\s+tra\s+tỉnh|Công\s+an\s+tỉnh))"
    r"\s*(?:\([^()]*\))?\W*"
)


def office_row(label: str) -> str:
    """Return the office that the words of a table's row name, "" where they name none or say more."""
    match = _ROW.fullmatch(label)
    return " ".join(match.group("name").split()) if match else ""


_CENTRAL = re.compile(
    r"office:(?:bo\b|ngan hang nha nuoc(?: viet nam)?$|(?:thanh tra|van phong) chinh phu|uy ban dan toc|tong cuc)"
)


def is_central(key: str) -> bool:
    """Tell whether a subject key is that of a ministry or of one of its rank: there is but one in the country."""
    return _CENTRAL.match(key) is not None


def plain_name(key: str) -> str:
    """Return the name in an office's subject key, which may leave out the country's: "ngan hang nha nuoc"."""
    return key.removeprefix(OFFICE).removesuffix(" viet nam")


def initials(key: str) -> tuple[str, str]:
    """Return the letters an office is called by, behind its kind ("KH&CN") and alone ("BKHCN"), folded."""
    words = [w for w in plain_name(key).split() if w not in ("va", "-", "&")]
    letters = [w if w in ("ubnd", "hdnd") else w[0] for w in words]
    return "".join(letters[1:]), "".join(letters)


def called(issuer: str) -> tuple[str, ...]:
    """Return what an office that issues reports is called: by its letters last ("Bộ GTVT"), before by its words."""
    kind = _ITS_KIND.match(issuer)
    name = re.split(r"\s+tỉnh(?:\s|$)", " ".join(issuer.split()), flags=re.IGNORECASE)[0]
    behind = initials(office_key(name))[0]
    if kind is None or len(behind) < 2:
        return ()
    if name.isupper():
        first, second = name[: kind.end()].capitalize(), name[kind.end() :].strip()
        name = f"{first} {second.capitalize()}"
    short = short_name(name)
    return (name, *([short] if short else []), f"{name[: kind.end()]} {behind.upper()}")


def short_name(name: str) -> str:
    """Return what an office of several fields is called by the first: "Bộ Nông nghiệp"; "" where it has one."""
    first = re.split(r",| v[àa] | - ", name)[0]
    return first if first != name and len(first.split()) >= _KIND_AND_FIELD else ""


_KIND_AND_FIELD = 3
_ITS_KIND = re.compile(
    r"(?:Sở|Bộ|Ban|Cục|Chi\s+cục|Tổng\s+cục|Trung\s+tâm|Thanh\s+tra|Kho\s+bạc|Bảo\s+hiểm|Văn\s+phòng)\b", re.IGNORECASE
)
_ACTS = (
    r"(?:đã|có|là|tiếp\s+nhận|tổ\s+chức|thực\s+hiện|cấp|giải\s+quyết|trình|tự|đạt|sáp\s+nhập|bố\s+trí|triển\s+khai"
    r"|hoàn\s+thành|được|phấn\s+đấu|gồm|hiện|đang)\b"
)


def is_of_office(document: Document) -> bool:
    """Tell whether a department, a board or the like issued a report, not the committee of a unit."""
    return document.header.issuer is not None and _ITS_KIND.match(document.header.issuer.value) is not None


def own_office(document: Document) -> str:
    """Return the office that a report is about: its issuer, where the text speaks of itself by the kind alone.

    A department also reports for its province ("toàn tỉnh tiếp nhận …"); such figures are the province's.
    """
    issuer = document.header.issuer.value if document.header.issuer else ""
    kind = _ITS_KIND.match(issuer)
    if kind is None or (document.unit is not None and document.unit.level is not Level.PROVINCE):
        return ""
    body = document.text[:60_000]
    word = rf"{re.escape(kind.group(0))}(?:\s+Quản\s+lý)?"
    word = re.sub(r"\\ ", r"\\s+", word)
    itself = re.findall(
        rf"\b(?:(?<!khối\s)(?<!các\s)(?<!cấp\s)(?<!\d\s){word}\s+{_ACTS}|(?:của|tại|toàn)\s+{word}(?=\s*[,.;]|\s+[a-zđà-ỹ]))",
        body,
        re.IGNORECASE,
    )
    itself = [m for m in itself if not re.match(r"(?i:ban)\s+(?:hành|đầu)", m)]
    whole = re.findall(r"\b(?:toàn|địa\s+bàn|của)\s+tỉnh\b", body)
    title = document.header.title.value if document.header.title else ""
    named = fold(issuer) in fold(title) or fold(re.split(r"\s+tỉnh\s", issuer)[0]) in fold(title)
    central = document.unit is None and is_central(office_key(issuer))
    return issuer if named or central or len(itself) > len(whole) else ""


def office_key(name: str) -> str:
    """Return the subject key of an office: its name, folded, without its province."""
    plain = " ".join(fold(name).split())
    if key := wider_key(name):
        return key
    if short := _IN_LETTERS.match(name):
        behind = _names_by_letters().get(re.sub(r"[^a-z]", "", fold(short["letters"])))
        plain = f"{fold(short['kind'])} {behind}" if behind else plain
    return OFFICE + re.split(r"\s+tinh(?:\s|$)", plain)[0]


#: "Sở TT-TT", "Bộ NN&PTNT tỉnh …"
_IN_LETTERS = re.compile(rf"(?P<kind>Sở|Bộ)\s+(?P<letters>[{UPPER}]{{2,}}(?:\s?[-–&,]\s?[{UPPER}]+)*)(?!\w)")


@cache
def _names_by_letters() -> dict[str, str]:
    """Return the names that offices are called by in letters: "tttt" -> "thong tin va truyen thong"."""
    return {initials(f"so {fold(name)}")[0]: fold(name) for name in entries("offices")["names"]}

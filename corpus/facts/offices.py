"""Whose figures are no administrative unit's: an office's, and those of bodies wider than any unit, told as one."""

import re
from functools import cache

from corpus.data import entries
from corpus.lines import UPPER
from corpus.model import Document, Header, Level, Span, Stated
from corpus.vietnamese import fold

#: The subject key of an office starts so; what follows is its name and place, folded.
OFFICE = "office:"
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
_WHOLE = r"Đăng\s+kiểm|Hàng\s+(?:không|hải)|Đường\s+(?:bộ|sắt|thủy\s+nội\s+địa)|Chăn\s+nuôi|Trồng\s+trọt|Thú\s+y|Bảo\s+vệ\s+thực\s+vật|Sở\s+hữu\s+trí\s+tuệ|Thủy\s+(?:sản|lợi)|Ngoại\s+giao|Quốc\s+phòng|Chính\s+phủ|Kiến\s+trúc|An\s+toàn\s+thực\s+phẩm"
#: "Sở Nội vụ", "Ban Dân tộc", "Sở Lao động - Thương binh và Xã hội": capitals, and the words such names are made of.
OFFICE_NAME = re.compile(
    rf"\b(?:(?:Thanh\s+tra|Công\s+an)\s+tỉnh\b|(?<!Hải )(?:{_KINDS}|Ban|Trung\s+tâm)(?=\s+[{UPPER}])"
    rf"(?:(?:(?<=Văn\shóa),(?=\s+Thể\s+thao))?\s+(?:[-–&]\s+(?!{_KINDS}|Huyện|Tỉnh|Xã|Thành))?(?:{_WHOLE}|[{UPPER}]\w*(?:[-–&,](?!{_KINDS})[{UPPER}]\w*)*|{WORDS})\b)+)"
)
_ROW = re.compile(
    rf"\W*(?P<name>(?:Ủy\s+ban\s+Dân\s+tộc|(?:{_KINDS}|Vụ|Viện|Đài|Trung\s+tâm)(?!\s+phận)\s+[{UPPER}][^\W\d_]*(?:\s+(?:và|-|–|&)?\s*[^\W\d_]+|,\s+[{UPPER}][^\W\d_]*){{0,9}}|Thanh\s+tra\s+tỉnh|Công\s+an\s+tỉnh))"
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


#: Whose a title says that a report is: "… của Bộ A", "Bộ A: …".
_TITLED = re.compile(rf"(?:^|\bcủa\s+)({OFFICE_NAME.pattern})\s*(?::|$)")
_OPENING = 2000


def reporting_office(text: str, header: Header) -> Stated | None:
    """Return the office that the title names as the one reporting, or whose letters sign the number: "12/BC-BXD".

    A story of the press has no such office, whatever its headline names.
    """
    if header.posted_on or header.kind is None or header.kind.span is None:
        return None
    if header.title and (named := _TITLED.search(header.title.value)):
        place = text.find(named.group(1))
        return Stated(named.group(1), Span(place, place + len(named.group(1)))) if place >= 0 else None
    sign = fold(re.split(r"[/-]", header.number.value)[-1]) if header.number else ""
    offices = OFFICE_NAME.finditer(text, 0, _OPENING) if len(sign) > 2 else ()
    signed = next((m for m in offices if initials(office_key(m.group(0)))[1] == sign), None)
    return Stated(" ".join(signed.group(0).split()), Span(*signed.span())) if signed else None


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


# --- bodies wider than any one unit ---------------------------------------------------------------------


COUNTRY = "cả nước"
MINISTRIES = "các bộ, cơ quan ngang bộ"
PROVINCES = "các tỉnh, thành phố"
#: The subject keys of such bodies start so; they are no administrative unit and are ranked with none.
REGION_KEY, COUNTRY_KEY, MINISTRIES_KEY, PROVINCES_KEY = "region:", "country:", "ministries:", "provinces:"
WIDER = (REGION_KEY, COUNTRY_KEY, MINISTRIES_KEY, PROVINCES_KEY)
#: Subjects that are no administrative unit and are ranked with none.
NO_UNIT = (OFFICE, *WIDER)

#: By their printed name: the words a text may have for them. The longer of two names stands first.
_REGIONS = {
    "Đồng bằng sông Hồng": r"đồng\s+bằng\s+sông\s+hồng",
    "Đồng bằng sông Cửu Long": r"đồng\s+bằng\s+sông\s+cửu\s+long|ĐBSCL",
    "Trung du và miền núi phía Bắc": r"trung\s+du(?:,?\s+và)?\s+miền\s+núi\s+(?:phía\s+bắc|bắc\s+bộ)",
    "Bắc Trung Bộ và Duyên hải miền Trung": r"bắc\s+trung\s+bộ\s+(?:và|-|–)\s+(?:duyên\s+hải\s+)?(?:nam\s+)?(?:miền\s+trung|trung\s+bộ)",
    "Bắc Trung Bộ": r"bắc\s+trung\s+bộ",
    "Duyên hải Nam Trung Bộ": r"(?:duyên\s+hải\s+)?nam\s+trung\s+bộ",
    "Đông Nam Bộ": r"đông\s+nam\s+bộ",
    "Tây Nguyên": r"tây\s+nguyên",
}
_KEYS = {name: REGION_KEY + fold(name) for name in _REGIONS} | {
    COUNTRY: COUNTRY_KEY, MINISTRIES: MINISTRIES_KEY, PROVINCES: PROVINCES_KEY,
}  # fmt: skip
_REGION = re.compile(
    r"(?<!\w)(?:vùng\s+|khu\s+vực\s+)?(?:" + "|".join(f"({p})" for p in _REGIONS.values()) + r")(?!\w)", re.IGNORECASE
)
_MINISTRIES = re.compile(r"(?:các|\d{2})\s+bộ(?:,?\s+(?:và\s+)?(?:ngành|cơ\s+quan\s+ngang\s+bộ))*(?!\w|\s+(?:phận|chỉ|tiêu|máy))", re.IGNORECASE)  # fmt: skip
_COUNTRY = re.compile(
    r"(?:cả\s+nước|toàn\s+quốc|(?:cấp\s+|(?<=DTI\s))quốc\s+gia|(?:các|63(?:/63)?|34(?:/34)?)\s+(?:tỉnh,?\s+thành(?:\s+phố)?|địa\s+phương))(?!\w|\s+(?:nào|trong\s+(?:huyện|tỉnh)))",
    re.IGNORECASE,
)
# The mean stands before its body ("trung bình cả nước"), or behind "… của các tỉnh, thành phố".
_MEAN_BEFORE = re.compile(
    r"(?<!loại\s)(?<!hạng\s)\b(?:trung\s+bình|bình\s+quân)\b(?:năm\s+\d{4}|[^\d;]){0,60}$", re.IGNORECASE
)
_MEAN_AFTER = re.compile(
    r"(?:năm\s+\d{4}|[^\d;]){0,120}(?<!loại\s)(?<!hạng\s)\b(?:trung\s+bình|bình\s+quân)\b", re.IGNORECASE
)
_OF = re.compile(r"\bcủa\s+$", re.IGNORECASE)
# "khối bộ đạt 54%", "các bộ, ngành đạt 44%; các địa phương đạt 73%": told of all of them, though it is called no mean.
_TELLS = r"\s+(?:chỉ\s+|mới\s+|cũng\s+)?(?:đạt|là|chiếm)\s+(?:tỷ\s+lệ\s+|mức\s+)?(?:\d|bao\s+nhiêu|mấy)"
_ALL_MINISTRIES = r"(?:các\s+)?bộ(?:,?\s+(?:và\s+)?(?:ngành|cơ\s+quan\s+ngang\s+bộ))*"
_ALL_PROVINCES = r"(?:tỉnh(?:,?\s+thành(?:\s+phố)?)?|địa\s+phương)"
_BLOCK = {
    MINISTRIES: re.compile(rf"\bkhối\s+{_ALL_MINISTRIES}\b|\bcác\s+{_ALL_MINISTRIES}(?={_TELLS})", re.IGNORECASE),
    PROVINCES: re.compile(rf"\bkhối\s+(?:các\s+)?{_ALL_PROVINCES}\b|\bcác\s+{_ALL_PROVINCES}(?={_TELLS})", re.IGNORECASE),
}  # fmt: skip
# "PAPI của cả nước"; but "trung tâm lớn nhất của cả nước", "tốp đầu của toàn quốc" are others' places in it.
_ITSELF = re.compile(
    r"(?:(?<!nhất\s)(?<!đầu\s)(?<!cuối\s)của|trên|ở)\s+$|(?:chỉ\s+số|PAPI|SIPAS|INDEX|CCHC|PCI)(?:\s+năm\s+\d{4})?\s+$",
    re.IGNORECASE,
)


def regions(text: str) -> list[tuple[str, Span]]:
    """Return the economic regions a text names, with their places."""
    names = list(_REGIONS)  # as many, and in the same order, as the groups of the pattern
    return [(names[(m.lastindex or 1) - 1], Span(*m.span())) for m in _REGION.finditer(text)]


def means_of_all(text: str, nationwide: bool) -> list[tuple[str, Span]]:
    """Return the bodies whose mean a text tells. "Các tỉnh" are the country's only in a `nationwide` report."""
    found = []
    for name, pattern in ((COUNTRY, _COUNTRY), (MINISTRIES, _MINISTRIES)):
        for match in pattern.finditer(text):
            ahead = text[: match.start()]
            mean = _MEAN_BEFORE.search(ahead) or (_OF.search(ahead) and _MEAN_AFTER.match(text, match.end()))
            itself = fold(match.group(0)) in ("ca nuoc", "toan quoc", "cap quoc gia", "quoc gia")
            if (mean and (itself or nationwide)) or (itself and _ITSELF.search(ahead)):
                found.append((name, Span(*match.span())))
    return found


def blocks(text: str) -> list[tuple[str, Span]]:
    """Return where a text of the whole country tells of all ministries, or of all provinces, as of one."""
    return [(name, Span(*m.span())) for name, pattern in _BLOCK.items() for m in pattern.finditer(text)]


def wider_key(name: str) -> str:
    """Return the subject key of such a body, "" for any other name."""
    return _KEYS.get(name, "")


def _asked(text: str) -> list[tuple[str, Span]]:
    return regions(text) or blocks(text) or means_of_all(text, nationwide=True)


def bodies_asked(text: str) -> list[str]:
    """Return the subject keys of the bodies that a question asks a value of."""
    return list(dict.fromkeys(wider_key(name) for name, _ in _asked(text)))


def body_spans(text: str) -> list[Span]:
    """Return where a question names such bodies and their mean: words that say whose a value is, not of what."""
    means = re.finditer(r"(?:giá\s+trị\s+|điểm\s+)?(?:trung\s+bình|bình\s+quân)", text, re.IGNORECASE)
    return [span for _, span in _asked(text)] + [Span(*m.span()) for m in means]

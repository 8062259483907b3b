"""Single lines of a report: list and heading numbers, sentences and labels, words of a web site."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.kinds import UNITS
from corpus.model import Span
from corpus.vietnamese import fold


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; `gap` tells that a blank line stands above."""

    span: Span
    text: str
    gap: bool


def text_lines(text: str) -> Iterator[Line]:
    place, gap = 0, False
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            start = place + raw.index(words[0])
            yield Line(Span(start, start + len(words)), words, gap)
        gap = not words
        place += len(raw) + 1


@dataclass(frozen=True, slots=True)
class Marker:
    """The number or sign a line begins with. A lower `rank` stands above a higher one."""

    style: str
    rank: float
    number: str
    length: int  # of everything before the words of the line

    @property
    def is_bullet(self) -> bool:
        return self.rank >= 9

    @property
    def opens(self) -> bool:
        """Tell whether it is the first of its list."""
        return self.number in ("1", "a", "I", "A", "i")


#: The capital letters of Vietnamese, for use inside a character class.
UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
_LETTER = r"[^\W\d_]"
_EMPHASIS = r"(?:[*_]{1,3}(?=[^\s*_]))?"
_MARKDOWN = re.compile(r"(#{1,6})\s+")
_PART = re.compile(
    _EMPHASIS + r"((?:phần|chương|phụ lục|mục)\s+(?:thứ\s+" + _LETTER + r"+|[ivx]+|\d{1,2}|[a-zđ])\b)[.:\-– ]*",
    re.IGNORECASE,
)
_NUMBERED = (
    ("roman", 1.0, re.compile(_EMPHASIS + r"([IVX]{1,5})\s?(?:[.)/]|\s[-–])[*_]{0,3}\s*(?=[^\s\d])")),
    ("roman.1", 2.0, re.compile(_EMPHASIS + r"([IVX]{1,5}\.\d{1,2})[.)/]?\s+")),
    ("article", 2.5, re.compile(_EMPHASIS + r"(Điều \d{1,3})\s?[.:]\s*")),
    ("upper", 1.0, re.compile(_EMPHASIS + r"([A-HĐ])\s?[.)/][*_]{0,3}\s+(?=\S)")),
    ("1.1.1.1", 3.4, re.compile(_EMPHASIS + r"(\d{1,2}(?:\.\d{1,2}){3})\s?[.)/]?[*_]{0,3}\s+(?=\S)")),
    ("1.1.1", 3.3, re.compile(_EMPHASIS + r"(\d{1,2}\.\d{1,2}\.\d{1,2})\s?[.)/]?[*_]{0,3}\s+(?=\S)")),
    ("1.1", 3.2, re.compile(_EMPHASIS + r"(\d{1,2}\.\d{1,2})\s?[.)/][*_]{0,3}\s*(?=\D)")),
    ("1.1", 3.2, re.compile(_EMPHASIS + r"(\d{1,2}\.\d{1,2})\s+(?=[*_“\"]*[" + UPPER + "])")),
    # "1.872" and "31/3" are figures, and so is "1. 872", torn apart by a scan.
    ("1", 3.1, re.compile(_EMPHASIS + r"(\d{1,2})\s?[./][*_]{0,3}(?:\s+(?!\d{3}\b(?!\s?%))(?=\S)|(?=[^\s\d./-]))")),
    ("1)", 6.0, re.compile(_EMPHASIS + r"(\d{1,2})\s?\)[*_]{0,3}\s*(?=\S)")),
    ("a", 7.0, re.compile(_EMPHASIS + r"([a-zđ](?:\d{1,2})?)\s?[.)/][*_]{0,3}\s+(?=\S)")),
    ("(1)", 8.0, re.compile(_EMPHASIS + r"\((\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s*(?=\S)")),
)
_BULLET = re.compile(r"([-–—+•●▪■◦*✓➢→\uf0b7\uf0a7\uf02d]|o(?=\s+[" + UPPER + r"]))(?:\s+(?=\S)|(?=[" + UPPER + "]))")
_BULLET_RANK = {"*": 9.0, "-": 9.1, "+": 9.2}
_SAME_BULLET = {"–": "-", "—": "-", "●": "•", "■": "•", "▪": "•", "\uf0b7": "•", "\uf0a7": "•", "\uf02d": "-"}


def marker(line: str) -> Marker | None:
    """Return the number or sign at the beginning of the line, if it has one."""
    if match := _MARKDOWN.match(line):
        inner = marker(line[match.end() :])
        number = inner.number if inner and not inner.is_bullet else ""
        length = match.end() + (inner.length if inner and number else 0)
        return Marker(f"#{len(match.group(1))}", len(match.group(1)) / 10, number, length)
    if match := _PART.match(line):
        part = re.sub(r"\s+", " ", match.group(1))
        name = fold(part.split()[0])
        # "Mục 3 của Kế hoạch …" and "Chương trình" are words of a sentence; a part's name stands alone.
        if len(line) < 250 and not re.match(r"\s*(?:của|tại|này|kèm)\b", line[match.end(1) :]):
            return Marker(name, {"phan": 0.7, "phu": 0.7, "chuong": 0.8}.get(name, 0.9), part, match.end())
        return None
    for style, rank, pattern in _NUMBERED:
        if match := pattern.match(line):
            return Marker(style, rank, match.group(1), match.end())
    if match := _BULLET.match(line):
        sign = _SAME_BULLET.get(match.group(1), match.group(1))
        return Marker(sign, _BULLET_RANK.get(sign, 9.3), sign, match.end())
    return None


# --- sentences and labels ----------------------------------------------------------------------------------

_ENDS = re.compile(r"[.!?…;:][\"”’»)\]*_\s⁰¹²³⁴⁵⁶⁷⁸⁹]*$|\./\.?[*_]*$")
# Words after which a line cannot end: the next line goes on with the sentence.
_HANGING = re.compile(
    # "Chuyển đổi số", "Các chỉ số", "… trên địa bàn huyện" end a title.
    r"(?:,|\(|\b(?:và|của|các|những|tại|về|với|cho|theo|là|do"
    r"|(?<!quyền )(?<!chỉ )(?<!đổi )(?<!tế )(?<!hội )(?<!tầng )(?<!ký )(?<!liệu )số"
    r"|trên|trong|từ|đến|để|được|đã|đạt|bị|bằng|khi|như|hoặc|có|"
    rf"ngày|tháng|năm|thứ|hạng|còn|gồm|tỷ lệ|UBND|HĐND|(?<!bàn )(?<!toàn )(?:{UNITS})|cấp|ban|thuộc"
    r"|nhằm|một))$"
)


def is_finished(words: str) -> bool:
    """Tell whether the text ends as a sentence, a list item or a lead-in ends."""
    return _ENDS.search(words[-40:]) is not None


def is_hanging(words: str) -> bool:
    """Tell whether the text ends with a word that needs another."""
    return _HANGING.search(words[-20:]) is not None


_INNER_END = re.compile(r"(?<!\bTP)(?<!\bTX)(?<!\bTT)(?<!\bTp)[.!?;]\s+[" + UPPER + '“"]')
_PREDICATE = re.compile(
    r"\b(?:đã|đang|sẽ|chưa|được|là|đạt|có|không|còn|bị|chiếm|luôn|phải|cần|tiếp nhận được|cho thấy)\b", re.IGNORECASE
)
_STRONG = re.compile(r"\b(?:đã|đang|sẽ|chưa|là|chiếm|cho thấy|bị)\b", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?:ubnd|uy ban|huyen|xa(?! hoi)|tinh(?! hinh| den|\W)|toan (?:huyen|tinh|xa)|trong (?:nam|quy|ky"
    r"|thang|do)|nam (?:19|20)\d\d"
    r"|den nay|hien nay|hang nam|cac (?:co quan|don vi|phong|xa)|lanh dao|tong so|qua(?! trinh)|cu the"
    r"|ngoai ra"
    r"|ben canh|dong thoi|tuy nhien|so voi|tu ngay|tinh den|nham|de(?! xuat| an|\W)|can cu|theo(?! doi))\b"
)
_LABEL = re.compile(r"(?:ve|ket qua|nhung|ton tai|han che|nguyen nhan|noi dung|kho khan|danh gia|mot so ton tai)\b")
_LEAD_IN = re.compile(r"(?:nhu sau|sau day|sau|cu the|trong do|bao gom|gom|nhu|la)\s*:$")
_NOT_FIGURE = re.compile(
    r"\b(?:19|20)\d\d\b(?:\s*[-–]\s*(?:19|20)\d\d)?|\d{1,4}/(?:\d{4}/)?[A-ZĐ][\w.-]*|\b\d{1,2}/\d{1,2}(?:/\d{4})?|"
    r"mức độ \d(?:\s*(?:,|và|-)\s*\d)*|\d+\s*tháng|tháng \d+|quý \d|Đề án \d+|ISO\s*\d+|[A-Z]+\s?\d+"
    r"|\b[1-3]:\d{4}|:\s?\d{4}"
)


def is_sentence(label: str) -> bool:
    """Tell whether the words of a line, its number left out, say something rather than name a topic."""
    words = label.strip("*_ ")
    if len(words) > 260 or words.endswith((";", ",")) or _INNER_END.search(words):
        return True
    folded = fold(words)
    predicate = _PREDICATE.search(words) is not None
    figures = re.search(r"\d", _NOT_FIGURE.sub("", words))
    if figures and (predicate or ":" in words[:-1]):
        return True
    if words.endswith(":"):
        return (_LEAD_IN.search(folded) is not None and len(words) > 40) or (
            _SUBJECT.match(folded) is not None and predicate
        )
    if words.endswith("."):
        if not predicate:
            return _SUBJECT.match(folded) is not None and len(words) > 60
        return not (_LABEL.match(folded) and len(words) < 120)
    if _SUBJECT.match(folded) and predicate:
        return True
    return len(words) > 160 and _STRONG.search(words) is not None


def has_predicate(label: str) -> bool:
    return _PREDICATE.search(label) is not None


def is_capitals(label: str) -> bool:
    """Tell whether a line is set in capitals, as titles of parts are."""
    letters = [c for c in label if c.isalpha()]
    return len(letters) >= 4 and len(label) <= 260 and label.isupper() and len(label.split()) >= 2


# --- pages and sites ---------------------------------------------------------------------------------------

_PAGE = re.compile(
    r"[-–—]\s?\d{1,3}\s?[-–—]|(?:trang|page)\s*:?\s*\d{1,3}(?:\s*/\s*\d{1,3})?|\d{1,3}\s*/\s*\d{1,3}\s*trang"
)


def is_page_number(line: str) -> bool:
    return len(line) < 20 and _PAGE.fullmatch(fold(line)) is not None


_COUNTER = re.compile(
    r"(?:(?:tong )?(?:so )?luot (?:truy cap|xem|doc)|so (?:luot|nguoi) (?:truy cap|online|xem)"
    r"|truy cap|truy cap (?:tong|hien tai|hom nay)|dang (?:truy cap|online|xem)"
    r"|hom (?:nay|qua)|tuan (?:nay|truoc)|thang (?:nay|truoc)|tong (?:so )?(?:luot )?truy cap|tat ca"
    r"|khach(?: online)?|online|so lan xem|luot xem)"
    r"\s*[:.\-]?\s*(?:tong|hien tai)?\s*[:.]?\s*[\d.,\s]+(?:luot|nguoi)?"
)
_SITE = re.compile(
    r"(?:thong ke truy cap|luot truy cap|xem tin theo ngay|tim kiem(?: tin tuc| nang cao)?"
    r"|lien ket(?: website| web)?|trang chu(?:\s*[>»/|].{0,150})?|dang nhap|dang ky|so do (?:cong|site"
    r"|trang|web)"
    r"|in (?:bai viet|trang|an)|gui (?:email|bai viet|cho ban be)|chia se(?: bai viet)?|ve dau trang"
    r"|quay lai|tro ve|chi tiet tin(?: tuc)?|lien he|gioi thieu|facebook"
    r"|twitter|zalo|email\s?\*|tieu de\s?\*|nguoi gui\s?\*"
    r"|noi dung binh luan\s?\*?|gui binh luan|binh luan|y kien ban doc|ma xac nhan|copyright.{0,120}"
    r"|ban quyen (?:thuoc|cua).{0,160}|menu|danh muc|tag:?|tu khoa:?|rss|sitemap|skip to content"
    r"|tags?\s*:.{0,300}|(?:anh|video|clip)\s*:.{0,80}"
    r"|tieng viet|english|thu dien tu|hoi dap|doc nhieu|tin moi(?: nhat)?|tin noi bat|xem them"
    r"|nguoi online|co chu|a\+|a-|hotline:?)"
)
_OTHER_STORIES = re.compile(
    r"(?:cac )?(?:tin|bai(?: viet)?|tin tuc|thong tin)(?: bai)? (?:khac|lien quan|cung chuyen muc"
    r"|da dua|cu hon|moi hon|cu|moi nhat)\W*|"
    r"(?:co the )?ban quan tam\W*|"
    r"(?:doc|xem) them\W*|tin (?:cung|doc|tieu|noi|xem) [a-z ]{3,20}\W*|cung (?:chuyen muc|chu de)\W*|"
    r"(?:nhung )?tin (?:bai )?(?:moi|cu) hon\W*|cac bai viet khac\W*"
)


def is_site_line(line: str) -> bool:
    """Tell whether the line is a menu entry, a form field or a visitor counter of a web site."""
    if len(line) > 220:
        return False
    words = fold(line).strip(" \t*_#>•-+|»:[]").strip()
    if not words:
        return False
    return _COUNTER.fullmatch(words) is not None or _SITE.fullmatch(fold(line).strip(" \t_#>•-+|»:[]")) is not None


def opens_other_stories(line: str) -> bool:
    """Tell whether a line heads the headlines of other stories, or names the first of them itself."""
    head, _, first = line[:61].partition(":")
    words = fold(head).strip(" *_#>•-+|»")
    if first.strip() and words.startswith("thong tin"):
        return False  # "Thông tin khác: …" is a part of a report
    return len(head) < 60 and _OTHER_STORIES.fullmatch(words) is not None

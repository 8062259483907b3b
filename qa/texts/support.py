"""What a text question wants to be told, and whether a sentence shows the kind of thing asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.lines import UPPER
from corpus.quantities import periods
from corpus.vietnamese import fold, has_marks, words
from corpus.vocabulary import Phrases, everyday_wordings, terms
from qa.scope import Scope
from qa.understand import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing the answer must speak of: a word, or a phrase with the other ways to say it, all folded.

    `toned` is the word as typed when it is a single syllable, which says little without its marks. `spelt` says
    that the term itself was typed, not a short everyday word for it: "kinh phí", not "tiền".
    """

    names: frozenset[str]
    toned: str = ""
    spelt: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """The words of a stretch of a report: canonical terms, syllables with their marks, and all in a row."""

    names: frozenset[str]
    toned: frozenset[str]
    line: str

    def has(self, asked: Asked) -> bool:
        if asked.toned:
            return asked.toned in self.toned
        return any(name in self.names or f" {name} " in self.line for name in asked.names)


@lru_cache(4096)
def held(text: str) -> Held:
    """Return the words of a text, ready to be asked for."""
    toned = words(text)
    return Held(frozenset(t.name for t in terms(text)), frozenset(toned), f" {' '.join(fold(w) for w in toned)} ")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question about text, reduced to what its answer must speak of.

    `text` is what is searched: without unit names and with everyday words in the reports' wording. `kind` is
    what the answer must show ("" for anything), `whole` that all items of a list are asked for.
    """

    text: str
    content: tuple[Asked, ...]
    kind: str = ""
    whole: bool = False
    section: tuple[str, ...] = ()  # numbers of headings, as typed: "iii", "5.2"
    topics: tuple[str, ...] = ()  # kinds of section: "ton tai, han che", "giai phap"
    quoted: tuple[str, ...] = ()  # names the question puts in quotation marks
    years: tuple[int, ...] = ()
    names: tuple[str, ...] = ()  # proper names, folded: "xa trung son"
    outcome: bool = False  # what came of something, which no plan can tell


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
            r"\bsao lai\b",
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
_KIND_PATTERNS = tuple((name, re.compile("|".join(patterns))) for name, patterns in _KINDS)

_ORGANS = "phòng|sở|ban|tổ|đội|trung tâm|văn phòng|đoàn|hội|công chức|cán bộ|tổng đài|người|ông|bà|đồng chí"
_SHOWS = {
    # "do UBND tỉnh công bố" names who did it, not why.
    "reason": re.compile(
        r"\bdo\b(?!\s+(?:UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng|Sở|Văn phòng|Phòng|Ban|Bộ|Chính phủ|Mặt trận|Chủ tịch|Phó|"
        r"Bí thư|đồng chí|ông|bà|Hội|Đoàn|Trung tâm|Thủ tướng|Tổng đài|cấp có thẩm quyền)\b)|"
        r"(?i:\b(?:vì|bởi|nhờ|nguyên nhân|lý do|lí do|ly do|khiến|nên|xuất phát|bắt nguồn|vướng|dẫn đến)\b)"
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
        r"\b(?:năm|tháng|ngày|quý|tuần|giờ|kỳ|sau|trước|đến hết|định kỳ|hằng|hàng|nếu|khi)\b|\d{1,2}/\d{1,2}",
        re.IGNORECASE,
    ),
    "purpose": re.compile(r"\b(?:để|nhằm|góp phần|giúp|phục vụ|tạo điều kiện|qua đó|từ đó)\b", re.IGNORECASE),
    "place": re.compile(r"\b(?:tại|ở|về|xuống|trên|qua|đến|từ|nơi|xã|phường|thôn|ấp|trụ sở|thị trấn)\b", re.IGNORECASE),
    "named": re.compile(
        rf"(?<=[^\W_]\s)(?!(?:Huyện|Tỉnh|Nhà|Đảng|Trung|Nghị|Quyết|Luật|Chính|Chỉ|Kế|Đề)\b)[{UPPER}][^\W\d_]+"
    ),
    "who": re.compile(rf"(?<=[\w,;:(“\"]\s)[{UPPER}]\w+|“|(?i:\b(?:{_ORGANS})\b)"),
}


def shows_kind(kind: str, text: str) -> bool:
    """Tell whether a text shows the kind of thing asked for; anything does where nothing special is asked."""
    pattern = _SHOWS.get(kind)
    return pattern is None or pattern.search(text) is not None


#: Kinds of section that reports have, by their canonical terms.
TOPICS = frozenset(
    {
        "ton tai, han che", "kho khan", "nguyen nhan", "giai phap", "de nghi",
        "phuong huong", "nhiem vu", "bai hoc kinh nghiem", "uu diem", "mo hinh", "muc tieu", "ket qua",
    }
)  # fmt: skip
_TOPIC_PHRASES = Phrases((topic, topic) for topic in TOPICS)
_SECTION = re.compile(
    r"(?:\b(?:muc|chuong|tieu muc|diem|khoan)|(?<!bo )\bphan)(?: so| thu)? "  # not "bộ phận 1 cửa"
    r"([ivx]{1,5}\b(?:[.](?:\d{1,2}|[a-h])\b)*|\d{1,2}(?:\.\d{1,2})*(?!\d|,\d|/)|nhat\b|hai\b|ba\b|tu\b|[a-e](?=[\s).,]|$))"
)
_WHOLE = re.compile(
    r"\b(?:nhung|cac)\b.*\b(?:nao|gi|ai|dau)\b|\bgom (?:co )?(?:nhung |cac )?(?:gi|ai|nao|dau)|\bliet ke\b|"
    r"\bke (?:ten|ra)\b|\bneu (?:cac|nhung|ro)\b|\b(?:hai|ba|bon|nam|sau|bay|tam|\d) [^,.?]{2,40} nao\b|"
    r"\b(?:hinh thuc|khoan|mang|linh vuc|tieu chi|mo hinh|bien phap|giai phap|noi dung|yeu cau|de xuat|kien nghi) (?:nao|gi)\b|"
    r"\btu (?:dau|nhung)\b"
)
_OUTCOME = re.compile(r"\bket qua\b.*\b(?:ra sao|the nao|la gi|gi)\b|\b(?:da|duoc) .*\bket qua (?:gi|nao)\b")
_ASKING = re.compile(r"\b(?:gi|nao|ai|dau|sao|bao|may|khong|ko|chua|nguyen nhan|ly do|tom tat)\b")
_ASKS_TOPIC = re.compile(r"\b(?:gi|nao|the nao|ra sao|nhung|cac|neu|liet ke|so sanh|doi chieu|khac)\b")
QUOTED = re.compile(r"[“\"«‘]([^”\"»’]{3,120})[”\"»’]")
_KIND_OF_UNIT = r"(?:(?:ubnd|hdnd|huyen|quan|thi xa|thanh pho|tinh|xa|phuong|thi tran|dac khu|tp|tx|tt|h|x|p)\b\.?\s*)*"

#: Words that ask, that point at the report, or that every report has; an answer need not hold them.
_EMPTY = frozenset([
    "ai", "ket", "qua", "gi", "nao", "sao", "dau", "may", "bao", "nhieu", "la", "co", "khong", "chua", "duoc", "bi",
    "da", "dang", "se", "cua", "va", "cac", "nhung", "mot", "cho", "toi", "biet", "hoi", "theo", "tai",
    "lieu", "bai", "cao", "sau", "van", "noi", "neu", "viet", "muc", "phan", "huyen", "tinh", "xa", "thi",
    "thanh", "pho", "tran", "phuong", "khi", "the", "ma", "o", "trong", "ve", "voi", "den", "tu", "do",
    "boi", "vi", "nay", "ra", "vao", "cung", "con", "rang", "ly", "vay", "kieu", "cach", "nhu", "viec",
    "chuyen", "dieu", "thu", "ten", "ho", "hay", "hoac", "de", "lam", "gom", "chung", "nhat", "hon", "so",
    "nam", "thang", "quy", "ngay", "ky", "tat", "cum", "muon", "can", "giup", "chi", "khoi", "moi", "tung",
    "rut", "roi", "that", "thuc", "dia", "don", "nguyen", "nhan", "khac", "nhau", "giong", "dung", "thoi",
    "bang", "phai", "i", "ii", "iii", "iv", "v", "vii", "viii", "ix", "sanh", "doi", "chieu",
    "bao cao", "nguyen nhan", "dia phuong", "don vi", "ly do",
])  # fmt: skip


@lru_cache(4096)
def topics_in(text: str) -> tuple[str, ...]:
    """Return the kinds of section that a text names, by their canonical terms."""
    named = ", ".join(t.name for t in terms(text))
    return tuple(dict.fromkeys(f.name for f in _TOPIC_PHRASES.find(named)))


def wanted(question: Question, scope: Scope) -> Wanted:
    """Read what the answer must show, and reduce the question to what it is about."""
    whole = " ".join(fold(question.text).split())
    text = _without_units(question.text, scope) if scope.owned or scope.pointed else question.text
    marked = any(has_marks(word) for word in words(text))
    text = _POINTS.sub("gì", _with_topics_marked(text))
    rewritten, phrases = _in_report_words(text, marked)
    # "xa" is far, "xã" is a commune: only where marks are typed can they be told apart.
    # So are "đầu" (first) and "đâu" (where).
    plain = " ".join(fold(_UNLIKE.sub("-", text) if marked else text).split())
    topics = topics_in(rewritten)
    section = tuple(m.group(1) for m in _SECTION.finditer(whole))
    return Wanted(
        text=_without_places(rewritten),
        content=tuple(_content(rewritten, phrases, question, marked)),
        kind="" if _WHETHER.search(plain) else _kind_asked(plain),
        # "hình thức công khai TTHC của huyện?" asks without a word that asks: for all there is.
        whole=_WHOLE.search(whole) is not None or _ASKING.search(whole) is None,
        section=section,
        topics=topics if _ASKS_TOPIC.search(whole) or not _ASKING.search(whole) else (),
        quoted=tuple(" ".join(m.group(1).split()) for m in QUOTED.finditer(text)),
        names=_names(text, scope),
        outcome=_OUTCOME.search(whole) is not None,
        years=() if scope.pointed else question.years,
    )


#: "Có … không, vì sao": a sentence that affirms or denies answers, with or without its cause.
_WHETHER = re.compile(r"\b(?:co|da)\b.{4,} (?:khong|chua)\W+(?:va )?(?:vi|tai) sao\b")


def _kind_asked(plain: str) -> str:
    return next((name for name, pattern in _KIND_PATTERNS if pattern.search(plain)), "")


_POINTS = re.compile(
    r"\b(?:những|các|nhung|cac) (?:điểm|ý|điều|nội dung|vấn đề|việc|diem|y|dieu|noi dung|van de|viec) (?:nào|gì|nao|gi)\b",
    re.IGNORECASE,
)
#: Names of sections are told by their letters alone, so that a missing or wrong mark does no harm.
_TOPIC_WORDINGS = {
    fold(w): w
    for w in (
        "hạn chế", "tồn tại", "khó khăn", "vướng mắc", "nguyên nhân", "giải pháp", "kiến nghị", "đề xuất",
        "phương hướng", "mục tiêu", "bài học kinh nghiệm", "chủ quan", "khách quan",
    )
}  # fmt: skip
_TOPIC_WORDING = re.compile(rf"\b(?:{'|'.join(_TOPIC_WORDINGS)})\b")


def _with_topics_marked(text: str) -> str:
    """Return a text with the usual names of sections spelt as they should be."""
    folded = fold(text)
    if len(folded) != len(text):
        return text
    for match in _TOPIC_WORDING.finditer(folded):
        typed = text[match.start() : match.end()]
        if typed.islower():
            text = text[: match.start()] + _TOPIC_WORDINGS[match.group(0)] + text[match.end() :]
    return text


_UNLIKE = re.compile(r"\b(?:xa|đầu|đấu|dầu|dâu|dấu|ải|não)\b", re.IGNORECASE)
_NAME = re.compile(rf"(?<=\w\s)[{UPPER}][^\W\d_]*(?:\s+(?:[{UPPER}][^\W\d_]*|\d{{1,2}}\b))+")


def _names(text: str, scope: Scope) -> tuple[str, ...]:
    """Return the proper names in a question, and units of it that the scope is not narrowed to."""
    found = [*scope.unknown, *(m.group(0) for m in _NAME.finditer(text))]
    found += [u.name for u in scope.units if not scope.owned]
    return tuple(dict.fromkeys(" ".join(fold(w) for w in words(name)) for name in found))


def _without_units(text: str, scope: Scope) -> str:
    """Leave out the names of the units that the scope is narrowed to: in their own reports they say nothing."""
    for unit in scope.units:
        match = re.search(rf"(?<!\w){_KIND_OF_UNIT}{re.escape(fold(unit.bare))}(?!\w)", fold(text))
        if match and len(text) - (match.end() - match.start()) > 8:
            text = f"{text[: match.start()]} {text[match.end() :]}"
    text = re.sub(r"\s+([,.?!])", r"\1", " ".join(text.split()))
    text = re.sub(r"^(?:(?:theo|ở|tại|của|và|giữa|o|tai|cua|va)\b[\s,.]*)+", "", text, flags=re.IGNORECASE)
    return text.lstrip(" ,.")


def _without_places(text: str) -> str:
    """Leave out prepositions that have lost their name: "của nêu những hạn chế gì"."""
    return re.sub(r"\b(?:của|ở|tại|cua|o)\s+(?=(?:do|được|có|nêu|bị|đã|là|để|và|thì|gì|nào|neu|bi)\b)", "", text)


@cache
def _everyday() -> Phrases:
    return Phrases((phrase, phrase) for phrase in everyday_wordings())


def _in_report_words(text: str, marked: bool) -> tuple[str, list[tuple[str, ...]]]:
    """Return the text with everyday words in the reports' wording, and for each all its wordings."""
    wordings = everyday_wordings()
    known = [t.span for t in terms(text) if len(words(t.span.of(text))) > 1]
    replaced: list[tuple[str, ...]] = []
    parts: list[str] = []
    place = 0
    for found in _everyday().find(text):
        typed = words(found.span.of(text))
        if any(s.overlaps(found.span) and len(words(s.of(text))) > len(typed) for s in known):
            continue
        # Without marks a single syllable may be any of six words.
        if (typed != words(found.name)) if marked else len(typed) < 2:
            continue
        parts += [text[place : found.span.start], wordings[found.name][0]]
        replaced.append((found.name, *wordings[found.name]))
        place = found.span.end
    return "".join(parts) + text[place:], replaced


def _content(text: str, replaced: Iterable[Sequence[str]], question: Question, marked: bool) -> Iterable[Asked]:
    skipped = [mention.span for mention in periods(text)]
    for match in QUOTED.finditer(text):
        yield Asked(frozenset({" ".join(fold(w) for w in words(match.group(1)))}))
    seen: set[str] = set()
    ways: list[frozenset[str]] = []
    for wordings in replaced:
        names = frozenset(" ".join(fold(w) for w in words(wording)) for wording in wordings)
        names |= {t.name for wording in wordings for t in terms(wording) if " " in t.name}
        ways.append(names)
        inside = {t.name for t in terms(wordings[1])}
        seen |= inside
        if not inside <= _EMPTY:
            yield Asked(names)
    for term in terms(text):
        if term.name in _EMPTY or term.name in seen or any(s.overlaps(term.span) for s in skipped):
            continue
        seen.add(term.name)
        if term.name in TOPICS or " " in term.name or term.name.isdigit() or not marked:
            bare = re.sub(r"^(?:bi|duoc) (?=\w)", "", term.name)
            typed = term.span.of(text)
            yield Asked(frozenset({term.name, bare}), spelt=" " in typed.strip() or typed.isupper())
        else:
            yield Asked(frozenset({term.name}), words(term.span.of(text))[0])

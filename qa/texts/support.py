"""What a text question wants to be told, and whether a sentence shows the kind of thing asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from itertools import pairwise

from corpus.lines import UPPER
from corpus.model import Span
from corpus.periods import periods
from corpus.vietnamese import fold, has_marks, words
from corpus.vocabulary import Phrases, everyday_wordings, terms
from qa.question import Question
from qa.scoping.scope import Scope
from qa.texts.kinds import kind_asked


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
    kind_behind: str = ""  # what stands behind the answer: "làm ở xã nào, vướng gì?"
    whole: bool = False
    section: tuple[str, ...] = ()  # numbers of headings, as typed: "iii", "5.2"
    topics: tuple[str, ...] = ()  # kinds of section: "ton tai, han che", "giai phap"
    quoted: tuple[str, ...] = ()  # names the question puts in quotation marks
    years: tuple[int, ...] = ()
    names: tuple[str, ...] = ()  # proper names, folded: "xa trung son"
    beside: tuple[str, ...] = ()  # roles that are named but not asked for: causes "của kết quả đạt được"
    whom: str = ""  # whom something is proposed to, folded
    outcome: bool = False  # what came of something, which no plan can tell


#: Roles of sections that reports have, by their canonical terms; of several asked for the first counts:
#: "nguyên nhân của những hạn chế" are causes.
_ROLES = (
    "nguyen nhan", "giai phap", "bai hoc kinh nghiem", "de nghi", "kho khan", "ton tai, han che", "phuong huong",
    "nhiem vu", "muc tieu", "muc dich", "uu diem", "ket qua", "mo hinh",
)  # fmt: skip
TOPICS = frozenset(_ROLES)
#: Roles of sections that speak of the year ahead.
PLANS = frozenset({"phuong huong", "nhiem vu", "muc tieu", "giai phap"})
_NONE: frozenset[str] = frozenset()
_ALIKE = (frozenset({"ton tai, han che", "kho khan"}), frozenset({"phuong huong", "nhiem vu"}))
_TOPIC_PHRASES = Phrases((topic, topic) for topic in TOPICS)
_SECTION = re.compile(
    r"(?:\b(?:muc|chuong|tieu muc|diem|khoan)|(?<!bo )\bphan)(?: so| thu)? "  # not "bộ phận 1 cửa"
    r"([ivx]{1,5}\b(?:[.](?:\d{1,2}|[a-h])\b)*|\d{1,2}(?:\.\d{1,2})*(?!\d|,\d|/)|nhat\b|hai\b|ba\b|tu\b|[a-e](?=[\s).,]|$))"
)
_SECTION_WORDS = ("mục", "chương", "tiểu", "điểm", "khoản", "phần")
_WHOLE = re.compile(
    r"\b(?:nhung|cac)\b.*\b(?:nao|gi|ai|dau)\b|\bgom (?:co )?(?:nhung |cac )?(?:gi|ai|nao|dau)|\bliet ke\b|"
    r"\bke (?:ten|ra)\b|\bneu (?:cac|nhung|ro)\b|\b(?:hai|ba|bon|nam|sau|bay|tam|\d) [^,.?]{2,40} nao\b|"
    r"\b(?:hinh thuc|khoan|mang|linh vuc|tieu chi|mo hinh|bien phap|giai phap|noi dung|yeu cau|de xuat|kien nghi) (?:nao|gi)\b|"
    r"\btu (?:dau|nhung)\b"
)
_OUTCOME = re.compile(r"\bket qua\b.*\b(?:ra sao|the nao|la gi|gi)\b|\b(?:da|duoc) .*\bket qua (?:gi|nao)\b")
_ASKING = re.compile(r"\b(?:gi|nao|ai|dau|sao|bao|may|khong|ko|chua|nguyen nhan|ly do|tom tat)\b")
_ASKS_TOPIC = re.compile(
    r"\b(?:gi|nao|the nao|ra sao|nhung|cac|neu|liet ke|so sanh|doi chieu|khac|tom tat|tom luoc|trinh bay|cho biet)\b"
)
QUOTED = re.compile(r"[“\"«‘]([^”\"»’]{3,120})[”\"»’]")
_KIND_OF_UNIT = r"(?:(?:ubnd|hdnd|huyen|quan|thi xa|thanh pho|tinh|xa|phuong|thi tran|dac khu|tp|tx|tt|h|x|p)\b\.?\s*)*"

#: Words that ask, that point at the report, or that every report has; an answer need not hold them. A question
#: typed without marks is compared without.
_EMPTY_WORDS = frozenset(
    words(
        """
    ai kết quả gì nào sao đâu mấy bao nhiêu là có không chưa được bị đã đang sẽ của và các những một cho tôi biết
    hỏi theo tại tài liệu bài báo cáo sau văn bản nơi nêu viết mục phần huyện tỉnh xã thị thành phố trấn phường khi
    thế thì mà ở trong về với đến từ do bởi vì này ra vào cùng còn rằng lý vậy kiểu cách như việc chuyện điều thứ
    tên hay hoặc để làm gồm chúng nhất hơn so năm tháng quý ngày kỳ tất cụm muốn cần giúp chỉ khỏi mới từng rồi thật
    thực địa đơn khác nhau giống thôi bằng phải gặp định sang tiếp cuối i ii iii iv v vi vii viii ix sánh đối chiếu
    đưa tới nhờ bí quyết họ lẽ đó đây kia ấy à ạ nhỉ nhé hả mình mỗi lại vẫn cứ đều cũng rất quá lắm người ta rút sơ tổng cuộc buổi
    """
    )
)
_EMPTY = frozenset(
    {fold(word) for word in _EMPTY_WORDS} | {"bao cao", "nguyen nhan", "dia phuong", "don vi", "ly do", "van ban"}
)


#: A title that names only the time to come: "Sáu tháng cuối năm".
_AHEAD = re.compile(
    r"(?:trong )?(?:\w+ thang cuoi nam|quy (?:toi|sau|tiep theo)|thang (?:toi|sau))(?: nam)?(?: \d{4})?"
    r"(?:\W+.*\b(?:tap trung|viec|nhiem vu|phan dau|du kien)\b.*)?\W*$"
)


@lru_cache(4096)
def topics_in(text: str) -> tuple[str, ...]:
    """Return the kinds of section that a text names, by their canonical terms."""
    # "bộ phận tiếp nhận và trả kết quả" is one term and no result.
    if _AHEAD.match(fold(text)):
        return ("phuong huong",)
    named = " ".join(t.name if " " not in t.name or t.name in TOPICS else "x" for t in terms(text))
    return tuple(dict.fromkeys(f.name for f in _TOPIC_PHRASES.find(named)))


#: Behind these a title says of what its role is: "Nguyên nhân của hạn chế", "Giải pháp khắc phục khó khăn".
_OF = re.compile(r"\b(?:của|khắc phục|tháo gỡ|nhằm|để|từ)\b", re.IGNORECASE)


def roles_of(title: str) -> frozenset[str]:
    """Return the roles that a section has by its title, without those that only say of what it is."""
    return frozenset(topics_in(_OF.split(title, maxsplit=1)[0]) or topics_in(title))


#: Everyday ways to ask for a section by its role, matched without marks.
_INTENTS = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (
            "bai hoc kinh nghiem",
            r"\brut (?:ra )?(?:duoc )?(?:nhung )?(?:bai hoc|kinh nghiem|dieu|gi)\b|\bbai hoc (?:gi|nao|rut ra)\b",
        ),
        (
            "phuong huong",
            r"\b(?:(?<!nghi )(?<!quyet )(?<!quy )dinh|du dinh|du tinh|phai|se|tap trung)(?: vao)? (?:lam|trien khai|"
            r"thuc hien|nhung|cac|viec|nhiem vu)(?: nhung| cac| viec| nhiem vu)* (?:gi|nao)\b|"
            r"\b(?:can|phai|nen) lam (?:nhung )?(?:viec )?gi(?= de\b)|"
            r"\b(?:sang nam|nam (?:toi|sau|tiep theo)|thoi gian toi|sap toi|toi day|quy (?:toi|sau)|thang toi|"
            r"thang cuoi nam)\b"
            r".*\b(?:lam|tap trung|trien khai)\b.*\b(?:gi|nao|ra sao|the nao)\b",
        ),
        (
            "ton tai, han che",
            r"\b(?:con |dang )?(?:yeu|kem|ket|vuong|lung tung)(?: o)?(?: nhung| cac)?(?: chuyen| mat| diem| cho| khau)?"
            r" (?:nao|gi|dau)\b|\b(?:mat|diem|cho|khau) (?:nao )?(?:con |dang )?(?:yeu|kem|chua duoc|chua tot)\b|"
            r"\b(?:mat|diem|cho|khau) nao (?:con |dang )?(?:yeu|kem|chua)",
        ),
        (
            "uu diem",
            r"\blam (?:duoc|tot) (?:nhung|cac)(?: viec| mat)? (?:gi|nao)(?: dang khen| noi bat)?\b|"
            r"\b(?:gi|diem|mat) (?:nao )?(?:dang khen|noi bat)\b",
        ),
        (
            "de nghi",
            r"\b(?:xin|mong) (?:cap tren|tinh|trung uong|chinh phu|huyen)(?: \w+){0,4} (?:gi|nao)\b",
        ),
    )
)  # fmt: skip


def _intent(plain: str) -> tuple[str, str] | None:
    """Return the role that a question asks for in everyday words, and those words, without marks."""
    found = ((role, pattern.search(plain)) for role, pattern in _INTENTS)
    return next(((role, match.group(0)) for role, match in found if match), None)


#: What reports call a role, to be searched for.
_ROLE_WORDS = {
    "bai hoc kinh nghiem": "bài học kinh nghiệm", "phuong huong": "phương hướng",
    "ton tai, han che": "hạn chế", "uu diem": "ưu điểm", "de nghi": "đề nghị",
}  # fmt: skip


def _in_role_words(text: str, role: str, asking: str) -> str:
    """Return a text with the everyday words that ask for a role in the reports' own."""
    place = fold(text).find(asking)
    if place < 0:
        return text
    # What it is to be done for is no part of a title: "cần làm gì để cải thiện chỉ số".
    behind = re.sub(r"^\s*(?:để|nhằm|de|nham)\b[^?.]*", " ", text[place + len(asking) :])
    return " ".join(f"{text[:place]} {_ROLE_WORDS[role]} gì {behind}".split())


def is_empty(name: str) -> bool:
    """Tell whether a canonical term says nothing by itself."""
    return name in _EMPTY


_AND = re.compile(r"\s*,?\s*(?:và|va)?\s*")


def _joined(text: str) -> frozenset[str]:
    """Return the roles that a text names one right after the other: "hạn chế và nguyên nhân của huyện"."""
    named = [(t.name, t.span) for t in terms(text) if t.name in TOPICS]
    named += [(f.name, f.span) for f in _TOPIC_PHRASES.find(text) if not any(s.overlaps(f.span) for _, s in named)]
    named.sort(key=lambda role: role[1].start)
    pairs = [
        (one, other)
        for (one, a), (other, b) in pairwise(named)
        if _AND.fullmatch(text, a.end, b.start) and b.start > a.end + 1
    ]
    return frozenset(role for pair in pairs for role in pair if len({*pair} - {*_alike(pair[0])}) > 0)


def _alike(role: str) -> frozenset[str]:
    return next((group for group in _ALIKE if role in group), frozenset({role}))


def _roles(topics: Sequence[str], kind: str, text: str) -> tuple[str, ...]:
    """Return the role asked for, with the one that reports do not tell apart from it, or all that are asked together."""
    asked = _joined(text)
    if asked:
        return tuple(role for role in _ROLES if any(role in _alike(each) for each in asked))
    first = next((role for role in _ROLES if role in topics), "")
    if kind == "reason" and first in ("kho khan", "ton tai, han che"):
        first = "nguyen nhan"  # "Vì sao còn hạn chế?"
    alike = _alike(first)
    return tuple(role for role in _ROLES if role in alike)


def wanted(question: Question, scope: Scope) -> Wanted:
    """Read what the answer must show, and reduce the question to what it is about."""
    text = _without_units(question.text, scope) if scope.owned or scope.pointed else question.text
    marked = any(has_marks(word) for word in words(text))
    # "6 tháng đầu năm" asks for no place.
    whole = " ".join(fold(_FIRST.sub("-", question.text) if marked else question.text).split())
    text = _POINTS.sub("gì", _with_topics_marked(text))
    rewritten, phrases = _in_report_words(text, marked)
    # "xa" is far, "xã" is a commune: only where marks are typed can they be told apart.
    # So are "đầu" (first) and "đâu" (where), "năng lực nào" and "lúc nào", "không khí nào" and "khi nào".
    plain = " ".join(fold(_UNLIKE.sub("-", text) if marked else text).split())
    topics = topics_in(rewritten)
    intent = _intent(plain)
    if intent and (not topics or intent[0] in topics):
        topics, rewritten = (intent[0],), _in_role_words(rewritten, *intent)
    kind = kind_asked(plain)
    first, _, second = plain.rpartition(", ")
    behind = kind_asked(second) if first else ""
    if behind == kind and kind_asked(first):  # "Ai bị khiển trách, vì chuyện gì?": the event is found by who
        kind = kind_asked(first)
    if kind == "trouble":  # what is a trouble is told in too many ways to seek it by
        kind, behind = "", kind
    typed = " ".join(question.text.split()).lower()
    section = tuple(
        m.group(1)
        for m in _SECTION.finditer(whole)
        # "mục 2", not "mức 2"; but who types no marks may have them put back wrongly.
        if (not marked or "." in m.group(1) or typed[m.start() : m.end()].split()[0] in _SECTION_WORDS)
        # "thí điểm từ tháng 3" names no part.
        and (m.group(1) != "tu" or (typed[m.start(1) : m.end(1)] == "tư" and not m.group(0).startswith("diem")))
    )
    asks_role = kind == "reason" or _ASKS_TOPIC.search(whole) or not _ASKING.search(whole)
    roles = _roles(topics, kind, rewritten) if asks_role else ()
    return Wanted(
        text=_without_places(rewritten),
        content=tuple(_content(_without(rewritten, scope.offices), phrases, marked)),
        kind=kind,
        kind_behind=behind,
        # "hình thức công khai TTHC của huyện?" asks without a word that asks: for all there is.
        whole=_WHOLE.search(whole) is not None or _ASKING.search(whole) is None,
        section=section,
        topics=roles,
        beside=tuple(topic for topic in topics if topic not in roles),
        whom=_whom(text) if "de nghi" in roles else "",
        quoted=tuple(" ".join(m.group(1).split()) for m in QUOTED.finditer(text)),
        names=_names(text, scope),
        outcome=_OUTCOME.search(whole) is not None,
        years=() if scope.pointed else question.years,
    )


_WHOM = re.compile(
    r"\b(?:(?:đối )?với|lên|tới|đến|cho|(?:đề|kiến) nghị|đề xuất)\s+(?P<whom>(?:UBND|HĐND|Ủy ban|Chính phủ|Quốc hội|Trung ương|trung ương|cấp trên|"
    r"tỉnh|huyện|thành phố|thị xã|Bộ|Sở|các bộ|các sở|Ban|Cục|Văn phòng)\b[^?,.;]*?)"
    r"(?=\s+(?:là|những|các|gì|điều|nội dung|việc|năm|trong|về|nào|để|ra sao)\b|\s*(?:[?,.;]|$))"
)


def _whom(text: str) -> str:
    """Return whom something is proposed to, folded: "kiến nghị gì với Bộ Nội vụ"."""
    found = _WHOM.search(text)
    return " ".join(fold(found.group("whom")).split()) if found else ""


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


_FIRST = re.compile(r"\bđầu\b", re.IGNORECASE)
_UNLIKE = re.compile(r"\b(?:xa|đầu|đấu|dầu|dâu|dấu|ải|ái|não|khí|lực|lục|nội)\b", re.IGNORECASE)
_NAME = re.compile(rf"(?<=\w\s)[{UPPER}][^\W\d_]*(?:\s+(?:[{UPPER}][^\W\d_]*|\d{{1,2}}\b))+")


_PERSON = re.compile(
    rf"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]ồng chí) (?P<name>(?:[{UPPER}][^\W\d_]*\s+){{1,4}}(?P<last>[{UPPER}][^\W\d_]*))"
)


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


def _without(text: str, names: Iterable[str]) -> str:
    return reduce(lambda rest, name: rest.replace(name, " "), names, text)


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


def _content(text: str, replaced: Iterable[Sequence[str]], marked: bool) -> Iterable[Asked]:
    skipped = [mention.span for mention in periods(text)]
    for match in QUOTED.finditer(text):
        yield Asked(frozenset({" ".join(fold(w) for w in words(match.group(1)))}))
    for match in _PERSON.finditer(text):  # whom a report calls by the last name once the whole is told
        whole, last = (" ".join(fold(w) for w in words(name)) for name in match.group("name", "last"))
        yield Asked(frozenset({whole, *(f"{call} {last}" for call in ("ong", "ba", "anh", "chi", "dong chi"))}))
        skipped.append(Span(*match.span()))
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
        typed = term.span.of(text)
        empty = term.name in _EMPTY and (" " in term.name or not marked or words(typed)[0] in _EMPTY_WORDS)
        if empty or term.name in seen or any(s.overlaps(term.span) for s in skipped):
            continue
        seen.add(term.name)
        if term.name in TOPICS or " " in term.name or term.name.isdigit() or not marked:
            bare = re.sub(r"^(?:bi|duoc) (?=\w)", "", term.name)
            alike = next((group for group in _ALIKE if term.name in group), _NONE)
            yield Asked(frozenset({term.name, bare}) | alike, spelt=" " in typed.strip() or typed.isupper())
        else:
            yield Asked(frozenset({term.name}), words(term.span.of(text))[0])

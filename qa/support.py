"""What a question wants to be told, and how well a sentence supports being the answer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from corpus.vietnamese import fold, has_marks, words
from corpus.vocabulary import Phrases, terms
from qa.scope import Scope
from qa.understand import Question


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question about text, reduced to what its answer must speak of.

    `text` is what is searched: without unit names and with everyday words in the reports' wording. `content`
    holds its terms, each with the other ways to say it. `kind` is what the answer must show ("" for anything).
    """

    text: str
    content: tuple[frozenset[str], ...]
    toned: frozenset[str]  # the single syllables of the question, marks kept
    kind: str = ""
    whole: bool = False
    section: tuple[str, ...] = ()  # parts of a heading's number
    topics: tuple[str, ...] = ()  # kinds of section asked for: "han che", "giai phap"
    quoted: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    marked: bool = True  # the question is typed with tone marks


#: What the question asks for; the first that fits counts. Matched on text without marks.
_KINDS = (
    ("meaning", r"\bviet tat\b|\bnghia la gi\b|\bla viet tat\b|\bten day du\b|\bduoc hieu la\b"),
    ("document", r"\b(?:van ban|quyet dinh|qd|nghi dinh|nghi quyet|ke hoach|cong van|thong tu|chi thi|de an|can cu)(?: so)?(?: phap ly)? nao\b|\bcan cu (?:vao )?(?:dau|gi)\b|\bco so phap ly\b|\bquy dinh (?:o|tai) dau\b|\bso (?:ky )?hieu (?:nao|gi)\b"),
    ("reason", r"\bvi sao\b|\btai sao\b|\bly do\b|\bnguyen nhan\b|\bdo dau\b|\bvi dau\b|\bco sao\b|\bsao lai\b|\bvi (?:viec|chuyen|ly do) gi\b|\bdo (?:viec |chuyen )?gi\b|\bbi quyet\b|\bnho (?:dau|gi)\b|\bthi sao lai\b|\broi sao\b"),
    ("purpose", r"\bde lam gi\b|\bnham (?:muc dich )?(?:lam )?gi\b|\bmuc dich (?:gi|la gi|cua)\b"),
    ("time", r"\bkhi nao\b|\bbao gio\b|\bluc nao\b|\bngay nao\b|\bthang nao\b|\bnam nao\b|\bthoi (?:gian|diem|han) nao\b|\bhan chot\b|\bbao lau\b"),
    ("person", r"\bla ai\b|\bai la\b|\bten gi\b|\bten la gi\b|\bten (?:cua )?.{3,60}\bla gi\b|\bho ten\b"),
    ("who", r"\bai\b|\b(?:co quan|don vi|phong|so|ban|to chuc|bo phan|nganh|doi|to|xa|huyen|phuong|thi tran|dia phuong|thon|ap|noi) nao\b|\bcua ai\b"),
    ("place", r"\bo dau\b|\bdau\b|\bnoi nao\b|\bdia diem\b|\bcho nao\b|\bnhung dau\b"),
)  # fmt: skip
_KIND_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _KINDS)

_CAUSE = re.compile(
    r"\b(?:do|vì|bởi|nhờ|nguyên nhân|lý do|lí do|khiến|nên|xuất phát|bắt nguồn|vướng|tại vì|dẫn đến|là từ)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b\d+[a-z]?\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐ][A-ZĐa-z]*(?:-[A-ZĐ&]+)*|\b(?:Nghị quyết|Kết luận|Chỉ thị|Thông tri)\s+(?:số\s+)?\d+", re.IGNORECASE)  # fmt: skip
_TIME = re.compile(
    r"\b(?:năm|tháng|ngày|quý|tuần|giờ|kỳ|sau|trước|đến hết|định kỳ|hằng|hàng|nếu|khi)\b|\d{1,2}/\d{1,2}|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"\b(?:để|nhằm|góp phần|giúp|phục vụ|tạo điều kiện|qua đó|từ đó)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:tại|ở|về|xuống|trên|qua|đến|từ|nơi|xã|phường|thôn|ấp|trụ sở|thị trấn)\b", re.IGNORECASE
)
_UPPER = "A-ZĐÀ-ỸẠ-Ỵ"
_NAMED = re.compile(rf"(?<=[\w,;:(“\"]\s)[{_UPPER}]\w+|“|\b(?:phòng|sở|ban|tổ|đội|trung tâm|văn phòng|đoàn|hội|công chức|cán bộ|tổng đài|người|ông|bà|đồng chí)\b", re.IGNORECASE)  # fmt: skip

#: Sections that reports have, as questions call them. Names are the canonical terms.
_TOPICS = frozenset(
    [
        "ton tai, han che",
        "kho khan",
        "nguyen nhan",
        "giai phap",
        "kien nghi",
        "de xuat",
        "de nghi",
        "phuong huong",
        "nhiem vu",
        "bai hoc",
        "bai hoc kinh nghiem",
        "uu diem",
        "mo hinh",
        "muc tieu",
        "ket qua",
        "chi tieu",
        "y kien chi dao",
        "ket luan",
        "cach lam",
    ]
)
_SECTION = re.compile(
    r"\b(?:muc|phan|chuong|tieu muc|diem|khoan|muc so|phan thu)\s+((?:[ivx]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-hđ](?=\s|$|[).,])|nhat|hai|ba|tu)(?:[.)]?(?:\d{1,2}|[a-h])\b)?)"
)
_ORDINALS = {"nhat": "1", "hai": "2", "ba": "3", "tu": "4"}
_WHOLE = re.compile(
    r"\b(?:nhung|cac)\b.*\b(?:nao|gi|ai|dau)\b|\bgom (?:co )?(?:nhung |cac )?(?:gi|ai|nao|dau)|\bliet ke\b|\bke ten\b|\bke ra\b|\bneu (?:cac|nhung|ro)\b|"
    r"\b(?:hai|ba|bon|nam|sau|bay|tam|\d) [^,.?]{2,40} nao\b|\btung\b|\bnhu(?:ng)? .{0,30}\bnao\b|\bnao (?:da|duoc|bi)\b|\bhinh thuc\b|\b(?:tu|voi) (?:dau|nhung)\b"
)
_ASK_TOPIC = re.compile(r"\b(?:gi|nao|the nao|ra sao|nhung|cac|neu|liet ke)\b")
_TITLE_QUOTED = re.compile(r"[“\"«‘']([^”\"»’']{3,120})[”\"»’']")

#: Words that ask, point at the report, or are in every report; they are no content.
_EMPTY = frozenset(
    [
        "ai",
        "gi",
        "nao",
        "sao",
        "dau",
        "may",
        "bao",
        "nhieu",
        "la",
        "co",
        "khong",
        "chua",
        "duoc",
        "bi",
        "da",
        "dang",
        "se",
        "cua",
        "va",
        "cac",
        "nhung",
        "mot",
        "cho",
        "toi",
        "biet",
        "hoi",
        "theo",
        "tai",
        "lieu",
        "bai",
        "bao",
        "cao",
        "van",
        "ban",
        "noi",
        "neu",
        "viet",
        "muc",
        "phan",
        "huyen",
        "tinh",
        "xa",
        "thi",
        "thanh",
        "pho",
        "tran",
        "phuong",
        "khi",
        "thi",
        "the",
        "ma",
        "o",
        "trong",
        "ve",
        "voi",
        "den",
        "tu",
        "do",
        "boi",
        "vi",
        "nay",
        "do",
        "ra",
        "vao",
        "cung",
        "con",
        "rang",
        "ly",
        "nguyen",
        "nhan",
        "vay",
        "kieu",
        "cach",
        "nhu",
        "viec",
        "chuyen",
        "dieu",
        "thu",
        "ten",
        "ho",
        "hay",
        "hoac",
        "de",
        "lam",
        "gom",
        "dia",
        "phuong",
        "don",
        "vi",
        "noi",
        "chung",
        "nhat",
        "hon",
        "so",
        "nam",
        "thang",
        "quy",
        "ngay",
        "ky",
        "ban",
        "viet",
        "tat",
        "cum",
        "muon",
        "can",
        "giup",
        "chi",
        "duoc",
        "khoi",
        "moi",
    ]
)
_EMPTY_TERMS = _EMPTY | {"nguyen nhan", "dia phuong", "don vi", "bao cao", "ton tai"}


def wanted(question: Question, scope: Scope) -> Wanted:
    """Read what the answer must show, and reduce the question to what it is about."""
    text = _without_units(question.text, scope)
    quoted = tuple(" ".join(m.group(1).split()) for m in _TITLE_QUOTED.finditer(text))
    marked = any(has_marks(w) for w in words(text))
    rewritten, others = _in_report_words(text, marked)
    folded = " ".join(fold(question.text).split())
    plain = " ".join(fold(text).split())
    content, topics = _content(rewritten, text, others, question, scope)
    return Wanted(
        text=rewritten,
        content=content,
        toned=frozenset(words(rewritten)) | frozenset(words(text)),
        kind=next((name for name, pattern in _KIND_PATTERNS if pattern.search(plain)), ""),
        whole=_WHOLE.search(folded) is not None,
        section=_section(folded),
        topics=topics if _ASK_TOPIC.search(folded) else (),
        quoted=quoted,
        years=question.years,
        marked=marked,
    )


def _without_units(text: str, scope: Scope) -> str:
    """Leave out the names of the units that the scope is narrowed to: in their reports they say nothing."""
    for unit in scope.units:
        kinds = r"(?:(?:ubnd|hđnd|huyện|huyen|quận|quan|thị xã|thi xa|thành phố|thanh pho|tỉnh|tinh|xã|xa|phường|phuong|thị trấn|thi tran|tp|tx|tt|h|x|p)\.?\s*)*"
        folded = fold(text)
        match = re.search(rf"(?<!\w){fold(kinds)}{re.escape(fold(unit.bare))}(?!\w)", folded)
        if match and len(text) - (match.end() - match.start()) > 8:
            text = f"{text[: match.start()]} {text[match.end() :]}"
    text = re.sub(r"^\s*(?:theo|ở|tại|của)?\s*,\s*", "", " ".join(text.split()))
    return re.sub(r"\s+([,.?!])", r"\1", text)


@cache
def _colloquial() -> tuple[Phrases, dict[str, list[str]]]:
    content = resources.files("corpus.data").joinpath("colloquial.toml").read_text(encoding="utf-8")
    groups: list[list[str]] = tomllib.loads(content)["phrases"]
    return Phrases((group[0], group[0]) for group in groups), {group[0]: group[1:] for group in groups}


def _in_report_words(text: str, marked: bool) -> tuple[str, list[str]]:
    """Return the text with everyday words in the reports' wording, and the other wordings of them."""
    phrases, wordings = _colloquial()
    others: list[str] = []
    parts: list[str] = []
    place = 0
    for found in phrases.find(text):
        typed = found.span.of(text)
        if marked and " ".join(words(typed)) != " ".join(words(found.name)):
            continue
        written = wordings[found.name]
        parts += [text[place : found.span.start], written[0]]
        others += written[1:]
        place = found.span.end
    return "".join(parts) + text[place:], others


def _content(
    rewritten: str, typed: str, others: Iterable[str], question: Question, scope: Scope
) -> tuple[tuple[frozenset[str], ...], tuple[str, ...]]:
    names = {w for unit in scope.units for w in fold(unit.name).split()}
    years = {str(y) for y in question.years}
    found: dict[str, None] = {}
    topics: list[str] = []
    for term in (*terms(rewritten), *terms(typed)):
        if term.name in _TOPICS:
            topics.append(term.name)
            if term.name == "nguyen nhan":
                continue
        if term.name in _EMPTY_TERMS or term.name in years or (term.name in names):
            continue
        found[term.name] = None
    extra = frozenset(t.name for other in others for t in terms(other)) - _EMPTY_TERMS
    first = [t.name for t in terms(rewritten)]
    content = tuple(frozenset({name}) for name in found if name in first)
    return (content + (extra,) if extra and not content else content), tuple(dict.fromkeys(topics))


def _section(folded: str) -> tuple[str, ...]:
    from qa.sections import section_number

    found = [m.group(1) for m in _SECTION.finditer(folded)]
    parts: list[str] = []
    for number in found:
        if (
            number in ("a", "b", "c", "d", "e", "g", "h")
            and len(found) == 1
            and not re.search(rf"\b(?:muc|diem) {number}\b", folded)
        ):
            continue
        parts += [_ORDINALS.get(p, p) for p in section_number(number)]
    # "điểm a mục 2 phần II" goes from small to large.
    return tuple(parts)


def shows_kind(kind: str, text: str) -> bool:
    """Tell whether a text shows the kind of thing asked for."""
    pattern = {
        "reason": _CAUSE, "document": _NUMBERED, "time": _TIME, "purpose": _PURPOSE, "place": _PLACE, "who": _NAMED,
    }.get(kind)  # fmt: skip
    return pattern is None or pattern.search(text) is not None


_NAME = rf"(?:[{_UPPER}][\w'’]*\s+){{1,4}}[{_UPPER}][\w'’]*"

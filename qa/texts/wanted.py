"""What a question about text wants to be told."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from corpus.kinds import PLAIN_SHORT, PLAIN_UNITS
from corpus.lines import UPPER
from corpus.model import Span
from corpus.vietnamese import Spelt, fold, has_marks, words
from qa.question import Question
from qa.scoping.scope import Scope
from qa.texts.aspects import aspect_asked
from qa.texts.content import QUOTED, Asked, content_of, in_report_words
from qa.texts.duties import Body, every_committee, named_unit, offices_in, spelt_out
from qa.texts.kinds import kind_asked
from qa.texts.roles import in_role_words, intent_of, roles_asked, topics_in, with_topics_marked


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question about text, reduced to what its answer must speak of.

    `text` is what is searched: without unit names and with everyday words in the reports' wording. `kind` is
    what the answer must show ("" for anything), `whole` that all items of a list are asked for.
    """

    text: str
    content: tuple[Asked, ...]
    kind: str = ""
    aspect: str = ""  # the side of the matter asked for (qa/texts/aspects.py), "" for none
    kind_behind: str = ""  # what stands behind the answer: "làm ở xã nào, vướng gì?"
    whole: bool = False
    section: tuple[str, ...] = ()  # numbers of headings, as typed: "iii", "5.2"
    topics: tuple[str, ...] = ()  # kinds of section: "ton tai, han che", "giai phap"
    quoted: tuple[str, ...] = ()  # names the question puts in quotation marks
    years: tuple[int, ...] = ()
    names: tuple[str, ...] = ()  # proper names, folded: "xa trung son"
    beside: tuple[str, ...] = ()  # roles that are named but not asked for: causes "của kết quả đạt được"
    whom: str = ""  # whom something is proposed to, folded
    whose: tuple[Body, ...] = ()  # the bodies asked about of which the reports are not
    lacking: str = ""  # the word that that asks what is lacking, folded: "đơn vị nào chưa có …"
    outcome: bool = False  # what came of something, which no plan can tell


_SECTION = re.compile(
    r"\b(dieu \d{1,3})(?![\d/,])|(?:\b(?:muc|chuong|tieu muc|diem|khoan)|(?<!bo )\bphan)(?: so| thu)? "  # not "bộ phận 1 cửa"
    r"([ivx]{1,5}\b(?:[.](?:\d{1,2}|[a-h])\b)*|\d{1,2}(?:\.\d{1,2})*(?!\d|,\d|/)|nhat\b|hai\b|ba\b|tu\b|[a-e](?=[\s).,]|$))"
)
_SECTION_WORDS = ("mục", "chương", "tiểu", "điểm", "khoản", "phần", "điều")
_WHOLE = Spelt(
    r"\b(?:nh[ữư]ng|các)\b.*\b(?:nào|gì|ai|đâu)\b|\bgồm (?:có )?(?:những |các )?(?:gì|ai|nào|đâu)|\bliệt kê\b|"
    r"\bkể (?:tên|ra)\b|\bnêu (?:các|những|rõ)\b|\b(?:hai|ba|bốn|năm|sáu|bảy|tám|\d) [^,.?]{2,40} nào\b|"
    r"\b(?:hình thức|khoản|mảng|lĩnh vực|tiêu chí|mô hình|biện pháp|giải pháp|nội dung|yêu cầu|đề xuất|kiến nghị) (?:nào|gì)\b|"
    r"\btừ (?:đâu|những)\b"
)
_OUTCOME = Spelt(r"\bkết quả\b.*\b(?:ra sao|thế nào|là gì|gì)\b|\b(?:đã|được) .*\bkết quả (?:gì|nào)\b")
_LACKING = re.compile(r"\b(?:nao|gi|dau|ai)(?: \w+){0,2} (chua|khong)\b(?! *[?.]|$)")
_ASKING = Spelt(r"\b(?:gì|nào|ai|đâu|sao|bao|mấy|không|ko|chưa|nguyên nhân|l[ýí] do|tóm tắt)\b")
_ASKS_TOPIC = Spelt(
    r"\b(?:gì|nào|thế nào|ra sao|nh[ữư]ng|các|nêu|liệt kê|so sánh|đối chiếu|khác|tóm tắt|tóm lược|trình bày|cho biết)\b"
)
_KIND_OF_UNIT = rf"(?:(?:ubnd|hdnd|{PLAIN_UNITS}|{'|'.join(PLAIN_SHORT)})\b\.?\s*)*"


def wanted(question: Question, scope: Scope) -> Wanted:
    """Read what the answer must show, and reduce the question to what it is about."""
    text = _without_units(question.text, scope) if scope.owned or scope.pointed else question.text
    marked = any(has_marks(word) for word in words(text))
    typed = " ".join(question.text.split())
    asks = " ".join(_POINTS.sub("gì" if marked else "gi", text).split())
    text = with_topics_marked(asks)
    rewritten, phrases = in_report_words(text, marked)
    topics = topics_in(rewritten)
    intent = intent_of(asks)
    if intent and (not topics or intent[0] in topics):
        topics, rewritten = (intent[0],), in_role_words(rewritten, *intent)
    kind = kind_asked(asks)
    first, _, second = asks.rpartition(", ")
    behind = kind_asked(second) if first else ""
    if behind == kind and _ASKING.search(first):  # "Ai bị khiển trách, vì chuyện gì?": the event is found by who
        kind = kind_asked(first)
    section = tuple(
        number
        for m in _SECTION.finditer(fold(typed))
        if (number := m.group(m.lastindex or 0))
        # "mục 2", not "mức 2"; but who types no marks may have them put back wrongly.
        and (not marked or "." in number or typed[m.start() : m.end()].lower().split()[0] in _SECTION_WORDS)
        and typed[m.start(m.lastindex or 0) : m.end()].isascii() >= (number[0] in "ivx")  # nor "kiểm điểm vì"
        # "thí điểm từ tháng 3" names no part.
        and (number != "tu" or (typed[m.end() - 2 : m.end()].lower() == "tư" and not m.group(0).startswith("diem")))
    )
    asks_role = kind == "reason" or _ASKS_TOPIC.search(typed) or not _ASKING.search(typed)
    roles = roles_asked(topics, kind, rewritten) if asks_role else ()
    aspect = aspect_asked(asks, kind, roles)
    return Wanted(
        text=_without_places(rewritten),
        content=_of_the_matter(kind, tuple(content_of(_without(rewritten, scope.offices), phrases, marked))),
        kind="" if aspect == "money" else kind,  # "lấy ở đâu" asks for no place
        aspect=aspect,
        kind_behind=behind,
        # "hình thức công khai TTHC của huyện?" asks without a word that asks: for all there is.
        whole=_WHOLE.search(typed) is not None or _ASKING.search(typed) is None,
        section=section,
        topics=roles,
        beside=tuple(topic for topic in topics if topic not in roles),
        whom=_whom(text) if "de nghi" in roles else "",
        quoted=tuple(" ".join(m.group(1).split()) for m in QUOTED.finditer(text)),
        names=_names(text, scope),
        whose=() if "de nghi" in roles else _whose(text, scope),
        lacking=lacking.group(1) if (lacking := _LACKING.search(fold(typed))) else "",
        outcome=_OUTCOME.search(typed) is not None,
        years=() if scope.pointed else question.years,
    )


_PENALTIES = frozenset({"ky luat", "bi phat", "phat", "xu phat"})


def _of_the_matter(kind: str, content: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """Leave out what only names the kind of thing asked for: a penalty is told without that word."""
    rest = tuple(asked for asked in content if not asked.names & _PENALTIES) if kind == "penalty" else content
    return rest or content


_WHOM = re.compile(
    r"\b(?:(?:đối )?với|lên|tới|đến|cho|(?:đề|kiến) nghị|đề xuất|xin|mong)\s+(?P<whom>(?:UBND|HĐND|Ủy ban|Chính phủ|Quốc hội|Trung ương|trung ương|cấp trên|"
    r"tỉnh|huyện|thành phố|thị xã|Bộ|Sở|các bộ|các sở|Ban|Cục|Văn phòng|Công an|Chi cục|Kho bạc|Tòa án|Viện)\b[^?,.;]*?)"
    r"(?=\s+(?:là|những|các|gì|cái|điều|nội dung|việc|năm|trong|về|nào|để|ra sao)\b|\s*(?:[?,.;]|$))"
)


def _whom(text: str) -> str:
    """Return whom something is proposed to, folded: "kiến nghị gì với Bộ Nội vụ"."""
    found = _WHOM.search(text)
    return " ".join(fold(found.group("whom")).split()) if found else ""


_POINTS = re.compile(
    r"\b(?:những|các|nhung|cac) (?:điểm|ý|điều|nội dung|vấn đề|việc|diem|y|dieu|noi dung|van de|viec) (?:nào|gì|nao|gi)\b",
    re.IGNORECASE,
)
_NAME = re.compile(rf"(?<=\w\s)[{UPPER}][^\W\d_]*(?:\s+(?:[{UPPER}][^\W\d_]*|\d{{1,2}}\b))+")


def _names(text: str, scope: Scope) -> tuple[str, ...]:
    """Return the proper names in a question, and units of it that the scope is not narrowed to."""
    found = [*scope.unknown, *(m.group(0) for m in _NAME.finditer(text))]
    found += [u.name for u in scope.units if not scope.owned]
    return tuple(dict.fromkeys(" ".join(fold(w) for w in words(name)) for name in found))


def _whose(text: str, scope: Scope) -> tuple[Body, ...]:
    """Return the bodies that a question is asked of and whose own reports are not at hand."""
    named = scope.offices or tuple(name for name, _, _ in offices_in(text, scope.units))
    units = () if scope.owned or scope.pointed else scope.units
    offices = (Body(name, pattern) for name in named if (pattern := spelt_out(name)))
    every = every_committee(text) if not named else None
    return (*offices, *([every] if every else ()), *(Body(unit.name, named_unit(unit)) for unit in units))


def _without_units(text: str, scope: Scope) -> str:
    """Leave out the names of the units that the scope is narrowed to: in their own reports they say nothing."""
    for unit in scope.units:
        quoted = [Span(*m.span()) for m in QUOTED.finditer(text)]  # what is called by the unit's name keeps it
        found = re.finditer(rf"(?<!\w){_KIND_OF_UNIT}{re.escape(fold(unit.bare))}(?!\w)", fold(text))
        match = next((m for m in found if not any(q.overlaps(Span(*m.span())) for q in quoted)), None)
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

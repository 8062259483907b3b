"""The roles of sections that reports have: difficulties, causes, solutions, plans; and how a question asks for one."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from corpus.vietnamese import Spelt, fold, modern_tone
from corpus.vocabulary import Phrases, terms

#: Roles of sections that reports have, by their canonical terms; of several asked for the first counts:
#: "nguyên nhân của những hạn chế" are causes.
_ROLES = (
    "nguyen nhan", "giai phap", "bai hoc kinh nghiem", "de nghi", "kho khan", "ton tai, han che", "phuong huong",
    "nhiem vu", "muc tieu", "muc dich", "uu diem", "ket qua", "mo hinh",
)  # fmt: skip
TOPICS = frozenset(_ROLES)
#: Those that say of what side a matter is told; "mô hình" only names the matter.
SIDES = TOPICS - {"mo hinh"}
#: Roles of sections that speak of the year ahead.
PLANS = frozenset({"phuong huong", "nhiem vu", "muc tieu", "giai phap"})
_ALIKE = (frozenset({"ton tai, han che", "kho khan"}), frozenset({"phuong huong", "nhiem vu"}))
_TOPIC_PHRASES = Phrases((topic, topic) for topic in TOPICS)
#: A title that names only the time to come: "Sáu tháng cuối năm".
_AHEAD = re.compile(
    r"(?:trong )?(?:\w+ thang cuoi nam|quy (?:toi|sau|tiep theo)|thang (?:toi|sau))(?: nam)?(?: \d{4})?"
    r"(?:\W+.*\b(?:tap trung|viec|nhiem vu|phan dau|du kien)\b.*)?\W*$"
)
_KIND_OF_CAUSE = re.compile(r"\W*(?:\w{1,3}[.)]\s*)?(?:(?:ve|do|mat)\s)*(?:chu|khach) quan\W*$")


@lru_cache(4096)
def topics_in(text: str) -> tuple[str, ...]:
    """Return the kinds of section that a text names, by their canonical terms."""
    # "bộ phận tiếp nhận và trả kết quả" is one term and no result.
    if _AHEAD.match(fold(text)):
        return ("phuong huong",)
    if _KIND_OF_CAUSE.match(fold(text)):
        return ("nguyen nhan",)
    named = " ".join(t.name if " " not in t.name or t.name in TOPICS else "x" for t in terms(text))
    return tuple(dict.fromkeys(f.name for f in _TOPIC_PHRASES.find(named)))


#: Behind these a title says of what its role is: "Nguyên nhân của hạn chế", "Giải pháp khắc phục khó khăn".
_OF = re.compile(r"\b(?:của|khắc phục|tháo gỡ|nhằm|để|từ)\b", re.IGNORECASE)


def roles_of(title: str) -> frozenset[str]:
    """Return the roles that a section has by its title, without those that only say of what it is."""
    return frozenset(topics_in(_OF.split(title, maxsplit=1)[0]) or topics_in(title))


#: Everyday ways to ask for a section by its role.
_INTENTS = tuple(
    (role, Spelt(pattern))
    for role, pattern in (
        (
            "bai hoc kinh nghiem",
            r"\brút (?:ra )?(?:được )?(?:những )?(?:bài học|kinh nghiệm|điều|gì)\b|\bbài học (?:gì|nào|rút ra)\b",
        ),
        (
            "phuong huong",
            r"\b(?:(?<!nghị )(?<!quyết )(?<!quy )định|dự định|dự tính|phải|sẽ|tập trung)(?: vào)? (?:làm|triển khai|"
            r"thực hiện|những|các|việc|nhiệm vụ)(?: những| các| việc| nhiệm vụ)* (?:gì|nào)\b|"
            r"\b(?:cần|phải|nên) làm (?:những )?(?:việc )?gì(?= để\b)|"
            r"\b(?:sang năm|năm (?:tới|sau|tiếp theo)|thời gian tới|sắp tới|tới đây|quý (?:tới|sau)|tháng tới|"
            r"tháng cuối năm)\b"
            r".*\b(?:làm|tập trung|triển khai)\b.*\b(?:gì|nào|ra sao|thế nào)\b",
        ),
        (
            "ton tai, han che",
            r"\b(?:còn |đang )?(?:yếu|kém|kẹt|vướng|lúng túng)(?: ở)?(?: những| các)?(?: chuyện| mặt| điểm| chỗ| khâu)?"
            r" (?:nào|gì|đâu)\b|\b(?:mặt|điểm|chỗ|khâu) (?:nào )?(?:còn |đang )?(?:yếu|kém|chưa được|chưa tốt)\b|"
            r"\b(?:mặt|điểm|chỗ|khâu) nào (?:còn |đang )?(?:yếu|kém|chưa)|"
            r"(?<!vì )(?<!do )(?<!thu )\b(?:sai|sai phạm|vi phạm|lỗi)(?: những)? (?:gì|chỗ nào|ở đâu)\b",
        ),
        (
            "uu diem",
            r"\blàm (?:được|tốt) (?:những|các)(?: việc| mặt)? (?:gì|nào)(?: đáng khen| nổi bật)?\b|"
            r"\b(?:gì|điểm|mặt) (?:nào )?(?:đáng khen|nổi bật)\b",
        ),
        ("de nghi", r"\b(?:xin|mong) (?:cấp trên|tỉnh|trung ương|chính phủ|huyện)(?: \w+){0,4} (?:gì|nào)\b"),
    )
)


def intent_of(text: str) -> tuple[str, str] | None:
    """Return the role that a question asks for in everyday words, and those words in small letters."""
    found = ((role, spelt.search(text)) for role, spelt in _INTENTS)
    return next(((role, match.group(0)) for role, match in found if match), None)


#: What reports call a role, to be searched for.
_ROLE_WORDS = {
    "bai hoc kinh nghiem": "bài học kinh nghiệm", "phuong huong": "phương hướng",
    "ton tai, han che": "hạn chế", "uu diem": "ưu điểm", "de nghi": "đề nghị",
}  # fmt: skip


def in_role_words(text: str, role: str, asking: str) -> str:
    """Return a text with the everyday words that ask for a role in the reports' own."""
    place = modern_tone(text.lower()).find(asking)
    if place < 0:
        return text
    # What it is to be done for is no part of a title: "cần làm gì để cải thiện chỉ số".
    behind = re.sub(r"^\s*(?:để|nhằm|de|nham)\b[^?.]*", " ", text[place + len(asking) :])
    return " ".join(f"{text[:place]} {_ROLE_WORDS[role]} gì {behind}".split())


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
    return frozenset(role for pair in pairs for role in pair if len({*pair} - {*alike(pair[0])}) > 0)


def alike(role: str) -> frozenset[str]:
    """Return a role with the one that reports do not tell apart from it."""
    return next((group for group in _ALIKE if role in group), frozenset({role}))


def roles_asked(topics: Sequence[str], kind: str, text: str) -> tuple[str, ...]:
    """Return the role asked for with the one that reports do not tell apart from it, or all asked together."""
    asked = _joined(text)
    if asked:
        return tuple(role for role in _ROLES if any(role in alike(each) for each in asked))
    first = next((role for role in _ROLES if role in topics), "")
    if kind == "reason" and first in ("kho khan", "ton tai, han che"):
        first = "nguyen nhan"  # "Vì sao còn hạn chế?"
    return tuple(role for role in _ROLES if role in alike(first))


#: Names of sections are told by their letters alone, so that a missing or wrong mark does no harm.
_TOPIC_WORDINGS = {
    fold(w): w
    for w in (
        "hạn chế", "tồn tại", "khó khăn", "vướng mắc", "nguyên nhân", "giải pháp", "kiến nghị", "đề xuất",
        "phương hướng", "mục tiêu", "bài học kinh nghiệm", "chủ quan", "khách quan",
    )
}  # fmt: skip
_TOPIC_WORDING = re.compile(rf"\b(?:{'|'.join(_TOPIC_WORDINGS)})\b")


def with_topics_marked(text: str) -> str:
    """Return a text with the usual names of sections spelt as they should be."""
    folded = fold(text)
    if len(folded) != len(text):
        return text
    for match in _TOPIC_WORDING.finditer(folded):
        typed = text[match.start() : match.end()]
        if typed.islower():
            text = text[: match.start()] + _TOPIC_WORDINGS[match.group(0)] + text[match.end() :]
    return text

"""What a message asks of the thing just told without naming it: who does it, since when, what came of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from corpus.model import Span
from corpus.vietnamese import blanked
from qa.dialogue.message import Message
from qa.dialogue.rewriting import main_period
from qa.dialogue.slots import Parts

#: "ask" asks anew; the others want the last answer otherwise shown.
Request = Literal["ask", "source", "more", "quote"]


@dataclass(frozen=True, slots=True)
class Aside:
    """A kind of thing asked, with the words that its answer must hold, in small letters without marks.

    `counted` is the noun of "mấy xã", "bao nhiêu người", "xã nào". One asked `late` may as well stand alone: it is looked for
    where the answer before stands only if nothing else is found.
    """

    kind: str
    words: tuple[str, ...] = ()
    counted: str = ""
    item: int = 0  # which of several things told is meant: 1 is the first, -1 the last
    late: bool = False

    @property
    def is_topic(self) -> bool:
        """Tell whether a later "còn năm 2023?" asks this of another year, not what was asked before it."""
        return self.kind in ("amount", "plain")


_THING = r"(?:viec|mo hinh|cach lam|sang kien|giai phap|hoat dong|de an|du an|chuong trinh|dieu|thi diem|cai)"
_OF_IT = re.compile(
    rf"\b(?:(?:cua|trong|khi|ve|lam|thuc hien|trien khai) )*{_THING} (?:do|nay|ay|tren|kia)\b|\b(?:cua|ve) no\b"
    r"|\bso (?:do|nay|ay)\b|\b(?:ong|ba|anh|chi) (?:ay|do|nay)\b"
)
_KINDS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("money", r"^lay (?:o|tu) (?:dau|nguon nao)|\b(?:lay |dung )?(?:tien|kinh phi|von)(?: lay)? (?:o dau|tu dau|dau ra|tu nguon nao|nguon nao|cua ai)|\bai (?:chi tien|tra tien|bo tien)"),
        ("next", r"\b(?:se|dinh)\b.*\b(?:tiep|nua)\b|\b(?:sap toi|nam toi|nam sau|toi day|thoi gian toi|tiep theo|tiep tuc|nhan rong|mo rong|duy tri)\b.*\b(?:lam|thuc hien|trien khai|co|to chuc|mo|nua|tiep|gi|nao|sao|khong)\b"),
        ("handled", r"\b(?:xu ly|khac phuc|giai quyet|chan chinh|cai thien)(?: \w+){0,2} (?:the nao|ra sao|sao|chua|gi|bang cach nao|xong)|\blam gi de (?:xu ly|khac phuc|cai thien)"),
        ("benefit", r"\b(?:loi ich|tac dung|y nghia|uu diem|hieu qua|loi the|loi gi)\b"),
        ("difficulty", r"\b(?:kho khan|vuong mac|vuong|nhuoc diem|bat cap|tro ngai|kho gi|kho nhat|han che)\b"),
        ("result", r"\b(?:ket qua|thanh qua)\b"),
        ("why", r"\b(?:vi|tai|do) (?:sao|dau|gi)\b|\b(?:ly do|nguyen nhan)\b|\bsao (?:lai )?(?:vay|the)\b"),
        ("most", r"\b(?:nhieu|cao|lon|it|thap|nho) nhat\b"),
        ("when", r"\b(?:tu |vao |trong )?(?:nam nao|khi nao|bao gio|luc nao|thang nao|ngay nao|nam may)\b|^(?:thoi )?han(?: chot| cuoi| hoan thanh| la)*\W*$"),
        ("where", r"\b(?:o|tai) (?:dau|cho nao|noi nao)\b|\b(?:cho|noi) nao\b"),
        ("who", r"\b(?:ai|(?:don vi|phong|co quan|bo phan|nguoi|ban|cuc|to chuc|doi) nao)\b"),
        ("parts", r"\b(?:nhung |cac )loai (?:nao|gi)|^(?:cu the )?(?:bang |theo )?(?:cac |nhung )?(?:hinh thuc|loai|gom)(?: (?:gi|nao|la gi|nhung gi|nhung ai))*\W*$|^(?:do )?la (?:nhung )?(?:gi|ai)\W*$"),
    )
)  # fmt: skip
#: Who signed, and when, is told by the letterhead.
_OF_THE_PAPER = re.compile(r"\bky\b|\bban hanh\b|\b(?:so|ky) hieu\b|\bnoi nhan\b")
_COUNTS = re.compile(r"\b(?:bao nhieu|may) ((?!tien\b|phan tram|diem\b|nam\b)[a-z]+)")
_WHICH = re.compile(r"\b(xa|phuong|thi tran|huyen|thi xa|tinh|thon|ban|ap|to dan pho|truong|phong|so) nao\b")
_AMOUNT = re.compile(r"\b(?:bao nhieu|may)\b")
#: Sections of a report, asked for as such.
_SECTION = re.compile(
    r"\b(?:kien nghi|de xuat|de nghi|giai phap|nhiem vu|phuong huong|muc tieu|tom tat|so sanh|ton tai|danh gia)\b"
)
#: A question on these has no thing that something could be asked of.
_ABOUT_SECTIONS = re.compile(
    r"\b(?:han che|ton tai|kho khan|nguyen nhan|giai phap|nhiem vu|phuong huong|muc tieu|kien nghi|de xuat|de nghi"
    r"|ket qua|so sanh|tom tat)\b"
)
_OF_SECTIONS = ("benefit", "difficulty", "result", "why", "next", "handled")
#: A thing named is looked for by its name: "“Sổ tay” là gì?".
NAMES_SOMETHING = re.compile(r"[“\"][^”\"]{3,}[”\"]")
#: Words that say nothing of what is asked.
_EMPTY_LIST = """ai gi nao dau sao may bao nhieu the vay thi la ma va cua cho voi cac nhung mot cai chiec viec nay do ay kia no
    co duoc bi da dang se con cung o tai trong ngoai tren duoi tu vao ra den de ve theo vi boi lai nua luon khong chua a
    nhi ha nhe roi di cu lam thuc hien trien khai hoat dong huyen tinh ubnd don vi dia phuong ho
    bo so ban hay em anh chi ong ba xem hoi biet noi neu nam phai nen can thuoc gom chu yeu loai dat gap rieng kho vuong
    bat khi nhat cuoi xong hoan thanh"""
_EMPTY = frozenset(_EMPTY_LIST.split())
_LONGEST = 9
_MOST_WORDS = 4


def aside_of(message: Message, prior: Parts) -> Aside | None:
    """Return what a short message asks of the thing that the question before was about; None where it stands alone."""
    now, folded = message.parts, message.parts.folded.strip()
    if _only_compares(message):
        return Aside("change", late=True)
    if _says_of_what(message) or _OF_THE_PAPER.search(folded) or NAMES_SOMETHING.search(now.text):
        return None
    if _names_counted(folded, prior):
        return Aside("parts")
    item, points = _ITEM.search(folded), _OF_IT.search(folded)
    kind, match = next(((name, m) for name, pattern in _KINDS if (m := pattern.search(folded))), ("", None))
    if not (item or points) and _of_sections(kind, folded, prior):
        return None
    year = _year(message, prior)
    if message.relatives and not year and kind != "next":
        return None
    taken = [*(Span(*m.span()) for m in (match, item, points) if m), *(r.span for r in message.relatives)]
    words = _words(now, taken) + year
    if (counts := _COUNTS.search(folded)) and not match:
        return Aside("amount", tuple(w for w in words if w != counts.group(1)), counts.group(1), _place(item))
    if (noun := _WHICH.search(folded)) and kind in ("", "where"):
        return Aside("which", tuple(w for w in words if w not in noun.group(1).split()), noun.group(1), _place(item))
    kind = kind or ("amount" if _AMOUNT.search(folded) else "plain")
    if len(words) > _MOST_WORDS or (kind == "plain" and not words and not item):
        return None
    return Aside(kind, words, "", _place(item), kind in ("plain", "why") and message.connected and not points)


def _only_compares(message: Message) -> bool:
    """Tell whether nothing is said but that what was told is to be compared: "tăng hay giảm?", "so với năm 2022?"."""
    now = message.parts
    compares = message.compares or bool(message.measures)
    same = not (now.units or now.indicators or message.rest or message.stages)
    return compares and same and all(m.name == "change" for m in message.measures)


def _says_of_what(message: Message) -> bool:
    """Tell whether a message names what it asks of, or asks for a figure that every thing has."""
    now = message.parts
    named = now.units or now.described or now.periods or now.indicators or now.reports or now.levels
    asks = any(m.name != "why" for m in message.measures) or any(s.name == "target" for s in now.status)
    aims = message.compares or message.stages or message.bare_level
    length = len(now.folded.split())
    return bool(named or asks or aims) or not 0 < length <= _LONGEST


def _of_sections(kind: str, folded: str, prior: Parts) -> bool:
    """Tell whether a section is asked for, not what stands beside a thing; of an index only who and why are asked."""
    if prior.indicators:
        return kind not in ("why", "who")
    if kind in _OF_SECTIONS:
        return "han che" in folded or _ABOUT_SECTIONS.search(prior.folded) is not None
    return not kind and _SECTION.search(folded) is not None


#: "cái sau", "mô hình thứ hai": one of those just listed.
_ITEM = re.compile(
    r"\b(?:cai|mo hinh|viec|cach lam|sang kien|giai phap|y|muc|nhiem vu) "
    r"(?:(dau tien|dau|thu nhat)|(?:thu )?(hai|ba|tu|bon|nam|\d)|(sau cung|sau|cuoi cung|cuoi))\b(?! (?:nam|thang))"
)
_PLACES = {"hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5}


def _place(item: re.Match[str] | None) -> int:
    if item is None:
        return 0
    first, number, _ = item.groups()
    return 1 if first else -1 if not number else _PLACES.get(number) or int(number)


def _year(message: Message, prior: Parts) -> tuple[str, ...]:
    """Return the year meant by "năm sau", as it is printed."""
    base, relative = main_period(prior), next(iter(message.relatives), None)
    if base is None or base.year is None or relative is None or relative.form != "year":
        return ()
    return (str(base.year + relative.step),)


def asks_money_source(message: Message, prior: Parts) -> bool:
    """Tell whether "lấy ở đâu?" asks for the money just spoken of, not for the source of the answer."""
    money = re.search(r"\b(?:kinh phi|tien|von|ngan sach)\b", prior.folded)
    return bool(money and _KINDS[0][1].match(message.parts.folded))


def _names_counted(folded: str, prior: Parts) -> bool:
    """Tell whether what was counted is to be named: "còn mấy nhiệm vụ chưa xong?" – "nhiệm vụ gì?"."""
    named = re.fullmatch(r"(?:do la |la |cu the )?(?:nhung |cac )?(\w+(?: \w+)?) (?:gi|nao)\W*", folded)
    counts = any(a.name == "count" for a in prior.asking)
    return bool(named and counts and re.search(rf"\b(?:bao nhieu|may) {re.escape(named.group(1))}\b", prior.folded))


def _words(now: Parts, taken: list[Span]) -> tuple[str, ...]:
    left = re.findall(r"\w+", blanked(now.folded, taken))
    return tuple(dict.fromkeys(w for w in left if w not in _EMPTY))

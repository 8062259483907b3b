"""What a message asks of the thing just told without naming it: who does it, since when, what came of it."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from corpus.kinds import PLAIN_BODIES, PLAIN_UNITS
from corpus.model import Span
from corpus.vietnamese import blanked, has_marks
from qa.dialogue.exchanging_measures import counted_anew, counted_words
from qa.dialogue.message import QUALITY, Message
from qa.dialogue.pointing import POINTED_UNIT
from qa.dialogue.rewriting import main_period
from qa.dialogue.slots import Parts
from qa.standing import FIRST_PLACE, LAST_PLACE
from qa.texts.content import Asked, content_of, in_report_words

#: "ask" asks anew; the others want the last answer otherwise shown.
Request = Literal["ask", "source", "more", "quote"]


@dataclass(frozen=True, slots=True)
class AsideKind:
    """A kind of thing asked, as asides.toml tells it: how it is asked for, what tells it, and where that stands."""

    name: str
    asks: re.Pattern[str]
    tells: re.Pattern[str]
    behind: bool = False
    nearby: bool = False
    elsewhere: bool = False
    untold: bool = False


@cache
def kinds() -> dict[str, AsideKind]:
    """Return the kinds of asides by name, in the order in which they are tried."""
    table = {name: entry for name, entry in _read().items() if isinstance(entry, dict)}
    return {
        name: AsideKind(
            name, _any(entry.get("asks", ())), _said(entry["tells"]), *(entry.get(f, False) for f in _WHERE)
        )
        for name, entry in table.items()
    }


_WHERE = ("behind", "nearby", "elsewhere", "untold")


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(resources.files("qa.dialogue").joinpath("asides.toml").read_text(encoding="utf-8"))


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(_read()[name])


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or "(?!)")


def _said(wordings: Iterable[str]) -> re.Pattern[str]:
    joined = "|".join(wordings)
    return re.compile(rf"\b(?:{joined})(?!\w)" if joined else "")


@dataclass(frozen=True, slots=True)
class Aside:
    """A kind of thing asked, with what its answer must speak of.

    `counted` is the noun of "mấy xã", "bao nhiêu người", "xã nào". One asked `late` may as well stand alone: it is looked for
    where the answer before stands only if nothing else is found.
    """

    kind: AsideKind
    content: tuple[Asked, ...] = ()
    counted: str = ""
    item: int = 0  # which of several things told is meant: 1 is the first, -1 the last
    late: bool = False

    @property
    def is_topic(self) -> bool:
        """Tell whether a later "còn năm 2023?" asks this of another year, not what was asked before it."""
        return self.kind.name in ("amount", "plain") or (self.late and self.kind.name in ("most", "least"))

    @property
    def says_enough(self) -> bool:
        """Tell whether so much is asked that a sentence which holds it may stand anywhere."""
        return len(self.content) + bool(self.counted) >= _ENOUGH

    @property
    def matter(self) -> tuple[Asked, ...]:
        """Return what is spoken of but that somebody takes charge."""
        return tuple(a for a in self.content if not set(" ".join(a.names).split()) <= _listed("charge"))


_THING = r"(?:viec|mo hinh|cach lam|sang kien|giai phap|hoat dong|de an|du an|chuong trinh|dieu|thi diem|cai)"
_OF_IT = re.compile(
    rf"\b(?:(?:cua|trong|khi|ve|lam|thuc hien|trien khai) )*{_THING} (?:do|nay|ay|tren|kia)\b|\b(?:cua|ve) no\b"
    r"|\bso (?:do|nay|ay)\b|\b(?:ong|ba|anh|chi) (?:ay|do|nay)\b"
)
#: Who signed, and when, is told by the letterhead; what there is in all is not of one thing.
_OF_THE_PAPER = re.compile(
    r"\bky\b|\bban hanh\b|\b(?:so|ky) hieu\b|\bnoi nhan\b|(?<!tren )(?<!trong )\btong (?:so|cong|kinh phi|chi phi|tien)\b"
)
_COUNTS = re.compile(r"\b(?:bao nhieu|may) ((?!tien\b|phan tram|diem\b|nam\b)[a-z]+)")
#: Money is counted in its own noun: "chi hết bao nhiêu?", "tốn mấy tiền?".
_SPENT = re.compile(
    r"\b(?:(?:chi|ton|het|mat)(?: het| mat)? (?:bao nhieu|may)(?: tien)?|(?:bao nhieu|may) tien)\b(?= *\W*$)"
)
_OF_UNIT = re.compile(rf"(?:ubnd )?(?:{PLAIN_UNITS}) (?:co|duoc|da|dang|con)\b")
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
_LONGEST, _ENOUGH = 9, 2
_MOST_WORDS = 4


def aside_of(message: Message, prior: Parts) -> Aside | None:
    """Return what a short message asks of the thing that the question before was about; None where it stands alone."""
    now, folded = message.parts, message.parts.folded.strip()
    if message.relatives and prior.asking and not message.rest and not message.measures:
        return None  # "năm sau thì sao?" asks the same figure of another year
    if _only_compares(message):
        return Aside(kinds()["change"], late=True)
    if _says_of_what(message) or _OF_THE_PAPER.search(folded) or NAMES_SOMETHING.search(now.text):
        return None
    if _names_counted(folded, prior):
        return Aside(kinds()["parts"])
    item, points = _ITEM.search(folded), _OF_IT.search(folded)
    kind, match = next(((kind.name, m) for kind in kinds().values() if (m := kind.asks.search(folded))), ("", None))
    if not (item or points) and _of_sections(kind, folded, prior):
        return None
    year = _year(message, prior)
    if message.relatives and not year and kind not in ("next", "handled"):
        return None
    counts = None if match else _SPENT.search(folded) or _COUNTS.search(folded)
    if counts and _OF_UNIT.match(folded):
        return None  # "huyện có bao nhiêu xã?" is asked of the unit
    which = _WHICH.search(folded) if kind in ("", "where") else None
    if which and POINTED_UNIT.search(folded):
        return None  # "xã đó thuộc huyện nào?" is asked of the unit
    taken = [*(Span(*m.span()) for m in (match, item, points) if m), *(r.span for r in message.relatives)]
    if counts:
        content = _content(now, [*taken, Span(*counts.span())]) + year
        counted = counts.group(1) if counts.re is _COUNTS else "tien"
        return Aside(kinds()["amount"], content, counted, _place(item))
    if which:
        return Aside(
            kinds()["which"], _content(now, [*taken, Span(*which.span())]) + year, which.group(1), _place(item)
        )
    content = _content(now, taken) + year
    kind = kind or ("amount" if _AMOUNT.search(folded) else "plain")
    if len(content) > _MOST_WORDS or (kind == "plain" and not content and not item):
        return None
    quality = QUALITY.match(folded) is not None
    counted = next((counted_words(prior, a) for a in prior.asking if a.name == "count"), "")
    topic = re.split(r"\s+thi\b", now.folded.strip(" ?.!"))[0]
    if kind == "plain" and message.connected and not quality and counted_anew(topic, counted) != topic:
        return None  # "biên chế công chức" – "còn viên chức?": as many are asked for
    late = kind in ("plain", "why") and (message.connected or quality) and not points
    late = (
        late or (kind in ("most", "least") and _AMONG.match(folded) is not None) or LACKS.fullmatch(folded) is not None
    )
    return Aside(kinds()[kind], content, "", _place(item), late)


#: "Vậy còn thiếu bao nhiêu?": of those allotted, if such were asked for.
LACKS = re.compile(r"(?:vay |the )?(?:la )?(?:con )?thieu (?:bao nhieu|may)(?: (?:nguoi|nua|bien che))?\W*")
#: "Huyện nào nhiều nhất?": of a table, most often; beside the whole a sentence tells it of its kinds.
_AMONG = re.compile(rf"(?:{PLAIN_BODIES}|thang|quy)\b(?:,? \w+){{0,3}} nao\b")


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
    plans = not kinds()["handled"].asks.search(now.folded)  # "kế hoạch xử lý thế nào" asks for no aim
    asks = any(m.name != "why" for m in message.measures) or any(s.name == "target" and plans for s in now.status)
    compares = message.compares and not kinds()["gap"].asks.search(now.folded)
    aims = compares or message.stages or message.bare_level
    length = len(now.folded.split())
    return bool(named or asks or aims) or not 0 < length <= _LONGEST


def _of_sections(kind: str, folded: str, prior: Parts) -> bool:
    """Tell whether a section is asked for, not what stands beside a thing; of an index only who and why are asked."""
    if prior.indicators and not _DOES.search(prior.folded):
        return kind not in ("why", "who") or _STANDS.search(folded) is not None
    if kind == "who" and folded.startswith("voi "):
        return _SECTION.search(prior.folded) is not None
    if kind in _OF_SECTIONS:
        return "han che" in folded or _ABOUT_SECTIONS.search(prior.folded) is not None
    return not kind and _SECTION.search(folded) is not None


#: "Ai tổ chức khảo sát mức độ hài lòng?" is asked of work, not of an index.
_DOES = re.compile(r"\b(?:ai|nao)\b.*\b(?:to chuc|khao sat|thuc hien|chu tri|trien khai|tham muu)\b")
#: "Đứng cuối là ai?" is asked of the ranking.
_STANDS = re.compile(rf"\b(?:{FIRST_PLACE}|{LAST_PLACE}|cao nhat|thap nhat)\b")
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


def _year(message: Message, prior: Parts) -> tuple[Asked, ...]:
    """Return the year meant by "năm sau", as it is printed."""
    base, relative = main_period(prior), next(iter(message.relatives), None)
    if base is None or base.year is None or relative is None or relative.form != "year":
        return ()
    return (Asked(frozenset({str(base.year + relative.step)})),)


def asks_of_thing(message: Message, prior: Parts) -> bool:
    """Tell whether "lấy ở đâu?" asks for the money just spoken of, or "ở đâu?" for a thing's place: for no source."""
    folded = message.parts.folded
    money = re.search(r"\b(?:kinh phi|tien|von|ngan sach)\b", prior.folded)
    told = prior.asking or prior.indicators
    return bool(
        (money and kinds()["money"].asks.match(folded)) or (not told and re.match(r"(?:o|tai) (?:dau|cho)\b", folded))
    )


def _names_counted(folded: str, prior: Parts) -> bool:
    """Tell whether what was counted is to be named: "còn mấy nhiệm vụ chưa xong?" – "nhiệm vụ gì?"."""
    named = re.fullmatch(r"(?:do la |la |cu the )?(?:nhung |cac )?(\w+(?: \w+)?) (?:gi|nao)\W*", folded)
    counts = any(a.name == "count" for a in prior.asking)
    return bool(named and counts and re.search(rf"\b(?:bao nhieu|may) {re.escape(named.group(1))}\b", prior.folded))


def _content(now: Parts, taken: list[Span]) -> tuple[Asked, ...]:
    """Return what a message speaks of beside the words that ask."""
    return spoken_of(blanked(now.text, taken), has_marks(now.text))


def spoken_of(text: str, marked: bool) -> tuple[Asked, ...]:
    """Return what a text speaks of, but for the words that say nothing of a thing told."""
    rewritten, phrases = in_report_words(text, marked)
    return tuple(a for a in content_of(rewritten, phrases, marked) if not a.names <= _listed("empty"))

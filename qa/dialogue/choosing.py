"""Choose from what a question back offered: by place, by name, by year, all of it, or by a plain yes."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from corpus.kinds import PLAIN_BODIES
from corpus.model import Unit
from corpus.vietnamese import fold
from qa.dialogue.slots import take_apart

_ORDINALS = {
    "dau tien": 1, "dau": 1, "nhat": 1, "mot": 1, "hai": 2, "nhi": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5,
    "cuoi": -1, "cuoi cung": -1,
}  # fmt: skip
_CHOICE = re.compile(
    r"(?:(?:chon|lay|y|la)\s+)?(?:(?:cai|so|phuong an|lua chon|y|muc|don vi|huyen|xa|nam|bao cao|tai lieu)\s+)?(?:thu\s+)?"
    r"(\d{1,2}|dau tien|dau|nhat|hai|nhi|ba|tu|bon|cuoi cung|cuoi)(?:\s+(?:nhe|a|di|thoi|do|ay))*[\s.!?)]*"
)
_OFFERED_THINGS = rf"(?:cac )?(?:{PLAIN_BODIES}|cai|nam|bao cao)"
_ALL = re.compile(
    rf"(?:(?:lay|cho|xem) )?(?:(?:ca (?:hai|ba|bon|2|3|4|het)|tat ca|het)(?: {_OFFERED_THINGS})?|moi {_OFFERED_THINGS}"
    rf"|{_OFFERED_THINGS} nao cung duoc|cac {_OFFERED_THINGS})(?:\s+(?:nhe|a|di|luon|do|nha))*[\s.!?)]*"
)
#: Of the years offered, the last; or the one before it.
_LATEST = re.compile(
    r"(?:(?:cai|nam|ky|bao cao|so lieu)\s+)?(?:(?:moi|gan(?: day)?) nhat|nay|cuoi)(?:\s+(?:nhe|a|di|do|ay))*[\s.!?)]*"
)
_BEFORE = re.compile(r"nam (?:ngoai|truoc|roi)(?:\s+(?:nhe|a|di|do|ay))*[\s.!?)]*")
_LISTED = re.compile(r"^\s*(?:[-–•*+]|\d{1,2}[.)])\s*(.+?)\s*[;.,]?\s*$", re.MULTILINE)
_OFFERED = re.compile(r"\b(?:nào|hỏi): ([^?]+)\?\s*$")
#: The one thing offered is meant: "vâng", "đúng rồi".
_AGREED = re.compile(
    r"(?:(?:vang|da|uh?|u|um|dung|phai|chinh xac|ok|oke|chuan|co|roi|vay|the|a|ban|ad|em|day|do|no|la)\b[\s,.!]*)+"
)
#: What surrounds the name in a reply that picks one: "xã ở Đồng Xoan ấy".
_AROUND_NAMES = """o ben tai thuoc cua la xa huyen tinh phuong thi tran don vi nam cai y toi minh em anh chi hoi chon lay a nhe
    ay do thoi con thi nha"""
_AROUND_NAME = frozenset(_AROUND_NAMES.split())
#: How alike a name typed wrongly is to the one meant.
_ALIKE = 0.85


def agrees(text: str, answer: str) -> bool:
    """Tell whether a message says yes to the one thing that the answer before offered."""
    return len(_offered(answer)) == 1 and _AGREED.fullmatch(fold(text).strip()) is not None


def choices(text: str, answer: str, known: Sequence[Unit]) -> list[str]:
    """Return what a reply such as "cái đầu tiên", "2", "bên Đồng Xoan" or "cả hai" picks of what was offered."""
    if "?" not in answer:
        return []
    offered = _offered(answer) or [m.group(1) for m in _LISTED.finditer(answer)]
    if agrees(text, answer):
        return offered
    if not offered:
        parts = take_apart(answer, known)
        offered = list(dict.fromkeys(u.written for u in parts.units)) or [p.span.of(answer) for p in parts.periods]
    folded = fold(text).strip()
    if len(offered) > 1 and _ALL.fullmatch(folded):
        return offered
    if dated := _by_year(folded, offered):
        return dated
    match = _CHOICE.fullmatch(folded)
    if match is None:
        return _named_choice(text, offered)
    number = int(match.group(1)) if match.group(1).isdigit() else _ORDINALS[match.group(1)]
    if number == -1:
        number = len(offered)
    return [offered[number - 1]] if 0 < number <= len(offered) else []


def _offered(answer: str) -> list[str]:
    found = _OFFERED.search(answer)
    return re.split(r", | hay ", found.group(1)) if found else []


def offered_years(answer: str) -> list[int]:
    """Return the years between which a question back lets choose."""
    return list(_years(_offered(answer)))


def _years(offered: Sequence[str]) -> dict[int, str]:
    return {int(m.group(1)): one for one in offered if (m := re.fullmatch(r"năm (\d{4})", one))}


def _by_year(folded: str, offered: Sequence[str]) -> list[str]:
    """Return the year that "mới nhất", "năm ngoái" or "23" picks of those offered."""
    years = _years(offered)
    if len(years) < 2 or len(years) != len(offered):
        return []
    latest = sorted(years)
    if _LATEST.fullmatch(folded):
        return [years[latest[-1]]]
    if _BEFORE.fullmatch(folded):
        return [years[latest[-2]]]
    short = re.fullmatch(r"(?:nam )?(\d\d)\W*", folded)
    return [one for year, one in years.items() if short and year % 100 == int(short.group(1))]


def _named_choice(text: str, offered: Sequence[str]) -> list[str]:
    """Return the one choice that holds all the telling words of a reply, as marked if need be, or is most like it."""
    found: list[str] = []
    for written in (fold, str.lower):
        said = _telling(written(text))
        found = [c for c in offered if said and set(said) <= set(re.findall(r"\w+", written(c)))]
        if len(found) == 1:
            return found
    said = _telling(fold(text))
    alike = [c for c in offered if SequenceMatcher(None, " ".join(said), " ".join(_telling(fold(c)))).ratio() >= _ALIKE]
    return alike if not found and len(said) > 1 and len(alike) == 1 else []


def _telling(written: str) -> list[str]:
    return [w for w in re.findall(r"\w+", written) if fold(w) not in _AROUND_NAME]

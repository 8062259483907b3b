"""What the library holds, told as small talk: how many reports, of which units and years."""

from __future__ import annotations

import re

from corpus.kinds import PLAIN_BODIES
from corpus.mentions import find_units
from corpus.model import Document, Span
from corpus.periods import periods
from corpus.vietnamese import fold
from prompts import say
from qa.dialogue.manners import without_manners
from qa.matching.filling import without_names
from qa.reference import reference
from qa.reports import Reports

_PAPERS = r"(?:bao cao|tai lieu|van ban)"
_HELD = r"(?: (?:nao|gi|trong kho|trong he thong|trong thu vien|o day|da nap|dang co|roi|the|vay|duoc nap))*"
_LISTS = re.compile(
    rf"\W*(?:(?:trong )?(?:kho|he thong|thu vien|ban|day) )?(?:hien |dang |hien dang )*"
    rf"(?:(?:co|gom|luu|bao gom) (?:nhung |cac |bao nhieu |may )(?:loai )?{_PAPERS}"
    rf"|(?:bao nhieu|may) {_PAPERS}"
    rf"|(?:liet ke|ke ten|danh sach|cho xem|xem)(?: (?:cac|nhung|danh sach|ten|tat ca))* {_PAPERS}"
    rf"|(?:dung|lay|co) (?:nguon )?(?:du lieu|so lieu)(?: (?:gi|nao|tu dau|o dau|tu nguon nao|cua ai))+){_HELD}\W*"
)
_UNITS = re.compile(
    rf"\W*(?:vay |the )?(?:(?:kho|he thong|thu vien|ban) )?(?:dang |hien )?"
    rf"(?:co (?:{_PAPERS} |du lieu |so lieu )?(?:cua )?)?(?:nhung |cac )?"
    rf"(?:{PLAIN_BODIES}) nao(?: (?:co|nop|gui) {_PAPERS})?{_HELD}\W*"
)
#: So many reports or units are named; of more the library page tells.
_NAMED = 12


def about_library(message: str, reports: Reports) -> str | None:
    """Return what the library holds where that is all a message asks, of a unit or year if it names one; else None."""
    text = without_manners(message)
    rest = fold(without_names(text))
    rest = re.sub(r"(?:\b(?:cua|nam|trong|o|tai)\b\s*)+\W*$", "", " ".join(rest.split()))
    asks_units = _UNITS.fullmatch(rest) is not None
    if not reports.documents or not (asks_units or _LISTS.fullmatch(rest)):
        return None
    years = {y for m in periods(text) for y in m.period.years}
    units = {m.unit.key for m in find_units(text, bare=True)}
    held = [
        d for d in reports.documents.values()
        if (not years or years & set(_years(d))) and (not units or (d.unit and d.unit.key in units))
    ]  # fmt: skip
    if asks_units:
        named = sorted({d.unit.name for d in held if d.unit})
        return say("conversation.talk_units", count=len(named), units=_some(named, ", ")) if named else None
    latest = sorted(held, key=lambda d: (str(d.date or ""), d.source), reverse=True)
    lines = [f"- {reference(d, Span(0, 1))}" for d in latest]
    return say("conversation.talk_holdings", count=len(held), reports=_some(lines, "\n")) if held else None


def _some(names: list[str], between: str) -> str:
    more = [say("conversation.talk_more", count=len(names) - _NAMED)] if len(names) > _NAMED else []
    return between.join([*names[:_NAMED], *more])


def _years(document: Document) -> tuple[int, ...]:
    period = document.header.period
    return period.years if period else (document.date.year,) if document.date else ()

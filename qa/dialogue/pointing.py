"""What "huyện đó", "năm đó", "báo cáo này" point at, put into words."""

import re

from corpus.kinds import MARKED, PLAIN_LEVELS, PLAIN_PLACES
from corpus.model import Span
from corpus.vietnamese import fold
from prompts import say
from qa.dialogue.exchanging_periods import new_period, shifted
from qa.dialogue.message import Message
from qa.dialogue.rewriting import (
    Edit,
    apply,
    indicator_words,
    leading_report,
    main_period,
    period_words,
    report_words,
    style,
    unit_words,
)
from qa.dialogue.slots import Parts

_UNIT_POINTER = rf"(?:{PLAIN_PLACES}|noi)\s+(?:do|nay|ay|kia|tren|vua roi)"
_POINTERS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("place", r"\b(?:o|tai) (?:do|day|do ay|noi do)\b"),
        ("unit", rf"(?<!hai )(?<!2 )(?<!cac )\b(?:ubnd )?{_UNIT_POINTER}\b"),
        ("report", r"\b(?:bao cao|tai lieu|bai|bai viet|bai bao|van ban|hoi nghi|cuoc hop|thong bao|ke hoach) (?:do|nay|ay|tren|vua roi)\b"),
        ("indicator", r"\b(?:bo )?(?:chi so|chi tieu nay|diem so|tieu chi) (?:do|nay|ay|tren)\b"),
        ("period", r"\b(?:nam|ky|quy|thang|giai doan|thoi gian|thoi diem) (?:do|ay|nay(?<!nam nay))\b"),
        ("they", r"\bcua (?:ho|no)\b|^(?:ho|no)\b(?! so)"),
    )
)  # fmt: skip
POINTED_UNIT = dict(_POINTERS)["unit"]
POINTING = re.compile("|".join(p.pattern for _, p in _POINTERS))


def without_pointers(now: Parts, prior: Parts) -> str:
    """Return the message without "của năm đó", "huyện này" where the question before says which; "" if none."""
    known = {
        "period": bool(prior.periods),
        "unit": bool(prior.units or prior.described),
        "indicator": bool(prior.indicators),
    }
    edits = []
    for name, pattern in _POINTERS:
        for match in pattern.finditer(now.folded):
            if not known.get(name):
                return ""
            before = re.search(r"\b(?:cua|trong|o|tai|vao)\s+$", now.folded[: match.start()])
            edits.append(Edit(Span(before.start() if before else match.start(), match.end()), " "))
    return apply(now.text, edits) if edits else ""


def pointers_in_words(message: Message, prior: Parts) -> str:
    """Return the message with "huyện đó", "năm đó", "chỉ số này", "năm trước đó" put into words."""
    now = message.parts
    edits: list[Edit] = []
    about = unit_words(prior)
    base = main_period(prior)
    for name, pattern in _POINTERS:
        for match in pattern.finditer(now.folded):
            words = ""
            if name == "unit" and prior.units and (wider := wider_unit(match.group(0), prior)) is not None:
                words = wider
            elif name in ("unit", "place", "they") and about:
                words = {"place": f"tại {about}", "they": f"của {about}"}.get(name, about)
                if name == "they" and match.start() == 0:
                    words = about
                if name == "unit" and match.group(0).startswith("ubnd"):
                    words = f"UBND {about}"
            elif name == "period" and base is not None:
                words = period_words(base, prior.text)
            elif name == "indicator":
                words = indicator_words(prior)
            elif name == "report":
                words = report_meant(match.group(0), prior, about)
            if words:
                edits.append(Edit(Span(*match.span()), style(words, now.text)))
    bare = _BARE_REPORT.search(now.folded)
    if bare and not (now.units or now.described or now.reports) and (words := report_meant("bao cao", prior, about)):
        edits.append(Edit(Span(*bare.span()), style(words, now.text)))
    if base is not None and not now.periods:
        for relative in message.relatives:
            compared = re.search(r"\bso voi\s+$", now.folded[: relative.span.start])
            moved = shifted(base, prior.text, relative.form, relative.step)
            if moved is not None and relative.form != "same" and not (compared and relative.form == "period"):
                edits.append(Edit(relative.span, style(moved[0], now.text)))
    elif now.periods and message.relatives:
        moved = new_period(prior, message)
        if moved is not None and now.periods[0].year is None:
            cover = now.periods[0].span.cover(message.relatives[0].span)
            if message.relatives[0].span.start - now.periods[0].span.end <= 1:
                edits.append(Edit(cover, moved[0]))
    return apply(now.text, edits)


def points_wider(now: Parts, prior: Parts) -> bool:
    """Tell whether a message points at a unit that the one talked of lies in."""
    found = POINTED_UNIT.search(now.folded)
    return bool(found and prior.units and wider_unit(found.group(0), prior) is not None)


def wider_unit(pointer: str, prior: Parts) -> str | None:
    """Return the unit that "huyện đó" means after a commune: the one it lies in, else the word alone; None if it is
    no wider than the unit talked of."""
    own = prior.units[0]
    kind = re.sub(r"^ubnd |\s+(?:do|nay|ay|kia|tren|vua roi)$", "", pointer)
    wanted = PLAIN_LEVELS.get(kind)
    if wanted is None or own.level is None or wanted.depth >= own.level.depth:
        return None
    named = next((u.written for u in prior.units if u.level is wanted), "")
    parent = own.parent if fold(own.parent).startswith(kind) else ""
    return named or parent or MARKED[kind]


#: "tóm tắt báo cáo": which one, the question before says.
_BARE_REPORT = re.compile(
    r"\bbao cao\b(?! (?:so|cua|nao|nay|do|ay|ve|tren|kip|thuong|dinh|cho|voi|tinh|huyen|nam)|\s*\d)"
)


def report_meant(pointer: str, prior: Parts, about: str) -> str:
    lead = leading_report(prior).rstrip(" ,")
    reports = [r for r in report_words(prior) if r.rstrip(",") != lead]
    if lead:
        return re.sub(r"^(?:Theo|Trong|Tại|Ở|Qua)\s+", "", lead)
    if reports:
        return reports[0].strip("()")
    kind = {"tai lieu": "tài liệu", "bai": "bài", "bai viet": "bài viết", "van ban": "văn bản", "ke hoach": "kế hoạch"}
    head = next((v for k, v in kind.items() if pointer.startswith(k)), "báo cáo")
    base = main_period(prior)
    if not about:
        return ""
    period = period_words(base, prior.text) if base else ""
    return say("conversation.this_report", report=head, period=period, unit=about)

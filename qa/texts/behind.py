"""What the sentences behind an answer say of its thing: what it was good for, what came of it, who is in charge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.vietnamese import fold
from prompts import say
from qa.dialogue.aspects import Request
from qa.draft import Draft, Line, not_found
from qa.reports import Reports
from qa.sections import Layout, Sentence
from qa.texts.lines import line_of

ASPECTS: dict[Request, re.Pattern[str]] = {
    "benefit": re.compile(
        r"\b(?:nho (?:do|vay|the)|qua do|tu do|giup|gop phan|tao (?:thuan loi|dieu kien)|tiet kiem|rut ngan|giam"
        r"|nang cao|thuan tien|hieu qua)\b"
    ),
    "difficulty": re.compile(
        r"\b(?:tuy nhien|tuy vay|kho khan|vuong|bat cap|chua|con (?:thieu|cham|it|lung tung|han che)|thieu"
        r"|khong (?:du|kip|duoc))\b"
    ),
    "result": re.compile(
        r"\b(?:nho (?:do|vay|the)|qua do|tu do|ket qua|den nay|sau (?:\w+ )?(?:thang|nam|tuan|quy|thi diem)"
        r"|(?:tang|giam)(?: \w+){0,3} (?:con|tu|ro ret|dang ke))\b"
    ),
    "who": re.compile(
        r"\b(?:chu tri|phu trach|dau moi|chiu trach nhiem|phan cong"
        r"|giao (?:cho )?(?:phong|ban|so|doan|ubnd|van phong|cong an|trung tam|to|ong|ba|dong chi|can bo|truong|pho)"
        r"|do .{3,60} (?:thuc hien|trien khai|lam|dam nhan|huong dan|van hanh))\b"
    ),
    "when": re.compile(
        r"\b(?:tu|vao|trong|den|thang|quy|ngay) (?:dau |cuoi )?(?:nam |thang )?\d|\bnam (?:19|20)\d\d\b"
    ),
    "money": re.compile(r"\b(?:kinh phi|ngan sach|nguon (?:chi|von)|von|xa hoi hoa|tai tro|ho tro kinh phi|quy)\b"),
    "next": re.compile(
        r"\b(?:se|tiep tuc|nhan rong|mo rong|duy tri|sap toi|thoi gian toi|nam toi|toi day|du kien|ke hoach)\b"
    ),
}
#: What the cited sentence itself may tell; of the others it is what they are asked of.
_OF_ITS_OWN = ("who", "when", "money")
#: How many sentences behind the one cited still speak of the same thing.
_BEHIND = 4
_GOES_ON = re.compile(
    r"\W*(?:nho (?:do|vay|the)|qua do|tu do|tuy nhien|tuy vay|ket qua|den nay|hien nay"
    r"|(?:viec|mo hinh|cach lam) (?:nay|do|tren))\b"
)


def behind(draft: Draft, request: Request, reports: Reports) -> Draft:
    """Return the sentences behind those of an answer that tell what is wanted of its thing; else say they do not."""
    if draft.kind in ("clarify", "not_found"):
        return draft
    wanted = ASPECTS[request]
    lines: dict[Line, None] = {}
    for layout, sentence in _cited(draft, reports):
        own = [sentence] if request in _OF_ITS_OWN else []
        told = [s for s in own if wanted.search(fold(layout.text(s)))]
        told = told or [s for s in _following(layout, sentence) if wanted.search(fold(layout.text(s)))]
        for one in told[:2]:
            lines.setdefault(line_of(layout, one))
    if not lines:
        count = len({e.document.id for line in draft.lines for e in line.evidence})
        return not_found(say("passages.not_behind", what=say(f"passages.what_{request}"), count=count))
    return Draft("passage", tuple(lines))


def _cited(draft: Draft, reports: Reports) -> Iterator[tuple[Layout, Sentence]]:
    seen = set()
    for evidence in (e for line in draft.lines for e in line.evidence):
        layout = reports.layout(evidence.document.id)
        inside = [s for s in layout.sentences if any(span.overlaps(evidence.span) for span in s.spans)]
        for sentence in inside:
            if (evidence.document.id, sentence.order) not in seen:
                seen.add((evidence.document.id, sentence.order))
                yield layout, sentence


def _following(layout: Layout, sentence: Sentence) -> list[Sentence]:
    """Return the sentences behind one that speak of the same: of its paragraph, and of those that go on from it."""
    here = layout.blocks[sentence.block]
    found = []
    for other in layout.sentences[sentence.order + 1 : sentence.order + 1 + _BEHIND]:
        there = layout.blocks[other.block]
        goes_on = other.block == sentence.block or (
            there.headings == here.headings and _GOES_ON.match(fold(layout.text(other)))
        )
        if not goes_on:
            break
        found.append(other)
    return found

"""The words around a figure: those of its own, of its clause, its sentence and the headings above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.figure_patterns import PARTS_FOLLOW, SHARE_BETWEEN
from corpus.model import Fact, Span
from corpus.vietnamese import fold
from corpus.vocabulary import terms

if TYPE_CHECKING:
    from qa.reports import Reports

#: How many terms after a figure still say what it counts.
_COUNTED = 6


@dataclass(frozen=True, slots=True)
class Words:
    """The canonical terms around a fact, from near to far."""

    counted: tuple[str, ...]  # right after the figure
    before: tuple[str, ...]  # in its clause, before it
    own: frozenset[str]  # in its clause, up to the next figure and back to the one before
    clause: frozenset[str]
    segment: frozenset[str]  # between the semicolons around it
    sentence: frozenset[str]
    heading: frozenset[str]
    context: frozenset[str]  # in its label: for a footnote, the words it annotates
    whole: frozenset[str]  # what the count that it goes on from counts: "được giao 50 công chức, có mặt 41 người"
    bound: frozenset[str]  # the words that are this figure's and no other's


#: Where the words that a figure counts end.
_BREAK = re.compile(r"[,;.()\n]|\btrong\s+đó\b|\bso\s+với\b", re.IGNORECASE)
#: "giải quyết 36.118 hồ sơ: trước hạn 21.004 hồ sơ": what is listed behind a colon leads to the next figure.
_OPENED = re.compile(_BREAK.pattern + "|:", re.IGNORECASE)
_JOINT = re.compile(_BREAK.pattern + r"|\bvà\s", re.IGNORECASE)
_DIVISION = re.compile(rf"[,(]\s*{PARTS_FOLLOW}\b", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\blần\s+lượt\b", re.IGNORECASE)
_LINKS = re.compile(
    r"\b(?:dat|chiem|ty le|ti le|bang|tuong ung|tuong duong|la|voi|ho so|hs|tthc|thu tuc|xa|nguoi|don vi|"
    r"nhiem vu|ty trong)\b|[\W_]"
)
_MEASURED_WITH = re.compile(r"\bso\s+với\s+(?:mức\s+|con\s+số\s+|tỷ\s+lệ\s+)?$", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:Tổng cộng|Tổng số|Cộng|Trong đó|Tính chung|Cả hai cấp|Như vậy)\b")


def words_around(fact: Fact, reports: Reports) -> Words:
    """Return the terms around a fact, from near to far."""
    document = reports.documents[fact.document_id]
    text = document.text
    clause = reports.terms(fact.document_id, fact.clause)
    sentence = reports.terms(fact.document_id, fact.sentence)
    after = [] if _is_named_before(fact, text) else [n for n, s in clause if s.start >= fact.span.end]
    label = {t.name for t in terms(fact.label)}
    beside = reports.beside(fact)
    others = [f.span for f in beside]
    left = max((s.end for s in others if s.end <= fact.span.start), default=fact.clause.start)
    right = min((s.start for s in others if s.start >= fact.span.end), default=fact.clause.end)
    piece = segment(fact.sentence.of(text), fact.span.start - fact.sentence.start)
    within = Span(fact.sentence.start + piece.start, fact.sentence.start + piece.end)
    apart = _parts_behind(fact, others, text) or _parts_around(fact, text)
    own_sentence = [(n, s) for n, s in sentence if apart is None or not apart.overlaps(s) or fact.clause.contains(s)]
    if listed := _listed_behind(fact, beside, text) or _measured_by(fact, beside, text):
        clause = tuple((n, s) for n, s in clause if not listed.overlaps(s))
        own_sentence = [(n, s) for n, s in own_sentence if not listed.overlaps(s)]
    above = (*fact.heading, document.title)
    headings = [t.name for h in above for t in terms(h)]
    told_apart = _is_told_in_turn(fact, text) and bool(label)
    theirs = _counted_before(fact, beside, text)
    before = sorted(label) if told_apart else [
        n for n, s in clause if s.end <= fact.span.start and not any(other.contains(s) for other in theirs)
    ]  # fmt: skip
    colon = text.rfind(": ", within.start, fact.span.start)  # "Trình độ chuyên môn: đại học 80,5%, trung cấp 12,9%"
    led = Span(within.start, colon) if colon > within.start and (fact.unit in ("", "%")) else None
    whole = whole_of(fact, beside, text)
    siblings = [f for f in (*beside, fact) if whole and f.span != whole.span]
    divided = _bound(whole, sentence, siblings, set(), text) if whole else frozenset()
    return Words(
        tuple(after[:_COUNTED]),
        tuple(before),
        frozenset(n for n, s in clause if left <= s.start and s.end <= right)
        | (label if fact.clause == fact.sentence else frozenset()),
        frozenset(label if told_apart else (n for n, _ in clause)) | label,
        frozenset(n for n, s in own_sentence if within.contains(s)) | _led_by(fact, reports, text),
        # What a later part of a list says is not its own.
        frozenset(n for n, s in own_sentence if s.start < within.end),
        frozenset(headings),
        frozenset(label),
        _counted_by_whole(fact, beside, text) | divided | frozenset(n for n, s in sentence if led and led.contains(s)),
        _bound(fact, sentence, beside, label, text),
    )


#: Nouns that say less than the one before them: the people, cases or places counted there.
_BARE = ("", "người", "trường hợp", "đơn vị")
#: What is no noun at all, and tells which of those counted before: "1.203 dịch vụ công (672 toàn trình, 531 một phần)".
_WHICH = re.compile(
    r"(?:toàn\s+trình|một\s+phần|trực\s+tuyến|trực\s+tiếp|(?:trước|đúng|quá|trễ)\s+hạn)\b", re.IGNORECASE
)
#: "Trong 72 hồ sơ trễ hạn có 61 hồ sơ đất đai, 08 hồ sơ hộ tịch": each of them is overdue.
_OUT_OF = re.compile(r"\b[Tt]rong\s+(?:tổng\s+)?(?:số\s+)?$")

#: "quá hạn 95 hồ sơ, chủ yếu ở lĩnh vực đất đai (70 hồ sơ)"
_MAINLY = re.compile(r"\b(?:chủ\s+yếu|tập\s+trung|nhiều\s+nhất|phần\s+lớn)\b[^;.]*\(\s*$", re.IGNORECASE)


def _counted_by_whole(fact: Fact, others: list[Fact], text: str) -> frozenset[str]:
    """Return what is counted by the figure before that this one goes on from, or is a part of."""
    if fact.measure != "count":
        return frozenset()
    ahead = [f for f in others if f.measure == "count" and f.unit and f.span.end <= fact.span.start]
    ahead = [f for f in ahead if not fact.unit or ";" not in text[f.span.end : fact.span.start]]
    divided = [
        f
        for f in ahead
        if _OUT_OF.search(text[max(f.sentence.start, f.span.start - 20) : f.span.start])
        or (_MAINLY.search(text, f.span.end, fact.span.start) and f.unit.split()[:1] == fact.unit.split()[:1])
    ]
    bare = fact.unit.lower() in _BARE or _WHICH.match(fact.unit)
    named = [f for f in ahead if f.unit.lower() not in _BARE and not _WHICH.match(f.unit)] if bare else []
    whole = (divided or named or ([] if fact.unit else ahead))[-1:]
    return frozenset(t.name for f in whole for t in terms(f"{f.unit} {f.label}"))


#: What opens a list of the parts of the figure right before it.
_PARTS_OPEN = re.compile(rf"\(|:|[,;]\s*{PARTS_FOLLOW}\b", re.IGNORECASE)
#: "231 người trong 03 năm, trong đó": those are divided, and not the years.
_TIMES = ("năm", "quý", "tháng", "ngày", "lần")
_DIVIDED = ("count", "amount", "change", "rate")


def whole_of(fact: Fact, others: Sequence[Fact], text: str) -> Fact | None:
    """Return the figure that a list divides, for one of its parts: "giảm 14 trường (mầm non 06, tiểu học 05)"."""
    ahead = sorted(
        (f for f in others if f.span.end <= fact.span.start and (f.unit not in _TIMES or f.unit == fact.unit)),
        key=lambda f: f.span,
    )
    inner, outer = [], []
    for whole, following in pairwise([*ahead, fact]) if fact.measure in _DIVIDED else ():
        opened = _PARTS_OPEN.search(text, _told_until(whole, text), following.span.start)
        if opened and opened.group(0) != "(":
            outer.append(whole)  # "năm 2021: 64 văn bản; năm 2022: 71 văn bản": the first divides, the others name
        elif opened and ")" not in text[opened.end() : fact.span.start] and _right_behind(whole, opened, text):
            inner.append(whole)
    for whole in (*inner[-1:], *outer[:1])[:1]:
        if whole.status is not fact.status:
            continue  # "đạt 81% (mục tiêu cả năm là 95%)": a plan is no part of a result
        alike = whole.measure == fact.measure and fact.unit.split()[:1] in ([], whole.unit.split()[:1])
        if alike or (fact.measure == "rate" and whole.measure == "count"):
            return whole
    return None


def _counted_before(fact: Fact, others: list[Fact], text: str) -> list[Span]:
    """Return the words of counts told before one in a row: "567 phiếu phát tại quầy và 243 phiếu gửi về thôn"."""
    ahead = [f for f in others if f.measure == "count" and f.span.end <= fact.span.start]
    if _is_named_before(fact, text):  # "khiển trách 15, cảnh cáo 08"
        named = [f for f in ahead if _is_named_before(f, text)]
        marks = [(f, max(text.rfind(mark, f.sentence.start, f.span.start) for mark in ",;:(")) for f in named]
        return [Span(mark + 1, f.span.end) for f, mark in marks if mark >= 0]
    return [Span(f.span.start, _after(f, text, fact.span.start)) for f in ahead if f.unit and fact.unit]


def _is_named_before(fact: Fact, text: str) -> bool:
    """Tell whether a count is a bare number behind what it counts, in a row or a bracket: "cảnh cáo 08, …"."""
    return fact.measure == "count" and not fact.unit and text[fact.span.end : fact.span.end + 1] in (",", ";", ")")


def _right_behind(whole: Fact, opened: re.Match[str], text: str) -> bool:
    """Tell whether a bracket stands behind a figure and its noun: "(48 hồ sơ), Phòng Kinh tế (11 hồ sơ)" divides none."""
    between = " ".join(text[whole.span.end : opened.start()].split())
    beyond = r"[;)]" if whole.measure == "rate" else r"[,;)]"  # "đạt 44%, thấp hơn tháng 9 (47%)": of the same rate
    return not re.search(beyond, between.removeprefix(whole.label))


def _listed_behind(fact: Fact, others: Sequence[Fact], text: str) -> Span | None:
    """Return the bracket that divides a figure: "thiếu 41 giáo viên (mầm non 17, tiểu học 13)"."""
    following = min((f for f in others if f.span.start >= fact.span.end), key=lambda f: f.span, default=None)
    if following is None or whole_of(following, [fact], text) is not fact:
        return None
    opened = text.find("(", fact.span.end, following.span.start)
    closed = text.find(")", following.span.end, fact.sentence.end)
    return Span(opened, closed) if 0 <= opened < closed else None


#: "1.390 thư xin lỗi, đạt 66% số hồ sơ trễ hẹn": of what the letters are measured by, it is no share.
_BASE = re.compile(r"\s*(?:tổng\s+)?(?:số|tổng)\b[^,;.()]*", re.IGNORECASE)
_MEASURES = re.compile(
    r"\b(?:đạt|chiếm|bằng|tương\s+(?:ứng|đương))(?:\s+(?:với|tỷ\s+lệ|khoảng|gần|hơn|trên))*\s*$", re.IGNORECASE
)


def _measured_by(fact: Fact, others: Sequence[Fact], text: str) -> Span | None:
    """Return the words that only say what a share of a count is measured by."""
    ahead = [f for f in others if f.span.end <= fact.span.start and f.measure == "count"]
    base = _BASE.match(text, fact.span.end, fact.sentence.end)
    led = text[max(fact.sentence.start, fact.span.start - 30) : fact.span.start]
    return Span(*base.span()) if base and ahead and fact.unit == "%" and _MEASURES.search(led) else None


def _parts_behind(fact: Fact, others: list[Span], text: str) -> Span | None:
    """Return where the sentence divides a figure into parts: their words are not those of the whole."""
    division = _DIVISION.search(text, fact.span.end, fact.sentence.end)
    if division is None or not any(s.start > division.start() for s in others):
        return None
    if any(fact.span.end <= s.start < division.start() for s in others):
        return None  # another figure is divided
    return Span(division.end(), _list_end(division, text, fact.sentence.end))


def _parts_around(fact: Fact, text: str) -> Span | None:
    """Return the list of parts that a figure is one of: the words of the other parts are not its own."""
    ahead = list(_DIVISION.finditer(text, fact.sentence.start, fact.span.start))
    if not ahead or ";" in text[ahead[-1].end() : fact.span.start]:
        return None
    end = _list_end(ahead[-1], text, fact.sentence.end)
    return Span(ahead[-1].end(), end) if end > fact.span.start else None


def _list_end(opening: re.Match[str], text: str, limit: int) -> int:
    mark = text.find(")" if opening.group(0).startswith("(") else ";", opening.end(), limit)
    return mark if mark > opening.end() else limit


def _led_by(fact: Fact, reports: Reports, text: str) -> frozenset[str]:
    """Return the terms of the sentence before one that only sums up: "Tổng cộng 38.216 hồ sơ"."""
    if not _GOES_ON.match(text, fact.sentence.start) or "\n\n" in text[fact.sentence.start - 3 : fact.sentence.start]:
        return frozenset()
    end = len(text[: fact.sentence.start].rstrip(" .;\n"))
    start = max(text.rfind("\n", 0, end), text.rfind(". ", 0, end)) + 1
    return frozenset(n for n, _ in reports.terms(fact.document_id, Span(start, end))) if start < end else frozenset()


def _is_told_in_turn(fact: Fact, text: str) -> bool:
    return _RESPECTIVELY.search(text[fact.sentence.start : fact.span.end]) is not None


def _bound(
    fact: Fact, sentence: tuple[tuple[str, Span], ...], others: list[Fact], label: set[str], text: str
) -> frozenset[str]:
    """Return the terms between the figure before and the end of what the figure itself counts."""
    if label and _is_told_in_turn(fact, text):
        return frozenset(label)  # of several things told together, this figure's is in its label
    earlier = sorted((f for f in others if f.span.end <= fact.span.start), key=lambda f: f.span.end)
    left = _after(earlier[-1], text, fact.span.start) if earlier else fact.sentence.start
    between = text[earlier[-1].span.end : fact.span.start] if earlier else ""
    # "13.592/18.125 hồ sơ, đạt tỷ lệ 74,99%": the share speaks of what the count counts.
    # "41% doanh nghiệp phải chờ, giảm so với 52% của năm trước": the same thing at another time.
    noun = earlier[-1].label if earlier else ""  # "36.902 hồ sơ trực tuyến, đạt 96,1%"
    is_share = fact.unit == "%" and _only_links(" ".join(between.split()).removeprefix(noun))
    if earlier and (is_share or (earlier[-1].unit == fact.unit and _MEASURED_WITH.search(between))):
        left = _after(earlier[-2], text, earlier[-1].span.start) if len(earlier) > 1 else fact.sentence.start
    left = max(left, text.rfind(";", fact.sentence.start, fact.span.start) + 1)
    end = _told_until(fact, text)
    following = min((f.span.start for f in others if f.span.start >= end), default=fact.sentence.end)
    if base := _measured_by(fact, earlier, text):
        following = base.start
    tail = text[end:following]
    # The noun as its label has it goes on over commas: "45 công chức, viên chức".
    printed = " ".join(tail.split())
    unit = next((len(noun) + 1 for noun in (fact.label, fact.unit) if fact.unit and printed.startswith(noun)), 0)
    divides = fact.measure == "count" and any(f.span.start == following and f.measure == "count" for f in others)
    cut = (_OPENED if divides else _BREAK).search(tail, min(unit, len(tail)))
    right = end + (cut.start() if cut else len(tail))
    return frozenset(n for n, s in sentence if left <= s.start and s.end <= right) | (
        label if fact.clause == fact.sentence and not earlier else frozenset()
    )


def _after(fact: Fact, text: str, place: int) -> int:
    """Return where the words of a figure end, before the next one at `place`."""
    end = _told_until(fact, text)
    tail = text[end:place]
    if (first := _BREAK.search(tail)) and not tail[first.end() :].strip():
        return end + first.start()  # "05 đơn vị tự bảo đảm chi thường xuyên và chi đầu tư, 38 đơn vị …"
    cut = _JOINT.search(tail, min(len(fact.unit) + 1 if fact.unit else 0, len(tail)))
    return end + cut.start() if cut else end


def _told_until(fact: Fact, text: str) -> int:
    """Return where a figure ends; of "1.388 (0,9%) hồ sơ", both count what follows the bracket."""
    number = fact.span.end
    if fact.unit == "%":
        number = len(text[: fact.span.start].rstrip(" ("))
        if not text[number - 1 : number].isdigit():
            return fact.span.end
    shared = SHARE_BETWEEN.match(text, number)
    return shared.end() if shared else fact.span.end


def _only_links(between: str) -> bool:
    """Tell whether nothing but linking words stands between a count and its share."""
    return len(between) < 60 and not _LINKS.sub("", fold(between)).strip()


def segment(sentence: str, place: int) -> Span:
    """Return the stretch between the semicolons around a place of a sentence."""
    start = sentence.rfind(";", 0, place) + 1
    end = sentence.find(";", place)
    return Span(start, end if end > start else len(sentence))

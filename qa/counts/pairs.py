"""Answer two things asked in one breath: given and present, result and plan, share and money."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.figure_patterns import PLAN
from corpus.model import Fact, Status
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from qa.matching.figures import ENOUGH, Match, counted_facts
from qa.question import Question
from qa.reports import Reports, said_before
from qa.scoping.scope import Scope

_GIVEN = r"\b(?:duoc giao|giao|chi tieu)\b"
_PRESENT = r"\b(?:co mat|hien co|su dung|thuc hien|hien dien)\b"
_PLAN = rf"\b(?:{PLAN}|du toan)\b"
_ASKS = re.compile(r"\b(?:bao nhieu|may)\b")
_SHARE = r"\b(?:bao nhieu (?:phan tram|%)|chiem bao nhieu|ty le)\b"
_MONEY = r"\b(?:so tien|kinh phi|bao nhieu tien|bao nhieu dong)\b"
_SCORE = r"\b(?:bao nhieu|may) diem\b|\bdiem\b|\bdat (?:bao nhieu|may)\b"
_RANK = r"\bthu hang\b|\b(?:thu|hang|vi tri) (?:may|bao nhieu)\b"
#: The second figure stands this near to the first.
_NEAR = 120


def asked_together(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return the figures that a question asks for together, as the report has them; [] when it asks one."""
    folded = fold(question.text)
    if len(_ASKS.findall(folded)) < 2 and not re.search(r"\bva\b|\w, \w", folded):
        return []
    found: list[Fact] = []
    if re.search(_GIVEN, folded) and re.search(_PRESENT, folded):
        found = _beside(question, scope, reports, _PRESENT)
    if not found and len(_ASKS.findall(folded)) > 1 and re.search(f"{_PLAN}|{_GIVEN}", folded):
        found = _with_plan(question, scope, reports)
    if not found and re.search(_SHARE, folded) and re.search(_MONEY, folded):
        found = _share_and_money(question, scope, reports)
    if not found and re.search(_SCORE, folded) and re.search(_RANK, folded):
        found = _score_and_rank(question, scope, reports)
    return found or _nouns(question, scope, reports) or _two_kinds(question, scope, reports)


def given_and_present(question: Question, scope: Scope, reports: Reports, asked: bool = False) -> list[Fact]:
    """Return both figures of a bare "biên chế được giao và có mặt?"."""
    folded = fold(question.text)
    if not asked and not (re.search(_GIVEN, folded) and re.search(r"\bva (?:co mat|hien co|su dung)\b", folded)):
        return []
    return _beside(question, scope, reports, _PRESENT)


def _best(question: Question, scope: Scope, reports: Reports) -> Sequence[Match]:
    asked = replace(question, target=False, measure=question.measure or "count")
    return [m for m in counted_facts(asked, scope, reports)[:6] if m.score >= ENOUGH * 0.9]


def _neighbours(fact: Fact, reports: Reports) -> list[Fact]:
    near = [f for f in reports.beside(fact) if _gap(f, fact) <= _NEAR]
    return sorted(near, key=lambda f: _gap(f, fact))


def _gap(one: Fact, other: Fact) -> int:
    return max(one.span.start - other.span.end, other.span.start - one.span.end)


def _own_words(fact: Fact, reports: Reports) -> str:
    """Return the words that lead to a figure, after the figure before it."""
    text = reports.documents[fact.document_id].text
    ends = [f.span.end for f in reports.in_sentence(fact) if f.span.end <= fact.span.start]
    return fold(text[max(ends, default=fact.sentence.start) : fact.span.start])


def _beside(question: Question, scope: Scope, reports: Reports, wording: str) -> list[Fact]:
    """Return two counts that stand beside each other, only the second led by that wording."""
    for match in _best(question, scope, reports):
        own = _own_words(match.fact, reports)
        for other in _neighbours(match.fact, reports):
            if other.measure != "count" or other.of is not None:
                continue
            theirs = _own_words(other, reports)
            if other.span.start > match.fact.span.start:
                fits = re.search(wording, theirs) and not re.search(wording, own)
            else:
                fits = re.search(wording, own) and not re.search(wording, theirs)
            if fits:
                pair = sorted((match.fact, other), key=lambda f: f.span)
                return [pair[0], replace(pair[1], status=Status.RESULT)]  # who is present is no plan
    return []


def _with_plan(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return a result with the plan it was measured against."""
    for match in _best(question, scope, reports):
        if match.fact.status is Status.TARGET:
            continue
        for other in _neighbours(match.fact, reports):
            alike = other.measure == match.fact.measure or fold(other.unit) == fold(match.fact.unit)
            ahead = said_before(other, match.document.text, 30)
            if alike and re.search(_PLAN, ahead) and other.measure != "change":
                return sorted((match.fact, other), key=lambda f: f.span)
        planned = counted_facts(replace(question, target=True, measure=match.fact.measure), scope, reports)
        if planned and planned[0].score >= ENOUGH:
            return [match.fact, planned[0].fact]
    return []


def _share_and_money(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    for match in _best(replace(question, measure="rate"), scope, reports):
        for other in _neighbours(match.fact, reports):
            if other.measure == "amount":
                return sorted((match.fact, other), key=lambda f: f.span)
    return []


def _score_and_rank(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return score and rank of a field or an index of its own: "đạt 9,1/10 điểm, xếp thứ 4/9"."""
    for match in _best(replace(question, measure="rank"), scope, reports):
        for other in _neighbours(match.fact, reports):
            same = (other.part, other.period) == (match.fact.part, match.fact.period)
            if other.measure in ("score", "rate") and same:
                return sorted((match.fact, other), key=lambda f: f.span)
    return []


_EACH_ASK = re.compile(
    r"(?:\b(?P<moved>tang|giam)\b[^,?]{0,15})?\b(?:bao nhieu|may) ?"
    r"(?:(?P<rate>%|phan tram)|(?P<amount>tien|dong|ty|trieu)\b)?"
)


def _two_kinds(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return two figures of different kinds told together: "tiếp nhận mấy hồ sơ, tăng bao nhiêu phần trăm"."""
    kinds = [
        "change" if m["moved"] else "rate" if m["rate"] else "amount" if m["amount"] else "count"
        for m in _EACH_ASK.finditer(fold(question.text))
    ]
    if len(kinds) != 2 or kinds[0] == kinds[1]:
        return []
    for match in _best(replace(question, measure=kinds[0]), scope, reports):
        behind = [f for f in _neighbours(match.fact, reports) if f.span.start > match.fact.span.end]
        for other in behind:
            if other.measure == kinds[1] and other.period == match.fact.period:
                return [match.fact, other]
            if other.measure == match.fact.measure:
                break  # another figure of that kind: what follows may be of it
    return []


def _nouns(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return a figure for each noun of "bao nhiêu tập thể, cá nhân", all in one sentence."""
    counted = re.search(r"\b(?:bao nhiêu|bao nhieu|mấy)\s+([^?.;:]+)", question.text, re.IGNORECASE)
    if counted is None:
        return []
    noun = re.split(r"\b(?:theo|của|năm|ở|tại|trong|được|đã|là|cua|nam|o|tai)\b", counted.group(1))[0].strip()
    pieces = [fold(p).strip() for p in re.split(r"\s+(?:và|va)\s+|,\s*", noun) if p.strip()]
    if not 2 <= len(pieces) <= 4 or any(len(p.split()) > 4 for p in pieces):
        return []
    found = terms(noun)
    whole = len(found) == 1 and len(fold(noun)) - (found[0].span.end - found[0].span.start) < 3
    best: tuple[float, list[Fact]] = (0.0, [])
    for match in counted_facts(question, scope, reports)[:12]:
        if fold(match.fact.label).startswith(fold(noun)):
            return []  # "94 xã, phường" counts them together
        row = [
            next(
                (
                    f
                    for f in [match.fact, *_neighbours(match.fact, reports)]
                    if f.measure == "count"
                    and fold(f.unit).startswith(p)
                    and not fold(f.unit)[len(p) :].startswith(",")
                ),
                None,
            )
            for p in pieces
        ]
        facts = [f for f in row if f is not None]
        if len(facts) == len(pieces) == len({f.span for f in facts}) and not whole and match.score > best[0]:
            best = (match.score, facts)
    told = sorted(best[1], key=lambda f: f.span) if best[0] >= ENOUGH * 0.75 else []
    return [*_whole_of(told, reports), *told]


def _whole_of(row: Sequence[Fact], reports: Reports) -> list[Fact]:
    """Return the sum printed ahead of parts in brackets: "120 đơn vị (95 xã, 14 phường, 11 thị trấn)"."""
    if not row:
        return []
    text = reports.documents[row[0].document_id].text
    opened = text.rfind("(", row[0].sentence.start, row[0].span.start)
    if opened < 0 or ")" in text[opened : row[0].span.start]:
        return []
    listed = sum((f.value for f in row if f.value is not None), Decimal(0))
    ahead = [f for f in _neighbours(row[0], reports) if f.span.end <= opened and f.measure == "count"]
    return [f for f in ahead[:1] if f.value is not None and f.value >= listed]

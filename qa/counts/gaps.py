"""How far a result is from what was planned or given: "còn cách mục tiêu bao nhiêu", "đạt bao nhiêu % kế hoạch"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.figure_patterns import PLAN
from corpus.model import Fact, Period, Status
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from prompts import say
from qa.counts.looking import figure_line, report_subject
from qa.counts.pairs import given_and_present
from qa.draft import Draft, Line
from qa.matching.asked_words import content_terms
from qa.matching.figures import CLOSE, ENOUGH, Match, counted_facts
from qa.matching.filling import without_names
from qa.matching.timing import period_fits
from qa.matching.weighing import ANOTHER_NOUN, counted_head, head_fits, of_a_part
from qa.matching.words import whole_of
from qa.operations import PLAN_REACHED
from qa.question import Operation, Question
from qa.reports import Reports, noun_of, said_before, stands_apart
from qa.scoping.scope import Scope
from qa.wording import computed_words, period_name, plain, same_evidence

_AIM = rf"(?:{PLAN}|du toan|dinh muc|(?:so |von )?duoc giao|so giao)"
_APART = r"(?:cach|thieu|kem|hut|vuot|(?:thap|it|cao|nhieu) hon|chua dat)"
_ASKS = r"(?:bao nhieu|may)\b"
#: "còn cách mục tiêu bao nhiêu", "thiếu bao nhiêu công chức so với chỉ tiêu", "cần mấy % nữa thì đạt kế hoạch".
_GAP = re.compile(
    rf"\b{_APART}\b(?=[^?]*\b{_ASKS})(?=[^?]*\b{_AIM}\b)"
    rf"|\bcan\b[^?]*\b{_ASKS}[^?]*\bnua\b[^?]*\b(?:dat|bang|hoan thanh|cham|toi)\b[^?]*\b{_AIM}\b"
)
#: "thiếu mấy biên chế": short of what was given, though that is not said.
_SHORT_OF = re.compile(r"\bthieu (?:bao nhieu|may) (?:bien che|can bo|cong chuc|vien chuc|nguoi|nhan su|giao vien)\b")
_SHARE = re.compile(
    r"\b(?:dat|bang|hoan thanh|duoc|thuc hien|su dung)\b[^?]*?\b(?:bao nhieu|may) ?(?:%|phan tram)"
    rf"(?: so voi)?(?: bien che)? {_AIM}\b"
)
#: What such a question says only of the gap; the rest says what is counted.
_OF_THE_GAP = re.compile(
    rf"\b(?:con )?(?:{_APART}|bang)\b|\bcan(?: them)?(?= (?:bao nhieu|may)\b)"
    r"|\b(?:bao nhieu|may)\b ?(?:diem phan tram|diem %|diem|phan tram|%)?"
    r"|\bnua\b|\b(?:thi|de|moi|la) (?:moi )?(?:dat|bang|hoan thanh|cham|toi|du)\b|\bso voi\b"
    rf"|\b{_AIM}\b(?: (?:ca nam|nam|de ra|dat ra|da dat|duoc giao|giao|tinh giao))*\b"
)
_DOWN = re.compile(r"\b(?:duoi|giam|khong qua|toi da)\b")
#: How far from the result its own plan stands in one sentence.
_NEAR = 160


@dataclass(frozen=True, slots=True)
class _Pair:
    """A result and the plan it is measured against; one fact may print both: "41/48 chỉ tiêu"."""

    result: Fact
    plan: Fact
    reached: Decimal
    planned: Decimal


def gap_asked(question: Question) -> bool:
    """Tell whether a question asks how far a result is from a plan, or what share of it is reached."""
    folded = fold(question.text)
    return not question.indicators and bool(_GAP.search(folded) or _SHARE.search(folded) or _SHORT_OF.search(folded))


def gap_only(question: Question) -> bool:
    """Tell whether nothing but a gap answers: neither the result nor the plan alone."""
    folded = fold(question.text)
    return not question.indicators and bool(_GAP.search(folded) or _SHORT_OF.search(folded))


def gap_to_plan(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Return the gap that a report states, else the one computed from a result and its plan."""
    folded = fold(question.text)
    asked = _without_gap(question)
    share = bool(_SHARE.search(folded)) and not _GAP.search(folded)
    if share and (told := _stated_share(question, asked, scope, reports)):
        return Draft("figure", (figure_line(told, reports),))
    if not share and (stated := _stated(question, asked, scope, reports)):
        return Draft("figure", (figure_line(stated, reports),))
    pair = _pair(asked, scope, reports, share)
    return _draft(pair, share, reports) if pair else None


def plan_reached(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Tell whether a result reaches its plan; None where that is not asked, or where either is not stated."""
    if not question.yes_no or question.figures or question.indicators:
        return None
    if not PLAN_REACHED.search(fold(without_names(question.text))):
        return None
    pair = _pair(_without_gap(question), scope, reports, share=False)
    if pair is None or not _within(pair.plan.period, pair.result.period):
        return None  # the plan of another year is not the one that is asked about
    draft = _draft(pair, False, reports)
    if draft is None:
        return None
    first, *told = draft.lines
    verdict = "answers.reached" if _ahead(pair, reports) >= 0 else "answers.not_reached"
    return replace(draft, lines=(replace(first, text=say(verdict, text=first.text)), *told))


def _within(planned: Period | None, reached: Period | None) -> bool:
    return not planned or not reached or (planned.start <= reached.start and reached.end <= planned.end)


def _without_gap(question: Question) -> Question:
    """Return the question about the result alone: what is said of the gap left out."""
    folded = fold(question.text)
    share = bool(_SHARE.search(folded)) and not _GAP.search(folded)
    rate = re.search(r"\bt[yi] le\b|phan tram|%", folded) and not share
    pieces, place = [], 0
    for match in _OF_THE_GAP.finditer(folded):
        pieces.append(question.text[place : match.start()])
        place = match.end()
    text = " ".join(" ".join([*pieces, question.text[place:]]).split())
    counted = "" if rate or share else _OF_THE_GAP.split(fold(question.counted))[0].strip()
    return replace(
        question, text=text, terms=terms(text), operation=Operation.LOOKUP, target=False, yes_no=False,
        measure="rate" if rate else "count" if counted else "", counted=counted,
    )  # fmt: skip


def _common_words(question: Question, fact: Fact, reports: Reports) -> int:
    """Return how many words of a question name the plan behind a figure, before the next comma."""
    behind = re.split(r"[,;.(\d]| va ", fold(_behind(fact, reports)))[0]
    named = set(behind.split()) if re.match(rf"\s*(?:so voi )?{_AIM}\b", behind) else set()
    return len(named & set(re.findall(r"\w+", fold(question.text))))


def _stated_share(question: Question, asked: Question, scope: Scope, reports: Reports) -> Fact | None:
    """Return the share of its plan that a report states behind a result: "rà soát 100 TTHC, đạt 104% kế hoạch"."""
    for match in counted_facts(asked, scope, reports)[:3]:
        result = match.fact
        if match.score < ENOUGH or result.measure in ("rate", "change"):
            continue
        near = [
            f
            for f in reports.in_sentence(result)
            if f.measure == "rate" and 0 < f.span.start - result.span.end <= _NEAR
        ]
        near = [f for f in near if re.match(rf"\s*(?:so voi )?{_AIM}\b", fold(_behind(f, reports)))]
        if near:  # "đạt 112% dự toán Trung ương giao, 107% dự toán HĐND tỉnh giao"
            return max(near, key=lambda f: _common_words(question, f, reports))
    return None


#: From here on a figure's words are just those of the question.
_JUST_THAT = 0.85
_STATED = re.compile(rf"\b{_APART}\b[^,;.(\d]{{0,40}}(?:\d[\d,]* ?% la )?$")


def _stated(question: Question, asked: Question, scope: Scope, reports: Reports) -> Fact | None:
    """Return the gap as a report states it: "còn thiếu 17 người", "thấp hơn mục tiêu 3,7 điểm phần trăm"."""
    kinds = ("count",) if asked.measure == "count" else ("count", "change")
    told = [m.fact for m in counted_facts(question, scope, reports)[:2] if m.score >= _JUST_THAT]
    told += [m.fact for k in kinds for m in counted_facts(asked, scope, reports, k)[:12] if m.score >= ENOUGH * 0.75]
    heads = counted_head(asked)
    for match in counted_facts(asked, scope, reports)[:2]:
        if match.score >= ENOUGH:
            told += [
                f for f in reports.in_sentence(match.fact)
                if f not in told
                and (not heads or head_fits(heads, f, reports.words(f)) > ANOTHER_NOUN)
                and f.measure in ("change", "count") and -_NEAR <= f.span.start - match.fact.span.end <= _NEAR
            ]  # fmt: skip
    gaps = sorted((f for f in told if _is_gap(f, reports)), key=lambda f: -_common_words(question, f, reports))
    # "thiếu 06 người, chủ yếu ở đất đai (thiếu 03), trong đó văn thư thiếu 02": what is listed is a part of it.
    named = [t.name for t in content_terms(question, scope)]
    whole = (
        f for f in gaps
        if _is_named(f, named, reports)
        or (stands_apart(f, doc := reports.documents[f.document_id]) and not of_a_part(named, f, doc))
    )  # fmt: skip
    return next(whole, gaps[0] if gaps else None)


def _is_named(fact: Fact, asked: Sequence[str], reports: Reports) -> bool:
    """Tell whether a bare number of a list is of just what is asked: "(mầm non 17, tiểu học 13)"."""
    own = {name for name in reports.words(fact).bound if not name[0].isdigit() and name != "thieu"}
    return not fact.unit and bool(own) and own <= set(asked)


def _is_gap(fact: Fact, reports: Reports) -> bool:
    """Tell whether the words around a figure make it the distance from a plan."""
    text = reports.documents[fact.document_id].text
    fact = whole_of(fact, reports.beside(fact), text) or fact
    apart = _STATED.search(said_before(fact, text, 60))
    near = text[max(fact.clause.start, fact.span.start - 60) : fact.clause.end]
    short = apart is not None and "thieu" in apart.group(0)
    return bool(apart) and (short or re.search(rf"\b{_AIM}\b", fold(near)) is not None)


def _pair(asked: Question, scope: Scope, reports: Reports, share: bool) -> _Pair | None:
    staff = given_and_present(replace(asked, measure="count"), scope, reports, asked=True)
    if len(staff) == 2 and staff[0].value is not None and staff[1].value is not None:
        return _Pair(staff[1], staff[0], staff[1].value, staff[0].value)
    matches = [m for m in counted_facts(asked, scope, reports) if m.score >= ENOUGH and m.fact.measure != "change"]
    close = [m for m in matches if matches[0].score - m.score <= CLOSE and (not share or m.fact.measure != "rate")]
    if not close or (len({report_subject(m) for m in close}) > 1 and not scope.units):
        return None
    for match in close:
        fact = match.fact
        if fact.value is None or fact.status is Status.TARGET:
            continue
        if fact.of is not None and re.search(rf"^[^,;]{{0,40}}\b{_AIM}\b", fold(_behind(fact, reports))):
            return _Pair(fact, fact, fact.value, fact.of)
        plan = _beside(fact, reports) or _elsewhere(match, asked, scope, reports)
        if plan and plan.value is not None:
            return _Pair(fact, plan, fact.value, plan.value)
    return None


def _behind(fact: Fact, reports: Reports) -> str:
    return reports.documents[fact.document_id].text[fact.span.end : fact.sentence.end]


def _same_thing(one: Fact, other: Fact) -> bool:
    return one.measure == other.measure and noun_of(one) == noun_of(other)


def _only(facts: Iterable[Fact]) -> Fact | None:
    """Return the one plan there is; plans that differ are none."""
    found = list(facts)
    return found[0] if found and len({f.value for f in found}) == 1 else None


def _beside(result: Fact, reports: Reports) -> Fact | None:
    """Return the plan told with the result: "đạt 81,25% (mục tiêu cả năm là 95%)", "kế hoạch là 09 người"."""
    text = reports.documents[result.document_id].text
    if (stated := _told_next(result, reports)) is not None:
        return stated
    beside = [f for f in reports.beside(result) if _same_thing(f, result)]
    after = [f for f in beside if 0 <= f.span.start - result.span.end <= _NEAR]
    nearest = min((f for f in after if f.status is not Status.TARGET), key=lambda f: f.span.start, default=None)
    limit = nearest.span.start if nearest else result.sentence.end
    return _only(
        f
        for f in after
        if f.status is Status.TARGET and f.span.start < limit and ";" not in text[result.span.end : f.span.start]
    )


_PLAN_ALONE = re.compile(
    rf"\W*(?:trong khi |so voi )?{_AIM}(?: (?:ca nam|nam|de ra|dat ra|duoc giao|giao))* (?:la|dat)\W*"
)


def _told_next(result: Fact, reports: Reports) -> Fact | None:
    """Return the plan that the next sentence tells without a name: "Mục tiêu là 80%"."""
    text = reports.documents[result.document_id].text
    after = (f for f in reports.facts(result.document_id) if 0 < f.sentence.start - result.sentence.end <= 3)
    return next((f for f in after if _PLAN_ALONE.fullmatch(said_before(f, text, 60)) and _same_thing(f, result)), None)


def _elsewhere(match: Match, asked: Question, scope: Scope, reports: Reports) -> Fact | None:
    """Return the plan for the same thing and unit told in another sentence, of the same period where there is one."""
    result = match.fact
    planned = [
        m for m in counted_facts(replace(asked, target=True, measure=result.measure, periods=()), scope, reports)
        if m.score >= ENOUGH and m.fact.status is Status.TARGET and _same_thing(m.fact, result)
        and report_subject(m) == report_subject(match) and m.fact.part == result.part
    ]  # fmt: skip
    planned = [m for m in planned if planned[0].score - m.score <= CLOSE]
    if result.period is None:
        return _only(m.fact for m in planned)
    own = [m for m in planned if period_fits(m.fact, (result.period,), m.document) >= _SAME_PERIOD]
    later = [m for m in planned if m.fact.period and m.fact.period.end >= result.period.end]
    return _only(m.fact for m in own or later)


_SAME_PERIOD = 0.85


def _ahead(pair: _Pair, reports: Reports) -> Decimal:
    """Return how far a result is past its plan; what is planned to fall is passed from above."""
    text = reports.documents[pair.plan.document_id].text
    led = text[max(0, pair.plan.span.start - 25) : pair.plan.span.start]
    down = _DOWN.search(fold(f"{pair.plan.qualifier} {led}"))
    return pair.planned - pair.reached if down else pair.reached - pair.planned


def _draft(pair: _Pair, share: bool, reports: Reports) -> Draft | None:
    result, plan = pair.result, pair.plan
    facts = (result,) if plan is result else (result, plan)
    first, second = (result.text, plan.text) if plan is not result else (plain(pair.reached), plain(pair.planned))
    aim = say("answers.plan" if plan.status is Status.TARGET and plan is not result else "answers.given")
    when = period_name(plan.period) if plan.period and plan.period != result.period else ""
    if share:
        if not pair.planned or result.measure == "rate":
            return None
        reached = plain(pair.reached / pair.planned * 100, ",00")
        text = say("answers.share_of_plan", aim=aim, result=first, plan=second, share=reached)
    else:
        amount, unit = computed_words(abs(pair.planned - pair.reached), facts)
        ahead = _ahead(pair, reports)
        key = "plan_met" if ahead == 0 else "plan_beaten" if ahead > 0 else "plan_missed"
        larger, smaller = (first, second) if pair.reached > pair.planned else (second, first)
        text = say(
            f"answers.{key}", aim=aim, when=f" ({when})" if when else "",
            larger=larger, smaller=smaller, amount=amount, unit=unit,
        )  # fmt: skip
    computed = Line(" ".join(text.split()), same_evidence(facts, reports), facts, True)
    told = [figure_line(f, reports) for f in facts]
    return Draft("comparison", (computed, *(replace(line, computed=True) for line in told)))

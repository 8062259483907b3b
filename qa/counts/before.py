"""Infer how much there was before a change that a report states beside the figure now."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.model import Document, Fact, Period, Status
from corpus.quantities import number
from corpus.vietnamese import fold, upper_first
from corpus.vocabulary import terms
from prompts import say
from qa.counts.looking import figure_line
from qa.draft import Draft, Line
from qa.matching.candidates import facts_in
from qa.matching.figures import ENOUGH, counted_facts
from qa.matching.timing import EARLIER, YEAR_BEFORE, earlier_end, in_year
from qa.question import Operation, Question
from qa.reports import Reports, noun_of, said_before, stands_apart
from qa.scoping.scope import Scope
from qa.wording import excerpt, plain, same_evidence, subject_of, with_qualifier

#: "biết quý này giảm 41", "nếu nay còn 164": the question gives the change, or the figure now.
_GIVEN = re.compile(r"\b(?:biet|neu|khi)\b.*\b(?:tang|giam|con|nay|co|dat|la|nhap|tinh gian|cat giam)\b")
#: What says when, in the question's own spelling.
_WHEN_SAID = re.compile(
    r"^(?:trước|truoc) khi[^,]*,|\b(?:năm|nam) (?:trước|truoc|ngoái|ngoai)\b|\b(?:trước|truoc) (?:đây|day|đó|do|kia)\b"
    r"|\b(?:cùng kỳ|cung ky)\b(?: (?:năm|nam) (?:trước|truoc))?"
    r"|\b(?:đầu|dau|lúc|luc|ban) (?:nhiệm kỳ|nhiem ky|giai đoạn|giai doan|năm|nam|đầu|dau|kỳ|ky)\b",
    re.IGNORECASE,
)
#: The time that a change is counted from, where it is no date: "so với đầu nhiệm kỳ".
_BASES = re.compile(
    r"(?<!thang )(?<!tu )\b(?:dau (?:nhiem ky|giai doan|ky|nam)|ban dau|luc dau|(?<=theo )quy dinh)\b(?! den)"
)
_GAPS = re.compile(r"\b(?:bao nhieu|may)\b")
_FELL = re.compile(r"\b(?:giam|cat giam|tinh gian|sap nhap|sat nhap|nhap|bot|thu gon)\b")
#: "06 phòng thuộc sở được cắt giảm".
_WENT = re.compile(r"[^,;:.()\d]{2,50}\b(?:được|bị|đã)\s+(?:cắt\s+giảm|giải\s+thể|sáp\s+nhập|giảm)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Move:
    """A figure as it is now, and by how much it changed, with the figures that say so."""

    now: Fact
    amount: Decimal
    stated: tuple[Fact, ...]


def before_change(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer "trước khi giảm 22 trường có bao nhiêu" from the figure now and the change beside it."""
    asked = before_asked(question)
    if not asked and not question.periods:
        return None
    best: tuple[float, Move] | None = None
    fits = _fits(question, scope, reports)
    both = len(_GAPS.findall(fold(question.text))) > 1  # "còn bao nhiêu, trước đó bao nhiêu": the sentence tells both
    if asked and not both and (start := _start_of_move(fits, scope, reports)):
        return Draft("figure", (figure_line(start, reports),))
    for move in _moves(question, scope, reports):
        now, change, amount = move.now, move.stated[0], move.amount
        document = reports.documents[now.document_id]
        score = fits.get((now.document_id, now.span.start), 0.0)
        given = {abs(q.value) for q in question.figures} & {abs(amount), abs(now.value or 0)}
        if not _base_fits(change, question, document, asked):
            continue
        if not given and question.figures and asked and not scope.anchors:
            continue
        if given and score == 0:
            score = 0.7 if _same_noun(question, now, reports) else 0.0
        if score < (0.5 if given else ENOUGH):
            continue
        if best is None or score > best[0]:
            best = (score, move)
    return _draft(best[1], reports) if best else None


def _start_of_move(fits: dict[tuple[str, int], float], scope: Scope, reports: Reports) -> Fact | None:
    """Return the figure that a report itself gives for the time before: "giảm từ 13 xuống còn 11 phòng"."""
    found = [
        (score, fact)
        for fact, document in facts_in(scope, reports)
        if (score := fits.get((fact.document_id, fact.span.start), 0.0)) >= ENOUGH * EARLIER
        and (earlier_end(fact, reports) or (score >= ENOUGH and _told_before(fact, document, reports)))
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


_BEFORE_SAID = re.compile(
    r"\btrước\s+(?:khi\s+|thời\s+điểm\s+)?(?:sắp\s+xếp|sáp\s+nhập|sát\s+nhập|hợp\s+nhất|chia\s+tách|thực\s+hiện\s+sắp\s+xếp)",
    re.IGNORECASE,
)


def _told_before(fact: Fact, document: Document, reports: Reports) -> bool:
    """Tell whether the words that lead to a figure say that it is of before: "(trước sắp xếp 03 xã có 31 thôn)"."""
    alike = [
        f.span.end for f in reports.in_sentence(fact) if f.span.end <= fact.span.start and noun_of(f) == noun_of(fact)
    ]
    led = document.text[max([fact.sentence.start, *alike]) : fact.span.start]
    told = list(_BEFORE_SAID.finditer(led))
    return bool(told) and not re.search(r"[;)]|\bso\s+với\b", led[max(0, told[-1].start() - 9) :])


_COUNTED = ("count", "rate", "amount", "any")


def before_asked(question: Question) -> bool:
    """Tell whether a question is about the time before a change that it speaks of."""
    folded = fold(question.text)
    given = bool(question.figures) and bool(_GIVEN.search(folded))
    based = bool(_BASES.search(folded) or YEAR_BEFORE.search(folded))
    return question.operation is Operation.BEFORE_CHANGE or given or (based and question.measure in _COUNTED)


def _fits(question: Question, scope: Scope, reports: Reports) -> dict[tuple[str, int], float]:
    """Return how well each figure's words cover the question's, whenever it was."""
    plain_asked = re.split(r",?\s+\b(?:biết|biet|nếu|neu)\b", question.text)[0]
    text = _WHEN_SAID.sub("", plain_asked)
    found: dict[tuple[str, int], float] = {}
    for wording in dict.fromkeys((text, plain_asked)):
        asked = replace(
            question,
            text=wording,
            terms=terms(wording),
            periods=(),
            figures=(),
            operation=Operation.LOOKUP,
            counted=re.split(r",?\s+\b(?:biết|biet|nếu|neu|khi)\b", question.counted)[0],
            measure="" if question.measure == "change" else question.measure,
        )
        for match in counted_facts(asked, scope, reports):
            key = (match.document.id, match.fact.span.start)
            found[key] = max(found.get(key, 0.0), match.score)
    return found


def _moves(question: Question, scope: Scope, reports: Reports) -> list[Move]:
    """Return each figure with the change stated beside it, and by how much it changed."""
    found: list[Move] = []
    given = {abs(q.value) for q in question.figures}
    for fact, document in facts_in(scope, reports):
        if fact.value is None or fact.status in (Status.SUPERSEDED,) or fact.indicator:
            continue
        before = said_before(fact, document.text, 40)
        if fact.measure == "change":
            if re.search(r"\bvuot\s*$", before):
                continue
            now = _figure_of(fact, document, reports)
            if fact.unit == "%" and (now is None or not _is_rate_alone(now, document, reports)):
                continue
            if now is not None:
                found.append(Move(now, fact.value, (fact,)))
            else:
                # "Hồ sơ trễ hạn giảm 41 hồ sơ": the question itself says how many there are now.
                found += [
                    Move(f, fact.value, (fact,))
                    for f in reports.facts(fact.document_id)
                    if f.value in given
                    and f.sentence != fact.sentence
                    and f.measure != "change"
                    and _comparable(f, fact)
                ]
        elif fact.measure == "count" and (merged := _merged_into(fact, document, reports)) is not None:
            # "nhập 06 xã thành 03 xã": three fewer than before, of however many there are now.
            assert merged.value is not None
            fewer = merged.value - fact.value
            found += [Move(now, fewer, (fact, merged)) for now in _all_of(fact, reports) if now != merged]
        elif fact.measure == "count" and (
            (abs(fact.value) in given and _FELL.search(before[-20:])) or _WENT.match(document.text, fact.span.end)
        ):
            # "sáp nhập 31 thôn, còn 164 thôn", "06 phòng được cắt giảm, còn 91": how many went, and how many are left.
            now = _left_after(fact, document, reports)
            if now is not None:
                found.append(Move(now, -fact.value, (fact,)))
    return found


def _merged_into(fact: Fact, document: Document, reports: Reports) -> Fact | None:
    """Return how many units were made of those that were merged."""
    before = said_before(fact, document.text, 20)
    if not re.search(r"\b(?:nhap|sap nhap|sat nhap|sap xep|hop nhat|gop)\s*$", before):
        return None
    for other in reports.in_sentence(fact):
        if other.span.start > fact.span.end and other.measure == "count":
            between = fold(document.text[fact.span.end : other.span.start])
            fits = re.fullmatch(r"[^.;]{0,60}?\bthanh\s+", between)
            return other if fits and noun_of(other) == noun_of(fact) else None
    return None


def _all_of(fact: Fact, reports: Reports) -> list[Fact]:
    """Return the figures of the same report that count the same units, all of them together."""
    return [
        f
        for f in reports.facts(fact.document_id)
        if f.measure == "count"
        and f.of is None
        and f.sentence != fact.sentence
        and noun_of(f) == noun_of(fact)
        and f.value is not None
        and fact.value is not None
        and f.value >= fact.value
        and re.search(
            r"\b(?:co|con)\s*$", fold(reports.documents[f.document_id].text[max(0, f.span.start - 6) : f.span.start])
        )
    ]


def _figure_of(change: Fact, document: Document, reports: Reports) -> Fact | None:
    """Return the figure that a change speaks of: "92 thôn (giảm 54)", "giảm 07, còn 63 đơn vị"."""
    left = _left_after(change, document, reports)
    if left is not None:
        return left
    earlier = [
        f
        for f in reports.in_sentence(change)
        if f.span.end <= change.span.start and f.measure in ("count", "rate", "score") and not f.indicator
    ]
    opened = document.text.rfind("(", change.sentence.start, change.span.start)
    inner = not stands_apart(change, document)  # "trễ hạn còn nhiều (418 hồ sơ, tăng 72 hồ sơ so với năm 2021)"
    fitting = [f for f in earlier if _comparable(f, change)]
    fitting = [f for f in fitting if stands_apart(f, document) or (inner and f.span.start > opened)]
    if not fitting:
        return None
    near = fitting[-1]
    between = document.text[near.span.end : change.span.start]
    inside = [f for f in earlier if f.span.start > near.span.start]
    # A bracket of parts may stand between: "33 văn bản (HĐND 12, UBND 21), giảm 19 văn bản".
    if re.search(r"[;.]\s", _ASIDE.sub("", between)) or (inside and ")" not in between):
        return None
    if re.fullmatch(r"[^()]*\)[^()]*", between) and fitting[:-1]:
        outside = [f for f in fitting if document.text.rfind("(", f.span.end, near.span.start) > 0]
        return outside[-1] if outside else near
    return near


_ASIDE = re.compile(r"\([^()]*\)")


def _left_after(change: Fact, document: Document, reports: Reports) -> Fact | None:
    for fact in reports.facts(change.document_id):
        if fact.span.start < change.span.end or fact.sentence != change.sentence or fact.measure != "count":
            continue
        between = fold(document.text[change.span.end : fact.span.start])
        if re.fullmatch(r"[^.;()]{0,60}?\bcon(?: lai)?\s+", between) and _comparable(fact, change):
            return fact
        return None
    return None


def _is_rate_alone(now: Fact, document: Document, reports: Reports) -> bool:
    """Tell whether what moved by so much per cent is a rate: nothing counted, no money and no plan is ahead of it."""
    start = document.text.rfind(";", now.sentence.start, now.span.start) + 1
    counted = any(f.measure != "rate" and start <= f.span.start < now.span.start for f in reports.in_sentence(now))
    return not counted and "ty le" in said_before(now, document.text, 200)


def _comparable(now: Fact, change: Fact) -> bool:
    """Tell whether a change can be taken off a figure: the same noun, or points off a share."""
    if change.unit.startswith("điểm") or change.unit == "%":
        return now.unit == "%" or now.measure == "rate"
    if now.unit == "%":
        return False
    if not change.unit or not now.unit:
        return now.measure == "count"
    one, other = fold(now.unit).split(), fold(change.unit).split()
    return now.measure == "count" and (one[0] == other[0] or one[0] in ("tthc", "don") or other[0] in ("don", "truong"))


def _same_noun(question: Question, now: Fact, reports: Reports) -> bool:
    heads = [t.name for t in terms(question.counted)][:1]
    words = reports.words(now)
    return not heads or heads[0] in words.bound or any(heads[0] in c for c in words.counted[:2])


def _base_fits(change: Fact, question: Question, document: Document, asked: bool) -> bool:
    """Tell whether the change is counted from the time asked about."""
    if named := _BASES.search(fold(question.text)):
        behind = fold(document.text[change.span.end : change.clause.end])
        if re.search(rf"\bso voi (?:thoi diem )?{named.group(0)}\b", behind):
            return True
        if question.operation is not Operation.BEFORE_CHANGE and not question.figures:
            return False  # counted from another time
    if not question.periods:
        return asked and (not YEAR_BEFORE.search(fold(question.text)) or _a_year_back(change))
    if change.base is not None:
        then = "cung ky" in fold(question.text)  # of nine months, where nothing but the year is named
        return any(
            _same_time(change.base, p) or (then and p.is_year and change.base.start.year == p.start.year)
            for p in question.periods
        )
    # No time is given for the change: only a question about the change itself can mean it.
    return asked and (question.operation is Operation.BEFORE_CHANGE or bool(question.figures))


def _a_year_back(change: Fact) -> bool:
    """Tell whether a change is counted from the year before its own, or from no time told."""
    return not change.base or not change.period or change.base.start.year == change.period.start.year - 1


def _same_time(one: Period, other: Period) -> bool:
    return one == other or (other.is_year and in_year(one, other.start.year)) or (one.is_year and one.end == other.end)


def _draft(move: Move, reports: Reports) -> Draft:
    now = move.now
    assert now.value is not None
    document = reports.documents[now.document_id]
    share = now.unit == "%"
    back = "+" if move.amount < 0 else "-"
    steps = f"{back} {_digits(move.stated[0])}"
    for fact in move.stated[1:]:
        steps += f" {'-' if back == '+' else '+'} {_digits(fact)}"
    text = say(
        "answers.before_change",
        now=_digits(now) + ("%" if share else ""),
        steps=steps,
        before=plain(now.value - move.amount, f"{now.text} {move.stated[0].text}") + ("%" if share else ""),
        unit="" if share else " ".join(now.unit.split()),
    )
    stated = say(
        "answers.figure_of",
        subject=upper_first(subject_of(now, document)),
        figure=with_qualifier(now),
        clause=excerpt(now, reports, move.stated),
    )
    facts = (now, *move.stated)
    return Draft(
        "comparison",
        (
            Line(text.replace("  ", " "), same_evidence(facts, reports), facts, True),
            Line(stated, same_evidence([now], reports), (now,), True),
        ),
    )


def _digits(fact: Fact) -> str:
    """Return a figure as its report prints it, or plainly where a scan tore it."""
    assert fact.value is not None
    printed = re.match(r"[\d.,]*\d", fact.text)
    if printed and "/" not in fact.text and number(printed.group(0)) == abs(fact.value):
        return printed.group(0)
    return plain(abs(fact.value))

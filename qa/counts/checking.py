"""Say whether a report states a figure, reaches a plan, adds up, or agrees with itself."""

import re
from dataclasses import replace
from decimal import Decimal

from corpus.figure_patterns import PARTS_FOLLOW, PLAIN_GRADES, PLAN
from corpus.model import Fact, Quantity, QuantityKind
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from prompts import say
from qa.counts.looking import report_subject, which_subject
from qa.draft import Draft, Line
from qa.matching.candidates import facts_in
from qa.matching.figures import CLOSE, ENOUGH, Match, counted_facts
from qa.question import Operation, Question
from qa.reports import Reports, noun_of, said_before
from qa.scoping.scope import Scope
from qa.wording import counted_words, excerpt, line_on, plain, same_evidence

_REACHED = re.compile(rf"\b(?:da|co) (?:dat|vuot|hoan thanh|len|co|len toi|cham)\b|\bdat (?:{PLAN})\b")
_DOWN = re.compile(r"\b(?:giam|xuong|duoi)\b")


# --- a figure given in the question ------------------------------------------------------------------------------


def check_figure(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Say whether the reports state the question's figure, state it as a target, or state another."""
    given = max(question.figures, key=lambda q: q.value) if question.figures else None
    if given is not None and given.kind is QuantityKind.RANK:
        return None  # a rank is no count: "06 nội dung" does not deny "đã lên hạng 5"
    wanted = {q.value for q in question.figures}
    asked = replace(question, measure=_measure_of(given), target=False)
    results = [m for m in counted_facts(asked, scope, reports) if m.score >= ENOUGH]
    # Points are so distinctive that a target of just these is the one asked about, though told in few words.
    near = 0.5 if asked.measure == "score" else 0.75
    targets = [m for m in counted_facts(replace(asked, target=True), scope, reports) if m.score >= ENOUGH * near]
    subjects = {report_subject(m) for m in results if results[0].score - m.score <= CLOSE}
    if len(subjects) > 1 and not scope.units and not scope.pointed:
        return which_subject(question, [next(m for m in results if report_subject(m) == s) for s in sorted(subjects)])
    planned = [m for m in targets if m.fact.value in wanted]
    if given and results and _REACHED.search(fold(question.text)):
        if reached := _reached(question, given, results, planned, reports):
            return reached
    stated = [m for m in results if m.fact.value in wanted]
    if stated and stated[0].score >= (results[0].score - 2 * CLOSE):
        agrees = not _other_kind(question, given, stated[0].fact, reports)
        return Draft("figure", (_told("yes" if agrees else "no", stated[0], reports),))
    lines: list[Line] = []
    if planned:
        match = planned[0]
        told = say(
            "answers.check_target", text=counted_words(match.fact, match.document), clause=excerpt(match.fact, reports)
        )
        lines.append(line_on(match.fact, say("answers.not_so", text=told), reports))
    if results:
        lines.append(_told("" if lines else "no", results[0], reports))
    return Draft("figure", tuple(lines)) if lines else None


def _measure_of(given: Quantity | None) -> str:
    if given is None:
        return ""
    if given.unit == "%" or given.kind is QuantityKind.RATE:
        return "rate"
    if given.kind is QuantityKind.SCORE:
        return "score"  # "13 huyện" does not deny "đã đạt 85 điểm"
    return "amount" if given.kind is QuantityKind.AMOUNT else "count" if given.kind is QuantityKind.COUNT else ""


def _told(verdict: str, match: Match, reports: Reports) -> Line:
    text = say(
        "answers.check_clause", text=counted_words(match.fact, match.document), clause=excerpt(match.fact, reports)
    )
    if verdict:
        text = say(f"answers.{verdict}", text=text)
    return line_on(match.fact, text, reports)


def _reached(
    question: Question, given: Quantity, results: list[Match], planned: list[Match], reports: Reports
) -> Draft | None:
    """Compare a result with the plan asked about: "đã đạt kế hoạch 60% chưa"."""
    best = results[0]
    value = best.fact.value
    if value is None or best.fact.measure != _measure_of(given):
        return None
    before = fold(question.text[max(0, given.span.start - 20) : given.span.start])
    down = bool(_DOWN.search(before))
    enough = value <= given.value if down else value >= given.value
    lines = [_told("reached" if enough else "not_reached", best, reports)]
    if planned:
        fact = planned[0].fact
        told = say("answers.check_target", text=counted_words(fact, planned[0].document), clause=excerpt(fact, reports))
        lines.append(line_on(fact, told, reports))
    return Draft("figure", tuple(lines))


def _other_kind(question: Question, given: Quantity | None, fact: Fact, reports: Reports) -> bool:
    """Tell whether the question calls a change what the report calls a share: "bằng 56,9% cùng kỳ"."""
    if given is None or fact.measure == "change":
        return False
    asked = fold(question.text[max(0, given.span.start - 12) : given.span.start])
    text = reports.documents[fact.document_id].text
    said = said_before(fact, text, 12)
    return bool(re.search(r"\b(?:tang|giam)\s*$", asked)) and bool(re.search(r"\bbang\s*$", said))


# --- sums and disagreement ---------------------------------------------------------------------------------------


_AGREE = re.compile(r"\b(?:khop|thong nhat|giong nhau|mau thuan|trung nhau|trung khop|khac nhau)\b")
#: "… ở phần tóm tắt và phần kết quả có khớp nhau không": where to look and what to compare, not what is counted.
_COMPARED = re.compile(
    r"(?:\b(?:ở|o|giữa|giua|trong|tại)\s+)?(?:(?:các|cac|hai|những)\s+)?\b(?:phần|phan|mục|muc|chỗ|bảng|đoạn)\s[^,?]*?"
    r"(?=\s(?:có|co)\s|[,?]|$)|\b(?:có|co)\s+(?:khớp|khop|thống nhất|thong nhat|giống|giong|mâu thuẫn|trùng|khác)[^,?]*|"
    r"^(?:báo cáo|bao cao)\b[^,?]*?\b(?:nêu|neu|ghi)\b",
    re.IGNORECASE,
)


def adds_up_asked(question: Question) -> bool:
    """Tell whether a yes-or-no question is about a sum, or about two mentions of one figure."""
    folded = fold(question.text)
    return bool(re.search(r"\bcong lai\b|\bbang tong\b|\bdung bang\b", folded) or _AGREE.search(folded))


#: "… cộng lại có khớp với tổng số văn bản không": what stands behind names the total, what is ahead its parts.
_TOTAL_NAMED = re.compile(r"(?<=với )tổng\b|(?<=bằng )tổng\b|(?<=voi )tong\b|(?<=bang )tong\b", re.IGNORECASE)


def check_sum(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Compare a stated total with its parts, or two mentions of one figure with each other."""
    folded = fold(question.text)
    summed = re.search(r"\bcong lai\b|\btong cac\b|\bbang tong\b|\bcong (?:voi|ca)\b", folded)
    if not summed and not question.figures and _AGREE.search(folded):
        differing = _mentions(question, scope, reports)
        if differing:
            return differing
    stated = next((q for q in question.figures if q.value > 1), None)
    if summed and (graded := _by_grade(question, stated, scope, reports)):
        return graded
    total = _TOTAL_NAMED.search(question.text)
    text = question.text[total.start() :] if total else question.text
    asked = replace(
        question, text=text, terms=terms(text), measure="count", operation=Operation.LOOKUP, figures=(), target=False
    )
    ranked = [m.fact for m in counted_facts(asked, scope, reports) if m.score >= 0.35]
    rest = [f for f, _ in facts_in(scope, reports) if stated is not None and f.value == stated.value]
    for fact in [*ranked, *rest]:
        if fact.measure != "count" or fact.value is None or (stated is not None and fact.value != stated.value):
            continue
        parts = parts_of(fact, reports)
        if len(parts) > 1:
            return _sum_of(parts, fact.value, fact.text, (fact, *parts), reports)
    return None


def _sum_of(parts: list[Fact], stated: Decimal, printed: str, facts: tuple[Fact, ...], reports: Reports) -> Draft:
    total = sum((f.value for f in parts if f.value is not None), Decimal(0))
    fields: dict[str, object] = {"parts": " + ".join(f.text for f in parts), "total": plain(total), "stated": printed}
    if total != stated:
        fields["difference"] = plain(abs(total - stated))
    text = say("answers.total_matches" if total == stated else "answers.total_differs", **fields)
    return Draft("comparison", (Line(text, same_evidence(facts, reports), facts, True),))


def _by_grade(question: Question, stated: Quantity | None, scope: Scope, reports: Reports) -> Draft | None:
    """Add up how many units got each grade, and compare with how many there are said to be."""
    if stated is None or not re.search(r"\b(?:xep loai|muc|loai)\b", fold(question.text)):
        return None
    rows: dict[tuple[str, int], list[Fact]] = {}
    for fact, _ in facts_in(scope, reports):
        if fact.measure == "count" and re.search(rf"\bloai (?:{PLAIN_GRADES})", fold(fact.unit)):
            rows.setdefault((fact.document_id, fact.sentence.start), []).append(fact)
    for row in rows.values():
        if len(row) > 2:
            return _sum_of(row, stated.value, stated.text, tuple(row), reports)
    return None


def _mentions(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Show two mentions of one figure that differ: a summary and the body of the same report."""
    text = _COMPARED.sub(" ", question.text)
    asked = replace(question, text=text, terms=terms(text), measure="count", operation=Operation.LOOKUP, yes_no=False)
    matches = [m for m in counted_facts(asked, scope, reports) if m.score >= 0.4 and m.fact.value and not m.fact.part]
    for place, first in enumerate(matches[:4]):
        for second in matches[place + 1 : 8]:
            one, other = first.fact, second.fact
            assert one.value is not None
            assert other.value is not None
            same = noun_of(one) == noun_of(other) and one.period == other.period
            near = abs(one.value - other.value) / max(one.value, other.value) < Decimal("0.1")
            apart = one.sentence != other.sentence or one.document_id != other.document_id
            if not (same and near and apart and one.value != other.value):
                continue
            shown = sorted((one, other), key=lambda f: (f.document_id, f.span))
            text = say(
                "answers.mentions_differ",
                first=counted_words(shown[0], reports.documents[shown[0].document_id]),
                second=counted_words(shown[1], reports.documents[shown[1].document_id]),
                first_clause=excerpt(shown[0], reports),
                second_clause=excerpt(shown[1], reports),
                difference=plain(abs(one.value - other.value)),
            )
            return Draft("comparison", (Line(text, same_evidence(shown, reports), tuple(shown), True),))
    return None


def parts_of(total: Fact, reports: Reports) -> list[Fact]:
    """Return the figures that the same sentence lists as parts of a total ("365 …, trong đó 102 …, 101 …")."""
    text = reports.text(total, total.sentence)
    offset = total.span.end - total.sentence.start
    marker = re.search(rf"{PARTS_FOLLOW}|\(", text[offset:], re.IGNORECASE)
    if not marker or re.search(r"[;.]\s", text[offset : offset + marker.start()]):
        return []
    begin = total.span.end + marker.start()
    depth = text.count("(", offset, offset + marker.end()) - text.count(")", offset, offset + marker.end())
    after = [
        f
        for f in reports.in_sentence(total)
        if f.span.start >= begin
        and f.measure == "count"
        and f.of is None
        and _depth(text, offset, f.span.start - total.sentence.start) == depth
    ]
    alike = [f for f in after if "" in (noun_of(total), noun_of(f)) or noun_of(f) == noun_of(total)]
    if len(alike) > 1:
        return alike
    # "187 văn bản, trong đó 74 nghị quyết, 115 quyết định": parts under nouns of their own.
    added = sum((f.value for f in after if f.value is not None), Decimal(0))
    close = total.value is not None and abs(added - total.value) <= total.value / 10
    return after if len(after) > 1 and close else []


def _depth(text: str, start: int, end: int) -> int:
    return text.count("(", start, end) - text.count(")", start, end)

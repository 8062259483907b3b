"""Compare one figure over two units or years, or say how it moved."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.facts.cells import names_subject
from corpus.kinds import PLACES
from corpus.model import Fact, Period
from corpus.periods import periods
from corpus.vietnamese import fold, upper_first
from corpus.vocabulary import terms
from prompts import say
from qa.counts.looking import figure_line, look_up, report_subject, which_subject
from qa.counts.totals import of_levels
from qa.draft import Draft, Line
from qa.matching.figures import CLOSE, ENOUGH, Match, counted_facts
from qa.question import Operation, Question
from qa.reports import Reports, noun_of
from qa.scoping.scope import Scope
from qa.wording import clause_words, computed_words, same_evidence, subject_of


def compare(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Compare one figure over two units, two years, or with a figure the question gives."""
    asked = replace(
        question, measure="" if question.measure == "change" else question.measure, operation=Operation.LOOKUP
    )
    counted = None if question.indicators else _NUMBER_OF.match(question.text)
    if counted:
        asked = replace(asked, measure="count", counted=counted["noun"])
    if scope.units and question.figures:
        pair = _with_described(asked, scope, reports)
        if pair:
            return pair
    if len(scope.units) > 1:
        return _over_units(asked, scope, reports)
    if len(question.years) > 1 or len(question.periods) > 1:
        over = _over_years(asked, scope, reports)
        if over:
            return over
    things = _either(asked, scope, reports) or _over_things(asked, scope, reports)
    if things:
        return things
    folded = fold(question.text)
    moved = question.measure == "change" or _MOVES.search(folded) or _DIFFERENCE.search(folded)
    stated = (_stated_change(question, scope, reports) if moved else None) or _with_time_before(asked, scope, reports)
    if stated or question.measure == "change" or _DIFFERENCE.search(folded):
        return stated  # a difference is asked for: one figure alone is none
    return look_up(asked, scope, reports)


#: "Số tổ công nghệ số năm 2023 của phường A tăng hay giảm": those are what is counted.
_NUMBER_OF = re.compile(
    r"\W*(?:tổng\s+)?số\s+(?:lượng\s+)?(?!hóa|hoá|hiệu|liệu|\d)(?P<noun>.+?)(?=\s+(?:năm|của|ở|tại|tăng|giảm)\b)",
    re.IGNORECASE,
)


def between_two(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Compare two levels, or units, by one figure: "cấp huyện hay cấp xã có nhiều hồ sơ quá hạn hơn"."""
    if not _MORE.search(fold(question.text)):
        return None
    text = _THAN.sub(" ", question.text)
    asked = replace(question, text=text, terms=terms(text), operation=Operation.LOOKUP)
    if len(scope.units) > 1:
        return _over_units(asked, scope, reports)
    levels = of_levels(asked, scope, reports)
    if len(levels) != 2 or levels[0].measure != levels[1].measure:
        return None
    return side_by_side([(upper_first(f.part), f) for f in levels], reports)


_THAN = re.compile(
    rf",?\s*\b(?:{PLACES}|ben|bên|noi|nơi)\s+(?:nào|nao)\b|\b(?:nhiều|ít|cao|thấp|lớn|nhỏ|hơn|nhieu|thap|hon)\b",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:nhieu|it|cao|thap|hay|hoac)\b.*\bhon\b|\bhon\b.*\b(?:bao nhieu|may)\b")
_DIFFERENCE = re.compile(
    r"\b(?:hon|kem|chenh|cach|tang|giam|len|xuong|thieu|thua)\b.{0,40}\b(?:bao nhieu|may)\b"
    r"|\btang hay giam\b|\bchenh lech\b"
)
#: Only of what moved is a move an answer.
_MOVES = re.compile(
    r"\b(?:tang|giam|len|xuong|so voi|bien dong|thay doi|dien bien|cai thien|chuyen bien|tut|bot|them|truoc|qua cac)\b"
)


def _difference_line(first: Fact, second: Fact, names: tuple[str, str], reports: Reports) -> Line:
    assert first.value is not None
    assert second.value is not None
    difference = second.value - first.value
    amount, unit = computed_words(abs(difference), (first, second))
    unit = unit.split(" được")[0] or unit
    if difference == 0:
        direction = say("answers.same")
    else:
        direction = say("answers.up" if difference > 0 else "answers.down", amount=amount, unit=unit)
    if names[0][:3].lower() != "năm" and difference != 0:
        more = names[1] if difference > 0 else names[0]
        direction = say("answers.units_more", name=more, amount=amount, unit=unit).rstrip()
    return Line(
        say("answers.compared", result=direction), same_evidence([first, second], reports), (first, second), True
    )


def side_by_side(found: Sequence[tuple[str, Fact]], reports: Reports) -> Draft:
    """Return two figures under their names, and how far they are apart."""
    (_, first), (_, second) = found
    one, other = (fact.subject if names_subject(fact) else name for name, fact in found)
    lines = [figure_line(first, reports), figure_line(second, reports)]
    if first.value is not None and second.value is not None:
        lines.append(_difference_line(first, second, (one, other), reports))
    return Draft("comparison", tuple(lines))


def _over_units(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    found: list[tuple[str, Fact]] = []
    for unit in scope.units:
        documents = (
            tuple(d for d in scope.documents if (own := reports.documents[d].unit) is not None and own.key == unit.key)
            or scope.documents
        )
        matches = counted_facts(question, Scope(documents, (unit,)), reports)
        if matches and matches[0].score >= ENOUGH:
            found.append((unit.name, matches[0].fact))
    if len(found) < 2:
        return None
    lines = [figure_line(f, reports) for _, f in found]
    first, second = found[0], found[1]
    if first[1].value is not None and second[1].value is not None and first[1].measure == second[1].measure:
        lines.append(_difference_line(first[1], second[1], (first[0], second[0]), reports))
    return Draft("comparison", tuple(lines))


def _over_years(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    ends: list[list[Match]] = []
    when = sorted(question.periods) if len(question.periods) > 1 else []
    if not when:
        when = [Period.of_year(y) for y in (min(question.years), max(question.years))]
    for period in (when[0], when[-1]):
        matches = counted_facts(replace(question, periods=(period,)), scope, reports)
        matches = [m for m in matches if m.score >= ENOUGH]
        if not matches:
            return None
        if len({report_subject(m) for m in matches if matches[0].score - m.score <= CLOSE}) > 1 and not scope.units:
            return which_subject(question, matches[:4])
        ends.append(matches)
    # A rate is not compared with a count, whichever of them the words fit best.
    pairs = [(a, b) for a in ends[0] for b in ends[1] if a.fact.measure == b.fact.measure]
    found = [m.fact for m in max(pairs, key=lambda pair: pair[0].score + pair[1].score, default=())]
    if not found or (found[0].span == found[1].span and found[0].document_id == found[1].document_id):
        return None
    return side_by_side([(f"năm {p.label}", f) for p, f in zip((when[0], when[-1]), found, strict=True)], reports)


#: "bộ, ngành hay địa phương có tỷ lệ số hóa cao hơn": either of two, and by what they are compared.
_EITHER = re.compile(
    r"^(?P<one>[^?]+?)\s+(?:hay|hoặc|hay là)\s+(?P<other>[^?,]+?)\s+(?:thì\s+)?"
    r"(?P<what>(?:có|đạt|được|bị|còn|tiếp nhận|nhận|giải quyết|trả|xử lý|nào|bên nào|nơi nào|đơn vị nào)\s.*\bhơn\b)",
    re.IGNORECASE,
)


def _either(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Compare two things by one figure, each found by its own name; both must be told alike."""
    asked = _EITHER.search(question.text)
    if asked is None or len(question.periods) > 1:
        return None
    found: list[tuple[str, Fact]] = []
    what = _THAN.sub(" ", asked["what"])
    for name, rival in ((asked["one"], asked["other"]), (asked["other"], asked["one"])):
        text = f"{name} {what}"
        others = {t.name for t in terms(rival)} - {t.name for t in terms(text)}
        alone = replace(question, text=text, terms=terms(text), counted="")
        told = [m.fact for m in counted_facts(alone, scope, reports)[:8] if m.score >= ENOUGH]
        told = [f for f in told if f.measure != "change" and not others & reports.words(f).bound]
        own = {t.name for t in terms(name)} & set().union(*(reports.words(f).bound for f in told))
        told = [f for f in told if own and own <= reports.words(f).bound]
        if not told:
            return None
        found.append((upper_first(name.strip()), told[0]))
    first, second = found[0][1], found[1][1]
    alike = (first.measure, first.period, first.status) == (second.measure, second.period, second.status)
    if not alike or first.span == second.span or first.value is None or second.value is None:
        return None
    return side_by_side(found, reports)


_THINGS = re.compile(
    r"^(?P<one>.+?)\s+(?:ít|nhiều|cao|thấp|kém|lớn|nhỏ)?\s*hơn\s+(?:so với\s+)?(?P<other>.+?)\s+"
    r"(?:là\s+)?(?:bao nhiêu|mấy)\b",
    re.IGNORECASE,
)


def _over_things(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Compare two things that one sentence counts: "xuất khẩu ít hơn nhập khẩu bao nhiêu"."""
    asked = _THINGS.search(question.text)
    if asked is None or len(question.periods) > 1 or periods(asked["other"]):
        return None
    other = {t.name for t in terms(asked["other"]) if not t.name[0].isdigit()}
    one = replace(question, text=asked["one"], terms=terms(asked["one"]), counted="", figures=())
    for match in counted_facts(one, scope, reports)[:2]:
        first = match.fact
        if match.score < ENOUGH or not other or other <= reports.words(first).bound:
            continue
        beside = [
            f for f in reports.beside(first)
            if other <= reports.words(f).bound
            and (f.measure, f.unit, f.period, f.status) == (first.measure, first.unit, first.period, first.status)
        ]  # fmt: skip
        if len(beside) == 1 and first.value is not None and beside[0].value is not None:
            return side_by_side([(asked["one"].strip(), first), (asked["other"].strip(), beside[0])], reports)
    return None


def _with_described(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Compare a unit's figure with one the question describes: "so với huyện có 41.484 hồ sơ"."""
    given = max(question.figures, key=lambda q: q.value)
    keys = {u.key for u in scope.units}
    for document_id, document in reports.documents.items():
        if document.unit and document.unit.key in keys:
            continue
        for fact in reports.facts(document_id):
            if fact.value != given.value or fact.measure not in ("count", "rate", "amount"):
                continue
            asked = replace(question, measure=fact.measure, counted=given.unit or fact.unit, figures=())
            words = reports.words(fact)
            matches = sorted(
                (m for m in counted_facts(asked, scope, reports) if m.score >= ENOUGH * 0.75),
                key=lambda m: -(m.score + 0.3 * _likeness(words.clause, reports.words(m.fact).clause)),
            )
            if matches:
                own = matches[0].fact
                whose = subject_of(own, reports.documents[own.document_id])
                return side_by_side([(whose, own), (subject_of(fact, document), fact)], reports)
    return None


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


_TIME_BEFORE = re.compile(r"\b(?:cùng\s+kỳ|năm\s+(?:trước|ngoái)|(?:tháng|quý|kỳ)\s+trước)\b", re.IGNORECASE)


def _with_time_before(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Compare a figure with that of the time before told behind it: "45 văn bản (cùng kỳ năm 2019: 38 văn bản)"."""
    matches = counted_facts(question, scope, reports)[:2] if _TIME_BEFORE.search(question.text) else []
    for now in (m.fact for m in matches if m.score >= ENOUGH and m.fact.of is None):
        behind = [f for f in reports.in_sentence(now) if f.span.start > now.span.end and f.period and now.period]
        alike = [f for f in behind if _whose(f) == _whose(now) and noun_of(f) in ("", noun_of(now))]
        before = [f for f in alike if f.period and now.period and f.period.end < now.period.start]
        if before:
            return side_by_side([("năm", before[0]), ("năm", now)], reports)
    return None


def _whose(fact: Fact) -> tuple[str, str, str]:
    return fact.measure, fact.part, fact.unit_key


def _stated_change(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer "tăng thế nào" from a sentence that states both ends of the move or the change itself."""
    # Both ends in one sentence: "từ 120 dịch vụ năm 2019, nay đã lên 150 dịch vụ".
    open_period = replace(question, periods=(), measure="")
    for match in counted_facts(open_period, scope, reports)[:12]:
        if match.score < ENOUGH:
            break
        sentence = reports.text(match.fact, match.fact.sentence)
        if not re.search(r"\btừ\b.*\b(?:lên|xuống|còn)\b", sentence, re.IGNORECASE | re.DOTALL):
            continue
        ends = [
            f
            for f in reports.in_sentence(match.fact)
            if f.measure == match.fact.measure and noun_of(f) == noun_of(match.fact)
        ]
        moved = [f for f in ends if re.search(r"\btừ\s*$", sentence[: f.span.start - f.sentence.start], re.IGNORECASE)]
        later = [f for f in ends if moved and f.span.start > moved[0].span.start]
        if moved and later:
            first, second = moved[0], later[0]
            clause = clause_words(second, reports)
            text = say(
                "answers.figure_of",
                subject=upper_first(subject_of(second, match.document)),
                figure=f"từ {first.text} đến {second.text} {second.unit}",
                clause=clause,
            )
            return Draft(
                "comparison",
                (
                    Line(text, same_evidence([first, second], reports), (first, second)),
                    _difference_line(first, second, ("năm", "năm"), reports),
                ),
            )
    changes = counted_facts(replace(question, measure="change"), scope, reports)
    if changes and changes[0].score >= ENOUGH:
        return Draft("comparison", (figure_line(changes[0].fact, reports),))
    return None

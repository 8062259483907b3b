"""Answers about any other figure of the reports: counts, rates and amounts, found by the words around them."""

import re
from dataclasses import replace

from corpus.facts.offices import OFFICE_NAME, office_key
from corpus.model import Fact, Span
from corpus.vietnamese import fold
from corpus.vocabulary import indicators, terms
from prompts import say
from qa.counts.among import one_of_several
from qa.counts.before import before_asked, before_change
from qa.counts.checking import adds_up_asked, check_figure
from qa.counts.comparing import between_two, compare
from qa.counts.gaps import gap_asked, gap_only, gap_to_plan, plan_reached
from qa.counts.looking import (
    asks_first,
    each_asked,
    figure_line,
    line_together,
    look_up,
    report_subject,
    several_asked,
    thing_counted,
    which_subject,
)
from qa.counts.moved import moved_rows
from qa.counts.pairs import asked_together, given_and_present
from qa.counts.rows import course
from qa.counts.totals import joined_asked, over_months, parts_of_period, total
from qa.counts.wholes import rest_asked, rest_of, share_of_whole
from qa.draft import Draft, Evidence, Line, not_found
from qa.matching.asked_words import content_terms
from qa.matching.candidates import wanted_status
from qa.matching.cells import says_just
from qa.matching.figures import CLOSE, Match, counted_facts
from qa.matching.filling import without_names
from qa.matching.levels import of_level
from qa.matching.timing import in_year, period_fits
from qa.matching.weighing import BACKGROUND, measure_fits
from qa.office_names import office_named
from qa.question import Operation, Question
from qa.reports import Reports, noun_of
from qa.scoping.scope import SEVERAL_MONTHS, Scope
from qa.standing import FIRST_PLACE, HIGHEST, LAST_PLACE, LOWEST
from qa.understand import understand
from qa.wording import counted_words, period_name


def about_figures(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer a question about a counted thing; None when no figure's words cover the question."""
    if SEVERAL_MONTHS.search(question.text) and question.operation in _OF_EACH_MONTH:
        return over_months(question, scope, reports)  # the figure of one of them is no course of them
    of_years = question.operation is Operation.SUPERLATIVE_YEAR  # a sentence may tell it in words
    counts = not question.measure and _NAMED_COUNT.match(question.text)
    over_time = None if of_years else replace(question, measure="count") if counts else question
    told = (over_time and course(over_time, scope, reports)) or one_of_several(question, scope, reports)
    if told := told or moved_rows(question, scope, reports):
        return told
    if levels := between_two(question, scope, reports):
        return levels
    if gap_asked(question) and (gap := gap_to_plan(question, scope, reports)):
        return gap
    if reached := plan_reached(question, scope, reports):
        return reached
    if rest_asked(question):
        if len(pieces := several_asked(question.text)) > 1:
            noun = thing_counted(understand(pieces[0]))
            named = [_BARE_REST.sub(rf"\g<0> {noun} ", piece) for piece in pieces]
            return each_asked(named, question, lambda asked: about_figures(asked, scope, reports))
        return rest_of(question, scope, reports) or missing_figure(question, scope, reports)
    if gap_only(question):
        return missing_figure(question, scope, reports)  # the result alone, or the plan, is no gap
    if question.operation is Operation.TEXT:
        together = given_and_present(question, scope, reports)
        if together:
            return Draft("figure", (line_together(together, reports),))
        return _named_only(question, scope, reports)
    before = before_change(question, scope, reports) if before_asked(question) else None
    if before or question.operation is Operation.BEFORE_CHANGE:
        return before
    return _asked_plainly(question, scope, reports) or before_change(question, scope, reports)


_OF_EACH_MONTH = (Operation.LOOKUP, Operation.TREND, Operation.TEXT, Operation.TOTAL)
#: "…, còn bao nhiêu chưa xử lý": of what the piece before counts.
_BARE_REST = re.compile(r"\b(?:bao nhiêu|mấy)(?=\s+(?:chưa|đang|phải|cần)\b)", re.IGNORECASE)


#: "Số thư xin lỗi năm 2024": a count asked for by its name.
_NAMED_COUNT = re.compile(
    r"\W*(?:(?:tổng\s+)?số\s+(?:lượng\s+)?(?!hóa|hoá|hiệu|liệu|\d)|tong so |so luong )", re.IGNORECASE
)
_ASKS = re.compile(
    r"\b(?:nao|gi|sao|ai|dau|the nao|nhu the nao|khong|chua|nguyen nhan|ly do|giai phap|nhung|cac|neu|liet ke)\b"
    r"|\b(?:truoc|sau|tang|giam|so voi|cung ky|thay doi)\b"
)
#: From here on a figure's words are just those of the question.
_JUST_THAT = 0.85


def _named_only(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer a bare name of a figure: "số thư xin lỗi năm 2024", or row and column of a table: "hộ tịch trực tuyến"."""
    if question.yes_no or question.figures or question.indicators or _ASKS.search(fold(question.text)):
        return None
    counts = _NAMED_COUNT.match(without_names(question.text)) is not None
    asked = replace(question, measure="count" if counts else "any", operation=Operation.LOOKUP)
    exact = [t.name for t in content_terms(asked, scope, communes=False)]
    told = [m for m in counted_facts(asked, scope, reports)[:12] if m.score >= _JUST_THAT]
    told = [m for m in told if counts or (len(exact) > 1 and says_just(exact, m.fact, m.document))]
    if not told or len({m.fact.value for m in told if told[0].score - m.score <= CLOSE}) > 1:
        return None
    return Draft("figure", (figure_line(told[0].fact, reports),))


def _asked_plainly(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    if question.operation is Operation.TOTAL or (question.yes_no and adds_up_asked(question)):
        added = total(question, scope, reports)
        if added or joined_asked(question):
            return added
        return (
            look_up(question, scope, reports)
            or share_of_whole(question, scope, reports)
            or parts_of_period(question, scope, reports)
        )
    if question.operation is Operation.CHECK:
        return check_figure(question, scope, reports)
    if question.operation in (Operation.COMPARE, Operation.CHANGE):
        pieces = several_asked(question.text)
        each = [understand(piece) for piece in pieces]
        if len({asked.measure for asked in each}) > 1:  # "có bao nhiêu đơn vị, giảm bao nhiêu"
            told = each_asked(pieces, question, lambda asked: look_up(asked, scope, reports))
            if told or all(_A_THING.match(thing_counted(asked)) for asked in each):
                return told
        together = [] if len(question.periods) > 1 else asked_together(question, scope, reports)
        if together:
            return Draft("figure", (line_together(together, reports),))
        return compare(question, scope, reports) or _cut_down(question, scope, reports)
    if question.operation is Operation.UNITS_WHERE and not question.measure and not asks_first(question):
        return None  # "những huyện nào hoàn thành": how many there are does not name them
    return (
        look_up(question, scope, reports)
        or share_of_whole(question, scope, reports)
        or parts_of_period(question, scope, reports)
        or _planned(question, scope, reports)
        or _running_total(question, scope, reports)
        or _how_content(question, scope, reports)
        or course(question, scope, reports)
    )


def _how_content(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Return the share of those asked at an office who were content, where no index tells "mức độ hài lòng"."""
    if question.operation is not Operation.LOOKUP or question.indicators != ("sipas",) or question.measure != "score":
        return None
    named = _INDEX.search(fold(question.text))
    return None if named else look_up(replace(question, measure="rate", indicators=()), scope, reports)


_INDEX = re.compile(r"\b(?:chi so|sipas)\b")


def _running_total(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Return what has come together up to now, where no time is asked for and no other figure is told."""
    if question.periods or question.operation is not Operation.LOOKUP or question.measure != "count":
        return None
    return look_up(replace(question, text=f"Lũy kế: {question.text}"), scope, reports)


#: "tăng bao nhiêu %", "giảm mấy bậc" count no thing of their own.
_A_THING = re.compile(r"(?!(?:điểm|bậc|phần|so|diem|bac|phan)\b)[^\W\d]", re.IGNORECASE)


def _planned(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Return what is planned for a time that no report had reached, or by plans alone: nothing else can be told."""
    if question.operation is not Operation.LOOKUP or question.target:
        return None
    asked = [reports.documents[key] for key in scope.documents]
    first = min((period.start for period in question.periods), default=None)
    ahead = bool(asked) and first is not None and all(d.date is not None and d.date < first for d in asked)
    plans = bool(asked) and all(d.header.kind and _PLAN.match(fold(d.header.kind.value)) for d in asked)
    return look_up(replace(question, target=True), scope, reports) if ahead or plans else None


_PLAN = re.compile(r"(?:ke hoach|chuong trinh|de an)\b")


def holding_figures(draft: Draft, question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Keep the lines that hold a figure of the kind, period and status asked for; None when none does.

    A figure must be of the thing asked for, too: "hồ sơ trực tuyến" does not answer "thanh toán trực tuyến".
    """
    scores = _scores(question, scope, reports)
    kept: list[Line] = []
    for line in draft.lines:
        held = [f for e in line.evidence for f in _answering(question, e, reports)]
        held = [f for f in held if scores.get((f.document_id, f.span), 0.0) >= _AKIN]
        if (
            held
            and not all(_tells_another(question, f, reports) for f in held)
            and not _of_another_office(question, line)
        ):
            kept.append(line)
    return replace(draft, lines=tuple(kept)) if kept else None


def _tells_another(question: Question, fact: Fact, reports: Reports) -> bool:
    """Tell whether a figure's part of its sentence names another thing, and a part of another time the one asked for.

    "Hồ sơ trực tuyến đạt 71% (năm 2023: 59%); thanh toán trực tuyến đạt 54%" tells no payments of 2023.
    """
    asked = {t.name for t in question.terms if not t.name[0].isdigit()} - BACKGROUND
    words = reports.words(fact)
    others = [reports.words(f) for f in reports.in_sentence(fact) if f.period != fact.period]
    apart = [other for other in others if other.segment != words.segment]
    named = {t for t in words.segment if not t[0].isdigit()} - asked
    return bool(named) and any(len(other.bound & asked) > len((words.segment | words.bound) & asked) for other in apart)


def _scores(question: Question, scope: Scope, reports: Reports) -> dict[tuple[str, Span], float]:
    """Return how well the words of each figure cover the question's, by report and place."""
    matches = counted_facts(replace(question, operation=Operation.LOOKUP), scope, reports)
    return {(m.document.id, m.fact.span): m.score for m in matches}


def _of_another_office(question: Question, line: Line) -> bool:
    """Tell whether a sentence names offices, and not the one that the question names."""
    asked = office_named(question.text)
    named = {office_key(m.group(0)) for e in line.evidence for m in OFFICE_NAME.finditer(e.quote)}
    return bool(asked) and bool(named) and office_key(asked) not in named


def saying_all(draft: Draft, question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer with the nearest sentence where it says every word of the question beside a figure of its kind."""
    asked = {t.name for t in content_terms(question, scope)} - BACKGROUND
    told = bool(question.figures) or question.operation not in (Operation.LOOKUP, Operation.CHANGE)
    if told or len(asked) < _ENOUGH_WORDS:
        return None
    for line in (draft.near or draft.lines)[:1]:
        if _of_another_office(question, line):
            return None
        if question.measure == "count" and any(_denies(asked, question, e) for e in line.evidence):
            return Draft("passage", (line,))
        if asked <= {t.name for e in line.evidence for t in terms(e.quote)}:
            scores = _scores(question, scope, reports)  # one that is weighed as another's is none
            held = [f for e in line.evidence for f in _answering(question, e, reports) if _of_asked(f, scope, reports)]
            if any(scores.get((f.document_id, f.span), _AKIN) >= _AKIN for f in held):
                return Draft("passage", (line,))
    return None


#: "Trong quý không có cán bộ, công chức bị kỷ luật": none is how many there are.
_NONE = re.compile(r"\b(?:khong|chua) (?:co|phat sinh|ban hanh|to chuc|tiep nhan|de xay ra|con|nhan)\b(?! du\b)")


def _denies(asked: set[str], question: Question, evidence: Evidence) -> bool:
    """Tell whether one clause of a sentence says that there is none of all that is asked, in the time asked."""
    told = evidence.document.header.period
    if any(p != told and not (told and p.is_year and in_year(told, p.start.year)) for p in question.periods):
        return False
    words = {word for name in asked for word in name.replace(",", "").split()}
    clauses = (clause for clause in re.split(r"[;.]\s", evidence.quote) if _NONE.search(fold(clause)))
    return any(words <= {w for t in terms(c) for w in t.name.replace(",", "").split()} for c in clauses)


def _of_asked(fact: Fact, scope: Scope, reports: Reports) -> bool:
    """Tell whether a figure is of a unit asked about, or of its report's own where no other is."""
    document = reports.documents[fact.document_id]
    own = document.unit.key if document.unit else ""
    asked = {unit.key for unit in scope.units}
    return fact.unit_key in asked or ((not asked or own in asked) and fact.unit_key in ("", own))


#: A question of fewer words is said by many sentences.
_ENOUGH_WORDS = 2
_CUT = re.compile(
    r"\b(?:cat giam|tinh gian|rut ngan|don gian hoa|bai bo)(?: duoc| di)? (?:bao nhieu|may) (?!%|phan tram|diem|bac)\w"
)


def _cut_down(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer "cắt giảm bao nhiêu quy định" with how many were cut, which is a count of them and no change of one."""
    if not _CUT.search(fold(question.text)) or len(question.periods) > 1:
        return None
    return look_up(replace(question, measure="count", operation=Operation.LOOKUP), scope, reports)


_EXTREME = re.compile(rf"\b(?:nhat|{FIRST_PLACE}|{LAST_PLACE}|chot|cuoi cung|bet)\b")


def saying_extreme(draft: Draft, lowest: bool) -> Draft:
    """Keep the lines whose sentence says who or what is first or most; for the `lowest`, last or least."""

    def says(quote: str) -> bool:
        folded = fold(quote)
        asked, other = (LOWEST, HIGHEST) if lowest else (HIGHEST, LOWEST)
        return bool(_EXTREME.search(folded)) and bool(asked.search(folded) or not other.search(folded))

    return replace(draft, lines=tuple(line for line in draft.lines if any(says(e.quote) for e in line.evidence)))


def several_have_it(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Ask back where no unit is named and the thing counted is counted in several units' reports."""
    if question.measure != "count" or scope.units or scope.pointed or not question.counted:
        return None
    found: dict[str, Match] = {}
    for match in counted_facts(question, scope, reports):
        if match.score >= _COUNTED_THERE:
            found.setdefault(report_subject(match), match)
    return which_subject(question, list(found.values())[:8]) if len(found) > 1 else None


#: A figure in a sentence found by its words must be this much like the one asked for.
_AKIN = 0.3


def _answering(question: Question, evidence: Evidence, reports: Reports) -> list[Fact]:
    document = evidence.document
    noun = fold(question.counted).split(" ")[0]
    return [
        f
        for f in reports.facts(document.id)
        if evidence.span.contains(f.span)
        and (measure_fits(question.measure, f) or (noun and noun_of(f) == noun))
        and wanted_status(question, f)
        and of_level(question, f, document)
        and period_fits(f, question.periods, document) >= _SAME_PERIOD
    ]


#: From here on a figure counts the thing asked for, though perhaps not just as asked.
_COUNTED_THERE = 0.45
#: A sentence of another period than asked does not answer, however alike its words.
_SAME_PERIOD = 0.85


#: The noun that a question on a figure begins with or asks of, as far as its unit, time or asking words.
_MEASURED = re.compile(
    r"\b((?:tỷ lệ|tỉ lệ|tổng số|tổng|số lượng|số|kinh phí|mức|chi phí|điểm|thứ hạng|diện tích|doanh thu|thời gian"
    r"|ty le|ti le|tong so|so luong|kinh phi)\s[^,;?]+?)"
    r"(?=\s+(?:của|ở|tại|năm|trong|thuộc|là|đạt|được|quý|tháng|bằng|cua|tai|nam|la|dat|duoc|quy|thang"
    r"|bao nhiêu|bao nhieu|mấy|\d)"
    r"|[,;?]|$)",
    re.IGNORECASE,
)
_ASKED_BEHIND = re.compile(r"(?:\s+(?:là|hết|khoảng|la|het))*\s+(?:bao nhiêu|mấy|bao nhieu|may)$", re.IGNORECASE)
_NOUN_ENDS = re.compile(
    r"\s(?:của|ở|tại|năm|trong|thuộc|cua|nam|thuoc|huyện|xã|tỉnh|thị xã|thành phố|phường|huyen)\s|\s\d|[,;]"
)
_LONGEST_NAME = 8


def _what(question: Question) -> str:
    """Name the figure asked for in the question's own few words, or the index by its name."""
    if question.indicators:
        label = ", ".join(indicators()[i].label for i in question.indicators)
        name = "target" if question.target else question.measure if question.measure in _NAMED else "any"
        return say("answers.what_measure", measure=say(f"answers.measure_{name}"), label=label)
    noun = _NOUN_ENDS.split(question.counted)[0].strip()
    if question.measure == "count" and 0 < len(noun.split()) <= _LONGEST_NAME - 2:
        return say("answers.measure_counted", noun=noun)
    asked = _MEASURED.search(question.text)
    named = _ASKED_BEHIND.sub("", " ".join(asked.group(1).split())) if asked else ""
    named = named[:1].lower() + named[1:]
    return named if 1 < len(named.split()) <= _LONGEST_NAME else say("answers.measure_figure")


_NAMED = ("score", "rank", "grade", "change")


def missing_figure(question: Question, scope: Scope, reports: Reports) -> Draft:
    """Say that no report states the figure, with what was searched."""
    where = " " + say("answers.where_unit", units=", ".join(u.name for u in scope.units)) if scope.units else ""
    when = ", ".join(period_name(p) for p in question.periods)
    return not_found(
        say(
            "answers.no_figure", what=_what(question), where=where,
            when=" " + say("answers.when_period", period=when) if when else "",
            count=len(scope.documents) or len(reports.documents), near=_of_other_times(question, scope, reports),
        )
    )  # fmt: skip


def _of_other_times(question: Question, scope: Scope, reports: Reports) -> str:
    """Return the same figures of other years, where the one asked for has none."""
    if (
        question.measure != "count"
        or not question.periods
        or not scope.units
        or question.operation is not Operation.LOOKUP
    ):
        return ""
    found: dict[str, Fact] = {}
    for match in counted_facts(replace(question, periods=()), scope, reports):
        if match.score >= _JUST_THAT and match.fact.period and match.fact.period.is_year:
            found.setdefault(period_name(match.fact.period), match.fact)
    told = [
        f"{when} {counted_words(fact, reports.documents[fact.document_id])}" for when, fact in sorted(found.items())
    ]
    return " " + say("answers.near", facts="; ".join(told[-2:])) if told else ""

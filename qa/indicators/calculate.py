"""Answers about indicators: which operation a question asks for, on which stored facts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from corpus.facts.offices import NO_UNIT, OFFICE, REGION_KEY, WIDER, is_central
from corpus.figure_patterns import PLAIN_GRADES
from corpus.kinds import PLAIN_BODIES, PLAIN_PLACES, PLAIN_UNITS
from corpus.mentions import find_units
from corpus.model import Fact, Level, QuantityKind, Span
from corpus.vietnamese import fold
from corpus.vocabulary import indicator_phrases, terms
from qa.draft import Draft
from qa.indicators.by_component import about_component
from qa.indicators.check import check_stated
from qa.indicators.compare import change_stated, compare
from qa.indicators.conditions import within
from qa.indicators.gaps import gap, reached
from qa.indicators.inference import held_running, with_asked_periods
from qa.indicators.lookup import look_up, result_and_target
from qa.indicators.means import asks_mean, means_over_units
from qa.indicators.movers import movers, moves
from qa.indicators.over_units import (
    average,
    count_where,
    counts_units,
    extreme_unit,
    first_or_last,
    over_time,
    ranking,
    units_where,
)
from qa.indicators.over_years import extreme_year, over_years, trend, which_index, years_where
from qa.indicators.profiles import VALUES, Profile, profiles_of
from qa.indicators.unanswered import nothing_stated
from qa.matching.asked_words import content_terms
from qa.matching.candidates import index_facts, is_of_part
from qa.office_names import office_named
from qa.question import Operation, Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.standing import FIRST_PLACE, LAST_PLACE, level_asked, references, standing_words


def about_indicator(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer a question about an indicator's value; None when it is not one."""
    if told := reached(question, scope, reports):
        return told
    if told := which_index(question, scope, reports) or held_running(question, scope, reports):
        return told
    question = _of_the_only_index(question, scope, reports)
    if question.indicators and _of_wider_bodies(scope):
        question = _of_a_mean(question)
    moving = moves(question)
    asked_of = replace(question, operation=Operation.LOOKUP) if question.operation is Operation.TEXT else question
    if told := about_component(question, scope, reports, _operation(asked_of, scope, False)):
        return told
    if question.component or (question.operation is Operation.TEXT and not moving):
        return None
    counting = counts_units(question)
    if question.measure not in ("", *VALUES, "change", "rate", "any") and not counting:
        return None
    if not question.indicators and not (moving or _only_ranks(question, scope)):
        return None
    counts = question.figures and all(q.kind is QuantityKind.COUNT for q in question.figures)
    if question.yes_no and counts and not question.indicators:
        return None  # "cộng lại có đúng 74 đơn vị không": counts are no value of an index
    if question.measure == "rate" and not set(question.indicators) & {"sipas", "par_index", "dti"}:
        return None
    if counting or moving or (question.operation is Operation.LOOKUP and _DESCRIBES_UNIT.match(fold(question.text))):
        question = replace(question, operation=Operation.UNITS_WHERE)
    question = with_asked_periods(question)
    folded = fold(question.text)
    if references(folded):
        return gap(question, scope, reports)
    of_offices = level_asked(folded) == "office" or _ITSELF.search(folded) is not None
    asked = bool(question.indicators) or question.measure in (*VALUES, "change") or question.yes_no or of_offices
    own_report = asked and bool(scope.offices) and bool(index_facts(question, scope, reports, VALUES))
    if office_named(question.text) and not own_report:
        return None  # an office of which no report tells figures is not its province
    found = _facts(replace(question, operation=Operation.LOOKUP) if over_time(question) else question, scope, reports)
    told_mean = asks_mean(question) and bool(means_over_units(question, scope, reports))
    if of_offices and not told_mean and not any(f.unit_key.startswith(OFFICE) or is_of_part(f) for f in found):
        return nothing_stated(question, scope, reports, [])
    if question.indicators or moving:
        extra = _words_of_a_part(question, scope, found)
        found = _about_what_is_named(extra, scope, found, reports)
        if not found and not told_mean:
            return None
    if _asks_unknown_part(scope):
        return nothing_stated(question, scope, reports, [])
    if _operation(question, scope, moving) is change_stated:
        told = change_stated(question, scope, reports, profiles_of(found, reports, question, with_moves=True))
        if told.kind != "not_found":
            return told
    profiles = profiles_of(found, reports, question)
    if question.target and (both := result_and_target(question)):
        drafts = [look_up(side, scope, reports, profiles_of(found, reports, side)) for side in both]
        if all(d.kind in ("figure", "comparison") for d in drafts):
            return replace(drafts[1], kind="comparison", lines=(*drafts[0].lines, *drafts[1].lines))
    if counting:
        meant = {p.indicator for p in profiles}
        chosen = "par_index" if "par_index" in meant else min(meant, default="")
        kept = [p for p in _of_level(question, profiles) if p.indicator == chosen]
        told = count_where(question, reports, kept)
        return None if told is None or told.kind == "not_found" else told  # how many they are may be printed
    return _by_indicator(question, scope, reports, profiles, moving)


def _by_indicator(question: Question, scope: Scope, reports: Reports, profiles: list[Profile], moving: bool) -> Draft:
    """Answer for each index that is named; where none is, a ranking or a comparison is of administrative reform."""
    answer = _operation(question, scope, moving)
    if answer in (extreme_unit, units_where, ranking, movers):
        profiles = _of_level(question, profiles)
    met = {p.indicator for p in profiles}
    if len(met) < 2 or answer in (look_up, check_stated):
        return answer(question, scope, reports, profiles)
    if not question.indicators:
        meant = "par_index" if "par_index" in met else min(met)
        return answer(question, scope, reports, [p for p in profiles if p.indicator == meant])
    drafts = [
        answer(replace(question, indicators=(i,)), scope, reports, [p for p in profiles if p.indicator == i])
        for i in question.indicators
    ]
    told = [d for d in drafts if d.kind not in ("clarify", "not_found")]
    if len(told) < len(drafts):
        return next(d for d in drafts if d.kind in ("clarify", "not_found"))
    return replace(told[0], lines=tuple(line for d in told for line in d.lines))


def _of_level(question: Question, profiles: list[Profile]) -> list[Profile]:
    """Return the profiles of the units that are asked about: "huyện nào" asks for no commune."""
    level = level_asked(fold(question.text))
    if level in ("office", "ministry"):
        return [p for p in profiles if p.key.startswith(OFFICE) and is_central(p.key) == (level == "ministry")]
    if not level:
        return profiles
    if level == "region":
        return [p for p in profiles if p.key.startswith(REGION_KEY)]
    kinds = {Level.COMMUNE: ("xã", "phường", "thị trấn"), Level.PROVINCE: ("tỉnh",)}.get(Level(level), ("huyện",))
    unnamed = [p for p in profiles if p.key.startswith("document:") and p.subject.startswith((*kinds, "đơn vị"))]
    return [p for p in profiles if p.key.startswith(f"{level}:") or p in unnamed]


def _operation(question: Question, scope: Scope, moving: bool) -> _Operation:
    """Return how to answer: by the question's operation, or what its words and units make of it."""
    folded = fold(question.text)
    several = len({u.key for u in scope.units if u.level is scope.units[-1].level}) > 1
    if moving:
        return movers
    if question.operation in (Operation.CHANGE, Operation.COMPARE) and _UPON_REVIEW.search(folded):
        return look_up  # which shows the value taken back beside the one that replaced it
    if (
        question.operation is Operation.COMPARE
        and len(question.indicators) > 1
        and not several
        and len(question.years) < 2
    ):
        return look_up  # "so sánh PCI và PGI của tỉnh A": each as it is told, for no scale is theirs together
    if question.operation is Operation.COMPARE and question.measure == "change" and len(question.periods) == 1:
        if not several and not references(folded):
            return change_stated  # "so với năm 2022 tăng mấy bậc"
    if several and question.operation is Operation.UNITS_WHERE and re.search(r"\bhon\b", folded):
        return compare
    if question.operation in (Operation.UNITS_WHERE, Operation.LOOKUP) and first_or_last(question):
        return extreme_unit
    if _of_wider_bodies(scope):
        return _OPERATIONS.get(question.operation, look_up)
    if over_time(question) or (question.operation in (Operation.LOOKUP, Operation.RANKING) and asks_mean(question)):
        return average
    return _OPERATIONS.get(question.operation, look_up)


def _facts(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return the indicator's values in scope; of an office ("Sở Nội vụ") only where one is asked for."""
    measures = (*VALUES, "change")
    folded = fold(question.text)
    if scope.offices and not (level_asked(folded) == "office" and all(map(is_central, scope.offices))):
        return index_facts(question, scope, reports, measures)
    offices = [
        f for d in scope.documents for f in reports.facts(d)
        if f.unit_key.startswith("office:") and f.measure in measures and f.indicator
        and f.unit_key not in scope.offices  # "cục nào của Bộ A"
        and (not question.indicators or f.indicator in question.indicators)
    ]  # fmt: skip
    named = {f.unit_key for f in offices if re.search(rf"\b{re.escape(f.unit_key[7:])}\b", folded)}
    if named:
        return [f for f in offices if f.unit_key in named]
    level, found = level_asked(folded), index_facts(question, scope, reports, measures)
    if question.operation is Operation.LOOKUP and any(map(is_of_part, found)):
        return found
    if level in ("office", "ministry") or re.search(r"\bso,? (?:ban,? )?nganh\b", folded):
        return offices
    if level == "region":
        of_regions = [f for f in found if f.unit_key.startswith(REGION_KEY)]
        # Regions told together ("2 vùng còn lại cùng đạt …") are not read: of a part of them none is known to be last.
        known = {f.unit_key for f in of_regions}
        return of_regions if len(known) >= _ALL_REGIONS or not question.lowest else []
    own = [f for f in found if f.unit_key == reports.issuing.get(f.document_id)]
    if itself := _ITSELF.search(folded):  # "của Bộ": of the ministry whose report it is
        return [f for f in own if f.unit_key.startswith(f"{OFFICE}{itself[1]} ")]
    return [f for f in found if not f.unit_key.startswith(NO_UNIT)] or own


_ITSELF = re.compile(
    r"\b(?:cua|tai|toan) (bo|so|cuc|tong cuc)(?=\s*(?:[?,.;]|$)|\s(?:nam|xep|dat|la|co|thu|tang|giam|duoc|hang|bao|may)\b)"
)


def _asks_unknown_part(scope: Scope) -> bool:
    """Tell whether a commune is named that no report has figures of; its district's are not its own."""
    if any(u.level is Level.COMMUNE for u in scope.units):
        return False
    return any(name.startswith(("xã ", "phường ", "thị trấn ", "đặc khu ")) for name in scope.unknown)


def _words_of_a_part(question: Question, scope: Scope, found: list[Fact]) -> set[str]:
    """Return the question's words that name a part of an index: no unit, period, index or asking word."""
    folded = fold(question.text)
    said = [f.span for f in indicator_phrases().find(question.text)]
    said += [m.span for m in find_units(question.text, bare=True)]
    said += _naming_no_part(folded)
    extra = {
        t.name for t in content_terms(question, scope, communes=False)
        if t.name != "cai cach hanh chinh" and not any(s.overlaps(t.span) for s in said)
    }  # fmt: skip
    return {t for t in extra if not any(f.unit_key.startswith("office:") and t in f.unit_key for f in found)}


def _naming_no_part(folded: str) -> list[Span]:
    """Return the words around an index that name no part of it."""
    return [Span(*m.span()) for m in _NOT_A_PART.finditer(folded)] + [Span(*s) for s in standing_words(folded)]


def _about_what_is_named(extra: set[str], scope: Scope, found: list[Fact], reports: Reports) -> list[Fact]:
    """Return the facts of the index itself, or of the part of it that is named; none for neither."""
    if not extra:
        return found
    values = [f for f in found if f.measure != "change"]
    own = [f for f in values if extra <= reports.words(f).own | {t.name for t in terms(f.part)}]
    if own:
        return own + [f for f in found if f.measure == "change"]
    if any(extra <= reports.words(f).own | set(reports.words(f).before) | reports.words(f).heading for f in values):
        return found
    return found if scope.pointed and not scope.offices else []


_UPON_REVIEW = re.compile(r"\b(?:sau|qua|truoc|khi) (?:khi )?(?:duoc )?(?:dinh chinh|phuc tra)\b")
#: "Xã xếp cuối … được bao nhiêu điểm": a unit that only its place tells.
_DESCRIBES_UNIT = re.compile(rf"(?:{PLAIN_PLACES})(?:, [a-z ]{{2,12}})? (?:{FIRST_PLACE}|{LAST_PLACE})\b")
_ALL_REGIONS = 6
#: Words around an index that name no part of it.
_NOT_A_PART = re.compile(
    r"\b(?:cac |nhung )?(?:tai lieu|bao cao|van ban|nguon)[a-z ]{0,20}\b(?:thong nhat|khop|khac nhau|giong nhau|mau thuan)\b"
    r"|\b(?:tut|tang|giam|thang|len|xuong|roi|cai thien|tien bo|vuon|but pha)(?: (?:may|bao nhieu|hay|giam|tang|hang|bac|diem|len|xuong|thu hang|nhieu|manh|sau|lon|cao))*(?: nhat)?\b"
    rf"|\b(?:trong|giua) (?:so )?(?:cac |nhung |toan )?(?:\d+ )?(?:{PLAIN_PLACES})(?:, ?(?:{PLAIN_UNITS}))*(?: cua)?(?: (?:huyen|tinh))?(?: (?:duoc|da|dang) [a-z]+(?: [a-z]+)?)?\b"
    r"|\b(?:sau|truoc|da|duoc) (?:khi )?(?:dinh chinh|phuc tra)\b|\btu (?:cham|danh gia)\b|\bcong bo\b|\b(?:nhieu|cao|thap|it) (?:diem )?(?:cchc )?hon\b|\b(?:xep tren|xep duoi|xep sau)\b"
    rf"|\b(?:{PLAIN_BODIES}|vung|khu vuc)(?:,? (?:nganh|ban,? nganh|co quan ngang bo))* nao\b|\b(?:cao|thap|nhieu|it) (?:diem )?nhat\b|\b(?:bao nhieu|may|nhung|cac) (?:so|bo|nganh)\b|\bkhoi (?:cac )?(?:so|huyen|xa|bo)(?:,? (?:ban|nganh|co quan))*\b|\blan luot\b|\b(?:con |can )?(?:thieu|kem|hon|thua|chenh)\b|\b(?:bao nhieu|may) (?:bac|hang|diem)\b|\b(?:giu nguyen|khong doi|khong thay doi|thay doi)\b|\bke hoach\b(?! (?:cai|tuyen|kiem))|\bnua(?: thi)?\b|\b(?:bang(?! (?:cham|xep|diem))|ngang|duoi kip)\b|\b(?:liet ke|ke ten|neu ten|danh sach)\b"
    rf"|\b(?:(?:xep|dat|duoc) )*loai (?:{PLAIN_GRADES})(?: tro len)?\b|\b(?:bao nhieu|may) (?:{PLAIN_UNITS})(?:,? (?:va )?(?:{PLAIN_UNITS}))*\b"
    r"|\bcu\b|\b(?:xu huong|dien bien|bien dong|giai doan|qua cac nam|tung nam|so lieu|chuoi)\b|\bca nuoc\b|\btoan quoc\b"
    rf"|\b(?:(?:ve|lap|xem|tao|hien thi|cho) )?(?:bieu do|do thi)\b|\b(?:lap )?bang (?:cham diem|xep hang|hang|diem)\b|\b(?:ai|ben nao|noi nao) hon\b|\b(?:trung binh|binh quan|cao hon|thap hon|hon kem|chenh lech|{FIRST_PLACE}|nhieu nhat|noi tinh|cap huyen|cap xa|khoi huyen)\b"
)


#: "giảm bao nhiêu đơn vị": what fell is counted, and is no index.
_COUNTS_THINGS = re.compile(rf"(?:don vi|co quan|to chuc|dau moi|phong|nguoi|bien che|ho so|thu tuc|{PLAIN_UNITS})\b")


def _only_ranks(question: Question, scope: Scope) -> bool:
    """Tell whether a rank, score or grade is asked without saying of what: the reports may leave one reading."""
    asks = (
        question.measure in VALUES
        or question.operation is Operation.CHANGE
        or (question.measure == "change" and bool(re.search(r"\bbac\b|\bhang\b", fold(question.text))))
        or any(q.kind in (QuantityKind.RANK, QuantityKind.SCORE) for q in question.figures if question.yes_no)
        or (question.yes_no and within(question) is not None)
        or first_or_last(question)
        or counts_units(question)
        or (question.operation in (Operation.UNITS_WHERE, Operation.YEARS_WHERE) and _sets_a_value(question))
    )
    if not asks or (question.measure == "change" and _COUNTS_THINGS.match(fold(question.counted))):
        return False
    folded = fold(question.text)
    said = _naming_no_part(folded)
    rest = [
        t for t in content_terms(question, scope, communes=False)
        if t.name != "cai cach hanh chinh" and not any(s.overlaps(t.span) for s in said)
    ]  # fmt: skip
    # "điểm đánh giá trực tiếp của Sở A" is another column than its points
    return (scope.pointed and not scope.offices) or not rest


def _of_wider_bodies(scope: Scope) -> bool:
    return bool(scope.offices) and all(key.startswith(WIDER) for key in scope.offices)


def _of_a_mean(question: Question) -> Question:
    """Let the mean of the country or a region be looked up like a unit's score: the reports tell it, none is made."""
    looks = question.operation in (Operation.AVERAGE, Operation.TEXT, Operation.RANKING)
    asks = question.measure in ("", "amount", "any", "rate")
    return replace(
        question,
        operation=Operation.LOOKUP if looks else question.operation,
        measure="score" if asks else question.measure,
    )


#: Words that ask for a value and do not say of what.
_BARE_VALUE = frozenset(
    ["ty le", "phan tram", "diem", "chi so", "ket qua", "muc", "hon", "chenh", "lech", "giua", "kem", "dat"]
)


def _of_the_only_index(question: Question, scope: Scope, reports: Reports) -> Question:
    """Let a bare value of a unit ("Huyện A đạt bao nhiêu phần trăm?") be of the one index its figures are of."""
    if question.indicators or question.component or question.measure not in ("rate", "any", "change"):
        return question
    if question.operation not in (Operation.LOOKUP, Operation.COMPARE) or not (scope.units or scope.offices):
        return question
    content = {t.name for t in content_terms(question, scope, communes=False)} - _BARE_VALUE
    reform = content == {"cai cach hanh chinh"}  # "CCHC của huyện được bao nhiêu": of that index, if of any
    if content and not reform:
        return question
    keys = set(scope.offices) or {u.key for u in scope.units}
    values = [
        f
        for d in scope.documents
        for f in reports.facts(d)
        if f.unit_key in keys and f.measure in (*VALUES, "rate", "count", "amount")
    ]
    indices = {f.indicator for f in values} if not reform else {f.indicator for f in values} & {"par_index"}
    if len(indices) != 1 or not (index := indices.pop()):
        return question
    return replace(
        question, indicators=(index,), measure="score" if question.measure in ("rate", "any") else question.measure
    )


def _sets_a_value(question: Question) -> bool:
    scored = "diem" in fold(question.text)
    kinds = (QuantityKind.RANK, QuantityKind.SCORE)
    return bool(question.grades) or any(q.kind in kinds or (scored and q.qualifier) for q in question.figures)


_Operation = Callable[[Question, Scope, Reports, list[Profile]], Draft]
_OPERATIONS: dict[Operation, _Operation] = {
    Operation.LOOKUP: look_up,
    Operation.TREND: over_years(trend),
    Operation.SUPERLATIVE_YEAR: over_years(extreme_year),
    Operation.YEARS_WHERE: over_years(years_where),
    Operation.SUPERLATIVE_UNIT: extreme_unit,
    Operation.UNITS_WHERE: units_where,
    Operation.RANKING: ranking,
    Operation.COMPARE: compare,
    Operation.CHANGE: change_stated,
    Operation.AVERAGE: average,
    Operation.CHECK: check_stated,
}

"""Answers about the parts of an index: the score of one, and which of them is first, last, lost or moved most."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from corpus.facts.components import Component
from corpus.model import Fact, Period, Status
from corpus.vietnamese import fold, upper_first
from corpus.vocabulary import component_phrases, indicator_phrases, indicators, terms
from prompts import say
from qa.draft import Draft, Line, which
from qa.indicators.profiles import Profile, profiles_of
from qa.indicators.sentences import changed_by, evidence_with_period
from qa.matching.candidates import container, subject_key
from qa.matching.filling import without_names
from qa.matching.timing import period_fits
from qa.matching.weighing import DOSSIERS
from qa.operations import wants_words
from qa.question import Operation, Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.standing import HIGHEST, LOWEST
from qa.wording import clause_words, period_name, plain, same_evidence, subject_of, value_words

_Answer = Callable[[Question, Scope, Reports, list[Profile]], Draft | None]
_PART = r"(?:linh vuc|noi dung|tieu chi|tru cot|hop phan|(?:chi so )?thanh phan|yeu to|nhom|muc|phan|mang)"
_WHICH = re.compile(rf"\b{_PART}\b(?! (?:tieu|luc|mem|dich|vien))[^,?;]{{0,30}}?\bnao\b")
_OF_SCORES = re.compile(r"\b(?<!thoi )(?<!dia )(?<!kiem )(?<!quan )(?:diem|hang|bac|thu may|vi thu|chi so)\b")
_LOST = re.compile(r"\b(?:mat|tru(?! cot| so)|hut|danh roi|that thoat|thieu)\b(?: [a-z]+){0,7}? nhat\b")
_MOVED = re.compile(r"\b(tang|giam|tut|sut|rot|cai thien|thang)\b(?: [a-z]+){0,4}? nhat\b")
_UPON_APPRAISAL = re.compile(r"\b(?:tham dinh|hoi dong|so voi (?:diem )?tu (?:cham|danh gia))\b")
_MOST = re.compile(r"\b(?:toi da|thang diem|diem chuan)\b")
#: So many parts make a list of which one can be said to be first.
_FEWEST = 3
_SAME_PERIOD = 0.85


def about_component(question: Question, scope: Scope, reports: Reports, answer: _Answer) -> Draft | None:
    """Answer a question about parts of an index; None where it asks of none or no report tells of any."""
    folded = " ".join(fold(without_names(question.text)).split())
    if question.yes_no or question.operation is Operation.TOTAL or wants_words(folded):
        return None
    if _WHICH.search(folded) and not question.figures:
        return _which(question, scope, reports, folded)
    named = question.indicators and question.operation in (Operation.LOOKUP, Operation.TREND)
    if question.measure in ("count", "amount") or not (question.measure or named or _OF_SCORES.search(folded)):
        return None
    if question.measure not in ("score", "rank", "grade") and not (
        question.component or question.indicators or _OF_SCORES.search(folded)
    ):
        return None
    asked = _asked(question, scope, reports)
    if asked is None:
        return None
    drafts: list[Draft | None] = []
    for group in asked:
        index = group[0].fact.indicator
        narrowed = replace(question, indicators=(index,), component=False)
        if _MOST.search(folded) and (line := _most(group, question, reports)):
            drafts.append(Draft("comparison", (line,)))
            if not re.search(r"\b(?:dat|duoc|cham)\b", folded):
                continue
        drafts.append(_told(narrowed, scope, reports, group, answer))
    told = [d for d in drafts if d is not None]
    if not told or any(d.kind in ("clarify", "not_found") for d in told):
        return next((d for d in told if d.kind in ("clarify", "not_found")), None)
    return replace(told[0], lines=tuple(dict.fromkeys(line for d in told for line in d.lines)))


def _told(
    question: Question, scope: Scope, reports: Reports, group: Sequence[Component], answer: _Answer
) -> Draft | None:
    """Answer of one part as of an index of its own."""
    profiles = profiles_of([c.fact for c in group if not c.maximum], reports, question)
    profiles = [replace(p, component=group[0].fact.label) for p in profiles]
    return answer(question, scope, reports, profiles) if profiles else None


# --- which parts are asked about -----------------------------------------------------------------------


def _pool(question: Question, scope: Scope, reports: Reports) -> list[Component]:
    """Return the figures of parts that the scope holds, of the units and the index asked about."""
    keys = {u.key for u in scope.units}
    inside = container(question, scope)
    found = []
    for document_id in scope.documents:
        own = reports.documents[document_id].unit
        for component in reports.components(document_id):
            fact = component.fact
            if question.indicators and fact.indicator not in question.indicators:
                continue
            if scope.offices and fact.unit_key not in scope.offices:
                continue
            if inside is not None and not (own is not None and own.key in keys and fact.unit_key not in keys):
                continue
            if inside is None and keys and fact.unit_key not in keys and not (scope.pointed and not fact.unit_key):
                continue
            if (fact.status is Status.TARGET) == question.target:
                found.append(component)
    return found


def _asked(question: Question, scope: Scope, reports: Reports) -> list[list[Component]] | None:
    """Return the figures of each part that a question names; None where it names none that is known here."""
    text = question.text
    whole = [f.span for f in indicator_phrases().find(text)]
    named = [f for f in component_phrases().find(text) if not any(s.overlaps(f.span) for s in whole)]
    pool = _pool(question, scope, reports)
    if not pool or not named:
        said = _by_words(question, pool) if question.component or question.indicators else []
        return [said] if said else None
    groups = []
    for found in named:
        ids = set(found.name.split())
        group = [c for c in pool if c.ids & ids]
        several = {c.fact.indicator for c in group}
        if len(several) > 1:  # "chính quyền số" of administrative reform and of digital transformation
            chosen = "par_index" if "par_index" in several else min(several)
            group = [c for c in group if c.fact.indicator == chosen]
        if group:
            groups.append(group)
    return groups or None


def _by_words(question: Question, pool: Sequence[Component]) -> list[Component]:
    """Return the figures of the one part whose name a question says, where the catalogue does not know it."""
    said = {t.name for t in terms(question.text)}
    names = {fold(c.name): {t.name for t in terms(c.name)} - _IN_NAMES for c in pool}
    met = {name for name, words in names.items() if words and words <= said}
    longest = max((len(names[name]) for name in met), default=0)
    best = {name for name in met if len(names[name]) == longest}
    keys = {c.key for c in pool if fold(c.name) in best}
    return [c for c in pool if c.key in keys] if len(keys) == 1 else []


_IN_NAMES = frozenset(
    ("ket", "qua", "cac", "va", "ve", "cua", "cong", "tac", "nhom", "linh", "vuc", "tieu chi", "noi dung")
)


def _most(group: Sequence[Component], question: Question, reports: Reports) -> Line | None:
    """Return how much could be reached, where a table has a column of it."""
    held = [c for c in group if c.maximum and _in_time(c.fact, question, reports)]
    if len({c.fact.value for c in held}) != 1:
        return None
    fact = held[0].fact
    text = say("answers.component_most", label=fact.label, text=fact.text)
    return Line(text, same_evidence([fact], reports), (fact,))


def _in_time(fact: Fact, question: Question, reports: Reports) -> bool:
    return period_fits(fact, question.periods, reports.documents[fact.document_id]) >= _SAME_PERIOD


# --- which part is first, last, lost or moved most -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a part is compared by: `amount` is more where it stands higher; `shown` are the figures that tell it."""

    name: str
    amount: Decimal
    shown: tuple[Fact, ...]
    said: str = ""  # how the amount is reckoned, where it is


def _which(question: Question, scope: Scope, reports: Reports, folded: str) -> Draft | None:
    lost, moved = _LOST.search(folded), _MOVED.search(folded)
    highest, lowest = HIGHEST.search(folded), LOWEST.search(folded)
    if not (lost or moved or highest or lowest):
        return None
    if not question.indicators and DOSSIERS & {t.name for t in question.terms}:
        return None  # "lĩnh vực nào có nhiều hồ sơ quá hạn nhất": how many is no score
    pool = [c for c in _pool(question, scope, reports) if _in_time(c.fact, question, reports)]
    indexes = {c.fact.indicator for c in pool}
    if not question.indicators and len(indexes) > 1:
        pool = [c for c in pool if c.fact.indicator == "par_index"]
    if not (lost or moved) and (said := _said_to_be(pool, "thap nhat" if lowest else "cao nhat", scope, reports)):
        return said
    lists = [one for one in _lists(pool, reports) if len({c.key for c in one}) >= _FEWEST]
    if moved:
        down = moved.group(1) not in ("tang", "cai thien", "thang")
        by: Callable[[Sequence[Component]], list[_Standing]] = lambda one: _by_moves(one, folded, down)  # noqa: E731
        wanted, low = say("answers.component_fell" if down else "answers.component_rose"), down
    elif lost:
        by = lambda one: _by_loss(one, folded)  # noqa: E731
        wanted, low = say("answers.component_lost"), False
    elif re.search(r"\b(?:hang|bac|vi thu|thu may)\b", folded):
        by = _by_rank
        wanted, low = say("answers.component_rank_low" if lowest else "answers.component_rank_high"), bool(lowest)
    else:
        share = re.search(r"\b(?:ty le|phan tram)\b", folded) is not None
        by = lambda one: _by_score(one, share)  # noqa: E731
        wanted, low = say("answers.component_low" if lowest else "answers.component_high"), bool(lowest)
    told = [(one, standings) for one in lists if len(standings := by(one)) >= (2 if moved else _FEWEST)]
    if not told:
        return None
    meant = _one_meant(question, scope, [one for one, _ in told], reports)
    if isinstance(meant, Draft):
        return meant
    one, standings = max((t for t in told if t[0] in meant), key=lambda t: len(t[1]))
    return _extreme(one, standings, wanted, low, reports)


def _said_to_be(pool: Sequence[Component], extreme: str, scope: Scope, reports: Reports) -> Draft | None:
    """Return the one part that a report says is first or last: "chỉ đạt 79,03%, thấp nhất trong 05 yếu tố"."""
    told: dict[object, Fact] = {}
    for component in pool:
        fact = component.fact
        if fact.measure != "score" or component.maximum or not (scope.units or scope.offices):
            continue
        text = reports.documents[fact.document_id].text
        ends = [
            place for mark in (";", ".", "),") if (place := text.find(f"{mark} ", fact.span.end, fact.sentence.end)) > 0
        ]
        begins = max(text.rfind(mark, fact.sentence.start, fact.span.start) + 1 for mark in (";", "),"))
        begins = begins or fact.sentence.start
        around = fold(text[begins : min(ends, default=fact.sentence.end)])
        if len(re.findall(r"\b(?:cao|thap) nhat\b", around)) == 1 and extreme in around:
            told.setdefault(component.key, fact)
    if len(told) != 1:
        return None
    fact = next(iter(told.values()))
    subject = upper_first(subject_of(fact, reports.documents[fact.document_id]))
    text = say("answers.figure_of", subject=subject, figure=fact.text, clause=clause_words(fact, reports))
    return Draft("comparison", (Line(text, same_evidence([fact], reports), (fact,)),))


def _lists(pool: Iterable[Component], reports: Reports) -> list[list[Component]]:
    """Return the parts told together of one subject in one period."""
    found: dict[object, list[Component]] = {}
    for component in pool:
        fact = component.fact
        key = (component.place, subject_key(fact, reports.documents[fact.document_id]), fact.period)
        found.setdefault(key, []).append(component)
    return list(found.values())


def _one_meant(
    question: Question, scope: Scope, lists: list[list[Component]], reports: Reports
) -> Draft | list[list[Component]]:
    """Return the lists of the one subject and period meant, or ask which."""
    subjects = {subject_of(one[0].fact, reports.documents[one[0].fact.document_id]) for one in lists}
    if len(subjects) > 1 and not scope.units:
        return which("answers.which_unit", question.text, sorted(subjects))
    when = {one[0].fact.period for one in lists}
    if len(when) > 1 and not question.periods:
        return which("answers.which_period", question.text, sorted(period_name(p) for p in when if p))
    return lists


def _official(one: Sequence[Component]) -> dict[object, Component]:
    """Return the score of each part: the appraised before the self-assessed, a per cent before points."""
    order = {Status.CORRECTED: 0, Status.RESULT: 1, Status.SELF_ASSESSED: 2}
    scores = [c for c in one if c.fact.measure == "score" and not c.maximum and c.fact.value is not None]
    held: dict[object, Component] = {}
    for component in sorted(scores, key=lambda c: order.get(c.fact.status, 3)):
        held.setdefault(component.key, component)
    return held


def _by_score(one: Sequence[Component], share: bool) -> list[_Standing]:
    held = _official(one).values()
    scales = {c.fact.of for c in held}
    if share and None not in scales:
        return [_Standing(c.name, _share(c.fact), (c.fact,), _share_words(c.fact)) for c in held]
    if len({"%" in c.fact.text for c in held}) > 1:
        return []
    return [_Standing(c.name, c.fact.value or Decimal(0), (c.fact,)) for c in held]


def _share(fact: Fact) -> Decimal:
    return (fact.value or Decimal(0)) / fact.of if fact.of else Decimal(0)


def _share_words(fact: Fact) -> str:
    share = (_share(fact) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return say("answers.component_share", share=plain(share, "0,0"), most=plain(fact.of or Decimal(0)))


def _by_rank(one: Sequence[Component]) -> list[_Standing]:
    ranks = [c for c in one if c.fact.measure == "rank" and c.fact.value is not None]
    return [_Standing(c.name, -(c.fact.value or Decimal(0)), (c.fact,)) for c in ranks]


def _by_loss(one: Sequence[Component], folded: str) -> list[_Standing]:
    """Return what each part lacks of what could be reached, or lost on appraisal."""
    held = _official(one)
    own = {c.key: c for c in one if c.fact.status is Status.SELF_ASSESSED and c.fact.measure == "score"}
    if _UPON_APPRAISAL.search(folded) and own:
        pairs = [(own[key].fact, c.fact, c.name) for key, c in held.items() if key in own and own[key] is not c]
        return [_reckoned(name, first.value, second.value, (first, second)) for first, second, name in pairs]
    facts = [(c.name, c.fact) for c in held.values()]
    if all("%" in f.text for _, f in facts):
        return [_Standing(name, 100 - (f.value or Decimal(0)), (f,)) for name, f in facts]
    if any(f.of is None for _, f in facts):
        return []
    return [_reckoned(name, f.of, f.value, (f,)) for name, f in facts]


def _reckoned(name: str, more: Decimal | None, less: Decimal | None, shown: tuple[Fact, ...]) -> _Standing:
    one, other = more or Decimal(0), less or Decimal(0)
    like = " ".join(f.text for f in shown)
    amount = plain(one - other, like)
    said = say("answers.component_less", more=plain(one), less=plain(other, like), amount=amount)
    return _Standing(name, one - other, shown, said)


def _by_moves(one: Sequence[Component], folded: str, down: bool) -> list[_Standing]:
    """Return the stated moves of the parts, of ranks or of scores as asked."""
    ranks = re.search(r"\b(?:hang|bac)\b", folded) is not None
    moves = [c for c in one if c.fact.measure == "change" and c.fact.value is not None]
    alike = [c for c in moves if (c.fact.unit == "bậc") == ranks] or ([] if ranks or "diem" in folded else moves)
    if len({c.fact.unit == "bậc" for c in alike}) > 1 or not any(((c.fact.value or 0) < 0) == down for c in alike):
        return []
    values = {c.key: c.fact for c in one if c.fact.measure == ("rank" if ranks else "score") and not c.maximum}
    standings = []
    for move in alike:
        fact = move.fact
        way = "answers.change_only_down" if (fact.value or 0) < 0 else "answers.change_only_up"
        shown = (values[move.key], fact) if move.key in values else (fact,)
        standings.append(_Standing(move.name, fact.value or Decimal(0), shown, say(way, text=changed_by(fact))))
    return standings


def _extreme(
    one: Sequence[Component], standings: Sequence[_Standing], wanted: str, low: bool, reports: Reports
) -> Draft:
    """Return the part, or the parts, that stand at the end asked for, and how many are compared."""
    amounts = [s.amount for s in standings]
    end = min(amounts) if low else max(amounts)
    fact = one[0].fact
    everyone = [f for s in standings for f in s.shown]
    document = reports.documents[fact.document_id]
    when = f" {period_name(fact.period)}" if isinstance(fact.period, Period) else ""
    evidence = evidence_with_period(everyone, fact.period, reports)
    lines = []
    for standing in standings:
        if standing.amount != end:
            continue
        values = ", ".join(value_words(f) for f in standing.shown if f.measure != "change")
        text = say(
            "answers.component_extreme", name=upper_first(standing.name), which=wanted, count=len(standings),
            label=indicators()[fact.indicator].label, subject=subject_of(fact, document), when=when,
            values=" ".join(w for w in (values, standing.said) if w),
        )  # fmt: skip
        lines.append(Line(text, evidence, tuple(dict.fromkeys((*standing.shown, *everyone))), True))
    return Draft("ranking", tuple(lines))

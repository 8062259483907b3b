"""How far a unit is from the first, the last, the next, the mean or its target: the difference of two cited figures."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.figure_patterns import PLAN
from corpus.model import Fact, Level, Period, Status
from corpus.periods import periods
from corpus.vietnamese import fold, upper_first
from corpus.vocabulary import indicator_phrases
from prompts import say
from qa.draft import Draft, Line
from qa.indicators.compare import apart, comparable, gained
from qa.indicators.means import is_mean, means_over_units
from qa.indicators.profiles import VALUES, Profile, by_time, fits, profiles_of
from qa.indicators.sentences import disagreeing_facts, evidence_of_each
from qa.indicators.unanswered import FEWEST, body_of, which_period
from qa.matching.candidates import index_facts, is_last
from qa.matching.filling import without_names
from qa.operations import PLAN_REACHED
from qa.question import Operation, Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.standing import Mark, Reference, references
from qa.wording import period_name, value_words, with_qualifier

_BY_RANK = re.compile(r"\b(?:bac|thu hang|may hang|bao nhieu hang|vi tri|vi thu)\b")
_End = tuple[str, Fact, Period | None]  # its name, its figure, the figure's period


def gap(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Return the distance asked for; None where no distance is asked, or an end of it is not stated."""
    asked = references(fold(question.text))
    if not asked or len(question.indicators) > 1 or question.yes_no:
        return None
    known = _profiles(question, reports, target=False)
    if not question.indicators:
        met = {p.indicator for p in _subjects(scope, known)}
        meant = "par_index" if "par_index" in met else met.pop() if len(met) == 1 else ""
        question = replace(question, indicators=(meant,))
        known = [p for p in known if p.indicator == meant]
    folded = fold(without_names(question.text))
    if any(r.mark is Mark.TARGET for r in asked):
        measure = "rank" if _BY_RANK.search(folded) else "score"
        return _to_target(question, scope, reports, known, measure) if len(asked) == 1 else None
    when = [p for p in known if fits(p, question.periods)]
    measure = "rank" if _BY_RANK.search(folded) and "diem" not in folded else "score"
    if len(asked) == 2:
        return _between_places(asked, scope, reports, when, measure)
    subjects = _subjects(scope, when)
    held = [p for p in subjects if p.best(measure)]
    if len({p.key for p in held}) != 1 or len(asked) != 1:
        return None
    if len({p.period for p in held}) != 1:
        return which_period(question, held)
    subject = held[0]
    if asked[0].mark is Mark.SELF:
        return _self_and_official(subject, reports)
    if asked[0].mark is Mark.MEAN:
        other = _mean(question, subject, reports) if measure == "score" else None
    else:
        other = _at(asked[0], _rivals(subject, known, reports), measure, subject)
    end = _end(subject, measure)
    if end and other and (end[1].status is Status.SELF_ASSESSED) != (other[1].status is Status.SELF_ASSESSED):
        return None
    return _told(subject, end, other, reports) if end and other else None


def _profiles(question: Question, reports: Reports, target: bool) -> list[Profile]:
    """Return what all reports say of the index: whom a unit is measured against stands in other reports, too."""
    wide = Scope(tuple(sorted(reports.documents)))
    asked = replace(question, operation=Operation.LOOKUP, target=target, self_assessed=False)
    facts = [f for f in index_facts(asked, wide, reports, VALUES) if not is_mean(f, reports)]
    return profiles_of(facts, reports, asked)


def _subjects(scope: Scope, profiles: Sequence[Profile]) -> list[Profile]:
    """Return the profiles of the one unit or office named; of a commune and its district, the commune's."""
    if scope.offices:
        told = set(scope.documents)
        own = [p for p in profiles if p.key.split("@")[0] in scope.offices]
        return [p for p in own if told & {f.document_id for f in p.facts}]
    keys = [u.key for u in scope.units]
    own = [p for p in profiles if p.key.split("@")[0] in keys]
    if len({p.key for p in own}) > 1 and scope.units:
        lowest = max((Level(p.key.split(":")[0]) for p in own), key=lambda level: level.depth)
        own = [p for p in own if p.key.startswith(lowest)]
    return own


def _rivals(subject: Profile, known: Sequence[Profile], reports: Reports) -> list[Profile]:
    """Return those ranked with a unit: of its level and period, in the report that ranks it or of the same body."""
    told_in = {f.document_id for f in subject.facts}
    body = body_of(subject, reports)
    rank = subject.best("rank")
    found = []
    for other in known:
        if other.key == subject.key or other.period != subject.period:
            continue
        if other.key.split(":")[0] != subject.key.split(":")[0] or other.key.startswith("document:"):
            continue
        if other.key.partition("@")[2] != subject.key.partition("@")[2]:
            continue  # the first of its region is not the first of all
        theirs = other.best("rank")
        if rank and theirs and rank.of and theirs.of and rank.of != theirs.of:
            continue
        if told_in & {f.document_id for f in other.facts} or (body and body_of(other, reports) == body):
            found.append(other)
    return found


def _at(asked: Reference, rivals: Sequence[Profile], measure: str, subject: Profile | None) -> _End | None:
    """Return who stands at a place among those ranked together; None where nobody is known to."""
    everyone = [*rivals, *([subject] if subject else [])]
    ranked = {p.key: (p, f.value) for p in everyone if (f := p.best("rank")) and f.value is not None}
    own = ranked[subject.key][1] if subject and subject.key in ranked else None
    found: list[Profile] = []
    if ranked:
        wanted = _wanted(asked, [value for _, value in ranked.values()], own)
        found = [p for p, value in ranked.values() if value == wanted]
        if not found and asked.mark is Mark.LAST:
            found = [p for p in everyone if (f := p.best("rank")) and is_last(f)]
    elif asked.mark is not Mark.PLACE:
        found = _by_score(asked, everyone, subject)
    ends = [end for p in found if p is not subject and (end := _end(p, measure))]
    if len({end[1].value for end in ends}) != 1 or len(ends) != len(found):
        return None
    return ends[0]


def _wanted(asked: Reference, ranks: Sequence[Decimal], own: Decimal | None) -> Decimal | None:
    """Return the rank that a place has; the last one only where all before it are known."""
    if asked.mark is Mark.FIRST:
        return Decimal(1)
    if asked.mark is Mark.PLACE:
        return Decimal(asked.place)
    if asked.mark is Mark.LAST:
        return max(ranks) if len(ranks) >= max(ranks) else None
    if own is None:
        return None
    if asked.mark is Mark.ABOVE:
        above = [rank for rank in ranks if rank < own]
        return max(above) if above and len(above) >= own - 1 else own - 1
    return min((rank for rank in ranks if rank > own), default=None) if own + 1 in ranks else None


def _by_score(asked: Reference, everyone: Sequence[Profile], subject: Profile | None) -> list[Profile]:
    """Return who stands at a place by the scores alone, where enough of them are told in one report."""
    scored = {p.key: (p, f) for p in everyone if (f := p.best("score")) and f.value is not None}
    if len(scored) < FEWEST or len({f.document_id for _, f in scored.values()}) > 1:
        return []
    order = sorted({f.value for _, f in scored.values() if f.value is not None}, reverse=True)
    own = order.index(scored[subject.key][1].value) if subject and subject.key in scored else 0  # type: ignore[arg-type]
    place = {Mark.FIRST: 0, Mark.LAST: len(order) - 1, Mark.ABOVE: own - 1, Mark.BELOW: own + 1}[asked.mark]
    if not 0 <= place < len(order):
        return []
    return [p for p, f in scored.values() if f.value == order[place]]


def _between_places(
    asked: Sequence[Reference], scope: Scope, reports: Reports, profiles: Sequence[Profile], measure: str
) -> Draft | None:
    """Return how far apart two places are: "giữa đơn vị dẫn đầu và đơn vị cuối bảng"."""
    inside = [p for p in profiles if not p.key.startswith("document:") and _inside(p, scope, reports)]
    groups: dict[object, list[Profile]] = {}
    for profile in inside:
        groups.setdefault(
            (profile.key.split(":")[0], profile.period, body_of(profile, reports) or profile.document.id), []
        ).append(profile)
    told = [
        (one, two)
        for group in groups.values()
        if len(group) > 1
        and (one := _at(asked[0], group, measure, None))
        and (two := _at(asked[1], group, measure, None))
    ]
    if len(told) != 1:
        return None
    one, two = told[0]
    holder = next(p for p in inside if one[1] in p.facts)
    return _told(holder, one, two, reports)


def _inside(profile: Profile, scope: Scope, reports: Reports) -> bool:
    """Tell whether a unit is one of those inside the unit named."""
    return not scope.units or body_of(profile, reports) in {u.name for u in scope.units}


def _mean(question: Question, subject: Profile, reports: Reports) -> _End | None:
    """Return the mean that a report states over those ranked with a unit."""
    level = subject.key.split(":")[0]
    told_in = {f.document_id for f in subject.facts}
    body = body_of(subject, reports)
    wide = Scope(tuple(sorted(reports.documents)))
    found: list[Fact] = []
    for fact in means_over_units(question, wide, reports):
        document = reports.documents[fact.document_id]
        said = fold(reports.text(fact, fact.sentence)[: fact.span.start - fact.sentence.start])
        spoken = {f.indicator for f in reports.facts(fact.document_id) if f.indicator}
        named = {f.name for f in indicator_phrases().find(said)} or spoken
        own = document.unit.name if document.unit else ""
        if fact.period != subject.period or named != {subject.indicator} or fact.status in _NO_RESULT:
            continue
        if fact.document_id not in told_in and own != body:
            continue
        if _OVER[level].search(said) and all(word in said for word in _WIDER.findall(fold(question.text))):
            found.append(fact)
    corrected = [f for f in found if f.status is Status.CORRECTED] or found
    if len({f.value for f in corrected}) != 1:
        return None
    return say("answers.gap_mean"), corrected[0], corrected[0].period


_NO_RESULT = (Status.TARGET, Status.SELF_ASSESSED, Status.SUPERSEDED)
_ANYBODY = r"\bdon vi\b|\bdia phuong\b"
#: Over whom a mean is, by the level of the unit measured by it.
_OVER = {
    "district": re.compile(rf"{_ANYBODY}|\b(?:cap|khoi|cac) (?:huyen|thi xa|thanh pho)\b|\bhuyen,"),
    "commune": re.compile(rf"{_ANYBODY}|\b(?:cap|khoi|cac) (?:xa|phuong)\b|\bxa,"),
    "province": re.compile(rf"{_ANYBODY}|\bca nuoc\b|\btoan quoc\b|\bcac tinh\b|\b(?:63|34) tinh\b|\bvung\b"),
    "office": re.compile(rf"{_ANYBODY}|\b(?:khoi|cac|cap) (?:so|bo)\b|\bnganh\b|\bco quan\b|\b\d+ bo\b"),
    "document": re.compile(_ANYBODY),
}
_WIDER = re.compile(r"\b(?:ca nuoc|toan quoc|vung|khu vuc|cum)\b")


def _self_and_official(subject: Profile, reports: Reports) -> Draft | None:
    """Return how far what a unit gave itself is from what was found on appraisal."""
    own = [f for f in subject.values.get("score", ()) if f.status is Status.SELF_ASSESSED]
    found = _end(subject, "score")
    if len({f.value for f in own}) != 1 or found is None or found[1].status not in (Status.RESULT, Status.CORRECTED):
        return None
    named = say("answers.gap_self", subject=subject.subject)
    return _told(subject, (named, own[0], subject.period), (say("answers.gap_official"), *found[1:]), reports)


# --- to a target ---------------------------------------------------------------------------------------


def reached(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Tell whether a result reaches its target; None where that is not asked, or where either is not stated."""
    folded = fold(without_names(question.text))
    if not question.yes_no or question.figures or len(question.indicators) != 1 or not PLAN_REACHED.search(folded):
        return None
    known = _profiles(question, reports, target=False)
    rank, score = _BY_RANK.search(folded), re.search(r"\bdiem\b", folded)
    measures = ("rank",) if rank and not score else ("score",) if score and not rank else ("score", "rank")
    lines = []
    for measure in measures:
        if draft := _to_target(question, scope, reports, known, measure):
            (line,) = draft.lines
            result, target = line.facts
            if result.period != target.period and not _periods_of_both(question)[0]:
                continue  # the target of another year is not the one that is asked about
            key = "answers.reached" if gained(target, result) >= 0 else "answers.not_reached"
            lines.append(replace(line, text=say(key, text=line.text)))
    return Draft("comparison", tuple(lines)) if lines else None


def _to_target(
    question: Question, scope: Scope, reports: Reports, known: Sequence[Profile], measure: str
) -> Draft | None:
    """Return how far a result is from the target: of the year said with it, else of the result's year or the next."""
    aimed, achieved = _periods_of_both(question)
    results = [p for p in _subjects(scope, known) if p.best(measure) and p.period and fits(p, achieved)]
    targets = [
        p for p in _subjects(scope, _profiles(question, reports, target=True))
        if p.best(measure) and p.period and fits(p, aimed)
    ]  # fmt: skip
    if not results or not targets or len({p.key for p in (*results, *targets)}) != 1:
        return None
    ended = max(p.period.end for p in targets if p.period)
    result = max((p for p in results if p.period and p.period.start <= ended), key=by_time, default=None)
    if result is None or result.period is None:
        return None
    same = [p for p in targets if p.period == result.period]
    later = [p for p in targets if p.period and p.period.end > result.period.end]
    chosen = targets if aimed else same or later
    values = {f.value for p in chosen for f in p.values.get(measure, ())}
    one, two = _end(result, measure), _end(chosen[0], measure) if chosen else None
    if len(values) != 1 or one is None or two is None:
        return None
    name = say("answers.gap_target", period=period_name(two[2])) if two[2] else ""
    return _told(result, one, (name, *two[1:]), reports, aimed=True)


_AFTER_TARGET = re.compile(rf"(?:{PLAN}|phan dau)(?: (?:[a-z]+)){{0,5}}? ?$")


def _periods_of_both(question: Question) -> tuple[list[Period], list[Period]]:
    """Return the periods said of the target, and those said of the result."""
    aimed: list[Period] = []
    achieved: list[Period] = []
    for mention in periods(question.text):
        ahead = re.split(r"[,;]", fold(question.text[max(0, mention.span.start - 45) : mention.span.start]))[-1]
        (aimed if _AFTER_TARGET.search(ahead) else achieved).append(mention.period)
    return aimed, achieved


# --- in words ------------------------------------------------------------------------------------------


def _end(profile: Profile, measure: str) -> _End | None:
    """Return the one value that a profile has; None where reports disagree on it."""
    fact = profile.best(measure)
    settled = fact is not None and (fact.status is Status.CORRECTED or not disagreeing_facts(profile, measure))
    if fact is None or fact.value is None or not settled:
        return None
    return profile.subject, fact, profile.period


def _told(holder: Profile, one: _End, two: _End, reports: Reports, aimed: bool = False) -> Draft | None:
    """Say both figures and what lies between them; None where they cannot be compared."""
    (name, first, when), (other, second, then) = one, two
    if first.measure != second.measure or not comparable(first, second):
        return None
    text = say(
        "answers.gap", label=holder.label, when=f" {period_name(when)}" if when else "",
        subject=name, value=value_words(first), other=other, result=_result(first, second, name, aimed),
        other_value=say("answers.gap_aim", text=with_qualifier(second)) if aimed else value_words(second),
    )  # fmt: skip
    evidence = evidence_of_each([(first, when), (second, then)], reports)
    return Draft("comparison", (Line(upper_first(text), evidence, (first, second), True),))


def _result(first: Fact, second: Fact, name: str, aimed: bool) -> str:
    ahead = gained(second, first)
    if aimed:
        key = "gap_reached" if ahead == 0 else "gap_beyond" if ahead > 0 else "gap_short"
    else:
        key = "units_equal" if ahead == 0 else "gap_more" if ahead > 0 else "gap_less"
    fields = apart(first, second) if ahead else {}
    return say(f"answers.{key}", **fields | ({"name": name} if ahead and not aimed else {}))

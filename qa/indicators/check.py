"""Answer yes or no: is it stated, is it only a target, is a target reached, or is another value stated?"""

import re
from decimal import Decimal

from corpus.facts.offices import NO_UNIT
from corpus.figure_patterns import LAST, PLAN
from corpus.model import Fact, Period, Quantity, QuantityKind, Status
from corpus.vietnamese import fold, upper_first
from corpus.vocabulary import indicators
from prompts import say
from qa.draft import Draft, Line
from qa.indicators.conditions import compares, meets, within
from qa.indicators.means import asks_mean, is_mean, means_over_units
from qa.indicators.profiles import VALUES, Profile, by_time, fits, of_time, profiles_of, told_of_another
from qa.indicators.sentences import disagreeing_facts, profile_lines, when_said
from qa.indicators.unanswered import nothing_stated, which_subject
from qa.matching.candidates import index_facts, is_last, subject_key
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.texts.marks import shown
from qa.wording import clause_words, line_on, same_evidence, subject_of, value_words

_TARGET_WORDS = re.compile(rf"\b(?:{PLAN}|phan dau|du kien|nhiem vu|huong toi|dat ra|tien toi|quyet tam)\b")
_REACHES = re.compile(rf"\b(?:dat|hoan thanh|vuot)\b.{{0,30}}\b(?:{PLAN})\b|\b(?:{PLAN})\b")


def check_stated(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    """Answer yes or no from the values of the subject asked about."""
    every = means_over_units(question, scope, reports) if asks_mean(question) else [
        f for f in index_facts(question, scope, reports, VALUES)
        if (scope.offices or not f.unit_key.startswith(NO_UNIT))
        and not is_mean(f, reports)
        and not told_of_another(f, reports)
    ]  # fmt: skip
    every = _of_one_index(question, every)
    if not scope.units and not scope.pointed:
        keys = {subject_key(f, reports.documents[f.document_id]) for f in every}
        shown_ = {p.key: p for p in profiles_of(every, reports, question)}
        if len(keys) > 1 and len(shown_) > 1:
            return which_subject(question, list(shown_.values()))
    top = within(question)
    if top is not None:
        return _in_top(question, scope, reports, profiles, top)
    limit = next((q for q in question.figures if q.kind in _MEASURES), None)
    if limit is not None and (compares(limit, question.text) or _REACHES.search(fold(question.text))):
        if reached := _reached(question, limit, reports, every):
            return reached
    return _as_stated(question, scope, reports, profiles, every)


def _of_one_index(question: Question, facts: list[Fact]) -> list[Fact]:
    """Return the facts of the one index meant where none is named: the one with the value asked about, else reform."""
    told = {f.indicator for f in facts}
    if question.indicators or len(told) < 2:
        return facts
    having = {f.indicator for f in facts if _states(question, f)} or told
    meant = "par_index" if "par_index" in having else min(having)
    return [f for f in facts if f.indicator == meant]


# --- "đã vào tốp 5 chưa?" ------------------------------------------------------------------------------


def _in_top(question: Question, scope: Scope, reports: Reports, profiles: list[Profile], top: int) -> Draft:
    """Say whether the rank is among the first n, and that it is a target where the report says so."""
    ranked = [p for p in profiles if p.best("rank")]
    asked = [p for p in ranked if fits(p, question.periods)]
    until = [p for p in ranked if not question.periods or p.period is None or _until(p.period, question)]
    chosen = _last(asked) or _last(until)
    aims = _aims(scope, reports, rf"\b(?:top|top dau|nhom|nhom dau|trong so)\s+0?{top}\b")
    lines: list[Line] = []
    if chosen and (asked or not aims):
        fact = chosen.best("rank")
        assert fact is not None
        inside = fact.value is not None and fact.value <= top
        text = say("answers.yes" if inside else "answers.not_yet", text=f"{_full(fact, reports, question)}.")
        lines.append(line_on(fact, text, reports))
        chosen = None
        if inside:
            aims = []
    for line in aims[:1]:
        lines.append(line if lines else Line(say("answers.not_so", text=line.text), line.evidence))
    if chosen and lines:
        fact = chosen.best("rank") or chosen.facts[0]
        lines.append(line_on(fact, say("answers.nearest_result", text=_full(fact, reports, question)), reports))
    return Draft("comparison", tuple(lines)) if lines else nothing_stated(question, scope, reports, profiles)


def _aims(scope: Scope, reports: Reports, pattern: str) -> list[Line]:
    """Return the sentences that set as a target what a pattern says."""
    found: list[Line] = []
    for document_id in scope.documents[:40]:
        layout = reports.layout(document_id)
        for sentence in layout.sentences:
            said = layout.text(sentence)
            folded = fold(said)
            place = re.search(pattern, folded)
            under = fold(" ".join(layout.headings(sentence)))
            if place and (_TARGET_WORDS.search(folded) or _TARGET_WORDS.search(under)):
                printed = said[place.start() : place.end()] if len(said) == len(folded) else place.group(0)
                text = say("answers.top_target", top=printed, clause=shown(said).strip(" ;."))
                found.append(Line(text, layout.evidence(sentence)))
    return found


def _last(profiles: list[Profile]) -> Profile | None:
    dated = [p for p in profiles if p.period]
    return max(dated, key=by_time) if dated else profiles[0] if profiles else None


# --- "có đạt mục tiêu 82 điểm không?" ------------------------------------------------------------------


_MEASURES = {QuantityKind.RANK: "rank", QuantityKind.SCORE: "score", QuantityKind.RATE: "score"}


def _reached(question: Question, limit: Quantity, reports: Reports, every: list[Fact]) -> Draft | None:
    """Compare the result with the value asked about, of the same year; None where there is no such result."""
    measure = _MEASURES[limit.kind]
    targets = [
        f for f in every if f.status is Status.TARGET and f.measure == measure and f.value == limit.value
        and of_time(f, question)
    ]  # fmt: skip
    official = (Status.CORRECTED, Status.RESULT)
    results = [
        f for f in every
        if f.measure == measure and f.status in official and f.value is not None and _same_kind(f, limit.unit)
        and (of_time(f, question) if question.periods else bool(targets) and f.period == targets[0].period)
    ]  # fmt: skip
    results.sort(key=lambda f: official.index(f.status))
    if (
        not results
        or results[0].value is None
        or any(f.value != results[0].value for f in results if f.status is results[0].status)
    ):
        return None
    result = results[0]
    value = result.value or Decimal(0)
    if compares(limit, question.text):
        good = meets(value, limit, question.text)
    else:
        good = value <= limit.value if measure == "rank" else value >= limit.value
    text = say("answers.yes" if good else "answers.no", text=f"{_full(result, reports, question)}.")
    was = [line_on(f, say("answers.target_was", text=value_words(f)), reports) for f in targets[:1]]
    return Draft("comparison", (line_on(result, text, reports), *was))


def _same_kind(fact: Fact, unit: str) -> bool:
    """Tell whether a score is of the kind asked about: per cent or points, where both say."""
    return not ("%" in unit and "điểm" in fact.text) and not ("điểm" in unit and "%" in fact.text)


# --- "được 91,25 điểm đúng không?" ---------------------------------------------------------------------


def _as_stated(question: Question, scope: Scope, reports: Reports, profiles: list[Profile], every: list[Fact]) -> Draft:
    meeting = [f for f in every if _states(question, f) and of_time(f, question)]
    targets = [f for f in meeting if f.status is Status.TARGET]
    results = [f for f in meeting if f.status in (Status.RESULT, Status.CORRECTED)]
    replaced = [f for f in meeting if f.status is Status.SUPERSEDED]
    own = [f for f in meeting if f.status is Status.SELF_ASSESSED]
    if results and not question.periods:
        # Without a year the latest is meant; what held once and holds no more is no plain yes.
        last = [f for f in every if f.status is not Status.TARGET and f.measure == results[0].measure and f.period]
        newest = max((f.period for f in last if f.period), default=None)
        results = [f for f in results if f.period == newest] or results
    corrected = [p for p in profiles if any(f in p.values.get(f.measure, ()) for f in meeting)]
    if replaced or (results and any(disagreeing_facts(p, results[0].measure) for p in corrected)):
        measure = (replaced or results)[0].measure
        profile = next((p for p in corrected if disagreeing_facts(p, measure)), None)
        if profile:
            best = profile.best(measure)
            lines = profile_lines(question, profile, reports, (measure,))
            right = best is not None and best in results
            settled = best is not None and best.status is Status.CORRECTED
            opening = say("answers.yes" if right else "answers.no" if settled else "answers.not_so", text=lines[0].text)
            return Draft("comparison", (Line(opening, lines[0].evidence, lines[0].facts), *lines[1:]))
    if results:
        text = say("answers.yes", text=f"{_full(results[0], reports, question)}.")
        return Draft("figure", (line_on(results[0], text, reports),))
    if own and question.self_assessed:
        line = line_on(own[0], say("answers.yes", text=f"{_full(own[0], reports, question)}."), reports)
        return Draft("figure", (line, Line(say("answers.self_assessed"), line.evidence)))
    measure = meeting[0].measure if meeting else _kind_asked(question)
    measure = question.measure if question.measure in VALUES else measure
    return _not_so(question, scope, reports, profiles, every, measure, own, targets)


def _not_so(
    question: Question, scope: Scope, reports: Reports, profiles: list[Profile], every: list[Fact],
    measure: str, own: list[Fact], targets: list[Fact],
) -> Draft:  # fmt: skip
    """Say what the figure is instead (self-assessed, a target), and what the result is."""
    lines: list[Line] = []
    if own:
        text = say("answers.self_assessed_only", text=upper_first(value_words(own[0])))
        lines.append(line_on(own[0], say("answers.not_so", text=text), reports))
    elif targets:
        fact = targets[0]
        clause = " ".join(reports.text(fact, fact.clause).split()).strip(" *_,;.")
        text = say("answers.check_target", text=upper_first(value_words(fact)), clause=clause)
        known = not question.periods or any(
            of_time(f, question) and f.measure == measure and f.status is not Status.TARGET for f in every
        )
        lines.append(line_on(fact, say("answers.no" if known else "answers.not_so", text=text), reports))
    results = [f for f in every if f.status in (Status.RESULT, Status.CORRECTED) and f.measure == measure]
    of = {q.of for q in question.figures if q.of is not None}
    if of:
        results = [f for f in results if f.of is None or f.of in of] or results
        results = [f for f in results if f.of in of] or results
    of_year = [f for f in results if of_time(f, question)] if question.periods else _latest(results)
    if not of_year and lines:
        of_year = _latest([f for f in results if f.period and _until(f.period, question)])
    told: set[Decimal | None] = set()
    for fact in sorted(of_year, key=lambda f: f.status is not Status.CORRECTED):
        if fact.value in told or (told and fact.measure != "grade"):
            continue
        told.add(fact.value)
        words = _full(fact, reports, question)
        text = say("answers.check_result", text=words) if lines else say("answers.no", text=f"{words}.")
        lines.append(line_on(fact, text, reports))
    if not lines:
        return nothing_stated(question, scope, reports, profiles)
    return Draft("comparison" if own or targets else "figure", tuple(lines))


def _until(period: Period, question: Question) -> bool:
    return any(period.start <= p.end for p in question.periods)


def _latest(facts: list[Fact]) -> list[Fact]:
    last = max((f.period for f in facts if f.period), default=None)
    return [f for f in facts if f.period == last]


def _kind_asked(question: Question) -> str:
    kinds = _MEASURES | {QuantityKind.COMPLETED: "rank"}
    for quantity in question.figures:
        if quantity.kind in kinds:
            return kinds[quantity.kind]
        if quantity.value != quantity.value.to_integral_value():  # "là 85,25 đúng không?"
            return "score"
    return "grade" if question.grades else "rank"


def _states(question: Question, fact: Fact) -> bool:
    """Tell whether a fact states the value that the question asks to confirm."""
    if fact.measure == "grade":
        return any(fold(g) == fold(fact.text) for g in question.grades)
    for quantity in question.figures:
        if quantity.kind in _MEASURES and (quantity.kind is QuantityKind.RANK) != (fact.measure == "rank"):
            continue
        if fact.value == quantity.value and (quantity.of is None or fact.of is None or fact.of == quantity.of):
            return True
        if quantity.kind is QuantityKind.RANK and quantity.value == LAST and is_last(fact):
            return True
    if not question.figures and not question.grades and fact.measure == "rank":
        return is_last(fact) if question.lowest else fact.value == 1
    return False


def _full(fact: Fact, reports: Reports, question: Question) -> str:
    document = reports.documents[fact.document_id]
    when = when_said(fact.period, question.text, same_evidence([fact], reports))
    if not fact.indicator:
        return f"{value_words(fact)} – “{clause_words(fact, reports)}”"
    text = f"{when}{indicators()[fact.indicator].label} của {subject_of(fact, document)} {value_words(fact)}"
    return text[:1].lower() + text[1:] if when else text

"""Answer yes or no: is it stated, is it only a target, or does the report say another value?"""

from __future__ import annotations

from corpus.model import Fact, QuantityKind, Status
from corpus.quantities import LAST
from corpus.vietnamese import fold
from corpus.vocabulary import indicators
from prompts import say
from qa.draft import Draft, Line
from qa.figures import in_year, index_facts, subject_key
from qa.profiles import VALUES, Profile, profiles_of
from qa.reports import Reports
from qa.scope import Scope
from qa.unanswered import nothing_stated, which_subject
from qa.understand import Question
from qa.wording import evidence_of, subject_of, upper_first, value_words


def check_stated(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    """Answer yes or no: is it stated, is it only a target, or does the report say another value?"""
    every = index_facts(question, scope, reports, VALUES)
    subjects = {subject_key(f, reports.documents[f.document_id]) for f in every}
    if len(subjects) > 1 and not scope.units and not scope.pointed:
        shown = {p.key: p for p in profiles_of(every, reports, question)}
        if len(shown) > 1:
            return which_subject(question, list(shown.values()))
    meeting = [f for f in every if _states(question, f) and (not question.periods or _year_fits(f, question))]
    results = [f for f in meeting if f.status is not Status.TARGET]
    targets = [f for f in meeting if f.status is Status.TARGET]
    measure = (
        question.measure
        if question.measure in VALUES
        else (meeting[0].measure if meeting else _kind_asked(question))
    )
    actual = [
        f for f in every
        if f.status is not Status.TARGET and f.measure == measure and (not question.periods or _year_fits(f, question))
    ]  # fmt: skip
    if results:
        fact = results[0]
        text = say("answers.yes", text=f"{_full(fact, reports)}.")
        return Draft("figure", (Line(text, (evidence_of(fact, reports),), (fact,)),))
    lines: list[Line] = []
    if targets:
        fact = targets[0]
        clause = " ".join(reports.text(fact, fact.clause).split()).strip(" *_,;.")
        text = say(
            "answers.no", text=say("answers.check_target", text=upper_first(value_words(fact)), clause=clause)
        )
        lines.append(Line(text, (evidence_of(fact, reports),), (fact,)))
    latest = sorted(actual, key=lambda f: str(f.period))
    if not question.periods and latest:
        latest = [f for f in latest if f.period == latest[-1].period]
    for fact in latest[:2]:
        words = _full(fact, reports)
        key = "answers.check_result" if targets else "answers.no"
        text = say(key, text=words if targets else f"{words}.")
        lines.append(Line(text, (evidence_of(fact, reports),), (fact,)))
    return Draft("figure", tuple(lines)) if lines else nothing_stated(question, scope, reports, profiles)


def _kind_asked(question: Question) -> str:
    kinds = {QuantityKind.RANK: "rank", QuantityKind.SCORE: "score", QuantityKind.COMPLETED: "rank"}
    for quantity in question.figures:
        if quantity.kind in kinds:
            return kinds[quantity.kind]
    return "grade" if question.grades else "rank"


def _states(question: Question, fact: Fact) -> bool:
    if fact.measure == "grade":
        return any(fold(g) == fold(fact.text) for g in question.grades)
    for quantity in question.figures:
        if quantity.kind is QuantityKind.RANK and fact.measure != "rank":
            continue
        if fact.value == quantity.value and (
            quantity.of is None or fact.of is None or fact.of == quantity.of
        ):
            return True
        if quantity.kind is QuantityKind.RANK and quantity.value == LAST and fact.value == fact.of:
            return True
    if not question.figures and not question.grades and fact.measure == "rank":
        return fact.value == fact.of or fact.value == LAST if question.lowest else fact.value == 1
    return False


def _year_fits(fact: Fact, question: Question) -> bool:
    return any(
        fact.period == p or (p.is_year and in_year(fact.period, p.start.year)) for p in question.periods
    )


def _full(fact: Fact, reports: Reports) -> str:
    document = reports.documents[fact.document_id]
    when = f"năm {fact.period.label}, " if fact.period and fact.period.is_year else ""
    shown = evidence_of(fact, reports).quote
    if when and fact.period and fact.period.label not in shown:
        when = ""
    return f"{when}{indicators()[fact.indicator].label} của {subject_of(fact, document)} {value_words(fact)}"

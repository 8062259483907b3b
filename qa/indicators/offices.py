"""Scores and ranks of offices that are no administrative unit: "Sở Nội vụ", "Kho bạc Nhà nước tỉnh"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from corpus.facts.offices import OFFICE, OFFICE_NAME
from corpus.figure_patterns import LAST
from corpus.model import Document, Fact, QuantityKind, Status
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.draft import Draft, Line
from qa.indicators.inference import infer
from qa.indicators.profiles import VALUES, Profile, asked_measure, fits, in_points
from qa.indicators.sentences import evidence_with_period, profile_lines
from qa.indicators.unanswered import nothing_stated
from qa.matching.candidates import is_last
from qa.matching.timing import in_year
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.wording import clause_words, evidence_of


def office_named(question: Question) -> str:
    """Return the one office a question names, as it writes it; "" for none or several."""
    found = {" ".join(m.group(0).split()) for m in OFFICE_NAME.finditer(question.text)}
    return found.pop() if len(found) == 1 else ""


def about_office(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer a score or rank of an office from the sentences that name it; None where no report does."""
    office = office_named(question)
    measure = asked_measure(question)
    if not office or measure not in ("score", "rank") or question.target:
        return None
    profiles = [p for d in scope.documents for p in _profiles(office, reports.documents[d], reports, question)]
    fitting = [p for p in profiles if fits(p, question.periods) and p.best(measure)]
    if len({p.period for p in fitting}) > 1 and not question.periods:
        return None
    if fitting:
        lines = [line for p in fitting for line in profile_lines(question, p, reports, (measure,))]
        return Draft("comparison", tuple(lines))
    listed = [p for p in profiles if fits(p, question.periods)]
    if measure == "rank" and listed:
        line = _place_in_list(office, listed[0], reports)
        if line:
            return Draft("comparison", (line,))
    return infer(question, scope, reports, profiles, measure)


def _profiles(office: str, document: Document, reports: Reports, question: Question) -> Iterator[Profile]:
    """Yield what a report says of the office, by period; of the index asked, or the report's only one."""
    known = {f.indicator for f in reports.facts(document.id) if f.indicator}
    named = set(question.indicators) & known or (known if len(known) == 1 else set())
    if len(named) != 1:
        return
    indicator = next(iter(named))
    made: dict[object, Profile] = {}
    changes: list[Fact] = []
    for fact in reports.facts(document.id):
        if fact.status not in (Status.RESULT, Status.CORRECTED) or fact.measure not in (*VALUES, "change"):
            continue
        if fact.indicator not in ("", indicator) or not _same(office, _of(fact, document)):
            continue
        if fact.measure == "change":
            changes.append(fact)
            continue
        profile = made.setdefault(
            fact.period,
            Profile(f"office:{fold(office)}", office, indicator, fact.period, document, points=in_points(question)),
        )
        profile.values.setdefault(fact.measure, []).append(fact)
    for profile in made.values():
        profile.changes += [c for c in changes if c.period == profile.period]
        yield profile


def _same(asked: str, printed: str) -> bool:
    """Compare names; the question may add the province, the report "tỉnh"."""
    one, other = fold(asked), fold(printed).removesuffix(" tinh")
    return bool(other) and (one.removesuffix(" tinh") == other or one.startswith(f"{other} "))


_ASKS_OFFICE = re.compile(
    r"\bso(?:,? (?:ban,? )?nganh)? nao\b|\bkhoi so\b|\b(?:so, (?:ban, )?nganh|so nganh)\b.*\bnao\b"
)


def asks_office(question: Question) -> bool:
    """Tell whether the answer is an office: "sở nào đứng chót bảng"."""
    return bool(_ASKS_OFFICE.search(fold(question.text))) and bool(re.search(r"\bnao\b|\bla ai\b", fold(question.text)))


def which_office(question: Question, scope: Scope, reports: Reports) -> Draft:
    """Answer who is first or last among offices where a report says so in words: "Đứng chót bảng là Sở …"."""
    asked = [q.value for q in question.figures if q.kind is QuantityKind.RANK]
    wanted = asked[0] if asked else LAST if question.lowest else Decimal(1)
    for document_id in scope.documents:
        document = reports.documents[document_id]
        for fact in reports.facts(document_id):
            met = is_last(fact) if wanted == LAST else fact.measure == "rank" and fact.value == wanted
            if not met or fact.status is Status.TARGET:
                continue
            after = re.match(
                r"(?:\s+bảng)?\s*(?:lần\s+lượt\s+)?(?:là|thuộc\s+về)\s+", document.text[fact.span.end :][:60]
            )
            office = OFFICE_NAME.match(document.text, fact.span.end + after.end()) if after else None
            when = not question.periods or any(in_year(fact.period, y) for y in question.years)
            if office and when and (not question.indicators or fact.indicator in ("", *question.indicators)):
                text = say("answers.units_where", subject=office.group(0), clause=clause_words(fact, reports))
                return Draft("comparison", (Line(text, (evidence_of(fact, reports),), (fact,)),))
    return nothing_stated(question, scope, reports, [])


def _of(fact: Fact, document: Document) -> str:
    """Return the office whose figure it is: the one it is bound to, else the last named before it in its sentence."""
    if fact.unit_key.startswith(OFFICE):
        return fact.subject
    before = document.text[fact.sentence.start : fact.span.start]
    names = [" ".join(m.group(0).split()) for m in OFFICE_NAME.finditer(before)]
    return names[-1] if names else ""


def _place_in_list(office: str, profile: Profile, reports: Reports) -> Line | None:
    """Return the place of an office in a list that says it is in order: "tốp 5 theo thứ tự lần lượt là …"."""
    fact = profile.facts[0]
    sentence = reports.text(fact, fact.sentence)
    if not re.search(r"\b(?:top|dung dau|dan dau|cao nhat)\b.{0,60}\b(?:lan luot|theo thu tu)\b", fold(sentence)):
        return None
    names = [" ".join(m.group(0).split()) for m in OFFICE_NAME.finditer(sentence)]
    place = next((i for i, name in enumerate(names, 1) if _same(office, name)), None)
    if place is None:
        return None
    text = say(
        "answers.listed", label=profile.label, subject=upper_first(office),
        place=place, value=fact.text,
    )  # fmt: skip
    return Line(text, evidence_with_period([fact], profile.period, reports), (fact,), True)

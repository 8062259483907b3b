"""Find the facts a question asks for: values of indicators by their names, any other figure by its words."""

import re
from collections.abc import Container
from dataclasses import dataclass, replace

from corpus.facts.cells import is_cell
from corpus.facts.offices import OFFICE, office_key
from corpus.kinds import PLAIN_UNITS
from corpus.model import Document, Fact, Level, Quantity
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from qa.indicators.means import asks_mean, is_mean
from qa.matching import levels, weighing
from qa.matching.asked_words import content_terms, periods_asked
from qa.matching.candidates import facts_in, wanted_status
from qa.matching.cells import is_one_counted, of_another_row, says_just
from qa.matching.filling import fit_of, gap_of, left_beside
from qa.matching.small_words import agreement
from qa.matching.timing import event_only, sums_up_as_asked, when_fits
from qa.office_names import office_named
from qa.question import Operation, Question
from qa.reports import Reports, noun_of
from qa.scoping.scope import Scope

#: A figure answers when its words cover this much of the question, by weight.
ENOUGH = 0.6
#: Two candidates nearer than this are not told apart by words.
CLOSE = 0.08


@dataclass(frozen=True, slots=True)
class Match:
    """A fact with how well its words cover the question's, 0 to 1."""

    fact: Fact
    document: Document
    score: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question says of the figure it asks for, read once for all candidates."""

    question: Question
    folded: str
    terms: list[str]
    weights: dict[str, float]  # of the terms
    heads: tuple[str, ...]  # the noun that is counted
    exact: list[str]  # the terms that a cell's row and column may say, and no others
    units: set[str]
    communes: set[str]
    part: str
    whole: bool  # of all parts together
    shared: str  # the noun that a share is asked of
    limit: str  # "hơn bao nhiêu"
    bounds: list[Quantity]  # "dưới 3%", which those counted are
    office: str  # the subject key of the one office named of which no report has figures of its own
    offices: bool  # an office is named


def counted_facts(question: Question, scope: Scope, reports: Reports, measure: str = "") -> list[Match]:
    """Return the figures whose words cover the question's, best first."""
    measure = measure or question.measure
    question = periods_asked(question, scope)
    heads = weighing.counted_head(question)
    asked = _terms_asked(question, scope, measure, heads)
    if not asked and not _of_units(heads):  # "có bao nhiêu xã" has a head alone
        return []
    # A figure that the question gives is not the one it asks for.
    told = () if question.operation is Operation.CHECK else question.figures
    given = {q.value for q in told}
    pool = [
        (fact, document)
        for fact, document in facts_in(scope, reports)
        if weighing.measure_fits(measure, fact) and wanted_status(question, fact, document) and fact.value not in given
    ]
    if not asks_mean(question):
        pool = [(fact, document) for fact, document in pool if fact.measure != "score" or not is_mean(fact, reports)]
    cells = any(is_cell(fact) for fact, _ in pool)
    communes = {u.key for u in scope.units if u.level is Level.COMMUNE}
    folded = fold(question.text)
    part = levels.part_asked(question, scope)
    share, limit = weighing.SHARE_OF.search(folded), weighing.LIMITED.search(folded)
    sought = _Asked(
        question=question,
        folded=folded,
        terms=asked,
        weights=weighing.rarity(asked, [reports.words(f) for f, _ in pool]),
        heads=heads,
        exact=[t.name for t in (*content_terms(question, scope, communes=False), *terms(part))] if cells else [],
        units=communes or {u.key for u in scope.units},
        communes=communes,
        part=part,
        whole=bool(_WHOLE.search(folded)) and part in ("", "toàn"),
        shared=share.group(1) if share else "",
        limit=limit.group(1) if limit else "",
        bounds=[q for q in told if q.qualifier] if measure == "count" else [],
        office=office_key(name) if not scope.offices and (name := office_named(question.text)) else "",
        offices=bool(scope.offices),
    )
    weighed = (Match(fact, document, _weigh(fact, document, sought, reports)) for fact, document in pool)
    matches = _filling(question.text, asked, [m for m in weighed if m.score > 0], reports)
    return sorted(matches, key=lambda m: (-m.score, m.document.source, m.fact.span))


def _of_units(heads: tuple[str, ...]) -> bool:
    return bool(heads) and heads[0] in (*weighing.UNIT_NOUNS, weighing.ANY_UNIT)


#: How well a count of several kinds of units answers where one kind is asked for, and the other way round.
_SEVERAL_KINDS = 0.93
_TIME_TAKEN = re.compile(r"\b(?:thoi (?:gian|han)|lau|ngay|gio|tuoi)\b")
_WHOLE = re.compile(rf"\b(?:tong|toan (?:{PLAIN_UNITS}))\b")


def _terms_asked(question: Question, scope: Scope, measure: str, heads: tuple[str, ...]) -> list[str]:
    """Return the terms that tell the figure asked for from others, or all where none of them does."""
    asked = list(dict.fromkeys(t.name for t in content_terms(question, scope)))
    if measure == "count":
        asked += [t.name for g in question.grades for t in terms(g)]
    if heads:
        asked += [name for name in weighing.narrowing(question) if name not in asked]
    told_anyway: list[Container[str]] = [
        weighing.named_aside(question),
        ["du kien"] if question.target else [],
        weighing.MONEY if measure == "amount" else [],  # what it was for, or done with, tells amounts apart
        weighing.UNIT_TAILS if _of_units(heads) else [],
    ]
    moved = measure == "change" and _of_units(heads)  # "giảm mấy xã sau sáp nhập" has a head alone
    for known in told_anyway:
        asked = [t for t in asked if t not in known] or ([] if moved else asked)
    return asked


def _weigh(fact: Fact, document: Document, asked: _Asked, reports: Reports) -> float:
    """Return how well a figure is the one asked for, 0 where its words are of something else."""
    question, words = asked.question, reports.words(fact)
    if asked.terms:
        covered = weighing.coverage(asked.terms, asked.weights, words)
    else:
        covered = float(f"{fold(fact.unit)} ".startswith(f"{asked.heads[0]} "))
    own = not asked.units or fact.unit_key in asked.units  # a row of another unit is none of the one asked for
    one = asked.heads and is_one_counted(question.counted, fact)
    cell = own and not one and _as_long(fact, question) and says_just(asked.exact, fact, document)
    if covered < _FAR_OFF and not cell:
        return 0.0  # most facts are: their time need not be looked at
    fit = when_fits(question, fact, document, reports, asked.folded)
    cell = cell and fit >= _JUST_THEN
    if covered < _FAR_OFF and not cell:
        return 0.0
    score = fit if cell else covered * fit
    if asked.heads and not cell:
        score *= weighing.head_fits(asked.heads, fact, words)
        score *= weighing.told_alone(asked.heads[0], fact, words, reports)
    if not asked.heads and noun_of(fact) in weighing.DURATIONS and not _TIME_TAKEN.search(asked.folded):
        score *= weighing.ANOTHER  # "231 người trong 03 năm"
    if fact.measure == "count" and not weighing.graded_as_asked(question.grades, fact):
        score *= 0.5
    if asked.bounds and (not cell or _of_units(asked.heads)) and not weighing.has_figures(asked.bounds, fact, reports):
        score *= weighing.ANOTHER  # "bao nhiêu huyện dưới 3%": those of which no such limit is told are others
    of_units = _of_units(asked.heads)
    if of_units and noun_of(fact) == asked.heads[0] and ("," in fact.label) != (f"{asked.heads[0]}, " in asked.folded):
        score *= _SEVERAL_KINDS  # "94 xã, phường" are more than the "78 xã" among them
    score *= levels.level_fits(asked.heads[0], fact) if of_units else levels.part_fits(asked.part, fact, asked.whole)
    if not levels.block_fits(asked.folded, fact, document) or not levels.index_fits(question, fact, document):
        score *= weighing.ANOTHER
    if asked.office and not is_cell(fact) and not levels.office_fits(asked.office, fact, document):
        score *= weighing.ANOTHER
    if weighing.of_a_part(asked.terms, fact, document):
        score *= 0.75
    if one or (not cell and of_another_row(asked.terms, fact)):
        score *= weighing.ANOTHER
    if asked.shared and fact.measure == "rate":
        score *= weighing.share_fits(asked.shared, fact, reports)
    if event_only(fact, document, asked.folded) or not sums_up_as_asked(fact, document, question.periods, asked.folded):
        score *= weighing.ANOTHER
    if asked.limit and fact.qualifier:
        score *= 1.0 if fold(fact.qualifier) == asked.limit else 0.7
    if asked.whole:
        score *= weighing.whole_fits(fact, words, document)
    if fact.unit_key.startswith("commune") and document.unit and document.unit.key != fact.unit_key:
        another = fact.unit_key not in asked.communes and is_cell(fact)  # of the row of another commune
        score *= 0.9 if not asked.communes else weighing.ANOTHER if another else 1.0
    if score >= _WORTH_WEIGHING:
        score *= agreement(question.text, fact, reports)
    return score if asked.offices or not _told_of_an_office(fact, document) else score * _OF_AN_OFFICE


def _told_of_an_office(fact: Fact, document: Document) -> bool:
    """Tell whether a sentence tells a figure of an office: a question that names none asks of the whole first."""
    return fact.unit_key.startswith(OFFICE) and fold(fact.subject) in fold(fact.sentence.of(document.text))


_OF_AN_OFFICE = 0.75


def _filling(text: str, asked: list[str], matches: list[Match], reports: Reports) -> list[Match]:
    """Return the matches, less of those whose place in the question another of the same report fills better.

    A part that is not asked for is no rival of a whole that counts what is asked.
    """
    gap = gap_of(text)
    best = max((m.score for m in matches), default=0.0)
    if gap is None or best < _WORTH_WEIGHING:
        return matches
    rivals, kept = [], []
    for match in matches:
        if match.score >= best * _RIVAL and not is_cell(match.fact):
            part = weighing.of_a_part(asked, match.fact, match.document)
            rivals.append((match, fit_of(gap, match.fact, reports), part))
        else:
            kept.append(match)
    for match, fit, part in rivals:
        whole = not part and not set(asked).isdisjoint(reports.words(match.fact).counted)
        beside = [f for m, f, p in rivals if m.document.id == match.document.id and not (whole and p)]
        kept.append(replace(match, score=match.score * left_beside(fit, beside)))
    return kept


#: A figure whose words cover less than this share of what the best one's do is no rival of it.
_RIVAL = 0.5
#: Words that cover less of a question are of something else.
_FAR_OFF = 0.3
_WORTH_WEIGHING = 0.4


def _as_long(fact: Fact, question: Question) -> bool:
    """Tell whether a figure is of as many years as are asked for: that of one is none of three together."""
    asked = [len(period.years) for period in question.periods]
    return not asked or fact.period is None or len(fact.period.years) in asked


#: A cell answers for the time that it is of, no other.
_JUST_THEN = 0.85

"""Find the facts a question asks for: values of indicators by their names, any other figure by its words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.facts.cells import is_cell
from corpus.model import Document, Fact, Level
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from qa.matching.asked_words import content_terms, periods_asked
from qa.matching.candidates import facts_in, wanted_status
from qa.matching.cells import says_just
from qa.matching.filling import fit_of, gap_of, left_beside
from qa.matching.small_words import agreement
from qa.matching.timing import event_only, sums_up_as_asked, when_fits
from qa.matching.weighing import (
    ANOTHER,
    LIMITED,
    MONEY,
    SHARE_OF,
    UNIT_NOUNS,
    UNIT_TAILS,
    counted_head,
    coverage,
    head_fits,
    measure_fits,
    named_aside,
    of_a_part,
    part_asked,
    part_fits,
    rarity,
    share_fits,
    whole_fits,
)
from qa.question import Operation, Question
from qa.reports import Reports
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


def counted_facts(question: Question, scope: Scope, reports: Reports, measure: str = "") -> list[Match]:
    """Return the figures whose words cover the question's, best first."""
    measure = measure or question.measure
    question = periods_asked(question, scope)
    asked = list(dict.fromkeys(t.name for t in content_terms(question, scope)))
    if measure == "count":
        asked += [t.name for g in question.grades for t in terms(g)]
    heads = counted_head(question)
    units_only = not asked and bool(heads) and heads[0] in UNIT_NOUNS  # "có bao nhiêu xã"
    if not asked and not units_only:
        return []
    aside = named_aside(question)
    asked = [t for t in asked if t not in aside] or asked
    if question.target:
        asked = [t for t in asked if t != "du kien"] or asked
    if measure == "amount":  # every amount is money: what it was for, or done with, tells amounts apart
        asked = [t for t in asked if t not in MONEY] or asked
    if heads and heads[0] in UNIT_NOUNS:
        asked = [t for t in asked if t not in UNIT_TAILS] or asked
    # A figure that the question gives is not the one it asks for.
    given = set() if question.operation is Operation.CHECK else {q.value for q in question.figures}
    whole = bool(re.search(r"\b(?:tong|toan (?:huyen|tinh|xa|thanh pho|thi xa))\b", fold(question.text)))
    part = part_asked(question, scope)
    whole = whole and part in ("", "toàn")
    pool = [
        (fact, document)
        for fact, document in facts_in(scope, reports)
        if measure_fits(measure, fact) and wanted_status(question, fact, document) and fact.value not in given
    ]
    cells = any(is_cell(fact) for fact, _ in pool)
    exact = [t.name for t in content_terms(question, scope, communes=False)] if cells else []
    communes = {u.key for u in scope.units if u.level is Level.COMMUNE}
    keys = communes or {u.key for u in scope.units}
    weights = rarity(asked, [reports.words(f) for f, _ in pool])
    folded = fold(question.text)
    limit = LIMITED.search(folded)
    share = SHARE_OF.search(folded)
    shared = share.group(1) if share else ""
    matches: list[Match] = []
    for fact, document in pool:
        words = reports.words(fact)
        covered = coverage(asked, weights, words) if asked else float(fold(fact.unit).split()[:1] == [heads[0]])
        own = not keys or fact.unit_key in keys  # a row of another unit is none of the one asked for
        cell = own and _as_long(fact, question) and says_just(exact, fact, document)
        if covered < _FAR_OFF and not cell:
            continue  # most facts are: their time need not be looked at
        fit = when_fits(question, fact, document, reports, folded)
        cell = cell and fit >= _JUST_THEN
        if covered < _FAR_OFF and not cell:
            continue
        score = fit if cell else covered * fit
        if heads and not cell:
            score *= head_fits(heads, fact, words)
        if question.grades and not all(fold(g) in f"{fold(fact.unit)} {fold(fact.label)}" for g in question.grades):
            score *= 0.5
        score *= part_fits(part, fact, whole)
        if of_a_part(asked, fact, document):
            score *= 0.75
        if shared and fact.measure == "rate":
            score *= share_fits(shared, fact, reports)
        if event_only(fact, document, folded) or not sums_up_as_asked(fact, document, question.periods, folded):
            score *= ANOTHER
        if limit and fact.qualifier:
            score *= 1.0 if fold(fact.qualifier) == limit.group(1) else 0.7
        if whole:
            score *= whole_fits(fact, words, document)
        if fact.unit_key.startswith("commune") and document.unit and document.unit.key != fact.unit_key:
            another = fact.unit_key not in communes and is_cell(fact)  # of the row of another commune
            score *= 0.9 if not communes else ANOTHER if another else 1.0
        if score >= _WORTH_WEIGHING:
            score *= agreement(question.text, fact, reports)
        if score > 0:
            matches.append(Match(fact, document, score))
    matches = _filling(question.text, matches, reports)
    return sorted(matches, key=lambda m: (-m.score, m.document.source, m.fact.span))


def _filling(text: str, matches: list[Match], reports: Reports) -> list[Match]:
    """Return the matches, less of those whose place in the question another of the same report fills better."""
    gap = gap_of(text)
    best = max((m.score for m in matches), default=0.0)
    if gap is None or best < _WORTH_WEIGHING:
        return matches
    fits = [fit_of(gap, m.fact, reports) if m.score >= best * _RIVAL and not is_cell(m.fact) else None for m in matches]
    kept: list[Match] = []
    for match, fit in zip(matches, fits, strict=True):
        beside = [f for m, f in zip(matches, fits, strict=True) if f and m.document.id == match.document.id]
        kept.append(replace(match, score=match.score * left_beside(fit, beside)) if fit else match)
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

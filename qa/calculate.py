"""Answers about indicators: which operation a question asks for, on which stored facts."""

from __future__ import annotations

from collections.abc import Callable

from corpus.model import Fact, QuantityKind
from corpus.units import gazetteer
from corpus.vocabulary import indicator_phrases
from qa.check import check_stated
from qa.compare import change_stated, compare
from qa.draft import Draft
from qa.figures import content_terms, index_facts
from qa.lookup import look_up
from qa.over_units import average, extreme_unit, ranking, units_where
from qa.over_years import extreme_year, over_years, trend, years_where
from qa.profiles import VALUES, Profile, profiles_of
from qa.reports import Reports
from qa.scope import Scope
from qa.understand import Operation, Question


def about_indicator(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer a question about an indicator's value; None when it is not one."""
    if question.component or question.operation is Operation.TEXT:
        return None
    if question.measure not in ("", *VALUES, "change", "rate", "any"):
        return None
    if not question.indicators and not _only_ranks(question, scope):
        return None
    if question.measure == "rate" and "sipas" not in question.indicators:
        return None
    found = index_facts(question, scope, reports, (*VALUES, "change"))
    if not scope.pointed and question.indicators and not _about_the_whole(question, scope, found, reports):
        return None
    profiles = profiles_of(found, reports, question)
    answer = _OPERATIONS.get(question.operation, look_up)
    return answer(question, scope, reports, profiles)


def _about_the_whole(question: Question, scope: Scope, found: list[Fact], reports: Reports) -> bool:
    """Tell whether the index itself is asked for, not a part of it that the question names."""
    said = [f.span for f in indicator_phrases().find(question.text)]
    said += [m.span for m in gazetteer().find(question.text, bare=True)]
    extra = {
        t.name for t in content_terms(question, scope, communes=False)
        if t.name != "cai cach hanh chinh" and not any(s.overlaps(t.span) for s in said)
    }  # fmt: skip
    if not extra:
        return True
    for fact in found:
        words = reports.words(fact)
        if fact.measure != "change" and extra <= words.own | set(words.before) | words.heading:
            return True
    return False


def _only_ranks(question: Question, scope: Scope) -> bool:
    """Tell whether a rank, score or grade is asked without saying of what: the reports may leave one reading."""
    asks = question.measure in VALUES or any(
        q.kind in (QuantityKind.RANK, QuantityKind.SCORE) for q in question.figures if question.yes_no
    )
    return asks and (scope.pointed or not content_terms(question, scope))


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

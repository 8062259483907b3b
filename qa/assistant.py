"""The answering line: understand -> scope -> figures or passages -> cite and check -> Answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import replace

from corpus.vocabulary import is_plain
from index.reader import Index
from prompts import say
from qa.calculate import about_indicator
from qa.cite import Unvouched, vouch
from qa.counting import about_figures
from qa.draft import Draft, not_found
from qa.model import Answer, Filters, Searched, Turn
from qa.reports import Reports
from qa.scope import Scope, settle
from qa.understand import Question, understand


class Assistant:
    """Answers questions from an index. One object serves many threads; it follows the published generation."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lock = threading.Lock()
        self._reports = (-1, Reports(index))

    @property
    def reports(self) -> Reports:
        """Return what is remembered of the generation now published."""
        with self._lock:
            if self._reports[0] != self._index.generation:
                self._reports = (self._index.generation, Reports(self._index))
            return self._reports[1]

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        """Answer one question in the light of the earlier ones. Not knowing is an answer, not an error."""
        started = time.perf_counter()
        reports = self.reports
        asked = understand(self._index.repair(question) if is_plain(question) else question)
        scope = _filtered(settle(asked, reports), filters, reports)
        draft = self._draft(asked, scope, reports)
        searched = _searched(asked, scope, reports)
        try:
            answer = vouch(draft, asked, searched)
        except Unvouched:
            answer = vouch(not_found(say("answers.not_vouched", count=searched.documents)), asked, searched)
        elapsed = round((time.perf_counter() - started) * 1000, 2)
        return answer.model_copy(update={"question": question, "elapsed_ms": elapsed})

    def _draft(self, asked: Question, scope: Scope, reports: Reports) -> Draft:
        if not asked.terms and not asked.figures:
            return not_found(say("answers.empty_question"))
        if scope.unknown and not scope.units and not scope.documents:
            return _unknown_unit(scope, reports)
        return (
            about_indicator(asked, scope, reports)
            or about_figures(asked, scope, reports)
            or not_found(say("answers.nothing", count=len(scope.documents), where=""))
        )


def _filtered(scope: Scope, filters: Filters | None, reports: Reports) -> Scope:
    """Narrow a scope to the reports that the caller allows."""
    if filters is None:
        return scope
    kept = set(scope.documents)
    if filters.documents:
        kept &= set(filters.documents)
    if filters.units:
        names = {u.casefold() for u in filters.units}
        kept = {d for d in kept if (unit := reports.documents[d].unit) and unit.name.casefold() in names}
    if filters.years:
        kept = {
            d for d in kept
            if any(f.period and set(f.period.years) & set(filters.years) for f in reports.facts(d))
        }  # fmt: skip
    return replace(scope, documents=tuple(sorted(kept)))


def _unknown_unit(scope: Scope, reports: Reports) -> Draft:
    having = sorted({d.unit.name for d in reports.documents.values() if d.unit})
    return not_found(
        say(
            "answers.no_such_unit",
            units=", ".join(scope.unknown),
            count=len(reports.documents),
            having=" " + say("answers.having_units", units=", ".join(having[:12])) if having else "",
        ).replace(" ,", ",")
    )


def _searched(asked: Question, scope: Scope, reports: Reports) -> Searched:
    return Searched(
        documents=len(scope.documents) or len(reports.documents),
        units=tuple(u.name for u in scope.units) or scope.unknown,
        periods=tuple(p.label for p in asked.periods),
    )

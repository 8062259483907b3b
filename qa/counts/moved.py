"""Which rows of a table rose or fell, by two of its columns: "Năm 2022" and "Năm 2023" of "Hồ sơ tiếp nhận"."""

import re
from dataclasses import replace

from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.counts.among import Listing, kind_asked, listed_columns
from qa.draft import Draft, Line
from qa.indicators.movers import Move, fell, went
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.wording import same_evidence


def moved_rows(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Name the rows that rose or fell, or the one that did most; None where no two columns tell it."""
    down, kind = fell(question), kind_asked(question)
    if down is None or kind is None or question.indicators or question.figures:
        return None
    columns: dict[str, list[Listing]] = {}
    for listing in listed_columns(replace(question, periods=()), kind, scope, reports):
        columns.setdefault(listing.label, []).append(listing)
    pairs = [sorted(pair, key=_begins) for pair in columns.values() if len({_begins(one) for one in pair}) == 2]
    pairs = [pair for pair in pairs if len(pair) == 2]
    if len(pairs) != 1:
        return None
    before, after = pairs[0]
    earlier = dict(before.told)
    moves = [
        Move(f"{after.label} – {upper_first(name)}", first, first.period, second, second.period)
        for name, second in after.told
        if (first := earlier.get(name)) and first.period and second.period
    ]
    chosen = went(moves, down, furthest=re.search(r"\bnhat\b", fold(question.text)) is not None)
    if not chosen:
        return None
    compared = tuple(move.second for move in moves)
    known = Line(say("answers.moved_coverage", known=len(moves)), same_evidence(compared, reports), compared, True)
    lines = sorted(chosen, key=lambda move: move.step, reverse=not down)
    return Draft("ranking", (*(move.line(reports) for move in lines), known))


def _begins(listing: Listing) -> int:
    period = listing.told[0][1].period
    return period.start.toordinal() if period else 0

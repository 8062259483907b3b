"""Which units rose or fell between two years, from the differences of their ranks or scores."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.kinds import PLAIN_PLACES
from corpus.model import Fact, Period
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.draft import Draft, Line
from qa.indicators.bodies import one_body
from qa.indicators.compare import direction_words
from qa.indicators.profiles import Profile, fits, previous
from qa.indicators.sentences import evidence_with_period
from qa.indicators.unanswered import nothing_stated, which_period
from qa.matching.filling import without_names
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.wording import period_name, same_evidence, value_words

_DOWN = r"giam|tut|rot|xuong|mat|lui"
_UP = r"tang|thang(?! \d)|len|vuon|cai thien|tien bo|but pha|nhay|vuot"
_WHICH = re.compile(
    rf"\b(?:{PLAIN_PLACES}|so|noi)(?: [a-z]+){{0,4}} (?:nao|gi)\b"
    rf"|\b(?:nhung|cac) (?:{PLAIN_PLACES})\b"
)
#: A move of ranks or scores: "tụt hạng", "tăng điểm CCHC nhiều nhất", "cải thiện thứ hạng".
_MOVES = re.compile(rf"\b(?P<word>{_DOWN}|{_UP})(?= (?:[a-z]+ ){{0,3}}(?:hang|bac|diem|vi tri|vi thu|nhat)\b)")


def moves(question: Question) -> bool:
    """Tell whether it is asked which units rose or fell."""
    folded = fold(question.text)
    if question.yes_no or (question.figures and question.measure == "count") or not _WHICH.search(folded):
        return False
    return bool(_MOVES.search(folded)) and bool(question.indicators or re.search(r"\b(?:hang|bac|diem)\b", folded))


@dataclass(frozen=True, slots=True)
class _Move:
    profile: Profile
    first: Fact
    second: Fact
    before: Period
    step: Decimal  # how much better: places up, points gained


def movers(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    """Return who rose or fell most, or all who did, with both values."""
    folded = fold(without_names(question.text))
    pair = _two_periods(question, profiles)
    if pair is None:
        return which_period(question, profiles)
    before, after = pair
    held = one_body(question, scope, [p for p in profiles if fits(p, [before]) or fits(p, [after])], reports)
    if isinstance(held, Draft):
        return held
    by_rank = bool(re.search(r"\b(?:hang|bac|vi tri|vi thu)\b", folded))
    by_score = bool(re.search(r"\bdiem\b", folded)) and not by_rank
    moved: list[_Move] = []
    for measure in ("rank",) if by_rank else ("score",) if by_score else ("score", "rank"):
        moved = _moved(held, before, after, measure)
        if len(moved) > 1:
            break
    word = _MOVES.search(folded)
    down = bool(word and re.fullmatch(_DOWN, word.group("word")))
    chosen = [m for m in moved if (m.step < 0 if down else m.step > 0)]
    if re.search(r"\bnhat\b", folded) and chosen:
        extreme = min(m.step for m in chosen) if down else max(m.step for m in chosen)
        chosen = [m for m in chosen if m.step == extreme]
    if not chosen or len(moved) < 2:
        return nothing_stated(question, scope, reports, profiles)
    lines = []
    for move in sorted(chosen, key=lambda m: m.step, reverse=not down):
        text = say(
            "answers.moved",
            subject=upper_first(move.profile.subject),
            before=f"{period_name(before)} {value_words(move.first)}",
            after=f"{period_name(after)} {value_words(move.second)}",
            result=direction_words(move.first.measure, move.first, move.second),
        )
        evidence = (
            *evidence_with_period([move.second], after, reports),
            *evidence_with_period([move.first], before, reports),
        )
        lines.append(Line(text, tuple(dict.fromkeys(evidence)), (move.first, move.second), True))
    compared = tuple(m.second for m in moved)
    text = say("answers.moved_coverage", known=len(moved))
    lines.append(Line(text, same_evidence(compared, reports), compared, True))
    return Draft("ranking", tuple(lines))


def _two_periods(question: Question, profiles: list[Profile]) -> tuple[Period, Period] | None:
    asked = sorted(question.periods)
    if len(asked) > 1:
        return asked[0], asked[-1]
    if len(asked) == 1 and len(asked[0].years) > 1:
        return Period.of_year(asked[0].years[0]), Period.of_year(asked[0].years[-1])
    if len(asked) == 1:
        compared = re.search(r"\bso voi (?:nam )?\d{4}\b", fold(question.text))
        if compared and asked[0].is_year:  # "so với năm 2022" alone: the year after is meant
            return asked[0], Period.of_year(asked[0].start.year + 1)
        before = previous(asked[0])
        return (before, asked[0]) if before else None
    known = sorted({p.period for p in profiles if p.period and p.period.is_year})
    return (known[-2], known[-1]) if len(known) == 2 and previous(known[-1]) == known[-2] else None


def _moved(profiles: list[Profile], before: Period, after: Period, measure: str) -> list[_Move]:
    found: list[_Move] = []
    for key in dict.fromkeys(p.key for p in profiles):
        own = [p for p in profiles if p.key == key and not key.startswith("document:")]
        first = next((f for p in own if fits(p, [before]) and (f := p.best(measure)) and f.value), None)
        later = next(((p, f) for p in own if fits(p, [after]) and (f := p.best(measure)) and f.value), None)
        if first is None or later is None or first.value is None or later[1].value is None:
            continue
        step = first.value - later[1].value if measure == "rank" else later[1].value - first.value
        found.append(_Move(later[0], first, later[1], before, step))
    return found

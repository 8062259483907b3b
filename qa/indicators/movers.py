"""Which units rose or fell between two years, from the differences of their ranks or scores."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.kinds import PLAIN_OFFICES, PLAIN_PLACES
from corpus.model import Fact, Period
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.draft import Draft, Line
from qa.indicators.compare import direction_words, gained, two_periods, years_known
from qa.indicators.profiles import Profile, fits, previous
from qa.indicators.sentences import evidence_of_each
from qa.indicators.unanswered import nothing_stated, one_body, which_period
from qa.matching.filling import without_names
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.wording import period_name, same_evidence, value_words

_DOWN = r"giam|tut|rot|xuong|mat|lui"
_UP = r"tang|thang(?! \d)|len|vuon|cai thien|tien bo|but pha|nhay|vuot"
_WHICH = re.compile(
    rf"\b(?:{PLAIN_PLACES}|{PLAIN_OFFICES}|noi)(?: [a-z]+){{0,4}} (?:nao|gi)\b"
    rf"|\b(?:nhung|cac) (?:{PLAIN_PLACES})\b"
)
#: A move of ranks or scores: "tụt hạng", "tăng điểm CCHC nhiều nhất", "cải thiện thứ hạng".
_MOVES = re.compile(rf"\b(?P<word>{_DOWN}|{_UP})(?= (?:[a-z]+ ){{0,3}}(?:hang|bac|diem|vi tri|vi thu|nhat)\b)")


def moves(question: Question) -> bool:
    """Tell whether it is asked which units rose or fell."""
    folded = " ".join(fold(without_names(question.text)).split())
    if question.yes_no or (question.figures and question.measure == "count") or not _WHICH.search(folded):
        return False
    return bool(_MOVES.search(folded)) and bool(question.indicators or re.search(r"\b(?:hang|bac|diem)\b", folded))


def fell(question: Question) -> bool | None:
    """Tell whether what fell is asked for, or what rose; None where neither is."""
    word = re.search(rf"\b(?:(?P<down>{_DOWN})|tang|cai thien)\b", fold(without_names(question.text)))
    return None if word is None else word["down"] is not None


@dataclass(frozen=True, slots=True)
class Move:
    """Two values of one subject, one after the other."""

    subject: str
    first: Fact
    before: Period
    second: Fact
    after: Period

    @property
    def step(self) -> Decimal:
        return gained(self.first, self.second)

    def line(self, reports: Reports) -> Line:
        text = say(
            "answers.moved",
            subject=upper_first(self.subject),
            before=f"{period_name(self.before)} {value_words(self.first)}",
            after=f"{period_name(self.after)} {value_words(self.second)}",
            result=direction_words(self.first, self.second),
        )
        evidence = evidence_of_each([(self.second, self.after), (self.first, self.before)], reports)
        return Line(text, evidence, (self.first, self.second), True)


def went(moves: Sequence[Move], down: bool, furthest: bool) -> list[Move]:
    """Return the moves in one direction, or those of them that went furthest."""
    chosen = [m for m in moves if (m.step < 0 if down else m.step > 0)]
    most = max((abs(m.step) for m in chosen), default=None)
    return [m for m in chosen if not furthest or abs(m.step) == most]


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
    moved: list[Move] = []
    for measure in ("rank",) if by_rank else ("score",) if by_score else ("score", "rank"):
        moved = _moved(held, before, after, measure)
        if len(moved) > 1:
            break
    word = _MOVES.search(folded)
    down = bool(word and re.fullmatch(_DOWN, word.group("word")))
    chosen = went(moved, down, furthest=re.search(r"\bnhat\b", folded) is not None)
    if not chosen or len(moved) < 2:
        return nothing_stated(question, scope, reports, profiles)
    lines = [move.line(reports) for move in sorted(chosen, key=lambda m: m.step, reverse=not down)]
    compared = tuple(m.second for m in moved)
    text = say("answers.moved_coverage", known=len(moved))
    lines.append(Line(text, same_evidence(compared, reports), compared, True))
    return Draft("ranking", tuple(lines))


def _two_periods(question: Question, profiles: list[Profile]) -> tuple[Period, Period] | None:
    if question.periods:
        return two_periods(question)
    known = years_known(profiles)
    return (known[0], known[1]) if len(known) == 2 and previous(known[1]) == known[0] else None


def _moved(profiles: list[Profile], before: Period, after: Period, measure: str) -> list[Move]:
    found: list[Move] = []
    for key in dict.fromkeys(p.key for p in profiles):
        own = [p for p in profiles if p.key == key and not key.startswith("document:")]
        first = next((f for p in own if fits(p, [before]) and (f := p.best(measure)) and f.value), None)
        later = next(((p, f) for p in own if fits(p, [after]) and (f := p.best(measure)) and f.value), None)
        if first and later:
            found.append(Move(later[0].subject, first, before, later[1], after))
    return found

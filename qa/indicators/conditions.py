"""The values that meet a condition: “trên 87%”, “tốp 3”, “loại tốt”."""

import re
from decimal import Decimal

from corpus.figure_patterns import LAST
from corpus.kinds import PLAIN_BODIES
from corpus.model import Fact, Quantity, QuantityKind
from corpus.vietnamese import fold
from qa.indicators.profiles import VALUES, Profile
from qa.matching.candidates import is_last
from qa.question import Question
from qa.standing import FIRST_PLACE, LAST_PLACE


def within(question: Question, last: bool = False) -> int | None:
    """Return the n of "tốp n", "nhóm n địa phương dẫn đầu", "n huyện đứng đầu"; of the `last`, "n xã cuối bảng"."""
    found = (_BOTTOM if last else _TOP).search(fold(question.text))
    said = next(g for g in found.groups() if g) if found else ""
    return _NUMBERS.get(said) or int(said) if said else None


_NUMBERS = {"hai": 2, "ba": 3, "bon": 4, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_SO_MANY = rf"\b(0?\d{{1,2}}|{'|'.join(_NUMBERS)}) (?:{PLAIN_BODIES})\b(?! thu)[a-z, ]{{0,40}}"
_TOP = re.compile(rf"\b(?:top|top dau|nhom dau|nhom)\s+0?(\d{{1,2}})\b|{_SO_MANY}\b(?:{FIRST_PLACE}|cao nhat|tot nhat)")
_BOTTOM = re.compile(rf"{_SO_MANY}\b(?:{LAST_PLACE}|thap nhat|kem nhat)")


def compares(quantity: Quantity, text: str) -> str:
    """Return how a figure limits: ">" for "trên 87%", ">=" for "từ 85 điểm trở lên", "" for neither."""
    word = fold(quantity.qualifier)
    after = fold(text[quantity.span.end : quantity.span.end + 30])
    if word in ("tren", "hon"):
        return ">"
    if word in ("tro len", "toi thieu", "it nhat") or re.match(r"(?: [a-z]+){0,3} tro len\b", after):
        return ">="
    if re.match(r"(?: [a-z]+){0,3} tro xuong\b", after):
        return "<="
    if word in ("duoi",):
        return "<"
    return "<=" if word in ("toi da", "khong qua") else ""


def meets(value: Decimal, quantity: Quantity, text: str) -> bool:
    how = compares(quantity, text)
    tests = {">": value > quantity.value, ">=": value >= quantity.value, "<": value < quantity.value}
    tests |= {"<=": value <= quantity.value, "": value == quantity.value}
    return tests[how]


_LIMITS = (QuantityKind.SCORE, QuantityKind.RATE, QuantityKind.COUNT)


def _conditions(question: Question) -> list[Quantity]:
    """Return the figures that set a condition: "5 năm" of a title, or a count beside a grade, sets none."""
    return [
        q
        for q in question.figures
        if q.kind is not QuantityKind.COUNT or not (question.grades or fold(q.unit).startswith(("nam", "lan")))
    ]


def meeting_value(question: Question, profile: Profile) -> Fact | None:
    """Return the profile's value that meets the question's condition."""
    top = within(question)
    if top is not None:
        fact = profile.best("rank")
        return fact if fact and fact.value is not None and fact.value <= top else None
    for quantity in _conditions(question):
        if compares(quantity, question.text) and quantity.kind in _LIMITS:
            fact = profile.best("score")
            return fact if fact and fact.value is not None and meets(fact.value, quantity, question.text) else None
        kinds = {QuantityKind.RANK: ("rank",), QuantityKind.SCORE: ("score",), QuantityKind.RATE: ("score",)}
        for measure in kinds.get(quantity.kind, VALUES):
            fact = profile.best(measure)
            if fact and fact.value == quantity.value and quantity.of in (None, fact.of):
                return fact
            if fact and quantity.value == LAST and is_last(fact):
                return fact
        return None
    for grade in question.grades:
        fact = profile.best("grade")
        if fact and fold(fact.text) == fold(grade):
            return fact
    if re.search(rf"\b(?:{FIRST_PLACE}|nhat)\b", fold(question.text)):
        fact = profile.best("rank")
        return fact if fact and fact.value == 1 else None
    return None

"""The words of a question that say what is asked, without those that say of whom, when and in which report."""

import re
from dataclasses import replace

from corpus.kinds import PLAIN_SHORT, PLAIN_UNITS
from corpus.lines import UPPER
from corpus.mentions import find_units
from corpus.model import Level, QuantityKind, Span, Unit
from corpus.periods import periods
from corpus.quantities import quantities
from corpus.vietnamese import fold
from corpus.vocabulary import Found, asking, indicator_phrases
from qa.office_names import office_spans
from qa.operations import ASKS_TEXT
from qa.question import Question
from qa.scoping.scope import Scope


def content_terms(question: Question, scope: Scope, communes: bool = True) -> list[Found]:
    """Return the question's terms that say what is asked, without units, periods, figures and asking words."""
    text = question.text
    asks = asking(text)
    said = [*(m.span for m in periods(text)), *(q.span for q in quantities(text) if q.kind is not QuantityKind.OTHER)]
    mentions = find_units(text, bare=True)
    said += [m.span for m in mentions if not communes or m.unit.level is not Level.COMMUNE]
    for unit in scope.units:
        if communes and unit.level is Level.COMMUNE and not scope.owned:
            continue  # a commune inside a district's report tells its figures from the others
        said += [Span(*m.span()) for m in re.finditer(_written(unit), fold(text))]
    said += office_spans(text, scope.offices)
    if scope.pointed:
        said += _describing(question, scope)
    levels = any(t.name.startswith("muc do ") for t in question.terms)
    return [
        Found(_AS_REPORTED.get(t.name, t.name), t.span) if not _COMPOUND.search(fold(text[: t.span.start])) else t
        for t in question.terms
        if not (levels and t.name in ("muc", "do", "dich vu cong"))
        and len(t.name) > 1 and not t.name[0].isdigit() and not any(s.overlaps(t.span) for s in said)
        and not any(s.contains(t.span) for s in asks)
    ]  # fmt: skip


_HOW = re.compile(r"\b(?:nhu )?the nao\b|\bra sao\b")


def names_only_an_index(question: Question, scope: Scope) -> bool:
    """Tell whether a question is an index, its unit and its year and nothing else: its value is asked."""
    if question.measure or not question.indicators or ASKS_TEXT.search(_HOW.sub("", fold(question.text))):
        return False
    named = [f.span for f in indicator_phrases().find(question.text)]
    return all(any(span.overlaps(t.span) for span in named) for t in content_terms(question, scope))


#: What questions on counts say in one everyday word; reports take two.
_AS_REPORTED = {"nhan": "tiep nhan", "rong": "dien tich"}
#: "xác nhận", "mở rộng" are other words.
_COMPOUND = re.compile(r"\b(?:xac|cong|chung|ghi|don|thua|chap|thu|mo|sau|dien)\s+$")
_NAMING = re.compile(
    r"[“\"][^”\"]{3,}[”\"]|"
    r"\b(?:theo|trong|ở|tại|qua)\s+(?:bài|tài liệu|bản tin|hội nghị|buổi|báo cáo|tham luận)\b"
    r"(?:(?!\s(?:có|đã|đạt|trả|nhận|còn|là|tinh|bao|mấy|giải|thì)\s)[^,?“])*",
    re.IGNORECASE,
)
_POSTS = r"(?:[Bb]í thư|(?:[Pp]hó )?[Cc]hủ tịch|[Gg]iám đốc|[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Hh]uyện ủy|[Tt]ỉnh ủy)"
_PERSON = re.compile(rf"(?:\b{_POSTS}\s+)+(?:[{UPPER}][^\W\d_]*(?:\s+|\b)){{1,4}}")
_AFTER_ANCHOR = re.compile(
    r"[^,?;]*?(?=\s(?:hiện|còn|có|đã|thì|được|trả|giải quyết|tiếp nhận|bao nhiêu|mấy)\s|[,?;]|$)"
)


def _describing(question: Question, scope: Scope) -> list[Span]:
    """Return the stretches of a question that only say which report is meant."""
    text = question.text
    spans = [Span(*m.span()) for m in _NAMING.finditer(text)]
    spans += [Span(*m.span()) for m in _PERSON.finditer(text)]
    for figure in scope.anchors:
        tail = _AFTER_ANCHOR.match(text, figure.span.end)
        spans.append(Span(figure.span.start, max(figure.span.end, tail.end() if tail else 0)))
    return spans


def _written(unit: Unit) -> str:
    """Return a pattern of the unit's name with its kind, as questions write it, folded."""
    return rf"(?:\bubnd\s+)?(?:\b(?:{PLAIN_UNITS}|{'|'.join(PLAIN_SHORT)})\.?\s*)?\b{re.escape(fold(unit.bare))}\b"


def periods_asked(question: Question, scope: Scope) -> Question:
    """Leave out the periods that only say which report is meant: "huyện đạt 84,05 điểm năm 2019"."""
    if not scope.anchors or not question.periods:
        return question
    described = _describing(question, scope)
    kept = [m.period for m in periods(question.text) if not any(s.contains(m.span) for s in described)]
    return replace(question, periods=tuple(p for p in question.periods if p in kept))

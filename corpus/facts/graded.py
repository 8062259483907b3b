"""Units listed by grade: "- Tốt (từ 80 điểm): xã A 85,3; xã B 82": each has the grade, and its score."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.facts.at_figure import Reading
from corpus.facts.heads import judges_reform
from corpus.facts.offices import OFFICE_NAME, office_key
from corpus.figure_patterns import GRADE_WORD
from corpus.kinds import BODIES
from corpus.mentions import find_units
from corpus.model import Document, Fact, Quantity, QuantityKind, Span, Status
from corpus.periods import periods
from corpus.quantities import number
from corpus.vietnamese import fold
from corpus.vocabulary import Found, indicator_phrases, indicators

_UNITS = rf"(?:{BODIES})"
_OPENS = re.compile(
    rf"[\s\-+•*–\d.)]*(?:[a-zđ]\)\s*)?(?:(?:xếp|đạt)\s+)?(?:loại\s+|nhóm\s+)?[“\"]?(?P<grade>{GRADE_WORD})[”\"]?"
    rf"\s*(?:\([^()]*\)\s*)?(?:(?:có|gồm|là)?\s*(?:\d+(?:/\d+)?\s+)?{_UNITS}(?:,\s*{_UNITS})*)?\s*(?:\([^()]*\)\s*)?(?:gồm\s*)?:\s*",
    re.IGNORECASE,
)
_LIMIT = r"[(:]\s*(?:(?:đạt|điểm|số\s+điểm)\s+)*(?:từ|trên|dưới|≥|>|<|≤|nhỏ\s+hơn|lớn\s+hơn)"
_BEFORE_LIMIT = re.compile(rf"{GRADE_WORD}[”\"]?\s*{_LIMIT}[^();:]{{0,40}}$", re.IGNORECASE)
_LIMIT_FOLLOWS = re.compile(rf"[”\"]?\s*{_LIMIT}\s*\d", re.IGNORECASE)
_SCORE = re.compile(
    r"\s*(?:[(:–-]|đạt|được)?\s*(?P<score>\d{1,3}(?:,\d{1,3})?)(?P<unit>\s*(?:điểm|%))?\s*\)?\s*(?:[;,.]|và\b|$)",
    re.IGNORECASE,
)


def draws_a_grade(text: str, sentence: Span, figure: Quantity) -> bool:
    """Tell whether a figure or grade only says what a grade is: "Tốt (từ 80 đến dưới 90 điểm)"."""
    if figure.kind is QuantityKind.GRADE:
        return _LIMIT_FOLLOWS.match(text, figure.span.end) is not None
    return _BEFORE_LIMIT.search(text[max(sentence.start, figure.span.start - 80) : figure.span.start]) is not None


def graded_list(
    document: Document, sentence: Span, headings: tuple[str, ...], start: Reading, reform: bool
) -> list[Fact]:
    """Return the grades, and scores where they are told, of the units that a sentence lists under one grade.

    None where it lists no units so, where no index is known that they are judged by, or where a figure is unclear.
    `reform` says that the report is about administrative reform, so that units judged are judged by it.
    """
    text = document.text
    opening = _OPENS.match(text, sentence.start, sentence.end)
    if opening is None:
        return []
    start = _as_led(text, sentence, start, reform)
    if start.indicator is None:
        return []
    rest = text[opening.end() : sentence.end]
    judged = [(m.span, m.unit.name, m.unit.key) for m in find_units(rest)] or [
        (Span(*m.span()), name, office_key(name))
        for m in OFFICE_NAME.finditer(rest)
        if (name := " ".join(m.group(0).split()))
    ]
    if not judged or judged[0][0].start > 0:
        return []
    grade = Span(*opening.span("grade"))
    found: list[Fact] = []
    for place, (named, subject, key) in enumerate(judged):
        ends = judged[place + 1][0].start if place + 1 < len(judged) else len(rest)
        after = rest[named.end : ends]
        score = _SCORE.fullmatch(after) or _SCORE.match(after)
        if score is None and re.search(r"\d", after):
            return []
        clause = Span(opening.end() + named.start, opening.end() + ends)
        found.append(_fact(document, sentence, sentence, headings, start, subject, key, "grade", grade))
        if score:
            from_, to = (
                named.end + score.start("score"),
                named.end + score.end("unit" if score.group("unit") else "score"),
            )
            span = Span(opening.end() + from_, opening.end() + to)
            found.append(_fact(document, sentence, clause, headings, start, subject, key, "score", span))
    return found


def _as_led(text: str, sentence: Span, start: Reading, reform: bool) -> Reading:
    """Return what holds for the list: the index and the period that the line which leads to it names."""
    above = text[max(0, sentence.start - 1500) : sentence.start].rstrip().split("\n")
    lines = [line for line in reversed(above) if line.strip() and not _OPENS.match(line)]
    lead = lines[0] if lines and lines[0].rstrip().endswith(":") else ""
    told = [m.period for m in periods(lead) if not m.as_of]
    period = told[0] if len(set(told)) == 1 else start.period
    named = {found.name for found in indicator_phrases().find(lead)}
    if not named and start.indicator is None and judges_reform(fold(lead), reform):
        named = {"par_index"}
    indicator = Found(named.pop(), sentence) if len(named) == 1 else None if named else start.indicator
    return replace(start, indicator=indicator, period=period)


def _fact(
    document: Document, sentence: Span, clause: Span, headings: tuple[str, ...], start: Reading, subject: str,
    key: str, measure: str, span: Span,
) -> Fact:  # fmt: skip
    assert start.indicator is not None
    printed = span.of(document.text)
    score = measure == "score"
    return Fact(
        document_id=document.id, span=span, clause=clause, sentence=sentence, text=printed, measure=measure,
        value=number(re.sub(r"[^\d,]", "", printed), scored=True) if score else None,
        unit="%" if "%" in printed else "điểm" if score else "", of=None, indicator=start.indicator.name,
        label=indicators()[start.indicator.name].label, subject=subject, unit_key=key, part="",
        period=start.period, status=Status.RESULT, heading=headings, base=None,
        confidence=1.0 if start.stated else 0.8,
    )  # fmt: skip

"""Check what an answer says against what its sources print: the one gate every answer passes.

A figure is shown only if it stands digit for digit in a quote under its line, and is bound to the unit,
period, indicator and status that were asked for. What is computed must follow from such figures.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations

from corpus.figure_patterns import PLAN
from corpus.model import Fact, Level, Status
from corpus.quantities import number
from corpus.vietnamese import fold, nfc
from corpus.vocabulary import indicators
from qa.draft import Draft, Evidence, Line
from qa.matching.timing import period_fits
from qa.question import Operation, Question
from qa.reference import reference
from qa.scoping.scope import Scope

#: A number as people compare it: digits with the dots, commas and slashes between them.
NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_LIST_NUMBER = re.compile(r"^\s*\d{1,3}\.\s")
_SAYS_TARGET = re.compile(rf"{PLAN}|phan dau|du kien|giao")
_SAYS_SELF = re.compile(r"tu (?:cham|danh gia|tham dinh)")
_STREAK = re.compile(r"\blien tiep\b|\blien tuc\b|\bnam lien\b")
#: A figure of a period that fits less than this is another period's.
_OTHER_PERIOD = 0.5
#: Questions whose answer is the period or the unit itself.
_FREE_PERIOD = (Operation.YEARS_WHERE, Operation.SUPERLATIVE_YEAR, Operation.CHECK, Operation.TREND)


class Unvouched(Exception):  # noqa: N818 - says what the line is
    """A line shows a figure that no quote under it shows, or one bound to something else than asked."""


def check(draft: Draft, question: Question, scope: Scope) -> None:
    """Raise Unvouched unless every line of an answering draft can be vouched for."""
    if not any(line.evidence for line in draft.lines):
        raise Unvouched("an answer without a source")
    told = " ".join(line.text for line in draft.lines)
    facts = [f for line in draft.lines for f in line.facts]
    for line in draft.lines:
        _check_sources(line)
        for fact in line.facts:
            _check_place(fact, line.evidence)
            if draft.kind == "figure":
                _check_binding(fact, line, question, scope, told)
        if line.computed:
            _check_arithmetic(line, facts, question)
        else:
            _check_digits(line, question)


def figures(text: str) -> set[str]:
    """Return the numbers that a text prints, digit for digit."""
    return set(NUMBER.findall(nfc(text)))


def _check_sources(line: Line) -> None:
    if not line.evidence:
        raise Unvouched(f"no source: {line.text!r}")
    for evidence in line.evidence:
        text = evidence.document.text
        if evidence.span.end > len(text) or not evidence.quote.strip():
            raise Unvouched(f"no such place: {evidence.span}")


def _check_place(fact: Fact, evidence: Sequence[Evidence]) -> None:
    """Check that the figure stands at its span, inside what is quoted."""
    holder = next((e for e in evidence if e.document.id == fact.document_id and e.span.contains(fact.span)), None)
    if holder is None or fact.span.of(holder.document.text) != fact.text:
        raise Unvouched(f"{fact.text!r} does not stand at its span")


def _check_binding(fact: Fact, line: Line, question: Question, scope: Scope, told: str) -> None:
    """Check that the figure is of the indicator, unit, period and status asked for, or said not to be."""
    if question.indicators and fact.indicator and fact.indicator not in question.indicators:
        raise Unvouched(f"{fact.indicator} is not the indicator asked for")
    said = told
    for quoted in _quotations(told):
        said = said.replace(f"“{quoted}”", " ")
    said = fold(said)
    if fact.status is Status.TARGET and not question.target and not _SAYS_TARGET.search(said):
        raise Unvouched(f"{fact.text!r} is a target")
    if fact.status is Status.SELF_ASSESSED and not question.self_assessed and not _SAYS_SELF.search(fold(told)):
        raise Unvouched(f"{fact.text!r} is self-assessed")
    if fact.status is Status.SUPERSEDED:
        raise Unvouched(f"{fact.text!r} has been corrected")
    document = next(e.document for e in line.evidence if e.document.id == fact.document_id)
    if question.periods and question.operation not in _FREE_PERIOD and fact.measure != "change":
        if period_fits(fact, question.periods, document) <= _OTHER_PERIOD:
            raise Unvouched(f"{fact.text!r} is of another period")
    if scope.units and not _of_units(fact, document.unit.key if document.unit else "", scope):
        # A part inside the unit may answer when the line names it.
        if not fact.subject or fold(fact.subject.split(" ", 1)[-1]) not in said:
            raise Unvouched(f"{fact.text!r} is of another unit")


def _of_units(fact: Fact, own: str, scope: Scope) -> bool:
    keys = {u.key for u in scope.units}
    if fact.unit_key in keys:
        return True
    communes = any(u.level is Level.COMMUNE for u in scope.units)
    if communes:  # a commune is spoken of by name inside its district's report
        return own in keys or not fact.unit_key.startswith(Level.COMMUNE.value)
    return not fact.unit_key and own in keys


def _check_digits(line: Line, question: Question) -> None:
    """Check that every number of the line is printed by its facts, or stands in a passage quoted as it is."""
    quotes = [_flat(e.quote) for e in line.evidence]
    rest = nfc(line.text)
    for quoted in _quotations(rest):
        parts = [p for p in re.split(r"…|\.\.\.", quoted) if p.strip(" .,;")]
        if parts and all(any(_flat(p) in quote for quote in quotes) for p in parts):
            rest = rest.replace(f"“{quoted}”", " ")
    allowed = figures(question.text)
    if line.facts:
        for fact in line.facts:
            allowed |= figures(fact.text) | figures(fact.period.label if fact.period else "")
            allowed |= figures(fact.base.label if fact.base else "") | figures(fact.label)
    else:
        allowed |= figures(" ".join(e.quote for e in line.evidence))
    missing = [n for n in NUMBER.findall(_LIST_NUMBER.sub("", rest)) if n not in allowed]
    if missing and not set(missing) <= _told(line.evidence):
        raise Unvouched(f"{missing} in {line.text!r}")


def _quotations(text: str) -> list[str]:
    """Return what stands between outermost quotation marks; marks inside belong to the quotation."""
    found: list[str] = []
    depth, start = 0, 0
    for place, char in enumerate(text):
        if char == "“":
            depth += 1
            start = place + 1 if depth == 1 else start
        elif char == "”" and depth:
            depth -= 1
            if depth == 0:
                found.append(text[start:place])
    return found


def _flat(text: str) -> str:
    return re.sub(r"[\s|]+", " ", nfc(text)).strip(" .,;*_").lower()


def _told(evidence: Iterable[Evidence]) -> set[str]:
    """Return the numbers in the names of the sources: "114/BC-UBND", dates, file names."""
    found: set[str] = set()
    for e in evidence:
        found |= figures(reference(e.document, e.span, e.headings)) | figures(e.document.source)
    return found


def _check_arithmetic(line: Line, facts: Sequence[Fact], question: Question) -> None:
    """Check that every number of a computed line is quoted, asked, or follows by arithmetic."""
    known = figures(" ".join(e.quote for e in line.evidence)) | figures(question.text) | _told(line.evidence)
    for fact in facts:
        known |= figures(fact.text) | figures(fact.period.label if fact.period else "")
        known |= figures(indicators()[fact.indicator].label) if fact.indicator else set()  # "Bộ chỉ số … (766)"
        known |= figures(fact.base.label if fact.base else "")
    if _STREAK.search(fold(" ".join(e.quote for e in line.evidence))):  # "năm thứ ba liên tiếp": the years before
        ends = {f.period.start.year for f in line.facts if f.period}
        known |= {str(year - back) for year in ends for back in range(1, 10)}
    unknown = [n for n in NUMBER.findall(_LIST_NUMBER.sub("", nfc(line.text))) if n not in known]
    if not unknown:
        return
    values = [v for f in facts for v in (f.value, f.of) if v is not None] + [q.value for q in question.figures]
    values += [_value(n) for e in line.evidence for n in figures(e.quote) if "/" not in n][:200]
    results = _results(values, len({(f.unit_key, f.document_id) for f in facts}))
    shares = _shares(values) if any(f"{printed}%" in line.text for printed in unknown) else set()
    for printed in unknown:
        if f"{printed}%" in line.text and _value(printed) in shares:
            continue
        parts = printed.split("/")
        if not all(_value(p) in results or p in known for p in parts):
            raise Unvouched(f"{printed} does not follow, in {line.text!r}")


def _value(printed: str) -> Decimal:
    return abs(number(printed))


def _shares(values: Sequence[Decimal]) -> set[Decimal]:
    """Return what part each value is of each other, in per cent, as such shares are printed."""
    values = list(dict.fromkeys(abs(v) for v in values if v))[:80]
    found = {one / other * 100 for one in values for other in values if one != other}
    return {share.quantize(Decimal(1).scaleb(-d)) for share in found for d in range(3)}


def _results(values: Sequence[Decimal], subjects: int) -> set[Decimal]:
    """Return what simple arithmetic makes of the values: sums, differences, the mean, how many there are."""
    values = list(dict.fromkeys(abs(v) for v in values))[:80]
    results = {Decimal(n) for n in range(len(values) + 1)} | {Decimal(subjects)}
    for one, other in combinations(values, 2):
        results |= {one + other, abs(one - other)}
    results |= {v + v for v in values} | set(values)
    for size in range(3, min(len(values), 12) + 1):
        for start in range(len(values) - size + 1):
            total = sum(values[start : start + size], Decimal(0))
            results |= {total, *(abs(total - v) for v in values[:12])}
    for size in range(2, min(len(values), 60) + 1):
        mean = sum(values[:size], Decimal(0)) / size
        results |= {mean.quantize(Decimal(1).scaleb(-d)) for d in range(4)}
    return results

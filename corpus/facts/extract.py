"""The fact line: block -> sentence -> figures, each bound to what the words around it say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corpus.facts.at_figure import Reading, parts
from corpus.facts.binding import carries_on, read
from corpus.facts.clauses import clauses
from corpus.facts.emphasis import as_printed, without_emphasis
from corpus.facts.flat import flat_tables
from corpus.facts.graded import draws_a_grade, graded_list
from corpus.facts.indices import counted_grade, index_of, settle_kinds
from corpus.facts.label import label_of
from corpus.facts.lists import respective, respective_things
from corpus.facts.offices import office_key, own_office
from corpus.facts.status import Outlook, status_of
from corpus.facts.tables import table_facts
from corpus.facts.times import before, in_year, without_year
from corpus.facts.torn import without_torn
from corpus.figure_patterns import LAST, REGION
from corpus.mentions import find_units
from corpus.model import (
    NOT_DATA,
    Block,
    BlockKind,
    Document,
    Fact,
    Level,
    Period,
    Quantity,
    QuantityKind,
    Span,
    Status,
    Unit,
)
from corpus.outline import outline
from corpus.periods import periods
from corpus.plain import is_unmarked, with_marks
from corpus.quantities import quantities
from corpus.vietnamese import fold, sentences
from corpus.vocabulary import Found, indicator_phrases, indicators

Kind = QuantityKind
_PARTS_OF = {Level.PROVINCE: "cấp tỉnh", Level.DISTRICT: "cấp huyện", Level.COMMUNE: "cấp xã"}
_MEASURES = {
    Kind.SCORE: "score", Kind.RANK: "rank", Kind.GRADE: "grade", Kind.RATE: "rate", Kind.COUNT: "count",
    Kind.COMPLETED: "count", Kind.AMOUNT: "amount", Kind.CHANGE: "change",
}  # fmt: skip
_DOWN = re.compile(r"\b(?:giảm|tụt|rớt|hạ|lùi|thấp\s+hơn|ít\s+hơn|cắt|thụt|xuống|kém)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What a report says for all of its sentences."""

    document: Document
    outlook: Outlook
    topic: Found | None  # the one index that the title names
    only: Found | None  # the one index that the whole report names
    reform: bool  # the report is about administrative reform
    named: dict[str, Unit]  # the units it names anywhere, by bare name
    office: str  # the office that it is about, "" where it is about its unit
    lead: Period | None  # the year of the index that a story opens with

    @property
    def period(self) -> Period | None:
        return self.outlook.period


def extract_facts(document: Document) -> list[Fact]:
    """Return the figures of a report in order of place. Never raises on any text; linear in its length."""
    plain = without_emphasis(document)
    if is_unmarked(plain.text):  # read as if it had its marks: every character keeps its place
        plain = replace(plain, text=with_marks(plain.text))
    found = _facts_of(plain)
    return found if plain is document else [as_printed(fact, document.text) for fact in found]


def _facts_of(document: Document) -> list[Fact]:
    surroundings = _surroundings(document)
    found: list[Fact] = []
    tables = [*document.tables, *flat_tables(document)]
    carried: Reading | None = None
    for block in outline(document):
        if block.kind in (BlockKind.LETTERHEAD, BlockKind.FOOTER, BlockKind.BOILERPLATE, BlockKind.HEADING):
            carried = None
            continue
        if any(t.span.overlaps(block.span) for t in tables):
            continue
        opening: Period | None = None
        of_block: list[Fact] = []
        if block.kind is BlockKind.ITEM and block.number[:1].isalnum():
            carried = None  # "2. …" begins another matter; "- …" may go on with the one before
        for place, sentence in enumerate(sentences(document.text, block.span)):
            keep = carried if block.kind is not BlockKind.FOOTNOTE else None
            facts, carried = _sentence_facts(surroundings, block, sentence, keep, opening)
            if place == 0:
                opening = _opening_period(sentence.of(document.text), surroundings.period)
            if block.anchor is not None:
                told = _annotated(document, block.anchor)
                facts = [f if f.indicator else replace(f, label=f"{told} {f.label}") for f in facts]
            if place == 0 and block.continues is not None:
                facts = [_with_first_half(document, f, sentence, block.continues) for f in facts]
            found += facts
            of_block += facts
        if of_block and carried and carried.indicator and all(f.indicator != carried.indicator.name for f in of_block):
            carried = replace(carried, indicator=None)  # the talk has left the index
        if block.kind is not BlockKind.ITEM:
            carried = None
    for table in tables:
        for fact in table_facts(document, table, surroundings.period, surroundings.outlook.plan):
            own = surroundings.office if not fact.unit_key else ""
            found.append(replace(fact, subject=own, unit_key=office_key(own)) if own else fact)
    if surroundings.outlook.corrected:
        told_both = {f.sentence for f in found if f.status is Status.SUPERSEDED}  # old and new: the rest is neither
        found = [
            replace(f, status=Status.CORRECTED) if f.status is Status.RESULT and f.sentence not in told_both else f
            for f in found
        ]
    # A figure of a scan that may be misread is none, nor is one that was torn apart.
    found = without_torn(found, document.text)
    found = [f for f in found if not any(f.span.overlaps(doubt) for doubt in document.doubts)]
    return sorted(found, key=lambda f: (f.span, f.measure))


def _surroundings(document: Document) -> _Surroundings:
    kind = document.header.kind.value if document.header.kind else ""
    title = document.header.title.value if document.header.title else ""
    plan = fold(kind) in ("ke hoach", "chuong trinh", "de an")
    named = {n.name for n in indicator_phrases().find(document.text[:50_000])}
    only = Found(next(iter(named)), Span(0, 1)) if len(named) == 1 else None
    units = {m.unit.bare: m.unit for m in reversed(find_units(document.text))}
    about = re.search(r"cai cach hanh chinh|\bcchc\b", fold(title or document.text[:2000]))
    outlook = Outlook(document, _default_period(document), plan, bool(document.header.corrects))
    lead = _lead_period(document) if document.header.number is None else None
    return _Surroundings(document, outlook, _topic(document), only, bool(about), units, own_office(document), lead)


#: Halves of a sentence nearer than this are quoted together, with the page number between them.
_PAGE_BREAK = 120


def _annotated(document: Document, anchor: Span) -> str:
    """Return the words that a footnote mark stands behind: the end of the clause before it."""
    ahead = document.text[max(0, anchor.start - 160) : anchor.start]
    return " ".join(re.split(r"[.;\n]\s", ahead)[-1].split()[-16:])


def _with_first_half(document: Document, fact: Fact, sentence: Span, first: Span) -> Fact:
    """Let a fact of a sentence that a page break cut in two speak of what the first half says."""
    halves = sentences(document.text, first)
    if not halves or fact.clause.start > sentence.start + 3:
        return fact
    opening = halves[-1]
    if sentence.start - opening.end <= _PAGE_BREAK:
        fact = replace(fact, sentence=opening.cover(fact.sentence), clause=opening.cover(fact.clause))
    words = re.split(r"[;,]\s", opening.of(document.text))[-1]
    return replace(fact, label=fact.label if fact.indicator else " ".join([*words.split()[-20:], fact.label]))


def _topic(document: Document) -> Found | None:
    """Return the one indicator that the title names: figures without another are of it."""
    if document.header.title is None or document.header.title.span is None:
        return None
    named = {n.name for n in indicator_phrases().find(document.header.title.value)}
    if not named and _RANKS_REFORM.search(document.header.title.value):
        named = {"par_index"}
    return Found(named.pop(), document.header.title.span) if len(named) == 1 else None


_PLACES = r"(?:quán\s+quân|á\s+quân|dẫn\s+đầu|đứng\s+(?:đầu|thứ|cuối)|ngôi\s+đầu|xếp\s+(?:thứ|hạng)|thứ\s+hạng|\d+\s+(?:bậc|hạng))\b"
_REFORM = r"\b(?:CCHC|cải\s+cách\s+hành\s+chính)\b"
_RANKS_REFORM = re.compile(rf"{_PLACES}[^.;]{{0,40}}{_REFORM}|{_REFORM}[^.;]{{0,40}}\b{_PLACES}", re.IGNORECASE)
#: Where a story says what it is about, in characters from its headline on.
_LEAD = 500


def _lead_period(document: Document) -> Period | None:
    """Return the one year that a story's opening tells with an index: "công bố Chỉ số CCHC năm 2023"."""
    title = document.header.title
    start = title.span.start if title and title.span else 0
    lead = document.text[start : start + _LEAD]
    told = set()
    for found in indicator_phrases().find(lead):
        following = re.split(r"[.;,(]|\d{1,2}/", lead[found.span.end : found.span.end + 80])[0]
        told |= {m.period for m in periods(following)[:1] if m.period.is_year}
    return told.pop() if len(told) == 1 else None


def _default_period(document: Document) -> Period | None:
    if document.header.period:
        return document.header.period
    if document.header.title:
        named = [m.period for m in periods(document.header.title.value) if not m.as_of]
        if named:
            return named[0]
    counts: dict[int, int] = {}
    for mention in periods(document.text[:20_000]):
        if mention.period.is_year:
            counts[mention.period.start.year] = counts.get(mention.period.start.year, 0) + 1
    if counts and document.date is None:
        year, times = max(counts.items(), key=lambda c: (c[1], -c[0]))
        if times * 2 > sum(counts.values()):
            return Period.of_year(year)
    return None


def _heading_period(texts: Sequence[str], default: Period | None) -> Period | None:
    for heading in reversed(texts):
        named = [m.period for m in periods(heading) if not m.as_of]
        if len(named) == 1:
            return named[0]
        if not named and (part := _part_of_year(heading, default)):
            return part
    return None


def _part_of_year(words: str, default: Period | None) -> Period | None:
    """Return "6 tháng cuối năm" or "quý IV", told without its year, in the year of the report, or for tasks the next."""
    named = without_year(words, 0, default, [])
    if len(named) != 1 or default is None:
        return None
    period = named[0].period
    ahead = period.end < default.start and _AHEAD.search(words)
    return in_year(period, default.start.year + 1) if ahead else period


_AHEAD = re.compile(r"\b(?:nhiệm\s+vụ|phương\s+hướng|kế\s+hoạch|mục\s+tiêu)\b", re.IGNORECASE)


def _opening_period(first: str, default: Period | None) -> Period | None:
    """Return the period that a few words at the head of a block set for all of it: "8/ Quý II/2025."."""
    if len(first.split()) > 8 or any(q.kind not in NOT_DATA for q in quantities(first)):
        return None
    return _heading_period([first], default)


def _sentence_facts(
    surroundings: _Surroundings, block: Block, sentence: Span, carried: Reading | None, opening: Period | None
) -> tuple[list[Fact], Reading]:
    document, text = surroundings.document, surroundings.document.text
    headings = tuple(h.of(text) for h in block.headings)
    default = opening or _heading_period(headings, surroundings.period) or surroundings.period
    leaning = carried is not None and carries_on(sentence.of(text)[:40])
    start = Reading(
        carried.period if carried and carried.period and (leaning or default is None) else default,
        (carried.indicator if carried else None) or _heading_indicator(text, block) or surroundings.topic,
        carried.unit if leaning and carried else _block_unit(document, block),
        _leading_part(text, block),
        stated=opening is not None,
    )
    if not surroundings.outlook.plan and (
        listed := graded_list(document, sentence, headings, start, surroundings.reform)
    ):
        return listed, start
    quoted = surroundings.outlook.corrected  # what a correction quotes is what it corrects
    figures = [q for q in quantities(text, sentence, quoted) if q.kind not in NOT_DATA]
    readings, end = read(document, sentence, figures, start, surroundings.reform, surroundings.named)
    if not figures:
        return [], end
    if start.indicator is None and surroundings.only is not None:
        for reading in readings.values():
            reading.indicator = reading.indicator or surroundings.only
    grouped = respective(text, sentence, figures)
    for span, told in grouped.items():
        readings[span] = replace(readings[span], **told)  # type: ignore[arg-type]
    figures = settle_kinds(text, sentence, figures, readings, surroundings.topic or surroundings.only)
    where = clauses(text, sentence, figures)
    figures = [
        replace(f, kind=Kind.SCORE) if f.kind is Kind.RATE and "indicator" in grouped.get(f.span, {}) else f
        for f in figures
    ]
    for span, told in respective(text, sentence, figures).items():
        readings[span] = replace(readings[span], **told)  # type: ignore[arg-type]
    things = respective_things(text, sentence, figures)
    facts: list[Fact] = []
    for place, figure in enumerate(figures):
        reading = readings[figure.span]
        indicator = index_of(text, sentence, figure, reading, figures[:place])
        if reading.untold or reading.others or _EACH.search(text[sentence.start : figure.span.start][-60:]):
            continue
        if draws_a_grade(text, sentence, figure):
            continue
        if figure.kind is Kind.GRADE and counted_grade(text, sentence, figure):
            continue  # "02 đơn vị xếp loại Tốt" is one figure, and nobody's own grade
        clause = where[figure.span]
        if indicator is not None:
            label = indicators()[indicator.name].label
        else:
            label = things.get(figure.span) or label_of(text, sentence, clause, figure, figures[:place])
            label = f"lũy kế {label}" if reading.run_up and "kế" not in label else label
            label = label or (facts[-1].label if facts else "")  # "… lần lượt là 90,5%; 93,4%"
        facts.append(_fact(surroundings, sentence, headings, figure, reading, clause, indicator, label))
    return facts, end


# "phường A và phường B mỗi nơi 02 hồ sơ": of each, and so of no one unit.
_EACH = re.compile(r"\bmỗi\s+(?:nơi|xã|phường|đơn\s+vị|huyện|địa\s+phương|bên)\s+(?:[^\W\d]+\s+){0,2}$", re.IGNORECASE)
_OPENS = re.compile(r"^\W*(?:\d{1,2}[.)]\s*)?(?:đối\s+với|riêng|tại|về)?\s*$", re.IGNORECASE)


def _block_unit(document: Document, block: Block) -> Unit | None:
    """Return the unit that an item opens with, for all its sentences: "2. Đối với huyện A: …"."""
    lines = [block.span.of(document.text), *(h.of(document.text) for h in block.headings[-1:])]
    for opening in (line[:80] for line in lines):
        found = _opening_unit(opening)
        if found:
            return found
    return None


def _opening_unit(opening: str) -> Unit | None:
    for mention in find_units(opening)[:1]:
        if _OPENS.match(opening[: mention.span.start]) and opening[mention.span.end :].lstrip().startswith(":"):
            return mention.unit
    return None


def _heading_indicator(text: str, block: Block) -> Found | None:
    """Return the indicator that the nearest heading names."""
    for heading in block.headings[-1:]:
        named = indicator_phrases().find(heading.of(text))
        if named:
            span = named[-1].span
            return Found(named[-1].name, Span(heading.start + span.start, heading.start + span.end))
    return None


def _leading_part(text: str, block: Block) -> str:
    """Return the level a footnote or list item speaks of when the words above it say so."""
    found = [name for heading in block.headings[-1:] for name, _ in parts(heading.of(text))]
    return found[-1] if found else ""


def _fact(
    surroundings: _Surroundings,
    sentence: Span,
    headings: tuple[str, ...],
    figure: Quantity,
    reading: Reading,
    clause: Span,
    indicator: Found | None,
    label: str,
) -> Fact:
    document, text = surroundings.document, surroundings.document.text
    ahead = text[max(sentence.start, figure.span.start - 120) : figure.span.start]
    kind = figure.kind
    if kind is Kind.SCORE and indicator is None and figure.unit == "%":
        kind = Kind.RATE
    value = None if kind is Kind.GRADE else figure.value
    if kind is Kind.RANK and value == LAST:
        value = figure.of  # "chót bảng" of nobody knows how many has no number
    period, base = reading.period or (surroundings.lead if indicator else None), None
    if kind is Kind.CHANGE:
        base = reading.compared or _base_after(text, sentence, figure, period, document.date) or reading.base
        if (_DOWN.search(ahead[-25:]) or ahead.rstrip()[-1:] in ("-", "–", "−")) and value is not None:
            value = -value
    elif reading.compared is not None:
        period = reading.compared
    elif indicator and period and not reading.stated and _from_before(ahead):
        period = before(period)
    unit, part = reading.unit or document.unit, reading.part
    if kind is Kind.RANK and (region := _REGION.match(text, figure.span.end)):
        part = " ".join(region.group(1).split())  # a place among neighbours is not the one in the country
    if unit is not None and part == _PARTS_OF[unit.level] and (indicator or unit.level is Level.COMMUNE):
        part = ""  # "DTI cấp huyện" of a district is the district's own
    subject, key = unit.name if unit else "", unit.key if unit else ""
    office = reading.office or (surroundings.office if reading.unit is None else "")
    if office:
        subject, key, part = office, office_key(office), ""
    return Fact(
        document_id=document.id,
        span=figure.span,
        clause=clause,
        sentence=sentence,
        text=figure.span.of(text),
        measure=_MEASURES[kind],
        value=value,
        unit=figure.unit,
        of=figure.of,
        indicator=indicator.name if indicator else "",
        label=label,
        subject=subject,
        unit_key=key,
        part=part,
        period=period,
        status=status_of(surroundings.outlook, sentence, figure, headings, reading),
        qualifier=figure.qualifier,
        heading=headings,
        base=base,
        confidence=1.0 if reading.stated else 0.8,
    )


_REGION = re.compile(
    r"\s*(?:các\s+)?(?:tỉnh|địa\s+phương|đơn\s+vị|xã|phường|huyện)?(?:,?\s+thành(?:\s+phố)?)?\s*(?:của|trong|ở|tại|thuộc)?\s*"
    rf"((?:toàn\s+)?{REGION}(?:\s+(?!(?:và|với|đạt|tăng|giảm|so)\s+(?!miền|trung|duyên))[^\W\d]+){{0,8}})",
    re.IGNORECASE,
)


def _from_before(ahead: str) -> bool:
    """Tell whether the figure is where a move began: "từ 10/12 lên 8/12"."""
    return bool(re.search(r"(?:tăng|giảm|tụt|nâng|cải\s+thiện|rớt|lùi|vươn|lên\s+(?:hạng|thứ)?)[^,;]{0,20}\btừ\s+(?:thứ\s+|hạng\s+|vị\s+trí\s+)*$", ahead, re.IGNORECASE))  # fmt: skip


def _base_after(
    text: str, sentence: Span, figure: Quantity, period: Period | None, today: date | None
) -> Period | None:
    following = text[figure.span.end : min(sentence.end, figure.span.end + 90)]
    match = re.search(r"so\s+với", following, re.IGNORECASE)
    if not match or ";" in following[: match.start()]:
        return None
    rest = following[match.end() : match.end() + 40]
    named = periods(rest, today=today) or without_year(rest, 0, period, [])
    if named and period and re.match(r"\s*cùng\s+kỳ", rest) and named[0].period.is_year:
        return in_year(period, named[0].period.start.year)
    if named:
        return named[0].period
    relative = re.match(r"\s*(?:cùng\s+kỳ|(?:năm|kỳ|tháng|quý)\s+(?:trước|ngoái|liền))", rest)
    return before(period, relative.group(0)) if relative else None

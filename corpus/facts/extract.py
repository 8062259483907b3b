"""The fact line: block -> sentence -> figures, each bound to what the words around it say."""

import re
from dataclasses import replace

from corpus.facts.at_figure import Reading
from corpus.facts.binding import carries_on, read
from corpus.facts.clauses import clauses
from corpus.facts.figure import as_printed, fact_of, without_emphasis, without_torn
from corpus.facts.indices import counted_grade, index_of, judged_bare
from corpus.facts.label import label_of
from corpus.facts.lists import (
    draws_a_grade,
    graded_list,
    numbered_places,
    respective,
    respective_things,
    with_unit_of_last,
)
from corpus.facts.offices import office_key
from corpus.facts.settling import settle_kinds
from corpus.facts.status import targets_lead
from corpus.facts.surroundings import (
    HandedOn,
    Surroundings,
    as_measured,
    as_told,
    block_unit,
    hand_on,
    heading_indicator,
    heading_period,
    heading_subject,
    leading_part,
    of_that_index,
    opening_period,
    part_of,
    surroundings_of,
)
from corpus.facts.tables import table_facts
from corpus.kinds import PLACES
from corpus.model import NOT_DATA, Block, BlockKind, Document, Fact, Period, QuantityKind, Span, Status
from corpus.outline import outline
from corpus.plain import as_read
from corpus.quantities import quantities
from corpus.vietnamese import sentences
from corpus.vocabulary import Found, indicators

Kind = QuantityKind


def extract_facts(document: Document) -> list[Fact]:
    """Return the figures of a report in order of place. Never raises on any text; linear in its length."""
    text = as_read(without_emphasis(document.text))  # every character keeps its place
    return [as_printed(fact, document.text) for fact in _facts_of(replace(document, text=text))]


def _facts_of(document: Document) -> list[Fact]:
    surroundings = surroundings_of(document)
    found: list[Fact] = []
    carried: Reading | None = None
    left: Period | None = None  # the time that the paragraph above ends with: "Cụ thể, …" goes on with it
    told = HandedOn()
    spoken: Found | None = None  # the index that the texts named last
    for block in outline(document):
        if block.kind in (BlockKind.LETTERHEAD, BlockKind.FOOTER, BlockKind.BOILERPLATE, BlockKind.HEADING):
            carried, left, told = None, None, HandedOn()
            continue
        if any(t.span.overlaps(block.span) for t in document.tables):
            continue
        first = document.text[block.span.start : block.span.start + _FIRST_WORDS]
        opening = left if left and block.kind is BlockKind.PARAGRAPH and carries_on(first) else None
        of_block: list[Fact] = []
        led = told
        if block.kind is BlockKind.ITEM and block.number[:1].isalnum():
            carried = None  # "2. …" begins another matter; "- …" may go on with the one before
        for place, sentence in enumerate(sentences(document.text, block.span)):
            keep = carried if block.kind is not BlockKind.FOOTNOTE else None
            if keep is None and spoken and of_that_index(sentence.of(document.text)):
                keep = Reading(None, spoken)
            keep = as_measured(keep, told, sentence.of(document.text))
            facts, carried = _sentence_facts(surroundings, block, sentence, keep, opening)
            if not heading_period([h.of(document.text) for h in block.headings[-1:]], None):
                facts = [as_told(f, told, surroundings.period, document.text) for f in facts]
            told = hand_on(document, sentence, facts, told)
            if carried.indicator and sentence.contains(carried.indicator.span):
                spoken = carried.indicator
            if place == 0:
                opening = opening_period(sentence.of(document.text), surroundings.period) or opening
            if block.anchor is not None:
                marked = _annotated(document, block.anchor)
                facts = [f if f.indicator else replace(f, label=f"{marked} {f.label}") for f in facts]
            if place == 0 and block.continues is not None:
                facts = [_with_first_half(document, f, sentence, block.continues) for f in facts]
            found += facts
            of_block += facts
        if of_block and carried and carried.indicator and all(f.indicator != carried.indicator.name for f in of_block):
            carried = replace(carried, indicator=None)  # the talk has left the index
        if block.kind is BlockKind.ITEM:
            told = led  # what the line above the list says holds for each of its items
        else:
            left = part_of(carried.period if carried else None, surroundings.period)
            carried = None
            told = told if block.span.of(document.text).rstrip().endswith(":") else HandedOn()
    for table in document.tables:
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


#: In how many characters a paragraph says that it goes on with the one above.
_FIRST_WORDS = 30
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


def _sentence_facts(
    surroundings: Surroundings, block: Block, sentence: Span, carried: Reading | None, opening: Period | None
) -> tuple[list[Fact], Reading]:
    document, text = surroundings.document, surroundings.document.text
    headings = tuple(h.of(text) for h in block.headings)
    default = opening or heading_period(headings, surroundings.period) or surroundings.period
    leaning = carried is not None and carries_on(sentence.of(text))
    whom, office = heading_subject(document, block)
    start = Reading(
        carried.period if carried and carried.period and (leaning or default is None) else default,
        (carried.indicator if carried else None) or heading_indicator(text, block) or surroundings.topic,
        carried.unit if leaning and carried else block_unit(document, block) or whom,
        leading_part(document, block, sentence),
        office=office,
        stated=opening is not None,
    )
    if not surroundings.outlook.plan and (
        listed := graded_list(document, sentence, headings, start, surroundings.reform)
    ):
        return listed, start
    if sentence.of(text).rstrip(' "”’)*_').endswith("?"):
        return [], start  # "2 tỉnh nào có chỉ số cao nhất?": a headline that asks tells nothing
    quoted = surroundings.outlook.corrected  # what a correction quotes is what it corrects
    figures = with_unit_of_last(text, [q for q in quantities(text, sentence, quoted) if q.kind not in NOT_DATA])
    readings, end = read(document, sentence, figures, start, surroundings.reform, surroundings.named)
    if not figures:
        return [], end
    if start.indicator is None and surroundings.only is not None and not _PLAN_ALONE.match(sentence.of(text)):
        for reading in readings.values():
            reading.indicator = reading.indicator or surroundings.only
    if surroundings.reform:
        for figure in judged_bare(text, sentence, figures):
            judged = readings[figure.span]
            judged.indicator = judged.indicator or Found("par_index", Span(0, 1))
    grouped = respective(text, sentence, figures)
    for span, told in grouped.items():
        readings[span] = replace(readings[span], **told)  # type: ignore[arg-type]
    figures = settle_kinds(text, sentence, figures, readings)
    where = clauses(text, sentence, figures)
    figures = [
        replace(f, kind=Kind.SCORE) if f.kind is Kind.RATE and "indicator" in grouped.get(f.span, {}) else f
        for f in figures
    ]
    for span, told in respective(text, sentence, figures).items():
        readings[span] = replace(readings[span], **told)  # type: ignore[arg-type]
    things = respective_things(text, sentence, figures)
    lead = targets_lead(block.span.of(text)[:120])
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
        if figure.kind is Kind.COUNT and _AMONG.search(text[sentence.start : figure.span.start][-30:]):
            reading = replace(reading, unit=document.unit, office="")  # how many are ranked is no figure of one of them
        clause = where[figure.span]
        if indicator is not None:
            label = indicators()[indicator.name].label
        else:
            label = things.get(figure.span) or label_of(text, sentence, clause, figure, figures[:place])
            label = f"lũy kế {label}" if reading.run_up and "kế" not in label else label
            label = label or (facts[-1].label if facts else "")  # "… lần lượt là 90,5%; 93,4%"
        facts.append(fact_of(surroundings, sentence, headings, figure, reading, clause, indicator, label, lead))
    return [*facts, *numbered_places(text, facts)], end


#: "Mục tiêu là 80%": of what the sentence before told, be it an index or not.
_PLAN_ALONE = re.compile(r"\W*(?:mục\s+tiêu|chỉ\s+tiêu|kế\s+hoạch)[^,;.:\d]{0,30}[\d,]+\s*%", re.IGNORECASE)
_AMONG = re.compile(r"\b(?:trong|trên)\s+(?:tổng\s+)?số\s+$", re.IGNORECASE)
# "phường A và phường B mỗi nơi 02 hồ sơ": of each, and so of no one unit.
_EACH = re.compile(rf"\bmỗi\s+(?:{PLACES}|nơi|bên)\s+(?:[^\W\d]+\s+){{0,2}}$", re.IGNORECASE)

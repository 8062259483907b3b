"""What a report, a heading, the opening of an item or the paragraph before says for the sentences under it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.facts.at_figure import Reading, is_compared, parts
from corpus.facts.components import named_before
from corpus.facts.offices import office_row, own_office
from corpus.facts.status import Outlook
from corpus.letterhead import proper_name
from corpus.lines import UPPER
from corpus.mentions import find_units
from corpus.model import NOT_DATA, Block, Document, Fact, Period, Span, Status, Unit
from corpus.periods import PeriodMention, before, in_year, periods, without_year
from corpus.quantities import quantities
from corpus.units import same_unit
from corpus.vietnamese import fold
from corpus.vocabulary import Found, indicator_phrases


@dataclass(frozen=True, slots=True)
class Surroundings:
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


def surroundings_of(document: Document) -> Surroundings:
    kind = document.header.kind.value if document.header.kind else ""
    title = document.header.title.value if document.header.title else ""
    plan = fold(kind) in ("ke hoach", "chuong trinh", "de an")
    named = {n.name for n in indicator_phrases().find(document.text[:50_000])}
    only = Found(next(iter(named)), Span(0, 1)) if len(named) == 1 else None
    units = _former(document) | {m.unit.bare: m.unit for m in reversed(find_units(document.text))}
    about = re.search(r"cai cach hanh chinh|\bcchc\b", fold(title or document.text[:2000]))
    outlook = Outlook(document, _default_period(document), plan, bool(document.header.corrects))
    lead = _lead_period(document) if document.header.number is None else None
    return Surroundings(document, outlook, _topic(document), only, bool(about), units, own_office(document), lead)


#: "PCI: An Hòa (cũ) đạt …; Bắc Hòa (cũ) …": units merged into the report's own, of its kind.
_FORMER = re.compile(rf"(?:^|[:;,(–-]\s*|\bvà\s+)((?:[{UPPER}][^\W\d_]*\s){{2,3}})(?=\(cũ\))", re.MULTILINE)


def _former(document: Document) -> dict[str, Unit]:
    """Return the units that a report calls former ones without their kind, by name."""
    if (own := document.unit) is None:
        return {}
    names = {" ".join(m.group(1).split()) for m in _FORMER.finditer(document.text)}
    return {name: replace(own, bare=name, parent="") for name in names}


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
#: How far above a headline the line before it may stand.
_KICKER = 120
#: Where a story says of what time it speaks, in characters and in paragraphs from its beginning on.
_STORY_OPENS, _FIRST_PARAGRAPHS = 1500, 3
#: Where a story says what it is about, in characters from its headline on.
_LEAD = 500


def _lead_period(document: Document) -> Period | None:
    """Return the one year that a story's opening tells with an index: "công bố Chỉ số CCHC năm 2023"."""
    title = document.header.title
    start = title.span.start if title and title.span else 0
    lead = document.text[max(0, start - _KICKER) : start + _LEAD]
    told = index_years(lead)
    return told.pop() if len(told) == 1 else None


def _default_period(document: Document) -> Period | None:
    if document.header.period:
        return document.header.period
    if document.header.title:
        named = [m.period for m in periods(document.header.title.value) if not m.as_of]
        if named:
            return named[0]
    told = {m.period for m in _told(document, _LEAD) if not m.as_of}
    if len(told) == 1 and not (only := told.pop()).is_year and only.start != only.end:
        return only  # "họp đánh giá 6 tháng đầu năm 2023"
    if document.date is not None:
        return _opens_with(document, Period.of_year(document.date.year))
    counts: dict[int, int] = {}
    for mention in _told(document, 20_000):
        if mention.period.is_year:
            counts[mention.period.start.year] = counts.get(mention.period.start.year, 0) + 1
    if counts:
        year, times = max(counts.items(), key=lambda c: (c[1], -c[0]))
        if times * 2 > sum(counts.values()):
            return _opens_with(document, Period.of_year(year)) or Period.of_year(year)
    return None


def _told(document: Document, most: int) -> Iterator[PeriodMention]:
    """Yield the periods named in so many characters from the beginning on, without those only compared with."""
    for mention in periods(document.text[:most]):
        if not is_compared(document.text[max(0, mention.span.start - 40) : mention.span.start]):
            yield mention


def _opens_with(document: Document, year: Period) -> Period | None:
    """Return the part of a year that one of a story's first paragraphs opens with: "Trong 3 tháng đầu năm, …"."""
    if document.header.number is not None:
        return None
    lines = [line for line in document.text[:_STORY_OPENS].split("\n") if "," in line][:_FIRST_PARAGRAPHS]
    told = [opening_period(line.split(",")[0], year) for line in lines if _IN_A_PART.match(line)]
    return next((part for part in told if part_of(part, year)), None)


_IN_A_PART = re.compile(r"\W*(?:[\w.]{2,12}\)?\s+[-–]\s+)?(?:trong\s+)?(?:quý|tháng|\d|ba|sáu|chín)\b", re.IGNORECASE)


def heading_period(texts: Sequence[str], default: Period | None) -> Period | None:
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


def opening_period(first: str, default: Period | None) -> Period | None:
    """Return the period that a few words at the head of a block set for all of it: "8/ Quý II/2025."."""
    if len(first.split()) > 8 or any(q.kind not in NOT_DATA for q in quantities(first)):
        return None
    return heading_period([first], default)


def part_of(told: Period | None, default: Period | None) -> Period | None:
    """Return a part of a year that is told in a report on that year, or on a time that it does not tell."""
    if told is None or told.is_year or len(told.years) > 1:
        return None
    return told if default is None or default == Period.of_year(told.start.year) else None


_OPENS = re.compile(r"^\W*(?:\d{1,2}[.)]\s*)?(?:đối\s+với|riêng|tại|về)?\s*$", re.IGNORECASE)


def block_unit(document: Document, block: Block) -> Unit | None:
    """Return the unit that an item opens with, for all its sentences: "2. Đối với huyện A: …"."""
    lines = [block.span.of(document.text), *(h.of(document.text) for h in block.headings[-1:])]
    for opening in (line[:80] for line in lines):
        found = _opening_unit(opening)
        if found:
            return found
    return None


#: "A. TẠI UBND HUYỆN A", "II. ĐỐI VỚI SỞ B": a part of a report on several is all of the one that its heading names.
_PART_OF = re.compile(
    r"\W*(?:[A-ZĐ]|[IVX]{1,4}|\d{1,2})[.)/]\s*(?:(?:tại|đối\s+với|của)\s+)?(?:UBND\s+)?(?P<whom>[^\n]{3,80}?)[\s:.]*",
    re.IGNORECASE,
)


def heading_subject(document: Document, block: Block) -> tuple[Unit | None, str]:
    """Return the unit, or the office, that a heading above names and nothing else."""
    for heading in reversed(block.headings):
        whole = _PART_OF.fullmatch(heading.of(document.text))
        whom = whole["whom"] if whole else ""
        units = find_units(whom)
        if len(units) == 1 and units[0].span == Span(0, len(whom) or 1):
            return units[0].unit, ""
        if whom and office_row(proper_name(whom)):
            return None, office_row(proper_name(whom))
    return None, ""


def _opening_unit(opening: str) -> Unit | None:
    for mention in find_units(opening)[:1]:
        if _OPENS.match(opening[: mention.span.start]) and opening[mention.span.end :].lstrip().startswith(":"):
            return mention.unit
    return None


def heading_indicator(text: str, block: Block) -> Found | None:
    """Return the indicator that the nearest heading names."""
    for heading in block.headings[-1:]:
        named = indicator_phrases().find(heading.of(text))
        if named:
            span = named[-1].span
            return Found(named[-1].name, Span(heading.start + span.start, heading.start + span.end))
    return None


#: "2.1. Tại UBND quận: …", "Nếu tính riêng, với cấp tỉnh, …": what stands before the level that a text opens with.
_OPENS_LEVEL = re.compile(
    r"\W*(?:(?:[a-zđ]|\d{1,2}(?:\.\d{1,2})*)[.)]\s*)?(?:[^,:;.]{0,30}\btính\s+riêng[^,:;.]{0,20},\s*)?"
    r"(?:(?:với|đối\s+với|riêng|tại|ở|về)\s+)?(?:các\s+)?",
    re.IGNORECASE,
)


def leading_part(document: Document, block: Block, sentence: Span) -> str:
    """Return the level a sentence speaks of: it opens with it, or its block does, or the words above tell it."""
    text = document.text
    for opening in (sentence, block.span):
        for name, span in parts(text[opening.start : min(opening.end, opening.start + _OPENING)])[:1]:
            led = text[opening.start : opening.start + span.start]
            behind = text[opening.start + span.end :].lstrip()
            if name and behind[:1] in (":", ",") and _OPENS_LEVEL.fullmatch(led):
                # "Tại cấp xã, … . Cả năm, tỉnh A nhận 210 kiến nghị": a later sentence that names the unit is of all of it.
                return "" if opening is not sentence and _names_own(document, sentence) else name
    found = [name for heading in block.headings[-1:] for name, _ in parts(heading.of(text))]
    return found[-1] if found else ""


def _names_own(document: Document, sentence: Span) -> bool:
    own = document.unit
    return own is not None and any(same_unit(m.unit, own) for m in find_units(sentence.of(document.text)))


#: A level that a sentence opens with stands within these characters.
_OPENING = 90


_VALUES = ("score", "rank", "grade")
#: "Trong năm", "đến nay": what follows is of the report's own time again.
_NOW = re.compile(
    r"\b(?:trong\s+(?:năm|kỳ|quý|tháng)(?!\s+\d)|năm\s+nay|hiện\s+nay|(?:tính\s+)?đến\s+nay|kỳ\s+này|hiện\s+(?:đang|còn|có))\b",
    re.IGNORECASE,
)
_MEASURED_IN = re.compile(r"\d+(?:,\d+)?\s*(%|điểm)(?!\s*(?:%|phần|trăm))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HandedOn:
    """What the sentences before tell: `period` is the year of their index, `kinds` what each index is told in."""

    period: Period | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)


_THAT_INDEX = re.compile(
    r"\b(?:chỉ\s+số|bảng\s+xếp\s+hạng)\s+(?:này|nói\s+trên|trên)(?=\s*[,;:.]|\s+\w)", re.IGNORECASE
)
_LEADS_INDICES = re.compile(r"\bcác\s+chỉ\s+số\b.*:\s*$", re.IGNORECASE)


def of_that_index(words: str) -> bool:
    """Tell whether a sentence points back at the index named last: "Ở chỉ số này, tỉnh xếp thứ 21"."""
    return _THAT_INDEX.search(words) is not None and not indicator_phrases().find(words)


def index_years(text: str) -> set[Period]:
    """Return the years that stand right behind the name of an index: "công bố Chỉ số CCHC năm 2023"."""
    told = set()
    for found in indicator_phrases().find(text):
        # "… của các sở, ban, ngành và UBND các huyện năm 2023": commas of the list of whom it judges are passed.
        following = re.split(
            r"[.;(]|\d{1,2}/|,\s+(?!ban\b|ngành\b|thị\b|thành\b|UBND\b)", text[found.span.end : found.span.end + 160]
        )[0]
        told |= {m.period for m in periods(following)[:1] if m.period.is_year}
    return told


def hand_on(document: Document, sentence: Span, facts: Sequence[Fact], told: HandedOn) -> HandedOn:
    """Return what holds after a sentence."""
    values = [f for f in facts if f.indicator and f.measure in _VALUES and f.status is not Status.TARGET and f.period]
    kinds = dict(told.kinds)
    for fact in values:
        if fact.measure == "score" and (unit := _MEASURED_IN.search(fact.text)):
            kinds.setdefault(fact.indicator, unit.group(1))
    if not values:
        words = sentence.of(document.text)
        years = index_years(words)
        if _LEADS_INDICES.search(words):  # "Về các chỉ số (kết quả năm 2024):"
            years |= {m.period for m in periods(words) if m.period.is_year and not m.as_of}
        return HandedOn(years.pop() if len(years) == 1 and not facts else told.period, kinds)
    first = values[0]
    if first.confidence < 1:
        return HandedOn(told.period, kinds)
    # A series of years hands on none of them.
    series = any(f.period and first.period and f.period > first.period for f in facts)
    return HandedOn(None if series or first.period is None or not first.period.is_year else first.period, kinds)


def as_told(fact: Fact, told: HandedOn, default: Period | None, text: str) -> Fact:
    """Return a figure of an index, told without its year, in the year of the sentences before."""
    if told.period is None or fact.confidence == 1 or fact.status is Status.TARGET or default == told.period:
        return fact
    ahead = text[fact.sentence.start : fact.span.start]
    decimal = fact.measure == "count" and not fact.unit and "," in fact.text  # "kinh tế số 0,45"
    part = not fact.indicator and (decimal or fact.measure in ("score", "rank") or fact.of is not None)
    if not fact.indicator and not (part and named_before(text, fact.sentence.start, fact.span.start)):
        return fact
    if _NOW.search(ahead):
        return fact
    if fact.period == default:
        return replace(
            fact, period=told.period, base=before(told.period) if fact.base == before(default) else fact.base
        )
    return replace(fact, period=before(told.period)) if fact.period == before(default) else fact


def as_measured(carried: Reading | None, told: HandedOn, words: str) -> Reading | None:
    """Return the index that a sentence without one goes on with: the one told in what its figures are told in."""
    if carried is None or carried.indicator is None or indicator_phrases().find(words):
        return carried
    unit = _MEASURED_IN.search(words)
    if unit is None or told.kinds.get(carried.indicator.name, unit.group(1)) == unit.group(1):
        return carried
    alike = [name for name, kind in told.kinds.items() if kind == unit.group(1)]
    return replace(carried, indicator=Found(alike[0], carried.indicator.span)) if len(alike) == 1 else carried

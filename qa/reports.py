"""What the assistant keeps in memory of one generation: the reports, their facts, the words around a fact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from corpus.counted import SHARE_BETWEEN
from corpus.facts.components import Component, components
from corpus.facts.offices import NO_UNIT, called
from corpus.figure_patterns import PARTS_FOLLOW
from corpus.kinds import LEVELS, UNITS
from corpus.lines import UPPER
from corpus.model import Document, Fact, Level, Span, Unit
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from index.reader import Index
from qa.corrections import with_corrections
from qa.dialogue.canonical import UnitNames
from qa.scoping.homes import Homes, homes_of, twins
from qa.sections import Layout
from qa.texts.content import Held, held

#: How many terms after a figure still say what it counts.
_COUNTED = 6


@dataclass(frozen=True, slots=True)
class Words:
    """The canonical terms around a fact, from near to far."""

    counted: tuple[str, ...]  # right after the figure
    before: tuple[str, ...]  # in its clause, before it
    own: frozenset[str]  # in its clause, up to the next figure and back to the one before
    clause: frozenset[str]
    segment: frozenset[str]  # between the semicolons around it
    sentence: frozenset[str]
    heading: frozenset[str]
    context: frozenset[str]  # in its label: for a footnote, the words it annotates
    bound: frozenset[str]  # the words that are this figure's and no other's


#: "đồng chí Nguyễn Dân", "Bí thư Huyện ủy Lò Văn Thướng": a person named after the office.
_OFFICE_HOLDER = re.compile(
    rf"(?:[Ôô]ng|[Bb]à|[Đđ]ồng\s+chí|đ/c|[Bb]í\s+thư(?:\s+(?:[Tt]ỉnh|[Hh]uyện|[Tt]hị|[Tt]hành|[Đđ]ảng)\s+[uủ][ỷy])?"
    rf"|[Cc]hủ\s+tịch(?:\s+UBND(?:\s+(?:{UNITS}))?)?|[Gg]iám\s+đốc)\s+"
    rf"((?:[{UPPER}][^\W\d_{UPPER}]+\s){{1,3}}[{UPPER}][^\W\d_{UPPER}]+)(?!\w)"
)


def noun_of(fact: Fact) -> str:
    """Return the first syllable of what a figure counts, folded: "ho" of hồ sơ; "" where it counts nothing named."""
    return next(iter(fold(fact.unit).split()), "")


def said_before(fact: Fact, text: str, letters: int) -> str:
    """Return the words of its sentence that lead to a figure, so many letters of them, folded."""
    return fold(text[max(fact.sentence.start, fact.span.start - letters) : fact.span.start])


class Reports:
    """All reports of an index generation. Reading is lazy; nothing here changes."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._terms: dict[tuple[str, Span], tuple[tuple[str, Span], ...]] = {}
        self._words: dict[tuple[str, Span, Span], Words] = {}
        self._layouts: dict[str, Layout] = {}
        self._components: dict[str, tuple[Component, ...]] = {}
        self._naming: dict[str, tuple[str, ...]] = {}
        self._held: dict[tuple[str, Span], Held] = {}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        found = {row.id: self._index.document(row.id) for row in self._index.documents()}
        return {key: document for key, document in sorted(found.items()) if document is not None}

    def only(self, documents: Mapping[str, Document]) -> Reports:
        """Return these reports as if there were no others."""
        narrowed = Reports(self._index)
        narrowed.__dict__["documents"] = documents
        narrowed.__dict__["_facts"] = {key: self.facts(key) for key in documents}
        # What is remembered of one report does not depend on which others there are.
        for kept in ("_terms", "_words", "_layouts", "_components", "_held"):
            setattr(narrowed, kept, getattr(self, kept))
        return narrowed

    @cached_property
    def _facts(self) -> Mapping[str, tuple[Fact, ...]]:
        grouped: dict[str, list[Fact]] = {}
        for fact in self._index.facts():
            grouped.setdefault(fact.document_id, []).append(fact)
        return with_corrections({key: tuple(group) for key, group in grouped.items()}, self.documents)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Return every unit that a report is of or has figures of."""
        known: dict[str, Unit] = {d.unit.key: d.unit for d in self.documents.values() if d.unit}
        for group in self._facts.values():
            for fact in group:
                if fact.unit_key.startswith(_LEVELS) and fact.unit_key not in known:
                    known[fact.unit_key] = _unit_of(fact)
        return tuple(known.values())

    @cached_property
    def units_by_name(self) -> tuple[tuple[str, Unit], ...]:
        """Return the units with their names folded, in the order in which a question is searched for them.

        The longer name first, then the wider unit: "Suối Vàng" is the district before its town of the same name.
        """
        order = list(Level)
        known = sorted(self.units, key=lambda u: (-len(u.bare), order.index(u.level)))
        return tuple((fold(unit.bare), unit) for unit in known)

    @cached_property
    def telling(self) -> Mapping[str, frozenset[str]]:
        """Return the reports that are of a unit or office or have figures of it, by its key."""
        found: dict[str, set[str]] = {}
        for document_id, document in self.documents.items():
            keys = {fact.unit_key for fact in self.facts(document_id)}
            for key in keys | ({document.unit.key} if document.unit else set()):
                found.setdefault(key, set()).add(document_id)
        return {key: frozenset(told) for key, told in found.items()}

    @cached_property
    def homes(self) -> Homes:
        """Return where the reports put the units of which there may be several of one name."""
        return homes_of(self.documents, self._facts)

    @cached_property
    def units_apart(self) -> tuple[Unit, ...]:
        """Return the units, those of one name once for each place they lie in."""
        return tuple(one for unit in self.units for one in twins(unit, self.homes) or (unit,))

    @cached_property
    def named(self) -> tuple[Unit, ...]:
        """Return what a talk may be about by name: the units apart, and the offices that issued a report."""
        issued = {
            names[0]: d.unit.name if d.unit else ""
            for d in self.documents.values()
            if d.header.issuer and (names := called(d.header.issuer.value))
        }
        return (*self.units_apart, *(Unit("", name, Level.PROVINCE, place) for name, place in sorted(issued.items())))

    @cached_property
    def offices(self) -> Mapping[str, tuple[str, ...]]:
        """Return the reports that have figures of an office, by the office's subject key."""
        found: dict[str, dict[str, None]] = {}
        for document_id, group in self._facts.items():
            for fact in group:
                if fact.unit_key.startswith(NO_UNIT):
                    found.setdefault(fact.unit_key, {})[document_id] = None
        return {key: tuple(held) for key, held in sorted(found.items())}

    @cached_property
    def unit_names(self) -> UnitNames:
        parents = (re.sub(rf"^(?:{UNITS}) ", "", unit.parent) for unit in self.units if unit.parent)
        issuers = [d.header.issuer.value for d in self.documents.values() if d.header.issuer]
        return UnitNames([*(unit.bare for unit in self.units), *parents], [n for i in issuers for n in called(i)])

    @cached_property
    def people(self) -> Mapping[str, str]:
        """Return the persons that reports name after their office or sign with, by folded name, longest first."""
        found: set[str] = set()
        for document in self.documents.values():
            found |= {m.group(1) for m in _OFFICE_HOLDER.finditer(document.text)}
            found |= {s.value for s in (document.header.signer, document.header.author) if s}
        return {fold(name): name for name in sorted(found, key=lambda n: (-len(n), n))}

    def facts(self, document_id: str) -> tuple[Fact, ...]:
        return self._facts.get(document_id, ())

    def in_sentence(self, fact: Fact) -> list[Fact]:
        """Return the facts of a fact's sentence, in order of place, itself among them."""
        return [f for f in self.facts(fact.document_id) if f.sentence == fact.sentence]

    def beside(self, fact: Fact) -> list[Fact]:
        """Return the other figures of a fact's sentence."""
        return [f for f in self.in_sentence(fact) if f.span != fact.span]

    def text(self, fact: Fact, span: Span) -> str:
        return span.of(self.documents[fact.document_id].text)

    def terms(self, document_id: str, span: Span) -> tuple[tuple[str, Span], ...]:
        """Return the canonical terms of a stretch with their places in the report."""
        key = (document_id, span)
        if key not in self._terms:
            found = terms(span.of(self.documents[document_id].text))
            self._terms[key] = tuple((f.name, Span(span.start + f.span.start, span.start + f.span.end)) for f in found)
        return self._terms[key]

    def words(self, fact: Fact) -> Words:
        """Return the terms around a fact; kept, since the same facts are asked for again."""
        key = (fact.document_id, fact.span, fact.clause)
        known = self._words.get(key)
        if known is None:
            clause = self.terms(fact.document_id, fact.clause)
            sentence = self.terms(fact.document_id, fact.sentence)
            after = [n for n, s in clause if s.start >= fact.span.end]
            label = {t.name for t in terms(fact.label)}
            beside = self.beside(fact)
            others = [f.span for f in beside]
            left = max((s.end for s in others if s.end <= fact.span.start), default=fact.clause.start)
            right = min((s.start for s in others if s.start >= fact.span.end), default=fact.clause.end)
            segment = _segment(self.text(fact, fact.sentence), fact.span.start - fact.sentence.start)
            within = Span(fact.sentence.start + segment.start, fact.sentence.start + segment.end)
            apart = self._parts_behind(fact, others) or self._parts_around(fact)
            own_sentence = [
                (n, s) for n, s in sentence if apart is None or not apart.overlaps(s) or fact.clause.contains(s)
            ]
            above = (*fact.heading, self.documents[fact.document_id].title)
            headings = [t.name for h in above for t in terms(h)]
            told_apart = self._is_told_in_turn(fact) and bool(label)
            theirs = self._counted_before(fact, beside)
            before = label if told_apart else [
                n for n, s in clause if s.end <= fact.span.start and not any(other.contains(s) for other in theirs)
            ]  # fmt: skip
            known = Words(
                tuple(after[:_COUNTED]),
                tuple(before),
                frozenset(n for n, s in clause if left <= s.start and s.end <= right)
                | (label if fact.clause == fact.sentence else frozenset()),
                frozenset(label if told_apart else (n for n, _ in clause)) | label,
                frozenset(n for n, s in own_sentence if within.contains(s)) | self._led_by(fact),
                frozenset(n for n, _ in own_sentence),
                frozenset(headings),
                frozenset(label),
                self._bound(fact, sentence, beside, label),
            )
            self._words[key] = known
        return known

    def _counted_before(self, fact: Fact, others: list[Fact]) -> list[Span]:
        """Return the words of counts told before one in a row: "567 phiếu phát tại quầy và 243 phiếu gửi về thôn"."""
        text = self.documents[fact.document_id].text
        row = [f for f in (*others, fact) if f.measure == "count" and f.unit]
        earlier = [f for f in row if fact in row and f.span.end <= fact.span.start]
        return [Span(f.span.start, _after(f, text, fact.span.start)) for f in earlier]

    def _parts_behind(self, fact: Fact, others: list[Span]) -> Span | None:
        """Return where the sentence divides a figure into parts: their words are not those of the whole."""
        text = self.documents[fact.document_id].text
        division = _DIVISION.search(text, fact.span.end, fact.sentence.end)
        if division is None or not any(s.start > division.start() for s in others):
            return None
        if any(fact.span.end <= s.start < division.start() for s in others):
            return None  # another figure is divided
        opened = division.group(0).startswith("(")
        mark = text.find(")" if opened else ";", division.end(), fact.sentence.end)
        return Span(division.end(), mark if mark > division.end() else fact.sentence.end)

    def _parts_around(self, fact: Fact) -> Span | None:
        """Return the list of parts that a figure is one of: the words of the other parts are not its own."""
        text = self.documents[fact.document_id].text
        ahead = list(_DIVISION.finditer(text, fact.sentence.start, fact.span.start))
        if not ahead or ";" in text[ahead[-1].end() : fact.span.start]:
            return None
        opened = ahead[-1].group(0).startswith("(")
        mark = text.find(")" if opened else ";", ahead[-1].end(), fact.sentence.end)
        end = mark if mark > ahead[-1].end() else fact.sentence.end
        return Span(ahead[-1].end(), end) if end > fact.span.start else None

    def _led_by(self, fact: Fact) -> frozenset[str]:
        """Return the terms of the sentence before one that only sums up: "Tổng cộng 38.216 hồ sơ"."""
        text = self.documents[fact.document_id].text
        if (
            not _GOES_ON.match(text, fact.sentence.start)
            or "\n\n" in text[fact.sentence.start - 3 : fact.sentence.start]
        ):
            return frozenset()
        end = len(text[: fact.sentence.start].rstrip(" .;\n"))
        start = max(text.rfind("\n", 0, end), text.rfind(". ", 0, end)) + 1
        return frozenset(n for n, _ in self.terms(fact.document_id, Span(start, end))) if start < end else frozenset()

    def _is_told_in_turn(self, fact: Fact) -> bool:
        return _RESPECTIVELY.search(self.text(fact, Span(fact.sentence.start, fact.span.end))) is not None

    def _bound(
        self, fact: Fact, sentence: tuple[tuple[str, Span], ...], others: list[Fact], label: set[str]
    ) -> frozenset[str]:
        """Return the terms between the figure before and the end of what the figure itself counts."""
        text = self.documents[fact.document_id].text
        if label and self._is_told_in_turn(fact):
            return frozenset(label)  # of several things told together, this figure's is in its label
        earlier = sorted((f for f in others if f.span.end <= fact.span.start), key=lambda f: f.span.end)
        left = _after(earlier[-1], text, fact.span.start) if earlier else fact.sentence.start
        if earlier and fact.unit == "%" and _only_links(text[earlier[-1].span.end : fact.span.start]):
            # "13.592/18.125 hồ sơ, đạt tỷ lệ 74,99%": the share speaks of what the count counts.
            left = _after(earlier[-2], text, earlier[-1].span.start) if len(earlier) > 1 else fact.sentence.start
        if (
            earlier
            and earlier[-1].unit == fact.unit
            and _MEASURED_WITH.search(text[earlier[-1].span.end : fact.span.start])
        ):
            # "41% doanh nghiệp phải chờ, giảm so với 52% của năm trước": the same thing at another time.
            left = _after(earlier[-2], text, earlier[-1].span.start) if len(earlier) > 1 else fact.sentence.start
        left = max(left, text.rfind(";", fact.sentence.start, fact.span.start) + 1)
        end = _told_until(fact, text)
        following = min((f.span.start for f in others if f.span.start >= end), default=fact.sentence.end)
        tail = text[end:following]
        # The noun as its label has it goes on over commas: "45 công chức, viên chức".
        printed = " ".join(tail.split())
        unit = next((len(noun) + 1 for noun in (fact.label, fact.unit) if fact.unit and printed.startswith(noun)), 0)
        cut = _BREAK.search(tail, min(unit, len(tail)))
        right = end + (cut.start() if cut else len(tail))
        return frozenset(n for n, s in sentence if left <= s.start and s.end <= right) | (
            label if fact.clause == fact.sentence and not earlier else frozenset()
        )

    def layout(self, document_id: str) -> Layout:
        """Return a report as sentences and sections; kept, since reading its outline takes time."""
        known = self._layouts.get(document_id)
        if known is None:
            known = self._layouts[document_id] = Layout(self.documents[document_id])
        return known

    def components(self, document_id: str) -> tuple[Component, ...]:
        """Return the figures that a report tells of parts of indexes; kept."""
        known = self._components.get(document_id)
        if known is None:
            known = components(self.documents[document_id], self.facts(document_id))
            self._components[document_id] = known
        return known

    def held(self, document_id: str, span: Span) -> Held:
        """Return the words of a stretch, ready to be asked for; kept."""
        key = (document_id, span)
        known = self._held.get(key)
        if known is None:
            known = self._held[key] = held(span.of(self.documents[document_id].text))
        return known

    def naming(self, name: str) -> tuple[str, ...]:
        """Return the reports whose text has a name, just as it is written; kept."""
        known = self._naming.get(name)
        if known is None:
            known = tuple(key for key, document in self.documents.items() if name in document.text)
            self._naming[name] = known
        return known


#: Where the words that a figure counts end.
_BREAK = re.compile(r"[,;.()\n]|\btrong\s+đó\b|\bso\s+với\b", re.IGNORECASE)
_JOINT = re.compile(_BREAK.pattern + r"|\bvà\s", re.IGNORECASE)
_DIVISION = re.compile(rf"[,(]\s*{PARTS_FOLLOW}\b", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\blần\s+lượt\b", re.IGNORECASE)
_LINKS = re.compile(
    r"\b(?:dat|chiem|ty le|ti le|bang|tuong ung|tuong duong|la|voi|ho so|hs|tthc|thu tuc|xa|nguoi|don vi|"
    r"nhiem vu|ty trong)\b|[\W_]"
)


_MEASURED_WITH = re.compile(r"\bso\s+với\s+(?:mức\s+|con\s+số\s+|tỷ\s+lệ\s+)?$", re.IGNORECASE)


def _after(fact: Fact, text: str, place: int) -> int:
    """Return where the words of a figure end, before the next one at `place`."""
    end = _told_until(fact, text)
    tail = text[end:place]
    cut = _JOINT.search(tail, min(len(fact.unit) + 1 if fact.unit else 0, len(tail)))
    return end + cut.start() if cut else end


def _told_until(fact: Fact, text: str) -> int:
    """Return where a figure ends; of "1.388 (0,9%) hồ sơ", both count what follows the bracket."""
    number = fact.span.end
    if fact.unit == "%":
        number = len(text[: fact.span.start].rstrip(" ("))
        if not text[number - 1 : number].isdigit():
            return fact.span.end
    shared = SHARE_BETWEEN.match(text, number)
    return shared.end() if shared else fact.span.end


def _only_links(between: str) -> bool:
    """Tell whether nothing but linking words stands between a count and its share."""
    return len(between) < 60 and not _LINKS.sub("", fold(between)).strip()


#: What the keys of administrative units begin with; an office ("Sở Nội vụ") is none.
_LEVELS = tuple(f"{level.value}:" for level in Level)
_GOES_ON = re.compile(r"(?:Tổng cộng|Tổng số|Cộng|Trong đó|Tính chung|Cả hai cấp|Như vậy)\b")


def _unit_of(fact: Fact) -> Unit:
    """Return the unit that a fact's subject names."""
    kind = next(k for k in LEVELS if fact.subject.startswith(f"{k} "))
    return Unit(kind, fact.subject[len(kind) :].strip(), Level(fact.unit_key.split(":")[0]))


def _segment(sentence: str, place: int) -> Span:
    """Return the stretch between the semicolons around a place of a sentence."""
    start = sentence.rfind(";", 0, place) + 1
    end = sentence.find(";", place)
    return Span(start, end if end > start else len(sentence))

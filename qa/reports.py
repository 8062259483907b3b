"""What is kept in memory of one generation: reports, facts, words around a fact, what corrections take back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from corpus.facts.components import Component, components
from corpus.facts.offices import NO_UNIT, called, office_key, own_office
from corpus.kinds import LEVELS, UNITS
from corpus.lines import UPPER
from corpus.model import Document, Fact, Level, Span, Status, Unit
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from index.reader import Index
from qa.dialogue.canonical import UnitNames
from qa.matching.words import Words, words_around
from qa.scoping.homes import Homes, homes_of, twins
from qa.sections import Layout
from qa.shelves.lineage import corrects_it
from qa.texts.content import Held, held

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


def stands_apart(fact: Fact, document: Document) -> bool:
    """Tell whether a figure is no part in brackets: those come before the change of their total."""
    opened = document.text.rfind("(", fact.sentence.start, fact.span.start)
    closed = document.text.find(")", fact.span.end, fact.sentence.end)
    return opened < 0 or closed < 0 or document.text.rfind(")", opened, fact.span.start) > 0


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
        known = sorted(self.units, key=lambda u: (-len(u.bare), u.level.depth))
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
            name: d.unit.name if d.unit else ""
            for d in self.documents.values()
            if d.header.issuer
            for name in called(d.header.issuer.value)[:-1]
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
    def issuing(self) -> Mapping[str, str]:
        """Return the subject key of the office that a report is about, by report, where it is about one."""
        return {key: office_key(name) for key, document in self.documents.items() if (name := own_office(document))}

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
        if key not in self._words:
            self._words[key] = words_around(fact, self)
        return self._words[key]

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


#: What the keys of administrative units begin with; an office ("Sở Nội vụ") is none.
_LEVELS = tuple(f"{level.value}:" for level in Level)


def _unit_of(fact: Fact) -> Unit:
    """Return the unit that a fact's subject names."""
    kind = next((k for k in LEVELS if fact.subject.startswith(f"{k} ")), fact.subject.split(" ")[0])
    return Unit(kind, fact.subject[len(kind) :].strip(), Level(fact.unit_key.split(":")[0]))


Facts = Mapping[str, tuple[Fact, ...]]


def with_corrections(facts: Facts, documents: Mapping[str, Document]) -> Facts:
    """Return the facts; those a correction takes back are superseded, and what replaces them is of the same thing.

    A correction names the figure it takes back ("đã in 71,30 điểm"), hardly ever in full what it is of.
    """
    mended = dict(facts)
    for key, document in documents.items():
        original = _corrected_by(document, documents) if document.header.corrects else None
        if original is None:
            continue
        told = _taken_back(facts.get(key, ()), mended.get(original.id, ()))
        mended[key] = tuple(_of_the_same(fact, facts[key], told) for fact in facts.get(key, ()))
        # An index's figure stays: it is shown beside the one that replaces it, with its own source.
        gone = {fact.span for known in told.values() for fact in known if not fact.indicator}
        mended[original.id] = tuple(
            replace(fact, status=Status.SUPERSEDED) if fact.span in gone else fact
            for fact in mended.get(original.id, ())
        )
    return mended


def _corrected_by(correction: Document, documents: Mapping[str, Document]) -> Document | None:
    """Return the one report that the correction names, else the one of its unit whose number nobody can read."""
    others = [d for d in documents.values() if d.id != correction.id]
    found = [d for d in others if corrects_it(correction, d)] or [
        d for d in others if d.unit and correction.unit and d.unit.key == correction.unit.key and not d.header.number
    ]
    return found[0] if len(found) == 1 else None


#: "tại cột Xếp hạng đã in 4": the figure alone does not say that it is a rank.
_RANKED = re.compile(r"\bhang\b")
_Told = Mapping[tuple[int, str], Sequence[Fact]]


def _taken_back(correction: Sequence[Fact], original: Sequence[Fact]) -> _Told:
    """Return, by sentence and measure, the facts of the original that a correction takes back: all of one thing."""
    found: dict[tuple[int, str], list[Fact]] = {}
    for old in correction:
        if old.status is not Status.SUPERSEDED or old.value is None:
            continue
        measure = "rank" if old.measure == "count" and _RANKED.search(fold(old.label)) else old.measure
        known = [
            fact for fact in original
            if (fact.value, fact.measure, fact.unit_key) == (old.value, measure, old.unit_key)
            and old.indicator in ("", fact.indicator) and (old.period is None or old.period == fact.period)
        ]  # fmt: skip
        if len({(fact.indicator, fact.label, fact.period, fact.part) for fact in known}) == 1:
            found.setdefault((old.sentence.start, old.measure), []).extend(known)
    return found


def _of_the_same(fact: Fact, beside: Sequence[Fact], told: _Told) -> Fact:
    """Return a fact of a correction as one of what the figure taken back in its sentence is of."""
    known = told.get((fact.sentence.start, fact.measure), ())
    alike = [f for f in beside if (f.sentence, f.measure, f.status) == (fact.sentence, fact.measure, fact.status)]
    if len(known) == 0 or len(alike) > 1 or fact.status not in (Status.CORRECTED, Status.SUPERSEDED):
        return fact
    named = known[0]
    if fact.indicator and fact.indicator != named.indicator:
        return fact
    label = fact.label if fact.indicator else named.label
    return replace(
        fact, measure=named.measure, indicator=named.indicator, label=label, period=named.period, part=named.part
    )

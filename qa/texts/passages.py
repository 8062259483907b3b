"""Answer what asks for no figure with the reports' own sentences and lists, or say that none answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.facts.wider import regions
from corpus.model import BlockKind, Span
from corpus.vietnamese import fold
from corpus.vocabulary import indicator_phrases
from index.reader import Index
from prompts import say
from qa.draft import Draft, Line, not_found, which
from qa.question import Question
from qa.reports import Reports
from qa.scoping.no_such_unit import no_such_unit
from qa.scoping.scope import Scope, settle
from qa.sections import Layout, Sentence
from qa.texts.about import about_abbreviation, about_document, about_home, about_post
from qa.texts.aspects import ASPECTS, PLAIN, told
from qa.texts.by_section import Chosen, by_conclusion, by_correction, by_section, by_title, own, under_its_name
from qa.texts.comparing import compared, compares, sides
from qa.texts.content import held
from qa.texts.kinds import shows_kind
from qa.texts.lines import line_of, lines_of_list, without_announcing
from qa.texts.marks import clauses, shown
from qa.texts.narrowing import narrowed
from qa.texts.ranking import Candidate, rank
from qa.texts.roles import TOPICS
from qa.texts.statements import about_statement, by_question
from qa.texts.summary import summary
from qa.texts.trust import of_the_field, probability, signs, trust
from qa.texts.wanted import Wanted, wanted
from qa.texts.yes_no import whether

#: A second sentence is shown when its score is this near to the best: so near, it answers instead in one case of six.
CLOSE = 0.4
CLOSE_OF_LIST = 0.5
#: A story goes on about one thing from sentence to sentence, where a report tells each thing in one.
CLOSE_IN_STORY = 0.6


def answer_text(question: Question, scope: Scope, index: Index, reports: Reports) -> Draft:
    """Answer with sentences of the reports in scope; the draft says so when none of them answers."""
    if scope.offices:
        # Where an office is only spoken of, the reports with its figures are not all that may answer.
        scope = replace(scope, offices=()) if question.measure else settle(question, reports, of_offices=False)
    asked, scope = narrowed(question, scope, reports)
    if not scope.documents and scope.unknown:
        return no_such_unit(question, scope, reports)
    if not re.search(r"[^\W_]{2}", question.text):  # "b" names no item of any list
        return _nothing(scope, reports)
    draft = about_document(question, scope, reports) or about_home(question, scope, reports)
    if draft:
        return draft
    draft = about_post(question, scope, reports) or about_abbreviation(question, scope, reports)
    if draft and draft.kind == "not_found":  # whoever is named without the post right beside may be told from afar
        return with_nearest(draft, _answered(asked, wanted(asked, scope), scope, index, reports).near)
    if draft:
        return draft
    found = sides(asked, scope, reports)
    if len(found) > 1:
        draft = compared(asked, found, lambda side, its: _told(side, side, its, index, reports), reports)
        if draft.kind == "comparison" or compares(asked) or len({side.scope for side in found}) > 1:
            return draft
    return _told(question, asked, scope, index, reports)


def _told(question: Question, asked: Question, scope: Scope, index: Index, reports: Reports) -> Draft:
    """Answer with a section called by its title, a summary, what somebody said, or the sentences that answer.

    `asked` is the question without what only says which report is meant.
    """
    want = wanted(asked, scope)
    titled = (
        by_conclusion(question.text, scope, reports)
        or by_correction(question.text, scope, reports)
        or by_title(want, scope, reports)
    )
    if titled:
        return _draft(replace(want, names=()), titled, whole=True)
    return (
        summary(asked, want, scope, reports)
        or about_statement(question, scope, reports)
        or _answered(asked, want, scope, index, reports)
    )


def _answered(question: Question, want: Wanted, scope: Scope, index: Index, reports: Reports) -> Draft:
    chosen = by_section(want, scope, reports) or by_question(want, scope, reports)
    if chosen:
        return _draft(want, chosen, whole=True)
    chosen = under_its_name(want, scope, reports)
    if chosen:
        return _draft(replace(want, names=()), chosen, whole=True)
    candidates = [c for c in rank(want, scope, index, reports) if not _of_another_index(question, c)]
    if not candidates:
        return _nothing(scope, reports)
    unclear = _which_unit(want, question, candidates, scope, reports)
    if unclear:
        return unclear
    near = _near(want, candidates, reports)
    sure = trust(want, candidates, scope, reports)
    if not sure:
        return with_nearest(_nothing(scope, reports), near)
    chosen = _whole_list(want, candidates[0]) if want.whole else []
    draft = replace(_draft(want, chosen or _nearest(want, candidates, sure), whole=bool(chosen)), near=near)
    return _affirmed(question, draft) if sure > UNSURE and not chosen else draft


_WHICH_GROUP = re.compile(r"\bnhom (?:nao|may|gi|thu may)\b")
_GROUP = re.compile(r"\b(?:thuoc|vao|trong|xuong|len|dung|dan dau) (?:nhom|top)\b")


def _of_another_index(question: Question, candidate: Candidate) -> bool:
    """Tell whether a sentence, or what stands nearest above it, names another index than the question does.

    A group that an index is divided into is told by a sentence that speaks of groups alone.
    """
    if not question.indicators:
        return False
    asked = {name for name, _ in regions(question.text)}
    if asked and not asked & {name for name, _ in regions(candidate.text)}:
        return True
    if _WHICH_GROUP.search(fold(question.text)) and not _GROUP.search(fold(candidate.text)):
        return True
    layout, sentence = candidate.layout, candidate.sentence
    before = layout.before(sentence)
    above = (
        candidate.text,
        layout.text(before) if before else "",
        *reversed(layout.headings(sentence)),
        layout.document.title,
    )
    told = next((named for text in above if (named := _indices_in(text))), _NO_INDEX)
    return bool(told) and not told & set(question.indicators)


_NO_INDEX: frozenset[str] = frozenset()


@lru_cache(4096)
def _indices_in(text: str) -> frozenset[str]:
    return frozenset(found.name for found in indicator_phrases().find(text))


def _affirmed(question: Question, draft: Draft) -> Draft:
    """Return an answer to a yes/no question with the word that its first sentence gives."""
    for line in draft.lines[:1]:
        word = whether(question.text, line.text)
        if word:
            first = replace(line, text=say("passages.side", name=word, text=line.text))
            return replace(draft, lines=(first, *draft.lines[1:]))
    return draft


def _draft(want: Wanted, chosen: Chosen, whole: bool) -> Draft:
    if whole and not want.names:
        return Draft("list", tuple(lines_of_list(chosen)))
    lines: list[Line] = []
    for layout, sentence in chosen:
        parts = _named_parts(want, layout, sentence)
        whole_sentence = lines_of_list([(layout, sentence)]) if want.whole else [line_of(layout, sentence)]
        lines += [line_of(layout, sentence, part) for part in parts] or whole_sentence
    return Draft("list" if whole or want.whole else "passage", tuple(without_announcing(lines)))


def _nothing(scope: Scope, reports: Reports) -> Draft:
    count = len(scope.documents) or len(reports.documents)
    if scope.offices:
        told = {f.unit_key: f.subject for d in scope.documents for f in reports.facts(d)}
        return not_found(
            say("passages.nothing_of", units=", ".join(told.get(key, key) for key in scope.offices), count=count)
        )
    if not scope.units:
        return not_found(say("passages.nothing", count=count))
    named = [reports.documents[d].title for d in scope.documents if own(reports.documents[d], scope.units)]
    where = ", ".join(u.name for u in scope.units)
    if not named:
        return not_found(say("passages.nothing_of", units=where, count=count))
    return not_found(say("passages.nothing_in", units=where, count=count, titles="; ".join(named[:4])))


#: A sentence comes near with so much of what is asked, or where its signs say that it answers more likely than not.
_NEAR, _LIKELY = 0.34, 0.5
#: Of fewer things asked, any sentence may speak.
_FEWEST = 3


def _near(want: Wanted, candidates: Sequence[Candidate], reports: Reports) -> tuple[Line, ...]:
    """Return the best sentence where it speaks of what is asked, and the next where that is about as good."""
    best = candidates[0]
    if not want.content or (want.years and not best.year):
        return ()
    if best.around < _NEAR and probability(signs(want, candidates, reports)) < _LIKELY:
        return ()
    near = [best, *(c for c in candidates[1:2] if _is_near(want, best, c, NEAR_WHEN_UNSURE))]
    return tuple(line_of(c.layout, c.sentence) for c in near)


def with_nearest(missing: Draft, near: tuple[Line, ...]) -> Draft:
    """Return a refusal with the sentences that come nearest to what was asked: quoted, and said to be no answer."""
    told = [
        Line(say(name, text=line.text), line.evidence)
        for name, line in zip(("passages.nearest", "passages.next_nearest"), near, strict=False)
    ]
    return replace(missing, lines=(*missing.lines, *told), near=near)


def as_nearest(draft: Draft, scope: Scope) -> Draft:
    """Return a refusal that quotes what an answer said."""
    return with_nearest(not_found(say("passages.nothing", count=len(scope.documents))), draft.lines[:2])


def is_spoken_of(question: Question, scope: Scope, index: Index, reports: Reports) -> bool:
    """Tell whether the reports more likely than not answer just what is asked, however foreign the question looks."""
    asked, scope = narrowed(question, scope, reports)
    want = wanted(asked, scope)
    candidates = rank(want, scope, index, reports) if len(want.content) >= _FEWEST else []
    return bool(candidates) and trust(want, candidates, scope, reports) > _LIKELY


# --- sentences and lists ----------------------------------------------------------------------------------

_LEANS = re.compile(
    r"^(?:qua đó|trong đó|từ đó|nhờ đó|theo đó|do đó|vì vậy|vì thế|mô hình (?:này|do)|"
    r"cách làm này|điều này|việc này|"
    r"đây là|gồm|cụ thể|kết quả này|số này|các (?:mô hình|đơn vị|nội dung) này)\b",
    re.IGNORECASE,
)


#: Below this trust the next best, and the nearest by meaning alone, are shown as well when near enough.
UNSURE = 0.45
NEAR_WHEN_UNSURE = 0.75


def _nearest(want: Wanted, candidates: Sequence[Candidate], sure: float) -> Chosen:
    """Return the best sentence first, with what it leans on and leads; then its footnotes and those about as good."""
    best = candidates[0]
    first = [(best.layout, s) for s in (best.sentence, *best.layout.led(best.sentence)[:_MOST_LED])]
    before = best.layout.before(best.sentence)
    if before and _LEANS.match(shown(best.text)) and before.kind is not BlockKind.TABLE_ROW:
        first.insert(0, (best.layout, before))
    chosen: Chosen = []
    if want.whole or want.kind in ("who", "place"):
        chosen += [(best.layout, note) for note in best.layout.footnotes(best.sentence)]
    chosen += _completing(want, best, candidates)
    chosen += _beside(want, best)
    if sure < UNSURE:
        closest = max(candidates, key=lambda c: c.dense)
        for other in (*candidates[1:2], closest):
            if _is_near(want, best, other, NEAR_WHEN_UNSURE):
                chosen.append((other.layout, other.sentence))
    close = CLOSE_IN_STORY if best.layout.is_story else CLOSE_OF_LIST if want.whole else CLOSE
    for other in candidates[1:3]:
        if len({(id(layout), s.order) for layout, s in (*first, *chosen)}) < 3 and _is_near(want, best, other, close):
            chosen.append((other.layout, other.sentence))
    ranks = {(id(c.layout), c.sentence.order): rank for rank, c in enumerate(candidates)}
    chosen.sort(key=lambda pair: (ranks.get((id(pair[0]), pair[1].order), len(ranks)), pair[1].order))
    return list({(id(layout), s.order): (layout, s) for layout, s in (*first, *chosen)}.values())


_MOST_LED = 8


def _is_near(want: Wanted, best: Candidate, other: Candidate, within: float) -> bool:
    """Tell whether a sentence may stand beside the best: about as good, and of the matter asked.

    It must be of the same report, or both of reports of no unit.
    """
    together = other.layout is best.layout or not (best.layout.document.unit or other.layout.document.unit)
    return together and best.score - other.score < within and (not want.content or other.covered > 0)


def _completing(want: Wanted, best: Candidate, candidates: Sequence[Candidate]) -> Chosen:
    """Return a good sentence of the same section with a term asked about that the best one lacks."""
    terms_asked = [a for a in want.content if of_the_field(a)]
    said = held(best.text)
    lacking = [a for a in terms_asked if not said.has(a)]
    headings = best.layout.blocks[best.sentence.block].headings
    for other in candidates[1:8] if lacking else ():
        here = other.layout is best.layout and other.layout.blocks[other.sentence.block].headings == headings
        if here and other.score > best.score - 1 and all(held(other.text).has(a) for a in lacking):
            return [(other.layout, other.sentence)]
    return []


def _beside(want: Wanted, best: Candidate) -> Chosen:
    """Return the neighbours in the same paragraph that say what the best sentence leaves open.

    "Dựng trợ lý ảo. Sở Thông tin chủ trì.": who is in charge stands in the second.
    """
    layout, here = best.layout, held(best.text)
    missing = [a for a in want.content if not here.has(a)]
    lacking = [want.kind, want.kind_behind, want.aspect]
    announced = want.aspect == "how" and len(best.text.split()) <= _ANNOUNCES and best.aspect > 0
    found: Chosen = []
    for other in layout.of_block(best.sentence.block):
        apart = other.order - best.sentence.order
        if announced and apart > 0:
            found.append((layout, other))
        if announced or apart not in (-1, 1, 2) or other.kind is BlockKind.TABLE_ROW:
            continue
        text = layout.text(other)
        shown_now = [kind for kind in lacking if _says_more(kind, text, best.text)]
        added = sum(held(text).has(a) for a in missing)
        if shown_now or (abs(apart) == 1 and 3 * added > len(missing)):
            found.append((layout, other))
            lacking = [kind for kind in lacking if kind not in shown_now]
    return found


#: "Cách dùng khá đơn giản." only announces what the rest of its paragraph tells.
_ANNOUNCES = 7


def _says_more(asked: str, text: str, best: str) -> bool:
    """Tell whether a text shows the kind of thing, or tells the side of the matter, that is asked for; the best not."""
    if asked in ASPECTS:
        return told(asked, best) < PLAIN and told(asked, text) > told(asked, best)
    return shows_kind(asked, text) and not shows_kind(asked, best)


#: Sentences at least this long are quoted by the parts of their enumeration that the question is about.
_LONG_LIST = 160


def _named_parts(want: Wanted, layout: Layout, sentence: Sentence) -> list[Span]:
    """Return the parts of a long enumeration that hold the name asked about, or most of what is asked."""
    if len(sentence.spans) > 1 or len(layout.text(sentence)) < _LONG_LIST or sentence.kind is BlockKind.TABLE_ROW:
        return []
    text = layout.document.text
    parts = clauses(text, sentence.spans[0])
    if len(parts) < 3:
        return []
    whole = layout.text(sentence)
    for name in want.names:
        naming = [part for part in parts if f" {name} " in held(part.of(text)).line]
        if naming == parts[:1] and ":" in naming[0].of(text):
            return []  # whom the words before the colon name, all that follows is told of
        tells = not shows_kind(want.kind, whole) or any(shows_kind(want.kind, part.of(text)) for part in naming)
        if tells and naming and len(naming) <= max(1, len(parts) // 2):
            return naming
    if want.whole or want.kind != "named" or len(parts) < 4:
        return []
    within = [held(part.of(text)) for part in parts]
    sentence_holds = [a for a in want.content if any(w.has(a) for w in within)]
    telling = [a for a in sentence_holds if sum(w.has(a) for w in within) <= max(1, len(parts) // 3)]
    counts = [sum(w.has(a) for a in telling) for w in within]
    most = max(counts)
    best = [part for part, count in zip(parts, counts, strict=True) if count == most]
    return best if most and len(best) == 1 and 2 * most >= len(sentence_holds) else []


_ENUMERATED = re.compile(
    r"^\W*(?:\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])\)|"
    r"(?:một|hai|ba|bốn|năm|sáu|thứ \w+) là\b|thứ (?:nhất|hai|ba|tư)\b)",
    re.IGNORECASE,
)


def _whole_list(want: Wanted, best: Candidate) -> Chosen:
    """Return all items of the list the best sentence stands in or leads, if that list is asked about."""
    layout, sentence = best.layout, best.sentence
    if items := layout.led(sentence):
        return [(layout, s) for s in (sentence, *items)]
    block = layout.of_block(sentence.block)
    if sum(bool(_ENUMERATED.match(layout.text(s))) for s in block) >= 2:
        return [(layout, s) for s in block]
    groups = layout.siblings(sentence)
    if not groups:
        return []
    lead = layout.lead(groups)
    heads = held(" . ".join((*layout.headings(sentence), layout.text(lead) if lead else "")))
    rest = [a for a in want.content if not heads.has(a)]
    if rest and len(rest) > 0.34 * len(want.content):
        return []
    return [(layout, s) for s in ([lead] if lead else []) + [s for group in groups for s in group]]


# --- asking back ------------------------------------------------------------------------------------------

#: Two answers of different units nearer than this are not told apart.
ALIKE = 0.25
#: A question is general when a sentence holds this much of what it asks.
HELD = 0.75
_MOST_CHOICES = 8


def _which_unit(
    want: Wanted, question: Question, candidates: Sequence[Candidate], scope: Scope, reports: Reports
) -> Draft | None:
    """Ask which unit is meant where reports of several answer about as well and the question names none."""
    if scope.units or scope.pointed or want.names or want.quoted:
        return None
    if want.topics and not [a for a in want.content if not a.names & TOPICS]:
        speaking = {
            c.layout.document.id for c in candidates if c.around >= HELD
        }  # a choice that answers nothing is none
        mine = [reports.documents[d] for d in scope.documents]
        told = [d for d in mine if d.id in speaking]
        documents = told if len({d.unit.name for d in told if d.unit}) > 1 else mine
    else:
        best = candidates[0]
        close = [c for c in candidates[:20] if best.score - c.score < ALIKE and c.around >= HELD]
        documents = [c.layout.document for c in close]
    units = sorted({d.unit.name for d in documents if d.unit})
    if len(units) < 2:
        return None
    return which("answers.which_unit", question.text, units[:_MOST_CHOICES])

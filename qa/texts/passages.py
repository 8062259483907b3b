"""Answer what asks for no figure with the reports' own sentences and lists, or say that none answers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.facts.offices import regions
from corpus.vietnamese import fold
from corpus.vocabulary import indicator_phrases
from index.reader import Index
from prompts import say
from qa.draft import Draft, Line, not_found, which
from qa.question import Question
from qa.reports import Reports
from qa.scoping.names import no_such_unit
from qa.scoping.scope import Scope, settle
from qa.texts.about import about_abbreviation, about_document, about_home
from qa.texts.by_section import Chosen, by_section, by_title, own, under_its_name, whose_section
from qa.texts.choosing import NEAR_WHEN_UNSURE, UNSURE, best_first, is_near, named_parts, whole_list
from qa.texts.comparing import compared, compares, sides
from qa.texts.duties import tasks
from qa.texts.lines import line_of, lines_of_list, whether, without_announcing
from qa.texts.narrowing import narrowed
from qa.texts.posts import about_post
from qa.texts.ranking import Candidate, done_first, rank
from qa.texts.roles import TOPICS
from qa.texts.statements import about_statement, by_question
from qa.texts.summary import by_basis, by_conclusion, by_correction, summary
from qa.texts.trust import probability, signs, trust
from qa.texts.wanted import Wanted, wanted


def answer_text(question: Question, scope: Scope, index: Index, reports: Reports) -> Draft:
    """Answer with sentences of the reports in scope; the draft says so when none of them answers."""
    if scope.offices:
        # Where an office is only spoken of, the reports with its figures are not all that may answer.
        scope = replace(scope, offices=()) if question.measure else settle(question, reports, of_offices=False)
    of_units = scope.units
    asked, scope = narrowed(question, scope, reports)
    if not scope.documents and scope.unknown:
        return no_such_unit(question, scope, reports)
    if not re.search(r"[^\W_]{2}", question.text):  # "b" names no item of any list
        return _nothing(scope, reports)
    draft = about_document(question, scope, reports) or about_home(question, scope, reports)
    if draft:
        return draft
    draft = about_post(question, replace(scope, units=of_units), reports) or about_abbreviation(
        question, scope, reports
    )
    if draft and draft.kind == "not_found":  # whoever is named without the post right beside may be told from afar
        return with_nearest(draft, _answered(asked, wanted(asked, scope), scope, index, reports).near)
    if draft:
        return draft
    if not scope.units and not scope.pointed and len(names := whose_section(wanted(asked, scope), scope, reports)) > 1:
        return which("answers.which_unit", question.text, names)
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
    if lines := tasks(question, scope, reports):
        return Draft("list" if len(lines) > 1 else "passage", tuple(lines))
    want = wanted(asked, scope)
    titled = (
        by_conclusion(question.text, scope, reports)
        or by_correction(question.text, scope, reports)
        or by_basis(question.text, want, scope, reports)
        or by_question(want, scope, reports)
        or by_title(want, scope, reports)
    )
    if titled:
        return _draft(replace(want, names=()), titled, whole=True)
    return (
        summary(asked, want, scope, reports)
        or (None if want.section else about_statement(question, scope, reports))
        or _answered(asked, want, scope, index, reports)
    )


def _answered(question: Question, want: Wanted, scope: Scope, index: Index, reports: Reports) -> Draft:
    chosen = by_section(want, scope, reports)
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
    near = _near(want, candidates, reports, _LIKELY if question.measure else _PERHAPS)
    sure = trust(want, candidates, scope, reports)
    if not sure:
        return with_nearest(_nothing(scope, reports), near)
    candidates = done_first(want, candidates)
    chosen = whole_list(want, candidates[0]) if want.whole else []
    draft = replace(_draft(want, chosen or best_first(want, candidates, sure), whole=bool(chosen)), near=near)
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
    if whole and not (want.names or want.whom):
        return Draft("list", tuple(lines_of_list(chosen)))
    lines: list[Line] = []
    for layout, sentence in chosen:
        parts = named_parts(want, layout, sentence)
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


#: A sentence comes near with so much of what is asked, or where it may answer in other words; of a figure, likely.
_NEAR, _PERHAPS, _LIKELY = 0.34, 0.05, 0.5
#: Of fewer things asked, any sentence may speak.
_FEWEST = 3


def _near(want: Wanted, candidates: Sequence[Candidate], reports: Reports, least: float) -> tuple[Line, ...]:
    """Return the best sentence where it speaks of what is asked, and the next where that is about as good."""
    best = candidates[0]
    if not want.content or (want.years and not best.year):
        return ()
    if best.around < _NEAR and probability(signs(want, candidates, reports)) < least:
        return ()
    near = [best, *(c for c in candidates[1:2] if is_near(best, c, NEAR_WHEN_UNSURE))]
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

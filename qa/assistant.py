"""The answering line: understand -> scope -> figures or passages -> cite and check -> Answer."""

import threading
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace

from corpus.model import Document
from corpus.vietnamese import fold, nfc, writable
from index.reader import Index
from prompts import say
from qa.cite import new_id, on_request, together, vouch
from qa.counts.counting import (
    about_figures,
    holding_figures,
    missing_figure,
    saying_all,
    saying_extreme,
    several_have_it,
)
from qa.dialogue.asides import Request
from qa.dialogue.canonical import Canonical, canonical
from qa.dialogue.conversation import agrees, complete, split_questions
from qa.dialogue.small_talk import about_library, asks_of_told, small_talk
from qa.draft import Draft, not_found, offering
from qa.guard import Unvouched
from qa.indicators.calculate import about_indicator
from qa.matching.asked_words import names_only_an_index
from qa.model import Answer, Filters, Searched, Turn
from qa.question import Operation, Question
from qa.reports import Reports
from qa.scoping.names import no_such_unit, readings, speaks_of, told_apart, which_reading, with_places
from qa.scoping.scope import Scope, dated, names_nobody, settle
from qa.serving.line import still_wanted
from qa.standing import asks_first_of_units
from qa.talk import AT_ONCE, Drafted, Talk, of_part, parts_untold, things_untold, told, without_repeats
from qa.texts.passages import answer_text, is_spoken_of, with_nearest
from qa.understand import understand
from qa.writer import Writer


class Assistant:
    """Answers questions from an index; serves many threads, and follows the published generation."""

    def __init__(self, index: Index, writer: Writer | None = None) -> None:
        self._index = index
        self._writer = writer
        self._lock = threading.Lock()
        self._reports = (-1, Reports(index))

    @property
    def reports(self) -> Reports:
        """Return what is remembered of the generation now published."""
        with self._lock:
            if self._reports[0] != self._index.generation:
                self._reports = (self._index.generation, Reports(self._index))
            return self._reports[1]

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        """Answer one message in the light of the earlier ones. Not knowing is an answer, not an error."""
        started = time.perf_counter()
        question = writable(question)
        history = [Turn(question=writable(turn.question), answer=writable(turn.answer)) for turn in history]
        reports = allowed(filters, self.reports) if filters else self.reports
        agreed = bool(history) and agrees(question, history[-1].answer)
        told = bool(history) and asks_of_told(question)
        answer = (None if agreed or told else self._small_talk(question, reports)) or self._answer(
            question, history, filters, reports
        )
        elapsed = round((time.perf_counter() - started) * 1000, 2)
        return answer.model_copy(update={"question": question, "elapsed_ms": elapsed})

    def _small_talk(self, message: str, reports: Reports) -> Answer | None:
        reply = small_talk(message) or about_library(message, reports)
        if reply is None or (reply == say("conversation.talk_elsewhere") and self._is_spoken_of(message, reports)):
            return None
        return Answer(
            id=new_id(),
            question=message,
            status="answered",
            kind="small_talk",
            answer=reply,
            searched=Searched(documents=len(reports.documents)),
        )

    def _is_spoken_of(self, message: str, reports: Reports) -> bool:
        asked = understand(message)
        return bool(reports.documents) and is_spoken_of(asked, settle(asked, reports), self._index, reports)

    def _answer(self, message: str, history: Sequence[Turn], filters: Filters | None, reports: Reports) -> Answer:
        """Complete the message from the conversation, answer each question in it, and vouch for the whole."""
        completed = complete(message, history, reports.named, self._reading(reports), reported_in(reports))
        resolved = completed.question if completed.changed else ""
        talk = Talk(lambda text, narrowed: self._whole(text, filters, narrowed), reports)
        answers = [
            self._vouched(asked, scope, draft, completed.request, resolved, reports)
            for asked, scope, draft in talk.answered(completed)
        ]
        return answers[0] if len(answers) == 1 else together(answers)

    def _whole(self, text: str, filters: Filters | None, reports: Reports) -> list[Drafted]:
        """Draft the answer to a question; where it leaves out a part of what is asked, an answer to each part."""
        drafts = self._drafts(text, filters, reports)
        asked, scope, draft = drafts[0]
        asked = replace(asked, text=text)  # with the place that told units of one name apart
        if draft.names:
            return self._offering(drafts[0], filters, reports)
        if len(drafts) > 1 or draft.kind == "clarify":
            return drafts
        parts = parts_untold(asked, scope, draft)
        things = [] if parts else things_untold(asked, draft)
        texts = [part.question for part in parts] or split_questions("? ".join(things), reports.units_apart, str)
        if len(texts) < 2:
            return drafts
        each = [self._drafts(text, filters, reports)[0] for text in texts[:AT_ONCE]]
        each = [(q, s, of_part(part, d)) for part, (q, s, d) in zip(parts, each, strict=False)] or without_repeats(each)
        return each if told(each) else drafts

    def _offering(self, drafted: Drafted, filters: Filters | None, reports: Reports) -> list[Drafted]:
        """Offer of the choices of a question back those that have an answer; of one alone, give it."""
        asked, scope, draft = drafted
        tried = [self._drafts(choice, filters, reports) for choice in draft.suggestions[:_OFFERED]]
        kept = [n for n, drafts in enumerate(tried) if any(d.kind != "not_found" for _, _, d in drafts)]
        kept += range(len(tried), len(draft.suggestions))
        if len(kept) > 1:
            return [(asked, scope, offering(draft, kept) if len(kept) < len(draft.suggestions) else draft)]
        nothing = not_found(say("passages.nothing", count=len(scope.documents or reports.documents)))
        return tried[kept[0]] if kept else [(asked, scope, nothing)]

    def _drafts(self, text: str, filters: Filters | None, reports: Reports) -> list[Drafted]:
        """Draft the answer to a question as it stands; several where it names several units of one name."""
        still_wanted()
        asked = understand(text)
        if filters:
            asked = with_year(asked, filters)
        drafted = []
        for each, narrow in told_apart(asked, settle(asked, reports), reports):
            each = dated(each, narrow, reports)
            read, draft = self._read(each, narrow, reports)
            drafted.append((each, read, with_places(read, draft)))
            still_wanted()
        return drafted

    def _reading(self, reports: Reports) -> Canonical:
        """Return how a message is read: typing habits undone, marks and names as the reports write them."""
        return lambda text: canonical(text, reports.unit_names, self._index.repair, lambda: reports.people)

    def _vouched(
        self, asked: Question, scope: Scope, draft: Draft, request: Request, resolved: str, reports: Reports
    ) -> Answer:
        """Cite and check a draft; what cannot be vouched for is not said."""
        searched = _searched(asked, scope, reports)
        draft = on_request(draft, request)
        reworded = self._writer.reworded(asked.text, draft) if self._writer and request == "ask" else None
        if self._writer and reworded:
            with suppress(Unvouched):
                answer = vouch(reworded, asked, scope, searched, resolved)
                return answer.model_copy(update={"writer": self._writer.model})
        try:
            return vouch(draft, asked, scope, searched, resolved)
        except Unvouched:
            refusal = not_found(say("answers.not_vouched", count=searched.documents))
            return vouch(refusal, asked, scope, searched, resolved)

    def _read(self, asked: Question, scope: Scope, reports: Reports) -> tuple[Scope, Draft]:
        """Draft the answer; where a name may mean two units, the one the reports can answer of, else ask back."""
        drafts = [(unit, narrow, self._draft(asked, narrow, reports)) for unit, narrow in readings(scope, reports)]
        told = [found for found in drafts if found[2].kind != "not_found" and speaks_of(found[0], found[2])]
        if len(told) > 1:
            return scope, which_reading(asked, [unit for unit, _, _ in told])
        return (told or drafts)[0][1:] if drafts else (scope, self._draft(asked, scope, reports))

    def _draft(self, asked: Question, scope: Scope, reports: Reports) -> Draft:
        """Answer from facts where a figure is asked for, else from the reports' own sentences."""
        if not reports.documents:
            held = len(self.reports.documents)
            return not_found(say("answers.nothing_allowed", count=held) if held else say("answers.no_reports"))
        if asked.measure and not scope.documents and scope.unknown and not scope.units:
            return no_such_unit(asked, scope, reports)
        return (
            about_indicator(asked, scope, reports)
            or about_figures(asked, scope, reports)
            or self._from_text(asked, scope, reports)
        )

    def _from_text(self, asked: Question, scope: Scope, reports: Reports) -> Draft:
        """Answer with sentences; where a figure is asked for, only with those that hold such a figure."""
        if asked.measure in _NEVER_IN_WORDS or (asked.measure and asked.operation not in _PLAIN_LOOKUPS):
            missing = missing_figure(asked, scope, reports)
            if asked.indicators:
                return missing
            found = answer_text(asked, scope, self._index, reports)
            return saying_all(found, asked, scope, reports) or with_nearest(missing, found.near)
        if names_nobody(asked, scope, reports):
            return not_found(say("answers.not_stated_name", count=len(reports.documents)))
        unclear = several_have_it(asked, scope, reports)
        if unclear:
            return unclear
        draft = answer_text(asked, scope, self._index, reports)
        of_value = asked.operation is not Operation.TEXT and (asked.indicators or asked.measure not in ("", "any"))
        if draft.kind == "not_found" and of_value:
            missing = missing_figure(asked, scope, reports)
            if asked.indicators:
                return missing
            return saying_all(draft, asked, scope, reports) or with_nearest(missing, draft.near)
        if draft.kind not in ("passage", "list"):
            return draft
        if names_only_an_index(asked, scope):
            return with_nearest(missing_figure(asked, scope, reports), draft.lines[:2])
        if (asked.operation in _AMONG_UNITS or asks_first_of_units(fold(asked.text))) and not (
            draft := saying_extreme(draft, asked.lowest)
        ).lines:
            return missing_figure(asked, scope, reports)
        if not asked.measure:
            return draft
        missing = missing_figure(asked, scope, reports)
        told = holding_figures(draft, asked, scope, reports) or saying_all(draft, asked, scope, reports)
        return told or with_nearest(missing, draft.near)


#: How many choices of a question back are tried before they are offered.
_OFFERED = 12
_NEVER_IN_WORDS = ("score", "rank", "change")
#: Who is first or last is told by a sentence only in words: the first figure of a list is nobody's lead.
_AMONG_UNITS = (Operation.SUPERLATIVE_UNIT, Operation.RANKING)
_PLAIN_LOOKUPS = (Operation.LOOKUP, Operation.SUPERLATIVE_YEAR, Operation.SUPERLATIVE_UNIT, Operation.TEXT)


def reported_in(reports: Reports) -> Callable[[str], Collection[int]]:
    """Return what tells of which years there are reports of the unit that a question names."""

    def years(question: str) -> Collection[int]:
        scope = settle(understand(question), reports)
        held = (reports.documents[d] for d in scope.documents)
        keys = {u.key for u in scope.units}
        periods = [d.header.period for d in held if not keys or (d.unit and d.unit.key in keys)]
        return {year for period in periods if period for year in period.years}

    return years


def _searched(asked: Question, scope: Scope, reports: Reports) -> Searched:
    return Searched(
        documents=len(scope.documents) or len(reports.documents),
        units=tuple(u.name for u in scope.units) or scope.unknown,
        periods=tuple(p.label for p in asked.periods),
    )


def allowed(filters: Filters, reports: Reports) -> Reports:
    """Return the reports that meet every filter; to the assistant there are then no others."""
    units = {fold(" ".join(nfc(name).split())) for name in filters.units}
    kept = {
        key: document
        for key, document in reports.documents.items()
        if (not filters.documents or key in filters.documents)
        and (not units or _is_of(document, units))
        and (not filters.years or not set(filters.years).isdisjoint(_years(document, reports)))
    }
    return reports if len(kept) == len(reports.documents) else reports.only(kept)


def with_year(question: Question, filters: Filters) -> Question:
    """Return the question with the one year of the filters, where it names no time itself."""
    if question.periods or len(filters.years) != 1:
        return question
    text = question.text.rstrip(" ?.!")
    return understand(f"{text} năm {filters.years[0]}?")


def _is_of(document: Document, units: set[str]) -> bool:
    return document.unit is not None and not units.isdisjoint((fold(document.unit.name), fold(document.unit.bare)))


def _years(document: Document, reports: Reports) -> set[int]:
    stated = document.header.period
    found = set(stated.years) if stated else set()
    return found.union(*(fact.period.years for fact in reports.facts(document.id) if fact.period))

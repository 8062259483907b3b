"""Answer the questions of one conversation: at large, in the reports talked of, beside what was told; each part."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.kinds import PLAIN_SHORT, PLAIN_UNITS
from corpus.lines import UPPER
from corpus.mentions import find_units
from corpus.model import Span
from corpus.periods import periods
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.counts.looking import several_asked
from qa.dialogue.conversation import Completed, split_questions
from qa.dialogue.leaning import leans
from qa.draft import Draft
from qa.guard import figures
from qa.question import Operation, Question
from qa.reports import Reports
from qa.scoping.homes import places_said
from qa.scoping.scope import Scope, settle
from qa.standing import without_judge
from qa.texts.around import around, on_the_matter, telling
from qa.texts.passages import as_nearest
from qa.understand import understand

#: How many questions of one message are answered.
AT_ONCE = 4
#: How many questions back what is talked of is sought, and how many reports it may be.
_LOOKED_BACK, _FEW = 3, 2


class Talk:
    """One conversation over some reports; what an earlier question was answered is found out once."""

    def __init__(self, draft: Callable[[str, Reports], list[Drafted]], reports: Reports) -> None:
        self._draft = draft
        self._reports = reports
        self._drafts: dict[tuple[str, int], list[Drafted]] = {}

    def answered(self, asked: Completed) -> list[Drafted]:
        """Draft the answer to a question of the conversation."""
        if asked.request != "ask":  # of the last answer that there was
            return self._last_told(asked.earlier or (asked,))
        turn = (asked.question, len(asked.earlier))
        if turn not in self._drafts:
            late = asked.aside is not None and asked.aside.late
            drafts = ([] if late else self._beside(asked)) or self._at_large(asked)
            drafts = (self._beside(asked) if late and not told(drafts) else []) or self._by_nearest(drafts, asked)
            if asked.halves and (len(drafts) > 1 or not told(drafts)):
                drafts = self._by_halves(asked.halves) or drafts
            self._drafts[turn] = drafts
        return self._drafts[turn]

    def _by_halves(self, halves: tuple[Completed, ...]) -> list[Drafted]:
        """Draft the answers to two things asked, the second beside the first; none if one has none: half is none."""
        first, second = (self.answered(half) for half in halves)
        if not (told(first) and told(second)):
            return []
        quoted = {e.quote for _, _, draft in first for line in draft.lines for e in line.evidence}
        return first + [d for d in second if not {e.quote for line in d[2].lines for e in line.evidence} <= quoted]

    def _last_told(self, questions: tuple[Completed, ...]) -> list[Drafted]:
        """Return the last of the answers that told something, or the last of all."""
        each = [self.answered(replace(question, request="ask")) for question in questions[:_LOOKED_BACK]]
        return next((drafts for drafts in map(_shown, each) if drafts), each[0])

    def _at_large(self, asked: Completed) -> list[Drafted]:
        question = without_judge(asked.question)
        drafts: list[Drafted] = []
        for text in (split_questions(question, self._reports.named, str) or [question])[:AT_ONCE]:
            drafts += self._in_talk(text, asked)
        return without_repeats(drafts)

    def _in_talk(self, text: str, asked: Completed) -> list[Drafted]:
        """Draft the answer to a question; where it says too little, from the reports that the talk is about."""
        leaning = leans(text, self._reports.named)
        talked = self._talked_of(asked) if leaning or asked.aside or asked.leans else None
        if talked is None or not (leaning or _may_tell(talked, text)):
            return self._draft(text, self._reports)
        drafts = self._on_the_matter(self._draft(text, talked), asked)
        # A few words on a figure are of the thing talked of too; a whole question may be of any report.
        stays = leaning and (asked.aside or not (drafts[0][0].measure or drafts[0][0].indicators))
        if told(drafts) or stays:
            return drafts
        wider = self._reports if leaning or not asked.leans else self._of_their_units(talked, text)
        return self._on_the_matter(self._draft(text, wider), asked)

    def _on_the_matter(self, drafts: list[Drafted], asked: Completed) -> list[Drafted]:
        """Return the answers; what speaks of nothing that is asked of the thing told is only quoted as the nearest."""
        if asked.aside is None:
            return drafts
        spoken = ((d, on_the_matter(d, asked.aside, self._reports)) for _, _, d in drafts)
        return [(q, s, d if so else as_nearest(d, s)) for (q, s, _), (d, so) in zip(drafts, spoken, strict=True)]

    def _talked_of(self, asked: Completed) -> Reports | None:
        """Return the few reports that answered the last question which said what it was about."""
        topics = [q for q in asked.earlier if q.is_topic]
        for topic in [*(q for q in topics[:-1] if not self._leans(q)), *topics[-1:]][:_LOOKED_BACK]:
            drafts = _shown(self.answered(topic))
            found = {e.document.id for _, _, d in drafts for line in d.lines for e in line.evidence}
            if found:
                kept = {key: self._reports.documents[key] for key in sorted(found)}
                return self._reports.only(kept) if len(kept) <= _FEW < len(self._reports.documents) else None
        return None

    def _of_their_units(self, talked: Reports, question: str) -> Reports:
        """Return all reports of the units talked of, and of those whose reports tell of them."""
        keys = {d.unit.key for d in talked.documents.values() if d.unit}
        keys |= {u.key for u in settle(understand(question), self._reports).units}
        kept = {key: d for key, d in self._reports.documents.items() if d.unit and d.unit.key in keys}
        return self._reports.only({**talked.documents, **kept})

    def _beside(self, asked: Completed) -> list[Drafted]:
        """Draft the answer to what is asked of the thing just told, from where that stands; none to ask at large."""
        untold: list[Drafted] = []
        for before in asked.earlier[:_LOOKED_BACK] if asked.aside else ():
            drafts = _shown(self.answered(before))
            if drafts and asked.aside:
                found = around([d for _, _, d in drafts], before.question, asked.question, asked.aside, self._reports)
                answer = [(understand(asked.question), drafts[0][1], found)] if found else []
                if told(answer) or before.is_topic:
                    return answer
                untold = untold or answer
            elif asked.aside and not asked.aside.content and before.is_topic and not self._leans(before):
                break
        return untold

    def _by_nearest(self, drafts: list[Drafted], asked: Completed) -> list[Drafted]:
        """Return the answers; where all refuse, and a sentence quoted as the nearest tells what is asked, that one."""
        if asked.aside is None or told(drafts):
            return drafts
        found = ((q, s, telling(d.near, asked.aside, self._reports)) for q, s, d in drafts)
        return next(([(q, s, draft)] for q, s, draft in found if draft), drafts)

    def _leans(self, asked: Completed) -> bool:
        return leans(asked.question, self._reports.named)


def _may_tell(talked: Reports, question: str) -> bool:
    """Tell whether reports are of a year that a question is about, if it is about one."""
    years = set(understand(question).years)
    periods = [d.header.period for d in talked.documents.values()]
    return not years or any(period is None or years & set(period.years) for period in periods)


def _shown(drafts: list[Drafted]) -> list[Drafted]:
    """Return the answers that tell something; of refusals, the sentences that they quote as the nearest."""
    if told(drafts):
        return drafts
    return [(q, s, Draft("passage", d.near)) for q, s, d in drafts if d.near]


#: A question as it was read, the reports it was asked of, and the answer.
Drafted = tuple[Question, Scope, Draft]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the units or years that a question lists, and the question about it alone."""

    name: str
    question: str

    @property
    def is_year(self) -> bool:
        return self.name.isdigit()


_KIND = rf"(?:{PLAIN_UNITS}|{'|'.join(PLAIN_SHORT)})\b\.?"
_NAME = rf"[{UPPER}][^\W\d_]+(?: [{UPPER}][^\W\d_]+){{1,2}}(?!\w)"
_AND = r"(?:[,;]\s*(?:va\b)?|\b(?:va|voi|cung|hay|hoac|lan)\b)"
#: What may stand between two members of a list: "của A, của xã B và năm 2023".
_LINK = re.compile(rf"\s*{_AND}\s*(?:(?:cua|o|tai|nam|trong|{_KIND})\s+)*")


def parts_untold(asked: Question, scope: Scope, draft: Draft) -> list[Part]:
    """Return what the question lists, units or years, where the answer leaves one of them out; else []."""
    if asked.yes_no or asked.operation is not Operation.LOOKUP:
        return []
    text = asked.text
    years = [(m.span, str(m.period.start.year)) for m in periods(text) if m.period.is_year]
    for named in (_units(text, scope), years):
        row = _in_a_row(text, named)
        if len({name for _, name in row}) < 2:
            continue
        before, after = text[: row[0][0].start], text[row[-1][0].end :]
        parts = [Part(name, f"{before}{_as_asked(span.of(text), name)}{after}") for span, name in row]
        return [] if all(_told(part, draft) for part in parts) else parts
    return []


def things_untold(asked: Question, draft: Draft) -> list[str]:
    """Return the questions of one that asks several figures where the answer has fewer: "mấy điểm, hạng mấy"."""
    things = several_asked(asked.text) if asked.measure else []
    printed = {figure for line in draft.lines for figure in figures(line.text)}
    left_out = draft.kind == "not_found" or (draft.kind == "passage" and len(printed) < len(things))
    return things if left_out else []


def told(drafted: Sequence[Drafted]) -> bool:
    """Tell whether any of the answers tells what was asked."""
    return any(draft.kind not in ("clarify", "not_found") for _, _, draft in drafted)


def of_part(part: Part, draft: Draft) -> Draft:
    """Say of which year an answer is, where it does not."""
    if not part.is_year or draft.kind in ("clarify", "not_found") or _printed(part, draft):
        return draft
    first, *others = draft.lines
    name = upper_first(say("conversation.year", year=part.name))
    return replace(draft, lines=(replace(first, text=say("passages.side", name=name, text=first.text)), *others))


def without_repeats(drafted: Sequence[Drafted]) -> list[Drafted]:
    """Leave out an answer that says no figure, or of words no sentence, which one before it has not said."""
    kept: list[Drafted] = []
    said: set[object] = set()
    for one in drafted:
        facts = {(f.document_id, f.unit_key, f.measure, f.value) for line in one[2].lines for f in line.facts}
        new: set[object] = {*facts} or {line.text for line in one[2].lines}
        if one[2].kind == "not_found" or not new <= said:
            kept.append(one)
        said |= new
    return kept


def _told(part: Part, draft: Draft) -> bool:
    """Tell whether an answer says anything of the part."""
    facts = [fact for line in draft.lines for fact in line.facts]
    of_year = part.is_year and any(f.period and int(part.name) in f.period.years for f in facts)
    return draft.kind != "not_found" and (of_year or _printed(part, draft))


def _printed(part: Part, draft: Draft) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(fold(part.name))}(?!\w)", fold(line.text)) for line in draft.lines)


def _units(text: str, scope: Scope) -> list[tuple[Span, str]]:
    """Return where the units stand that the question names, with their kinds."""
    folded = fold(text)
    found = {
        Span(*m.span()): unit.bare
        for unit in scope.units
        for m in re.finditer(rf"(?<!\w)(?:{_KIND} )?{re.escape(fold(unit.bare))}(?!\w)", folded)
    }
    mentions = find_units(text, bare=True)
    for mention in mentions:
        if not any(mention.span.overlaps(span) for span in found):
            found[mention.span] = mention.unit.bare
    said = places_said(folded, [(m.span.start, m.span.end, m.unit) for m in mentions])
    places = [m.span for m in mentions if any(m.unit == place for _, place in said)]
    for unit in scope.units:  # beside a unit, a name that no list knows is one of the same kind
        for match in re.finditer(rf"{re.escape(unit.bare)}(?:,| và| với| hay) ({_NAME})", text):
            span = Span(*match.span(1))
            if not any(span.overlaps(other) for other in (*found, *places)):
                found[span] = f"{unit.kind} {match.group(1)}"
    return sorted((span, name) for span, name in found.items() if span not in places)


def _as_asked(typed: str, name: str) -> str:
    """Return a name as it was typed, with the kind that only its place in the list told."""
    return name if name.endswith(f" {typed}") else typed


def _in_a_row(text: str, named: Sequence[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Return those that follow each other with nothing but joining words between."""
    row: list[tuple[Span, str]] = []
    for span, name in named:
        if row and not _LINK.fullmatch(fold(text[row[-1][0].end : span.start])):
            if len(row) > 1:
                break
            row = []
        row.append((span, name))
    return row

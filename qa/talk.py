"""Answer the questions of one conversation: at large, in the reports talked of, or beside what was just told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa.dialogue.conversation import Completed, split_questions
from qa.dialogue.leaning import leans
from qa.draft import Draft
from qa.each import Drafted, told
from qa.reports import Reports
from qa.scoping.scope import settle
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
            self._drafts[turn] = (self._beside(asked) if late and not told(drafts) else []) or self._by_nearest(
                drafts, asked
            )
        return self._drafts[turn]

    def _last_told(self, questions: tuple[Completed, ...]) -> list[Drafted]:
        """Return the last of the answers that told something, or the last of all."""
        each = [self.answered(replace(question, request="ask")) for question in questions[:_LOOKED_BACK]]
        return next((drafts for drafts in map(_shown, each) if drafts), each[0])

    def _at_large(self, asked: Completed) -> list[Drafted]:
        question = without_judge(asked.question)
        drafts: list[Drafted] = []
        for text in (split_questions(question, self._reports.named, str) or [question])[:AT_ONCE]:
            drafts += self._in_talk(text, asked)
        return drafts

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

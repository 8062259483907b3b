"""What part of a whole a count is, where no report says it: "hồ sơ đất đai chiếm bao nhiêu phần trăm hồ sơ trễ hạn"."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.model import Fact, Status
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from prompts import say
from qa.counts.checking import parts_of
from qa.counts.looking import figure_line
from qa.draft import Draft, Line
from qa.matching.figures import ENOUGH, counted_facts
from qa.question import Operation, Question
from qa.reports import Reports, noun_of
from qa.scoping.scope import Scope
from qa.wording import plain, same_evidence

_ASKS_SHARE = re.compile(
    r"\bchiem (?:bao nhieu|may) ?(?:%|phan tram)|\bchiem (?:ty|ti) (?:le|trong) (?:bao nhieu|the nao)"
)
_ASKING = re.compile(r"\b(?:chiếm|chiem)\s+[^?]*$", re.IGNORECASE)


def share_of_whole(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Return the share of a part that its sentence tells beside the whole it divides."""
    if not _ASKS_SHARE.search(fold(question.text)) or question.indicators:
        return None
    text = _ASKING.sub("", question.text)
    asked = replace(question, text=text, terms=terms(text), operation=Operation.LOOKUP, measure="count", counted="")
    for match in counted_facts(asked, scope, reports)[:4]:
        part = match.fact
        if match.score < ENOUGH:
            break
        whole = _whole_of(part, reports)
        if whole is None or not part.value or not whole.value or part.value > whole.value:
            continue
        if not _names_whole(question, whole, reports):
            continue
        facts = (part, whole)
        share = plain(part.value / whole.value * 100, ",00")
        told = say("answers.share_of_whole", share=share, part=part.text, whole=whole.text)
        line = Line(told, same_evidence(facts, reports), facts, True)
        return Draft("comparison", (line, *(replace(figure_line(f, reports), computed=True) for f in facts)))
    return None


def _whole_of(part: Fact, reports: Reports) -> Fact | None:
    """Return the figure whose sentence lists the part as one of its own."""
    for fact in reports.in_sentence(part):
        if fact.span.end < part.span.start and fact.measure == "count" and fact.status is not Status.TARGET:
            if noun_of(fact) == noun_of(part) and part in parts_of(fact, reports):
                return fact
    return None


def _names_whole(question: Question, whole: Fact, reports: Reports) -> bool:
    """Tell whether the whole is the one that the question names behind "phần trăm", if it names one."""
    behind = re.split(r"%|phần trăm|phan tram", question.text)[-1]
    named = {t.name for t in terms(behind) if len(t.name) > 2 and not t.name[0].isdigit()}
    words = reports.words(whole)
    return not named or bool(named & words.clause)

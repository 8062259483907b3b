"""Which of the units of one name is meant: the one talked of before, or the one in the district talked of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.kinds import PLAIN_PLACES
from corpus.model import Unit
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.dialogue.rewriting import Edit, apply, leading_report, lower_first, main_period, period_words, unit_chain
from qa.dialogue.slots import Parts, UnitPiece, take_apart


def homes(unit: UnitPiece, known: Sequence[Unit]) -> frozenset[str]:
    """Return the places, without marks, that units of this name lie in."""
    return frozenset(fold(u.parent) for u in known if u.name == unit.written and u.parent)


#: "tỷ lệ trực tuyến của hai huyện đó": the two talked of.
_BOTH = re.compile(rf"\b(?:ca )?(?:hai|2) (?:{PLAIN_PLACES}|noi)(?: (?:do|nay|tren|kia|vua roi))?\b(?! nao)")


_SUM = re.compile(
    r"(?:(?:thi|la|duoc|ca|tong|tong cong|cong|cong lai|gop lai|bao nhieu|sao|vay|a|nhi|the)\b[\s?.!,]*)+"
)


def with_both(text: str, prior: Parts, earlier: Parts | None, known: Sequence[Unit]) -> str:
    """Return a message with the names of the two units last talked of in the place of "hai huyện"."""
    match = _BOTH.search(fold(text))
    if match is None or take_apart(text, known).units:
        return text
    asked = [u.written for parts in (earlier, prior) if parts for u in parts.units]
    names = list(dict.fromkeys(asked))[-2:]
    if len(names) < 2:
        return text
    added = _SUM.fullmatch((fold(text)[: match.start()] + fold(text)[match.end() :]).strip())
    chain = unit_chain(prior)
    if added and chain is not None:  # "hai huyện cộng lại?": of what, the question before says
        both = say("conversation.both", first=names[0], second=names[1])
        return apply(prior.text, [Edit(chain, both)])
    text = text[: match.start()] + say("conversation.both", first=names[0], second=names[1]) + text[match.end() :]
    base = main_period(prior)
    if base is None or take_apart(text, known).periods:
        return text
    return f"{upper_first(period_words(base, prior.text))}, {lower_first(take_apart(text, known))}"


def placed(question: str, prior: Parts, known: Sequence[Unit]) -> str:
    """Return a question whose one unit is of a name that several have, with what the talk says of where it lies."""
    now = take_apart(question, known)
    if len(now.units) != 1 or now.reports:
        return question
    unit = now.units[0]
    places = homes(unit, known)
    if len(places) < 2:
        return question
    there = next((u for u in prior.units if fold(u.written) in places), None)
    if there is not None:
        return apply(question, [Edit(unit.span, f"{unit.span.of(question)} ({there.written})")])
    report = leading_report(prior).rstrip(" ,")
    same = any(u.written == unit.written for u in prior.units)
    return f"{report}, {lower_first(now)}" if report and same else question

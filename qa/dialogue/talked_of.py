"""What a talk settles: which unit of one name is meant, and which two, of those just talked of, are compared."""

import re
from collections.abc import Sequence

from corpus.kinds import PLAIN_PLACES
from corpus.model import Span, Unit
from corpus.vietnamese import blanked, fold, upper_first
from prompts import say
from qa.dialogue.message import Message, read
from qa.dialogue.rewriting import (
    Edit,
    apply,
    leading_report,
    lower_first,
    main_period,
    period_words,
    unit_chain,
    unit_words,
)
from qa.dialogue.slots import Parts, UnitPiece, take_apart


def homes(unit: UnitPiece, known: Sequence[Unit]) -> frozenset[str]:
    """Return the places, without marks, that units of this name lie in."""
    return frozenset(fold(u.parent) for u in known if u.name == unit.written and u.parent)


#: "tỷ lệ trực tuyến của hai huyện đó": the two talked of.
BOTH = re.compile(rf"\b(?:ca )?(?:hai|2) (?:{PLAIN_PLACES}|noi)(?: (?:do|nay|tren|kia|vua roi))?\b(?! nao)")


def of_another_unit(asked: Sequence[str], known: Sequence[Unit]) -> str:
    """Return the last question asked of another unit than the last of all; "" where one alone was talked of."""
    named = [(text, {u.written for u in take_apart(text, known).units}) for text in asked]
    return next((text for text, units in reversed(named) if units and units != named[-1][1]), "")


_SUM = re.compile(
    r"(?:(?:thi|la|duoc|ca|tong|tong cong|cong|cong lai|gop lai|bao nhieu|sao|vay|a|nhi|the)\b[\s?.!,]*)+"
)


def with_both(text: str, prior: Parts, earlier: Parts | None, known: Sequence[Unit]) -> str:
    """Return a message with the names of the two units last talked of in the place of "hai huyện"."""
    match = BOTH.search(fold(text))
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


_WHO = re.compile(
    r"^(?:vay |the |thi |con )*(?:(?:ai|nam nao|ben nao|huyen nao|xa nao|don vi nao|tinh nao|dia phuong nao|noi nao)\b.*\b(?:hon|nhat)\b"
    r"|(?:hon kem|chenh(?: lech| nhau)?|cach nhau|hon bao nhieu|kem bao nhieu)\b)"
)


def of_the_pair(message: Message, prior: Parts, earlier: Parts | None, known: Sequence[Unit]) -> tuple[Message, Parts]:
    """Return the message and the question it changes; where it compares the last two, the later with the earlier."""
    now = message.parts
    if earlier is None or now.units or now.periods or now.indicators or message.relatives:
        return message, prior
    changes = any(m.name == "change" for m in message.measures)
    compares = _WHO.match(now.folded) is not None
    if not (changes or compares) or _skeleton(prior) != _skeleton(earlier):
        return message, prior
    one, other = main_period(earlier), main_period(prior)
    same_unit = unit_words(prior).lower() == unit_words(earlier).lower()
    if one and other and same_unit and (one.year, one.number) != (other.year, other.number):
        later, base = (prior, earlier) if (other.year, other.number) > (one.year, one.number) else (earlier, prior)
        words = period_words(main_period(base) or one, base.text)
        return read(say("conversation.compared_period", period=words), known), later
    if compares and not same_unit and prior.units and earlier.units:
        return read(say("conversation.compared_unit", unit=unit_words(prior)), known), earlier
    return message, prior


def _skeleton(parts: Parts) -> str:
    """Return the question without its units and periods: what it asks of whatever they are."""
    spans: list[Span] = [u.span for u in parts.units] + [p.span for p in parts.periods]
    left = re.sub(r"\b(?:cua|o|tai|trong|nam)\b", " ", blanked(parts.folded, spans))
    return " ".join(sorted(re.findall(r"\w+", left)))

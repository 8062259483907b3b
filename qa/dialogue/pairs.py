"""Two things just talked of, one after the other: "tăng hay giảm?" or "ai hơn?" compares these."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Span, Unit
from corpus.vietnamese import blanked
from prompts import say
from qa.dialogue.message import Message, read
from qa.dialogue.rewriting import main_period, period_words, unit_words
from qa.dialogue.slots import Parts

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

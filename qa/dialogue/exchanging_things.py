"""Exchange the thing that a question is about: another noun, one more of its head, a name of a row, a quoted name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.lines import UPPER
from corpus.model import Span, Unit
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.dialogue.asides import NAMES_SOMETHING
from qa.dialogue.exchange import exchange
from qa.dialogue.exchanging_measures import counted_anew, counted_span, rebuild
from qa.dialogue.message import QUESTION_WORDS, Message
from qa.dialogue.rewriting import Edit, apply, unit_chain, unit_words
from qa.dialogue.slots import Parts, take_apart

SO_WHAT = re.compile(r"\b(?:thi )?(?:sao|the nao|ra sao)\b")
_TRAILING = re.compile(
    r"\s+(?:(?:thì|thi)(?: (?:sao|thế nào|như thế nào|the nao))?|(?<!ra )sao|là bao nhiêu|bao nhiêu)$", re.IGNORECASE
)


def other_name(now: Parts, prior: Parts) -> str:
    """Return what was asked of one named thing asked of another, or what there is on it: "còn “Sổ tay một chạm”?"."""
    new = NAMES_SOMETHING.search(now.text)
    if new is None or QUESTION_WORDS.search(SO_WHAT.sub("", now.folded)):
        return ""
    old = NAMES_SOMETHING.search(prior.text)
    if old is None:
        return say("conversation.on_it", name=new.group(0))
    return apply(prior.text, [Edit(Span(*old.span()), new.group(0))])


def topic_of(message: Message) -> str:
    """Return the noun phrase of "còn hồ sơ trễ hạn?"; "" where the message asks something itself."""
    now = message.parts
    text = now.text.rstrip(" ?.!…")
    text = _TRAILING.sub("", text)
    if QUESTION_WORDS.search(fold(text)) or message.measures or now.units or len(text.split()) > 10:
        return ""
    if re.match(r"(?:da|dang|se|co|duoc|bi|phai|neu|hay|tai|theo|trong)\b", fold(text)):
        return ""
    if _TRAILING.search(now.text.rstrip(" ?.!…")) and len(text.split()) == 1 and not text.isupper():
        return ""  # "chậm thì sao?": what happens then, not how many
    taken = [p.span for p in now.periods] + [p.span for p in now.levels] + [r.span for r in message.relatives]
    for span in sorted(taken, reverse=True):
        text = text[: span.start] + text[span.end :]
    return re.sub(r"\s+(?:của|ở|trong|vào|cua|o|trong|vao)?\s*$", "", " ".join(text.split()) + " ").strip()


_MEASURED = re.compile(r"(tỷ lệ|tỉ lệ|số lượng|tổng số|số|kinh phí|ty le|ti le|mức|điểm)(?=\s)", re.IGNORECASE)


def other_topic(topic: str, message: Message, prior: Parts, known: Sequence[Unit]) -> str:
    changed = _of_a_row(topic, prior) or ("" if message.parts.periods else _of_the_same_head(topic, prior))
    if changed:
        return changed
    asked = prior.asking[0] if prior.asking else None
    measured = _MEASURED.match(topic) or (message.parts.status and message.parts.asking)
    if asked is not None and asked.name == "count" and not measured:
        span = counted_span(prior, asked)
        first = apply(prior.text, [Edit(span, f" {counted_anew(topic, span.of(prior.text))}")])
        if message.parts.periods or message.relatives or message.parts.levels:
            return exchange(take_apart(first, known), _only_slots(message), known)
        return first
    if prior.indicators and not measured:
        return rebuild(prior, message, upper_first(topic), "")
    if asked is None and measured:
        return rebuild(prior, message, upper_first(topic), say("conversation.ask_value"))
    if asked is not None and asked.name in ("value", "rate", "score", "rank", "grade", "change", "count"):
        head = _MEASURED.match(prior.text)
        if head and not measured and asked.name != "count":
            topic = f"{head.group(1).lower()} {topic}"
        asked_words = asked.span.of(prior.text) if asked.name in ("value", "rate") else say("conversation.ask_value")
        return rebuild(prior, message, upper_first(topic), asked_words)
    return rebuild(prior, message, upper_first(topic), "")


#: A name that no list of units knows: of a row of a table, most often.
_ROW_NAME = rf"[{UPPER}][^\W\d_]*[^\W\d_{UPPER}](?: [{UPPER}][^\W\d_]+){{1,3}}"


def _of_a_row(topic: str, prior: Parts) -> str:
    """Return the question before asked of a name within its unit: "huyện A nhận bao nhiêu?" – "còn Sùng Phài?"."""
    chain = unit_chain(prior)
    if chain is None or not prior.asking or not re.fullmatch(_ROW_NAME, topic):
        return ""
    before = re.search(rf"{_ROW_NAME}, $", prior.text[: chain.start])
    span = Span(before.start() if before else chain.start, chain.end)
    return apply(prior.text, [Edit(span, f"{topic}, {unit_words(prior)}"), *(Edit(p.span, "") for p in prior.levels)])


#: So many words tell two things of one head apart.
_LONGEST_REST = 2


def _of_the_same_head(topic: str, prior: Parts) -> str:
    """Return the question before with one thing for another of the same head: "khối sở" – "còn khối huyện?"."""
    words = topic.split()
    taken = [u.span for u in prior.units] + [p.span for p in prior.periods] + [a.span for a in prior.asking]
    for shared in range(len(words) - 1, max(0, len(words) - 1 - _LONGEST_REST), -1):
        head, rest = " ".join(words[:shared]), len(words) - shared
        found = re.search(rf"(?<!\w){re.escape(head)}((?: [^\W\d_]+){{{rest}}})(?!\w)", prior.text, re.IGNORECASE)
        if found is None or fold(found.group(1)) == fold(f" {' '.join(words[shared:])}"):
            continue
        span = Span(*found.span())
        if not any(span.overlaps(other) for other in taken) and not QUESTION_WORDS.search(fold(found.group(1))):
            return apply(prior.text, [Edit(span, topic if span.start else upper_first(topic))])
    return ""


def _only_slots(message: Message) -> Message:
    return replace(message, measures=(), compares=False, parts=replace(message.parts, indicators=(), status=()))

"""Rewrite the question before with what a follow-up changes: unit, period, index, measure, level, or the thing."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.kinds import PLAIN_BODIES
from corpus.lines import UPPER
from corpus.model import Span, Unit
from corpus.vietnamese import blanked, fold, upper_first
from prompts import say
from qa.dialogue.asides import NAMES_SOMETHING
from qa.dialogue.exchanging_measures import (
    counted_anew,
    counted_span,
    exchange_indicator,
    exchange_measure,
    rebuild,
    rebuilt_indicator,
)
from qa.dialogue.exchanging_periods import compared_period, exchange_period
from qa.dialogue.exchanging_units import (
    compare_units,
    exchange_level,
    exchange_units,
    level_words,
    own_level,
    unit_above,
)
from qa.dialogue.message import OVER_YEARS, QUESTION_WORDS, STAGE, Message
from qa.dialogue.rewriting import (
    LEVEL_WORD,
    Edit,
    apply,
    by_report,
    end_of,
    leading_report,
    lower_first,
    style,
    tidy,
    unit_chain,
    unit_words,
)
from qa.dialogue.slots import Parts, take_apart
from qa.standing import FIRST_PLACE, LAST_PLACE

_VALUED = ("score", "rank", "grade", "rate", "value")


def exchange(prior: Parts, message: Message, known: Sequence[Unit]) -> str:
    """Return the question before with the parts exchanged that the message names."""
    now = message.parts
    prior = _uncompared(prior, known) if now.units and not message.compares else prior
    measures = list(dict.fromkeys(m.name for m in message.measures))
    if "why" in measures:
        return _exchange_reason(prior, message, known)
    ranged = any(p.form == "range" for p in now.periods)
    if ranged and not measures and prior.indicators and any(a.name in _VALUED for a in prior.asking):
        measures = ["trend"]
    several = [m for m in measures if m in ("score", "rank", "grade", "rate")]
    if len(several) > 1:
        kept = [tuple(m for m in message.measures if m.name == one) for one in several]
        return " ".join(exchange(prior, replace(message, measures=one), known) for one in kept)
    if message.stages and measures and any(a.name == "change" for a in prior.asking):
        value = take_apart(exchange(prior, replace(message, stages=()), known), known)
        return exchange(value, replace(message, measures=(), parts=replace(now, periods=(), units=())), known)
    edits: list[Edit] = []
    fronts: list[str] = []
    compared = compared_period(prior, message) if message.compares else None
    if message.compares and now.units:
        edits += compare_units(prior, now)
    elif now.units or now.described:
        edits += exchange_units(prior, now, fronts, known)
    if compared is None:
        edits += exchange_period(prior, message, fronts)
    rebuilt = rebuilt_indicator(prior, message) if now.indicators else None
    if rebuilt is not None:
        return rebuilt
    if now.indicators:
        edits = exchange_indicator(prior, now) + edits
    if measures or compared is not None:
        changed = exchange_measure(prior, message, measures, compared)
        if isinstance(changed, str):
            return changed
        edits = changed + edits
    level = level_words(message)
    above = unit_above(prior, level, known)
    chain = unit_chain(prior)
    if above and chain is not None:
        edits = [Edit(chain, style(above, prior.text)), *edits]
    elif level and not own_level(prior, level):
        edits += exchange_level(prior, level)
    if message.stages:
        edits = _exchange_stage(prior, message) + edits
    if message.denied:
        edits += _deny(prior, message.denied)
    if now.status and "typed" not in measures:
        edits += _exchange_status(prior, now)
    if now.reports and not now.units:
        edits += [Edit(span, "") for span in prior.reports]
        fronts.append(by_report(now.reports[0].of(now.text)))
    text = apply(prior.text, edits)
    return _with_fronts(prior, text, fronts)


def _uncompared(prior: Parts, known: Sequence[Unit]) -> Parts:
    """Return a question that compares two units as one on the first: whoever names one next asks of that alone."""
    for unit in prior.units[1:]:
        if compared := re.search(r"\bso voi\s+$", prior.folded[: unit.span.start]):
            return take_apart(apply(prior.text, [Edit(Span(compared.start(), unit.span.end), "")]), known)
    if first := _FROM_FIRST.search(prior.folded):
        return take_apart(apply(prior.text, [Edit(Span(*first.span()), "")]), known)
    return prior


#: "… kém huyện đứng đầu bao nhiêu điểm": how far off the first.
_FROM_FIRST = re.compile(rf"\b(?:hon|kem|cach|thua) (?:{PLAIN_BODIES}) (?:{FIRST_PLACE}|{LAST_PLACE}|dau|cuoi)\b")


def _with_fronts(prior: Parts, text: str, fronts: Sequence[str]) -> str:
    """Put what had no place in the question before in front of it, after a leading report."""
    if not fronts:
        return text
    lead = leading_report(prior)
    if lead and text.startswith(lead):
        rest = text[len(lead) :].strip()
        return tidy(f"{lead} {', '.join(fronts)}, {rest}")
    first = prior.text[:1]
    lowered = lower_first(prior)[:1] if text[:1] == first else text[:1].lower()
    body = lowered + text[1:] if text[1:2].islower() or not text[1:2] else text
    return upper_first(tidy(f"{', '.join(fronts)}, {body}"))


def _exchange_status(prior: Parts, now: Parts) -> list[Edit]:
    wanted = now.status[0].name
    old = next((s for s in prior.status if s.name != wanted), None)
    if any(s.name == wanted for s in prior.status):
        return []
    typed = now.status[0].span.of(now.text).lower()
    if old is not None:
        before = re.search(r"(?:đặt|dat)(?:\s+ra)?\s+$", prior.text[: old.span.start])
        if before and wanted == "result":
            return [Edit(Span(before.start(), old.span.end), typed)]
        now_told = fold(typed).startswith("hien")  # what was to be reached by then is reached when the report is made
        return [Edit(old.span, "" if now_told else typed), *(Edit(p.span, "") for p in prior.periods if now_told)]
    if wanted == "result":
        return []
    first = prior.indicators[0].span if prior.indicators else None
    if first is None:
        places = [u.span for u in prior.units] + [p.span for p in prior.periods]
        start = _FRONT.match(blanked(prior.folded, places)).end()  # type: ignore[union-attr]
        return [Edit(Span(start, start + 1), f"{typed} {prior.text[start] if start else lower_first(prior)[:1]}")]
    start, noun = first.start, first.of(prior.text)
    noun = noun if noun[1:2].isupper() else noun[:1].lower() + noun[1:]
    return [Edit(Span(start, first.end), f"{typed} {noun}")]


#: What stands before a question with its time and place taken out: "Năm …, tại …, ".
_FRONT = re.compile(r"(?:\W|(?:tai|trong|o|cua)\b(?=\W{3}))*")


def _exchange_stage(prior: Parts, message: Message) -> list[Edit]:
    """Put "sau đính chính" to the period or unit; a report named by number is no longer the one asked."""
    written = message.stages[0].of(message.parts.text).lower()
    edits = [Edit(Span(*m.span()), "") for m in STAGE.finditer(prior.folded)]
    if re.match(r"sau", fold(written)):
        edits += [Edit(span, "") for span in prior.reports if re.search(r"\d/", span.of(prior.text))]
    places = [p.span for p in prior.periods] + [u.span for u in prior.units]
    end = max((p.end for p in places), default=end_of(prior))
    return [*edits, Edit(Span(end - 1, end), f"{prior.text[end - 1]} {written}")]


def _deny(prior: Parts, verb: str) -> list[Edit]:
    found = re.search(rf"\b(?<!khong )(?<!chua ){verb}\b", prior.folded)
    if found is None:
        return []
    return [Edit(Span(*found.span()), f"không {prior.text[found.start() : found.end()]}")]


_TAIL = re.compile(
    r"(?:,?\s+(?:đúng không|phải không|không|chưa|dung khong|phai khong|khong|chua|ko|à|ạ|nhỉ))?[\s?.!…]*$",
    re.IGNORECASE,
)


def _exchange_reason(prior: Parts, message: Message, known: Sequence[Unit]) -> str:
    others = tuple(m for m in message.measures if m.name != "why")
    now = message.parts
    if others or now.units or now.periods or now.indicators or now.levels or message.relatives:
        prior = take_apart(exchange(prior, replace(message, measures=others), known), known)
    return _why(prior)


def _why(prior: Parts) -> str:
    if re.search(r"\b(?:vi|tai) sao\b", prior.folded):
        return prior.text
    edits = []
    settled = False
    for piece in prior.asking:
        if piece.name == "count":
            kept = re.sub(r"\s*(?:bao nhiêu|mấy|bao nhieu|may)$", "", piece.span.of(prior.text), flags=re.IGNORECASE)
        elif piece.name == "change":
            kept = re.sub(r"\s*(?:bao nhiêu|mấy|bao nhieu|may).*$", "", piece.span.of(prior.text), flags=re.IGNORECASE)
        else:
            kept, settled = "", True
        edits.append(Edit(piece.span, kept) if kept else Edit(piece.span, " "))
    body = _TAIL.sub("", apply(prior.text, edits))
    body = re.sub(r"(?<=\w) (?:nào|gì|nao|gi)(?!\w)", "", body)
    body = re.sub(r"\s+(?:về|ve|là|la)$", "", body.strip())
    first = body.split(" ", 1)[0]
    keeps = any(u.span.start == 0 and not re.match(LEVEL_WORD, body, re.IGNORECASE) for u in prior.units)
    if not keeps and first[1:] == first[1:].lower():
        body = body[:1].lower() + body[1:]
    return tidy(say("conversation.why_so" if settled else "conversation.why", body=body))


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
    if OVER_YEARS.search(prior.folded) and _MEASURED.match(prior.text) and not message.parts.periods:
        counted = topic if measured else say("conversation.number_of", counted=topic)
        return rebuild(prior, message, upper_first(counted), say("conversation.ask_trend"))
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

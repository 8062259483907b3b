"""Exchange what is asked for: the indicator, the measure, or the whole question rebuilt about another topic."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Span
from corpus.vietnamese import fold, upper_first
from corpus.vocabulary import indicators
from prompts import say
from qa.dialogue.exchanging_periods import base_of_change, new_period
from qa.dialogue.exchanging_units import bare_unit, level_words
from qa.dialogue.message import QUALITY, Message
from qa.dialogue.rewriting import (
    Edit,
    apply,
    as_noun,
    end_of,
    leading_report,
    main_period,
    period_words,
    report_words,
    spaced,
    style,
    tidy,
    unit_words,
)
from qa.dialogue.slots import Parts, Piece, take_apart


def exchange_indicator(prior: Parts, now: Parts) -> list[Edit]:
    piece = now.indicators[0]
    new = style(as_noun(piece, now.text), prior.text)
    name = piece.name
    percent = name == "sipas" or (name not in indicators() and "hài lòng" in name)
    asked = next((a for a in prior.asking if a.name in ("score", "rate")), None)
    if not prior.indicators:
        rank = next((a for a in prior.asking if a.name in ("rank", "grade")), None)
        if rank is None:
            return []
        return [Edit(rank.span, rank.span.of(prior.text) + spaced("with_indicator", indicator=new))]
    old = prior.indicators[0]
    typed = old.span.of(prior.text)
    edits: list[Edit] = []
    overlapping = next((a for a in prior.asking if a.span.overlaps(old.span)), None)
    headed = re.match(r"(?:tong )?(?:diem(?: so)?|thu hang|xep hang|xep loai|hang)(?: cua)? ", fold(typed) + " ")
    if overlapping is not None:
        span = overlapping.span.cover(old.span)
        words = {
            "score": f"{say('conversation.ask_score')}{spaced('with_indicator', indicator=new)}",
            "rank": f"{say('conversation.ask_rank')}{spaced('with_indicator', indicator=new)}",
            "grade": f"{say('conversation.ask_grade')}{spaced('with_indicator', indicator=new)}",
        }.get(overlapping.name, say("conversation.percent_indicator", indicator=new))
        if percent and overlapping.name == "score":
            words = say("conversation.percent_indicator", indicator=new)
        return [Edit(span, style(words, prior.text))]
    if headed and fold(typed) != headed.group(0).strip():
        head = typed[: headed.end()].rstrip()
        edits.append(Edit(old.span, f"{head} {new}"))
    else:
        about = re.search(r"\bve\s+$", prior.folded[: old.span.start])
        edits.append(Edit(old.span, new if about or old.span.start else upper_first(new)))
    if asked is not None and (percent or asked.name == "rate"):
        kept = re.sub(r"\s+(?:điểm|phần trăm|diem|phan tram)$|\s*%$", "", asked.span.of(prior.text))
        edits.append(Edit(asked.span, kept))
    return edits


def rebuilt_indicator(prior: Parts, message: Message) -> str | None:
    """Return a new question where the one before was about no indicator at all."""
    if prior.indicators or any(a.name in ("rank", "grade") for a in prior.asking):
        return None
    now = message.parts
    return rebuild(prior, message, upper_first(as_noun(now.indicators[0], now.text)), _asked_words(message))


def _asked_words(message: Message) -> str:
    names = [m.name for m in message.measures if m.name in ("score", "rank", "grade", "rate")]
    return ", ".join(say(f"conversation.ask_{n}") for n in names) or say("conversation.ask_value")


def rebuild(prior: Parts, message: Message, topic: str, asked: str) -> str:
    """Return a question about another topic in the unit, period and report of the one before."""
    now = message.parts
    unit = unit_words(now) or unit_words(prior)
    if not unit and (bare := bare_unit(prior)):
        unit = bare.of(prior.text).lower()
    new = new_period(prior, message)
    base = main_period(prior)
    period = new[0] if new else (period_words(base, prior.text) if base else "")
    lead = leading_report(prior)
    others = [r for r in report_words(prior) if r != lead]
    level = level_words(message) or (prior.levels[0].span.of(prior.text).removeprefix("ở ") if prior.levels else "")
    text = say(
        "conversation.rebuilt" if asked else "conversation.rebuilt_text",
        topic=topic,
        period=period,
        unit=spaced("of_unit", unit=unit) if unit else "",
        level=spaced("at_level", level=level) if level else "",
        report=" ".join(r if r.startswith("(") else f"({r})" for r in others),
        **({"asked": asked} if asked else {}),
    )
    if lead and not now.units:
        text = f"{lead} {text[:1].lower() + text[1:] if text[1:2].islower() else text}"
    return tidy(text)


def exchange_measure(prior: Parts, message: Message, measures: Sequence[str], compared: str | None) -> list[Edit] | str:
    asked = prior.asking[0] if prior.asking else None
    kept = asked.name if asked else ""
    typed = next((m.span.of(message.parts.text) for m in message.measures if m.name == "typed"), "")
    if "reached" in measures:
        valued = [a for a in prior.asking if a.name in ("score", "rate", "value")]
        plain = take_apart(apply(prior.text, [Edit(s.span, "") for s in (*prior.status, *valued)]), ())
        return apply(plain.text, [_asked_at_end(plain, say("conversation.reached"))])
    if typed:
        words = typed.lower()
    elif "trend" in measures:
        words = "" if re.search(r"\bqua (?:cac|tung) nam\b", prior.folded) else say("conversation.ask_trend")
    elif "change" in measures or compared is not None:
        if re.search(r"\b(?:bac|hang)\b", message.parts.folded):
            kept = "rank"
        of = {"score": "of_score", "rank": "of_rank", "rate": "of_rate"}.get(kept, "of_none")
        words = say(
            "conversation.ask_change", measure=say(f"conversation.{of}"), base=compared or base_of_change(prior)
        )
        if kept == "rank" and asked is not None and not prior.indicators:
            words = f"thứ hạng {words}"
        elif kept == "rank":
            words = f"có thứ hạng {words}"
    else:
        wanted = [m for m in measures if m in ("score", "rank", "grade", "rate")]
        if kept == "count" and "rate" in wanted:
            return _rate_of_counted(prior, message)
        if kept == "count" and wanted:
            return _asked_of_unit(prior, message, ", ".join(say(f"conversation.ask_{m}") for m in wanted))
        words = ", ".join(say(f"conversation.ask_{m}") for m in wanted)
        if prior.indicators and any(i.name == "sipas" for i in prior.indicators):
            words = words.replace(say("conversation.ask_score"), say("conversation.ask_value"))
    words = style(words, prior.text)
    if asked is None:
        return [_asked_at_end(prior, words)]
    if kept == "count" and ("change" in measures or compared is not None or "trend" in measures):
        counted = counted_words(prior, asked)
        topic = say("conversation.number_of", counted=" ".join([counted, _done_with(prior, asked)]).strip())
        return rebuild(prior, _without_period(message), topic, words)
    span = asked.span
    if kept == "change" and compared is None and not {"change", "trend"} & set(measures):
        span = _whole_change(prior, span)
    old = next((i for i in prior.indicators if i.span.overlaps(span) or 0 <= i.span.start - span.end <= 1), None)
    if old is not None:
        span = span.cover(old.span)
        words += spaced("with_indicator", indicator=style(as_noun(old, prior.text), prior.text))
    # Further things asked in the same breath go: "xếp thứ mấy, trên bao nhiêu đơn vị".
    return [Edit(span, words), *(Edit(a.span, "") for a in prior.asking[1:] if a.name in ("score", "rank", "value"))]


def _asked_at_end(prior: Parts, words: str) -> Edit:
    end = end_of(prior)
    return Edit(Span(end - 1, end), f"{prior.text[end - 1]} {words}")


def _whole_change(prior: Parts, span: Span) -> Span:
    """Return the place of a change that is no longer asked for, with what it is measured against."""
    before = re.search(r"(?:(?:co )?(?:thu hang|diem so) )$", prior.folded[: span.start])
    after = re.match(
        r"(?: (?:diem|bac|hang|phan tram|%))?(?: so voi (?:nam (?:truoc|ngoai|\d{4})|cung ky(?: nam (?:truoc|\d{4}))?|[^,?]*?\d{4}))?",
        prior.folded[span.end :],
    )
    return Span(before.start() if before else span.start, span.end + (after.end() if after else 0))


def _without_period(message: Message) -> Message:
    return replace(message, relatives=(), parts=replace(message.parts, periods=()))


def _done_with(prior: Parts, asked: Piece) -> str:
    """Return what is done with the things counted: "tiếp nhận" of "năm 2023 huyện tiếp nhận bao nhiêu hồ sơ?"."""
    places = [*(u.span for u in prior.units), *(p.span for p in prior.periods), *prior.described, *prior.reports]
    start = max((s.end for s in places if s.end <= asked.span.start), default=0)
    said = re.split(r"[,;]", prior.text[start : asked.span.start])[-1].split()
    while said and fold(said[0]) in _NOT_DONE:
        said = said[1:]
    return " ".join(said).lower() if len(said) <= _LONGEST_VERB else ""


_NOT_DONE = frozenset("co la dat duoc da thi con tong cong so o tai ca tat xa huyen tinh phuong".split())  # noqa: SIM905
_LONGEST_VERB = 3


def counted_words(prior: Parts, asked: Piece) -> str:
    """Return what was counted: "hồ sơ trễ hạn" of "có bao nhiêu hồ sơ trễ hạn năm 2023?"."""
    return counted_span(prior, asked).of(prior.text).strip(" ?.!,")


def counted_anew(topic: str, counted: str) -> str:
    """Return what is counted of another kind: of "hồ sơ trực tuyến" "quá hạn", of "biên chế công chức" "viên chức"."""
    words, new = counted.split(), topic.split()
    tail = words[-len(new) :]
    if len(words) > len(new) > 1 and (fold(tail[0]) == fold(new[0]) or fold(tail[-1]) == fold(new[-1])):
        return " ".join([*words[: -len(new)], topic])
    quality = QUALITY.search(fold(counted))
    return f"{counted[: quality.start() if quality else None].strip()} {topic}" if QUALITY.match(fold(topic)) else topic


def counted_span(prior: Parts, asked: Piece) -> Span:
    edges = [u.span.start for u in prior.units] + [p.span.start for p in prior.periods]
    edges += [p.span.start for p in prior.levels]
    edges += [s.start for s in (*prior.described, *prior.reports)]
    end = min([e for e in edges if e > asked.span.end + 1], default=len(prior.text.rstrip(" ?.!")))
    stretch = prior.folded[asked.span.end : end]
    stretch = re.sub(
        r"(?:\s+(?:cua|o|tai|trong|vao|tren dia ban|nam|thuoc|den|(?<!thong )(?<!vat )(?<!dau )tu))+\s*$",
        "",
        stretch.rstrip(),
    )
    comma = re.search(r",\s*(?:tren|la|dat|xep|biet|neu|trong do|co|tang|giam|vi sao|ke hoach|dung)\b", stretch)
    if comma:
        stretch = stretch[: comma.start()]
    return Span(asked.span.end, asked.span.end + max(1, len(stretch)))


def _asked_of_unit(prior: Parts, message: Message, asked: str) -> str:
    """Return "Năm 2018, huyện … được bao nhiêu điểm?" after a question that counted something else."""
    new, base = new_period(prior, message), main_period(prior)
    period = new[0] if new else (period_words(base, prior.text) if base else "")
    unit = unit_words(message.parts) or unit_words(prior)
    text = f"{period}, {unit} {asked}?" if period else f"{unit} {asked}?"
    return style(upper_first(tidy(text)), prior.text)


def _rate_of_counted(prior: Parts, message: Message) -> str:
    counted = " ".join([counted_words(prior, prior.asking[0]), _done_with(prior, prior.asking[0])]).strip()
    topic = say("conversation.rate_of", counted=counted)
    return rebuild(prior, message, topic, say("conversation.ask_value"))

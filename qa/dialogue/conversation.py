"""Complete a question from the conversation before it: what was typed, and what it silently refers to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.model import Level, Span, Unit
from corpus.vietnamese import fold, has_marks, sentences, upper_first
from prompts import say
from qa.dialogue.canonical import Canonical, UnitNames, canonical
from qa.dialogue.exchange import (
    bare_unit,
    counted_span,
    exchange,
    may_lie_in,
    new_period,
    rebuild,
    shifted,
    style,
)  # fmt: skip
from qa.dialogue.message import QUESTION_WORDS, Message, read
from qa.dialogue.rewriting import (
    Edit,
    apply,
    indicator_words,
    leading_report,
    lower_first,
    main_period,
    period_words,
    report_words,
    spaced,
    tidy,
    unit_words,
)  # fmt: skip
from qa.dialogue.slots import Parts, take_apart
from qa.dialogue.small_talk import small_talk
from qa.dialogue.typing_habits import normalise
from qa.model import Turn

__all__ = ["Completed", "complete", "normalise", "split_questions"]

Request = Literal["ask", "source", "more", "quote"]
#: Earlier turns than these no longer decide what a follow-up means.
_REMEMBERED = 16


@dataclass(frozen=True, slots=True)
class Completed:
    """The full question; `changed` says the conversation completed it; `request` what is wanted of it."""

    question: str
    changed: bool
    request: Request


def complete(
    text: str, history: Sequence[Turn], known_units: Sequence[Unit], reading: Canonical | None = None
) -> Completed:
    """Return the question that the message asks at this point of the conversation.

    `reading` gives the form in which a message is read; without it only typing habits are undone.
    """
    reading = reading or _habits_undone(known_units)
    before = answer = ""
    for turn in history[-_REMEMBERED:]:
        if small_talk(turn.question) is not None:
            continue
        earlier = _complete(turn.question, before, answer, known_units, reading)
        if earlier.request == "ask":
            before = earlier.question
        answer = turn.answer
    pieces = _pieces(text)
    if not before or len(pieces) < 2:
        return _complete(text, before, answer, known_units, reading)
    done = [_complete(pieces[0], before, answer, known_units, reading)]
    for piece in pieces[1:]:
        done.append(_complete(piece, done[-1].question, "", known_units, reading))
    if not any(d.changed for d in done) or any(d.request != "ask" for d in done):
        return _complete(text, before, answer, known_units, reading)
    asked = [d.question if d.question.endswith("?") else f"{d.question}?" for d in done]
    return Completed(" ".join(asked), True, "ask")


def _pieces(text: str) -> list[str]:
    """Return the questions of a message as typed, without greetings and thanks."""
    text = _QUOTED.sub(lambda m: m.group(0).replace("?", "\0"), text)
    pieces = [p.strip().replace("\0", "?") for p in _BETWEEN.split(text) if re.search(r"\w", p)]
    return [_without_greeting(p) for p in pieces if small_talk(p) is None]


def _without_greeting(text: str) -> str:
    while (start := re.match(r"[^.!?,\n]{2,40}[.!,]\s+", text)) and small_talk(start.group(0)) is not None:
        text = text[start.end() :]
    return text


def split_questions(text: str, known_units: Sequence[Unit] = (), reading: Canonical | None = None) -> list[str]:
    """Return the questions of one message, each completed from the one before it."""
    reading = reading or _habits_undone(known_units)
    asked = _pieces(text)
    if len(asked) < 2:
        return [text.strip()] if text.strip() else []
    result: list[str] = []
    for piece in asked:
        if result and _TAG.fullmatch(fold(piece)):
            result[-1] = f"{result[-1].rstrip(' ?')}, {piece}"
            continue
        done = _complete(piece, result[-1] if result else "", "", known_units, reading)
        if done.request == "ask" and done.question not in result:
            result.append(done.question)
    return result


_BETWEEN = re.compile(r"(?<=\?)\s*(?=[^\s?!.])|\n+")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_TAG = re.compile(r"(?:dung|phai|co)?\s*(?:khong|ko|chua|a|nhi)\W*")

_REQUESTS: tuple[tuple[Request, re.Pattern[str]], ...] = tuple(
    (request, re.compile(rf"^{pattern}(?:\s+(?:vay|the|a|nhi|nhe|di|voi|ban|ad|duoc khong|giup toi|giup minh|cho toi|cho minh|xem|nao|do|day|ha))*[\s?.!]*$"))  # type: ignore[misc]
    for request, pattern in (
        ("quote", r"(?:(?:cho|xin|hay|doc|ghi|chep|neu)(?: toi| minh| em)? )?(?:xem )?(?:trich(?: dan)?(?: lai| dung| ra)?(?: nguyen van)?|nguyen van|cau goc|doan goc|van ban goc|trich doan|doan trich)(?: (?:cau|doan)(?: do| nay| goc)?| (?:trong )?(?:bao cao|tai lieu)| nguyen van| ra| the nao)*"),
        ("source", r"(?:(?:cho|xin)(?: toi| minh| em)?(?: biet| xem)? )?(?:(?:trich |dan )?(?:nguon|can cu)(?: (?:o dau|dau|nao|tu dau|la gi|gi|cua (?:so lieu|thong tin)(?: nay| do)?|so lieu|trich dan|thong tin|day))*|(?:(?:so lieu|thong tin|so|cai|con so)(?: nay| do| tren)? )?(?:lay|trich|o|dua)(?: (?:o|tu|vao|theo|trong))? (?:dau|nguon nao|(?:bao cao|tai lieu|van ban|trang) nao)(?: ra| vay)?|(?:bao cao|tai lieu|van ban) nao (?:noi|neu|ghi)(?: vay| the| dieu (?:do|nay))?|(?:o )?(?:bao cao|tai lieu|van ban|muc|trang) nao|theo (?:dau|(?:bao cao|tai lieu|van ban) nao)|ai noi|co nguon khong|dan chung(?: dau)?)"),
        ("more", r"(?:(?:cho|xin|hay|noi|neu|giai thich|trinh bay|ke|tra loi|viet)(?: toi| minh| em)? )*(?:biet )?(?:them )?(?:(?:chi tiet|cu the|ro|day du|ky|sau)(?: them| hon(?: nua)?)?(?: ra| nua)?|them(?: thong tin| chi tiet| nua)?|noi them|giai thich(?: them| ro hon)?|con gi nua|gi nua)"),
    )
)  # fmt: skip


def _request(message: Message) -> Request:
    core = message.parts.folded.strip()
    for request, pattern in _REQUESTS:
        if pattern.match(core):
            return request
    return "ask"


def _habits_undone(known: Sequence[Unit]) -> Canonical:
    names = UnitNames(u.bare for u in known)
    return lambda text, before: canonical(text, before, names)


def _complete(text: str, before: str, answer: str, known: Sequence[Unit], reading: Canonical) -> Completed:
    text = reading(text, before)
    if not before or not re.search(r"\w", text):
        return Completed(text, False, "ask")
    text = _SHORT_YEAR.sub(r"\g<1> 20\g<2>", text)
    priors = _pieces(before)
    if len(priors) > 1:
        return _together([_complete(text, one, answer, known, reading) for one in priors], before)
    chosen = _choice(text, answer, known)
    message = read(chosen or text, known)
    request = _request(message)
    if request != "ask":
        return Completed(before, True, request)
    prior = _with_unit_of_answer(take_apart(before, known), answer, known)
    question = _resolve(message, chosen or text, prior, answer, known)
    if fold(question).strip(" ?.!") == fold(text).strip(" ?.!"):
        return Completed(text, False, "ask")
    asks = text.endswith("?") or QUESTION_WORDS.search(fold(question)) is not None
    if asks and not question.endswith(("?", ".", "!")):
        question += "?"
    question = upper_first(tidy(question))
    if before[:1].islower() and not has_marks(question) and question[1:2].islower():
        question = question[:1].lower() + question[1:]  # typed without marks or capitals, it stays so
    return Completed(question, True, "ask")


def _together(done: Sequence[Completed], before: str) -> Completed:
    """Join what the message makes of each of the questions before; most often it is one."""
    if done[0].request != "ask":
        return replace(done[0], question=before)
    questions = dict.fromkeys(d.question for d in done)
    return replace(done[0], question=" ".join(questions), changed=any(d.changed for d in done))


#: "năm 22" at the end of a follow-up.
_SHORT_YEAR = re.compile(r"\b(năm|nam) ([12]\d)(?=\s*(?:[?.!,]|thì\b|thi\b|$))", re.IGNORECASE)

# --- choosing from what was offered -------------------------------------------------------------------------

_ORDINALS = {
    "dau tien": 1, "dau": 1, "nhat": 1, "mot": 1, "hai": 2, "nhi": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5,
    "cuoi": -1, "cuoi cung": -1,
}  # fmt: skip
_CHOICE = re.compile(
    r"(?:(?:chon|lay|y|la)\s+)?(?:(?:cai|so|phuong an|lua chon|y|muc|don vi|huyen|xa|bao cao|tai lieu)\s+)?(?:thu\s+)?"
    r"(\d{1,2}|dau tien|dau|nhat|hai|nhi|ba|tu|bon|cuoi cung|cuoi)(?:\s+(?:nhe|a|di|thoi|do|ay))*[\s.!)]*"
)
_LISTED = re.compile(r"^\s*(?:[-–•*+]|\d{1,2}[.)])\s*(.+?)\s*[;.,]?\s*$", re.MULTILINE)


def _choice(text: str, answer: str, known: Sequence[Unit]) -> str:
    """Return the choice a reply such as "cái đầu tiên" or "2" picks from the question asked back."""
    match = _CHOICE.fullmatch(fold(text).strip())
    if match is None or "?" not in answer:
        return ""
    choices = [m.group(1) for m in _LISTED.finditer(answer)]
    parts = take_apart(answer, known)
    choices = choices or list(dict.fromkeys(u.written for u in parts.units))
    choices = choices or [p.span.of(answer) for p in parts.periods]
    number = int(match.group(1)) if match.group(1).isdigit() else _ORDINALS[match.group(1)]
    if number == -1:
        number = len(choices)
    return choices[number - 1] if 0 < number <= len(choices) else ""


def _with_unit_of_answer(prior: Parts, answer: str, known: Sequence[Unit]) -> Parts:
    """Let the answer name the unit that the question asked for: "huyện nào đứng đầu?"."""
    if prior.units or prior.described or not answer or answer.rstrip().endswith("?"):
        return prior
    if not _ASKS_UNIT.search(prior.folded):
        return prior
    first = sentences(answer, Span(0, len(answer)))[:1]
    named = take_apart(first[0].of(answer), known).units if first else ()
    if len({u.written for u in named}) != 1:
        return prior
    place = Span(len(prior.text), len(prior.text) + 1)
    return replace(prior, units=(replace(named[0], span=place),))


_ASKS_UNIT = re.compile(
    r"\b(?:huyen|xa|tinh|don vi|dia phuong|thi xa|thanh pho|phuong)(?:,? \w+){0,3} nao\b|\b(?:la )?ai\b"
)

# --- resolving ----------------------------------------------------------------------------------------------


def _resolve(message: Message, text: str, prior: Parts, answer: str, known: Sequence[Unit]) -> str:
    now = message.parts
    clarifying = answer.rstrip().endswith("?")
    if not now.text.strip(" ?.!") or _DEFINITION.match(now.folded):
        return text
    special = (
        _asks_names(now, prior)
        or _asks_header(now, prior)
        or _other_section_or_end(now, prior)
        or _in_year_found(message, prior, answer, known)
    )
    if special:
        return special
    if len(prior.units) > 1 and re.match(r"(?:huyen|xa|don vi|ben|tinh) nao\b.*\bhon\b", now.folded):
        body = re.sub(r"^so sánh\s+", "", prior.text.rstrip(" ?."), flags=re.IGNORECASE)
        return f"{upper_first(body)}, {now.text[:1].lower()}{now.text[1:]}"
    virtual = bool(prior.units) and prior.units[0].span.start >= len(prior.text)
    plain = _without_pointers(now, prior)
    if plain and not virtual:
        pointed = read(plain, known)
        if not pointed.rest and (pointed.measures or pointed.parts.units or pointed.parts.asking):
            return exchange(prior, pointed, known)
    slots = bool(
        now.units or now.periods or now.indicators or now.levels or now.status or now.described or message.measures
        or message.relatives or message.bare_level or message.stages or (now.reports and not message.rest)
    )  # fmt: skip
    pointing = bool(_POINTING.search(now.folded))
    if not message.rest and slots and not pointing and not virtual:
        complete_alone = (now.units or now.described) and now.indicators and (now.periods or now.asking)
        if not complete_alone or message.corrects:
            changed = exchange(prior, message, known)
            same = fold(changed).strip(" ?.") == fold(prior.text).strip(" ?.")
            return _own_question(message, prior, known) if same and now.status else changed
        if not message.connected or now.asking:
            return now.text
        return exchange(prior, message, known)
    if clarifying and now.reports and not QUESTION_WORDS.search(now.folded):
        return exchange(prior, message, known)
    if clarifying and _REPORT_REPLY.match(now.folded) and not QUESTION_WORDS.search(now.folded):
        return upper_first(say("conversation.by_report", report=now.text.rstrip(" ?."), question=lower_first(prior)))
    if message.connected and not pointing and message.rest and (topic := _topic(message)):
        return _other_topic(topic, message, prior, known)
    if not message.rest and not slots and not pointing:
        return text
    return _own_question(message, prior, known)


_REPORT_REPLY = re.compile(r"(?:trong |theo )?(?:tai lieu|bao cao|bai|van ban|thong bao|hoi nghi|ban)\b")
_UNIT_POINTER = (
    r"(?:huyen|xa|tinh|thi xa|thanh pho|phuong|thi tran|quan|don vi|dia phuong|noi)\s+(?:do|nay|ay|kia|tren|vua roi)"
)
_POINTERS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("place", r"\b(?:o|tai) (?:do|day|do ay|noi do)\b"),
        ("unit", rf"(?<!hai )(?<!2 )(?<!cac )\b(?:ubnd )?{_UNIT_POINTER}\b"),
        ("report", r"\b(?:bao cao|tai lieu|bai|bai viet|bai bao|van ban|hoi nghi|cuoc hop|thong bao|ke hoach) (?:do|nay|ay|tren|vua roi)\b"),
        ("indicator", r"\b(?:bo )?(?:chi so|chi tieu nay|diem so|tieu chi) (?:do|nay|ay|tren)\b"),
        ("period", r"\b(?:nam|ky|quy|thang|giai doan|thoi gian|thoi diem) (?:do|ay|nay(?<!nam nay))\b"),
        ("they", r"\bcua (?:ho|no)\b|^(?:ho|no)\b(?! so)"),
    )
)  # fmt: skip
_POINTING = re.compile("|".join(p.pattern for _, p in _POINTERS))


_TRAILING = re.compile(
    r"\s+(?:(?:thì|thi)(?: (?:sao|thế nào|như thế nào|the nao))?|(?<!ra )sao|là bao nhiêu|bao nhiêu)$",
    re.IGNORECASE,
)


_DEFINITION = re.compile(r"^(?:chi so )?[\w&-]+(?: index)? (?:nghia )?(?:la (?:gi|viet tat)|viet tat)\b")
_NAMES = re.compile(
    r"^(?:hay )?(?:ke ten|liet ke|neu ten|ten)(?: ra| cu the| cac| nhung| het| la gi| gi)*\W*$"
    r"|^(?:do )?la (?:nhung|cac) [\w ,]+ nao\W*$|^(?:cu the )?(?:gom|la) (?:nhung )?(?:gi|ai|nao)\W*$"
    r"|^cu the (?:la )?(?:gi|nhung gi|the nao)\W*$"
)
_HEADER = re.compile(
    r"^(?:do )?(?:ai|nguoi nao) ky\b|^ngay (?:ban hanh|ky|thang)|^(?:ban hanh|ky|dang) (?:vao )?(?:ngay|khi) nao"
    r"|^so hieu|^noi nhan|^ai (?:ban hanh|viet)|^co quan nao ban hanh|^tieu de|^tac gia"
)
_PAPER = re.compile(r"\b(?:bao cao|tai lieu|bai|van ban|ke hoach|thong bao|quyet dinh|nghi quyet)\b")


_SECTION = re.compile(r"\b(?:muc|phan|chuong|phu luc) (?:[ivx]+|\d+)(?:\.\d+)*\b")
_EXTREME = re.compile(
    r"\b(?:cao|thap|tot|kem|nhieu|it|lon|nho) nhat\b|\bdung (?:dau|cuoi)\b|\bdan dau\b|\b(?:chot|cuoi) bang\b"
)


def _other_section_or_end(now: Parts, prior: Parts) -> str:
    """Return the question before about another section, or about the other end: "thấp nhất?"."""
    for pattern in (_SECTION, _EXTREME):
        new, old = pattern.match(now.folded), pattern.search(prior.folded)
        if new and old and not re.search(r"\w", re.sub(r"\b(?:thi|sao|a|la|the nao)\b", "", now.folded[new.end() :])):
            return apply(prior.text, [Edit(Span(*old.span()), now.text[: new.end()].lower())])
    return ""


def _in_year_found(message: Message, prior: Parts, answer: str, known: Sequence[Unit]) -> str:
    """Return the figure of the year that the answer named: "năm nào cao nhất?" – "năm đó được bao nhiêu?"."""
    now = message.parts
    first = sentences(answer, Span(0, len(answer)))[:1] if answer else []
    years = take_apart(first[0].of(answer), known).periods if first else ()
    if not re.search(r"\bnam nao\b", prior.folded) or not prior.indicators or len(years) != 1:
        return ""
    if not re.match(r"(?:vao |trong )?nam (?:do|ay)\b", now.folded) or now.units or now.indicators:
        return ""
    dated = read(f"năm {years[0].year}", known)
    asked = message if message.measures else dated
    words = [say(f"conversation.ask_{m.name}") for m in asked.measures if m.name in ("score", "rank", "grade")]
    return rebuild(prior, dated, upper_first(indicator_words(prior)), ", ".join(words) or say("conversation.ask_value"))


def _asks_names(now: Parts, prior: Parts) -> str:
    """Return "kể tên các xã …" where what was counted is to be named."""
    asked = next((a for a in prior.asking if a.name == "count"), None)
    if asked is None or not _NAMES.match(now.folded):
        return ""
    base = main_period(prior)
    about = unit_words(prior)
    return tidy(
        say(
            "conversation.name_them",
            counted=counted_span(prior, asked).of(prior.text).strip(" ?.,"),
            period=period_words(base, prior.text) if base else "",
            unit=spaced("of_unit", unit=about) if about else "",
        )
    )


def _asks_header(now: Parts, prior: Parts) -> str:
    """Return "ngày ban hành báo cáo … của …" where the report just cited is meant."""
    if not _HEADER.match(now.folded) or _PAPER.search(now.folded) or now.units:
        return ""
    report = _report("bao cao", prior, unit_words(prior))
    return upper_first(f"{now.text.rstrip(' ?.')} {report}?") if report else ""


def _without_pointers(now: Parts, prior: Parts) -> str:
    """Return the message without "của năm đó", "huyện này" where the question before says which; "" if none."""
    known = {
        "period": bool(prior.periods),
        "unit": bool(prior.units or prior.described),
        "indicator": bool(prior.indicators),
    }
    edits = []
    for name, pattern in _POINTERS:
        for match in pattern.finditer(now.folded):
            if not known.get(name):
                return ""
            before = re.search(r"\b(?:cua|trong|o|tai|vao)\s+$", now.folded[: match.start()])
            edits.append(Edit(Span(before.start() if before else match.start(), match.end()), " "))
    return apply(now.text, edits) if edits else ""


_TRAILING_NOUN = re.compile(r"(?<!\w)(\w+ \w+)((?: \w+){1,3}) (?:nao|nào)(?!\w)", re.IGNORECASE)


def _fuller_nouns(text: str, prior: Parts) -> str:
    """Write "đơn vị nào" as "đơn vị sự nghiệp nào" where the question before said so."""
    for match in _TRAILING_NOUN.finditer(prior.text):
        head, more = match.group(1).lower(), match.group(2)
        if fold(head) in _HEADS and not re.search(r"\d|\b(?:o|cua|tai|da|co|duoc|la)\b", fold(more)):
            short = re.search(rf"(?<!\w){re.escape(fold(head))}(?= nao(?!\w))", fold(text))
            if short:
                text = text[: short.end()] + style(more, text) + text[short.end() :]
    return text


_HEADS = frozenset(
    [
        "don vi",
        "van ban",
        "co quan",
        "mo hinh",
        "giai phap",
        "chi tieu",
        "linh vuc",
        "thu tuc",
        "can bo",
        "cong chuc",
    ]
)


def _topic(message: Message) -> str:
    """Return the noun phrase of "còn hồ sơ trễ hạn?"; "" where the message asks something itself."""
    now = message.parts
    text = now.text.rstrip(" ?.!…")
    text = _TRAILING.sub("", text)
    if QUESTION_WORDS.search(fold(text)) or message.measures or now.units or len(text.split()) > 10:
        return ""
    if re.match(r"(?:da|dang|se|co|duoc|bi|phai|neu|hay|tai|theo|trong)\b", fold(text)):
        return ""
    taken = [p.span for p in now.periods] + [p.span for p in now.levels] + [r.span for r in message.relatives]
    for span in sorted(taken, reverse=True):
        text = text[: span.start] + text[span.end :]
    return re.sub(r"\s+(?:của|ở|trong|vào|cua|o|trong|vao)?\s*$", "", " ".join(text.split()) + " ").strip()


_MEASURED = re.compile(r"(tỷ lệ|tỉ lệ|số lượng|tổng số|số|kinh phí|ty le|ti le|mức|điểm)(?=\s)", re.IGNORECASE)


def _other_topic(topic: str, message: Message, prior: Parts, known: Sequence[Unit]) -> str:
    asked = prior.asking[0] if prior.asking else None
    measured = _MEASURED.match(topic)
    if asked is not None and asked.name == "count" and not measured:
        span = counted_span(prior, asked)
        first = apply(prior.text, [Edit(span, f" {topic}")])
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


def _only_slots(message: Message) -> Message:
    return replace(message, measures=(), compares=False, parts=replace(message.parts, indicators=(), status=()))


# --- a question of its own that leans on the one before -------------------------------------------------------

_WIDE = re.compile(
    r"\b(?:cac|tat ca|toan bo|moi|nhung|bao nhieu|may|ca) (?:cac )?(?:huyen|don vi cap huyen|dia phuong|tinh|thi xa|bao cao|tai lieu)\b"
    r"|\btat ca\b|\btoan tinh\b|\bca nuoc\b|\btoan quoc\b|\btrong tinh\b|\bbang xep hang\b|\bca tinh\b"
)
_WHICH = re.compile(
    r"\b(huyen|tinh|thi xa|thanh pho|dia phuong|bao cao|tai lieu|don vi|xa|phuong|so)(?:,? (?:thi xa|thanh pho|phuong|thi tran|xa|huyen|nganh))* nao\b"
)
_RANKED = re.compile(
    r"\b(?:cao nhat|thap nhat|dung dau|dung cuoi|dan dau|tot nhat|kem nhat|cuoi bang|xep thu|xep hang|nhat|quan quan|chot)\b"
)
_FIGURE = re.compile(
    r"\b(?:bao nhieu|may|ty le|ti le|so luong|tong so|kinh phi|diem|xep|hang|muc tieu|chi tieu|phan tram|cao nhat|thap nhat|dung dau|dan dau|chot|dung cuoi)\b|%"
)
_TIMELESS = re.compile(
    r"\b(?:den nay|hien nay|hien tai|hien|cac nam|tung nam|nam nao|giai doan|luy ke|truoc day|nam nay|hom nay|khi nao|bao gio|ngay nao)\b"
)
_THIN = re.compile(r"\w+")
_THIN_WORDS_LIST = """huyen xa tinh don vi dia phuong nao cao thap nhat dung dau cuoi dan tot kem xep thu hang may bao nhieu
    diem duoc dat la co loai gi o tri thi chot bang con the nam hon ve trong toan khong ai va cua sau truoc
    dinh chinh phuc tra tham sao tai tang giam tut len xuong lai moi vay ma cho biet nguyen nhan tieu chi bi tru gi"""
_THIN_WORDS = frozenset(_THIN_WORDS_LIST.split())


def _own_question(message: Message, prior: Parts, known: Sequence[Unit]) -> str:
    now = take_apart(_fuller_nouns(_pointed(message, prior), prior), known)
    fronts: list[str] = []
    text = now.text
    refers = message.connected or text != message.text
    named = bool(now.units or now.described or leading_report(now) or _numbered(now))
    base = main_period(prior)
    wide = _is_wide(now, prior, message.connected)
    about = unit_words(prior)
    if not named and not wide:
        bare = bare_unit(now)
        lead = leading_report(prior)
        corrects = re.search(r"\b(?:dinh chinh|phuc tra|sau dieu chinh)\b", now.folded)
        if about and bare is not None and _same_kind(bare.of(text), prior):
            text = apply(text, [Edit(bare, style(about, text))])
        elif about:
            fronts.append(say("conversation.at_unit", unit=about))
        if not about and lead and not corrects:
            fronts.append(_with_people(lead.rstrip(" ,"), prior))
        elif not corrects:
            fronts += [f"theo {r.strip('()')}" for r in report_words(prior) if r != lead][:1] if not about else []
        extra = [r for r in report_words(prior) if r.startswith("(")] if about and not prior.units else []
        if extra and fronts:
            fronts[-1] += f" {extra[0]}"
        elif extra:
            text = text.replace(style(about, text), f"{style(about, text)} {extra[0]}", 1)
    elif now.units and len(now.units) == 1 and now.units[0].level is Level.COMMUNE and not wide:
        district = next((u for u in prior.units if u.level is Level.DISTRICT), None)
        if district is not None and may_lie_in(now.units[0], district, known):
            unit = now.units[0]
            text = apply(text, [Edit(unit.span, f"{unit.span.of(text)}, {style(district.written, text)}")])
    figure = bool(_FIGURE.search(now.folded) or now.indicators or message.measures)
    again = take_apart(text, known)
    timed = again.periods or _TIMELESS.search(again.folded)
    if base is not None and base.form != "range" and figure and not timed and (not now.units or refers):
        fronts.insert(0, upper_first(period_words(base, prior.text)))
    noun = indicator_words(prior) if _lacks_indicator(now) else ""
    if noun:
        points = re.search(r"(?<!nhiêu )(?<!mấy )(?<!nhieu )(?<!may )\b(?:điểm|diem)\b(?! số| so)", text)
        if points:
            text = f"{text[: points.end()]} {style(noun, text)}{text[points.end() :]}"
            noun = ""
    if noun:
        end = len(text.rstrip(" ?.!"))
        text = text[:end] + style(spaced("with_indicator", indicator=noun), text) + text[end:]
    if not fronts:
        return text
    again = take_apart(text, known)
    fronts = [fronts[0], *(f[:1].lower() + f[1:] for f in fronts[1:])]
    return upper_first(tidy(f"{style(', '.join(fronts), text)}, {lower_first(again)}"))


def _numbered(parts: Parts) -> bool:
    return any(re.search(r"\d/[a-z]", fold(r)) for r in report_words(parts))


def _with_people(lead: str, prior: Parts) -> str:
    people = [r for r in report_words(prior) if not r.startswith("(") and r.rstrip(",") != lead and r not in lead]
    return f"{lead} (có {people[0]})" if people else lead


def _same_kind(bare: str, prior: Parts) -> bool:
    """Tell whether "huyện" may stand for the unit before, of that level or only described."""
    if not prior.units:
        return True
    kind = fold(bare)
    levels = {"huyen": Level.DISTRICT, "thi xa": Level.DISTRICT, "thanh pho": Level.DISTRICT, "quan": Level.DISTRICT,
              "tinh": Level.PROVINCE, "xa": Level.COMMUNE, "phuong": Level.COMMUNE, "thi tran": Level.COMMUNE}  # fmt: skip
    unit = prior.units[0]
    return unit.level is None or levels.get(kind) is unit.level


def _is_wide(now: Parts, prior: Parts, connected: bool) -> bool:
    """Tell whether the question is about many units, not the one talked of."""
    if _WIDE.search(now.folded):
        return not (
            prior.units and prior.units[0].level is Level.PROVINCE and not re.search("ca nuoc|toan quoc", now.folded)
        )
    which = _WHICH.search(now.folded)
    if which is None:
        leader = re.search(r"\b(?:dung dau|dan dau|cao nhat|chot bang|quan quan|thap nhat)\b.*\bai\b", now.folded)
        return bool(leader) and not (prior.units and prior.units[0].level is Level.PROVINCE)
    level = {"xa": Level.COMMUNE, "phuong": Level.COMMUNE, "huyen": Level.DISTRICT, "thi xa": Level.DISTRICT,
             "thanh pho": Level.DISTRICT, "tinh": Level.PROVINCE}.get(which.group(1))  # fmt: skip
    if which.group(1) == "so":
        return False
    own = prior.units[0].level if prior.units else None
    order = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE]
    if own is not None and level is not None:
        return order.index(level) <= order.index(own)
    if own is Level.PROVINCE:
        return False
    return bool(_RANKED.search(now.folded) or now.indicators) and level is None


def _lacks_indicator(now: Parts) -> bool:
    if now.indicators or not re.search(
        r"\b(?:diem|thu may|hang|xep|nhat|dung dau|dung cuoi|loai|chot|cuoi|dan dau)\b", now.folded
    ):
        return False
    units = [u.span for u in now.units] + [p.span for p in now.periods]
    left = [m.group(0) for m in _THIN.finditer(now.folded) if not any(s.start <= m.start() < s.end for s in units)]
    return all(w in _THIN_WORDS for w in left)


def _pointed(message: Message, prior: Parts) -> str:
    """Return the message with "huyện đó", "năm đó", "chỉ số này", "năm trước đó" put into words."""
    now = message.parts
    edits: list[Edit] = []
    about = unit_words(prior)
    base = main_period(prior)
    for name, pattern in _POINTERS:
        for match in pattern.finditer(now.folded):
            words = ""
            if name in ("unit", "place", "they") and about:
                words = {"place": f"tại {about}", "they": f"của {about}"}.get(name, about)
                if name == "they" and match.start() == 0:
                    words = about
                if name == "unit" and match.group(0).startswith("ubnd"):
                    words = f"UBND {about}"
            elif name == "period" and base is not None:
                words = period_words(base, prior.text)
            elif name == "indicator":
                words = indicator_words(prior)
            elif name == "report":
                words = _report(match.group(0), prior, about)
            if words:
                edits.append(Edit(Span(*match.span()), style(words, now.text)))
    bare = _BARE_REPORT.search(now.folded)
    if bare and not (now.units or now.described or now.reports) and (words := _report("bao cao", prior, about)):
        edits.append(Edit(Span(*bare.span()), style(words, now.text)))
    if base is not None and not now.periods:
        for relative in message.relatives:
            compared = re.search(r"\bso voi\s+$", now.folded[: relative.span.start])
            moved = shifted(base, prior.text, relative.form, relative.step)
            if moved is not None and relative.form != "same" and not (compared and relative.form == "period"):
                edits.append(Edit(relative.span, style(moved[0], now.text)))
    elif now.periods and message.relatives:
        moved = new_period(prior, message)
        if moved is not None and now.periods[0].year is None:
            cover = now.periods[0].span.cover(message.relatives[0].span)
            if message.relatives[0].span.start - now.periods[0].span.end <= 1:
                edits.append(Edit(cover, moved[0]))
    return apply(now.text, edits)


#: "tóm tắt báo cáo": which one, the question before says.
_BARE_REPORT = re.compile(
    r"\bbao cao\b(?! (?:so|cua|nao|nay|do|ay|ve|tren|kip|thuong|dinh|cho|voi|tinh|huyen|nam)|\s*\d)"
)


def _report(pointer: str, prior: Parts, about: str) -> str:
    lead = leading_report(prior).rstrip(" ,")
    reports = [r for r in report_words(prior) if r.rstrip(",") != lead]
    if lead:
        return re.sub(r"^(?:Theo|Trong|Tại|Ở|Qua)\s+", "", lead)
    if reports:
        return reports[0].strip("()")
    kind = {
        "tai lieu": "tài liệu",
        "bai": "bài",
        "bai viet": "bài viết",
        "van ban": "văn bản",
        "ke hoach": "kế hoạch",
    }
    head = next((v for k, v in kind.items() if pointer.startswith(k)), "báo cáo")
    base = main_period(prior)
    if not about:
        return ""
    period = period_words(base, prior.text) if base else ""
    return say("conversation.this_report", report=head, period=period, unit=about)

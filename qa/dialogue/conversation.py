"""Complete a question from the conversation before it: what was typed, and what it silently refers to."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from corpus.kinds import PLAIN_BODIES, PLAIN_LEVELS, PLAIN_PLACES
from corpus.model import Span, Unit
from corpus.vietnamese import fold, has_marks, nfc, sentences, upper_first
from prompts import say
from qa.dialogue.asides import Aside, Request, aside_of, asks_of_thing
from qa.dialogue.canonical import Canonical, UnitNames, canonical
from qa.dialogue.choosing import agrees, choices, offered_years
from qa.dialogue.leaning import asks_alone, in_year_of, leans
from qa.dialogue.manners import without_manners
from qa.dialogue.message import QUESTION_WORDS, Message, read
from qa.dialogue.resolving import of_kinds, resolve, said_again
from qa.dialogue.rewriting import lower_first, main_period, tidy
from qa.dialogue.slots import Parts, take_apart
from qa.dialogue.small_talk import asks_of_told, small_talk
from qa.dialogue.talked_of import BOTH, of_another_unit, of_the_pair, placed, with_both
from qa.dialogue.typing_habits import normalise
from qa.model import Turn

__all__ = ["Completed", "Request", "agrees", "complete", "normalise", "split_questions"]
#: Earlier turns than these no longer decide what a follow-up means.
_REMEMBERED = 16


@dataclass(frozen=True, slots=True)
class Completed:
    """The full question; `changed` says the conversation completed it; `request` what is wanted of it.

    `earlier` are the questions asked before it, the last one first. `aside` is what the message
    asks of the thing just told, if it does: that is looked for where the answer before stands. One that `leans` names
    nothing of which it asks: it is about the reports talked of, whatever was put in for it. `halves` are the two things
    that it asks in one breath, the second of the first.
    """

    question: str
    changed: bool
    request: Request
    earlier: tuple[Completed, ...] = ()
    aside: Aside | None = None
    leans: bool = False
    halves: tuple[Completed, ...] = ()

    @property
    def is_topic(self) -> bool:
        """Tell whether a later "còn năm 2023?" asks this of another year, not what was asked before it."""
        return self.aside is None or self.aside.is_topic


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the reports: their units, how a message is read, of which years the unit asked has reports."""

    units: Sequence[Unit]
    reading: Canonical
    years: Callable[[str], Collection[int]]


def complete(
    text: str,
    history: Sequence[Turn],
    known_units: Sequence[Unit],
    reading: Canonical | None = None,
    years: Callable[[str], Collection[int]] = lambda question: (),
) -> Completed:
    """Return the question that the message asks at this point of the conversation.

    `reading` gives the form in which a message is read; without it only typing habits are undone. `years` tells of
    which years there are reports of the unit that a question names.
    """
    known = _Known(known_units, reading or _habits_undone(known_units), years)
    text = nfc(text)
    asked_before: list[Completed] = []
    done = _in_talk(text, history, known, asked_before)
    return replace(done, earlier=tuple(reversed(asked_before)))


def _in_talk(text: str, history: Sequence[Turn], known: _Known, asked_before: list[Completed]) -> Completed:
    before = answer = earlier = ""
    for turn in history[-_REMEMBERED:]:
        told = bool(before) and asks_of_told(turn.question)
        if small_talk(turn.question) is not None and not (told or agrees(turn.question, answer)):
            continue
        asked = _complete(turn.question, before, answer, known, earlier)
        if asked.request == "ask" and (asked.question != before or not asked.is_topic):
            asked = _halved(asked, turn.question, (before, answer, known, earlier), asked_before)
            asked_before.append(replace(asked, earlier=tuple(reversed(asked_before))))
            if asked.is_topic:
                earlier, before = before, asked.question
        answer = turn.answer
    if BOTH.search(fold(text)):
        earlier = of_another_unit([a.question for a in asked_before if a.is_topic], known.units) or earlier
    pieces = _pieces(text)
    back = _BACK.match(fold(pieces[0])) if pieces and earlier else None
    if back:
        text, before, earlier, answer = pieces[0][back.end() :], earlier, "", ""
        if not re.search(r"\w", text):
            return Completed(before, True, "ask")
    elif len(pieces) < 2 or not before:
        text = pieces[0] if len(pieces) == 1 else text
    if not before or len(pieces) < 2:
        asked = _complete(text, before, answer, known, earlier)
        compared = asked_before[-1] if asked_before else None
        if compared and _compares(asked) and _compares(compared) and not _SAYS_WHEN.search(fold(text)):
            return replace(asked, question=compared.question)  # "so với 2023?" – "vậy tăng hay giảm?"
        return _halved(asked, text, (before, answer, known, earlier), asked_before)
    done = [_complete(pieces[0], before, answer, known, earlier)]
    for piece in pieces[1:]:
        last = done[-2].question if len(done) > 1 else before
        done.append(_complete(piece, done[-1].question, "", known, last))
    if not any(d.changed for d in done) or any(d.request != "ask" for d in done):
        return _complete(text, before, answer, known, earlier)
    questions = [d.question if d.question.endswith("?") else f"{d.question}?" for d in done]
    return Completed(" ".join(questions), True, "ask")


def _halved(
    asked: Completed, text: str, talk: tuple[str, str, _Known, str], asked_before: Sequence[Completed]
) -> Completed:
    """Return a message that asks two things with each of them: "mua bao nhiêu máy quét, tiền ở đâu?"."""
    before, _, known, _ = talk
    joint = next((j for j in _JOINT.finditer(fold(text)) if _asks_twice(text[: j.start()], text[j.end() :])), None)
    if joint is None or asked.request != "ask":
        return asked
    one = replace(_complete(text[: joint.start()], *talk), earlier=tuple(reversed(asked_before)))
    two = replace(_complete(text[joint.end() :], one.question, "", known, before), earlier=(one, *one.earlier))
    return replace(asked, halves=(one, two)) if one.request == two.request == "ask" else asked


def _asks_twice(first: str, second: str) -> bool:
    one, two = fold(first), fold(second)
    short = len(two.split()) <= _LONGEST_HALF
    # "bao nhiêu cán bộ, công chức chưa bố trí" denies, and asks but once.
    asks = any(
        m.group(0) not in ("chua", "khong") or not two[m.end() :].strip(" ?.!") for m in QUESTION_WORDS.finditer(two)
    )
    return bool(short and QUESTION_WORDS.search(one) and (asks or _ASKS_BARELY.match(two)))


_JOINT = re.compile(r"\s*[,;]\s+(?:va )?|\s+va\s+")
_LONGEST_HALF = 8
_ASKS_BARELY = re.compile(r"(?:thoi )?han\b|ly do\b|kinh phi\W*$")


def _compares(asked: Completed) -> bool:
    return asked.aside is not None and asked.aside.kind.name == "change"


_SAYS_WHEN = re.compile(r"\d|\b(?:nam|ky|quy|thang)\b")


def _pieces(text: str) -> list[str]:
    """Return the questions of a message as typed, without greetings and thanks."""
    text = _QUOTED.sub(lambda m: m.group(0).replace("?", "\0"), without_manners(text))
    pieces = [p.strip().replace("\0", "?") for p in _BETWEEN.split(text) if re.search(r"\w", p)]
    return [without_manners(_without_greeting(p)) for p in pieces if small_talk(p) is None]


def _without_greeting(text: str) -> str:
    while (start := re.match(r"[^.!?,\n]{2,40}[.!,]\s+", text)) and small_talk(start.group(0)) is not None:
        text = text[start.end() :]
    while (end := re.search(r"[.!,]\s+[^.!?,\n]{2,40}[.!]*$", text)) and small_talk(end.group(0)) is not None:
        text = text[: end.start()]
    return text


def split_questions(text: str, known_units: Sequence[Unit] = (), reading: Canonical | None = None) -> list[str]:
    """Return the questions of one message, each completed from the one before it."""
    known = _Known(known_units, reading or _habits_undone(known_units), lambda question: ())
    asked = _pieces(text)
    if len(asked) < 2:
        return [text.strip()] if text.strip() else []
    result: list[str] = []
    for piece in asked:
        if result and _TAG.fullmatch(fold(piece)):
            result[-1] = f"{result[-1].rstrip(' ?')}, {piece}"
            continue
        last = result[-2] if len(result) > 1 else ""
        done = _complete(piece, result[-1] if result else "", "", known, last)
        if done.request == "ask" and done.question not in result:
            result.append(done.question)
    return result


#: Questions end with their mark or line, or are joined: "khó khăn gì, kiến nghị gì".
_BETWEEN = re.compile(r"(?<=\?)\s*(?=[^\s?!.])|\n+|(?<= gì)(?:,| và)\s+(?=(?:\w+ ){1,4}gì\W*$)", re.IGNORECASE)
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
    return lambda text: canonical(text, names)


def _complete(text: str, before: str, answer: str, known: _Known, earlier: str = "") -> Completed:
    """Complete one message from the question before it, and from the one before that where it compares both."""
    text = _without_greeting(known.reading(text))
    if not before or not re.search(r"\w", text):
        return Completed(text, False, "ask")
    text = _SHORT_YEAR.sub(r"\g<1> 20\g<2>", text)
    priors = split_questions(before, known.units, str)
    if len(priors) > 1:
        return _together([_complete(text, one, answer, known) for one in priors], before)
    chosen = choices(text, answer, known.units)
    if len(chosen) > 1:
        return _together([_complete(one, before, "", replace(known, reading=str)) for one in chosen], before)
    text = chosen[0] if chosen else text
    text = with_both(text, take_apart(before, known.units), take_apart(earlier, known.units), known.units)
    message = read(text, known.units)
    prior, further = take_apart(before, known.units), take_apart(earlier, known.units) if earlier else None
    if message.relatives or message.compares or any(m.name == "change" for m in message.measures):
        prior, further = _dated(prior, known, answer), _dated(further, known) if further else None
    prior = _with_unit_of_answer(prior, answer, known.units)
    message, prior = said_again(of_kinds(message, prior), prior, further)
    request = _request(message)
    if request != "ask" and not (request == "source" and asks_of_thing(message, prior)):
        return Completed(before, True, request)
    aside = None if answer.rstrip().endswith("?") else aside_of(message, prior)
    leaning = asks_alone(message) and leans(message.text, known.units)
    base = main_period(prior)
    if (message.rest or message.parts.indicators) and base and _refused(answer):
        if base.form != "year" or base.year not in known.years(prior.text):
            prior = replace(prior, periods=())  # no report is of that time: what is asked next is not of it
    if asks_alone(message) and any(s.name == "target" for s in prior.status):
        prior = replace(prior, periods=())  # the year that a goal is set for is no year of what is told
    message, prior = of_the_pair(message, prior, further, known.units)
    question = placed(resolve(message, text, prior, answer, known.units), prior, known.units)
    dated = in_year_of(question, message, prior, known.units)
    base = main_period(prior)
    question = dated if dated and base and base.year in known.years(dated) else question
    if fold(question).strip(" ?.!") == fold(text).strip(" ?.!"):
        return Completed(text, False, "ask", aside=aside, leans=leaning)
    asks = text.endswith("?") or QUESTION_WORDS.search(fold(question)) is not None
    if asks and not question.endswith(("?", ".", "!")):
        question += "?"
    question = upper_first(tidy(question))
    if before[:1].islower() and not has_marks(question) and question[1:2].islower():
        question = question[:1].lower() + question[1:]  # typed without marks or capitals, it stays so
    return Completed(question, True, "ask", aside=aside, leans=leaning)


def _refused(answer: str) -> bool:
    """Tell whether an answer told nothing: its first line cites no report."""
    return bool(answer) and not answer.rstrip().endswith("?") and "[" not in answer.split("\n", 1)[0]


def _dated(parts: Parts, known: _Known, answer: str = "") -> Parts:
    """Return a question on a unit with its year, where it says none: from it "năm trước" counts.

    It is the year that the answer begins with, the last of those it offers, or that of the unit's newest report.
    """
    open_period = next((p for p in parts.periods if p.year is None), None)
    if (parts.periods and not open_period) or len(parts.units) != 1:
        return parts
    told = _TOLD_OF_YEAR.match(answer)
    years = [int(told.group(1))] if told else offered_years(answer) or known.years(parts.text)
    if not years:
        return parts
    if open_period:  # "9 tháng": of the year that the reports are of
        end = open_period.span.end
        return take_apart(
            f"{parts.text[:end]} {say('conversation.year', year=max(years))}{parts.text[end:]}", known.units
        )
    return take_apart(f"{upper_first(say('conversation.year', year=max(years)))}, {lower_first(parts)}", known.units)


#: "Năm 2023, chỉ số CCHC của huyện … đạt …"
_TOLD_OF_YEAR = re.compile(r"Năm (\d{4}),")


def _together(done: Sequence[Completed], before: str) -> Completed:
    """Join what the message makes of each of the questions before; most often it is one."""
    if done[0].request != "ask":
        return replace(done[0], question=before)
    questions = {fold(d.question): d.question for d in reversed(done)}
    return replace(done[0], question=" ".join(reversed(questions.values())), changed=any(d.changed for d in done))


#: "quay lại chỉ số lúc nãy, …": what was talked of before the last question.
_BACK = re.compile(
    r"(?:thoi |gio |bay gio )?(?:quay|tro) (?:lai|ve)(?: (?:voi|ve))?"
    r"(?: (?:cau hoi|cau|chi so|chuyen|van de|noi dung|phan|y))?(?: (?:luc nay|luc truoc|ban dau|dau tien|hoi nay|vua roi|truoc|tren))+\b[,.: ]*"
    r"(?:(?:nhe|di|a)(?=[,.:]|$))?[,.: ]*"
)
#: "năm 22" at the end of a follow-up.
_SHORT_YEAR = re.compile(r"\b(năm|nam) ([12]\d)(?=\s*(?:[?.!,]|thì\b|thi\b|$))", re.IGNORECASE)


def _with_unit_of_answer(prior: Parts, answer: str, known: Sequence[Unit]) -> Parts:
    """Let the answer name the unit that the question asked for: "huyện nào đứng đầu?", "xã đó thuộc huyện nào?"."""
    asked = _ASKS_UNIT.search(prior.folded)
    if asked is None or prior.described or not answer or answer.rstrip().endswith("?"):
        return prior
    first = sentences(answer, Span(0, len(answer)))[:1]
    named = take_apart(first[0].of(answer), known).units if first else ()
    if prior.units:  # "thuộc huyện nào": one of that level, beside the commune asked of
        kind = re.match(rf"(?:{PLAIN_PLACES})\b", asked.group(0))
        level = PLAIN_LEVELS.get(kind.group(0)) if kind else None
        own = {u.written for u in prior.units}
        named = tuple(u for u in named if u.written not in own and (level is None or u.level is level))
    if len({u.written for u in named}) != 1 or named[0].written in {u.written for u in prior.units}:
        return prior
    place = Span(len(prior.text), len(prior.text) + 1)
    return replace(prior, units=(*prior.units, replace(named[0], span=place)))


_ASKS_UNIT = re.compile(rf"\b(?:{PLAIN_BODIES})(?:,? (?!(?:{PLAIN_BODIES})\b)\w+){{0,3}} nao\b|\b(?:la )?ai\b")

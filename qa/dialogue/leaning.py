"""A question of its own that leans on the one before: what it leaves out is put in front of it."""

import re
from collections.abc import Sequence

from corpus.kinds import PLAIN_LEVELS, PLAIN_PLACES, PLAIN_UNITS
from corpus.model import Level, Unit
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.dialogue.asides import NAMES_SOMETHING
from qa.dialogue.exchanging_measures import counted_words
from qa.dialogue.exchanging_units import bare_unit, may_lie_in
from qa.dialogue.message import Message
from qa.dialogue.pointing import pointers_in_words, points_wider, wider_unit
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
    style,
    tidy,
    unit_words,
)
from qa.dialogue.slots import Parts, take_apart
from qa.standing import FIRST_PLACE, LAST_PLACE

_TRAILING_NOUN = re.compile(r"(?<!\w)(\w+ \w+)((?: \w+){1,3}) (?:nao|nào)(?!\w)", re.IGNORECASE)


def _fuller_nouns(text: str, prior: Parts) -> str:
    """Write "đơn vị nào" as "đơn vị sự nghiệp nào", "mấy cái" as "mấy thông tư", where the question before said so."""
    counted = next((a for a in prior.asking if a.name == "count"), None)
    if counted is not None:
        noun = style(counted_words(prior, counted), text)
        text = _PIECES.sub(rf"\1 {noun}", text)
    for match in _TRAILING_NOUN.finditer(prior.text):
        head, more = match.group(1).lower(), match.group(2)
        if fold(head) in _HEADS and not re.search(r"\d|\b(?:o|cua|tai|da|co|duoc|la)\b", fold(more)):
            short = re.search(rf"(?<!\w){re.escape(fold(head))}(?= nao(?!\w))", fold(text))
            if short:
                text = text[: short.end()] + style(more, text) + text[short.end() :]
    return text


_PIECES = re.compile(r"\b(bao nhiêu|mấy|bao nhieu|may) (?:cái|cai|chiếc)(?=\W*$)", re.IGNORECASE)
_HEADS = frozenset(
    ["don vi", "van ban", "co quan", "mo hinh", "giai phap", "chi tieu", "linh vuc", "thu tuc", "can bo", "cong chuc"]
)
_WIDE = re.compile(
    r"\b(?:cac|tat ca|toan bo|moi|nhung|bao nhieu|may|ca) (?:cac )?(?:huyen|don vi cap huyen|dia phuong|tinh|thi xa|bao cao|tai lieu)\b"
    r"|\btat ca\b|\btoan tinh\b|\bca nuoc\b|\btoan quoc\b|\btrong tinh\b|\bbang xep hang\b|\bca tinh\b"
)
_WHICH = re.compile(rf"\b({PLAIN_PLACES}|bao cao|tai lieu|so)(?:,? (?:{PLAIN_UNITS}|nganh))* nao\b")
_RANKED = re.compile(rf"\b(?:{FIRST_PLACE}|{LAST_PLACE}|xep thu|xep hang|nhat|chot)\b")
_FIGURE = re.compile(
    rf"\b(?:bao nhieu|may|ty le|ti le|so luong|tong so|kinh phi|diem|xep|hang|muc tieu|chi tieu|phan tram|{FIRST_PLACE}|{LAST_PLACE}|cao nhat|thap nhat|chot)\b|%"
)
_TIMELESS = re.compile(
    r"\b(?:den nay|hien nay|hien tai|(?<!phat )(?<!thuc )(?<!the )(?<!xuat )(?<!dai )hien|cac nam|tung nam|nam nao|giai doan|luy ke|truoc day|nam nay|hom nay|khi nao|bao gio|ngay nao)\b"
)
_THIN = re.compile(r"\w+")
_THIN_WORDS_LIST = """huyen xa tinh don vi dia phuong nao cao thap nhat dung dau cuoi dan tot kem xep thu hang may bao nhieu
    diem duoc dat la co loai gi o tri thi chot bang con the nam hon ve trong toan khong ai va cua sau truoc
    dinh chinh phuc tra tham sao tai tang giam tut len xuong lai moi vay ma cho biet nguyen nhan tieu chi bi tru gi"""
_THIN_WORDS = frozenset(_THIN_WORDS_LIST.split())


def own_question(message: Message, prior: Parts, known: Sequence[Unit]) -> str:
    now = take_apart(_fuller_nouns(pointers_in_words(message, prior), prior), known)
    fronts: list[str] = []
    text = now.text
    refers = message.connected or text != message.text
    named = bool(now.units or now.described or leading_report(now) or _numbered(now))
    base = main_period(prior)
    wide = _is_wide(now, prior)
    about = unit_words(prior)
    if not named and not wide:
        bare = bare_unit(now)
        lead = leading_report(prior)
        corrects = re.search(r"\b(?:dinh chinh|phuc tra|sau dieu chinh)\b", now.folded)
        meant = _of_that_kind(bare.of(text), prior) if bare is not None else ""
        above = (
            wider_unit(fold(bare.of(text)), prior)
            if bare and prior.units and _OF_IT.search(text[: bare.start])
            else None
        )
        if bare is not None and above:
            text = apply(text, [Edit(bare, style(above, text))])
        elif about and bare is not None and meant:
            text = apply(text, [Edit(bare, style(meant if len(prior.units) > 1 else about, text))])
        elif about and not points_wider(message.parts, prior):
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


_OF_IT = re.compile(r"\b(?:của|cua|toàn|toan) $", re.IGNORECASE)
#: What asks of the whole library, not of what was talked of.
_OF_ALL = re.compile(
    r"\b(?:noi nao|o dau|cho nao|dau co|ai la|bao cao nao|tai lieu nao|van ban nao|nhung bao cao|ca nuoc)\b"
)
#: A question of so many words without a unit is about the reports talked of; a longer one if it begins "huyện có …".
_SHORT, _LONG = 9, 16
_POINTS = re.compile(
    r"\W*(?:ubnd )?(?:huyen|xa|tinh|thi xa|phuong|bo|so|ban|ho|cac (?:to|doi|diem|mo hinh))\b(?! (?:nao|hoi))"
)


def asks_alone(message: Message) -> bool:
    """Tell whether a message asks something itself, and does not only exchange a part of the question before."""
    now = message.parts
    exchanges = now.periods or now.levels or now.indicators or now.status or message.relatives or message.measures
    return bool(message.rest) and not (exchanges or message.compares or message.corrects or message.bare_level)


def leans(question: str, known: Sequence[Unit]) -> bool:
    """Tell whether a question says so little that it is about what the answer before was about."""
    now = take_apart(question, known)
    said = now.units or now.described or now.reports or _WIDE.search(now.folded) or _WHICH.search(now.folded)
    short = len(now.folded.split()) <= (_LONG if _POINTS.match(now.folded) else _SHORT)
    return not (said or _OF_ALL.search(now.folded) or NAMES_SOMETHING.search(question)) and short


def in_year_of(question: str, message: Message, prior: Parts, known: Sequence[Unit]) -> str:
    """Return a question on the unit talked of with the year talked of; "" where it says a time or another unit."""
    base = main_period(prior)
    now = take_apart(question, known)
    same = {u.written for u in now.units} == {u.written for u in prior.units}
    if base is None or base.form != "year" or len(prior.periods) > 1 or not same or now.periods or now.reports:
        return ""
    if (
        (message.parts.units and not message.connected)
        or NAMES_SOMETHING.search(question)
        or _TIMELESS.search(now.folded)
    ):
        return ""
    return f"{upper_first(period_words(base, prior.text))}, {lower_first(now)}"


def _numbered(parts: Parts) -> bool:
    return any(re.search(r"\d/[a-z]", fold(r)) for r in report_words(parts))


def _with_people(lead: str, prior: Parts) -> str:
    people = [r for r in report_words(prior) if not r.startswith("(") and r.rstrip(",") != lead and r not in lead]
    return f"{lead} (có {people[0]})" if people else lead


def _of_that_kind(bare: str, prior: Parts) -> str:
    """Return the unit before that "huyện" may stand for: one of that level, or one only described; "" if none."""
    if not prior.units:
        return unit_words(prior)
    fitting = [u for u in prior.units if u.level in (None, PLAIN_LEVELS.get(fold(bare)))]
    exact = [u for u in fitting if u.level is not None]
    if not fitting or (fitting[0] is prior.units[0] and not (exact and fitting[0].level is None)):
        return unit_words(prior) if fitting else ""
    return (exact or fitting)[0].written


def _is_wide(now: Parts, prior: Parts) -> bool:
    """Tell whether the question is about many units, not the one talked of."""
    if _WIDE.search(now.folded):
        return not (
            prior.units and prior.units[0].level is Level.PROVINCE and not re.search("ca nuoc|toan quoc", now.folded)
        )
    which = _WHICH.search(now.folded)
    if which is None:
        leader = re.search(
            rf"\b(?:{FIRST_PLACE}|{LAST_PLACE}|cao nhat|thap nhat)\b.*\bai\b|\bai (?:la )?(?:dung|dan|cao|thap|ve|chot)\b",
            now.folded,
        )
        return bool(leader) and not (prior.units and prior.units[0].level is Level.PROVINCE)
    level = PLAIN_LEVELS.get(which.group(1))
    if which.group(1) == "so" and "sở" not in now.text.lower():
        return False
    own = prior.units[0].level if prior.units else None
    if own is not None and level is not None:
        return level.depth <= own.depth
    if own is Level.PROVINCE:
        return False
    if prior.units and own is None and fold(prior.units[0].written).startswith("so "):
        return level is not None  # a department has no districts
    return bool(_RANKED.search(now.folded) or now.indicators) and level is None


def _lacks_indicator(now: Parts) -> bool:
    if now.indicators or not re.search(rf"\b(?:diem|thu may|hang|xep|nhat|{FIRST_PLACE}|loai|chot|cuoi)\b", now.folded):
        return False
    units = [u.span for u in now.units] + [p.span for p in now.periods]
    left = [m.group(0) for m in _THIN.finditer(now.folded) if not any(s.start <= m.start() < s.end for s in units)]
    return all(w in _THIN_WORDS for w in left)

"""Decide what a message does to the question before: exchanges a part, asks of another thing, or asks anew."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.kinds import PLAIN_BODIES
from corpus.model import Level, Span, Unit
from corpus.vietnamese import blanked, fold, upper_first
from prompts import say
from qa.dialogue.asides import LACKS, NAMES_SOMETHING
from qa.dialogue.exchange import SO_WHAT, exchange, other_name, other_topic, topic_of
from qa.dialogue.exchanging_measures import counted_span, rebuild
from qa.dialogue.leaning import own_question
from qa.dialogue.message import OVER_YEARS, QUALITY, QUESTION_WORDS, Message, read
from qa.dialogue.pointing import POINTED_UNIT, POINTING, report_meant, without_pointers
from qa.dialogue.rewriting import (
    Edit,
    apply,
    by_report,
    indicator_words,
    lower_first,
    main_period,
    period_words,
    spaced,
    tidy,
    unit_words,
)
from qa.dialogue.slots import Parts, take_apart
from qa.standing import FIRST_PLACE, LAST_PLACE


def resolve(message: Message, text: str, prior: Parts, answer: str, known: Sequence[Unit]) -> str:
    now = message.parts
    clarifying = answer.rstrip().endswith("?")
    if not now.text.strip(" ?.!") or _DEFINITION.match(now.folded):
        return text
    if NAMES_SOMETHING.search(now.text) and QUESTION_WORDS.search(SO_WHAT.sub("", now.folded)):
        return now.text
    special = (
        _asks_post(now, prior)
        or _asks_names(now, prior)
        or _asks_header(now, prior)
        or _header_of_another(message, prior, known)
        or other_name(now, prior)
        or _other_section_or_end(now, prior)
        or _other_field(now, prior)
        or _better_year(now, prior)
        or _extreme_of(now, prior)
        or _other_place(now, prior)
        or _first_of_another(message, prior, known)
        or _before_change(now, prior)
        or _other_recipient(now, prior)
        or _still_lacking(now, prior)
        or _other_kind(now, prior)
        or _of_found(message, prior, answer, known)
    )
    if special:
        return special
    if len(prior.units) > 1 and re.match(r"(?:(?:huyen|xa|don vi|ben|tinh) nao|ai)\b.*\bhon\b", now.folded):
        between = Span(prior.units[0].span.end, prior.units[1].span.start)
        if prior.asking and re.fullmatch(r"\s*(?:va|voi|,)\s*", prior.folded[between.start : between.end]):
            return apply(prior.text, [Edit(between, f" {say('conversation.compared_unit', unit='')} ")])
        body = re.sub(r"^so sánh\s+", "", prior.text.rstrip(" ?."), flags=re.IGNORECASE)
        return f"{upper_first(body)}, {now.text[:1].lower()}{now.text[1:]}"
    virtual = bool(prior.units) and prior.units[0].span.start >= len(prior.text)
    plain = without_pointers(now, prior)
    if plain and not virtual:
        pointed = read(plain, known)
        if not pointed.rest and (pointed.measures or pointed.parts.units or pointed.parts.asking):
            return exchange(prior, pointed, known)
    slots = bool(
        now.units or now.periods or now.indicators or now.levels or now.status or now.described or message.measures
        or message.relatives or message.bare_level or message.stages or (now.reports and not message.rest)
    )  # fmt: skip
    pointing = bool(POINTING.search(now.folded))
    if not message.rest and slots and not pointing and not virtual:
        complete_alone = (now.units or now.described) and now.indicators and (now.periods or now.asking)
        if not complete_alone or message.corrects:
            changed = exchange(prior, message, known)
            same = fold(changed).strip(" ?.") == fold(prior.text).strip(" ?.")
            return own_question(message, prior, known) if same and now.status else changed
        if not message.connected or now.asking:
            return now.text
        return exchange(prior, message, known)
    if clarifying and now.reports and not QUESTION_WORDS.search(now.folded):
        return exchange(prior, message, known)
    if clarifying and _REPORT_REPLY.match(now.folded) and not QUESTION_WORDS.search(now.folded):
        return f"{by_report(now.text)}, {lower_first(prior)}"
    alike = prior.asking and prior.asking[0].name == "count" and QUALITY.match(now.folded)
    if (message.connected or alike) and not pointing and message.rest and (topic := topic_of(message)):
        return other_topic(topic, message, prior, known)
    if not message.rest and not slots and not pointing:
        return text
    return own_question(message, prior, known)


#: What may be said for whatever is counted: "mấy người" of công chức, "mấy cái" of thông tư.
_ANY_COUNTED = frozenset(["nguoi", "cai", "chiec"])


def said_again(message: Message, prior: Parts, earlier: Parts | None) -> tuple[Message, Parts]:
    """Read "năm 2023 nhận bao nhiêu?" as one of the last two questions of another year, which says half of it again.

    Half is what is done or what is counted, on one side of "bao nhiêu": who says both asks anew.
    """
    now = message.parts
    count = next((a.span for a in now.asking if a.name in ("count", "value")), None)
    exchanged = [bool(now.units), bool(now.periods or message.relatives), bool(now.levels)]
    if count is None or not message.rest or sum(exchanged) != 1:
        return message, prior
    done, counted = (set(re.findall(r"\w+", half)) for half in (now.folded[: count.start], now.folded[count.end :]))
    said = set(message.rest) - _ANY_COUNTED
    for before in (prior, earlier) if not (done & said and counted & said) else ():
        if before is not None and before.asking and said <= set(re.findall(r"\w+", before.folded)):
            return replace(message, rest=()), before
    return message, prior


def of_kinds(message: Message, prior: Parts) -> Message:
    """Read "loại nào?" as asking which kinds, where nothing that gets a grade was talked of."""
    graded = prior.indicators or any(a.name in ("score", "rank", "grade") for a in prior.asking)
    if graded or not re.match(r"(?:nhung |cac )?loai (?:gi|nao)\b", message.parts.folded):
        return message
    return replace(message, measures=tuple(m for m in message.measures if m.name != "grade"), rest=("loai",))


_REPORT_REPLY = re.compile(r"(?:trong |theo )?(?:tai lieu|bao cao|bai|van ban|thong bao|hoi nghi|ban)\b")
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
_SIGNED = re.compile(r"\b(?:do )?(?:ai|nguoi)(?: \w+)? ky\b")
_PAPER = re.compile(r"\b(?:bao cao|tai lieu|bai|van ban|ke hoach|thong bao|quyet dinh|nghi quyet)\b")
_SECTION = re.compile(r"\b(?:muc|phan|chuong|phu luc) (?:[ivx]+|\d+)(?:\.\d+)*\b")
_EXTREME = re.compile(rf"\b(?:cao|thap|tot|kem|nhieu|it|lon|nho) nhat\b|\b(?:{FIRST_PLACE}|{LAST_PLACE})\b")


def _other_section_or_end(now: Parts, prior: Parts) -> str:
    """Return the question before about another section, or about the other end: "thấp nhất?"."""
    for pattern in (_SECTION, _EXTREME):
        new, old = pattern.match(now.folded), pattern.search(prior.folded)
        if new and old and not re.search(r"\w", re.sub(r"\b(?:thi|sao|a|la|the nao)\b", "", now.folded[new.end() :])):
            return apply(prior.text, [Edit(Span(*old.span()), now.text[: new.end()].lower())])
    return ""


#: The fields of reform, by which reports tell their results and limits.
_FIELD = (
    r"(?:cai cach )?(?:the che|thu tuc(?: hanh chinh)?|(?:to chuc )?bo may|(?:che do )?cong vu|(?:can bo,? )?cong chuc"
    r"|(?:xay dung )?doi ngu|tai chinh cong|hien dai hoa(?: hanh chinh)?|chinh quyen (?:dien tu|so)|chuyen doi so"
    r"|chi dao,? dieu hanh|tuyen truyen|kiem tra)"
)
_OTHER_FIELD = re.compile(
    rf"^(?:(?:ve|linh vuc|mang|phan|noi dung|cong tac) )*(?P<field>{_FIELD})(?: (?:thi|sao|the nao|ra sao|a|nhi))*\W*$"
)
_OLD_FIELD = re.compile(rf"\b{_FIELD}\b(?! (?:{_FIELD}))")
_OF_A_FIELD = re.compile(r"\b(?:han che|ton tai|kho khan|vuong mac|nguyen nhan|ket qua|giai phap|nhiem vu|uu diem)\b")


def _other_field(now: Parts, prior: Parts) -> str:
    """Return the question before asked of another field: "hạn chế về thể chế" – "còn tài chính công?"."""
    new = _OTHER_FIELD.match(now.folded)
    old = _OLD_FIELD.search(prior.folded)
    if new is None or prior.asking or not (old or _OF_A_FIELD.search(prior.folded)):
        return ""
    typed = now.text[new.start("field") : new.end("field")].lower()
    if old:
        return apply(prior.text, [Edit(Span(*old.span()), typed)])
    end = len(prior.text.rstrip(" ?.!"))
    return f"{prior.text[:end]} {say('conversation.about', topic=typed)}?"


def _better_year(now: Parts, prior: Parts) -> str:
    """Return the comparison of two years once more where it is asked which of them had more."""
    return prior.text if len(prior.periods) > 1 and re.match(r"nam nao\b.*\bhon\b", now.folded) else ""


def _extreme_of(now: Parts, prior: Parts) -> str:
    """Return of which year or unit what was asked for is highest: "trễ hạn năm 2022?" – "năm nào cao nhất?"."""
    found = re.fullmatch(
        rf"(?:vao |trong )?((nam|thang|quy|{PLAIN_BODIES})(?:, (?:{PLAIN_BODIES}))* nao (?:\w+ ){{0,2}}(?:cao|thap|nhieu|it|tot|kem|lon|nho) nhat)\W*",
        now.folded,
    )
    asked = any(a.name in ("score", "rank", "rate", "value", "count") for a in prior.asking)
    asked = asked or re.search(r"\bt[iy] le\b", prior.folded) is not None
    years = found is not None and found.group(2) == "nam"
    course = OVER_YEARS.search(prior.folded)
    if found is None or not (asked or prior.indicators or course):
        return ""
    if not (prior.periods or course if years else not prior.indicators):
        return ""
    which = now.text[found.start(1) : found.end(1)].lower()
    edits = [Edit(p.span, "") for p in (prior.periods if years else prior.levels)]
    edits += [Edit(Span(*course.span()), "")] if course else []
    if prior.asking and prior.asking[0].name == "count":  # "bao nhiêu hồ sơ": the number of them
        topic = say("conversation.number_of", counted=counted_span(prior, prior.asking[0]).of(prior.text).strip(" ?.,"))
        unit, base = unit_words(prior), None if years else main_period(prior)
        when = period_words(base, prior.text) if base else ""
        return upper_first(tidy(f"{topic} {when} {spaced('of_unit', unit=unit) if unit else ''} {which}?"))
    edits += [Edit(a.span, "") for a in prior.asking]
    return upper_first(f"{apply(prior.text, edits).rstrip(' ?.,')} {which}?")


#: What asks for the unit itself, and for its place: "huyện nào … cao nhất".
_WHICH_BODY = re.compile(rf"\b(?:{PLAIN_BODIES})(?:, (?:{PLAIN_BODIES}))* nao\b")
_WHICH_FIRST = re.compile(rf"{_WHICH_BODY.pattern}|{_EXTREME.pattern}|\b(?:co|cua|tinh|ve)\b(?=\W*$)")


def _of_found(message: Message, prior: Parts, answer: str, known: Sequence[Unit]) -> str:
    """Return what is asked of the unit or year that the answer named: "huyện nào đứng cuối?" – "huyện đó mấy điểm?"."""
    now, told = message.parts, take_apart(answer.split("\n", 1)[0], known)
    unit = prior.units[-1] if prior.units and prior.units[-1].span.start >= len(prior.text) else None
    year = told.periods[0] if re.search(r"\bnam nao\b", prior.folded) and len(told.periods) == 1 else None
    measures = {m.name for m in message.measures} - {"why", "trend"}
    if unit is not None and (measures or (now.units and not message.rest) or POINTED_UNIT.search(now.folded)):
        found = replace(prior, units=(unit,))
    elif year is not None and re.match(r"(?:vao |trong )?nam (?:do|ay)\b", now.folded) and not now.units:
        found = replace(prior, periods=(year,))
    else:
        return ""
    spans = [p.span for p in prior.periods] + [u.span for u in prior.units if u is not unit]
    spans += [Span(*m.span()) for m in _WHICH_FIRST.finditer(prior.folded)]
    topic = (
        indicator_words(prior) or indicator_words(told) or re.sub(r"^\W+|\W+$", "", tidy(blanked(prior.text, spans)))
    )
    if not topic:
        return ""
    plain = rebuild(found, read("", known), upper_first(topic), say("conversation.ask_value"))
    return resolve(message, now.text, take_apart(plain, known), "", known)


_GIVEN = re.compile(r"(?: duoc| da)* (?:giao|phan bo)\b")


def _still_lacking(now: Parts, prior: Parts) -> str:
    """Return how many lack of those allotted: "biên chế được giao bao nhiêu?" – "vậy còn thiếu bao nhiêu?"."""
    given = _GIVEN.search(prior.folded)
    if not (LACKS.fullmatch(now.folded.strip()) and given and prior.asking):
        return ""
    asked = prior.asking[0]
    noun = f" {counted_span(prior, asked).of(prior.text).strip(' ?.,')}" if asked.name == "count" else ""
    edits = [Edit(Span(*given.span()), ""), Edit(asked.span, f"{say('conversation.lacks')}{noun}")]
    if noun:
        edits.append(Edit(counted_span(prior, asked), ""))
    body = apply(prior.text, edits).rstrip(" ?.,")
    return f"{body} {say('conversation.than_allotted')}?"


_KIND_ALONE = re.compile(rf"^(?:khoi|cac|ben|cap) (?:cac )?(?P<kind>{PLAIN_BODIES})(?: (?:thi sao|thi|sao|a))*\W*$")


def _other_kind(now: Parts, prior: Parts) -> str:
    """Return who stands there among others: "sở nào đứng đầu DDCI?" – "còn khối huyện?"."""
    new, old = _KIND_ALONE.match(now.folded), _WHICH_BODY.search(prior.folded)
    if not (new and old and _RANKED.search(prior.folded)):
        return ""
    kind = Span(new.start("kind"), new.end("kind")).of(now.text).lower()
    return apply(prior.text, [Edit(Span(*old.span()), say("conversation.which", kind=kind))])


_PLACE = re.compile(
    r"^(?:(?:the|con|vay) )?(?:(?:huyen|xa|tinh|don vi|dia phuong|so) )?(?:(?:dung|xep|hang) )?"
    r"(?:thu (?P<place>nhat|nhi|hai|ba|tu|bon|nam|sau|bay|tam|chin|muoi|\d{1,2})|(?P<last>cuoi(?: bang)?|chot(?: bang)?|bet))"
    r"(?: (?:thi sao|thi|sao|la ai|la huyen nao|la don vi nao|duoc bao nhieu diem|bao nhieu diem|duoc may diem|a|nhi))*\W*$"
)
_PLACES = {"nhat": 1, "nhi": 2, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}  # fmt: skip
_RANKED = re.compile(_EXTREME.pattern + r"|\b(?:bang )?xep hang\b|\bxep thu \d|\b(?:top|tốp)\b")


def _other_place(now: Parts, prior: Parts) -> str:
    """Return who holds another place of the ranking just shown: "huyện thứ hai thì sao"."""
    found = _PLACE.match(now.folded)
    # Not only by the answer; the province is the one they are ranked in.
    named = any(u.span.start < len(prior.text) and u.level is not Level.PROVINCE for u in prior.units)
    if found is None or named or not prior.indicators or not _RANKED.search(prior.folded):
        return ""
    base = main_period(prior)
    which = _WHICH_BODY.search(prior.folded)
    who = Span(*which.span()).of(prior.text) if which else say("conversation.which_unit")
    period = period_words(base, prior.text) if base else ""
    words = {"who": upper_first(who), "indicator": indicator_words(prior), "period": period}
    if found.group("last"):
        return tidy(say("conversation.last_place", **words))
    place = found.group("place")
    return tidy(say("conversation.place", place=_PLACES.get(place, place), **words))


def _first_of_another(message: Message, prior: Parts, known: Sequence[Unit]) -> str:
    """Return who leads by another indicator: "thế chỉ số hài lòng thì ai đứng đầu"."""
    now = message.parts
    new, old = _EXTREME.search(now.folded), _EXTREME.search(prior.folded)
    if (
        not (new and old and now.indicators and prior.indicators)
        or now.units
        or not re.search(r"\b(?:ai|nao)\b", now.folded)
    ):
        return ""
    only = replace(message, measures=(), parts=replace(now, asking=()))
    changed = take_apart(exchange(prior, only, known), known)
    end = _EXTREME.search(changed.folded)
    return (
        apply(changed.text, [Edit(Span(*end.span()), new.group(0) and now.text[new.start() : new.end()].lower())])
        if end
        else ""
    )


_BEFORE_CHANGE = re.compile(
    r"^(?:the |vay |con )?truoc khi (giam|tang|sap nhap|sap xep|dieu chinh)\b(?! \w+ \w+ \w+ \w+ \w+)"
)


def _before_change(now: Parts, prior: Parts) -> str:
    """Return how many there were before a change: "trước khi giảm là bao nhiêu"."""
    found = _BEFORE_CHANGE.match(now.folded)
    asked = next((a for a in prior.asking if a.name == "count"), None)
    if found is None or asked is None or now.units or not (about := unit_words(prior)):
        return ""
    written = now.text[found.start(1) : found.end(1)].lower()
    counted = counted_span(prior, asked).of(prior.text).strip(" ?.,")
    return tidy(say("conversation.before_change", verb=written, unit=about, counted=counted))


_RECIPIENT = re.compile(
    r"(?:doi )?voi ((?!nam|ky|cung|muc|ke hoach)\w[^,?.]*?)(?= nam \d| (?:thi|thoi|sao|the nao|ra sao|gi|a)\b|\W*$)"
)
_ASKED_OF = re.compile(r"\b(?:kien nghi|de nghi|de xuat|phoi hop|phan anh)\b")


def _other_recipient(now: Parts, prior: Parts) -> str:
    """Return what was asked of one office asked of another: "kiến nghị gì với UBND tỉnh" – "với Sở Nội vụ?"."""
    new, old = _RECIPIENT.match(now.folded), _RECIPIENT.search(prior.folded)
    if not (new and _ASKED_OF.search(prior.folded)):
        return ""
    if old is None and re.fullmatch("ai|(?:co quan|don vi|cap|noi) nao", new.group(1)):
        return prior.text  # what was asked is told with whom it was asked of
    if old is None:
        end = len(prior.text.rstrip(" ?.!"))
        return f"{prior.text[:end]} {now.text[new.start() : new.end(1)].lower()}?"
    return apply(prior.text, [Edit(Span(*old.span(1)), now.text[new.start(1) : new.end(1)])])


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


def _asks_post(now: Parts, prior: Parts) -> str:
    """Return who signed once more where their post is asked: the signature tells both."""
    return (
        prior.text
        if _SIGNED.search(prior.folded) and re.match(r"(?:la |giu )?chuc (?:vu|danh)\b(?! \w+ \w+)", now.folded)
        else ""
    )


def _asks_header(now: Parts, prior: Parts) -> str:
    """Return "ngày ban hành báo cáo … của …" where the report just cited is meant."""
    signed = _SIGNED.search(prior.folded)
    if signed and re.match(r"(?:bao cao (?:do|nay|ay) )?(?:vao )?(?:ngay nao|khi nao|bao gio|hom nao)\W*$", now.folded):
        return apply(prior.text, [Edit(Span(*signed.span()), say("conversation.day_of_issue"))])
    if not _HEADER.match(now.folded) or _PAPER.search(now.folded) or now.units:
        return ""
    report = report_meant("bao cao", prior, unit_words(prior))
    return upper_first(f"{now.text.rstrip(' ?.')} {report}?") if report else ""


def _header_of_another(message: Message, prior: Parts, known: Sequence[Unit]) -> str:
    """Return the question on a report's letterhead asked of another unit's: "ai ký báo cáo?" – "Trà Lộc ai ký?"."""
    now = message.parts
    if not now.units or _PAPER.search(now.folded) or not (_SIGNED.search(prior.folded) or _PAPER.search(prior.folded)):
        return ""
    alone = take_apart(apply(now.text, [Edit(u.span, "") for u in now.units]), known)
    if not _HEADER.match(alone.folded):
        return ""
    return _asks_header(alone, replace(prior, units=now.units, reports=(), described=()))

"""Read a message in a conversation: how it begins, what it points back to, what little it asks for itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.figure_patterns import PLAN
from corpus.kinds import PLAIN_PLACES
from corpus.model import Span, Unit
from corpus.vietnamese import blanked, fold, has_marks, modern_tone, words
from qa.dialogue.slots import Parts, Piece, short_indicator, take_apart


@dataclass(frozen=True, slots=True)
class Relative:
    """A period named from another: "năm trước đó" is one year back."""

    span: Span
    form: str  # year | period | same (the same months of another year) | whole | all
    step: int


@dataclass(frozen=True, slots=True)
class Message:
    """What was typed after the words that only connect it to the conversation."""

    parts: Parts
    connected: bool
    corrects: bool
    measures: tuple[Piece, ...] = ()
    relatives: tuple[Relative, ...] = ()
    compares: bool = False
    bare_level: str = ""  # "thế còn xã?"
    stages: tuple[Span, ...] = ()  # "sau đính chính"
    denied: str = ""  # "lại không được?": the verb denied, without marks
    rest: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        return self.parts.text


# Words that only tie a message to the one before, as typed with marks or without any.
_FREE = frozenset("còn con thế the thé vậy vay rồi roi và va nhưng thì tiếp riêng rieng".split())  # noqa: SIM905
# These tie only when something sets them off: "à, năm 2021", "không, ý tôi là SIPAS".
_SET_OFF = frozenset(
    ["à", "a", "ờ", "o", "ồ", "ừ", "u", "uh", "um", "ừm", "dạ", "da", "vâng", "vang", "ok", "oke", "okay", "không", "khong",
     "nhầm", "nham", "thôi", "thoi", "ủa", "ua", "ơ", "sai", "hay", "tốt", "đúng", "ừa", "ê"]
)  # fmt: skip
# After an unmarked word of _FREE these make it something else: "the che", "con so", "con bao nhieu".
_NOT_FREE = re.compile(
    r"(?:the (?:che|manh|thao|duc|chap|nao|gioi)|con (?:nguoi|dau|bao nhieu|may|lai|ton|thieu|hieu luc|no|cham|cho)"
    r"|va cham|roi rac|tiep (?:nhan|can|dan|tuc|thu|xuc)|vay von|thi (?:xa|tran|dua|diem|hanh|tuyen))\b"
)
_CORRECTING = re.compile(
    r"(?:(?:khong|ko|nham|a|o|sai)(?: roi)?[ ,.:!-]+)*(?:khong phai (?:la )?[^,?]{1,40}?,? ma la\b|(?:khong|ko) phai (?:la )?[^,?]{2,40},"
    r"|y (?:toi|minh|em|anh|chi|cua toi|cua minh) (?:la|muon hoi|hoi)(?: la| ve)?|(?:toi|minh|em) (?:hoi|muon hoi|noi|can)(?: la| ve)? (?!them)"
    r"|phai la\b|y la\b|sua lai(?: la)?|nham(?: roi)?(?= nam| sang))[ ,:]*"
)
#: "quay lại huyện A Lưới, …": of a unit that is named.
_BACK_TO = re.compile(r"(?:quay|tro) (?:lai|ve)(?: (?:voi|ve|ben|cho))? ")
_POLITE = re.compile(
    r"(?:(?:cho|xin)(?: (?:toi|minh|em|anh|chi))? (?:hoi|biet)(?: them| ve| la)*|(?:cam on|thank|thanks)(?: ban| ad| em| anh| chi| nhieu| nhe)*[,.! ]|hoi them|tiep theo)[ ,:]*"
)
_FILLER_LIST = """con the vay thi sao la a nhi nhe ha di nua roi do day duoc dat o cua ve cho va voi thoi ad ban em anh chi
    toi minh oi da vang u um ok khong phai nham y hoi muon biet xem giup co ma chu hen luon tiep theo cai nay
    kia ay bao nhieu chiem may nhu nao ra cung tuong tu rieng nam thu hay hoac thay trong tai so ro chua toan ca thuoc ben xem vay"""
_FILLERS = frozenset(_FILLER_LIST.split())
_MEASURES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("typed", rf"\b(?:da |co )?(?:dat|vuot|hoan thanh)(?: duoc)? (?:{PLAN})(?: (?:de ra|dat ra|duoc giao|giao))? (?:khong|chua|ko)\b"),
        ("reached", r"^(?:vay |the )?(?:da |co )?(?:dat|hoan thanh|xong)(?: duoc)? (?:chua|khong|ko)\b"),
        ("trend", r"\b(?:(?:qua |trong )?ca (?:hai|ba|bon|[2-4]) nam|(?:qua )?cac nam (?:khac|qua|con lai)|qua (?:cac|tung) nam|(?:cu the )?(?:cua )?tung nam(?: (?:xem nao|mot|cu the))*|nam nao (?:thi )?co(?: so lieu)?|(?:xu huong|dien bien)(?: the nao| ra sao)?)\b"),
        ("change", r"\b(?:la )?(?:tien|len) (?:hay|hoac) (?:lui|xuong)\b|\btot len hay (?:kem|xau) di\b|\b(?:co )?(?:tang|giam)(?: len| di| xuong)? (?:hay|hoac) (?:tang|giam)(?: di| len| xuong)?(?: bao nhieu| may)?(?: diem| bac)?\b|\btang giam(?: bao nhieu| the nao| ra sao)?\b|\bco (?:tang|giam)(?: len| xuong)? (?:khong|ko)\b|\b(?:tang|giam) (?:bao nhieu|may)(?: diem| bac| phan tram)?\b(?! (?!so|vay|the|nam|o|tai|trong|hang|lan)[a-z])|\b(?:co )?thay doi (?:gi )?(?:khong|the nao|ra sao|nhu the nao)\b"),
        ("why", r"\b(?:tai|vi|do) (?:sao|dau)(?: (?:vay|the|lai the|lai vay|nhu vay|ma (?:vay|the)))?\b|\bsao (?:lai )?(?:vay|the|nhu vay|lai)\b|\b(?:ly do|nguyen nhan)(?: (?:la gi|vi sao|do dau|gi))?\b"),
        ("grade", r"\bxep loai(?: gi| nao| may)?\b|(?<!nhung )(?<!cac )\bloai (?:gi|nao|may)\b"),
        ("rank", r"\b(?:(?:dung|xep|giu)(?: o| thu)? )?(?:thu hang|thu may|hang may|hang bao nhieu|thu bao nhieu|vi thu|vi tri)(?: thu)?(?: may| bao nhieu| nao| the nao| ra sao)?\b|\b(?:xep hang|dung thu|xep thu|dung may|xep may)(?: bao nhieu| may| the nao| ra sao)?\b|\bhang\b"),
        ("score", r"\b(?:duoc |dat |la )?(?:bao nhieu|may) diem(?! phan tram)\b|(?<!nhuoc )(?<!uu )(?<!khuyet )(?<!dac )(?<!dia )(?<!thoi )(?<!quan )(?<!kiem )(?<!thi )\bdiem(?: so)?(?: (?:duoc|dat|la))?(?: bao nhieu)?\b(?! (?:yeu|manh|moi|den|sang|tru|cong|thuong|nghen|phan))"),
        ("rate", r"\b(?:bao nhieu|may) (?:phan tram\b|%)|\bphan tram\b|\bty le(?: (?:la )?bao nhieu)?\b(?=\W*$| (?:thi|la|the|sao))"),
    )
)  # fmt: skip
_RELATIVES: tuple[tuple[str, int, re.Pattern[str]], ...] = tuple(
    (form, step, re.compile(pattern))
    for form, step, pattern in (
        ("same", -1, r"\b(?:so voi )?cung ky(?: nam (?:truoc|ngoai))?\b"),
        ("year", -2, r"\b(?:2|hai) nam truoc(?: do)?\b|\bnam kia\b|\bnam truoc nua\b"),
        ("year", -1, r"\bnam (?:lien |ngay |lien ke )?truoc(?: do| day)?\b(?! nua)|\bnam (?:ngoai|roi|qua|lien truoc)\b|\bnam truoc nua\b"),
        ("year", 1, r"\bnam (?:lien |ngay |lien ke )?sau(?: do)?\b|\bnam (?:tiep theo|ke tiep|tiep|toi)\b"),
        ("period", -1, r"\b(?:ky|quy|thang) (?:lien |ngay )?truoc(?: do)?\b"),
        ("period", 1, r"\b(?:ky|quy|thang) (?:lien |ngay )?sau(?: do)?\b|\b(?:ky|quy|thang) (?:tiep theo|ke tiep|toi)\b"),
        ("whole", 0, r"\b(?:ca|het|toan) nam\b"),
    )
)  # fmt: skip
_BETTER = r"(?:cao|thap|tot|kem|nhieu|it|lon|nho|on)"
_COMPARES = re.compile(
    rf"\bso sanh(?: giua)?(?: (?:hai|2|cac))?(?: (?:{PLAIN_PLACES}|ben))*(?: voi)?\b|\bso voi\b"
    r"|\bhon (?:hay kem|kem)\b|\bchenh(?: lech| nhau)?\b"
    rf"|\b(?:co |thi |(?:ai|ben nao|huyen nao|xa nao|don vi nao) )*{_BETTER} hon(?: hay {_BETTER} hon)?(?: khong)?\b"
    rf"|^(?:co )?hon\b"
)
_BARE_LEVEL = re.compile(
    r"^(?:(?:o|cua|rieng|cac|cap) )*(huyen|xa|tinh|phuong)(?:,? (?:thi tran|phuong|xa))*"
    r"(?: (?:thi|sao|the nao|ra sao|a|nhi|la|bao nhieu|duoc))*\W*$"
)
_LEVEL_TAIL = re.compile(r"\b(?:cua|o) (?:toan )?(huyen|xa|tinh)(?: (?:thi|sao|the nao|ra sao))*\W*$")
QUESTION_WORDS = re.compile(
    r"\b(?:gi|nao|ai|dau|khi nao|bao gio|the nao|nhu the nao|may|bao nhieu|vi sao|tai sao|lam sao|bao lau|ra sao|liet ke|neu|ke ten|"
    r"tom tat|dung khong|phai khong|chua)\b|\bco\b.*\b(?:khong|ko|chua)\b|(?<!thi )\bsao\b"
)
#: What is said of things counted, and names none: "hồ sơ" may be so.
QUALITY = re.compile(
    r"\b(?:(?:qua|dung|tre|truoc|som|cham) (?:han|hen)|truc (?:tuyen|tiep)|toan trinh|mot phan|(?:da|dang|chua) giai quyet"
    r"|(?:da|chua) hoan thanh|(?:con )?ton(?: dong)?)\b(?! \w)"
)
#: A figure asked for of every year.
OVER_YEARS = re.compile(r"\b(?:qua|theo|trong) (?:cac|tung) nam\b(?: thay doi)?(?: (?:nhu )?the nao| ra sao)?")
#: At which stage of scoring a figure stood.
STAGE = re.compile(
    r"\b(?:sau|truoc)(?: khi)? (?:dinh chinh|phuc tra|tham dinh|dieu chinh|tham tra)\b|\btu (?:cham|danh gia)\b"
)
_DENIED = re.compile(r"\b(?:lai )?(?:khong|chua) (?:(duoc|dat|co|bi)\W*$|(duoc|dat|co|bi) the\W*$)")
#: "Lâm Khê thì được rồi, còn A Ròng?": what comes last is what is asked.
_AGAIN = re.compile(r"[,.;]\s+((?:the |vay |nhung )?con)\s(?!bao nhieu|may|lai|ton|hieu luc|thieu)")


def read(text: str, known: Sequence[Unit]) -> Message:
    """Read one message; the text must be normalised."""
    again = _AGAIN.search(fold(text))
    if again and again.end() < len(text):
        text = text[again.start(1) :]
    whole = take_apart(text, known)
    limit = min((u.span.start for u in whole.units), default=len(text))
    start, connected, corrects = _beginning(text, whole.folded, limit)
    connected = connected or bool(re.search(r"\b(?:thi|con) sao\W*$", whole.folded))
    core = _without_end(text[start:], corrects)
    parts = take_apart(core, known) if core != text else whole
    if core and not parts.indicators and (connected or len(core.split()) <= 5):
        parts = _with_short_indicator(parts)
    measures = _measures(parts)
    relatives = _relatives(parts)
    bare_level = _BARE_LEVEL.match(parts.folded) if not parts.units else None
    tail = _LEVEL_TAIL.search(parts.folded) if not parts.units and not bare_level else None
    message = Message(
        parts=parts,
        connected=connected or corrects,
        corrects=corrects,
        measures=measures,
        relatives=relatives,
        compares=bool(_COMPARES.search(blanked(parts.folded, [u.span for u in parts.units]))),
        bare_level=bare_level.group(1) if bare_level else "",
        stages=tuple(Span(*m.span()) for m in STAGE.finditer(parts.folded)),
        denied=next((m.group(1) or m.group(2) for m in _DENIED.finditer(parts.folded)), ""),
    )
    rest = () if bare_level else _rest(message)
    if tail and rest == (tail.group(1),) and not QUESTION_WORDS.search(parts.folded):
        return replace(message, bare_level=tail.group(1))
    return replace(message, rest=rest)


def _beginning(text: str, folded: str, limit: int) -> tuple[int, bool, bool]:
    """Return where the message proper begins, whether it was tied on, whether it corrects."""
    place, connected, corrects = 0, False, False
    while place < len(text):
        rest = folded[place:]
        gap = len(rest) - len(rest.lstrip(" ,.:;!?-…")) if place else len(rest) - len(rest.lstrip(" ,.:;-…"))
        if gap:
            place += gap
            continue
        correction = _CORRECTING.match(rest)
        if correction and place + correction.end() <= max(limit, place + correction.end()):
            place += correction.end()
            connected = corrects = True
            continue
        back = _BACK_TO.match(rest)
        if back and place + back.end() <= limit < len(text):
            place += back.end()
            connected = True
            continue
        polite = _POLITE.match(rest)
        if polite:
            place += polite.end()
            continue
        word = re.match(r"[^\W\d_]+", text[place:])
        if word is None or place + word.end() > limit:
            break
        typed = modern_tone(word.group(0).lower())
        after = rest[word.end() :]
        if typed in _FREE and not (_NOT_FREE.match(rest) and (not has_marks(typed) or typed in ("còn", "tiếp", "thì"))):
            place += word.end()
            connected = True
            continue
        if typed in _SET_OFF and re.match(r"\s*[,.!…]|\s+(?:nham|thoi|roi|khong|con|the|vay)\b", after):
            corrects = corrects or fold(typed) in ("khong", "nham", "sai")
            connected = True
            place += word.end()
            continue
        if fold(typed) == "nham" or (typed == "à" and len(text.split()) <= 7):
            corrects = connected = True
            place += word.end()
            continue
        break
    return place, connected, corrects


_END = re.compile(
    r"[\s,]*\b(?:cơ mà|cơ|co ma|chứ|chu|ấy|mà|nhé|nhe|nha|ạ|nhỉ|đấy|đi|cơ ạ|bạn ơi|ad ơi|giúp (?:tôi|mình|em)(?: với)?|với ạ)[\s.!?]*$",
    re.IGNORECASE,
)


def _without_end(text: str, corrects: bool) -> str:
    if corrects:
        text = re.split(r"\s+(?:chứ )?(?:không phải|khong phai)\b", text)[0]
    shorter = _END.sub("", text)
    if re.match(r"(?:tom tat|liet ke|ke|neu|doc|trich|giai thich|so sanh)\b", fold(text)):
        shorter = re.sub(r"\s+di[\s.!?]*$", "", shorter, flags=re.IGNORECASE)
    if shorter == text or not shorter.strip():
        return text.strip()
    return shorter.strip() + ("?" if text.rstrip().endswith("?") else "")


_AROUND = re.compile(
    r"^(?:(?:chi so|ve|cua|diem)\s+)?(.+?)(?:\s+(?:thi|la|sao|the nao|nhu the nao|ra sao|bao nhieu|diem))*[\s?.!]*$"
)


def _with_short_indicator(parts: Parts) -> Parts:
    core = _AROUND.match(parts.folded)
    if core is None or not short_indicator(core.group(1)):
        return parts
    piece = Piece(Span(*core.span(1)), short_indicator(core.group(1)))
    return replace(parts, indicators=(piece,))


def _measures(parts: Parts) -> tuple[Piece, ...]:
    found: list[Piece] = []
    taken = [u.span for u in parts.units] + [i.span for i in parts.indicators] + list(parts.described)
    for name, pattern in _MEASURES:
        for match in pattern.finditer(parts.folded):
            span = Span(*match.span())
            if any(span.overlaps(s) for s in (*taken, *(p.span for p in found))):
                continue
            typed = words(match.group(0) and parts.text[span.start : span.end])
            if typed[-1:] and typed[-1] in ("hàng", "hằng", "hãng"):
                continue
            found.append(Piece(span, name))
    return tuple(sorted(found, key=lambda p: p.span))


def _relatives(parts: Parts) -> tuple[Relative, ...]:
    found: list[Relative] = []
    for form, step, pattern in _RELATIVES:
        for match in pattern.finditer(parts.folded):
            span = Span(*match.span())
            if not any(span.overlaps(r.span) for r in found) and not any(span.overlaps(p.span) for p in parts.periods):
                found.append(Relative(span, form, step))
    return tuple(sorted(found, key=lambda r: r.span.start))


def _rest(message: Message) -> tuple[str, ...]:
    """Return the words that say something which is no exchangeable part."""
    parts = message.parts
    spans = [u.span for u in parts.units] + [p.span for p in parts.periods] + [i.span for i in parts.indicators]
    spans += [p.span for p in (*parts.levels, *parts.status, *message.measures)]
    spans += [r.span for r in message.relatives] + list(parts.described) + list(parts.reports)
    spans += [*message.stages, *(Span(*m.span()) for m in _DENIED.finditer(parts.folded))]
    spans += [Span(*m.span()) for m in _COMPARES.finditer(parts.folded)]
    left = re.findall(r"\w+", blanked(parts.folded, spans))
    return tuple(w for w in left if w not in _FILLERS)

"""The top and the bottom of an official document: its office, who signed or wrote it, who receives it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.kinds import PLAIN_UNITS, UNITS
from corpus.lines import UPPER, has_predicate, is_sentence
from corpus.model import Span, Stated
from corpus.vietnamese import fold

HEAD = 8000
#: A name: words that begin with a capital, and numbers as in "Phường 12".
NAME = rf"[{UPPER}][^\W\d_]*(?:[ \t]+(?:[{UPPER}][^\W\d_]*|\d{{1,2}}(?![\d/.,%])))*"
_LEVELS = rf"{UNITS}|tp\.?|tx\.?"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: letterheads set two columns beside each other, often flattened into one line."""

    span: Span
    text: str

    @property
    def folded(self) -> str:
        return fold(self.text)


_NATION = re.compile(r"cong h\w*a xa hoi\s+chu nghia viet nam|doc lap\s*[-–]\s*tu do\s*[-–]\s*hanh phuc")
_GAP = re.compile(r"\s*\|\s*|\t+|[ ]{3,}")
# A letterhead run into one line: cut before the number, behind it, and before the kind of document.
_RUN_TOGETHER = re.compile(
    r"\s+(?=S[ốô]\s*:\s*\d)"
    rf"|(?<=[{UPPER}][{UPPER}])\s+(?=[{UPPER}][^\W\d_]*(?: [{UPPER}][^\W\d_]*){{0,4}},\s*ngày)"
    r"|(?<=\d{4})\s+(?=(?:BÁO CÁO|KẾ HOẠCH|THÔNG BÁO|TỜ TRÌNH|QUYẾT ĐỊNH|CÔNG VĂN)\s)"
)
MARKS = " \t*_#>-–—=~.:"


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    place = start
    for line in text[start:end].split("\n"):
        cuts = [(m.start(), m.end()) for m in _GAP.finditer(line)]
        cuts += [(m.start(), m.end()) for m in _RUN_TOGETHER.finditer(line[:1000])]
        cuts += [(m.start(), m.end()) for m in _NATION.finditer(fold(line))]
        at = 0
        for left, right in [*sorted(cuts), (len(line), len(line))]:
            inner = line[at : max(at, left)].strip(MARKS)
            if inner:
                begin = place + line.index(inner, at)
                yield Piece(Span(begin, begin + len(inner)), inner)
            at = max(at, right)
        place += len(line) + 1


_BODY_LINE = re.compile(
    r"\W{0,4}(?:thuc hien |can cu |thi hanh |phan (?:i\b|thu )|[ivx]{1,4}\s*[./)]\s+\w|1\s*[.)/]\s+\w"
    r"|a\s*[.)]\s+\w|dieu \d"
    r"|trong (?:nam|quy|thang|6 thang) |nam (?:19|20)\d\d, )"
)
_TITLED = re.compile(r"(?:BÁO CÁO|KẾ HOẠCH|THÔNG BÁO|TỜ TRÌNH|QUYẾT ĐỊNH|BIÊN BẢN|CHƯƠNG TRÌNH)\b")
_ONE_LINE = re.compile(r"(?:ỦY BAN|UỶ BAN|UBND|SỞ|PHÒNG|HỘI ĐỒNG|CỘNG H)\b.{0,300}?S[ốô]\s*:\s*\d")
_BODY_WITHIN = re.compile(
    r"(?:BÁO CÁO|KẾ HOẠCH|THÔNG BÁO|TỜ TRÌNH|QUYẾT ĐỊNH)\s.{0,250}?\s"
    r"(?=(?:I\s?[.)/]|1\s?[.)/]|Phần (?:I|thứ)|Thực hiện|Căn cứ|Kính gửi|Trong (?:năm|quý|tháng)|"
    r"Năm \d{4},)\s)"
)


def body_start(text: str) -> int:
    """Return where the first sentence or heading of the body begins."""
    place = 0
    titled = False
    lines = text[:HEAD].split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        words = line.strip()
        if len(words) > 200 and _ONE_LINE.match(words) and (run := _BODY_WITHIN.search(line)):
            return place + run.end()
        wrapped = len(words) > 80 and below.strip()[:1].islower() and has_predicate(words)
        long = wrapped or len(words) > 200 or (len(words) > 100 and (words.endswith((".", ";")) or is_sentence(words)))
        told = titled and len(words) > 25 and words.endswith(".") and is_sentence(words.lstrip(MARKS))
        if long or told or _BODY_LINE.match(fold(words)):
            return place
        titled = titled or _TITLED.match(words.lstrip(MARKS)) is not None
        place += len(line) + 1
    return min(place, len(text))


_COMMITTEE = re.compile(r"(?:uy|ủy) ban nhan dan|ubnd")
_OFFICE = re.compile(
    r"so\s|phong\s|ban\s|van phong|trung tam|thanh tra|chi cuc|cuc\s|bo\s|hoi dong nhan dan|huyen uy"
    r"|tinh uy|dang uy|thanh uy|bhxh|bao hiem"
)
_LEVEL_LINE = re.compile(rf"(?:{PLAIN_UNITS}|tp\.?|tx\.?)\s+\S")


def issuer_above(head: list[Piece]) -> Stated | None:
    """Return the office named lowest in the letterhead."""
    organs: list[tuple[str, Span]] = []
    for piece in head:
        words = re.split(r"\s+[-–]\s+(?=TỈNH)|\s+S[ốô]\s*:", piece.text)[0].strip()
        folded = fold(words)
        if not words.isupper() and not re.match(r"U\w*ND |Ủy ban nhân dân ", words):
            continue
        span = Span(piece.span.start, piece.span.start + len(words))
        if _COMMITTEE.match(folded) or _OFFICE.match(folded):
            organs.append((words, span))
        elif _LEVEL_LINE.match(folded) and organs and not _named(organs[-1][0]):
            organs[-1] = (f"{organs[-1][0]} {words}", organs[-1][1].cover(span))
    if not organs or not any(_named(o) or not _COMMITTEE.match(fold(o)) for o, _ in organs):
        return None
    words, span = organs[-1]
    value = proper_name(words)
    above = next((_unit_part(proper_name(o)) for o, _ in reversed(organs[:-1]) if _unit_part(proper_name(o))), "")
    if not _COMMITTEE.match(fold(words)) and above and not _unit_part(value):
        value = f"{value} {above}"
    return Stated(value, span)


def _named(organ: str) -> bool:
    return _unit_part(proper_name(organ)) != ""


def _unit_part(name: str) -> str:
    match = re.search(rf"\b(?:{_LEVELS})\s+{NAME}|\b(?:quận|phường)\s+\d{{1,2}}\b", name)
    return match.group(0) if match else ""


_PARTY = "[uủ][yỷ]"


def proper_name(organ: str) -> str:
    """Return "ỦY BAN NHÂN DÂN HUYỆN TÂN HỒNG" as "UBND huyện Tân Hồng"."""
    words = re.sub(r"^(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|[UỦ]\w* BAN NHÂN DÂN)\b", "UBND", organ, flags=re.IGNORECASE)
    words = re.sub(r"^HỘI ĐỒNG NHÂN DÂN\b", "HĐND", words)
    if not words.isupper():
        return words
    match = re.search(rf"\b({_LEVELS})\s+(?!{_PARTY}\b|hội\b)(?=\S)", words, re.IGNORECASE)
    office, unit = (words[: match.start()], words[match.start() :]) if match else (words, "")
    if committee := re.match(rf"(\w+ {_PARTY})\b\s*(.*)", office, re.IGNORECASE):
        # "HUYỆN ỦY MAI SƠN", and joined with others: "HUYỆN ỦY - HĐND - UBND HUYỆN MAI SƠN".
        rest = [w if w in ("UBND", "HĐND") else w.capitalize() for w in committee.group(2).split()]
        office = " ".join([committee.group(1).capitalize(), *rest]) + (" " if unit else "")
    elif parts := [] if office.startswith(("UBND", "HĐND")) else office.split():
        # "SỞ NỘI VỤ", "PHÒNG TÀI CHÍNH - KẾ HOẠCH": the office word and the first word of its field.
        kept = [w if w in ("UBND", "HĐND") else w.lower() for w in parts]
        for order in (0, 1):
            if order < len(kept) and kept[0] not in ("văn",):
                kept[order] = kept[order][:1].upper() + kept[order][1:]
        kept[0] = kept[0][:1].upper() + kept[0][1:]
        for order in range(1, len(kept)):
            if kept[order - 1] in ("-", "–"):
                kept[order] = kept[order].capitalize()
        office = " ".join(kept) + (" " if unit else "")
    if match and unit:
        level = " ".join(match.group(1).lower().split())
        unit = f"{level} " + " ".join(w.capitalize() for w in unit[match.end() - match.start() :].split())
    return (office + unit).strip()


_CLOSING = re.compile(
    rf"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND"
    rf"|Phòng [^\W\d_]+(?: [^\W\d_]+){{0,3}})\s+(?:{_LEVELS})\s+{NAME}",
    re.IGNORECASE,
)


def issuer_in_text(text: str, body: int, tail_start: int) -> Stated | None:
    """Find the issuer where the letterhead is lost: the closing sentence, else the opening one."""
    for opening, start, end in ((r"tren day la|bao cao nay", tail_start, len(text)), (r"", body, body + 1500)):
        folded = fold(text[start:end])
        if opening:
            said = [found.start() for found in re.finditer(opening, folded)]
            if not said:
                continue
            start, end = start + said[-1], min(len(text), start + said[-1] + 700)
        stretch = text[start:end]
        for found in _CLOSING.finditer(stretch):
            strict = re.search(rf"(?:{_LEVELS})\s+(?={NAME})", found.group(0))
            if not strict:
                continue
            name = re.match(NAME, found.group(0)[strict.end() :])
            before = fold(stretch[max(0, found.start() - 30) : found.start()])
            if name is None or re.search(r"(?:gui|den|chu tich|chi dao cua|theo|uy)\s*$", before):
                continue
            length = strict.end() + name.end()
            span = Span(start + found.start(), start + found.start() + length)
            value = re.sub(r"^[ỦU][ỷyỶY] ban nhân dân", "UBND", span.of(text), flags=re.IGNORECASE)
            return Stated(" ".join(value.split()), span)
    return None


_ROLE = re.compile(
    r"(?:(?:q|kt|tl|tuq|tm)\.?\s*)?((?:pho )?(?:chu tich|giam doc|truong phong|chanh van phong|bi thu"
    r"|truong ban|cuc truong|chi cuc truong"
    r"|tong giam doc|chanh thanh tra|hieu truong|bo truong|thu truong))(?:\s+[\w&-]+){0,6}$"
)
_PERSON = re.compile(rf"(?:(?:ThS|TS|BS|KS)\.?\s*)?[{UPPER}][^\W\d_]*(?: [{UPPER}][^\W\d_]*){{1,4}}")


def signature(text: str, tail_start: int) -> tuple[Stated | None, Stated | None]:
    signed = [p for p in pieces(text, tail_start, len(text)) if len(p.text) < 80]
    for order in range(len(signed) - 1, -1, -1):
        match = _ROLE.fullmatch(signed[order].folded)
        if not match or not (signed[order].text.isupper() or order + 6 >= len(signed)):
            continue
        role = signed[order]
        printed = role.text[match.start(1) : match.end(1)].lower()
        printed = printed.replace("phó chủ", "Phó Chủ").replace("chánh văn", "Chánh Văn")
        stated = Stated(printed[:1].upper() + printed[1:], role.span)
        for piece in signed[order + 1 : order + 8]:
            is_name = _PERSON.fullmatch(piece.text) and not _ROLE.fullmatch(piece.folded)
            if is_name and not re.search(r"uy ban|noi nhan|luu|phong |van thu", piece.folded):
                name = piece.text.title() if piece.text.isupper() else piece.text
                return Stated(name, piece.span), stated
        return None, stated
    return None, None


_AUTHOR = re.compile(
    r"(?:theo|tac gia|tin,? (?:va )?anh|bai,? (?:va )?anh|tin bai|nguoi viet|nguon(?: tin)?|tin|bai)\s*:\s*"
)


def author_of(text: str, tail_start: int) -> Stated | None:
    """Return who wrote a web story: named by a label, or by a name alone at the end."""
    ending = list(pieces(text, tail_start, len(text)))
    for piece in ending:
        match = _AUTHOR.match(piece.folded)
        if match and 0 < len(piece.text) - match.end() <= 60:
            start = piece.span.start + match.end()
            return Stated(text[start : piece.span.end], Span(start, piece.span.end))
    for piece in ending[-1:]:
        named = re.search(rf"(?:^|[.!?…]\s+)({_PERSON.pattern})$", piece.text[-60:])
        if named and 2 <= len(named.group(1).split()) <= 4:
            start = piece.span.end - len(named.group(1))
            return Stated(named.group(1), Span(start, piece.span.end))
    return None


def recipients_of(text: str, body: int, tail_start: int) -> tuple[Stated, ...]:
    found: list[Stated] = []
    for start, end in ((0, min(len(text), body + 600)), (tail_start, len(text))):
        listening = False
        for piece in pieces(text, start, end):
            folded = piece.folded
            if (match := re.match(r"kinh gui\s*:?\s*", folded)) or (match := re.match(r"noi nhan\s*:?\s*", folded)):
                listening = True
                rest = Span(piece.span.start + match.end(), piece.span.end) if match.end() < len(folded) else None
            elif re.match(r"(?:tm|kt|tl|tuq)\.|uy ban", folded):
                # In the right column the signature stands beside the list; at the left it ends it.
                above = text[text.rfind("\n", 0, piece.span.start) + 1 : piece.span.start]
                listening, rest = listening and bool(above.strip(MARKS)), None
            else:
                mark = text[max(0, piece.span.start - 3) : piece.span.start].rpartition("\n")[2]
                rest = piece.span if listening and re.search(r"[-–+•*]", mark) else None
                if listening and rest is None and not piece.text.isupper() and start == 0:
                    listening = False
            if rest and not folded.startswith("luu"):
                value = rest.of(text).strip(" -–;.")
                if value and len(value) < 200 and not value.startswith("Lưu"):
                    found.append(Stated(value, rest))
    return tuple(dict.fromkeys(found))

"""What an official document or a web story says of itself: number, issuer, dates, title, period, signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.dates import find_dates, parse_period
from corpus.lines import UPPER, has_predicate, is_sentence
from corpus.model import Header, Period, Span, Stated
from corpus.vietnamese import fold

_HEAD, _TAIL = 8000, 5000
_NAME = rf"[{UPPER}][^\W\d_]*(?:[ \t]+(?:[{UPPER}][^\W\d_]*|\d{{1,2}}(?![\d/.,%])))*"
_LEVELS = "huyện|quận|thị xã|thành phố|tp\\.?|tx\\.?|tỉnh|xã|phường|thị trấn|đặc khu"


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
_MARKS = " \t*_#>-–—=~.:"


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    place = start
    for line in text[start:end].split("\n"):
        cuts = [(m.start(), m.end()) for m in _GAP.finditer(line)]
        cuts += [(m.start(), m.end()) for m in _NATION.finditer(fold(line))]
        at = 0
        for left, right in [*sorted(cuts), (len(line), len(line))]:
            inner = line[at:left].strip(_MARKS)
            if inner:
                begin = place + line.index(inner, at)
                yield Piece(Span(begin, begin + len(inner)), inner)
            at = max(at, right)
        place += len(line) + 1


def read_header(text: str, source: str) -> Header:
    """Read what the report says of itself; what it does not say stays None. Never guesses a name."""
    body = body_start(text)
    head = list(_pieces(text, 0, body))
    tail_start = max(body if body < len(text) else 0, len(text) - _TAIL)
    number = _number(text, head)
    kind, title, kind_place = _kind_and_title(text, head, body)
    official = number is not None or (kind is not None and kind.value != "Tin bài")
    posted_on = None if official else _posted_on(text, head, tail_start)
    if kind is None and number is not None:
        kind = _kind_of_number(number)
    if not official:
        title = title or _headline(text, head, body)
        if posted_on or (title and kind is None):
            kind = kind or Stated("Tin bài")
    place, issued_on = _place_and_date(text, head, tail_start)
    issuer = _issuer(text, [p for p in head if p.span.start < kind_place], body) if official else None
    if official and issuer is None:
        issuer = _issuer_in_text(text, body, tail_start)
    signer, signer_role = _signature(text, tail_start) if official else (None, None)
    corrects = _corrects(text, number)
    author = None if official else _author(text, tail_start)
    return Header(
        number=number,
        issuer=issuer,
        place=place,
        issued_on=issued_on,
        posted_on=posted_on,
        kind=kind,
        title=title,
        signer=signer,
        signer_role=signer_role,
        author=author,
        recipients=_recipients(text, body, tail_start) if official else (),
        period=_period(text, title, issued_on or posted_on, body, corrects),
        corrects=corrects,
    )


_BODY_LINE = re.compile(
    r"\W{0,4}(?:thuc hien |can cu |thi hanh |phan (?:i\b|thu )|[ivx]{1,4}\s*[./)]\s+\w|1\s*[.)/]\s+\w"
    r"|a\s*[.)]\s+\w"
    r"|trong (?:nam|quy|thang|6 thang) |nam (?:19|20)\d\d, )"
)


def body_start(text: str) -> int:
    """Return where the first sentence or heading of the body begins."""
    place = 0
    lines = text[:_HEAD].split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        words = line.strip()
        wrapped = len(words) > 80 and below.strip()[:1].islower() and has_predicate(words)
        long = (
            wrapped
            or len(words) > 200
            or (len(words) > 100 and (words.endswith((".", ";")) or is_sentence(words)))
        )
        if long or _BODY_LINE.match(fold(words)):
            return place
        place += len(line) + 1
    return min(place, len(text))


# --- number ------------------------------------------------------------------------------------------------

_NUMBER = re.compile(
    r"^s[oó0]\s*[:.;]?[*_\s]*([0-9lio]{1,5}[a-z]?)\s*[/]\s*"
    r"((?:bc|kh|qd|tb|ttr|cv|ct|nq|hd|ctr|ubnd|hdnd|snv|pnv|vp|bcd|hu|da|pa|gm|bb)[a-z0-9&.\s-]{0,24})",
)
_ANY_NUMBER = re.compile(r"^s[o0]\s*[:.;][*_\s]*([0-9lio]{1,5}[a-z]?)\s*[/-]\s*([a-z][a-z0-9&./-]{1,24})")


def _number(text: str, head: list[Piece]) -> Stated | None:
    for piece in head[:40]:
        match = _NUMBER.match(piece.folded) or _ANY_NUMBER.match(piece.folded)
        if not match:
            # A flattened letterhead: "HUYỆN TÂN HỒNG Số: 114/BC-UBND". Other documents are cited in lower case.
            inside = re.search(r"(?<!\w)S[ốôó]\s*:", piece.text)
            if not inside or not piece.text[: inside.start()].isupper():
                continue
            rest = fold(piece.text[inside.start() :])
            match = _NUMBER.match(rest) or _ANY_NUMBER.match(rest)
            if not match:
                continue
            offset = piece.span.start + inside.start()
        else:
            offset = piece.span.start
        start, end = offset + match.start(1), offset + match.end(2)
        symbol = re.match(r"[^\W_]+(?:\s?[-.&/]\s?[^\W_]+)*", text[offset + match.start(2) : end])
        if not symbol:
            continue
        end = offset + match.start(2) + symbol.end()
        digits = text[start : offset + match.end(1)].translate(str.maketrans("lIoO", "1100"))
        return Stated(digits + "/" + "".join(symbol.group(0).split()), Span(start, end))
    return None


_SYMBOLS = {"BC": "Báo cáo", "KH": "Kế hoạch", "QĐ": "Quyết định", "TB": "Thông báo", "TTR": "Tờ trình"}
_SYMBOLS |= {
    "CT": "Chỉ thị",
    "NQ": "Nghị quyết",
    "HD": "Hướng dẫn",
    "CTR": "Chương trình",
    "QD": "Quyết định",
}


def _kind_of_number(number: Stated) -> Stated:
    symbol = re.split(r"[/\-.]", number.value)[1].upper()
    return Stated(_SYMBOLS.get(symbol, "Công văn"), number.span)


# --- kind and title ----------------------------------------------------------------------------------------

_KINDS = (
    "Báo cáo", "Kế hoạch", "Quyết định", "Thông báo", "Tờ trình", "Công văn", "Chỉ thị", "Nghị quyết",
    "Hướng dẫn", "Chương trình", "Đề án", "Phương án", "Kết luận", "Đính chính", "Biên bản",
)  # fmt: skip
_KIND = re.compile("(?:" + "|".join(fold(k) for k in _KINDS) + r")\b")
_KIND_NAMES = {fold(k): k for k in _KINDS}
_NOT_TITLE = re.compile(
    r"kinh gui|noi nhan|\(?kem theo|can cu|so\s*:|ngay \d|trang \d|dia chi|dien thoai|email"
)
_ABOUT = re.compile(r"\(?(?:v/v|ve viec)\b")


def _kind_and_title(text: str, head: list[Piece], body: int) -> tuple[Stated | None, Stated | None, int]:
    """Return kind, title and where the kind stands; the place is the end of the head when there is none."""
    for order, piece in enumerate(head):
        match = _KIND.match(piece.folded)
        if not match:
            continue
        line = text[text.rfind("\n", 0, piece.span.start) + 1 : piece.span.start]
        printed = piece.text[: match.end()]
        if not (printed.isupper() or "#" in line or (piece.text == printed and printed[0].isupper())):
            continue
        kind = Stated(_KIND_NAMES[match.group(0)], Span(piece.span.start, piece.span.start + match.end()))
        # "BÁO CÁO CHUYÊN ĐỀ" is a kind; "BÁO CÁO kết quả công tác …" already is the title.
        below = _title_below(text, head[order + 1 :])
        rest = piece.text[match.end() :].strip()
        if below and len(rest.split()) <= 3:
            return kind, below, piece.span.start
        if rest and below and text[piece.span.end : below.span.start if below.span else 0].count("\n") <= 1:
            below_span = below.span or piece.span
            return kind, _joined(text, piece.span.cover(below_span)), piece.span.start
        return kind, (_joined(text, piece.span) if rest else below), piece.span.start
    for order, piece in enumerate(head):
        if _ABOUT.match(piece.folded):
            last = piece
            for following in head[order + 1 : order + 4]:
                if text[last.span.end : following.span.start].count("\n") > 1 or _NOT_TITLE.match(
                    following.folded
                ):
                    break
                if following.text.isupper() or list(find_dates(following.text)):
                    continue
                last = following
            return (
                Stated("Công văn", piece.span),
                _joined(text, piece.span.cover(last.span)),
                piece.span.start,
            )
    return None, None, body


def _title_below(text: str, pieces: list[Piece]) -> Stated | None:
    taken: list[Piece] = []
    for piece in pieces[:8]:
        if _NOT_TITLE.match(piece.folded) or _KIND.fullmatch(piece.folded) or len(piece.text) < 3:
            break
        if taken:
            between = text[taken[-1].span.end : piece.span.start]
            if between.count("\n") > 1 and not piece.text[0].islower():
                break
        if piece.text.startswith("(") and taken:
            break
        taken.append(piece)
    return _joined(text, taken[0].span.cover(taken[-1].span)) if taken else None


def _joined(text: str, span: Span) -> Stated:
    return Stated(" ".join(re.sub(r"[*#]+", " ", span.of(text)).split()).strip(" -–:"), span)


_SITE_WORDS = re.compile(
    r"tim kiem|lien ket|trang chu|dang nhap|ngay (?:cap nhat|dang)|cap nhat|luot (?:xem|truy cap)"
    r"|thu (?:hai|ba|tu|nam|sau|bay"
    r"|[2-7])\b|chu nhat|dang luc|tin (?:tuc|noi bat|moi|khac|lien quan)$|gioi thieu$|chuyen muc|anh:"
    r"|nguon:|tac gia|doc bao|share|in bai"
)


def _headline(text: str, head: list[Piece], body: int) -> Stated | None:
    """Return the headline of a web story: the longest line above its first sentence that names a topic."""
    if body >= len(text):
        return None
    likely = [
        p
        for p in head
        if 20 <= len(p.text) <= 250
        and len(p.text.split()) >= 4
        and not _SITE_WORDS.match(p.folded)
        and text[p.span.end : p.span.end + 1] not in tuple(".;,")
        and not p.text.endswith((";", ","))
    ]
    marked = [p for p in likely if text[max(0, p.span.start - 2) : p.span.start] == "# "]
    if not likely:
        return None
    best = max(marked or likely, key=lambda p: len(p.text))
    return Stated(" ".join(best.text.split()), best.span)


# --- dates -------------------------------------------------------------------------------------------------

_PLACE = re.compile(rf"((?:(?:TP|TX|Tp|Tx)\.?[ \t]*)?{_NAME})[ \t]*,[ \t]*$")


def _place_and_date(text: str, head: list[Piece], tail_start: int) -> tuple[Stated | None, Stated | None]:
    tail = list(_pieces(text, tail_start, len(text)))
    for piece in [*head, *(p for p in tail if len(p.text) < 80)]:
        for day, span in find_dates(text, piece.span.start, piece.span.end):
            before = re.sub(r"ng[aà]y\s*$", "", text[piece.span.start : span.start], flags=re.IGNORECASE)
            match = _PLACE.search(before[-80:])
            if match and len(before) - len(match.group(0)) <= 40:
                start = piece.span.start + max(0, len(before) - 80) + match.start(1)
                place = Stated(match.group(1), Span(start, start + len(match.group(1))))
                return place, Stated(day.isoformat(), _with_word(text, span))
    for piece in head:
        # "Ngày 25 tháng 3 năm 2024" alone on its line, in a document that has a number.
        for day, span in find_dates(text, piece.span.start, piece.span.end):
            if span.start - piece.span.start <= 5 and piece.span.end - span.end <= 2 and _spelt(piece.folded):
                return None, Stated(day.isoformat(), _with_word(text, span))
    return None, None


def _spelt(folded: str) -> bool:
    return folded.startswith("ngay") and "thang" in folded


def _with_word(text: str, span: Span) -> Span:
    before = re.search(r"ngày\s*$", text[max(0, span.start - 8) : span.start], re.IGNORECASE)
    return Span(span.start - len(before.group(0)), span.end) if before else span


_POSTED = re.compile(
    r"(?:ngay dang(?: tin)?|ngay cap nhat|cap nhat(?: ngay| luc)?|ngay xuat ban|dang (?:luc|ngay)"
    r"|ngay tao|ngay gui)\b[^\n\d]{0,30}"
    r"(?:\d{1,2}[:h]\d{2}[^\n\d]{0,12})?"
)
_WEEKDAY = re.compile(
    r"^(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b[^\n\d]{0,12}(?:\d{1,2}[:h]\d{2}[^\n\d]{0,12})?"
)


def _posted_on(text: str, head: list[Piece], tail_start: int) -> Stated | None:
    tail = list(_pieces(text, tail_start, len(text)))
    for pattern in (_POSTED, _WEEKDAY):
        # The page's own clock often stands above the story: with weekdays the lowest one in the head counts.
        pieces = head if pattern is _POSTED else head[::-1]
        for piece in [*pieces, *tail]:
            match = pattern.match(piece.folded)
            if not match:
                continue
            for day, span in find_dates(text, piece.span.start, piece.span.end):
                if span.start - piece.span.start <= match.end():
                    return Stated(day.isoformat(), span)
    for piece in head[::-1]:
        for day, span in find_dates(text, piece.span.start, piece.span.end):
            rest = piece.text.replace(span.of(text), "")
            if not re.search(r"[^\W\d_]{2,}", rest):
                return Stated(day.isoformat(), span)
    return None


# --- issuer ------------------------------------------------------------------------------------------------

_COMMITTEE = re.compile(r"(?:uy|ủy) ban nhan dan|ubnd")
_OFFICE = re.compile(
    r"so\s|phong\s|ban\s|van phong|trung tam|thanh tra|chi cuc|cuc\s|bo\s|hoi dong nhan dan|huyen uy"
    r"|tinh uy|dang uy|thanh uy|bhxh|bao hiem"
)
_LEVEL_LINE = re.compile(r"(?:huyen|quan|thi xa|thanh pho|tp\.?|tx\.?|tinh|xa|phuong|thi tran|dac khu)\s+\S")


def _issuer(text: str, head: list[Piece], body: int) -> Stated | None:
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
    value = _proper(words)
    above = next((_unit_part(_proper(o)) for o, _ in reversed(organs[:-1]) if _unit_part(_proper(o))), "")
    if not _COMMITTEE.match(fold(words)) and above and not _unit_part(value):
        value = f"{value} {above}"
    return Stated(value, span)


def _named(organ: str) -> bool:
    return _unit_part(_proper(organ)) != ""


def _unit_part(name: str) -> str:
    match = re.search(rf"\b(?:{_LEVELS})\s+{_NAME}", name)
    return match.group(0) if match else ""


def _proper(organ: str) -> str:
    """Return "ỦY BAN NHÂN DÂN HUYỆN TÂN HỒNG" as "UBND huyện Tân Hồng"."""
    words = re.sub(
        r"^(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|[UỦ]\w* BAN NHÂN DÂN)\b", "UBND", organ, flags=re.IGNORECASE
    )
    if not words.isupper():
        return words
    match = re.search(rf"\b({_LEVELS})\s+(?=\S)", words, re.IGNORECASE)
    office, unit = (words[: match.start()], words[match.start() :]) if match else (words, "")
    if not office.startswith("UBND"):
        parts = office.split()
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
        level = match.group(1).lower()
        unit = f"{level} " + " ".join(w.capitalize() for w in unit[match.end() - match.start() :].split())
    return (office + unit).strip()


_CLOSING = re.compile(
    rf"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND"
    rf"|Phòng [^\W\d_]+(?: [^\W\d_]+){{0,3}})\s+(?:{_LEVELS})\s+{_NAME}",
    re.IGNORECASE,
)


def _issuer_in_text(text: str, body: int, tail_start: int) -> Stated | None:
    """Find the issuer where the letterhead is lost: the closing sentence, else the opening one."""
    for opening, start, end in (
        (r"tren day la|bao cao nay", tail_start, len(text)),
        (r"", body, body + 1500),
    ):
        folded = fold(text[start:end])
        if opening:
            match = None
            for match in re.finditer(opening, folded):
                pass
            if match is None:
                continue
            start, end = start + match.start(), min(len(text), start + match.start() + 700)
        stretch = text[start:end]
        for found in _CLOSING.finditer(stretch):
            strict = re.search(rf"(?:{_LEVELS})\s+(?={_NAME})", found.group(0))
            if not strict:
                continue
            name = re.match(_NAME, found.group(0)[strict.end() :])
            before = fold(stretch[max(0, found.start() - 30) : found.start()])
            if name is None or re.search(r"(?:gui|den|chu tich|chi dao cua|theo|uy)\s*$", before):
                continue
            length = strict.end() + name.end()
            span = Span(start + found.start(), start + found.start() + length)
            value = re.sub(r"^[ỦU][ỷyỶY] ban nhân dân", "UBND", span.of(text), flags=re.IGNORECASE)
            return Stated(" ".join(value.split()), span)
    return None


# --- signature, author, recipients -------------------------------------------------------------------------

_ROLE = re.compile(
    r"(?:(?:q|kt|tl|tuq|tm)\.?\s*)?((?:pho )?(?:chu tich|giam doc|truong phong|chanh van phong|bi thu"
    r"|truong ban|cuc truong|chi cuc truong"
    r"|tong giam doc|chanh thanh tra|hieu truong|bo truong|thu truong))(?:\s+[\w&-]+){0,6}$"
)
_PERSON = re.compile(rf"(?:(?:ThS|TS|BS|KS)\.?\s*)?[{UPPER}][^\W\d_]*(?: [{UPPER}][^\W\d_]*){{1,4}}")


def _signature(text: str, tail_start: int) -> tuple[Stated | None, Stated | None]:
    pieces = [p for p in _pieces(text, tail_start, len(text)) if len(p.text) < 80]
    for order in range(len(pieces) - 1, -1, -1):
        match = _ROLE.fullmatch(pieces[order].folded)
        if not match or not (pieces[order].text.isupper() or order + 6 >= len(pieces)):
            continue
        role = pieces[order]
        printed = role.text[match.start(1) : match.end(1)].lower()
        printed = printed.replace("phó chủ", "Phó Chủ").replace("chánh văn", "Chánh Văn")
        stated = Stated(printed[:1].upper() + printed[1:], role.span)
        for piece in pieces[order + 1 : order + 8]:
            is_name = _PERSON.fullmatch(piece.text) and not _ROLE.fullmatch(piece.folded)
            if is_name and not re.search(r"uy ban|noi nhan|luu|phong |van thu", piece.folded):
                name = piece.text.title() if piece.text.isupper() else piece.text
                return Stated(name, piece.span), stated
        return None, stated
    return None, None


_AUTHOR = re.compile(
    r"(?:theo|tac gia|tin,? (?:va )?anh|bai,? (?:va )?anh|tin bai|nguoi viet|nguon(?: tin)?|tin|bai)\s*:\s*"
)


def _author(text: str, tail_start: int) -> Stated | None:
    """Return who wrote a web story: named by a label, or by a name alone at the end."""
    pieces = list(_pieces(text, tail_start, len(text)))
    for piece in pieces:
        match = _AUTHOR.match(piece.folded)
        if match and 0 < len(piece.text) - match.end() <= 60:
            start = piece.span.start + match.end()
            return Stated(text[start : piece.span.end], Span(start, piece.span.end))
    for piece in pieces[-1:]:
        ending = re.search(rf"(?:^|[.!?…]\s+)({_PERSON.pattern})$", piece.text[-60:])
        if ending and 2 <= len(ending.group(1).split()) <= 4:
            start = piece.span.end - len(ending.group(1))
            return Stated(ending.group(1), Span(start, piece.span.end))
    return None


def _recipients(text: str, body: int, tail_start: int) -> tuple[Stated, ...]:
    found: list[Stated] = []
    for start, end in ((0, min(len(text), body + 600)), (tail_start, len(text))):
        listening = False
        for piece in _pieces(text, start, end):
            folded = piece.folded
            if (match := re.match(r"kinh gui\s*:?\s*", folded)) or (
                match := re.match(r"noi nhan\s*:?\s*", folded)
            ):
                listening = True
                rest = (
                    Span(piece.span.start + match.end(), piece.span.end)
                    if match.end() < len(folded)
                    else None
                )
            elif re.match(r"(?:tm|kt|tl|tuq)\.|uy ban", folded):
                # In the right column the signature stands beside the list; at the left it ends it.
                above = text[text.rfind("\n", 0, piece.span.start) + 1 : piece.span.start]
                listening, rest = listening and bool(above.strip(_MARKS)), None
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


# --- period, corrections -----------------------------------------------------------------------------------

_DEFINES = re.compile(
    r"ky bao cao|thoi (?:gian|diem) (?:bao cao|chot|lay|tinh)[^.\n]{0,20}so lieu|so lieu (?:bao cao "
    r"|duoc |tong hop |thong ke )?(?:tinh|tu)|chot so lieu|ky so lieu|moc thoi gian"
)
_OPENING = re.compile(
    r"\W*(?:trong )?((?:nam (?:19|20)\d\d|quy \w+[/ ]|0?[69] thang|thang \d)[^,.;\n]{0,30}),"
)


def _period(text: str, title: Stated | None, day: Stated | None, body: int, corrects: str) -> Period | None:
    year = int(day.value[:4]) if day else None
    if title and (period := parse_period(title.value, year)):
        return period
    if corrects:
        # "Báo cáo số 17/BC-UBND … về kết quả … năm 2023": a correction speaks of the report it corrects.
        place = text.find(corrects, body)
        stretch = re.sub(r"ngày\s+[\d/]+", "", text[place : place + 250].split("\n")[0]) if place >= 0 else ""
        if period := parse_period(stretch, year):
            return period
    head = text[body : body + 6000]
    for match in _DEFINES.finditer(fold(head)):
        stretch = head[match.start() : match.start() + 160].split("\n")[0]
        if period := parse_period(stretch, year):
            return period
    opening = _OPENING.match(fold(head[:200]))
    return parse_period(head[opening.start(1) : opening.end(1)], year) if opening else None


_CORRECTS = re.compile(
    r"(?:dinh chinh|nay thay the|thay the cho|sua doi)\b[^;\n]{0,160}?"
    r"(?:bao cao|ke hoach|cong van|van ban|thong bao|quyet dinh)\s+so\s*:?\s*(\d{1,5}\s?/\s?[a-z][a-z&.-]*)"
)


def _corrects(text: str, number: Stated | None) -> str:
    stretch = text[:4000]
    for match in _CORRECTS.finditer(fold(stretch)):
        found = re.sub(r"\s", "", stretch[match.start(1) : match.end(1)]).rstrip(".-")
        if number is None or found != number.value:
            return found
    return ""

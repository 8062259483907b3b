"""What an official document or a web story says of itself: number, dates, kind, title, period."""

import re

from corpus.kinds import UNITS
from corpus.letterhead import (
    NAME,
    Piece,
    author_of,
    body_start,
    issuer_above,
    issuer_in_text,
    pieces,
    recipients_of,
    signature,
)
from corpus.lines import UPPER, is_sentence, marker
from corpus.model import Header, Period, Span, Stated
from corpus.periods import find_dates, parse_period
from corpus.vietnamese import fold

_TAIL = 5000


def is_of_kind(header: Header, kind: str) -> bool:
    """Tell whether a report calls itself so; the kind is given folded: "ke hoach"."""
    return header.kind is not None and fold(header.kind.value).startswith(kind)


def read_header(text: str) -> Header:
    """Read what the report says of itself; what it does not say stays None. Never guesses a name."""
    body = body_start(text)
    head = list(pieces(text, 0, body))
    tail_start = max(body if body < len(text) else 0, len(text) - _TAIL)
    number = _number(text, head)
    kind, title, kind_place = _kind_and_title(text, head, body)
    # A site writes "Báo cáo kết quả …" over a story too; an office sets the kind in capitals.
    official = number is not None or _is_stamped(text, kind, body, tail_start)
    posted_on = None if official else _posted_on(text, head, tail_start)
    if kind is None and number is not None:
        kind = _kind_of_number(number)
    if not official:
        title = title or _headline(text, head, body)
        if posted_on or (title and kind is None):
            kind = kind or Stated("Tin bài")
    place, issued_on = _place_and_date(text, head, tail_start)
    issuer = issuer_above([p for p in head if p.span.start < kind_place]) if official else None
    if official and issuer is None:
        issuer = issuer_in_text(text, body, tail_start)
    signer, signer_role = signature(text, tail_start) if official else (None, None)
    corrects = _corrects(text, number)
    author = None if official else author_of(text, tail_start)
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
        recipients=recipients_of(text, body, tail_start) if official else (),
        period=_period(text, title, issued_on or posted_on, body, corrects),
        corrects=corrects,
    )


# --- number ------------------------------------------------------------------------------------------------

_NUMBER = re.compile(
    r"^s[oó0]\s*[:.;]?[*_\s]*([0-9lio]{1,5}[a-z]?)\s*[/]\s*"
    r"((?:bc|kh|qd|tb|ttr|cv|ct|nq|hd|ctr|ubnd|hdnd|snv|pnv|vp|bcd|hu|da|pa|gm|bb)[a-z0-9&.\s-]{0,24})"
)
# A committee of the Party: "Số 12-BC/HU".
_PARTY_NUMBER = re.compile(
    r"^so\s*[:.]?[*_\s]*(\d{1,5})\s*[-–]\s*((?:bc|kh|qd|tb|ttr|cv|ct|nq|hd|ctr|kl|qc)/[a-z]{1,6})\b"
)
_ANY_NUMBER = re.compile(r"^s[o0]\s*[:.;][*_\s]*([0-9lio]{1,5}[a-z]?)\s*[/-]\s*([a-z][a-z0-9&./-]{1,24})")
# "BC-UBND", "KH - UBND"; a full stop and a word behind it are the next sentence or the place: "45/BC-UBND. Hà Nội".
_SYMBOL = re.compile(rf"[^\W_]+(?:(?:\s?[-&/]\s?(?![{UPPER}][a-zà-ỹ])|\.(?=[{UPPER}]{{2}}))[^\W_]+)*")


def _number(text: str, head: list[Piece]) -> Stated | None:
    for piece in head[:40]:
        offset, folded = piece.span.start, piece.folded
        match = _NUMBER.match(folded) or _ANY_NUMBER.match(folded) or _PARTY_NUMBER.match(folded)
        # A flattened letterhead: "HUYỆN TÂN HỒNG Số: 114/BC-UBND"; others are cited in lower case.
        inside = None if match else re.search(r"(?<!\w)S[ốôó]\s*:", piece.text)
        if inside and piece.text[: inside.start()].isupper():
            offset, folded = offset + inside.start(), fold(piece.text[inside.start() :])
            match = _NUMBER.match(folded) or _ANY_NUMBER.match(folded)
        symbol = _SYMBOL.match(text[offset + match.start(2) : offset + match.end(2)]) if match else None
        if not match or not symbol:
            continue
        start, end = offset + match.start(1), offset + match.start(2) + symbol.end()
        digits = text[start : offset + match.end(1)].translate(str.maketrans("lIoO", "1100"))
        joint = "-" if match.re is _PARTY_NUMBER else "/"
        return Stated(digits + joint + "".join(symbol.group(0).split()), Span(start, end))
    return None


_SYMBOLS = {"BC": "Báo cáo", "KH": "Kế hoạch", "QĐ": "Quyết định", "TB": "Thông báo", "TTR": "Tờ trình"}
_SYMBOLS |= {"CT": "Chỉ thị", "NQ": "Nghị quyết", "HD": "Hướng dẫn", "CTR": "Chương trình", "QD": "Quyết định"}


_OFFICE_WORDS = re.compile(r"cong h\w*a xa hoi chu nghia|\bnoi nhan\s*:|\btm\.\s*(?:uy ban|ubnd)")


def _is_stamped(text: str, kind: Stated | None, body: int, tail_start: int) -> bool:
    """Tell whether a document without a number looks like one that an office issued."""
    if kind and kind.span and (kind.span.of(text).isupper() or kind.value == "Công văn"):
        return True
    return _OFFICE_WORDS.search(fold(text[:body] + text[tail_start:])) is not None


def _kind_of_number(number: Stated) -> Stated:
    symbol = re.split(r"[/\-.]", number.value)[1].upper()
    return Stated(_SYMBOLS.get(symbol, "Công văn"), number.span)


# --- kind and title ----------------------------------------------------------------------------------------

_KINDS = (
    "Báo cáo", "Kế hoạch", "Quyết định", "Thông báo", "Tờ trình", "Công văn", "Chỉ thị", "Nghị quyết",
    "Hướng dẫn", "Chương trình", "Đề án", "Phương án", "Kết luận", "Đính chính", "Biên bản",
    "Bảng tổng hợp", "Bảng xếp hạng", "Bảng chấm điểm", "Bảng điểm", "Bảng kết quả", "Biểu tổng hợp", "Phụ lục",
    "Tổng hợp", "Thống kê", "Danh sách",
)  # fmt: skip
_KIND = re.compile("(?:" + "|".join(fold(k) for k in _KINDS) + r")\b")
_KIND_NAMES = {fold(k): k for k in _KINDS}
_NOT_TITLE = re.compile(
    r"kinh gui|noi nhan|\(?kem theo|can cu|so\s*:|ngay \d|trang \d|dia chi|dien thoai|email"
    r"|(?:chu tri|thoi gian|dia diem|thanh phan|thu ky|chu toa|du hop)\s*:|\((?:ky|so lieu|tu ngay|tinh den|thoi diem)"
)
_ABOUT = re.compile(r"\(?(?:v/v|ve viec)\b")
_A_UNIT = re.compile(rf"(?:{UNITS})\b", re.IGNORECASE)


def _kind_and_title(text: str, head: list[Piece], body: int) -> tuple[Stated | None, Stated | None, int]:
    """Return kind, title and where the kind stands; the place is the end of the head when there is none."""
    for order, piece in enumerate(head):
        match = _KIND.match(piece.folded)
        if not match:
            continue
        line = text[text.rfind("\n", 0, piece.span.start) + 1 : piece.span.start]
        printed = piece.text[: match.end()]
        if _A_UNIT.match(printed):
            continue  # "PHƯỜNG AN KHÁNH" is no "phương án"
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
        if rest and printed.isupper() and not piece.text.isupper():
            below = _joined(text, Span(piece.span.end - len(rest), piece.span.end))
        elif rest:
            below = _joined(text, piece.span)
        return kind, below, piece.span.start
    for order, piece in enumerate(head):
        if _ABOUT.match(piece.folded):
            last = piece
            for following in head[order + 1 : order + 4]:
                if text[last.span.end : following.span.start].count("\n") > 1 or _NOT_TITLE.match(following.folded):
                    break
                if following.text.isupper() or list(find_dates(following.text)):
                    continue
                last = following
            return (Stated("Công văn", piece.span), _joined(text, piece.span.cover(last.span)), piece.span.start)
    return None, None, body


def _title_below(text: str, pieces: list[Piece]) -> Stated | None:
    taken: list[Piece] = []
    for piece in pieces[:8]:
        if _NOT_TITLE.match(piece.folded) or _KIND.fullmatch(piece.folded) or len(piece.text) < 3:
            break
        if taken and piece.text[0].isupper() and piece.text.endswith(".") and is_sentence(piece.text):
            break  # no blank line stands between the title and the body
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
_CAPTION = re.compile(r"\banh\s*(?::|tu lieu|minh hoa)|\((?:anh|nguon)\b")


def _headline(text: str, head: list[Piece], body: int) -> Stated | None:
    """Return the headline of a web story: the longest line above its first sentence that names a topic."""
    # Where nothing below is as long as a sentence of a body, the first line alone may be a headline.
    alone = body >= len(text)
    likely = [
        p
        for p in (head[:1] if alone else head)
        if 20 <= len(p.text) <= 250
        and len(p.text.split()) >= 4
        and not _SITE_WORDS.match(p.folded)
        and not _CAPTION.search(p.folded)
        and text[p.span.end : p.span.end + 1] not in tuple(".;,:")
        and marker(p.text) is None
        and not p.text.endswith((";", ","))
    ]
    marked = [p for p in likely if text[max(0, p.span.start - 2) : p.span.start] == "# "]
    if not likely or (alone and not marked and not text.startswith("\n\n", likely[0].span.end)):
        return None
    if alone and text[: likely[0].span.start].strip("# \n"):
        return None
    best = max(marked or likely, key=lambda p: len(p.text))
    return Stated(" ".join(best.text.split()), best.span)


# --- dates -------------------------------------------------------------------------------------------------

_PLACE = re.compile(rf"((?:(?:TP|TX|Tp|Tx)\.?[ \t]*)?{NAME})[ \t]*,[ \t]*$")


def _place_and_date(text: str, head: list[Piece], tail_start: int) -> tuple[Stated | None, Stated | None]:
    tail = list(pieces(text, tail_start, len(text)))
    for piece in [*head, *(p for p in tail if len(p.text) < 80)]:
        if _WEEKDAY.match(piece.folded):  # the page's clock: "Thứ Bảy, 28/06/2025"
            continue
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
    r"\(?(?:ngay dang(?: tin)?|ngay cap nhat|cap nhat(?: ngay| luc)?|ngay xuat ban|dang (?:luc|ngay)"
    r"|ngay tao|ngay gui)\b[^\n\d]{0,30}"
    r"(?:\d{1,2}[:h]\d{2}[^\n\d]{0,12})?"
)
_WEEKDAY = re.compile(
    r"^(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b[^\n\d]{0,12}(?:\d{1,2}[:h]\d{2}[^\n\d]{0,12})?"
)


def _posted_on(text: str, head: list[Piece], tail_start: int) -> Stated | None:
    tail = list(pieces(text, tail_start, len(text)))
    for pattern in (_POSTED, _WEEKDAY):
        # The page's own clock often stands above the story: with weekdays the lowest one in the head counts.
        tops = head if pattern is _POSTED else head[::-1]
        for piece in [*tops, *tail]:
            match = pattern.match(piece.folded)
            if not match:
                continue
            # "Đăng lúc: 16:42 | 29/01/2024": the day may stand behind the next bar of its line.
            said = piece.span.start + match.end()
            for day, span in find_dates(text, piece.span.start, _line_end(text, said)):
                if not re.search(r"\w", text[said : span.start]):
                    return Stated(day.isoformat(), span)
    for piece in head[::-1]:
        for day, span in find_dates(text, piece.span.start, piece.span.end):
            rest = piece.text.replace(span.of(text), "")
            if not re.search(r"[^\W\d_]{2,}", rest):
                return Stated(day.isoformat(), span)
    return None


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return end if end >= 0 else len(text)


# --- period, corrections -----------------------------------------------------------------------------------

_DEFINES = re.compile(
    r"ky bao cao|thoi (?:gian|diem) (?:bao cao|chot|lay|tinh)[^.\n]{0,20}so lieu|so lieu "
    r"(?:(?:bao cao|duoc|tong hop|thong ke|lay|nay) )*(?:tinh|tu)\b|chot so lieu|ky so lieu|moc thoi gian"
)
_OPENING = re.compile(r"\W*(?:trong )?((?:nam (?:19|20)\d\d|quy \w+[/ ]|0?[69] thang|thang \d)[^,.;\n]{0,30}),")


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

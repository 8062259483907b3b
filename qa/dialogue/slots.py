"""Find the parts of a question that a follow-up may exchange: unit, report, period, indicator, measure, level.

All patterns run over the folded text, which has the length of the text; so the places hold for both, and
"con nam 2022" reads like "còn năm 2022".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.figure_patterns import PLAN
from corpus.kinds import PLAIN_LEVELS, PLAIN_PLACES, PLAIN_SHORT, PLAIN_UNITS
from corpus.mentions import find_units
from corpus.model import Level, Span, Unit
from corpus.vietnamese import fold, has_marks
from corpus.vocabulary import indicator_phrases
from qa.dialogue.typing_habits import HOLDER, abbreviations


@dataclass(frozen=True, slots=True)
class UnitPiece:
    """A unit as named; `written` has its kind where that is known for sure."""

    span: Span
    written: str
    level: Level | None
    parent: str = ""


@dataclass(frozen=True, slots=True)
class PeriodPiece:
    """A period as named: form is year, range, quarter, months, month or day; `year` is None if left out."""

    span: Span
    form: str
    year: int | None
    last: int | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A question taken apart. Spans of different lists may not overlap, except `asking` and `indicators`."""

    text: str
    folded: str
    units: tuple[UnitPiece, ...]
    reports: tuple[Span, ...]  # "tài liệu 2016 - 2020", "Theo thông báo 248/TB-SNV,", "Bí thư Nguyễn Văn A"
    described: tuple[Span, ...]  # "huyện trong tài liệu 2016 - 2020", standing for a unit
    periods: tuple[PeriodPiece, ...]
    indicators: tuple[Piece, ...]
    levels: tuple[Piece, ...]  # "cấp xã", "toàn huyện"
    status: tuple[Piece, ...]  # target | result
    asking: tuple[Piece, ...]  # score | rank | grade | change | rate | value | count


_LEVEL = rf"(?:{PLAIN_UNITS})"
_KIND_BEFORE = re.compile(rf"(?<!\w)({_LEVEL}|{'|'.join(PLAIN_SHORT)})(\.?\s+|\.)$")
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_NO_NUMBER = r"(?![\w%]|[.,/-]\d|/[a-z])"
_PERIODS = tuple(
    (form, re.compile(pattern))
    for form, pattern in (
        ("number", r"(?<!\w)\d{1,5}[a-z]?(?:/\d{4})?/[a-z]{2,}[\w./&-]*|\biso\s*[\d:]+|(?<!\w)\d+[-/]n[qd][-/]\w+"),
        ("day", rf"(?:tu )?(?:ngay )?\d{{1,2}}\s?[/.-]\s?\d{{1,2}}(?:\s?[/.-]\s?({_YEAR}))?\s*(?:den|-|–)\s*(?:het )?(?:ngay )?\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?{_YEAR}"),
        ("day", rf"(?<![\d/])(?:ngay )?\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?({_YEAR})"),
        ("range", rf"(?:(?:giai doan|cac nam|tu nam|nam|tu)\s+)?(?<![\d.,/])({_YEAR})\s*(?:[-–]|den(?: nam)?|toi(?: nam)?)\s*({_YEAR}){_NO_NUMBER}"),
        ("quarter", rf"\bquy\s+(iv|i{{1,3}}|[1-4])\b(?:\s*(?:[/-]|,?\s*nam)?\s*({_YEAR}){_NO_NUMBER})?"),
        ("months", rf"\b(0?[369]|(?:ba|sau|chin)(?=\s+thang\s+(?:dau|cuoi|nam)\b))\s*(?:thang(?:\s*(?:dau|cuoi))?|t(?=[/ ]?\d))(?:\s*nam\b)?(?:\s*[/-]?\s*({_YEAR}){_NO_NUMBER})?"),
        ("month", rf"\bthang\s+(\d{{1,2}})\b(?:\s*(?:[/-]|nam)\s*({_YEAR}){_NO_NUMBER})?"),
        ("year", rf"(?:\b(?:vao |trong )?nam\s+)?(?<![\d.,/:-])(?:(?<=\w\s)|(?<![\w]))({_YEAR}){_NO_NUMBER}"),
    )
)  # fmt: skip

_DOCUMENT = r"(?:tai lieu|bai(?! hoc)|bao cao|thong bao|van ban|cong van|ke hoach|hoi nghi|cuoc hop|buoi hop|buoi|ban tin|tin bai)"
_STOP = (
    r"(?=\s*[,?;)]|\s+(?:dat|duoc|la|dung|xep|da|thay doi|qua|tra|cong khai|tinh gian|ban hanh|siet|thuc hien"
    r"|hien|nam nao|o nhung|bao nhieu|may|con|trang bi|duy tri|co|va|nhung|cac nam|thi|bi|nam \d{4}|len)\b|\s*$)"
)
_REPORTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:tai|theo|trong|o|qua)\s+(?:[^,?]*?\b)?{_DOCUMENT}\b[^,?]*,",
        rf"\((?:[^()]*\b(?:{_DOCUMENT}|bi thu|chu tich|co)\b[^()]*|[^()]*{_YEAR}\s*[-–]\s*{_YEAR}[^()]*)\)",
        rf"\b(?:{_DOCUMENT}|bc)\s+(?:so\s+)?\d{{1,5}}(?:/\d{{4}})?/[a-z]{{2,}}[\w-]*",
    )
)
_DESCRIBED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:ubnd )?(?:{_LEVEL}|don vi|dia phuong)\s+(?:trong|o|tai|theo|cua)\s+(?:cai\s+)?{_DOCUMENT}"
        r"(?:\s+(?:co|ve|noi ve|dang|viet ve))?(?:\s+nam \d{4}|\s*[“\"][^”\"]*[”\"]|(?:\s+[^\s?,;“\"]+?)*?)"
        rf"(?:\s*[“\"][^”\"]*[”\"])?(?:\s+\(?{_YEAR}\s*[-–]\s*{_YEAR}\)?)?{_STOP}",
        rf"(?<!cap )(?<!cac )\b(?:{_LEVEL}|don vi)\s+(?:ma\s+)?(?:co|dat|duoc|dung|xep|dung thu|xep hang)\s+(?:[a-z]+\s+){{0,4}}"
        r"\d+(?:[.,]\d+|/\d+(?!/))+(?:\s*%)?(?:\s+(?:diem|ho so|xa, thi tran|xa|chi so|cchc|xep loai \w+|don vi))*"
        rf"(?:\s+nam {_YEAR})?",
        rf"^(?:cac|nhung|tat ca cac)\s+(?:{PLAIN_PLACES})(?:,? (?:{PLAIN_UNITS}))*(?: khac| con lai)?(?= (?:thi )?sao|\W*$| thi| the nao)",
        rf"\b{_LEVEL}\s+cua\s+(?:bi thu|chu tich|ong|ba|dong chi)\s+(?:\w+\s+){{1,3}}?{_STOP}",
    )
)
_CAPITAL = "[" + "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isupper() and c.isalpha()) + "]"
_PERSON = re.compile(
    r"(?<!\w)(?:Bí thư|Phó Bí thư|Chủ tịch|Phó Chủ tịch|bí thư|chủ tịch|[Ôô]ng|[Bb]à|[Đđ]ồng chí|Giám đốc)"
    rf"(?:\s+(?!là)[^\W\d_]+){{0,3}}?(?:\s+{_CAPITAL}(?!{_CAPITAL})[^\W\d_]+){{2,4}}(?!\w)"
)
_LEVELS = re.compile(rf"\b(?:(?:o )?(?:rieng )?cap|toan) (?:{PLAIN_UNITS})\b")
_STATUS = (
    ("target", re.compile(rf"\b(?<!nhieu )(?<!may )(?<!nhieu la )(?<!may la )(?:{PLAN}|phan dau|dat ra)\b(?!\s+\d+/)")),
    (
        "result",
        re.compile(
            r"\b(?:ket qua(?! (?:xep|danh gia|cham|giai quyet|so hoa))|thuc te|thuc hien duoc|hien(?: nay| tai)?(?= dat))\b"
        ),
    ),
)
_IS = r"(?:(?:la|dat|duoc|co|xep|dung|o|thi|giu|thuoc)\s+)*"
_ASKING = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("change", r"\b(?:tang hay giam|tang giam|tang|giam|thay doi)(?: them)?(?: bao nhieu(?: diem| bac| %| phan tram)?| may (?:diem|bac)| (?:nhu )?the nao| ra sao)\b|\btang hay giam\b|\btang (?:hay|hoac) giam\b|\btang giam\b"),
        ("grade", rf"\b{_IS}(?:xep )?loai (?:gi|nao|may)\b|\bxep loai(?= *[?]|$)"),
        ("rank", rf"\b{_IS}(?:o )?(?:thu hang|vi thu|vi tri|hang|thu)(?: thu| la| so)* (?:may|bao nhieu|nao)\b|\bxep (?:thu )?hang (?:ra sao|the nao)\b|\b(?:dung|xep) may\b"),
        ("score", rf"\b{_IS}(?:bao nhieu|may) diem\b(?! phan tram)"),
        ("rate", rf"\b{_IS}(?:bao nhieu|may) (?:phan tram\b|%)"),
        ("value", rf"\b{_IS}bao nhieu(?=\s*[?.!]*\s*$|\s*,)|\b(?:la|dat|duoc) may(?=\s*[?.!]*\s*$|\s*,)"),
        ("count", r"\b(?:la |dat |duoc |co )*(?:bao nhieu|may)\b(?! (?:nam lien|tinh|moc))"),
    )
)  # fmt: skip

#: A department is ranked like a unit.
_OFFICE = re.compile(
    r"(?<!\w)(?:Sở|sở(?=\s+[A-ZĐ]))(?:\s+(?!năm|về|đứng|xếp|đạt|có|được|là|nào|thì|của|tỉnh|ngành|cao|thấp|nhiều|ít|dẫn|ở|ra|bao|mấy|như|phải|bị|đã|đang|chưa|không|ai|vì|sao|hạn)[^\W\d_]+){1,5}"
)
_OFFICE_BARE = re.compile(
    r"(?:^|(?<=cua )|(?<=tai ))so (?:noi vu|xay dung|tai chinh|tu phap|y te|cong thuong|giao thong(?: van tai)?|nong nghiep"
    r"|ke hoach|khoa hoc|van hoa|lao dong|thong tin|tai nguyen|giao duc|ngoai vu|du lich|dan toc)\b"
)
#: A message that is no more than a kind and a name: "huyen van tra?", of a unit that no list knows.
_UNKNOWN = re.compile(rf"^({_LEVEL})\s+([a-z']+(?:\s+[a-z']+){{0,2}}?)(?=(?:\s+(?:thi sao|thi|sao))?\W*$)")
_NO_NAME = re.compile(
    r"^duoc$|\b(?:do|nay|ay|kia|nao|khac|con lai|thi|sao|co|dat|xep|dung|trong|bao|may|la|a|ko|khong|trung tam|uy|doan"
    r"|hoi|the|gi|ai|dau|nhung|lam|chua|noi|neu|cong khai|giao|diem|tren|cua)\b"
)


def take_apart(text: str, known: Sequence[Unit]) -> Parts:
    """Find the parts of a question or a follow-up."""
    folded = fold(text)
    numbers = [Span(*m.span()) for m in _PERIODS[0][1].finditer(folded)]
    described = _spans(_DESCRIBED, folded, numbers=())
    reports = [s for s in _spans(_REPORTS, folded, numbers=()) if not any(s.overlaps(d) for d in described)]
    people = [Span(*m.span()) for m in (*_PERSON.finditer(text), *HOLDER.finditer(folded))]
    reports += [p for p in people if not any(p.overlaps(s) for s in (*described, *reports))]
    units = [u for u in _units(text, folded, known) if not any(u.span.overlaps(s) for s in described)]
    inside = [*described, *reports]
    periods = [p for p in _periods(folded, numbers) if not any(s.contains(p.span) for s in inside)]
    taken = [u.span for u in units]
    return Parts(
        text=text,
        folded=folded,
        units=tuple(units),
        reports=tuple(sorted(reports)),
        described=tuple(described),
        periods=tuple(periods),
        indicators=tuple(_free(_indicators(text, folded), taken + inside)),
        levels=tuple(_free([Piece(Span(*m.span()), m.group(0)) for m in _LEVELS.finditer(folded)], taken)),
        status=tuple(_free(_named(_STATUS, folded), inside)),
        asking=tuple(
            _behind(p, taken)
            for p in _free(_named(_ASKING, folded), inside)
            if not _MACHINE.search(p.span.of(text)) and not any(s.contains(p.span) for s in taken)
        ),
    )


def _spans(patterns: Sequence[re.Pattern[str]], folded: str, numbers: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for pattern in patterns:
        for match in pattern.finditer(folded):
            if match.end() > match.start() and not any(s.overlaps(Span(*match.span())) for s in (*found, *numbers)):
                found.append(Span(*match.span()))
    return sorted(found)


def _free(pieces: list[Piece], taken: Sequence[Span]) -> list[Piece]:
    return [p for p in pieces if not any(p.span.overlaps(s) for s in taken)]


def _behind(piece: Piece, taken: Sequence[Span]) -> Piece:
    """Return what asks without the end of a unit's name that sounds like it: "Sở Xây dựng được mấy điểm"."""
    end = max((s.end for s in taken if s.overlaps(piece.span)), default=0)
    return replace(piece, span=Span(end + 1, piece.span.end)) if end else piece


def _named(patterns: Sequence[tuple[str, re.Pattern[str]]], folded: str) -> list[Piece]:
    found: list[Piece] = []
    for name, pattern in patterns:
        for match in pattern.finditer(folded):
            span = Span(*match.span())
            if not any(p.span.overlaps(span) for p in found):
                found.append(Piece(span, name))
    return sorted(found, key=lambda p: p.span)


_MACHINE = re.compile(r"\bm[áâà]y\b", re.IGNORECASE)  # "máy", "Lũng Mây": no "mấy"
_REFORM_RANKED = re.compile(
    r"(?:thu may|hang may|thu hang|xep hang|bao nhieu diem|loai gi|hang bao nhieu|thu bao nhieu|cao nhat|thap nhat|dung dau)"
    r".{0,30}?\b(?:ve )(cchc|cai cach hanh chinh)\b|^(cchc|cai cach hanh chinh)\W*$"
)


def _indicators(text: str, folded: str) -> list[Piece]:
    """Return the indicators named; "xếp thứ mấy về CCHC" means the index of that name."""
    found = [Piece(f.span, f.name) for f in indicator_phrases().find(text)]
    match = None if found else _REFORM_RANKED.search(folded)
    if match:
        found.append(Piece(Span(*match.span(1 if match.group(1) else 2)), "par_index"))
    return found


def _periods(folded: str, numbers: Sequence[Span]) -> list[PeriodPiece]:
    found: list[PeriodPiece] = []
    for form, pattern in _PERIODS[1:]:
        for match in pattern.finditer(folded):
            span = Span(*match.span())
            if any(span.overlaps(p.span) for p in found) or any(span.overlaps(n) for n in numbers):
                continue
            groups = match.groups()
            if form in ("year", "day"):
                piece = PeriodPiece(span, form, _int(groups[0]))
            elif form == "range":
                piece = PeriodPiece(span, form, _int(groups[0]), _int(groups[1]))
            else:
                piece = PeriodPiece(span, form, _int(groups[1]), number=_count(groups[0]))
            found.append(piece)
    return sorted(found, key=lambda p: p.span)


_WORDED = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "ba": 3, "sau": 6, "chin": 9}


def _count(written: str) -> int:
    return _WORDED.get(written) or int(written)


def _int(written: str | None) -> int | None:
    return int(written) if written else None


def _units(text: str, folded: str, known: Sequence[Unit]) -> list[UnitPiece]:
    found: list[UnitPiece] = []

    def free(span: Span) -> bool:
        return not any(span.overlaps(u.span) for u in found)

    present = {u.bare for u in known if fold(u.bare) in folded}
    for bare in sorted(present, key=lambda b: (-len(b), b)):
        same = [u for u in known if u.bare == bare]
        for match in re.finditer(rf"(?<!\w){re.escape(fold(bare))}(?!\w)", folded):
            before = _KIND_BEFORE.search(folded[: match.start()])
            start = before.start() if before else match.start()
            span = Span(start, match.end())
            if not free(span):
                continue
            kind = PLAIN_SHORT.get(before.group(1), before.group(1)) if before else ""
            if not kind and not _counts_bare(text, match.start(), match.end(), bare):
                continue
            typed = text[match.start() : match.end()].lower()
            if kind and _typed_otherwise(typed, bare):
                continue
            if any(typed == other.lower() and fold(other) == fold(bare) for other in present - {bare}):
                continue  # "Đông Sơn" is not "Đồng Sơn", where there are both
            fitting = [u for u in same if not kind or fold(u.kind) == kind]
            fitting = fitting or [u for u in same if u.level is PLAIN_LEVELS.get(kind)]
            if not fitting and kind:
                continue  # "xã Tân Hồng" is not the district of that name
            if len({u.name for u in fitting}) == 1:
                unit = fitting[0]
                parents = {u.parent for u in fitting}
                parent = unit.parent if len(parents) == 1 else ""
                found.append(UnitPiece(span, unit.name.strip(), unit.level, parent))
            else:
                found.append(UnitPiece(span, bare, None))
    for mention in find_units(text, bare=True):
        if free(mention.span):
            written = text[mention.span.start : mention.span.end]
            if _KIND_BEFORE.search(fold(written).removesuffix(fold(mention.unit.bare))):
                found.append(UnitPiece(mention.span, mention.unit.name, mention.unit.level, mention.unit.parent))
            else:  # which of several of that name is meant is not for the typing to say
                found.append(UnitPiece(mention.span, written, None))
    for match in (*_OFFICE.finditer(text), *_OFFICE_BARE.finditer(folded)):
        if free(Span(*match.span())):
            found.append(UnitPiece(Span(*match.span()), text[match.start() : match.end()], None))
    unknown = _UNKNOWN.match(folded) if not found else None
    if unknown and not _NO_NAME.search(unknown.group(2)):
        span = Span(unknown.start(1), unknown.end(2))
        written = f"{text[: unknown.end(1)].lower()} {text[unknown.start(2) : span.end].title()}"
        found.append(UnitPiece(span, written, PLAIN_LEVELS.get(unknown.group(1))))
    return sorted(found, key=lambda u: u.span)


def _counts_bare(text: str, start: int, end: int, bare: str) -> bool:
    """Tell whether a name without its kind is the unit and no stray pair of words."""
    if len(bare.split()) < 2 and not bare[-1].isdigit():
        return False
    written = text[start:end]
    if _typed_otherwise(written, bare):
        return False
    return not has_marks(written) or written[:1].isupper() or not any(c.isupper() for c in text[1:])


def _typed_otherwise(written: str, bare: str) -> bool:
    """Tell whether what was typed has marks that are not the name's: "tấn hồng" is not "Tân Hồng"."""
    typed, spelled = written.lower().split(), bare.lower().split()
    return len(typed) == len(spelled) and sum(
        has_marks(t) and has_marks(s) and t != s for t, s in zip(typed, spelled, strict=True)
    ) == len(typed)


def short_indicator(core: str) -> str:
    """Return the indicator that a short name stands for when indicators are being talked of."""
    return abbreviations().short_indicators.get(fold(core).strip(), "")

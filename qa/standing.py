"""The words for a place among others: first, last, next above or below, the mean, a target; and for how far from it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.figure_patterns import PLAN
from corpus.kinds import BODIES, PLAIN_LEVELS, PLAIN_OFFICES, PLAIN_PLACES, PLAIN_UNITS

#: Who is first, and who is last; "chuyển đổi số" is no "đội sổ".
FIRST_PLACE = "dan dau|dung dau|xep dau|dau bang|dung nhat|xep nhat|quan quan|ngoi dau"
LAST_PLACE = "cuoi bang|chot bang|bet bang|dung cuoi|xep cuoi|dung chot|dung bet|vi tri cuoi|(?<!chuyen )doi so"
HIGHEST = re.compile(
    rf"\b(?:cao nhat|(?:cao|nhieu) diem nhat|lon nhat|tot nhat|nhieu nhat|nhieu (?:\w+ ){{1,5}}(?<!thong )(?<!hop )(?<!duy )nhat|{FIRST_PLACE}|xep thu nhat|thu nhat|hang nhat|vi tri (?:so )?(?:1|mot)|(?:len|o|tren|toi) dinh|dinh bang|manh nhat|nhat (?:ve|bang|tinh|toan tinh))\b"
)
LOWEST = re.compile(
    rf"\b(?:thap nhat|(?:thap|it) diem nhat|kem nhat|it nhat|it (?:\w+ ){{1,5}}(?<!thong )(?<!hop )(?<!duy )nhat|nho nhat|te nhat|{LAST_PLACE}|cuoi cung|xau nhat|bet nhat|chot nhat)\b"
)
#: "chỉ số nào", "con số nào" ask for no department.
_UNIT = rf"{PLAIN_PLACES}|{PLAIN_OFFICES}|so nganh|noi|vung|khu vuc"
WHICH_UNIT = re.compile(
    rf"\b(?:(?:cac |nhung )?(?P<kind>{_UNIT})(?:,? (?:{PLAIN_UNITS}|nganh|ban,? nganh|co quan ngang bo))* nao|don vi gi|dau la (?:huyen|don vi|dia phuong)|(?:{FIRST_PLACE}|{LAST_PLACE}|a quan|cao nhat|thap nhat|(?:xep|dung)(?: o)?(?: thu| hang| vi tri)+ \d+)\b.{{0,60}}\bla ai)\b"
)


def asks_first_of_units(folded: str) -> bool:
    """Tell whether a question asks which unit is first or last."""
    return bool(WHICH_UNIT.search(folded) and (HIGHEST.search(folded) or LOWEST.search(folded)))


_KINDS = {kind: level.value for kind, level in PLAIN_LEVELS.items() if kind != "thanh pho"} | {
    "so": "office", "so nganh": "office", "cuc": "office", "bo": "ministry", "vung": "region", "khu vuc": "region",
}  # fmt: skip
_KIND_ASKED = re.compile(
    r"\b(?:bao nhieu|may|nhung|cac|liet ke|ke ten|neu ten|danh sach|khoi|cap)(?: (?:cac|nhung|ten))* (?P<told>huyen|thi xa|xa|phuong|thi tran|tinh|so nganh|so(?! (?:voi|diem|lieu|luong))|bo)\b(?! (?:nao|phan|chi so))"
)


def level_asked(folded: str) -> str:
    """Return the level of the units asked about ("huyện nào", "bao nhiêu xã", "khối sở"), "" where nothing tells."""
    which, told = WHICH_UNIT.search(folded), _KIND_ASKED.search(folded)
    kind = (which.group("kind") if which else "") or ""
    return _KINDS.get(kind, "") or (_KINDS[told.group("told")] if told else "")


class Mark(StrEnum):
    """What a distance is measured to."""

    FIRST = "first"
    LAST = "last"
    ABOVE = "above"
    BELOW = "below"
    PLACE = "place"
    MEAN = "mean"
    TARGET = "target"
    SELF = "self"  # what a unit gave itself, against what was found on appraisal


@dataclass(frozen=True, slots=True)
class Reference:
    """One end of a distance; `place` is the rank that a PLACE names."""

    mark: Mark
    place: int = 0


#: "kém", "còn cách", "chênh", "hơn": a distance; the "cách" of "cải cách" is none.
_APART = re.compile(
    r"\b(?:bi(?: [a-z]+){0,4} )?(?:tru|cat|bot)(?= (?:mat )?(?:bao nhieu|may)(?: diem)?\b)|\b(?:kem|thua|thieu|(?<!cai )cach(?! (?:lam|thuc|nao|tiep|xu|giai|cham|tinh(?! (?:dan|dung|xep|cao|thap|dau|cuoi)\b)|hanh))|chenh|bo xa|hon|vuot|duoi kip|bang duoc)\b(?! (?:\w+ )?\d+,)"
)
_ASKS = re.compile(r"\b(?:bao nhieu|may|bao xa)\b|\bkhoang cach\b")
_FIRST = (
    rf"(?:{FIRST_PLACE}|cao nhat|vi tri (?:so )?(?:1|mot|dau)"
    r"|(?:dung|xep|hang|vi tri)(?: thu| hang| vi tri| o)* nhat|thu nhat|hang nhat|so 1|top 1)\b"
)
_LAST = rf"(?:{LAST_PLACE}|thap nhat|cuoi cung)\b"
_NEXT = r"(?:(?:lien|ke|ngay|sat|dung|xep)(?: lien)?(?: ke)?(?: ngay)?(?: phia)?|phia)"
_ABOVE = rf"{_NEXT} (?:tren|truoc)(?! (?:muc|trung binh|binh quan|\d))\b"
_BELOW = rf"{_NEXT} (?:duoi|sau)(?! (?:muc|trung binh|binh quan|\d))\b"
_PLACE = rf"(?:{_UNIT})(?: (?:dung|xep|o|ve|vi tri))*(?: (?:thu|hang))+ (?P<place>\d{{1,2}}|hai|nhi|ba)\b(?! diem)"
_MEAN = r"(?<!loai )(?<!hang )(?<!muc do )(?:trung binh|binh quan|mat bang chung)\b"
_SELF = r"tu (?:cham|danh gia)\b"
#: What others found: the appraised, published or reviewed figure.
OFFICIAL = re.compile(r"\b(?:tham dinh|cong bo|cong nhan|chinh thuc|phuc tra)\b")
_TARGET = rf"(?:{PLAN}|muc phan dau)\b"
_MARKS: tuple[tuple[Mark, re.Pattern[str]], ...] = tuple(
    (mark, re.compile(rf"\b{pattern}"))
    for mark, pattern in (
        (Mark.FIRST, _FIRST), (Mark.LAST, _LAST), (Mark.ABOVE, _ABOVE), (Mark.BELOW, _BELOW), (Mark.PLACE, _PLACE),
        (Mark.MEAN, _MEAN), (Mark.TARGET, _TARGET), (Mark.SELF, _SELF),
    )
)  # fmt: skip
_WORDS = {"hai": 2, "nhi": 2, "ba": 3}
#: "năm cao nhất", "tháng thấp nhất": of times, not of units.
_OF_TIMES = re.compile(r"\b(?:nam|thang|quy|ky|lan)(?: (?:co|dat|diem|la))* (?:cao|thap) nhat\b")


def standing_words(folded: str) -> list[tuple[int, int]]:
    """Return where a question speaks of a place among others, of the distance to it, or of who judged."""
    patterns = [OFFICIAL] if re.search(rf"\b{_SELF}", folded) else []
    if references(folded):
        patterns += [_APART, *(pattern for mark, pattern in _MARKS if mark is not Mark.TARGET)]
    return [match.span() for pattern in patterns for match in pattern.finditer(folded)]


def references(folded: str) -> Sequence[Reference]:
    """Return what a question measures a distance to, in its order; none where it asks no distance.

    "cách đơn vị đứng đầu bao nhiêu điểm", "giữa đơn vị dẫn đầu và đơn vị cuối bảng", "còn thiếu bao nhiêu so với kế hoạch".
    """
    if not _ASKS.search(folded) or not _APART.search(folded) or _OF_TIMES.search(folded):
        return ()
    found: dict[tuple[int, int], Reference] = {}
    for mark, pattern in _MARKS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(start < e and s < end for s, e in found):
                continue
            if mark is Mark.SELF and not OFFICIAL.search(folded):
                continue
            place = match.groupdict().get("place") or ""
            found[start, end] = Reference(mark, _WORDS.get(place) or int(place or 0))
    return tuple(dict.fromkeys(found[at] for at in sorted(found)))


_JUDGE = (
    r"(?:(?:Sở|Phòng|Bộ)\s+Nội\s+vụ|Hội\s+đồng(?:\s+(?:thẩm\s+định|đánh\s+giá))?(?:\s+(?:cấp\s+)?(?:tỉnh|huyện))?|Tổ\s+thẩm\s+định"
    r"|Ban\s+Chỉ\s+đạo(?:\s+(?:CCHC|cải\s+cách\s+hành\s+chính))?(?:\s+(?:tỉnh|huyện))?|(?:UBND\s+)?(?:tỉnh|huyện|thành\s+phố)|Trung\s+ương|cấp\s+trên)"
)
_JUDGES = r"(?:thẩm\s+định(?:\s+(?:và\s+)?chấm)?|chấm(?:\s+điểm)?|đánh\s+giá(?:\s*,?\s*chấm\s+điểm)?|công\s+nhận|phê\s+duyệt|công\s+bố|xếp\s+(?=cho))"
#: "Sở Nội vụ thẩm định Chỉ số CCHC của huyện A mấy điểm": who judges, ahead of what and whom is judged.
_JUDGING = re.compile(
    rf"(?<![^\W\d])(?:được\s+)?{_JUDGE}\s+(?:đã\s+|chỉ\s+|được\s+)?{_JUDGES}\s+(?:cho\s+)?"
    rf"(?=(?:chỉ\s+số|điểm|kết\s+quả|PAR|CCHC|cải\s+cách|{BODIES}|UBND|lĩnh\s+vực|tiêu\s+chí|nội\s+dung)\b)",
    re.IGNORECASE,
)
_JUDGED_BY = re.compile(
    rf"(?<![^\W\d])(?:được\s+|do\s+)?{_JUDGE}(?=\s+(?:đã\s+|chỉ\s+)?(?:thẩm\s+định|chấm|công\s+nhận|công\s+bố)\s+(?:được\s+|là\s+|cho\s+)?(?:bao\s+nhiêu|mấy)\b)",
    re.IGNORECASE,
)


def without_judge(text: str) -> str:
    """Leave out who judges an index: "Sở Nội vụ thẩm định điểm của huyện A" asks of the district, not of the office."""
    judged = _JUDGING.sub("", text)
    judged = _JUDGED_BY.sub("được", judged)
    return judged[:1].upper() + judged[1:] if judged != text else text

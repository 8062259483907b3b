"""Turn the words of a question into what is asked: measure, operation, periods, indicators, part, figures.

Everything here reads the question alone; which unit or report it means is settled in qa/scope.py, against the
reports. Cues are matched without case and tone marks, so that "xep thu may" and "xếp thứ mấy" ask the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from corpus.figure_patterns import GRADES
from corpus.lines import UPPER
from corpus.model import NOT_DATA, Period, Quantity, QuantityKind
from corpus.periods import periods
from corpus.quantities import quantities
from corpus.vietnamese import fold, nfc
from corpus.vocabulary import Found, indicator_phrases, is_plain, terms
from qa.standing import HIGHEST, LOWEST, WHICH_UNIT, references


class Operation(StrEnum):
    LOOKUP = "lookup"
    TREND = "trend"
    SUPERLATIVE_YEAR = "superlative_year"
    SUPERLATIVE_UNIT = "superlative_unit"
    YEARS_WHERE = "years_where"  # "những năm nào đứng thứ nhất"
    UNITS_WHERE = "units_where"  # "huyện nào đạt 80,41 điểm"
    COMPARE = "compare"
    RANKING = "ranking"
    TOTAL = "total"
    AVERAGE = "average"
    BEFORE_CHANGE = "before_change"  # "trước khi giảm 22 trường"
    CHANGE = "change"  # "tăng bao nhiêu điểm so với năm trước"
    CHECK = "check"  # yes or no about a figure
    TEXT = "text"  # nothing to do with figures


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood. `measure` is "" when no figure is asked for."""

    text: str
    operation: Operation
    measure: str = ""
    indicators: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    figures: tuple[Quantity, ...] = ()
    grades: tuple[str, ...] = ()
    part: str = ""
    target: bool = False
    self_assessed: bool = False
    lowest: bool = False
    yes_no: bool = False
    component: bool = False
    counted: str = ""  # the words after "bao nhiêu": what is counted
    terms: tuple[Found, ...] = field(default=())

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({y for p in self.periods for y in p.years}))


_RANK = re.compile(
    r"\b(?:thu may|hang may|thu hang|xep hang (?:bao nhieu|may|the nao|ra sao|thu|nao)|vi thu|vi tri thu|vi tri (?:may|bao nhieu|nao)|"
    r"hang bao nhieu|thu bao nhieu|xep thu|dung thu|dung (?:o )?hang|dung o vi tri|xep o vi tri|hang nao|dung may|xep may)\b|\bxep hang\b(?!.*\bdiem\b)"
)
_GRADE = re.compile(r"\bxep loai\b|\bloai (?:gi|nao)\b")
_RATE = re.compile(r"\bt[yi] le\b|\bphan tram\b|bao nhieu\s*%|\bty trong\b")
_COUNT = re.compile(r"\bbao nhieu\b|\bmay\b(?!\s*(?:tinh|moc|photo|scan|in\b|vi))|\bso luong\b|\btong so\b|\bcon so\b")
_CHANGE = re.compile(
    r"\b(?:tang|giam|tut|len|xuong|cai thien|thang|rot|rut ngan|bot)(?: them| hay giam| hoac giam| duoc| di)* (?:bao nhieu|may|nhu the nao|the nao|ra sao)\b|\bchenh (?:lech )?(?:bao nhieu|may)?|\bhon kem\b|\bcach (?:nhau|biet)\b|\bbao nhieu bac\b|\bmay bac\b|\btang hay giam\b|\btang giam\b|\bhon (?:bao nhieu|may)\b|\bkem (?:bao nhieu|may)\b"
)
_TREND = re.compile(
    r"\b(?:dien bien|bien dong|xu huong|(?:qua|theo) (?:cac|tung) (?:thang|quy|ky)|tung (?:thang|quy)|qua cac nam|qua tung nam|tung nam|theo tung nam|theo cac nam|cac nam qua|moi nam (?:dat|la|xep|qua|tang|giam)|lan luot|hang nam (?:dat|la|xep))\b|"
    r"\b(?:\d{1,2}|hai|ba|bon|nam|may|vai|nhung|cac) nam (?:gan day|gan nhat|tro lai day|vua qua)\b|"
    r"\bthay doi (?:nhu the nao|the nao|ra sao|sao)\b|\bthay doi qua\b|\bcac nam\W*$|\b(?:bieu do|do thi)\b"
)
_WHICH_MONTH = re.compile(r"\b(?:thang|quy|ky)(?: bao cao)? nao\b")
_WHICH_YEAR = re.compile(
    r"\b(?:nam nao|nhung nam nao|cac nam nao|vao nam nao|nam may(?=\W*$|\s+(?:thi|ma|huyen|xa|tinh)\b)|giai doan nao)\b"
)
#: "chỉ số CCHC của các huyện năm 2024", "lập bảng hạng".
_OF_ALL_UNITS = re.compile(
    r"\bchi so (?:(?!so voi|trong|giua|trung binh|binh quan|hon)[a-z0-9 ])*?"
    r"(?:cac|tung|moi) (?:huyen|xa|phuong|so|don vi|dia phuong)\b(?! khac)|\bbang hang\b"
)
_RANKING = re.compile(
    r"\b(?:xep (?:hang|thu tu) [a-z0-9/ ]{0,40}\b(?:cac|toan bo|tat ca)(?: cac)? (?:huyen|don vi|dia phuong|xa|phuong|so)|bang xep hang|danh sach xep hang|thu tu xep hang|xep hang (?:cua )?(?:cac|toan bo|tat ca)|xep hang chi so .* (?:cac|toan bo) (?:huyen|don vi|dia phuong|xa)|liet ke .* (?:thu hang|xep hang|diem)|diem .* (?:cac|tat ca cac) (?:huyen|don vi|dia phuong|xa|so))\b"
)
#: "top 3 huyện", "tốp 5 xã dẫn đầu".
_TOP_UNITS = re.compile(r"\btop (?:dau )?\d{1,2} (?:huyen|xa|phuong|tinh|so|bo|don vi|dia phuong)\b")
#: "liệt kê các xã xếp loại Khá", "danh sách huyện trên 85 điểm".
_LISTS_UNITS = re.compile(
    r"(?:\b(?:liet ke|ke ten|neu ten|danh sach|cho (?:biet|toi|xem|minh)|ke ra)\b(?: (?:cac|nhung|ten|toan bo|tat ca))*|^\W*(?:cac|nhung))"
    r" (?:xa|phuong|huyen|don vi|dia phuong|so|bo|tinh|thi tran)\b"
)
_LIMITS = (QuantityKind.SCORE, QuantityKind.RATE, QuantityKind.RANK)
_COMPARE = re.compile(
    r"\bso (?:voi|sanh)\b|\bkhac nhau\b|\bdoi chieu\b|\bgiua\b.*\bva\b|\bchenh lech\b|\bcao hon hay thap hon\b|\bhon hay kem\b|\b(?:ai|ben nao|noi nao) hon\b|\b(?:cao|thap|nhieu|it|tot|kem) hon\b"
)
#: "xếp thứ mấy so với các huyện": a place is always one among others.
_AMONG_ALL = re.compile(r"\bso voi (?:cac|toan bo|tat ca)(?: cac)? (?:huyen|xa|phuong|tinh|so|don vi|dia phuong)\b")
_TOTAL = re.compile(
    r"\bcong lai\b|\btong cong\b|\bcong (?:ca )?(?:hai|ba|dồn|don)\b|\bca (?:hai|ba) (?:cap|loai|nam|muc)\b|\btong .* (?:hai|ba|cac) (?:huyen|nam|cap|don vi)\b|\bcong gop\b"
)
_AVERAGE = re.compile(r"(?<!loai )(?<!hang )\b(?:trung binh cong|binh quan|trung binh)\b(?!.*\bxep loai\b)")
_BEFORE = re.compile(
    r"\btruoc (?:khi |luc |thoi diem )?(?:giam|tang|sap xep|sap nhap|sat nhap|nhap|hop nhat|gop|chia tach|tinh gian|cat giam)\b|"
    r"\btruoc (?:day|kia)\b(?=.*\b(?:bao nhieu|may)\b)"
)
_YES_NO = re.compile(
    r"\b(?:dung khong|phai khong|dung chua|co dung|co phai|khong a|dung ko|phai ko|dung hay sai|hay khong|hay chua|co khong)\b|\b(?:khong|ko|chua)\s*[?.!\s]*$|\bda .*\bchua\b"
)
#: "xếp thứ 7/12 à?": with its mark, for "ạ" is only polite.
_PARTICLE = re.compile(r"\b(?:à|hả)\s*\?+\s*$", re.IGNORECASE)
_TARGET = re.compile(
    r"\b(?:muc tieu|phan dau|chi tieu|ke hoach (?:nam|de ra|giao|dat)|du kien|dat ra|huong toi|dinh huong|se dat|dang ky (?:dat(?! dai)|phan dau|xep|hoan thanh|chi tieu|vuot))\b"
)
#: "Kế hoạch cắt giảm quy định năm 2024 là bao nhiêu?", of which nothing done is asked.
_PLANNED = re.compile(
    r"^\W*(?:so lieu )?ke hoach\b(?! (?:so\b|\d+/))(?!.*\b(?:da|duoc ban hanh|hoan thanh|thuc hien|dat|co hieu luc)\b).*\bbao nhieu\b"
)
_ACHIEVED = re.compile(r"\b(?:so voi|dat|hoan thanh|vuot|theo|bang|%|phan tram) (?:chi tieu|ke hoach|muc tieu)\b")
# "Công văn đó mang số bao nhiêu?" asks for the name of a document, not for a figure.
_NUMBER_OF_DOCUMENT = re.compile(
    r"\b(?:cong van|bao cao|quyet dinh|ke hoach|thong bao|to trinh|van ban|nghi quyet|chi thi|huong dan)\b.*\b(?:mang so|so hieu|co so|so may|so bao nhieu)\b|\bso (?:van ban|hieu|ky hieu) (?:la )?(?:gi|bao nhieu|may)\b"
)
# "Vì sao chỉ số giảm 2 bậc?" asks for words, whatever figures it gives; "… và vì lý do gì" only adds to a figure.
_CAUSE = re.compile(
    r"^\W*(?:(?:the|vay|con) )?(?:vi|tai|do|boi) (?:sao|dau)\b|"
    r"^\W*(?:(?:nhung|cac|neu|dau la|vi|do|boi) )*(?:nguyen nhan|ly do)\b(?!.*\b(?:bao nhieu|thu may|hang may)\b)|"
    r"^\W*(?:dieu|yeu to) (?:gi|nao) (?:da )?(?:khien|lam)\b|"
    r"\b(?:la )?(?:vi|tai) sao\W*$|"
    r"^(?!.*\bbao nhieu\b).*(?<!\bva )(?<!\bly )\b(?:vi|do|boi) (?:(?:ly do|nguyen nhan|le|chuyen) )?(?:gi|nao|dau)\W*$|"
    r"\broi (?:ma )?(?:vi |tai )?sao\b.*\b(?:van|lai|chua|khong)\b"
)
# "… phải giải trình vì giảm điểm?": the reason given is not what is asked.
_BECAUSE = re.compile(
    r"(?<=\w) (?:vi|boi|do) (?:(?:da|bi|co|chi so|dau) )*(?:tang|giam|tru|mat|thieu|tut|thap|cham)\b(?!.*\b(?:bao nhieu|may|nao)\b)[^,?]*"
)
_ACHIEVED_MARKED = re.compile(
    r"(?:\b(?:so với|đạt|hoàn thành|vượt|theo|bằng|phần trăm)|%) (?:chỉ tiêu|kế hoạch|mục tiêu)\b"
)
_SELF = re.compile(r"\btu (?:cham|danh gia)\b")
_COMPONENT = re.compile(
    r"\b(?:linh vuc|yeu to|noi dung thanh phan|(?<!muc )tieu chi|tru cot|truc(?! (?:tuyen|tiep|thuoc|quan))|hop phan|thanh phan(?! (?:ho so|kinh te|tham du))|noi dung)\b"
)
_PART = re.compile(
    r"\bcap (huyen|xa|tinh)\b|\btoan (?:huyen|tinh|xa)\b|\bcac xa, thi tran\b|\btrung tam (?:phuc vu )?hanh chinh cong\b"
)
_COUNTED = re.compile(
    r"\b(?:bao nhiêu|bao nhieu|mấy|may|số lượng|so luong|tổng số|tong so|tổng cộng|tong cong)\s+(?:là\s+)?(?P<noun>[^?.,;:]+)",
    re.IGNORECASE,
)
_ASKS_TEXT = re.compile(
    r"\b(?:vi sao|tai sao|nguyen nhan|ly do|nhu the nao|the nao|ra sao|bang cach nao|lam gi|lam sao|ai|o dau|khi nao|ngay nao|can cu|co quan nao|phong nao|van ban nao|quyet dinh nao|nhung gi|la gi|gi|nhung nao|nhom nao|linh vuc nao|tieu chi nao|yeu to nao)\b"
)
_LIST = re.compile(r"\b(?:nhung|cac|liet ke|ke ten|neu)\b")


# "… và vì lý do gì?" asks a second thing, which the sentence of the first will tell or not.
_SECOND_ASK = re.compile(
    r"\s*,?\s+(?:và|va)\s+(?:vì|vi|do|lý do|ly do|nguyên nhân|nguyen nhan|tại sao|tai sao)\b.*$",
    re.IGNORECASE | re.DOTALL,
)


def understand(text: str) -> Question:
    """Read a question. Never raises; a text that asks for no figure comes back as Operation.TEXT."""
    text = nfc(text)
    folded = _cues(text)
    asked = _cues(_without_given(text))
    flat = re.sub(r"\s+", " ", text)
    found = tuple(quantities(text))
    figures = tuple(q for q in found if q.kind not in NOT_DATA and q.kind is not QuantityKind.GRADE)
    asked_grades = tuple(
        g for g in GRADES if any(q.kind is QuantityKind.GRADE and q.text.lower() == g.lower() for q in found)
    )
    named = tuple(dict.fromkeys(f.name for f in indicator_phrases().find(text)))
    when = tuple(dict.fromkeys(m.period for m in periods(text)))
    yes_no = bool(_YES_NO.search(folded) or (figures and _PARTICLE.search(text)))
    words = _NUMBER_OF_DOCUMENT.search(folded) or _CAUSE.search(folded)
    measure = "" if words else _measure(_BECAUSE.sub(" ", asked), named, asked_grades)
    reform = "cai cach hanh chinh" in {t.name for t in terms(text)}
    if (
        not named
        and reform
        and (
            measure in ("score", "rank", "grade")
            or (measure == "change" and re.search(r"\b(?:bac|hang|diem)\b", folded))
            or _extreme(folded)
            or _ranks(figures)
            or _TOP.search(folded)
            or (yes_no and _STEPS.search(folded))
        )
    ):
        named = ("par_index",)
    if (
        not named
        and not figures
        and (first := _EXTREME_UNIT.match(folded))
        and _NAMES_ONLY.fullmatch(flat[first.end() :])
    ):
        named = ("par_index",)  # of what, a clerk need not say
    if (
        not named
        and "chuyen doi so" in {t.name for t in terms(text)}
        and (_PLACE.search(folded) or measure in ("score", "rank") or _ranks(figures))
    ):
        named = ("dti",)
    counted = _COUNTED.search(_SECOND_ASK.sub("", flat))
    part = _PART.search(folded)
    achieved = _ACHIEVED.search(folded) if is_plain(text) else _ACHIEVED_MARKED.search(text.lower())
    target = bool(_TARGET.search(folded) or _PLANNED.search(folded)) and not achieved
    return Question(
        text=text,
        operation=_operation(folded, measure, named, when, figures, asked_grades, yes_no),
        measure=measure,
        indicators=named,
        periods=when,
        figures=figures,
        grades=asked_grades,
        part=_part_name(part) if part else "",
        target=target,
        self_assessed=bool(_SELF.search(folded)),
        lowest=bool(LOWEST.search(folded)),
        yes_no=yes_no,
        component=bool(_COMPONENT.search(folded)),
        counted=counted.group("noun").strip() if counted else "",
        terms=tuple(terms(_SECOND_ASK.sub("", text))),
    )


#: "Hòn Tre", "kèm theo" and "Lũng Mây" ask for nothing: without their marks they only look like the words that do.
_LOOK_ALIKE = re.compile(
    r"\b(?!hơn\b|hon\b|kém\b|kem\b|mấy\b|may\b)"
    r"(?:h[oòóỏõọôồốổỗộơờớởỡợ]n|k[eèéẻẽẹêềếểễệ]m|m[aàáảãạâầấẩẫậ]y)\b",
    re.IGNORECASE,
)


def _cues(text: str) -> str:
    """Return a question without case and marks, in which cues are looked for."""
    return " ".join(fold(_LOOK_ALIKE.sub("_", text)).split())


def _extreme(folded: str) -> bool:
    return bool(HIGHEST.search(folded) or LOWEST.search(folded))


def _ranks(figures: tuple[Quantity, ...]) -> bool:
    return any(q.kind in (QuantityKind.RANK, QuantityKind.SCORE) for q in figures)


_RANK_WORDS = re.compile(r"(?:\b(?:thứ|hạng|vị trí|vị thứ|xếp|đứng|thứ hạng|thu|hang|dung|xep)\s+)+$", re.IGNORECASE)


def _without_given(text: str) -> str:
    """Return the question without the figures it gives, so that "huyện đứng thứ 8/10" does not ask a rank."""
    pieces: list[str] = []
    place = 0
    for quantity in quantities(text):
        if (
            quantity.kind in NOT_DATA
            or quantity.kind is QuantityKind.GRADE
            or not any(c.isdigit() for c in quantity.text)
        ):
            continue
        pieces += [_RANK_WORDS.sub("", text[place : quantity.span.start]), " # "]
        place = quantity.span.end
    return "".join([*pieces, text[place:]])


def _part_name(match: re.Match[str]) -> str:
    folded = match.group(0)
    if match.group(1):
        return {"huyen": "cấp huyện", "xa": "cấp xã", "tinh": "cấp tỉnh"}[match.group(1)]
    if folded.startswith("toan"):
        return "toàn"
    return "cấp xã" if folded.startswith("cac xa") else "cấp huyện"


_HEAD = re.compile(r"\b(?:bao nhieu|may)\s+(?:la\s+)?(?P<head>%|\w+(?:\s+\w+)?)")
# "kiểm điểm", "thời điểm", "địa điểm" are no score.
_SCORED = re.compile(
    r"(?<!kiem )(?<!thoi )(?<!dia )(?<!quan )(?<!dac )(?<!uu )(?<!khuyet )(?<!nhuoc )(?<!thi )(?<!trong )\bdiem\b(?! (?:cau|giao|tiep|moi|buu))"
)
_MONEY = ("kinh phi", "chi phi", "so tien", "ngan sach", "le phi", "gia tri", "doanh thu", "nghin dong")
#: Nouns whose first syllable, without marks, reads like a word of _NO_HEAD.
_HEADS = frozenset(["de an", "de tai", "de nghi", "de xuat", "tai khoan", "tai lieu", "tai san", "bang khen", "tu sach", "tu ho", "cho ngoi", "bang tin", "tu van", "so dien"])  # fmt: skip
#: Right after "bao nhiêu", these begin another part of the sentence: nothing is counted.
_NO_HEAD = frozenset(["ve", "o", "trong", "trên", "tren", "so", "neu", "khi", "vao", "cua", "tai", "theo", "va", "thi", "nam", "sau", "biet", "de", "tu", "thuoc", "cho", "bang", "do"])  # fmt: skip
_AMOUNT_WORDS = re.compile(
    r"\b(?:kinh phi|so tien|chi phi|ngan sach|von|doanh thu|tong chi|tong thu|muc chi|du toan|gia tri)\b"
)


#: "Xếp hạng Tốt" is a grade, not a place.
_RANKED_AS = re.compile(r"\bxep hang (?=(?:loai )?(?:xuat sac|tot|kha|trung binh|yeu|kem)\b)")


def _measure(folded: str, named: tuple[str, ...], grades: tuple[str, ...]) -> str:
    """Return the kind of figure asked for: by the noun after "bao nhiêu", else by the words before it."""
    folded = _RANKED_AS.sub("xep loai ", folded)
    ranked, scored = _RANK.search(folded), _SCORED.search(folded)
    if named and scored and ranked and re.search(r"\b(?:tang|giam)\b", folded):
        return ""  # both sides of a change are asked for
    if _CHANGE.search(folded):
        return "change"
    if _GRADE.search(folded) and (not grades or re.search(r"\bloai (?:gi|nao|may|the nao|ra sao)\b", folded)):
        if not re.search(r"\bbao nhieu (?!diem)|\bmay (?:xa|don vi|huyen)", folded):
            return "grade"
    if re.search(r"\b(?:thu|hang|vi tri|vi tri thu|vi thu)\s+(?:bao nhieu|may)\b", folded):
        return "rank"
    head = _HEAD.search(folded)
    noun = head.group("head").split() if head else []
    if noun[:2] == ["nam", "lien"] or (noun and noun[0] in ("lan", "ngay", "thang", "gio", "phut")):
        return "count"
    offices = noun[:1] == ["so"] and noun[1:] != ["voi"]  # "bao nhiêu sở", not "bao nhiêu so với"
    if noun and (noun[0] not in _NO_HEAD or " ".join(noun) in _HEADS or offices):
        if noun[0] == "diem":
            return "score"
        if noun[0] == "%" or noun[:2] == ["phan", "tram"]:
            return "rate"
        if noun[0] in ("tien", "dong", "ty", "trieu", "von") or " ".join(noun[:2]) in _MONEY:
            return "amount"
        if noun[0] == "bac":
            return "change"
        if ranked and noun[0] in ("don", "huyen", "dia", "tinh", "xa"):
            return "rank"
        return "count"
    if ranked:
        return "rank"
    if _RATE.search(folded):
        return "rate"
    asks = _COUNT.search(folded) or not _ASKS_TEXT.search(folded)
    if scored and asks and not _YES_NO.search(folded):
        return "score"
    if _AMOUNT_WORDS.search(folded) and asks and not _YES_NO.search(folded):
        return "amount"
    if _COUNT.search(folded):
        return "score" if named else "any"
    return ""


def _operation(
    folded: str,
    measure: str,
    named: tuple[str, ...],
    when: tuple[Period, ...],
    figures: tuple[Quantity, ...],
    grades: tuple[str, ...],
    yes_no: bool,
) -> Operation:
    extreme = HIGHEST.search(folded) or LOWEST.search(folded)
    if _NUMBER_OF_DOCUMENT.search(folded) or _CAUSE.search(folded):
        return Operation.TEXT
    if re.search(r"\bten (?:la |cua \w+ la )?gi\b|\bten la\b", folded):
        return Operation.TEXT
    if re.search(r"\bso sanh (?:tong|so|ty le|ti le|kinh phi|muc)\b", folded) and not figures:
        return Operation.COMPARE
    numeric = bool(measure or named or figures or grades)
    years = {y for p in when for y in p.years}
    if _BEFORE.search(folded) and measure:
        return Operation.BEFORE_CHANGE
    if numeric and references(folded) and not (yes_no and figures):
        return Operation.COMPARE
    if (_WHICH_YEAR.search(folded) and numeric) or (named and _WHICH_MONTH.search(folded)):
        superlative = re.search(r"\b(?:cao|thap|lon|nho|tot|kem|nhieu|it) nhat\b", folded)
        return Operation.SUPERLATIVE_YEAR if superlative else Operation.YEARS_WHERE
    if _TOP_UNITS.search(folded) and numeric and not yes_no:
        return Operation.UNITS_WHERE
    limits = any(q.kind in _LIMITS or (q.qualifier and _SCORED.search(folded)) for q in figures)
    if _LISTS_UNITS.search(folded) and (grades or limits):
        return Operation.UNITS_WHERE
    if named and not yes_no and _OF_ALL_UNITS.search(folded) and not WHICH_UNIT.search(folded):
        return Operation.RANKING
    if _RANKING.search(folded) and not WHICH_UNIT.search(folded) and (named or measure):
        return Operation.RANKING
    if named and not yes_no and _FIRST_FEW.search(folded):
        return Operation.RANKING
    if WHICH_UNIT.search(folded) and (
        named or figures or grades or measure in ("score", "rank", "rate", "grade", "change")
    ):
        return Operation.SUPERLATIVE_UNIT if extreme and not figures else Operation.UNITS_WHERE
    if _TOTAL.search(folded) and (measure or figures):
        return Operation.TOTAL
    if _AVERAGE.search(folded) and measure:
        return Operation.AVERAGE
    respective = "lan luot" in folded and len(named) > 1 and len(years) < 2  # "PCI và PAPI lần lượt là bao nhiêu"
    if (
        (_TREND.search(folded) and not respective) or (len(years) > 2 and re.search(r"\bthe nao\b|\bra sao\b", folded))
    ) and numeric:
        return Operation.TREND
    if yes_no and figures and any(q.kind is not QuantityKind.CHANGE or "%" in q.unit for q in figures):
        return Operation.CHECK
    if _APART.search(folded) and numeric:
        return Operation.COMPARE
    compared = _AMONG_ALL.sub(" ", folded) if measure == "rank" else folded
    if _COMPARE.search(compared) and numeric and (measure or figures or len(years) > 1 or named):
        return Operation.COMPARE
    if measure == "change":
        return Operation.CHANGE
    if yes_no and figures:
        return Operation.CHECK
    if yes_no and _STEPS.search(folded) and not figures:
        return Operation.COMPARE
    if yes_no and (grades or (named and extreme) or _PLACE.search(folded)):
        return Operation.CHECK
    if measure:
        return Operation.LOOKUP
    if named and _short_index_question(folded):
        return Operation.LOOKUP
    asks_words = _ASKS_TEXT.search(folded) or re.search(r"\bnao\b", folded)
    if not yes_no and when and not asks_words and len(folded.split()) <= 16 and "?" in folded:
        return Operation.LOOKUP  # a noun phrase with a question mark: "Tổng kinh phí năm 2023 của …?"
    return Operation.TEXT


#: "kém bao nhiêu điểm", "còn thiếu bao nhiêu điểm nữa thì bằng thành phố A".
_APART = re.compile(
    r"\b(?:hon|kem|chenh)\b.*\b(?:bao nhieu|may)\b|\b(?:chenh(?: lech)?|khoang cach)\b.*\bgiua\b|\b(?:thieu|cach|can them)\b.*\b(?:bao nhieu|may)\b.*\b(?:bang|ngang|kip)\b"
)
#: "top 3 huyện có điểm cao nhất", "ba huyện đứng đầu": the head of a ranking, asked for as such.
_FIRST_FEW = re.compile(
    r"^(?:\W|cho biet|liet ke|ke ten|neu|nhung|cac|danh sach)*(?:top|nhom dau) \d{1,2}\b"
    r"|\b(?:\d{1,2}|hai|ba|bon|nam) (?:huyen|don vi|dia phuong|tinh|xa|phuong|so)\b[a-z, ]{0,30}\b(?:cao nhat|dung dau|dan dau|thap nhat|cuoi bang)"
)
_TOP = re.compile(
    r"\b(?:top|nhom) (?:dau )?\d{1,2}\b|\b\d{1,2} (?:huyen|don vi|dia phuong|tinh)[a-z, ]{0,30}(?:dan dau|dung dau)\b"
)
#: "huyện nào cao nhất tỉnh Trường Lâm 2023?"
_EXTREME_UNIT = re.compile(
    r"^\W*(?:cac |nhung )?(?:huyen|xa|phuong|don vi|dia phuong|so|tinh)(?:,? (?:nganh|thi xa|thanh pho))* nao"
    r"(?: (?:la|co|dat|duoc|xep|dung|diem))* (?:cao|thap|tot|kem) nhat\b"
)
_NAMES_ONLY = re.compile(rf"(?:\s+(?:của|ở|tại|năm|tỉnh|huyện|toàn|trong|cua|tai|nam|\d{{4}}|[{UPPER}]\w*))*[\s?.!]*")
#: A step in a ranking: "có tăng hạng không", "có bị tụt bậc không".
_STEPS = re.compile(r"\b(?:tang|giam|tut|len|xuong|thang|rot|cai thien)(?: thu)? (?:hang|bac)\b")
#: A place in a ranking, said in words.
_PLACE = re.compile(
    r"\b(?:dung cuoi|cuoi bang|chot bang|(?<!chuyen )doi so|dung dau|dan dau|dung nhat|quan quan|xep cuoi|dung chot)\b"
)


def _short_index_question(folded: str) -> bool:
    """Tell whether an indicator is asked for without a question word: "chi so cchc tan hong 2023?"."""
    if re.search(r"\b(?:the nao|ra sao)\b", folded) and re.search(r"\b(?:chi so|thu hang|diem)\b", folded):
        return not re.search(r"\b(?:giai phap|bien phap|duy tri|cai thien|nang cao|khac phuc)\b", folded)
    return not _ASKS_TEXT.search(folded) and len(folded.split()) <= 14 and not _YES_NO.search(folded)

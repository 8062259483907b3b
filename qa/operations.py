"""Tell what is to be done with the figures a question asks for: look one up, compare, rank, add, check."""

from __future__ import annotations

import re

from corpus.kinds import PLAIN_BODIES
from corpus.model import Period, Quantity, QuantityKind
from qa.measures import ASKS_TEXT, SCORED, YES_NO, wants_words
from qa.question import Operation
from qa.standing import FIRST_PLACE, HIGHEST, LAST_PLACE, LOWEST, WHICH_UNIT, references

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
    rf"(?:cac|tung|moi) (?:{PLAIN_BODIES})\b(?! khac)|\bbang hang\b"
)
_RANKING = re.compile(
    rf"\b(?:xep (?:hang|thu tu) [a-z0-9/ ]{{0,40}}\b(?:cac|toan bo|tat ca)(?: cac)? (?:{PLAIN_BODIES})|bang xep hang|danh sach xep hang|thu tu xep hang|xep hang (?:cua )?(?:cac|toan bo|tat ca)|xep hang chi so .* (?:cac|toan bo) (?:{PLAIN_BODIES})|liet ke .* (?:thu hang|xep hang|diem)|diem .* (?:cac|tat ca cac) (?:{PLAIN_BODIES}))\b"
)
#: "top 3 huyện", "tốp 5 xã dẫn đầu".
_TOP_UNITS = re.compile(rf"\btop (?:dau )?\d{{1,2}} (?:{PLAIN_BODIES})\b")
#: "liệt kê các xã xếp loại Khá", "danh sách huyện trên 85 điểm".
_LISTS_UNITS = re.compile(
    r"(?:\b(?:liet ke|ke ten|neu ten|danh sach|cho (?:biet|toi|xem|minh)|ke ra)\b(?: (?:cac|nhung|ten|toan bo|tat ca))*|^\W*(?:cac|nhung))"
    rf" (?:{PLAIN_BODIES})\b"
)
_LIMITS = (QuantityKind.SCORE, QuantityKind.RATE, QuantityKind.RANK)
_COMPARE = re.compile(
    r"\bso (?:voi|sanh)\b|\bkhac nhau\b|\bdoi chieu\b|\bgiua\b.*\bva\b|\bchenh lech\b|\bcao hon hay thap hon\b|\bhon hay kem\b|\b(?:ai|ben nao|noi nao) hon\b|\b(?:cao|thap|nhieu|it|tot|kem) hon\b"
)
#: "xếp thứ mấy so với các huyện": a place is always one among others.
_AMONG_ALL = re.compile(rf"\bso voi (?:cac|toan bo|tat ca)(?: cac)? (?:{PLAIN_BODIES})\b")
#: "bằng bao nhiêu (%) so với cùng kỳ": a share that the report states.
_SHARE_OF = re.compile(r"\bbang (?:bao nhieu|may)(?: ?%| phan tram)? so voi\b")
_TOTAL = re.compile(
    r"\bcong lai\b|\btong cong\b|\bcong (?:ca )?(?:hai|ba|dồn|don)\b|\bca (?:hai|ba) (?:cap|loai|nam|muc)\b|\b(?:tong|ca)\b.* (?:xa|huyen|tinh)(?: va| lan|,) (?:cap )?(?:xa|huyen|tinh)\b|\btong .* (?:hai|ba|cac) (?:huyen|nam|cap|don vi)\b|\bcong gop\b"
)
_AVERAGE = re.compile(r"(?<!loai )(?<!hang )\b(?:trung binh cong|binh quan|trung binh)\b(?!.*\bxep loai\b)")
_BEFORE = re.compile(
    r"\btruoc (?:khi |luc |thoi diem )?(?:giam|tang|sap xep|sap nhap|sat nhap|nhap|hop nhat|gop|chia tach|tinh gian|cat giam)\b|"
    r"\btruoc (?:day|kia)\b(?=.*\b(?:bao nhieu|may)\b)"
)
#: "kém bao nhiêu điểm", "còn thiếu bao nhiêu điểm nữa thì bằng thành phố A".
_APART = re.compile(
    r"\b(?:hon|kem|chenh)\b.*\b(?:bao nhieu|may)\b|\b(?:chenh(?: lech)?|khoang cach)\b.*\bgiua\b|\b(?:thieu|cach|can them)\b.*\b(?:bao nhieu|may)\b.*\b(?:bang|ngang|kip)\b"
)
#: "top 3 huyện có điểm cao nhất", "ba huyện đứng đầu": the head of a ranking, asked for as such.
_FIRST_FEW = re.compile(
    r"^(?:\W|cho biet|liet ke|ke ten|neu|nhung|cac|danh sach)*(?:top|nhom dau) \d{1,2}\b"
    rf"|\b(?:\d{{1,2}}|hai|ba|bon|nam) (?:{PLAIN_BODIES})\b[a-z, ]{{0,30}}\b(?:{FIRST_PLACE}|{LAST_PLACE}|cao nhat|thap nhat)"
)
#: A step in a ranking: "có tăng hạng không", "có bị tụt bậc không".
STEPS = re.compile(r"\b(?:tang|giam|tut|len|xuong|thang|rot|cai thien)(?: thu)? (?:hang|bac)\b")
#: A place in a ranking, said in words.
PLACE = re.compile(rf"\b(?:{FIRST_PLACE}|{LAST_PLACE})\b")


def operation_of(
    folded: str,
    measure: str,
    named: tuple[str, ...],
    when: tuple[Period, ...],
    figures: tuple[Quantity, ...],
    grades: tuple[str, ...],
    yes_no: bool,
) -> Operation:
    extreme = HIGHEST.search(folded) or LOWEST.search(folded)
    if wants_words(folded):
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
    limits = any(q.kind in _LIMITS or (q.qualifier and SCORED.search(folded)) for q in figures)
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
    if _COMPARE.search(_SHARE_OF.sub(" ", compared)) and numeric and (measure or figures or len(years) > 1 or named):
        return Operation.COMPARE
    if measure == "change":
        return Operation.CHANGE
    if yes_no and figures:
        return Operation.CHECK
    if yes_no and STEPS.search(folded) and not figures:
        return Operation.COMPARE
    if yes_no and (grades or (named and extreme) or PLACE.search(folded)):
        return Operation.CHECK
    if measure:
        return Operation.LOOKUP
    if named and _short_index_question(folded):
        return Operation.LOOKUP
    asks_words = _SIDE.match(folded) or ASKS_TEXT.search(folded) or re.search(r"\bnao\b|^\W*(?:nhung|cac)\b", folded)
    if not yes_no and when and not asks_words and len(folded.split()) <= 16 and "?" in folded:
        return Operation.LOOKUP  # a noun phrase with a question mark: "Tổng kinh phí năm 2023 của …?"
    return Operation.TEXT


#: "Tồn tại, hạn chế của tỉnh năm 2024?": told in sentences, though a report may count them.
_SIDE = re.compile(
    r"\W*(?:(?:nhung|cac|mot so) )?(?:ton tai|han che|kho khan|vuong mac|khuyet diem|thuan loi|nguyen nhan|giai phap"
    r"|phuong huong|nhiem vu|bai hoc|kien nghi|de xuat|sang kien|mo hinh|cach lam)\b"
)


def _short_index_question(folded: str) -> bool:
    """Tell whether an indicator is asked for without a question word: "chi so cchc tan hong 2023?"."""
    if re.search(r"\b(?:giai phap|bien phap|duy tri|cai thien|nang cao|khac phuc)\b", folded):
        return False
    if re.search(r"\b(?:the nao|ra sao)\b", folded) and re.search(r"\b(?:chi so|thu hang|diem)\b", folded):
        return True
    return not ASKS_TEXT.search(folded) and len(folded.split()) <= 20 and not YES_NO.search(folded)

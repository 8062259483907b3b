"""Tell what measure a question asks for, and what is to be done: look up, compare, rank, add, check."""

import re

from corpus.figure_patterns import PLAIN_GRADES, PLAN
from corpus.kinds import PLAIN_BODIES
from corpus.model import Period, Quantity, QuantityKind
from corpus.vocabulary import indicator_phrases
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
    r"\btruoc (?:day|do|kia)\b(?=.*\b(?:bao nhieu|may)\b)"
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
        superlative = re.search(r"\b(?:cao|thap|lon|nho|tot|kem|nhieu|it)(?: \w+){0,4} nhat\b", folded)
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


_RANK = re.compile(
    r"\b(?:thu may|hang may|thu hang|xep hang (?:bao nhieu|may|the nao|ra sao|thu|nao)|vi thu|vi tri thu|vi tri (?:may|bao nhieu|nao)|"
    r"hang bao nhieu|thu bao nhieu|xep thu|dung thu(?! tuc\b)|dung (?:o )?hang|dung o vi tri|xep o vi tri|hang nao|dung may|xep may)\b|\bxep hang\b(?!.*\bdiem\b)"
)
_GRADE = re.compile(r"\bxep loai\b|(?<!nhung )(?<!cac )\bloai (?:gi|nao)\b")
_RATE = re.compile(
    r"\bt[yi] le\b|\bphan tram\b|bao nhieu\s*%|\bty trong\b|\bchiem (?:khoang |hon )?bao nhieu\b|\bbang (?:bao nhieu|may) (?:so voi|cung ky|du toan|ke hoach)\b"
)
_COUNT = re.compile(
    r"\bbao nhieu\b|(?<!luc )(?<!vao )\bmay\b(?!\s*(?:tinh|moc|photo|scan|in\b|vi))|\bso luong\b|\btong so\b|\bcon so\b"
)
#: "Năm nào có nhiều hồ sơ quá hạn nhất?"
_MOST_OF_YEARS = re.compile(
    r"\bnam nao\b.*\b(?:nhieu|it) (?!nhat)\w+(?: \w+){0,3} nhat\b"
    r"|\bso (?!voi |nao )\w+ .*\bnam nao (?:\w+ )?(?:cao|thap|nhieu|it|lon|nho) nhat\b"
)
_CHANGE = re.compile(
    r"\b(?:tang|giam|tut|len|xuong|cai thien|(?<!\d )thang|rot|rut ngan|bot)(?: them| hay giam| hoac giam| duoc| di)* (?:bao nhieu|may|nhu the nao|the nao|ra sao)\b|\bchenh (?:lech )?(?:bao nhieu|may)?|\bkhoang cach giua\b|\bhon kem\b|\bcach (?:nhau|biet)\b|\bbao nhieu bac\b|\bmay bac\b|\btang hay giam\b|\btang giam\b|\bhon (?:bao nhieu|may)\b|\bkem (?:bao nhieu|may)\b"
)
# "kiểm điểm", "thời điểm", "địa điểm" are no score.
SCORED = re.compile(
    r"(?<!kiem )(?<!thoi )(?<!dia )(?<!quan )(?<!dac )(?<!uu )(?<!khuyet )(?<!nhuoc )(?<!thi )(?<!trong )\bdiem\b(?! (?:cau|giao|tiep|moi|buu|yeu|manh|nghen))"
)
_HEAD = re.compile(r"\b(?:bao nhieu|may)\s+(?:la\s+)?(?P<head>%|\w+(?:\s+\w+)?)")
_MONEY = ("kinh phi", "chi phi", "so tien", "ngan sach", "le phi", "gia tri", "doanh thu", "nghin dong")
#: Nouns whose first syllable, without marks, reads like a word of _NO_HEAD.
_HEADS = frozenset(["de an", "de tai", "de nghi", "de xuat", "tai khoan", "tai lieu", "tai san", "bang khen", "tu sach", "tu ho", "cho ngoi", "bang tin", "tu van", "so dien"])  # fmt: skip
#: Right after "bao nhiêu", these begin another part of the sentence: nothing is counted.
_NO_HEAD = frozenset(["ve", "o", "trong", "trên", "tren", "so", "neu", "khi", "vao", "cua", "tai", "theo", "va", "thi", "nam", "sau", "biet", "de", "tu", "thuoc", "cho", "bang", "do"])  # fmt: skip
_AMOUNT_WORDS = re.compile(
    r"\b(?:kinh phi|so tien|chi phi|ngan sach|von|doanh thu|tong chi|tong thu|muc chi|du toan|gia tri)\b"
)
#: "bao nhiêu huyện được xếp hạng" counts them.
_ARE_RANKED = re.compile(r"\b(?:bao nhieu|may) [^;?]*\b(?:duoc|tham gia) (?:danh gia,? |cham diem,? |va )*xep hang\b")
#: "Xếp hạng Tốt" is a grade, not a place.
_RANKED_AS = re.compile(rf"\bxep hang (?=(?:loai )?(?:{PLAIN_GRADES})\b)")
YES_NO = re.compile(
    r"\b(?:dung khong|phai khong|dung chua|co dung|co phai|khong a|dung ko|phai ko|dung hay sai|hay khong|hay chua|co khong)\b|\b(?:khong|ko|chua)\s*[?.!\s]*$|\bda .*\bchua\b"
)
#: "đã đạt mục tiêu chưa": whether a result reaches its plan.
PLAN_REACHED = re.compile(rf"\b(?:dat|hoan thanh|vuot)\b.{{0,40}}\b(?:{PLAN})\b")
ASKS_TEXT = re.compile(
    r"\b(?:vi sao|tai sao|nguyen nhan|ly do|nhu the nao|the nao|ra sao|bang cach nao|lam gi|lam sao|ai|(?:o|tu) dau|(?:tu )?nguon nao|khi nao|ngay nao|can cu|co quan nao|phong nao|van ban nao|quyet dinh nao|nhung gi|la gi|gi|nhung nao|nhom nao|linh vuc nao|tieu chi nao|yeu to nao)\b"
)
# "Công văn đó mang số bao nhiêu?" asks for the name of a document, not for a figure.
_NUMBER_OF_DOCUMENT = re.compile(
    r"\b(?:cong van|bao cao|quyet dinh|ke hoach|thong bao|to trinh|van ban|nghi quyet|chi thi|huong dan)\b.*\b(?:mang so|so hieu|co so|so may|so bao nhieu)\b|\bso (?:van ban|hieu|ky hieu) (?:la )?(?:gi|bao nhieu|may)\b"
)
# "Vì sao chỉ số giảm 2 bậc?" asks for words, whatever figures it gives; "… và vì lý do gì" only adds to a figure.
# "đứng đầu là đơn vị nào" asks for no cause: its "vị" is no "vì".
_CAUSE = re.compile(
    r"^\W*(?:(?:the|vay|con) )?(?:vi|tai|do|boi) (?:sao|dau)\b|"
    r"^\W*(?:(?:nhung|cac|neu|dau la|vi|do|boi) )*(?:nguyen nhan|ly do)\b(?!.*\b(?:bao nhieu|thu may|hang may)\b)|"
    r"^\W*(?:dieu|yeu to) (?:gi|nao) (?:da )?(?:khien|lam)\b|"
    r"^\W*(?:(?:nhung|cac|neu) )*(?:giai phap|bien phap)\b|"
    r"\b(?:la )?(?:vi|tai) sao\W*$|"
    r"^(?!.*\bbao nhieu\b).*(?<!\bva )(?<!\bly )(?<!\bdon )(?<!\bhanh )(?<!\bpham )\b(?:vi|do|boi) (?:(?:ly do|nguyen nhan|le|chuyen) )?(?:gi|nao|dau)\W*$|"
    r"\broi (?:ma )?(?:vi |tai )?sao\b.*\b(?:van|lai|chua|khong)\b"
)


def wants_words(folded: str) -> bool:
    """Tell whether the name of a document or a cause is asked for, whatever figures the question gives."""
    return bool(_NUMBER_OF_DOCUMENT.search(folded) or _CAUSE.search(folded))


def measure_of(folded: str, named: tuple[str, ...], grades: tuple[str, ...]) -> str:
    """Return the kind of figure asked for: by the noun after "bao nhiêu", else by the words before it."""
    folded = _RANKED_AS.sub("xep loai ", folded)
    ranked, scored = _RANK.search(folded), SCORED.search(folded)
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
    if head and named and any(f.span.start == head.start("head") for f in indicator_phrases().find(folded)):
        noun = []  # "đạt bao nhiêu PAR INDEX": the value of it is asked
    if noun[1:] and noun[1][0].isdigit():
        noun = []  # "được bao nhiêu tháng 8/2024": when, not how many months
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
        if ranked and noun[0] in ("don", "huyen", "dia", "tinh", "xa") and not _ARE_RANKED.search(folded):
            return "rank"
        return "count"
    if ranked:
        return "rank"
    if _RATE.search(folded):
        return "rate"
    asks = _COUNT.search(folded) or not ASKS_TEXT.search(folded)
    if scored and asks and not YES_NO.search(folded):
        return "score"
    if _AMOUNT_WORDS.search(folded) and asks and not YES_NO.search(folded):
        return "amount"
    if _COUNT.search(folded):
        return "score" if named else "any"
    if _MOST_OF_YEARS.search(folded) and not named:
        return "count"
    return ""

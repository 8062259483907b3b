"""Tell which kind of figure a question asks for: by the noun after "bao nhiêu", else by the words before it.

Cues are sought in a question without case and tone marks, so that "xep thu may" and "xếp thứ mấy" ask the same.
"""

from __future__ import annotations

import re

from corpus.figure_patterns import PLAIN_GRADES, PLAN
from corpus.vocabulary import indicator_phrases

_RANK = re.compile(
    r"\b(?:thu may|hang may|thu hang|xep hang (?:bao nhieu|may|the nao|ra sao|thu|nao)|vi thu|vi tri thu|vi tri (?:may|bao nhieu|nao)|"
    r"hang bao nhieu|thu bao nhieu|xep thu|dung thu|dung (?:o )?hang|dung o vi tri|xep o vi tri|hang nao|dung may|xep may)\b|\bxep hang\b(?!.*\bdiem\b)"
)
_GRADE = re.compile(r"\bxep loai\b|(?<!nhung )(?<!cac )\bloai (?:gi|nao)\b")
_RATE = re.compile(
    r"\bt[yi] le\b|\bphan tram\b|bao nhieu\s*%|\bty trong\b|\bbang (?:bao nhieu|may) (?:so voi|cung ky|du toan|ke hoach)\b"
)
_COUNT = re.compile(r"\bbao nhieu\b|\bmay\b(?!\s*(?:tinh|moc|photo|scan|in\b|vi))|\bso luong\b|\btong so\b|\bcon so\b")
_CHANGE = re.compile(
    r"\b(?:tang|giam|tut|len|xuong|cai thien|thang|rot|rut ngan|bot)(?: them| hay giam| hoac giam| duoc| di)* (?:bao nhieu|may|nhu the nao|the nao|ra sao)\b|\bchenh (?:lech )?(?:bao nhieu|may)?|\bkhoang cach giua\b|\bhon kem\b|\bcach (?:nhau|biet)\b|\bbao nhieu bac\b|\bmay bac\b|\btang hay giam\b|\btang giam\b|\bhon (?:bao nhieu|may)\b|\bkem (?:bao nhieu|may)\b"
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
    return ""

"""How well the words bound to a figure are the words of a question."""

import math
import re
from collections.abc import Sequence

from corpus.figure_patterns import PARTS_FOLLOW, PLAIN_GRADES
from corpus.kinds import PLAIN_UNITS
from corpus.model import Document, Fact, Quantity
from corpus.quantities import quantities
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from qa.matching.words import Words
from qa.question import Question
from qa.reports import Reports, noun_of, said_before

_PEOPLE = frozenset({"nguoi", "can bo, cong chuc, vien chuc", "can bo, cong chuc", "cong chuc", "vien chuc", "can", "nhan", "luot", "can bo quan ly", "nguoi lao dong"})  # fmt: skip
_LIMITS = ("gan", "hon", "tren", "duoi", "khoang", "rieng")
_TIMES = ("quy", "thang", "nam", "dau", "cuoi", "iii")  # "trong đó quý III 1.600 hồ sơ": a part of the time only
_DIVIDES = re.compile(rf"\b{PARTS_FOLLOW}\b(?::(?:[^.]|\.(?=\d))*|(?:[^;.]|\.(?=\d))*)$", re.IGNORECASE)


def of_a_part(asked: Sequence[str], fact: Fact, document: Document) -> bool:
    """Tell whether a figure is one of a list's parts, and the part is not asked for: "gồm đất đai 150, hộ tịch 50"."""
    listed = _DIVIDES.search(document.text[fact.sentence.start : fact.span.start])
    if not listed or fact.measure != "count":
        return False
    named = re.split(r"[,;:(]\s|\bgồm\b|\bđó\b|\bthể\b", listed.group(0))[-1]
    # A level or block is weighed by itself; "trong đó huyện A có 05 xã" is of A, if A is asked about.
    known = (*_LIMITS, *_TIMES, *UNIT_TAILS, *(t.name for t in terms(f"{fact.part} {fact.subject}")))
    words = [name for name in _content(named) if name not in known]
    # What is said of the whole, too, names no part: "đã tiếp nhận 06 kiến nghị. Trong đó: tại trụ sở tiếp nhận 04".
    divided = fact.sentence.start + listed.start()
    whole = _content(document.text[max(document.text.rfind("\n", 0, divided), divided - _WHOLE_BEFORE, 0) : divided])
    words = [name for name in words if name not in whole] or words
    words += [name for name in _content(fact.unit) if words and name not in whole]  # "và 159 thủ tục mức độ 4"
    words = words or _content(fact.unit)[1:]  # "trong đó 3.120 TTHC mới, 2.100 TTHC sửa đổi"
    return bool(words) and not set(words) & set(asked)


#: The whole that a list divides stands no further before it than these characters.
_WHOLE_BEFORE = 200


def _content(words: str) -> list[str]:
    return [t.name for t in terms(words) if len(t.name) > 2 and not t.name[0].isdigit()]


SHARE_OF = re.compile(
    r"\b(?:(?:bao nhieu|may) ?(?:phan tram|%)|t[yi] le|bang (?:bao nhieu|may)(?! ?%| phan tram)) (?:so voi |so |cac )?(\w+)"
)
_SHARED = re.compile(r"(?:\s*%)?\s+(?:so với |số |các |so |cac )?(\w+)")
#: "kế hoạch", "dự toán", "chỉ tiêu", "cùng kỳ": a share measured by one of them says so behind it.
_MEASURED_BY = ("ke", "du", "chi", "cung")
_NO_NOUN = ("cua", "nam", "trong", "so", "va", "la", "cung", "den", "len", "xuong", "thi", "do", "o", "tai", "da", "duoc")  # fmt: skip


def share_fits(noun: str, fact: Fact, reports: Reports) -> float:
    """Return how well a share is one of the noun asked for, where the sentence shares out several things.

    "100% phòng, ban và 60% xã, thị trấn": only the second is a share of the communes.
    """
    text = reports.documents[fact.document_id].text

    def of(other: Fact) -> str:
        printed = _SHARED.match(text, other.span.end)
        return fold(printed[1]) if printed else ""

    if of(fact) == noun or (noun not in _MEASURED_BY and of(fact) in ("", *_NO_NOUN)):
        return 1.0
    told = any(of(f) == noun for f in reports.in_sentence(fact) if f.measure == "rate")
    return 0.55 if told else 1.0


MONEY = ("kinh phi", "tien", "so tien", "dong")
LIMITED = re.compile(r"\b(gan|hon|tren|duoi|khoang) (?:bao nhieu|may)\b")
_ASIDE = re.compile(
    r"^(?:sau khi|khi|trước khi|nhờ|qua|sau|sau khi chuẩn bị|sau khi sắp xếp)\s[^,]{3,40},"
    r"|\bsau (?:khi )?(?:sắp xếp|sáp nhập|sát nhập|hợp nhất|kiện toàn|sap xep|sap nhap|hop nhat)\b(?: (?:đơn vị hành chính|bộ máy|cấp \w+))*",
    re.IGNORECASE,
)
_TOTALS = re.compile(rf"\b(?:tong cong|tong so|tong|toan (?:{PLAIN_UNITS})|ca hai cap|tinh chung)\b")


def named_aside(question: Question) -> list[str]:
    """Return the terms of a clause that only says when: "Sau khi sắp xếp, …", "… còn mấy xã sau sáp nhập"."""
    aside = _ASIDE.search(question.text)
    return [t.name for t in question.terms if aside and aside.start() <= t.span.start and t.span.end <= aside.end()]


def whole_fits(fact: Fact, words: Words, document: Document) -> float:
    """Return how well a figure is that of the whole: one office's figure is a part."""
    before = said_before(fact, document.text, 60)
    if _TOTALS.search(before):
        return 1.12
    return 0.75 if words.bound & {"trung tam hanh chinh cong"} else 1.0


def measure_fits(measure: str, fact: Fact) -> bool:
    """Tell whether a fact is a figure of the kind asked for."""
    if measure in ("any", ""):
        return fact.measure in ("count", "rate", "amount") or (fact.measure == "score" and not fact.indicator)
    if measure in ("count", "change"):
        return fact.measure == measure
    if measure == "amount":
        return fact.measure == "amount" or (fact.measure == "count" and "đồng" in fact.unit)
    if measure == "rate":
        return fact.measure == "rate" or (fact.measure == "score" and fact.unit == "%")
    return fact.measure == measure and not fact.indicator


def rarity(asked: Sequence[str], pool: Sequence[Words]) -> dict[str, float]:
    """Weigh a term by how few of the figures at hand have it near; one that none has weighs most."""
    total = len(pool) + 1
    return {
        term: math.log(1 + total / (0.5 + sum(term in w.sentence or term in w.clause for w in pool)))
        * (0.3 if term in BACKGROUND else 1.0)
        for term in asked
    }


#: What a question's term is worth where it stands: the nearer to the figure, the more.
_OWN, _BEFORE, _CONTEXT, _SEGMENT, _SENTENCE, _HEADING = 1.0, 0.95, 0.8, 0.75, 0.55, 0.4
#: What is left of a figure of another thing: too little for the sentence it stands in to answer, either.
ANOTHER = 0.29
#: A term that stands nowhere near makes it another figure.
_MISSING = 0.86


#: What is done with dossiers: a head or a bare number with one of these counts them, though it does not name them.
DOSSIERS = frozenset((
    "tiep nhan", "tiep nhan moi", "ky truoc chuyen sang", "giai quyet", "tre han", "dung han", "truoc han", "truc tuyen",
    "truc tiep", "dang giai quyet", "tra",
))  # fmt: skip


def coverage(asked: Sequence[str], weights: dict[str, float], words: Words) -> float:
    gained, missing = 0.0, 0
    before = frozenset(words.before)
    for term in asked:
        if term in words.bound:
            credit = _OWN
        elif term in before or term in words.whole:
            credit = _BEFORE
        elif _stands_for(words, term):
            credit = _CONTEXT
        elif term == "ho so" and words.bound & DOSSIERS and not words.counted:
            credit = _BEFORE  # "Cấp xã: tiếp nhận 80.150; quá hạn 40"
        elif term in words.context or (term == "nop" and "tiep nhan" in words.bound):
            credit = _CONTEXT
        elif term in words.clause or term in words.segment:
            credit = _SEGMENT
        elif term in words.sentence:
            credit = _SENTENCE
        else:
            credit = max(_nearly(term, words.clause), _HEADING if term in words.heading else 0.0)
        missing += credit == 0 and term not in BACKGROUND
        gained += credit * weights[term]
    # Words of the figure's own that the question does not say make it a figure of something else.
    content = {t for t in words.bound if not t[0].isdigit()}
    precision = sum(t in weights for t in content) / len(content) if content else 0.5
    share: float = gained / sum(weights.values()) * (0.88 + 0.12 * precision) * _MISSING**missing
    return share * _qualified(asked, words)


def _stands_for(words: Words, term: str) -> bool:
    """Tell whether people are counted as cases, or posts by who holds them: "kỷ luật 47 trường hợp: cảnh cáo 14"."""
    if term == "bien che":
        alone = frozenset(words.counted) if len(words.counted) == 1 else frozenset()
        return bool((words.whole | alone) & _STAFF and words.bound & _OF_POSTS)
    return term in _PEOPLE and bool(words.whole & _ANYBODY)


_ANYBODY = frozenset(("nguoi", "truong hop"))
_STAFF = frozenset(("cong chuc", "vien chuc", "can bo, cong chuc", "can bo, cong chuc, vien chuc"))
_OF_POSTS = frozenset(("giao", "mat", "thieu"))


#: Words that make another figure of the same noun: files received online are not the files received.
_QUALIFIERS = frozenset(("truc tuyen", "tre han", "dung han", "truoc han", "thanh toan truc tuyen", "tiep nhan moi", "dang giai quyet", "toan trinh", "mot phan", "so hoa", "hanh chinh", "su nghiep", "buu chinh cong ich", "ky truoc chuyen sang", "muc do 2", "muc do 3", "muc do 4"))  # fmt: skip
#: Words that most sentences of such reports imply.
BACKGROUND = frozenset(("nganh", "cai cach hanh chinh", "uy ban nhan dan", "linh", "vuc", "bao cao", "don vi", "ty le", "trung tam hanh chinh cong", "bo phan tiep nhan va tra ket qua", "mot cua", "trinh do", "nguoi"))  # fmt: skip


def _qualified(asked: Sequence[str], words: Words) -> float:
    """Return how well the qualifying words of a question and of a figure agree."""
    fit = 1.0
    said = words.bound | words.context | words.whole
    for term in _QUALIFIERS:
        if term in asked and term not in said:
            fit *= 0.93 if term in words.before or term in words.heading else 0.65
        elif term not in asked and term in words.bound:
            fit *= 0.82
    if "ho so" in asked and not {"giai quyet", "tiep nhan", "tra"} & set(asked) and "tiep nhan" not in words.bound:
        fit *= 0.9 if "giai quyet" in words.bound else 1.0
    return fit


def _nearly(term: str, clause: frozenset[str]) -> float:
    """Return how much of a phrase a clause has: "can bo, cong chuc" of "can bo" and "cong chuc"."""
    parts = set(term.replace(",", "").split())
    if len(parts) < 2:
        return 0.5 if any(term in other.replace(",", "").split() for other in clause if " " in other) else 0.0
    inside = {w for other in clause for w in other.replace(",", "").split()}
    share = len(parts & inside) / len(parts)
    return 0.7 * share if share > 0.6 else 0.0


def counted_head(question: Question) -> tuple[str, ...]:
    """Return the first terms of what is counted: "bao nhiêu văn bản QPPL" -> its canonical noun."""
    if question.measure not in ("count", "change") or not question.counted:
        return ()
    first = fold(question.counted).split(" ")[0]
    if first in _STEPS:
        return ()  # "tăng bao nhiêu phần trăm so với cùng kỳ"
    if first in DURATIONS or (
        first in UNIT_NOUNS and not re.match(r"(?!tỉnh\b)t[iíìỉĩị]nh (?!thành|thanh)", question.counted.lower())
    ):
        return (first,)
    if fold(question.counted).startswith(ANY_UNIT):
        return (ANY_UNIT,)
    found = terms(question.counted)
    return tuple(t.name for t in found[:2])


#: How well a figure that counts another thing fits.
ANOTHER_NOUN = 0.45


def head_fits(heads: tuple[str, ...], fact: Fact, words: Words) -> float:
    """Return how well the thing counted is the thing asked for."""
    head = heads[0]
    if head in DURATIONS:
        return 1.0 if fold(fact.unit).startswith(head) else 0.3
    if noun_of(fact) in DURATIONS:
        return 0.3
    noun = fold(fact.unit).split()
    if head == ANY_UNIT:
        return 1.0 if noun[:1] and (noun[0] in UNIT_NOUNS or noun[:2] in ANY_UNITS) else ANOTHER_NOUN
    if head in UNIT_NOUNS:
        return (
            1.0 if noun[:1] == [head] or noun[:2] == ["dia", "phuong"] or noun == [] or _graded(noun) else ANOTHER_NOUN
        )
    counted = frozenset(words.counted[:3])
    if head == "ho so" and not fact.unit and words.bound & DOSSIERS:
        return 1.0
    if noun[:1] and noun[0] in _EVENTS and not head.startswith(noun[0]):
        return ANOTHER_NOUN  # "02 kỳ thi tuyển công chức" counts no staff
    if fact.unit and head in {t.name for t in terms(fact.unit)}:
        return 1.0  # in a table the noun stands in a head or above the rows
    if head in counted or _nearly(head, counted) >= 0.5:
        return 1.0
    if head in ("nguoi", "can") and ((counted or words.context) & _PEOPLE or noun[1:2] == ["vien"]):
        return 1.0  # "24 đoàn viên" are people
    if head in words.whole or _stands_for(words, head):
        return 1.0
    if any(head == c.split()[0] or c == head.split()[0] for c in words.counted[:1]):
        return 1.0
    # "số văn bản đến … là 170.538": the noun stands before the figure; "cấp xã 15.220": in the sentence.
    before = frozenset(words.before)
    if head in before or _nearly(head, before) >= 0.5 or (not fact.unit and head in words.segment):
        return 1.0 if not noun or noun[0] in _ANY_NOUN or noun[:2] in _POSTS else 0.75
    if head in _STAFF and words.whole & _STAFF:
        return ANOTHER_NOUN  # "thiếu 69 viên chức, trong đó giáo dục 58": no "công chức", wherever they are told of
    shorter = any(head.startswith(f"{c} ") for c in words.counted[:1])  # "70 văn bản" of "72 văn bản QPPL"
    if head in words.sentence and (shorter or not noun or noun[0] in ("nguoi", "don", "truong")):
        return 0.9
    return ANOTHER_NOUN


def told_alone(head: str, fact: Fact, words: Words, reports: Reports) -> float:
    """Return how well a figure counts the thing asked for alone: "cán bộ, công chức 60 người (công chức 28)"."""
    joined = head not in words.bound and any(", " in term and head in term.split(", ") for term in words.bound)
    return 0.9 if joined and any(head in reports.words(f).bound for f in reports.beside(fact)) else 1.0


#: Administrative units are counted under their own noun, or as "đơn vị", "địa phương".
UNIT_NOUNS = ("xa", "phuong", "huyen", "thi", "quan", "tinh")
#: "Bao nhiêu địa phương": units of any kind.
ANY_UNIT = "dia phuong"
ANY_UNITS = (["dia", "phuong"], ["don", "vi"])
_GRADED = re.compile(rf"\b(?:xep |dat )?(?:loai|hang|muc) ({PLAIN_GRADES})\b")


#: Words that elsewhere only ask, and of units counted tell which: "được xếp hạng", "giảm điểm".
_NARROW = frozenset(
    ("giam", "tang", "tut", "thang", "diem", "hang", "bac", "xep", "danh", "gia", "cham", "tham", "dinh")
)


def narrowing(question: Question) -> list[str]:
    """Return what is said of the units counted: "giảm điểm" of "bao nhiêu địa phương giảm điểm"."""
    told = [t.name for t in terms(question.counted) if t.name in _NARROW]
    groups = [t.name for t in question.terms if t.name == "nhom"]  # "nhóm A gồm bao nhiêu tỉnh"
    return list(dict.fromkeys([*told, *groups]))


def graded_as_asked(grades: Sequence[str], fact: Fact) -> bool:
    """Tell whether a count is of units of the grades asked for, or of none where none is."""
    counted = f"{fold(fact.unit)} {fold(fact.label)}"
    return all(fold(g) in counted for g in grades) if grades else not _GRADED.search(counted)


def has_figures(limits: Sequence[Quantity], fact: Fact, reports: Reports) -> bool:
    """Tell whether the sentence of a figure has all of these, too."""
    beside = {(q.value, q.unit) for q in quantities(reports.text(fact, fact.sentence))}
    return all((q.value, q.unit) in beside for q in limits)


def _graded(noun: Sequence[str]) -> bool:
    """Tell whether units are counted by their grade: "08 đơn vị xếp loại Tốt"."""
    return noun[:2] == ["don", "vi"] and (len(noun) == 2 or noun[2] in ("xep", "loai", "dat", "hanh"))


#: What is left of "xã, thị trấn", "phường, đặc khu" when the kinds are read as nothing.
UNIT_TAILS = frozenset(("tran", "phuong", "dac", "khu"))
_STEPS = ("%", "phan", "diem", "bac")
DURATIONS = ("nam", "thang", "ngay", "lan", "gio", "phut", "tuan")
_EVENTS = frozenset(("ky", "lop", "dot", "cuoc", "khoa", "buoi", "doan"))
_POSTS = (["chi", "tieu"], ["bien", "che"])  # counted instead of the people who hold them
_ANY_NOUN = frozenset(("nguoi", "truong", "don", "bo", "luot", "xuat", "tot", "kha", "cap"))

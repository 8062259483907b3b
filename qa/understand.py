"""Turn the words of a question into what is asked: measure, operation, periods, indicators, part, figures.

Everything here reads the question alone; which unit or report it means is settled in qa/scoping/scope.py, against the
reports. Cues are matched without case and tone marks, so that "xep thu may" and "xếp thứ mấy" ask the same.
"""

import re
from collections.abc import Sequence

from corpus.figure_patterns import GRADES, PLAN
from corpus.kinds import PLAIN_BODIES, PLAIN_PLACES, PLAIN_UNITS
from corpus.lines import UPPER
from corpus.model import NOT_DATA, Quantity, QuantityKind
from corpus.periods import periods
from corpus.quantities import quantities
from corpus.vietnamese import fold, nfc
from corpus.vocabulary import indicator_phrases, is_plain, terms
from qa.operations import PLACE, STEPS, YES_NO, measure_of, operation_of, wants_words
from qa.question import Question
from qa.standing import FIRST_PLACE, HIGHEST, LAST_PLACE, LOWEST

#: "xếp thứ 7/12 à?": with its mark, for "ạ" is only polite.
_PARTICLE = re.compile(r"\b(?:à|hả)\s*\?+\s*$", re.IGNORECASE)
_TARGET = re.compile(
    r"\b(?:muc tieu(?! quoc gia)|phan dau|chi tieu|ke hoach (?:nam|de ra|giao|dat)|du kien|dat ra|huong toi|dinh huong|se dat|dang ky (?:dat(?! dai)|phan dau|xep|hoan thanh|chi tieu|vuot))\b"
)
#: "Kế hoạch cắt giảm quy định năm 2024 là bao nhiêu?", of which nothing done is asked.
_PLANNED = re.compile(
    r"^\W*(?:so lieu )?ke hoach\b(?! (?:so\b|\d+/))(?!.*\b(?:da|duoc ban hanh|hoan thanh|thuc hien|dat|co hieu luc|(?:co|gom|de ra|dat ra) (?:bao nhieu|may))\b).*\bbao nhieu\b"
)
_ACHIEVED = re.compile(rf"\b(?:so voi|dat|hoan thanh|vuot|theo|bang|%|phan tram) (?:{PLAN})\b")
_ACHIEVED_MARKED = re.compile(
    r"(?:\b(?:so với|đạt|hoàn thành|vượt|theo|bằng|phần trăm)|%) (?:chỉ tiêu|kế hoạch|mục tiêu)\b"
)
# "… phải giải trình vì giảm điểm?": the reason given is not what is asked.
_BECAUSE = re.compile(
    r"(?<=\w) (?:vi|boi|do) (?:(?:da|bi|co|chi so|dau) )*(?:tang|giam|tru|mat|thieu|tut|thap|cham|xep|dung)\b(?![^,?]*\b(?:bao nhieu|may|nao)\b)[^,?]*"
)
#: "xin lùi sang năm 2023": where it goes, not when it is counted.
_ONTO = re.compile(r"\b(?:lùi|chuyển|chuyển\s+tiếp|kéo\s+dài)\s+(?:sang|đến)\s+(?:năm\s+)?$", re.IGNORECASE)
_SELF = re.compile(r"\btu (?:cham|danh gia)\b")
_COMPONENT = re.compile(
    r"\b(?:linh vuc|yeu to|noi dung thanh phan|(?<!muc )tieu chi|tru cot|truc(?! (?:tuyen|tiep|thuoc|quan))|hop phan|thanh phan(?! (?:ho so|kinh te|tham du))|noi dung)\b"
)
_PART = re.compile(r"\bcap (huyen|xa|tinh)\b|\btoan (?:huyen|tinh|xa)\b|\bcac xa, thi tran\b")
#: The centre of a district, where no level is named.
_CENTRE = re.compile(r"\btrung tam (?:phuc vu )?hanh chinh cong\b")
_COUNTED = re.compile(
    r"\b(?:bao nhiêu|bao nhieu|mấy|may|số lượng|so luong|tổng số|tong so|tổng cộng|tong cong)\s+(?:là\s+)?(?P<noun>[^?.,;:]+)",
    re.IGNORECASE,
)
# "… và vì lý do gì?" asks a second thing, which the sentence of the first will tell or not.
_SECOND_ASK = re.compile(
    r"\s*,?\s+(?:và|va)\s+(?:vì|vi|do|lý do|ly do|nguyên nhân|nguyen nhan|tại sao|tai sao)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_TOP = re.compile(
    rf"\b(?:top|nhom) (?:dau )?\d{{1,2}}\b|\b\d{{1,2}} (?:{PLAIN_PLACES})[a-z, ]{{0,30}}(?:{FIRST_PLACE})\b"
)
#: "huyện nào cao nhất tỉnh Trường Lâm 2023?"
_EXTREME_UNIT = re.compile(
    rf"^\W*(?:cac |nhung )?(?:{PLAIN_BODIES})(?:,? (?:{PLAIN_UNITS}|nganh))* nao"
    rf"(?: (?:la|co|dat|duoc|xep|dung|diem))* (?:(?:cao|thap|tot|kem) nhat|{FIRST_PLACE}|{LAST_PLACE})\b"
)
_NAMES_ONLY = re.compile(rf"(?:\s+(?:của|ở|tại|năm|tỉnh|huyện|toàn|trong|cua|tai|nam|\d{{4}}|[{UPPER}]\w*))*[\s?.!]*")


def understand(text: str) -> Question:
    """Read a question. Never raises; a text that asks for no figure comes back as Operation.TEXT."""
    text = nfc(text)
    folded = _cues(text)
    flat = re.sub(r"\s+", " ", text)
    found = tuple(quantities(text))
    asked = _cues(_without_given(text, found))
    figures = tuple(q for q in found if q.kind not in NOT_DATA and q.kind is not QuantityKind.GRADE)
    asked_grades = tuple(
        g for g in GRADES if any(q.kind is QuantityKind.GRADE and q.text.lower() == g.lower() for q in found)
    )
    named = tuple(dict.fromkeys(f.name for f in indicator_phrases().find(text)))
    when = tuple(dict.fromkeys(m.period for m in periods(text) if not _ONTO.search(text[: m.span.start])))
    yes_no = bool(YES_NO.search(folded) or (figures and _PARTICLE.search(text)))
    words = wants_words(folded)
    measure = "" if words else measure_of(_BECAUSE.sub(" ", asked), named, asked_grades)
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
            or (yes_no and STEPS.search(folded))
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
        and (PLACE.search(folded) or measure in ("score", "rank") or _ranks(figures))
    ):
        named = ("dti",)
    counted = _COUNTED.search(_SECOND_ASK.sub("", flat))
    part = _PART.search(folded) or _CENTRE.search(folded)
    achieved = _ACHIEVED.search(folded) if is_plain(text) else _ACHIEVED_MARKED.search(text.lower())
    target = bool(_TARGET.search(folded) or _PLANNED.search(folded)) and not achieved
    return Question(
        text=text,
        operation=operation_of(folded, measure, named, when, figures, asked_grades, yes_no),
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
        terms=terms(_SECOND_ASK.sub("", text)),
    )


#: "Hòn Tre", "kèm theo", "Lũng Mây" and "chi phí tuân thủ bao nhiêu": without marks they only look like words that ask.
_LOOK_ALIKE = re.compile(
    r"\b(?!hơn\b|hon\b|kém\b|kem\b|mấy\b|may\b)"
    r"(?:h[oòóỏõọôồốổỗộơờớởỡợ]n|k[eèéẻẽẹêềếểễệ]m|m[aàáảãạâầấẩẫậ]y|th[ủụ](?=\s+(?:bao|mấy)))\b",
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


def _without_given(text: str, found: Sequence[Quantity]) -> str:
    """Return the question without the figures it gives, so that "huyện đứng thứ 8/10" does not ask a rank."""
    pieces: list[str] = []
    place = 0
    for quantity in found:
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
    if match.re is _PART and match.group(1):
        return {"huyen": "cấp huyện", "xa": "cấp xã", "tinh": "cấp tỉnh"}[match.group(1)]
    if folded.startswith("toan"):
        return "toàn"
    return "cấp xã" if folded.startswith("cac xa") else "cấp huyện"

"""Tell figures of the same noun apart by small words beside them: "còn", "thiếu", "chưa", "không", "bình quân"."""

import re

from corpus.facts.cells import is_cell
from corpus.kinds import UNITS
from corpus.model import Fact, Span
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from qa.matching.candidates import is_held_by_plan
from qa.matching.words import segment, whole_of
from qa.reports import Reports, noun_of

#: A word that a question and the words at its figure must both have, or both lack.
_BOTH_OR_NEITHER = (
    # "còn thiếu 04 máy tính" are none of the "16 máy tính" that there are.
    re.compile(r"\bthiếu\b", re.IGNORECASE),
    # "05 người không hài lòng" are not those who are.
    re.compile(r"\b(?:không|chưa)\s+(?!có\b|phát sinh\b|tính\b|đạt\b|còn\b|được\b)\w+", re.IGNORECASE),
)
#: A word asked for that another figure of the sentence has, and this one lacks.
_ONLY_THERE = (
    # "biên chế là 900 người, hiện có mặt 840 người".
    re.compile(r"\b(?:có mặt|hiện có|hiện diện)\b", re.IGNORECASE),
    # "bình quân mỗi ngày 360 lượt; ngày cao điểm 1.128 lượt".
    re.compile(r"\bcao điểm\b", re.IGNORECASE),
    # "đạt 55%; ước cả năm đạt 93%", "theo quy định là 30 ngày, thực tế 24 ngày".
    re.compile(r"\bước\b", re.IGNORECASE),
    re.compile(r"\btheo quy định\b", re.IGNORECASE),
    re.compile(r"\bthực tế\b", re.IGNORECASE),
)
# "huyện tiếp nhận 6.000, cấp xã 30.000, nâng tổng số toàn huyện lên 36.000".
_WHOLE = re.compile(rf"\btoàn\s+(?:{UNITS})\b", re.IGNORECASE)
_LEVEL = re.compile(rf"\bcấp\s+(?:{UNITS})\b", re.IGNORECASE)
_GIVEN = re.compile(r"\bgiao\b", re.IGNORECASE)
_EACH = re.compile(r"\bmỗi\s+(?!năm|tháng|ngày|quý|tuần)\w+", re.IGNORECASE)
#: "Ngoài Sở A, còn bao nhiêu hồ sơ trễ hạn": A's own are none of them.
_BESIDES = re.compile(
    r"^\W*(?:ngoài|trừ|không\s+(?:kể|tính))\s+(?:ra\s+)?(.+?)(?:,|\s+(?:thì|còn|có|đã|được)\b)", re.IGNORECASE
)
_THE_REST = re.compile(r"\b(?:số|phần)\s+còn\s+lại\b|\bcòn\s+lại\s+(?:là|thuộc|ở|của|tại)\b", re.IGNORECASE)
_AVERAGE = re.compile(
    r"(?<!loại\s)(?<!hạng\s)\b(?:bình\s+quân|trung\s+bình)\b(?!\s+(?:khá|và|yếu|cao|thấp))", re.IGNORECASE
)
_FINAL_NO = re.compile(r"[\s,]*(?:hay\s+|có\s+)?(?:không|chưa)\b[\s\w]{0,6}[?.!\s]*$", re.IGNORECASE)
_LEFT = re.compile(r"\b(?:còn(?:\s+lại)?|chưa)\b", re.IGNORECASE)
_DONE = re.compile(r"\bđã\b", re.IGNORECASE)
_NOT_DONE = re.compile(r"\bchưa\s+(?!có\b|phát sinh\b|tính\b|đạt\b)\w+", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:không|chưa)\s+(?!có\b|phát\b|tính\b|đạt\b|còn\b|được\b|phải\b|kể\b)(\w+)", re.IGNORECASE)
_DENIED_TWO = re.compile(r"\b(?:không|chưa)\s+([^\W\d]+\s+[^\W\d]+)", re.IGNORECASE)
_REASON = re.compile(r"\b(?:do|vì|bởi)\s+(?:có\s+)?$", re.IGNORECASE)
_REQUEST = re.compile(
    r"^\W*(?:[^\W\d]+\s+){0,4}?(?:đề\s+nghị|kiến\s+nghị|đề\s+xuất|xin)\s+(?!giải|quyết)", re.IGNORECASE
)
_ASKED_FOR = re.compile(r"\b(?:đề\s+nghị|kiến\s+nghị|đề\s+xuất|xin|hỗ\s+trợ|bổ\s+sung|cấp\s+thêm)\b", re.IGNORECASE)
#: "bao nhiêu địa phương giảm điểm": those that rose are the others.
_COUNTED_THAT = re.compile(r"\b(?:bao nhiêu|mấy)\s+(?!điểm|bậc|phần|%)[^\W\d]+([^,;?]*)", re.IGNORECASE)
_UP = re.compile(r"(?<!khi )\b(?:tăng(?!\s+cường)|cải\s+thiện|lên\s+hạng|thăng)\b", re.IGNORECASE)
_DOWN = re.compile(r"(?<!khi )\b(?:giảm|tụt|sụt|xuống\s+hạng)\b", re.IGNORECASE)
_ASKS_DONE = re.compile(
    r"\b(?:đã\s+\w+(?:\s+\w+)?\s+(?:được\s+)?"
    r"|(?:thực\s+hiện|hoàn\s+thành|giải\s+quyết|xử\s+lý)\s+(?:xong\s+|được\s+)*)(?:bao nhiêu|mấy)\b",
    re.IGNORECASE,
)
_DIFFERS = 0.55
#: What is left of a figure of the opposite.
_OPPOSITE = 0.3


def agreement(question_text: str, fact: Fact, reports: Reports) -> float:
    """Return how well the small words at a figure agree with the question's: 1, or less where they differ.

    Only where its sentence has a figure that agrees better is a figure another one.
    """
    asked = _FINAL_NO.sub("", question_text)
    rivals = reports.beside(fact)
    whole = whole_of(fact, rivals, reports.documents[fact.document_id].text)
    own = f"{_at(whole, reports)} {_at(fact, reports)}" if whole else _at(fact, reports)
    alike = [f for f in rivals if noun_of(f) == noun_of(fact)]
    fit = 1.0
    for word in _BOTH_OR_NEITHER:
        wanted = bool(word.search(asked))
        if wanted != bool(word.search(own)) and (
            wanted or any(not word.search(_at(f, reports)) and noun_of(f) == noun_of(fact) for f in rivals)
        ):
            if not wanted or any(word.search(_at(f, reports)) for f in rivals):
                fit *= _DIFFERS
    for word in _ONLY_THERE if not _GIVEN.search(asked) else ():
        if word.search(asked) and not word.search(own) and any(word.search(_at(f, reports)) for f in rivals):
            fit *= _DIFFERS
    if _WHOLE.search(asked) and not _LEVEL.search(asked) and not _WHOLE.search(own):
        if any(_WHOLE.search(_at(f, reports)) for f in alike):
            fit *= _DIFFERS
    if counted := _COUNTED_THAT.search(asked):
        up, down = (bool(way.search(counted[1])) for way in (_UP, _DOWN))
        if up != down and (bool(_UP.search(own)), bool(_DOWN.search(own))) == (down, up):
            fit *= _OPPOSITE
    text = reports.documents[fact.document_id].text
    if (besides := _BESIDES.match(asked)) and fold(besides[1]) in fold(text[fact.clause.start : fact.span.start]):
        fit *= _OPPOSITE
    if _EACH.search(asked) and not _EACH.search(own):
        fit *= _OPPOSITE  # what all have together is none's
    rest = _THE_REST.search(text, fact.span.end, fact.sentence.end)
    if rest and _names_asked(question_text, Span(rest.end(), fact.sentence.end).of(text), own):
        fit *= _OPPOSITE  # "đất đai với 7 hồ sơ, số còn lại thuộc xây dựng": 7 are not those of building
    if _AVERAGE.search(asked) and not _AVERAGE.search(text[fact.sentence.start : fact.clause.end]):
        fit *= _DIFFERS  # the figure of one is not the average of all
    if _NOT_DONE.search(asked) and _DONE.search(own) and not _LEFT.search(own):
        fit *= _OPPOSITE  # "đã xử lý xong 18 vấn đề" are none of those that are not
    denied = [m.group(1) for m in _DENIED.finditer(asked)]
    led = (
        ""
        if _DENIED.search(own)
        else text[max(fact.sentence.start, text.rfind(";", 0, fact.span.start)) : fact.span.start]
    )
    said = f"{led} {own}"
    if any(re.search(rf"(?<!không )(?<!chưa )\b{re.escape(verb)}\b", said, re.IGNORECASE) for verb in denied):
        fit *= _OPPOSITE  # "hồ sơ nộp trực tuyến" are none of those that are not
    piece, beside = _pieces(fact, text)
    if any(fold(verb) in fold(asked) and fold(verb) not in fold(piece) for verb in _DENIED_TWO.findall(beside)):
        fit *= _OPPOSITE  # "không tuyển dụng công chức; có 03 công chức thôi việc"
    if _REASON.search(text[fact.clause.start : fact.span.start]):
        fit *= _OPPOSITE  # "trễ hạn nhiều do 74 hồ sơ chuyển sang": why, not how many
    if _REQUEST.search(text[fact.clause.start : fact.span.start]) and not _ASKED_FOR.search(asked):
        fit *= _DIFFERS  # what is asked for is not there yet
    left = re.search(r"\bcòn\s+(?:lại\s+)?(?:bao nhiêu|mấy)\b|\bchưa\b", asked, re.IGNORECASE)
    if left and not _LEFT.search(own) and any(_LEFT.search(_at(f, reports)) for f in alike):
        fit *= _DIFFERS
    if _ASKS_DONE.search(asked) and any(_DONE.search(_at(f, reports)) for f in rivals):
        # "Kế hoạch gồm 35 nhiệm vụ, đã thực hiện 26"
        if re.search(r"\bcòn\b", own) or is_held_by_plan(fact, reports.documents[fact.document_id]):
            fit *= _DIFFERS
    return fit


def _pieces(fact: Fact, text: str) -> tuple[str, str]:
    """Return the piece of a sentence between semicolons that a figure stands in, and the others."""
    sentence = fact.sentence.of(text)
    own = segment(sentence, fact.span.start - fact.sentence.start)
    return own.of(sentence), sentence[: own.start] + sentence[own.end :]


def _names_asked(question: str, rest: str, own: str) -> bool:
    """Tell whether what the rest is of is asked for, and is not the figure's own."""
    asked, told = {t.name for t in terms(question)}, {t.name for t in terms(own)}
    return bool({t.name for t in terms(rest) if len(t.name) > 2} & asked - told - {"linh", "vuc", "ho so"})


def _at(fact: Fact, reports: Reports) -> str:
    """Return the words that are a figure's own: after the figure before it, up to the mark after its noun."""
    if is_cell(fact):
        return fact.label
    text = reports.documents[fact.document_id].text
    ends = (f.span.end for f in reports.beside(fact) if f.span.end <= fact.span.start)
    start = max(ends, default=fact.sentence.start)
    mark = r"[,;:(]\s" if start == fact.sentence.start else r"[,;:(]\s|\bvà\s+(?=$)"  # "4% hoàn thành và 1% không"
    ahead = re.split(mark, text[max(start, fact.span.start - 60) : fact.span.start])[-1]
    after = re.split(r"[,;.)(]|\d", text[fact.span.end : min(fact.sentence.end, fact.span.end + 60)])[0]
    return f"{ahead} {after}"

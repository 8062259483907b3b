"""What part of a whole a count is, and what is left of it once what is done is taken off."""

import re
from dataclasses import replace

from corpus.facts.cells import is_cell
from corpus.model import Fact, Status
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from prompts import say
from qa.counts.looking import figure_line
from qa.draft import Draft, Line
from qa.matching.figures import ENOUGH, counted_facts
from qa.matching.words import whole_of
from qa.question import Operation, Question
from qa.reports import Reports, noun_of
from qa.scoping.scope import Scope
from qa.wording import plain, same_evidence

#: "còn mấy văn bản phải ban hành", "bao nhiêu kiến nghị chưa xử lý xong".
_ASKS_REST = re.compile(
    r"\bcon (?:lai )?(?:bao nhieu|may)\b.*\b(?:chua|phai|can)\b"
    r"|\b(?:bao nhieu|may)\b(?:(?!\b(?:nao|gi|ai|bao nhieu|may)\b)[^?])*\bchua (?!co\b|dat\b|phat sinh\b)"
    r"|\bchua \w+(?: \w+)?(?: con| la)? (?:bao nhieu|may)\b"
)
#: "Kho chứa bao nhiêu hồ sơ", "còn bao nhiêu cán bộ" ask for nothing that is left.
_UNLIKE = re.compile(r"\b(?:chứa|chữa|chùa|chúa|cán|căn|cân|phái)\b", re.IGNORECASE)
_REST_WORDS = re.compile(r"\b(?:còn|con|lại|lai|chưa|chua|phải|phai|cần|can|xong|được|duoc|nữa|nua)\b", re.IGNORECASE)
_DONE = re.compile(r"\b(?:da|hoan thanh|thuc hien|giai quyet|xu ly|ban hanh|khac phuc|duoc)\b")
_NOT_DONE = re.compile(r"\b(?:chua|khong|con|dang|qua han|tre han|cham)\b")
_OUT_OF = re.compile(r"\s*(?:[^\W\d]+\s+){0,6}?(?:trên|trong)\s+(?:tổng\s+(?:số\s+)?|số\s+)?$", re.IGNORECASE)


def rest_asked(question: Question) -> bool:
    """Tell whether what is not done yet is asked for."""
    return question.measure == "count" and bool(_ASKS_REST.search(fold(_UNLIKE.sub("-", question.text))))


def rest_of(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Return what is left as the report states it, else the whole less what is done; None where it tells neither."""
    stated = [m.fact for m in counted_facts(question, scope, reports)[:6] if m.score >= ENOUGH]
    told = next((f for f in stated if f.of is None and _NOT_DONE.search(_own(f, reports))), None)
    if told is not None:
        return Draft("figure", (figure_line(told, reports),))
    text = _REST_WORDS.sub(" ", question.text)
    asked = replace(question, text=text, terms=terms(text), operation=Operation.LOOKUP, yes_no=False)
    for match in counted_facts(asked, scope, reports)[:6]:
        for done in _done_of(match.fact, fold(text), reports) if match.score >= ENOUGH else ():
            whole = done if done.of is not None else _whole(done, reports)
            if whole is None:
                continue
            all_of = done.of if whole is done else whole.value
            if done.value is None or all_of is None or all_of <= done.value:
                continue
            facts = (done,) if whole is done else (done, whole)
            said = say(
                "answers.rest", whole=plain(all_of), done=plain(done.value), rest=plain(all_of - done.value),
                unit=(whole.unit or done.unit),
            )  # fmt: skip
            line = Line(" ".join(said.split()), same_evidence(facts, reports), facts, True)
            return Draft("comparison", (line, replace(figure_line(done, reports), computed=True)))
    return None


#: "đã xử lý 51 vụ, số còn lại đang xử lý": of the rest, and not of the figure before the comma.
_ASIDE = re.compile(r",\s+(?:số|phần)\s+còn\s+lại\b", re.IGNORECASE)


def _own(fact: Fact, reports: Reports) -> str:
    """Return the words of a figure's clause that are not another figure's, folded."""
    if is_cell(fact):
        return fold(fact.label)
    text = reports.documents[fact.document_id].text
    beside = [f.span for f in reports.beside(fact)]
    start = max([s.end for s in beside if s.end <= fact.span.start] + [fact.clause.start])
    later = [s.start for s in beside if fact.span.end <= s.start < fact.clause.end]
    behind = text[fact.span.end : min(later, default=fact.clause.end)]
    # "đã xử lý 503, đang xử lý 17": the words between lead to the next figure.
    behind = behind.rpartition(",")[0] if later and "," in behind else _ASIDE.split(behind)[0]
    return fold(text[start : fact.span.end] + behind)


def _done_of(fact: Fact, asked: str, reports: Reports) -> list[Fact]:
    """Return the figure if it counts what is done, or those behind it in its sentence that count what of it is.

    "Đã xin lỗi 812/840 hồ sơ quá hạn" is done with what is late, where of the late ones is asked.
    """
    if fact.status is Status.TARGET and fact.of is None:
        return []
    beside = [
        f
        for f in reports.in_sentence(fact)
        if f.measure == "count" and f.span.start >= fact.span.start and noun_of(f) in ("", noun_of(fact))
    ]
    owned = [(f, _own(f, reports)) for f in beside]
    done = [(f, own) for f, own in owned if f.of is not None or _DONE.search(own)]
    return [f for f, own in done if set(_NOT_DONE.findall(own)) <= set(_NOT_DONE.findall(asked))]


def _whole(done: Fact, reports: Reports) -> Fact | None:
    """Return the whole beside what is done: "18 vấn đề trên tổng số 25", "có 62 nhiệm vụ, đã hoàn thành 51"."""
    text = reports.documents[done.document_id].text
    if _BROUGHT_OVER.search(fold(done.sentence.of(text))):
        return None  # what came in is not all there was to do
    counts = [f for f in reports.in_sentence(done) if f.measure == "count"]
    behind = next((f for f in counts if f.span.start > done.span.end), None)
    if behind and _OUT_OF.fullmatch(text[done.span.end : behind.span.start]):
        return behind
    ahead = [f for f in counts if f.span.end <= done.span.start and f.unit and f.of is None]
    same = [f for f in ahead if noun_of(done) in ("", noun_of(f))]
    if same[-1:] == ahead[-1:] and same and _FOUND.search(_own(same[-1], reports)):
        return same[-1]
    between = text[same[-1].span.end : done.span.start] if same else ";"
    nearest = same == ahead or (bool(noun_of(done)) and same[-1:] == ahead[-1:])
    return same[-1] if nearest and len(same) == 1 and (not done.unit or ";" not in between) else None


#: "phát hiện 29 tồn tại; đến nay đã khắc phục 24": all that there is to be done about.
_FOUND = re.compile(r"\b(?:phat hien|chi ra|neu ra|ghi nhan)\b")
_BROUGHT_OVER = re.compile(r"\b(?:ky truoc|nam truoc|chuyen (?:sang|qua)|ton (?:dong|cu))\b")


_ASKS_SHARE = re.compile(
    r"\bchiem (?:bao nhieu|may) ?(?:%|phan tram)|\bchiem (?:ty|ti) (?:le|trong) (?:bao nhieu|the nao)"
)
_ASKING = re.compile(r"\b(?:chiếm|chiem)\s+[^?]*$", re.IGNORECASE)


def share_of_whole(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Return the share of a part that its sentence tells beside the whole it divides."""
    if not _ASKS_SHARE.search(fold(question.text)) or question.indicators:
        return None
    text = _ASKING.sub("", question.text)
    asked = replace(question, text=text, terms=terms(text), operation=Operation.LOOKUP, measure="count", counted="")
    for match in counted_facts(asked, scope, reports)[:4]:
        part = match.fact
        if match.score < ENOUGH:
            break
        whole = whole_of(part, reports.beside(part), match.document.text)
        if whole is None or whole.status is Status.TARGET:
            continue
        if not part.value or not whole.value or part.value > whole.value:
            continue
        if not _names_whole(question, whole, reports):
            continue
        facts = (part, whole)
        share = plain(part.value / whole.value * 100, ",00")
        told = say("answers.share_of_whole", share=share, part=part.text, whole=whole.text)
        line = Line(told, same_evidence(facts, reports), facts, True)
        return Draft("comparison", (line, *(replace(figure_line(f, reports), computed=True) for f in facts)))
    return None


def _names_whole(question: Question, whole: Fact, reports: Reports) -> bool:
    """Tell whether the whole is the one that the question names behind "phần trăm", if it names one."""
    behind = re.split(r"%|phần trăm|phan tram", question.text)[-1]
    named = {t.name for t in terms(behind) if len(t.name) > 2 and not t.name[0].isdigit()}
    words = reports.words(whole)
    return not named or bool(named & words.clause)

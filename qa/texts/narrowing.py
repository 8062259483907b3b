"""Narrow a scope by what a text question repeats of a report, and leave that out of the question."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.header import is_of_kind
from corpus.kinds import PLACES
from corpus.lines import UPPER
from corpus.model import Document, Span
from corpus.vietnamese import blanked, fold
from corpus.vocabulary import terms
from qa.office_names import longest_run
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.texts.content import QUOTED
from qa.texts.duties import OF_A_BODY, offices_in, spelt_out

#: Kinds of paper that say so in their first lines, and are few among reports.
_KIND = re.compile(
    r"\b(?:tham luan|phong su|cong van|de an)\b|(?:^|(?<=trong )|(?<=theo )|(?<=ban ))thong bao\b"
    r"|\bthong bao(?= (?:so|cua|nay|tren|ket luan)\b)"  # "UBND huyện thông báo lịch": it tells
)
#: "Kế hoạch Nam Hồng giao …", "trong kế hoạch": a kind of paper that says so in its header.
_POINTS = re.compile(
    r"(?:^|\b(?:trong|theo|tai|o|dieu \d+)\s+)"
    r"(?P<kind>ke hoach|quyet dinh|bien ban|cong van|thong bao|to trinh|chuong trinh)\b(?!\s+(?:nao|gi|may|so))"
)
#: "theo hội nghị tổng kết năm 2022": a story of that meeting says so in its first lines.
_MEETING = re.compile(
    r"\b(?:tai|theo|o|trong) (?P<kind>hoi nghi (?:tong ket|so ket|giao ban)|(?:cuoc|buoi|phien) hop)(?: nam \d{4})?"
)
_REFERS = re.compile(
    r"\b(?:tham luận|bài|tin|tài liệu|báo cáo|văn bản|kế hoạch|thông báo|hội nghị|bản tin|đề án)\b", re.IGNORECASE
)


def narrowed(question: Question, scope: Scope, reports: Reports) -> tuple[Question, Scope]:
    """Narrow a scope by names no gazetteer knows and by what repeats a title, and leave that out."""
    documents = list(scope.documents or ([] if scope.unknown else reports.documents))
    absent = []
    for name in scope.unknown:
        bare = name.split(" ", 1)[1] if " " in name else name
        holders = [d for d in (documents or reports.documents) if bare in reports.documents[d].text]
        if holders:
            documents = holders
        elif name.lower() in question.text.lower():
            absent.append(name)
    if absent and not scope.units:
        return question, replace(scope, documents=(), unknown=tuple(absent))
    text = question.text
    if not scope.pointed:
        scope, text = _of_asked_office(text, scope, documents, reports)
        documents = list(scope.documents or documents)
    titled, text = _titled(replace(question, text=text), documents, reports)
    scope = replace(scope, documents=tuple(sorted(titled or documents)))
    if len(scope.documents) == 1 and len(scope.units) == 1 and not scope.offices:
        # A story is of the unit that it opens with, even where another is read to be its own.
        document = reports.documents[scope.documents[0]]
        opened = f" {fold(scope.units[0].bare)} " in f" {_titles(document)} {_opening(document)} "
        scope = replace(scope, owned=scope.owned or (document.header.issuer is None and opened))
    return replace(question, text=_undescribed(text, scope)), scope


#: Offices of which there are reports; without one, only what names such an office is of it.
_TOGETHER = re.compile(r"\s*(?:,|và|với|so với|hay|hoặc)\s*")
_REPORTING = re.compile(r"(?:Sở|Bộ(?! phận)|Cục|Ban Quản lý|Ban quản lý|BQL)\b")


def _of_asked_office(text: str, scope: Scope, documents: Sequence[str], reports: Reports) -> tuple[Scope, str]:
    """Narrow a scope to the reports of the office that a question is asked of, and leave its name out.

    Where there is none, the office is kept in the scope: what answers has to name it.
    """
    named = offices_in(text, scope.units)
    name, place, followed = named[0] if named else ("", Span(0, 1), False)
    if not name or (scope.units and not followed):  # what a unit is asked of an office is its own to tell
        return scope, text
    if any(_TOGETHER.fullmatch(text, a.end, b.start) for (_, a, _), (_, b, _) in pairwise(named)):
        return scope, text
    if within := OF_A_BODY.match(name):
        its = reports_of(within["body"], documents, reports)
        return (replace(scope, documents=tuple(its)), text.replace(name, within["called"])) if its else (scope, text)
    its = reports_of(name, documents, reports)
    if its and one_of_several(name, its, reports):
        return replace(scope, documents=tuple(its), units=(), owned=False, offices=(name,)), text
    if its:
        return replace(scope, documents=tuple(its), units=(), owned=False), blanked(text, [place])
    return (replace(scope, offices=(name,)) if followed and _REPORTING.match(name) else scope), text


def reports_of(office: str, documents: Sequence[str], reports: Reports) -> list[str]:
    """Return the reports that an office issued or that are titled by it; else the stories that open with it."""
    for opening, shortened in ((_titles, False), (_opening, False), (_titles, True)):
        spelt = spelt_out(office, shortened)
        found = [d for d in documents if spelt and spelt.search(opening(reports.documents[d]))]
        if found:
            return found
    return []


def one_of_several(office: str, its: Sequence[str], reports: Reports) -> bool:
    """Tell whether reports are another's, on an office among others: "kiểm tra tại Sở Y tế, UBND huyện A"."""
    spelt, headers = spelt_out(office), [reports.documents[d].header for d in its]
    return all(
        h.issuer and spelt and not spelt.search(fold(h.issuer.value)) and _OTHERS.search(reports.documents[d].title)
        for d, h in zip(its, headers, strict=True)
    )


_OTHERS = re.compile(r"\b(?:tại|đối với|của)\b.*(?:,|\bvà)\s+(?:UBND|các|Sở|Ban|Bộ|Cục|Phòng|huyện|thị xã|thành phố)\b")
_OPENING = 300
#: Whom a report is sent to stands in its opening too.
_SENT = re.compile(r"\bkinh gui\b|\bcan cu\b")


def _titles(document: Document) -> str:
    issuer = document.header.issuer.value if document.header.issuer else ""
    return " ".join(fold(f"{issuer}\n{document.title}").split())


def _opening(document: Document) -> str:
    """Return the first lines of a story, without marks."""
    if document.header.issuer:
        return ""
    return _SENT.split(" ".join(fold(document.text[:_OPENING]).split()), 1)[0]


def _titled(question: Question, documents: Sequence[str], reports: Reports) -> tuple[list[str], str]:
    """Return the reports whose title the question quotes or repeats, and the question without it."""
    text = question.text
    for match in QUOTED.finditer(text):
        quoted = fold(match.group(1)).strip()
        found = [d for d in documents if len(quoted) > 8 and quoted in fold(reports.documents[d].title)]
        if found:
            return found, f"{text[: match.start()]} {text[match.end() :]}"
    if not _REFERS.search(text):
        return [], text
    meeting = _MEETING.search(fold(text))
    if meeting:
        said = re.compile(rf"\b{meeting.group('kind')}\b")
        years = [str(y) for y in question.years]
        openings = {d: " ".join(fold(reports.documents[d].text[:_OPENING]).split()) for d in documents}
        found = [d for d, o in openings.items() if said.search(o) and all(y in o for y in years)]
        if found and len(found) < len(documents):
            return found, f"{text[: meeting.start()]} {text[meeting.end() :]}"
    points = _POINTS.search(fold(text))
    if points:
        found = [d for d in documents if is_of_kind(reports.documents[d].header, points.group("kind"))]
        if found and len(found) < len(documents):
            return found, f"{text[: points.start('kind')]} {text[points.end() :]}"
    kind = _KIND.search(fold(text))
    if kind and len(documents) > 1:
        opening = {d: " ".join(fold(reports.documents[d].text[:400]).split()) for d in documents}
        found = [d for d in documents if re.search(rf"(?:^|\W){kind.group(0)}\W", opening[d])]
        if 0 < len(found) <= max(1, len(documents) // 4):
            return found, text.replace(text[kind.start() : kind.end()], " ", 1)
    titles = {d: [t.name for t in terms(reports.documents[d].title)] for d in documents}
    asked = terms(text)
    runs: dict[str, tuple[int, int]] = {}
    for document_id, title in titles.items():
        start, length = longest_run([t.name for t in asked], title)
        others = {t for d, names in titles.items() if d != document_id for t in names}
        if length >= 3 and any(t.name not in others for t in asked[start : start + length]):
            runs[document_id] = (start, length)
    longest = max((length for _, length in runs.values()), default=0)
    found = [d for d, (_, length) in runs.items() if length == longest]
    if found:
        start, length = runs[found[0]]
        text = f"{text[: asked[start].span.start]} {text[asked[start + length - 1].span.end :]}"
    return found, text


_DESCRIPTION = re.compile(
    r"\((?:tài liệu|bài|văn bản|báo cáo)[^)]*\)|"
    r"\b(?:trong|theo) (?:tài liệu|bài(?: viết| báo)?|văn bản|báo cáo)\b(?: giai đoạn)?"
    r"(?:\s*\d{4}\s*[-–]\s*\d{4})?",
    re.IGNORECASE,
)
#: "huyện có Bí thư Nông Văn Vần", "báo cáo do ông Lê Thanh Tú ký": who somebody is at says which report is meant.
_OF_SOMEBODY = re.compile(
    rf"\b(?:(?:của|ở|tại|trong|theo)\s+)?(?:{PLACES}|báo cáo|bài|tài liệu|văn bản"
    r"|cuộc họp|hội nghị|nơi)\s+(?:có|do)\s+(?:[\w/]+\s+){0,5}?"
    rf"(?:[{UPPER}][^\W\d_]*\s+){{1,4}}[{UPPER}][^\W\d_]*"
    r"(?:\s+(?:ký|làm (?:bí thư|chủ tịch|giám đốc)|chủ trì|kết luận|dự|phát biểu)\b)?"
)


def _undescribed(text: str, scope: Scope) -> str:
    """Leave out the words and figures that only say which report is meant."""
    text = _DESCRIPTION.sub(" ", text)
    if scope.pointed:
        text = _OF_SOMEBODY.sub(" ", text)
    for anchor in scope.anchors:
        text = re.sub(
            rf"(?:\b(?:có|đạt|đứng|xếp)(?: (?:thứ|hạng))?\s+)?{re.escape(anchor.text)}(?: năm \d{{4}})?", " ", text
        )
    return " ".join(text.split())

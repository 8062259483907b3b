"""Answer with what a paper of one purpose says whole: the conclusions of a meeting, what a correction puts right."""

from __future__ import annotations

import re

from corpus.lines import UPPER
from corpus.vietnamese import fold
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.sections import TELLING, Layout, Section
from qa.shelves.lineage import corrects_it
from qa.texts.by_section import Chosen, contents, inside_of, one_speaker, outermost, own

#: "kết luận kiểm tra" and "kết luận số 5" are papers.
_CONCLUDED = re.compile(r"\bket luan\b(?! (?:kiem tra|thanh tra|so\b|\d)).*\b(?:gi|nao|the nao|ra sao)\b")
_CONCLUSION = re.compile(r"^(?:[\divx]+[.)] *)*ket luan\b(?! (?:kiem tra|thanh tra))")
_PERSON = re.compile(rf"\b(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí)((?:\s+[{UPPER}][^\W\d_]*){{2,5}})")


def by_conclusion(question: str, scope: Scope, reports: Reports) -> Chosen:
    """Return the conclusions of a meeting whole: what stands under "Kết luận …" in its paper."""
    folded = " ".join(fold(question).split())
    layouts = [reports.layout(d) for d in scope.documents]
    if not _CONCLUDED.search(folded) or not one_speaker(scope, layouts):
        return []
    mine = [x for x in layouts if not scope.units or own(x.document, scope.units)] or layouts
    found = [(x, s) for x in mine for s in x.sections if s.last > s.first and _CONCLUSION.search(fold(s.title))]
    named = [m.group(1).strip() for m in _PERSON.finditer(question)]
    found = [(x, s) for x, s in found if all(name in _all_of(x, s) for name in named)]
    return contents(outermost(found)) if len({id(x) for x, _ in found}) == 1 else []


def _all_of(layout: Layout, section: Section) -> str:
    """Return the text of a section with the titles inside it."""
    titles = (s.title for s in layout.sections if inside_of(s, section))
    return " ".join((*titles, *map(layout.text, layout.in_section(section))))


_CORRECTED = re.compile(r"\bdinh chinh\b.*\b(?:gi|nao|the nao|ra sao)\b")
_UNCHANGED = re.compile(r"^[\W\d]*(?:các|những)? ?(?:nội dung|số liệu|phần) (?:khác|còn lại)\b", re.IGNORECASE)
_CORRECTING = re.compile(r"\b(?:đính chính|sửa lại|in nhầm|ghi nhầm|điều chỉnh)\b.*\d", re.IGNORECASE | re.DOTALL)


def by_correction(question: str, scope: Scope, reports: Reports) -> Chosen:
    """Return what the correcting paper in scope, or that of the one report in scope, says to be otherwise."""
    if not _CORRECTED.search(" ".join(fold(question).split())):
        return []
    mine = [reports.documents[d] for d in scope.documents]
    papers = [d for d in mine if d.header.corrects]
    if not papers and len(mine) == 1:
        papers = [d for d in reports.documents.values() if d.header.corrects and corrects_it(d, mine[0])]
    chosen: Chosen = []
    for layout in (reports.layout(d.id) for d in papers if len(papers) == 1 or len(mine) == 1):
        begun = False
        for sentence in layout.sentences:
            text = layout.text(sentence)
            if sentence.kind not in TELLING or not layout.tells(sentence) or text.rstrip().endswith(":"):
                continue
            begun = begun or _CORRECTING.search(text) is not None
            if begun and re.search(r"\d", text) and not _UNCHANGED.match(text):
                chosen.append((layout, sentence))
    return chosen

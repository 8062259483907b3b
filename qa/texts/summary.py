"""Tell a paper as a whole: summed up by what opens its sections, what a meeting concluded, what is corrected."""

import re
from collections.abc import Sequence

from corpus.header import is_of_kind
from corpus.lines import UPPER
from corpus.model import BlockKind
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.draft import Draft, Evidence, Line, clarify
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.sections import TELLING, Layout, Section, Sentence
from qa.shelves.lineage import corrects_it
from qa.texts.by_section import Chosen, contents, covers, inside_of, of_years, one_speaker, outermost, own
from qa.texts.lines import finished, in_small_letters, line_of
from qa.texts.wanted import Wanted

_ASKS = re.compile(
    r"\b(?:tom tat|tom luoc|khai quat|noi dung chinh|y chinh|diem chinh)\b|\bnoi (?:ve )?(?:nhung )?(?:gi|cai gi)\b"
)
#: Of what somebody says no report is summed up.
_SAYS = re.compile(r"\b(?:[ôÔ]ng|[bB]à|[aA]nh|[cC]hị|[đĐ]ồng chí)(?: \w+){1,4} (?:đã )?nói\b")
#: A summary has no more sentences.
_LONGEST = 10
#: A line takes in the items of a list up to so many characters; a longer title is a sentence.
_LONGEST_LINE = 300
_LONGEST_TITLE = 120


def summary(question: Question, want: Wanted, scope: Scope, reports: Reports) -> Draft | None:
    """Answer "Tóm tắt báo cáo …"; None where nothing of the kind is asked, or more than one report's whole."""
    folded = fold(question.text)
    parts = _ASKS_PARTS.search(folded) is not None
    if not (parts or _ASKS.search(folded)) or (want.topics and not parts) or want.section:
        return None
    if _SAYS.search(question.text):
        return None
    layouts = of_years(want, [reports.layout(d) for d in scope.documents])
    meant = [x for x in layouts if parts or covers(x, None, want.content)]
    if not meant or len(meant) == len(reports.documents) > 1:
        return None
    for narrower in (
        [x for x in meant if not x.document.header.corrects],
        [x for x in meant if (kind := x.document.header.kind) and fold(kind.value) in folded],
    ):
        meant = narrower or meant
    if len(meant) > 1:
        titles = [f"{question.text.rstrip(' ?.')} ({x.document.title})?" for x in meant[:6]]
        return clarify(say("passages.which_report"), titles)
    layout = meant[0]
    lines = _titles(layout) if parts else _lines(layout)
    return Draft("list", tuple(lines)) if lines else None


_ASKS_PARTS = re.compile(
    r"\b(?:gom|co|chia)(?: thanh)? (?:nhung|may|cac|bao nhieu) (?:phan|muc|chuong)\b(?: nao| lon)*"
)


def _titles(layout: Layout) -> list[Line]:
    """Return the titles of a report's parts, outermost only, with their numbers."""
    text = layout.document.text
    blocks = [b for b in layout.blocks if b.kind is BlockKind.HEADING and not b.headings]
    found = [(" ".join(b.span.of(text).split()).strip(" *_#"), b.span) for b in blocks]
    return [Line(finished(in_small_letters(title, text)), (Evidence(layout.document, span),)) for title, span in found]


def _lines(layout: Layout) -> list[Line]:
    """Return one line for each section: its title, and its first sentence or its items; few of many."""
    groups: dict[object, list[Sentence]] = {}
    for sentence in layout.sentences:
        if sentence.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and layout.tells(sentence):
            # What stands over the paragraphs of a story may be the caption of a picture.
            headings = () if layout.is_story else layout.blocks[sentence.block].headings
            groups.setdefault(headings or sentence.block, []).append(sentence)
    told = [line for key, group in groups.items() if (line := _told(layout, group, headed=isinstance(key, tuple)))]
    return _evenly(told)


def _told(layout: Layout, group: list[Sentence], headed: bool) -> Line | None:
    text = layout.blocks[group[0].block].span.of(layout.document.text)
    if not headed and (_LEANS.match(layout.text(group[0])) or _PICTURED.search(text)):
        return None
    first = _items(layout, group) if headed else group[:1]
    if not first:
        return None
    lines = [line_of(layout, sentence) for sentence in first]
    said = "; ".join(line.text.rstrip(".") for line in lines[:-1])
    said = f"{said}; {lines[-1].text}" if said else lines[-1].text
    evidence = tuple(e for line in lines for e in line.evidence)
    heading = layout.blocks[group[0].block].headings[-1:] if headed else ()
    title = in_small_letters(layout.headings(group[0])[-1].strip(" .:"), layout.document.text) if heading else ""
    if not heading or len(title) > _LONGEST_TITLE:
        return None if said.endswith(":") else Line(said, evidence)
    if any(c.isdigit() for c in title):
        evidence += tuple(Evidence(layout.document, span) for span in heading)
    return Line(say("passages.side", name=upper_first(title), text=said), evidence)


def _items(layout: Layout, group: list[Sentence]) -> list[Sentence]:
    """Return the first sentence of a section, or the items it leads or begins with, as many as fit a line."""
    telling = [s for s in group if not layout.text(s).rstrip("*_ ").endswith(":")]
    listed = telling[:1] and telling[0].kind is BlockKind.ITEM
    kept = telling[:1]
    for sentence in telling[1:] if listed else ():
        if sentence.kind is not BlockKind.ITEM or sum(len(layout.text(s)) for s in (*kept, sentence)) > _LONGEST_LINE:
            break
        kept.append(sentence)
    return kept


_LEANS = re.compile(
    r"^\W*(?:qua đó|từ đó|nhờ đó|theo đó|do đó|đồng thời|mặt khác|bên cạnh đó|ngoài ra|ngược lại)\b", re.IGNORECASE
)
#: What stands below a picture tells nothing of the matter.
_PICTURED = re.compile(r"\bẢnh\s*:")


def _evenly(lines: Sequence[Line]) -> list[Line]:
    if len(lines) <= _LONGEST:
        return list(lines)
    return [lines[n * len(lines) // _LONGEST] for n in range(_LONGEST)]


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


_BASED = re.compile(
    r"^(?P<of>(?:can cu|co so) (?:phap ly )?(?:nao )?(?:cua|de (?:ban hanh|xay dung|lap)|ban hanh) )?"
    r"(?P<kind>quyet dinh|ke hoach|thong bao|ket luan|chi thi|to trinh|bao cao)\b(?P<matter>.*?)"
    r"(?(of)$|(?: duoc)?(?: (?:ban hanh|lap|xay dung|thuc hien))?"
    r" (?:can cu|dua|theo|tren co so)(?! de nghi)\b.*\b(?:nao|gi|dau)$)"
)
_RECITES = re.compile(r"^\W*(?:căn cứ|thực hiện|theo(?= đề nghị)|xét)\b", re.IGNORECASE)


def by_basis(question: str, want: Wanted, scope: Scope, reports: Reports) -> Chosen:
    """Return what a decision or a plan says to be based on: "Căn cứ Luật …; Theo đề nghị của …"."""
    based = _BASED.match(" ".join(fold(question).split()).rstrip(" ?."))
    if based is None:
        return []
    asked = [a for a in want.content if any(f" {name} " in f" {based['matter']} " for name in a.names)]
    for layout in of_years(want, [reports.layout(d) for d in scope.documents]):
        if is_of_kind(layout.document.header, based["kind"]) and covers(layout, None, asked):
            first = min((s.first for s in (*layout.sections, *layout.numbered_items) if s.number), default=0)
            recited = [s for s in layout.sentences[:first] if _RECITES.match(layout.text(s))]
            if recited:
                return [(layout, s) for s in recited]
    return []


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

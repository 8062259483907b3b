"""Tell what an office is to do: what it is ordered, what a plan puts it in charge of, its rows of a task table."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpus.facts.cells import is_total
from corpus.facts.heads import told_period
from corpus.facts.offices import WORDS
from corpus.facts.table_rows import column_heads, head_rows
from corpus.kinds import PLAIN_UNITS, UNITS
from corpus.lines import UPPER
from corpus.model import BlockKind, Document, Period, Span, Table, Unit
from corpus.periods import periods
from corpus.vietnamese import fold
from qa.draft import Line
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.sections import TELLING, Layout, Sentence
from qa.texts.lines import line_of

_SYLLABLE = rf"[{UPPER}](?:[^\W\d_]|['’])*"
_KIND = (
    r"(?:Phòng|Sở|Bộ(?! phận)|Vụ|Cục|Chi cục|Văn phòng|VP|Ban|BQL|Đài|Trung tâm|TT|Chi nhánh|Công an|Đoàn|Tổ|Bộ phận)\b"
)
_OFFICE = re.compile(
    rf"\b{_KIND}(?:(?!\s*(?:,|và)\s*{_KIND})\s*(?:[-–&,]|của\b|{_SYLLABLE}|(?:{WORDS}|hoá|tin|sinh|phòng|thị|thanh|xây|nội"
    r"|hình|đất|đai|đăng|ký|nhiên|một|cửa)\b))+"
    rf"|\b(?:Công an|Thanh tra)\b(?=\s+(?:;|{UNITS}))"
)
#: What stands in the place of a unit's name, which is no part of that of its office.
_UNIT = ";"


def offices_in(text: str, units: Sequence[Unit]) -> list[tuple[str, Span, bool]]:
    """Return the offices a text names, as it names them, with their places, and whether their unit is in these."""
    for unit in units:  # "Phòng Nội vụ Tân Hồng" is the office of that unit
        name = rf"(?:của\s+)?(?:{unit.kind}\s+)?{re.escape(unit.bare)}(?!\w)"
        text = re.sub(name, lambda m: _UNIT * len(m.group(0)), text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=\s)(?:của\s+)?tỉnh\b", lambda m: _UNIT * len(m.group(0)), text)
    found = []
    for match in _OFFICE.finditer(text):
        name = match.group(0).rstrip(" ,-–&")
        end = match.start() + len(name)
        of_unit = re.match(rf"[\s(]*{_UNIT}[{_UNIT}\s]*", text[end:])
        end += len(of_unit.group(0).rstrip()) if of_unit else 0
        found.append((name, Span(match.start(), end), of_unit is not None))
    return found


#: "Giao Sở A …", "2. UBND huyện B …", "công chức xã C chưa nắm …", in a folded text.
BEGINS_WITH_BODY = re.compile(
    r"[\W\d]*(?:dong thoi |va )?(?:(?:de nghi|kien nghi|giao|giao cho|yeu cau|doi voi|voi|pho|chu tich|giam doc) )*"
    r"(?:(?:ubnd|hdnd|so(?! (?:hoa|luong|ho|voi|lieu))|phong|ban(?! hanh)|"
    r"bo(?! (?:sung|tri|phan|may))|cuc|chi cuc|van phong|thanh tra|cong an|trung tam|vien|vu|hoi|doan|"
    rf"chinh phu|quoc hoi|{PLAIN_UNITS})\b|(?:cong chuc|can bo|chu tich|truong phong)\b.* (?:{PLAIN_UNITS})\b)"
)


class Body(NamedTuple):
    """An office or a unit as a question names it, and what finds it in a folded text."""

    name: str
    pattern: re.Pattern[str]


def office_in(text: str, scope: Scope) -> re.Pattern[str] | None:
    """Return a pattern for the office a text names, its abbreviations spelt out or not; else for a unit of a report
    of another's.
    """
    office = next((spelt_out(name) for name, _, _ in offices_in(text, scope.units)), None)
    if office is None and (every := every_committee(text)):
        return every.pattern
    units = () if scope.owned or scope.pointed else scope.units
    return office or next((named_unit(u) for u in units if fold(u.bare) in fold(text)), None)


_EVERY = re.compile(rf"(?:\bUBND |\bthì |^\W*)(?:các|cấp) (?P<kind>{UNITS})\b", re.IGNORECASE)


def every_committee(text: str) -> Body | None:
    """Return all bodies of a kind that a text speaks of: "UBND cấp huyện", "các xã"."""
    found = _EVERY.search(text)
    if found is None:
        return None
    kind = fold(found["kind"])
    pattern = rf"(?:\b(?:ubnd|uy ban nhan dan)\s+)?\b(?:cac|cap)\s+{kind}\b(?:,? (?:{PLAIN_UNITS}))*"
    return Body(found.group(0), re.compile(pattern))


def named_unit(unit: Unit) -> re.Pattern[str]:
    """Return a pattern for the name of a unit, alone or as that of its committee."""
    return re.compile(rf"(?:\b(?:ubnd|uy ban nhan dan)\s+)?(?:\b{fold(unit.kind)}\s+)?\b{re.escape(fold(unit.bare))}\b")


#: In its parent's own paper an office is called without the parent's name: "Văn phòng Bộ", "Thanh tra Sở".
OF_A_BODY = re.compile(r"(?P<called>(?:Văn phòng|VP|Thanh tra) (?=(?P<body>(?:Bộ|Sở|Cục) .+))\w+)")


#: "Sở LĐTBXH" is the longest that offices are written with.
_LONGEST_LETTERS = 6


@lru_cache(256)
def spelt_out(office: str, shortened: bool = False) -> re.Pattern[str] | None:
    """Return a pattern that finds an office by its words, or by words whose initials are its letters.

    A name that is `shortened` may leave out words in its middle: "BQL Cửa Vân" is that of a zone of the name.
    """
    of_a_body = OF_A_BODY.match(office)
    parts: list[str] = []
    for word in re.findall(r"[^\W\d_]+", of_a_body["called"] if of_a_body else office):
        if word.lower() in ("và", "của", "va", "cua"):
            continue
        letters = [fold(c) for c in word]
        if word.isupper() and 2 <= len(word) <= _LONGEST_LETTERS and word not in ("UBND", "HĐND"):
            long = r"[\s\-–&,]+(?:va\s+)?".join(rf"{c}\w*" for c in letters)
            parts.append(rf"(?:{fold(word)}|{long})")
        else:
            parts.append(re.escape(fold(word)))
    if len(parts) < 2:
        return None
    between = r"\W+(?:\w+\W+){0,4}?" if shortened else r"[\s\-–&,]+(?:va\s+)?"
    return re.compile(r"\b" + between.join(parts) + r"\b")


def duties(office: re.Pattern[str] | None, scope: Scope, reports: Reports) -> list[Line]:
    """Return what an office is ordered to do, and what a plan puts it in charge of."""
    lines: list[Line] = []
    for document_id in scope.documents if office else ():
        layout = reports.layout(document_id)
        for sentence in layout.sentences:
            if sentence.kind in TELLING and sentence.kind is not BlockKind.TABLE_ROW and office:
                ordered = parts_naming(layout, sentence, office, first=True)
                lines += ordered or _in_charge(layout, sentence, office)
    return lines


#: Behind its name stands what it is to do; what it has done or lacks is no duty.
_CHARGED = re.compile(
    r"^(?:\s*[-–&]\s*[^:;.,]{2,30}(?=:))?\s*"
    r"(?::|(?!(?:da|dang|duoc|bi|co (?!trach nhiem)|chua|con|khong|va|cung|la (?!co quan|don vi))\b)[a-z])"
)
_ALONE = 12  # "Sở Nội vụ chủ trì, hoàn thành trong quý II." does not say what


def _in_charge(layout: Layout, sentence: Sentence, office: re.Pattern[str]) -> list[Line]:
    """Return a sentence of a plan that begins with the office and its duty, with the task it is put in charge of."""
    kind = layout.document.header.kind
    titles = " ".join(fold(title) for title in layout.headings(sentence) if "ket qua" not in fold(title))
    if not (kind and _PLANNING.match(fold(kind.value))) and not _PLANNED.search(titles):
        return []
    said = re.sub(r"^[^\w]*(?:\d+(?:\.\d+)*[.)]|[a-z]\))?\s*", "", " ".join(fold(layout.text(sentence)).split()))
    posted = _POST.match(said)  # "Chủ tịch UBND huyện A chỉ đạo …"
    named = office.match(said, posted.end() if posted else 0)
    if named is None or not _CHARGED.match(said[named.end() :]):
        return []
    before = layout.before(sentence) if len(said.split()) < _ALONE else None
    told = [before] if before and before.block == sentence.block else []
    return [line_of(layout, s) for s in (*told, sentence)]


_POST = re.compile(r"(?:pho )?(?:chu tich|giam doc|thu truong|truong|chanh) ")
_PLANNING = re.compile(r"ke hoach|quyet dinh|quy che|chuong trinh|de an")
_PLANNED = re.compile(r"to chuc thuc hien|nhiem vu|phan cong|trach nhiem|phuong huong|kien nghi|yeu cau|de nghi")
_ADDRESSED = re.compile(
    rf"\W*(?:(?:Đối )?[Vv]ới |[Đđ]ề nghị |[Gg]iao |[Yy]êu cầu )?(?:{_OFFICE.pattern}|UBND)[^:;]{{0,60}}:"
)
_CUT = re.compile(r"[;:]\s+|,\s+(?=(?:đồng thời |và )?(?:giao|yêu cầu|đề nghị)\b)", re.IGNORECASE)
_ORDER = re.compile(
    r"^[\W\d]*(?:dong thoi |va )?(?:giao|yeu cau|de nghi|phan cong)\b(?: cho)?|"
    r"^[\W\d]*(?=phong|so|van phong|vp|dai|bao|trung tam|cong an|thanh tra|ban|cuc|vien|ubnd)"
)


def parts_naming(layout: Layout, sentence: Sentence, office: re.Pattern[str], first: bool = False) -> list[Line]:
    """Return the parts of a sentence that name an office; with `first`, only orders that begin with it."""
    text, lines = layout.document.text, []
    ordering = False
    for span in sentence.spans:
        said = span.of(text)
        cuts = [0, *(m.end() for m in _CUT.finditer(said)), len(said)]
        for order, (start, end) in enumerate(pairwise(cuts)):
            folded = " ".join(fold(said[start:end]).split())
            orders = _ORDER.search(folded)
            ordering = ordering or bool(orders and any(map(str.isalpha, orders.group(0))))
            found = office.search(folded)
            if not found or (first and not (ordering and orders and found.start() <= orders.end() + 4)):
                continue
            if folded.endswith(":"):  # "Với Bộ X: cho phép …; bỏ …" up to the next that is told what to do
                rest = list(pairwise(cuts[order + 1 :]))
                addressed = [a for a, b in rest if _ADDRESSED.match(said[a:b])]
                end = addressed[0] if addressed else rest[-1][1] if rest else end
            part = Span(span.start + start, span.start + start + len(said[start:end].rstrip(" ;,\n")))
            lines.append(line_of(layout, sentence, part))
    return lines


_TASKS = r"(?:nhiem vu|noi dung|cong viec|hoat dong|de an|chuyen de|(?<!theo )chi tieu|tieu chi)"
_STAFFED = r"(?:phong|bo phan|don vi|co quan|xa|truong)"
_ASKED = re.compile(
    rf"\b{_TASKS}(?: [a-z]+){{0,3}} (?:nao|gi)\b|\b(?:nhung|cac) {_TASKS}\b|\bchu tri (?:nhung )?(?:viec )?gi\b"
    rf"|\b{_STAFFED}(?: [a-z]+){{0,6}} nao\b.*\b(?:thua|thieu)\b"
)
_TASK_HEAD = re.compile(rf"\b(?:{_TASKS}|{_STAFFED})\b")
#: "Thừa (+)/thiếu (-)": a column of so many people too many, or too few.
_SURPLUS_HEAD = re.compile(r"\bthua\b.*\bthieu\b")
_SURPLUS = {"thua": re.compile(r"\+?\s?[1-9]"), "thieu": re.compile(r"[-–−]\s?[1-9]")}
_LEADS, _HELPS = re.compile(r"\b(?:chu tri|phu trach|thuc hien|tham muu)\b"), re.compile(r"\bphoi hop\b")
_DUE_HEAD = re.compile(r"\b(?:thoi (?:gian|han)|han|tien do|hoan thanh)\b")
_DUE = re.compile(r"\b(?:hoan thanh|thoi han|den han|han)\b")
_DAY = re.compile(r"\b\d{1,2}/\d{1,2}(?:/\d{4})?\b(?!/)")
_STATE_HEAD = re.compile(r"\b(?:ket qua|tinh trang|hien trang|tien do|danh gia)\b")
_DONE = r"(?:hoan thanh|thuc hien|trien khai|tien do|dat)"
_STATE = re.compile(
    rf"\b(?:(?:(?P<not>chua|khong(?= {_DONE}))|(?:dang|da)(?= {_DONE})|qua han|tre han|cham|vuot)"
    rf"(?: (?P<done>{_DONE}))?|dat)\b"
)
_Test = tuple[re.Pattern[str], Callable[[str], bool]]  # the head of a column, and what its cell must say


def tasks(question: Question, scope: Scope, reports: Reports) -> list[Line]:
    """Return the rows of task tables that say all that is asked of a task; [] where nothing is, or none does."""
    folded = fold(question.text)
    lines: list[Line] = []
    for document_id in scope.documents if _ASKED.search(folded) else ():
        document = reports.documents[document_id]
        tests = _tests(question, scope, document)
        for table in document.tables if tests else ():
            lines += _meeting(table, tests, document, reports)
    return lines


def _tests(question: Question, scope: Scope, document: Document) -> list[_Test]:
    folded = fold(question.text)
    tests: list[_Test] = []
    office = office_in(question.text, scope)
    own = f"{document.header.issuer.value if document.header.issuer else ''} {document.title}"
    if office and not office.search(fold(own)):
        tests.append((_HELPS if _HELPS.search(folded) else _LEADS, lambda cell: office.search(cell) is not None))
    when = [p for p in question.periods if not p.is_years or _DUE.search(folded)]
    days = [] if when else _DAY.findall(folded)
    if days:
        tests.append((_DUE_HEAD, lambda cell: any(day in cell for day in days)))
    elif when:
        tests.append((_DUE_HEAD, lambda cell: _is_due(cell, when, document.header.period or when[0])))
    if surplus := re.search(r"\b(?:thua|thieu)\b", folded):
        tests.append((_SURPLUS_HEAD, lambda cell: _SURPLUS[surplus[0]].match(cell) is not None))
    elif state := _STATE.search(folded):
        tests.append((_STATE_HEAD, lambda cell: _is_so(cell, state)))
    return tests


def _is_so(cell: str, asked: re.Match[str]) -> bool:
    """Tell whether a cell says how a task stands as asked: "chưa" and "không" say the same."""
    told = _STATE.match(cell)
    if told is None:
        return False
    if asked["not"]:
        return bool(told["not"]) and asked["done"] in (None, told["done"])
    return told[0] == asked[0] or (not asked["done"] and cell.startswith(asked[0]))


def _is_due(cell: str, when: list[Period], default: Period) -> bool:
    named = [m.period for m in periods(cell)]  # "30/6/2025", "Tháng 6"
    told = named[0] if named else told_period(cell, default)
    return told is not None and any(p.start <= told.start and told.end <= p.end for p in when)


def _goes_without(test: _Test, table: Table, text: str, tests: list[_Test]) -> bool:
    """Tell whether a test needs no column: a title says how all stand, or how they stand at the report's time is."""
    above = fold(text[max(0, table.span.start - _TITLE) : table.span.start])
    if test[0] is _STATE_HEAD:
        return any(test[1](above[state.start() :]) for state in _STATE.finditer(above))
    return test[0] is _DUE_HEAD and any(other[0] is _STATE_HEAD for other in tests)


#: What stands above a table within these characters is its title.
_TITLE = 150


def _meeting(table: Table, tests: list[_Test], document: Document, reports: Reports) -> list[Line]:
    text = document.text
    heads = [fold(" ".join(levels)) for levels in column_heads(text, table)]
    tests = [one for one in tests if any(map(one[0].search, heads)) or not _goes_without(one, table, text, tests)]
    places = [[n for n, head in enumerate(heads) if pattern.search(head)] for pattern, _ in tests]
    if not any(_TASK_HEAD.search(head) for head in heads) or not tests or not all(places):
        return []
    layout, lines = reports.layout(document.id), []
    for sentence in layout.sentences:
        within, order = layout.row(sentence) if sentence.kind is BlockKind.TABLE_ROW else (None, 0)
        if within != table or order < max(1, head_rows(text, table)[1]):
            continue
        told = [[fold(cell.of(text)) for n in columns if (cell := table.cell(order, n))] for columns in places]
        summed = any(is_total(cell.of(text)) for cell in table.rows[order][:2] if cell)
        if not summed and all(any(map(test, cells)) for (_, test), cells in zip(tests, told, strict=True)):
            lines.append(line_of(layout, sentence))
    return lines

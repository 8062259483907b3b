"""The parts that an index is scored by: "cải cách tài chính công 7,4/12 điểm" is of one, not of the index."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.facts.cells import is_cell, is_of_all, is_total, names_subject, row_words
from corpus.facts.offices import OFFICE_NAME
from corpus.facts.table_rows import column_heads
from corpus.figure_patterns import PART
from corpus.mentions import find_units
from corpus.model import Document, Fact, Span, Table
from corpus.quantities import number
from corpus.vietnamese import fold, upper_first
from corpus.vocabulary import Found, component_phrases, indicator_phrases, indicators
from prompts import say

#: What stands ahead of the name of a part: the begin of a statement, or a word that announces it.
_LED = re.compile(
    r"(?:^|[;:,.(\n\-–+•*“\"|])\s*(?:(?:và|còn|riêng|là|gồm|trong đó|trong khi|chỉ có|đối với)\s+)*$"
    rf"|\b(?:{PART}|nhóm|mục|phần|điểm|và|là|về|ở|riêng|gồm|của|chỉ\s+số|thấp\s+hơn|công\s+tác)\s+[“\"]?$",
    re.IGNORECASE,
)
_MARKED = re.compile(
    rf"\b(?:{PART}|chỉ\s+số\s+thành\s+phần|nhóm)\s+(?:về\s+)?"
    r"(?:[“\"](?P<quoted>[^”\"]{3,80})[”\"]|(?P<plain>[^\W\d][^;:.“”\"()\d]{2,80}?)(?=\s*[:(]|,?\s+(?:đạt|được|là|chỉ|giảm|tăng|xếp|đứng|còn|có|tụt|với)\b|\s*$))",
    re.IGNORECASE,
)
#: "Lĩnh vực có điểm cao nhất là A (92,4%), thấp nhất là B (76,1%)": each end is a part.
_ENDS = re.compile(
    rf"\b(?:{PART})\b[^;.]*\b(?:cao|thấp)\s+nhất\s+(?:là|thuộc\s+về)\s+(?P<quoted>(?P<plain>[^\W\d][^;:.“”\"()\d]{{2,90}}?))"
    r"(?=\s*\(|,?\s+(?:đạt|chỉ|với)\b)",
    re.IGNORECASE,
)
#: Words between the name of a part and its figures.
_LINKS = re.compile(
    r"\b(?:năm|trong|của|tỉnh|huyện|xã|phường|thị|trấn|thành|phố|toàn|đạt|là|được|trước|đó|chỉ|số|ở|mức|này|tiếp|tục|với|có|đã|điểm|xếp|loại|đứng|thứ|hạng"
    r"|tăng|giảm|tụt|so|bậc|vị|trí|dẫn|đầu|vươn|lên|xuống|còn|cũng|do|và|nhưng|song|từ|tỷ|lệ|tương|ứng|trên|tối|đa|thang|tự|chấm|đánh|giá|thẩm|định|cao|thấp"
    r"|nhất|thang|bảng|cả|nước|sau|khi|thêm|nhẹ|mạnh|sâu|nhiều|rất|khá|tốt|trung|bình|xuất|sắc|yếu|kém|qua|đến|vào|hơn|gần|khoảng|bị|trừ|mất|thẩm|công|nhận|kết|quả"
    r"|bố|hội|đồng)\b|\((?-i:[A-ZĐ]{2,8})\)|[\d\W_]+",
    re.IGNORECASE,
)
#: "tiêu chí X mất 1,25 điểm": what it lacks is not what it has.
_LOST = re.compile(r"\b(?:mất|trừ|hụt|thiếu)\b", re.IGNORECASE)
#: How far back the name of a part may stand.
_REACH = 260


@dataclass(frozen=True, slots=True)
class Component:
    """A figure of a part of an index. `ids` are those of the catalogue, `place` is the list or table it stands in.

    The fact is given the index and, where they are known, its measure and the most that could be reached as `of`.
    """

    name: str
    ids: frozenset[str]
    fact: Fact
    place: tuple[object, ...]
    maximum: bool = False  # the figure is what could be reached

    @property
    def key(self) -> object:
        """Return what tells parts apart: its place in the catalogue, else its name."""
        own = frozenset(i for i in self.ids if i.startswith(f"{self.fact.indicator}."))
        return own or fold(self.name)


def named_before(text: str, start: int, place: int) -> Found | None:
    """Return the part of an index that the words right before a figure name: none of the catalogue for other words."""
    begin = max(start, place - _REACH)
    ahead = text[begin:place]
    ahead = " " * (ahead.rfind(";") + 1) + ahead[ahead.rfind(";") + 1 :]
    for found in reversed(component_phrases().find(ahead)):
        if _LINKS.sub("", ahead[found.span.end :]).strip():
            return None
        if _LED.search(ahead[: found.span.start]):
            return Found(found.name, Span(begin + found.span.start, begin + found.span.end))
    return None


def _marked_before(text: str, start: int, place: int) -> Found | None:
    begin = max(start, place - _REACH)
    ahead = text[begin:place]
    ahead = " " * (ahead.rfind(";") + 1) + ahead[ahead.rfind(";") + 1 :]
    for match in reversed([*_MARKED.finditer(ahead), *_ENDS.finditer(ahead)]):
        if not _LINKS.sub("", ahead[match.end() :]).strip():
            group = "quoted" if match.group("quoted") else "plain"
            return Found("", Span(begin + match.start(group), begin + match.end(group)))
    return None


def components(document: Document, facts: Sequence[Fact]) -> tuple[Component, ...]:
    """Return the figures of parts of indexes that a report tells, in its texts and in its tables."""
    cells = [f for f in facts if is_cell(f)]
    seen = {f.span for f in cells}
    told = [*_in_sentences(document, [f for f in facts if f.span not in seen]), *_in_tables(document, cells)]
    return tuple(sorted(told, key=lambda c: c.fact.span))


# --- told in sentences ---------------------------------------------------------------------------------


def _in_sentences(document: Document, facts: Sequence[Fact]) -> Iterator[Component]:
    text = document.text
    current: tuple[Found, str] | None = None
    row: list[Fact] = []  # the parts of one sentence so far
    for fact in facts:
        if row and fact.sentence != row[0].sentence:
            current, row = None, []
        if fact.indicator or not (fact.measure in ("score", "rank", "grade", "change", "rate") or _is_bare_score(fact)):
            continue
        start, place = fact.sentence.start, fact.span.start
        named = named_before(text, start, place) or _marked_before(text, start, place) or _next_in_row(text, row, fact)
        if named is None or _LOST.search(text, named.span.end, fact.span.start):
            continue
        if current is None or current[0].span != named.span:
            index = current[1] if current and row and not named.name else _index_of(document, fact, named)
            current = (named, index) if index else None
        if current is None or (fact.measure == "rate" and not _announced(text, fact, current[0])):
            continue
        measure = "score" if fact.measure in ("rate", "count") else fact.measure
        row.append(fact)
        name = " ".join(current[0].span.of(text).split()).strip(" ,–-")
        yield Component(
            name, frozenset(current[0].name.split()), _of_part(fact, name, current[1], measure, fact.of),
            (document.id, fact.heading, current[1]),
        )  # fmt: skip


_NEXT = re.compile(r"\s*[;,]\s*(?:và\s+)?([^\W\d_][^\d;,:.()]{2,60}?)\s*(?:đạt\s*|là\s*)?")


def _next_in_row(text: str, row: Sequence[Fact], fact: Fact) -> Found | None:
    """Return what stands ahead of a figure in a row of parts: "tiếp cận 89%; thủ tục 88%; kết quả 90%"."""
    if len(row) < 2 or (row[-1].measure, row[-1].unit) != (fact.measure, fact.unit):
        return None
    match = _NEXT.fullmatch(text, row[-1].span.end, fact.span.start)
    if match is None or find_units(match.group(1)) or OFFICE_NAME.search(match.group(1)):
        return None
    return Found("", Span(*match.span(1)))


def _of_part(fact: Fact, name: str, index: str, measure: str, reach: Decimal | None) -> Fact:
    label = say("corpus.component", name=upper_first(name), label=indicators()[index].label)
    return replace(fact, indicator=index, label=label, measure=measure, of=reach)


def _is_bare_score(fact: Fact) -> bool:
    """Tell whether a number without a unit may be a score: "kinh tế số đạt 0,5521", "7.12" in a table."""
    decimals = fact.value is not None and int(fact.value.as_tuple().exponent) < 0
    return fact.measure == "count" and not fact.unit and decimals


def _announced(text: str, fact: Fact, named: Found) -> bool:
    """Tell whether a per cent is of a part of an index: one is announced, or ranked or moved beside it."""
    ahead = text[max(fact.sentence.start, named.span.start - 30) : named.span.start]
    marked = re.search(r"\b(?:(?:cao|thấp)\s+nhất\s+(?:là|thuộc\s+về)|lĩnh\s+vực|nội\s+dung|tiêu\s+chí|trụ\s+cột|thành\s+phần|yếu\s+tố|nhóm|chỉ\s+số)\s+[“\"]?$", ahead, re.IGNORECASE)  # fmt: skip
    beside = re.match(r"[^;.]{0,30}\b(?:xếp|đứng|thứ|hạng|tăng|giảm)\b", text[fact.span.end : fact.sentence.end])
    return bool(marked or beside or len(component_phrases().find(fact.sentence.of(text))) > 1)


def _index_of(document: Document, fact: Fact, named: Found) -> str:
    """Return the index that a part is one of, by what is said around it; "" where nothing tells."""
    text = document.text
    own = list(dict.fromkeys(name.split(".")[0] for name in named.name.split()))
    above = [text[max(0, fact.span.start - 700) : fact.span.start], *reversed(fact.heading), document.title]
    told = [found.name for stretch in above for found in reversed(indicator_phrases().find(stretch))]
    if own:
        return next((name for name in told if name in own), own[0] if len(own) == 1 and told else "")
    return told[0] if told else ""


# --- told in tables ------------------------------------------------------------------------------------

_NAMES_PARTS = re.compile(r"\b(?:linh vuc|tieu chi|noi dung|tru cot|thanh phan|yeu to|nhom|chi so)\b")
_MAXIMUM = re.compile(r"\b(?:diem|so diem|thang diem|muc)? ?(?:toi da|chuan)\b|\bthang diem\b")
_SHARE = re.compile(r"\b(?:ty le|ti le|phan tram)\b|%")
_IN_HEAD = re.compile(r"\s*\(\s*(?:tối đa|điểm tối đa|thang điểm|điểm chuẩn|max)?:?\s*(\d{1,3}(?:,\d+)?)\s*(?:điểm)?\s*\)", re.IGNORECASE)  # fmt: skip
#: "Tổng điểm", "Điểm thẩm định": the columns of the whole.
_MEASURE_HEAD = re.compile(
    r"\W*(?:tong|cong|trung binh|diem (?:tham dinh|tu|cong|tru|thuong)|diem$|xep|hang|ket qua|ghi chu)\b"
)


def _in_tables(document: Document, cells: Sequence[Fact]) -> Iterator[Component]:
    scored = [f for f in cells if f.measure in ("score", "rank", "grade", "change", "rate") or _is_bare_score(f)]
    for table in document.tables if scored else ():
        facts = [f for f in scored if table.span.contains(f.span)]
        if facts and (index := _index_of_table(document, table)):
            yield from _of_rows(document, table, index, facts)
            yield from _of_columns(document, table, index, facts)


def _index_of_table(document: Document, table: Table) -> str:
    text = document.text
    caption = table.caption.of(text) if table.caption else ""
    heads = " ".join(" ".join(levels) for levels in column_heads(text, table))
    above = [caption, heads, text[max(0, table.span.start - 500) : table.span.start], document.title]
    return next((found.name for stretch in above for found in reversed(indicator_phrases().find(stretch))), "")


def _of_rows(document: Document, table: Table, index: str, facts: Sequence[Fact]) -> Iterator[Component]:
    """Yield the figures of a table whose rows are the parts: "Cải cách thể chế | 8 | 7,5"."""
    rows: dict[Span, list[Fact]] = {}
    for fact in facts:
        words = row_words(fact)
        if words and not names_subject(fact) and not is_of_all(fact):
            rows.setdefault(fact.sentence, []).append(fact)
    heads = [fold(" ".join(levels)) for levels in column_heads(document.text, table)[:3]]
    announced = any(_NAMES_PARTS.search(head) for head in heads)
    known = sum(bool(_ids(row_words(row[0]), index)) for row in rows.values())
    if len(rows) < 2 or not (known >= 2 or (announced and any(f.measure == "score" for row in rows.values() for f in row))):  # fmt: skip
        return
    for row in rows.values():
        most = next((f for f in row if _MAXIMUM.search(fold(f.heading[0]))), None)
        scored = any(f.measure == "score" and f is not most for f in row)
        for fact in row:
            if scored and fact is not most and fact.measure != "score" and _SHARE.search(fold(fact.heading[0])):
                continue
            measure = "score" if fact.measure in ("rate", "count") else fact.measure
            reach = most.value if most and measure == "score" and fact is not most else fact.of
            name = row_words(fact)
            yield Component(
                name, _ids(name, index), _of_part(fact, name, index, measure, reach),
                (document.id, table.span), fact is most,
            )  # fmt: skip


def _of_columns(document: Document, table: Table, index: str, facts: Sequence[Fact]) -> Iterator[Component]:
    """Yield the figures of a table whose rows are units and whose columns are the parts."""
    of_units = [f for f in facts if f.measure in ("score", "rate", "count") and names_subject(f)]
    columns = {f.heading[0] for f in of_units}
    summed = any(is_total(" ".join(levels)) for levels in column_heads(document.text, table))
    if sum(bool(_ids(_IN_HEAD.sub("", head), index)) for head in columns) < (1 if summed else 2):
        return
    for fact in of_units:
        head = fact.heading[0]
        most = _IN_HEAD.search(head)
        name = " ".join(_IN_HEAD.sub("", head).split())
        if is_total(name) or _MEASURE_HEAD.match(fold(name)):
            continue
        reach = number(most.group(1), scored=True) if most else fact.of
        yield Component(name, _ids(name, index), _of_part(fact, name, index, "score", reach), (document.id, table.span))


def _ids(name: str, index: str) -> frozenset[str]:
    """Return the parts of that index that a name of a row or column gives, where it says little else."""
    for found in component_phrases().find(name):
        own = frozenset(i for i in found.name.split() if i.startswith(f"{index}."))
        rest = name[: found.span.start] + name[found.span.end :]
        if own and len(re.findall(r"[^\W\d_]{2,}", rest)) <= 6:
            return own
    return frozenset()

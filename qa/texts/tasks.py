"""Tell which tasks of a table an office leads, are due at a time or stand so: the rows of which a cell says it."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.facts.head_rows import column_heads, head_rows
from corpus.facts.heads import told_period
from corpus.model import BlockKind, Document, Period, Table
from corpus.periods import periods
from corpus.vietnamese import fold
from qa.draft import Line
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.texts.duties import office_in
from qa.texts.lines import line_of

_TASKS = r"(?:nhiem vu|noi dung|cong viec|hoat dong|de an|chuyen de)"
_ASKED = re.compile(rf"\b{_TASKS}(?: [a-z]+){{0,3}} (?:nao|gi)\b|\b(?:nhung|cac) {_TASKS}\b|\bchu tri (?:nhung )?gi\b")
_TASK_HEAD = re.compile(rf"\b{_TASKS}\b")
_LEADS, _HELPS = re.compile(r"\b(?:chu tri|phu trach|thuc hien|tham muu)\b"), re.compile(r"\bphoi hop\b")
_DUE_HEAD = re.compile(r"\b(?:thoi (?:gian|han)|han|tien do|hoan thanh)\b")
_DUE = re.compile(r"\b(?:hoan thanh|thoi han|den han|han)\b")
_DAY = re.compile(r"\b\d{1,2}/\d{1,2}(?:/\d{4})?\b(?!/)")
_STATE_HEAD = re.compile(r"\b(?:ket qua|tinh trang|hien trang|tien do|danh gia)\b")
_STATE = re.compile(r"\b(?:chua|dang|da|qua han|tre han|cham)(?: (?:hoan thanh|thuc hien|trien khai|tien do))?\b")
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
    if office and not (document.header.issuer and office.search(fold(document.header.issuer.value))):
        tests.append((_HELPS if _HELPS.search(folded) else _LEADS, lambda cell: office.search(cell) is not None))
    when = [p for p in question.periods if not p.is_years or _DUE.search(folded)]
    days = [] if when else _DAY.findall(folded)
    if days:
        tests.append((_DUE_HEAD, lambda cell: any(day in cell for day in days)))
    elif when:
        tests.append((_DUE_HEAD, lambda cell: _is_due(cell, when, document.header.period or when[0])))
    elif state := _STATE.search(folded):
        tests.append((_STATE_HEAD, lambda cell: cell.startswith(state.group(0))))
    return tests


def _is_due(cell: str, when: list[Period], default: Period) -> bool:
    named = [m.period for m in periods(cell)]  # "30/6/2025", "Tháng 6"
    told = named[0] if named else told_period(cell, default)
    return told is not None and any(p.start <= told.start and told.end <= p.end for p in when)


def _meeting(table: Table, tests: list[_Test], document: Document, reports: Reports) -> list[Line]:
    text = document.text
    heads = [fold(" ".join(levels)) for levels in column_heads(text, table)]
    places = [[n for n, head in enumerate(heads) if pattern.search(head)] for pattern, _ in tests]
    if not any(_TASK_HEAD.search(head) for head in heads) or not all(places):
        return []
    layout = reports.layout(document.id)
    rows = {s.spans[0].start: s for s in layout.sentences if s.kind is BlockKind.TABLE_ROW}
    lines = []
    for order in range(max(1, head_rows(text, table)[1]), len(table.rows)):
        told = [[fold(cell.of(text)) for n in columns if (cell := table.cell(order, n))] for columns in places]
        start = next((cell.start for cell in table.rows[order] if cell), -1)
        if start in rows and all(any(map(test, cells)) for (_, test), cells in zip(tests, told, strict=True)):
            lines.append(line_of(layout, rows[start]))
    return lines

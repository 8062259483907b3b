"""What stands around a cited place: the sentences before and after it, or its row of a table under the table's head."""

from collections.abc import Callable
from dataclasses import dataclass

from corpus.model import Document, Span, Table
from corpus.vietnamese import sentences
from qa.model import Citation

#: How far before and after the place a neighbouring sentence is looked for.
_FAR = 700
_LONGEST = 320


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table near a cited place; `cited` are the cells that belong to it."""

    cells: tuple[str, ...]
    cited: tuple[bool, ...]
    head: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    before: str = ""
    after: str = ""
    rows: tuple[Row, ...] = ()


Look = Callable[[Citation], Surroundings]


def nowhere(_: Citation) -> Surroundings:
    """Know no report: the quote then stands alone."""
    return Surroundings()


def surroundings(document: Document | None, citation: Citation) -> Surroundings:
    """Return what stands around the place, or nothing where the report is gone or is another one now."""
    text = document.text if document else ""
    if document is None or text[citation.start : citation.end] != citation.quote or not citation.quote:
        return Surroundings()
    span = Span(citation.start, citation.end)
    table = document.table_at(span)
    if table and (rows := _rows(text, table, span)):
        return Surroundings(rows=rows)
    return Surroundings(_before(text, span), _after(text, span))


def _rows(text: str, table: Table, span: Span) -> tuple[Row, ...]:
    """Return the head, the rows of the place and one row on either side; all rows are as wide as the head."""
    touched = [n for n, row in enumerate(table.rows) if any(cell and cell.overlaps(span) for cell in row)]
    if not touched:
        return ()
    wanted = sorted({0, *(n for t in touched for n in (t - 1, t, t + 1) if 0 <= n < len(table.rows))})
    width = max(len(table.rows[n]) for n in wanted)
    return tuple(_row(text, table.rows[n], width, span, head=n == 0) for n in wanted)


def _row(text: str, cells: tuple[Span | None, ...], width: int, span: Span, head: bool) -> Row:
    padded = (*cells, *[None] * (width - len(cells)))
    return Row(
        tuple(" ".join(cell.of(text).split()) if cell else "" for cell in padded),
        tuple(bool(cell and cell.overlaps(span)) for cell in padded),
        head,
    )


def _before(text: str, span: Span) -> str:
    start = max(0, span.start - _FAR)
    if not text[start : span.start].strip():
        return ""
    found = sentences(text, Span(start, span.start))
    words = " ".join(found[-1].of(text).split()) if found else ""
    return words if len(words) <= _LONGEST else "… " + words[-_LONGEST:].split(" ", 1)[-1]


def _after(text: str, span: Span) -> str:
    end = min(len(text), span.end + _FAR)
    if not text[span.end : end].strip():
        return ""
    found = sentences(text, Span(span.end, end))
    words = " ".join(found[0].of(text).split()) if found else ""
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"

"""Tables that a report shows one cell a line."""

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.facts.cells import is_change, is_figure, is_total
from corpus.model import Span, Table
from corpus.vietnamese import fold

#: Cells of a table that was pasted one to a line are no longer than this.
_LONGEST_CELL = 80
#: A table of fewer cells is none.
_FEWEST_CELLS = 8


def flat_tables(text: str, known: Sequence[Table]) -> list[Table]:
    """Return the tables shown one cell a line, beside those known: heads, then rows numbered 1, 2, 3 … or by year."""
    found: list[Table] = []
    run: list[Span] = []
    place = 0
    for line in [*text.splitlines(keepends=True), "\0"]:
        cell = line.strip()
        if cell == "|":
            cell = ""  # cells that a web page parts by strokes of their own
        if cell and len(cell) <= _LONGEST_CELL and "|" not in cell and cell != "\0":
            start = place + line.index(cell[0])
            run.append(Span(start, start + len(cell)))
        elif cell:  # web pages part their cells by empty lines
            found += _unflatten(text, run)
            run = []
        place += len(line)
    return [table for table in found if not any(one.span.overlaps(table.span) for one in known)]


def _unflatten(text: str, run: list[Span]) -> Iterator[Table]:
    """Yield the tables that a run of short lines holds."""
    texts = [cell.of(text).strip(" .") for cell in run]
    first = 0
    while len(run) - first >= _FEWEST_CELLS:
        numbered = _FIRST_HEAD.match(fold(texts[first]))
        rows = _rows(text, texts, run, first) if numbered else _named_rows(texts, run, first)
        if not rows:
            first += 1
            continue
        first += sum(len(row) for row in rows)
        heads, *told = rows
        span = Span(heads[0].start, told[-1][-1].end)
        yield Table(span, (*_head_rows(heads, [head.of(text) for head in heads]), *map(tuple, told)))


def _blocks(heads: Sequence[str]) -> tuple[int, int]:
    """Return how many groups stand over how many heads each, where the last heads repeat: "Giá trị", "Hạng" twice."""
    for width in range(2, len(heads) // 2):
        last = [fold(head) for head in heads[-width:]]
        groups = next((n for n in range(1, 9) if [fold(h) for h in heads[-(n + 1) * width : -n * width]] != last), 0)
        if groups > 1 and len(heads) > groups * (width + 1):
            return groups, width
    return 0, 0


def _columns(heads: Sequence[str]) -> int:
    """Return how many columns the heads are of; groups above others have none of their own."""
    return len(heads) - _blocks(heads)[0]


def _head_rows(heads: Sequence[Span], texts: Sequence[str]) -> Iterator[tuple[Span | None, ...]]:
    """Yield the row of heads, or that of the groups and, below it, that of what they are divided into."""
    groups, width = _blocks(texts)
    plain = len(heads) - groups * (width + 1)
    if not groups:
        yield tuple(heads)
        return
    above = heads[plain : plain + groups]
    yield (*heads[:plain], *(head if n == 0 else None for head in above for n in range(width)))
    yield (*(None for _ in range(plain)), *heads[plain + groups :])


def _rows(text: str, texts: Sequence[str], run: Sequence[Span], first: int) -> list[list[Span]]:
    """Return the heads and rows of the table whose heads begin there; none where no width lets its rows count up."""
    for behind in range(first + 2, min(first + 16, len(run))):
        if is_figure(texts[behind - 1]):
            break
        if texts[behind] != "1" and not 1990 < int(texts[behind] if texts[behind].isdecimal() else 0) < 2100:
            continue
        heads = _heads(texts, run, first, behind)
        width = _columns([head.of(text) for head in heads])
        count = _counting_up(texts[at] for at in range(behind, len(run) - width + 1, width))
        rows = [list(run[at : at + width]) for at in range(behind, behind + count * width, width)]
        if count >= 2 and any(is_figure(texts[at + 1]) for at in range(behind, behind + count * width - 1)):
            end = behind + count * width
            sums = texts[end : end + width - 1]  # a sum has no number of its own
            if sums and is_total(sums[0]) and all(is_figure(cell) or is_change(cell) for cell in sums[1:]):
                rows.append(list(run[end : end + width - 1]))
            return [heads, *rows]
    return []


def _named_rows(texts: Sequence[str], run: Sequence[Span], first: int) -> list[list[Span]]:
    """Return heads and rows where each row is a name and figures: "Lĩnh vực", "Quá hạn", "Đất đai", "90"."""
    behind = next((at for at in range(first, len(run)) if is_figure(texts[at])), len(run))
    heads = texts[first : behind - 1]  # of words there are the heads and the first row's name
    width = _columns(heads) if behind > first else 0
    if width < _FEWEST_COLUMNS or any(len(h.split()) > _LONGEST_HEAD or _FIRST_HEAD.match(fold(h)) for h in heads):
        return []
    rows: list[list[Span]] = []
    like = [is_figure(text) for text in texts[behind - 1 : behind - 1 + width]]
    for at in range(behind - 1, len(run) - width + 1, width):
        if [is_figure(text) for text in texts[at : at + width]] != like:
            break
        rows.append(list(run[at : at + width]))
    return [list(run[first : behind - 1]), *rows] if len(rows) >= 2 else []


_FEWEST_COLUMNS = 3
_LONGEST_HEAD = 8


def _heads(texts: Sequence[str], run: Sequence[Span], first: int, behind: int) -> list[Span]:
    """Join the lines of one head: "Điểm" and, on the next line, "đánh giá"."""
    heads: list[Span] = []
    for text, span in zip(texts[first:behind], run[first:behind], strict=True):
        if heads and text[:1].islower():
            heads[-1] = heads[-1].cover(span)
        else:
            heads.append(span)
    return heads


_FIRST_HEAD = re.compile(r"(?:tt|stt|so tt|so thu tu|nam|thu tu(?: xep hang)?|(?:xep |thu |vi )?(?:hang|thu))$")


def _counting_up(leads: Iterable[str]) -> int:
    """Return how many of the first cells count 1, 2, 3 … or name one year after the other."""
    count, before = 0, 0
    for lead in leads:
        if not lead.isdecimal() or len(lead) > 4:
            break
        number = int(lead)
        if number != before + 1 and not (count == 0 and 1990 < number < 2100):
            break
        count, before = count + 1, number
    return count

"""Spreadsheets: every visible sheet as titles, tables and notes, each cell as its number format shows it."""

import csv
import re
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from io import BytesIO, StringIO
from itertools import pairwise
from typing import Any

from corpus.model import Area
from corpus.readers.encodings import decode, normalise
from corpus.readers.package import Package
from corpus.readers.reading import Line, Reading, ReadingError, is_layout, write_out

#: More cells than any report has; each costs about 300 bytes while it is read.
MOST_CELLS = 1_000_000
_DEFAULT_NAME = re.compile(r"(?:sheet|trang tính|trang_tính|bảng tính|worksheet|table)\s*_?\d*", re.IGNORECASE)
#: What Excel writes above a table to say how its cells are set apart.
_DECLARED = re.compile(r"\A\ufeff?\s*sep=([^\w\s]|\t)[ ]*\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one row by column, and those of them that cover others."""

    number: int
    cells: dict[int, str]
    merged: tuple[Area, ...] = ()


def read_xlsx(raw: bytes) -> Reading:
    """Read a workbook; hidden sheets, rows and columns stay out, formulas give the value last computed."""
    for _, part in Package(raw).safe_parts():
        if _merged_cells(part) > MOST_CELLS:  # openpyxl makes each of them
            raise ReadingError("many_cells", limit=MOST_CELLS)
    sheets = [(title, rows) for title, rows in _visible_sheets(raw) if rows]
    lines: list[Line] = []
    for number, (title, rows) in enumerate(sheets):
        told = list(sheet_lines(rows))
        # The first sheet's own title says more than its name, and is the title of the report.
        named = len(sheets) > 1 or not _DEFAULT_NAME.fullmatch(title.strip())
        if named and (number or told[0].cells):
            lines.append(Line(f"# {title}"))
        lines += told
    return write_out(lines)


_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')


def _merged_cells(part: bytes) -> int:
    """Return how many cells the merged areas of a sheet cover."""
    areas = (match.groups() for match in _MERGED.finditer(part))
    return sum((_column(c1) - _column(c0) + 1) * (int(r1) - int(r0) + 1) for c0, r0, c1, r1 in areas)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def read_csv(raw: bytes) -> Reading:
    """Read a table whose cells are set apart by semicolons, commas or tabs; every cell stays text."""
    text = normalise(decode(raw))
    delimiter = _delimiter(text)
    text = _DECLARED.sub("", text)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # the limit is the whole process's: never lower it
    rows = []
    count = 0
    try:
        for number, row in enumerate(csv.reader(StringIO(text, newline=""), delimiter=delimiter)):
            cells = {column: cell.strip() for column, cell in enumerate(row) if cell.strip()}
            rows.append(_Row(number, cells))
            count += len(cells)
            if count > MOST_CELLS:
                raise ReadingError("many_cells", limit=MOST_CELLS)
    except csv.Error as error:
        raise ReadingError("damaged") from error
    return write_out(sheet_lines(rows))


def _delimiter(text: str) -> str:
    """Return the sign that cuts neighbouring lines into the same number of cells, outside quotes."""
    if match := _DECLARED.match(text):
        return match.group(1)
    lines = [line for line in re.sub(r'"[^"]*"', '""', text[:20_000]).split("\n") if line.strip()]

    def regular(sign: str) -> int:
        return sum(above.count(sign) == below.count(sign) > 0 for above, below in pairwise(lines))

    # A comma also stands inside figures and sentences: it is taken only where no other sign fits as well.
    return max((";", "\t", "|", ","), key=regular)


_DAMAGE = (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, zlib.error, SyntaxError)


def _visible_sheets(raw: bytes) -> Iterator[tuple[str, list[_Row]]]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that no text depends on
            book = openpyxl.load_workbook(BytesIO(raw), data_only=True)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                yield sheet.title, _rows(sheet)
    except (InvalidFileException, *_DAMAGE) as error:
        raise ReadingError("damaged") from error


def _rows(sheet: Any) -> list[_Row]:
    hidden = _hidden_columns(sheet)
    gone = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    found: dict[int, dict[int, str]] = {}
    # Only the cells there are: walking the whole grid would take hours where one stray cell stands far below.
    cells = sheet._cells
    if len(cells) > MOST_CELLS:
        raise ReadingError("many_cells", limit=MOST_CELLS)
    for (row, column), cell in sorted(cells.items()):
        if cell.value is None or row in gone or column in hidden:
            continue
        if words := normalise(shown(cell.value, cell.number_format)).strip():
            found.setdefault(row, {})[column] = words
    merged: dict[int, list[Area]] = {}
    for area in sheet.merged_cells.ranges:
        rows = [r for r in range(area.min_row, min(area.max_row, area.min_row + 500) + 1) if r not in gone]
        columns = [c for c in range(area.min_col, min(area.max_col, area.min_col + 500) + 1) if c not in hidden]
        if rows and columns and rows[0] == area.min_row and columns[0] == area.min_col:
            merged.setdefault(rows[0], []).append(Area(0, columns[0], len(rows), len(columns)))
    return [_Row(number, found[number], tuple(merged.get(number, ()))) for number in sorted(found)]


def _hidden_columns(sheet: Any) -> set[int]:
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            first, last = dimension.min or 0, dimension.max or 0
            hidden.update(range(first, min(last, first + 20_000) + 1))
    return hidden


# --- titles, tables, notes ---------------------------------------------------------------------------------


def sheet_lines(rows: list[_Row]) -> Iterator[Line]:
    """Yield the titles, tables and notes of a sheet in order."""
    filled = [row for row in rows if row.cells]
    place = 0
    while place < len(filled):
        end = _table_end(filled, place)
        block = filled[place:end]
        if len(block) >= 2 and _has_figures(block):
            yield from _table(block)
            yield Line()
            place = end
            continue
        for row in filled[place : max(end, place + 1)]:
            yield Line("\n".join(row.cells[column] for column in sorted(row.cells)))
        place = max(end, place + 1)


_FIGURE = re.compile(r"[-–]|[-(]?\d[\d.,]*(?:\s*/\s*\d[\d.,]*)?\s*(?:%|điểm)?\)?")


def _is_data(row: _Row) -> bool:
    """Tell whether a row holds a figure behind its first cell."""
    return any(_FIGURE.fullmatch(row.cells[column]) for column in sorted(row.cells)[1:])


def _has_figures(rows: list[_Row]) -> bool:
    return any(_is_data(row) for row in rows) or max(len(row.cells) for row in rows) >= 3


def _table_end(rows: list[_Row], start: int) -> int:
    """Return where the table ends that begins at this row; `start` itself where none does.

    A row with one cell ("KHỐI HUYỆN") and a gap end it only where no further row of figures comes.
    """
    if len(rows[start].cells) < 2 or is_layout(rows[start].cells.values()):
        return start
    end = start + 1
    seen = _is_data(rows[start])
    while end < len(rows):
        row = rows[end]
        apart = row.number > rows[end - 1].number + 1
        if is_layout(row.cells.values()):
            break
        if len(row.cells) < 2 or (apart and not _is_data(row)):
            follows = rows[end + 1] if end + 1 < len(rows) else None
            if apart or not seen or follows is None or not _is_data(follows) or follows.number > row.number + 1:
                break
        seen = seen or _is_data(row)
        end += 1
    widest = max(len(row.cells) for row in rows[start:end])
    while seen and end > start and not _is_data(rows[end - 1]) and len(rows[end - 1].cells) * 2 <= widest:
        end -= 1  # who drew up and who checked the table
    return end


def _table(rows: list[_Row]) -> Iterator[Line]:
    used = sorted({column for row in rows for column in row.cells})
    numbers = [row.number for row in rows]
    for row in rows:
        areas = []
        for area in row.merged:
            height = sum(row.number <= number < row.number + area.height for number in numbers)
            width = sum(area.column <= column < area.column + area.width for column in used)
            if area.column in used and (height > 1 or width > 1):
                areas.append(Area(0, used.index(area.column), height, width))
        yield Line(cells=tuple(row.cells.get(column, "") for column in used), merged=tuple(areas))


_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?(?:E[+-]0+)?|\.[#0?]+", re.IGNORECASE)
_LONGEST = 400


def shown(value: object, form: str) -> str:
    """Return the value of a cell as it is shown under a number format; an error value shows nothing."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return _day(value, form)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, int | float):
        return _number(value, form)
    text = str(value)
    return "" if re.fullmatch(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)", text) else text


def _number(value: int | float, form: str) -> str:
    try:
        exact = Decimal(repr(value))
    except InvalidOperation:
        return ""
    if not exact.is_finite():
        return ""
    section, negative = _section(exact, form)
    if section is None:
        return _general(exact)
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match.group(1) or match.group(2) or match.group(3) or "")
        return "\x00"

    bare = _QUOTED.sub(keep, section)[:_LONGEST]
    if "general" in bare.lower() or bare.strip("\x00 ") == "@":
        return _general(exact)
    digits = _DIGITS.search(bare)
    if digits is None:  # a section that shows words only: "-" for nothing
        return _filled(bare, literals).strip()
    printed = _digits(abs(exact) * 100 ** bare.count("%"), digits.group(0))
    sign = "-" if negative and any(c in "123456789" for c in printed) else ""
    around = bare[: digits.start()] + sign + printed.replace("\x00", "") + bare[digits.end() :]
    return _filled(around, literals).strip()


def _filled(pattern: str, literals: list[str]) -> str:
    words = iter(literals)
    return re.sub("\x00", lambda _: next(words, ""), pattern)


def _section(value: Decimal, form: str) -> tuple[str | None, bool]:
    """Return the part of the format that is for this value, and whether a minus sign is still to be shown."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', form[:_LONGEST])
    if not form or sections[0].strip().lower() == "general":
        return None, False
    if any(re.search(r"\[[<>=]", part) for part in sections):
        return None, False
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], value < 0


def _general(value: Decimal) -> str:
    """Return the number without a format: ten digits at most, as a cell has room for."""
    if value == value.to_integral_value() and abs(value) < Decimal(10) ** 15:
        return str(int(value))
    text = f"{value:.10g}" if abs(value) < Decimal(10) ** 10 else f"{value:f}"
    text = format(Decimal(text), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _digits(value: Decimal, pattern: str) -> str:
    """Return the digits of a number under "#,##0.00": comma before the decimals, points between thousands."""
    whole, _, decimals = re.sub(r"E.*", "", pattern, flags=re.IGNORECASE).partition(".")
    scaled = len(whole) - len(whole.rstrip(","))
    whole = whole.rstrip(",")
    value = value / 1000**scaled
    places = len(decimals)
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) if value < 10**20 else value
    before, _, after = format(rounded, "f").partition(".")
    before = before.zfill(whole.count("0")) if whole.count("0") > 1 else before
    if before == "0" and "0" not in whole and after:
        before = ""
    while after and decimals[len(after) - 1 : len(after)] in ("#", "?") and after.endswith("0"):
        after = after[:-1]
    if "," in whole:
        before = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", before)
    return f"{before},{after}" if after else before


_MONTHS = re.compile(r"mmm", re.IGNORECASE)
_PARTS = re.compile(r"d{1,2}|m{1,2}|y{2,4}", re.IGNORECASE)


def _day(value: datetime | date, form: str) -> str:
    """Return a day as shown: a format of day, month and year in any order is shown the Vietnamese way."""
    pattern = _QUOTED.sub(lambda m: m.group(1) or m.group(2) or "", form.split(";")[0]).lower()
    pattern = re.split(r"\s*[h\[]", pattern)[0].strip()
    kinds = {part.group(0)[0] for part in _PARTS.finditer(pattern)}
    if not kinds or {"d", "y"} <= kinds:
        return f"{value:%d/%m/%Y}"
    if _MONTHS.search(pattern):
        # "05-Aug" was most likely typed as "5/8"; what was meant nobody knows, so no figure is made of it.
        named = f"tháng {value.month}"
        return f"ngày {value.day} {named}" if "d" in kinds else f"{named}/{value.year}"
    shapes = {"d": f"{value.day}", "dd": f"{value:%d}", "m": f"{value.month}", "mm": f"{value:%m}"}
    return _PARTS.sub(
        lambda p: shapes.get(p.group(0), f"{value.year}" if len(p.group(0)) > 2 else f"{value:%y}"), pattern
    )

"""The same report in every format: one builder a format, each from the same contents.

A further format is one function `Contents -> bytes` and one entry in BUILDERS (SHEETS for tables alone).
"""

import csv
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO, StringIO

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from tests.corpus.papers import Paper

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True)
class Grid:
    """A table; "<" in a cell says that the one to its left covers it, "^" the one above it."""

    caption: str
    rows: tuple[tuple[str, ...], ...]
    heads: int = 1

    def covered(self, row: int, column: int) -> bool:
        return self.rows[row][column] in ("<", "^")

    def shown(self, row: int, column: int) -> str:
        """Return what stands at a place, covered or not."""
        while self.rows[row][column] in ("<", "^"):
            row, column = (row, column - 1) if self.rows[row][column] == "<" else (row - 1, column)
        return self.rows[row][column]

    def spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Return height and width of each cell that is shown."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(len(self.rows)):
            for column in range(len(self.rows[0])):
                if self.covered(row, column):
                    continue
                width = height = 1
                while column + width < len(self.rows[0]) and self.rows[row][column + width] == "<":
                    width += 1
                while row + height < len(self.rows) and self.rows[row + height][column] == "^":
                    height += 1
                found[row, column] = (height, width)
        return found


@dataclass(frozen=True)
class Contents:
    """A report: "{1}" in a paragraph is the mark of the first note."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    title: tuple[str, ...]
    body: tuple[Heading | Grid | str, ...]
    notes: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]

    @property
    def grids(self) -> list[Grid]:
        return [block for block in self.body if isinstance(block, Grid)]


def _marked(text: str) -> str:
    return re.sub(r"\{(\d)\}", lambda mark: mark.group(1).translate(_RAISED), text)


def _notes_of(contents: Contents, text: str) -> list[str]:
    return [f"{n.translate(_RAISED)} {contents.notes[int(n) - 1]}" for n in re.findall(r"\{(\d)\}", text)]


def text_report(contents: Contents) -> bytes:
    return _drawn(contents, markdown=False)


def markdown_report(contents: Contents) -> bytes:
    return _drawn(contents, markdown=True)


def _drawn(contents: Contents, markdown: bool) -> bytes:
    parts = ["\n".join(contents.left), "\n".join(contents.right), "\n".join(contents.title)]
    for block in contents.body:
        if isinstance(block, Heading):
            parts.append(f"{'#' * block.level} {block.text}" if markdown else block.text)
        elif isinstance(block, Grid):
            rows = [" | ".join(block.shown(r, c) for c in range(len(row))) for r, row in enumerate(block.rows)]
            if markdown:
                rows = [f"| {row} |" for row in rows]
                rows.insert(1, "|" + "---|" * len(block.rows[0]))
            parts.append("\n".join([block.caption, *rows]))
        else:
            parts += [_marked(block), *_notes_of(contents, block)]
    parts += ["Nơi nhận:\n" + "\n".join(f"- {r};" for r in contents.recipients), "\n".join(contents.signature)]
    return ("\n\n".join(parts) + "\n").encode()


def web_report(contents: Contents) -> bytes:
    def lines(pieces: tuple[str, ...]) -> str:
        return "<br>".join(html.escape(piece) for piece in pieces)

    parts = [f"<table><tr><td>{lines(contents.left)}</td><td>{lines(contents.right)}</td></tr></table>"]
    parts.append(f"<p>{lines(contents.title)}</p>")
    for block in contents.body:
        if isinstance(block, Heading):
            parts.append(f"<h{block.level}>{html.escape(block.text)}</h{block.level}>")
        elif isinstance(block, Grid):
            parts.append(f"<p>{html.escape(block.caption)}</p><table border=1>{_web_rows(block)}</table>")
        else:
            parts.append("<p>" + re.sub(r"\{(\d)\}", r"<sup>\1</sup>", html.escape(block)) + "</p>")
            parts += [f"<p>{html.escape(note)}</p>" for note in _notes_of(contents, block)]
    parts.append("<p>Nơi nhận:</p>" + "".join(f"<p>- {html.escape(r)};</p>" for r in contents.recipients))
    parts += [f"<p>{html.escape(line)}</p>" for line in contents.signature]
    return f"<html><head><meta charset=utf-8></head><body>{''.join(parts)}</body></html>".encode()


def _web_rows(grid: Grid) -> str:
    spans = grid.spans()
    rows = []
    for number, row in enumerate(grid.rows):
        cells = [
            f"<td rowspan={spans[number, c][0]} colspan={spans[number, c][1]}>{html.escape(cell)}</td>"
            for c, cell in enumerate(row)
            if (number, c) in spans
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return "".join(rows)


def word_report(contents: Contents) -> bytes:
    document = docx.Document()
    letterhead = document.add_table(1, 2)
    letterhead.cell(0, 0).text = "\n".join(contents.left)
    letterhead.cell(0, 1).text = "\n".join(contents.right)
    for line in contents.title:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = True
    for block in contents.body:
        if isinstance(block, Heading):
            document.add_heading(block.text, block.level)
        elif isinstance(block, Grid):
            document.add_paragraph(block.caption)
            _word_table(document, block)
        else:
            _with_marks(document.add_paragraph(), block)
    foot = document.add_table(1, 2)
    foot.cell(0, 0).text = "\n".join(["Nơi nhận:", *(f"- {r};" for r in contents.recipients)])
    foot.cell(0, 1).text = "\n".join(contents.signature)
    _add_notes(document, contents.notes)
    return saved(document)


def saved(document: docx.document.Document | openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _word_table(document: docx.document.Document, grid: Grid) -> None:
    table = document.add_table(len(grid.rows), len(grid.rows[0]), style="Table Grid")
    for (row, column), (height, width) in grid.spans().items():
        cell = table.cell(row, column).merge(table.cell(row + height - 1, column + width - 1))
        cell.text = grid.rows[row][column]


def _with_marks(paragraph: docx.text.paragraph.Paragraph, text: str) -> None:
    for piece in re.split(r"(\{\d\})", text):
        if re.fullmatch(r"\{\d\}", piece):
            paragraph._p.append(parse_xml(f'<w:r {_W}><w:footnoteReference w:id="{piece[1]}"/></w:r>'))
        else:
            paragraph.add_run(piece)


def _add_notes(document: docx.document.Document, notes: tuple[str, ...]) -> None:
    written = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{html.escape(note)}</w:t></w:r></w:p>'
        "</w:footnote>"
        for number, note in enumerate(notes, start=1)
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {_W}>{written}</w:footnotes>'.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def workbook(contents: Contents) -> bytes:
    """Return the tables of a report as a workbook, figures as numbers under a format."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([" ".join(contents.left[:2])])
    sheet.append([f"BẢNG TỔNG HỢP {contents.title[1]}"])
    for grid in contents.grids:
        sheet.append([])
        sheet.append([grid.caption])
        top = sheet.max_row + 1
        for (row, column), (height, width) in grid.spans().items():
            cell = sheet.cell(top + row, column + 1)
            cell.value, cell.number_format = _typed(grid.rows[row][column])
            if height > 1 or width > 1:
                sheet.merge_cells(
                    start_row=top + row,
                    start_column=column + 1,
                    end_row=top + row + height - 1,
                    end_column=column + width,
                )
    return saved(book)


def _typed(cell: str) -> tuple[str | int | float, str]:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", cell):
        return int(cell.replace(".", "")), "#,##0"
    if re.fullmatch(r"\d+,\d+%", cell):
        return float(cell[:-1].replace(",", ".")) / 100, "0." + "0" * len(cell.split(",")[1][:-1]) + "%"
    if re.fullmatch(r"\d+,\d+", cell):
        return float(cell.replace(",", ".")), "0." + "0" * len(cell.split(",")[1])
    if re.fullmatch(r"[1-9]\d*", cell):
        return int(cell), "General"
    return cell, "General"


def semicolons(contents: Contents) -> bytes:
    """Return the tables of a report as Excel saves them in a Vietnamese office."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([" ".join(contents.left[:2])])
    writer.writerow([f"BẢNG TỔNG HỢP {contents.title[1]}"])
    for grid in contents.grids:
        writer.writerow([])
        writer.writerow([grid.caption])
        for row in range(len(grid.rows)):
            writer.writerow([grid.shown(row, column) for column in range(len(grid.rows[0]))])
    return stream.getvalue().encode("utf-8-sig")


Builder = Callable[[Contents], bytes]


def pdf_report(contents: Contents) -> bytes:
    made = Paper(size=12)
    made.two_columns(contents.left, contents.right)
    made.heading(*contents.title)
    made.notes(*(f"{number} {note}" for number, note in enumerate(contents.notes, start=1)))
    for block in contents.body:
        if isinstance(block, Heading):
            made.say(block.text)
        elif isinstance(block, Grid):
            made.say(block.caption)
            spans = block.spans()
            with made.table(line_height=7, num_heading_rows=block.heads) as table:
                for number, row in enumerate(block.rows):
                    drawn = table.row()
                    for column, cell in enumerate(row):
                        if not block.covered(number, column):
                            height, width = spans[number, column]
                            drawn.cell(cell, rowspan=height, colspan=width)
            made.ln(4)
        else:
            made.say(re.sub(r"\{(\d)\}", r"^\1", block))
    recipients = [f"- {recipient};" for recipient in contents.recipients]
    made.two_columns(["Nơi nhận:", *recipients], [*contents.signature[:-1], "", "", contents.signature[-1]])
    return bytes(made.output())


BUILDERS: dict[str, Builder] = {
    ".txt": text_report,
    ".md": markdown_report,
    ".html": web_report,
    ".docx": word_report,
    ".pdf": pdf_report,
}
SHEETS: dict[str, Builder] = {".xlsx": workbook, ".csv": semicolons}

"""A conversation as a Word file, its sources as real footnotes: what a clerk puts into a paper of his own."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from page.cards import searched_words
from page.exchange import Exchange
from page.tables import MARKER, Shown, shown_table, without_rows
from prompts import say
from qa.model import Answer, Citation
from qa.reference import short_date

_FONT = "Times New Roman"
#: What XML cannot hold: most control characters, and halves of characters.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What a reference to a footnote ends with.
_MARKS = (qn("w:bookmarkEnd"), qn("w:fldSimple"))
_SEPARATORS = (("separator", -1), ("continuationSeparator", 0))


def conversation_docx(exchanges: list[Exchange], today: date) -> bytes:
    """Return the exchanges that have an answer as a .docx file."""
    document = docx.Document()
    _set_up(document)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run(say("page.export_title")).bold = True
    made = document.add_paragraph(say("page.export_made", date=short_date(today)))
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    notes = _Notes()
    for exchange in exchanges:
        if exchange.answer:
            _add(document, exchange.question, exchange.answer, notes)
    notes.attach_to(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add(document: Any, question: str, answer: Answer, notes: _Notes) -> None:
    asked = document.add_paragraph()
    asked.paragraph_format.space_before = Pt(12)
    asked.paragraph_format.keep_with_next = True
    asked.add_run(_writable(say("page.export_question", question=question))).bold = True
    if answer.resolved_question and answer.resolved_question != question:
        document.add_paragraph().add_run(
            _writable(say("page.understood_as", question=answer.resolved_question))
        ).italic = True
    table = shown_table(answer)
    words = without_rows(answer.answer, table) if table else answer.answer
    known = {citation.n: citation for citation in answer.citations}
    told = notes.of_an_answer()
    for line in words.split("\n"):
        if line.strip():
            _write(document.add_paragraph(), line, known, told)
    if table:
        _add_table(document, table, known, told)
    if answer.kind != "small_talk":
        document.add_paragraph().add_run(_writable(searched_words(answer))).italic = True


def _add_table(document: Any, table: Shown, known: dict[int, Citation], told: _Told) -> None:
    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    for cell, name in zip(grid.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(_writable(name)).bold = True
    for n, row in enumerate(table.rows):
        cells = grid.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.paragraphs[0].add_run(_writable(text)).bold = n in table.marked
        for source in table.sources[n] if table.sources else ():
            told.cite(cells[0].paragraphs[0], known[source])
    document.add_paragraph()


def _write(paragraph: Paragraph, line: str, known: dict[int, Citation], told: _Told) -> None:
    """Write a line, each marker [n] as a footnote behind the words it belongs to."""
    at = 0
    for match in MARKER.finditer(line):
        citation = known.get(int(match["n"]))
        if citation is None:
            continue
        _append(paragraph, line[at : match.start()])
        told.cite(paragraph, citation)
        _append(paragraph, match["after"])
        at = match.end()
    _append(paragraph, line[at:])


def _append(paragraph: Paragraph, text: str) -> None:
    if text:
        paragraph.add_run(_writable(text))


# --- footnotes, which python-docx does not write ---------------------------------------------------------


class _Notes:
    """The footnotes of a file, in the order they are first referred to."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def of_an_answer(self) -> _Told:
        return _Told(self)

    def add(self, citation: Citation) -> int:
        quote = " ".join(citation.quote.split())
        self._texts.append(say("page.export_note", reference=citation.reference, quote=quote))
        return len(self._texts)

    def attach_to(self, document: Any) -> None:
        root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for kind, number in _SEPARATORS:
            note = _note(number)
            note.set(qn("w:type"), kind)
            paragraph, run = OxmlElement("w:p"), OxmlElement("w:r")
            run.append(OxmlElement(f"w:{kind}"))
            paragraph.append(run)
            note.append(paragraph)
            root.append(note)
        for number, text in enumerate(self._texts, start=1):
            root.append(_footnote(number, text))
        content = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + _bytes(root)
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, content, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


class _Told:
    """Which sources of one answer have their footnote already: the second time it is only referred to."""

    def __init__(self, notes: _Notes) -> None:
        self._notes = notes
        self._numbers: dict[int, int] = {}

    def cite(self, paragraph: Paragraph, citation: Citation) -> None:
        # Two marks side by side would read as one number.
        if len(paragraph._p) and paragraph._p[-1].tag in _MARKS:
            paragraph.add_run(",").font.superscript = True
        number = self._numbers.get(citation.n)
        if number is not None:
            paragraph._p.append(_repeated(number))
            return
        number = self._numbers[citation.n] = self._notes.add(citation)
        for element in _reference(number):
            paragraph._p.append(element)


def _reference(number: int) -> list[Any]:
    """Return the mark of a footnote, between the ends of a bookmark by which it can be referred to again."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), _bookmark(number))
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(number))
    return [start, _raised(mark), end]


def _repeated(number: int) -> Any:
    """Return a reference to an earlier footnote, as Word's own "cross-reference" writes it."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" NOTEREF {_bookmark(number)} \\f \\h ")
    text = OxmlElement("w:t")
    text.text = str(number)
    field.append(_raised(text))
    return field


def _footnote(number: int, text: str) -> Any:
    note, paragraph = _note(number), OxmlElement("w:p")
    properties, style = OxmlElement("w:pPr"), OxmlElement("w:pStyle")
    style.set(qn("w:val"), "FootnoteText")
    properties.append(style)
    words, written = OxmlElement("w:r"), OxmlElement("w:t")
    written.set(qn("xml:space"), "preserve")
    written.text = _writable(f" {text}")
    words.append(written)
    for element in (properties, _raised(OxmlElement("w:footnoteRef")), words):
        paragraph.append(element)
    note.append(paragraph)
    return note


def _note(number: int) -> Any:
    note = OxmlElement("w:footnote")
    note.set(qn("w:id"), str(number))
    return note


def _raised(content: Any) -> Any:
    run, properties, style = OxmlElement("w:r"), OxmlElement("w:rPr"), OxmlElement("w:rStyle")
    style.set(qn("w:val"), "FootnoteReference")
    properties.append(style)
    run.append(properties)
    run.append(content)
    return run


def _bookmark(number: int) -> str:
    return f"nguon_{number}"


def _bytes(root: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, encoding="utf-8"))


# --- the look of an office paper --------------------------------------------------------------------------


def _set_up(document: Any) -> None:
    """Set paper, margins and letters as Nghị định 30/2020/NĐ-CP has them."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    styles = document.styles
    _letters(styles["Normal"], Pt(14))
    note = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    note.element.set(qn("w:styleId"), "FootnoteText")
    note.base_style = styles["Normal"]
    _letters(note, Pt(11))
    note.paragraph_format.space_after = Pt(2)
    raised = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    raised.element.set(qn("w:styleId"), "FootnoteReference")
    raised.font.superscript = True


def _letters(style: Any, size: Pt) -> None:
    style.font.name = _FONT
    style.font.size = size
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), _FONT)


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)

"""A conversation as a Word file."""

import io
import re
from datetime import date

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from page.exchange import Exchange
from page.export import conversation_docx
from qa.model import Answer, Citation, TableData


def cited(n: int, quote: str) -> Citation:
    return Citation(
        n=n, document_id="a", source="a.txt", title="t", start=5, end=9, quote=quote, url="/",
        reference="Báo cáo số 1/BC-UBND ngày 02/4/2024 của UBND huyện A, mục I",
    )  # fmt: skip


def answered(text: str, *quotes: str, **more: object) -> Exchange:
    citations = tuple(cited(n, quote) for n, quote in enumerate(quotes, start=1))
    answer = Answer(question="gì?", status="answered", kind="figure", answer=text, citations=citations, **more)
    return Exchange(question="Huyện A đạt bao nhiêu?", answer=answer)


def read(file: bytes):
    """Return the file as python-docx opens it, and its footnotes: number and text."""
    opened = docx.Document(io.BytesIO(file))
    part = opened.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    notes = parse_xml(part.blob).findall(qn("w:footnote"))
    numbered = [(int(n.get(qn("w:id"))), "".join(t.text or "" for t in n.iter(qn("w:t"))).strip()) for n in notes]
    return opened, [note for note in numbered if note[0] > 0]


def marks(opened) -> list[int]:
    return [int(m.get(qn("w:id"))) for m in opened.element.body.iter(qn("w:footnoteReference"))]


def test_each_source_is_a_footnote_with_its_reference_and_its_quote():
    opened, notes = read(
        conversation_docx([answered("Đạt 80,41 [1], hạng 2 [2].", "80,41 điểm", "hạng 2")], date.today())
    )
    assert marks(opened) == [1, 2]
    assert notes == [
        (1, "Báo cáo số 1/BC-UBND ngày 02/4/2024 của UBND huyện A, mục I: “80,41 điểm”"),
        (2, "Báo cáo số 1/BC-UBND ngày 02/4/2024 của UBND huyện A, mục I: “hạng 2”"),
    ]
    assert any(p.text == "Đạt 80,41, hạng 2." for p in opened.paragraphs)


def test_footnotes_are_numbered_through_and_a_second_reference_leads_to_the_first():
    talk = [answered("Đạt 1 [1].\nHạng 2 [1].", "1 và 2"), answered("Đạt 3 [1].", "3")]
    opened, notes = read(conversation_docx(talk, date.today()))
    assert marks(opened) == [1, 2]
    assert [text.rsplit(": ", 1)[1] for _, text in notes] == ["“1 và 2”", "“3”"]
    fields = [f.get(qn("w:instr")).split()[:2] for f in opened.element.body.iter(qn("w:fldSimple"))]
    bookmarks = [b.get(qn("w:name")) for b in opened.element.body.iter(qn("w:bookmarkStart"))]
    assert fields == [["NOTEREF", bookmarks[0]]]


def test_two_sources_of_one_statement_are_told_apart():
    opened, _ = read(conversation_docx([answered("Đạt 1 [1] [2].", "1", "1 điểm")], date.today()))
    assert any(p.text == "Đạt 1,." for p in opened.paragraphs)  # the comma stands raised between the two marks


def test_the_table_of_an_answer_is_a_table_of_the_file():
    table = TableData(columns=("Đơn vị", "Điểm"), rows=(("huyện A", "80,41"), ("huyện B", "79")), marked=(0,))
    opened, _ = read(
        conversation_docx([answered("Xếp hạng: [1]\nhuyện A: đạt 80,41 [1]", "q", table=table)], date.today())
    )
    assert [[c.text for c in row.cells] for row in opened.tables[0].rows] == [
        ["Đơn vị", "Điểm"], ["huyện A", "80,41"], ["huyện B", "79"],
    ]  # fmt: skip


def test_the_day_and_the_questions_stand_in_the_file_and_what_failed_does_not():
    talk = [answered("Đạt 1 [1].", "1"), Exchange(question="hỏng", problem="lỗi")]
    text = "\n".join(p.text for p in read(conversation_docx(talk, date(2024, 3, 5)))[0].paragraphs)
    assert "05/3/2024" in text
    assert "Hỏi: Huyện A đạt bao nhiêu?" in text
    assert "hỏng" not in text


@given(st.text(max_size=40))
def test_whatever_a_report_holds_the_file_can_be_opened(text):
    opened, notes = read(conversation_docx([answered(f"{text} [1]", text or "x")], date.today()))
    assert len(notes) == len(marks(opened)) == 1
    assert re.sub(r"[^\w]", "", text)[:1] in opened.element.body.xpath("string()")

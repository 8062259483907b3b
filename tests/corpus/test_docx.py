"""A Word file is read as it is shown: list numbers, notes, boxes and changes as the reader sees them."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from corpus.load import load
from corpus.model import CorpusError, Document
from corpus.readers.docx import read_docx
from corpus.readers.reading import ReadingError
from tests.corpus.formats import saved

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def paragraphs(*inner: str) -> bytes:
    document = docx.Document()
    for words in inner:
        document.element.body.insert(-1, parse_xml(f"<w:p {W} {MC}>{words}</w:p>"))
    return saved(document)


def run(words: str, about: str = "") -> str:
    return f'<w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def text_of(*inner: str) -> str:
    return read_docx(paragraphs(*inner)).text.strip()


def with_part(raw: bytes, name: str, content: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
        if name not in old.namelist():
            new.writestr(name, content)
    return stream.getvalue()


def opened(folder: Path, raw: bytes, name: str = "bao-cao.docx") -> Document:
    path = folder / name
    path.write_bytes(raw)
    return load(path)


def refused(folder: Path, raw: bytes, name: str = "bao-cao.docx") -> str:
    with pytest.raises(CorpusError) as caught:
        opened(folder, raw, name)
    return caught.value.reason


# --- what is shown -----------------------------------------------------------------------------------------


def test_words_torn_into_runs_stand_together() -> None:
    assert text_of(run("Tiếp nhận 1") + run(".872 hồ ") + run("sơ")) == "Tiếp nhận 1.872 hồ sơ"


def test_deleted_words_are_gone_and_inserted_ones_are_there() -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>78,06</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2">{run("80,41")}</w:ins>'
    assert text_of(run("đạt ") + deleted + inserted + run(" điểm")) == "đạt 80,41 điểm"


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr>'
    assert text_of(mark + run("Huyện đạt "), run("80,41 điểm.")) == "Huyện đạt 80,41 điểm."


def test_hidden_words_are_not_read() -> None:
    assert text_of(run("đạt ") + run("99,9", "<w:vanish/>") + run("80,41", '<w:vanish w:val="0"/>')) == "đạt 80,41"


def test_a_field_shows_its_result_not_its_code() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("362")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert text_of(run("Tổng số ") + field + run(" hồ sơ")) == "Tổng số 362 hồ sơ"


def test_links_content_controls_and_soft_breaks_are_read_in_order() -> None:
    control = f"<w:sdt><w:sdtContent>{run('tháng 3')}</w:sdtContent></w:sdt>"
    assert text_of(f"<w:hyperlink>{run('Quý I')}</w:hyperlink><w:r><w:br/></w:r>{control}") == "Quý I\ntháng 3"


def test_a_text_box_written_twice_for_two_programs_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('Xếp thứ 4/10')}</w:p></w:txbxContent>"
    alternative = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert text_of(run("Năm 2023") + alternative) == "Năm 2023\n\nXếp thứ 4/10"


def test_raised_digits_are_marks_and_no_part_of_the_figure() -> None:
    assert text_of(run("đạt 28,88%") + run("4", '<w:vertAlign w:val="superscript"/>')) == "đạt 28,88%⁴"


def test_a_table_of_contents_is_left_out() -> None:
    document = docx.Document()
    style = document.styles.add_style("toc 1", 1)
    document.add_paragraph("I. KẾT QUẢ\t3", style=style)
    document.add_paragraph("Huyện đạt 80,41 điểm.")
    assert read_docx(saved(document)).text == "Huyện đạt 80,41 điểm.\n\n"


# --- list numbers ------------------------------------------------------------------------------------------

LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"))


def numbered(*paragraphs: tuple[int, str]) -> bytes:
    document = docx.Document()
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, (form, pattern) in enumerate(LEVELS)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for depth, words in paragraphs:
        about = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr></w:pPr>'
        document.element.body.insert(-1, parse_xml(f"<w:p {W}>{about}{run(words)}</w:p>"))
    return saved(document)


def test_automatic_numbers_become_text_and_count_by_level() -> None:
    raw = numbered(
        (0, "Kết quả"), (1, "Thể chế"), (1, "Thủ tục"), (2, "Kiểm soát"), (3, "Rà soát"), (3, "Công bố"),
        (2, "Một cửa"), (0, "Phương hướng"), (1, "Mục tiêu"),
    )  # fmt: skip
    assert re.findall(r"^\S+", read_docx(raw).text, re.MULTILINE) == [
        "I.", "1.", "2.", "2.1.", "a)", "b)", "2.2.", "II.", "1.",
    ]  # fmt: skip


# --- what is refused ---------------------------------------------------------------------------------------


def test_a_file_cut_off_on_the_way_is_refused_with_what_to_do(tmp_path: Path) -> None:
    raw = paragraphs(run("Huyện đạt 80,41 điểm."))
    reason = refused(tmp_path, raw[: len(raw) // 2])
    assert "bao-cao.docx" in reason
    assert "hỏng" in reason


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><document><body>&b;</body></document>'
    assert "XML" in refused(tmp_path, with_part(paragraphs(), "word/document.xml", bomb))


def test_a_part_that_swells_when_unpacked_is_refused(tmp_path: Path) -> None:
    raw = with_part(paragraphs(), "word/document.xml", b"<a>" + b" " * 60_000_000 + b"</a>")
    assert len(raw) < 1_000_000
    assert "giải nén" in refused(tmp_path, raw)


def test_a_password_is_named_as_the_cause(tmp_path: Path) -> None:
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert "mật khẩu" in refused(tmp_path, raw)


@pytest.mark.parametrize("name", ["bao-cao.doc", "bao-cao.txt", "bao-cao.xlsx"])
def test_a_word_file_under_a_wrong_suffix_is_read(tmp_path: Path, name: str) -> None:
    assert "80,41" in opened(tmp_path, paragraphs(run("Huyện đạt 80,41 điểm.")), name).text


@pytest.mark.parametrize("name", ["bao-cao.doc", "bao-cao.docx"])
def test_a_web_page_or_text_saved_as_a_word_file_is_read(tmp_path: Path, name: str) -> None:
    page = "<html><body><p>Huyện đạt <b>80,41</b> điểm.</p></body></html>"
    assert opened(tmp_path, page.encode(), name).text.strip() == "Huyện đạt 80,41 điểm."
    assert opened(tmp_path, "Huyện đạt 80,41 điểm.".encode(), name).text == "Huyện đạt 80,41 điểm."


def test_macros_do_not_keep_a_file_from_being_read(tmp_path: Path) -> None:
    raw = paragraphs(run("Huyện đạt 80,41 điểm."))
    kinds = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    with zipfile.ZipFile(BytesIO(raw)) as package:
        types = package.read("[Content_Types].xml").replace(kinds, macros)
    raw = with_part(with_part(raw, "[Content_Types].xml", types), "word/vbaProject.bin", b"macro")
    assert "80,41" in opened(tmp_path, raw, "bao-cao.docm").text


SAMPLE = numbered((0, "Kết quả"), (1, "Thể chế: đạt 80,41 điểm"))
with zipfile.ZipFile(BytesIO(SAMPLE)) as _package:
    PARTS = {name: _package.read(name) for name in ("word/document.xml", "word/numbering.xml", "_rels/.rels")}


def damaged(raw: bytes, changes: list[tuple[int, int]]) -> bytes:
    spoilt = bytearray(raw)
    for place, byte in changes:
        spoilt[place % len(spoilt)] = byte
    return bytes(spoilt)


def reading_or_refusal(raw: bytes) -> str:
    try:
        return read_docx(raw).text
    except ReadingError as refusal:
        return refusal.key


CHANGES = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=12)


@given(CHANGES)
def test_any_damage_gives_a_reading_or_a_clear_refusal(changes: list[tuple[int, int]]) -> None:
    assert isinstance(reading_or_refusal(damaged(SAMPLE, changes)), str)


@given(CHANGES, st.sampled_from(sorted(PARTS)))
def test_any_damage_inside_gives_a_reading_or_a_clear_refusal(changes: list[tuple[int, int]], name: str) -> None:
    assert isinstance(reading_or_refusal(with_part(SAMPLE, name, damaged(PARTS[name], changes))), str)


def set_in(font: str, *texts: str, default: bool = False) -> str:
    """Return the text of a file whose usual style, or whose defaults, name a font that no run names."""
    document = docx.Document()
    fonts = parse_xml(f'<w:rPr {W}><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>')
    usual = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    place = usual if default else document.styles["Normal"].element
    for old in place.findall(qn("w:rPr")):
        place.remove(old)
    place.append(fonts)
    for text in texts:
        document.add_paragraph(text)
    return read_docx(saved(document)).text.strip()


@pytest.mark.parametrize("default", [False, True])
def test_old_letters_are_read_by_the_font_of_their_style(default: bool) -> None:
    said = set_in(".VnTime", "UBND huyÖn ®· gi¶i quyÕt 98,5% hå s¬.", "Cã 12 bé.", default=default)
    assert said == "UBND huyện đã giải quyết 98,5% hồ sơ.\n\nCó 12 bộ."


def test_a_text_in_unicode_under_an_old_style_stays_as_it_is() -> None:
    said = set_in(".VnTime", "Báo cáo năm 2023 của huyện.", "Báo cáo.", "UBND")
    assert said == "Báo cáo năm 2023 của huyện.\n\nBáo cáo.\n\nUBND"

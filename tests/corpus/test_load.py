"""Reports are read whatever program wrote them; what cannot be read is refused in clear Vietnamese."""

import unicodedata
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.load import SUPPORTED, load
from corpus.model import CorpusError, Document, Level, Period
from corpus.readers.encodings import normalise
from corpus.readers.html import read_page
from corpus.readers.text import find_tables

SENTENCE = "Năm 2022, Ủy ban nhân dân huyện Mường Chà đã tiếp nhận 1.872 hồ sơ, đạt 99,2% và được xếp thứ 5/10."


def saved(folder: Path, content: str | bytes, name: str = "bao-cao.txt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(path: Path, limit: int = 20_000_000) -> str:
    with pytest.raises(CorpusError) as caught:
        load(path, limit=limit)
    return caught.value.reason


def cells(document: Document, table: int = 0) -> list[list[str | None]]:
    return [[cell.of(document.text) if cell else None for cell in row] for row in document.tables[table].rows]


# --- encodings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_report_reads_the_same_in_every_unicode_encoding(tmp_path: Path, encoding: str) -> None:
    path = saved(tmp_path, f"{SENTENCE}\r\n{SENTENCE}\r\n".encode(encoding))
    assert load(path).text == f"{SENTENCE}\n{SENTENCE}\n"


def test_windows_1258_is_understood(tmp_path: Path) -> None:
    # The code page has letters and tone marks apart: "ộ" is "ô" and a dot below.
    apart = unicodedata.normalize("NFD", SENTENCE)
    for mark, letters in (("\u0302", "aeo"), ("\u031b", "ou"), ("\u0306", "a")):
        for letter in letters + letters.upper():
            for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"):
                apart = apart.replace(letter + tone + mark, unicodedata.normalize("NFC", letter + mark) + tone)
                apart = apart.replace(letter + mark, unicodedata.normalize("NFC", letter + mark))
    path = saved(tmp_path, apart.encode("cp1258"))
    assert load(path).text == SENTENCE


def test_an_encoding_nobody_knows_is_refused_with_what_to_do(tmp_path: Path) -> None:
    reason = refused(saved(tmp_path, bytes(range(0x80, 0x100)) * 40))
    assert "bao-cao.txt" in reason
    assert "UTF-8" in reason


def test_one_broken_byte_does_not_cost_the_report(tmp_path: Path) -> None:
    path = saved(tmp_path, (SENTENCE * 20).encode() + b"\xff")
    assert load(path).text.count("1.872") == 20


def test_text_comes_out_in_nfc_without_what_nobody_sees(tmp_path: Path) -> None:
    raw = unicodedata.normalize("NFD", "Huyện") + "\u200b đạt\u00a080,1\x00 điểm\u00ad.\x0c\ufeffHết.\r"
    assert load(saved(tmp_path, raw)).text == "Huyện đạt 80,1 điểm.\nHết.\n"


@given(st.text())
def test_cleaning_keeps_every_digit_and_is_done_once(text: str) -> None:
    clean = normalise(text)
    assert [c for c in clean if c.isdigit() and c.isascii()] == [c for c in text if c.isdigit() and c.isascii()]
    assert normalise(clean) == clean
    assert unicodedata.is_normalized("NFC", clean)


# --- what is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ["", " \n\t\n", "\ufeff", "***\n---\n"])
def test_a_file_without_words_is_refused(tmp_path: Path, content: str) -> None:
    assert "không có chữ nào" in refused(saved(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04" + b"\x14" * 40, "Word, Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 40, "đời cũ"),
        (b"\x89PNG\r\n\x1a\n", "hình ảnh"),
        (bytes(range(32)) * 30 + b"abc", "nhị phân"),
    ],
)
def test_other_formats_renamed_to_txt_are_named_and_refused(tmp_path: Path, content: bytes, named: str) -> None:
    assert named in refused(saved(tmp_path, content))


def test_a_file_over_the_limit_is_refused_with_its_size(tmp_path: Path) -> None:
    path = saved(tmp_path, b"a" * (3 * 1024 * 1024))
    reason = refused(path, limit=2 * 1024 * 1024)
    assert "3 MB" in reason
    assert "2 MB" in reason


def test_an_unknown_suffix_is_refused_with_the_ones_that_work(tmp_path: Path) -> None:
    reason = refused(saved(tmp_path, SENTENCE, "bao-cao.pptx"))
    assert ".pptx" in reason
    assert all(suffix in reason for suffix in SUPPORTED)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "Không tìm thấy" in refused(tmp_path / "khong-co.txt")
    (tmp_path / "thu-muc.txt").mkdir()
    assert "thư mục" in refused(tmp_path / "thu-muc.txt")


# --- the document ------------------------------------------------------------------------------------------


def test_a_document_is_known_by_its_bytes_not_by_its_name(tmp_path: Path) -> None:
    one, two = load(saved(tmp_path, SENTENCE, "a.txt")), load(saved(tmp_path, SENTENCE, "b.txt"))
    assert one.id == two.id == sha256(SENTENCE.encode()).hexdigest()[:16]
    assert (one.source, two.source) == ("a.txt", "b.txt")


def test_an_upload_is_read_under_the_name_its_owner_gave_it(tmp_path: Path) -> None:
    document = load(saved(tmp_path, SENTENCE, "tam.bin"), name="báo cáo quý I.txt")
    assert document.source == "báo cáo quý I.txt"


def test_the_unit_of_a_report_is_read_from_it(tmp_path: Path) -> None:
    text = f"ỦY BAN NHÂN DÂN\nHUYỆN MƯỜNG CHÀ\nSố: 5/BC-UBND\nBÁO CÁO\nCải cách hành chính năm 2022\n\n{SENTENCE}\n"
    unit = load(saved(tmp_path, text)).unit
    assert unit is not None
    assert unit.name == "huyện Mường Chà"


# --- web pages ---------------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html><head><title>Tin huyện</title><style>p {color: red}</style></head><body>
<div class="main-menu"><a href="/">Trang chủ</a> <a href="/tin">Tin tức</a> <a href="/lh">Liên hệ</a></div>
<h1>Huyện Yên Minh công bố kết quả cải cách hành chính</h1>
<p>Huyện đã tiếp nhận <b>1.2</b>34 hồ sơ, đạt 98<i>,5</i>%<sup>1</sup>.&nbsp;Kết quả tốt.<br>Dòng hai.</p>
<ul><li>Ban hành 5 kế hoạch;</li><li>Kiểm tra 3 xã.</li></ul>
<table><caption>Bảng 1. Điểm các xã</caption>
<tr><th rowspan="2">Đơn vị</th><th colspan="2">Năm</th></tr><tr><th>2021</th><th>2022</th></tr>
<tr><td>Xã Mậu Duệ</td><td>80,1</td><td></td></tr></table>
<p>¹ Không tính hồ sơ trả lại. Trong kỳ không có hồ sơ quá hạn và không có phản ánh, kiến nghị nào.</p>
<script>var x = "Lượt truy cập 99";</script>
<div class="tin-lien-quan"><ul><li><a>Huyện khác đạt 90 điểm</a></li>
<li><a>Tin hai</a></li><li><a>Tin ba</a></li></ul></div>
</body></html>"""


def test_a_web_page_loses_menus_scripts_and_other_stories(tmp_path: Path) -> None:
    text = load(saved(tmp_path, PAGE, "tin.html")).text
    for gone in ("Trang chủ", "var x", "color", "Huyện khác"):
        assert gone not in text


def test_numbers_of_a_web_page_are_never_torn_apart(tmp_path: Path) -> None:
    text = load(saved(tmp_path, PAGE, "tin.html")).text
    assert "Huyện đã tiếp nhận 1.234 hồ sơ, đạt 98,5%¹. Kết quả tốt.\nDòng hai." in text


def test_headings_and_lists_of_a_web_page_keep_their_signs(tmp_path: Path) -> None:
    text = load(saved(tmp_path, PAGE, "tin.html")).text
    assert "# Huyện Yên Minh công bố" in text
    assert "- Ban hành 5 kế hoạch;" in text


def test_a_web_table_is_one_line_per_row_with_its_cells_recorded(tmp_path: Path) -> None:
    document = load(saved(tmp_path, PAGE, "tin.html"))
    assert cells(document) == [["Đơn vị", "Năm", None], [None, "2021", "2022"], ["Xã Mậu Duệ", "80,1", None]]
    assert "Xã Mậu Duệ | 80,1 | \n" in document.text
    caption = document.tables[0].caption
    assert caption is not None
    assert caption.of(document.text) == "Bảng 1. Điểm các xã"


def test_a_table_that_only_lays_out_a_letterhead_is_no_table(tmp_path: Path) -> None:
    page = (
        "<table><tr><td><b>ỦY BAN NHÂN DÂN<br>HUYỆN YÊN MINH</b><p>Số: 15/BC-UBND</p></td>"
        "<td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><p>Yên Minh, ngày 05 tháng 7 năm "
        "2022</p></td></tr></table>"
        f"<p><b>BÁO CÁO</b></p><p><b>Công tác cải cách hành chính</b></p><p>{SENTENCE}</p>"
    )
    document = load(saved(tmp_path, page, "bc.htm"))
    assert document.tables == ()
    assert document.header.number is not None
    assert document.header.number.value == "15/BC-UBND"
    assert document.header.issuer is not None
    assert document.header.issuer.value == "UBND huyện Yên Minh"


def test_a_web_page_saved_as_txt_is_read_as_a_web_page(tmp_path: Path) -> None:
    assert "<p>" not in load(saved(tmp_path, PAGE, "tin.txt")).text


def test_a_careless_class_name_does_not_cost_the_report(tmp_path: Path) -> None:
    page = f'<html><body><div class="sidebar"><p>{SENTENCE}</p><p>{SENTENCE}</p></div><p>Hết.</p></body></html>'
    assert load(saved(tmp_path, page, "tin.html")).text.count("1.872") == 2


def test_a_page_nested_deeper_than_any_recursion_is_read(tmp_path: Path) -> None:
    page = "<div>" * 3000 + f"<p>{SENTENCE}</p>" + "</div>" * 3000
    assert SENTENCE in load(saved(tmp_path, page, "tin.html")).text


TAGS = [
    *("<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<li>", "<br>", "<b>", "</b>", "<sup>1</sup>"),
    *("80,1", "Xã A", "&#769;", "<caption>", "</div>", "<td colspan=9>", "<th rowspan=3>", "<ul>", "<h2>"),
]


@given(st.lists(st.sampled_from(TAGS), max_size=40))
def test_any_mixture_of_tags_reads_with_cells_in_place(tags: list[str]) -> None:
    reading = read_page("".join(tags))
    assert unicodedata.is_normalized("NFC", reading.text)
    assert reading.text.count("80,1") == tags.count("80,1")
    for table in reading.tables:
        for cell in (cell for row in table.rows for cell in row if cell):
            assert cell.of(reading.text).strip() == cell.of(reading.text)
            assert "|" not in cell.of(reading.text)


# --- tables in plain text ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "drawn",
    [
        "| Năm | Điểm | Hạng |\n|---|---|---|\n| 2022 | 80,1 | 5/12 |\n| 2023 |  | 3/12 |\n",
        "+-----+------+------+\n| Năm | Điểm | Hạng |\n+=====+======+======+\n| 2022 | 80,1 | 5/12 |\n"
        "| 2023 | | 3/12 |\n",
        "Năm | Điểm | Hạng\n2022 | 80,1 | 5/12\n2023 | | 3/12\n",
        "Năm\tĐiểm\tHạng\n2022\t80,1\t5/12\n2023\t\t3/12\n",
    ],
)
def test_tables_drawn_in_plain_text_are_recorded_cell_by_cell(tmp_path: Path, drawn: str) -> None:
    document = load(saved(tmp_path, f"{SENTENCE}\n\nBảng 1. Kết quả\n{drawn}\n{SENTENCE}\n"))
    assert cells(document) == [["Năm", "Điểm", "Hạng"], ["2022", "80,1", "5/12"], ["2023", None, "3/12"]]
    assert document.tables[0].caption is not None


def test_columns_set_apart_by_blanks_are_a_table(tmp_path: Path) -> None:
    drawn = "Đơn vị        Điểm    Hạng\nXã Mường Tùng  80,1    2\nXã Sa Lông     79,9    3\n"
    assert cells(load(saved(tmp_path, f"{SENTENCE}\n\n{drawn}")))[1] == ["Xã Mường Tùng", "80,1", "2"]


def test_a_letterhead_in_two_columns_and_wide_gaps_in_sentences_are_no_tables() -> None:
    assert (
        find_tables("ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHUYỆN A\tĐộc lập - Tự do\nSố\tngày\n") == ()
    )
    assert find_tables("Huyện đã  ban hành văn bản.\nXã đã  làm.\nKết quả  tốt.\n") == ()


# --- the sidecar file --------------------------------------------------------------------------------------


def with_sidecar(folder: Path, sidecar: str | bytes) -> Path:
    path = saved(folder, "Công tác cải cách hành chính của huyện được quan tâm, đạt 80,1 điểm.\n")
    saved(folder, sidecar, "bao-cao.txt.meta.yaml")
    return path


def test_a_sidecar_says_what_the_report_does_not(tmp_path: Path) -> None:
    sidecar = (
        "unit: huyện Mường Chà\nprovince: Điện Biên\nperiod: 6 tháng đầu năm 2023\ntitle: Báo cáo sơ kết\n"
        "number: 12/BC-UBND\nissuer: UBND huyện Mường Chà\nissued_on: 2023-06-15\nkind: Báo cáo\n"
    )
    document = load(with_sidecar(tmp_path, sidecar))
    header = document.header
    assert document.unit is not None
    assert (document.unit.name, document.unit.level) == ("huyện Mường Chà", Level.DISTRICT)
    assert document.unit.parent == "tỉnh Điện Biên"
    assert header.period == Period.of_months(2023, 1, 6)
    assert document.title == "Báo cáo sơ kết"
    assert header.issued_on is not None
    assert (header.issued_on.value, header.issued_on.span) == ("2023-06-15", None)


def test_a_sidecar_may_be_written_in_vietnamese(tmp_path: Path) -> None:
    document = load(with_sidecar(tmp_path, "đơn vị: xã Sa Lông\nkỳ báo cáo: 2021\nngày ban hành: 5/1/2022\n"))
    assert document.unit is not None
    assert document.unit.bare == "Sa Lông"
    assert document.header.period == Period.of_year(2021)
    assert str(document.date) == "2022-01-05"


def test_an_empty_sidecar_changes_nothing(tmp_path: Path) -> None:
    assert load(with_sidecar(tmp_path, "# chưa điền\nunit:\n")).unit is None


@pytest.mark.parametrize(
    ("sidecar", "told"),
    [
        ("donvi: huyện A\n", "donvi"),
        ("unit: [a\n", "dòng"),
        ("chỉ một dòng chữ", "khóa: giá trị"),
        ("period: lâu lắm rồi\n", "Kỳ báo cáo viết như"),
        ("issued_on: 31/02/2023\n", "Ngày viết như"),
        ("unit: abc\n", "Đơn vị viết như"),
        ("title: [a, b]\n", "một dòng chữ"),
        (b"\xff\xfe\xff", "UTF-8"),
    ],
)
def test_a_bad_sidecar_is_refused_by_name(tmp_path: Path, sidecar: str | bytes, told: str) -> None:
    reason = refused(with_sidecar(tmp_path, sidecar))
    assert "bao-cao.txt.meta.yaml" in reason
    assert told in reason


def test_signs_that_no_text_can_hold_are_left_out_of_a_web_page() -> None:
    page = (
        "<body><nav>Menu&#7;</nav>&#x0B;<p>Huyện\x02 đạt 80&#44;41 điểm&#1;<sup>1&#xFFFF;</sup>&#99999999;</p></body>"
    )
    assert "Huyện đạt 80,41 điểm" in read_page(page).text

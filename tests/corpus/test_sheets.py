"""A spreadsheet is read as Excel shows it in a Vietnamese office, and nothing hidden is read."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts import extract_facts
from corpus.load import load
from corpus.model import CorpusError, Document
from corpus.readers.reading import ReadingError
from corpus.readers.sheets import read_csv, read_xlsx, shown
from tests.corpus.formats import saved, workbook
from tests.corpus.test_docx import CHANGES, damaged, with_part
from tests.corpus.test_formats import QUARTER

Cells = list[list[object]]


def book(*sheets: tuple[str, Cells]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return made


def opened(folder: Path, raw: bytes, name: str = "bang.xlsx") -> Document:
    path = folder / name
    path.write_bytes(raw)
    return load(path)


RANKING: Cells = [
    ["UBND HUYỆN MƯỜNG CHÀ"],
    ["BẢNG XẾP HẠNG CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2023"],
    ["ĐVT: điểm"],
    [],
    ["TT", "Đơn vị", "Điểm", "Xếp hạng"],
    [1, "Xã Mường Tùng", 80.25, "02/12"],
    [2, "Xã Sa Lông", 82.07, "01/12"],
    [],
    ["Ghi chú: xã Na Sang chưa gửi báo cáo, số liệu tính đến ngày 31/12/2023."],
]


# --- cells as shown ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (78.65, "0.00", "78,65"),
        (78.6, "0.00", "78,60"),
        (78.65, "General", "78,65"),
        (0.1 + 0.2, "General", "0,3"),
        (2023, "General", "2023"),
        (12345, "#,##0", "12.345"),
        (12345678, "#,##0", "12.345.678"),
        (1234.5, "#,##0.00", "1.234,50"),
        (0.9915, "0.00%", "99,15%"),
        (0.5, "0%", "50%"),
        (7, "00", "07"),
        (5, '0"/12"', "5/12"),
        (80.41, '0.00" điểm"', "80,41 điểm"),
        (-3, "+0;-0;0", "-3"),
        (3, "+0;-0;0", "+3"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (1500000, "#,##0,", "1.500"),
        (69639646, '_-* #,##0 "₫"_-', "69.639.646 ₫"),
        (2.345, "0.00", "2,35"),
        (0.5, "#.##", ",5"),
        ("78,65", "General", "78,65"),
        ("05/08", "General", "05/08"),
        ("12.345", "@", "12.345"),
        (True, "General", "TRUE"),
        ("#N/A", "General", ""),
        (datetime(2024, 8, 5), "mm-dd-yy", "05/08/2024"),
        (datetime(2024, 8, 5), "dd/mm/yyyy", "05/08/2024"),
        (datetime(2024, 8, 5), "yyyy-mm-dd", "05/08/2024"),
        (datetime(2024, 8, 5), "mm/yyyy", "08/2024"),
        (datetime(2024, 8, 5), "dd/mm", "05/08"),
        (datetime(2024, 8, 5), "d-mmm", "ngày 5 tháng 8"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: object, form: str, expected: str) -> None:
    assert shown(value, form) == expected


@given(
    st.one_of(st.floats(), st.integers(), st.text(max_size=20)),
    st.text(alphabet='#0?.,%;"E+-@_*[]\\ dmyh', max_size=20),
)
def test_any_value_under_any_format_is_shown_somehow(value: object, form: str) -> None:
    assert isinstance(shown(value, form), str)


def test_a_formula_gives_the_value_last_computed(tmp_path: Path) -> None:
    # openpyxl writes no computed values: this is a sheet as Excel saves it.
    cell = '<c r="B2"><f>RANK(A2,A2:A9)</f><v>4</v></c>'
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="str"><v>Điểm</v></c><c r="B1" t="str"><v>Hạng</v></c></row>'
        f'<row r="2"><c r="A2"><v>80.5</v></c>{cell}</row></sheetData></worksheet>'
    )
    raw = with_part(saved(book(("Sheet1", [["x"]]))), "xl/worksheets/sheet1.xml", sheet.encode())
    assert "80,5 | 4" in opened(tmp_path, raw).text


# --- sheets ------------------------------------------------------------------------------------------------


def test_titles_stand_above_the_table_and_notes_below(tmp_path: Path) -> None:
    document = opened(tmp_path, saved(book(("Sheet1", RANKING))))
    (table,) = document.tables
    text = document.text
    assert text.startswith("UBND HUYỆN MƯỜNG CHÀ\n\nBẢNG XẾP HẠNG CHỈ SỐ")
    assert table.caption is not None
    assert "ĐVT: điểm" in table.caption.of(text)
    assert [len(row) for row in table.rows] == [4, 4, 4]
    assert text.index("Ghi chú") > table.span.end
    assert document.unit is not None
    assert document.unit.name == "huyện Mường Chà"
    assert [(f.subject, f.text, f.measure, f.indicator) for f in extract_facts(document)] == [
        ("xã Mường Tùng", "80,25", "score", "par_index"),
        ("xã Mường Tùng", "02/12", "rank", "par_index"),
        ("xã Sa Lông", "82,07", "score", "par_index"),
        ("xã Sa Lông", "01/12", "rank", "par_index"),
    ]


def test_what_is_hidden_is_not_read(tmp_path: Path) -> None:
    made = book(("Kết quả", RANKING), ("Nháp", [["a", "99,99"], ["b", "88,88"]]))
    made["Nháp"].sheet_state = "hidden"
    made["Kết quả"].row_dimensions[7].hidden = True
    made["Kết quả"].column_dimensions["D"].hidden = True
    text = opened(tmp_path, saved(made)).text
    assert "80,25" in text
    for gone in ("99,99", "82,07", "01/12", "Xếp hạng"):
        assert gone not in text


def test_each_further_sheet_is_headed_by_its_name(tmp_path: Path) -> None:
    rows: Cells = [["Đơn vị", "SIPAS 2023 (%)"], ["Xã Sa Lông", 91.5], ["Xã Na Sang", 88.1]]
    text = opened(tmp_path, saved(book(("Xếp hạng", RANKING), ("Hài lòng", rows)))).text
    assert text.startswith("UBND")
    assert "# Hài lòng\n\nĐơn vị | SIPAS 2023 (%)\nXã Sa Lông | 91,5" in text


def test_a_signature_beside_the_table_is_no_row_of_it(tmp_path: Path) -> None:
    rows: Cells = [*RANKING[:7], ["Nơi nhận:", None, "TM. ỦY BAN NHÂN DÂN"], ["- UBND tỉnh;", None, "CHỦ TỊCH"]]
    document = opened(tmp_path, saved(book(("Sheet1", rows))))
    assert len(document.tables[0].rows) == 3
    assert "Nơi nhận:\nTM. ỦY BAN NHÂN DÂN" in document.text


def test_one_cell_far_below_does_not_make_reading_long() -> None:
    made = book(("Sheet1", RANKING))
    made["Sheet1"]["XFD1048576"] = "cuối"
    assert read_xlsx(saved(made)).text.rstrip().endswith("cuối")


# --- csv ---------------------------------------------------------------------------------------------------

PLAIN = 'TT;Đơn vị;Điểm;Hạng\n1;Xã Mường Tùng;80,25;02/12\n2;"Xã Sa\nLông; mới";82,07;01/12\n'


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_file_is_read_whatever_sets_its_cells_apart(delimiter: str, encoding: str) -> None:
    reading = read_csv(PLAIN.replace(";", delimiter).replace(f"{delimiter} mới", "; mới").encode(encoding))
    (table,) = reading.tables
    assert [[c.of(reading.text) if c else "" for c in row] for row in table.rows] == [
        ["TT", "Đơn vị", "Điểm", "Hạng"],
        ["1", "Xã Mường Tùng", "80,25", "02/12"],
        ["2", "Xã Sa Lông; mới", "82,07", "01/12"],
    ]


def test_commas_set_cells_apart_where_figures_are_quoted() -> None:
    reading = read_csv('TT,Đơn vị,Điểm\n1,Xã Sa Lông,"82,07"\n2,Xã Na Sang,"75,90"\n'.encode())
    assert "1 | Xã Sa Lông | 82,07" in reading.text


def test_the_line_that_names_the_delimiter_is_no_text() -> None:
    assert read_csv("sep=;\nTT;Điểm\n1;80,25\n".encode()).text.startswith("TT | Điểm\n1 | 80,25")


# --- what is refused ---------------------------------------------------------------------------------------


def test_a_broken_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    raw = with_part(saved(book(("Sheet1", RANKING))), "xl/workbook.xml", b"<workbook")
    with pytest.raises(CorpusError, match="hỏng"):
        opened(tmp_path, raw)


def test_a_workbook_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'
    with pytest.raises(CorpusError, match="XML"):
        opened(tmp_path, with_part(saved(book(("Sheet1", RANKING))), "xl/sharedStrings.xml", bomb))


def test_a_web_table_saved_as_a_workbook_is_read(tmp_path: Path) -> None:
    rows = "<tr><td>Đơn vị</td><td>Điểm</td></tr><tr><td>Xã A</td><td>80,1</td></tr>"
    page = f"<html><body><table>{rows}</table></body></html>"
    assert "Xã A | 80,1" in opened(tmp_path, page.encode(), "bang.xls").text
    assert "Xã A | 80,1" in opened(tmp_path, "Đơn vị;Điểm\nXã A;80,1\n".encode(), "bang.xlsx").text


SAMPLE = workbook(QUARTER)


@given(CHANGES, st.sampled_from(["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", ""]))
def test_any_damage_gives_a_reading_or_a_clear_refusal(changes: list[tuple[int, int]], name: str) -> None:
    if name:
        import zipfile

        with zipfile.ZipFile(BytesIO(SAMPLE)) as package:
            raw = with_part(SAMPLE, name, damaged(package.read(name), changes))
    else:
        raw = damaged(SAMPLE, changes)
    try:
        text = read_xlsx(raw).text
    except ReadingError as refusal:
        text = refusal.key
    assert isinstance(text, str)


@given(st.binary(max_size=300))
def test_any_bytes_as_csv_give_a_reading_or_a_clear_refusal(raw: bytes) -> None:
    from corpus.readers.encodings import NotTextError, UnknownEncodingError

    try:
        text = read_csv(raw).text
    except (ReadingError, NotTextError, UnknownEncodingError) as refusal:
        text = str(refusal)
    assert isinstance(text, str)

"""The same report gives the same facts in every format, each at its place in the text."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.facts import extract_facts
from corpus.load import load
from corpus.model import Document
from corpus.outline import outline
from corpus.split import split
from tests.corpus.formats import BUILDERS, SHEETS, Contents, Grid, Heading

QUARTER = Contents(
    left=("ỦY BAN NHÂN DÂN", "HUYỆN MƯỜNG CHÀ", "Số: 215/BC-UBND"),
    right=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Mường Chà, ngày 05 tháng 01 năm 2024"),
    title=("BÁO CÁO", "Kết quả công tác cải cách hành chính năm 2023"),
    body=(
        "Thực hiện chương trình công tác năm, Ủy ban nhân dân huyện Mường Chà báo cáo kết quả như sau:",
        Heading(1, "I. KẾT QUẢ ĐẠT ĐƯỢC"),
        Heading(2, "1. Công tác chỉ đạo, điều hành"),
        "Năm 2023, Chỉ số cải cách hành chính của huyện đạt 81,36 điểm, xếp thứ 4/10 huyện, thị xã, thành phố{1}.",
        "Huyện đã ban hành 27 văn bản chỉ đạo và tổ chức 06 cuộc kiểm tra tại các xã.",
        Heading(2, "2. Cải cách thủ tục hành chính"),
        "Tổng số hồ sơ tiếp nhận là 18.204 hồ sơ, trong đó giải quyết đúng hạn 17.930 hồ sơ, đạt 98,49%{2}.",
        Grid(
            "Bảng 1. Chỉ số cải cách hành chính của các xã năm 2022 và năm 2023",
            (
                ("TT", "Đơn vị", "Điểm", "<", "Xếp hạng năm 2023"),
                ("^", "^", "Năm 2022", "Năm 2023", "^"),
                ("1", "Xã Mường Tùng", "78,10", "80,25", "2"),
                ("2", "Xã Sa Lông", "79,64", "82,07", "1"),
                ("3", "Xã Na Sang", "-", "75,90", "3"),
            ),
            heads=2,
        ),
        Heading(1, "II. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024"),
        "Phấn đấu năm 2024 Chỉ số cải cách hành chính của huyện đạt từ 84 điểm trở lên.",
        Grid(
            "Bảng 2. Một số chỉ tiêu chủ yếu",
            (
                ("Chỉ tiêu", "Kết quả năm 2023", "Mục tiêu năm 2024"),
                ("Hồ sơ nộp trực tuyến (%)", "61,5", "75"),
                ("Hồ sơ giải quyết đúng hạn (%)", "98,49", "99"),
            ),
        ),
    ),
    notes=("Theo Quyết định số 12/QĐ-UBND ngày 03 tháng 01 năm 2024.", "Không tính 41 hồ sơ do người dân rút lại."),
    recipients=("UBND tỉnh Điện Biên", "Sở Nội vụ"),
    signature=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Thanh"),
)


@pytest.fixture(params=sorted(BUILDERS))
def report(request: pytest.FixtureRequest, tmp_path: Path) -> Document:
    return built(tmp_path, QUARTER, request.param)


def built(folder: Path, contents: Contents, suffix: str) -> Document:
    path = folder / f"bao-cao{suffix}"
    path.write_bytes((BUILDERS | SHEETS)[suffix](contents))
    return load(path)


Told = tuple[str, str, str, str, str, str, str]


def told(document: Document) -> list[Told]:
    found = [
        (f.subject, f.indicator, f.measure, f.text, f.period.label if f.period else "", f.status.value, f.unit)
        for f in extract_facts(document)
    ]
    return sorted(found)


def test_every_format_gives_the_same_facts(tmp_path: Path) -> None:
    expected = told(built(tmp_path, QUARTER, ".txt"))
    assert len(expected) > 15
    for suffix in BUILDERS:
        assert told(built(tmp_path, QUARTER, suffix)) == expected, suffix


def test_every_format_gives_the_same_letterhead_and_signature(report: Document) -> None:
    header = report.header
    assert header.number is not None
    assert header.number.value == "215/BC-UBND"
    assert header.issuer is not None
    assert header.issuer.value == "UBND huyện Mường Chà"
    assert str(report.date) == "2024-01-05"
    assert report.title == "Kết quả công tác cải cách hành chính năm 2023"
    assert header.signer is not None
    assert header.signer.value == "Lò Văn Thanh"
    assert [r.value for r in header.recipients] == ["UBND tỉnh Điện Biên", "Sở Nội vụ"]
    assert report.unit is not None
    assert report.unit.name == "huyện Mường Chà"


def test_every_fact_passage_and_cell_stands_at_its_place_in_every_format(report: Document) -> None:
    text = report.text
    assert all(fact.span.of(text) == fact.text for fact in extract_facts(report))
    assert all(fact.sentence.contains(fact.span) for fact in extract_facts(report))
    assert all(passage.span.of(text) == passage.text for passage in split(report))
    for table in report.tables:
        for cell in (cell for row in table.rows for cell in row if cell):
            assert cell.of(text).strip() == cell.of(text)
            assert "|" not in cell.of(text)


def test_every_format_has_the_same_headings(tmp_path: Path) -> None:
    def headings(document: Document) -> list[str]:
        said = (block.span.of(document.text) for block in outline(document) if block.kind.value == "heading")
        return [words.strip("# ") for words in said]

    for suffix in BUILDERS:
        assert headings(built(tmp_path, QUARTER, suffix))[:3] == [
            "I. KẾT QUẢ ĐẠT ĐƯỢC",
            "1. Công tác chỉ đạo, điều hành",
            "2. Cải cách thủ tục hành chính",
        ], suffix


@pytest.mark.parametrize("suffix", sorted(SHEETS))
def test_a_spreadsheet_gives_the_facts_of_its_tables(tmp_path: Path, suffix: str) -> None:
    whole = built(tmp_path, QUARTER, ".docx")
    expected = [f for f in extract_facts(whole) if any(t.span.contains(f.span) for t in whole.tables)]
    sheet = built(tmp_path, QUARTER, suffix)
    kept = [(f.subject, f.indicator, f.measure, f.text, f.period, f.status) for f in extract_facts(sheet)]
    assert sorted(kept, key=str) == sorted(
        [(f.subject, f.indicator, f.measure, f.text, f.period, f.status) for f in expected], key=str
    )


def printed_by_chromium(folder: Path) -> Path:
    (folder / "trang.html").write_bytes(BUILDERS[".html"](QUARTER))
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    options += ["--no-pdf-header-footer", f"--user-data-dir={folder / 'nguoi-dung'}"]
    run(["chromium", *options, f"--print-to-pdf={folder / 'in.pdf'}", str(folder / "trang.html")])
    return folder / "in.pdf"


def exported_by_libreoffice(folder: Path) -> Path:
    (folder / "in.docx").write_bytes(BUILDERS[".docx"](QUARTER))
    own = f"-env:UserInstallation=file://{folder / 'nguoi-dung'}"
    run(["soffice", own, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "in.docx")])
    return folder / "in.pdf"


def run(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    subprocess.run(command, check=True, capture_output=True, timeout=120)


@pytest.mark.parametrize("make", [printed_by_chromium, exported_by_libreoffice])
def test_a_pdf_that_another_program_made_gives_the_same_facts(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    document = load(make(tmp_path))
    assert told(document) == told(built(tmp_path, QUARTER, ".txt"))
    assert document.header.signer is not None
    assert document.header.signer.value == "Lò Văn Thanh"

"""The same report gives the same answers in every format an office keeps, each cited at its place and page."""

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from corpus.readers import encodings, office
from index.database import open_database
from index.reader import Index, open_index
from qa.assistant import Assistant
from qa.model import Answer
from qa.shelves.lineage import lineage
from tests.corpus.formats import (
    Builder,
    Contents,
    Grid,
    Heading,
    markdown_report,
    pdf_report,
    semicolons,
    text_report,
    web_report,
    word_report,
    workbook,
)
from tests.fakes import HashingEmbedder, update

REPORT = Contents(
    left=("ỦY BAN NHÂN DÂN", "HUYỆN ĐỒI CHÈ", "Số: 318/BC-UBND"),
    right=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Đồi Chè, ngày 12 tháng 12 năm 2023"),
    title=("BÁO CÁO", "Kết quả công tác cải cách hành chính năm 2023"),
    body=(
        "Thực hiện kế hoạch công tác năm 2023, Ủy ban nhân dân huyện Đồi Chè báo cáo kết quả như sau:",
        Heading(1, "I. KẾT QUẢ ĐẠT ĐƯỢC"),
        Heading(2, "1. Công tác chỉ đạo, điều hành"),
        "Năm 2023, Chỉ số cải cách hành chính của huyện đạt 84,27 điểm, xếp thứ 3/11 huyện, thị xã{1}.",
        "Ủy ban nhân dân huyện đã ban hành 34 văn bản chỉ đạo, tổ chức 07 cuộc kiểm tra tại các xã.",
        Heading(2, "2. Cải cách thủ tục hành chính"),
        "Trong năm 2023, huyện tiếp nhận 21.406 hồ sơ, đã giải quyết 20.988 hồ sơ, trong đó đúng hạn 20.715 hồ sơ, "
        "đạt tỷ lệ 98,7%{2}.",
        "- Tỷ lệ hồ sơ nộp trực tuyến đạt 64,2%;",
        "- Tỷ lệ thanh toán trực tuyến đạt 38,05%.",
        Grid(
            "Bảng 1. Điểm và xếp hạng cải cách hành chính của các xã",
            (
                ("TT", "Đơn vị", "Năm 2022", "<", "Năm 2023", "<"),
                ("^", "^", "Điểm", "Xếp hạng", "Điểm", "Xếp hạng"),
                ("1", "Xã Nậm Lúa", "77,15", "2", "81,30", "1"),
                ("2", "Xã Bản Sậy", "78,42", "1", "80,96", "2"),
                ("3", "Xã Suối Trầu", "70,08", "3", "74,51", "3"),
            ),
            heads=2,
        ),
        Heading(2, "3. Xây dựng, nâng cao chất lượng đội ngũ cán bộ, công chức"),
        "Huyện đã cử 126 lượt cán bộ, công chức đi đào tạo, bồi dưỡng; trong đó có 48 lượt công chức cấp xã học "
        "nghiệp vụ của bộ phận một cửa. Việc đánh giá, xếp loại cuối năm được làm công khai tại từng cơ quan.",
        "Công tác kiểm tra kỷ luật, kỷ cương hành chính được duy trì hằng quý; kết quả kiểm tra được gửi tới các cơ "
        "quan để khắc phục, người đứng đầu chịu trách nhiệm báo cáo lại trước ngày cuối của quý tiếp theo.",
        Heading(1, "II. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN"),
        "Một số xã chưa bố trí đủ trang thiết bị cho bộ phận một cửa; công chức tư pháp còn kiêm nhiệm nhiều việc.",
        "Nguyên nhân chủ yếu là kinh phí cấp cho các xã vùng cao còn hạn hẹp.",
        Heading(1, "III. PHƯƠNG HƯỚNG NĂM 2024"),
        "Phấn đấu năm 2024 Chỉ số cải cách hành chính của huyện đạt từ 86 điểm trở lên.",
        Grid(
            "Bảng 2. Một số chỉ tiêu chủ yếu",
            (
                ("Chỉ tiêu", "Kết quả năm 2023", "Mục tiêu năm 2024"),
                ("Tỷ lệ hồ sơ số hóa (%)", "57,4", "80"),
                ("Tỷ lệ người dân hài lòng (%)", "91,36", "93"),
            ),
        ),
    ),
    notes=("Theo Quyết định số 45/QĐ-UBND ngày 04 tháng 12 năm 2023.", "Không tính 273 hồ sơ do công dân xin rút."),
    recipients=("UBND tỉnh Lam Sơn", "Sở Nội vụ"),
    signature=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Hà Văn Thuận"),
)

IN_TEXT = (
    "Năm 2023 chỉ số cải cách hành chính của huyện Đồi Chè đạt bao nhiêu điểm?",
    "Huyện Đồi Chè xếp thứ mấy về cải cách hành chính năm 2023?",
    "Năm 2023 huyện Đồi Chè ban hành bao nhiêu văn bản chỉ đạo?",
    "Năm 2023 huyện Đồi Chè tiếp nhận bao nhiêu hồ sơ?",
    "Tỷ lệ giải quyết hồ sơ đúng hạn của huyện Đồi Chè năm 2023?",
    "Tỷ lệ thanh toán trực tuyến của huyện Đồi Chè năm 2023 là bao nhiêu?",
    "Mục tiêu chỉ số cải cách hành chính năm 2024 của huyện Đồi Chè?",
    "Những hạn chế trong công tác cải cách hành chính năm 2023 của huyện Đồi Chè?",
    "Năm 2021 chỉ số cải cách hành chính của huyện Đồi Chè đạt bao nhiêu điểm?",
)
IN_TABLES = (
    "Năm 2023 xã Bản Sậy đạt bao nhiêu điểm cải cách hành chính?",
    "Năm 2022 xã Bản Sậy xếp hạng mấy về cải cách hành chính?",
    "Năm 2023 điểm cải cách hành chính của xã Nậm Lúa tăng bao nhiêu so với năm 2022?",
    "Tỷ lệ hồ sơ số hóa của huyện Đồi Chè năm 2023 là bao nhiêu?",
)
QUESTIONS = (*IN_TEXT, *IN_TABLES)


# --- the report in the formats of an office --------------------------------------------------------------


def plain(encoding: str) -> bytes:
    return text_report(REPORT).decode().encode(encoding)


def unmarked() -> str:
    """Return the report without marks of notes, which the old encodings have no places for."""
    body = (re.sub(r"\{\d\}", "", block) if isinstance(block, str) else block for block in REPORT.body)
    return text_report(replace(REPORT, body=tuple(body), notes=())).decode()


def in_tcvn3() -> bytes:
    codes = dict(zip(encodings._TCVN3_LETTERS, encodings._TCVN3_CODES, strict=True))
    small = (c if c.isascii() or c in codes else c.lower() for c in unmarked())  # it has no capitals with a tone
    return "".join(codes.get(c, c) for c in small).encode("latin-1")


def in_vni() -> bytes:
    written = {letter: pair for pair, letter in encodings._VNI.items()}
    return "".join(written.get(c, c) for c in unmarked()).encode("latin-1")


def packed() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("Năm 2023/báo cáo.docx", word_report(REPORT))
    return made.getvalue()


def scanned(form: str) -> bytes:
    with pdfium.PdfDocument(pdf_report(REPORT)) as document:
        first, *others = [page.render(scale=200 / 72, grayscale=True).to_pil().convert("L") for page in document]
    made = BytesIO()
    first.save(made, form, resolution=200, dpi=(200, 200), save_all=True, append_images=others)
    return made.getvalue()


def converted(target: str) -> bytes:
    return office.convert(word_report(REPORT), ".docx", target)


FORMATS: dict[str, Callable[[], bytes]] = {
    "bao-cao.md": partial(markdown_report, REPORT),
    "bao-cao.html": partial(web_report, REPORT),
    "bao-cao.docx": partial(word_report, REPORT),
    "bao-cao.pdf": partial(pdf_report, REPORT),
    "bao-cao.zip": packed,
    "utf-16.txt": partial(plain, "utf-16"),
    "utf-16-be.txt": partial(plain, "utf-16-be"),
    "tcvn3.txt": in_tcvn3,
    "vni.txt": in_vni,
}
TABLES: dict[str, Callable[[], bytes]] = {
    "bang.xlsx": partial(workbook, REPORT),
    "bang.csv": partial(semicolons, REPORT),
}
OLD: dict[str, Callable[[], bytes]] = {f"bao-cao.{name}": partial(converted, name) for name in ("doc", "odt", "rtf")}
SCANS: dict[str, Callable[[], bytes]] = {"quet.pdf": partial(scanned, "PDF"), "quet.tif": partial(scanned, "TIFF")}
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")


# --- what is asked of it ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """An index over one file, and what it answers."""

    index: Index
    answers: dict[str, Answer]


@contextmanager
def asked(folder: Path, **files: bytes) -> Iterator[Asked]:
    reports = folder / "reports"
    reports.mkdir()
    for name, content in files.items():
        (reports / name).write_bytes(content)
    embedder = HashingEmbedder()
    database = open_database("", folder / "data")
    summary = update(database, lambda: embedder, [reports])
    assert (len(summary.added), summary.unreadable, summary.partly_read) == (len(files), (), ())
    index = open_index(database, lambda: embedder)
    assistant = Assistant(index)
    yield Asked(index, {question: assistant.ask(question) for question in QUESTIONS})
    database.close()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    """The answers from the report as plain text: ten figures, one list, one refusal, as the report says them."""
    with asked(tmp_path_factory.mktemp("text"), **{"bao-cao.txt": text_report(REPORT)}) as found:
        answers = found.answers
    told = [
        "84,27",
        "3/11",
        "34",
        "21.406",
        "98,7%",
        "38,05%",
        "86",
        "trang thiết bị",
        "",
        "80,96",
        "1",
        "4,15",
        "57,4",
    ]
    assert all(part in answer.answer for part, answer in zip(told, answers.values(), strict=True))
    assert [q for q, answer in answers.items() if answer.status != "answered"] == [IN_TEXT[-1]]
    return answers


def said(answer: Answer) -> str:
    """Return what an answer says, whatever its line breaks, note marks and capitals."""
    return re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", " ".join(answer.answer.split())).casefold()


def page_words(content: bytes) -> list[set[str]]:
    """Return the words of each page of a PDF as another program reads them."""
    with pdfium.PdfDocument(content) as document:
        return [set(page.get_textpage().get_text_range().split()) for page in document]


def assert_cited_in_place(found: Asked, pages: list[set[str]]) -> None:
    """Every citation's quote stands at its span, and on the page told, where there are pages."""
    for answer in found.answers.values():
        for citation in answer.citations:
            document = found.index.document(citation.document_id)
            assert document is not None
            assert document.text[citation.start : citation.end] == citation.quote
            assert (citation.page is not None) == bool(pages)
            if citation.page is not None:
                words = [word for word in citation.quote.split() if word.isalnum()]
                on_page = [sum(word in page for word in words) for page in pages]
                assert on_page[citation.page - 1] == max(on_page), citation


@pytest.mark.parametrize("name", [*FORMATS, *(pytest.param(name, marks=needs_office) for name in OLD)])
def test_every_format_gives_the_answers_of_the_plain_text(
    tmp_path: Path, expected: dict[str, Answer], name: str
) -> None:
    content = (FORMATS | OLD)[name]()
    with asked(tmp_path, **{name: content}) as found:
        assert {q: said(a) for q, a in found.answers.items()} == {q: said(a) for q, a in expected.items()}
        assert_cited_in_place(found, page_words(content) if name.endswith(".pdf") else [])


@pytest.mark.parametrize("name", TABLES)
def test_a_spreadsheet_answers_what_stands_in_its_tables_and_nothing_else(
    tmp_path: Path, expected: dict[str, Answer], name: str
) -> None:
    with asked(tmp_path, **{name: TABLES[name]()}) as found:
        assert {q: said(found.answers[q]) for q in IN_TABLES} == {q: said(expected[q]) for q in IN_TABLES}
        assert all(not found.answers[q].facts for q in IN_TEXT)
        assert_cited_in_place(found, [])


@needs_tesseract
@pytest.mark.parametrize("name", SCANS)
def test_a_scan_gives_the_same_figure_or_none(tmp_path: Path, expected: dict[str, Answer], name: str) -> None:
    with asked(tmp_path, **{name: SCANS[name]()}) as found:
        right = 0
        for question, answer in found.answers.items():
            told = {fact.text for fact in answer.facts}
            assert told <= {fact.text for fact in expected[question].facts}, question
            right += said(answer) == said(expected[question])
        assert right >= 8, "hardly anything was read"
        assert_cited_in_place(found, page_words(pdf_report(REPORT)))


def test_a_report_kept_as_word_pdf_and_web_page_is_cited_once(tmp_path: Path, expected: dict[str, Answer]) -> None:
    kinds = {"bao-cao.pdf": pdf_report, "ban-luu.docx": word_report, "trang.html": web_report}
    with asked(tmp_path, **{name: make(REPORT) for name, make in kinds.items()}) as found:
        (cited,) = found.index.documents()
        assert {row.source for row in found.index.listed() if row.copy_of == cited.id} == {"bao-cao.pdf", "trang.html"}
        assert {q: said(a) for q, a in found.answers.items()} == {q: said(a) for q, a in expected.items()}
        assert {c.source for a in found.answers.values() for c in a.citations} == {"ban-luu.docx"}


CORRECTION = replace(
    REPORT,
    left=("ỦY BAN NHÂN DÂN", "HUYỆN ĐỒI CHÈ", "Số: 325/UBND-NV"),
    right=(*REPORT.right[:2], "Đồi Chè, ngày 20 tháng 12 năm 2023"),
    title=("ĐÍNH CHÍNH", "Báo cáo số 318/BC-UBND ngày 12 tháng 12 năm 2023"),
    body=(
        "Ủy ban nhân dân huyện Đồi Chè đính chính Báo cáo số 318/BC-UBND ngày 12 tháng 12 năm 2023 như sau:",
        "Chỉ số cải cách hành chính năm 2023 của huyện đã in 84,27 điểm; nay sửa lại là 84,72 điểm.",
    ),
    notes=(),
)


@pytest.mark.parametrize("kinds", [(pdf_report, word_report), (word_report, pdf_report), (web_report, text_report)])
def test_a_correction_in_another_format_corrects(tmp_path: Path, kinds: tuple[Builder, Builder]) -> None:
    suffixes = {pdf_report: "pdf", word_report: "docx", web_report: "html", text_report: "txt"}
    names = (f"bao-cao.{suffixes[kinds[0]]}", f"dinh-chinh.{suffixes[kinds[1]]}")
    files = {name: make(contents) for name, make, contents in zip(names, kinds, (REPORT, CORRECTION), strict=True)}
    with asked(tmp_path, **files) as found:
        together = lineage(found.index.listed())
        ids = {row.source: row.id for row in found.index.listed()}
        assert together[ids[names[0]]].corrected_by == (ids[names[1]],)
        answer = found.answers[IN_TEXT[0]]
        assert "84,72" in answer.answer
        assert answer.citations[0].source == names[1]

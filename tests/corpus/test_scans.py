"""A scan is read by its looks, says so, and is refused with the package to install where nothing can read it."""

import random
import shutil
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from corpus.facts import extract_facts
from corpus.load import load
from corpus.model import CorpusError, Document, Span
from corpus.readers import scans
from corpus.readers.page_images import boxes, page_image
from corpus.readers.pages import reading_of
from corpus.readers.pdf import sheet_of
from corpus.readers.reading import ReadingError
from corpus.readers.scans import with_marks
from corpus.readers.sheet import Sheet
from qa.reference import reference
from tests.corpus.papers import Paper

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")

RESULT = "Năm 2023, Chỉ số cải cách hành chính của huyện đạt 81,26 điểm, xếp hạng 7/12 huyện, thị xã."


def paper() -> Paper:
    made = Paper(size=15)
    made.letterhead(["ỦY BAN NHÂN DÂN", "HUYỆN PHÚ LÂM"], "87/BC-UBND", "Phú Lâm, ngày 05 tháng 01 năm 2024")
    made.heading("BÁO CÁO", "Kết quả công tác cải cách hành chính năm 2023")
    made.say(RESULT)
    made.say("Bảng 1. Điểm của các xã")
    made.ruled([["STT", "Đơn vị", "Điểm"], ["1", "Xã Bình An", "92,41"], ["2", "Xã Tân Lập", "88,75"]], (10, 50, 30))
    return made


def scan(made: Paper, turned: float = 0.0, page: int = 0) -> Image.Image:
    """Return a page as a scanner gives it: a little askew, soft and specked."""
    with pdfium.PdfDocument(bytes(made.output())) as document:
        picture = document[page].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    picture = picture.rotate(turned, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    picture = picture.filter(ImageFilter.GaussianBlur(0.5))
    chance = random.Random(7)
    for _ in range(800):
        picture.putpixel((chance.randrange(picture.width), chance.randrange(picture.height)), 60)
    return picture


def saved(folder: Path, name: str, *pictures: Image.Image) -> Path:
    path = folder / name
    first, *others = pictures
    more = {"save_all": True, "append_images": others} if others else {}
    first.save(path, resolution=200, dpi=(200, 200), **more)
    return path


def cells(document: Document) -> list[list[str]]:
    return [[cell.of(document.text) if cell else "" for cell in row] for row in document.tables[0].rows]


@needs_tesseract
@pytest.mark.parametrize(("name", "turned"), [("quet.pdf", 0.8), ("quet.png", -1.2)])
def test_a_scan_askew_is_read_with_its_letterhead_and_its_table(tmp_path: Path, name: str, turned: float) -> None:
    document = load(saved(tmp_path, name, scan(paper(), turned)))
    assert document.header.number is not None
    assert document.header.number.value == "87/BC-UBND"
    assert document.unit is not None
    assert document.unit.name == "huyện Phú Lâm"
    assert "đạt 81,26 điểm, xếp hạng 7/12" in document.text
    assert [row[1] for row in cells(document)[1:]] == ["Xã Bình An", "Xã Tân Lập"]


@needs_tesseract
def test_no_figure_is_taken_from_letters_that_were_recognised_without_being_sure(tmp_path: Path) -> None:
    blurred = scan(paper(), 0.8).filter(ImageFilter.GaussianBlur(1.6))
    document = load(saved(tmp_path, "mo.png", blurred))
    said = {fact.text for fact in extract_facts(document)}
    assert said <= {"81,26 điểm", "7/12", "92,41", "88,75"}
    assert document.doubts


@needs_tesseract
def test_a_scan_that_lies_on_its_side_is_turned(tmp_path: Path) -> None:
    assert "81,26 điểm" in load(saved(tmp_path, "quet.jpg", scan(paper(), 90))).text


@needs_tesseract
def test_only_pages_without_letters_are_recognised_and_their_citations_say_so(tmp_path: Path) -> None:
    path = tmp_path / "lan.pdf"
    whole = BytesIO()
    scan(paper()).save(whole, "PDF", resolution=200)
    with pdfium.PdfDocument.new() as joined:
        joined.import_pages(pdfium.PdfDocument(bytes(paper().output())))
        joined.import_pages(pdfium.PdfDocument(whole.getvalue()))
        joined.save(path)
    document = load(path)
    assert [page.sureness < 1 for page in document.pages] == [False, True]
    places = [document.text.index("81,26"), document.text.rindex("81,26")]
    assert "bản quét" not in reference(document, Span(places[0], places[0] + 5))
    assert reference(document, Span(places[1], places[1] + 5)).endswith("trang 2, đọc từ bản quét")


def test_words_that_were_recognised_as_one_are_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["'XãTânHòa", "dùng", "VNeID", "|", ".97,7"]
    table = {"text": words, "conf": [90.0] * 5, "left": [10, 200, 300, 400, 500], "top": [10] * 5, "width": [90] * 5}
    table |= {"height": [20] * 5, "block_num": [1] * 5, "par_num": [1] * 5, "line_num": [1] * 5}
    monkeypatch.setattr(scans.pytesseract, "image_to_data", lambda *_, **__: table)
    sheet = scans.scanned_sheet(Image.new("L", (600, 100), 255), 1)
    assert reading_of([sheet]).text.strip() == "Xã Tân Hòa dùng VNeID 97,7"


def test_a_page_as_large_as_a_field_is_drawn_no_larger_than_a_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "quet.pdf"
    scan(paper()).save(path, resolution=6)  # dots per inch: a page of seven metres
    drawn: list[int] = []

    def seen(picture: Image.Image, number: int, dots: float) -> Sheet:
        drawn.append(picture.width * picture.height)
        raise ReadingError("image_broken")

    monkeypatch.setattr(scans, "scanned_sheet", seen)
    with pdfium.PdfDocument(path) as document, pytest.raises(ReadingError):
        sheet_of(document[0], 1)
    assert drawn
    assert drawn[0] <= 1.01 * scans.MOST_PIXELS


MARKED = [
    ("Huyện xếp thứ 3/11^1 trong tỉnh, đạt 81,26^2 điểm.", {"3/11", "81,26 điểm", "81,26"}),
    ("Huyện tiếp nhận 20.715^4 hồ sơ, xếp thứ 7^7 cả tỉnh.", {"20.715", "7"}),
    ("Huyện có 41^12 thôn (41^8), hạng 1/5^9, đạt 98,7%^5.", {"41", "1/5", "98,7%"}),
]


@needs_tesseract
@pytest.mark.parametrize("turned", [0.0, 0.9])
def test_the_mark_of_a_note_is_never_read_as_a_digit_of_the_figure_before_it(tmp_path: Path, turned: float) -> None:
    made = Paper(size=13)
    for sentence, _ in MARKED:
        made.say(sentence)
    said = {fact.text for fact in extract_facts(load(saved(tmp_path, "quet.png", scan(made, turned))))}
    assert said
    assert said <= set().union(*(figures for _, figures in MARKED))


def drawn(*signs: tuple[int, int]) -> NDArray[np.bool_]:
    """Return a word as dark pixels: each sign from one row to another of twenty, two columns apart."""
    ink = np.zeros((20, 6 * len(signs)), bool)
    for order, (top, bottom) in enumerate(signs):
        ink[top:bottom, 6 * order : 6 * order + 4] = True
    return ink


DIGIT, RAISED, STOP = (4, 20), (0, 11), (17, 20)


@pytest.mark.parametrize(
    ("text", "signs", "read"),
    [
        ("3/111", (DIGIT, DIGIT, DIGIT, DIGIT, RAISED), "3/11¹"),
        ("1.87212.", (DIGIT, STOP, DIGIT, DIGIT, DIGIT, RAISED, RAISED, STOP), "1.872¹²."),
        ("(418)", ((2, 20), DIGIT, DIGIT, RAISED, (2, 20)), "(41⁸)"),
        ("98,7%5", (DIGIT, DIGIT, STOP, DIGIT, DIGIT, RAISED), "98,7%⁵"),
        ("3/111", (DIGIT, DIGIT, (4, 20), RAISED), None),  # two digits touch: which is raised?
        ("3/111", (DIGIT, DIGIT, DIGIT, DIGIT, DIGIT), "3/111"),
        ("12,", (DIGIT, DIGIT, (16, 20)), "12,"),
        ("12", (RAISED, RAISED), "12"),  # nothing to tell by
    ],
)
def test_raised_digits_are_told_by_their_place(text: str, signs: tuple[tuple[int, int], ...], read: str | None) -> None:
    assert with_marks(text, drawn(*signs)) == read


def test_a_scan_that_nothing_can_read_is_refused_with_the_package_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CorpusError, match="tesseract-ocr-vie"):
        load(saved(tmp_path, "quet.pdf", scan(paper())))


def test_where_some_pages_are_scans_that_nothing_can_read_the_others_are_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    made = paper()
    made.add_page()
    made.image(scan(paper()), x=0, y=0, w=210)
    document = load(made.save(tmp_path, "lan.pdf"))
    assert "81,26 điểm" in document.text
    (said,) = document.left_out
    assert "1 trang, còn 1 trang" in said
    assert "tesseract-ocr-vie" in said


# --- pictures of pages -------------------------------------------------------------------------------------


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_cited_place_is_found_on_the_picture_of_its_page_however_the_page_is_turned(
    tmp_path: Path, turned: int
) -> None:
    path = tmp_path / "bao-cao.pdf"
    with pdfium.PdfDocument(bytes(paper().output())) as file:
        file[0].set_rotation(turned)
        file.save(path)
    document = load(path)
    start = document.text.index("81,26")
    (box,) = boxes(path, document, Span(start, start + 5))
    picture = Image.open(BytesIO(page_image(path, box.page))).convert("L")
    width, height = picture.size
    edges = (box.left * width, box.top * height, box.right * width, box.bottom * height)
    inside = picture.crop(tuple(round(edge) for edge in edges))
    assert inside.getextrema()[0] < 100, "nothing is printed in the box"
    share = (box.right - box.left) * (box.bottom - box.top)
    assert 0.0002 < share < 0.003, "the box is not as large as a word"


def test_a_page_that_is_not_there_has_no_picture(tmp_path: Path) -> None:
    path = paper().save(tmp_path, "bao-cao.pdf")
    for number in (0, 2):
        with pytest.raises(IndexError):
            page_image(path, number)

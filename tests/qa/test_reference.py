"""How a place in a report is cited."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Document, Header, Page, Span, Stated
from qa.reference import reference, section, short_date

SPAN = Span(10, 20)


def report(**header: str) -> Document:
    stated = {name: Stated(value) for name, value in header.items()}
    return Document("a1", "001.txt", "x" * 100, Header(**stated))


def test_an_official_report_is_cited_by_kind_number_date_issuer_and_section():
    document = report(kind="BÁO CÁO", number="114/BC-UBND", issued_on="2024-03-25", issuer="UBND huyện Tân Hồng")
    headings = ["I. KẾT QUẢ THỰC HIỆN", "2. Cải cách thủ tục hành chính", "a) Kiểm soát thủ tục"]
    assert (
        reference(document, SPAN, headings)
        == "Báo cáo số 114/BC-UBND ngày 25/3/2024 của UBND huyện Tân Hồng, mục I.2.a"
    )


def test_a_web_story_is_cited_by_title_posting_day_and_file():
    document = report(kind="Tin", title="Huyện giữ vững ngôi đầu", posted_on="2020-07-02")
    assert reference(document, SPAN) == "Bài “Huyện giữ vững ngôi đầu” đăng ngày 02/7/2020, tệp 001.txt"


def test_a_report_that_says_nothing_of_itself_is_cited_by_its_file():
    assert reference(report(), SPAN) == "Tệp 001.txt"


def test_a_document_whose_kind_is_not_stated_gets_no_kind():
    assert reference(report(number="7/KH-UBND"), SPAN) == "Văn bản số 7/KH-UBND"


def test_a_report_without_a_number_is_told_apart_by_title_and_file():
    document = report(kind="Báo cáo", title="Công tác CCHC năm 2022", issuer="UBND xã Bình An")
    assert reference(document, SPAN) == "Báo cáo “Công tác CCHC năm 2022” của UBND xã Bình An, tệp 001.txt"


def test_a_number_left_open_for_the_clerk_is_not_cited():
    assert "số" not in reference(report(kind="Báo cáo", number="/BC-UBND", title="CCHC"), SPAN)


def test_paged_formats_name_the_page():
    document = Document(
        "a1", "b.pdf", "x" * 100, pages=(Page(1, Span(0, 15)), Page(2, Span(15, 60)), Page(3, Span(60, 100)))
    )
    assert reference(document, Span(20, 30)).endswith("trang 2")
    assert reference(document, Span(50, 70)).endswith("trang 2–3")


@pytest.mark.parametrize(
    ("headings", "cited"),
    [
        ([], ""),
        (["II. NHIỆM VỤ", "2. Tổ chức bộ máy", "2.1. Cấp huyện"], "mục II.2.1"),
        (["PHẦN II. PHƯƠNG HƯỚNG", "1. Mục tiêu"], "Phần II, mục 1"),
        (["Phần thứ nhất KẾT QUẢ", "III. Đánh giá"], "Phần thứ nhất, mục III"),
        (["PHỤ LỤC 2"], "Phụ lục 2"),
        (["B. PHƯƠNG HƯỚNG", "đ) Cải cách tài chính công"], "mục B.đ"),
        (["Kết quả đạt được"], ""),
        (["Kết quả", "## 3. Hạn chế"], "mục 3"),
    ],
)
def test_sections_are_cited_by_the_labels_they_bear(headings, cited):
    assert section(headings) == cited


def test_a_heading_without_a_number_is_cited_by_its_words_where_it_is_a_line_of_the_report():
    text = "Tin\n\n## **Kết quả đạt được:**\nNăm 2023 đạt 80 điểm.\nĐơn vị | Điểm năm 2023\nhuyện A | 80"
    document = Document("a1", "001.txt", text)
    assert reference(document, SPAN, ["**Kết quả đạt được:**"]) == "Tệp 001.txt, mục “Kết quả đạt được”"
    assert reference(document, SPAN, ["Điểm năm 2023"]) == "Tệp 001.txt"


def test_a_heading_as_long_as_a_paragraph_is_not_cited():
    text = "Trong năm " * 20
    assert reference(Document("a1", "001.txt", text), SPAN, [text.strip()]) == "Tệp 001.txt"


@given(st.dates(min_value=date(1900, 1, 1)))
def test_no_digit_can_be_put_before_a_small_day_or_month(day):
    assert re.fullmatch(r"(0[1-9]|[12]\d|3[01])/(0[12]|[3-9]|1[0-2])/\d{4}", short_date(day))


@given(st.lists(st.text(max_size=30), max_size=4))
def test_any_heading_can_be_cited(headings):
    assert isinstance(section(headings), str)

"""Passages are slices of the text, hold all of it, and never tear apart what belongs together."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Document, Passage, Span
from corpus.outline import outline
from corpus.readers.encodings import normalise
from corpus.readers.text import find_tables
from corpus.split import LONG, split
from corpus.vietnamese import sentences

LINES = [
    "",
    "",
    "UBND HUYỆN QUAN HÓA",
    "Số: 12/BC-UBND",
    "BÁO CÁO",
    "I. KẾT QUẢ ĐẠT ĐƯỢC",
    "1. Cải cách thể chế",
    "1.1. Kết quả",
    "a) Về thủ tục hành chính",
    "- Về số hóa hồ sơ:",
    "- Ban hành 05 văn bản;",
    "+ Cấp xã 12 cuộc.",
    "Huyện tiếp nhận 1.872 hồ sơ¹, đạt 99,2%. TP. Thanh Hóa xếp thứ nhất.",
    "trên địa",
    "bàn huyện năm 2023.",
    "¹ Cấp xã 1.204 hồ sơ.",
    "[1] Gồm 02 lớp.",
    "đã tập huấn[1]",
    "| Năm | Điểm |",
    "|---|---|",
    "| 2023 | 80,1 |",
    "- 2 -",
    "7",
    "Nơi nhận:",
    "- Như trên;",
    "CHỦ TỊCH",
    "Lượt truy cập: 12.345",
    "Các tin khác",
    "## Nhiệm vụ",
    "**Giải pháp**",
    "TT\tXã\tĐiểm",
    "1\tPhú Sơn\t80",
    "Đề án này " * 60 + "kết thúc.",
    "x" * 1700,
]


def document(text: str) -> Document:
    text = normalise(text)
    return Document("0123456789abcdef", "bao-cao.txt", text, tables=find_tables(text))


def covers(text: str, spans: list[Span]) -> bool:
    place = 0
    for span in spans:
        if span.start < place or text[place : span.start].strip():
            return False
        place = span.end
    return not text[place:].strip()


texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(LINES), max_size=40).map("\n".join),
    st.lists(st.sampled_from(LINES), max_size=25).map("\n\n".join),
)


@settings(max_examples=200)
@given(texts)
def test_passages_are_slices_in_order_that_hold_all_the_words(text: str) -> None:
    report = document(text)
    passages = split(report)
    assert all(p.text == report.text[p.span.start : p.span.end] for p in passages)
    assert covers(report.text, [p.span for p in passages])


@settings(max_examples=200)
@given(texts)
def test_blocks_are_in_order_and_hold_all_the_words_once(text: str) -> None:
    report = document(text)
    blocks = outline(report)
    assert covers(report.text, [b.span for b in blocks])
    spans = {b.span for b in blocks}
    assert all(b.continues in spans for b in blocks if b.continues)
    assert all(set(b.headings) <= spans for b in blocks)


@settings(max_examples=200)
@given(texts, st.data())
def test_sentences_are_in_order_and_hold_all_the_words(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    within = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = sentences(text, within)
    assert covers(text[within.start : within.end], [Span(s.start - start, s.end - start) for s in found])


def passages(text: str) -> list[Passage]:
    return split(document(text))


REPORT = """I. KẾT QUẢ

1. Cải cách thủ tục hành chính

Trong năm, Bộ phận Một cửa của huyện và các xã đã tiếp nhận 9.115 hồ sơ, giải quyết đúng hạn 98,4%¹.

2. Nhiệm vụ

Huyện tập trung vào các việc sau:

- Rà soát thủ tục hành chính đang áp dụng tại cấp xã;

- Đẩy mạnh thanh toán trực tuyến;

- Kiểm tra công vụ đột xuất mỗi quý 01 lần.

¹ Cấp huyện 99,1%; cấp xã 98,2%.
"""


def test_a_passage_never_runs_across_a_heading() -> None:
    found = passages(REPORT)
    assert not any("Bộ phận Một cửa" in p.text and "Nhiệm vụ" in p.text for p in found)


def test_a_passage_knows_the_headings_it_stands_under_outermost_first() -> None:
    one = next(p for p in passages(REPORT) if "9.115" in p.text)
    assert one.headings == ("I. KẾT QUẢ", "1. Cải cách thủ tục hành chính")


def test_short_items_of_one_list_stand_together_with_the_sentence_that_opens_it() -> None:
    one = next(p for p in passages(REPORT) if "thanh toán trực tuyến" in p.text)
    assert "tập trung vào các việc sau:" in one.text
    assert "đột xuất" in one.text


def test_a_footnote_is_a_passage_of_its_own_under_the_heading_of_its_mark() -> None:
    note = next(p for p in passages(REPORT) if "99,1%" in p.text)
    assert note.text == "¹ Cấp huyện 99,1%; cấp xã 98,2%."
    assert note.headings[-1] == "1. Cải cách thủ tục hành chính"


def test_a_long_paragraph_is_cut_only_between_sentences() -> None:
    sentence = "Ủy ban nhân dân xã Mường Lát đã giải quyết 1.872 hồ sơ theo Nghị định 34/2016/NĐ-CP, đạt 99,2%."
    found = passages(" ".join([sentence] * 40))
    assert len(found) > 3
    assert all(p.text.startswith("Ủy ban") and p.text.endswith("99,2%.") for p in found)
    assert all(len(p.text) <= LONG for p in found)


def test_a_sentence_too_long_for_a_reader_is_cut_at_a_semicolon() -> None:
    found = passages("Huyện đã: " + "; ".join(["hỗ trợ các xã rà soát thủ tục"] * 80) + ".")
    assert len(found) > 1
    assert all(p.text.endswith((";", ".")) for p in found)


def test_a_sentence_cut_by_a_page_break_stays_in_one_passage() -> None:
    first = "Các cơ quan chuyên môn thuộc huyện đã giao việc cụ thể đến từng công chức một cửa và thường xuyên kiểm"
    found = passages(f"- {first}\n\ntra, nhắc nhở các xã làm chậm.\n")
    assert any("kiểm" in p.text and "tra, nhắc nhở" in p.text for p in found)


def test_rows_far_from_the_head_of_their_table_carry_its_words_as_headings() -> None:
    rows = "\n".join(f"| Xã Tân Thành số {n} của huyện miền núi | {70 + n / 10} | {n} |" for n in range(1, 60))
    found = passages(f"Bảng 2. Kết quả chấm điểm các xã\n\n| Đơn vị | Điểm năm 2023 | Hạng |\n|---|---|---|\n{rows}\n")
    last = next(p for p in found if "số 59" in p.text)
    assert last.headings[-1] == "Đơn vị | Điểm năm 2023 | Hạng"
    assert "Bảng 2. Kết quả chấm điểm các xã" in last.headings


def test_a_row_is_never_cut_and_carries_every_head_row() -> None:
    long = "Đã rà soát thủ tục hành chính của các phòng; " * 30
    rows = [f"| Xã số {n} | 8{n % 10},10 | {long}|" for n in range(20)]
    heads = "| Đơn vị | Điểm | Kết quả |\n|---|---|---|\n| | Năm 2023 | Nội dung |"
    found = passages("\n".join(["Bảng 1. Kết quả các xã", heads, *rows]))
    for row in rows:
        holder = next(p for p in found if f"{row.split('|')[1]}|" in p.text)
        assert long.strip() in holder.text
    assert any("Điểm Năm 2023" in heading for heading in found[-1].headings)


def test_letterhead_and_signature_are_passages_too() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nHUYỆN QUAN HÓA\nSố: 12/BC-UBND\nQuan Hóa, ngày 05 tháng 01 năm 2024\nBÁO "
        "CÁO\nCải cách hành"
        " chính năm 2023\n\nTrong năm 2023, huyện đã ra 14 văn bản và tự kiểm tra 07 văn bản "
        "theo kế hoạch.\n\n"
        "Nơi nhận:\n- Sở Nội vụ;\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nHà Thị Nga\n"
    )
    found = passages(text)
    assert len(found) == 3
    assert "12/BC-UBND" in found[0].text
    assert "Hà Thị Nga" in found[2].text


@pytest.mark.parametrize(
    "whole",
    [
        "Huyện tiếp nhận 1.872 hồ sơ và đạt 99,2%.",
        "UBND TP. Huế ban hành kế hoạch.",
        "Theo Nghị định số 34/2016/NĐ-CP ngày 14/5/2016, huyện tự kiểm tra.",
        "Huyện trang bị máy tính, máy quét, v.v. cho các xã.",
        "1. Nhiệm vụ trọng tâm",
        "Báo cáo do ThS. Lò Văn Nam trình bày.",
        "Máy do kỹ sư J. A. Bell của hãng lắp.",
        "Huyện tiếp nhận 1. 872 hồ sơ.",
        "Xem tại www.tanhong.Gov.vn để biết.",
    ],
)
def test_a_sentence_is_not_cut_inside_a_number_or_an_abbreviation(whole: str) -> None:
    assert [s.of(whole) for s in sentences(whole, Span(0, len(whole)))] == [whole]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Huyện đạt 80,1 điểm. Xã đạt 79 điểm.", 2),
        ("Đúng quy định.Trong năm có 02 cuộc kiểm tra.", 2),
        ("Tiết kiệm điện, nước… Việc kê khai đúng hạn.", 2),
        ("Đạt 98,7%.⁴ Ngoài ra, có 02 phản ánh.", 2),
        ("Do xã trình UBND. Kết quả tốt.", 2),
        ("Đời sống ấm no. Dân tin.", 2),
        ("Dòng một\n\nDòng hai", 2),
    ],
)
def test_sentences_end_where_a_reader_hears_them_end(text: str, count: int) -> None:
    assert len(sentences(text, Span(0, len(text)))) == count

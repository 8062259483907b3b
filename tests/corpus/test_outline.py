"""The outline finds what heads what in the many ways offices number their reports."""

from corpus.model import Block, BlockKind, Document
from corpus.outline import outline
from corpus.readers.encodings import normalise
from corpus.readers.text import find_tables


def read(text: str) -> tuple[Document, tuple[Block, ...]]:
    text = normalise(text)
    document = Document("0123456789abcdef", "bao-cao.txt", text, tables=find_tables(text))
    return document, outline(document)


def seen(text: str) -> list[tuple[str, str, int]]:
    """Return kind, first words and depth of every block."""
    document, blocks = read(text)
    return [(b.kind.value, " ".join(b.span.of(document.text).split()[:3]), len(b.headings)) for b in blocks]


def heads(text: str) -> list[str]:
    document, blocks = read(text)
    return [b.span.of(document.text) for b in blocks if b.kind is BlockKind.HEADING]


def path(text: str, words: str) -> list[str]:
    """Return the headings above the block that holds these words."""
    document, blocks = read(text)
    block = next(b for b in blocks if words in b.span.of(document.text))
    return [span.of(document.text) for span in block.headings]


SECTION = "Trong năm, huyện đã ban hành đầy đủ các văn bản chỉ đạo, điều hành theo đúng kế hoạch."


def test_roman_numbers_digits_and_letters_nest_in_that_order() -> None:
    text = f"I. KẾT QUẢ\n1. Thể chế\na) Ban hành văn bản\n{SECTION}\n2. Bộ máy\n{SECTION}\nII. HẠN CHẾ\n{SECTION}\n"
    assert seen(text) == [
        ("heading", "I. KẾT QUẢ", 0),
        ("heading", "1. Thể chế", 1),
        ("heading", "a) Ban hành", 2),
        ("paragraph", "Trong năm, huyện", 3),
        ("heading", "2. Bộ máy", 1),
        ("paragraph", "Trong năm, huyện", 2),
        ("heading", "II. HẠN CHẾ", 0),
        ("paragraph", "Trong năm, huyện", 1),
    ]


def test_decimal_numbers_stand_below_their_first_number() -> None:
    text = (
        f"1. Thủ tục\n1.1. Kết quả đạt được\n{SECTION}\n1.2. Tồn tại, hạn chế\n{SECTION} Xong.\n2. Bộ máy\n{SECTION}\n"
    )
    assert path(text, "Xong.") == ["1. Thủ tục", "1.2. Tồn tại, hạn chế"]
    assert heads(text)[-1] == "2. Bộ máy"


def test_parts_stand_above_roman_numbers() -> None:
    text = (
        f"Phần thứ nhất\nKẾT QUẢ THỰC HIỆN\n\nI. Chỉ đạo\n\n{SECTION}\n\nPhần thứ hai\nPHƯƠNG HƯỚNG\n\nI. "
        f"Mục tiêu\n\n{SECTION} Xong.\n"
    )
    assert path(text, "Xong.")[0].startswith("Phần thứ hai")
    assert path(text, "Xong.")[-1] == "I. Mục tiêu"


def test_markdown_headings_nest_by_their_signs() -> None:
    text = f"# Báo cáo\n\n## Kết quả\n\n### 1. Thể chế\n\n{SECTION}\n\n## Hạn chế\n\n{SECTION} Xong.\n"
    assert path(text, "Xong.")[-1] == "## Hạn chế"
    assert "## Kết quả" not in path(text, "Xong.")


def test_bold_and_capital_lines_head_what_follows() -> None:
    text = f"KẾT QUẢ THỰC HIỆN\n\n**Công tác tuyên truyền**\n\n{SECTION} Xong.\n"
    assert path(text, "Xong.") == ["KẾT QUẢ THỰC HIỆN", "**Công tác tuyên truyền**"]


def test_a_dash_line_that_names_a_topic_heads_the_paragraph_below_it() -> None:
    text = (
        f"1. Công vụ\n\n- Về cơ cấu công chức theo vị trí việc làm:\n\n{SECTION}\n\n"
        f"- Phổ biến chính sách mới đến người dân.\n\n{SECTION} Xong.\n"
    )
    assert path(text, "Xong.") == ["1. Công vụ", "- Phổ biến chính sách mới đến người dân."]


def test_items_below_a_dash_heading_may_be_dashes_too() -> None:
    text = (
        "1. Công vụ\n\n- Đổi mới chương trình đào tạo:\n\n- Huyện đã cử 230 lượt công chức đi học.\n\n- Về "
        "kỷ luật:\n\nKhông có.\n"
    )
    assert path(text, "230 lượt")[-1] == "- Đổi mới chương trình đào tạo:"
    assert path(text, "Không có") == ["1. Công vụ", "- Về kỷ luật:"]


def test_tasks_in_a_list_are_items_not_headings() -> None:
    text = (
        "II. NHIỆM VỤ\n1. Đẩy mạnh tuyên truyền cải cách hành chính.\n2. Rà soát thủ tục hành chính cấp xã.\n"
        "3. Tăng cường kiểm tra công vụ.\n\nTrên đây là báo cáo của huyện, kính gửi Sở Nội vụ.\n"
    )
    kinds = [kind for kind, _, _ in seen(text)]
    assert kinds == ["heading", "item", "item", "item", "paragraph"]
    assert seen(text)[-1][2] == 0


def test_a_sentence_is_never_a_heading() -> None:
    for line in (
        "1. UBND huyện đã ra 14 văn bản",
        "a) Tỷ lệ hồ sơ đúng hạn đạt 98,5%",
        "- Công tác tham mưu của một số phòng còn chậm.",
        "Năm 2023, huyện đã hoàn thành kế hoạch",
    ):
        assert heads(f"{line}\n\n{SECTION}\n") == []


def test_an_item_may_begin_with_a_figure_and_a_figure_is_no_item() -> None:
    text = "I. MỤC TIÊU\n1. Đạt trên 85 điểm;\n2. 100% thủ tục được công khai.\n\n1.872 hồ sơ đã được giải quyết.\n"
    assert [kind for kind, _, _ in seen(text)] == ["heading", "item", "item", "paragraph"]


def test_a_sentence_goes_on_behind_footnotes_and_a_bare_page_number() -> None:
    text = (
        "Chỉ số cải cách hành chính của huyện xếp thứ 6/15, lĩnh vực hiện đại hóa được 12,4/16\n"
        "¹ Theo Quyết định số 55/QĐ-UBND của Ủy ban nhân dân tỉnh.\n2\nđiểm¹ và xếp loại Khá.\n"
    )
    document, blocks = read(text)
    assert [b.span.of(document.text) for b in blocks][2:] == ["2", "điểm¹ và xếp loại Khá."]
    assert blocks[3].continues == blocks[0].span


def test_a_label_with_its_figure_is_an_item() -> None:
    assert heads("1. Rà soát văn bản: 432 văn bản.\n- Còn hiệu lực: 400;\n- Hết hiệu lực: 32.\n") == []


def test_articles_of_a_resolution_head_their_points() -> None:
    text = (
        "Điều 1. Thông qua kế hoạch với các mục tiêu sau:\n1. Giảm 10% biên chế.\n2. Số hóa 80% hồ sơ.\n"
        "Điều 2. Thi hành\nGiao huyện.\n"
    )
    assert path(text, "80% hồ sơ") == ["Điều 1. Thông qua kế hoạch với các mục tiêu sau:"]
    assert path(text, "Giao huyện") == ["Điều 2. Thi hành"]


def test_page_numbers_that_count_up_are_boilerplate() -> None:
    text = f"{SECTION}\n2\n{SECTION}\n{SECTION}\n3\n{SECTION}\n"
    assert [words for kind, words, _ in seen(text) if kind == "boilerplate"] == ["2", "3"]


def test_a_heading_that_runs_into_its_text_is_told_apart_from_it() -> None:
    text = f"I. KẾT QUẢ\n2. Cải cách thể chế: {SECTION} {SECTION}\n3. Bộ máy\n{SECTION}\n"
    assert path(text, "điều hành theo")[-1] == "2. Cải cách thể chế:"


def test_a_report_without_headings_is_a_row_of_paragraphs() -> None:
    assert seen(f"{SECTION}\n{SECTION}\n") == [("paragraph", "Trong năm, huyện", 0)] * 2


def test_lines_broken_by_hand_are_one_paragraph() -> None:
    text = "Trong năm 2023, huyện đã tiếp nhận và giải\nquyết 9.115 hồ sơ của xã, thị\ntrấn, đạt\n98,5%.\n"
    assert seen(text) == [("paragraph", "Trong năm 2023,", 0)]


def test_a_dash_inside_a_name_broken_at_the_line_end_opens_no_item() -> None:
    text = "Huyện đã rà soát các thủ tục thuộc lĩnh vực Lao động\n- Thương binh và Xã hội giai đoạn 2021\n- 2025.\n"
    assert seen(text) == [("paragraph", "Huyện đã rà", 0)]


def test_a_number_in_the_middle_of_a_sentence_opens_no_item() -> None:
    text = "Trong kỳ, số cuộc kiểm tra công vụ đột xuất của huyện đã tăng lên đến\n12. Các xã tự kiểm tra.\n"
    assert [kind for kind, _, _ in seen(text)] == ["paragraph"]


def test_halves_of_a_sentence_around_a_page_number_are_linked() -> None:
    text = (
        "- Tăng cường chỉ đạo, giao việc cụ thể đến từng công chức một cửa và thường xuyên kiểm\n\n- 2 -\n\n"
        "tra, nhắc nhở các xã làm chậm.\n"
    )
    _document, blocks = read(text)
    assert [b.kind for b in blocks] == [BlockKind.ITEM, BlockKind.BOILERPLATE, BlockKind.ITEM]
    assert blocks[2].continues == blocks[0].span


NOTES = f"""1. Tổ chức bộ máy

Huyện có 104 biên chế¹ và 12 cuộc họp². Đề án phát triển dữ liệu dân cư được triển khai trên địa

¹ Có mặt 99 người.

² + Cấp huyện: 05 cuộc;

+ Cấp xã: 07 cuộc.

bàn huyện từ đầu năm.

2. Chế độ công vụ

{SECTION}
"""


def test_a_sentence_cut_by_footnotes_goes_on_behind_them() -> None:
    document, blocks = read(NOTES)
    second = next(b for b in blocks if b.span.of(document.text).startswith("bàn huyện"))
    assert second.continues is not None
    assert second.continues.of(document.text).endswith("trên địa")
    assert second.headings == next(b for b in blocks if b.span == second.continues).headings


def test_a_footnote_knows_its_mark_and_keeps_its_further_lines() -> None:
    document, blocks = read(NOTES)
    notes = [b for b in blocks if b.kind is BlockKind.FOOTNOTE]
    assert [b.number for b in notes] == ["1", "2", "2"]
    assert [b.anchor.of(document.text) for b in notes if b.anchor] == ["¹", "²", "²"]
    assert notes[2].span.of(document.text) == "+ Cấp xã: 07 cuộc."


def test_numbers_that_begin_anew_on_each_page_find_the_nearest_mark() -> None:
    text = "Huyện đạt 80 điểm¹.\n\n¹ Do tỉnh chấm.\n\nXã đạt 70 điểm¹.\n\n¹ Do huyện chấm.\n"
    _document, blocks = read(text)
    first, second = [b.anchor for b in blocks if b.kind is BlockKind.FOOTNOTE]
    assert first is not None
    assert second is not None
    assert first.start < text.index("Xã đạt") < second.start


def test_plain_digits_open_a_footnote_only_where_the_body_has_their_mark() -> None:
    marked = "Huyện đã ban hành 03 văn bản chỉ đạo tại cấp xã1, đúng hạn.\n\n1 Gồm 01 kế hoạch và 02 công văn.\n"
    assert [kind for kind, _, _ in seen(marked)] == ["paragraph", "footnote"]
    plain = "Huyện đã ban hành 03 văn bản chỉ đạo.\n\n1 Gồm 01 kế hoạch và 02 công văn.\n"
    assert "footnote" not in [kind for kind, _, _ in seen(plain)]


def test_square_metres_are_no_footnote_marks() -> None:
    _document, blocks = read("Trụ sở rộng 120 m² và 30 m³ nước.\n\n² Cấp xã tự quản lý.\n")
    assert blocks[-1].anchor is None


LETTER = f"""ỦY BAN NHÂN DÂN
HUYỆN SA THẦY
Số: 30/BC-UBND
Sa Thầy, ngày 10 tháng 01 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2023

Kính gửi: Sở Nội vụ tỉnh Kon Tum

{SECTION}

Nơi nhận:
- Như trên;
- Lưu: VT.

**TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH**

A Lăng Bin

PHỤ LỤC
Danh sách các xã

Xã Rờ Kơi đã hoàn thành 12/12 nhiệm vụ được giao trong năm.
"""


def test_letterhead_footer_and_annex_are_told_apart() -> None:
    kinds = [kind for kind, _, _ in seen(LETTER)]
    body = kinds.index("paragraph")
    assert set(kinds[:body]) == {"letterhead"}
    assert "footer" in kinds
    assert ("paragraph", "Xã Rờ Kơi", 1) in seen(LETTER)


def test_a_table_below_the_signature_is_no_part_of_it() -> None:
    text = LETTER.split("PHỤ LỤC")[0] + "KẾT QUẢ CHẤM ĐIỂM\n| Xã | Điểm |\n|---|---|\n| Rờ Kơi | 80,1 |\n"
    assert seen(text)[-1][0] == "table_row"
    assert ("footer", "KẾT QUẢ CHẤM", 0) not in seen(text)


def test_a_name_or_a_caption_above_a_paragraph_is_no_heading() -> None:
    for line in ("Nguyễn Minh Hà", "Ảnh: Minh Hà"):
        assert heads(f"{SECTION}\n\n{line}\n\n{SECTION} {SECTION}\n") == []


def test_menus_counters_and_other_stories_of_a_site_are_boilerplate() -> None:
    text = (
        f"Trang chủ\nTìm kiếm tin tức\nHuyện Tủa Chùa nâng cao chỉ số cải cách hành chính\nNgày đăng: "
        f"05/06/2022\n\n{SECTION}\n\n"
        f"{SECTION}\n\n{SECTION}\n\nCác tin khác\nHuyện khác đạt 95 điểm năm 2021\nThống kê truy cập\n"
        f"Truy cập tổng 23.181\n"
        "Lượt truy cập: 1.234\n"
    )
    document, blocks = read(text)
    site = [b.span.of(document.text) for b in blocks if b.kind is BlockKind.BOILERPLATE]
    assert site == [
        "Trang chủ",
        "Tìm kiếm tin tức",
        "Các tin khác",
        "Huyện khác đạt 95 điểm năm 2021",
        "Thống kê truy cập",
        "Truy cập tổng 23.181",
        "Lượt truy cập: 1.234",
    ]


def test_content_behind_a_list_of_other_stories_is_not_lost() -> None:
    text = f"{SECTION}\n\nTin liên quan\nHuyện khác dẫn đầu\n\n{SECTION} {SECTION}\n"
    assert seen(text)[-1][0] == "paragraph"


def test_rows_of_a_table_are_blocks_under_the_heading_above_it() -> None:
    text = f"1. Kết quả\n\n{SECTION}\n\n| Năm | Điểm |\n|---|---|\n| 2022 | 80,1 |\n| 2023 | 82,4 |\n\n{SECTION}\n"
    assert [kind for kind, _, _ in seen(text)] == [
        "heading",
        "paragraph",
        "table_row",
        "boilerplate",
        "table_row",
        "table_row",
        "paragraph",
    ]
    assert path(text, "82,4") == ["1. Kết quả"]


def test_a_lone_number_among_table_cells_is_no_page_number() -> None:
    _document, blocks = read("Đơn vị\n\nĐiểm\n\nXã A\n\n80\n\nXã B\n\n79\n")
    assert not [b for b in blocks if b.kind is BlockKind.BOILERPLATE]


def test_a_numbered_line_that_tells_figures_is_no_heading() -> None:
    text = "1. Tiếp nhận 987 hồ sơ, trả đúng hạn 98,5%.\n\nChỉ số CCHC xếp thứ 7/16 xã.\n"
    assert [kind for kind, _, _ in seen(text)] == ["item", "paragraph"]

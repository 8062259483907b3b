"""Answers in the reports' own words read like a clerk's note: whole, in lines, without what was not asked."""

from qa.assistant import Assistant
from qa.draft import Line
from qa.model import Answer
from qa.texts.lines import without_announcing

REPORT = """ỦY BAN NHÂN DÂN
HUYỆN BÌNH LÃNG
Số: 77/BC-UBND                    Bình Lãng, ngày 10 tháng 12 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2024

I. KẾT QUẢ

Huyện có diện tích 41,5 km², gồm 09 xã. Do cáp quang bị đứt, cổng dịch vụ công ngừng hoạt động 11 giờ.

Thực hiện Quyết định số 415/QĐ-UBND ngày 06/5/2024, Tổ kiểm tra công vụ đã làm việc tại 05 xã. Phần mềm chấm công \
lỗi kết nối với máy quét thẻ, nhiều phiếu giờ làm hiện sai ngày.

Mỗi xã chọn một việc làm mới:

| Xã | Việc làm mới | Người phụ trách |
| --- | --- | --- |
| Sơn Trà | Gửi thiệp mừng khi khai sinh | Công chức hộ tịch |
| Phú Vinh | Cho mượn xe lăn tại trụ sở | Đoàn Thanh niên |

II. HẠN CHẾ, NGUYÊN NHÂN

Một số mặt chưa đạt yêu cầu: niêm yết thủ tục ở hai xã còn thiếu; thư xin lỗi gửi người dân chậm ba ngày so với \
quy định; phòng chờ của Bộ phận Một cửa huyện chật, không có chỗ ngồi cho người khuyết tật (chỉ 12 ghế; cần 30 ghế); \
hộp thư góp ý ở chợ không được mở trong sáu tháng.
Nguyên nhân là người phụ trách nghỉ ốm dài ngày.
Đề nghị tỉnh cấp thêm kinh phí sửa phòng chờ.

III. NHIỆM VỤ NĂM 2025

- Mở rộng phòng chờ.
- Kiểm tra hộp thư góp ý hằng tuần.

CHỦ TỊCH

Lê Thị Sen
"""

CORRECTION = """ỦY BAN NHÂN DÂN
HUYỆN BÌNH LÃNG
Số: 12/UBND-NV
V/v đính chính số liệu tại Báo cáo số 77/BC-UBND              Bình Lãng, ngày 20 tháng 01 năm 2025

Kính gửi: Sở Nội vụ.

UBND huyện đính chính như sau:
1. Số giờ cổng dịch vụ công ngừng hoạt động: đã in 11 giờ, nay sửa lại là 10 giờ.
2. Số ghế của phòng chờ là 13 ghế.
3. Các nội dung khác giữ nguyên.

CHỦ TỊCH

Lê Thị Sen
"""

PLAN = """ỦY BAN NHÂN DÂN
HUYỆN BÌNH LÃNG
Số: 05/KH-UBND                    Bình Lãng, ngày 09 tháng 01 năm 2025

KẾ HOẠCH
Cải cách hành chính năm 2025

I. NHIỆM VỤ

1. Về công vụ: khảo sát kỹ năng số của công chức xã. Phòng Nội vụ chủ trì.
2. Về tài chính: khoán văn phòng phẩm. Phòng Tài chính - Kế hoạch chủ trì.

II. TỔ CHỨC THỰC HIỆN

Phòng Nội vụ là cơ quan thường trực, báo cáo UBND huyện ngày 25 hằng tháng.

CHỦ TỊCH

Lê Thị Sen
"""

LETTER = """ỦY BAN NHÂN DÂN
HUYỆN BÌNH LÃNG
Số: 314/UBND-NV
V/v chấn chỉnh giờ làm việc                    Bình Lãng, ngày 03 tháng 3 năm 2025

Kính gửi: Các phòng, ban; UBND các xã.

Qua kiểm tra, nhiều công chức đến muộn.

Chủ tịch UBND huyện yêu cầu:
1. Các phòng, ban ghi sổ giờ đến của từng công chức.
2. UBND xã Sơn Trà kiểm điểm hai công chức vắng mặt.

Nhận được công văn này, yêu cầu các đơn vị thực hiện./.

CHỦ TỊCH

Lê Thị Sen
"""

STORY = """Chiều 12/01/2025, UBND huyện Bình Lãng tổ chức hội nghị tổng kết cải cách hành chính năm 2024.

Bà Tạ Thị Lụa, Trưởng phòng Nội vụ, nêu ba nguyên nhân khiến thứ hạng giảm: hồ sơ đất đai trễ hạn; phần mềm lỗi khi \
nâng cấp; hai xã không cử người thay khi công chức nghỉ thai sản.

Phát biểu chỉ đạo, đồng chí Lục Văn Khế, Bí thư Huyện ủy yêu cầu các xã sửa ngay nơi tiếp dân. Tổ chức \
trực trưa tại Bộ phận Một cửa.

Kết luận hội nghị, đồng chí Chủ tịch Ủy ban nhân dân huyện giao mỗi phòng đăng ký một sáng kiến.
"""


REPORTS = {
    "bao-cao.md": REPORT,
    "ke-hoach.txt": PLAN,
    "cong-van.txt": LETTER,
    "hoi-nghi.txt": STORY,
    "dinh-chinh.txt": CORRECTION,
}


def _lines(answer: Answer) -> list[str]:
    return answer.answer.split("\n")


def test_an_enumeration_is_told_one_item_a_line_with_brackets_left_whole(assistant: Assistant) -> None:
    lines = _lines(assistant.ask("Huyện Bình Lãng năm 2024 có những hạn chế gì?"))
    assert lines == [
        "Một số mặt chưa đạt yêu cầu: niêm yết thủ tục ở hai xã còn thiếu [1].",
        "Thư xin lỗi gửi người dân chậm ba ngày so với quy định [1].",
        "Phòng chờ của Bộ phận Một cửa huyện chật, không có chỗ ngồi cho người khuyết tật (chỉ 12 ghế; cần 30 ghế) "
        "[1].",
        "Hộp thư góp ý ở chợ không được mở trong sáu tháng [1].",
    ]


def test_of_faults_and_causes_in_one_section_the_causes_are_those_that_say_so(assistant: Assistant) -> None:
    answer = assistant.ask("Nguyên nhân hạn chế của huyện Bình Lãng năm 2024 là gì?")
    assert _lines(answer) == ["Nguyên nhân là người phụ trách nghỉ ốm dài ngày [1]."]


def test_a_cause_may_open_its_sentence(assistant: Assistant) -> None:
    answer = assistant.ask("Vì sao cổng dịch vụ công của huyện Bình Lãng ngừng hoạt động?")
    assert "Do cáp quang bị đứt" in answer.answer


def test_an_exponent_is_no_footnote_mark(assistant: Assistant) -> None:
    assert "41,5 km²" in assistant.ask("Tóm tắt báo cáo 77/BC-UBND của huyện Bình Lãng").answer


def test_rows_of_a_table_are_told_in_words_under_their_lead_and_its_heads_are_no_answer(assistant: Assistant) -> None:
    lines = _lines(assistant.ask("Các xã của huyện Bình Lãng chọn những việc làm mới nào?"))
    assert lines == [
        "Mỗi xã chọn một việc làm mới [1]:",
        "Sơn Trà – Việc làm mới: Gửi thiệp mừng khi khai sinh; Người phụ trách: Công chức hộ tịch [2].",
        "Phú Vinh – Việc làm mới: Cho mượn xe lăn tại trụ sở; Người phụ trách: Đoàn Thanh niên [3].",
    ]


def test_what_a_letter_lists_under_its_order_is_given_whole(assistant: Assistant) -> None:
    lines = _lines(assistant.ask("Công văn 314 yêu cầu gì?"))
    assert [line[:22] for line in lines] == ["Các phòng, ban ghi sổ ", "UBND xã Sơn Trà kiểm đ"]


def test_an_office_is_told_the_tasks_of_a_plan_that_it_leads(assistant: Assistant) -> None:
    said = assistant.ask("Kế hoạch của huyện Bình Lãng giao Phòng Nội vụ làm gì?").answer
    assert "khảo sát kỹ năng số" in said
    assert "cơ quan thường trực" in said
    assert "văn phòng phẩm" not in said


def test_tasks_of_next_year_are_found_in_the_report_of_this_one(assistant: Assistant) -> None:
    said = assistant.ask("nhiệm vụ năm 2025 trong báo cáo của huyện Bình Lãng là gì").answer
    assert "Mở rộng phòng chờ" in said
    assert "hộp thư góp ý hằng tuần" in said


def test_whom_the_words_before_a_colon_name_is_told_the_whole_list(assistant: Assistant) -> None:
    said = assistant.ask("Vì sao thứ hạng giảm theo bà Tạ Thị Lụa?").answer
    assert "hồ sơ đất đai trễ hạn" in said
    assert "nghỉ thai sản" in said


def test_a_speech_is_given_on_to_its_end_and_a_post_is_known_spelt_out(assistant: Assistant) -> None:
    secretary = assistant.ask("Bí thư Huyện ủy Lục Văn Khế yêu cầu gì?").answer
    assert "sửa ngay nơi tiếp dân" in secretary
    assert "trực trưa" in secretary
    assert "sáng kiến" not in secretary
    chairman = assistant.ask("Chủ tịch UBND huyện Bình Lãng kết luận gì tại hội nghị tổng kết?").answer
    assert "đăng ký một sáng kiến" in chairman
    assert "trực trưa" not in chairman


def test_the_number_of_a_decision_is_told_where_it_is_named_and_is_not_that_of_the_report(assistant: Assistant) -> None:
    said = assistant.ask("Quyết định về Tổ kiểm tra công vụ của huyện Bình Lãng số mấy?").answer
    assert "415/QĐ-UBND" in said
    assert "77/BC-UBND" not in said


def test_all_that_a_correcting_paper_changes_is_told(assistant: Assistant) -> None:
    lines = _lines(assistant.ask("Công văn 12/UBND-NV của huyện Bình Lãng đính chính những gì?"))
    assert [line.split(":")[0][:20] for line in lines] == ["Số giờ cổng dịch vụ ", "Số ghế của phòng chờ"]


def test_a_report_asked_for_is_summed_up_and_not_the_letter_that_corrects_it(assistant: Assistant) -> None:
    answer = assistant.ask("Tóm tắt báo cáo năm 2024 của huyện Bình Lãng")
    assert answer.status == "answered"
    assert {c.number for c in answer.citations} == {"77/BC-UBND"}


def test_the_parts_of_a_report_are_its_titles(assistant: Assistant) -> None:
    lines = _lines(assistant.ask("Báo cáo 77/BC-UBND gồm những phần nào?"))
    assert lines == ["I. Kết quả [1].", "II. Hạn chế, nguyên nhân [2].", "III. Nhiệm vụ năm 2025 [3]."]


def test_the_clause_before_what_is_asked_why_may_be_the_cause_without_a_word_for_it(assistant: Assistant) -> None:
    said = assistant.ask("Vì sao nhiều phiếu giờ làm ở huyện Bình Lãng hiện sai ngày?").answer
    assert "lỗi kết nối với máy quét thẻ" in said


def test_what_is_to_be_done_for_some_end_is_found_among_the_tasks(assistant: Assistant) -> None:
    said = assistant.ask("Huyện Bình Lãng cần làm gì để khắc phục năm 2025?").answer
    assert "Mở rộng phòng chờ" in said


def test_what_is_announced_and_not_shown_is_left_out() -> None:
    line = Line("Căn cứ Nghị quyết số 5, huyện ban hành kế hoạch với các nội dung sau:")
    assert without_announcing([line])[0].text == "Căn cứ Nghị quyết số 5, huyện ban hành kế hoạch."

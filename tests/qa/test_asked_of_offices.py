"""A question asked of a department, a ministry or a board is answered from its own reports, not from its name."""

import pytest

from qa.assistant import Assistant

HEAD = """UBND TỈNH VÂN HẢI
{issuer}
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Vân Hải, ngày 08 tháng 12 năm 2023

BÁO CÁO
{title}

"""

DEPARTMENT = """I. KẾT QUẢ

Sở Công Thương đã công khai 86 thủ tục trên trang của Sở. Sở Công Thương phối hợp với Sở Y tế kiểm tra 12 bếp ăn.
Trong năm, Sở mở quầy tư vấn xuất khẩu tại cảng cá Mũi Gành vào sáng thứ Năm.

II. HẠN CHẾ

- Kho lưu trữ của Sở đã đầy.
- Chuyên viên thẩm định điện mặt trời còn thiếu.

GIÁM ĐỐC
Đỗ Văn Hậu
"""

BOARD = """I. KẾT QUẢ

Ban Quản lý Khu kinh tế Mũi Gành đã ban hành 07 văn bản chỉ đạo. Bảng chỉ đường được viết bằng tiếng Việt và tiếng Nhật.

II. TỒN TẠI, HẠN CHẾ

- Lịch hẹn trực tuyến hay bị trùng.
- Phòng chờ không có chỗ sạc điện thoại.

TRƯỞNG BAN
Lý Thị Mận
"""

PROVINCE = """I. KẾT QUẢ

UBND tỉnh đã giao Sở Nội vụ mở 04 lớp tập huấn. Tỉnh khánh thành Trung tâm Phục vụ hành chính công.

II. HẠN CHẾ

- Cấp xã thiếu máy quét.
- Một số sở trả lời kiến nghị chậm.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Ngô Bá Thành
"""

YEAR = "Công tác cải cách hành chính năm 2023"
REPORTS = {
    "sct.txt": HEAD.format(issuer="SỞ CÔNG THƯƠNG", number="120/BC-SCT", title=f"{YEAR} của Sở Công Thương")
    + DEPARTMENT,
    "bql.txt": HEAD.format(issuer="BAN QUẢN LÝ KHU KINH TẾ MŨI GÀNH", number="33/BC-BQL", title=YEAR) + BOARD,
    "tinh.txt": HEAD.format(issuer="", number="410/BC-UBND", title=f"{YEAR} của tỉnh Vân Hải") + PROVINCE,
}


@pytest.mark.parametrize(
    "question",
    [
        "Sở Công Thương tỉnh Vân Hải có thư viện cho trẻ em không?",
        "Sở Công Thương nuôi tôm ở đâu?",
        "Ban Quản lý Khu kinh tế Mũi Gành có nhà trẻ không?",
        "Sở Nội vụ tỉnh Vân Hải có hạn chế gì?",
        "Sở Y tế tỉnh Vân Hải có hạn chế gì?",
    ],
)
def test_the_words_of_an_offices_own_name_answer_nothing(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Sở Công Thương tỉnh Vân Hải có hạn chế gì?", ["Kho lưu trữ", "điện mặt trời"]),
        ("Hạn chế của Sở Công Thương năm 2023?", ["Kho lưu trữ", "điện mặt trời"]),
        ("Tồn tại của BQL Khu kinh tế Mũi Gành?", ["Lịch hẹn", "Phòng chờ"]),
        ("BQL Mũi Gành gặp hạn chế gì?", ["Lịch hẹn", "Phòng chờ"]),
        ("Ban Quản lý Khu kinh tế Mũi Gành viết bảng chỉ đường bằng những thứ tiếng nào?", ["tiếng Nhật"]),
        ("Hạn chế của tỉnh Vân Hải năm 2023?", ["Cấp xã thiếu máy quét", "Một số sở"]),
    ],
)
def test_an_office_answers_from_its_own_report_and_a_province_from_its_own(
    assistant: Assistant, question: str, said: list[str]
) -> None:
    answer = assistant.ask(question)
    assert all(words in answer.answer for words in said), answer.answer
    assert len({citation.source for citation in answer.citations}) == 1, answer.answer


def test_offices_are_compared_with_each_other(assistant: Assistant) -> None:
    answer = assistant.ask("So sánh hạn chế của Sở Công Thương tỉnh Vân Hải và Ban Quản lý Khu kinh tế Mũi Gành")
    assert answer.kind == "comparison"
    assert "Sở Công Thương: Kho lưu trữ" in answer.answer
    assert "Ban Quản lý Khu kinh tế Mũi Gành: Lịch hẹn" in answer.answer


def test_the_first_half_of_a_year_is_no_place_that_is_asked_for(assistant: Assistant) -> None:
    assert assistant.ask("Hạn chế của tỉnh Vân Hải 6 tháng đầu năm 2023").kind == "list"

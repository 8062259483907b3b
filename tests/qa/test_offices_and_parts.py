"""Figures of offices, of months, of two things asked at once: each is whose and when its report says."""

# ruff: noqa: E501 - a sentence of a report stays on one line

import pytest

from qa.assistant import Assistant

DEPARTMENT = """UBND TỈNH LAM GIANG
SỞ XÂY DỰNG
Số: 77/BC-SXD
Lam Giang, ngày 15 tháng 12 năm 2024

BÁO CÁO
Kết quả công tác cải cách hành chính năm 2024

Sở đã tiếp nhận 8.204 hồ sơ, giải quyết đúng hạn 8.190 hồ sơ. Sở có 07 phòng chuyên môn. Chỉ số cải cách hành chính năm 2023 của Sở đạt 84,6 điểm, xếp thứ 9/20 sở, ngành.
Thời gian thẩm định thiết kế được rút ngắn từ 20 ngày xuống còn 13 ngày.
Tỷ lệ sử dụng văn bản điện tử bình quân đạt 92,5%. Phòng Quy hoạch sử dụng văn bản điện tử 99,1%.
"""

PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH LAM GIANG
Số: 301/BC-UBND
Lam Giang, ngày 20 tháng 12 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2024 của tỉnh Lam Giang

Toàn tỉnh tiếp nhận 912.377 hồ sơ. Giải ngân của các địa phương: huyện Bến Thông 61,2%; huyện Gò Sậy 83,4%; huyện Đồng Lau 55,9%. Khối sở, ngành: Sở Giao thông vận tải 77,3%, Sở Xây dựng 48,6%.
"""

WARD = """ỦY BAN NHÂN DÂN
PHƯỜNG AN LỘC THƯỢNG
Số: 12/BC-UBND
An Lộc Thượng, ngày 28 tháng 8 năm 2025

BÁO CÁO
Công tác cải cách hành chính tháng 8 năm 2025

Trong tháng 8, phường tiếp nhận 640 hồ sơ; lũy kế từ đầu năm tiếp nhận 1.233 hồ sơ. Tỷ lệ thanh toán trực tuyến tháng 8 đạt 51,7%, cao hơn tháng 7 (46,2%). Phường có 19 khu phố, 8.802 hộ dân. Hiện có 22 máy tính, còn thiếu 06 máy tính. Công chức trình độ thạc sĩ 08 người, đại học 31 người, trung cấp 03 người.
Chấm Chỉ số cải cách hành chính cấp xã: phường tự chấm 80,5 điểm; Sở Nội vụ thẩm định 77,9 điểm, xếp thứ 12/88.
"""


REPORTS = {"so.txt": DEPARTMENT, "tinh.txt": PROVINCE, "phuong.txt": WARD}


@pytest.mark.parametrize(
    ("question", "shown", "hidden"),
    [
        ("Năm 2024 Sở Xây dựng tiếp nhận bao nhiêu hồ sơ?", "8.204", "912.377"),
        ("Năm 2024 toàn tỉnh Lam Giang tiếp nhận bao nhiêu hồ sơ?", "912.377", "8.204"),
        ("Sở Xây dựng xếp thứ mấy về chỉ số CCHC năm 2023?", "9/20", ""),
        ("Thời gian thẩm định thiết kế rút ngắn được mấy ngày?", "7", ""),
        ("Tháng 7 tỷ lệ thanh toán trực tuyến của phường An Lộc Thượng là bao nhiêu?", "46,2", ""),
        ("Tháng 8/2025 phường An Lộc Thượng tiếp nhận bao nhiêu hồ sơ?", "640", "1.233"),
        ("Phường An Lộc Thượng có mấy khu phố, mấy hộ dân?", "8.802", ""),
        ("Phường An Lộc Thượng thiếu mấy máy tính?", "06", "22"),
        ("Phường An Lộc Thượng có bao nhiêu công chức đại học và trung cấp cộng lại?", "34", ""),
        ("Chỉ số CCHC của phường An Lộc Thượng là bao nhiêu điểm?", "77,9", ""),
    ],
)
def test_a_figure_is_that_of_whom_and_when_it_was_asked_for(
    assistant: Assistant, question: str, shown: str, hidden: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert shown in answer.answer
    assert not hidden or hidden not in answer.answer.split("–")[0]


@pytest.mark.parametrize(
    "question",
    [
        "PAR INDEX năm 2023 của tỉnh Lam Giang là bao nhiêu điểm?",  # only the department's is known
        "Tỷ lệ sử dụng văn bản điện tử bình quân của Phòng Quy hoạch?",  # an average of one is none
    ],
)
def test_another_s_figure_is_no_answer(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found", answer.answer


def test_who_is_first_by_a_figure_is_told_from_the_whole_list(assistant: Assistant) -> None:
    highest = assistant.ask("Huyện nào giải ngân cao nhất tỉnh Lam Giang?")
    lowest = assistant.ask("Địa phương nào giải ngân thấp nhất?")
    assert "Gò Sậy" in highest.answer
    assert "83,4" in highest.answer
    assert "Đồng Lau" in lowest.answer
    assert "55,9" in lowest.answer


def test_a_question_about_several_months_is_no_question_about_the_first(assistant: Assistant) -> None:
    answer = assistant.ask("Tỷ lệ thanh toán trực tuyến của phường An Lộc Thượng qua các tháng 7, 8 thế nào?")
    assert answer.status != "answered" or {"46,2", "51,7"} <= set(
        answer.answer.replace("%", " ").replace("(", " ").split()
    )


def test_a_ward_whose_name_begins_with_an_is_no_plan(assistant: Assistant) -> None:
    kinds = {d.header.kind.value for d in assistant.reports.documents.values() if d.header.kind}
    assert kinds == {"Báo cáo"}

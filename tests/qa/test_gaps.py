"""How far a result is from its plan is told as the report states it, else computed from both, and said to be."""

# ruff: noqa: E501 - a sentence of a report stays on one line

import pytest

from qa.assistant import Assistant

DEPARTMENT = """UBND TỈNH KIM THẠCH
SỞ NÔNG VỤ
Số: 31/BC-SNV
Kim Thạch, ngày 18 tháng 12 năm 2024

BÁO CÁO
Kết quả công tác cải cách hành chính năm 2024 của Sở Nông vụ

I. KẾT QUẢ
Trong năm, Sở tiếp nhận 5.310 hồ sơ, hồ sơ quá hạn 14 hồ sơ. Biên chế công chức được giao 72 người, hiện có mặt 66 người. Tỷ lệ số hóa kết quả giải quyết đạt 77,4% (mục tiêu tỉnh giao là 90%). Kinh phí cải cách hành chính được giao 400 triệu đồng. Tỷ lệ thanh toán trực tuyến đạt 58,6%. Sở hoàn thành 36/40 chỉ tiêu được giao. Tỷ lệ hồ sơ trực tuyến đạt 81,2%, vượt chỉ tiêu được giao 6,2 điểm phần trăm.

II. NHIỆM VỤ NĂM 2025
Phấn đấu tỷ lệ thanh toán trực tuyến đạt 65%.
"""

ISLAND = """ỦY BAN NHÂN DÂN
ĐẶC KHU HÒN SẾU
Số: 09/BC-UBND
Hòn Sếu, ngày 30 tháng 10 năm 2025

BÁO CÁO
Công tác cải cách hành chính tháng 10 năm 2025 của đặc khu Hòn Sếu

Đặc khu Hòn Sếu được thành lập trên cơ sở hợp nhất xã Bãi Nam và xã Bãi Bắc, có diện tích 23,6 km², dân số 4.120 người. Trong tháng tiếp nhận 218 hồ sơ, quá hạn 05 hồ sơ. Đặc khu còn thiếu 08 công chức so với chỉ tiêu.
"""


REPORTS = {"so.txt": DEPARTMENT, "dac-khu.txt": ISLAND}


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Sở Nông vụ còn thiếu bao nhiêu công chức so với biên chế được giao?", "Còn cách số được giao: 72 - 66 = 6 người"),
        (
            "Tỷ lệ số hóa kết quả của Sở Nông vụ còn cách mục tiêu bao nhiêu?",
            "Còn cách mục tiêu, kế hoạch: 90% - 77,4% = 12,6 điểm %",
        ),
        (
            "Số hóa kết quả của Sở Nông vụ cần bao nhiêu phần trăm nữa thì đạt mục tiêu?",
            "90% - 77,4% = 12,6 điểm %",
        ),
        (
            "Thanh toán trực tuyến của Sở Nông vụ năm 2024 thấp hơn mục tiêu năm 2025 bao nhiêu phần trăm?",
            "(năm 2025): 65% - 58,6% = 6,4 điểm %",
        ),
        ("Biên chế công chức có mặt của Sở Nông vụ đạt bao nhiêu phần trăm số được giao?", "Bằng 91,67% số được giao: 66 / 72"),
    ],
)  # fmt: skip
def test_a_gap_is_computed_from_the_result_and_its_own_plan(assistant: Assistant, question: str, shown: str) -> None:
    answer = assistant.ask(question)
    assert shown in answer.answer, answer.answer
    assert "tính từ các số liệu được dẫn" in answer.answer
    assert answer.citations


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("Đặc khu Hòn Sếu còn thiếu bao nhiêu công chức so với chỉ tiêu?", "08 công chức"),
        ("Tỷ lệ hồ sơ trực tuyến của Sở Nông vụ vượt chỉ tiêu được giao bao nhiêu?", "6,2 điểm phần trăm"),
    ],
)
def test_a_gap_that_the_report_states_is_given_as_stated(assistant: Assistant, question: str, stated: str) -> None:
    answer = assistant.ask(question)
    assert stated in answer.answer, answer.answer
    assert "tính từ" not in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Số hồ sơ quá hạn của Sở Nông vụ còn cách mục tiêu bao nhiêu?",
        "Kinh phí cải cách hành chính của Sở Nông vụ vượt dự toán bao nhiêu?",
        "Thanh toán trực tuyến của đặc khu Hòn Sếu còn cách mục tiêu bao nhiêu?",
    ],
)
def test_without_both_a_result_and_a_plan_no_gap_is_told(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Tháng 10/2025 đặc khu Hòn Sếu tiếp nhận bao nhiêu hồ sơ?", "218"),
        ("hon seu co bao nhieu ho so qua han", "05"),
        ("Hồ sơ quá hạn của Sở Nông vụ năm 2024 là mấy?", "14"),
        ("Diện tích đặc khu Hòn Sếu là bao nhiêu?", "23,6"),
    ],
)
def test_names_that_look_like_comparing_words_compare_nothing(assistant: Assistant, question: str, figure: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert answer.facts[0].text == figure

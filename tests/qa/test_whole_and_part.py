"""What is a part, a running total, a region's place or taken back is not given for the whole, the month or the truth."""

# ruff: noqa: E501 - a sentence of a report stays on one line
from pathlib import Path

import pytest

from qa.assistant import Assistant
from tests.parts import index_over

MONTH = """ỦY BAN NHÂN DÂN
XÃ VÀM NƯỚC
Số: 18/BC-UBND                    Vàm Nước, ngày 16 tháng 11 năm 2025

BÁO CÁO
Công tác cải cách hành chính tháng 11 năm 2025

1. Trong tháng, xã tiếp nhận 512 hồ sơ. Lũy kế từ 01/7/2025 đến nay tiếp nhận 2.270 hồ sơ.
2. Đã giải quyết 480 hồ sơ, quá hạn 20 hồ sơ.
3. Hồ sơ quá hạn gồm: đất đai 15 hồ sơ, hộ tịch 05 hồ sơ.
4. Chỉ số phục vụ người dân, doanh nghiệp tháng 11 đạt 80,1 điểm, xếp thứ 40/124 xã, phường.
"""

CORRECTION = """ỦY BAN NHÂN DÂN
XÃ VÀM NƯỚC
Số: 21/UBND-VP                    Vàm Nước, ngày 20 tháng 11 năm 2025

V/v đính chính Báo cáo số 18/BC-UBND ngày 16/11/2025

UBND xã Vàm Nước đính chính Báo cáo số 18/BC-UBND như sau:
1. Mục 2, đã in: “giải quyết 480 hồ sơ”; nay sửa lại là: “giải quyết 485 hồ sơ”.
2. Chỉ số phục vụ người dân, doanh nghiệp đã in 80,1 điểm, xin đọc là 81,1 điểm.
"""

PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH LAM SƠN
Số: 30/BC-UBND                    Lam Sơn, ngày 20 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023

PAR INDEX năm 2022 của tỉnh đạt 85,59%, xếp hạng 21/63 cả nước và 5/14 vùng trung du và miền núi phía Bắc.
Toàn tỉnh tiếp nhận 301.450 hồ sơ.
"""


REPORTS = {"xa.txt": MONTH, "dinh-chinh.txt": CORRECTION, "tinh.txt": PROVINCE}


@pytest.mark.parametrize(
    ("question", "figure", "other"),
    [
        ("Tháng 11/2025 xã Vàm Nước tiếp nhận bao nhiêu hồ sơ?", "512", "2.270"),
        ("Lũy kế đến nay xã Vàm Nước tiếp nhận bao nhiêu hồ sơ?", "2.270", "512"),
        ("Tháng 11/2025 xã Vàm Nước quá hạn bao nhiêu hồ sơ?", "20 hồ sơ", "15"),
        ("Xã Vàm Nước có bao nhiêu hồ sơ đất đai quá hạn?", "15 hồ sơ", "20 hồ sơ"),
        ("Tháng 11/2025 xã Vàm Nước đã giải quyết bao nhiêu hồ sơ?", "485", "480 hồ sơ –"),
        ("PAR INDEX năm 2022 của tỉnh Lam Sơn xếp thứ mấy?", "21/63", "5/14"),
        ("PAR INDEX năm 2022 của tỉnh Lam Sơn xếp thứ mấy vùng trung du và miền núi phía Bắc?", "5/14", "21/63"),
    ],
)
def test_just_the_figure_asked_for_is_given(assistant: Assistant, question: str, figure: str, other: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert figure in answer.answer
    assert other not in answer.answer


def test_a_correction_that_tells_no_time_is_of_the_time_of_what_it_corrects(assistant: Assistant) -> None:
    answer = assistant.ask("Chỉ số phục vụ của xã Vàm Nước tháng 11/2025 đạt bao nhiêu điểm?")
    assert answer.answer.index("81,1 điểm") < answer.answer.index("80,1 điểm")


def test_a_years_figure_does_not_answer_for_nine_months(assistant: Assistant) -> None:
    assert assistant.ask("9 tháng năm 2023 tỉnh Lam Sơn tiếp nhận bao nhiêu hồ sơ?").status == "not_found"


HALF = """ỦY BAN NHÂN DÂN
HUYỆN VÀM SÂU
Số: 9/BC-UBND                    Vàm Sâu, ngày 20 tháng 12 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2024

1. Sáu tháng đầu năm 2024, huyện tiếp nhận 1 234 hồ sơ.
2. Cả năm 2024, huyện tiếp nhận 3 120 hồ sơ.
"""


def test_months_counted_in_words_are_neither_the_year_nor_a_slip(tmp_path: Path) -> None:
    with index_over({"huyen.txt": HALF}, tmp_path) as index:
        ask = Assistant(index).ask
        half = ask("Sáu tháng đầu năm 2024 huyện Vàm Sâu tiếp nhận bao nhiêu hồ sơ?").answer
        year = ask("Năm 2024 huyện Vàm Sâu tiếp nhận bao nhiêu hồ sơ?").answer
    assert ("1 234" in half, "3 120" in half) == (True, False)
    assert ("3 120" in year, "1 234 hồ sơ –" in year) == (True, False)

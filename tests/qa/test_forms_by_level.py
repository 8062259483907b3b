"""The forms in an appendix: of one level, of branches, with a ministry or its offices as the ones told of."""

# ruff: noqa: E501 - a row of a report stays on one line
from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from tests.parts import index_over

PROVINCE = """UBND TỈNH NAM LẠC
Số: 61/BC-UBND
Nam Lạc, ngày 06 tháng 4 năm 2024

BÁO CÁO
Kết quả giải quyết thủ tục hành chính quý I năm 2024

Trong quý I/2024, toàn tỉnh tiếp nhận 80.400 hồ sơ, đã giải quyết 79.100 hồ sơ, trong đó quá hạn 530 hồ sơ.

PHỤ LỤC 1. HỒ SƠ CỦA CẤP HUYỆN
TT | Đơn vị | Tiếp nhận | Quá hạn
1 | Huyện Mai Đà | 4.100 | 190
2 | Huyện Thác Rồng | 3.900 | 160
Tổng cộng | | 8.000 | 350

PHỤ LỤC 2. HỒ SƠ THEO LĨNH VỰC CẤP XÃ
STT
Lĩnh vực
Tiếp nhận mới trực tuyến
Quá hạn (đã giải quyết)
1
Chứng thực
2.500
8
2
Hộ tịch
1.300
21

Năm 2022, tỉnh có 02 chi nhánh được khen.
Bảng 3. Kết quả của các chi nhánh
Chi nhánh
Hồ sơ tiếp nhận
Trong đó quá hạn
Tỷ lệ quá hạn (%)
Hưng Phú
400
12
3,00
Tân Lập
900
9
1,00
Tổng
1.300
21
1,62

PHỤ LỤC 4. CHỈ TIÊU
TT | Chỉ tiêu | Kế hoạch năm | Thực hiện quý I
1 | Tỷ lệ số hóa hồ sơ | 80% | 64%
2 | Tỷ lệ hồ sơ trực tuyến | 70% | 71%
"""

STAFF = """UBND HUYỆN KRÔNG BÔNG
Số: 19/BC-UBND
Krông Bông, ngày 09 tháng 01 năm 2024

BÁO CÁO
Tình hình biên chế năm 2023

STT
Bộ phận
Biên chế giao
Có mặt
Thừa/thiếu
1
Phòng Tư pháp
6
5
-1
2
Phòng Nông nghiệp
14
10
-4
"""

MINISTRY = """BÁO CÁO Kết quả cải cách hành chính năm 2023 của Bộ Ngoại giao

Số: 90/BC-BNG

Năm 2023, Bộ Ngoại giao ban hành 12 thông tư. Chỉ số CCHC năm 2022 của Bộ đạt 81,20%, xếp thứ 11/17.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {"tinh.txt": PROVINCE, "huyen.txt": STAFF, "bo.txt": MINISTRY}
    with index_over(texts, tmp_path_factory.mktemp("forms")) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Tỉnh Nam Lạc quý I/2024 có bao nhiêu hồ sơ quá hạn?", "530 hồ sơ"),
        ("Cấp huyện tỉnh Nam Lạc quý I có bao nhiêu hồ sơ quá hạn?", "(cấp huyện) – Quá hạn (Tổng cộng), quý I/2024: 350"),
        ("Lĩnh vực hộ tịch cấp xã của tỉnh Nam Lạc quá hạn bao nhiêu hồ sơ?", "(cấp xã) – Quá hạn (Hộ tịch), quý I/2024: 21"),
        ("Lĩnh vực nào cấp xã ở tỉnh Nam Lạc quá hạn nhiều nhất?", "Hộ tịch cao nhất về Quá hạn"),
        ("Tỉnh Nam Lạc lĩnh vực chứng thực tiếp nhận bao nhiêu hồ sơ trực tuyến?", "2.500"),
        ("Chứng thực và hộ tịch ở cấp xã tỉnh Nam Lạc, lĩnh vực nào có ít hồ sơ quá hạn hơn?", "Hộ tịch cao hơn 13"),
    ],
)  # fmt: skip
def test_the_figures_of_a_form_are_of_the_level_its_title_names(assistant: Assistant, question: str, told: str) -> None:
    assert told in assistant.ask(question).answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Chi nhánh Hưng Phú có bao nhiêu hồ sơ quá hạn?", "Quá hạn (Chi nhánh Hưng Phú), quý I/2024: 12"),
        ("Chi nhánh nào có tỷ lệ quá hạn trên 2%?", "Tỷ lệ quá hạn quý I/2024: Chi nhánh Hưng Phú (3,00%)"),
        ("Chi nhánh Hưng Phú và chi nhánh Tân Lập, nơi nào tiếp nhận nhiều hồ sơ hơn?", "Tân Lập cao hơn 500 hồ sơ"),
        ("Tổng số hồ sơ quá hạn của các chi nhánh?", "Quá hạn (Tổng), quý I/2024: 21"),
    ],
)
def test_rows_below_branch_are_branches_and_no_communes(assistant: Assistant, question: str, told: str) -> None:
    assert told in assistant.ask(question).answer


def test_the_plan_of_a_year_in_the_report_of_a_quarter_is_of_the_year(assistant: Assistant) -> None:
    assert (
        "năm 2024, mục tiêu, kế hoạch: 80%"
        in assistant.ask("Kế hoạch năm 2024 về tỷ lệ số hóa của tỉnh Nam Lạc?").answer
    )


def test_cells_with_a_sign_do_not_shift_a_table_of_one_cell_a_line(assistant: Assistant) -> None:
    assert "16" not in assistant.ask("Phòng Nông nghiệp huyện Krông Bông có mặt bao nhiêu người?").answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Chỉ số CCHC năm 2022 của Bộ Ngoại giao?", "của Bộ Ngoại giao đạt 81,20%"),
        ("Bộ Ngoại giao ban hành bao nhiêu thông tư?", "Bộ Ngoại giao: 12 thông tư"),
    ],
)
def test_a_report_without_a_letterhead_is_of_the_office_its_title_names(
    assistant: Assistant, question: str, told: str
) -> None:
    assert told in assistant.ask(question).answer


INSPECTED = """UBND TỈNH ĐÔNG HÀM
Số: 45/BC-UBND
Đông Hàm, ngày 05 tháng 11 năm 2025

BÁO CÁO
Kết quả kiểm tra cải cách hành chính năm 2025

Về các chỉ số (kết quả năm 2024):
- PCI: Tây Hàm (cũ) đạt 67,1 điểm, hạng 15; Đông Hàm (cũ) không nằm trong nhóm được xếp hạng.
- SIPAS năm 2024 đạt 83,1%, xếp thứ 25/63; trong khu vực xếp thứ 6/13.
- PAPI: năm 2024 đạt 42,5 điểm, thuộc nhóm trung bình cao; năm 2023 là 41,9 điểm, nhóm trung bình thấp.

Bảng 1. Tổng hợp điểm kiểm tra các đơn vị
TT | Đơn vị được kiểm tra | Thể chế (10) | Công vụ (25) | Số hóa (15) | Tổng điểm
1 | Sở Tư pháp | 9,0 | 22,0 | 14,0 | 45,0
2 | UBND xã Bình Lư | 8,0 | 16,5 | 9,5 | 34,0

MỘT SỐ NHIỆM VỤ CHẬM
TT | Nhiệm vụ | Đơn vị chủ trì | Thời hạn | Nguyên nhân
1 | Số hóa sổ hộ tịch | Sở Tư pháp | 30/6/2025 | Thiếu kinh phí
2 | Lập kho dữ liệu | Sở Tài chính | 30/9/2025 | Chậm thẩm định giá

CHỈ TIÊU NĂM 2025
TT | Chỉ tiêu | Kế hoạch | Kết quả | Đánh giá
1 | Tỷ lệ số hóa hồ sơ | 90% | 95% | Vượt
2 | Tỷ lệ thanh toán trực tuyến | 75% | 69% | Không đạt

III. MỤC TIÊU NĂM 2026
- Chỉ số CCHC của Sở Y tế phấn đấu nằm trong nhóm 5 sở dẫn đầu (năm 2024 xếp thứ 9/20 với 87,15 điểm).
"""


@pytest.fixture(scope="module")
def inspected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with index_over({"kt.txt": INSPECTED}, tmp_path_factory.mktemp("inspected")) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Sở Tư pháp tỉnh Đông Hàm được bao nhiêu điểm kiểm tra?", "Tổng điểm, năm 2025: 45,0"),
        ("Điểm phần công vụ của xã Bình Lư?", "Công vụ, năm 2025: 16,5"),
        ("Điểm số hóa của Sở Tư pháp tỉnh Đông Hàm khi kiểm tra?", "Số hóa, năm 2025: 14,0"),
        ("Chỉ tiêu nào không đạt ở tỉnh Đông Hàm?", "Tỷ lệ thanh toán trực tuyến – Kế hoạch: 75%; Kết quả: 69%"),
        ("Nhiệm vụ nào do Sở Tư pháp chủ trì bị chậm, vì sao?", "Nguyên nhân: Thiếu kinh phí"),
        ("Sở Y tế tỉnh Đông Hàm năm 2024 xếp thứ mấy về CCHC?", "của Sở Y tế xếp hạng 9/20"),
        ("SIPAS năm 2024 của tỉnh Đông Hàm xếp thứ mấy trong khu vực?", "6/13"),
        ("PAPI năm 2023 của tỉnh Đông Hàm?", "41,9 điểm"),
        ("PCI năm 2024 của tỉnh Tây Hàm?", "67,1 điểm"),
    ],
)
def test_a_report_of_an_inspection_is_read_by_its_titles_and_brackets(
    inspected: Assistant, question: str, told: str
) -> None:
    assert told in inspected.ask(question).answer


@pytest.mark.parametrize(
    ("question", "untold"),
    [
        ("PCI năm 2024 của tỉnh Đông Hàm?", "67,1"),
        ("Chỉ số CCHC năm 2025 của Sở Tư pháp tỉnh Đông Hàm?", "45,0"),
        ("Chỉ tiêu nào không đạt ở tỉnh Đông Hàm?", "Vượt"),
        ("SIPAS năm 2024 của tỉnh Đông Hàm xếp thứ mấy?", "6/13"),
    ],
)
def test_what_is_told_of_others_is_not_given(inspected: Assistant, question: str, untold: str) -> None:
    assert untold not in inspected.ask(question).answer

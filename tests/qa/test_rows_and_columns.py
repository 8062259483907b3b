"""Which row it is, how many rows, which rose: told by the columns of tables as offices draw and paste them."""

# ruff: noqa: E501 - a row of a report stays on one line
from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from tests.parts import index_over

PROVINCE = """UBND TỈNH HÀ ĐÔNG
Số: 33/BC-UBND
Hà Đông, ngày 05 tháng 3 năm 2023

BÁO CÁO
Chuyển đổi số và giải quyết thủ tục hành chính năm 2022

Bảng 1. Chỉ số DTI các huyện, thị xã
TT
Đơn vị
Năm 2021
Năm 2022
Giá trị
Xếp hạng
Giá trị
Xếp hạng
1
Huyện Ba Lòng
0,55
3
0,66
1
2
Thị xã Cẩm Sa
0,62
1
0,64
2
3
Huyện Đắk Sin
0,58
2
0,60
3

Bảng 2. Hồ sơ theo lĩnh vực
Lĩnh vực
Cấp huyện
Cấp xã
Tiếp nhận
Quá hạn
Tiếp nhận
Quá hạn
Đất đai
1.200
31
402
1
Hộ tịch
310
2
5.110
9

PHỤ LỤC. Biểu II.06b
STT | Đơn vị | Tiếp nhận: Tổng số | Từ kỳ trước | Đã giải quyết: Tổng số | Trước hạn | Quá hạn | Đang giải quyết: Tổng số | Trong hạn | Quá hạn
(1) | (2) | (3) | (4) | (5)=(6)+(7) | (6) | (7) | (8)=(9)+(10) | (9) | (10)
1 | Sở Tư pháp | 1.510 | 110 | 1.450 | 1.448 | 2 | 60 | 60 | 0
2 | Sở Y tế | 800 | 100 | 760 | 760 | 0 | 40 | 37 | 3
3 | Sở Công Thương | 620 | 20 | 600 | 591 | 9 | 20 | 20 | 0
Tổng cộng | | 2.930 | 230 | 2.810 | 2.799 | 11 | 120 | 117 | 3

Bảng 4. Hồ sơ các xã
STT | Xã | Hồ sơ tiếp nhận | |
 | | Năm 2021 | Năm 2022
1 | Xã Lê Lai | 1.204 | 1.190
2 | Xã Thụy Hùng | 980 | 1.105
3 | Xã Đức Xuân | 760 | 702

Bảng 5. Biên chế các phòng
TT | Phòng | Được giao | Có mặt | Thừa (+)/thiếu (-)
1 | Phòng Nội vụ | 8 | 7 | -1
2 | Phòng Y tế | 4 | 5 | +1
Cộng | | 12 | 12 | -1

Bảng 6. Kết quả xử lý phản ánh, kiến nghị
Nội dung | Hành vi hành chính | Quy định hành chính | Cộng
Tiếp nhận | 14 | 6 | 20
Đang xử lý | 2 | 1 | 3
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with index_over({"ha-dong.txt": PROVINCE}, tmp_path_factory.mktemp("rows")) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("DTI năm 2021 của thị xã Cẩm Sa?", "đạt 0,62, xếp hạng 1"),
        ("Huyện nào tăng hạng nhiều nhất về DTI so với năm 2021?", "Huyện Ba Lòng"),
        ("Cấp xã tỉnh Hà Đông tiếp nhận bao nhiêu hồ sơ hộ tịch?", "5.110"),
        ("Hồ sơ đất đai cấp huyện tỉnh Hà Đông quá hạn bao nhiêu?", ": 31"),
    ],
)
def test_heads_in_two_rows_are_read_where_cells_stand_one_a_line(
    assistant: Assistant, question: str, told: str
) -> None:
    assert told in assistant.ask(question).answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Sở Y tế đang giải quyết quá hạn mấy hồ sơ?", "Đang giải quyết Quá hạn, năm 2022: 3"),
        ("Sở Tư pháp giải quyết trước hạn bao nhiêu hồ sơ?", "1.448"),
        ("Sở nào không có hồ sơ đã giải quyết quá hạn?", "Sở Y tế"),
        ("Có bao nhiêu sở có hồ sơ giải quyết quá hạn?", "có 2 – Sở Tư pháp (2), Sở Công Thương (9)"),
        ("Bao nhiêu phản ánh, kiến nghị đang xử lý ở tỉnh Hà Đông?", "Cộng (Đang xử lý)"),
    ],
)
def test_a_group_named_at_its_first_column_is_said_of_those_behind_it(
    assistant: Assistant, question: str, told: str
) -> None:
    assert told in assistant.ask(question).answer


def test_which_rows_fell_is_told_by_two_columns_of_years(assistant: Assistant) -> None:
    answer = assistant.ask("Xã nào của tỉnh Hà Đông có hồ sơ tiếp nhận giảm so với năm 2021?").answer
    assert "Xã Đức Xuân: năm 2021 đạt 760; năm 2022 đạt 702 – giảm 58 hồ sơ" in answer
    assert "Xã Lê Lai" in answer
    assert "Thụy Hùng:" not in answer


def test_a_sign_tells_posts_too_many_from_posts_too_few(assistant: Assistant) -> None:
    many = assistant.ask("Phòng nào của tỉnh Hà Đông thừa biên chế?").answer
    few = assistant.ask("Phòng nào của tỉnh Hà Đông thiếu biên chế?").answer
    assert "Phòng Y tế" in many
    assert "Phòng Nội vụ" not in many
    assert "Phòng Nội vụ" in few
    assert "Cộng" not in few


BLOCKS = """BÁO CÁO
Kết quả Chỉ số cải cách hành chính năm 2024 của các bộ, cơ quan ngang bộ, UBND các tỉnh, thành phố

Thành phố Hải Phòng đứng đầu với 96,17%; xếp thứ hai là thành phố Hà Nội, 95,47% (năm 2023 xếp thứ 3); xếp thứ ba là tỉnh Quảng Ninh, 94,02%.
Bộ Tư pháp đạt 93,60%; Bộ Tài chính đạt 92,41%; Thanh tra Chính phủ tăng cao nhất (5,21%).
"""

INSPECTION = """UBND TỈNH VĨNH GIANG
Số: 12/KL-UBND
Vĩnh Giang, ngày 15 tháng 3 năm 2023

KẾT LUẬN KIỂM TRA
Công tác cải cách hành chính năm 2022

A. TẠI UBND HUYỆN THẠCH MỸ
UBND huyện ban hành kế hoạch gồm 35 nhiệm vụ, đã thực hiện 26 nhiệm vụ.
B. TẠI SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI
Năm 2022, Sở đạt 89,17 điểm, xếp hạng 5/18. Chỉ số PAPI đạt 39,2 điểm (thang điểm 80).
"""


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {"khoi.txt": BLOCKS, "ket-luan.txt": INSPECTION}
    with index_over(texts, tmp_path_factory.mktemp("others")) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Hà Nội đạt bao nhiêu phần trăm CCHC năm 2024?", "95,47%", "96,17"),
        ("Hải Phòng xếp thứ mấy về CCHC năm 2023?", "không nêu", "hạng 3"),
        ("Bộ nào tăng điểm CCHC nhiều nhất năm 2024?", "", "93,60"),
        ("Huyện Thạch Mỹ thực hiện được bao nhiêu nhiệm vụ?", "Huyện Thạch Mỹ: 26 nhiệm vụ", ""),
        ("Sở Lao động - Thương binh và Xã hội tỉnh Vĩnh Giang xếp hạng mấy năm 2022?", "5/18", "Sở Nội vụ"),
        ("Sở Lao động - Thương binh và Xã hội tỉnh Hà Nam xếp hạng mấy năm 2022?", "", "5/18"),
        ("Huyện Tân Thạch Mỹ thực hiện được bao nhiêu nhiệm vụ?", "", "26 nhiệm vụ"),
    ],
)
def test_each_figure_is_of_whom_it_is_told(others: Assistant, question: str, told: str, untold: str) -> None:
    answer = others.ask(question).answer
    assert told in answer
    assert not untold or untold not in answer


MONTHS = """UBND HUYỆN ĐÔNG KHÊ
Số: 98/BC-UBND
Đông Khê, ngày 10 tháng 01 năm 2024

BÁO CÁO
Kết quả giải quyết thủ tục hành chính năm 2023

Tháng | Tiếp nhận | Trễ hạn
Tháng 7 | 812 | 6
Tháng 8 | 905 | 11
Tháng 9 | 774 | 2
Cộng | 2.491 | 19
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Từ tháng 7 đến tháng 8 huyện Đông Khê tiếp nhận bao nhiêu hồ sơ?", "812 + 905 = 1.717"),
        ("Hồ sơ trễ hạn của huyện Đông Khê tháng 7 và tháng 9 là bao nhiêu?", "6 + 2 = 8"),
    ],
)
def test_months_asked_together_are_added_month_by_month(
    tmp_path_factory: pytest.TempPathFactory, question: str, told: str
) -> None:
    with index_over({"thang.txt": MONTHS}, tmp_path_factory.mktemp("months")) as index:
        assert told in Assistant(index).ask(question).answer

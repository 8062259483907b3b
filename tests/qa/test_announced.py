"""An announcement of an index: offices told in running sentences, blocks beside the whole, marks given to oneself."""

# ruff: noqa: E501 - a sentence of a report stays on one line

import pytest

from qa.assistant import Assistant
from tests.parts import index_over

ANNOUNCED = """UBND TỈNH ĐÔNG GIANG
SỞ NỘI VỤ
Số: 55/TB-SNV
Đông Giang, ngày 20 tháng 3 năm 2024

THÔNG BÁO
Kết quả Chỉ số cải cách hành chính năm 2023 của các sở, ban, ngành và UBND cấp huyện

Dẫn đầu khối sở, ngành là Sở Nội vụ với 95,12%, kế đến là Sở Tư pháp 94,30% và Văn phòng UBND tỉnh 93,88%. Đứng cuối là Sở Xây dựng, chỉ đạt 78,20%, tụt 3 bậc so với năm 2022. Sở Công Thương giữ nguyên vị trí thứ 11 với 88,61%. Sở Y tế có bước tiến dài nhất, từ vị trí thứ 17 năm 2022 vươn lên vị trí thứ 6 (90,74%). Sở Tài chính năm 2022 xếp thứ 9, năm 2023 xếp thứ 12.
Trung bình khối sở đạt 89,02%; khối huyện bình quân đạt 85,33%. Chênh lệch giữa khối sở và khối huyện bình quân lên tới 3,69 điểm.
Về mức độ hài lòng (SIPAS): mức độ hài lòng chung toàn tỉnh đạt 88,10%. Khối sở đạt 90,25%; khối huyện, thành phố đạt 86,02%.
"""

SELF_SCORED = """UBND TỈNH TRUNG HÒA
Số: 410/BC-UBND
Trung Hòa, ngày 18 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023

Điểm tự chấm PAR INDEX năm 2023 của tỉnh (phần thẩm định) là 60,75/65 điểm, chưa có kết quả của Bộ Nội vụ.
Năm 2023, Chỉ số CCHC của huyện Lương Tài đạt 83,15 điểm, đứng thứ 15/21, giảm 0,7 điểm nhưng tăng 01 bậc so với năm 2022.
"""

MINISTRY = """BỘ THỦY LỢI
Số: 3021/BC-BTL
Hà Nội, ngày 15 tháng 12 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2024 của Bộ Thủy lợi

Kết quả giải quyết thủ tục hành chính của các đơn vị:

STT
Đơn vị
Tiếp nhận
Quá hạn
1
Cục Quản lý công trình
812
22
2
Cục Đê điều
455
07
3
Vụ Kế hoạch
96
0

Toàn Bộ còn 29 hồ sơ quá hạn.

Theo kết quả Chỉ số cải cách hành chính do Bộ Nội vụ công bố, Bộ Thủy lợi đạt 84,12%, xếp thứ 9/17. Lĩnh vực có điểm cao nhất là Cải cách thể chế (đạt 92,40%), thấp nhất là Phát triển chính phủ số (đạt 76,15%).
"""


REPORTS = {"thong-bao.txt": ANNOUNCED, "tu-cham.txt": SELF_SCORED, "bo.txt": MINISTRY}


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Sở nào dẫn đầu khối sở của tỉnh Đông Giang năm 2023?", "Sở Nội vụ"),
        ("Đơn vị nào đứng cuối khối sở tỉnh Đông Giang năm 2023?", "78,20%"),
        ("Văn phòng UBND tỉnh Đông Giang đạt bao nhiêu?", "93,88%"),
        ("Sở Công Thương xếp thứ mấy năm 2023?", "11"),
        ("Chỉ số CCHC năm 2023 của Sở Y tế tỉnh Đông Giang?", "90,74%"),
        ("Năm 2022 Sở Y tế tỉnh Đông Giang xếp thứ mấy?", "17"),
        ("Năm 2022 Sở Tài chính tỉnh Đông Giang xếp thứ mấy?", "9"),
        ("Chỉ số CCHC trung bình khối sở tỉnh Đông Giang năm 2023?", "89,02%"),
        ("Mức độ hài lòng khối sở tỉnh Đông Giang?", "90,25%"),
        ("Mức độ hài lòng khối huyện của tỉnh Đông Giang năm 2023?", "86,02%"),
        ("PAR INDEX năm 2023 của tỉnh Trung Hòa?", "điểm tự chấm"),
        ("Lĩnh vực nào của Bộ Thủy lợi có điểm thấp nhất?", "76,15%"),
        ("Lĩnh vực nào của Bộ Thủy lợi có điểm cao nhất?", "92,40%"),
        ("Năm 2022 huyện Lương Tài được mấy điểm, xếp thứ mấy?", "83,85"),
        ("Năm 2022 huyện Lương Tài được mấy điểm, xếp thứ mấy?", "16/21"),
        ("Đơn vị nào của Bộ Thủy lợi để quá hạn nhiều hồ sơ nhất?", "Cục Quản lý công trình"),
    ],
)
def test_what_is_told_of_an_office_or_a_block_is_answered_as_theirs(
    assistant: Assistant, question: str, shown: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert shown in answer.answer


def test_what_offices_and_blocks_have_is_no_value_of_their_province(assistant: Assistant) -> None:
    assert assistant.ask("Chỉ số CCHC năm 2023 của tỉnh Đông Giang là bao nhiêu?").status == "not_found"
    satisfaction = assistant.ask("SIPAS của tỉnh Đông Giang?")
    assert [f.text for f in satisfaction.facts] == ["88,10%"]


DISTRICTS = """UBND TỈNH BÌNH KHÊ
Số: 77/BC-UBND
Bình Khê, ngày 20 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023 tỉnh Bình Khê

Báo Bình Khê đăng 45 tin, bài; Đài Phát thanh và Truyền hình tỉnh phát 62 phóng sự.

STT | Đơn vị | Tổng tiếp nhận | Trực tuyến | Quá hạn
1 | TP Bình Khê | 21.450 | 15.230 | 312
2 | Huyện Vĩnh Thạch | 7.640 | 3.980 | 210
"""


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Số hồ sơ quá hạn của TP Bình Khê?", "312"),
        ("Thành phố Bình Khê tiếp nhận bao nhiêu hồ sơ trực tuyến?", "15.230"),
    ],
)
def test_a_city_called_by_its_letters_is_asked_by_its_name(
    tmp_path_factory: pytest.TempPathFactory, question: str, shown: str
) -> None:
    with index_over({"tinh.txt": DISTRICTS}, tmp_path_factory.mktemp("districts")) as index:
        assert shown in Assistant(index).ask(question).answer

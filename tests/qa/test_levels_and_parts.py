"""A count is that of the level asked for, and of all that there are: what is narrowed or done is no answer."""

# ruff: noqa: E501 - a sentence of a report stays on one line
from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from tests.parts import index_over

WARDS = """ỦY BAN NHÂN DÂN
QUẬN SÔNG LAM
Số: 72/BC-UBND                    Sông Lam, ngày 19 tháng 6 năm 2023

BÁO CÁO
Công tác cải cách hành chính 6 tháng đầu năm 2023

I. KẾT QUẢ
1. Kiểm tra tại 14 đơn vị, trong đó 05 phòng và 09 phường; kiểm tra đột xuất tại 06 đơn vị.
2. Tiếp nhận, giải quyết hồ sơ
2.1. Tại UBND quận: tiếp nhận 7.410 hồ sơ; đã giải quyết 7.206 hồ sơ, trước hạn 6.900, đúng hạn 298, trễ hạn 08.
2.2. Tại UBND 12 phường: tiếp nhận 35.620 hồ sơ; đã giải quyết 35.511 hồ sơ, trễ hạn 05 hồ sơ.
3. Hiện có 360 TTHC được công khai, gồm 240 TTHC thuộc thẩm quyền của UBND quận và 120 TTHC thuộc thẩm quyền của UBND phường.
4. Biên chế sự nghiệp là 1.810 người, hiện có mặt 1.744 người. Chấn chỉnh 07 công chức. Còn 11 công chức chưa có chữ ký số.
5. Mạng cáp quang phủ 110/130 tổ dân phố.
6. Hồ sơ quá hạn tập trung ở lĩnh vực đất đai với 9 hồ sơ, số còn lại thuộc lĩnh vực xây dựng.
7. Đã rà soát 90 TTHC, đạt 105,9% kế hoạch.
8. Bố trí 360 triệu đồng mua máy tính cho 12 phường (mỗi phường 30 triệu đồng).

II. NHIỆM VỤ NĂM 2024
1. Rà soát ít nhất 115 TTHC.
"""

DISTRICT = """ỦY BAN NHÂN DÂN
HUYỆN VÀM SÂU
Số: 131/BC-UBND                    Vàm Sâu, ngày 16 tháng 12 năm 2022

BÁO CÁO
Kết quả cải cách hành chính năm 2022

1. Kết quả giải quyết TTHC:
- Cấp huyện: tiếp nhận 10.300; giải quyết 10.240; đúng hạn 10.180; quá hạn 60.
- Cấp xã: tiếp nhận 72.050; giải quyết 71.640; đúng hạn 71.610; quá hạn 30.
2. Tổng số TTHC thuộc thẩm quyền là 399 thủ tục, bao gồm: cấp huyện 270; cấp xã 129. Trong năm đã niêm yết 130 TTHC (20 TTHC mới, 90 TTHC sửa đổi, 20 TTHC bãi bỏ).
3. Huyện có 16 đơn vị hành chính cấp xã (14 xã, 02 thị trấn). Chỉ đạo kiểm tra 10 xã.
4. Hồ sơ trễ hạn chủ yếu tại Chi nhánh Văn phòng Đăng ký đất đai (48 hồ sơ), Phòng Kinh tế và Hạ tầng (11 hồ sơ).

Bảng 1. Kết quả giải quyết hồ sơ theo xã năm 2022
| STT | Đơn vị | Tiếp nhận | Đúng hạn (%) |
| 1 | Xã Tân Phong | 4.120 | 99,2 |
| 2 | Xã Long Bình | 3.870 | 97,1 |
| 3 | Xã Phú Hải | 2.950 | 98,5 |
| | Tổng cộng | 10.940 | 98,3 |
Huyện nhận 3.100 đơn thư, cấp xã nhận 9.400 đơn thư, nâng tổng số đơn thư nhận toàn huyện lên 12.500 đơn thư.
"""

PRESS = """CỔNG THÔNG TIN ĐIỆN TỬ TỈNH LAM SƠN

Kết quả giải quyết thủ tục hành chính quý I năm 2020 của tỉnh Lam Sơn

Trong quý I năm 2020, toàn tỉnh Lam Sơn đã tiếp nhận 512.300 hồ sơ, đã giải quyết 500.100 hồ sơ; trong đó, số hồ sơ quá hạn là 6.200 hồ sơ.

Tách ra theo cấp: với cấp tỉnh, ba tháng đã tiếp nhận 44.100 hồ sơ; đã giải quyết 42.800 hồ sơ; quá hạn còn 610 hồ sơ, chiếm tỷ lệ 1,43%.

Với cấp xã, toàn tỉnh ba tháng tiếp nhận 210.400 hồ sơ, giải quyết 208.900 hồ sơ; trong đó quá hạn 1.100 hồ sơ.

Tỷ lệ hồ sơ chậm hạn của các huyện: huyện Bàu Lâm giảm từ 11,20% xuống còn 1,45%, huyện Suối Ràng 9,70%, huyện Lung Sen 0,40%.
"""

STORY = """Huyện Ba Khe: Quý I/2021 không để hồ sơ nào chậm hẹn

Trong 3 tháng đầu năm, huyện Ba Khe dồn sức cho cải cách hành chính, bộ phận một cửa của cả hai cấp đều trả kết quả đúng hẹn.

Cụ thể, Trung tâm Hành chính công huyện tiếp nhận 4.310 hồ sơ, trong đó giải quyết trước hạn 3.905 hồ sơ, yêu cầu bổ sung 122 hồ sơ.

Bộ phận một cửa hiện đại cấp xã tiếp nhận 6.040 hồ sơ, trong đó giải quyết trước hạn: 5.870 hồ sơ. Dịch vụ công mức độ 3,4 chiếm 22,7% hồ sơ.

Minh Thư (Trung tâm Truyền thông)
"""

CITY = """ 2025-10-07 Sở Nội vụ Đà Nẵng đề nghị các phường gỡ hồ sơ chậm hẹn

Sở Nội vụ TP.Đà Nẵng cho biết, từ ngày 2-8 đến 30-9, hệ thống một cửa của thành phố đã tiếp nhận 310.245 hồ sơ. Trong số này, 4.106 hồ sơ trả chậm, chiếm 1,32%.

Tại cấp xã, hệ thống ghi nhận 208.330 hồ sơ, chỉ có 903 hồ sơ trễ hạn. Trên Cổng Dịch vụ công, TP.Đà Nẵng tiếp nhận 1.204 phản ánh, đã trả lời 1.150 phản ánh, số còn lại đang xử lý.

Tiến độ giải ngân chưa đến 48% kế hoạch.

Chỉ số CCHC năm 2024 của thành phố đạt 88% cao hơn giá trị trung bình 3,1%.
"""

NATION = """Họp Tổ công tác cải cách thủ tục hành chính

Tỉ lệ hồ sơ nộp qua mạng của bộ, ngành là 41,20%, tăng 9,05% so với cùng kỳ; của địa phương là 52,70%, tăng 11,35% so với cùng kỳ.
"""

ROWS = """ỦY BAN NHÂN DÂN
TỈNH NẬM RỐM
Số: 77/BC-UBND                    Nậm Rốm, ngày 20 tháng 12 năm 2025

BÁO CÁO
Công tác cải cách hành chính năm 2025 của tỉnh Nậm Rốm

Mức độ hài lòng của người dân tỉnh qua từng năm: năm 2023 đạt 81,4%, năm 2024 đạt 92,6% và năm 2025 còn 90,8%.
Tỷ lệ hồ sơ nộp trực tuyến: cấp tỉnh 71%; cấp huyện 54%; cấp xã 67%.
Thu phí, lệ phí giảm 4,6% so với năm 2024.
"""


REPORTS = {
    "quan.txt": WARDS,
    "huyen.txt": DISTRICT,
    "bai.txt": PRESS,
    "tin.txt": STORY,
    "pho.txt": CITY,
    "hop.txt": NATION,
    "nam.txt": ROWS,
}


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("UBND quận Sông Lam trễ hạn bao nhiêu hồ sơ?", "08"),
        ("Các phường của quận Sông Lam trễ hạn bao nhiêu hồ sơ?", "05 hồ sơ"),
        ("Cấp quận ở Sông Lam tiếp nhận bao nhiêu hồ sơ?", "7.410"),
        ("Cấp phường ở Sông Lam tiếp nhận bao nhiêu hồ sơ?", "35.620"),
        ("Quận Sông Lam có bao nhiêu TTHC cấp phường?", "120 TTHC"),
        ("Quận Sông Lam kiểm tra bao nhiêu phường?", "09 phường"),
        ("Biên chế sự nghiệp hiện có của quận Sông Lam bao nhiêu người?", "1.744 người"),
        ("Năm 2024 quận Sông Lam dự kiến rà soát bao nhiêu TTHC?", "115 TTHC"),
        ("Quận Sông Lam rà soát bao nhiêu TTHC, đạt bao nhiêu % kế hoạch?", "105,9%"),
        ("Cấp huyện của Vàm Sâu quá hạn bao nhiêu hồ sơ?", "60"),
        ("Cấp xã của Vàm Sâu đúng hạn bao nhiêu hồ sơ?", "71.610"),
        ("Huyện Vàm Sâu tổng cộng bao nhiêu hồ sơ quá hạn?", "60 + 30 = 90"),
        ("Huyện Vàm Sâu có bao nhiêu hồ sơ quá hạn?", "60"),
        ("Huyện Vàm Sâu có bao nhiêu TTHC?", "399 thủ tục"),
        ("Huyện Vàm Sâu có bao nhiêu xã?", "14 xã"),
        ("Huyện Vàm Sâu có bao nhiêu xã, thị trấn?", "16 đơn vị hành chính cấp xã"),
        ("Xã nào ở Vàm Sâu tiếp nhận ít hồ sơ nhất?", "Xã Phú Hải"),
        ("Quý I năm 2020 tỉnh Lam Sơn tiếp nhận bao nhiêu hồ sơ?", "512.300"),
        ("Cấp tỉnh của Lam Sơn quá hạn bao nhiêu hồ sơ quý I năm 2020?", "610"),
        ("Cấp xã của Lam Sơn tiếp nhận bao nhiêu hồ sơ quý I năm 2020?", "210.400"),
        ("Huyện nào của Lam Sơn có tỷ lệ hồ sơ chậm hạn cao nhất?", "9,70%"),
        ("Toàn huyện Vàm Sâu nhận bao nhiêu đơn thư?", "12.500"),
        (
            "Mức độ hài lòng của tỉnh Nậm Rốm năm nào cao nhất?",
            "Năm 2024, Chỉ số hài lòng (SIPAS) của tỉnh Nậm Rốm cao nhất: đạt 92,6%",
        ),
        ("Mức độ hài lòng của tỉnh Nậm Rốm năm 2025?", "90,8%"),
        (
            "Cấp nào của tỉnh Nậm Rốm có tỷ lệ hồ sơ nộp trực tuyến thấp nhất?",
            "Cấp huyện thấp nhất về tỷ lệ hồ sơ nộp trực tuyến: 54%",
        ),
        ("Thu phí, lệ phí của tỉnh Nậm Rốm tăng hay giảm?", "giảm 4,6%"),
        ("Từ 2/8 đến 30/9/2025 Đà Nẵng tiếp nhận bao nhiêu hồ sơ?", "310.245"),
        ("Đà Nẵng tiếp nhận bao nhiêu phản ánh?", "Đà Nẵng: 1.204 phản ánh"),
        ("Đà Nẵng có bao nhiêu hồ sơ trễ hạn ở cấp xã?", "903"),
        ("Chỉ số CCHC năm 2024 của Đà Nẵng cao hơn trung bình bao nhiêu?", "3,1%"),
        ("Tiến độ giải ngân của Đà Nẵng là bao nhiêu?", "chưa đến 48%"),
        ("Bộ, ngành hay địa phương có tỷ lệ hồ sơ nộp qua mạng cao hơn?", "Địa phương cao hơn 11,50 điểm %"),
        ("Quý I/2021 cấp xã của Ba Khe tiếp nhận bao nhiêu hồ sơ?", "6.040"),
        ("Ba Khe quý I/2021 tiếp nhận tổng cộng bao nhiêu hồ sơ?", "4.310 + 6.040 = 10.350"),
        ("Tổng số hồ sơ cả huyện và xã ở Ba Khe tiếp nhận quý I/2021 là bao nhiêu?", "4.310 + 6.040 = 10.350"),
        ("Huyện Ba Khe có bao nhiêu hồ sơ phải yêu cầu bổ sung?", "122"),
    ],
)
def test_the_level_asked_for_and_no_other_answers(assistant: Assistant, question: str, figure: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert any(figure in line.split("“")[0] for line in answer.answer.split("\n"))


@pytest.mark.parametrize(
    "question",
    [
        "Quận Sông Lam có bao nhiêu công chức?",  # reproved, or without a signature: not all
        "Quận Sông Lam còn bao nhiêu tổ dân phố?",  # as many have the cable
        "Quận Sông Lam quá hạn bao nhiêu hồ sơ lĩnh vực xây dựng?",  # the rest, that nobody counts
        "Mỗi phường của quận Sông Lam được bao nhiêu tiền?",  # 360 is what all have together
    ],
)
def test_a_part_or_another_s_figure_is_no_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


def test_what_rose_elsewhere_is_not_given_for_the_block_asked_about(assistant: Assistant) -> None:
    assert "9,05%" not in assistant.ask("Tỷ lệ hồ sơ nộp qua mạng của địa phương tăng bao nhiêu?").answer.split("\n")[0]


def test_the_figure_of_a_level_is_said_to_be_its(assistant: Assistant) -> None:
    assert "Huyện Ba Khe (cấp xã): 6.040" in assistant.ask("Huyện Ba Khe tiếp nhận bao nhiêu hồ sơ?").answer


def test_figures_of_two_levels_are_both_given_where_none_is_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("Huyện Vàm Sâu có bao nhiêu hồ sơ quá hạn?").answer
    assert "60" in answer
    assert "30" in answer


TABLES = """ỦY BAN NHÂN DÂN
HUYỆN SUỐI VÀNG
Số: 240/BC-UBND                    Suối Vàng, ngày 16 tháng 12 năm 2022

BÁO CÁO
Kết quả cải cách hành chính năm 2022

Biểu 1. Kinh phí thực hiện CCHC (ĐVT: triệu đồng)
| TT | Nội dung | Dự toán 2022 | Thực hiện 2022 |
| 1 | Trang thiết bị | 1.150 | 1.080 |
| 2 | Tuyên truyền | 110 | 108,5 |
| | Tổng cộng | 1.260 | 1.188,5 |

Biểu 2. Kết quả giải quyết hồ sơ theo lĩnh vực năm 2022
| STT | Lĩnh vực | Tiếp nhận | Đúng hạn | Tỷ lệ đúng hạn (%) |
| 1 | Đất đai | 4.020 | 3.910 | 97,3 |
| 2 | Hộ tịch | 8.110 | 8.108 | 99,98 |
| | Tổng cộng | 12.130 | 12.018 | 99,1 |

Biểu 3. Kết quả theo xã năm 2022
| STT | Đơn vị | Tiếp nhận | Trực tuyến (%) |
| 1 | Xã Tân Phong | 3.120 | 42,5 |
| 2 | Xã Long Bình | 2.870 | 61,3 |
| 3 | Xã Phú Hải | 2.110 | 38,2 |
"""


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with index_over({"bang.txt": TABLES}, tmp_path_factory.mktemp("tables")) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "told", "hidden"),
    [
        ("Tổng kinh phí thực hiện CCHC năm 2022 của Suối Vàng?", ["1.188,5 triệu đồng"], "1.260"),
        ("Lĩnh vực nào có tỷ lệ đúng hạn thấp nhất ở Suối Vàng?", ["Đất đai", "97,3"], "Tổng cộng"),
        ("Những xã nào của Suối Vàng có tỷ lệ trực tuyến dưới 50%?", ["Tân Phong", "Phú Hải"], "Long Bình"),
    ],
)
def test_rows_of_a_table_are_chosen_by_their_figures(
    tables: Assistant, question: str, told: list[str], hidden: str
) -> None:
    answer = tables.ask(question)
    assert answer.status == "answered", answer.answer
    assert all(words in answer.answer for words in told)
    assert hidden not in answer.answer

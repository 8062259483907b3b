"""Figures as official reports tell them: whose, of which year and of what is said once and holds for what follows."""

# ruff: noqa: E501 - a row of a report stays on one line
from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from tests.parts import index_over

DISTRICT = """ỦY BAN NHÂN DÂN
HUYỆN KHE SIM
Số: 112/BC-UBND
Khe Sim, ngày 25 tháng 6 năm 2023

BÁO CÁO
Công tác cải cách hành chính 6 tháng đầu năm 2023

Huyện được giao 150 biên chế công chức, hiện có mặt 142 người; số lượng người làm việc trong đơn vị sự nghiệp được giao 1.200 người, có mặt 1.170 người.
Tỷ lệ hồ sơ đúng hạn toàn huyện đạt 98,2%, cao hơn năm ngoái. Cấp xã đạt 99,1%, cấp huyện đạt 96,4%.
Tỷ lệ hồ sơ trực tuyến của huyện là 61%. So với 6 tháng đầu năm 2022, tỷ lệ của huyện tăng 19%.
Lĩnh vực	Tiếp nhận	Trực tuyến	Quá hạn
Đất đai	1.520	610	212
Hộ tịch	2.310	1.905	3
Xây dựng	240	101	15
Tổng cộng	4.070	2.616	230
Xử lý kỷ luật 43 trường hợp: khiển trách 24, cảnh cáo 13, buộc thôi việc 06. Trong 71 đơn thư nhận được có 55 đơn tố cáo, 16 đơn khiếu nại.
Toàn huyện có 04 đơn vị tự bảo đảm chi thường xuyên và chi đầu tư, 30 đơn vị tự bảo đảm chi thường xuyên, 110 đơn vị tự bảo đảm một phần chi thường xuyên.
Thu ngân sách ước đạt 28 tỷ đồng, bằng 63% dự toán và bằng 118% so với cùng kỳ.
Tiếp nhận 463 phản ánh, kiến nghị; đã xử lý 451, đang xử lý 12. Đã kiểm tra 05/13 xã.
Tỷ lệ văn bản ký số: quý I 72%, quý II 78%.
Chỉ số CCHC của huyện: năm 2020 đạt 82,10% (hạng 7), năm 2021 đạt 86,05% (hạng 3), năm 2022 đạt 84,77% (hạng 5).
Tỷ lệ thanh toán trực tuyến đạt 48,35%, tăng 11,20% so với năm 2022.
Tổng số viên chức y tế 96 người. Tỷ lệ hồ sơ nộp qua mạng đạt 65% (huyện 49%; xã 69%), tăng 3,5% so với năm 2022.
Đến nay 08/14 xã có cán bộ chuyên trách công nghệ thông tin.
"""

ANNOUNCED = """UBND TỈNH LŨNG CHÀM
Số: 45/TB-UBND
Lũng Chàm, ngày 20 tháng 01 năm 2025

THÔNG BÁO
Kết quả Chỉ số cải cách hành chính năm 2024 của các sở, ngành

Dẫn đầu khối sở là Sở Tài chính với 94,82%, kế đến là Sở Công Thương 94,05% và Văn phòng UBND tỉnh 93,51%. Đứng cuối là Sở Xây dựng, chỉ đạt 78,20%. Sở Tư pháp có bước tiến dài nhất, từ vị trí thứ 17 năm 2023 vươn lên vị trí thứ 6 (90,70%).
Mức độ hài lòng chung toàn tỉnh năm 2024 đạt 88,15%. Khối sở đạt 90,02%; khối huyện, thành phố đạt 86,41%.
"""

MINISTRY = """BỘ TÀI NGUYÊN
Số: 77/BC-BTN
Hà Nội, ngày 12 tháng 10 năm 2024

BÁO CÁO
Kết quả cải cách hành chính 9 tháng đầu năm 2024

Bảng 1. Mức độ hài lòng của người dân, doanh nghiệp (%)
Nội dung | Năm 2022 | Năm 2023 | 9 tháng 2024
Tiếp cận dịch vụ | 81,2 | 82,6 | 84,0
Thủ tục hành chính | 76,9 | 79,3 | 82,5
Kết quả giải quyết | 83,4 | 84,7 | 86,1

Kết quả giải quyết hồ sơ của các đơn vị:
Đơn vị
Tiếp nhận
Đã giải quyết
Quá hạn
Cục Đo đạc
4.120
4.005
35
Cục Khoáng sản
8.950
8.700
112
Vụ Pháp chế
310
300
2
Tình hình thực hiện nhiệm vụ:
TT	Nhiệm vụ	Đơn vị chủ trì	Thời hạn	Kết quả
1	Sửa đổi thông tư đo đạc	Cục Đo đạc	30/6	Hoàn thành
2	Số hóa hồ sơ mỏ	Cục Khoáng sản	30/9	Chưa hoàn thành
3	Rà soát văn bản	Vụ Pháp chế	30/6	Đang thực hiện
"""


REPORTS = {"khe-sim.txt": DISTRICT, "lung-cham.txt": ANNOUNCED, "bo.txt": MINISTRY}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Huyện Khe Sim có bao nhiêu công chức có mặt?", "142 người"),
        ("Tỷ lệ đúng hạn cấp huyện của huyện Khe Sim 6 tháng đầu năm 2023?", "96,4%"),
        ("6 tháng đầu năm 2023 lĩnh vực đất đai huyện Khe Sim tiếp nhận bao nhiêu hồ sơ?", "1.520"),
        ("Huyện Khe Sim có bao nhiêu cán bộ, công chức bị cảnh cáo?", ": 13 –"),
        ("Huyện Khe Sim có bao nhiêu người bị buộc thôi việc?", ": 06 –"),
        ("Huyện Khe Sim nhận được bao nhiêu đơn khiếu nại?", "16 đơn"),
        ("Huyện Khe Sim có bao nhiêu đơn vị tự bảo đảm chi thường xuyên?", "30 đơn vị"),
        ("Thu ngân sách huyện Khe Sim bằng bao nhiêu so với cùng kỳ?", "118%"),
        ("Huyện Khe Sim còn bao nhiêu phản ánh, kiến nghị chưa xử lý xong?", "463 - 451 = 12"),
        ("Huyện Khe Sim còn mấy xã chưa kiểm tra?", "13 - 5 = 8 xã"),
        ("Tỷ lệ văn bản ký số từng quý của huyện Khe Sim?", "Quý II/2023: 78%"),
        ("Chỉ số CCHC năm 2021 của huyện Khe Sim là bao nhiêu %?", "đạt 86,05%"),
        ("Chỉ số CCHC của huyện Khe Sim năm nào cao nhất?", "Năm 2021"),
        ("Tỷ lệ thanh toán trực tuyến của huyện Khe Sim năm 2022 là bao nhiêu?", "48,35% - 11,20 = 37,15%"),
        ("Huyện Khe Sim có bao nhiêu viên chức y tế?", "96 người"),
        ("Tỷ lệ hồ sơ nộp qua mạng của huyện Khe Sim năm 2022?", "65% - 3,5 = 61,5%"),
        ("Tỷ lệ hồ sơ nộp qua mạng cấp xã của huyện Khe Sim?", "69%"),
        ("Huyện Khe Sim còn bao nhiêu xã chưa có cán bộ chuyên trách công nghệ thông tin?", "14 - 8 = 6 xã"),
        ("Có bao nhiêu lĩnh vực ở huyện Khe Sim có trên 10 hồ sơ quá hạn?", "có 2 – Đất đai (212), Xây dựng (15)"),
        ("Sở nào đứng cuối của tỉnh Lũng Chàm?", "Sở Xây dựng"),
        ("Sở Xây dựng tỉnh Lũng Chàm đạt bao nhiêu?", "78,20%"),
        ("Sở Tư pháp tỉnh Lũng Chàm xếp thứ mấy năm 2024?", "xếp hạng 6"),
        ("Văn phòng UBND tỉnh Lũng Chàm đạt bao nhiêu?", "93,51%"),
        ("Mức độ hài lòng của tỉnh Lũng Chàm năm 2024?", "đạt 88,15% [1]."),
        ("Nội dung nào có mức độ hài lòng thấp nhất năm 2023 của Bộ Tài nguyên?", "Thủ tục hành chính thấp nhất"),
        ("Đơn vị nào của Bộ Tài nguyên để quá hạn nhiều hồ sơ nhất?", "Cục Khoáng sản"),
        ("Vụ Pháp chế của Bộ Tài nguyên tiếp nhận bao nhiêu hồ sơ?", "310"),
    ],
)
def test_a_plain_question_gets_the_figure_of_its_sentence(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert told in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Lĩnh vực hộ tịch huyện Khe Sim 6 tháng đầu năm 2022 tiếp nhận bao nhiêu hồ sơ?",  # only compared with above it
        "Chỉ số CCHC năm 2024 của tỉnh Lũng Chàm là bao nhiêu?",  # of its offices alone
    ],
)
def test_what_is_told_of_another_year_or_body_is_no_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Nhiệm vụ nào của Bộ Tài nguyên có thời hạn 30/6?", ["Sửa đổi thông tư đo đạc", "Rà soát văn bản"]),
        ("Nhiệm vụ nào của Bộ Tài nguyên chưa hoàn thành?", ["Số hóa hồ sơ mỏ"]),
        ("Vụ Pháp chế chủ trì nhiệm vụ gì?", ["Rà soát văn bản"]),
    ],
)
def test_tasks_are_told_by_any_column_of_their_table(assistant: Assistant, question: str, rows: list[str]) -> None:
    lines = assistant.ask(question).answer.splitlines()
    assert [line.split(" – ")[0] for line in lines] == rows


MERGED = """UBND TỈNH LÂM ĐỒNG
Số: 210/BC-UBND
Lâm Đồng, ngày 05 tháng 10 năm 2025

BÁO CÁO
Công tác cải cách hành chính 9 tháng đầu năm 2025

I. KẾT QUẢ CHUNG
Về các chỉ số (kết quả năm 2024):
- PAR INDEX: Bình Thuận (cũ) đạt 89,12%, xếp 12/63; Lâm Đồng (cũ) đạt 85,24%, xếp 47/63.
- PCI: Bình Thuận (cũ) đạt 68,31 điểm, hạng 14; Lâm Đồng (cũ) không nằm trong nhóm được xếp hạng.
II. NÂNG CAO CHỈ SỐ PAR INDEX
Tỷ lệ hồ sơ đúng hạn toàn tỉnh 98,1%. Cấp xã đạt 99,2%, cấp tỉnh 96,5%.
Tháng 9, toàn tỉnh tiếp nhận 51.300 hồ sơ (tỉnh 11.220, xã 40.080).
Đoàn công tác đã kiểm tra tại 26 đơn vị. Đoàn kiểm tra theo kế hoạch 19 đơn vị và kiểm tra đột xuất 07 đơn vị.
Trong quý, tỉnh không tuyển dụng công chức; có 03 công chức thôi việc theo nguyện vọng.
Luân chuyển 01 phó chủ tịch xã Đức Trọng về tỉnh; cử 15 người học tiếng Mạ.
Tỷ lệ hồ sơ số hóa: cấp tỉnh 96%; cấp xã 89%. Quý I/2025: cấp tỉnh 95%; cấp xã 82%.
Năm 2021 tiếp nhận 201.000 hồ sơ; năm 2022 là 215.000; năm 2023 là 230.500. Tỷ lệ trễ hạn lần lượt là 1,0%; 0,7%; 1,5%.
Tổ chức 02 kỳ thi tuyển viên chức, trúng tuyển 40 người.
"""


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with index_over({"lam-dong.txt": MERGED}, tmp_path_factory.mktemp("merged")) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("PAR INDEX năm 2024 của Bình Thuận là bao nhiêu?", "tỉnh Bình Thuận đạt 89,12%, xếp hạng 12/63"),
        ("PAR INDEX năm 2024 của tỉnh Lâm Đồng cũ xếp thứ mấy?", "xếp hạng 47/63"),
        ("PCI năm 2024 của Bình Thuận cũ?", "68,31 điểm"),
        ("Tỷ lệ đúng hạn cấp xã của Lâm Đồng?", "99,2%"),
        ("Tháng 9/2025 tỉnh Lâm Đồng tiếp nhận bao nhiêu hồ sơ?", "51.300"),
        ("Tỉnh Lâm Đồng kiểm tra bao nhiêu đơn vị?", "26 đơn vị"),
        ("Tỉnh Lâm Đồng cử bao nhiêu người học tiếng Mạ?", "Tỉnh Lâm Đồng: 15 người"),
        ("Tỷ lệ hồ sơ số hóa cấp xã quý I/2025 của Lâm Đồng?", "82%"),
        ("Tỷ lệ trễ hạn năm 2022 của tỉnh Lâm Đồng?", "0,7%"),
    ],
)
def test_a_report_of_merged_provinces_tells_whose_each_figure_is(merged: Assistant, question: str, told: str) -> None:
    assert told in merged.ask(question).answer.split("\n")[0]


@pytest.mark.parametrize(
    "question",
    [
        "PCI của tỉnh Lâm Đồng là bao nhiêu?",  # the former neighbour's alone is told
        "Chỉ số CCHC 9 tháng đầu năm 2025 của tỉnh Lâm Đồng?",  # a rate below a heading that names the index
        "Tỉnh Lâm Đồng tuyển dụng bao nhiêu công chức trong quý?",  # those who left were not taken on
    ],
)
def test_a_neighbours_figure_or_one_of_another_matter_is_no_answer(merged: Assistant, question: str) -> None:
    assert merged.ask(question).status == "not_found"


DECISION = """UBND TỈNH QUẢNG HÀ
Số: 15/QĐ-UBND
Quảng Hà, ngày 20 tháng 01 năm 2024

QUYẾT ĐỊNH
Công bố kết quả Chỉ số cải cách hành chính năm 2023 của các sở, ban, ngành

Điều 1. Công bố kết quả Chỉ số cải cách hành chính năm 2023 như sau:
a) Nhóm Xuất sắc (từ 90 điểm trở lên): Sở Tài chính 93,8 điểm; Sở Nội vụ 92,1 điểm.
b) Nhóm Tốt (từ 80 đến dưới 90 điểm): Sở Xây dựng 88,4 điểm; Sở Y tế 85,2 điểm.
c) Nhóm Khá (từ 70 đến dưới 80 điểm): Sở Giao thông vận tải 78,4 điểm.
"""

SUMMARY = """UBND QUẬN LẠC HỒNG
Số: 33/BC-UBND
Lạc Hồng, ngày 15 tháng 12 năm 2024

BÁO CÁO
Tóm tắt kết quả cải cách hành chính năm 2024

Một số kết quả chính:
Tổng số hồ sơ tiếp nhận năm 2024 | 68.000 hồ sơ
Trong đó nộp trực tuyến | 44.120 hồ sơ
Tỷ lệ đúng hạn | 98,4%
Tổng phí, lệ phí thu được | 18,2 tỷ đồng

Giải ngân vốn chương trình mục tiêu quốc gia đạt 88,2%. Năm 2024, Chỉ số CCHC của quận đạt 88,10 điểm, xếp thứ 4/9, tăng 02 bậc so với năm 2023.
Tháng 8/2024, kết quả chấm điểm CCHC các phường:
Xếp hạng | Phường | Tiếp nhận | Số hóa | Tổng điểm
1 | An Hội | 28,5 | 19,2 | 95,3
2 | Thới Bình | 27,1 | 18,8 | 92,4
3 | Xuân Khánh | 25,0 | 17,1 | 88,0
"""


@pytest.fixture(scope="module")
def announced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with index_over({"qd.txt": DECISION, "tom-tat.txt": SUMMARY}, tmp_path_factory.mktemp("announced")) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Sở nào của tỉnh Quảng Hà xếp loại Khá?", "Sở Giao thông vận tải xếp loại Khá"),
        ("Sở Nội vụ tỉnh Quảng Hà xếp loại gì?", "xếp loại Xuất sắc"),
        ("Bao nhiêu sở của Quảng Hà xếp loại Xuất sắc?", "Có 2 đơn vị"),
        ("Quận Lạc Hồng có bao nhiêu hồ sơ nộp trực tuyến năm 2024?", "44.120 hồ sơ"),
        ("Tỷ lệ đúng hạn của quận Lạc Hồng năm 2024?", "98,4%"),
        ("Tỷ lệ giải ngân vốn chương trình mục tiêu quốc gia của quận Lạc Hồng?", "Quận Lạc Hồng: 88,2%"),
        ("So với năm 2023, chỉ số CCHC của quận Lạc Hồng tăng mấy bậc?", "tăng 02 bậc so với năm 2023"),
        ("Phường Thới Bình được tổng điểm bao nhiêu tháng 8/2024?", "phường Thới Bình đạt 92,4"),
        ("Phường Xuân Khánh xếp thứ mấy tháng 8/2024?", "xếp hạng 3"),
        ("Phường nào có điểm số hóa cao nhất tháng 8/2024?", "An Hội cao nhất"),
    ],
)
def test_groups_of_a_decision_and_tables_without_heads_or_kinds_are_read(
    announced: Assistant, question: str, told: str
) -> None:
    assert told in announced.ask(question).answer


WARD = """UBND PHƯỜNG SÔNG HIẾN
Số: 41/BC-UBND
Sông Hiến, ngày 02 tháng 12 năm 2025

BÁO CÁO
Kết quả cải cách hành chính từ tháng 7 đến tháng 11 năm 2025

Bảng 1. Kết quả tiếp nhận, giải quyết hồ sơ
Tháng
Tiếp nhận
Giải quyết
Trễ hạn
Tháng 7
1.210
1.150
60
Tháng 8
1.340
1.301
25
Cộng
2.550
2.451
85

Bảng 2. Kết quả thực hiện chỉ tiêu
Chỉ tiêu
Kế hoạch năm 2025
Kết quả
Đánh giá
Tỷ lệ thanh toán trực tuyến
75%
69%
Không đạt
Tỷ lệ số hóa hồ sơ
90%
95%
Vượt
"""


def test_tables_shown_one_cell_a_line_have_sums_and_words(tmp_path_factory: pytest.TempPathFactory) -> None:
    with index_over({"phuong.txt": WARD}, tmp_path_factory.mktemp("ward")) as index:
        ward = Assistant(index)
        assert "Tháng 7/2025 cao nhất" in ward.ask("Tháng nào phường Sông Hiến có nhiều hồ sơ trễ hạn nhất?").answer
        assert "69%" in ward.ask("Tỷ lệ thanh toán trực tuyến của phường Sông Hiến là bao nhiêu?").answer
        assert ward.ask("Từ tháng 7 đến tháng 9/2025 phường Sông Hiến trễ hạn bao nhiêu hồ sơ?").status == "not_found"


ANALYSIS = """UBND TỈNH BẮC GIANG
Số: 88/BC-UBND
Bắc Giang, ngày 22 tháng 5 năm 2024

BÁO CÁO
Phân tích kết quả Chỉ số cải cách hành chính (PAR INDEX) năm 2023 của tỉnh

1. Kết quả chung
Năm 2023, Chỉ số PAR INDEX của tỉnh đạt 87,46%, xếp thứ 22/63 tỉnh, thành phố. Trong khu vực trung du và miền núi phía Bắc, tỉnh xếp thứ 4/14.
2. Kết quả theo lĩnh vực
- Cải cách thể chế: đạt 8,40/10 điểm (84,00%), xếp thứ 35/63.
- Cải cách TTHC: đạt 13,12/13,5 điểm (97,19%), xếp thứ 48/63.
- Cải cách tài chính công: đạt 10,01/12 điểm (83,42%), xếp thứ 29/63.
3. Tiêu chí “Giải ngân vốn đầu tư công” mất 1,25 điểm.
4. Chỉ số của các huyện năm 2023: cao nhất là huyện Lục Sơn (92,15%), thấp nhất là huyện Sốp Lìm (78,20%). Có 03/12 huyện đạt trên 90%.
So với năm 2022, huyện Phù Nham tăng nhiều nhất (4,12%).
"""


@pytest.fixture(scope="module")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with index_over({"phan-tich.txt": ANALYSIS}, tmp_path_factory.mktemp("analysed")) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("PAR INDEX năm 2023 của tỉnh Bắc Giang xếp thứ mấy?", "xếp hạng 22/63, đạt 87,46%"),
        ("Lĩnh vực nào của PAR INDEX Bắc Giang có tỷ lệ điểm thấp nhất?", "Cải cách tài chính công thấp nhất"),
        ("Tiêu chí giải ngân vốn đầu tư công của Bắc Giang mất bao nhiêu điểm?", "mất 1,25 điểm"),
        ("Bao nhiêu huyện của Bắc Giang đạt trên 90%?", "03/12 huyện"),
        ("Huyện Phù Nham tăng bao nhiêu?", "tăng 4,12%"),
    ],
)
def test_an_analysis_of_the_index_tells_parts_losses_and_moves_apart(
    analysed: Assistant, question: str, told: str
) -> None:
    assert told in analysed.ask(question).answer

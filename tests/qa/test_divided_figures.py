"""A list's part is told for its part, the whole for the whole; what is counted past a limit is of the rate named before."""

# ruff: noqa: E501 - a sentence of a report stays on one line
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.assistant import Assistant
from tests.parts import index_over

PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH LAM SƠN
Số: 412/BC-UBND                    Lam Sơn, ngày 12 tháng 12 năm 2024

BÁO CÁO
Kết quả công tác cải cách hành chính năm 2024

1. Trong năm, HĐND, UBND tỉnh ban hành 58 văn bản quy phạm pháp luật. Qua kiểm tra 46 văn bản của cấp huyện, phát hiện 07 văn bản có sai sót; đến nay đã khắc phục 05 văn bản. Tỉnh không có văn bản nợ đọng.
Có 61 xã, phường đạt tỷ lệ đúng hạn 100%; 05 xã, phường dưới 95%, thấp nhất là xã Đạ Mun (90,4%), kế đến là phường Lộc An (92,7%).
Tỷ lệ số hóa kết quả giải quyết đạt 71,5%, tăng 6,2 điểm phần trăm so với năm 2023; trong đó cấp tỉnh đạt 84,2%, cấp huyện đạt 69,8%, cấp xã đạt 63,4%. Có 03 huyện dưới 60%: huyện Đạ Sar 58,2%, huyện Di Tân 57,9%, huyện Cát Lâm 55,1%.
Đã công khai xin lỗi 8.120/8.416 hồ sơ quá hạn.
2. Về mức độ tự chủ: tự bảo đảm chi thường xuyên và chi đầu tư 06 đơn vị; tự bảo đảm chi thường xuyên 54 đơn vị; tự bảo đảm một phần chi thường xuyên 171 đơn vị.
Sau sắp xếp còn 94 xã, phường (78 xã, 16 phường). Cắt giảm 11 phòng chuyên môn thuộc sở, còn 96 phòng.
3. Biên chế công chức được giao 2.310, có mặt 2.204; số lượng người làm việc trong đơn vị sự nghiệp công lập được giao 21.980 người, có mặt 21.105 người.
Trong 03 năm tinh giản 214 người, trong đó năm 2022: 81 người, năm 2023: 70 người, năm 2024: 63 người. Giáo viên còn thiếu 41 người (mầm non 17, tiểu học 13, THCS 11).
Cán bộ, công chức cấp xã 1.120 người, trong đó có trình độ đại học trở lên 1.003 người, chiếm 89,55%.
4. Thu ngân sách ước đạt 18.250 tỷ đồng, đạt 112,4% dự toán Trung ương giao, 107,1% dự toán HĐND tỉnh giao, tăng 9,6% so với cùng kỳ.
Bình quân mỗi ngày Trung tâm tiếp nhận khoảng 410 lượt người; ngày cao điểm nhất lên tới 1.236 lượt.
Cục Hóa chất tiếp nhận nhiều nhất với 12.650 hồ sơ, tiếp đến là Cục Chế biến 9.418 hồ sơ, Cục Thú y 7.020 hồ sơ. Bổ nhiệm 17 lượt, bổ nhiệm lại 26 lượt lãnh đạo cấp phòng.
Đã giải quyết 36.118 hồ sơ đất đai: trước hạn 21.004 hồ sơ, đúng hạn 14.870 hồ sơ. Đã gửi 1.390 thư xin lỗi, đạt 66,0% số hồ sơ trễ hẹn. Số hồ sơ trễ hẹn là 2.106 hồ sơ, chiếm 0,81% tổng số hồ sơ.
Thời gian cấp giấy phép bình quân 14 ngày, giảm 06 ngày so với quy định. Tổng đài tiếp nhận 4.210 cuộc gọi (tăng 930 cuộc). Giải ngân đến 30/11 đạt 55,2%; ước cả năm đạt 93%.
Sở Xây dựng tiếp nhận 4.816 hồ sơ, trong đó 4.120 hồ sơ trực tuyến; giải quyết đúng hạn 4.690 hồ sơ.
"""

QUARTER = """ỦY BAN NHÂN DÂN
HUYỆN VÀM SÔNG
Số: 87/BC-UBND                    Vàm Sông, ngày 16 tháng 9 năm 2023

BÁO CÁO
Công tác cải cách hành chính quý III năm 2023

Quý III tiếp nhận 9.870 hồ sơ (cấp huyện 2.640 hồ sơ, cấp xã 7.230 hồ sơ), cao hơn quý II là 1.350 hồ sơ.
Tỷ lệ hồ sơ nộp trực tuyến quý III đạt 62,3% (quý II đạt 55,8%; cùng kỳ năm 2022 đạt 31,4%).
Thu ngân sách trên địa bàn 9 tháng ước đạt 142,6 tỷ đồng, tăng 14% so với cùng kỳ. Trong quý không có cán bộ, công chức bị kỷ luật.
Biên chế công chức được giao 98, hiện có 91; còn thiếu 69 viên chức, trong đó ngành giáo dục thiếu 58.
Mức độ hài lòng của người dân đạt 93,4% qua 620 phiếu khảo sát.
"""


def asking(folder: Path, text: str) -> Iterator[Assistant]:
    with index_over({"bao-cao.txt": text}, folder) as index:
        yield Assistant(index)


@pytest.fixture(scope="module")
def of_the_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield from asking(tmp_path_factory.mktemp("divided"), PROVINCE)


@pytest.fixture(scope="module")
def of_the_quarter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    yield from asking(tmp_path_factory.mktemp("quarter"), QUARTER)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Bao nhiêu đơn vị tự bảo đảm chi thường xuyên?", "54 đơn vị"),
        ("Bao nhiêu đơn vị tự bảo đảm chi thường xuyên và chi đầu tư?", "06 đơn vị"),
        ("Tinh giản bao nhiêu người năm 2023?", "70 người"),
        ("Tinh giản bao nhiêu người năm 2024?", "63 người"),
        ("Tinh giản bao nhiêu người trong 3 năm?", "214 người"),
        ("Thiếu bao nhiêu giáo viên tiểu học?", ": 13 –"),
        ("Thiếu bao nhiêu giáo viên?", "41 người"),
        ("Có bao nhiêu xã?", "78 xã"),
        ("Có bao nhiêu xã, phường?", ": 94 xã, phường –"),
        ("Tỷ lệ số hóa cấp xã là bao nhiêu?", "63,4%"),
        ("Có bao nhiêu viên chức có mặt?", "21.105"),
        ("Cán bộ, công chức cấp xã có trình độ đại học trở lên chiếm bao nhiêu?", "89,55%"),
        ("Thu ngân sách đạt bao nhiêu phần trăm dự toán HĐND tỉnh giao?", ": 107,1% –"),
        ("Thu ngân sách tăng bao nhiêu phần trăm so với cùng kỳ?", "tăng 9,6%"),
        ("Sở Xây dựng giải quyết đúng hạn bao nhiêu hồ sơ?", "Sở Xây dựng: 4.690 hồ sơ"),
    ],
)
def test_a_part_is_told_for_the_part_asked_and_the_whole_for_the_whole(
    of_the_year: Assistant, question: str, told: str
) -> None:
    assert told in of_the_year.ask(question).answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Xã nào có tỷ lệ đúng hạn thấp nhất?", "Xã Đạ Mun: 90,4%"),
        ("Huyện nào có tỷ lệ số hóa thấp nhất?", "Huyện Cát Lâm thấp nhất về tỷ lệ số hóa: 55,1%"),
        ("Huyện Di Tân có tỷ lệ số hóa bao nhiêu?", "57,9%"),
        ("Có bao nhiêu huyện có tỷ lệ số hóa dưới 60%?", "có 3"),
        ("Ngày cao điểm nhất tiếp nhận bao nhiêu lượt?", "1.236 lượt"),
        ("Cục nào tiếp nhận nhiều hồ sơ nhất?", "12.650"),
        ("Bổ nhiệm bao nhiêu lượt lãnh đạo cấp phòng?", ": 17 lượt"),
        ("Bao nhiêu hồ sơ đất đai giải quyết trước hạn?", ": 21.004 hồ sơ"),
        ("Tỷ lệ hồ sơ trễ hẹn là bao nhiêu?", ": 0,81% –"),
        ("Ước cả năm giải ngân đạt bao nhiêu phần trăm?", ": 93% –"),
    ],
)
def test_who_is_last_and_who_is_past_a_limit_is_told_of_the_rate_asked(
    of_the_year: Assistant, question: str, told: str
) -> None:
    assert told in of_the_year.ask(question).answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Còn bao nhiêu văn bản sai sót chưa khắc phục?", "7 - 5 = 2"),
        ("Còn bao nhiêu hồ sơ quá hạn chưa xin lỗi?", "8.416 - 8.120 = 296"),
        ("Trước đó có bao nhiêu phòng chuyên môn thuộc sở?", "96 + 11 = 107"),
        ("Thời gian cấp giấy phép theo quy định là bao nhiêu ngày?", "14 + 06 = 20"),
        ("Năm trước tổng đài tiếp nhận bao nhiêu cuộc gọi?", "4.210 - 930 = 3.280"),
        ("Tỉnh có bao nhiêu văn bản nợ đọng?", "không có văn bản nợ đọng"),
    ],
)
def test_the_rest_what_was_before_and_none_at_all_are_told(of_the_year: Assistant, question: str, told: str) -> None:
    assert told in of_the_year.ask(question).answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Quý II tiếp nhận bao nhiêu hồ sơ?", "9.870 - 1.350 = 8.520"),
        ("Quý III tiếp nhận bao nhiêu hồ sơ?", "9.870 hồ sơ"),
        ("Tỷ lệ hồ sơ trực tuyến cùng kỳ năm 2022 là bao nhiêu?", "31,4%"),
        ("Mức độ hài lòng của người dân là bao nhiêu?", "93,4%"),
        ("Thu ngân sách 9 tháng được bao nhiêu?", "142,6 tỷ đồng"),
        ("Bao nhiêu cán bộ bị kỷ luật?", "không có cán bộ, công chức bị kỷ luật"),
        ("Còn thiếu bao nhiêu công chức?", "98 - 91 = 7"),
        ("Còn thiếu bao nhiêu viên chức?", "69 viên chức"),
    ],
)
def test_a_quarter_is_told_apart_from_the_one_it_is_measured_by(
    of_the_quarter: Assistant, question: str, told: str
) -> None:
    assert told in of_the_quarter.ask(question).answer

"""The figure that fills the gap of a question is given: not the whole for its part, nor what was done otherwise."""

# ruff: noqa: E501 - a sentence of a report stays on one line

import pytest

from qa.assistant import Assistant

YEAR = """ỦY BAN NHÂN DÂN
TỈNH LAM SƠN
Số: 61/BC-UBND                    Lam Sơn, ngày 19 tháng 12 năm 2024

BÁO CÁO
Kết quả công tác cải cách hành chính năm 2024, nhiệm vụ năm 2025

I. KẾT QUẢ
1. UBND tỉnh ban hành 64 văn bản chỉ đạo về CCHC, trong đó có 09 kế hoạch, 04 chỉ thị và 51 công văn.
2. Sở Tư pháp thẩm định 33 dự thảo văn bản QPPL; tự kiểm tra 28 văn bản, phát hiện 03 văn bản có sai sót.
3. Sau sắp xếp, toàn tỉnh có 120 đơn vị hành chính cấp xã (95 xã, 14 phường, 11 thị trấn), giảm 06 đơn vị so với trước sắp xếp.
4. Trong năm, bổ nhiệm 52, bổ nhiệm lại 71, điều động 18 công chức lãnh đạo.
5. Xử lý kỷ luật 30 công chức, viên chức: khiển trách 17, cảnh cáo 09, cách chức 04.
6. Tỷ lệ số hóa thành phần hồ sơ đạt 70,2%, tỷ lệ số hóa kết quả giải quyết TTHC đạt 88,4% (lần lượt tăng 11,5 điểm % và 6,3 điểm % so với năm 2023).
7. Kết quả xếp loại đối với 1.900 công chức: hoàn thành xuất sắc nhiệm vụ 310 người, hoàn thành nhiệm vụ 77 người.
8. Giải ngân vốn đầu tư công đến 30/11/2024 đạt 71,8% kế hoạch.

II. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2025
1. Phấn đấu tỷ lệ hồ sơ trực tuyến đạt trên 75%, số hóa kết quả đạt 100%, giải ngân vốn đầu tư công đạt 96%.
2. Mở 25 lớp bồi dưỡng cho công chức.
"""

HALF = """ỦY BAN NHÂN DÂN
XÃ VÀM NƯỚC
Số: 47/BC-UBND                    Vàm Nước, ngày 27 tháng 12 năm 2025

BÁO CÁO
Công tác cải cách hành chính 6 tháng cuối năm 2025

Xã được lập trên cơ sở nhập 02 xã, với 22 thôn (trước sắp xếp 02 xã có 29 thôn).
1. Từ ngày 01/7/2025 đến ngày 25/12/2025, xã tiếp nhận 5.310 hồ sơ; đã giải quyết 5.204 hồ sơ (trước hạn 4.800, đúng hạn 375, trễ hạn 29).
2. Riêng tháng 12/2025, tiếp nhận 940 hồ sơ, trễ hạn 03 hồ sơ.
3. 100% văn bản đi (1.702 văn bản) được ký số; tiếp nhận 4.415 văn bản đến.
4. Tổng số cán bộ, công chức của xã là 51 người (cán bộ 11, công chức 40), thiếu 06 người so với biên chế được giao (57).
5. Số người dân từ 15 tuổi trở lên có tài khoản định danh mức 2 là 18.330/20.140 người.
6. Hồ sơ trễ hạn 32 hồ sơ, tập trung ở lĩnh vực đất đai (24 hồ sơ), xây dựng (08 hồ sơ).

Biểu 1. Kết quả giải quyết hồ sơ TTHC từ 01/7/2025 đến 25/12/2025
| TT | Lĩnh vực | Tổng số tiếp nhận | Đã giải quyết | | Đang giải quyết |
| | | | Đúng hạn | Quá hạn | |
| 1 | Hộ tịch | 1.511 | 1.480 | 2 | 29 |
| 2 | Chứng thực | 2.904 | 2.904 | 0 | 0 |
| 3 | Môi trường | 895 | 791 | 27 | 77 |
| | Tổng cộng | 5.310 | 5.175 | 29 | 106 |

III. KIẾN NGHỊ
Đề nghị UBND tỉnh bổ sung 04 công chức cho xã.
"""


REPORTS = {"tinh.txt": YEAR, "xa.txt": HALF}


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Tỉnh Lam Sơn ban hành mấy chỉ thị về CCHC?", "04 chỉ thị"),
        ("ubnd tinh lam son ban hanh may chi thi cchc 2024", "04 chỉ thị"),
        ("Tỉnh Lam Sơn tự kiểm tra bao nhiêu văn bản QPPL?", "28 văn bản"),
        ("Tỉnh Lam Sơn có bao nhiêu phường sau sắp xếp?", "14 phường"),
        ("Tỉnh Lam Sơn bổ nhiệm lại bao nhiêu công chức lãnh đạo?", "71"),
        ("Tỉnh Lam Sơn kỷ luật bao nhiêu công chức viên chức năm 2024?", "30 công chức"),
        ("Tỉnh Lam Sơn kỷ luật cảnh cáo bao nhiêu người?", "09"),
        ("Tỷ lệ số hóa kết quả của tỉnh Lam Sơn tăng bao nhiêu điểm %?", "6,3 điểm %"),
        ("Bao nhiêu công chức tỉnh Lam Sơn hoàn thành xuất sắc nhiệm vụ?", "310 người"),
        ("Tỷ lệ giải ngân vốn đầu tư công của tỉnh Lam Sơn?", "71,8%"),
        ("Xã Vàm Nước có bao nhiêu văn bản đến?", "4.415 văn bản"),
        ("Xã Vàm Nước thiếu bao nhiêu biên chế?", "06 người"),
        ("Xã Vàm Nước có bao nhiêu cán bộ công chức?", "51 người"),
        ("Xã Vàm Nước có bao nhiêu tài khoản định danh mức 2?", "18.330/20.140"),
        ("Xã Vàm Nước có bao nhiêu hồ sơ trễ hạn lĩnh vực đất đai?", "24 hồ sơ"),
        ("Trước sắp xếp xã Vàm Nước có bao nhiêu thôn?", "29 thôn"),
        ("Từ 1/7/2025 đến nay xã Vàm Nước tiếp nhận bao nhiêu hồ sơ?", "5.310"),
        ("Tháng 12 xã Vàm Nước trễ hạn mấy hồ sơ?", "03 hồ sơ"),
        ("Xã Vàm Nước lĩnh vực nào quá hạn nhiều nhất?", "Môi trường"),
        ("Xã Vàm Nước môi trường quá hạn", "Quá hạn (Môi trường)"),
        ("Số hồ sơ tiếp nhận hộ tịch xã Vàm Nước", "1.511"),
        ("Xã Vàm Nước đề nghị bổ sung bao nhiêu công chức?", "04 công chức"),
    ],
)
def test_the_figure_whose_words_are_the_words_of_the_gap_is_given(
    assistant: Assistant, question: str, figure: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert figure in answer.answer.split("“")[0]


def test_what_is_planned_for_a_year_to_come_is_told_as_planned(assistant: Assistant) -> None:
    answer = assistant.ask("Năm 2025 tỉnh Lam Sơn mở bao nhiêu lớp bồi dưỡng?")
    assert "25 lớp" in answer.answer
    assert "mục tiêu" in answer.answer.lower()
    assert assistant.ask("Năm 2024 tỉnh Lam Sơn mở bao nhiêu lớp bồi dưỡng?").status == "not_found"

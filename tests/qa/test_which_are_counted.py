"""A count is of the units, the block and the time that are asked about; what only stands near them is not given."""

# ruff: noqa: E501 - a sentence of a story stays on one line

import pytest

from qa.assistant import Assistant

REPORTS = {
    "tinh.txt": """BÁO AN LÂM

Tình hình giải quyết thủ tục hành chính trên địa bàn tỉnh An Lâm tháng 8/2023

Theo Văn phòng UBND tỉnh An Lâm, tháng 8/2023 toàn tỉnh tiếp nhận 51.420 hồ sơ, giảm 3,72% so với kỳ báo cáo tháng 7.
Về tỷ lệ hồ sơ quá hạn, huyện Đông Khê giảm từ 9,15% xuống còn 1,44%; thành phố Vân Hòa giảm từ 6,20% xuống 2,05%. Huyện Phú Lương vẫn là nơi có tỷ lệ này cao nhất (8,61%). Có 5/10 huyện, thành phố đạt tỷ lệ này dưới 4%.
""",
    "huyen.txt": """Kết quả xếp hạng Chỉ số CCHC cấp huyện năm 2022 tỉnh Nam Giang

Thị xã Tân Hưng có chỉ số đạt 90,15%, xếp thứ 4 trong tổng số 13 huyện, thị xã, thành phố được xếp hạng.
Có 04 đơn vị xếp hạng Tốt, 09 đơn vị xếp hạng Khá. So với năm 2021, có 8/13 địa phương tăng điểm và 5/13 địa phương giảm điểm.
""",
    "nuoc.txt": """Công bố kết quả Chỉ số cải cách hành chính năm 2024

Có 49/63 địa phương có kết quả Chỉ số tăng so với năm 2023.
2 tỉnh nào có chỉ số cao nhất năm 2024? Năm 2024, cả 63 tỉnh, thành phố đều đạt trên 80%. Các địa phương chia thành hai nhóm: nhóm B gồm 48 tỉnh.
Số liệu đến nay cho thấy tỷ lệ hồ sơ trực tuyến toàn trình của cả nước đã đạt 40,65%, trong đó khối bộ đạt 55,12% và khối tỉnh là 17,46%.
Tỷ lệ số hóa hồ sơ của cả nước đạt 61,4%; các bộ, ngành đạt 45,9%; các địa phương đạt 73,8%.
Đến nay, 28/34 địa phương đã thành lập 2.712 Trung tâm phục vụ hành chính công cấp xã.
""",
    "khoi.txt": """UBND HUYỆN KHE SÂU

Kết quả thẩm định, xếp hạng Chỉ số CCHC năm 2023 huyện Khe Sâu

UBND huyện Khe Sâu đã thẩm định Chỉ số CCHC năm 2023 của các cơ quan, đơn vị. Theo đó, huyện có 18 đơn vị xếp hạng tốt (đạt 66,7%); 9 đơn vị xếp hạng khá. Cụ thể, khối cơ quan chuyên môn có tổng số 12 đơn vị được thẩm định, trong đó có 10 đơn vị xếp hạng tốt, 2 đơn vị xếp hạng khá; khối các xã, thị trấn có tổng số 15 đơn vị được thẩm định, trong đó có 8 đơn vị xếp hạng tốt, 7 đơn vị xếp hạng khá.
""",
    "huyen-trong-tinh.txt": """TRANG THÔNG TIN ĐIỆN TỬ HUYỆN TAM LÃNH

Kết quả xếp loại cải cách hành chính cấp xã năm 2023

Hội đồng thẩm định của tỉnh đánh giá, xếp loại 133 xã, phường, thị trấn trên địa bàn tỉnh. Kết quả có 20 đơn vị xếp loại xuất sắc, 75 đơn vị xếp loại tốt. Trong đó, các xã, thị trấn thuộc huyện Tam Lãnh có 04 đơn vị xếp loại xuất sắc gồm: xã Tân Thái, xã Tân Thọ, xã Tân Phú và thị trấn Tam Lãnh.
""",
    "khoi-hai.txt": """UBND HUYỆN CAM SƠN

Kết quả thẩm định Chỉ số CCHC năm 2022 huyện Cam Sơn

Theo đó, huyện có 20 cơ quan, đơn vị, địa phương xếp hạng tốt; 9 cơ quan, đơn vị xếp hạng khá. Cụ thể, khối cơ quan chuyên môn có tổng số 12 đơn vị, trong đó có 11 đơn vị xếp hạng tốt; khối các xã, thị trấn có tổng số 17 đơn vị, trong đó có 9 đơn vị xếp hạng tốt.
""",
    "cap.txt": """UBND HUYỆN SUỐI MÂY
BÁO CÁO
Kết quả CCHC 9 tháng năm 2023 huyện Suối Mây

Nội dung | Cấp huyện | Cấp xã | Tổng
Số hồ sơ tiếp nhận | 3.210 | 14.150 | 17.360
Kỳ trước chuyển sang | 110 | 25 | 135
Đã giải quyết | 3.100 | 14.100 | 17.200
- Quá hạn | 34 | 13 | 47

Theo từng lĩnh vực:

Lĩnh vực | Tiếp nhận | Trễ hạn
Đất đai | 9.100 | 41
Hộ tịch | 8.260 | 6
""",
    "so.txt": """UBND TỈNH HÒA BẮC
BÁO CÁO
Công tác cải cách hành chính giai đoạn 2016-2020 tỉnh Hòa Bắc

Từ năm 2016-2020, UBND tỉnh đã ban hành 275 quyết định công bố 6.230 TTHC, trong đó: 3.010 TTHC mới ban hành, 2.080 TTHC sửa đổi, bổ sung và 1.140 TTHC bãi bỏ.
Tổng số TTHC thực hiện là 1.870 thủ tục.
Mức độ Tổng Đã xử lý Chưa xử lý
Mức 3 61210 60110 1100
Mức 4 2240 2230 10
Trong năm 2020 tiếp nhận 70.100 hồ sơ, cộng 92 hồ sơ kỳ trước chuyển qua.
Trong năm 2020, ban hành 46 văn bản quy phạm pháp luật (cùng kỳ năm 2019: 39 văn bản).
""",
}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Tỷ lệ hồ sơ quá hạn của huyện Đông Khê là bao nhiêu?", "1,44%"),
        ("Tỷ lệ hồ sơ quá hạn của thành phố Vân Hòa tháng 8/2023 là bao nhiêu?", "2,05%"),
        ("Địa phương nào có tỷ lệ hồ sơ quá hạn cao nhất tỉnh An Lâm?", "huyện Phú Lương"),
        ("Có bao nhiêu huyện của tỉnh An Lâm có tỷ lệ quá hạn dưới 4%?", "5/10"),
        ("Bao nhiêu huyện, thành phố dưới 4%?", "5/10"),
        ("So với tháng 7 số hồ sơ tiếp nhận của An Lâm giảm bao nhiêu?", "3,72%"),
        ("Có bao nhiêu huyện, thị xã, thành phố của Nam Giang được xếp hạng năm 2022?", "13"),
        ("Nam Giang có bao nhiêu địa phương giảm điểm năm 2022?", "5/13"),
        ("Bao nhiêu địa phương tăng chỉ số CCHC năm 2024?", "49/63"),
        ("Nhóm B gồm bao nhiêu tỉnh năm 2024?", "48"),
        ("Tỷ lệ hồ sơ trực tuyến toàn trình của khối bộ là bao nhiêu?", "55,12%"),
        ("Tỷ lệ hồ sơ trực tuyến toàn trình khối tỉnh đạt bao nhiêu?", "17,46%"),
        ("Tỷ lệ hồ sơ trực tuyến toàn trình cả nước đạt bao nhiêu?", "40,65%"),
        ("Tỷ lệ số hóa hồ sơ của các bộ, ngành đạt bao nhiêu?", "45,9%"),
        ("Tỷ lệ số hóa hồ sơ của các địa phương đạt bao nhiêu?", "73,8%"),
        ("Bao nhiêu địa phương đã thành lập Trung tâm phục vụ hành chính công cấp xã?", "28/34"),
        ("Huyện Khe Sâu có bao nhiêu đơn vị xếp hạng tốt?", "18 đơn vị"),
        ("Huyện Khe Sâu có mấy đơn vị xếp hạng khá?", "9 đơn vị"),
        ("Bao nhiêu xã của huyện Khe Sâu xếp hạng khá năm 2023?", "7 đơn vị"),
        ("Bao nhiêu xã, thị trấn xếp hạng tốt ở huyện Khe Sâu?", "8 đơn vị"),
        ("Có bao nhiêu cơ quan chuyên môn xếp hạng tốt ở huyện Khe Sâu?", "10 đơn vị"),
        ("Bao nhiêu đơn vị được thẩm định ở huyện Khe Sâu?", "15 đơn vị"),
        ("Bao nhiêu đơn vị được thẩm định ở huyện Khe Sâu?", "12 đơn vị"),
        ("Giai đoạn 2016-2020 Hòa Bắc công bố bao nhiêu TTHC?", "6.230"),
        ("Hòa Bắc ban hành bao nhiêu quyết định công bố TTHC giai đoạn 2016-2020?", "275"),
        ("Cấp huyện hay cấp xã của Suối Mây có nhiều hồ sơ quá hạn hơn?", "Cấp huyện cao hơn 21"),
        ("cấp xã của Suối Mây có bao nhiêu hs quá hạn 9 tháng năm 2023", "13"),
        ("Suối Mây có bao nhiêu hồ sơ từ kỳ trước chuyển sang?", "135"),
        ("Lĩnh vực nào ở huyện Suối Mây có nhiều hồ sơ trễ hạn nhất?", "Đất đai"),
        ("Huyện Tam Lãnh có bao nhiêu xã xếp loại xuất sắc?", "04 đơn vị"),
        ("Cam Sơn năm 2022 có bao nhiêu đơn vị xếp hạng tốt?", "20 cơ quan"),
        ("Bao nhiêu hồ sơ mức độ 3 chưa xử lý ở Hòa Bắc?", "1100"),
        ("Bao nhiêu hồ sơ mức độ 3 đã xử lý ở Hòa Bắc?", "60110"),
        ("Năm 2020 Hòa Bắc có bao nhiêu hồ sơ kỳ trước chuyển sang?", "92 hồ sơ"),
        ("Năm 2020 Hòa Bắc ban hành văn bản QPPL nhiều hơn cùng kỳ bao nhiêu?", "tăng 7 văn bản"),
    ],
)
def test_what_the_question_says_of_the_units_is_true_of_the_figure(
    assistant: Assistant, question: str, told: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert told.lower() in answer.answer.lower()


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("Bao nhiêu địa phương giảm chỉ số CCHC năm 2024?", "49/63"),
        ("Bao nhiêu huyện, thành phố của Nam Giang dưới 4%?", "13"),
        ("Nhóm A gồm bao nhiêu tỉnh?", "2 tỉnh"),
        ("Nhóm A gồm bao nhiêu tỉnh?", "63"),
        ("Nhóm A gồm bao nhiêu tỉnh?", "48"),
        ("Chỉ số CCHC của cả nước năm 2024 là bao nhiêu?", "40,65"),
        ("Chỉ số CCHC năm 2023 của huyện Khe Sâu đạt bao nhiêu?", "66,7"),
    ],
)
def test_a_figure_of_others_or_of_something_else_is_not_given(assistant: Assistant, question: str, wrong: str) -> None:
    told = assistant.ask(question)
    assert told.status != "answered" or wrong not in told.answer

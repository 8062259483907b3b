"""What is done, what is left and what there was before are never given for one another; what follows is computed."""

# ruff: noqa: E501 - a sentence of a report stays on one line

import pytest

from qa.assistant import Assistant

DISTRICT = """ỦY BAN NHÂN DÂN
HUYỆN BÀU LÂM
Số: 88/BC-UBND
Bàu Lâm, ngày 05 tháng 10 năm 2024

BÁO CÁO
Công tác cải cách hành chính 9 tháng đầu năm 2024 của huyện Bàu Lâm

1. Thủ tục hành chính
Chín tháng, toàn huyện tiếp nhận 14.210 hồ sơ, trong đó 6 tháng đầu năm 9.050 hồ sơ, quý III 5.160 hồ sơ. Xã Hòa Lạc trễ hạn nhiều do 61 hồ sơ chuyển từ năm trước sang. Tổ công tác đã xử lý xong 21 vướng mắc trên tổng số 29 vướng mắc được phản ánh.
Số lượt người đến Bộ phận một cửa: tháng 7: 1.420 lượt; tháng 8: 1.515 lượt; tháng 9: 1.388 lượt.
2. Tổ chức bộ máy
Xử lý kỷ luật 11 người: khiển trách 06, cảnh cáo 04, cách chức 01. Thi hành kỷ luật 34 đảng viên (nhắc nhở 21, khai trừ 02). Huyện còn 47 đơn vị sự nghiệp, giảm 05 đơn vị so với đầu nhiệm kỳ. Huyện đề nghị tỉnh bổ sung 04 biên chế công chức; biên chế công chức được giao 96 biên chế. Kế hoạch năm có 62 nhiệm vụ, đã hoàn thành 51 nhiệm vụ.
3. Tài chính
Cả giai đoạn 2021-2024 chi 6.300 triệu đồng cho công tác cải cách hành chính, riêng năm 2023 chi 1.450 triệu đồng.
4. Văn bản
Huyện ban hành 03/07 văn bản theo kế hoạch. Đã cắt giảm 190/520 ngày giải quyết thủ tục. Tỷ lệ số hóa hồ sơ và tỷ lệ thanh toán trực tuyến lần lượt đạt 66,1% và 71,8%.
Huyện gửi 2.100 phiếu hỏi, trong đó 1.290 (61,4%) phiếu gửi qua mạng, 567 (27%) phiếu phát tại quầy và 243 (11,6%) phiếu gửi về thôn.
Kho lưu trữ chứa 8.640 hộp tài liệu.
+ Tiếp nhận mới: 480 đơn thư (gửi qua mạng 420, đạt 87,5%).
Phần mềm áp dụng từ tháng 2/2024, đã phục vụ 340 lượt người dân. Tỷ lệ hồ sơ trực tuyến của huyện đạt 61,3%, thấp hơn bình quân chung của tỉnh 5,2 điểm phần trăm.
"""

SPACED = """ỦY BAN NHÂN DÂN
HUYỆN SÔNG LÃNG
Số: 40/BC-UBND
Sông Lãng, ngày 20 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023 của huyện Sông Lãng

Năm 2023, toàn huyện tiếp nhận 18 950 hồ sơ (năm 2022: 17 310 hồ sơ).
"""


REPORTS = {"bau-lam.txt": DISTRICT, "song-lang.txt": SPACED}


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Quý III/2024 huyện Bàu Lâm tiếp nhận bao nhiêu hồ sơ?", "5.160"),
        ("6 tháng đầu năm 2024 huyện Bàu Lâm tiếp nhận bao nhiêu hồ sơ?", "9.050"),
        ("9 tháng đầu năm 2024 huyện Bàu Lâm tiếp nhận bao nhiêu hồ sơ?", "14.210"),
        ("Bao nhiêu người bị cách chức ở Bàu Lâm?", "01"),
        ("Bàu Lâm có bao nhiêu đảng viên bị khai trừ?", "02"),
        ("Bàu Lâm có bao nhiêu đảng viên bị kỷ luật?", "34"),
        ("Kế hoạch năm của Bàu Lâm có bao nhiêu nhiệm vụ?", "62"),
        ("Bàu Lâm có bao nhiêu biên chế công chức được giao?", "96"),
        ("Bàu Lâm cắt giảm bao nhiêu ngày giải quyết thủ tục?", "190/520"),
        ("Tỷ lệ số hóa hồ sơ của Bàu Lâm là bao nhiêu?", "66,1%"),
        ("Tỷ lệ thanh toán trực tuyến của Bàu Lâm là bao nhiêu?", "71,8%"),
        ("Bàu Lâm phát bao nhiêu phiếu hỏi tại quầy?", "567"),
        ("Tỷ lệ phiếu hỏi phát tại quầy của Bàu Lâm là bao nhiêu?", "27%"),
        ("Tỷ lệ phiếu gửi về thôn của Bàu Lâm là bao nhiêu?", "11,6%"),
        ("Kho lưu trữ của huyện Bàu Lâm chứa bao nhiêu hộp tài liệu?", "8.640"),
        ("Năm 2023 huyện Sông Lãng nhận bao nhiêu hồ sơ?", "18 950"),
        ("Năm 2022 huyện Sông Lãng tiếp nhận mấy hồ sơ?", "17 310"),
    ],
)
def test_each_figure_answers_for_its_own_part_and_time(assistant: Assistant, question: str, figure: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert [f.text for f in answer.facts] == [figure]


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Bàu Lâm còn bao nhiêu vướng mắc chưa xử lý xong?", "Còn lại: 29 - 21 = 8 vướng mắc"),
        ("Bàu Lâm còn mấy văn bản phải ban hành?", "Còn lại: 7 - 3 = 4 văn bản"),
        ("Bao nhiêu nhiệm vụ chưa hoàn thành ở Bàu Lâm?", "Còn lại: 62 - 51 = 11 nhiệm vụ"),
        ("Đầu nhiệm kỳ Bàu Lâm có bao nhiêu đơn vị sự nghiệp?", "47 + 05 = 52 đơn vị sự nghiệp"),
        ("Tổng cộng 6 tháng đầu năm và quý III năm 2024 Bàu Lâm tiếp nhận bao nhiêu hồ sơ?", "9.050 + 5.160 = 14.210 hồ sơ"),
        ("Tổng số lượt người đến Bộ phận một cửa của Bàu Lâm quý III năm 2024?", "1.420 + 1.515 + 1.388 = 4.323 lượt"),
        ("Quý III Bàu Lâm tiếp nhận ít hơn 6 tháng đầu năm bao nhiêu hồ sơ?", "giảm 3.890 hồ sơ"),
    ],
)  # fmt: skip
def test_what_follows_from_stated_figures_is_computed_and_said_to_be(
    assistant: Assistant, question: str, shown: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert shown in answer.answer
    assert any(word in answer.answer for word in ("tính từ", "suy ra", "cộng từ"))


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("Xã Hòa Lạc có bao nhiêu hồ sơ trễ hạn?", "61"),
        ("Năm 2022 Bàu Lâm chi bao nhiêu cho cải cách hành chính?", "6.300"),
        ("Bình quân chung của tỉnh về tỷ lệ hồ sơ trực tuyến là bao nhiêu?", "61,3%"),
        ("Tháng 2/2024 Bàu Lâm phục vụ bao nhiêu lượt người dân qua phần mềm?", "340"),
        ("Tháng 8/2024 huyện Bàu Lâm tiếp nhận bao nhiêu hồ sơ?", "14.210"),
    ],
)
def test_a_figure_of_a_reason_another_time_or_another_unit_is_no_answer(
    assistant: Assistant, question: str, never: str
) -> None:
    assert all(fact.text != never for fact in assistant.ask(question).facts)


def test_a_share_of_another_thing_is_told_beside_the_whole_and_not_its_part(assistant: Assistant) -> None:
    answer = assistant.ask("Bàu Lâm tiếp nhận mới bao nhiêu đơn thư, bao nhiêu % gửi qua mạng?")
    assert [f.text for f in answer.facts] == ["480", "87,5%"]


def test_a_total_told_with_its_kinds_is_answered_with_them(assistant: Assistant) -> None:
    answer = assistant.ask("Bàu Lâm kỷ luật bao nhiêu người, hình thức nào?")
    assert "11 người: khiển trách 06, cảnh cáo 04, cách chức 01" in answer.answer

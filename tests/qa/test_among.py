"""Which of several: the rows of one sentence are compared like those of a table, and no figure of the whole answers."""

# ruff: noqa: E501 - a row of a report stays on one line

import pytest

from qa.assistant import Assistant

PROVINCE = """UBND TỈNH ĐỒNG KHÊ
Số: 310/BC-UBND
Đồng Khê, ngày 10 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023

Toàn tỉnh giải quyết 61.200 hồ sơ, quá hạn 310 hồ sơ (chiếm 0,51%). Có 03 huyện có tỷ lệ hồ sơ quá hạn trên 1% là: Mường Kha (2,35%), Suối Đá (1,74%), Bản Lìm (1,08%).
- Cấp tỉnh: tiếp nhận 12.500 hồ sơ, tỷ lệ đúng hạn đạt 99,81%.
- Cấp huyện: tiếp nhận 18.300 hồ sơ, tỷ lệ đúng hạn đạt 98,62%.
- Cấp xã: tiếp nhận 30.400 hồ sơ, tỷ lệ đúng hạn đạt 99,73%.
Theo lĩnh vực: Chứng thực 22.410 hồ sơ; Đất đai 15.120 hồ sơ; Lao động, người có công 2.310 hồ sơ; các lĩnh vực khác 21.360 hồ sơ.
Tỷ lệ hồ sơ trễ hạn lĩnh vực đất đai là 3,2%, lĩnh vực hộ tịch là 0,4%.
Có 03 xã có tỷ lệ hồ sơ trực tuyến dưới 85%: Nà Phặc 80,2%, Khe Mo 82,4%, Bó Lịn 84,7%.
Số lượt truy cập Cổng dịch vụ công: năm 2021 là 120.000 lượt; năm 2022 là 310.000 lượt; năm 2023 là 275.000 lượt.
"""


REPORTS = {"dong-khe.txt": PROVINCE}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Huyện nào của Đồng Khê có tỷ lệ hồ sơ quá hạn cao nhất?", "Mường Kha cao nhất về tỷ lệ hồ sơ quá hạn: 2,35%"),
        ("Những huyện nào có tỷ lệ hồ sơ quá hạn trên 1,5%?", "Mường Kha (2,35%), Huyện Suối Đá (1,74%) [1]."),
        ("Xã nào của Đồng Khê có tỷ lệ hồ sơ trực tuyến thấp nhất?", "Nà Phặc thấp nhất"),
        ("Cấp nào ở Đồng Khê có tỷ lệ đúng hạn thấp nhất?", "Cấp huyện thấp nhất về tỷ lệ đúng hạn: 98,62%"),
        ("Lĩnh vực nào của Đồng Khê có nhiều hồ sơ nhất?", "Chứng thực cao nhất về số hồ sơ: 22.410"),
        ("Lĩnh vực nào của Đồng Khê có ít hồ sơ nhất?", "Lao động, người có công thấp nhất"),
        ("Lĩnh vực nào có tỷ lệ trễ hạn cao hơn, đất đai hay hộ tịch?", "đất đai cao hơn 2,8"),
        ("Năm nào có nhiều lượt truy cập nhất?", "Năm 2022 cao nhất"),
        ("Huyện Suối Đá có tỷ lệ hồ sơ quá hạn bao nhiêu?", "Huyện Suối Đá: 1,74%"),
    ],
)
def test_the_one_meant_is_found_in_a_row_of_a_sentence(assistant: Assistant, question: str, told: str) -> None:
    assert told in assistant.ask(question).answer


@pytest.mark.parametrize(
    "question",
    [
        "Huyện nào của Đồng Khê có tỷ lệ hồ sơ quá hạn thấp nhất?",  # those above 1% are listed alone
        "Những huyện nào có tỷ lệ hồ sơ quá hạn trên 0,8%?",
        "Xã nào của Đồng Khê có tỷ lệ hồ sơ trực tuyến cao nhất?",
    ],
)
def test_a_list_of_those_past_a_limit_does_not_tell_of_the_others(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).kind != "ranking"

"""A unit is found under every spelling of its name, and under the names that a report only counts or lists."""

import pytest

from qa.assistant import Assistant

HIGHLAND = """ỦY BAN NHÂN DÂN
HUYỆN KRÔNG ANA
Số: 14/BC-UBND                    Krông Ana, ngày 12 tháng 3 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2023

Năm 2023, huyện tiếp nhận 12.450 hồ sơ; trễ hạn 31 hồ sơ. Chỉ số CCHC của huyện đạt 81,22 điểm, xếp thứ 6/15.
"""

ISLAND = """ỦY BAN NHÂN DÂN
ĐẶC KHU PHÚ QUÝ
Số: 3/BC-UBND                    Phú Quý, ngày 12 tháng 10 năm 2025

BÁO CÁO
Công tác cải cách hành chính 9 tháng năm 2025

Đặc khu tiếp nhận 1.204 hồ sơ. Địa bàn huyện Phú Quý cũ có 03 xã.
"""

PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA
Số: 33/BC-UBND                    Sơn La, ngày 12 tháng 3 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2023

Có 3 huyện trễ hạn hồ sơ: Mường La (12 hồ sơ), Sốp Cộp (9 hồ sơ), Yên Châu (4 hồ sơ).
Số xã, phường, thị trấn dùng phần mềm một cửa là 204. Huyện Phù Yên cử người dự tập huấn.
Giám đốc Sở và 02 Phó Giám đốc Sở Nội vụ dự họp.
"""


REPORTS = {"krong-ana.txt": HIGHLAND, "phu-quy.txt": ISLAND, "son-la.txt": PROVINCE}


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Năm 2023 huyện Krông Ana tiếp nhận bao nhiêu hồ sơ?", "Huyện Krông Ana: 12.450"),
        ("Năm 2023 huyện Krông A Na tiếp nhận bao nhiêu hồ sơ?", "Huyện Krông Ana: 12.450"),
        ("chi so cchc krong ana 2023 hang may", "6/15"),
        ("đặc khu Phú Quí 9 tháng 2025 tiếp nhận bao nhiêu hồ sơ?", "Đặc khu Phú Quý: 1.204"),
        ("Huyện Phú Quý cũ có mấy xã?", "Huyện Phú Quý: 03 xã"),
        ("các xã phường Sơn La dùng phần mềm một cửa là bao nhiêu", "204"),
        ("Mường La có bao nhiêu hồ sơ trễ hạn năm 2023?", "12 hồ sơ"),
    ],
)
def test_a_name_in_another_spelling_or_place_is_the_same_unit(assistant: Assistant, question: str, figure: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert figure in answer.answer


def test_what_some_districts_have_is_not_told_of_the_province(assistant: Assistant) -> None:
    assert "12 hồ sơ" not in assistant.ask("Tỉnh Sơn La có bao nhiêu hồ sơ trễ hạn năm 2023?").answer.split("–")[0]


@pytest.mark.parametrize(
    "question", ["thành phố Sơn La có bao nhiêu xã dùng phần mềm một cửa?", "Xã Sơn La trễ hạn mấy hồ sơ?"]
)
def test_a_unit_of_another_kind_is_not_taken_for_the_one_that_reports(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


def test_a_unit_that_is_only_named_is_not_said_to_be_unknown(assistant: Assistant) -> None:
    answer = assistant.ask("Huyện Phù Yên năm 2023 có bao nhiêu biên chế?")
    assert answer.status == "not_found"
    assert "Không tìm thấy báo cáo nào nói về" not in answer.answer

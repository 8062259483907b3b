"""Ministries and departments ranked by an index: each by its name or its letters, in its own block."""

# ruff: noqa: E501 - a sentence of a report stays on one line

import pytest

from qa.assistant import Assistant
from qa.office_names import offices_named

MINISTRIES = """BỘ NỘI VỤ
Hà Nội, ngày 19 tháng 4 năm 2023

BÁO CÁO
Chỉ số cải cách hành chính năm 2022 của các bộ, cơ quan ngang bộ

| Thứ hạng | Bộ, cơ quan ngang bộ | Chỉ số CCHC 2022 (%) |
|---|---|---|
| 1 | Bộ Công lý và Hòa giải | 89,95 |
| 2 | Ngân hàng Nhà nước Việt Nam | 89,08 |
| 3 | Bộ Khoa học và Công nghệ | 86,10 |
| 4 | Bộ Y tế | 79,31 |
"""

PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH LÂM THƯỢNG
Số: 41/BC-UBND                    Lâm Thượng, ngày 12 tháng 01 năm 2024

BÁO CÁO
Kết quả xác định Chỉ số cải cách hành chính năm 2023 của tỉnh Lâm Thượng

Bảng 1. Chỉ số CCHC các sở, ngành năm 2023

| TT | Cơ quan | Điểm | Xếp hạng |
|---|---|---|---|
| 1 | Sở Nội vụ | 92,10 | 1 |
| 2 | Sở Thông tin và Truyền thông | 86,40 | 2 |
| 3 | Sở Y tế | 79,25 | 3 |
| 4 | Thanh tra tỉnh | 78,00 | 4 |

Bảng 2. Chỉ số CCHC các huyện năm 2023

| TT | Huyện | Điểm | Xếp hạng |
|---|---|---|---|
| 1 | Huyện Sơn Bình Đông | 90,42 | 1 |
| 2 | Huyện Mường Thượng | 86,75 | 2 |
| 3 | Huyện Bắc Trà Giang | 71,60 | 3 |
"""

NEIGHBOUR = """ỦY BAN NHÂN DÂN
TỈNH HÀ TRUNG SƠN
Số: 88/BC-UBND                    Hà Trung Sơn, ngày 15 tháng 6 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2023 của tỉnh Hà Trung Sơn

Năm 2023, Sở Nội vụ xếp thứ 2/18 khối sở, ngành về Chỉ số CCHC với 91,33 điểm; Sở Y tế xếp thứ 17/18 với 75,60 điểm; huyện Đồng Cao xếp thứ 2/9 khối huyện với 88,41 điểm.

Năm 2022, ba đơn vị dẫn đầu khối sở về Chỉ số CCHC lần lượt là Sở Tài chính (94,30 điểm), Sở Tư pháp (93,50 điểm) và Sở Công Thương (93,10 điểm).
"""


REPORTS = {"bo.md": MINISTRIES, "tinh.md": PROVINCE, "lang-gieng.txt": NEIGHBOUR}


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("BYT đạt bao nhiêu phần trăm chỉ số CCHC năm 2022?", "79,31"),
        ("NHNN xếp hạng mấy về Chỉ số CCHC năm 2022?", "hạng 2"),
        ("Bộ KH&CN xếp thứ mấy chỉ số CCHC năm 2022?", "hạng 3"),
        ("Bộ nào đứng cuối Chỉ số CCHC năm 2022?", "Bộ Y tế"),
        ("Sở TT&TT tỉnh Lâm Thượng đạt bao nhiêu điểm CCHC năm 2023?", "86,40"),
        ("Sở Y tế tỉnh Hà Trung Sơn xếp thứ mấy khối sở, ngành về CCHC năm 2023?", "17/18"),
        ("Sở Y tế tỉnh Lâm Thượng xếp thứ mấy về CCHC năm 2023?", "hạng 3"),
        ("Sở nào dẫn đầu Chỉ số CCHC tỉnh Lâm Thượng năm 2023?", "Sở Nội vụ"),
        ("Huyện nào dẫn đầu Chỉ số CCHC tỉnh Lâm Thượng năm 2023?", "Sơn Bình Đông"),
        ("Khối sở đơn vị nào đứng cuối về CCHC tỉnh Lâm Thượng năm 2023?", "Thanh tra tỉnh"),
        ("Bao nhiêu sở của tỉnh Lâm Thượng đạt từ 80 điểm CCHC trở lên năm 2023?", "Có 2 đơn vị trong số 4"),
        ("Sở Y tế tỉnh Lâm Thượng kém đơn vị dẫn đầu bao nhiêu điểm CCHC năm 2023?", "12,85"),
        ("Bộ Y tế hay Bộ Khoa học và Công nghệ có điểm CCHC năm 2022 cao hơn, hơn bao nhiêu?", "6,79"),
    ],
)
def test_an_office_is_ranked_in_its_own_block_and_known_by_its_letters(
    assistant: Assistant, question: str, shown: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert shown in answer.answer


def test_the_first_three_that_a_sentence_names_in_a_row_are_all_told(assistant: Assistant) -> None:
    answer = assistant.ask("Ba sở nào của tỉnh Hà Trung Sơn dẫn đầu Chỉ số CCHC năm 2022?")
    places = [answer.answer.index(name) for name in ("Tài chính", "Tư pháp", "Công Thương")]
    assert places == sorted(places)


def test_departments_of_two_provinces_are_told_apart(assistant: Assistant) -> None:
    answer = assistant.ask("Sở Nội vụ đạt bao nhiêu điểm CCHC năm 2023?")
    assert answer.status == "clarify"
    assert any("Lâm Thượng" in choice for choice in answer.suggestions)


def test_a_ministry_is_no_department_and_letters_stand_for_one_kind_alone() -> None:
    known = ("office:bo y te", "office:so y te", "office:so noi vu", "office:van phong ubnd")
    assert offices_named("Bộ Y tế xếp thứ mấy?", known) == ("office:bo y te",)
    assert offices_named("Sở NV xếp thứ mấy?", known) == ("office:so noi vu",)
    assert offices_named("SYT và VPUBND", known) == ("office:so y te", "office:van phong ubnd")
    assert offices_named("hồ sơ của phòng tài chính", known) == ()

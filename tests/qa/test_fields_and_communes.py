"""A field's row answers for the field, the sum over communes for their level, and two rows are compared."""

import pytest

from qa.assistant import Assistant

REPORT = """UBND HUYỆN ĐỨC TRUNG
Số: 77/BC-UBND
Đức Trung, ngày 22 tháng 12 năm 2023
BÁO CÁO
Công tác cải cách hành chính năm 2023

I. KẾT QUẢ
Trong năm, toàn huyện tiếp nhận 9.050 hồ sơ (cấp huyện 2.050 hồ sơ, cấp xã 7.000 hồ sơ); quá hạn 210 hồ sơ. \
Tổng số cán bộ, công chức dôi dư 60 người (cán bộ 32, công chức 28).

Bảng 1. Kết quả giải quyết theo lĩnh vực

Lĩnh vực
Tiếp nhận
Đã giải quyết
Quá hạn
Đất đai
900
700
195
Hộ tịch
3.200
3.150
2

Phụ lục 2. Kết quả của UBND các xã, thị trấn

| STT | Đơn vị | Tiếp nhận | Quá hạn |
| 1 | Xã An Bình | 2.500 | 60 |
| 2 | Xã An Hòa | 2.100 | 44 |
| 3 | Thị trấn Đức Trung | 2.400 | 40 |
|  | Tổng cộng | 7.000 | 144 |
"""


REPORTS = {"report.txt": REPORT}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Quá hạn bao nhiêu hồ sơ đất đai?", "195"),
        ("Hộ tịch tiếp nhận bao nhiêu hồ sơ?", "3.200"),
        ("Huyện Đức Trung tiếp nhận bao nhiêu hồ sơ năm 2023?", "9.050"),
        ("Tổng số hồ sơ quá hạn của huyện Đức Trung?", "210"),
    ],
)
def test_the_row_of_a_field_and_the_words_for_the_whole_answer_first(
    assistant: Assistant, question: str, said: str
) -> None:
    assert said in assistant.ask(question).answer


def test_two_communes_are_compared_by_their_rows(assistant: Assistant) -> None:
    answer = assistant.ask("Xã An Bình và xã An Hòa, xã nào tiếp nhận nhiều hồ sơ hơn?").answer
    assert "2.500" in answer
    assert "2.100" in answer
    assert "xã An Bình cao hơn 400" in answer


def test_a_kind_of_people_is_told_with_its_own_number_not_that_of_all(assistant: Assistant) -> None:
    assert "28" in assistant.ask("Huyện Đức Trung dôi dư mấy công chức?").answer

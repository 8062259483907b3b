"""A cell of a table answers where its row and its column say just what is asked; a column answers which row is first."""

# ruff: noqa: E501 - a row of a report stays on one line
from pathlib import Path

import pytest

from qa.assistant import Assistant
from tests.parts import index_over

WARD = """ỦY BAN NHÂN DÂN
PHƯỜNG BẾN GỖ
Số: 88/BC-UBND                    Bến Gỗ, ngày 05 tháng 10 năm 2025

BÁO CÁO
Công tác cải cách hành chính quý III năm 2025

Bảng 1. Kết quả giải quyết hồ sơ theo lĩnh vực quý III/2025

| Lĩnh vực | Tiếp nhận | Đúng hạn | Trễ hạn | Tỷ lệ trực tuyến (%) |
|---|---|---|---|---|
| Đất đai | 412 | 390 | 22 | 61,5 |
| Hộ tịch | 1 230 | 1 226 | 4 | 88,2 |
| Chứng thực | 96 | 96 | 0 | 97,0 |
| Tổng cộng | 1 738 | 1 712 | 26 | 82,4 |

Bảng 2. Một số chỉ tiêu qua các năm

| Chỉ tiêu | 2022 | 2023 | 2024 |
|---|---|---|---|
| Hồ sơ tiếp nhận | 4 100 | 5 250 | 6 020 |
| Hồ sơ trễ hạn | 120 | 75 | 41 |
| Kinh phí cho CCHC (triệu đồng) | 150 | 210 | 305 |
"""

DISTRICT = """PHỤ LỤC KẾT QUẢ GIẢI QUYẾT HỒ SƠ;;;;
UBND huyện Mường Tè - năm 2024;;;;
TT;Tên xã, thị trấn;Tiếp nhận;Trực tuyến;Trễ hạn
1;Xã Bum Nưa;412;300;5
2;Xã Bum Tở;388;188;0
3;Thị trấn Mường Tè;1.204;1.100;11
;Tổng cộng;2.004;1.588;16
"""

NOTICE = """ỦY BAN NHÂN DÂN
HUYỆN CHÂU THÀNH
Số: 31/TB-UBND                    Châu Thành, ngày 20 tháng 02 năm 2024

THÔNG BÁO
Kết quả Chỉ số cải cách hành chính cấp xã năm 2023

| TT | Đơn vị | Tổng điểm 2023 | Xếp hạng 2023 |
|---|---|---|---|
| 1 | Xã Hòa Lợi | 71,30 | 6 |
| 2 | Xã Lương Hòa | 88,45 | 1 |
| 3 | Xã Đa Lộc | 80,20 | 4 |

Huyện tự chấm 91,20 điểm; tỉnh thẩm định 84,75 điểm; sau phúc tra được cộng thêm 0,50 điểm, thành 85,25 điểm, xếp thứ 4/9.
"""

SCAN = """ỦY BAN NHÂN DÂN
HUYỆN TÂN YÊN
Số: 12/BC-UBND                    Tân Yên, ngày 10 tháng 01 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2022

Năm 2022, Chỉ số CCHC của huyện đạt 8l,26 điểm, xếp thứ 5/10. Huyện tiếp nhận 7.3O5 hồ sơ.
"""

LETTER = """ỦY BAN NHÂN DÂN
HUYỆN CHÂU THÀNH
Số: 40/UBND-NV                    Châu Thành, ngày 05 tháng 3 năm 2024

V/v đính chính Thông báo số 31/TB-UBND ngày 20/02/2024

UBND huyện Châu Thành đính chính một số nội dung như sau:
- Xã Hòa Lợi: tại cột “Tổng điểm 2023” đã in 71,30 điểm, xếp hạng 6; nay sửa lại là 73,10 điểm, xếp hạng 5.
- Xã Đa Lộc: tại cột “Xếp hạng 2023” đã in 4; nay sửa lại là 3.
"""


REPORTS = {
    "ben-go.txt": WARD,
    "muong-te.csv": DISTRICT,
    "chau-thanh.txt": NOTICE,
    "tan-yen.txt": SCAN,
    "dinh-chinh.txt": LETTER,
}


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Quý III/2025 phường Bến Gỗ lĩnh vực đất đai trễ hạn mấy hồ sơ?", "Trễ hạn (Đất đai), quý III/2025: 22"),
        ("Lĩnh vực hộ tịch phường Bến Gỗ tiếp nhận bao nhiêu hồ sơ quý III/2025?", ": 1 230"),
        ("tỷ lệ trực tuyến lĩnh vực chứng thực ở phường Bến Gỗ quý III/2025", ": 97,0%"),
        ("Quý III/2025 phường Bến Gỗ tiếp nhận tổng số bao nhiêu hồ sơ?", ": 1 738"),
        ("Năm 2023 phường Bến Gỗ có bao nhiêu hồ sơ trễ hạn?", "Hồ sơ trễ hạn, năm 2023: 75"),
        ("Phường Bến Gỗ chi bao nhiêu tiền cho CCHC năm 2022?", "150 triệu đồng"),
        ("Xã Bum Nưa năm 2024 tiếp nhận bao nhiêu hồ sơ?", "Xã Bum Nưa – Tiếp nhận, năm 2024: 412"),
        ("Phường Bến Gỗ tiếp nhận mấy hồ sơ quý III/2025?", ": 1 738"),
        ("Xã Bum Nưa, huyện Mường Tè trễ hạn bao nhiêu hồ sơ năm 2024?", "Xã Bum Nưa – Trễ hạn, năm 2024: 5"),
        ("Năm 2024 huyện Mường Tè tiếp nhận tổng cộng bao nhiêu hồ sơ?", ": 2.004"),
        ("Thị trấn Mường Tè hơn xã Bum Tở bao nhiêu hồ sơ trực tuyến năm 2024?", "cao hơn 912"),
    ],
)
def test_a_cell_is_told_in_the_words_of_its_heads(assistant: Assistant, question: str, figure: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert figure in answer.answer


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Quý III/2025 phường Bến Gỗ lĩnh vực nào trễ hạn nhiều nhất?", "Đất đai cao nhất"),
        ("Quý III/2025 phường Bến Gỗ lĩnh vực nào có tỷ lệ trực tuyến thấp nhất?", "Đất đai thấp nhất"),
        ("Lĩnh vực nào của phường Bến Gỗ không có hồ sơ trễ hạn quý III/2025?", "Chứng thực"),
        ("Xã nào của huyện Mường Tè trễ hạn nhiều nhất năm 2024?", "Thị trấn Mường Tè"),
        ("Xã nào của huyện Mường Tè không có hồ sơ trễ hạn năm 2024?", "Xã Bum Tở"),
    ],
)
def test_which_row_is_told_from_its_column(assistant: Assistant, question: str, rows: str) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "ranking"
    assert rows in answer.answer


def test_a_row_goes_on_year_by_year(assistant: Assistant) -> None:
    answer = assistant.ask("Hồ sơ trễ hạn của phường Bến Gỗ qua các năm thế nào?")
    assert answer.kind == "trend"
    assert [line.split(" [")[0] for line in answer.answer.splitlines()[1:]] == [
        "Năm 2022: 120", "Năm 2023: 75", "Năm 2024: 41",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        "Quý III/2025 phường Bến Gỗ lĩnh vực xây dựng trễ hạn mấy hồ sơ?",
        "Quý II/2025 phường Bến Gỗ lĩnh vực đất đai trễ hạn mấy hồ sơ?",
        "Năm 2021 phường Bến Gỗ có bao nhiêu hồ sơ trễ hạn?",
        "Tổng số hồ sơ tiếp nhận giai đoạn 2021-2024 của phường Bến Gỗ là bao nhiêu?",
    ],
)
def test_a_cell_of_another_row_or_time_answers_nothing(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not any(figure in answer.answer for figure in ("22", "26", "120", "4 100", "6 020"))


def test_a_correction_in_words_reaches_the_cell_it_takes_back(assistant: Assistant) -> None:
    answer = assistant.ask("Năm 2023 xã Hòa Lợi đạt bao nhiêu điểm CCHC, xếp hạng mấy?").answer
    assert answer.index("73,10") < answer.index("71,30")
    assert "31/TB-UBND" in answer


def test_a_correction_finds_the_report_whose_number_cannot_be_read(tmp_path: Path) -> None:
    unnumbered = NOTICE.replace("31/TB-UBND", "...../TB-UBND")
    assert unnumbered != NOTICE
    with index_over({"chau-thanh.txt": unnumbered, "dinh-chinh.txt": LETTER}, tmp_path) as index:
        answer = Assistant(index).ask("Năm 2023 xã Hòa Lợi đạt bao nhiêu điểm CCHC?").answer
    assert "73,10" in answer
    assert "71,30" not in answer.split("73,10")[0]


def test_a_bare_figure_corrected_in_the_column_of_ranks_is_a_rank(assistant: Assistant) -> None:
    answer = assistant.ask("Xã Đa Lộc xếp hạng mấy CCHC năm 2023?").answer
    assert answer.index("hạng 3") < answer.index("hạng 4")


def test_a_score_reviewed_takes_the_place_of_the_one_appraised(assistant: Assistant) -> None:
    answer = assistant.ask("Chỉ số CCHC năm 2023 của huyện Châu Thành là bao nhiêu điểm, xếp thứ mấy?").answer
    assert "85,25" in answer
    assert "4/9" in answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Chỉ số CCHC năm 2022 của huyện Tân Yên đạt bao nhiêu điểm?", "(nguồn in “8l,26”, đọc là 81,26)"),
        ("Năm 2022 huyện Tân Yên tiếp nhận bao nhiêu hồ sơ?", "(nguồn in “7.3O5”, đọc là 7.305)"),
    ],
)
def test_a_letter_that_a_scan_has_for_a_digit_is_said_to_be_read_as_one(
    assistant: Assistant, question: str, told: str
) -> None:
    assert told in assistant.ask(question).answer

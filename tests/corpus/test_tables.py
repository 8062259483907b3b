"""Figures in tables belong to the year, index and measure of their heads and to the unit of their row."""

# ruff: noqa: E501 - a sentence of a report stays on one line
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.facts import extract_facts
from corpus.load import load
from corpus.model import Fact, Status

HEAD = """UBND TỈNH ĐỒNG THÁP
Số: 15/TB-UBND

Đồng Tháp, ngày 05 tháng 3 năm 2024

THÔNG BÁO
Kết quả Chỉ số cải cách hành chính năm 2023 của các huyện, thành phố

"""
OWN = """UBND HUYỆN TÂN HỒNG
Số: 99/BC-UBND

Tân Hồng, ngày 20 tháng 12 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2024

"""

Read = Callable[..., list[Fact]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def written(body: str, head: str = HEAD) -> list[Fact]:
        path = tmp_path / "bang.txt"
        path.write_text(head + body + "\n", encoding="utf-8")
        return extract_facts(load(path))

    return written


def told(facts: list[Fact]) -> list[tuple[str, str, str, str, str]]:
    return [(f.subject, f.text, f.measure, f.indicator, f.period.label if f.period else "") for f in facts]


def test_each_column_has_its_own_index_year_and_measure(read: Read) -> None:
    facts = read("""Đơn vị | Chỉ số CCHC 2023 | Xếp hạng | Chỉ số CCHC 2022 | SIPAS 2023 (%) | Xếp loại
Huyện Tân Hồng | 80,41 | 11 | 78,06 | 92,35 | Tốt
Huyện Hồng Ngự | 78,94 | 12 | 77,61 | - | Khá
""")
    assert told(facts)[:5] == [
        ("huyện Tân Hồng", "80,41", "score", "par_index", "2023"),
        ("huyện Tân Hồng", "11", "rank", "par_index", "2023"),
        ("huyện Tân Hồng", "78,06", "score", "par_index", "2022"),
        ("huyện Tân Hồng", "92,35", "score", "sipas", "2023"),
        ("huyện Tân Hồng", "Tốt", "grade", "par_index", "2023"),
    ]
    assert [f.text for f in facts if f.subject == "huyện Hồng Ngự"] == ["78,94", "12", "77,61", "Khá"]


def test_rows_may_be_years_of_the_reports_own_unit(read: Read) -> None:
    facts = read(
        """Chỉ số CCHC của huyện qua các năm như sau:

Năm | Điểm (%) | Xếp hạng | Xếp loại | SIPAS (%) | Hạng SIPAS
2022 | 76,43 | 6/12 | Khá | 80,11 | 7/12
2023 | 79,05 | 2/12 | Tốt | 84,26 | 9/12
""",
        OWN,
    )
    assert told(facts)[:5] == [
        ("huyện Tân Hồng", "76,43", "score", "par_index", "2022"),
        ("huyện Tân Hồng", "6/12", "rank", "par_index", "2022"),
        ("huyện Tân Hồng", "Khá", "grade", "par_index", "2022"),
        ("huyện Tân Hồng", "80,11", "score", "sipas", "2022"),
        ("huyện Tân Hồng", "7/12", "rank", "sipas", "2022"),
    ]


def test_a_column_of_targets_holds_targets_of_its_year(read: Read) -> None:
    facts = read(
        """Chỉ tiêu | Kết quả năm 2024 | Mục tiêu năm 2025
Chỉ số CCHC (điểm) | 87,12 | 89,00
Hồ sơ trực tuyến (%) | 71,8 | 80
Công chức đạt chuẩn tin học (%) | - | 95
""",
        OWN,
    )
    assert [(f.text, f.status, f.period and f.period.label) for f in facts] == [
        ("87,12", Status.RESULT, "2024"),
        ("89,00", Status.TARGET, "2025"),
        ("71,8", Status.RESULT, "2024"),
        ("80", Status.TARGET, "2025"),
        ("95", Status.TARGET, "2025"),
    ]


def test_a_table_pasted_one_cell_a_line_is_read_by_its_heads(read: Read) -> None:
    cells = ["TT", "Đơn vị", "Điểm tháng 8", "Điểm tháng 9", "Hạng tháng 9", "Xếp loại",
             "1", "Huyện Tân Hồng", "80,41", "82,50", "11/12", "Tốt", "2", "Huyện Hồng Ngự", "78,94", "77,30", "12/12", "Khá"]  # fmt: skip
    head = HEAD.replace("Chỉ số cải cách hành chính năm 2023", "Bộ chỉ số 766 tháng 9 năm 2023")
    facts = read("Kết quả như sau:\n\n" + "\n".join(cells) + "\n\nGhi chú: không.", head)
    assert told(facts) == [
        ("huyện Tân Hồng", "80,41", "score", "service_index", "tháng 8/2023"),
        ("huyện Tân Hồng", "82,50", "score", "service_index", "tháng 9/2023"),
        ("huyện Tân Hồng", "11/12", "rank", "service_index", "tháng 9/2023"),
        ("huyện Tân Hồng", "Tốt", "grade", "service_index", "tháng 9/2023"),
        ("huyện Hồng Ngự", "78,94", "score", "service_index", "tháng 8/2023"),
        ("huyện Hồng Ngự", "77,30", "score", "service_index", "tháng 9/2023"),
        ("huyện Hồng Ngự", "12/12", "rank", "service_index", "tháng 9/2023"),
        ("huyện Hồng Ngự", "Khá", "grade", "service_index", "tháng 9/2023"),
    ]


def test_short_lines_that_do_not_repeat_are_no_table(read: Read) -> None:
    lines = [
        "TT",
        "Đơn vị",
        "Ghi chú",
        "Huyện Tân Hồng",
        "12 hồ sơ",
        "Huyện Hồng Ngự",
        "30 hồ sơ",
        "đã xong",
        "7 việc",
    ]
    assert all(f.measure == "count" for f in read("\n".join(lines)))


def test_scores_of_parts_in_a_table_are_not_the_index(read: Read) -> None:
    facts = read("""Điểm một số lĩnh vực:

Đơn vị | Chỉ đạo điều hành | Hiện đại hóa
Huyện Tân Hồng | 11,20 | 14,90
Huyện Hồng Ngự | 10,25 | 12,40
""")
    assert {f.indicator for f in facts} == {""}
    assert all("Tân Hồng" in f.label for f in facts if f.subject == "huyện Tân Hồng")


def test_the_row_is_the_clause_of_its_figures(read: Read) -> None:
    facts = read("""Đơn vị | Điểm | Hạng
Huyện Tân Hồng | 80,41 | 11
Huyện Hồng Ngự | 78,94 | 12
""")
    assert all(f.clause.contains(f.span) for f in facts)
    assert len({f.clause for f in facts}) == 2


def test_a_second_head_row_divides_the_first_even_where_cells_are_left_empty(read: Read) -> None:
    facts = read("| TT | Đơn vị | Năm 2022 | | Năm 2023 | |\n|---|---|---|---|---|---|\n| | | Điểm | Vị thứ | Điểm | Vị thứ |\n| 1 | Huyện Tân Hồng | 81,20 | 5 | 84,30 | 2 |")  # fmt: skip
    assert told(facts) == [
        ("huyện Tân Hồng", "81,20", "score", "par_index", "2022"),
        ("huyện Tân Hồng", "5", "rank", "par_index", "2022"),
        ("huyện Tân Hồng", "84,30", "score", "par_index", "2023"),
        ("huyện Tân Hồng", "2", "rank", "par_index", "2023"),
    ]


def test_units_may_stand_in_the_head_and_indexes_in_the_rows(read: Read) -> None:
    facts = read("| Chỉ số | Huyện Tân Hồng || Huyện Hồng Ngự ||\n|---|---|---|---|---|\n| | Giá trị | Hạng | Giá trị | Hạng |\n| SIPAS (%) | 88,1 | 2/11 | 84,4 | 9 |\n| PAR INDEX | 85,2 | 3 | - | - |")  # fmt: skip
    assert [(f.text, f.measure, f.indicator, f.subject, f.unit) for f in facts] == [
        ("88,1", "score", "sipas", "huyện Tân Hồng", "%"),
        ("2/11", "rank", "sipas", "huyện Tân Hồng", ""),
        ("84,4", "score", "sipas", "huyện Hồng Ngự", "%"),
        ("9", "rank", "sipas", "huyện Hồng Ngự", ""),
        ("85,2", "score", "par_index", "huyện Tân Hồng", ""),
        ("3", "rank", "par_index", "huyện Tân Hồng", ""),
    ]


def test_a_blank_line_and_a_new_head_begin_another_table(read: Read) -> None:
    facts = read(
        "| Đơn vị | SIPAS 2023 (%) |\n|---|---|\n| Huyện Tân Hồng | 81,20 |\n\n| Lĩnh vực | Quá hạn |\n|---|---|\n| Đất đai | 4 |"
    )
    assert [(f.text, f.measure, f.label) for f in facts][-1] == ("4", "count", "Đất đai: Quá hạn")


def test_places_beside_one_index_are_places_of_it(read: Read) -> None:
    body = "| Xếp hạng 2023 | Đơn vị | SIPAS 2023 | Xếp hạng 2022 | Tăng/giảm bậc | Xếp loại |\n|---|---|---|---|---|---|\n| 1 | Huyện Tân Hồng | 91,10 | 3 | +2 | Tốt |"
    facts = read(body)
    assert {f.indicator for f in facts} == {"sipas"}
    assert [(f.text, f.measure) for f in facts] == [
        ("1", "rank"),
        ("91,10", "score"),
        ("3", "rank"),
        ("+2", "change"),
        ("Tốt", "grade"),
    ]


def test_marks_and_places_in_a_report_on_the_reform_are_the_reforms(read: Read) -> None:
    rows = "| Năm | Điểm | Thứ hạng (trên 12) |\n|---|---|---|\n| 2022 | 70,11 | 9 |"
    assert {f.indicator for f in read(f"4. Kết quả xếp hạng qua các năm\n\n{rows}", OWN)} == {"par_index"}
    assert {f.indicator for f in read(f"4. Kết quả xếp hạng thi đua qua các năm\n\n{rows}", OWN)} == {""}


def test_what_a_unit_gave_itself_is_told_by_the_head(read: Read) -> None:
    facts = read("| Đơn vị | Điểm tự chấm | Điểm thẩm định |\n|---|---|---|\n| Huyện Tân Hồng | 95 | 92,5 |")
    assert [f.status for f in facts] == [Status.SELF_ASSESSED, Status.RESULT]

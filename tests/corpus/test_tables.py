"""Figures in tables belong to the year, index and measure of their heads and to the unit of their row."""

# ruff: noqa: E501 - a sentence of a report stays on one line
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.facts import extract_facts
from corpus.load import load
from corpus.model import Fact, Status
from corpus.readers.text import find_tables

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


def test_cells_parted_by_semicolons_are_a_table_and_a_list_in_words_is_none(read: Read) -> None:
    facts = read(
        "Kết quả theo tháng\nTháng; Tiếp nhận; Trễ hạn\n8/2024; 4.120; 35\n9/2024; 3.980; 12\nCả hai; 8.100; 47", OWN
    )
    assert [(f.label, f.text, f.period.label if f.period else "") for f in facts][:4] == [
        ("Tiếp nhận", "4.120", "tháng 8/2024"),
        ("Trễ hạn", "35", "tháng 8/2024"),
        ("Tiếp nhận", "3.980", "tháng 9/2024"),
        ("Trễ hạn", "12", "tháng 9/2024"),
    ]
    items = "xã Tân Phước; xã Tân Hộ Cơ; thị trấn Sa Rài\nđường; điện; trường\nlúa; cá; hoa"
    assert find_tables(items) == ()


def test_short_lines_that_do_not_repeat_are_no_table(read: Read) -> None:
    lines = ["TT", "Đơn vị", "Ghi chú", "Huyện Tân Hồng", "12 hồ sơ", "Huyện Hồng Ngự", "30 hồ sơ", "đã xong", "7 việc"]
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


def test_beside_a_total_the_other_marks_are_its_parts(read: Read) -> None:
    facts = read(
        "TT | Đơn vị | Điểm thẩm định | Tổng điểm | Xếp hạng | Năm 2022\n1 | Huyện Tân Hồng | 60,25 | 85,35 | 1 | 4"
    )
    assert [(f.text, f.measure, f.indicator) for f in facts] == [
        ("60,25", "score", ""), ("85,35", "score", "par_index"), ("1", "rank", "par_index"),
    ]  # fmt: skip


def test_what_a_unit_gave_itself_is_told_by_the_head(read: Read) -> None:
    facts = read("| Đơn vị | Điểm tự chấm | Điểm thẩm định |\n|---|---|---|\n| Huyện Tân Hồng | 95 | 92,5 |")
    assert [f.status for f in facts] == [Status.SELF_ASSESSED, Status.RESULT]


# --- heads, units of measure, parts ------------------------------------------------------------------------


def bound(facts: list[Fact]) -> list[tuple[str, str, str, str]]:
    return [(f.text, f.measure, f.indicator, f.status.value) for f in facts]


def test_a_row_that_numbers_the_columns_holds_no_figures(read: Read) -> None:
    facts = read("""TT | Đơn vị | Điểm | Xếp hạng
(1) | (2) | (3) | (4)
1 | Huyện Tân Hồng | 80,41 | 11
""")
    assert [f.text for f in facts] == ["80,41", "11"]


def test_a_head_over_several_columns_is_said_of_each(read: Read) -> None:
    facts = read("""Đơn vị | Điểm |  | Xếp hạng |
 | 2022 | 2023 | 2022 | 2023
Huyện Tân Hồng | 78,06 | 80,41 | 10 | 11
""")
    assert told(facts) == [
        ("huyện Tân Hồng", "78,06", "score", "par_index", "2022"),
        ("huyện Tân Hồng", "80,41", "score", "par_index", "2023"),
        ("huyện Tân Hồng", "10", "rank", "par_index", "2022"),
        ("huyện Tân Hồng", "11", "rank", "par_index", "2023"),
    ]


def test_points_a_unit_gave_itself_are_told_from_those_it_was_given(read: Read) -> None:
    facts = read("""Đơn vị | Điểm tự chấm | Điểm thẩm định
Huyện Tân Hồng | 88,20 | 80,41
""")
    assert bound(facts) == [("88,20", "score", "par_index", "self_assessed"), ("80,41", "score", "par_index", "result")]


def test_the_greatest_possible_score_is_nobodys_score(read: Read) -> None:
    facts = read("""Tiêu chí | Điểm tối đa | Điểm thẩm định
Kế hoạch CCHC năm | 2,00 | 1,50
Tổng cộng | 100 | 80,41
""", OWN + "Bảng điểm Chỉ số CCHC năm 2024:\n\n")  # fmt: skip
    assert [(f.text, f.indicator) for f in facts] == [("2,00", ""), ("1,50", ""), ("100", ""), ("80,41", "par_index")]


def test_a_column_of_changes_holds_changes_and_no_ranks(read: Read) -> None:
    facts = read("""Đơn vị | Hạng năm 2023 | Tăng/giảm hạng so với năm 2022
Huyện Tân Hồng | 11 | -1
Huyện Hồng Ngự | 10 | +2
""")
    assert [(f.text, f.measure, str(f.value), f.base.label if f.base else "") for f in facts] == [
        ("11", "rank", "11", ""),
        ("-1", "change", "-1", "2022"),
        ("10", "rank", "10", ""),
        ("+2", "change", "2", "2022"),
    ]


def test_a_column_of_units_of_measure_says_what_each_row_counts_in(read: Read) -> None:
    facts = read(
        """TT | Chỉ tiêu | ĐVT | Kế hoạch | Thực hiện
1 | Hồ sơ nộp trực tuyến | % | 75 | 70,5
2 | Thủ tục được rà soát | TTHC | 20 | 14
3 | Kinh phí cải cách hành chính | Triệu đồng | 1.250 | 45,5
4 | Xếp hạng Chỉ số CCHC | Hạng | 3 | 5
""",
        OWN,
    )
    assert [(f.text, f.measure, f.status.value) for f in facts] == [
        ("75", "rate", "target"),
        ("70,5", "rate", "result"),
        ("20", "count", "target"),
        ("14", "count", "result"),
        ("1.250", "amount", "target"),
        ("45,5", "amount", "result"),
        ("3", "rank", "target"),
        ("5", "rank", "result"),
    ]
    assert [facts[4].value, facts[5].value] == [1_250_000_000, 45_500_000]


def test_parts_below_a_sum_are_counted_as_parts_of_it(read: Read) -> None:
    facts = read(
        """Biểu 1. Tình hình giải quyết hồ sơ
ĐVT: hồ sơ

TT | Nội dung | Tổng số | Cấp huyện | Cấp xã
1 | Hồ sơ tiếp nhận | 4.182 | 1.305 | 2.877
 | - Trực tuyến | 2.950 | 980 | 1.970
""",
        OWN,
    )
    assert {f.unit for f in facts} == {"hồ sơ"}
    assert [f.part for f in facts] == ["", "cấp huyện", "cấp xã"] * 2
    assert facts[3].label == "Hồ sơ tiếp nhận: Trực tuyến: Tổng số"


def test_an_office_or_a_mean_in_a_table_is_not_the_province(read: Read) -> None:
    facts = read("""Cơ quan | Điểm | Xếp hạng
Sở Nội vụ | 90,15 | 1
Trung bình | 84,02 |
""")
    assert {(f.subject, f.unit_key) for f in facts} == {("Sở Nội vụ", "office:so noi vu")}


def test_a_group_row_names_those_below_it(read: Read) -> None:
    facts = read("""Nội dung | Năm 2022 | Năm 2023
Huyện Tân Hồng |  |
Chỉ số CCHC | 78,06 | 80,41
Huyện Hồng Ngự |  |
Chỉ số CCHC | 77,61 | 78,94
""")
    assert told(facts)[1:3] == [
        ("huyện Tân Hồng", "80,41", "score", "par_index", "2023"),
        ("huyện Hồng Ngự", "77,61", "score", "par_index", "2022"),
    ]


def test_a_year_may_stand_in_a_column_of_its_own(read: Read) -> None:
    facts = read("""Đơn vị | Năm | Điểm | Hạng
Huyện Tân Hồng | 2022 | 78,06 | 10
Huyện Tân Hồng | 2023 | 80,41 | 11
""")
    assert [(f.text, f.period.label if f.period else "") for f in facts] == [
        ("78,06", "2022"),
        ("10", "2022"),
        ("80,41", "2023"),
        ("11", "2023"),
    ]


def test_remarks_deadlines_and_offices_in_charge_hold_no_figures(read: Read) -> None:
    facts = read(
        """TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian hoàn thành | Kết quả | Ghi chú
1 | Rà soát thủ tục | Phòng Tư pháp | 30/6 | Đã rà soát 42/43 thủ tục | Năm 2023 mới đạt 60%
""",
        OWN,
    )
    assert [(f.text, f.measure) for f in facts] == [("42/43", "count")]


def test_a_note_mark_is_no_part_of_a_cell_s_figure(read: Read) -> None:
    facts = read("""Đơn vị | Điểm | Hạng
Huyện Tân Hồng | 80,41¹ | 11*
""")
    assert [(f.text, str(f.value)) for f in facts] == [("80,41", "80.41"), ("11", "11")]


def test_what_is_counted_may_stand_in_the_head_or_in_the_row(read: Read) -> None:
    facts = read(
        """Đơn vị | Số hồ sơ tiếp nhận | Đúng hạn
Huyện Tân Hồng | 1.872 | 1.860
Văn bản ban hành | - | 12
""",
        OWN,
    )
    assert [f.unit for f in facts] == ["hồ sơ", "", "văn bản"]


def test_a_bare_place_or_grade_is_of_the_year_of_the_score_beside_it(read: Read) -> None:
    facts = read(
        """Hạng | Đơn vị | Điểm CCHC 2022 | Xếp loại | Điểm CCHC 2021 | Hạng 2021
1 | Huyện Tân Hồng | 90,10 | Tốt | 88,20 | 2
"""
    )
    assert [(f.text, f.period.label if f.period else "", f.indicator) for f in facts] == [
        ("1", "2022", "par_index"),
        ("90,10", "2022", "par_index"),
        ("Tốt", "2022", "par_index"),
        ("88,20", "2021", "par_index"),
        ("2", "2021", "par_index"),
    ]


def test_points_that_are_only_a_part_are_not_the_index_that_another_head_names(read: Read) -> None:
    facts = read(
        """Đơn vị | Điểm tự chấm | Điểm thẩm định | Điều tra xã hội học | Chỉ số CCHC 2023 (%) | Chỉ số CCHC 2022 (%)
Huyện Tân Hồng | 91,25 | 84,10 | 79,90 | 82,60 | 81,15
"""
    )
    scores = [(f.text, f.period.label if f.period else "") for f in facts if f.indicator == "par_index"]
    assert scores == [("82,60", "2023"), ("81,15", "2022")]


def test_cells_parted_by_single_spaces_stand_under_heads_begun_by_capitals(read: Read) -> None:
    facts = read("""Đơn vị Điểm số Thứ hạng Xếp loại
Sở Nội vụ 92.15 1 Xuất sắc
Sở Y tế 84.20 3 Tốt
Sở Công Thương 86,5 2 Tốt
""")
    assert told(facts)[3:6] == [
        ("Sở Y tế", "84.20", "score", "par_index", "2023"),
        ("Sở Y tế", "3", "rank", "par_index", "2023"),
        ("Sở Y tế", "Tốt", "grade", "par_index", "2023"),
    ]


def test_a_head_over_two_columns_is_told_apart_where_only_spaces_part_the_cells(read: Read) -> None:
    facts = read("""Mức độ Tổng Đã xử lý Trước hạn Trễ hạn
Tổng % Tổng %
Mức 3 61210 60110 54210 90,2% 5900 9,8%
Mức 4 2240 2230 2200 98,7% 30 1,3%
""")
    assert [(f.label, f.text, f.measure) for f in facts[4:7]] == [
        ("Mức 3: Trễ hạn Tổng", "5900", "count"),
        ("Mức 3: Trễ hạn %", "9,8%", "rate"),
        ("Mức 4: Tổng", "2240", "count"),
    ]


def test_rows_of_years_and_numbered_rows_may_be_parted_by_spaces_alone(read: Read) -> None:
    facts = read("""Chỉ tiêu 2021 2022
Hồ sơ tiếp nhận 1.210 1.340
Hồ sơ trễ hạn 12 -

TT Đơn vị Tiếp nhận Trễ hạn
1 Huyện Tân Hồng 9.110 14
2 Huyện Hồng Ngự 8.020 6
""")
    assert told(facts) == [
        ("tỉnh Đồng Tháp", "1.210", "count", "", "2021"),
        ("tỉnh Đồng Tháp", "1.340", "count", "", "2022"),
        ("tỉnh Đồng Tháp", "12", "count", "", "2021"),
        ("huyện Tân Hồng", "9.110", "count", "", "2023"),
        ("huyện Tân Hồng", "14", "count", "", "2023"),
        ("huyện Hồng Ngự", "8.020", "count", "", "2023"),
        ("huyện Hồng Ngự", "6", "count", "", "2023"),
    ]


def test_rows_whose_columns_no_head_tells_apart_give_no_figures(read: Read) -> None:
    assert not read("""Kết quả chấm điểm và thứ hạng
Sở Nội vụ 92.15 1 Xuất sắc
Sở Y tế 84.20 3 Tốt
Sở Công Thương 86.50 2 Tốt
""")


def test_a_group_in_a_ranking_is_a_grade_and_parts_may_have_decimal_points(read: Read) -> None:
    facts = read("""TOP 2 BẢNG XẾP HẠNG PCI NĂM 2021
Tỉnh, Thành phố Điểm PCI Hạng Nhóm xếp hạng
Quảng Ninh 73.02 1 Rất tốt
Hải Phòng 70.61 2 Tốt
""")
    assert told(facts)[:3] == [
        ("tỉnh Quảng Ninh", "73.02", "score", "pci", "2021"),
        ("tỉnh Quảng Ninh", "1", "rank", "pci", "2021"),
        ("tỉnh Quảng Ninh", "Rất tốt", "grade", "pci", "2021"),
    ]


def test_years_may_stand_over_pairs_of_columns_parted_by_spaces(read: Read) -> None:
    facts = read("""CHỈ SỐ THÀNH PHẦN 2019 2020
Điểm số Thứ hạng Điểm số Thứ hạng
Gia nhập thị trường 7,12 30 7,40 12
Tính minh bạch 6,22 19 6,40 11
""")
    assert [(f.text, f.measure, f.period.label) for f in facts[4:] if f.period] == [
        ("6,22", "score", "2019"),
        ("19", "rank", "2019"),
        ("6,40", "score", "2020"),
        ("11", "rank", "2020"),
    ]


@pytest.mark.parametrize(
    "above",
    [
        "So với 6 tháng đầu năm 2022, tỷ lệ hồ sơ trực tuyến của huyện tăng 17%.",
        "Năm 2024 huyện tiếp nhận 6.412 hồ sơ, tăng 12% so với cùng kỳ năm 2023.",
    ],
)
def test_what_the_text_above_compares_with_is_not_when_a_table_is_of(read: Read, above: str) -> None:
    facts = read(f"{above}\n\nSTT | Lĩnh vực | Tiếp nhận\n1 | Đất đai | 2.310\n2 | Hộ tịch | 1.874\n", OWN)
    assert {f.period.label for f in facts if f.text in ("2.310", "1.874") and f.period} == {"2024"}


def test_a_column_of_the_year_before_is_of_that_year(read: Read) -> None:
    facts = read("Đơn vị | Chỉ số CCHC | Chỉ số CCHC năm trước\nHuyện Tân Hồng | 80,41 | 78,06\n")
    assert [f.period.label for f in facts if f.period] == ["2023", "2022"]


def test_the_sum_below_numbered_rows_one_cell_a_line_is_a_row_of_theirs(read: Read) -> None:
    cells = "STT;Bộ phận;Giao;Có mặt;1;Văn phòng;12;12;2;Phòng Kinh tế;15;16;Tổng cộng;27;28"
    facts = read(cells.replace(";", "\n") + "\n\nHết.", OWN)
    assert [f.label for f in facts if f.text == "28"] == ["Tổng cộng: Có mặt"]

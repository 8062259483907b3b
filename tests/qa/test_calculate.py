"""What is answered about ranked indexes: looked up, compared, inferred, asked back, or honestly refused."""

import pytest

from qa.assistant import Assistant
from qa.model import Answer

PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH SÔNG HẬU GIANG
Số: 31/TB-UBND                    Sông Hậu Giang, ngày 20 tháng 02 năm 2024

THÔNG BÁO
Kết quả Chỉ số cải cách hành chính cấp huyện năm 2023

Điểm trung bình Chỉ số CCHC của các huyện năm 2023 là 82,44 điểm.

Bảng 1. Chỉ số CCHC và SIPAS của các huyện, thị xã

| TT | Đơn vị | CCHC năm 2023 (điểm) | Hạng năm 2023 | CCHC năm 2022 (điểm) | Hạng năm 2022 | SIPAS năm 2023 |
|---|---|---|---|---|---|---|
| 1 | Thị xã Tràm Gáo | 90,15 | 1 | 88,02 | 1 | 89,40 |
| 2 | Huyện Vàm Nước | 86,70 | 2 | 81,35 | 4 | 86,11 |
| 3 | Huyện Lung Sen | 83,28 | 3 | 84,96 | 2 | 91,75 |
| 4 | Huyện Rạch Dừa Nước | 79,64 | 4 | 84,10 | 3 | 84,02 |
| 5 | Huyện Cồn Mắm | 72,43 | 5 | 70,88 | 5 | 80,36 |
"""

DISTRICT = """ỦY BAN NHÂN DÂN
HUYỆN VÀM NƯỚC
Số: 12/BC-UBND                    Vàm Nước, ngày 10 tháng 3 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2023 của huyện Vàm Nước

I. KẾT QUẢ

Năm 2023, Chỉ số CCHC của huyện đạt 86,70 điểm (tăng 5,35 điểm so với năm 2022), xếp thứ 2/5 huyện, thị xã.

Trước khi thẩm định, huyện tự chấm Chỉ số CCHC năm 2023 được 91,20 điểm.

Năm 2023, Chỉ số DDCI của huyện đạt 71,40 điểm, xếp hạng 3/5, tăng 01 bậc so với năm 2022.

Kết quả chấm điểm CCHC cấp xã năm 2023: xã Tân Lợi đạt 88,50 điểm, xếp thứ 1/12;
xã Phú Mỹ đạt 69,10 điểm, xếp thứ 12/12.

II. PHƯƠNG HƯỚNG NĂM 2024

Phấn đấu Chỉ số CCHC năm 2024 đạt từ 88 điểm trở lên, xếp thứ 1/5; SIPAS vào tốp 3 của tỉnh.
"""

NEIGHBOUR = """ỦY BAN NHÂN DÂN
HUYỆN LUNG SEN
Số: 40/BC-UBND                    Lung Sen, ngày 12 tháng 3 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2023 của huyện Lung Sen

Kết quả chấm điểm CCHC cấp xã năm 2023: xã Tân Lợi đạt 80,75 điểm, xếp thứ 6/9;
xã Bờ Bao đạt 91,00 điểm, xếp thứ 1/9.
"""

CORRECTION = """ỦY BAN NHÂN DÂN
TỈNH SÔNG HẬU GIANG
Số: 77/UBND-NC                    Sông Hậu Giang, ngày 15 tháng 4 năm 2024

V/v đính chính Thông báo số 31/TB-UBND ngày 20/02/2024

Chỉ số CCHC năm 2023 của huyện Cồn Mắm được đính chính từ 72,43 điểm thành 74,23 điểm.
"""

REPORTS = {"tinh.md": PROVINCE, "vam-nuoc.txt": DISTRICT, "lung-sen.txt": NEIGHBOUR, "dinh-chinh.txt": CORRECTION}


def answered(assistant: Assistant, question: str) -> Answer:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    return answer


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Chỉ số CCHC năm 2023 của huyện Lung Sen là bao nhiêu?", ("83,28",)),
        ("lung sen nam 2022 xep thu may cchc", ("hạng 2",)),
        ("Điểm và hạng CCHC năm 2023 của huyện Rạch Dừa Nước?", ("79,64", "hạng 4")),
        ("Huyện nào dẫn đầu SIPAS năm 2023 ở tỉnh Sông Hậu Giang?", ("Lung Sen", "91,75")),
        ("Huyện nào của tỉnh Sông Hậu Giang đứng cuối bảng CCHC năm 2022?", ("Cồn Mắm", "70,88")),
        ("Huyện nào đạt 79,64 điểm Chỉ số CCHC?", ("Rạch Dừa Nước",)),
        ("Năm 2023 thị xã Tràm Gáo hơn huyện Lung Sen bao nhiêu điểm CCHC?", ("6,87",)),
        ("Điểm CCHC của huyện Lung Sen năm 2023 tăng hay giảm bao nhiêu so với năm 2022?", ("giảm 1,68",)),
        ("Điểm trung bình Chỉ số CCHC các huyện tỉnh Sông Hậu Giang năm 2023?", ("82,44",)),
    ],
)
def test_a_figure_is_looked_up_or_reckoned(assistant: Assistant, question: str, shown: tuple[str, ...]) -> None:
    answer = answered(assistant, question)
    assert all(figure in answer.answer for figure in shown), answer.answer


def test_units_above_a_threshold_are_listed_and_those_below_are_not(assistant: Assistant) -> None:
    said = answered(assistant, "Những huyện nào ở tỉnh Sông Hậu Giang có SIPAS năm 2023 trên 86%?").answer
    assert all(name in said for name in ("Tràm Gáo", "Vàm Nước", "Lung Sen"))
    assert "Cồn Mắm" not in said
    assert "Rạch Dừa Nước" not in said


def test_units_that_meet_a_threshold_are_counted(assistant: Assistant) -> None:
    question = "Có bao nhiêu huyện ở tỉnh Sông Hậu Giang đạt từ 83 điểm CCHC trở lên năm 2023?"
    assert "Có 3 đơn vị" in answered(assistant, question).answer


def test_who_fell_most_is_told_from_the_ranks_of_both_years(assistant: Assistant) -> None:
    question = "Huyện nào ở tỉnh Sông Hậu Giang tụt hạng CCHC nhiều nhất năm 2023 so với năm 2022?"
    answer = answered(assistant, question)
    assert answer.kind == "ranking"
    assert "Lung Sen" in answer.answer
    assert "Rạch Dừa Nước" in answer.answer
    assert "Vàm Nước" not in answer.answer


def test_the_year_of_a_table_head_is_quoted(assistant: Assistant) -> None:
    answer = answered(assistant, "Chỉ số CCHC năm 2022 của huyện Cồn Mắm?")
    assert any("2022" in c.quote for c in answer.citations)


def test_a_correction_leads_and_the_figure_before_is_shown_with_its_source(assistant: Assistant) -> None:
    said = answered(assistant, "Chỉ số CCHC năm 2023 của huyện Cồn Mắm được bao nhiêu điểm?").answer
    assert said.index("74,23") < said.index("72,43")
    assert "77/UBND-NC" in said
    assert "31/TB-UBND" in said


def test_a_rank_that_only_follows_from_the_change_is_said_to_be_inferred(assistant: Assistant) -> None:
    said = answered(assistant, "Năm 2022 huyện Vàm Nước xếp thứ mấy về DDCI?").answer
    assert "4/5" in said
    assert "suy ra" in said


def test_a_self_assessed_score_is_not_taken_for_the_result(assistant: Assistant) -> None:
    said = answered(assistant, "Năm 2023 huyện Vàm Nước được 91,20 điểm CCHC đúng không?").answer
    assert "tự chấm" in said
    assert "86,70" in said
    assert "91,20" not in answered(assistant, "Huyện Vàm Nước năm 2023 được bao nhiêu điểm CCHC?").answer


def test_a_self_assessed_score_is_given_where_it_is_asked(assistant: Assistant) -> None:
    assert "91,20" in answered(assistant, "Năm 2023 huyện Vàm Nước tự chấm bao nhiêu điểm CCHC?").answer


def test_a_target_is_no_result(assistant: Assistant) -> None:
    assert assistant.ask("Năm 2024 huyện Vàm Nước xếp thứ mấy về Chỉ số CCHC?").status == "not_found"
    assert "1/5" in answered(assistant, "Mục tiêu năm 2024 huyện Vàm Nước xếp thứ mấy CCHC?").answer


def test_whether_a_target_was_set_is_not_whether_it_was_reached(assistant: Assistant) -> None:
    said = answered(assistant, "Năm 2024 huyện Vàm Nước đã xếp thứ 1/5 về Chỉ số CCHC đúng không?").answer
    assert "mục tiêu" in said
    assert "2/5" in said


def test_a_top_that_is_only_aimed_at_is_told_as_an_aim(assistant: Assistant) -> None:
    said = answered(assistant, "SIPAS của huyện Vàm Nước đã vào tốp 3 của tỉnh chưa?").answer
    assert "mục tiêu" in said


def test_communes_of_one_name_are_asked_back(assistant: Assistant) -> None:
    answer = assistant.ask("Xã Tân Lợi được bao nhiêu điểm CCHC năm 2023?")
    assert answer.status == "clarify"
    assert any("Vàm Nước" in s for s in answer.suggestions)
    assert any("Lung Sen" in s for s in answer.suggestions)


def test_a_commune_named_with_its_district_is_answered(assistant: Assistant) -> None:
    said = answered(assistant, "Xã Tân Lợi của huyện Lung Sen được bao nhiêu điểm CCHC năm 2023?").answer
    assert "80,75" in said
    assert "88,50" not in said


def test_a_commune_the_reports_do_not_know_is_not_answered_with_its_district(assistant: Assistant) -> None:
    answer = assistant.ask("Xã Hòa Bình B của huyện Vàm Nước xếp thứ mấy CCHC năm 2023?")
    assert answer.status == "not_found"


def test_communes_are_not_ranked_among_districts(assistant: Assistant) -> None:
    said = answered(assistant, "Xếp hạng Chỉ số CCHC năm 2023 của các huyện tỉnh Sông Hậu Giang").answer
    assert "xã " not in said.replace("thị xã ", "")


def test_a_district_is_asked_back_when_none_is_named(assistant: Assistant) -> None:
    assert assistant.ask("Chỉ số CCHC năm 2023 của huyện là bao nhiêu?").status == "clarify"


def test_a_year_without_figures_is_refused_with_what_is_nearest(assistant: Assistant) -> None:
    answer = assistant.ask("Chỉ số CCHC năm 2019 của huyện Lung Sen là bao nhiêu?")
    assert answer.status == "not_found"
    assert "2022" in answer.answer


def test_another_units_index_is_not_borrowed(assistant: Assistant) -> None:
    assert assistant.ask("Chỉ số DDCI năm 2023 của huyện Lung Sen là bao nhiêu?").status == "not_found"


def test_the_only_unit_with_figures_is_not_called_the_first_where_its_rank_says_otherwise(assistant: Assistant) -> None:
    answer = assistant.ask("Huyện nào có điểm DDCI cao nhất năm 2023?")
    assert answer.status == "not_found"
    assert "chỉ có số liệu của một đơn vị: huyện Vàm Nước" in answer.answer


def test_what_a_correction_changed_is_shown_with_the_value_taken_back(assistant: Assistant) -> None:
    said = answered(assistant, "Điểm CCHC năm 2023 của Cồn Mắm tăng bao nhiêu sau đính chính?").answer
    assert "74,23" in said
    assert "72,43" in said


def test_the_first_of_a_province_needs_no_index_by_name(assistant: Assistant) -> None:
    assert "Tràm Gáo" in answered(assistant, "Huyện, thị xã nào đứng đầu tỉnh Sông Hậu Giang năm 2023?").answer

"""What is answered about a unit's place among others: gaps, lists by grade or threshold, parts of a year."""

# ruff: noqa: E501 - a sentence of a report stays on one line

import pytest

from qa.assistant import Assistant
from qa.model import Answer
from qa.standing import Mark, level_asked, references

PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH LÂM THƯỢNG
Số: 41/BC-UBND                    Lâm Thượng, ngày 12 tháng 01 năm 2024

BÁO CÁO
Kết quả xác định Chỉ số cải cách hành chính các huyện, thành phố năm 2023

Năm 2023, điểm trung bình Chỉ số CCHC của khối huyện là 81,65 điểm.

Bảng 1. Chỉ số CCHC các huyện, thành phố năm 2023

| TT | Đơn vị | Điểm 2022 | Hạng 2022 | Điểm 2023 | Hạng 2023 | Xếp loại |
|---|---|---|---|---|---|---|
| 1 | Huyện Sơn Bình Đông | 85,10 | 2 | 90,42 | 1 | Xuất sắc |
| 2 | Huyện Mường Thượng | 86,20 | 1 | 86,75 | 2 | Tốt |
| 3 | Huyện Phú Hòa Đông | 78,40 | 4 | 84,30 | 3 | Tốt |
| 4 | Huyện Tân Khê | 81,33 | 3 | 75,20 | 4 | Khá |
| 5 | Huyện Bắc Trà Giang | 70,05 | 5 | 71,60 | 5 | Khá |

Năm 2023, Chỉ số CCHC của tỉnh đạt 85,46 điểm, xếp thứ 28/63; Chỉ số PCI đạt 66,79 điểm, xếp thứ 29/63.
Phấn đấu năm 2024 Chỉ số CCHC của tỉnh đạt từ 88 điểm trở lên, xếp thứ 20/63.
"""

DISTRICT = """ỦY BAN NHÂN DÂN
HUYỆN TÂN KHÊ
Số: 15/BC-UBND                    Tân Khê, ngày 20 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023 của huyện Tân Khê

Chỉ số phục vụ người dân, doanh nghiệp của huyện tháng 8 đạt 71,5 điểm, tháng 9 đạt 69,8 điểm, tháng 10 đạt 74,9 điểm.

Năm 2023, huyện dẫn đầu tỉnh về mức độ hài lòng (SIPAS). Đây là năm thứ ba liên tiếp huyện giữ vị trí này.

Kế hoạch năm 2023 đặt mục tiêu Chỉ số CCHC của huyện đạt 83 điểm.

Năm 2022, huyện tự chấm Chỉ số CCHC được 88,15 điểm; tỉnh thẩm định 81,33 điểm.

Kết quả chấm điểm CCHC năm 2023 của các xã, thị trấn:

| TT | Xã, thị trấn | Tổng điểm | Xếp loại |
|---|---|---|---|
| 1 | Xã Hòa Lạc Trung | 93,5 | Xuất sắc |
| 2 | Thị trấn Khê Sơn | 91,2 | Xuất sắc |
| 3 | Xã Nà Bó | 86,4 | Tốt |
| 4 | Xã Phiêng Pha | 77,8 | Khá |
"""

NOTICE = """ỦY BAN NHÂN DÂN
TỈNH LÂM THƯỢNG
Số: 9/TB-UBND                    Lâm Thượng, ngày 05 tháng 02 năm 2024

THÔNG BÁO
Kết quả các chỉ số năm 2023

| TT | Đơn vị | DTI 2023 | Hạng 2023 |
|---|---|---|---|
| I | Khối huyện | | |
| 1 | Huyện Mường Thượng | 75,5 | 1 |
| 2 | Huyện Tân Khê | 71,2 | 2 |
| 3 | Huyện Bắc Trà Giang | 61,0 | 3 |

Giá trị trung bình DTI năm 2023 của 3 huyện, thành phố là 69,2 điểm.

Chỉ số PAPI của tỉnh năm 2020 được 38,1 điểm, năm 2021 còn 37,2 điểm, năm 2022 nhích lên 39,4 điểm và năm 2023 đạt 40,6 điểm.

Chỉ số PGI năm 2022 của tỉnh: **80,45%**, xếp hạng **7/12**. Chỉ số PGI năm 2023 của tỉnh: tự chấm 92,15 điểm; Bộ thẩm định 86,20 điểm; sau phúc tra được cộng thêm 0,55 điểm, thành 86,75 điểm, xếp thứ 22/63.
"""

OTHER = """ỦY BAN NHÂN DÂN
HUYỆN MƯỜNG THƯỢNG
Số: 3/BC-UBND                    Mường Thượng, ngày 15 tháng 01 năm 2024

BÁO CÁO
Công tác cải cách hành chính của huyện Mường Thượng

| Nội dung | 2021 | 2022 | 2023 |
|---|---|---|---|
| Chỉ số DDCI (điểm) | 68,12 | 70,45 | 74,90 |
| Xếp hạng trong 12 đơn vị | 9 | 7 | 1 |
"""

COUNTRY = """Cà Mau dẫn đầu vùng về mức độ hài lòng của người dân

Công bố Chỉ số SIPAS năm 2021, tỉnh Hà Nam dẫn đầu với kết quả đạt 91,05%; đứng thứ 2 là tỉnh Lai Châu, đạt 90,44%. Còn Cà Mau đứng thứ 17, đạt 84,60% (tăng 2 bậc so với năm 2020, dẫn đầu khu vực Đồng bằng sông Cửu Long).

Bảng xếp hạng PAR INDEX năm 2021 của các tỉnh, thành phố trong cả nước có giá trị trung bình cao hơn năm trước.
"""


REPORTS = {
    "tinh.md": PROVINCE,
    "huyen.md": DISTRICT,
    "thong-bao.md": NOTICE,
    "muong-thuong.md": OTHER,
    "tin.txt": COUNTRY,
}


def answered(assistant: Assistant, question: str) -> Answer:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    return answer


@pytest.mark.parametrize(
    ("question", "both", "gap"),
    [
        ("Năm 2023 huyện Phú Hòa Đông kém đơn vị dẫn đầu bao nhiêu điểm CCHC?", ("84,30", "90,42"), "kém 6,12 điểm"),
        ("Chỉ số CCHC 2023 của huyện Tân Khê cách đơn vị liền trên bao nhiêu điểm?", ("75,20", "84,30"), "9,10"),
        ("Huyện Tân Khê hơn đơn vị cuối bảng bao nhiêu điểm CCHC năm 2023?", ("75,20", "71,60"), "hơn 3,60 điểm"),
        ("Điểm CCHC năm 2023 của huyện Tân Khê thấp hơn trung bình khối huyện bao nhiêu?", ("75,20", "81,65"), "6,45"),
        ("Cà Mau cách tỉnh dẫn đầu SIPAS 2021 bao nhiêu điểm?", ("84,60", "91,05"), "6,45"),
        ("PAR INDEX tỉnh Lâm Thượng 2023 còn cách mục tiêu 2024 bao nhiêu điểm?", ("85,46", "88"), "còn cách 2,54"),
        ("Năm 2023 khoảng cách điểm CCHC giữa huyện dẫn đầu và huyện cuối bảng của tỉnh Lâm Thượng là bao nhiêu?",
         ("90,42", "71,60"), "18,82"),
        ("Điểm CCHC tự chấm năm 2022 của huyện Tân Khê cao hơn điểm thẩm định bao nhiêu?", ("88,15", "81,33"), "6,82"),
        ("Năm 2023 huyện Tân Khê thiếu bao nhiêu điểm CCHC nữa thì bằng huyện Mường Thượng?",
         ("75,20", "86,75"), "11,55"),
        ("Thứ hạng CCHC năm 2023 của tỉnh Lâm Thượng còn thiếu mấy bậc so với mục tiêu năm 2024?",
         ("28/63", "20/63"), "8 bậc"),
    ],
)  # fmt: skip
def test_how_far_a_unit_is_from_another_place_is_the_difference_of_two_cited_figures(
    assistant: Assistant, question: str, both: tuple[str, str], gap: str
) -> None:
    answer = answered(assistant, question)
    assert gap in answer.answer
    for figure in both:
        assert any(figure in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "Chỉ số PCI năm 2023 của tỉnh Lâm Thượng còn cách mục tiêu bao nhiêu điểm?",
        "Chỉ số CCHC năm 2022 của huyện Tân Khê thấp hơn trung bình khối huyện bao nhiêu điểm?",
        "Chỉ số PCI 2023 của tỉnh Lâm Thượng kém tỉnh dẫn đầu bao nhiêu điểm?",
        "Chỉ số CCHC năm 2023 của huyện Bắc Trà Giang hơn đơn vị liền dưới bao nhiêu điểm?",
    ],
)
def test_a_gap_with_an_end_that_no_report_states_is_not_told(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


@pytest.mark.parametrize("question", ["PAR INDEX 2021 của Cà Mau?", "Chỉ số PAPI của tỉnh Cà Mau năm 2021 thế nào?"])
def test_the_value_of_an_index_is_not_answered_with_words_on_another(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


def test_whether_a_target_is_reached_is_told_from_both_figures_of_one_year(assistant: Assistant) -> None:
    missed = answered(assistant, "Năm 2023 huyện Tân Khê có đạt mục tiêu Chỉ số CCHC không?").answer
    assert missed.startswith("Chưa đạt")
    assert "75,20" in missed
    assert "mục tiêu năm 2023 là 83 điểm" in missed
    other = assistant.ask("Năm 2022 huyện Tân Khê có đạt mục tiêu Chỉ số CCHC không?")
    assert "Chưa đạt" not in other.answer
    assert "83 điểm" not in other.answer


def test_the_cach_of_reform_is_no_distance_and_a_grade_is_no_mean() -> None:
    assert not references("cong tac cai cach hanh chinh dat bao nhieu diem, don vi nao dan dau")
    assert not references("xa xep loai trung binh kem bao nhieu diem")
    assert not references("don vi dung dau duoc bao nhieu diem neu huyen kem 0,4 diem")
    assert [r.mark for r in references("cach don vi dung dau bao nhieu diem")] == [Mark.FIRST]
    assert [r.place for r in references("kem huyen xep thu 2 bao nhieu diem")] == [2]


def test_units_are_counted_and_listed_by_grade_or_threshold_among_those_with_figures(assistant: Assistant) -> None:
    best = answered(assistant, "Bao nhiêu xã của huyện Tân Khê xếp loại Xuất sắc năm 2023?").answer
    assert "Có 2 đơn vị trong số 4 đơn vị" in best
    assert "Nà Bó" not in best
    low = answered(assistant, "Liệt kê các xã của huyện Tân Khê dưới 80 điểm CCHC năm 2023").answer
    assert "Phiêng Pha" in low
    assert "Nà Bó" not in low
    none = answered(assistant, "Có bao nhiêu xã của huyện Tân Khê đạt dưới 60 điểm CCHC năm 2023?").answer
    assert "Không đơn vị nào trong số 4" in none


def test_a_district_asked_for_is_not_answered_with_a_commune(assistant: Assistant) -> None:
    told = answered(assistant, "Những huyện nào đạt trên 86 điểm CCHC năm 2023?").answer
    assert "Sơn Bình Đông" in told
    assert "Hòa Lạc Trung" not in told


def test_the_score_a_unit_gave_itself_is_told_beside_the_appraised_one_where_both_are_asked(
    assistant: Assistant,
) -> None:
    told = answered(assistant, "Năm 2022 huyện Tân Khê tự chấm bao nhiêu điểm CCHC, thẩm định được bao nhiêu?").answer
    assert "81,33" in told
    assert "tự chấm 88,15" in told


def test_a_place_held_for_years_running_may_be_told_in_the_next_sentence(assistant: Assistant) -> None:
    answer = answered(assistant, "Những năm nào huyện Tân Khê dẫn đầu tỉnh về SIPAS?")
    assert all(year in answer.answer for year in ("2021", "2022", "2023"))
    assert any("năm thứ ba liên tiếp" in citation.quote for citation in answer.citations)


def test_a_trend_goes_month_by_month_in_order_of_time(assistant: Assistant) -> None:
    answer = answered(assistant, "Chỉ số 766 của huyện Tân Khê qua các tháng 8, 9, 10 năm 2023 thế nào?").answer
    places = [answer.index(figure) for figure in ("71,5", "69,8", "74,9")]
    assert places == sorted(places)
    assert "Tháng 10/2023" in answer
    assert "tăng 3,4 điểm" in answer
    best = answered(assistant, "Tháng nào huyện Tân Khê có chỉ số 766 cao nhất?").answer
    assert best.startswith("Tháng 10/2023")


def test_two_indexes_asked_in_a_row_are_told_in_that_order_and_what_is_missing_is_said(assistant: Assistant) -> None:
    both = answered(assistant, "PCI và PAR INDEX năm 2023 của tỉnh Lâm Thượng lần lượt là bao nhiêu?").answer
    assert both.index("66,79") < both.index("85,46")
    one = answered(assistant, "PCI, PAPI năm 2023 của tỉnh Lâm Thượng lần lượt là bao nhiêu điểm?").answer
    assert "66,79" in one
    assert "PAPI" in one.split("66,79")[1]


def test_who_rose_by_most_places_is_the_one_whose_rank_fell_most_in_number(assistant: Assistant) -> None:
    told = answered(assistant, "Huyện nào tăng nhiều bậc nhất năm 2023 so với năm 2022?").answer
    assert told.startswith(("Huyện Sơn Bình Đông", "Huyện Phú Hòa Đông"))
    assert "tăng 1 bậc" in told


def test_the_change_of_digital_government_is_no_last_place(assistant: Assistant) -> None:
    first = answered(assistant, "Khối huyện đơn vị nào đứng đầu về chuyển đổi số năm 2023 của tỉnh Lâm Thượng?").answer
    assert "Mường Thượng cao nhất" in first


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("Năm 2022 huyện Mường Thượng xếp hạng mấy về DDCI?", "hạng 7"),
        ("Năm nào huyện Mường Thượng xếp thứ nhất về DDCI?", "2023"),
        ("PAPI của tỉnh Lâm Thượng năm 2022 là bao nhiêu?", "39,4"),
        ("Điểm PGI của tỉnh Lâm Thượng sau phúc tra năm 2023 là bao nhiêu?", "86,75"),
        ("Điểm PGI của tỉnh Lâm Thượng thẩm định năm 2023 là bao nhiêu?", "86,20"),
        ("PGI của tỉnh Lâm Thượng năm 2022 đạt bao nhiêu phần trăm, xếp hạng mấy?", "7/12"),
        ("Điểm DTI trung bình của 3 huyện, thành phố Lâm Thượng năm 2023 là bao nhiêu?", "69,2"),
        ("Các huyện có tổng điểm CCHC năm 2023 dưới 80", "Tân Khê"),
    ],
)
def test_figures_of_an_index_are_found_as_reports_write_them(assistant: Assistant, question: str, shown: str) -> None:
    assert shown in answered(assistant, question).answer


@pytest.mark.parametrize(
    ("question", "shown", "hidden"),
    [
        ("Top 2 huyện CCHC năm 2023 tỉnh Lâm Thượng?", "Mường Thượng", "85,46"),
        ("Điểm PAPI trung bình 2021-2023 của tỉnh Lâm Thượng?", "39,07", "69,2"),
        ("Huyện Phú Hòa Đông kém huyện Mường Thượng bao nhiêu điểm và bao nhiêu bậc năm 2023?", "2,45", ""),
        ("PAPI tỉnh Lâm Thượng năm 2023 so với 2020 tăng bao nhiêu điểm, bao nhiêu bậc?", "2,5", ""),
        ("Đơn vị xếp thứ 3 khối huyện về CCHC năm 2023 tỉnh Lâm Thượng là ai?", "Phú Hòa Đông", "Mường"),
        ("Thứ hạng CCHC huyện Bắc Trà Giang năm 2023 giữ nguyên hay thay đổi so với 2022?", "giữ nguyên hạng 5", ""),
    ],
)
def test_a_question_of_places_is_answered_of_whom_and_when_it_asks(
    assistant: Assistant, question: str, shown: str, hidden: str
) -> None:
    told = answered(assistant, question).answer
    assert shown in told
    assert not hidden or hidden not in told


def test_the_mean_of_years_that_are_not_all_stated_is_not_told(assistant: Assistant) -> None:
    assert assistant.ask("Điểm CCHC trung bình 2019-2023 của huyện Tân Khê?").status == "not_found"


def test_which_index_asks_for_no_department() -> None:
    assert level_asked("chi so nao co thu hang cao hon") == ""
    assert level_asked("so nao co thu hang cao hon") == "office"

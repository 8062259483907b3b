"""What is told of now is no answer for another time: the same time a year before, a month before, the plan of a year."""

# ruff: noqa: E501 - a sentence of a report stays on one line

import pytest

from qa.assistant import Assistant

NOTE = """Tỉnh Trà Lĩnh sơ kết cải cách hành chính

Ngày 12/7, UBND tỉnh Trà Lĩnh họp đánh giá 6 tháng đầu năm 2023. Tỷ lệ hồ sơ quá hạn toàn tỉnh là 3,2%, so với kỳ báo cáo tháng 5 giảm 2,1%.

6 tháng đầu năm, tỉnh Trà Lĩnh tiếp nhận 203.112 hồ sơ, tăng 12.008 hồ sơ so với cùng kỳ năm 2022; hiện còn 90 hồ sơ chậm, giảm 40 hồ sơ so với năm 2022. Các đơn vị đã gửi 512 thư xin lỗi (cùng kỳ năm 2022: 470 thư xin lỗi).
"""

DISTRICT = """UBND HUYỆN MỘC SƠN
Số: 210/BC-UBND
Mộc Sơn, ngày 20 tháng 12 năm 2023
BÁO CÁO
Công tác cải cách hành chính năm 2023

I. KẾT QUẢ
Tỷ lệ số hóa hồ sơ đạt 81,2%. Mục tiêu là 80%. Tỷ lệ hồ sơ trực tuyến đạt 72,4%. Mức độ hài lòng của người dân đạt 92,3%, chưa đạt chỉ tiêu được giao là 95%.
II. NHIỆM VỤ NĂM 2024
Phấn đấu tỷ lệ số hóa hồ sơ đạt 90%, tỷ lệ hồ sơ trực tuyến đạt 80%.
"""

OFFICES = """Công bố Chỉ số cải cách hành chính năm 2021 của tỉnh Thanh Nguyên

UBND tỉnh Thanh Nguyên công bố Chỉ số cải cách hành chính năm 2021 của các sở và UBND các huyện.

Sở TT-TT là đơn vị đạt điểm cao nhất (93,1 điểm), xếp thứ nhì là Sở NN-PTNT (92,4 điểm). Huyện Cẩm Hà đạt 86,3 điểm, xếp thứ ba.

Chỉ số hài lòng của tỉnh xếp thứ 24 và xếp thứ 6 trong 8 tỉnh Tây Bắc. So với biên chế được giao, công chức thiếu 06 người, nhiều nhất ở đất đai (thiếu 03) và xây dựng (thiếu 02).
"""


REPORTS = {"note.txt": NOTE, "district.txt": DISTRICT, "offices.txt": OFFICES}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Cùng kỳ năm 2022 tỉnh Trà Lĩnh tiếp nhận bao nhiêu hồ sơ?", "191.104"),
        ("Cùng kỳ năm 2022 tỉnh Trà Lĩnh gửi bao nhiêu thư xin lỗi?", "470"),
        ("Tỉnh Trà Lĩnh gửi bao nhiêu thư xin lỗi 6 tháng đầu năm 2023?", "512"),
    ],
)
def test_the_same_time_a_year_before_is_answered_with_its_own_figure(
    assistant: Assistant, question: str, said: str
) -> None:
    assert said in assistant.ask(question).answer.split("\n")[0]


def test_the_rate_of_a_month_that_now_is_compared_with_is_told_from_the_change(assistant: Assistant) -> None:
    answer = assistant.ask("Tỷ lệ hồ sơ quá hạn toàn tỉnh Trà Lĩnh kỳ tháng 5 là bao nhiêu?")
    assert "3,2% + 2,1 = 5,3%" in answer.answer.split("\n")[0]


def test_a_month_of_which_nothing_is_told_is_not_answered_with_the_rate_of_now(assistant: Assistant) -> None:
    answer = assistant.ask("Tỷ lệ hồ sơ quá hạn toàn tỉnh Trà Lĩnh tháng 4 là bao nhiêu?")
    assert answer.status == "not_found"


@pytest.mark.parametrize(
    ("question", "verdict", "figures"),
    [
        ("Tỷ lệ số hóa của huyện Mộc Sơn đã đạt mục tiêu chưa?", "Đã đạt", ("81,2%", "80%")),
        ("Tỷ lệ hài lòng của huyện Mộc Sơn đạt hay không đạt chỉ tiêu?", "Chưa đạt", ("92,3%", "95%")),
    ],
)
def test_whether_a_plan_is_reached_is_told_with_result_and_plan(
    assistant: Assistant, question: str, verdict: str, figures: tuple[str, str]
) -> None:
    answer = assistant.ask(question).answer
    assert answer.startswith(verdict)
    assert all(figure in answer for figure in figures)


def test_the_plan_of_the_next_year_does_not_tell_whether_this_years_is_reached(assistant: Assistant) -> None:
    assert "đạt:" not in assistant.ask("Tỷ lệ hồ sơ trực tuyến của huyện Mộc Sơn đã đạt mục tiêu chưa?").answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Sở Nông nghiệp và Phát triển nông thôn tỉnh Thanh Nguyên xếp thứ mấy, được mấy điểm?", ("92,4", "nhì")),
        ("Sở TT-TT tỉnh Thanh Nguyên đạt bao nhiêu điểm?", ("93,1",)),
        ("UBND huyện Cẩm Hà xếp thứ mấy, được mấy điểm?", ("86,3", "ba")),
        ("SIPAS năm 2021 của tỉnh Thanh Nguyên xếp thứ mấy?", ("24",)),
        ("SIPAS của tỉnh Thanh Nguyên xếp thứ mấy trong các tỉnh Tây Bắc?", ("6",)),
        ("Tỉnh Thanh Nguyên còn thiếu bao nhiêu biên chế?", ("06 người",)),
    ],
)
def test_offices_in_letters_places_of_regions_and_the_whole_of_a_lack_are_told(
    assistant: Assistant, question: str, said: tuple[str, ...]
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert all(figure in answer.answer.split("[")[0] for figure in said)

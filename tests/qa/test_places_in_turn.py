"""Places told one after the other, with or without a kind before the name; the value told beside a place is its value."""

# ruff: noqa: E501 - a sentence of a report stays on one line

import pytest

from qa.assistant import Assistant

STORY = """Công bố Chỉ số cải cách hành chính năm 2021 của các bộ, các tỉnh

Ngày 25/5/2022, Ban Chỉ đạo công bố Chỉ số CCHC năm 2021 của các bộ, cơ quan ngang bộ, UBND các tỉnh, thành phố.

Đứng đầu khối bộ là Bộ Quốc phòng (93,15 điểm), tiếp theo là Bộ Ngoại giao (91,4 điểm) và Bộ Y tế (90,2 điểm), kế đến là Bộ Xây dựng (88,75 điểm), xếp cuối là Bộ Công Thương (79,3 điểm). Tăng cao nhất là Bộ Công Thương (+4,21%), tăng thấp nhất là Bộ Y tế (+0,18%).

Ở khối địa phương, Hải Phòng tiếp tục dẫn đầu với 91,8%; xếp thứ hai là Thừa Thiên Huế với 89,17%, lên một bậc so với năm 2020; xếp thứ ba là Bà Rịa - Vũng Tàu (89,03%). Lai Châu là tỉnh tăng mạnh nhất với 5,46%. Kiên Giang xếp cuối bảng với 79,97%.
"""

DISTRICT = """UBND HUYỆN TÂN LÂM
Số: 214/BC-UBND
Tân Lâm, ngày 12 tháng 12 năm 2023

BÁO CÁO
Kết quả công tác cải cách hành chính năm 2023

I. KẾT QUẢ
Chỉ số CCHC năm 2022 của huyện đạt 86,4 điểm, xếp thứ 6/11. Chỉ số chuyển đổi số (DTI) đạt 0,49, xếp thứ 7/11, trong đó chính quyền số 0,61 (thứ 3), kinh tế số 0,38 (thứ 9).
Xã Đông Khê dẫn đầu với 95,1 điểm; kế đến là xã Nam Khê 93,8 điểm và cuối cùng là xã Tây Khê 81,2 điểm. Điểm bình quân khối xã là 89,4 điểm, cao hơn năm 2022 (87,1 điểm).
Hồ sơ trực tuyến đạt 79,6%, bằng 98% kế hoạch và bằng 121% so với cùng kỳ.
II. PHƯƠNG HƯỚNG NĂM 2024: Chỉ số CCHC năm 2023 xếp thứ 2/11; hài lòng đạt 93%.
"""


REPORTS = {"tin.txt": STORY, "huyen.txt": DISTRICT}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Bộ Ngoại giao xếp thứ mấy?", "ở vị trí thứ hai (“tiếp theo”), đạt 91,4 điểm"),
        ("Bộ Y tế được bao nhiêu điểm?", "đạt 90,2 điểm"),
        ("Bộ Xây dựng xếp thứ mấy?", "ở vị trí thứ tư (“kế đến”)"),
        ("Bộ Y tế năm 2021 tăng bao nhiêu?", "tăng 0,18%"),
        ("Thừa Thiên Huế xếp thứ mấy?", "“xếp thứ hai”, đạt 89,17%"),
        ("Thừa Thiên Huế năm 2020 xếp thứ mấy?", "3 (suy ra: xếp thứ hai + một bậc)"),
        ("Bà Rịa - Vũng Tàu đạt bao nhiêu PAR INDEX 2021?", "đạt 89,03%"),
        ("Kiên Giang PAR INDEX 2021 bao nhiêu?", "đạt 79,97%"),
        ("Lai Châu tăng bao nhiêu phần trăm?", "tăng 5,46%"),
        ("Xã Nam Khê xếp thứ mấy?", "thứ hai (“kế đến”), đạt 93,8 điểm"),
        ("Xã Tây Khê xếp thứ mấy?", "“cuối cùng”, đạt 81,2 điểm"),
    ],
)
def test_each_has_the_place_and_the_value_told_of_it(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert said in answer.answer, answer.answer


def test_a_mean_that_the_report_states_is_told_before_one_is_made_and_of_the_year_it_is_of(
    assistant: Assistant,
) -> None:
    assert "89,4 điểm" in assistant.ask("Điểm bình quân các xã của Tân Lâm năm 2023 là bao nhiêu?").answer
    assert "87,1 điểm" in assistant.ask("Điểm bình quân khối xã Tân Lâm năm 2022 là bao nhiêu?").answer


def test_the_parts_of_an_index_are_of_the_year_of_the_whole(assistant: Assistant) -> None:
    assert "đạt 0,38, xếp hạng 9" in assistant.ask("Điểm kinh tế số của Tân Lâm năm 2022").answer


def test_whether_a_place_is_reached_is_answered_of_the_index_that_has_it_as_its_aim(assistant: Assistant) -> None:
    answer = assistant.ask("Tân Lâm đã xếp thứ 2/11 chưa?").answer
    assert "mục tiêu" in answer
    assert "Chỉ số CCHC của huyện Tân Lâm xếp hạng 6/11" in answer


@pytest.mark.parametrize(("base", "share"), [("cùng kỳ", "121%"), ("so với cùng kỳ", "121%"), ("kế hoạch", "98%")])
def test_a_share_is_the_one_measured_by_what_is_asked(assistant: Assistant, base: str, share: str) -> None:
    answer = assistant.ask(f"Tân Lâm hồ sơ trực tuyến bằng bao nhiêu phần trăm {base}?").answer
    assert f"Huyện Tân Lâm: {share}" in answer


@pytest.mark.parametrize("index", ["PAPI", "SIPAS"])
def test_a_question_on_one_index_is_not_answered_with_sentences_on_another(assistant: Assistant, index: str) -> None:
    assert assistant.ask(f"Hải Phòng {index} 2021").status == "not_found"


@pytest.mark.parametrize("asked", ["đứng đầu", "cao nhất"])
def test_a_question_that_ends_in_which_unit_asks_for_no_cause(assistant: Assistant, asked: str) -> None:
    answer = assistant.ask(f"Năm 2023 {asked} về Chỉ số CCHC cấp xã ở huyện Tân Lâm là đơn vị nào?")
    assert answer.status == "answered"
    assert "Đông Khê" in answer.answer

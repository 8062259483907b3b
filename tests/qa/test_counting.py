"""What is answered about counts, rates and amounts: the figure of just the thing asked, or none."""

import pytest

from qa.assistant import Assistant
from qa.model import Answer

DISTRICT = """ỦY BAN NHÂN DÂN
HUYỆN VÀM NƯỚC
Số: 18/BC-UBND                    Vàm Nước, ngày 20 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023 của huyện Vàm Nước

Tóm tắt: trong năm toàn huyện tiếp nhận 21.480 hồ sơ.

I. KẾT QUẢ

1. Thủ tục hành chính

Toàn huyện tiếp nhận 21.408 hồ sơ (trong đó cấp huyện 3.215 hồ sơ, cấp xã 18.193 hồ sơ); hồ sơ nộp trực tuyến 12.640 hồ sơ, đạt tỷ lệ 59,04%. Hồ sơ trễ hạn giảm từ 346 hồ sơ năm 2022 xuống còn 92 hồ sơ. Thanh toán trực tuyến đạt 38,6%, chưa đạt kế hoạch năm là 45%. Số hóa kết quả giải quyết đạt 71,3%, tăng 4,2 điểm phần trăm so với năm 2022.

2. Bộ máy

Biên chế hành chính được giao 88 người, có mặt 83 người; biên chế sự nghiệp được giao 1.204 người, có mặt 1.178 người. Huyện còn 39 trường học (giảm 06 trường so với năm 2021), 14 xã và 02 thị trấn. Trong năm tinh giản 11 người, kế hoạch là 09 người. Huyện ban hành 24 văn bản quy phạm pháp luật, trong đó HĐND ban hành 10 nghị quyết, UBND ban hành 13 quyết định. Kết quả xếp loại CCHC cấp xã: 03 đơn vị xếp loại Xuất sắc, 09 đơn vị xếp loại Tốt, 04 đơn vị xếp loại Khá.

3. Tài chính

Thu phí, lệ phí qua cổng dịch vụ công 215.300.000 đồng, chiếm 48,7% tổng thu phí, lệ phí.

II. NHIỆM VỤ NĂM 2024

Phấn đấu tỷ lệ hồ sơ nộp trực tuyến đạt 70%.
"""

NEIGHBOUR = """ỦY BAN NHÂN DÂN
HUYỆN LUNG SEN
Số: 25/BC-UBND                    Lung Sen, ngày 18 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023 của huyện Lung Sen

Toàn huyện tiếp nhận 9.750 hồ sơ. Trong năm có 05 công chức bị kỷ luật. Huyện có 27 trường học.

Phần mềm điều hành được dùng ở 100% phòng, ban và 65% xã, thị trấn. Số dịch vụ công toàn trình tăng từ 118 dịch vụ năm 2021 lên 164 dịch vụ hiện nay. Trong năm luân chuyển mới 06 người, luân chuyển lại 08 người giữ chức vụ quản lý.
"""

CORRECTION = """ỦY BAN NHÂN DÂN
HUYỆN LUNG SEN
Số: 31/UBND-NV                    Lung Sen, ngày 15 tháng 01 năm 2024

V/v đính chính Báo cáo số 25/BC-UBND ngày 18/12/2023

UBND huyện Lung Sen đính chính: Số công chức bị kỷ luật năm 2023: số liệu đã nêu là 05 người, nay đính chính là 04 người, vì 01 quyết định đã được thu hồi.
"""


REPORTS = {"vam-nuoc.txt": DISTRICT, "lung-sen.txt": NEIGHBOUR, "lung-sen-dinh-chinh.txt": CORRECTION}


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(question)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Năm 2023 toàn huyện Vàm Nước tiếp nhận bao nhiêu hồ sơ cấp xã?", "18.193"),
        ("Cấp huyện của Vàm Nước tiếp nhận bao nhiêu hồ sơ năm 2023?", "3.215"),
        ("Có bao nhiêu hồ sơ nộp trực tuyến ở Vàm Nước năm 2023?", "12.640"),
        ("Tỷ lệ hồ sơ trực tuyến năm 2023 của Vàm Nước?", "59,04%"),
        ("NĂM 2023 HUYỆN VÀM NƯỚC CÓ BAO NHIÊU HỒ SƠ TRỄ HẠN?", "92"),
        ("nam 2023 huyen vam nuoc con bao nhieu ho so tre han", "92"),
        ("Năm 2022 huyện Vàm Nước có bao nhiêu hồ sơ trễ hạn?", "346"),
        ("Bao nhiêu xã, thị trấn của Vàm Nước xếp loại Tốt về CCHC?", "09"),
        ("Huyện Vàm Nước có bao nhiêu trường học?", "39"),
        ("Huyện Lung Sen có bao nhiêu trường học?", "27"),
    ],
)
def test_a_count_is_that_of_just_the_thing_asked(assistant: Assistant, question: str, figure: str) -> None:
    answer = ask(assistant, question)
    assert answer.status == "answered", answer.answer
    assert answer.facts[0].text == figure


def test_figures_not_asked_for_are_left_out_of_the_answer_but_not_of_its_quote(assistant: Assistant) -> None:
    answer = ask(assistant, "Cấp huyện của Vàm Nước tiếp nhận bao nhiêu hồ sơ năm 2023?")
    assert "18.193" not in answer.answer
    assert "18.193" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("Vàm Nước được giao bao nhiêu biên chế hành chính, có mặt bao nhiêu?", ("88", "83")),
        ("Biên chế sự nghiệp được giao và có mặt của huyện Vàm Nước?", ("1.204", "1.178")),
        ("Huyện Vàm Nước có bao nhiêu xã và thị trấn?", ("14", "02")),
        ("Vàm Nước tinh giản được bao nhiêu người, kế hoạch là bao nhiêu?", ("11", "09")),
        (
            "Thu phí, lệ phí qua cổng dịch vụ công của Vàm Nước chiếm bao nhiêu phần trăm, số tiền bao nhiêu?",
            ("48,7%", "215.300.000"),
        ),
    ],
)
def test_two_things_asked_in_one_breath_are_both_answered(
    assistant: Assistant, question: str, figures: tuple[str, ...]
) -> None:
    answer = ask(assistant, question)
    assert answer.status == "answered", answer.answer
    assert all(figure in answer.answer for figure in figures)


@pytest.mark.parametrize(
    ("question", "sum_shown"),
    [
        ("Trước khi giảm 06 trường, huyện Vàm Nước có bao nhiêu trường học?", "39 + 06 = 45"),
        ("Năm 2021 huyện Vàm Nước có bao nhiêu trường học?", "39 + 06 = 45"),
        ("Tỷ lệ số hóa kết quả giải quyết năm 2022 của huyện Vàm Nước?", "71,3% - 4,2 = 67,1%"),
    ],
)
def test_what_was_before_a_change_is_inferred_with_the_arithmetic(
    assistant: Assistant, question: str, sum_shown: str
) -> None:
    answer = ask(assistant, question)
    assert sum_shown in answer.answer
    assert "suy ra" in answer.answer
    assert answer.kind == "comparison"


def test_a_plan_is_set_against_its_result_and_called_a_plan(assistant: Assistant) -> None:
    answer = ask(assistant, "Thanh toán trực tuyến năm 2023 của Vàm Nước có đạt kế hoạch 45% không?")
    assert answer.answer.startswith("Chưa đạt: 38,6%")
    assert "45% là mục tiêu" in answer.answer


def test_a_target_is_never_given_for_a_result(assistant: Assistant) -> None:
    answer = ask(assistant, "Tỷ lệ hồ sơ nộp trực tuyến năm 2024 của huyện Vàm Nước đạt bao nhiêu?")
    assert answer.status == "not_found" or "ục tiêu" in answer.answer


def test_a_rate_that_no_report_states_is_refused_not_borrowed(assistant: Assistant) -> None:
    answer = ask(assistant, "Tỷ lệ thanh toán trực tuyến năm 2023 của huyện Lung Sen?")
    assert answer.status == "not_found"


def test_a_sum_that_does_not_add_up_is_shown_as_it_is(assistant: Assistant) -> None:
    answer = ask(
        assistant,
        "Số nghị quyết và quyết định của Vàm Nước cộng lại có khớp với tổng số văn bản quy phạm pháp luật không?",
    )
    assert "10 + 13 = 23, lệch 1 so với 24" in answer.answer


def test_two_mentions_of_one_figure_that_differ_are_both_shown(assistant: Assistant) -> None:
    answer = ask(
        assistant, "Tổng số hồ sơ tiếp nhận của huyện Vàm Nước ở phần tóm tắt và phần kết quả có khớp nhau không?"
    )
    assert "21.480" in answer.answer
    assert "21.408" in answer.answer
    assert "Không khớp" in answer.answer


def test_the_corrected_figure_leads(assistant: Assistant) -> None:
    answer = ask(assistant, "Bao nhiêu công chức của huyện Lung Sen bị kỷ luật năm 2023?")
    assert answer.facts[0].text == "04"


def test_a_share_is_not_taken_for_a_rise(assistant: Assistant) -> None:
    answer = ask(assistant, "Huyện Vàm Nước có 90 hồ sơ trễ hạn năm 2023 đúng không?")
    assert answer.answer.startswith("Không: 92")


def test_a_count_that_several_units_have_is_asked_back(assistant: Assistant) -> None:
    answer = ask(assistant, "Có bao nhiêu trường học?")
    assert answer.status == "clarify"
    assert any("Lung Sen" in s for s in answer.suggestions)
    assert any("Vàm Nước" in s for s in answer.suggestions)


def test_a_share_is_that_of_the_noun_it_is_printed_before(assistant: Assistant) -> None:
    answer = ask(assistant, "Bao nhiêu phần trăm xã, thị trấn của Lung Sen dùng phần mềm điều hành?")
    assert [f.text for f in answer.facts] == ["65%"]


def test_how_a_count_moved_is_told_with_both_ends(assistant: Assistant) -> None:
    answer = ask(assistant, "Số dịch vụ công toàn trình của Lung Sen tăng thế nào từ năm 2021?")
    assert {"118", "164"} <= {f.text for f in answer.facts}
    assert "tăng 46" in answer.answer


def test_two_things_done_are_added_up(assistant: Assistant) -> None:
    answer = ask(assistant, "Năm 2023 Lung Sen luân chuyển mới và luân chuyển lại tổng cộng bao nhiêu người?")
    assert "06 + 08 = 14" in answer.answer


def test_who_is_first_is_not_told_from_the_only_figure_there_is(assistant: Assistant) -> None:
    assert ask(assistant, "Huyện nào đứng đầu về thanh toán trực tuyến?").kind != "figure"


def test_a_count_does_not_deny_a_rank(assistant: Assistant) -> None:
    assert not ask(assistant, "Huyện Vàm Nước đã lên hạng 7 toàn tỉnh chưa?").answer.startswith("Không: ")

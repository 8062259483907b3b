"""Figures that a sentence tells together, a whole and its parts, a count and its growth, are told apart when asked."""

# ruff: noqa: E501 - a sentence of a report stays on one line

import pytest

from qa.assistant import Assistant

DISTRICT = """ỦY BAN NHÂN DÂN
HUYỆN CỒN TÀU
Số: 61/BC-UBND
Cồn Tàu, ngày 02 tháng 10 năm 2024

BÁO CÁO
Công tác cải cách hành chính quý III năm 2024 của huyện Cồn Tàu

I. KẾT QUẢ
1. Trong quý III tiếp nhận 6.240 hồ sơ, tăng 7,5% so với quý II; hồ sơ nộp trực tuyến 4.368 hồ sơ. Hồ sơ trễ hạn 50 hồ sơ, trong đó lĩnh vực đất đai 30 hồ sơ, hộ tịch 12 hồ sơ, còn lại là xây dựng.
2. Điểm hài lòng thấp hơn trung vị cả nước 0,41 điểm. Huyện mất 1,25 điểm ở tiêu chí số hóa và 3 điểm ở tiêu chí thanh toán trực tuyến.
3. Chi 310 triệu đồng tập huấn cho 145 công chức. Nghỉ hưu trước tuổi 05 người, chi trả 1,2 tỷ đồng.

II. NHIỆM VỤ QUÝ IV
Phấn đấu tỷ lệ hồ sơ trực tuyến đạt 78%.
"""


REPORTS = {"con-tau.txt": DISTRICT}


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("Quý III năm 2024 Cồn Tàu tiếp nhận mấy hồ sơ, tăng bao nhiêu phần trăm?", ("6.240", "7,5%")),
        ("Cồn Tàu chi bao nhiêu tiền tập huấn cho mấy công chức?", ("310 triệu đồng", "145")),
        ("Bao nhiêu người nghỉ hưu trước tuổi ở Cồn Tàu, chi trả bao nhiêu tiền?", ("05", "1,2 tỷ đồng")),
        ("Cồn Tàu có bao nhiêu hồ sơ trễ hạn?", ("50",)),
        ("Cồn Tàu có bao nhiêu hồ sơ trễ hạn lĩnh vực đất đai?", ("30",)),
        ("Cồn Tàu có bao nhiêu hồ sơ trễ hạn lĩnh vực hộ tịch?", ("12",)),
        ("Cồn Tàu mất bao nhiêu điểm ở tiêu chí số hóa?", ("1,25 điểm",)),
        ("Cồn Tàu mất bao nhiêu điểm ở tiêu chí thanh toán trực tuyến?", ("3 điểm",)),
        ("Quý IV năm 2024 Cồn Tàu phấn đấu tỷ lệ hồ sơ trực tuyến bao nhiêu?", ("78%",)),
    ],
)
def test_just_the_figures_asked_are_given_however_many(
    assistant: Assistant, question: str, figures: tuple[str, ...]
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert tuple(f.text for f in answer.facts) == figures


def test_a_share_of_a_whole_is_computed_where_no_report_states_it(assistant: Assistant) -> None:
    answer = assistant.ask("Hồ sơ đất đai chiếm bao nhiêu phần trăm hồ sơ trễ hạn của Cồn Tàu?")
    assert "Chiếm 60,00%: 30 / 50 (tính từ" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Trung vị cả nước về điểm hài lòng là bao nhiêu?",
        "Quý II/2024 Cồn Tàu tiếp nhận bao nhiêu hồ sơ?",
        "Cồn Tàu có bao nhiêu hồ sơ trễ hạn lĩnh vực xây dựng?",
        "Cồn Tàu có bao nhiêu hồ sơ không nộp trực tuyến?",
    ],
)
def test_what_is_told_beside_it_is_not_given_instead(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).facts

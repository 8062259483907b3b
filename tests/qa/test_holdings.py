"""What the library holds is told to whoever asks for no more than that."""

import pytest

from index.reader import Index
from qa.assistant import Assistant
from qa.model import Turn


@pytest.mark.parametrize(
    "question",
    ["có những báo cáo nào?", "Cho em hỏi có bao nhiêu báo cáo ạ?", "liệt kê các báo cáo", "bạn dùng dữ liệu gì"],
)
def test_the_reports_at_hand_are_listed(index: Index, question: str) -> None:
    answer = Assistant(index).ask(question)
    assert answer.kind == "small_talk"
    assert answer.answer.startswith("Kho có 4 báo cáo")
    assert "126/BC-UBND" in answer.answer


def test_the_reports_of_a_unit_and_a_year_are_listed(index: Index) -> None:
    answer = Assistant(index).ask("liệt kê báo cáo năm 2023 của huyện Tân Hồng")
    assert answer.answer.startswith("Kho có 1 báo cáo")


def test_the_units_at_hand_are_named_whatever_was_talked_of(index: Index) -> None:
    history = [Turn(question="Huyện Mù Sương có bao nhiêu hồ sơ?", answer="Không tìm thấy báo cáo nào.")]
    answer = Assistant(index).ask("vậy có những đơn vị nào?", history)
    assert "huyện Tân Hồng" in answer.answer


@pytest.mark.parametrize(
    "question", ["Huyện Tân Hồng gửi bao nhiêu báo cáo?", "báo cáo nào nói về một cửa?", "đơn vị nào đứng đầu?"]
)
def test_a_question_about_what_reports_say_is_none_about_the_library(index: Index, question: str) -> None:
    assert Assistant(index).ask(question).kind != "small_talk"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("aaaaaaa", "chưa hiểu"),
        ("viết công văn gửi Sở Nội vụ", "ngoài phạm vi"),
        ("soạn giúp tôi một tờ trình", "ngoài phạm vi"),
        ("tính 25*4", "ngoài phạm vi"),
    ],
)
def test_what_is_no_question_is_met_in_fitting_words(index: Index, message: str, said: str) -> None:
    answer = Assistant(index).ask(message)
    assert answer.kind == "small_talk"
    assert said in answer.answer

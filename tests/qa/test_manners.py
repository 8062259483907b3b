"""What is said around a question changes nothing in its answer."""

import pytest

from qa.assistant import Assistant
from qa.dialogue.manners import without_manners

QUESTION = "năm 2023 chỉ số CCHC của huyện Tân Hồng xếp thứ mấy"


@pytest.mark.parametrize(
    "around",
    [
        "anh ơi, {}?",
        "Chị ơi cho em hỏi {} ạ",
        "Dạ cho cháu hỏi {} với ạ",
        "Thưa anh chị, {}?",
        "Lãnh đạo hỏi: {}?",
        "Sếp đang cần biết {}",
        "Tra giúp mình {} nhé",
        "Nhờ anh xem giúp em {} với ạ",
        "Em muốn hỏi {}",
        "Bạn có biết {} không?",
        "Kiểm tra giúp số liệu: {} (để làm báo cáo)",
        "{} để em đưa vào báo cáo",
        "{} em cần gấp",
        "{} xin cảm ơn nhiều",
        "{}? Cảm ơn anh nhiều ạ!",
        "ad ơi, giúp em với, {}?",
        "{} ạ?",
        "{} vậy",
        "{} thế nhỉ?",
        "{} hả bạn?",
        "Theo báo cáo, {}?",
        "Theo báo cáo thì {}?",
        "Tra cứu: {}",
        "Em chào anh chị, cho em hỏi {} ạ, em cần gấp",
    ],
)
def test_a_question_is_answered_alike_however_politely_it_is_put(index, around: str) -> None:
    plain = Assistant(index).ask(f"{QUESTION}?")
    assert "11/12" in plain.answer
    assert Assistant(index).ask(around.format(QUESTION)).answer == plain.answer


@pytest.mark.parametrize(
    "text",
    [
        "Xin bổ sung biên chế bao nhiêu người?",
        "Kiểm tra bao nhiêu đơn vị năm 2023?",
        "Tra cứu hộ tịch năm 2023 đạt bao nhiêu?",
        "Chị Lan ký báo cáo nào?",
        "Hộ nghèo còn bao nhiêu?",
        "Chi bao nhiêu tiền để làm báo cáo viên?",
        "Báo cáo nào nói về việc cảm ơn người dân?",
        "Anh ơi",
        "Cảm ơn",
        "sao vậy?",
        "Có bao nhiêu hộ nghèo được ngân hàng cho vay?",
        "Xếp thứ 7/12 à?",
        "Theo báo cáo 12/BC-UBND, huyện có bao nhiêu biên chế?",
    ],
)
def test_words_of_the_question_itself_stay(text: str) -> None:
    assert without_manners(text) == text


@pytest.mark.parametrize("asked", ["Xã có bao nhiêu hộ?", "Có mấy nhà?", "Cấp bao nhiêu thẻ?", "xa co bao nhieu ho?"])
def test_what_is_counted_is_no_polite_word(asked: str) -> None:
    assert without_manners(asked) == asked

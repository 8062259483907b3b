"""Small talk gets a short reply; whatever may be a question about reports does not."""

import unicodedata

import pytest

from corpus.vietnamese import fold
from prompts import say
from qa.dialogue.small_talk import small_talk
from tests.qa.test_conversation import TURNS

SAID = {
    "greeting": ["xin chào", "chào bạn", "hello ad", "Chào buổi sáng!", "alo", "bạn ơi"],
    "thanks": ["Cảm ơn bạn nhiều nhé", "thanks", "Ok, cảm ơn", "xin cảm ơn", "cảm ơn bn", "hay quá, cảm ơn bạn"],
    "goodbye": ["tạm biệt", "bye", "hẹn gặp lại nhé"],
    "who": ["bạn là ai", "bạn tên gì?", "Chào bạn, bạn là ai?", "chào bạn bạn là ai", "bạn là robot à"],
    "able": ["bạn làm được gì", "bạn có thể giúp tôi được những gì?", "tôi có thể hỏi gì?", "help"],
    "praise": ["bạn giỏi quá", "hay quá", "trả lời tốt lắm", "tuyệt vời"],
    "complaint": ["sai rồi", "trả lời sai rồi", "dở quá", "không đúng", "bạn trả lời chán quá"],
    "fine": ["bạn khỏe không?"],
    "acknowledged": ["ok", "vâng ạ", "tôi hiểu rồi", "ừ"],
    "opinion": [
        "theo bạn huyện nào tốt nhất?",
        "bạn thấy huyện A Ròng làm tốt không?",
        "ý kiến của bạn về CCHC?",
        "có nên sáp nhập xã không?",
        "theo quan điểm của bạn thì ai giỏi nhất",
    ],
    "elsewhere": [
        "thời tiết hôm nay thế nào",
        "viết cho tôi một bài thơ",
        "giá vàng hôm nay",
        "viết code python",
        "dịch câu này sang tiếng Anh",
        "2 + 2 = ?",
        "mấy giờ rồi",
        "kể chuyện cười đi",
        "hôm nay ăn gì",
    ],
    "empty": ["???", "🙂", "...", "", "  \n "],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in SAID.items() for text in texts])
def test_small_talk_gets_its_reply_however_it_is_typed(kind: str, text: str) -> None:
    reply = say(f"conversation.talk_{kind}")
    assert small_talk(text) == reply
    for typed in (fold(text), text.upper(), unicodedata.normalize("NFD", text)):
        assert small_talk(typed) == reply, typed


@pytest.mark.parametrize(
    "text",
    [
        "Cảm ơn. Còn năm 2022?",
        "ok còn A Ròng",
        "xin chào, cho hỏi chỉ số CCHC của huyện Lâm Khê",
        "theo báo cáo, huyện làm gì để giảm hồ sơ trễ hạn?",
        "Theo Ban chỉ đạo CCHC thì hạn chế là gì?",
        "Theo bạn năm 2023 huyện Lâm Khê được bao nhiêu điểm?",
        "Theo bản tin tháng 5 thì xã nào đứng đầu?",
        "Huyện có nền tảng số nào?",
        "Hướng dẫn giải quyết thủ tục hành chính thế nào?",
        "Có bao nhiêu thư xin lỗi?",
        "Cảm ơn người dân bằng hình thức nào?",
        "xếp loại tốt",
        "Lâm Khê",
        "1",
        "cái đầu tiên",
        "năm 2023",
        "vì sao?",
        "không, ý tôi là SIPAS",
        "nguồn ở đâu?",
        "chi tiết hơn",
        "trả lời kiến nghị thế nào",
        "Vì sao thời tiết làm chậm giải ngân?",
        "đúng hạn bao nhiêu",
    ],
)
def test_what_may_be_a_question_about_reports_is_no_small_talk(text: str) -> None:
    for typed in (text, text.upper(), unicodedata.normalize("NFD", text)):
        assert small_talk(typed) is None, typed


def test_no_turn_of_the_conversations_is_taken_for_small_talk() -> None:
    assert [turn["says"] for turn in TURNS if small_talk(turn["says"]) is not None] == []


def test_a_syllable_with_other_marks_is_no_word_of_small_talk() -> None:
    assert small_talk("Qua kiểm tra có phát hiện văn bản trái thẩm quyền không?") is None
    assert small_talk("bạn trai của tôi đâu") is not None


def test_words_that_only_look_foreign_without_their_marks_are_no_small_talk() -> None:
    assert small_talk("Rà soát ở huyện Lâm Khê có bao nhiêu hồ sơ không có phiếu hẹn?") is None
    assert small_talk("ho so nao khong co phieu kiem soat") is None
    assert small_talk("cổ phiếu nào đang tăng?") is not None

"""A message is completed from the conversation before it; nobody has to repeat what was said."""

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Level, Unit
from corpus.vietnamese import fold
from qa.dialogue.choosing import choices
from qa.dialogue.conversation import complete, normalise, split_questions
from qa.dialogue.small_talk import small_talk
from qa.dialogue.typing_habits import abbreviations
from qa.model import Turn

KNOWN = (
    *(Unit("huyện", bare, Level.DISTRICT, "tỉnh Trường Lâm") for bare in ("Lâm Khê", "A Ròng", "Đồng Xoan")),
    Unit("thị xã", "Kim Bồng", Level.DISTRICT, "tỉnh Trường Lâm"),
    Unit("tỉnh", "Trường Lâm", Level.PROVINCE),
    Unit("xã", "Bình Hạ", Level.COMMUNE, "huyện Lâm Khê"),
    Unit("xã", "Tân Tiến", Level.COMMUNE, "huyện Lâm Khê"),
    Unit("xã", "Tân Tiến", Level.COMMUNE, "huyện Đồng Xoan"),
    Unit("xã", "Cẩm Đông", Level.COMMUNE, "tỉnh Trường Lâm"),
)
TURNS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("turns.yaml").read_text("utf-8"))


def history(turn: dict[str, Any]) -> list[Turn]:
    return [
        Turn(question=b) if isinstance(b, str) else Turn(question=b["asked"], answer=b["answered"])
        for b in turn["before"]
    ]


def holds(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words.lower())}(?!\w)", text.lower()) is not None


@pytest.mark.parametrize("turn", TURNS, ids=[f"{n}: {turn['says']}" for n, turn in enumerate(TURNS, 1)])
def test_a_turn_of_a_conversation_is_understood_as_a_person_would(turn: dict[str, Any]) -> None:
    completed = complete(turn["says"], history(turn), KNOWN)
    assert completed.request == turn.get("request", "ask")
    missing = [words for words in turn.get("must", ()) if not holds(completed.question, words)]
    surplus = [words for words in turn.get("must_not", ()) if holds(completed.question, words)]
    assert (missing, surplus) == ([], []), completed.question
    if turn.get("unchanged"):
        assert (completed.question, completed.changed) == (turn["says"], False)
    elif turn["before"] and turn.get("must"):
        assert completed.changed


def test_a_hundred_turns_are_specified() -> None:
    assert len(TURNS) >= 100


@pytest.mark.parametrize("typed", ["without marks", "in capitals", "decomposed"])
def test_a_turn_is_understood_however_it_is_typed(typed: str) -> None:
    def change(text: str) -> str:
        match typed:
            case "without marks":
                return fold(text)
            case "in capitals":
                return text.upper()
            case _:
                return unicodedata.normalize("NFD", text)

    for turn in TURNS:
        earlier = [t.model_copy(update={"question": change(t.question)}) for t in history(turn)]
        completed = complete(change(turn["says"]), earlier, KNOWN)
        question = fold(completed.question)
        assert completed.request == turn.get("request", "ask")
        assert all(holds(question, fold(words)) for words in turn.get("must", ())), completed.question
        assert not any(holds(question, fold(words)) for words in turn.get("must_not", ())), completed.question


def test_completing_a_completed_question_changes_nothing() -> None:
    for turn in TURNS:
        completed = complete(turn["says"], history(turn), KNOWN)
        again = complete(completed.question, [*history(turn), Turn(question=turn["says"])], KNOWN)
        assert fold(again.question).strip(" ?.") == fold(completed.question).strip(" ?."), turn


def test_without_a_conversation_a_question_stands_as_typed() -> None:
    for turn in TURNS:
        completed = complete(turn["says"], [], KNOWN)
        assert (completed.changed, completed.request) == (False, "ask")


def test_the_answers_of_earlier_turns_need_not_be_known() -> None:
    for turn in TURNS:
        bare = [Turn(question=t.question) for t in history(turn)]
        assert complete(turn["says"], bare, KNOWN).question


def test_every_abbreviation_is_written_out() -> None:
    for written, full in abbreviations().words.items():
        assert normalise(f"huyện đó {written} a") == f"huyện đó {full} a", written
    for written, kind in abbreviations().kinds.items():
        assert normalise(f"của {written} Lâm Khê năm 2023") == f"của {kind} Lâm Khê năm 2023", written
    for written in abbreviations().short_indicators:
        turn = Turn(question="PCI năm 2023 của tỉnh Trường Lâm đạt bao nhiêu điểm?")
        completed = complete(f"còn {written}?", [turn], KNOWN)
        assert abbreviations().short_indicators[written].lower() in completed.question.lower(), written


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("bn điểm vậy", "bao nhiêu điểm vậy"),
        ("Lâm Khê xh thứ mấy", "Lâm Khê xếp hạng thứ mấy"),
        ("h.Lâm Khê 6T/2024", "huyện Lâm Khê 6T/2024"),
        ("H. Lâm Khê", "huyện Lâm Khê"),
        ("TP Huế", "thành phố Huế"),
        ("DVCTT mđ 3, 4", "DVCTT mức độ 3, 4"),
        ("CHỈ SỐ CCHC CỦA HUYỆN CỦ CHI?", "Chỉ số CCHC của huyện Củ Chi?"),
        ("BÍ THƯ HUYỆN ỦY LÊ VĂN TÁM YÊU CẦU GÌ?", "Bí thư huyện ủy Lê Văn Tám yêu cầu gì?"),
        ("BÁO CÁO 114/BC-UBND DO AI KÝ", "Báo cáo 114/BC-UBND do ai ký"),
        ("Chỉ\u200b số\ufeff CCHC\u00a0năm 2023", "Chỉ số CCHC năm 2023"),
        ("cảm ơn bn", "cảm ơn bạn"),
        ("QĐ-UBND", "QĐ-UBND"),
        ("SIPAS", "SIPAS"),
        ("xã đứng thứ nhất", "xã đứng thứ nhất"),
    ],
)
def test_habits_of_typing_are_undone(typed: str, read: str) -> None:
    assert normalise(typed) == read


def test_normalising_twice_changes_nothing() -> None:
    for turn in TURNS:
        once = normalise(turn["says"], [u.bare for u in KNOWN])
        assert normalise(once, [u.bare for u in KNOWN]) == once


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        # Telex, with the keyboard switched off for a word or for all of them; the tone where fingers put it.
        ("chir soos cuar huyeenj nafo cao nhaats", "chỉ số của huyện nào cao nhất"),
        ("năm 2023 đạt bao nhiêu ddieemr", "năm 2023 đạt bao nhiêu điểm"),
        ("ddieemr tanwg hay giamr", "điểm tăng hay giảm"),
        ("nguowif dân, dduwowcj giair quyeets", "người dân, được giải quyết"),
        ("XEEPS HANGJ maays", "XẾP HẠNG mấy"),
        # VNI.
        ("d9ie6m3 cu3a huye6n5 na8m 2023", "điểm của huyện năm 2023"),
        ("ty3 le65 d9u1ng ha5n", "tỷ lệ đúng hạn"),
        # Neither: other languages, abbreviations, numbers without a space.
        ("test now show, app online, DDCI, PAR INDEX", "test now show, app online, DDCI, PAR INDEX"),
        ("quy1/2024, thang16, mucdo4, NQ/TW", "quy1/2024, thang16, mucdo4, NQ/TW"),
        ("xã Krông Bôn, Đắk Gloong, Ea Kar", "xã Krông Bôn, Đắk Gloong, Ea Kar"),
    ],
)
def test_what_a_vietnamese_keyboard_left_undone_is_done(typed: str, read: str) -> None:
    assert normalise(typed) == read


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        (
            "Năm 2023 Lâm Khê xếp thứ mấy về chỉ số CCHC? Được bao nhiêu điểm?",
            ["Năm 2023 Lâm Khê xếp thứ mấy về chỉ số CCHC?", "Năm 2023 Lâm Khê được bao nhiêu điểm về chỉ số CCHC?"],
        ),
        (
            "Xin chào. Chỉ số CCHC năm 2023 của huyện Lâm Khê là bao nhiêu?\nCòn A Ròng?",
            [
                "Chỉ số CCHC năm 2023 của huyện Lâm Khê là bao nhiêu?",
                "Chỉ số CCHC năm 2023 của huyện A Ròng là bao nhiêu?",
            ],
        ),
        ("Mô hình “Bạn cần gì? Tôi giúp” của xã nào?", ["Mô hình “Bạn cần gì? Tôi giúp” của xã nào?"]),
        ("Lâm Khê đứng thứ 3 năm 2023? Đúng không?", ["Lâm Khê đứng thứ 3 năm 2023, Đúng không?"]),
        ("Ai ký báo cáo 45/BC-UBND???", ["Ai ký báo cáo 45/BC-UBND???"]),
        ("", []),
    ],
)
def test_several_questions_in_one_message_are_told_apart(message: str, questions: list[str]) -> None:
    assert split_questions(message, KNOWN) == questions


def test_several_follow_ups_in_one_message_are_each_completed() -> None:
    before = [Turn(question="Chỉ số CCHC năm 2023 của huyện Lâm Khê là bao nhiêu điểm?")]
    completed = complete("Còn năm 2022? Còn A Ròng?", before, KNOWN)
    assert completed.changed
    assert split_questions(completed.question, KNOWN) == [
        "Chỉ số CCHC năm 2022 của huyện Lâm Khê là bao nhiêu điểm?",
        "Chỉ số CCHC năm 2022 của huyện A Ròng là bao nhiêu điểm?",
    ]


_PIECES = st.sampled_from(
    [
        "còn",
        "thế",
        "năm 2022",
        "2023",
        "A Ròng",
        "huyện Lâm Khê",
        "SIPAS",
        "thứ mấy",
        "?",
        ",",
        "vì sao",
        "cấp xã",
        "quý II",
        "so với",
        "năm trước",
        "không",
        "ý tôi là",
        "huyện đó",
        "báo cáo này",
        "(tài liệu 2016 - 2020)",
        "bao nhiêu",
        "hồ sơ",
        "248/TB-SNV",
        "“nguồn? đâu”",
        "của",
        "chỉ số CCHC",
        "trích nguyên văn",
        "ß",
        "İ",
        "🙂",
        "\n",
    ]
)
_MESSAGES = st.one_of(st.lists(_PIECES, max_size=8).map(" ".join), st.text(max_size=40))


@settings(max_examples=150, deadline=None)
@given(_MESSAGES, st.lists(st.tuples(_MESSAGES, _MESSAGES), max_size=3))
def test_any_message_after_any_conversation_is_read(text: str, before: list[tuple[str, str]]) -> None:
    completed = complete(text, [Turn(question=q, answer=a) for q, a in before], KNOWN)
    assert completed.request in ("ask", "source", "more", "quote")
    assert not completed.changed or completed.question.strip()
    split_questions(completed.question, KNOWN)
    small_talk(text)


WHICH_UNIT = Turn(
    question="Có bao nhiêu hồ sơ quá hạn?",
    answer="Anh/chị hỏi đơn vị nào: huyện Đồng Xoan, huyện Lâm Khê hay huyện Suối Cạn?",
)
WHICH_YEAR = Turn(
    question="Huyện Đồng Xoan có bao nhiêu hồ sơ quá hạn?",
    answer="Anh/chị hỏi năm nào: năm 2022, năm 2023 hay năm 2024?",
)


@pytest.mark.parametrize(
    ("offered", "reply", "picked"),
    [
        (WHICH_UNIT, "2", ["huyện Lâm Khê"]),
        (WHICH_UNIT, "cái đầu", ["huyện Đồng Xoan"]),
        (WHICH_UNIT, "lâm khe", ["huyện Lâm Khê"]),
        (WHICH_UNIT, "đồng xoang", ["huyện Đồng Xoan"]),
        (WHICH_UNIT, "huyện suối cạn ấy", ["huyện Suối Cạn"]),
        (WHICH_UNIT, "các huyện", ["huyện Đồng Xoan", "huyện Lâm Khê", "huyện Suối Cạn"]),
        (WHICH_UNIT, "huyện Tân Lập", []),
        (WHICH_YEAR, "năm mới nhất", ["năm 2024"]),
        (WHICH_YEAR, "năm ngoái?", ["năm 2023"]),
        (WHICH_YEAR, "22", ["năm 2022"]),
        (WHICH_YEAR, "cả ba năm", ["năm 2022", "năm 2023", "năm 2024"]),
    ],
)
def test_a_reply_picks_what_was_offered(offered: Turn, reply: str, picked: list[str]) -> None:
    assert choices(reply, offered.answer, ()) == picked

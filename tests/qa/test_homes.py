"""Units of one name in different districts are never mixed: told apart by what the question says, or asked back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.assistant import Assistant
from qa.model import Turn
from tests.parts import index_over

REPORTS = {
    "mot.txt": """UBND HUYỆN LÂM KHÊ
UBND XÃ TÂN HÒA
Số: 31/BC-UBND
Tân Hòa, ngày 29 tháng 8 năm 2025
BÁO CÁO
Công tác cải cách hành chính tháng 8 năm 2025
Trong tháng 8 năm 2025, UBND xã tiếp nhận 412 hồ sơ, trễ hạn 05 hồ sơ.
Xã còn nợ lời xin lỗi người dân. Điểm CCHC của xã đạt 83,10 điểm.
""",
    "hai.txt": """UBND XÃ TÂN HÒA
HUYỆN ĐỒNG XOAN, TỈNH TRƯỜNG LÂM
Số: 44/BC-UBND
Tân Hòa, ngày 30 tháng 8 năm 2025
BÁO CÁO
Công tác cải cách hành chính tháng 8 năm 2025
Trong tháng 8 năm 2025, UBND xã tiếp nhận 365 hồ sơ, trễ hạn 02 hồ sơ. Điểm CCHC của xã đạt 88,00 điểm.
""",
}

#: Communes that stand in the reports of their districts alone.
INSIDE = {
    "lam-khe.txt": """ỦY BAN NHÂN DÂN
HUYỆN LÂM KHÊ
Số: 90/BC-UBND
Lâm Khê, ngày 10 tháng 12 năm 2024
BÁO CÁO
Công tác cải cách hành chính năm 2024
Năm 2024, toàn huyện tiếp nhận 20.100 hồ sơ. Xã Bản Lầu tiếp nhận 1.310 hồ sơ; điểm CCHC của xã Bản Lầu đạt 81,40 điểm.
""",
    "dong-xoan.txt": """ỦY BAN NHÂN DÂN
HUYỆN ĐỒNG XOAN
Số: 91/BC-UBND
Đồng Xoan, ngày 10 tháng 12 năm 2024
BÁO CÁO
Công tác cải cách hành chính năm 2024
Năm 2024, toàn huyện tiếp nhận 17.800 hồ sơ. Xã Bản Lầu tiếp nhận 905 hồ sơ; điểm CCHC của xã Bản Lầu đạt 77,15 điểm.
""",
    "dong-vac.txt": """ỦY BAN NHÂN DÂN
HUYỆN ĐÔNG VẠC
Số: 92/BC-UBND
Đông Vạc, ngày 10 tháng 12 năm 2024
BÁO CÁO
Công tác cải cách hành chính năm 2024
Năm 2024, toàn huyện tiếp nhận 9.412 hồ sơ.
""",
    "dong-vac-hai.txt": """ỦY BAN NHÂN DÂN
HUYỆN ĐỒNG VẠC
Số: 93/BC-UBND
Đồng Vạc, ngày 10 tháng 12 năm 2024
BÁO CÁO
Công tác cải cách hành chính năm 2024
Năm 2024, toàn huyện tiếp nhận 8.007 hồ sơ. Huyện còn thiếu máy quét.
""",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("homes")
    with index_over(REPORTS | INSIDE, folder) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    "question", ["Điểm CCHC của xã Tân Hòa là bao nhiêu?", "Tháng 8/2025 xã Tân Hòa có mấy hồ sơ trễ hạn?"]
)
def test_which_of_two_units_of_one_name_is_asked_back_with_where_each_lies(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "clarify"
    assert "xã Tân Hòa (huyện Lâm Khê)" in answer.answer
    assert len(answer.suggestions) == 2
    assert all(assistant.ask(choice).status == "answered" for choice in answer.suggestions)


@pytest.mark.parametrize(
    ("question", "figure", "other"),
    [
        ("Điểm CCHC của xã Tân Hòa, huyện Lâm Khê là bao nhiêu?", "83,10", "88,00"),
        ("Điểm CCHC của xã Tân Hòa (Đồng Xoan) là bao nhiêu?", "88,00", "83,10"),
        ("Tân Hòa, Đồng Xoan tháng 8/2025 tiếp nhận bao nhiêu hồ sơ?", "365", "412"),
        ("xa tan hoa huyen lam khe co may ho so tre han thang 8/2025", "05", "02"),
    ],
)
def test_the_place_named_chooses_between_units_of_one_name(
    assistant: Assistant, question: str, figure: str, other: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert figure in answer.answer
    assert other not in answer.answer


@pytest.mark.parametrize(
    ("reply", "figures"),
    [
        ("Đồng Xoan", ["88,00"]),
        ("xã ở Lâm Khê ấy", ["83,10"]),
        ("cái thứ hai", ["83,10"]),
        ("cả hai", ["88,00", "83,10"]),
    ],
)
def test_a_reply_picks_one_of_what_was_asked_back(assistant: Assistant, reply: str, figures: list[str]) -> None:
    asked = assistant.ask("Điểm CCHC của xã Tân Hòa là bao nhiêu?")
    answer = assistant.ask(reply, [Turn(question=asked.question, answer=asked.answer)])
    assert answer.status == "answered"
    assert [f for f in ("88,00", "83,10") if f in answer.answer] == figures


def test_both_are_told_where_both_are_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("Xã Tân Hòa (Lâm Khê) và xã Tân Hòa (Đồng Xoan) tháng 8/2025 có bao nhiêu hồ sơ trễ hạn?")
    assert "Xã Tân Hòa (huyện Lâm Khê): 05 hồ sơ" in answer.answer
    assert "Xã Tân Hòa (huyện Đồng Xoan): 02 hồ sơ" in answer.answer


@pytest.mark.parametrize(
    "question", ["Năm 2024 xã Bản Lầu tiếp nhận bao nhiêu hồ sơ?", "Điểm CCHC năm 2024 của Bản Lầu là bao nhiêu?"]
)
def test_communes_of_one_name_are_asked_back_where_only_their_districts_report(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "clarify"
    assert "xã Bản Lầu (huyện Đồng Xoan) hay xã Bản Lầu (huyện Lâm Khê)" in answer.answer
    told = [assistant.ask(choice) for choice in answer.suggestions]
    assert [t.status for t in told] == ["answered", "answered"]
    assert told[0].answer != told[1].answer


def test_the_figure_of_the_district_is_not_given_for_a_commune_in_it(assistant: Assistant) -> None:
    answer = assistant.ask("Năm 2024 xã Bản Lầu, huyện Đồng Xoan tiếp nhận bao nhiêu hồ sơ?")
    assert "905" in answer.answer
    assert "17.800" not in answer.answer


def talk(assistant: Assistant, *messages: str) -> str:
    """Return the last answer of a conversation."""
    history: list[Turn] = []
    for message in messages:
        answer = assistant.ask(message, history)
        history.append(Turn(question=message, answer=answer.answer))
    return history[-1].answer


@pytest.mark.parametrize(
    ("messages", "figure"),
    [
        (("Điểm CCHC của xã Tân Hòa?", "Lâm Khê", "Tháng 8/2025 xã Tân Hòa tiếp nhận bao nhiêu hồ sơ?"), "412"),
        (("Tháng 8/2025 xã Tân Hòa (Lâm Khê) tiếp nhận bao nhiêu hồ sơ?", "Còn Đồng Xoan?"), "365"),
        (("Năm 2024 huyện Đồng Xoan tiếp nhận bao nhiêu hồ sơ?", "Xã Bản Lầu tiếp nhận bao nhiêu hồ sơ?"), "905"),
        (("Theo báo cáo 31/BC-UBND, xã Tân Hòa trễ hạn mấy hồ sơ?", "Xã Tân Hòa được bao nhiêu điểm CCHC?"), "83,10"),
    ],
    ids=["picked before", "the same there", "the district talked of", "the report talked of"],
)
def test_which_of_one_name_is_meant_need_not_be_said_twice(
    assistant: Assistant, messages: tuple[str, ...], figure: str
) -> None:
    assert figure in talk(assistant, *messages)


def test_names_that_differ_by_a_mark_are_different_units(assistant: Assistant) -> None:
    assert "9.412" in assistant.ask("Huyện Đông Vạc năm 2024 tiếp nhận bao nhiêu hồ sơ?").answer
    assert "8.007" in assistant.ask("Huyện Đồng Vạc năm 2024 tiếp nhận bao nhiêu hồ sơ?").answer


@pytest.mark.parametrize("name", ["h. dong vac", "Huyện Dong Vac", "Huyện Đổng Vạc"])
def test_a_name_typed_so_that_it_may_be_two_units_is_asked_back(assistant: Assistant, name: str) -> None:
    asked = assistant.ask(f"{name} nam 2024 tiep nhan bao nhieu ho so?")
    assert asked.status == "clarify"
    assert "huyện Đông Vạc" in asked.answer
    picked = assistant.ask("Đông Vạc", [Turn(question=asked.question, answer=asked.answer)])
    assert "9.412" in picked.answer


@pytest.mark.parametrize("reply", ["vâng", "đúng rồi", "phải"])
def test_a_name_that_is_no_units_is_asked_back_as_the_one_it_is_a_slip_of(assistant: Assistant, reply: str) -> None:
    asked = assistant.ask("Huyện Lâm Phê năm 2024 tiếp nhận bao nhiêu hồ sơ?")
    assert asked.status == "clarify"
    assert "Có phải anh/chị hỏi: huyện Lâm Khê?" in asked.answer
    assert asked.suggestions == ("Huyện Lâm Khê năm 2024 tiếp nhận bao nhiêu hồ sơ?",)
    agreed = assistant.ask(reply, [Turn(question=asked.question, answer=asked.answer)])
    assert "20.100" in agreed.answer


def test_whose_sentence_it_is_is_said_where_only_one_of_the_name_has_it(assistant: Assistant) -> None:
    answer = assistant.ask("Xã Tân Hòa nợ gì của dân?").answer
    assert answer.startswith("Xã Tân Hòa (huyện Lâm Khê): Xã còn nợ"), answer

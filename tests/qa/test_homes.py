"""Units of one name in different districts are never mixed: told apart by what the question says, or asked back."""

from __future__ import annotations

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
Trong tháng 8 năm 2025, UBND xã tiếp nhận 412 hồ sơ, trễ hạn 05 hồ sơ. Điểm CCHC của xã đạt 83,10 điểm.
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


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("homes")
    with index_over(REPORTS, folder) as index:
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

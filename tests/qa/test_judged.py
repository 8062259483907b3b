"""Who judges is not who is judged; what is asked for beside the score is told or said to be missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from qa.standing import without_judge
from tests.parts import index_over

PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH KIM LONG
Số: 15/BC-UBND                    Kim Long, ngày 20 tháng 12 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2024 của tỉnh Kim Long

Chỉ số SIPAS năm 2023 của tỉnh đạt 82,16%; chỉ số SIPAS trung bình cả nước là 82,66%, tăng 2,58% so với năm 2022 (80,08%).

PCI năm 2023 của tỉnh tăng 6 bậc so với năm 2022.

Tỷ lệ hài lòng của người dân đối với Trung tâm Phục vụ hành chính công tỉnh khảo sát qua máy tính bảng đạt 99,2%.

Sở Nội vụ thẩm định Chỉ số CCHC của huyện Bình Nam đạt 85,4 điểm (huyện tự chấm 88,1 điểm).

Sở Tư pháp đạt 91,2 điểm, xếp thứ 2/18; Sở Du lịch đạt 80,05 điểm, xếp thứ 17/18.

Diễn biến Chỉ số CCHC của tỉnh: năm 2020 đạt 80,11%, xếp thứ 45/63; năm 2021 đạt 82,4%, xếp thứ 40/63; năm 2022 đạt 83,15%, xếp thứ 41/63; năm 2023 đạt 85,02%, xếp thứ 33/63.

Nhiệm vụ 2025: Chỉ số CCHC năm 2024 của tỉnh xếp thứ 20/63; PCI năm 2024 tăng 3 bậc.
"""  # noqa: E501 - a sentence of a report stays on one line


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with index_over({"tinh.txt": PROVINCE}, tmp_path_factory.mktemp("judged")) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Sở Nội vụ thẩm định chỉ số CCHC của huyện Bình Nam mấy điểm?", "huyện Bình Nam đạt 85,4 điểm"),
        ("Hội đồng thẩm định chấm huyện Bình Nam bao nhiêu điểm?", "85,4 điểm"),
        ("Huyện Bình Nam tự chấm bao nhiêu điểm, Sở Nội vụ thẩm định bao nhiêu?", "tự chấm 88,1 điểm"),
        ("Sở Tư pháp tỉnh Kim Long xếp thứ mấy?", "Sở Tư pháp xếp hạng 2/18"),
        ("Sở Tư pháp hơn Sở Du lịch bao nhiêu điểm?", "Sở Tư pháp cao hơn 11,15 điểm"),
        ("Sở Du lịch đạt bao nhiêu điểm và xếp loại gì?", "nêu xếp loại"),
        ("SIPAS trung bình cả nước năm 2023 là bao nhiêu?", "82,66%"),
        ("SIPAS trung bình cả nước năm 2022 là bao nhiêu?", "80,08%"),
        ("PCI của Kim Long năm 2023 tăng mấy bậc?", "tăng 6 bậc so với năm 2022"),
        ("Xu hướng chỉ số CCHC của Kim Long giai đoạn 2020–2023?", "tăng 4,91 điểm %"),
    ],
)
def test_what_is_asked_is_answered_of_whom_it_is_asked(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert said in answer.answer


@pytest.mark.parametrize(
    ("question", "hidden"),
    [
        ("Chỉ số hài lòng (SIPAS) của tỉnh Kim Long năm 2024 là bao nhiêu?", "99,2"),  # of one office, asked there
        ("PAPI trung bình cả nước năm 2023 là bao nhiêu?", "tính từ"),
        ("Chỉ số CCHC năm 2024 của tỉnh Kim Long xếp thứ mấy?", "Năm 2024, Chỉ số CCHC"),  # an aim
        ("PCI năm 2024 của Kim Long tăng mấy bậc?", "tăng 3 bậc"),  # an aim
    ],
)
def test_what_only_looks_like_the_answer_is_not_given(assistant: Assistant, question: str, hidden: str) -> None:
    assert hidden not in assistant.ask(question).answer


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("Sở Nội vụ chấm huyện A mấy điểm?", "Huyện A mấy điểm?"),
        ("Điểm của Sở Nội vụ năm 2023?", "Điểm của Sở Nội vụ năm 2023?"),
        ("Sở Nội vụ đạt bao nhiêu điểm?", "Sở Nội vụ đạt bao nhiêu điểm?"),
    ],
)
def test_an_office_is_a_judge_only_where_it_judges(asked: str, left: str) -> None:
    assert without_judge(asked) == left

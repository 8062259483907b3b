"""Who judges is not who is judged; what is asked for beside the score is told or said to be missing."""

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

Chỉ số SIPAS năm 2023 của tỉnh đạt 82,16%; bình quân cả nước của SIPAS là 83,41%, tăng 2,58% so với năm 2022 (80,83%).

PCI năm 2023 của tỉnh tăng 6 bậc so với năm 2022.

Tỷ lệ hài lòng của người dân đối với Trung tâm Phục vụ hành chính công tỉnh khảo sát qua máy tính bảng đạt 99,2%.

Sở Nội vụ thẩm định Chỉ số CCHC của huyện Bình Nam đạt 85,4 điểm (huyện tự chấm 88,1 điểm).

Sở Tư pháp đạt 91,2 điểm, xếp thứ 2/18; Sở Du lịch đạt 80,05 điểm, xếp thứ 17/18.

Diễn biến Chỉ số CCHC của tỉnh: năm 2020 đạt 80,11%, xếp thứ 45/63; năm 2021 đạt 82,4%, xếp thứ 40/63; năm 2022 đạt 83,15%, xếp thứ 41/63; năm 2023 đạt 85,02%, xếp thứ 33/63.

Nhiệm vụ 2025: Chỉ số CCHC năm 2024 của tỉnh xếp thứ 20/63; PCI năm 2024 tăng 3 bậc.
"""  # noqa: E501 - a sentence of a report stays on one line


REPORTS = {"tinh.txt": PROVINCE}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Sở Nội vụ thẩm định chỉ số CCHC của huyện Bình Nam mấy điểm?", "huyện Bình Nam đạt 85,4 điểm"),
        ("Hội đồng thẩm định chấm huyện Bình Nam bao nhiêu điểm?", "85,4 điểm"),
        ("Huyện Bình Nam tự chấm bao nhiêu điểm, Sở Nội vụ thẩm định bao nhiêu?", "tự chấm 88,1 điểm"),
        ("Sở Tư pháp tỉnh Kim Long xếp thứ mấy?", "Sở Tư pháp xếp hạng 2/18"),
        ("Sở Tư pháp hơn Sở Du lịch bao nhiêu điểm?", "Sở Tư pháp cao hơn 11,15 điểm"),
        ("Sở Du lịch đạt bao nhiêu điểm và xếp loại gì?", "nêu xếp loại"),
        ("SIPAS trung bình cả nước năm 2023 là bao nhiêu?", "83,41%"),
        ("SIPAS trung bình cả nước năm 2022 là bao nhiêu?", "80,83%"),
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


RANKED = """ỦY BAN NHÂN DÂN
TỈNH LAM KINH
Số: 7/TB-UBND                    Lam Kinh, ngày 10 tháng 02 năm 2024

THÔNG BÁO
Kết quả Chỉ số cải cách hành chính năm 2023 của các huyện

| TT | Đơn vị | Điểm | Xếp hạng |
|---|---|---|---|
| 1 | Huyện Đồng Vang | 91,2 | 1 |
| 2 | Huyện Mai Thượng | 88,4 | 2 |
| 3 | Huyện Sông Ray | 83,1 | 3 |
"""

ELSEWHERE = """Hội nghị giao ban cải cách hành chính

Chỉ số CCHC năm 2023 của huyện đạt 70,15 điểm, xếp thứ 9/13. Trên địa bàn huyện có 12 xã.
"""

NEWS = """# Cần Thơ công bố Chỉ số CCHC năm 2023 của các quận, huyện

Sáng 21/3, UBND TP. Cần Thơ tổ chức hội nghị. Quận Ninh Kiều dẫn đầu với 95,12 điểm; quận Cái Răng 94,6 điểm.

Mức độ hài lòng chung của thành phố đạt 85,47%. Năm 2022, PAR INDEX của Cần Thơ xếp thứ 27/63.
"""


@pytest.fixture(scope="module")
def rankings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    reports = {"bang.md": RANKED, "giao-ban.txt": ELSEWHERE, "tin.md": NEWS}
    with index_over(reports, tmp_path_factory.mktemp("rankings")) as index:
        yield Assistant(index)


def test_who_is_ranked_elsewhere_is_not_last_in_a_ranking_that_is_whole(rankings: Assistant) -> None:
    answer = rankings.ask("Huyện nào thấp nhất tỉnh Lam Kinh về CCHC năm 2023?")
    assert "Sông Ray" in answer.answer
    assert "70,15" not in rankings.ask("Xếp hạng chỉ số CCHC các huyện năm 2023").answer


def test_a_story_is_of_the_city_that_publishes_and_not_of_the_first_it_ranks(rankings: Assistant) -> None:
    answer = rankings.ask("PAR INDEX năm 2022 của Cần Thơ xếp thứ mấy?")
    assert "27/63" in answer.answer
    assert "Ninh Kiều" not in answer.answer

"""The mean of the country, of its ministries or of a region is a value of its own: no province's, and not lost."""

# ruff: noqa: E501 - a sentence of a story stays on one line
from pathlib import Path

import pytest

from qa.assistant import Assistant
from tests.parts import index_over

REPORTS = {
    "ca-nuoc.txt": """Đà Nẵng xếp thứ tư về Chỉ số cải cách hành chính năm 2022

Cập nhật ngày: 20/4/2023

PAR INDEX năm 2022 của các tỉnh, thành phố nhích lên, giá trị trung bình đạt 84,79%, cao hơn 1,37% so với năm 2021. Có 60/63 địa phương đều được trên 80% PAR INDEX. Đà Nẵng đứng thứ tư với 88,12%.
""",
    "vung.txt": """Chỉ số hài lòng SIPAS năm 2022 của các vùng

Giá trị trung bình cao nhất là vùng Tây Nguyên với kết quả đạt 81,20%, cao hơn 1,15% so với năm 2021 (80,05%); xếp vị trí thứ 2 là vùng Đông Nam Bộ, đạt 80,64%, thấp hơn 0,30% so với năm 2021 (80,94%).
""",
    "bo.txt": """Chỉ số cải cách hành chính 2022 của các bộ

Giá trị trung bình PAR INDEX năm 2022 của 17 bộ, ngành đạt 84,05%, giảm 2,31% so với năm 2021.
""",
    "tinh.txt": """ỦY BAN NHÂN DÂN
TỈNH BẾN TRE
Số: 88/BC-UBND

Bến Tre, ngày 20 tháng 5 năm 2023

BÁO CÁO
Kết quả cải cách hành chính năm 2022

PAR INDEX năm 2022 của tỉnh đạt 83,55%, thấp hơn bình quân cả nước 1,24%, xếp hạng 43/63; SIPAS đạt 79,60%, xếp thứ 5 cả nước trong nhóm, điểm trung bình các nội dung không đều.
""",
}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("PAR INDEX trung bình cả nước năm 2022 là bao nhiêu?", "84,79%"),
        ("Giá trị trung bình toàn quốc của PAR INDEX năm 2021?", "83,42%"),
        ("Giá trị trung bình PAR INDEX của các bộ, ngành năm 2022?", "84,05%"),
        ("SIPAS vùng Đông Nam Bộ năm 2022 đạt bao nhiêu?", "80,64%"),
        ("Năm 2021 SIPAS của Tây Nguyên là bao nhiêu?", "80,05%"),
        ("Vùng nào có SIPAS cao nhất năm 2022?", "Tây Nguyên"),
        ("Vùng Đông Nam Bộ xếp thứ mấy về SIPAS năm 2022?", "hạng 2"),
        ("PAR INDEX năm 2022 của tỉnh Bến Tre xếp hạng bao nhiêu?", "43/63"),
        ("PAR INDEX năm 2022 của Bến Tre đạt bao nhiêu?", "83,55%"),
        ("Tỉnh, thành phố nào có PAR INDEX năm 2022 cao nhất?", "Đà Nẵng"),
    ],
)
def test_each_body_answers_with_its_own_value(assistant: Assistant, question: str, told: str) -> None:
    assert told in assistant.ask(question).answer


@pytest.mark.parametrize(
    ("question", "not_its"),
    [
        ("PAR INDEX năm 2022 của Đà Nẵng là bao nhiêu?", "80%"),
        ("PAR INDEX năm 2022 của Đà Nẵng là bao nhiêu?", "84,79"),
        ("SIPAS của tỉnh Bến Tre năm 2022?", "81,20"),
    ],
)
def test_what_holds_of_all_is_given_to_no_province(assistant: Assistant, question: str, not_its: str) -> None:
    assert not_its not in assistant.ask(question).answer


PLACES = """Chỉ số PCI năm 2023 của các tỉnh

Năm 2023, thành phố Hải Phòng đạt 70,34 điểm, xếp thứ 3/63; tỉnh Bắc Giang đạt 69,75 điểm, xếp thứ 4/63 về Chỉ số PCI.
"""


def test_words_inside_the_names_of_places_ask_for_nothing(tmp_path: Path) -> None:
    with index_over({"pci.txt": PLACES}, tmp_path) as index:
        assistant = Assistant(index)
        assert "70,34 điểm" in assistant.ask("Hải Phòng PCI 2023 bao nhiêu điểm?").answer  # no office "Phòng PCI"
        compared = assistant.ask("So sánh PCI 2023 của Hải Phòng và Bắc Giang").answer  # no places ("bậc") asked for
        assert "cao hơn 0,59 điểm" in compared


def test_a_ministry_is_not_compared_with_itself_where_a_province_is_named_too(assistant: Assistant) -> None:
    answer = assistant.ask("PAR INDEX năm 2022 của tỉnh Bến Tre và Bộ Y tế bên nào cao hơn?")
    assert "Bộ Y tế" not in answer.answer or answer.status != "answered"

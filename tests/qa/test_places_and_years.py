"""A place named only says where a unit lies; a figure told by the reports of several years is told year by year."""

import pytest

from qa.assistant import Assistant
from qa.model import Answer, Turn

REPORTS = {
    "truoc.txt": """ỦY BAN NHÂN DÂN
HUYỆN LÂM KHÊ
Số: 201/BC-UBND
Lâm Khê, ngày 12 tháng 12 năm 2022
BÁO CÁO
Công tác cải cách hành chính năm 2022
1. Năm 2022, huyện ban hành 31 văn bản chỉ đạo. Toàn huyện tiếp nhận 20.118 hồ sơ, trong đó trực tuyến đạt 41,5%.
2. Đã giải quyết 19.870 hồ sơ, quá hạn 311 hồ sơ.
""",
    "sau.txt": """ỦY BAN NHÂN DÂN
HUYỆN LÂM KHÊ
Số: 245/BC-UBND
Lâm Khê, ngày 11 tháng 12 năm 2023
BÁO CÁO
Công tác cải cách hành chính năm 2023
1. Năm 2023, huyện ban hành 37 văn bản chỉ đạo. Toàn huyện tiếp nhận 22.904 hồ sơ, trong đó trực tuyến đạt 63,2%.
2. Đã giải quyết 22.416 hồ sơ, quá hạn 128 hồ sơ, tập trung ở lĩnh vực đất đai (97 hồ sơ).
3. Mức độ hài lòng chung năm 2022 đạt 87,30%, xếp thứ 5/12; trong đó cấp huyện đạt 85,15%, cấp xã đạt 88,60%.
4. Huyện mua 12 máy quét cho Bộ phận Một cửa; kinh phí mua máy lấy từ nguồn tiết kiệm chi thường xuyên.
5. Phòng Tư pháp chủ trì xử lý dứt điểm hồ sơ đất đai quá hạn trước ngày 31/01/2024.
""",
    "xa.txt": """ỦY BAN NHÂN DÂN
XÃ KHE GIÓ
Số: 40/BC-UBND
Khe Gió, ngày 05 tháng 12 năm 2023
BÁO CÁO
Công tác cải cách hành chính năm 2023
Thực hiện chỉ đạo của UBND huyện Lâm Khê, xã tiếp nhận 1.207 hồ sơ, quá hạn 09 hồ sơ.
""",
    "tinh.txt": """ỦY BAN NHÂN DÂN
TỈNH TRƯỜNG LÂM
Số: 300/BC-UBND
Trường Lâm, ngày 20 tháng 12 năm 2023
BÁO CÁO
Công tác cải cách hành chính năm 2023
Toàn tỉnh tiếp nhận 640.300 hồ sơ, quá hạn 1.950 hồ sơ.
""",
    "bo.txt": """BỘ CÔNG TRÌNH VÀ VẬN TẢI ĐƯỜNG SÔNG
Số: 77/BC-BCT
Hà Nội, ngày 22 tháng 12 năm 2023
BÁO CÁO
Công tác cải cách hành chính năm 2023
1. Bộ phận Một cửa của Bộ tiếp nhận 88.410 hồ sơ, quá hạn 512 hồ sơ.
""",
}


def talk(assistant: Assistant, *messages: str) -> Answer:
    turns: list[Turn] = []
    for message in messages:
        answer = assistant.ask(message, turns)
        turns.append(Turn(question=message, answer=answer.answer))
    return answer


@pytest.mark.parametrize(
    "question",
    [
        "Huyện Lâm Khê tỉnh Trường Lâm năm 2023 tiếp nhận bao nhiêu hồ sơ?",
        "Huyện Lâm Khê, tỉnh Trường Lâm năm 2023 tiếp nhận bao nhiêu hồ sơ?",
        "Năm 2023 huyện Lâm Khê (tỉnh Trường Lâm) tiếp nhận bao nhiêu hồ sơ?",
    ],
)
def test_the_province_that_a_district_lies_in_is_no_second_unit_asked_about(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert "22.904" in answer.answer
    assert "640.300" not in answer.answer


def test_a_district_that_no_report_knows_has_no_figures_of_the_province_it_is_said_to_lie_in(
    assistant: Assistant,
) -> None:
    assert assistant.ask("Huyện Bản Sầm tỉnh Trường Lâm tiếp nhận bao nhiêu hồ sơ?").status == "not_found"


def test_a_commune_with_a_report_of_its_own_is_not_its_district(assistant: Assistant) -> None:
    answer = assistant.ask("Xã Khe Gió, huyện Lâm Khê năm 2023 có bao nhiêu hồ sơ quá hạn?").answer
    assert "09 hồ sơ" in answer
    assert "128" not in answer


def test_a_ministry_of_several_fields_is_known_by_the_first(assistant: Assistant) -> None:
    assert "512" in assistant.ask("Bộ Công trình có bao nhiêu hồ sơ quá hạn?").answer
    asked = ("Xã Khe Gió có bao nhiêu hồ sơ quá hạn?", "còn bộ công trình?")
    assert "512" in talk(assistant, *asked).answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Tỷ lệ hồ sơ trực tuyến của huyện Lâm Khê qua các năm?", ("41,5%", "63,2%")),
        ("Số hồ sơ quá hạn của huyện Lâm Khê qua các năm thay đổi thế nào?", ("311", "128")),
        ("so van ban chi dao cua huyen lam khe qua cac nam", ("31", "37")),
    ],
)
def test_a_figure_over_the_years_is_told_of_each_report(
    assistant: Assistant, question: str, told: tuple[str, ...]
) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "trend"
    assert all(figure in answer.answer for figure in told)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Năm nào huyện Lâm Khê có nhiều hồ sơ quá hạn nhất?", "Năm 2022"),
        ("Năm nào huyện Lâm Khê có ít hồ sơ quá hạn nhất?", "Năm 2023"),
        ("Tỷ lệ hồ sơ trực tuyến của huyện Lâm Khê năm nào cao nhất?", "Năm 2023"),
    ],
)
def test_the_year_of_most_or_least_is_told_with_the_figures_of_all(
    assistant: Assistant, question: str, first: str
) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "trend"
    assert answer.answer.startswith(first)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Mức độ hài lòng cấp huyện năm 2022 của huyện Lâm Khê là bao nhiêu?", "85,15%"),
        ("Mức độ hài lòng năm 2022 của huyện Lâm Khê là bao nhiêu?", "87,30%"),
        ("Mức độ hài lòng cấp xã năm 2022 của huyện Lâm Khê là bao nhiêu?", "88,60%"),
    ],
)
def test_the_level_of_a_district_is_not_the_whole_where_both_are_told(
    assistant: Assistant, question: str, told: str
) -> None:
    answer = assistant.ask(question).answer
    assert [figure for figure in ("85,15%", "87,30%", "88,60%") if figure in answer] == [told]


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        (("Huyện Lâm Khê mua bao nhiêu máy quét, tiền ở đâu?",), ("12 máy quét", "tiết kiệm chi thường xuyên")),
        (
            ("Năm 2023 huyện Lâm Khê có bao nhiêu hồ sơ quá hạn?", "ai xử lý, khi nào xong?"),
            ("Phòng Tư pháp", "31/01/2024"),
        ),
    ],
)
def test_two_things_asked_in_one_breath_are_both_told(
    assistant: Assistant, messages: tuple[str, ...], told: tuple[str, ...]
) -> None:
    answer = talk(assistant, *messages).answer
    assert all(words in answer for words in told)


def test_a_bare_which_in_a_talk_does_not_ask_what_reports_there_are(assistant: Assistant) -> None:
    answer = talk(assistant, "Năm 2023 huyện Lâm Khê có bao nhiêu hồ sơ quá hạn?", "lĩnh vực nào?")
    assert answer.kind != "small_talk"
    assert "đất đai" in answer.answer


def test_a_section_named_by_its_number_alone_asks_back_of_whose_report(assistant: Assistant) -> None:
    assert assistant.ask("Phần 1 của huyện Lâm Khê nêu gì?").status == "answered"
    assert assistant.ask("Phần 1 nêu gì?").status == "clarify"

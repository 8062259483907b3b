"""Pages saved from the web: tables with a cell a line, captions, offices ranked beside districts."""

# ruff: noqa: E501 - a row of a table, and a sentence of a story, stay on one line

import pytest

from qa.assistant import Assistant

HEADS = ("Thứ hạng", "Cơ quan", "Tổng điểm", "Điểm đánh giá trực tiếp", "Điểm điều tra XHH")
OFFICES = (" 1", "Sở Tài chính", "91,20", "58,10", "33,10", " 2", "Văn phòng UBND tỉnh", "90,15", "57,05", "33,10", "3", "Kho bạc Nhà nước tỉnh", "88,40", "56,25", "32,15")  # fmt: skip
DISTRICTS = ("1", "Huyện Cao Phong", "87,20", "55,10", "32,10", "2", "Huyện Tân Lạc", "85,10", "53,00", "32,10")

REPORTS = {
    "xep-hang.txt": "Sở Nội vụ thông báo kết quả chỉ số cải cách hành chính năm 2022\n\nNgày 05/01/2023\n\n"
    "UBND tỉnh Hòa Bình đã công bố kết quả xếp hạng chỉ số cải cách hành chính năm 2022 như sau.\n\n"
    + "\n\n".join(["1. Nhóm các sở, ban, ngành:", *HEADS, *OFFICES, "2. Nhóm UBND cấp huyện:", *HEADS, *DISTRICTS])
    + "\n\nUBND tỉnh yêu cầu các cơ quan, đơn vị có giải pháp cải thiện chỉ số trong những năm tiếp theo.\n",
    "so.txt": "Hà Nội, Huế, Hải Phòng và Thanh Hóa dẫn đầu về chuyển đổi số\n\ndate 2025-10-21\n\n"
    "Ở cấp quốc gia, DTI đạt 0,7812 trong năm 2024. Huế xếp vị trí thứ 2 toàn quốc về DTI năm 2024 (tăng 1 bậc so "
    "với năm 2023). Cần Thơ xếp thứ 9 về DTI năm 2024. Những tỉnh, thành phố kế tiếp có DTI đứng đầu năm 2024 gồm: "
    "Lạng Sơn, Quảng Ninh.\n",
    "pci.txt": "PCI và PGI năm 2019 của tỉnh Bến Tre\n\nTỉnh Bến Tre có điểm số PCI thấp hơn điểm trung vị là 1,1 điểm (điểm "
    "trung vị là 66,4 điểm). Chỉ số PGI năm 2019 của Bến Tre đạt 22,1 điểm.\n",
    "nhom.txt": "Kết quả chỉ số cải cách hành chính năm 2020 của các tỉnh, thành\n\nĐây là cuộc điều tra xã hội học quy mô lớn. "
    "Toàn bộ 63 tỉnh, thành phố đều được đánh giá. Nhóm A gồm 9 tỉnh, thành đạt từ 90% trở lên; nhóm B, đạt từ 80% đến dưới "
    "90%, gồm 51 tỉnh, thành; nhóm C gồm 3 tỉnh.\n",
    "tre-han.txt": "Tình trạng trễ hạn hồ sơ vẫn còn\n\nTrong 7 tháng đầu năm 2024, toàn tỉnh có 5.410 hồ sơ trễ hạn. "
    "Riêng Sở Tài nguyên và Môi trường là cơ quan chậm nhiều nhất với 5.102 hồ sơ trễ hạn.\n",
    "bo.txt": "Chỉ số cải cách hành chính năm 2021 của các bộ\n\n"
    "Ngân hàng Nhà nước Việt Nam có Chỉ số cải cách hành chính năm 2021 tốt nhất, đạt 92,15%, cao hơn 17,05% so "
    "với Bộ Ngoại giao, cơ quan bị chấm thấp nhất, với mức 75,10%.\n",
}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Sở Tài chính năm 2022 được bao nhiêu điểm?", "91,20"),
        ("Kho bạc Nhà nước tỉnh xếp thứ mấy năm 2022?", "xếp hạng 3"),
        ("Điểm đánh giá trực tiếp của Văn phòng UBND tỉnh là bao nhiêu?", "57,05"),
        ("Điểm đánh giá trực tiếp của huyện Tân Lạc?", "53,00"),
        ("Huyện nào đứng đầu năm 2022?", "Huyện Cao Phong"),
        ("Huyện Cao Phong hơn huyện Tân Lạc bao nhiêu điểm?", "2,10"),
        ("Sở nào thấp nhất năm 2022?", "Kho bạc Nhà nước tỉnh"),
        ("Ngân hàng Nhà nước cao hơn Bộ Ngoại giao bao nhiêu?", "17,05"),
        ("Bộ nào cao nhất năm 2021?", "Ngân hàng Nhà nước"),
        ("Huế xếp thứ mấy DTI năm 2024?", "thành phố Huế xếp hạng 2"),
        ("Cần Thơ xếp thứ mấy DTI 2024?", "thành phố Cần Thơ xếp hạng 9"),
        ("7 tháng đầu năm 2024 có bao nhiêu hồ sơ trễ hạn?", "5.410"),
        ("Sở Tài nguyên và Môi trường có bao nhiêu hồ sơ trễ hạn?", "5.102"),
        ("Bộ Ngoại giao năm 2021 đạt bao nhiêu?", "75,10%"),
    ],
)
def test_a_page_saved_from_the_web_answers(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert told in answer.answer


def test_another_column_is_never_answered_by_the_points(assistant: Assistant) -> None:
    answer = assistant.ask("Điểm thưởng của Sở Tài chính năm 2022 là bao nhiêu?")
    assert answer.status != "answered", answer.answer
    assert "91,20" not in answer.answer


@pytest.mark.parametrize("question", ["Thanh Hóa xếp thứ mấy DTI năm 2024?", "Quảng Ninh đứng thứ mấy về DTI 2024?"])
def test_what_is_told_of_the_country_or_of_several_is_no_provinces_own(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status != "answered", answer.answer


def test_a_group_named_by_a_letter_has_its_own_count_and_a_story_of_the_country_no_level(assistant: Assistant) -> None:
    told = assistant.ask("Nhóm B có bao nhiêu tỉnh?")
    assert "51 tỉnh" in told.answer, told.answer
    assert not told.answer.startswith("Xã (")  # the text speaks of "xã hội", and of no commune
    assert assistant.ask("Nhóm D có bao nhiêu tỉnh?").status != "answered"


def test_the_median_of_one_index_is_not_told_of_another_nor_as_a_mean(assistant: Assistant) -> None:
    assert "66,4" in assistant.ask("Điểm trung vị PCI năm 2019 là bao nhiêu?").answer
    for question in ("Điểm trung vị PGI năm 2019?", "Điểm trung bình PCI năm 2019 là bao nhiêu?"):
        answer = assistant.ask(question)
        assert "66,4" not in answer.answer or answer.status != "answered", answer.answer

"""A figure that stands near what is asked, and is not it, is not given."""

import pytest

from qa.assistant import Assistant
from qa.understand import understand

DISTRICT = """ỦY BAN NHÂN DÂN
HUYỆN SUỐI RÀNG
Số: 61/BC-UBND                    Suối Ràng, ngày 14 tháng 12 năm 2022

BÁO CÁO
Công tác cải cách hành chính năm 2022 của huyện Suối Ràng

Năm 2022, Chỉ số CCHC của huyện đạt 81,25 điểm, xếp thứ 7/12.

Trong năm tiếp nhận 15.300 hồ sơ; đã trả 14.900 hồ sơ: trước hẹn 6.100, đúng hẹn 8.500, trễ hẹn 300.

Trong 3 năm qua huyện đã sáp nhập 12 trường. Huyện có 18 xã (giảm 04 xã so với trước sắp xếp).
Số phòng chuyên môn giảm từ 14 xuống còn 12 phòng.

Trong tháng 12, bộ phận một cửa xã Ea Lâm tiếp nhận 118 hồ sơ. Lũy kế, xã Ea Lâm tiếp nhận 1.406 hồ sơ.

Lĩnh vực hiện đại hóa của huyện đạt 9,5/12 điểm, xếp thứ 5/12.

Kinh phí được cấp 3,2 tỷ đồng, đã chi 2.750 triệu đồng. Số hồ sơ gửi qua bưu điện bằng 140,5% cùng kỳ.

Có 05 xã hoàn thành chỉ tiêu số hóa gồm Ea Lâm, Krông Nang, Đắk Mốt, Cư Dliê và Ia Pơr.

Từ đầu nhiệm kỳ đến nay, cổng dịch vụ công tiếp nhận 88.400 đơn thư. Hội đồng nhân dân họp 12 phiên lũy kế cả nhiệm kỳ.
Có 37% hộ dân được hỏi còn phải đi lại nhiều lần, giảm so với 46% của năm 2021; 21% chưa biết cổng dịch vụ công.
Rà soát 64 thủ tục, dự tính tiết kiệm cho người dân 48.250.000 đồng mỗi năm.
Điểm bình quân khối xã năm 2022 đạt 79,3 điểm. Năm 2023, phấn đấu điểm bình quân khối xã đạt 84 điểm.
Các đơn vị tụt điểm (xã Ea Lâm, xã Ia Pơr) gửi bản kiểm điểm về Phòng Nội vụ trước tháng 3.
Chỉ số CCHC năm 2019 của huyện đứng chót bảng.
Chỉ số tụt hạng vì hồ sơ kiểm chứng nộp muộn; cán bộ đầu mối chuyển công tác.
Số văn bản quy phạm pháp luật giảm do luật mới bỏ thẩm quyền của cấp huyện.
"""

CITY = """BIÊN BẢN
Họp giao ban cải cách hành chính quý I/2023 thành phố Bến Gạo

Phường 7 báo cáo còn 26 hồ sơ trễ hạn. Phường 12 đề nghị cấp thêm máy quét.
"""

COMMUNE = """ỦY BAN NHÂN DÂN
XÃ SUỐI RÀNG
Số: 9/BC-UBND                    Suối Ràng, ngày 05 tháng 12 năm 2022

BÁO CÁO
Công tác cải cách hành chính năm 2022

Xã Suối Ràng, huyện Mường Bàng tiếp nhận 2.410 hồ sơ. Xã có 21 cán bộ, công chức.
"""


REPORTS = {"huyen.txt": DISTRICT, "bien-ban.txt": CITY, "xa.txt": COMMUNE}


@pytest.mark.parametrize(
    "question",
    [
        "Huyện Suối Ràng hiện có bao nhiêu trường?",
        "9 tháng năm 2022 huyện Suối Ràng tiếp nhận bao nhiêu hồ sơ?",
        "9 tháng năm 2022 cổng dịch vụ công huyện Suối Ràng tiếp nhận bao nhiêu đơn thư?",
        "Quý II/2022 huyện Suối Ràng tiếp nhận bao nhiêu hồ sơ?",
        "Số hồ sơ gửi qua bưu điện của huyện Suối Ràng tăng bao nhiêu phần trăm?",
    ],
    ids=[
        "a span of years is no count",
        "a year is not nine months",
        "nor is a term of office",
        "nor a quarter",
        "a ratio is no growth",
    ],
)
def test_a_figure_of_something_else_is_not_given(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found", answer.answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Huyện Suối Ràng đã chi bao nhiêu tiền?", "2.750 triệu đồng"),
        ("Huyện Suối Ràng được cấp bao nhiêu tiền?", "3,2 tỷ đồng"),
        ("Huyện Suối Ràng trả trước hẹn và đúng hẹn tổng cộng bao nhiêu hồ sơ?", "6.100 + 8.500 = 14.600"),
        ("Trước sắp xếp huyện Suối Ràng có bao nhiêu xã?", "18 + 04 = 22"),
        ("Trước khi sắp xếp, huyện Suối Ràng có mấy xã?", "18 + 04 = 22"),
        ("Trước đây huyện Suối Ràng có bao nhiêu phòng chuyên môn?", ": 14"),
        ("Hiện nay huyện Suối Ràng có bao nhiêu phòng chuyên môn?", ": 12"),
        ("Lũy kế xã Ea Lâm tiếp nhận bao nhiêu hồ sơ?", "1.406"),
        ("Xã Ea Lâm tiếp nhận bao nhiêu hồ sơ?", "118"),
        ("Lĩnh vực hiện đại hóa của huyện Suối Ràng đạt mấy điểm, xếp thứ mấy?", "đạt 9,5/12 điểm, xếp hạng 5/12"),
        ("Năm 2021 bao nhiêu phần trăm hộ dân Suối Ràng phải đi lại nhiều lần?", ": 46%"),
        ("Việc rà soát dự tính giúp người dân huyện Suối Ràng tiết kiệm bao nhiêu tiền mỗi năm?", "48.250.000"),
        ("Dự kiến rà soát thủ tục giúp người dân huyện Suối Ràng tiết kiệm mấy đồng?", "48.250.000"),
        ("Những đơn vị nào của huyện Suối Ràng phải gửi bản kiểm điểm vì tụt điểm?", "xã Ia Pơr"),
        ("Điều gì khiến chỉ số CCHC của huyện Suối Ràng tụt hạng?", "nộp muộn"),
        ("Từ đầu nhiệm kỳ, cổng dịch vụ công huyện Suối Ràng tiếp nhận bao nhiêu đơn thư?", "88.400"),
        ("Năm 2019 huyện Suối Ràng có vào tốp 3 về Chỉ số CCHC không?", "Chưa: năm 2019"),
        ("Năm 2019 huyện Suối Ràng đội sổ về Chỉ số CCHC phải không?", "Đúng: năm 2019"),
        ("Những xã nào của huyện Suối Ràng hoàn thành chỉ tiêu số hóa?", "Ea Lâm"),
    ],
)
def test_the_figure_asked_is_told_from_its_neighbour(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert said in answer.answer


def test_points_are_not_denied_by_a_number_of_communes(assistant: Assistant) -> None:
    answer = assistant.ask("Điểm CCHC bình quân của khối xã huyện Suối Ràng đã đạt 84 điểm chưa?")
    assert "18 xã" not in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Những nguyên nhân nào khiến thứ hạng của huyện Suối Ràng đi xuống?",
        "Đâu là lý do làm điểm số của huyện Suối Ràng giảm?",
        "Yếu tố nào đã khiến huyện Suối Ràng mất điểm?",
        "Đơn vị nào phải kiểm điểm do chậm nộp báo cáo?",
    ],
)
def test_a_cause_asked_for_is_no_place_or_score(question: str) -> None:
    assert understand(question).measure == ""


@pytest.mark.parametrize("question", ["Năm 2022 Suối Ràng xếp thứ 7 phải không?", "Huyện Suối Ràng xếp thứ 7/12 à?"])
def test_a_number_alone_is_no_ward(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "phường 7" not in answer.searched.units
    assert answer.answer.startswith("Đúng"), answer.answer


def test_why_a_number_of_papers_fell_is_not_answered_with_the_number_of_a_paper(assistant: Assistant) -> None:
    answer = assistant.ask("Vì sao số văn bản quy phạm pháp luật của huyện Suối Ràng giảm?")
    assert "61/BC-UBND" not in answer.answer
    assert "luật mới bỏ thẩm quyền" in answer.answer


def test_a_name_that_a_district_and_a_commune_share_is_asked_back_where_both_could_answer(assistant: Assistant) -> None:
    answer = assistant.ask("Năm 2022 Suối Ràng tiếp nhận bao nhiêu hồ sơ?")
    assert answer.status == "clarify"
    assert any("xã Suối Ràng" in choice for choice in answer.suggestions)
    told = assistant.ask(next(choice for choice in answer.suggestions if "xã Suối Ràng" in choice))
    assert "2.410" in told.answer


def test_a_shared_name_is_not_asked_about_where_only_one_of_the_two_can_answer(assistant: Assistant) -> None:
    answer = assistant.ask("Suối Ràng có bao nhiêu cán bộ, công chức?")
    assert answer.status == "answered"
    assert "21" in answer.answer


def test_the_part_of_a_clause_that_holds_the_figure_is_shown_whole(assistant: Assistant) -> None:
    answer = assistant.ask("Huyện Suối Ràng trễ hẹn bao nhiêu hồ sơ?")
    assert "“trễ hẹn 300”" in answer.answer

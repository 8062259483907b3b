"""Questions in sentences over an official report: who, why, whose part, and what goes on of what was just told."""

from pathlib import Path

import pytest

from index.database import Database
from qa.assistant import Assistant
from tests.qa.test_shown_first import asker, lines

REPORT = """ỦY BAN NHÂN DÂN
HUYỆN KHE SUNG
Số: 57/BC-UBND                    Khe Sung, ngày 06 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023

I. CHỈ ĐẠO, ĐIỀU HÀNH

Chủ tịch UBND huyện làm Trưởng Ban Chỉ đạo cải cách hành chính, Phòng Nội vụ là cơ quan thường trực.

Huyện được giao 40 nhiệm vụ. Đến nay còn 02 nhiệm vụ là lập bản đồ số và xây nhà lưu trữ.

Các nhiệm vụ nêu trên chưa xong do Sở Xây dựng thẩm định muộn.

Đoàn kiểm tra phát hiện: xã Suối Mơ không mở sổ theo dõi; xã Bản Nhạn thu phí sai quy định.

II. KẾT QUẢ

Huyện có Trung tâm Hỗ trợ nông dân đặt tại chợ. Trung tâm do ông Vi Văn Pao kiêm Giám đốc, làm việc cả ngày thứ Bảy.

Huyện lập 12 Tổ hướng dẫn số do trưởng bản làm tổ trưởng. Các tổ đến từng nhà giúp bà con cài phần mềm.

Hội thi “Thanh niên Khe Sung với cải cách hành chính” do Huyện đoàn tổ chức.

III. PHƯƠNG HƯỚNG NĂM 2024

- Miễn lệ phí cho hồ sơ nộp trực tuyến đến hết năm 2025 nhằm khuyến khích người dân.

- Mở thêm quầy tại chợ phiên nhằm giảm tải cho trụ sở.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Hà Thị Sương
"""


MINISTRY = """BỘ THỦY LỢI VÀ ĐÊ ĐIỀU
Số: 88/BC-BTLDD                    Hà Nội, ngày 20 tháng 9 năm 2024

BÁO CÁO
Tình hình cải cách hành chính quý III năm 2024

I. CẢI CÁCH BỘ MÁY

1. Kết quả

Bộ ban hành Kế hoạch số 19/KH-BTLDD ngày 05/02/2024 về rà soát tổ chức; giải thể Ban Quản lý đập nhỏ.

Để nâng chỉ số SIPAS, Bộ đã ban hành một số văn bản: quy chế tiếp dân; chỉ thị siết kỷ luật giờ giấc.

2. Hạn chế

- Kinh phí đào tạo còn ít.

II. CẢI CÁCH TÀI CHÍNH CÔNG

1. Hạn chế

- Hai trường nghề chưa tự chủ.

III. ĐÁNH GIÁ CHUNG

Nguyên nhân của những việc chưa làm được có nhiều. Về khách quan: mưa lũ làm hỏng đường truyền.
Về chủ quan: một số vụ khoán trắng cho chuyên viên.

IV. NHIỆM VỤ QUÝ IV

- Văn phòng Bộ: mở sổ điện tử.

- Vụ Pháp chế: trình hai thông tư.
"""


@pytest.fixture
def ministry(database: Database, tmp_path: Path) -> Assistant:
    return asker(database, tmp_path / "told", {"bo.txt": MINISTRY})


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Nguyên nhân chủ quan là gì?", "Về chủ quan: một số vụ khoán trắng cho chuyên viên"),
        ("Nguyên nhân khách quan là gì?", "Về khách quan: mưa lũ làm hỏng đường truyền"),
        ("Hạn chế trong cải cách tài chính công là gì?", "Hai trường nghề chưa tự chủ"),
        ("Văn phòng Bộ Thủy lợi và Đê điều được giao nhiệm vụ gì?", "Văn phòng Bộ: mở sổ điện tử"),
        ("Kế hoạch rà soát tổ chức số mấy?", "Kế hoạch số 19/KH-BTLDD"),
    ],
)
def test_what_begins_with_or_stands_under_just_what_is_asked_stands_alone(
    ministry: Assistant, question: str, told: str
) -> None:
    answer = ministry.ask(question)
    assert told in answer.answer
    assert len(answer.citations) == 1


def test_papers_that_are_told_without_a_number_answer_which_papers_there_are(ministry: Assistant) -> None:
    answer = ministry.ask("Bộ đã ban hành những văn bản nào để nâng chỉ số SIPAS?")
    assert answer.status == "answered"
    assert "quy chế tiếp dân" in answer.answer.lower()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Ban nào bị xóa sổ?", "giải thể Ban Quản lý đập nhỏ"),
        ("Vì sao mạng trục trặc?", "mưa lũ làm hỏng đường truyền"),
    ],
)
def test_everyday_words_for_what_befalls_offices_and_machines_find_the_reports_words(
    ministry: Assistant, question: str, told: str
) -> None:
    assert told in ministry.ask(question).answer


@pytest.fixture
def assistant(database: Database, tmp_path: Path) -> Assistant:
    return asker(database, tmp_path / "told", {"khe_sung.txt": REPORT})


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Ai làm Trưởng Ban Chỉ đạo CCHC của huyện Khe Sung?", "Chủ tịch UBND huyện làm Trưởng Ban"),
        ("Ai làm Giám đốc Trung tâm Hỗ trợ nông dân huyện Khe Sung?", "ông Vi Văn Pao kiêm Giám đốc"),
        ("Phó Chủ tịch nào của huyện Khe Sung ký báo cáo?", "Hà Thị Sương"),
        ("Cơ quan thường trực Ban Chỉ đạo CCHC huyện Khe Sung là đơn vị nào?", "Phòng Nội vụ là cơ quan thường trực"),
    ],
)
def test_a_post_is_told_of_by_an_office_too_and_where_its_office_was_just_named(
    assistant: Assistant, question: str, told: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


def test_a_lack_has_its_cause_where_an_office_was_late_and_none_in_what_something_is_done_for(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Vì sao huyện Khe Sung chưa hoàn thành 2 nhiệm vụ?").answer
    assert "do Sở Xây dựng thẩm định muộn" in answer
    assert "nhằm" not in answer


def test_what_is_done_for_a_purpose_has_its_reason_in_it(assistant: Assistant) -> None:
    assert "nhằm giảm tải" in lines(assistant.ask("Vì sao huyện Khe Sung mở thêm quầy tại chợ phiên?"))[0]


def test_of_a_sentence_on_several_units_only_the_part_of_the_one_asked_about_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("Đoàn kiểm tra phát hiện gì ở xã Bản Nhạn?").answer
    assert "Xã Bản Nhạn thu phí sai quy định" in answer
    assert "Suối Mơ" not in answer


def test_what_a_body_does_is_told_by_the_sentence_that_goes_on_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("Tổ hướng dẫn số của huyện Khe Sung làm những việc gì?").answer
    assert "đến từng nhà" in answer


def test_a_name_in_quotation_marks_keeps_the_unit_that_stands_in_it(assistant: Assistant) -> None:
    answer = assistant.ask("Hội thi “Thanh niên Khe Sung với cải cách hành chính” do ai tổ chức?")
    assert "Huyện đoàn" in answer.answer
    assert answer.status == "answered"


def test_what_stands_under_the_year_asked_is_of_it_whatever_later_year_it_reaches(assistant: Assistant) -> None:
    answer = assistant.ask("Năm 2024 huyện Khe Sung khuyến khích người dân nộp hồ sơ trực tuyến thế nào?").answer
    assert "Miễn lệ phí" in answer

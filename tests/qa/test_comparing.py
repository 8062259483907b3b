"""Two reports set side by side, point by point, in their own words: each side's, and what both say."""

import pytest

from qa.assistant import Assistant
from qa.model import Answer

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN {upper}
Số: {number}/BC-UBND                    {name}, ngày 08 tháng 12 năm {year}

BÁO CÁO
Công tác cải cách hành chính năm {year}

"""
FOOT = "\n\nCHỦ TỊCH\n\nVi Thị Lê\n"

OLDER = """I. KẾT QUẢ

Chủ tịch UBND huyện tiếp công dân vào thứ Tư hằng tuần tại trụ sở.
Thị trấn Cầu Mây mở “Bàn đọc báo” trong phòng chờ.

II. TỒN TẠI, HẠN CHẾ

- Niêm yết thủ tục tại bốn xã không đủ.
- Công chức xã chưa thạo phần mềm một cửa.

III. NHIỆM VỤ NĂM 2022

- Gom bảy quầy về một nơi."""

NEWER = """I. KẾT QUẢ

Chủ tịch UBND huyện tiếp công dân mỗi tháng hai buổi ngay tại nhà văn hóa các xã.
Thị trấn Cầu Mây mở “Góc trẻ em” cho người dân đưa con đi cùng.

II. TỒN TẠI, HẠN CHẾ

- Công chức xã chưa thạo phần mềm một cửa.
- Số hóa hồ sơ cũ mới đạt một nửa.

III. NHIỆM VỤ NĂM 2024

- Cấp máy quét cho các xã."""

OTHER = """A. Kết quả

Huyện trả kết quả đất đai tại nhà cho người trên 70 tuổi.

B. Tồn tại, khó khăn

- Công chức xã chưa thạo phần mềm một cửa, hay gọi nhờ huyện.
- Máy chủ của huyện cũ, hay treo.

C. Giải pháp năm 2024

- Thay máy chủ trong quý I."""

OFFICE = """UBND TỈNH HOÀNG GIANG
SỞ XÂY DỰNG
Số: 510/BC-SXD                    Hoàng Giang, ngày 05 tháng 12 năm 2023

BÁO CÁO
Kết quả cải cách hành chính năm 2023 của Sở Xây dựng

I. KẾT QUẢ

Bộ phận một cửa của Sở chuyển về Trung tâm Phục vụ hành chính công tỉnh.

II. KHÓ KHĂN

- Bản đồ quy hoạch chưa số hóa, phải tra bản giấy.
- Công chức xã chưa thạo phần mềm một cửa.

GIÁM ĐỐC

Phan Văn Rạng
"""

REPORTS = {
    "a1.txt": HEAD.format(upper="KHE SẬY", name="Khe Sậy", number=88, year=2021) + OLDER + FOOT,
    "a2.txt": HEAD.format(upper="KHE SẬY", name="Khe Sậy", number=97, year=2023) + NEWER + FOOT,
    "b.txt": HEAD.format(upper="ĐỒNG THƯỢNG", name="Đồng Thượng", number=61, year=2023) + OTHER + FOOT,
    "c.txt": OFFICE,
}


def _said(assistant: Assistant, question: str) -> Answer:
    answer = assistant.ask(question)
    assert answer.kind == "comparison", answer.answer
    assert all("[" in line for line in answer.answer.split("\n"))
    return answer


def test_the_points_of_two_reports_stand_under_the_names_of_their_units(assistant: Assistant) -> None:
    told = _said(assistant, "So sánh hạn chế của huyện Khe Sậy và huyện Đồng Thượng năm 2023").answer
    assert "Huyện Khe Sậy: Số hóa hồ sơ cũ mới đạt một nửa" in told
    assert "Huyện Đồng Thượng: Máy chủ của huyện cũ, hay treo" in told
    assert "Niêm yết" not in told


@pytest.mark.parametrize(
    "question",
    [
        "Huyện Khe Sậy và huyện Đồng Thượng cùng gặp khó khăn gì?",
        "Khe Sậy và Đồng Thượng năm 2023 có hạn chế nào giống nhau?",
        "Huyện Khe Sậy và Sở Xây dựng cùng gặp khó khăn gì?",
        "Hạn chế nào của huyện Khe Sậy năm 2021 và năm 2023 vẫn còn?",
    ],
)
def test_what_both_have_in_common_is_told_with_the_words_of_both(assistant: Assistant, question: str) -> None:
    answer = _said(assistant, question)
    assert answer.answer.startswith("Cả hai cùng nêu: Công chức xã chưa thạo phần mềm một cửa")
    assert "\n" not in answer.answer
    assert len({citation.source for citation in answer.citations}) == 2


def test_without_a_year_two_units_are_compared_by_their_reports_of_one_year(assistant: Assistant) -> None:
    told = _said(assistant, "Hạn chế của Khe Sậy và Đồng Thượng khác nhau ra sao?").answer
    assert "Số hóa hồ sơ cũ" in told
    assert "Niêm yết" not in told


@pytest.mark.parametrize(
    ("question", "older", "newer"),
    [
        ("Cách tiếp công dân của huyện Khe Sậy năm 2021 và 2023 khác nhau thế nào?", "thứ Tư hằng tuần", "mỗi tháng"),
        ("Mô hình của thị trấn Cầu Mây năm 2021 khác gì năm 2023?", "Bàn đọc báo", "Góc trẻ em"),
        ("Hạn chế năm 2023 của Khe Sậy khác năm 2021 ở chỗ nào?", "Niêm yết thủ tục", "Số hóa hồ sơ cũ"),
    ],
)
def test_two_years_of_one_unit_are_told_each_with_its_year(
    assistant: Assistant, question: str, older: str, newer: str
) -> None:
    lines = _said(assistant, question).answer.split("\n")
    assert any(line.startswith("2021: ") and older in line for line in lines)
    assert any(line.startswith("2023: ") and newer in line for line in lines)
    assert not any(line.startswith("2021: ") and newer in line for line in lines)


def test_the_tasks_of_two_years_stand_in_the_reports_of_the_years_before(assistant: Assistant) -> None:
    told = _said(assistant, "Nhiệm vụ năm 2022 và năm 2024 của huyện Khe Sậy khác nhau thế nào?").answer
    assert "2022: Gom bảy quầy về một nơi" in told
    assert "2024: Cấp máy quét cho các xã" in told


def test_two_years_named_together_are_told_apart_without_being_compared(assistant: Assistant) -> None:
    told = _said(assistant, "Thị trấn Cầu Mây có mô hình gì năm 2021 và 2023?").answer
    assert "2021: Thị trấn Cầu Mây mở “Bàn đọc báo”" in told
    assert "2023: Thị trấn Cầu Mây mở “Góc trẻ em”" in told


def test_whole_reports_are_compared_by_what_opens_their_sections(assistant: Assistant) -> None:
    lines = _said(assistant, "So sánh báo cáo năm 2021 và năm 2023 của huyện Khe Sậy").answer.split("\n")
    assert any(line.startswith("2021: Tồn tại, hạn chế: Niêm yết") for line in lines)
    assert any(line.startswith("2023: Tồn tại, hạn chế: Công chức xã") for line in lines)


def test_a_comparison_of_which_one_report_tells_nothing_is_refused_and_says_of_which(assistant: Assistant) -> None:
    answer = assistant.ask("So sánh việc niêm yết thủ tục của Khe Sậy năm 2021 và 2023")
    assert answer.status == "not_found"
    assert "2023" in answer.answer

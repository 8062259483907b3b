"""A paper on several bodies answers of each with its own part; a decision with its articles and what it is based on."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.database import Database
from qa.assistant import Assistant
from qa.understand import understand
from tests.qa.test_shown_first import asker, lines

CHECKED = """THANH TRA TỈNH ĐÀ SƠN
Số: 17/KL-TTr                    Đà Sơn, ngày 06 tháng 11 năm 2024

KẾT LUẬN THANH TRA
Việc giải quyết thủ tục hành chính tại UBND huyện Mường Than và Sở Lao động - Thương binh và Xã hội

A. TẠI UBND HUYỆN MƯỜNG THAN

I. Hạn chế, thiếu sót

1. Quầy trả kết quả đóng cửa trước giờ.

2. Xã Nà Phặc thu sai phí sao y; xã Pác Cáy không lập sổ hẹn.

II. Nguyên nhân

Chủ tịch UBND xã Pác Cáy ít đôn đốc; công chức hộ tịch xã Nà Phặc mới nhận việc, chưa nắm mức phí sao y.

B. TẠI SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI

I. Hạn chế, thiếu sót

1. Chưa niêm yết phí cấp phép lao động.

2. Yêu cầu nộp thêm giấy tờ ngoài danh mục.

C. KIẾN NGHỊ

1. Chủ tịch UBND huyện Mường Than chỉ đạo xã Nà Phặc trả lại tiền trước ngày 20/12/2024.

2. Giám đốc Sở Lao động - Thương binh và Xã hội kiểm điểm phòng Việc làm trong tháng 01/2025.

D. ĐỀ XUẤT

1. Đối với Bộ Tư pháp: Bổ sung mức phí sao y.

2. Đối với Sở Tài chính: Bố trí máy photocopy.

CHÁNH THANH TRA
Lường Văn Tấc
"""

DECIDED = """ỦY BAN NHÂN DÂN
TỈNH ĐÀ SƠN
Số: 904/QĐ-UBND                    Đà Sơn, ngày 12 tháng 3 năm 2025

QUYẾT ĐỊNH
Về việc công bố Chỉ số cải cách hành chính năm 2024 của các sở và các huyện

CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH

Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ;
Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 33/TTr-SNV.

QUYẾT ĐỊNH:

Điều 1. Công bố Chỉ số của 17 sở và 08 huyện.

Điều 2. Chỉ số này là căn cứ xét khen thưởng người đứng đầu.

Điều 3. Giao Sở Nội vụ:
1. Hướng dẫn các huyện khắc phục tiêu chí bị trừ điểm.
2. Sửa bộ tiêu chí trong quý III/2025.

Điều 4. Đơn vị xếp cuối bảng phải kiểm điểm tập thể trước ngày 30/4/2025.

CHỦ TỊCH
Tòng Văn Sơ
"""

STORY = """Bãi Khem: quầy hồ sơ mở buổi tối
Thứ sáu, 15/11/2024

(Cổng TTĐT thị xã) - Từ tháng 8, Bộ phận Một cửa thị xã Bãi Khem mở quầy đến 20 giờ vào thứ ba.

Ông Lưu Văn Bảy, Chánh Văn phòng HĐND và UBND thị xã cho biết đã có 300 người đến buổi tối.

Tuy nhiên, công chức trực tối gặp khó vì chưa có tiền bồi dưỡng.
"""


@pytest.fixture
def papers(database: Database, tmp_path: Path) -> Assistant:
    return asker(database, tmp_path / "reports", {"kl.txt": CHECKED, "qd.txt": DECIDED, "tin.txt": STORY})


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Sở Lao động - Thương binh và Xã hội có hạn chế gì?", ["Chưa niêm yết phí", "Yêu cầu nộp thêm"]),
        ("Sở LĐTBXH Đà Sơn còn thiếu sót gì?", ["Chưa niêm yết phí", "Yêu cầu nộp thêm"]),
        ("Huyện Mường Than có những hạn chế gì?", ["Quầy trả kết quả", "Xã Nà Phặc thu sai"]),
        ("Xã Nà Phặc sai gì?", ["Xã Nà Phặc thu sai phí sao y"]),
        ("Vì sao xã Nà Phặc thu sai phí?", ["Công chức hộ tịch xã Nà Phặc mới nhận việc"]),
        ("Huyện Mường Than phải làm gì sau thanh tra?", ["Chủ tịch UBND huyện Mường Than chỉ đạo"]),
        ("Thanh tra tỉnh Đà Sơn đề xuất gì với Bộ Tư pháp?", ["Đối với Bộ Tư pháp: Bổ sung mức phí sao y"]),
        ("Ai ký kết luận thanh tra?", ["Người ký: Lường Văn Tấc"]),
    ],
)
def test_of_several_bodies_only_the_part_of_the_one_asked_is_told(
    papers: Assistant, question: str, told: list[str]
) -> None:
    said = lines(papers.ask(question))
    assert len(said) == len(told), said
    assert all(map(str.startswith, said, told)), said


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Điều 2 Quyết định 904 quy định gì?", ["Chỉ số này là căn cứ"]),
        ("Khoản 2 Điều 3 Quyết định 904/QĐ-UBND giao việc gì?", ["Sửa bộ tiêu chí"]),
        ("Quyết định 904/QĐ-UBND căn cứ vào những văn bản nào?", ["Căn cứ Nghị quyết", "Theo đề nghị"]),
    ],
)
def test_a_decision_is_told_by_its_articles(papers: Assistant, question: str, told: list[str]) -> None:
    said = lines(papers.ask(question))
    assert len(said) == len(told), said
    assert all(map(str.startswith, said, told)), said


def test_a_place_given_as_a_reason_is_not_asked_for() -> None:
    assert not understand("Đơn vị nào phải kiểm điểm vì xếp hạng cuối, hạn báo cáo ngày nào?").measure


def test_an_article_of_a_law_stands_in_no_decision(papers: Assistant) -> None:
    assert papers.ask("Điều 2 Nghị định 61 quy định gì?").status == "not_found"


def test_a_story_is_of_the_unit_that_it_calls_by_its_kind(papers: Assistant) -> None:
    assert lines(papers.ask("Thị xã Bãi Khem trực tối vướng gì?"))[0].startswith("Tuy nhiên, công chức trực tối")
    assert "Lưu Văn Bảy" in papers.ask("Ai là Chánh Văn phòng HĐND và UBND thị xã Bãi Khem?").answer

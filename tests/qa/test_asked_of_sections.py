"""Of a section just the items that are asked for are told: by role, by whom they are for, by what they are of."""

import pytest

from qa.assistant import Assistant

REPORT = """ỦY BAN NHÂN DÂN
TỈNH TRÀ LONG
Số: 301/BC-UBND                    Trà Long, ngày 14 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023

I. KẾT QUẢ

1. Kết quả đạt được

Tỉnh phân cấp cho xã cấp giấy phép xây dựng nhà ở. Việc phân cấp được 40 xã làm. Sau một năm, nhiều xã lúng túng khi \
đo ranh đất.

Không có công chức bị kỷ luật.

Trong năm, bà Mùa Thị Say được thưởng vì đo giúp người dân 30 thửa đất.

Thị trấn Bến Tranh thí điểm “Sổ tay dán tường” từ tháng 3. Sổ bằng giấy bìa. Chị em \
bán hàng chưa quen xem sổ nên ít hỏi.

2. Nguyên nhân của kết quả đạt được

Có được kết quả trên là nhờ cấp ủy họp giao ban hằng tuần; nhờ các đoàn viên xuống thôn hướng dẫn.

II. HẠN CHẾ

1. Hạn chế

- Hồ sơ đất đai chậm.
- Năm xã chưa có máy quét.

2. Nguyên nhân của hạn chế

a) Khách quan: sổ địa chính cũ, nhiều thửa chưa đo.
b) Chủ quan: một số chủ tịch xã chưa đôn đốc.

III. PHÂN CÔNG

Sở Nội vụ: xây dựng kế hoạch kiểm tra; tổ chức tập huấn. Sở Tài chính: bố trí kinh phí mua máy quét.

IV. KIẾN NGHỊ

1. Với Bộ Nội vụ: cho phép tuyển viên chức đo đạc, không chỉ điều chuyển; ban hành mẫu sổ theo dõi.
2. Với Bộ Tài chính: nâng mức chi hội thi.

CHỦ TỊCH

Lò Thị Ín
"""


REPORTS = {"tra-long.txt": REPORT}


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        # whom it is for
        ("Tỉnh Trà Long kiến nghị gì với Bộ Tài chính?", "nâng mức chi", "đo đạc"),
        ("Đề nghị của tỉnh Trà Long với Bộ Tài chính là gì?", "nâng mức chi", "đo đạc"),
        ("Tỉnh Trà Long kiến nghị Bộ Nội vụ điều gì?", "ban hành mẫu sổ theo dõi", "nâng mức chi"),
        ("Sở Nội vụ tỉnh Trà Long được giao việc gì?", "tổ chức tập huấn", "Sở Tài chính"),
        # which causes
        ("Nguyên nhân chủ quan của tỉnh Trà Long là gì?", "chưa đôn đốc", "sổ địa chính"),
        ("Kết quả đạt được của tỉnh Trà Long là nhờ những nguyên nhân nào?", "giao ban hằng tuần", "sổ địa chính"),
        ("Nguyên nhân hạn chế của tỉnh Trà Long là gì?", "sổ địa chính", "giao ban"),
        # the role within a section called by its number
        ("Mục II báo cáo của Trà Long nêu nguyên nhân gì?", "sổ địa chính", "Năm xã chưa có máy quét"),
        ("Mục II báo cáo của Trà Long nêu hạn chế gì?", "Năm xã chưa có máy quét", "sổ địa chính"),
        # what troubles, told two sentences behind what is troubled
        ("Phân cấp cấp giấy phép xây dựng cho xã ở Trà Long gặp vướng gì?", "lúng túng khi đo ranh đất", "kỷ luật"),
        ("“Sổ tay dán tường” thí điểm từ khi nào, vướng gì?", "chưa quen xem sổ", "phân cấp"),
        # who it was and why: who it was is sought first
        ("Ai được thưởng ở Trà Long, vì chuyện gì?", "bà Mùa Thị Say được thưởng vì đo giúp", "đôn đốc"),
        # whether there was any
        ("Trà Long có công chức nào bị kỷ luật không?", "Không có công chức bị kỷ luật", "đôn đốc"),
    ],
)
def test_only_the_items_asked_for_are_told(assistant: Assistant, question: str, told: str, not_told: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert told.lower() in answer.answer.lower()
    assert not_told.lower() not in answer.answer.lower()
    assert ": [" not in answer.answer


def test_roles_asked_for_together_are_told_together(assistant: Assistant) -> None:
    told = assistant.ask("Hạn chế và nguyên nhân của tỉnh Trà Long?").answer
    assert "Năm xã chưa có máy quét" in told
    assert "sổ địa chính cũ" in told.lower()
    assert "giao ban" not in told


@pytest.mark.parametrize(
    "question", ["Năm 2021 tỉnh Trà Long vướng gì về máy quét?", "Xã nào của tỉnh Trà Long lúng túng khi đo ranh đất?"]
)
def test_another_year_or_nobody_named_answers_nothing(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"

"""A report as a paper: who signed it, found by its number or told beside others."""

from pathlib import Path

from qa.assistant import Assistant
from tests.parts import index_over

PARTY = """{head}
*
Số {number}

BÁO CÁO
kết quả lãnh đạo cải cách hành chính năm {year}

Năm {year}, cấp ủy nghe báo cáo hai lần về một cửa.

Nơi nhận:                                    T/M BAN THƯỜNG VỤ
- Lưu Văn phòng.                                PHÓ BÍ THƯ

                                             {signer}
"""


def test_a_report_of_the_party_is_found_by_its_number_and_two_are_told_by_their_titles(tmp_path: Path) -> None:
    first = PARTY.format(head="HUYỆN ỦY TÂN HỒNG", number="31-BC/HU", year=2023, signer="Phan Văn Sáu")
    second = PARTY.format(head="HUYỆN ỦY HỒNG NGỰ", number="47-BC/HU", year=2024, signer="Ngô Thị Mười")
    with index_over({"a.txt": first, "b.txt": second}, tmp_path) as index:
        assistant = Assistant(index)
        assert "Ngô Thị Mười" in assistant.ask("Ai ký báo cáo 47-BC/HU?").answer
        both = assistant.ask("Ai ký các báo cáo?").answer
        assert "Phan Văn Sáu" in both
        assert "Ngô Thị Mười" in both


LACKS = """TỈNH ỦY LÂM SƠN
*
Số 61-BC/TU

BÁO CÁO
kết quả lãnh đạo công tác cải cách hành chính năm 2024

II- HẠN CHẾ, NGUYÊN NHÂN
1- Hạn chế: một số cấp ủy chưa quan tâm đúng mức; hồ sơ đất đai quá hạn còn nhiều.
2- Nguyên nhân: phối hợp giữa cơ quan thuế và đất đai chưa chặt; bản đồ địa chính 35 xã chưa đo lại.
"""


def test_why_a_lack_is_there_is_told_by_the_causes_behind_it_and_not_by_the_lack_said_back(tmp_path: Path) -> None:
    with index_over({"a.txt": LACKS}, tmp_path) as index:
        answer = Assistant(index).ask("Vì sao hồ sơ đất đai ở Lâm Sơn quá hạn nhiều?").answer
    assert answer.split("\n")[0].startswith("2- Nguyên nhân: phối hợp giữa cơ quan thuế")

"""A report as a paper: who signed it, found by its number or told beside others."""

from __future__ import annotations

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

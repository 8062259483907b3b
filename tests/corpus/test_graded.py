"""Units listed by grade: each has the grade that its list is under, and its own score; a threshold is nobody's."""

from pathlib import Path

import pytest

from corpus.facts import extract_facts
from corpus.load import load
from corpus.model import Fact

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN ĐỒNG LÂM
Số: 77/BC-UBND                    Đồng Lâm, ngày 10 tháng 12 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2024

"""


def facts_of(folder: Path, body: str) -> list[Fact]:
    path = folder / "bao-cao.txt"
    path.write_text(HEAD + body, encoding="utf-8")
    return list(extract_facts(load(path)))


def test_each_unit_of_a_grade_has_the_grade_and_its_own_score(tmp_path: Path) -> None:
    facts = facts_of(
        tmp_path,
        """Kết quả chấm điểm cải cách hành chính cấp xã năm 2024:

- Tốt (từ 80 điểm): xã Nậm Cuổi 85,3; xã Tà Gia (82 điểm).
- Khá (từ 70 đến dưới 80 điểm): thị trấn Đồng Lâm 77,65.
""",
    )
    assert {(f.subject, f.measure, f.text) for f in facts} == {
        ("xã Nậm Cuổi", "grade", "Tốt"),
        ("xã Nậm Cuổi", "score", "85,3"),
        ("xã Tà Gia", "grade", "Tốt"),
        ("xã Tà Gia", "score", "82 điểm"),
        ("thị trấn Đồng Lâm", "grade", "Khá"),
        ("thị trấn Đồng Lâm", "score", "77,65"),
    }
    assert {(f.indicator, f.period.label if f.period else "") for f in facts} == {("par_index", "2024")}


def test_the_bounds_of_a_grade_are_nobodys_score(tmp_path: Path) -> None:
    body = "Xếp loại Chỉ số CCHC: Xuất sắc (từ 90 điểm trở lên), Tốt (từ 80 đến dưới 90 điểm), Khá: dưới 80 điểm.\n"
    assert facts_of(tmp_path, body) == []


@pytest.mark.parametrize(
    "body",
    [
        "Kết quả thi đua của các xã năm 2024:\n\n- Tốt: xã Nậm Cuổi, xã Tà Gia.\n",
        "Kết quả chấm điểm CCHC cấp xã năm 2024:\n\n- Tốt: xã Nậm Cuổi tiếp nhận 85 hồ sơ; xã Tà Gia 82 hồ sơ.\n",
        "Kết quả chấm điểm CCHC cấp xã năm 2024:\n\n- Tốt: công tác tuyên truyền ở xã Nậm Cuổi.\n",
    ],
    ids=["another contest", "counts of something", "no list of units"],
)
def test_what_is_no_list_of_units_judged_gives_nobody_a_grade(tmp_path: Path, body: str) -> None:
    assert not [f for f in facts_of(tmp_path, body) if f.indicator and f.subject.startswith("xã")]

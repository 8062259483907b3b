"""A report typed without tone marks is read as if it had them, and every character keeps its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.facts import extract_facts
from corpus.load import load
from corpus.plain import is_unmarked, with_marks
from corpus.vietnamese import fold

REPORT = """UBND HUYEN PHONG DIEN
Phong Noi vu
So: 18/BC-NV            Phong Dien, ngay 05 thang 01 nam 2024

BAO CAO
Ket qua cong tac cai cach hanh chinh nam 2023 cua huyen Phong Dien

Nam 2023, huyen Phong Dien dat 82,15 diem, xep thu 5/9 ve Chi so cai cach hanh chinh (nam 2022 dat 80,02 diem).
Toan huyen tiep nhan 24.310 ho so, giai quyet dung han 24.102 ho so, tre han 208 ho so.
Muc tieu nam 2024: phan dau xep thu 3/9.
"""


def test_only_the_words_of_reports_get_marks_and_names_keep_as_they_are() -> None:
    assert (
        with_marks("UBND xa Phong So tiep nhan 12 ho so, xep thu 3") == "UBND xã Phong So tiếp nhận 12 hồ sơ, xếp thứ 3"
    )


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=300))
def test_no_character_moves(text: str) -> None:
    assert fold(with_marks(text)) == fold(text)
    assert len(with_marks(text)) == len(text)


@pytest.mark.parametrize("text", ["Báo cáo công tác cải cách hành chính của huyện. " * 9, "ho so", "x1 y2 " * 90])
def test_a_text_with_marks_or_without_letters_is_read_as_it_is(text: str) -> None:
    assert not is_unmarked(text)


def test_its_figures_are_those_that_the_marked_report_would_have(tmp_path: Path) -> None:
    path = tmp_path / "phong-dien.txt"
    path.write_text(REPORT, encoding="utf-8")
    document = load(path)
    assert document.text == REPORT.strip() or document.text == REPORT
    assert document.unit
    assert document.unit.name == "huyện Phong Điền"
    found = {
        (f.indicator, f.measure, f.text, f.period.label if f.period else "", f.status.value)
        for f in extract_facts(document)
    }
    assert ("par_index", "score", "82,15 diem", "2023", "result") in found
    assert ("par_index", "score", "80,02 diem", "2022", "result") in found
    assert ("par_index", "rank", "5/9", "2023", "result") in found
    assert ("par_index", "rank", "3/9", "2024", "target") in found
    assert ("", "count", "208", "2023", "result") in found
    assert all(f.span.of(document.text) == f.text for f in extract_facts(document))

"""Each report in a zip is a report of its own; a zip that was made to do harm is refused."""

import zipfile
from pathlib import Path

import pytest

from corpus.load import load, read_bytes, reports_in
from corpus.model import CorpusError
from corpus.readers import archive

SENTENCE = "Năm 2022, huyện Mường Chà đạt 80,41 điểm."


def packed(folder: Path, entries: dict[str, bytes], name: str = "bao-cao.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for entry, content in entries.items():
            file.writestr(entry, content)
    return path


def names(path: Path) -> list[str]:
    return [report.relative_to(path).as_posix() for report in reports_in(path)]


def refused(path: Path) -> str:
    with pytest.raises(CorpusError) as caught:
        reports_in(path)
    return caught.value.reason


def test_a_report_in_a_zip_is_read_under_both_names(tmp_path: Path) -> None:
    path = packed(tmp_path, {"quý I/báo cáo.txt": SENTENCE.encode(), "bài giảng.pptx": b"", "ghi chú": b""})
    (report,) = reports_in(path)
    document = load(report)
    assert document.source == "bao-cao.zip/quý I/báo cáo.txt"
    assert document.text == SENTENCE
    assert read_bytes(report) == SENTENCE.encode()


def test_a_report_reads_the_same_in_and_out_of_a_zip(tmp_path: Path) -> None:
    loose = tmp_path / "a.txt"
    loose.write_text(SENTENCE, encoding="utf-8")
    (report,) = reports_in(packed(tmp_path, {"b.txt": SENTENCE.encode()}))
    assert load(report).id == load(loose).id


def test_names_that_lead_outside_or_are_hidden_lead_nowhere(tmp_path: Path) -> None:
    entries = ["../../ngoài.txt", "/gốc.txt", "C:\\ổ đĩa\\c.txt", "__MACOSX/x.txt", ".ẩn.txt", "~$tạm.docx"]
    path = packed(tmp_path, dict.fromkeys(entries, SENTENCE.encode()))
    assert names(path) == ["C_/ổ đĩa/c.txt", "gốc.txt", "ngoài.txt"]
    assert all(load(report).text == SENTENCE for report in reports_in(path))


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258"])
def test_vietnamese_names_from_old_programs_are_mended(tmp_path: Path, encoding: str) -> None:
    path = packed(tmp_path, {"B@O C@O.txt": SENTENCE.encode()})
    old = "BÁO CÁO.txt".encode(encoding)
    # Without the mark that says UTF-8, as Windows Explorer once wrote it.
    raw = path.read_bytes().replace(b"B@O C@O.txt", old)
    if len(old) == len(b"B@O C@O.txt"):
        path.write_bytes(raw)
        assert names(path) == ["BÁO CÁO.txt"]
    else:
        info = zipfile.ZipInfo(old.decode("cp437"))
        assert archive._name(info) == "BÁO CÁO.txt"


def test_a_locked_zip_is_refused_by_its_cause(tmp_path: Path) -> None:
    path = packed(tmp_path, {"a.txt": SENTENCE.encode()})
    raw = bytearray(path.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    assert "mật khẩu" in refused(path)


def test_a_zip_that_swells_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, {"a.txt": b"a" * 5_000_000})
    assert path.stat().st_size < 10_000
    assert "giải nén" in refused(path)


def test_a_zip_with_too_many_reports_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_REPORTS", 2)
    assert "hơn 2 báo cáo" in refused(packed(tmp_path, dict.fromkeys(["a.txt", "b.txt", "c.txt"], b"x")))


def test_a_broken_zip_is_refused_and_a_zip_in_a_zip_left_closed(tmp_path: Path) -> None:
    (tmp_path / "hong.zip").write_bytes(b"PK\x03\x04" + b"\x00" * 40)
    assert "hỏng" in refused(tmp_path / "hong.zip")
    inner = packed(tmp_path, {"a.txt": SENTENCE.encode()}, "trong.zip")
    assert names(packed(tmp_path, {"trong.zip": inner.read_bytes()}, "ngoai.zip")) == []

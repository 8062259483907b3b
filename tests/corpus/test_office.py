"""Older office formats are read through LibreOffice; where it is missing, it is said what to do."""

import shutil
from pathlib import Path

import pytest

from corpus.load import load
from corpus.model import CorpusError
from corpus.readers import office
from tests.corpus.formats import word_report, workbook
from tests.corpus.test_formats import QUARTER, told

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@needs_office
def test_an_old_word_file_gives_the_facts_of_the_new_one(tmp_path: Path) -> None:
    new, old = tmp_path / "bao-cao.docx", tmp_path / "bao-cao.doc"
    new.write_bytes(word_report(QUARTER))
    old.write_bytes(office.convert(new.read_bytes(), ".docx", "doc"))
    assert told(load(old)) == told(load(new))
    assert load(old).header.number == load(new).header.number


@needs_office
def test_an_old_workbook_gives_the_facts_of_the_new_one(tmp_path: Path) -> None:
    new, old = tmp_path / "bang.xlsx", tmp_path / "bang.xls"
    new.write_bytes(workbook(QUARTER))
    old.write_bytes(office.convert(new.read_bytes(), ".xlsx", "xls"))
    assert told(load(old)) == told(load(new))


@needs_office
def test_a_program_that_takes_too_long_is_ended_and_the_file_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "LONGEST_SECONDS", 0)
    monkeypatch.setattr(office, "_program", lambda: Path("/bin/cat"))
    path = tmp_path / "bao-cao.rtf"
    path.write_bytes(b"{\\rtf1 abc}")
    with pytest.raises(CorpusError, match="LibreOffice không mở được"):
        load(path)


def test_without_libreoffice_an_old_file_says_what_to_install_or_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_program", lambda: None)
    path = tmp_path / "bao-cao.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    with pytest.raises(CorpusError) as caught:
        load(path)
    assert "cài LibreOffice" in caught.value.reason
    assert ".docx" in caught.value.reason

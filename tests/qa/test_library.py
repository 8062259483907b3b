"""Reports are sent and removed by people, under any name: nothing is overwritten, lost, or put elsewhere."""

import errno
import threading
import unicodedata
import zipfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lock import only_one
from index.update import Progress
from qa.doctor import examine
from qa.shelves.library import LibraryError, add_report, list_reports, one_report, remove_report
from qa.shelves.shelf import safe_name
from tests.parts import REPORT, LightApp, light_app, settings_in

STORY = "BÁO CÁO\nCông tác cải cách hành chính năm 2022\n\nNăm 2022, huyện Lạc Thủy tiếp nhận 1.872 hồ sơ.\n"


@pytest.fixture
def app(tmp_path: Path) -> LightApp:
    return light_app(tmp_path)


def sources(app: LightApp) -> list[str]:
    return sorted(row["source"] for row in list_reports(app))


def files(app: LightApp) -> list[str]:
    return sorted(path.name for path in app.settings.reports_dir.iterdir())


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_a_safe_name_is_one_visible_name_that_a_file_system_takes(name: str) -> None:
    safe = safe_name(name)
    if not safe:
        return
    encoded = f"{safe}.meta.yaml".encode()
    assert len(encoded) <= 255
    assert not set(safe) & set('/\\<>:"|?*')
    assert not safe.startswith((".", "~", " "))
    assert not any(unicodedata.category(c).startswith("C") for c in safe)
    assert unicodedata.is_normalized("NFC", safe)
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\Windows\\bao-cao.txt", "bao-cao.txt"),
        ("/etc/báo cáo.txt", "báo cáo.txt"),
        ("C:\\Hồ sơ\\báo cáo.txt", "báo cáo.txt"),
        (".htaccess.txt", "htaccess.txt"),
        ("~$bao cao.txt", "$bao cao.txt"),
        ("bao\0cao.txt", "bao_cao.txt"),
        ("bao\ncao.txt", "bao_cao.txt"),
        ("bao\u202etxt.exe.txt", "bao_txt.exe.txt"),
        ("nửa \ud800 chữ.txt", "nửa _ chữ.txt"),
        ("CON.txt", "_CON.txt"),
        ("lpt1.bao.txt", "_lpt1.bao.txt"),
        (unicodedata.normalize("NFD", "Báo cáo quý I.txt"), "Báo cáo quý I.txt"),
        ("a:b*c?.txt", "a_b_c_.txt"),
        ("..", ""),
        ("", ""),
        (".txt", ""),
        ("\u200b.txt", ""),
        ("không đuôi", ""),
    ],
)
def test_a_name_that_was_sent_leads_nowhere_else(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept


def test_a_report_that_is_sent_is_indexed_with_progress(app: LightApp) -> None:
    seen: list[Progress] = []
    row = add_report(app, "../lac-thuy.txt", STORY.encode(), seen.append)
    assert (row["source"], sources(app)) == ("lac-thuy.txt", ["lac-thuy.txt", "tan-hong-2023.txt"])
    assert seen[0].stage == "read"
    assert (seen[-1].stage, seen[-1].done, seen[-1].total) == ("publish", 1, 1)


def test_a_very_long_name_is_cut_and_kept(app: LightApp) -> None:
    row = add_report(app, "Ứ" * 300 + ".txt", STORY.encode())
    assert row["source"].startswith("ỨỨỨ")
    assert row["source"].endswith(".txt")


@pytest.mark.parametrize("name", ["tan-hong-2023.txt", "TAN-HONG-2023.TXT", "x/../tan-hong-2023.txt"])
def test_another_report_of_that_name_is_never_overwritten(app: LightApp, name: str) -> None:
    path = app.settings.reports_dir / "tan-hong-2023.txt"
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="Đã có tệp") as told:
        add_report(app, name, STORY.encode())
    assert told.value.kind == "exists"
    assert path.read_bytes() == before
    assert files(app) == ["tan-hong-2023.txt"]


def test_a_name_written_with_combining_marks_is_the_same_name(app: LightApp) -> None:
    folder = app.settings.reports_dir
    (folder / unicodedata.normalize("NFD", "báo cáo.txt")).write_text("BÁO CÁO năm 2021 của xã.\n", encoding="utf-8")
    with pytest.raises(LibraryError, match="Đã có tệp"):
        add_report(app, "báo cáo.txt", STORY.encode())


def test_a_report_held_under_another_name_is_named(app: LightApp) -> None:
    content = (app.settings.reports_dir / "tan-hong-2023.txt").read_bytes()
    for name in ("a-truoc.txt", "z-sau.txt"):
        with pytest.raises(LibraryError, match=r"“tan-hong-2023\.txt”"):
            add_report(app, name, content)
    assert files(app) == ["tan-hong-2023.txt"]


@pytest.mark.parametrize("name", ["macro.xlam", "bao-cao.exe", "bao-cao.txt.meta.yaml", "bao-cao"])
def test_what_is_no_report_by_its_name_is_refused(app: LightApp, name: str) -> None:
    with pytest.raises(LibraryError):
        add_report(app, name, STORY.encode())
    assert sources(app) == ["tan-hong-2023.txt"]


def test_what_cannot_be_read_is_not_kept(app: LightApp) -> None:
    with pytest.raises(LibraryError) as told:
        add_report(app, "rong.txt", b"")
    assert told.value.kind == "unreadable"
    assert files(app) == ["tan-hong-2023.txt"]


def test_a_folder_that_cannot_be_written_is_told(app: LightApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("qa.shelves.shelf.tempfile.mkstemp", denied)
    with pytest.raises(LibraryError, match="Read-only file system") as told:
        add_report(app, "moi.txt", STORY.encode())
    assert told.value.kind == "unwritable"


def test_no_room_while_indexing_leaves_neither_file_nor_report(app: LightApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("index.update.build_generation", full)
    with pytest.raises(Exception, match="No space left"):
        add_report(app, "moi.txt", STORY.encode())
    monkeypatch.undo()
    assert files(app) == ["tan-hong-2023.txt"]
    app.update()
    assert sources(app) == ["tan-hong-2023.txt"]


def test_of_many_who_send_the_same_name_at_once_one_is_kept_and_the_others_are_told(app: LightApp) -> None:
    def send(number: int) -> str:
        try:
            return add_report(app, "quy-1.txt", f"{STORY}\nBản {number}.\n".encode())["id"]
        except LibraryError as error:
            return error.kind

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(send, range(4)))
    assert results.count("exists") == 3
    (kept,) = set(results) - {"exists"}
    assert kept in [row["id"] for row in list_reports(app)]


def test_an_upload_waits_for_the_indexer_at_work(app: LightApp) -> None:
    held, release = threading.Event(), threading.Event()

    def index() -> None:
        with only_one(app.database):
            held.set()
            release.wait(30)

    with ThreadPoolExecutor(2) as pool:
        pool.submit(index)
        assert held.wait(30)
        sent = pool.submit(add_report, app, "moi.txt", STORY.encode())
        release.set()
        assert sent.result(60)["source"] == "moi.txt"


def test_a_removed_report_goes_with_its_copies_and_its_sidecar(app: LightApp) -> None:
    row = add_report(app, "moi.txt", STORY.encode())
    folder = app.settings.reports_dir
    (folder / "ban-sao.txt").write_bytes(STORY.encode())
    (folder / "moi.txt.meta.yaml").write_text("unit: huyện Lạc Thủy\n", encoding="utf-8")
    remove_report(app, row["id"])
    assert files(app) == ["tan-hong-2023.txt"]
    assert sources(app) == ["tan-hong-2023.txt"]
    with pytest.raises(LibraryError) as told:
        remove_report(app, row["id"])
    assert told.value.kind == "absent"


def test_the_list_of_reports_says_what_hangs_together(app: LightApp) -> None:
    correction = """ỦY BAN NHÂN DÂN
HUYỆN TÂN HỒNG
-------
Số: 130/BC-UBND

Tân Hồng, ngày 10 tháng 4 năm 2024

BÁO CÁO
Đính chính Báo cáo số 114/BC-UBND

Đính chính điểm Chỉ số CCHC năm 2023 từ 80,41 điểm thành 80,51 điểm.
"""
    copy = REPORT.replace("\n\n", "\n\n\n")
    other = REPORT.replace("80,41", "80,61")
    ids = {
        name: add_report(app, f"{name}.txt", text.encode())["id"]
        for name, text in (("dinh-chinh", correction), ("ban-trung", copy), ("ban-khac", other))
    }
    rows = {row["source"]: row for row in list_reports(app)}
    same = [rows["tan-hong-2023.txt"], rows["ban-trung.txt"]]
    (original,) = [row for row in same if not row["copy_of"]]
    (repeated,) = [row for row in same if row["copy_of"]]
    assert repeated["copy_of"] == original["id"]
    assert original["copies"] == (repeated["id"],)
    assert set(rows["dinh-chinh.txt"]["corrects"]) == {original["id"], ids["ban-khac"]}
    assert original["corrected_by"] == (ids["dinh-chinh"],)
    assert original["versions"] == (ids["ban-khac"],)
    assert one_report(app, repeated["id"])["copy_of"] == original["id"]
    told = " ".join(finding.message for finding in examine(app))
    assert "bản trùng" in told
    assert "cùng số hiệu nhưng nội dung khác nhau" in told
    assert "dinh-chinh.txt đính chính hoặc thay thế" in told


def test_the_first_report_can_be_sent_before_anything_was_indexed(tmp_path: Path) -> None:
    app = LightApp(settings_in(tmp_path))
    assert add_report(app, "moi.txt", STORY.encode())["source"] == "moi.txt"


def zipped(**texts: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, text in texts.items():
            file.writestr(f"năm 2022/{name}.txt", text)
    return made.getvalue()


def test_each_report_of_a_zip_that_is_sent_is_a_report(app: LightApp) -> None:
    row = add_report(app, "bo.zip", zipped(mot=STORY, hai=STORY.replace("1.872", "1.974")))
    assert sources(app) == ["bo.zip/năm 2022/hai.txt", "bo.zip/năm 2022/mot.txt", "tan-hong-2023.txt"]
    assert sorted(row["packed"]) == sorted(r["id"] for r in list_reports(app) if r["source"] != "tan-hong-2023.txt")
    assert row["unreadable"] == []
    app.update([app.settings.reports_dir])
    assert len(sources(app)) == 3, "the command line finds the same"


def test_a_zip_of_which_a_part_can_be_read_is_kept_and_the_rest_is_told(app: LightApp) -> None:
    row = add_report(app, "bo.zip", zipped(mot=STORY, rong=""))
    assert len(row["packed"]) == 1
    (reason,) = row["unreadable"]
    assert "rong.txt" in reason
    for content in (zipped(rong=""), zipped(), b"PK\x03\x04" + bytes(40)):
        with pytest.raises(LibraryError, match=r"hong\.zip"):
            add_report(app, "hong.zip", content)
    assert files(app) == ["bo.zip", "tan-hong-2023.txt"]


def test_one_report_of_a_zip_is_removed_and_the_others_stay(app: LightApp) -> None:
    other = STORY.replace("1.872", "1.974")
    ids = add_report(app, "bộ báo cáo.zip", zipped(mot=STORY, hai=other))["packed"]
    kept = one_report(app, ids[0])
    remove_report(app, ids[1])
    assert sources(app) == [kept["source"], "tan-hong-2023.txt"]
    assert one_report(app, ids[0])["text"] == kept["text"]
    app.update([app.settings.reports_dir])
    assert sources(app) == [kept["source"], "tan-hong-2023.txt"]
    remove_report(app, ids[0])
    assert files(app) == sources(app) == ["tan-hong-2023.txt"]

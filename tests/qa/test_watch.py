"""`cchc index --watch` keeps the index in line while people work in the folder, and ends when told to."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from index.update import Summary
from qa.serving import watch
from tests.parts import REPORT, LightApp, settings_in

OTHER = REPORT.replace("114/BC-UBND", "115/BC-UBND").replace("80,41", "81,14")


@dataclass
class Watched:
    """A folder under watch, with what was told of it."""

    app: LightApp
    told: list[Summary] = field(default_factory=list)
    failed: list[Exception] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.app.settings.reports_dir

    def sources(self) -> list[str]:
        with LightApp(self.app.settings) as other:  # another process would open it so
            return sorted(row.source for row in other.index.documents())


def until(true: Callable[[], bool]) -> None:
    """Wait for something that another thread or process brings about."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    monkeypatch.setattr(watch, "_REST", 100)
    monkeypatch.setattr(watch, "_TICK", 50)
    monkeypatch.setattr(watch, "_AGAIN", 0.2)
    one = Watched(LightApp(settings_in(tmp_path)))
    stop = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(watch.keep_in_line, one.app, [one.folder], one.told.append, one.failed.append, stop=stop)
        try:
            until(lambda: bool(one.told) or running.done())
            yield one
        finally:
            stop.set()
        running.result(60)


def test_what_is_there_at_first_and_what_comes_changes_and_goes_is_indexed(watched: Watched) -> None:
    assert watched.sources() == ["tan-hong-2023.txt"]
    (watched.folder / "moi.txt").write_text(OTHER, encoding="utf-8")
    until(lambda: watched.sources() == ["moi.txt", "tan-hong-2023.txt"])
    (watched.folder / "quý I").mkdir()
    (watched.folder / "moi.txt").rename(watched.folder / "quý I" / "báo cáo.txt")
    until(lambda: watched.sources() == ["báo cáo.txt", "tan-hong-2023.txt"])
    shutil.rmtree(watched.folder / "quý I")
    until(lambda: watched.sources() == ["tan-hong-2023.txt"])
    assert watched.failed == []


def test_a_server_that_runs_meanwhile_answers_from_the_new_generation(watched: Watched) -> None:
    with LightApp(watched.app.settings) as serving:
        before = serving.index.generation
        (watched.folder / "moi.txt").write_text(OTHER, encoding="utf-8")
        until(lambda: serving.index.generation > before)
        assert "81,14 điểm" in {fact.text for fact in serving.index.facts()}


def test_an_error_is_told_and_the_watch_goes_on(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("hết chỗ")

    monkeypatch.setattr("index.update.build_generation", full)
    (watched.folder / "moi.txt").write_text(OTHER, encoding="utf-8")
    until(lambda: bool(watched.failed))
    assert "hết chỗ" in str(watched.failed[0])
    monkeypatch.undo()
    until(lambda: watched.sources() == ["moi.txt", "tan-hong-2023.txt"])


def test_a_folder_that_goes_away_and_comes_back_is_watched_again(watched: Watched) -> None:
    away = watched.folder.with_name("away")
    watched.folder.rename(away)
    until(lambda: bool(watched.failed))
    assert watched.sources() == ["tan-hong-2023.txt"], "a network folder that is away takes nothing with it"
    away.rename(watched.folder)
    count = len(watched.told)
    until(lambda: len(watched.told) > count)
    (watched.folder / "moi.txt").write_text(OTHER, encoding="utf-8")
    until(lambda: watched.sources() == ["moi.txt", "tan-hong-2023.txt"])


def test_a_hidden_file_changes_nothing(watched: Watched) -> None:
    count = len(watched.told)
    for name in (".tam.txt", "~$moi.docx"):
        (watched.folder / name).write_text(OTHER, encoding="utf-8")
    (watched.folder / "moi.txt").write_text(OTHER, encoding="utf-8")
    until(lambda: len(watched.sources()) == 2)
    assert len(watched.told) == count + 1


#: Tests run in the background of a shell inherit that Ctrl-C is ignored.
WATCH = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from functools import cached_property
import qa.app
from tests.fakes import HashingEmbedder
qa.app.App.embedder = cached_property(lambda self: HashingEmbedder())
qa.app.App.embedder.__set_name__(qa.app.App, "embedder")
from qa.cli import main
sys.exit(main(["index", "--watch", "--json"]))
"""


def test_the_command_prints_a_line_for_each_update_and_ends_in_order_on_ctrl_c(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    environment = {
        **os.environ,
        "CCHC_REPORTS_DIR": str(settings.reports_dir),
        "CCHC_DATA_DIR": str(settings.data_dir),
        "PYTHONPATH": os.pathsep.join(path or "." for path in sys.path),
    }
    started = subprocess.Popen(
        [sys.executable, "-c", WATCH], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert started.stdout
        assert json.loads(started.stdout.readline())["added"] == ["tan-hong-2023.txt"]
        (settings.reports_dir / "moi.txt").write_text(OTHER, encoding="utf-8")
        assert json.loads(started.stdout.readline())["added"] == ["moi.txt"]
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=60)
        assert (started.returncode, out, err) == (0, "", "")
    finally:
        started.kill()
        started.wait()


MOUNTS = """/dev/sda1 / ext4 rw 0 0
tmpfs /run tmpfs rw 0 0
//kho/chung /mnt/kho\\040chung cifs rw 0 0
10.0.0.5:/bc /srv/bc nfs4 rw 0 0
/dev/sdb1 /srv/bc/cuc-bo ext4 rw 0 0
nguoi@may: /home/a/xa fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("/", False),
        ("/srv", False),
        ("/mnt/kho chung/2023", True),
        ("/srv/bc", True),
        ("/srv/bc/cuc-bo/2023", False),
        ("/srv/bcx", False),
        ("/home/a/xa/2024", True),
    ],
)
def test_a_folder_on_another_machine_is_known_by_how_it_is_mounted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, remote: bool
) -> None:
    (tmp_path / "mounts").write_text(MOUNTS, encoding="utf-8")
    monkeypatch.setattr(watch, "_MOUNTS", tmp_path / "mounts")
    assert watch.is_remote(Path(path)) is remote


def test_a_folder_that_tells_of_no_change_is_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "is_remote", lambda _: True)
    monkeypatch.setattr(watch, "_LOOK_THROUGH", 100)
    monkeypatch.setattr(watch, "_REST", 100)
    monkeypatch.setattr(watch, "_TICK", 50)
    one, stop = Watched(LightApp(settings_in(tmp_path))), threading.Event()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(watch.keep_in_line, one.app, [one.folder], one.told.append, one.failed.append, stop=stop)
        try:
            until(lambda: bool(one.told))
            (one.folder / "moi.txt").write_text(OTHER, encoding="utf-8")
            until(lambda: one.told[-1].added == ("moi.txt",))
        finally:
            stop.set()
            running.result(60)

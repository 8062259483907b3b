"""Files are read in worker processes: whatever one file does to its reader, the others are read all the same."""

import os
import shutil
from collections.abc import Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest

import index.update
from index.database import Database
from index.folder import compare
from index.report import File, Report, Unreadable, read_report
from index.workers import Limits, read_apart
from tests.conftest import SAMPLES
from tests.fakes import HashingEmbedder
from tests.index.states import state_of

#: Too little for what hangs or swells, enough for any sample report on a busy machine.
TIGHT = Limits(seconds=10, megabytes=400)
SHORT = Limits(seconds=5, megabytes=400)


def listed(folder: Path) -> list[File]:
    return [compare(path) for path in sorted(folder.iterdir())]


def read(files: Sequence[File], limits: Limits = TIGHT) -> list[Report | Unreadable]:
    return list(read_apart(files, limits, "tests.index.hostile_worker"))


def beside(reports: Path, name: str) -> list[File]:
    """Return the sample reports with one more before the last: a copy that does to its reader what its name says."""
    shutil.copy(reports / SAMPLES[0], reports / f"{name}.txt")
    files = [file for file in listed(reports) if not file.name.startswith(name)]
    return [*files[:-1], *(f for f in listed(reports) if f.name.startswith(name)), files[-1]]


def running() -> dict[int, tuple[int, str]]:
    """Return parent and command line of every process."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            found[int(folder.name)] = int(parent), command
    return found


def workers_left() -> list[str]:
    return [command for parent, command in running().values() if parent == os.getpid() and "worker" in command]


def test_a_worker_reads_what_this_process_would_read(reports: Path) -> None:
    files = listed(reports)
    assert list(read_apart(files)) == [read_report(file) for file in files]
    assert workers_left() == []


def test_files_come_back_in_their_order_from_several_workers(reports: Path) -> None:
    for number in range(6):
        for name in SAMPLES:
            shutil.copy(reports / name, reports / f"{number}-{name}")
    files = listed(reports)
    assert [found.file for found in read_apart(files) if isinstance(found, Report)] == files


def test_without_files_no_worker_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("subprocess.Popen", None)
    assert list(read_apart([])) == []


@pytest.mark.parametrize(
    ("attack", "reason"),
    [
        ("hang", "quá 5 giây"),
        ("spin", "quá 5 giây"),
        ("start", "quá 5 giây"),
        ("crash", "dừng giữa chừng"),
        ("swell", "bộ nhớ"),
        ("leave", "dừng giữa chừng"),
        ("fail", "ZeroDivisionError: chia cho 0"),
        ("deep", "RecursionError"),
    ],
)
def test_a_file_that_breaks_its_reader_is_told_and_the_others_are_read(reports: Path, attack: str, reason: str) -> None:
    files = beside(reports, attack)
    found = read(files, SHORT if "giây" in reason else TIGHT)
    (broken,) = [one for one in found if isinstance(one, Unreadable)]
    assert broken.path == files[-2].path
    assert reason in broken.reason
    assert [one.file for one in found if isinstance(one, Report)] == [*files[:-2], files[-1]]
    assert workers_left() == []


def test_what_a_library_prints_is_not_taken_for_an_answer(reports: Path) -> None:
    files = beside(reports, "print")
    assert [one.file for one in read(files) if isinstance(one, Report)] == files


def test_a_file_is_not_blamed_for_what_earlier_ones_left_in_the_worker(reports: Path) -> None:
    files = beside(reports, "worn")
    assert [one.file for one in read(files) if isinstance(one, Report)] == files


def test_a_program_started_by_a_reader_ends_with_it(reports: Path) -> None:
    read(beside(reports, "start"), SHORT)
    assert "sleep 600" not in [command for _, command in running().values()]


def test_nothing_is_left_running_when_reading_is_broken_off(reports: Path) -> None:
    with closing(read_apart(listed(reports))) as found:
        next(found)
        assert workers_left()
    assert workers_left() == []


def test_a_file_that_is_written_while_it_is_read_waits_for_the_next_run(reports: Path) -> None:
    files = listed(reports)
    with Path(files[1].path).open("ab") as growing:
        growing.write("Và thêm một dòng.\n".encode())
    found = list(read_apart(files))
    assert [type(one) for one in found] == [Report, Unreadable, Report, Report]
    assert isinstance(found[1], Unreadable)
    assert "đang được ghi" in found[1].reason


def test_a_file_that_vanishes_between_listing_and_reading_is_told(reports: Path) -> None:
    files = listed(reports)
    Path(files[0].path).unlink()
    found = list(read_apart(files))
    assert isinstance(found[0], Unreadable)
    assert "Không tìm thấy" in found[0].reason
    assert all(isinstance(one, Report) for one in found[1:])


def test_an_index_made_amid_attacks_is_that_of_the_good_files(
    database: Database, reports: Path, tmp_path: Path
) -> None:
    good = tmp_path / "good"
    shutil.copytree(reports, good)
    for name in ("crash", "swell", "fail"):
        text = (reports / SAMPLES[0]).read_text(encoding="utf-8")
        (reports / f"{name}.txt").write_text(f"{text}\n{name}", encoding="utf-8")
    embedder = HashingEmbedder()
    hostile = partial(read_apart, limits=TIGHT, program="tests.index.hostile_worker")
    summary = index.update.update(database, lambda: embedder, [reports], read=hostile)
    assert sorted(Path(u.path).name for u in summary.unreadable) == ["crash.txt", "fail.txt", "swell.txt"]
    assert sorted(summary.added) == sorted(SAMPLES)
    other = index.database.open_database("", tmp_path / "other")
    index.update.update(other, lambda: embedder, [good])
    assert state_of(database)["facts"] == state_of(other)["facts"]
    assert state_of(database)["passages"] == state_of(other)["passages"]
    other.close()

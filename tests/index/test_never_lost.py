"""Whatever happens to an index run or to its files: nothing is lost, nothing doubled, and nobody is lied to."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from corpus import samples
from index.database import Database, open_database
from index.reader import Index, open_index
from index.rows import IndexDamaged, IndexFault
from index.update import Summary
from tests.conftest import SAMPLES
from tests.fakes import HashingEmbedder, update
from tests.index.states import hidden_rows, state_of

FOLDER = Path(samples.__file__).parent
QUESTION = "chỉ số cải cách hành chính của huyện"

#: Runs an update for every line it is given: the moment, counted in statements that reach the database, at which
#: the run is killed; 0 for a run to the end. Prints how the run ended and how many statements it made.
RUNS = """
import os, signal, sys
from pathlib import Path
import sqlalchemy as sql
from sqlalchemy.engine import Engine
import faiss, index.report, index.update, index.vectors
from index.database import open_database
from tests.fakes import HashingEmbedder, read_here

data, reports, wait = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
index.update.BATCH = 16

def run(moment):
    count = 0
    def reached(*_):
        nonlocal count
        count += 1
        if count == moment:
            os.kill(os.getpid(), signal.SIGKILL)
    for event in ("before_cursor_execute", "commit"):
        sql.event.listen(Engine, event, reached)
    embedder = HashingEmbedder()
    index.update.update(open_database("", data), lambda: embedder, [reports], read=read_here, wait=wait)
    return count

for line in sys.stdin:
    out, back = os.pipe()
    if not (child := os.fork()):  # an interpreter of its own for each run would take most of the time
        os.write(back, str(run(int(line))).encode())
        os._exit(0)
    os.close(back)
    count = os.read(out, 20).decode()
    os.close(out)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), count or 0, flush=True)
"""


def start(data: Path, reports: Path, wait: float = 0.0, **how: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUNS, str(data), str(reports), str(wait)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, text=True, **pipes, **how)  # type: ignore[call-overload, no-any-return]


def run(runs: subprocess.Popen[str], moment: int = 0) -> tuple[int, int]:
    """Return how a run ended and how many statements it made."""
    assert runs.stdin
    assert runs.stdout
    runs.stdin.write(f"{moment}\n")
    runs.stdin.flush()
    ended, count = runs.stdout.readline().split()
    return int(ended), int(count)


def bring(database: Database, folder: Path) -> Summary:
    embedder = HashingEmbedder()
    return update(database, lambda: embedder, [folder])


def opened(database: Database) -> Index:
    embedder = HashingEmbedder()
    return open_index(database, lambda: embedder)


def answers(index: Index) -> object:
    return index.documents(), index.facts(), index.search(QUESTION, 50), index.sentences(QUESTION, 20)


def fresh(reports: Path, folder: Path) -> dict[str, object]:
    database = open_database("", folder)
    bring(database, reports)
    state = state_of(database)
    database.close()
    return state


def change(reports: Path, step: int) -> None:
    """Let a report come, one change, and one go."""
    texts = sorted(path for path in FOLDER.iterdir() if path.suffix == ".txt")
    (reports / f"moi-{step}.txt").write_text(
        texts[step % len(texts)].read_text(encoding="utf-8") + f"\nBản thứ {step}.\n", encoding="utf-8"
    )
    changing = reports / SAMPLES[0]
    changing.write_text(changing.read_text(encoding="utf-8") + f"Thêm dòng {step}.\n", encoding="utf-8")
    (reports / f"moi-{step - 2}.txt").unlink(missing_ok=True)


def test_killed_at_random_moments_one_after_the_other_it_loses_and_doubles_nothing(
    database: Database, reports: Path
) -> None:
    with start(database.data_dir, reports) as runs:
        assert run(runs)[0] == 0
        change(reports, 0)
        _, statements = run(runs)
        assert statements > 50
        chance = random.Random(30)
        killed = 0
        for step in range(1, 13):
            change(reports, step)
            before = opened(database)
            generation, seen = before.generation, answers(before)
            ended, _ = run(runs, chance.randint(1, statements))
            assert ended in (0, -signal.SIGKILL)
            killed += ended != 0
            after = opened(database)
            assert after.generation > generation or answers(after) == seen, "readers keep the old generation, whole"
        assert killed > 8
    bring(database, reports)
    assert state_of(database) == fresh(reports, database.data_dir.with_name("fresh"))
    assert hidden_rows(database) == 0
    left = {path.name for path in database.data_dir.iterdir()}
    assert left <= {"index.sqlite3", "index.sqlite3-wal", "index.sqlite3-shm", "index.lock", "generations"}


@pytest.mark.parametrize("kilobytes", [8, 64, 200, 400])
def test_a_disk_that_is_full_is_told_and_a_later_run_makes_it_good(
    database: Database, reports: Path, kilobytes: int
) -> None:
    bring(database, reports)
    seen = answers(opened(database))
    for path in FOLDER.glob("*.txt"):
        shutil.copy(path, reports)

    def no_room() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    with start(database.data_dir, reports, preexec_fn=no_room) as runs:
        assert runs.stdin
        runs.stdin.write("0\n")
        _, err = runs.communicate()
    assert "IndexFault: Không mở được cơ sở dữ liệu" in err
    assert answers(opened(database)) == seen
    bring(database, reports)
    assert state_of(database) == fresh(reports, database.data_dir.with_name("fresh"))


def test_two_indexers_at_once_come_one_after_the_other(database: Database, reports: Path) -> None:
    database.create()
    several = [start(database.data_dir, reports, wait=120.0) for _ in range(3)]
    for runs in several:
        assert runs.stdin
        runs.stdin.write("0\n")
        runs.stdin.flush()
    for runs in several:
        out, err = runs.communicate()
        assert out.startswith("0 "), err
    assert state_of(database) == fresh(reports, database.data_dir.with_name("fresh"))


# -- damaged files ---------------------------------------------------------------------------------------


def spoil(path: Path, how: str) -> None:
    held = bytearray(path.read_bytes())
    match how:
        case "deleted":
            path.unlink()
            return
        case "empty":
            held = bytearray()
        case "cut":
            held = held[: len(held) // 2]
        case "one bit":
            held[len(held) * 3 // 4] ^= 1
        case "zeros":
            held[: len(held) // 2] = bytes(len(held) // 2)
    path.write_bytes(held)


@pytest.mark.parametrize("how", ["deleted", "empty", "cut", "one bit", "zeros"])
@pytest.mark.parametrize("name", ["passages.faiss", "sentences.faiss", "manifest.json"])
def test_a_damaged_search_file_is_never_searched_and_the_next_run_makes_it_anew(
    database: Database, reports: Path, name: str, how: str
) -> None:
    bring(database, reports)
    seen = answers(opened(database))
    (path,) = (database.data_dir / "generations").rglob(name)
    spoil(path, how)
    with pytest.raises(IndexFault, match="cchc index"):
        answers(opened(database))
    bring(database, reports)
    assert answers(opened(database)) == seen


@pytest.mark.parametrize("how", ["empty", "cut", "zeros"])
def test_a_damaged_database_is_told_and_rebuilt_from_the_reports(database: Database, reports: Path, how: str) -> None:
    bring(database, reports)
    expected = state_of(database)
    database.compact()
    database.close()
    path = database.data_dir / "index.sqlite3"
    spoil(path, how)
    spoilt = path.read_bytes()
    if how == "empty":  # an empty file is an empty database: nothing to be told, all is read again
        bring(database, reports)
    else:
        with pytest.raises(IndexDamaged, match="cchc index --rebuild"):
            answers(opened(database))
        with pytest.raises(IndexDamaged, match="cchc index --rebuild"):
            bring(database, reports)
        embedder = HashingEmbedder()
        update(database, lambda: embedder, [reports], rebuild=True)
        assert path.with_name("index.sqlite3.damaged-1").read_bytes() == spoilt
    state = state_of(database)
    assert {**state, "stamp": None} == {**expected, "stamp": None}


# -- odd folders and names -------------------------------------------------------------------------------


@contextmanager
def as_somebody() -> Iterator[None]:
    """Do without the rights of root, for whom nothing is forbidden."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def open_to_all(path: Path) -> None:
    """Let anybody pass the folders above."""
    for folder in (path, *path.parents):
        if folder.owner() == "root" and folder != Path("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o055)


def test_a_report_nobody_may_read_is_told_and_the_others_are_indexed(database: Database, reports: Path) -> None:
    bring(database, reports)  # all that is needed is loaded while it may be
    shutil.copy(FOLDER / "huong-thuy-bao-cao-2023.txt", reports)
    open_to_all(reports)
    closed = reports / "huong-thuy-bao-cao-2023.txt"
    closed.chmod(0)
    with as_somebody():
        with pytest.raises(PermissionError):
            closed.read_bytes()
        from index.folder import list_files

        listing = list_files([reports], database.data_dir)
    assert [Path(one.path).name for one in listing.unreadable] == [closed.name]
    assert "Permission denied" in listing.unreadable[0].reason
    assert len(listing.files) == 4
    assert not listing.covers(str(closed)), "what was known of it stays"


def test_a_reports_folder_that_cannot_be_written_is_indexed_all_the_same(database: Database, reports: Path) -> None:
    for path in reports.iterdir():
        path.chmod(0o444)
    reports.chmod(0o555)
    before = {path: path.stat().st_mtime_ns for path in (reports, *reports.iterdir())}
    assert len(bring(database, reports).added) == 4
    assert {path: path.stat().st_mtime_ns for path in (reports, *reports.iterdir())} == before
    reports.chmod(0o755)


def test_a_data_folder_that_cannot_be_written_is_told(database: Database, reports: Path) -> None:
    bring(database, reports)
    open_to_all(reports)
    database.close()
    shutil.copy(FOLDER / "huong-thuy-bao-cao-2023.txt", reports)
    for path in [database.data_dir, *database.data_dir.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    with as_somebody(), pytest.raises(IndexFault, match="CCHC_DATA_DIR"):
        bring(database, reports)


def test_names_that_look_the_same_are_two_files(database: Database, reports: Path) -> None:
    name = "Báo cáo  quý Ⅰ – huyện Đắk R'Lấp.txt"
    for number, form in enumerate(("NFC", "NFD")):
        text = (reports / SAMPLES[0]).read_text(encoding="utf-8").replace("80,41", f"8{number + 1},41")
        (reports / unicodedata.normalize(form, name)).write_text(text, encoding="utf-8")
    assert len(bring(database, reports).added) == 6
    assert bring(database, reports).unchanged == 6
    (reports / unicodedata.normalize("NFD", name)).unlink()
    summary = bring(database, reports)
    assert (len(summary.removed), summary.unchanged) == (1, 5)


def test_clocks_decide_nothing(database: Database, reports: Path) -> None:
    bring(database, reports)
    for number, path in enumerate(sorted(reports.iterdir())):
        os.utime(path, (0, 0) if number % 2 else (4_102_444_800, 4_102_444_800))
    assert bring(database, reports).unchanged == 4
    path = reports / SAMPLES[0]
    held = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("80,41", "80,14"), encoding="utf-8")
    os.utime(path, ns=(held.st_atime_ns, held.st_mtime_ns))
    assert path.stat().st_size == held.st_size
    assert bring(database, reports).updated == (SAMPLES[0],)


def test_links_in_circles_to_devices_and_to_nothing_end(database: Database, reports: Path) -> None:
    (reports / "vòng").symlink_to(reports, target_is_directory=True)
    (reports / "mình.txt").symlink_to(reports / "mình.txt")
    (reports / "không.txt").symlink_to("/dev/zero")
    (reports / "đứt.txt").symlink_to(reports / "mất.txt")
    os.mkfifo(reports / "ống.txt")
    (reports / "bản.txt").symlink_to(reports / SAMPLES[0])
    summary = bring(database, reports)
    assert len(summary.added) == 4
    assert sorted(Path(one.path).name for one in summary.unreadable) == ["không.txt", "mình.txt", "đứt.txt"]


def test_a_file_that_vanishes_while_files_are_listed_stops_nothing(
    database: Database, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index import folder

    compare = folder.compare

    def slowly(path: Path):  # type: ignore[no-untyped-def]
        (reports / SAMPLES[0]).unlink(missing_ok=True)
        return compare(path)

    monkeypatch.setattr(folder, "compare", slowly)
    summary = bring(database, reports)
    assert len(summary.added) == 3
    monkeypatch.undo()
    assert bring(database, reports).unreadable == ()


def test_a_disk_that_fails_while_files_are_listed_takes_nothing_out_of_the_index(
    database: Database, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index import folder

    bring(database, reports)

    def broken(path: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(folder, "compare", broken)
    summary = bring(database, reports)
    assert (summary.removed, len(summary.unreadable)) == ((), 4)
    assert len(database.document_rows()) == 4

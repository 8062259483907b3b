"""The index is brought in line with a folder: by content, one report at a time, whole or not at all."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sql

from corpus import samples
from corpus.facts import extract_facts
from corpus.load import load
from corpus.split import split
from index.database import Database, open_database
from index.facts import FactQuery
from index.lock import only_one
from index.reader import Index, open_index
from index.rows import IndexFault, IndexMismatch
from index.tables import passages, sentences, stamps
from index.update import Progress, Summary
from tests.conftest import SAMPLES, CountingEmbedder
from tests.fakes import HashingEmbedder, update
from tests.index.states import hidden_rows, rows_of, state_of

REPORT, PLAN, TABLE, STORY = SAMPLES
OTHER = Path(samples.__file__).with_name("huong-thuy-bao-cao-2023.txt")


def bring(database: Database, folder: Path, embedder: HashingEmbedder | None = None) -> Summary:
    found = embedder or HashingEmbedder()
    return update(database, lambda: found, [folder])


def fresh(reports: Path, folder: Path) -> dict[str, object]:
    database = open_database("", folder)
    bring(database, reports)
    state = state_of(database)
    database.close()
    return state


# -- what is stored --------------------------------------------------------------------------------------


def test_all_that_reading_a_report_gives_is_stored(database: Database, reports: Path) -> None:
    summary = bring(database, reports)
    assert summary.added == tuple(sorted(SAMPLES))
    read = sorted((load(reports / name) for name in SAMPLES), key=lambda d: d.id)
    assert [database.document(d.id) for d in read] == read
    cut = [(p.document_id, p.span, p.headings) for d in read for p in split(d)]
    assert [(p.document_id, p.span, p.headings) for p in database.places(passages)] == cut
    assert (summary.passages, summary.facts) == (len(cut), sum(len(extract_facts(d)) for d in read))


def test_every_sentence_lies_in_its_report_and_begins_in_its_passage(database: Database, reports: Path) -> None:
    bring(database, reports)
    home = {p.id: p for p in database.places(passages)}
    found = list(database.places(sentences))
    assert len(found) > len(home)
    for sentence in found:
        passage = home[sentence.passage]
        document = database.document(sentence.document_id)
        assert document is not None
        assert passage.document_id == sentence.document_id
        assert passage.span.start <= sentence.span.start < passage.span.end
        text = sentence.span.of(document.text)
        assert text == text.strip()
        assert "\n\n" not in text


def test_the_order_in_which_reports_are_loaded_leaves_no_mark(tmp_path: Path, reports: Path) -> None:
    states, finds = [], []
    for number, order in enumerate([SAMPLES, tuple(reversed(SAMPLES))]):
        database = open_database("", tmp_path / f"data{number}")
        embedder = HashingEmbedder()
        for name in order:
            update(database, lambda: embedder, [reports / name])  # noqa: B023 - used at once
        states.append(state_of(database))
        opened = open_index(database, lambda: embedder)  # noqa: B023
        finds.append([opened.search(q, 50) for q in ("chỉ số CCHC của huyện", "hồ sơ trực tuyến")])
        database.close()
    assert states[0] == states[1]
    assert finds[0] == finds[1]


# -- what is compared ------------------------------------------------------------------------------------


def test_updating_twice_changes_nothing(database: Database, reports: Path, counting: CountingEmbedder) -> None:
    bring(database, reports, counting)
    before, encoded = rows_of(database), len(counting.seen)
    summary = bring(database, reports, counting)
    assert (summary.added, summary.updated, summary.removed, summary.unchanged) == ((), (), (), 4)
    assert rows_of(database) == before
    assert len(counting.seen) == encoded


def test_with_another_model_chosen_nothing_opens_it_while_nothing_is_new(
    database: Database, reports: Path, embedder: HashingEmbedder
) -> None:
    update(database, lambda: embedder, [reports], choice="mô-hình-khác")

    def never() -> HashingEmbedder:
        raise AssertionError("the encoder was opened")

    assert update(database, never, [reports], choice="mô-hình-khác").unchanged == 4


def test_a_changed_report_takes_the_place_of_the_old_one(
    database: Database, reports: Path, counting: CountingEmbedder
) -> None:
    bring(database, reports, counting)
    old = load(reports / REPORT)
    encoded = len(counting.seen)
    text = (reports / REPORT).read_text(encoding="utf-8")
    (reports / REPORT).write_text(text.replace("huyện", "huyện ta", 1), encoding="utf-8")
    summary = bring(database, reports, counting)
    assert (summary.added, summary.updated, summary.removed, summary.unchanged) == ((), (REPORT,), (), 3)
    assert database.document(old.id) is None
    assert 0 < len(counting.seen) - encoded < encoded / 4, "what did not change keeps its vectors"


def test_a_sidecar_file_changes_what_a_report_says_of_itself(database: Database, reports: Path) -> None:
    bring(database, reports)
    (reports / f"{STORY}.meta.yaml").write_text("title: Tên do cán bộ đặt\n", encoding="utf-8")
    assert bring(database, reports).updated == (STORY,)
    assert "Tên do cán bộ đặt" in [row.title for row in database.document_rows()]


def test_a_removed_report_leaves_no_trace_in_any_table_or_file(database: Database, reports: Path) -> None:
    secret = "Xã Bí Mật đạt 77,77 điểm"
    (reports / "bi-mat.txt").write_text(f"BÁO CÁO\n\n{secret} trong năm 2023.\n", encoding="utf-8")
    bring(database, reports)
    document = load(reports / "bi-mat.txt")
    assert found_in_files(database.data_dir, secret)
    (reports / "bi-mat.txt").unlink()
    assert bring(database, reports).removed == ("bi-mat.txt",)
    everything = " ".join(row for rows in rows_of(database).values() for row in rows)
    for trace in (document.id, secret, "77,77", "bi-mat"):
        assert trace not in everything
        assert not found_in_files(database.data_dir, trace)
    assert state_of(database) == fresh(reports, database.data_dir.with_name("data-fresh"))


def found_in_files(folder: Path, text: str) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file() and text.encode() in p.read_bytes()]


def test_a_moved_or_renamed_report_is_the_same_report(
    database: Database, reports: Path, counting: CountingEmbedder
) -> None:
    bring(database, reports, counting)
    document, encoded = load(reports / PLAN), len(counting.seen)
    (reports / "2024").mkdir()
    (reports / PLAN).rename(reports / "2024" / PLAN)
    assert bring(database, reports, counting).unchanged == 4
    (reports / "2024" / PLAN).rename(reports / "2024" / "ke-hoach.txt")
    summary = bring(database, reports, counting)
    assert (summary.added, summary.updated, summary.removed, summary.unchanged) == ((), (), (), 4)
    assert len(counting.seen) == encoded
    row = next(row for row in database.document_rows() if row.id == document.id)
    assert (row.source, row.path) == ("ke-hoach.txt", str(reports / "2024" / "ke-hoach.txt"))


def test_two_files_with_the_same_bytes_are_one_report(database: Database, reports: Path) -> None:
    bring(database, reports)
    shutil.copy(reports / REPORT, reports / "ban-sao.txt")
    assert bring(database, reports).unchanged == 4
    assert len(database.document_rows()) == 4
    (reports / REPORT).unlink()
    assert bring(database, reports).removed == (), "the copy still holds it"
    (reports / "ban-sao.txt").unlink()
    assert bring(database, reports).removed == ("ban-sao.txt",)


def test_reports_elsewhere_stay(database: Database, reports: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(OTHER, elsewhere)
    bring(database, reports)
    summary = bring(database, elsewhere)
    assert (summary.added, summary.removed, summary.unchanged) == ((OTHER.name,), (), 0)
    (reports / REPORT).unlink()
    assert bring(database, elsewhere).removed == ()
    assert bring(database, reports).removed == (REPORT,)


def test_only_reports_are_listed_and_a_link_in_a_circle_ends(database: Database, reports: Path) -> None:
    for name in ("~$tam.txt", ".an.txt", "anh.gif"):
        (reports / name).write_bytes(b"\x89")
    (reports / "vong").symlink_to(reports, target_is_directory=True)
    summary = bring(database, reports)
    assert len(summary.added) == 4
    assert summary.unreadable == ()


def test_an_empty_folder_makes_an_index_that_finds_nothing(database: Database, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    embedder = HashingEmbedder()
    summary = update(database, lambda: embedder, [tmp_path / "reports"])
    assert (summary.passages, summary.facts) == (0, 0)
    opened = open_index(database, lambda: embedder)
    assert (opened.search("chỉ số CCHC", 5), opened.facts(), opened.documents()) == ([], [], [])


# -- what goes wrong -------------------------------------------------------------------------------------


def test_an_unreadable_file_never_stops_the_others(database: Database, reports: Path) -> None:
    (reports / "rong.txt").write_bytes(b"")
    (reports / "nhi-phan.txt").write_bytes(bytes(range(256)) * 8)
    (reports / "dut.txt").symlink_to(reports / "khong-co.txt")
    summary = bring(database, reports)
    assert len(summary.added) == 4
    assert sorted(Path(u.path).name for u in summary.unreadable) == ["dut.txt", "nhi-phan.txt", "rong.txt"]
    assert all(u.reason for u in summary.unreadable)


def test_a_report_that_cannot_be_read_any_more_stays_as_it_was(database: Database, reports: Path) -> None:
    bring(database, reports)
    before = database.document(load(reports / REPORT).id)
    (reports / REPORT).write_bytes(b"")
    for _ in range(2):
        summary = bring(database, reports)
        assert (summary.removed, summary.unchanged, len(summary.unreadable)) == ((), 3, 1)
        assert before is not None
        assert database.document(before.id) == before


def test_what_lies_in_a_folder_that_cannot_be_opened_stays(
    database: Database, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = reports / "khoá"
    closed.mkdir()
    (reports / REPORT).rename(closed / REPORT)
    bring(database, reports)
    look = os.scandir

    def denied(path):  # type: ignore[no-untyped-def]
        if path == str(closed):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return look(path)

    monkeypatch.setattr("os.scandir", denied)
    summary = bring(database, reports)
    assert (summary.removed, summary.unchanged) == ((), 3)
    assert [Path(u.path).name for u in summary.unreadable] == ["khoá"]
    assert len(database.document_rows()) == 4


def test_a_fault_in_storing_one_report_is_told_and_the_rest_goes_on(
    database: Database, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = Database.add

    def fails_on_plans(self, report, generation):  # type: ignore[no-untyped-def]
        if report.document.source == PLAN:
            raise ZeroDivisionError("chia cho 0")
        add(self, report, generation)

    monkeypatch.setattr(Database, "add", fails_on_plans)
    summary = bring(database, reports)
    assert len(summary.added) == 3
    assert [Path(u.path).name for u in summary.unreadable] == [PLAN]
    assert "chia cho 0" in summary.unreadable[0].reason


def test_a_path_that_is_not_there_is_an_error_and_changes_nothing(database: Database, reports: Path) -> None:
    bring(database, reports)
    before = rows_of(database)
    with pytest.raises(IndexFault, match="khong-co"):
        update(database, HashingEmbedder, [reports, reports / "khong-co"])
    assert rows_of(database) == before


def test_a_file_whose_name_is_in_an_old_encoding_is_told_apart(database: Database, reports: Path) -> None:
    (Path(os.fsdecode(os.fsencode(reports) + b"/b\xe1o c\xe1o.txt"))).write_text("Báo cáo năm 2023.\n")
    summary = bring(database, reports)
    assert len(summary.added) == 4
    (told,) = summary.unreadable
    assert "UTF-8" in told.reason
    told.path.encode()


def test_no_room_for_the_index_is_told_with_what_to_check(
    database: Database, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("index.update.build_generation", full)
    with pytest.raises(IndexFault, match="CCHC_DATA_DIR"):
        bring(database, reports)
    monkeypatch.undo()
    assert bring(database, reports).unchanged == 4


def test_a_data_folder_that_is_a_file_is_told(tmp_path: Path, reports: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(IndexFault, match="CCHC_DATA_DIR"):
        bring(open_database("", tmp_path / "data"), reports)


def test_a_second_indexer_is_told_who_is_at_work(database: Database, reports: Path) -> None:
    with only_one(database), pytest.raises(IndexFault, match=str(os.getpid())):
        bring(database, reports)
    assert len(bring(database, reports).added) == 4


def test_the_lock_of_a_dead_process_holds_nobody_up(database: Database, reports: Path) -> None:
    code = "import sys; from pathlib import Path; from index.database import open_database\n"
    code += "from index.lock import only_one\nwith only_one(open_database('', Path(sys.argv[1]))): "
    code += "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    ended = subprocess.run([sys.executable, "-c", code, str(database.data_dir)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert (database.data_dir / "index.lock").read_text()
    assert len(bring(database, reports).added) == 4


KILLED = """
import os, signal, sys
from pathlib import Path
import index.update as line
from index.database import Database, open_database
from tests.fakes import HashingEmbedder, update

data, reports, moment = sys.argv[1:]
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
def at(progress):
    if f"{progress.stage} {progress.done}" == moment: die()
line.BATCH = 8
if moment == "files built": Database.publish = die
if moment == "published": line.drop_generations = lambda _, keep: keep == 2 and die()
if moment == "settled": line.publish = die
embedder = HashingEmbedder()
update(open_database("", Path(data)), lambda: embedder, [Path(reports)], progress=at)
"""


@pytest.mark.parametrize(
    "moment", ["read 0", "read 1", "settled", "embed 0", "embed 16", "publish 0", "files built", "published"]
)
def test_killed_at_any_moment_and_run_again_it_is_as_if_made_at_once(
    database: Database, reports: Path, moment: str
) -> None:
    embedder = HashingEmbedder()
    bring(database, reports, embedder)
    opened = open_index(database, lambda: embedder)
    before = (opened.documents(), opened.facts(), opened.search("chỉ số CCHC", 50))
    (reports / PLAN).unlink()
    text = (reports / REPORT).read_text(encoding="utf-8")
    (reports / REPORT).write_text(text.replace("năm", "trong năm"), encoding="utf-8")
    shutil.copy(OTHER, reports)
    command = [sys.executable, "-c", KILLED, str(database.data_dir), str(reports), moment]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    again = open_index(database, lambda: embedder)
    if moment != "published":
        seen = (again.documents(), again.facts(), again.search("chỉ số CCHC", 50))
        assert seen == before, "readers see the old generation until the new one is whole"
    bring(database, reports, embedder)
    assert state_of(database) == fresh(reports, database.data_dir.with_name("data-fresh"))
    assert hidden_rows(database) == 0


# -- models, schemas, generations ------------------------------------------------------------------------


def test_another_model_encodes_all_anew_and_leaves_nothing_of_the_old(database: Database, reports: Path) -> None:
    bring(database, reports)
    other = HashingEmbedder(64)
    update(database, lambda: other, [reports])
    stamp = database.stamp()
    assert stamp is not None
    assert (stamp.model, stamp.dimension) == (other.name, 64)
    assert {model for _, model in state_of(database)["vectors"]} == {other.name}


def test_an_index_of_another_schema_is_refused_until_it_is_rebuilt(database: Database, reports: Path) -> None:
    bring(database, reports)
    with database.engine.begin() as connection:
        connection.execute(sql.update(stamps).values(schema=0))
    with pytest.raises(IndexMismatch, match="cchc index --rebuild"):
        open_index(database, HashingEmbedder)
    with pytest.raises(IndexMismatch, match="cchc index --rebuild"):
        bring(database, reports)
    embedder = HashingEmbedder()
    assert len(update(database, lambda: embedder, [reports], rebuild=True).added) == 4


def test_rebuilding_reads_and_encodes_all_anew(database: Database, reports: Path, counting: CountingEmbedder) -> None:
    bring(database, reports, counting)
    before, encoded = state_of(database), len(counting.seen)
    summary = update(database, lambda: counting, [reports], rebuild=True)
    assert summary.updated == tuple(sorted(SAMPLES))
    assert len(counting.seen) == 2 * encoded
    assert state_of(database) == before


def test_missing_search_files_are_made_again_without_encoding(
    database: Database, reports: Path, counting: CountingEmbedder
) -> None:
    bring(database, reports, counting)
    encoded = len(counting.seen)
    next((database.data_dir / "generations").rglob("sentences.faiss")).unlink()
    bring(database, reports, counting)
    assert len(counting.seen) == encoded
    assert open_index(database, lambda: counting).sentences("chỉ số CCHC", 3)


def test_progress_names_each_report_and_counts_to_the_end(database: Database, reports: Path) -> None:
    seen: list[Progress] = []
    update(database, HashingEmbedder, [reports], progress=seen.append)
    assert [p.name for p in seen if p.stage == "read" and p.name] == sorted(SAMPLES)
    for stage in ("read", "embed", "publish"):
        last = [p for p in seen if p.stage == stage][-1]
        assert last.done == last.total > 0


# -- the opened index ------------------------------------------------------------------------------------


def test_an_open_index_turns_to_the_new_generation_when_told(
    index: Index, database: Database, reports: Path, embedder: HashingEmbedder
) -> None:
    old = index.search("chỉ số CCHC", 50)
    assert not index.refresh()
    (reports / REPORT).unlink()
    bring(database, reports, embedder)
    assert index.refresh()
    assert len(index.documents()) == 3
    left = {row.id for row in index.documents()}
    assert {hit.passage.document_id for hit in index.search("chỉ số CCHC", 50)} <= left
    assert {hit.passage.document_id for hit in old} - left


def test_an_index_replaced_before_its_first_search_searches_the_new_one(
    index: Index, database: Database, reports: Path, embedder: HashingEmbedder
) -> None:
    (reports / REPORT).unlink()
    bring(database, reports, embedder)
    assert index.search("chỉ số CCHC", 5)
    assert index.generation == 2


ONLY_FACTS = """
import sys
from pathlib import Path
from index.database import open_database
from index.reader import open_index

index = open_index(open_database("", Path(sys.argv[1])), None)
assert index.facts() and index.documents() and index.stats()["documents"] == 4
print(sorted({"faiss", "numpy", "onnxruntime", "torch", "llama_index"} & set(sys.modules)))
"""


def test_facts_and_lists_open_neither_faiss_nor_an_encoder(database: Database, reports: Path) -> None:
    bring(database, reports)
    ended = subprocess.run(
        [sys.executable, "-c", ONLY_FACTS, str(database.data_dir)], check=True, capture_output=True, text=True
    )
    assert ended.stdout.strip() == "[]"


def test_search_keeps_to_the_reports_asked_for(index: Index) -> None:
    chosen = index.documents()[0].id
    assert {hit.passage.document_id for hit in index.search("chỉ số CCHC", 50, [chosen])} == {chosen}
    assert index.search("chỉ số CCHC", 50, []) == []
    assert {hit.document_id for hit in index.sentences("chỉ số CCHC", 50, [chosen])} == {chosen}


def test_what_is_found_stands_in_its_report(index: Index) -> None:
    hits = index.search("chỉ số cải cách hành chính năm 2023", 20)
    found = index.sentences("chỉ số cải cách hành chính năm 2023", 20)
    assert hits
    assert found
    for document_id, span, text in [
        *((h.passage.document_id, h.passage.span, h.passage.text) for h in hits),
        *((s.document_id, s.span, s.text) for s in found),
    ]:
        document = index.document(document_id)
        assert document is not None
        assert document.text[span.start : span.end] == text


def test_searching_with_another_model_names_the_command_that_mends_it(index: Index, database: Database) -> None:
    other = open_index(database, lambda: HashingEmbedder(64))
    assert other.facts(FactQuery())
    with pytest.raises(IndexMismatch, match="cchc index --rebuild"):
        other.search("chỉ số CCHC", 3)


def test_threads_that_ask_while_reports_come_and_go_always_get_whole_answers(
    index: Index, database: Database, reports: Path, embedder: HashingEmbedder
) -> None:
    done = threading.Event()
    asked: list[int] = []

    def ask() -> None:
        while not done.is_set():
            index.refresh()
            hits = index.search("chỉ số cải cách hành chính", 20)
            assert hits
            assert index.sentences("chỉ số cải cách hành chính", 20)
            asked.append(index.generation)

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(ask) for _ in range(2)]
        try:
            for _ in range(4):
                shutil.copy(OTHER, reports)
                bring(database, reports, embedder)
                (reports / OTHER.name).unlink()
                bring(database, reports, embedder)
        finally:
            done.set()
        for reader in readers:
            reader.result()
    assert len(set(asked)) > 1

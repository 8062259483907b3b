"""Keys, the audit trail, copies: what those who run the server do on the command line."""

import hashlib
import json
import os
import threading
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sql

from qa import cli
from qa.keeping.records import events, tables
from qa.serving.desk import Desk, Feedback
from qa.settings import Settings
from qa.shelves.library import LibraryError
from tests.parts import REPORT, LightApp, light_app, settings_in

QUESTION = "Chỉ số CCHC năm 2023?"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CCHC_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCHC_REPORTS_DIR", str(tmp_path / "reports"))
    monkeypatch.setenv("CCHC_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("qa.app.open_app", LightApp)


@pytest.fixture
def app(tmp_path: Path) -> LightApp:
    return light_app(tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LightApp]:
    """The product with all it keeps in one kind of database, then in the other."""
    if request.param == "postgresql":
        url = request.getfixturevalue("server")
        monkeypatch.setenv("CCHC_DATABASE_URL", url)
        with LightApp(settings_in(tmp_path, database_url=url)) as fresh:
            tables.drop_all(fresh.records.engine)
            fresh.database.drop()
    with light_app(tmp_path, database_url=os.environ.get("CCHC_DATABASE_URL", "")) as app:
        yield app


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


# --- keys ---


def test_a_key_is_shown_once_and_then_only_listed(capsys, either):
    code, out, _ = run(capsys, "keys", "create", "cổng thông tin", "--days", "30")
    secret = out.splitlines()[-1]
    assert code == 0
    assert either.keys.find(secret).name == "cổng thông tin"
    listed = run(capsys, "keys", "list")[1]
    assert "cổng thông tin" in listed
    assert secret not in listed
    assert secret.split("_", 2)[2] not in run(capsys, "keys", "list", "--json")[1]


def test_a_revoked_key_is_listed_as_such_and_its_name_is_free_again(capsys, either):
    made = json.loads(run(capsys, "keys", "create", "cổng", "--json")[1])
    assert run(capsys, "keys", "create", "cổng")[0] == 2
    assert run(capsys, "keys", "revoke", made["id"])[0] == 0
    assert either.keys.find(made["key"]) is None
    assert "đã thu hồi" in run(capsys, "keys", "list")[1]
    assert run(capsys, "keys", "create", "cổng")[0] == 0


def test_when_a_key_was_last_used_is_kept(either):
    key, secret = either.keys.create("cổng", "ask")
    assert key.last_used is None
    either.keys.find(secret)
    assert either.keys.list()[0].last_used is not None


@pytest.mark.parametrize(
    "arguments",
    [
        ("keys",), ("keys", "create"), ("keys", "create", " "), ("keys", "create", "a" * 61),
        ("keys", "create", "a\nb"), ("keys", "create", "a", "--days", "0"), ("keys", "create", "a", "--role", "vua"),
        ("keys", "revoke", "khong-co"), ("audit", "--action", "khong-co"), ("backup",), ("restore", "khong-co.zip"),
        ("restore", "../khong-co.zip"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_vietnamese_message_and_exit_code_2(capsys, arguments):
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: ")
    assert err.count("\n") == 1


def test_listing_keys_where_none_were_made_makes_nothing(capsys, tmp_path):
    assert run(capsys, "keys", "list")[0] == 0
    assert not (tmp_path / "data").exists()


def test_a_public_address_without_keys_is_refused_and_with_one_it_is_not(capsys, app, monkeypatch):
    started = []
    monkeypatch.setattr("qa.serving.serve._listening", lambda settings: started.append(settings.host) or exit(7))
    code, _, err = run(capsys, "serve", "--host", "0.0.0.0")
    assert (code, started) == (2, [])
    assert "cchc keys create" in err
    app.keys.create("cổng", "ask")
    run(capsys, "serve", "--host", "0.0.0.0")
    assert started == ["0.0.0.0"]


def test_a_public_address_may_be_open_to_all_when_that_is_chosen(capsys, monkeypatch):
    monkeypatch.setattr("qa.serving.serve._listening", lambda settings: exit(7))
    monkeypatch.setenv("CCHC_ANONYMOUS", "true")
    assert run(capsys, "serve", "--host", "0.0.0.0")[0] == 7


# --- the audit trail ---


def test_the_trail_holds_questions_answers_feedback_and_changes(capsys, either):
    desk = Desk(either)
    answer = desk.ask(QUESTION)
    desk.note(Feedback(answer_id=answer.id, verdict="right"))
    told = json.loads(run(capsys, "audit", "--format", "json")[1])
    assert [e["action"] for e in told] == ["index", "ask", "feedback"]
    assert told[0]["detail"]["added"] == ["tan-hong-2023.txt"]
    assert (told[1]["detail"]["question"], told[1]["detail"]["answer"]) == (QUESTION, answer.answer)
    assert told[1]["detail"]["citations"] == [c.url for c in answer.citations]
    assert QUESTION in run(capsys, "audit")[1]
    assert run(capsys, "audit", "--action", "ask", "--format", "csv")[1].count("\r\n") == 2


def test_what_is_older_than_it_may_be_kept_is_deleted(either):
    either.audit.note("ask", "a", {"question": "cũ"})
    long_ago = (datetime.now(UTC) - timedelta(days=400)).isoformat()
    with either.records.engine.begin() as connection:
        connection.execute(sql.update(events).values(at=long_ago))
    either.audit.note("ask", "b", {"question": "mới"})
    assert either.audit.sweep() == 2
    assert [e.subject for e in either.audit.events()] == ["b"]
    assert not either.records.path or "cũ".encode() not in either.records.path.read_bytes()


def test_with_no_days_to_keep_nothing_is_noted(tmp_path):
    app = light_app(tmp_path, audit_days=0)
    Desk(app).ask(QUESTION)
    assert list(app.audit.events()) == []


def test_feedback_finds_the_answer_that_another_process_gave(either):
    answer = Desk(either).ask(QUESTION)
    Desk(LightApp(either.settings)).note(Feedback(answer_id=answer.id, verdict="wrong"))
    noted = json.loads((either.settings.data_dir / "feedback.jsonl").read_text(encoding="utf-8"))
    assert (noted["question"], noted["answer"]) == (QUESTION, answer.answer)


def test_what_is_asked_on_the_command_line_is_in_the_trail_unless_that_was_chosen(capsys, either, monkeypatch):
    assert run(capsys, "ask", QUESTION)[0] == 0
    assert [e.detail["question"] for e in either.audit.events(action="ask")] == [QUESTION]
    monkeypatch.setenv("CCHC_AUDIT_COMMANDS", "false")
    assert run(capsys, "ask", QUESTION)[0] == 0
    assert len(list(either.audit.events(action="ask"))) == 1


def test_an_answer_of_the_command_line_can_be_judged_by_its_id(capsys, either):
    asked = json.loads(run(capsys, "ask", QUESTION, "--json")[1])
    Desk(either).note(Feedback(answer_id=asked["id"], verdict="wrong"))
    noted = json.loads((either.settings.data_dir / "feedback.jsonl").read_text(encoding="utf-8"))
    assert noted["question"] == QUESTION


def test_an_answer_that_nobody_was_given_cannot_be_judged(either):
    with pytest.raises(LibraryError, match="khong-co"):
        Desk(either).note(Feedback(answer_id="khong-co", verdict="right"))
    assert not (either.settings.data_dir / "feedback.jsonl").exists()


def test_a_trail_that_cannot_be_written_is_told_on_the_command_line_beside_the_answer(capsys, app):
    app.records.create()
    app.close()
    app.records.path.unlink()
    app.records.path.mkdir()
    code, out, err = run(capsys, "ask", QUESTION)
    assert (code, err.count("\n")) == (0, 1)
    assert "80,41" in out
    assert "dấu vết" in err


def test_several_processes_may_begin_to_keep_records_at_once(either):
    others = [LightApp(either.settings) for _ in range(6)]
    tables.drop_all(either.records.engine)
    writing = [threading.Thread(target=other.audit.note, args=("ask", str(n), {})) for n, other in enumerate(others)]
    for one in writing:
        one.start()
    for one in writing:
        one.join()
    assert {event.subject for event in either.audit.events()} == set("012345")
    for other in others:
        other.close()


def test_copies_of_a_postgresql_database_are_left_to_its_own_tools(capsys, app, monkeypatch):
    monkeypatch.setenv("CCHC_DATABASE_URL", "postgresql+psycopg://ai:matkhau@127.0.0.1:1/kho")
    for command in ("backup", "restore"):
        code, _, err = run(capsys, command, "a.zip")
        assert (code, "pg_dump" in err, "matkhau" in err) == (2, True, False)


def test_a_trail_that_cannot_be_written_stops_no_answer(app):
    app.records.create()
    app.records.path.unlink()
    app.records.path.mkdir()
    app.records.engine.dispose()
    assert Desk(app).ask(QUESTION).status == "answered"


# --- copies ---


def moved(app: LightApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LightApp:
    """Another machine: other folders, nothing in them."""
    monkeypatch.setenv("CCHC_DATA_DIR", str(tmp_path / "other" / "data"))
    monkeypatch.setenv("CCHC_REPORTS_DIR", str(tmp_path / "other" / "reports"))
    return LightApp(Settings())


def test_a_copy_put_back_elsewhere_is_the_whole_product(capsys, app, tmp_path, monkeypatch):
    secret = app.keys.create("cổng", "ask")[1]
    Desk(app).ask(QUESTION)
    assert run(capsys, "backup", "a.zip")[0] == 0
    other = moved(app, tmp_path, monkeypatch)
    code, out, _ = run(capsys, "restore", "a.zip")
    assert code == 0
    assert "cchc index" not in out
    assert other.keys.find(secret)
    assert next(other.audit.events(action="ask")).detail["question"] == QUESTION
    assert other.index.documents() == app.index.documents()
    found = other.index.search(QUESTION, 3)
    assert [(h.passage, h.score) for h in found] == [(h.passage, h.score) for h in app.index.search(QUESTION, 3)]
    assert (tmp_path / "other" / "reports" / "tan-hong-2023.txt").read_text(encoding="utf-8") == REPORT
    summary = other.update()
    assert not any((summary.added, summary.updated, summary.removed))


def test_a_copy_made_while_reports_come_and_go_is_one_moment(app, tmp_path):
    from qa.keeping.backup import backup, restore

    stop = threading.Event()
    writer = LightApp(app.settings)

    def write() -> None:
        n = 0
        while not stop.is_set():
            n += 1
            report = app.settings.reports_dir / "b.txt"
            report.write_text(f"Xã Bình An năm 2024 đạt {n % 90},5 điểm.", encoding="utf-8")
            writer.update()

    writing = threading.Thread(target=write)
    writing.start()
    try:
        for n in range(3):
            copy = tmp_path / f"{n}.zip"
            backup(app.settings, copy)
            target = Settings(_env_file=None, reports_dir=tmp_path / f"r{n}", data_dir=tmp_path / f"d{n}")  # type: ignore[call-arg]
            restored = LightApp(target)
            if not restore(target, copy).whole:
                restored.update()
            assert all(restored.index.document(row.id) for row in restored.index.documents())
            assert restored.index.search("xã Bình An", 3)
    finally:
        stop.set()
        writing.join()


def test_what_is_there_already_is_kept_unless_forced_and_then_kept_beside(capsys, app, tmp_path):
    run(capsys, "backup", "a.zip")
    assert run(capsys, "backup", "a.zip")[0] == 2
    assert run(capsys, "restore", "a.zip")[0] == 2
    (tmp_path / "reports" / "tan-hong-2023.txt").write_text("đã sửa", encoding="utf-8")
    app.close()
    code, out, _ = run(capsys, "restore", "a.zip", "--force")
    assert code == 0
    assert (tmp_path / "reports" / "tan-hong-2023.txt").read_text(encoding="utf-8") == REPORT
    kept = next(path for path in tmp_path.iterdir() if path.name.startswith("data."))
    assert str(kept) in out
    assert (kept / "index.sqlite3").exists()


def test_reports_that_differ_are_not_replaced_unasked(capsys, app, tmp_path, monkeypatch):
    run(capsys, "backup", "a.zip")
    other = moved(app, tmp_path, monkeypatch)
    other.settings.reports_dir.mkdir(parents=True)
    mine = other.settings.reports_dir / "tan-hong-2023.txt"
    mine.write_text("của tôi", encoding="utf-8")
    assert run(capsys, "restore", "a.zip")[0] == 2
    assert mine.read_text(encoding="utf-8") == "của tôi"
    assert not other.settings.data_dir.exists()


def test_nothing_is_put_back_under_a_server(capsys, app):
    from qa.serving.serve import _serving_lock

    run(capsys, "backup", "a.zip")
    with _serving_lock(app.settings):
        code, _, err = run(capsys, "restore", "a.zip", "--force")
    assert code == 1
    assert "dừng máy chủ" in err


def forge(path: Path, change) -> None:
    """Rewrite a copy: `change` gets its files and its list, which is made to fit them again."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    stated = json.loads(files.pop("manifest.json"))
    change(files, stated)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(stated))


def lying_outside(name: str):
    def change(files, stated):
        files[name] = b"x"
        stated["files"][name] = [1, hashlib.sha256(b"x").hexdigest()]

    return change


def other_bytes(files, stated):
    files["index.sqlite3"] = files["index.sqlite3"][:-1] + b"?"


def no_database(files, stated):
    files["index.sqlite3"] = b"x" * 5000
    stated["files"]["index.sqlite3"] = [5000, hashlib.sha256(b"x" * 5000).hexdigest()]


def unlisted(files, stated):
    files["reports/khac.txt"] = b"x"


def other_schema(files, stated):
    stated["schema"] = 0


def unfolding(files, stated):
    files["reports/lon.txt"] = b"\0" * 5_000_000
    stated["files"]["reports/lon.txt"] = [10, hashlib.sha256(b"\0" * 10).hexdigest()]


@pytest.mark.parametrize(
    "change",
    [
        lying_outside("../thoat.txt"), lying_outside("/tmp-thoat.txt"), lying_outside("reports/../../thoat.txt"),
        lying_outside("reports/.ẩn"), lying_outside("generations/000001/passages.faiss"),
        lying_outside("reports\\..\\thoat.txt"), other_bytes, no_database, unlisted, other_schema, unfolding,
    ],
)  # fmt: skip
def test_a_copy_that_is_not_what_it_says_changes_nothing(capsys, app, tmp_path, monkeypatch, change):
    run(capsys, "backup", "a.zip")
    forge(tmp_path / "a.zip", change)
    other = moved(app, tmp_path, monkeypatch)
    code, _, err = run(capsys, "restore", "a.zip")
    assert code == 1
    assert err.startswith("Lỗi: ")
    assert err.count("\n") == 1
    assert not other.settings.data_dir.exists()
    assert not other.settings.reports_dir.exists()
    assert not list(tmp_path.rglob("*thoat*"))
    assert [p.name for p in (tmp_path / "other").iterdir()] == []


def test_a_file_that_is_no_copy_is_refused(capsys, tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no")
    assert run(capsys, "restore", "a.zip")[0] == 1

"""The command `cchc` as a person or a script meets it."""

import csv
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from qa import cli
from qa.app import App
from qa.settings import QUESTION_LIMIT, Settings
from tests.parts import REPORT, FakeAssistant, LightApp

ROOT = Path(cli.__file__).parent.parent


@pytest.fixture(autouse=True)
def _folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run in an empty folder with one report, and without a model."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CCHC_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "tan-hong-2023.txt").write_text(REPORT, encoding="utf-8")
    monkeypatch.setenv("CCHC_REPORTS_DIR", str(tmp_path / "reports"))
    monkeypatch.setenv("CCHC_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("qa.app.open_app", lambda settings: LightApp(settings))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(arguments)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


# --- help and wrong usage ---


def test_help_is_vietnamese_and_names_every_command(capsys):
    code, out, _ = run(capsys, "--help")
    assert code == 0
    assert "Cách dùng:" in out
    assert "usage" not in out
    for command in ("index", "ask", "evaluate", "facts", "serve", "doctor"):
        assert command in out


def test_help_imports_nothing_heavy():
    seen = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "qa.cli", "--help"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip
    imported = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in seen.splitlines()}
    assert "argparse" in imported
    assert not imported & {"pydantic", "numpy", "torch", "faiss", "gradio", "fastapi", "sqlalchemy", "onnxruntime"}


def test_listing_facts_loads_no_model_and_no_vectors(tmp_path):
    LightApp(Settings()).update()
    script = "import sys; from qa.cli import main; main(['facts']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, env=os.environ
    )
    assert "80,41" in done.stdout
    assert not set(done.stderr.split()) & {"torch", "faiss", "gradio", "onnxruntime", "fastapi"}


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("xoa",), ("ask",), ("ask", "a", "b"), ("facts", "--year", "hai"), ("facts", "--format", "pdf"),
        ("facts", "--unit"), ("facts", "--year", "99999"), ("index", "khong-co"),
        ("evaluate", "khong-co.jsonl"),
        ("ask", "  "), ("ask", "a" * (QUESTION_LIMIT + 1)), ("ask", "a", "--history", "khong-co.json"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_vietnamese_message_and_exit_code_2(capsys, arguments):
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert err.startswith("Lỗi: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_a_wrong_setting_is_told_and_exits_with_2(capsys, monkeypatch):
    monkeypatch.setenv("CCHC_PORT", "x")
    code, _, err = run(capsys, "ask", "gì?")
    assert (code, err.count("\n")) == (2, 1)
    assert "CCHC_PORT" in err


@pytest.mark.parametrize("content", ["{", '{"a": 1}', "[1]", '[{"answer": "a"}]', "\ud800"])
def test_a_history_that_is_none_is_refused(capsys, tmp_path, content):
    (tmp_path / "h.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    code, _, err = run(capsys, "ask", "gì?", "--history", "h.json")
    assert code == 2
    assert "h.json" in err


# --- indexing ---


def test_indexing_tells_what_it_did_and_a_second_time_that_nothing_changed(capsys):
    code, out, _ = run(capsys, "index")
    assert code == 0
    assert "mới 1" in out
    assert "giữ nguyên 1" in run(capsys, "index")[1]


def test_indexing_for_machines_gives_the_whole_summary(capsys):
    summary = json.loads(run(capsys, "index", "--json")[1])
    assert summary["added"] == ["tan-hong-2023.txt"]
    assert summary.keys() == {
        "added", "updated", "removed", "unchanged", "unreadable", "passages", "facts", "seconds", "partly_read",
    }  # fmt: skip


def test_an_unreadable_file_is_named_and_the_others_are_indexed(capsys, tmp_path):
    (tmp_path / "reports" / "hong.txt").write_bytes(b"")
    code, out, err = run(capsys, "index")
    assert code == 1
    assert "mới 1" in out
    assert "hong.txt" in err
    summary = json.loads(run(capsys, "index", "--json")[1])
    assert [Path(u["path"]).name for u in summary["unreadable"]] == ["hong.txt"]


def test_without_an_index_every_command_says_how_to_make_one(capsys):
    for arguments in (("ask", "gì?"), ("facts",)):
        code, _, err = run(capsys, *arguments)
        assert code == 1
        assert "cchc index" in err


# --- asking ---


def test_an_answer_is_printed_with_its_numbered_sources(capsys):
    run(capsys, "index")
    code, out, _ = run(capsys, "ask", "Chỉ số CCHC năm 2023?")
    assert code == 0
    assert "80,41 điểm [1]" in out
    assert "[1] Báo cáo số 114/BC-UBND ngày 25/3/2024 của UBND huyện Tân Hồng, mục I" in out
    assert "“Năm 2023, Chỉ số CCHC của huyện đạt 80,41 điểm" in out


def test_an_answer_for_machines_is_the_whole_answer(capsys):
    run(capsys, "index")
    answer = json.loads(run(capsys, "ask", "Chỉ số?", "--json")[1])
    assert answer["status"] == "answered"
    assert answer["citations"][0]["quote"].startswith("Năm 2023")


def test_history_comes_from_a_file(capsys, tmp_path, monkeypatch):
    seen = []
    original = FakeAssistant.ask
    monkeypatch.setattr(
        FakeAssistant, "ask", lambda self, q, h=(), f=None: (seen.append(list(h)), original(self, q, h, f))[1]
    )
    (tmp_path / "h.json").write_text('["một", {"question": "hai", "answer": "đáp"}]', encoding="utf-8-sig")
    run(capsys, "index")
    run(capsys, "ask", "ba", "--history", "h.json")
    assert [(t.question, t.answer) for t in seen[-1]] == [("một", ""), ("hai", "đáp")]


def test_an_error_nobody_foresaw_is_one_line_unless_debug_is_on(capsys):
    run(capsys, "index")
    code, _, err = run(capsys, "ask", "hỏng")
    assert code == 1
    assert "Traceback" not in err
    assert "--debug" in err
    assert "Traceback" in run(capsys, "ask", "hỏng", "--debug")[2]
    assert "Traceback" in run(capsys, "--debug", "ask", "hỏng")[2]


def test_control_c_stops_without_a_traceback(capsys, monkeypatch):
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(FakeAssistant, "ask", stopped)
    run(capsys, "index")
    code, _, err = run(capsys, "ask", "gì?")
    assert code == 130
    assert "Traceback" not in err


# --- facts ---


def test_facts_are_shown_as_a_table_with_their_sources(capsys):
    run(capsys, "index")
    code, out, _ = run(capsys, "facts", "--indicator", "Chỉ số CCHC", "--year", "2023", "--unit", "tan hong")
    assert code == 0
    assert "80,41" in out
    assert "114/BC-UBND" in out
    assert "Không có số liệu" in run(capsys, "facts", "--unit", "huyện Hồng Ngự")[1]


def test_an_unknown_indicator_is_named_with_those_that_are_known(capsys):
    run(capsys, "index")
    code, _, err = run(capsys, "facts", "--indicator", "hạnh phúc")
    assert code == 1
    assert "par_index" in err


def test_facts_as_csv_are_safe_to_open(capsys, tmp_path):
    text = 'Năm 2023, số tổ "=HYPERLINK(1)" của xã Bình An là 12 tổ.\n'
    (tmp_path / "reports" / "b.txt").write_text(text, encoding="utf-8")
    run(capsys, "index")
    out = run(capsys, "facts", "--format", "csv")[1]
    assert out.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+"))]


def test_facts_as_json_hold_the_quote_of_each(capsys):
    run(capsys, "index")
    rows = json.loads(run(capsys, "facts", "--format", "json")[1])
    assert rows
    assert all(row["text"] in row["quote"] for row in rows)


def test_a_reader_that_has_gone_is_no_error_to_talk_about(tmp_path):
    LightApp(Settings()).update()
    command = f"{sys.executable} -m qa.cli facts --format json | head -c 1"
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, env=os.environ, check=False)
    assert done.stderr == ""


# --- doctor and serve ---


def test_the_doctor_names_what_is_missing_and_then_that_all_is_well(capsys, monkeypatch):
    code, out, _ = run(capsys, "doctor")
    assert code == 1
    assert "✗ " in out
    assert "cchc index" in out
    run(capsys, "index")
    code, out, _ = run(capsys, "doctor")
    assert (code, "✗" in out) == (0, False)
    monkeypatch.setenv("CCHC_REPORT_DIR", "x")
    assert "CCHC_REPORT_DIR" in run(capsys, "doctor")[1]


def test_a_taken_port_is_told_before_anything_starts(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, _, err = run(capsys, "serve", "--port", str(taken.getsockname()[1]))
    assert code == 1
    assert "--port" in err


def test_the_server_says_its_address_answers_and_stops_cleanly(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    started = subprocess.Popen(
        [sys.executable, "-m", "qa.cli", "serve", "--port", str(port)],
        cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        answered = b""
        for _ in range(300):
            try:
                answered = urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5).read()
                break
            except OSError:
                assert started.poll() is None, started.stderr.read()
                time.sleep(0.2)
        assert b"ok" in answered
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=60)
    finally:
        started.kill()
    assert f"http://127.0.0.1:{port}" in out
    assert started.returncode == 0
    assert "Traceback" not in err


def test_the_app_opens_nothing_before_it_is_asked(tmp_path):
    App(Settings())
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("command", [("ask", "gì?"), ("facts",), ("serve",), ("doctor",)])
def test_a_data_folder_that_cannot_be_written_to_is_named(capsys, monkeypatch, tmp_path, command):
    (tmp_path / "tệp").write_text("")
    monkeypatch.setenv("CCHC_DATA_DIR", str(tmp_path / "tệp" / "data"))
    assert cli.main(command) in (1, 2)
    told = "".join(capsys.readouterr())
    assert f"Không ghi được vào {tmp_path / 'tệp' / 'data'}" in told
    assert "cchc index" not in told

"""`cchc serve` as a process: several workers over one index, stopping, starting anew, reports that come meanwhile."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from qa.app import App
from tests.parts import light_app

ROOT = Path(__file__).parents[2]
#: The command with hashed words for vectors and a quoting assistant; `slow` takes its time over an answer.
PROGRAM = """
import sys, time
import qa.app, tests.parts
class Light(tests.parts.LightApp):
    @property
    def assistant(self):
        made = super().assistant
        quick = type(made).ask
        def ask(question, history=(), filters=None):
            time.sleep({"chậm": 1.5, "treo": 600}.get(question, 0))
            return quick(made, question, history, filters)
        made.ask = ask
        return made
qa.app.open_app = Light
{more}
if __name__ == "__main__":
    from qa.cli import main
    sys.exit(main(sys.argv[1:]))
"""
SERVER = """
import server
server.open_app = qa.app.open_app
real = server.create_app
server.create_app = lambda app: real(app, with_page=False)
"""


@pytest.fixture
def app(tmp_path: Path) -> App:
    return light_app(tmp_path)


@contextmanager
def served(app: App, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command over the app's index; sitecustomize puts the light parts into every worker."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    light = app.settings.data_dir.parent / "light"
    light.mkdir(exist_ok=True)
    (light / "light.py").write_text(PROGRAM.replace("{more}", SERVER), encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": f"{light}{os.pathsep}{ROOT}",
        "CCHC_REPORTS_DIR": str(app.settings.reports_dir),
        "CCHC_DATA_DIR": str(app.settings.data_dir),
        "CCHC_LOG_LEVEL": os.environ.get("CCHC_LOG_LEVEL", "info"),
    }
    command = [sys.executable, "-m", "light", "serve", "--port", str(port), *arguments]
    process = subprocess.Popen(
        command, cwd=light, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: httpx.get(f"{address}/ready").status_code == 200)
        yield process, address
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=180)


def wait_for(done, seconds: float = 240) -> None:
    latest = time.monotonic() + seconds
    while time.monotonic() < latest:
        try:
            if done():
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise AssertionError("it did not come to pass")


def ask(address: str, question: str = "Chỉ số?") -> httpx.Response:
    return httpx.post(f"{address}/api/ask", json={"question": question}, timeout=30)


def total(address: str) -> float:
    told = httpx.get(f"{address}/metrics").text
    return sum(float(n) for n in re.findall(r'cchc_questions_total\{kind="figure",status="answered"\} (\S+)', told))


def children(process: subprocess.Popen[str]) -> set[str]:
    return set(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split())


def test_several_workers_count_together_and_all_see_what_is_indexed(app):
    with served(app, "--workers", "2") as (_, address):
        before = total(address)
        for _ in range(12):
            assert ask(address).status_code == 200
        assert total(address) == before + 12
        (app.settings.reports_dir / "b.txt").write_text("Xã Bình An đạt 70 điểm năm 2024.", encoding="utf-8")
        app.update()
        time.sleep(1.5)  # every worker looks once a second
        assert {len(httpx.get(f"{address}/api/documents").json()) for _ in range(12)} == {2}
        assert f"cchc_index_generation {float(app.index.generation)}" in httpx.get(f"{address}/metrics").text


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_server_that_is_stopped_answers_what_it_was_asked_before(app, workers):
    with served(app, "--workers", workers) as (process, address):
        answered: list[httpx.Response] = []
        asking = threading.Thread(target=lambda: answered.append(ask(address, "chậm")))
        asking.start()
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        asking.join()
        assert answered[0].status_code == 200
        process.wait(timeout=120)
        assert process.returncode == 0


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_server_that_starts_anew_turns_nobody_away(app, workers, monkeypatch):
    monkeypatch.setenv("CCHC_LOG_LEVEL", "warning")  # a line for each of many questions would fill the unread pipe
    with served(app, "--workers", workers) as (process, address):
        codes: list[int] = []
        stop = threading.Event()

        def keep_asking() -> None:
            while not stop.is_set():
                try:
                    codes.append(ask(address).status_code)
                except httpx.HTTPError:
                    codes.append(0)

        asking = threading.Thread(target=keep_asking)
        asking.start()
        time.sleep(0.5)
        process.send_signal(signal.SIGHUP)
        time.sleep(6)
        stop.set()
        asking.join()
        assert set(codes) == {200}
        assert process.poll() is None


def test_a_server_told_to_end_while_it_starts_anew_ends(app):
    with served(app) as (process, _):
        process.send_signal(signal.SIGHUP)
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=120)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_process_in_which_too_much_hangs_makes_way_for_another(app, workers, monkeypatch):
    for name, value in {"QUEUE_SECONDS": "0.2", "ANSWER_SECONDS": "0.2", "CONCURRENCY": "8"}.items():
        monkeypatch.setenv(f"CCHC_{name}", value)
    with served(app, "--workers", workers) as (process, address):
        before, workers_before = total(address), children(process)
        assert ask(address).status_code == 200
        told = []
        for _ in range(3):
            hanging = [threading.Thread(target=lambda: told.append(ask(address, "treo").status_code)) for _ in range(8)]
            for one in hanging:
                one.start()
            for one in hanging:
                one.join()
        assert set(told) <= {503}
        # One process alone counts from nothing when it starts anew; of several, one has gone.
        wait_for(lambda: total(address) <= before or workers_before - children(process))
        assert ask(address).status_code == 200
        assert process.poll() is None


def test_the_logs_are_json_and_the_question_can_be_kept_out_of_them(app, monkeypatch):
    monkeypatch.setenv("CCHC_LOG_QUESTIONS", "false")
    with served(app) as (process, address):
        ask(address, "bí mật của dân")
        process.terminate()
        _, err = process.communicate(timeout=180)
    assert '"event": "question"' in err
    assert '"request_id"' in err
    assert "bí mật của dân" not in err

"""More than can be answered: who waits, who is sent away, and that nothing is left behind."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from qa.serving.desk import Desk
from qa.serving.line import Abandoned, Limits, Line, Overload, still_wanted
from tests.parts import FakeAssistant, LightApp, light_app
from tests.server.live import serving


class Gated:
    """Lets the assistant answer only when the test opens the gate."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open, self.begun = threading.Event(), 0
        quick = FakeAssistant.ask

        def ask(assistant, question, history=(), filters=None):
            self.begun += 1
            while not self.open.wait(0.01):
                still_wanted()
            return quick(assistant, question, history, filters)

        monkeypatch.setattr(FakeAssistant, "ask", ask)


def served(tmp_path: Path, **chosen: object):
    app = light_app(tmp_path, **chosen)
    # The server warms up with a question of its own, which must not wait at the gate.
    app.__dict__["_assistant"] = FakeAssistant(app.index)
    return serving(app)


def ask(address: str) -> httpx.Response:
    return httpx.post(f"{address}/api/ask", json={"question": "gì?"}, timeout=30)


def until(true, seconds: float = 10) -> None:
    latest = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < latest
        time.sleep(0.01)


def test_who_comes_when_the_line_is_full_is_told_when_to_come_back(tmp_path, monkeypatch):
    with served(tmp_path, concurrency=1, queue=2) as address, ThreadPoolExecutor(6) as people:
        gated = Gated(monkeypatch)
        first = [people.submit(ask, address) for _ in range(3)]
        until(lambda: gated.begun == 1)
        until(lambda: _in_line(address) == 3)
        refused = ask(address)
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) >= 1
        assert "quá nhiều câu hỏi" in refused.json()["detail"]
        stream = httpx.post(f"{address}/api/ask/stream", json={"question": "gì?"})
        assert stream.status_code == 503
        gated.open.set()
        assert [f.result().status_code for f in first] == [200, 200, 200]
        assert ask(address).status_code == 200
        assert _in_line(address) == 0


def test_who_waits_too_long_in_the_line_is_sent_away(tmp_path, monkeypatch):
    with served(tmp_path, concurrency=1, queue=5, queue_seconds=0.3) as address, ThreadPoolExecutor(3) as people:
        gated = Gated(monkeypatch)
        first, second = people.submit(ask, address), people.submit(ask, address)
        until(lambda: _in_line(address) == 2)
        time.sleep(0.5)
        gated.open.set()
        assert sorted((first.result().status_code, second.result().status_code)) == [200, 503]


def test_an_answer_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    with served(tmp_path, queue_seconds=0.2, answer_seconds=0.2) as address:
        Gated(monkeypatch)
        refused = ask(address)
        assert refused.status_code == 503
        assert "chưa trả lời xong" in refused.json()["detail"]
        until(lambda: _in_line(address) == 0)


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_who_hangs_up_leaves_the_line_and_the_work_stops(tmp_path, monkeypatch, path):
    with served(tmp_path, concurrency=1) as address:
        gated = Gated(monkeypatch)
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{address}{path}", json={"question": "gì?"}, timeout=0.5).read()
        assert gated.begun == 1
        until(lambda: _in_line(address) == 0)


def test_the_server_answers_about_itself_while_the_line_is_full(tmp_path, monkeypatch):
    with served(tmp_path, concurrency=1, queue=1) as address, ThreadPoolExecutor(4) as people:
        gated = Gated(monkeypatch)
        waiting = [people.submit(ask, address) for _ in range(2)]
        until(lambda: _in_line(address) == 2)
        for path in ("/health", "/ready", "/metrics", "/api/documents"):
            assert httpx.get(f"{address}{path}").status_code == 200
        gated.open.set()
        assert {f.result().status_code for f in waiting} == {200}


def _in_line(address: str) -> float:
    told = httpx.get(f"{address}/metrics").text
    return float(next(line.split()[1] for line in told.splitlines() if line.startswith("cchc_line ")))


# --- the line itself ---


def test_work_given_up_before_it_begins_never_begins():
    line, gate, begun = Line(Limits(running=1, waiting=2)), threading.Event(), []
    first = line.enter(gate.wait)
    second = line.enter(lambda: begun.append(1))
    second.give_up()
    gate.set()
    assert first.result() is True
    line.close()
    assert begun == []
    assert line.held == 0
    with pytest.raises(Abandoned):
        second.result()


def test_work_given_up_stops_at_its_next_step():
    line, started, ended = Line(Limits(running=1)), threading.Event(), threading.Event()

    def work() -> None:
        started.set()
        try:
            while True:
                still_wanted()
                time.sleep(0.001)
        finally:
            ended.set()

    pending = line.enter(work)
    started.wait()
    pending.give_up()
    assert ended.wait(10)
    line.close()


def test_a_full_line_takes_nobody_and_an_emptied_one_does():
    line, gate = Line(Limits(running=1, waiting=0)), threading.Event()
    first = line.enter(gate.wait)
    with pytest.raises(Overload):
        line.enter(gate.wait)
    gate.set()
    first.result()
    until(lambda: line.held == 0)
    assert line.enter(lambda: 7).result() == 7


def test_an_error_of_the_work_reaches_the_one_who_asked(tmp_path):
    app = light_app(tmp_path)
    with pytest.raises(RuntimeError, match="bí mật"):
        Desk(app).ask("hỏng")


# --- steps that hang ---


def test_a_thread_whose_work_hangs_loses_its_place_to_another():
    line, gate = Line(Limits(running=1, waiting=1, patience=0.1, seconds=0.1)), threading.Event()
    hanging = line.enter(gate.wait)
    with pytest.raises(Overload, match="chưa trả lời xong"):
        hanging.result()
    assert line.enter(lambda: 7).result() == 7
    assert (line.held, line.lost) == (0, 1)
    gate.set()  # what hung may still end: nothing is counted twice
    assert hanging.future.result(10)
    assert line.enter(lambda: 8).result() == 8
    assert line.held == 0
    line.close()


def test_a_line_whose_threads_all_came_to_hang_says_once_that_it_is_worn_out():
    told: list[int] = []
    line, gate = (
        Line(Limits(running=4, waiting=4, patience=0.01, seconds=0.01), lambda: told.append(1)),
        threading.Event(),
    )
    for _ in range(5):
        for _ in range(4):
            line.enter(gate.wait)
        time.sleep(0.05)
        line.replace_stuck()
    assert told == [1]
    gate.set()
    line.close()


def test_closing_does_not_wait_for_ever_for_what_hangs():
    line, gate = Line(Limits(running=1, patience=0.1, seconds=0.1)), threading.Event()
    line.enter(gate.wait)
    line.close()
    gate.set()


@pytest.mark.parametrize(
    "call",
    [
        ("POST", "/api/ask", {"json": {"question": "gì?"}}),
        ("GET", "/api/search", {"params": {"q": "chỉ số"}}),
        ("GET", "/api/facts", {}),
        ("GET", "/api/documents", {}),
        ("GET", "/documents/x", {}),
        ("GET", "/ready", {}),
    ],
)
def test_a_step_that_hangs_is_told_in_time_and_the_next_caller_is_served(tmp_path, monkeypatch, call):
    method, path, sent = call
    limits = {"queue_seconds": 0.3, "answer_seconds": 0.3, "concurrency": 1}
    with served(tmp_path, **limits) as address:
        gate, quick = threading.Event(), LightApp.index.fget

        def index(app):
            assert gate.wait(60)
            return quick(app)

        monkeypatch.setattr(LightApp, "index", property(index))
        for _ in range(5):  # more than there are threads for it
            refused = httpx.request(method, address + path, timeout=10, **sent)
            assert refused.status_code == 503, refused.text
            assert int(refused.headers["retry-after"]) >= 1
        assert httpx.get(f"{address}/health").status_code == 200
        monkeypatch.setattr(LightApp, "index", property(quick))
        assert httpx.request(method, address + path, timeout=10, **sent).status_code in (200, 404)
        gate.set()

"""More than can be answered: who waits, who is sent away, and that nothing is left behind."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from qa.desk import Desk
from qa.line import Abandoned, Limits, Line, Overload, still_wanted
from tests.parts import FakeAssistant, light_app
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

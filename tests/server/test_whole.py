"""The whole product with nothing left out: bundled reports, default model, assistant, all ways of asking."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from page.shell import examples
from qa import cli
from qa.app import App
from qa.settings import SAMPLES, Settings
from server import create_app

QUESTIONS = [
    "Năm 2023 chỉ số CCHC của huyện Tân Hồng xếp thứ mấy?",
    "chi so cchc nam 2023 cua huyen tan hong dat bao nhieu diem",
    "Chỉ số CCHC của huyện Tân Hồng qua các năm?",
    "Huyện nào đứng đầu chỉ số CCHC năm 2023?",
    "Tỷ lệ hồ sơ giải quyết đúng hạn của huyện Yên Lạc năm 2024?",
    "Những hạn chế của huyện Tân Hồng năm 2023 là gì?",
    "Chỉ số CCHC năm 2030 của huyện Tân Hồng?",
    "Chỉ số CCHC của huyện?",
    "Giá vàng hôm nay bao nhiêu?",
]
ODD = ["!!!???", "😀😀😀", "a\x00b", "\u0301\u0301", "<script>alert(1)</script>", "'; DROP TABLE facts; --", "x" * 4000]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    folder = tmp_path_factory.mktemp("whole")
    chosen = {"reports_dir": SAMPLES, "data_dir": folder, "allowed_hosts": ("testserver",)}
    app = App(Settings(_env_file=None, **chosen))  # type: ignore[call-arg]
    app.update()
    return app


@pytest.fixture(scope="module")
def client(app: App) -> Iterator[TestClient]:
    with TestClient(create_app(app, with_page=False)) as client:
        yield client


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_quote_stands_in_its_report_and_every_marker_has_one(client, question):
    answer = client.post("/api/ask", json={"question": question}).json()
    cited = {c["n"]: c for c in answer["citations"]}
    for citation in cited.values():
        text = client.get(f"/api/documents/{citation['document_id']}").json()["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        page = client.get(citation["url"]).text
        assert "<mark" in page
    assert {int(n) for n in re.findall(r"\[(\d+)\]", answer["answer"])} == cited.keys()
    assert bool(cited) == (answer["status"] == "answered" and answer["kind"] != "small_talk")


@pytest.mark.parametrize("question", ODD)
def test_an_odd_question_gets_an_honest_answer(client, question):
    response = client.post("/api/ask", json={"question": question})
    assert response.status_code == 200
    assert response.json()["kind"] in ("not_found", "clarify", "small_talk")
    assert response.json()["citations"] == []


def test_a_figure_is_found_with_the_report_that_says_it(client):
    answer = client.post("/api/ask", json={"question": QUESTIONS[0]}).json()
    assert answer["status"] == "answered"
    assert "11/12" in answer["answer"]
    assert any("11/12" in c["quote"] for c in answer["citations"])


def test_a_unit_no_report_speaks_of_is_never_answered_for(client):
    answer = client.post("/api/ask", json={"question": "Chỉ số CCHC năm 2023 của huyện Mường Lát?"}).json()
    assert answer["status"] != "answered"


def test_the_examples_on_the_page_lead_somewhere(app):
    offered = examples(app)
    assert len(offered) >= 3
    for question in offered:
        assert app.assistant.ask(question).status in ("answered", "clarify"), question


def test_every_way_of_asking_gives_the_same_answer(app, client, capsys, monkeypatch):
    monkeypatch.setenv("CCHC_REPORTS_DIR", str(app.settings.reports_dir))
    monkeypatch.setenv("CCHC_DATA_DIR", str(app.settings.data_dir))
    asked = {"question": QUESTIONS[0]}
    by_api = client.post("/api/ask", json=asked).json()
    stream = client.post("/api/ask/stream", json=asked).text.strip().split("\n\n")[-1]
    by_stream = json.loads(stream.partition("data: ")[2])
    messages = [{"role": "user", "content": QUESTIONS[0]}]
    by_chat = client.post("/v1/chat/completions", json={"messages": messages}).json()["cchc"]
    assert cli.main(["ask", QUESTIONS[0], "--json"]) == 0
    by_command = json.loads(capsys.readouterr().out)
    for answer in (by_api, by_stream, by_chat, by_command):
        assert answer.pop("id")
        answer.pop("elapsed_ms")
    assert by_api == by_stream == by_chat == by_command


def test_the_scorecard_of_the_bundled_questions_is_printed_and_the_answers_written(app, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("CCHC_DATA_DIR", str(app.settings.data_dir))
    source = Path(__file__).parent.parent / "questions" / "samples.jsonl"
    questions = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines() if line]
    assert cli.main(["evaluate", str(source), "--out", str(tmp_path / "a.jsonl"), "--json"]) == 0
    card = json.loads(capsys.readouterr().out)
    assert card["questions"] == len(questions)
    assert card["citations_valid"] == 1.0
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [q["id"] for q in questions]

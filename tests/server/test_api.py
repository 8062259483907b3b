"""What other programs get over HTTP."""

import io
import json
import zipfile
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from qa.model import Answer
from qa.settings import QUESTION_LIMIT
from server import create_app
from tests.parts import ADMIN_KEY, LightApp, light_app, settings_in

ADMIN = {"X-Admin-Key": ADMIN_KEY.encode()}


def problem(response) -> str:
    """Return the detail of a well-formed problem."""
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    assert body["request_id"] == response.headers["x-request-id"]
    assert body["detail"]
    return body["detail"]


def events(text: str) -> list[tuple[str, dict]]:
    found = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


# --- asking ---


def test_an_answer_is_the_whole_answer_with_an_id(client):
    response = client.post("/api/ask", json={"question": "Chỉ số CCHC năm 2023?"})
    answer = Answer.model_validate(response.json())
    assert answer.id
    text = client.get(f"/api/documents/{answer.citations[0].document_id}").json()["text"]
    cited = answer.citations[0]
    assert text[cited.start : cited.end] == cited.quote
    assert "80,41" in cited.quote


def test_history_may_be_questions_or_turns(client, app):
    history = ["câu một", {"question": "câu hai", "answer": "đáp hai"}]
    client.post("/api/ask", json={"question": "còn năm trước?", "history": history})
    turns = app._assistant.asked[-1][1]
    assert [(t.question, t.answer) for t in turns] == [("câu một", ""), ("câu hai", "đáp hai")]


def test_filters_reach_the_assistant(client, app):
    client.post("/api/ask", json={"question": "gì?", "filters": {"units": ["huyện A"], "years": [2023]}})
    filters = app._assistant.asked[-1][2]
    assert (filters.units, filters.years, filters.documents) == (("huyện A",), (2023,), ())


@pytest.mark.parametrize(
    "body", [{}, {"question": ""}, {"question": "  \n"}, {"question": 5}, {"question": "a", "filters": {"x": 1}}]
)
def test_a_question_that_is_none_is_refused_with_a_reason(client, body):
    response = client.post("/api/ask", json=body)
    assert response.status_code == 422
    problem(response)


def test_a_question_may_have_four_thousand_characters_and_no_more(client):
    assert client.post("/api/ask", json={"question": "a" * QUESTION_LIMIT}).status_code == 200
    response = client.post("/api/ask", json={"question": "a" * (QUESTION_LIMIT + 1)})
    assert response.status_code == 422
    assert str(QUESTION_LIMIT) in problem(response)


def test_what_is_not_json_is_refused_with_a_reason(client):
    response = client.post("/api/ask", content=b"{", headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    problem(response)


def test_a_stream_tells_the_answer_piece_by_piece_and_then_whole(client):
    response = client.post("/api/ask/stream", json={"question": "Chỉ số?"})
    assert response.headers["content-type"].startswith("text/event-stream")
    told = events(response.text)
    assert told[0][0] == "status"
    assert told[-1][0] == "answer"
    pieces = [data["text"] for name, data in told if name == "delta"]
    assert len(pieces) > 1
    assert "".join(pieces) == told[-1][1]["answer"]


def test_a_stream_that_fails_ends_with_an_error_that_gives_nothing_away(client):
    told = events(client.post("/api/ask/stream", json={"question": "hỏng"}).text)
    assert told[-1][0] == "error"
    assert "bí mật" not in json.dumps(told, ensure_ascii=False)


def test_an_error_nobody_foresaw_gives_nothing_away(client):
    response = client.post("/api/ask", json={"question": "hỏng"})
    assert response.status_code == 500
    assert "bí mật" not in problem(response)


# --- looking up ---


def test_search_finds_passages_that_stand_where_it_says(client):
    found = client.get("/api/search", params={"q": "chỉ số CCHC của huyện", "k": 3}).json()
    assert found
    for hit in found:
        text = client.get(f"/api/documents/{hit['document_id']}").json()["text"]
        assert text[hit["start"] : hit["end"]] == hit["text"]


def test_facts_come_with_the_sentence_they_stand_in(client):
    rows = client.get("/api/facts", params={"indicator": "Chỉ số CCHC", "year": 2023}).json()
    assert {"80.41"} <= {row["value"] for row in rows}
    for row in rows:
        assert row["text"] in row["quote"]
        assert row["url"].startswith(f"/documents/{row['document_id']}?start=")


def test_facts_can_be_narrowed_to_a_unit(client):
    assert client.get("/api/facts", params={"unit": "Tân Hồng"}).json()
    assert client.get("/api/facts", params={"unit": "Tân"}).json()
    assert client.get("/api/facts", params={"unit": "Hồng Ngự"}).json() == []


def test_an_unknown_indicator_is_refused_with_those_that_are_known(client):
    response = client.get("/api/facts", params={"indicator": "chỉ số hạnh phúc"})
    assert response.status_code == 422
    assert "par_index" in problem(response)


def test_facts_as_csv_open_in_a_vietnamese_excel(client):
    response = client.get("/api/facts", params={"format": "csv"})
    assert response.content.startswith(b"\xef\xbb\xbf")
    head, *lines = response.content.decode("utf-8-sig").split("\r\n")
    assert ";" in head
    assert any(";80,41;" in line for line in lines)
    assert any("\t11/12" in line for line in lines)  # as text: Excel would make it a date


def test_a_ranking_has_rank_and_score_of_each_unit(client):
    rows = client.get("/api/rankings", params={"indicator": "par_index", "year": 2023}).json()
    assert [(r["subject"], r["rank"], r["of"], r["score"]) for r in rows] == [("huyện Tân Hồng", "11", "12", "80.41")]


def test_reports_are_listed_with_what_they_say_of_themselves(client):
    listed = client.get("/api/documents").json()
    assert [(d["source"], d["number"], d["issued_on"]) for d in listed] == [
        ("tan-hong-2023.txt", "114/BC-UBND", "2024-03-25")
    ]


@pytest.mark.parametrize("path", ["/api/documents/khong-co", "/api/gi-do", "/v1/gi-do"])
def test_what_is_not_there_is_a_problem(client, path):
    response = client.get(path)
    assert response.status_code == 404
    problem(response)


# --- keeping reports ---


def upload(client: TestClient, name: str, text: str = "Báo cáo mới của xã Bình An năm 2024.", **headers):
    return client.post("/api/documents", files={"file": (name, text.encode())}, headers=headers or ADMIN)


def test_a_report_that_is_uploaded_can_be_searched_at_once_and_removed_again(client, app):
    added = upload(client, "binh-an.txt")
    assert added.status_code == 201
    name = added.json()["id"]
    assert client.get(f"/api/documents/{name}").json()["text"].startswith("Báo cáo mới")
    found = client.get("/api/search", params={"q": "xã Bình An năm 2024"}).json()
    assert name in {hit["document_id"] for hit in found}
    assert client.delete(f"/api/documents/{name}", headers=ADMIN).status_code == 204
    assert client.get(f"/api/documents/{name}").status_code == 404
    assert not (app.settings.reports_dir / "binh-an.txt").exists()


@pytest.mark.parametrize(
    "name", ["../../thoat.txt", "..\\..\\thoat.txt", "/etc/thoat.txt", "C:\\thoat.txt", ".thoat.txt", "tho\x00at.txt"]
)
def test_an_uploaded_file_lies_in_the_reports_folder_whatever_its_name(client, app, tmp_path, name):
    response = upload(client, name)
    written = set(tmp_path.rglob("*.txt")) - {app.settings.reports_dir / "tan-hong-2023.txt"}
    assert all(p.parent == app.settings.reports_dir for p in written)
    assert response.status_code in (201, 422)


def test_an_upload_never_replaces_a_report(client, app):
    before = (app.settings.reports_dir / "tan-hong-2023.txt").read_bytes()
    response = upload(client, "tan-hong-2023.txt")
    assert response.status_code == 409
    problem(response)
    assert (app.settings.reports_dir / "tan-hong-2023.txt").read_bytes() == before


def test_the_same_report_under_another_name_is_refused(client, app):
    text = (app.settings.reports_dir / "tan-hong-2023.txt").read_text(encoding="utf-8")
    response = upload(client, "z.txt", text)
    assert response.status_code == 409
    assert not (app.settings.reports_dir / "z.txt").exists()
    assert len(client.get("/api/documents").json()) == 1


def test_a_file_of_another_kind_is_refused(client):
    response = upload(client, "virus.exe")
    assert response.status_code == 415
    problem(response)


def test_a_file_that_cannot_be_read_is_refused_and_not_kept(client, app):
    response = upload(client, "rong.txt", "")
    assert response.status_code == 422
    problem(response)
    assert not (app.settings.reports_dir / "rong.txt").exists()


@pytest.mark.parametrize("headers", [{"X-Admin-Key": "sai"}, {"Authorization": "Bearer sai"}, {"X-Other": "1"}])
def test_without_the_key_nothing_is_uploaded_or_removed(client, headers):
    assert upload(client, "a.txt", **headers).status_code == 401
    name = client.get("/api/documents").json()[0]["id"]
    assert client.delete(f"/api/documents/{name}", headers=headers).status_code == 401
    assert client.get(f"/api/documents/{name}").status_code == 200


def test_an_upload_can_be_followed_until_the_report_is_there(client):
    asked = {**ADMIN, "Accept": "text/event-stream"}
    events = upload(client, "binh-an.txt", **asked).text.split("\n\n")[:-1]
    names = [event.partition("\n")[0].removeprefix("event: ") for event in events]
    assert names[-1] == "report"
    assert set(names[:-1]) == {"progress"}
    again = upload(client, "binh-an.txt", **asked).text
    assert again.startswith("event: error")
    assert "Đã có" in again or "đã có" in again


def test_each_report_of_an_uploaded_zip_can_be_read_asked_for_and_removed_alone(client, app):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name in ("binh-an", "binh-hoa"):
            file.writestr(f"xã/{name}.txt", f"Báo cáo mới của xã {name} năm 2024.")
        file.writestr("rong.txt", "")
    sent = {"file": ("../bộ xã.zip", packed.getvalue())}
    added = client.post("/api/documents", files=sent, headers=ADMIN)
    assert added.status_code == 201
    first, second = added.json()["packed"]
    assert "rong.txt" in added.json()["unreadable"][0]
    assert "xã binh-hoa" in client.get(f"/api/documents/{second}").json()["text"]
    assert client.get(f"/documents/{second}").status_code == 200
    assert client.delete(f"/api/documents/{first}", headers=ADMIN).status_code == 204
    assert [client.get(f"/api/documents/{name}").status_code for name in (first, second)] == [404, 200]
    assert sorted(path.name for path in app.settings.reports_dir.iterdir()) == ["bộ xã.zip", "tan-hong-2023.txt"]
    assert {noted.subject for noted in app.audit.events(action="upload")} == {first, second}


def test_what_is_known_of_a_report_is_corrected_with_the_key_alone(client):
    address = f"/api/documents/{client.get('/api/documents').json()[0]['id']}"
    assert client.put(address, json={"number": "9/BC-UBND"}).status_code == 401
    assert client.put(address, json={"number": "9/BC-UBND"}, headers=ADMIN).json()["number"] == "9/BC-UBND"
    assert client.get(address).json()["number"] == "9/BC-UBND"
    refused = client.put(address, json={"period": "mùa xuân"}, headers=ADMIN)
    assert refused.status_code == 422
    assert "mùa xuân" in refused.json()["detail"]


def test_where_no_key_is_set_nobody_can_upload(tmp_path):
    app = light_app(tmp_path, admin_key="")
    with TestClient(create_app(app, with_page=False)) as client:
        response = upload(client, "a.txt", **{"X-Admin-Key": ""})
        assert response.status_code == 403
        assert "CCHC_ADMIN_KEY" in problem(response)


def test_a_body_that_is_too_large_is_refused(client):
    response = client.post("/api/ask", content=b"x" * (2 * 1024 * 1024 + 1))
    assert response.status_code == 413
    problem(response)


def test_a_body_that_hides_its_size_is_refused_too(client):
    def pieces() -> Iterator[bytes]:
        for _ in range(5):
            yield b" " * 1024 * 1024

    response = client.post("/api/ask", content=pieces(), headers={"Content-Type": "application/json"})
    assert response.status_code == 413
    problem(response)


# --- OpenAI-compatible ---


def test_a_chat_program_gets_a_completion_with_sources_and_the_answer_beside_it(client, app):
    messages = [
        {"role": "system", "content": "bạn là trợ lý"},
        {"role": "user", "content": "câu trước"},
        {"role": "assistant", "content": "đáp trước"},
        {"role": "user", "content": [{"type": "text", "text": "Chỉ số CCHC?"}]},
    ]
    body = client.post("/v1/chat/completions", json={"model": "cchc", "messages": messages}).json()
    content = body["choices"][0]["message"]["content"]
    assert content.startswith(body["cchc"]["answer"])
    assert body["cchc"]["citations"][0]["reference"] in content
    question, history, _ = app._assistant.asked[-1]
    assert question == "Chỉ số CCHC?"
    assert [(t.question, t.answer) for t in history] == [("câu trước", "đáp trước")]


def test_a_streamed_completion_joined_is_the_completion(client):
    asked = {"messages": [{"role": "user", "content": "Chỉ số CCHC?"}]}
    whole = client.post("/v1/chat/completions", json=asked).json()["choices"][0]["message"]["content"]
    lines = client.post("/v1/chat/completions", json={**asked, "stream": True}).text.strip().split("\n\n")
    assert lines[-1] == "data: [DONE]"
    chunks = [json.loads(line.removeprefix("data: ")) for line in lines[:-1]]
    assert "".join(c["choices"][0]["delta"].get("content", "") for c in chunks) == whole
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop"
    assert Answer.model_validate(chunks[-1]["cchc"]).citations


@pytest.mark.parametrize("messages", [[], [{"role": "system", "content": "x"}], [{"role": "user", "content": ""}]])
def test_a_completion_without_a_question_is_refused(client, messages):
    response = client.post("/v1/chat/completions", json={"messages": messages})
    assert response.status_code == 422
    problem(response)


def test_the_model_is_listed(client):
    assert [m["id"] for m in client.get("/v1/models").json()["data"]] == ["cchc"]


# --- watching ---


def test_a_server_with_reports_is_healthy_and_ready(client):
    assert client.get("/health").json() == {"status": "ok"}
    assert client.get("/ready").json() == {"ready": True, "reasons": []}


def test_a_server_without_an_index_is_healthy_but_says_why_it_is_not_ready(tmp_path):
    with TestClient(create_app(LightApp(settings_in(tmp_path)), with_page=False)) as client:
        assert client.get("/health").status_code == 200
        response = client.get("/ready")
        assert response.status_code == 503
        assert "cchc index" in response.json()["reasons"][0]
        asked = client.post("/api/ask", json={"question": "gì?"})
        assert asked.status_code == 503
        assert "cchc index" in problem(asked)


def test_a_server_sees_what_is_indexed_while_it_runs(tmp_path, monkeypatch):
    monkeypatch.setattr("qa.app._LOOK_EVERY", 0.0)
    app = LightApp(settings_in(tmp_path))
    with TestClient(create_app(app, with_page=False)) as client:
        assert client.get("/ready").status_code == 503
        LightApp(app.settings).update()
        assert client.get("/ready").status_code == 200
        (app.settings.reports_dir / "b.txt").write_text("Xã Bình An không phát sinh hồ sơ.", encoding="utf-8")
        LightApp(app.settings).update()
        assert len(client.get("/api/documents").json()) == 2


def test_metrics_count_questions_by_kind_and_status(client):
    client.post("/api/ask", json={"question": "một"})
    client.post("/api/ask", json={"question": "không có"})
    client.post("/api/ask", json={"question": "hỏng"})
    text = client.get("/metrics").text
    assert 'cchc_questions_total{kind="figure",status="answered"} 1' in text
    assert 'cchc_questions_total{kind="not_found",status="not_found"} 1' in text
    assert 'cchc_questions_total{kind="none",status="error"} 1' in text
    assert "cchc_answer_seconds_count 3" in text


def test_feedback_is_kept_with_the_question_it_is_about(client, app):
    answer = client.post("/api/ask", json={"question": "Chỉ số?"}).json()
    sent = {"answer_id": answer["id"], "verdict": "wrong_source", "comment": "sai trang"}
    assert client.post("/api/feedback", json=sent).status_code == 201
    noted = json.loads((app.settings.data_dir / "feedback.jsonl").read_text(encoding="utf-8"))
    assert (noted["verdict"], noted["question"], noted["comment"]) == ("wrong_source", "Chỉ số?", "sai trang")


def test_feedback_on_an_answer_of_an_earlier_run_is_kept_and_on_one_that_nobody_was_given_refused(client, app):
    with TestClient(create_app(LightApp(app.settings), with_page=False)) as earlier:
        answer = earlier.post("/api/ask", json={"question": "Chỉ số?"}).json()
    assert client.post("/api/feedback", json={"answer_id": answer["id"], "verdict": "right"}).status_code == 201
    refused = client.post("/api/feedback", json={"answer_id": "khong-co", "verdict": "right"})
    assert refused.status_code == 404
    assert "khong-co" in refused.json()["detail"]


def test_feedback_of_another_kind_is_refused(client):
    response = client.post("/api/feedback", json={"answer_id": "x", "verdict": "great"})
    assert response.status_code == 422
    problem(response)


def test_a_request_keeps_the_id_its_sender_gave_it_unless_that_is_no_id(client):
    assert client.get("/health", headers={"X-Request-ID": "cong-7"}).headers["x-request-id"] == "cong-7"
    assert "\n" not in client.get("/health", headers={"X-Request-ID": "a b"}).headers["x-request-id"]
    assert client.get("/health", headers={"X-Request-ID": "a b"}).headers["x-request-id"] != "a b"


def test_the_api_page_loads_nothing_from_outside(client):
    page = client.get("/docs").text
    assert "http://" not in page
    assert "https://" not in page
    for path in ("/docs/files/swagger-ui-bundle.js", "/docs/files/swagger-ui.css", "/favicon.svg"):
        assert path in page
        assert client.get(path).status_code == 200


def test_the_api_describes_itself(client):
    paths = client.get("/openapi.json").json()["paths"]
    for path in ("/api/ask", "/api/ask/stream", "/api/search", "/api/facts", "/api/rankings", "/api/feedback"):
        assert path in paths


@pytest.mark.parametrize(("year", "status"), [(2023, 200), ("2023", 200), (True, 422), (2023.5, 422), ("hai ba", 422)])
def test_a_year_of_the_filters_is_a_number_or_its_digits(client, year, status):
    asked = {"question": "Chỉ số?", "filters": {"years": [year]}}
    assert client.post("/api/ask", json=asked).status_code == status

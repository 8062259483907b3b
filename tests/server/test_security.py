"""The attacks we know of, one after the other, and what becomes of each."""

import ast
import base64
import io
import json
import logging
import pickle
import re
import socket
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

import web.gate
import web.protocol
from qa.serving.caller import CALLER, Caller
from qa.shelves.listing import as_csv
from server import create_app
from tests.parts import ADMIN_KEY, LightApp, light_app, settings_in
from tests.server.live import serving
from web.metrics import set_up_logs

ROOT = Path(__file__).parents[2]
ADMIN = {"X-Admin-Key": ADMIN_KEY.encode()}
TRICK = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The API with the chat page, and with it all that Gradio serves."""
    app = light_app(tmp_path_factory.mktemp("whole"))
    with TestClient(create_app(app), raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


def guarded(tmp_path: Path, **chosen: object) -> tuple[LightApp, TestClient]:
    """A server that answers nobody without a key."""
    app = light_app(tmp_path, anonymous=False, **chosen)
    return app, TestClient(create_app(app, with_page=False), raise_server_exceptions=False)


def upload(client: TestClient, name: str, content: bytes | str) -> httpx.Response:
    data = content.encode() if isinstance(content, str) else content
    return client.post("/api/documents", files={"file": (name, data)}, headers=ADMIN)


@contextmanager
def canary() -> Iterator[tuple[str, list[object]]]:
    """An address that must never be called, and the calls it got."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.01)
        yield f"127.0.0.1:{listening.getsockname()[1]}", calls
        while True:
            try:
                calls.append(listening.accept())
            except TimeoutError:
                return


# --- reading what is not meant to be read ---


@pytest.mark.parametrize(
    "path",
    [
        "/documents/..%2f..%2f..%2fetc%2fpasswd",
        "/api/documents/..%2f..%2fetc%2fpasswd",
        "/api/documents/%2fetc%2fpasswd",
        "/docs/files/..%2f..%2f..%2fetc%2fpasswd",
        "/docs/files/%2e%2e/%2e%2e/__init__.py",
        "/page/assets/..%2freport.py",
        "/page/assets/%2e%2e/%2e%2e/pyproject.toml",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=../../pyproject.toml",
        "/static/..%2f..%2fetc%2fpasswd",
        "/../../etc/passwd",
    ],
)
def test_no_path_leads_out_of_what_is_served(whole, path):
    response = whole.get(path)
    assert "root:" not in response.text
    assert "[project]" not in response.text
    assert response.status_code in (200, 400, 403, 404)  # 200: the chat page, at a name that means nothing


@pytest.mark.parametrize("name", ["../thoat.txt", "..\\thoat.txt", "/etc/cron.d/thoat.txt", "a/../../thoat.txt"])
def test_no_upload_leads_out_of_the_reports_folder(client, app, tmp_path, name):
    upload(client, name, "Báo cáo của xã Bình An năm 2024.")
    assert all(app.settings.reports_dir in path.parents for path in tmp_path.rglob("*thoat*"))


def test_the_page_server_calls_no_address_for_a_visitor(whole):
    with canary() as (address, calls):
        for path in (
            f"/gradio_api/proxy=http://{address}/x",
            f"/proxy=http://{address}/x",
            f"/gradio_api/file=http://{address}/x",
        ):
            whole.get(path)
        assert calls == []


# --- running script in the visitor's browser ---


def test_script_in_a_reports_text_title_and_file_name_is_text(client):
    text = f"ỦY BAN NHÂN DÂN\nHUYỆN {TRICK}\nBÁO CÁO\nCông tác {TRICK} năm 2023\n\nHuyện đạt 80 điểm {TRICK}."
    added = upload(client, f"{TRICK}.txt", text).json()
    page = client.get(f"/documents/{added['id']}?start=0&end=40")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text
    assert "unsafe" not in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", [f"/api/{TRICK}", f"/documents/{TRICK}", f"/v1/models/{TRICK}", f"/api/search?q={TRICK}"]
)
def test_script_in_an_address_comes_back_as_data_or_as_text(client, path):
    response = client.get(path)
    if response.headers["content-type"].startswith("text/html"):
        assert "<script>alert" not in response.text
    else:
        assert "json" in response.headers["content-type"]
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["content-security-policy"].startswith("default-src 'none'")


def test_no_other_site_may_frame_the_pages_or_be_sent_to_from_them(whole):
    for path in ("/", "/docs"):
        policy = whole.get(path).headers["content-security-policy"]
        assert re.search(r"frame-ancestors '(self|none)'", policy)
        assert re.search(r"form-action '(self|none)'", policy)
        assert "object-src 'none'" in policy or "default-src 'none'" in policy
        assert "http:" not in policy
        assert "https:" not in policy


# --- changing what the database is asked ---


@pytest.mark.parametrize(
    "trick", ["' OR 1=1 --", "'; DROP TABLE documents; --", '" UNION SELECT * FROM cchc_keys --', "%", "_", "\\"]
)
def test_sql_in_questions_filters_and_parameters_is_only_text(client, trick):
    assert client.get("/api/facts", params={"unit": trick}).json() == []
    assert client.get(f"/api/documents/{trick}").status_code == 404
    filters = {"units": [trick], "documents": [trick]}
    for asked in ({"question": trick}, {"question": "Chỉ số CCHC?", "filters": filters}):
        assert client.post("/api/ask", json=asked).status_code == 200
    assert client.post("/api/feedback", json={"answer_id": trick, "verdict": "right"}).status_code == 404
    assert len(client.get("/api/documents").json()) == 1


# --- putting lines where they do not belong ---


def test_no_header_of_a_request_makes_a_header_of_the_response(app):
    with serving(app) as address, raw(address) as line:
        line.sendall(b"GET /health HTTP/1.1\r\nHost: testserver\r\nX-Request-ID: a\rSet-Cookie: b=c\r\n\r\n")
        assert b"set-cookie" not in line.recv(4096).lower()


def test_a_file_name_with_line_ends_makes_no_header(client):
    added = upload(client, "a\r\nSet-Cookie: b=c.txt", "Báo cáo của xã Bình An năm 2024.")
    assert "set-cookie" not in added.headers
    assert "\n" not in added.json().get("source", "")


def test_a_question_with_line_ends_makes_no_line_of_the_log(app):
    written = io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        set_up_logs("info", written)
        with TestClient(create_app(app, with_page=False)) as client:
            client.post("/api/ask", json={"question": 'gì?\n{"level": "info", "message": "giả"}'})
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert "giả" not in {line["message"] for line in lines}
    assert any("giả" in line.get("question", "") for line in lines)
    assert len({line["request_id"] for line in lines if line["message"] in ("question", "request")}) == 1


# --- too much, and too slowly ---


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client):
    response = client.post("/api/ask", content=b"", headers={"Content-Length": str(1 << 40)})
    assert response.status_code == 413


def test_an_upload_of_a_stranger_is_refused_before_it_is_read(app):
    with serving(app) as address, raw(address) as line:
        line.sendall(b"POST /api/documents HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000000\r\n\r\n")
        assert b" 401 " in line.recv(4096)


@pytest.mark.parametrize(
    "body",
    [
        {"question": "a" * 100_000},
        {"question": "a", "history": ["b"] * 101},
        {"question": "a", "history": [{"question": "b" * 900_000, "answer": "c" * 900_000}]},
    ],
)
def test_a_question_or_a_history_that_is_too_long_is_cut_or_refused(client, app, body):
    response = client.post("/api/ask", json=body)
    assert response.status_code in (200, 422)
    for _, history, _ in app._assistant.asked:
        assert sum(len(turn.question) + len(turn.answer) for turn in history) < 100_000


def test_deeply_nested_json_is_refused(client):
    sent = b'{"question": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    response = client.post("/api/ask", content=sent, headers={"Content-Type": "application/json"})
    assert response.status_code in (400, 422)


def test_headers_that_come_one_by_one_are_not_waited_for(app, monkeypatch):
    monkeypatch.setattr(web.protocol, "_HEADER_TIME", 0.3)
    with serving(app) as address, raw(address) as line:
        line.sendall(b"GET /health HTTP/1.1\r\n")
        for _ in range(20):
            time.sleep(0.1)
            try:
                line.sendall(b"X-A: b\r\n")
            except OSError:
                break
        assert is_closed(line)


def test_a_body_that_does_not_come_is_not_waited_for(app, monkeypatch):
    monkeypatch.setattr(web.gate, "_SILENCE", 0.3)
    with serving(app) as address, raw(address) as line:
        line.sendall(b"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n")
        line.sendall(b"Content-Length: 99\r\n\r\n{")
        answer = line.recv(4096)
    assert b" 408 " in answer
    assert b"connection: close" in answer.lower()


def test_a_connection_that_says_nothing_is_closed(app, monkeypatch):
    monkeypatch.setattr(web.protocol, "_HEADER_TIME", 0.3)
    with serving(app) as address, raw(address) as line:
        assert is_closed(line)


@contextmanager
def raw(address: str) -> Iterator[socket.socket]:
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        yield line


def is_closed(line: socket.socket) -> bool:
    try:
        return line.recv(1) == b""
    except ConnectionError:
        return True


# --- getting in ---


def test_without_a_key_a_guarded_server_tells_nothing(tmp_path):
    _, client = guarded(tmp_path)
    with client:
        for path in (
            "/api/facts",
            "/api/documents",
            "/documents/x",
            "/docs",
            "/openapi.json",
            "/metrics",
            "/v1/models",
            "/",
        ):
            assert client.get(path).status_code == 401, path
        assert client.post("/api/ask", json={"question": "gì?"}).status_code == 401
        assert client.get("/health").status_code == client.get("/ready").status_code == 200


def test_a_key_opens_what_its_role_allows_and_no_more(tmp_path):
    app, client = guarded(tmp_path)
    asking = {"Authorization": f"Bearer {app.keys.create('cổng', 'ask')[1]}"}
    keeping = {"Authorization": f"Bearer {app.keys.create('văn thư', 'admin')[1]}"}
    report = {"file": ("a.txt", "Xã Bình An đạt 70 điểm năm 2024.".encode())}
    with client:
        assert client.get("/api/documents", headers=asking).status_code == 200
        assert client.post("/api/documents", files=report, headers=asking).status_code == 403
        added = client.post("/api/documents", files=report, headers=keeping)
        assert added.status_code == 201
        where = f"/api/documents/{added.json()['id']}"
        assert client.delete(where, headers=asking).status_code == 403
        assert client.delete(where, headers=keeping).status_code == 204


def test_a_browser_may_send_the_key_as_a_password(tmp_path):
    app, client = guarded(tmp_path)
    key = app.keys.create("cổng", "ask")[1]
    with client:
        asked = client.get("/docs", headers={"Accept": "text/html"})
        assert asked.headers["www-authenticate"].startswith("Basic")
        assert client.get("/docs", auth=("ai-cung-duoc", key)).status_code == 200
        assert client.get("/docs", auth=("ai-cung-duoc", "sai")).status_code == 401
        assert client.get("/docs", headers={"Authorization": "Basic !!"}).status_code == 401


def test_a_revoked_or_expired_key_opens_nothing_from_then_on(tmp_path):
    app, client = guarded(tmp_path)
    key, secret = app.keys.create("cổng", "ask", days=1)
    headers = {"Authorization": f"Bearer {secret}"}
    with client:
        assert client.get("/v1/models", headers=headers).status_code == 200
        with sqlite3.connect(app.records.path) as file:
            file.execute("UPDATE cchc_keys SET expires = '2020-01-01T00:00:00+00:00'")
        assert client.get("/v1/models", headers=headers).status_code == 401
        with sqlite3.connect(app.records.path) as file:
            file.execute("UPDATE cchc_keys SET expires = NULL")
        assert client.get("/v1/models", headers=headers).status_code == 200
        app.keys.revoke(key.id)
        assert client.get("/v1/models", headers=headers).status_code == 401


def test_who_steals_the_records_has_no_key(app):
    _, secret = app.keys.create("cổng", "admin")
    held = b"".join(path.read_bytes() for path in app.records.path.parent.glob("records*"))
    assert secret.encode() not in held
    assert secret.split("_", 2)[2].encode() not in held
    assert app.records.path.stat().st_mode & 0o077 == 0


def test_keys_cannot_be_guessed_one_after_the_other(tmp_path):
    app, client = guarded(tmp_path)
    right = {"Authorization": f"Bearer {app.keys.create('cổng', 'ask')[1]}"}
    with client:
        tried = [client.get("/v1/models", headers={"Authorization": f"Bearer cchc_x_{n}"}) for n in range(25)]
        assert tried[0].status_code == 401
        assert tried[-1].status_code == 429
        assert int(tried[-1].headers["retry-after"]) <= 60
        assert client.get("/v1/models", headers=right).status_code == 429  # or guessing on would still tell


@pytest.mark.parametrize(
    "key", ["", "cchc", "cchc__", "cchc_" + "a" * 5000, "cchc_\u00e9_\u00e9", "cchc_' OR 1=1 --_x"]
)
def test_what_is_no_key_is_no_key(tmp_path, key):
    app, client = guarded(tmp_path)
    app.keys.create("cổng", "ask")
    with client:
        headers = {"Authorization": b"Bearer " + key.encode()}
        assert client.get("/v1/models", headers=headers).status_code == 401


def test_a_caller_who_asks_too_often_is_told_when_to_come_back(tmp_path):
    app, client = guarded(tmp_path, rate_key="3/minute")
    headers = {"Authorization": f"Bearer {app.keys.create('cổng', 'ask')[1]}"}
    other = {"Authorization": f"Bearer {app.keys.create('khác', 'ask')[1]}"}
    with client:
        codes = [client.get("/api/documents", headers=headers).status_code for _ in range(5)]
        assert codes == [200, 200, 200, 429, 429]
        refused = client.get("/api/documents", headers=headers)
        assert 0 < int(refused.headers["retry-after"]) <= 60
        assert client.get("/api/documents", headers=other).status_code == 200


# --- formulas in tables ---


@pytest.mark.parametrize(
    "trick",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "\u00a0=1+1", "＝1+1", "=cmd|'/c calc'!A1"],
)
def test_no_cell_of_a_table_is_a_formula(trick):
    row = {"subject": trick, "quote": trick, "source": trick, "value": trick}
    cells = as_csv([row], ("subject", "quote", "source", "value")).split("\r\n")[1].split(";")
    assert not [cell for cell in cells if cell.strip('" \u00a0')[:1] in ("=", "+", "-", "@", "＝")]


# --- making the server call or run something ---


def test_no_field_of_a_request_chooses_an_address_to_call(client):
    with canary() as (address, calls):
        url = f"http://{address}/v1"
        named = dict.fromkeys(("base_url", "api_base", "llm_base_url", "model", "url", "endpoint", "proxy"), url)
        message = {
            "role": "user",
            "content": [{"type": "image_url", "image_url": {"url": url}}, {"type": "text", "text": f"{url}?"}],
        }
        client.post("/v1/chat/completions", json={**named, "messages": [message]})
        client.post("/api/ask", json={**named, "question": f"Xem {url}"}, headers={"X-Forwarded-Host": address})
        assert calls == []


@pytest.mark.parametrize("name", ["a.html", "a.md", "a.txt"])
def test_a_report_makes_the_server_call_nothing_and_read_no_file(client, name):
    with canary() as (address, calls):
        text = (
            f'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd"><!ENTITY c SYSTEM "http://{address}/">]>'
            f'<html><head><link rel="stylesheet" href="http://{address}/"><base href="http://{address}/"></head>'
            f'<body><p>Xã Bình An năm 2024 đạt 70 điểm &b; &c;</p><img src="http://{address}/"></body></html>'
        )
        added = upload(client, name, text)
        if added.status_code == 201:
            assert "root:" not in client.get(f"/api/documents/{added.json()['id']}").json()["text"]
        assert calls == []


class _Trap:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return (Path.touch, (self.path,))


def test_a_forged_index_file_is_refused_and_runs_nothing(app, tmp_path):
    sprung = tmp_path / "sprung"
    for forged in tmp_path.rglob("*.faiss"):
        whole = forged.read_bytes()
        for content in (pickle.dumps(_Trap(sprung)), whole[:200] + b"\xff" * 64, whole[: len(whole) // 2], b""):
            forged.write_bytes(content)
            with TestClient(
                create_app(LightApp(app.settings), with_page=False), raise_server_exceptions=False
            ) as client:
                response = client.get("/api/search", params={"q": "chỉ số CCHC"})
                assert response.status_code == 503
                assert "cchc index" in response.json()["detail"]
        forged.write_bytes(whole)
    assert not sprung.exists()


def test_nothing_of_ours_reads_what_can_run_code():
    modules = {"pickle", "cPickle", "dill", "joblib", "marshal", "shelve", "cloudpickle"}
    calls = {"eval", "exec", "os.system", "yaml.load", "yaml.unsafe_load", "torch.load"}
    ends = {call.rpartition(".")[2] for call in calls}
    for path in [p for f in ("corpus", "index", "qa", "page", "web", "prompts") for p in (ROOT / f).rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
                assert not modules & {name.split(".")[0] for name in names}, path
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                assert called not in ends or ast.unparse(node.func) not in calls, path
                trusting = {k.arg for k in node.keywords if isinstance(k.value, ast.Constant) and k.value.value is True}
                assert not trusting & {"shell", "allow_pickle"}, path


# --- passing for another site ---


def test_nothing_redirects(whole):
    for path in (
        "//xau.example/",
        "/api/documents/",
        "/docs/",
        "/api/ask/",
        "/documents/x/",
        "/?next=http://xau.example/",
    ):
        response = whole.get(path, headers={"Host": "testserver", "X-Forwarded-Host": "xau.example"})
        assert "xau.example" not in response.headers.get("location", ""), path
        assert response.status_code not in (301, 302, 303, 307, 308), path


@pytest.mark.parametrize("host", ["xau.example", "127.0.0.1.xau.example", "[", "a b", "testserver@xau.example"])
def test_a_name_turned_to_this_machine_is_refused(tmp_path, host):
    app = LightApp(settings_in(tmp_path, allowed_hosts=()))
    with TestClient(create_app(app, with_page=False), raise_server_exceptions=False) as client:
        for known in ("127.0.0.1:8000", "localhost", "[::1]:8000"):
            assert client.get("/api/documents", headers={"Host": known}).status_code != 421
        refused = client.get("/api/documents", headers={"Host": host})
        assert refused.status_code == 421
        assert "CCHC_ALLOWED_HOSTS" in refused.json()["detail"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://xau.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.xau.example"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_page_of_another_site_can_neither_ask_nor_change_anything(client, headers):
    password = base64.b64encode(b"x:" + ADMIN_KEY.encode()).decode()
    sent = {**headers, "Authorization": f"Basic {password}"}
    report = {"file": ("a.txt", "Xã Bình An đạt 70 điểm năm 2024.".encode())}
    assert client.post("/api/documents", files=report, headers=sent).status_code == 403
    assert client.post("/api/ask", json={"question": "gì?"}, headers=headers).status_code == 403
    assert client.post("/api/ask", json={"question": "gì?"}, headers={"Origin": "http://testserver"}).status_code == 200


def test_only_the_origins_that_were_chosen_may_read_answers(tmp_path):
    portal = "https://cong.example"
    app = light_app(tmp_path, cors_origins=(portal,))
    with TestClient(create_app(app, with_page=False)) as client:
        good = client.post("/api/ask", json={"question": "gì?"}, headers={"Origin": portal})
        assert (good.status_code, good.headers["access-control-allow-origin"]) == (200, portal)
        bad = client.post("/api/ask", json={"question": "gì?"}, headers={"Origin": "https://xau.example"})
        assert bad.status_code == 403
        assert "access-control-allow-origin" not in bad.headers
        assert "access-control-allow-credentials" not in good.headers


def test_without_a_choice_no_other_origin_may_read_answers(client):
    response = client.get("/api/documents", headers={"Origin": "https://cong.example"})
    assert "access-control-allow-origin" not in response.headers


def test_a_form_of_another_site_is_no_question(client):
    sent = client.post("/api/ask", content=b'{"question": "x"}', headers={"Content-Type": "text/plain"})
    assert sent.status_code == 415
    assert "application/json" in sent.json()["detail"]


def test_who_asks_is_known_to_nobody_else(app):
    with TestClient(create_app(app, with_page=False)) as client:
        client.get("/health", headers={"X-Request-ID": "cua-toi"})
        assert client.get("/health").headers["x-request-id"] != "cua-toi"
    assert Caller() == CALLER.get()

"""What a portal does with us: the snippet on its page, its spreadsheet, its own client, the examples of the docs."""

import http.server
import importlib.util
import json
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import ModuleType

import httpx
import openpyxl
import pytest

from qa.settings import Settings
from qa.shelves.listing import FACT_COLUMNS, as_csv
from tests.parts import light_app
from tests.server.live import serving

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SOFFICE = shutil.which("soffice")
TRICK = "<img src=x onerror=\"document.title='hỏng'\">"


@contextmanager
def portal(folder: Path) -> Iterator[str]:
    """A web site of its own, on another origin than ours."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    handler.func.log_message = lambda *_: None
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{site.server_port}"
    finally:
        site.shutdown()
        site.server_close()


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (apt-get install chromium)")
@pytest.mark.parametrize("chosen", [True, False])
def test_the_snippet_asks_from_a_page_of_the_portal_where_that_was_chosen(tmp_path, chosen):
    from playwright.sync_api import sync_playwright

    folder = tmp_path / "portal"
    folder.mkdir()
    with portal(folder) as site:
        app = light_app(tmp_path, cors_origins=(site,) if chosen else ())
        with serving(app) as address, sync_playwright() as play:
            snippet = re.findall(r"```html\n(.+?)```", GUIDE, re.S)[0].replace("http://127.0.0.1:8000", address)
            (folder / "index.html").write_text(f"<!doctype html><meta charset=utf-8><title>Cổng</title>{snippet}")
            browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(site)
            page.get_by_label("Câu hỏi").fill(TRICK)
            page.get_by_role("button", name="Gửi").click()
            if chosen:
                page.get_by_text("Năm 2023 đạt 80,41 điểm").wait_for()
                link = page.get_by_role("link").first
                assert link.get_attribute("href").startswith(f"{address}/documents/")
                page.get_by_role("button", name="Xếp thứ mấy?").click()
                page.get_by_text("Bạn hỏi: Xếp thứ mấy?").wait_for()
            else:
                page.get_by_text("Chưa trả lời được lúc này").wait_for()
            assert page.get_by_text(TRICK).is_visible()
            assert page.title() == "Cổng"
            browser.close()


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (apt-get install libreoffice-calc)")
def test_the_table_opens_in_libreoffice_as_it_was_written(app, tmp_path):
    with serving(app) as address:
        (tmp_path / "a.csv").write_bytes(httpx.get(f"{address}/api/facts?format=csv").content)
    tricks = as_csv([{"subject": f"{sign}1+1", "quote": "huyện"} for sign in "=+-@"], FACT_COLUMNS)
    (tmp_path / "b.csv").write_text(tricks, encoding="utf-8")
    command = [SOFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--infilter=CSV:59,34,76"]
    files = [str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]
    subprocess.run(
        [*command, "--convert-to", "xlsx", "--outdir", str(tmp_path), *files],
        check=True,
        capture_output=True,
        timeout=180,
    )
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows(values_only=True))
    assert rows[0][:4] == ("Đơn vị", "Chỉ tiêu", "Kỳ", "Loại")
    assert "huyện Tân Hồng" in {row[0] for row in rows}
    assert any("11/12" in str(row[4]) for row in rows)
    for name in ("a.xlsx", "b.xlsx"):
        cells = [cell for row in openpyxl.load_workbook(tmp_path / name).active.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]


def example() -> ModuleType:
    stated = importlib.util.spec_from_file_location("client_example", ROOT / "docs" / "examples" / "client.py")
    module = importlib.util.module_from_spec(stated)
    sys.modules["client_example"] = module
    stated.loader.exec_module(module)
    return module


def test_the_client_of_the_documentation_asks_streams_and_is_told_why_not(app):
    client_example = example()
    with serving(app) as address:
        client = client_example.Client(address)
        answer = client.ask("Chỉ số CCHC năm 2023?", years=[2023])
        assert "80,41" in answer.citations[0].quote
        *pieces, whole = client.ask_stream("Xếp thứ mấy?", history=[answer])
        assert "".join(pieces) == whole.answer
        assert app._assistant.asked[-1][1][0].answer == answer.answer
        assert client.facts(unit="Tân Hồng", year=2023)
        with pytest.raises(client_example.Refused, match="Câu hỏi"):
            client.ask("")
        with pytest.raises(client_example.Refused, match="ngoài dự tính"):
            list(client.ask_stream("hỏng"))


def commands(language: str = "bash") -> list[str]:
    return [c.strip() for c in re.findall(rf"```{language}\n(.+?)```", GUIDE, re.S)]


@pytest.mark.parametrize("command", [c for c in commands() if c.startswith("curl")])
def test_every_request_of_the_guide_is_answered(app, command):
    with serving(app) as address:
        asked = shlex.split(command.replace("\\\n", " ").replace("http://127.0.0.1:8000", address))
        assert asked[0] == "curl"
        done = subprocess.run([*asked, "--fail-with-body"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout
    assert "80,41" in done.stdout or "80.41" in done.stdout


def test_every_command_of_the_guide_can_be_run(app, monkeypatch, tmp_path, capsys):
    from qa import cli

    for name in Settings.model_fields:
        monkeypatch.delenv(f"CCHC_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CCHC_REPORTS_DIR", str(app.settings.reports_dir))
    monkeypatch.setenv("CCHC_DATA_DIR", str(app.settings.data_dir))
    for block in commands():
        for line in block.splitlines() if block.startswith("cchc") else ():
            assert cli.main(shlex.split(line)[1:]) == 0, capsys.readouterr().err


def test_the_unit_file_and_the_container_start_what_there_is(monkeypatch):
    from qa.cli import _parser

    unit = (ROOT / "deploy" / "hoidap-cchc.service").read_text(encoding="utf-8")
    started = re.search(r"^ExecStart=\S+/cchc (.+)$", unit, re.M)[1]
    assert _parser().parse_args(started.split()).workers == 2
    container = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    known = {f"CCHC_{name.upper()}" for name in Settings.model_fields}
    for text in (unit, container):
        assert set(re.findall(r"\b(CCHC_[A-Z_]+)=", text)) <= known
    assert json.loads(re.search(r"^CMD (.+)$", container, re.M)[1])[-1].endswith("exec cchc serve")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_understands_the_unit_file(tmp_path):
    unit = (ROOT / "deploy" / "hoidap-cchc.service").read_text(encoding="utf-8")
    here = tmp_path / "hoidap-cchc.service"
    here.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit, flags=re.M), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(here)], capture_output=True, text=True, check=False)
    assert str(here.name) not in done.stderr, done.stderr

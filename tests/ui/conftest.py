"""One server over the sample reports and one browser for all tests of the page; each test is a fresh visitor."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

import pytest
import uvicorn

from qa.app import App
from qa.settings import SAMPLES
from server import create_app
from tests.fakes import HashingEmbedder
from tests.parts import settings_in

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
#: Stands in whatever a browser says of something that the page was not allowed to do.
BROKEN = "Content Security Policy"
#: Set to a folder, the tests leave pictures of what they see there.
SCREENS = os.environ.get("CCHC_TEST_SCREENS", "")


class SampleApp(App):
    """The whole product; only the vectors are hashed words, which figures do not need."""

    @cached_property
    def embedder(self) -> HashingEmbedder:
        return HashingEmbedder()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if CHROMIUM is None and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="chromium is not installed (apt-get install chromium)"))


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> App:
    folder = tmp_path_factory.mktemp("page")
    (folder / "reports").mkdir()
    for report in SAMPLES.iterdir():
        if report.suffix in (".txt", ".md", ".html", ".yaml"):
            shutil.copy(report, folder / "reports")
    app = SampleApp(settings_in(folder))
    app.update()
    return app


@pytest.fixture(scope="session")
def address(app: App) -> Iterator[str]:
    server = uvicorn.Server(uvicorn.Config(create_app(app), host="127.0.0.1", port=0, log_level="error"))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    while not server.started:
        assert running.is_alive()
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    running.join(timeout=60)


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, address) -> Iterator[Callable]:
    """Open the page as a new visitor.

    Whatever leaves for another place, fails on the page or breaks its policy fails the test.
    """
    contexts, outside, troubles = [], [], []

    def visit(**chosen: object):
        context = browser.new_context(
            **{
                "locale": "vi-VN",
                "permissions": ["clipboard-read", "clipboard-write"],
                "reduced_motion": "reduce",
                **chosen,
            }
        )
        contexts.append(context)
        context.on("request", lambda r: None if _is_ours(r.url, address) else outside.append(r.url))
        context.on("weberror", lambda error: troubles.append(str(error.error)))
        context.on("console", lambda told: troubles.append(told.text) if BROKEN in told.text else None)
        context.set_default_timeout(60_000)
        page = context.new_page()
        open_page(page, address)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert outside == []
    assert troubles == []


@pytest.fixture
def page(visit):
    return visit()


def open_page(page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("#cchc[data-ready]")


def _is_ours(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))


def ask(page, question: str) -> None:
    """Type a question, and wait until its card is there."""
    asked = page.locator(".exchange").count()
    page.fill("#question", question)
    page.press("#question", "Enter")
    wait_for_answers(page, asked + 1)


def wait_for_answers(page, count: int) -> None:
    until(page, f"document.querySelectorAll('.exchange').length === {count} && !document.querySelector('.waiting')")


def until(page, true: str, seconds: float = 10) -> None:
    """Wait until that holds on the page; Playwright's own way needs `eval`, which our pages forbid."""
    latest = time.monotonic() + seconds
    while not page.evaluate(true):
        assert time.monotonic() < latest, true
        page.wait_for_timeout(20)


def picture(page, name: str) -> None:
    """Keep what the page looks like now, where the run was asked for pictures."""
    if SCREENS:
        Path(SCREENS).mkdir(parents=True, exist_ok=True)
        page.wait_for_timeout(200)
        page.screenshot(path=str(Path(SCREENS) / f"{name}.png"))

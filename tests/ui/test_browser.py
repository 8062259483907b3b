"""The page in a real browser: what a clerk does with it, and that it asks nobody else for anything."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from server import create_app
from tests.parts import LightApp, settings_in

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (apt-get install chromium)")

QUESTION = "Năm 2023 chỉ số CCHC của huyện Tân Hồng là bao nhiêu?"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    app = LightApp(settings_in(tmp_path_factory.mktemp("page")))
    app.update()
    server = uvicorn.Server(uvicorn.Config(create_app(app), host="127.0.0.1", port=0, log_level="error"))
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    while not server.started:
        assert running.is_alive()
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    running.join(timeout=20)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def page(browser, address):
    """A fresh visitor; every request that leaves for another place is noted."""
    context = browser.new_context(locale="vi-VN", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.outside = []
    page.troubles = []
    context.on("request", lambda r: None if _is_ours(r.url, address) else page.outside.append(r.url))
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.goto(address)
    page.wait_for_selector("button.choice:visible")
    yield page
    assert page.outside == []
    assert page.troubles == []
    context.close()


def _is_ours(url: str, address: str) -> bool:
    return url.startswith((address, "data:", "blob:"))


def ask(page, question: str) -> None:
    asked = page.locator(".exchange").count()
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_function(
        f"document.querySelectorAll('.exchange').length > {asked} && !document.querySelector('.waiting')"
    )


def test_a_question_is_answered_with_its_source_beside_it(page):
    ask(page, QUESTION)
    assert "80,41 điểm" in page.inner_text(".words")
    assert page.inner_text(".badge") == "Đã trích nguồn"
    assert page.inner_text(".source mark") == "80,41 điểm"
    assert "Báo cáo số 114/BC-UBND" in page.inner_text(".source .reference")


def test_a_source_opens_the_report_at_the_marked_place(page):
    ask(page, QUESTION)
    with page.context.expect_page() as opened:
        page.click("a.chip")
    report = opened.value
    report.wait_for_selector("mark")
    assert report.inner_text("mark").startswith("Năm 2023, Chỉ số CCHC của huyện đạt 80,41 điểm")
    place = report.locator("mark").bounding_box()
    assert place
    assert 0 <= place["y"] < report.viewport_size["height"]


def test_an_example_is_asked_with_one_click_and_a_suggestion_after_it(page):
    page.click("button.choice >> nth=0")
    page.wait_for_selector(".words")
    page.click("button.choice:visible >> nth=0")
    page.wait_for_function("document.querySelectorAll('.words').length == 2")
    assert page.inner_text(".exchange >> nth=1 >> .asked").endswith("Xếp thứ mấy?")


def test_the_citation_can_be_copied(page):
    ask(page, QUESTION)
    page.click("button[data-copy]")
    page.wait_for_function("document.querySelector('button[data-copy]').textContent == 'Đã sao chép'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“Năm 2023, Chỉ số CCHC")
    assert "114/BC-UBND" in copied


def test_a_verdict_can_be_given(page):
    ask(page, QUESTION)
    page.click("button[data-verdict=right]")
    page.wait_for_function("document.querySelector('.feedback').textContent.startsWith('Cảm ơn')")


def test_a_new_conversation_starts_empty(page):
    ask(page, QUESTION)
    page.click("#fresh")
    page.wait_for_selector(".welcome")
    assert page.locator(".exchange").count() == 0


def test_markup_in_a_question_is_shown_and_not_run(page):
    ask(page, '<img src=x onerror="document.title=1">')
    assert '<img src=x onerror="document.title=1">' in page.inner_text(".asked")
    assert page.locator(".asked img").count() == 0


def test_two_visitors_do_not_see_each_other(page, browser, address):
    ask(page, QUESTION)
    other = browser.new_page()
    other.goto(address)
    other.wait_for_selector("button.choice:visible")
    assert other.locator(".exchange").count() == 0
    other.close()


def test_nothing_runs_off_the_side_of_a_phone(page):
    page.set_viewport_size({"width": 360, "height": 740})
    ask(page, QUESTION)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_api_page_shows_the_operations_offline(page, address):
    page.goto(f"{address}/docs")
    page.wait_for_selector(".opblock")
    assert page.locator(".opblock").count() > 8

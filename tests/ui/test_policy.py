"""Browsers run what the server wrote and nothing else: no script or style that found its way into a page."""

import re
import time

import httpx
import pytest

from tests.ui.conftest import BROKEN, ask, open_page

PAGES = ("/", "/docs", "/documents/{report}?start=0&end=20", "/documents/khong-co")
SMUGGLED = {
    "script": "const one = document.createElement('script'); one.textContent = 'window.hacked = 1'; "
    "document.body.append(one)",
    "handler": "document.body.insertAdjacentHTML('beforeend', '<button onclick=\"window.hacked = 1\">'); "
    "document.body.lastElementChild.click()",
    "address": "const one = document.createElement('a'); one.href = 'javascript:window.hacked = 1'; "
    "document.body.append(one); one.click()",
    "eval": "setTimeout('window.hacked = 1')",
    "elsewhere": "const one = document.createElement('script'); one.src = 'data:text/javascript,window.hacked = 1'; "
    "document.body.append(one)",
    "frame": "document.body.insertAdjacentHTML('beforeend', "
    "'<iframe srcdoc=\"<script>parent.hacked = 1</script>\"></iframe>')",
}


@pytest.fixture(params=PAGES)
def path(request: pytest.FixtureRequest, address: str) -> str:
    report = httpx.get(f"{address}/api/documents").json()[0]["id"]
    return request.param.format(report=report)


def test_no_page_is_allowed_anything_unsafe(address, path):
    response = httpx.get(address + path)
    policy = response.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert not re.search(r"https?:|\*", policy)
    scripts = re.findall(r"<script([^>]*)>", response.text)
    assert all("nonce=" in one or "src=" in one for one in scripts)
    assert not re.search(r"<[^>]+\s(?:on\w+|style)=", re.sub(r"<script.*?</script>", "", response.text, flags=re.S))


def test_an_address_at_which_there_is_nothing_is_told_as_every_other_error(address):
    response = httpx.get(f"{address}/khong-co")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert "/khong-co" in response.json()["detail"]


def test_a_nonce_is_never_used_twice(address):
    nonces = {re.findall(r"'nonce-([^']+)'", httpx.get(address).headers["content-security-policy"])[0] for _ in "123"}
    assert len(nonces) == 3


@pytest.mark.parametrize("way", SMUGGLED)
def test_what_was_smuggled_into_a_page_does_not_run(browser, address, path, way):
    page = browser.new_page()
    stopped: list[str] = []
    page.on("console", lambda told: stopped.append(told.text) if BROKEN in told.text else None)
    page.goto(address + path)
    # The tester's own line runs because a test may do anything; what it leaves on the page may not.
    page.evaluate(f"() => {{ {SMUGGLED[way]} }}")
    latest = time.monotonic() + 10
    while not stopped and time.monotonic() < latest:
        page.wait_for_timeout(20)
    assert stopped
    assert page.evaluate("window.hacked") is None
    page.close()


def test_an_answer_that_holds_markup_is_text_on_the_page(visit, address):
    page = visit()
    ask(page, "<img src=x onerror='window.hacked = 1'> chỉ số CCHC của huyện Tân Hồng năm 2023?")
    assert page.locator(".asked").inner_text().count("<img src=x") == 1
    page.reload()
    open_page(page, address)
    assert page.evaluate("window.hacked") is None

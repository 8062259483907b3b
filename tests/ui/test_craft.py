"""How the page is made: phone, keyboard, dark, screen readers, nothing from outside."""

from __future__ import annotations

from tests.ui.conftest import ask
from tests.ui.test_asking import RANK, RANKING, TREND


def test_nothing_runs_off_the_side_of_a_phone(visit):
    page = visit(viewport={"width": 360, "height": 740})
    for question in (RANK, RANKING, TREND):
        ask(page, question)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_api_page_shows_the_operations_offline(page, address):
    page.goto(f"{address}/docs")
    page.wait_for_selector(".opblock")
    assert page.locator(".opblock").count() > 8

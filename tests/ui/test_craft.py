"""How the page is made: phone, keyboard, dark, screen readers, nothing from outside, many at once."""

import re

import pytest

from page.report import ASSETS
from tests.ui.conftest import ask, open_page, picture, until, wait_for_answers
from tests.ui.test_asking import RANK, RANKING, TREND, UNCLEAR

PHONE = {"width": 360, "height": 740}


def serious(page, *rules: str) -> list[str]:
    """Return the serious and critical findings of axe-core on what is shown now, by all rules or by these."""
    from axe_playwright_python.sync_playwright import Axe

    only = {"runOnly": list(rules)} if rules else {}
    found = Axe().run(page, options={"resultTypes": ["violations"], **only}).response["violations"]
    return [
        f"{one['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:300]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def test_nothing_runs_off_the_side_of_a_phone(visit):
    page = visit(viewport=PHONE)
    for question in (RANK, RANKING, TREND, UNCLEAR):
        ask(page, question)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture(page, "dien-thoai")
    for tab in ("library", "facts"):
        page.click(f"#tab-{tab}")
        page.wait_for_selector(f"#{tab}-rows tbody tr")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    picture(page, "dien-thoai-so-lieu")


def test_everything_is_done_by_keyboard_alone(page):
    until(page, "document.activeElement.id === 'question'")
    page.keyboard.type(RANK)
    page.keyboard.press("Enter")
    wait_for_answers(page, 1)
    reached = lambda selector: page.evaluate("selector => document.activeElement.matches(selector)", selector)  # noqa: E731

    def go_to(selector: str, key: str = "Tab", most: int = 60) -> None:
        for _ in range(most):
            if reached(selector):
                return
            page.keyboard.press(key)
        raise AssertionError(selector)

    go_to(".chip", "Shift+Tab")
    assert page.locator("#peek").is_visible()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert reached(".source summary")
    go_to(".source button[data-do=copy]")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.textContent === 'Đã sao chép'")
    go_to(".next button")
    page.keyboard.press("Enter")
    wait_for_answers(page, 2)
    go_to("#tab-ask", "Shift+Tab")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#library-rows tbody tr")
    assert reached("#tab-library")
    page.keyboard.press("End")
    assert reached("#tab-facts")


def test_who_hears_the_page_is_told_the_answer(page):
    ask(page, RANK)
    until(page, "document.getElementById('told').textContent.includes('xếp hạng 11/12')")
    assert page.get_attribute("#told", "aria-live") == "polite"
    assert page.evaluate("document.documentElement.lang") == "vi"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit, app, address, scheme):
    page = visit(color_scheme=scheme)
    rules = ("color-contrast",) if scheme == "dark" else ()  # nothing but the colours is another
    assert serious(page, *rules) == []
    for question in (RANK, RANKING, TREND, UNCLEAR, "Chỉ số PAPI của huyện Tân Hồng năm 1999?"):
        ask(page, question)
    page.click(".exchange >> nth=0 >> text=Sai nguồn")
    assert serious(page, *rules) == []
    picture(page, f"toan-trang-{scheme}")
    for tab in ("library", "facts"):
        page.click(f"#tab-{tab}")
        page.wait_for_selector(f"#{tab}-rows tbody tr")
        assert serious(page, *rules) == []
    page.click("#tab-library")
    page.click("[data-correct] >> nth=0")
    page.wait_for_selector("dialog form")
    assert serious(page, *rules) == []
    page.goto(f"{address}/documents/{app.index.documents()[0].id}?start=5&end=60")
    assert serious(page, *rules) == []


def test_the_page_is_dark_where_the_system_is_and_remembers_what_was_chosen(visit, address):
    page = visit(color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(18, 24, 31)"
    ask(page, TREND)
    picture(page, "toi")
    page.click("#theme")
    assert page.evaluate(ground) == "rgb(244, 247, 250)"
    open_page(page, address)
    assert page.evaluate(ground) == "rgb(244, 247, 250)"


def test_the_scripts_say_only_what_the_text_files_have(page):
    spoken = set(re.findall(r'\bsay\("(\w+)"', "".join(p.read_text("utf-8") for p in ASSETS.glob("*.js"))))
    known = page.evaluate("Object.keys(JSON.parse(document.getElementById('cchc').dataset.words))")
    assert spoken <= set(known)


def test_many_visitors_at_once_each_see_their_own_conversation_alone(visit):
    pages = [visit() for _ in range(6)]
    for n, page in enumerate(pages):
        page.fill("#question", f"Năm 2023 chỉ số CCHC của huyện Tân Hồng xếp thứ mấy? ({n})")
    for page in pages:
        page.press("#question", "Enter")
    for n, page in enumerate(pages):
        wait_for_answers(page, 1)
        assert page.locator(".question").all_inner_texts() == [
            f"Năm 2023 chỉ số CCHC của huyện Tân Hồng xếp thứ mấy? ({n})"
        ]
        assert page.locator("#past .open").count() == 1


def test_the_api_page_shows_the_operations_offline(page, address):
    page.goto(f"{address}/docs")
    page.wait_for_selector(".opblock")
    assert page.locator(".opblock").count() > 8

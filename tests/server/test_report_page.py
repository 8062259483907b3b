"""The page that shows a report with the cited span marked."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient


@pytest.fixture
def report(client: TestClient) -> dict:
    return client.get(f"/api/documents/{client.get('/api/documents').json()[0]['id']}").json()


def shown(page: str) -> tuple[str, str]:
    """Return the whole text as the page shows it, and what of it is marked."""
    main = page[page.index("<main>") + 6 : page.index("</main>")]
    marked = re.search(r"<mark[^>]*>(.*?)</mark>", main, re.DOTALL)
    return unescape(re.sub(r"</?mark[^>]*>", "", main)), unescape(marked[1]) if marked else ""


def test_the_cited_span_is_marked_and_the_text_is_whole(client, report):
    start = report["text"].index("80,41")
    page = client.get(f"/documents/{report['id']}?start={start}&end={start + 10}").text
    assert shown(page) == (report["text"], report["text"][start : start + 10])
    assert "Báo cáo số 114/BC-UBND ngày 25/3/2024" in page


def test_markup_in_a_report_is_shown_as_text(client, report):
    page = client.get(f"/documents/{report['id']}?start=0&end={len(report['text'])}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(
    "asked", ["", "start=5", "start=9&end=3", "start=-4&end=2", "start=x&end=y", "start=9999999&end=10000000"]
)
def test_a_span_that_is_not_in_the_report_shows_the_report_without_a_mark(client, report, asked):
    response = client.get(f"/documents/{report['id']}?{asked}")
    assert response.status_code == 200
    assert shown(response.text) == (report["text"], "")
    assert ("không nằm trong báo cáo" in response.text) == bool(asked)


def test_a_span_that_runs_over_the_end_is_marked_up_to_the_end(client, report):
    page = client.get(f"/documents/{report['id']}?start=5&end=99999999").text
    assert shown(page) == (report["text"], report["text"][5:])


def test_a_report_that_is_not_there_has_a_page_that_says_so(client):
    response = client.get("/documents/%3Cscript%3E?start=1&end=2")
    assert response.status_code == 404
    assert "không có trong kho" in response.text
    assert "<script>" not in response.text


def test_the_page_may_run_nothing_and_load_nothing_but_its_own(client, report):
    response = client.get(f"/documents/{report['id']}?start=5&end=9")
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert re.findall(r"<script([^>]*)>", response.text) == [' type="module" src="/page/assets/report.js"']
    assert client.get("/page/assets/report.js").headers["content-type"].startswith("text/javascript")

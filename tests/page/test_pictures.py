"""Pages of a report as pictures, with the cited place marked."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from server import create_app
from tests.corpus.papers import Paper
from tests.parts import LightApp, settings_in


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    settings = settings_in(tmp_path)
    paper = Paper()
    paper.letterhead(["UBND HUYỆN PHÚ TÂN"], "12/BC-UBND", "Phú Tân, ngày 05 tháng 01 năm 2024")
    paper.multi_cell(0, 7, "Năm 2023, Chỉ số CCHC của huyện Phú Tân đạt 81,26 điểm, xếp hạng 5/11.")
    (settings.reports_dir / "phu-tan.pdf").write_bytes(bytes(paper.output()))
    with LightApp(settings) as app:
        app.update()
        with TestClient(create_app(app, with_page=False)) as client:
            yield client


def report(client: TestClient, source: str) -> dict:
    found = next(row for row in client.get("/api/documents").json() if row["source"] == source)
    return client.get(f"/api/documents/{found['id']}").json()


def test_the_page_of_a_pdf_shows_its_picture_with_the_cited_place_marked(client):
    shown = report(client, "phu-tan.pdf")
    start = shown["text"].index("81,26")
    page = client.get(f"/documents/{shown['id']}?start={start}&end={start + 5}").text
    assert page.count('class="place"') == 1
    assert "Trang 1" in page
    address = f"/documents/{shown['id']}/pages/1.png"
    assert address in page
    picture = client.get(address)
    assert picture.headers["content-type"] == "image/png"
    assert Image.open(BytesIO(picture.content)).height > 1000


def test_a_report_without_pages_has_no_picture(client):
    shown = report(client, "tan-hong-2023.txt")
    assert "<img" not in client.get(f"/documents/{shown['id']}?start=5&end=9").text
    assert client.get(f"/documents/{shown['id']}/pages/1.png").status_code == 404


@pytest.mark.parametrize("number", ["0", "2", "99999999", "-1", "x"])
def test_a_page_that_is_not_there_has_no_picture(client, number):
    shown = report(client, "phu-tan.pdf")
    assert client.get(f"/documents/{shown['id']}/pages/{number}.png").status_code in (404, 422)


def test_a_file_that_was_replaced_since_it_was_read_is_not_shown_for_the_old_one(client, tmp_path):
    shown = report(client, "phu-tan.pdf")
    (tmp_path / "reports" / "phu-tan.pdf").write_bytes(b"%PDF-1.4 another")
    page = client.get(f"/documents/{shown['id']}?start=5&end=9")
    assert page.status_code == 200
    assert "<img" not in page.text
    assert client.get(f"/documents/{shown['id']}/pages/1.png").status_code == 404

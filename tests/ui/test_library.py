"""The library and the fact store in a real browser."""

import zipfile

import pytest

from tests.parts import ADMIN_KEY
from tests.ui.conftest import ask, picture, until

NEW = """ỦY BAN NHÂN DÂN
HUYỆN MƯỜNG TÈ
-------
Số: 31/BC-UBND

Mường Tè, ngày 08 tháng 01 năm 2025

BÁO CÁO
Công tác cải cách hành chính năm 2024

Năm 2024, Chỉ số CCHC của huyện Mường Tè đạt 77,35 điểm, xếp hạng 6/8 huyện, thành phố.
"""


@pytest.fixture
def library(page):
    page.click("#tab-library")
    page.wait_for_selector("#library-rows tbody tr")
    return page


def titles(page) -> list[str]:
    return page.locator("#library-rows tbody tr th a").all_inner_texts()


def test_reports_are_listed_with_what_is_known_of_them_and_filtered(library):
    row = library.locator("#library-rows tr", has_text="126/BC-UBND").inner_text()
    assert "huyện Tân Hồng" in row
    assert "2023" in row
    assert "Đã lập chỉ mục" in row
    picture(library, "thu-vien")
    everything = len(titles(library))
    library.fill("#library-filters [name=q]", "yen lac")
    until(library, f"document.querySelectorAll('#library-rows tbody tr').length < {everything}")
    assert all("Yên Lạc" in title or "2024" in title for title in titles(library))
    library.select_option("#library-filters [name=kind]", "Báo cáo")
    until(library, "document.querySelectorAll('#library-rows tbody tr').length === 1")
    library.fill("#library-filters [name=q]", "không đâu có")
    library.wait_for_selector("text=Không có báo cáo nào khớp")


def test_one_report_alone_is_asked(library):
    library.locator("#library-rows tr", has_text="21/BC-UBND").get_by_text("Hỏi riêng báo cáo này").click()
    library.wait_for_selector("#only:visible")
    assert "21/BC-UBND" in library.inner_text("#only")
    ask(library, "Chỉ số CCHC năm 2024 của huyện là bao nhiêu?")
    assert "Báo cáo số 21/BC-UBND" in library.inner_text(".source .reference >> nth=0")
    assert "Đã tìm trong 1 báo cáo" in library.inner_text(".searched")
    library.reload()
    library.wait_for_selector("#only:visible")
    library.click("text=Hỏi tất cả báo cáo")
    assert library.locator("#only").is_hidden()


def test_the_page_of_a_report_leads_to_asking_it_alone(page, address, app):
    report = next(row for row in app.index.documents() if row.source == "yen-lac-bao-cao-2024.txt")
    page.goto(f"{address}/documents/{report.id}")
    page.click("text=Hỏi riêng báo cáo này")
    page.wait_for_selector("#only:visible")
    assert "21/BC-UBND" in page.inner_text("#only")


def test_a_report_is_sent_read_asked_corrected_and_gone_again(library, app, tmp_path):
    file = tmp_path / "muong-te-2024.txt"
    file.write_text(NEW, encoding="utf-8")
    library.click("text=Tải báo cáo lên (người phụ trách)")
    library.set_input_files("#upload [name=files]", file)
    library.click("#upload button")
    assert "nhập khóa quản trị" in library.inner_text("#upload-state")
    library.fill("#upload [name=key]", "sai khóa")
    library.click("#upload button")
    library.wait_for_selector("#upload-state .trouble >> text=muong-te-2024.txt")
    library.fill("#upload [name=key]", ADMIN_KEY)
    library.set_input_files("#upload [name=files]", file)
    library.click("#upload button")
    library.wait_for_selector("#upload-state .fine >> text=đã nạp xong")
    row = library.locator("#library-rows tr", has_text="31/BC-UBND")
    row.wait_for()
    picture(library, "tai-len")

    row.get_by_text("Sửa thông tin").click()
    library.fill("dialog [name=number]", "32/BC-UBND")
    library.fill("dialog [name=period]", "mùa xuân")
    library.fill("dialog [name=key]", ADMIN_KEY)
    picture(library, "sua-thong-tin")
    library.click("dialog button[type=submit]")
    library.wait_for_selector("dialog .trouble >> text=mùa xuân")
    library.fill("dialog [name=period]", "2024")
    library.click("dialog button[type=submit]")
    library.wait_for_selector("#library-rows tr >> text=32/BC-UBND")

    library.click("#tab-ask")
    ask(library, "Năm 2024 chỉ số CCHC của huyện Mường Tè xếp thứ mấy?")
    assert "6/8" in library.inner_text(".words")
    assert "32/BC-UBND" in library.inner_text(".source .reference")
    for path in app.settings.reports_dir.glob("muong-te*"):
        path.unlink()
    app.update()


def test_a_zip_is_sent_and_what_of_it_could_not_be_read_is_told(library, app, tmp_path):
    file = tmp_path / "bo-bao-cao.zip"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("muong-te-2024.txt", NEW)
        packed.writestr("rong.txt", "")
    library.click("text=Tải báo cáo lên (người phụ trách)")
    library.fill("#upload [name=key]", ADMIN_KEY)
    library.set_input_files("#upload [name=files]", file)
    library.click("#upload button")
    library.wait_for_selector("#upload-state .fine >> text=đã nạp xong 1 báo cáo")
    assert "rong.txt" in library.inner_text("#upload-state .trouble")
    library.locator("#library-rows tr", has_text="31/BC-UBND").wait_for()
    (app.settings.reports_dir / file.name).unlink()
    app.update()


def test_a_file_that_cannot_be_read_is_refused_in_words(library, tmp_path):
    file = tmp_path / "anh.exe"
    file.write_bytes(b"MZ\x00\x01")
    library.click("text=Tải báo cáo lên (người phụ trách)")
    library.fill("#upload [name=key]", ADMIN_KEY)
    library.set_input_files("#upload [name=files]", file)
    library.click("#upload button")
    library.wait_for_selector("#upload-state .trouble >> text=chỉ nhận các loại tệp")


def test_facts_are_looked_up_by_unit_name_year_and_status_and_taken_along(page):
    page.click("#tab-facts")
    page.wait_for_selector("#facts-rows tbody tr")
    picture(page, "tra-cuu")
    page.fill("#facts-filters [name=unit]", "Tân Hồng")
    page.fill("#facts-filters [name=label]", "Chỉ số CCHC")
    page.select_option("#facts-filters [name=year]", "2024")
    page.select_option("#facts-filters [name=status]", "target")
    until(page, "[...document.querySelectorAll('#facts-rows tbody tr')].every(r => r.innerText.includes('mục tiêu'))")
    rows = page.locator("#facts-rows tbody tr")
    assert rows.count() > 0
    page.click("#facts-rows details summary >> nth=0")
    assert page.locator("#facts-rows blockquote").first.is_visible()
    with page.expect_download() as saved:
        page.click("#facts-rows .save")
    table = saved.value.path().read_text("utf-8-sig").splitlines()
    assert len(table) == rows.count() + 1
    with page.context.expect_page() as opened:
        page.click("#facts-rows tbody a >> nth=0")
    opened.value.wait_for_selector("mark")


def test_more_facts_are_fetched_when_asked_for(page):
    page.click("#tab-facts")
    page.wait_for_selector("#facts-rows tbody tr")
    page.click("#facts-rows .more button")
    until(page, "document.querySelectorAll('#facts-rows tbody tr').length === 100")

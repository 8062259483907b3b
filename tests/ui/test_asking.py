"""Asking in a real browser: question, answer, source, what may be asked next, and what is kept."""

import json

from tests.ui.conftest import ask, open_page, picture, until, wait_for_answers

RANK = "Năm 2023 chỉ số CCHC của huyện Tân Hồng xếp thứ mấy?"
RANKING = "Xếp hạng chỉ số CCHC của các huyện năm 2023"
TREND = "Chỉ số CCHC của thị xã Hương Thủy thay đổi thế nào từ 2021 đến 2023?"
COMPARED = "So sánh Chỉ số CCHC năm 2023 của huyện Tân Hồng và huyện Lấp Vò"
UNCLEAR = "Chỉ số CCHC của huyện?"


def test_a_question_is_answered_with_its_source_beside_it(page):
    picture(page, "bat-dau")
    ask(page, RANK)
    assert page.inner_text(".words strong") == "11/12"
    assert "Đã trích nguồn" in page.inner_text(".badge")
    assert "Đã tìm trong 3 báo cáo · huyện Tân Hồng" in page.inner_text(".searched")
    assert "Báo cáo số 126/BC-UBND" in page.inner_text(".source .reference")
    assert page.inner_text(".source mark") == "11/12"
    picture(page, "tra-loi")


def test_a_chip_shows_the_sentence_between_its_neighbours_to_mouse_and_keyboard(page):
    ask(page, RANK)
    for point in (lambda: page.hover(".chip"), lambda: page.focus(".chip")):
        assert page.locator("#peek").is_hidden()
        point()
        assert page.inner_text("#peek .here").startswith("Theo kết quả do UBND tỉnh công bố, năm 2023")
        assert "hài lòng" in page.inner_text("#peek .near >> nth=-1")
        page.keyboard.press("Escape")
        page.mouse.move(5, 5)
    page.hover(".chip")
    picture(page, "xem-nguon")


def test_a_row_of_a_table_is_shown_under_the_head_of_its_table(page):
    ask(page, "Năm 2022 chỉ số CCHC của huyện Tân Hồng")
    assert "Đơn vị" in page.inner_text(".source .around tr >> nth=0")
    assert page.inner_text(".source .around td.here mark") == "78,06"


def test_a_chip_that_is_pressed_opens_its_source_and_goes_to_it(page):
    ask(page, RANKING)
    chip = page.locator(".sortable .chip").last
    source = page.locator(f".source[data-n='{chip.get_attribute('data-source')}']")
    assert source.get_attribute("open") is None
    chip.click()
    assert source.get_attribute("open") is not None
    assert source.locator("summary").evaluate("element => element === document.activeElement")


def test_a_source_opens_the_report_at_the_marked_place(page):
    ask(page, RANK)
    with page.context.expect_page() as opened:
        page.click(".source a")
    report = opened.value
    report.wait_for_selector("mark")
    assert report.inner_text("mark").startswith("Theo kết quả do UBND tỉnh công bố")
    place = report.locator("mark").bounding_box()
    assert place
    assert 0 <= place["y"] < report.viewport_size["height"]
    picture(report, "bao-cao")


def test_the_citation_is_copied_as_an_office_writes_it(page):
    ask(page, RANK)
    page.click(".source button[data-do=copy]")
    until(page, "document.querySelector('.source button[data-do=copy]').textContent === 'Đã sao chép'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“Theo kết quả do UBND tỉnh công bố")
    assert copied.endswith("(Báo cáo số 126/BC-UBND ngày 02/4/2024 của UBND huyện Tân Hồng, mục I)")


def test_the_answer_is_copied_with_its_sources(page):
    ask(page, RANK)
    page.click("text=Sao chép câu trả lời")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "xếp hạng 11/12 [1]" in copied
    assert "[1] Báo cáo số 126/BC-UBND" in copied


def test_a_follow_up_is_asked_with_one_click_and_says_how_it_was_understood(page):
    ask(page, RANK)
    ask(page, "còn năm 2022?")
    assert "Hiểu là:" in page.inner_text(".understood")
    assert "10/12" in page.inner_text(".exchange >> nth=1 >> .words")
    page.click(".next button >> visible=true >> nth=0")
    wait_for_answers(page, 3)
    assert "2023" in page.inner_text(".exchange >> nth=2 >> .words")


def test_an_unclear_question_is_made_clear_by_a_button(page):
    ask(page, UNCLEAR)
    assert "Cần làm rõ" in page.inner_text(".badge")
    choices = page.locator(".next button")
    assert "huyện Yên Lạc" in choices.all_inner_texts()
    picture(page, "can-lam-ro")
    choices.get_by_text("huyện Yên Lạc", exact=True).click()
    wait_for_answers(page, 2)
    assert "hỏi năm nào" in page.inner_text(".exchange >> nth=1 >> .words")
    page.click(".exchange >> nth=1 >> .next button >> text=2021")
    wait_for_answers(page, 3)
    assert "89,75 điểm" in page.inner_text(".exchange >> nth=2 >> .words")


def test_what_no_report_says_is_told_plainly(page):
    ask(page, "Chỉ số PAPI của huyện Tân Hồng năm 1999 là bao nhiêu?")
    assert "Không tìm thấy" in page.inner_text(".badge")
    assert "Đã tìm trong" in page.inner_text(".searched")
    picture(page, "khong-tim-thay")


def test_a_ranking_is_sorted_by_any_column(page):
    ask(page, RANKING)
    column = lambda n: page.locator(f".said table.sortable tbody tr > :nth-child({n})").all_inner_texts()  # noqa: E731
    assert column(1)[0] == "thành phố Sa Đéc"
    page.click("th >> text=Điểm")
    assert column(2) == sorted(column(2), key=lambda text: float(text.replace(",", ".")))
    assert page.get_attribute("th:has-text('Điểm')", "aria-sort") == "ascending"
    page.click("th >> text=Thứ hạng")
    assert [text.split("/")[0] for text in column(3)] == [str(n) for n in range(1, 13)]
    page.click("th >> text=Thứ hạng")
    assert column(3)[-1] == "1"
    picture(page, "xep-hang")


def test_a_trend_is_drawn_with_years_as_years_and_rank_1_on_top(page):
    ask(page, TREND)
    charts = page.locator("svg.chart")
    assert charts.count() == 2
    assert charts.nth(0).locator(".label").all_text_contents() == ["2021", "2022", "2023"]
    assert charts.nth(0).locator(".value").all_text_contents() == ["85,12", "86,9", "88,64"]
    marks = charts.nth(1).locator(".axis")
    assert marks.first.text_content() == "1"
    assert marks.first.bounding_box()["y"] < marks.last.bounding_box()["y"]
    assert page.inner_text("em.computed") == "3,52"
    charts.nth(0).scroll_into_view_if_needed()
    picture(page, "dien-bien")


def test_a_comparison_is_drawn_as_bars_and_saved_as_picture_and_table(page):
    ask(page, COMPARED)
    assert page.locator("svg.chart rect").count() == 2
    with page.expect_download() as saved:
        page.click("text=Tải ảnh (PNG)")
    assert saved.value.suggested_filename.endswith(".png")
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as saved:
        page.click("figure >> text=Tải bảng (CSV)")
    table = saved.value.path().read_text("utf-8-sig")
    assert "huyện Lấp Vò;88,93" in table


def test_a_conversation_is_there_again_after_a_reload_and_later_too(page, address):
    ask(page, RANK)
    ask(page, "còn năm 2022?")
    page.reload()
    wait_for_answers(page, 2)
    assert "10/12" in page.inner_text(".exchange >> nth=1 >> .words")
    later = page.context.new_page()
    open_page(later, address)
    assert later.locator(".exchange").count() == 0
    later.click("#past .open")
    wait_for_answers(later, 2)
    ask(later, "còn năm 2023?")
    assert "11/12" in later.inner_text(".exchange >> nth=2 >> .words")


def test_a_new_conversation_starts_empty_and_the_old_one_can_be_dropped(page):
    ask(page, RANK)
    page.click("#fresh")
    page.wait_for_selector(".welcome")
    assert page.locator(".exchange").count() == 0
    page.click("#past .drop")
    assert page.locator("#past .open").count() == 0
    page.reload()
    page.wait_for_selector(".welcome")


def test_an_edited_question_is_asked_anew_and_what_came_after_it_goes(page):
    ask(page, RANK)
    ask(page, "còn năm 2022?")
    page.click(".exchange >> nth=0 >> text=Sửa câu hỏi")
    page.fill(".asked textarea", RANK.replace("2023", "2022"))
    page.press(".asked textarea", "Enter")
    wait_for_answers(page, 1)
    assert "10/12" in page.inner_text(".words")


def test_a_slow_answer_is_spoken_of_a_quick_one_is_not_and_it_can_be_stopped(page):
    seen = "window.seen = []; new MutationObserver(() => { const w = document.querySelector('.waiting');"
    page.evaluate(
        seen + " if (w) window.seen.push(w.textContent) }).observe(document.body, {childList: true, subtree: true})"
    )
    ask(page, RANK)
    assert "Đang tìm trong các báo cáo…" not in page.evaluate("window.seen")
    page.route("**/api/ask/stream", lambda route: None)  # never answered
    page.fill("#question", RANKING)
    page.press("#question", "Enter")
    page.wait_for_selector(".waiting >> text=Đang tìm trong các báo cáo…")
    picture(page, "dang-tim")
    page.click("#stop")
    page.wait_for_selector("text=Đã dừng theo yêu cầu.")
    page.unroute("**/api/ask/stream")
    page.click(".bad >> text=Hỏi lại")
    wait_for_answers(page, 2)
    assert "Sa Đéc" in page.inner_text(".exchange >> nth=1 >> .said")


def test_a_server_that_cannot_be_reached_is_told_in_words(page):
    page.route("**/api/ask/stream", lambda route: route.abort())
    page.fill("#question", RANK)
    page.press("#question", "Enter")
    page.wait_for_selector(".bad")
    assert "không kết nối được máy chủ" in page.inner_text(".bad")


def test_a_verdict_is_kept_with_the_answer_and_the_comment(page, app):
    ask(page, RANK)
    page.click("text=Sai nguồn")
    page.fill(".feedback textarea", "Phải trích công văn đính chính.")
    page.click("text=Gửi góp ý")
    page.wait_for_selector(".feedback >> text=Cảm ơn")
    noted = json.loads((app.settings.data_dir / "feedback.jsonl").read_text("utf-8").splitlines()[-1])
    assert (noted["verdict"], noted["comment"]) == ("wrong_source", "Phải trích công văn đính chính.")
    assert "11/12" in noted["answer"]
    page.reload()
    wait_for_answers(page, 1)
    assert page.get_attribute("[data-verdict=wrong_source]", "aria-pressed") == "true"


def test_markup_in_a_question_is_shown_and_not_run(page):
    trick = '<img src=x onerror="document.title=1">'
    ask(page, trick)
    assert trick in page.inner_text(".asked")
    assert trick in page.inner_text("#past .open")
    assert page.locator("#talk img, #past img").count() == 0


def test_visitors_do_not_see_each_other(visit):
    first, second = visit(), visit()
    ask(first, RANK)
    second.reload()
    second.wait_for_selector(".welcome")
    assert second.locator(".exchange, #past .open").count() == 0

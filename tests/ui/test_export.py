"""A conversation taken along as a Word file."""

import docx

from tests.page.test_export import read
from tests.ui.conftest import ask
from tests.ui.test_asking import RANK, RANKING


def test_the_conversation_is_saved_as_a_word_file_with_its_sources_as_footnotes(page):
    ask(page, RANK)
    ask(page, RANKING)
    with page.expect_download() as saved:
        page.click("#export")
    assert saved.value.suggested_filename.endswith(".docx")
    opened, notes = read(saved.value.path().read_bytes())
    assert any("xếp hạng 11/12" in paragraph.text for paragraph in opened.paragraphs)
    assert isinstance(opened.tables[0], docx.table.Table)
    assert notes[0][1].startswith("Báo cáo số 126/BC-UBND ngày 02/4/2024 của UBND huyện Tân Hồng, mục I: “Theo kết quả")

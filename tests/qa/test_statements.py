"""What a speaker asked or ordered, what an office was told to do, and when yes or no is said."""

from pathlib import Path

import pytest

from index.database import Database
from index.reader import open_index
from index.update import update
from qa.draft import Draft
from qa.reports import Reports
from qa.scoping.scope import settle
from qa.texts.lines import whether
from qa.texts.statements import about_statement
from qa.understand import understand
from tests.fakes import HashingEmbedder

MEETING = """HỘI NGHỊ TỔNG KẾT CÔNG TÁC CẢI CÁCH HÀNH CHÍNH HUYỆN NẬM LÀNH

Sáng ngày 10/01/2024, huyện Nậm Lành tổ chức hội nghị. Dự hội nghị có đồng chí Vàng Seo Phủ, Bí thư Huyện ủy.

Phát biểu tại hội nghị, đồng chí Vàng Seo Phủ biểu dương các xã vùng cao. Đồng chí yêu cầu các xã trực cả
sáng thứ Bảy; mỗi thôn có một người chỉ cách nộp hồ sơ.

Kết luận hội nghị, đồng chí Chủ tịch UBND huyện giao Phòng Văn hóa và Thông tin kiểm tra loa của các thôn,
giao Phòng Tư pháp soạn tờ hướng dẫn.
"""


def ask(question: str, database: Database, folder: Path) -> Draft | None:
    reports = folder / "reports"
    reports.mkdir()
    (reports / "hoi-nghi.txt").write_text(MEETING, encoding="utf-8")
    update(database, HashingEmbedder, [reports])
    read = Reports(open_index(database, HashingEmbedder))
    asked = understand(question)
    return about_statement(asked, settle(asked, read), read)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("Bí thư Vàng Seo Phủ yêu cầu những gì?", "trực cả sáng thứ Bảy", "tờ hướng dẫn"),
        ("bi thu vang seo phu yeu cau nhung gi", "trực cả sáng thứ Bảy", "Dự hội nghị"),
        ("Chủ tịch UBND huyện giao việc gì cho Phòng VH và TT?", "kiểm tra loa", "tờ hướng dẫn"),
        ("Phòng Tư pháp huyện Nậm Lành được giao việc gì?", "soạn tờ hướng dẫn", "kiểm tra loa"),
    ],
)
def test_what_is_said_is_told_of_its_speaker_and_of_the_office_meant(
    question: str, said: str, unsaid: str, database: Database, tmp_path: Path
) -> None:
    draft = ask(question, database, tmp_path)
    assert draft is not None
    text = " ".join(" ".join(line.text for line in draft.lines).split())
    assert said in text
    assert unsaid not in text


def test_nobody_is_made_to_say_what_another_said(database: Database, tmp_path: Path) -> None:
    assert ask("Ông Giàng A Chu yêu cầu những gì?", database, tmp_path) is None


@pytest.mark.parametrize(
    ("question", "sentence", "word"),
    [
        ("Huyện có công bố chỉ số của các xã không?", "Huyện công bố chỉ số các xã vào tháng 3.", "Có"),
        ("Huyện đã công bố chỉ số của các xã chưa?", "Huyện chưa công bố chỉ số các xã.", "Chưa"),
        ("Huyện có công bố chỉ số của các xã không?", "Huyện không công bố chỉ số các xã.", "Không"),
        ("Huyện có công bố chỉ số của các xã không?", "Huyện sẽ công bố chỉ số các xã.", ""),
        (
            "Huyện có công bố chỉ số của các xã, thị trấn không?",
            "Nhằm đổi mới, huyện ban hành Kế hoạch kiểm tra; công bố chỉ số các xã, thị trấn hằng năm.",
            "Có",
        ),
        (
            "Huyện có công bố chỉ số của các xã không?",
            "UBND tỉnh yêu cầu: rà soát các thủ tục; công bố chỉ số các xã.",
            "",
        ),
        ("Huyện có công bố chỉ số nào không?", "Huyện công bố chỉ số các xã vào tháng 3.", ""),
    ],
)
def test_yes_or_no_is_said_only_where_the_sentence_plainly_says_it(question: str, sentence: str, word: str) -> None:
    assert whether(question, sentence) == word

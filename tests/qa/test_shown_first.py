"""Which sentence an answer opens with, and what asks for a number at all."""

from pathlib import Path

import pytest

from index.database import Database
from index.reader import open_index
from index.update import update
from qa.assistant import Assistant
from qa.model import Answer
from qa.question import Operation
from qa.scoping.scope import settle
from qa.understand import understand
from tests.fakes import HashingEmbedder

FAIR = """Hội sách xuân mở cửa ở sân vận động. Sân khấu bằng tre và lụa do ông Đàm Văn Lữ thiết kế.

Trẻ em được mượn sách đem về nhà.
"""

LESSONS = (
    "Lớp vẽ do cô Phan Ngọc Diệp mở cho trẻ em tại nhà văn hóa, học vào chiều thứ tư hằng tuần, và lớp đàn do thầy "
    "Mai Thế Lữ mở tại đình làng, học vào tối thứ sáu, đều có giấy và sách do ban tổ chức phát.\n"
)

ANTHEM = """Đội kèn thiếu nhi tập quốc ca vào sáng thứ bảy.

Cô Lê Thị Mùi dạy các em đọc nốt nhạc.
"""

BOWL = """Trước trận chung kết, ca sĩ Hồ Thanh Vân hát quốc ca cùng khán giả.

Trọng tài thổi còi khai cuộc lúc bảy giờ tối.
"""

LEADERS = """Chiều thứ sáu, đại hội thể thao bế mạc với phần diễu hành của các Đội Kèn.

Ban nhạc Quốc Ca diễu hành qua khán đài.
"""


CLINIC = """Trạm y tế lưu động đi qua bảy bản trong mùa mưa. Bác sĩ của trạm khám mắt cho người già, phát kính và hẹn
khám lại.

Đoàn văn công diễn vở chèo do diễn viên Mạc Thị Lành đóng vai chính ở sân đình.
"""


POEM = """Cuối buổi liên hoan, thầy giáo Lục Văn Kem viết bài thơ “Sương nương chè” tặng dân bản.

Bà con nấu cơm lam đãi khách phương xa.
"""


QUAY = """ỦY BAN NHÂN DÂN
HUYỆN BẢN LÀNH
Số: 31/BC-UBND                    Bản Lành, ngày 04 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023

I. KẾT QUẢ

Huyện lập Đội hỗ trợ nộp hồ sơ tại chợ phiên. Đội có loa và bàn gấp. Đội ra chợ vào ngày mùng hai âm lịch.

Ở xã Sín, Đội mượn nhà dân làm điểm nộp.

Đề án “Chợ phiên – không giấy” do Phòng Tư pháp đề xuất và được tỉnh chấp thuận.

Ban điều hành đề án họp hằng tháng, lần gần nhất do ông Tẩn A Páo chủ trì thay Trưởng ban Ban điều hành.
"""


CRAFT = """Làng Chuồn có nghề làm giấy dó đã ba trăm năm.

Xã thông báo phiên chợ giấy cho khách bằng loa truyền thanh.
"""


NOTICE = """THÔNG BÁO
Về việc sửa mái che

Phiên chợ giấy tạm dừng hai tuần để sửa mái.
"""


def asker(database: Database, folder: Path, texts: dict[str, str]) -> Assistant:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    embedder = HashingEmbedder()
    update(database, lambda: embedder, [folder])
    return Assistant(open_index(database, lambda: embedder))


@pytest.fixture
def assistant(database: Database, tmp_path: Path) -> Assistant:
    texts = {
        "hoi-sach.txt": FAIR,
        "tram.txt": CLINIC,
        "lop.txt": LESSONS,
        "ken.txt": ANTHEM,
        "ket.txt": BOWL,
        "doi.txt": LEADERS,
        "tho.txt": POEM,
        "quay.txt": QUAY,
        "nghe.txt": CRAFT,
        "dung.txt": NOTICE,
    }
    return asker(database, tmp_path / "told", texts)


def lines(answer: Answer) -> list[str]:
    return answer.answer.split("\n")


def test_an_answer_opens_with_the_sentence_that_answers_best_not_with_the_one_that_stands_first(
    assistant: Assistant,
) -> None:
    first, second = lines(assistant.ask("Sân khấu bằng tre và lụa của hội sách xuân do ai thiết kế?"))
    assert "Đàm Văn Lữ" in first
    assert "Hội sách xuân" in second


def test_a_part_of_a_sentence_that_leaves_out_what_is_asked_is_not_shown_alone(assistant: Assistant) -> None:
    answer = assistant.ask("Lớp vẽ cho trẻ em do cô Phan Ngọc Diệp mở tại nhà văn hóa học vào khi nào?")
    assert "chiều thứ tư" in lines(answer)[0]


def test_what_other_reports_write_in_small_letters_names_nobody(assistant: Assistant) -> None:
    answer = assistant.ask("Ai hát Quốc Ca trước trận chung kết?")
    assert "Hồ Thanh Vân" in lines(answer)[0]


def test_a_figure_that_is_not_stated_is_refused_with_the_sentence_that_comes_nearest(assistant: Assistant) -> None:
    answer = assistant.ask("Bác sĩ của trạm y tế lưu động khám mắt, phát kính cho bao nhiêu người già?")
    assert answer.status == "not_found"
    refusal, near, *_ = lines(answer)
    assert "không nêu" in refusal
    assert near.startswith("Câu gần nhất trong báo cáo: “Bác sĩ của trạm khám mắt cho người già")
    assert {citation.source for citation in answer.citations} == {"tram.txt"}


def test_a_refusal_quotes_the_next_sentence_too_where_it_comes_about_as_near(assistant: Assistant) -> None:
    answer = assistant.ask("Vì sao Đội ra chợ có loa?")
    assert answer.status == "not_found"
    _, near, following = lines(answer)
    assert near.startswith("Câu gần nhất trong báo cáo: “Đội có loa")
    assert following.startswith("Câu gần tiếp theo: “Đội ra chợ")


def test_a_commune_with_a_name_of_one_syllable_is_known_where_a_report_only_speaks_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("Điểm nộp ở xã Sín đón bao nhiêu người?")
    assert answer.status == "not_found"
    refusal, near, *_ = lines(answer)
    assert "Không tìm thấy báo cáo nào" not in refusal
    assert "Ở xã Sín, Đội mượn nhà dân" in near


def test_a_figure_of_what_no_report_speaks_of_is_refused_without_a_sentence(assistant: Assistant) -> None:
    answer = assistant.ask("Nhà máy thủy điện phát bao nhiêu số điện?")
    assert answer.status == "not_found"
    assert not answer.citations


def test_a_notice_is_meant_where_it_is_named_not_where_somebody_gives_notice(assistant: Assistant) -> None:
    assert "loa truyền thanh" in assistant.ask("Xã thông báo phiên chợ giấy cho khách bằng cách nào?").answer
    assert "hai tuần" in assistant.ask("Theo thông báo, phiên chợ giấy tạm dừng bao lâu?").answer


def test_the_next_but_one_is_shown_where_it_alone_shows_the_kind_of_thing_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("Huyện Bản Lành lập Đội hỗ trợ nộp hồ sơ ra chợ phiên khi nào?")
    assert "mùng hai âm lịch" in answer.answer


def test_who_proposed_something_asks_for_no_proposals(assistant: Assistant) -> None:
    answer = assistant.ask("Đề án “Chợ phiên không giấy” của huyện Bản Lành do cơ quan nào đề xuất?")
    assert "Phòng Tư pháp" in lines(answer)[0]  # and the dash of the name does not count


def test_a_report_of_another_year_does_not_answer(assistant: Assistant) -> None:
    asked = "Năm {} huyện Bản Lành lập Đội hỗ trợ nộp hồ sơ tại chợ phiên để làm gì?"
    assert assistant.ask(asked.format(2023)).status == "answered"
    assert assistant.ask(asked.format(2019)).status == "not_found"


def test_who_holds_a_post_is_not_guessed_but_what_stands_near_it_is_shown(assistant: Assistant) -> None:
    answer = assistant.ask("Trưởng ban Ban điều hành đề án của huyện Bản Lành là ai?")
    assert answer.status == "not_found"
    assert "Tẩn A Páo" in lines(answer)[1]


def test_what_the_reports_speak_of_is_no_foreign_matter(assistant: Assistant) -> None:
    assert "Mạc Thị Lành" in assistant.ask("Diễn viên nào đóng vai chính trong vở chèo ở sân đình?").answer
    assert assistant.ask("Diễn viên nào đóng phim Hàn Quốc hay nhất?").kind == "small_talk"


def test_who_wrote_a_poem_is_not_who_issued_the_paper_that_tells_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("Ai đã viết bài thơ “Sương nương chè”?")
    assert "Lục Văn Kem" in lines(answer)[0]


def test_two_words_with_capitals_are_somebody_only_behind_a_word_for_persons(assistant: Assistant) -> None:
    documents = assistant.reports
    assert not settle(understand("Bản tin Ban Nhạc nói gì về hội sách?"), documents).pointed
    assert settle(understand("Bài về ông Văn Lữ nói gì?"), documents).pointed


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("Hồ sơ quét bằng máy quét được lưu ở đâu?", False),
        ("Máy tính của bộ phận một cửa do ai cấp?", False),
        ("Bộ phận một cửa có mấy máy quét?", True),
        ("bo phan mot cua co may cong chuc?", True),
    ],
)
def test_a_machine_is_no_question_for_a_number(question: str, counts: bool) -> None:
    asked = understand(question)
    assert (asked.operation is Operation.LOOKUP and asked.measure == "count") is counts

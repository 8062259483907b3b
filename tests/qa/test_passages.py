"""What an answer in the reports' own words is made of, and when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model import Document
from index.database import Database
from index.reader import Index, open_index
from index.update import update
from qa.draft import Draft
from qa.reports import Reports
from qa.scoping.scope import Scope, settle
from qa.sections import Layout
from qa.texts.by_section import numbered
from qa.texts.marks import clauses, shown
from qa.texts.passages import answer_text
from qa.texts.ranking import rank
from qa.texts.trust import signs
from qa.texts.wanted import wanted
from qa.understand import understand
from tests.fakes import HashingEmbedder

TAN_SON = """ỦY BAN NHÂN DÂN
HUYỆN TÂN SƠN
Số: 45/BC-UBND                    Tân Sơn, ngày 12 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023

I. KẾT QUẢ

Trong năm, huyện thí điểm mô hình “Bàn tiếp dân lưu động” tại các bản vùng cao. Mô
hình do Phòng Tư pháp chủ trì.

Hồ sơ trễ hạn tập trung ở lĩnh vực đất đai do thiếu máy đo đạc. Tổ kiểm tra công vụ được thành lập theo
Quyết định số 317/QĐ-UBND ngày 02/3/2023, do đồng chí Lò Văn Páo, Phó Chủ tịch UBND huyện làm tổ trưởng.

Các xã có cách làm mới gồm: xã Bản Mây lập nhóm Zalo hướng dẫn người dân nộp hồ sơ; xã Nậm Rốm đặt tủ
sách tại nơi chờ; xã Pa Thơm phát phiếu góp ý bằng hai thứ tiếng; xã Mường Nhé mở quầy ưu tiên.

Huyện hoàn thành 03 nhiệm vụ chuyển tiếp¹.

¹ Gồm: số hóa sổ hộ tịch; lắp máy lấy số; sửa trụ sở tiếp dân.

II. TỒN TẠI, HẠN CHẾ

- Một số công chức chưa thành thạo phần mềm một cửa.
- Trang thông tin điện tử của huyện chậm cập nhật thủ tục mới,

- 2 -

nhất là thủ tục về đất đai.
- Người dân ngại nộp phí qua mạng.

III. PHƯƠNG HƯỚNG

1. Bố trí kinh phí thay máy tính cũ.
2. Mở lớp bồi dưỡng tin học cho công chức xã.

Nơi nhận:
- Sở Nội vụ;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Hà Thị Mận
"""

NAM_LONG = """ỦY BAN NHÂN DÂN
HUYỆN NAM LONG
Số: 88/BC-UBND                    Nam Long, ngày 05 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023

I. KẾT QUẢ

Huyện ứng dụng công nghệ thông tin (CNTT) ở tất cả phòng chuyên môn. Việc trả kết quả tại nhà cho người
khuyết tật được duy trì vào thứ năm hằng tuần.

II. TỒN TẠI, HẠN CHẾ

- Trụ sở một cửa chật hẹp.
- Đường truyền hay gián đoạn.

Nơi nhận:
- Lưu: VT.

CHỦ TỊCH

Đỗ Quang Vinh
"""


#: Scores of offices, told by others, and what one of the offices says itself.
STORY = """Chiều 20/4/2024, UBND tỉnh Hà Trạch công bố điểm năng lực phục vụ của các sở năm 2023.

Sở Tư pháp đạt 81,25 điểm, xếp thứ 4/17; Sở Nội vụ đạt 79,50 điểm, xếp thứ 6/17.

Doanh nghiệp mong được biết trước ngày có kết quả.
"""

NOTICE = """UBND TỈNH HÀ TRẠCH
SỞ TƯ PHÁP
Số: 61/TB-STP                    Hà Trạch, ngày 08 tháng 5 năm 2024

THÔNG BÁO
Về việc đính chính danh sách công chứng viên

Để tránh in sai tên lần nữa, Sở Tư pháp giao Văn phòng Sở cử hai người đọc soát độc lập trước khi ký.

Bà Trịnh Thị Hoa, Chánh Văn phòng Sở, chịu trách nhiệm giải đáp vướng mắc của các tổ chức hành nghề.
"""

PLAN = """ỦY BAN NHÂN DÂN
HUYỆN HỮU BÌNH
Số: 12/KH-UBND                    Hữu Bình, ngày 10 tháng 01 năm 2024

KẾ HOẠCH
Cải cách hành chính năm 2024

1. Văn phòng HĐND và UBND huyện rà soát quy trình nội bộ.

2. Phòng Tài chính là đơn vị đầu mối, hằng tháng tổng hợp tình hình và trình UBND huyện.

3. Cổng thông tin của 04 xã ngừng hoạt động vì hết hạn thuê máy chủ.
"""


@pytest.fixture
def asked(database: Database, tmp_path: Path) -> Asker:
    return _asker(database, tmp_path / "written", {"tan-son.txt": TAN_SON, "nam-long.txt": NAM_LONG})


def _asker(database: Database, folder: Path, texts: dict[str, str]) -> Asker:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    embedder = HashingEmbedder()
    update(database, lambda: embedder, [folder])
    return Asker(open_index(database, lambda: embedder), embedder)


class Asker:
    """Asks one index; `said` is the answer on one line."""

    def __init__(self, index: Index, embedder: HashingEmbedder) -> None:
        self.index = index
        self.embedder = embedder
        self.reports = Reports(index)

    def draft(self, text: str) -> Draft:
        question = understand(text)
        return answer_text(question, settle(question, self.reports), self.index, self.reports)

    def said(self, text: str) -> str:
        return " ".join(line.text for line in self.draft(text).lines)


def test_every_line_stands_word_for_word_in_its_quotes(asked: Asker) -> None:
    questions = (
        "Vì sao hồ sơ của huyện Tân Sơn bị trễ hạn?",
        "Huyện Tân Sơn nêu những hạn chế gì?",
        "Mô hình “Bàn tiếp dân lưu động” của huyện Tân Sơn do cơ quan nào chủ trì?",
    )
    for question in questions:
        draft = asked.draft(question)
        assert draft.kind in ("passage", "list"), question
        for line in draft.lines:
            quoted = " ".join(shown(" ".join(e.quote for e in line.evidence)).split())
            assert line.text in quoted


def test_a_question_for_a_list_gets_all_its_items_across_a_page_break(asked: Asker) -> None:
    draft = asked.draft("Huyện Tân Sơn nêu những hạn chế gì năm 2023?")
    assert draft.kind == "list"
    assert [line.text for line in draft.lines] == [
        "Một số công chức chưa thành thạo phần mềm một cửa.",
        "Trang thông tin điện tử của huyện chậm cập nhật thủ tục mới, nhất là thủ tục về đất đai.",
        "Người dân ngại nộp phí qua mạng.",
    ]
    assert len(draft.lines[1].evidence) == 2


def test_a_section_is_found_by_its_number(asked: Asker) -> None:
    said = asked.said("Mục III báo cáo của huyện Tân Sơn nêu gì?")
    assert "thay máy tính cũ" in said
    assert "bồi dưỡng tin học" in said
    assert "phần mềm một cửa" not in said


def test_why_is_answered_only_by_a_sentence_that_gives_a_cause(asked: Asker) -> None:
    assert "do thiếu máy đo đạc" in asked.said("Vì sao hồ sơ của huyện Tân Sơn trễ hạn?")
    assert asked.draft("Vì sao huyện Tân Sơn lập nhóm Zalo ở Bản Mây?").kind == "not_found"


def test_a_legal_basis_is_answered_with_a_document_number(asked: Asker) -> None:
    assert "317/QĐ-UBND" in asked.said("Tổ kiểm tra công vụ huyện Tân Sơn thành lập theo quyết định nào?")


def test_the_part_of_an_enumeration_that_names_the_commune_is_quoted_alone(asked: Asker) -> None:
    draft = asked.draft("Xã Pa Thơm của huyện Tân Sơn có cách làm mới nào?")
    assert [line.text for line in draft.lines][:1] == ["Xã Pa Thơm phát phiếu góp ý bằng hai thứ tiếng."]


def test_what_a_footnote_lists_is_shown_with_the_sentence_that_carries_its_mark(asked: Asker) -> None:
    said = asked.said("Huyện Tân Sơn hoàn thành những nhiệm vụ chuyển tiếp nào?")
    assert "lắp máy lấy số" in said


def test_one_units_matter_is_not_answered_from_another_units_report(asked: Asker) -> None:
    assert "thứ năm" in asked.said("Huyện Nam Long trả kết quả tại nhà cho người khuyết tật khi nào?")
    other = asked.draft("Huyện Tân Sơn trả kết quả tại nhà cho người khuyết tật khi nào?")
    assert other.kind == "not_found"
    assert "huyện Tân Sơn" in other.lines[0].text


def test_a_quoted_name_that_no_report_holds_is_not_answered_by_a_similar_one(asked: Asker) -> None:
    assert asked.draft("Mô hình “Ngày hội chữ ký số” của huyện Tân Sơn do ai chủ trì?").kind == "not_found"


def test_a_section_is_found_by_the_title_that_the_question_repeats(asked: Asker) -> None:
    said = asked.said("Tồn tại, hạn chế của huyện Tân Sơn là gì?")
    assert "phần mềm một cửa" in said
    assert "thay máy tính cũ" not in said


@pytest.mark.parametrize(
    "question",
    ["Sang năm huyện Tân Sơn định làm những việc gì?", "Thời gian tới huyện Tân Sơn sẽ tập trung làm những gì?"],
)
def test_a_section_is_found_by_its_role_in_everyday_words(asked: Asker, question: str) -> None:
    said = asked.said(question)
    assert "thay máy tính cũ" in said
    assert "bồi dưỡng tin học" in said


def test_a_summary_gives_of_each_section_its_title_and_first_sentence_or_list(asked: Asker) -> None:
    draft = asked.draft("Tóm tắt báo cáo của huyện Nam Long")
    assert draft.kind == "list"
    assert [line.text for line in draft.lines] == [
        "Kết quả: Huyện ứng dụng công nghệ thông tin (CNTT) ở tất cả phòng chuyên môn.",
        "Tồn tại, hạn chế: Trụ sở một cửa chật hẹp; Đường truyền hay gián đoạn.",
    ]


def test_the_next_sentence_is_shown_where_it_names_what_is_asked(asked: Asker) -> None:
    said = asked.said("Mô hình “Bàn tiếp dân lưu động” ở huyện Tân Sơn do cơ quan nào chủ trì?")
    assert "do Phòng Tư pháp chủ trì" in said


def test_two_units_are_set_side_by_side_each_from_its_own_report(asked: Asker) -> None:
    draft = asked.draft("So sánh những hạn chế của huyện Tân Sơn và huyện Nam Long")
    assert draft.kind == "comparison"
    for line in draft.lines:
        owner = line.evidence[0].document.unit
        assert owner is not None
        assert line.text.lower().startswith(owner.name.lower())
    assert {line.evidence[0].document.source for line in draft.lines} == {"tan-son.txt", "nam-long.txt"}


def test_a_question_that_fits_several_units_is_asked_back(asked: Asker) -> None:
    draft = asked.draft("Những hạn chế là gì?")
    assert draft.kind == "clarify"
    assert len(draft.suggestions) == 2
    assert any("huyện Nam Long" in choice for choice in draft.suggestions)


@pytest.mark.parametrize(
    ("question", "shows"),
    [
        ("Ai ký báo cáo năm 2023 của huyện Tân Sơn?", "Hà Thị Mận"),
        ("Báo cáo của huyện Nam Long số bao nhiêu?", "88/BC-UBND"),
        ("Báo cáo năm 2023 của huyện Tân Sơn ban hành ngày nào?", "12 tháng 12 năm 2023"),
        ("Nơi nhận của báo cáo huyện Tân Sơn là những đâu?", "Sở Nội vụ"),
    ],
)
def test_what_a_report_says_of_itself_is_answered_from_its_header(asked: Asker, question: str, shows: str) -> None:
    draft = asked.draft(question)
    assert shows in draft.lines[0].text
    assert any(shows in evidence.quote for evidence in draft.lines[0].evidence)


def test_what_a_report_does_not_say_of_itself_is_refused(asked: Asker) -> None:
    assert asked.draft("Tác giả của báo cáo huyện Tân Sơn là ai?").kind == "not_found"


def test_a_person_is_named_only_for_the_very_post_asked(asked: Asker) -> None:
    assert "Lò Văn Páo" in asked.said("Phó Chủ tịch UBND huyện Tân Sơn là ai?")
    assert "Lò Văn Páo" in asked.said("Ai làm tổ trưởng tổ kiểm tra công vụ của huyện Tân Sơn?")
    chairman = asked.said("Chủ tịch UBND huyện Tân Sơn là ai?")
    assert "Hà Thị Mận" in chairman
    assert "Lò Văn Páo" not in chairman
    assert asked.draft("Trưởng phòng Tư pháp huyện Tân Sơn là ai?").kind == "not_found"


def test_an_abbreviation_is_explained_where_a_report_writes_it_out(asked: Asker) -> None:
    assert "công nghệ thông tin (CNTT)" in asked.said("CNTT viết tắt của từ gì?")
    assert "công nghệ thông tin (CNTT)" in asked.said("cntt viết tắt của từ gì?")
    assert asked.draft("ĐVSNCL viết tắt của từ gì?").kind == "not_found"


def test_one_question_is_embedded_once(asked: Asker) -> None:
    before = asked.embedder.questions_embedded
    asked.draft("Vì sao hồ sơ của huyện Tân Sơn trễ hạn?")
    assert asked.embedder.questions_embedded == before + 1


def test_everyday_words_find_the_reports_words(asked: Asker) -> None:
    said = asked.said("Website của huyện Tân Sơn bị bỏ bê chuyện gì?")
    assert "Trang thông tin điện tử" in said


def test_nothing_is_answered_where_no_report_speaks_of_it(asked: Asker) -> None:
    assert asked.draft("Huyện Tân Sơn xây cầu treo ở đâu?").kind == "not_found"
    assert asked.draft("Kết quả thi hoa hậu biển ra sao?").kind == "not_found"


def test_sentences_of_a_layout_stand_in_their_report(asked: Asker) -> None:
    for document in asked.reports.documents.values():
        layout = Layout(document)
        places = [span for sentence in layout.sentences for span in sentence.spans]
        assert all(span.of(document.text).strip() for span in places)
        assert len({span.start for span in places}) == len(places)


def test_parts_of_an_enumeration_are_slices_of_their_sentence(asked: Asker) -> None:
    document = next(d for d in asked.reports.documents.values() if d.source == "tan-son.txt")
    layout = Layout(document)
    sentence = next(s for s in layout.sentences if "Bản Mây" in layout.text(s))
    parts = clauses(document.text, sentence.spans[0])
    assert len(parts) == 4
    assert all(sentence.spans[0].contains(part) for part in parts)
    assert parts[-1].of(document.text) == "xã Mường Nhé mở quầy ưu tiên."


def test_a_part_is_found_by_its_number_in_words() -> None:
    first = "PHẦN THỨ NHẤT\nKẾT QUẢ\n\n1. Thể chế\n\nBan hành quy chế mới.\n\n2. Thủ tục\n\nNiêm yết đủ.\n\n"
    text = first + "PHẦN THỨ HAI\nPHƯƠNG HƯỚNG\n\nMở rộng một cửa.\n"
    layout = Layout(Document("a", "a.txt", text))
    titles = [s.title for s in numbered(("hai",), layout)]
    assert titles == ["PHẦN THỨ HAI PHƯƠNG HƯỚNG"]


@pytest.fixture
def offices(database: Database, tmp_path: Path) -> Asker:
    return _asker(database, tmp_path / "offices", {"tin.txt": STORY, "thong-bao.txt": NOTICE, "ke-hoach.txt": PLAN})


def test_what_an_office_does_is_not_sought_only_where_others_tell_its_score(offices: Asker) -> None:
    assert "hai người đọc soát độc lập" in offices.said("Sở Tư pháp làm gì để tránh in sai tên?")
    assert "Trịnh Thị Hoa" in offices.said("Ai giải đáp vướng mắc về việc đính chính của Sở Tư pháp tỉnh Hà Trạch?")


def test_a_sentence_of_a_plan_need_not_say_that_it_is_one(offices: Asker) -> None:
    question = understand("Cơ quan nào là đầu mối thực hiện Kế hoạch CCHC năm 2024 của huyện Hữu Bình?")
    scope = settle(question, offices.reports)
    want = wanted(question, scope)
    candidates = [c for c in rank(want, scope, offices.index, offices.reports) if "đầu mối" in c.text]
    assert signs(want, candidates, offices.reports)["domain"] == 1.0


@pytest.mark.parametrize(
    "question",
    [
        "Cổng thông tin của mấy xã ở Hữu Bình ngừng hoạt động vì lý do gì?",
        "Đã nhắc rồi sao điểm của xã vẫn thấp?",
        "Mấy phòng bị phê bình do đâu?",
    ],
)
def test_who_asks_why_asks_for_no_figure(question: str) -> None:
    assert understand(question).measure == ""


@pytest.mark.parametrize("question", ["Có mấy xã trễ hạn và vì lý do gì?", "Bao nhiêu hồ sơ trễ hạn do đâu?"])
def test_a_number_asked_with_its_cause_is_still_asked(question: str) -> None:
    assert understand(question).measure == "count"


MEETING = """UBND THỊ XÃ ĐÔNG HẢI

BIÊN BẢN
Họp giao ban tháng 3/2024

1. Ý kiến thảo luận
- Ông Phan Văn Tý: đề nghị thêm máy quét.
- Bà Lý Thị Sen: đề nghị sửa mái che.

2. Kết luận của Chủ tọa
Bà Võ Thị Hạnh kết luận:
- Giao Phòng Tài chính mua máy quét trong tháng 4.
- Phê bình xã Hải Vân vì nộp báo cáo chậm.
Cuộc họp kết thúc lúc 11 giờ cùng ngày.
"""


def test_the_conclusions_of_a_meeting_are_given_whole_and_alone(database: Database, tmp_path: Path) -> None:
    meeting = _asker(database, tmp_path / "meeting", {"bien-ban.txt": MEETING})
    for question in ("Chủ tọa cuộc họp thị xã Đông Hải kết luận gì?", "Bà Võ Thị Hạnh kết luận những gì?"):
        said = meeting.said(question)
        assert "mua máy quét trong tháng 4" in said
        assert "Phê bình xã Hải Vân" in said
        assert "mái che" not in said
        assert "kết thúc" not in said


WRONG = """ỦY BAN NHÂN DÂN
HUYỆN TÂN PHÚ ĐÔNG
Số: 77/BC-UBND                    Tân Phú Đông, ngày 05 tháng 01 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2023

Trong năm có 05 công chức bị kỷ luật. Huyện tổ chức 06 lớp bồi dưỡng.
"""

RIGHTED = """ỦY BAN NHÂN DÂN
HUYỆN TÂN PHÚ ĐÔNG
Số: 19/UBND-NV                    Tân Phú Đông, ngày 01 tháng 02 năm 2024
V/v đính chính số liệu tại Báo cáo số 77/BC-UBND

Sau khi rà soát, UBND huyện đính chính như sau:

1. Số công chức bị kỷ luật đã nêu là 05 người, nay đính chính là 04 người.

2. Các nội dung khác giữ nguyên.
"""


def test_what_was_corrected_in_a_report_is_told_by_the_paper_that_corrects_it(
    database: Database, tmp_path: Path
) -> None:
    papers = _asker(database, tmp_path / "papers", {"bao-cao.txt": WRONG, "dinh-chinh.txt": RIGHTED})
    draft = papers.draft("Báo cáo số 77/BC-UBND bị đính chính những gì?")
    assert [line.evidence[0].document.source for line in draft.lines] == ["dinh-chinh.txt"]
    assert "nay đính chính là 04 người" in draft.lines[0].text


def test_the_causes_that_stand_behind_a_list_of_faults_are_not_among_them(database: Database, tmp_path: Path) -> None:
    text = NAM_LONG.replace("gián đoạn.\n", "gián đoạn.\n\nNguyên nhân chủ yếu là thiếu vốn sửa chữa.\n")
    said = _asker(database, tmp_path / "faults", {"nam-long.txt": text}).said("Huyện Nam Long nêu những tồn tại nào?")
    assert "chật hẹp" in said
    assert "gián đoạn" in said
    assert "thiếu vốn" not in said


DECISION = """ỦY BAN NHÂN DÂN
HUYỆN HỮU BÌNH
Số: 77/QĐ-UBND                    Hữu Bình, ngày 11 tháng 3 năm 2024

QUYẾT ĐỊNH
Ban hành Quy chế trực tổ hòa giải ở thôn

Căn cứ Luật Hòa giải ở cơ sở và hướng dẫn trực tổ hòa giải ở thôn;

Điều 1. Phạm vi

Tổ hòa giải ở thôn trực vào tối thứ ba hằng tuần tại nhà văn hóa, có hai người.
"""


def test_what_a_decision_recites_answers_only_who_asks_for_its_bases(database: Database, tmp_path: Path) -> None:
    asked = _asker(database, tmp_path / "decision", {"quyet-dinh.txt": DECISION})

    def found(text: str) -> str:
        question = understand(text)
        scope = settle(question, asked.reports)
        return " ".join(c.text for c in rank(wanted(question, scope), scope, asked.index, asked.reports))

    assert "tối thứ ba" in found("Tổ hòa giải ở thôn của huyện Hữu Bình trực như thế nào?")
    assert "Căn cứ" not in found("Tổ hòa giải ở thôn của huyện Hữu Bình trực như thế nào?")
    assert "Luật Hòa giải" in found("Quy chế trực tổ hòa giải ở thôn của huyện Hữu Bình căn cứ vào đâu?")


def test_a_text_that_tells_no_time_may_be_of_the_year_asked_for(database: Database, tmp_path: Path) -> None:
    dated = "Năm 2019, thư viện mở thêm phòng đọc cho trẻ em.\n"
    undated = "Đội bơi của trường giành giải nhất nhờ thầy Lâm Quốc Túy huấn luyện.\n"
    asked = _asker(database, tmp_path / "undated", {"co-nam.txt": dated, "khong-nam.txt": undated})
    question = understand("Ai huấn luyện đội bơi của trường năm 2019?")
    scope = settle(question, asked.reports)
    best = rank(wanted(question, scope), scope, asked.index, asked.reports)[0]
    assert "Lâm Quốc Túy" in best.text
    assert 0 < best.year < 1


@pytest.mark.parametrize(
    "question",
    ["Cán bộ còn yếu những năng lực nào?", "Sự kiện tạo ra bầu không khí nào?", "Cải cách mang lại động lực nào?"],
)
def test_a_word_that_only_sounds_like_when_asks_for_no_time(question: str) -> None:
    asked = understand(question)
    assert wanted(asked, Scope(())).kind != "time"

"""Conversations about practices and sections: what "việc đó" and the year talked of mean, turn after turn."""

import pytest

from corpus.model import Level, Unit
from qa.assistant import Assistant
from qa.dialogue.conversation import complete
from qa.model import Answer, Turn

EARLIER = """ỦY BAN NHÂN DÂN
HUYỆN SUỐI CẠN
Số: 301/BC-UBND
Suối Cạn, ngày 10 tháng 12 năm 2021

BÁO CÁO
Kết quả công tác cải cách hành chính năm 2021

I. KẾT QUẢ THỰC HIỆN
1. Cải cách thủ tục hành chính
Xã Lũng Mây triển khai mô hình “Ngày thứ Sáu nghe dân nói”, mỗi tuần dành một buổi giải đáp thủ tục. Nhờ đó, số người \
phải đi lại nhiều lần giảm rõ rệt. Tuy nhiên, cán bộ kiêm nhiệm nên có tuần chưa bố trí được người trực. \
Phòng Nội vụ chủ trì theo dõi và báo cáo hằng quý.
Trong năm đã thanh tra 05 phòng; qua thanh tra phát hiện 02 phòng chưa công khai lệ phí. Huyện đã phê bình 01 trưởng \
phòng.
Huyện sáp nhập hai thôn Nà Pán và Nà Phặc. Sau sắp xếp, huyện còn 61 thôn, giảm 01 thôn; cái khó là chưa có nhà sinh \
hoạt chung.
Có 04 công chức bị kỷ luật, trong đó khiển trách 03, cảnh cáo 01, do để mất hồ sơ. Người bị kỷ luật chủ yếu thuộc lĩnh \
vực hộ tịch.
Xã Khe Gió triển khai mô hình “Tổ xe máy trả kết quả”, giao giấy tờ tận nhà cho người già neo đơn.
II. HẠN CHẾ
Việc số hóa hồ sơ cũ còn chậm.
III. KIẾN NGHỊ
1. Với UBND tỉnh: bổ sung kinh phí mua máy quét cho các xã vùng cao.
2. Với Sở Nội vụ: mở lớp tập huấn nghiệp vụ cho công chức một cửa.
"""
LATER = """ỦY BAN NHÂN DÂN
HUYỆN SUỐI CẠN
Số: 288/BC-UBND
Suối Cạn, ngày 11 tháng 12 năm 2023

BÁO CÁO
Kết quả công tác cải cách hành chính năm 2023

I. KẾT QUẢ THỰC HIỆN
Huyện mở 02 điểm hỗ trợ nộp hồ sơ trực tuyến tại chợ trung tâm. Huyện tổ chức 04 lớp tập huấn.
II. HẠN CHẾ
Người dân vùng xa chưa quen dùng dịch vụ công trực tuyến.
III. KIẾN NGHỊ
1. Với UBND tỉnh: nâng cấp đường truyền cho 03 xã.
"""

MINISTRY = """BỘ CÔNG TRÌNH
Số: 12/BC-BCT
Hà Nội, ngày 20 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023

Bộ lập quầy hỗ trợ lưu động từ năm 2022, kinh phí lấy từ nguồn chi thường xuyên của Văn phòng Bộ. Quầy lưu động giúp \
doanh nghiệp ở xa nộp hồ sơ tại chỗ. Năm 2024, Bộ sẽ mở thêm hai quầy.
Bộ có 19 phòng họp trực tuyến.
"""
PAPER = """BÁO CÁO THAM LUẬN
Công tác cải cách hành chính tại huyện vùng cao

Năm 2020, huyện mở 05 lớp tập huấn cho 230 lượt cán bộ. Kinh phí mở lớp là 85 triệu đồng. Lớp học diễn ra tại Trung \
tâm chính trị huyện.
"""
NEWS = """Chuyện giấy tờ ở Pắc Ngà

Từ tháng 4/2022, xã Pắc Ngà đặt 05 bàn giúp dân nộp hồ sơ tại các bản.
Mỗi bàn do Hội Nông dân xã trực, kinh phí 90 triệu đồng do doanh nghiệp tài trợ.
Nhờ thế, mỗi tháng bớt được chừng 210 chuyến xe ra huyện.
Riêng giấy phép lái xe phải gửi lên tỉnh nên hẹn sang thứ Năm.
Khó nhất là máy in hay hết mực.
"""
MODELS = """Hai cách làm mới ở Khuổi Ngọa

Xã Khuổi Ngọa có hai mô hình “Xe thồ giấy tờ” và “Góc hỏi nhanh”.
Mô hình “Xe thồ giấy tờ” mỗi năm chở 600 hồ sơ về tận bản.
Mô hình “Góc hỏi nhanh” do Hội Phụ nữ xã làm, mở vào chiều thứ Sáu.
"""


SURVEY = """Công bố kết quả khảo sát phiếu đánh giá

Cuộc khảo sát phát 41.250 phiếu tại 63 tỉnh, thành phố. Kết quả dùng để xếp thứ tự các địa phương.
"""
DISTRICTS = """Chuyện làm đường ở vùng đồi

Năm nay huyện Lập Thạch và huyện Sông Lô lập 06 tổ giúp dân làm giấy tờ đất. Các tổ họp vào tối thứ Sáu.
"""


PLAN = """UBND TỈNH TRƯỜNG LÂM
SỞ GIAO THÔNG
Số: 61/KH-SGT
Trường Lâm, ngày 15 tháng 01 năm 2024

KẾ HOẠCH
Cải cách hành chính năm 2024 của Sở Giao thông

I. NHIỆM VỤ
1. Làm bản đồ số các bến xe; Trung tâm Dữ liệu thực hiện, hoàn thành trong quý III, kinh phí dự kiến 730 triệu đồng.
2. Mở 02 lớp nghiệp vụ; Văn phòng Sở thực hiện.
II. KINH PHÍ
Tổng kinh phí thực hiện là 1,9 tỷ đồng, lấy từ nguồn phí được để lại.
III. TỔ CHỨC THỰC HIỆN
Phòng nào chậm ba lần liền thì không xét thi đua.
"""
INTERVIEW = """“Dân hỏi thì phải trả lời ngay”
Phóng viên trao đổi với ông Đặng Văn Khải, Giám đốc Trung tâm Phục vụ hành chính công

PV: Thưa ông, người dân còn than phiền điều gì?
Ông Đặng Văn Khải: Nhiều nhất là chuyện gọi điện không ai nghe. Có 2.600 cuộc gọi bị lỡ. \
Lỗi phần lớn do chúng tôi xếp ít người.

PV: Vì sao dân gọi điện không ai nghe?
Ông Đặng Văn Khải: Đường dây cũ, hễ mưa là mất tín hiệu. Tổng đài lại chỉ có hai máy.

PV: Trung tâm xử lý ra sao?
Ông Đặng Văn Khải: Chúng tôi thuê thêm bốn người trực máy. Từ tháng 9 đến nay số cuộc gọi lỡ giảm hai phần ba.

PV: Sắp tới Trung tâm ưu tiên việc gì?
Ông Đặng Văn Khải: Một là trả kết quả qua bưu điện, hai là mở quầy cho người cao tuổi.
"""
PATROL = """Tổ trả giấy tờ của thị trấn

Hằng tuần, xã Búng Lao, huyện Mường Ảng cử người sang học.
Thị trấn Khe Gió lập “Tổ chạy bộ” gồm 07 đoàn viên, mỗi tuần đi hai buổi. Tiền xăng do thị trấn trích từ khoản tiết \
kiệm. Ông Tẩn A Sinh cho biết sẽ xin thêm hai xe đạp trước mùa mưa.
"""

QUARTER = """UBND HUYỆN NẬM SUNG
Số: 77/BC-UBND
Nậm Sung, ngày 24 tháng 9 năm 2024
BÁO CÁO
Công tác cải cách hành chính quý III năm 2024

I. KẾT QUẢ
1. Toàn huyện tiếp nhận 5.310 hồ sơ, chủ yếu thuộc lĩnh vực chứng thực. Đã giải quyết 5.100 hồ sơ; trong đó trễ hạn \
48 hồ sơ. Trong 48 hồ sơ trễ hạn có 41 hồ sơ đất đai.
2. Đã hoàn thành 22 nhiệm vụ, quá hạn 02 nhiệm vụ.
Hai nhiệm vụ quá hạn là: (1) ban hành quy chế tiếp công dân; (2) niêm yết mã QR tại các bản.
3. Tỷ lệ thanh toán trực tuyến đạt 33,5%, thấp hơn mức bình quân của tỉnh 09 điểm phần trăm.
II. NGUYÊN NHÂN
Lý do trễ hạn là vì bản đồ địa chính bị rách. Tỷ lệ thanh toán trực tuyến thấp vì chợ phiên chỉ dùng tiền mặt.
III. NHIỆM VỤ QUÝ IV
1. Giao Phòng Tài nguyên và Môi trường chấm dứt hồ sơ đất đai trễ hạn trước ngày 20/11/2024.
2. Văn phòng HĐND và UBND huyện: hoàn thành 02 nhiệm vụ quá hạn trước ngày 12/10/2024.
3. Phòng Tài chính - Kế hoạch: nâng tỷ lệ thanh toán trực tuyến lên 50%.
IV. ĐỀ XUẤT
Đề nghị UBND tỉnh hỗ trợ 4,6 tỷ đồng để đo đạc lại bản đồ.
"""


REPORTS = {
    "truoc.txt": EARLIER,
    "sau.txt": LATER,
    "bo.txt": MINISTRY,
    "bai.txt": PAPER,
    "tin.txt": NEWS,
    "hai.txt": MODELS,
    "phieu.txt": SURVEY,
    "doi.txt": DISTRICTS,
    "kh.txt": PLAN,
    "hoi.txt": INTERVIEW,
    "to.txt": PATROL,
    "quy.txt": QUARTER,
}


def talk(assistant: Assistant, *messages: str) -> Answer:
    """Return the last answer of a conversation."""
    history: list[Turn] = []
    for message in messages:
        answer = assistant.ask(message, history)
        history.append(Turn(question=message, answer=answer.answer))
    return answer


MODEL = "Mô hình của xã Lũng Mây là gì?"


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        ((MODEL, "Lợi ích của việc đó?"), "giảm rõ rệt"),
        ((MODEL, "Lợi ích của việc đó?", "khó khăn khi làm việc đó là gì"), "kiêm nhiệm"),
        ((MODEL, "kết quả thế nào?"), "giảm rõ rệt"),
        ((MODEL, "ai chủ trì việc đó?"), "Phòng Nội vụ"),
        ((MODEL, "cho em hỏi phòng nào phụ trách mô hình này ạ?"), "Phòng Nội vụ"),
    ],
)
def test_what_is_asked_of_the_thing_just_told_is_sought_behind_it(
    assistant: Assistant, messages: tuple[str, ...], said: str
) -> None:
    answer = talk(assistant, *messages)
    assert said in answer.answer
    assert len(answer.citations) == 1


def test_what_is_not_told_of_a_thing_is_said_not_to_be(assistant: Assistant) -> None:
    answer = talk(assistant, "Huyện Suối Cạn mở điểm hỗ trợ nộp hồ sơ ở đâu?", "ai chủ trì việc đó?")
    assert answer.status == "not_found"
    assert "ai chủ trì" in answer.answer


@pytest.mark.parametrize("reply", ["huyện đó kiến nghị gì với UBND tỉnh?", "huyện kiến nghị gì với UBND tỉnh"])
def test_the_year_talked_of_stays_where_the_unit_has_a_report_of_it(assistant: Assistant, reply: str) -> None:
    answer = talk(assistant, "Năm 2021 huyện Suối Cạn có hạn chế gì?", reply)
    assert "máy quét" in answer.answer
    assert "đường truyền" not in answer.answer


def test_a_year_without_a_report_does_not_stay(assistant: Assistant) -> None:
    answer = talk(assistant, "Năm 2022 huyện Suối Cạn có hạn chế gì?", "huyện đó kiến nghị gì với UBND tỉnh?")
    assert answer.resolved_question == "Huyện Suối Cạn kiến nghị gì với UBND tỉnh?"


def test_what_was_asked_of_one_office_is_asked_of_another(assistant: Assistant) -> None:
    answer = talk(assistant, "Năm 2021 huyện Suối Cạn kiến nghị gì với UBND tỉnh?", "thế còn với Sở Nội vụ thì sao?")
    assert "tập huấn nghiệp vụ" in answer.answer


def test_one_reference_is_told_once(assistant: Assistant) -> None:
    answer = talk(assistant, "Năm 2021 huyện Suối Cạn có những mô hình nào?", "nguồn ở đâu?")
    assert answer.answer.count("301/BC-UBND") == 1
    more = talk(assistant, "Năm 2023 huyện Suối Cạn tổ chức mấy lớp tập huấn, mở mấy điểm hỗ trợ?", "chi tiết hơn đi")
    assert more.answer.count("04 lớp") == 1


def test_a_name_that_sounds_like_how_many_asks_for_no_figure(assistant: Assistant) -> None:
    assert talk(assistant, MODEL).kind == "passage"


STORY = "Xã Pắc Ngà đặt mấy bàn giúp dân nộp hồ sơ?"
NAMED = "Xã Khuổi Ngọa có những mô hình nào?"
INSPECTED = "Năm 2021 huyện Suối Cạn thanh tra bao nhiêu phòng?"
MERGED = "Huyện Suối Cạn sáp nhập những thôn nào?"
PUNISHED = "Năm 2021 huyện Suối Cạn có bao nhiêu công chức bị kỷ luật?"


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        ((INSPECTED, "phát hiện gì?"), "công khai lệ phí"),
        ((INSPECTED, "phat hien gi", "xử lý thế nào?"), "phê bình"),
        ((MERGED, "giảm mấy thôn?"), "giảm 01 thôn"),
        ((MERGED, "giảm mấy thôn?", "khó khăn gì?"), "nhà sinh hoạt"),
        ((MERGED, "còn bao nhiêu thôn?"), "61 thôn"),
        ((PUNISHED, "hình thức?"), "cảnh cáo 01"),
        ((PUNISHED, "lý do?"), "mất hồ sơ"),
        ((PUNISHED, "lĩnh vực nào nhiều nhất?"), "hộ tịch"),
        ((MODEL, "có nhược điểm gì?"), "kiêm nhiệm"),
        ((STORY, "từ bao giờ?"), "tháng 4/2022"),
        ((STORY, "tu bao gio"), "tháng 4/2022"),
        ((STORY, "do ai lo?"), "Hội Nông dân"),
        ((STORY, "do ai lo?", "bớt được bao nhiêu chuyến?"), "210 chuyến"),
        ((STORY, "thế còn giấy phép lái xe?"), "thứ Năm"),
        ((STORY, "kinh phí bao nhiêu?", "lấy ở đâu?"), "tài trợ"),
        ((STORY, "khó nhất là gì?"), "hết mực"),
        ((NAMED, "cái đầu tiên hoạt động thế nào?"), "chở 600 hồ sơ"),
        ((NAMED, "cái thứ hai do ai làm?"), "Hội Phụ nữ"),
    ],
)
def test_a_few_words_ask_of_the_sentence_just_cited_and_those_around_it(
    assistant: Assistant, messages: tuple[str, ...], said: str
) -> None:
    answer = talk(assistant, *messages)
    assert said in answer.answer
    assert len(answer.citations) == 1


def test_what_is_asked_of_a_thing_does_not_become_the_talk(assistant: Assistant) -> None:
    answer = talk(assistant, MODEL, "có nhược điểm gì?", "còn xã Khe Gió?")
    assert "Tổ xe máy" in answer.answer


def test_the_post_of_the_signer_is_told_with_the_name() -> None:
    asked = complete("chức vụ gì?", [Turn(question="Ai ký báo cáo 2021 của huyện Suối Cạn?")], ())
    assert asked.question == "Ai ký báo cáo 2021 của huyện Suối Cạn?"


@pytest.mark.parametrize(
    ("before", "says", "completed"),
    [
        (["Ai ký báo cáo của Bộ Công trình?"], "còn Sở Nội vụ?", "Ai ký báo cáo của Sở Nội vụ?"),
        (["Sở Nội vụ, tỉnh Trường Lâm có hạn chế gì?"], "còn Bộ Công trình?", "Bộ Công trình có hạn chế gì?"),
        (["Xã Lũng Mây có mô hình gì?"], "huyện đó có hạn chế gì?", "Huyện Suối Cạn có hạn chế gì?"),
        (
            ["Cải cách thể chế của huyện Suối Cạn có hạn chế gì?"],
            "còn về tài chính công?",
            "Tài chính công của huyện Suối Cạn có hạn chế gì?",
        ),
        (
            ["Huyện Suối Cạn có hạn chế gì?"],
            "thế tổ chức bộ máy thì sao?",
            "Huyện Suối Cạn có hạn chế gì về tổ chức bộ máy?",
        ),
        (
            ["Năm 2021 huyện Suối Cạn nộp bao nhiêu báo cáo?", "so với năm 2020?"],
            "còn huyện Đồng Xoan?",
            "Năm 2021 huyện Đồng Xoan nộp bao nhiêu báo cáo?",
        ),
        (
            ["Ai ký báo cáo năm 2021 của huyện Suối Cạn?"],
            "ngày nào?",
            "Ngày ban hành báo cáo năm 2021 của huyện Suối Cạn?",
        ),
        (
            ["Năm 2021 huyện Suối Cạn nộp bao nhiêu báo cáo?", "còn huyện Đồng Xoan?"],
            "cả hai huyện là bao nhiêu?",
            "Năm 2021 huyện Suối Cạn và huyện Đồng Xoan nộp bao nhiêu báo cáo?",
        ),
        (
            ["Năm 2021 huyện Suối Cạn và huyện Đồng Xoan nộp bao nhiêu báo cáo?"],
            "ai nhiều hơn?",
            "Năm 2021 huyện Suối Cạn so với huyện Đồng Xoan nộp bao nhiêu báo cáo?",
        ),
    ],
)
def test_whoever_is_talked_of_is_exchanged_whole(before: list[str], says: str, completed: str) -> None:
    known = (
        Unit("huyện", "Suối Cạn", Level.DISTRICT, "tỉnh Trường Lâm"),
        Unit("huyện", "Đồng Xoan", Level.DISTRICT, "tỉnh Trường Lâm"),
        Unit("xã", "Lũng Mây", Level.COMMUNE, "huyện Suối Cạn"),
        Unit("", "Bộ Công trình", Level.PROVINCE),
    )
    assert complete(says, [Turn(question=b) for b in before], known).question == completed


def test_an_office_is_talked_of_like_a_unit(assistant: Assistant) -> None:
    answer = talk(assistant, "Bộ Công trình lập quầy lưu động từ năm nào?", "năm 2024 bộ sẽ làm gì?")
    assert "mở thêm hai quầy" in answer.answer


def test_one_of_two_things_told_is_asked_after(assistant: Assistant) -> None:
    listed = "Năm 2021 huyện Suối Cạn có những mô hình nào?"
    assert "kiêm nhiệm" in talk(assistant, listed, "cái thứ hai có khó khăn gì?").answer
    assert talk(assistant, listed, "cái đầu tiên có khó khăn gì?").status == "not_found"


FOUND = "Có nơi nào làm quầy hỗ trợ lưu động không?"


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        ((FOUND, "làm từ năm nào?"), "từ năm 2022"),
        ((FOUND, "hiệu quả ra sao"), "nộp hồ sơ tại chỗ"),
        ((FOUND, "lấy tiền ở đâu"), "chi thường xuyên"),
        ((FOUND, "làm từ năm nào?", "sắp tới có làm nữa không?"), "mở thêm hai quầy"),
        ((FOUND, "có bao nhiêu phòng họp?"), "19 phòng họp"),
        (("Năm 2020 huyện vùng cao mở mấy lớp tập huấn?", "lớp học diễn ra ở đâu?"), "Trung tâm chính trị"),
        (("Năm 2020 huyện vùng cao mở mấy lớp tập huấn?", "kinh phí bao nhiêu?"), "85 triệu đồng"),
    ],
)
def test_a_question_that_names_nothing_is_about_the_report_that_answered_before(
    assistant: Assistant, messages: tuple[str, ...], said: str
) -> None:
    answer = talk(assistant, *messages)
    assert said in answer.answer
    assert len({citation.document_id for citation in answer.citations}) == 1


@pytest.mark.parametrize(
    "vague",
    [
        "Huyện có bao nhiêu lớp tập huấn?",
        "mở mấy lớp?",
        "có hạn chế gì?",
        "kiến nghị gì với UBND tỉnh?",
        "có mấy thôn?",
    ],
)
def test_whatever_is_offered_has_an_answer(assistant: Assistant, vague: str) -> None:
    answer = assistant.ask(vague)
    offered = answer.suggestions if answer.status == "clarify" else ()
    assert [choice for choice in offered if assistant.ask(choice).status == "not_found"] == []


def test_what_one_alone_can_answer_is_not_asked_back(assistant: Assistant) -> None:
    assert "230 lượt" in assistant.ask("Có bao nhiêu lượt cán bộ được tập huấn?").answer


def test_a_province_is_spoken_of_where_its_districts_are(assistant: Assistant) -> None:
    assert "thứ Sáu" in assistant.ask("Các tổ giúp dân ở tỉnh Vĩnh Phúc họp khi nào?").answer
    assert assistant.ask("Các tổ giúp dân ở tỉnh Cà Mau họp khi nào?").status == "not_found"


def test_a_story_of_the_whole_country_is_called_by_its_title(assistant: Assistant) -> None:
    answer = talk(assistant, "Khảo sát phát bao nhiêu phiếu?")
    assert "41.250 phiếu" in answer.answer
    assert "Công bố kết quả khảo sát" in answer.answer
    assert "không nêu tên" not in answer.answer
    assert "xếp thứ tự" in talk(assistant, "Khảo sát phát bao nhiêu phiếu?", "dùng làm gì?").answer


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        ((MERGED, "từ những thôn nào?"), "Nà Pán"),
        ((STORY, "phòng nào lo?"), "Hội Nông dân"),
        ((MODEL, "“Góc hỏi nhanh” của nơi nào?"), "Góc hỏi nhanh"),
        (("Mô hình “Ngày thứ Sáu nghe dân nói” là gì?", "của huyện nào?"), "UBND huyện Suối Cạn"),
    ],
)
def test_a_name_asked_for_stands_in_the_answer(assistant: Assistant, messages: tuple[str, ...], said: str) -> None:
    assert said in talk(assistant, *messages).answer


def test_a_figure_not_told_of_the_thing_is_not_taken_from_another_report(assistant: Assistant) -> None:
    assert talk(assistant, FOUND, "bao nhiêu thôn?").status == "not_found"


def test_the_sentence_that_a_refusal_quotes_is_what_was_told_last(assistant: Assistant) -> None:
    refused = "Bộ Công trình có bao nhiêu doanh nghiệp nộp hồ sơ tại chỗ?"
    assert talk(assistant, refused).status == "not_found"
    assert "12/BC-BCT" in talk(assistant, refused, "nguồn?").answer


def test_the_source_asked_for_is_that_of_the_last_answer_there_was(assistant: Assistant) -> None:
    answer = talk(assistant, FOUND, "Huyện Suối Cạn tiêm vắc xin cho bò thế nào?", "nguồn?")
    assert "12/BC-BCT" in answer.answer


TASKS = "Kế hoạch của Sở Giao thông có những nhiệm vụ gì?"
MAP = "Bản đồ số các bến xe ai làm?"
COMPLAINTS = "Giám đốc Trung tâm Phục vụ hành chính công nói dân than phiền điều gì?"
MEETING = "Phóng viên trao đổi với giám đốc Trung tâm Phục vụ hành chính công nào?"
RUNNERS = "“Tổ chạy bộ” là gì?"


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        ((TASKS, MAP, "bao giờ xong?"), "quý III"),
        ((TASKS, MAP, "hết bao nhiêu tiền?"), "730 triệu đồng"),
        ((TASKS, MAP, "tổng kinh phí là bao nhiêu?"), "1,9 tỷ đồng"),
        ((TASKS, MAP, "tổng kinh phí là bao nhiêu?", "lấy ở đâu?"), "phí được để lại"),
        ((TASKS, MAP, "tổng kinh phí là bao nhiêu?", "chậm thì sao?"), "không xét thi đua"),
        ((COMPLAINTS, "bao nhiêu cuộc như vậy?"), "2.600 cuộc gọi"),
        ((COMPLAINTS, "lỗi của ai?"), "xếp ít người"),
        ((MEETING, "xử lý ra sao?"), "thuê thêm bốn người"),
        ((COMPLAINTS, "xử lý ra sao?"), "thuê thêm bốn người"),
        ((COMPLAINTS, "xử lý ra sao?", "kết quả?"), "giảm hai phần ba"),
        ((COMPLAINTS, "xử lý ra sao?", "sắp tới ưu tiên gì?"), "quầy cho người cao tuổi"),
        ((RUNNERS, "có mấy người?"), "07 đoàn viên"),
        ((RUNNERS, "gồm những ai?"), "07 đoàn viên"),
        ((RUNNERS, "mỗi tuần mấy buổi?"), "hai buổi"),
        ((RUNNERS, "tiền đâu ra?"), "tiết kiệm"),
        ((RUNNERS, "ông ấy nói sẽ làm gì?"), "hai xe đạp"),
        ((MODEL, "có mấy buổi?", "còn “Tổ chạy bộ”?"), "07 đoàn viên"),
    ],
)
def test_what_is_asked_next_is_told_by_the_report_talked_of(
    assistant: Assistant, messages: tuple[str, ...], said: str
) -> None:
    assert said in talk(assistant, *messages).answer


@pytest.mark.parametrize(
    ("messages", "completed"),
    [
        (
            ("Huyện Suối Cạn nhận bao nhiêu hồ sơ?", "trong đó cấp xã bao nhiêu?", "còn Sùng Phài?", "thế Nậm Loỏng?"),
            "Nậm Loỏng, huyện Suối Cạn nhận bao nhiêu hồ sơ?",
        ),
        (("Khối sở ai dẫn đầu?", "còn khối huyện?"), "Khối huyện ai dẫn đầu?"),
        (
            ("Huyện Suối Cạn có bao nhiêu hồ sơ đất đai trễ hạn?", "thế còn hồ sơ hộ tịch?"),
            "Huyện Suối Cạn có bao nhiêu hồ sơ hộ tịch trễ hạn?",
        ),
        (("“Xe thồ” chở gì?", "còn “Góc hỏi nhanh”?"), "“Góc hỏi nhanh” chở gì?"),
        (
            ("Ai ký báo cáo năm 2023 của huyện Suối Cạn?", "Đồng Xoan ai ký?"),
            "Ai ký báo cáo năm 2023 của huyện Đồng Xoan?",
        ),
        (
            (
                "Chỉ số CCHC năm 2022 của huyện Suối Cạn?",
                "còn Đồng Xoan?",
                "hơn kém nhau bao nhiêu?",
                "năm trước Suối Cạn?",
            ),
            "Chỉ số CCHC năm 2021 của huyện Suối Cạn?",
        ),
        (
            ("Hồ sơ trễ hạn của huyện Suối Cạn năm 2022?", "so với 2023?", "vậy tăng hay giảm?"),
            "Hồ sơ trễ hạn của huyện Suối Cạn năm 2022 tăng hay giảm bao nhiêu so với năm 2023?",
        ),
        (
            ("Tỷ lệ đúng hạn của huyện Suối Cạn năm 2022 là bao nhiêu?", "năm nào cao nhất?"),
            "Tỷ lệ đúng hạn của huyện Suối Cạn năm nào cao nhất?",
        ),
        (
            ("Mục tiêu tỷ lệ trực tuyến của huyện Suối Cạn năm 2023 là bao nhiêu?", "có đạt không?"),
            "Tỷ lệ trực tuyến của huyện Suối Cạn năm 2023 đã đạt mục tiêu chưa?",
        ),
        (("Huyện Suối Cạn kiến nghị gì?", "với Sở Nội vụ thì sao?"), "Huyện Suối Cạn kiến nghị gì với sở nội vụ?"),
        (("Huyện Suối Cạn cấp thẻ cho ai?", "loại nào?"), "Tại huyện Suối Cạn, loại nào?"),
        (
            ("Huyện Suối Cạn kiến nghị gì?", "thôi, hỏi chuyện khác: Đồng Xoan có bao nhiêu xã?"),
            "Đồng Xoan có bao nhiêu xã?",
        ),
    ],
)
def test_a_follow_up_changes_only_what_it_names(messages: tuple[str, ...], completed: str) -> None:
    known = (
        Unit("huyện", "Suối Cạn", Level.DISTRICT, "tỉnh Trường Lâm"),
        Unit("huyện", "Đồng Xoan", Level.DISTRICT, "tỉnh Trường Lâm"),
    )
    assert complete(messages[-1], [Turn(question=m) for m in messages[:-1]], known).question == completed


def test_a_year_before_counts_from_the_year_told() -> None:
    known = (Unit("huyện", "Suối Cạn", Level.DISTRICT, "tỉnh Trường Lâm"),)
    asked = Turn(question="Huyện Suối Cạn có hạn chế gì?", answer="Việc số hóa hồ sơ cũ còn chậm [1].")
    ranked = Turn(
        question="Huyện Suối Cạn xếp thứ mấy?", answer="Năm 2022, Chỉ số CCHC của huyện Suối Cạn xếp hạng 3/9 [1]."
    )
    newest = complete("năm trước khó khăn gì?", [asked], known, years=lambda question: {2021, 2023})
    assert newest.question == "Tại huyện Suối Cạn, năm 2022 khó khăn gì?"
    assert complete("năm trước?", [ranked], known).question == "Năm 2021, huyện Suối Cạn xếp thứ mấy?"


def test_two_figures_of_one_year_apart_are_compared_though_one_was_asked_without_a_year() -> None:
    known = (Unit("huyện", "Suối Cạn", Level.DISTRICT, "tỉnh Trường Lâm"),)
    before = [Turn(question="Huyện Suối Cạn có mấy tổ?"), Turn(question="năm 2022 thì sao?")]
    asked = complete("tăng bao nhiêu?", before, known, years=lambda question: {2022, 2023})
    assert asked.question == "Số tổ năm 2023 của huyện Suối Cạn tăng hay giảm bao nhiêu so với năm 2022?"


def test_how_the_unit_that_an_answer_names_moved_is_asked_of_it() -> None:
    known = (Unit("huyện", "Suối Cạn", Level.DISTRICT, "tỉnh Trường Lâm"),)
    last = Turn(
        question="Năm 2023 huyện nào đứng cuối chỉ số CCHC?", answer="Huyện Suối Cạn thấp nhất: đạt 71,2 điểm [1]."
    )
    asked = complete("so với năm 2021 thì giảm bao nhiêu?", [last], known)
    assert asked.question == "Chỉ số CCHC năm 2023 của huyện Suối Cạn tăng hay giảm bao nhiêu so với năm 2021?"


def test_the_unit_of_the_kind_said_is_meant() -> None:
    known = (Unit("huyện", "Suối Cạn", Level.DISTRICT, "tỉnh Trường Lâm"),)
    before = Turn(question="Sở Nội vụ kiểm tra huyện Suối Cạn khi nào?", answer="Ngày 03 tháng 10 [1].")
    assert complete("phát hiện gì ở huyện?", [before], known).question == "Phát hiện gì ở huyện Suối Cạn?"


def test_a_rate_is_not_compared_with_a_count(assistant: Assistant) -> None:
    answer = talk(assistant, "Năm 2023 huyện Suối Cạn tổ chức mấy lớp tập huấn?", "so với năm trước?")
    assert "%" not in answer.answer


def test_a_question_is_answered_by_the_reply_to_the_same_one(assistant: Assistant) -> None:
    told = assistant.ask("Vì sao dân gọi điện cho Trung tâm Phục vụ hành chính công không ai nghe?")
    assert "Đường dây cũ" in told.answer


def test_what_was_done_is_asked_of_the_thing_told_and_not_of_the_assistant(assistant: Assistant) -> None:
    answer = talk(assistant, RUNNERS, "đã làm được gì?")
    assert answer.kind != "small_talk"
    assert assistant.ask("bạn làm được gì?").kind == "small_talk"


def test_the_unit_that_an_answer_names_is_pointed_at() -> None:
    known = (
        Unit("xã", "Lũng Mây", Level.COMMUNE, "huyện Suối Cạn"),
        Unit("huyện", "Suối Cạn", Level.DISTRICT, "tỉnh Trường Lâm"),
    )
    told = Turn(
        question="Xã Lũng Mây thuộc huyện nào?", answer="Ông Sinh là công chức xã Lũng Mây, huyện Suối Cạn [1]."
    )
    assert complete("huyện đó có hạn chế gì?", [told], known).question == "Huyện Suối Cạn có hạn chế gì?"


def test_where_a_unit_lies_is_told_where_both_are_named(assistant: Assistant) -> None:
    assert "huyện Mường Ảng" in assistant.ask("Xã Búng Lao thuộc huyện nào?").answer
    assert assistant.ask("Xã Pắc Ngà thuộc huyện nào?").status == "not_found"


def test_the_chairman_of_a_district_is_none_of_a_commune(assistant: Assistant) -> None:
    assert assistant.ask("Chủ tịch xã ở huyện Suối Cạn là ai?").status == "not_found"


LATE = "Huyện Nậm Sung quý III/2024 có bao nhiêu hồ sơ trễ hạn?"
UNDONE = "Huyện Nậm Sung có mấy nhiệm vụ quá hạn?"
PAID = "Tỷ lệ thanh toán trực tuyến của huyện Nậm Sung là bao nhiêu?"


@pytest.mark.parametrize(
    ("messages", "said", "not_said"),
    [
        ((LATE, "chủ yếu là lĩnh vực gì?"), "đất đai", "chứng thực"),
        ((LATE, "chủ yếu là lĩnh vực gì?", "lý do?"), "rách", "tiền mặt"),
        ((LATE, "kế hoạch quý tới xử lý thế nào?"), "chấm dứt", "mã QR"),
        ((LATE, "vì sao?", "giao cho ai xử lý?"), "Phòng Tài nguyên", "Tài chính"),
        ((LATE, "vì sao?", "giao cho ai xử lý?", "xong khi nào?"), "20/11/2024", "12/10"),
        ((UNDONE, "đó là những nhiệm vụ nào?"), "tiếp công dân", "trễ hạn"),
        ((UNDONE, "ai phải hoàn thành?"), "Văn phòng HĐND", "Tài nguyên"),
        ((PAID, "thấp hơn tỉnh bao nhiêu?"), "09 điểm phần trăm", "50%"),
        ((PAID, "vì sao thấp?", "ai chịu trách nhiệm nâng lên?"), "Tài chính", "Tài nguyên"),
        (("Huyện Nậm Sung đề xuất gì?", "cần bao nhiêu tiền?"), "4,6 tỷ đồng", "nhiệm vụ"),
        (("Huyện Nậm Sung đề xuất gì?", "cần bao nhiêu tiền?", "để làm gì?"), "đo đạc", "nhiệm vụ"),
    ],
)
def test_the_subject_of_a_talk_is_found_again_in_the_other_sections(
    assistant: Assistant, messages: tuple[str, ...], said: str, not_said: str
) -> None:
    answer = talk(assistant, *messages)
    assert said in answer.answer
    assert not_said not in answer.answer


def test_the_province_is_the_only_one_known_where_nobody_says_in_which_a_district_lies() -> None:
    known = (Unit("huyện", "Suối Cạn", Level.DISTRICT), Unit("tỉnh", "Trường Lâm", Level.PROVINCE))
    before = Turn(question="Quý III/2024 huyện Suối Cạn nhận bao nhiêu hồ sơ?", answer="Huyện Suối Cạn: 15 hồ sơ [1].")
    asked = complete("tỉnh thì sao?", [before], known).question
    assert asked == "Quý III/2024 tỉnh Trường Lâm nhận bao nhiêu hồ sơ?"

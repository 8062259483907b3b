"""In a short text all is of the one matter of its title: what is asked of it decides which sentence answers."""

import pytest

from qa.assistant import Assistant
from qa.texts.aspects import HINTED, PLAIN, aspect_asked, told
from qa.texts.kinds import kind_asked

FERRY = """Xã Bến Trăng lập quầy hồ sơ trên chuyến đò ngang

(Báo Cửa Sông) - Ngày 8/5, lãnh đạo huyện Vàm Lác đi thử quầy hồ sơ trên đò của xã Bến Trăng, nơi hai ấp cù lao \
cách trụ sở một con sông rộng.

Muốn nộp giấy tờ, bà con đưa cho cô phụ đò. Cô chụp ảnh gửi bộ phận một cửa; đò cập bến thì có người ra nhận; \
chuyến chiều mang giấy về.

Sau một mùa nước, số lượt qua sông vì giấy tờ giảm hẳn, người già không còn phải nhờ con cháu chở.

Thế nhưng những hôm gió lớn đò nghỉ, ảnh chụp mờ phải làm lại.

Chi phí in phiếu và bao nhựa trích từ quỹ khuyến học của chủ đò.

Bà Lê Thị Nhạn, Phó Chủ tịch UBND xã, mong huyện cấp cho cô phụ đò một máy quét cầm tay.

Sang mùa khô, xã sẽ đặt thêm một hộp nhận hồ sơ ở bến phụ.
"""

SPEECH = """LỜI PHÁT BIỂU CỦA CHỦ TỊCH UBND HUYỆN LÁNG SẾN TẠI BUỔI GẶP TIỂU THƯƠNG

Kính thưa các cô bác tiểu thương!

Tôi cảm ơn gần trăm cô bác của huyện Láng Sến đã bỏ buổi chợ đến đây.

Cô bác hỏi vì sao giấy thuê sạp cấp chậm. Tôi nhận lỗi: sơ đồ chợ chưa đo lại, tổ một cửa không có chỗ bám.

Riêng về phí vệ sinh, từ phiên tới ban quản lý chợ thu bằng mã quét, có biên lai từng ngày.

Xin chúc cô bác mua may bán đắt!
"""
TEAM = """ỦY BAN NHÂN DÂN
HUYỆN CÀ NHÍP
Số: 51/QĐ-UBND
Cà Nhíp, ngày 14 tháng 3 năm 2024

QUYẾT ĐỊNH
Về việc thành lập Tổ gỡ vướng hồ sơ đất đai huyện

QUYẾT ĐỊNH:

Điều 1. Thành lập Tổ gỡ vướng hồ sơ đất đai huyện gồm:
1. Ông Lưu Hữu Tạo, Phó Chủ tịch UBND huyện: Tổ trưởng;
2. Bà Giáp Thị Miên, Trưởng phòng Nội vụ: Tổ phó.

Điều 2. Kinh phí hoạt động
Lấy từ khoản tiết kiệm văn phòng phẩm của huyện.

Điều 3. Quyết định này có hiệu lực từ ngày ký.
"""

VISITS = """THANH TRA HUYỆN TRÀ MÂY
Số: 6/KL-TTr
Trà Mây, ngày 4 tháng 8 năm 2023

KẾT LUẬN
Về việc giải quyết thủ tục ở một số xã

I. KẾT QUẢ

1. Xã Khe Giao

- Bàn tiếp dân đặt ngay cửa, có người trực.

2. Xã Bản Luốc

- Giấy hẹn không ghi ngày trả.
- Thùng góp ý khóa, chưa mở lần nào.
- Phòng chờ đủ ghế.
"""


REPORTS = {"do.txt": FERRY, "cho.txt": SPEECH, "to.txt": TEAM, "kl.txt": VISITS}


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Quầy hồ sơ trên đò của xã Bến Trăng mang lại hiệu quả gì?", "Sau một mùa nước"),
        ("Quầy hồ sơ trên đò của xã Bến Trăng còn bất cập gì?", "Thế nhưng"),
        ("Kinh phí cho quầy hồ sơ trên đò xã Bến Trăng lấy ở đâu?", "Chi phí in phiếu"),
        ("Xã Bến Trăng kiến nghị gì với huyện về quầy hồ sơ trên đò?", "Bà Lê Thị Nhạn"),
        ("Sắp tới xã Bến Trăng làm gì với quầy hồ sơ trên đò?", "Sang mùa khô"),
    ],
)
def test_the_side_of_a_storys_matter_that_is_asked_for_answers_first(
    assistant: Assistant, question: str, begins: str
) -> None:
    answer = assistant.ask(question).answer
    assert answer.startswith(begins), answer


def test_what_a_speech_says_to_have_been_asked_is_no_answer_but_what_follows_is(assistant: Assistant) -> None:
    answer = assistant.ask("Vì sao giấy thuê sạp ở huyện Láng Sến cấp chậm?").answer
    assert answer.startswith("Tôi nhận lỗi"), answer


def test_a_summary_of_a_speech_leaves_out_its_greetings(assistant: Assistant) -> None:
    answer = assistant.ask("Tóm tắt bài phát biểu của Chủ tịch huyện Láng Sến").answer
    assert "mã quét" in answer
    assert "Kính thưa" not in answer
    assert "Xin chúc" not in answer


def test_who_heads_a_team_is_told_behind_a_colon_in_the_paper_that_founds_it(assistant: Assistant) -> None:
    answer = assistant.ask("Ai làm tổ trưởng Tổ gỡ vướng hồ sơ đất đai của huyện Cà Nhíp?").answer
    assert "Lưu Hữu Tạo" in answer.split("\n")[0]


def test_what_stands_under_the_name_of_a_place_is_told_of_that_place(assistant: Assistant) -> None:
    answer = assistant.ask("Xã Bản Luốc có sai sót gì?").answer
    assert "không ghi ngày trả" in answer
    assert "chưa mở lần nào" in answer
    assert "đủ ghế" not in answer
    assert assistant.ask("Xã Khe Giao có sai sót gì?").status == "not_found"


def test_the_name_of_somebody_is_refused_where_no_name_stands(assistant: Assistant) -> None:
    assert assistant.ask("Người trực bàn tiếp dân ở xã Khe Giao tên là gì?").status == "not_found"


def test_a_part_of_one_sentence_is_told_when_its_title_is_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("Kinh phí hoạt động của Tổ gỡ vướng hồ sơ đất đai huyện Cà Nhíp lấy từ đâu?").answer
    assert answer.startswith("Lấy từ khoản tiết kiệm văn phòng phẩm"), answer


@pytest.mark.parametrize(
    ("plain", "aspect"),
    [
        ("mo hinh nay con nhuoc diem gi", "trouble"),
        ("xa mong viec nay se co ich gi cho dan", "outcome"),
        ("tien mua may lay o dau", "money"),
        ("ai gop y kieu gi", ""),
    ],
)
def test_what_asks_stands_next_to_the_side_it_asks_for(plain: str, aspect: str) -> None:
    assert aspect_asked(plain, "", ()) == aspect


@pytest.mark.parametrize(
    ("text", "aspect", "kind"),
    [
        ("Xã đang kẹt chuyện gì?", "trouble", ""),
        ("Hội nghị sơ kết bàn việc gì?", "", ""),
        ("Tiền mua máy lấy từ khoản nào?", "money", ""),
        ("Cuộc họp đầu tiên bàn việc gì?", "", ""),
        ("Xã tuyên truyền cải cách qua kênh nào?", "", ""),
        ("Sở cấp phép bằng cách nào?", "how", ""),
        ("Phong trào nào do thanh niên phát động?", "", ""),
        ("Phòng chuyên môn nào chủ trì?", "", "named"),
        ("Tập huấn tổ chức tại đâu?", "", "place"),
        ("Việc ấy do đâu mà ra?", "", "reason"),
    ],
)
def test_words_that_differ_by_a_mark_ask_for_different_things(text: str, aspect: str, kind: str) -> None:
    assert (aspect_asked(text, "", ()), kind_asked(text)) == (aspect, kind)


def test_what_only_hints_at_a_side_tells_it_less(assistant: Assistant) -> None:
    assert told("trouble", "Tuy vậy, đường còn xa.") == PLAIN
    assert told("trouble", "Đường chưa thông.") == HINTED
    assert told("trouble", "Đường đã thông.") == told("", "Tuy vậy, đường còn xa.") == 0

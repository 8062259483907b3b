"""Stories of the press and interviews: what names the thing is not what answers; a question is no answer."""

import pytest

from qa.assistant import Assistant

MACHINE = """Phường Đồng Tâm đưa "máy hỏi đáp" vào bộ phận một cửa

14/05/2025 08:12

Từ đầu năm, phường Đồng Tâm (thành phố Bạch Long) lắp máy hỏi đáp tự động tại bộ phận một cửa, giúp người \
dân tra cứu thủ tục nhanh hơn.

Máy hỏi đáp trả lời bằng giọng nói, phục vụ bình quân 60 lượt người mỗi ngày. Người dân phường Đồng Tâm rất \
hào hứng với máy hỏi đáp.

Cách dùng khá đơn giản. Người đến làm việc chạm vào màn hình, nói tên thủ tục cần làm. Sau đó, máy in ra \
danh mục giấy tờ phải mang theo.

Một góc bộ phận một cửa phường Đồng Tâm

Ảnh: Thanh Vân

"Tôi không phải đi lại nhiều lần như trước", bà Lưu Thị Sen, ở tổ 4, nói.

Tuy vậy, thiết bị vẫn nghe nhầm giọng vùng biển do dữ liệu giọng nói còn ít. Một số người cao tuổi vẫn phải \
nhờ đoàn viên giúp.

Theo ông Tạ Quang Huy, Phó Chủ tịch UBND phường, kinh phí mua máy do doanh nghiệp tài trợ.

Thời gian tới, phường sẽ bổ sung tiếng Anh và đặt thêm một máy ở nhà văn hóa tổ 7.

Bình luận
Chia sẻ bài viết
TAGS: phường Đồng Tâm, máy hỏi đáp
"""

LATE = """Chậm trả sổ đỏ cho người dân xã Lộc Nẫm, Sở Nông nghiệp và Môi trường vào cuộc

(Báo Sông Ngàn) - Phản ánh đến Báo Sông Ngàn, ông Bùi Văn Tích ở xã Lộc Nẫm cho biết hồ sơ tách thửa nộp từ \
tháng 11/2024 đến nay chưa có kết quả.

Theo ông Bùi Văn Tích, ông đã bốn lần đến chi nhánh hỏi nhưng chỉ được hẹn miệng. Ngày 10.3, Sở Nông nghiệp \
và Môi trường tỉnh Sông Ngàn cho biết đã nhận phản ánh của ông Tích.

Nguyên nhân là cán bộ thụ lý nghỉ ốm dài ngày mà không bàn giao hồ sơ. Chi nhánh cũng không gửi thư xin lỗi \
theo quy định.

Sở đã yêu cầu chi nhánh kiểm điểm người thụ lý, trả kết quả trước ngày 20.3 và rà soát toàn bộ hồ sơ quá hạn.

Ông Tích xác nhận đã nhận được sổ vào sáng 18.3.

Khi gặp tình trạng tương tự, người dân có thể gọi tổng đài 1022 hoặc gửi phản ánh qua ứng dụng Sông Ngàn Số.
"""

INTERVIEW = """Huyện Cao Sơn: "Chính quyền phải đi trước một bước"

(Sông Ngàn online) - Nhân dịp đầu xuân, phóng viên có cuộc trao đổi với đồng chí Hà Minh Quyết, Chủ tịch \
UBND huyện Cao Sơn về cải cách hành chính.

P.V: Xin đồng chí cho biết huyện Cao Sơn đã làm gì để xây dựng chính quyền thân thiện?

Đồng chí Hà Minh Quyết: Huyện ủy đã ra nghị quyết riêng về việc này. Chúng tôi bắt đầu từ chuyện nhỏ: đặt \
ghế chờ; treo sơ đồ chỉ dẫn; công chức đứng dậy chào dân.

P.V: Huyện Cao Sơn gặp khó khăn gì khi số hóa hồ sơ?

Đồng chí Hà Minh Quyết: Cái khó nhất là giấy tờ cũ mờ, rách. Đội ngũ làm công nghệ chỉ có ba người. Huyện \
phải thuê thêm sinh viên vào dịp hè.

P.V: Năm 2025, huyện đặt mục tiêu gì?

Đồng chí Hà Minh Quyết: Năm 2025, huyện phấn đấu không còn hồ sơ trễ hẹn; đưa 5 thủ tục về thôn. Muốn vậy, \
từng xã phải có người chịu trách nhiệm.

P.V: Trân trọng cảm ơn đồng chí!
"""


REPORTS = {"may.txt": MACHINE, "cham.txt": LATE, "phong-van.txt": INTERVIEW}


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Máy hỏi đáp của phường Đồng Tâm còn hạn chế gì?", "nghe nhầm giọng", "hào hứng"),
        ("Thời gian tới phường Đồng Tâm làm gì với máy hỏi đáp?", "bổ sung tiếng Anh", "60 lượt"),
        ("Ai tài trợ máy hỏi đáp cho phường Đồng Tâm?", "doanh nghiệp tài trợ", "hào hứng"),
    ],
)
def test_what_only_repeats_the_title_of_a_story_does_not_answer(
    assistant: Assistant, question: str, told: str, not_told: str
) -> None:
    answer = assistant.ask(question).answer
    assert told in answer
    assert not_told not in answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Huyện Cao Sơn đã làm gì để xây dựng chính quyền thân thiện?", ["nghị quyết riêng", "treo sơ đồ"]),
        ("Huyện Cao Sơn gặp khó khăn gì khi số hóa hồ sơ?", ["giấy tờ cũ mờ", "thuê thêm sinh viên"]),
        ("Mục tiêu năm 2025 của huyện Cao Sơn là gì?", ["không còn hồ sơ trễ hẹn"]),
    ],
)
def test_what_an_interviewer_asks_heads_the_answer(assistant: Assistant, question: str, told: list[str]) -> None:
    answer = assistant.ask(question).answer
    assert all(words in answer for words in told), answer
    assert "?" not in answer


def test_somebody_named_in_full_is_spoken_of_by_the_last_name(assistant: Assistant) -> None:
    first = assistant.ask("Ông Bùi Văn Tích nhận được sổ khi nào?").answer.split("\n")[0]
    assert "sáng 18.3" in first


def test_who_says_only_which_report_is_meant_is_not_looked_for(assistant: Assistant) -> None:
    answer = assistant.ask("Huyện có Chủ tịch Hà Minh Quyết gặp khó khăn gì khi số hóa hồ sơ?").answer
    assert "giấy tờ cũ mờ" in answer
    assert "Nhân dịp đầu xuân" not in answer


def test_a_summary_of_a_story_leaves_out_captions_and_its_newspaper(assistant: Assistant) -> None:
    told = assistant.ask("Tóm tắt bài viết về máy hỏi đáp của phường Đồng Tâm").answer
    assert "Một góc" not in told
    assert "TAGS" not in told
    assert assistant.ask("Chủ tịch huyện Cao Sơn là ai?").answer.startswith("Nhân dịp đầu xuân, phóng viên")

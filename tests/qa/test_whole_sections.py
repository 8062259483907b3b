"""Sections as clerks write them without numbers, with the years in the title above, or called by their title."""

import pytest

from qa.assistant import Assistant

PLAIN = """ỦY BAN NHÂN DÂN
HUYỆN MỎ KHÊ
Số: 88/BC-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Mỏ Khê, ngày 05 tháng 12 năm 2022

BÁO CÁO
Công tác cải cách hành chính năm 2022, nhiệm vụ năm 2023

Thực hiện chỉ đạo của UBND tỉnh, UBND huyện Mỏ Khê báo cáo như sau:

Những việc đã làm
Huyện lập tổ "Chìa khóa trao tay" gồm 05 công chức để đưa kết quả đất đai về tận xã. Tổ đi vào thứ Ba và thứ \
Sáu hằng tuần. Xã xa nhất là Pắc Lũng được phục vụ hai lần mỗi tuần.
Trang thông tin của huyện có thêm chuyên mục tiếng Mông. Nội dung do Phòng Dân tộc biên dịch. Mỗi tháng có \
bốn bài mới được đăng.
Cuối năm 2021, huyện dừng mô hình bốt tự phục vụ tại chợ. Lý do là máy hay hỏng và người dân chưa quen dùng. \
Kinh phí sửa chữa vượt quá dự toán.
Phòng Tài nguyên và Môi trường huyện bị nhắc nhở vì để 14 hồ sơ đất đai trễ hạn. Huyện đã kiểm tra 06 xã. \
Qua kiểm tra, hai xã bị phê bình: Nậm Ngà và Tà Chiêng.

Điểm yếu
Sự phối hợp giữa các phòng có lúc chưa nhịp nhàng.
Người dân vùng cao ít dùng dịch vụ công trực tuyến vì sóng di động yếu.
Cán bộ một cửa cấp xã thay đổi liên tục.

Khó khăn
Địa bàn rộng, giao thông cách trở. Nguồn thu ngân sách thấp nên đầu tư trang thiết bị còn hạn chế.

Việc phải làm trong năm 2023
Phủ sóng wifi miễn phí tại nhà văn hóa các thôn.
Giao Phòng Nội vụ chủ trì xây dựng quy chế luân chuyển công chức một cửa, trình trước ngày 31/3/2023.
Đưa tổ "Chìa khóa trao tay" xuống thêm bốn xã.

Kiến nghị
Với Bộ Nội vụ: sớm hướng dẫn chế độ cho công chức một cửa cấp xã.
Với UBND tỉnh: hỗ trợ kinh phí mua 20 máy quét.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lò Văn Sính
"""

DECADE = """ỦY BAN NHÂN DÂN
HUYỆN TÂN MỘC
Số: 19/BC-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Mộc, ngày 09 tháng 9 năm 2020

BÁO CÁO
Tổng kết công tác cải cách hành chính giai đoạn 2011 - 2020

Thực hiện Công văn số 77/SNV-CCHC ngày 01/8/2020 của Sở Nội vụ, UBND huyện Tân Mộc báo cáo như sau:

Phần thứ nhất
KẾT QUẢ GIAI ĐOẠN 2011 - 2020
I. KẾT QUẢ
1. Công tác tuyên truyền
Thị trấn Tân Mộc mở mô hình "Đọc báo cùng dân" vào tối thứ Sáu. Xã Đồng Vàng mở chuyên mục truyền thanh bằng \
tiếng Tày.
Trung tâm Văn hóa - Thông tin huyện đã phát 120 chuyên mục.
2. Những mô hình, sáng kiến
- Mô hình "Trả kết quả trong 15 phút" của thị trấn Tân Mộc.
- Mô hình "Tổ giúp việc lưu động" của xã Đồng Vàng: 03 người, đi 02 buổi mỗi tuần.
- Mô hình "Hộp thư xanh" của xã Khe Tre.
3. Tổ chức bộ máy
Đoàn kiểm tra công vụ do Trưởng phòng Nội vụ làm Trưởng đoàn. Ba công chức xã đã buộc thôi việc vì dùng bằng \
giả.
UBND huyện biểu dương xã Đồng Vàng; yêu cầu xã Khe Tre kiểm điểm do để hồ sơ trễ hạn.
II. TỒN TẠI, HẠN CHẾ
- Một số xã chưa niêm yết đủ thủ tục.
- Kinh phí còn ít.
III. ĐÁNH GIÁ CHUNG
1. Ưu điểm
- Cấp ủy quan tâm.
2. Bài học
- Phải chọn đúng người.
- Kiểm tra phải đi trước nhắc nhở.

Phần thứ hai
ĐỊNH HƯỚNG GIAI ĐOẠN 2021 - 2030
I. MỤC TIÊU
1. Mục tiêu chung: xây dựng nền hành chính gần dân.
2. Mục tiêu cụ thể: 95% hồ sơ đúng hạn.
II. NHIỆM VỤ, GIẢI PHÁP
1. Luân chuyển công chức địa chính ba năm một lần để ngăn nhũng nhiễu.
2. Lắp máy lấy số tự động ở 05 xã.
3. Chấm điểm thái độ công chức qua mã QR.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ theo dõi, đôn đốc.
2. Phòng Tài chính - Kế hoạch bố trí kinh phí.
3. UBND các xã xây dựng kế hoạch riêng.

CHỦ TỊCH
Nông Văn Páo
"""


REPORTS = {"mo-khe.txt": PLAIN, "tan-moc.txt": DECADE}


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        # a line that only names what follows heads it, with a number or without
        ("Điểm yếu của huyện Mỏ Khê năm 2022?", ["nhịp nhàng", "sóng di động yếu", "thay đổi liên tục"], "bài mới"),
        ("Khó khăn của huyện Mỏ Khê năm 2022 là gì?", ["giao thông cách trở", "Nguồn thu"], "bài mới"),
        ("Năm 2023 huyện Mỏ Khê phải làm những việc gì?", ["wifi", "31/3/2023", "bốn xã"], "cách trở"),
        ("Huyện Mỏ Khê kiến nghị gì với Bộ Nội vụ?", ["hướng dẫn chế độ"], "máy quét"),
        # the years stand in the title above
        ("Giải pháp định hướng 2021 - 2030 của huyện Tân Mộc là gì?", ["Luân chuyển", "QR"], "95%"),
        ("Mục tiêu giai đoạn 2021 - 2030 của huyện Tân Mộc?", ["gần dân", "95%"], "QR"),
        ("Hạn chế của huyện Tân Mộc giai đoạn 2011 - 2020?", ["niêm yết", "Kinh phí còn ít"], "tiếng Tày"),
        ("Huyện Tân Mộc rút ra bài học gì?", ["chọn đúng người", "đi trước nhắc nhở"], "tiếng Tày"),
        # called by its title, and a list that is no figure
        ("Phần tổ chức thực hiện của huyện Tân Mộc giao việc cho những ai?", ["đôn đốc", "UBND các xã"], "QR"),
        ("Những mô hình, sáng kiến của huyện Tân Mộc giai đoạn 2011 - 2020?", ["15 phút", "Hộp thư xanh"], "QR"),
        # what the report itself is based on, and who is something by office
        ("Huyện Tân Mộc báo cáo theo công văn nào?", ["77/SNV-CCHC"], "QR"),
        ("Ai làm Trưởng đoàn kiểm tra công vụ của huyện Tân Mộc?", ["Trưởng phòng Nội vụ làm Trưởng đoàn"], "QR"),
    ],
)
def test_a_section_is_told_whole(assistant: Assistant, question: str, told: list[str], not_told: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert answer.kind != "figure"
    assert all(words in answer.answer for words in told), answer.answer
    assert not_told not in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Xã Khe Tre có mô hình “Đọc báo cùng dân” như thế nào?",  # another commune has it
        "Trung tâm Văn hóa - Thông tin huyện Tân Mộc có hạn chế gì?",  # only what it did is told
        "Trưởng phòng Nội vụ huyện Tân Mộc tên là gì?",
    ],
)
def test_a_sentence_that_only_names_whom_is_asked_of_answers_nothing(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"

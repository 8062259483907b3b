"""A figure is bound to its whole, its own noun, its own share and the time since which it is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.assistant import Assistant
from tests.parts import index_over

REPORT = """UBND HUYỆN HÒA LẠC
Số: 12/BC-UBND
Hòa Lạc, ngày 20 tháng 01 năm 2022
BÁO CÁO
Công tác cải cách hành chính năm 2021

I. KẾT QUẢ
Năm 2021, UBND huyện Hòa Lạc tiếp nhận, giải quyết 09 ý kiến phản ánh, kiến nghị của người dân về đất đai. Trong đó: \
Trụ sở tiếp công dân tiếp nhận 07 phản ánh, kiến nghị; Trung tâm Hành chính công tiếp nhận 02 phản ánh, kiến nghị.
Nhờ sắp xếp, huyện giảm được 01 trường tiểu học, 3 trạm khuyến nông. Sáp nhập xong, huyện Hòa Lạc có 15 xã, \
2 thị trấn (giảm được 4 xã).
Bộ máy hiện gồm 11 cơ quan chuyên môn, 06 đơn vị sự nghiệp (giảm 03 đơn vị sự nghiệp, 02 chi nhánh của tỉnh); \
80 thôn, tiểu khu (giảm 41 thôn, tiểu khu).
100% phòng, ban dùng chữ ký số trên hệ thống văn bản; 55% các xã, thị trấn dùng chữ ký số trên hệ thống văn bản.
Đã số hóa hồ sơ còn hiệu lực từ năm 2019 trở về trước được 6.100/9.000 hồ sơ. Thực hiện số hóa hồ sơ từ ngày \
15/10/2020, đến nay được 7.050/7.200 hồ sơ.
Từ năm 2020 đến nay, đã có 5.200 hồ sơ được tiếp nhận tại Bộ phận một cửa huyện, 31.400 hồ sơ được tiếp nhận tại bộ \
phận một cửa các xã, thị trấn.
Huyện cung cấp 300 thủ tục hành chính, trong đó 90 thủ tục cung cấp mức độ 2 và 160 thủ tục cung cấp mức độ 4. \
Cấp xã có 475 cán bộ, công chức.
"""


REPORTS = {"report.txt": REPORT}


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("Năm 2021 huyện Hòa Lạc tiếp nhận bao nhiêu phản ánh, kiến nghị?", "09 ý kiến phản ánh, kiến nghị", ": 07"),
        ("Trụ sở tiếp công dân huyện Hòa Lạc tiếp nhận bao nhiêu phản ánh, kiến nghị?", "07 phản ánh", "09"),
        ("Huyện Hòa Lạc giảm được mấy xã sau sáp nhập?", "giảm 4 xã", "giảm 01"),
        ("Huyện Hòa Lạc giảm bao nhiêu thôn, tiểu khu?", "giảm 41 thôn, tiểu khu", "80"),
        ("Tỷ lệ xã, thị trấn của Hòa Lạc dùng chữ ký số trên hệ thống văn bản?", "55%", ": 100%"),
        ("Hòa Lạc số hóa bao nhiêu hồ sơ từ ngày 15/10/2020?", "7.050/7.200 hồ sơ", "6.100"),
        ("Bộ phận một cửa huyện Hòa Lạc từ năm 2020 đến nay tiếp nhận bao nhiêu hồ sơ?", "5.200 hồ sơ", "31.400 hồ sơ"),
        ("Hòa Lạc có bao nhiêu thủ tục mức độ 4?", "160 thủ tục cung cấp mức độ 4", ": 90"),
        ("Cấp xã ở Hòa Lạc có bao nhiêu cán bộ, công chức?", "475 cán bộ, công chức", "475 cán bộ –"),
    ],
)
def test_a_figure_is_told_of_the_whole_noun_and_time_asked_for(
    assistant: Assistant, question: str, said: str, unsaid: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert said in answer.answer
    assert unsaid not in answer.answer


@pytest.mark.parametrize(
    "question",
    ["Từ 2020 huyện Hòa Lạc tiếp nhận bao nhiêu hồ sơ?", "Từ năm 2020 đến nay Hòa Lạc tiếp nhận bao nhiêu hồ sơ?"],
)
def test_both_levels_are_told_of_the_time_since_a_year(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question).answer
    assert "5.200 hồ sơ" in answer
    assert "31.400 hồ sơ" in answer


def test_a_count_and_its_change_are_both_told_in_the_reports_own_brackets(assistant: Assistant) -> None:
    answer = assistant.ask("Huyện Hòa Lạc có bao nhiêu cơ quan chuyên môn và giảm bao nhiêu đơn vị sự nghiệp?").answer
    assert "11 cơ quan chuyên môn" in answer
    assert "giảm 03 đơn vị sự nghiệp" in answer


PEOPLE = """UBND THỊ XÃ LAM GIANG
Số: 31/BC-UBND
Lam Giang, ngày 12 tháng 12 năm 2024
BÁO CÁO
Công tác cải cách hành chính năm 2024

I. KẾT QUẢ
Năm 2024, thị xã được giao 140 biên chế công chức, hiện có mặt 126 người; số lượng người làm việc trong các đơn vị \
sự nghiệp công lập được giao 1.320 người, có mặt 1.281 người.
Phường Tân An được giao 21 công chức, hiện có mặt 17 người, còn thiếu 04 người, trong đó văn thư thiếu 03, địa chính \
thiếu 01.
Sáp nhập 14 đơn vị sự nghiệp thành 06 đơn vị. Xử lý kỷ luật 47 trường hợp: khiển trách 26, cảnh cáo 14, buộc thôi \
việc 07.
Toàn thị xã có 05 đơn vị tự bảo đảm chi thường xuyên và chi đầu tư, 38 đơn vị tự bảo đảm chi thường xuyên, 120 đơn vị \
tự bảo đảm một phần chi thường xuyên.
Trong 72 hồ sơ trễ hạn có 61 hồ sơ đất đai, 08 hồ sơ hộ tịch và 03 hồ sơ bảo trợ xã hội.
Tiếp nhận 520 phản ánh, kiến nghị; đã xử lý 503, đang xử lý 17.
Bồi dưỡng 1.250 lượt người, gồm 700 lượt cán bộ và 550 lượt viên chức.
"""


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with index_over({"report.txt": PEOPLE}, tmp_path_factory.mktemp("staff")) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Thị xã Lam Giang có bao nhiêu công chức có mặt?", "126 người"),
        ("Phường Tân An còn thiếu bao nhiêu công chức?", "04 người"),
        ("Phường Tân An còn thiếu bao nhiêu biên chế?", "04 người"),
        ("Sau sáp nhập còn mấy đơn vị sự nghiệp?", "06 đơn vị"),
        ("Có bao nhiêu cán bộ, công chức bị cảnh cáo?", "14"),
        ("Bao nhiêu đơn vị tự bảo đảm chi thường xuyên?", "38 đơn vị tự bảo đảm chi thường xuyên"),
        ("Bao nhiêu hồ sơ hộ tịch trễ hạn?", "08 hồ sơ hộ tịch"),
        ("Tổng cộng bao nhiêu hồ sơ trễ hạn?", "72 hồ sơ trễ hạn"),
        ("Đang xử lý bao nhiêu phản ánh, kiến nghị?", "17"),
        ("Đã xử lý bao nhiêu phản ánh, kiến nghị?", "503"),
        ("Bao nhiêu phản ánh, kiến nghị chưa được xử lý?", "17"),
    ],
)
def test_a_bare_figure_counts_what_the_one_before_it_counts(staff: Assistant, question: str, figure: str) -> None:
    assert f": {figure} –" in staff.ask(question).answer


def test_times_people_were_there_are_no_number_of_people(staff: Assistant) -> None:
    assert "550" not in staff.ask("Thị xã Lam Giang có bao nhiêu viên chức?").answer.split("\n")[0]


def test_what_is_left_is_the_whole_less_what_is_done_though_the_rest_is_told_behind(staff: Assistant) -> None:
    assert "520 - 503 = 17" in staff.ask("Còn bao nhiêu phản ánh, kiến nghị chưa xử lý xong?").answer


KINDS = """ỦY BAN NHÂN DÂN
TỈNH HÀ LĨNH
Số: 451/BC-UBND                    Hà Lĩnh, ngày 15 tháng 12 năm 2024

BÁO CÁO
Kết quả thực hiện công tác cải cách hành chính năm 2024

I. KẾT QUẢ
1. Chỉ đạo
Ngày 28/12/2023, UBND tỉnh ban hành Quyết định số 3312/QĐ-UBND về Kế hoạch CCHC năm 2024 với 62 nhiệm vụ. Đã hoàn \
thành 59/62 nhiệm vụ, đạt 95,16%.
2. Kiểm tra
Đoàn kiểm tra đã đến 09 sở, ngành và 18 xã, phường; chỉ ra 134 tồn tại, đến nay 121 tồn tại đã khắc phục xong.
3. Tổ chức bộ máy
HĐND tỉnh ban hành 21 nghị quyết quy phạm pháp luật, UBND tỉnh ban hành 47 quyết định quy phạm pháp luật.
Giảm 02 chi cục, 07 phòng thuộc sở và 11 đơn vị sự nghiệp công lập; toàn tỉnh còn 486 đơn vị sự nghiệp công lập.
4. Chế độ công vụ
Xếp loại: 18,9% hoàn thành xuất sắc nhiệm vụ, 76,2% hoàn thành tốt, 4,1% hoàn thành và 0,8% không hoàn thành nhiệm vụ.
5. Chính quyền số
Cấp 9.870 chứng thư số cho cán bộ, công chức toàn tỉnh.
6. Các chỉ số
Năm 2023, PAR INDEX của tỉnh đạt 87,92%, xếp thứ 24/63, tăng 05 bậc so với năm 2022.

II. TỒN TẠI, HẠN CHẾ
1. Một số cơ quan chưa quyết liệt.
2. Hạ tầng cấp xã chưa đồng bộ.
"""


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with index_over({"report.txt": KINDS}, tmp_path_factory.mktemp("kinds")) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Kế hoạch CCHC năm 2024 của Hà Lĩnh có bao nhiêu nhiệm vụ?", "62 nhiệm vụ"),
        ("Còn bao nhiêu tồn tại chưa khắc phục?", "134 - 121 = 13"),
        ("Tỉnh giảm bao nhiêu phòng thuộc sở?", "07 phòng"),
        ("Bao nhiêu % không hoàn thành nhiệm vụ?", "0,8%"),
        ("Tổng số văn bản QPPL tỉnh ban hành là bao nhiêu?", "47 quyết định"),
        ("Tổng số văn bản QPPL tỉnh ban hành là bao nhiêu?", "21 nghị quyết"),
        ("Tồn tại, hạn chế của tỉnh năm 2024?", "chưa quyết liệt"),
        ("Số chứng thư số đã cấp?", "“Cấp 9.870 chứng thư số"),
    ],
)
def test_each_thing_is_told_by_its_own_words(province: Assistant, question: str, said: str) -> None:
    assert said in province.ask(question).answer


def test_a_fall_of_things_counted_is_no_move_of_an_index(province: Assistant) -> None:
    assert "Chỉ số" not in province.ask("Giảm bao nhiêu đơn vị cấp xã?").answer


COMMUNE = """ỦY BAN NHÂN DÂN
XÃ ĐÔNG THÀNH
Số: 87/BC-UBND                    Đông Thành, ngày 18 tháng 9 năm 2025

BÁO CÁO
Công tác cải cách hành chính quý III năm 2025

1. Lũy kế từ ngày 01/7 đến nay đã tổ chức 05 cuộc họp giao ban. Cấp 1.240 tài khoản định danh điện tử.
2. Chỉ số phục vụ người dân, doanh nghiệp tháng 8/2025 của xã đạt 82,61 điểm, xếp thứ 17/96 xã, phường; tháng \
7/2025 đạt 74,35 điểm, xếp thứ 41/96.
3. Thiếu 07 biên chế so với chỉ tiêu, nhất là vị trí địa chính (thiếu 03 người).
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Tổ chức bao nhiêu cuộc họp giao ban?", "05 cuộc họp giao ban"),
        ("Cấp bao nhiêu tài khoản định danh?", "1.240 tài khoản"),
        ("Chỉ số phục vụ tháng 8 tăng bao nhiêu điểm so với tháng 7?", "tăng 8,26 điểm"),
        ("Xã thiếu bao nhiêu biên chế?", "07 biên chế"),
    ],
)
def test_a_commune_is_asked_of_what_it_tells_once(tmp_path: Path, question: str, said: str) -> None:
    with index_over({"report.txt": COMMUNE}, tmp_path) as index:
        assert said in Assistant(index).ask(question).answer


NOTICE = """ỦY BAN NHÂN DÂN
TỈNH LAM KINH
Số: 77/TB-UBND                    Lam Kinh, ngày 10 tháng 10 năm 2024

THÔNG BÁO
Kết luận tại Hội nghị đánh giá công tác cải cách hành chính 9 tháng năm 2024

1. Đơn vị có hồ sơ quá hạn mà không có lý do thì trừ 02 điểm thi đua cuối năm.
2. Sở Tài chính bổ sung 2,1 tỷ đồng cho 04 huyện mua máy quét tài liệu.
"""


def test_a_sentence_that_says_every_word_of_the_question_beside_such_a_figure_answers(tmp_path: Path) -> None:
    with index_over({"report.txt": NOTICE}, tmp_path) as index:
        answer = Assistant(index).ask("Hồ sơ quá hạn không lý do bị trừ mấy điểm?")
        assert answer.status == "answered"
        assert "trừ 02 điểm" in answer.answer
        assert Assistant(index).ask("Sở Y tế bổ sung bao nhiêu tiền?").status == "not_found"


def test_a_share_is_of_what_it_is_asked_to_be_measured_by(tmp_path: Path) -> None:
    spent = (
        NOTICE + "3. Kinh phí cải cách hành chính ước đạt 28 tỷ đồng, bằng 63% dự toán và bằng 118% so với cùng kỳ.\n"
    )
    with index_over({"report.txt": spent}, tmp_path) as index:
        answer = Assistant(index).ask("Kinh phí cải cách hành chính bằng bao nhiêu so với cùng kỳ?").answer
        assert ": 118% –" in answer


def test_a_part_named_behind_its_figure_is_the_part_asked_for(tmp_path: Path) -> None:
    kinds = (
        NOTICE + "3. Tỉnh đang cung cấp 300 thủ tục, trong đó 90 thủ tục mức độ 3 và 160 thủ tục cung cấp mức độ 4.\n"
    )
    with index_over({"report.txt": kinds}, tmp_path) as index:
        assert ": 160 thủ tục" in Assistant(index).ask("Tỉnh cung cấp bao nhiêu thủ tục mức độ 4?").answer


LOWER = """ỦY BAN NHÂN DÂN
TỈNH LAM KINH
Số: 30/BC-UBND                    Lam Kinh, ngày 10 tháng 12 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2024

1. Tỷ lệ giải ngân đến 30/11/2024 đạt 68% kế hoạch, thấp hơn cùng kỳ năm 2023 là 4%.
2. Qua kiểm tra, xã An Bình chưa niêm yết thủ tục; xã Hòa Lợi không mở sổ theo dõi hồ sơ; xã Cát Sơn để 15 hồ sơ \
quá hạn.
"""


def test_what_is_lower_than_the_year_before_was_higher_then(tmp_path: Path) -> None:
    with index_over({"report.txt": LOWER}, tmp_path) as index:
        assert "68% + 4 = 72%" in Assistant(index).ask("Tỷ lệ giải ngân năm 2023 là bao nhiêu?").answer


def test_a_sentence_of_several_communes_tells_the_figure_of_its_own_alone(tmp_path: Path) -> None:
    with index_over({"report.txt": LOWER}, tmp_path) as index:
        assert Assistant(index).ask("Xã Hòa Lợi có bao nhiêu hồ sơ quá hạn?").status == "not_found"
        assert "15 hồ sơ" in Assistant(index).ask("Xã Cát Sơn có bao nhiêu hồ sơ quá hạn?").answer


TOLD_TOGETHER = """ỦY BAN NHÂN DÂN
TỈNH LAM KINH
Số: 44/BC-UBND                    Lam Kinh, ngày 12 tháng 12 năm 2024

BÁO CÁO
Công tác cải cách hành chính năm 2024

1. Kế hoạch của tỉnh có 60 nhiệm vụ, đã hoàn thành 57 nhiệm vụ, đạt 95%; 03 nhiệm vụ chưa hoàn thành vì thiếu vốn.
2. Tỉnh kỷ luật 21 cán bộ, công chức (khiển trách 11, cảnh cáo 06, cách chức 01, buộc thôi việc 03).
3. Về tự chủ: tự bảo đảm chi thường xuyên có 30 đơn vị; còn lại do ngân sách nhà nước bảo đảm.
4. Tỷ lệ hồ sơ trực tuyến đạt 62,4% (năm 2023: 51,7%); tỷ lệ thanh toán trực tuyến đạt 40,3%.
5. Tỷ lệ số hóa hồ sơ, giấy tờ đạt 80,5%, tăng 4,2 điểm phần trăm so với quý III/2024; trong đó cấp tỉnh đạt 91%, \
cấp xã đạt 73%.
6. Tỉnh cung cấp 1.100 dịch vụ công (640 toàn trình, 460 một phần).
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Có bao nhiêu người bị cảnh cáo?", ": 06 "),
        ("Bao nhiêu cán bộ bị khiển trách?", ": 11 "),
        ("Bao nhiêu người bị hạ bậc lương?", "không nêu"),
        ("Bao nhiêu đơn vị do ngân sách nhà nước bảo đảm?", "còn lại do ngân sách"),
        ("Tỷ lệ thanh toán trực tuyến năm 2023 là bao nhiêu?", "không nêu"),
        ("Tỷ lệ hoàn thành kế hoạch năm 2024?", ": 95%"),
        ("Tỷ lệ số hóa của cấp xã?", "(cấp xã): 73%"),
        ("Có bao nhiêu dịch vụ công toàn trình?", ": 640 toàn trình"),
    ],
)
def test_of_kinds_told_together_each_has_its_own_figure(tmp_path: Path, question: str, said: str) -> None:
    with index_over({"report.txt": TOLD_TOGETHER}, tmp_path) as index:
        assert said in Assistant(index).ask(question).answer


OFFICE_REPORT = """UBND TỈNH LÂM ĐỒNG
SỞ XÂY DỰNG
Số: 90/BC-SXD                    Đà Lạt, ngày 05 tháng 12 năm 2022

BÁO CÁO
Công tác cải cách hành chính năm 2022

1. Năm 2022, Sở Xây dựng tiếp nhận 2.310 hồ sơ. Sở có 58 công chức.
"""


@pytest.mark.parametrize("place", ["tỉnh Ninh Bình", "Hà Nội", "Ninh Bình"])
def test_an_office_of_another_place_is_not_answered_by_the_one_known(tmp_path: Path, place: str) -> None:
    with index_over({"report.txt": OFFICE_REPORT}, tmp_path) as index:
        assert Assistant(index).ask(f"Sở Xây dựng {place} có bao nhiêu công chức?").status == "not_found"
        assert "58 công chức" in Assistant(index).ask("Sở Xây dựng Lâm Đồng có bao nhiêu công chức?").answer


def test_units_told_at_different_times_are_told_each_at_its_own(tmp_path: Path) -> None:
    report = (
        "UBND HUYỆN {0}\nSố: {2}/BC-UBND\n{1}, ngày 10 tháng 12 năm {2}\nBÁO CÁO\n"
        "Công tác cải cách hành chính năm {2}\n\n1. Chỉ số CCHC năm {2} của huyện đạt {3} điểm.\n"
    )
    reports = {
        "a.txt": report.format("HẢI HẬU", "Hải Hậu", 2021, "83,2"),
        "b.txt": report.format("KỲ ANH", "Kỳ Anh", 2023, "86,1"),
    }
    with index_over(reports, tmp_path) as index:
        answer = Assistant(index).ask("So sánh Chỉ số CCHC của huyện Hải Hậu và huyện Kỳ Anh").answer
    assert "83,2" in answer
    assert "86,1" in answer
    assert "không so hơn kém" in answer


MINISTRY = """BỘ CÔNG THƯƠNG
Số: 77/BC-BCT
Hà Nội, ngày 12 tháng 6 năm 2024

BÁO CÁO
Tình hình thực hiện công tác cải cách hành chính 6 tháng đầu năm 2024

1. Có 940 hồ sơ trả quá hạn, chủ yếu ở Cục Hóa chất (610 hồ sơ) và Cục Điều tiết điện lực (205 hồ sơ).
2. Chỉ số CCHC năm 2023 của Bộ đạt 83,1%, xếp thứ 11/17 bộ, cơ quan ngang bộ.
"""


def test_a_department_is_told_its_own_part_and_never_the_whole(tmp_path: Path) -> None:
    with index_over({"report.txt": MINISTRY}, tmp_path) as index:
        ask = Assistant(index).ask
        assert ": 610 hồ sơ" in ask("Cục Hóa chất có bao nhiêu hồ sơ quá hạn?").answer
        assert ": 940" not in ask("Cục Điều tiết điện lực có bao nhiêu hồ sơ quá hạn?").answer
        assert ask("Cục Công nghiệp có bao nhiêu hồ sơ quá hạn?").status == "not_found"
        assert ": 940 hồ sơ" in ask("Tổng số hồ sơ quá hạn?").answer


def test_of_the_ministry_is_the_one_whose_report_it_is_and_no_province(tmp_path: Path) -> None:
    province = NOTICE + "2. Chỉ số SIPAS năm 2023 của tỉnh đạt 81,3%, xếp thứ 44/63.\n"
    with index_over({"bo.txt": MINISTRY, "tinh.txt": province}, tmp_path) as index:
        ask = Assistant(index).ask
        assert "11/17" in ask("Chỉ số CCHC năm 2023 của Bộ xếp thứ mấy?").answer
        assert ask("Chỉ số SIPAS năm 2023 của Bộ?").status == "not_found"


LEVELS = """ỦY BAN NHÂN DÂN
TỈNH LAM KINH
Số: 51/BC-UBND                    Lam Kinh, ngày 12 tháng 12 năm 2024

BÁO CÁO
Công tác cải cách hành chính quý IV năm 2024

1. Quý IV toàn tỉnh trễ hạn 900 hồ sơ. Tỉnh ban hành kế hoạch CCHC gồm 40 nhiệm vụ, đã thực hiện 31 nhiệm vụ.
2. Sau hợp nhất, số sở giảm từ 25 xuống còn 15 sở; có 210 cán bộ, công chức dôi dư, đã bố trí 90 người.
3. Tỷ lệ số hóa đạt 48% (mục tiêu Trung ương giao cả năm là 60%); Sở Nội vụ thiếu cán bộ tiếp nhận.

Bảng 1. Kết quả giải quyết hồ sơ của cấp huyện quý IV năm 2024
STT | Đơn vị | Tiếp nhận | Trễ hạn
1 | Huyện Cát Sơn | 12.300 | 120
2 | Huyện Đông Lương | 15.100 | 100
| Tổng cộng | 27.400 | 220

Bảng 2. Kết quả giải quyết hồ sơ theo lĩnh vực, lũy kế 9 tháng
STT | Lĩnh vực | Tiếp nhận | Trễ hạn
1 | Đất đai | 9.300 | 310
2 | Hộ tịch | 4.100 | 20
"""


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("Tổng số hồ sơ trễ hạn của các huyện tỉnh Lam Kinh?", "220", "900"),
        ("Toàn tỉnh trễ hạn bao nhiêu hồ sơ?", "900", "220"),
        ("Kế hoạch có bao nhiêu nhiệm vụ?", ": 40 nhiệm vụ", ": 31"),
        ("Thực hiện được bao nhiêu nhiệm vụ trong kế hoạch CCHC?", ": 31 nhiệm vụ", ": 40"),
        ("Huyện Tân Cát Sơn trễ hạn bao nhiêu hồ sơ?", "Không tìm thấy", "120"),
        ("Sau hợp nhất còn bao nhiêu sở, trước đó bao nhiêu?", "15 sở", ": 25"),
        ("Còn bao nhiêu cán bộ, công chức dôi dư chưa bố trí?", "", ": 90 người"),
        ("Tỷ lệ số hóa được giao bao nhiêu và đã đạt bao nhiêu?", ": 48%, 60%", "Sở Nội vụ"),
        ("Quý IV lĩnh vực đất đai trễ hạn bao nhiêu hồ sơ?", "", "quý IV/2024: 310"),
    ],
)
def test_a_figure_is_of_the_level_and_the_time_and_the_state_asked_for(
    tmp_path: Path, question: str, said: str, unsaid: str
) -> None:
    with index_over({"report.txt": LEVELS}, tmp_path) as index:
        answer = Assistant(index).ask(question).answer
    assert said in answer
    assert unsaid not in answer

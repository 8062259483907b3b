"""A figure belongs to the time its words tell, also where they tell it without a year or for several at once."""

# ruff: noqa: E501 - a sentence of a report stays on one line
import pytest

from corpus.model import Status
from tests.corpus.facts import HEAD, Facts, year_of

MONTH = HEAD.replace("hành chính năm 2023", "hành chính tháng 11 năm 2023")
STORY = "Tân Hồng giữ vị trí á quân CCHC\n\nNgày đăng: 12/04/2024\n\nUBND tỉnh Đồng Tháp công bố Chỉ số CCHC năm 2023 cấp huyện, trong đó nhiều địa phương có tiến bộ rõ rệt so với trước.\n\n"


@pytest.mark.parametrize(
    ("body", "printed", "label"),
    [
        ("Tiếp nhận 512 hồ sơ. Lũy kế từ 01/7/2023 đến nay tiếp nhận 2.270 hồ sơ.", "2.270", "01/07/2023-30/11/2023"),
        ("Tiếp nhận 512 hồ sơ; luỹ kế từ đầu năm 4.310 hồ sơ.", "4.310", "11 tháng đầu năm 2023"),
        ("Tiếp nhận 512 hồ sơ; luỹ kế từ đầu năm 4.310 hồ sơ.", "512", "tháng 11/2023"),
        ("Thu phí 12 triệu đồng (lũy kế: 130 triệu đồng).", "130 triệu đồng", "11 tháng đầu năm 2023"),
        ("Cộng dồn 11 tháng số hóa 3.100 hồ sơ.", "3.100", "11 tháng đầu năm 2023"),
        ("Lũy kế từ đầu nhiệm kỳ tiếp nhận 88.400 hồ sơ.", "88.400", ""),
        ("Tỷ lệ đúng hạn tháng 10 đạt 91,1%, tháng 9 đạt 90%.", "90%", "tháng 9/2023"),
    ],
)
def test_a_running_total_or_another_month_is_not_the_months_own(
    read: Facts, body: str, printed: str, label: str
) -> None:
    assert year_of(read(body, MONTH)[printed]) == label


def test_a_running_total_whose_beginning_is_not_told_is_of_a_time_only_taken_for_granted(read: Facts) -> None:
    half = HEAD.replace("hành chính năm 2023", "hành chính 6 tháng đầu năm 2023")
    facts = read("Cấp bản sao lũy kế: 310/620 hồ sơ, đạt 50%. Lũy kế từ đầu năm thu 70 triệu đồng.", half)
    assert facts["50%"].confidence < 1
    assert facts["70 triệu đồng"].confidence == 1


def test_a_month_compared_with_is_what_a_change_is_measured_against(read: Facts) -> None:
    base = read("Chỉ số CCHC xếp thứ 40/124, tụt 05 bậc so với tháng 10.", MONTH)["05 bậc"].base
    assert base is not None
    assert base.label == "tháng 10/2023"


def test_a_single_week_is_no_figure_of_the_month(read: Facts) -> None:
    facts = read("Tỷ lệ đúng hạn đạt 97%; riêng tuần đầu đạt 92%; tuần 3 đạt 99%.", MONTH)
    assert [f.text for f in facts.all] == ["97%"]


@pytest.mark.parametrize(
    "body",
    [
        "Tỷ lệ đúng hạn lần lượt các năm 2019, 2020, 2021 là 90,5%; 93,4%; 98,0%.",
        "Tỷ lệ đúng hạn các năm 2019, 2020, 2021 lần lượt đạt 90,5%; 93,4%; 98,0%.",
    ],
)
def test_years_told_in_turn_go_to_the_figures_in_turn(read: Facts, body: str) -> None:
    facts = read(body)
    assert [year_of(f) for f in facts.all] == ["2019", "2020", "2021"]
    assert all("Tỷ lệ đúng hạn" in f.label for f in facts.all)


def test_indexes_told_in_turn_go_to_the_figures_in_turn(read: Facts) -> None:
    facts = read("Chỉ số CCHC và SIPAS năm 2022 lần lượt đạt 85,10% và 84,2%, xếp thứ 20/63 và 30/63.")
    assert [(f.text, f.indicator) for f in facts.all] == [
        ("85,10%", "par_index"), ("84,2%", "sipas"), ("20/63", "par_index"), ("30/63", "sipas"),
    ]  # fmt: skip


def test_a_comparison_ends_where_the_sentence_returns_to_now(read: Facts) -> None:
    facts = read("SIPAS đạt 85,10%, giảm 2,05% so với năm trước và chỉ xếp thứ 6/9.")
    assert year_of(facts["6/9"]) == "2023"


def test_a_story_tells_its_year_and_index_in_headline_and_lead(read: Facts) -> None:
    facts = read(
        "Huyện Tân Hồng đạt 90,20 điểm, xếp thứ nhì. Năm 2021, huyện chỉ đạt 81,4 điểm; năm 2022 nhích lên 84,3 điểm.",
        STORY,
    )
    assert {f.indicator for f in facts.all} == {"par_index"}
    assert [year_of(f) for f in facts.all] == ["2023", "2023", "2021", "2022"]


def test_a_place_in_a_region_is_not_the_place_in_the_country(read: Facts) -> None:
    facts = read(
        "PAR INDEX năm 2022 xếp hạng 21/63 cả nước và 5/14 vùng trung du và miền núi phía Bắc; SIPAS xếp thứ 3/6 tỉnh Bắc Trung Bộ."
    )
    assert [(f.text, f.measure, f.part) for f in facts.all] == [
        ("21/63", "rank", ""), ("5/14", "rank", "vùng trung du và miền núi phía Bắc"), ("3/6", "rank", "Bắc Trung Bộ"),
    ]  # fmt: skip


def test_the_talk_leaves_an_index_with_the_next_numbered_matter(read: Facts) -> None:
    facts = read("1. SIPAS đạt 84%. Chỉ số CCHC năm 2023 đạt 80 điểm.\n2. Đạt 99%.\n3. Hội thi đạt 95 điểm, xếp thứ 2.")
    assert facts["95 điểm"].indicator == ""


CORRECTION = """UBND HUYỆN TÂN HỒNG
Số: 5/UBND-NV
V/v đính chính Báo cáo số 99/BC-UBND
Tân Hồng, ngày 10 tháng 01 năm 2024

UBND huyện xin đính chính Báo cáo số 99/BC-UBND ngày 20/12/2023 như sau:
"""


@pytest.mark.parametrize(
    "body",
    [
        '1. Mục 2, đã in: "quá hạn 200"; nay đính chính thành: "quá hạn 215".',
        '1. Tại mục 2, "quá hạn 200 hồ sơ" nay sửa là "quá hạn 215 hồ sơ".',
        "1. Số quá hạn là 200 hồ sơ, nay sửa lại là 215 hồ sơ.",
        "1. Trang 2 in nhầm “quá hạn 200”, đúng là “quá hạn 215”.",
        "1. Số quá hạn đã ghi 200, xin đọc là 215.",
        "1. Số hồ sơ quá hạn được đính chính từ 200 thành 215.",
    ],
)
def test_a_correction_takes_back_one_figure_and_puts_another_in_its_place(read: Facts, body: str) -> None:
    facts = read(body, CORRECTION)
    assert [(f.text, f.status) for f in facts.all] == [("200", Status.SUPERSEDED), ("215", Status.CORRECTED)]


def test_the_reason_of_a_correction_holds_no_corrected_figure(read: Facts) -> None:
    facts = read(
        "1. Số hồ sơ quá hạn đã nêu là 40, nay đính chính là 37 hồ sơ, do 03 hồ sơ bị đếm hai lần.", CORRECTION
    )
    assert [f.text for f in facts.all if f.status is Status.CORRECTED] == ["37"]


def test_a_plan_that_was_changed_is_no_correction(read: Facts) -> None:
    facts = read("Huyện điều chỉnh chỉ tiêu thành 50 hồ sơ; đã tiếp nhận 61 hồ sơ.")
    assert facts["61"].status is Status.RESULT


@pytest.mark.parametrize(
    ("body", "period"),
    [
        ("Sáu tháng đầu năm 2023, huyện tiếp nhận 1.245 hồ sơ.", "6 tháng đầu năm 2023"),
        ("Trong chín tháng năm 2023, huyện tiếp nhận 1.245 hồ sơ.", "9 tháng đầu năm 2023"),
        ("Ba tháng đầu năm 2023, huyện tiếp nhận 1.245 hồ sơ.", "quý I/2023"),
        ("Sau tháng 6 năm 2023, huyện tiếp nhận 1.245 hồ sơ.", "tháng 6/2023"),
    ],
)
def test_months_counted_in_words_are_no_whole_year(read: Facts, body: str, period: str) -> None:
    assert year_of(read(body)["1.245"]) == period


QUARTER = (
    "Trong 3 tháng đầu năm, huyện Tân Hồng tập trung giải quyết thủ tục, năm 2021 được coi là năm của một cửa.\n\n"
)


@pytest.mark.parametrize(
    ("lead", "label"),
    [
        (QUARTER, "quý I/2021"),
        (QUARTER.replace("Trong", "TTĐT - Trong"), "quý I/2021"),
        ("Năm 2021, huyện Tân Hồng giải quyết 4.020 hồ sơ, riêng tháng 5 là 310 hồ sơ.\n\n", "2021"),
        ("Từ đầu tháng 5, huyện Tân Hồng trực thêm sáng thứ bảy, nội dung này của kế hoạch năm 2021.\n\n", "2021"),
    ],
)
def test_a_story_is_of_the_part_of_a_year_that_it_opens_with(read: Facts, lead: str, label: str) -> None:
    facts = read(
        "Bộ phận một cửa tiếp nhận 1.950 hồ sơ, yêu cầu bổ sung 12 hồ sơ.", "Không còn hồ sơ chậm hẹn\n\n" + lead
    )
    assert year_of(facts["1.950"]) == label
    assert facts["12"].status is Status.RESULT


def test_a_paragraph_that_goes_on_with_the_one_above_is_of_its_time(read: Facts) -> None:
    facts = read(
        "Sáu tháng đầu năm 2022, huyện Tân Hồng tiếp nhận 9.400 hồ sơ.\n\n"
        "Trong đó, hồ sơ trực tuyến là 7.105 hồ sơ.\n\nHuyện có 120 tổ công nghệ số.",
        "Huyện Tân Hồng đẩy mạnh hồ sơ trực tuyến\n\nNgày đăng: 12/07/2022\n\n",
    )
    assert year_of(facts["7.105"]) == "6 tháng đầu năm 2022"


def test_a_level_of_service_is_no_figure(read: Facts) -> None:
    facts = read("Dịch vụ công mức độ 3,4 chiếm 22,7% hồ sơ; người dân chấm ở mức độ 3,4 điểm.")
    assert [f.text for f in facts.all] == ["22,7%", "3,4 điểm"]


def test_what_is_counted_up_to_a_day_is_no_plan_and_what_stays_as_before_is_of_now(read: Facts) -> None:
    facts = read(
        "Tính đến cuối năm 2020, tỉnh có 640 đơn vị sự nghiệp, giảm 31 đơn vị so với năm 2016; cấp tỉnh có 90 đơn vị, giữ "
        "nguyên như năm 2016, cấp huyện có 550 đơn vị.",
        "Sắp xếp đơn vị sự nghiệp\n\nNgày đăng: 02/02/2021\n\n",
    )
    told = [facts["640"], facts["90"], facts["550"]]
    assert [(year_of(f), f.status) for f in told] == [("2020", Status.RESULT)] * 3

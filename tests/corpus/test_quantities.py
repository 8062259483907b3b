"""Figures and periods as reports print them: value, unit, kind, and what is no figure at all."""

# ruff: noqa: E501 - a sentence of a report stays on one line
import itertools
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.figure_patterns import LAST
from corpus.model import NOT_DATA, Period, Quantity, QuantityKind
from corpus.periods import periods
from corpus.quantities import number, quantities

Kind = QuantityKind


def figures(text: str) -> list[Quantity]:
    return [q for q in quantities(text) if q.kind not in NOT_DATA]


def only(text: str) -> Quantity:
    found = figures(text)
    assert len(found) == 1, [q.text for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "value", "of", "unit"),
    [
        ("đạt 84,50/100 điểm", Kind.SCORE, "84.50", "100", "điểm"),
        ("đạt 79,36 điểm", Kind.SCORE, "79.36", None, "điểm"),
        ("điểm số đạt trên 91", Kind.SCORE, "91", None, ""),
        ("điểm điều tra xã hội học 25,40 trên 30.", Kind.SCORE, "25.40", "30", ""),
        ("xếp thứ 05/9", Kind.RANK, "5", "9", ""),
        ("xếp hạng 7 toàn tỉnh", Kind.RANK, "7", None, ""),
        ("đứng cuối bảng 14/14", Kind.RANK, "14", "14", ""),
        ("hoàn thành 38/40 nhiệm vụ", Kind.COMPLETED, "38", "40", "nhiệm vụ"),
        ("tiếp nhận 12.345 hồ sơ", Kind.COUNT, "12345", None, "hồ sơ"),
        ("tiếp nhận 1 234 hồ sơ", Kind.COUNT, "1234", None, "hồ sơ"),
        ("có 12 345 678 lượt truy cập", Kind.COUNT, "12345678", None, "lượt truy cập"),
        ("hơn 37 nghìn hồ sơ", Kind.COUNT, "37000", None, "hồ sơ"),
        ("tổng cộng 1.460 hồ sơ", Kind.COUNT, "1460", None, "hồ sơ"),
        ("đạt 92.83%", Kind.RATE, "92.83", None, "%"),
        ("chi 2,14 tỷ đồng", Kind.AMOUNT, "2140000000", None, "đồng"),
        ("chi 38,6 triệu, còn lại", Kind.AMOUNT, "38600000", None, "đồng"),
        ("giải ngân 30/45 tỷ đồng", Kind.AMOUNT, "30000000000", "45000000000", "đồng"),
        ("tăng 2,35 điểm", Kind.CHANGE, "2.35", None, "điểm"),
        ("giảm 02 bậc", Kind.CHANGE, "2", None, "bậc"),
        ("thứ hạng lên hai bậc", Kind.CHANGE, "2", None, "bậc"),
        ("tăng 1,4 điểm phần trăm", Kind.CHANGE, "1.4", None, "điểm %"),
    ],
)
def test_a_figure_has_the_kind_value_and_unit_that_its_words_give_it(
    text: str, kind: Kind, value: str, of: str | None, unit: str
) -> None:
    figure = only(text)
    assert (figure.kind, figure.value, figure.of, figure.unit) == (
        kind,
        Decimal(value),
        Decimal(of) if of else None,
        unit,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018",
        "Báo cáo số 88/BC-UBND ngày 11/3/2024",
        "theo tiêu chuẩn TCVN ISO 9001:2015",
        "dịch vụ công mức độ 3, 4",
        "Trong 6 tháng đầu năm 2024",
        "giai đoạn 2016-2020",
        "định kỳ ngày 20 hằng tháng",
        "lỗi đồng bộ trong các ngày 28, 29/8.",
        "(2) Dữ liệu hộ tịch cũ mờ",
        "4/ Bộ máy, con người.",
        "gọi Tổng đài 1022",
        "khu dân cư số 6; khu tái định cư",
        "số liệu lúc 17 giờ ngày 30/9/2025",
        "không hẹn vào sáng thứ ba và thứ năm",
        "cấm họp chiều Thứ Tư",
        "năm thứ ba liên tiếp",
        "Thứ nhất, việc gì đo được mới giao",
        "nằm trong nhóm dẫn đầu",
        "huyện đã thoát khỏi vị trí cuối bảng",
        "lần đầu tiên huyện để mất ngôi đầu",
        "đoàn công tác do đồng chí Chủ tịch dẫn đầu",
        "đình làng dựng năm 1788 và sửa năm 1843.",
        "máy đọc mã loại KM-350",
    ],
)
def test_dates_numbers_of_documents_and_orders_are_no_figures(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("huyện giành ngôi quán quân", Decimal(1)),
        ("á quân là huyện bên", Decimal(2)),
        ("xã đứng thứ nhì", Decimal(2)),
        ("chưa thoát khỏi vị trí cuối bảng", LAST),
        ("huyện xếp cuối với", LAST),
        ("tụt xuống thứ ba toàn tỉnh", Decimal(3)),
    ],
)
def test_a_rank_may_be_told_in_words(text: str, rank: Decimal) -> None:
    figure = only(text)
    assert (figure.kind, figure.value) == (Kind.RANK, rank)


def test_a_rank_in_words_knows_among_how_many() -> None:
    assert figures("đứng thứ nhì trong 11 xã, thị trấn")[0].of == 11


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("hoàn thành 4 1 nhiệm vụ", [41]),
        ("đúng hạn 20.8 10 hồ sơ", [20810]),
        ("kết nối đến 1 5/22 xã", [15]),
        ("còn O5 nhiệm vụ, cử l2 người", [5, 12]),
        ("mức độ 3, 4 là l.289 hồ sơ", [1289]),
        ("năm 2020 2 công chức nghỉ việc", [2]),  # two numbers, not one torn apart
        ("khu phố 3 7 hộ", [7]),
    ],
)
def test_a_torn_or_misread_number_is_mended_only_where_its_neighbours_prove_it(text: str, values: list[int]) -> None:
    assert [q.value for q in figures(text)] == values


def test_a_mended_figure_keeps_the_text_as_printed() -> None:
    assert only("hoàn thành 4 1 nhiệm vụ").text == "4 1"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("rút từ 15 xuống 10 ngày", "ngày"),
        ("mất từ 3 đến 5 ngày làm việc", "ngày làm việc"),
        ("giảm từ 13 xuống 11 cơ quan chuyên môn", "cơ quan chuyên môn"),
    ],
)
def test_the_first_figure_of_a_range_takes_the_unit_of_the_second(text: str, unit: str) -> None:
    assert [q.unit for q in figures(text)] == [unit, unit]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("ban hành 14 văn bản quy phạm pháp luật, trong đó", "văn bản quy phạm pháp luật"),
        ("giao 1.546 biên chế⁵.", "biên chế"),
        ("62 văn bản chỉ đạo điều hành", "văn bản chỉ đạo điều hành"),
        ("02 đơn vị xếp loại Xuất sắc được khen", "đơn vị xếp loại Xuất sắc"),
        ("nhập 06 xã thành", "xã"),
        ("chờ bình quân 11 phút mỗi lượt", "phút"),
        ("5.130 hồ\nsơ cấp huyện", "hồ sơ cấp huyện"),
        ("trong năm 1620 lượt công dân được tiếp", "lượt công dân"),
        ("1.290 (61,4%) phiếu gửi qua mạng", "phiếu gửi"),
    ],
)
def test_the_unit_is_the_whole_noun_and_nothing_after_it(text: str, unit: str) -> None:
    assert figures(text)[0].unit == unit


@given(st.integers(0, 10**9), st.sampled_from(["", "hồ sơ"]))
def test_a_count_printed_the_vietnamese_way_reads_back_the_same(value: int, noun: str) -> None:
    printed = f"{value:,}".replace(",", ".")
    assert number(printed, counted=True) == value
    assert [q.value for q in figures(f"tiếp nhận {printed} {noun}, đã")] == [value]


@given(st.decimals(0, 100, places=2))
def test_a_score_or_rate_printed_the_vietnamese_way_reads_back_the_same(value: Decimal) -> None:
    printed = str(value).replace(".", ",")
    assert only(f"đạt {printed} điểm").value == value
    assert only(f"tỷ lệ {printed}%").value == value


@given(st.integers(1, 99), st.integers(1, 99))
def test_a_fraction_reads_back_the_same(part: int, whole: int) -> None:
    figure = only(f"hoàn thành {part:02}/{whole:02} nhiệm vụ")
    assert figure.value == part
    assert figure.of == whole


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Quý I/2024", "quý I/2024"),
        ("quý 3 năm 2023", "quý III/2023"),
        ("6 tháng đầu năm 2024", "6 tháng đầu năm 2024"),
        ("tháng 9 năm 2025", "tháng 9/2025"),
        ("từ ngày 01/12/2022 đến ngày 30/11/2023", "01/12/2022-30/11/2023"),
        ("giai đoạn 2021 - 2025", "2021-2025"),
        ("năm 20l8", "2018"),
    ],
)
def test_periods_are_read_as_reports_write_them(text: str, label: str) -> None:
    assert [m.period.label for m in periods(text)] == [label]


def test_until_now_ends_on_the_day_of_the_report() -> None:
    found = periods("Từ năm 2019 đến nay", today=date(2020, 7, 2))
    assert found[0].period == Period(date(2019, 1, 1), date(2020, 7, 2))


PIECES = st.sampled_from(
    ["điểm", " 12", "/", "%", "xếp thứ ", "năm ", "2023", ",", ".", "(", ")", "l", "O", "L", "i", "tỷ", " đồng", "²", "“", "tháng ", "-",
     "ngày ", "đứng thứ ba", "\n", "0", "lên", " từ "]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_reading_never_raises_and_every_figure_stands_where_it_says(text: str) -> None:
    for quantity in quantities(text):
        assert quantity.span.of(text) == quantity.text
    for mention in periods(text):
        assert mention.span.end <= len(text)


@given(st.lists(PIECES).map("".join))
def test_no_two_figures_overlap(text: str) -> None:
    found = quantities(text)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))

"""From where to where an index moved, in the country and among neighbours; what is a mean, a share or a number of a page is no score."""

# ruff: noqa: E501 - a sentence of a report stays on one line
from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from tests.parts import index_over

PROVINCE = """Quảng Trị: Chỉ số cải cách hành chính năm 2021 tăng hạng

https://quangtri.example.vn/tin-tuc/chi-so-cchc-quang-tri-204518.htm
Chỉ số CCHC năm 2021 của tỉnh giảm nhẹ so với năm 2020, từ 84,63% xuống 84,05% (trên tổng điểm tối đa 100). Nhưng thứ hạng vẫn tăng 4 bậc, từ vị trí 41 lên 37 trong cả nước và tăng 2 bậc từ vị trí thứ 9 lên thứ 7 trong vùng Bắc Trung Bộ và Duyên hải miền Trung.

Trên cả nước có 16 tỉnh (25,4%) tăng điểm, 47 tỉnh (74,6%) giảm điểm.
"""

STORY = """Lào Cai: SIPAS giảm 6 bậc

Chỉ số SIPAS năm 2021 của Lào Cai đạt 86,14%, giảm gần 1 điểm % so với năm 2020 (87,02%), giảm 6 bậc, từ vị trí thứ 5 xuống 11. PAR INDEX của tỉnh năm 2021 xếp thứ 18/63 tỉnh, thành phố trực thuộc Trung ương (đạt 87,4%); xếp thứ 3 của khu vực miền núi phía Bắc (giảm 1 bậc so với năm 2020).

Lào Cai là tỉnh có điểm số PCI năm 2021 thấp hơn điểm trung vị là 0,8 điểm (điểm trung vị là 64,7 điểm).
"""

CITY = """Quận Hải Châu dẫn đầu Chỉ số CCHC

Đứng vị trí thứ 3 về Chỉ số CCHC năm 2021, quận Hải Châu giành vị trí thứ 1 trong bảng điểm CCHC của các quận, huyện năm 2022. Năm 2022 quận đạt 92,6%.

Chỉ số CCHC bình quân khối sở, ban, ngành năm 2022 đạt 85,8%, trong đó có 7 đơn vị xếp ở nhóm đầu.
"""

NOTICE = """UBND TỈNH LẠNG SƠN
Số: 77/TB-UBND
Lạng Sơn, ngày 5 tháng 3 năm 2023

THÔNG BÁO
Kết quả xếp hạng chỉ số cải cách hành chính năm 2022 của các sở, ngành, UBND cấp huyện

Kết quả chấm điểm trung bình năm 2022 của khối Sở là 65,40 điểm; Hội đồng thẩm định là 62,15 điểm; Nhóm I có chỉ số CCHC đạt từ 90% trở lên gồm 5 đơn vị.
Khối huyện điểm trung bình Hội đồng thẩm định là 57,30 điểm.
Chỉ số CCHC năm 2022 của các sở: nhóm đầu lần lượt là: (1) Sở Tư pháp đạt 92,2%, (2) Sở Tài chính đạt 91,6%. Các vị trí tiếp theo lần lượt là: (3) Sở Công Thương đạt 84,5%, (4) Sở Y tế đạt 76,9%.
"""

PAGE = """date 2023-09 Theo kết quả Chỉ số CCHC năm 2022, khối sở dẫn đầu là Sở Nội vụ (93,1 điểm). Ở khối địa phương, 3 vị trí đầu lần lượt thuộc về thành phố Tam Kỳ (72,5 điểm), thị xã Điện Bàn (71,9 điểm) và huyện Phú Ninh (70,6 điểm).
"""

UNNAMED = """Thành phố đẩy mạnh cải cách hành chính

Năm 2021, Chỉ số CCHC của thành phố giữ ngôi á quân toàn tỉnh. Điểm số năm 2021 đạt 90,47, chỉ kém đơn vị dẫn đầu 0,52 điểm.
"""

COMMUNE = """UBND XÃ TÂN CƯƠNG
Số: 11/BC-UBND
Tân Cương, ngày 12 tháng 12 năm 2021

BÁO CÁO
Công tác cải cách hành chính năm 2021

Chỉ số CCHC năm 2020 của xã đạt 81,2 điểm, xếp thứ 4/12.
"""


REPORTS = {
    "tinh.txt": PROVINCE,
    "bai.txt": STORY,
    "quan.txt": CITY,
    "tb.txt": NOTICE,
    "trang.txt": PAGE,
    "tp.txt": UNNAMED,
    "xa.txt": COMMUNE,
}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Chỉ số CCHC năm 2021 của Quảng Trị là bao nhiêu?", "đạt 84,05%, xếp hạng 37 ["),
        ("Chỉ số CCHC năm 2020 của Quảng Trị là bao nhiêu?", "đạt 84,63%, xếp hạng 41 ["),
        ("Quảng Trị năm 2021 xếp thứ mấy trong vùng về CCHC?", "xếp hạng 7 (vùng Bắc Trung Bộ"),
        ("Quảng Trị tăng mấy bậc về CCHC?", "xếp hạng 37 (tăng 4 bậc)"),
        ("Quảng Trị tăng mấy bậc trong vùng về CCHC?", "(tăng 2 bậc)"),
        ("SIPAS Lào Cai năm 2021 xếp thứ mấy?", "xếp hạng 11, đạt 86,14%"),
        ("SIPAS Lào Cai năm 2020 xếp thứ mấy?", "xếp hạng 5, đạt 87,02%"),
        ("SIPAS Lào Cai năm 2021", "giảm gần 1 điểm %"),
        ("PAR INDEX Lào Cai năm 2021 đạt bao nhiêu?", "đạt 87,4%, xếp hạng 18/63"),
        ("Lào Cai năm 2020 PAR INDEX xếp thứ mấy trong khu vực?", "2 (suy ra: 3 - 1)"),
        ("Quận Hải Châu năm 2021 xếp thứ mấy về CCHC?", "năm 2021, chỉ số cchc của quận hải châu xếp hạng 3"),
        ("Quận Hải Châu năm 2022 xếp thứ mấy về CCHC?", "xếp hạng 1, đạt 92,6%"),
        ("Hải Châu năm 2022 CCHC bao nhiêu?", "đạt 92,6%"),
        ("Sở Y tế Lạng Sơn năm 2022 xếp thứ mấy?", "xếp hạng 4, đạt 76,9%"),
        ("Sở Tài chính Lạng Sơn năm 2022 đạt bao nhiêu phần trăm?", "đạt 91,6%"),
        ("Điểm thẩm định trung bình khối huyện Lạng Sơn năm 2022?", "57,30 điểm"),
        ("Thị xã Điện Bàn năm 2022 bao nhiêu điểm CCHC?", "đạt 71,9 điểm"),
        ("Chỉ số CCHC năm 2021 của thành phố đạt bao nhiêu điểm?", "đạt 90,47"),
    ],
)
def test_a_figure_is_of_its_own_time_place_and_unit(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert said.lower() in answer.answer.lower(), answer.answer


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("Chỉ số CCHC năm 2021 của Quảng Trị là bao nhiêu?", "25,4%"),
        ("PCI Lào Cai năm 2021 được bao nhiêu điểm?", "64,7"),
        ("SIPAS Lào Cai năm 2020", "suy ra"),
        ("Hải Châu năm 2022 CCHC bao nhiêu?", "7 đơn vị"),
        ("Quảng Trị có bao nhiêu tỉnh?", "204518"),
        ("Chỉ số CCHC của tỉnh Lạng Sơn năm 2022 bao nhiêu điểm?", "62,15"),
        ("Năm 2020 thành phố đứng thứ mấy toàn tỉnh về CCHC?", "Tân Cương"),
    ],
)
def test_what_is_of_others_or_of_nobody_is_not_told_of_the_unit(
    assistant: Assistant, question: str, never: str
) -> None:
    assert never not in assistant.ask(question).answer


SEVERAL = """UBND TỈNH HÀ NAM
Số: 91/BC-UBND
Hà Nam, ngày 12 tháng 12 năm 2022

BÁO CÁO
Công tác cải cách hành chính năm 2022

I. KẾT QUẢ
Chỉ số CCHC năm 2021 của tỉnh đạt 85,42%, xếp thứ 35/63, giảm 3 bậc so với năm 2020; PCI năm 2021 đạt 63,21 điểm, thấp hơn điểm trung vị là 1,3 điểm; SIPAS năm 2021 đạt 85,3%; PAPI năm 2021 đạt 42,7 điểm, xếp vào nhóm trung bình cao.
Năm 2022 tỉnh tự chấm 61,25/68 điểm.
II. NHIỆM VỤ
Đến năm 2026, tỉnh phấn đấu SIPAS đạt trên 93%.
"""

GROUPS = """Công bố PAR INDEX năm 2021 của các tỉnh

PAR INDEX năm 2021 của các tỉnh được chia làm 3 nhóm điểm.

Nhóm A, đạt kết quả từ 90% trở lên, gồm 04 tỉnh. Nhóm B gồm 58 tỉnh.

Hà Nam đạt 85,42%, xếp thứ 35/63. Tỉnh Hà Nam thuộc nhóm B.
"""


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with index_over({"bc.txt": SEVERAL, "nhom.txt": GROUPS}, tmp_path_factory.mktemp("several")) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("SIPAS của Hà Nam năm 2021?", "đạt 85,3%"),
        ("PAPI của Hà Nam năm 2021 bao nhiêu điểm?", "đạt 42,7 điểm"),
        ("Hà Nam năm 2020 xếp thứ mấy CCHC?", "32/63 (suy ra: 35 - 3)"),
        ("Hà Nam tự chấm bao nhiêu điểm năm 2022?", "đạt 61,25/68 điểm"),
        ("SIPAS của Hà Nam đã đạt trên 93% chưa?", "Không: Đạt trên 93% là mục tiêu"),
        ("Nhóm B có bao nhiêu tỉnh?", "58 tỉnh"),
        ("Hà Nam thuộc nhóm nào về PAR INDEX?", "thuộc nhóm B"),
    ],
)
def test_a_mean_measured_against_and_another_report_take_nothing_from_an_index(
    together: Assistant, question: str, said: str
) -> None:
    answer = together.ask(question).answer
    assert said in answer, answer


LEADER = """Bắc Ninh dẫn đầu PCI năm 2022

Với điểm số PCI tổng hợp năm 2022 đạt 71,25 điểm, tỉnh Bắc Ninh tiếp tục là tỉnh đứng đầu bảng xếp hạng. Đây là năm thứ 4 liên tiếp tỉnh giữ vị trí dẫn đầu.

PAR INDEX năm 2022 của Bắc Ninh xếp thứ 12/63, tăng 3 bậc so với năm 2021; PGI năm 2022 xếp thứ 5/63; SIPAS năm 2022 xếp thứ 30/63, giảm 6 bậc so với năm 2021.
"""


@pytest.fixture(scope="module")
def leader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with index_over({"tin.txt": LEADER}, tmp_path_factory.mktemp("leader")) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Bắc Ninh mấy năm liên tiếp dẫn đầu PCI?", "4 năm liên tiếp, tính đến năm 2022"),
        ("Chỉ số nào của Bắc Ninh có thứ hạng thấp nhất?", "Chỉ số hài lòng (SIPAS) xếp hạng thấp nhất trong 4 chỉ số"),
        ("Chỉ số nào của Bắc Ninh giảm hạng năm 2022?", "(giảm 6 bậc so với năm 2021)"),
        ("So sánh PAR INDEX và PGI của Bắc Ninh", "xếp hạng 5/63"),
    ],
)
def test_the_indices_of_one_unit_stand_beside_each_other(leader: Assistant, question: str, said: str) -> None:
    answer = leader.ask(question).answer
    assert said in answer, answer


ROWS = """Công bố PCI năm 2022 của các tỉnh

Quảng Ninh đứng đầu bảng xếp hạng PCI năm 2022 với 72,95 điểm, á quân là Bắc Giang với 72,8 điểm.

Các vị trí tiếp theo trong Top 5 lần lượt là Hải Phòng (70,76 điểm), Bà Rịa - Vũng Tàu (70,26 điểm), Đồng Tháp (69,68 điểm).

Khối sở: tốp 3 theo thứ tự lần lượt là Sở Công Thương (84,20 điểm), Thanh tra tỉnh (83,75 điểm) và Sở Nội vụ (82,06 điểm).
"""

COLUMNS = """Công bố Chỉ số cải cách hành chính năm 2022 của các bộ, cơ quan ngang bộ

| TT | Tên cơ quan | Điểm thẩm định | Điểm điều tra xã hội học | Tổng điểm |
|---|---|---|---|---|
| 1 | Bộ Tư pháp | 55,21 | 30,17 | 85,38 |
| 2 | Bộ Tài chính | 54,10 | 30,02 | 84,12 |
| 3 | Bộ Y tế | 50,33 | 27,11 | 77,44 |
"""


BLOCKS = """Công bố chỉ số năng lực cạnh tranh cấp Sở, ban, ngành và địa phương (DDCI) tỉnh Nghệ An năm 2022

Điểm trung bình cấp Sở, ban, ngành đạt 74,3 điểm. Điểm trung bình cấp địa phương đạt 80,9 điểm.
"""


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with index_over(
        {"hang.txt": ROWS, "bang.md": COLUMNS, "khoi.txt": BLOCKS}, tmp_path_factory.mktemp("rows")
    ) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Hải Phòng PCI 2022 xếp thứ mấy?", "đứng thứ 3 theo thứ tự báo cáo nêu, đạt 70,76 điểm"),
        ("Đồng Tháp PCI 2022 xếp thứ mấy?", "đứng thứ 5 theo thứ tự"),
        ("Sở Nội vụ xếp thứ mấy về PCI năm 2022?", "đứng thứ 3 theo thứ tự báo cáo nêu, đạt 82,06 điểm"),
        ("Bộ Tài chính điểm thẩm định bao nhiêu?", "54,10"),
        ("Điểm điều tra xã hội học của Bộ Tư pháp", "30,17"),
        ("Tổng điểm của Bộ Y tế", "77,44"),
        ("Điểm trung bình DDCI cấp sở năm 2022?", "Trung bình đạt 74,3 điểm –"),
        ("Điểm trung bình DDCI cấp địa phương năm 2022?", "Trung bình đạt 80,9 điểm –"),
    ],
)
def test_a_row_in_order_gives_places_and_a_column_its_own_figures(rows: Assistant, question: str, said: str) -> None:
    answer = rows.ask(question).answer
    assert said in answer, answer


def test_a_region_that_no_report_tells_of_is_not_answered_with_sentences_on_others(rows: Assistant) -> None:
    assert rows.ask("Chỉ số CCHC năm 2022 vùng Tây Nguyên?").status == "not_found"

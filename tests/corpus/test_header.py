"""What a report says of itself is read where it stands, and nothing is made up."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.header import read_header
from corpus.model import Period, Stated
from corpus.own_unit import own_unit
from corpus.periods import parse_date, parse_period

FLATTENED = """ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN MINH HÓA               Độc lập - Tự do - Hạnh phúc
                             _______________________
Số: 215 /BC-UBND             Minh Hóa, ngày 14 tháng 12 năm 2022

                    BÁO CÁO
   Công tác cải cách hành chính năm 2022,
   phương hướng, nhiệm vụ năm 2023
              ________________

Kính gửi: Sở Nội vụ tỉnh Quảng Bình

Thực hiện Công văn số 1950/SNV-CCHC ngày 01/12/2022 của Sở Nội vụ, UBND huyện báo cáo như sau:
I. KẾT QUẢ ĐẠT ĐƯỢC
Huyện hoàn thành 35/36 nhiệm vụ.

Nơi nhận:                                TM. ỦY BAN NHÂN DÂN
- Như trên;                              KT. CHỦ TỊCH
- CT, các PCT UBND huyện;                PHÓ CHỦ TỊCH
- Lưu: VT, NV.
                                         (Đã ký)

                                         Trần Thị Lan Anh
"""

SCANNED = """UBND XÃ HỒNG THÁI
CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
Sô : l7/BC-UBND
Hồng Thái, ngày l0 tháng 6 năm 2021
BÁO CÁO
Kết quả công tác cải cách hành chinh quý II/2021
Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.
"""

NO_LETTERHEAD = """Số: 88/BC-UBND

Mường Ảng, ngày 12 tháng 7 năm 2023

BÁO CÁO
Công tác cải cách hành chính 6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm 2023

Thực hiện Kế hoạch số 15/KH-UBND ngày 09/01/2023 của UBND tỉnh, Ủy ban nhân dân Huyện báo cáo như sau:

Huyện đã ban hành 12 văn bản chỉ đạo.

Trên đây là kết quả cải cách hành chính 6 tháng đầu năm 2023 của UBND huyện Mường Ảng xin báo cáo Sở Nội vụ./.

CHỦ TỊCH
Lò Văn Hặc
"""

LETTER = """UBND HUYỆN KRÔNG BÔNG
PHÒNG NỘI VỤ
Số: 45/PNV-CCHC
V/v đính chính số liệu tại Báo cáo
cải cách hành chính năm 2023
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Krông Bông, ngày 12 tháng 01 năm 2024
Kính gửi:
- UBND huyện;
- Các phòng, ban.
Phòng Nội vụ đính chính số liệu tại Báo cáo số 320/BC-UBND ngày 20/12/2023 của UBND huyện như sau: Chỉ số CCHC
năm 2023 là 79,5 điểm.
TRƯỞNG PHÒNG
Y Bhôk Niê
"""

STORY = """Trang chủ
Giới thiệu
Thứ hai, 14/08/2023 | 10:20
Trang chủ > Tin tức > Cải cách hành chính
Huyện Sơn Dương nâng cao chất lượng phục vụ người dân
Thứ năm, 03/08/2023 | 08:15
Những năm qua, huyện Sơn Dương luôn xác định cải cách hành chính là nhiệm vụ trọng tâm, huy động sự vào cuộc
của cả hệ thống chính trị, qua đó đạt được nhiều kết quả tích cực trên tất cả các lĩnh vực của công tác này.
Năm 2022, chỉ số CCHC của huyện đạt 86,4 điểm, xếp thứ 3/7 huyện, thành phố.
Bài, ảnh: Quang Minh
"""


def value(stated: Stated | None) -> str | None:
    return stated.value if stated else None


def test_a_letterhead_flattened_from_two_columns_is_read() -> None:
    header = read_header(FLATTENED)
    assert value(header.number) == "215/BC-UBND"
    assert value(header.issuer) == "UBND huyện Minh Hóa"
    assert value(header.place) == "Minh Hóa"
    assert value(header.issued_on) == "2022-12-14"
    assert value(header.kind) == "Báo cáo"
    assert value(header.title) == "Công tác cải cách hành chính năm 2022, phương hướng, nhiệm vụ năm 2023"
    assert header.period == Period.of_year(2022)


def test_signer_role_and_recipients_are_read_beside_each_other() -> None:
    header = read_header(FLATTENED)
    assert value(header.signer) == "Trần Thị Lan Anh"
    assert value(header.signer_role) == "Phó Chủ tịch"
    assert [r.value for r in header.recipients] == ["Sở Nội vụ tỉnh Quảng Bình", "Như trên", "CT, các PCT UBND huyện"]


def test_a_scanned_number_and_date_are_read_through_their_errors() -> None:
    header = read_header(SCANNED)
    assert value(header.number) == "17/BC-UBND"
    assert value(header.issued_on) == "2021-06-10"
    assert value(header.issuer) == "UBND xã Hồng Thái"
    assert header.period == Period.of_months(2021, 4, 6)


def test_the_closing_sentence_names_the_issuer_where_the_letterhead_is_lost() -> None:
    header = read_header(NO_LETTERHEAD)
    assert value(header.issuer) == "UBND huyện Mường Ảng"
    assert header.period == Period.of_months(2023, 1, 6)
    assert value(header.signer) == "Lò Văn Hặc"


def test_a_letterhead_run_into_one_line_with_the_body_is_read() -> None:
    text = (
        "ỦY BAN NHÂN DÂN HUYỆN BẮC YÊN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        "Số: 77/BC-UBND"
        " Bắc Yên, ngày 03 tháng 01 năm 2023 BÁO CÁO Kết quả công tác cải cách hành chính năm 2022 I. "
        "KẾT QUẢ Năm 2022"
        " huyện đạt 80,5 điểm, xếp thứ 7/12. II. HẠN CHẾ Còn chậm."
    )
    header = read_header(text)
    assert value(header.number) == "77/BC-UBND"
    assert value(header.issuer) == "UBND huyện Bắc Yên"
    assert value(header.place) == "Bắc Yên"
    assert value(header.title) == "Kết quả công tác cải cách hành chính năm 2022"


@pytest.mark.parametrize(
    ("letterhead", "issuer"),
    [
        ("UBND TỈNH LÀO CAI\nSỞ NỘI VỤ", "Sở Nội vụ tỉnh Lào Cai"),
        ("UBND HUYỆN KRÔNG BÔNG\nPHÒNG TÀI CHÍNH - KẾ HOẠCH", "Phòng Tài chính - Kế hoạch huyện Krông Bông"),
        ("HỘI ĐỒNG NHÂN DÂN\nTỈNH GIA LAI", "HĐND tỉnh Gia Lai"),
        ("UBND QUẬN 3\nỦY BAN NHÂN DÂN\nPHƯỜNG 12", "UBND phường 12"),
        ("Ủy ban nhân dân xã Tân Thành A", "UBND xã Tân Thành A"),
        ("UBND THỊ XÃ HƯƠNG TRÀ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "UBND thị xã Hương Trà"),
    ],
)
def test_the_office_named_lowest_in_the_letterhead_is_the_issuer(letterhead: str, issuer: str) -> None:
    text = f"{letterhead}\nSố: 8/BC-VP\nBÁO CÁO\nCải cách hành chính năm 2023\n\nCăn cứ kế hoạch, đơn vị báo cáo.\n"
    assert value(read_header(text).issuer) == issuer


def test_a_correcting_letter_names_the_document_it_corrects() -> None:
    header = read_header(LETTER)
    assert header.corrects == "320/BC-UBND"
    assert value(header.number) == "45/PNV-CCHC"
    assert value(header.issuer) == "Phòng Nội vụ huyện Krông Bông"
    assert value(header.kind) == "Công văn"
    assert value(header.title) == "V/v đính chính số liệu tại Báo cáo cải cách hành chính năm 2023"
    assert value(header.signer_role) == "Trưởng phòng"


def test_a_report_that_corrects_nothing_corrects_nothing() -> None:
    assert read_header(FLATTENED).corrects == ""


def test_a_web_story_has_a_headline_a_posting_day_and_an_author_but_no_issuer() -> None:
    header = read_header(STORY)
    assert value(header.title) == "Huyện Sơn Dương nâng cao chất lượng phục vụ người dân"
    assert value(header.posted_on) == "2023-08-03"
    assert value(header.author) == "Quang Minh"
    assert value(header.kind) == "Tin bài"
    assert (header.number, header.issuer, header.signer, header.issued_on) == (None, None, None, None)


def test_a_story_whose_headline_says_report_is_still_a_story() -> None:
    text = "# Báo cáo cải cách hành chính huyện Sơn Dương năm 2022\n\nNgày đăng: 03/01/2023\n\nHuyện đạt 86 điểm.\n"
    header = read_header(text)
    assert value(header.posted_on) == "2023-01-03"
    assert header.period == Period.of_year(2022)


def test_a_report_without_a_number_is_an_offices_all_the_same() -> None:
    text = (
        "Báo cáo\nKết quả cải cách hành chính năm 2022\n\nTrong năm 2022, huyện đã ra 14 văn bản.\n\n"
        "Nơi nhận:\n- Sở Nội vụ;\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Văn Hặc\n"
    )
    header = read_header(text)
    assert value(header.kind) == "Báo cáo"
    assert value(header.title) == "Kết quả cải cách hành chính năm 2022"
    assert value(header.signer) == "Lò Văn Hặc"
    assert header.author is None


def test_a_correction_speaks_of_the_period_of_the_report_it_corrects() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTHỊ XÃ HƯƠNG TRÀ\nSố: 20/UBND-NV\nV/v đính chính Báo cáo số 17/BC-UBND\n"
        "Hương Trà, ngày 26 tháng 02 năm 2024\n\nNgày 12/01/2024, UBND thị xã ban hành Báo cáo số "
        "17/BC-UBND về kết"
        " quả cải cách hành chính năm 2023, nay đính chính như sau: Chỉ số CCHC là 88,64 điểm.\n"
    )
    header = read_header(text)
    assert header.corrects == "17/BC-UBND"
    assert header.period == Period.of_year(2023)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Ngày đăng: 02/07/2020", "2020-07-02"),
        ("Ngày cập nhật 25/05/2020", "2020-05-25"),
        ("Cập nhật lúc 08:30, 5/9/2022", "2022-09-05"),
        ("Thứ ba, ngày 11/10/2022 14:05", "2022-10-11"),
        ("Đăng lúc: 09:15 | 12/10/2022  -  Lượt xem: 1.204", "2022-10-12"),
    ],
)
def test_the_posting_day_is_read_in_the_ways_sites_write_it(line: str, day: str) -> None:
    text = f"Huyện Lục Yên đẩy mạnh cải cách hành chính\n{line}\nTrong năm 2022, huyện đạt nhiều kết quả.\n"
    assert value(read_header(text).posted_on) == day


def test_the_clock_of_a_page_is_neither_its_place_nor_its_day() -> None:
    text = (
        "Trang chủ » Tin tức\nThứ Sáu, 06/06/2025\nHuyện Lục Yên công bố Chỉ số cải cách hành chính năm 2022\n"
        "Đăng lúc: 16:40 | 30/01/2023\n\nSáng 30/01, huyện tổ chức hội nghị công bố kết quả.\n"
    )
    header = read_header(text)
    assert header.place is None
    assert header.issued_on is None
    assert value(header.posted_on) == "2023-01-30"


def test_numbers_of_other_documents_are_never_the_documents_own() -> None:
    text = "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 và Kế hoạch số 34/KH-UBND, huyện đã rà soát 197 thủ tục.\n"
    header = read_header(text * 3)
    assert header.number is None
    assert header.issued_on is None


def test_a_text_that_says_nothing_of_itself_has_an_empty_header() -> None:
    text = "Công tác cải cách hành chính của huyện luôn được quan tâm, chỉ đạo sát sao và đạt kết quả tốt. Mai Lan"
    header = read_header(text)
    assert value(header.author) == "Mai Lan"
    assert (header.title, header.issuer, header.signer, header.period, header.kind) == (None,) * 5


def test_a_year_that_opens_the_text_is_its_period() -> None:
    text = "Năm 2021, công tác cải cách hành chính của huyện có chuyển biến, đã hoàn thành 38/40 nhiệm vụ đề ra."
    assert read_header(text).period == Period.of_year(2021)


def test_a_sentence_that_defines_the_reporting_period_counts_where_the_title_names_none() -> None:
    text = (
        "UBND HUYỆN ĐĂK HÀ\nSố: 9/BC-UBND\nBÁO CÁO\nKết quả cải cách hành chính\n"
        "Số liệu báo cáo được tính từ ngày 15/12/2023 đến ngày 14/6/2024.\n"
    )
    assert read_header(text).period == Period(date(2023, 12, 15), date(2024, 6, 14))


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("năm 2023", "2023"),
        ("Kết quả năm 2023, phương hướng năm 2024", "2023"),
        ("Sơ kết 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2024", "6 tháng đầu năm 2024"),
        ("công tác quý III, nhiệm vụ quý IV năm 2023", "quý III/2023"),
        ("tháng 7, phương hướng tháng 8 năm 2024", "tháng 7/2024"),
        ("9 tháng năm 2024", "9 tháng đầu năm 2024"),
        ("giai đoạn 2011 – 2020", "2011-2020"),
        ("từ ngày 21/7 đến ngày 20/8/2024", "21/07/2024-20/08/2024"),
        ("từ 15/12/2023 đến hết ngày 14/6/2024", "15/12/2023-14/06/2024"),
        ("2022", "2022"),
    ],
)
def test_periods_are_read_as_offices_write_them(said: str, label: str) -> None:
    period = parse_period(said)
    assert period is not None
    assert period.label == label


@pytest.mark.parametrize("said", ["", "Công tác cải cách hành chính", "ngày 31/02/2024", "13/2024 hồ sơ", "quý IX"])
def test_what_is_no_day_is_not_read_as_one(said: str) -> None:
    assert parse_date(said) is None


PARTS = [FLATTENED, SCANNED, NO_LETTERHEAD, LETTER, STORY]


@pytest.mark.parametrize("text", PARTS)
def test_every_part_stands_where_its_span_says(text: str) -> None:
    header = read_header(text)
    stated = [getattr(header, f.name) for f in fields(header)]
    spans = [s.span for s in [*stated, *header.recipients] if isinstance(s, Stated) and s.span]
    assert spans
    for span in spans:
        assert span.of(text).strip() == span.of(text)
    assert (
        header.title is None
        or header.title.span is None
        or " ".join(header.title.span.of(text).split()) == header.title.value
    )


@given(st.lists(st.sampled_from([line for part in PARTS for line in part.split("\n")]), max_size=40))
def test_no_order_of_lines_breaks_the_reading(lines: list[str]) -> None:
    text = "\n".join(lines)
    header = read_header(text)
    for field in fields(header):
        stated = getattr(header, field.name)
        if isinstance(stated, Stated) and stated.span:
            assert stated.span.end <= len(text)


@given(st.text(max_size=400))
def test_any_text_has_a_header(text: str) -> None:
    assert read_header(text).corrects is not None


def test_a_number_ends_before_the_sentence_that_follows_without_a_break() -> None:
    text = "UBND HUYỆN ĐĂK HÀ\nSố: 9/BC-UBND. Đăk Hà, ngày 03 tháng 7 năm 2024\nBÁO CÁO\nKết quả CCHC năm 2023\n"
    assert value(read_header(text).number) == "9/BC-UBND"


@pytest.mark.parametrize(
    "below",
    [
        "Năm 2022 xã xếp thứ 2/8 xã của huyện, đạt 88,8 điểm.",
        "Tỷ lệ giải quyết đúng hạn đạt 98,2%.",
        "Chủ trì: bà Trần Thị Mai",
        "(Số liệu tổng hợp từ 15/11/2022 đến 14/11/2023)",
    ],
)
def test_a_title_ends_where_the_text_begins_without_a_blank_line(below: str) -> None:
    text = f"UBND XÃ TÂN SƠN\nSố: 30/BC-UBND\nBÁO CÁO\nCông tác cải cách hành chính năm 2023\n{below}\n"
    assert value(read_header(text).title) == "Công tác cải cách hành chính năm 2023"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# UBND tỉnh Lam Sơn — Công bố Chỉ số CCHC\nXã A dẫn đầu.\n", "UBND tỉnh Lam Sơn — Công bố Chỉ số CCHC"),
        ("Phường Hòa Lợi phục vụ tốt hơn\n\n15/7/2024\n\nPhường đạt 98,6%.\n", "Phường Hòa Lợi phục vụ tốt hơn"),
        ("Năm 2024, huyện Tà Nung đạt 91,20 điểm.\n", None),
        ("Tổng số hồ sơ đã tiếp nhận\n12\n", None),
    ],
)
def test_the_first_line_of_a_short_story_is_its_title(text: str, title: str | None) -> None:
    header = read_header(text)
    assert (header.title.value if header.title else None) == title


@pytest.mark.parametrize(
    ("head", "issuer", "unit"),
    [
        ("HUYỆN ỦY - HĐND - UBND HUYỆN TÂN HỒNG", "Huyện ủy - HĐND - UBND huyện Tân Hồng", "huyện Tân Hồng"),
        ("ĐẢNG BỘ TỈNH ĐỒNG THÁP\nHUYỆN ỦY TÂN HỒNG\n*", "Huyện ủy Tân Hồng", "huyện Tân Hồng"),
        ("TỈNH ỦY ĐỒNG THÁP\n*", "Tỉnh ủy Đồng Tháp", "tỉnh Đồng Tháp"),
        ("ĐẢNG ỦY XÃ TÂN PHƯỚC\n*", "Đảng ủy xã Tân Phước", "xã Tân Phước"),
        ("HUYỆN ỦY -", "Huyện ủy", ""),
    ],
)
def test_a_committee_of_the_party_is_an_office_of_its_unit(head: str, issuer: str, unit: str) -> None:
    text = f"{head}\nSố 12-BC/HU\n\nBÁO CÁO\nKết quả cải cách hành chính\n\nNăm 2023, đã tiếp nhận 1.204 hồ sơ.\n"
    header = read_header(text)
    assert (value(header.issuer), value(header.number)) == (issuer, "12-BC/HU")
    own = own_unit(text, header)
    assert (own.name if own else "") == unit

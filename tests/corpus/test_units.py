"""Units are found where a text names them, and a report's own unit is never guessed."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.gazetteer import level_of_kind, lists, names, plain_key
from corpus.mentions import find_units
from corpus.model import Header, Level, Span, Stated, Unit
from corpus.own_unit import own_unit
from corpus.units import has_twin, parse_unit, same_unit, units_named
from corpus.vietnamese import nfc


def found(text: str, bare: bool = False) -> list[str]:
    return [m.unit.name for m in find_units(nfc(text), bare)]


def header(**parts: str) -> Header:
    return Header(**{name: Stated(value) for name, value in parts.items()})  # type: ignore[arg-type]


def owner(text: str, **parts: str) -> str | None:
    unit = own_unit(nfc(text), header(**parts))
    return None if unit is None else f"{unit.name}, {unit.parent}" if unit.parent else unit.name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND huyện Tân Hồng\nBáo cáo", ["huyện Tân Hồng"]),
        ("ỦY BAN NHÂN DÂN\nHUYỆN TÂN HỒNG", ["huyện Tân Hồng"]),
        ("ỦY BAN NHÂN DÂN HUYỆN\nTÂN HỒNG", ["huyện Tân Hồng"]),
        ("UBND HUYỆN TÂN HỒNG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ["huyện Tân Hồng"]),
        ("Huyện ủy Lấp Vò chỉ đạo", ["huyện Lấp Vò"]),
        ("H. Tân Hồng, TX. Hương Thủy, TP.Huế", ["huyện Tân Hồng", "thị xã Hương Thủy", "thành phố Huế"]),
        ("TPHCM và tp. Đà Nẵng", ["thành phố Hồ Chí Minh", "thành phố Đà Nẵng"]),
        ("quận 7, phường 12", ["quận 7", "phường 12"]),
        ("quận 2 sáp nhập", ["quận 2"]),
        ("huyện Krông Búk, huyện Ia H'Drai", ["huyện Krông Búk", "huyện Ia H'Drai"]),
        ("xã Ea H’leo và xã A Đớt", ["xã Ea H'leo", "xã A Đớt"]),
        ("xã Tân Thành A hơn xã Tân Thành B", ["xã Tân Thành A", "xã Tân Thành B"]),
        ("các xã Tân Phước, Tân Thành A và Thông Bình", ["xã Tân Phước", "xã Tân Thành A", "xã Thông Bình"]),
        ("huyện Hồng Dân, Phước Long đạt", ["huyện Hồng Dân", "huyện Phước Long"]),
        ("các huyện: Tân Hồng, Tam Nông", ["huyện Tân Hồng", "huyện Tam Nông"]),
        ("tỉnh Thừa Thiên - Huế", ["tỉnh Thừa Thiên Huế"]),
        ("tỉnh Bà Rịa-Vũng Tàu", ["tỉnh Bà Rịa - Vũng Tàu"]),
        ("thành phố Qui Nhơn, tỉnh Đắc Lắc", ["thành phố Qui Nhơn", "tỉnh Đắk Lắk"]),
        ("huyện đảo Lý Sơn", ["huyện Lý Sơn"]),
        ("huyện **Tân Hồng** đạt", ["huyện Tân Hồng"]),
        ("huyện Tân\nHồng", ["huyện Tân Hồng"]),
        ("huyện Lấp Vò Nguyễn Văn A", ["huyện Lấp Vò"]),
        ("đặc khu Phú Quốc", ["đặc khu Phú Quốc"]),
        ("thị trấn Sa Rài, TT. Sa Rài", ["thị trấn Sa Rài", "thị trấn Sa Rài"]),
    ],
)
def test_a_unit_is_found_in_every_writing_an_office_uses(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "các xã, thị trấn trên địa bàn huyện, thị xã",
        "cấp huyện, cấp xã",
        "phát triển kinh tế - xã hội; CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "thành phố trực thuộc trung ương, huyện miền núi, phường, xã",
        "một số xã miền núi Thanh Hóa còn thiếu máy quét",
        "đồng chí Huyện ủy viên, Thành ủy, Tỉnh ủy, Huyện đoàn",
        "của UBND huyện\nBáo cáo kết quả",
        "chỉ số của huyện Trong năm qua",
        "CHỈ SỐ CCHC CẤP HUYỆN NĂM 2023",
        "TẠI HUYỆN KIỂM TRA CÔNG TÁC",
        "P. Nội vụ, TT. Hành chính công, TTHC, TT-BNV, TPBank",
        "xã NTM nâng cao, huyện CCHC, xã 135, phường 12.345 hồ sơ",
        "huyện Nông thôn mới, thành phố Thông minh",
        "- Lãnh đạo cấp Huyện: Trưởng phòng",
        "Chủ tịch UBND huyện Y Thanh Niê, Chủ tịch UBND xã H’Bia Ayun, Bí thư Tỉnh ủy Lê Quốc Vinh",
        "đứng thứ 3/6 tỉnh Đông Nam Bộ",
        "cán bộ huyện Nguyễn Văn Bình trực tại quầy",
        "Ảnh: H. Tuyết, X. Trường; H. Nguyễn Tùng",
    ],
)
def test_words_of_administration_are_no_units(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND huyện Xuân Lan báo cáo", "huyện Xuân Lan"),
        ("HUYỆN XUÂN LAN NĂM 2023", "huyện Xuân Lan"),
        ("xã Tân Thành C", "xã Tân Thành C"),
        ("SIPAS 2023 của h. Suối Vàng", "huyện Suối Vàng"),
        ("xã Thông Bìinh đạt", "xã Thông Bìinh"),
    ],
)
def test_a_unit_no_list_knows_is_still_a_unit(text: str, expected: str) -> None:
    [mention] = find_units(text)
    assert (mention.unit.name, mention.known) == (expected, False)


def test_a_name_without_its_kind_counts_only_when_asked_for_and_not_inside_a_persons_name() -> None:
    text = "Yên Lạc liên tiếp dẫn đầu, theo ông Nguyễn Tân Hồng ở đường Hòa Bình"
    assert found(text) == []
    assert found(text, bare=True) == ["huyện Yên Lạc"]


@pytest.mark.parametrize(
    "question", ["huyen tan hong nam 2023", "huyện tân hồng xếp thứ mấy", "CHI SO HUYEN TAN HONG", "H. Tan Hong"]
)
def test_a_question_names_a_unit_without_marks_or_capitals(question: str) -> None:
    assert found(question, bare=True) == ["huyện Tân Hồng"]


def test_a_common_word_is_no_kind_where_the_text_writes_its_marks() -> None:
    assert found("bà con ở xa trung tâm, quan tâm tình hình", bare=True) == []


def test_a_stated_parent_is_taken_over() -> None:
    commune, district, province = find_units("UBND xã Tân Phước, huyện Tân Hồng, tỉnh Đồng Tháp")
    assert commune.unit.parent == "huyện Tân Hồng"
    assert district.unit.parent == "tỉnh Đồng Tháp"
    assert province.unit.level is Level.PROVINCE


def test_an_address_names_commune_and_district() -> None:
    assert found("xã Tân Phước, Tân Hồng") == ["xã Tân Phước", "huyện Tân Hồng"]
    assert found("huyện Châu Thành, Trà Vinh") == ["huyện Châu Thành", "tỉnh Trà Vinh"]


@pytest.mark.parametrize("name", ["Tân Hồng", "tan hong", "TÂN HỒNG", "h. Tân Hồng", "UBND huyện Tân Hồng"])
def test_lookup_takes_any_writing(name: str) -> None:
    assert Unit("huyện", "Tân Hồng", Level.DISTRICT, "tỉnh Đồng Tháp") in units_named(name)


def test_lookup_returns_every_unit_of_a_shared_name() -> None:
    assert len({u.parent for u in units_named("huyện Châu Thành")}) >= 9
    assert {u.level for u in units_named("Quảng Ninh")} >= {Level.PROVINCE, Level.DISTRICT}
    assert units_named("huyện Không Có Thật") == []


def test_a_toned_name_is_not_taken_for_its_neighbour() -> None:
    assert {u.bare for u in units_named("xã Tân Thạnh")} == {"Tân Thạnh"}
    assert {u.bare for u in units_named("xa tan thanh")} > {"Tân Thạnh", "Tân Thành"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("huyện Tân Hồng", "huyện Tân Hồng"),
        ("H. Tân Hồng", "huyện Tân Hồng"),
        ("HUYỆN TÂN HỒNG", "huyện Tân Hồng"),
        ("TX Hương Thủy", "thị xã Hương Thủy"),
        ("UBND TP Huế", "thành phố Huế"),
        ("tp hue", "thành phố Huế"),
        ("Tân Hồng", "huyện Tân Hồng"),
        ("tt sa rai", "thị trấn Sa Rài"),
        ("huyện Xuân Lan", "huyện Xuân Lan"),
    ],
)
def test_one_name_is_read_as_one_unit(name: str, expected: str) -> None:
    unit = parse_unit(name)
    assert unit is not None
    assert unit.name == expected


@pytest.mark.parametrize("name", ["", "   ", "?", "huyện", "của huyện ta"])
def test_what_names_no_unit_is_read_as_none(name: str) -> None:
    assert parse_unit(name) is None


def test_a_city_stands_at_the_level_its_name_and_year_give() -> None:
    assert level_of_kind("thành phố", "Cao Lãnh") is Level.DISTRICT
    assert level_of_kind("thành phố", "Đà Nẵng") is Level.PROVINCE
    assert level_of_kind("thành phố", "Huế", 2024) is Level.DISTRICT
    assert level_of_kind("thành phố", "Huế", 2025) is Level.PROVINCE


def test_twins_of_one_name_are_two_units_but_a_town_that_became_a_city_is_one() -> None:
    district, city = (parse_unit(f"{kind} Cao Lãnh") for kind in ("huyện", "thành phố"))
    assert district is not None
    assert city is not None
    assert has_twin(district)
    assert not same_unit(district, city)
    assert same_unit(Unit("huyện", "Đông Hòa", Level.DISTRICT), Unit("thị xã", "Đông Hòa", Level.DISTRICT))


def test_units_of_one_name_in_two_provinces_are_two_but_an_unstated_parent_fits_both() -> None:
    here = Unit("huyện", "Châu Thành", Level.DISTRICT, "tỉnh Trà Vinh")
    there = Unit("huyện", "Châu Thành", Level.DISTRICT, "tỉnh Long An")
    assert not same_unit(here, there)
    assert same_unit(here, Unit("huyện", "Châu Thành", Level.DISTRICT))
    assert not same_unit(Unit("tỉnh", "Quảng Ninh", Level.PROVINCE), Unit("huyện", "Quảng Ninh", Level.DISTRICT))


# --- a report's own unit --------------------------------------------------------------------------------

OWN = "UBND huyện đã ban hành kế hoạch. Trên địa bàn huyện có 12 xã. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND HUYỆN LAI VUNG\nSố: 12/BC-UBND\nBÁO CÁO", "huyện Lai Vung, tỉnh Đồng Tháp"),
        ("ỦY BAN NHÂN DÂN\nHUYỆN XUÂN LAN\nBÁO CÁO", "huyện Xuân Lan"),
        ("UBND HUYỆN TÂN HỒNG     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "huyện Tân Hồng, tỉnh Đồng Tháp"),
        ("UBND HUYỆN BÙ ĐĂNG\nPHÒNG NỘI VỤ\nBÁO CÁO", "huyện Bù Đăng, tỉnh Bình Phước"),
        ("TỈNH ỦY ĐỒNG THÁP\nHUYỆN ỦY LAI VUNG\n*\nSố 5-BC/HU", "huyện Lai Vung, tỉnh Đồng Tháp"),
        ("UBND XÃ AN PHƯỚC\nKính gửi: UBND huyện Tân Hồng", "xã An Phước, huyện Tân Hồng"),
        ("SỞ NỘI VỤ TỈNH CÀ MAU\nBÁO CÁO", "tỉnh Cà Mau"),
        ("UBND TỈNH ĐỒNG THÁP\nToàn tỉnh: huyện Lấp Vò 90 điểm; huyện Tân Hồng 80 điểm.", "tỉnh Đồng Tháp"),
        ("UBND PHƯỜNG PHÚ XUÂN\nBÁO CÁO quý III/2025 của thành phố Huế", "phường Phú Xuân, thành phố Huế"),
        ("Số: 4/BC-UBND\nCao Lãnh, ngày 5 tháng 1 năm 2023\nBÁO CÁO\n" + OWN, "huyện Cao Lãnh, tỉnh Đồng Tháp"),
        (
            OWN + "\nTrên đây là kết quả của UBND huyện Nam Đông, kính gửi Sở Nội vụ tỉnh Thừa Thiên Huế./.",
            "huyện Nam Đông, tỉnh Thừa Thiên Huế",
        ),
        (
            OWN + "\nNơi nhận:\n- Lưu: VT.\nTM. UBND HUYỆN PHÚ RIỀNG\nCHỦ TỊCH\nLê An",
            "huyện Phú Riềng, tỉnh Bình Phước",
        ),
        (
            "UBND xã Tân Phước, huyện Tân Hồng báo cáo. UBND xã đã ban hành. Trên địa bàn xã có 5 ấp. "
            "UBND xã Tân Phước cam kết.",
            "xã Tân Phước, huyện Tân Hồng",
        ),
        (
            "UBND tỉnh Quảng Trị ban hành 15 kế hoạch. Trên địa bàn tỉnh Quảng Trị có 10 huyện. "
            "Huyện Hải Lăng đứng đầu, huyện Gio Linh thứ hai.",
            "tỉnh Quảng Trị",
        ),
        ("Quận 7 tiếp nhận 1.200 hồ sơ. UBND quận 7 chỉ đạo.", "quận 7, thành phố Hồ Chí Minh"),
        ("ỦY BAN NHÂN DÂN\nHUYỆN CHÂU THÀNH\nTổng đài 1022 Trà Vinh", "huyện Châu Thành, tỉnh Trà Vinh"),
        ("ỦY BAN NHÂN DÂN\nHUYỆN CHÂU THÀNH\nBÁO CÁO", "huyện Châu Thành"),
        ("Năm qua, Vũ Quang đứng đầu tỉnh về CCHC.\n" + OWN, "huyện Vũ Quang, tỉnh Hà Tĩnh"),
    ],
)
def test_a_report_says_whose_it_is(text: str, expected: str) -> None:
    assert owner(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        OWN,
        OWN + "Chỉ số CCHC của huyện xếp sau huyện Lai Vung, dẫn đầu là huyện Lấp Vò.",
        OWN + "Đoàn công tác của UBND huyện Lai Vung đã đến học tập kinh nghiệm.",
        OWN + "UBND huyện kiểm tra tại xã Thông Bình; UBND xã Thông Bình đã khắc phục.",
        OWN + "Địa chỉ: số 5 đường Lê Lợi, thị trấn Sa Rài, huyện Tân Hồng, tỉnh Đồng Tháp.",
        OWN + "Đồng chí Nguyễn An, sinh năm 1970, quê huyện Hải Hậu, tỉnh Nam Định.",
        OWN + "Dự hội nghị có lãnh đạo các huyện Tam Nông, Thanh Bình.",
        OWN + "Thực hiện Quyết định số 5/QĐ-UBND của UBND tỉnh Đồng Tháp.",
        "Huyện đẩy mạnh CCHC\nẢnh: Bình Minh\n" + OWN,
        OWN + "Bình Minh",
        OWN + "Thực hiện kế hoạch của UBND tỉnh Đồng Tháp, báo cáo Sở Nội vụ tỉnh Đồng Tháp.",
        "BỘ NỘI VỤ\nBáo cáo cả nước. Tỉnh Quảng Ninh dẫn đầu; thành phố Hải Phòng thứ hai.",
        "Kính gửi: UBND huyện Tân Hồng.\nUBND xã báo cáo. Trên địa bàn xã có 5 ấp.",
    ],
)
def test_a_report_that_never_names_its_unit_has_none(text: str) -> None:
    assert owner(text) is None


def test_the_header_is_asked_before_the_body_and_the_author_never() -> None:
    assert owner("", issuer="ỦY BAN NHÂN DÂN\nHUYỆN KRÔNG BÚK") == "huyện Krông Búk, tỉnh Đắk Lắk"
    assert owner(OWN, title="Huyện Vũ Quang (Hà Tĩnh) cải thiện chỉ số") == "huyện Vũ Quang, tỉnh Hà Tĩnh"
    assert owner(OWN, place="Hồng Ngự") == "huyện Hồng Ngự, tỉnh Đồng Tháp"
    assert owner("Bình Minh đưa tin. " + OWN, author="Bình Minh") is None


def test_the_superior_in_the_letterhead_is_the_parent() -> None:
    text = "UBND HUYỆN HÒA THƯỢNG\nUBND THỊ TRẤN SÔNG NHẠN\nSố 39/BC-UBND\nBÁO CÁO"
    assert owner(text) == "thị trấn Sông Nhạn, huyện Hòa Thượng"


def test_a_superior_taken_for_the_issuer_is_overruled_by_the_letterhead() -> None:
    text = nfc("ỦY BAN NHÂN DÂN\nHUYỆN VÕ LƯƠNG\nThực hiện kế hoạch của UBND tỉnh Thái Nguyên, " + OWN)
    start = text.index("UBND tỉnh")
    wrong = Header(issuer=Stated("UBND tỉnh Thái Nguyên", Span(start, start + 21)))
    unit = own_unit(text, wrong)
    assert unit is not None
    assert unit.name == "huyện Võ Lương"


def test_a_name_given_once_in_full_is_known_again_without_its_kind() -> None:
    text = "Ba năm liền đứng đầu tỉnh, Ea Tuôr vươn lên. Theo Phòng Nội vụ huyện Ea Tuôr, ở Ea Tuôr đã tốt hơn. "
    assert owner(text + OWN) == "huyện Ea Tuôr"


# --- always true ----------------------------------------------------------------------------------------

PIECES = st.one_of(
    st.sampled_from(["huyện ", "HUYỆN ", "xã ", "TP.", "tt ", "các ", "UBND ", "của ", "Trên đây là "]),
    st.sampled_from(["Tân Hồng", "TÂN HỒNG", "A Lưới", "Ea H'leo", "Xuân Lan", "tỉnh Đồng Tháp", "tan hong"]),
    st.sampled_from([", ", "\n", " và ", " - ", "12", "**", "I", "'", "ngày 3 tháng 1"]),
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=25).map("".join))


@given(TEXTS, st.booleans())
def test_mentions_stand_in_order_apart_and_hold_the_name(text: str, bare: bool) -> None:
    text = nfc(text)
    mentions = find_units(text, bare)
    for before, after in pairwise(mentions):
        assert before.span.end <= after.span.start
    for mention in mentions:
        written = plain_key(mention.span.of(text))
        aliases = [key for key, name in lists().aliases.items() if name == mention.unit.bare]
        assert any(key in written for key in (plain_key(mention.unit.bare), *aliases))


@given(TEXTS, TEXTS)
def test_no_text_is_too_odd(text: str, other: str) -> None:
    own_unit(nfc(text), header(title=nfc(other), place=nfc(other)))
    parse_unit(text)
    units_named(text)


#: Read as another name, or not at all: a dot inside, a number before a name, a name that another one shortens to.
NOT_READ = {"N.T Phong Hải", "1 Bảo Lộc", "2 Bảo Lộc", "3 Bảo Lộc", "Phan Rang"}


@given(st.sampled_from([row for rows in names().by_key.values() for row in rows if row.bare not in NOT_READ]))
@example(next(row for row in names().rows("Đoàn Lập")))
@example(next(row for row in names().rows("Uy Nỗ")))
def test_every_unit_of_the_gazetteer_is_found_and_looked_up(row: object) -> None:
    unit = row.unit  # type: ignore[attr-defined]
    assert unit in units_named(unit.name, unit.level)
    for text in (f"UBND {unit.name} báo cáo.", f"ỦY BAN NHÂN DÂN\n{unit.name.upper()}\n"):
        [mention] = find_units(text)
        assert mention.known
        assert plain_key(mention.unit.bare) == plain_key(unit.bare)
        assert mention.unit.kind == unit.kind


def test_every_alias_leads_to_a_unit() -> None:
    for written in lists().aliases:
        assert units_named(written), written


def test_a_longer_name_is_not_a_shorter_one_with_a_slip_and_a_word_more() -> None:
    assert [m.unit.name for m in find_units("xã Thượng An Sơn làm gì?", bare=True)] == ["xã Thượng An Sơn"]
    assert [m.unit.name for m in find_units("xã Thuong An co mo hinh gi", bare=True)] == ["xã Thượng Ân"]


@pytest.mark.parametrize(
    "question",
    [
        "Sở Công Thương Hải Dương có bao nhiêu công chức?",
        "Sở TNMT Hải Dương có bao nhiêu công chức?",
        "Sở Tài nguyên và Môi trường Hải Dương có bao nhiêu công chức?",
    ],
)
def test_the_province_right_behind_the_name_of_its_office_is_known(question: str) -> None:
    assert [m.unit.name for m in find_units(question, bare=True)] == ["tỉnh Hải Dương"]

"""A press story of a ranking: the unit that ranks is its own, and each name has the points, share and place told for it."""

# ruff: noqa: E501 - a sentence of a story stays on one line
import pytest

from corpus.model import Status
from tests.corpus.facts import Facts, Read, year_of

HEADLINE = """Công bố chỉ số cải cách hành chính năm 2021 của các sở và huyện

Cập nhật ngày: 18/02/2022

Ngày 16/02/2022, UBND tỉnh Phú Thọ công bố Chỉ số cải cách hành chính của các sở, ban, ngành và UBND các huyện, thị xã năm 2021.

"""


@pytest.fixture
def story(read: Facts) -> Facts:
    def told(body: str, head: str = HEADLINE) -> Read:
        return read(body, head=head)

    return told


def told_of(facts: Read, subject: str) -> set[tuple[str, str]]:
    return {(f.measure, " ".join(f.text.split())) for f in facts.all if f.subject == subject and f.indicator}


def test_points_share_and_place_of_each_in_a_row_are_its_own(story: Facts) -> None:
    facts = story(
        "Sở Tư pháp có tổng số điểm đạt được 90.15 điểm, chỉ số cải cách hành chính đạt 91.02% đứng vị trí thứ nhất; "
        "Ban Dân tộc tỉnh có tổng số điểm đạt được 66.4 điểm, chỉ số cải cách hành chính đạt 80.5% đứng vị trí thứ bảy."
    )
    assert told_of(facts, "Sở Tư pháp") == {("score", "90.15 điểm"), ("score", "91.02%"), ("rank", "đứng vị trí thứ nhất")}  # fmt: skip
    assert told_of(facts, "Ban Dân tộc tỉnh") == {("score", "66.4 điểm"), ("score", "80.5%"), ("rank", "thứ bảy")}
    assert facts["thứ bảy"].value == 7


def test_offices_told_in_turn_get_their_points_in_turn(story: Facts) -> None:
    facts = story(
        "Sở Tài chính đứng đầu bảng với 89,20 điểm, xếp thứ hai là Sở Công Thương, xếp thứ ba là Sở Y tế với số điểm "
        "lần lượt là 88,07 và 85,31, xếp cuối cùng là Ban Quản lý các Khu công nghiệp tỉnh với 71,45 điểm."
    )
    of = {f.text: (f.subject, f.measure, f.indicator) for f in facts.all}
    assert of["88,07"] == ("Sở Công Thương", "score", "par_index")
    assert of["85,31"] == ("Sở Y tế", "score", "par_index")
    assert of["71,45 điểm"] == ("Ban Quản lý các Khu công nghiệp tỉnh", "score", "par_index")


def test_a_share_of_the_points_is_a_score_but_the_line_of_a_grade_is_nobodys(story: Facts) -> None:
    facts = story(
        "Huyện Thanh Ba là địa phương dẫn đầu với tỷ lệ điểm số đạt 92,11%. UBND huyện Yên Lập đứng cuối bảng với tỷ lệ "
        "điểm 74,80%. Có 11 huyện được loại tốt, tỷ lệ điểm số đạt trên 80%."
    )
    assert told_of(facts, "huyện Thanh Ba") == {("rank", "dẫn đầu"), ("score", "92,11%")}
    assert told_of(facts, "huyện Yên Lập") == {("rank", "đứng cuối bảng"), ("score", "74,80%")}
    assert facts["80%"].indicator == ""
    assert year_of(facts["92,11%"]) == "2021"


def test_a_headline_that_names_who_is_first_leaves_the_story_to_the_province(story: Facts) -> None:
    head = HEADLINE.replace("Công bố chỉ số", "UBND huyện Thanh Ba đứng đầu chỉ số")
    unit = story("Có 13 đơn vị trên địa bàn tỉnh Phú Thọ tham gia.", head).document.unit
    assert unit is not None
    assert unit.name == "tỉnh Phú Thọ"


def test_a_name_inside_an_offices_name_does_not_make_the_story_its(story: Facts) -> None:
    head = """Thanh Hóa: Xếp hạng cải cách hành chính năm 2022

UBND tỉnh vừa ban hành quyết định công bố kết quả cải cách hành chính.

"""
    unit = story("Ban Quản lý Khu kinh tế Nghi Sơn xếp thứ sáu, ảnh chụp tại thành phố Thanh Hóa.", head).document.unit
    assert unit is not None
    assert unit.name == "tỉnh Thanh Hóa"


def test_a_story_of_the_whole_country_is_nobodys_own(story: Facts) -> None:
    head = "Chỉ số cải cách hành chính 2021 (PAR INDEX 2021)\n\nHà Nội (TTXVN 25/5/2022) "
    facts = story(
        "Năm 2021, Hải Phòng xuất sắc tiếp tục đoạt vị trí quán quân PAR INDEX. Quảng Ninh đạt 90,02%. Hà Nội đứng thứ "
        "mười với 87,11%. Hải Phòng dẫn đầu. Quảng Ninh xếp thứ hai.",
        head,
    )
    assert facts.document.unit is None
    assert facts["quán quân"].subject == "thành phố Hải Phòng"
    assert facts["90,02%"].subject == "tỉnh Quảng Ninh"


def test_the_last_of_a_ranking_has_its_score_as_the_first_has(story: Facts) -> None:
    facts = story("Chỉ số CCHC năm 2021 cao nhất là Sở Tài chính đạt 92,4%, thấp nhất là Sở Xây dựng đạt 76,1%.")
    assert told_of(facts, "Sở Tài chính") == {("score", "92,4%")}
    assert told_of(facts, "Sở Xây dựng") == {("score", "76,1%")}


@pytest.mark.parametrize("lead", ["IV. PHƯƠNG HƯỚNG NĂM 2022:", "3. Nhiệm vụ năm 2022:", "II. Kế hoạch năm 2022:"])
def test_aims_behind_a_heading_in_one_line_are_no_results(story: Facts, lead: str) -> None:
    facts = story(f"{lead} Chỉ số CCHC năm 2021 xếp thứ 4/63; tỷ lệ hài lòng đạt 91%.")
    assert {facts["4/63"].status, facts["91%"].status} == {Status.TARGET}


def test_who_is_set_beside_another_in_passing_has_the_value_told_of_it(story: Facts) -> None:
    facts = story(
        "Bộ Tài chính có Chỉ số cải cách hành chính năm 2021 tốt nhất, đạt 92,15%, cao hơn 17,05% so với "
        "Bộ Ngoại giao, cơ quan bị chấm thấp nhất, với mức 75,10%."
    )
    assert told_of(facts, "Bộ Ngoại giao") == {("score", "75,10%")}
    assert facts["17,05%"].qualifier == ""  # "cao hơn" limits no figure


def test_two_offices_joined_by_and_are_two(story: Facts) -> None:
    facts = story("Chỉ số cải cách hành chính năm 2021 của Sở Nội vụ và Sở Y tế lần lượt đạt 91,20% và 80,35%.")
    assert told_of(facts, "Sở Nội vụ") == {("score", "91,20%")}
    assert told_of(facts, "Sở Y tế") == {("score", "80,35%")}


def test_provinces_without_their_kind_have_what_is_told_of_them_in_turn(story: Facts) -> None:
    facts = story(
        "Năm 2021, các tỉnh, thành dẫn đầu Chỉ số PAPI gồm: Bình Phước (46,21 điểm) Hà Tĩnh (46,05 điểm), "
        "Nghệ An (45,90 điểm). Xếp sau, Hà Nội và Thành phố Hồ Chí Minh lần lượt được "
        "43,11 điểm (nhóm cao) và 41,02 điểm (nhóm thấp)."
    )
    scores = {f.subject: f.text for f in facts.all if f.measure == "score"}
    assert scores == {
        "tỉnh Bình Phước": "46,21 điểm", "tỉnh Hà Tĩnh": "46,05 điểm", "tỉnh Nghệ An": "45,90 điểm",
        "thành phố Hà Nội": "43,11 điểm", "thành phố Hồ Chí Minh": "41,02 điểm",
    }  # fmt: skip
    assert not [f for f in facts.all if f.measure == "rank"]  # "các tỉnh dẫn đầu" is nobody's place


def test_the_line_of_a_group_is_nobodys_score(story: Facts) -> None:
    facts = story(
        "Mức Chỉ số CCHC trên 92%, gồm 3 cơ quan: Bộ Tư pháp, Bộ Tài chính và Bộ Nội vụ. Mức Chỉ số CCHC từ trên 84% đến "
        "dưới 92%, có các bộ: Y tế, Xây dựng. Tốp một, với Chỉ số CCHC từ 92% trở lên, gồm 4 tỉnh."
    )
    assert not [f for f in facts.all if f.indicator]


def test_a_place_is_of_the_year_named_behind_its_index(story: Facts) -> None:
    facts = story(
        "Từ chỗ xếp thứ 4 về Chỉ số cải cách hành chính năm 2020, huyện Thanh Ba nay giữ hạng 1 trong bảng điểm CCHC "
        "của các huyện, thị xã, thành phố năm 2021."
    )
    assert [(f.text, year_of(f)) for f in facts.all if f.measure == "rank"] == [("4", "2020"), ("1", "2021")]


def test_the_second_of_a_ranking_is_told_by_its_place_alone(story: Facts) -> None:
    facts = story(
        "Về cải cách hành chính, Sở Thông tin và Truyền thông dẫn đầu khối sở với 95,10 điểm; thứ hai  là Văn phòng UBND tỉnh "
        "94,87 điểm; thứ ba là Sở Nội vụ 94,02 điểm."
    )
    ranks = {f.subject: f.value for f in facts.all if f.measure == "rank"}
    assert ranks == {"Sở Thông tin và Truyền thông": 1, "Văn phòng UBND tỉnh": 2, "Sở Nội vụ": 3}


def test_what_follows_a_colon_is_not_of_the_year_compared_with(story: Facts) -> None:
    facts = story("Các chỉ số đều tăng hạng so với năm 2015: Chỉ số PAPI xếp 9/63 (tăng 12 bậc so với năm 2015).")
    assert year_of(facts["9/63"]) == "2021"


def test_this_province_is_the_one_told_of_before(story: Facts) -> None:
    facts = story(
        "Tỉnh Lào Cai dẫn đầu Chỉ số PAPI năm 2021 với 45,10 điểm. Nhiều nội dung của tỉnh này thuộc tốp đầu của cả nước, "
        "như quản trị điện tử (4,1052 điểm)."
    )
    assert facts["4,1052 điểm"].subject == "tỉnh Lào Cai"


def test_a_caption_does_not_take_the_story_from_the_province_of_its_headline(story: Facts) -> None:
    head = """Lào Cai cải thiện Chỉ số PAPI năm 2021

Công chức của UBND huyện Bát Xát hướng dẫn người dân nộp hồ sơ. Ảnh: Minh Thu

"""
    unit = story("Năm 2021, chỉ số PAPI của Lào Cai đạt 43,5 điểm.", head).document.unit
    assert unit is not None
    assert unit.name == "tỉnh Lào Cai"


def test_a_table_of_a_web_page_with_a_cell_a_line_and_empty_lines_is_read(story: Facts) -> None:
    cells = ["STT", "Cơ quan", "Tổng", "điểm", "Thứ hạng", "Xếp loại", "1", "Sở Tư pháp", "95,125", "1", "Xuất sắc", "2", "Sở Du lịch", "71,204", "2", "Khá"]  # fmt: skip
    facts = story(
        "Kết quả như sau:\n\n" + "\n\n".join(cells) + "\n\nCác đơn vị còn lại được thông báo trong phụ lục kèm theo."
    )
    assert {(f.subject, f.measure, f.text) for f in facts.all if f.subject.startswith("Sở")} == {
        ("Sở Tư pháp", "score", "95,125"), ("Sở Tư pháp", "rank", "1"), ("Sở Tư pháp", "grade", "Xuất sắc"),
        ("Sở Du lịch", "score", "71,204"), ("Sở Du lịch", "rank", "2"), ("Sở Du lịch", "grade", "Khá"),
    }  # fmt: skip


def test_a_share_behind_a_place_in_the_ranking_of_a_year_is_its_score(story: Facts) -> None:
    facts = story("Huyện Thanh Ba là địa phương dẫn đầu bảng xếp hạng năm 2021 với 92,17%, tăng 4,30% so với năm 2020.")
    assert told_of(facts, "huyện Thanh Ba") >= {("rank", "dẫn đầu"), ("score", "92,17%")}


def test_a_sentence_that_asks_tells_no_figures(story: Facts) -> None:
    facts = story("Vì sao chỉ 2 tỉnh vượt mốc 90% về Chỉ số CCHC năm 2021? Thanh Ba đạt 92,1 điểm.")
    assert not [f for f in facts.all if f.value in (2, 90)]


def test_who_is_least_while_another_is_most_has_its_own_figure(story: Facts) -> None:
    facts = story(
        "Chỉ số PAPI năm 2021 của TPHCM được 41,2 điểm, trong khi Đà Nẵng thấp nhất với 40,1 điểm. TPHCM tiếp nhận nhiều nhất "
        "với 5.120 hồ sơ, trong khi tỉnh Bến Tre thấp nhất với 210 hồ sơ."
    )
    assert facts["40,1 điểm"].subject == "thành phố Đà Nẵng"
    assert facts["210"].subject == "tỉnh Bến Tre"


def test_the_end_of_a_move_in_a_bracket_is_of_now(story: Facts) -> None:
    facts = story("Năm 2021, PAPI của tỉnh tăng 6 bậc so với năm 2020 (từ vị trí 50 lên 44).")
    assert (year_of(facts["50"]), year_of(facts["44"])) == ("2020", "2021")


def test_a_row_of_rates_under_a_title_on_the_index_is_no_row_of_scores(story: Facts) -> None:
    facts = story("Tỷ lệ trả đúng hạn lần lượt các năm 2019, 2020, 2021 là 88,1%; 91,5%; 95,3%.")
    assert [(f.text, f.indicator, year_of(f)) for f in facts.all] == [
        ("88,1%", "", "2019"), ("91,5%", "", "2020"), ("95,3%", "", "2021"),
    ]  # fmt: skip


def test_an_index_that_a_paragraph_points_back_at_is_the_one_named_last(story: Facts) -> None:
    facts = story(
        "Với Chỉ số hài lòng (SIPAS), mức trung bình của cả nước đạt 80,15%.\n\n"
        "Ở chỉ số này, tỉnh Phú Thọ xếp thứ 44, đạt 78,31%. Còn tỉnh Sơn La đứng thứ 20, đạt 81,62% (giảm 3 bậc so với năm 2020)."
    )
    assert {facts[value].indicator for value in ("78,31%", "81,62%", "44", "20", "3 bậc")} == {"sipas"}
    assert facts["81,62%"].subject == "tỉnh Sơn La"


def test_parts_called_by_letters_are_parts_and_no_places_of_the_index(story: Facts) -> None:
    facts = story(
        "Chỉ số chuyển đổi số (DTI) năm 2021 của tỉnh Phú Thọ đạt 0,6120, xếp thứ 14/63. Trong đó, chính quyền số (CQS) xếp "
        "thứ 9/63; kinh tế số (KTS) xếp thứ 21/63; XHS xếp thứ 17/63."
    )
    assert told_of(facts, "tỉnh Phú Thọ") == {("score", "0,6120"), ("rank", "14/63")}


def test_places_of_many_are_the_place_of_none(story: Facts) -> None:
    facts = story(
        "Những bộ dẫn đầu DTI năm 2021 gồm Bộ Tài chính (0,6811), Bộ Công Thương (0,6502). Các vị trí cuối bảng của Chỉ số "
        "CCHC năm 2021: Sở Y tế đạt 80,25%, Sở Xây dựng đạt 79,31%."
    )
    assert [f.text for f in facts.all if f.measure == "rank"] == []
    assert facts["0,6502"].subject == "Bộ Công Thương"


def test_a_number_in_brackets_is_a_place_where_the_row_is_a_ranking(story: Facts) -> None:
    ranked = "Chỉ số CCHC năm 2021 xếp hạng như sau: (1) Sở Tài chính đạt 94,21%; (2) Sở Tư pháp đạt 93,05%; (9) Thanh tra tỉnh đạt 80,44%."
    assert told_of(story(ranked), "Thanh tra tỉnh") == {("score", "80,44%"), ("rank", "9")}
    listed = ranked.replace("(1)", "(2)").replace("94,21", "70,21")
    assert told_of(story(listed), "Thanh tra tỉnh") == {("score", "80,44%")}


def test_decimals_told_with_a_place_are_scores_of_the_index(story: Facts) -> None:
    facts = story(
        "Năm 2021, về DTI, Bộ Tư pháp dẫn đầu với 0,7714; tiếp theo là Bộ Tài chính (0,7602) và Bộ Công Thương (0,7411)."
    )
    assert [(f.subject, f.indicator) for f in facts.all if f.measure == "score"] == [
        ("Bộ Tư pháp", "dti"), ("Bộ Tài chính", "dti"), ("Bộ Công Thương", "dti"),
    ]  # fmt: skip


def test_the_mean_of_a_block_is_nobodys_score(story: Facts) -> None:
    facts = story(
        "Chỉ số CCHC bình quân khối sở, ban, ngành đạt 88,41%, tăng 1,2% so với năm 2020; khối UBND cấp huyện đạt 85,63%."
    )
    assert (facts["88,41%"].indicator, facts["85,63%"].indicator) == ("", "")


def test_a_year_that_goes_on_behind_a_place_is_of_the_next(story: Facts) -> None:
    facts = story("Về DTI, năm 2020 tỉnh Phú Thọ xếp ở vị trí thứ 31 còn năm 2019, tỉnh đứng vị trí thứ 40.")
    assert (year_of(facts["31"]), year_of(facts["40"])) == ("2020", "2019")


def test_what_a_value_is_held_against_is_a_target_of_the_same_index(story: Facts) -> None:
    facts = story("Chỉ số hài lòng năm 2021 của tỉnh Phú Thọ đạt 85,2%, chưa đạt chỉ tiêu được giao là 90%.")
    assert (facts["90%"].indicator, facts["90%"].status) == ("sipas", Status.TARGET)


def test_cells_parted_by_strokes_on_lines_of_their_own_are_a_table(story: Facts) -> None:
    cells = [
        "STT",
        "Tên cơ quan",
        "Chỉ số (%)",
        "Điểm thẩm định",
        "1",
        "Sở Tài chính",
        "94,21",
        "58,10",
        "2",
        "Sở Y tế",
        "88,30",
        "55,02",
    ]
    facts = story("\n|\n".join(cells) + "\n|\n")
    assert told_of(facts, "Sở Y tế") == {("score", "88,30")}
    assert facts["55,02"].indicator == ""


def test_offices_called_by_letters_have_each_its_own_points(story: Facts) -> None:
    facts = story(
        "Sở TT-TT là đơn vị đạt điểm cao nhất (93,1 điểm), xếp thứ nhì là Sở NN-PTNT (92,4 điểm), xếp thứ ba là Sở LĐTB&XH (91,2 điểm)."
    )
    assert [(f.subject, f.text) for f in facts.all if f.measure == "score"] == [
        ("Sở TT-TT", "93,1 điểm"), ("Sở NN-PTNT", "92,4 điểm"), ("Sở LĐTB&XH", "91,2 điểm"),
    ]  # fmt: skip
    assert facts["92,4 điểm"].unit_key == "office:so nong nghiep va phat trien nong thon"


def test_a_place_among_so_many_of_a_region_is_the_regions(story: Facts) -> None:
    facts = story(
        "Năm 2021, Chỉ số hài lòng của tỉnh Phú Thọ xếp thứ 24, tăng 2 bậc và xếp thứ 6 trong 8 tỉnh Tây Bắc."
    )
    assert (facts["24"].part, facts["6"].part) == ("", "Tây Bắc")


def test_a_year_in_a_bracket_is_of_the_figure_there(story: Facts) -> None:
    facts = story("Phòng đăng 60 tin, bài (năm 2020: 45 tin, bài).")
    assert (year_of(facts["60"]), year_of(facts["45"])) == ("2021", "2020")


def test_a_name_that_ends_like_a_verb_of_falling_falls_nowhere(story: Facts) -> None:
    facts = story("Chỉ số CCHC năm 2021: huyện Long Phú Hạ 90,4 điểm, thị xã Tân Hạ 88,2 điểm.")
    assert (facts["90,4 điểm"].measure, facts["88,2 điểm"].measure) == ("score", "score")


def test_a_province_that_opens_the_next_statement_has_its_own_place_and_a_place_of_years_before_is_none(
    read: Facts,
) -> None:
    facts = read(
        "Theo Chỉ số PCI năm 2024, tỉnh Hải Dương dẫn đầu với 92,10 điểm; trong khi đó, tỉnh Thái Bình sau ba năm liền "
        "giữ vị trí thứ nhất nay lùi về vị trí thứ 6, được 88,20 điểm.",
        head="Công bố Chỉ số PCI năm 2024\n\n",
    )
    assert told_of(facts, "tỉnh Thái Bình") == {("rank", "6"), ("score", "88,20 điểm")}
    assert told_of(facts, "tỉnh Hải Dương") == {("rank", "dẫn đầu"), ("score", "92,10 điểm")}


def test_a_place_in_the_bracket_behind_a_name_is_that_names(read: Facts) -> None:
    facts = read(
        "Về Chỉ số PCI năm 2024, tỉnh Lào Cai đứng hạng 58, chỉ sau tỉnh Sơn La (hạng 49) và tỉnh Hà Giang (hạng 54).",
        head="Công bố Chỉ số PCI năm 2024\n\n",
    )
    places = {f.subject: f.text for f in facts.all if f.measure == "rank"}
    assert places == {"tỉnh Lào Cai": "58", "tỉnh Sơn La": "49", "tỉnh Hà Giang": "54"}


def test_a_place_once_held_is_not_of_the_year_told(story: Facts) -> None:
    facts = story("Về Chỉ số CCHC, tỉnh Long An từng nhiều năm đứng thứ nhất, năm 2021 còn đứng thứ 6.")
    assert [(f.value, year_of(f)) for f in facts.all if f.measure == "rank"] == [(6, "2021")]


@pytest.mark.parametrize("verb", ["xếp thứ 26/63", "được xếp hạng 26", "đứng thứ 26"])
def test_the_name_of_the_index_written_out_holds_no_distance(story: Facts, verb: str) -> None:
    facts = story(f"Năm 2021, chỉ số cải cách hành chính của tỉnh Hà Giang {verb}.")
    assert [(f.indicator, f.value, f.subject) for f in facts.all] == [("par_index", 26, "tỉnh Hà Giang")]


def test_a_value_told_with_only_is_its_units(story: Facts) -> None:
    facts = story("Chỉ số PAPI năm 2021 có nhiều thay đổi. Theo đó, Đồng Nai chỉ đạt 40,2 điểm, xếp thứ 47/60.")
    assert told_of(facts, "tỉnh Đồng Nai") == {("score", "40,2 điểm"), ("rank", "47/60")}

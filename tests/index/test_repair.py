"""Questions are mended from the reports' own words, and left alone where nothing is wrong."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.repair import Repairer
from index.words import Words

TEXTS = [
    "Năm 2023, Chỉ số cải cách hành chính của huyện Tân Hồng đạt 80,41 điểm, xếp hạng 11/12.",
    "Chỉ số hài lòng của người dân, tổ chức đối với sự phục vụ của cơ quan hành chính đạt 91,2%.",
    "Tỷ lệ hồ sơ thủ tục hành chính giải quyết trước hạn và đúng hạn đạt 98,74%.",
    "Ủy ban nhân dân huyện ban hành Kế hoạch số 12/KH-UBND về cải cách hành chính năm 2023.",
    "Công tác tuyên truyền cải cách hành chính được thực hiện trên hệ thống truyền thanh.",
    "Nam giới chiếm 60% số cán bộ, công chức cấp xã; tiền lương được chi trả đúng hạn.",
]


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer(Words([*TEXTS, "huyện Thanh Bình", "xã Tân Thành A"]).toned)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        # No marks at all.
        ("chi so cai cach hanh chinh nam 2023", "chỉ số cải cách hành chính năm 2023"),
        ("Ty le ho so giai quyet dung han la bao nhieu?", "Tỷ lệ hồ sơ giải quyết đúng hạn là bao nhiêu?"),
        # Marks on a stray syllable only.
        ("huyện ban hanh ke hoach cai cach nam 2023", "huyện ban hành kế hoạch cải cách năm 2023"),
        # Slips of one character.
        ("Chỉ sồ cải cáhc hành chính của huyện", "Chỉ số cải cách hành chính của huyện"),
        ("tỷ lệ hồ sơ giải quyế đúng hạnn", "tỷ lệ hồ sơ giải quyết đúng hạn"),
        # A letter moved with its mark, struck twice, on the key beside; the tone on the wrong vowel.
        ("boá cáo nêu xếếp hạgn mấy", "báo cáo nêu xếp hạng mấy"),
        ("tỷ lệ cuả huyện là bsao nhiêu", "tỷ lệ của huyện là bao nhiêu"),
        # The letter that bore the mark is missing.
        ("thủ tục hành chíh giải quyt đúng hn", "thủ tục hành chính giải quyết đúng hạn"),
        # What is ill spelt is a slip, and beside one another word that fits nowhere is one too.
        ("sự phục vụ của cơ qan hàh chính", "sự phục vụ của cơ quan hành chính"),
        ("công tác tuyên tuyền cải các hànhh chính", "công tác tuyên truyền cải cách hành chính"),
        # Both.
        ("ty le ho so giai quyt dung hna", "tỷ lệ hồ sơ giải quyết đúng hạn"),
        # Marks left out here and there.
        ("chỉ so hai lòng cua nguoi dan", "chỉ số hài lòng của người dân"),
        # A space left out.
        ("cải cách hànhchính của huyện", "cải cách hành chính của huyện"),
        # Words only the added vocabulary knows.
        ("huyen thanh binh nam 2023", "huyện thanh bình năm 2023"),
    ],
)
def test_a_damaged_question_is_mended(repairer: Repairer, typed: str, mended: str) -> None:
    assert repairer.repair(typed) == mended


@pytest.mark.parametrize(
    "question",
    [
        "Năm 2023, chỉ số cải cách hành chính của huyện xếp hạng mấy?",
        "Tỷ lệ hồ sơ giải quyết đúng hạn là bao nhiêu?",
        "Chỉ số hài lòng của người dân đạt bao nhiêu?",
        "Kế hoạch số 12/KH-UBND về cải cách hành chính",
        "",
        "???",
        "2023",
        "🙂 12/KH-UBND 80,41",
    ],
)
def test_a_sound_question_stays_as_it_is(repairer: Repairer, question: str) -> None:
    assert repairer.repair(question) == question


@pytest.mark.parametrize(
    "question",
    ["Báo cáo số 114/BC-UBND nam 2023 nói gì?", "so 80,41 diem va 11/12", "chi so PAR INDEX nam 2022", "VNeID"],
)
def test_numbers_document_numbers_and_abbreviations_stay_as_typed(repairer: Repairer, question: str) -> None:
    kept = {word for word in question.split() if any(c.isdigit() for c in word) or word.isupper()}
    assert kept <= set(repairer.repair(question).split())


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("Chỉ số của huyện Tân Hưng là bao nhiêu?", "Chỉ số của huyện Tân Hưng là bao nhiêu?"),
        ("chỉ số của huyện tân hưng là bao nhiêu?", "chỉ số của huyện tân hưng là bao nhiêu?"),
        ("chi so cua huyen tan hung la bao nhieu?", "chỉ số của huyện tân hung là bao nhiêu?"),
    ],
)
def test_a_place_the_reports_do_not_know_is_not_turned_into_one_they_know(
    repairer: Repairer, typed: str, mended: str
) -> None:
    assert repairer.repair(typed) == mended


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("hai nam khac nhau the nao", "hai năm khác nhau thế nào"),
        ("cuoc hop ban chuyen gi", "cuộc họp bàn chuyện gì"),
        ("xa gap kho khan gi", "xã gặp khó khăn gì"),
        ("phuong nao bi phe binh vi chuyen gi", "phường nào bị phê bình vì chuyện gì"),
    ],
)
def test_words_of_every_day_are_known_though_no_report_has_them(repairer: Repairer, typed: str, mended: str) -> None:
    assert repairer.repair(typed) == mended


def test_letters_joined_by_a_sign_are_an_office_and_stay(repairer: Repairer) -> None:
    assert "kh&cn" in repairer.repair("bo kh&cn nam 2023 dat bao nhieu diem")


def test_letters_in_each_others_place_are_put_back_even_in_a_name(repairer: Repairer) -> None:
    assert repairer.repair("Hồ sơ của xã Tân Thnàh A") == "Hồ sơ của xã Tân Thành A"
    # A name of another language is left as it is.
    assert repairer.repair("Hồ sơ của xã Đắk Krông") == "Hồ sơ của xã Đắk Krông"


def test_capitals_are_kept_where_they_were_typed(repairer: Repairer) -> None:
    assert repairer.repair("Chi so CAI cach hanh chinh cua Tan Hong").startswith("Chỉ số")
    assert repairer.repair("Huyen Tan Hong dat bao nhieu diem") == "Huyện Tân Hồng đạt bao nhiêu điểm"


def test_decomposed_letters_are_no_slip(repairer: Repairer) -> None:
    question = "Chỉ số cải cách hành chính của huyện"
    assert repairer.repair(unicodedata.normalize("NFD", question)) == question


def test_without_any_reports_only_question_words_are_known() -> None:
    assert Repairer(Words([]).toned).repair("la bao nhieu") == "là bao nhiêu"


@given(st.text(max_size=80))
def test_any_text_can_be_mended_and_keeps_its_digits(text: str) -> None:
    mended = _SHARED.repair(text)
    assert [c for c in mended if c.isdigit()] == [c for c in unicodedata.normalize("NFC", text) if c.isdigit()]


@given(st.text(alphabet="abcdeghiklmnopqrstuvxyđăâêôơưáàảãạéếềểễệ 0123456789,./?", max_size=60))
def test_mending_twice_changes_nothing_more_in_a_marked_question(text: str) -> None:
    once = _SHARED.repair("chỉ số " + text)
    assert _SHARED.repair(once).split()[:2] == once.split()[:2]


_SHARED = Repairer(Words(TEXTS).toned)

"""However a question is typed, everything behind reads the same one."""

import pytest

from corpus.facts.offices import called
from index.repair import Repairer
from index.words import Words
from qa.dialogue.canonical import UnitNames, canonical

TEXTS = [
    "Năm 2023, Chỉ số cải cách hành chính của huyện Lâm Khê đạt 80,41 điểm, xếp hạng 11/12 toàn tỉnh.",
    "Bí thư Huyện ủy Đinh Thế Quyền phát biểu chỉ đạo hội nghị; cơ quan, đơn vị báo cáo máy móc đã mua.",
    "Các cơ quan, đơn vị thực hiện cơ chế một cửa; hồ sơ được tiếp nhận; công chức được bố trí.",
]
NAMES = UnitNames(["Lâm Khê", "Suối Ngàn"], called("BỘ KHOÁNG SẢN VÀ MUỐI"))
PEOPLE = {"dinh the quyen": "Đinh Thế Quyền"}


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    return Repairer(Words([*TEXTS, "huyện Lâm Khê", "huyện Suối Ngàn"]).toned)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        # Questions use words that reports hardly have: these are not mended into words that reports do have.
        ("lam khe duoc may diem", "Lâm Khê được mấy điểm"),
        ("lam khe co xep thu 5/12 khong", "Lâm Khê có xếp thứ 5/12 không"),
        ("so ho so cong lai la bao nhieu", "số hồ sơ cộng lại là bao nhiêu"),
        ("nhung huyen nao dung dau", "những huyện nào đứng đầu"),
        # All capitals.
        ("LÂM KHÊ CÓ XẾP THỨ 5/12 KHÔNG?", "Lâm Khê có xếp thứ 5/12 không?"),
        ("TỶ LỆ LẤP ĐẦY CÁC KCN CỦA LÂM KHÊ?", "Tỷ lệ lấp đầy các KCN của Lâm Khê?"),
        # Slips of a letter in words and in names of units.
        ("Huyện noà xếếp thứ hạng cao nhất?", "Huyện nào xếp thứ hạng cao nhất?"),
        ("Chỉ số của Lâm Kê?", "Chỉ số của Lâm Khê?"),
        ("Chỉ số của Sối Ngàn?", "Chỉ số của Suối Ngàn?"),
        ("lam kehe duoc may diem".replace("kehe", "khee"), "Lâm Khê được mấy điểm"),
        ("Chỉ số của Sui Ngnà?", "Chỉ số của Suối Ngàn?"),
        ("Tếh còòn nmă 2022?", "Thế còn năm 2022?"),
        ("được bao niêu đểm", "được bao nhiêu điểm"),
        ("chir soos cuar Laam Khee", "chỉ số của Lâm Khê"),
        # What has no capitals gets those of names; "đạt mục tiêu bao nhiêu" can only be a target that is set.
        ("sở nội vụ và suối ngàn", "Sở Nội vụ và Suối Ngàn"),
        ("SỞ NỘI VỤ BỊ NHẮC VÌ SAO?", "Sở Nội vụ bị nhắc vì sao?"),
        # And of the offices that reports are issued by, in full or by their letters.
        ("HẠN CHẾ CỦA BỘ KHOÁNG SẢN VÀ MUỐI LÀ GÌ?", "Hạn chế của Bộ Khoáng sản và muối là gì?"),
        ("kết quả của bộ ksm", "kết quả của Bộ KSM"),
        ("HUYỆN SUỐI NGÀN GIẢI QUYẾT BAO NHIÊU", "Huyện Suối Ngàn giải quyết bao nhiêu"),
        ("lam khe dat muc tieu bao nhieu diem", "Lâm Khê đặt mục tiêu bao nhiêu điểm"),
        ("lam khe co dat muc tieu khong", "Lâm Khê có đạt mục tiêu không"),
        # Times said in words, years cut short.
        ("điểm năm hai nghìn không trăm hai mươi ba của huyện", "điểm năm 2023 của huyện"),
        ("điểm năm hai không hai mốt", "điểm năm 2021"),
        ("chi so nam 23 cua lam khe", "chỉ số năm 2023 của Lâm Khê"),
        ("Tháng tám, quý hai và sáu tháng đầu năm", "Tháng 8, quý II và 6 tháng đầu năm"),
        ("SIPAS ba năm gần đây thế nào?", "SIPAS qua các năm thế nào?"),
        ("Ba năm gần đây có bao nhiêu hồ sơ?", "Ba năm gần đây có bao nhiêu hồ sơ?"),
        # A person whom the reports name.
        ("huyen cua bi thu dinh the quyen", "huyện của bí thư Đinh Thế Quyền"),
        ("HUYỆN CỦA BÍ THƯ ĐINH THẾ QUYỀN?", "Huyện của bí thư Đinh Thế Quyền?"),
    ],
)
def test_a_question_is_read_as_a_careful_person_would_have_typed_it(repairer: Repairer, typed: str, read: str) -> None:
    assert canonical(typed, NAMES, repairer.repair, lambda: PEOPLE) == read


@pytest.mark.parametrize("other", ["Lâm Khế", "Suối Ngân", "Lâm Hà", "Lâm Thao", "Lâm Hê", "Lâm Kha", "Lâm Kho"])
def test_a_name_that_may_be_another_unit_is_left_alone(repairer: Repairer, other: str) -> None:
    assert other in canonical(f"Chỉ số CCHC của {other}?", NAMES, repairer.repair)


@pytest.mark.parametrize(
    "question",
    [
        "Phường rộng bao nhiêu km2?",
        "Có bao nhiêu xe ô tô công?",
        "Vốn bao nhiêu đô?",
        "Có bao nhiêu hồ sơ online qua app Zalo?",
        "Điểm của Krông Bôn là bao nhiêu?",
    ],
)
def test_a_sound_word_that_no_report_uses_is_no_slip(repairer: Repairer, question: str) -> None:
    assert canonical(question, NAMES, repairer.repair) == question


def test_common_words_in_small_letters_are_no_name_with_a_slip() -> None:
    names = UnitNames(["Thông Thụ"])
    assert "thong tu" in canonical("bo ban hanh may thong tu", names)
    assert "thong thu" in canonical("xa thong tu co bao nhieu ho so", names)

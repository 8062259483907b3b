"""Reports from the years before Unicode are read as they look on paper; what is no such text stays as it is."""

from pathlib import Path

import pytest

from corpus.load import load
from corpus.readers.encodings import from_legacy, repaired

PLAIN = "Báo cáo kết quả cải cách hành chính năm 2006: đạt 98,5% hồ sơ đúng hạn, chưa phát sinh khiếu nại."
TCVN3 = "B¸o c¸o kÕt qu¶ c¶i c¸ch hµnh chÝnh n¨m 2006: ®¹t 98,5% hå s¬ ®óng h¹n, ch\xada ph¸t sinh khiÕu n¹i."
VNI = "Baùo caùo keát quaû caûi caùch haønh chính naêm 2006: ñaït 98,5% hoà sô ñuùng haïn, chöa phaùt sinh khieáu naïi."
MISREAD = PLAIN.encode().decode("latin-1")


@pytest.mark.parametrize("written", [TCVN3, VNI, MISREAD, MISREAD.encode().decode("latin-1")])
def test_a_line_in_an_old_or_misread_encoding_is_repaired(written: str) -> None:
    assert repaired(f"{PLAIN}\n{written}\n") == f"{PLAIN}\n{PLAIN}\n"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "Theo § 5 của Luật, sai số ± 5%, diện tích 12 m², «trích dẫn» © 2024 ® ¶",
        "Các buôn Êđê ở Đắk Lắk, Krông Pắk, xã Mđrắk",
        "Café résumé naïve, Ångström, señor, Größe",
        "hoà bình, thuỷ lợi, uỷ ban, quí I, khuỷu tay, ngoằn ngoèo, giếng nước, nghiêng",
        "ỦY BAN NHÂN DÂN HUYỆN YÊN LẠC",
    ],
)
def test_what_is_in_unicode_or_in_another_language_stays_as_it_is(text: str) -> None:
    assert repaired(text) == text


def test_a_run_in_an_old_font_reads_as_it_looks() -> None:
    assert from_legacy("Uû ban nh©n d©n", ".VnTime") == "Uỷ ban nhân dân"
    assert from_legacy("b¸o c¸o", ".VnTimeH") == "BÁO CÁO"
    assert from_legacy("b¸o c¸o", "ABCDEF+.VnTimeH") == "BÁO CÁO"
    assert from_legacy("ÑAÏI HOÄI", "VNI-Times") == "ĐẠI HỘI"
    assert from_legacy("© 2024", "Times New Roman") == "© 2024"


def test_capitals_that_an_old_font_has_no_places_for_are_told_by_those_around_them() -> None:
    assert from_legacy("ñy ban nh©n d©n X· §åi ChÌ, hå s¬ TTHC", ".VnTime") == "ủy ban nhân dân Xã Đồi Chè, hồ sơ TTHC"
    assert from_legacy("UBND huyÖn §åI CHÌ", ".VnTime") == "UBND huyện ĐỒI CHÈ"
    assert from_legacy("ñY BAN NH¢N D¢N X· T¢N PHó", ".VnTime") == "ỦY BAN NHÂN DÂN XÃ TÂN PHÚ"
    assert from_legacy("Sè: 12/BC-UBND", ".VnTime") == "Số: 12/BC-UBND"


@pytest.mark.parametrize(("written", "encoding"), [(TCVN3, "latin-1"), (VNI, "latin-1"), (TCVN3, "utf-8")])
def test_a_text_file_in_an_old_encoding_is_read(tmp_path: Path, written: str, encoding: str) -> None:
    path = tmp_path / "cu.txt"
    path.write_bytes(f"{written}\r\n{written}\r\n".encode(encoding))
    assert load(path).text == f"{PLAIN}\n{PLAIN}\n"


def test_tags_around_an_old_text_stay_tags(tmp_path: Path) -> None:
    path = tmp_path / "cu.html"
    path.write_text(f"<html><body><p title='x'>{TCVN3}</p></body></html>", encoding="utf-8")
    assert load(path).text.strip() == PLAIN

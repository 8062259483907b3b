"""The lexical index counts what is written, with marks and without, alone and in pairs."""

import numpy as np
import pytest

from index.words import Words

TEXTS = [
    "Chỉ số cải cách hành chính của huyện đạt 80,41 điểm.",
    "Chỉ số hài lòng của người dân đạt 91,2%.",
    "Huyện đã sắp xếp lại các phòng chuyên môn; còn 5 xã chưa hoàn thành.",
    "Ở xã, bộ phận một cửa tiếp nhận hồ sơ.",
]


@pytest.fixture(scope="module")
def index() -> Words:
    return Words(TEXTS)


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("cải cách hành chính", 0),
        ("cai cach hanh chinh", 0),
        ("mức độ hài lòng của người dân", 1),
        ("sắp xếp phòng chuyên môn", 2),
        ("bộ phận một cửa ở xã", 3),
        ("91,2%", 1),
        ("5", 2),
    ],
)
def test_a_text_is_found_by_its_words(index: Words, question: str, row: int) -> None:
    assert index.search(question, 4)[0][0] == row


def test_marks_count_for_more_than_none(index: Words) -> None:
    assert index.scores("huyện")[0] > index.scores("huyen")[0] > 0


def test_words_side_by_side_count_for_more_than_words_apart() -> None:
    apart, together = Words(["một cửa của xã", "cửa một của xã"]).scores("một cửa")[:2][::-1]
    assert together > apart


def test_both_ways_to_place_a_tone_mark_are_one_word() -> None:
    assert Words(["hòa giải ở cơ sở", "thủy lợi"]).search("hoà giải", 2)[0][0] == 0


def test_nothing_shared_finds_nothing(index: Words) -> None:
    assert index.search("phim ảnh", 4) == []
    assert index.search("", 4) == []
    assert not index.scores("?!").any()


def test_no_texts_find_nothing() -> None:
    empty = Words([])
    assert len(empty) == 0
    assert empty.search("huyện", 3) == []


def test_texts_without_words_are_never_found() -> None:
    index = Words(["", "---", "huyện"])
    assert [row for row, _ in index.search("huyện", 3)] == [2]


def test_a_rare_word_says_more_than_a_common_one(index: Words) -> None:
    assert index.rarity("lòng") > index.rarity("huyện")
    assert index.rarity("bóng") > index.rarity("lòng")


def test_holding_a_word_ignores_marks_unless_told(index: Words) -> None:
    rows = np.array([0, 1, 2], np.int64)
    assert index.holding("huyen", rows).tolist() == index.holding("huyện", rows).tolist() == [True, False, True]
    assert index.holding("huyện", rows, marks=True).tolist() == [True, False, True]
    assert not index.holding("huyen", rows, marks=True).any()
    assert not index.holding("bóng", rows).any()

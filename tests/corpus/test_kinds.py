"""The kinds of units and offices, as patterns look for them."""

import re

import pytest

from corpus.kinds import BODIES, LEVELS, PLAIN_BODIES, PLAIN_LEVELS, PLAIN_SHORT, UNITS
from corpus.vietnamese import fold


def test_every_kind_is_found_with_marks_and_without():
    for kind in (*LEVELS, "đơn vị", "sở", "cơ quan"):
        assert re.fullmatch(BODIES, kind)
        assert re.fullmatch(PLAIN_BODIES, fold(kind))
    assert re.fullmatch(UNITS, "thị  xã")
    assert set(PLAIN_SHORT.values()) <= set(PLAIN_LEVELS)


@pytest.mark.parametrize("words", ["quản lý", "hải quan", "con số", "chỉ số", "cán bộ", "toàn bộ"])
def test_a_word_that_is_written_like_a_kind_is_none(words):
    assert not re.search(rf"\b(?:{PLAIN_BODIES})\b", fold(words))
    assert "bộ" not in words or not re.search(rf"\b(?:{BODIES})\b", words)

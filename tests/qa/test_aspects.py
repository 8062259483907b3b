"""In a short text all is of the one matter of its title: what is asked of it decides which sentence answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from qa.texts.aspects import HINTED, PLAIN, aspect_asked, told
from tests.parts import index_over

FERRY = """Xã Bến Trăng lập quầy hồ sơ trên chuyến đò ngang

(Báo Cửa Sông) - Ngày 8/5, lãnh đạo huyện Vàm Lác đi thử quầy hồ sơ trên đò của xã Bến Trăng, nơi hai ấp cù lao \
cách trụ sở một con sông rộng.

Muốn nộp giấy tờ, bà con đưa cho cô phụ đò. Cô chụp ảnh gửi bộ phận một cửa; đò cập bến thì có người ra nhận; \
chuyến chiều mang giấy về.

Sau một mùa nước, số lượt qua sông vì giấy tờ giảm hẳn, người già không còn phải nhờ con cháu chở.

Thế nhưng những hôm gió lớn đò nghỉ, ảnh chụp mờ phải làm lại.

Chi phí in phiếu và bao nhựa trích từ quỹ khuyến học của chủ đò.

Bà Lê Thị Nhạn, Phó Chủ tịch UBND xã, mong huyện cấp cho cô phụ đò một máy quét cầm tay.

Sang mùa khô, xã sẽ đặt thêm một hộp nhận hồ sơ ở bến phụ.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with index_over({"do.txt": FERRY}, tmp_path_factory.mktemp("aspects")) as index:
        yield Assistant(index)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Quầy hồ sơ trên đò của xã Bến Trăng mang lại hiệu quả gì?", "Sau một mùa nước"),
        ("Quầy hồ sơ trên đò của xã Bến Trăng còn bất cập gì?", "Thế nhưng"),
        ("Kinh phí cho quầy hồ sơ trên đò xã Bến Trăng lấy ở đâu?", "Chi phí in phiếu"),
        ("Xã Bến Trăng kiến nghị gì với huyện về quầy hồ sơ trên đò?", "Bà Lê Thị Nhạn"),
        ("Sắp tới xã Bến Trăng làm gì với quầy hồ sơ trên đò?", "Sang mùa khô"),
    ],
)
def test_the_side_of_a_storys_matter_that_is_asked_for_answers_first(
    assistant: Assistant, question: str, begins: str
) -> None:
    answer = assistant.ask(question).answer
    assert answer.startswith(begins), answer


@pytest.mark.parametrize(
    ("plain", "aspect"),
    [
        ("mo hinh nay con nhuoc diem gi", "trouble"),
        ("xa mong viec nay se co ich gi cho dan", "outcome"),
        ("tien mua may lay o dau", "money"),
        ("ai gop y kieu gi", ""),
    ],
)
def test_what_asks_stands_next_to_the_side_it_asks_for(plain: str, aspect: str) -> None:
    assert aspect_asked(plain, "", ()) == aspect


def test_what_only_hints_at_a_side_tells_it_less(assistant: Assistant) -> None:
    assert told("trouble", "Tuy vậy, đường còn xa.") == PLAIN
    assert told("trouble", "Đường chưa thông.") == HINTED
    assert told("trouble", "Đường đã thông.") == told("", "Tuy vậy, đường còn xa.") == 0

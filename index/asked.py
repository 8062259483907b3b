"""What kind of thing a question asks for, and whether a sentence shows one that the question did not name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.vietnamese import Spelt, words

_CAPITALS = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x1EFA)) if c.isupper())
_NUMERALS = "hai ba bốn sáu bảy tám chín mười trăm nghìn ngàn triệu tỷ tỉ nhì đôi nửa".replace(" ", "|")
#: Words that, with "nào", ask for somebody, some place or some body by name; "văn bản nào" asks for no "bản".
_NAMED = (
    "người|ông|bà|nước|quốc gia|tỉnh|huyện|xã|phường|quận|thị xã|thị trấn|thành phố|thôn|(?<!văn )bản|khu phố|cơ quan"
    "|đơn vị|nơi|địa phương|địa điểm|công ty|doanh nghiệp|tổ chức|sở|(?<!văn )ban|phòng|bộ|hội|đội|đoàn|trường"
    "|bệnh viện|văn phòng|trung tâm|nhà \\w+|nghệ sĩ|tác giả|lãnh đạo|chủ tịch|bí thư|giám đốc|vua|bang|vùng"
    "|khu vực|châu lục|đảng|đài|sông"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: the words that ask for it, and what a text that has it shows."""

    name: str
    asks: Spelt
    shows: re.Pattern[str]

    def holds(self, given: frozenset[str], text: str) -> bool:
        """Tell whether the text shows such a thing that the words of the question do not hold already."""
        return any(not given.issuperset(words(m.group(0))) for m in self.shows.finditer(text))


KINDS = (
    Kind("per cent", Spelt(r"phần trăm|t[ỷỉ] lệ"), re.compile(r"\d[\d.,]*\s*%|phần trăm")),
    Kind(
        "date",
        Spelt(
            r"\b(?:năm|ngày|tháng|quý|thế kỷ|thời gian|thời điểm|giai đoạn|kỳ) (?:nào|mấy|bao nhiêu)\b"
            r"|\bkhi nào\b|\bbao giờ\b|\blúc nào\b"
        ),
        re.compile(r"\b(?:1\d|20)\d\d\b|\d{1,2}/\d{1,2}|\b(?:năm|ngày|tháng|quý|sáng|chiều|tối) \S*\d+|thế kỷ \S+"),
    ),
    Kind(
        "number",
        Spelt(r"\bbao (?:nhiêu|lâu|xa)\b|\bmấy\b|\bsố lượng\b"),
        re.compile(rf"\d[\d.,/]*|\b(?:{_NUMERALS})\b", re.IGNORECASE),
    ),
    Kind(
        "name",
        Spelt(rf"\bai\b|\bở đâu\b|\btên\b|\b(?:{_NAMED}) (?:\w+ )?nào\b"),
        # A capital that does not open the sentence, or two words with capitals that do.
        re.compile(rf"(?<=[\w,;:(“\"]\s)[{_CAPITALS}][\w.-]*|^[{_CAPITALS}][\w.-]*(?=\s+[{_CAPITALS}])"),
    ),
)


def asked_for(question: str) -> Kind | None:
    """Return the kind of thing the question asks for, if it is one that a text shows on its face."""
    return next((kind for kind in KINDS if kind.asks.search(question)), None)

"""Bodies wider than any one unit, told as one: the country, all ministries, all provinces, an economic region."""

from __future__ import annotations

import re

from corpus.model import Span
from corpus.vietnamese import fold

COUNTRY = "cả nước"
MINISTRIES = "các bộ, cơ quan ngang bộ"
PROVINCES = "các tỉnh, thành phố"
#: The subject keys of such bodies start so; they are no administrative unit and are ranked with none.
REGION_KEY, COUNTRY_KEY, MINISTRIES_KEY, PROVINCES_KEY = "region:", "country:", "ministries:", "provinces:"
WIDER = (REGION_KEY, COUNTRY_KEY, MINISTRIES_KEY, PROVINCES_KEY)

#: By their printed name: the words a text may have for them. The longer of two names stands first.
_REGIONS = {
    "Đồng bằng sông Hồng": r"đồng\s+bằng\s+sông\s+hồng",
    "Đồng bằng sông Cửu Long": r"đồng\s+bằng\s+sông\s+cửu\s+long|ĐBSCL",
    "Trung du và miền núi phía Bắc": r"trung\s+du(?:,?\s+và)?\s+miền\s+núi\s+(?:phía\s+bắc|bắc\s+bộ)",
    "Bắc Trung Bộ và Duyên hải miền Trung": r"bắc\s+trung\s+bộ\s+(?:và|-|–)\s+(?:duyên\s+hải\s+)?(?:nam\s+)?(?:miền\s+trung|trung\s+bộ)",
    "Bắc Trung Bộ": r"bắc\s+trung\s+bộ",
    "Duyên hải Nam Trung Bộ": r"(?:duyên\s+hải\s+)?nam\s+trung\s+bộ",
    "Đông Nam Bộ": r"đông\s+nam\s+bộ",
    "Tây Nguyên": r"tây\s+nguyên",
}
_KEYS = {name: REGION_KEY + fold(name) for name in _REGIONS} | {
    COUNTRY: COUNTRY_KEY, MINISTRIES: MINISTRIES_KEY, PROVINCES: PROVINCES_KEY,
}  # fmt: skip
_REGION = re.compile(
    r"(?<!\w)(?:vùng\s+|khu\s+vực\s+)?(?:" + "|".join(f"({p})" for p in _REGIONS.values()) + r")(?!\w)", re.IGNORECASE
)
_MINISTRIES = re.compile(r"(?:các|\d{2})\s+bộ(?:,?\s+(?:và\s+)?(?:ngành|cơ\s+quan\s+ngang\s+bộ))*(?!\w|\s+(?:phận|chỉ|tiêu|máy))", re.IGNORECASE)  # fmt: skip
_COUNTRY = re.compile(
    r"(?:cả\s+nước|toàn\s+quốc|(?:cấp\s+|(?<=DTI\s))quốc\s+gia|(?:các|63(?:/63)?|34(?:/34)?)\s+(?:tỉnh,?\s+thành(?:\s+phố)?|địa\s+phương))(?!\w|\s+(?:nào|trong\s+(?:huyện|tỉnh)))",
    re.IGNORECASE,
)
# The mean stands before its body ("trung bình cả nước"), or behind "… của các tỉnh, thành phố".
_MEAN_BEFORE = re.compile(
    r"(?<!loại\s)(?<!hạng\s)\b(?:trung\s+bình|bình\s+quân)\b(?:năm\s+\d{4}|[^\d;]){0,60}$", re.IGNORECASE
)
_MEAN_AFTER = re.compile(
    r"(?:năm\s+\d{4}|[^\d;]){0,120}(?<!loại\s)(?<!hạng\s)\b(?:trung\s+bình|bình\s+quân)\b", re.IGNORECASE
)
_OF = re.compile(r"\bcủa\s+$", re.IGNORECASE)
# "khối bộ đạt 54%", "các bộ, ngành đạt 44%; các địa phương đạt 73%": told of all of them, though it is called no mean.
_TELLS = r"\s+(?:chỉ\s+|mới\s+|cũng\s+)?(?:đạt|là|chiếm)\s+(?:tỷ\s+lệ\s+|mức\s+)?(?:\d|bao\s+nhiêu|mấy)"
_ALL_MINISTRIES = r"(?:các\s+)?bộ(?:,?\s+(?:và\s+)?(?:ngành|cơ\s+quan\s+ngang\s+bộ))*"
_ALL_PROVINCES = r"(?:tỉnh(?:,?\s+thành(?:\s+phố)?)?|địa\s+phương)"
_BLOCK = {
    MINISTRIES: re.compile(rf"\bkhối\s+{_ALL_MINISTRIES}\b|\bcác\s+{_ALL_MINISTRIES}(?={_TELLS})", re.IGNORECASE),
    PROVINCES: re.compile(rf"\bkhối\s+(?:các\s+)?{_ALL_PROVINCES}\b|\bcác\s+{_ALL_PROVINCES}(?={_TELLS})", re.IGNORECASE),
}  # fmt: skip
# "PAPI của cả nước"; but "trung tâm lớn nhất của cả nước", "tốp đầu của toàn quốc" are others' places in it.
_ITSELF = re.compile(
    r"(?:(?<!nhất\s)(?<!đầu\s)(?<!cuối\s)của|trên|ở)\s+$|(?:chỉ\s+số|PAPI|SIPAS|INDEX|CCHC|PCI)(?:\s+năm\s+\d{4})?\s+$",
    re.IGNORECASE,
)


def regions(text: str) -> list[tuple[str, Span]]:
    """Return the economic regions a text names, with their places."""
    names = list(_REGIONS)  # as many, and in the same order, as the groups of the pattern
    return [(names[(m.lastindex or 1) - 1], Span(*m.span())) for m in _REGION.finditer(text)]


def means_of_all(text: str, nationwide: bool) -> list[tuple[str, Span]]:
    """Return the bodies whose mean a text tells. "Các tỉnh" are the country's only in a `nationwide` report."""
    found = []
    for name, pattern in ((COUNTRY, _COUNTRY), (MINISTRIES, _MINISTRIES)):
        for match in pattern.finditer(text):
            ahead = text[: match.start()]
            mean = _MEAN_BEFORE.search(ahead) or (_OF.search(ahead) and _MEAN_AFTER.match(text, match.end()))
            itself = fold(match.group(0)) in ("ca nuoc", "toan quoc", "cap quoc gia", "quoc gia")
            if (mean and (itself or nationwide)) or (itself and _ITSELF.search(ahead)):
                found.append((name, Span(*match.span())))
    return found


def blocks(text: str) -> list[tuple[str, Span]]:
    """Return where a text of the whole country tells of all ministries, or of all provinces, as of one."""
    return [(name, Span(*m.span())) for name, pattern in _BLOCK.items() for m in pattern.finditer(text)]


def wider_key(name: str) -> str:
    """Return the subject key of such a body, "" for any other name."""
    return _KEYS.get(name, "")


def _asked(text: str) -> list[tuple[str, Span]]:
    return regions(text) or blocks(text) or means_of_all(text, nationwide=True)


def bodies_asked(text: str) -> list[str]:
    """Return the subject keys of the bodies that a question asks a value of."""
    return list(dict.fromkeys(wider_key(name) for name, _ in _asked(text)))


def body_spans(text: str) -> list[Span]:
    """Return where a question names such bodies and their mean: words that say whose a value is, not of what."""
    means = re.finditer(r"(?:giá\s+trị\s+|điểm\s+)?(?:trung\s+bình|bình\s+quân)", text, re.IGNORECASE)
    return [span for _, span in _asked(text)] + [Span(*m.span()) for m in means]

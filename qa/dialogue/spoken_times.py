"""Write times that are said in words as reports do: "quý hai" is quý II, "năm hai không hai ba" năm 2023."""

from __future__ import annotations

import re

_DIGITS = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7,
           "bẩy": 7, "tám": 8, "chín": 9}  # fmt: skip
_DIGIT = "|".join(_DIGITS)
_MONTHS = {"giêng": 1, "chạp": 12, "mười": 10, "mười một": 11, "mười hai": 12}
_QUARTERS = {"một": "I", "1": "I", "hai": "II", "ba": "III", "tư": "IV", "bốn": "IV"}
_YEAR_WORDS = re.compile(
    rf"\bnăm hai (?:nghìn|ngàn)(?: không trăm)?(?: (?:(?P<tens>{_DIGIT}|mười) ?(?P<of_tens>mươi)?|(?:lẻ|linh))(?: (?P<ones>{_DIGIT}))?)?"
    r"(?= (?!trăm|nghìn)|[?.,!;]|$)"
)
_YEAR_DIGITS = re.compile(rf"\bnăm hai không ({_DIGIT}) ({_DIGIT})\b")
_YEAR_SHORT = re.compile(
    r"\bnăm (?:2k|')?([12]\d)(?=\s*(?:[?.!,;]|$|của\b|thì\b|so\b|là\b|đạt\b|được\b|xếp\b|đứng\b|huyện\b|xã\b|tỉnh\b|và\b|đến\b))|\b2k([12]\d)\b"
)
_QUARTER = re.compile(r"\b([Qq])uý (một|hai|ba|tư|bốn)\b")
_MONTH = re.compile(
    r"\b([Tt])háng (giêng|chạp|mười(?: một| hai)?|một|hai|ba|tư|bốn|sáu|bảy|bẩy|tám|chín|năm(?= năm\b))\b(?! (?:năm|tháng) (?:liền|liên))"
)
_PART = re.compile(
    r"\b([Bb]a|[Ss]áu|[Cc]hín|[Tt]ám|[Mm]ười một|[Mm]ười) tháng(?= (?:đầu|cuối) năm| năm (?:\d{4}|nay|ngoái))"
)
#: "ba năm gần đây thế nào" asks for a course; "ba năm gần đây có bao nhiêu …" for a figure.
_RECENT = re.compile(
    r"(?:trong |qua )?(?:\d{1,2}|hai|ba|bốn|năm|mấy|vài|những|các) năm (?:gần đây|gần nhất|trở lại đây|vừa qua)"
    r"(?=(?: (?:thế nào|như thế nào|ra sao|thì sao|thay đổi))?[\s?.!]*$)"
)


def in_figures(text: str) -> str:
    """Return the text with its times in figures; words that are no time stay."""
    if not re.search(r"\b(?:năm|quý|tháng|2k\d)", text, re.IGNORECASE):
        return text
    text = _YEAR_WORDS.sub(_year, text)
    text = _YEAR_DIGITS.sub(lambda m: f"năm 20{_DIGITS[m.group(1)]}{_DIGITS[m.group(2)]}", text)
    if not re.search(r"\b(?:19|20)\d\d\b", text):
        text = _YEAR_SHORT.sub(lambda m: f"năm 20{m.group(1)}" if m.group(1) else f"20{m.group(2)}", text)
    text = _QUARTER.sub(lambda m: f"{m.group(1)}uý {_QUARTERS[m.group(2)]}", text)
    text = _MONTH.sub(lambda m: f"{m.group(1)}háng {_number(m.group(2))}", text)
    text = _RECENT.sub("qua các năm", text)
    return _PART.sub(lambda m: f"{_number(m.group(1).lower())} tháng", text)


def _number(words: str) -> int:
    return _MONTHS.get(words) or _DIGITS[words]


def _year(match: re.Match[str]) -> str:
    tens, ones = match.group("tens"), _DIGITS.get(match.group("ones") or "", 0)
    if tens is None:
        return f"năm {2000 + ones}"
    if tens == "mười":
        return f"năm {2010 + ones}"
    return (
        f"năm {2000 + 10 * _DIGITS[tens] + ones}" if match.group("of_tens") or match.group("ones") else match.group(0)
    )

"""The one form in which everything else reads a question: typing habits undone, marks and capitals put back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from corpus.gazetteer import plain_key, toned_key
from corpus.kinds import PLAIN_SHORT, PLAIN_UNITS
from corpus.lines import UPPER
from corpus.mentions import find_units
from corpus.vietnamese import fold, has_marks
from corpus.vocabulary import is_plain
from index.syllables import may_be_a_word, question_words, slipped, struck_twice
from qa.dialogue.manners import without_manners
from qa.dialogue.typing_habits import normalise

#: A message to the message as everything reads it.
Canonical = Callable[[str], str]


def canonical(
    text: str, names: UnitNames, repair: Callable[[str], str] = str, people: Callable[[], Mapping[str, str]] = dict
) -> str:
    """Return the message as a careful person would have typed it.

    `names` are the unit names that reports know, `people` the persons they name, by their folded names;
    `repair` puts marks back and undoes slips, from the words of the reports.
    """
    typed, unmarked = text, is_plain(text)
    text = normalise(without_manners(text), names.names)
    text = _with_unit_names(" ".join(text.split()), names)
    text = _TWICE.sub(r"\1", repair(_uncapitalised(text)))
    text = in_figures(text)
    if unmarked:
        text = _SETS.sub("đặt", text)
    text = names.left_open(text, typed)
    if not _CAPITALISED.search(text):
        text = _with_capitals(text, names)
    text = _WHO_HEADS.sub(r"Chủ tịch \1 là ai", text)
    return _with_people(text, people)


#: "dat muc tieu bao nhieu": nobody reaches a target that is asked for.
_SETS = re.compile(r"\bđạt(?= (?:mục tiêu|chỉ tiêu|kế hoạch)\b(?! đề ra| đặt ra| được giao).*\b(?:bao nhiêu|mấy)\b)")
#: "Ai đứng đầu UBND huyện X" asks for its chairman.
_WHO_HEADS = re.compile(
    r"\bai (?:là người |đang )?(?:đứng đầu|lãnh đạo|làm chủ tịch)(?: của)? (UBND [^?,.;]+?)(?=\s*[?,.;]|$)",
    re.IGNORECASE,
)
#: "baao nhiu": both the slip and the abbreviation stood for "bao".
_TWICE = re.compile(r"\b(bao) bao\b", re.IGNORECASE)


def _uncapitalised(text: str) -> str:
    """Lower the capital that only begins a question typed without marks: it is no name, so it may be mended."""
    if text[:1].isupper() and is_plain(text) and not any(c.isupper() for c in text[1:]):
        return text[0].lower() + text[1:]
    return text


# --- names of units ---------------------------------------------------------------------------------------------


class UnitNames:
    """The names of the units that reports know, found again where a letter is missing, doubled or moved.

    `offices` are the departments and ministries that reports are issued by, with their letters: "Bộ GTVT".
    """

    def __init__(self, names: Iterable[str] = (), offices: Iterable[str] = ()) -> None:
        self.names = tuple(dict.fromkeys(names))
        self.offices = tuple(dict.fromkeys(offices))
        self._written: set[str] = set()
        self._alike: dict[str, list[str]] = {}
        self._spelled: dict[str, str] = {}
        marked: dict[str, set[str]] = {}
        for name in self.names:
            plain = fold(name)
            marked.setdefault(plain, set()).add(toned_key(name))
            if " " in name:
                self._spelled.setdefault(plain_key(name), name)
            if " " in name and len(plain) >= _LONG_ENOUGH:
                self._written.add(plain)
                self._alike.setdefault(_initials(plain), []).append(name)

        self._open = {plain: spelled for plain, spelled in marked.items() if len(spelled) > 1 and " " in plain}

    def left_open(self, text: str, typed: str) -> str:
        """Take off again the marks that were not typed on a name which others have with other marks: "dong son"."""
        for plain, spelled in self._open.items():
            if plain not in typed.lower() or (toned_key(plain) in spelled and not is_plain(typed)):
                continue
            for place in re.finditer(rf"(?<!\w){re.escape(plain)}(?!\w)", fold(text)):
                text = text[: place.start()] + plain + text[place.end() :]
        return text

    def knows(self, typed: str) -> bool:
        return fold(typed) in self._written

    def spelled_as(self, typed: str) -> str:
        """Return the name that was only spelled otherwise ("Krông A Na", "Phú Quí" for "Phú Quý"), or ""."""
        name = self._spelled.get(plain_key(typed), "")
        return (
            name if fold(name) != fold(typed) and (not has_marks(typed) or toned_key(typed) == toned_key(name)) else ""
        )

    def meant_by(self, typed: str) -> str:
        """Return the one name that slips, at most one a syllable, made into what was typed, or ""."""
        plain = fold(typed)
        if len(plain) < _LONG_ENOUGH - 1:
            return ""
        parts = plain.split()
        careless = any(not may_be_a_word(part) for part in parts) or struck_twice(typed)
        found = []
        for name in self._alike.get(_initials(plain), ()):
            apart = [(one, other) for one, other in zip(parts, fold(name).split(), strict=True) if one != other]
            # Two syllables off may be another name, unless one of them can be no word.
            if (len(apart) < 2 or careless) and all(slipped(*pair) for pair in apart) and _same_marks(typed, name):
                found.append(name)
        return found[0] if len(found) == 1 else ""


def _initials(plain: str) -> str:
    return " ".join(part[0] for part in plain.split())


_LONG_ENOUGH = 6


def _same_marks(typed: str, name: str) -> bool:
    """Tell whether no syllable differs by its marks alone: those are another name."""
    one, other = typed.lower().split(), name.lower().split()
    if len(one) != len(other):
        return False
    return not has_marks(typed) or all(a == b or fold(a) != fold(b) for a, b in zip(one, other, strict=True))


def _with_unit_names(text: str, names: UnitNames) -> str:
    """Write a name with a slip in it as the one unit of the reports it can be.

    Never where what was typed is itself the name of some unit of the country: "Tân Phú" is not "Tân Phúc".
    """
    plain = is_plain(text)
    words = list(re.finditer(r"[^\W\d_]+", text))
    for place in range(len(words) - 1):
        for size in (4, 3, 2):
            stretch = words[place : place + size]
            start, end = stretch[0].start(), stretch[-1].end()
            typed = text[start:end]
            if len(stretch) < size or not (plain or all(w.group(0)[0].isupper() for w in stretch)):
                continue
            if names.knows(typed):
                break
            meant = names.spelled_as(typed)
            if meant:
                return _with_unit_names(text[:start] + (fold(meant) if plain else meant) + text[end:], names)
            meant = names.meant_by(typed) if not plain or _may_name(text[:start], typed) else ""
            if meant and not any(fold(m.unit.bare) == fold(typed) for m in find_units(typed, bare=True)):
                return _with_unit_names(text[:start] + (fold(meant) if plain else meant) + text[end:], names)
    return text


_KIND_BEFORE = re.compile(rf"\b(?:{PLAIN_UNITS}|{'|'.join(PLAIN_SHORT)})\.? $")


def _may_name(before: str, typed: str) -> bool:
    """Tell whether small letters without marks may be a name with a slip: "thong tu" is a paper, not "Thông Thụ"."""
    return bool(_KIND_BEFORE.search(fold(before))) or not all(may_be_a_word(part) for part in fold(typed).split())


#: A word with a capital that is not the first: the typist writes names as they should be.
_CAPITALISED = re.compile(rf"(?<=\s)[{UPPER}](?![{UPPER}])\w")


def _with_capitals(text: str, names: UnitNames) -> str:
    """Give names of units and offices the capitals that a question typed in small letters has none of."""
    typed = text.lower()
    for written in (*names.names, *names.offices, *_offices()):
        if " " in written and written.lower() in typed:
            text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", written, text, flags=re.IGNORECASE)
    return text


@cache
def _offices() -> tuple[str, ...]:
    """Return the names of offices that questions use: "Sở Nội vụ"."""
    phrases = (phrase.strip() for line in question_words() for phrase in line.split(","))
    return tuple(phrase for phrase in phrases if phrase[:1].isupper())


# --- names of people --------------------------------------------------------------------------------------------

_HOLDERS = re.compile(
    r"\b(?:bi thu|chu tich|giam doc|truong phong|chanh van phong|dong chi|ong|ba|bac si|ky su)\b", re.IGNORECASE
)


def _with_people(text: str, people: Callable[[], Mapping[str, str]]) -> str:
    """Give a person's name the capitals and marks that the reports write it with."""
    folded = fold(text)
    if not _HOLDERS.search(folded):
        return text
    for plain, written in people().items():
        place = folded.find(plain)
        if place >= 0 and re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", folded) and written not in text:
            text = text[:place] + written + text[place + len(written) :]
    return text


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

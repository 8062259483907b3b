"""Find where a text names administrative units: kind and name, lists of names, abbreviations, capitals."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.gazetteer import RENAMED_PROVINCES, Row, level_of_kind, lists, names, plain_key, toned_key
from corpus.kinds import LEVELS, SHORT
from corpus.model import Level, Span, Unit
from corpus.unit_names import Name, Word, is_stop, listed_name, name_at, rows_of_kind, words_at
from corpus.vietnamese import fold, modern_tone


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit where it is named; `known`: the gazetteer has a unit of that level and name."""

    span: Span
    unit: Unit
    known: bool


# Kind words as written, and what they stand for. "ủy", "đoàn": "Huyện ủy Tân Hồng" names the district.
_FULL = {
    **{kind: kind for kind in LEVELS},
    "thành ủy": "thành phố",
    "thành đoàn": "thành phố",
    "thị ủy": "thị xã",
    "thị đoàn": "thị xã",
}
# "P. Nội vụ" is an office and "TT. Y tế" a centre: after these only a name the gazetteer has is a unit.
_DOUBTFUL = frozenset(["tt", "p"])
# "H. Tuyết", "X. Bắc" may be a person: after these a name no list knows has two words and is no family name.
_INITIALS = frozenset(["h", "q", "x"])
_FOLDED = {fold(k): v for k, v in _FULL.items()}
# Without marks these are common words: "quan", "xa", "tinh".
_COMMON = frozenset(["quan", "xa", "tinh", "phuong"])
_FULL_PATTERN = "|".join(k.replace(" ", r"[ \u00a0]+") for k in sorted((*_FULL, *_FOLDED), key=len, reverse=True))
# The party's and the youth's bodies there: "Huyện ủy", "Tỉnh đoàn"; but "xã Đoàn Lập", "xã Uy Nỗ" are communes.
_LED = "(?:" + "|".join(rf"(?<={kind})" for kind in ("huyện", "tỉnh", "quận", "huyen", "tinh", "quan")) + ")"
_KIND = re.compile(
    rf"(?<!\w)(?:(?P<full>{_FULL_PATTERN})(?:{_LED}[ \u00a0](?:[uủ][yỷ]|uỷ|đoàn)(?!\w))?(?![\w’'])"
    r"|(?<![./])(?P<short>t\.?[ ]?[pxt]|[hqxp](?=\.))(?:\.[ \u00a0]?|[ \u00a0]|(?P<glued>(?=[a-zđ])))"
    r"(?=[\w*]))",
    re.IGNORECASE,
)
_GAP = re.compile(r"(?::?[ \t\u00a0]{1,3}|(?=[*_]))[*_]{0,3}|[*_]{0,3}(?P<newline>:?[ \t\u00a0]*\r?\n[ \t\u00a0*_]*)")
_LIST = re.compile(r"[*_]{0,3}[ \u00a0]?(?:,|;|và(?!\w)|&|hoặc(?!\w))[ \u00a0]?(?:và[ ])?[*_]{0,3}")
# "huyện đảo Lý Sơn", "xã biên giới Thông Bình".
_QUALIFIER = re.compile(
    r"(?:đảo|miền núi|biên giới|vùng (?:cao|biên|sâu|ven)|ven biển|trung du|nghèo|"
    r"nông thôn mới|anh hùng|trẻ)[ ](?!\n)"
)
_PLURAL = re.compile(r"(?:các|những|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mấy|\d)[ \u00a0]+$", re.IGNORECASE)
_OF_MANY = re.compile(r"(?:một số|nhiều|các|những|mot so|nhieu|cac|nhung)\s+$", re.IGNORECASE)
_ENDS_ITEM = re.compile(r"[,;.)\n]| và |\Z")
_ROLE = re.compile(r"(?:chủ tịch|bí thư|chủ nhiệm|chánh văn phòng|lãnh đạo|đồng chí)[ \w&-]{0,30}$", re.IGNORECASE)
_HIGHLANDER = re.compile(r"(?:Y|H)[ ’'‘](?=[^\W\d_])")


def _is_person(text: str, start: int, name: Name) -> bool:
    """Tell whether "Chủ tịch UBND huyện Y Thanh Niê" names its holder and not the unit."""
    first = modern_tone(name.bare.split()[0].lower())
    if text[start].lower() in _INITIALS and text[start + 1] == ".":
        return " " not in name.bare or first in lists().family_names
    if first in lists().family_names and name.bare.split()[1:2] in (["Văn"], ["Thị"]):
        return True
    if not _HIGHLANDER.match(name.bare) and (first not in lists().family_names or " " not in name.bare):
        return False
    return bool(_ROLE.search(text[max(0, start - 45) : start]))


def one_name(parents: set[str], year: int) -> set[str]:
    """Drop of a renamed province's two names the one that does not fit the year."""
    for old, (new, since) in RENAMED_PROVINCES.items():
        if {old, new} <= parents:
            parents = parents - {old if year >= since else new}
    return parents


def _unit(kind: str, name: Name, year: int) -> Unit:
    """Make the unit; its parent where all units of that kind and name have the same."""
    if name.row is None:
        return Unit(kind, name.bare, level_of_kind(kind, name.bare, year))
    rows = [row for row in rows_of_kind(names().rows(name.bare), kind) if toned_key(row.bare) == toned_key(name.bare)]
    level = level_of_kind(kind, name.bare, year) if kind == "thành phố" else name.row.level
    # A commune of another kind than the gazetteer's may be another commune.
    rows = [row for row in rows if row.kind == kind or level is not Level.COMMUNE]
    parents = one_name({row.parent for row in rows if row.level is level}, year)
    return Unit(kind, name.bare, level, parents.pop() if len(parents) == 1 else "")


_YEAR = re.compile(r"(?<!\d)20[2-9]\d(?!\d)")


def _year(text: str) -> int:
    """Return the latest year the text speaks of; 0 where it still knows the province Thừa Thiên Huế."""
    return 0 if "Thừa Thiên" in text else max((int(y) for y in _YEAR.findall(text)), default=0)


def _kind_of(match: re.Match[str]) -> tuple[str, bool, bool] | None:
    """Return the kind, whether only a known name may follow, and whether it is written without marks."""
    full = match.group("full")
    if full:
        written = " ".join(full.lower().split())
        if written in _FULL:
            return _FULL[written], False, False
        return _FOLDED[fold(written)], True, True
    short = match.group("short").lower().replace(".", "").replace(" ", "")
    return SHORT[short], short in _DOUBTFUL or match.group("glued") is not None, False


@lru_cache(64)  # the same question is read in several places
def find_units(text: str, bare: bool = False) -> tuple[Mention, ...]:
    """Return all units the text names, in order; with `bare`, as in a question or a headline.

    `bare` accepts the name of a province or district without its kind, and kind and name without capitals
    or tone marks.
    """
    found: list[Mention] = []
    year = _year(text)
    reached = 0
    for match in _KIND.finditer(text):
        if match.start() < reached:
            continue
        reading = _kind_of(match)
        if reading is None:
            continue
        kind, only_known, unmarked = reading
        if unmarked and fold(match.group("full").lower()) in _COMMON and not bare:
            continue
        position, crossed = match.end(), False
        if match.group("full"):
            gap = _GAP.match(text, position)
            if gap is None:
                continue
            position, crossed = gap.end(), bool(gap.group("newline")) or ":" in gap.group()
            if ":" in gap.group() and _PLURAL.search(text[max(0, match.start() - 8) : match.start()]):
                crossed = False
        qualifier = _QUALIFIER.match(text, position)
        if qualifier is not None:
            if _OF_MANY.search(text[max(0, match.start() - 8) : match.start()]):
                continue  # "một số xã miền núi Quảng Trị": some communes of the province
            position, crossed = qualifier.end(), True
        shouted = match.group().isupper() and bool(match.group("full"))
        name = name_at(text, position, kind, shouted, only_known or crossed, bare, unmarked)
        if name is None and _PLURAL.search(text[max(0, match.start() - 8) : match.start()]):
            found.extend(_led_list(text, match.end(), kind, year))
            reached = found[-1].span.end if found else 0
            continue
        if name is None or (name.row is None and _is_person(text, match.start(), name)):
            continue
        if name.bare.isdigit() and re.search(r"cấp\s+$|mỗi\s+$", text[max(0, match.start() - 5) : match.start()]):
            continue
        found.append(Mention(Span(match.start(), name.end), _unit(kind, name, year), name.row is not None))
        plural = bool(_PLURAL.search(text[max(0, match.start() - 8) : match.start()]))
        found.extend(_rest_of_list(text, name.end, found[-1], plural, year, bare))
        reached = found[-1].span.end
    if bare:
        found = _with_bare(text, found)
    return tuple(_with_stated_parents(text, found))


def _rest_of_list(text: str, position: int, first: Mention, plural: bool, year: int, loose: bool) -> list[Mention]:
    """Read on in "các xã Tân Phước, Tân Thành A và Thông Bình"; stop where another thing begins."""
    found: list[Mention] = []
    kind = first.unit.kind
    while (comma := _LIST.match(text, position)) is not None:
        start = comma.end()
        if _KIND.match(text, start):
            break
        tokens = words_at(text, start)
        if not tokens or not (tokens[0].capital or loose):
            break
        if not plural and "," in comma.group():
            above = _parent_in_address(text, tokens, first.unit)
            if above is not None:
                found.append(above)
                break
        name = name_at(text, start, kind, False, not plural, loose and not tokens[0].capital)
        if name is None or (name.bare.isdigit() and not (plural and _ENDS_ITEM.match(text, name.end))):
            break
        found.append(Mention(Span(start, name.end), _unit(kind, name, year), name.row is not None))
        position = name.end
    return found


#: "Có 3 huyện còn trễ hạn hồ sơ: …": the words between the kind and the names that are of it.
_LEADS = re.compile(
    r"(?:[ \u00a0](?:(?!và\b)[a-zà-ỹđ]+|\d[\d,]*%?(?=[ :]))){0,12}(?:[ ]?:|,?[ ](?:gồm|là|như)[ ]?:?)[ \u00a0]"
)
_TOLD = re.compile(r"[ \u00a0]?(?:\([^()\n]{1,80}\)|(?::[ ])?\d(?:[^,;.()\n]|[,.](?=\d)){0,40})")


def _led_list(text: str, position: int, kind: str, year: int) -> list[Mention]:
    """Read "3 huyện trễ hạn: Mường La (12 hồ sơ), Sốp Cộp (9 hồ sơ)", where each name is followed by its figure."""
    found: list[Mention] = []
    between = _LEADS.match(text, position)
    while between is not None:
        name = name_at(text, between.end(), kind, False, False, False)
        told = _TOLD.match(text, name.end) if name else None
        if name is None or (told is None and name.row is None):
            break
        found.append(Mention(Span(between.end(), name.end), _unit(kind, name, year), name.row is not None))
        between = _NEXT.match(text, told.end() if told else name.end)
    return found


_NEXT = re.compile(r"[ \u00a0]?(?:,|;|và(?!\w)|&)[ \u00a0]?(?:và[ ])?")


def _parent_in_address(text: str, tokens: list[Word], below: Unit) -> Mention | None:
    """Read "xã Tân Phước, Tân Hồng" as commune and district, where the one can lie in the other."""
    levels = (Level.PROVINCE,) if below.level is Level.DISTRICT else (Level.DISTRICT, Level.PROVINCE)
    count, rows = listed_name(text, tokens, None, levels, False)
    if not count:
        return None
    parents = {row.parent for row in names().rows(below.bare) if row.level is below.level}
    parents |= {row.grandparent for row in names().rows(below.bare) if row.level is below.level}
    fitting = [row for row in rows if row.unit.name in parents]
    if not fitting:
        return None
    return Mention(Span(tokens[0].start, tokens[count - 1].end), fitting[0].unit, True)


_UPPER = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isupper() and c.isalpha())
_RUN = re.compile(
    rf"(?<!\w)[{_UPPER}][^\W\d_]*"
    rf"(?:(?:[ \u00a0]|['’][ ]?|[ ]?[-–][ ]?)(?:[{_UPPER}][^\W\d_]*|(?<=['’])[^\W\d_]+))*"
)


def _with_bare(text: str, found: list[Mention]) -> list[Mention]:
    """Add names that stand without their kind: provinces, districts and the communes of 2025."""
    covered = {place for m in found for place in range(m.span.start, m.span.end)}
    added: list[Mention] = []
    for match in _RUN.finditer(text):
        tokens = words_at(text, match.start(), match.end())
        # "UBND A Lưới", "Của Yên Lạc": an acronym or the first word of a sentence is no part of the name.
        # "Cần Thơ" opens with such a word, and is a name for all that.
        while (
            len(tokens) > 1
            and (is_stop(tokens, 0) or (len(tokens[0].text) > 1 and tokens[0].text.isupper()))
            and _bare_row(text[tokens[0].start : tokens[-1].end], len(tokens)) is None
        ):
            tokens = tokens[1:]
        if not tokens or tokens[-1].end != match.end():
            continue
        span = Span(tokens[0].start, tokens[-1].end)
        if not covered.isdisjoint((span.start, span.end - 1)) or span.of(text).isupper():
            continue
        if behind := _behind_office(text, tokens):
            added.append(behind)
            continue
        if names_elsewhere(text, span.start):
            continue
        row = _bare_row(span.of(text), len(tokens))
        if row is not None:
            added.append(Mention(span, row.unit, True))
    return sorted([*found, *added], key=lambda m: m.span)


_OF_A_PLACE = re.compile(r"\b(?:chợ|cảng|trường (?:mầm|tiểu|trung|cao|đại))\s+[^\W\d_]{1,7}\s+$", re.IGNORECASE)


def names_elsewhere(text: str, start: int) -> bool:
    """Tell whether a name that starts here is that of a street, a market, a school: "chợ cá Hòa Lạc"."""
    # "phố Huế" is a street, "3 huyện, thành phố Hải Dương" are those of a province.
    before = re.findall(r"(?:thành )?\w+", text[max(0, start - 12) : start].lower())
    of_a_place = _OF_A_PLACE.search(text, max(0, start - 30), start) is not None
    return (bool(before) and before[-1] in lists().elsewhere) or of_a_place


_OFFICE_AHEAD = re.compile(r"\b(?:Sở|Ban|Cục|Chi cục|Thanh tra|Văn phòng|Trung tâm|BQL)\b[^,.;:?!]{2,60}$")


def _behind_office(text: str, tokens: list[Word]) -> Mention | None:
    """Return the province that stands right behind the name of its office: "Sở Công Thương Hải Dương"."""
    for size in (3, 2):
        span = Span(tokens[-size:][0].start, tokens[-1].end)
        row = _bare_row(span.of(text), size) if len(tokens) >= size else None
        if row and row.level is Level.PROVINCE and _OFFICE_AHEAD.search(text, max(0, span.start - 80), span.start):
            return Mention(span, row.unit, True)
    return None


def _bare_row(written: str, words: int) -> Row | None:
    """Return the unit a name without its kind most likely means: the highest level first."""
    if plain_key(written) == "hochiminh":  # far more often the man than the city
        return None
    rows = [row for row in names().rows(written) if row.level is not Level.COMMUNE or row.since_2025]
    rows = [row for row in rows if words > 1 or row.level is Level.PROVINCE]
    first = modern_tone(written.split()[0].lower())
    if words > 2 and first in lists().family_names:
        rows = [row for row in rows if row.level is not Level.COMMUNE]
    if not rows:
        return None
    level = min((row.level for row in rows), key=lambda level: level.depth)
    rows = [row for row in rows if row.level is level]
    parents = one_name({row.parent for row in rows}, 0)
    return replace(rows[0], parent=parents.pop() if len(parents) == 1 else "")


_INSIDE = re.compile(r"[*_]{0,3}\s*(?:,|\(|-|–|thuộc|của)?\s*")


def _with_stated_parents(text: str, found: list[Mention]) -> list[Mention]:
    """Give a unit the parent that is named right after it: "xã Tân Phước, huyện Tân Hồng"."""
    result = list(found)
    for place in range(len(found) - 1):
        inner, outer = found[place], found[place + 1]
        lower = inner.unit.level.depth - outer.unit.level.depth
        gap = outer.span.start - inner.span.end
        if lower < 1 or gap > 12 or not _INSIDE.fullmatch(text, inner.span.end, outer.span.start):
            continue
        if lower == 1 or not inner.unit.parent:
            result[place] = replace(inner, unit=replace(inner.unit, parent=outer.unit.name))
    return result

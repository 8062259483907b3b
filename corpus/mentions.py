"""Find where a text names administrative units: kind and name, lists of names, abbreviations, capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from corpus.gazetteer import (
    LEVEL_ORDER,
    LEVELS,
    RENAMED_PROVINCES,
    Row,
    level_of_kind,
    lists,
    names,
    plain_key,
    toned_key,
)
from corpus.model import Level, Span, Unit
from corpus.vietnamese import fold, has_marks, modern_tone


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
_SHORT = {
    "tp": "thành phố", "tx": "thị xã", "tt": "thị trấn", "h": "huyện", "q": "quận", "x": "xã", "p": "phường",
}  # fmt: skip
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
_TOKEN = re.compile(r"[^\W\d_]+|\d{1,2}(?![\d%/]|[.,]\d)")
_BETWEEN = re.compile(r"[ ]?(?P<hyphen>[-–])[ ]?|[ ]?['’‘`´][ ]?|[ ]?(?P<newline>\r?\n)[ ]?|[ \t\u00a0]{1,2}")
_LIST = re.compile(r"[*_]{0,3}[ \u00a0]?(?:,|;|và(?!\w)|&|hoặc(?!\w))[ \u00a0]?(?:và[ ])?[*_]{0,3}")
# "huyện đảo Lý Sơn", "xã biên giới Thông Bình".
_QUALIFIER = re.compile(
    r"(?:đảo|miền núi|biên giới|vùng (?:cao|biên|sâu|ven)|ven biển|trung du|nghèo|"
    r"nông thôn mới|anh hùng|trẻ)[ ](?!\n)"
)
_PLURAL = re.compile(r"(?:các|những|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mấy|\d)[ \u00a0]+$", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]{1,4}")
_ENDS_ITEM = re.compile(r"[,;.)\n]| và |\Z")
_MOST_WORDS = 6


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    capital: bool  # can stand in a name as it is written
    broken: bool  # stands after a hyphen or on the next line: then only a gazetteer name goes on
    wrapped: bool  # stands on the next line


class _Name(NamedTuple):
    start: int
    end: int
    bare: str
    row: Row | None


def _tokens(text: str, position: int, limit: int | None = None) -> list[_Token]:
    """Return the words that follow, up to the first mark or wide gap that no name crosses."""
    found: list[_Token] = []
    wrapped = broken = joined = False
    while len(found) < _MOST_WORDS:
        match = _TOKEN.match(text, position) if limit is None else _TOKEN.match(text, position, limit)
        if match is None:
            break
        word = match.group()
        capital = word[0].isupper() or word[0].isdigit() or joined
        found.append(_Token(match.start(), match.end(), word, capital, broken, wrapped))
        between = _BETWEEN.match(text, match.end())
        if between is None:
            break
        if between.group("newline"):
            if wrapped:
                break
            wrapped = True
        broken = broken or wrapped or bool(between.group("hyphen"))
        joined = between.group().strip() not in ("", "-", "–")
        position = between.end()
    return found


def _rows_at(rows: list[Row], kind: str) -> list[Row]:
    """Keep the rows at the level of the kind, those of the same kind if there are any."""
    same = [row for row in rows if row.kind == kind]
    return same or [row for row in rows if row.level is LEVELS[kind]]


def _is_stop(tokens: list[_Token], place: int) -> bool:
    words = [modern_tone(t.text.lower()) for t in tokens[place : place + 2]]
    held = lists()
    return words[0] in held.stop_words or (len(words) == 2 and (words[0], words[1]) in held.stop_phrases)


def _known_name(
    text: str,
    tokens: list[_Token],
    kind: str | None,
    levels: tuple[Level, ...],
    loose: bool,
    unmarked: bool = False,
) -> tuple[int, list[Row]]:
    """Return how many of the words are a gazetteer name of that kind or one of those levels, at most."""
    for count in range(len(tokens), 0, -1):
        taken = tokens[:count]
        if not loose and not all(t.capital for t in taken):
            continue
        if taken[0].text.isdigit() and (count > 1 or kind not in ("quận", "phường", "xã")):
            continue
        written = text[taken[0].start : taken[-1].end]
        if len(written) == 1 and written.isalpha() and kind != "phường":  # "xã Y" is nobody's name
            continue
        rows = names().rows(written)
        rows = _rows_at(rows, kind) if kind else [row for row in rows if row.level in levels]
        if not rows and kind and LEVELS[kind] is not Level.COMMUNE:
            # Few districts and provinces share a folded name: a wrong mark is then a slip of the pen.
            close = _rows_at(names().by_key.get(plain_key(written), []), kind)
            rows = close if len({row.bare for row in close}) == 1 and len(written) > 4 else []
        if unmarked and has_marks(written):  # "ở xa trung tâm" is no commune
            continue
        if not (loose or unmarked) and not written.isupper():
            # In a text that writes its marks, "xã Nậm Khoa" is not "xã Nậm Khòa".
            rows = [row for row in rows if row.level is not Level.COMMUNE or _same_marks(written, row)]
        if loose and has_marks(written):  # "của các huyện là gì" does not speak of La Gi
            rows = [row for row in rows if has_marks(row.bare)]
        if rows:
            return count, rows
    return 0, []


def _name(
    text: str, position: int, kind: str, shouted: bool, only_known: bool, loose: bool, unmarked: bool = False
) -> _Name | None:
    """Read the name at the position: the gazetteer's longest, else the longest plausible one."""
    tokens = _tokens(text, position)
    if not tokens:
        return None
    first = tokens[0]
    if not loose and not first.capital:
        return None
    if shouted and not first.text.isupper():
        shouted = False
    count, rows = _known_name(text, tokens, kind, (LEVELS[kind],), loose, unmarked)
    run = [t for t in tokens if not t.broken]
    capitals = next((i for i, t in enumerate(run) if not t.capital), len(run))
    if count:
        last = tokens[count - 1]
        longer = _extended(tokens, count, capitals)
        if longer > count:
            return _Name(first.start, tokens[longer - 1].end, _spelled(text, tokens[:longer]), None)
        one_word = count == 1 and capitals > 1 and LEVELS[kind] is Level.COMMUNE and not first.text.isdigit()
        if not one_word or _is_stop(tokens, 1):
            return _Name(first.start, last.end, _own_spelling(text, tokens[:count], rows[0]), rows[0])
    if kind == "quận" and first.text.isdigit() and int(first.text) in range(1, 13):  # merged: "quận 2"
        return _Name(first.start, first.end, first.text.lstrip("0"), None)
    if only_known or first.text.isdigit():
        return None
    if kind in ("phường", "quận") and _ROMAN.fullmatch(first.text):
        return _Name(first.start, first.end, first.text, None)
    length = 0
    while length < min(capitals, 4) and not _is_stop(run, length):
        word = run[length].text
        if length and word.isdecimal() and not 1 <= int(word) <= 20:
            break
        length += 1
    taken = run[:length]
    if taken and text[taken[0].start : taken[0].start + 12].startswith(lists().regions):
        return None
    if not taken or not _plausible(text, taken, shouted):
        return None
    return _Name(first.start, taken[-1].end, _spelled(text, taken), None)


def _cut_short(text: str, position: int) -> bool:
    """Tell whether the next words are some that no name holds."""
    following = _tokens(text, position + 1)
    return bool(following) and _is_stop(following, 0)


def _same_marks(written: str, row: Row) -> bool:
    return toned_key(written) == toned_key(row.bare) or plain_key(written) in lists().aliases


_ROLE = re.compile(r"(?:chủ tịch|bí thư|chủ nhiệm|chánh văn phòng|lãnh đạo|đồng chí)[ \w&-]{0,30}$", re.IGNORECASE)
_HIGHLANDER = re.compile(r"(?:Y|H)[ ’'‘](?=[^\W\d_])")


def _is_person(text: str, start: int, name: _Name) -> bool:
    """Tell whether "Chủ tịch UBND huyện Y Thanh Niê" names its holder and not the unit."""
    first = modern_tone(name.bare.split()[0].lower())
    if text[start].lower() in _INITIALS and text[start + 1] == ".":
        return " " not in name.bare or first in lists().family_names
    if first in lists().family_names and name.bare.split()[1:2] in (["Văn"], ["Thị"]):
        return True
    if not _HIGHLANDER.match(name.bare) and (first not in lists().family_names or " " not in name.bare):
        return False
    return bool(_ROLE.search(text[max(0, start - 45) : start]))


def _extended(tokens: list[_Token], count: int, capitals: int) -> int:
    """Take "Tân Thành C" or "Tân Thành Đông" whole where the gazetteer has only "Tân Thành"."""
    if count < min(capitals, len(tokens)) and not tokens[count].wrapped and not tokens[count - 1].text.isdigit():
        word = tokens[count].text
        single = len(word) == 1 and word in "ABCDE"
        if (single or word.lower() in lists().endings) and not _is_stop(tokens, count):
            return count + 1
    return count


def _plausible(text: str, taken: list[_Token], shouted: bool) -> bool:
    """Tell whether words no list knows can be a name: no acronym, no stray capital, no shouted sentence."""
    letters = [t.text for t in taken if not t.text.isdigit()]
    if shouted:
        following = text[taken[-1].end : taken[-1].end + 2]
        ends = not following.strip(" ") or following[0] in "\r\n,.;:)*_\t" or _cut_short(text, taken[-1].end)
        return len(letters) >= 2 and ends and all(w.lower() in names().syllables for w in letters)
    if any(len(w) > 1 and w.isupper() for w in letters):
        return len(letters) >= 2 and any(has_marks(w) for w in letters) and all(w.isupper() for w in letters)
    return len("".join(letters)) > 1


def _spelled(text: str, taken: list[_Token]) -> str:
    """Write a name no list knows as an office would: "TÂN  LẬP" becomes "Tân Lập"."""
    written = " ".join(text[taken[0].start : taken[-1].end].split())
    if written.isupper() and len(written) > 1:
        written = re.sub(r"[^\W\d_]+", lambda m: m.group()[0] + m.group()[1:].lower(), written)
    return modern_tone(written)


_PLAIN_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")


def _own_spelling(text: str, taken: list[_Token], row: Row) -> str:
    """Return the name as this text writes it: "Krông Ana" where the list has "Krông A Na", "Phú Quý" for "Phú Quí"."""
    written = _spelled(text, taken)
    capitals = all(word[0].isupper() for word in written.split())
    own = capitals and _PLAIN_WORDS.fullmatch(written) and has_marks(written) and row.level is not Level.PROVINCE
    return written if own and toned_key(written) == toned_key(row.bare) else row.bare


def one_name(parents: set[str], year: int) -> set[str]:
    """Drop of a renamed province's two names the one that does not fit the year."""
    for old, (new, since) in RENAMED_PROVINCES.items():
        if {old, new} <= parents:
            parents = parents - {old if year >= since else new}
    return parents


def _unit(kind: str, name: _Name, year: int) -> Unit:
    """Make the unit; its parent where all units of that kind and name have the same."""
    if name.row is None:
        return Unit(kind, name.bare, level_of_kind(kind, name.bare, year))
    rows = [row for row in _rows_at(names().rows(name.bare), kind) if toned_key(row.bare) == toned_key(name.bare)]
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
    return _SHORT[short], short in _DOUBTFUL or match.group("glued") is not None, False


def find(text: str, bare: bool = False) -> list[Mention]:
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
            position, crossed = qualifier.end(), True
        shouted = match.group().isupper() and bool(match.group("full"))
        name = _name(text, position, kind, shouted, only_known or crossed, bare, unmarked)
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
    return _with_stated_parents(text, found)


def _rest_of_list(text: str, position: int, first: Mention, plural: bool, year: int, loose: bool) -> list[Mention]:
    """Read on in "các xã Tân Phước, Tân Thành A và Thông Bình"; stop where another thing begins."""
    found: list[Mention] = []
    kind = first.unit.kind
    while (comma := _LIST.match(text, position)) is not None:
        start = comma.end()
        if _KIND.match(text, start):
            break
        tokens = _tokens(text, start)
        if not tokens or not (tokens[0].capital or loose):
            break
        if not plural and "," in comma.group():
            above = _parent_in_address(text, tokens, first.unit)
            if above is not None:
                found.append(above)
                break
        name = _name(text, start, kind, False, not plural, loose and not tokens[0].capital)
        if name is None or (name.bare.isdigit() and not (plural and _ENDS_ITEM.match(text, name.end))):
            break
        found.append(Mention(Span(start, name.end), _unit(kind, name, year), name.row is not None))
        position = name.end
    return found


#: "Có 3 huyện còn trễ hạn hồ sơ: …": the words between the kind and the names that are of it.
_LEADS = re.compile(r"(?:[ \u00a0](?!và\b)[a-zà-ỹđ]+){0,8}(?:[ ]?:|,?[ ](?:gồm|là|như)[ ]?:?)[ \u00a0]")
_TOLD = re.compile(r"[ \u00a0]?(?:\([^()\n]{1,80}\)|(?::[ ])?\d[^,;.()\n]{0,40})")


def _led_list(text: str, position: int, kind: str, year: int) -> list[Mention]:
    """Read "3 huyện trễ hạn: Mường La (12 hồ sơ), Sốp Cộp (9 hồ sơ)", where each name is followed by its figure."""
    found: list[Mention] = []
    between = _LEADS.match(text, position)
    while between is not None:
        name = _name(text, between.end(), kind, False, False, False)
        told = _TOLD.match(text, name.end) if name else None
        if name is None or (told is None and name.row is None):
            break
        found.append(Mention(Span(between.end(), name.end), _unit(kind, name, year), name.row is not None))
        between = _NEXT.match(text, told.end() if told else name.end)
    return found


_NEXT = re.compile(r"[ \u00a0]?(?:,|;|và(?!\w)|&)[ \u00a0]?(?:và[ ])?")


def _parent_in_address(text: str, tokens: list[_Token], below: Unit) -> Mention | None:
    """Read "xã Tân Phước, Tân Hồng" as commune and district, where the one can lie in the other."""
    levels = (Level.PROVINCE,) if below.level is Level.DISTRICT else (Level.DISTRICT, Level.PROVINCE)
    count, rows = _known_name(text, tokens, None, levels, False)
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
        tokens = _tokens(text, match.start(), match.end())
        # "UBND A Lưới", "Của Yên Lạc": an acronym or the first word of a sentence is no part of the name.
        while len(tokens) > 1 and (_is_stop(tokens, 0) or (len(tokens[0].text) > 1 and tokens[0].text.isupper())):
            tokens = tokens[1:]
        if not tokens or tokens[-1].end != match.end():
            continue
        span = Span(tokens[0].start, tokens[-1].end)
        if not covered.isdisjoint((span.start, span.end - 1)) or span.of(text).isupper():
            continue
        before = re.findall(r"\w+", text[max(0, span.start - 12) : span.start])
        if before and before[-1].lower() in lists().elsewhere:
            continue
        row = _bare_row(span.of(text), len(tokens))
        if row is not None:
            added.append(Mention(span, row.unit, True))
    return sorted([*found, *added], key=lambda m: m.span)


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
    level = min((row.level for row in rows), key=LEVEL_ORDER.index)
    rows = [row for row in rows if row.level is level]
    parents = one_name({row.parent for row in rows}, 0)
    return replace(rows[0], parent=parents.pop() if len(parents) == 1 else "")


_INSIDE = re.compile(r"[*_]{0,3}\s*(?:,|\(|-|–|thuộc|của)?\s*")


def _with_stated_parents(text: str, found: list[Mention]) -> list[Mention]:
    """Give a unit the parent that is named right after it: "xã Tân Phước, huyện Tân Hồng"."""
    result = list(found)
    for place in range(len(found) - 1):
        inner, outer = found[place], found[place + 1]
        lower = LEVEL_ORDER.index(inner.unit.level) - LEVEL_ORDER.index(outer.unit.level)
        gap = outer.span.start - inner.span.end
        if lower < 1 or gap > 12 or not _INSIDE.fullmatch(text, inner.span.end, outer.span.start):
            continue
        if lower == 1 or not inner.unit.parent:
            result[place] = replace(inner, unit=replace(inner.unit, parent=outer.unit.name))
    return result

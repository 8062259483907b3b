"""Read the name of an administrative unit where one may stand: as the lists have it, or as none has."""

import re
from typing import NamedTuple

from corpus.gazetteer import Row, lists, names, plain_key, toned_key
from corpus.kinds import LEVELS
from corpus.model import Level
from corpus.vietnamese import has_marks, modern_tone

#: "phường 9", "phường 9 tháng 6"; but "tỉnh A 9 tháng năm 2024" is no name with a number.
_TOKEN = re.compile(r"[^\W\d_]+|\d{1,2}(?![\d%/]|[.,]\d|\s+tháng\b(?!\s+\d{1,2}\b))")
_BETWEEN = re.compile(r"[ ]?(?P<hyphen>[-–])[ ]?|[ ]?['’‘`´][ ]?|[ ]?(?P<newline>\r?\n)[ ]?|[ \t\u00a0]{1,2}")
_ROMAN = re.compile(r"[IVX]{1,4}")
_MOST_WORDS = 6


class Word(NamedTuple):
    start: int
    end: int
    text: str
    capital: bool  # can stand in a name as it is written
    broken: bool  # stands after a hyphen or on the next line: then only a gazetteer name goes on
    wrapped: bool  # stands on the next line


class Name(NamedTuple):
    start: int
    end: int
    bare: str
    row: Row | None


def words_at(text: str, position: int, limit: int | None = None) -> list[Word]:
    """Return the words that follow, up to the first mark or wide gap that no name crosses."""
    found: list[Word] = []
    wrapped = broken = joined = False
    while len(found) < _MOST_WORDS:
        match = _TOKEN.match(text, position) if limit is None else _TOKEN.match(text, position, limit)
        if match is None:
            break
        word = match.group()
        capital = word[0].isupper() or word[0].isdigit() or joined
        found.append(Word(match.start(), match.end(), word, capital, broken, wrapped))
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


def rows_of_kind(rows: list[Row], kind: str) -> list[Row]:
    """Keep the rows at the level of the kind, those of the same kind if there are any."""
    same = [row for row in rows if row.kind == kind]
    return same or [row for row in rows if row.level is LEVELS[kind]]


def is_stop(tokens: list[Word], place: int) -> bool:
    words = [modern_tone(t.text.lower()) for t in tokens[place : place + 2]]
    held = lists()
    return words[0] in held.stop_words or (len(words) == 2 and (words[0], words[1]) in held.stop_phrases)


def listed_name(
    text: str, tokens: list[Word], kind: str | None, levels: tuple[Level, ...], loose: bool, unmarked: bool = False
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
        rows = rows_of_kind(rows, kind) if kind else [row for row in rows if row.level in levels]
        if not rows and kind and LEVELS[kind] is not Level.COMMUNE:
            # Few districts and provinces share a folded name: a wrong mark is then a slip of the pen.
            close = rows_of_kind(names().by_key.get(plain_key(written), []), kind)
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


def name_at(
    text: str, position: int, kind: str, shouted: bool, only_known: bool, loose: bool, unmarked: bool = False
) -> Name | None:
    """Read the name at the position: the gazetteer's longest, else the longest plausible one."""
    tokens = words_at(text, position)
    if not tokens:
        return None
    first = tokens[0]
    if not loose and not first.capital:
        return None
    if shouted and not first.text.isupper():
        shouted = False
    count, rows = listed_name(text, tokens, kind, (LEVELS[kind],), loose, unmarked)
    run = [t for t in tokens if not t.broken]
    capitals = next((i for i, t in enumerate(run) if not t.capital), len(run))
    if 0 < count < capitals and not is_stop(tokens, count):
        if not _same_marks(text[first.start : tokens[count - 1].end], rows[0]):
            count = 0  # "xã Thượng An Sơn" is not "xã Thượng Ân" with a slip
    if count:
        last = tokens[count - 1]
        longer = _extended(tokens, count, capitals)
        if longer > count:
            return Name(first.start, tokens[longer - 1].end, _spelled(text, tokens[:longer]), None)
        one_word = count == 1 and capitals > 1 and LEVELS[kind] is Level.COMMUNE and not first.text.isdigit()
        if not one_word or is_stop(tokens, 1):
            return Name(first.start, last.end, _own_spelling(text, tokens[:count], rows[0]), rows[0])
    if kind == "quận" and first.text.isdigit() and int(first.text) in range(1, 13):  # merged: "quận 2"
        return Name(first.start, first.end, first.text.lstrip("0"), None)
    if only_known or first.text.isdigit():
        return None
    if kind in ("phường", "quận") and _ROMAN.fullmatch(first.text):
        return Name(first.start, first.end, first.text, None)
    length = 0
    while length < min(capitals, 4) and not is_stop(run, length):
        word = run[length].text
        if length and word.isdecimal() and not 1 <= int(word) <= 20:
            break
        length += 1
    taken = run[:length]
    if taken and text[taken[0].start : taken[0].start + 12].startswith(lists().regions):
        return None
    if not taken or not _plausible(text, taken, shouted):
        return None
    return Name(first.start, taken[-1].end, _spelled(text, taken), None)


def _cut_short(text: str, position: int) -> bool:
    """Tell whether the next words are some that no name holds."""
    following = words_at(text, position + 1)
    return bool(following) and is_stop(following, 0)


def _same_marks(written: str, row: Row) -> bool:
    return toned_key(written) == toned_key(row.bare) or plain_key(written) in lists().aliases


def _extended(tokens: list[Word], count: int, capitals: int) -> int:
    """Take "Tân Thành C" or "Tân Thành Đông" whole where the gazetteer has only "Tân Thành"."""
    if count < min(capitals, len(tokens)) and not tokens[count].wrapped and not tokens[count - 1].text.isdigit():
        word = tokens[count].text
        single = len(word) == 1 and word in "ABCDE"
        if (single or word.lower() in lists().endings) and not is_stop(tokens, count):
            return count + 1
    return count


def _plausible(text: str, taken: list[Word], shouted: bool) -> bool:
    """Tell whether words no list knows can be a name: no acronym, no stray capital, no shouted sentence."""
    letters = [t.text for t in taken if not t.text.isdigit()]
    if shouted:
        following = text[taken[-1].end : taken[-1].end + 2]
        ends = not following.strip(" ") or following[0] in "\r\n,.;:)*_\t" or _cut_short(text, taken[-1].end)
        return len(letters) >= 2 and ends and all(w.lower() in names().syllables for w in letters)
    if any(len(w) > 1 and w.isupper() for w in letters):
        return len(letters) >= 2 and any(has_marks(w) for w in letters) and all(w.isupper() for w in letters)
    return len("".join(letters)) > 1


def _spelled(text: str, taken: list[Word]) -> str:
    """Write a name no list knows as an office would: "TÂN  LẬP" becomes "Tân Lập"."""
    written = " ".join(text[taken[0].start : taken[-1].end].split())
    if written.isupper() and len(written) > 1:
        written = re.sub(r"[^\W\d_]+", lambda m: m.group()[0] + m.group()[1:].lower(), written)
    return modern_tone(written)


_PLAIN_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")


def _own_spelling(text: str, taken: list[Word], row: Row) -> str:
    """Return the name as this text writes it: "Krông Ana" where the list has "Krông A Na", "Phú Quý" for "Phú Quí"."""
    written = _spelled(text, taken)
    capitals = all(word[0].isupper() for word in written.split())
    own = capitals and _PLAIN_WORDS.fullmatch(written) and has_marks(written) and row.level is not Level.PROVINCE
    return written if own and toned_key(written) == toned_key(row.bare) else row.bare

"""Administrative units: find them in a text, look them up, and tell whose report a document is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from corpus import gazetteer as data
from corpus import mentions
from corpus.gazetteer import agrees, level_of_kind, near, plain_key, toned_key
from corpus.mentions import Mention
from corpus.model import Header, Level, Unit
from corpus.vietnamese import fold, has_marks, modern_tone, nfc

__all__ = [
    "Gazetteer",
    "Mention",
    "gazetteer",
    "level_of_kind",
    "own_unit",
    "parse_unit",
    "same_unit",
]


class Gazetteer:
    """The units of Vietnam by name; made once, see `gazetteer()`."""

    def find(self, text: str, bare: bool = False) -> list[Mention]:
        """Return all units the text names, in order; `bare` as for a question or a headline."""
        return mentions.find(text, bare)

    def lookup(self, name: str, level: Level | None = None) -> list[Unit]:
        """Return all units of exactly that name, in any writing, with or without a kind before it."""
        kind, bare = _split(nfc(name))
        rows = data.names().rows(bare)
        if kind:
            same = [row for row in rows if row.kind == kind]
            rows = same or [row for row in rows if row.level is data.LEVELS[kind]]
        found = [row.unit for row in rows if level is None or row.level is level]
        return list(dict.fromkeys(found))

    def near(self, name: str, among: Iterable[Unit]) -> list[Unit]:
        """Return those of the units that one slip of the pen parts from the written name."""
        return near(_split(nfc(name))[1], among)

    def successors(self, unit: Unit) -> list[Unit]:
        """Return the units of July 2025 that the unit went into."""
        return data.names().moved(unit, forward=True)

    def predecessors(self, unit: Unit) -> list[Unit]:
        """Return the older units that a unit of July 2025 was made of."""
        return data.names().moved(unit, forward=False)


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer()


_OFFICE = re.compile(
    r"^\s*(?:UBND|HĐND(?:[ ]?(?:-|&|và)[ ]?UBND)?|(?:[UỦ][YỶ]|UỶ) BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN)\s+",
    re.IGNORECASE,
)
_KIND_BEFORE = re.compile(
    r"^(?P<kind>thành phố|thị xã|thị trấn|đặc khu|huyện|quận|tỉnh|phường|xã"
    r"|thanh pho|thi xa|thi tran|dac khu|huyen|quan|tinh|phuong|xa"
    r"|t\.?p|t\.?x|t\.?t|[hqxp](?=\.))\b\.?\s*(?=\S)",
    re.IGNORECASE,
)
_KINDS = {fold(kind): kind for kind in data.LEVELS} | {
    "tp": "thành phố", "tx": "thị xã", "tt": "thị trấn", "h": "huyện", "q": "quận", "x": "xã", "p": "phường",
}  # fmt: skip


def _split(name: str) -> tuple[str, str]:
    """Split "h. Tân Hồng" into kind and bare name; the kind is "" where none is written."""
    name = _OFFICE.sub("", " ".join(name.split()))
    if plain_key(name) in data.lists().aliases:
        return "", name
    match = _KIND_BEFORE.match(name)
    if match is None:
        return "", name
    return _KINDS[fold(match.group("kind").lower()).replace(".", "")], name[match.end() :]


def parse_unit(name: str) -> Unit | None:
    """Read one unit from a name written in any way: "UBND TP Huế", "TX Hương Thủy", "tan hong"."""
    name = " ".join(nfc(name).split()).strip(" .,;:*_")
    found = mentions.find(name) or mentions.find(name, bare=True)
    if found:
        return found[0].unit
    kind, bare = _split(name)
    units = gazetteer().lookup(name)
    if units:
        best = min(units, key=lambda u: (data.LEVEL_ORDER.index(u.level), not agrees(bare, u.bare)))
        same = {u.parent for u in units if u.level is best.level and u.bare == best.bare}
        return best if len(same) == 1 else replace(best, parent="")
    if not kind or not re.search(r"[^\W\d_]", bare) or len(bare.split()) > 5:
        return None
    written = bare if bare != bare.lower() and bare != bare.upper() else bare.title()
    return Unit(kind, modern_tone(written), level_of_kind(kind, bare))


def same_unit(a: Unit, b: Unit) -> bool:
    """Tell whether two mentions can mean one unit: level, name (marks may be missing) and parent agree."""
    cities = {a.kind, b.kind} == {"thành phố"}
    if a.level is not b.level and not (cities and plain_key(a.bare) == "hue"):
        return False
    if plain_key(a.bare) != plain_key(b.bare):
        return False
    if has_marks(a.bare) and has_marks(b.bare) and toned_key(a.bare) != toned_key(b.bare):
        return False
    return not (a.parent and b.parent) or a.level is not b.level or _same_parent(a.parent, b.parent)


def _same_parent(left: str, right: str) -> bool:
    """Compare parents; a commune's may be named by district in one place and by province in another."""
    if plain_key(left) == plain_key(right):
        return True
    first, second = parse_unit(left), parse_unit(right)
    return first is None or second is None or first.level is not second.level


# --- whose report is it ---------------------------------------------------------------------------------

_CLOSING = re.compile(r"Trên đây là (?:[^.\n]|\.(?=\w)){0,300}", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(?:TM|KT|TL|TUQ)\.?\s*(?:\*\*)?\s*(?:UBND|[UỦ][YỶ] BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)[^\n]*\n?[^\n]*"
)
_ADDRESSEE = re.compile(
    r"(?:xin |kính )?(?:báo cáo|gửi|trình)(?: đến| tới| lên)? (?=UBND|[UỦ]y ban|Ban|Sở|Tỉnh|Huyện|Hội|Thường)"
)
_SELF = {
    Level.COMMUNE: re.compile(
        r"(?<!các )(?<!cấp )(?:UBND|nhân dân|địa bàn|toàn|của) (?:xã|phường|thị trấn)(?!,| hội|\w)",
        re.IGNORECASE,
    ),
    Level.DISTRICT: re.compile(
        r"(?:UBND|nhân dân|địa bàn|toàn|của) (?:huyện|thị xã|thành phố|quận)(?!\w|,? (?:thị xã|xã))",
        re.IGNORECASE,
    ),
    Level.PROVINCE: re.compile(r"(?:toàn|địa bàn|của) tỉnh(?!\w)", re.IGNORECASE),
}
_ACTOR = re.compile(
    r"(?:UBND|HĐND|nhân dân|địa bàn|toàn|của|tại|ủy|Đảng bộ|chính quyền|lãnh đạo)\s+$|(?:^|[.\n]\s*)$",
    re.IGNORECASE,
)
# Another unit is named for comparison, as an example, as an address or as someone's home.
_OTHER = re.compile(
    r"(?:(?:so với|như|cùng với|kinh nghiệm|học tập|giáp|đứng sau|đứng trước|xếp sau|xếp trên|địa chỉ:?|số nhà|"
    r"quê|quê quán:?|trú tại|thường trú|đường|đoàn|thay thế)"
    r"\s+(?:UBND |các |của |tại |ở |từ |thôn [^.;\n]{0,20}, ?)*"
    r"|(?<!\w)(?:các|những)\s+)$",
    re.IGNORECASE,
)


def own_unit(text: str, header: Header, source: str) -> Unit | None:
    """Return the unit whose report this is, or None where the report never names it.

    Asks in turn the letterhead, the signature and closing sentence, the title, the place line, the body.
    `source`, the file name, says nothing: whoever saved the file gave it.
    """
    head = header.issuer.value if header.issuer else _letterhead(text)
    for stated in (head, *_ends(text)):
        unit = _lowest(stated)
        if unit is not None:
            return _with_parent(unit, text)
    body = mentions.find(text)
    level = _own_level(text)
    title = header.title.value if header.title else ""
    unit = _of_title(title, level)
    if unit is None and header.place is not None:
        unit = _of_place(header.place.value, level)
    if unit is None:
        unit = _of_body(text, body, level)
    if unit is None:
        unit = _of_lead(text, level)
    return _with_parent(unit, text) if unit is not None else None


def _letterhead(text: str) -> str:
    """Return the lines of the issuing office where the header was not read: an office alone on its line."""
    lines = [line.strip(" *_|\t") for line in text[:1500].splitlines()[:14]]
    kept: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        office = _OFFICE.match(line + " ")
        after_office = _OFFICE.fullmatch(before + " ") and mentions.find(line)
        if (office and len(line) < 70 and mentions.find(line)) or after_office:
            kept.append(line)
    return "\n".join(kept)


def _ends(text: str) -> list[str]:
    """Return the signature block's office and the closing sentence, where a report says whose it is."""
    tail_start = max(0, len(text) - 4000)
    signatures = [m.group() for m in _SIGNATURE.finditer(text, tail_start)]
    closings = [_own_part(m.group()) for m in _CLOSING.finditer(text, tail_start)]
    return signatures[-1:] + closings[-1:]


def _own_part(closing: str) -> str:
    """Keep of "… của UBND huyện X xin báo cáo UBND tỉnh Y" what stands before the addressee."""
    return _ADDRESSEE.split(closing)[0]


def _lowest(stated: str) -> Unit | None:
    """Return the lowest unit named; two of the same level cannot both be the one."""
    units = [m.unit for m in mentions.find(nfc(stated))]
    if not units:
        return None
    lowest = max(data.LEVEL_ORDER.index(u.level) for u in units)
    own = [u for u in units if data.LEVEL_ORDER.index(u.level) == lowest]
    return own[0] if all(same_unit(own[0], u) for u in own) else None


def _own_level(text: str) -> Level | None:
    """Return the level a report speaks from: "trên địa bàn huyện", "toàn xã"."""
    counts = {level: len(pattern.findall(text)) for level, pattern in _SELF.items()}
    best = max(counts, key=lambda level: counts[level])
    return best if counts[best] else None


def _of_title(title: str, level: Level | None) -> Unit | None:
    """Return the unit a title speaks of, if it speaks of one; a title is no report of its superior."""
    found = mentions.find(title, bare=True)
    units = [m.unit for m in found if not _OTHER.search(title[: m.span.start])]
    if not units or (level is not None and all(_above(u.level, level) for u in units)):
        return None
    lowest = max(data.LEVEL_ORDER.index(u.level) for u in units)
    own = [u for u in units if data.LEVEL_ORDER.index(u.level) == lowest]
    return own[0] if all(same_unit(own[0], u) for u in own) else None


def _above(level: Level, other: Level) -> bool:
    return data.LEVEL_ORDER.index(level) < data.LEVEL_ORDER.index(other)


def _of_place(place: str, level: Level | None) -> Unit | None:
    """Return the unit the place line means: it bears the name of the office's own unit."""
    if level is None:
        return None
    units = [u for u in gazetteer().lookup(place) if u.level is level]
    if not units:
        return None
    parents = {u.parent for u in units}
    return units[0] if len(parents) == 1 else replace(units[0], parent="")


def _of_body(text: str, body: list[Mention], level: Level | None) -> Unit | None:
    """Return the unit of the fitting level that the body names as actor far more often than any other."""
    scores: Counter[str] = Counter()
    units: dict[str, Unit] = {}
    for mention in body:
        unit = mention.unit
        if level is not None and unit.level is not level:
            continue
        before = text[max(0, mention.span.start - 40) : mention.span.start]
        if _OTHER.search(before):
            continue
        units.setdefault(unit.key, unit)
        scores[unit.key] += 2 if _ACTOR.search(before) else 1
    ranked = scores.most_common(2)
    if not ranked or ranked[0][1] < 2 or (len(ranked) == 2 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    return units[ranked[0][0]]


def _of_lead(text: str, level: Level | None) -> Unit | None:
    """Return the one unit that the first lines of a web story name, with or without its kind."""
    if level is None:
        return None
    found = mentions.find(text[:800], bare=True)
    units = [m.unit for m in found if m.unit.level is level and not _OTHER.search(text[: m.span.start])]
    return units[0] if units and all(same_unit(units[0], u) for u in units) else None


def _with_parent(unit: Unit, text: str) -> Unit:
    """Fill in the parent: the only one that name has, or the one of several that the text names."""
    if unit.parent or unit.level is Level.PROVINCE:
        return unit
    candidates = [u for u in gazetteer().lookup(unit.bare, unit.level) if u.kind == unit.kind]
    parents = list(dict.fromkeys(u.parent for u in candidates if u.parent))
    if len(parents) > 1:
        parents = [p for p in parents if p.split(" ", 2)[-1] in text or p in text]
    return replace(unit, parent=parents[0]) if len(parents) == 1 else unit

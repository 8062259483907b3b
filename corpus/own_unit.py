"""Tell whose report a document is: the unit that its letterhead, signature, title or body speaks for."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.gazetteer import lists, plain_key
from corpus.kinds import LEVELS, UNITS
from corpus.mentions import Mention, find_units, one_name
from corpus.model import Header, Level, Stated, Unit
from corpus.units import OFFICE, kind_and_name, same_unit, units_named
from corpus.vietnamese import fold, nfc

_DEPARTMENT = re.compile(r"(?:SỞ|PHÒNG|VĂN PHÒNG|THANH TRA|BAN|HUYỆN ỦY|TỈNH ỦY|ĐẢNG ỦY|THÀNH ỦY|THỊ ỦY)\s")
_CLOSING = re.compile(r"Trên đây là (?:[^.]|\.(?=\w)){0,400}", re.IGNORECASE)
_ADDRESSEE = re.compile(
    r"(?:xin |kính )?(?:báo cáo|gửi|trình)(?: đến| tới| lên| về)? "
    r"(?=UBND|[UỦ]y ban|Ban|Sở|Tỉnh|Huyện|Hội|Thường)"
)
_SIGNATURE = re.compile(r"(?:TM|KT|TL|TUQ)\.?\s*(?:\*\*)?\s*(?:UBND|(?:[UỦ][YỶ]|UỶ) BAN NHÂN DÂN)[^\n]*\n?[^\n]*")
_PLACE = re.compile(r"^[\W_]*([^\W\d_][^\n,|]{1,40}?),\s*ngày[ \d.…]+tháng", re.MULTILINE | re.IGNORECASE)
_PORTAL = re.compile(r"^.{0,20}(?:trang|cổng)\s+(?:thông tin|TT)[^.;]{0,60}", re.MULTILINE | re.IGNORECASE)
# How a report speaks of its own unit without naming it. Not "UBND xã, thị trấn", "các xã", "cấp xã".
_SELF = re.compile(
    r"(?<!các )(?<!cấp )(?<!một số )(UBND|nhân dân|địa bàn|toàn|của|tại) "
    rf"({UNITS})"
    rf"(?!\w|,? (?:{UNITS})| hội)",
    re.IGNORECASE,
)
_WHERE = re.compile(r"của|tại", re.IGNORECASE)  # "tại thành phố Thanh Hóa" names where, not who speaks
_THERE = re.compile(r"\b(?:tại|ở)\s+$", re.IGNORECASE)
# It acts, or the report speaks of what happened in it.
_ACTOR = re.compile(
    r"(?:UBND|HĐND|nhân dân|địa bàn|toàn|[uủ][yỷ]|Đảng bộ|chính quyền|lãnh đạo|của)\s+$"
    r"|(?:^|[.\n:]\s*|,\s+)$",
    re.IGNORECASE,
)
_HOME = re.compile(r"(?:địa bàn|toàn)\s+$", re.IGNORECASE)
# Another unit: compared with, visited, lain next to, come from, or someone's home.
_OTHER = re.compile(
    r"(?:so với|như|cùng|cùng với|phối hợp với|giữa|giáp|đến từ|đường|thay thế|dẫn đầu|đứng đầu|"
    r"cao nhất|thấp nhất|thuộc về|(?:đứng|xếp) (?:sau|trước|trên|dưới))"
    r"\s+(?:là |UBND |các |của |tại |ở |từ |với )*$"
    r"|(?<!\w)(?:các|những|một số)\s+$"
    r"|(?<!\w)(?:đoàn công tác|kinh nghiệm|học tập|tham quan|giao lưu|kết nghĩa|điều động|chuyển công tác|"
    r"nguyên chủ tịch|khu (?:kinh tế|công nghiệp|chế xuất|công nghệ cao)|cửa khẩu|"
    r"sáp nhập|tách từ|ký kết|sinh năm|quê|quê quán|trú tại|thường trú|địa chỉ|trụ sở|số nhà)"
    r"(?!\w)[^.;\n]{0,70}$",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"\s*\((?:TTXVN|[A-ZĐ]{2,}|Báo)\b")  # "Hà Nội (TTXVN 18/4)": where it was written
# A name that is a whole sentence or line is the author's.
_ALONE_BEFORE = re.compile(r"(?:^|[.…\n])[\s*_]*$")
_ALONE_AFTER = re.compile(r"[\s*_.]*(?:\Z|\n)")
_VISITS = re.compile(r"\s*(?:đến|đã đến|sang|vừa|cũng)\s+(?:thăm|tham quan|học tập|trao đổi|giao lưu)", re.IGNORECASE)
_KIND_ENDS = frozenset(word for kind in LEVELS for word in kind.split()) | {"ủy", "tp", "tp."}


def own_unit(text: str, header: Header) -> Unit | None:
    """Return the unit whose report this is, or None where the report never names it.

    Asks in turn the letterhead, the signature, the closing sentence, the title, the place line, the body and
    the first lines. The name of the file is not asked: it is whatever the one who saved it typed.
    """
    letterhead = find_units(_letterhead(text))
    issuer = header.issuer
    stated = [] if issuer is None or not _heads_line(text, issuer) else find_units(nfc(issuer.value))
    candidates = [_lowest(stated), _lowest(letterhead)]
    offices = sorted(filter(None, candidates), key=lambda u: -u.level.depth)
    for unit in (*offices, *(_lowest(find_units(end)) for end in _ends(text))):
        if unit is not None:
            return _with_parent(_below(unit, letterhead), text)
    kind, sure = _own_kind(text)
    place = header.place.value if header.place else _place(text)
    title = nfc(header.title.value) if header.title else ""
    people = {fold(s.value) for s in (header.author, header.signer) if s}
    told = _from_title(title, kind if sure else "", text)
    body = _from_body(text, kind)
    if told is not None and body is not None and body.level.depth < told.level.depth:
        told = None  # a headline names who is first; the story is the province's, which ranked them
    unit = (
        _who_publishes(title)
        or _from_title_and_place(title, place)
        or told
        or _from_place(place, kind)
        or body
        or _from_portal(text, kind)
        or _from_lead(text, kind, people)
    )
    return _with_parent(unit, text) if unit is not None else None


def _heads_line(text: str, issuer: Stated) -> bool:
    """Tell whether the issuer stands in its own place; "kế hoạch của UBND tỉnh X" names a superior."""
    if issuer.span is None or issuer.span.end > len(text):
        return True
    before = text[max(0, issuer.span.start - 6) : issuer.span.start].rstrip(" \t*_|#>")
    return not before or before.endswith("\n")


def _letterhead(text: str) -> str:
    """Return the lines of the issuing office: an office with its unit alone on a line, or on two."""
    kept: list[str] = []
    before = ""
    for line in (line.strip(" *_|#\t") for line in text[:2500].splitlines()[:30]):
        office = OFFICE.match(line + " ") or OFFICE.fullmatch(before + " ") or _DEPARTMENT.match(line)
        found = find_units(line) if office and len(line) < 120 else []
        if found and (found[-1].span.end == len(line) or found[0].span.of(line).isupper()):
            kept.append(line[: found[-1].span.end])
        before = line
    return "\n".join(kept)


def _below(unit: Unit, letterhead: Sequence[Mention]) -> Unit:
    """Take the parent from the letterhead, which names the superior office in its first line."""
    above = {Level.COMMUNE: Level.DISTRICT, Level.DISTRICT: Level.PROVINCE}.get(unit.level)
    named = {m.unit.name for m in letterhead if m.unit.level is above}
    return replace(unit, parent=named.pop()) if len(named) == 1 else unit


def _place(text: str) -> str:
    match = _PLACE.search(text[:3000])
    return match.group(1) if match else ""


def _ends(text: str) -> list[str]:
    """Return the signature block's office and the closing sentence, where a report says whose it is."""
    tail_start = max(0, len(text) - 6000)
    signatures = [m.group() for m in _SIGNATURE.finditer(text, tail_start)]
    closings = [_ADDRESSEE.split(m.group())[0] for m in _CLOSING.finditer(text, tail_start)]
    return signatures[-1:] + closings[-1:]


def _lowest(found: Sequence[Mention]) -> Unit | None:
    """Return the lowest unit named; two of the same level cannot both be the one."""
    units = [m.unit for m in found]
    if not units:
        return None
    lowest = max(u.level.depth for u in units)
    own = [u for u in units if u.level.depth == lowest]
    return own[0] if all(same_unit(own[0], u) for u in own) else None


def _own_kind(text: str) -> tuple[str, bool]:
    """Return the kind a report speaks from, as in "trên địa bàn huyện", or "", and whether that is sure.

    "UBND xã Tân Phước" may be any commune's; it counts, unsurely, in a text that never speaks the other way.
    """
    found = list(_SELF.finditer(text))
    own = [m for m in found if _HOME.search(m.group(1) + " ") or not text[m.end() : m.end() + 2].strip().istitle()]
    counts = Counter(" ".join(m.group(2).lower().split()) for m in own or found if own or not _WHERE.match(m.group(1)))
    if not counts:
        return "", False
    return max(counts, key=lambda kind: (counts[kind], LEVELS[kind].depth)), bool(own)


_PUBLISHES = re.compile(r"[\s*_#“\"]*(.{2,40}?)\s+(?:vừa\s+|đã\s+)?(?:công bố|thông báo)\s", re.IGNORECASE)


def _who_publishes(title: str) -> Unit | None:
    """Return the unit that a headline opens with and that publishes: "X công bố Chỉ số CCHC của các quận, huyện"."""
    match = _PUBLISHES.match(title)
    if match is None:
        return None
    found = find_units(match.group(1))
    units = [m.unit for m in found] or units_named(match.group(1))
    provinces = [u for u in units if u.level is Level.PROVINCE]
    chosen = provinces or units
    return chosen[0] if len(chosen) == 1 else None


def _from_title_and_place(title: str, place: str) -> Unit | None:
    """Return the unit that a title names with its kind, where the place line bears the same name."""
    return next((m.unit for m in find_units(title) if place and fold(m.unit.bare) == fold(place.strip())), None)


def _from_title(title: str, kind: str, text: str) -> Unit | None:
    """Return the unit a title speaks of, of the kind that the text calls it by; of a title that names only a
    superior, nothing is learnt.
    """
    found = _alone(title, find_units(title, bare=True))
    unit = _lowest(found)
    if unit is not None:
        named = [m for m in find_units(text) if plain_key(m.unit.bare) == plain_key(unit.bare)]
        called = {
            m.unit.kind: m.unit for m in named if not _THERE.search(text[max(0, m.span.start - 5) : m.span.start])
        }
        unit = next(iter(called.values())) if len(called) == 1 else unit
    if unit is None or (kind and unit.level.depth < LEVELS[kind].depth):
        return None
    return unit


def _is_other(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.span.start - 90) : mention.span.start]
    return bool(_OTHER.search(before) or _VISITS.match(text, mention.span.end))


def _from_place(place: str, kind: str) -> Unit | None:
    """Return the unit the place line means: it bears the name of the office's own unit."""
    if not kind or not place:
        return None
    units = [u for u in units_named(place) if u.level is LEVELS[kind]]
    units = [u for u in units if u.kind == kind] or units
    if not units or len({u.kind for u in units}) > 1:
        return None
    return units[0] if len({u.parent for u in units}) == 1 else replace(units[0], parent="")


def _from_body(text: str, kind: str) -> Unit | None:
    """Return the unit of the fitting level that the body names as actor far more often than any other."""
    found = _alone(text, find_units(text))
    level = LEVELS[kind] if kind else _middle_level(found)
    scores: Counter[tuple[str, str]] = Counter()
    units: dict[tuple[str, str], Unit] = {}
    for mention in found:
        unit = mention.unit
        if unit.level is not level and not (unit.kind == kind == "thành phố"):
            continue  # "của thành phố" may be a city under the centre, or one of a province
        before = text[max(0, mention.span.start - 20) : mention.span.start]
        near_edge = mention.span.start < 300 or len(text) - mention.span.end < 300
        identity = (unit.kind, plain_key(unit.bare))
        units.setdefault(identity, unit)
        acts = bool(_ACTOR.search(before))
        scores[identity] += (1 + acts) + (acts and near_edge) + bool(_HOME.search(before))
    for identity, _ in scores.most_common(4):
        scores[identity] += min(3, _times_bare(text, units[identity].bare))
    ranked = scores.most_common(2)
    enough = 3 if kind else 4  # a text that never says "trên địa bàn huyện" may be about many
    if not ranked or ranked[0][1] < enough or (len(ranked) == 2 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    chosen = units[ranked[0][0]]
    return None if not kind and _is_one_of_many(text, chosen) else chosen


def _is_one_of_many(text: str, unit: Unit) -> bool:
    """Tell whether a text names another unit of the same level about as often: a story of the whole country."""
    found = [m for m in find_units(text, bare=True) if m.unit.level is unit.level]
    named = Counter(plain_key(m.unit.bare) for m in found if not _DATELINE.match(text, m.span.end))
    own = named.pop(plain_key(unit.bare), 0)
    return any(times * 2 >= own for times in named.values())


def _times_bare(text: str, bare: str) -> int:
    """Count the name without its kind: "Ea Súp đứng đầu tỉnh", where "huyện Ea Súp" was named too."""
    count = 0
    for match in re.finditer(rf"(?<!\w){re.escape(bare)}(?!\w)(?![ ][^\W\d_][’'])", text):
        before = re.findall(r"[\w.]+", text[max(0, match.start() - 15) : match.start()])[-1:]
        after = text[match.end() : match.end() + 2].strip()
        word = before[0] if before else ""
        followed = after.isalpha() and after.isupper()
        if not followed and not word.istitle() and word.lower() not in _KIND_ENDS | lists().elsewhere:
            count += 1
    return count


def _alone(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Leave out those named in one breath with another of their level: of a list, none is the own unit."""
    listed: set[int] = set()
    for place, (before, after) in enumerate(pairwise(found)):
        between = text[before.span.end : after.span.start].strip()
        alike = before.unit.level is after.unit.level or before.unit.kind == after.unit.kind
        if alike and between in {",", ";", "và", "&", "-", "–", ", và"}:
            listed |= {place, place + 1}
    return [m for place, m in enumerate(found) if place not in listed and not _is_other(text, m)]


def _middle_level(found: list[Mention]) -> Level | None:
    """Return the level of a text that never speaks of itself: a district's, if it names one."""
    levels = {m.unit.level for m in found}
    return next((level for level in (Level.DISTRICT, Level.COMMUNE, Level.PROVINCE) if level in levels), None)


_NAME = 30


def _from_portal(text: str, kind: str) -> Unit | None:
    """Return the unit whose website carries the story, where the story is told from that level."""
    for match in _PORTAL.finditer(text[:2000]):
        named = find_units(text[match.start() : match.end() + _NAME])  # a name may be cut at the end
        unit = _lowest([m for m in named if match.start() + m.span.start < match.end()])
        if unit is not None and kind and unit.level is LEVELS[kind]:
            return unit
    return None


def _from_lead(text: str, kind: str, people: set[str]) -> Unit | None:
    """Return the one unit that the first lines of a web story name without its kind."""
    if not kind:
        return None
    lead = text[:800]
    units: list[Unit] = []
    for mention in _alone(lead, find_units(lead, bare=True)):
        name = mention.span.of(lead)
        alone = _ALONE_BEFORE.search(lead[: mention.span.start]) and _ALONE_AFTER.match(text, mention.span.end)
        if mention.unit.level is not LEVELS[kind] or alone or fold(name) in people:
            continue
        units.append(mention.unit)
    return units[0] if units and all(same_unit(units[0], u) for u in units) else None


def _stated_parents(unit: Unit, text: str) -> set[str]:
    """Return the units that the text puts the unit in: "xã Tân Sơn, huyện Ninh Sơn"."""
    found = set()
    for match in re.finditer(rf"{re.escape(unit.name)}\s*(?:,|\(|thuộc|của)\s*", text, re.IGNORECASE):
        after = find_units(text[match.end() : match.end() + 40])
        if after and after[0].span.start == 0 and after[0].unit.level.depth < unit.level.depth:
            found.add(after[0].unit.name)
    return found


def _with_parent(unit: Unit, text: str) -> Unit:
    """Fill in the parent: the one stated after the name, else the only one that name has or that the text names."""
    if unit.level is Level.PROVINCE:
        return unit
    stated = _stated_parents(unit, text)
    if len(stated) == 1:
        return replace(unit, parent=stated.pop())
    if unit.parent:
        return unit
    candidates = [u for u in units_named(unit.bare, unit.level) if u.kind == unit.kind]
    parents = one_name({u.parent for u in candidates if u.parent}, 0)
    if len(parents) > 1:
        lowered = text.lower()
        named = {p for p in parents if p.lower() in lowered}
        parents = named or {p for p in parents if kind_and_name(p)[1].lower() in lowered}
    return replace(unit, parent=next(iter(parents))) if len(parents) == 1 else unit

"""Exchange in the question before the unit or level that a follow-up names."""

import re
from collections.abc import Sequence

from corpus.kinds import LEVELS, MARKED
from corpus.model import Level, Span, Unit
from corpus.vietnamese import fold
from prompts import say
from qa.dialogue.message import Message
from qa.dialogue.rewriting import BARE_UNIT, Edit, end_of, spaced, style, unit_chain
from qa.dialogue.slots import Parts, UnitPiece
from qa.dialogue.talked_of import homes


def exchange_units(prior: Parts, now: Parts, fronts: list[str], known: Sequence[Unit]) -> list[Edit]:
    if now.units:
        new = now.units[0]
        chain = unit_chain(now)
        assert chain is not None
        inner = [u for u in now.units if chain.contains(u.span)]
        written = ", ".join(u.written for u in inner)
        joined = now.folded[now.units[0].span.end : now.units[-1].span.start]
        if len(now.units) > len(inner) and re.fullmatch(r"\s*(?:,|va|voi|hay)?\s*", joined):
            written = " và ".join(u.written for u in now.units)
    else:
        new = UnitPiece(now.described[0], now.described[0].of(now.text), None)
        written = new.written[:1].lower() + new.written[1:]
        inner = [new]
    written = style(written, prior.text)
    if not prior.units:
        # Another unit: what pointed at the old one is left out with it.
        edits = [Edit(s, "") for s in prior.reports] if now.units else []
        if prior.described:
            return [Edit(prior.described[0], written), *edits]
        bare = bare_unit(prior)
        if bare is not None and new.level is not Level.COMMUNE:
            return [Edit(bare, written), *edits]
        fronts.append(say("conversation.at_unit", unit=written))
        return edits
    offices = [u for u in (new, prior.units[0]) if _is_office(u)]
    if offices and not (new in offices and len(offices) == 2 and new.parent and new.parent == prior.units[0].parent):
        return [Edit(unit_chain(prior) or prior.units[0].span, written)]
    level = new.level
    if level is None:
        same = {u.level for u in known if fold(u.bare) == fold(new.written)}
        level = same.pop() if len(same) == 1 else prior.units[0].level
    chain = unit_chain(prior)
    assert chain is not None
    chained = [u for u in prior.units if chain.contains(u.span)]
    if level is Level.COMMUNE and len(inner) == 1:
        district = next((u for u in prior.units if u.level is Level.DISTRICT), None)
        commune = next((u for u in prior.units if u.level is Level.COMMUNE), None)
        if commune is not None:
            return [Edit(commune.span, written)]
        if district is not None and may_lie_in(new, district, known):
            return [Edit(district.span, f"{written}, {district.written}")]
        return [Edit(chain, written)]
    if level is Level.DISTRICT and any(u.level is Level.COMMUNE for u in chained):
        district = next((u for u in chained if u.level is Level.DISTRICT), None)
        there = now.units and re.search(r"\b(?:ben|phia)\s+$", now.folded[: now.units[0].span.start])
        if district and (there or any(fold(new.written) in homes(u, known) for u in chained)):
            return [Edit(district.span, written)]  # the commune of the same name there
        return [Edit(chain, written)]
    same_level = [u for u in prior.units if u.level is level or level is None or u.level is None]
    if same_level and len(inner) == 1:
        return [
            Edit(same_level[-1].span if len(same_level) > 1 and not _chained(prior) else same_level[0].span, written)
        ]
    return [Edit(chain, written)]


def _is_office(unit: UnitPiece) -> bool:
    """Tell whether a name is a ministry's or a board's, which lies in no row of levels."""
    return unit.level is Level.PROVINCE and not re.match(r"(?:tỉnh|thành phố)\b", unit.written, re.IGNORECASE)


def _chained(parts: Parts) -> bool:
    chain = unit_chain(parts)
    return chain is not None and len(parts.units) > 1 and chain.contains(parts.units[-1].span)


def may_lie_in(commune: UnitPiece, district: UnitPiece, known: Sequence[Unit]) -> bool:
    """Tell whether a commune named alone is to be sought in the district talked of."""
    if commune.parent and fold(commune.parent) != fold(district.written):
        homes = {fold(u.parent) for u in known if u.parent and u.name == commune.written}
        if homes == {fold(commune.parent)}:
            return False
    own = [u for u in known if u.level is Level.COMMUNE and u.name == commune.written]
    return not own or any(fold(u.parent) == fold(district.written) for u in own)


def bare_unit(parts: Parts) -> Span | None:
    """Return the place of "huyện" standing alone for the unit that the question does not name."""
    taken = [u.span for u in parts.units] + list(parts.described)
    for match in BARE_UNIT.finditer(parts.text):
        span = Span(*match.span())
        if not any(span.overlaps(s) for s in taken) and not _in_front(parts, span):
            following = parts.text[span.end : span.end + 2].strip()
            if not following[:1].isupper():
                return span
    return None


def _in_front(parts: Parts, span: Span) -> bool:
    return any(s.contains(span) for s in parts.reports)


def compare_units(prior: Parts, now: Parts) -> list[Edit]:
    own = {u.written for u in prior.units}
    others = [u.written for u in now.units if u.written not in own]
    written = " và ".join(others or [u.written for u in now.units])
    for unit in prior.units[1:]:
        if re.search(r"\bso voi\s+$", prior.folded[: unit.span.start]):
            return [Edit(unit.span, written)]
    chain = unit_chain(prior) or (prior.described[0] if prior.described else bare_unit(prior))
    if chain is None:
        end = end_of(prior)
        return [Edit(Span(end - 1, end), prior.text[end - 1] + spaced("compared_unit", unit=written))]
    kept = chain.of(prior.text)
    units = [u for u in prior.units if chain.contains(u.span)]
    if units:
        kept = ", ".join(dict.fromkeys(u.written for u in units))
    return [Edit(chain, kept + spaced("compared_unit", unit=written))]


def level_words(message: Message) -> str:
    if message.bare_level:
        return f"cấp {MARKED[message.bare_level]}"
    if not message.parts.levels:
        return ""
    whole, kind = re.search(r"(cap|toan) (.+)$", message.parts.levels[0].name).groups()  # type: ignore[union-attr]
    return f"{'cấp' if whole == 'cap' else 'toàn'} {MARKED[kind]}"


def unit_above(prior: Parts, level: str, known: Sequence[Unit]) -> str:
    """Return the unit of a higher level that "thế toàn tỉnh?" or "còn huyện?" means; "" if none is.

    Where nobody says in which the unit lies, it is the only one of that kind that the reports know.
    """
    kind = level.partition(" ")[2]
    wanted, own = LEVELS.get(kind), prior.units[0].level if prior.units else None
    if wanted is None or own is None or wanted.depth >= own.depth:
        return ""
    named = next((u.written for u in prior.units if u.level is wanted), "")
    parent = next((u.parent for u in prior.units if u.parent.startswith(kind)), "")
    alone = {u.name for u in known if u.level is wanted}
    return named or parent or (alone.pop() if len(alone) == 1 else kind)


def own_level(prior: Parts, level: str) -> bool:
    """Tell whether the whole unit is meant, which the question is about anyway."""
    return level.startswith("toàn") and not prior.levels and bool(prior.units)


def exchange_level(prior: Parts, level: str) -> list[Edit]:
    level = style(level, prior.text)
    if prior.levels:
        old = prior.levels[0]
        typed = old.span.of(prior.text)
        at = re.match(r"(?:ở|o)\s", typed)
        return [Edit(old.span, f"{at.group(0)}{level}" if at else level)]
    for unit in prior.units:
        if before := re.search(r"\bcap $", prior.folded[: unit.span.start]):  # "cấp tỉnh Lãng Hà"
            return [Edit(Span(before.start(), unit.span.start), f"{level}{spaced('of_unit', unit='')} ")]
    written = style(spaced("at_level", level=level), prior.text)
    first, end = prior.asking[0] if prior.asking else None, end_of(prior)
    if first is not None and first.name != "count" and prior.asking[-1].span.end >= end and first.span.start > 1:
        return [Edit(Span(first.span.start - 1, first.span.start), f"{written} ")]
    return [Edit(Span(end - 1, end), prior.text[end - 1] + written)]

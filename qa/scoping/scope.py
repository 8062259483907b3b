"""Settle which reports a question means: by unit, by number, or by what it says of them.

"Huyện đứng thứ 8/10 năm 2023", "bài có Bí thư Nguyễn Dân", "tài liệu giai đoạn 2016 - 2020" point at a report
that never names its unit: figures, proper names, document numbers and years found in one report only.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.gazetteer import districts_of, toned_key
from corpus.kinds import PLAIN_LEVELS, PLAIN_PLACES, PLAIN_SHORT, PLAIN_UNITS
from corpus.mentions import Mention, find_units, names_elsewhere
from corpus.model import Level, Period, Quantity, Span, Status, Unit
from corpus.periods import periods, without_year
from corpus.vietnamese import fold
from corpus.vocabulary import is_plain
from qa.office_names import offices_named
from qa.question import Question
from qa.reports import Reports
from qa.scoping.homes import Homes, elsewhere, is_home, named_homes, places_said, twins
from qa.scoping.pointed import described, numbered


@dataclass(frozen=True, slots=True)
class Scope:
    """Which reports may answer. `units` are those the question names and the reports know; `unknown` those
    it names and no report speaks of. `pointed` says a description narrowed the reports, not a name.
    `anchors` are the figures of the question that only describe the report."""

    documents: tuple[str, ...]
    units: tuple[Unit, ...] = ()
    unknown: tuple[str, ...] = ()
    pointed: bool = False
    anchors: tuple[Quantity, ...] = ()
    ambiguous: tuple[Unit, ...] = ()  # units of the same name in different places
    owned: bool = False  # some of these reports are the named units' own
    offices: tuple[str, ...] = ()  # the subject keys of the offices named: "Sở Y tế" is not its province
    placed: tuple[Unit, ...] = ()  # units told from their namesakes by the place the question names


def settle(question: Question, reports: Reports, of_offices: bool = True) -> Scope:
    """Return the scope of a question; all reports when nothing in it narrows them.

    An office named narrows it to the reports with figures of that office, unless `of_offices` is false.
    """
    documents = reports.documents
    units, unknown, ambiguous, within = _units(question, reports)
    apart = _told_apart(question.text, units, unknown, ambiguous, reports.homes)
    units, unknown, ambiguous, placed, away = apart
    chosen = set(documents)
    if units:
        sure = [u for u in units if u not in ambiguous]
        chosen = (
            set().union(*(speaking_of([*sure, u], reports) for u in ambiguous))
            if ambiguous
            else speaking_of([*units, *within], reports)
        ) - away
    names = tuple(unit.name for unit in unknown)
    by_number = numbered(question.text, documents.values())
    if by_number:
        return Scope(tuple(sorted(by_number)), units, names, True, (), ambiguous)
    # "Sở Xây dựng tỉnh B", where only A's is known: an office is its own place's alone.
    elsewhere = not units and any(u.level is not Level.COMMUNE for u in unknown)
    offices = offices_named(question.text, reports.offices) if of_offices and not elsewhere else ()
    if offices:
        told = {d for key in offices for d in reports.offices[key]}
        places = {u.key for u in units}
        told = {d for d in told if (own := documents[d].unit) is None or not places or own.key in places}
    if offices and told:
        return Scope(tuple(sorted(told)), (), (), True, (), (), False, offices)
    if unknown and not units:
        # One syllable may be any word: there the whole name must stand.
        naming = [reports.naming(unit.bare if " " in unit.bare else unit.name) for unit in unknown]
        if not any(naming) and (below := [d for unit in unknown for d in _of_its_districts(unit, reports)]):
            return Scope(tuple(sorted(set(below))), pointed=True)
        if all(naming):  # no report has figures of them, but they are named
            return Scope(tuple(sorted(set().union(*naming))), unknown)
        return Scope((), units, names, False, (), ())
    pointed, anchors = (set(), ()) if units else described(question, documents, reports.facts)
    if pointed:
        chosen &= pointed
    keys = {u.key for u in units}
    owned = any((own := documents[d].unit) is not None and own.key in keys for d in chosen)
    return Scope(tuple(sorted(chosen)), units, names, bool(pointed or away), anchors, ambiguous, owned, (), placed)


#: A report that names so many of its districts is of a province.
_ITS_DISTRICTS = 2


def _of_its_districts(province: Unit, reports: Reports) -> tuple[str, ...]:
    """Return the reports that name a province only by its districts."""
    if province.level is not Level.PROVINCE:
        return ()
    named = Counter(d for name in districts_of(province.name) for d in reports.naming(name))
    return tuple(d for d, count in named.items() if count >= _ITS_DISTRICTS)


def _units(question: Question, reports: Reports) -> tuple[tuple[Unit, ...], ...]:
    """Return the units named: known to the reports, unknown to them, ambiguous ones, and districts that say where."""
    text = question.text
    folded = fold(text)
    plain = is_plain(text)
    own = {d.unit.key for d in reports.documents.values() if d.unit}
    found: dict[str, tuple[int, int, Unit]] = {}
    taken: list[tuple[int, int]] = []
    twins: dict[tuple[int, int], Unit] = {}
    named = [(name, unit) for name, unit in reports.units_by_name if name in folded]
    mentions = find_units(text, bare=True)
    for name, unit in named:
        alike = [other for plain, other in named if plain == name]
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", folded):
            start, end = match.span()
            kind = _kind_before(folded, start)
            if kind and _of_many(folded, start) and not any(_fits(kind, u) for u in alike):
                kind = ""  # "12 huyện, thành phố Sơn La": the province's
            if kind and not _fits(kind, unit):
                continue
            if not _marked_so(text[start:end], unit, alike, plain):
                continue
            if _is_of_longer(name, Span(start, end), mentions, {plain for plain, _ in named}):
                continue
            twin = twins.get((start, end))
            same = (
                twin is not None
                and fold(twin.bare) == fold(unit.bare)
                and (twin.level is unit.level or (unit.key in own and twin.key in own and unit.parent != twin.name))
            )
            if any(s < end and start < e for s, e in taken) and unit.key not in found and not same:
                continue
            if not kind and not _bare_name_counts(text, start, end, unit):
                continue
            found.setdefault(unit.key, (start, end, unit))
            taken.append((start, end))
            twins.setdefault((start, end), unit)
    left = [m for m in mentions if not any(s < m.span.end and m.span.start < e for s, e in taken)]
    for mention in left:  # "Huế": a name of one word that the gazetteer is sure of
        for unit in reports.units:
            if unit.key == mention.unit.key:
                found.setdefault(unit.key, (mention.span.start, mention.span.end, unit))
    spans = [*found.values(), *((m.span.start, m.span.end, m.unit) for m in left)]
    # A commune without a report of its own is told of by its district's.
    places = [place for unit, place in places_said(folded, spans) if place.level is Level.PROVINCE or unit.key in own]
    for place in places:
        found.pop(place.key, None)
    unknown = [m.unit for m in left if m.unit.key not in found and m.unit not in places]
    units = [u for _, _, u in sorted(found.values(), key=lambda f: f[0])]
    by_place: dict[tuple[int, int], list[Unit]] = {}
    for start, end, unit in found.values():
        by_place.setdefault((start, end), []).append(unit)
    ambiguous = tuple(u for group in by_place.values() if len(group) > 1 for u in group)
    within = tuple(place for place in places if place.level is Level.DISTRICT)
    return tuple(units), tuple(dict.fromkeys(unknown)), ambiguous, within


def _told_apart(
    text: str, units: tuple[Unit, ...], unknown: tuple[Unit, ...], ambiguous: tuple[Unit, ...], homes: Homes
) -> tuple[tuple[Unit, ...], tuple[Unit, ...], tuple[Unit, ...], tuple[Unit, ...], set[str]]:
    """Tell units of one name apart by the place the question names; where it names none, they are ambiguous.

    What is returned after these are the units so named, and the reports of the namesakes that are not meant.
    """
    for unit in units:
        namesakes = () if unit in ambiguous else twins(unit, homes)
        if not namesakes:
            continue
        placed = named_homes(namesakes, text)
        meant = placed or namesakes
        others = tuple(u for u in units if u != unit and not is_home(u, namesakes))
        unknown = tuple(u for u in unknown if not is_home(u, namesakes))
        if len(meant) == 1:
            return (*others, meant[0]), unknown, ambiguous, placed, elsewhere(meant[0], homes)
        return (*others, *meant), unknown, (*ambiguous, *meant), placed, set()
    return units, unknown, ambiguous, (), set()


SEVERAL_MONTHS = re.compile(
    r"\btháng\s+\d{1,2}(?:\s*(?:,\s*và|,|và|đến|tới|-|–)\s*(?:tháng\s+)?\d{1,2}\b(?!\s*[/-]\s*\d))+", re.IGNORECASE
)


def _months(told: re.Match[str], year: int) -> tuple[Period, ...]:
    """Return each of the months told in a row, or from one to another."""
    months = [int(number) for number in re.findall(r"\d+", told.group(0))]
    if re.search(r"đến|tới|-|–", told.group(0), re.IGNORECASE) and len(months) == 2:
        months = list(range(months[0], months[1] + 1))
    return tuple(Period.of_months(year, m, m) for m in months) if all(1 <= m <= 12 for m in months) else ()


def dated(question: Question, scope: Scope, reports: Reports) -> Question:
    """Give a part of a year that is told without it ("tháng 9", "quý III") the year of the reports in scope."""
    named = periods(question.text)
    several = SEVERAL_MONTHS.search(question.text)
    if not several and not without_year(question.text, 0, _ANY_YEAR, named):
        return question
    years = set(question.years) or {y for d in scope.documents for y in _years_told(reports, d)}
    if len(years) > 1:
        years = _years_with(question.text, years, scope, reports) or {max(years)}
    if len(years) != 1:
        return question
    year = years.pop()
    if several:  # "qua các tháng 7, 8, 9" is no question about July
        return replace(question, periods=_months(several, year) or question.periods)
    found = without_year(question.text, 0, Period.of_year(year), named)
    kept = tuple(p for p in question.periods if not p.is_year)
    return replace(question, periods=tuple(dict.fromkeys((*kept, *(m.period for m in found)))))


_ANY_YEAR = Period.of_year(2000)


def _years_with(text: str, years: set[int], scope: Scope, reports: Reports) -> set[int]:
    """Return the years of which the reports in scope tell a figure of that part of the year."""
    parts = {m.period: year for year in years for m in without_year(text, 0, Period.of_year(year), [])}
    told = (f.period for d in scope.documents for f in reports.facts(d))
    return {parts[period] for period in told if period in parts}


def _years_told(reports: Reports, document_id: str) -> set[int]:
    """Return the year that a report is of; where its head tells none, the years that its figures are said to be of."""
    if period := reports.documents[document_id].header.period:
        return {period.start.year} if len(period.years) == 1 else set()
    told = (f.period for f in reports.facts(document_id) if f.confidence == 1 and f.status is not Status.TARGET)
    return {period.start.year for period in told if period}


_KINDS_IN_A_ROW = re.compile(
    r"\b(?:huyen|thi xa|xa|phuong|thi tran)(?:,| va)? (?:(?:thi xa|xa|phuong|thi tran)(?:,| va)? )*(?:thanh pho|thi xa|phuong|thi tran)\s*$"
)


def _kind_before(folded: str, start: int) -> str:
    if _KINDS_IN_A_ROW.search(folded[max(0, start - 40) : start]):
        return ""  # "9 huyện, thành phố Thượng Ngàn": those of the province, not its city
    before = folded[max(0, start - 14) : start]
    match = re.search(rf"\b({PLAIN_UNITS}|{'|'.join(PLAIN_SHORT)})\.?\s*$", before)
    return match.group(1) if match else ""


_LEVEL_WORD = rf"(?:{PLAIN_UNITS}|so|nganh)"
_MANY = re.compile(
    rf"(?:{_LEVEL_WORD}\s*(?:,|/|-|va|hay|hoac)?\s*|\b(?:cac|nhung|moi|tung|may|bao nhieu|cap|khoi|can bo|cong chuc|\d+)\s+)"
    rf"{_LEVEL_WORD}\s+$"
)


def _of_many(folded: str, start: int) -> bool:
    """Tell whether the word of level before a name only says which of it are meant: "các xã", "công chức xã"."""
    return bool(_MANY.search(folded[max(0, start - 40) : start]))


def _fits(kind: str, unit: Unit) -> bool:
    kind = PLAIN_SHORT.get(kind, kind)
    if kind == fold(unit.kind):
        return True
    if unit.key.count(":") > 1:  # a unit of another kind has the same name: huyện and thành phố Cao Lãnh
        return False
    # A district may have become a town since, and "thành phố" may be of either level.
    return PLAIN_LEVELS[kind] is unit.level is Level.DISTRICT


def _marked_so(typed: str, unit: Unit, alike: list[Unit], plain: bool) -> bool:
    """Tell whether a name may be this unit's, of those that differ by their marks: "Đông Sơn" is not "Đồng Sơn".

    Typed without marks, or with marks that are nobody's, it may be any of them.
    """
    exact = [] if plain or fold(typed) == typed else [u for u in alike if toned_key(u.bare) == toned_key(typed)]
    return not exact or unit in exact


def _is_of_longer(name: str, place: Span, mentions: Sequence[Mention], known: Iterable[str]) -> bool:
    """Tell whether a name is but a part of another: "Thuận Nam" of "huyện Hàm Thuận Nam", "Tân Hà" of "xã Tân Hà Đông".

    A name that ends with another that is `known` is two: "huyện Hòa Lạc Phú Lương".
    """
    if any(m.span.start < place.start < m.span.end < place.end for m in mentions):
        return True  # "huyện Tân Thạnh Hóa", where there is a Tân Thạnh, too
    for mention in (m for m in mentions if m.span.contains(place)):
        ahead, _, rest = f" {fold(mention.unit.bare)} ".partition(f" {name} ")
        words = len(f"{ahead} {rest}".split())
        if words and rest.strip() not in known and (mention.known or words == 1):  # behind it may stand a man's name
            return True
    return False


def _bare_name_counts(text: str, start: int, end: int, unit: Unit) -> bool:
    """Tell whether a name without its kind is the unit, not a stray number or pair of words.

    "phường 3" is never only "3": that may be a rank, a month or a count.
    """
    if len(unit.bare.split()) < 2 or not any(c.isalpha() for c in unit.bare) or names_elsewhere(text, start):
        return False
    name = text[start:end]
    if fold(name) == name:  # typed without marks or capitals: nothing more to go by
        return True
    return name[:1].isupper() or name.isupper() or not any(c.isupper() for c in text)


def speaking_of(units: Iterable[Unit], reports: Reports) -> set[str]:
    """Return the reports of these units, and those with figures of them."""
    units = list(units)
    keys = {u.key for u in units}
    chosen = {document_id for key in keys for document_id in reports.telling.get(key, ())}
    if len({u.level is Level.COMMUNE for u in units}) > 1:  # a commune, and the district it lies in
        chosen = {d for d in chosen if (own := reports.documents[d].unit) and own.key in keys} or chosen
    return chosen


_ASKS_UNIT_NAME = re.compile(
    rf"\bten (?:la )?gi\b|\bten la\b|\bten (?:cua )?(?:{PLAIN_PLACES})\b.*\bgi\b"
    rf"|\bla (?:{PLAIN_PLACES}) (?:nao|gi)\b"
)
#: Others who are asked for by name: persons, and what is in charge of something.
_OF_OTHERS = re.compile(
    r"\b(?:chu tich|bi thu|giam doc|truong phong|ong|ba|dong chi|nguoi|pho|can bo|lanh dao|ky|thuong truc|chu tri|dau moi)\b"
)


def names_nobody(question: Question, scope: Scope, reports: Reports) -> bool:
    """Tell whether the name of a unit is asked for that its report never names."""
    folded = fold(question.text)
    if not _ASKS_UNIT_NAME.search(folded) or _OF_OTHERS.search(folded):
        return False
    return bool(scope.documents) and scope.pointed and all(reports.documents[d].unit is None for d in scope.documents)

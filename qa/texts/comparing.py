"""Set two reports side by side: which units, offices or years a question compares, and what both sides say."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from corpus.kinds import PLACES
from corpus.model import Document, Level, Span, Unit
from corpus.vietnamese import blanked, fold, upper_first
from prompts import say
from qa.draft import Draft, Line, not_found
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope, settle
from qa.texts.by_section import own
from qa.texts.content import held, is_empty
from qa.texts.duties import offices_in
from qa.texts.narrowing import one_of_several, reports_of
from qa.understand import understand


@dataclass(frozen=True, slots=True)
class Side:
    """One of what is compared: its name, the question asked of it alone, and its reports."""

    name: str
    question: Question
    scope: Scope


_DESCRIBED = re.compile(rf"\b(?:{PLACES}) (?:trong|có|đứng|xếp|đạt|\()", re.IGNORECASE)
_COMPARES = re.compile(r"\b(?:khác|giống|so (?:với|sánh)|đối chiếu|thay đổi|vẫn còn|cùng|đều)\b", re.IGNORECASE)
#: "kỷ luật năm 2022 và 2023", but not "giai đoạn 2022 - 2023".
_BOTH_YEARS = re.compile(r"\b\d{4}\s*(?:,|và|với|lẫn|cùng)\s*(?:của\s+)?(?:năm\s+)?\d{4}\b", re.IGNORECASE)
#: What only says that two are compared; each alone is asked how it is.
_COMPARING = re.compile(
    r"\b(?:hãy )?(?:so sánh|đối chiếu)\b|\b(?:có )?(?:gì |nào )?(?:khác|giống)(?: gì| nhau| biệt)*(?: so)?(?: với)?"
    r"(?: ở| tại)?(?: những| các)?(?: chỗ| điểm)?(?: gì| nào| như thế nào| thế nào| ra sao)?(?=\W|$)|\bvẫn còn\b|"
    r"\b(?:ở|tại) (?:những |các )?(?:chỗ|điểm) nào(?=\W*$)|"
    r"\bso với\b|\bcùng(?= (?:gặp|nêu|có|còn|bị|được|vướng)\b)",
    re.IGNORECASE,
)


def sides(question: Question, scope: Scope, reports: Reports) -> list[Side]:
    """Return the units, offices or years that a question sets side by side; fewer than two compare nothing."""
    found = _sides(question, scope, reports)
    return [replace(side, question=_alone(side.question)) for side in found] if compares(question) else found


def _alone(question: Question) -> Question:
    """Return a question without what only compares; what then asks nothing asks how it is."""
    text = " ".join(_COMPARING.sub(" ", question.text).split()).strip(" ?.,")
    whole = _REPORTS.match(text) is not None
    asked = text if _ASKS.search(text) else say("passages.sum_up" if whole else "passages.how_is", text=text)
    return replace(question, text=f"{asked}?")


_REPORTS = re.compile(r"(?:(?:nội dung|hai|các)\s+)*(?:bài |bản )?báo cáo\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:gì|nào|ai|đâu|sao|bao nhiêu|mấy|khi nào)\b", re.IGNORECASE)


def _sides(question: Question, scope: Scope, reports: Reports) -> list[Side]:
    units = [u for u in scope.units if not any(_inside(u, other, reports) for other in scope.units)]
    units = [_of_kind(u, question.text, reports) for u in units]
    offices = _offices(question, scope, reports)
    if offices:  # "Sở Y tế tỉnh Hoàng Giang" is no question about the province
        rest = fold(blanked(question.text, [place for _, place, _ in offices]))
        units = [u for u in units if fold(u.bare) in rest]
    if len(units) + len(offices) > 1:
        question = replace(question, text=re.sub(r"\([^)]*\)", " ", question.text))
        of_units = [Side(u.name, _of_unit(question, u, units), _scope_of(u, scope, reports)) for u in units]
        of_offices = {d for _, _, its in offices for d in its}
        of_units = [replace(s, scope=_apart(s.scope, of_offices)) for s in of_units]
        mentions = [name for name, _, _ in offices]
        found = [replace(s, question=_without_all(s.question, mentions)) for s in of_units]
        for name, _, documents in offices:
            others = [*(m for m in mentions if m != name), *(n for u in scope.units for n in (u.name, u.bare))]
            among = (name,) if one_of_several(name, documents, reports) else ()
            alone = _without_all(question, others if among else [*others, name])
            found.append(Side(name, alone, Scope(documents=documents, offices=among)))
        return _of_one_year(question, found, reports)
    if len(units) == 1 and _DESCRIBED.search(question.text):
        other = settle(understand(_without(question.text, units[0].bare)), reports)
        if other.pointed and not set(other.documents) & set(scope.documents):
            named = say("passages.unnamed")
            # The years describe the nameless side's report, unless they stand behind the other's name.
            behind = fold(question.text).split(fold(units[0].bare), 1)[-1]
            kept = tuple(p for p in question.periods if any(str(y) in behind for y in p.years))
            question = replace(question, periods=kept)
            return [Side(named, question, replace(other, units=scope.units)), Side(units[0].name, question, scope)]
    years = _years(question, scope, reports)
    if len(years) == 2 and units and (compares(question) or _BOTH_YEARS.search(question.text)):
        return [Side(str(y), _of_year(question, y), scope) for y in years]
    return []


def compares(question: Question) -> bool:
    """Tell whether a question says that it compares, and does not only ask of two at once."""
    return _COMPARES.search(question.text) is not None


def _years(question: Question, scope: Scope, reports: Reports) -> list[int]:
    """Return the years asked; of a long stretch those that reports in scope are of."""
    if len(question.years) < 3:
        return list(question.years)
    told = {y for d in scope.documents for y in _period(reports.documents[d])}
    return [y for y in question.years if y in told]


def _period(document: Document) -> tuple[int, ...]:
    return document.header.period.years if document.header.period else ()


_LINKED = re.compile(r"\s*(?:,|và|với|so với|cùng)\s*$", re.IGNORECASE)
_LINKING = re.compile(r"^\s*(?:và|với|so với|cùng với)(?=\s)", re.IGNORECASE)


def _offices(question: Question, scope: Scope, reports: Reports) -> list[tuple[str, Span, tuple[str, ...]]]:
    """Return the offices a question compares with each other or with a unit, each with its place and its reports."""
    if not compares(question) and not re.search(r"\bvà\b", question.text):
        return []
    named = [
        (name, place, tuple(reports_of(name, tuple(reports.documents), reports)))
        for name, place, _ in offices_in(question.text, scope.units)
    ]
    return [(name, place, its) for name, place, its in named if its and set(its) != set(scope.documents)]


def _apart(scope: Scope, documents: Collection[str]) -> Scope:
    """Return a scope without the reports of others, unless it has no more."""
    rest = tuple(d for d in scope.documents if d not in documents)
    return replace(scope, documents=rest or scope.documents)


def _of_one_year(question: Question, found: Sequence[Side], reports: Reports) -> list[Side]:
    """Narrow sides to the newest year that all have reports of, where no year is asked and some have several."""
    years = [{y for d in side.scope.documents for y in _period(reports.documents[d])} for side in found]
    common = set.intersection(*years)
    if question.years or not common or all(len(y) < 2 for y in years):
        return list(found)
    newest = max(common)
    return [
        replace(side, scope=replace(side.scope, documents=tuple(
            d for d in side.scope.documents if newest in _period(reports.documents[d])
        )))
        for side in found
    ]  # fmt: skip


_EACH_UNIT = re.compile(r"\b(?:mỗi|hai|các|từng|moi|cac|tung) (huyện|xã|phường|tỉnh|thị xã|huyen|phuong|tinh)\b")


def _of_kind(unit: Unit, text: str, reports: Reports) -> Unit:
    """Return the unit of that name which is of the kind asked about: "mỗi huyện", not the province."""
    kind = _EACH_UNIT.search(text.lower())
    if not kind or fold(kind.group(1)) == fold(unit.kind):
        return unit
    named = [u for u in reports.units if u.bare == unit.bare and fold(u.kind) == fold(kind.group(1))]
    return named[0] if len(named) == 1 else unit


def _inside(unit: Unit, other: Unit, reports: Reports) -> bool:
    """Tell whether one unit only says where another lies: "xã Tân Thành A huyện Tân Hồng"."""
    if unit is other or unit.level == other.level:
        return False
    lower = {Level.PROVINCE: 0, Level.DISTRICT: 1, Level.COMMUNE: 2}
    return lower[unit.level] > lower[other.level] and not any(own(d, [unit]) for d in reports.documents.values())


def _scope_of(unit: Unit, scope: Scope, reports: Reports) -> Scope:
    """Return the scope narrowed to one unit: its own reports, else those that name it."""
    mine = tuple(d for d, document in reports.documents.items() if own(document, [unit]))
    naming = mine or tuple(d for d in scope.documents if unit.bare in reports.documents[d].text)
    return replace(scope, documents=naming, units=(unit,), pointed=False, owned=bool(mine))


def _without(text: str, name: str) -> str:
    """Leave out a name with what links it to another: "A và B" is "A"."""
    found = re.search(re.escape(name), text, re.IGNORECASE)
    if found is None:
        return text
    before, after = text[: found.start()], text[found.end() :]
    linked = _LINKED.search(before)
    if linked:
        return f"{before[: linked.start()]} {after}"
    return f"{before} {_LINKING.sub(' ', after)}"


def _without_all(question: Question, names: Sequence[str]) -> Question:
    text = question.text
    for name in names:
        text = _without(text, name)
    return replace(question, text=" ".join(text.split()))


def _of_unit(question: Question, unit: Unit, units: Sequence[Unit]) -> Question:
    """Return the question with the years that stand behind this unit's name, where any do."""
    folded = fold(question.text)
    start = folded.find(fold(unit.bare))
    behind = [p for u in units if (p := folded.find(fold(u.bare))) > start]
    own_part = question.text[start : min(behind, default=len(question.text))]
    kept = tuple(p for p in question.periods if any(str(y) in own_part for y in p.years))
    text = question.text
    for other in units:
        if other is not unit:
            text = re.sub(
                rf"(?:\b(?:và|với|va|voi)\s+)?(?:{other.kind}\s+)?{re.escape(other.bare)}", " ", text, flags=re.I
            )
    for period in question.periods:
        if kept and period not in kept:
            text = re.sub(rf"(?:\bnăm\s+)?{re.escape(period.label)}", " ", text)
    return replace(question, text=" ".join(text.split()), periods=kept or question.periods)


def _of_year(question: Question, year: int) -> Question:
    kept = tuple(p for p in question.periods if p.years == (year,))
    text = question.text
    for other in question.years:
        if other != year:
            text = re.sub(rf"(?:\b(?:và|với|đến|so với)\s+)?(?:\bnăm\s+)?\b{other}\b", " ", text)
    return replace(question, text=" ".join(text.split()), periods=kept or understand(f"năm {year}").periods)


# --- what is said of them ---------------------------------------------------------------------------------

_SHARED = re.compile(r"\b(?:cùng|giống|chung|đều|vẫn còn|cả hai)\b", re.IGNORECASE)
#: Of one side so many lines are shown.
_MOST_LINES = 6
#: Lines are on one matter when the shorter shares so much of what it says.
_ALIKE = 0.6
_FEWEST_SHARED = 3


def compared(
    question: Question, found: Sequence[Side], tell: Callable[[Question, Scope], Draft], reports: Reports
) -> Draft:
    """Answer each side alone, and say first what both have; half a comparison would pass for a whole one."""
    drafts = [(side, tell(side.question, side.scope)) for side in found]
    missing = [side.name for side, draft in drafts if draft.kind in ("not_found", "clarify")]
    if missing:
        others = [side.name for side in found if side.name not in missing]
        count = len(reports.documents)
        if not others:
            return not_found(say("passages.nothing_of", units=", ".join(missing), count=count))
        return not_found(say("passages.one_side", units=", ".join(missing), others=", ".join(others), count=count))
    told = [(side, list(draft.lines[:_MOST_LINES])) for side, draft in drafts]
    both: list[Line] = []
    if len(told) == 2 and _SHARED.search(question.text):
        (one, ones), (other, others_lines) = told
        for line in ones:
            match = next((x for x in others_lines if _on_one_matter(line.text, x.text)), None)
            if match:
                both.append(_together(one.name, line, other.name, match))
    if both:
        return Draft("comparison", tuple(both))
    lines = [
        Line(say("passages.side", name=upper_first(side.name), text=line.text), line.evidence)
        for side, its in told
        for line in its
    ]
    return Draft("comparison", tuple(lines))


def _on_one_matter(one: str, other: str) -> bool:
    """Tell whether two sentences speak of the same: most words of the shorter stand in the longer as well."""
    here, there = ({w for w in held(text).names if not is_empty(w) and not w.isdigit()} for text in (one, other))
    fewer = min(len(here), len(there))
    shared = len(here & there)
    return shared >= _FEWEST_SHARED and shared >= _ALIKE * fewer


def _together(one: str, line: Line, other: str, match: Line) -> Line:
    if fold(line.text) == fold(match.text):
        text = say("passages.both_alike", text=line.text)
    else:
        ours = say("passages.of_side", name=upper_first(one), text=line.text.rstrip("."))
        text = say(
            "passages.both",
            one=ours,
            other=say("passages.of_side", name=upper_first(other), text=match.text.rstrip(".")),
        )
    return Line(text, line.evidence + match.evidence)

"""A question that asks several things: where the answer to the whole leaves one out, each is asked alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.kinds import PLAIN_SHORT, PLAIN_UNITS
from corpus.lines import UPPER
from corpus.mentions import find_units
from corpus.model import Span
from corpus.periods import periods
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.counts.looking import several_asked
from qa.draft import Draft
from qa.guard import figures
from qa.question import Operation, Question
from qa.scoping.scope import Scope

#: A question as it was read, the reports it was asked of, and the answer.
Drafted = tuple[Question, Scope, Draft]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the units or years that a question lists, and the question about it alone."""

    name: str
    question: str

    @property
    def is_year(self) -> bool:
        return self.name.isdigit()


_KIND = rf"(?:{PLAIN_UNITS}|{'|'.join(PLAIN_SHORT)})\b\.?"
_NAME = rf"[{UPPER}][^\W\d_]+(?: [{UPPER}][^\W\d_]+){{1,2}}(?!\w)"
_AND = r"(?:[,;]\s*(?:va\b)?|\b(?:va|voi|cung|hay|hoac|lan)\b)"
#: What may stand between two members of a list: "của A, của xã B và năm 2023".
_LINK = re.compile(rf"\s*{_AND}\s*(?:(?:cua|o|tai|nam|trong|{_KIND})\s+)*")


def parts_untold(asked: Question, scope: Scope, draft: Draft) -> list[Part]:
    """Return what the question lists, units or years, where the answer leaves one of them out; else []."""
    if asked.yes_no or asked.operation is not Operation.LOOKUP:
        return []
    text = asked.text
    years = [(m.span, str(m.period.start.year)) for m in periods(text) if m.period.is_year]
    for named in (_units(text, scope), years):
        row = _in_a_row(text, named)
        if len({name for _, name in row}) < 2:
            continue
        before, after = text[: row[0][0].start], text[row[-1][0].end :]
        parts = [Part(name, f"{before}{_as_asked(span.of(text), name)}{after}") for span, name in row]
        return [] if all(_told(part, draft) for part in parts) else parts
    return []


def things_untold(asked: Question, draft: Draft) -> list[str]:
    """Return the questions of one that asks several figures where the answer has fewer: "mấy điểm, hạng mấy"."""
    things = several_asked(asked.text) if asked.measure else []
    printed = {figure for line in draft.lines for figure in figures(line.text)}
    left_out = draft.kind == "not_found" or (draft.kind == "passage" and len(printed) < len(things))
    return things if left_out else []


def told(drafted: Sequence[Drafted]) -> bool:
    """Tell whether any of the answers tells what was asked."""
    return any(draft.kind not in ("clarify", "not_found") for _, _, draft in drafted)


def of_part(part: Part, draft: Draft) -> Draft:
    """Say of which year an answer is, where it does not."""
    if not part.is_year or draft.kind in ("clarify", "not_found") or _printed(part, draft):
        return draft
    first, *others = draft.lines
    name = upper_first(say("conversation.year", year=part.name))
    return replace(draft, lines=(replace(first, text=say("passages.side", name=name, text=first.text)), *others))


def without_repeats(drafted: Sequence[Drafted]) -> list[Drafted]:
    """Leave out an answer that says no figure which one before it has not said."""
    kept: list[Drafted] = []
    said: set[tuple[object, ...]] = set()
    for one in drafted:
        facts = {(f.document_id, f.unit_key, f.measure, f.value) for line in one[2].lines for f in line.facts}
        if not facts or not facts <= said:
            kept.append(one)
        said |= facts
    return kept


def _told(part: Part, draft: Draft) -> bool:
    """Tell whether an answer says anything of the part."""
    facts = [fact for line in draft.lines for fact in line.facts]
    of_year = part.is_year and any(f.period and int(part.name) in f.period.years for f in facts)
    return draft.kind != "not_found" and (of_year or _printed(part, draft))


def _printed(part: Part, draft: Draft) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(fold(part.name))}(?!\w)", fold(line.text)) for line in draft.lines)


def _units(text: str, scope: Scope) -> list[tuple[Span, str]]:
    """Return where the units stand that the question names, with their kinds."""
    folded = fold(text)
    found = {
        Span(*m.span()): unit.bare
        for unit in scope.units
        for m in re.finditer(rf"(?<!\w)(?:{_KIND} )?{re.escape(fold(unit.bare))}(?!\w)", folded)
    }
    for mention in find_units(text, bare=True):
        if not any(mention.span.overlaps(span) for span in found):
            found[mention.span] = mention.unit.bare
    for unit in scope.units:  # beside a unit, a name that no list knows is one of the same kind
        for match in re.finditer(rf"{re.escape(unit.bare)}(?:,| và| với| hay) ({_NAME})", text):
            span = Span(*match.span(1))
            if not any(span.overlaps(other) for other in found):
                found[span] = f"{unit.kind} {match.group(1)}"
    return sorted(found.items())


def _as_asked(typed: str, name: str) -> str:
    """Return a name as it was typed, with the kind that only its place in the list told."""
    return name if name.endswith(f" {typed}") else typed


def _in_a_row(text: str, named: Sequence[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Return those that follow each other with nothing but joining words between."""
    row: list[tuple[Span, str]] = []
    for span, name in named:
        if row and not _LINK.fullmatch(fold(text[row[-1][0].end : span.start])):
            if len(row) > 1:
                break
            row = []
        row.append((span, name))
    return row

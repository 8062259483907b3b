"""Sentences and tables about profiles: values, changes, reports that disagree, coverage."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from corpus.figure_patterns import LAST
from corpus.model import Fact, Period, Span, Status
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.draft import Evidence, Line
from qa.indicators.profiles import VALUES, Profile
from qa.matching.candidates import is_last
from qa.model import TableData
from qa.question import Question
from qa.reference import reference
from qa.reports import Reports
from qa.wording import evidence_of, plain, same_evidence, value_words, with_qualifier


def profile_lines(question: Question, profile: Profile, reports: Reports, measures: Sequence[str] = ()) -> list[Line]:
    """Return the sentence for a profile: the asked values first, then others of the same report."""
    leading = [f for m in measures if (f := profile.best(m)) is not None]
    first = leading[0] if leading else profile.facts[0]
    facts = leading + [
        f for f in profile.facts if f not in leading and f.document_id == first.document_id and f.status is first.status
    ]
    if any(disagreeing_facts(profile, m) for m in measures or (first.measure,)):
        return _conflict_lines(profile, measures or tuple(f.measure for f in facts), reports)
    changes = [c for c in profile.changes if c.sentence == first.sentence and c.document_id == first.document_id]
    shown = changes if not measures else []
    evidence = evidence_with_period([*facts, *shown], profile.period, reports)
    values = ", ".join(value_words(f) for f in facts)
    label = profile.label
    if question.target:
        when = say("answers.when_period", period=_year_of(profile.period)) if profile.period else ""
        text = say("answers.target", period=when.strip(), label=label, subject=profile.subject, values=values)
        text = text.replace("  ", " ").replace(" :", ":")
    else:
        text = say(
            "answers.index_value",
            period=when_said(profile.period, question.text, evidence),
            label=label,
            subject=profile.subject,
            values=values,
            change=change_words(changes[0]) if shown else "",
        )
    lines = [Line(upper_first(text), evidence, (*facts, *shown))]
    if first.status is Status.SELF_ASSESSED:
        lines.append(Line(say("answers.self_assessed"), (evidence_of(first, reports),)))
    return lines


def changed_by(fact: Fact) -> str:
    """Return a change without its sign, which is said in words, and with the measure that a table's head gives it."""
    text = with_qualifier(fact).lstrip("+-–−↑↓▲▼ ")
    return text if re.search(r"[^\d.,]", text) else f"{text} {fact.unit}".strip()


def change_words(fact: Fact) -> str:
    base = say("answers.base_year", year=fact.base.label) if fact.base and fact.base.is_year else ""
    key = "answers.change_up" if fact.value is not None and fact.value >= 0 else "answers.change_down"
    return " " + say(key, text=changed_by(fact), base=base or say("answers.base_before")) if base else ""


# --- the year shown stands in a quote ------------------------------------------------------------------


def when_said(period: Period | None, question_text: str, evidence: Iterable[Evidence]) -> str:
    """Return "Năm 2023, " where every number of it stands in a quote or the question; else nothing."""
    if period is None:
        return ""
    numbers = re.findall(r"\d+", period.label)
    shown = question_text + " " + " ".join(e.quote for e in evidence)
    if period.is_year:
        said = re.search(rf"(?<!\d){period.label}(?!\d)", shown)
        return f"{say('answers.in_period', period=period.label)} " if said else ""
    whole = re.findall(r"\d+(?:[.,/]\d+)*", shown)
    printed = re.findall(r"\d+(?:[.,/]\d+)*", period.label)
    apart = [n for number in printed for n in ([number] if number in whole else number.split("/"))]
    if period.start == period.end or not numbers or not all(n in whole for n in apart):
        return ""
    return f"{upper_first(say('answers.in_other_period', period=period.label))} "


def evidence_with_period(facts: Sequence[Fact], period: Period | None, reports: Reports) -> tuple[Evidence, ...]:
    """Return the facts' places, and where their year is stated when not there: head, caption, title."""
    evidence = same_evidence(facts, reports)
    if period is None or not facts:
        return evidence
    year = str(period.start.year)
    if any(year in e.quote for e in evidence):
        return evidence
    place = _year_place(facts[0], year, reports)
    return (*evidence, place) if place else evidence


def evidence_of_each(told: Iterable[tuple[Fact, Period | None]], reports: Reports) -> tuple[Evidence, ...]:
    """Return the places of figures, each with where the year of its own period is stated."""
    return tuple(dict.fromkeys(e for fact, when in told for e in evidence_with_period([fact], when, reports)))


def _year_place(fact: Fact, year: str, reports: Reports) -> Evidence | None:
    """Return the head cell over a figure that names its year, else the caption, heading or title."""
    document = reports.documents[fact.document_id]
    text = document.text
    places: list[Span] = []
    for table in document.tables:
        if not table.span.overlaps(fact.span):
            continue
        column = next(
            (i for row in table.rows for i, cell in enumerate(row) if cell and cell.overlaps(fact.span)), None
        )
        above = [row for row in table.rows if all(c is None or c.start < fact.sentence.start for c in row)]
        places += [row[column] for row in above if column is not None and column < len(row) and row[column]]  # type: ignore[misc]
        places += [table.caption] if table.caption else []
        places += [cell for row in above[:2] for cell in row if cell]
    for heading in reversed(fact.heading):
        start = text.rfind(heading, 0, fact.span.start)
        places += [Span(start, start + len(heading))] if start >= 0 and heading else []
    if document.header.title and document.header.title.span:
        places.append(document.header.title.span)
    return next((Evidence(document, p) for p in places if re.search(rf"(?<!\d){year}(?!\d)", p.of(text))), None)


# --- reports that disagree -----------------------------------------------------------------------------


def disagreeing_facts(profile: Profile, measure: str) -> list[Fact]:
    """Return facts of different reports that give different values for the same thing."""
    best = profile.best(measure)
    if best is None or profile.self_assessed:
        return []
    facts = [
        f for f in profile.values.get(measure, ())
        if f.status is not Status.SELF_ASSESSED and ("%" in f.text) == ("%" in best.text)
        and (measure != "rank" or None in (f.of, best.of) or f.of == best.of)
        and (measure != "score" or None in (f.of, best.of) or f.of == best.of)
    ]  # fmt: skip
    values = {_told(f, facts) for f in facts}
    several = len({f.document_id for f in facts}) > 1 or any(f.status is Status.SUPERSEDED for f in facts)
    if len(values) > 1 and several:
        return facts
    # One report that gives two values for one thing: both are shown, none is chosen.
    alike = [f for f in facts if f.status is best.status and (measure == "rank" or f.of == best.of)]
    return alike if measure != "grade" and len({_told(f, alike) for f in alike}) > 1 else []


def _told(fact: Fact, beside: Sequence[Fact]) -> Decimal | str:
    """Return what a fact says, a last place told in words as the number that another gives for it."""
    if fact.value is not None or fact.measure != "rank":
        return fold(fact.text) if fact.value is None else fact.value
    return next((f.value for f in beside if f.value is not None and is_last(f)), LAST)


def _conflict_lines(profile: Profile, measures: Sequence[str], reports: Reports) -> list[Line]:
    """Return the figures of each report with number and date; the correction leads, else the latest."""
    facts = [f for m in measures for f in disagreeing_facts(profile, m)]

    def order(fact: Fact) -> tuple[int, int]:
        dated = reports.documents[fact.document_id].date
        return ({Status.CORRECTED: 0, Status.SUPERSEDED: 2}.get(fact.status, 1), -(dated.toordinal() if dated else 0))

    corrected = any(f.status is Status.CORRECTED for f in facts)
    agreed = [f for m in measures if not disagreeing_facts(profile, m) and (f := profile.best(m)) is not None]
    told: set[tuple[str, object]] = set()
    lines: list[Line] = []
    for document_id, status in dict.fromkeys((f.document_id, f.status) for f in sorted(facts, key=order)):
        group = []
        for fact in facts:
            value = (fact.measure, fact.value if fact.value is not None else fold(fact.text))
            if (fact.document_id, fact.status) == (document_id, status) and value not in told:
                told.add(value)
                group.append(fact)
        if not group:
            continue
        if not lines:
            group += agreed
        evidence = evidence_with_period(group, profile.period, reports)
        key = "conflict_line"
        if corrected:
            key = "superseded_line" if lines else "corrected_line"
        text = say(
            f"answers.{key}",
            reference=reference(evidence[0].document, evidence[0].span, evidence[0].headings),
            text=f"{_year_of(profile.period)} {', '.join(value_words(f) for f in group)}".strip(),
        )
        if not lines and not corrected:
            text = say("answers.conflict") + " " + text
        lines.append(Line(text, evidence, tuple(group)))
    return lines


def _year_of(period: Period | None) -> str:
    return f"năm {period.label}" if period and period.is_year else period.label if period else ""


# --- several units -------------------------------------------------------------------------------------


def coverage_line(profiles: list[Profile], reports: Reports) -> Line:
    ranked = [f for p in profiles if (f := p.best("rank")) and f.of]
    last = max(ranked, key=lambda f: f.of or 0, default=None)
    of = " " + say("answers.coverage_of", total=plain(last.of)) if last and last.of else ""
    text = say("answers.coverage", known=len({p.key for p in profiles}), of=of)
    facts = ([last] if last else []) + [f for p in profiles for f in p.facts][:12]
    return Line(text, same_evidence(facts, reports), (last,) if last else (), True)


def when_words(profiles: list[Profile]) -> str:
    period = profiles[0].period
    return " " + say("answers.when_year", period=period.label) if period and period.is_year else ""


def in_order(profiles: list[Profile]) -> list[Profile]:
    """Return the profiles by rank; those without one among the others by their score."""

    def score(profile: Profile) -> Decimal:
        held = profile.best("score")
        return held.value if held and held.value is not None else Decimal(-1)

    def place(profile: Profile) -> tuple[Decimal, Decimal]:
        rank = profile.best("rank")
        if rank is None or rank.value is None:
            better = [r.value for p in profiles if (r := p.best("rank")) and r.value and score(p) >= score(profile)]
            return (max(better, default=Decimal(0)), -score(profile))
        return (rank.value or rank.of or Decimal(999), -score(profile))

    return sorted(profiles, key=place)


def ranking_table(profiles: list[Profile], marked: set[str]) -> TableData:
    ordered = in_order(profiles)
    return TableData(
        columns=("Đơn vị", "Điểm", "Thứ hạng", "Xếp loại"),
        rows=tuple((p.subject, *((f.text if (f := p.best(m)) else "") for m in VALUES)) for p in ordered),
        marked=tuple(i for i, p in enumerate(ordered) if p.key in marked),
    )

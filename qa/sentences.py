"""Sentences and tables about profiles: values, changes, reports that disagree, coverage."""

from __future__ import annotations

from decimal import Decimal

from corpus.model import Fact, Status
from corpus.vietnamese import fold
from corpus.vocabulary import indicators
from prompts import say
from qa.draft import Line
from qa.model import TableData
from qa.profiles import VALUES, Profile
from qa.reference import reference
from qa.reports import Reports
from qa.understand import Question
from qa.wording import evidence_of, period_words, plain, same_evidence, upper_first, value_words


def profile_lines(question: Question, profile: Profile, reports: Reports, measure: str) -> list[Line]:
    """Return the sentence for a profile: the asked value first, its companions of the same report after it."""
    leading = profile.best(measure) if measure else None
    facts = [leading] if leading else []
    first = leading or profile.facts[0]
    facts += [
        f for f in profile.facts
        if f is not leading and f.document_id == first.document_id and f.status is first.status
    ]  # fmt: skip
    disagreeing = disagreeing_facts(profile, measure or first.measure)
    if disagreeing:
        return _conflict_lines(disagreeing, reports)
    changes = [
        c for c in profile.changes if c.sentence == first.sentence and c.document_id == first.document_id
    ]
    evidence = same_evidence([*facts, *(changes if question.measure == "" else [])], reports)
    change = change_words(changes[0]) if changes and not measure else ""
    text = say(
        "answers.index_value",
        period=period_words(profile.period, question.text, evidence),
        label=indicators()[profile.indicator].label,
        subject=profile.subject,
        values=", ".join(value_words(f) for f in facts),
        change=change,
    )
    if question.target:
        text = (
            say(
                "answers.target",
                period=f"năm {profile.period.label}" if profile.period and profile.period.is_year else "",
                label=indicators()[profile.indicator].label,
                subject=profile.subject,
                values=", ".join(value_words(f) for f in facts),
            )
            .replace("  ", " ")
            .replace(" :", ":")
        )
    lines = [Line(upper_first(text), evidence, (*facts, *changes))]
    if first.status is Status.SELF_ASSESSED:
        lines.append(Line(say("answers.self_assessed"), (evidence_of(first, reports),)))
    return lines


def change_words(fact: Fact) -> str:
    base = say("answers.base_year", year=fact.base.label) if fact.base and fact.base.is_year else ""
    key = "answers.change_up" if fact.value is not None and fact.value >= 0 else "answers.change_down"
    return " " + say(key, text=fact.text, base=base or say("answers.base_before")) if base else ""


def disagreeing_facts(profile: Profile, measure: str) -> list[Fact]:
    """Return facts of different reports that give different values for the same thing."""
    best = profile.best(measure)
    facts = [
        f for f in profile.values.get(measure, ())
        if f.status is not Status.SELF_ASSESSED and best and ("%" in f.text) == ("%" in best.text) and f.of == best.of
    ]  # fmt: skip
    values = {(f.value, fold(f.text) if f.value is None else "") for f in facts}
    several = len({f.document_id for f in facts}) > 1 or any(f.status is Status.SUPERSEDED for f in facts)
    return facts if len(values) > 1 and several and not profile.self_assessed else []


def _conflict_lines(facts: list[Fact], reports: Reports) -> list[Line]:
    """Return both figures with number and date; the correction leads, else the latest report."""

    def order(fact: Fact) -> tuple[int, int]:
        dated = reports.documents[fact.document_id].date
        return (
            {Status.CORRECTED: 0, Status.SUPERSEDED: 2}.get(fact.status, 1),
            -(dated.toordinal() if dated else 0),
        )

    ordered: list[Fact] = []
    for fact in sorted(facts, key=order):
        if all(f.value != fact.value for f in ordered):
            ordered.append(fact)
    corrected = ordered[0].status is Status.CORRECTED
    lines = []
    for place, fact in enumerate(ordered):
        evidence = evidence_of(fact, reports)
        source = reference(evidence.document, evidence.span, evidence.headings)
        key = "conflict_line"
        if corrected:
            key = "corrected_line" if place == 0 else "superseded_line"
        text = say(f"answers.{key}", reference=source, text=f"{_period_label(fact)}{value_words(fact)}")
        if place == 0 and not corrected:
            text = say("answers.conflict") + " " + text
        lines.append(Line(text, (evidence,), (fact,)))
    return lines


def _period_label(fact: Fact) -> str:
    return f"năm {fact.period.label} " if fact.period and fact.period.is_year else ""


def coverage_line(profiles: list[Profile], reports: Reports) -> Line:
    of = max((f.of for p in profiles if (f := p.best("rank")) and f.of), default=None)
    known = len({p.key for p in profiles})
    text = say(
        "answers.coverage", known=known, of=" " + say("answers.coverage_of", total=plain(of)) if of else ""
    )
    return Line(text, same_evidence([f for p in profiles for f in p.facts][:12], reports), (), True)


def when_words(profiles: list[Profile]) -> str:
    period = profiles[0].period
    return " " + say("answers.when_year", period=period.label) if period and period.is_year else ""


def in_order(profiles: list[Profile]) -> list[Profile]:
    def place(profile: Profile) -> tuple[Decimal, Decimal]:
        rank, score = profile.best("rank"), profile.best("score")
        return (
            rank.value if rank and rank.value else Decimal(999),
            -(score.value if score and score.value is not None else Decimal(0)),
        )

    return sorted(profiles, key=place)


def ranking_table(profiles: list[Profile], marked: set[str]) -> TableData:
    ordered = in_order(profiles)
    return TableData(
        columns=("Đơn vị", "Điểm", "Thứ hạng", "Xếp loại"),
        rows=tuple(
            (p.subject, *((f.text if (f := p.best(m)) else "") for m in VALUES)) for p in ordered
        ),
        marked=tuple(i for i, p in enumerate(ordered) if p.key in marked),
    )  # fmt: skip

"""Compare two years or two units, with the difference and what it means."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.model import Fact, Period
from corpus.vietnamese import fold
from corpus.vocabulary import indicators
from prompts import say
from qa.draft import Draft, Line
from qa.figures import in_year
from qa.lookup import infer
from qa.profiles import Profile, asked_measure, fits, subject_level
from qa.reports import Reports
from qa.scope import Scope
from qa.sentences import change_words, profile_lines, ranking_table
from qa.unanswered import nothing_stated, one_subject, which_period, which_subject
from qa.understand import Question
from qa.wording import evidence_of, period_words, plain, same_evidence, upper_first, value_words


def compare(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    folded = fold(question.text)
    measure = asked_measure(question)
    if question.measure == "change":
        measure = "rank" if re.search(r"\bbac\b|\bhang\b", folded) else "score"
    fitting = [p for p in profiles if fits(p, question.periods)]
    subjects = list(dict.fromkeys(p.key for p in subject_level(question, fitting)))
    if len(scope.units) >= 2 or (not scope.units and len(subjects) == 2 and len(question.years) < 2):
        return _compare_units(question, scope, reports, fitting, measure)
    chosen = one_subject(question, scope, [p for p in profiles if p.period])
    if isinstance(chosen, Draft):
        return chosen
    return _compare_years(question, scope, reports, chosen, measure)


def _compare_years(
    question: Question, scope: Scope, reports: Reports, profiles: list[Profile], measure: str
) -> Draft:
    """Compare two years of one subject, with what the report itself says of the change."""
    years = sorted({p.start.year for p in question.periods if p.is_year})
    if len(years) == 1:
        years = [years[0] - 1, years[0]]
    if not years:
        known = sorted({p.period.start.year for p in profiles if p.period and p.period.is_year})
        years = known[-2:]
    pair = (
        [next((p for p in profiles if in_year(p.period, y)), None) for y in (years[0], years[-1])]
        if len(years) > 1
        else []
    )
    lines: list[Line] = []
    measures = [measure] if measure else ["score", "rank"]
    if len(pair) == 2 and pair[0] and pair[1]:
        for each in measures:
            first, second = pair[0].best(each), pair[1].best(each)
            if first and second and first.value is not None and second.value is not None:
                lines.append(_pair_line(question, reports, pair[0], first, pair[1], second, each))
    later = pair[1] if len(pair) == 2 else None
    if later and not lines:
        stated = [c for c in later.changes if not measure or (c.unit == "bậc") == (measure == "rank")]
        if stated or later.facts:
            lines += profile_lines(question, later, reports, "")
            earlier = infer(_with_year(question, years[0]), scope, reports, profiles, measure or "score")
            lines += list(earlier.lines) if earlier else []
    elif later and lines:
        missing = [
            m
            for m in ("score", "rank")
            if later.best(m) and all(later.best(m) not in ln.facts for ln in lines)
        ]
        if missing and not measure:
            lines += profile_lines(question, later, reports, "")
    return Draft("comparison", tuple(lines)) if lines else nothing_stated(question, scope, reports, profiles)


def _with_year(question: Question, year: int) -> Question:
    from dataclasses import replace

    return replace(question, periods=(Period.of_year(year),))


def direction_words(measure: str, first: Fact, second: Fact) -> str:
    """Say how the second value stands to the first: a smaller rank number is better."""
    assert first.value is not None
    assert second.value is not None
    difference = second.value - first.value
    if measure == "rank":
        key = "rank_same" if difference == 0 else "rank_up" if difference < 0 else "rank_down"
        fields: dict[str, object] = {"first": first.text}
        if difference:
            fields |= {"second": second.text, "steps": plain(abs(difference))}
        return say(f"answers.{key}", **fields)
    if difference == 0:
        return say("answers.same")
    unit = "điểm %" if "%" in first.text else "điểm"
    amount = plain(abs(difference), f"{first.text} {second.text}")
    return say("answers.up" if difference > 0 else "answers.down", amount=amount, unit=unit)


def _pair_line(
    question: Question, reports: Reports, one: Profile, first: Fact, two: Profile, second: Fact, measure: str
) -> Line:
    label = indicators()[one.indicator].label
    same = one.key == two.key
    names = (
        (f"năm {one.period.label}", f"năm {two.period.label}") if same and one.period and two.period
        else (one.subject, two.subject)
    )  # fmt: skip
    who = f"{label} của {one.subject}" if same else label
    result = direction_words(measure, first, second) if same else _between(measure, names, first, second)
    text = f"{who}: {names[0]} {value_words(first)}; {names[1]} {value_words(second)} – {result}."
    return Line(upper_first(text), same_evidence([first, second], reports), (first, second), True)


def _between(measure: str, names: tuple[str, str], first: Fact, second: Fact) -> str:
    assert first.value is not None
    assert second.value is not None
    difference = first.value - second.value
    if difference == 0:
        return say("answers.units_equal")
    if measure == "rank":
        better = names[0] if difference < 0 else names[1]
        return say("answers.units_rank", name=better, steps=plain(abs(difference)))
    better = names[0] if difference > 0 else names[1]
    unit = "điểm %" if "%" in first.text else "điểm"
    return say(
        "answers.units_more",
        name=better,
        amount=plain(abs(difference), f"{first.text} {second.text}"),
        unit=unit,
    )


def _compare_units(
    question: Question, scope: Scope, reports: Reports, profiles: list[Profile], measure: str
) -> Draft:
    order = [u.key for u in scope.units] or list(dict.fromkeys(p.key for p in profiles))
    by_unit = {k: [p for p in profiles if p.key.split("@")[0] == k] for k in order}
    lines: list[Line] = []
    missing = [u.name for u in scope.units if not by_unit.get(u.key)]
    if missing and len(missing) == len(order):
        return nothing_stated(question, scope, reports, profiles)
    common = (
        set.intersection(*({p.period for p in group} for group in by_unit.values() if group))
        if by_unit
        else set()
    )
    if not common and not question.periods:
        return which_period(question, profiles)
    when = max(common, key=str) if common else None
    if len(common) > 1 and not question.periods:
        return which_period(question, [p for p in profiles if p.period in common])
    chosen = [
        next((p for p in group if when is None or p.period == when), None) for group in by_unit.values()
    ]
    held = [p for p in chosen if p]
    for each in [measure] if measure else ["score", "rank"]:
        facts = [(p, f) for p in held if (f := p.best(each)) and f.value is not None]
        for (one, first), (two, second) in pairwise(facts):
            lines.append(_pair_line(question, reports, one, first, two, second, each))
    if not lines:
        for profile in held:
            lines += profile_lines(
                question, profile, reports, measure if measure and profile.best(measure) else ""
            )
    if missing:
        text = nothing_stated(
            question, Scope(scope.documents, tuple(u for u in scope.units if u.name in missing)), reports, []
        )
        lines.append(Line(text.lines[0].text, lines[0].evidence if lines else ()))
    return Draft("comparison", tuple(lines), table=ranking_table(held, set()))


def change_stated(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    """Answer "tăng/giảm bao nhiêu" by what the report states, else by the two years' values."""
    folded = fold(question.text)
    steps = bool(re.search(r"\bbac\b|\bthu hang\b|\bhang\b", folded))
    points = bool(re.search(r"\bdiem\b", folded))
    fitting = subject_level(question, [p for p in profiles if fits(p, question.periods) and p.changes])
    subjects = {p.key: p for p in fitting}
    if len(subjects) > 1 and not scope.units:
        return which_subject(question, list(subjects.values()))
    lines: list[Line] = []
    for profile in fitting:
        changes = [c for c in profile.changes if (c.unit == "bậc") == steps or steps == points]
        for change in changes:
            values = [f for f in profile.facts if f.sentence == change.sentence]
            text = say(
                "answers.index_value", period=period_words(profile.period, question.text, [evidence_of(change, reports)]),
                label=indicators()[profile.indicator].label, subject=profile.subject,
                values=", ".join(value_words(f) for f in values if (f.measure == "rank") == (change.unit == "bậc") or len(values) == 1)
                or ", ".join(value_words(f) for f in values),
                change=change_words(change) or f" ({'tăng' if change.value and change.value > 0 else 'giảm'} {change.text})",
            )  # fmt: skip
            lines.append(
                Line(upper_first(text), same_evidence([change, *values], reports), (change, *values))
            )
    if lines and len({p.period for p in fitting}) == 1:
        return Draft("comparison", tuple(lines))
    return compare(question, scope, reports, profiles)

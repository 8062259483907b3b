"""Look a value up, or infer it where the reports license that."""

import re
from dataclasses import replace

from corpus.model import QuantityKind, Status
from corpus.periods import periods
from corpus.vietnamese import fold, upper_first
from corpus.vocabulary import indicators
from prompts import say
from qa.draft import Draft, Line
from qa.indicators.inference import gives, infer, placed_in_row
from qa.indicators.profiles import Profile, asked_measures, fits, latest_asked, subject_level
from qa.indicators.sentences import disagreeing_facts, evidence_with_period, profile_lines, when_said
from qa.indicators.unanswered import nothing_stated, which_period, which_subject
from qa.model import Kind
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.understand import understand


def look_up(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    measures = asked_measures(question)
    measure = measures[0] if measures else ""
    profiles = subject_level(question, profiles)
    candidates = [p for p in profiles if not measure or any(p.best(m) for m in measures)]
    fitting = [p for p in candidates if fits(p, question.periods)]
    fitting = _not_given(question, _with_anchor(question, fitting), measure)
    if not fitting:
        drafts = [d for m in measures or ("",) if (d := infer(question, scope, reports, profiles, m))]
        inferred = replace(drafts[0], lines=tuple(line for d in drafts for line in d.lines)) if drafts else None
        if measure == "rank" and not inferred:
            inferred = placed_in_row(question, reports, profiles)
        return inferred or nothing_stated(question, scope, reports, profiles)
    subjects = {p.key: p for p in fitting}
    named = scope.units or scope.offices
    if len(subjects) > 1 and (not named or len({k.split("@")[0] for k in subjects}) < len(subjects)):
        return which_subject(question, list(subjects.values()))
    if not question.periods and _of_several_times(fitting):
        fitting = latest_asked(question, fitting)
        if _of_several_times(fitting):
            return which_period(question, fitting)
    lines: list[Line] = []
    asked = list(question.indicators)
    for profile in sorted(fitting, key=lambda p: asked.index(p.indicator) if p.indicator in asked else 0):
        lines += profile_lines(question, profile, reports, measures)
        if question.self_assessed and not profile.self_assessed:
            lines += _self_scored(question, profile, reports)
    untold = [indicators()[i].label for i in asked if len(asked) > 1 and all(p.indicator != i for p in fitting)]
    if untold:
        lines.append(Line(say("answers.untold", labels=", ".join(untold)), lines[-1].evidence))
    missing = [m for m in measures if len(measures) > 1 and not any(p.best(m) for p in fitting)]
    if missing:
        names = ", ".join(say(f"answers.measure_{m}") for m in missing)
        lines.append(Line(say("answers.untold", labels=names), lines[-1].evidence))
    others = _other_years(question, scope, reports, profiles, candidates, measure)
    lines += others
    disagree = bool(others) or any(disagreeing_facts(p, m) for p in fitting for m in measures or (p.facts[0].measure,))
    kind: Kind = "comparison" if disagree else "figure"  # a conflict names its sources, numbers and all
    return Draft(kind, tuple(lines), suggestions=_next_questions(fitting, profiles))


def _of_several_times(profiles: list[Profile]) -> bool:
    """Tell whether an index is told of several periods; two indices may each have one of its own."""
    when = {(p.indicator, p.period) for p in profiles}
    return len(when) > len({p.indicator for p in profiles})


def _self_scored(question: Question, profile: Profile, reports: Reports) -> list[Line]:
    """Return the score that a unit gave itself, where it is asked for beside the one found on appraisal."""
    shown = profile.best("score")
    own = [f for f in profile.values.get("score", ()) if f.status is Status.SELF_ASSESSED and f is not shown]
    if len({f.value for f in own}) != 1:
        return []
    evidence = evidence_with_period(own[:1], profile.period, reports)
    text = say(
        "answers.self_scored", period=when_said(profile.period, question.text, evidence), value=own[0].text,
        label=profile.label, subject=profile.subject,
    )  # fmt: skip
    return [Line(upper_first(text), evidence, (own[0],))]


def _other_years(
    question: Question, scope: Scope, reports: Reports, profiles: list[Profile], held: list[Profile], measure: str
) -> list[Line]:
    """Infer the values of the asked years that no report states."""
    lines: list[Line] = []
    for period in question.periods if len(question.periods) > 1 else ():
        if any(fits(p, [period]) for p in held):
            continue
        draft = infer(replace(question, periods=(period,)), scope, reports, profiles, measure)
        if draft and draft.kind == "comparison":
            lines += draft.lines
    return lines


_PARTS = re.compile(r"\s*[,;]\s*|\s+(?:và|còn|va|con)\s+")


def result_and_target(question: Question) -> tuple[Question, Question] | None:
    """Split a question that asks a result and a target: "năm 2023 xếp thứ mấy, mục tiêu 2024 thứ mấy"."""
    pieces = [p for p in _PARTS.split(question.text) if p.strip()]
    targets = [p for p in pieces if understand(p).target]
    results = [p for p in pieces if p not in targets]
    if not targets or not any(re.search(r"\b(?:may|bao nhieu|the nao|ra sao)\b", fold(p)) for p in results):
        return None

    def side(pieces: list[str], target: bool) -> Question:
        when = dict.fromkeys(m.period for m in periods(" ".join(pieces)))
        return replace(question, target=target, periods=tuple(when) or question.periods)

    return side(results, False), side(targets, True)


def _with_anchor(question: Question, profiles: list[Profile]) -> list[Profile]:
    """Keep who has the value the question gives ("đạt 82,71 điểm thì xếp mấy"), unless of other years."""
    given = [q for q in question.figures if q.kind in (QuantityKind.SCORE, QuantityKind.RANK, QuantityKind.RATE)]
    if len(question.years) > 1:
        return profiles
    kept = [p for p in profiles if any(f.value == q.value for q in given for fs in p.values.values() for f in fs)]
    return kept or profiles


def _not_given(question: Question, profiles: list[Profile], measure: str) -> list[Profile]:
    """Leave out a value that the question itself gives while asking for another."""
    if not measure or (len(question.years) < 2 and not gives(question)):
        return profiles
    given = {(q.value, q.of) for q in question.figures}
    return [
        p for p in profiles
        if (f := p.best(measure)) is None or not any(f.value == v and of in (None, f.of) for v, of in given)
    ]  # fmt: skip


def _next_questions(shown: list[Profile], profiles: list[Profile]) -> tuple[str, ...]:
    """Offer what the reports can answer next: the other years, then the trend."""
    first = shown[0]
    label = first.label
    if first.key.startswith("document:"):
        return ()
    others = [p for p in profiles if p.key == first.key and p.indicator == first.indicator and p.period != first.period]
    asked = [f"{label} của {first.subject} năm {p.period.label}?" for p in others if p.period and p.period.is_year]
    if len(others) > 1:
        asked.insert(0, f"{label} của {first.subject} thay đổi thế nào qua các năm?")
    return tuple(asked[:3])

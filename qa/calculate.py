"""Answers about indicators: look-ups, rankings, trends, differences, extremes, all from stored facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from corpus.model import Document, Fact, Level, Period, QuantityKind, Status
from corpus.quantities import LAST
from corpus.units import gazetteer
from corpus.vietnamese import fold
from corpus.vocabulary import indicator_phrases, indicators
from prompts import say
from qa.draft import Draft, Line, clarify, not_found
from qa.figures import content_terms, in_year, index_facts, subject_key
from qa.model import ChartData, Kind, TableData
from qa.reference import reference
from qa.reports import Reports
from qa.scope import Scope
from qa.understand import Operation, Question
from qa.wording import (
    evidence_of,
    period_words,
    plain,
    same_evidence,
    subject_of,
    upper_first,
    value_words,
)

_VALUES = ("score", "rank", "grade")


@dataclass(slots=True)
class Profile:
    """What the reports say of one subject's indicator in one period."""

    key: str
    subject: str
    indicator: str
    period: Period | None
    document: Document
    values: dict[str, list[Fact]] = field(default_factory=dict)
    changes: list[Fact] = field(default_factory=list)
    regional: bool = False
    self_assessed: bool = False

    def best(self, measure: str) -> Fact | None:
        """Return the value that counts: a correction first, an official figure before a self-assessed one."""
        order = {Status.CORRECTED: 0, Status.RESULT: 1, Status.SELF_ASSESSED: 2, Status.SUPERSEDED: 3}
        if self.self_assessed:
            order[Status.SELF_ASSESSED] = -1
        held = self.values.get(measure, ())
        # "tổng điểm 62,62 điểm, chỉ số đạt 94,49%": the index is the per cent.
        percent = measure == "score" and any("%" in f.text for f in held)
        # Of two ranks in one report, "5/63" in the country and "1/6" in the region, the wider is meant.
        wider = 1 if self.regional else -1
        found = sorted(
            held,
            key=lambda f: (
                order.get(f.status, 4),
                percent and "%" not in f.text,
                f.of is None,
                wider * (f.of or 0),
            ),
        )
        return found[0] if found else None

    @property
    def facts(self) -> list[Fact]:
        return [f for m in _VALUES if (f := self.best(m)) is not None]


def about_indicator(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer a question about an indicator's value; None when it is not one."""
    if question.component or question.operation is Operation.TEXT:
        return None
    if question.measure not in ("", *_VALUES, "change", "rate", "any"):
        return None
    if not question.indicators and not _only_ranks(question, scope):
        return None
    if question.measure == "rate" and "sipas" not in question.indicators:
        return None
    found = index_facts(question, scope, reports, (*_VALUES, "change"))
    if not scope.pointed and question.indicators and not _about_the_whole(question, scope, found, reports):
        return None
    profiles = _profiles(found, reports, question)
    answer = _OPERATIONS.get(question.operation, _look_up)
    return answer(question, scope, reports, profiles)


def _about_the_whole(question: Question, scope: Scope, found: list[Fact], reports: Reports) -> bool:
    """Tell whether the index itself is asked for, not a part of it that the question names."""
    said = [f.span for f in indicator_phrases().find(question.text)]
    said += [m.span for m in gazetteer().find(question.text, bare=True)]
    extra = {
        t.name for t in content_terms(question, scope, communes=False)
        if t.name != "cai cach hanh chinh" and not any(s.overlaps(t.span) for s in said)
    }  # fmt: skip
    if not extra:
        return True
    for fact in found:
        words = reports.words(fact)
        if fact.measure != "change" and extra <= words.own | set(words.before) | words.heading:
            return True
    return False


def _only_ranks(question: Question, scope: Scope) -> bool:
    """Tell whether a rank, score or grade is asked without saying of what: the reports may leave one reading."""
    asks = question.measure in _VALUES or any(
        q.kind in (QuantityKind.RANK, QuantityKind.SCORE) for q in question.figures if question.yes_no
    )
    return asks and (scope.pointed or not content_terms(question, scope))


def _profiles(facts: Iterable[Fact], reports: Reports, question: Question) -> list[Profile]:
    made: dict[tuple[str, str, Period | None], Profile] = {}
    regional = bool(re.search(r"\b(?:vung|khu vuc|tieu vung|cum)\b", fold(question.text)))
    for fact in facts:
        if fact.measure == "change":
            continue
        if (fact.status is Status.TARGET) != question.target:
            continue
        document = reports.documents[fact.document_id]
        key = _key(fact, reports)
        if key not in made:
            made[key] = Profile(
                key[0], subject_of(fact, document), fact.indicator, fact.period, document, regional=regional
            )
        made[key].values.setdefault(fact.measure, []).append(fact)
    for fact in facts:
        if fact.measure == "change" and (profile := made.get(_key(fact, reports))):
            profile.changes.append(fact)
    return sorted(
        made.values(), key=lambda p: (p.subject, p.period.start.toordinal() if p.period else 0, p.indicator)
    )


def _key(fact: Fact, reports: Reports) -> tuple[str, str, Period | None]:
    return (subject_key(fact, reports.documents[fact.document_id]), fact.indicator, fact.period)


def _asked(question: Question) -> str:
    if question.measure in _VALUES:
        return question.measure
    return "score" if question.measure == "rate" else ""


def _fits(profile: Profile, asked: Sequence[Period]) -> bool:
    if not asked:
        return True
    if profile.period is None:
        dated = profile.document.date
        return dated is not None and any(dated.year in p.years for p in asked)
    return any(
        profile.period == p
        or (p.is_year and in_year(profile.period, p.start.year))
        or (not p.is_year and p.start <= profile.period.start and profile.period.end <= p.end)
        or (p.start == p.end and profile.period.start <= p.start <= profile.period.end)
        for p in asked
    )


def _subject_level(question: Question, profiles: list[Profile]) -> list[Profile]:
    """Keep the level the question speaks of ("của tỉnh", "của huyện") where the reports have it."""
    folded = fold(question.text)
    for word, level in (("tinh", Level.PROVINCE), ("huyen", Level.DISTRICT), ("xa|phuong", Level.COMMUNE)):
        if re.search(rf"\b(?:cua|toan|cap) (?:{word})\b(?! (?:uy|thi))", folded):
            kept = [p for p in profiles if p.key.startswith((level.value, "document:"))]
            return kept or profiles
    return profiles


def _look_up(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    measure = _asked(question)
    candidates = [p for p in profiles if not measure or p.best(measure)]
    fitting = _subject_level(question, [p for p in candidates if _fits(p, question.periods)])
    fitting = _not_given(question, _without_anchor_only(question, fitting), measure)
    if not fitting:
        inferred = _inferred(question, scope, reports, profiles, measure)
        return inferred or _missing(question, scope, reports, profiles)
    subjects = {p.key: p for p in fitting}
    if len(subjects) > 1 and (not scope.units or len({k.split("@")[0] for k in subjects}) < len(subjects)):
        return _which_subject(question, list(subjects.values()))
    if not question.periods and len({p.period for p in fitting}) > 1:
        fitting = _latest_asked(question, fitting)
        if len({p.period for p in fitting}) > 1:
            return _which_period(question, fitting)
    lines: list[Line] = []
    for profile in fitting:
        lines += _profile_lines(question, profile, reports, measure)
    disagree = any(_disagreeing(p, measure or p.facts[0].measure) for p in fitting)
    kind: Kind = "comparison" if disagree else "figure"  # a conflict names its sources, numbers and all
    return Draft(kind, tuple(lines), suggestions=_next_questions(question, fitting, profiles))


def _without_anchor_only(question: Question, profiles: list[Profile]) -> list[Profile]:
    """Where the question gives one value and asks another ("đạt 82,71 điểm thì xếp thứ mấy"), keep who has it."""
    given = [
        q for q in question.figures if q.kind in (QuantityKind.SCORE, QuantityKind.RANK, QuantityKind.RATE)
    ]
    kept = [
        p for p in profiles
        if any(f.value == q.value for q in given for fs in p.values.values() for f in fs)
    ]  # fmt: skip
    return kept or profiles


def _not_given(question: Question, profiles: list[Profile], measure: str) -> list[Profile]:
    """Leave out a year whose value the question itself gives while asking for another year's."""
    if len(question.years) < 2 or not measure:
        return profiles
    given = {q.value for q in question.figures}
    return [p for p in profiles if (f := p.best(measure)) is None or f.value not in given]


def _latest_asked(question: Question, profiles: list[Profile]) -> list[Profile]:
    if re.search(r"\b(?:hien nay|hien tai|moi nhat|gan nhat|gan day nhat|bay gio)\b", fold(question.text)):
        last = max(p.period for p in profiles if p.period)
        return [p for p in profiles if p.period == last]
    return profiles


def _profile_lines(question: Question, profile: Profile, reports: Reports, measure: str) -> list[Line]:
    """Return the sentence for a profile: the asked value first, its companions of the same report after it."""
    leading = profile.best(measure) if measure else None
    facts = [leading] if leading else []
    first = leading or profile.facts[0]
    facts += [
        f for f in profile.facts
        if f is not leading and f.document_id == first.document_id and f.status is first.status
    ]  # fmt: skip
    disagreeing = _disagreeing(profile, measure or first.measure)
    if disagreeing:
        return _conflict_lines(disagreeing, reports)
    changes = [
        c for c in profile.changes if c.sentence == first.sentence and c.document_id == first.document_id
    ]
    evidence = same_evidence([*facts, *(changes if question.measure == "" else [])], reports)
    change = _change_words(changes[0]) if changes and not measure else ""
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


def _change_words(fact: Fact) -> str:
    base = say("answers.base_year", year=fact.base.label) if fact.base and fact.base.is_year else ""
    key = "answers.change_up" if fact.value is not None and fact.value >= 0 else "answers.change_down"
    return " " + say(key, text=fact.text, base=base or say("answers.base_before")) if base else ""


def _disagreeing(profile: Profile, measure: str) -> list[Fact]:
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


def _which_subject(question: Question, profiles: list[Profile]) -> Draft:
    names = [
        _told_apart(p) for p in profiles
    ]  # fmt: skip
    bare = question.text.rstrip(" ?.")
    return clarify(
        say("answers.which_unit"),
        [say("answers.choice_unit", question=bare, subject=n) for n in dict.fromkeys(names)],
    )


def _told_apart(profile: Profile) -> str:
    if profile.key.startswith("document:"):
        return f"{profile.subject} – tệp {profile.document.source}"
    if "@" in profile.key and profile.document.unit:
        return f"{profile.subject}, {profile.document.unit.name}"
    return profile.subject


def _which_period(question: Question, profiles: list[Profile]) -> Draft:
    labels = dict.fromkeys(p.period.label for p in sorted(profiles, key=lambda p: str(p.period)) if p.period)
    bare = question.text.rstrip(" ?.")
    names = [f"năm {label}" if label.isdigit() else label for label in labels]
    return clarify(
        say("answers.which_period"), [say("answers.choice_period", question=bare, period=n) for n in names]
    )


def _missing(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    """Say that the reports do not state it, what was searched and what is nearest."""
    near = [p for p in profiles if not scope.units or p.key.split("@")[0] in {u.key for u in scope.units}]
    years = sorted({y for p in question.periods for y in p.years})

    def distance(profile: Profile) -> int:
        if not years or profile.period is None:
            return 0
        return min(abs(profile.period.start.year - y) for y in years)

    shown = []
    for profile in sorted(near, key=distance)[:2] if scope.units or len({p.key for p in near}) == 1 else []:
        when = f"năm {profile.period.label} " if profile.period and profile.period.is_year else ""
        shown.append(f"{when}{profile.subject} {', '.join(value_words(f) for f in profile.facts)}")
    label = ", ".join(indicators()[i].label for i in question.indicators)
    measure = say(
        f"answers.measure_{question.measure if question.measure in (*_VALUES, 'change') else 'any'}"
    )
    return not_found(
        say(
            "answers.no_figure",
            what=say("answers.what_measure", measure=measure, label=label),
            where=" " + say("answers.where_unit", units=", ".join(u.name for u in scope.units))
            if scope.units
            else "",
            when=" " + say("answers.when_period", period=_when(question)) if question.periods else "",
            count=len(scope.documents) or len(reports.documents),
            near=" " + say("answers.near", facts="; ".join(shown)) if shown else "",
        )
    )


def _when(question: Question) -> str:
    return ", ".join(f"năm {p.label}" if p.is_year else p.label for p in question.periods)


def _next_questions(question: Question, shown: list[Profile], profiles: list[Profile]) -> tuple[str, ...]:
    """Offer what the reports can answer next: the other years, then the trend."""
    first = shown[0]
    label = indicators()[first.indicator].label
    if first.key.startswith("document:"):
        return ()
    others = [
        p
        for p in profiles
        if p.key == first.key and p.indicator == first.indicator and p.period != first.period
    ]
    asked = [
        f"{label} của {first.subject} năm {p.period.label}?" for p in others if p.period and p.period.is_year
    ]
    if len(others) > 1:
        asked.insert(0, f"{label} của {first.subject} thay đổi thế nào qua các năm?")
    return tuple(asked[:3])


def _inferred(
    question: Question, scope: Scope, reports: Reports, profiles: list[Profile], measure: str
) -> Draft | None:
    """Infer last period's value from this one's and the change the same sentence states; said to be inferred."""
    if measure not in ("score", "rank") or question.target:
        return None
    for profile in profiles:
        fact = profile.best(measure)
        if fact is None or fact.value is None:
            continue
        for change in profile.changes:
            same_kind = (change.unit == "bậc") == (measure == "rank")
            if (
                not same_kind
                or change.base is None
                or change.value is None
                or change.sentence != fact.sentence
            ):
                continue
            if not any(
                change.base == p or (p.is_year and in_year(change.base, p.start.year))
                for p in question.periods
            ):
                continue
            if measure == "rank":
                # To rise by two places is to come to a smaller number.
                before = fact.value + change.value
                printed = f"{plain(before)}/{plain(fact.of)}" if fact.of else plain(before)
                sign = "+" if change.value >= 0 else "-"
            else:
                before = fact.value - change.value
                unit = re.sub(r"^[\d.,\s]+(?:/\d+)?", "", fact.text).strip()
                printed = plain(before, f"{fact.text} {change.text}") + (
                    "%" if unit == "%" else f" {unit}" if unit else ""
                )
                sign = "-" if change.value >= 0 else "+"
            number = re.match(r"[\d.,]+", fact.text)
            step = re.match(r"[\d.,]+", change.text)
            text = say(
                "answers.inferred",
                period=say("answers.in_period", period=change.base.label) + " "
                if change.base.is_year
                else "",
                label=indicators()[profile.indicator].label,
                subject=profile.subject,
                value=printed,
                arithmetic=f"{number.group(0) if number else fact.text} {sign} {step.group(0) if step else change.text}",
            )
            return Draft(
                "comparison", (Line(upper_first(text), (evidence_of(fact, reports),), (fact, change), True),)
            )
    return None


# --- over years --------------------------------------------------------------------------------------------------


def _one_subject(question: Question, scope: Scope, profiles: list[Profile]) -> Draft | list[Profile]:
    """Return the profiles of the one subject meant, by year, or the question back when several could be."""
    kept = _subject_level(question, profiles)
    subjects = {p.key: p for p in kept}
    if len(subjects) > 1 and not scope.units:
        fitting = {p.key: p for p in kept if _fits(p, question.periods)}
        if len(fitting) != 1:
            # A trend needs at least two years: who has but one cannot be meant.
            several = {
                k: p for k, p in fitting.items()
                if len({q.period for q in kept if q.key == k and _fits(q, question.periods)}) > 1
            }  # fmt: skip
            fitting = several or fitting
        if len(fitting) > 1:
            return _which_subject(question, list(fitting.values()))
        kept = [p for p in kept if p.key in fitting]
    return sorted(kept, key=lambda p: str(p.period))


def _over_years(
    make: Callable[[Question, Reports, list[Profile]], Draft | None],
) -> Callable[[Question, Scope, Reports, list[Profile]], Draft]:
    def answer(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
        chosen = _one_subject(question, scope, [p for p in profiles if p.period])
        if isinstance(chosen, Draft):
            return chosen
        ranged = [p for p in chosen if _fits(p, question.periods)]
        if question.periods and len(question.periods) == 1 and question.periods[0].is_year:
            ranged = chosen
        made = make(question, reports, ranged) if ranged else None
        return made or _missing(question, scope, reports, profiles)

    return answer


def _trend(question: Question, reports: Reports, profiles: list[Profile]) -> Draft | None:
    measure = _asked(question)
    held = [p for p in profiles if (p.best(measure) if measure else p.facts)]
    if len(held) < 2:
        return None
    label = indicators()[held[0].indicator].label
    lines = [
        Line(
            say("answers.trend", label=label, subject=held[0].subject), same_evidence(held[0].facts, reports)
        )
    ]
    for profile in held:
        facts = profile.facts
        lines.append(
            Line(
                say(
                    "answers.trend_line",
                    period=profile.period.label if profile.period else "",
                    values=", ".join(value_words(f) for f in facts),
                ),
                same_evidence(facts, reports),
                tuple(facts),
            )
        )
    drawn = (
        measure if measure in ("score", "rank") else "score" if any(p.best("score") for p in held) else "rank"
    )
    points = [(p, f) for p in held if (f := p.best(drawn)) is not None and f.value is not None]
    if len(points) > 1:
        first, last = points[0], points[-1]
        direction = _direction(drawn, first[1], last[1])
        lines.append(
            Line(
                say("answers.trend_sum", first_year=first[0].period.label if first[0].period else "", last_year=last[0].period.label if last[0].period else "", direction=direction),
                same_evidence([first[1], last[1]], reports), (), True,
            )
        )  # fmt: skip
    table = TableData(
        columns=("Năm", "Điểm", "Thứ hạng", "Xếp loại"),
        rows=tuple(
            (p.period.label if p.period else "", *((f.text if (f := p.best(m)) else "") for m in _VALUES))
            for p in held
        ),
    )
    chart = ChartData(
        kind="line", title=f"{label} – {held[0].subject}",
        labels=tuple(p.period.label if p.period else "" for p, _ in points),
        values=tuple(float(f.value or 0) for _, f in points),
        unit="hạng" if drawn == "rank" else "điểm", downwards=drawn == "rank",
    )  # fmt: skip
    return Draft("trend", tuple(lines), table=table, chart=chart)


def _direction(measure: str, first: Fact, second: Fact) -> str:
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


def _extreme_year(question: Question, reports: Reports, profiles: list[Profile]) -> Draft | None:
    folded = fold(question.text)
    measure = "rank" if question.measure == "rank" and "diem" not in folded else "score"
    points = [(p, f) for p in profiles if (f := p.best(measure)) is not None and f.value is not None]
    if not points and (points := [(p, f) for p in profiles if (f := p.best("rank")) is not None and f.value]):
        measure = "rank"
    if not points:
        return None
    wants_small = question.lowest != (measure == "rank")
    values = [f.value for _, f in points if f.value is not None]
    extreme = min(values) if wants_small else max(values)
    lines = []
    for profile, fact in points:
        if fact.value == extreme:
            which = (
                ("worst" if question.lowest else "best")
                if measure == "rank"
                else ("lowest" if question.lowest else "highest")
            )
            companions = [fact, *(f for f in profile.facts if f is not fact)]
            lines.append(
                Line(
                    say("answers.extreme_year", period=profile.period.label if profile.period else "", label=indicators()[profile.indicator].label, subject=profile.subject, which=say(f"answers.{which}"), value=", ".join(value_words(f) for f in companions)),
                    same_evidence([fact, *(f for _, f in points)], reports), tuple(companions), True,
                )
            )  # fmt: skip
    return Draft("trend", tuple(lines))


def _years_where(question: Question, reports: Reports, profiles: list[Profile]) -> Draft | None:
    chosen = [(p, f) for p in profiles if (f := _meeting(question, p)) is not None]
    if not chosen:
        return None
    years = "; ".join(
        say("answers.year_value", period=p.period.label if p.period else "", value=value_words(f))
        for p, f in chosen
    )
    facts = [f for _, f in chosen]
    text = say("answers.years_where", subject=upper_first(chosen[0][0].subject), years=years)
    return Draft("figure", (Line(text, same_evidence(facts, reports), tuple(facts)),))


def _meeting(question: Question, profile: Profile) -> Fact | None:
    """Return the profile's value that meets the question's condition: a rank, a grade, a figure."""
    for quantity in question.figures:
        kinds = {QuantityKind.RANK: ("rank",), QuantityKind.SCORE: ("score",), QuantityKind.RATE: ("score",)}
        for measure in kinds.get(quantity.kind, _VALUES):
            fact = profile.best(measure)
            if fact and fact.value == quantity.value and quantity.of in (None, fact.of):
                return fact
            if fact and quantity.value == LAST and measure == "rank" and fact.value == fact.of:
                return fact
        return None
    for grade in question.grades:
        fact = profile.best("grade")
        if fact and fold(fact.text) == fold(grade):
            return fact
    if re.search(r"\b(?:dan dau|dung dau|dung nhat|thu nhat|nhat|quan quan)\b", fold(question.text)):
        fact = profile.best("rank")
        return fact if fact and fact.value == 1 else None
    return None


# --- over units --------------------------------------------------------------------------------------------------


def _of_year(question: Question, profiles: list[Profile]) -> Draft | list[Profile]:
    """Return the profiles of the year meant, or ask which."""
    fitting = [p for p in profiles if _fits(p, question.periods)]
    when = {p.period for p in fitting}
    if not question.periods and len(when) > 1:
        fitting = _latest_asked(question, fitting)
        if len({p.period for p in fitting}) > 1:
            return _which_period(question, fitting)
    return fitting


def _when_words(profiles: list[Profile]) -> str:
    period = profiles[0].period
    return " " + say("answers.when_year", period=period.label) if period and period.is_year else ""


def _extreme_unit(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    chosen = _of_year(question, profiles)
    if isinstance(chosen, Draft):
        return chosen
    by_score = bool(re.search(r"\bdiem\b", fold(question.text))) and question.measure != "rank"
    ranked = [(p, f) for p in chosen if (f := p.best("rank")) is not None and f.value is not None]
    scored = [(p, f) for p in chosen if (f := p.best("score")) is not None and f.value is not None]
    top: list[tuple[Profile, Fact]] = []
    if question.lowest:
        top = (
            [(p, f) for p, f in ranked if f.value == LAST or (f.of and f.value == f.of)]
            if not by_score
            else []
        )
    elif not by_score:
        top = [(p, f) for p, f in ranked if f.value == 1]
    if not top and scored and (by_score or len(scored) > 1):
        values = [f.value for _, f in scored if f.value is not None]
        extreme = min(values) if question.lowest else max(values)
        top = [(p, f) for p, f in scored if f.value == extreme]
    if not top and ranked and len(ranked) > 1:
        numbers = [f.value for _, f in ranked if f.value is not None]
        extreme = max(numbers) if question.lowest else min(numbers)
        top = [(p, f) for p, f in ranked if f.value == extreme]
    named = [(p, f) for p, f in top if not p.key.startswith("document:")]
    if not named:
        return (
            _missing(question, scope, reports, profiles)
            if not top
            else not_found(say("answers.not_stated_name", count=len(reports.documents)))
        )
    lines = []
    for profile, fact in named:
        facts = [fact, *(f for f in profile.facts if f is not fact)]
        which = "lowest" if question.lowest else "highest"
        text = say(
            "answers.extreme_unit", subject=upper_first(profile.subject), which=say(f"answers.{which}"),
            label=indicators()[profile.indicator].label, when=_when_words([profile]),
            value=", ".join(value_words(f) for f in facts),
        )  # fmt: skip
        lines.append(Line(text, same_evidence(facts, reports), tuple(facts), True))
    lines.append(_coverage_line(chosen, reports))
    return Draft("ranking", tuple(lines), table=_ranking_table(chosen, {p.key for p, _ in named}))


def _coverage_line(profiles: list[Profile], reports: Reports) -> Line:
    of = max((f.of for p in profiles if (f := p.best("rank")) and f.of), default=None)
    known = len({p.key for p in profiles})
    text = say(
        "answers.coverage", known=known, of=" " + say("answers.coverage_of", total=plain(of)) if of else ""
    )
    return Line(text, same_evidence([f for p in profiles for f in p.facts][:12], reports), (), True)


def _ordered(profiles: list[Profile]) -> list[Profile]:
    def place(profile: Profile) -> tuple[Decimal, Decimal]:
        rank, score = profile.best("rank"), profile.best("score")
        return (
            rank.value if rank and rank.value else Decimal(999),
            -(score.value if score and score.value is not None else Decimal(0)),
        )

    return sorted(profiles, key=place)


def _ranking_table(profiles: list[Profile], marked: set[str]) -> TableData:
    ordered = _ordered(profiles)
    return TableData(
        columns=("Đơn vị", "Điểm", "Thứ hạng", "Xếp loại"),
        rows=tuple(
            (p.subject, *((f.text if (f := p.best(m)) else "") for m in _VALUES)) for p in ordered
        ),
        marked=tuple(i for i, p in enumerate(ordered) if p.key in marked),
    )  # fmt: skip


def _ranking(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    chosen = _of_year(question, profiles)
    if isinstance(chosen, Draft):
        return chosen
    if not chosen:
        return _missing(question, scope, reports, profiles)
    ordered = _ordered(chosen)
    label = indicators()[ordered[0].indicator].label
    lines = [
        Line(
            say("answers.ranking", label=label, when=_when_words(ordered)),
            same_evidence(ordered[0].facts, reports),
        )
    ]
    for place, profile in enumerate(ordered, 1):
        text = say(
            "answers.ranking_line",
            place=place,
            subject=profile.subject,
            values=", ".join(value_words(f) for f in profile.facts),
        )
        lines.append(Line(text, same_evidence(profile.facts, reports), tuple(profile.facts)))
    lines.append(_coverage_line(ordered, reports))
    return Draft("ranking", tuple(lines), table=_ranking_table(ordered, {u.key for u in scope.units}))


def _units_where(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    chosen = [
        (p, f) for p in profiles if _fits(p, question.periods) and (f := _meeting(question, p)) is not None
    ]
    if not chosen:
        return _missing(question, scope, reports, profiles)
    named = [(p, f) for p, f in chosen if not p.key.startswith("document:")]
    if not named:
        return not_found(say("answers.not_stated_name", count=len(reports.documents)))
    lines = []
    for profile, fact in named:
        facts = [fact, *(f for f in profile.facts if f is not fact)]
        evidence = same_evidence(facts, reports)
        text = say(
            "answers.index_value", period=period_words(profile.period, question.text, evidence),
            label=indicators()[profile.indicator].label, subject=profile.subject,
            values=", ".join(value_words(f) for f in facts), change="",
        )  # fmt: skip
        lines.append(Line(text, evidence, tuple(facts)))
    return Draft("figure", tuple(lines))


# --- two values --------------------------------------------------------------------------------------------------


def _compare(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    folded = fold(question.text)
    measure = _asked(question)
    if question.measure == "change":
        measure = "rank" if re.search(r"\bbac\b|\bhang\b", folded) else "score"
    fitting = [p for p in profiles if _fits(p, question.periods)]
    subjects = list(dict.fromkeys(p.key for p in _subject_level(question, fitting)))
    if len(scope.units) >= 2 or (not scope.units and len(subjects) == 2 and len(question.years) < 2):
        return _compare_units(question, scope, reports, fitting, measure)
    chosen = _one_subject(question, scope, [p for p in profiles if p.period])
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
            lines += _profile_lines(question, later, reports, "")
            earlier = _inferred(_with_year(question, years[0]), scope, reports, profiles, measure or "score")
            lines += list(earlier.lines) if earlier else []
    elif later and lines:
        missing = [
            m
            for m in ("score", "rank")
            if later.best(m) and all(later.best(m) not in ln.facts for ln in lines)
        ]
        if missing and not measure:
            lines += _profile_lines(question, later, reports, "")
    return Draft("comparison", tuple(lines)) if lines else _missing(question, scope, reports, profiles)


def _with_year(question: Question, year: int) -> Question:
    from dataclasses import replace

    return replace(question, periods=(Period.of_year(year),))


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
    result = _direction(measure, first, second) if same else _between(measure, names, first, second)
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
        return _missing(question, scope, reports, profiles)
    common = (
        set.intersection(*({p.period for p in group} for group in by_unit.values() if group))
        if by_unit
        else set()
    )
    if not common and not question.periods:
        return _which_period(question, profiles)
    when = max(common, key=str) if common else None
    if len(common) > 1 and not question.periods:
        return _which_period(question, [p for p in profiles if p.period in common])
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
            lines += _profile_lines(
                question, profile, reports, measure if measure and profile.best(measure) else ""
            )
    if missing:
        text = _missing(
            question, Scope(scope.documents, tuple(u for u in scope.units if u.name in missing)), reports, []
        )
        lines.append(Line(text.lines[0].text, lines[0].evidence if lines else ()))
    return Draft("comparison", tuple(lines), table=_ranking_table(held, set()))


def _change(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    """Answer "tăng/giảm bao nhiêu" by what the report states, else by the two years' values."""
    folded = fold(question.text)
    steps = bool(re.search(r"\bbac\b|\bthu hang\b|\bhang\b", folded))
    points = bool(re.search(r"\bdiem\b", folded))
    fitting = _subject_level(question, [p for p in profiles if _fits(p, question.periods) and p.changes])
    subjects = {p.key: p for p in fitting}
    if len(subjects) > 1 and not scope.units:
        return _which_subject(question, list(subjects.values()))
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
                change=_change_words(change) or f" ({'tăng' if change.value and change.value > 0 else 'giảm'} {change.text})",
            )  # fmt: skip
            lines.append(
                Line(upper_first(text), same_evidence([change, *values], reports), (change, *values))
            )
    if lines and len({p.period for p in fitting}) == 1:
        return Draft("comparison", tuple(lines))
    return _compare(question, scope, reports, profiles)


def _average(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    chosen = [p for p in profiles if _fits(p, question.periods)]
    if (scope.units and len(scope.units) == 1) or len({p.key for p in chosen}) > 1:
        chosen = [p for p in chosen if not scope.units or p.key.split("@")[0] in {u.key for u in scope.units}]
    facts = [f for p in chosen if (f := p.best("score")) and f.value is not None]
    if len(facts) < 2:
        return _missing(question, scope, reports, profiles)
    values = [f.value for f in facts if f.value is not None]
    mean = (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.01"))
    parts = " + ".join(re.match(r"[\d.,]+", f.text).group(0) for f in facts if re.match(r"[\d.,]+", f.text))  # type: ignore[union-attr]
    text = say("answers.average", parts=parts, count=len(facts), average=plain(mean, "0,00"), unit="điểm")
    return Draft("comparison", (Line(text, same_evidence(facts, reports), tuple(facts), True),))


def _check(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    """Answer yes or no: is it stated, is it only a target, or does the report say another value?"""
    every = index_facts(question, scope, reports, _VALUES)
    subjects = {subject_key(f, reports.documents[f.document_id]) for f in every}
    if len(subjects) > 1 and not scope.units and not scope.pointed:
        shown = {p.key: p for p in _profiles(every, reports, question)}
        if len(shown) > 1:
            return _which_subject(question, list(shown.values()))
    meeting = [f for f in every if _states(question, f) and (not question.periods or _year_fits(f, question))]
    results = [f for f in meeting if f.status is not Status.TARGET]
    targets = [f for f in meeting if f.status is Status.TARGET]
    measure = (
        question.measure
        if question.measure in _VALUES
        else (meeting[0].measure if meeting else _kind_asked(question))
    )
    actual = [
        f for f in every
        if f.status is not Status.TARGET and f.measure == measure and (not question.periods or _year_fits(f, question))
    ]  # fmt: skip
    if results:
        fact = results[0]
        text = say("answers.yes", text=f"{_full(fact, reports)}.")
        return Draft("figure", (Line(text, (evidence_of(fact, reports),), (fact,)),))
    lines: list[Line] = []
    if targets:
        fact = targets[0]
        clause = " ".join(reports.text(fact, fact.clause).split()).strip(" *_,;.")
        text = say(
            "answers.no", text=say("answers.check_target", text=upper_first(value_words(fact)), clause=clause)
        )
        lines.append(Line(text, (evidence_of(fact, reports),), (fact,)))
    latest = sorted(actual, key=lambda f: str(f.period))
    if not question.periods and latest:
        latest = [f for f in latest if f.period == latest[-1].period]
    for fact in latest[:2]:
        words = _full(fact, reports)
        key = "answers.check_result" if targets else "answers.no"
        text = say(key, text=words if targets else f"{words}.")
        lines.append(Line(text, (evidence_of(fact, reports),), (fact,)))
    return Draft("figure", tuple(lines)) if lines else _missing(question, scope, reports, profiles)


def _kind_asked(question: Question) -> str:
    kinds = {QuantityKind.RANK: "rank", QuantityKind.SCORE: "score", QuantityKind.COMPLETED: "rank"}
    for quantity in question.figures:
        if quantity.kind in kinds:
            return kinds[quantity.kind]
    return "grade" if question.grades else "rank"


def _states(question: Question, fact: Fact) -> bool:
    if fact.measure == "grade":
        return any(fold(g) == fold(fact.text) for g in question.grades)
    for quantity in question.figures:
        if quantity.kind is QuantityKind.RANK and fact.measure != "rank":
            continue
        if fact.value == quantity.value and (
            quantity.of is None or fact.of is None or fact.of == quantity.of
        ):
            return True
        if quantity.kind is QuantityKind.RANK and quantity.value == LAST and fact.value == fact.of:
            return True
    if not question.figures and not question.grades and fact.measure == "rank":
        return fact.value == fact.of or fact.value == LAST if question.lowest else fact.value == 1
    return False


def _year_fits(fact: Fact, question: Question) -> bool:
    return any(
        fact.period == p or (p.is_year and in_year(fact.period, p.start.year)) for p in question.periods
    )


def _full(fact: Fact, reports: Reports) -> str:
    document = reports.documents[fact.document_id]
    when = f"năm {fact.period.label}, " if fact.period and fact.period.is_year else ""
    shown = evidence_of(fact, reports).quote
    if when and fact.period and fact.period.label not in shown:
        when = ""
    return f"{when}{indicators()[fact.indicator].label} của {subject_of(fact, document)} {value_words(fact)}"


_Operation = Callable[[Question, Scope, Reports, list[Profile]], Draft]
_OPERATIONS: dict[Operation, _Operation] = {
    Operation.LOOKUP: _look_up,
    Operation.TREND: _over_years(_trend),
    Operation.SUPERLATIVE_YEAR: _over_years(_extreme_year),
    Operation.YEARS_WHERE: _over_years(_years_where),
    Operation.SUPERLATIVE_UNIT: _extreme_unit,
    Operation.UNITS_WHERE: _units_where,
    Operation.RANKING: _ranking,
    Operation.COMPARE: _compare,
    Operation.CHANGE: _change,
    Operation.AVERAGE: _average,
    Operation.CHECK: _check,
}

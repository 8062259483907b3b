"""Compare two years or two units, with the difference and what it means."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from corpus.facts.offices import is_central
from corpus.mentions import find_units
from corpus.model import Fact, Period
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.draft import Draft, Line
from qa.indicators.inference import infer
from qa.indicators.profiles import Profile, asked_measure, by_time, fits, latest_asked, previous, subject_level
from qa.indicators.sentences import change_words, changed_by, evidence_of_each, profile_lines, ranking_table, when_said
from qa.indicators.unanswered import nothing_stated, one_subject, superior, which_period, which_subject
from qa.matching.filling import without_names
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.wording import period_name, plain, same_evidence, value_words


def compare(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    if len(scope.offices) == 1 and is_central(scope.offices[0]) and find_units(question.text, bare=True):
        return nothing_stated(question, scope, reports, [])  # a ministry and a province: never the one with itself
    fitting = [p for p in profiles if fits(p, question.periods)]
    subjects = list(dict.fromkeys(p.key for p in subject_level(question, fitting)))
    if len(scope.units) >= 2 or (not scope.units and len(subjects) == 2 and len(question.years) < 2):
        return _compare_units(question, scope, reports, fitting)
    chosen = one_subject(question, scope, [p for p in profiles if p.period])
    if isinstance(chosen, Draft):
        return chosen
    return _compare_years(question, scope, reports, chosen)


def _measures(question: Question) -> tuple[str, ...]:
    """Return what is compared: what the question names, else scores and ranks."""
    folded = fold(without_names(question.text))  # the "Bắc" of "Bắc Giang" is no "bậc"
    rank = bool(re.search(r"\b(?:bac|(?<!ngan )hang|vi thu|vi tri|thu may)\b", folded))
    score = bool(re.search(r"\bdiem\b(?! %)", folded))
    if asked_measure(question) == "grade":
        return ("grade",)
    if rank and re.search(r"\b(?:tang|giam)(?: hay giam)? bao nhieu\b(?! (?:bac|hang))", folded):
        return ("score", "rank")
    if rank != score:
        return ("rank",) if rank else ("score",)
    return ("score", "rank")


def two_periods(question: Question) -> tuple[Period, Period] | None:
    """Return the two periods compared, of those named: one and the one before it, or where "so với" it, after it."""
    first, *later = sorted(question.periods)
    if later:
        return first, later[-1]
    if len(first.years) > 1:
        return Period.of_year(first.years[0]), Period.of_year(first.years[-1])
    if first.is_year and re.search(r"\bso voi (?:nam )?\d{4}\b", fold(question.text)):
        return first, Period.of_year(first.start.year + 1)
    before = previous(first)
    return (before, first) if before else None


def years_known(profiles: Sequence[Profile]) -> list[Period]:
    return sorted({p.period for p in profiles if p.period and p.period.is_year})


def _compare_years(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    """Compare two years of one subject, with what the report itself says of the change."""
    two = two_periods(question) if question.periods else years_known(profiles)[-2:]
    if two is None or len(two) < 2:
        return nothing_stated(question, scope, reports, profiles)
    earlier, later = (next((p for p in profiles if fits(p, [when])), None) for when in two)
    lines: list[Line] = []
    measures = _measures(question)
    if earlier and later:
        for each in measures:
            first, second = earlier.best(each), later.best(each)
            if first and second and first.value is not None and second.value is not None:
                if comparable(first, second):
                    lines.append(_pair_line(reports, earlier, first, later, second))
    if later and not lines:
        stated = [c for c in later.changes if (c.unit == "bậc") == (measures == ("rank",))]
        inferred = None
        for each in measures:
            asked = replace(question, periods=(two[0],))
            inferred = inferred or infer(asked, scope, reports, profiles, each)
        if not stated and not inferred:
            return nothing_stated(question, scope, reports, profiles)
        lines += profile_lines(question, later, reports)
        lines += inferred.lines if inferred and inferred.kind == "comparison" else ()
    elif earlier and later and len(measures) > 1:
        for each in ("score", "rank"):
            left = later.best(each)
            if left and all(left not in line.facts for line in lines):
                lines += profile_lines(question, later, reports, (each,))
    lines = _verdict(question, lines, swap=True)
    return Draft("comparison", tuple(lines)) if lines else nothing_stated(question, scope, reports, profiles)


_MORE = re.compile(r"\b(?:cao hon|tang|tot hon|cai thien|hon|nhieu hon|len (?:hang|bac)|thang (?:hang|bac))\b")
_LESS = re.compile(r"\b(?:thap hon|giam|kem hon|kem|it hon|tut|rot|xuong (?:hang|bac)|sut)\b")


def _verdict(question: Question, lines: list[Line], swap: bool) -> list[Line]:
    """Open the line of a yes-or-no comparison with yes or no; `swap`: the second value is judged."""
    folded = fold(question.text)
    more, less = _MORE.search(folded), _LESS.search(folded)
    if not question.yes_no or len(lines) != 1 or len(lines[0].facts) != 2 or bool(more) == bool(less):
        return lines
    judged, other = reversed(lines[0].facts) if swap else lines[0].facts
    ahead = gained(other, judged)
    right = ahead > 0 if more else ahead < 0
    text = say("answers.yes" if right else "answers.no", text=lines[0].text)
    return [replace(lines[0], text=text)]


def comparable(first: Fact, second: Fact) -> bool:
    """Tell whether a difference means something: scores of one scale; ranks of any two years do."""
    if first.measure == "rank":
        return bool(first.value and second.value and first.value > 0 and second.value > 0)
    scales = {first.of, second.of} - {None}
    return (len(scales) < 2 and ("%" in first.text) + ("%" in second.text) != 1) or _bare(first) or _bare(second)


def _bare(fact: Fact) -> bool:
    return bool(re.fullmatch(r"[\d.,]+", fact.text))


def gained(first: Fact, second: Fact) -> Decimal:
    """Return how much better the second value is: a smaller rank number, more points."""
    more = (second.value or Decimal(0)) - (first.value or Decimal(0))
    return -more if first.measure == "rank" else more


def apart(first: Fact, second: Fact) -> dict[str, str]:
    """Return how far two values lie apart, as the fields of a template."""
    rank = first.measure == "rank"
    percent = "%" in f"{first.text}{first.unit}"
    unit = "bậc" if rank else "điểm %" if percent else first.unit if first.measure == "count" else "điểm"
    return {"amount": plain(abs(gained(first, second)), "" if rank else f"{first.text} {second.text}"), "unit": unit}


def direction_words(first: Fact, second: Fact) -> str:
    """Say how the second value stands to the first."""
    better = gained(first, second)
    if first.measure == "rank":
        if not better:
            return say("answers.rank_same", first=first.text)
        key = "answers.rank_up" if better > 0 else "answers.rank_down"
        return say(key, first=first.text, second=second.text, steps=plain(abs(better)))
    if not better:
        return say("answers.same")
    return say("answers.up" if better > 0 else "answers.down", **apart(first, second)).rstrip()


def _pair_line(reports: Reports, one: Profile, first: Fact, two: Profile, second: Fact) -> Line:
    label = one.label
    same = one.key == two.key
    names = (
        (period_name(one.period), period_name(two.period)) if same and one.period and two.period
        else (one.subject, two.subject)
    )  # fmt: skip
    who = f"{label} của {one.subject}" if same else label
    result = direction_words(first, second) if same else _between(names, first, second)
    text = f"{who}: {names[0]} {value_words(first)}; {names[1]} {value_words(second)} – {result}."
    evidence = evidence_of_each([(first, one.period), (second, two.period)], reports)
    return Line(upper_first(text), evidence, (first, second), True)


def _between(names: tuple[str, str], first: Fact, second: Fact) -> str:
    behind = gained(first, second)
    if not behind:
        return say("answers.units_equal")
    better = names[1] if behind > 0 else names[0]
    if first.measure == "rank":
        return say("answers.units_rank", name=better, steps=plain(abs(behind)))
    return say("answers.units_more", name=better, **apart(first, second))


def _compare_units(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    order = [u.key for u in scope.units] or list(dict.fromkeys(p.key.split("@")[0] for p in profiles))
    by_unit = {k: [p for p in profiles if p.key.split("@")[0] == k] for k in order}
    if any(not group for group in by_unit.values()):
        return nothing_stated(question, scope, reports, profiles)
    common = set.intersection(*({p.period for p in group} for group in by_unit.values()))
    measures = _measures(question)
    if not question.periods:
        common = {w for w in common if any(p.period == w and p.facts for p in profiles)}
        dated = [p for p in profiles if p.period and p.period in common]
        common = {p.period for p in latest_asked(question, dated)} if dated else common
        if not common:
            return _each_at_its_time(question, by_unit.values(), reports)
        if len(common) != 1:
            return which_period(question, [p for p in profiles if p.period in common])
    when = max((w for w in common if w), default=None)
    chosen = [next((p for p in group if when is None or p.period == when), None) for group in by_unit.values()]
    held = [p for p in chosen if p]
    together = len({s for p in held if (s := superior(p))}) < 2
    lines: list[Line] = []
    for each in measures:
        facts = [(p, f) for p in held if (f := p.best(each)) and f.value is not None]
        for (one, first), (two, second) in pairwise(facts):
            same_body = together and (None in (first.of, second.of) or first.of == second.of)
            if (each == "score" or same_body) and comparable(first, second):
                lines.append(_pair_line(reports, one, first, two, second))
    compared = [f for line in lines for f in line.facts]
    if not lines:
        if not all(any(p.best(m) for m in measures) for p in held):
            return nothing_stated(question, scope, reports, profiles)
        for profile in held:
            lines += profile_lines(question, profile, reports, tuple(m for m in measures if profile.best(m)))
    apart = not together or len({f.of for p in held if (f := p.best("rank")) and f.of}) > 1
    if apart and compared:
        lines.append(Line(say("answers.other_bodies"), same_evidence(compared, reports), (), True))
    lines = _verdict(question, lines, swap=False)
    return Draft("comparison", tuple(lines), table=ranking_table(held, set()))


def _each_at_its_time(question: Question, groups: Iterable[list[Profile]], reports: Reports) -> Draft:
    """Tell the newest of each unit, where none is of the same time as another's: they are not compared."""
    newest = [max(group, key=by_time) for group in groups]
    lines = [line for profile in newest for line in profile_lines(question, profile, reports)]
    evidence = same_evidence([f for p in newest for f in p.facts], reports)
    return Draft("comparison", (*lines, Line(say("answers.other_times"), evidence, (), True)))


def change_stated(question: Question, scope: Scope, reports: Reports, profiles: list[Profile]) -> Draft:
    """Answer "tăng/giảm bao nhiêu" by what the report states, else by the two years' values."""
    folded = fold(without_names(question.text))
    steps = bool(re.search(r"\bbac\b|\bthu hang\b|(?<!ngan )\bhang\b", folded))
    points = bool(re.search(r"\bdiem\b", folded))
    moved = [p for p in profiles if p.changes]
    since = [p for p in moved if any(c.base in question.periods for c in p.changes)]  # "so với 2022 tăng mấy bậc"
    since = since if re.search(r"\bso (?:voi|sanh)\b", folded) else []
    fitting = subject_level(question, since or [p for p in moved if fits(p, question.periods)])
    subjects = {p.key: p for p in fitting}
    if len(subjects) > 1 and not scope.units:
        return which_subject(question, list(subjects.values()))
    lines: list[Line] = []
    for profile in fitting:
        changes = [c for c in profile.changes if (c.unit == "bậc") == steps or steps == points]
        lines += [change_line(question, profile, change, reports) for change in changes]
    if lines and len({p.period for p in fitting}) == 1:
        return Draft("comparison", tuple(lines))
    return compare(question, scope, reports, [p for p in profiles if p.values])


def change_line(question: Question, profile: Profile, change: Fact, reports: Reports) -> Line:
    """Return a stated change with the value it led to."""
    values = [f for f in profile.facts if f.sentence == change.sentence]
    alike = [f for f in values if (f.measure == "rank") == (change.unit == "bậc")] or values
    evidence = same_evidence([change, *values], reports)
    key = "answers.change_only_up" if change.value and change.value > 0 else "answers.change_only_down"
    moved = change_words(change) or f" {say(key, text=changed_by(change))}"
    text = say(
        "answers.index_value",
        period=when_said(profile.period, question.text, evidence),
        label=profile.label,
        subject=profile.subject,
        values=", ".join(value_words(f) for f in alike),
        change=moved if alike else moved.strip(" ()"),
    )
    return Line(upper_first(text), evidence, (change, *values))

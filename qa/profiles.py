"""What the reports say of one subject's indicator in one period, and which of it a question means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.model import Document, Fact, Level, Period, QuantityKind, Status
from corpus.quantities import LAST
from corpus.vietnamese import fold
from qa.figures import in_year, subject_key
from qa.reports import Reports
from qa.understand import Question
from qa.wording import subject_of

#: What an indicator is stated in.
VALUES = ("score", "rank", "grade")


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
        return [f for m in VALUES if (f := self.best(m)) is not None]


def profiles_of(facts: Iterable[Fact], reports: Reports, question: Question) -> list[Profile]:
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


def asked_measure(question: Question) -> str:
    if question.measure in VALUES:
        return question.measure
    return "score" if question.measure == "rate" else ""


def fits(profile: Profile, asked: Sequence[Period]) -> bool:
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


def subject_level(question: Question, profiles: list[Profile]) -> list[Profile]:
    """Keep the level the question speaks of ("của tỉnh", "của huyện") where the reports have it."""
    folded = fold(question.text)
    for word, level in (("tinh", Level.PROVINCE), ("huyen", Level.DISTRICT), ("xa|phuong", Level.COMMUNE)):
        if re.search(rf"\b(?:cua|toan|cap) (?:{word})\b(?! (?:uy|thi))", folded):
            kept = [p for p in profiles if p.key.startswith((level.value, "document:"))]
            return kept or profiles
    return profiles


def latest_asked(question: Question, profiles: list[Profile]) -> list[Profile]:
    if re.search(r"\b(?:hien nay|hien tai|moi nhat|gan nhat|gan day nhat|bay gio)\b", fold(question.text)):
        last = max(p.period for p in profiles if p.period)
        return [p for p in profiles if p.period == last]
    return profiles


def meeting_value(question: Question, profile: Profile) -> Fact | None:
    """Return the profile's value that meets the question's condition: a rank, a grade, a figure."""
    for quantity in question.figures:
        kinds = {QuantityKind.RANK: ("rank",), QuantityKind.SCORE: ("score",), QuantityKind.RATE: ("score",)}
        for measure in kinds.get(quantity.kind, VALUES):
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

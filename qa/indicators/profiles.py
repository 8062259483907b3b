"""What the reports say of one subject's indicator in one period, and which of it a question means."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from corpus.kinds import LEVELS, PLAIN_LEVELS, PLAIN_UNITS
from corpus.mentions import find_units
from corpus.model import Document, Fact, Level, Period, Status
from corpus.vietnamese import fold
from corpus.vocabulary import indicators
from prompts import say
from qa.indicators.means import MEAN, is_mean
from qa.matching.candidates import is_of_part, subject_key
from qa.matching.timing import in_year
from qa.question import Question
from qa.reports import Reports
from qa.standing import OFFICIAL
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
    points: bool = False  # asked for in points, where a share of them is told too
    component: str = ""  # how the part of the index is called that the values are of

    @property
    def label(self) -> str:
        """Return the name of what the values are of, as answers print it."""
        return self.component or indicators()[self.indicator].label

    def best(self, measure: str) -> Fact | None:
        """Return the value that counts: a correction first, an official figure before a self-assessed one."""
        order = {Status.CORRECTED: 0, Status.RESULT: 1, Status.SELF_ASSESSED: 2, Status.SUPERSEDED: 3}
        if self.self_assessed:
            order[Status.SELF_ASSESSED] = -1
        held = self.values.get(measure, ())
        # "tổng điểm 62,62 điểm, chỉ số đạt 94,49%": the index is the per cent.
        percent = measure == "score" and any(("%" in f.text) != self.points for f in held)
        # Of two ranks in one report, "5/63" in the country and "1/6" in the region, the wider is meant.
        wider = 1 if self.regional else -1
        found = sorted(
            held,
            key=lambda f: (
                order.get(f.status, 4),
                percent and ("%" in f.text) == self.points,
                f.of is None,
                wider * (f.of or 0),
            ),
        )
        return found[0] if found else None

    @property
    def facts(self) -> list[Fact]:
        return [f for m in VALUES if (f := self.best(m)) is not None]


def profiles_of(facts: Iterable[Fact], reports: Reports, question: Question, with_moves: bool = False) -> list[Profile]:
    """Gather facts by subject, indicator and period; targets alone where they are asked, else none.

    `with_moves` also gathers periods of which a move is told and no value.
    """
    facts = list(facts)
    made: dict[_Key, Profile] = {}
    folded = fold(question.text)
    regional = bool(re.search(r"\b(?:vung|khu vuc|tieu vung|cum)\b", folded))
    self_assessed = question.self_assessed and not OFFICIAL.search(folded)
    means = bool(MEAN.search(folded))
    points = bool(_IN_POINTS.search(folded))
    stated = _periods_stated(facts)
    for fact in facts:
        if fact.measure == "change" or (fact.status is Status.TARGET) != question.target:
            continue
        if self_assessed and fact.status is not Status.SELF_ASSESSED:
            continue
        if (is_mean(fact, reports) and not means) or told_of_another(fact, reports):
            continue
        document = reports.documents[fact.document_id]
        key = _key(fact, reports, stated)
        if key not in made:
            subject = subject_of(fact, document)
            if is_of_part(fact):
                subject = say("answers.part_of", part=fact.part, subject=subject)
            made[key] = Profile(
                key[0], subject, fact.indicator, key[2], document,
                regional=regional, self_assessed=self_assessed, points=points,
            )  # fmt: skip
        made[key].values.setdefault(fact.measure, []).append(fact)
    for fact in facts:
        if fact.measure == "change" and (fact.status is Status.TARGET) == question.target:
            key = _key(fact, reports, stated)
            if key not in made and with_moves and fact.indicator:
                document = reports.documents[fact.document_id]
                made[key] = Profile(key[0], subject_of(fact, document), fact.indicator, key[2], document)
            if profile := made.get(key):
                profile.changes.append(fact)
    return sorted(made.values(), key=lambda p: (p.subject, p.period.start.toordinal() if p.period else 0, p.indicator))


_Key = tuple[str, str, Period | None]
#: A score is asked for in points, not as their share.
_IN_POINTS = re.compile(r"\b(?:bao nhieu|may) diem\b(?! phan tram| %)")


def told_of_another(fact: Fact, reports: Reports) -> bool:
    """Tell whether a rank in words is said of who follows: "đứng chót bảng là Sở …", "á quân là huyện …"."""
    if fact.measure != "rank" or fact.text[:1].isdigit():
        return False
    text = reports.documents[fact.document_id].text
    after = text[fact.span.end : fact.span.end + 70]
    if not re.match(r"(?:\s+bảng)?\s*(?:vẫn\s+)?(?:là|thuộc\s+về)\s", after, re.IGNORECASE):
        return False
    names = {fold(fact.unit_key.split(":")[1]), fold(fact.subject)} if ":" in fact.unit_key else set()
    return not any(name in fold(after) for name in names)


def _periods_stated(facts: Sequence[Fact]) -> dict[tuple[str, object, str, str], Period | None]:
    """Return, by sentence, the one period that the figures of a subject's indicator have there."""
    found: dict[tuple[str, object, str, str], set[Period]] = {}
    for fact in facts:
        if fact.period is not None and fact.status is not Status.TARGET:
            found.setdefault(_sentence_key(fact), set()).add(fact.period)
    return {key: next(iter(when)) for key, when in found.items() if len(when) == 1}


def _sentence_key(fact: Fact) -> tuple[str, object, str, str]:
    return (fact.document_id, fact.sentence, fact.unit_key, fact.indicator)


def _key(fact: Fact, reports: Reports, stated: Mapping[tuple[str, object, str, str], Period | None]) -> _Key:
    period = fact.period or stated.get(_sentence_key(fact))
    return (subject_key(fact, reports.documents[fact.document_id]), fact.indicator, period)


def by_time(profile: Profile) -> tuple[date, date]:
    """Order profiles by their periods, the undated first."""
    return (profile.period.start, profile.period.end) if profile.period else (date.min, date.min)


def previous(period: Period) -> Period | None:
    """Return the year, quarter or month before."""
    if period.is_year:
        return Period.of_year(period.start.year - 1)
    months = period.end.month - period.start.month + 1
    whole = period.start.year == period.end.year and period.start.day == 1 and period.end.day >= 28
    if whole and (months == 1 or (months == 3 and period.start.month % 3 == 1)):
        last = period.start - timedelta(days=1)
        return Period.of_months(last.year, last.month - months + 1, last.month)
    return None


_TOGETHER = re.compile(
    r"\b(?:diem|diem so)(?: so| chi so cchc| cchc)?(?: va|,| cung| voi)(?: thu| xep| vi)?"
    r" (?:hang|thu|xep hang)\b"
    r"|\b(?:hang|thu hang|vi thu)(?: va|,| cung| voi)(?: so)? diem\b"
    r"|\bbao nhieu diem(?: va|,)?.{0,20}\b(?:thu|hang) (?:may|bao nhieu)\b"
    r"|\b(?:thu|hang) (?:may|bao nhieu).{0,20}\b(?:bao nhieu|may) diem\b"
)
#: What asks for each measure, so that "đạt bao nhiêu điểm và xếp loại gì" is seen to ask two.
_ASKED_FOR = {
    "score": re.compile(r"\b(?:bao nhieu|may) diem\b|\bdiem (?:so )?(?:la )?bao nhieu\b"),
    "rank": re.compile(
        r"\b(?:thu|hang|vi tri|vi thu) (?:may|bao nhieu)\b|\bxep (?:thu )?hang (?:may|the nao|bao nhieu)\b"
    ),
    "grade": re.compile(r"\b(?:xep )?loai (?:gi|nao|may)\b"),
}


def asked_measures(question: Question) -> tuple[str, ...]:
    """Return all that is asked for: "điểm và hạng" are two."""
    folded = fold(question.text)
    first = asked_measure(question)
    if first in ("score", "rank") and _TOGETHER.search(folded):
        return ("score", "rank")
    told = [measure for measure, asked in _ASKED_FOR.items() if asked.search(folded)]
    if first in VALUES and len(told) > 1:
        return tuple(told)
    return (first,) if first else ()


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
    told = profile.period
    return any(
        _is_of(told, p)
        or (not p.is_year and p.start <= told.start and told.end <= p.end)
        or (p.start == p.end and told.start <= p.start <= told.end)
        for p in asked
    )


def of_time(fact: Fact, question: Question) -> bool:
    """Tell whether a fact is of a period asked about, or of a year that one lies in, if any is."""
    return not question.periods or any(_is_of(fact.period, p) for p in question.periods)


def _is_of(period: Period | None, asked: Period) -> bool:
    return period == asked or (asked.is_year and in_year(period, asked.start.year))


#: "SIPAS của thành phố", "Năm 2020 tp đứng thứ mấy": a kind of unit without a name is none of another kind.
_KIND_ALONE = re.compile(
    r"(?:^\W*|\bcua |\bnam \d{4},? |, )"
    rf"(?P<kind>tp|{PLAIN_UNITS})(?: (?:ta|minh|nay|toi))?"
    r"(?= (?:nam|dat|xep|dung|duoc|co|tang|giam|tut|la|bao nhieu|may|the nao|kem|hon|tu cham)\b|\W*$|[?,])"
)
_TOWNS = {"thanh pho": "thành phố", "tp": "thành phố", "thi xa": "thị xã", "quan": "quận"}


def subject_level(question: Question, profiles: list[Profile]) -> list[Profile]:
    """Keep the level the question speaks of ("của tỉnh", "của huyện") where the reports have it."""
    folded = fold(question.text)
    if (alone := _KIND_ALONE.search(folded)) and not find_units(question.text, bare=True):
        kind = alone.group("kind")
        kinds = [_TOWNS[kind]] if kind in _TOWNS else [k for k in LEVELS if LEVELS[k] is PLAIN_LEVELS[kind]]
        if kind == "tinh":
            kinds.append("thành phố")
        return [p for p in profiles if p.subject.startswith((*kinds, say("answers.unnamed")))]
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

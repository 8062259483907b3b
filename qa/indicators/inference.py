"""Infer what the reports license: last period's value from this one's and a change, or from a streak."""

import re
from dataclasses import replace
from decimal import Decimal

from corpus.model import Fact, Period, Span
from corpus.periods import periods
from corpus.vietnamese import fold, upper_first
from prompts import say
from qa.draft import Draft, Evidence, Line
from qa.indicators.profiles import Profile, by_time, fits, previous, profiles_of
from qa.indicators.sentences import when_said
from qa.indicators.unanswered import which_subject
from qa.matching.candidates import index_facts
from qa.question import Operation, Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.standing import FIRST_PLACE
from qa.wording import evidence_of, plain, same_evidence, value_words

_GIVEN_AFTER = re.compile(r"[,;]?\s*\b(?:neu|biet|biet rang|gia su|trong khi)\b")
_GIVEN_FIRST = re.compile(r"^\W*(?:neu|biet|biet rang|gia su)\b.*?\b(?:thi|,)\s")


def with_asked_periods(question: Question) -> Question:
    """Leave out the years of what the question only gives: "…, nếu năm 2019 là 91,4%, tăng 3,2%"."""
    folded = fold(question.text)
    first = _GIVEN_FIRST.search(folded)
    after = _GIVEN_AFTER.search(folded)
    if first:
        asked = question.text[first.end() :]
    elif after and after.start() > 0:
        asked = question.text[: after.start()]
    else:
        return question
    when = tuple(dict.fromkeys(m.period for m in periods(asked)))
    return replace(question, periods=when) if when else question


def gives(question: Question) -> bool:
    """Tell whether the question gives figures to reckon with."""
    return bool(re.search(r"\b(?:neu|biet|biet rang|gia su)\b", fold(question.text)))


def infer(question: Question, scope: Scope, reports: Reports, profiles: list[Profile], measure: str) -> Draft | None:
    """Infer a value that no report states; said to be inferred, with the arithmetic shown."""
    if measure not in ("score", "rank") or question.target or not question.periods:
        return None
    found: dict[str, tuple[Profile, Line]] = {}
    for profile in profiles:
        fact = profile.best(measure)
        if fact is None or fact.value is None:
            continue
        line = (
            _by_change(question, reports, profile, fact, measure)
            or _unchanged(question, reports, profile, fact)
            or _by_streak(question, reports, profile, fact)
        )
        if line:
            found.setdefault(profile.key, (profile, line))
    if len(found) > 1 and len(found) > len(scope.units):
        return which_subject(question, [p for p, _ in found.values()])
    lines = tuple(line for _, line in found.values())
    return Draft("comparison", lines) if lines else _from_given(question, reports, profiles, measure)


def _by_change(question: Question, reports: Reports, profile: Profile, fact: Fact, measure: str) -> Line | None:
    """ "8/10, tăng 02 bậc": 10/10 the year before."""
    for change in profile.changes:
        if (change.unit == "bậc") != (measure == "rank") or change.value is None or change.qualifier:
            continue  # of "giảm gần 2 điểm" nothing exact follows
        beside = (f for f in profile.values.get(measure, ()) if f.sentence == change.sentence and f.value == fact.value)
        told = next((f for f in beside if f.document_id == change.document_id), None)
        if told is None:
            continue
        fact = told
        base = change.base or (previous(profile.period) if profile.period else None)
        if base is None or not _asked(base, question):
            continue
        if measure == "rank":  # to rise by two places is to come to a smaller number
            if fact.value is None or fact.value <= 0:
                continue
            before = fact.value + change.value
            if before < 1 or (fact.of is not None and before > fact.of):
                continue
            printed = f"{plain(before)}/{plain(fact.of)}" if fact.of else plain(before)
        else:
            before = (fact.value or Decimal(0)) - change.value
            printed = _like(before, fact, change.text)
        plus = (change.value >= 0) == (measure == "rank")
        arithmetic = f"{_number(fact.text)} {'+' if plus else '-'} {_number(change.text)}"
        return _line(reports, profile, base, printed, arithmetic, (fact, change))
    return None


_SAME = re.compile(
    r"\b(?:giu nguyen|khong doi|khong thay doi|giu vung|bang voi|nhu)\b"
    r"[^;.\d]{0,40}\b(?:so voi )?(?:nam (\d{4})|nam truoc)"
)


def _unchanged(question: Question, reports: Reports, profile: Profile, fact: Fact) -> Line | None:
    """ "vị thứ 2/8, giữ nguyên so với năm 2022": 2/8 in 2022 too."""
    text = reports.documents[fact.document_id].text
    after = fold(text[fact.span.end : min(fact.sentence.end, fact.span.end + 90)])
    same = _SAME.search(after)
    if not same or re.search(r"\d", after[: same.start()]):
        return None
    base = Period.of_year(int(same.group(1))) if same.group(1) else previous(profile.period) if profile.period else None
    if base is None or not _asked(base, question):
        return None
    return _line(reports, profile, base, value_words(fact), say("answers.inferred_same"), (fact,))


_ORDINALS = {"hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_STREAK = re.compile(
    r"\b(?:nam|lan) thu (hai|ba|tu|nam|sau|bay|tam|chin|muoi|\d{1,2}) lien tiep\b"
    r"|\b(hai|ba|bon|nam|sau|bay|tam|chin|muoi|0?\d{1,2}) nam (?:lien tiep|lien tuc|lien)\b"
)
#: "Đây là năm thứ ba liên tiếp huyện giữ vị trí này": said of the place in the sentence before.
_NEXT_SAYS = re.compile(
    r"\s*(?:(?:và|như\s+vậy),?\s+)?đây\s+(?:cũng\s+|đã\s+)?là\s+(?:năm|lần)\s+thứ\s+[^.;]{1,20}\bliên\s+(?:tiếp|tục)\b[^.;]{0,60}"
    r"\b(?:vị\s+trí|ngôi|thứ\s+hạng|dẫn\s+đầu|đứng\s+đầu|đứng\s+thứ)\b[^.;]{0,40}[.;]",
    re.IGNORECASE,
)


def streak(fact: Fact, reports: Reports) -> tuple[int, tuple[Evidence, ...]]:
    """Return for how many years running a rank has been held ("năm thứ ba liên tiếp dẫn đầu" is three), and where."""
    if fact.measure != "rank" or fact.period is None or not fact.period.is_year:
        return 1, ()
    document = reports.documents[fact.document_id]
    text = document.text
    after = re.split(r"[;.]", text[fact.clause.end : min(fact.sentence.end, fact.clause.end + 60)])[0]
    places: tuple[Evidence, ...] = (evidence_of(fact, reports),)
    found = _STREAK.search(fold(reports.text(fact, fact.clause) + after))
    if not found and (told := _NEXT_SAYS.match(text, fact.sentence.end)):
        ranks = {f.span for f in reports.in_sentence(fact) if f.measure == "rank"}
        said = told.group(0).lstrip()
        found = _STREAK.search(fold(said)) if len(ranks) == 1 else None
        places += (Evidence(document, Span(told.end() - len(said), told.end())),)
    if not found:
        return 1, ()
    word = found.group(1) or found.group(2)
    return int(word) if word.isdigit() else _ORDINALS.get("tu" if word == "bon" else word, 1), places


#: "tốp 5 lần lượt là …", "3 vị trí đầu bảng lần lượt thuộc về …", "các vị trí tiếp theo trong tốp 5 lần lượt là …".
_ROW_LED = re.compile(
    rf"\b(?:top|{FIRST_PLACE}|cao nhat|vi tri dau|nhom dau|vi tri tiep theo)\b"
    r".*\b(?:lan luot|theo thu tu)\b[^\d]*$"
)
_HOW_MANY_LED = re.compile(r"\b(?:top|nhom) (\d+)\b|\b(\d+) (?:vi tri|don vi|dia phuong|tinh|huyen|xa|so)\b")


def placed_in_row(question: Question, reports: Reports, profiles: list[Profile]) -> Draft | None:
    """Return the place of a unit in a row of scores that a report says is in order, where it tells no place itself."""
    lines = []
    for profile in profiles:
        for fact in profile.values.get("score", ())[:1] if fits(profile, question.periods) else ():
            beside = (f for f in reports.facts(fact.document_id) if f.sentence == fact.sentence)
            scores = (f for f in beside if f.measure == "score" and f.indicator == fact.indicator)
            row = sorted(scores, key=lambda f: f.span)
            if fact not in row:
                continue  # a part's figure, read as its score
            values = [f.value for f in row if f.value is not None]
            lead = fold(reports.text(fact, fact.sentence)[: row[0].span.start - fact.sentence.start])
            told = [int(a or b) for a, b in _HOW_MANY_LED.findall(lead)]
            apart = len({f.unit_key for f in row}) == len(row) > 1 and values == sorted(values, reverse=True)
            if not apart or not _ROW_LED.search(lead) or len(told) > 1:
                continue
            later = "tiep theo" in lead
            before = told[0] - len(row) if told and later else 0
            if (later and not told) or before < 0 or (told and not later and told[0] != len(row)):
                continue
            evidence = same_evidence(row, reports)
            text = say(
                "answers.listed", period=when_said(profile.period, question.text, evidence), label=profile.label,
                subject=profile.subject, place=before + row.index(fact) + 1, value=value_words(fact),
            )  # fmt: skip
            lines.append(Line(upper_first(text), evidence, tuple(row), True))
    return Draft("comparison", tuple(lines)) if len(lines) == 1 else None


_HOW_LONG = re.compile(r"\b(?:bao nhieu|may) nam (?:lien tiep|lien tuc|lien)\b|\bnam thu may lien tiep\b")


def held_running(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer for how many years running a place has been held; None where that is not asked or not told."""
    if not _HOW_LONG.search(fold(question.text)) or len(scope.units) + len(scope.offices) != 1:
        return None
    ranked = index_facts(replace(question, operation=Operation.LOOKUP), scope, reports, ("rank",))
    for profile in sorted(profiles_of(ranked, reports, question), key=by_time, reverse=True):
        for fact in profile.values.get("rank", ()):
            years, places = streak(fact, reports)
            if years > 1 and fits(profile, question.periods) and profile.period:
                text = say(
                    "answers.streak", label=profile.label, subject=profile.subject, value=value_words(fact),
                    years=years, period=profile.period.label,
                )  # fmt: skip
                return Draft("figure", (Line(text, tuple(dict.fromkeys(places)), (fact,), True),))
    return None


def _by_streak(question: Question, reports: Reports, profile: Profile, fact: Fact) -> Line | None:
    """ "năm thứ ba liên tiếp dẫn đầu": first in the two years before, too."""
    years, places = streak(fact, reports)
    if years < 2 or fact.period is None:
        return None
    for year in range(fact.period.start.year - years + 1, fact.period.start.year):
        base = Period.of_year(year)
        if _asked(base, question):
            line = _line(reports, profile, base, value_words(fact), say("answers.inferred_streak"), (fact,))
            return replace(line, evidence=tuple(dict.fromkeys((*line.evidence, *places))))
    return None


_STEP = re.compile(
    r"\b(tang|giam|kem|thua|hon|cao hon|thap hon|it hon|nhieu hon|vuot)(?: them| don vi [a-z ]{1,20})?\s*$"
)


def _from_given(question: Question, reports: Reports, profiles: list[Profile], measure: str) -> Draft | None:
    """Reckon with the value and the change that the question gives, where one sentence has both."""
    if measure != "score" or not gives(question):
        return None
    folded = fold(question.text)
    stepping = {q: m for q in question.figures if (m := _STEP.search(folded[: q.span.start]))}
    values = [q for q in question.figures if q not in stepping and q.of is None]
    for change, step in stepping.items():
        less = step.group(1) in ("giam", "kem", "thua", "thap hon", "it hon")
        for given in values:
            for profile in profiles:
                for fact in profile.values.get("score", ()):
                    sentence = reports.text(fact, fact.sentence)
                    if fact.value != given.value or _number(change.text) not in sentence:
                        continue
                    other = given.value + change.value if less else given.value - change.value
                    text = say(
                        "answers.reckoned",
                        arithmetic=f"{_number(fact.text)} {'+' if less else '-'} {_number(change.text)}",
                        value=_like(other, fact, change.text),
                    )
                    return Draft("comparison", (Line(text, (evidence_of(fact, reports),), (fact,), True),))
    return None


def _asked(base: Period, question: Question) -> bool:
    return any(base == p for p in question.periods)


def _line(
    reports: Reports, profile: Profile, when: Period, printed: str, arithmetic: str, facts: tuple[Fact, ...]
) -> Line:
    text = say(
        "answers.inferred",
        period=f"{say('answers.in_period', period=when.label)} " if when.is_year else f"{upper_first(when.label)}, ",
        label=profile.label,
        subject=profile.subject,
        value=printed,
        arithmetic=arithmetic,
    )
    return Line(upper_first(text), same_evidence(facts, reports), facts, True)


def _like(value: Decimal, fact: Fact, other: str) -> str:
    unit = re.sub(r"^[\d.,\s]+(?:/\s*\d+)?", "", " ".join(fact.text.split())).strip()
    unit = unit or ("%" if "%" in other and "điểm" not in other else "")
    number = plain(value, f"{fact.text} {other}")
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()


def _number(text: str) -> str:
    found = re.search(r"[\d.,]+", text)
    return found.group(0) if found else text

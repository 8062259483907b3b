"""Means over several units, which are nobody's own."""

import re

from corpus.facts.offices import COUNTRY_KEY, WIDER
from corpus.figure_patterns import OTHER_RATE
from corpus.kinds import PLAIN_BODIES
from corpus.model import Fact, Status
from corpus.vietnamese import fold
from corpus.vocabulary import indicator_phrases
from qa.matching.levels import last_named, names_another_index
from qa.question import Question
from qa.reports import Reports, said_before
from qa.scoping.scope import Scope

MEAN = re.compile(r"\b(?<!nhom )(?<!loai )(?:trung binh(?! (?:cao|thap)\b(?! nhat| hon))|binh quan|trung vi)\b")


def asks_mean(question: Question) -> bool:
    return bool(MEAN.search(fold(question.text))) and not question.grades


def is_mean(fact: Fact, reports: Reports) -> bool:
    """Tell whether a score is a mean over units, nobody's own: "Điểm trung bình của 09 đơn vị là …"."""
    if fact.measure not in ("score", "rate") or fact.unit_key.startswith(WIDER):
        return False
    text = reports.documents[fact.document_id].text
    if _NEXT_BLOCK.search(said_before(fact, text, 300)):
        return True
    lead = said_before(fact, text, 90)
    last = max((m.end() for m in re.finditer(r"\d", lead[:-1])), default=0)
    mean = list(MEAN.finditer(lead))
    if not mean:
        return False
    named = text[max(fact.sentence.start, fact.span.start - 160) : fact.span.start]
    titled = "" if OTHER_RATE.search(named) else reports.documents[fact.document_id].title
    if _APART.search(lead) or (fact.measure == "rate" and not indicator_phrases().find(f"{named} {titled}")):
        return False  # of an index alone, and no gap between two means
    if _EARLIER_MEAN.search(lead[mean[-1].end() :]):
        return True
    between = re.sub(r"(?:nam )?\b(?:19|20)\d\d\b", "", lead[mean[-1].end() :])
    # "điểm trung bình của 09 đơn vị là 82,55": the count of units may stand between, another figure may not.
    return last <= mean[-1].start() or bool(re.fullmatch(rf"[^\d]*(?:\d{{1,3}} (?:{PLAIN_BODIES})[^\d]*)?", between))


_APART = re.compile(r"\b(?:chenh lech|khoang cach)\b")
#: "Bình quân khối sở đạt 88,6%, tăng 1,1% so với năm 2022; khối huyện đạt 85,2%": the mean of the next block.
_NEXT_BLOCK = re.compile(
    r"\b(?:trung binh|binh quan)\b[^.]*\d[^.;]*[;,] (?:con |rieng )?(?:cua )?(?:khoi|cap|nhom) [^;\d]*$"
)
#: "bình quân cả nước đạt 83,4%, hơn năm 2022 (81,2%) 2,2%": the mean of the year before.
_EARLIER_MEAN = re.compile(r"^[^;.]*\d[^;]*\b(?:so voi|hon|kem) (?:nam |cung ky |ky )[^;()]{0,20}\(\s*(?:dat |la )?$")
_BLOCK = re.compile(r"\b(?:khoi|cap|cac) (?:cac )?(so|huyen|xa|bo|tinh|dia phuong)\b")


def of_block(question: Question, fact: Fact, reports: Reports) -> bool:
    """Tell whether a mean may be that of the block asked about: "cấp sở" is not "cấp địa phương"."""
    asked = _BLOCK.search(fold(question.text))
    return asked is None or last_named(_BLOCK, asked.group(1), fact, reports.documents[fact.document_id])


def _as_asked(question: Question, fact: Fact, reports: Reports) -> bool:
    """Tell whether a mean is of the index, the kind, the judge and in the unit that are asked: a median is no mean."""
    folded, told = fold(question.text), said_before(fact, reports.documents[fact.document_id].text, 300)
    words = MEAN.findall(told)
    return (
        (fact.status is Status.SELF_ASSESSED) == question.self_assessed
        and not names_another_index(question, told)
        and not (words and (words[-1] == "trung vi") != ("trung vi" in folded))
        and not (fact.unit == "điểm" and re.search(r"\bphan tram\b|%", folded) is not None)
    )


def means_over_units(question: Question, scope: Scope, reports: Reports) -> list[Fact]:
    """Return the means over units that the reports state of the index asked about, of any period."""
    keys = {u.key for u in scope.units}
    found: list[Fact] = []
    for document_id in scope.documents:
        own = reports.documents[document_id].unit
        facts = reports.facts(document_id)
        titled = {f.name for f in indicator_phrases().find(reports.documents[document_id].title)}
        spoken = {f.indicator for f in facts if f.indicator} or titled
        for fact in facts:
            of_index = {fact.indicator} if fact.indicator else spoken
            asked = not question.indicators or bool(of_index & set(question.indicators))
            of_all = fact.measure == "score" and fact.unit_key == COUNTRY_KEY
            theirs = not keys or fact.unit_key in keys or of_all or (own is not None and own.key in keys)
            if asked and theirs and (of_all or is_mean(fact, reports)) and _as_asked(question, fact, reports):
                found.append(fact)
    return found

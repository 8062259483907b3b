"""Of which level, block, group and index a figure is, and which of them are asked about."""

import re

from corpus.facts.offices import OFFICE_NAME, office_key
from corpus.kinds import PLAIN_LEVELS, PLAIN_UNITS
from corpus.model import Document, Fact, Level
from corpus.vietnamese import fold
from corpus.vocabulary import indicator_phrases
from qa.matching.weighing import ANY_UNITS
from qa.question import Question
from qa.scoping.scope import Scope


def part_asked(question: Question, scope: Scope) -> str:
    """Return the level asked for; a commune has a centre of its own, which is no level inside it.

    "UBND quận A" may be its own level or all of it: "own:cấp huyện".
    """
    folded = fold(question.text)
    named = _LEVEL_ASKED.search(folded)
    if named:
        return question.part if question.part in _LEVEL_OF.values() else _LEVEL_OF[named[named.lastgroup or 0]]
    if scope.units and all(u.level is Level.COMMUNE for u in scope.units):
        return ""
    own = _OWN_LEVEL.search(folded)
    return f"own:{_LEVEL_OF[own.group(1)]}" if own and not question.part else question.part


_PART_OF = {Level.PROVINCE: "cấp tỉnh", Level.DISTRICT: "cấp huyện", Level.COMMUNE: "cấp xã"}
_LEVEL_OF = {kind: _PART_OF[level] for kind, level in PLAIN_LEVELS.items()}
_LEVEL_ASKED = re.compile(
    rf"\bcap (?P<level>{PLAIN_UNITS})\b|\b(?:tai |o |ubnd )?cac (?P<units>xa|phuong)\b(?! nao)"
    r"|\b(?:cua|tai|o) cac (?P<districts>huyen|quan)\b(?! nao)"
)
_OWN_LEVEL = re.compile(r"\b(?:ubnd|mot cua|tra ket qua) (huyen|quan|thi xa)\b")
_LEVEL_NAMED = {"cấp xã": r"\bcap xa\b|\bxa, (?:phuong, )?thi tran\b|\bxa, phuong\b", "cấp huyện": r"\bcap huyen\b|\btrung tam (?:phuc vu )?hanh chinh cong\b", "cấp tỉnh": r"\bcap tinh\b"}  # fmt: skip


def level_fits(head: str, fact: Fact) -> float:
    """Return how well units counted as "đơn vị" are of the level of the noun asked for: "bao nhiêu xã xếp loại Khá"."""
    level = _LEVEL_OF.get(head, "")
    if not level or fold(fact.unit).split()[:2] not in ANY_UNITS:
        return 1.0
    return 1.0 if fact.part == level else 0.45 if fact.part else 0.9


_BLOCK = re.compile(
    r"\b(?:khoi (?:cac )?|(?:(?:cua|tai|o) )?(?:cac )?(?=bo,? (?:va )?nganh\b)|(?:(?:cua|tai|o) (?:cac )?|cac )(?=dia phuong\b))"
    r"(so|huyen|xa|bo|tinh|dia phuong)\b"
)
_GROUP = re.compile(r"\bnhom (?:thu )?([a-e]|[ivx]+|\d)\b(?! (?:nhom|chi so|tieu chi|thu tuc))")


def block_fits(asked: str, fact: Fact, document: Document) -> bool:
    """Tell whether a figure may be of the block or group asked about: "khối sở" is not "khối huyện", "nhóm A" not "nhóm B"."""
    return all(
        last_named(pattern, meant.group(1), fact, document, must)
        for pattern, must in ((_BLOCK, False), (_GROUP, True))
        if (meant := pattern.search(asked))
    )


def last_named(pattern: re.Pattern[str], asked: str, fact: Fact, document: Document, must: bool = False) -> bool:
    """Tell whether the last thing of a kind named ahead of a figure is the one asked for; one `must` be named, or need not."""
    told = pattern.findall(fold(document.text[fact.sentence.start : fact.span.start]))
    return told[-1] == asked if told else not must


def office_fits(asked: str, fact: Fact, document: Document) -> bool:
    """Tell whether a figure may be of the office asked about, by its subject key: the last named ahead of it, or else
    the first behind it that has no figure of its own: "150 hồ sơ quá hạn, chủ yếu ở Cục A (90 hồ sơ) và Cục B (31)".
    """
    sentence = fact.sentence.of(document.text)
    place = fact.span.start - fact.sentence.start
    told = [(office_key(m.group(0)), m) for m in OFFICE_NAME.finditer(sentence)]
    told = [(key, m) for key, m in told if ";" not in sentence[place : m.start()]]
    ahead = [key for key, m in told if m.end() <= place][-1:]
    behind = [key for key, m in told if m.start() > place and not _ITS_OWN.match(sentence, m.end())][:1]
    # The words of a long name in small letters are not told apart from the sentence's own.
    return not told or any(key.startswith(asked) or asked.startswith(key) for key in ahead or behind)


_ITS_OWN = re.compile(r"[^,;.()\d]{0,60}\(\d")


def index_fits(question: Question, fact: Fact, document: Document) -> bool:
    """Tell whether points may be of the index asked about: words of another lead to those of that one."""
    if fact.measure != "score":
        return True
    return not names_another_index(question, document.text[fact.sentence.start : fact.span.start])


def names_another_index(question: Question, ahead: str) -> bool:
    """Tell whether words name indices, and none of those asked about."""
    if not question.indicators:
        return False
    named = {f.name for f in indicator_phrases().find(ahead)}
    return bool(named) and named.isdisjoint(question.indicators)


def of_level(question: Question, fact: Fact, document: Document) -> bool:
    """Tell whether a figure in words is of the level asked about: what names none is the whole unit's."""
    if question.part not in _LEVEL_NAMED:
        return True
    named = re.search(_LEVEL_NAMED[question.part], fold(fact.sentence.of(document.text)))
    return named is not None or part_fits(question.part, fact, whole=False) > _NO_LEVEL


def names_another(asked: str, fact: Fact) -> bool:
    """Tell whether a figure is of a level, and another than the one asked for."""
    return part_fits(asked, fact, whole=False) < _NO_LEVEL


#: How well a figure that names no level fits one asked for.
_NO_LEVEL = 0.55


def part_fits(asked: str, fact: Fact, whole: bool) -> float:
    if asked.startswith("own:"):
        return 1.0 if fact.part in ("", asked.removeprefix("own:")) else 0.55
    if asked and asked != "toàn":
        if fact.part == asked:
            return 1.0
        if not fact.part and re.search(
            _LEVEL_NAMED.get(asked, "$^"), " ".join([*map(fold, fact.heading), fold(fact.unit)])
        ):
            return 0.95
        return _NO_LEVEL if not fact.part else 0.45
    return 1.0 if not fact.part else 0.75 if whole else 0.9

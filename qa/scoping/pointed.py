"""Reports that a question points at without naming a unit: by number, title, quoted words, a person, or a figure."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from corpus.kinds import BODIES
from corpus.lines import UPPER
from corpus.mentions import find_units
from corpus.model import Document, Fact, Period, Quantity, QuantityKind
from corpus.vietnamese import fold, modern_tone
from corpus.vocabulary import terms
from qa.office_names import longest_run
from qa.question import Question

_NUMBER = re.compile(r"\b(\d{1,5})\s*/\s*((?:\d{4}/)?[A-ZĐ]{2,}(?:-[A-ZĐ]+)*)", re.IGNORECASE)
_BARE_NUMBER = re.compile(
    r"\b(công văn|thông báo|báo cáo|kế hoạch|quyết định|tờ trình)\s+(?:số\s+)?(\d{2,5})"
    r"(?![\d/.,]\d|\s*(?:tháng|năm|ngày|%|quý))",
    re.IGNORECASE,
)
#: "12-BC/HU": of a committee of the Party.
_PARTY_NUMBER = re.compile(r"(?<![\w/-])\d{1,5}\s?-\s?[A-ZĐ]{2,4}/[A-ZĐ]{2,6}\b", re.IGNORECASE)
_REFERRING = re.compile(
    r"tài liệu|bài\b(?!\s+học)|báo cáo|văn bản|hội nghị|cuộc họp|buổi|bản tin|tin\b|thông báo", re.IGNORECASE
)
_DESCRIBED = re.compile(
    rf"\b(?:{BODIES})\s+"
    r"(?:(?:mà|nào đó)\s+)?(?:có|đứng|xếp|đạt|được|giữ|trong (?:tài liệu|bài|báo cáo)|\("
    r"|của (?:bí thư|chủ tịch|ông|bà|đồng chí))",
    re.IGNORECASE,
)


def numbered(text: str, documents: Iterable[Document]) -> set[str]:
    """Return the reports whose number the question gives: "114/BC-UBND", or "công văn 5120" of that kind."""
    bare = {(fold(m.group(1)), m.group(2)) for m in _BARE_NUMBER.finditer(text)}
    asked = {re.sub(r"\s", "", f"{m.group(1)}/{m.group(2)}").lower() for m in _NUMBER.finditer(text)}
    asked |= {re.sub(r"\s", "", m.group(0)).lower() for m in _PARTY_NUMBER.finditer(text)}
    found: set[str] = set()
    for document in documents:
        number, kind = document.header.number, document.header.kind
        if (number and re.sub(r"\s", "", number.value).lower() in asked) or (
            number and kind and (fold(kind.value), re.split("[-/]", number.value)[0].strip()) in bare
        ):
            found.add(document.id)
    return found


_PERSON = re.compile(rf"(?<!\w)(?:[{UPPER}][^\W\d_{UPPER}]+\s+){{1,3}}[{UPPER}][^\W\d_{UPPER}]+(?!\w)")


def described(
    question: Question, documents: Mapping[str, Document], facts: Callable[[str], tuple[Fact, ...]]
) -> tuple[set[str], tuple[Quantity, ...]]:
    """Return the reports that a description fits, with the figures that only described them."""
    text = question.text
    fitting: list[set[str]] = []
    anchors: list[Quantity] = []
    describing = bool(_DESCRIBED.search(text) or _REFERRING.search(text))
    for figure in question.figures:
        if not _distinctive(figure):
            continue
        holders = {
            d for d in documents if any(_same_figure(figure, f) and _period_agrees(question, f) for f in facts(d))
        }
        if holders:
            fitting.append(holders)
            anchors.append(figure)
    titled = _titled(text, documents)
    if titled:
        fitting.append(titled)
    for phrase in _quoted(text):
        holders = {d for d, document in documents.items() if phrase in _flat(document.text)}
        if 0 < len(holders) < len(documents):
            fitting.append(holders)
    for name in _proper_names(text):
        # What other reports write in small letters is nobody's name: "Quốc Ca", "quốc ca".
        holders = {d for d, document in documents.items() if _flat(name) in _flat(document.text)}
        if 0 < len(holders) < len(documents):
            fitting.append(holders)
    if describing:
        ranges = [p for p in question.periods if len(p.years) > 1]
        for period in ranges:
            holders = {d for d in documents if _spans(facts(d), period)}
            if holders:
                fitting.append(holders)
    if not fitting:
        return set(), ()
    pointed = set.intersection(*fitting) or max(fitting, key=lambda h: -len(h))
    return pointed, tuple(anchors)


def _titled(text: str, documents: Mapping[str, Document]) -> set[str]:
    """Return the reports whose title, or file name, the question quotes."""
    asked = [t.name for t in terms(text)]
    best: dict[str, int] = {}
    for key, document in documents.items():
        if document.source.lower() in text.lower():
            return {key}
        if document.header.title is None or not _REFERRING.search(text):
            continue
        title = [t.name for t in terms(document.title)]
        run = longest_run(asked, title)[1]
        if run >= 4 or (run >= 3 and run == len(title)):
            best[key] = run
    longest = max(best.values(), default=0)
    found = {k for k, run in best.items() if run == longest}
    return found if len(found) == 1 else set()


_QUOTE = re.compile(r"[“\"‘']([^”\"’'\n]{4,80})[”\"’']")


def _quoted(text: str) -> list[str]:
    """Return the phrases of two or more words that the question puts in quotation marks."""
    return [_flat(m.group(1)) for m in _QUOTE.finditer(text) if len(m.group(1).split()) > 1]


@lru_cache(maxsize=4096)
def _flat(text: str) -> str:
    return " ".join(modern_tone(text.lower()).split()).strip(" .,;:")


def _distinctive(figure: Quantity) -> bool:
    """Tell whether a figure is particular enough to point at a report."""
    if figure.kind in (QuantityKind.CHANGE,):
        return figure.value != figure.value.to_integral_value()
    if figure.of is not None:
        return True
    return figure.value != figure.value.to_integral_value() or figure.value >= 1000


def _same_figure(asked: Quantity, fact: Fact) -> bool:
    return fact.value is not None and abs(fact.value) == asked.value and (asked.of is None or fact.of == asked.of)


def _period_agrees(question: Question, fact: Fact) -> bool:
    """Tell whether a described figure may be of the years the question names (or it names none)."""
    if not question.periods or fact.period is None:
        return True
    return bool(set(question.years) & set(fact.period.years))


def _proper_names(text: str) -> list[str]:
    """Return the names of persons: of three syllables, or of two behind a word for somebody, as places have too."""
    units = [m.span for m in find_units(text, bare=True)]
    return [
        m.group(0) for m in _PERSON.finditer(text)
        if m.start() > 0 and (len(m.group(0).split()) > 2 or _SOMEBODY.search(fold(text[: m.start()])))
        and not any(s.start < m.end() and m.start() < s.end for s in units)
    ]  # fmt: skip


#: "ông", "chủ tịch UBND huyện": what stands right before a person's name.
_SOMEBODY = re.compile(
    r"\b(?:ong|ba|anh|chi|co|dong chi|d/c|chu tich|bi thu|giam doc|truong|thu truong|can bo|nguoi|vien)"
    r"(?: \w+){0,3}\W*$"
)


def _spans(facts: Iterable[Fact], period: Period) -> bool:
    """Tell whether a report's indicator figures cover a range of years from end to end."""
    years = {f.period.start.year for f in facts if f.indicator and f.period and f.period.is_year}
    return len(years & set(period.years)) >= max(2, len(period.years) - 1)

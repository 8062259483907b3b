"""Recognise the same report in several files: as .docx and .pdf, or with other spaces and another letterhead.

A report of another year or unit from the same template, or one whose figures were corrected, is never taken for
a copy: all figures of the body must be the same, nothing that both state of themselves may differ, and hardly a
word. Where that is not plain, both stay.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.model import Block, BlockKind, Document, Header, Unit
from corpus.vietnamese import fold, words

_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*")
_AROUND = (BlockKind.LETTERHEAD, BlockKind.FOOTER, BlockKind.BOILERPLATE)
#: With fewer figures than these, the same figures mean little.
_FEW = 3
#: The share of words that two formats of one report may differ in: marks of lists, words run together.
_DIFFERENT = 0.02
#: Words that turn what a sentence says: none may be in only one of two copies.
_TELLING = frozenset(
    [
        "không",
        "chưa",
        "chẳng",
        "đã",
        "sẽ",
        "tăng",
        "giảm",
        "cao",
        "thấp",
        "hơn",
        "kém",
        "xuất",
        "sắc",
        "tốt",
        "khá",
        "trung",
        "bình",
        "yếu",
        "đạt",
        "vượt",
        "hoàn",
        "thành",
        "nhất",
        "nhì",
        "một",
        "hai",
        "ba",
        "bốn",
        "năm",
        "sáu",
        "bảy",
        "tám",
        "chín",
        "mười",
        "trăm",
        "nghìn",
        "triệu",
        "tỷ",
    ]
)
#: Which of several files is cited: first those whose text is read as it was written.
_FORMATS = (".docx", ".docm", ".odt", ".doc", ".rtf", ".html", ".htm", ".md", ".txt", ".xlsx", ".csv", ".pdf")


@dataclass(frozen=True, slots=True)
class Known:
    """A report as copies are looked for; only those with the same `likeness` can be copies."""

    id: str
    source: str
    header: Header
    unit: Unit | None
    likeness: str


@dataclass(frozen=True, slots=True)
class Body:
    """Figures and words of a report's body, in any order: formats place tables and footnotes differently."""

    figures: Counter[str]
    words: Counter[str]


def body_of(document: Document, blocks: Sequence[Block]) -> Body:
    """Return the body of a report; the numbers of list items and footnotes are left out, as some formats do."""
    figures: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for block in blocks:
        if block.kind not in _AROUND:
            text = _without_number(block, document.text)
            figures.update(_FIGURE.findall(text))
            found.update(words(text.lower()))
    return Body(figures, found)


def _without_number(block: Block, text: str) -> str:
    place = text.find(block.number, block.span.start, block.span.end) if block.number else -1
    start = place + len(block.number) if 0 <= place < block.span.start + 6 else block.span.start
    return text[start : block.span.end]


def likeness_of(body: Body) -> str:
    """Return a digest that two copies of a report share."""
    digest = hashlib.blake2b(digest_size=16)
    parts = [body.figures] if body.figures.total() >= _FEW else [body.figures, body.words]
    for part in parts:
        digest.update(repr(sorted(part.items())).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def copies_of(reports: Iterable[Known], body: Callable[[str], Body]) -> dict[str, str]:
    """Return, for each report that repeats another, the id of the one to cite; in whatever order they come."""
    alike: dict[str, list[Known]] = {}
    for report in sorted(reports, key=_preference):
        alike.setdefault(report.likeness, []).append(report)
    found: dict[str, str] = {}
    for group in alike.values():
        originals: list[Known] = []
        for report in group:
            original = next((one for one in originals if _is_copy(report, one, body)), None)
            if original:
                found[report.id] = original.id
            else:
                originals.append(report)
    return found


def _preference(report: Known) -> tuple[int, int, str]:
    suffix = Path(report.source).suffix.lower()
    place = _FORMATS.index(suffix) if suffix in _FORMATS else len(_FORMATS)
    stated = [getattr(report.header, name) for name in ("number", "issued_on", "issuer", "period", "title")]
    return -sum(value is not None for value in [*stated, report.unit]), place, report.id


def _is_copy(one: Known, other: Known, body: Callable[[str], Body]) -> bool:
    said, heard = _stated(one), _stated(other)
    if any(said[name] != heard[name] for name in said.keys() & heard.keys()):
        return False
    first, second = body(one.id), body(other.id)
    if first.figures != second.figures:
        return False
    different = (first.words - second.words) + (second.words - first.words)
    identified = {"number"} <= said.keys() & heard.keys() or {"title", "day"} <= said.keys() & heard.keys()
    allowed = _DIFFERENT * max(first.words.total(), second.words.total()) if identified else 0
    return different.total() <= allowed and not _TELLING & different.keys()


def _stated(report: Known) -> dict[str, object]:
    """Return what a report says of itself, as far as two copies must say the same."""
    header = report.header
    day = header.issued_on or header.posted_on
    said = {
        "number": header.number and _plain(header.number.value),
        "day": day and day.value,
        "issuer": header.issuer and _plain(header.issuer.value),
        "title": header.title and _plain(header.title.value),
        "period": header.period,
        "unit": report.unit and report.unit.key,
        "corrects": _plain(header.corrects),
    }
    return {name: value for name, value in said.items() if value}


def _plain(text: str) -> str:
    return " ".join(words(fold(text)))

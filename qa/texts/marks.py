"""The marks around the words of a report: list numbers, footnote signs, emphasis, the marks between clauses."""

import re

from corpus.lines import UPPER
from corpus.model import Span
from corpus.vietnamese import fold

_NUMBERING = re.compile(
    r"^(?:[-+•*–]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]+)[.)/]|[IVX]+\.|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|#{1,6})\s+", re.IGNORECASE
)
#: Footnote signs and emphasis; the exponent of "km²" is none.
_SIGNS = re.compile(r"(?<!\bm)(?<!\b[kcdh]m)[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\*\*|__|(?<!\w)[*_](?=\w)|(?<=[\w.!?,;])[*_](?![\w*_])")


def strip_marks(text: str) -> str:
    """Return a text without the list number or bullet at its start, footnote signs and markdown emphasis."""
    return _NUMBERING.sub("", _SIGNS.sub("", text.lstrip()).lstrip())


#: "(Báo Thảo Nguyên) - Sáng nay, …", "BLO - …".
_NEWSPAPER = re.compile(rf"^\W*\([{UPPER}][^()]{{1,40}}\)\s*[-–—]\s+(?=[{UPPER}])")


def shown(text: str) -> str:
    """Return a sentence as an answer shows it: on one line, list marks, footnote signs and its newspaper trimmed."""
    return re.sub(r"\./\.?$", ".", strip_marks(_NEWSPAPER.sub("", " ".join(text.split()))).strip(" *_;,|"))


def section_number(number: str) -> tuple[str, ...]:
    """Return a number of a heading as its parts, Roman ones as digits: "II.1" and "2.1" are alike."""
    parts = []
    for part in re.split(r"[.)\s/]+", number.strip(" .)(")):
        folded = fold(part)
        if not folded:
            continue
        parts.append(str(_roman(folded)) if re.fullmatch(r"[ivx]+", folded) else folded)
    return tuple(parts)


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10}[c] for c in text]
    return sum(-v if any(n > v for n in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _is_open(said: str, place: int) -> bool:
    """Tell whether a place in a sentence stands outside all brackets and quotation marks."""
    before = said[:place]
    return all(before.count(mark) <= before.count(end) for mark, end in ("()", "“”", "[]"))


def clauses(text: str, span: Span) -> list[Span]:
    """Return the parts of an enumeration in a sentence: between semicolons, or commas before like words."""
    said = span.of(text)
    cuts = [m.end() for m in re.finditer(r";\s+", said) if _is_open(said, m.end())]
    if len(cuts) < 2:
        commas = [m.end() for m in re.finditer(r",\s+", said)]
        opening = [" ".join(fold(said[c : c + 30]).split()[:2]) for c in commas]
        cuts = [c for c, words in zip(commas, opening, strict=True) if opening.count(words) > 1]
    parts = []
    for start, end in zip([0, *cuts], [*cuts, len(said)], strict=True):
        piece = said[start:end]
        left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip(" ;,\n\t"))
        if right > left:
            parts.append(Span(span.start + start + left, span.start + start + right))
    return parts

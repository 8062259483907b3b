"""Tell what an office is to do: what it is ordered, and what a plan puts it in charge of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from corpus.facts.offices import WORDS
from corpus.lines import UPPER
from corpus.model import BlockKind, Span, Unit
from corpus.vietnamese import fold
from qa.draft import Line
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.sections import TELLING, Layout, Sentence
from qa.texts.lines import line_of

_SYLLABLE = rf"[{UPPER}](?:[^\W\d_]|['’])*"
_KIND = (
    r"(?:Phòng|Sở|Bộ(?! phận)|Vụ|Cục|Chi cục|Văn phòng|VP|Ban|BQL|Đài|Trung tâm|TT|Chi nhánh|Công an|Đoàn|Tổ|Bộ phận)\b"
)
_OFFICE = re.compile(
    rf"\b{_KIND}(?:(?!\s*(?:,|và)\s*{_KIND})\s*(?:[-–&,]|của\b|{_SYLLABLE}|(?:{WORDS}|hoá|tin|sinh|phòng|thị|thanh|xây|nội"
    r"|hình|đất|đai|đăng|ký|nhiên|một|cửa)\b))+"
)
#: What stands in the place of a unit's name, which is no part of that of its office.
_UNIT = ";"


def offices_in(text: str, units: Sequence[Unit]) -> list[tuple[str, Span, bool]]:
    """Return the offices a text names, as it names them, with their places, and whether their unit is in these."""
    for unit in units:  # "Phòng Nội vụ Tân Hồng" is the office of that unit
        name = rf"(?:của\s+)?(?:{unit.kind}\s+)?{re.escape(unit.bare)}(?!\w)"
        text = re.sub(name, lambda m: _UNIT * len(m.group(0)), text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=\s)(?:của\s+)?tỉnh\b", lambda m: _UNIT * len(m.group(0)), text)
    found = []
    for match in _OFFICE.finditer(text):
        name = match.group(0).rstrip(" ,-–&")
        end = match.start() + len(name)
        of_unit = re.match(rf"[\s(]*{_UNIT}[{_UNIT}\s]*", text[end:])
        end += len(of_unit.group(0).rstrip()) if of_unit else 0
        found.append((name, Span(match.start(), end), of_unit is not None))
    return found


def office_in(text: str, scope: Scope) -> re.Pattern[str] | None:
    """Return a pattern for the office a text names, its abbreviations spelt out or not."""
    return next((spelt_out(name) for name, _, _ in offices_in(text, scope.units)), None)


#: In its parent's own paper an office is called without the parent's name: "Văn phòng Bộ", "Thanh tra Sở".
OF_A_BODY = re.compile(r"(?P<called>(?:Văn phòng|VP|Thanh tra) (?=(?P<body>(?:Bộ|Sở|Cục) .+))\w+)")


@lru_cache(256)
def spelt_out(office: str, shortened: bool = False) -> re.Pattern[str] | None:
    """Return a pattern that finds an office by its words, or by words whose initials are its letters.

    A name that is `shortened` may leave out words in its middle: "BQL Cửa Vân" is that of a zone of the name.
    """
    of_a_body = OF_A_BODY.match(office)
    parts: list[str] = []
    for word in re.findall(r"[^\W\d_]+", of_a_body["called"] if of_a_body else office):
        if word.lower() in ("và", "của", "va", "cua"):
            continue
        letters = [fold(c) for c in word]
        if word.isupper() and 2 <= len(word) <= 4 and word not in ("UBND", "HĐND"):
            long = r"\s+(?:va\s+)?".join(rf"{c}\w*" for c in letters)
            parts.append(rf"(?:{fold(word)}|{long})")
        else:
            parts.append(re.escape(fold(word)))
    if len(parts) < 2:
        return None
    between = r"\W+(?:\w+\W+){0,4}?" if shortened else r"[\s\-–&,]+(?:va\s+)?"
    return re.compile(r"\b" + between.join(parts) + r"\b")


def duties(office: re.Pattern[str] | None, scope: Scope, reports: Reports) -> list[Line]:
    """Return what an office is ordered to do, and what a plan puts it in charge of."""
    lines: list[Line] = []
    for document_id in scope.documents if office else ():
        layout = reports.layout(document_id)
        for sentence in layout.sentences:
            if sentence.kind in TELLING and sentence.kind is not BlockKind.TABLE_ROW and office:
                ordered = parts_naming(layout, sentence, office, first=True)
                lines += ordered or _in_charge(layout, sentence, office)
    return lines


_CHARGED = re.compile(
    r"^\s*(?::|(?:la (?:co quan|don vi) (?:thuong truc|dau moi|chu tri)|chu tri|chiu trach nhiem|co trach nhiem|"
    r"lam dau moi|phoi hop|tham dinh|tham muu|theo doi|don doc|tong hop|huong dan|van hanh|lap|to chuc)\b)"
)
_ALONE = 12  # "Sở Nội vụ chủ trì, hoàn thành trong quý II." does not say what


def _in_charge(layout: Layout, sentence: Sentence, office: re.Pattern[str]) -> list[Line]:
    """Return a sentence of a plan that begins with the office and its duty, with the task it is put in charge of."""
    kind = layout.document.header.kind
    titles = " ".join(fold(title) for title in layout.headings(sentence))
    if not (kind and _PLANNING.match(fold(kind.value))) and not _PLANNED.search(titles):
        return []
    said = re.sub(r"^[^\w]*(?:\d+(?:\.\d+)*[.)]|[a-z]\))?\s*", "", " ".join(fold(layout.text(sentence)).split()))
    named = office.match(said)
    if named is None or not _CHARGED.match(said[named.end() :]):
        return []
    before = layout.before(sentence) if len(said.split()) < _ALONE else None
    told = [before] if before and before.block == sentence.block else []
    return [line_of(layout, s) for s in (*told, sentence)]


_PLANNING = re.compile(r"ke hoach|quyet dinh|quy che|chuong trinh|de an")
_PLANNED = re.compile(r"to chuc thuc hien|nhiem vu|phan cong|trach nhiem|phuong huong")
_ADDRESSED = re.compile(
    rf"\W*(?:(?:Đối )?[Vv]ới |[Đđ]ề nghị |[Gg]iao |[Yy]êu cầu )?(?:{_OFFICE.pattern}|UBND)[^:;]{{0,60}}:"
)
_CUT = re.compile(r"[;:]\s+|,\s+(?=(?:đồng thời |và )?(?:giao|yêu cầu|đề nghị)\b)", re.IGNORECASE)
_ORDER = re.compile(
    r"^\W*(?:dong thoi |va )?(?:giao|yeu cau|de nghi|phan cong)\b(?: cho)?|"
    r"^[\W\d]*(?=phong|so|van phong|vp|dai|trung tam)"
)


def parts_naming(layout: Layout, sentence: Sentence, office: re.Pattern[str], first: bool = False) -> list[Line]:
    """Return the parts of a sentence that name an office; with `first`, only orders that begin with it."""
    text, lines = layout.document.text, []
    ordering = False
    for span in sentence.spans:
        said = span.of(text)
        cuts = [0, *(m.end() for m in _CUT.finditer(said)), len(said)]
        for order, (start, end) in enumerate(pairwise(cuts)):
            folded = " ".join(fold(said[start:end]).split())
            orders = _ORDER.search(folded)
            ordering = ordering or bool(orders and orders.group(0).strip(" -+•"))
            found = office.search(folded)
            if not found or (first and not (ordering and orders and found.start() <= orders.end() + 4)):
                continue
            if folded.endswith(":"):  # "Với Bộ X: cho phép …; bỏ …" up to the next that is told what to do
                rest = list(pairwise(cuts[order + 1 :]))
                addressed = [a for a, b in rest if _ADDRESSED.match(said[a:b])]
                end = addressed[0] if addressed else rest[-1][1] if rest else end
            part = Span(span.start + start, span.start + start + len(said[start:end].rstrip(" ;,\n")))
            lines.append(line_of(layout, sentence, part))
    return lines

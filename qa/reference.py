"""Write the formal reference of a place in a report, in the manner of Nghị định 30/2020/NĐ-CP."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.model import Document, Header, Span
from prompts import say

_STORY = re.compile(r"(?:tin|bài)\b", re.IGNORECASE)
_TITLE_LIMIT = 160
_HEADING_LIMIT = 80
_DIVISION = re.compile(r"(?P<label>(?:Phần|Chương|Phụ lục|Mục|Điều)\s+(?:thứ\s+\w+|[IVXLC]+|\d+))\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<label>[IVXLC]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*(?:[.):/]|[-–—]\s)", re.UNICODE)


def reference(document: Document, span: Span, headings: Sequence[str] = ()) -> str:
    """Return what a clerk writes to cite that place; a part the report does not state is left out."""
    scanned = say("reference.scanned") if document.is_scanned(span) else ""
    parts = [_name(document), section(headings) or _named(document, headings), _page(document, span), scanned]
    return ", ".join(part for part in parts if part)


def section(headings: Sequence[str]) -> str:
    """Return "mục I.2.a" from the headings above a place, outermost first, or nothing."""
    divisions: list[str] = []
    labels: list[str] = []
    for heading in headings:
        plain = heading.strip().lstrip("#").strip().strip("*_").strip()
        if division := _DIVISION.match(plain):
            divisions.append(_sentence_case(" ".join(division["label"].split())))
            labels.clear()
        elif number := _NUMBER.match(plain):
            label = number["label"]
            # "2.1" under "2" says the "2" again.
            while labels and label.startswith(labels[-1] + "."):
                labels.pop()
            labels.append(label)
    numbered = [*divisions, *([say("reference.section", labels=".".join(labels))] if labels else [])]
    return ", ".join(numbered)


def short_date(day: date) -> str:
    """Return the day as offices write it in a line: "25/3/2024", "05/02/2024", "02/7/2020"."""
    # Days below 10 and the months 1 and 2 carry a zero, so that no digit can be put before them.
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def _name(document: Document) -> str:
    header = document.header
    kind = _sentence_case(header.kind.value.strip()) if header.kind else ""
    title = _shorten(header.title.value) if header.title else ""
    if _STORY.match(kind) or (header.posted_on and not header.number):
        return _story(document, title)
    number = header.number.value.strip() if header.number else ""
    issued = [
        say("reference.dated", date=short_date(date.fromisoformat(header.issued_on.value))) if header.issued_on else "",
        say("reference.issued_by", issuer=header.issuer.value) if header.issuer else "",
    ]
    if number and number[0].isdigit():
        first = say("reference.numbered", kind=kind or say("reference.unnamed_kind"), number=number)
        return " ".join(part for part in [first, *issued] if part)
    # Without its number a document can be told from others only by its title and its file.
    if title and kind:
        first = say("reference.titled", kind=kind, title=title)
    elif title:
        first = say("reference.only_title", title=title)
    else:
        first = kind or (say("reference.unnamed_kind") if any(issued) else "")
    if not first:
        return say("reference.only_file", source=document.source)
    named = " ".join(part for part in [first, *issued] if part)
    return f"{named}, {say('reference.file', source=document.source)}"


def _story(document: Document, title: str) -> str:
    header: Header = document.header
    posted = header.posted_on or header.issued_on
    if not title and not posted:
        return say("reference.only_file", source=document.source)
    parts = [say("reference.story", title=title) if title else say("reference.unnamed_story")]
    if posted:
        parts.append(say("reference.posted", date=short_date(date.fromisoformat(posted.value))))
    return f"{' '.join(parts)}, {say('reference.file', source=document.source)}"


def _named(document: Document, headings: Sequence[str]) -> str:
    """Return the innermost heading by its words, where it is a line of the report.

    A fact from a table bears the words over its column, which are no heading of the report.
    """
    heading = headings[-1].strip() if headings else ""
    words = " ".join(heading.split()).strip("#*_:. ")
    line = re.compile(rf"^[#*_ \t]*{re.escape(heading)}[*_ \t]*$", re.MULTILINE)
    if not words or len(words) > _HEADING_LIMIT or not line.search(document.text):
        return ""
    return say("reference.named_section", heading=words)


def _page(document: Document, span: Span) -> str:
    first = document.page_of(span.start)
    last = document.page_of(span.end - 1)
    if first is None:
        return ""
    if last is None or last == first:
        return say("reference.page", page=first)
    return say("reference.pages", first=first, last=last)


def _sentence_case(text: str) -> str:
    """Return "BÁO CÁO" as "Báo cáo", and the roman number of "PHẦN II" as it is."""
    words = [w if re.fullmatch(r"[IVXLC]+|\d+", w) else w.lower() for w in text.split()]
    joined = " ".join(words)
    return joined[:1].upper() + joined[1:]


def _shorten(title: str) -> str:
    title = " ".join(title.split())
    if len(title) <= _TITLE_LIMIT:
        return title
    return title[:_TITLE_LIMIT].rsplit(" ", 1)[0].rstrip(",;:") + "…"

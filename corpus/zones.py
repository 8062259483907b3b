"""What each line of a report belongs to: letterhead, body, table, footer, or the site it stood on."""

import re
from itertools import pairwise

from corpus.header import read_header
from corpus.letterhead import body_start
from corpus.lines import Line, is_finished, is_hanging, is_page_number, is_site_line, marker, opens_other_stories
from corpus.model import BlockKind, Document, Header, Stated
from corpus.vietnamese import fold


def line_zones(document: Document, lines: list[Line]) -> list[BlockKind]:
    """Return the zone of each line; PARAGRAPH is the body."""
    zones = [BlockKind.PARAGRAPH] * len(lines)
    _mark_tables(document, lines, zones)
    _mark_site(lines, zones)
    _mark_pages(lines, zones)
    header = document.header if document.header != Header() else read_header(document.text)
    _mark_letterhead(document.text, header, lines, zones)
    _mark_footer(header, lines, zones)
    _mark_signature(header, lines, zones)
    return zones


_RULE = re.compile(r"[\s|:+=_*~.\-–—]+")


def _mark_tables(document: Document, lines: list[Line], zones: list[BlockKind]) -> None:
    order = 0
    for table in sorted(document.tables, key=lambda t: t.span):
        while order < len(lines) and lines[order].span.end <= table.span.start:
            order += 1
        while order < len(lines) and lines[order].span.start < table.span.end:
            rule = _RULE.fullmatch(lines[order].text) and "|" in lines[order].text
            zones[order] = BlockKind.BOILERPLATE if rule else BlockKind.TABLE_ROW
            order += 1


def _mark_site(lines: list[Line], zones: list[BlockKind]) -> None:
    others = False
    for order, line in enumerate(lines):
        if zones[order] is not BlockKind.PARAGRAPH:
            others = False
            continue
        if opens_other_stories(line.text) and order * 3 >= len(lines):
            others = True
            zones[order] = BlockKind.BOILERPLATE
        elif is_site_line(line.text):
            zones[order] = BlockKind.BOILERPLATE
        elif others:
            # Headlines of other stories; a long or finished text is the report going on.
            sign = marker(line.text)
            listed = sign is not None and sign.is_bullet
            others = listed or (len(line.text) < 250 and not (line.text.endswith(".") and len(line.text) > 120))
            if others:
                zones[order] = BlockKind.BOILERPLATE


def _mark_pages(lines: list[Line], zones: list[BlockKind]) -> None:
    bare: list[int] = []
    for order, line in enumerate(lines):
        if zones[order] is not BlockKind.PARAGRAPH:
            continue
        if is_page_number(line.text):
            zones[order] = BlockKind.BOILERPLATE
        elif re.fullmatch(r"\d{1,3}", line.text) and not _in_column(lines, order):
            bare.append(order)
    # Bare numbers are page numbers only where they count up; a lone one may be a figure of a broken table.
    numbers = [int(lines[order].text) for order in bare]
    if len(bare) >= 2 and all(b - a == 1 for a, b in pairwise(numbers)):
        for order in bare:
            zones[order] = BlockKind.BOILERPLATE
        return
    for order in bare:
        before = lines[order - 1].text if order else ""
        after = lines[order + 1].text if order + 1 < len(lines) else ""
        if len(before) > 40 and not is_hanging(before) and after[:1].islower():
            zones[order] = BlockKind.BOILERPLATE


def _in_column(lines: list[Line], order: int) -> bool:
    """Tell whether a neighbour is a short cell too, as in a table that a PDF flattened into lines."""
    near = [lines[n].text for n in (order - 1, order + 1) if 0 <= n < len(lines)]
    return any(len(words) < 25 and not is_finished(words) and marker(words) is None for words in near)


def _mark_letterhead(text: str, header: Header, lines: list[Line], zones: list[BlockKind]) -> None:
    body = body_start(text)
    stated: list[Stated | None] = [
        header.number,
        header.issuer,
        header.place,
        header.issued_on,
        header.posted_on,
        header.kind,
        header.title,
    ]
    ends = [s.span.end for s in stated if s and s.span and s.span.end <= body]
    if not ends:
        return
    last = max(ends)
    for order, line in enumerate(lines):
        if line.span.start >= body:
            break
        if line.span.start >= last and not _still_letterhead(line.text, zones[order - 1] if order else None):
            break
        says = len(line.text) > 80 and line.text.rstrip("*_ ").endswith(".")
        if zones[order] is BlockKind.PARAGRAPH and not says:
            zones[order] = BlockKind.LETTERHEAD


def _still_letterhead(words: str, before: BlockKind | None) -> bool:
    folded = fold(words)
    return before is BlockKind.LETTERHEAD and (
        _RULE.fullmatch(words) is not None
        or re.match(r"kinh gui|\(kem theo|\(phuc vu|\(tai lieu|\(du thao|- .{1,100}[;.]$", folded) is not None
    )


_SIGNING = re.compile(r"[*_\s]*(?:(?:(?:tm|kt|tl|tuq)\s?\.|[tk]/[mtl]\b\.?)\s*\S|noi nhan\s*:?|chu tich\W*$)")
_ANNEX = re.compile(r"[*_#\s]*(?:phu luc|bieu(?: mau)? so|danh muc|bang tong hop)\b")


def _mark_footer(header: Header, lines: list[Line], zones: list[BlockKind]) -> None:
    """Mark recipients and signature: short lines from "Nơi nhận" or "TM." on, up to an annex or long text."""
    signer = header.signer.span if header.signer else None
    order = 0
    while order < len(lines):
        line = lines[order]
        folded = fold(line.text[:160])
        # Below the name of the signer only the recipients may follow.
        signed = signer.end if signer and line.span.start < signer.end else 1 << 62
        starts = len(line.text) < 160 and order * 3 >= len(lines) and _SIGNING.match(folded) is not None
        if starts and folded.startswith(("tm", "kt", "tl", "t/", "k/", "chu")):
            starts = line.text.strip("*_ ").isupper() or "  " in line.text or "|" in line.text
        if not starts or zones[order] in (BlockKind.LETTERHEAD, BlockKind.BOILERPLATE):
            order += 1
            continue
        while order < len(lines) and not _ends_footer(lines[order], zones[order], signed):
            if zones[order] is BlockKind.PARAGRAPH:
                zones[order] = BlockKind.FOOTER
            order += 1
        order += 1


def _ends_footer(line: Line, zone: BlockKind, signed: int) -> bool:
    """Tell whether an annex, a table or the text itself begins below the signature."""
    if len(line.text) > 200 or zone is BlockKind.TABLE_ROW:
        return True
    folded = fold(line.text[:60])
    if line.span.start >= signed and not re.match(r"\W*[-–+•]|\W*(?:noi nhan|luu)\b|\W*$", folded):
        return True
    return _ANNEX.match(folded) is not None or _opens_part(line.text)


def _mark_signature(header: Header, lines: list[Line], zones: list[BlockKind]) -> None:
    """Mark the signature of a document that ends without "Nơi nhận"."""
    role, signer = header.signer_role, header.signer
    if not (role and role.span and signer and signer.span):
        return
    for order, line in enumerate(lines):
        within = role.span.start <= line.span.end and line.span.start <= signer.span.end
        if within and len(line.text) < 200 and zones[order] is BlockKind.PARAGRAPH:
            zones[order] = BlockKind.FOOTER


def _opens_part(words: str) -> bool:
    sign = marker(words)
    return sign is not None and not sign.is_bullet and sign.rank < 3.2


_CREDIT = re.compile(
    r"(?:theo|tac gia|tin,? (?:va )?anh|bai,? (?:va )?anh|nguon(?: tin)?|ngay dang|ngay cap nhat"
    r"|cap nhat)\s*:\s*\S"
)


def is_credit(words: str) -> bool:
    """Tell whether the line names author, source or posting day of a web story."""
    return len(words) < 90 and _CREDIT.match(fold(words)) is not None

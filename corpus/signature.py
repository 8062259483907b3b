"""The bottom of a document: who signed or wrote it, and who receives it."""

from __future__ import annotations

import re

from corpus.letterhead import MARKS, pieces
from corpus.lines import UPPER
from corpus.model import Span, Stated

_ROLE = re.compile(
    r"(?:(?:q|kt|tl|tuq|tm)\.?\s*)?((?:pho )?(?:chu tich|giam doc|truong phong|chanh van phong|bi thu"
    r"|truong ban|cuc truong|chi cuc truong"
    r"|tong giam doc|chanh thanh tra|hieu truong|bo truong|thu truong))(?:\s+[\w&-]+){0,6}$"
)
_PERSON = re.compile(rf"(?:(?:ThS|TS|BS|KS)\.?\s*)?[{UPPER}][^\W\d_]*(?: [{UPPER}][^\W\d_]*){{1,4}}")


def signature(text: str, tail_start: int) -> tuple[Stated | None, Stated | None]:
    signed = [p for p in pieces(text, tail_start, len(text)) if len(p.text) < 80]
    for order in range(len(signed) - 1, -1, -1):
        match = _ROLE.fullmatch(signed[order].folded)
        if not match or not (signed[order].text.isupper() or order + 6 >= len(signed)):
            continue
        role = signed[order]
        printed = role.text[match.start(1) : match.end(1)].lower()
        printed = printed.replace("phó chủ", "Phó Chủ").replace("chánh văn", "Chánh Văn")
        stated = Stated(printed[:1].upper() + printed[1:], role.span)
        for piece in signed[order + 1 : order + 8]:
            is_name = _PERSON.fullmatch(piece.text) and not _ROLE.fullmatch(piece.folded)
            if is_name and not re.search(r"uy ban|noi nhan|luu|phong |van thu", piece.folded):
                name = piece.text.title() if piece.text.isupper() else piece.text
                return Stated(name, piece.span), stated
        return None, stated
    return None, None


_AUTHOR = re.compile(
    r"(?:theo|tac gia|tin,? (?:va )?anh|bai,? (?:va )?anh|tin bai|nguoi viet|nguon(?: tin)?|tin|bai)\s*:\s*"
)


def author_of(text: str, tail_start: int) -> Stated | None:
    """Return who wrote a web story: named by a label, or by a name alone at the end."""
    ending = list(pieces(text, tail_start, len(text)))
    for piece in ending:
        match = _AUTHOR.match(piece.folded)
        if match and 0 < len(piece.text) - match.end() <= 60:
            start = piece.span.start + match.end()
            return Stated(text[start : piece.span.end], Span(start, piece.span.end))
    for piece in ending[-1:]:
        named = re.search(rf"(?:^|[.!?…]\s+)({_PERSON.pattern})$", piece.text[-60:])
        if named and 2 <= len(named.group(1).split()) <= 4:
            start = piece.span.end - len(named.group(1))
            return Stated(named.group(1), Span(start, piece.span.end))
    return None


def recipients_of(text: str, body: int, tail_start: int) -> tuple[Stated, ...]:
    found: list[Stated] = []
    for start, end in ((0, min(len(text), body + 600)), (tail_start, len(text))):
        listening = False
        for piece in pieces(text, start, end):
            folded = piece.folded
            if (match := re.match(r"kinh gui\s*:?\s*", folded)) or (match := re.match(r"noi nhan\s*:?\s*", folded)):
                listening = True
                rest = Span(piece.span.start + match.end(), piece.span.end) if match.end() < len(folded) else None
            elif re.match(r"(?:tm|kt|tl|tuq)\.|uy ban", folded):
                # In the right column the signature stands beside the list; at the left it ends it.
                above = text[text.rfind("\n", 0, piece.span.start) + 1 : piece.span.start]
                listening, rest = listening and bool(above.strip(MARKS)), None
            else:
                mark = text[max(0, piece.span.start - 3) : piece.span.start].rpartition("\n")[2]
                rest = piece.span if listening and re.search(r"[-–+•*]", mark) else None
                if listening and rest is None and not piece.text.isupper() and start == 0:
                    listening = False
            if rest and not folded.startswith("luu"):
                value = rest.of(text).strip(" -–;.")
                if value and len(value) < 200 and not value.startswith("Lưu"):
                    found.append(Stated(value, rest))
    return tuple(dict.fromkeys(found))

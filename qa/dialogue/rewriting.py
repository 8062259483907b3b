"""Write questions: edits at places of a text, and the parts of a question in words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.kinds import PLACES, UNITS
from corpus.model import Span
from corpus.vietnamese import fold, has_marks, upper_first
from corpus.vocabulary import indicators
from prompts import say
from qa.dialogue.slots import Parts, PeriodPiece, Piece

LEVEL_WORD = rf"(?:{PLACES})"
#: "của huyện", "UBND huyện", "huyện được": a level word that stands for one unit, named elsewhere.
BARE_UNIT = re.compile(
    r"(?<![^\W\d_])(?<!cấp )(?<!các )(?<!những )(?<!toàn )(?<!mỗi )(?<!nhiều )"
    r"(?<!nhiêu )(?<!mấy )(?<!cap )(?<!cac )"
    rf"(?P<kind>{UNITS}|huyen|thi xa|thanh pho|tinh)(?![^\W\d_])"
    r"(?!,? (?:nào|nao|khác|khac|ủy|uỷ|đoàn|hội|thị|và|xã|đạt \d|có \d|mới|điểm|lỵ|trấn"
    r"|tran|thi|giản|gian|hình|năm nào))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Edit:
    span: Span
    text: str


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with the edits made; of two that overlap the first given wins."""
    made: list[Edit] = []
    for edit in edits:
        if not any(edit.span.overlaps(other.span) for other in made):
            made.append(edit)
    for edit in sorted(made, key=lambda e: -e.span.start):
        replacement = upper_first(edit.text) if edit.span.start == 0 else edit.text
        text = text[: edit.span.start] + replacement + text[edit.span.end :]
    return tidy(text)


def tidy(text: str) -> str:
    text = re.sub(r"\s+([,.;?!])", r"\1", re.sub(r"\s+", " ", text)).strip()
    return re.sub(r"[,;:\s]+\?", "?", text)


_OFFICE_HOLDER = re.compile(r"(?:Phó )?(?:Chủ tịch|Bí thư|Giám đốc|Chánh|Trưởng (?:ban|phòng)|Sở|Ban|Phòng)\s")


def lower_first(parts: Parts) -> str:
    """Return the text to stand after other words: a name or abbreviation keeps its capital."""
    text = parts.text
    first = text.split(" ", 1)[0]
    named = any(u.span.start == 0 and not re.match(LEVEL_WORD, text, re.IGNORECASE) for u in parts.units)
    if named or _OFFICE_HOLDER.match(text) or (len(first) > 1 and first[1:] != first[1:].lower()):
        return text
    return text[:1].lower() + text[1:]


def spaced(name: str, **values: object) -> str:
    """Return a phrase to be put after other words."""
    return f" {say(f'conversation.{name}', **values)}"


# --- the parts of the question before, in words -------------------------------------------------------------


def unit_chain(parts: Parts) -> Span | None:
    """Return the stretch of the first unit with those it lies in: "xã Tân Phước, huyện Tân Hồng"."""
    if not parts.units:
        return None
    span = parts.units[0].span
    for unit in parts.units[1:]:
        gap = parts.folded[span.end : unit.span.start]
        if not re.fullmatch(r"\s*(?:,|cua|thuoc|-|–|\()?\s*", gap):
            break
        span = span.cover(unit.span)
    return span


def unit_words(parts: Parts) -> str:
    """Return the unit the question is about, as it should be written in another question."""
    chain = unit_chain(parts)
    if chain is not None:
        inner = list(dict.fromkeys(u.written for u in parts.units if chain.contains(u.span)))
        office = not re.match(LEVEL_WORD, inner[0], re.IGNORECASE) and len(inner[0].split()) > 2
        return (" " if office else ", ").join(inner)
    if parts.described:
        found = parts.described[0].of(parts.text)
        return found[:1].lower() + found[1:]
    return ""


def by_report(report: str) -> str:
    """Return "theo báo cáo 114/BC-UBND", however the report was named."""
    report = report.strip(" ,?.()")
    if re.match(r"(?:theo|trong|tại|ở|qua)\s", report, re.IGNORECASE):
        return upper_first(report)
    return say("conversation.by_report", report=report[:1].lower() + report[1:])


def report_words(parts: Parts) -> list[str]:
    return [span.of(parts.text) for span in parts.reports]


def leading_report(parts: Parts) -> str:
    """Return "Theo thông báo 248/TB-SNV," where the question begins so."""
    return next((s.of(parts.text) for s in parts.reports if s.start == 0 and parts.text[s.end - 1] == ","), "")


def indicator_words(parts: Parts) -> str:
    """Return the indicator as a noun: "chỉ số CCHC", not "điểm CCHC"."""
    if not parts.indicators:
        return ""
    return as_noun(parts.indicators[0], parts.text)


def as_noun(piece: Piece, text: str) -> str:
    typed = piece.span.of(text)
    if piece.name not in indicators():
        return piece.name
    if re.match(r"(?:tong )?(?:diem|thu hang|xep|hang|ket qua|danh gia|bang|cchc|cai cach|ty le)", fold(typed)):
        return _label(piece.name)
    if typed.isupper() or re.match(r"[A-Z]{2}", typed):
        return typed
    if not has_marks(typed) and " " not in typed:
        return typed.upper()
    if not has_marks(typed):
        return _label(piece.name)
    return typed[:1].lower() + typed[1:]


def _label(name: str) -> str:
    return "chỉ số CCHC" if name == "par_index" else indicators()[name].names[0]


def period_words(piece: PeriodPiece, text: str) -> str:
    """Return the period with its year, in full: "năm 2023", "quý II năm 2024"."""
    if piece.form == "year":
        return say("conversation.year", year=piece.year)
    typed = piece.span.of(text)
    return typed[:1].lower() + typed[1:]


def main_period(parts: Parts) -> PeriodPiece | None:
    return parts.periods[0] if parts.periods else None


def style(inserted: str, base: str) -> str:
    """Return the words to insert without marks where the whole question was typed without them."""
    if has_marks(base) or not re.search(r"[^\W\d_]{2}", base):
        return inserted
    plain = fold(inserted)
    return "".join(p.upper() if c.isupper() else p for c, p in zip(inserted, plain, strict=True))


def end_of(prior: Parts) -> int:
    return len(prior.text.rstrip(" ?.!…")) or len(prior.text)

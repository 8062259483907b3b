"""Exchange in the question before the period that a follow-up names or points at."""

import re

from corpus.model import Span
from corpus.vietnamese import has_marks, upper_first
from prompts import say
from qa.dialogue.message import Message
from qa.dialogue.rewriting import Edit, main_period
from qa.dialogue.slots import Parts, PeriodPiece


def exchange_period(prior: Parts, message: Message, fronts: list[str]) -> list[Edit]:
    if any(m.name == "trend" for m in message.measures) and not message.parts.periods:
        edits = [Edit(p.span, "") for p in prior.periods]
        return edits
    new = new_period(prior, message)
    if new is None:
        return []
    written, year = new
    old = prior.periods
    if not old:
        fronts.append(upper_first(written))
        return []
    years = [p.year for p in old if p.form == "year" and p.year]
    if len(old) > 1 and len(years) == len(old) and year is not None and written == say("conversation.year", year=year):
        step = year - years[0]
        return [Edit(p.span, _like(p, prior.text, (p.year or 0) + step)) for p in old]
    first = old[0]
    return [
        Edit(first.span, _fitting(first, prior.text, written, year)),
        *(Edit(_with_comparison(p, prior), "") for p in old[1:]),
    ]


def _with_comparison(piece: PeriodPiece, prior: Parts) -> Span:
    """Return the place of a period that goes, with the "so với" that would be left before it."""
    before = re.search(r"\bso voi\s+$", prior.folded[: piece.span.start])
    return Span(before.start() if before else piece.span.start, piece.span.end)


def _like(piece: PeriodPiece, text: str, year: int) -> str:
    return re.sub(r"\d{4}", str(year), piece.span.of(text))


def _fitting(old: PeriodPiece, text: str, written: str, year: int | None) -> str:
    if old.form == "year" and year is not None and written == say("conversation.year", year=year):
        typed = old.span.of(text)
        return re.sub(r"\d{4}", str(year), typed)
    return written


def new_period(prior: Parts, message: Message) -> tuple[str, int | None] | None:
    """Return the period the message means, in words, and its year; None if it names none."""
    now = message.parts
    base = main_period(prior)
    if now.periods:
        piece = now.periods[0]
        if len(now.periods) > 1 and all(p.form == "year" for p in now.periods):
            return Span(piece.span.start, now.periods[-1].span.end).of(now.text).lower(), None
        year = piece.year if piece.year is not None else (base.last or base.year if base else None)
        if message.relatives and piece.year is None and year is not None:
            year += message.relatives[0].step
        return _in_words(piece, now.text, year), year
    if not message.relatives or base is None:
        return None
    relative = message.relatives[0]
    return shifted(base, prior.text, relative.form, relative.step)


def _in_words(piece: PeriodPiece, text: str, year: int | None) -> str:
    typed = piece.span.of(text)
    typed = typed[:1].lower() + typed[1:]
    if piece.form == "year":
        return say("conversation.year", year=piece.year)
    if piece.year is not None or year is None:
        if not has_marks(typed) and piece.form in ("quarter", "month", "months") and re.search(r"[a-z]{3}", typed):
            return _made(piece, year)
        return typed
    return _made(piece, year)


def _made(piece: PeriodPiece, year: int | None) -> str:
    tail = say("conversation.part_of_year", year=year) if year else ""
    if piece.form == "quarter":
        return say("conversation.quarter", number=["I", "II", "III", "IV"][piece.number - 1], year=tail)
    return say(f"conversation.{piece.form}", number=piece.number, year=tail)


def shifted(base: PeriodPiece, text: str, form: str, step: int) -> tuple[str, int | None] | None:
    """Return the period so many steps from another: "kỳ trước" of quý I/2024 is quý IV/2023."""
    if base.year is None:
        return None
    year = base.year
    if form == "whole":
        return say("conversation.year", year=year), year
    if form == "period" and base.form in ("quarter", "month"):
        size = 4 if base.form == "quarter" else 12
        total = year * size + base.number - 1 + step
        moved = PeriodPiece(base.span, base.form, total // size, number=total % size + 1)
        return _made(moved, total // size), total // size
    if form == "year" or base.form in ("year", "range"):
        edge = (base.last if step > 0 else base.year) or year
        return say("conversation.year", year=edge + step), edge + step
    typed = re.sub(r"(?:19|20)\d\d", lambda m: str(int(m.group(0)) + step), base.span.of(text))
    return typed[:1].lower() + typed[1:], year + step


def compared_period(prior: Parts, message: Message) -> str | None:
    """Return the period to compare with: "so với năm 2022 thì sao?"."""
    if message.parts.units:
        return None
    new = new_period(prior, message)
    if new is not None:
        return new[0]
    if message.relatives:
        same = message.relatives[0].form == "same"
        return say("conversation.same_period" if same else "conversation.year_before")
    return None


def base_of_change(prior: Parts) -> str:
    """Return what a change is measured against when nobody says it."""
    base = main_period(prior)
    if base is None or base.year is None:
        return say("conversation.year_before")
    if base.form == "year":
        return say("conversation.year", year=base.year - 1)
    return say("conversation.same_period")

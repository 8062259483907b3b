"""Figures of a spreadsheet as Excel shows them in a Vietnamese office: "78,65", "12.345", "99,15%", "05/08/2024"."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?(?:E[+-]0+)?|\.[#0?]+", re.IGNORECASE)
_LONGEST = 400


def shown(value: object, form: str) -> str:
    """Return the value of a cell as it is shown under a number format; an error value shows nothing."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return _day(value, form)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, int | float):
        return _number(value, form)
    text = str(value)
    return "" if re.fullmatch(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)", text) else text


def _number(value: int | float, form: str) -> str:
    try:
        exact = Decimal(repr(value))
    except InvalidOperation:
        return ""
    if not exact.is_finite():
        return ""
    section, negative = _section(exact, form)
    if section is None:
        return _general(exact)
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match.group(1) or match.group(2) or match.group(3) or "")
        return "\x00"

    bare = _QUOTED.sub(keep, section)[:_LONGEST]
    if "general" in bare.lower() or bare.strip("\x00 ") == "@":
        return _general(exact)
    digits = _DIGITS.search(bare)
    if digits is None:  # a section that shows words only: "-" for nothing
        return _filled(bare, literals).strip()
    printed = _digits(abs(exact) * 100 ** bare.count("%"), digits.group(0))
    sign = "-" if negative and any(c in "123456789" for c in printed) else ""
    around = bare[: digits.start()] + sign + printed.replace("\x00", "") + bare[digits.end() :]
    return _filled(around, literals).strip()


def _filled(pattern: str, literals: list[str]) -> str:
    words = iter(literals)
    return re.sub("\x00", lambda _: next(words, ""), pattern)


def _section(value: Decimal, form: str) -> tuple[str | None, bool]:
    """Return the part of the format that is for this value, and whether a minus sign is still to be shown."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', form[:_LONGEST])
    if not form or sections[0].strip().lower() == "general":
        return None, False
    if any(re.search(r"\[[<>=]", part) for part in sections):
        return None, False
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], value < 0


def _general(value: Decimal) -> str:
    """Return the number without a format: ten digits at most, as a cell has room for."""
    if value == value.to_integral_value() and abs(value) < Decimal(10) ** 15:
        return str(int(value))
    text = f"{value:.10g}" if abs(value) < Decimal(10) ** 10 else f"{value:f}"
    text = format(Decimal(text), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _digits(value: Decimal, pattern: str) -> str:
    """Return the digits of a number under "#,##0.00": comma before the decimals, points between thousands."""
    whole, _, decimals = re.sub(r"E.*", "", pattern, flags=re.IGNORECASE).partition(".")
    scaled = len(whole) - len(whole.rstrip(","))
    whole = whole.rstrip(",")
    value = value / 1000**scaled
    places = len(decimals)
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) if value < 10**20 else value
    before, _, after = format(rounded, "f").partition(".")
    before = before.zfill(whole.count("0")) if whole.count("0") > 1 else before
    if before == "0" and "0" not in whole and after:
        before = ""
    while after and decimals[len(after) - 1 : len(after)] in ("#", "?") and after.endswith("0"):
        after = after[:-1]
    if "," in whole:
        before = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", before)
    return f"{before},{after}" if after else before


_MONTHS = re.compile(r"mmm", re.IGNORECASE)
_PARTS = re.compile(r"d{1,2}|m{1,2}|y{2,4}", re.IGNORECASE)


def _day(value: datetime | date, form: str) -> str:
    """Return a day as shown: a format of day, month and year in any order is shown the Vietnamese way."""
    pattern = _QUOTED.sub(lambda m: m.group(1) or m.group(2) or "", form.split(";")[0]).lower()
    pattern = re.split(r"\s*[h\[]", pattern)[0].strip()
    kinds = {part.group(0)[0] for part in _PARTS.finditer(pattern)}
    if not kinds or {"d", "y"} <= kinds:
        return f"{value:%d/%m/%Y}"
    if _MONTHS.search(pattern):
        # "05-Aug" was most likely typed as "5/8"; what was meant nobody knows, so no figure is made of it.
        named = f"tháng {value.month}"
        return f"ngày {value.day} {named}" if "d" in kinds else f"{named}/{value.year}"
    shapes = {"d": f"{value.day}", "dd": f"{value:%d}", "m": f"{value.month}", "mm": f"{value:%m}"}
    return _PARTS.sub(
        lambda p: shapes.get(p.group(0), f"{value.year}" if len(p.group(0)) > 2 else f"{value:%y}"), pattern
    )

"""Footnote marks in the picture of a page: a raised digit that Tesseract reads as one more digit of a figure."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_Mask = NDArray[np.bool_]
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: What comes before the digits at the end of a word, those digits, and signs behind them, misread marks too.
_PARTS = re.compile(r"(\(?)(.*?)(\d+)([^\w%/]*)")
# All in parts of the height of a word: where a full stop begins, where a raised sign ends, how high it is at least
# (less is a speck), and by how much it stands above the digits.
_LOW, _HIGH, _LEAST, _ABOVE = 0.6, 0.75, 0.25, 0.12


def with_marks(text: str, ink: _Mask) -> str | None:
    """Return a recognised word with its raised digits as marks: "3/11¹" for "3/111".

    None where something is raised behind a figure and one cannot tell which of its digits. `ink` tells the dark
    pixels of the word.
    """
    parts = _PARTS.fullmatch(text)
    signs = _signs(ink)
    if parts is None or not signs:
        return text
    bracket, before, digits, behind = parts.groups()
    signs = signs[len(bracket) : -1 if ")" in behind else None]
    count = _raised_at_the_end(signs)
    if count == len(signs):
        return text
    if before and before[-1] not in ".,/":  # "xã1", "98,7%5": no digit of a figure
        count = len(digits) if count else 0
    elif len(signs) != len(before + digits):  # two signs touch, or one was not read
        return None if count or _is_lifted(ink, len(text), len(bracket)) else text
    if not count:
        return text
    mark = digits[-count:].translate(RAISED)
    return f"{bracket}{before}{digits[:-count]}{mark}{behind}"


def _signs(ink: _Mask) -> list[tuple[float, float]]:
    """Return top and bottom of the signs from left to right; full stops and commas at the end are left out."""
    edges = np.flatnonzero(np.diff(np.pad(ink.any(axis=0).astype(np.int8), 1)))
    found: list[tuple[float, float]] = []
    for start, end in list(pairwise(edges))[::2]:
        rows = np.flatnonzero(ink[:, start:end].any(axis=1))
        found.append((rows[0] / len(ink), (rows[-1] + 1) / len(ink)))
    while found and found[-1][0] > _LOW:
        found.pop()
    return found


def _raised_at_the_end(signs: list[tuple[float, float]]) -> int:
    count = 0
    for top, bottom in reversed(signs):
        if bottom > _HIGH or bottom - top < _LEAST:
            break
        count += 1
    return count


def _is_lifted(ink: _Mask, length: int, first: int) -> bool:
    """Tell whether anything stands above the first digit of a figure."""
    width = ink.shape[1] // length
    rows = np.flatnonzero(ink[:, first * width :].any(axis=1))
    own = np.flatnonzero(ink[:, first * width : (first + 1) * width].any(axis=1))
    return len(own) == 0 or (own[0] - rows[0]) / len(ink) > _ABOVE

"""Set figures off from the words around them, digit for digit: "80,41" is never a part of "180,41"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from html import escape

_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*%?")
MARKER = re.compile(r"(?P<before> ?)\[(?P<n>\d{1,4})\](?P<after>[.,;:)]*)")
_LIST_NUMBER = re.compile(r"^\d{1,3}[.)] ", re.MULTILINE)


def marked(text: str, figures: Collection[str], tag: str = "mark") -> str:
    """Return the text as HTML with these figures set off; the longest match wins."""
    pattern = _pattern(figures)
    if pattern is None:
        return escape(text)
    numbers = {match.start() for match in _LIST_NUMBER.finditer(text)}
    written, at = [], 0
    for match in pattern.finditer(text):
        if match.start() in numbers:
            continue
        written += [escape(text[at : match.start()]), f"<{tag}>{escape(match[0])}</{tag}>"]
        at = match.end()
    return "".join([*written, escape(text[at:])])


def linked(text: str, chip: Callable[[int], str], words: Callable[[str], str]) -> str:
    """Return the text as HTML: each marker [n] as its chip ("" leaves it text), the rest through `words`."""
    written, at = [], 0
    for match in MARKER.finditer(text):
        drawn = chip(int(match["n"]))
        if not drawn:
            continue
        # The marker stays on the line of the word before it, and the full stop after it too.
        space = "&nbsp;" if match["before"] else ""
        written += [
            words(text[at : match.start()]),
            f'{space}<span class="keep">{drawn}{escape(match["after"])}</span>',
        ]
        at = match.end()
    return "".join([*written, words(text[at:])])


def without_markers(text: str) -> str:
    return MARKER.sub(lambda match: match["after"], text)


def markers(text: str) -> list[int]:
    return list(dict.fromkeys(int(match["n"]) for match in MARKER.finditer(text)))


def computed(text: str, sources: Collection[str]) -> set[str]:
    """Return the figures of a text that stand in none of the sources: these were worked out."""
    plain = _LIST_NUMBER.sub("", without_markers(text))
    given = {figure for source in sources for figure in _FIGURE.findall(source)}
    return {figure for figure in _FIGURE.findall(plain) if figure not in given and not _within(figure, given)}


def _within(figure: str, given: Collection[str]) -> bool:
    """Tell whether a figure stands in a longer one as a part of its own: "11" in "11/12"."""
    return any(figure in longer.split("/") for longer in given if "/" in longer)


def _pattern(figures: Collection[str]) -> re.Pattern[str] | None:
    longest_first = sorted((f for f in figures if f.strip()), key=lambda f: (-len(f), f))
    if not longest_first:
        return None
    alternatives = "|".join(re.escape(f) for f in longest_first)
    return re.compile(rf"(?<![\d/])(?<!\d[.,])(?:{alternatives})(?![\d/])(?![.,]\d)")

"""The table of an answer as the page shows it, each row with its sources; figures set off from the words around."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from html import escape

from prompts import say
from qa.model import Answer, TableData
from qa.shelves.listing import csv_text


@dataclass(frozen=True, slots=True)
class Shown:
    """A table to draw. `sources` has the citations of each row, or is empty where the rows name none."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: tuple[int, ...]
    sources: tuple[tuple[int, ...], ...]

    def as_csv(self) -> str:
        return csv_text(self.columns, self.rows)


def shown_table(answer: Answer) -> Shown | None:
    """Return the answer's table, or None where it has none to show."""
    table = answer.table
    if table is None or not table.rows:
        return None
    kept = [n for n in range(len(table.columns)) if any(row[n : n + 1] != ("",) for row in table.rows)]
    rows = tuple(tuple(row[n] if n < len(row) else "" for n in kept) for row in table.rows)
    sources = tuple(_sources(row, answer) for row in rows)
    return Shown(
        columns=tuple(table.columns[n] for n in kept),
        rows=rows,
        marked=_asked(table, answer),
        sources=sources if any(sources) else (),
    )


def without_rows(text: str, table: Shown) -> str:
    """Return the answer without the lines that say nothing but what a row of the table says."""
    lines = text.split("\n")
    kept = [line for line in lines if not any(_says_only(line, row) for row in table.rows)]
    return "\n".join(kept or lines[:1])


def _asked(table: TableData, answer: Answer) -> tuple[int, ...]:
    """Return the rows asked about: those marked, else those of a unit that was searched for by name."""
    named = {unit.casefold() for unit in answer.searched.units}
    found = tuple(n for n, row in enumerate(table.rows) if row and row[0].casefold() in named)
    return table.marked or (found if len(found) < len(table.rows) else ())


def _sources(row: tuple[str, ...], answer: Answer) -> tuple[int, ...]:
    known = {citation.n for citation in answer.citations}
    for line in answer.answer.split("\n"):
        if _says_only(line, row):
            return tuple(n for n in markers(line) if n in known)
    return ()


def _says_only(line: str, row: tuple[str, ...]) -> bool:
    """Tell whether a line of the answer is this row in words: all its cells, and nothing a reader would miss."""
    rest = re.sub(r"^\d+\. ", "", without_markers(line).strip())
    for cell in sorted(row, key=len, reverse=True):
        if not cell:
            continue
        match = re.search(rf"(?<![\w,/]){re.escape(cell)}(?![\w/]|,\d)", rest, re.IGNORECASE)
        if match is None:
            return False
        rest = rest[: match.start()] + " " + rest[match.end() :]
    fillers = set(say("page.row_words").split())
    return all(word.lower() in fillers for word in re.findall(r"\w+", rest))


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

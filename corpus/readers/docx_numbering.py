"""The automatic numbers of Word lists ("1.", "a)", "5.2."), which stand nowhere in the text of a file."""

import re
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value_of(element: Any | None, path: str) -> str | None:
    """Return the w:val of the element at the path below, or None."""
    found = element.find(path.replace("w:", W)) if element is not None else None
    return found.get(f"{W}val") if found is not None else None


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str  # "%1.%2."
    plain: bool  # all numbers in it are shown as 1, 2, 3


#: Bullets set in symbol fonts, by what a reader sees.
_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0fe": "✓",
    "\uf02d": "-",
    "\uf0be": "-",
    "o": "◦",
}


class Numbering:
    """Counts the lists of one document; ask `next` for each paragraph in order."""

    def __init__(self, root: Any | None, styles: dict[str, Any]) -> None:
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, str] = {}
        self._levels: dict[tuple[str, int], _Level] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()
        self._restarts: dict[str, dict[int, int]] = {}
        self._styles = styles
        if root is None:
            return
        for entry in root.iterfind(f"{W}abstractNum"):
            self._abstract[entry.get(f"{W}abstractNumId") or ""] = entry
        for entry in root.iterfind(f"{W}num"):
            name = entry.get(f"{W}numId") or ""
            self._lists[name] = value_of(entry, "w:abstractNumId") or ""
            for override in entry.iterfind(f"{W}lvlOverride"):
                depth = _whole(override.get(f"{W}ilvl"), 0)
                begin = value_of(override, "w:startOverride")
                if begin is not None:
                    self._restarts.setdefault(name, {})[depth] = _whole(begin, 1)
                if (changed := override.find(f"{W}lvl")) is not None:
                    self._levels[name, depth] = _level(changed)

    def next(self, list_name: str, depth: int) -> str:
        """Return what stands before the next paragraph of this list at this depth, "" for nothing."""
        abstract = self._resolved(self._lists.get(list_name, ""))
        if not abstract or not 0 <= depth <= 8:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if list_name not in self._started:
            self._started.add(list_name)
            for changed, begin in self._restarts.get(list_name, {}).items():
                counts[changed] = begin - 1
        level = self._level(list_name, abstract, depth)
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return _BULLETS.get(level.pattern, level.pattern if level.pattern.strip() else "-")

        def shown(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            part = self._level(list_name, abstract, place)
            return _numeral(counts.get(place, part.start), "decimal" if level.plain else part.form)

        return re.sub(r"%([1-9])", shown, level.pattern).strip()

    def _resolved(self, abstract: str) -> str:
        """Return the definition that really holds the levels: a list may be kept by a style."""
        for _ in range(4):
            style = value_of(self._abstract.get(abstract), "w:numStyleLink")
            target = value_of(self._styles.get(style or ""), "w:pPr/w:numPr/w:numId")
            if target is None or target not in self._lists:
                break
            abstract = self._lists[target]
        return abstract if abstract in self._abstract else ""

    def _level(self, list_name: str, abstract: str, depth: int) -> _Level:
        changed = self._levels.get((list_name, depth))
        if changed is not None:
            return changed
        key = (f"abstract {abstract}", depth)
        if key not in self._levels:
            entries = self._abstract[abstract].iterfind(f"{W}lvl")
            found = next((e for e in entries if _whole(e.get(f"{W}ilvl"), 0) == depth), None)
            self._levels[key] = _level(found) if found is not None else _Level(1, "none", "", False)
        return self._levels[key]


def _level(entry: Any) -> _Level:
    plain = entry.find(f"{W}isLgl")
    return _Level(
        _whole(value_of(entry, "w:start"), 1),
        value_of(entry, "w:numFmt") or "decimal",
        value_of(entry, "w:lvlText") or "",
        plain is not None and plain.get(f"{W}val") not in ("0", "false"),
    )


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else otherwise


def _numeral(number: int, form: str) -> str:
    match form:
        case "lowerRoman" | "upperRoman":
            roman = _roman(number)
            return roman.lower() if form == "lowerRoman" else roman
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 5 + 1) if number > 0 else ""
            return letter if form == "lowerLetter" else letter.upper()
        case "decimalZero":
            return f"{number:02d}"
        case "none":
            return ""
        case _:
            return str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
             (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    written = ""
    for value, sign in signs:
        written += sign * (number // value)
        number %= value
    return written

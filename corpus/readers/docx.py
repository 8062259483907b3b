"""Word files (.docx and their kin): what a reader sees, in order.

The XML parts are read directly: python-docx refuses files with macros, templates and files with one dangling
link, and shows neither content controls, footnotes, text boxes nor list numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.lines import is_capitals, is_finished, marker
from corpus.readers.docx_parts import Cell, Numbering, W, table_lines, value_of
from corpus.readers.encodings import from_legacy
from corpus.readers.package import Package
from corpus.readers.reading import Line, Reading, write_out
from corpus.vietnamese import fold

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: Deeper nesting is no report; it would only exhaust the stack.
_DEEPEST = 40
#: Around paragraphs and runs, and nothing of their own.
_WRAPPERS = frozenset(
    f"{W}{name}"
    for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "hyperlink", "fldSimple", "dir", "bdo")
) | frozenset(
    f"{_MATH}{name}" for name in ("oMathPara", "oMath", "r", "f", "num", "den", "e", "sup", "sub", "d", "sSup", "sSub")
)
#: Signs of the symbol fonts that stand for something.
_SYMBOLS = {
    "b3": "≥",
    "a3": "≤",
    "b1": "±",
    "b4": "×",
    "b7": "•",
    "fc": "✓",
    "fe": "✓",
    "2d": "-",
    "d8": "➢",
    "a7": "▪",
}


def read_docx(raw: bytes) -> Reading:
    """Read a Word file: text as shown, without what was deleted, hidden or stands in page margins."""
    package = Package(raw)
    story = _Story(package, package.main_part())
    lines = list(story.lines())
    above = [line for line in story.margin_lines() if _is_missed(line.text, lines)]
    return write_out([*above, *lines])


_STATED = (re.compile(r"\bso\s*:\s*\d+\s*/"), re.compile(r"\bngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}"))


def _is_missed(margin: str, lines: list[Line]) -> bool:
    """Tell whether a page margin holds the number or day of the document, which its text lacks."""
    opening = fold(" ".join(line.text or " ".join(line.cells) for line in lines[:40]))
    return any(stated.search(fold(margin)) and not stated.search(opening) for stated in _STATED)


@dataclass(slots=True)
class _Words:
    """What a paragraph says; boxes and notes hang on it and are said behind it."""

    pieces: list[str] = field(default_factory=list)
    bold: int = 0
    plain: int = 0
    boxes: list[Any] = field(default_factory=list)
    goes_on: bool = False

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def say(self, text: str, bold: bool = False) -> None:
        self.pieces.append(text)
        if bold:
            self.bold += len(text.strip())
        else:
            self.plain += len(text.strip())


class _Story:
    """The walk through one document, in order: lists and notes are counted on the way."""

    def __init__(self, package: Package, main: str) -> None:
        self._package, self._main = package, main
        root = self._part("styles")
        self._styles = {
            s.get(f"{W}styleId") or "": s for s in (root if root is not None else ()) if s.tag == f"{W}style"
        }
        usual = root.find(f"{W}docDefaults/{W}rPrDefault") if root is not None else None
        plain = next(
            (s for s in self._styles.values() if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default")), None
        )
        self._fonts_hold = True  # the fonts that styles name are those that the text was typed in
        self._usual_font = _font(plain) or _font(usual) or ""
        self._numbering = Numbering(self._part("numbering"), self._styles)
        self._notes = {
            kind: {note.get(f"{W}id"): note for note in (part if part is not None else ())}
            for kind, part in (("footnote", self._part("footnotes")), ("endnote", self._part("endnotes")))
        }
        self._noted = 0
        self._waiting: list[Line] = []
        self._numbered: set[int] = set()
        self._depth = 0

    def _part(self, kind: str) -> Any | None:
        found = self._package.related(self._main, kind)
        return self._package.xml(found[0]) if found else None

    def lines(self) -> Iterator[Line]:
        root = self._package.xml(self._main)
        body = root.find(f"{W}body") if root is not None else None
        if body is not None:
            self._fonts_hold = not any(_font(run) is None and _is_unicode(run) for run in body.iter(f"{W}r"))
            yield from self._blocks(body)
        yield from self._told_notes()

    def margin_lines(self) -> list[Line]:
        """Return what stands above the pages."""
        found: list[Line] = []
        for part in self._package.related(self._main, "header")[:6]:
            root = self._package.xml(part)
            found += self._blocks(root) if root is not None else ()
        return [line for line in found if line.text]

    # --- blocks --------------------------------------------------------------------------------------------

    def _blocks(self, container: Any) -> Iterator[Line]:
        if self._depth > _DEEPEST:
            return
        self._depth += 1
        held: _Words | None = None
        for block in _unwrapped(container):
            if block.tag == f"{W}tbl":
                yield from table_lines(block, self._cell)
                yield from self._told_notes()
                continue
            if block.tag != f"{W}p":
                continue
            words = self._words(block, held or _Words())
            held = words if words.goes_on else None
            if held is None:
                yield from self._paragraph(block, words)
        if held is not None:
            yield Line(held.text)
        self._depth -= 1

    def _paragraph(self, block: Any, words: _Words) -> Iterator[Line]:
        style = value_of(block, "w:pPr/w:pStyle") or ""
        name = (value_of(self._styles.get(style), "w:name") or style).lower()
        number = self._number(block, style)
        text = words.text.strip()
        if text and not name.startswith(("toc ", "table of figures")):
            said = f"{number} {text}" if number else text
            said = self._as_heading(said, self._level(block, style, name), words, block)
            yield Line(_with_columns(said), is_caption=name == "caption")
        for box in words.boxes:
            yield from self._blocks(box)
        if is_finished(text) and not text.endswith(":"):
            yield from self._told_notes()

    def _told_notes(self) -> Iterator[Line]:
        yield from self._waiting
        self._waiting = []

    def _as_heading(self, said: str, level: int, words: _Words, block: Any) -> str:
        """Return the text with the sign of a heading where neither number nor capitals tell that it is one."""
        tells = marker(said) is not None or is_capitals(said)
        if level:
            if tells:
                self._numbered.add(level)
                return said
            under_number = any(above < level for above in self._numbered)
            return f"**{said}**" if under_number else f"{'#' * min(level, 6)} {said}"
        centred = value_of(block, "w:pPr/w:jc") == "center"
        bold = words.bold and not words.plain and 8 < len(said) <= 200 and "\n" not in said
        if bold and not tells and not centred and not is_finished(said):
            return f"**{said}**"
        return said

    def _level(self, block: Any, style: str, name: str) -> int:
        """Return the level of a heading, counted from 1; 0 for other text."""
        if match := re.fullmatch(r"(?:heading|đề mục|tiêu đề) ?([1-9])", name):
            return int(match.group(1))
        outlined = value_of(block, "w:pPr/w:outlineLvl") or self._of_style(style, "w:pPr/w:outlineLvl")
        return int(outlined) + 1 if outlined and outlined.isdecimal() and int(outlined) < 9 else 0

    def _number(self, block: Any, style: str) -> str:
        name = value_of(block, "w:pPr/w:numPr/w:numId") or self._of_style(style, "w:pPr/w:numPr/w:numId")
        depth = value_of(block, "w:pPr/w:numPr/w:ilvl") or self._of_style(style, "w:pPr/w:numPr/w:ilvl") or "0"
        if not name or name == "0" or not depth.isdecimal():
            return ""
        return self._numbering.next(name, int(depth))

    def _of_style(self, style: str, path: str) -> str | None:
        """Return a value that a style sets, or one of those it is based on."""
        for _ in range(10):
            entry = self._styles.get(style)
            if entry is None:
                return None
            if (value := value_of(entry, path)) is not None:
                return value
            style = value_of(entry, "w:basedOn") or ""
        return None

    def _cell(self, cell: Any) -> Cell:
        return Cell(tuple(self._blocks(cell)))

    # --- words ---------------------------------------------------------------------------------------------

    def _words(self, block: Any, words: _Words) -> _Words:
        style = value_of(block, "w:pPr/w:pStyle") or ""
        bold = self._has(self._styles.get(style), "b")
        if not self._has(self._styles.get(style), "vanish"):
            self._inline(block, words, bold, 0, self._style_font(style))
        # A paragraph whose end was deleted runs on into the next one.
        words.goes_on = block.find(f"{W}pPr/{W}rPr/{W}del") is not None
        return words

    def _style_font(self, style: str) -> str:
        """Return the font that a style sets, or one of those it is based on, else the document's."""
        for _ in range(10):
            entry = self._styles.get(style)
            if entry is None:
                break
            if font := _font(entry):
                return font if self._fonts_hold else ""
            style = value_of(entry, "w:basedOn") or ""
        return self._usual_font if self._fonts_hold else ""

    def _inline(self, container: Any, words: _Words, bold: bool, depth: int, font: str) -> None:
        for part in _chosen(container):
            if part.tag == f"{W}r":
                self._run(part, words, bold, font)
            elif part.tag in _WRAPPERS and depth < _DEEPEST:
                self._inline(part, words, bold, depth + 1, font)
            elif part.tag == f"{_MATH}t":
                words.say(part.text or "")

    def _run(self, run: Any, words: _Words, bold: bool, font: str) -> None:
        style = self._styles.get(value_of(run, "w:rPr/w:rStyle") or "")
        font = _font(run) or _font(style) or font
        if self._has(run, "vanish") or self._has(style, "vanish"):
            return
        set_bold = run.find(f"{W}rPr/{W}b")
        bold = self._has(run, "b") if set_bold is not None else bold or self._has(style, "b")
        raised = value_of(run, "w:rPr/w:vertAlign") == "superscript"
        for part in _chosen(run):
            name = part.tag.removeprefix(W)
            if name == "t":
                text = from_legacy(part.text or "", font)
                words.say(text.translate(_SUPERSCRIPT) if raised and text.strip().isdecimal() else text, bold)
            elif name in ("tab", "ptab"):
                words.say("\t")
            elif name in ("br", "cr"):
                words.say("\n")
            elif name == "noBreakHyphen":
                words.say("-")
            elif name == "sym":
                words.say(_SYMBOLS.get((part.get(f"{W}char") or "").lower()[-2:], ""))
            elif name in ("footnoteReference", "endnoteReference"):
                words.say(self._note(name.removesuffix("Reference"), part.get(f"{W}id")))
            elif name in ("drawing", "pict", "object"):
                words.boxes += [box for box in part.iter(f"{W}txbxContent") if _is_outermost(box, part)]

    def _note(self, kind: str, name: str | None) -> str:
        """Return the mark of a note, counted through the document; its text waits for the paragraph's end."""
        note = self._notes[kind].get(name)
        if note is None or self._depth > 2 * _DEEPEST:
            return ""
        self._noted += 1
        mark = str(self._noted).translate(_SUPERSCRIPT)
        said = "\n".join(line.text or " ".join(filter(None, line.cells)) for line in self._blocks(note))
        if said.strip():
            self._waiting.append(Line(f"{mark} {said.strip()}"))
        return mark

    @staticmethod
    def _has(element: Any | None, name: str) -> bool:
        found = element.find(f"{W}rPr/{W}{name}") if element is not None else None
        return found is not None and found.get(f"{W}val") not in ("0", "false", "off", "none")


def _font(element: Any | None) -> str | None:
    """Return the font that a run, a style or the document's defaults name themselves."""
    fonts = element.find(f"{W}rPr/{W}rFonts") if element is not None else None
    return fonts.get(f"{W}ascii") if fonts is not None else None


def _is_unicode(run: Any) -> bool:
    """Tell whether a run holds Vietnamese letters that no old encoding has."""
    return any("\u0100" <= char <= "\u1eff" for part in run.iter(f"{W}t") for char in part.text or "")


def _unwrapped(container: Any, depth: int = 0) -> Iterator[Any]:
    """Yield the paragraphs and tables inside, those of content controls and insertions too."""
    for block in _chosen(container):
        if block.tag in _WRAPPERS and depth < _DEEPEST:
            yield from _unwrapped(block, depth + 1)
        else:
            yield block


def _chosen(container: Any) -> Iterator[Any]:
    """Yield the children; of alternatives written for different programs only the first."""
    for part in container:
        if part.tag == f"{_MC}AlternateContent":
            choice = part.find(f"{_MC}Choice")
            choice = part.find(f"{_MC}Fallback") if choice is None else choice
            yield from choice if choice is not None else ()
        else:
            yield part


def _is_outermost(box: Any, drawing: Any) -> bool:
    """Tell whether a text box is neither inside another one nor the second writing of one."""
    parent = box.getparent()
    while parent is not None and parent is not drawing:
        if parent.tag in (f"{W}txbxContent", f"{_MC}Fallback"):
            return False
        parent = parent.getparent()
    return True


def _with_columns(text: str) -> str:
    """Return the text with only those tabs that set two columns apart, as in a letterhead."""
    return "\n".join(
        line if len(line) <= 160 and _COLUMNS.search(line) else line.replace("\t", " ") for line in text.split("\n")
    )


_COLUMNS = re.compile(r"[^\W\d_]{2}[^\t]*\t+[^\t]*[^\W\d_]{2}")

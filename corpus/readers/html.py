"""What a visitor reads of a web page, in order: paragraphs, headings, list items and table rows."""

import email
import html
import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml import etree

from corpus.model import Area
from corpus.readers.encodings import decode
from corpus.readers.reading import Line, Reading, ReadingError, is_layout, write_out
from corpus.vietnamese import fold

_DROPPED = frozenset(
    ["script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "video", "audio",
     "button", "select", "option", "textarea", "input", "label", "nav", "head", "link", "meta", "map"]
)  # fmt: skip
_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
     "html", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
     "thead", "tr", "ul", "caption"]
)  # fmt: skip
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Class and id words of parts that are about the site, not about the report.
_SITE_PARTS = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|main-?menu|sidebar|side-?bar|breadcrumbs?|footer|site-?header|"
    r"banner|counter|visitors?|visit-?counter|thong-?ke|truy-?cap|related|tin-?khac|tin-?lien-?quan|comments?|"
    r"binh-?luan|share|social|ads?|advert|pagination|search-?(?:box|form)|login|toolbar|copyright)(?:$|[\s_-])"
)


def read_html(raw: bytes) -> Reading:
    return read_page(decode(raw))


def read_page(page: str) -> Reading:
    """Read a web page: what a visitor reads of it, one line per paragraph and per table row."""
    return write_out(page_lines(page))


def read_saved_page(raw: bytes) -> Reading:
    """Read a web page that was saved with its pictures as one file, as Word and browsers do."""
    for part in email.message_from_bytes(raw).walk():
        if part.get_content_type() in ("text/html", "text/plain"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return read_html(content)
    raise ReadingError("damaged")


#: What the parser reads, out of "&#1;" too, and then refuses to move.
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile(r"&#(?:x(?P<hex>[0-9a-f]{1,6})|(?P<decimal>\d{1,7}))(?![0-9a-f]);?", re.IGNORECASE)


def _written(reference: re.Match[str]) -> str:
    """Return the reference to a character, or nothing where no text can hold it."""
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    return "" if code > 0x10FFFF or _UNWRITABLE.match(chr(code)) else reference.group()


def page_lines(page: str) -> Iterator[Line]:
    """Yield the lines of the page; menus, forms, counters and scripts are left out."""
    # A declared encoding would make lxml refuse a text that is already decoded.
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
    page = _REFERENCE.sub(_written, _UNWRITABLE.sub("", page))
    parser = lxml.html.HTMLParser(huge_tree=True)
    try:
        root = lxml.html.document_fromstring(page, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        root = None
    if root is None or any("depth" in entry.message.lower() for entry in parser.error_log):
        # Too deep for the parser, which would silently drop the rest: keep the words at least.
        yield from _bare_lines(page)
        return
    title = " ".join((root.findtext(".//title") or "").split())
    body = root.find("body")
    body = root if body is None else body
    _drop_site_parts(body)
    body = _main_part(body)
    lines = list(_Walk().lines(body))
    said = fold(" ".join(line.text for line in lines[:12]))
    headline = re.split(r"\s+[-|–»]\s+", title)[0].strip()
    if len(headline) > 15 and fold(headline) not in said:
        yield Line(f"# {headline}")
    yield from lines


def _bare_lines(page: str) -> Iterator[Line]:
    for tag in ("script", "style"):
        kept: list[str] = []
        for part in re.split(rf"<{tag}\b", page, flags=re.IGNORECASE):
            # Behind the first part each begins inside the tag.
            kept.append(re.split(rf"</{tag}\s*>", part, maxsplit=1, flags=re.IGNORECASE)[-1] if kept else part)
        page = "\n".join(kept)
    page = re.sub(r"</?(?:b|i|u|em|strong|span|a|font)\b[^<>]*>", "", page, flags=re.IGNORECASE)
    for line in re.sub(r"<[^<>]*>", "\x01", page).split("\x01"):
        if line.strip():
            yield Line(html.unescape(line))


def _drop_site_parts(body: Any) -> None:
    for element in list(body.iter()):
        if element is not body and (not isinstance(element.tag, str) or element.tag in _DROPPED):
            element.drop_tree()
    sizes, linked = _sizes(body)
    whole = sizes[body]
    gone: set[Any] = set()
    for element in body.iter():
        parent = element.getparent()
        if element is body or parent in gone:
            if parent in gone:
                gone.add(element)
        elif _is_site_part(element, sizes[element], linked[element], whole):
            gone.add(element)
    for element in gone:
        if element.getparent() is not None and element.getparent() not in gone:
            element.drop_tree()


def _sizes(body: Any) -> tuple[dict[Any, int], dict[Any, tuple[int, int]]]:
    """Return for each element how much it says, and how many links it has and how much they say."""
    sizes: dict[Any, int] = {}
    linked: dict[Any, tuple[int, int]] = {}
    for element in reversed(list(body.iter())):
        size = _size(element.text)
        links, words = 0, 0
        for child in element:
            size += sizes[child] + _size(child.tail)
            links, words = links + linked[child][0], words + linked[child][1]
        sizes[element] = size
        linked[element] = (1, size) if element.tag == "a" else (links, words)
    return sizes, linked


def _size(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _is_site_part(element: Any, size: int, linked: tuple[int, int], whole: int) -> bool:
    hidden = re.search(r"display\s*:\s*none", element.get("style") or "") is not None
    named = _SITE_PARTS.search(f"{element.get('class') or ''} {element.get('id') or ''}".lower()) is not None
    links, words = linked
    in_list = element.tag in ("ul", "ol", "div", "table", "footer", "aside", "header")
    listed = in_list and links >= 3 and words * 10 > size * 8
    # A careless class name must not cost the report: what holds much of the page, or a table, is kept.
    if not (hidden or named or listed or element.tag in ("footer", "aside")) or size * 3 >= whole:
        return False
    return listed or element.find(".//table") is None


def _main_part(body: Any) -> Any:
    size = len(body.text_content().strip())
    for tag in ("article", "main"):
        parts = body.findall(f".//{tag}")
        if len(parts) == 1 and len(parts[0].text_content().strip()) * 2 > size:
            return parts[0]
    return body


class _Walk:
    """Collect inline text until a block begins or ends; then it is a line."""

    def __init__(self) -> None:
        self.inline: list[str] = []
        self.bold = 0
        self.plain = 0
        self.counts: dict[Any, int] = {}

    def lines(self, element: Any, prefix: str = "") -> Iterator[Line]:
        yield from self._inside(element, prefix)
        yield from self._flush(prefix)

    def _flush(self, prefix: str) -> Iterator[Line]:
        text = "".join(self.inline)
        bold, plain = self.bold, self.plain
        self.inline, self.bold, self.plain = [], 0, 0
        pieces = [" ".join(piece.split()) for piece in text.split("\x01")]
        pieces = [piece for piece in pieces if piece]
        if not pieces:
            return
        whole = "\n".join(pieces)
        if not prefix and bold and not plain and len(whole) < 250:
            whole = "\n".join(f"**{piece}**" for piece in pieces)
        yield Line(prefix + whole)

    def _say(self, text: str | None, bold: bool) -> None:
        if text:
            self.inline.append(text)
            if bold:
                self.bold += len(text.strip())
            else:
                self.plain += len(text.strip())

    def _inside(self, element: Any, prefix: str, bold: bool = False) -> Iterator[Line]:
        # An explicit stack: a page may be nested deeper than Python's recursion limit.
        stack: list[tuple[Any, str, bool, bool]] = [(element, prefix, bold, False)]
        while stack:
            node, mark, is_bold, leaving = stack.pop()
            tag = node.tag if isinstance(node.tag, str) else ""
            if leaving:
                if tag in _BLOCKS:
                    yield from self._flush(mark)
                if node is not element:
                    parent_bold = stack[-1][2] if stack else bold
                    self._say(node.tail, parent_bold)
                continue
            if not tag:
                self._say(node.tail, is_bold)
                continue
            if tag == "br":
                self.inline.append("\x01")
                self._say(node.tail, is_bold)
                continue
            if tag == "sup" and node.text_content().strip().isdigit():
                self._say(node.text_content().strip().translate(_SUPERSCRIPT), is_bold)
                self._say(node.tail, is_bold)
                continue
            if tag == "table" and _is_data(node):
                yield from self._flush(mark)
                yield from _table_lines(node)
                self._say(node.tail, is_bold)
                continue
            if tag in _BLOCKS:
                yield from self._flush(mark)
                mark = self._prefix(node, tag, mark)
            is_bold = is_bold or tag in ("b", "strong")
            stack.append((node, mark, is_bold, True))
            # Children come off the stack in order; each one's tail is said on leaving it.
            stack.extend((child, mark, is_bold, False) for child in reversed(node))
            self._say(node.text, is_bold)

    def _prefix(self, node: Any, tag: str, mark: str) -> str:
        if re.fullmatch(r"h[1-6]", tag):
            return "#" * int(tag[1]) + " "
        if tag == "li":
            parent = node.getparent()
            if parent is not None and parent.tag == "ol":
                self.counts[parent] = self.counts.get(parent, 0) + 1
                return f"{self.counts[parent]}. "
            return "- "
        return "" if tag in ("ul", "ol", "table", "td", "th") else mark


def _is_data(table: Any) -> bool:
    """Tell a table of data from one that only lays out the page, a letterhead or a signature."""
    if table.find(".//table") is not None:
        return False
    rows = [len(row.findall("td")) + len(row.findall("th")) for row in table.iter("tr")]
    if len(rows) < 2 or max(rows, default=0) < 2:
        return False
    if is_layout([table.text_content()]) or _has_stray_text(table):
        return False
    return all(len(cell.text_content()) < 2000 for cell in table.iter("td"))


_FRAME = ("table", "thead", "tbody", "tfoot", "tr", "colgroup", "col")


def _has_stray_text(table: Any) -> bool:
    """Tell whether words stand between the cells: read as a table, they would be lost."""
    for part in table.iter(*_FRAME):
        if (part.text or "").strip():
            return True
        for child in part:
            known = child.tag in _FRAME or child.tag in ("td", "th", "caption")
            if (child.tail or "").strip() or (not known and child.text_content().strip()):
                return True
    return False


def _table_lines(table: Any) -> Iterator[Line]:
    for caption in table.findall("caption"):
        yield Line(" ".join(caption.text_content().split()), is_caption=True)
    below: dict[int, int] = {}  # column -> rows still covered by a cell above
    for row in table.iter("tr"):
        cells: list[str] = []
        areas: list[Area] = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while below.get(len(cells), 0):
                below[len(cells)] -= 1
                cells.append("")
            column = len(cells)
            width, height = _number(cell.get("colspan")), _number(cell.get("rowspan"))
            cells.extend([_cell_text(cell), *[""] * (width - 1)])
            if width > 1 or height > 1:
                areas.append(Area(0, column, height, width))
            if height > 1:
                below.update(dict.fromkeys(range(column, column + width), height - 1))
        while below.get(len(cells), 0):
            below[len(cells)] -= 1
            cells.append("")
        if any(cells):
            yield Line(cells=tuple(cells), merged=tuple(areas))
    yield Line()


def _cell_text(cell: Any) -> str:
    for mark in cell.iter("sup"):
        if (mark.text or "").strip().isdigit():
            mark.text = (mark.text or "").strip().translate(_SUPERSCRIPT)
    for part in cell.iter("p", "div", "br", "li"):
        # Two paragraphs of one cell must not run into one word, nor bold digits be torn off a number.
        part.tail = f" {part.tail or ''}"
    return " ".join(cell.text_content().split())


def _number(value: str | None) -> int:
    return min(int(value), 100) if value and value.isdigit() and int(value) > 0 else 1

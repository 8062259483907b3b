"""The XML parts of a Word or Excel file, opened with limits: such a file is a zip that anyone may have packed."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from lxml import etree

from corpus.readers.reading import ReadingError

_MEGABYTE = 1024 * 1024
#: A report of 500 pages holds about 10 MB of XML; pictures are never unpacked.
LARGEST_PART = 48 * _MEGABYTE
MOST_PARTS = 20_000
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, ValueError, EOFError)
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Files saved as "Strict Open XML" name the same things by other addresses.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)  # fmt: skip


class Package:
    """An opened Open XML file; raises ReadingError for one that is broken, locked or too large."""

    def __init__(self, raw: bytes) -> None:
        try:
            self._file = zipfile.ZipFile(BytesIO(raw))
            self._sizes = {info.filename: info.file_size for info in self._file.infolist()}
            locked = any(info.flag_bits & 1 for info in self._file.infolist())
        except _DAMAGE as error:
            raise ReadingError("damaged") from error
        if locked:
            raise ReadingError("locked")
        if len(self._sizes) > MOST_PARTS:
            raise ReadingError("swollen", limit=LARGEST_PART // _MEGABYTE)
        self.spent = 0

    def read(self, name: str) -> bytes:
        """Return the bytes of a part, never more than the limit for all parts together."""
        allowed = LARGEST_PART - self.spent
        if self._sizes.get(name, 0) > allowed:
            raise ReadingError("swollen", limit=LARGEST_PART // _MEGABYTE)
        try:
            with self._file.open(name) as part:
                content = part.read(allowed + 1)
        except (KeyError, RuntimeError, *_DAMAGE) as error:
            raise ReadingError("damaged") from error
        if len(content) > allowed:
            raise ReadingError("swollen", limit=LARGEST_PART // _MEGABYTE)
        self.spent += len(content)
        return content

    def xml(self, name: str) -> Any | None:
        """Return the root of an XML part, or None where there is no such part."""
        if name not in self._sizes:
            return None
        content = self.read(name)
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise ReadingError("damaged") from error
        if root.getroottree().docinfo.doctype:
            raise ReadingError("entities")  # no office program writes one; entity bombs need it
        return root

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts that a part points at inside the file and that are of this kind ("styles")."""
        folder, name = posixpath.split(part)
        relations = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: list[str] = []
        for entry in relations.iter(_RELATIONS) if relations is not None else ():
            target = entry.get("Target") or ""
            if entry.get("TargetMode") == "External" or (entry.get("Type") or "").rsplit("/", 1)[-1] != kind:
                continue
            place = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if place in self._sizes:
                found.append(place)
        return found

    def main_part(self) -> str:
        """Return the name of the part that holds the document itself."""
        found = self.related("", "officeDocument")
        if not found:
            raise ReadingError("damaged")
        return found[0]

    def safe_parts(self) -> Iterator[tuple[str, bytes]]:
        """Yield the XML parts for readers that parse by themselves; raise ReadingError if one declares entities."""
        for name in self._sizes:
            if name.lower().endswith((".xml", ".rels", ".vml")):
                content = self.read(name).replace(b"\x00", b"")
                if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                    raise ReadingError("entities")
                yield name, content

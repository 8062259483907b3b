"""What a file really is, by its content: portals and people give files wrong suffixes every day."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from corpus.readers.reading import ReadingError

_WORD = (".docx", ".docm", ".dotx", ".dotm")
_SHEET = (".xlsx", ".xlsm", ".xltx", ".xltm")
_PLAIN = (".txt", ".md", ".html", ".htm", ".csv")
#: What a package of each kind always holds, and the suffix whose reader reads it.
_PARTS = (("word/document", ".docx"), ("xl/workbook", ".xlsx"), ("ppt/presentation", ".pptx"))
_IMAGES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_MIMETYPES = {
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
}


def kind_of(raw: bytes, suffix: str) -> str:
    """Return the suffix of the format that the bytes are in; `suffix` itself where they do not say."""
    if raw.startswith(b"PK\x03\x04"):
        return _kind_of_package(raw) or suffix
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        return _kind_of_old_office(raw, suffix)
    if raw.startswith(b"{\\rtf"):
        return ".rtf"
    if raw.startswith(b"%PDF-"):
        return ".pdf"
    if raw.startswith(_PICTURES):
        return ".png"
    if suffix in _IMAGES:
        return suffix
    if suffix in _PLAIN and suffix != ".csv":
        return suffix
    opening = raw[:2000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if opening.startswith(b"mime-version:") or b"content-type: multipart/related" in opening:
        return ".mht"
    if b"mso-application" in opening or b"schemas.microsoft.com/office/word/2003" in opening:
        return ".xls" if b"excel" in opening else ".doc"
    if re.match(
        rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|meta|style)\b", opening, re.S
    ):
        return ".html"
    return suffix if suffix in (".csv", ".rtf") else _kind_of_text(suffix)


def _kind_of_text(suffix: str) -> str:
    """Return the kind of a file that has no sign of an office format at all: text, saved under a wrong name."""
    return ".csv" if suffix in (*_SHEET, ".xls", ".ods") else ".txt"


def _kind_of_package(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            names = package.namelist()
            for part, kind in _PARTS:
                if any(name.lower().startswith(part) for name in names):
                    return kind
            if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
                return _MIMETYPES.get(package.read("mimetype").decode("ascii", "replace").strip(), "")
    except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError, EOFError):
        return ""
    return ""


def _kind_of_old_office(raw: bytes, suffix: str) -> str:
    """Tell a .doc from an .xls by the names of its streams, which stand in it in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise ReadingError("locked")
    if "WordDocument".encode("utf-16-le") in raw:
        return ".doc"
    if any(name.encode("utf-16-le") in raw for name in ("Workbook", "Book")):
        return ".xls"
    return ".doc" if suffix in _WORD else ".xls" if suffix in _SHEET else suffix

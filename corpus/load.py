"""Read a report from disk: what its file really is, its text, tables and header, and what a sidecar adds."""

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from corpus.facts.offices import reporting_office
from corpus.header import read_header
from corpus.model import CorpusError, Document
from corpus.own_unit import own_unit
from corpus.plain import as_read
from corpus.readers.archive import archive_of, read_within, reports_within
from corpus.readers.encodings import NotTextError, UnknownEncodingError
from corpus.readers.flat_tables import flat_tables
from corpus.readers.reading import Reading, ReadingError
from corpus.sidecar import with_sidecar
from prompts import say

Reader = Callable[[bytes], Reading]
SUPPORTED: tuple[str, ...] = (
    ".txt", ".md", ".html", ".htm", ".mht", ".pdf", ".docx", ".docm", ".dotx", ".doc", ".rtf", ".odt",
    ".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".png", ".jpg", ".jpeg", ".tif", ".tiff",
)  # fmt: skip
ARCHIVE = ".zip"
_WITHOUT_PICTURES = (".txt", ".md", ".html", ".htm", ".csv")
_MEGABYTE = 1024 * 1024
#: What a file may be in bytes: one with pictures may be larger and hold less.
LARGEST, LARGEST_WITH_PICTURES = 20 * _MEGABYTE, 100 * _MEGABYTE
#: In characters, 2,000 pages, as many as of a PDF: what is longer is an export of data, and would take minutes.
LONGEST_TEXT = 4_000_000


def can_read_scans() -> bool:
    """Tell whether Tesseract is installed, without which pages that are pictures cannot be read."""
    return shutil.which("tesseract") is not None


def load(path: Path, name: str | None = None, limit: int | None = None) -> Document:
    """Read one report; raise CorpusError, in Vietnamese, when it cannot be read.

    `name` is what the report is called where the file's own name says nothing (an upload).
    """
    source = name or source_of(path)
    raw = read_bytes(path, limit, source)
    reading = _read(raw, source)
    told = as_read(reading.text)
    header = read_header(told)
    if header.issuer is None:
        header = replace(header, issuer=reporting_office(told, header))
    unit = own_unit(told, header)
    header, unit = with_sidecar(path, header, unit)
    return Document(
        id=document_id_of(raw),
        source=source,
        text=reading.text,
        header=header,
        unit=unit,
        pages=reading.pages,
        tables=tuple(sorted((*reading.tables, *flat_tables(told, reading.tables)), key=lambda table: table.span)),
        doubts=reading.doubts,
        left_out=tuple(_left_out(reading, source)),
    )


def document_id_of(raw: bytes) -> str:
    """Return what names the report in a file of these bytes."""
    return sha256(raw).hexdigest()[:16]


def source_of(path: Path) -> str:
    """Return what a report is called: its file name, behind that of the zip it is packed in."""
    archive = archive_of(path)
    return path.relative_to(archive.parent).as_posix() if archive else path.name


def reports_in(path: Path) -> list[Path]:
    """Return the paths of the reports in a file: its own, or those of the reports packed in it."""
    if path.suffix.lower() != ARCHIVE:
        return [path] if path.suffix.lower() in SUPPORTED else []
    try:
        return reports_within(path, SUPPORTED)
    except ReadingError as error:
        raise CorpusError(str(path), say(f"corpus.{error.key}", file=path.name, **error.fields)) from error


def read_bytes(path: Path, limit: int | None = None, source: str = "") -> bytes:
    """Return the bytes of a report, from the zip it is packed in if need be."""
    source = source or source_of(path)
    if limit is None:
        limit = LARGEST if path.suffix.lower() in _WITHOUT_PICTURES else LARGEST_WITH_PICTURES
    try:
        archive = archive_of(path)
        if archive is None and path.is_dir():
            raise CorpusError(str(path), say("corpus.not_a_file", file=source))
        packed = read_within(archive, path, limit) if archive else b""
        size = len(packed) if archive else path.stat().st_size
        if size > limit:
            raise CorpusError(
                str(path), say("corpus.too_large", file=source, size=_megabytes(size), limit=_megabytes(limit))
            )
        return packed if archive else path.read_bytes()
    except ReadingError as error:
        raise CorpusError(str(path), say(f"corpus.{error.key}", file=source, **error.fields)) from error
    except FileNotFoundError as error:
        raise CorpusError(str(path), say("corpus.missing", file=source)) from error
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise CorpusError(str(path), say("corpus.unreadable", file=source, cause=cause)) from error


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f}".removesuffix(".0").replace(".", ",")


def _reader(suffix: str) -> Reader:
    """Return the reader of a format; its library is loaded with it, when a file of that format is read."""
    match suffix:
        case ".docx" | ".docm" | ".dotx" | ".dotm":
            from corpus.readers.docx import read_docx

            return read_docx
        case ".xlsx" | ".xlsm" | ".xltx" | ".xltm":
            from corpus.readers.sheets import read_xlsx

            return read_xlsx
        case ".csv":
            from corpus.readers.sheets import read_csv

            return read_csv
        case ".doc" | ".rtf" | ".odt":
            from corpus.readers.office import read_old_text

            return partial(read_old_text, suffix=suffix)
        case ".xls" | ".ods":
            from corpus.readers.office import read_old_sheet

            return partial(read_old_sheet, suffix=suffix)
        case ".mht":
            from corpus.readers.html import read_saved_page

            return read_saved_page
        case ".html" | ".htm":
            from corpus.readers.html import read_html

            return read_html
        case ".pdf":
            from corpus.readers.pdf import read_pdf

            return read_pdf
        case ".png" | ".jpg" | ".jpeg" | ".tif" | ".tiff":
            from corpus.readers.scans import read_picture

            return read_picture
        case _:
            from corpus.readers.text import read_text

            return read_text


def _read(raw: bytes, source: str) -> Reading:
    suffix = Path(source).suffix.lower()
    if suffix not in SUPPORTED:
        raise CorpusError(source, say("corpus.unsupported", file=source, suffix=suffix, supported=", ".join(SUPPORTED)))
    try:
        reading = _reader(kind_of(raw, suffix))(raw)
    except ReadingError as error:
        raise CorpusError(source, say(f"corpus.{error.key}", file=source, **error.fields)) from error
    except NotTextError as error:
        content = say(f"corpus.content_{error.content}")
        raise CorpusError(source, say("corpus.binary", file=source, suffix=suffix, content=content)) from error
    except UnknownEncodingError as error:
        raise CorpusError(source, say("corpus.encoding", file=source)) from error
    if not re.search(r"\w", reading.text):
        raise CorpusError(source, say("corpus.empty", file=source))
    if len(reading.text) > LONGEST_TEXT:
        raise CorpusError(source, say("corpus.long_text", file=source, limit=LONGEST_TEXT // 1_000_000))
    return reading


def _left_out(reading: Reading, source: str) -> Iterator[str]:
    read = len({page.number for page in reading.pages})
    for key, count in reading.left_out:
        cause = say(f"corpus.left_out_{key}")
        yield say("corpus.left_out", file=source, count=count, read=read, cause=cause)


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
    if suffix in (".csv", ".rtf"):
        return suffix
    # Without a sign of an office format it is text, saved under a wrong name.
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

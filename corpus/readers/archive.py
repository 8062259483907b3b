"""Reports packed together in a zip: each is a report of its own, named "bundle.zip/ten.docx"."""

import re
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from corpus.readers.reading import ReadingError

MOST_REPORTS = 2000
#: Unpacked, all of them together.
MOST_BYTES = 1 << 30
#: Text shrinks to a tenth, seldom to a fiftieth; what shrinks more was made to fill a disk.
STEEPEST = 200
_SMALL = 1 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError)


def archive_of(path: Path) -> Path | None:
    """Return the zip that holds the report of this path, or None for a file of its own."""
    return next((p for p in path.parents if p.suffix.lower() == ".zip" and p.is_file()), None)


def reports_within(archive: Path, suffixes: Iterable[str]) -> list[Path]:
    """Return the paths of the reports in a zip; raises ReadingError where it is broken, locked or a bomb."""
    wanted = tuple(suffixes)
    try:
        with zipfile.ZipFile(archive) as file:
            entries = {name: info for name, info in _named(file).items() if name.lower().endswith(wanted)}
    except _DAMAGE as error:
        raise ReadingError("archive_damaged") from error
    if any(info.flag_bits & 1 for info in entries.values()):
        raise ReadingError("locked")
    if len(entries) > MOST_REPORTS:
        raise ReadingError("archive_many", limit=MOST_REPORTS)
    steep = any(i.file_size > _SMALL and i.file_size > STEEPEST * max(i.compress_size, 1) for i in entries.values())
    if steep or sum(info.file_size for info in entries.values()) > MOST_BYTES:
        raise ReadingError("swollen", limit=MOST_BYTES >> 20)
    return [archive / name for name in sorted(entries)]


def read_within(archive: Path, path: Path, limit: int) -> bytes:
    """Return the bytes of a report in a zip, never more than the limit and one."""
    name = path.relative_to(archive).as_posix()
    try:
        with zipfile.ZipFile(archive) as file:
            info = file.NameToInfo.get(name) or _named(file).get(name)
            if info is None:
                raise FileNotFoundError(path)
            with file.open(info) as packed:
                return packed.read(limit + 1)
    except (RuntimeError, *_DAMAGE) as error:
        raise ReadingError("archive_damaged") from error


def copy_without(archive: Path, path: Path, copy: BinaryIO) -> int:
    """Write the zip anew without one of its reports; return how many files are left in it."""
    gone = path.relative_to(archive).as_posix()
    try:
        with zipfile.ZipFile(archive) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
            kept = [(name, info) for name, info in _named(old).items() if name != gone]
            for name, info in kept:
                entry = zipfile.ZipInfo(name, info.date_time)
                entry.compress_type = zipfile.ZIP_DEFLATED
                with old.open(info) as source, new.open(entry, "w") as target:
                    shutil.copyfileobj(source, target)
    except (RuntimeError, *_DAMAGE) as error:
        raise ReadingError("archive_damaged") from error
    return len(kept)


def _named(file: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the files in a zip by a name that leads nowhere outside; hidden ones and folders are left out."""
    found: dict[str, zipfile.ZipInfo] = {}
    for info in file.infolist():
        parts = [part for part in re.split(r"[/\\]", _name(info)) if part not in ("", ".", "..")]
        parts = [re.sub(r"[\x00-\x1f\x7f:]", "_", part) for part in parts]
        hidden = any(part.startswith((".", "~$")) or part == "__MACOSX" for part in parts)
        if parts and not hidden and not info.is_dir():
            found.setdefault("/".join(parts), info)
    return found


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name as the one who packed it wrote it: old programs do not say in which encoding."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == 0x7075 and size > 5:  # the name in UTF-8, as 7-Zip and WinRAR add it
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "cp1258"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename

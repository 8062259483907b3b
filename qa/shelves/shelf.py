"""Put a report that was sent into the folder of reports: under a safe name, whole, and over no other."""

import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from corpus.readers.archive import archive_of, copy_without
from corpus.sidecar import SIDECAR
from corpus.vietnamese import nfc

_UNSAFE = re.compile(r'[<>:"/\\|?*]')
#: Names that Windows keeps for devices, with any suffix; reports are copied to and fro.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
#: In bytes, of the 255 a file system takes: room is left for the sidecar's suffix.
_LONGEST_STEM = 180


def safe_name(name: str) -> str:
    """Return a file name that can lie nowhere but in its folder, or "" when nothing is left of it.

    Control characters, marks that turn the direction of writing and half characters show a name that is not there.
    """
    last = nfc(name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join("_" if unicodedata.category(c).startswith("C") else c for c in last)
    stem, dot, suffix = _UNSAFE.sub("_", shown).strip(" .~").rpartition(".")
    if not stem.strip(" ._~"):
        return ""
    stem = stem.encode()[:_LONGEST_STEM].decode(errors="ignore").rstrip()
    return f"{'_' if _DEVICES.match(stem) else ''}{stem}{dot}{suffix[:10]}"


def taken(folder: Path, name: str) -> bool:
    """Tell whether a file has that name there, in whatever letters: some file systems know no difference."""
    wanted = nfc(name).casefold()
    return folder.is_dir() and any(nfc(entry.name).casefold() == wanted for entry in folder.iterdir())


def put(folder: Path, name: str, content: bytes) -> Path:
    """Write the file, whole or not at all; raise FileExistsError where there is one of that name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    if taken(folder, name):
        raise FileExistsError(path)
    with _aside(folder) as (file, aside):
        file.write(content)
        _finish(file, aside)
        path.touch(exist_ok=False)  # of two who send the same name at once, one is told
        aside.replace(path)
    return path


def take_away(path: Path) -> None:
    """Delete a report's file and its sidecar, which must not speak of the next report of that name.

    A report packed in a zip is taken out of it; the zip goes with its last file.
    """
    archive = archive_of(path)
    if archive:
        with _aside(archive.parent) as (file, aside):
            if copy_without(archive, path, file):
                _finish(file, aside)
                aside.replace(archive)
                return
    whole = archive or path
    whole.unlink(missing_ok=True)
    whole.with_name(whole.name + SIDECAR).unlink(missing_ok=True)


@contextmanager
def _aside(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """Open a file that an indexer at work just now does not see, and that is gone afterwards unless it was moved."""
    handle, name = tempfile.mkstemp(prefix=".", dir=folder)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file, Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _finish(file: BinaryIO, aside: Path) -> None:
    file.flush()
    os.fsync(file.fileno())
    aside.chmod(0o644)

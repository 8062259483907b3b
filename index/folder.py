"""Which report files lie in a folder, compared by what they hold; clocks and sizes are not trusted."""

from __future__ import annotations

import hashlib
import logging
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.load import ARCHIVE, SIDECAR, SUPPORTED, is_packed, read_bytes, reports_in
from corpus.model import CorpusError
from index.report import File, Unreadable, extraction_version
from prompts import say

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies under the paths asked for; nothing is known of what lies under `hidden`."""

    roots: tuple[Path, ...]
    files: tuple[File, ...]
    unreadable: tuple[Unreadable, ...]
    hidden: tuple[Path, ...]

    def covers(self, path: str) -> bool:
        """Tell whether the listing would hold the file if it were still there."""
        here = Path(path)
        return _is_under(here, self.roots) and not _is_under(here, self.hidden)


def list_files(paths: Sequence[Path], data_dir: Path) -> Listing:
    """Return all reports under the paths, compared by what their files hold."""
    roots = tuple(Path(os.path.realpath(path)) for path in paths)
    found: dict[str, File] = {}
    unreadable: dict[str, Unreadable] = {}
    hidden: list[Path] = []

    def note(path: Path, error: OSError) -> None:
        unreadable[str(path)] = Unreadable(str(path), say("index.not_readable", cause=error.strerror or error))
        hidden.append(path)

    for root in roots:
        for path in [root] if root.is_file() else _walk(root, Path(os.path.realpath(data_dir)), note):
            if path.suffix.lower() not in (*SUPPORTED, ARCHIVE):
                if path == root:
                    reason = say("index.not_supported", suffix=path.suffix, supported=", ".join((*SUPPORTED, ARCHIVE)))
                    unreadable[str(path)] = Unreadable(str(path), reason)
                continue
            try:
                for report in reports_in(path):
                    try:
                        found[str(report)] = compare(report)
                    except CorpusError as error:
                        unreadable[str(report)] = Unreadable(str(report), error.reason)
                        hidden.append(report)
            except UnicodeEncodeError:
                shown = str(path).encode(errors="replace").decode()
                unreadable[shown] = Unreadable(shown, say("index.bad_name"))
            except CorpusError as error:  # a zip that cannot be opened: what it held stays as it was read last
                unreadable[str(path)] = Unreadable(str(path), error.reason)
                hidden.append(path)
            except OSError as error:
                note(path, error)
            except Exception as error:  # one odd file must never keep the others out
                _log.error("cannot list %s", path, exc_info=error)
                reason = say("index.failed", cause=f"{type(error).__name__}: {error}")
                unreadable[str(path)] = Unreadable(str(path), reason)
                hidden.append(path)
    return Listing(roots, tuple(found.values()), tuple(unreadable.values()), tuple(hidden))


def _walk(root: Path, data_dir: Path, note: Callable[[Path, OSError], None]) -> Iterator[Path]:
    """Yield the files below a folder in order, each real folder once; hidden and lock files left out."""
    seen: set[str] = set()

    def failed(error: OSError) -> None:
        note(Path(error.filename or root), error)

    for folder, folders, names in os.walk(root, followlinks=True, onerror=failed):
        real = os.path.realpath(folder)
        if real in seen or real == str(data_dir):
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            if not name.startswith((".", "~$")) and (path.is_file() or path.is_symlink()):
                yield path


def compare(path: Path) -> File:
    str(path).encode()  # a name in an old encoding could be stored nowhere
    content = _digest(path)
    how = hashlib.sha256(f"{content} {path.name} {extraction_version()} ".encode())
    sidecar = path.with_name(path.name + SIDECAR)
    if sidecar.is_file():
        how.update(_digest(sidecar).encode())
    return File(str(path), content, how.hexdigest())


def _digest(path: Path) -> str:
    if is_packed(path):
        return hashlib.sha256(read_bytes(path)).hexdigest()
    if not stat.S_ISREG(path.stat().st_mode):  # a link to a device could be read for ever
        raise CorpusError(str(path), say("index.not_a_file"))
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_under(path: Path, roots: Iterable[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)

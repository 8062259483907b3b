"""Which report files lie in a folder, compared by what they hold; clocks and sizes are not trusted."""

import hashlib
import logging
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.load import ARCHIVE, SUPPORTED, read_bytes, reports_in
from corpus.model import CorpusError
from corpus.readers.archive import archive_of
from corpus.sidecar import SIDECAR
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
    met = _Met()
    for root in roots:
        for path in [root] if root.is_file() else _walk(root, Path(os.path.realpath(data_dir)), met.unreachable):
            if path.suffix.lower() in (*SUPPORTED, ARCHIVE):
                met.add(path)
            elif path == root:
                supported = ", ".join((*SUPPORTED, ARCHIVE))
                met.refuse(path, say("index.not_supported", suffix=path.suffix, supported=supported))
    return Listing(roots, tuple(met.files.values()), tuple(met.unreadable.values()), tuple(met.hidden))


class _Met:
    """What was met on the way through the folders. Nothing that is wrong with one file keeps the others out."""

    def __init__(self) -> None:
        self.files: dict[str, File] = {}
        self.unreadable: dict[str, Unreadable] = {}
        self.hidden: list[Path] = []

    def add(self, path: Path) -> None:
        """Add a report, or those in a zip; of one that cannot be opened, what it held stays as it was read last."""
        try:
            for report in reports_in(path):
                self._compare(report)
        except UnicodeEncodeError:
            self.refuse(Path(str(path).encode(errors="replace").decode()), say("index.bad_name"))
        except CorpusError as error:
            self.hide(path, error.reason)
        except OSError as error:
            self.unreachable(path, error)
        except Exception as error:
            _log.error("cannot list %s", path, exc_info=error)
            self.hide(path, say("index.failed", cause=f"{type(error).__name__}: {error}"))

    def _compare(self, report: Path) -> None:
        try:
            self.files[str(report)] = compare(report)
        except CorpusError as error:
            self.hide(report, error.reason)

    def refuse(self, path: Path, reason: str) -> None:
        self.unreadable[str(path)] = Unreadable(str(path), reason)

    def hide(self, path: Path, reason: str) -> None:
        """Refuse what may hold reports that nothing is known of now."""
        self.refuse(path, reason)
        self.hidden.append(path)

    def unreachable(self, path: Path, error: OSError) -> None:
        self.hide(path, say("index.not_readable", cause=error.strerror or error))


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
    if archive_of(path):
        return hashlib.sha256(read_bytes(path)).hexdigest()
    if not stat.S_ISREG(path.stat().st_mode):  # a link to a device could be read for ever
        raise CorpusError(str(path), say("index.not_a_file"))
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _is_under(path: Path, roots: Iterable[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)

"""Copy all that is kept into one file, while it is served, and put it back: checked whole before anything changes."""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from index.database import open_database
from index.generations import build_generation, generation_folder
from index.tables import SCHEMA
from prompts import say
from qa.errors import FAILED, CommandError
from qa.keeping.records import FILE as RECORDS
from qa.settings import SAMPLES, Settings

_INDEX = "index.sqlite3"
_DATABASES = (_INDEX, RECORDS)
_FEEDBACK = "feedback.jsonl"
_UPLOADS, _REPORTS = "uploads", "reports"
_MANIFEST = "manifest.json"
_FORMAT = 1
_PIECE = 1024 * 1024
#: A manifest is a list of names; no folder of reports makes it longer than this.
_LONGEST_MANIFEST = 256 * _PIECE


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup holds, or what was put back."""

    path: Path
    files: int
    bytes: int
    documents: int
    kept: Path | None = None  # where the data that was there before lies now
    whole: bool = True  # False: the search files must still be made, by `cchc index`


def backup(settings: Settings, path: Path, *, with_reports: bool = True) -> Copied:
    """Write index, keys, audit trail, uploads and reports into one file; servers and indexers need not stop."""
    _refuse_postgres(settings)
    data = settings.data_dir
    if not (data / _INDEX).exists():
        raise CommandError(say("index.missing"))
    if path.exists():
        raise CommandError(say("cli.backup_exists", path=path))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".cchc-", dir=path.parent) as folder:
        aside = Path(folder)
        found: list[tuple[str, Path]] = []
        for name in _DATABASES:
            if (data / name).exists():
                _snapshot(data / name, aside / name)
                found.append((name, aside / name))
        if (data / _FEEDBACK).exists():
            found.append((_FEEDBACK, data / _FEEDBACK))
        found += _files(data / _UPLOADS, _UPLOADS)
        if with_reports and settings.reports_dir.resolve() != SAMPLES.resolve():
            found += _files(settings.reports_dir, _REPORTS)
        written = aside / "written.zip"
        listed = _write(written, found, documents := _documents(aside))
        written.chmod(0o600)  # questions people asked, and digests of keys
        written.replace(path)
    return Copied(path, len(listed), sum(size for size, _ in listed.values()), documents)


def restore(settings: Settings, path: Path, *, force: bool = False) -> Copied:
    """Put a backup back; nothing is touched before all of it has been read and checked."""
    from qa.serving.serve import is_served

    _refuse_postgres(settings)
    data = settings.data_dir
    if is_served(settings):
        raise CommandError(say("cli.restore_served", path=data), FAILED)
    if any((data / name).exists() for name in _DATABASES) and not force:
        raise CommandError(say("cli.restore_not_empty", path=data))
    data.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{data.name}-", dir=data.parent))
    try:
        listed = _read(path, aside)
        whole, documents = _prepare(aside, path)
        _put_reports(aside / _REPORTS, settings.reports_dir, force)
        kept = None
        if data.exists() and any(data.iterdir()):
            kept = data.with_name(f"{data.name}.{datetime.now(UTC):%Y%m%d-%H%M%S}")
            data.rename(kept)
        elif data.exists():
            data.rmdir()
        aside.chmod(0o755)
        aside.rename(data)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return Copied(path, len(listed), sum(size for size, _ in listed.values()), documents, kept, whole)


# --- writing --------------------------------------------------------------------------------------------


def _refuse_postgres(settings: Settings) -> None:
    if settings.database_url:
        raise CommandError(say("cli.backup_postgres"))


def _snapshot(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment, whoever writes to it meanwhile."""
    with closing(sqlite3.connect(source, timeout=30)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it


def _files(folder: Path, name: str) -> Iterator[tuple[str, Path]]:
    """Yield the files of a folder; hidden ones are half-written uploads."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not path.is_symlink() and not any(part.startswith(".") for part in inside.parts):
            yield f"{name}/{inside.as_posix()}", path


def _write(target: Path, found: list[tuple[str, Path]], documents: int) -> dict[str, tuple[int, str]]:
    listed: dict[str, tuple[int, str]] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, path in found:
            digest, size = hashlib.sha256(), 0
            try:
                with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as copy:
                    while piece := source.read(_PIECE):
                        digest.update(piece)
                        size += len(piece)
                        copy.write(piece)
            except FileNotFoundError:  # removed while we were at it
                continue
            listed[name] = (size, digest.hexdigest())
        stated = {
            "format": _FORMAT, "schema": SCHEMA, "documents": documents, "files": listed,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
        }  # fmt: skip
        archive.writestr(_MANIFEST, json.dumps(stated, ensure_ascii=False))
    return listed


def _documents(folder: Path) -> int:
    database = open_database("", folder)
    try:
        stamp = database.stamp()
        return stamp.documents if stamp else 0
    finally:
        database.close()


# --- reading --------------------------------------------------------------------------------------------


def _read(path: Path, folder: Path) -> dict[str, tuple[int, str]]:
    """Write the files of a backup into an empty folder; whatever is not as its list says is refused."""
    try:
        with zipfile.ZipFile(path) as archive:
            stated = _stated(archive, path)
            listed: dict[str, tuple[int, str]] = {n: (int(s), str(d)) for n, (s, d) in stated["files"].items()}
            names = [info.filename for info in archive.infolist()]
            if sorted(names) != sorted([*listed, _MANIFEST]) or not all(_is_safe(name) for name in listed):
                raise _broken(path, "names")
            for name, (size, digest) in listed.items():
                _extract(archive, name, folder.joinpath(*PurePosixPath(name).parts), size, digest, path)
    except FileNotFoundError as error:
        raise CommandError(say("cli.no_such_path", path=path)) from error
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _broken(path, str(error)) from error
    return listed


def _stated(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    with archive.open(_MANIFEST) as file:
        stated: dict[str, Any] = json.loads(file.read(_LONGEST_MANIFEST))
    if (stated["format"], stated["schema"]) != (_FORMAT, SCHEMA):
        given = f"{stated['format']}/{stated['schema']}"
        raise CommandError(say("cli.restore_other", path=path, given=given, wanted=f"{_FORMAT}/{SCHEMA}"), FAILED)
    return stated


def _is_safe(name: str) -> bool:
    """Tell whether a file of that name can lie nowhere but where a backup puts files."""
    parts = name.split("/")
    if any(part in ("", ".", "..") or "\\" in part or "\x00" in part or part.startswith(".") for part in parts):
        return False
    return name in (*_DATABASES, _FEEDBACK) if len(parts) == 1 else parts[0] in (_UPLOADS, _REPORTS)


def _extract(archive: zipfile.ZipFile, name: str, target: Path, size: int, digest: str, path: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    found, left = hashlib.sha256(), size
    with archive.open(name) as source, target.open("xb") as copy:
        while piece := source.read(min(_PIECE, left + 1)):  # never more than was stated, however it unfolds
            left -= len(piece)
            if left < 0:
                break
            found.update(piece)
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    if left or found.hexdigest() != digest:
        raise _broken(path, name)


def _prepare(folder: Path, path: Path) -> tuple[bool, int]:
    """Check the databases and make the search files of the published generation; tell whether that could be done."""
    for name in _DATABASES:
        if (folder / name).exists():
            with closing(sqlite3.connect(folder / name)) as file:
                if file.execute("PRAGMA quick_check").fetchone() != ("ok",):
                    raise _broken(path, name)
            (folder / name).chmod(0o600 if name == RECORDS else 0o644)
    database = open_database("", folder)
    try:
        stamp = database.stamp()
        if stamp is None:
            raise _broken(path, _INDEX)
        if not stamp.generation:
            return True, 0
        digest = build_generation(database, stamp.generation, stamp.model, stamp.dimension)
        if digest != stamp.digest:  # copied while reports were being read
            shutil.rmtree(generation_folder(folder, stamp.generation))
        return digest == stamp.digest, stamp.documents
    finally:
        database.close()


def _put_reports(source: Path, target: Path, force: bool) -> None:
    """Put the reports back; one that is there already and differs is replaced only when forced."""
    found = [(file, target / file.relative_to(source)) for file in sorted(source.rglob("*")) if file.is_file()]
    if found and target.resolve() == SAMPLES.resolve():
        raise CommandError(say("cli.restore_no_reports_dir"))
    differing = [to for file, to in found if to.exists() and to.read_bytes() != file.read_bytes()]
    if differing and not force:
        raise CommandError(say("cli.restore_differs", path=differing[0], count=len(differing)))
    for file, to in found:
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(file, to)
    shutil.rmtree(source, ignore_errors=True)


def _broken(path: Path, what: str) -> CommandError:
    return CommandError(say("cli.restore_broken", path=path, reason=what[:200]), FAILED)

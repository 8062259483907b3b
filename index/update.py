"""The ingestion line: bring the index in line with files and folders.

    list files -> compare by content -> for each new or changed report: load -> split -> extract facts
    -> one transaction into the database; -> embed what has no vector -> publish the new generation

Stopped at any moment it is simply run again: what was stored stays, what is missing is made, and readers see
the old generation until the new one is whole.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import OperationalError

from corpus.outline import outline
from index.copies import Body, body_of, copies_of
from index.database import Database
from index.folder import Listing, list_files
from index.generations import (
    add_vectors,
    are_whole,
    build_generation,
    count_unembedded,
    drop_generations,
    forget_vectors,
    unembedded,
)
from index.lock import only_one
from index.report import File, Report, Unreadable
from index.rows import IndexDamaged, IndexFault, IndexMismatch, Stamp
from index.workers import Read, read_apart
from prompts import say

if TYPE_CHECKING:
    from index.embedding import Embedder

#: Texts given to the encoder and stored at a time: enough to batch well, few enough to lose on a power cut.
BATCH = 512
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: `stage` is "read", "embed" or "publish"; `name` is the report at hand."""

    stage: str
    done: int
    total: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, by file names, and what the index holds after it."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    unreadable: tuple[Unreadable, ...]
    passages: int
    facts: int
    seconds: float
    partly_read: tuple[Unreadable, ...] = ()  # reports with pages that could not be read


@dataclass(slots=True)
class _Changes:
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    partly_read: list[Unreadable] = field(default_factory=list)
    unchanged: int = 0


def update(
    database: Database,
    embedder: Callable[[], Embedder],
    paths: Sequence[Path],
    *,
    choice: str = "",
    progress: Callable[[Progress], None] = lambda _: None,
    rebuild: bool = False,
    read: Read = read_apart,
    wait: float = 0.0,
) -> Summary:
    """Bring the index in line with these files and folders; reports elsewhere stay as they are.

    `choice` is the configured model, "" for the default: while it stays the same and no text is new, the
    encoder is not opened. With `rebuild` all is read and encoded anew. `read` reads the files; `wait` is how
    many seconds another indexer is waited for.
    """
    started = time.perf_counter()
    for path in paths:
        if not path.exists():
            raise IndexFault(say("index.no_path", path=path))
    try:
        with only_one(database, wait):
            before = open_to_write(database, rebuild)
            listing = list_files(paths, database.data_dir)
            changes = _bring_in_line(database, listing, before.generation + 1, rebuild, progress, read)
            after = publish(database, embedder, before, choice, progress)
    except (OperationalError, OSError) as error:  # no room, no right to write, the server gone
        raise database.fault(error) from error
    return Summary(
        added=tuple(sorted(changes.added)),
        updated=tuple(sorted(changes.updated)),
        removed=tuple(sorted(changes.removed)),
        unchanged=changes.unchanged,
        unreadable=(*listing.unreadable, *changes.unreadable),
        passages=after.passages,
        facts=after.facts,
        seconds=round(time.perf_counter() - started, 3),
        partly_read=tuple(changes.partly_read),
    )


def open_to_write(database: Database, rebuild: bool = False) -> Stamp:
    """Make the database ready to write, and end what a run that was stopped left undone."""
    if rebuild:
        try:
            database.check()
        except IndexMismatch:
            database.drop()
        except IndexDamaged:
            database.set_aside()
    database.create()
    stamp = database.stamp() or Stamp()
    drop_generations(database.data_dir, keep=stamp.generation)
    database.purge(stamp.model)
    if rebuild:
        forget_vectors(database)
    return stamp


def _bring_in_line(
    database: Database,
    listing: Listing,
    generation: int,
    rebuild: bool,
    progress: Callable[[Progress], None],
    read: Read,
) -> _Changes:
    """Store what is new or changed, retire what is gone; say what was done."""
    known = database.known_files()
    stored = database.known_documents()
    wanted = {p: f for p, f in known.items() if f.content in stored and not listing.covers(p)}
    wanted |= {file.path: file for file in listing.files}
    listed = {file.content for file in listing.files}
    changes = _Changes()
    todo = []
    for file in _one_of_each(wanted.values()):
        held = stored.get(file.content)
        if held is None or held.fingerprint != file.fingerprint or (rebuild and file.content in listed):
            todo.append(file)
            continue
        changes.unchanged += file.content in listed
        if held.path != file.path:
            database.move(held.id, file.path)
    failed = _read_and_store(database, todo, generation, progress, read, changes)
    # What cannot be read any more stays as it was read last.
    final = {path: file for path, file in wanted.items() if file.content not in failed}
    final |= {path: known[path] for path in wanted if path not in final and path in known}
    contents = {file.content for file in final.values()}
    replaced = set()
    for file in todo:
        before = known.get(file.path)
        if file.content in failed:
            continue
        if file.content in stored and before in (None, file) and not rebuild:
            changes.unchanged += 1  # it only has a new name
        elif before and (before.content == file.content or before.content not in contents):
            changes.updated.append(file.name)
            replaced.add(before.content)
        else:
            changes.added.append(file.name)
    gone = {content: held for content, held in stored.items() if content not in contents}
    changes.removed += [held.source for content, held in gone.items() if content not in replaced]
    database.settle(
        retired=[held.id for held in gone.values()],
        generation=generation,
        gone=[path for path in known if path not in final],
        present=[file for file in final.values() if known.get(file.path) != file],
    )
    return changes


def _read_and_store(
    database: Database,
    todo: Sequence[File],
    generation: int,
    progress: Callable[[Progress], None],
    read: Read,
    changes: _Changes,
) -> set[str]:
    """Read and store each of the files; return the contents of those with which that failed."""
    failed: set[str] = set()
    with closing(read(todo)) as reports:
        for position, file in enumerate(todo):
            progress(Progress("read", position, len(todo), file.name))
            report = next(reports)
            if fault := _store(database, report, generation):
                changes.unreadable.append(fault)
                failed.add(file.content)
            elif isinstance(report, Report):
                changes.partly_read += (Unreadable(file.path, reason) for reason in report.document.left_out)
    progress(Progress("read", len(todo), len(todo)))
    return failed


def _store(database: Database, report: Report | Unreadable, generation: int) -> Unreadable | None:
    """Store a report; return why it could be neither read nor stored."""
    if isinstance(report, Unreadable):
        return report
    try:
        database.add(report, generation)
    except OperationalError:
        raise
    except Exception as error:  # one odd report must never keep the others out
        _log.error("cannot store %s", report.file.path, exc_info=error)
        return Unreadable(report.file.path, say("index.failed", cause=f"{type(error).__name__}: {error}"))
    return None


def _one_of_each(found: Iterable[File]) -> list[File]:
    """Return one file for each content, the first by path: two files with the same bytes are one report."""
    first: dict[str, File] = {}
    for file in sorted(found, key=lambda f: f.path):
        first.setdefault(file.content, file)
    return list(first.values())


def publish(
    database: Database,
    embedder: Callable[[], Embedder],
    before: Stamp,
    choice: str,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Stamp:
    """Embed what has no vector and let readers see the new generation; do nothing where nothing is new."""
    # The default's name is known without opening it; that of another model only by opening it.
    same = before.choice == choice and (choice != "" or embedder().name == before.model)
    if before.generation and same and not database.changed_since(before.generation) and are_whole(database, before):
        return before
    generation = before.generation + 1
    database.mark_copies(_copies(database), generation)
    encoder = embedder()
    total = count_unembedded(database, encoder.name)
    pending = unembedded(database, encoder.name)
    done = 0
    while batch := list(islice(pending, BATCH)):
        progress(Progress("embed", done, total))
        matrix = encoder.embed_passages([text for _, text in batch]).astype("<f2")
        rows = zip(batch, matrix, strict=True)
        add_vectors(database, encoder.name, ((digest, row) for (digest, _), row in rows))
        done += len(batch)
    progress(Progress("embed", total, total))
    progress(Progress("publish", 0, 1))
    digest = build_generation(database, generation, encoder.name, encoder.dimension)
    stamp = database.publish(generation, encoder.name, choice, encoder.dimension, digest)
    drop_generations(database.data_dir, keep=generation)
    database.purge(encoder.name)
    progress(Progress("publish", 1, 1))
    return stamp


def _copies(database: Database) -> dict[str, str]:
    """Return which reports only repeat which others."""

    @cache
    def body(document_id: str) -> Body:
        document = database.document(document_id)
        assert document is not None
        return body_of(document, outline(document))

    return copies_of(database.likenesses(), body)

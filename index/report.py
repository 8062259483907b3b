"""Read one report into all that the index stores of it."""

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from corpus.facts import extract_facts
from corpus.load import can_read_scans, load
from corpus.model import Block, BlockKind, CorpusError, Document, Fact, Passage, Span
from corpus.outline import outline
from corpus.split import split
from corpus.vietnamese import sentences
from index.copies import body_of, likeness_of
from prompts import say


@dataclass(frozen=True, slots=True)
class File:
    """A file as compared: `content` identifies the report, `fingerprint` all that its reading depends on."""

    path: str
    content: str
    fingerprint: str

    @property
    def name(self) -> str:
        return Path(self.path).name


@dataclass(frozen=True, slots=True)
class Report:
    """One report with all that was read from it, ready to be stored in one transaction.

    `sentences` are pairs of the position of a passage in `passages` and the sentence's span. Reports of the same
    `likeness` may be copies of each other.
    """

    document: Document
    file: File
    passages: Sequence[Passage]
    sentences: Sequence[tuple[int, Span]]
    facts: Sequence[Fact]
    likeness: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that was left out, and why, in Vietnamese."""

    path: str
    reason: str


def read_report(file: File) -> Report:
    """Read a file into all that the index stores of it."""
    document = load(Path(file.path))
    if not file.content.startswith(document.id):
        raise CorpusError(file.path, say("index.being_written"))
    return report_of(document, file)


def report_of(document: Document, file: File, passages: Sequence[Passage] | None = None) -> Report:
    """Return all that the index stores of a report; it is cut into passages unless they are given."""
    found = split(document) if passages is None else passages
    blocks = outline(document)
    return Report(
        document=document,
        file=file,
        passages=found,
        sentences=sentences_of(document, found, blocks),
        facts=extract_facts(document),
        likeness=likeness_of(body_of(document, blocks)),
    )


def sentences_of(document: Document, passages: Sequence[Passage], blocks: Sequence[Block]) -> list[tuple[int, Span]]:
    """Return the sentences of the report, each with the position of the passage it begins in.

    A table row is one sentence; elsewhere no sentence crosses the border of a paragraph or list item.
    """
    order = sorted(range(len(passages)), key=lambda n: passages[n].span)
    starts = [passages[n].span.start for n in order]
    found = []
    for block in blocks:
        if block.kind is BlockKind.BOILERPLATE:
            continue
        whole = block.kind is BlockKind.TABLE_ROW
        for span in [block.span] if whole else sentences(document.text, block.span):
            place = bisect_right(starts, span.start) - 1
            if place >= 0 and span.start < passages[order[place]].span.end:
                found.append((order[place], span))
    return found


@cache
def extraction_version() -> str:
    """Return a digest of the code and data that read reports: when they change, reports are read anew.

    So they are when the program that reads scans is installed.
    """
    digest = hashlib.sha256(str(can_read_scans()).encode())

    def add(folder: Traversable) -> None:
        for entry in sorted(folder.iterdir(), key=lambda e: e.name):
            if entry.is_dir() and entry.name not in ("__pycache__", "samples"):
                add(entry)
            elif entry.is_file() and not entry.name.endswith(".pyc"):
                digest.update(entry.name.encode() + entry.read_bytes())

    add(resources.files("corpus"))
    return digest.hexdigest()

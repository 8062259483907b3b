"""Read one report into all that the index stores of it."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from corpus.facts import extract_facts
from corpus.load import load
from corpus.model import BlockKind, Document, Passage, Span
from corpus.outline import outline
from corpus.split import split
from corpus.vietnamese import sentences
from index.database import Report


def read_report(path: Path, content: str, fingerprint: str) -> Report:
    """Read a file into all that the index stores of it."""
    return report_of(load(path), content, fingerprint, str(path))


def report_of(
    document: Document, content: str, fingerprint: str, path: str, passages: Sequence[Passage] | None = None
) -> Report:
    """Return all that the index stores of a report; it is cut into passages unless they are given."""
    found = split(document) if passages is None else passages
    return Report(
        document=document,
        content=content,
        fingerprint=fingerprint,
        path=path,
        passages=found,
        sentences=sentences_of(document, found),
        facts=extract_facts(document),
    )


def sentences_of(document: Document, passages: Sequence[Passage]) -> list[tuple[int, Span]]:
    """Return the sentences of the report, each with the position of the passage it begins in.

    A table row is one sentence; elsewhere no sentence crosses the border of a paragraph or list item.
    """
    order = sorted(range(len(passages)), key=lambda n: passages[n].span)
    starts = [passages[n].span.start for n in order]
    found = []
    for block in outline(document):
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
    """Return a digest of the code and data that read reports: when they change, reports are read anew."""
    digest = hashlib.sha256()

    def add(folder: Traversable) -> None:
        for entry in sorted(folder.iterdir(), key=lambda e: e.name):
            if entry.is_dir() and entry.name not in ("__pycache__", "samples"):
                add(entry)
            elif entry.is_file() and not entry.name.endswith(".pyc"):
                digest.update(entry.name.encode() + entry.read_bytes())

    add(resources.files("corpus"))
    return digest.hexdigest()

"""Time the extraction of facts: a text twice as long takes about twice as long, and one page takes little.

    python -m bench.facts [REPORTS]

Ratio of CPU seconds within one run, the best of three rounds each. Returns 1 when doubling the text costs
more than 2.6 times as much.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from pathlib import Path

from corpus.facts import extract_facts
from corpus.load import load
from corpus.model import CorpusError, Document

ROUNDS = 3
LARGEST_RATIO = 2.6
COPIES = 8
_SENTENCE = "Chỉ số CCHC đạt 80,41 điểm, xếp thứ 5/12 so với năm 2022 là 4/12; cấp xã 12.345 hồ sơ (cùng kỳ 97%); "


def main(arguments: list[str]) -> int:
    with resources.as_file(resources.files("corpus.samples")) as samples:
        return measure(Path(arguments[0]) if arguments else samples)


def measure(folder: Path) -> int:
    """Print the time of a long text made of these reports, and of the same text twice."""
    text = "\n\n".join(d.text for d in _documents(folder)) + "\n\n"
    long = Document("bench", "bench.txt", text * COPIES)
    longer = replace(long, text=text * COPIES * 2)
    once, twice = _seconds(lambda: extract_facts(long)), _seconds(lambda: extract_facts(longer))
    facts = len(extract_facts(long))
    size = f"{len(long.text):,} characters, {facts:,} facts"
    print(f"{size}: {once:.2f} s ({once / len(long.text) * 1e6:.1f} ms per 1,000)")
    endless = Document("bench", "bench.txt", _SENTENCE * 150)
    one = _seconds(lambda: extract_facts(endless))
    two = _seconds(lambda: extract_facts(replace(endless, text=endless.text * 2)))
    print(f"one endless sentence of {len(endless.text):,} characters: {one:.2f} s; twice: {two / one:.2f} times")
    print(f"twice the text: {twice:.2f} s, {twice / once:.2f} times (at most {LARGEST_RATIO})")
    return 0 if max(twice / once, two / one) < LARGEST_RATIO else 1


def _documents(folder: Path) -> list[Document]:
    found = []
    for path in sorted(folder.iterdir()):
        try:
            found.append(load(path))
        except CorpusError:
            continue  # not a report
    return found


def _seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

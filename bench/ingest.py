"""Time what `cchc index` adds to the bare encoder, and what a second run of an unchanged folder costs.

    python -m bench.ingest [REPORTS]

Both claims are ratios of CPU seconds within one run, the best of two rounds each; wall time on a shared
machine measures the neighbours. (a) Texts per second of a first update (reading, splitting, facts and
publishing included) against `embed_passages` over the same texts in one call. (b) A first update against a
second one of the same folder.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from index.database import open_database
from index.embedding import default_cache, open_embedder
from index.generations import unembedded
from index.update import update

ROUNDS = 2


def main(arguments: list[str]) -> int:
    with resources.as_file(resources.files("corpus.samples")) as samples:
        return measure(Path(arguments[0]) if arguments else samples)


def measure(reports: Path) -> int:
    """Print both ratios; return 1 when one misses its mark."""
    embedder = open_embedder("", default_cache())
    embedder.embed_passages(["khởi động"])
    first, second, bare = [], [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            database = open_database("", Path(folder))
            first.append(_seconds(lambda: update(database, lambda: embedder, [reports])))  # noqa: B023
            second.append(_seconds(lambda: update(database, lambda: embedder, [reports])))  # noqa: B023
            texts = [text for _, text in unembedded(database, "no model")]
            rows = database.document_rows()
            database.close()
        bare.append(_seconds(lambda: embedder.embed_passages(texts)))  # noqa: B023
    share, faster = min(bare) / min(first), min(first) / min(second)
    print(f"{len(rows)} reports, {len(texts)} passages and sentences encoded")
    print(f"update          {len(texts) / min(first):8.1f} a CPU second")
    print(f"bare encoder    {len(texts) / min(bare):8.1f} a CPU second")
    print(f"update reaches  {share:8.2f} of the bare encoder (mark 0.85)")
    print(f"second run      {faster:8.0f} times faster than the first (mark 50)")
    return 0 if share >= 0.85 and faster >= 50 else 1


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

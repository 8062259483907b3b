"""Measure how time and memory grow with the number of reports, up to a folder of 2,000.

    python -m bench.corpus [REPORTS ...]

Each size in a process of its own: seconds and peak memory of a first run, of a run that finds nothing new, and of
opening the index and searching. Words are hashed instead of embedded (encoding costs the same for every report and
is timed by `bench.ingest`); reading, storing, searching are the product's own. Returns 1 where a run costs more
than 1.6 times as much a report as in the smallest folder.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from importlib import resources
from pathlib import Path

from index.database import open_database
from index.reader import open_index
from index.update import update
from tests.fakes import HashingEmbedder

SIZES = (125, 500, 2000)
LARGEST_RATIO = 1.6


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["one"]:
        return one(int(arguments[1]))
    rows = []
    for size in [int(a) for a in arguments] or SIZES:
        command = [sys.executable, "-m", "bench.corpus", "one", str(size)]
        rows.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
        print(" · ".join(f"{name} {value}" for name, value in rows[-1].items()), flush=True)
    worst = max(row["first s"] / row["reports"] for row in rows) / (rows[0]["first s"] / rows[0]["reports"])
    print(f"a report costs at most {worst:.2f} times what it costs in the smallest folder (mark {LARGEST_RATIO})")
    return 1 if worst > LARGEST_RATIO else 0


def one(size: int) -> int:
    with tempfile.TemporaryDirectory() as folder, resources.as_file(resources.files("corpus.samples")) as samples:
        reports = Path(folder) / "reports"
        reports.mkdir()
        texts = [path.read_text(encoding="utf-8") for path in sorted(samples.glob("*.txt"))]
        for number in range(size):
            text = f"{texts[number % len(texts)]}\nLần thứ {number}.\n"
            (reports / f"{number}.txt").write_text(text, encoding="utf-8")
        database = open_database("", Path(folder) / "data")
        embedder = HashingEmbedder(384)
        told: dict[str, float] = {"reports": size}
        for name in ("first", "unchanged"):
            started = time.perf_counter()
            summary = update(database, lambda: embedder, [reports])
            told[f"{name} s"] = round(time.perf_counter() - started, 2)
            told[f"{name} MB"] = _peak()
        told |= {"passages": summary.passages, "facts": summary.facts}
        started = time.perf_counter()
        index = open_index(database, lambda: embedder)
        index.search("chỉ số cải cách hành chính của huyện", 10)
        told |= {"open s": round(time.perf_counter() - started, 2), "open MB": _peak()}
        database.close()
    print(json.dumps(told))
    return 0


def _peak() -> int:
    """Return the most memory this process ever held; its workers are limited by the settings."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

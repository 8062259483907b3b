"""Kill an index run at random moments, under load, and look whether a simple re-run makes it good.

    python -m bench.kill [TIMES]

Each time: a copy of a published index, reports that came, changed and went, a run ended by SIGKILL after a random
share of the time it takes, while another process keeps the processor busy. Then the old generation must still be
readable, and after one more run everything stored must equal a fresh index of the same folder. Returns 1 where
anything is lost, doubled or different. Words are hashed instead of embedded: what is tried is the storing.
"""

import random
import shutil
import signal
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
from tests.index.states import hidden_rows, state_of

RUN = """
import sys
from pathlib import Path
import index.update
from index.database import open_database
from tests.fakes import HashingEmbedder
index.update.BATCH = 16
embedder = HashingEmbedder()
index.update.update(open_database("", Path(sys.argv[1])), lambda: embedder, [Path(sys.argv[2])])
"""


def main(arguments: list[str]) -> int:
    times = int(arguments[0]) if arguments else 100
    with tempfile.TemporaryDirectory() as folder, resources.as_file(resources.files("corpus.samples")) as samples:
        return measure(Path(folder), samples, times)


def measure(folder: Path, samples: Path, times: int) -> int:
    """Print how many runs were killed and what was wrong after them."""
    reports, base = folder / "reports", folder / "base"
    shutil.copytree(samples, reports, ignore=shutil.ignore_patterns("__*"))
    _bring(base, reports)
    texts = sorted(reports.glob("*.txt"))
    for number, path in enumerate(texts):
        text = path.read_text(encoding="utf-8")
        (reports / f"moi-{number}.txt").write_text(f"{text}\nBản mới.\n", encoding="utf-8")
        path.write_text(f"{text}\nThêm dòng.\n", encoding="utf-8")
    texts[0].unlink()
    _bring(folder / "fresh", reports)
    wanted = _state(folder / "fresh")
    shutil.copytree(base, folder / "timed")
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", RUN, str(folder / "timed"), str(reports)], check=True)
    seconds = time.perf_counter() - started
    chance, killed, wrong = random.Random(100), 0, 0
    load = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        for number in range(times):
            data = folder / f"data-{number}"
            shutil.copytree(base, data)
            run = subprocess.Popen([sys.executable, "-c", RUN, str(data), str(reports)])
            time.sleep(chance.uniform(0, 1.2 * seconds))
            run.send_signal(signal.SIGKILL)
            killed += run.wait() == -signal.SIGKILL
            readable = _readable(data)
            _bring(data, reports)
            wrong += not readable or _state(data) != wanted
            shutil.rmtree(data)
    finally:
        load.kill()
        load.wait()
    print(f"a run takes {seconds:.1f} s; {killed} of {times} were killed before their end; {wrong} left anything wrong")
    return 1 if wrong else 0


def _bring(data: Path, reports: Path) -> None:
    database = open_database("", data)
    embedder = HashingEmbedder()
    update(database, lambda: embedder, [reports])
    database.close()


def _state(data: Path) -> dict[str, object]:
    database = open_database("", data)
    state = {**state_of(database), "hidden": hidden_rows(database)}
    database.close()
    return state


def _readable(data: Path) -> bool:
    database = open_database("", data)
    embedder = HashingEmbedder()
    index = open_index(database, lambda: embedder)
    found = bool(index.facts() and index.search("chỉ số cải cách hành chính", 5))
    database.close()
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

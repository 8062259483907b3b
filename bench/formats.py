"""Time how fast each format is read, against the same report as plain text.

    python -m bench.formats

One report of many pages is written in each format and read in turn, the best of some rounds, in CPU seconds;
what is told is the ratio to plain text, and for PDF the pages a second. A scan is timed by its pages too, if
Tesseract is here (in wall seconds: it is another program).
"""

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium

from corpus.load import load
from tests.corpus.formats import BUILDERS
from tests.corpus.test_formats import QUARTER

ROUNDS = 3
TIMES = 25  # the body is repeated: a report of some 20 pages


def main() -> int:
    body = tuple(re.sub(r"\{\d\}", "", block) if isinstance(block, str) else block for block in QUARTER.body)
    contents = replace(QUARTER, body=body * TIMES, notes=())
    with tempfile.TemporaryDirectory() as folder:
        seconds: dict[str, float] = {}
        for suffix, build in BUILDERS.items():
            path = Path(folder) / f"bao-cao{suffix}"
            path.write_bytes(build(contents))
            load(path)  # what is loaded once is not timed
            seconds[suffix] = min(_seconds(lambda: load(path), time.process_time) for _ in range(ROUNDS))  # noqa: B023
            print(f"{suffix:6} {seconds[suffix]:8.3f} s  {seconds[suffix] / seconds['.txt']:6.1f} times plain text")
        with pdfium.PdfDocument(Path(folder) / "bao-cao.pdf") as document:
            pages = len(document)
            picture = document[0].render(scale=200 / 72, grayscale=True).to_pil()
        print(f".pdf   {pages / seconds['.pdf']:8.1f} pages a CPU second ({pages} pages)")
        if shutil.which("tesseract"):
            picture.save(Path(folder) / "quet.png", dpi=(200, 200))
            scanned = _seconds(lambda: load(Path(folder) / "quet.png"), time.perf_counter)
            print(f"scan   {scanned:8.1f} s a page (wall)")
    return 0


def _seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    work()
    return clock() - start


if __name__ == "__main__":
    sys.exit(main())

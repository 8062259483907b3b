"""Time a question against one query embedding in the same run.

usage: python -m bench.ask [REPORTS] [QUESTIONS.jsonl]  (default: the samples and their gold questions)

Prints medians and their ratios: any question (to stay at or under 1.6 of an embedding), a question
about figures (which embeds nothing), and one that was answered with sentences.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from qa.app import open_app
from qa.settings import SAMPLES, load_settings

_GOLD = Path(__file__).resolve().parent.parent / "tests" / "questions" / "samples.jsonl"


def milliseconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return (time.perf_counter() - started) * 1000


def main() -> None:
    reports = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    gold = Path(sys.argv[2]) if len(sys.argv) > 2 else _GOLD
    questions = [json.loads(line)["question"] for line in gold.read_text(encoding="utf-8").splitlines() if line]
    with tempfile.TemporaryDirectory() as folder:
        app = open_app(load_settings(data_dir=Path(folder), reports_dir=reports))
        app.update([reports])
        assistant, embedder = app.assistant, app.embedder
        for question in questions:  # warm up: models opened, reports read
            assistant.ask(question)
            embedder.embed_query(question)
        asked, embedded, figures, texts = [], [], [], []
        for _ in range(3):
            for question in questions:
                embedded.append(milliseconds(lambda q=question: embedder.embed_query(q)))
                before = time.perf_counter()
                answer = assistant.ask(question)
                asked.append((time.perf_counter() - before) * 1000)
                if answer.kind in ("figure", "comparison", "trend", "ranking"):
                    figures.append(asked[-1])
                if answer.kind in ("passage", "list"):
                    texts.append(asked[-1])
        one = statistics.median(embedded)
        print(f"one query embedding      {one:7.2f} ms (median of {len(embedded)})")
        for name, times in (("any question", asked), ("a figure question", figures), ("a text question", texts)):
            if not times:
                continue
            middle = statistics.median(times)
            print(f"{name:<24} {middle:7.2f} ms (median of {len(times)}) = {middle / one:.2f} embeddings")
        app.close()


if __name__ == "__main__":
    main()

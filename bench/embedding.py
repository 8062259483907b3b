"""Measure the encoder: passages a second, milliseconds a question, and both against the bare network.

    python -m bench.embedding FILE.json

The texts are the paragraphs and questions of a file in SQuAD's JSON format, cut to the length of passages.
The bare encoder is given ready-made tokens in the same batches; what lies above it is tokens, order, copies.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bench.retrieval import read
from index import e5
from index.embedding import DefaultEmbedder, default_cache, prepare
from index.search import Searcher
from index.vectors import Vectors


def seconds(job: Callable[[], object]) -> float:
    """Return the time a job takes."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def bare_encoder(folder: Path, texts: Sequence[str], size: int = 32) -> Callable[[], None]:
    """Return a run of the network alone over these texts, sorted by length and tokenised beforehand."""
    import onnxruntime
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / e5.TOKENIZER))
    tokenizer.enable_padding(pad_id=1, pad_token="<pad>")
    tokenizer.enable_truncation(512)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(str(folder / e5.ENCODER), options)
    table = e5.word_vectors(folder)
    ordered = sorted(texts, key=len)
    batches = []
    for start in range(0, len(ordered), size):
        encoded = tokenizer.encode_batch(ordered[start : start + size])
        mask = np.array([e.attention_mask for e in encoded], np.int32)
        batches.append({"vectors": table[[e.ids for e in encoded]].astype(np.float32), "mask": mask})

    def run() -> None:
        for batch in batches:
            session.run(None, batch)

    return run


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Measure the default encoder.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--length", type=int, default=500, help="characters of a passage")
    given = parser.parse_args(arguments)
    found = read(given.file)
    folder = prepare(default_cache())
    start = time.perf_counter()
    embedder = DefaultEmbedder(folder)
    embedder.embed_query("mở")
    print(f"open and first question: {time.perf_counter() - start:.2f} s")

    passages = [p[: given.length] for p in found.paragraphs]
    bare = bare_encoder(folder, passages)
    bare()
    # By turns, so that whatever else the machine does slows both.
    turns = [(seconds(lambda: embedder.embed_passages(passages)), seconds(bare)) for _ in range(5)]
    ours, alone = (statistics.median(times) for times in zip(*turns, strict=True))
    print(f"passages of {given.length} characters: {len(passages) / ours:.1f} a second")
    print(f"of the bare network's rate: {alone / ours:.2f}")

    matrix = embedder.embed_passages(found.paragraphs)
    keys = np.arange(len(matrix), dtype=np.int64)
    searcher = Searcher(keys.tolist(), found.paragraphs, Vectors.build(keys, matrix), embedder.embed_query)
    embed, whole = [], []
    for asked in found.questions[:300]:
        embed.append(seconds(lambda text=asked.text: embedder.embed_query(text)))  # type: ignore[misc]
        whole.append(seconds(lambda text=asked.text: searcher.search(text, 10)))  # type: ignore[misc]
    print(f"question: {statistics.median(embed) * 1e3:.2f} ms to embed")
    ratio = statistics.median(whole) / statistics.median(embed)
    print(f"search (mend, embed, both indexes): {ratio:.2f} times one embedding")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

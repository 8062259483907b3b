"""Texts to vectors: the bundled default model, or any sentence-transformers model by name or folder."""

import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
import time
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index import e5
from prompts import say

Matrix = NDArray[np.float32]
LONGEST = 512  # tokens; more is cut off
# No piece of the vocabulary is longer than 16 characters, so more than this can never reach the encoder.
_LONGEST_CHARACTERS = LONGEST * 16
_BATCH_TOKENS = 2048


class EmbeddingError(Exception):
    """A model that cannot be opened: `model` names it, `cause` and `step` say why and what to do."""

    def __init__(self, model: str, cause: str, step: str) -> None:
        super().__init__(say("search.embedding", model=model, cause=cause, step=step))
        self.model = model
        self.cause = cause
        self.step = step


class Embedder(Protocol):
    """Turns texts into vectors of length one; `name` changes whenever the vectors would."""

    @property
    def name(self) -> str: ...
    @property
    def dimension(self) -> int: ...
    def embed_passages(self, texts: Sequence[str]) -> Matrix: ...
    def embed_query(self, text: str) -> Matrix: ...


def default_cache() -> Path:
    """Return where models are kept between runs, for every project of this user."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hoidap-cchc" / "models"


def open_embedder(model: str, cache: Path) -> Embedder:
    """Open a model by name or folder; "" is the bundled default, built into `cache` when it is not there."""
    if not model:
        return DefaultEmbedder(prepare(cache))
    return SentenceTransformerEmbedder(model)


def prepare(cache: Path) -> Path:
    """Build the default model's folder inside `cache` unless it is there and whole.

    It is built aside and renamed into place, so that two processes, or one that is stopped, do no harm.
    """
    folder = cache / f"{e5.NAME}-{e5.FORMAT}"
    if e5.is_whole(folder):
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(cache)
        aside = Path(tempfile.mkdtemp(prefix=".building-", dir=cache))
        try:
            fresh = aside / "model"
            fresh.mkdir()
            e5.write_folder(fresh)
            _put_in_place(fresh, folder, aside)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except e5.SourceError as error:
        cause = say("search.embedding_no_package", package=error.package, detail=error.reason)
        raise EmbeddingError(e5.NAME, cause, say("search.embedding_step_setup")) from error
    except OSError as error:
        cause = say("search.embedding_no_room", folder=cache, detail=error.strerror or error)
        raise EmbeddingError(e5.NAME, cause, say("search.embedding_step_folder")) from error
    return folder


def _clear_leftovers(cache: Path) -> None:
    """Remove what a process that was killed more than an hour ago left half built."""
    for leftover in cache.glob(".building-*"):
        if leftover.stat().st_mtime < time.time() - 3600:
            shutil.rmtree(leftover, ignore_errors=True)


def _put_in_place(fresh: Path, folder: Path, aside: Path) -> None:
    for attempt in range(3):
        if e5.is_whole(folder):  # another process was faster
            return
        try:
            if folder.exists():
                folder.rename(aside / f"broken-{attempt}")
            fresh.rename(folder)
            return
        except OSError:
            if attempt == 2:
                raise


class DefaultEmbedder:
    """The bundled multilingual-e5-small over onnxruntime; torch is never imported."""

    def __init__(self, folder: Path, threads: int = 2) -> None:
        self.folder = folder
        self._threads = threads
        self.dimension = int(json.loads((folder / e5.STAMP).read_text(encoding="utf-8"))["dimension"])
        self.name = f"{e5.NAME}/{e5.FORMAT}/{self.dimension}"

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        try:
            tokenizer = Tokenizer.from_file(str(self.folder / e5.TOKENIZER))
        except Exception as error:  # the library raises bare Exception
            raise self._broken(error) from error
        tokenizer.enable_truncation(LONGEST)
        tokenizer.enable_padding(pad_id=1, pad_token="<pad>")
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.log_severity_level = 3
        path = str(self.folder / e5.ENCODER)
        try:
            return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's errors share no base class of their own
            raise self._broken(error) from error

    @cached_property
    def _word_vectors(self) -> NDArray[Any]:
        return e5.word_vectors(self.folder)

    def _broken(self, error: Exception) -> EmbeddingError:
        detail = str(error).splitlines()[0][:200]
        cause = say("search.embedding_broken", folder=self.folder, detail=detail)
        return EmbeddingError(e5.NAME, cause, say("search.embedding_step_rebuild", folder=self.folder))

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Return one vector a row, in the order given."""
        return self._embed([e5.PROMPTS["passage"] + encoder_text(text) for text in texts])

    def embed_query(self, text: str) -> Matrix:
        """Return the vector of a question."""
        vector: Matrix = self._embed([e5.PROMPTS["query"] + encoder_text(text)])[0]
        return vector

    def _embed(self, texts: list[str]) -> Matrix:
        result = np.zeros((len(texts), self.dimension), np.float32)
        # Texts of one length share a batch: padding is paid for like text.
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        start = 0
        while start < len(order):
            # A Vietnamese token has three characters or more; the estimate only sets the batch's size.
            longest = min(LONGEST, len(texts[order[min(start + 31, len(order) - 1)]]) // 3 + 1)
            rows = order[start : start + max(1, min(32, _BATCH_TOKENS // longest))]
            result[rows] = self._run([texts[n] for n in rows])
            start += len(rows)
        return result

    def _run(self, texts: list[str]) -> Matrix:
        encoded = self._tokenizer.encode_batch(texts)
        tokens = np.array([e.ids for e in encoded])
        mask = np.array([e.attention_mask for e in encoded], dtype=np.int32)
        vectors = self._word_vectors[tokens].astype(np.float32)
        embedded: Matrix = self._session.run(None, {"vectors": vectors, "mask": mask})[0]
        return embedded


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by name or folder."""

    def __init__(self, model: str) -> None:
        folder = Path(model).expanduser()
        if not folder.is_dir() and (folder.is_absolute() or model.startswith((".", "~"))):
            step = say("search.embedding_step_name")
            raise EmbeddingError(model, say("search.embedding_no_folder"), step)
        try:
            from sentence_transformers import SentenceTransformer

            self._model = SentenceTransformer(str(folder) if folder.is_dir() else model, device="cpu")
        except Exception as error:  # hub, file and model errors of three libraries; all mean the same here
            detail = (str(error).splitlines() or [type(error).__name__])[0][:200]
            cause = say("search.embedding_not_loaded", detail=detail)
            raise EmbeddingError(model, cause, say("search.embedding_step_name")) from error
        self._query_prompt, self._passage_prompt = prompts_of(model, self._model.prompts or {})
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        version = _folder_version(folder) if folder.is_dir() else "hub"
        self.name = f"{folder.name if folder.is_dir() else model}/{version}/{self.dimension}"

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Return one vector a row, in the order given."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return self._encode([encoder_text(text) for text in texts], self._passage_prompt)

    def embed_query(self, text: str) -> Matrix:
        """Return the vector of a question."""
        vector: Matrix = self._encode([encoder_text(text)], self._query_prompt)[0]
        return vector

    def _encode(self, texts: list[str], prompt: str) -> Matrix:
        encoded = self._model.encode(
            texts,
            prompt=prompt or None,
            batch_size=32,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(encoded, dtype=np.float32)


def encoder_text(text: str) -> str:
    """Return the text as encoders expect it: NFKC, no more than can matter, nothing UTF-8 cannot carry."""
    cut = text[:_LONGEST_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFKC", cut)


def prompts_of(model: str, stated: Mapping[str, str | None]) -> tuple[str, str]:
    """Return what goes before a question and before a passage; E5 models need it, older ones do not say."""
    query = stated.get("query") or ""
    passage = stated.get("passage") or stated.get("document") or stated.get("corpus") or ""
    if query or passage or not re.search(r"(?<![a-z0-9])e5(?![0-9])", model.lower()):
        return query, passage
    if "instruct" in model.lower():
        return "Instruct: Given a question, retrieve passages that answer it\nQuery: ", ""
    return e5.PROMPTS["query"], e5.PROMPTS["passage"]


def _folder_version(folder: Path) -> str:
    """Return a short digest that changes with any file of the model; large files by size and both ends."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()} {size}".encode())
        with path.open("rb") as file:
            digest.update(file.read(65536))
            file.seek(max(0, size - 65536))
            digest.update(file.read())
    return digest.hexdigest()[:12]


def main(arguments: Sequence[str]) -> int:
    """Build the default model into the folder given, else into the default cache; say where it is."""
    try:
        folder = prepare(Path(arguments[0]) if arguments else default_cache())
    except EmbeddingError as error:
        print(error, file=sys.stderr)
        return 1
    print(say("search.embedding_ready", folder=folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""One published generation opened for searching: what a search needs is opened once, when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

import sqlalchemy as sql

from corpus.model import Document, Passage, Span
from index.database import Database
from index.generations import digest_of_places, open_vectors
from index.rows import DocumentRow, IndexFault, IndexMismatch, Place, Stamp
from index.tables import passage_input, passages, sentences
from prompts import say

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.repair import Repairer
    from index.search import Hit, Parts, Query, Searcher
    from index.vectors import VectorIndex

#: Reports kept in memory at a time; the longest seen have some 200 KB.
_KEPT = 256


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage found. `key` names it within its generation; the scores are those of `index.search.Hit`."""

    passage: Passage
    key: int
    score: float
    dense: float


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence found; `text == document.text[span.start:span.end]`. `around` is the cosine of its passage.

    `signs` say, each 0 to 1, what speaks for it (index/answering.py); `score` weighs them without the reports.
    """

    document_id: str
    span: Span
    text: str
    key: int
    score: float
    dense: float
    around: float
    signs: Mapping[str, float]


class Gone(Exception):  # noqa: N818 - goes no further than reader.py
    """What a generation held is no longer there: a newer one was published."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The passages or the sentences of a generation: key n is the n-th place."""

    places: Sequence[Place]
    searcher: Searcher
    of_document: dict[str, range]

    def keys_of(self, documents: Collection[str] | None) -> list[int] | None:
        """Return the keys within these reports; None, which is quicker, where none is left out."""
        if documents is None or self.of_document.keys() <= set(documents):
            return None
        return [key for document in documents for key in self.of_document.get(document, ())]


class View:
    """One published generation; answers for it alone, and raises Gone once another has taken its place."""

    def __init__(self, database: Database, embedder: Callable[[], Embedder], choice: str, stamp: Stamp) -> None:
        self.stamp = stamp
        self._database = database
        self._embedder = embedder
        self._choice = choice
        self.document = lru_cache(_KEPT)(self._read)
        self.documents = lru_cache(1)(self._list)

    def _read(self, document_id: str) -> Document | None:
        return self._database.document(document_id, self.stamp.generation)

    def _list(self) -> list[DocumentRow]:
        return self._database.document_rows(self.stamp.generation)

    # -- opening -----------------------------------------------------------------------------------------

    @cached_property
    def _places(self) -> tuple[list[Place], list[Place]]:
        generation = self.stamp.generation
        found = (list(self._database.places(passages, generation)), list(self._database.places(sentences, generation)))
        if digest_of_places(*found) != self.stamp.digest:
            raise Gone
        return found

    @cached_property
    def encoder(self) -> Embedder:
        if self._choice == self.stamp.choice:
            encoder = self._embedder()
            if encoder.name == self.stamp.model:
                return encoder
        wanted = self._choice or say("index.default_model")
        raise IndexMismatch(say("index.model", found=self.stamp.model, wanted=wanted))

    def _embed(self, question: str) -> Any:
        """Open the model with the first question that needs a vector: mending a question needs none."""
        return self.encoder.embed_query(question)

    @cached_property
    def passages(self) -> _Part:
        return self._open_part(self._places[0], self._vectors(passages, self._places[0]), None)

    @cached_property
    def sentences(self) -> _Part:
        return self._open_part(self._places[1], self._sentence_vectors, self.passages.searcher.repairer)

    @cached_property
    def _sentence_vectors(self) -> VectorIndex:
        return self._vectors(sentences, self._places[1])

    @cached_property
    def _parts(self) -> Parts:
        """The sentences of each passage: search orders the best passages by them."""
        from index.search import Parts

        owners = [self._key_of_passage[place.passage] for place in self._places[1]]
        return Parts(self._sentence_vectors, owners)

    @cached_property
    def _key_of_passage(self) -> dict[int, int]:
        return {place.id: key for key, place in enumerate(self._places[0])}

    def _vectors(self, table: sql.Table, places: Sequence[Place]) -> VectorIndex:
        from index.vectors import VectorsError

        try:
            vectors = open_vectors(self._database, self.stamp, table, places)
        except VectorsError as error:
            raise (IndexFault(str(error)) if error.path.exists() else Gone()) from error
        if vectors is None:
            raise Gone
        return vectors

    def _open_part(self, places: Sequence[Place], vectors: VectorIndex, repairer: Repairer | None) -> _Part:
        from index.search import Searcher

        owned: dict[str, list[int]] = {}
        for key, place in enumerate(places):
            owned.setdefault(place.document_id, []).append(key)
        searcher = Searcher(range(len(places)), self._texts(places), vectors, self._embed, repairer)
        return _Part(places, searcher, {d: range(keys[0], keys[-1] + 1) for d, keys in owned.items()})

    def _texts(self, places: Iterable[Place]) -> Iterator[str]:
        """Yield the text of every place, a report at a time: not all reports fit in memory at once."""
        texts = self._database.texts(self.stamp.generation)
        for document_id, found in groupby(places, key=lambda place: place.document_id):
            text = next((text for other, text in texts if other == document_id), None)
            if text is None:
                raise Gone
            for place in found:
                yield passage_input(Passage(document_id, place.span, place.span.of(text), place.headings))

    # -- searching ---------------------------------------------------------------------------------------

    def search(self, question: Query | str, k: int, documents: Collection[str] | None) -> list[PassageHit]:
        part = self.passages
        found = part.searcher.search(question, k, part.keys_of(documents), self._parts)
        return [self._passage_hit(hit) for hit in found]

    def nearest(self, vector: Any, k: int, documents: Collection[str] | None) -> list[PassageHit]:
        import numpy as np

        part = self.passages
        allowed = part.keys_of(documents)
        keys, scores = part.searcher.vectors.search(
            np.asarray(vector, np.float32), k, None if allowed is None else np.asarray(allowed, np.int64)
        )
        return [
            PassageHit(self._passage(int(key)), int(key), float(score), float(score))
            for key, score in zip(keys, scores, strict=True)
        ]

    def find_sentences(self, question: Query | str, k: int, documents: Collection[str] | None) -> list[SentenceHit]:
        from index.answering import find_sentences

        places, searcher = self.sentences.places, self.sentences.searcher
        query = searcher.prepare(question) if isinstance(question, str) else question

        def text_of(key: int) -> str:
            return places[key].span.of(self._text(places[key].document_id))

        passages = self.passages
        allowed = passages.keys_of(documents)
        found = find_sentences(query, k, passages.searcher, searcher, self._parts, text_of, allowed)
        return [
            SentenceHit(
                document_id=places[one.hit.key].document_id,
                span=places[one.hit.key].span,
                text=one.text,
                key=one.hit.key,
                score=one.hit.score,
                dense=one.hit.dense,
                around=one.passage.dense,
                signs=one.signs,
            )
            for one in found
        ]

    def _text(self, document_id: str) -> str:
        document = self.document(document_id)
        if document is None:
            raise Gone
        return document.text

    def _passage(self, key: int) -> Passage:
        place = self.passages.places[key]
        text = place.span.of(self._text(place.document_id))
        return Passage(place.document_id, place.span, text, place.headings)

    def _passage_hit(self, hit: Hit) -> PassageHit:
        return PassageHit(self._passage(hit.key), hit.key, hit.score, hit.dense)

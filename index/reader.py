"""An opened index for asking: one published generation at a time, shared by all threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, TypeVar

from corpus.model import Document, Fact
from index.database import Database
from index.facts import FactQuery, count_facts, find_facts, spoken_of
from index.rows import DocumentRow, IndexFault, IndexMissing, Stamp
from index.view import Gone, PassageHit, SentenceHit, View
from prompts import say

if TYPE_CHECKING:
    from index.embedding import Embedder
    from index.search import Query

Found = TypeVar("Found")


class Index:
    """Reads the published generation; FAISS and the encoder are opened with the first search."""

    def __init__(self, database: Database, embedder: Callable[[], Embedder], choice: str = "") -> None:
        self.database = database
        self.embedder = embedder
        self.choice = choice
        self._lock = threading.RLock()
        self._view = self._open(_published(database))

    def _open(self, stamp: Stamp) -> View:
        return View(self.database, self.embedder, self.choice, stamp)

    @property
    def stamp(self) -> Stamp:
        return self._view.stamp

    @property
    def generation(self) -> int:
        return self._view.stamp.generation

    def refresh(self) -> bool:
        """Turn to the generation published last; tell whether that is another one."""
        stamp = _published(self.database)
        with self._lock:
            if stamp == self._view.stamp:
                return False
            self._view = self._open(stamp)
        return True

    def documents(self) -> list[DocumentRow]:
        """Return all reports that may be cited, the latest first."""
        return [row for row in self._view.documents() if not row.copy_of]

    def listed(self) -> list[DocumentRow]:
        """Return all reports, those too that only repeat another, the latest first."""
        return self._view.documents()

    def document(self, document_id: str) -> Document | None:
        """Return a report as it was read, or None where there is none of that id."""
        found = self._view.document(document_id)
        return self._view.document(document_id) if found is None and self.refresh() else found

    def facts(self, query: FactQuery | None = None) -> list[Fact]:
        return find_facts(self.database, query or FactQuery(), self.generation)

    def count_facts(self, query: FactQuery | None = None) -> dict[str, int]:
        """Return how many facts fit, by the id of their report."""
        return count_facts(self.database, query or FactQuery(), self.generation)

    def spoken_of(self) -> tuple[set[str], set[int]]:
        """Return the catalogue indicators and the years that the facts speak of."""
        return spoken_of(self.database, self.generation)

    def prepare(self, question: str, without: Collection[str] = ()) -> Query:
        """Clean, mend and embed a question once for several searches.

        `without` are names that chose the reports searched, such as a unit's: there they only lead astray.
        """
        return self._searching(lambda view: view.passages.searcher.prepare(question, without))

    def repair(self, question: str) -> str:
        """Return the question with the tone marks that its writer left out, after the reports' own words."""
        return self._searching(lambda view: view.passages.searcher.repairer.repair(question))

    def search(self, question: Query | str, k: int, documents: Collection[str] | None = None) -> list[PassageHit]:
        """Return the best passages, best first; only those of these reports, when given."""
        return self._searching(lambda view: view.search(question, k, documents))

    def nearest(self, vector: Any, k: int, documents: Collection[str] | None = None) -> list[PassageHit]:
        """Return the passages whose vectors are nearest to that one; words do not count."""
        return self._searching(lambda view: view.nearest(vector, k, documents))

    def sentences(self, question: Query | str, k: int, documents: Collection[str] | None = None) -> list[SentenceHit]:
        """Return the sentences that answer best, of all reports or of these."""
        return self._searching(lambda view: view.find_sentences(question, k, documents))

    def stats(self) -> dict[str, Any]:
        """Return what the index holds and was made with, for people and monitors."""
        stamp = self.stamp
        return {
            "generation": stamp.generation,
            "published": stamp.published,
            "model": stamp.model,
            "dimension": stamp.dimension,
            "documents": stamp.documents,
            "passages": stamp.passages,
            "sentences": stamp.sentences,
            "facts": stamp.facts,
        }

    def _searching(self, search: Callable[[View], Found]) -> Found:
        """Search the generation at hand, or the next one where this one is replaced meanwhile."""
        while True:
            view = self._view
            try:
                return search(view)
            except Gone as error:
                self.refresh()
                if self._view is view:
                    raise IndexFault(say("index.broken", folder=self.database.data_dir)) from error


def _published(database: Database) -> Stamp:
    stamp = database.stamp()
    if stamp is None or not stamp.generation:
        raise IndexMissing(say("index.missing"))
    return stamp


def open_index(database: Database, embedder: Callable[[], Embedder], choice: str = "") -> Index:
    """Open the published index for asking; `choice` is the configured model, "" for the default."""
    return Index(database, embedder, choice)

"""Our index as llama-index users expect it: a retriever, a splitter, an embedding and a vector store.

Everything works offline: pass `CchcEmbedding` wherever llama-index would otherwise reach for a hub. Nodes
keep our offsets: `node.text == document.text[node.start_char_idx : node.end_char_idx]`.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import (
    BaseNode,
    MetadataMode,
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
    TransformComponent,
)
from llama_index.core.vector_stores.types import (
    BasePydanticVectorStore,
    FilterCondition,
    FilterOperator,
    MetadataFilters,
    VectorStoreQuery,
    VectorStoreQueryMode,
    VectorStoreQueryResult,
)
from pydantic import PrivateAttr

from corpus.header import read_header
from corpus.model import Document, Passage, Span
from corpus.own_unit import own_unit
from corpus.split import split
from corpus.vietnamese import nfc
from index.database import Database
from index.embedding import Embedder
from index.generations import add_vectors, unembedded
from index.lock import only_one
from index.reader import Index
from index.report import File, Report, report_of
from index.rows import IndexFault
from index.tables import digest_of, passage_input, passages
from index.update import open_to_write, publish
from index.view import PassageHit
from prompts import say

#: Marks reports that came in as nodes: no folder holds them, so bringing a folder in line leaves them alone.
_ORIGIN = "llama-index:"


class CchcEmbedding(BaseEmbedding):
    """The index's own encoder as llama-index calls it."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder, **kwargs: Any) -> None:
        super().__init__(model_name=embedder.name, **kwargs)
        self._embedder = embedder

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return [row.tolist() for row in self._embedder.embed_passages(texts)]

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        vector: list[float] = self._embedder.embed_query(query).tolist()
        return vector

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


class CchcSplitter(TransformComponent):
    """Cuts reports into our passages; to be used where a pipeline wants a node parser."""

    def __call__(self, nodes: Sequence[BaseNode], **kwargs: Any) -> list[BaseNode]:
        found: list[BaseNode] = []
        for node in nodes:
            document = _document_of(node.ref_doc_id or node.node_id, node.get_content(MetadataMode.NONE), node.metadata)
            found += (node_of(passage, document) for passage in split(document))
        return found


class CchcRetriever(BaseRetriever):
    """Our fused search; scores are ours, best first."""

    def __init__(self, index: Index, k: int = 5, documents: Collection[str] | None = None) -> None:
        super().__init__()
        self._index = index
        self._k = k
        self._documents = documents

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._index.search(query_bundle.query_str, self._k, self._documents)
        return [NodeWithScore(node=_found(self._index, hit), score=hit.score) for hit in hits]


class CchcVectorStore(BasePydanticVectorStore):
    """Our index as a vector store: stock pipelines and a stock VectorStoreIndex read and write it.

    Nodes that are added become reports of the index, with sentences and facts, and are searched at once.
    A default query compares vectors; a hybrid one is our fused search.
    """

    stores_text: bool = True
    is_embedding_query: bool = True
    _index: Index = PrivateAttr()

    def __init__(self, index: Index) -> None:
        super().__init__(stores_text=True)
        self._index = index

    @property
    def client(self) -> Index:
        return self._index

    def add(self, nodes: Sequence[BaseNode], **kwargs: Any) -> list[str]:
        """Store nodes as passages of their reports, and publish them."""
        index, database = self._index, self._index.database
        with only_one(database):
            before = open_to_write(database)
            for document_id, found in _by_document(nodes):
                report = _report_of(database, document_id, found)
                database.add(report, before.generation + 1)
                database.settle([], before.generation + 1, [], [report.file])
                self._keep_vectors(report, found)
            publish(database, index.embedder, before, index.choice)
        index.refresh()
        return [node.node_id for node in nodes]

    def _keep_vectors(self, report: Report, nodes: Iterable[BaseNode]) -> None:
        """Keep the vectors that came along, as far as they are of the texts our encoder would be given."""
        encoder = self._index.embedder()
        given = {
            digest_of(node.get_content(MetadataMode.EMBED)): np.asarray(node.embedding, np.float16)
            for node in nodes
            if node.embedding is not None and len(node.embedding) == encoder.dimension
        }
        wanted = {digest for digest, _ in unembedded(self._index.database, encoder.name)}
        kept = wanted & given.keys() & {digest_of(passage_input(p)) for p in report.passages}
        if kept:
            add_vectors(self._index.database, encoder.name, [(d, given[d]) for d in sorted(kept)])

    def delete(self, ref_doc_id: str, **delete_kwargs: Any) -> None:
        """Remove a report and all that was read from it."""
        self._remove([ref_doc_id])

    def clear(self) -> None:
        self._remove([row.id for row in self._index.documents()])

    def _remove(self, ids: Sequence[str]) -> None:
        index, database = self._index, self._index.database
        with only_one(database):
            before = open_to_write(database)
            gone = [f"{_ORIGIN}{document_id}" for document_id in ids]
            database.settle(ids, before.generation + 1, gone, [])
            publish(database, index.embedder, before, index.choice)
        index.refresh()

    def query(self, query: VectorStoreQuery, **kwargs: Any) -> VectorStoreQueryResult:
        """Return the best passages by vector, or by our fused search in hybrid mode."""
        documents = self._chosen(query)
        if query.mode is VectorStoreQueryMode.HYBRID and query.query_str is not None:
            hits = self._index.search(query.query_str, query.similarity_top_k, documents)
        elif query.mode is VectorStoreQueryMode.DEFAULT and query.query_embedding is not None:
            hits = self._index.nearest(query.query_embedding, query.similarity_top_k, documents)
        else:
            raise ValueError(f"this store answers default and hybrid queries, not {query.mode}")
        nodes = [_found(self._index, hit) for hit in hits]
        return VectorStoreQueryResult(nodes, [hit.score for hit in hits], [node.node_id for node in nodes])

    def _chosen(self, query: VectorStoreQuery) -> Collection[str] | None:
        """Return the reports a query is limited to, or None."""
        if query.node_ids:  # a stock index passes an empty list when it wants all
            raise ValueError("this store limits queries to reports, not to single nodes")
        if query.doc_ids is None and query.filters is None:
            return None
        rows = [{"document_id": r.id, "source": r.source, "title": r.title} for r in self._index.documents()]
        fitting = [r["document_id"] for r in rows if query.filters is None or _fits(r, query.filters)]
        return [d for d in fitting if query.doc_ids is None or d in query.doc_ids]


def _fits(row: dict[str, str], filters: MetadataFilters) -> bool:
    answers = []
    for one in filters.filters:
        if isinstance(one, MetadataFilters):
            answers.append(_fits(row, one))
            continue
        if one.key not in row:
            raise ValueError(f"filters know {sorted(row)}, not {one.key}")
        wanted = one.value if isinstance(one.value, list) else [one.value]
        if one.operator in (FilterOperator.EQ, FilterOperator.IN):
            answers.append(row[one.key] in wanted)
        elif one.operator in (FilterOperator.NE, FilterOperator.NIN):
            answers.append(row[one.key] not in wanted)
        else:
            raise ValueError(f"filters compare with ==, !=, in and nin, not {one.operator.value}")
    return any(answers) if filters.condition is FilterCondition.OR else all(answers)


def node_of(passage: Passage, document: Document) -> TextNode:
    """Return a passage as a node; what llama-index embeds of it is what our encoder is given for it."""
    heading = passage_input(passage)[: -len(passage.text)].strip()
    page = document.page_of(passage.span.start)
    metadata = {
        "heading": heading,
        "headings": list(passage.headings),
        "document_id": document.id,
        "source": document.source,
        "title": document.title,
        "page_label": "" if page is None else str(page),
    }
    hidden = [key for key in metadata if key != "heading" or not heading]
    node = TextNode(
        id_=f"{document.id}:{passage.span.start}-{passage.span.end}",
        text=passage.text,
        start_char_idx=passage.span.start,
        end_char_idx=passage.span.end,
        metadata=metadata,
        metadata_template="{value}",
        text_template="{metadata_str}\n{content}",
        excluded_embed_metadata_keys=hidden,
        excluded_llm_metadata_keys=hidden,
    )
    node.relationships[NodeRelationship.SOURCE] = RelatedNodeInfo(node_id=document.id)
    return node


def _found(index: Index, hit: PassageHit) -> TextNode:
    document = index.document(hit.passage.document_id)
    if document is None:
        raise IndexFault(say("index.missing"))
    return node_of(hit.passage, document)


def _document_of(document_id: str, text: str, metadata: dict[str, Any]) -> Document:
    """Return a report that llama-index read, or that is put together from its nodes."""
    source = str(metadata.get("source") or metadata.get("file_name") or document_id)
    text = nfc(text)
    header = read_header(text)
    return Document(document_id, source, text, header, own_unit(text, header))


def _by_document(nodes: Sequence[BaseNode]) -> list[tuple[str, list[BaseNode]]]:
    def owner(node: BaseNode) -> str:
        return node.ref_doc_id or node.node_id

    return [(key, list(found)) for key, found in groupby(sorted(nodes, key=owner), key=owner)]


def _report_of(database: Database, document_id: str, nodes: Sequence[BaseNode]) -> Report:
    """Put a report together from its nodes, and from those that came before; gaps become line breaks."""
    before = database.document(document_id)
    text = list(before.text if before else "")
    cut = {}
    if before:
        places = (p for p in database.places(passages) if p.document_id == document_id)
        cut = {place.span: place.headings for place in places}
    placed: list[tuple[BaseNode, Span]] = []
    for node in nodes:
        content = node.get_content(MetadataMode.NONE)
        start = getattr(node, "start_char_idx", None)
        if not content or start is None:
            raise IndexFault(say("index.node_place", node=node.node_id))
        span = Span(start, start + len(content))
        text += "\n" * (span.end - len(text))
        text[span.start : span.end] = content
        cut[span] = tuple(node.metadata.get("headings", ()))
        placed.append((node, span))
    document = _document_of(document_id, "".join(text), nodes[0].metadata)
    found = [Passage.cut(document, span, cut[span]) for span in sorted(cut)]
    for node, span in placed:
        if span.of(document.text) != node.get_content(MetadataMode.NONE):
            raise IndexFault(say("index.node_place", node=node.node_id))
    name = f"{_ORIGIN}{document_id}"
    return report_of(document, File(name, name, digest_of(document.text)), found)

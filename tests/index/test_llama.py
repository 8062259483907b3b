"""llama-index users meet our index through its own seams, offline, with every node at its place."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from llama_index.core import Document as LlamaDocument
from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
from llama_index.core.ingestion import DocstoreStrategy, IngestionPipeline
from llama_index.core.schema import NodeWithScore, TextNode
from llama_index.core.storage.docstore import SimpleDocumentStore
from llama_index.core.vector_stores.types import FilterOperator, MetadataFilter, MetadataFilters

from corpus import samples
from index.database import Database
from index.llama import CchcEmbedding, CchcRetriever, CchcSplitter, CchcVectorStore
from index.reader import Index, open_index
from index.rows import IndexFault
from index.tables import passages
from qa.llama import CchcQueryEngine
from qa.model import Answer, Citation, Searched
from tests.conftest import CountingEmbedder
from tests.fakes import HashingEmbedder, update
from tests.index.states import state_of

QUESTION = "Chỉ số cải cách hành chính của huyện Tân Hồng năm 2023"
OTHER = Path(samples.__file__).with_name("huong-thuy-bao-cao-2023.txt")
GUIDE = Path(__file__).parents[2] / "docs" / "llama_index.md"


@pytest.fixture
def empty(database: Database, tmp_path: Path, embedder: HashingEmbedder) -> Index:
    """An index over an empty folder."""
    (tmp_path / "empty").mkdir()
    update(database, lambda: embedder, [tmp_path / "empty"])
    return open_index(database, lambda: embedder)


def pipeline_into(index: Index, **options: Any) -> IngestionPipeline:
    return IngestionPipeline(
        transformations=[CchcSplitter(), CchcEmbedding(index.embedder())],
        vector_store=CchcVectorStore(index),
        docstore=SimpleDocumentStore(),
        disable_cache=True,
        **options,
    )


def read(*paths: Path) -> list[LlamaDocument]:
    return SimpleDirectoryReader(input_files=list(paths), filename_as_id=True).load_data()


def assert_in_place(index: Index, nodes: list[NodeWithScore]) -> None:
    assert nodes
    for found in nodes:
        node = found.node
        assert isinstance(node, TextNode)
        document = index.document(node.metadata["document_id"])
        assert document is not None
        assert document.text[node.start_char_idx : node.end_char_idx] == node.text
        assert node.ref_doc_id == document.id


def test_the_retriever_finds_what_our_search_finds(index: Index) -> None:
    nodes = CchcRetriever(index, k=4).retrieve(QUESTION)
    hits = index.search(QUESTION, 4)
    assert [(n.text, n.score) for n in nodes] == [(h.passage.text, h.score) for h in hits]
    assert_in_place(index, nodes)
    chosen = index.documents()[-1].id
    limited = CchcRetriever(index, k=4, documents=[chosen]).retrieve(QUESTION)
    assert {n.metadata["document_id"] for n in limited} == {chosen}


def test_a_stock_vector_index_reads_our_index(index: Index, embedder: HashingEmbedder) -> None:
    stock = VectorStoreIndex.from_vector_store(CchcVectorStore(index), embed_model=CchcEmbedding(embedder))
    nodes = stock.as_retriever(similarity_top_k=5).retrieve(QUESTION)
    assert_in_place(index, nodes)
    nearest = index.nearest(embedder.embed_query(QUESTION), 5)
    assert [n.text for n in nodes] == [h.passage.text for h in nearest]
    hybrid = stock.as_retriever(similarity_top_k=5, vector_store_query_mode="hybrid").retrieve(QUESTION)
    assert [n.text for n in hybrid] == [h.passage.text for h in index.search(QUESTION, 5)]


def test_filters_keep_to_the_reports_they_name(index: Index, embedder: HashingEmbedder) -> None:
    stock = VectorStoreIndex.from_vector_store(CchcVectorStore(index), embed_model=CchcEmbedding(embedder))
    chosen = index.documents()[0]

    def sources(operator: FilterOperator) -> set[str]:
        only = MetadataFilters(filters=[MetadataFilter(key="source", value=chosen.source, operator=operator)])
        nodes = stock.as_retriever(similarity_top_k=50, filters=only).retrieve(QUESTION)
        return {node.metadata["source"] for node in nodes}

    everything = {row.source for row in index.documents()}
    assert sources(FilterOperator.EQ) == {chosen.source}
    assert sources(FilterOperator.NE) == everything - {chosen.source}
    with pytest.raises(ValueError, match="=="):
        sources(FilterOperator.GT)


def test_what_llama_index_embeds_is_what_our_encoder_is_given(
    database: Database, tmp_path: Path, counting: CountingEmbedder
) -> None:
    (tmp_path / "empty").mkdir()
    update(database, lambda: counting, [tmp_path / "empty"])
    opened = open_index(database, lambda: counting)
    pipeline_into(opened).run(documents=read(OTHER))
    piped, by_pipeline = sorted(counting.seen), [(p.span, p.headings) for p in database.places(passages)]
    assert len(piped) == len(set(piped)), "vectors that came along are not made twice"
    CchcVectorStore(opened).clear()
    assert opened.documents() == []
    counting.seen.clear()
    update(database, lambda: counting, [OTHER])
    assert [(p.span, p.headings) for p in database.places(passages)] == by_pipeline
    assert sorted(counting.seen) == piped


def test_a_stock_pipeline_adds_replaces_and_skips(empty: Index, tmp_path: Path) -> None:
    pipeline = pipeline_into(empty)
    copy = tmp_path / "báo cáo.txt"
    shutil.copy(OTHER, copy)
    assert pipeline.run(documents=read(copy))
    assert [row.source for row in empty.documents()] == ["báo cáo.txt"]
    assert empty.facts(), "the reports of a pipeline have facts like any other"
    assert_in_place(empty, CchcRetriever(empty).retrieve("hồ sơ"))
    assert not pipeline.run(documents=read(copy)), "what is unchanged is skipped"
    text = copy.read_text(encoding="utf-8")
    copy.write_text(text + "\n\nThị xã trồng thêm 4.321 cây phượng.\n", encoding="utf-8")
    assert pipeline.run(documents=read(copy))
    assert len(empty.documents()) == 1
    assert "4.321" in empty.sentences("trồng thêm bao nhiêu cây phượng", 1)[0].text


def test_a_pipeline_that_deletes_leaves_nothing_of_what_it_deletes(
    empty: Index, database: Database, reports: Path
) -> None:
    before = state_of(database)
    pipeline = pipeline_into(empty, docstore_strategy=DocstoreStrategy.UPSERTS)
    files = sorted(reports.glob("*.txt"))
    pipeline.run(documents=read(*files))
    assert len(empty.documents()) == len(files) == 2
    for row in empty.documents():
        CchcVectorStore(empty).delete(row.id)
    after = state_of(database)
    assert after == before


def test_bringing_a_folder_in_line_leaves_a_pipelines_reports_alone(
    empty: Index, database: Database, reports: Path, embedder: HashingEmbedder
) -> None:
    pipeline_into(empty).run(documents=read(OTHER))
    for _ in range(2):
        summary = update(database, lambda: embedder, [reports])
        assert (summary.removed, summary.unreadable) == ((), ())
    empty.refresh()
    assert len(empty.documents()) == 5
    CchcVectorStore(empty).clear()
    assert empty.documents() == []


def test_nodes_of_one_report_may_come_in_parts(empty: Index) -> None:
    nodes = CchcSplitter()(read(OTHER))
    embedded = CchcEmbedding(empty.embedder())(nodes)
    store = CchcVectorStore(empty)
    for start in range(0, len(embedded), 3):
        store.add(embedded[start : start + 3])
    (row,) = empty.documents()
    document = empty.document(row.id)
    assert document is not None
    assert [document.text[n.start_char_idx : n.end_char_idx] for n in nodes] == [n.text for n in nodes]
    assert empty.stats()["passages"] == len(nodes)


def test_nodes_that_do_not_know_their_place_are_refused(empty: Index) -> None:
    with pytest.raises(IndexFault, match="CchcSplitter"):
        CchcVectorStore(empty).add([TextNode(text="Không rõ ở đâu", embedding=[0.0])])
    assert empty.documents() == []


class AnswersAlways:
    """An assistant with one answer."""

    def ask(self, question: str) -> Answer:
        citation = Citation(
            n=1, document_id="d", source="d.txt", title="Báo cáo", start=5, end=14, quote="80,41 điểm"[:9],
            reference="Báo cáo số 1/BC-UBND", url="/documents/d",
        )  # fmt: skip
        return Answer(
            question=question, status="answered", kind="figure", answer="80,41 điểm [1].",
            citations=(citation,), searched=Searched(documents=1),
        )  # fmt: skip


def test_the_query_engine_answers_with_citations_as_source_nodes() -> None:
    response = CchcQueryEngine(assistant=AnswersAlways()).query(QUESTION)
    assert str(response) == "80,41 điểm [1]."
    (source,) = response.source_nodes
    node = source.node
    assert isinstance(node, TextNode)
    assert (node.start_char_idx, node.end_char_idx, node.ref_doc_id) == (5, 14, "d")
    assert node.metadata["reference"] == "Báo cáo số 1/BC-UBND"
    assert response.metadata["cchc"]["status"] == "answered"


def test_the_examples_of_the_guide_run(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embedding.open_embedder", lambda _model, _cache: HashingEmbedder())
    more = tmp_path / "more"
    more.mkdir()
    shutil.copy(OTHER, more)
    first, second = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {"reports": reports, "more": more, "data": tmp_path / "data"}
    names["assistant"] = AnswersAlways()
    exec(first + second, names)
    assert_in_place(names["index"], names["nodes"])
    assert_in_place(names["index"], names["found"])
    assert len(names["index"].documents()) == 5
    assert len(first.strip().splitlines()) <= 24

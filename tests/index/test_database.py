"""The database gives back exactly what it was given, in SQLite and in PostgreSQL alike."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sql

from corpus.model import Document, Fact, Header, Level, Page, Passage, Period, Span, Stated, Status, Table, Unit
from index.database import Database, open_database
from index.facts import FactQuery, find_facts
from index.generations import add_vectors, count_unembedded, open_vectors, stored_vectors, unembedded
from index.reader import open_index
from index.report import File, Report
from index.rows import IndexFault, Stamp
from index.server_vectors import ServerVectors
from index.tables import documents, passages, sentences, tables, vectors
from index.vectors import Vectors
from tests.conftest import SAMPLES
from tests.fakes import HashingEmbedder, update
from tests.index.states import hidden_rows, state_of

TEXT = "BÁO CÁO\n\nI. KẾT QUẢ\n\nNăm 2023, huyện đạt 80,41 điểm, hạng 11/12. Không có hồ sơ trễ hạn 😀.\n"
BODY = Span(TEXT.index("Năm"), len(TEXT) - 1)
FIGURE = Span(TEXT.index("80,41"), TEXT.index(", hạng"))

DOCUMENT = Document(
    id="0123456789abcdef",
    source="báo cáo.txt",
    text=TEXT,
    header=Header(
        number=Stated("114/BC-UBND", Span(0, 7)),
        issuer=Stated("UBND huyện Tân Hồng"),
        issued_on=Stated("2024-03-25"),
        recipients=(Stated("Như trên;", Span(0, 3)), Stated("Lưu: VT.")),
        period=Period.of_year(2023),
        corrects="90/BC-UBND",
    ),
    unit=Unit("huyện", "Tân Hồng", Level.DISTRICT, "tỉnh Đồng Tháp"),
    pages=(Page(1, Span(0, 20)), Page(2, Span(20, len(TEXT)))),
    tables=(Table(Span(0, 20), ((Span(0, 4), None), (None,)), caption=Span(0, 7)),),
)
FACT = Fact(
    document_id=DOCUMENT.id,
    span=FIGURE,
    clause=Span(BODY.start, FIGURE.end),
    sentence=BODY,
    text=FIGURE.of(TEXT),
    measure="score",
    value=Decimal("80.4100"),
    unit="điểm",
    of=Decimal(100),
    indicator="par_index",
    label="Chỉ số CCHC",
    subject="huyện Tân Hồng",
    unit_key="district:tan hong",
    part="cấp xã",
    period=Period(date(2022, 12, 15), date(2023, 12, 14)),
    status=Status.SELF_ASSESSED,
    qualifier="hơn",
    heading=("I. KẾT QUẢ",),
    confidence=0.75,
)


def report_of(document: Document = DOCUMENT, fact: Fact = FACT) -> Report:
    return Report(
        document=document,
        file=File(f"/báo cáo/{document.id}.txt", f"content of {document.id}", "f"),
        passages=[Passage.cut(document, Span(0, 7)), Passage.cut(document, BODY, ("I. KẾT QUẢ",))],
        sentences=[(1, BODY)],
        facts=[fact],
        likeness=f"of {document.id}",
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty index in one kind of database, then in the other."""
    url = "" if request.param == "sqlite" else request.getfixturevalue("server")
    opened = open_database(url, tmp_path / "data")
    if url:
        opened.drop()
    opened.create()
    yield opened
    opened.close()


def test_a_report_comes_back_exactly_as_it_was_read(either: Database) -> None:
    either.add(report_of(), 1)
    assert either.document(DOCUMENT.id) == DOCUMENT
    assert find_facts(either, FactQuery()) == [FACT]
    assert str(find_facts(either, FactQuery())[0].value) == "80.4100"
    (row,) = either.document_rows()
    assert (row.title, row.date, row.unit) == (DOCUMENT.title, DOCUMENT.date, DOCUMENT.unit)
    assert [p.span for p in either.places(passages)] == [Span(0, 7), BODY]
    assert [p.headings for p in either.places(passages)] == [(), ("I. KẾT QUẢ",)]


def test_a_report_without_header_unit_or_facts_comes_back_too(either: Database) -> None:
    bare = Document("b", "b.txt", "Chỉ có chữ.")
    either.add(Report(bare, File("/b.txt", "c", "f"), [], [], [], "l"), 1)
    assert either.document("b") == bare
    span = Span(0, 3)
    grade = Fact("b", span, span, span, "Chỉ", "grade", None, "", None, "", "", "", "", "", None)
    either.add(Report(bare, File("/b.txt", "c", "f"), [], [], [grade], "l"), 1)
    assert find_facts(either, FactQuery()) == [grade]


def test_a_new_version_is_seen_from_its_generation_on(either: Database) -> None:
    either.add(report_of(), 1)
    either.publish(1, "m", "", 4, "d")
    changed = Document(DOCUMENT.id, "mới.txt", TEXT)
    either.add(report_of(changed), 2)
    assert either.document(DOCUMENT.id, 1) == DOCUMENT
    assert either.document(DOCUMENT.id, 2) == changed
    assert len(find_facts(either, FactQuery(), 1)) == 1
    either.publish(2, "m", "", 4, "d")
    either.purge("m")
    assert either.document(DOCUMENT.id, 1) is None
    assert hidden_rows(either) == 0


def test_keys_of_passages_and_sentences_are_never_used_twice(either: Database) -> None:
    seen: set[int] = set()
    for generation in range(1, 4):
        either.add(report_of(), generation)
        keys = {place.id for place in either.places(passages)}
        assert not keys & seen
        seen |= keys
        either.settle([DOCUMENT.id], generation, [], [])
        either.publish(generation, "m", "", 4, "d")
        either.purge("m")
    assert list(either.places(sentences)) == []


def test_deleting_a_report_deletes_all_that_hangs_on_it(either: Database) -> None:
    either.add(report_of(), 1)
    with either.engine.begin() as connection:
        connection.execute(sql.delete(documents))
        left = {
            table.name: connection.execute(sql.select(sql.func.count()).select_from(table)).scalar_one()
            for table in tables.sorted_tables
        }
    assert {name for name, count in left.items() if count} == {"stamps"}


def test_only_what_has_no_vector_of_the_model_is_to_be_encoded(either: Database) -> None:
    either.add(report_of(), 1)
    wanted = list(unembedded(either, "m"))
    assert [text for _, text in wanted] == ["BÁO CÁO", f"I. KẾT QUẢ\n{BODY.of(TEXT)}", BODY.of(TEXT)]
    assert count_unembedded(either, "m") == 3
    add_vectors(either, "m", [(digest, np.array([0, 0.5], np.float16)) for digest, _ in wanted[:2]])
    assert list(unembedded(either, "m")) == wanted[2:]
    assert count_unembedded(either, "m") == 1
    assert count_unembedded(either, "other") == 3
    add_vectors(either, "m", [(wanted[2][0], np.array([1, -0.25], np.float16))])
    assert stored_vectors(either, passages, "m").tolist() == [[0, 0.5], [0, 0.5]]
    assert stored_vectors(either, sentences, "m").tolist() == [[1, -0.25]]
    with either.engine.connect() as connection:
        assert len(connection.execute(sql.select(vectors)).all()) == 3


def test_the_stamp_says_what_was_published(either: Database) -> None:
    assert either.stamp() == Stamp()
    either.add(report_of(), 1)
    assert either.publish(1, "m", "chọn", 4, "d") == either.stamp()
    stamp = either.stamp()
    assert stamp is not None
    assert (stamp.documents, stamp.passages, stamp.sentences, stamp.facts) == (1, 2, 1, 1)


def test_a_folder_is_indexed_searched_and_changed_in_either_database(
    either: Database, reports: Path, tmp_path: Path
) -> None:
    embedder = HashingEmbedder()
    update(either, lambda: embedder, [reports])
    beside = open_database("", tmp_path / "beside")
    update(beside, lambda: embedder, [reports])
    assert state_of(either) == state_of(beside)
    question = "chỉ số cải cách hành chính của huyện"
    opened = open_index(either, lambda: embedder)
    assert opened.search(question, 9) == open_index(beside, lambda: embedder).search(question, 9)
    (reports / SAMPLES[0]).unlink()
    assert update(either, lambda: embedder, [reports]).removed == (SAMPLES[0],)
    assert opened.refresh()
    assert len(opened.documents()) == 3
    beside.close()


def test_a_second_machine_serves_what_is_in_the_server_with_no_file_of_its_own(
    server: str, reports: Path, tmp_path: Path
) -> None:
    with (
        closing(open_database(server, tmp_path / "first")) as first,
        closing(open_database(server, tmp_path / "second")) as second,
    ):
        first.drop()
        embedder = HashingEmbedder()
        update(first, lambda: embedder, [reports])
        found = open_index(first, lambda: embedder).search("chỉ số cải cách hành chính", 5)
        assert open_index(second, lambda: embedder).search("chỉ số cải cách hành chính", 5) == found
        assert not (tmp_path / "second").exists()


def test_more_vectors_than_a_process_should_hold_are_searched_by_the_server(
    server: str, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = HashingEmbedder()
    with closing(open_database(server, tmp_path)) as database:
        database.drop()
        update(database, lambda: embedder, [reports])
        within = open_index(database, lambda: embedder)
        monkeypatch.setattr("index.vectors.WHOLE_LIMIT", 3)
        database.drop()
        update(database, lambda: embedder, [reports])
        stamp = database.stamp()
        assert stamp
        for table in (passages, sentences):
            places = list(database.places(table))
            vectors = open_vectors(database, stamp, table, places)
            held = Vectors.of_places(stored_vectors(database, table, stamp.model))
            assert isinstance(vectors, ServerVectors)
            assert np.array_equal(vectors.matrix(vectors.keys), held.matrix(held.keys))
            query = embedder.embed_query("tỷ lệ hồ sơ giải quyết đúng hạn")
            assert vectors.lowest(query) == pytest.approx(held.lowest(query), abs=1e-6)
            found, scores = vectors.search(query, 5)
            wanted, best = held.search(query, 5)
            assert found.tolist() == wanted.tolist()
            assert scores == pytest.approx(best, abs=1e-6)
        question = "tỷ lệ hồ sơ giải quyết đúng hạn"
        assert open_index(database, lambda: embedder).sentences(question, 9) == within.sentences(question, 9)
        with database.engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            plan = connection.exec_driver_sql(
                "EXPLAIN SELECT digest FROM vectors WHERE model = 'hashing/1/128' "
                "ORDER BY vector::halfvec(128) <#> (SELECT vector FROM vectors LIMIT 1)::halfvec(128) LIMIT 3"
            )
            assert "Index Scan using near_" in "\n".join(plan.scalars())


def test_no_database_of_ours_has_no_stamp(tmp_path: Path) -> None:
    assert open_database("", tmp_path).stamp() is None


def test_a_file_that_is_no_database_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "index.sqlite3").write_text("đây không phải cơ sở dữ liệu" * 100)
    with pytest.raises(IndexFault, match=r"index\.sqlite3.*cchc index --rebuild"):
        open_database("", tmp_path).stamp()


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    database = open_database("postgresql+psycopg://ai:matkhau@127.0.0.1:1/kho", tmp_path)
    with pytest.raises(IndexFault, match="CCHC_DATABASE_URL") as caught:
        database.stamp()
    assert "matkhau" not in str(caught.value)


def test_a_server_without_pgvector_is_told_with_what_to_install(tmp_path: Path) -> None:
    database = open_database("postgresql+psycopg://ai:matkhau@127.0.0.1:1/kho", tmp_path)
    told = database.fault(RuntimeError('extension "vector" is not available'))
    assert "pgvector" in told.message
    assert "matkhau" not in told.message


def test_a_database_without_its_driver_is_named_with_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(IndexFault, match="psycopg"):
        open_database("postgresql+psycopg2://máy/kho", tmp_path)


def test_a_url_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexFault, match="CCHC_DATABASE_URL"):
        open_database("đây là gì", tmp_path)

"""Vectors are searched exactly, saved whole, and refused when they were made of something else."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.vectors import Stamp, Vectors, VectorsError, keys_of

STAMP = Stamp(model="hashing/1/16", dimension=16, schema=1, count=200, digest="abc")


def random_matrix(count: int = 200, dimension: int = 16) -> NDArray[np.float32]:
    matrix = np.random.default_rng(7).normal(size=(count, dimension)).astype(np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


KEYS = np.random.default_rng(8).permutation(np.arange(1000, 3000, 10)).astype(np.int64)


@pytest.fixture(params=[10_000, 10], ids=["whole", "one byte a number"])
def vectors(request: pytest.FixtureRequest) -> Vectors:
    return Vectors.build(KEYS, random_matrix(), whole_limit=request.param)


def test_a_vector_finds_itself_first(vectors: Vectors) -> None:
    for row in (0, 57, 199):
        keys, scores = vectors.search(random_matrix()[row], 5)
        assert keys[0] == KEYS[row]
        assert scores[0] == pytest.approx(1.0, abs=0.02)
        assert list(scores) == sorted(scores, reverse=True)


def test_search_agrees_with_comparing_everything() -> None:
    vectors = Vectors.build(KEYS, random_matrix())
    query = random_matrix()[3] + random_matrix()[4]
    products = random_matrix() @ query
    keys, scores = vectors.search(query, 10)
    assert keys.tolist() == KEYS[np.argsort(-products)[:10]].tolist()
    assert np.allclose(scores, np.sort(products)[::-1][:10], atol=1e-5)


def test_search_keeps_to_the_allowed_keys(vectors: Vectors) -> None:
    allowed = np.sort(KEYS[50:60])
    keys, _ = vectors.search(random_matrix()[3], 20, allowed)
    assert sorted(keys.tolist()) == allowed.tolist()


def test_scores_come_in_the_order_of_the_keys_asked_for(vectors: Vectors) -> None:
    query = random_matrix()[9]
    scores = vectors.scores(query, KEYS[[5, 9, 1]])
    assert np.allclose(scores, random_matrix()[[5, 9, 1]] @ query, atol=0.02)
    assert len(vectors.scores(query)) == len(KEYS)
    assert vectors.lowest(query) == pytest.approx(float((random_matrix() @ query).min()), abs=0.02)


def test_an_unknown_key_is_an_error(vectors: Vectors) -> None:
    with pytest.raises(KeyError):
        vectors.scores(random_matrix()[0], np.array([KEYS[0], 1], np.int64))


def test_two_rows_under_one_key_are_an_error() -> None:
    with pytest.raises(ValueError, match="key"):
        Vectors.build(np.array([1, 1], np.int64), random_matrix(2))


def test_an_empty_index_finds_nothing_and_survives_saving(tmp_path: Path) -> None:
    empty = Vectors.build(np.zeros(0, np.int64), np.zeros((0, 16), np.float32))
    stamp = replace(STAMP, count=0)
    empty.save(tmp_path / "v", stamp)
    for each in (empty, Vectors.load(tmp_path / "v", stamp)):
        keys, scores = each.search(random_matrix()[0], 3)
        assert len(keys) == len(scores) == len(each) == 0


def test_a_saved_index_answers_as_before(vectors: Vectors, tmp_path: Path) -> None:
    vectors.save(tmp_path / "new" / "vectors.faiss", STAMP)
    again = Vectors.load(tmp_path / "new" / "vectors.faiss", STAMP)
    query = random_matrix()[11]
    assert again.search(query, 7)[0].tolist() == vectors.search(query, 7)[0].tolist()
    assert np.array_equal(again.scores(query), vectors.scores(query))
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["vectors.faiss"]


@pytest.mark.parametrize("field", ["model", "dimension", "schema", "count", "digest"])
def test_an_index_made_of_something_else_is_refused_with_the_command_that_mends_it(
    vectors: Vectors, tmp_path: Path, field: str
) -> None:
    vectors.save(tmp_path / "v", STAMP)
    other = replace(STAMP, **{field: "other" if field in ("model", "digest") else 5})
    with pytest.raises(VectorsError, match="cchc index --rebuild") as refusal:
        Vectors.load(tmp_path / "v", other)
    assert field in str(refusal.value)


@pytest.mark.parametrize("kept", [0, 5, 30, 400])
def test_a_file_cut_short_is_refused(vectors: Vectors, tmp_path: Path, kept: int) -> None:
    vectors.save(tmp_path / "v", STAMP)
    (tmp_path / "v").write_bytes((tmp_path / "v").read_bytes()[:kept])
    with pytest.raises(VectorsError, match="cchc index --rebuild"):
        Vectors.load(tmp_path / "v", STAMP)


def test_a_missing_file_is_refused_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(VectorsError, match="cchc index --rebuild"):
        Vectors.load(tmp_path / "nothing", STAMP)


def test_saving_that_fails_keeps_the_old_file(
    vectors: Vectors, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import faiss

    vectors.save(tmp_path / "v", STAMP)

    def fail(*_: object) -> None:
        raise RuntimeError("disk is full")

    monkeypatch.setattr(faiss, "write_index", fail)
    with pytest.raises(RuntimeError):
        vectors.save(tmp_path / "v", replace(STAMP, digest="new"))
    assert len(Vectors.load(tmp_path / "v", STAMP)) == len(KEYS)
    assert [path.name for path in tmp_path.iterdir()] == ["v"]


def test_keys_are_distinct_and_ascend() -> None:
    assert keys_of({9, 3}).tolist() == [3, 9]
    assert keys_of([]).dtype == np.int64

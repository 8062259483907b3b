"""The default encoder is built once, is as good as the model it comes from, and says so when it cannot be."""

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from index import e5
from index.embedding import (
    DefaultEmbedder,
    Embedder,
    EmbeddingError,
    SentenceTransformerEmbedder,
    default_cache,
    open_embedder,
    prepare,
    prompts_of,
)

SENTENCES = [
    "Năm 2023, Chỉ số CCHC của huyện đạt 80,41 điểm, xếp hạng 11/12.",
    "Tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,74%.",
    "Ủy ban nhân dân xã đã thành lập tổ công nghệ số cộng đồng.",
    "Con mèo ngủ trên mái nhà.",
    "Trời hôm nay mưa to ở miền Trung.",
]


@pytest.fixture(scope="module")
def folder() -> Path:
    return prepare(default_cache())


@pytest.fixture(scope="module")
def embedder(folder: Path) -> Embedder:
    return DefaultEmbedder(folder)


def test_vectors_have_length_one_and_the_stated_dimension(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(SENTENCES)
    assert vectors.shape == (len(SENTENCES), embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)


def test_a_question_is_nearest_to_the_sentence_that_answers_it(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(SENTENCES)
    question = embedder.embed_query("Huyện đứng thứ mấy về cải cách hành chính?")
    assert int(np.argmax(vectors @ question)) == 0


def test_the_order_and_company_of_texts_hardly_change_their_vectors(embedder: Embedder) -> None:
    together = embedder.embed_passages([*SENTENCES, "một câu rất dài " * 60])
    backwards = embedder.embed_passages(SENTENCES[::-1])[::-1]
    assert np.all(np.sum(together[: len(SENTENCES)] * backwards, axis=1) > 0.98)


def test_the_folder_loads_in_sentence_transformers_and_agrees_with_the_fast_path(
    embedder: Embedder, folder: Path
) -> None:
    native = SentenceTransformerEmbedder(str(folder))
    agreement = np.sum(native.embed_passages(SENTENCES) * embedder.embed_passages(SENTENCES), axis=1)
    assert agreement.min() >= 0.99
    question = "Chỉ số hài lòng năm 2022 là bao nhiêu?"
    assert float(native.embed_query(question) @ embedder.embed_query(question)) >= 0.99
    assert native.dimension == embedder.dimension
    assert native.name != embedder.name


def test_daily_use_imports_neither_torch_nor_sentence_transformers(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from index.embedding import DefaultEmbedder;"
        f"DefaultEmbedder(Path({str(folder)!r})).embed_query('xin chào');"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ufdfa" * 100, "\ud800", "🙂", "x" * 200_000, "à " * 90_000])
def test_any_text_has_a_vector(embedder: Embedder, text: str) -> None:
    assert np.isfinite(embedder.embed_query(text)).all()
    assert np.isfinite(embedder.embed_passages([text, "bình thường"])).all()


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)


def test_decomposed_letters_mean_the_same_as_composed_ones(embedder: Embedder) -> None:
    import unicodedata

    decomposed = [unicodedata.normalize("NFD", text) for text in SENTENCES]
    same = np.sum(embedder.embed_passages(decomposed) * embedder.embed_passages(SENTENCES), axis=1)
    assert same.min() > 0.9999


def test_the_folder_is_built_once(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert prepare(folder.parent) == folder
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def _pretend_to_build(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Replace the ten-second build by a small one; everything around it stays real."""
    built: list[Path] = []

    def write(folder: Path) -> None:
        (folder / e5.WEIGHTS).write_bytes(b"weights")
        (folder / e5.STAMP).write_text(
            f'{{"name": "x", "format": {e5.FORMAT}, "dimension": 4, "files": {{"{e5.WEIGHTS}": 7}}}}'
        )
        built.append(folder)

    monkeypatch.setattr(e5, "write_folder", write)
    return built


def test_a_folder_that_was_cut_short_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = _pretend_to_build(monkeypatch)
    folder = prepare(tmp_path)
    (folder / e5.WEIGHTS).write_bytes(b"wei")
    assert not e5.is_whole(folder)
    assert e5.is_whole(prepare(tmp_path))
    assert len(built) == 2
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(e5, "write_folder", fail)
    with pytest.raises(EmbeddingError, match="No space left"):
        prepare(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_builders_at_once_leave_one_whole_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _pretend_to_build(monkeypatch)
    folders: list[Path] = []
    builders = [threading.Thread(target=lambda: folders.append(prepare(tmp_path))) for _ in range(4)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    assert len(folders) == 4
    assert len(set(folders)) == 1
    assert e5.is_whole(folders[0])
    assert [path.name for path in tmp_path.iterdir()] == [folders[0].name]


def test_a_package_without_its_weights_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(e5, "_SOURCE", ("no_such_package", "weights.bin"))
    with pytest.raises(EmbeddingError, match="no_such_package") as failure:
        prepare(tmp_path)
    assert "make setup" in failure.value.step


def test_weights_of_another_kind_are_refused(tmp_path: Path) -> None:
    strange = tmp_path / "weights.bin"
    strange.write_bytes(b"E5S1" + bytes(60))
    with pytest.raises(e5.SourceError, match="cut short"):
        e5.read_packed(strange)
    strange.write_bytes(b"GGUF" + bytes(60))
    with pytest.raises(e5.SourceError, match="E5S1"):
        e5.read_packed(strange)


def test_four_bit_blocks_stand_for_scaled_whole_numbers() -> None:
    codes = np.arange(32) % 16
    block = np.concatenate([np.array([0.5], "<f2").view(np.uint8), (codes[:16] | codes[16:] << 4).astype(np.uint8)])
    assert e5.dequantise(block, 32).tolist() == [[(code - 8) * 0.5 for code in codes]]


def test_a_missing_folder_is_named_with_the_setting_to_check(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingError, match="CCHC_EMBEDDING_MODEL") as failure:
        open_embedder(str(tmp_path / "no-model"), tmp_path)
    assert "no-model" in str(failure.value)


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EmbeddingError, match="sentence-transformers"):
        open_embedder(str(tmp_path), tmp_path)


def test_a_damaged_encoder_says_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / e5.STAMP).write_text('{"dimension": 384}')
    (tmp_path / e5.TOKENIZER).write_text("{}")
    with pytest.raises(EmbeddingError, match="make setup"):
        DefaultEmbedder(tmp_path).embed_query("xin chào")


@pytest.mark.parametrize(
    ("model", "stated", "expected"),
    [
        ("intfloat/multilingual-e5-base", {"query": "", "document": ""}, ("query: ", "passage: ")),
        ("models/my-e5-small", {}, ("query: ", "passage: ")),
        ("BAAI/bge-m3", {"query": "", "document": ""}, ("", "")),
        ("some/model", {"query": "hỏi: ", "document": "đoạn: "}, ("hỏi: ", "đoạn: ")),
        ("vendor/base512", {}, ("", "")),
    ],
)
def test_models_get_the_prompts_they_were_trained_with(
    model: str, stated: dict[str, str], expected: tuple[str, str]
) -> None:
    assert prompts_of(model, stated) == expected

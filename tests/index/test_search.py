"""Fused search finds by meaning and by words, however the question is typed."""

import unicodedata

import numpy as np
import pytest

from index.answering import asked_for, find_sentences
from index.search import Parts, Searcher, stretch
from index.vectors import Vectors
from tests.fakes import HashingEmbedder

TEXTS = [
    "Năm 2023, Chỉ số cải cách hành chính của huyện Tân Hồng đạt 80,41 điểm, xếp hạng 11/12.",
    "Chỉ số hài lòng của người dân đối với sự phục vụ hành chính đạt 91,2%.",
    "Tỷ lệ hồ sơ thủ tục hành chính giải quyết đúng hạn đạt 98,74%.",
    "Huyện đã sắp xếp 12 phòng chuyên môn còn 10 phòng, giảm 2 phòng.",
    "Công tác tuyên truyền được thực hiện trên hệ thống truyền thanh của xã.",
    "Việc thanh toán trực tuyến còn hạn chế do người dân chưa quen.",
]
KEYS = [3, 8, 9, 20, 21, 40]


def searcher_of(
    texts: list[str], keys: list[int], whole_limit: int = 1000, embedder: HashingEmbedder | None = None
) -> Searcher:
    embedder = embedder or HashingEmbedder()
    matrix = embedder.embed_passages(texts)
    vectors = Vectors.build(np.array(keys, np.int64), matrix, whole_limit=whole_limit)
    return Searcher(keys, texts, vectors, embedder.embed_query)


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return searcher_of(TEXTS, KEYS)


QUESTION = "Tỷ lệ hồ sơ giải quyết đúng hạn là bao nhiêu?"


@pytest.mark.parametrize(
    "typed",
    [
        QUESTION,
        "ty le ho so giai quyet dung han la bao nhieu",
        QUESTION.upper(),
        unicodedata.normalize("NFD", QUESTION),
        "Tỷ lệ hồ sơ giải quyế đúng hạn là bao nhiu?",
        f"   {QUESTION}\n\n",
    ],
)
def test_a_question_finds_its_text_however_it_is_typed(searcher: Searcher, typed: str) -> None:
    assert searcher.search(typed, 1)[0].key == 9


def test_hits_come_best_first_with_scores_that_can_be_compared(searcher: Searcher) -> None:
    hits = searcher.search("Chỉ số hài lòng của người dân", 10)
    assert len(hits) == len(TEXTS)
    assert hits[0].key == 8
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert -1.001 <= hit.dense <= 1.001


def test_only_allowed_texts_are_found(searcher: Searcher) -> None:
    assert {hit.key for hit in searcher.search(QUESTION, 10, allowed={3, 40})} == {3, 40}
    assert searcher.search(QUESTION, 10, allowed=set()) == []
    assert [hit.key for hit in searcher.search(QUESTION, 10, allowed={21, 777})] == [21]


@pytest.mark.parametrize("question", ["", "   ", "?!…", "🙂🙂", "\x00", "---"])
def test_a_question_without_words_finds_nothing(searcher: Searcher, question: str) -> None:
    assert searcher.search(question, 5) == []


def test_a_question_of_ten_thousand_characters_is_answered_like_any_other(searcher: Searcher) -> None:
    assert searcher.search(QUESTION + " hồ sơ đúng hạn" * 700, 1)[0].key == 9


def test_one_question_is_embedded_once() -> None:
    embedder = HashingEmbedder()
    searcher = searcher_of(TEXTS, KEYS, embedder=embedder)
    query = searcher.prepare("ty le ho so dung han")
    searcher.search(query, 3)
    searcher.search(query, 3, allowed={3, 8})
    assert embedder.questions_embedded == 1


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Tỷ lệ đúng hạn của huyện Tân Hồng là bao nhiêu?", "Tỷ lệ đúng hạn là bao nhiêu?"),
        ("ty le dung han o tan hong", "tỷ lệ đúng hạn"),
        ("Huyện Tân Hồng", "Huyện Tân Hồng"),
        ("Tân Hồngg đúng hạn", "Tân Hồngg đúng hạn"),
    ],
)
def test_names_that_chose_the_reports_are_left_out_of_what_is_searched(question: str, left: str) -> None:
    searcher = searcher_of([*TEXTS, "Tân Hồngg"], [*KEYS, 50])
    query = searcher.prepare(question, without=["Tân Hồng", "huyện Tân Hồng"])
    assert query.repaired == left


def test_a_large_index_finds_what_a_small_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.search.CANDIDATES", 5)
    texts = [f"{text} Mục {n}." for n in range(20) for text in TEXTS]
    keys = list(range(0, 2 * len(texts), 2))
    small, large = searcher_of(texts, keys), searcher_of(texts, keys, whole_limit=1)
    question = "sắp xếp phòng chuyên môn mục 7"
    assert large.search(question, 1)[0].key == small.search(question, 1)[0].key == keys[7 * len(TEXTS) + 3]


def test_the_order_of_loading_does_not_change_what_is_found() -> None:
    backwards = searcher_of(TEXTS[::-1], KEYS)
    forwards = searcher_of(TEXTS, KEYS)
    texts = dict(zip(KEYS, TEXTS, strict=True))
    reversed_texts = dict(zip(KEYS, TEXTS[::-1], strict=True))
    for question in (QUESTION, "sap xep phong chuyen mon", "thanh toán trực tuyến"):
        assert [texts[hit.key] for hit in forwards.search(question, 2)] == [
            reversed_texts[hit.key] for hit in backwards.search(question, 2)
        ]


def test_an_empty_index_finds_nothing() -> None:
    vectors = Vectors.build(np.zeros(0, np.int64), np.zeros((0, 128), np.float32))
    assert Searcher([], [], vectors, HashingEmbedder().embed_query).search(QUESTION, 3) == []


def test_keys_that_are_not_those_of_the_vectors_are_refused() -> None:
    vectors = Vectors.build(np.array([1, 2], np.int64), np.eye(2, dtype=np.float32))
    with pytest.raises(ValueError, match="keys"):
        Searcher([1, 3], ["a", "b"], vectors, HashingEmbedder().embed_query)


def test_a_passage_whose_sentence_answers_goes_before_one_that_only_shares_the_topic() -> None:
    long = "Hồ sơ đúng hạn. " + "Công tác tuyên truyền, đào tạo, bồi dưỡng, kiểm tra, giám sát được duy trì. " * 3
    passages = ["Hồ sơ trực tuyến tăng, số hồ sơ giấy giảm.", long]
    searcher = searcher_of(passages, [0, 1])
    embedder = HashingEmbedder()
    sentences = ["Hồ sơ trực tuyến tăng, số hồ sơ giấy giảm.", "Hồ sơ đúng hạn.", "Công tác tuyên truyền."]
    vectors = Vectors.build(np.array([5, 6, 7], np.int64), embedder.embed_passages(sentences))
    parts = Parts(vectors, [0, 1, 1])
    query = searcher.prepare("hồ sơ đúng hạn")
    plain = {hit.key: hit.score for hit in searcher.search(query, 2)}
    refined = {hit.key: hit.score for hit in searcher.search(query, 2, parts=parts)}
    assert refined[1] - refined[0] > plain[1] - plain[0]


def found_among(sentences: list[str], question: str) -> list[str]:
    """Return the sentences of one passage in the order in which they are found to answer."""
    embedder = HashingEmbedder()
    passages = searcher_of([" ".join(sentences)], [0])
    keys = np.arange(5, 5 + len(sentences), dtype=np.int64)
    vectors = Vectors.build(keys, embedder.embed_passages(sentences))
    searcher = Searcher(keys.tolist(), sentences, vectors, embedder.embed_query)
    parts = Parts(vectors, [0] * len(sentences))
    query = searcher.prepare(question)
    found = find_sentences(query, 9, passages, searcher, parts, lambda key: sentences[key - 5])
    assert {one.passage.key for one in found} <= {0}
    return [sentences[one.hit.key - 5] for one in found]


SENTENCES = [
    "Huyện đã chỉ đạo sắp xếp các phòng chuyên môn.",
    "Kết quả, huyện còn 10 phòng chuyên môn.",
    "Công tác này được người dân đồng tình.",
]


def test_the_sentence_that_holds_what_was_asked_for_comes_first() -> None:
    assert found_among(SENTENCES, "Huyện còn bao nhiêu phòng chuyên môn?")[0] == SENTENCES[1]
    assert found_among(SENTENCES, "?") == []


def test_a_sentence_counts_with_the_words_of_the_one_before_it() -> None:
    sentences = [
        "Đồng chí Lò Văn Páo được biểu dương.",
        "Huyện lập tổ kiểm tra công vụ.",
        "Đồng chí Hà Thị Mận được phân công.",
    ]
    found = found_among(sentences, "Ai được huyện cho vào tổ kiểm tra công vụ?")
    assert found.index(sentences[2]) < found.index(sentences[0])


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Huyện xếp thứ mấy?", "number"),
        ("Có bao nhiêu hồ sơ?", "number"),
        ("Báo cáo ban hành ngày nào?", "date"),
        ("Đạt bao nhiêu phần trăm?", "per cent"),
        ("Ai ký báo cáo?", "name"),
        ("Huyện nào dẫn đầu?", "name"),
        ("bao cao ban hanh khi nao", "date"),
        ("Loại khí nào gây cháy?", None),
        ("Quyết định ấy thay thế văn bản nào?", None),
        ("van ban nao duoc thay the", None),
        ("Bản nào còn xa trung tâm?", "name"),
        ("Vì sao dùng máy tính?", None),
    ],
)
def test_what_a_question_asks_for_is_read_from_its_words(question: str, kind: str | None) -> None:
    asked = asked_for(question)
    assert (asked.name if asked else None) == kind


def test_a_figure_the_question_itself_names_is_no_answer() -> None:
    asked = asked_for("Năm 2023 có bao nhiêu hồ sơ?")
    assert asked is not None
    given = frozenset({"năm", "2023", "có", "bao", "nhiêu", "hồ", "sơ"})
    assert not asked.holds(given, "Năm 2023 hồ sơ tăng.")
    assert asked.holds(given, "Năm 2023 có 41.484 hồ sơ.")


def test_scores_all_alike_are_stretched_to_one() -> None:
    assert stretch(np.array([2.0, 2.0], np.float32)).tolist() == [1.0, 1.0]
    assert stretch(np.array([1.0, 3.0, 2.0], np.float32)).tolist() == [0.0, 1.0, 0.5]

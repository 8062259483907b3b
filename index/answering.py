"""Find the sentences that answer a question: those of the best passages, ranked by several signs together."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese import Spelt, words
from index.search import Hit, Parts, Query, Scores, Searcher, hits, stretch

#: The sentences of so many passages are looked at.
PASSAGES = 16
#: How much each sign counts here, where nothing is known but the text (bench/retrieval.py measures them together).
WEIGHTS = {
    "dense": 0.5,  # its vector
    "lexical": 0.5,  # its words, as BM25 weighs them
    "before": 0.4,  # its vector joined to that of the sentence before in the passage
    "after": 0.2,  # and to that of the sentence after
    "shows": 0.6,  # shows the kind of thing asked for
    "shared": 0.4,  # how many of the question's syllables it holds
    "held": 0.8,  # how many of those that matter it holds, or the sentence before
    "new": 0.2,  # says more than the question, where no kind of thing is asked for
    "quoted": 0.2,  # names something in quotation marks, where no kind of thing is asked for
    "passage": 2.0,  # the score of its passage
}
_MUCH_NEW = 30


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence, its passage, and the signs for it (`WEIGHTS` says what they are), each 0 to 1."""

    hit: Hit
    text: str
    passage: Hit
    signs: Mapping[str, float]


def find_sentences(
    query: Query,
    k: int,
    passages: Searcher,
    sentences: Searcher,
    parts: Parts,
    text_of: Callable[[int], str],
    allowed: Collection[int] | None = None,
) -> list[Found]:
    """Return the best sentences, best first; only of the allowed passages, when given.

    `parts` says which sentences make up a passage, `text_of` returns a sentence by its key.
    """
    if query.vector is None or k <= 0:
        return []
    found = passages.search(query, PASSAGES, allowed, parts)
    owners = np.array([hit.key for hit in found], np.int64)
    keys, places = parts.of(owners)
    if not len(keys):
        return []
    rows = np.asarray(sentences.vectors.rows_of(keys), np.int64)
    vectors = sentences.vectors.matrix(keys)
    dense: Scores = vectors @ query.vector
    lexical = sentences.lexical(query)[rows]
    joined = (places[1:] == places[:-1])[:, None]
    before, after = vectors.copy(), vectors.copy()
    before[1:] += vectors[:-1] * joined
    after[:-1] += vectors[1:] * joined
    shared = _shared(query, rows, sentences)
    kind = asked_for(query.repaired)
    nothing = np.zeros(len(keys), np.float32)
    signs: dict[str, Scores] = {
        "dense": stretch(dense),
        "lexical": stretch(lexical),
        "before": stretch(_cosines(before, query.vector)),
        "after": stretch(_cosines(after, query.vector)),
        "shows": nothing,
        "shared": stretch(shared),
        "held": _held(query, rows, joined[:, 0], sentences),
        "new": nothing,
        "quoted": nothing,
        "passage": np.array([hit.score for hit in found], np.float32)[places],
    }
    texts = [text_of(int(key)) for key in keys]
    if kind:
        given = frozenset(words(query.repaired))
        signs["shows"] = np.array([kind.holds(given, text) for text in texts], np.float32)
    else:
        signs["new"] = np.minimum(1, (sentences.words.lengths[rows] - shared) / _MUCH_NEW).astype(np.float32)
        signs["quoted"] = np.array(['"' in text or "“" in text for text in texts], np.float32)
    fused: Scores = np.zeros(len(keys), np.float32)
    for sign, values in signs.items():
        fused += np.float32(WEIGHTS[sign]) * values
    best = np.lexsort((keys, -fused))[:k]
    told = [dict(zip(signs, row, strict=True)) for row in np.stack([v[best] for v in signs.values()], 1).tolist()]
    best_hits = hits(keys[best], fused[best], dense[best])
    return [
        Found(hit, texts[row], found[place], signs_of)
        for hit, row, place, signs_of in zip(best_hits, best.tolist(), places[best].tolist(), told, strict=True)
    ]


def _shared(query: Query, rows: NDArray[np.int64], sentences: Searcher) -> Scores:
    shared = np.zeros(len(rows), np.float32)
    for word in set(words(query.repaired)):
        shared += sentences.words.holding(word, rows, marks=True)
    return shared


def _held(query: Query, rows: NDArray[np.int64], joined: NDArray[np.bool_], sentences: Searcher) -> Scores:
    """Return the share of the words that matter, rare ones counting more, in a sentence and the one before."""
    covered, whole = np.zeros(len(rows), np.float32), 0.0
    for word in query.content_words:
        here = sentences.words.holding(word, rows)
        here[1:] |= here[:-1] & joined
        rarity = sentences.words.rarity(word)
        covered += np.float32(rarity) * here
        whole += rarity
    return covered / np.float32(whole or 1.0)


def _cosines(vectors: NDArray[np.float32], query: NDArray[np.float32]) -> Scores:
    """Return the cosine of each row with the query; sums of vectors are longer than one."""
    cosines: Scores = (vectors @ query) / np.maximum(np.linalg.norm(vectors, axis=1), 1e-6)
    return cosines


_CAPITALS = "A-Z" + "".join(c for c in map(chr, range(0xC0, 0x1EFA)) if c.isupper())
_NUMERALS = "hai ba bốn sáu bảy tám chín mười trăm nghìn ngàn triệu tỷ tỉ nhì đôi nửa".replace(" ", "|")
#: Words that, with "nào", ask for somebody, some place or some body by name; "văn bản nào" asks for no "bản".
_NAMED = (
    "người|ông|bà|nước|quốc gia|tỉnh|huyện|xã|phường|quận|thị xã|thị trấn|thành phố|thôn|(?<!văn )bản|khu phố|cơ quan"
    "|đơn vị|nơi|địa phương|địa điểm|công ty|doanh nghiệp|tổ chức|sở|(?<!văn )ban|phòng|bộ|hội|đội|đoàn|trường"
    "|bệnh viện|văn phòng|trung tâm|nhà \\w+|nghệ sĩ|tác giả|lãnh đạo|chủ tịch|bí thư|giám đốc|vua|bang|vùng"
    "|khu vực|châu lục|đảng|đài|sông"
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: the words that ask for it, and what a text that has it shows."""

    name: str
    asks: Spelt
    shows: re.Pattern[str]

    def holds(self, given: frozenset[str], text: str) -> bool:
        """Tell whether the text shows such a thing that the words of the question do not hold already."""
        return any(not given.issuperset(words(m.group(0))) for m in self.shows.finditer(text))


KINDS = (
    Kind("per cent", Spelt(r"phần trăm|t[ỷỉ] lệ"), re.compile(r"\d[\d.,]*\s*%|phần trăm")),
    Kind(
        "date",
        Spelt(
            r"\b(?:năm|ngày|tháng|quý|thế kỷ|thời gian|thời điểm|giai đoạn|kỳ) (?:nào|mấy|bao nhiêu)\b"
            r"|\bkhi nào\b|\bbao giờ\b|\blúc nào\b"
        ),
        re.compile(r"\b(?:1\d|20)\d\d\b|\d{1,2}/\d{1,2}|\b(?:năm|ngày|tháng|quý|sáng|chiều|tối) \S*\d+|thế kỷ \S+"),
    ),
    Kind(
        "number",
        Spelt(r"\bbao (?:nhiêu|lâu|xa)\b|\bmấy\b|\bsố lượng\b"),
        re.compile(rf"\d[\d.,/]*|\b(?:{_NUMERALS})\b", re.IGNORECASE),
    ),
    Kind(
        "name",
        Spelt(rf"\bai\b|\bở đâu\b|\btên\b|\b(?:{_NAMED}) (?:\w+ )?nào\b"),
        # A capital that does not open the sentence, or two words with capitals that do.
        re.compile(rf"(?<=[\w,;:(“\"]\s)[{_CAPITALS}][\w.-]*|^[{_CAPITALS}][\w.-]*(?=\s+[{_CAPITALS}])"),
    ),
)


def asked_for(question: str) -> Kind | None:
    """Return the kind of thing the question asks for, if it is one that a text shows on its face."""
    return next((kind for kind in KINDS if kind.asks.search(question)), None)

"""Many different questions, as people might put them to an index over the bundled samples.

Made of the units, indicators and years of the stored facts, and of words of the reports themselves; the same in
every run. Most name something that is there; some do not, because people ask for that too.
"""

import random
import re
from collections.abc import Iterator, Sequence
from itertools import product

import httpx

from corpus.vietnamese import fold

_FIGURES = (
    "{label} của {unit} năm {year} là bao nhiêu?",
    "Năm {year} {label} của {unit} đạt bao nhiêu?",
    "cho biết {label} {unit} {year}",
    "{unit} năm {year} có {label} thế nào?",
    "So với năm {before}, {label} của {unit} năm {year} tăng hay giảm?",
    "Xin hỏi {unit} đã báo cáo {label} bao nhiêu trong năm {year}?",
)
_ORDERS = (
    "Năm {year} {unit} xếp thứ mấy về {label}?",
    "Đơn vị nào đứng đầu {label} năm {year}, có phải {unit} không?",
    "So sánh {label} của {unit} và {other} năm {year}",
    "{label} của {unit} qua các năm từ {before} đến {year}?",
)
_TEXTS = (
    "Năm {year} {unit} còn hạn chế gì về {topic}?",
    "{unit} đã làm gì về {topic} trong năm {year}?",
    "Nguyên nhân của việc {topic} ở {unit} năm {year}?",
    "Báo cáo năm {year} của {unit} nói gì về {topic}?",
)
_YEARS = range(2020, 2026)
#: Of so many questions: figures, orders and comparisons, texts, questions without diacritics.
_SHARES = (9, 4, 6, 1)


def questions(address: str, seed: int = 1) -> list[str]:
    """Return the questions, every one different from every other, in an order that mixes all kinds."""
    with httpx.Client(base_url=address, timeout=60) as client:
        facts = client.get("/api/facts").json()
        reports = [client.get(f"/api/documents/{row['id']}").json() for row in client.get("/api/documents").json()]
    units = sorted({row["subject"] for row in facts if row["subject"]})
    labels = sorted({row["label"] for row in facts if len(row["label"].split()) <= 7})
    topics = sorted({topic for report in reports for topic in _topics(report["text"])})
    pick = random.Random(seed)
    kinds = [
        list(_made(_FIGURES, units, [("label", label) for label in labels], pick)),
        list(_made(_ORDERS, units, [("label", label) for label in labels], pick)),
        list(_made(_TEXTS, units, [("topic", topic) for topic in topics], pick)),
    ]
    kinds.append([fold(question) for question in pick.sample(kinds[0], len(kinds[0]) // 9)])
    for kind in kinds:
        pick.shuffle(kind)
    rounds = min(len(kind) // share for kind, share in zip(kinds, _SHARES, strict=True))
    mixed = [q for kind, share in zip(kinds, _SHARES, strict=True) for q in kind[: rounds * share]]
    pick.shuffle(mixed)
    return list(dict.fromkeys(mixed))


def _made(
    wordings: Sequence[str], units: Sequence[str], matters: Sequence[tuple[str, str]], pick: random.Random
) -> Iterator[str]:
    for wording, unit, (field, words), year in product(wordings, units, matters, _YEARS):
        given = {field: words, "unit": unit, "other": pick.choice(units), "year": year, "before": year - 1}
        yield wording.format(**given)


def _topics(text: str) -> Iterator[str]:
    """Yield runs of four words of the text that stand within one clause and hold no figure."""
    for clause in re.split(r"[.,;:!?()\n|]+", text):
        words = clause.lower().split()
        for start in range(0, len(words) - 3, 4):
            run = words[start : start + 4]
            if all(word.isalpha() for word in run):
                yield " ".join(run)

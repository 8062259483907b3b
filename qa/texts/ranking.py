"""Rank the sentences that may answer a text question."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.model import BlockKind, Span
from corpus.vietnamese import fold, words
from corpus.vocabulary import terms
from index.reader import Index
from index.view import SentenceHit
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.sections import TELLING, Layout, Sentence
from qa.texts.aspects import PLAIN, names_aspect, told
from qa.texts.content import held
from qa.texts.duties import BEGINS_WITH_BODY, spelt_out
from qa.texts.kinds import gives_cause, shows_kind
from qa.texts.roles import SIDES, topics_in
from qa.texts.wanted import Wanted

#: So many sentences are looked at closely.
POOL = 80
#: What each sign counts towards the score, within one report and among many (bench/calibrate.py prints them anew).
#: Passages of one report are much alike, and its sections tell; among many texts the passage decides first.
WEIGHTS = {
    "passage": (0.56, 1.3),  # this and the next eight are told by index/answering.py
    "dense": (0.27, 0.26),
    "lexical": (0.2, 0.33),
    "before": (0.26, 0.26),
    "after": (0.24, 0.1),
    "held": (0.26, 0.4),
    "shared": (0.04, 0.26),
    "shows": (0.4, 0.45),
    "new": (0.24, 0.2),
    "quoted": (0.13, 0.13),
    "covered": (0.39, 0.13),  # share of what is asked that it holds, other wordings included
    "around": (0.55, 0.13),  # the same, with the sentence before and the headings
    "kind": (0.59, 0.07),  # shows the kind of thing asked for
    "aspect": (0.9, 0.1),  # tells the side of the matter asked for
    "year": (0.1, 0.2),  # speaks of the year asked
    "own": (0.1, 0.07),  # stands in a report of the unit asked, or names the unit
    "topic": (0.49, 0.3),  # stands in a section of the kind asked for
}
#: Sentences of up to so many reports are weighed as within one; of so many and more, as among many.
FEW, MANY = 4, 12
#: A sentence may name its own role first: "Khó khăn hiện nay là …".
_NAMES_ITSELF = 40
CAUSE_FIRST = 0.6
#: "Căn cứ Nghị định số …;" answers only who asks what something is based on.
_RECITAL = re.compile(r"\W*(?:căn cứ|xét|theo đề nghị)\b.*(?:;|như sau\W*)$", re.IGNORECASE)
#: What calls itself a trouble tells nothing that is done about it.
_TROUBLE = re.compile(r"\W*(?:khó khăn|hạn chế|tồn tại|vướng mắc|nguyên nhân)\b[^:.]{0,40}:", re.IGNORECASE)
_BASED = re.compile(r"\bcan cu\b|\bdua (?:vao|tren)\b|\btheo\b|\bco so phap ly\b|\bthuc hien\b")
_OF_THE_YEAR = 0.9
_NOT_YET, _ABOUT_AS_GOOD = frozenset({"phuong huong", "de nghi"}), 0.4
_TO_COME = re.compile(r"\b(?:se|sap|toi|tiep theo|bao gio|khi nao|truoc ngay|du kien|muc tieu|phai|can|de lam gi)\b")
#: In so many of its first characters a paper says of what year it speaks.
_OPENING = 700


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with the signs for it, each 0 to 1 (`WEIGHTS`). `dense` is the bare cosine."""

    layout: Layout
    sentence: Sentence
    text: str
    dense: float
    passage: float  # the cosine of the passage it stands in
    signs: Mapping[str, float]
    score: float

    @property
    def around(self) -> float:
        return self.signs["around"]

    @property
    def covered(self) -> float:
        return self.signs["covered"]

    @property
    def topic(self) -> float:
        return self.signs["topic"]

    @property
    def aspect(self) -> float:
        return self.signs["aspect"]

    @property
    def kind(self) -> float:
        return self.signs["kind"]

    @property
    def year(self) -> float:
        return self.signs["year"]


def rank(want: Wanted, scope: Scope, index: Index, reports: Reports) -> list[Candidate]:
    """Return the sentences in scope that may answer, best first."""
    documents = _speaking(scope, reports)
    query = index.prepare(want.text, _titled(want, scope.documents, reports))
    found: dict[tuple[str, int], SentenceHit] = {}
    for hit in index.sentences(query, POOL, documents or tuple(reports.documents)):
        sentence = reports.layout(hit.document_id).at(hit.span)
        if sentence is not None and sentence.kind in TELLING:
            found.setdefault((hit.document_id, sentence.order), hit)
    if not found:
        return []
    spoken = Spoken(want, reports)
    held = {key: spoken.here(reports.layout(key[0]), key[1]) for key in found}
    asked = set(want.years)
    # The plans of an earlier report count only where no report of the year itself is at hand.
    reported = any(
        (period := reports.documents[d].header.period) and asked & set(period.years) for d in scope.documents
    )
    rarity = _weights(want, list(held.values()))
    weights = weights_among(len({document_id for document_id, _ in found}))
    units = {unit.key for unit in scope.units}
    bases = _BASED.search(fold(want.text)) is not None
    named = frozenset(n for n, asked in enumerate(want.content) if names_aspect(want.aspect, asked))
    remedy = want.aspect in ("how", "handled") and not want.topics
    candidates = []
    for (document_id, order), hit in found.items():
        layout = reports.layout(document_id)
        sentence = layout.sentences[order]
        text = layout.text(sentence)
        # "Căn cứ Công văn số …, UBND huyện báo cáo như sau:" tells only what a report is based on.
        tells = layout.tells(sentence) or (bases and shows_kind("document", text))
        own = _own(scope, units, layout, sentence, text) if tells else 0.0
        if not own or (not bases and _RECITAL.match(text)) or asks(text) or (remedy and _TROUBLE.match(text)):
            continue
        here, titled = held[(document_id, order)], spoken.titled(layout)
        # A long report speaks of many matters, each with its troubles and results.
        aspect = told(want.aspect, text) if layout.is_short else 0.0
        if aspect >= PLAIN:
            here = here | named
        aspect *= _coverage(rarity, here | titled | named) if want.content else 1.0
        signs = {
            **hit.signs,
            "covered": _coverage(rarity, here - titled),
            "around": _coverage(rarity, here | spoken.context(layout, sentence)),
            "kind": _kind(want, layout, sentence, text),
            "aspect": aspect,
            "year": _year(want, layout, sentence, frozenset() if reported else layout.ahead),
            "own": own,
            "topic": _topic(want, layout, sentence),
        }
        score = sum(weight * signs[sign] for sign, weight in weights.items())
        candidates.append(Candidate(layout, sentence, text, hit.dense, hit.around, signs, score))
    if any(c.year >= _OF_THE_YEAR for c in candidates):
        candidates = [c for c in candidates if c.year]
    candidates.sort(key=lambda c: (-c.score, c.layout.document.source, c.sentence.order))
    if want.kind in ("reason", "penalty", "matter") and candidates and not candidates[0].kind:
        # A sentence that gives a cause answers before a better match that gives none.
        stated = candidates[0]
        causes = [c for c in candidates[:5] if c.kind and c.score > stated.score - CAUSE_FIRST and _is_on(c, stated)]
        candidates = [*causes, *(c for c in candidates if c not in causes)]
    return candidates


def _is_on(cause: Candidate, stated: Candidate) -> bool:
    """Tell whether a cause is one of what is stated: it speaks of it, leans on it, or stands in its paragraph."""
    together = cause.layout is stated.layout and cause.sentence.block == stated.sentence.block
    named = _NAMED_CAUSE.match(cause.text) is not None or _among_causes(cause.layout, cause.sentence)
    return 2 * cause.covered >= stated.covered or leans(cause.text) or together or named


_NAMED_CAUSE = re.compile(r"\W*(?:\w{1,2}[.)] )?nguyên nhân\b", re.IGNORECASE)


def done_first(want: Wanted, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Put what is done before what is only planned or asked for, where one tells about as much as the other."""
    best = candidates[0]
    if want.topics or want.aspect in ("next", "wish") or _TO_COME.search(fold(want.text)) or not _is_to_come(best):
        return list(candidates)
    done = (c for c in candidates[1:3] if c.score > best.score - _ABOUT_AS_GOOD and not _is_to_come(c))
    first = next((c for c in done if c.covered >= best.covered and c.kind >= best.kind), best)
    return [first, *(c for c in candidates if c is not first)]


def _is_to_come(candidate: Candidate) -> bool:
    titles = candidate.layout.headings(candidate.sentence)
    return any(role in _NOT_YET for title in titles for role in topics_in(title))


def _titled(want: Wanted, documents: Sequence[str], reports: Reports) -> list[str]:
    """Return the words of a question that only repeat the title of the one story it is asked of."""
    layout = reports.layout(documents[0]) if len(documents) == 1 else None
    title = about(want, layout) if layout else ""
    roles = {word for t in terms(title) if t.name in SIDES for word in words(t.span.of(title))}
    return [word for word in words(want.text) if word in set(words(title)) - roles]


def about(want: Wanted, layout: Layout) -> str:
    """Return what says what all of a short report is about: its title, and its opening where a side of it is asked."""
    sided = want.aspect or want.kind == "reason"
    if not (layout.is_story or (layout.is_short and sided)):
        return ""
    opening = next((s for s in layout.sentences if layout.tells(s)), None) if sided and layout.is_story else None
    return f"{layout.document.title} . {layout.text(opening) if opening else ''}"


def weights_among(reports: int) -> dict[str, float]:
    """Return what each sign counts where sentences of so many reports stand beside each other."""
    spread = min(1.0, max(0.0, (reports - FEW) / (MANY - FEW)))
    return {sign: within + spread * (among - within) for sign, (within, among) in WEIGHTS.items()}


def _kind(want: Wanted, layout: Layout, sentence: Sentence, text: str) -> float:
    if want.lacking and not _LACKS[want.lacking].search(text):
        return 0.0
    if want.kind != "reason":
        return float(shows_kind(want.kind, text))
    if gives_cause(fold(want.text), text) or _among_causes(layout, sentence) or _follows(want, text):
        return 1.0
    before = layout.before(sentence)
    said = layout.text(before) if before else ""
    return float(asks(said) or (leans(text) and gives_cause(fold(want.text), said)))


_LACKS = {
    "chua": re.compile(r"\b(?:chưa|thiếu|chậm|còn lại|đang (?:triển khai|thực hiện))\b", re.IGNORECASE),
    "khong": re.compile(r"\b(?:chưa|không|thiếu)\b", re.IGNORECASE),
}
_LEANS = re.compile(
    r"^\W*(?:(?:qua|trong|từ|nhờ|theo|do) đó|vì vậy|vì thế|đây là|gồm|cụ thể|mô hình do|"
    r"(?:(?:đối )?với |các |những )*(?:\w+ ){1,3}(?:này|(?:nêu|nói) trên))\b",
    re.IGNORECASE,
)


def leans(text: str) -> bool:
    """Tell whether a sentence speaks of what the one before named: "Đối với các hồ sơ này, …"."""
    return _LEANS.match(text) is not None


#: "Các bạn hỏi vì sao …": what is asked is told behind it.
_ASKS = re.compile(
    r"\?\W*$|\b(?:hỏi|thắc mắc)(?: \w+)? (?:vì sao|tại sao|bao giờ|khi nào|có phải|làm (?:sao|thế nào))\b",
    re.IGNORECASE,
)


@lru_cache(4096)
def asks(text: str) -> bool:
    """Tell whether a sentence asks something, which the next one answers."""
    return _ASKS.search(text) is not None


def _follows(want: Wanted, text: str) -> bool:
    """Tell whether all that is asked why stands in the last clause of a sentence, behind another that may be why."""
    before, _, last = text.rpartition(", ")
    said = held(last)
    return len(want.content) > 3 and len(before.split()) > 3 and all(said.has(a) for a in want.content)


def _among_causes(layout: Layout, sentence: Sentence) -> bool:
    """Tell whether a sentence stands under "Nguyên nhân", where every sentence is a cause."""
    # Under "Hạn chế" in "Hạn chế, nguyên nhân" stand no causes.
    named = next(filter(None, map(topics_in, reversed(layout.headings(sentence)[-2:]))), ())
    return "nguyen nhan" in named


def _speaking(scope: Scope, reports: Reports) -> tuple[str, ...]:
    """Return the reports in scope, and those of others that name the units asked."""
    if scope.pointed or not scope.units:
        return scope.documents
    naming = {d for unit in scope.units for d in reports.naming(unit.bare)}
    return tuple(sorted({*scope.documents, *naming}))


class Spoken:
    """Which of the things asked for stand where; each place is looked at once."""

    def __init__(self, want: Wanted, reports: Reports) -> None:
        self._want = want
        self._asked = tuple(enumerate(want.content))
        self._reports = reports
        self._known: dict[tuple[str, Span], frozenset[int]] = {}
        self._titles: dict[str, frozenset[int]] = {}

    def at(self, layout: Layout, span: Span) -> frozenset[int]:
        key = (layout.document.id, span)
        known = self._known.get(key)
        if known is None:
            held = self._reports.held(*key)
            known = self._known[key] = frozenset(n for n, asked in self._asked if held.has(asked))
        return known

    def here(self, layout: Layout, order: int) -> frozenset[int]:
        return _NONE.union(*(self.at(layout, span) for span in layout.sentences[order].spans))

    def titled(self, layout: Layout) -> frozenset[int]:
        """Return what says what all of a short report is about: only its opening names it."""
        known = self._titles.get(layout.document.id)
        if known is None:
            title = held(about(self._want, layout))
            known = frozenset(n for n, asked in self._asked if title.has(asked) and not asked.names & SIDES)
            self._titles[layout.document.id] = known
        return known

    def context(self, layout: Layout, sentence: Sentence) -> frozenset[int]:
        """Return what the sentence before, headings and a story's title hold, and what stands over a table's row."""
        before = layout.before(sentence)
        found = self.titled(layout) | (self.here(layout, before.order) if before else _NONE)
        if sentence.kind is BlockKind.TABLE_ROW:
            found = found.union(*(self.at(layout, span) for span in layout.heads(sentence)))
        return found.union(*(self.at(layout, span) for span in layout.blocks[sentence.block].headings))


_NONE: frozenset[int] = frozenset()


def _weights(want: Wanted, pool: Sequence[frozenset[int]]) -> list[float]:
    """Weigh what is asked by how few of the sentences at hand hold it."""
    total = len(pool) + 1
    return [math.log(1 + total / (0.5 + sum(n in held for held in pool))) for n in range(len(want.content))]


def _coverage(weights: Sequence[float], held: frozenset[int]) -> float:
    whole = sum(weights)
    return sum(weights[n] for n in held) / whole if whole else 0.0


_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


def _year(want: Wanted, layout: Layout, sentence: Sentence, ahead: frozenset[int]) -> float:
    """Return how well a sentence fits the years asked: 1 for the year itself, 0 for another."""
    if not want.years:
        return 1.0
    asked = set(want.years)
    said = {int(y) for y in _YEAR.findall(layout.text(sentence))}
    if said & asked:
        return 1.0
    document = layout.document
    period = document.header.period
    if asked & {int(y) for title in layout.headings(sentence) for y in _YEAR.findall(title)}:
        return 0.9
    if period and asked & set(period.years):
        return 0.5 if said else 0.9
    if asked & ahead and not said - ahead:
        return 0.6
    if not said and period is None and any(str(year) in document.text[:_OPENING] for year in asked):
        return 0.6  # on what was a year ago
    if said:
        return 0.0
    dated = document.date
    # A text of no known time may be of any year.
    return 0.3 if (dated is None and period is None) or (dated and dated.year in asked) else 0.0


def _own(scope: Scope, units: set[str], layout: Layout, sentence: Sentence, text: str) -> float:
    """Return whether a sentence speaks of the units or offices asked: in their own report, or by their names."""
    unit = layout.document.unit
    if not scope.offices and (not units or scope.pointed or (unit and unit.key in units)):
        return 1.0
    if _names(scope, text):
        return 0.9
    # An item that begins with a body speaks of that one, whoever stands in the item before.
    other = sentence.kind is BlockKind.ITEM and BEGINS_WITH_BODY.match(fold(text))
    before = None if other else layout.before(sentence)
    around = " ".join((*layout.headings(sentence), layout.text(before) if before else ""))
    return 0.6 if _names(scope, around) else 0.0


def _names(scope: Scope, text: str) -> bool:
    """Tell whether a text names one of the offices asked, which have no reports of their own, else of the units."""
    if scope.offices:
        folded = fold(text)
        return any(spelt.search(folded) for office in scope.offices if (spelt := spelt_out(office)))
    return any(unit.bare in text for unit in scope.units)


_LABEL = re.compile(r"\W*(?:về )?((?:\w+ ){1,5}\w+)\s*:\s", re.IGNORECASE)


def labelled(want: Wanted, text: str) -> bool:
    """Tell whether a sentence begins with what is asked for: "Thời kỳ kiểm tra: …", "Về chủ quan: …"."""
    label = _LABEL.match(text)
    return label is not None and set(words(label.group(1))) <= set(words(want.text))


def _topic(want: Wanted, layout: Layout, sentence: Sentence) -> float:
    """Return whether a sentence stands in a section of the kind asked for, as "Khó khăn", or its label is asked."""
    topics, text = set(want.topics), layout.text(sentence)
    if labelled(want, text):
        return 1.0
    if not topics:
        return 0.0
    titles = (*layout.headings(sentence), text[:_NAMES_ITSELF])
    return float(any(topics & set(topics_in(title)) for title in titles))

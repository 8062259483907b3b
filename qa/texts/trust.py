"""Tell whether what was found can be trusted to answer: several signs, one probability.

No single sign tells an answer from a sentence that only sounds like one: cosines of both overlap. The weights are
fitted by bench/calibrate.py to our own questions and to general ones, asked of texts that answer them and of others.
"""

import math
import re
from collections.abc import Sequence

from corpus.vietnamese import fold
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.texts.aspects import HINTED, PLAIN, names_aspect, told
from qa.texts.content import EVERYWHERE, Asked, held
from qa.texts.posts import names_somebody
from qa.texts.ranking import Candidate, Spoken
from qa.texts.roles import PLANS, TOPICS, topics_in
from qa.texts.wanted import Wanted

#: How much each sign speaks for an answer, and the constant: a logistic regression over our own questions,
#: asked of the right reports and of others (bench/calibrate.py prints them anew).
TRUST = {
    "lift": 2.1, "nearest": 6.7, "passage": 2.8, "around": 2.4, "kind": 1.4, "year": 2.0, "gap": 1.5, "domain": 0.5,
    "content": 0.4, "aspect": 2.5,
}  # fmt: skip
TRUST_CONSTANT = -9.6
#: Below this probability no answer is given: seven of eight answers pass, and one in six of the
#: sentences that answer something else. A wrong answer is worse than none, but none is a failure too.
LEAST_TRUST = 0.15
#: Where no term of the reports' own is asked for in vain, a near miss is less likely: the question only uses
#: other words than the report.
LEAST_IN_PLAIN_WORDS = 0.105
#: Kinds of thing that an answer shows on its face; a cause or a paper may also be told in other words where the answer
#: is all but sure. Other kinds are told in too many ways.
LEAST_UNSHOWN = {"reason": 0.9, "document": 0.9, "penalty": 1.0, "who": 1.0, "named": 1.0}
#: Sides of a matter that are not told without a word of them, unless a title says so.
LEAST_TOLD = {"trouble": HINTED, "wish": PLAIN, "lesson": PLAIN}
_PLANS = PLANS - {"giai phap"}
#: What people are called; a model or a place may be called anything.
_ASKS_NAME = re.compile(r"\b(?:cong chuc|vien chuc|can bo|nguoi|lanh dao|hoc vien|nhan vien)\b.*\bten (?:la )?gi\b")


def trust(want: Wanted, candidates: Sequence[Candidate], scope: Scope, reports: Reports) -> float:
    """Return how probably the best candidate answers, 0 where it must not be trusted to."""
    best = candidates[0]
    texts = [fold(reports.documents[d].text) for d in scope.documents] if want.quoted else []
    if any(not any(_quoted_in(name, text) for text in texts) for name in want.quoted):
        return 0.0
    if not all(_said_at(name, best) for name in want.quoted):
        return 0.0
    if want.content and not best.around:
        return 0.0
    asks_what = want.kind not in ("who", "named", "time", "place")  # who proposed it asks for no list of proposals
    if (want.topics or want.aspect == "trouble") and asks_what and want.aspect in LEAST_TOLD and not best.topic:
        told_here = max(told(want.aspect, text) for text in _paragraph(best))
        if told_here < LEAST_TOLD[want.aspect]:
            return 0.0
    if want.outcome and _of_a_plan(best):
        return 0.0
    if want.years and not best.year:
        return 0.0
    if _ASKS_NAME.search(fold(want.text)) and not any(names_somebody(text) for text in _paragraph(best)):
        return 0.0
    if PLANS & set(want.topics) and not _speaks_of_rest(want, best, reports):
        return 0.0
    found = signs(want, _stated_first(want, candidates), reports) | {"kind": best.kind}
    likely = probability(found)
    least = LEAST_TRUST if found["domain"] < 1 else LEAST_IN_PLAIN_WORDS
    if not best.kind:
        least = LEAST_UNSHOWN.get(want.kind, least)
    return likely if likely >= least else 0.0


def _speaks_of_rest(want: Wanted, best: Candidate, reports: Reports) -> bool:
    """Tell whether a sentence, or what stands over it, speaks of anything asked besides the role of a section."""
    rest = {n for n, a in enumerate(want.content) if not a.names & TOPICS and not names_aspect(want.aspect, a)}
    spoken = Spoken(want, reports)
    around = spoken.here(best.layout, best.sentence.order) | spoken.context(best.layout, best.sentence)
    return not rest or bool(rest & around)


def _stated_first(want: Wanted, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return the candidates with what is asked why before the cause of it, where the cause names who is asked of.

    "Xã A thu sai lệ phí" stands under "Hạn chế", "công chức xã A mới nhận nhiệm vụ" under "Nguyên nhân".
    """
    best, stated = candidates[0], max(candidates, key=lambda c: c.score)
    named = [body for body in want.whose if body.pattern.search(fold(best.text))]
    if want.kind != "reason" or stated.layout is not best.layout or not named:
        return candidates
    return [stated, *(c for c in candidates if c is not stated)]


def signs(want: Wanted, candidates: Sequence[Candidate], reports: Reports) -> dict[str, float]:
    """Return the signs, 0 to 1, that the best candidate answers at all."""
    best = candidates[0]
    layout, sentence = best.layout, best.sentence
    spoken = Spoken(want, reports)
    around = spoken.here(layout, sentence.order) | spoken.context(layout, sentence)
    after = layout.sentences[sentence.order + 1 : sentence.order + 2]
    if after and after[0].block == sentence.block:
        around = around | spoken.here(layout, after[0].order)
    # A sentence of a plan need not say "kế hoạch", nor one of a short paper what all of it is about.
    kind = layout.document.header.kind
    paper = held(f"{kind.value if kind else ''} . {layout.document.title if layout.is_short else ''}")
    around = around | {n for n, asked in enumerate(want.content) if paper.has(asked)}
    domain = [n for n, asked in enumerate(want.content) if of_the_field(asked)]
    rest = [n for n, asked in enumerate(want.content) if not names_aspect(want.aspect, asked)]
    third = candidates[2].score if len(candidates) > 2 else 0.0
    return {
        "lift": _lift(best.dense, [c.dense for c in candidates]),
        "nearest": _lift(max(c.dense for c in candidates), [c.dense for c in candidates]),
        "passage": _lift(best.passage, [c.passage for c in candidates]),
        "around": best.around,
        "kind": best.kind,
        "year": best.year,
        "gap": best.score - third,
        "domain": _share([n in around for n in domain]),
        "aspect": best.aspect * _share([n in around for n in rest]),
        "content": min(1.0, len(want.content) / 4),
    }


def _share(told_of: Sequence[bool]) -> float:
    return sum(told_of) / len(told_of) if told_of else 1.0


def _lift(cosine: float, cosines: Sequence[float]) -> float:
    """Return how far a cosine stands out from the mean of all, as a share of the way to 1.

    Encoders differ in how near all texts lie to each other; this share differs less.
    """
    mean = sum(cosines) / len(cosines)
    return (cosine - mean) / max(1 - mean, 1e-6)


def probability(found: dict[str, float]) -> float:
    """Return how probably the best candidate answers, by these signs of it."""
    return 1 / (1 + math.exp(-TRUST_CONSTANT - sum(weight * found[sign] for sign, weight in TRUST.items())))


def _quoted_in(name: str, text: str) -> bool:
    """Tell whether a quoted name stands in a folded text, or all but one of its words in a row; signs do not count."""
    asked, flat = _WORD.findall(fold(name)), f" {' '.join(_WORD.findall(text))} "
    tried = [asked, asked[1:], asked[:-1]] if len(asked) > 3 else [asked]
    return any(f" {' '.join(each)} " in flat for each in tried)


def _said_at(name: str, best: Candidate) -> bool:
    """Tell whether a quoted name stands in the sentence that answers, or in what stands over and beside it."""
    layout, before = best.layout, best.layout.before(best.sentence)
    over = (*layout.headings(best.sentence), layout.document.title, layout.text(before) if before else "")
    return _quoted_in(name, fold(" . ".join((best.text, *_paragraph(best), *over))))


def _paragraph(candidate: Candidate) -> list[str]:
    layout = candidate.layout
    return [layout.text(sentence) for sentence in layout.of_block(candidate.sentence.block)]


_WORD = re.compile(r"\w+")


def _of_a_plan(candidate: Candidate) -> bool:
    """Tell whether a sentence stands in a plan, or under the title of plans: "Kết quả thực hiện nhiệm vụ" is none."""
    kind = candidate.layout.document.header.kind
    titled = (set(topics_in(title)) for title in candidate.layout.headings(candidate.sentence))
    planned = any(roles & _PLANS and "ket qua" not in roles for roles in titled)
    return planned or (kind is not None and fold(kind.value).startswith("ke hoach"))


def of_the_field(asked: Asked) -> bool:
    """Tell whether what is asked is a term that reports use themselves, not an everyday way to say it."""
    return (
        not asked.toned
        and asked.spelt
        and len(asked.names) == 1
        and not asked.names & (TOPICS | EVERYWHERE)
        and any(" " in n for n in asked.names)
    )

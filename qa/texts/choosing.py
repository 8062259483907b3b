"""Choose what is shown of the sentences found: the best with what it leans on and leads, or the whole list it is of."""

import re
from collections.abc import Sequence

from corpus.model import BlockKind, Span
from corpus.vietnamese import fold, words
from qa.sections import Layout, Sentence
from qa.texts.aspects import ASPECTS, PLAIN, told
from qa.texts.by_section import Chosen
from qa.texts.content import EVERYWHERE, held
from qa.texts.duties import BEGINS_WITH_BODY, offices_in
from qa.texts.kinds import shows_kind
from qa.texts.marks import clauses, shown
from qa.texts.ranking import Candidate, labelled, leans
from qa.texts.trust import of_the_field
from qa.texts.wanted import Wanted

#: A second sentence is shown when its score is this near to the best: so near, it answers instead in one case of six.
CLOSE = 0.4
CLOSE_OF_LIST = 0.5
#: A story goes on about one thing from sentence to sentence, where a report tells each thing in one.
CLOSE_IN_STORY = 0.6
#: Below this trust the next best, and the nearest by meaning alone, are shown as well when near enough.
UNSURE = 0.45
NEAR_WHEN_UNSURE = 0.75


def best_first(want: Wanted, candidates: Sequence[Candidate], sure: float) -> Chosen:
    """Return the best sentence first, with what it leans on and leads; then its footnotes and those about as good."""
    best = candidates[0]
    first = [(best.layout, s) for s in (best.sentence, *best.layout.led(best.sentence)[:_MOST_LED])]
    first += [(best.layout, s) for s in best.layout.quoted(best.sentence)]
    before = best.layout.before(best.sentence)
    needed = best.around > 2 * best.covered  # what it leans on names most of what is asked
    if before and needed and leans(shown(best.text)) and before.kind is not BlockKind.TABLE_ROW:
        first.insert(0, (best.layout, before))
    if labelled(want, best.text):
        return first
    if cause := _cause(want, candidates):
        return [*cause, *(said for said in first if said not in cause)]
    chosen: Chosen = []
    if want.whole or want.kind in ("who", "place"):
        chosen += [(best.layout, note) for note in best.layout.footnotes(best.sentence)]
    chosen += _completing(want, best, candidates)
    chosen += _beside(want, best)
    if sure < UNSURE:
        closest = max(candidates, key=lambda c: c.dense)
        for other in (*candidates[1:2], closest):
            if is_near(best, other, NEAR_WHEN_UNSURE):
                chosen.append((other.layout, other.sentence))
    close = CLOSE_OF_LIST if want.whole else ALIKE if _tells_all(best, sure) else CLOSE
    close = CLOSE_IN_STORY if best.layout.is_story else close
    for other in candidates[1:3]:
        if len({(id(layout), s.order) for layout, s in (*first, *chosen)}) < 3 and is_near(best, other, close):
            chosen.append((other.layout, other.sentence))
    ranks = {(id(c.layout), c.sentence.order): rank for rank, c in enumerate(candidates)}
    chosen.sort(key=lambda pair: (ranks.get((id(pair[0]), pair[1].order), len(ranks)), pair[1].order))
    return list({(id(layout), s.order): (layout, s) for layout, s in (*first, *chosen)}.values())


#: So sure, a sentence that holds so much of what is asked needs no other beside it, but one that is as good.
SURE, HELD, ALIKE = 0.8, 0.75, 0.1


def _tells_all(best: Candidate, sure: float) -> bool:
    """Tell whether a sentence surely holds nearly all that is asked, and shows the kind of thing asked for."""
    return sure >= SURE and best.covered >= HELD and best.kind > 0


_MOST_LED = 8
#: "2- Nguyên nhân: …" behind "1- Hạn chế: …".
_CAUSES = re.compile(r"\W*(?:\d{1,2}\s*[-–.)]\s*)?nguyên nhân\b[^.;:]{0,60}:", re.IGNORECASE)
#: So many of the best sentences are looked at for a cause.
_FEW = 3


def _cause(want: Wanted, candidates: Sequence[Candidate]) -> Chosen:
    """Return a cause of what the best sentence only states again: told by one of the best, or right behind it."""
    best = candidates[0]
    if want.kind != "reason" or shows_kind("reason", best.text):
        return []
    for other in candidates[1:_FEW]:
        if other.layout is best.layout and other.covered > 0 and shows_kind("reason", other.text):
            return [(other.layout, other.sentence)]
    following = best.layout.sentences[best.sentence.order + 1 :][:2]
    return [(best.layout, s) for s in following if _CAUSES.match(best.layout.text(s))][:1]


def is_near(best: Candidate, other: Candidate, within: float) -> bool:
    """Tell whether a sentence may stand beside the best: about as good, and of the matter asked.

    It must be of the same report, or both of reports of no unit, and give a cause or a name where the best does.
    """
    together = other.layout is best.layout or not (best.layout.document.unit or other.layout.document.unit)
    speaks = other.covered > 0 or not best.covered  # all that is asked may stand over both
    return together and best.score - other.score < within and speaks and other.kind >= best.kind


def _completing(want: Wanted, best: Candidate, candidates: Sequence[Candidate]) -> Chosen:
    """Return a good sentence of the same section with a term asked about that the best one lacks."""
    terms_asked = [a for a in want.content if of_the_field(a)]
    said = held(best.text)
    lacking = [a for a in terms_asked if not said.has(a)]
    headings = best.layout.blocks[best.sentence.block].headings
    for other in candidates[1:8] if lacking else ():
        here = other.layout is best.layout and other.layout.blocks[other.sentence.block].headings == headings
        if here and other.score > best.score - 1 and all(held(other.text).has(a) for a in lacking):
            return [(other.layout, other.sentence)]
    return []


def _beside(want: Wanted, best: Candidate) -> Chosen:
    """Return the neighbours in the same paragraph that say what the best sentence leaves open.

    "Dựng trợ lý ảo. Sở Thông tin chủ trì.": who is in charge stands in the second.
    """
    layout, here = best.layout, held(best.text)
    missing = [a for a in want.content if not here.has(a) and not a.names & EVERYWHERE]
    lacking = [want.kind, want.kind_behind, want.aspect]
    announced = want.aspect == "how" and len(best.text.split()) <= _ANNOUNCES and best.aspect > 0
    found: Chosen = []
    for other in layout.of_block(best.sentence.block):
        apart = other.order - best.sentence.order
        if announced and apart > 0:
            found.append((layout, other))
        if announced or apart not in (-1, 1, 2) or other.kind is BlockKind.TABLE_ROW:
            continue
        text = layout.text(other)
        shown_now = [kind for kind in lacking if _says_more(kind, text, best.text)]
        added = sum(held(text).has(a) for a in missing)
        if shown_now or (abs(apart) == 1 and 3 * added > len(missing)) or (apart == 1 and _goes_on(want, text)):
            found.append((layout, other))
            lacking = [kind for kind in lacking if kind not in shown_now]
    return found


#: "Các tổ đến từng nhà …" goes on of what was just set up.
_SAME = re.compile(r"\W*(?:các|những)\s+(\w+)", re.IGNORECASE)


def _goes_on(want: Wanted, text: str) -> bool:
    """Tell whether a sentence goes on of the things asked about: it begins with their first word."""
    again = _SAME.match(text)
    return again is not None and again.group(1).lower() in words(want.text)[:2]


#: "Cách dùng khá đơn giản." only announces what the rest of its paragraph tells.
_ANNOUNCES = 7


def _says_more(asked: str, text: str, best: str) -> bool:
    """Tell whether a text shows the kind of thing, or tells the side of the matter, that is asked for; the best not."""
    if asked in ASPECTS:
        return told(asked, best) < PLAIN and told(asked, text) > told(asked, best)
    return shows_kind(asked, text) and not shows_kind(asked, best)


#: Sentences at least this long are quoted by the parts of their enumeration that the question is about.
_LONG_LIST = 160


def named_parts(want: Wanted, layout: Layout, sentence: Sentence) -> list[Span]:
    """Return the parts of an enumeration that begin with or hold the name asked about, or most of what is asked."""
    if len(sentence.spans) > 1 or sentence.kind is BlockKind.TABLE_ROW:
        return []
    text = layout.document.text
    if each := _of_each(want, text, sentence.spans[0]):
        return each
    if len(layout.text(sentence)) < _LONG_LIST:
        return []
    parts = clauses(text, sentence.spans[0])
    if len(parts) < 3:
        return []
    whole = layout.text(sentence)
    for name in want.names:
        naming = [part for part in parts if f" {name} " in held(part.of(text)).line]
        if naming == parts[:1] and ":" in naming[0].of(text):
            return []  # whom the words before the colon name, all that follows is told of
        tells = not shows_kind(want.kind, whole) or any(shows_kind(want.kind, part.of(text)) for part in naming)
        if tells and naming and len(naming) <= max(1, len(parts) // 2):
            return naming
    if want.whole or want.kind != "named" or len(parts) < 4:
        return []
    within = [held(part.of(text)) for part in parts]
    sentence_holds = [a for a in want.content if any(w.has(a) for w in within)]
    telling = [a for a in sentence_holds if sum(w.has(a) for w in within) <= max(1, len(parts) // 3)]
    counts = [sum(w.has(a) for a in telling) for w in within]
    most = max(counts)
    best = [part for part, count in zip(parts, counts, strict=True) if count == most]
    return best if most and len(best) == 1 and 2 * most >= len(sentence_holds) else []


_PART = re.compile(r"(?<![^;:] )[^;:\s][^;:]*")


def _of_each(want: Wanted, text: str, span: Span) -> list[Span]:
    """Return the parts that name whom the question is about, where each of the others names another of its kind.

    "Đoàn chỉ rõ: xã A chậm niêm yết; xã B không mở sổ."
    """
    found = [Span(span.start + m.start(), span.start + m.end()) for m in _PART.finditer(span.of(text))]
    lines = [line[:_NAMED_WITHIN] if BEGINS_WITH_BODY.match(line := held(p.of(text)).line) else "" for p in found]
    offices = (" ".join(map(fold, words(name))) for name, _, _ in offices_in(want.text, ()))
    for name in filter(None, (*want.names, want.whom, *offices)):
        mine = [part for part, line in zip(found, lines, strict=True) if f" {name} " in line]
        shown_here = not shows_kind(want.kind, span.of(text)) or any(shows_kind(want.kind, p.of(text)) for p in mine)
        leads = any(text[part.end : part.end + 1] == ":" for part in mine)  # what follows is of that one
        if mine and sum(map(bool, lines)) > len(mine) and shown_here and not leads:
            return mine
    return []


_NAMED_WITHIN = 60


_ENUMERATED = re.compile(
    r"^\W*(?:\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])\)|"
    r"(?:một|hai|ba|bốn|năm|sáu|thứ \w+) là\b|thứ (?:nhất|hai|ba|tư)\b)",
    re.IGNORECASE,
)


def whole_list(want: Wanted, best: Candidate) -> Chosen:
    """Return all items of the list the best sentence stands in or leads, if that list is asked about."""
    layout, sentence = best.layout, best.sentence
    if items := layout.led(sentence):
        return [(layout, s) for s in (sentence, *items)]
    block = layout.of_block(sentence.block)
    if sum(bool(_ENUMERATED.match(layout.text(s))) for s in block) >= 2:
        return [(layout, s) for s in block]
    groups = layout.siblings(sentence)
    if not groups:
        return []
    lead = layout.lead(groups)
    heads = held(" . ".join((*layout.headings(sentence), layout.text(lead) if lead else "")))
    rest = [a for a in want.content if not heads.has(a)]
    if rest and len(rest) > 0.34 * len(want.content):
        return []
    return [(layout, s) for s in ([lead] if lead else []) + [s for group in groups for s in group]]

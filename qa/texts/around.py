"""What stands around an answer: the sentence it cites, those before and behind it, and those on the same thing.

A message such as "ai chủ trì?" or "kết quả ra sao?" asks of the thing just told. It is answered from the cited
sentence and its neighbours, else from a sentence of the same report that names the thing, else not at all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.lines import UPPER
from corpus.mentions import find_units
from corpus.vietnamese import blanked, fold, has_marks
from prompts import say
from qa.dialogue.asides import Aside, kinds, spoken_of
from qa.draft import Draft, Evidence, Line, not_found
from qa.office_names import longest_run
from qa.reports import Reports
from qa.sections import Layout, Sentence
from qa.texts.content import EVERYWHERE, held
from qa.texts.lines import line_of
from qa.texts.roles import TOPICS

#: Whoever may do a thing.
_DOER = kinds()["who"].tells.pattern
#: Verbs of taking charge: whoever asks with one is told by any of them.
_IN_CHARGE = re.compile(
    rf"\b(?:chủ trì|phụ trách|đầu mối|chịu trách nhiệm|phân công|giao (?:cho )?(?:{_DOER})"
    rf"|do (?:{_DOER}).{{0,60}} (?:thực hiện|triển khai|làm|đảm nhận|hướng dẫn|vận hành|phụ trách|trực|lo)"
    rf"|(?:{_DOER})\b[^,;.]{{2,50}} (?:lập dự án|tham mưu|thực hiện|xây dựng))\b"
)
#: "Văn phòng HĐND và UBND huyện: hoàn thành …": a task behind the name of whose it is.
_ASSIGNED = re.compile(
    r"\W*(?:\d+\W+)?(?:Phòng|Sở|Ban|Trung tâm|Công an|Văn phòng|Chi cục|Cục|Vụ|UBND|Chủ tịch|Giám đốc)\s[^.;:]{3,80}:"
)
_DOES_IT = re.compile(r"\W*(?:Phòng|Sở|Ban|Hội|Đoàn|Trung tâm|Công an|Văn phòng|Chi cục|Cục|Vụ|Tổ)\s+[^\W\d_]")
#: Who is asked for as a person is counted by another name, too; money is counted in its own.
_COUNTED_AS = {
    "nguoi": r"(?:nguoi|can bo|cong chuc|vien chuc|thanh vien|doan vien|hoi vien|luot|nhan (?:vien|su)|lao dong)",
    "tien": r"dong",
}
#: How many, in figures; where no sentence has those, in words.
_FIGURE = r"\d[\d.,/]*"
_NUMBER = r"\b(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|chuc|tram|vai)"
#: Of these a report may have sections.
_SECTIONS = ("difficulty", "result")
#: How many sentences behind the one cited, and ahead of it, still speak of the same thing; and how long a reply is.
_BEHIND, _AHEAD, _NEARBY, _PARAGRAPH, _REPLY = 4, 4, 6, 10, 6
_GOES_ON = re.compile(
    r"\W*(?:nho (?:do|vay|the|cac)|qua do|tu do|tuy nhien|tuy vay|ket qua|den nay|hien nay|kho khan"
    r"|(?:viec|mo hinh|cach lam|moi|cac) (?:\w+ )?(?:nay|do|tren|to|doi|lop)?)\b"
)
#: So many words that question and sentence have in a row name the thing: "trợ lý ảo".
_NAMED_BY = 3
_QUOTED = re.compile(r"[“\"]([^”\"]{3,60})[”\"]")
#: A name of several words that is no office: "xã Lũng Mây", "Nhà máy Bình An".
_NAME = re.compile(rf"(?<=\w )(?!UBND|HĐND)[{UPPER}][^\W\d_]+(?: [{UPPER}][^\W\d_]+)+")


def around(drafts: Sequence[Draft], head: str, question: str, aside: Aside, reports: Reports) -> Draft | None:
    """Return the sentences at and around those of an answer that tell what is asked of its thing.

    `head` is the question that was answered so; its words name the thing elsewhere in the report. Where nothing
    tells it, and there are no words to look for at large, say so and offer the whole `question`; else None.
    """
    told = [line for draft in drafts for line in draft.lines]
    cited = list(_cited(told, reports))
    lines: dict[Line, None] = {}
    for layout, sentence in _item(cited, aside.item) if aside.item else cited:
        for one in _nearest(layout, sentence, head, aside):
            lines.setdefault(line_of(layout, one))
    if not lines and aside.kind.name == "which" and not aside.content:
        lines.update(dict.fromkeys(line for layout, _ in cited[:1] for line in _own_unit(layout, aside.counted)))
    if lines:
        return Draft("passage", tuple(lines))
    if not cited or not aside.kind.untold or aside.matter:
        return None
    count = len({layout.document.id for layout, _ in cited})
    reason = say("passages.not_behind", what=say(f"passages.what_{aside.kind.name}"), count=count)
    at_large = aside.kind.name in _SECTIONS and find_units(question, bare=True)
    return not_found(reason, (question,) if at_large else ())


def _own_unit(layout: Layout, kind: str) -> Iterator[Line]:
    """Yield what names the unit that a report is of, where a unit of its kind is asked for: "của phường nào?"."""
    unit, issuer = layout.document.unit, layout.document.header.issuer
    if unit is None or fold(unit.kind) != kind:
        return
    if issuer and issuer.span:
        yield Line(say("passages.says_issuer", value=issuer.value), (Evidence(layout.document, issuer.span),))
        return
    named = (s for s in layout.sentences if any(m.unit.key == unit.key for m in find_units(layout.text(s))))
    if (sentence := next(named, None)) is not None:
        yield line_of(layout, sentence)


def telling(lines: Sequence[Line], aside: Aside, reports: Reports) -> Draft | None:
    """Return as an answer those of some lines whose sentences tell all that is asked, where that says enough."""
    if not aside.says_enough:
        return None
    told = tuple(line for line in lines if any(_tells(layout.text(s), aside) for layout, s in _cited([line], reports)))
    return Draft("passage", told) if told else None


def on_the_matter(draft: Draft, aside: Aside, reports: Reports) -> bool:
    """Tell whether an answer in sentences speaks of most that is asked: in them, their paragraph or their headings."""
    cited = list(_cited(draft.lines, reports))
    if draft.kind not in ("passage", "list") or not aside.content or not cited:
        return True
    around = [(*map(x.text, x.of_block(s.block)), *x.headings(s)) for x, s in cited]
    spoken = sum(any(held(text).has(a) for texts in around for text in texts) for a in aside.content)
    return spoken * 2 > len(aside.content)


def _item(cited: Sequence[tuple[Layout, Sentence]], place: int) -> list[tuple[Layout, Sentence]]:
    """Return where one of several things told is spoken of: the sentence of it, or those that name it as listed."""
    number = place - 1 if place > 0 else -1
    for layout, listing in cited[:1]:
        names = _QUOTED.findall(layout.text(listing))
        if len(names) > 1 and number < len(names):
            of_it = [s for s in layout.sentences if s != listing and names[number] in layout.text(s)]
            return [(layout, s) for s in of_it if layout.tells(s)][:1]
    return list(cited[number:][:1])


def _nearest(layout: Layout, sentence: Sentence, head: str, aside: Aside) -> list[Sentence]:
    """Return the sentences that tell it from the nearest place where any does."""
    in_reply = any(title.endswith("?") for title in layout.headings(sentence))
    if not in_reply and (said := _replied(layout, sentence, aside)):
        return said  # what leads an interview in only announces it
    for number in (_FIGURE, _NUMBER) if aside.counted else (_FIGURE,):
        for ring in _rings(layout, sentence, head, aside):
            if told := [s for s in ring if layout.tells(s) and _tells(layout.text(s), aside, number)]:
                return told[:2]
    if aside.kind.name == "who" and _DOES_IT.match(layout.text(sentence)):
        return [sentence]  # whoever the sentence is about does what it says
    return _replied(layout, sentence, aside)


def _rings(layout: Layout, sentence: Sentence, head: str, aside: Aside) -> Iterator[list[Sentence]]:
    behind, own = _following(layout, sentence), [sentence]
    if aside.kind.name == "change":  # what goes up or down beside it is another thing
        yield own
        return
    known = bool(aside.content) and not aside.counted and all(held(head).has(a) for a in aside.content)
    yield from (behind, own) if known or aside.kind.behind else (own, behind)
    yield _ahead(layout, sentence)
    if aside.matter or (aside.kind.nearby and not layout.blocks[sentence.block].headings):
        yield _nearby(layout, sentence)
    if aside.kind.elsewhere:
        yield from _of_the_thing(layout, sentence, head)
    if aside.kind.nearby:
        yield list(_on_the_same(layout, sentence))


def _replied(layout: Layout, sentence: Sentence, aside: Aside) -> list[Sentence]:
    """Return what is said to the question of an interview that asks the same: the next one, or one before."""
    asked = [s for s in layout.sections if s.title.endswith("?") and _asks_it(s.title, aside)]
    asked.sort(key=lambda s: (s.first <= sentence.order, s.first))
    return layout.in_section(asked[0])[:_REPLY] if asked else []


def _asks_it(question: str, aside: Aside) -> bool:
    if not all(held(question).has(a) for a in aside.content):
        return False
    kind = aside.kind.asks.search(fold(question)) is not None
    return kind if aside.kind.untold else bool(aside.content) and (kind or aside.says_enough)


def _tells(text: str, aside: Aside, number: str = _FIGURE) -> bool:
    """Tell whether a sentence tells what is asked: it shows the kind, and holds all that is asked but one of three."""
    kind, said, plain = aside.kind, held(text), fold(text)
    if kind.name == "who" and not aside.matter:
        return bool(_IN_CHARGE.search(text.lower()) or _ASSIGNED.match(text))
    asked = aside.matter if kind.name == "who" else aside.content
    lacking = sum(not said.has(a) for a in asked)
    if lacking > (len(asked) > 2):
        return False
    if kind.name == "who":
        doers = {fold(doer) for doer in kind.tells.findall(text.lower())}
        return any(not any(a.names & {doer} for a in aside.content) for doer in doers)
    if kind.name == "which":
        named = (text[m.end() : m.end() + 1] for m in re.finditer(rf"\b{aside.counted} ", plain))
        return any(c.isupper() for c in named)
    counted = _COUNTED_AS.get(aside.counted, aside.counted)
    if counted and not re.search(rf"{number} (?:\w+ ){{0,2}}{counted}\b", plain):
        return False
    return kind.tells.search(text.lower()) is not None


def _cited(told: Iterable[Line], reports: Reports) -> Iterator[tuple[Layout, Sentence]]:
    seen = set()
    for evidence in (e for line in told for e in line.evidence):
        layout = reports.layout(evidence.document.id)
        inside = [s for s in layout.sentences if any(span.overlaps(evidence.span) for span in s.spans)]
        for sentence in inside:
            if (evidence.document.id, sentence.order) not in seen:
                seen.add((evidence.document.id, sentence.order))
                yield layout, sentence


def _following(layout: Layout, sentence: Sentence) -> list[Sentence]:
    """Return the sentences behind one that speak of the same: of its paragraph, and of those that go on from it."""
    here = layout.blocks[sentence.block]
    found = []
    for other in layout.sentences[sentence.order + 1 : sentence.order + 1 + _PARAGRAPH]:
        near = other.order - sentence.order <= _BEHIND and layout.blocks[other.block].headings == here.headings
        goes_on = other.block == sentence.block or (near and _GOES_ON.match(fold(layout.text(other))))
        if not goes_on:
            break
        found.append(other)
    return found


def _ahead(layout: Layout, sentence: Sentence) -> list[Sentence]:
    before = layout.sentences[max(0, sentence.order - _AHEAD) : sentence.order]
    return [s for s in before if s.block == sentence.block]


def _nearby(layout: Layout, sentence: Sentence) -> list[Sentence]:
    """Return the other sentences of the section that stand near, but for those on another unit or named thing."""
    headings, cited = layout.blocks[sentence.block].headings, layout.text(sentence)
    start = max(0, sentence.order - _NEARBY)
    near = layout.sentences[start : sentence.order] + layout.sentences[sentence.order + 1 :][:_NEARBY]
    near = tuple(s for s in near if layout.blocks[s.block].headings == headings)
    return sorted(
        (s for s in near if not _names_another(layout.text(s), cited)),
        key=lambda s: (s.order < sentence.order, s.order),
    )


def _on_the_same(layout: Layout, sentence: Sentence) -> Iterator[Sentence]:
    """Yield the later sentences of the section that have a name of the one cited."""
    headings, names = layout.blocks[sentence.block].headings, set(_NAME.findall(layout.text(sentence)))
    for other in layout.sentences[sentence.order + 1 :] if headings else ():
        if layout.blocks[other.block].headings != headings:
            return
        if any(name in layout.text(other) for name in names):
            yield other


def _names_another(text: str, cited: str) -> bool:
    names = [m.group(1) for m in _QUOTED.finditer(text)] + [m.unit.bare for m in find_units(text)]
    return bool(names) and not any(name in cited for name in names)


def _of_the_thing(layout: Layout, sentence: Sentence, head: str) -> list[list[Sentence]]:
    """Return the other sentences of the report that name the thing, first those that name it most fully.

    It is named as quoted where it is cited, as asked for, or by all that the question is about beside its unit.
    """
    cited = fold(layout.text(sentence))
    names = [m.group(1) for m in _QUOTED.finditer(cited)]
    bare = blanked(head, (m.span for m in find_units(head, bare=True)))
    start, length = longest_run(bare_words := fold(bare).split(), re.findall(r"\w+", cited))
    if length >= _NAMED_BY:
        names.append(" ".join(bare_words[start : start + length]))
    asked = [a for a in spoken_of(bare, has_marks(head)) if any(" " in name for name in a.names)]
    subject = [a for a in asked if not a.names & EVERYWHERE]
    known = any(not a.names & TOPICS for a in subject)
    others = [s for s in layout.sentences if s != sentence and layout.tells(s)]
    named = [s for s in others if any(name in fold(layout.text(s)) for name in names)]
    return [
        named,
        *(
            [s for s in others if all(held(layout.text(s)).has(a) for a in wanted)]
            for wanted in (asked, subject)
            if known
        ),
    ]

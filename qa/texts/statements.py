"""Answer what a speaker said, asked or ordered, and what an office was told to do, with those very words."""

import re
from collections.abc import Iterator, Sequence

from corpus.kinds import PLAIN_UNITS
from corpus.lines import UPPER
from corpus.model import BlockKind
from corpus.vietnamese import fold
from qa.draft import Draft
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.sections import TELLING, Layout, Sentence
from qa.texts.by_section import one_speaker
from qa.texts.content import held
from qa.texts.duties import duties, office_in, parts_naming
from qa.texts.kinds import kind_asked
from qa.texts.lines import lines_of_list
from qa.texts.wanted import Wanted

#: Verbs of speaking, folded; those of one group are told apart only where a speaker uses both.
_GROUPS = (
    ("yeu cau", "chi dao", "giao", "de nghi", "quan triet"),
    ("kien nghi", "de xuat", "de nghi"),
    ("nhan manh", "khang dinh", "luu y", "cho biet", "cho rang", "chia se"),
    ("rut ra",),
    ("ket luan",),
)
_VERB = "|".join(dict.fromkeys(verb for group in _GROUPS for verb in group))
_VERBS = re.compile(rf"\b(?:{_VERB})\b")
_ASKS = re.compile(
    rf"\b(?P<verb>{_VERB})\b(?!\s+(?:cua\b|so \d|thong\b))(?P<object>.*?)"
    r"\b(?:gi|the nao|ra sao|dieu nao|noi dung nao|nhung viec nao)\b"
)
_TOLD = re.compile(
    r"\b(?:duoc|bi) (?:giao|yeu cau|phan cong|de nghi)\b|\bphai (?=(?:\w+ ){1,3}gi\b)|\bco nhiem vu\b|\bduoc phan\b|"
    r"\b(?:chu tri|lo|phu trach) (?=(?:nhung |cac )?(?:viec|nhiem vu|noi dung)? ?(?:gi|nao)\b)"
)
_DAY = re.compile(r"\b\d{1,2}/\d{1,2}(?:/\d{4})?\b(?!/)")
_POST = (
    r"(?:pho )?(?:chu tich|bi thu|giam doc|chanh van phong|truong phong|thu truong|bo truong)"
    r"(?: (?:ubnd|hdnd|uy ban nhan dan|tinh uy|huyen uy|thi uy|thanh uy|dang uy|so|phong))?"
    rf"(?: (?:{PLAIN_UNITS}))?"
)
_SOMEBODY = re.compile(rf"\b(?:dong chi|ong|ba|dai dien|lanh dao) (?!da |dang |cung |{_VERB})\w+|\b{_POST}\b")
_SYLLABLE = rf"[{UPPER}](?:[^\W\d_]|['’])*"
_PERSON = re.compile(rf"(?<!\w){_SYLLABLE}(?:[ ]+{_SYLLABLE}){{1,4}}(?!\w)")
#: More reports than these are not read for a speaker.
_MOST_REPORTS = 60
_MOST_LINES = 5
_MOST_DUTIES = 8


def about_statement(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer "X yêu cầu những gì", "X giao việc gì cho Y" or "Y được giao việc gì"."""
    text = " ".join(question.text.split())
    # "giáo dục" and "tôn giáo" order nothing.
    folded = _unplaced(fold(re.sub(r"\bgiáo\b", lambda m: " " * len(m[0]), text, flags=re.IGNORECASE)), scope)
    if len(scope.documents) > _MOST_REPORTS:
        return None
    told = _TOLD.search(folded)
    if told:
        lines = duties(office_in(text[: told.start()], scope), scope, reports)
        lines = [line for line in lines if any(day in line.text for day in _DAY.findall(text))] or lines
        return Draft("list", tuple(lines[:_MOST_DUTIES])) if lines else None
    asked = _ASKS.search(folded)
    if asked is None or asked.start() == 0:
        return None
    lines = []
    before, verb = folded[: asked.start()], asked.group("verb")
    office = office_in(text[asked.end("verb") :], scope)
    about = _about(folded[asked.end() :])
    for document_id in scope.documents:
        layout = reports.layout(document_id)
        said = _told_of(layout, before, verb, about)
        if not said and len(scope.documents) == 1 and not _ADDRESSES.search(folded, asked.end()):
            said = _listed(layout, verb)
        for sentence in said:
            if office is None:
                lines += lines_of_list(
                    [(layout, s) for s in (sentence, *layout.quoted(sentence), *layout.led(sentence))]
                )
            else:
                lines += parts_naming(layout, sentence, office)
    if not lines and office and verb in ("giao", "yeu cau"):
        lines = duties(office, scope, reports)[:_MOST_DUTIES]
    if not lines:
        return None
    return Draft("list", tuple(lines))


#: What is proposed to one is told by the items for that one (qa/texts/by_section.py).
_ADDRESSES = re.compile(r"\b(?:voi|len|cho)\b")
#: So many sentences lead an interview in, and say of whom and what it is.
_LEAD_SENTENCES = 3


def by_question(want: Wanted, scope: Scope, reports: Reports) -> list[tuple[Layout, Sentence]]:
    """Return what is said to the question of an interview that asks just the same."""
    layouts = [reports.layout(d) for d in scope.documents]
    alone = one_speaker(scope, layouts)
    for layout in layouts:
        for section in layout.sections:
            if not section.title.endswith("?") or section.last == section.first or not want.content:
                continue
            lead = " . ".join(map(layout.text, layout.sentences[:_LEAD_SENTENCES]))
            asked, above = held(section.title), held(f"{layout.document.title} . {lead}")
            own_words = sum(map(asked.has, want.content))
            whole = alone and 1 < own_words == len(want.content)
            alike = layout.is_story and want.kind and kind_asked(section.title) == want.kind
            told_above = all(asked.has(a) or above.has(a) for a in want.content)
            if whole or (alike and own_words >= min(2, len(want.content)) and told_above):
                return [(layout, s) for s in layout.in_section(section)]
    return []


def _unplaced(folded: str, scope: Scope) -> str:
    """Blank out the names of the units asked: they are no speakers, and "Khe Giao" orders nothing."""
    for unit in scope.units:
        folded = re.sub(rf"\b{re.escape(fold(unit.bare))}\b", lambda m: " " * len(m.group(0)), folded)
    return folded


def _told_of(layout: Layout, before: str, verb: str, about: str) -> list[Sentence]:
    """Return what the speaker named before the verb asked says in a report: with that verb, or one like it."""
    names, post = _persons(layout, before), _last_post(before)
    group = frozenset(next(verbs for verbs in _GROUPS if verb in verbs))
    if verb == "ket luan" and not names and post is None:
        concluding = (s for s in layout.sentences if s.kind in TELLING and _CONCLUDES.match(_folded(layout, s)))
        return [s for first in concluding for s in layout.of_block(first.block) if s.order >= first.order]
    # After another question's person, the post right before the verb is the one that speaks.
    heard = [list(_said_by(layout, names, None)), list(_said_by(layout, [], post))]
    told = [s for said in heard for s, _ in said if about and about in _folded(layout, s)]
    exact = [[s for s, verbs in said if verb in verbs] for said in heard]
    alike = [[s for s, verbs in said if verbs & group] for said in heard]
    order = [*alike, *exact] if verb == "chi dao" else [*exact, *alike]
    found = told or next((found for found in order if found), [])[:_MOST_LINES]
    spoken = [s for said in heard for s, verbs in said]
    return found if told else _with_rest(layout, found, spoken)


_CONCLUDES = re.compile(r"^\W*ket luan\b(?! (?:kiem tra|thanh tra|so\b|\d))")


def _with_rest(layout: Layout, found: Sequence[Sentence], spoken: Sequence[Sentence]) -> list[Sentence]:
    """Add the sentences of the same paragraph in which the same speech goes on without a new verb."""
    whole: list[Sentence] = []
    for sentence in found:
        whole.append(sentence)
        for after in layout.of_block(sentence.block):
            goes_on = after.order == whole[-1].order + 1 and after in spoken and after not in found
            if goes_on and not _VERBS.search(_folded(layout, after)):
                whole.append(after)
    return whole


def _listed(layout: Layout, verb: str) -> list[Sentence]:
    """Return what a paper lists under a line that ends with the verb asked: "Chủ tịch UBND tỉnh yêu cầu:"."""
    # "Phản ánh, kiến nghị" are those of citizens.
    ends = re.compile(rf"(?<!phan anh, )(?<!phan anh va )\b{verb}(?: nhu sau| cac noi dung sau)?\W*$")
    headed = [s for s in layout.sections if ends.search(fold(s.title))]
    if headed:
        return layout.in_section(headed[0])
    return [s for s in layout.sentences if s.kind in TELLING and ends.search(_folded(layout, s)) and layout.led(s)]


def _about(folded: str) -> str:
    """Return the subject behind "… yêu cầu gì": "về chuyển đổi số"."""
    match = re.match(r"^\s*(?:ve|doi voi|trong|lien quan den) (?:viec |linh vuc |cong tac )?([^,.?;]{4,40})", folded)
    return match.group(1).strip() if match else ""


def _folded(layout: Layout, sentence: Sentence) -> str:
    return fold(layout.text(sentence))


def _said_by(layout: Layout, names: Sequence[str], post: str | None) -> Iterator[tuple[Sentence, frozenset[str]]]:
    """Yield what somebody says, known by name or post: sentences, each with its verbs of speaking."""
    if not names and post is None:
        return
    short = [name.split()[-1] for name in names]
    own = re.compile(
        "|".join(
            [rf"\b{re.escape(name)}\b" for name in names]
            + [rf"\b(?:ong|ba|anh|chi|dong chi) {re.escape(name)}\b" for name in short]
            + ([rf"\b{_spelt(post)}\b"] if post else [])
        )
    )
    speaking, voiced, block = 0, False, -1
    for sentence in layout.sentences:
        if sentence.kind not in TELLING or sentence.kind is BlockKind.TABLE_ROW:
            continue
        text = _folded(layout, sentence)
        if sentence.block != block:
            # A speech may go on over paragraphs, but its verbs are then somebody else's; not so in a list.
            speaking = max(0, speaking - 1)
            voiced = voiced and sentence.kind is BlockKind.ITEM
            block = sentence.block
        opening = _OPENING.match(text)
        verb = _VERBS.search(text, opening.end() if opening else 0)
        before = text[: verb.start()] if verb else text
        if own.search(before) or (own.search(text) and "”" in layout.text(sentence)):
            speaking, voiced = _GOES_ON, True
        elif _SOMEBODY.search(before):
            speaking, voiced = 0, False
        if speaking:
            yield sentence, frozenset(_VERBS.findall(text)) if voiced else frozenset()


def _spelt(post: str) -> str:
    """Return a pattern for a post whose body is written short or in full."""
    return re.sub(r"ubnd|uy ban nhan dan", "(?:ubnd|uy ban nhan dan)", post)


#: For so many paragraphs a speech may go on.
_GOES_ON = 3
#: "Kết luận Hội nghị, đồng chí …": who speaks stands behind it.
_OPENING = re.compile(r"^\W*(?:phat bieu|ket luan|tai|sau khi)[^,;:]{0,60},")


def _persons(layout: Layout, folded: str) -> list[str]:
    """Return the persons of a report that a folded question names."""
    found = dict.fromkeys(fold(m.group(0)) for m in _PERSON.finditer(layout.document.text))
    # "Phó Chủ tịch UBND" is a post, not a name.
    named = [n for n in found if f" {n} " in f" {folded} " and not re.search(rf"\b{_POST}\b|\bubnd\b|\buy\b", n)]
    return [n for n in named if not any(n != other and n in other for other in named)]


def _last_post(folded: str) -> str | None:
    posts = [m.group(0) for m in re.finditer(rf"\b{_POST}\b", folded)]
    return posts[-1] if posts else None

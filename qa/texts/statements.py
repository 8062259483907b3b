"""Answer what a speaker said, asked or ordered, and what an office was told to do, with those very words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.lines import UPPER
from corpus.model import BlockKind, Span
from corpus.vietnamese import fold
from qa.draft import Draft, Line
from qa.reports import Reports
from qa.scope import Scope
from qa.sections import TELLING, Layout, Sentence, shown
from qa.understand import Question

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
    rf"\b(?P<verb>{_VERB})\b(?!\s+(?:cua|so)\b)(?P<object>.*?)"
    r"\b(?:gi|the nao|ra sao|dieu nao|noi dung nao|nhung viec nao)\b"
)
_TOLD = re.compile(r"\b(?:duoc|bi) (?:giao|yeu cau|phan cong|de nghi)\b|\bphai lam\b|\bco nhiem vu\b|\bduoc phan\b")
_POST = (
    r"(?:pho )?(?:chu tich|bi thu|giam doc|chanh van phong|truong phong|thu truong|bo truong)"
    r"(?: (?:ubnd|hdnd|uy ban nhan dan|tinh uy|huyen uy|thi uy|thanh uy|dang uy|so|phong))?"
    r"(?: (?:tinh|huyen|thi xa|thanh pho|xa|phuong))?"
)
_SOMEBODY = re.compile(rf"\b(?:dong chi|ong|ba|dai dien|lanh dao) (?!da |dang |cung |{_VERB})\w+|\b{_POST}\b")
_SYLLABLE = rf"[{UPPER}](?:[^\W\d_]|['’])*"
_PERSON = re.compile(rf"(?<!\w){_SYLLABLE}(?:[ ]+{_SYLLABLE}){{1,4}}(?!\w)")
OFFICE = re.compile(
    r"(?:Phòng|Sở|Bộ(?! phận)|Cục|Chi cục|Văn phòng|VP|Ban|Đài|Trung tâm|TT|Chi nhánh|Công an|Đoàn|Tổ|Bộ phận)\b"
    rf"(?:\s*(?:[-–&,]|và|của|{_SYLLABLE}|vụ|hóa|hoá|tin|sinh|phòng|thị|tế|chính|thanh|trường|dân|nghiệp|hoạch|"
    r"dựng|xây|thông|vận|tải|công|thương|nông|lao|động|giáo|dục|tư|pháp|nội|kinh|tài|văn|thông|truyền|hình|đất|đai|đăng|ký|nhiên|nguyên|môi|thể|thao|một|cửa))+"
)
#: More reports than these are not read for a speaker.
_MOST_REPORTS = 60
_MOST_LINES = 5


def about_statement(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer "X yêu cầu những gì", "X giao việc gì cho Y" or "Y được giao việc gì"."""
    text = " ".join(question.text.split())
    folded = fold(text)
    if len(scope.documents) > _MOST_REPORTS:
        return None
    told = _TOLD.search(folded)
    if told:
        lines = _orders(text[: told.start()], scope, reports)
        return Draft("passage", tuple(lines[:_MOST_LINES])) if lines else None
    asked = _ASKS.search(folded)
    if asked is None or asked.start() == 0:
        return None
    verb = asked.group("verb")
    lines = []
    office = _office(text[asked.end("verb") :])
    group = frozenset(next(verbs for verbs in _GROUPS if verb in verbs))
    for document_id in scope.documents:
        layout = reports.layout(document_id)
        before = folded[: asked.start()]
        names, post = _persons(layout, before), _last_post(before)
        # After another question's person, the post right before the verb is the one that speaks.
        heard = [list(_said_by(layout, names, None)), list(_said_by(layout, [], post))]
        exact = [[s for s, verbs in said if verb in verbs] for said in heard]
        alike = [[s for s, verbs in said if verbs & group] for said in heard]
        order = [*alike, *exact] if verb == "chi dao" else [*exact, *alike]
        about = _about(folded[asked.end() :])
        told_of = [s for said in heard for s, _ in said if about and about in _folded(layout, s)]
        for sentence in told_of or next((found for found in order if found), []):
            if office is None:
                lines.append(Line(shown(layout.text(sentence)), layout.evidence(sentence)))
            else:
                lines += _parts_naming(layout, sentence, office)
    if not lines:
        return None
    return Draft("list", tuple(lines[:_MOST_LINES]))


_SUBJECT = re.compile(r"^\s*(?:ve|doi voi|lien quan den) (?:viec |linh vuc |cong tac )?([^,.?;]{4,40})")


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
            + ([rf"\b{re.escape(post)}\b"] if post else [])
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


# --- what an office is told ---------------------------------------------------------------------------------


def _office(text: str) -> re.Pattern[str] | None:
    """Return a pattern for the office a text names, its abbreviations spelt out or not."""
    match = OFFICE.search(text)
    return spelt_out(match.group(0)) if match else None


def spelt_out(office: str) -> re.Pattern[str] | None:
    """Return a pattern that finds an office by its words, or by words whose initials are its letters."""
    parts: list[str] = []
    for word in re.findall(r"[^\W\d_]+", office):
        if fold(word) in ("va", "cua"):
            continue
        letters = [fold(c) for c in word]
        if word.isupper() and 2 <= len(word) <= 4 and word not in ("UBND", "HĐND"):
            long = r"\s+(?:va\s+)?".join(rf"{c}\w*" for c in letters)
            parts.append(rf"(?:{fold(word)}|{long})")
        else:
            parts.append(re.escape(fold(word)))
    if len(parts) < 2:
        return None
    return re.compile(r"\b" + r"[\s\-–&,]+(?:va\s+)?".join(parts) + r"\b")


def _orders(text: str, scope: Scope, reports: Reports) -> list[Line]:
    """Return the parts of sentences in which an office is told to do something."""
    office = _office(text)
    lines: list[Line] = []
    for document_id in scope.documents if office else ():
        layout = reports.layout(document_id)
        for sentence in layout.sentences:
            if sentence.kind in TELLING and sentence.kind is not BlockKind.TABLE_ROW and office:
                lines += _parts_naming(layout, sentence, office, first=True)
    return lines


_CUT = re.compile(r"[;:]\s+|,\s+(?=(?:đồng thời |và )?(?:giao|yêu cầu|đề nghị)\b)", re.IGNORECASE)
_ORDER = re.compile(
    r"^\W*(?:dong thoi |va )?(?:giao|yeu cau|de nghi|phan cong)\b(?: cho)?|"
    r"^[\W\d]*(?=phong|so|van phong|vp|dai|trung tam)"
)


def _parts_naming(layout: Layout, sentence: Sentence, office: re.Pattern[str], first: bool = False) -> list[Line]:
    """Return the parts of a sentence that name an office; with `first`, only orders that begin with it."""
    text, lines = layout.document.text, []
    ordering = False
    for span in sentence.spans:
        said = span.of(text)
        cuts = [0, *(m.end() for m in _CUT.finditer(said)), len(said)]
        for start, end in pairwise(cuts):
            part = Span(span.start + start, span.start + start + len(said[start:end].rstrip(" ;,\n")))
            folded = " ".join(fold(part.of(text)).split())
            order = _ORDER.search(folded)
            ordering = ordering or bool(order and order.group(0).strip(" -+•"))
            found = office.search(folded)
            if not found or (first and not (ordering and order and found.start() <= order.end() + 4)):
                continue
            lines.append(Line(shown(part.of(text)), (layout.evidence_at(sentence, part),)))
    return lines

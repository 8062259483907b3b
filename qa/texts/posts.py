"""Answer who holds a post: from sentences that name somebody right beside it, and from signatures."""

import re
from dataclasses import dataclass

from corpus.kinds import PLAIN_LEVELS, PLAIN_UNITS, UNITS
from corpus.lines import UPPER
from corpus.mentions import find_units
from corpus.model import Document, Span
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from prompts import say
from qa.draft import Draft, Evidence, Line, not_found
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.sections import TELLING
from qa.texts.lines import line_of

_POST = (
    r"(?:pho )?(?:chu tich|bi thu|bo truong|giam doc|cuc truong|chi cuc truong|chanh van phong|chanh thanh tra|to truong|doi truong|"
    r"hieu truong|thu truong|vien truong|truong (?:phong|ban|doan|bo phan|cong an|khoa|tram|thon|ap|nganh))"
)
_WHO_HOLDS = (
    re.compile(rf"\b(?P<post>{_POST}\b[^?,.;]*?)(?: nam \d{{4}}| hien nay| hien tai)? (?:la ai|ten gi|ten la gi|la ong nao|la ba nao|la nguoi nao|do ai)\b"),
    re.compile(rf"\b(?:ai|nguoi nao|ong nao|ba nao) (?:dang |la |lam |giu (?:chuc (?:vu )?)?|giu chuc |duoc bo nhiem (?:lam )?|phu trach )+(?P<post>{_POST}\b[^?,.;]*)"),
    re.compile(rf"\b(?:ho )?ten (?:cua )?(?:ong |ba |dong chi |vi )?(?P<post>{_POST}\b[^?,.;]*?) (?:la gi|la ai|gi)\b"),
)  # fmt: skip
_SYLLABLE = rf"[{UPPER}](?:[^\W\d_]|['’])*"
_NAME = re.compile(rf"(?<!\w){_SYLLABLE}(?:[ \t]+{_SYLLABLE}){{1,4}}(?!\w)")
#: Words of offices and posts, which are written with capitals as names are.
_NOT_A_NAME = re.compile(
    rf"\b(?:ubnd|hđnd|ủy ban|uỷ ban|hội đồng|sở|phòng|{UNITS}|mặt trận|chủ tịch|"
    r"bí thư|giám đốc|trưởng|phó|đảng ủy|trung tâm|tổ quốc|chính phủ|nghị quyết|quyết định|kế hoạch|báo cáo|chánh|đoàn|"
    r"văn phòng|nghị định|chỉ thị|liên đoàn|hiệp hội)\b"
)
_TITLES = re.compile(r"^(?:Ông|Bà|Đồng chí|Anh|Chị|Đ/c|Cô|Thầy)[ \t]+")
#: In so many of its first characters a paper names the team that it is about.
_OPENING = 700
_OF_TEAMS = ("to truong", "doi truong", "truong ban", "truong doan")
_OF_ANY = frozenset({"ubnd", "hdnd", "uy", "ban", "nhan", "dan", "va"})


@dataclass(frozen=True, slots=True)
class _Post:
    """A post asked about: its head ("truong phong") and the words that say of what ("noi vu")."""

    head: str
    of: tuple[str, ...]
    level: str  # "xa": the chairman of a district is none of a commune
    named: bool  # its holder is asked for by name; else another post answers: "Trưởng phòng Tư pháp làm tổ trưởng"


def about_post(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer who holds a post: only where a personal name stands right beside that very post."""
    post = _post_asked(question, scope)
    if post is None:
        return None
    lines: list[Line] = []
    for document_id in scope.documents if not post.level or _of_level(scope, post.level) else ():
        document = reports.documents[document_id]
        mine = _of_units(document, scope)
        issuer = document.header.issuer.value if document.header.issuer else ""
        layout = reports.layout(document_id)
        # What team all of it is about is told by its title and opening.
        over = f"{issuer} {document.title} {document.text[:_OPENING]}" if post.head in _OF_TEAMS else issuer
        for sentence in layout.sentences:
            text, before = layout.text(sentence), layout.before(sentence)
            if sentence.kind not in TELLING or not (mine or any(u.bare in text for u in scope.units)):
                continue
            if _names_holder(text, post, over, layout.text(before) if before else ""):
                lines.append(line_of(layout, sentence))
        signed = _signed_as(document, post) if mine else None
        if signed:
            lines.append(signed)
    if lines:
        return Draft("passage", tuple(lines[:2]))
    where = ", ".join(u.name for u in scope.units)
    name = "passages.no_holder_of" if where else "passages.no_holder"
    fields = {"units": where} if where else {}
    return not_found(say(name, count=len(scope.documents) or len(reports.documents), **fields))


def _post_asked(question: Question, scope: Scope) -> _Post | None:
    folded = " ".join(fold(question.text).split())
    for pattern in _WHO_HOLDS:
        match = pattern.search(folded)
        if not match:
            continue
        words = match.group("post")
        for unit in scope.units:
            words = re.sub(rf"\b(?:{fold(unit.kind)} )?{re.escape(fold(unit.bare))}\b", " ", words)
        words = re.sub(rf"\b(?:nam \d{{4}}|cua|{PLAIN_UNITS}|hien nay|trong bao cao)\b", " ", words)
        head = re.match(_POST, words)
        if head:
            of = tuple(w for w in _spelt(words[head.end() :]) if w not in _OF_ANY)
            level = _AT_LEVEL.match(match.group("post"), head.end())
            named = re.search(r"\bten\b", match.group(0)) is not None
            return _Post(head.group(0), of, level.group(1) if level else "", named)
    return None


_AT_LEVEL = re.compile(r" (?:(?:ubnd|hdnd) )?(xa|phuong|thi tran|huyen|quan|thi xa|tinh)\b")


def _of_level(scope: Scope, kind: str) -> bool:
    return not scope.units or any(u.level is PLAIN_LEVELS[kind] for u in scope.units)


def _of_units(document: Document, scope: Scope) -> bool:
    """Tell whether a report speaks of the units asked unless it says otherwise: theirs, or of no other."""
    if not scope.units or document.unit is None:
        return True
    keys = {u.key for u in scope.units}
    return document.unit.key in keys or any(u.name == document.unit.parent for u in scope.units)


#: Between a name and the post stands at most this: "Trịnh Quốc Bảo, Phó Bí thư Huyện ủy, Chủ tịch UBND huyện làm".
_APART = 90


def _names_holder(text: str, post: _Post, over: str, before: str) -> bool:
    """Tell whether a personal name stands beside the post in a sentence: before a comma, or right after."""
    folded = fold(text)
    head = "(?:truong doan|dan dau)" if post.head == "truong doan" else post.head
    for match in re.finditer(rf"\b{head}\b", folded):
        if not post.head.startswith("pho ") and folded[: match.start()].rstrip().endswith("pho"):
            continue
        # "làm tổ trưởng" may stand far from the team's name; other posts have their office right behind, or none where
        # it was just named: "Trung tâm do ông … kiêm Giám đốc".
        behind = text[match.end() : match.end() + 60]
        said = {*_spelt(text if post.head in _OF_TEAMS else behind), *_spelt(over)}
        named = " ".join(word for word in post.of if word not in said)
        if named and (re.match(r"\s+\w", behind) or named not in " ".join(_spelt(f"{before} {text}"))):
            continue
        if not post.named and re.search(rf"\b{_POST}\b[^.;]{{0,60}}? (?:lam|la) $", folded[: match.start()]):
            return True
        names = [m for m in _NAME.finditer(text) if _is_person(m.group(0))]
        for name in names:
            between = folded[name.end() : match.start()] if name.end() <= match.start() else None
            if (
                between is not None
                and len(between) < _APART
                and re.fullmatch(rf"[\s,(–-]*(?:[^.;]{{0,{_APART}}}?(?:kiem|lam|la|giu chuc|-|,|:)\s*)?", between)
            ):
                return True
            if name.start() >= match.end() and name.start() - match.end() < 50:
                gap = folded[match.end() : name.start()]
                if not re.search(r"[.;]|\b(?:giao|yeu cau|va|bao cao|phe|ky|chu tri)\b", gap):
                    return True
    return False


def _spelt(text: str) -> list[str]:
    """Return the words of a text without marks, its abbreviations in full."""
    return " ".join(term.name for term in terms(text)).split()


def _is_person(name: str) -> bool:
    bare = _TITLES.sub("", name)
    return " " in bare and not _NOT_A_NAME.search(bare.lower()) and not name.isupper()


def names_somebody(text: str) -> bool:
    """Tell whether a personal name stands in a text; places have names of the same shape."""
    places = [mention.span for mention in find_units(text)]
    return any(
        _is_person(name.group(0)) and not any(place.overlaps(Span(*name.span())) for place in places)
        for name in _NAME.finditer(text)
    )


def _signed_as(document: Document, post: _Post) -> Line | None:
    """Return the signature where the signer signed as the holder of that post, not for them."""
    header = document.header
    if not (header.signer and header.signer.span and header.signer_role and header.signer_role.span):
        return None
    role = " ".join(fold(header.signer_role.value).split())
    issuer = fold(header.issuer.value) if header.issuer else ""
    if re.sub(r"^(?:tm|t/m)\b.*?(?=chu tich|giam doc|truong|bi thu)", "", role).strip(" .") != post.head:
        return None
    if not all(word in issuer.split() for word in post.of):
        return None
    before = fold(document.text[max(0, header.signer_role.span.start - 40) : header.signer_role.span.start])
    if re.search(r"\b(?:kt|tl|tuq)\s*\.?\s*$", before):
        return None
    text = say("passages.says_signer", value=f"{header.signer.value} ({header.signer_role.value})")
    return Line(text, (Evidence(document, header.signer.span), Evidence(document, header.signer_role.span)))

"""Answer questions about a report itself from its header, of a place's home, and what an abbreviation stands for."""

import re
from collections.abc import Iterable, Sequence

from corpus.header import is_of_kind
from corpus.lines import UPPER
from corpus.mentions import find_units
from corpus.model import Document, Stated
from corpus.vietnamese import fold
from prompts import say
from qa.draft import Draft, Evidence, Line, clarify, not_found
from qa.question import Question
from qa.reports import Reports
from qa.scoping.scope import Scope
from qa.texts.lines import line_of
from qa.texts.marks import shown

# --- the report itself ------------------------------------------------------------------------------------

_PAPER = r"(?:bao cao|ket luan (?:thanh tra|kiem tra)|van ban|ke hoach|thong bao|cong van|tai lieu|bai(?: viet| bao| dang)?(?! (?:tho|hat|ca|nhac|van|thuyet trinh|phat bieu|thi|hoc|toan)\b)|ban tin|tin(?: bai)?|quyet dinh|to trinh|de an|tong ket|so ket|tham luan)"
_REPORT = re.compile(rf"\b{_PAPER}\b")
#: What may be asked of a report, and the words that ask it, without marks.
_ASKED = (
    ("signer", rf"\bnao\b.*\bky (?:ban hanh )?{_PAPER}\b|\bai (?:la nguoi )?(?:da )?ky\b|\bnguoi ky\b|\bdo ai ky\b|\bky boi ai\b|\bai ky\b"),
    ("number", r"\bso (?:ky )?hieu\b|\bmang so\b|\bso (?:van ban|bao cao)(?= (?:la|gi|may|bao nhieu|nao|do|nay|tren|cua)\b|\W*$)|(?<!\bky )\bso (?:may|bao nhieu|nao|gi)\b(?!\s*(?:%|phan tram))|\bso cua (?:bao cao|van ban|ke hoach)\b"),
    ("posted_on", r"\b(?:dang|dua tin|dang tai|cap nhat|len trang)(?: tin| bai| tai)?(?: vao)? (?:ngay|khi|luc|hom) nao\b|\bngay dang\b|\bdang (?:vao )?(?:bao gio|khi nao)\b"),
    ("issued_on", rf"\b{_PAPER} (?:so )?\d[^ ?,]*(?: cua ai| do ai ky)?,? (?:ra |ky |ban hanh )?ngay (?:nao|may)\W*$|\b(?:ban hanh|ky|phat hanh|lap|viet|gui|de)(?: vao)? (?:ngay|khi|luc|hom) (?:nao|may)\b|\bngay (?:ban hanh|ky|thang)\b|\b(?:ban hanh|ra) (?:khi nao|bao gio)\b|\bngay (?:nao|may)\b.*\bban hanh\b"),
    ("issuer", rf"\b{_PAPER} (?:so )?\d[^ ?,]*(?: (?:la|nay))? cua (?:ai|huyen nao|tinh nao|don vi nao|noi nao)\b|\b(?:co quan|don vi|noi|ai)(?: nao)? (?:da )?(?:ban hanh|phat hanh|lap|viet|soan)\b|\bdo (?:co quan|don vi|ai)(?: nao)? (?:ban hanh|lap|phat hanh)\b|\bcua co quan nao\b|\bco quan ban hanh\b"),
    ("recipients", r"\bnoi nhan\b|\b(?:duoc )?gui (?:cho |den |toi )?(?:nhung )?(?:ai|dau|co quan nao|don vi nao|noi nao|cac co quan nao)\b|\bai nhan\b"),
    ("author", r"\btac gia(?= (?:nao )?(?:da )?(?:cua|bai|la|viet|bao cao)\b|\W*$)|\bai viet\b|\bdo ai viet\b|\bnguoi viet\b|\bcua tac gia nao\b"),
    ("title", rf"^\W*{_PAPER}(?: so)?(?: \d\S*)?(?: (?:nay|do|tren))? (?:la )?ve (?:viec|van de|noi dung|chuyen) gi\W*$|\b(?:tieu de|nhan de|trich yeu)\b|\bten(?: day du)?(?: cua)?(?: cac)? {_PAPER}\b|\b{_PAPER}(?: \w+){{0,4}} (?:co )?ten(?: day du)?(?: la)? gi\b"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _ASKED)
_OTHER_NUMBER = re.compile(r"\b\d{1,5}\s*(?:/\s*(?:\d{4}/)?|-\s*(?=[A-ZĐ]{2,4}/))[A-ZĐ]{2}", re.IGNORECASE)
#: More reports than these are asked back about.
_MANY = 3


def about_document(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer a question about a report as a paper: who signed it, its number, date, issuer, recipients."""
    folded = " ".join(fold(question.text).split())
    if not _REPORT.search(folded):
        return None
    asked = [name for name, pattern in _PATTERNS if pattern.search(folded)]
    if not asked or (_OTHER_NUMBER.search(question.text) and not scope.pointed):
        return None
    if "author" in asked and "issuer" in asked:
        asked.remove("issuer")
    documents = _meant(question, folded, scope, reports)
    named = _NAMED_PAPER.search(folded)
    if not documents or (named and not any(is_of_kind(d.header, named.group(1)) for d in documents)):
        return None  # "quyết định thành lập tổ … số mấy" is told in a report, and none of it
    if len(documents) > _MANY:
        titles = tuple(f"{question.text.rstrip(' ?')} ({d.title})?" for d in documents[:6])
        return clarify(say("passages.which_report"), titles)
    lines: list[Line] = []
    for document in documents:
        lines += _stated(document, asked, several=len(documents) > 1)
    if not lines:
        what = ", ".join(say(f"passages.what_{name}") for name in asked)
        titles_of = "; ".join(d.title for d in documents)
        return not_found(say("passages.not_stated", what=what, title=titles_of))
    return Draft("passage", tuple(lines))


def _meant(question: Question, folded: str, scope: Scope, reports: Reports) -> list[Document]:
    """Return the reports the question may mean, by unit, year and kind of paper."""
    found = [reports.documents[d] for d in scope.documents]
    keys = {u.key for u in scope.units}
    if keys and not scope.pointed:
        # A paper may be called by the unit it is about: "công văn đính chính huyện Lũy Trà".
        found = [d for d in found if d.unit and d.unit.key in keys] or found
    if "dinh chinh" in folded:
        found = [d for d in found if d.header.corrects] or found
    for narrower in (_of_periods(question, found), _of_kind(folded, found)):
        kept = [d for d in found if d in narrower]
        found = kept or found
    return sorted(found, key=lambda d: (str(d.date or ""), d.source))


def _of_periods(question: Question, documents: Sequence[Document]) -> list[Document]:
    if not question.periods:
        return list(documents)
    exact = [d for d in documents if d.header.period in question.periods]
    if exact:
        return exact
    years = set(question.years)
    covering = [d for d in documents if d.header.period and years & set(d.header.period.years)]
    return covering or [d for d in documents if d.date and d.date.year in years]


def _of_kind(folded: str, documents: Sequence[Document]) -> list[Document]:
    kinds = {"bao cao": "bao cao", "ke hoach": "ke hoach", "thong bao": "thong bao", "cong van": "cong van",
             "quyet dinh": "quyet dinh", "ket luan thanh tra": "ket luan", "ket luan kiem tra": "ket luan",
             "bai": "tin bai", "tin": "tin bai", "ban tin": "tin bai"}  # fmt: skip
    match = _REPORT.search(folded)
    kind = kinds.get(match.group(0).split(" viet")[0], "") if match else ""
    return [d for d in documents if kind and is_of_kind(d.header, kind)]


_NAMED_PAPER = re.compile(r"^\W*(quyet dinh|ke hoach|cong van|to trinh|de an|thong bao)\b")


def _stated(document: Document, asked: Iterable[str], several: bool) -> list[Line]:
    header = document.header
    lines: list[Line] = []
    for name in asked:
        name = "posted_on" if name == "issued_on" and not header.issued_on and header.posted_on else name
        name = "issued_on" if name == "posted_on" and not header.posted_on and header.issued_on else name
        value = header.recipients if name == "recipients" else getattr(header, name)
        parts = [value] if isinstance(value, Stated) else list(value or ())
        evidence = tuple(Evidence(document, p.span) for p in parts if p.span)
        if not evidence:
            continue
        printed = "; ".join(re.sub(r"^ngày (?=\d)", "", " ".join(e.quote.split()).strip(" -;.:/*_")) for e in evidence)
        if name == "signer" and header.signer_role and header.signer_role.span:
            evidence += (Evidence(document, header.signer_role.span),)
            printed = f"{printed} ({' '.join(header.signer_role.value.split())})"
        if several and header.title and header.title.span:
            evidence += (Evidence(document, header.title.span),)  # a title may hold a year
        text = say(f"passages.says_{name}", value=printed)
        lines.append(Line(say("passages.side", name=document.title, text=text) if several else text, evidence))
    return lines


# --- abbreviations ----------------------------------------------------------------------------------------

_ABBREVIATION = re.compile(rf"(?<![\w/.-])[{UPPER}][{UPPER}&]+(?![\w/-])")
_LIES_IN = re.compile(
    r"\b(?:thuoc|nam o|o|cua)(?: dia ban)? (?P<kind>huyen|thi xa|thanh pho|quan|tinh)(?:,? (?:thanh|thanh pho|thi xa))* nao\W*$"
)


def about_home(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer in which district or province a unit lies, with a sentence that names both: "xã A, huyện B"."""
    asked = _LIES_IN.search(fold(question.text))
    if asked is None or len(scope.units) != 1 or len(fold(question.text)[: asked.start()].split()) > _NAME_ALONE:
        return None
    bare = scope.units[0].bare
    for document_id in scope.documents:
        layout = reports.layout(document_id)
        for sentence in layout.sentences:
            text = layout.text(sentence)
            if bare in text and any(
                m.unit.bare == bare and fold(m.unit.parent).startswith(asked.group("kind")) and m.unit.parent in text
                for m in find_units(text)
            ):
                return Draft("passage", (line_of(layout, sentence),))
    return None


_NAME_ALONE = 6


def about_abbreviation(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer what an abbreviation stands for: "công nghệ thông tin (CNTT)" in a report."""
    folded = " ".join(fold(question.text).split())
    if "viet tat" not in folded and not re.fullmatch(r"[^?]{2,24} (?:nghia )?la (?:cai )?gi\W*", folded):
        return None
    # Who types in small letters asks for "cntt"; it stands before what asks.
    asked = _ABBREVIATION.search(question.text) or re.search(r"[^\W\d_]{2,8}", question.text)
    if asked is None:
        return None
    name = asked.group(0).upper()
    explained = re.compile(
        rf"[^\W\d_]\s*[(\[]\s*(?:viết tắt(?: là)?:?\s*)?{name}\s*[)\]]|\b{name}\s*\((?=[^\W\d_]{{2}})|\b{name} là\b"
    )
    for document_id in scope.documents or reports.documents:
        document = reports.documents[document_id]
        if not explained.search(document.text):
            continue
        layout = reports.layout(document_id)
        for sentence in layout.sentences:
            if explained.search(layout.text(sentence)):
                return Draft("passage", (line_of(layout, sentence),))
        for block in layout.blocks:
            # Headings explain abbreviations too.
            if explained.search(block.span.of(document.text)):
                line = Line(shown(block.span.of(document.text)), (Evidence(document, block.span),))
                return Draft("passage", (line,))
    if "viet tat" not in folded or not asked.group(0).isupper():
        return None
    return not_found(say("passages.no_meaning", abbreviation=name, count=len(reports.documents)))

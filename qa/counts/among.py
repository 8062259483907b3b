"""Which of several is first or last, has none or passes a limit: by a column of a table or by a row in one sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.facts.cells import is_cell, is_of_all, names_subject, row_words
from corpus.facts.table_rows import column_heads
from corpus.model import Document, Fact, Quantity, Span, Status, Table
from corpus.vietnamese import fold, upper_first
from corpus.vocabulary import terms
from prompts import say
from qa.counts.comparing import side_by_side
from qa.draft import Draft, Line
from qa.indicators.conditions import compares, meets
from qa.matching.asked_words import content_terms
from qa.matching.cells import cell_name, says_just
from qa.matching.levels import names_another, part_asked
from qa.matching.timing import earlier_end, period_fits
from qa.matching.weighing import DOSSIERS
from qa.question import Question
from qa.reports import Reports, noun_of
from qa.scoping.scope import Scope
from qa.standing import HIGHEST, LOWEST, WHICH_UNIT
from qa.wording import counted_words, period_name, same_evidence

_WHICH = re.compile(
    r"(?:.*\b)?(?P<kind>linh vuc|chi tieu|xa|(?<!dia )phuong|thi tran|huyen|don vi|dia phuong|so|phong|co quan|cuc|vu"
    r"|nhom|khoi|loai|thon|hinh thuc|nam|thang|quy|cap|chi nhanh|tram|doi|bo phan|benh vien|trung tam)\b"
    r"[^,?;]{0,40}?\bnao\b"
)
_HOW_MANY = re.compile(
    r"\b(?:bao nhieu|may) (?P<kind>linh vuc|xa|phuong|thi tran|huyen|don vi|dia phuong|so(?! voi))\b"
)
#: "bao nhiêu sở có hồ sơ quá hạn"; "có trên 10 hồ sơ" is a limit of its own.
_HAVE = re.compile(r"[^,;?\d]{0,40}?\b(?:co|con|de|phat sinh|bi)(?: \w+){0,5} (?:qua han|tre han|ton dong)\b")
_NONE = re.compile(r"\bkhong (?:co|phat sinh|de xay ra|con)\b")
_MORE, _LESS = (
    re.compile(rf"\b(?:{word}|{many} (?:\w+ ){{1,5}}?)hon\b(?! \d)")
    for word, many in (("(?:cao|nhieu|lon) ", "nhieu"), ("(?:thap|it|nho) ", "it"))
)
_LEVELS = {"xa": "commune:", "phuong": "commune:", "thi tran": "commune:", "huyen": "district:"}
_ANY_UNIT = ("district:", "commune:", "province:")
_UNITS: dict[str, tuple[str, ...]] = {kind: (key,) for kind, key in _LEVELS.items()}
_UNITS |= dict.fromkeys(("so", "nganh"), ("office:",))
_UNITS |= dict.fromkeys(("don vi", "dia phuong", "co quan", "noi", "tinh", "bo", ""), _ANY_UNIT)
_TIMES = {"nam": 12, "quy": 3, "thang": 1}  # in months
#: Words of such a question that name no figure.
_ASKING = frozenset(
    ("dung", "dau", "dung dau", "dan dau", "cao", "thap", "nhieu", "it", "nhat", "hon", "cuoi", "bang", "nao", "khong",
     "co", "lon", "be", "nho", "kem", "tot", "tat", "ca", "qua", "tung", "the", "dien", "bien", "xu", "huong", "phat",
     "sinh", "huyen", "xa", "phuong", "tinh", "toan tinh", "dia phuong", "don vi", "so", "cap", "nganh", "ket qua",
     "ty le", "dia", "cac", "nhung", "con", "tang", "giam", "so voi", "voi", "truoc", "bi")
)  # fmt: skip
#: So few units do not yet make a list of which one is first.
_FEWEST_UNITS, _FEWEST = 3, 2
_SAME_PERIOD = 0.85
#: A list led so is of some of them only: who is last is not in it.
_SOME = re.compile(r"\b(?:chu yeu|dien hinh|tieu bieu|mot so|nhu|nhat la|tap trung|noi bat)\b")
_ABOVE = ("tren", "hon", "tro len", "toi thieu")


@dataclass(frozen=True, slots=True)
class Listing:
    """Figures of one kind, one for each name; `led` stands ahead of the first of them in its sentence."""

    label: str
    told: tuple[tuple[str, Fact], ...]
    led: str = ""
    limit: Fact | None = None  # all that are listed are above or below it: "03 xã dưới 85% là …"
    cells: bool = False  # of a table


def one_of_several(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    """Answer from what lists just the thing asked; None where nothing does, or two lists tell otherwise."""
    asked = _asked_of(question)
    if asked is None or question.indicators or question.target:
        return None
    columns = listed_columns(question, asked.kind, scope, reports, asked.either)
    found = columns if columns or asked.some else _rows(question, asked.kind, scope, reports)
    measure = asked.limit.kind.value if asked.limit else question.measure
    alike = [one for one in found if one.told[0][1].measure == measure]  # "Đúng hạn" and "Tỷ lệ đúng hạn (%)"
    answers: dict[frozenset[tuple[str, object]], Draft] = {}
    folded = fold(question.text)
    for listing in alike or found:
        chosen = _chosen(listing, asked, folded)
        if chosen:
            told = frozenset((fold(name), fact.value) for name, fact in chosen)
            answers.setdefault(told, _draft(listing, chosen, asked, reports))
    return next(iter(answers.values())) if len(answers) == 1 else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which of what kind of things: the highest, the `low`est, the one of two, those with none or past a limit."""

    kind: str
    low: bool
    either: bool
    none: bool
    limit: Quantity | None
    above: bool  # the limit
    counts: bool  # how many they are
    some: bool  # those with any


def kind_asked(question: Question) -> str | None:
    """Return the kind of things of which one is asked for, None where none is."""
    folded = fold(question.text)
    which = _WHICH.search(folded) or WHICH_UNIT.search(folded)
    return which.group("kind") or "" if which else None


def _asked_of(question: Question) -> _Asked | None:
    folded = fold(question.text)
    which = _WHICH.search(folded) or WHICH_UNIT.search(folded) or _HOW_MANY.search(folded)
    more, less, none = _MORE.search(folded), _LESS.search(folded), _NONE.search(folded)
    high, low = more or HIGHEST.search(folded), less or LOWEST.search(folded)
    limits = [q for q in question.figures if compares(q, question.text)]
    counts = which is not None and which.re is _HOW_MANY
    some = counts and not limits and not none and which is not None and _HAVE.match(folded, which.end()) is not None
    if which is None or [bool(high), bool(low), bool(none), len(limits) == 1, some].count(True) != 1:
        return None
    limit = limits[0] if limits else None
    above = limit is not None and compares(limit, question.text) in (">", ">=")
    return _Asked(which.group("kind") or "", bool(low), bool(more or less), bool(none), limit, above, counts, some)


def _says(name: str, folded: str) -> bool:
    return bool(name) and re.search(rf"\b{re.escape(fold(name))}\b", folded) is not None


def _chosen(listing: Listing, asked: _Asked, folded: str) -> Sequence[tuple[str, Fact]]:
    """Return those of a list that are asked for; of two named, both, the one that is meant first."""
    told, own = listing.told, listing.limit
    own_above = own is not None and fold(own.qualifier) in _ABOVE
    if (limit := asked.limit) is not None:
        wider = own is not None and own.value is not None and limit.value != own.value
        if own and (own_above != asked.above or (wider and (limit.value < (own.value or 0)) == own_above)):
            return ()  # "dưới 90%" where those below 85% are listed
        return [(name, fact) for name, fact in told if fact.value is not None and meets(fact.value, limit, folded)]
    if asked.none or asked.some:
        chosen = [(name, fact) for name, fact in told if (fact.value == 0) == asked.none]
        return chosen if len(chosen) < len(told) else ()
    if asked.either:
        two = [(name, fact) for name, fact in told if _says(name, folded)]
        return two if len(two) == 2 else ()
    if (own and own_above == asked.low) or (asked.low and _SOME.search(listing.led)):
        return ()  # the lowest of all is not among those above a limit, nor among the foremost
    values = [fact.value for _, fact in told if fact.value is not None]
    extreme = min(values) if asked.low else max(values)
    chosen = [(name, fact) for name, fact in told if fact.value == extreme]
    return chosen if len(chosen) < len(told) else ()


def _draft(listing: Listing, chosen: Sequence[tuple[str, Fact]], asked: _Asked, reports: Reports) -> Draft:
    facts = [fact for _, fact in listing.told]
    one_time = listing.cells and len({fact.period for fact in facts}) == 1
    when = f" {period_name(period)}" if one_time and (period := facts[0].period) else ""
    if asked.either:
        return side_by_side(chosen, reports)
    if asked.none:
        rows = ", ".join(name for name, _ in chosen)
        text = say("answers.rows_none", rows=upper_first(rows), label=listing.label, when=when)
        return Draft("ranking", (Line(text, same_evidence(facts, reports), tuple(f for _, f in chosen), True),))
    values = [counted_words(fact, reports.documents[fact.document_id]) for _, fact in chosen]
    if asked.limit or asked.some:
        rows = ", ".join(f"{upper_first(name)} ({value})" for (name, _), value in zip(chosen, values, strict=True))
        if asked.counts:
            rows = say("answers.rows_counted", count=len(chosen), rows=rows)
        text = say("answers.rows_where", label=upper_first(listing.label), when=when, rows=rows)
        told = [fact for _, fact in chosen]
        return Draft("ranking", (Line(text, same_evidence(told, reports), tuple(told), asked.counts),))
    said = {"label": listing.label, "when": when, "which": say("answers.lowest" if asked.low else "answers.highest")}
    lines = []
    for (name, fact), value in zip(chosen, values, strict=True):
        text = say("answers.extreme_unit", subject=upper_first(name), value=value, **said)
        lines.append(Line(text, same_evidence(facts, reports), (fact,), True))
    return Draft("ranking", tuple(lines))


# --- columns of tables ---------------------------------------------------------------------------------


def listed_columns(
    question: Question, kind: str, scope: Scope, reports: Reports, either: bool = False
) -> list[Listing]:
    """Return the columns of just the name asked for whose rows are of that kind, without their sums."""
    named = {t.name for t in content_terms(question, scope, communes=False)}
    named -= _ASKING | {*kind.split(), kind}
    if either:  # "đất đai và hộ tịch, lĩnh vực nào quá hạn nhiều hơn": the names of two rows
        rows = {row_words(fact) for fact, _ in _figures(question, scope, reports) if is_cell(fact)}
        folded = fold(question.text)
        named -= {t.name for row in rows if _says(row, folded) for t in terms(row)}
    found: dict[tuple[str, int, str], list[Fact]] = {}
    for fact, document in _figures(question, scope, reports):
        if fact.status is not Status.RESULT or not is_cell(fact) or is_of_all(fact):
            continue
        if not says_just(named, fact, document, row=False):
            continue
        table = document.table_at(fact.span)
        if table is not None and (either or _of_kind(fact, kind, table, document)):
            found.setdefault((document.id, table.span.start, fact.heading[0]), []).append(fact)
    return [
        Listing(cell_name(facts[0], row=False), tuple((_row_name(f), f) for f in facts), cells=True)
        for facts in found.values()
        if len(facts) >= _FEWEST and len({f.sentence for f in facts}) == len(facts)  # no two columns of one name
    ]  # fmt: skip


def _row_name(fact: Fact) -> str:
    return row_words(fact) or (period_name(fact.period) if fact.period else "")


def _of_kind(fact: Fact, kind: str, table: Table, document: Document) -> bool:
    if kind in _LEVELS:
        return fact.unit_key.startswith(_LEVELS[kind])
    if kind in _UNITS and names_subject(fact):
        return True
    heads = [fold(" ".join(levels)) for levels in column_heads(document.text, table)[:3]]
    return fold(row_words(fact)).startswith(f"{kind} ") or any(re.search(rf"\b{kind}\b", head) for head in heads)


def _figures(question: Question, scope: Scope, reports: Reports) -> Iterator[tuple[Fact, Document]]:
    level = part_asked(question, scope)
    for document in (reports.documents[key] for key in scope.documents):
        for fact in reports.facts(document.id):
            if fact.value is None or fact.status in (Status.TARGET, Status.SUPERSEDED) or names_another(level, fact):
                continue
            if period_fits(fact, question.periods, document) >= _SAME_PERIOD:
                yield fact, document


# --- rows of one sentence ------------------------------------------------------------------------------


def _rows(question: Question, kind: str, scope: Scope, reports: Reports) -> list[Listing]:
    """Return the rows that tell a figure of the thing asked name by name: "huyện A 61,2%; huyện B 83,4%"."""
    named = [t for t in content_terms(question, scope) if t.name not in _ASKING and t.name not in kind.split()]
    asked = {t.name for t in named} - {kind}
    share, many = "ty le" in {t.name for t in question.terms}, _MANY.search(fold(question.text))
    grouped: dict[tuple[str, Span | str, str, str], dict[str, list[Fact]]] = {}
    for fact, document in _figures(question, scope, reports):
        if fact.measure not in _MEASURES or fact.indicator or is_cell(fact):
            continue
        if (share and fact.measure != "rate") or (many and fact.measure == "rate"):
            continue
        if name := _name_of(fact, kind, document, reports):
            # "- Cấp tỉnh: …, đúng hạn đạt 98%." and "- Cấp xã: …, đúng hạn đạt 99%." are one row in two items.
            for place in (fact.sentence, fact.label) if kind == "cap" else (fact.sentence,):
                row = grouped.setdefault((document.id, place, fact.measure, noun_of(fact)), {})
                row.setdefault(name, []).append(fact)
    found = []
    for row in grouped.values():
        told = tuple((name, _likest(facts, asked, reports)) for name, facts in row.items())
        first = told[0][1]
        words = reports.words(first)
        if len(told) < (_FEWEST_UNITS if kind in _UNITS else _FEWEST) or not asked or _leaves_out(told, reports):
            continue
        if asked <= words.sentence | words.heading | words.context:
            ahead = [f for f in reports.in_sentence(first) if f.span.end < first.span.start]
            limits = [f for f in ahead if f.qualifier and f.measure == first.measure]
            led = fold(reports.documents[first.document_id].text[first.sentence.start : first.span.start])
            label = " ".join(t.span.of(question.text) for t in named)
            label = say(f"answers.listed_{first.measure}", thing=label)
            found.append(Listing(label, told, led, limits[-1] if limits else None))
    return found


def _leaves_out(told: Sequence[tuple[str, Fact]], reports: Reports) -> bool:
    """Tell whether one whose name is not read stands ahead of a list: "Cục A nhiều nhất với 12.650, kế đến là …"."""
    first = told[0][1]
    listed = sum((fact.value for _, fact in told if fact.value), Decimal(0))
    ahead = [f for f in reports.in_sentence(first) if f.span.end <= first.span.start and noun_of(f) == noun_of(first)]
    return any(f.measure == first.measure == "count" and f.value and f.value < listed for f in ahead)


_MEASURES = ("rate", "count", "amount")
_MANY = re.compile(r"\b(?:nhieu|it) (?:\w+ ){1,5}(?:nhat|hon)\b")


def _likest(facts: Sequence[Fact], asked: set[str], reports: Reports) -> Fact:
    """Return of the figures told of one name that whose own words are the most of those asked for."""
    return max(facts, key=lambda fact: len(asked & reports.words(fact).bound))


def _name_of(fact: Fact, kind: str, document: Document, reports: Reports) -> str:
    """Return the name of the unit, level, time or thing of the kind asked for that a figure is of, "" for none."""
    if kind == "cap":
        return fact.part
    if kind in _TIMES:
        months = (
            len(fact.period.years) == 1 and fact.period.end.month - fact.period.start.month + 1 if fact.period else 0
        )
        return period_name(fact.period) if fact.period and months == _TIMES[kind] else ""
    if kind in _UNITS:
        own = document.unit
        listed = fact.unit_key.startswith(_UNITS[kind]) and (own is None or fact.unit_key != own.key)
        # "huyện A giảm từ 10,85% xuống còn 1,31%": where it stood before
        return fact.subject if listed and not earlier_end(fact, reports) else ""
    return _printed_name(fact, kind, document, reports)


def _printed_name(fact: Fact, kind: str, document: Document, reports: Reports) -> str:
    """Return the words right ahead of a figure where its sentence lists things of a kind: "theo lĩnh vực: thuế 45"."""
    text = document.text
    folded = fold(text[fact.sentence.start : fact.span.start])
    if not re.search(rf"\b{kind}\b", folded) or not (_LISTS.search(folded) or re.search(rf"\b{kind} \D+$", folded)):
        return ""
    before = [f.span.end for f in reports.in_sentence(fact) if f.span.end <= fact.span.start]
    ahead = text[before[-1] : fact.span.start] if before else text[fact.sentence.start : fact.span.start]
    ahead = _TIED.sub("", " ".join(ahead.split()))
    opened = re.split(r"[,;)]\s*|\bvà\s+", ahead, maxsplit=1)[-1] if before else ahead
    place = max((m.end() for m in re.finditer(rf": |\bgom |\bla |\b{kind} ", fold(opened))), default=0)
    name = opened[place:].strip(" ,;:()")
    said = {t.name for t in terms(name)}
    listed = (before or place) and 0 < len(name.split()) <= _LONGEST_NAME and name[0].isalpha()
    return "" if not listed or said & DOSSIERS or _REST.search(fold(name)) else name


_LISTS = re.compile(r"[:(]|\bgom\b")
_TIED = re.compile(r"(?:\s*(?:\(|:|[-–]|\b(?:là|đạt|có|với|chiếm|được)))+\s*$", re.IGNORECASE)
_REST = re.compile(r"\b(?:khac|con lai|tong so|tong cong)\b")
_LONGEST_NAME = 9

"""Answer with one figure, or with those asked together; ask back where several units' or years' could be meant."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.facts.cells import is_cell, row_words
from corpus.model import Document, Fact, QuantityKind, Status
from corpus.vietnamese import fold, upper_first
from corpus.vocabulary import terms
from prompts import say
from qa.counts.pairs import asked_together
from qa.draft import Draft, Line, which
from qa.matching.candidates import subject_key
from qa.matching.cells import cell_name
from qa.matching.figures import CLOSE, ENOUGH, Match, counted_facts
from qa.matching.levels import part_asked
from qa.question import Operation, Question
from qa.reports import Reports, noun_of
from qa.scoping.scope import Scope
from qa.standing import FIRST_PLACE
from qa.understand import understand
from qa.wording import counted_words, excerpt, line_on, period_name, same_evidence, subject_of

#: "kỷ luật mấy người, hình thức gì": the sentence of the figure tells the second.
_AND_WHICH = re.compile(
    r",?\s*(?:và\s+)?(?:hình thức|loại|lĩnh vực|nội dung|gồm|là|đó là|trong đó)"
    r"[^,?]{0,20}\b(?:nào|gì|những ai)\s*\??\s*$",
    re.IGNORECASE,
)
#: "…, bao nhiêu % trực tuyến": a share of another thing than the piece before counts.
_SHARE_OF_OWN = re.compile(
    r"\b(?:bao nhiêu|mấy)\s*(?:%|phần trăm)\s+(?:hồ sơ\s+)?(?!(?:là|so|của|trong|năm|trên|kế|tổng|được)\b)\w",
    re.IGNORECASE,
)


def look_up(question: Question, scope: Scope, reports: Reports) -> Draft | None:
    which = _AND_WHICH.search(question.text)
    if which and question.counted:
        text = question.text[: which.start()]
        asked = replace(question, text=text, terms=terms(text))
        told = _chosen(asked, scope, reports)
        if isinstance(told, list) and told:
            first = _with_noun(told[0].fact, question.counted, reports)
            return Draft("figure", (line_together((first, *_behind(first, reports)), reports),))
    pieces = several_asked(question.text)
    if any(_SHARE_OF_OWN.search(piece) for piece in pieces[1:]):
        if told := each_asked(pieces, question, lambda asked: look_up(asked, scope, reports)):
            return told
    together = asked_together(question, scope, reports)
    if together:
        return Draft("figure", (line_together(together, reports),))
    if len(pieces) > 1:
        return each_asked(pieces, question, lambda asked: look_up(asked, scope, reports))
    chosen = _chosen(question, scope, reports)
    if isinstance(chosen, Draft):
        return chosen
    if not chosen:
        return None
    return Draft("figure", tuple(figure_line(m.fact, reports) for m in chosen))


def _with_noun(fact: Fact, counted: str, reports: Reports) -> Fact:
    """Return the figure that a list of bare numbers divides: of "9 người: khiển trách 05", the 9."""
    noun = fold(counted).split()[0]
    ahead = [f for f in reports.in_sentence(fact) if f.span.end <= fact.span.start and noun_of(f) == noun]
    return ahead[-1] if ahead and not fact.unit else fact


def _behind(fact: Fact, reports: Reports) -> list[Fact]:
    """Return the counts that the same sentence lists behind a figure: "9 người: khiển trách 05, cảnh cáo 03"."""
    text = reports.documents[fact.document_id].text
    return [
        f
        for f in reports.in_sentence(fact)
        if f.span.start > fact.span.end and f.measure == "count" and ";" not in text[fact.span.end : f.span.start]
    ]


_NEXT_ASK = re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+", re.IGNORECASE)


def several_asked(text: str) -> list[str]:
    """Return the pieces of a question that each ask how much: "có mấy xóm, mấy hộ"."""
    pieces = _NEXT_ASK.split(text)
    asking = [bool(re.search(r"\b(?:bao nhieu|may)\b(?! (?:tinh|moc|quet))", fold(p))) for p in pieces]
    if sum(asking) < 2:
        return []
    joined: list[str] = []
    for piece, asks in zip(pieces, asking, strict=True):
        if joined and not (asks and re.search(r"\b(?:bao nhieu|may)\b", fold(joined[-1]))):
            joined[-1] += f", {piece}"
        else:
            joined.append(piece)
    return joined


def thing_counted(question: Question) -> str:
    """Return what a question counts, without the words that ask how many."""
    return re.sub(r"^(?:bao nhiêu|bao nhieu|mấy)\s+", "", question.counted, flags=re.IGNORECASE)


def each_asked(pieces: Sequence[str], question: Question, answer: Callable[[Question], Draft | None]) -> Draft | None:
    """Answer each of the things asked in one breath; None where one of them is not found: half is no answer."""
    lines: list[Line] = []
    for piece in pieces:
        first = lines[0].facts[0] if lines and lines[0].facts else None
        row = f"{row_words(first)} " if first and is_cell(first) else ""  # all that is asked is of one row
        asked = understand(f"{row}{piece.rstrip(' ?')}?")
        asked = replace(asked, periods=asked.periods or question.periods, operation=Operation.LOOKUP)
        told = answer(asked) if asked.measure else None
        if told is None or told.kind not in ("figure", "comparison"):
            return None
        others = [f for line in told.lines for f in line.facts if first and f.measure != first.measure]
        if others and asked.measure == "any" and not thing_counted(asked):
            return None  # "được cấp bao nhiêu, thiếu bao nhiêu": of the same money, not of people
        lines += [line for line in told.lines if line not in lines]
    return Draft("figure", tuple(lines))


def figure_line(fact: Fact, reports: Reports) -> Line:
    document = reports.documents[fact.document_id]
    if is_cell(fact):
        return _cell_line(fact, document, reports)
    clause = excerpt(fact, reports)
    figure = counted_words(fact, document)
    if fact.measure == "change" and fact.value and (way := "up" if fact.value > 0 else "down") in _ways(clause):
        figure = say(f"answers.{way}", amount=figure, unit="").strip()
    if fact.status is Status.TARGET:
        text = say("answers.target_figure", figure=figure, clause=clause)
    else:
        text = say("answers.figure_of", subject=_of_level(fact, document), figure=figure, clause=clause)
    return line_on(fact, text, reports)


def _of_level(fact: Fact, document: Document) -> str:
    """Return whose a figure is, with the level that it is of."""
    subject = upper_first(subject_of(fact, document))
    return f"{subject} ({fact.part})" if fact.part and fold(fact.part) not in fold(subject) else subject


def _ways(clause: str) -> set[str]:
    return {way for way, word in (("up", "tăng"), ("down", "giảm")) if word in clause.lower()}


def _cell_line(fact: Fact, document: Document, reports: Reports) -> Line:
    """Return a line in the words of the table's heads: what stands around a cell is other figures."""
    kind = "answers.target_cell" if fact.status is Status.TARGET else "answers.cell"
    when = f", {period_name(fact.period)}" if fact.period else ""
    figure = counted_words(fact, document)
    text = say(kind, subject=_of_level(fact, document), name=cell_name(fact), when=when, figure=figure)
    return line_on(fact, text, reports)


def line_together(facts: Sequence[Fact], reports: Reports) -> Line:
    """Return one line for figures asked together; a plan among them is called one."""
    first = facts[0]
    document = reports.documents[first.document_id]
    figures = [
        say("answers.planned", figure=counted_words(f, reports.documents[f.document_id]))
        if f.status is Status.TARGET
        else counted_words(f, reports.documents[f.document_id])
        for f in facts
    ]
    apart = [f for f in facts if f.sentence != first.sentence]
    clause = excerpt(first, reports, facts)
    clause += "”; “".join(["", *(excerpt(f, reports) for f in apart)])
    text = say(
        "answers.figure_of", subject=upper_first(subject_of(first, document)), figure=", ".join(figures), clause=clause
    )
    return Line(text, same_evidence(facts, reports), tuple(facts))


def _chosen(question: Question, scope: Scope, reports: Reports) -> list[Match] | Draft | None:
    """Return the best matches that answer together, the question back, or None."""
    # "huyện nào cao nhất tỉnh": whose figure it is, is asked.
    whose = question.operation is Operation.SUPERLATIVE_UNIT or asks_first(question)
    matches = counted_facts(question, replace(scope, units=()) if whose else scope, reports)
    if not matches or matches[0].score < ENOUGH:
        return None
    if whose or question.operation is Operation.SUPERLATIVE_YEAR:
        matches = [m for m in matches if _says_extreme(question, m)]
        if not matches:
            return None
    best = matches[0]
    close = [m for m in matches if best.score - m.score <= CLOSE]
    subjects: dict[str, Match] = {}
    for match in [*close, *(m for m in matches if m.score >= _SAYS_IT_ALL)]:
        subjects.setdefault(report_subject(match), match)
    if len(subjects) > 1 and not scope.units:
        return which_subject(question, list(subjects.values()))
    same = [m for m in close if report_subject(m) == report_subject(best)]
    if not question.periods:
        when = dict.fromkeys(m.document.id for m in same)
        if len(when) > 1:
            asked = _which_period(question, [next(m for m in same if m.document.id == d) for d in when])
            if asked:
                return asked
    return of_each_level(question, scope, matches, reports) or _kinds(question, same, best) or _distinct(same, best)


def _kinds(question: Question, same: Sequence[Match], best: Match) -> list[Match]:
    """Return the kinds that a sentence counts of what is asked: "21 nghị quyết, 47 quyết định" of papers."""
    tied = [m for m in same if m.fact.sentence == best.fact.sentence and best.score - m.score < _TIED]
    nouns = {noun_of(m.fact) for m in tied} - {""}
    asked = fold(question.counted).split(" ")[0]
    kinds = len(nouns) == len(tied) > 1 and asked not in nouns and best.fact.measure == "count"
    return sorted(tied, key=lambda m: m.fact.span) if kinds and question.counted else []


#: Figures that words tell no better apart.
_TIED = 0.01


def of_each_level(question: Question, scope: Scope, matches: Sequence[Match], reports: Reports) -> list[Match] | None:
    """Return the figures of all parts, or of the whole, where no part is asked for and the best figure is of one."""
    best = matches[0]
    if not best.fact.part or best.fact.measure not in ("count", "rate") or part_asked(question, scope):
        return None
    asked = {t.name for t in question.terms if not t.name[0].isdigit()}  # a year said once is of all
    both = re.search(r"\b(?:hai|ca|cac) cap\b", fold(question.text)) is not None
    told, wholes = {best.fact.part: best}, []
    least = best.score * (_ALIKE_FOR_SUM if question.operation is Operation.TOTAL else _ALIKE)
    for match in matches:
        fact = match.fact
        alike = (fact.measure, fact.period, fact.status, fact.subject) == (
            best.fact.measure, best.fact.period, best.fact.status, best.fact.subject,
        )  # fmt: skip
        beside = both and fact.sentence == best.fact.sentence and noun_of(fact) == noun_of(best.fact)
        if match.document.id != best.document.id or not alike or (match.score < least and not beside):
            continue
        if not fact.part:
            wholes.append(match)
        elif beside or reports.words(fact).bound & asked == reports.words(best.fact).bound & asked:
            told.setdefault(fact.part, match)
    if len(told) < 2:
        return None
    # "huyện có 21 đơn vị xếp hạng tốt. Cụ thể, khối cơ quan chuyên môn có 11, khối xã có 6"
    largest = max(m.fact.value or 0 for m in told.values())
    whole = next((m for m in wholes if m.fact.measure == "count" and (m.fact.value or 0) >= largest), None)
    return [whole] if whole else sorted(told.values(), key=lambda m: m.fact.span)


#: Figures of two levels whose words cover a question about as well; where their sum is asked, neither alone will do.
_ALIKE, _ALIKE_FOR_SUM = 0.8, 0.75
#: From here on a figure is just what is asked, so that with no unit named it may be the one meant.
_SAYS_IT_ALL = 0.85


def asks_first(question: Question) -> bool:
    """Tell whether the first or last is asked for in words: "huyện nào đứng đầu về giải ngân"."""
    ranks = (q for q in question.figures if q.kind is QuantityKind.RANK and not q.text[:1].isdigit())
    return question.operation is Operation.UNITS_WHERE and any(ranks)


def _says_extreme(question: Question, match: Match) -> bool:
    """Tell whether the words at the figure call it the highest, or the lowest, as asked."""
    fact = match.fact
    near = fold(match.document.text[max(fact.sentence.start, fact.span.start - 60) : fact.span.end + 30])
    low = r"thap nhat|it nhat|kem nhat|nho nhat|dung cuoi|xep cuoi"
    high = rf"cao nhat|nhieu nhat|lon nhat|tot nhat|{FIRST_PLACE}"
    own = min(60, fact.span.start - fact.sentence.start)
    # "05 xã dưới 95%, thấp nhất là xã A (90%), kế đến là xã B (92%)": of A, of no other.
    said = [
        m for m in re.finditer(rf"({low}|{high})(?P<next> la\b| thuoc\b|:)?", near)
        if not (m["next"] and m.start() >= own) and not re.search(r"\d ?%", near[m.end() : own])
    ]  # fmt: skip
    before = [m for m in said if m.end() <= own]
    chosen = before[-1] if before else said[0] if said else None
    return chosen is not None and bool(re.match(low, chosen.group(0))) == question.lowest


def _distinct(matches: Sequence[Match], best: Match) -> list[Match]:
    """Return the best match, and a rival only where it is another figure of another report."""
    kept = [best]
    for match in matches:
        if match.document.id != best.document.id and match.fact.value != best.fact.value:
            if match.fact.period == best.fact.period and best.score - match.score <= CLOSE / 2:
                kept.append(match)
                break
    return kept


def _which_period(question: Question, matches: Sequence[Match]) -> Draft | None:
    when = {m.fact.period for m in matches if m.fact.period}
    if len(when) < 2 or len({m.fact.value for m in matches}) < 2:
        return None
    return which("answers.which_period", question.text, sorted(map(period_name, when)))


def report_subject(match: Match) -> str:
    """Return whose figure it is: a commune inside a district's report counts as the district's."""
    unit = match.document.unit
    own = unit.key if unit else f"document:{match.document.id}"
    key = subject_key(match.fact, match.document)
    return own if key.startswith(("commune:", "document:")) else key


def which_subject(question: Question, matches: Sequence[Match]) -> Draft:
    names = []
    for match in matches:
        subject = subject_of(
            replace(match.fact, subject=match.document.unit.name if match.document.unit else ""), match.document
        )
        names.append(subject if match.document.unit else f"{subject} – tệp {match.document.source}")
    return which("answers.which_unit", question.text, names)

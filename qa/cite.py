"""Turn a draft into an Answer: check it, number its sources, write out their references."""

import re
import uuid
from collections.abc import Iterable, Sequence

from corpus.figure_patterns import NUMBER, SCANNED_DIGITS
from corpus.model import Fact, Span
from prompts import say
from qa.dialogue.asides import Request
from qa.draft import Draft, Evidence, Line
from qa.guard import check
from qa.model import Answer, Citation, CitedFact, Searched
from qa.question import Question
from qa.reference import reference
from qa.scoping.scope import Scope


def vouch(draft: Draft, question: Question, scope: Scope, searched: Searched, resolved: str = "") -> Answer:
    """Return the answer with its citations, or raise Unvouched when one figure cannot be vouched for."""
    if draft.kind not in ("clarify", "not_found"):
        check(draft, question, scope)
    status = {"clarify": "clarify", "not_found": "not_found"}.get(draft.kind, "answered")
    citations: list[Citation] = []
    places: dict[tuple[str, Span], int] = {}
    facts: list[CitedFact] = []
    sentences: list[str] = []
    for line in draft.lines:
        numbers = [_cited(e, citations, places) for e in line.evidence]
        marks = "".join(f" [{n}]" for n in dict.fromkeys(numbers))
        sentences.append(_with_marks(line.text, marks) + _as_read(line.facts))
        for fact in line.facts:
            place = next((n for e, n in zip(line.evidence, numbers, strict=True) if _holds(e, fact)), None)
            if place is not None:
                facts.append(_cited_fact(fact, place))
    return Answer(
        id=new_id(),
        question=question.text,
        resolved_question=resolved,
        status=status,  # type: ignore[arg-type]
        kind=draft.kind,
        answer="\n".join(sentences),
        citations=tuple(citations),
        facts=tuple(dict.fromkeys(facts)),
        table=draft.table,
        chart=draft.chart,
        suggestions=draft.suggestions,
        searched=searched,
    )


def _as_read(facts: Iterable[Fact]) -> str:
    """Return how figures were read in which a scan printed letters for digits: "8l,26" as 81,26."""
    printed = dict.fromkeys(number for fact in facts for number in re.findall(NUMBER, fact.text))
    misread = {number: number.translate(SCANNED_DIGITS) for number in printed}
    told = [say("answers.as_read", printed=one, read=other) for one, other in misread.items() if one != other]
    return f" ({'; '.join(told)})" if told else ""


def new_id() -> str:
    return uuid.uuid4().hex[:16]


def on_request(draft: Draft, request: Request) -> Draft:
    """Return what a follow-up asks of the same answer: its sources, its words, or more around it."""
    if request == "ask" or draft.kind in ("clarify", "not_found"):
        return draft
    said: dict[str, list[Evidence]] = {}  # the same words of several places are said once
    for evidence in dict.fromkeys(e for line in draft.lines for e in line.evidence):
        if request == "source":
            text = say("answers.source", reference=reference(evidence.document, evidence.span, evidence.headings))
        else:
            evidence = _wider(evidence) if request == "more" else evidence
            text = say("answers.quote", quote=" ".join(evidence.quote.split()))
        said.setdefault(text, []).append(evidence)
    lines = [Line(text, tuple(places)) for text, places in said.items()]
    return Draft("passage", tuple(lines))


def _wider(evidence: Evidence) -> Evidence:
    """Return the paragraph that a place stands in."""
    text = evidence.document.text
    start = text.rfind("\n", 0, evidence.span.start) + 1
    end = text.find("\n", evidence.span.end)
    piece = text[start : end if end >= 0 else len(text)]
    return Evidence(evidence.document, Span(start, start + len(piece.rstrip())), evidence.headings)


def together(answers: Sequence[Answer]) -> Answer:
    """Join the answers to several questions of one message; citations are numbered through."""
    if all(a.status != "answered" for a in answers):
        return answers[0]
    texts: list[str] = []
    citations: list[Citation] = []
    facts: list[CitedFact] = []
    for answer in answers:
        shift = len(citations)
        texts.append(re.sub(r"\[(\d+)\]", lambda m: f"[{int(m.group(1)) + shift}]", answer.answer))  # noqa: B023
        citations += [c.model_copy(update={"n": c.n + shift}) for c in answer.citations]
        facts += [f.model_copy(update={"citation": f.citation + shift}) for f in answer.facts]
    first = next(a for a in answers if a.status == "answered")
    return first.model_copy(
        update={
            "answer": "\n".join(texts),
            "citations": tuple(citations),
            "facts": tuple(facts),
            "suggestions": tuple(dict.fromkeys(s for a in answers for s in a.suggestions)),
        }
    )


def _with_marks(text: str, marks: str) -> str:
    """Put the markers before the full stop or colon, where a reader looks for them."""
    if marks and text.endswith((".", ":")) and not text.endswith(".."):
        return f"{text[:-1]}{marks}{text[-1]}"
    return text + marks


def _holds(evidence: Evidence, fact: Fact) -> bool:
    return evidence.document.id == fact.document_id and evidence.span.contains(fact.span)


def _cited(evidence: Evidence, citations: list[Citation], places: dict[tuple[str, Span], int]) -> int:
    """Return the number of a citation, adding it when the place is new."""
    document, span = evidence.document, evidence.span
    known = places.get((document.id, span))
    if known is not None:
        return known
    number = len(citations) + 1
    header = document.header
    citations.append(
        Citation(
            n=number,
            document_id=document.id,
            source=document.source,
            title=document.title,
            number=header.number.value if header.number else None,
            issuer=header.issuer.value if header.issuer else None,
            issued_on=document.date.isoformat() if document.date else None,
            page=document.page_of(span.start),
            heading=evidence.headings,
            start=span.start,
            end=span.end,
            quote=evidence.quote,
            reference=reference(document, span, evidence.headings),
            url=f"/documents/{document.id}?start={span.start}&end={span.end}",
        )
    )
    places[(document.id, span)] = number
    return number


def _cited_fact(fact: Fact, citation: int) -> CitedFact:
    return CitedFact(
        subject=fact.subject,
        indicator=fact.indicator,
        label=fact.label,
        period=fact.period.label if fact.period else None,
        measure=fact.measure,
        value=format(fact.value, "f") if fact.value is not None else None,
        unit=fact.unit,
        of=format(fact.of, "f") if fact.of is not None else None,
        text=fact.text,
        status=fact.status.value,
        citation=citation,
    )

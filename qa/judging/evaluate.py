"""Judge the assistant on gold questions: the scorecard of `cchc evaluate`."""

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from corpus.vietnamese import nfc
from prompts import say
from qa.judging.gold import GoldQuestion, GoldQuote
from qa.judging.scorecard import Judged, Scorecard, Verdict
from qa.model import Answer, Citation, Turn

#: Kinds of answer that may show figures computed from cited ones.
COMPUTED = frozenset({"comparison", "trend", "ranking"})
#: A gold quote counts as cited from this share of its characters on.
COVERED = 0.6


def evaluate(
    questions: Iterable[GoldQuestion], ask: Callable[[str, list[Turn]], Answer], texts: Callable[[str], str | None]
) -> Scorecard:
    """Ask every question and judge the answers; `texts` gives a report's text by its source name."""
    judged = []
    for question in questions:
        answer = ask(question.question, list(question.history))
        judged.append(judge(question, answer, texts))
    return Scorecard(tuple(judged))


def judge(question: GoldQuestion, answer: Answer, texts: Callable[[str], str | None]) -> Judged:
    """Give the verdict on one answer, and say why it is not right."""
    if question.expect == "refuse":
        refused = answer.status == "not_found"
        why = () if refused else (say("evaluate.why_answered"),)
        return Judged(question, answer, "right" if refused else "wrong", why)
    if question.expect == "clarify":
        asked = answer.status == "clarify"
        why = () if asked else (say("evaluate.why_not_clarified"),)
        return Judged(question, answer, "right" if asked else "wrong", why)
    if answer.status != "answered":
        return Judged(question, answer, "declined", (say("evaluate.why_declined", status=answer.status),))

    said = _tokens(re.sub(r"\[\d+\]", " ", answer.answer))
    required = question.must_contain + question.key_phrases
    missing = [needed for needed in required if not any(_shows(said, _tokens(one)) for one in needed.split("||"))]
    traps = [trap for trap in question.must_not_contain if _shows(said, _tokens(trap))]
    valid = tuple(_stands(citation, texts) for citation in answer.citations)
    located = _located(question, answer.citations, texts)
    uncited: tuple[str, ...] = ()
    if answer.kind not in COMPUTED:
        evidence = _tokens(" ".join([*(c.quote for c in answer.citations), question.question]))
        uncited = tuple(f for f in _figures(said) if not _shows(evidence, _tokens(f)))
    reasons = [
        say("evaluate.why_missing", needed=", ".join(missing)) if missing else "",
        say("evaluate.why_trap", shown=", ".join(traps)) if traps else "",
        "" if all(valid) else say("evaluate.why_citation_invalid"),
        say("evaluate.why_not_located") if located is False else "",
        say("evaluate.why_uncited", figures=", ".join(uncited)) if uncited else "",
    ]
    verdict: Verdict = "wrong" if missing else ("review" if traps else "right")
    return Judged(question, answer, verdict, tuple(reason for reason in reasons if reason), valid, located, uncited)


# Footnote marks are letters to `\w`; they belong neither to the word nor to the figure they follow.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_¹²³⁰-⁹]+|[^\w\s]")


def _tokens(text: str) -> list[str]:
    """Return figures, words and marks, so that "05 / 12" and "5/12" read the same."""
    return [_bare_number(token) for token in _TOKEN.findall(nfc(text).lower())]


def _bare_number(token: str) -> str:
    """Drop leading zeros as in "01", but keep "0,5" and "00,5" as they stand."""
    head = re.match(r"\d+", token)
    if head is None or token.startswith(",", head.end()):
        return token
    return (head.group().lstrip("0") or "0") + token[head.end() :]


def _shows(text: list[str], wanted: list[str]) -> bool:
    """Tell whether the figure or phrase stands in the text as a whole: "12" is not shown by "11/12"."""
    if not wanted:
        return False
    for start in range(len(text) - len(wanted) + 1):
        if text[start : start + len(wanted)] != wanted:
            continue
        after_slash = start >= 2 and text[start - 1] == "/" and text[start - 2][0].isdecimal()
        if not (wanted[0][0].isdecimal() and after_slash):
            return True
    return False


def _figures(text: list[str]) -> list[str]:
    """Return the figures of a text, "11/12" and "2/4/2024" each as one."""
    found: list[str] = []
    joined = False
    for position, token in enumerate(text):
        if token[0].isdecimal():
            if joined:
                found[-1] += "/" + token
            else:
                found.append(token)
            following = text[position + 1 : position + 3]
            joined = len(following) == 2 and following[0] == "/" and following[1][0].isdecimal()
    return found


def _stands(citation: Citation, texts: Callable[[str], str | None]) -> bool:
    text = texts(citation.source)
    quote = citation.quote
    return text is not None and bool(quote.strip()) and text[citation.start : citation.end] == quote


def _flat(text: str) -> str:
    """Return the text as one line, table bars read as spaces."""
    return " ".join(nfc(text).replace("|", " ").lower().split())


def _places(text: str, quote: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(re.escape(quote), text)] if quote else []


def _located(question: GoldQuestion, citations: Sequence[Citation], texts: Callable[[str], str | None]) -> bool | None:
    """Tell whether the citations cover the gold quotes: most of all together, or one that is enough."""
    if not question.gold_spans and not question.any_of_quotes:
        return None
    together = [_coverage(gold, citations, texts) for gold in question.gold_spans]
    if together and sum(together) / len(together) >= COVERED:
        return True
    return any(_coverage(gold, citations, texts) >= COVERED for gold in question.any_of_quotes)


def _coverage(gold: GoldQuote, citations: Sequence[Citation], texts: Callable[[str], str | None]) -> float:
    """Return the share of the gold quote that the citations quote, where it is best covered."""
    name = Path(gold.doc).name
    text = _flat(texts(name) or "")
    quoted = [
        place
        for citation in citations
        if Path(citation.source).name == name
        for place in _places(text, _flat(citation.quote))
    ]
    best = 0.0
    for start, end in _places(text, _flat(gold.quote)):
        covered = {at for a, b in quoted for at in range(max(a, start), min(b, end))}
        best = max(best, len(covered) / (end - start))
    return best

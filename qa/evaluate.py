"""Judge the assistant on gold questions: the scorecard of `cchc evaluate`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from corpus.vietnamese import nfc
from prompts import say
from qa.gold import VARIANTS, GoldError, GoldQuestion, GoldQuote, Variant, read_questions, variants
from qa.model import Answer, Citation, Turn

__all__ = [
    "VARIANTS",
    "GoldError",
    "GoldQuestion",
    "Judged",
    "Scorecard",
    "evaluate",
    "judge",
    "read_questions",
    "render",
    "render_variants",
    "variants",
    "write_answers",
]

Verdict = Literal["right", "review", "declined", "wrong"]

#: Kinds of answer that may show figures computed from cited ones.
COMPUTED = frozenset({"comparison", "trend", "ranking"})
#: A gold quote counts as cited from this share of its characters on.
COVERED = 0.6


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with its answer and the verdict; `located` is None where nothing could be located."""

    question: GoldQuestion
    answer: Answer
    verdict: Verdict
    why: tuple[str, ...] = ()
    valid: tuple[bool, ...] = ()
    located: bool | None = None
    uncited: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        return self.verdict == "right" and self.located is not False and not self.uncited and all(self.valid)


@dataclass(frozen=True, slots=True)
class Scorecard:
    judged: tuple[Judged, ...]

    def count(self, verdict: Verdict) -> int:
        return sum(one.verdict == verdict for one in self.judged)

    @property
    def score(self) -> float:
        return (self.count("right") + 0.5 * self.count("review")) / max(1, len(self.judged))

    @property
    def citations_valid(self) -> float | None:
        return _share([stands for one in self.judged for stands in one.valid])

    @property
    def citations_located(self) -> float | None:
        return _share([one.located for one in self.judged if one.located is not None])

    @property
    def answers_with_uncited_figures(self) -> int:
        return sum(bool(one.uncited) for one in self.judged)

    @property
    def refusals_right(self) -> tuple[int, int]:
        """Return how many unanswerable questions were refused, and how many there are."""
        asked = [one for one in self.judged if one.question.expect == "refuse"]
        return sum(one.verdict == "right" for one in asked), len(asked)

    @property
    def followups_right(self) -> tuple[int, int]:
        asked = [one for one in self.judged if one.question.is_followup]
        return sum(one.verdict == "right" for one in asked), len(asked)

    @property
    def by_type(self) -> dict[str, Counter[str]]:
        types: dict[str, Counter[str]] = {}
        for one in self.judged:
            types.setdefault(one.question.type, Counter())[one.verdict] += 1
        return dict(sorted(types.items()))

    def latency(self, share: float) -> float | None:
        """Return the time within which this share of the questions was answered, in ms."""
        times = sorted(one.answer.elapsed_ms for one in self.judged)
        return times[min(len(times) - 1, int(len(times) * share))] if times else None

    def as_dict(self) -> dict[str, Any]:
        """Return the scorecard for machines (`--json`)."""
        return {
            "questions": len(self.judged),
            "score": round(self.score, 4),
            **{verdict: self.count(verdict) for verdict in get_args(Verdict)},
            "citations_valid": _rounded(self.citations_valid),
            "citations_located": _rounded(self.citations_located),
            "answers_with_uncited_figures": self.answers_with_uncited_figures,
            "refusals_right": list(self.refusals_right),
            "followups_right": list(self.followups_right),
            "median_ms": self.latency(0.5),
            "p95_ms": self.latency(0.95),
            "by_type": {name: dict(verdicts) for name, verdicts in self.by_type.items()},
            "per_question": [
                {
                    "id": one.question.id,
                    "type": one.question.type,
                    "verdict": one.verdict,
                    "why": "; ".join(one.why),
                    "valid": list(one.valid),
                    "located": one.located,
                    "uncited": list(one.uncited),
                }
                for one in self.judged
            ],
        }


def _share(hits: Sequence[bool]) -> float | None:
    return sum(hits) / len(hits) if hits else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


# --- judging -------------------------------------------------------------------------------------------


def evaluate(
    questions: Iterable[GoldQuestion],
    ask: Callable[[str, list[Turn]], Answer],
    texts: Callable[[str], str | None],
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
    missing = [needed for needed in required if not _shows_any(said, needed)]
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


def _shows_any(text: list[str], alternatives: str) -> bool:
    return any(_shows(text, _tokens(one)) for one in alternatives.split("||"))


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


# --- for people ----------------------------------------------------------------------------------------


def render(scorecard: Scorecard) -> str:
    """Return the scorecard as a person reads it."""
    lines = [
        say("evaluate.headline", questions=len(scorecard.judged), score=_percent(scorecard.score)),
        say("evaluate.verdicts", **{verdict: scorecard.count(verdict) for verdict in get_args(Verdict)}),
        say(
            "evaluate.citations",
            valid=_percent(scorecard.citations_valid),
            located=_percent(scorecard.citations_located),
            uncited=scorecard.answers_with_uncited_figures,
        ),
        say(
            "evaluate.honesty",
            refusals=_of(scorecard.refusals_right),
            followups=_of(scorecard.followups_right),
        ),
        say(
            "evaluate.latency",
            median=_number(scorecard.latency(0.5)),
            p95=_number(scorecard.latency(0.95)),
        ),
        say("evaluate.by_type"),
    ]
    for name, verdicts in scorecard.by_type.items():
        counts = {verdict: verdicts[verdict] for verdict in get_args(Verdict)}
        lines.append("  " + say("evaluate.type_line", type=name, total=verdicts.total(), **counts))
    unclean = [one for one in scorecard.judged if not one.is_clean]
    lines.append(say("evaluate.list") if unclean else say("evaluate.all_right"))
    for one in unclean:
        asked, verdict = one.question, say(f"evaluate.{one.verdict}")
        lines.append("  " + say("evaluate.question", id=asked.id, verdict=verdict, question=asked.question))
        lines.append("      " + "; ".join(one.why))
        lines.append("      " + say("evaluate.said", answer=_short(one.answer.answer)))
    return "\n".join(lines)


def render_variants(original: Scorecard, varied: dict[Variant, Scorecard]) -> str:
    """Return one line for each way of typing, with what it loses against the original."""
    lines = [say("evaluate.variants")]
    for name, scorecard in [("original", original), *varied.items()]:
        change = (scorecard.score - original.score) * 100
        lines.append(
            say(
                "evaluate.variant_line",
                kind=say(f"evaluate.variant_{name}"),
                score=_percent(scorecard.score),
                change=_comma(f"{change:+.1f}"),
                wrong=scorecard.count("wrong"),
            )
        )
    return "\n".join(lines)


def _short(text: str, limit: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _comma(number: str) -> str:
    return number.replace(".", ",")


def _percent(share: float | None) -> str:
    return say("evaluate.none") if share is None else _comma(f"{share * 100:.1f}%")


def _number(value: float | None) -> str:
    return say("evaluate.none") if value is None else _comma(f"{value:.1f}")


def _of(counts: tuple[int, int]) -> str:
    right, total = counts
    return f"{right}/{total}" if total else say("evaluate.none")


def write_answers(path: Path | str, scorecard: Scorecard) -> None:
    """Write one Answer per line, each under the id of its question."""
    rows = (one.answer.model_copy(update={"id": one.question.id}) for one in scorecard.judged)
    Path(path).write_text("".join(row.model_dump_json() + "\n" for row in rows), encoding="utf-8")

"""The scorecard of `cchc evaluate`: the verdicts on the answers, for machines and for people."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from prompts import say
from qa.judging.gold import GoldQuestion, Variant
from qa.model import Answer

Verdict = Literal["right", "review", "declined", "wrong"]


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
        say("evaluate.honesty", refusals=_of(scorecard.refusals_right), followups=_of(scorecard.followups_right)),
        say("evaluate.latency", median=_number(scorecard.latency(0.5)), p95=_number(scorecard.latency(0.95))),
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

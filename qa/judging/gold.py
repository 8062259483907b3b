"""Gold questions: what an office asks, and what a right answer must show (format: docs/questions.md)."""

import json
import random
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from corpus.vietnamese import fold, nfc
from prompts import say
from qa.model import Turn

Expect = Literal["answer", "answer_with_caveat", "clarify", "refuse"]
Variant = Literal["no_diacritics", "typos", "caps", "nfd"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)


class GoldError(Exception):
    """A gold file that cannot be used; `line` is 0 when the whole file is meant."""

    def __init__(self, message: str, path: Path, line: int = 0) -> None:
        super().__init__(message)
        self.path = path
        self.line = line


class GoldQuote(BaseModel):
    """A place in a report that a right answer cites."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    doc: str
    quote: str


class GoldQuestion(BaseModel):
    """A question with what a right answer must show, must not show, and should cite."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    question: str
    type: str
    history: tuple[Turn, ...] = ()
    answer: str = ""
    must_contain: tuple[str, ...] = ()
    must_not_contain: tuple[str, ...] = ()
    key_phrases: tuple[str, ...] = ()
    source_doc: str = ""
    source_quote: str = ""
    extra_sources: tuple[GoldQuote, ...] = ()
    gold_spans: tuple[GoldQuote, ...] = ()
    alt_spans: tuple[GoldQuote, ...] = ()
    expect: Expect = "answer"

    @field_validator("history", mode="before")
    @classmethod
    def _turns(cls, value: object) -> object:
        if not isinstance(value, list):
            return value
        return [{"question": turn} if isinstance(turn, str) else turn for turn in value]

    @property
    def is_followup(self) -> bool:
        return bool(self.history) or self.type == "followup"

    @property
    def any_of_quotes(self) -> tuple[GoldQuote, ...]:
        """Return the quotes of which one is enough."""
        if self.gold_spans:
            return self.alt_spans
        own = (GoldQuote(doc=self.source_doc, quote=self.source_quote),) if self.source_quote else ()
        return self.alt_spans + self.extra_sources + own


def read_questions(path: Path | str) -> list[GoldQuestion]:
    """Read a gold file; the first bad line is named in a `GoldError`."""
    path = Path(path)
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise GoldError(say("evaluate.not_utf8", path=path), path) from error
    except OSError as error:
        raise GoldError(say("evaluate.file_missing", path=path, reason=error.strerror), path) from error
    questions: list[GoldQuestion] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        question = _read_line(path, number, line)
        if question.id in seen:
            known = seen[question.id]
            raise GoldError(
                say("evaluate.duplicate", path=path, line=number, id=question.id, first=known), path, number
            )
        seen[question.id] = number
        questions.append(question)
    if not questions:
        raise GoldError(say("evaluate.empty", path=path), path)
    return questions


def _read_line(path: Path, number: int, line: str) -> GoldQuestion:
    where = {"path": path, "line": number}
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        raise GoldError(say("evaluate.bad_json", **where, reason=reason), path, number) from error
    if not isinstance(row, dict):
        raise GoldError(say("evaluate.not_object", **where), path, number)
    try:
        return GoldQuestion.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        name = "evaluate.missing_field" if first["type"] == "missing" else "evaluate.bad_field"
        raise GoldError(say(name, **where, field=field), path, number) from error


def variants(questions: Iterable[GoldQuestion], kind: Variant, seed: int = 0) -> list[GoldQuestion]:
    """Return the questions, and the questions of their history, typed another way."""
    return [_vary(question, kind, seed) for question in questions]


def _vary(question: GoldQuestion, kind: Variant, seed: int) -> GoldQuestion:
    # The id is part of the seed: a question keeps its slips when others are added before it.
    chance = random.Random(f"{seed}:{question.id}")

    def change(text: str) -> str:
        match kind:
            case "no_diacritics":
                return fold(nfc(text))
            case "caps":
                return text.upper()
            case "nfd":
                return unicodedata.normalize("NFD", text)
            case "typos":
                return with_typos(text, chance)

    history = tuple(turn.model_copy(update={"question": change(turn.question)}) for turn in question.history)
    return question.model_copy(update={"question": change(question.question), "history": history})


def with_typos(text: str, chance: random.Random, rate: float = 0.2) -> str:
    """Return the text with one slip in about a fifth of its words: a letter swapped, dropped or doubled.

    Figures, abbreviations and words of one or two letters stay, and a word of three keeps its letters: a slip
    there asks another question, or none that anyone could read.
    """

    def slip(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < 3 or word.isupper() or chance.random() >= rate:
            return word
        at = chance.randrange(1, len(word) - 1)
        kind = chance.choice(("swap", "double", "drop") if len(word) > 3 else ("swap", "double"))
        if kind == "swap":
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return word[:at] + (word[at] * 2 if kind == "double" else "") + word[at + 1 :]

    return re.sub(r"[^\W\d_]+", slip, nfc(text))

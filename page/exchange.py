"""One question of a conversation with what came of it, as the visitor's browser keeps it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from prompts import say
from qa.model import Answer
from qa.settings import QUESTION_LIMIT

#: A browser sends no more exchanges than this of one conversation.
MOST = 60


class Exchange(BaseModel):
    """A question with its answer, or why there is none, and what the person thought of it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    question: Annotated[str, StringConstraints(max_length=QUESTION_LIMIT)]
    answer: Answer | None = None
    problem: Annotated[str, StringConstraints(max_length=4000)] = ""
    verdict: Literal["", "right", "wrong", "wrong_source"] = ""


class Conversation(BaseModel):
    """What a browser sends to have it shown again or written to a file."""

    exchanges: list[dict[str, Any]] = Field(max_length=MOST)

    def read(self) -> list[Exchange]:
        """Return the exchanges; one that an earlier version kept in another shape says so, and spoils no other."""
        return [_exchange(raw) for raw in self.exchanges]


def _exchange(raw: dict[str, Any]) -> Exchange:
    try:
        return Exchange.model_validate(raw)
    except ValidationError:
        question = str(raw.get("question", ""))[:QUESTION_LIMIT]
        return Exchange(question=question, problem=say("page.old_answer"))

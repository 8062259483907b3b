"""Answers in the shape of OpenAI's chat completions, for chat programs that speak nothing else."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid4

from pydantic import BaseModel, Field

from corpus.vietnamese import nfc
from prompts import say
from qa.model import Answer, Turn

MODEL = "cchc"


class ChatMessage(BaseModel):
    role: str
    content: str | list[dict[str, Any]] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(str(part.get("text", "")) for part in self.content if part.get("type") == "text")
        return self.content or ""


class CompletionRequest(BaseModel):
    """The part of the protocol that means something here; temperature and the like are ignored."""

    model: str = MODEL
    messages: list[ChatMessage] = Field(min_length=1, max_length=200)
    stream: bool = False


def conversation(messages: Sequence[ChatMessage]) -> tuple[str, list[Turn]]:
    """Return the last thing the user said ("" for nothing), and the turns before it."""
    turns: list[Turn] = []
    for message in messages:
        if message.role == "user":
            turns.append(Turn(question=message.text.strip()))
        elif message.role == "assistant" and turns:
            turns[-1] = Turn(question=turns[-1].question, answer=message.text)
    question = turns.pop().question if turns else ""
    return nfc(question), turns


def completion(answer: Answer) -> dict[str, Any]:
    """Return the whole completion; the Answer rides along as `cchc`."""
    message = {"role": "assistant", "content": with_sources(answer)}
    return {
        **_stamp(),
        "object": "chat.completion",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
        "cchc": answer.model_dump(mode="json"),
    }


def chunks(answer: Answer) -> Iterator[str]:
    """Yield the completion piece by piece as the protocol streams it; the last piece carries the Answer."""
    stamp = {**_stamp(), "object": "chat.completion.chunk"}

    def chunk(delta: dict[str, str], finish: str | None = None, **more: object) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return f"data: {json.dumps({**stamp, 'choices': [choice], **more}, ensure_ascii=False)}\n\n"

    yield chunk({"role": "assistant", "content": ""})
    for piece in pieces(with_sources(answer)):
        yield chunk({"content": piece})
    yield chunk({}, "stop", cchc=answer.model_dump(mode="json"))
    yield "data: [DONE]\n\n"


def pieces(text: str) -> list[str]:
    """Cut the text after each blank; joined again the pieces are the text."""
    words = text.split(" ")
    return [word + " " for word in words[:-1]] + [words[-1]]


def with_sources(answer: Answer) -> str:
    """Return the answer with its sources under it: such a program shows nothing but this text."""
    lines = [say("api.source_line", n=c.n, reference=c.reference) for c in answer.citations]
    return "\n".join([answer.answer, "", say("api.sources"), *lines]) if lines else answer.answer


def _stamp() -> dict[str, Any]:
    return {"id": f"chatcmpl-{uuid4().hex}", "created": int(time.time()), "model": MODEL}

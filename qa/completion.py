"""Answers in the shape of OpenAI's chat completions, for chat programs that speak nothing else."""

import json
import time
from collections.abc import Iterator, Sequence
from typing import Any, Literal
from uuid import uuid4

from pydantic import BaseModel, Field

from corpus.vietnamese import nfc
from prompts import say
from qa.model import Answer, Turn

MODEL = "cchc"


class ChatMessage(BaseModel):
    """A message as any program may write it: roles nobody knows are passed over, parts that are no text too."""

    role: str = ""
    content: Any = None

    @property
    def text(self) -> str:
        if isinstance(self.content, str):
            return self.content
        parts = self.content if isinstance(self.content, list) else [self.content]
        texts = [part.get("text") if isinstance(part, dict) else part for part in parts]
        return "\n".join(text for text in texts if isinstance(text, str))


class CompletionRequest(BaseModel):
    """The part of the protocol that means something here; temperature and the like are ignored."""

    model: str | None = MODEL
    messages: list[ChatMessage] = Field(min_length=1, max_length=200)
    stream: bool | None = False
    stream_options: dict[str, Any] | None = None

    @property
    def wants_usage(self) -> bool:
        return bool((self.stream_options or {}).get("include_usage"))


class CompletionMessage(BaseModel):
    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class Choice(BaseModel):
    index: int = 0
    message: CompletionMessage
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Usage(BaseModel):
    """No tokens are counted, because none are made: answers are quoted and computed."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class Completion(BaseModel):
    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage = Usage()
    cchc: Answer


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
    choice = Choice(message=CompletionMessage(content=with_sources(answer)))
    return Completion(**_stamp(), choices=[choice], cchc=answer).model_dump(mode="json")


def chunks(answer: Answer, with_usage: bool = False) -> Iterator[str]:
    """Yield the completion piece by piece as the protocol streams it; the last piece carries the Answer."""
    stamp = {**_stamp(), "object": "chat.completion.chunk"}

    def chunk(delta: dict[str, str], finish: str | None = None, **more: object) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return _data({**stamp, "choices": [choice], **more})

    yield chunk({"role": "assistant", "content": ""})
    for piece in pieces(with_sources(answer)):
        yield chunk({"content": piece})
    yield chunk({}, "stop", cchc=answer.model_dump(mode="json"))
    if with_usage:
        yield _data({**stamp, "choices": [], "usage": Usage().model_dump()})
    yield "data: [DONE]\n\n"


def pieces(text: str) -> list[str]:
    """Cut the text after each blank; joined again the pieces are the text."""
    words = text.split(" ")
    return [word + " " for word in words[:-1]] + [words[-1]]


def with_sources(answer: Answer) -> str:
    """Return the answer with its sources under it: such a program shows nothing but this text."""
    lines = [say("api.source_line", n=c.n, reference=c.reference) for c in answer.citations]
    return "\n".join([answer.answer, "", say("api.sources"), *lines]) if lines else answer.answer


def _data(value: object) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"


def _stamp() -> dict[str, Any]:
    return {"id": f"chatcmpl-{uuid4().hex}", "created": int(time.time()), "model": MODEL}

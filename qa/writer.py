"""The optional language model: it may reword what is quoted, never add to it.

A report's text answer is first made of its own sentences. Where an office has configured a model, the model is shown
those sentences and may put them into a reply of its own; the reply is taken only if every sentence names a source and
says nothing that this source does not say (`faithful`), and then passes the same guard as any other answer. Else, and
whenever the model is slow or away, the answer stays as it was quoted.
"""

import logging
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain
from queue import Empty, SimpleQueue
from threading import Thread

from corpus.mentions import find_units
from corpus.quantities import quantities
from corpus.vietnamese import fold, nfc, words
from prompts import say
from qa.draft import Draft, Evidence, Line

#: Takes what the model is told and what it is asked; returns its reply. Any exception means: no reply.
Complete = Callable[[str, str], str]
_log = logging.getLogger(__name__)
_REWORDED = ("passage", "list")
_MARKER = re.compile(r"\[(\d{1,3})\]")
_MOST_LINES = 12
_MOST_CHARACTERS = 12_000
#: Words that turn a statement round: a sentence may hold none more often than its quote.
_TURNING = ("không", "chưa", "chẳng", "trừ", "tăng", "giảm", "trên", "dưới", "hơn", "cao", "thấp", "trước", "sau")
#: Words that say that a thing is not so, or not yet: none may be dropped from what is taken over.
_WITHHOLDING = frozenset(("không", "chưa", "chẳng", "sẽ", "phấn", "dự", "nếu", "cần", "phải", "nhằm", "gần", "hầu"))
#: Words a sentence may add: they join, and say nothing of the matter.
_JOINING = frozenset(("và", "các", "những", "của", "này", "đó", "cũng", "gồm"))
#: How long a model that failed is left alone, in seconds: an office must not wait for it at every question.
_REST = 60.0
_MOST_TOKENS = 800


class Writer:
    """Rewords the text answers of one assistant."""

    def __init__(self, complete: Complete, model: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.model = model
        self._complete = complete
        self._clock = clock
        self._resting_until = 0.0

    def reworded(self, question: str, draft: Draft) -> Draft | None:
        """Return the draft in the model's words, or None where it has none that can be trusted."""
        sources = tuple(dict.fromkeys(e for line in draft.lines for e in line.evidence))
        if draft.kind not in _REWORDED or not sources or self._clock() < self._resting_until:
            return None
        quotes = "\n".join(
            say("llm.quote", n=n, text=" ".join(source.quote.split())) for n, source in enumerate(sources, 1)
        )
        if len(quotes) > _MOST_CHARACTERS:
            return None
        try:
            reply = self._complete(say("llm.system"), say("llm.question", question=question, quotes=quotes))
        except Exception as error:  # whatever the server or its library does, the quoted answer stands
            _log.warning("the language model gave no reply: %s: %s", type(error).__name__, error)
            self._resting_until = self._clock() + _REST
            return None
        lines = _lines(reply, sources)
        if not lines:
            _log.info("the language model's reply was not taken")
            return None
        return Draft(draft.kind, tuple(lines), suggestions=draft.suggestions)


def _lines(reply: str, sources: Sequence[Evidence]) -> list[Line]:
    """Return the sentences of a reply, each with the named sources that bear it out; nothing if one has none."""
    lines = []
    for written in filter(None, (line.strip() for line in nfc(reply).splitlines())):
        named = [int(n) for n in _MARKER.findall(written)]
        text = re.sub(r"\s+([.,;:])", r"\1", _MARKER.sub("", written)).strip(" -•*")
        bearing = [sources[n - 1] for n in dict.fromkeys(named) if 1 <= n <= len(sources)]
        bearing = [source for source in bearing if faithful(text, " ".join(source.quote.split()))]
        if not bearing:
            return []
        lines.append(Line(text, tuple(bearing)))
    return lines if len(lines) <= _MOST_LINES else []


def faithful(text: str, quote: str) -> bool:
    """Tell whether a sentence only says what one quote says.

    A sentence with a figure must be whole clauses of the quote, word for word: taken apart, "năm 2022 đạt 78,06
    điểm, năm 2023 đạt 80,41 điểm" would lend 2022 the score of 2023. Any other may be shortened and put in another
    order, with no word, unit or denial that is not there, and none dropped that turns round what it keeps.
    """
    said, there = words(text.lower()), words(quote.lower())
    if not said:
        return False
    if re.search(r"\d", text) or quantities(text):
        return _is_whole_clauses(said, quote)
    counted, held = Counter(said), Counter(there)
    if any(word not in held and word not in _JOINING for word in counted):
        return False
    if any(counted[word] > held[word] for word in _TURNING):
        return False
    return _keeps_withheld(set(said), quote) and _units(text) <= _units(quote)


def _is_whole_clauses(said: Sequence[str], quote: str) -> bool:
    clauses = [words(clause) for clause in re.split(r"(?<=[;.:])\s+", quote.lower())]
    start = next((n for n, word in enumerate(said) if word not in _JOINING), 0)
    runs = (list(chain(*clauses[i:j])) for i in range(len(clauses)) for j in range(i + 1, len(clauses) + 1))
    return any(run in (list(said), list(said[start:])) for run in runs)


def _keeps_withheld(said: set[str], quote: str) -> bool:
    """Tell whether no "chưa" or "sẽ" was dropped from a clause whose words the sentence takes over."""
    for clause in re.split(r"[,;.:]\s", quote.lower()):
        held = set(words(clause)) - _JOINING
        withheld = held & _WITHHOLDING
        if not withheld <= said and len(held & said) * 2 >= len(held):
            return False
    return True


def _units(text: str) -> set[str]:
    return {fold(mention.unit.name) for mention in find_units(text)}


def open_writer(base_url: str, model: str, key: str, seconds: float = 15.0) -> Writer:
    """Return a writer over an OpenAI-compatible server that is given so long for a whole reply.

    Nothing is called before the first question.
    """

    def complete(told: str, asked: str) -> str:
        # Loading the client takes seconds: only an office that has a model waits for it, once.
        import httpx
        from llama_index.core.llms import ChatMessage, MessageRole
        from llama_index.llms.openai_like import OpenAILike

        with httpx.Client(timeout=seconds, follow_redirects=False) as client:  # the address set is the one called
            server = OpenAILike(
                model=model,
                api_base=base_url,
                api_key=key or "none",
                is_chat_model=True,
                temperature=0.0,
                max_tokens=_MOST_TOKENS,
                max_retries=0,
                timeout=seconds,
                http_client=client,
            )
            messages = [
                ChatMessage(role=MessageRole.SYSTEM, content=told),
                ChatMessage(role=MessageRole.USER, content=asked),
            ]
            return server.chat(messages).message.content or ""

    return Writer(within(complete, seconds), model)


def within(complete: Complete, seconds: float) -> Complete:
    """Return the same with a limit on its whole time; a client's own limits start anew with every byte that comes."""

    def limited(told: str, asked: str) -> str:
        replies: SimpleQueue[str | Exception] = SimpleQueue()

        def run() -> None:
            try:
                replies.put(complete(told, asked))
            except Exception as error:
                replies.put(error)

        Thread(target=run, daemon=True).start()
        try:
            reply = replies.get(timeout=seconds)
        except Empty as error:
            raise TimeoutError(f"no reply within {seconds:g} s") from error
        if isinstance(reply, Exception):
            raise reply
        return reply

    return limited

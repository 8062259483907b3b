"""What an answer is made of before it is cited and checked: lines, each with the places it stands on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Document, Fact, Span
from prompts import say
from qa.model import ChartData, Kind, TableData

#: How many choices a question back names; all are offered.
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in a report that a line stands on; it will be quoted whole."""

    document: Document
    span: Span
    headings: tuple[str, ...] = ()

    @property
    def quote(self) -> str:
        return self.span.of(self.document.text)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or list item of an answer. `computed` says its figures come from those of its evidence."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    facts: tuple[Fact, ...] = ()
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer not yet vouched for. A `clarify` or `not_found` draft needs no evidence.

    `near` are the sentences that come nearest to what was asked, for a refusal to quote. `names` are what a question
    back names, one for each of its `suggestions`.
    """

    kind: Kind
    lines: tuple[Line, ...]
    table: TableData | None = None
    chart: ChartData | None = None
    suggestions: tuple[str, ...] = field(default=())
    near: tuple[Line, ...] = ()
    names: tuple[str, ...] = ()


def clarify(question: str, choices: tuple[str, ...] | list[str]) -> Draft:
    return Draft("clarify", (Line(question),), suggestions=tuple(choices))


def which(asked: str, question: str, names: Iterable[str], **said: str) -> Draft:
    """Ask which of several is meant; `asked` is the template that asks, each choice completes the question."""
    listed = tuple(dict.fromkeys(names))
    bare = question.rstrip(" ?.")
    asked_back = clarify(
        say(asked, names=_in_a_row(listed), **said),
        [say("answers.choice", question=bare, name=name) for name in listed],
    )
    return replace(asked_back, names=listed)


def offering(draft: Draft, kept: Sequence[int]) -> Draft:
    """Return a question back that offers only some of its choices."""
    names = tuple(draft.names[n] for n in kept)
    text = draft.lines[0].text.replace(_in_a_row(draft.names), _in_a_row(names))
    return replace(draft, lines=(Line(text),), suggestions=tuple(draft.suggestions[n] for n in kept), names=names)


def _in_a_row(names: Sequence[str]) -> str:
    *others, last = names[:_SHOWN]
    return say("answers.or", first=", ".join(others), last=last) if others else last


def not_found(reason: str, suggestions: tuple[str, ...] = ()) -> Draft:
    return Draft("not_found", (Line(reason),), suggestions=suggestions)

"""What crosses the border: the Answer that the CLI, the API and the page all show (see docs/contract)."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

StatusName = Literal["answered", "clarify", "not_found"]
Kind = Literal["figure", "ranking", "comparison", "trend", "passage", "list", "clarify", "not_found", "small_talk"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Turn(BaseModel):
    """An earlier question of the same conversation, with the answer given."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    question: str
    answer: str = ""


def _as_year(given: object) -> object:
    if isinstance(given, bool) or (isinstance(given, str) and not re.fullmatch(r"[0-9]{1,4}", given)):
        raise ValueError(given)
    return given


#: A number, or the same in quotes, as some clients send it; `true` is none, though Python counts it as 1.
_Year = Annotated[
    int,
    BeforeValidator(_as_year),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]{1,4}$"}]}),
]


class Filters(_Value):
    """Narrow what is searched: unit names, years, document ids."""

    units: tuple[str, ...] = ()
    years: tuple[_Year, ...] = ()
    documents: tuple[str, ...] = ()


class Citation(_Value):
    """A place in a report; `quote` is exactly `document.text[start:end]`."""

    n: int
    document_id: str
    source: str
    title: str
    number: str | None = None
    issuer: str | None = None
    issued_on: str | None = None
    page: int | None = None
    heading: tuple[str, ...] = ()
    start: int
    end: int
    quote: str
    reference: str
    url: str


class CitedFact(_Value):
    subject: str
    indicator: str
    label: str
    period: str | None
    measure: str
    value: str | None
    unit: str
    of: str | None
    text: str
    status: str
    citation: int


class TableData(_Value):
    """A table to show; every cell is text as printed. `marked` are the rows the question asked about."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: tuple[int, ...] = ()


class ChartData(_Value):
    """Points to draw: `labels` on the x axis as text; `downwards` when 1 is best and belongs on top."""

    kind: Literal["line", "bar"]
    title: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    unit: str
    downwards: bool = False


class Searched(_Value):
    documents: int
    units: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()


class Answer(_Value):
    id: str | None = None
    question: str
    resolved_question: str = ""  # the question as completed from the conversation, when it was
    status: StatusName
    kind: Kind
    answer: str
    citations: tuple[Citation, ...] = ()
    facts: tuple[CitedFact, ...] = ()
    table: TableData | None = None
    chart: ChartData | None = None
    suggestions: tuple[str, ...] = ()
    writer: str = ""  # the language model that worded the answer; "" where it is quoted or computed as it stands
    searched: Searched = Field(default_factory=lambda: Searched(documents=0))
    elapsed_ms: float = 0.0

"""What the routes take and give, beside the Answer; from these the description of the API is made."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from qa.model import Filters, Turn
from qa.settings import QUESTION_LIMIT

#: Not all of it may be blanks; its length counts before those around it are taken off, as any client would count.
Question = Annotated[
    str, StringConstraints(pattern=r"\S", min_length=1, max_length=QUESTION_LIMIT), AfterValidator(str.strip)
]
Year = Annotated[int, Field(ge=1900, le=2100)]
Stated = Annotated[str, StringConstraints(max_length=500)]
#: More of an earlier answer than this says nothing about the question that follows it.
_REMEMBERED = 20_000


class Ask(BaseModel):
    question: Question
    history: list[Turn | str] = Field(default=[], max_length=100)
    filters: Filters | None = None

    @property
    def turns(self) -> list[Turn]:
        given = [Turn(question=t) if isinstance(t, str) else t for t in self.history]
        return [Turn(question=t.question[:QUESTION_LIMIT], answer=t.answer[:_REMEMBERED]) for t in given]


class Description(BaseModel):
    """What staff say of a report; a field left out stays as it is, an empty one is taken back."""

    unit: Stated | None = None
    province: Stated | None = None
    period: Stated | None = None
    number: Stated | None = None
    kind: Stated | None = None
    issuer: Stated | None = None
    issued_on: Stated | None = None
    title: Stated | None = None


class Noted(BaseModel):
    status: Literal["noted"] = "noted"


class Health(BaseModel):
    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    ready: bool
    reasons: list[str]


class ProblemDetail(BaseModel):
    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    error: dict[str, Any] | None = None


class Passage(BaseModel):
    score: float
    document_id: str
    source: str
    title: str
    heading: list[str]
    start: int
    end: int
    text: str
    page: int | None
    reference: str
    url: str


class FactRow(BaseModel):
    subject: str
    unit_key: str
    part: str
    indicator: str
    label: str
    period: str | None
    measure: str
    value: str | None
    unit: str
    of: str | None
    text: str
    status: str
    qualifier: str
    base: str | None
    document_id: str
    source: str
    reference: str
    start: int
    end: int
    quote: str
    url: str


class RankingRow(BaseModel):
    model_config = ConfigDict(extra="allow")

    year: int
    rank: str | None
    of: str | None
    score: str | None
    grade: str | None
    subject: str
    reference: str
    source: str
    quote: str
    url: str


class Report(BaseModel):
    model_config = ConfigDict(extra="allow")

    id: str
    source: str
    title: str | None
    number: str | None
    issuer: str | None
    issued_on: str | None
    kind: str | None
    unit: str | None
    period: str | None
    url: str


class AddedReport(Report):
    """The report that was sent; of a zip its first, with the ids of all and why others could not be read."""

    packed: list[str] = []
    unreadable: list[str] = []


class ReportPage(BaseModel):
    number: int
    start: int
    end: int


class ReportText(Report):
    pages: list[ReportPage]
    text: str


class Model(BaseModel):
    id: str
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = "cchc"


class Models(BaseModel):
    object: Literal["list"] = "list"
    data: list[Model]

"""Who is asking: known at the border, wanted by logs, limits and the audit trail below it."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

Role = Literal["ask", "admin"]


@dataclass(frozen=True, slots=True)
class Caller:
    """One caller of one request; `key` is the name of the API key used, "" for none."""

    request_id: str = ""
    address: str = ""
    key: str = ""
    role: Role = "ask"


#: Travels with a request into the threads that work for it.
CALLER: ContextVar[Caller] = ContextVar("caller", default=Caller())  # noqa: B039 - frozen

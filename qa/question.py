"""What a question asks for, as values."""

from dataclasses import dataclass, field
from enum import StrEnum

from corpus.model import Period, Quantity
from corpus.vocabulary import Found


class Operation(StrEnum):
    LOOKUP = "lookup"
    TREND = "trend"
    SUPERLATIVE_YEAR = "superlative_year"
    SUPERLATIVE_UNIT = "superlative_unit"
    YEARS_WHERE = "years_where"  # "những năm nào đứng thứ nhất"
    UNITS_WHERE = "units_where"  # "huyện nào đạt 80,41 điểm"
    COMPARE = "compare"
    RANKING = "ranking"
    TOTAL = "total"
    AVERAGE = "average"
    BEFORE_CHANGE = "before_change"  # "trước khi giảm 22 trường"
    CHANGE = "change"  # "tăng bao nhiêu điểm so với năm trước"
    CHECK = "check"  # yes or no about a figure
    TEXT = "text"  # nothing to do with figures


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood. `measure` is "" when no figure is asked for."""

    text: str
    operation: Operation
    measure: str = ""
    indicators: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    figures: tuple[Quantity, ...] = ()
    grades: tuple[str, ...] = ()
    part: str = ""
    target: bool = False
    self_assessed: bool = False
    lowest: bool = False
    yes_no: bool = False
    component: bool = False
    counted: str = ""  # the words after "bao nhiêu": what is counted
    terms: tuple[Found, ...] = field(default=())

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({y for p in self.periods for y in p.years}))

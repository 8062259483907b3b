"""Find stored facts: a FactQuery becomes parameterised SQL, in an order that loading does not change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sql

from corpus.model import Fact, Period, Status
from index.database import Database
from index.tables import cited, documents, fact_of, facts


@dataclass(frozen=True, slots=True)
class FactQuery:
    """What to look for. An empty field asks for nothing; within a field any value will do.

    `units` are unit keys, `indicators` catalogue ids. `period` finds facts whose period shares a day with it;
    facts without a period are then left out. `part` None takes any level, "" the unit as a whole.
    """

    units: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    period: Period | None = None
    documents: tuple[str, ...] = ()
    part: str | None = None
    limit: int | None = None
    offset: int | None = None


def find_facts(database: Database, query: FactQuery, generation: int | None = None) -> list[Fact]:
    """Return the facts of a generation (None: all cited ones) that fit the query: oldest report first."""
    statement = (
        sql.select(facts.c.fact)
        .select_from(facts.join(documents, facts.c.document == documents.c.row))
        .where(cited(generation), *_conditions(query))
        .order_by(
            sql.func.coalesce(documents.c.date, date.min),
            documents.c.source,
            documents.c.id,
            facts.c.start,
            facts.c.end,
            facts.c.indicator,
            facts.c.measure,
            facts.c.status,
            facts.c.id,
        )
        .limit(query.limit)
        .offset(query.offset)
    )
    with database.engine.connect() as connection:
        return [fact_of(row) for row in connection.execute(statement)]


def count_facts(database: Database, query: FactQuery, generation: int) -> dict[str, int]:
    """Return how many facts fit the query in each report that has any, by the report's id."""
    statement = (
        sql.select(documents.c.id, sql.func.count())
        .select_from(facts.join(documents, facts.c.document == documents.c.row))
        .where(cited(generation), *_conditions(query))
        .group_by(documents.c.id)
    )
    with database.engine.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(statement)}


def spoken_of(database: Database, generation: int) -> tuple[set[str], set[int]]:
    """Return the catalogue indicators and the years that the facts of a generation speak of."""
    statement = (
        sql.select(facts.c.indicator, facts.c.period_start, facts.c.period_end)
        .select_from(facts.join(documents, facts.c.document == documents.c.row))
        .where(cited(generation))
        .distinct()
    )
    found: set[str] = set()
    years: set[int] = set()
    with database.engine.connect() as connection:
        for indicator, start, end in connection.execute(statement):
            found |= {indicator} - {""}
            years |= set(range(start.year, end.year + 1)) if start and end else set()
    return found, years


def _conditions(query: FactQuery) -> Iterable[sql.ColumnElement[bool]]:
    """Yield one condition for each field that asks for something."""
    for column, values in (
        (facts.c.unit_key, query.units),
        (facts.c.indicator, query.indicators),
        (facts.c.measure, query.measures),
        (facts.c.status, tuple(status.value for status in query.statuses)),
        (documents.c.id, query.documents),
    ):
        if values:
            yield column.in_(values)
    if query.part is not None:
        yield facts.c.part == query.part
    if query.period is not None:
        yield facts.c.period_start <= query.period.end
        yield facts.c.period_end >= query.period.start

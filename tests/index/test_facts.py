"""Facts are found by what they speak of, in an order that loading leaves alone."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from corpus.model import Document, Fact, Header, Period, Span, Stated, Status
from index.database import Database, open_database
from index.facts import FactQuery, find_facts
from index.report import File, Report
from tests.index.test_database import FACT

TEXT = "x" * 400
SCORE = replace(FACT, document_id="a", span=Span(10, 15), part="", status=Status.RESULT, period=Period.of_year(2023))
RANK = replace(SCORE, span=Span(20, 25), measure="rank")
TARGET = replace(SCORE, document_id="b", span=Span(10, 15), status=Status.TARGET, period=Period.of_year(2024))
SIPAS = replace(SCORE, document_id="b", span=Span(5, 9), indicator="sipas", part="cấp xã")
QUARTER = replace(SCORE, document_id="c", unit_key="district:yen lac", period=Period.of_months(2024, 1, 3))
TIMELESS = replace(SCORE, document_id="c", span=Span(30, 35), unit_key="", period=None)

#: Reports by id with the day they were issued; "b" states none.
REPORTS = {"a": ("2024-02-01", [SCORE, RANK]), "b": (None, [TARGET, SIPAS]), "c": ("2023-05-01", [QUARTER, TIMELESS])}


def store(database: Database, names: str = "abc") -> None:
    database.create()
    for name in names:
        issued, found = REPORTS[name]
        header = Header(issued_on=Stated(issued)) if issued else Header()
        document = Document(name, f"{name}.txt", TEXT, header)
        database.add(Report(document, File(f"/{name}.txt", name, "f"), [], [], found, name), 1)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (FactQuery(), [SIPAS, TARGET, QUARTER, TIMELESS, SCORE, RANK]),
        (FactQuery(units=("district:yen lac",)), [QUARTER]),
        (FactQuery(units=("district:yen lac", "")), [QUARTER, TIMELESS]),
        (FactQuery(indicators=("sipas", "papi")), [SIPAS]),
        (FactQuery(measures=("rank",)), [RANK]),
        (FactQuery(statuses=(Status.TARGET,)), [TARGET]),
        (FactQuery(documents=("a",)), [SCORE, RANK]),
        (FactQuery(part="cấp xã"), [SIPAS]),
        (FactQuery(part=""), [TARGET, QUARTER, TIMELESS, SCORE, RANK]),
        (FactQuery(period=Period.of_year(2024)), [TARGET, QUARTER]),
        (FactQuery(period=Period.of_months(2024, 3, 4)), [TARGET, QUARTER]),
        (FactQuery(period=Period(date(2024, 4, 1), date(2024, 4, 1))), [TARGET]),
        (FactQuery(period=Period(date(2023, 12, 31), date(2024, 1, 1))), [SIPAS, TARGET, QUARTER, SCORE, RANK]),
        (FactQuery(limit=2), [SIPAS, TARGET]),
        (FactQuery(units=("district:tan hong",), indicators=("par_index",), measures=("score",)), [TARGET, SCORE]),
        (FactQuery(units=("' OR 1=1 --",)), []),
    ],
)
def test_a_query_finds_what_fits_all_its_fields(database: Database, query: FactQuery, found: list[Fact]) -> None:
    store(database)
    assert find_facts(database, query) == found


def test_facts_come_in_the_same_order_however_reports_were_loaded(tmp_path: Path) -> None:
    orders = []
    for order in permutations("abc"):
        database = open_database("", tmp_path / "".join(order))
        store(database, "".join(order))
        orders.append(find_facts(database, FactQuery()))
        database.close()
    assert all(order == orders[0] for order in orders)

"""Figures of tables are answered with what their heads say of them."""

from decimal import Decimal

import pytest

from corpus.model import Document, Fact, Period, Span
from qa.indicators.sentences import changed_by
from qa.wording import counted_words


def fact(text: str, measure: str, value: str, unit: str) -> Fact:
    span = Span(0, len(text))
    return Fact(
        "0123456789abcdef", span, span, span, text, measure, Decimal(value), unit, None, "", "", "", "", "",
        Period.of_year(2023),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "value", "shown"),
    [
        ("45,5", "45500000", "45,5 triệu đồng"),
        ("1.250", "1250", "1.250 đồng"),
        ("1.250", "1250000000", "1.250 triệu đồng"),
        ("2,1", "2100000000", "2,1 tỷ đồng"),
    ],
)
def test_money_is_told_in_what_its_table_counts_it(printed: str, value: str, shown: str) -> None:
    document = Document("0123456789abcdef", "bang.xlsx", f"{printed} |")
    assert counted_words(fact(printed, "amount", value, "đồng"), document) == shown


@pytest.mark.parametrize(
    ("printed", "value", "shown"), [("+2", "2", "2 bậc"), ("-1", "-1", "1 bậc"), ("02 bậc", "2", "02 bậc")]
)
def test_a_change_is_told_in_words_without_its_sign(printed: str, value: str, shown: str) -> None:
    assert changed_by(fact(printed, "change", value, "bậc")) == shown

"""Support is high when the texts speak of the question, low when they do not, and 0 when there is nothing."""

from __future__ import annotations

import numpy as np
import pytest

from index.search import Hit, Query
from index.support import NAMES, coefficients, signals, support

QUERY = Query("tỷ lệ đúng hạn", "tỷ lệ đúng hạn", np.ones(4, np.float32))


def hits_of(dense: float, lexical: float, coverage: float) -> list[Hit]:
    """Return a first hit with these scores above nine that are as far away as hits mostly are."""
    others = [Hit(n, 0.3 - n / 100, 0.82, 0.1, 0.2) for n in range(1, 10)]
    return [Hit(0, 1.0, dense, lexical, coverage), *others]


def test_every_signal_has_a_weight_and_a_value() -> None:
    _, weights = coefficients()
    assert tuple(weights) == NAMES
    assert len(signals(QUERY, hits_of(0.9, 0.8, 1.0))) == len(NAMES)


def test_a_near_text_with_all_the_words_supports_an_answer() -> None:
    assert support(signals(QUERY, hits_of(0.91, 0.9, 1.0))) > 0.9


def test_a_far_text_without_the_words_supports_none() -> None:
    assert support(signals(QUERY, hits_of(0.82, 0.1, 0.1))) < 0.1


@pytest.mark.parametrize("better", [(0.9, 0.5, 0.5), (0.86, 0.9, 0.5), (0.86, 0.5, 1.0)])
def test_a_better_first_hit_never_supports_less(better: tuple[float, float, float]) -> None:
    assert support(signals(QUERY, hits_of(*better))) > support(signals(QUERY, hits_of(0.86, 0.5, 0.5)))


def test_nothing_found_or_asked_supports_nothing() -> None:
    assert support(signals(QUERY, [])) == 0.0
    assert support(signals(Query("?", "?", None), hits_of(0.9, 0.9, 1.0))) == 0.0


def test_a_single_hit_is_enough_to_judge_by() -> None:
    assert 0 < support(signals(QUERY, hits_of(0.9, 0.9, 1.0)[:1])) < 1

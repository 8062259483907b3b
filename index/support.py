"""How well what was found supports answering at all: several signals, one probability.

No single score tells an answerable question from another: cosines of both kinds overlap. The coefficients in
support.toml are fitted by bench/calibrate.py.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

from index.search import Hit, Query

NAMES = (
    "best_dense",
    "dense_lead",
    "dense_rise",
    "best_lexical",
    "lexical_lead",
    "coverage",
    "coverage_near",
    "agreement",
)


def signals(query: Query, hits: Sequence[Hit]) -> tuple[float, ...]:
    """Return what the first hits (ten, if there are as many) say, in the order of `NAMES`.

    Leads compare the best with the second, rises with the mean of the others; agreement is 1 when the hit
    nearest by vector also shares the most words.
    """
    if query.vector is None or not hits:
        return (0.0,) * len(NAMES)
    hits = hits[:10]
    dense = sorted((hit.dense for hit in hits), reverse=True)
    lexical = sorted((hit.lexical for hit in hits), reverse=True)
    others = dense[1:] or dense
    return (
        dense[0],
        dense[0] - others[0],
        dense[0] - sum(others) / len(others),
        lexical[0],
        lexical[0] - (lexical[1:] or lexical)[0],
        hits[0].coverage,
        max(hit.coverage for hit in hits[:3]),
        float(max(hits, key=lambda h: h.dense).key == max(hits, key=lambda h: h.lexical).key),
    )


@cache
def coefficients() -> tuple[float, dict[str, float]]:
    """Return the constant and the weight of each signal."""
    read = tomllib.loads(resources.files("index").joinpath("support.toml").read_text("utf-8"))
    return float(read["constant"]), {name: float(read["weights"][name]) for name in NAMES}


def support(values: Sequence[float]) -> float:
    """Return the probability that the texts found can answer the question; 0 when nothing was found."""
    if not any(values):
        return 0.0
    constant, weights = coefficients()
    total = constant + sum(weights[name] * value for name, value in zip(NAMES, values, strict=True))
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))

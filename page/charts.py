"""Charts as small drawings (SVG) that need no library: years as text, rank 1 on top, decimal commas."""

from collections.abc import Sequence
from decimal import Decimal
from html import escape
from math import ceil, floor, log10
from textwrap import shorten, wrap

from prompts import say
from qa.model import Answer, ChartData, CitedFact
from qa.shelves.listing import csv_text, number

_WIDTH = 640  # of a chart, in its own units
_LEFT = 64  # room for the axis
_TOP, _DROP = 58, 170
_BAR_LEFT = 190
_CHARTED = {"score", "rank", "rate", "count", "amount"}
_MOST = 30


def charts_of(answer: Answer) -> list[ChartData]:
    """Return what there is to look at: the answer's own chart, and what its cited figures add to it."""
    own = [answer.chart] if answer.chart and answer.chart.values else []
    if answer.kind not in ("comparison", "ranking", "trend"):
        return own
    drawn = {(c.kind, c.downwards) for c in own}
    return [*own, *(c for c in _derived(answer.facts) if (c.kind, c.downwards) not in drawn)]


def _derived(facts: Sequence[CitedFact]) -> list[ChartData]:
    found = []
    for indicator, measure in dict.fromkeys((f.indicator or f.label, f.measure) for f in facts):
        if measure not in _CHARTED:
            continue
        chosen = [f for f in facts if (f.indicator or f.label, f.measure) == (indicator, measure) and f.value]
        if chart := _chart_of(chosen, measure):
            found.append(chart)
    return found


def _chart_of(facts: Sequence[CitedFact], measure: str) -> ChartData | None:
    """Return the figures as a line over years or bars over units; what would compare unlike things is not drawn."""
    places = [(f.subject, f.period) for f in facts]
    subjects, periods = {s for s, _ in places}, {p for _, p in places}
    if not 2 <= len(facts) <= _MOST or len(set(places)) != len(places):
        return None
    # A score said to be of 100 beside one that does not say is alike; of 100 beside of 80 is not.
    scales = {f.of for f in facts if f.of and measure == "score"}
    if len(scales) > 1 or len({f.unit for f in facts if f.unit}) > 1 or len({f.status for f in facts} - _REAL) > 0:
        return None
    values = tuple(float(Decimal(f.value or "0")) for f in facts)
    unit = next((f.unit for f in facts if f.unit), "")
    if len(subjects) == 1 and None not in periods and all(p and p.isdigit() for p in periods):
        ordered = sorted(zip(facts, values, strict=True), key=lambda pair: str(pair[0].period))
        return ChartData(
            kind="line",
            title=f"{facts[0].label} – {facts[0].subject}",
            labels=tuple(str(f.period) for f, _ in ordered),
            values=tuple(v for _, v in ordered),
            unit=unit,
            downwards=measure == "rank",
        )
    if len(periods) == 1 and measure != "rank":
        period = next(iter(periods))
        return ChartData(
            kind="bar",
            title=f"{facts[0].label}{f' – {period}' if period else ''}",
            labels=tuple(f.subject for f in facts),
            values=values,
            unit=unit,
        )
    return None


_REAL = {"result", "corrected"}


def figure(chart: ChartData, asked: Sequence[str] = ()) -> str:
    """Return the chart with its buttons; a reader of the screen hears the figures themselves."""
    unit = say("page.chart_rank") if chart.downwards else chart.unit
    told = "; ".join(f"{label}: {_figure(value)}" for label, value in zip(chart.labels, chart.values, strict=False))
    height, drawn = _bars(chart, asked) if chart.kind == "bar" else _line(chart)
    svg = (
        f'<svg class="chart" role="img" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'aria-label="{escape(chart.title)}. {escape(told)}">'
        f'<text class="name" x="12" y="20">{escape(shorten(chart.title, 58, placeholder="…"))}</text>'
        f'<text class="unit" x="12" y="40">{escape(unit)}</text>{"".join(drawn)}</svg>'
    )
    rows = [(label, _figure(value)) for label, value in zip(chart.labels, chart.values, strict=False)]
    table = csv_text([say("page.chart_label"), unit or say("page.chart_value")], rows)
    return (
        f'<figure class="drawing">{svg}<p class="doings">'
        f'<button type="button" data-do="png" data-name="{escape(chart.title)}">{escape(say("page.save_png"))}</button>'
        f'<button type="button" data-do="save" data-name="{escape(chart.title)}" data-text="{escape(table)}">'
        f"{escape(say('page.save_csv'))}</button></p></figure>"
    )


def _line(chart: ChartData) -> tuple[int, list[str]]:
    """Draw a line over an axis with round marks; for ranks 1 is the best and lies on top."""
    marks = _rank_marks(chart.values) if chart.downwards else _marks(chart.values)
    low, high = marks[0], marks[-1]
    step = (_WIDTH - _LEFT - 20) / len(chart.values)

    def y(value: float) -> float:
        share = (value - low) / ((high - low) or 1.0)
        return _TOP + _DROP * (share if chart.downwards else 1 - share)

    drawn = []
    for mark in marks:
        drawn.append(f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - 12}" y1="{y(mark):.1f}" y2="{y(mark):.1f}" />')
        drawn.append(f'<text class="axis" x="{_LEFT - 8}" y="{y(mark) + 5:.1f}">{_figure(mark)}</text>')
    points = [(_LEFT + step * (n + 0.5), y(value)) for n, value in enumerate(chart.values)]
    drawn.append(f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" />')
    named = [wrap(label, max(4, int(step / 8.5)))[:3] or [""] for label in chart.labels]
    for (x, top), value, lines in zip(points, chart.values, named, strict=False):
        drawn.append(f'<circle cx="{x:.1f}" cy="{top:.1f}" r="5" />')
        above = top - 12 if top - 12 > _TOP - 14 else top + 24
        drawn.append(f'<text class="value" x="{x:.1f}" y="{above:.1f}">{_figure(value)}</text>')
        for n, line in enumerate(lines):
            drawn.append(f'<text class="label" x="{x:.1f}" y="{_TOP + _DROP + 26 + 18 * n}">{escape(line)}</text>')
    return _TOP + _DROP + 20 + 18 * max(len(lines) for lines in named), drawn


def _bars(chart: ChartData, asked: Sequence[str]) -> tuple[int, list[str]]:
    row = 32
    longest = max(*map(abs, chart.values), 0.0) or 1.0
    drawn = []
    for n, (label, value) in enumerate(zip(chart.labels, chart.values, strict=False)):
        y, size = _TOP + row * n, (_WIDTH - _BAR_LEFT - 110) * abs(value) / longest
        chosen = ' class="asked-for"' if label in asked else ""
        short = escape(shorten(label, 22, placeholder="…"))
        drawn.append(f'<text class="bar-name" x="{_BAR_LEFT - 8}" y="{y + 16}">{short}</text>')
        drawn.append(f'<rect{chosen} x="{_BAR_LEFT}" y="{y}" width="{max(size, 1):.1f}" height="{row - 10}" />')
        drawn.append(f'<text class="value start" x="{_BAR_LEFT + size + 8:.1f}" y="{y + 16}">{_figure(value)}</text>')
    return _TOP + row * len(chart.values) + 6, drawn


def _marks(values: Sequence[float]) -> list[float]:
    """Return four to seven round numbers that enclose the values."""
    low, high = min(values), max(values)
    spread = (high - low) or abs(high) or 1.0
    size = 10 ** floor(log10(spread / 4))
    step = next(s * size for s in (1, 2, 5, 10) if spread / (s * size) <= 5)
    first, last = floor(low / step), ceil(high / step)
    if first == last:
        first, last = first - 1, last + 1
    return [round(n * step, 10) for n in range(first, last + 1)]


def _rank_marks(values: Sequence[float]) -> list[float]:
    """Return whole ranks from 1 to the worst."""
    worst = max(2, ceil(max(values)))
    step = max(1, ceil((worst - 1) / 6))
    return [float(n) for n in [*range(1, worst, step), worst]]


def _figure(value: float) -> str:
    return number(int(value) if value == int(value) else round(value, 6))

"""Lists told "lần lượt", names on one side and as many figures on the other; units listed by grade, with scores."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.facts.at_figure import Reading
from corpus.facts.heads import judges_reform
from corpus.facts.offices import OFFICE_NAME, office_key
from corpus.figure_patterns import GRADE_WORD
from corpus.kinds import BODIES
from corpus.mentions import find_units
from corpus.model import Document, Fact, Period, Quantity, QuantityKind, Span, Status
from corpus.periods import periods
from corpus.quantities import number
from corpus.vietnamese import fold
from corpus.vocabulary import Found, indicator_phrases, indicators

Kind = QuantityKind


def respective(text: str, sentence: Span, figures: Sequence[Quantity]) -> dict[Span, dict[str, object]]:
    """Bind lists told "lần lượt": years, units or indexes to as many like figures behind them."""
    match = re.search(r"lần\s+lượt|theo\s+thứ\s+tự|\btương\s+ứng\s+là\b", sentence.of(text), re.IGNORECASE)
    if not match:
        return {}
    middle = sentence.start + match.start()
    right = [f for f in figures if f.span.start > middle]
    line = text.rfind("\n", 0, sentence.start) + 1
    valued = [f.span.end for f in figures if f.span.end <= middle and f.kind is not Kind.RANK]
    bound: dict[Span, dict[str, object]] = {}
    for kind in dict.fromkeys(f.kind for f in right if f.kind is not Kind.COUNT or f.unit):
        run = _in_one_breath(text, [f for f in right if f.kind is kind or (f.kind is Kind.COUNT and not f.unit)])
        # The names stand before "lần lượt", or between it and the first figure: "lần lượt các năm 2019, 2020 là …".
        left = Span(max(sentence.start, middle - 300), right[0].span.start)
        # "A đứng đầu với 88,1 điểm, thứ hai là B, thứ ba là C với số điểm lần lượt là …": A's is told already.
        told = _told(text, left, run)
        if not told and valued and valued[-1] > left.start:
            told = _told(text, Span(valued[-1], left.end), run)
        if (
            not told
            and line < sentence.start
            and len(years := _years(text, Span(line, sentence.start))) == len(run) > 1
        ):
            # "Năm 2021 tiếp nhận …; năm 2022 …. Tỷ lệ đúng hạn lần lượt là 99,0%; 99,3%": of the years told before
            told = {f.span: {"period": y, "compared": None, "stated": True} for f, y in zip(run, years, strict=True)}
        bound |= told
    for run in _runs(text, [f for f in figures if f.span.end <= middle]):
        # "huyện A và huyện B xếp thứ 6 và thứ 7 với số điểm lần lượt là …": the places, too, one for each.
        start = max(sentence.start, text.rfind(";", sentence.start, run[0].span.start) + 1)
        if start < run[0].span.start:
            bound |= _told(text, Span(start, run[0].span.start), run)
    return bound


_JOINED = re.compile(r"\s*(?:,|và|;)\s*(?:(?:hạng|thứ|vị\s+trí)\s*)*", re.IGNORECASE)


def with_unit_of_last(text: str, figures: Sequence[Quantity]) -> list[Quantity]:
    """Read the decimals of a row as scores where its last figure is one: "lần lượt đạt 91,25; 90,4 và 89,85 điểm"."""
    settled = list(figures)
    for place in range(len(settled) - 2, -1, -1):
        figure, following = settled[place], settled[place + 1]
        bare = figure.kind is Kind.COUNT and not figure.unit and "," in figure.text
        if bare and following.kind is Kind.SCORE and _JOINED.fullmatch(text, figure.span.end, following.span.start):
            settled[place] = replace(figure, kind=Kind.SCORE)
    return settled


def _runs(text: str, figures: Sequence[Quantity]) -> list[list[Quantity]]:
    """Return the like figures that stand in a row with nothing but commas between them."""
    runs: list[list[Quantity]] = []
    for figure in figures:
        last = runs[-1][-1] if runs else None
        if last and last.kind is figure.kind and _JOINED.fullmatch(text, last.span.end, figure.span.start):
            runs[-1].append(figure)
        else:
            runs.append([figure])
    return [run for run in runs if len(run) > 1]


_ANOTHER_MATTER = re.compile(r"\b(?:đứng|xếp|với|riêng|trong\s+đó)\b", re.IGNORECASE)


def _in_one_breath(text: str, figures: Sequence[Quantity]) -> list[Quantity]:
    """Return the figures up to the first before which something else is begun: "… và 86,7; đứng cuối là D với 70"."""
    kept: list[Quantity] = []
    for figure in figures:
        if kept and _ANOTHER_MATTER.search(text[kept[-1].span.end : figure.span.end]):
            break
        kept.append(figure)
    return kept


_NUMBERED = re.compile(r"\((\d{1,2})\)\s*[^\d;():]{2,80}(?:\s|\()$")
_IN_ORDER = re.compile(r"\b(?:lần\s+lượt|theo\s+thứ\s+tự|thứ\s+hạng|xếp\s+hạng|vị\s+trí)\b", re.IGNORECASE)


def numbered_places(text: str, facts: Sequence[Fact]) -> list[Fact]:
    """Return the places of a ranking told in a row: "xếp hạng như sau: (1) Sở A đạt 95,1%; (2) Sở B đạt 94,3%"."""
    found: list[Fact] = []
    for fact in facts:
        ahead = text[fact.sentence.start : fact.span.start]
        number = _NUMBERED.search(ahead) if fact.measure == "score" and fact.indicator else None
        if number is None or not _IN_ORDER.search(ahead[: ahead.find("(")]):
            continue
        span = Span(fact.sentence.start + number.start(1), fact.sentence.start + number.end(1))
        found.append(
            replace(
                fact, measure="rank", span=span, text=number[1], value=Decimal(number[1]), unit="", of=None,
                clause=fact.clause.cover(span),
            )
        )  # fmt: skip
    told = [f.value for f in facts if f.measure == "score" and f.indicator and f.value is not None]
    # Numbers that only list are no places: who comes first has the most.
    return found if len(found) > 1 and told == sorted(told, reverse=True) else []


_EDGE = re.compile(r"(?:[.;:]\s|^)(?:\W|\d+[.)])*")
_LED = re.compile(
    r"(?:\s*,)?\s*(?:(?:đều|đã|cũng|trong\s+\w+|l(?:ũy|uỹ)\s+kế(?:\s+\d+\s+tháng)?|tương\s+ứng|đạt|là)\s*)*$",
    re.IGNORECASE,
)


def respective_things(text: str, sentence: Span, figures: Sequence[Quantity]) -> dict[Span, str]:
    """Say which of the things named before "lần lượt" each of as many like figures behind it counts.

    "Tỷ lệ số hóa hồ sơ và tỷ lệ thanh toán trực tuyến lần lượt đạt 66,1% và 71,8%".
    """
    match = re.search(r"lần\s+lượt", sentence.of(text), re.IGNORECASE)
    if not match:
        return {}
    middle = sentence.start + match.start()
    run = [f for f in figures if f.span.start > middle]
    ahead = text[max(sentence.start, middle - 300) : middle]
    opening = list(_EDGE.finditer(ahead))
    led = ahead[opening[-1].end() if opening else 0 :]
    led = _LED.sub("", led)
    things = [t.strip(" ,") for t in re.split(r",\s+|\s+và\s+", led) if t.strip(" ,")]
    alike = len({f.kind for f in run}) == 1
    ahead_of = [f for f in figures if f.span.end <= middle][-len(run) :]
    if alike and text[:middle].rstrip().endswith("(") and len(ahead_of) == len(run) > 1:
        # "A đạt 78%, B đạt 91% (lần lượt tăng 12 điểm % và 8 điểm %)": the figures before the bracket have moved
        return {figure.span: _led_to(text, sentence, told, figures) for figure, told in zip(run, ahead_of, strict=True)}
    if len(run) < 2 or not alike or len(things) != len(run) or any(re.search(r"\d", thing) for thing in things):
        return {}
    return {figure.span: thing for figure, thing in zip(run, things, strict=True)}


def _led_to(text: str, sentence: Span, figure: Quantity, figures: Sequence[Quantity]) -> str:
    """Return the words that lead to a figure from the one before it."""
    start = max((f.span.end for f in figures if f.span.end <= figure.span.start), default=sentence.start)
    words = [
        w for w in re.split(r"[;:(]\s|,\s+(?=t[yỷ]\s+lệ|số\b)|^\W+", text[start : figure.span.start]) if w.strip(" ,")
    ]
    return _LED.sub("", " ".join(words[-1].split())) if words else ""


def _years(text: str, where: Span) -> list[Period]:
    return [m.period for m in periods(text, where) if m.period.is_year]


def _told(text: str, left: Span, run: Sequence[Quantity]) -> dict[Span, dict[str, object]]:
    """Return what the names on the left say of each figure of the run, where there are as many of both."""
    years = _years(text, left)
    ranges = [m.period for m in periods(text, left) if len(m.period.years) > 1]
    if not years and len(ranges) == 1:
        years = [Period.of_year(y) for y in ranges[0].years]
    names = find_units(left.of(text))
    if len(names) < len(run):  # "Huế và TP. Hồ Chí Minh lần lượt được …"
        names = find_units(left.of(text), bare=True)
    units = [m.unit for m in names]
    offices = [" ".join(m.group(0).split()) for m in OFFICE_NAME.finditer(left.of(text))]
    indexes = indicator_phrases().find(left.of(text))
    result: dict[Span, dict[str, object]] = {}
    for place, figure in enumerate(run if len(run) > 1 else ()):
        told: dict[str, object] = {}
        if len(years) == len(run):
            told |= {"period": years[place], "compared": None, "stated": True}
        if len(units) == len(run):
            told["unit"] = units[place]
        elif len(offices) == len(run) and not units:
            told |= {"unit": None, "office": offices[place]}
        if len(indexes) == len(run) == len({f.name for f in indexes}):
            span = indexes[place].span
            told["indicator"] = Found(indexes[place].name, Span(left.start + span.start, left.start + span.end))
        if told:
            result[figure.span] = told
    return result


_UNITS = rf"(?:{BODIES})"
_OPENS = re.compile(
    rf"[\s\-+•*–\d.)]*(?:[a-zđ]\)\s*)?(?:(?:xếp|đạt)\s+)?(?:loại\s+|nhóm\s+)?[“\"]?(?P<grade>{GRADE_WORD})[”\"]?"
    rf"\s*(?:\([^()]*\)\s*)?(?:(?:có|gồm|là)?\s*(?:\d+(?:/\d+)?\s+)?{_UNITS}(?:,\s*{_UNITS})*)?\s*(?:\([^()]*\)\s*)?(?:gồm\s*)?:\s*",
    re.IGNORECASE,
)
_LIMIT = r"[(:]\s*(?:(?:đạt|điểm|số\s+điểm)\s+)*(?:từ|trên|dưới|≥|>|<|≤|nhỏ\s+hơn|lớn\s+hơn)"
_BEFORE_LIMIT = re.compile(rf"{GRADE_WORD}[”\"]?\s*{_LIMIT}[^();:]{{0,40}}$", re.IGNORECASE)
_LIMIT_FOLLOWS = re.compile(rf"[”\"]?\s*{_LIMIT}\s*\d", re.IGNORECASE)
_SCORE = re.compile(
    r"\s*(?:[(:–-]|đạt|được)?\s*(?P<score>\d{1,3}(?:,\d{1,3})?)(?P<unit>\s*(?:điểm|%))?\s*\)?\s*(?:[;,.]|và\b|$)",
    re.IGNORECASE,
)


def draws_a_grade(text: str, sentence: Span, figure: Quantity) -> bool:
    """Tell whether a figure or grade only says what a grade is: "Tốt (từ 80 đến dưới 90 điểm)"."""
    if figure.kind is QuantityKind.GRADE:
        return _LIMIT_FOLLOWS.match(text, figure.span.end) is not None
    return _BEFORE_LIMIT.search(text[max(sentence.start, figure.span.start - 80) : figure.span.start]) is not None


def graded_list(
    document: Document, sentence: Span, headings: tuple[str, ...], start: Reading, reform: bool
) -> list[Fact]:
    """Return the grades, and scores where they are told, of the units that a sentence lists under one grade.

    None where it lists no units so, where no index is known that they are judged by, or where a figure is unclear.
    `reform` says that the report is about administrative reform, so that units judged are judged by it.
    """
    text = document.text
    opening = _OPENS.match(text, sentence.start, sentence.end)
    if opening is None:
        return []
    start = _as_led(text, sentence, start, reform)
    if start.indicator is None:
        return []
    rest = text[opening.end() : sentence.end]
    judged = [(m.span, m.unit.name, m.unit.key) for m in find_units(rest)] or [
        (Span(*m.span()), name, office_key(name))
        for m in OFFICE_NAME.finditer(rest)
        if (name := " ".join(m.group(0).split()))
    ]
    if not judged or judged[0][0].start > 0:
        return []
    grade = Span(*opening.span("grade"))
    found: list[Fact] = []
    for place, (named, subject, key) in enumerate(judged):
        ends = judged[place + 1][0].start if place + 1 < len(judged) else len(rest)
        after = rest[named.end : ends]
        score = _SCORE.fullmatch(after) or _SCORE.match(after)
        if score is None and re.search(r"\d", after):
            return []
        clause = Span(opening.end() + named.start, opening.end() + ends)
        found.append(_fact(document, sentence, sentence, headings, start, subject, key, "grade", grade))
        if score:
            from_, to = (
                named.end + score.start("score"),
                named.end + score.end("unit" if score.group("unit") else "score"),
            )
            span = Span(opening.end() + from_, opening.end() + to)
            found.append(_fact(document, sentence, clause, headings, start, subject, key, "score", span))
    return found


def _as_led(text: str, sentence: Span, start: Reading, reform: bool) -> Reading:
    """Return what holds for the list: the index and the period that the line which leads to it names."""
    above = text[max(0, sentence.start - 1500) : sentence.start].rstrip().split("\n")
    lines = [line for line in reversed(above) if line.strip() and not _OPENS.match(line)]
    lead = lines[0] if lines and lines[0].rstrip().endswith(":") else ""
    told = [m.period for m in periods(lead) if not m.as_of]
    period = told[0] if len(set(told)) == 1 else start.period
    named = {found.name for found in indicator_phrases().find(lead)}
    if not named and start.indicator is None and judges_reform(fold(lead), reform):
        named = {"par_index"}
    indicator = Found(named.pop(), sentence) if len(named) == 1 else None if named else start.indicator
    return replace(start, indicator=indicator, period=period)


def _fact(
    document: Document, sentence: Span, clause: Span, headings: tuple[str, ...], start: Reading, subject: str,
    key: str, measure: str, span: Span,
) -> Fact:  # fmt: skip
    assert start.indicator is not None
    printed = span.of(document.text)
    score = measure == "score"
    return Fact(
        document_id=document.id, span=span, clause=clause, sentence=sentence, text=printed, measure=measure,
        value=number(re.sub(r"[^\d,]", "", printed), scored=True) if score else None,
        unit="%" if "%" in printed else "điểm" if score else "", of=None, indicator=start.indicator.name,
        label=indicators()[start.indicator.name].label, subject=subject, unit_key=key, part="",
        period=start.period, status=Status.RESULT, heading=headings, base=None,
        confidence=1.0 if start.stated else 0.8,
    )  # fmt: skip

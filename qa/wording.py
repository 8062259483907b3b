"""Words for facts: subject, value, period and evidence, all from prompts/answers.toml."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from corpus.facts.offices import COUNTRY_KEY, MINISTRIES_KEY, PROVINCES_KEY
from corpus.figure_patterns import MULTIPLIERS, NEXT_PLACE, WORD_NUMBERS
from corpus.lines import UPPER
from corpus.model import NOT_DATA, Document, Fact, Period, Span
from corpus.quantities import number, quantities
from corpus.vietnamese import upper_first
from prompts import say
from qa.draft import Evidence, Line
from qa.reports import Reports

#: A sentence longer than this is quoted by its clause alone.
_LONG = 700
_LEVELS = ("huyện", "thị xã", "thành phố", "quận", "tỉnh", "phường", "xã")


def subject_of(fact: Fact, document: Document) -> str:
    """Return the subject's name, or say that the report does not give it."""
    if fact.subject:
        mean = fact.indicator and fact.unit_key in (COUNTRY_KEY, MINISTRIES_KEY, PROVINCES_KEY)
        return say("answers.mean_of", body=fact.subject) if mean else fact.subject
    level, said = _own_level(document.text)
    if said < _ITS_OWN_WORDS and document.title and _OF_ALL.search(document.text):
        return say("answers.unnamed_story", title=document.title)
    return say("answers.unnamed_level", level=level) if said else say("answers.unnamed")


#: A piece that speaks of the country, and not so often of "huyện" or "toàn huyện", is of no unit.
_OF_ALL = re.compile(r"\b(?:cả nước|toàn quốc|63 (?:tỉnh|địa phương)|34 (?:tỉnh|địa phương))\b", re.IGNORECASE)
_ITS_OWN_WORDS = 5


@lru_cache(256)
def _own_level(text: str) -> tuple[str, int]:
    """Return the kind of unit that a report speaks of as its own, and how much it does."""
    counts = {level: _speaks_of(level, text[:20_000]) for level in _LEVELS}
    # A district's report names its province often; a province's never says "toàn huyện" of itself.
    below = [level for level in _LEVELS if level != "tỉnh" and 3 * counts[level] >= max(counts.values())]
    level = max(below or _LEVELS, key=lambda name: counts[name])
    return level, counts[level]


def _speaks_of(level: str, text: str) -> int:
    """Count how often a report says "toàn huyện", "huyện ta" or "huyện" and means itself, naming nobody."""
    # Not "xã hội", "tỉnh nào", nor one of several: "các tỉnh, thành phố", "63 tỉnh/thành phố".
    word = rf"[{level[0]}{level[0].upper()}]{level[1:]}\b"
    itself = rf"{word}(?!\s+(?:[{UPPER}]|hội|nào))(?!,\s+(?:thị|thành|phường|xã|huyện))(?!\s*/)"
    whole = len(re.findall(rf"(?<!quân )(?<!nhất )(?<!nhì )(?<!đầu )\b(?:[Tt]oàn|[Đđ]ịa bàn)\s+{itself}", text))
    ours = len(re.findall(rf"\b{level}\s+(?:ta|tôi|nhà|mình|chúng\s+tôi)\b", text))
    return 5 * (whole + ours) + len(re.findall(rf"(?<!các )(?<!cấp )(?<!khối )(?<!\d )(?<!, )(?<!/)\b{itself}", text))


def value_words(fact: Fact) -> str:
    """Return the fact's value as the report prints it, with its verb: "đạt 80,41 điểm", "xếp hạng 11/12"."""
    if fact.measure == "rank":
        said = say("answers.rank" if fact.text[:1].isdigit() else "answers.rank_words", text=fact.text)
        if fact.value is not None and NEXT_PLACE.match(f"{fact.text} là") and fact.value in _ORDINALS:
            said = say("answers.rank_next", place=_ORDINALS[fact.value], text=fact.text)
        return say("answers.among", said=said, region=fact.part) if is_regional(fact) else said
    if fact.measure == "grade":
        return say("answers.grade", text=upper_first(fact.text))
    return say("answers.score", text=with_qualifier(fact))


_ORDINALS = {Decimal(value): word for word, value in WORD_NUMBERS.items()} | {Decimal(4): "tư"}


def is_regional(fact: Fact) -> bool:
    """Tell whether a rank, or a move of ranks, is one among neighbours: "5/14 vùng trung du và miền núi phía Bắc"."""
    placed = fact.measure == "rank" or (fact.measure == "change" and fact.unit == "bậc")
    return placed and bool(fact.part) and not fact.part.startswith("cấp ")


def with_qualifier(fact: Fact) -> str:
    """Return the figure with the word that limits it: "hơn 5.300", "80% trở lên"."""
    if not fact.qualifier:
        return fact.text
    return f"{fact.text} {fact.qualifier}" if fact.qualifier == "trở lên" else f"{fact.qualifier} {fact.text}"


def counted_words(fact: Fact, document: Document) -> str:
    """Return the figure with the noun printed after it: "27.630 hồ sơ", "hơn 5.300 hồ sơ"."""
    figure = with_qualifier(fact)
    if fact.unit == "%" and not fact.of and re.fullmatch(r"[\d.,]+", fact.text):
        return f"{figure}%"  # in a table the head says it
    if fact.measure == "amount" and re.fullmatch(r"[\d.,]+", fact.text):
        return f"{figure} {_money(fact)}"
    if fact.measure not in ("count", "change") or not fact.unit or fact.qualifier == "trở lên":
        return figure
    named = fact.label if fact.label.startswith(fact.unit) else fact.unit  # "cán bộ, công chức"
    noun = re.sub(r"(?<!\bm)(?<!\bkm)[¹²³⁴⁵⁶⁷⁸⁹⁰]+$", "", " ".join(named.split()))
    printed = " ".join(document.text[fact.span.end : fact.span.end + len(named) + 3].split())
    return f"{figure} {noun}" if printed.startswith(noun) else figure


_SCALES = ("nghìn", "triệu", "tỷ")


def _money(fact: Fact) -> str:
    """Return what a table counts its money in, which stands in a head: "triệu đồng"."""
    named = next((name for name in _SCALES if number(fact.text) * MULTIPLIERS[name] == fact.value), "")
    return f"{named} {fact.unit}".strip()


def period_name(period: Period) -> str:
    return f"năm {period.label}" if period.is_year else period.label


def evidence_of(fact: Fact, reports: Reports) -> Evidence:
    """Return the sentence a fact stands in, or its clause where the sentence is too long to quote."""
    document = reports.documents[fact.document_id]
    long = fact.sentence.end - fact.sentence.start > _LONG
    span = fact.clause if long else fact.sentence
    # A clause that leans on an opening stated once ("Năm 2023, …") is quoted with it when that is short.
    if long and fact.clause.end - fact.sentence.start <= _LONG:
        span = Span(fact.sentence.start, fact.clause.end)
    return Evidence(document, span, fact.heading if "\n" not in "".join(fact.heading) else ())


def line_on(fact: Fact, text: str, reports: Reports) -> Line:
    """Return a line on one fact, cited where that stands."""
    return Line(text, (evidence_of(fact, reports),), (fact,))


def same_evidence(facts: Iterable[Fact], reports: Reports) -> tuple[Evidence, ...]:
    """Return the evidence of several facts, each place once."""
    found: dict[tuple[str, Span], Evidence] = {}
    for fact in facts:
        evidence = evidence_of(fact, reports)
        found.setdefault((fact.document_id, evidence.span), evidence)
    return tuple(found.values())


def clause_words(fact: Fact, reports: Reports) -> str:
    """Return the clause a fact stands in, on one line, without list marks and footnote signs."""
    return _tidy(reports.text(fact, fact.clause))


def excerpt(fact: Fact, reports: Reports, also: Sequence[Fact] = ()) -> str:
    """Return the clause of a fact with "…" for the figures in it that are not asked for."""
    text = reports.documents[fact.document_id].text
    shown = [fact.span]
    clause = fact.clause
    for other in also:
        if other.document_id == fact.document_id and other.sentence == fact.sentence:
            shown.append(other.span)
            clause = clause.cover(other.span)
            clause = clause.cover(other.clause) if other.clause.end - clause.start < _LONG else clause
    hidden = [
        Span(clause.start + q.span.start, clause.start + q.span.end)
        for q in quantities(clause.of(text))
        if q.kind not in NOT_DATA
        and re.search(r"\d", q.text)
        and not _LASTS.match(q.unit)
        and q.qualifier not in _LIMITS
    ]
    parts = [Span(clause.start + m.start(), clause.start + m.end()) for m in _PART.finditer(clause.of(text))]
    told = [p for p in parts if any(p.overlaps(f) for f in shown)]
    hidden = [h for h in hidden if not any(p.overlaps(h) for p in told)]
    words: list[str] = []
    for part in parts:
        cut = next((h.start for h in hidden if part.contains(h)), None)
        if cut is None:
            words.append(part.of(text))
        elif not words or not words[-1].endswith("…"):  # several parts left out leave one mark
            words.append(text[part.start : cut] + "…")
    while words[-1].endswith("…") or not re.search(r"\w", words[-1]):  # what is left out at the end needs no mark
        words.pop()
    joined = re.sub(r"(?<=…)\s*(?=[^\s,;)])", " ", "".join(words))
    if joined.count("(") != joined.count(")"):
        joined = re.sub(r"\s*[()]\s*", " … ", joined)  # the bracket's other half is left out
    return re.sub(r"\s+([,;:.)])", r"\1", _tidy(joined)).strip(" ,;(|")


#: A part of a clause with the mark it ends in; the comma of "80,41" ends none.
_PART = re.compile(r"(?:(?!  )[^,;()|\t]|,(?=\d))+(?:(?:[,;()|\t]|  )+\s*|$)|(?:[,;()|\t]|  )+\s*")
#: "4/9 huyện đạt dưới 3%": the limit says which are counted.
_LIMITS = ("dưới", "trên")
_LASTS = re.compile(r"(?:năm|tháng|ngày|quý|giờ|phút|tuần|kỳ)\b", re.IGNORECASE)


def _tidy(text: str) -> str:
    text = re.sub(r"^(?:[-+•*–]|\d{1,2}[.)]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)\s+", "", " ".join(text.split()))
    return text.strip(" ,;.*_")


def computed_words(amount: Decimal, facts: Sequence[Fact]) -> tuple[str, str]:
    """Print what is computed of figures as they are printed, with its unit: of millions, in millions."""
    printed = " ".join(f.text for f in facts)
    endings = {re.sub(r"^[\d.,\s]+", "", f.text) for f in facts}
    scale = MULTIPLIERS.get(next(iter(endings)).split(" ")[0].lower()) if len(endings) == 1 else None
    if scale and facts[0].measure == "amount":
        return plain(amount / scale, printed), endings.pop()
    unit = "điểm %" if facts[0].unit == "%" else " ".join(facts[0].unit.split())
    return plain(amount, printed if facts[0].measure != "amount" else ""), unit


def plain(number: Decimal, like: str = "") -> str:
    """Print a computed number the Vietnamese way, with as many decimals as the figures it comes from."""
    # "92.15 điểm": a point before one or two digits is a decimal one, as some reports print it.
    decimals = max((len(m) for pair in re.findall(r",(\d+)|\.(\d{1,2})(?!\d)", like) for m in pair), default=0)
    quantum = Decimal(1).scaleb(-decimals)
    rounded = number.quantize(quantum) if number != number.to_integral_value() or decimals else number
    sign = "-" if rounded < 0 else ""
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    groups: list[str] = []
    while len(whole) > 3:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    printed = ".".join([whole, *groups])
    return f"{sign}{printed},{fraction}" if fraction else f"{sign}{printed}"

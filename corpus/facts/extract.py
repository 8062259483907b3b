"""The fact line: block -> sentence -> figures, each bound to what the words around it say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from corpus.facts.clauses import clauses
from corpus.facts.tables import table_facts
from corpus.lines import UPPER
from corpus.model import (
    NOT_DATA,
    Block,
    BlockKind,
    Document,
    Fact,
    Level,
    Period,
    Quantity,
    QuantityKind,
    Span,
    Status,
    Unit,
)
from corpus.outline import outline
from corpus.quantities import periods, quantities
from corpus.units import Mention, gazetteer
from corpus.vietnamese import fold, sentences
from corpus.vocabulary import Found, indicator_phrases, indicators

Kind = QuantityKind
_INDEX_KINDS = (Kind.SCORE, Kind.RANK, Kind.GRADE)

_PART = re.compile(
    r"\bcấp\s+(huyện|xã|tỉnh|sở)\b|\btoàn\s+(huyện|tỉnh|thị xã|thành phố|xã)\b"
    rf"|\b(?:các|UBND|tại|của|bộ\s+phận\s+một\s+cửa|một\s+cửa)\s+(?:UBND\s+)?(?:các\s+)?(xã)\b(?!\s+(?-i:[{UPPER}]))(?!\s+hội)"
    r"|\b(?:trung\s+tâm\s+(?:phục\s+vụ\s+)?hành\s+chính\s+công|bộ\s+phận\s+(?:một\s+cửa|(?:tiếp\s+nhận\s+và\s+)?trả\s+kết\s+quả|tiếp\s+nhận\s+và\s+trả\s+kết\s+quả))\s+(huyện)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"so\s+với(?:\s+(?:cùng\s+kỳ|kết\s+quả|mức|điểm|thứ\s+hạng|chỉ\s+số))*(?:\s+(?:của|trong))?\s*$|\bso\s+(?:cùng\s+kỳ\s+)?$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:(?P<compared>so\s+với\s+|so\s+)?(?P<word>cùng\s+kỳ(?:\s+năm\s+(?:trước|ngoái))?|năm\s+trước(?:\s+đó|\s+liền\s+kề)?|năm\s+ngoái|năm\s+liền\s+kề(?:\s+trước)?|kỳ\s+trước)(?!\s+năm\s+\d|\s+chuyển))",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"(?:chưa|không|vượt|so\s+với|bằng)\s+(?:đạt\s+)?(?:kế\s+hoạch|chỉ\s+tiêu|mục\s+tiêu)|phấn\s+đấu|(?<!thực\s)mục\s+tiêu|chỉ\s+tiêu(?!\s+(?:biên\s+chế|được\s+giao\s+(?:năm|trong)))|"
    r"kế\s+hoạch\s+(?:năm\s+\d{4}|đề\s+ra|giao|được\s+giao)(?!\s+(?:đã|là\s+\d+/))|đến\s+(?:hết\s+|cuối\s+)?năm\s+20\d\d|hướng\s+tới|tiến\s+tới|"
    r"quyết\s+tâm|đăng\s+ký|\bnâng\b(?=[^.;]*\blên\s+(?:hạng|thứ|vị))",
    re.IGNORECASE,
)
# These make a target only right before the figure.
_TARGET_NEAR = re.compile(
    r"(?:tối\s+thiểu|ít\s+nhất|(?<!đáp ứng )(?<!theo )yêu\s+cầu|\bsẽ\b|lộ\s+trình|\bgiao\s+là|được\s+giao\s+là|dự\s+kiến\s+(?:đạt|đến|năm|sẽ))[^,.;]{0,50}$",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\bđã\b|hoàn\s+thành|kết\s+quả\s+(?:đạt|thực|là|đến)|đạt\s+được|thực\s+hiện\s+được|thực\s+tế|đến\s+nay",
    re.IGNORECASE,
)
_SELF = re.compile(r"tự\s+(?:chấm|đánh\s+giá|thẩm\s+định)", re.IGNORECASE)
_APPRAISED = re.compile(
    r"thẩm\s+định|công\s+bố|phúc\s+tra|hội\s+đồng|chính\s+thức|phê\s+duyệt", re.IGNORECASE
)
_COMPONENT = re.compile(
    r"\b(?:lĩnh\s+vực|nội\s+dung|tiêu\s+chí|trụ\s+cột|trục|hợp\s+phần|thành\s+phần|chỉ\s+số\s+con)\b",
    re.IGNORECASE,
)
# “Kiểm soát tham nhũng” đạt 6,9218 điểm: a part in quotation marks, not the whole.
_QUOTED_PART = re.compile(
    r"[”\"]\s*(?:chỉ\s+|cũng\s+)?(?:đạt|được|cao|thấp|tăng|giảm|là)[^”\"]{0,20}$", re.IGNORECASE
)
_CORRECTING = re.compile(r"(?:đính\s+chính|điều\s+chỉnh|sửa)(?:\s+\w+){0,4}?\s+(?P<from>từ)\b", re.IGNORECASE)
_OLD_VALUE = re.compile(
    r"(?:đã\s+(?:công\s+bố|nêu|ghi|thông\s+báo|in)|trước\s+đây|ghi\s+nhầm|in\s+nhầm|nhầm)(?:\s+\w+){0,3}?\s+(?:là\s+)?$",
    re.IGNORECASE,
)
_TARGET_HEADING = re.compile(
    r"phuong huong|muc tieu|chi tieu|dinh huong|giai phap|nhiem vu (?:trong tam|nam|thoi gian|chu yeu|ke tiep|va giai)|"
    r"^\W*(?:[ivx\d.]+\W*)?nhiem vu|ke hoach nam|thoi gian toi|quy sau|nam sau"
)
_RESULT_HEADING = re.compile(r"ket qua|tinh hinh|da dat duoc|danh gia|ton tai|han che")
_NOW = re.compile(
    r"\b(?:(?:tính\s+)?đến\s+(?:nay|thời\s+điểm\s+(?:này|hiện\s+tại|báo\s+cáo))|hiện\s+(?:nay|tại|có))\b",
    re.IGNORECASE,
)
_CARRYING = re.compile(
    r"^\W*(?:trong\s+đó|cụ\s+thể|kết\s+quả|trong\s+số|trong\s+số\s+đó|theo\s+đó|qua\s+đó|đồng\s+thời|bên\s+cạnh\s+đó|ngoài\s+ra)",
    re.IGNORECASE,
)
_DOWN = re.compile(r"\b(?:giảm|tụt|rớt|hạ|lùi|thấp\s+hơn|ít\s+hơn|cắt|thụt|xuống)\b", re.IGNORECASE)
_BOUND = re.compile(r"(?:đạt|là|:|với|bằng|còn|lên|xuống|mức|được|điểm|=|\()\s*(?:được|mức|tới|đến|hơn|gần|trên|khoảng|khá\s+cao)?\s*$", re.IGNORECASE)  # fmt: skip
_YEARS_RUNNING = re.compile(
    r"(\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám)\s+năm\s+(?:liên\s+tiếp|liên\s+tục|liền)", re.IGNORECASE
)


@dataclass(slots=True)
class _Reading:
    """What holds at one place of a sentence, read from left to right."""

    period: Period | None
    indicator: Found | None = None
    unit: Unit | None = None
    part: str = ""
    compared: Period | None = None  # set inside "so với năm 2022 …"
    stated: bool = False  # the period stands in this sentence


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What a report says for all of its sentences."""

    document: Document
    default_period: Period | None
    plan: bool
    corrected: bool
    topic: Found | None


def extract_facts(document: Document) -> list[Fact]:
    """Return the figures of a report in order of place. Never raises on any text; linear in its length."""
    kind = document.header.kind.value if document.header.kind else ""
    surroundings = _Surroundings(
        document,
        _default_period(document),
        fold(kind) in ("ke hoach", "chuong trinh", "de an"),
        bool(document.header.corrects),
        _topic(document),
    )
    found: list[Fact] = []
    tables = [t.span for t in document.tables]
    carried: _Reading | None = None
    for block in outline(document):
        if block.kind in (BlockKind.LETTERHEAD, BlockKind.FOOTER, BlockKind.BOILERPLATE, BlockKind.HEADING):
            carried = None
            continue
        if any(t.overlaps(block.span) for t in tables):
            continue
        for place, sentence in enumerate(sentences(document.text, block.span)):
            keep = carried if block.kind is not BlockKind.FOOTNOTE else None
            facts, carried = _sentence_facts(surroundings, block, sentence, keep)
            if block.anchor is not None:
                told = _annotated(document, block.anchor)
                facts = [f if f.indicator else replace(f, label=f"{told} {f.label}") for f in facts]
            if place == 0 and block.continues is not None:
                facts = [_with_first_half(document, f, sentence, block.continues) for f in facts]
            found += facts
        if block.kind is not BlockKind.ITEM:
            carried = None
    for table in document.tables:
        found += table_facts(document, table, surroundings.default_period, surroundings.plan)
    if surroundings.corrected:
        found = [replace(f, status=Status.CORRECTED) if f.status is Status.RESULT else f for f in found]
    return sorted(found, key=lambda f: (f.span, f.measure))


#: Halves of a sentence nearer than this are quoted together, with the page number between them.
_PAGE_BREAK = 120


def _annotated(document: Document, anchor: Span) -> str:
    """Return the words that a footnote mark stands behind: the end of the clause before it."""
    before = document.text[max(0, anchor.start - 160) : anchor.start]
    return " ".join(re.split(r"[.;\n]\s", before)[-1].split()[-16:])


def _with_first_half(document: Document, fact: Fact, sentence: Span, before: Span) -> Fact:
    """Let a fact of a sentence that a page break cut in two speak of what the first half says."""
    opening = sentences(document.text, before)[-1]
    if fact.clause.start > sentence.start + 3:
        return fact
    if sentence.start - opening.end <= _PAGE_BREAK:
        return replace(fact, sentence=opening.cover(fact.sentence), clause=opening.cover(fact.clause))
    first = " ".join(opening.of(document.text).split()[-20:])
    return replace(fact, label=fact.label if fact.indicator else f"{first} {fact.label}")


def _topic(document: Document) -> Found | None:
    """Return the one indicator that the title names: figures without another are of it."""
    if document.header.title is None or document.header.title.span is None:
        return None
    named = indicator_phrases().find(document.header.title.value)
    if len({n.name for n in named}) != 1:
        return None
    return Found(named[0].name, document.header.title.span)


def _default_period(document: Document) -> Period | None:
    if document.header.period:
        return document.header.period
    if document.header.title:
        named = [m.period for m in periods(document.header.title.value) if not m.as_of]
        if named:
            return named[0]
    counts: dict[int, int] = {}
    for mention in periods(document.text[:20_000]):
        if mention.period.is_year:
            counts[mention.period.start.year] = counts.get(mention.period.start.year, 0) + 1
    if counts and document.date is None:
        year, times = max(counts.items(), key=lambda c: (c[1], -c[0]))
        if times * 2 > sum(counts.values()):
            return Period.of_year(year)
    return None


def _heading_period(texts: Sequence[str]) -> Period | None:
    for heading in reversed(texts):
        named = [m.period for m in periods(heading) if not m.as_of]
        if len(named) == 1:
            return named[0]
    return None


def _sentence_facts(
    surroundings: _Surroundings, block: Block, sentence: Span, carried: _Reading | None
) -> tuple[list[Fact], _Reading]:
    document = surroundings.document
    text = document.text
    headings = tuple(h.of(text) for h in block.headings)
    default = _heading_period(headings) or surroundings.default_period
    opening = sentence.of(text)[:40]
    leaning = carried is not None and bool(_CARRYING.match(opening))
    start = _Reading(
        carried.period if leaning and carried and carried.period else default,
        (carried.indicator if carried else None) or _heading_indicator(text, block) or surroundings.topic,
        carried.unit if leaning and carried else _block_unit(document, block),
        _leading_part(text, block),
    )
    figures = [q for q in quantities(text, sentence) if q.kind not in NOT_DATA]
    readings, end = _read(document, sentence, figures, start)
    if not figures:
        return [], end
    figures = _settle_kinds(text, sentence, figures, readings, surroundings.topic)
    where = clauses(text, sentence, figures)
    grouped = _respective(text, sentence, figures)
    facts = []
    for figure in figures:
        reading = readings[figure.span]
        if figure.span in grouped:
            reading = replace(reading, **grouped[figure.span])
        facts.append(_fact(surroundings, sentence, headings, figure, reading, where[figure.span]))
    return facts, end


_OPENS = re.compile(r"^\W*(?:\d{1,2}[.)]\s*)?(?:đối\s+với|riêng|tại|về)?\s*$", re.IGNORECASE)


def _block_unit(document: Document, block: Block) -> Unit | None:
    """Return the unit that an item opens with, for all its sentences: "2. Đối với huyện A: …"."""
    lines = [block.span.of(document.text), *(h.of(document.text) for h in block.headings[-1:])]
    for opening in (line[:80] for line in lines):
        found = _opening_unit(opening)
        if found:
            return found
    return None


def _opening_unit(opening: str) -> Unit | None:
    for mention in gazetteer().find(opening)[:1]:
        if _OPENS.match(opening[: mention.span.start]) and opening[mention.span.end :].lstrip().startswith(
            ":"
        ):
            return mention.unit
    return None


def _heading_indicator(text: str, block: Block) -> Found | None:
    """Return the indicator that the nearest heading names."""
    for heading in block.headings[-1:]:
        named = indicator_phrases().find(heading.of(text))
        if named:
            span = named[-1].span
            return Found(named[-1].name, Span(heading.start + span.start, heading.start + span.end))
    return None


def _leading_part(text: str, block: Block) -> str:
    """Return the level a footnote or list item speaks of when the words above it say so."""
    above = [h.of(text) for h in block.headings[-1:]] if block.headings else []
    found = [_part_name(m) for line in above for m in _PART.finditer(line)]
    return found[-1] if found else ""


def _part_name(match: re.Match[str]) -> str:
    if match.group(1):
        return f"cấp {match.group(1).lower()}"
    if match.group(3):
        return "cấp xã"
    return "cấp huyện" if match.group(4) else ""


def _read(
    document: Document, sentence: Span, figures: Sequence[Quantity], start: _Reading
) -> tuple[dict[Span, _Reading], _Reading]:
    """Walk the sentence once; return what holds at each figure, and where the sentence stops."""
    text = document.text
    piece = sentence.of(text)
    events: list[tuple[int, int, str, object]] = []
    for mention in periods(text, sentence, document.date):
        events.append((mention.span.start, 0, "period", mention))
    for match in _RELATIVE.finditer(piece):
        events.append((sentence.start + match.start(), 0, "relative", match))
    for match in _NOW.finditer(piece):
        place = sentence.start + match.start()
        if not any(e[2] == "period" and e[3].span.start <= place < e[3].span.end for e in events):  # type: ignore[attr-defined]
            events.append((place, 0, "now", match))
    for found in indicator_phrases().find(piece):
        span = Span(sentence.start + found.span.start, sentence.start + found.span.end)
        events.append((span.start, 0, "indicator", Found(found.name, span)))
    for unit_mention in gazetteer().find(piece):
        events.append((sentence.start + unit_mention.span.start, 1, "unit", unit_mention))
    for match in _PART.finditer(piece):
        events.append(
            (sentence.start + match.start(), 1, "part", (_part_name(match), sentence.start + match.end()))
        )
    for match in re.finditer(r"[();,]", piece):
        place = sentence.start + match.start()
        if not (match.group(0) == "," and piece[match.end() : match.end() + 1].isdigit()):
            events.append((place, 3, match.group(0), None))
    for figure in figures:
        events.append((figure.span.start, 2, "figure", figure))
    events.sort(key=lambda e: (e[0], e[1]))
    now = replace(start)
    stack: list[_Reading] = []
    part_end: int | None = None
    readings: dict[Span, _Reading] = {}
    for place, _, what, value in events:
        if what == "period":
            assert hasattr(value, "period")
            if _COMPARED.search(text[max(sentence.start, place - 40) : place].removesuffix("năm ")):
                now.compared = value.period
            elif not value.as_of or now.period is None:
                now.period, now.stated, now.compared = value.period, True, None
        elif what == "now":
            now.period, now.stated, now.compared = start.period, False, None
        elif what == "relative":
            assert isinstance(value, re.Match)
            now.compared = _before(now.period)
        elif what == "indicator":
            assert isinstance(value, Found)
            now.indicator = value
        elif what == "unit":
            assert isinstance(value, Mention)
            now.unit = _subject(document, text, sentence, value, now.unit)
        elif what == "part":
            # "cấp huyện, cấp xã" together speak of the whole.
            assert isinstance(value, tuple)
            name, ends = value
            joined = part_end is not None and re.fullmatch(r"\W*(?:và|và\s+tại)?\W*", text[part_end:place])
            now.part = "" if joined else str(name)
            part_end = ends
        elif what == "(":
            stack.append(replace(now))
            if now.compared is not None:  # "so với năm 2023 (86,35%, xếp thứ 31/63)": all of it is 2023's
                now.period, now.stated, now.compared = now.compared, True, None
        elif what == ")":
            if stack:
                now = stack.pop()
        elif what == ",":
            now.compared = None
        elif what == ";":
            if stack:
                now = stack[0]
                stack.clear()
            now.compared, now.part = None, start.part
        else:
            assert isinstance(value, Quantity)
            readings[value.span] = _with_following(document, sentence, value, replace(now))
    return readings, now


def _before(period: Period | None) -> Period | None:
    """Return the same stretch of the year before."""
    if period is None:
        return None

    def back(day: date) -> date:
        return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)

    return Period(back(period.start), back(period.end))


_FOLLOWING_YEAR = re.compile(
    r"^(?:\s+(?!so\b)[^\W\d]+){0,4}?\s+(?:vào\s+|trong\s+|của\s+|ở\s+|hồi\s+|\()?(?:cuối\s+|đầu\s+)?năm\s+((?:19|20)\d\d)\b"
    r"|^\s*\((?:năm\s+)?((?:19|20)\d\d)\)",
    re.IGNORECASE,
)
_FOLLOWING_PREVIOUS = re.compile(
    r"^(?:\s+(?!so\b)[^\W\d]+){0,3}?\s+(?:của\s+|ở\s+)?năm\s+(?:trước|ngoái)", re.IGNORECASE
)


def _with_following(document: Document, sentence: Span, figure: Quantity, now: _Reading) -> _Reading:
    """Let words right after the figure speak: "211 dịch vụ vào năm 2018", "12.932 hồ sơ cấp huyện"."""
    following = document.text[figure.span.end : min(sentence.end, figure.span.end + 90)]
    if not following.lstrip().startswith("("):
        following = re.split(r"[,;.)(](?:\s|$)|\(|\d{1,3}[.,]\d", following)[0]
    if match := _FOLLOWING_YEAR.match(following):
        now.period, now.compared, now.stated = (
            Period.of_year(int(match.group(1) or match.group(2))),
            None,
            True,
        )
    elif _FOLLOWING_PREVIOUS.match(following) and now.period:
        now.compared = _before(now.period)
    part = _PART.search(following)
    if (
        part
        and _part_name(part)
        and not following.lstrip().startswith("(")
        and not re.search(r"\d", following[: part.start()])
    ):
        now.part = _part_name(part)
    return now


def _subject(
    document: Document, text: str, sentence: Span, mention: Mention, current: Unit | None
) -> Unit | None:
    """Return whom the words speak of once this unit has been named."""
    own = document.unit
    unit = mention.unit
    if own is not None and unit.key == own.key:
        return own
    following = text[sentence.start + mention.span.end : sentence.start + mention.span.end + 25]
    preceding = text[
        max(sentence.start, sentence.start + mention.span.start - 25) : sentence.start + mention.span.start
    ]
    if unit.level is Level.PROVINCE and (own is None or own.level is not Level.PROVINCE):
        speaks = re.match(r"\s*(?:đạt|xếp|đứng|có|tiếp nhận|là|dẫn đầu|giữ|vươn)", following, re.IGNORECASE)
        return unit if speaks or re.search(r"chỉ\s+số[^,;]*\bcủa\s+$", preceding, re.IGNORECASE) else current
    # A list of communes ("xã A, xã B và xã C") is no subject of a district's figure.
    if unit.level is Level.COMMUNE and own is not None and own.level is not Level.COMMUNE:
        if re.match(r"\s*(?:,|và)\s+(?:xã|phường|thị|[A-ZĐ])", following) or re.search(
            r"(?:,|và|các\s+xã)\s+$", preceding
        ):
            return None if current is None or current.level is Level.COMMUNE else current
    return unit


def _settle_kinds(
    text: str,
    sentence: Span,
    figures: list[Quantity],
    readings: dict[Span, _Reading],
    topic: Found | None,
) -> list[Quantity]:
    """Decide what only the sentence can tell: "10/12" as a rank, "69,37%" as a score, "87,32" without a unit."""
    settled: list[Quantity] = []
    ranked = any(f.kind is Kind.RANK for f in figures) or bool(
        re.search(
            r"thứ\s+hạng|xếp\s+hạng|\bhạng\b|\bbậc\b|vị\s+thứ|xếp\s+thứ", sentence.of(text), re.IGNORECASE
        )
    )
    denominators = {f.of for f in figures if f.kind is Kind.RANK and f.of}
    scored_before: set[int] = set()
    for figure in figures:
        reading = readings[figure.span]
        indicator = reading.indicator
        here = indicator is not None and indicator.span.start >= sentence.start
        before = text[max(sentence.start, figure.span.start - 60) : figure.span.start]
        kind = figure.kind
        if (
            kind is Kind.COMPLETED
            and ranked
            and indicator is not None
            and figure.of
            and figure.value <= figure.of
        ):
            bare = not figure.unit or re.match(
                r"(?:huyện|thị|thành|tỉnh|đơn\s+vị|địa\s+phương|sở)", figure.unit, re.IGNORECASE
            )
            if bare and (
                figure.of in denominators or re.search(r"(?:là|từ|lên|xuống|\(|:|còn|hạng|thứ)\s*$", before)
            ):
                kind = Kind.RANK
        elif kind is Kind.RATE and indicator is not None and not here and indicator != topic:
            opening = re.split(r"[,;(:]", text[sentence.start : figure.span.start])[-1]
            if _only_subject(opening) and (not scored_before or reading.stated):
                kind = Kind.SCORE
                scored_before.add(indicator.span.start)
        elif kind is Kind.RATE and here and indicator is not None:
            between = text[indicator.span.end : figure.span.start]
            if _is_value_of(between) and indicator.span.start not in scored_before:
                kind = Kind.SCORE
                scored_before.add(indicator.span.start)
            elif indicator.span.start in scored_before and (
                reading.compared or before.rstrip().endswith("(")
            ):
                kind = Kind.SCORE
        elif kind is Kind.COUNT and here and indicator is not None and "," in figure.text and not figure.unit:
            between = text[indicator.span.end : figure.span.start]
            if _is_value_of(between) or reading.compared:
                kind = Kind.SCORE
        if kind is not figure.kind:
            figure = replace(figure, kind=kind)
        settled.append(figure)
    return settled


_SUBJECT_ONLY = re.compile(
    r"\b(?:năm|trong|của|tỉnh|huyện|xã|phường|thị\s+xã|thành\s+phố|toàn|đạt|là|được|các|trước|đó|kết\s+quả|chỉ\s+số|ở|mức|"
    r"cả|khi|này|tiếp\s+tục|với|có|đã|chỉ|chung|số|điểm)\b|[\d\W]+",
    re.IGNORECASE,
)


def _only_subject(opening: str) -> bool:
    """Tell whether words name nothing but whom and when: "Năm 2024 tỉnh đạt"."""
    if not re.search(r"\b(?:đạt|là)\b", opening, re.IGNORECASE):
        return not opening.strip()
    for mention in reversed(gazetteer().find(opening)):
        opening = opening[: mention.span.start] + opening[mention.span.end :]
    return not _SUBJECT_ONLY.sub("", opening).strip()


def _inside_brackets(text: str, sentence: Span, figure: Quantity) -> bool:
    before = text[sentence.start : figure.span.start]
    return before.rfind("(") > max(before.rfind(")"), before.rfind(";"))


def _is_value_of(between: str) -> bool:
    """Tell whether the words between an indicator's name and a figure make the figure its value."""
    if re.search(
        r"[;.]\s|\d%|tỷ\s+lệ|tỉ\s+lệ|hồ\s+sơ\s+(?:đúng|trực|nộp|số)|thành\s+phần|tiêu\s+chí",
        between,
        re.IGNORECASE,
    ):
        return False
    if len(between) > 220:
        return False
    return bool(_BOUND.search(between)) or len(between.split()) <= 3


def _respective(text: str, sentence: Span, figures: Sequence[Quantity]) -> dict[Span, dict[str, object]]:
    """Bind lists told "lần lượt": years or units on the left to as many like figures on the right."""
    match = re.search(r"lần\s+lượt|theo\s+thứ\s+tự", sentence.of(text), re.IGNORECASE)
    if not match:
        return {}
    middle = sentence.start + match.start()
    left = Span(max(sentence.start, middle - 300), middle) if middle > sentence.start else None
    right = [f for f in figures if f.span.start > middle]
    if left is None or not right:
        return {}
    years = [m.period for m in periods(text, left) if m.period.is_year]
    ranges = [m.period for m in periods(text, left) if len(m.period.years) > 1]
    if not years and len(ranges) == 1:
        years = [Period.of_year(y) for y in ranges[0].years]
    units = [m.unit for m in gazetteer().find(left.of(text))]
    run = [f for f in right if f.kind is right[-1].kind or (f.kind is Kind.COUNT and not f.unit)]
    if len(years) == len(run) > 1:
        return {
            f.span: {"period": y, "compared": None, "stated": True} for f, y in zip(run, years, strict=True)
        }
    if len(units) == len(run) > 1:
        return {f.span: {"unit": u} for f, u in zip(run, units, strict=True)}
    return {}


_MEASURES = {
    Kind.SCORE: "score", Kind.RANK: "rank", Kind.GRADE: "grade", Kind.RATE: "rate", Kind.COUNT: "count",
    Kind.COMPLETED: "count", Kind.AMOUNT: "amount", Kind.CHANGE: "change",
}  # fmt: skip


def _fact(
    surroundings: _Surroundings,
    sentence: Span,
    headings: tuple[str, ...],
    figure: Quantity,
    reading: _Reading,
    clause: Span,
) -> Fact:
    document, text = surroundings.document, surroundings.document.text
    before = text[sentence.start : figure.span.start]
    measure = _MEASURES[figure.kind]
    indicator = ""
    if figure.kind in _INDEX_KINDS and (
        reading.indicator is None or reading.indicator.span.start < sentence.start
    ):
        reading = replace(reading, indicator=_named_after(text, sentence, figure) or reading.indicator)
    moved = figure.kind is Kind.CHANGE and figure.unit in ("điểm", "bậc", "%", "điểm %")
    if reading.indicator is not None and (figure.kind in _INDEX_KINDS or moved):
        if figure.kind is not Kind.GRADE or _graded_itself(text, sentence, figure):
            indicator = reading.indicator.name
    named_from = max(reading.indicator.span.end, sentence.start) if reading.indicator else sentence.start
    named_from = min(named_from, figure.span.start)
    tail = text[min(named_from, figure.span.start) : figure.span.start]
    if indicator and (_COMPONENT.search(re.split(r";", tail)[-1]) or _QUOTED_PART.search(tail)):
        indicator = ""
    value: Decimal | None = None if figure.kind is Kind.GRADE else figure.value
    period, base = reading.period, None
    if figure.kind is Kind.CHANGE:
        base = reading.compared or _base_after(text, sentence, figure, reading.period, document.date)
        if _DOWN.search(before[-25:]) and value is not None:
            value = -value
    elif reading.compared is not None:
        period = reading.compared
    elif indicator and period and not reading.stated and _from_before(before):
        period = _before(period)
    unit = reading.unit or document.unit
    label = indicators()[indicator].label if indicator else _label(text, clause, figure)
    return Fact(
        document_id=document.id,
        span=figure.span,
        clause=clause,
        sentence=sentence,
        text=figure.span.of(text),
        measure=measure,
        value=value,
        unit=figure.unit,
        of=figure.of,
        indicator=indicator,
        label=label,
        subject=unit.name if unit else "",
        unit_key=unit.key if unit else "",
        part=reading.part,
        period=period,
        status=_status(surroundings, before, headings, reading),
        qualifier=figure.qualifier,
        heading=headings,
        base=base,
        confidence=1.0 if reading.stated else 0.8,
    )


def _named_after(text: str, sentence: Span, figure: Quantity) -> Found | None:
    """Return an indicator that the same segment names after the figure: "quán quân về chỉ số CCHC"."""
    following = re.split(r";|\d", text[figure.span.end : min(sentence.end, figure.span.end + 160)])[0]
    named = indicator_phrases().find(following)
    if not named:
        return None
    span = named[0].span
    return Found(named[0].name, Span(figure.span.end + span.start, figure.span.end + span.end))


def _from_before(before: str) -> bool:
    """Tell whether the figure is where a move began: "từ 10/12 lên 8/12"."""
    return bool(re.search(r"(?:tăng|giảm|tụt|nâng|cải\s+thiện|rớt|lùi|vươn)[^,;]{0,20}\btừ\s+(?:thứ\s+|hạng\s+|vị\s+trí\s+)*$", before, re.IGNORECASE))  # fmt: skip


def _graded_itself(text: str, sentence: Span, figure: Quantity) -> bool:
    """Tell whether a grade is of the subject, not of things counted ("11/11 xã được xếp loại Tốt")."""
    before = text[max(sentence.start, figure.span.start - 60) : figure.span.start]
    return not re.search(
        r"\d+(?:/\d+)?\s+(?:xã|đơn vị|cơ quan|phòng|phường|thị trấn|sở|huyện)", before, re.IGNORECASE
    )


def _base_after(
    text: str, sentence: Span, figure: Quantity, period: Period | None, today: date | None
) -> Period | None:
    following = text[figure.span.end : min(sentence.end, figure.span.end + 90)]
    match = re.search(r"so\s+với", following, re.IGNORECASE)
    if not match or ";" in following[: match.start()]:
        return None
    rest = following[match.end() : match.end() + 40]
    named = periods(rest, today=today)
    if named:
        return named[0].period
    return _before(period) if re.match(r"\s*(?:cùng\s+kỳ|năm\s+trước|năm\s+ngoái|kỳ\s+trước)", rest) else None


def _status(surroundings: _Surroundings, before: str, headings: tuple[str, ...], reading: _Reading) -> Status:
    segment = before[before.rfind(";") + 1 :]
    correcting = _CORRECTING.search(segment)
    if correcting:
        after = segment[correcting.end() :]
        return Status.CORRECTED if re.search(r"\b(?:thành|lên|xuống|còn|là)\b", after) else Status.SUPERSEDED
    if surroundings.corrected and _OLD_VALUE.search(segment):
        return Status.SUPERSEDED
    cues = [m.end() for m in _TARGET.finditer(segment)] + [
        m.start() + 5 for m in _TARGET_NEAR.finditer(segment)
    ]
    if cues and not _DONE.search(segment, max(cues)):
        return Status.TARGET
    if _SELF.search(segment) and not _APPRAISED.search(segment, _SELF.search(segment).end()):  # type: ignore[union-attr]
        return Status.SELF_ASSESSED
    done = _DONE.search(segment)
    if done is None and _under_targets(headings):
        return Status.TARGET
    if surroundings.plan and done is None and not _past(surroundings, reading):
        return Status.TARGET
    return Status.RESULT


def _under_targets(headings: Iterable[str]) -> bool:
    for heading in reversed(list(headings)):
        folded = fold(heading)
        if _RESULT_HEADING.search(folded):
            return False
        if _TARGET_HEADING.search(folded):
            return True
    return False


def _past(surroundings: _Surroundings, reading: _Reading) -> bool:
    """Tell whether a plan here speaks of a year that was over when it was issued."""
    planned, issued = surroundings.default_period, surroundings.document.date
    begins = planned.start if planned else issued
    return bool(reading.stated and reading.period and begins and reading.period.end < begins)


def _label(text: str, clause: Span, figure: Quantity) -> str:
    """Return the words that say what is counted: those after the number, else those before it."""
    if figure.unit and figure.kind in (Kind.COUNT, Kind.COMPLETED, Kind.CHANGE) and figure.unit != "bậc":
        return " ".join(figure.unit.split())
    before = " ".join(text[clause.start : figure.span.start].split())
    if len(before) < 4:
        return " ".join(text[figure.span.end : clause.end].split()[:12])
    return re.sub(r"[\s,:(]+$", "", before) or figure.unit

"""Read a sentence from left to right: whose figure it is, of what index, of which period, compared with what."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.facts.at_figure import COMPARED, OFFICE_NAME, Reading, at_figure, is_measured, parts
from corpus.facts.times import RunUp, before, in_year, run_up, weeks, without_year
from corpus.mentions import Mention, find_units
from corpus.model import Document, Level, Period, Quantity, Span, Unit
from corpus.model import QuantityKind as Kind
from corpus.periods import PeriodMention, periods
from corpus.vocabulary import Found, indicator_phrases

_PARTS_JOINED = re.compile(r"\W*(?:và\s+)?(?:tại\s+)?(?:bộ\s+phận\s+)?\W*", re.IGNORECASE)

_RELATIVE = re.compile(
    r"\b(?:so\s+với\s+|so\s+)?(?:cùng\s+kỳ(?:\s+năm\s+(?:trước|ngoái))?|năm\s+trước(?:\s+đó|\s+liền\s+kề)?|năm\s+ngoái|năm\s+liền\s+kề(?:\s+trước)?"
    r"|(?:tháng|quý)\s+(?:trước|liền\s+kề)|kỳ\s+(?:trước|liền\s+kề))(?!\s+năm\s+\d|\s+(?:chuyển|ngày|tồn))",
    re.IGNORECASE,
)
_YEAR_AGO = re.compile(r"(?:năm|tháng|quý)\s+(?:trước|ngoái)", re.IGNORECASE)
# "so với năm trước và chỉ xếp thứ 6/9": what follows is of now again.
_COMPARISON_ENDS = re.compile(
    r"\b((?:năm|tháng|quý|kỳ|cùng\s+kỳ)(?:\s+(?:trước|ngoái|liền\s+kề|(?:năm\s+)?[\d/]+|[IV]+(?:/\d+)?))?)\s+(?:và|nhưng|song)\s+"
    r"(?:(?:chỉ|vẫn|cũng|đang|hiện|tiếp\s+tục|đã)\s+)*(?:xếp|đứng|đạt|giữ|vươn|dẫn|tăng|giảm|tụt)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:(?:tính\s+)?đến\s+(?:nay|thời\s+điểm\s+(?:này|hiện\s+tại|báo\s+cáo))|hiện\s+(?:nay|tại|có))\b",
    re.IGNORECASE,
)
# A year that only says when something was announced, begins, or which plan is meant.
_NO_PERIOD_BEFORE = re.compile(
    r"công\s+bố(?:\s+(?:vào|trong|hồi|ngày|tháng|năm|quý))*\s*$|\b(?:sang|chuyển)(?:\s+(?:năm|tháng|quý))?\s*$"
    r"|(?:theo|thực\s+hiện|triển\s+khai)\s+(?:[^\W\d]+\s+){0,2}?(?:kế\s+hoạch|chương\s+trình|nghị\s+quyết|đề\s+án|quyết\s+định)(?:\s+[^\W\d]+){0,4}?(?:\s+năm)?\s*$",
    re.IGNORECASE,
)
_SINCE_BEFORE = re.compile(r"\b(?:kể\s+)?từ(?:\s+(?:năm|tháng|ngày|năm\s+đánh\s+giá))?\s*$", re.IGNORECASE)
_ONWARDS = re.compile(r"\s*trở\s+(?:về\s+trước|lại|đi|về\s+sau)", re.IGNORECASE)
_RUNNING = re.compile(r"(?:liên\s+tiếp|liên\s+tục|liền|giai\s+đoạn|năm\s+qua)\s*$", re.IGNORECASE)

# The index named by its subject alone ("CCHC của huyện đạt 91,24"), or by what is done to it.
_IMPLIED = re.compile(
    r"(?<!công\stác\s)(?<!nhiệm\svụ\s)(?<!kế\shoạch\s)(?<!hồ\ssơ\s)(?<!kinh\sphí\s)(?<!\()\b(?:CCHC|CCHHC)\b"
    r"(?=(?:\s+(?:của|cấp|năm|tại)\b[^,;.:]{0,40}?)?\s+(?:đạt|được|xếp|đứng|giữ|vươn|dẫn|tăng|giảm|tụt)\b)"
    r"|\b(?:công\s+bố|thông\s+báo|phê\s+duyệt)\s+kết\s+quả\s+(?:CCHC|cải\s+cách\s+hành\s+chính)\b",
    re.IGNORECASE,
)
_COMMUNES_JUDGED = re.compile(
    r"\b(?:đánh\s+giá|chấm\s+điểm|xếp\s+loại|xếp\s+hạng)(?:,?\s*(?:và\s+)?(?:đánh\s+giá|xếp\s+loại|xếp\s+hạng|phân\s+loại|kết\s+quả))*"
    r"\s+(?:của\s+)?(?:cấp\s+xã|các\s+xã|UBND\s+(?:cấp\s+)?xã|\d+(?:/\d+)?\s+(?:xã|đơn\s+vị|địa\s+phương))\b"
    r"|\b(?:xã|phường|đơn\s+vị)(?:,\s*(?:thị\s+trấn|phường|xã))?\s+được\s+(?:đánh\s+giá|chấm\s+điểm|xếp\s+loại|xếp\s+hạng)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    rf"({OFFICE_NAME.pattern})(?=\s*(?:\(|:|,?\s*\d|đạt|xếp|đứng|rớt|tụt|tăng|giảm|dẫn|vươn|giữ|được\s+\d|với\s+\d"
    r"|có\s+(?:(?:tổng\s+)?(?:số\s+)?điểm|tỷ\s+lệ\s+điểm|chỉ\s+số)))"
)
#: What may stand between a subject and its verb: "Quảng Ninh xuất sắc tiếp tục đoạt", "Hà Nội hai năm liên tiếp giữ".
_ADVERBS = r"\s*(?:(?:xuất\s+sắc|cũng|đã|vẫn|lần\s+đầu(?:\s+tiên)?|[^\W\d]+\s+năm\s+liên\s+tiếp)\s+)*"
_SPEAKS = re.compile(
    _ADVERBS
    + r"(?:đạt|đoạt|xếp|đứng|có|tiếp nhận|là|dẫn đầu|giữ|giành|\(\d|tiếp\s+tục|về\s+(?:nhì|nhất|ba)|vươn|được\s+\d|tăng|giảm|tụt|:|,\s*(?:địa\s+phương|nơi|đơn\s+vị))",
    re.IGNORECASE,
)
_NOT_SUBJECT_BEFORE = re.compile(r"(?:nhập|thành|giữa|cho|từ|lập|với|do|bởi)\s+$", re.IGNORECASE)
_FORMER = re.compile(r"\s+(?:cũ|trước\s+đây)\b", re.IGNORECASE)
_CARRYING = re.compile(
    r"^\W*(?:trong\s+đó|cụ\s+thể|kết\s+quả|trong\s+số|trong\s+số\s+đó|theo\s+đó|qua\s+đó|đồng\s+thời|bên\s+cạnh\s+đó|ngoài\s+ra)",
    re.IGNORECASE,
)
_WITH_IT = re.compile(r"^\W*(?:với|đạt)(?:\s+(?:kết\s+quả|tổng\s+điểm|số\s+điểm|điểm\s+số|mức))?\s*$", re.IGNORECASE)


def carries_on(opening: str) -> bool:
    """Tell whether a sentence opens like a continuation: "Trong đó, …"."""
    return bool(_CARRYING.match(opening))


_Event = tuple[int, int, str, object]


def read(
    document: Document,
    sentence: Span,
    figures: Sequence[Quantity],
    start: Reading,
    reform: bool = False,
    named: Mapping[str, Unit] | None = None,
) -> tuple[dict[Span, Reading], Reading]:
    """Walk the sentence once; return what holds at each figure, and where the sentence stops.

    `reform` says that the report is about administrative reform, so that communes judged are judged by it.
    `named` are the units that the report names anywhere, by bare name.
    """
    text = document.text
    now = replace(start)
    main: Reading | None = None
    stack: list[Reading] = []
    opened = 0
    part_end: int | None = None
    aside: Unit | None = None
    skipped: list[Span] = []
    readings: dict[Span, Reading] = {}
    events = _events(document, sentence, figures, start.period, reform, named or {})
    following = {f.span: n.span.start for f, n in itertools.pairwise(figures)}
    for place, _, what, value in events:
        if what == "period":
            assert isinstance(value, PeriodMention)
            if not any(s.contains(value.span) for s in skipped):
                _take_period(text, sentence, value, now, start)
        elif what == "now":
            now.period, now.stated, now.compared = start.period, False, None
        elif what == "run up":
            assert isinstance(value, RunUp)
            now.period, now.stated, now.compared, now.run_up = value.period, value.told, None, True
        elif what == "week":
            now.untold = True
        elif what == "relative":
            assert isinstance(value, re.Match)
            # "(cùng kỳ 64,35%)" inside the brackets of a comparison is the time already compared with.
            now.compared = now.base = now.period if now.quoted else before(now.period, value.group(0))
            if _YEAR_AGO.match(value.group(0)) and _led_by(text, sentence, place, ";"):
                now.period, now.stated, now.compared = (
                    now.compared,
                    True,
                    None,
                )  # all of the segment is of then
        elif what == "indicator":
            assert isinstance(value, Found)
            now.indicator = value
        elif what == "own":
            now.unit, now.office, now.others = document.unit, "", False
        elif what == "stranger":
            now.others = True  # "Lâm Thao tiếp tục dẫn đầu": some unit, but not the report's own
        elif what == "office":
            now.office = str(value)
        elif what == "unit":
            assert isinstance(value, tuple)
            mention, in_list = value
            chosen = _subject(document, sentence, mention, in_list, now.unit)
            bracket = re.match(r"\s*\(", text[sentence.start + mention.span.end :][:4])
            if bracket and chosen is not now.unit and is_measured(text, sentence, place):
                aside, chosen = chosen, now.unit  # "thấp hơn huyện A (80,1 điểm), xếp thứ 5": A's is the bracket alone
            if chosen is not now.unit:
                now.unit, now.office, now.others = chosen, "", False
            if _led_by(text, sentence, place, ",:"):
                now.part = start.part
        elif what == "part":
            assert isinstance(value, tuple)
            name, ends = value
            # "cấp huyện, cấp xã" together speak of the whole.
            joined = part_end is not None and _PARTS_JOINED.fullmatch(text[part_end:place])
            now.part = "" if joined else str(name)
            part_end = ends
        elif what == "(":
            stack.append(replace(now))
            opened = place
            if aside is not None:
                now.unit, now.office, aside = aside, "", None
            if now.compared is not None:  # "so với năm 2023 (86,35%, xếp thứ 31/63)": all of it is 2023's
                now.period, now.stated, now.compared, now.quoted = now.compared, True, None, True
        elif what == ")":
            if stack:
                inside = now.period
                now = stack.pop()
                if _RUNNING.search(text[max(sentence.start, opened - 25) : opened]) and inside != now.period:
                    now.period, now.stated = inside, True  # "7 năm liên tiếp (2017 - 2023) giữ ngôi đầu"
        elif what in (",", "met"):
            now.compared = None
        elif what == ";":
            if stack:
                now = stack[0]
                stack.clear()
            now.compared, now.base, now.part, now.office = None, None, start.part, ""
            now.untold = now.run_up = False
            if main is not None and main.unit is document.unit:
                now.unit = main.unit
        else:
            assert isinstance(value, Quantity)
            limit = min(sentence.end, following.get(value.span, sentence.end))
            reading, consumed = at_figure(document, sentence, value, replace(now), limit)
            readings[value.span] = reading
            main = main or reading
            if consumed is not None:
                skipped.append(consumed)
    if len(figures) > 0 and _WITH_IT.match(text[sentence.start : figures[0].span.start]):
        # "Với 89,75 điểm, Chỉ số CCHC năm 2021 của huyện đứng thứ nhất": what follows says of what.
        told = readings[figures[1].span] if len(figures) > 1 else now
        readings[figures[0].span] = replace(told, compared=None)
    carried = replace(now, compared=None, base=None, quoted=False, office="", run_up=False, untold=False, others=False)
    opens = [e for e in events if e[2] == "period" and e[0] - sentence.start < 12]
    if main is not None:
        carried.period = main.period
    elif not opens:
        carried.period = start.period
    return readings, carried


def _events(
    document: Document,
    sentence: Span,
    figures: Sequence[Quantity],
    default: Period | None,
    reform: bool,
    known: Mapping[str, Unit],
) -> list[_Event]:
    piece, origin = sentence.of(document.text), sentence.start
    named = periods(document.text, sentence, document.date)
    named += without_year(piece, origin, default, named)
    events: list[_Event] = [(m.span.start, 0, "period", m) for m in named]
    events += [(origin + m.start(), 0, "relative", m) for m in _RELATIVE.finditer(piece)]
    for match in _NOW.finditer(piece):
        place = origin + match.start()
        if not any(m.span.start <= place < m.span.end for m in named):
            events.append((place, 0, "now", match))
    for running in run_up(piece, default):
        span = Span(origin + running.span.start, origin + running.span.end)
        named = [m for m in named if not span.overlaps(m.span)]
        events = [e for e in events if not span.start <= e[0] < span.end]
        events.append((span.start, 0, "run up", running))
    events += [(origin + span.start, 0, "week", None) for span in weeks(piece, default)]
    events += [(origin + m.end(1), 0, "met", None) for m in _COMPARISON_ENDS.finditer(piece)]
    found = indicator_phrases().find(piece)
    for match in [*_IMPLIED.finditer(piece), *(_COMMUNES_JUDGED.finditer(piece) if reform else ())]:
        span = Span(match.start(), match.end())
        if not any(f.span.overlaps(span) for f in found):
            found.append(Found("par_index", span))
    for one in found:
        if not _quoted(piece, one.span):
            span = Span(origin + one.span.start, origin + one.span.end)
            events.append((span.start, 0, "indicator", Found(one.name, span)))
    mentions = find_units(piece)
    led = False  # by a word behind which no subject stands
    for number, mention in enumerate(mentions):
        previous = mentions[number - 1].span.end if number else None
        upcoming = mentions[number + 1].span.start if number + 1 < len(mentions) else None
        if previous is not None and mentions[number - 1].unit.parent == mention.unit.name:
            if _WHERE.fullmatch(piece, previous, mention.span.start):
                continue  # "xã Tân Phước, huyện Tân Hồng tiếp nhận …": the district only says where
        joined = previous is not None and _joins(piece[previous : mention.span.start])
        if not joined:
            led = _NOT_SUBJECT_BEFORE.search(piece[: mention.span.start][-25:]) is not None
        if joined and led and not _SPEAKS.match(piece, mention.span.end):
            continue  # "hợp nhất từ tỉnh A và tỉnh B": what holds of the first of a list holds of all
        in_list = joined or (upcoming is not None and _joins(piece[mention.span.end : upcoming]))
        events.append((origin + mention.span.start, 1, "unit", (mention, in_list)))
    if any(f.kind in _JUDGED for f in figures):
        for bare, sure in _bare_subjects(piece, mentions, known):
            events.append((origin + bare.span.start, 1, "unit" if sure else "stranger", (bare, False)))
    offices = list(_OFFICE.finditer(piece))
    if document.unit is not None:
        inside = [m.span for m in mentions] + [Span(*m.span(1)) for m in offices]  # "Ban Dân tộc tỉnh có 68 điểm"
        for match in _own_pattern(document.unit.kind).finditer(piece):
            if not any(s.start <= match.start() < s.end for s in inside):
                events.append((origin + match.start(), 1, "own", match))
    events += [(origin + m.start(), 1, "office", " ".join(m.group(1).split())) for m in offices]
    events += [(origin + s.start, 1, "part", (name, origin + s.end)) for name, s in parts(piece)]
    for match in re.finditer(r"[();]|,(?!\d)", piece):
        events.append((origin + match.start(), 3, match.group(0), None))
    events += [(f.span.start, 2, "figure", f) for f in figures]
    return sorted(events, key=lambda e: (e[0], e[1]))


_WHERE = re.compile(r"\s*(?:,|\(|-|–|thuộc|của)\s*")
_JUDGED = (Kind.SCORE, Kind.RANK, Kind.GRADE, Kind.RATE, Kind.CHANGE)
_BARE_LED = re.compile(r"(?:^\W*|[;:,.(“]\s*|\b(?:và|sau|trong\s+đó|là|có|của)\s+)$", re.IGNORECASE)
_BARE_SPEAKS = re.compile(
    _ADVERBS
    + r"(?:đạt|đoạt|xếp|đứng|tiếp\s+tục|về\s+(?:nhì|nhất|ba|đích)|giữ|giành|dẫn\s+đầu|vươn|tăng|giảm|tụt|là\s+(?:quán|á)|cuối|chót|\(\d|:\s*\d|,?\s*\d+,\d+\s*(?:điểm|%))",
    re.IGNORECASE,
)


def _bare_subjects(piece: str, mentions: Sequence[Mention], known: Mapping[str, Unit]) -> list[tuple[Mention, bool]]:
    """Return the units that open a statement without their kind, and whether it is sure which they are."""
    found = []
    for mention in find_units(piece, bare=True):
        if any(m.span.overlaps(mention.span) for m in mentions):
            continue
        if _BARE_LED.search(piece[: mention.span.start]) and _BARE_SPEAKS.match(piece, mention.span.end):
            unit = known.get(mention.unit.bare, mention.unit)
            sure = mention.unit.bare in known or unit.level is Level.PROVINCE
            found.append((replace(mention, unit=unit), sure))
    return found


def _led_by(text: str, sentence: Span, place: int, marks: str) -> bool:
    """Tell whether a place opens the sentence, or stands right after one of the marks."""
    ahead = text[max(sentence.start, place - 12) : place].rstrip()
    return ahead[-1:] in marks if ahead else True


def _joins(between: str) -> bool:
    return bool(re.fullmatch(r"\s*(?:,|và|hoặc|-)\s*(?:các\s+)?", between))


def _quoted(piece: str, span: Span) -> bool:
    """Tell whether a name stands in quotation marks: “mức độ hài lòng” names a group of criteria."""
    return piece[: span.start].rstrip()[-1:] in ("“", '"') and piece[span.end :].lstrip()[:1] in ("”", '"')


def _own_pattern(kind: str) -> re.Pattern[str]:
    """Match the report's own unit called by its kind alone: "huyện đạt", "toàn huyện", "của thị trấn"."""
    word = re.escape(kind)
    return re.compile(
        rf"\btoàn\s+{word}\b|(?<!được\s)(?<!bị\s)(?<!do\s)(?<!cấp\s)(?<!UBND\s)(?<!các\s)(?<!\d\s)\b{word}(?=\s+(?:đạt|xếp|đứng|đã|được\s+\d|tự\s+chấm|giữ|vươn|tăng|giảm|tụt|cao|thấp|tiếp\s+nhận|còn|có)\b)",
        re.IGNORECASE,
    )


def _take_period(text: str, sentence: Span, mention: PeriodMention, now: Reading, start: Reading) -> None:
    """Let a named period hold from here on, unless it only dates an announcement, a plan or a comparison."""
    ahead = text[max(sentence.start, mention.span.start - 60) : mention.span.start]
    comparing = re.sub(r"\bnăm\s*$", "", ahead)
    if COMPARED.search(comparing):
        period = mention.period
        if re.search(r"cùng\s+kỳ(?:\s+của)?\s*$", comparing, re.IGNORECASE) and period.is_year and now.period:
            period = in_year(now.period, period.start.year)
        now.compared = now.base = period
        return
    if _NO_PERIOD_BEFORE.search(ahead) or _ONWARDS.match(text, mention.span.end):
        return
    if _SINCE_BEFORE.search(ahead) and (mention.period.is_year or not mention.as_of):
        return  # "áp dụng từ tháng 2/2024, đã phục vụ 300 lượt": when it began is not when it was counted
    if not mention.as_of or now.period is None:
        now.period, now.stated, now.compared = mention.period, True, None


def _subject(document: Document, sentence: Span, mention: Mention, in_list: bool, current: Unit | None) -> Unit | None:
    """Return whom the words speak of once this unit has been named."""
    own, unit, text = document.unit, mention.unit, document.text
    if own is not None and unit.key == own.key:
        return own
    place = sentence.start + mention.span.end
    following = text[place : min(sentence.end, place + 30)]
    former = _FORMER.match(following)
    following = following[former.end() :] if former else following
    ahead = text[max(sentence.start, sentence.start + mention.span.start - 25) : sentence.start + mention.span.start]
    if unit.level is Level.PROVINCE and (own is None or own.level is not Level.PROVINCE):
        speaks = _SPEAKS.match(following) or re.search(r"chỉ\s+số[^,;]*\bcủa\s+$", ahead, re.IGNORECASE)
        return unit if speaks else current
    if not _SPEAKS.match(following) and is_measured(text, sentence, sentence.start + mention.span.start):
        return current
    if (former or _NOT_SUBJECT_BEFORE.search(ahead)) and not _SPEAKS.match(following):
        return current
    # A list of communes ("xã A, xã B và xã C") is no subject of anyone's figure.
    if unit.level is Level.COMMUNE and in_list and not _SPEAKS.match(following):
        if own is not None and own.level is Level.COMMUNE:
            return current
        return None if current is None or current.level is Level.COMMUNE else current
    return unit

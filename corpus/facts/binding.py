"""Read a sentence from left to right: whose figure it is, of what index, of which period, compared with what."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from corpus.facts.at_figure import Reading, parts
from corpus.facts.offices import OFFICE_NAME, blocks, means_of_all, regions
from corpus.facts.walk import ADVERBS, FORMER, NOT_SUBJECT_BEFORE, SPEAKS, Walk
from corpus.kinds import PLACES
from corpus.mentions import Mention, find_units
from corpus.model import Document, Level, Period, Quantity, Span, Unit
from corpus.model import QuantityKind as Kind
from corpus.periods import periods, run_up, weeks, without_year
from corpus.vocabulary import Found, indicator_phrases

_RELATIVE = re.compile(
    r"\b(?:so\s+với\s+|so\s+)?(?:cùng\s+kỳ(?:\s+năm\s+(?:trước|ngoái))?|năm\s+trước(?:\s+đó|\s+liền\s+kề)?|năm\s+ngoái|năm\s+liền\s+kề(?:\s+trước)?"
    r"|(?:tháng|quý)\s+(?:trước|liền\s+kề)|kỳ\s+(?:trước|liền\s+kề))(?!\s+năm\s+\d|\s+(?:chuyển|ngày|tồn))",
    re.IGNORECASE,
)
# "so với năm trước và chỉ xếp thứ 6/9": what follows is of now again.
_COMPARISON_ENDS = re.compile(
    r"\b((?:năm|tháng|quý|kỳ|cùng\s+kỳ)(?:\s+(?:trước|ngoái|liền\s+kề|(?:năm\s+)?[\d/]+|[IV]+(?:/\d+)?))?)\s+(?:và|nhưng|song)\s+"
    r"(?:(?:chỉ|vẫn|cũng|đang|hiện|tiếp\s+tục|đã)\s+)*(?:xếp|đứng|đạt|giữ|vươn|dẫn|tăng|giảm|tụt)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:(?:tính\s+)?đến\s+(?:nay|thời\s+điểm\s+(?:này|hiện\s+tại|báo\s+cáo))|hiện\s+(?:nay|tại|có))\b", re.IGNORECASE
)
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
    rf"({OFFICE_NAME.pattern})(?={ADVERBS}(?:\(|:|,?\s*\d|đạt|xếp|đứng|phấn\s+đấu|rớt|tụt|tăng|giảm|dẫn|vươn|giữ|được\s+(?:\d|xếp|đánh|giao\s+\d)|với\s+(?:[^\W\d]+\s+){{0,3}}\d"
    r"|(?:,|\s+là)\s*(?:đơn\s+vị|cơ\s+quan|bộ|nơi|(?:chỉ\s+)?đạt)\b|có\s+(?:(?:tổng\s+)?(?:số\s+)?điểm|tỷ\s+lệ\s+điểm|[Cc]hỉ\s+số|giá\s+trị|bước|mức\s+(?:tăng|giảm)|sự|tiến\s+bộ)))"
)
#: "Sở Y tế năm 2022 xếp thứ 17": an office that opens a statement has the places and scores told in it, unless it acts.
_OPENS = re.compile(
    rf"(?:^|[;.]\s)\W*(?:(?:riêng|còn|trong\s+đó)\s+)?({OFFICE_NAME.pattern})(?=,?\s(?:(?:năm|từ|tiếp|nhảy|cải|bứt|lên|xuống|lùi|thăng|rơi)\b))"
)
_CARRYING = re.compile(
    r"^\W*(?:trong\s+đó|cụ\s+thể|kết\s+quả|trong\s+số|trong\s+số\s+đó|theo\s+đó|qua\s+đó|đồng\s+thời|bên\s+cạnh\s+đó|ngoài\s+ra)",
    re.IGNORECASE,
)
_WITH_IT = re.compile(r"^\W*(?:với|đạt)(?:\s+(?:kết\s+quả|tổng\s+điểm|số\s+điểm|điểm\s+số|mức))?\s*$", re.IGNORECASE)
_POINTS_BACK = re.compile(rf"\b(?:{PLACES})\s+này\b", re.IGNORECASE)


def carries_on(sentence: str) -> bool:
    """Tell whether a sentence goes on with the one before: "Trong đó, …", "… các chỉ số của tỉnh này"."""
    return bool(_CARRYING.match(sentence) or _POINTS_BACK.search(sentence))


_Step = tuple[int, int, Callable[[], None]]  # the place, what comes first at one place, and what holds from there on


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
    piece, origin = sentence.of(document.text), sentence.start
    limits = {figure.span: sentence.end for figure in figures}
    limits |= {figure.span: after.span.start for figure, after in itertools.pairwise(figures)}
    walk = Walk(document, sentence, start, limits, named or {})
    times, dated = _time_steps(walk, document, sentence, start.period)
    steps: list[_Step] = [
        *times,
        *_indicator_steps(walk, piece, origin, reform),
        *_unit_steps(walk, document.unit, piece, origin, figures, named or {}),
        *_office_steps(walk, document.unit, piece, origin),
        *_mark_steps(walk, piece, origin),
        *((f.span.start, 2, partial(walk.figure, f)) for f in figures),
    ]
    for _, _, step in sorted(steps, key=lambda s: (s[0], s[1])):
        step()
    readings, main, now = walk.readings, walk.main, walk.now
    if figures and _WITH_IT.match(document.text[origin : figures[0].span.start]):
        # "Với 89,75 điểm, Chỉ số CCHC năm 2021 của huyện đứng thứ nhất": what follows says of what.
        told = readings[figures[1].span] if len(figures) > 1 else now
        readings[figures[0].span] = replace(told, compared=None)
    carried = replace(now, compared=None, base=None, quoted=False, office="", run_up=False, untold=False, others=False)
    if main is not None:
        carried.period = main.period
    elif not any(place - origin < 12 for place in dated):
        carried.period = start.period
    return readings, carried


def _time_steps(
    walk: Walk, document: Document, sentence: Span, default: Period | None
) -> tuple[list[_Step], list[int]]:
    """Return the steps at what tells the time, and where periods are named."""
    piece, origin = sentence.of(document.text), sentence.start
    named = periods(document.text, sentence, document.date)
    named = (*named, *without_year(piece, origin, default, named))
    running = [(Span(origin + r.span.start, origin + r.span.end), r) for r in run_up(piece, default)]
    steps: list[_Step] = [(m.span.start, 0, partial(walk.period, m)) for m in named]
    for match in _RELATIVE.finditer(piece):
        place = origin + match.start()
        steps.append((place, 0, partial(walk.relative, place, match.group(0))))
    for match in _NOW.finditer(piece):
        place = origin + match.start()
        if not any(m.span.start <= place < m.span.end for m in named):
            steps.append((place, 0, walk.until_now))

    def stands_alone(place: int) -> bool:
        return not any(span.start <= place < span.end for span, _ in running)

    steps = [step for step in steps if stands_alone(step[0])]
    steps += [(span.start, 0, partial(walk.run_up, told)) for span, told in running]
    steps += [(origin + span.start, 0, walk.week) for span in weeks(piece, default)]
    steps += [(origin + m.end(1), 0, walk.comparison_ends) for m in _COMPARISON_ENDS.finditer(piece)]
    return steps, [m.span.start for m in named if stands_alone(m.span.start)]


def _indicator_steps(walk: Walk, piece: str, origin: int, reform: bool) -> Iterator[_Step]:
    found = indicator_phrases().find(piece)
    for match in [*_IMPLIED.finditer(piece), *(_COMMUNES_JUDGED.finditer(piece) if reform else ())]:
        span = Span(match.start(), match.end())
        if not any(f.span.overlaps(span) for f in found):
            found.append(Found("par_index", span))
    for one in found:
        if not _quoted(piece, one.span):
            span = Span(origin + one.span.start, origin + one.span.end)
            yield span.start, 0, partial(walk.indicator, Found(one.name, span))


def _unit_steps(
    walk: Walk, own: Unit | None, piece: str, origin: int, figures: Sequence[Quantity], known: Mapping[str, Unit]
) -> Iterator[_Step]:
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
            led = NOT_SUBJECT_BEFORE.search(piece[: mention.span.start][-25:]) is not None
        if joined and led and not SPEAKS.match(piece, mention.span.end):
            continue  # "hợp nhất từ tỉnh A và tỉnh B": what holds of the first of a list holds of all
        in_list = joined or (upcoming is not None and _joins(piece[mention.span.end : upcoming]))
        yield origin + mention.span.start, 1, partial(walk.unit, mention, in_list)
    if any(f.kind in _JUDGED for f in figures):
        for bare, sure in _bare_subjects(piece, mentions, known):
            yield origin + bare.span.start, 1, partial(walk.unit, bare, False) if sure else walk.stranger
    # "Ban Dân tộc tỉnh có 68 điểm" names an office.
    inside = [m.span for m in mentions] + [Span(*m.span(1)) for m in _OFFICE.finditer(piece)]
    for match in _own_pattern(own.kind).finditer(piece) if own is not None else ():
        if not any(span.start <= match.start() < span.end for span in inside):
            yield origin + match.start(), 1, walk.own_unit


def _office_steps(walk: Walk, own: Unit | None, piece: str, origin: int) -> Iterator[_Step]:
    """Yield the steps at offices, at levels and at what is wider than a unit: "Sở Công Thương", "cấp xã", "cả nước"."""
    nationwide = own is None or own.level is Level.PROVINCE
    for match in (*_OFFICE.finditer(piece), *_OPENS.finditer(piece)):
        yield origin + match.start(1), 1, partial(walk.office, " ".join(match.group(1).split()))
    bodies = (*regions(piece), *means_of_all(piece, nationwide), *(blocks(piece) if own is None else ()))
    for name, span in bodies:
        yield origin + span.start, 1, partial(walk.body, name, origin + span.start)
    for name, span in parts(piece):
        span = Span(origin + span.start, origin + span.end)
        yield span.start, 1, partial(walk.part, name, span)


def _mark_steps(walk: Walk, piece: str, origin: int) -> Iterator[_Step]:
    """Yield the steps at brackets, semicolons and commas; they come after all that stands at their place."""
    for match in re.finditer(r"[();]|,(?!\d)|:(?=\s+[A-ZĐ])", piece):
        place = origin + match.start()
        step: dict[str, Callable[[], None]] = {
            "(": partial(walk.bracket_opens, place),
            ")": walk.bracket_closes,
            ";": partial(walk.segment_ends, place),
            ",": walk.comparison_ends,
            ":": walk.comparison_ends,  # "… đều tăng hạng so với năm 2015: Chỉ số A xếp 9/63"
        }
        yield place, 3, step[match.group(0)]


_WHERE = re.compile(r"\s*(?:,|\(|-|–|thuộc|của)\s*")
_JUDGED = (Kind.SCORE, Kind.RANK, Kind.GRADE, Kind.RATE, Kind.CHANGE)
_BARE_LED = re.compile(
    r"(?:^\W*|[;:,.()“]\s*|\b(?:và|sau|trong\s+đó|trong\s+khi|còn|nhưng|riêng|là|có|của)\s+)$", re.IGNORECASE
)
_BARE_SPEAKS = re.compile(
    rf"(?:{FORMER})?{ADVERBS}"
    + r"(?:đạt|đoạt|xếp|đứng|(?:cao|thấp|nhiều|ít)\s+nhất|tiếp\s+tục|về\s+(?:nhì|nhất|ba|đích)|giữ|giành|dẫn\s+đầu|vươn|tăng|giảm|tụt|là\s+(?:quán|á|(?:địa\s+phương|đơn\s+vị|tỉnh|thành\s+phố)\s+(?:dẫn|đứng|xếp|có|tăng|giảm))|cuối|chót|với\s+(?:[^\W\d]+\s+){0,3}\d|\([+-]?\d|:\s*\d|,?\s*\d+,\d+\s*(?:điểm|%))",
    re.IGNORECASE,
)


def _bare_subjects(piece: str, mentions: Sequence[Mention], known: Mapping[str, Unit]) -> list[tuple[Mention, bool]]:
    """Return the units that open a statement without their kind, and whether it is sure which they are."""
    found = []
    bare = list(find_units(piece, bare=True))
    for name in (name for name in known if " " in name and name in piece):  # the report says elsewhere of what kind
        bare += [Mention(Span(*m.span()), known[name], True) for m in re.finditer(rf"\b{re.escape(name)}\b", piece)]
    taken = [m.span for m in mentions]
    for mention in bare:
        if any(span.overlaps(mention.span) for span in taken):
            continue
        taken.append(mention.span)
        if _BARE_LED.search(piece[: mention.span.start]) and _BARE_SPEAKS.match(piece, mention.span.end):
            unit = known.get(mention.unit.bare, mention.unit)
            sure = mention.unit.bare in known or unit.level is Level.PROVINCE
            found.append((replace(mention, unit=unit), sure))
    return found


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

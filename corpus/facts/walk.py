"""Walk a sentence from left to right: each step changes what holds from its place on."""

import re
from collections.abc import Mapping
from dataclasses import replace

from corpus.facts.at_figure import COMPARED, MOVED_TO, Reading, at_figure, is_measured
from corpus.facts.offices import wider_key
from corpus.mentions import Mention
from corpus.model import Document, Level, Quantity, Span, Unit
from corpus.periods import PeriodMention, RunUp, before, in_year
from corpus.vocabulary import Found

_PARTS_JOINED = re.compile(r"\W*(?:và\s+)?(?:tại\s+)?(?:bộ\s+phận\s+)?\W*", re.IGNORECASE)
#: "Sở A tiếp nhận 4.800 hồ sơ; giải quyết 4.690 hồ sơ": no one else is named to do it.
_GOES_ON = re.compile(
    r"\s*(?:(?:trong\s+đó|đã|đang|còn|số|hồ\s+sơ)\s+)*(?:tiếp\s+nhận|giải\s+quyết|xử\s+lý|trả|hoàn\s+thành|có\s+mặt|(?:trước|đúng|quá|trễ)\s+hạn)\b",
    re.IGNORECASE,
)
#: "Công chức cấp xã có 1.388 người, trong đó: …; …": all that is listed is of them.
_LISTS = re.compile(r"\btrong\s+đó\s*:", re.IGNORECASE)
_YEAR_AGO = re.compile(r"(?:năm|tháng|quý)\s+(?:trước|ngoái)", re.IGNORECASE)
# A year that only says when something was announced, begins, or which plan is meant.
_NO_PERIOD_BEFORE = re.compile(
    r"công\s+bố(?:\s+(?:vào|trong|hồi|ngày|tháng|năm|quý))*\s*$|\b(?:sang|chuyển)(?:\s+(?:năm|tháng|quý))?\s*$"
    r"|(?:theo|thực\s+hiện|triển\s+khai)\s+(?:[^\W\d]+\s+){0,2}?(?:kế\s+hoạch|chương\s+trình|nghị\s+quyết|đề\s+án|quyết\s+định)(?:\s+[^\W\d]+){0,4}?(?:\s+năm)?\s*$",
    re.IGNORECASE,
)
_SINCE_BEFORE = re.compile(r"\b(?:kể\s+)?từ(?:\s+(?:năm|tháng|ngày|năm\s+đánh\s+giá))?\s*$", re.IGNORECASE)
_ONWARDS = re.compile(r"\s*trở\s+(?:về\s+trước|lại|đi|về\s+sau)", re.IGNORECASE)
_RUNNING = re.compile(r"(?:liên\s+tiếp|liên\s+tục|liền|giai\s+đoạn|năm\s+qua)\s*$", re.IGNORECASE)
#: What may stand between a subject and its verb: "Quảng Ninh xuất sắc tiếp tục đoạt", "Hà Nội hai năm liên tiếp giữ".
ADVERBS = r"\s*(?:(?:xuất\s+sắc|cũng|đã|vẫn|mới|chỉ(?!\s+(?:số|tiêu|đạo|thị))|tiếp\s+tục|lần\s+đầu(?:\s+tiên)?|[^\W\d]+\s+năm\s+liên\s+tiếp)\s+)*"
SPEAKS = re.compile(
    ADVERBS
    + r"(?:đạt|đoạt|xếp|đứng|(?:cao|thấp|nhiều|ít)\s+nhất|có|tiếp nhận|là|dẫn đầu|giữ|giành|với\s+(?:[^\W\d]+\s+){0,3}\d|\((?:(?:hạng|thứ|xếp|đứng|vị\s+trí|đạt|với)\s+)*[+-]?\d|tiếp\s+tục|về\s+(?:nhì|nhất|ba)|vươn|được\s+(?:\d|xếp)|tăng|giảm|tụt|:|,\s*(?:địa\s+phương|nơi|đơn\s+vị))",
    re.IGNORECASE,
)
NOT_SUBJECT_BEFORE = re.compile(r"(?:nhập|thành|giữa|cho|từ|lập|với|do|bởi)\s+$", re.IGNORECASE)
#: "tỉnh A cũ đạt", "A (cũ) đạt", "tỉnh A (trước hợp nhất) đạt"
FORMER = r"\s*\(?(?:cũ|trước\s+(?:đây|(?:khi\s+)?(?:sắp\s+xếp|hợp\s+nhất|sáp\s+nhập)))\b\)?"
_FORMER = re.compile(FORMER, re.IGNORECASE)
#: "tháng 8 đạt 79,3 điểm, đến 20/9 đạt 84,6 điểm"
_UNTIL = re.compile(r",\s*(?:tính\s+)?(?:đến\s+)?(?:ngày\s+)?$", re.IGNORECASE)
#: "xếp thứ hai là thành phố B, 95,47%": all behind it is of whom the place is given to.
_GIVEN_A_PLACE = re.compile(
    r"(?:(?:thứ|hạng|vị\s+trí)\s+(?:thứ\s+)?[^\W_]+|(?:đứng|dẫn|xếp)\s+đầu|nhất|cuối(?:\s+cùng|\s+bảng)?|(?:tiếp|kế)\s+(?:theo|tiếp|đến)|quân)"
    r"\s+(?:là|thuộc\s+về)\s+(?:UBND\s+)?$",
    re.IGNORECASE,
)
#: What stands within these characters opens a sentence.
_AT_OPENING = 40


class Walk:
    """What holds at the place reached, and what held at each figure passed."""

    def __init__(
        self, document: Document, sentence: Span, start: Reading, limits: Mapping[Span, int], known: Mapping[str, Unit]
    ) -> None:
        """`limits` say for each figure where the next one begins, or the sentence ends; `known` are units by name."""
        self.now = replace(start)
        self.main: Reading | None = None  # what held at the first figure
        self.readings: dict[Span, Reading] = {}
        self._document = document
        self._text = document.text
        self._sentence = sentence
        self._start = start
        self._limits = limits
        self._known = known
        self._outside: list[Reading] = []  # what held where each bracket opened that is still open
        self._opened = 0
        self._part_end: int | None = None
        self._aside: Unit | None = None
        self._consumed: list[Span] = []  # what spoke for one figure alone

    def period(self, mention: PeriodMention) -> None:
        """Let a named period hold, unless it only dates an announcement, a plan or a comparison."""
        if any(span.contains(mention.span) for span in self._consumed):
            return
        ahead = self._ahead(mention.span.start, 60)
        comparing = re.sub(r"\bnăm\s*$", "", ahead)
        if COMPARED.search(comparing):
            period = mention.period
            if re.search(r"cùng\s+kỳ(?:\s+của)?\s*$", comparing, re.IGNORECASE) and period.is_year and self.now.period:
                period = in_year(self.now.period, period.start.year)
            self.now.compared = self.now.base = period
            return
        if _NO_PERIOD_BEFORE.search(ahead) or _ONWARDS.match(self._text, mention.span.end):
            return
        if _SINCE_BEFORE.search(ahead) and (mention.period.is_year or not mention.as_of):
            return  # "áp dụng từ tháng 2/2024, đã phục vụ 300 lượt": when it began is not when it was counted
        part_told = self.now.stated and self.now.period is not None and not self.now.period.is_years
        if not mention.as_of or self.now.period is None or (part_told and _UNTIL.search(ahead)):
            self.now.period, self.now.stated, self.now.compared = mention.period, True, None

    def until_now(self) -> None:
        self.now.period, self.now.stated, self.now.compared = self._start.period, False, None

    def run_up(self, told: RunUp) -> None:
        self.now.period, self.now.stated, self.now.compared, self.now.run_up = told.period, told.told, None, True

    def week(self) -> None:
        self.now.untold = True

    def relative(self, place: int, words: str) -> None:
        """Let "cùng kỳ", "so với năm trước" stand for the time before."""
        # "(cùng kỳ 64,35%)" inside the brackets of a comparison is the time already compared with.
        self.now.compared = self.now.base = self.now.period if self.now.quoted else before(self.now.period, words)
        if _YEAR_AGO.match(words) and self._is_led_by(place, ";"):  # all of the segment is of then
            self.now.period, self.now.stated, self.now.compared = self.now.compared, True, None

    def indicator(self, found: Found) -> None:
        self.now.indicator = found

    def own_unit(self) -> None:
        self.now.unit, self.now.office, self.now.others = self._document.unit, "", False

    def stranger(self) -> None:
        self.now.others = True  # "Lâm Thao tiếp tục dẫn đầu": some unit, but not the report's own

    def office(self, name: str) -> None:
        self.now.office = name

    def body(self, name: str, place: int) -> None:
        if not is_measured(self._text, self._sentence, place):  # "cao hơn bình quân cả nước 2,1%" is still the unit's
            self.now.office = name

    def unit(self, mention: Mention, in_list: bool) -> None:
        place, end = self._sentence.start + mention.span.start, self._sentence.start + mention.span.end
        chosen = self._subject(mention, in_list)
        bracket = re.match(r"\s*\(", self._text[end:][:4])
        if bracket and chosen is not self.now.unit and is_measured(self._text, self._sentence, place):
            self._aside = chosen  # "thấp hơn huyện A (80,1 điểm), xếp thứ 5": A's is the bracket alone
        elif chosen is not self.now.unit:
            self.now.unit, self.now.office, self.now.others = chosen, "", False
        if self._is_led_by(place, ",:"):
            self.now.part = self._start.part

    def part(self, name: str, span: Span) -> None:
        if not name and self._start.part and span.start - self._sentence.start < _AT_OPENING:
            return  # "Với cấp xã, toàn tỉnh tiếp nhận …": of the communes, all of them
        # "cấp huyện, cấp xã" together speak of the whole.
        joined = self._part_end is not None and _PARTS_JOINED.fullmatch(self._text[self._part_end : span.start])
        self.now.part = "" if joined else name
        self._part_end = span.end

    def bracket_opens(self, place: int) -> None:
        self._outside.append(replace(self.now))
        self._opened = place
        if self._aside is not None:
            self.now.unit, self.now.office, self._aside = self._aside, "", None
        if self.now.compared is not None:  # "so với năm 2023 (86,35%, xếp thứ 31/63)": all of it is 2023's
            self.now.period, self.now.stated = self.now.compared, True
            self.now.compared, self.now.quoted = None, True

    def bracket_closes(self) -> None:
        if not self._outside:
            return
        inside = self.now.period
        self.now = self._outside.pop()
        if _RUNNING.search(self._ahead(self._opened, 25)) and inside != self.now.period:
            self.now.period, self.now.stated = inside, True  # "7 năm liên tiếp (2017 - 2023) giữ ngôi đầu"

    def comparison_ends(self) -> None:
        self.now.compared = None

    def segment_ends(self, place: int) -> None:
        """Forget at a semicolon what was said of the segment before alone."""
        opened = _LISTS.search(self._text, self._sentence.start, place)
        goes_on = self.main if opened or _GOES_ON.match(self._text, place + 1) else None
        kept = goes_on.office if goes_on else ""
        if self._outside:
            self.now = self._outside[0]
            self._outside.clear()
            kept = self.now.office if wider_key(self.now.office) else kept  # "(năm 2018 là 43,78; năm 2019 là 43,61)"
        self.now.compared, self.now.base, self.now.office = None, None, kept
        self.now.part = goes_on.part if goes_on else self._start.part
        self.now.untold = self.now.run_up = False
        if self.main is not None and self.main.unit in (None, self._document.unit):
            self.now.unit = self.main.unit

    def figure(self, figure: Quantity) -> None:
        limit = self._limits[figure.span]
        now = replace(self.now)
        if now.quoted and self._outside and MOVED_TO.search(self._ahead(figure.span.start, 40)):
            now.period, now.stated = self._outside[-1].period, self._outside[-1].stated  # "(từ vị trí 50 lên 44)"
        reading, consumed = at_figure(self._document, self._sentence, figure, now, limit, self._known)
        self.readings[figure.span] = reading
        self.main = self.main or reading
        if consumed is not None:
            self._consumed.append(consumed)

    def _ahead(self, place: int, length: int) -> str:
        return self._text[max(self._sentence.start, place - length) : place]

    def _is_led_by(self, place: int, marks: str) -> bool:
        """Tell whether a place opens the sentence, or stands right after one of the marks."""
        ahead = self._ahead(place, 12).rstrip()
        return ahead[-1:] in marks if ahead else True

    def _subject(self, mention: Mention, in_list: bool) -> Unit | None:
        """Return whom the words speak of once this unit has been named."""
        own, unit, current = self._document.unit, mention.unit, self.now.unit
        if own is not None and unit.key == own.key:
            return own
        start, end = self._sentence.start + mention.span.start, self._sentence.start + mention.span.end
        following = self._text[end : min(self._sentence.end, end + 30)]
        former = _FORMER.match(following)
        rest = following[former.end() :] if former else following
        speaks = SPEAKS.match(rest) or (former and re.match(r"\s*\d", rest))  # "tỉnh A (cũ) 88,02%, hạng 30/63"
        ahead = self._ahead(start, 40)
        if _GIVEN_A_PLACE.search(ahead) and not is_measured(self._text, self._sentence, start):
            return unit
        if unit.level is Level.PROVINCE and (own is None or own.level is not Level.PROVINCE):
            of_it = re.search(r"chỉ\s+số[^,;]*\bcủa\s+$", ahead, re.IGNORECASE)
            # "…; trong khi đó, tỉnh B sau nhiều năm …": in a story of provinces the next statement is the next's
            opens = own is None and not in_list and self._is_led_by(start, ",;")
            return (
                unit if speaks or of_it or (opens and not is_measured(self._text, self._sentence, start)) else current
            )
        if speaks:
            return unit
        if is_measured(self._text, self._sentence, start) or former or NOT_SUBJECT_BEFORE.search(ahead):
            return current
        # A list of communes ("xã A, xã B và xã C") is no subject of anyone's figure.
        if unit.level is Level.COMMUNE and in_list:
            if own is not None and own.level is Level.COMMUNE:
                return current
            return None if current is None or current.level is Level.COMMUNE else current
        return unit

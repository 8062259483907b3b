"""The heads of a table, read column by column: year, index, measure, noun, unit, target or result."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.facts.at_figure import is_compared, parts
from corpus.figure_patterns import PLAN
from corpus.mentions import find_units
from corpus.model import Document, Period, Span, Status, Table, Unit
from corpus.periods import before, periods, without_year
from corpus.readers.reading import is_measure_note
from corpus.vietnamese import fold, sentences
from corpus.vocabulary import indicator_phrases

_ORDER_HEAD = re.compile(r"\W*(?:tt|stt|so tt|so thu tu|thu tu|no)\W*")
_NOUN_HEAD = re.compile(r"\W*(?:dvt|don vi tinh|dv tinh)\W*")
_PERIOD_HEAD = re.compile(r"\W*(?:nam|ky|quy|thang|ky bao cao|nam (?:danh gia|bao cao|cham diem))\W*")
#: Columns whose figures speak of something else than the row: remarks, deadlines, papers, who is in charge.
_ASIDE_HEAD = re.compile(
    r"\b(?:ghi chu|nguyen nhan|giai phap|giai trinh|can cu|kiem chung|so hieu|van ban so|thoi (?:gian|han)"
    r"|tien do(?! giai quyet)|han hoan thanh|chu tri|phoi hop|thuc hien boi|ngay (?:ban hanh|hoan thanh))\b"
)
_CEILING_HEAD = re.compile(r"toi da|diem chuan|thang diem|trong so|he so")
_SELF_HEAD = re.compile(r"\btu (?:cham|danh gia)\b")
_CHANGE_HEAD = re.compile(
    r"\btang\s*(?:/|,|\(|-|–|hoac|\+)?\s*\(?(?:giam|-)|\bchenh lech|\bso (?:voi|sanh)\b|\bbien dong|^\W*(?:tang|giam)\b(?!\s+(?:thoi|ngheo))"
)
_AGAINST_TARGET = re.compile(rf"so (?:voi|sanh)\W+(?:\w+\W+)?(?:{PLAN}|du toan|kh\b)|% ke hoach|ty le .*ke hoach")
_RANK_HEAD = re.compile(r"\bhang\b|vi thu|thu tu xep|xep thu|vi tri|thu bac")
_GRADE_HEAD = re.compile(r"xep loai|^\W*nhom(?: xep (?:hang|loai))?\W*$|\bphan loai|muc do hoan thanh|^\W*loai\W*$")
_COUNT_HEAD = re.compile(
    r"^\W*(?:tong )?so\b(?! hoa\b)(?!.*\bdiem\b)|\bso (?:luong|ho so|van ban|luot|nguoi|tthc|dich vu|xa|don vi|bo)\b|^\W*tong so\b(?!.*\bdiem\b)"
)
_SCORE_HEAD = re.compile(r"diem|chi so|index|sipas")
_RESULT_HEAD = re.compile(r"ket qua|thuc hien|dat duoc|uoc|tham dinh|cong bo")
_TARGET_HEAD = re.compile(rf"{PLAN}|phan dau|\bgiao\b|\bkh\b")
_REFORM = re.compile(r"\b(?:cchc|cai cach hanh chinh)\b")
_STAFF_HEAD = re.compile(r"bien che|nguoi lam viec|hop dong")
_NOUN = re.compile(r"\(\s*(?:đơn vị(?: tính)?\s*:|đvt\s*:)?\s*([^()\d]{1,30}?)\s*\)|,\s*(%)\s*$|(%)", re.IGNORECASE)
#: "Mức độ hài lòng của người dân (%)": a title ends with what its figures are counted in.
_TITLE_NOUN = re.compile(r"\((%|điểm|(?:nghìn |triệu |tỷ )?đồng)\)[\s:.*]*$", re.IGNORECASE)
_STATED_NOUN = re.compile(r"(?:đơn vị(?: tính)?|đvt)\s*:\s*([^\n(),.;]{1,30})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """What the figures of a column are. `role` is "figures", "label", "order", "period", "noun" or "aside"."""

    head: str
    role: str = "figures"
    indicator: str = ""
    measure: str = ""
    period: Period | None = None
    base: Period | None = None
    unit: Unit | None = None
    status: Status | None = None
    noun: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What caption, title and the lines above a table say for all of its figures."""

    period: Period | None
    topic: str
    noun: str
    scored: bool
    own: Unit | None  # whose report it is
    part: str = ""  # the level that all figures are of: "… theo lĩnh vực, cấp xã"


def about_table(document: Document, table: Table, top: str, default: Period | None) -> About:
    """Return what is said of the whole table; the nearest words that say something win."""
    ended = max((t.span.end for t in document.tables if t.span.end <= table.span.start), default=0)
    before = document.text[max(ended, table.span.start - 600) : table.span.start].rstrip().split("\n")
    above = [line for line in before if 0 < len(line.strip()) <= 250][-2:]
    caption = table.caption.of(document.text) if table.caption else ""
    title = document.title if document.header.title else ""
    leading = [top, caption, *(line for line in reversed(above) if not _ENDED.search(line) or _POINTS.search(line))]
    told = [*leading, title] if top or caption else [*reversed(above), title]
    own = default or _period(title)
    if own and not own.is_year and any(map(_SUMMED_UP.search, leading)):
        own = None  # "lũy kế 6 tháng" in the report of a quarter
    period = next((found for words in leading if (found := _period_led(words))), own)
    topic = next((named for words in told if (named := _one_indicator(words)) is not None), None)
    if topic is None:
        reform = _REFORM.search(fold(title)) is not None
        topic = "par_index" if reform and _judges(fold(f"{top} {caption} {' '.join(above)}")) else ""
    near = "\n".join([top, caption, *(line for line in above if is_measure_note(line))])
    stated = _STATED_NOUN.search(near) or next(filter(None, map(_TITLE_NOUN.search, (caption, *above[-1:]))), None)
    noun = stated.group(1).strip().lower() if stated else ""
    levels = next(filter(None, ({level for level, _ in parts(words) if level} for words in leading)), set())
    part = levels.pop() if len(levels) == 1 else ""
    return About(period, topic, noun, "diem" in fold(f"{top} {caption} {noun}").split(), document.unit, part)


_SUMMED_UP = re.compile(r"\b(?:lũy|luỹ)\s+kế\b|\bcộng\s+dồn\b", re.IGNORECASE)
#: A sentence above a table speaks of its own matter, unless it points at the table.
_ENDED = re.compile(r"[.;]\s*$")
_POINTS = re.compile(r"\b(?:bảng|biểu|phụ lục|như sau|sau đây|dưới đây)\b", re.IGNORECASE)
#: Words over a table of marks and places that names no index: in a report on the reform it is the reform's.
_JUDGING = re.compile(r"xep hang|thu hang|cham diem|xep loai|ket qua (?:danh gia|diem)")
_OTHER_CONTEST = re.compile(
    r"thi dua|the thao|hoc tap|dang vien|chi bo|to chuc dang|nong thon moi|do thi|hoi thi|cuoc thi|chuyen doi so|\bdiem cao\b"
    r"|(?:diem|don vi duoc) kiem tra"
)


def judges_reform(folded: str, reform: bool) -> bool:
    """Tell whether words of marks and places that name no index speak of the reform: by name, or in its report."""
    return _judges(folded) and (reform or _REFORM.search(folded) is not None)


def _judges(folded: str) -> bool:
    return _JUDGING.search(folded) is not None and _OTHER_CONTEST.search(folded) is None


def only_topic(heads: Sequence[Sequence[str]], about: About) -> About:
    """Return what is said of the table, its topic the one index that the heads name beside bare places."""
    named = {found for levels in heads if (found := _one_indicator(" ".join(levels)))}
    folded = [fold(" ".join(levels)) for levels in heads]
    marks = any(is_plain_head(head) and measure_of(head, False) == "score" for head in folded)
    return replace(about, topic=named.pop()) if len(named) == 1 and not marks else about


def _period_led(words: str) -> Period | None:
    """Return the period that words above a table set for it: none that they only compare with, the last sentence first."""
    for sentence in reversed(sentences(words, Span(0, len(words))) if words.strip() else []):
        said = sentence.of(words)
        for mention in periods(said):
            if not mention.as_of and not is_compared(said[: mention.span.start]):
                return mention.period
    return None


def _period(words: str) -> Period | None:
    return next((m.period for m in periods(words) if not m.as_of), None)


def _one_indicator(words: str) -> str | None:
    """Return the one indicator that the words name, "" for several, None for none."""
    named = {found.name for found in indicator_phrases().find(words)}
    return None if not named else named.pop() if len(named) == 1 else ""


def read_column(levels: Sequence[str], about: About) -> Column:
    """Return what the heads of one column say, the lowest of them first."""
    head = " ".join(" ".join(levels).split())
    folded = [fold(level) for level in levels]
    lowest = folded[-1] if folded else ""
    if any(_ORDER_HEAD.fullmatch(words) for words in folded):
        return Column(head, "order")
    if _NOUN_HEAD.fullmatch(lowest):
        return Column(head, "noun")
    if _PERIOD_HEAD.fullmatch(lowest):
        return Column(head, "period")
    if _ASIDE_HEAD.search(lowest):
        return Column(head, "aside")
    named = next((found for level in reversed(levels) if (found := _one_indicator(level)) is not None), "")
    against = _AGAINST_TARGET.search(lowest) is not None
    measure = "rate" if against else next(filter(None, (measure_of(w, bool(named)) for w in reversed(folded))), "")
    noun = stated_noun(levels)
    if not measure and noun == "%":
        measure = "score" if named else "rate"
    ceiling = any(_CEILING_HEAD.search(words) for words in folded)
    indicator = "" if ceiling or against else named
    plain = is_plain_head(" ".join(folded)) and not ceiling and not against
    if not indicator and plain and measure in ("", "score", "rank", "grade", "change"):
        indicator = about.topic
    if not indicator and plain and measure in ("score", "rank", "grade") and _REFORM.search(" ".join(folded)):
        indicator = "par_index"
    if not measure and about.scored and not named:
        measure = "score"
    if not noun and measure in ("", "count", "rate"):
        noun = about.noun
        measure = measure or ("" if noun != "%" else "score" if indicator else "rate")
    period, base = _column_periods(levels, about.period, measure)
    units = [mention for level in levels for mention in find_units(level)]
    status = None if against else _status(folded)
    return Column(head, "figures", indicator, measure, period, base, units[0].unit if units else None, status, noun)


def beside(columns: Sequence[Column]) -> list[Column]:
    """Return the columns with a bare "Xếp hạng" made that of the index, and year, that stands beside it.

    The one to its left counts; for one that stands ahead of all, the one to its right.
    """
    told: list[Column] = []
    named: list[Column] = []  # since the last bare one
    for place, column in enumerate(columns):
        bare = column.measure in ("rank", "grade") and is_plain_head(fold(column.head))
        if bare:
            ahead = not any(one.indicator for one in told)
            near = named or [one for one in columns[place + 1 : place + 3] if one.indicator and ahead]
            indexes, when = {one.indicator for one in near}, {one.period for one in near}
            if len(indexes) == 1 and column.indicator in ("", *indexes):
                own = _period(column.head) or re.search(r"\b(?:năm|quý|tháng)\b", column.head, re.IGNORECASE)
                period = column.period if own or len(when) > 1 else near[0].period
                column = replace(column, indicator=near[0].indicator, period=period)
            named = []
        elif column.indicator:
            named.append(column)
        told.append(column)
    return [_without_parts(column, told) for column in told]


_TOTAL = re.compile(r"\btong (?:so )?diem\b|\bdiem tong\b|\btong cong\b")
#: "Chỉ số (%)" beside "Điểm thẩm định"; but "Điểm" and "Chỉ số" are the same told twice.
_THE_INDEX = re.compile(r"\W*(?:gia tri )?chi so(?: tong hop)?\W*%?\W*")
_NAMES_INDEX = re.compile(r"\bchi so\b|index|\b(?:sipas|papi|pci|dti)\b|^(?:nam )?[\d\W]*$")
_POINTS_ALONE = re.compile(r"\W*(?:diem|so diem|diem so|ket qua)\W*")


def _without_parts(column: Column, columns: Sequence[Column]) -> Column:
    """Return the column; a bare "Điểm thẩm định" is a part where another is "Tổng điểm" or names the index itself.

    "Năm 2022" beside scores and ranks says too little.
    """
    head = fold(column.head)
    beside = [c for c in columns if c is not column]
    if re.fullmatch(r"(?:nam )?(?:19|20)\d\d", head) and {"score", "rank"} <= {c.measure for c in beside}:
        return replace(column, role="aside")
    alike = [c for c in beside if c.indicator and c.measure == "score" and c.period == column.period]
    sums = {c.indicator for c in alike if _TOTAL.search(fold(c.head))}
    if sums and column.role == "figures" and column.measure in ("", "score") and column.noun != "%":
        if not sums & {column.indicator} and not _NAMES_INDEX.search(head):
            return replace(column, indicator="", measure="score")  # "Số hóa", "Mức độ hài lòng" beside "Tổng điểm"
    total = any(
        _TOTAL.search(fold(c.head))
        or _one_indicator(c.head) == column.indicator
        or (_THE_INDEX.fullmatch(fold(c.head)) and not _POINTS_ALONE.fullmatch(head))
        for c in alike
    )
    part = column.measure == "score" and is_plain_head(head) and not _TOTAL.search(head)
    return replace(column, indicator="") if total and part else column


def stated_noun(levels: Sequence[str]) -> str:
    """Return what words say figures are counted in: "Kinh phí (triệu đồng)", "Tỷ lệ, %"."""
    for level in reversed(levels):
        for match in _NOUN.finditer(level):
            words = next(filter(None, match.groups()), "").strip().lower()
            if words and not re.fullmatch(r"[=+\-*/\sx:]+|[a-z]|(?:đã|đang|chưa|trong)\b.*", words):
                return words
    return ""


_THINGS = re.compile(
    r"\W*(?:tổng\s+)?(?:số\s+)?(?:lượng\s+)?"
    r"(hồ sơ|văn bản|thủ tục hành chính|thủ tục|TTHC|người|lượt|cuộc|nhiệm vụ|dịch vụ công|dịch vụ|công chức|viên chức|"
    r"cán bộ|biên chế|phiếu|ý kiến|trường hợp)\b",
    re.IGNORECASE,
)


def thing_counted(words: str) -> str:
    """Return the noun that the words of a head begin with: "Số hồ sơ tiếp nhận" counts "hồ sơ"."""
    match = _THINGS.match(words)
    return match.group(1) if match else ""


_PLAN_OF_YEAR = re.compile(rf"(?:{PLAN})(?: duoc)?(?: giao)?(?: ca)? nam\b(?! (?:19|20)\d\d| (?:truoc|sau))")


def _column_periods(levels: Sequence[str], default: Period | None, measure: str) -> tuple[Period | None, Period | None]:
    """Return the period of a column's figures, and for changes what they are measured against."""
    base: Period | None = None
    for level in reversed(levels):
        if default and _PLAN_OF_YEAR.search(fold(level)):
            return Period.of_year(default.end.year), None
        said, _, compared = _split_comparison(level)
        if compared and base is None:
            base = _period(compared)
        if found := told_period(said, default):
            return found, base if measure == "change" else None
    return default, base if measure == "change" else None


def _split_comparison(level: str) -> tuple[str, str, str]:
    match = re.search(r"\bso\s+(?:với|sánh)\b", level, re.IGNORECASE)
    return (level[: match.start()], match.group(0), level[match.end() :]) if match else (level, "", "")


def _status(folded: Sequence[str]) -> Status | None:
    """Return target or result as the lowest head that tells says."""
    if any(_SELF_HEAD.search(words) for words in folded):
        return Status.SELF_ASSESSED
    for words in reversed(folded):
        result, target = _RESULT_HEAD.search(words), _TARGET_HEAD.search(words)
        if target and _STAFF_HEAD.search(words):
            target = None  # posts that an office is given are what it has, no aim
        if result and (not target or result.start() < target.start()):
            return Status.RESULT
        if target:
            return Status.TARGET
    return None


def told_period(words: str, default: Period | None) -> Period | None:
    """Return the period that words name, one without its year in that of the table."""
    named = without_year(words, 0, default, []) if default else []
    earlier = before(default) if _YEAR_BEFORE.search(words) else None
    return _period(words) or earlier or (named[0].period if named else None)


#: "Chỉ số năm trước"; but "Năm trước chuyển sang" is what this year began with.
_YEAR_BEFORE = re.compile(
    r"(?<!từ\s)(?<!tồn\s)\b(?:năm\s+(?:trước|ngoái)|cùng\s+kỳ)\b(?!\s+(?:chuyển|mang|sang|tồn))", re.IGNORECASE
)


def measure_of(folded: str, named: bool) -> str:
    """Return the kind of figure that the words of a head announce, or nothing."""
    if _CHANGE_HEAD.search(folded):
        return "change"
    if _GRADE_HEAD.search(folded):
        return "grade"
    if _RANK_HEAD.search(folded):
        return "rank"
    if "%" in folded or "ty le" in folded or "ti le" in folded:
        return "score" if named or re.search(r"\bdiem\b|\bchi so\b", folded) else "rate"
    if _COUNT_HEAD.search(folded) and not named:
        return "count"
    return "score" if _SCORE_HEAD.search(folded) or named else ""


_PLAIN = re.compile(
    r"\b(?:nam|quy|thang|diem|so|tong|chi|ket|qua|thu|hang|xep|loai|vi|tri|dat|duoc|cong|bo|danh|gia|muc|tieu|ke|hoach|"
    r"thuc|hien|sau|tren|trong|toan|tinh|huyen|cap|dinh|chinh|tham|cham|tu|bac|tang|giam|cchc|par|index|cai|cach|hanh|chuyen|so|voi|truoc|chenh|lech|"
    r"bien|dong|thuc|quy|doi|cuoi|cung|bang|nhom)\b|[\d\W]+"
)


def is_plain_head(folded: str) -> bool:
    """Tell whether a head names nothing but year and measure, so that the caption says of what."""
    return not _PLAIN.sub("", folded).strip()

"""Tell which figure fills the gap of a question: the words at "bao nhiêu" are the words at the figure.

"Bổ nhiệm lại bao nhiêu công chức" is filled by "bổ nhiệm lại 121", not by "bổ nhiệm 94"; "mấy chỉ thị" by "05 chỉ
thị", not by the "87 văn bản" that they are a part of.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.lines import UPPER
from corpus.mentions import find_units
from corpus.model import Fact, Span
from corpus.periods import periods
from corpus.vietnamese import blanked, fold, word_spans
from corpus.vocabulary import terms
from qa.reports import Reports

_GAP = re.compile(r"\b(?:bao nhieu|may)\b(?! (?:tinh|moc|photo|scan)\b)(?: (?:phan tram|%))?")
#: The kinds of units go on over their commas: "huyện, thị xã, thành phố".
_BREAK = re.compile(
    r"(?!,\s+(?:thị\s+xã|thị\s+trấn|thành\s+phố|phường|xã|quận|đặc\s+khu)\b)[,;:.()?!|\n“”\"](?!\d)", re.IGNORECASE
)
#: Words that only lead to a figure, or that all is about: what stands before them is said of it.
_LINKS = frozenset(
    ("duoc", "la", "co", "khoang", "tong", "so", "con", "dat", "chiem", "da", "cho", "voi", "gom", "trong", "do", "den",
     "len", "xuong", "tat", "ca", "them", "tai", "hien", "hon", "gan", "tren", "va", "luong", "ra", "roi", "ve", "duoi",
     "cai cach hanh chinh")
)  # fmt: skip
#: "quý III 1.600 hồ sơ", "cấp huyện 3.215 hồ sơ": told of a time or a level, not of something else done.
_WHEN_AND_WHERE = frozenset(
    ("quy", "thang", "nam", "dau", "cuoi", "i", "ii", "iii", "iv", "ky", "cap", "huyen", "xa", "tinh", "phuong")
)
#: Nouns that may stand for each other: who is counted as a person is named otherwise.
_SAME_THING = (
    frozenset(("nguoi", "can bo", "can", "cong chuc", "vien chuc", "can bo, cong chuc", "can bo, cong chuc, vien chuc",
               "nhan", "nguoi lao dong", "luot", "hoc", "dai", "lanh dao", "giao", "bien che")),
    frozenset(("don vi", "dia phuong", "co quan", "don", "dia", "co", "noi")),
    frozenset(("ho so", "truong hop", "giao dich", "luot")),
    frozenset(("noi", "nhiem vu", "ton", "han", "viec", "van de", "van")),
)  # fmt: skip
#: Words behind a noun that leave but some of what it names.
_NARROWS = re.compile(r"\b(?:chưa|không|khác|bị|mới|nữa)\b", re.IGNORECASE)
#: What there are so many of at a time; "chấn chỉnh 06 công chức" does not say how many there are.
_STOCK = frozenset(
    ("cong chuc", "vien chuc", "can bo", "can", "can bo, cong chuc", "can bo, cong chuc, vien chuc", "nguoi", "truong",
     "bien che", "don vi su nghiep", "don vi", "don vi hanh chinh", "xa", "phuong", "huyen", "thon", "to dan pho",
     "ban", "xom", "ap", "phong", "so", "dich vu cong", "thu tuc hanh chinh", "thu", "may", "hop", "doanh", "ho", "dan")
)  # fmt: skip
_SOME = frozenset(
    ("xoa bo", "sua", "sua doi", "sua doi, bo sung", "duoc", "dat", "xep", "co", "hoan thanh", "nghi huu", "nghi",
     "ban hanh", "tot")
)  # fmt: skip
#: Behind a noun these leave but some of what it names: "đơn vị sự nghiệp tự bảo đảm chi thường xuyên là 09 đơn vị".
_RESTRICTS = frozenset(("tu", "dat", "chua", "khong", "bi"))
#: A name with a figure of its own in brackets: "tại Chi nhánh A (52 hồ sơ)".
_NAMED_AHEAD = re.compile(rf"(?:[,;:]|\b(?:tại|ở|của|là|gồm|do))\s+([{UPPER}][^,;:()]*)\(\s*$")
#: What is left of a figure where another fills the gap and it does not, or fills it less.
_NOT_FILLED, _LESS_FILLED = 0.6, 0.85
#: What is left of one that is of less than what is asked: too little for its sentence to answer, either.
_OF_LESS = 0.3
#: So many words in common are said alike on purpose: what goes on behind them makes it another thing.
_A_PHRASE = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """The words before and behind the place of the figure asked for, near to far, and all words of the question."""

    before: tuple[str, ...]
    behind: tuple[str, ...]
    said: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fit:
    """How many words a figure has in common with the gap on each side; -1 where its words are others."""

    before: int
    behind: int
    led: bool  # words of its own stand before it; "tăng 11 và 6": the second has none
    bare: bool  # "trễ hạn 36": what is counted was said before
    narrower: bool  # "12 công chức chưa có chữ ký số", "phủ sóng 150/160 thôn": not all that there are
    further: int  # words behind it that the question does not say: "tự bảo đảm chi thường xuyên và chi đầu tư"


def gap_of(text: str) -> Gap | None:
    """Return the one gap of a question; None where nothing, or several things, are asked for."""
    found = list(_GAP.finditer(fold(text)))
    if len(found) != 1:
        return None
    place = Span(*found[0].span())
    text = without_names(text)
    start = max((m.end() for m in _BREAK.finditer(text, 0, place.start)), default=0)
    cut = _BREAK.search(text, place.end)
    before = _without_links(_words(text[start : place.start]))
    behind = _words(text[place.end : cut.start() if cut else len(text)])
    return Gap(before, behind, frozenset((*_words(text), *fold(text).split()))) if before or behind else None


def without_names(text: str) -> str:
    """Return a question with blanks for the units and periods that it names."""
    return blanked(text, [*(m.span for m in find_units(text, bare=True)), *(m.span for m in periods(text))])


def fit_of(gap: Gap, fact: Fact, reports: Reports) -> Fit:
    """Return how well a figure of a sentence fills a gap."""
    text = reports.documents[fact.document_id].text
    beside = reports.beside(fact)
    left = max([_end_of(f, text) for f in beside if f.span.end <= fact.span.start] + [fact.sentence.start])
    left = min(left, fact.span.start)
    lead = _words(text[left : fact.span.start])
    right = min([f.span.start for f in beside if f.span.start >= fact.span.end] + [fact.sentence.end])
    led = left + len(text[left : fact.span.start].rstrip(" (:"))  # "lĩnh vực đất đai (6.512 hồ sơ)"
    left = max([left, *(m.end() for m in _BREAK.finditer(text, left, led))])
    cut = _BREAK.search(text, fact.span.end, right)
    ahead = _without_links(_words(text[left:led]))
    behind_it = text[fact.span.end : cut.start() if cut else right]
    after = _words(behind_it)
    before, behind = _common(gap.before, ahead), _common(gap.behind, after)
    # "viên chức 140", "lĩnh vực đất đai (6.512 hồ sơ)": what the question says behind, the report says before.
    named = Counter(w for w in gap.behind[behind:] if w not in _LINKS and w not in _WHEN_AND_WHERE)
    behind += (named & Counter(ahead)).total() if behind or set(ahead) - _LINKS <= gap.said else 0
    done = [w for w in ahead[:2] if w not in _WHEN_AND_WHERE and not w[0].isdigit()]
    again = ahead[:1] == ("lai",) and "lai" not in gap.said and ahead[1:2] == gap.before[:1]  # "bổ nhiệm lại 26"
    if gap.before and not before and done and (again or not gap.said & set(done)):
        before = -1
    counted = {_words(noun)[0] for noun in fact.unit.split(",") if _words(noun)}
    if not behind and gap.behind and after and counted:
        behind = 1 if any(_named_alike(gap.behind[0], n) for n in counted) else behind
        nouns = counted | reports.words(fact).whole  # "1.203 dịch vụ công (672 toàn trình": services, too
        behind = behind if any(_same_noun(gap.behind[0], n) for n in nouns) else -1
    less = [m.group(0).lower() for m in _NARROWS.finditer(behind_it)]
    narrower = any(fold(word) not in gap.said for word in less) or _is_of_less(
        gap, fact, text[left : fact.span.start], lead, after
    )
    return Fit(before, behind, bool(done), not fact.unit, narrower, len(set(after) - gap.said) if behind > 0 else 0)


def _end_of(fact: Fact, text: str) -> int:
    """Return where a figure ends with its noun: "04 phòng" of "04 phòng và 08 phường"."""
    for noun in (fact.label, fact.unit) if fact.unit else ():  # "94 xã, phường (78 xã, 16 phường)"
        behind = text[fact.span.end : fact.span.end + len(noun) + 2]
        if behind.strip().startswith(noun):
            return fact.span.end + len(behind)
    return fact.span.end


def _is_of_less(gap: Gap, fact: Fact, led: str, lead: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether a figure is of one named before its bracket, or of what was done where all there are is asked."""
    named = _NAMED_AHEAD.search(led)
    if named and not gap.said & set(_words(named[1])):
        return True  # "chủ yếu tại Chi nhánh A (52 hồ sơ)"
    told = [w for w in gap.behind[1:] if w not in _LINKS and w not in _WHEN_AND_WHERE]
    if gap.before or told or not gap.behind or gap.behind[0] not in _STOCK:
        return False
    noun = gap.behind[0]
    kind = lead[lead.index(noun) + 1 :] if noun in lead else ()
    if _RESTRICTS & set(kind) - gap.said:
        return True
    if "luot" in after[:1] and "luot" not in gap.said:
        return True  # "550 lượt viên chức" were so many times there, not so many people
    if fact.of is not None and fact.of != fact.value:
        return True  # "phủ sóng 150/160 thôn"
    if after[-1:] and after[-1] in ("duoi", "tren", "hon"):
        return True  # "05 xã dưới 95%"
    last = _words(led)[-1:]
    return bool(last and last[0] not in _LINKS and last[0] not in gap.said) or bool(set(after) & _SOME - gap.said)


def left_beside(fit: Fit, others: Sequence[Fit]) -> float:
    """Return what is left of a figure beside others, of which some may fill the gap better."""
    left = _OF_LESS if fit.narrower else 1.0
    return left * min((_beside(fit, other) for other in others), default=1.0)


def _beside(fit: Fit, other: Fit) -> float:
    if other.before >= 0 and other.behind > 0 and fit.behind < 0:
        return _NOT_FILLED  # another noun is counted
    if other.behind >= 0 and other.before > 0 and fit.before < 0:
        return _NOT_FILLED  # another thing is done
    better = other.before >= fit.before >= 0 and other.behind >= fit.behind >= 0
    more = (other.before > fit.before and fit.led) or (other.behind > fit.behind and not fit.bare)
    just = other.behind == fit.behind >= _A_PHRASE and other.further == 0 < fit.further
    return _LESS_FILLED if better and (more or just) else 1.0


def _named_alike(asked: str, counted: str) -> bool:
    """Tell whether two nouns are one, or one the begin of the other: "văn bản", "văn bản QPPL"."""
    return asked == counted or asked.startswith(f"{counted} ") or counted.startswith(f"{asked} ")


def _same_noun(asked: str, counted: str) -> bool:
    """Tell whether two nouns may stand for each other: "công chức" for "người"."""
    return _named_alike(asked, counted) or any(asked in row and counted in row for row in _SAME_THING)


def _common(asked: Sequence[str], said: Sequence[str]) -> int:
    """Return how many words two stretches share from the figure on."""
    return next(
        (n for n, (one, other) in enumerate(zip(asked, said, strict=False)) if one != other), min(len(asked), len(said))
    )


def _without_links(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words before a figure, nearest first, without those that only lead to it."""
    kept = list(words)
    while kept and kept[-1] in _LINKS:
        kept.pop()
    return tuple(reversed(kept))


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a stretch in their order, phrases of one meaning as one word, small words kept."""
    phrases = [t for t in terms(text) if t.name]
    folded = fold(text)
    found, place = [], 0
    for span in word_spans(text):
        if span.start < place:
            continue
        phrase = next((t for t in phrases if t.span.contains(span)), None)
        if phrase is not None:
            found.append(phrase.name)
            place = phrase.span.end
        else:
            found.append(folded[span.start : span.end])
    return tuple(found)

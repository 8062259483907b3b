"""What an answer must speak of: the words of a question that say something, and where a text holds them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.lines import UPPER
from corpus.model import Span
from corpus.periods import periods
from corpus.vietnamese import fold, words
from corpus.vocabulary import Phrases, everyday_wordings, terms
from qa.texts.roles import TOPICS, alike


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing the answer must speak of: a word, or a phrase with the other ways to say it, all folded.

    `toned` is the word as typed when it is a single syllable, which says little without its marks. `spelt` says
    that the term itself was typed, not a short everyday word for it: "kinh phí", not "tiền".
    """

    names: frozenset[str]
    toned: str = ""
    spelt: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """The words of a stretch of a report: canonical terms, syllables with their marks, and all in a row."""

    names: frozenset[str]
    toned: frozenset[str]
    line: str

    def has(self, asked: Asked) -> bool:
        if asked.toned:
            return asked.toned in self.toned
        return any(name in self.names or f" {name} " in self.line for name in asked.names)


@lru_cache(4096)
def held(text: str) -> Held:
    """Return the words of a text, ready to be asked for."""
    toned = words(text)
    return Held(frozenset(t.name for t in terms(text)), frozenset(toned), f" {' '.join(fold(w) for w in toned)} ")


#: Words that ask, that point at the report, or that every report has; an answer need not hold them. A question
#: typed without marks is compared without.
_EMPTY_WORDS = frozenset(
    words(
        """
    ai kết quả gì nào sao đâu mấy bao nhiêu là có không chưa được bị đã đang sẽ của và các những một cho tôi biết
    hỏi theo tại tài liệu bài báo cáo sau văn bản nơi nêu viết mục phần huyện tỉnh xã thị thành phố trấn phường khi
    thế thì mà ở trong về với đến từ do bởi vì này ra vào cùng còn rằng lý vậy kiểu cách như việc chuyện điều thứ
    tên hay hoặc để làm gồm chúng nhất hơn so năm tháng quý ngày kỳ tất cụm muốn cần giúp chỉ khỏi mới từng rồi thật
    thực địa đơn khác nhau giống thôi bằng phải gặp định sang tiếp cuối i ii iii iv v vi vii viii ix sánh đối chiếu
    đưa tới nhờ bí quyết họ lẽ đó đây kia ấy à ạ nhỉ nhé hả mình mỗi lại vẫn cứ đều cũng rất quá lắm người ta rút sơ tổng cuộc buổi
    """
    )
)
_EMPTY = frozenset(
    {fold(word) for word in _EMPTY_WORDS} | {"bao cao", "nguyen nhan", "dia phuong", "don vi", "ly do", "van ban"}
)
#: Terms that every report holds everywhere.
EVERYWHERE = frozenset(
    {"cai cach hanh chinh", "co quan", "nguoi dan", "uy ban nhan dan", "ho so", "cach lam", "truong hop"}
)


def is_empty(name: str) -> bool:
    """Tell whether a canonical term says nothing by itself."""
    return name in _EMPTY


QUOTED = re.compile(r"[“\"«‘]([^”\"»’]{3,120})[”\"»’]")
_PERSON = re.compile(
    rf"\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Đđ]ồng chí) (?P<name>(?:[{UPPER}][^\W\d_]*\s+){{1,4}}(?P<last>[{UPPER}][^\W\d_]*))"
)


@cache
def _everyday() -> Phrases:
    return Phrases((phrase, phrase) for phrase in everyday_wordings())


def in_report_words(text: str, marked: bool) -> tuple[str, list[tuple[str, ...]]]:
    """Return the text with everyday words in the reports' wording, and for each all its wordings."""
    wordings = everyday_wordings()
    known = [t.span for t in terms(text) if len(words(t.span.of(text))) > 1]
    replaced: list[tuple[str, ...]] = []
    parts: list[str] = []
    place = 0
    for found in _everyday().find(text):
        typed = words(found.span.of(text))
        if any(s.overlaps(found.span) and len(words(s.of(text))) > len(typed) for s in known):
            continue
        # Without marks a single syllable may be any of six words.
        if (typed != words(found.name)) if marked else len(typed) < 2:
            continue
        parts += [text[place : found.span.start], wordings[found.name][0]]
        replaced.append((found.name, *wordings[found.name]))
        place = found.span.end
    return "".join(parts) + text[place:], replaced


def content_of(text: str, replaced: Iterable[Sequence[str]], marked: bool) -> Iterable[Asked]:
    skipped = [mention.span for mention in periods(text)]
    for match in QUOTED.finditer(text):
        yield Asked(frozenset({" ".join(fold(w) for w in words(match.group(1)))}))
    for match in _PERSON.finditer(text):  # whom a report calls by the last name once the whole is told
        whole, last = (" ".join(fold(w) for w in words(name)) for name in match.group("name", "last"))
        yield Asked(frozenset({whole, *(f"{call} {last}" for call in ("ong", "ba", "anh", "chi", "dong chi"))}))
        skipped.append(Span(*match.span()))
    seen: set[str] = set()
    for wordings in replaced:
        names = frozenset(" ".join(fold(w) for w in words(wording)) for wording in wordings)
        names |= {t.name for wording in wordings for t in terms(wording) if " " in t.name}
        inside = {t.name for t in terms(wordings[1])}
        seen |= inside
        if not inside <= _EMPTY:
            yield Asked(names)
    for term in terms(text):
        typed = term.span.of(text)
        empty = term.name in _EMPTY and (" " in term.name or not marked or words(typed)[0] in _EMPTY_WORDS)
        if empty or term.name in seen or any(s.overlaps(term.span) for s in skipped):
            continue
        seen.add(term.name)
        if term.name in TOPICS or " " in term.name or term.name.isdigit() or not marked:
            bare = re.sub(r"^(?:bi|duoc) (?=\w)", "", term.name)
            yield Asked(frozenset({term.name, bare}) | alike(term.name), spelt=" " in typed.strip() or typed.isupper())
        else:
            yield Asked(frozenset({term.name}), words(term.span.of(text))[0])

"""Cut a sentence into clauses: the shortest stretches that can be read, and quoted, on their own."""

import re
from collections.abc import Sequence

from corpus.figure_patterns import GRADE_WORD
from corpus.kinds import HAMLETS, UNITS
from corpus.model import Quantity, Span
from corpus.vietnamese import add_trimmed, fold
from corpus.vocabulary import terms

_EDGES = " \t\n\u00a0,"
_CUT = re.compile(r";|,(?!\d)|(?<=\w)\s[-–]\s(?=[a-zà-ỹ])")
# Words that need a subject from the clause before: "đạt 98,74%", "xếp loại Khá", "trong đó …".
_LEANING = frozenset(
    {
        *("dat", "chiem", "ty", "le", "tang", "giam", "xep", "loai", "dung", "thu", "hang", "trong", "do", "bang"),
        *("tuong", "ung", "vi", "tri", "bac", "so", "voi", "cung", "ky", "ke", "hoach", "du", "toan", "da", "giai"),
        *("quyet", "co", "mat", "hien", "lan", "luot", "gom", "va", "con", "cu", "the", "la", "ket", "qua", "tra"),
        *("truoc", "diem", "nam", "mot", "phan", "thieu", "duoc", "giao", "chung", "rieng"),
    }
)


def segments(text: str, sentence: Span) -> list[Span]:
    """Return the stretches between semicolons."""
    found: list[Span] = []
    start = sentence.start
    for match in re.finditer(";", sentence.of(text)):
        end = sentence.start + match.start()
        add_trimmed(found, text, start, end, _EDGES)
        start = end + 1
    add_trimmed(found, text, start, sentence.end, _EDGES)
    return found


def _pieces(text: str, segment: Span) -> list[Span]:
    found: list[Span] = []
    start = segment.start
    depth, checked = 0, segment.start
    for match in _CUT.finditer(text, segment.start, segment.end):
        between = text[checked : match.start()]
        depth, checked = max(0, depth + between.count("(") - between.count(")")), match.end()
        if depth or _lists(text, match.end(), segment.end):
            continue  # what stands in brackets, or goes on with a list of nouns, belongs to the words before
        add_trimmed(found, text, start, match.start(), _EDGES)
        start = match.end()
    add_trimmed(found, text, start, segment.end, _EDGES)
    return found


_NOUN_END = re.compile(r"[,;.()]|\b(?:và|được|đã|có|là|trên|trong|của|thuộc|tại|ở|với)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\s*(?:chưa|không|vẫn|do|vì|nhờ|mới|chỉ|phát|xử|đang|được|là|sau|vào|trước|đúng|quá|trễ|đạt|xếp|đứng|chiếm|tăng|giảm|trong|có|đã|bằng|vượt|gồm|còn|nhưng|tỷ|tỉ|so|qua)\b",
    re.IGNORECASE,
)

# Nouns that are told together; a comma between two of one row only joins them.
_TOLD_TOGETHER = tuple(
    (re.compile(rf"\b(?:{row})\s*$", re.IGNORECASE), re.compile(rf"\s*(?:các\s+)?(?:{row})\b(?!\s+(?-i:[A-ZĐ]))", re.IGNORECASE))
    for row in (
        f"{UNITS}|{HAMLETS}",
        "cán\\s+bộ|công\\s+chức|viên\\s+chức|người\\s+lao\\s+động|nhân\\s+viên|CBCC|người\\s+dân|doanh\\s+nghiệp|tổ\\s+chức|công\\s+dân",
        "phòng|ban|ngành|sở|cơ\\s+quan|đơn\\s+vị|địa\\s+phương|đoàn\\s+thể|tổ\\s+chức|cá\\s+nhân|bộ",
        "phản\\s+ánh|kiến\\s+nghị|khiếu\\s+nại|tố\\s+cáo|góp\\s+ý", "tin|bài|ảnh", "phí|lệ\\s+phí", "đào\\s+tạo|bồi\\s+dưỡng|tập\\s+huấn",
        "điều\\s+động|bổ\\s+nhiệm|luân\\s+chuyển|sửa\\s+đổi|bổ\\s+sung|thay\\s+thế|bãi\\s+bỏ|tuyển\\s+dụng",
    )
)  # fmt: skip


def _lists(text: str, start: int, limit: int) -> bool:
    """Tell whether a comma only joins nouns: "cán bộ, công chức", "phòng, ban chuyên môn"."""
    following = text[start : min(limit, start + 60)]
    ahead = text[max(0, start - 25) : start].rstrip(",")
    if any(left.search(ahead) and right.match(following) for left, right in _TOLD_TOGETHER):
        return True
    if _VERB.match(following):
        return False
    end = _NOUN_END.search(following)
    noun = following[: end.start()] if end else following if start + 60 >= limit else ""
    return (
        bool(noun.strip()) and len(noun.split()) <= 4 and not re.search(r"\d", noun) and not noun.strip()[0].isupper()
    )


_LEVELS = re.compile(rf"\b(?:cấp|toàn)\s+(?:{UNITS})\b(?:,\s*(?:{UNITS})\b)?", re.IGNORECASE)
_GRADE_ONLY = re.compile(rf"\W*{GRADE_WORD}\W*", re.IGNORECASE)


def _leans(text: str, piece: Span, figure: Quantity) -> bool:
    """Tell whether a piece cannot stand without the one before it."""
    if figure.span.start < piece.start:
        return False
    before = _LEVELS.sub(" ", text[piece.start : figure.span.start])
    after = text[figure.span.end : piece.end]
    if _GRADE_ONLY.fullmatch(before):
        return True
    own = [t for t in terms(before) if not set(t.name.split()) <= _LEANING and not t.name[0].isdigit()]
    counted = [t for t in terms(after) if not set(t.name.split()) <= _LEANING]
    return len(own) < 1 and (len(counted) < 2 or fold(before).strip().startswith(("trong do", "(")))


def clauses(text: str, sentence: Span, figures: Sequence[Quantity]) -> dict[Span, Span]:
    """Return for each figure's span the clause to read it in; always inside one segment of the sentence."""
    result: dict[Span, Span] = {}
    rest = list(reversed(figures))
    opening = ":" in text[sentence.start : figures[0].span.start] if figures else False
    for segment in segments(text, sentence):
        inside = []
        while rest and rest[-1].span.end <= segment.end:
            inside.append(rest.pop())
        inside = [f for f in inside if segment.contains(f.span)]
        if not inside:
            continue
        pieces = _pieces(text, segment)
        holding = [[f for f in inside if f.span.start < p.end and p.start < f.span.end] for p in pieces]
        start = segment.start
        for place, piece in enumerate(pieces):
            if not holding[place]:
                continue
            previous = start
            if _leans(text, piece, holding[place][0]):
                begin = start
            else:
                begin = _intro(text, pieces, holding, place, segment)
                start = begin
            if place == 0 and opening and _bare(text, piece, holding[0][0]):
                begin = start = max(sentence.start, piece.start - _REACH)
            end = _tail(text, pieces, holding, place)
            for figure in holding[place]:
                if figure is not holding[place][0] and holding[place][0].span.start == piece.start:
                    begin = previous  # the piece opened with an item of a list begun before it
                result.setdefault(figure.span, Span(min(begin, figure.span.start), max(end, figure.span.end)))
        for figure in inside:
            result.setdefault(figure.span, segment)
    return result


#: How far back a clause may reach for the words that a list opened with.
_REACH = 300


def _bare(text: str, piece: Span, figure: Quantity) -> bool:
    """Tell whether a piece names nothing but a level: "Tỷ lệ đúng hạn: cấp huyện 98%; cấp xã 99%"."""
    words = _LEVELS.sub(" ", text[piece.start : figure.span.start])
    return figure.span.start > piece.start and not re.sub(r"\b(?:chung|riêng|đạt|là)\b|[\d\W_]+", "", words)


def _intro(text: str, pieces: list[Span], holding: list[list[Quantity]], place: int, segment: Span) -> int:
    """Return where a self-standing piece begins: with the pieces without figures that lead into it."""
    first = place
    while first > 0 and not holding[first - 1]:
        if first - 1 > 0 and holding[first - 2] and _short(text, pieces[first - 1]):
            break
        first -= 1
    return segment.start if first == 0 else pieces[first].start


_REST = re.compile(r"(?:số\s+)?còn\s+lại\b", re.IGNORECASE)


def _tail(text: str, pieces: list[Span], holding: list[list[Quantity]], place: int) -> int:
    """Return where a clause ends: after short pieces that finish a list of nouns ("cán bộ, công chức")."""
    last = place
    while last + 1 < len(pieces) and not holding[last + 1]:
        if _REST.match(text, pieces[last + 1].start):
            break  # "hộ tịch 12 hồ sơ, còn lại là xây dựng": the rest is another's
        if not _short(text, pieces[last + 1]) and any(holding[last + 1 :]):
            break
        last += 1
    return pieces[last].end


def _short(text: str, piece: Span) -> bool:
    return len(piece.of(text).split()) <= 5

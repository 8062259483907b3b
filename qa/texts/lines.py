"""Write sentences as the lines of an answer: whole, one item a line, a table's row in words, yes or no before it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import BlockKind, Span
from corpus.vietnamese import fold, has_marks, upper_first, words
from prompts import say
from qa.draft import Evidence, Line
from qa.sections import Layout, Sentence
from qa.texts.marks import clauses, shown

#: A list longer than this is cut, and says so; the citation still shows the whole place.
LONGEST = 16
#: An enumeration longer than this is shown one item a line.
_LONG = 240


def line_of(layout: Layout, sentence: Sentence, part: Span | None = None) -> Line:
    """Return a sentence, or a part of it, as a line that begins with a capital and ends with a stop."""
    if part is not None:
        return Line(finished(shown(part.of(layout.document.text))), (layout.evidence_at(sentence, part),))
    if sentence.kind is BlockKind.TABLE_ROW:
        return _row_line(layout, sentence)
    return Line(finished(shown(layout.text(sentence))), layout.evidence(sentence))


_ANNOUNCES = re.compile(r",?\s*(?:với (?:các|những) nội dung sau|cụ thể như sau|như sau|sau đây)\s*:$", re.IGNORECASE)


def without_announcing(lines: list[Line]) -> list[Line]:
    """Return lines of which the last no longer announces what does not follow: "…, với các nội dung sau:"."""
    last = [replace(line, text=finished(_ANNOUNCES.sub("", line.text))) for line in lines[-1:]]
    return [*lines[:-1], *last]


def finished(text: str) -> str:
    """Return a sentence with its capital and its stop."""
    text = upper_first(text.rstrip(" ,;"))
    return text if not text or text[-1] in ".:!?…" or text.endswith((".”", '."')) else f"{text}."


def lines_of_list(chosen: Sequence[tuple[Layout, Sentence]]) -> list[Line]:
    """Return the lines of a list: one for each item, those of a long enumeration too; it says where it goes on."""
    lines: list[Line] = []
    for order, (layout, sentence) in enumerate(chosen):
        items = _items(layout, sentence)
        if lines and len(lines) + len(items) > LONGEST:
            return [*lines, _goes_on(*chosen[order])]
        lines += items
    return lines


def _items(layout: Layout, sentence: Sentence) -> list[Line]:
    whole = line_of(layout, sentence)
    span = sentence.spans[0]
    if len(sentence.spans) > 1 or sentence.kind is BlockKind.TABLE_ROW or len(whole.text) < _LONG:
        return [whole] if whole.text else []
    parts = clauses(layout.document.text, span)
    semicolons = all(layout.document.text[p.end : p.end + 1] == ";" for p in parts[:-1])
    if len(parts) < 3 or not semicolons:
        return [whole]
    return [Line(finished(shown(part.of(layout.document.text))), whole.evidence) for part in parts]


def _goes_on(layout: Layout, sentence: Sentence) -> Line:
    evidence = layout.evidence(sentence)
    heading = evidence[0].headings[-1:] or (layout.document.title,)
    return Line(say("passages.goes_on", title=heading[0].strip(" .:")), evidence)


def _row_line(layout: Layout, sentence: Sentence) -> Line:
    """Return a row of a table with the heads of its columns: "Xã Bản Mây – Việc làm: …; Phụ trách: …"."""
    text, evidence = layout.document.text, layout.evidence(sentence)
    table, row = layout.row(sentence)
    if table is None:
        return Line(finished(" – ".join(c.strip() for c in layout.text(sentence).split("|") if _says(c))), evidence)
    cells = [
        (table.cell(0, column) if row else None, cell)
        for column, cell in enumerate(table.rows[row])
        if cell is not None and _says(cell.of(text))
    ]
    label = next((n for n, (_, cell) in enumerate(cells) if re.search(r"[^\W\d_]{2}", cell.of(text))), 0)
    said = [shown(cell.of(text)) for _, cell in cells[label:]]
    heads = [shown(head.of(text)) if head else "" for head, _ in cells[label:]]
    rest = "; ".join(f"{head}: {value}" if head else value for head, value in zip(heads[1:], said[1:], strict=True))
    if any(c.isdigit() for head in heads[1:] for c in head):
        evidence += tuple(Evidence(layout.document, head) for head, _ in cells[label + 1 :] if head)
    return Line(finished(f"{said[0]} – {rest}" if rest else said[0]), evidence)


def _says(cell: str) -> bool:
    return bool(cell.strip(" -–\n"))


def in_small_letters(title: str, text: str) -> str:
    """Return a title set in capitals with each word in the letters that the rest of its report writes it in."""
    if not title.isupper():
        return title
    written = Counter(re.findall(r"(?<=[^\W\d_,] )[^\W\d_]+", text))  # a first word has its capital for that

    def as_written(match: re.Match[str]) -> str:
        word = match.group(0)
        form = max(word.lower(), word.title(), key=lambda form: written[form])
        syllable = re.search("[aeiouy]", fold(word)) and not re.fullmatch("[IVX]+", word)
        return form if syllable else word  # not "CCHC", "II"

    small = re.sub(r"[^\W\d_]{2,}", as_written, title)
    return re.sub(r"^(\W*(?:(?:[IVX]+|\d+)[.)/]\s*)*)(\w)", lambda m: m.group(1) + m.group(2).upper(), small)


_WHETHER = re.compile(
    r"\b(?:có|đã)\s+(?:được\s+)?(?P<asked>(?!(?:bao|mấy|những|các|gì|ai|nơi|thể)\b)[^.;?]{6,}?)\s+(?:không|chưa)\s*(?:\?|$)",
    re.IGNORECASE,
)
_ASKS_MORE = re.compile(r"\b(?:gì|nào|bao nhiêu|mấy|ai|đâu|sao|hay)\b", re.IGNORECASE)
_NO = frozenset({"không", "chưa", "chẳng"})
#: After these words nothing is done yet, however far away they stand; "trước yêu cầu đổi mới" orders nothing.
_ORDERED = re.compile(
    r"\b(?:sẽ|cần|phấn đấu|đề nghị|kiến nghị|(?<!trước )(?<!theo )(?<!đáp ứng )yêu cầu|dự kiến|mục tiêu|nếu|phải|"
    r"tiếp tục)\b",
    re.IGNORECASE,
)
#: Between two semicolons these say that something is meant to be done, or only some of it is.
_MEANT = re.compile(r"\b(?:kế hoạch|để|nhằm|một số)\b", re.IGNORECASE)
#: So many words before the verb may deny it.
_NEAR = 3


def whether(question: str, sentence: str) -> str:
    """Return the word that answers a yes/no question by this sentence, or "" where it is not plain."""
    match = _WHETHER.search(question)
    if match is None or _ASKS_MORE.search(match.group("asked")) or not has_marks(question):
        return ""
    asked = [w for w in words(match.group("asked")) if w not in ("được", "của", "các", "những", "có", "đã")]
    said = list(words(sentence))
    verb = asked[:2]
    places = [n for n in range(len(said) - 1) if said[n : n + 2] == verb]
    if len(asked) < 3 or len(places) != 1 or _ORDERED.search(sentence):
        return ""
    if any(_MEANT.search(part) for part in sentence.split(";") if " ".join(verb) in " ".join(words(part))):
        return ""
    held = {fold(w) for w in said}
    if sum(fold(w) in held for w in asked) < 0.75 * len(asked):
        return ""
    place = places[0]
    before = [w for w in said[max(0, place - _NEAR) : place] if w in _NO]
    if before:
        return say("passages.not_yet") if before[-1] == "chưa" else say("passages.no")
    return "" if _NO & set(said) else say("passages.yes")

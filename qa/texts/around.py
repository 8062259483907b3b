"""What stands around an answer: the sentence it cites, those before and behind it, and those on the same thing.

A message such as "ai chủ trì?" or "kết quả ra sao?" asks of the thing just told. It is answered from the cited
sentence and its neighbours, else from a sentence of the same report that names the thing, else not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.mentions import find_units
from corpus.vietnamese import blanked, fold
from prompts import say
from qa.dialogue.asides import Aside
from qa.draft import Draft, Line, not_found
from qa.office_names import longest_run
from qa.reports import Reports
from qa.sections import Layout, Sentence
from qa.texts.lines import line_of

_DOER = (
    r"phòng|ban|sở|bộ phận|đoàn|ubnd|văn phòng|công an|trung tâm|chi nhánh|chủ tịch|cục|vụ|tổ|ông|bà|đồng chí|cán bộ"
    r"|công chức|viên chức|trưởng|phó|thủ trưởng|giám đốc|lãnh đạo|hội|ngân hàng|công ty"
)
#: What a sentence says that tells such a thing.
_TELLS = {
    kind: re.compile(pattern)
    for kind, pattern in (
        ("benefit", r"\b(?:nhờ (?:đó|vậy|thế|các|có|mô hình)|qua đó|từ đó|giúp|góp phần|tạo (?:thuận lợi|điều kiện)|tiết kiệm|rút ngắn|giảm|nâng cao|thuận tiện|hiệu quả)\b"),
        ("difficulty", r"\b(?:tuy nhiên|tuy vậy|khó khăn|khó nhất|cái khó|vướng|bất cập|nhược điểm|trở ngại|chưa|còn (?:thiếu|chậm|ít|lúng túng|hạn chế)|thiếu|không (?:đủ|kịp|được))\b"),
        ("result", r"\b(?:nhờ (?:đó|vậy|thế|các|có|mô hình)|qua đó|từ đó|kết quả|đến nay|sau (?:[\wÀ-ỹ]+ )?(?:tháng|năm|tuần|quý|thời điểm)|qua (?:hình thức|đợt|cuộc|kiểm tra|mô hình)|đã phát hiện|(?:tăng|giảm)(?: [\wÀ-ỹ]+){0,3} (?:còn|từ|rõ rệt|đáng kể))\b"),
        ("who", rf"\b(?:{_DOER})\b"),
        ("when", r"\b(?:từ|vào|trong|đến|trước|tháng|quý|ngày) (?:ngày |đầu |cuối |hết )?(?:năm |tháng |quý )?[\divx]+\b|\bnăm (?:19|20)\d\d\b"),
        ("money", r"\b(?:kinh phí|ngân sách|nguồn (?:chi|vốn)|vốn|xã hội hóa|xã hội hoá|tài trợ|quỹ)\b"),
        ("next", r"\b(?:sẽ|tiếp tục|nhân rộng|mở rộng|duy trì|sắp tới|thời gian tới|năm tới|tới đây|dự kiến|kế hoạch)\b"),
        ("handled", r"\b(?:phê bình|nhắc nhở|kiểm điểm|chấn chỉnh|xin lỗi|khắc phục|xử lý|yêu cầu|bổ sung|bố trí|thu hồi|xử phạt|thanh toán|chi trả|điều chuyển)\b"),
        ("why", r"\b(?:do(?! đó)|vì(?! vậy| thế)|bởi|nguyên nhân|lý do|lí do)\b"),
        ("where", r"\b(?:tại|ở|trên)\b"),
        ("most", r"\b(?:chủ yếu|phần lớn|đa số|nhất là|(?:nhiều|cao|lớn) nhất)\b"),
        ("parts", r"\b(?:gồm|trong đó|cụ thể|như|là)\b|:"),
        ("amount", r"\d"),
        ("change", r"\b(?:tăng|giảm|cao hơn|thấp hơn|bằng)\b.*\d"),
        ("plain", r""),
    )
}  # fmt: skip
#: Verbs of taking charge: whoever asks with one is told by any of them.
_IN_CHARGE = re.compile(
    rf"\b(?:chủ trì|phụ trách|đầu mối|chịu trách nhiệm|phân công|giao (?:cho )?(?:{_DOER})"
    rf"|do (?:{_DOER}).{{0,60}} (?:thực hiện|triển khai|làm|đảm nhận|hướng dẫn|vận hành|phụ trách|trực|lo)"
    rf"|(?:{_DOER})\b[^,;.]{{2,50}} (?:lập dự án|tham mưu|thực hiện|xây dựng))\b"
)
_DOES_IT = re.compile(r"\W*(?:Phòng|Sở|Ban|Hội|Đoàn|Trung tâm|Công an|Văn phòng|Chi cục|Cục|Vụ|Tổ)\s+[^\W\d_]")
_TAKES_CHARGE = frozenset("chu tri phu trach dam nhan dau moi chiu nhiem lo giao".split())  # noqa: SIM905
#: What came of a thing is told behind it; the rest may stand in its own sentence.
_TOLD_BEHIND = ("benefit", "difficulty", "result", "next", "handled")
#: These may be told where the report comes back to the thing, by its name.
_TOLD_ELSEWHERE = ("who", "when", "money", "next", "result", "difficulty")
#: Said by name where they are not told; of these a report may have sections.
_UNTOLD = ("benefit", "difficulty", "result", "who", "when", "money", "next", "handled")
_SECTIONS = ("difficulty", "result")
#: How many sentences behind the one cited, and ahead of it, still speak of the same thing.
_BEHIND, _AHEAD, _NEARBY, _PARAGRAPH = 4, 4, 6, 10
#: So telling that they are looked for beyond the paragraph by themselves, in a piece of one section.
_TOLD_NEARBY = ("difficulty", "benefit", "next", "money", "who")
_GOES_ON = re.compile(
    r"\W*(?:nho (?:do|vay|the|cac)|qua do|tu do|tuy nhien|tuy vay|ket qua|den nay|hien nay|kho khan"
    r"|(?:viec|mo hinh|cach lam|moi|cac) (?:\w+ )?(?:nay|do|tren|to|doi|lop)?)\b"
)
#: So many words that question and sentence have in a row name the thing: "trợ lý ảo".
_NAMED_BY = 3
_QUOTED = re.compile(r"[“\"]([^”\"]{3,60})[”\"]")


def around(drafts: Sequence[Draft], head: str, question: str, aside: Aside, reports: Reports) -> Draft | None:
    """Return the sentences at and around those of an answer that tell what is asked of its thing.

    `head` is the question that was answered so; its words name the thing elsewhere in the report. Where nothing
    tells it, and there are no words to look for at large, say so and offer the whole `question`; else None.
    """
    told = [line for draft in drafts for line in draft.lines]
    cited = list(_cited(told, reports))
    lines: dict[Line, None] = {}
    for layout, sentence in _item(cited, aside.item) if aside.item else cited:
        for one in _nearest(layout, sentence, head, aside):
            lines.setdefault(line_of(layout, one))
    if lines:
        return Draft("passage", tuple(lines))
    if not cited or aside.kind not in _UNTOLD or not set(aside.words) <= _TAKES_CHARGE:
        return None
    count = len({layout.document.id for layout, _ in cited})
    reason = say("passages.not_behind", what=say(f"passages.what_{aside.kind}"), count=count)
    at_large = aside.kind in _SECTIONS and find_units(question, bare=True)
    return not_found(reason, (question,) if at_large else ())


def _item(cited: Sequence[tuple[Layout, Sentence]], place: int) -> list[tuple[Layout, Sentence]]:
    """Return where one of several things told is spoken of: the sentence of it, or those that name it as listed."""
    number = place - 1 if place > 0 else -1
    for layout, listing in cited[:1]:
        names = _QUOTED.findall(layout.text(listing))
        if len(names) > 1 and number < len(names):
            of_it = [s for s in layout.sentences if s != listing and names[number] in layout.text(s)]
            return [(layout, s) for s in of_it if layout.tells(s)][:1]
    return list(cited[number:][:1])


def _nearest(layout: Layout, sentence: Sentence, head: str, aside: Aside) -> list[Sentence]:
    """Return the sentences that tell it from the nearest place where any does."""
    behind, own = _following(layout, sentence), [sentence]
    known = bool(aside.words) and not aside.counted and set(aside.words) <= set(re.findall(r"\w+", fold(head)))
    rings = [behind, own] if known or aside.kind in _TOLD_BEHIND else [own, behind]
    rings.append(_ahead(layout, sentence))
    if set(aside.words) - _TAKES_CHARGE or (aside.kind in _TOLD_NEARBY and not layout.blocks[sentence.block].headings):
        rings.append(_nearby(layout, sentence))
    if aside.kind in _TOLD_ELSEWHERE:
        rings.append(list(_of_the_thing(layout, sentence, head)))
    for ring in rings:
        if told := [s for s in ring if layout.tells(s) and _tells(layout.text(s), aside)]:
            return told[:2]
    if aside.kind == "who" and _DOES_IT.match(layout.text(sentence)):
        return own  # whoever the sentence is about does what it says
    return []


def _tells(text: str, aside: Aside) -> bool:
    printed, text, plain = text, text.lower(), fold(text)
    if aside.kind == "who" and set(aside.words) <= _TAKES_CHARGE:
        return _IN_CHARGE.search(text) is not None
    if aside.kind == "who" and not {fold(doer) for doer in _TELLS["who"].findall(text)} - set(aside.words):
        return False
    if aside.kind == "which":
        named = (printed[m.end() : m.end() + 1] for m in re.finditer(rf"\b{aside.counted} ", plain))
        return any(c.isupper() for c in named) and set(aside.words) <= set(re.findall(r"\w+", plain))
    if aside.counted and not re.search(rf"\d[\d.,/]* (?:\w+ ){{0,2}}{aside.counted}\b", plain):
        return False
    return _TELLS[aside.kind].search(text) is not None and set(aside.words) <= set(re.findall(r"\w+", plain))


def _cited(told: Iterable[Line], reports: Reports) -> Iterator[tuple[Layout, Sentence]]:
    seen = set()
    for evidence in (e for line in told for e in line.evidence):
        layout = reports.layout(evidence.document.id)
        inside = [s for s in layout.sentences if any(span.overlaps(evidence.span) for span in s.spans)]
        for sentence in inside:
            if (evidence.document.id, sentence.order) not in seen:
                seen.add((evidence.document.id, sentence.order))
                yield layout, sentence


def _following(layout: Layout, sentence: Sentence) -> list[Sentence]:
    """Return the sentences behind one that speak of the same: of its paragraph, and of those that go on from it."""
    here = layout.blocks[sentence.block]
    found = []
    for other in layout.sentences[sentence.order + 1 : sentence.order + 1 + _PARAGRAPH]:
        near = other.order - sentence.order <= _BEHIND and layout.blocks[other.block].headings == here.headings
        goes_on = other.block == sentence.block or (near and _GOES_ON.match(fold(layout.text(other))))
        if not goes_on:
            break
        found.append(other)
    return found


def _ahead(layout: Layout, sentence: Sentence) -> list[Sentence]:
    before = layout.sentences[max(0, sentence.order - _AHEAD) : sentence.order]
    return [s for s in before if s.block == sentence.block]


def _nearby(layout: Layout, sentence: Sentence) -> list[Sentence]:
    """Return the other sentences of the section that stand near, but for those on another unit or named thing."""
    headings, cited = layout.blocks[sentence.block].headings, layout.text(sentence)
    start = max(0, sentence.order - _NEARBY)
    near = layout.sentences[start : sentence.order] + layout.sentences[sentence.order + 1 :][:_NEARBY]
    near = tuple(s for s in near if layout.blocks[s.block].headings == headings)
    return sorted(
        (s for s in near if not _names_another(layout.text(s), cited)),
        key=lambda s: (s.order < sentence.order, s.order),
    )


def _names_another(text: str, cited: str) -> bool:
    names = [m.group(1) for m in _QUOTED.finditer(text)] + [m.unit.bare for m in find_units(text)]
    return bool(names) and not any(name in cited for name in names)


def _of_the_thing(layout: Layout, sentence: Sentence, head: str) -> Iterator[Sentence]:
    """Yield the other sentences of the report that name the thing: as quoted where it is cited, or as asked for."""
    cited = fold(layout.text(sentence))
    names = [m.group(1) for m in _QUOTED.finditer(cited)]
    asked = fold(blanked(head, (m.span for m in find_units(head, bare=True)))).split()
    start, length = longest_run(asked, re.findall(r"\w+", cited))
    if length >= _NAMED_BY:
        names.append(" ".join(asked[start : start + length]))
    for other in layout.sentences:
        text = fold(layout.text(other))
        if other != sentence and layout.tells(other) and any(name in text for name in names):
            yield other

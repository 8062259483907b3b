"""Of what side of a matter a question asks: its trouble, what came of it, how it goes; and how plainly a text tells it.

A story names its matter once and then tells one side after another, so inside it these words pick the sentence, not
the nouns it shares with the question. Sections of reports are told apart by their titles (qa/texts/roles.py).
"""

import re
from dataclasses import dataclass

from corpus.vietnamese import Spelt, fold
from qa.texts.content import Asked

PLAIN, HINTED = 1.0, 0.3


@dataclass(frozen=True, slots=True)
class Aspect:
    """A side of a matter: what asks for it, and the words of that which only name it; what tells it
    plainly, and what only hints at it.
    """

    name: str
    asks: Spelt
    nouns: frozenset[str]
    tells: re.Pattern[str]
    hints: re.Pattern[str]

    def strength(self, text: str) -> float:
        return PLAIN if self.tells.search(text) else HINTED if self.hints.search(text) else 0.0


#: Behind a thing asked for stands what asks.
_WHAT = r"\b(?=.*\b(?:gì|nào|sao|đâu|mấy)\b)"
_THAT = r"\b(?=.*\b(?<!kiểu )(?:gì|(?<!thế )nào)\b)"
_HOW = r"(?: \w+){0,4} (?:thế nào|ra sao|làm sao|sao|bằng cách (?:nào|gì)|cách nào|kiểu gì)\b"
_ASPECTS = (
    (
        "money",
        "kinh phí|tiền|vốn|ngân sách|chi phí",
        "",
        r"kinh phí|ngân sách|quỹ|vốn|tài trợ|xã hội hóa|xã hội hoá|tiết kiệm chi|(?:bằng|từ|trích) (?:\w+ ){0,3}tiền",
        r"tiền|nguồn|trích|chi trả|đóng góp|ủng hộ",
    ),
    (
        "trouble",
        "khó khăn|vướng mắc|vướng|kẹt|trở ngại|bất cập|nhược điểm|điểm yếu|hạn chế|tồn tại|thiếu sót|bất tiện|cái khó"
        "|phiền hà|yếu kém|khó|lỗi|sai|sai sót|sai phạm|vi phạm|phát hiện",
        "",
        r"tuy (?:nhiên|vậy|thế)|(?:mặc )?dù vậy|thế nhưng|(?:^|[.;,] )song\b|bên cạnh (?:những|các) (?:mặt|kết quả|ưu điểm)|"
        r"khó (?:khăn|nhất)|cái khó|vướng|hạn chế|tồn tại|nhược điểm|bất cập|yếu kém|thiếu sót|trở ngại|suôn sẻ|bất tiện",
        r"khó|kẹt|lúng túng|chậm|thiếu|chưa|không|kém|yếu|hỏng|lỗi|cũ|xa|quá tải|nghẽn|nhầm|sai|sót|trễ|vắng|muộn",
    ),
    (
        "outcome",
        "kết quả|hiệu quả|lợi ích|ích|tác dụng|thành quả|thành tích|ưu điểm|mang lại|đem lại",
        r"\b(?:đạt|làm|thu) được (?:những |các )?(?:\w+ )?gì\b|\b(?:giúp (?:ích )?(?:được )?|lợi )gì\b",
        r"nhờ (?:đó|vậy|thế|có)|qua đó|từ đó|không còn phải|(?:tăng|giảm)(?: \w+){0,3} (?:còn|từ|hẳn|mạnh|rõ|đáng kể|\d)|"
        r"tiết kiệm|rút ngắn|đến nay|hiệu quả|sau (?:\w+ ){1,2}(?:tháng|năm|tuần)|kết quả",
        r"giúp|giảm|tăng|đỡ|nhanh|thuận|được|đã|nâng|cắt|khỏi",
    ),
    (
        "wish",
        "đề nghị|kiến nghị|đề xuất|mong muốn|mong|nguyện vọng|xin(?! lỗi)|hiến kế|góp ý|phản ánh|phàn nàn",
        "",
        r"đề nghị|kiến nghị|đề xuất|mong|xin (?!lỗi|cảm ơn|chúc|giấy)|nguyện vọng|góp ý|hiến kế|phản ánh|phàn nàn|bức xúc",
        r"cần|nên|cho rằng|muốn|hỗ trợ",
    ),
    (
        "handled",
        "chỉ đạo|yêu cầu",
        rf"\b(?:xử lý|khắc phục|giải quyết|chấn chỉnh|tháo gỡ|gỡ|trị|cải thiện){_HOW}|\b(?:xử lý|biện pháp) (?:gì|nào)\b",
        r"yêu cầu|giao|kiểm điểm|phê bình|chấn chỉnh|xử lý|khắc phục|nhắc nhở|đình chỉ|thu hồi|trả lại|luân chuyển|chuyển vị trí"
        r"|để (?:gỡ|khắc phục)|chỉ đạo|đề nghị (?:hạ|kỷ luật|xử)|biên bản",
        r"xin lỗi|bổ sung|bố trí|công khai|hứa|phải|sẽ",
    ),
    (
        "next",
        "sắp tới|tới đây|thời gian tới|năm (?:tới|sau|nay|mới)|sang năm|tiếp theo|sẽ|dự định|dự kiến",
        "",
        r"sẽ|thời gian (?:sắp )?tới|sắp tới|dự (?:kiến|định)|tới đây|(?:năm|tháng|quý) (?:tới|sau)|mục tiêu|phấn đấu|nhiệm vụ",
        r"trước (?:ngày|tháng|mắt)|tiếp tục|nhân rộng|mở (?:thêm|rộng)|ưu tiên|định|giao|trong (?:quý|tháng)",
    ),
    (
        "lesson",
        "bài học|kinh nghiệm|rút ra|bí quyết",
        "",
        r"rút (?:ra|được)|bài học|kinh nghiệm|bí quyết|chìa khóa|chìa khoá",
        r"phải|cần|trước hết",
    ),
    (
        "how",
        "cách làm|cách dùng|quy trình|các bước|giải pháp|biện pháp|(?<!cải )cách",
        rf"\b(?:làm|hoạt động|vận hành|dùng|sử dụng|thực hiện|tổ chức|triển khai|vận động){_HOW}|"
        r"\bđã làm (?:những )?(?:việc )?gì\b|\b(?:như|là) thế nào\b|\blàm (?:những )?gì để\b",
        r"cách (?:làm|dùng)|bằng (?:cách|việc)|để (?:làm được|gỡ|có)|trước hết|bắt đầu (?:từ|bằng)|khởi đầu|tiếp đó|sau đó|"
        r"thứ nhất|một là|quy trình",
        r"rồi|mỗi|đến từng|lập|mở|bố trí|dồn|phân công|hướng dẫn|tổ chức|chỉ cần",
    ),
)  # fmt: skip
ASPECTS = {
    name: Aspect(
        name,
        Spelt(rf"\b(?:{nouns}){_THAT if name == 'wish' else _WHAT}" + (f"|{others}" if others else "")),
        frozenset(re.findall(r"\w+", fold(nouns))),
        re.compile(rf"(?<!\w)(?:{tells})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{hints})(?!\w)", re.IGNORECASE),
    )
    for name, nouns, others, tells, hints in _ASPECTS
}
#: Kinds of thing asked for (qa/texts/kinds.py) that a text shows whatever side it tells.
_OF_THEIR_OWN = frozenset({"document", "meaning", "penalty", "purpose", "reason"})
#: What side of a matter a section of a report tells by its role.
_OF_ROLE = {
    "kho khan": "trouble", "ton tai, han che": "trouble", "ket qua": "outcome", "uu diem": "outcome", "de nghi": "wish",
    "phuong huong": "next", "nhiem vu": "next", "bai hoc kinh nghiem": "lesson", "giai phap": "how",
}  # fmt: skip


def aspect_asked(text: str, kind: str, roles: tuple[str, ...]) -> str:
    """Return the side of a matter that a question asks for, by its roles first; "" for none."""
    if kind in _OF_THEIR_OWN:
        return ""
    of_role = next((_OF_ROLE[role] for role in roles if role in _OF_ROLE), "")
    # "mong … sẽ có ích gì": what asks stands next to the side it asks for.
    named = [(m.start(), name) for name, aspect in ASPECTS.items() for m in aspect.asks.finditer(text)]
    return of_role or max(named, default=(0, ""))[1]


def told(aspect: str, text: str) -> float:
    """Return how plainly a text tells a side of a matter, 0 to 1; 0 where none is asked for."""
    return ASPECTS[aspect].strength(text) if aspect else 0.0


def names_aspect(aspect: str, asked: Asked) -> bool:
    """Tell whether a thing asked for only names the side of the matter: a text that tells it need not hold it."""
    if not aspect:
        return False
    nouns = ASPECTS[aspect].nouns
    return any(set(name.split()) <= nouns or _OF_ROLE.get(name) == aspect for name in asked.names)

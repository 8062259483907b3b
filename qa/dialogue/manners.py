"""Leave out what is said around a question: whom it is put to, that it is asked, thanks, haste and what it is for."""

import re
from functools import lru_cache

from corpus.vietnamese import fold, has_marks, upper_first, words

_YOU = r"(?:anh chi|anh/chi|anh|chi|em|ban|co|chu|bac|thay|sep|ad|admin|moi nguoi|cac ban|he thong|tro ly|bot)"
_ME = r"(?:toi|minh|em|anh|chi|chung toi|chung em|chung minh|ben em|ben minh|ben toi|tui|chau)"
_WHO_ASKS = r"(?:lanh dao|sep|thu truong|cap tren|phong vien|chu tich|giam doc|truong phong)"
_POLITELY = (
    rf"(?:(?:da|vang|alo|thua|kinh thua|lam on|vui long|xin phep|xin|nho|phien|hay|the|vay)\s+)*(?:{_YOU}\s+)?"
    r"(?:(?:lam on|vui long|xin|hay|co the)\s+)*"
)
_MORE = r"(?:\s+(?:voi|xem|la|rang|lai|chut|ti|cai nay|cau nay|them|so lieu|thong tin)(?!\w))*"
_SOUGHT = (
    r"(?:tra cuu|tra|tim kiem|tim|kiem tra|xem|doc|ra soat|tong hop|cung cap|thong ke|noi|tra loi|liet ke|so sanh)"
)
_ENDS = r"(?:\s*[:,.!…-]+\s*|\s+)"

_OPENERS = tuple(
    re.compile(rf"^\W*{pattern}{_ENDS}")
    for pattern in (
        rf"(?:(?:da|alo|hello|hi|chao|xin chao|thua|kinh thua)\s+)?{_YOU}(?:\s+{_YOU})?\s+oi",
        rf"(?:da|alo|vang)(?=\s*,|\s+(?:cho|thua|{_YOU})\b)",
        rf"(?:thua|kinh thua)\s+{_YOU}",
        rf"{_POLITELY}cho\s+(?:{_ME}\s+)?(?:hoi|biet|xin|xem)(?:\s+(?:la|voi))*{_MORE}",
        rf"{_POLITELY}(?:{_SOUGHT})(?:\s+(?:lai|nhanh))?\s+(?:(?:giup|dum)(?:\s+cho)?(?:\s+{_ME})?|ho\s+{_ME}){_MORE}",
        rf"{_POLITELY}(?:giup|ho)\s+{_ME}(?:\s+(?:voi|{_SOUGHT}))*{_MORE}",
        rf"{_ME}\s+(?:dang\s+)?(?:muon|can|xin)\s+(?:hoi|biet|{_SOUGHT}){_MORE}",
        rf"(?:{_WHO_ASKS}\s+(?:co\s+)?|xin\s+)?hoi(?:\s+(?:la|rang))?(?=\s*[:,])",
        rf"{_WHO_ASKS}\s+(?:dang\s+)?(?:can|muon)\s+(?:biet|hoi|xem)",
        rf"y\s+{_ME}(?:\s+muon)?(?:\s+hoi)?\s+la",
        rf"{_SOUGHT}(?=\s*:)",
        r"(?:thoi\s*,?\s+)?(?:(?:cho )?hoi|sang|chuyen sang|doi sang|quay sang|noi) (?:chuyen|viec|cau|chu de|van de|y) khac(?: (?:nhe|di|a))?(?=\s*[:,.])",
        r"(?:theo|trong) (?:cac )?(?:bao cao|tai lieu|so lieu)(?=\s*[,:]|\s+thi\b)(?:\s+thi)?",
        rf"(?:{_ME}\s+)?(?:xin\s+)?chao\s+(?:ca\s+)?{_YOU}(?:\s+{_YOU})?(?=\s*[,.!])",
    )
)
#: "Bạn có biết … không?"
_DO_YOU_KNOW = re.compile(rf"^\W*{_YOU}\s+(?:co\s+)?biet\s+(?P<asked>.+?)\s+(?:khong|ko|chua)\s*(?:a|nhi)?[\s?.!]*$")
_PAPER = r"(?:bao cao|bc|lanh dao|cong van|to trinh|van ban|bai|slide|phu luc|so lieu|ho so trinh|cuoc hop|hop)"
_ASKING_WORDS = ("nhieu", "may", "nao", "gi", "dau", "khong", "ko", "chua", "sao", "ai", "tram", "diem", "hang")
_AFTER_ASKING = rf"(?:{'|'.join(rf'(?<= {word})' for word in _ASKING_WORDS)}|(?<=%))"
#: Without its mark, and after a word that asks: "bao nhieu vay", but not "cho vay".
_PARTICLES = r"(?:a|vay|the|nhi|ha|nhe|nha|ta|day|roi|voi)"
_TAIL = re.compile(rf"{_AFTER_ASKING}(?:[\s,]+{_PARTICLES}\b(?:\s+{_YOU}\b(?:\s+oi\b)?)?)+[\s?.!]*$")
#: With marks typed, "bao nhiêu nhà" and "mấy thẻ" are no "nha" and no "thế".
_TONED = frozenset("ạ a vậy thế nhỉ hả hở nhé nha ta đấy đây rồi với bạn em anh chị ad cô chú bác thầy sếp ơi".split())  # noqa: SIM905
_CLOSERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[\s,.;!–-]*\(?(?:(?:xin|{_ME}|rat|da|chan thanh|tran trong)\s+)*(?:cam on|thanks|thank you|tks)\b[^?]{{0,40}}$",
        rf"[\s,.;!–-]+\(?(?:{_ME}\s+)?(?:dang\s+)?can\s+(?:rat\s+)?(?:gap|ngay|som)(?:\s+(?:lam|qua|a|nhe|nha))*\)?[\s.!]*$",
        r"[\s,.;!–-]+gap\s+(?:lam|qua|nhe|a)(?:\s+a)?[\s.!]*$",
        r"\s*\((?:de|phuc vu|dung de|dung cho)\s[^()]*\)[\s.!]*$",
        rf"[\s,.;–-]+de\s+(?:{_ME}\s+)?(?:con\s+)?(?:lam|viet|dua vao|trinh|tong hop|bo sung|phuc vu|bao cao|chuan bi)\s+(?:vao\s+)?{_PAPER}\b[^?,]*$",
        rf"[\s,.;–-]+(?:giup|ho|dum)\s+{_ME}(?:\s+(?:voi|nhe|nha|a|duoc khong))*[\s.!]*$",
        r"[\s,.;–-]+(?:voi a|nhe a|nha a|duoc khong a)[\s.!]*$",
        r"\s*(?<=[?.!])\s*(?:dap|tra loi)\s*:?\s*$",
    )
)
#: A polite word that ends a sentence with its mark, whatever stands before it: "… năm 2023 ạ".
_PARTICLE = re.compile(r"[\s,]+(?:ạ|nhỉ|nhé|nha|(?:hả|hở) (?:bạn|em|anh|chị|ad))(?=[\s?.!]*$)", re.IGNORECASE)
#: What is left of a question once its manners are gone says something still.
_FEWEST_WORDS = 2
_AT_MOST = 4


@lru_cache(64)
def without_manners(text: str) -> str:
    """Return a question without its opening and closing courtesies, or as it was where nothing would be left.

    "Chị ơi cho em hỏi … ạ", "Lãnh đạo hỏi: …", "… em cần gấp", "… (để làm báo cáo)".
    """
    for _ in range(_AT_MOST):
        shorter = _once(text)
        if shorter == text or len(re.findall(r"\w+", shorter)) < _FEWEST_WORDS:
            break
        text = shorter
    return text


def _once(text: str) -> str:
    folded = fold(text)
    if known := _DO_YOU_KNOW.match(folded):
        return f"{upper_first(text[known.start('asked') : known.end('asked')])}?"
    if particle := _PARTICLE.search(text):
        return text[: particle.start()] + text[particle.end() :]
    if (tail := _TAIL.search(folded)) and tail.start() > 0:
        typed = words(text[tail.start() :])
        if not has_marks(text) or set(typed) <= _TONED:
            return text[: tail.start()].rstrip() + ("?" if "?" in tail.group(0) else "")
    for pattern in _CLOSERS:
        closing = pattern.search(folded)
        if closing and closing.start() > 0:
            return text[: closing.start()].rstrip() + ("?" if "?" in closing.group(0) else "")
    for pattern in _OPENERS:
        if opening := pattern.match(folded):
            return upper_first(text[opening.end() :].lstrip())
    return text

"""Answer what asks nothing of the reports: greetings, thanks, who are you, opinions, and what reports there are."""

import re
from functools import lru_cache

from corpus.kinds import PLAIN_BODIES
from corpus.mentions import find_units
from corpus.model import Span
from corpus.periods import periods
from corpus.vietnamese import fold, has_marks, modern_tone, nfc
from prompts import say
from qa.dialogue.manners import without_manners
from qa.matching.filling import without_names
from qa.reference import reference
from qa.reports import Reports

_YOU = r"(?:ban|bn|ad|admin|em|anh|chi|tro ly|bot|chatbot|may|cau|he thong|ung dung|phan mem)(?: (?:nay|oi|a))?"
_SOFT = r"(?:\s+(?:ban|bn|ad|admin|em|anh|chi|tro ly|bot|ca nha|moi nguoi|cac ban|a|ah|nhe|nha|nhieu|rat|lam|oi|roi|qua|vay|the|that|nhi|day|ha|ay|ma|voi|nua|do))*"

# What one stretch between punctuation marks may be, whole; the first that fits counts.
_PIECES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?:{pattern}){_SOFT}"))
    for name, pattern in (
        ("who", rf"{_YOU} (?:co phai )?la (?:ai|gi|con gi|robot|nguoi(?: that)?|may|chatgpt|tri tue nhan tao|nguoi hay may)(?: (?:a|khong|vay))?|{_YOU} ten(?: la)? gi|ten (?:cua )?{_YOU}(?: la)? gi|ai (?:tao|lam|viet|lap trinh) (?:ra )?{_YOU}|(?:hay )?gioi thieu (?:ve )?(?:ban than|minh|ban)"),
        ("able", rf"(?:{_YOU} )?(?:co the |co |biet )?(?:lam|giup|ho tro|tra loi)(?: (?:toi|minh|em))? ?(?:duoc )?(?:nhung |cac )?(?:gi|viec gi|cau hoi (?:nao|gi)|cau gi)(?: cho (?:toi|minh|em|chung toi))?|(?:{_YOU} )(?:co )?(?:the )?(?:giup|ho tro) (?:toi|minh|em)(?: duoc)? (?:gi|khong)|(?:toi |minh |em )?(?:co the |nen )?hoi (?:{_YOU} )?(?:duoc )?(?:nhung )?(?:gi|cau gi|nhu the nao|the nao)|{_YOU} co (?:nhung )?(?:chuc nang|tinh nang|kha nang)(?: gi| nao)?|(?:hay )?(?:huong dan|cach)(?: (?:toi|minh|em))? ?(?:su dung|dung|dat cau hoi|hoi|tra cuu)?(?: the nao)?|(?:su )?dung the nao|help|tro giup|giup (?:toi|minh|em)(?: voi)?|giup voi|menu|{_YOU} biet (?:nhung )?gi"),
        ("fine", rf"{_YOU} (?:co )?khoe (?:khong|ko|chu)|{_YOU} the nao(?: roi)?|khoe khong"),
        ("thanks", r"(?:rat |xin |chan thanh |toi |minh |em )*(?:cam on|cam on|camon|thanks|thank you|thank|tks|tk|cam ta|biet on)(?: (?:vi )?(?:da|su) (?:giup(?: do)?|tra loi|ho tro))?"),
        ("goodbye", r"(?:chao )?tam biet|bye(?: bye)?|goodbye|hen gap lai|thoi (?:nhe|toi di|nghi)|toi di day|chuc (?:ban )?(?:ngu ngon|mot ngay (?:tot lanh|vui ve)|ngay (?:tot lanh|vui))"),
        ("greeting", r"(?:xin |kinh )?chao(?: (?:buoi )?(?:sang|trua|chieu|toi))?|hello|hi|hey|helo|halo|alo+|lo|co ai (?:o )?(?:day|do) khong|ban oi|ad oi|em oi|tro ly oi"),
        ("praise", rf"(?:{_YOU} )?(?:tra loi |lam )?(?:rat |that |qua )?(?:gioi|tuyet(?: voi)?|hay|tot|xuat sac|chuan|chinh xac|huu ich|thong minh|nhanh|dinh|good|great|hoan hao|on|dung)(?: (?:qua|lam|that|roi|day|phet|ghe|job))+|tuyet(?: voi)?|good(?: job)?|great|hay|gioi|chuan|(?:rat |that )(?:tot|hay|gioi|huu ich|tuyet(?: voi)?)|{_YOU} (?:rat |that )?(?:gioi|thong minh|tuyet voi|dang yeu)"),
        ("complaint", rf"(?:{_YOU} )?(?:tra loi )?(?:sai|nham)(?: (?:roi|bet|het|het ca|be bet|lung tung|qua))*|(?:khong|chua|ko) (?:dung|chinh xac|phai|hieu gi)(?: (?:roi|gi ca|lam))*|(?:{_YOU} )?(?:tra loi )?(?:te|do|ngu|kem|chan|lung tung|vo dung|vo ich)(?: (?:qua|the|that|lam|nhat))+|(?:{_YOU} )?(?:vo dung|vo ich|ngu ngoc)|{_YOU} (?:khong|ko|chang) (?:giup|hieu|biet|lam) (?:duoc )?(?:gi|gi ca|cau hoi)|{_YOU} (?:ngu|do|kem|te)|that vong"),
        ("acknowledged", r"ok+(?:e|ay|i)?|oke+|okie|vang(?: a)?|da(?: vang)?|uh?|um+|u+|duoc(?: roi)?|toi hieu(?: roi)?|(?:da )?(?:hieu|ro|biet)(?: roi)?|the (?:a|ha|a ban)|vay (?:a|ha)|ra (?:la )?(?:the|vay)|dung(?: roi| vay)?|(?:khong )?sao dau|haha+|hihi+|hehe+|test(?:ing)?|thu xem|a+h?|o+h?|wow|the thoi|het roi|khong con gi|vay thoi|nhat tri"),
    )
)  # fmt: skip
_ORDER = ("who", "able", "complaint", "fine", "thanks", "praise", "goodbye", "greeting", "acknowledged")
_OPINION = re.compile(
    r"\btheo (?:(?:y kien|quan diem|danh gia|suy nghi|cam nhan|nhan dinh) (?:cua |rieng cua )?)?(?:ban|bn|em|ad|tro ly)\b(?! (?:chi dao|to chuc|thuong|hanh|bi thu|quan ly|chap|can su|tuyen giao|noi chinh|dan van|kiem tra|cong bo|bao cao|tin|giao|do|ke|phong|dan|tiep|hop))"
    r"|\b(?:y kien|quan diem|cam nghi|suy nghi) (?:rieng )?(?:cua )?(?:ban|bn|em|ad|tro ly)\b"
    r"|^(?:the |vay )?(?:ban|bn|em|ad|tro ly) (?:co )?(?:nghi|thay|danh gia|nhan xet|cam thay|tin|thich|yeu|ghet|ung ho|khuyen|du doan|bau)\b"
)
_SHOULD = re.compile(
    r"\bco nen\b(?! (?:tang|kinh|hanh|nep|mong))|\b(?:toi|minh|chung ta|chung toi) (?:co )?nen\b|\bdang song\b"
)
#: A question of fact stays one, however it is put: "theo bạn năm 2023 huyện được bao nhiêu điểm?".
_FACT = re.compile(r"\b(?:bao nhieu|thu may|hang may|may diem|nam nao|xep thu|ngay nao|so may)\b")

_NEVER_OURS = re.compile(
    r"\bdu bao thoi tiet\b|\bthoi tiet (?:hom nay|ngay mai|hnay|tuan|o|tai|the nao|ra sao|co|thang)\b|^thoi tiet\W*$|\btroi (?:hom nay |co )*(?:mua|nang)\b"
    r"|\bgia (?:vang|xang|bitcoin|do la|usd|ca phe|heo|lon hoi)\b|\bty gia\b|\bchung khoan\b|(?<!khong )(?<!chua )\bco phieu\b(?! (?:kiem|hen|danh|khao|xin|giao|tiep|trinh|lay))|\bbitcoin\b"
    r"|\bxo so\b|\bbong da\b|\bworld cup\b|\bda banh\b"
    r"|\b(?:viet|lam|sang tac|soan)(?: (?:cho|giup|ho))?(?: (?:toi|minh|em))?(?: (?:mot|1))?(?: (?:bai|doan|cau))* (?:tho|van te|van|truyen|rap|code|ham|script|nhac|bai hat|ca dao|cau doi|don xin viec|cv|luan van|tieu luan)\b(?! ban)"
    r"|\b(?:doc|ngam)(?: mot)?(?: bai)? tho\b|\bke (?:cho (?:toi|minh) )?(?:mot )?(?:cau )?chuyen\b|\bchuyen cuoi\b|\bhat (?:mot |cho )?(?:bai|toi nghe)\b"
    r"|\bdich (?:(?:giup|cho|ho|cau|doan|van ban|bai|bao cao)\b.* )?(?:sang|ra) tieng\b|\btieng (?:anh|phap|nhat|trung|han) (?:la gi|noi the nao)\b|\btranslate\b"
    r"|\b(?:python|javascript|java|c\+\+|html|sql)\b|\bgiai (?:phuong trinh|bai toan|toan)\b|\btich phan\b|\bdao ham\b"
    r"|\bnau (?:an|mon|pho|com)\b|\bcong thuc nau\b|\bmon an\b|\b(?:hom nay|trua nay|toi nay) an gi\b|\bquan an\b"
    r"|\b(?:bo )?phim (?:hay|nao|gi)\b|\bca si\b|\bdien vien\b|\btu vi\b|\bcung hoang dao\b|\bboi (?:toan|bai)\b"
    r"|\btong thong\b|\bthu do (?:cua )?(?:nuoc|phap|my|nhat|viet nam|thai|anh|duc)\b"
    r"|\b(?:bay gio|gio) (?:la )?may gio\b|^may gio(?: roi)?\W*$|\bhom nay (?:la )?(?:thu may|ngay (?:may|bao nhieu|gi))\b"
    r"|\b(?:nguoi yeu|ban gai|ban trai)\b|\byeu (?:toi|minh|em|anh)\b|\bve may bay\b|\bkhach san\b|\bdat ban\b|\btour\b"
    r"|^\W*(?:hay |giup |tinh |cho biet )*\d+\s*[-+*x:]\s*\d+\s*(?:=|bang|la)?\s*(?:may|bao nhieu)?[\s?=]*$"
)
#: Work that is asked for, whatever it is about: "viết công văn gửi Sở Nội vụ".
_TASK = re.compile(
    r"^\W*(?:hay |ban |giup (?:toi |minh |em )?|cho (?:toi |minh |em ))*(?:viet|soan|soan thao|du thao|thao|lam)"
    r"(?: (?:giup|ho|cho))?(?: (?:toi|minh|em))?(?: (?:mot|1))?(?: (?:ban|cai|bai))?"
    r" (?:cong van|to trinh|bao cao|van ban|thu|email|ke hoach|bai phat bieu|bien ban|quyet dinh|giay moi)\b"
    r"(?! (?:nao|gi|ra sao|the nao|da|duoc|co)\b)(?!.*\?)"
)
#: "dùng làm gì?" asks what a thing is for: without its mark it would be praise, "đúng".
_USED_FOR = re.compile(r"\W*dùng (?:để |vào |làm )", re.IGNORECASE)
#: A key held down.
_NOISE = re.compile(r"\W*(\w)\1{3,}\W*")
_WORD_OF_YOU = re.compile(r"\b(?:bạn|bn|em|ad|trợ lý|ban|tro ly)\b", re.IGNORECASE)


@lru_cache(1024)
def small_talk(text: str) -> str | None:
    """Return the reply to small talk; None for anything that may be a question about reports."""
    text = " ".join(nfc(text).split())
    if not re.search(r"[^\W_]", text):
        return say("conversation.talk_empty")
    folded = fold(text)
    if _NOISE.fullmatch(folded):
        return say("conversation.talk_not_understood")
    if _USED_FOR.match(text):
        return None
    kinds = [_kind(piece) for piece in re.split(r"[.!?,;:\n…~()]+|\s-\s", folded) if re.search(r"\w", piece)]
    if kinds and all(kinds):
        return say(f"conversation.talk_{min(kinds, key=_ORDER.index)}")
    if _TASK.match(folded):
        return say("conversation.talk_task")
    if any(_never_ours(text, m) for m in _NEVER_OURS.finditer(folded)):
        return say("conversation.talk_elsewhere")
    if _asks_opinion(text, folded):
        return say("conversation.talk_opinion")
    return None


def asks_of_told(text: str) -> bool:
    """Tell whether a message that alone would ask what the assistant can do asks, in a talk, of the thing just told."""
    return _OF_TOLD.fullmatch(fold(nfc(text))) is not None


#: "đã làm được gì?", "dùng thế nào?", "lợi gì?": whoever means the assistant says "bạn".
_OF_TOLD = re.compile(
    rf"\W*(?:the |vay |roi )?(?:(?:da |co )*(?:lam|giup|ho tro) duoc (?:nhung |cac )?(?:gi|viec gi)|(?:su )?dung (?:the nao|ra sao)"
    rf"|hieu qua|ket qua|hay o cho nao|(?:{PLAIN_BODIES}|linh vuc|thang|nam) nao)(?: (?:roi|vay|the|a|nhi))*\W*"
)


def _never_ours(text: str, match: re.Match[str]) -> bool:
    """Tell whether words are foreign to reports as written: "văn bản trái thẩm quyền" has no "bạn trai" in it."""
    typed = modern_tone(text[match.start() : match.end()].lower())
    return not has_marks(text) or typed == _SPELLED.get(match.group(0), typed)


#: Foreign things that words of reports look like without their marks: "không có phiếu hẹn", "trên địa bàn".
_SPELLED = {fold(word): word for word in ("bạn trai", "bạn gái", "cổ phiếu", "quán ăn", "tử vi", "đặt bàn", "món ăn")}


def _kind(piece: str) -> str:
    """Return what a stretch is: "chao ban ban la ai" may say two things, the last counts."""
    piece = " ".join(re.sub(r"[^\w\s+]", " ", piece).split())
    for name, pattern in _PIECES:
        if pattern.fullmatch(piece):
            return name
    for name in ("greeting", "thanks", "acknowledged", "praise"):
        pattern = dict(_PIECES)[name]
        for end in range(len(piece), 0, -1):
            if (end == len(piece) or piece[end] == " ") and pattern.fullmatch(piece[:end]):
                rest = piece[end:].strip()
                for other, other_pattern in _PIECES:
                    if rest and other_pattern.fullmatch(rest):
                        return min((name, other), key=_ORDER.index)
    return ""


def _asks_opinion(text: str, folded: str) -> bool:
    if _FACT.search(folded):
        return False
    for match in _OPINION.finditer(folded):
        typed = text[match.start() : match.end()].lower()
        you = _WORD_OF_YOU.search(modern_tone(typed))
        # "bản", "ban" written in a text with marks is no "bạn".
        if you and not (has_marks(text) and you.group(0) in ("ban",)):
            return True
    should = _SHOULD.search(folded)
    return bool(should and (not has_marks(text) or re.search(r"nên|đáng sống", text.lower())))


_PAPERS = r"(?:bao cao|tai lieu|van ban)"
_HELD = r"(?: (?:nao|gi|trong kho|trong he thong|trong thu vien|o day|da nap|dang co|roi|the|vay|duoc nap))*"
_LISTS = re.compile(
    rf"\W*(?:(?:trong )?(?:kho|he thong|thu vien|ban|day) )?(?:hien |dang |hien dang )*"
    rf"(?:(?:co|gom|luu|bao gom) (?:nhung |cac |bao nhieu |may )(?:loai )?{_PAPERS}"
    rf"|(?:bao nhieu|may) {_PAPERS}"
    rf"|(?:liet ke|ke ten|danh sach|cho xem|xem)(?: (?:cac|nhung|danh sach|ten|tat ca))* {_PAPERS}"
    rf"|(?:dung|lay|co) (?:nguon )?(?:du lieu|so lieu)(?: (?:gi|nao|tu dau|o dau|tu nguon nao|cua ai))+){_HELD}\W*"
)
_UNITS = re.compile(
    rf"\W*(?:vay |the )?(?:(?:kho|he thong|thu vien|ban) )?(?:dang |hien )?"
    rf"(?:co (?:{_PAPERS} |du lieu |so lieu )?(?:cua )?)?(?:nhung |cac )?"
    rf"(?:{PLAIN_BODIES}) nao(?: (?:co|nop|gui) {_PAPERS})?{_HELD}\W*"
)
#: So many reports or units are named; of more the library page tells.
_NAMED = 12


def about_library(message: str, reports: Reports) -> str | None:
    """Return what the library holds where that is all a message asks, of a unit or year if it names one; else None."""
    text = without_manners(message)
    rest = fold(without_names(text))
    rest = re.sub(r"(?:\b(?:cua|nam|trong|o|tai)\b\s*)+\W*$", "", " ".join(rest.split()))
    asks_units = _UNITS.fullmatch(rest) is not None
    if not reports.documents or not (asks_units or _LISTS.fullmatch(rest)):
        return None
    years = {y for m in periods(text) for y in m.period.years}
    units = {m.unit.key for m in find_units(text, bare=True)}
    held = [
        d for d in reports.documents.values()
        if (not years or years & set(d.header.years)) and (not units or (d.unit and d.unit.key in units))
    ]  # fmt: skip
    if asks_units:
        named = sorted({d.unit.name for d in held if d.unit})
        return say("conversation.talk_units", count=len(named), units=_some(named, ", ")) if named else None
    latest = sorted(held, key=lambda d: (str(d.date or ""), d.source), reverse=True)
    lines = [f"- {reference(d, Span(0, 1))}" for d in latest]
    return say("conversation.talk_holdings", count=len(held), reports=_some(lines, "\n")) if held else None


def _some(names: list[str], between: str) -> str:
    more = [say("conversation.talk_more", count=len(names) - _NAMED)] if len(names) > _NAMED else []
    return between.join([*names[:_NAMED], *more])

# ruff: noqa: E501 - a pattern is read whole
"""How figures are written: the patterns by which quantities.py reads a text.

What is never a figure (dates, numbers of documents, list numbers) comes first; then fractions, rates, money,
scores and numbers that a scan tore apart; then changes, ranks told in words, and grades.
"""

import re
from decimal import Decimal

from corpus.kinds import BODIES, UNITS
from corpus.lines import UPPER
from corpus.model import QuantityKind
from corpus.vietnamese import fold

Kind = QuantityKind
# A scan reads 1 as l or I and 0 as O; such a letter counts as a digit only between real ones.
DIGIT = r"[\dlIO]"
NUMBER = rf"(?:\d|[lIO](?=[\d.,/]*\d)){DIGIT}*(?:[.,]{DIGIT}+)*"
START = r"(?<![\w.,/])(?<![^\W\d_]-)"  # the number in "AS-278" is part of a name
LETTER = r"[^\W¹²³⁰⁴⁵⁶⁷⁸⁹]"  # a footnote mark may stick to a number or word
END = rf"(?!{LETTER}|[.,]\d)"
GAP = r"[ \t\u00a0]*\n?[ \t\u00a0]*"
MULTIPLIERS = {"nghìn": 10**3, "ngàn": 10**3, "ngìn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
MULTIPLIER = rf"(?:{'|'.join(MULTIPLIERS)})"
MONEY = r"(?:đồng|vnđ|vnd|đ|usd|đô\s+la(?:\s+mỹ)?)"
YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
DOCUMENT_WORDS = r"nghị\s+định|nghị\s+quyết|thông\s+tư|chỉ\s+thị|quyết\s+định|kết\s+luận|(?<!kỷ\s)(?<!kỉ\s)(?<!ky\s)luật|đề\s+án|pháp\s+lệnh|nđ|nq|qđ"
NUMBERED_WORDS = (
    r"lần\s+thứ|năm\s+thứ|khóa|khoá|kỳ\s+họp\s+thứ|điều|khoản|mục|phụ\s+lục|biểu(?:\s+mẫu)?|bảng|tổng\s+đài"
    r"|đường\s+dây\s+nóng|điện\s+thoại|đt|fax|chương|(?<!một\s)phần|bước|trang|(?<!mô\s)hình|quận|phường"
    r"|khu\s+phố|tổ|xóm|khối"
    r"|bộ\s+chỉ\s+số|index|covid|công\s+nghiệp|cách\s+mạng|windows|thứ\s+tự|cụm\s+thi\s+đua\s+số|mẫu(?:\s+số)?"
    r"|hợp\s+đồng|cấp\s+độ|version|phiên\s+bản|số\s+hiệu|ngày\s+thứ|sáng\s+thứ|chiều\s+thứ|quốc\s+lộ"
)
#: A page or a mailbox: its digits count nothing and name no year.
ADDRESS = r"(?:https?://|www\.)\S+|\S+@\S+\.\S+|[\w%/.-]+\.(?:html?|aspx|php|jsp|pdf|docx?|xlsx?)\b"
#: "2023-08-15", "2023-08": when a page was put up, by its machine.
ISO_DAY = r"(?<![\w/-])20\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\w/-])"
#: "từ 15/12 đến hết ngày 14/6", told without a year.
DAYS = (
    r"\btừ\s+(?:ngày\s+)?(?P<day>\d{1,2})[/-](?P<since>\d{1,2})\s+(?:đến|tới)\s+(?:hết\s+)?(?:ngày\s+)?"
    r"(?P<last>\d{1,2})[/-](?P<until>\d{1,2})(?![\d/-])"
)
#: "TCVN ISO 9001:2015".
STANDARD = r"\b(?:ISO|TCVN)(?:\s*[A-Z]+)?[\s\d:./–-]*\d"

# (kind, pattern): whatever is never a figure of a report.
NO_FIGURES: tuple[tuple[QuantityKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.DATE, r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?"),
        (Kind.OTHER, ADDRESS),
        (Kind.DATE, ISO_DAY),
        (Kind.DATE, r"(?<![\d/])\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d{2}(?!\d)"),
        (Kind.DATE, r"\b(?:sáng|trưa|chiều|tối|hôm)\s+(?:ngày\s+)?\d{1,2}[/-]\d{1,2}(?![\d/])"),
        (Kind.DATE, DAYS),
        (Kind.DATE, r"ngày\s+(?:\d{1,2}\s*(?:,|và|-|–)\s*(?:ngày\s+)?)*\d{1,2}[/-]\d{1,2}(?![\d/])"),
        (Kind.DATE, r"(?<!mỗi\s)(?<!một\s)(?<!trong\s)ngày\s+\d{1,2}(?=\s*(?:hằng|hàng|của|tháng|[.;)]|$))"),
        (Kind.DATE, r"\b(?:tính\s+(?:đến|từ|tới)|kể\s+từ|đến\s+hết|(?:từ|đến|tới|trước|sau)(?=\s+\S+\s*(?:[,.;:)]|(?:đến|là|toàn|đã|đạt|được|ước|có)\b)))\s+(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?![\d/])"),
        (Kind.DATE, r"(?:tháng|quý)\s+(?:\d{1,2}|I{1,3}|IV)(?:\s*[-–]\s*\d{1,2})?(?:\s*[/-]\s*|\s+năm\s+)\d{4}"),
        (Kind.DATE, r"\b\d{1,2}\s*(?:tháng|t)(?:\s+(?:đầu|cuối))?(?:\s*[/-]\s*|\s+năm\s+|\s*)\d{4}(?!\d)"),
        (Kind.DATE, r"(?:từ\s+)?tháng\s+\d{1,2}\b(?!\s*(?:hồ|văn|cuộc))|quý\s+(?:[1-4]|IV|I{1,3})\b"),
        (Kind.DATE, r"\btuần\s+(?:thứ\s+)?\d{1,2}\b(?!\s*(?:hồ|văn|cuộc))"),
        (Kind.DATE, r"(?<=\bkế\s)\d{1,2}\s+tháng\b|(?<=\bcộng\sdồn\s)\d{1,2}\s+tháng\b|(?<=\btính\schung\s)\d{1,2}\s+tháng\b"),
        (Kind.DATE, r"\b(?:0?[369])\s+tháng(?:\s+(?:đầu|cuối)\s+năm)?\b"),
        (Kind.YEAR, r"\bnăm\s+2[0oO][l1I2][\dlIoO](?!\w|\s?[-–]\s?\d)"),
        (Kind.DATE, r"\b(?:lúc|vào\s+lúc|hồi)\s+\d{1,2}\s*(?:giờ|h)(?:\s*\d{1,2})?(?:\s*phút)?|\b\d{1,2}\s+giờ(?:\s+\d{1,2})?(?=\s+ngày\s+\d)"),
        (Kind.DATE, r"\b\d{1,2}h\d{0,2}\b|\b\d{1,2}:\d{2}(?::\d{2})?\b"),
        (
            Kind.DOCUMENT_NUMBER,
            rf"\b(?:{DOCUMENT_WORDS})(?:\s+số)?\s*:?\s*(?!\d{{1,2}}\s+tháng\b)\d+[a-z]?(?:[/-][\w./&-]*\w)?"
            r"(?:\s*(?:,|và)\s*\d+[a-z]?[/-][\w./&-]*\w)*",
        ),
        (
            Kind.DOCUMENT_NUMBER,
            r"(?<![\w/])\d{1,5}[a-z]?(?:/\d{4})?[/-](?-i:[A-ZĐ][A-ZĐa-z]*\d*)"
            r"(?:[-./&](?-i:[A-ZĐ])[\w&]*)*",
        ),
        (Kind.DOCUMENT_NUMBER, r"\bsố\s*:\s*\d+|\bvăn\s+bản\s+số\s+\d+|\b(?:kế\s+hoạch|công\s+văn|báo\s+cáo|thông\s+báo|tờ\s+trình|hướng\s+dẫn)\s+số\s+\d+"),
        (Kind.OTHER, r"\(766\)|\b(?:điểm|điểm\s+số|chỉ\s+số|index|theo|số)\s+766\b"),
        (Kind.OTHER, r"\bnhóm\s+(?:0?[1-9]|I{1,3}|IV)(?=\s*[).,;:]|\s+(?:là|có|gồm|với|đạt)\b)"),  # of autonomy
        (Kind.OTHER, STANDARD),
        (Kind.OTHER, r"\b(?:9001|14001|27001)(?:\s*:\s*\d{4})?\b"),
        (
            Kind.OTHER,
            r"\bmức\s+độ\s+3,4(?![\d%]|[.,]\d|\s*(?:%|điểm))|\bmức(?:\s+độ)?\s*[1-4](?![\d%]|[.,]\d|\s+%)(?:\s*(?:,|và|-|–|\+|&)\s*(?:mức(?:\s+độ)?\s*)?[1-4](?![\d%]|[.,]\d))*",
        ),
        (Kind.OTHER, rf"\b(?:{NUMBERED_WORDS})\s*[-:]?\s*\d+(?:\.\d+)*\b(?!\s*(?:[%/]|người|hồ\s+sơ|thủ\s+tục|TTHC|văn\s+bản|lượt|thành\s+viên|công\s+chức))"),
        (Kind.OTHER, r"\b24\s*/\s*7\b|\b24\s*/\s*24(?=\s*(?:giờ|h)\b)|(?<=trực\s)24/24\b|(?<=động\s)24/24\b|(?<!thứ\s)(?<!hạng\s)(?<!trí\s)\b\d\s+trong\s+\d\b|\b0?1\s+cửa\b|\b\d\s+lớp\b"),
        (Kind.OTHER, r"(?<![\d.,])0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}(?![\d%])|\b1[89]00[ .]?\d{4}\b"),
        (Kind.OTHER, r"(?<!thứ\s)(?<!hạng\s)(?<![\d/])\d+/\d+/\d+(?![\d/])"),
        (Kind.OTHER, r"(?:^|\n)[ \t]*\d{1,2}(?:\.\d{1,2})*(?:\s?[.)]|/(?=\s+[^\W\d]))(?=\s)"),
        (Kind.OTHER, r"(?:^|[\n.;:,])\s*(?:và\s+)?\(\d{1,2}\)(?=\s)"),
        # A footnote that lost its place: "1 Hồ sơ quá hạn gồm …". What is counted is not written with a capital.
        (Kind.OTHER, rf"(?:^|[.;:]\s*\n)[ \t]*[1-9]\d?(?=\s+(?-i:[{UPPER}][a-zà-ỹ]+\s)(?!sắc|bình))"),
        (Kind.OTHER, r"(?<!tổng\s)(?<!con\s)(?<!trong\s)(?<!trên\s)(?<!với\s)(?<!là\s)\bsố\s+\d{1,2}(?=\s*(?:[,.;):”\"](?!\d)|$)|\s+(?:tại|ở|của|thuộc|đặt|nằm)\b)"),
        (Kind.OTHER, r"(?:^|\n)[ \t]*(?:\d{1,2}\.)+\d{1,2}(?=\s+[^\W\d_])"),
    )
)  # fmt: skip
#: What stands in quotation marks is a name: “Chính quyền 4.0”.
QUOTED = (re.compile(r"“[^”\n%]{0,120}\d[^”\n%]{0,120}”"), re.compile(r"\"[^\"\n%]{0,120}\d[^\"\n%]{0,120}\""))
YEARS = re.compile(
    rf"(?<![\d.,/]){YEAR}(?:\s*[-–]\s*{YEAR})?(?![\d%]|[.,]\d|/\d|\s*%|\s*(?:hồ\s+sơ|văn\s+bản|lượt|người|phiếu|TTHC|trường\s+hợp|thủ\s+tục|cuộc|đồng|triệu|tỷ))"
)
#: A year of long ago is told by the word alone; "trong năm 1520 hồ sơ" tells none.
AFTER_NAM = re.compile(rf"\bnăm\s+({YEAR}|(?<!trong\snăm\s)(?<!cả\snăm\s)1[0-9]\d\d(?![\w%]|[.,/]\d))", re.IGNORECASE)
FRACTION = re.compile(rf"{START}({NUMBER})\s?/\s?({NUMBER}){END}")
PERCENT = re.compile(rf"(?:{START}|(?<=%/))({NUMBER}){GAP}(điểm\s*%|điểm\s+phần\s+trăm|%|phần\s+trăm)", re.IGNORECASE)
MONEY_FIGURE = re.compile(
    rf"{START}({NUMBER})(?:{GAP}({MULTIPLIER}))?(?:\s+({NUMBER})\s+({MULTIPLIER}))?{GAP}({MONEY})(?!{LETTER})",
    re.IGNORECASE,
)
MONEY_FRACTION = re.compile(
    rf"{START}({NUMBER})\s?/\s?({NUMBER})(?:{GAP}({MULTIPLIER}))?{GAP}({MONEY})(?!{LETTER})", re.IGNORECASE
)
SCORE = re.compile(
    rf"{START}({NUMBER}){GAP}điểm(?!{LETTER})(?!\s+(?:tiếp|cầu|giao|bưu|truy|nóng|trường|du|mới|hẹn|sáng|đến))",
    re.IGNORECASE,
)
SCALE = re.compile(
    r"\s*(?:(?:trên|/)\s*(?:tổng\s+số\s+|thang\s+)?|\((?:trên\s+|theo\s+)?(?:thang(?:\s+điểm)?|(?:điểm\s+)?tối\s+đa)(?:\s+là)?\s*:?\s*)"
    rf"({NUMBER})(?:\s*điểm)?{END}",
    re.IGNORECASE,
)
# A scan may tear a number apart: "4 1 nhiệm vụ", "1 5/22 xã", "20.8 10 hồ sơ". Only short pieces before a noun.
NOUN_AHEAD = r"(?=\s+(?!điểm|bậc|hạng)[^\W\d_]{2,})"
TORN = re.compile(
    rf"{START}(?:(\d) (\d)(?:{NOUN_AHEAD}|(?=\s?%))|(\d{{1,3}}\.\d) (\d\d){NOUN_AHEAD}|(\d{{1,3}}\.\d\d) (\d){NOUN_AHEAD}"
    rf"|((?:[lI]?\d|\d[\dlIO]{{0,2}})\.) (\d{{3}}){NOUN_AHEAD}|(\d{{1,3}}) (\.) ?(\d{{3}}){NOUN_AHEAD})"
)
# "18 950 hồ sơ", "1 250 000 đồng": thousands told apart by a space, never a list's number and a figure behind it.
SPACED = re.compile(
    rf"{START}([1-9]\d{{0,2}}(?:[ \u00a0\u2009\u202f]\d{{3}})+)(?!\d|[.,]\d|\s?[/%])(?=\s+[^\W\d_]{{2,}})"
)
DOTTED = re.compile(r"(?<![\d.,/])\d{1,3}\.\d{3}(?![\d%]|[.,]\d)")
TORN_DECIMAL = re.compile(rf"{START}(\d{{1,3}}) ([.,]) ?(\d{{1,2}})\s?(%|điểm(?!{LETTER}))", re.IGNORECASE)
TORN_FRACTION = re.compile(rf"{START}([1-9]) (\d)\s?/\s?(\d{{2}}){NOUN_AHEAD}")
ORDINAL_BEFORE = re.compile(
    r"\b(?:số|thứ|mức|độ|tháng|ngày|năm|quý|cấp|lớp|khối|tổ|phường|quận|án|định|quyết|điều|tư|thị|luật)\s+$",
    re.IGNORECASE,
)
COUNT = re.compile(rf"{START}({NUMBER})(?:{GAP}({MULTIPLIER}))?{END}", re.IGNORECASE)
CHANGE_BEFORE = re.compile(
    r"(?:\b(tăng|giảm|tụt|rớt|(?-i:hạ)|cải\s+thiện|nhảy\s+vọt|nhảy|lùi|vượt|cao\s+hơn|thấp\s+hơn|nhiều\s+hơn|ít\s+hơn|(?<!loại\s)(?<!yếu,\s)kém|thua|chênh(?:\s+lệch)?|lên|xuống|thiếu|bị\s+trừ|(?<!khai\s)(?<!loại\s)trừ|(?<!tổng\s)cộng|cộng\s+thêm|"
    r"cắt\s+giảm|tăng\s+thêm|giảm\s+bớt|giảm\s+được|tăng\s+được|giảm\s+đi|thăng|thụt))"
    r"(?:\s+(?:thêm|được|tới|đến|đi|gần|hơn|khoảng|trên|hạng|bậc|liền|những|mạnh|nhẹ|sâu|vọt|ròng))*\s*$",
    re.IGNORECASE,
)
#: "Giảm 02 chi cục, 07 phòng và 11 đơn vị": what is listed behind the first fell, too.
ALSO_CHANGED = re.compile(
    r"\b(tăng|giảm)\s+(?:thêm\s+|được\s+)?"
    r"(?:\d[\d.]*\s+(?:(?!\b(?:còn|lên|xuống|so|đạt|có|là|từ|trong|tăng|giảm)\b)[^\d,;.():%])+(?:,\s+|(?<=\s)và\s+))+$",
    re.IGNORECASE,
)
# "kém huyện dẫn đầu là huyện B 5,4 điểm", "hơn xã đứng thứ hai 1,2 điểm": how far apart two are, nobody's score.
MEASURED_AGAINST = (
    r"\b(?:(?<!loại\s)(?<!yếu,\s)(?<!mức\s)kém|thua|(?<!bằng\s)(?<!một\s)(?<!cải\s)(?<!phong\s)cách(?!\s+(?:làm|thức|giải|tính))|bỏ\s+xa|hơn"
    r"|vượt(?:\s+qua)?|(?:xếp|đứng|ngay|chỉ)\s+(?:sau|trên|dưới))\s+(?:so\s+với\s+)?"
)
OTHERS = (
    rf"\b(?:{BODIES}|thị|nhóm|nơi|dẫn\s+đầu|đứng|xếp"
    r"|bình\s+quân|trung\s+bình|trung\s+vị|cả\s+nước|toàn\s+quốc|mức\s+chung)\b"
)
EARLIER = r"\b(?:năm\s+(?:trước|ngoái|(?:19|20)\d\d)|cùng\s+kỳ|(?:kỳ|quý|tháng)\s+trước)\b"
#: "cao hơn quý II là 1.350 hồ sơ", "tăng so với cùng kỳ năm trước 12 văn bản": by how many there are more or fewer.
SINCE_THEN = re.compile(
    r"\b(?:(?:tăng|giảm)\s+so\s+với|(?:cao|thấp|nhiều|ít)\s+hơn(?:\s+so\s+với)?)\s+(?:cùng\s+)?(?:năm|quý|tháng|kỳ)\b"
    r"(?:\s+(?:năm|quý|tháng|trước|ngoái|liền\s+kề|báo\s+cáo|[IV]+|\d{1,2}|(?:(?:[IV]+|\d{1,2})/)?(?:19|20)\d\d))*(?:\s+là)?\s*$",
    re.IGNORECASE,
)
#: What a result is measured by, without tone marks.
PLAN = "ke hoach|chi tieu|muc tieu"
#: "vượt chỉ tiêu được giao 6,2%", "còn thấp hơn kế hoạch 4 điểm": the distance from a plan.
FROM_PLAN = (
    r"\b(?:vượt|kém|hụt|cách|(?:cao|thấp|nhiều|ít)\s+hơn)\s+(?:so\s+với\s+)?(?:kế\s+hoạch|chỉ\s+tiêu|mục\s+tiêu|dự\s+toán)"
    r"(?:\s+(?:được|giao|đề|đặt|ra|tỉnh|huyện|thành|phố|cả|năm|tới|gần|hơn|khoảng|\d{4}))*\s*$"
)
APART_BEFORE = re.compile(
    rf"{MEASURED_AGAINST}(?=[^.;:]*(?:{OTHERS}|{EARLIER}))(?:(?!\b(?:đạt|được|có|với|giành|chiếm|và|nhưng|mà)\b)[^.;:,()\d]"
    r"|\([^()\d]*\)|(?<=quận\s)\d{1,2}|(?<=phường\s)\d{1,2}|(?<=thứ\s)\d{1,2}|(?<=năm\s)\d{4}){2,90}$",
    re.IGNORECASE,
)
#: A gap between two is never that wide; "thấp hơn huyện A là 80 điểm" tells the other's score.
WIDEST_GAP = 40
#: A larger one behind "vượt mục tiêu" may be the plan itself: "đạt 44%, vượt mục tiêu 30%".
WIDEST_FROM_PLAN = 15
#: "tăng mạnh nhất với 6,2%": so small a figure is how far it rose, a large one is where it got to.
MOST_MOVED = re.compile(
    r"\b(?:tăng|giảm)(?:\s+(?:điểm|hạng))?\s+(?:cao|mạnh|nhiều|sâu|lớn|thấp|ít|nhẹ)\s+nhất(?:\s+(?:với|là|tới|thêm))*(?:\s+(?:mức|tới))?\s*\(?$",
    re.IGNORECASE,
)
SIGNED = re.compile(r"\(\s*[-–−+]\s?$")  # "(+3,4 điểm)", "(-1,75 điểm)"
CHANGED_BY_WORDS = re.compile(
    r"\b(?:tăng|giảm|lên|xuống|tụt|rớt|lùi|thăng|vươn\s+lên|hạ)(?:\s+thêm)?\s+"
    r"((một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:bậc|hạng|vị\s+trí|thứ\s+hạng))\b",
    re.IGNORECASE,
)
WORD_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
STEP_UNIT = re.compile(r"\s*(bậc|hạng|vị\s+trí|bậc\s+xếp\s+hạng|thứ\s+hạng|vị\s+thứ)\b", re.IGNORECASE)
RANK_BEFORE = re.compile(
    r"(?:\b(?:thứ|hạng|vị\s+thứ|vị\s+trí|thứ\s+hạng|đứng|xếp|xếp\s+thứ|đứng\s+ở|vị\s+trí\s+số)"
    r"(?:\s+(?:thứ|hạng|số|ở|là|đạt|vị\s+trí|toàn\s+tỉnh|mức))*\s*[:(]?\s*"
    r"|\b(?:(?:cuối|chót|bét|đầu)\s+bảng|đội\s+sổ|dẫn\s+đầu)\s*[,(]?\s*)$",
    re.IGNORECASE,
)
# The neighbours among whom a place is told: "5/14 vùng trung du và miền núi phía Bắc".
REGION = (
    r"(?:tiểu\s+vùng|vùng|khu\s+vực|cụm(?:\s+thi\s+đua)?|(?:đồng\s+bằng|trung\s+du|duyên\s+hải|miền\s+núi"
    r"|miền\s+(?:Bắc|Trung|Nam|Tây|Đông)|Tây\s+Nguyên|Đông\s+Nam\s+Bộ|Tây\s+Nam\s+Bộ|Bắc\s+Trung\s+Bộ|Tây\s+Bắc|Đông\s+Bắc)\b)"
)
QUALIFIER = re.compile(
    r"\b((?<!cao\s)(?<!thấp\s)(?<!nhiều\s)(?<!ít\s)hơn|gần|trên|dưới|khoảng|tối\s+thiểu|ít\s+nhất|tối\s+đa|xấp\s+xỉ|ước(?:\s+đạt)?|không\s+quá|chưa\s+(?:đến|tới)|ngót)\s*$",
    re.IGNORECASE,
)
OR_MORE = re.compile(r"\s*trở\s+lên", re.IGNORECASE)
# "thứ ba" is a rank only where something is ranked: not in "sáng thứ ba", "năm thứ ba liên tiếp", "thứ nhất, …".
RANKED = (
    r"(?:(?<=đứng\s)|(?<=xếp\s)|(?<=vị\s)|(?<=trí\s)|(?<=hạng\s)|(?<=lên\s)|(?<=xuống\s)|(?<=về\s)|(?<=giữ\s)|(?<=ở\s))"
)
# Among whom it is a place, or whose it is and with what: "thứ hai là huyện A 88,5 điểm".
AMONG = (
    r"(?=\s+(?:toàn|trong\s+(?:số|tổng|\d)|của\s+(?:tỉnh|huyện)|cả\s+nước|trên\s+tổng|tỉnh\b|huyện\b"
    r"|là\s+[^;:.,\d]{3,70}\d[\d.,]*\s*(?:điểm|%)))"
)
RANK_WORDS: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), rank)
    for pattern, rank in (
        (r"\bá\s+quân\b", 2),
        (r"\bquán\s+quân\b|\bngôi\s+đầu\b|\bvị\s+trí\s+số\s+(?:một|1)\b", 1),
        (rf"\b(?:đứng|xếp|giữ)\s+(?:ở\s+)?(?:vị\s+trí\s+)?(?:đầu(?:\s+bảng)?|thứ\s+nhất|nhất|hạng\s+nhất)\b(?!\s+(?:năm(?!\s+20)|tiên))(?!\s+là\s+(?!(?:UBND|{UNITS}|TP|Sở|Bộ)\b))", 1),
        (rf"\bthứ\s+nhất\b{AMONG}|{RANKED}thứ\s+nhất\b|\b(?:hạng|vị\s+trí)\s+nhất\b", 1),
        (r"\bdẫn\s+đầu\b", 1),
        (r"\b(?:đứng|xếp|về|hạng)\s+(?:thứ\s+)?(?:nhì|hai)\b(?!\s+(?:loại|lần|năm|đơn|xã))", 2),
        (rf"\bthứ\s+(?:nhì|hai)\b{AMONG}|{RANKED}thứ\s+(?:nhì|hai)\b|\bthứ\s+nhì\b", 2),
        (r"(?<=\bnhất,\s)nhì\b|(?<=\bnhất\svà\s)nhì\b", 2),
        (r"(?<=\bnhì,\s)ba\b|(?<=\bnhì\svà\s)ba\b", 3),
        (rf"\b(?:hạng|đứng)\s+ba\b|\bthứ\s+ba\b{AMONG}|{RANKED}thứ\s+ba\b", 3),
        (rf"\bhạng\s+tư\b|\bthứ\s+tư\b{AMONG}|{RANKED}thứ\s+tư\b", 4),
        *(
            (rf"\bthứ\s+{word}\b{AMONG}|{RANKED}thứ\s+{word}\b(?!\s+(?:một|hai|ba|bốn|tư|lăm|sáu|bảy|tám|chín)\b)", rank)
            for word, rank in (("sáu", 6), ("bảy", 7), ("tám", 8), ("chín", 9), ("mười", 10), (r"mười\s+một", 11), (r"mười\s+hai", 12))
        ),
        (rf"\bhạng\s+năm\b(?!\s+\d)|\bthứ\s+năm\b{AMONG}|{RANKED}thứ\s+năm\b(?!\s+(?:\d|liên))", 5),
        (
            r"\b(?:(?:đứng|xếp)\s+(?:ở\s+)?)?(?:vị\s+trí\s+)?(?:cuối\s+bảng|chót\s+bảng|bét\s+bảng|cuối\s+cùng\s+(?:toàn\s+tỉnh|bảng))\b"
            r"|\bđội\s+sổ\b|\b(?:đứng|xếp)\s+(?:ở\s+)?(?:vị\s+trí\s+)?(?:cuối|chót|bét)(?:\s+cùng)?\b|\bvị\s+trí\s+cuối(?:\s+cùng)?\b",
            0,
        ),
    )
)  # fmt: skip
# "dẫn đầu là xã A (94 điểm), tiếp theo là xã B (93 điểm), cuối cùng là xã C": a place after the one told before.
NEXT_PLACE = re.compile(
    r"\b(?:(tiếp\s+(?:theo|đến|sau)|kế\s+(?:tiếp|đến|sau)|theo\s+sau|(?:xếp|đứng)\s+sau|sau\s+đó)|cuối\s+cùng)(?=\s+(?:đó\s+)?(?:là|thuộc\s+về)\b)",
    re.IGNORECASE,
)
TOGETHER = re.compile(r"\b(?:cùng|đồng)\s+(?:hạng|xếp|đứng|dẫn|vị|điểm)", re.IGNORECASE)
# "trong top dẫn đầu", "20 tỉnh dẫn đầu" are no exact rank; "ra khỏi vị trí dẫn đầu", "mất ngôi đầu" are none at all.
NO_RANK_BEFORE = re.compile(
    r"\b(?:top|tốp|nhóm|người|nhất\s+là|đoàn|do\s+(?:đồng\s+chí|ông|bà))(?:\s+[^\W\d]+){0,4}\s+$"
    r"|\b(?:các|những)\s+$|\bsau\s+(?:nhiều|một|hai|ba|bốn|năm|\d+)\s+năm\s+(?:[^\W\d]+\s+){0,5}$"
    r"|\btừng\s+(?:(?:nhiều\s+năm|liên\s+tục|liên\s+tiếp|xếp|đứng|giữ|ở|vị\s+trí|hạng|thứ|đạt|dẫn)\s+)*$"
    rf"|(?:(?<!\d)\d{{1,3}}|\bhai|\bba|\bbốn|\bcác|\bnhững|\bmột\s+trong)\s+(?:{BODIES}|vị\s+trí),?\s+(?:[^\W\d]+,?\s+){{0,3}}(?:(?:[^\W\d]+\s+){{0,2}}có\s+(?:[^\W\d]+\s+){{1,6}})?$"
    rf"|\b(?:hơn|kém|sau|trước|cách)\s+(?:{BODIES})\s+(?:xếp\s+|đứng\s+|về\s+)?$"
    r"|(?<!chưa\s)(?<!không\s)(?<!vẫn\s)\b(?:(?:thoát|ra|rời|tụt)\s+khỏi|để\s+mất|đánh\s+mất|mất)\s+(?:[^\W\d]+\s+){0,2}$",
    re.IGNORECASE,
)
AMONG_HOW_MANY = re.compile(
    rf"\s+(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?(\d{{1,3}})\s+(?:{BODIES}|thị|thành)", re.IGNORECASE
)
#: What a total is divided by: "365 văn bản, trong đó 102 …".
PARTS_FOLLOW = r"(?:trong\s+đó|bao\s+gồm|gồm|cụ\s+thể)"
LAST = Decimal(0)  # the value of "cuối bảng": last of however many
#: What a percentage is of that is no index.
OTHER_RATE = re.compile(
    r"t[ỷỉ]\s+lệ|hồ\s+sơ|(?<!cách\s)thủ\s+tục|số\s+lượng|kinh\s+phí|thời\s+gian|chi\s+phí", re.IGNORECASE
)
GRADES = ("Xuất sắc", "Tốt", "Khá", "Trung bình", "Yếu", "Kém")
GRADE_WORD = f"(?:{'|'.join(GRADES)})".lower().replace(" ", r"\s+")
PLAIN_GRADES = "|".join(map(fold, GRADES))
#: What an index is made up of.
PART = r"lĩnh\s+vực|nội\s+dung|tiêu\s+chí|trụ\s+cột|hợp\s+phần|thành\s+phần|yếu\s+tố"
GRADE = re.compile(
    r"\b(?:xếp\s+loại|đạt\s+loại|đánh\s+giá\s+loại|loại|mức|hạng)(?:\s+(?:là|loại|đạt|CCHC|CCHHC|mức))*\s*:?\s*[“\"]?"
    rf"(hoàn\s+thành\s+xuất\s+sắc|{GRADE_WORD})\b",
    re.IGNORECASE,
)
# "điểm số đạt trên 92", "điểm điều tra xã hội học 27,14 trên 30": a score without its unit.
SCORE_BEFORE = re.compile(
    r"(?<!thời\s)(?<!địa\s)(?<!quan\s)(?<!đặc\s)(?<!trọng\s)(?<!thí\s)(?<!ưu\s)(?<!khuyết\s)\bđiểm"
    r"(?:\s+(?:số|trung\s+bình|bình\s+quân|đạt|là|được|trên|từ|chỉ|tổng|chuẩn|thẩm\s+định|điều\s+tra|xã\s+hội\s+học|tự\s+chấm))*\s*:?\s*$",
    re.IGNORECASE,
)
OUT_OF = re.compile(rf"\s+trên\s+(?:tổng\s+)?(?:số\s+)?({NUMBER}){END}(?!\s*(?:%|[^\W\d]))")
# Patterns are matched whatever the case of letters.
SCANNED_DIGITS = str.maketrans("lLiIoO", "111100")


_TIME = re.compile(
    r"\s*(ngày\s+làm\s+việc|ngày|giờ\s+làm\s+việc|giờ|phút|tháng|tuần|buổi|năm\s+(?:liên\s+tiếp|liên\s+tục|liền|qua)"
    rf"|năm(?!\s+\d)|(?:km|m)[2²]?(?!\w)|ha|lần|quý)(?!{LETTER})",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\b(?:được|đã|là|và|với|trong|của|theo|thuộc|để|có|do|về|(?<!tồn\s)tại|ở|đạt|chiếm|gồm|từ|đến|cho|trên|vào|bị|so|như|nhờ|vì|khi|"
    r"nhưng|mà|thì|không(?!\s+chuyên\s+trách)|chưa|còn|tăng|giảm|bằng|tương|lên|xuống|đang|sẽ|phải|nên|cũng|đều|chỉ(?!\s+(?:đạo|tiêu|số|thị))|vẫn|hoặc|nếu|qua|sang|giữa|"
    r"cùng|kể|nữa|đứng|tới|dưới|mỗi|thành(?!\s+(?:phố|viên|phần|tích|lập|công|niên))|trước(?=\s+(?:ngày|khi|\d))|"
    r"(?:kỳ|năm)\s+trước|công\s+bố(?=\s+\d)|chuyển(?=\s+(?:năm|sang|tiếp|cho|qua|về))|mới(?=\s+(?:xử|đạt|chỉ|có|được))|đối(?=\s+với))\b|\bnăm\s+\d|[,;.:()\n|“”\"+–⁰¹²³⁴⁵⁶⁷⁸⁹*]|\s-\s|(?<!mức\sđộ\s)\d",
    re.IGNORECASE,
)
#: "1.388 (0,9%) hồ sơ": a share between a number and what it counts.
SHARE_BETWEEN = re.compile(r"\s*\(\s*\d[\d.,]*\s?%\s*\)(?=\s+[^\W\d])")
_GRADED_NOUN = re.compile(rf".*?\b(?:loại|hạng|mức)\s+{GRADE_WORD}\b", re.IGNORECASE)


def counted_noun(after: str) -> str:
    """Return the noun that follows a number: "hồ sơ", "văn bản quy phạm pháp luật"."""
    if share := SHARE_BETWEEN.match(after):
        after = after[share.end() :]
    time = _TIME.match(after)
    if time:
        return " ".join(time.group(1).split())
    # A line break inside a noun is a break of the line only.
    noun = re.sub(r"(?<=\w)[ \t\u00a0]*\n[ \t\u00a0]*(?=[^\W\d])", " ", after)
    stop = _STOP.search(noun)
    noun = " ".join((noun[: stop.start()] if stop else noun).split()[:8])
    graded = _GRADED_NOUN.match(noun)
    return graded.group(0) if graded else noun

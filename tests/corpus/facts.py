"""One small report, written to a file and read: what the tests of facts share."""

from collections.abc import Callable

from corpus.facts import extract_facts
from corpus.model import Document, Fact

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN TÂN HỒNG
Số: 99/BC-UBND

Tân Hồng, ngày 20 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023

I. KẾT QUẢ

"""

Facts = Callable[..., "Read"]


class Read:
    """The facts of one small report, by the figure as printed."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.all = extract_facts(document)

    def __getitem__(self, printed: str) -> Fact:
        found = [f for f in self.all if " ".join(f.text.split()) == printed]
        assert found, [f.text for f in self.all]
        return found[0]

    def clause(self, printed: str) -> str:
        return " ".join(self[printed].clause.of(self.document.text).split())


def year_of(fact: Fact) -> str:
    return fact.period.label if fact.period else ""

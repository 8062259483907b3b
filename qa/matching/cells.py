"""Tell whether a cell of a table is just what is asked: its row and its column say all of it, and nothing else."""

import re
from collections.abc import Iterable
from functools import lru_cache

from corpus.facts.cells import is_cell, is_of_all, is_total, names_subject, row_words
from corpus.facts.table_rows import column_heads
from corpus.kinds import PLAIN_BODIES, PLAIN_SHORT
from corpus.model import Document, Fact, Status, Table
from corpus.vietnamese import fold, upper_first
from corpus.vocabulary import terms
from qa.matching.weighing import DOSSIERS, MONEY

#: What a question may say besides: words of its kind, not of the thing.
_SAID_ANYWAY = frozenset(
    ("linh", "vuc", "muc", "do", "chi tieu", "so", "trong", "ky", "nguoi",
     "tong", "ket qua", "nam", "bao cao", "don vi", "chi", "cac", "uy ban nhan dan")
)  # fmt: skip
#: What says of what kind a figure is, and not of what.
_KINDS: dict[str, frozenset[str]] = {
    "rate": frozenset(("ty le",)),
    "score": frozenset(("diem", "phan", "thanh", "tieu chi")),
    "amount": frozenset((*MONEY, "trieu", "ty", "nghin")),
}
_NOTE = re.compile(r"\([^()]*\)")
#: A caption of one field, one way or one level: its figures are of that alone.
_ONE_FIELD = re.compile(r"(?<!theo )(?<!cac )\blinh vuc (?!giai quyet|giua)(\w+ \w+)")


def cell_name(fact: Fact, row: bool = True) -> str:
    """Return what a cell is of, in the words of its heads: "Trễ hạn (Đất đai)"; without `row` its column alone."""
    head = upper_first(_ASIDE.sub("", " ".join(_NOTE.sub(" ", fact.heading[0]).split())))
    if _ONLY_WHEN.fullmatch(fold(head)):
        head = ""
    named = row_words(fact) if row and not names_subject(fact) else ""
    named = " ".join(_NOTE.sub(" ", named).split())
    return f"{head} ({named})" if head and named else head or named


#: What a line says otherwise: "Trong đó quá hạn", "Hồ sơ tiếp nhận Năm 2023".
_ASIDE = re.compile(r"^trong đó\W+|^năm\s+(?:19|20)\d\d\s+(?=\w)|\s+năm\s+(?:19|20)\d\d$", re.IGNORECASE)
#: "2023", "Năm 2023", "Thực hiện 2024": a head that names no thing.
_ONLY_WHEN = re.compile(r"(?:(?:ket qua|thuc hien|nam|quy|thang|so lieu|ke hoach|[ivx]+|\d+|[\W_])\s*)*")


def says_just(asked: Iterable[str], fact: Fact, document: Document, row: bool = True) -> bool:
    """Tell whether the words of a cell's row and column are the terms asked for: none missing, none beside them.

    Without `row` those of its column are: the question is which row.
    """
    if not is_cell(fact):
        return False
    wanted = set(asked) - _SAID_ANYWAY
    in_row, column = _said(row_words(fact)), _said(_NOTE.sub(" ", fact.heading[0]))
    if is_total(fact.heading[0]):  # "Cộng": of all columns
        column = frozenset()
    if not row or is_of_all(fact):
        in_row = frozenset()
    elif names_subject(fact):  # "Xã Bum Nưa: Tiếp nhận": whose it is, not what
        in_row -= _said(fact.subject) | PLAIN_SHORT.keys()
    if fact.status is Status.TARGET:
        wanted, column = wanted - {"ke hoach"}, column - {"ke hoach"}
    kind = _KINDS.get(fact.measure, frozenset())
    said, wanted = (in_row | column) - kind, wanted - kind
    aside = " ".join(_NOTE.findall(fact.heading[0]))  # "Trong kỳ (trực tuyến)"
    implied = set(_said(f"{fact.unit} {aside} {fact.subject} {fact.part}"))
    if said & DOSSIERS:
        implied |= {"ho so", "nop"} | ({"giai quyet"} if said & {"tre han", "dung han", "truoc han"} else set())
    if "truc tuyen" in said:
        implied.add("tiep nhan")
    # "Đã giải quyết: Quá hạn": what is late was dealt with, which need not be said.
    silent = {"ho so"} | ({"giai quyet"} if said & {"tre han", "dung han", "truoc han"} else set())
    silent |= {"tiep nhan", "tiep nhan moi"} if wanted & {"nop", "truc tuyen", "ky truoc chuyen sang"} else set()
    if not wanted or not said - silent <= wanted:
        return False
    missing = wanted - said - implied
    above = _of_all_rows(fact, document) if missing or not said else frozenset()
    return bool(said or missing & above) and missing <= above and not _of_another_field(fact, document, wanted)


_ROWS = re.compile(rf"(?:{PLAIN_BODIES}|linh vuc|phong|chi nhanh|bo phan)\b")


def is_one_counted(counted: str, fact: Fact) -> bool:
    """Tell whether a cell is of one of those that are counted: how many "sở" there are is told by the row of none."""
    kind = _ROWS.match(fold(counted))
    if kind is None or not is_cell(fact) or is_of_all(fact):
        return False
    return names_subject(fact) or kind[0] not in fold(f"{fact.unit} {fact.label}")


def of_another_row(asked: Iterable[str], fact: Fact) -> bool:
    """Tell whether a cell is of one row among others, and no word of its name is asked."""
    named = _said(row_words(fact)) if is_cell(fact) and not is_of_all(fact) and not names_subject(fact) else frozenset()
    return bool(named) and named.isdisjoint(asked)


def _caption(table: Table | None, document: Document) -> str:
    return table.caption.of(document.text) if table and table.caption else ""


def _of_all_rows(fact: Fact, document: Document) -> frozenset[str]:
    """Return what is said of all rows of a table: by its caption, and by the head over their names."""
    table = document.table_at(fact.span)
    heads = [" ".join(levels) for levels in column_heads(document.text, table)] if table and fact.heading[0] else []
    named = next((head for head in heads if not re.fullmatch(r"\W*(?:s?tt|so tt)\W*", fold(head))), "")
    return _said(f"{_caption(table, document)}. {named}")


def _of_another_field(fact: Fact, document: Document, wanted: set[str]) -> bool:
    field = _ONE_FIELD.search(fold(_caption(document.table_at(fact.span), document)))
    return bool(field) and not _said(field.group(1)) <= wanted if field else False


@lru_cache(maxsize=1 << 14)
def _said(words: str) -> frozenset[str]:
    return frozenset(t.name for t in terms(words) if len(t.name) > 1 and not t.name[0].isdigit()) - _SAID_ANYWAY

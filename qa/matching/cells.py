"""Tell whether a cell of a table is just what is asked: its row and its column say all of it, and nothing else."""

import re
from collections.abc import Iterable
from functools import lru_cache

from corpus.facts.cells import is_cell, is_of_all, names_subject, row_words
from corpus.kinds import PLAIN_SHORT
from corpus.model import Document, Fact, Status
from corpus.vietnamese import fold
from corpus.vocabulary import terms
from qa.matching.weighing import DOSSIERS, MONEY

#: What a question may say besides: words of its kind, not of the thing.
_SAID_ANYWAY = frozenset(
    (
        "linh",
        "vuc",
        "muc",
        "do",
        "chi tieu",
        "so",
        "trong",
        "ky",
        "nguoi",
        "tong",
        "ket qua",
        "nam",
        "bao cao",
        "don vi",
        "chi",
        "cac",
    )
)
_MONEY = frozenset((*MONEY, "trieu", "ty", "nghin"))
_NOTE = re.compile(r"\([^()]*\)")
#: A caption of one field, one way or one level: its figures are of that alone.
_ONE_FIELD = re.compile(r"(?<!theo )(?<!cac )\blinh vuc (?!giai quyet|giua)(\w+ \w+)")


def cell_name(fact: Fact, row: bool = True) -> str:
    """Return what a cell is of, in the words of its heads: "Trễ hạn (Đất đai)"; without `row` its column alone."""
    head = " ".join(_NOTE.sub(" ", fact.heading[0]).split())
    if _ONLY_WHEN.fullmatch(fold(head)):
        head = ""
    named = row_words(fact) if row and not names_subject(fact) else ""
    named = " ".join(_NOTE.sub(" ", named).split())
    return f"{head} ({named})" if head and named else head or named


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
    if not row or is_of_all(fact):
        in_row = frozenset()
    elif names_subject(fact):  # "Xã Bum Nưa: Tiếp nhận": whose it is, not what
        in_row -= _said(fact.subject) | PLAIN_SHORT.keys()
    if fact.status is Status.TARGET:
        wanted, column = wanted - {"ke hoach"}, column - {"ke hoach"}
    if fact.measure == "rate":
        in_row, column, wanted = in_row - {"ty le"}, column - {"ty le"}, wanted - {"ty le"}
    if fact.measure == "amount":
        in_row, column, wanted = in_row - _MONEY, column - _MONEY, wanted - _MONEY
    said = in_row | column
    of_all = _said(_caption(fact, document)) if row and is_of_all(fact) else frozenset()
    if not wanted or not (said or of_all):
        return False
    aside = " ".join(_NOTE.findall(fact.heading[0]))  # "Trong kỳ (trực tuyến)"
    implied = (
        set(_said(f"{fact.unit} {aside} {fact.subject}")) | of_all
    )  # a sum is of all that the caption names: "Kinh phí thực hiện CCHC"
    if said & DOSSIERS:
        implied |= {"ho so", "nop"} | ({"giai quyet"} if said & {"tre han", "dung han", "truoc han"} else set())
    if "truc tuyen" in said:
        implied.add("tiep nhan")
    # "Đã giải quyết: Quá hạn": what is late was dealt with, which need not be said.
    silent = {"ho so"} | ({"giai quyet"} if said & {"tre han", "dung han", "truoc han"} else set())
    silent |= {"tiep nhan"} if wanted & {"nop", "truc tuyen", "ky truoc chuyen sang"} else set()
    return wanted <= said | implied and said - silent <= wanted and not _of_another_field(fact, document, wanted)


def _caption(fact: Fact, document: Document) -> str:
    table = document.table_at(fact.span)
    return table.caption.of(document.text) if table and table.caption else ""


def _of_another_field(fact: Fact, document: Document, wanted: set[str]) -> bool:
    field = _ONE_FIELD.search(fold(_caption(fact, document)))
    return bool(field) and not _said(field.group(1)) <= wanted if field else False


@lru_cache(maxsize=1 << 14)
def _said(words: str) -> frozenset[str]:
    return frozenset(t.name for t in terms(words) if len(t.name) > 1 and not t.name[0].isdigit()) - _SAID_ANYWAY

"""Find input that reading takes more than its length for: each odd text is read at one size, then at four times it.

    python -m bench.growth [SIZE]

Ratio of CPU seconds within one run: 4 is in proportion to the length, 16 its square. Returns 1 where a text costs
more than 8 times as much. Texts are those that patterns stumble over: long runs of one kind of character, of one
word, of brackets, of list numbers, and sentences that never end; and the sample reports, one after the other.
"""

import sys
import time
from importlib.resources import files

from corpus.model import Document
from corpus.readers.text import read_text
from index.report import File, report_of

LARGEST_RATIO = 8.0
#: Below these seconds the clock says nothing.
_TOO_SHORT = 0.4

PIECES = {
    "digits": "1",
    "digits and dots": "1.",
    "digits and spaces": "1 ",
    "decimals": "12,5 ",
    "ranks": "5/12 ",
    "dates": "01/02/2023 ",
    "spaces": " ",
    "tabs": "\t",
    "line breaks": "\n",
    "spaced line breaks": " \n",
    "bars": "|",
    "bars and spaces": "| ",
    "rows": "| 1 | 2 |\n",
    "rules": "|---|---|\n",
    "dashes": "-",
    "dashes and spaces": "- ",
    "dots": ".",
    "dots and spaces": ". ",
    "commas": ", ",
    "semicolons": "a; ",
    "colons": "a: ",
    "brackets": "(",
    "bracket pairs": "()",
    "nested words": "(a ",
    "closed": ") ",
    "quotes": '"',
    "stars": "*",
    "hashes": "#",
    "headings": "# a\n",
    "list": "- a\n",
    "numbered list": "1. a\n",
    "roman list": "II. A\n",
    "one letter": "a",
    "one capital": "A",
    "marked letter": "ế",
    "short words": "a b ",
    "capital words": "Ab Cd ",
    "names": "huyện Tân Hồng ",
    "units": "xã A, xã B, ",
    "indices": "Chỉ số CCHC ",
    "years": "năm 2023 ",
    "comparisons": "so với năm 2022 ",
    "figures": "đạt 80,41 điểm ",
    "clauses": "đạt 80,41 điểm, xếp thứ 5/12; ",
    "counts": "12 hồ sơ, ",
    "footnotes": "¹ ",
    "numbers of documents": "Số: 12/BC-UBND ",
    "decisions": "Quyết định số 12/QĐ-UBND ngày 01/02/2023 ",
    "recipients": "Nơi nhận:\n- Như trên;\n",
    "web tags": "<b>",
    "entities": "&amp;",
    "control": "\u202e",
    "combining": "\u0301",
    "ligatures": "\ufdfa",
    "joiners": "a\u200d",
    "zero width": "\u200b",
    "short lines": "Tổng số\n12\n",
    "sentences": "Huyện đạt 12 điểm. ",
    "lower case lines": "và đạt\n",
}


def main(arguments: list[str]) -> int:
    size = int(arguments[0]) if arguments else 2_000
    slow = 0
    for name, piece in (PIECES | {"reports": _reports()}).items():
        for before, after in (("", ""), ("BÁO CÁO\n\nNăm 2023, huyện đạt ", " điểm.\n")):
            times = max(size // len(piece), 1)
            once = _seconds(before + piece * times + after)
            if once * 16 < _TOO_SHORT:
                continue
            four = _seconds(before + piece * (4 * times) + after)
            ratio = four / once
            told = four >= _TOO_SHORT and ratio > LARGEST_RATIO
            slow += told
            if told or four > 4:
                print(f"{name:22} {'in a sentence' if before else 'alone':14} {four:8.2f} s, {ratio:5.1f} times")
    print(f"{slow} kinds of text cost more than {LARGEST_RATIO:g} times as much at 4 times the length")
    return 1 if slow else 0


def _reports() -> str:
    return "".join(
        file.read_text("utf-8") + "\n\n" for file in files("corpus.samples").iterdir() if file.name.endswith(".txt")
    )


def _seconds(text: str) -> float:
    start = time.process_time()
    reading = read_text(text.encode("utf-8"))
    report_of(Document("bench", "bench.txt", reading.text, tables=reading.tables), File("", "", ""))
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The same report in several files is cited once; reports that only look alike are all kept."""

import itertools
from pathlib import Path

import docx
import pytest

from corpus import samples
from index.database import Database, open_database
from index.reader import Index, open_index
from index.rows import DocumentRow
from tests.fakes import HashingEmbedder, update

FOLDER = Path(samples.__file__).parent
REPORT = (FOLDER / "tan-hong-bao-cao-2023.txt").read_text(encoding="utf-8")
STORY = """Huyện Lạc Thủy sơ kết công tác cải cách hành chính

Sáng ngày 05/7/2023, huyện Lạc Thủy tổ chức hội nghị sơ kết. Sáu tháng đầu năm 2023, bộ phận một cửa tiếp nhận
12.345 hồ sơ, giải quyết đúng hạn 12.001 hồ sơ, đạt 97,21%. Có 3 xã chưa bố trí đủ công chức tại bộ phận một cửa.

Lãnh đạo huyện yêu cầu các xã khắc phục trong quý III năm 2023.
"""


def as_word(text: str, path: Path) -> None:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(path))


def as_page(text: str, path: Path) -> None:
    lines = "".join(f"<p>{line}</p>\n" for line in text.splitlines() if line)
    path.write_text(f"<html><body>{lines}</body></html>", encoding="utf-8")


def as_text(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8")


def index_of(folder: Path, data: Path) -> Index:
    database = open_database("", data)
    embedder = HashingEmbedder()
    update(database, lambda: embedder, [folder])
    return open_index(database, lambda: embedder)


def shown(rows: list[DocumentRow]) -> list[str]:
    return sorted(row.source for row in rows)


def indexed(tmp_path: Path, **texts: str) -> Index:
    """Return an index over these texts, each in a file of that name."""
    folder = tmp_path / "reports"
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        as_text(text, folder / f"{name}.txt")
    return index_of(folder, tmp_path / "data")


@pytest.mark.parametrize("text", [REPORT, STORY], ids=["report", "story"])
def test_a_report_in_three_formats_is_searched_and_counted_once(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    as_text(text, folder / "bao-cao.txt")
    alone = index_of(folder, tmp_path / "alone")
    as_word(text, folder / "bao-cao.docx")
    as_page(text, folder / "bao-cao.html")
    index = index_of(folder, tmp_path / "data")
    (cited,) = index.documents()
    assert cited.source == "bao-cao.docx"
    assert {row.source: row.copy_of for row in index.listed()} == {
        "bao-cao.docx": "", "bao-cao.html": cited.id, "bao-cao.txt": cited.id,
    }  # fmt: skip
    assert [(f.text, f.measure, f.label) for f in index.facts()] == [
        (f.text, f.measure, f.label) for f in alone.facts()
    ]
    assert {hit.passage.document_id for hit in index.search("hồ sơ đúng hạn", 50)} == {cited.id}
    assert index.stamp.documents == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("UBND HUYỆN TÂN HỒNG", "ỦY BAN NHÂN DÂN\nHUYỆN TÂN HỒNG"),
        ("\n\n", "\n\n\n"),
        (" hồ sơ", "  hồ sơ"),
        ("Tân Hồng, ngày", "    Tân Hồng,  ngày"),
        ("Nơi nhận:", "Nơi nhận: - Như trên;"),
    ],
)
def test_other_spaces_and_another_letterhead_make_no_other_report(tmp_path: Path, old: str, new: str) -> None:
    changed = REPORT.replace(old, new)
    index = indexed(tmp_path, a=REPORT, b=changed + "\n")
    assert len(index.listed()) == 2
    assert len(index.documents()) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("80,41", "80,14"),  # a corrected figure
        ("11/12", "10/12"),
        ("năm 2023", "năm 2022"),  # the year before, from the same template
        ("Tân Hồng", "Tháp Mười"),  # another district
        ("HUYỆN TÂN HỒNG", "HUYỆN THÁP MƯỜI"),
        ("126/BC-UBND", "127/BC-UBND"),
        ("02 tháng 4", "03 tháng 4"),
        ("xếp loại Khá", "xếp loại Tốt"),
        ("chưa", "đã"),
        ("tăng", "giảm"),
    ],
)
def test_a_report_that_says_anything_else_is_another_report(tmp_path: Path, old: str, new: str) -> None:
    text = REPORT if old in REPORT else f"{REPORT}\nHuyện được {old} trong năm, {old} hoàn thành.\n"
    index = indexed(tmp_path, a=text, b=text.replace(old, new))
    assert len(index.documents()) == 2


@pytest.mark.parametrize(
    ("old", "new"), [("Lạc Thủy", "Lạc Sơn"), ("12.345", "12.346"), ("chưa bố trí", "đã bố trí"), ("quý III", "quý IV")]
)
def test_two_stories_that_differ_in_a_word_are_two(tmp_path: Path, old: str, new: str) -> None:
    assert len(indexed(tmp_path, a=STORY, b=STORY.replace(old, new)).documents()) == 2


EMPTY = """UBND XÃ {name}
Số: {number}/BC-UBND

{name}, ngày 20 tháng 12 năm 2023

BÁO CÁO
Công tác cải cách hành chính năm 2023

Trong năm 2023, xã không phát sinh hồ sơ quá hạn, không nhận được phản ánh, kiến nghị.
"""


def test_reports_of_two_communes_that_have_nothing_to_report_are_two(tmp_path: Path) -> None:
    first, second = EMPTY.format(name="TÂN PHƯỚC", number=12), EMPTY.format(name="TÂN CÔNG", number=12)
    assert len(indexed(tmp_path, a=first, b=second).documents()) == 2


def test_which_copy_is_cited_does_not_depend_on_the_order_of_loading(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    as_text(REPORT, folder / "a.txt")
    as_word(REPORT, folder / "b.docx")
    as_page(REPORT, folder / "c.html")
    as_text(REPORT.replace("\n\n", "\n\n\n"), folder / "d.txt")
    marked = []
    for number, order in enumerate(itertools.permutations(sorted(folder.iterdir()))):
        if number % 5:
            continue
        database = open_database("", tmp_path / f"data{number}")
        embedder = HashingEmbedder()
        for path in order:
            update(database, lambda: embedder, [path])  # noqa: B023 - used at once
        marked.append({row.source: row.copy_of for row in database.document_rows()})
        database.close()
    assert len(marked) > 3
    assert all(one == marked[0] for one in marked)


def test_when_the_cited_copy_goes_the_other_is_cited(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    embedder = HashingEmbedder()
    as_text(REPORT, folder / "a.txt")
    update(database, lambda: embedder, [folder])
    index = open_index(database, lambda: embedder)
    alone = index.facts(), index.search("chỉ số CCHC", 50)
    as_word(REPORT, folder / "b.docx")
    update(database, lambda: embedder, [folder])
    assert shown(index.documents()) == ["a.txt"], "the opened generation stays as it was"
    assert (index.facts(), index.search("chỉ số CCHC", 50)) == alone
    assert index.refresh()
    assert shown(index.documents()) == ["b.docx"]
    (folder / "b.docx").unlink()
    update(database, lambda: embedder, [folder])
    assert index.refresh()
    assert shown(index.documents()) == shown(index.listed()) == ["a.txt"]
    assert (index.facts(), index.search("chỉ số CCHC", 50)) == alone

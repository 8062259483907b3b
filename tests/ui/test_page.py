"""What the chat page makes of an answer."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ui
from qa.desk import Desk
from qa.model import Answer, ChartData, Citation, CitedFact, TableData
from qa.settings import QUESTION_LIMIT
from tests.parts import LightApp, settings_in
from ui import Exchange, answer_card, answer_question, conversation, examples, source_panel

TRICK = '<img src=x onerror="alert(1)">'


class Tags(HTMLParser):
    """Collects the tags and the text of a page, and whether every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    tags.close()
    assert not tags._open
    return tags


def citation(n: int = 1, quote: str = "Chỉ số đạt 80,41 điểm, xếp hạng 11/12.", reference: str = "Báo cáo") -> Citation:
    return Citation(
        n=n, document_id="a", source="a.txt", title="t", start=5, end=9, quote=quote, reference=reference,
        url="/documents/a?start=5&end=9",
    )  # fmt: skip


def answer(text: str = "Đạt 80,41 điểm [1].", **more: object) -> Answer:
    given = {"citations": (citation(),), **more}
    return Answer(id="x1", question="gì?", status="answered", kind="figure", answer=text, **given)


def test_a_marker_is_a_link_to_its_place_in_the_report():
    links = [attrs for tag, attrs in read(answer_card(answer())).tags if tag == "a"]
    assert [link["href"] for link in links] == ["/documents/a?start=5&end=9#trich-dan"]
    assert links[0]["title"] == "Báo cáo"


def test_a_marker_without_a_source_stays_text():
    card = read(answer_card(answer("Xem [7] và [99999999999999999999] và [1].")))
    assert "[7]" in card.text
    assert len([tag for tag, _ in card.tags if tag == "a"]) == 1


@given(st.text(max_size=60))
def test_whatever_a_report_or_a_question_holds_is_shown_as_text(text):
    text = TRICK + text.replace("\r", "")
    shown = answer(
        text,
        citations=(citation(quote=text, reference=text),),
        resolved_question=text,
        table=TableData(columns=(text,), rows=((text,),), marked=(0,)),
        chart=ChartData(kind="line", title=text, labels=(text,), values=(1.0,), unit=text),
    )
    page = read(conversation([Exchange(text, shown), Exchange(text, problem=text)]))
    tags = {tag for tag, _ in page.tags}
    assert "img" not in tags
    assert "script" not in tags
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert page.text.count(TRICK) >= 7


def test_the_figures_of_the_answer_are_marked_in_the_quote_and_nothing_else_is():
    fact = CitedFact(
        subject="s", indicator="i", label="l", period=None, measure="score", value="80.41", unit="điểm",
        of=None, text="80,41 điểm", status="result", citation=1,
    )  # fmt: skip
    panel = source_panel(answer(citations=(citation(quote="Đạt 180,41 điểm và 80,41 điểm."),), facts=(fact,)))
    assert re.findall(r"<mark>(.*?)</mark>", panel) == ["80,41 điểm"]
    assert "180,41" in panel


def test_a_citation_can_be_copied_with_its_reference():
    buttons = [attrs for tag, attrs in read(source_panel(answer())).tags if tag == "button"]
    assert buttons[0]["data-copy"] == "“Chỉ số đạt 80,41 điểm, xếp hạng 11/12.” (Báo cáo)"


@pytest.mark.parametrize(
    ("status", "kind", "badge"),
    [
        ("answered", "figure", "Đã trích nguồn"),
        ("clarify", "clarify", "Cần làm rõ"),
        ("not_found", "not_found", "Không tìm thấy"),
    ],
)
def test_the_badge_says_how_far_an_answer_can_be_relied_on(status, kind, badge):
    said = Answer(question="gì?", status=status, kind=kind, answer="…")
    assert badge in answer_card(said)


def test_a_table_shows_its_rows_and_marks_those_asked_for():
    table = TableData(columns=("Đơn vị", "Hạng"), rows=(("huyện A", "1/12"), ("huyện B", "2/12")), marked=(1,))
    card = answer_card(answer(table=table))
    assert re.findall(r"<tr[^>]*>(?=<td>)", card) == ["<tr>", '<tr class="asked-for">']


def heights(kind: str, values: tuple[float, ...], downwards: bool) -> list[float]:
    labels = tuple(str(2020 + n) for n in range(len(values)))
    chart = ChartData(kind=kind, title="t", labels=labels, values=values, unit="", downwards=downwards)
    return [float(y) for y in re.findall(r'cy="([\d.]+)"', answer_card(answer(chart=chart)))]


def test_a_better_rank_stands_higher_as_a_higher_score_does():
    scores = heights("line", (70.5, 80.0), downwards=False)
    ranks = heights("line", (10.0, 3.0), downwards=True)
    assert scores[1] < scores[0]  # y counts downwards
    assert ranks[1] < ranks[0]


def test_years_stand_under_the_points_as_text():
    chart = ChartData(kind="bar", title="t", labels=("2022", "2023"), values=(1000.0, 1000.5), unit="hồ sơ")
    card = answer_card(answer(chart=chart))
    assert ">2022<" in card
    assert ">1.000,5<" in card


def test_the_examples_name_what_the_reports_hold(tmp_path: Path):
    app = LightApp(settings_in(tmp_path))
    app.update()
    assert examples(app)[0] == "Năm 2023 chỉ số CCHC của huyện Tân Hồng xếp thứ mấy?"


def test_earlier_questions_go_along_as_they_were_understood(tmp_path: Path):
    app = LightApp(settings_in(tmp_path))
    app.update()
    desk = Desk(app)
    before = answer(resolved_question="Điểm năm 2023 của huyện A?")
    exchange = answer_question(desk, "còn năm 2022?", [Exchange("còn huyện A?", before), Exchange("x", problem="y")])
    assert exchange.answer
    turns = app._assistant.asked[-1][1]
    assert [(t.question, t.answer) for t in turns] == [("Điểm năm 2023 của huyện A?", before.answer)]


def test_what_goes_wrong_is_told_in_the_conversation_and_gives_nothing_away(tmp_path: Path):
    desk = Desk(LightApp(settings_in(tmp_path)))
    assert "cchc index" in answer_question(desk, "gì?", []).problem
    desk._app.update()
    assert "bí mật" not in answer_question(desk, "hỏng", []).problem
    assert str(QUESTION_LIMIT) in answer_question(desk, "a" * (QUESTION_LIMIT + 1), []).problem


def test_the_page_knows_nothing_of_the_server():
    imported = {
        name
        for node in ast.walk(ast.parse(Path(ui.__file__).read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip
    assert "qa.model" in imported
    assert "server" not in imported


def test_the_page_names_no_address_outside():
    written = "".join(p.read_text(encoding="utf-8") for p in ui.ASSETS.iterdir())
    assert set(re.findall(r"https?://[^\s\"']+", written)) <= {"http://www.w3.org/2000/svg"}

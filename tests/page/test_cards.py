"""What the chat page makes of an answer."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ui
from page.cards import answer_card, choice_labels, exchange_html, source_panel
from page.charts import charts_of
from page.exchange import Conversation, Exchange
from page.shell import examples, home_html
from page.surroundings import Surroundings
from qa.model import Answer, ChartData, Citation, CitedFact, Searched, TableData
from tests.parts import LightApp, light_app, settings_in

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


def test_a_marker_is_a_button_that_names_its_source():
    buttons = [attrs for tag, attrs in read(answer_card(answer())).tags if attrs.get("class") == "chip"]
    assert [(b["data-source"], b["aria-label"]) for b in buttons] == [("1", "Nguồn 1: Báo cáo")]


def test_a_source_opens_the_report_at_its_place_whatever_address_a_browser_kept():
    kept = citation().model_copy(update={"url": "javascript:alert(1)"})
    links = [attrs["href"] for tag, attrs in read(source_panel(answer(citations=(kept,)))).tags if tag == "a"]
    assert links == ["/documents/a?start=5&end=9#trich-dan"]


def test_a_marker_without_a_source_stays_text():
    card = read(answer_card(answer("Xem [7] và [99999999999999999999] và [1].")))
    assert "[7]" in card.text
    assert len([attrs for _, attrs in card.tags if attrs.get("class") == "chip"]) == 1


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
    around = Surroundings(before=text, after=text)
    drawn = exchange_html(Exchange(question=text, answer=shown), lambda _: around)
    page = read(drawn + exchange_html(Exchange(question=text, problem=text)))
    tags = {tag for tag, _ in page.tags}
    assert "img" not in tags
    assert "script" not in tags
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert page.text.count(TRICK) >= 9


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
    assert buttons[0]["data-text"] == "“Chỉ số đạt 80,41 điểm, xếp hạng 11/12.” (Báo cáo)"


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
    assert re.findall(r'<tr[^>]*>(?=<th scope="row">)', card) == ["<tr>", '<tr class="asked-for">']


def test_the_unit_that_was_asked_about_is_marked_among_the_others():
    table = TableData(columns=("Đơn vị", "Hạng"), rows=(("huyện A", "1/12"), ("huyện B", "2/12")))
    card = answer_card(answer(table=table, searched=Searched(documents=1, units=("Huyện B",))))
    assert re.findall(r'<tr[^>]*>(?=<th scope="row">)', card) == ["<tr>", '<tr class="asked-for">']


RANKED = TableData(columns=("Đơn vị", "Điểm", "Thứ hạng", "Xếp loại"), rows=(("huyện A", "80,41", "1/2", ""),))


def test_a_line_that_a_row_of_the_table_tells_whole_stands_in_the_table_alone_with_its_source():
    card = read(answer_card(answer("Xếp hạng: [1]\n1. huyện A: đạt 80,41, xếp hạng 1/2 [1]\nHết.", table=RANKED)))
    assert card.text.count("huyện A") == 1
    assert "Hết." in card.text
    assert len([attrs for _, attrs in card.tags if attrs.get("class") == "chip"]) == 2
    assert "Xếp loại" not in card.text  # nobody has one


def test_a_line_that_says_more_than_its_row_stays():
    card = read(answer_card(answer("Xếp hạng: [1]\n1. huyện A: tự chấm 80,41, xếp hạng 1/2 [1]", table=RANKED)))
    assert "tự chấm 80,41" in card.text


def fact(text: str, value: str, **more: str | None) -> CitedFact:
    given: dict = {
        "subject": "huyện A", "indicator": "par_index", "label": "Chỉ số CCHC", "period": "2023", "measure": "score",
        "unit": "điểm", "of": None, "status": "result", "citation": 1, **more,
    }  # fmt: skip
    return CitedFact(text=text, value=value, **given)


def test_the_figures_of_an_answer_stand_out_and_a_list_number_does_not():
    card = answer_card(answer("1. Hạng 1, đạt 80,41 điểm [1].", facts=(fact("80,41 điểm", "80.41"), fact("1", "1"))))
    assert re.findall(r"<strong>(.*?)</strong>", card) == ["1", "80,41 điểm"]
    assert "1. Hạng" in read(card).text


def test_a_figure_that_was_worked_out_is_told_from_those_that_reports_print():
    facts = (fact("80,41", "80.41"), fact("88,93", "88.93", subject="huyện B"))
    quoted = citation(quote="A 80,41; B 88,93")
    words = "Huyện A 80,41; huyện B 88,93, cao hơn 8,52 điểm [1]."
    shown = answer(words, citations=(quoted,), facts=facts).model_copy(update={"kind": "comparison"})
    card = answer_card(shown)
    assert re.findall(r'<em class="computed">(.*?)</em>', card) == ["8,52"]
    assert "số tính ra" in card
    assert read(card).text.count("88,93") == 3  # in the words, on the chart, among the figures used


def test_units_that_are_compared_are_drawn_side_by_side():
    facts = (fact("80,41", "80.41"), fact("88,93", "88.93", subject="huyện B"))
    drawn = charts_of(answer(facts=facts).model_copy(update={"kind": "comparison"}))
    assert [(c.kind, c.labels, c.values) for c in drawn] == [("bar", ("huyện A", "huyện B"), (80.41, 88.93))]


@pytest.mark.parametrize("other", [{"of": "80"}, {"unit": "%"}, {"status": "target"}, {"subject": "huyện A"}])
def test_figures_that_are_not_alike_are_not_drawn_together(other):
    facts = (fact("80,41", "80.41", of="100"), fact("70", "70", **{"subject": "huyện B", **other}))
    assert charts_of(answer(facts=facts).model_copy(update={"kind": "comparison"})) == []


def test_choices_show_only_what_tells_them_apart():
    asked = [f"Chỉ số CCHC của huyện ({name})" for name in ("huyện A", "huyện (không nêu tên) – tệp b.txt")]
    assert choice_labels(asked) == ("huyện A", "huyện (không nêu tên) – tệp b.txt")
    assert choice_labels(["Năm 2022?", "Năm 2023?"]) == ("Năm 2022?", "Năm 2023?")


def test_an_answer_kept_by_an_earlier_version_says_that_it_must_be_asked_again():
    kept = Conversation(exchanges=[{"question": "gì?", "answer": {"odd": 1}}, {"question": "x", "problem": "y"}])
    assert [(e.question, bool(e.problem)) for e in kept.read()] == [("gì?", True), ("x", True)]


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
    app = light_app(tmp_path)
    assert examples(app)[0] == "Năm 2023 chỉ số CCHC của huyện Tân Hồng xếp thứ mấy?"


def test_an_index_that_cannot_be_read_is_told_on_the_first_page(tmp_path: Path):
    assert "cchc index" in home_html(LightApp(settings_in(tmp_path)))


def test_the_page_knows_nothing_of_the_server():
    imported = {
        name
        for node in ast.walk(ast.parse(Path(ui.__file__).read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip
    assert "page.cards" in imported
    assert "server" not in imported


def test_the_page_names_no_address_outside():
    written = "".join(p.read_text(encoding="utf-8") for p in ui.ASSETS.iterdir())
    assert set(re.findall(r"https?://[^\s\"']+", written)) <= {"http://www.w3.org/2000/svg"}

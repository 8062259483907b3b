"""Whatever is asked, and however it is narrowed, there is an answer: never an error, never another's report."""

from collections.abc import Iterator
from functools import cached_property

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from qa.app import App
from qa.settings import SAMPLES
from server import create_app
from tests.fakes import HashingEmbedder
from tests.parts import settings_in, tried


class SampleApp(App):
    """The real assistant over the bundled samples; only the vectors are hashed words."""

    @cached_property
    def embedder(self) -> HashingEmbedder:
        return HashingEmbedder()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = SampleApp(settings_in(tmp_path_factory.mktemp("asked"), reports_dir=SAMPLES, rate_address="0"))
    app.update()
    with TestClient(create_app(app, with_page=False), raise_server_exceptions=False) as client:
        yield client


ASKED = (
    "năm 2023 2022 chỉ số CCHC của huyện Tân Hồng tỉnh xã xếp thứ mấy bao nhiêu điểm tỷ lệ hồ sơ đúng hạn so sánh với "
    "và tăng giảm vì sao hạn chế là gì ai quý I/2024 6 tháng đầu 11/12 80,41 % ? ; ( ) [1] còn thì sao Yên Lạc tổng "
    "cao nhất thấp nhất 2021-2025 114/BC-UBND mục tiêu phấn đấu đạt không có bất cứ những nào các"
)
WORDS = st.sampled_from(ASKED.split())
ODD = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
QUESTIONS = st.lists(st.one_of(WORDS, WORDS, WORDS, WORDS, ODD), min_size=1, max_size=25).map(" ".join)
HISTORY = st.lists(st.one_of(QUESTIONS, st.fixed_dictionaries({"question": QUESTIONS, "answer": ODD})), max_size=3)


@given(question=QUESTIONS, history=HISTORY)
@tried(60)
def test_no_question_makes_the_server_fail(client, question, history):
    response = client.post("/api/ask", json={"question": question, "history": history})
    assert response.status_code == (200 if question.strip() else 422), response.text
    for citation in response.json().get("citations", ()):
        text = client.get(f"/api/documents/{citation['document_id']}").json()["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


@pytest.mark.parametrize(
    "half", ['{"role": "user", "content": "xin \\ud800 chào"}', '{"role": "user", "content": "\\udfff"}']
)
def test_half_a_character_in_a_question_is_no_error(client, half):
    body = f'{{"messages": [{{"role": "user", "content": "chỉ số \\ud800 CCHC?"}}, {half}]}}'
    response = client.post("/v1/chat/completions", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 200, response.text


@given(
    question=QUESTIONS,
    units=st.lists(st.sampled_from(["huyện Tân Hồng", "Yên Lạc", "a luoi", "không có", "%"]), max_size=2),
    years=st.lists(st.integers(2018, 2026), max_size=2),
)
@tried(40)
def test_an_answer_cites_only_reports_that_the_filters_allow(client, question, units, years):
    filters = {"units": units, "years": years}
    answer = client.post("/api/ask", json={"question": question, "filters": filters})
    assert answer.status_code == (200 if question.strip() else 422), answer.text
    allowed = {d["id"] for d in client.get("/api/documents").json() if not units or _named(d["unit"], units)}
    assert {c["document_id"] for c in answer.json().get("citations", ())} <= allowed


def _named(unit: str | None, units: list[str]) -> bool:
    plain = {"a luoi": "A Lưới"}
    return unit is not None and any(unit.endswith(plain.get(name, name)) for name in units)


def ask(client: TestClient, question: str, **filters: object) -> dict:
    return client.post("/api/ask", json={"question": question, "filters": filters}).json()


def test_a_unit_of_the_filters_need_not_be_named_in_the_question(client):
    for name in ("huyện Tân Hồng", "Tân Hồng", "tan hong", "HUYỆN TÂN HỒNG"):
        answer = ask(client, "Năm 2023 chỉ số CCHC xếp thứ mấy?", units=[name])
        assert "11/12" in answer["answer"], name


def test_the_one_year_of_the_filters_is_the_year_that_is_meant(client):
    assert "78,06" in ask(client, "Chỉ số CCHC của huyện Tân Hồng là bao nhiêu điểm?", years=[2022])["answer"]
    assert "80,41" in ask(client, "Chỉ số CCHC của huyện Tân Hồng là bao nhiêu điểm?", years=[2023])["answer"]


def test_what_only_other_reports_hold_is_not_found(client):
    answer = ask(client, "Năm 2023 chỉ số CCHC của huyện Tân Hồng xếp thứ mấy?", units=["Yên Lạc"])
    assert answer["status"] != "answered"


def test_filters_that_no_report_meets_are_said_to_be_so(client):
    answer = ask(client, "Năm 2023 chỉ số CCHC của huyện Tân Hồng xếp thứ mấy?", documents=["khong-co"])
    assert answer["status"] == "not_found"
    assert "điều kiện lọc" in answer["answer"]


def test_documents_of_the_filters_are_the_only_ones_cited(client):
    whole = ask(client, "Năm 2023 chỉ số CCHC của huyện Tân Hồng xếp thứ mấy?")
    chosen = whole["citations"][0]["document_id"]
    answer = ask(client, "Năm 2023 chỉ số CCHC của huyện Tân Hồng xếp thứ mấy?", documents=[chosen])
    assert {c["document_id"] for c in answer["citations"]} == {chosen}
    assert answer["searched"]["documents"] == 1

"""Whatever an answer offers can be asked: clicking it ends in an answer, at most after one more choice."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from qa.assistant import Assistant
from tests.parts import index_over

ASKED = [
    "Chỉ số CCHC của huyện là bao nhiêu?",
    "Huyện xếp thứ mấy?",
    "Có bao nhiêu hồ sơ trễ hạn?",
    "Tỷ lệ hồ sơ đúng hạn là bao nhiêu?",
    "Chỉ số hài lòng là bao nhiêu?",
    "Hạn chế là gì?",
    "Tóm tắt báo cáo",
    "Ai ký báo cáo?",
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("suggestions")
    samples = {
        f.name: f.read_text("utf-8") for f in resources.files("corpus.samples").iterdir() if not f.name.endswith(".py")
        and f.is_file()
    }  # fmt: skip
    with index_over(samples, folder) as index:
        yield Assistant(index)


@pytest.mark.parametrize("question", ASKED)
def test_every_choice_offered_ends_in_an_answer(assistant: Assistant, question: str) -> None:
    for choice in assistant.ask(question).suggestions:
        answer = assistant.ask(choice)
        ends = [answer] if answer.status != "clarify" else [assistant.ask(c) for c in answer.suggestions]
        assert ends, choice
        assert all(end.status == "answered" for end in ends), choice


def test_a_question_back_names_the_choices_it_offers(assistant: Assistant) -> None:
    answer = assistant.ask("Tỷ lệ hồ sơ đúng hạn là bao nhiêu?")
    assert answer.status == "clarify"
    assert answer.suggestions
    for choice in answer.suggestions:
        assert choice.removesuffix(")").rsplit("(", 1)[1] in answer.answer

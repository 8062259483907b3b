"""The API is what its description says: schemathesis asks everything in every way it can think of."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import schemathesis
from hypothesis import given
from pydantic import SecretStr, TypeAdapter
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from prompts import templates
from qa.completion import Completion
from qa.model import Answer
from tests.parts import light_app, tried
from tests.server.live import serving
from web import models
from web.describe import examples

KEY = "quan-tri"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    app = light_app(tmp_path_factory.mktemp("openapi"), admin_key=SecretStr(KEY), rate_key="0")
    with serving(app) as address:
        yield address


@pytest.fixture(scope="module")
def described(address: str) -> dict:
    return httpx.get(f"{address}/openapi.json").json()


@pytest.fixture(scope="module")
def operations(address: str) -> dict:
    """The operations as schemathesis knows them, by their ids."""
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json")
    found = [result.ok() for result in schema.get_all_operations()]
    return {operation.definition.raw["operationId"]: operation for operation in found}


OPERATIONS = sorted({*examples(), "remove"})
#: Whether there is a question among the messages, such an indicator, or a report in the file, or a period
#: in the words of staff, no schema can say.
MORE_THAN_A_SHAPE = ("complete", "correct", "facts", "rankings", "upload")
#: No parameter of theirs can be wrong: any id may be asked for, and what is not there is not found.
TAKES_ANYTHING = ("document", "documents", "health", "list_models", "one_model", "ready", "remove")


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_answer_of_the_api_is_as_described(operations, name):
    excluded = [positive_data_acceptance] if name in MORE_THAN_A_SHAPE else []

    @tried(15)
    @given(case=operations[name].as_strategy())
    def ask(case) -> None:
        case.call_and_validate(headers={"X-Admin-Key": KEY}, excluded_checks=excluded)

    ask()


@pytest.mark.parametrize("name", [name for name in OPERATIONS if name not in TAKES_ANYTHING])
def test_what_the_description_forbids_is_refused(operations, name):
    @tried(10)
    @given(case=operations[name].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def ask(case) -> None:
        case.call_and_validate(headers={"X-Admin-Key": KEY})

    ask()


def test_no_operation_goes_untried(operations):
    assert sorted(operations) == OPERATIONS


def test_every_address_is_described_in_vietnamese(described):
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            assert re.search(r"[à-ỹđ]", operation["summary"] + operation["description"]), (method, path)
            assert operation["operationId"].isidentifier()
            assert operation["tags"]
    assert described["info"]["version"]


def test_every_word_of_the_description_is_used(described):
    told = json.dumps(described, ensure_ascii=False)
    for name, text in templates("openapi").items():
        assert json.dumps(text, ensure_ascii=False)[1:-1] in told, name


def test_every_operation_shows_an_example(described):
    operations = [o for path in described["paths"].values() for o in path.values()]
    for operation in operations:
        if operation["operationId"] not in ("remove",):
            assert '"example"' in json.dumps(operation), operation["operationId"]


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("ask", Answer), ("complete", Completion), ("search", list[models.Passage]), ("facts", list[models.FactRow]),
        ("rankings", list[models.RankingRow]), ("documents", list[models.Report]), ("document", models.ReportText),
        ("upload", models.Report), ("correct", models.Report), ("list_models", models.Models),
        ("ready", models.Readiness),
    ],
)  # fmt: skip
def test_the_examples_are_answers_that_the_api_could_give(name, model):
    TypeAdapter(model).validate_python(examples()[name]["application/json"])


def test_the_examples_of_questions_are_questions():
    models.Ask.model_validate(examples()["ask"]["request"])
    models.Ask.model_validate(examples()["ask_stream"]["request"])


def test_nothing_of_this_machine_is_in_the_examples():
    shown = json.dumps(examples())
    assert str(Path.home()) not in shown
    assert "file:" not in shown

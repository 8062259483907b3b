"""The official client of OpenAI's protocol, talking to us as to any other server."""

from collections.abc import Iterator
from pathlib import Path

import openai
import pytest

from qa.model import Answer
from tests.parts import ADMIN_KEY, LightApp, light_app
from tests.server.live import serving

QUESTION = {"role": "user", "content": "Chỉ số CCHC năm 2023?"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> LightApp:
    return light_app(tmp_path_factory.mktemp("openai"))


@pytest.fixture(scope="module")
def address(app: LightApp) -> Iterator[str]:
    with serving(app) as address:
        yield address


@pytest.fixture
def client(address: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{address}/v1", api_key="khong-dung-den", max_retries=0)


def test_the_client_gets_an_answer_with_its_sources(client):
    done = client.chat.completions.create(model="cchc", messages=[QUESTION], temperature=0, max_tokens=50)
    answer = Answer.model_validate(done.model_extra["cchc"])
    assert done.choices[0].finish_reason == "stop"
    assert done.choices[0].message.content.startswith(answer.answer)
    assert answer.citations[0].reference in done.choices[0].message.content


def test_the_client_streams_the_same_answer(client):
    whole = client.chat.completions.create(model="cchc", messages=[QUESTION]).choices[0].message.content
    options = {"include_usage": True}
    chunks = list(client.chat.completions.create(model="x", messages=[QUESTION], stream=True, stream_options=options))
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices) == whole
    assert chunks[-1].usage.total_tokens == 0
    assert Answer.model_validate(next(c.model_extra["cchc"] for c in chunks if "cchc" in c.model_extra)).citations


def test_the_client_lists_the_one_model_and_asks_for_it(client):
    assert [m.id for m in client.models.list()] == ["cchc"]
    assert client.models.retrieve("cchc").id == "cchc"
    with pytest.raises(openai.NotFoundError, match="gpt-5"):
        client.models.retrieve("gpt-5")


@pytest.mark.parametrize(
    "before",
    [
        {"role": "developer", "content": "Hãy trả lời ngắn."},
        {"role": "tool", "content": "42", "tool_call_id": "a"},
        {"role": "assistant", "content": None, "tool_calls": []},
        {"role": "ai", "content": "chào"},
        {"content": "không có vai"},
        {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "http://169.254.169.254/"}}]},
        {"role": "user", "content": ["chữ trần", 7, None]},
        {"role": "user", "content": {"text": "không phải danh sách"}},
    ],
)
def test_messages_that_mean_nothing_here_are_passed_over(client, app, before):
    client.chat.completions.create(model="cchc", messages=[before, QUESTION])
    assert app._assistant.asked[-1][0] == QUESTION["content"]


def test_the_client_understands_our_errors(client, address):
    with pytest.raises(openai.UnprocessableEntityError, match="câu hỏi"):
        client.chat.completions.create(model="cchc", messages=[{"role": "system", "content": "x"}])
    with pytest.raises(openai.InternalServerError) as failed:
        client.chat.completions.create(model="cchc", messages=[{"role": "user", "content": "hỏng"}])
    assert "bí mật" not in str(failed.value)
    assert failed.value.type == "server_error"


def test_an_error_in_a_stream_reaches_the_client(client):
    with pytest.raises(openai.APIError, match="ngoài dự tính"):
        list(client.chat.completions.create(model="x", messages=[{"role": "user", "content": "hỏng"}], stream=True))


def test_the_key_of_the_client_is_the_key_of_the_server(tmp_path: Path):
    app = light_app(tmp_path, anonymous=False)
    with serving(app) as address:
        key = app.keys.create("cổng", "ask")[1]
        asked = {"model": "cchc", "messages": [QUESTION]}
        openai.OpenAI(base_url=f"{address}/v1", api_key=key, max_retries=0).chat.completions.create(**asked)
        with pytest.raises(openai.AuthenticationError, match="Khóa"):
            openai.OpenAI(base_url=f"{address}/v1", api_key="sai", max_retries=0).chat.completions.create(**asked)
    assert ADMIN_KEY not in key

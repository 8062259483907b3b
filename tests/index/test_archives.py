"""Reports packed in a zip come and go with it."""

import zipfile
from pathlib import Path

from index.database import Database
from tests.conftest import SAMPLES
from tests.fakes import HashingEmbedder, update


def pack(path: Path, reports: Path, names: tuple[str, ...]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.write(reports / name, f"nam 2023/{name}")


def test_the_reports_of_a_zip_come_change_and_go_with_it(database: Database, reports: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    bundle = folder / "bo.zip"
    embedder = HashingEmbedder()

    def sources() -> list[str]:
        update(database, lambda: embedder, [folder])
        return sorted(held.source for held in database.known_documents().values())

    pack(bundle, reports, SAMPLES[:2])
    assert sources() == sorted(f"bo.zip/nam 2023/{name}" for name in SAMPLES[:2])
    pack(bundle, reports, SAMPLES[1:3])
    assert sources() == sorted(f"bo.zip/nam 2023/{name}" for name in SAMPLES[1:3])
    bundle.write_bytes(bundle.read_bytes()[:-30])
    assert len(sources()) == 2  # what cannot be opened now stays as it was read last
    bundle.unlink()
    assert sources() == []

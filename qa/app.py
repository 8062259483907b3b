"""The one wiring module: settings in, the parts of the product out, each made when first asked for."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from prompts import say
from qa.errors import CommandError, in_words
from qa.settings import Settings

if TYPE_CHECKING:
    from index.database import Database
    from index.embedding import Embedder
    from index.reader import Index
    from index.report import File, Report, Unreadable
    from index.update import Progress, Summary
    from qa.assistant import Assistant
    from qa.keeping.audit import Audit
    from qa.keeping.records import Keys, Records
    from qa.writer import Writer

#: Seconds between two looks at whether another process has published a new generation.
_LOOK_EVERY = 1.0


class App:
    """What the command line, the page and the API stand on; listing facts opens no model."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._looked = 0.0

    def __enter__(self) -> App:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        for part in ("database", "records"):
            if part in self.__dict__:
                getattr(self, part).close()

    @cached_property
    def database(self) -> Database:
        from index.database import open_database

        # A folder that cannot be made is told where it is missed, with what to do.
        with suppress(OSError):
            self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        return open_database(self.settings.database_url, self.settings.data_dir)

    @cached_property
    def records(self) -> Records:
        from qa.keeping.records import Records

        return Records(self.settings.database_url, self.settings.data_dir)

    @cached_property
    def keys(self) -> Keys:
        from qa.keeping.records import Keys

        return Keys(self.records)

    @cached_property
    def audit(self) -> Audit:
        from qa.keeping.audit import Audit

        return Audit(self.records, self.settings.audit_days)

    @cached_property
    def embedder(self) -> Embedder:
        from index.embedding import default_cache, open_embedder

        return open_embedder(self.settings.embedding_model, default_cache())

    @property
    def index(self) -> Index:
        """Return the opened index, turned to what another process may have published meanwhile."""
        index = self._opened
        if time.monotonic() - self._looked > _LOOK_EVERY:
            self._looked = time.monotonic()
            index.refresh()
        return index

    @cached_property
    def _opened(self) -> Index:
        from index.reader import open_index
        from index.rows import IndexMissing

        self._looked = time.monotonic()
        try:
            return open_index(self.database, lambda: self.embedder, self.settings.embedding_model)
        except IndexMissing:
            self.check_folder()  # `cchc index` would be no advice where nothing can be written
            raise

    def check_folder(self) -> None:
        """Raise CommandError where the data folder cannot be made or written to."""
        folder = self.settings.data_dir
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise CommandError(say("cli.doctor_data_unwritable", path=folder)) from error

    @property
    def assistant(self) -> Assistant:
        """Return the assistant over the index as it stands now."""
        _ = self.index
        return self._assistant

    @cached_property
    def _assistant(self) -> Assistant:
        from qa.assistant import Assistant

        return Assistant(self._opened, self._writer)

    @property
    def _writer(self) -> Writer | None:
        if not self.settings.llm_base_url:
            return None
        from qa.writer import open_writer

        key = self.settings.llm_api_key.get_secret_value()
        # Half of the time for an answer: a model that is too slow is passed over, and the answer still comes.
        seconds = self.settings.answer_seconds / 2
        return open_writer(self.settings.llm_base_url, self.settings.llm_model, key, seconds)

    @property
    def version(self) -> str:
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("hoidap-cchc")
        except PackageNotFoundError:
            return "0"

    def read(self, files: Sequence[File]) -> Generator[Report | Unreadable]:
        """Read files in worker processes, within the limits set."""
        from index.workers import Limits, read_apart

        return read_apart(files, Limits(self.settings.read_seconds, self.settings.read_megabytes))

    def not_ready(self) -> list[str]:
        """Return why questions cannot be answered now, in words for a person; nothing when they can."""
        try:
            held = self.index.stamp.documents
            _ = self.embedder
        except Exception as error:
            return [in_words(error) or say("cli.unexpected", kind=type(error).__name__, reason=error)]
        return [] if held else [say("api.ready_no_reports")]

    def update(
        self,
        paths: Sequence[Path] = (),
        *,
        progress: Callable[[Progress], None] = lambda _: None,
        rebuild: bool = False,
        wait: float = 0.0,
    ) -> Summary:
        """Bring the index in line with these paths, by default with the reports folder."""
        from index.update import update

        summary = update(
            self.database,
            lambda: self.embedder,
            list(paths) or [self.settings.reports_dir],
            choice=self.settings.embedding_model,
            progress=progress,
            rebuild=rebuild,
            read=self.read,
            wait=wait,
        )
        self._looked = 0.0
        changed = {name: getattr(summary, name) for name in ("added", "updated", "removed")}
        if any(changed.values()):
            self.audit.note("index", "", changed)
        return summary


def open_app(settings: Settings) -> App:
    """Return the product wired after these settings; nothing is opened yet."""
    return App(settings)

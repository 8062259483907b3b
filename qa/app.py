"""The one wiring module: settings in, the parts of the product out, each made when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from qa.settings import Settings

if TYPE_CHECKING:
    from index.database import Database
    from index.embedding import Embedder
    from index.reader import Index
    from index.update import Progress, Summary
    from qa.assistant import Assistant


class App:
    """What the command line, the page and the API stand on; listing facts opens no model."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __enter__(self) -> App:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if "database" in self.__dict__:
            self.database.close()

    @cached_property
    def database(self) -> Database:
        from index.database import open_database

        return open_database(self.settings.database_url, self.settings.data_dir)

    @cached_property
    def embedder(self) -> Embedder:
        from index.embedding import default_cache, open_embedder

        return open_embedder(self.settings.embedding_model, default_cache())

    @cached_property
    def index(self) -> Index:
        from index.reader import open_index

        return open_index(self.database, lambda: self.embedder, choice=self.settings.embedding_model)

    @cached_property
    def assistant(self) -> Assistant:
        from qa.assistant import Assistant

        return Assistant(self.index)

    def update(
        self,
        paths: Sequence[Path] = (),
        *,
        progress: Callable[[Progress], None] = lambda _: None,
        rebuild: bool = False,
    ) -> Summary:
        """Bring the index in line with these paths, by default with the reports folder."""
        from index.update import update

        return update(
            self.database,
            lambda: self.embedder,
            list(paths) or [self.settings.reports_dir],
            choice=self.settings.embedding_model,
            progress=progress,
            rebuild=rebuild,
        )


def open_app(settings: Settings) -> App:
    """Return the product wired after these settings; nothing is opened yet."""
    return App(settings)

"""Tell errors that were foreseen, and have words for a person, from those that were not."""

FAILED, WRONG_USE = 1, 2


class CommandError(Exception):
    """A command cannot go on: the message, in Vietnamese, says why and what to do."""

    def __init__(self, message: str, code: int = WRONG_USE) -> None:
        super().__init__(message)
        self.code = code


def in_words(error: Exception) -> str | None:
    """Return what to tell the person, or None for an error nobody foresaw."""
    from corpus.model import CorpusError
    from index.embedding import EmbeddingError
    from index.rows import IndexFault
    from prompts import say
    from qa.judging.gold import GoldError
    from qa.serving.line import Overload
    from qa.settings import SettingsError
    from qa.shelves.library import LibraryError

    if isinstance(error, CorpusError):
        return say("cli.unreadable_file", path=error.path, reason=error.reason)
    if isinstance(
        error, CommandError | IndexFault | EmbeddingError | GoldError | LibraryError | Overload | SettingsError
    ):
        return str(error)
    return None

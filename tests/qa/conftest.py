from collections.abc import Iterator

import pytest

from qa.assistant import Assistant
from tests.parts import index_over


@pytest.fixture(scope="module")
def assistant(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant over the reports of a module, which names them by their files: REPORTS."""
    with index_over(request.module.REPORTS, tmp_path_factory.mktemp("reports")) as index:
        yield Assistant(index)

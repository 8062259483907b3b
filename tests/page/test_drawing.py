"""A page that cannot be drawn costs its own picture and nothing else."""

import os
import time
from collections.abc import Iterator

import pytest

from page.drawing import Drawer


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    drawer = Drawer(seconds=6, megabytes=1024)
    yield drawer
    drawer.close()


@pytest.mark.parametrize("harm", [(time.sleep, 600), (os.abort,), (bytearray, 2 << 30)])
def test_work_that_hangs_crashes_or_swells_gives_nothing_and_the_next_is_done(drawer, harm):
    assert drawer.draw(*harm) is None
    assert drawer.draw(len, "ba") == 2


def test_work_that_fails_gives_nothing(drawer):
    assert drawer.draw(os.listdir, "/không/có") is None

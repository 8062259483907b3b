"""The stretches of a text that one pattern after the other has read: no figure is read twice."""

from __future__ import annotations

import bisect


class Taken:
    """The stretches of text that a pattern has already read."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, start: int, end: int) -> bool:
        """Take the stretch, unless part of it is taken already."""
        place = bisect.bisect_left(self._starts, end)
        if place and self._ends[place - 1] > start:
            return False
        self._starts.insert(place, start)
        self._ends.insert(place, end)
        return True

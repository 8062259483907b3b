"""A message is completed from the conversation before it; nobody has to repeat what was said."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.model import Level, Unit
from corpus.vietnamese import fold
from qa.conversation import complete, normalise, split_questions
from qa.model import Turn
from qa.typing_habits import abbreviations

KNOWN = (
    *(Unit("huyện", bare, Level.DISTRICT, "tỉnh Trường Lâm") for bare in ("Lâm Khê", "A Ròng", "Đồng Xoan")),
    Unit("thị xã", "Kim Bồng", Level.DISTRICT, "tỉnh Trường Lâm"),
    Unit("tỉnh", "Trường Lâm", Level.PROVINCE),
    Unit("xã", "Bình Hạ", Level.COMMUNE, "huyện Lâm Khê"),
    Unit("xã", "Tân Tiến", Level.COMMUNE, "huyện Lâm Khê"),
    Unit("xã", "Tân Tiến", Level.COMMUNE, "huyện Đồng Xoan"),
    Unit("xã", "Cẩm Đông", Level.COMMUNE, "tỉnh Trường Lâm"),
)
TURNS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("turns.yaml").read_text("utf-8"))


def history(turn: dict[str, Any]) -> list[Turn]:
    return [
        Turn(question=before) if isinstance(before, str) else Turn(question=before["asked"], answer=before["answered"])
        for before in turn["before"]
    ]  # fmt: skip


def holds(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words.lower())}(?!\w)", text.lower()) is not None


@pytest.mark.parametrize("turn", TURNS, ids=[f"{n}: {turn['says']}" for n, turn in enumerate(TURNS, 1)])
def test_a_turn_of_a_conversation_is_understood_as_a_person_would(turn: dict[str, Any]) -> None:
    completed = complete(turn["says"], history(turn), KNOWN)
    assert completed.request == turn.get("request", "ask")
    missing = [words for words in turn.get("must", ()) if not holds(completed.question, words)]
    surplus = [words for words in turn.get("must_not", ()) if holds(completed.question, words)]
    assert (missing, surplus) == ([], []), completed.question
    if turn.get("unchanged"):
        assert (completed.question, completed.changed) == (turn["says"], False)
    elif turn["before"] and turn.get("must"):
        assert completed.changed


def test_a_hundred_turns_are_specified() -> None:
    assert len(TURNS) >= 100

"""The script with which a portal shows the chat on a page of its own."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from prompts import templates


@cache
def embed_script() -> str:
    """Return the script with its Vietnamese words in it."""
    script = resources.files("web").joinpath("embed.js").read_text(encoding="utf-8")
    return script.replace("__WORDS__", json.dumps(templates("embed"), ensure_ascii=False))

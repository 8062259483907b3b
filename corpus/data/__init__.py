"""What staff may extend: the names and words of administrative reform, one file for each kind."""

import tomllib
from importlib import resources
from typing import Any

from corpus.vietnamese import nfc


def entries(name: str) -> dict[str, Any]:
    """Return what `<name>.toml` of this folder holds, in Unicode NFC."""
    return tomllib.loads(nfc(resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")))

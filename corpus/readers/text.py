"""Plain text and Markdown."""

from __future__ import annotations

import re

from corpus.readers.drawn_tables import find_tables
from corpus.readers.encodings import decode, normalise
from corpus.readers.reading import Reading


def read_text(raw: bytes) -> Reading:
    """Read a file of text, plain or in Markdown; one that holds a web page is read as such."""
    decoded = decode(raw)
    if re.match(r"\s*(?:<!doctype html|<html\b)", decoded[:1000], re.IGNORECASE):
        from corpus.readers.html import read_page  # lxml is only loaded for web pages

        return read_page(decoded)
    text = normalise(decoded)
    return Reading(text, find_tables(text))

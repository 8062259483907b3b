"""Every Vietnamese sentence the product says, kept in the text files of this folder.

A template is named "file.key" and has named fields: `say("answers.score", unit="huyện A")`. A clerk may mend
the wording in the .toml files; a template or a field that is missing is an error, never an empty word.
"""

import string
import tomllib
from functools import cache
from importlib import resources


class PromptError(Exception):
    """A template is missing, or was given other fields than it names."""


@cache
def templates(file: str) -> dict[str, str]:
    """Return the templates of one file by key."""
    source = resources.files("prompts").joinpath(f"{file}.toml")
    try:
        loaded = tomllib.loads(source.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PromptError(f"prompts/{file}.toml is missing") from error
    return {key: str(value).strip() for key, value in loaded.items()}


@cache
def fields(name: str) -> frozenset[str]:
    """Return the field names that a template asks for."""
    return frozenset(f for _, f, _, _ in string.Formatter().parse(template(name)) if f)


def template(name: str) -> str:
    file, _, key = name.partition(".")
    try:
        return templates(file)[key]
    except KeyError as error:
        raise PromptError(f'prompts/{file}.toml has no "{key}"') from error


def say(name: str, /, **values: object) -> str:
    """Return the template with its fields filled in; the names given must be just those it asks for."""
    asked = fields(name)
    if asked != values.keys():
        raise PromptError(f"{name}: fields {sorted(asked)}, given {sorted(values)}")
    return template(name).format(**values)

"""argparse, speaking Vietnamese."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn

from prompts import say
from qa.errors import WRONG_USE


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, say("cli.usage") + " " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """argparse, speaking Vietnamese."""

    def __init__(self, **options: object) -> None:
        options |= {"formatter_class": _Formatter, "add_help": False, "allow_abbrev": False}
        super().__init__(**options)  # type: ignore[arg-type]
        self._positionals.title = say("cli.arguments")
        self._optionals.title = say("cli.options")
        self.add_argument("-h", "--help", action="help", help=say("cli.help"))

    def error(self, message: str) -> NoReturn:
        problem = say("cli.wrong_usage", problem=_in_vietnamese(message), program=self.prog)
        print(say("cli.error", message=problem), file=sys.stderr)
        raise SystemExit(WRONG_USE)


#: What argparse says, and our words for it; the named groups become the template's fields.
_USAGE = {
    "usage_required": r"the following arguments are required: (?P<names>.+)",
    "usage_choice": r"argument .*invalid choice: '(?P<value>.*)' \(choose from (?P<choices>.*)\)",
    "usage_unknown": r"unrecognized arguments: (?P<names>.+)",
    "usage_expected": r"argument (?P<option>\S+): expected",
    "usage_number": r"argument (?P<option>\S+): invalid int value: '(?P<value>.*)'",
}


def _in_vietnamese(message: str) -> str:
    for name, pattern in _USAGE.items():
        if match := re.match(pattern, message):
            return say(f"cli.{name}", **{k: v.replace("'", "") for k, v in match.groupdict().items()})
    return say("cli.usage_other")

"""What a terminal shows: answers, summaries, a bar of progress, and argparse in Vietnamese. Imports nothing heavy."""

from __future__ import annotations

import argparse
import re
import sys
from typing import TYPE_CHECKING, NoReturn

from prompts import say
from qa.errors import WRONG_USE

if TYPE_CHECKING:
    from tqdm import tqdm

    from index.update import Progress, Summary
    from qa.model import Answer


def print_json(value: object) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))


class Bar:
    """A progress bar on a terminal, nothing elsewhere; each stage counts from its own beginning."""

    def __init__(self, shown: bool) -> None:
        self._shown = shown
        self._bar: tqdm[NoReturn] | None = None
        self._stage = ""

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, progress: Progress) -> None:
        if not self._shown:
            return
        from tqdm import tqdm

        if self._stage != progress.stage:
            self.__exit__()
            self._stage = progress.stage
            self._bar = tqdm(total=progress.total, desc=say(f"cli.stage_{progress.stage}"), leave=False)
        if self._bar is not None:
            self._bar.total = progress.total
            self._bar.set_postfix_str(progress.name[:40], refresh=False)
            self._bar.update(progress.done - self._bar.n)


def print_summary(summary: Summary) -> None:
    from corpus.load import SUPPORTED
    from qa.shelves.listing import number

    done = {"added": summary.added, "updated": summary.updated, "removed": summary.removed}
    changes = [say(f"cli.index_{name}", count=len(names)) for name, names in done.items() if names]
    if summary.unchanged or not changes:
        changes.append(say("cli.index_unchanged", count=summary.unchanged))
    print(
        say(
            "cli.index_summary",
            changes=", ".join(changes),
            passages=number(summary.passages),
            facts=number(summary.facts),
            seconds=number(round(summary.seconds, 1)),
        )
    )
    if not summary.passages:
        print(say("cli.index_nothing", supported=", ".join(SUPPORTED)), file=sys.stderr)
    if summary.unreadable:
        print(say("cli.index_unreadable", count=len(summary.unreadable)), file=sys.stderr)
    for entry in summary.unreadable:
        line = say("cli.index_unreadable_file", path=entry.path, reason=entry.reason)
        print(f"  {line}", file=sys.stderr)
    for entry in summary.partly_read:
        print(entry.reason, file=sys.stderr)


def print_answer(answer: Answer) -> None:
    from qa.shelves.listing import plain_table

    print(answer.answer)
    if answer.table:
        print("\n" + plain_table(answer.table.columns, answer.table.rows))
    if answer.citations:
        print("\n" + say("cli.ask_sources"))
        for citation in answer.citations:
            print(say("cli.ask_source", n=citation.n, reference=citation.reference))
            print("    " + say("cli.ask_quote", quote=" ".join(citation.quote.split())))
    if answer.suggestions:
        print("\n" + say("cli.ask_suggestions"))
        for question in answer.suggestions:
            print("  " + say("cli.ask_suggestion", question=question))


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

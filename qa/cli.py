"""The command `cchc`. Nothing heavy is imported until a command needs it: `cchc --help` must be instant."""

from __future__ import annotations

import argparse
import logging
import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from prompts import say
from qa.errors import FAILED, WRONG_USE, CommandError
from qa.keeping.commands import add_commands

if TYPE_CHECKING:
    from tqdm import tqdm

    from index.update import Progress, Summary
    from qa.app import App
    from qa.model import Answer, Turn

OK, INTERRUPTED = 0, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrong usage or settings."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    _speak_utf8()
    if "--debug" not in arguments:
        logging.getLogger().addHandler(logging.NullHandler())  # what a person should know is told in his language
    try:
        options = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = options.command
        code = command(options)
        sys.stdout.flush()
        return code
    except SystemExit as error:  # argparse leaves this way after --help and after wrong usage
        return error.code if isinstance(error.code, int) else OK
    except BrokenPipeError:
        # The reader has gone (`cchc facts | head`): say nothing, and keep the interpreter from complaining.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        print("\n" + say("cli.interrupted"), file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        if "--debug" in arguments:
            traceback.print_exc()
        code, message = _explain(error)
        print(say("cli.error", message=message), file=sys.stderr)
        return code


def _explain(error: Exception) -> tuple[int, str]:
    from qa.errors import in_words

    if isinstance(error, CommandError):
        return error.code, str(error)
    message = in_words(error)
    if message is None:
        return FAILED, say("cli.unexpected", kind=type(error).__name__, reason=error)
    # Settings that cannot be used, and files or names that do not exist, are the caller's to mend.
    return WRONG_USE if type(error).__name__ in ("SettingsError", "GoldError") else FAILED, message


def _speak_utf8() -> None:
    """Print Vietnamese whatever the locale says; an odd character must not stop an answer."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


# --- the commands ---------------------------------------------------------------------------------------


def index(options: argparse.Namespace) -> int:
    from qa.app import open_app
    from qa.settings import load_settings

    settings = load_settings()
    paths = [Path(p).expanduser() for p in options.paths] or [settings.reports_dir]
    for path in paths:
        if not path.exists():
            raise CommandError(say("cli.no_such_path", path=path))
    with open_app(settings) as app, _Bar(shown=sys.stderr.isatty()) as bar:
        if options.watch:
            _watch(app, paths, bar, options.json)
            return OK
        summary = app.update(paths, progress=bar.show, rebuild=options.rebuild)
    if options.json:
        _print_json(asdict(summary))
    else:
        _print_summary(summary)
    return FAILED if summary.unreadable else OK


def _watch(app: App, paths: Sequence[Path], bar: _Bar, as_json: bool) -> None:
    """Keep the index in line until Ctrl-C, which is how this is meant to end."""
    import json

    from qa.watch import keep_in_line

    def told(summary: Summary) -> None:
        if as_json:
            print(json.dumps(asdict(summary), ensure_ascii=False), flush=True)
        elif summary.added or summary.updated or summary.removed or summary.unreadable:
            _print_summary(summary)

    def failed(error: Exception) -> None:
        print(say("cli.error", message=_explain(error)[1]), file=sys.stderr, flush=True)

    if not as_json:
        print(say("cli.watching", paths=", ".join(map(str, paths))), flush=True)
    with suppress(KeyboardInterrupt):
        keep_in_line(app, paths, told, failed, progress=bar.show)
    if not as_json:
        print(say("cli.watch_stopped"))


def ask(options: argparse.Namespace) -> int:
    from qa.app import open_app
    from qa.settings import QUESTION_LIMIT, load_settings

    question = options.question.strip()
    if not question:
        raise CommandError(say("cli.empty_question"))
    if len(question) > QUESTION_LIMIT:
        raise CommandError(say("cli.long_question", length=len(question), limit=QUESTION_LIMIT))
    history = _read_history(options.history) if options.history else []
    with open_app(load_settings()) as app:
        answer = app.assistant.ask(question, history)
        kept = not app.settings.audit_commands or app.audit.note_answer(answer, answer.elapsed_ms / 1000)
        where = app.records.engine.url.render_as_string(hide_password=True)
    if not kept:
        print(say("cli.audit_unwritable", path=where), file=sys.stderr)
    if options.json:
        print(answer.model_dump_json(indent=2))
    else:
        _print_answer(answer)
    return OK


def evaluate(options: argparse.Namespace) -> int:
    from qa.app import open_app
    from qa.evaluate import evaluate as judge_all
    from qa.evaluate import read_questions, render, render_variants, write_answers
    from qa.gold import VARIANTS, variants
    from qa.settings import load_settings

    path = Path(options.questions).expanduser()
    if not path.is_file():
        raise CommandError(say("cli.no_such_path", path=path))
    questions = read_questions(path)
    with open_app(load_settings()) as app:
        assistant = app.assistant
        texts = {row.source: row.id for row in app.index.documents()}

        def text_of(source: str) -> str | None:
            document = app.index.document(texts[source]) if source in texts else None
            return document.text if document else None

        card = judge_all(questions, assistant.ask, text_of)
        ways = VARIANTS if options.variants else ()
        varied = {way: judge_all(variants(questions, way), assistant.ask, text_of) for way in ways}
    if options.out:
        write_answers(Path(options.out).expanduser(), card)
    if options.json:
        told = card.as_dict()
        _print_json(told | {"variants": {way: c.as_dict() for way, c in varied.items()}} if varied else told)
    else:
        print(render(card))
        if varied:
            print(render_variants(card, varied))
    return OK


def facts(options: argparse.Namespace) -> int:
    from qa.app import open_app
    from qa.library import list_facts
    from qa.listing import FACT_COLUMNS, as_csv, as_table
    from qa.settings import load_settings

    if options.year is not None and not 1900 <= options.year <= 2100:
        raise CommandError(say("cli.bad_year", value=options.year))
    with open_app(load_settings()) as app:
        rows = list_facts(app, unit=options.unit, indicator=options.indicator, year=options.year)
    if options.format == "json":
        _print_json(rows)
    elif options.format == "csv":
        sys.stdout.write(as_csv(rows, FACT_COLUMNS))
    elif not rows:
        print(say("cli.facts_none"))
    else:
        print(as_table(rows, ("subject", "label", "period", "measure", "text", "status", "reference")))
        print(say("cli.facts_count", count=len(rows)))
    return OK


def serve(options: argparse.Namespace) -> int:
    from qa.app import open_app
    from qa.serve import serve as run_server
    from qa.settings import load_settings

    given = {"host": options.host, "port": options.port, "workers": options.workers}
    if options.workers is not None and options.workers < 1:
        raise CommandError(say("cli.bad_workers", value=options.workers))
    with open_app(load_settings(**{k: v for k, v in given.items() if v is not None})) as app:
        run_server(app, options.debug)
    print(say("cli.stopped"))
    return OK


def doctor(options: argparse.Namespace) -> int:
    from qa.app import open_app
    from qa.doctor import examine
    from qa.settings import load_settings

    with open_app(load_settings()) as app:
        findings = examine(app)
    if options.json:
        _print_json([{"state": f.state, "message": f.message} for f in findings])
    else:
        for finding in findings:
            print(say(f"cli.doctor_{finding.state}", message=finding.message))
    return FAILED if any(f.state == "bad" for f in findings) else OK


# --- what is printed ------------------------------------------------------------------------------------


def _print_json(value: object) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))


class _Bar:
    """A progress bar on a terminal, nothing elsewhere; each stage counts from its own beginning."""

    def __init__(self, shown: bool) -> None:
        self._shown = shown
        self._bar: tqdm[NoReturn] | None = None
        self._stage = ""

    def __enter__(self) -> _Bar:
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


def _print_summary(summary: Summary) -> None:
    from corpus.load import SUPPORTED
    from qa.listing import number

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


def _print_answer(answer: Answer) -> None:
    from qa.listing import plain_table

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


def _read_history(name: str) -> list[Turn]:
    import json

    from pydantic import ValidationError

    from qa.model import Turn

    path = Path(name).expanduser()
    try:
        entries = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(entries, list):
            raise ValueError(name)
        return [Turn(question=e) if isinstance(e, str) else Turn.model_validate(e) for e in entries]
    except FileNotFoundError as error:
        raise CommandError(say("cli.no_such_path", path=path)) from error
    except OSError as error:
        raise CommandError(say("cli.unreadable_file", path=path, reason=error.strerror)) from error
    except (ValueError, ValidationError) as error:
        raise CommandError(say("cli.bad_history", path=path)) from error


# --- what may be typed ----------------------------------------------------------------------------------


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, say("cli.usage") + " " if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
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


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = _Parser(prog="cchc", description=say("cli.about"), epilog=say("cli.command_help"))
    common = argparse.ArgumentParser(add_help=False)
    # Suppressed, so that `cchc --debug ask` and `cchc ask --debug` both hold.
    common.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=say("cli.help_debug"))
    parser.add_argument("--debug", action="store_true", default=False, help=say("cli.help_debug"))
    parser.add_argument("--version", action="version", version=_version(), help=say("cli.help_version"))
    commands = parser.add_subparsers(title=say("cli.commands"), metavar=say("cli.command"), required=True)

    def command(run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        about = say(f"cli.help_{run.__name__}")
        added = commands.add_parser(run.__name__, help=about, description=about, parents=[common])
        added.set_defaults(command=run)
        return added

    one = command(index)
    one.add_argument("--rebuild", action="store_true", help=say("cli.help_index_rebuild"))
    one.add_argument("--watch", action="store_true", help=say("cli.help_index_watch"))
    one.add_argument("paths", nargs="*", metavar="ĐƯỜNG_DẪN", help=say("cli.help_index_paths"))
    one.add_argument("--json", action="store_true", help=say("cli.help_json"))
    one = command(ask)
    one.add_argument("question", metavar="CÂU_HỎI", help=say("cli.help_ask_question"))
    one.add_argument("--history", metavar="TỆP.json", help=say("cli.help_ask_history"))
    one.add_argument("--json", action="store_true", help=say("cli.help_json"))
    one = command(evaluate)
    one.add_argument("questions", metavar="CÂU_HỎI.jsonl", help=say("cli.help_evaluate_questions"))
    one.add_argument("--out", metavar="TỆP.jsonl", help=say("cli.help_evaluate_out"))
    one.add_argument("--json", action="store_true", help=say("cli.help_json"))
    one.add_argument("--variants", action="store_true", help=say("cli.help_evaluate_variants"))
    one = command(facts)
    one.add_argument("--unit", default="", metavar="ĐƠN_VỊ", help=say("cli.help_facts_unit"))
    one.add_argument("--indicator", default="", metavar="CHỈ_TIÊU", help=say("cli.help_facts_indicator"))
    one.add_argument("--year", metavar="NĂM", type=int, help=say("cli.help_facts_year"))
    formats = ("table", "json", "csv")
    one.add_argument("--format", choices=formats, default="table", help=say("cli.help_facts_format"))
    one = command(serve)
    one.add_argument("--host", metavar="ĐỊA_CHỈ", help=say("cli.help_serve_host"))
    one.add_argument("--port", metavar="CỔNG", type=int, help=say("cli.help_serve_port"))
    one.add_argument("--workers", metavar="SỐ", type=int, help=say("cli.help_serve_workers"))
    one = command(doctor)
    one.add_argument("--json", action="store_true", help=say("cli.help_json"))
    add_commands(command)
    return parser


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"cchc {version('hoidap-cchc')}"
    except PackageNotFoundError:
        return "cchc"


if __name__ == "__main__":
    sys.exit(main())

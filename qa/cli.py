"""The command `cchc`. Nothing heavy is imported until a command needs it: `cchc --help` must be instant."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from prompts import say
from qa.errors import FAILED, WRONG_USE, CommandError
from qa.keeping.commands import add_commands
from qa.printing import Bar, Parser, print_answer, print_json, print_summary

if TYPE_CHECKING:
    from index.update import Summary
    from qa.app import App
    from qa.model import Turn

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
    with open_app(settings) as app, Bar(shown=sys.stderr.isatty()) as bar:
        if options.watch:
            _watch(app, paths, bar, options.json)
            return OK
        summary = app.update(paths, progress=bar.show, rebuild=options.rebuild)
    if options.json:
        print_json(asdict(summary))
    else:
        print_summary(summary)
    return FAILED if summary.unreadable else OK


def _watch(app: App, paths: Sequence[Path], bar: Bar, as_json: bool) -> None:
    """Keep the index in line until Ctrl-C, which is how this is meant to end."""
    import json

    from qa.serving.watch import keep_in_line

    def told(summary: Summary) -> None:
        if as_json:
            print(json.dumps(asdict(summary), ensure_ascii=False), flush=True)
        elif summary.added or summary.updated or summary.removed or summary.unreadable:
            print_summary(summary)

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
        print_answer(answer)
    return OK


def evaluate(options: argparse.Namespace) -> int:
    from qa.app import open_app
    from qa.judging.evaluate import evaluate as judge_all
    from qa.judging.gold import VARIANTS, read_questions, variants
    from qa.judging.scorecard import render, render_variants, write_answers
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
        print_json(told | {"variants": {way: c.as_dict() for way, c in varied.items()}} if varied else told)
    else:
        print(render(card))
        if varied:
            print(render_variants(card, varied))
    return OK


def facts(options: argparse.Namespace) -> int:
    from qa.app import open_app
    from qa.settings import load_settings
    from qa.shelves.library import list_facts
    from qa.shelves.listing import FACT_COLUMNS, as_csv, as_table

    if options.year is not None and not 1900 <= options.year <= 2100:
        raise CommandError(say("cli.bad_year", value=options.year))
    with open_app(load_settings()) as app:
        rows = list_facts(app, unit=options.unit, indicator=options.indicator, year=options.year)
    if options.format == "json":
        print_json(rows)
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
    from qa.serving.serve import serve as run_server
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
        print_json([{"state": f.state, "message": f.message} for f in findings])
    else:
        for finding in findings:
            print(say(f"cli.doctor_{finding.state}", message=finding.message))
    return FAILED if any(f.state == "bad" for f in findings) else OK


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


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = Parser(prog="cchc", description=say("cli.about"), epilog=say("cli.command_help"))
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
